"""One value: its words, the side its noun stands on, what it lacks and takes from before."""

from __future__ import annotations

import pytest

from cases import case_of


@pytest.mark.parametrize(
    ("text", "phrase", "behind"),
    [
        ("书屋达到▲30家。", "书屋", False),
        ("建成▲30家书屋。", "书屋", True),
        ("建成▲30家书屋以上。", "书屋", True),  # the bound is none of the noun
        ("新建▲30家。", "", False),  # says only what is done
        ("培养▲12万人。", "", False),
        ("开展培训▲120场次。", "开展培训", False),
        ("完成▲144亿元投资目标。", "投资", False),  # what is aimed at stands behind
        ("建成国家级▲3个、省级5个创新平台。", "国家级创新平台", False),
        ("建成▲3个国家级、5个省级创新平台。", "国家级创新平台", True),
        ("建成▲2个5000亿级、4个1000亿级产业集群。", "5000亿级产业集群", True),
        ("综合实力进入全国▲前10位。", "综合实力排名", False),
        ("打造消费中心、新建绿道▲30公里。", "新建绿道", False),
    ],
)
def test_the_phrase_of_a_value(text, phrase, behind):
    case = case_of(text)
    assert (case.main.text, case.side_right) == (phrase, behind)


@pytest.mark.parametrize(
    ("text", "reach"),
    [("书屋达到▲30家。", "达到"), ("书屋▲超过30家。", "超过"), ("书屋▲约30家。", ""), ("书屋▲30家。", "")],
)
def test_a_bound_may_be_the_verb(text, reach):
    assert case_of(text).stretch.reach == reach


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("书屋达到▲30家。", False),
        ("占生产总值比重达到▲3%。", True),
        ("年均增长▲3%。", True),
        ("提高▲3%。", True),
        ("增速达到▲3%。", True),
        ("新建▲30家。", True),
        ("分别达到▲30家、40家。", True),
    ],
)
def test_whether_a_phrase_lacks_its_subject(text, lacks):
    assert case_of(text).lacks_subject is lacks


@pytest.mark.parametrize(
    ("text", "breaks"),
    [("突破▲百项关键技术。", True), ("产值突破▲百亿元。", False), ("突破▲百家企业。", False)],
)
def test_what_is_broken_through(text, breaks):
    assert case_of(text).breaks_through is breaks


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("研发经费增长10%，占生产总值比重达到▲3%。", "研发经费"),
        ("2020年研发经费30亿元，到2025年达到▲50亿元。", "研发经费"),
        ("生产总值居全省第6位；到2025年，提升至▲前四位。", "生产总值"),
        ("▲3%。", None),
    ],
)
def test_the_subject_before(text, subject):
    found = case_of(text).subject_before
    assert (found and found.text) == subject


@pytest.mark.parametrize(
    ("text", "is_part"),
    [
        ("食品抽检1万批次，其中农产品▲9000批次。", True),
        ("食品抽检1万批次，农产品▲9000批次。", False),
        ("其中农产品▲9000批次。", False),
    ],
)
def test_part_of_what_is_done(text, is_part):
    assert case_of(text).is_part is is_part
