"""Numbers that say which things are counted, and those beside them that say how many."""

from __future__ import annotations

import pytest

from cityplans.extraction.ledger import counted
from sights import sight_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("建成▲万人学院2所。", "name"),
        ("建成▲万人学院。", None),  # counts nothing
        ("培育8—10个▲百亿企业。", "name"),
        ("产值突破▲百亿，税收增加。", None),
        ("新增20个▲过亿项目。", "name"),
        ("年税收▲超亿企业15家。", "name"),
        ("年税收▲超亿元。", None),
        ("打造▲百里长廊。", "name"),
        ("建成▲三百人学院2所。", None),  # no round number
        ("建成▲10000人学院2所。", None),  # no word
        ("建成▲万人，学院2所。", None),
    ],
)
def test_round_numbers_of_what_size_things_are(text, kind):
    assert counted.size_class(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("培育5家年销售收入▲超百亿元的企业。", "scope"),
        ("培育5家企业，销售收入▲100亿元。", None),
        ("建设1所▲200张床位以上的养老机构。", "scope"),
        ("建设3家▲100亿元以上链主企业。", "scope"),
        ("建设3家▲100亿元以上。", None),
        ("建设50座▲110千伏以上变电站。", "scope"),
        ("建设50座▲110千伏以上和3座变电站。", None),
        ("建设3家▲100亿元以上、15家10亿元以上的企业。", "scope"),
        ("集群达到2个、▲超500亿元的5个。", "scope"),
        ("柑橘、茶叶、蔬菜三个产业综合产值▲过百亿元。", None),
        ("培育5个▲超1000亿元的产业集群。", "scope"),
        ("培育5个▲超1000亿元。", None),
    ],
)
def test_sizes_right_behind_a_count(text, kind):
    assert counted.size_of_counted(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("八成的村集体收入达到▲50万元以上。", "scope"),
        ("力争八成的村集体收入达到▲50万元以上。", "scope"),
        ("八成的村，集体收入达到▲50万元以上。", None),
        ("八家村集体收入达到▲50万元以上。", None),
        ("收入达到▲50万元以上。", None),
        ("按得分排名▲前30%的进入答辩。", "scope"),
        ("按得分排名▲前30%的目标。", None),
        ("在全国▲169家高新区中名列前茅。", "scope"),
        ("在全国▲169家高新区推广。", None),
    ],
)
def test_who_is_meant(text, kind):
    assert counted.criterion(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("解决▲25个乡镇38万人饮水安全。", True),
        ("建成▲25个乡镇38个站。", False),  # are built themselves
        ("解决▲25个乡镇饮水安全。", False),
        ("解决▲25个企业38万人饮水安全。", False),
        ("其中山区▲五县55%。", True),
        ("其中山区▲五家55%。", False),
    ],
)
def test_where_right_before_how_many(text, is_so):
    assert counted.places_of_counted(sight_of(text)) is is_so


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("公交站点▲500米覆盖率达到98%。", "name"),
        ("公交站点▲500米以内覆盖率达到98%。", None),
        ("新建绿道▲500米。", None),
        ("建设▲15分钟健身圈。", "name"),
    ],
)
def test_how_far_something_reaches(text, kind):
    assert counted.reach(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("建设▲110千伏变电站60座。", "scope"),
        ("建设▲110千伏变电站。", None),
        ("建设▲110千伏变电站和泵站60座。", None),
        ("建设▲110千伏，变电站60座。", None),
        ("建设▲110千伏左右变电站60座。", "scope"),
        ("用▲3年的时间培训学徒60名。", None),
        ("▲3年内培训学徒60名。", None),
        ("▲前1%学科3个。", "scope"),
        ("▲前300名的高校达到3所。", "scope"),
        ("▲前300名高校达到3所。", None),
        ("▲2万茶农年人均增收500元。", "scope"),
        ("▲两万茶农年人均增收500元。", None),
        ("亩均税收▲超过30万元且研发强度超过3%的企业达到20家。", "scope"),
        ("年产值▲超50亿元、拥有核心技术的链主企业3家。", "scope"),
        ("年接待游客▲超百万人次、拥有3家以上民宿的集聚区达到10个。", "scope"),
        ("建设▲110千伏变电站60座型。", None),  # the count goes on
        ("解决▲25个乡镇38万人饮水安全。", "scope"),
    ],
)
def test_what_the_counted_things_are_like(text, kind):
    assert counted.attribute(sight_of(text)) == kind
