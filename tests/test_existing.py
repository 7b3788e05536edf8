"""Numbers that say how something is divided or called, or how many of it are there."""

from __future__ import annotations

import pytest

from cityplans.extraction.ledger import existing
from sights import sight_of, without_both

RULES = {rule.__name__: rule for rule in existing.COUNTS_STANDING}
CASES = [
    ("_is_meant_for", "针对零关税的▲2034种商品，开展培训。", True),
    ("_is_meant_for", "针对需要新建▲2034种商品目录，开展培训。", False),
    ("_is_meant_for", "到2025年，针对零关税的▲2034种商品，开展培训。", False),
    ("_is_meant_for", "采购零关税的▲2034种商品，开展培训。", False),
    ("says_where", "分布在▲176个县。", True),
    ("says_where", "建成▲176个县。", False),
    ("says_where", "在抓好▲15个镇的同时，加快建设。", True),
    ("says_where", "抓好▲15个镇的同时，加快建设。", False),
    ("says_where", "在▲39个村改造线路16.7公里。", True),
    ("says_where", "在▲46个城市的城区范围内推广。", True),
    ("says_where", "分布在▲176个县以上的地方。", True),
    ("_is_moved_on", "加快▲4个园区建设步伐。", True),
    ("_is_moved_on", "▲4个园区建设步伐。", False),
    ("_is_moved_on", "加快在建的▲4条生产线。", True),
    ("_is_moved_on", "在建的▲4条生产线全部完工。", False),
    ("_is_moved_on", "▲4条生产线稳定运行。", True),
    ("_is_moved_on", "推进▲三大平台建设。", True),
    ("_is_moved_on", "推进▲3家平台建设。", False),
    ("_is_set_beside", "为建成▲1000座公园打下基础。", True),
    ("_is_set_beside", "建成▲1000座公园打下基础。", False),
    ("_is_set_beside", "与集成电路、生物医药等▲10条产业链衔接。", True),
    ("_is_set_beside", "与集成电路、生物医药等▲10条产业链签约。", False),
    ("_is_set_beside", "通过构建管网、路网等▲4张网，打造新城。", True),
    ("_is_set_beside", "会同▲5家单位开展检查。", True),
    ("_is_set_beside", "构建管网、路网等▲4张网，打造新城。", False),
    ("are_places", "帮扶▲55个产粮大县。", True),
    ("are_places", "建成▲55个产粮大县。", False),
    ("are_places", "面向全省▲21个地市开展巡讲。", True),
    ("are_places", "▲26个山区县各建成1个。", True),
    ("are_places", "▲26个山区县建成1个。", False),
    ("are_places", "帮扶3个农高区、▲15个产粮大县。", True),
    ("are_named_places", "推进合肥、芜湖、蚌埠▲3个城市试点。", True),
    ("are_named_places", "推进合肥、芜湖、蚌埠▲4个城市试点。", False),
    ("are_named_places", "甲县、乙县▲2个县获批国家级示范区。", False),
    ("_counts_the_named", "新能源、新材料、生物医药▲3个产业发展。", True),
    ("_counts_the_named", "新能源、新材料、生物医药▲4个产业发展。", False),
    ("_counts_the_named", "关爱老年人、残疾人等▲6类群体。", True),
    ("_counts_the_named", "启动北二环、南二环等▲5条道路路灯改造。", False),
    ("_counts_the_named", "引进中科院等▲10家院所。", False),
    ("_counts_the_named", "力争华能等▲6处机组投产。", False),
    ("_counts_the_named", "与央企等▲50家企业合作。", False),
]


@pytest.mark.parametrize(("rule", "text", "is_so"), CASES)
def test_each_rule(rule, text, is_so):
    assert bool(RULES[rule](sight_of(text))) is is_so


def test_every_rule_has_an_example_and_a_counterexample():
    assert not without_both(CASES, RULES)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("建设▲60万吨赖氨酸项目。", "scope"),
        ("建设▲60万吨赖氨酸。", None),
        ("建成▲200万千瓦光伏项目。", None),  # power that is built
        ("▲200万千瓦光伏项目。", "scope"),
        ("面向全省▲两百多万高校师生。", "scope"),
        ("覆盖全省▲两百多万高校师生。", None),
        ("以▲4个园区为载体。", "scope"),
        ("建设▲4个园区为载体。", None),
        ("建设▲5000户移民小区。", "scope"),
        ("培育▲5000户市场主体。", None),
        ("帮扶▲55个产粮大县。", "scope"),
        ("帮扶▲55家产粮企业。", None),
    ],
)
def test_sets_that_are_there(text, kind):
    assert existing.standing_set(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("进入全国▲百强。", None),
        ("引进▲500强企业。", "scope"),
        ("按▲2∶1配置。", "scope"),
        ("收入比缩小到▲2∶1。", None),
        ("满意度达到▲85分。", None),
        ("▲30类、533个项目。", "scope"),
        ("研发▲二类新药。", "name"),
        ("水质优于▲三类。", "name"),
        ("公共服务达到▲9类。", None),
        ("构建▲三大高地。", "scope"),
        ("完成▲114项重点任务。", "scope"),
        ("完成▲114项重点技术。", None),
        ("引进▲35周岁以下的博士。", "scope"),
        ("引进▲35岁以下的博士。", "scope"),
        ("预期寿命达到▲80岁以上。", None),
        ("平均年龄下降到▲45岁以下。", None),
        ("毕业于世界▲前200名高校。", "scope"),
        ("进入世界▲前200名。", None),
        ("围绕▲三个平台。", "scope"),
        ("建成▲三个平台。", None),
        ("建成▲一个平台。", "scope"),
        ("创建▲一个5A级景区。", None),
        ("各区至少建成▲一个平台。", None),
        ("培育独角兽企业▲五家。", None),
        ("▲五家企业座谈。", "scope"),
        ("▲五家企业进入全国百强。", None),  # how many are to be there
        ("提高▲零点三平方米。", None),
        ("培育▲五个百亿级企业。", None),
        ("四十余辆（其中进口▲三辆）。", None),
        ("建成医院五所，卫生院▲十所。", None),
        ("医院五所，卫生院▲十所座谈。", "scope"),
        ("小巨人企业达到五十余家、单项冠军企业▲八家。", None),
        ("建设流域面积▲200平方公里以上的河流。", "scope"),
        ("建设流域面积▲200平方公里以上。", None),
        ("依托▲200万亩耕地。", "scope"),
        ("利用▲200万亩耕地。", "scope"),
        ("设立总规模▲100亿元的产业基金。", None),
        ("研发▲40纳米以下工艺芯片。", "scope"),
        ("引进▲1亿元以上工业项目。", "scope"),
        ("引进▲1亿元以上产业投资。", None),
        ("机架数不低于▲1000架的数据中心。", "scope"),
        ("面积达到▲50平方公里的目标。", None),
        ("投资▲100亿元或10亿美元以上大项目。", "scope"),
        ("形成多个年业务量▲超过200亿件或贸易额领先的品牌。", "scope"),
    ],
)
def test_how_something_is_divided_or_called(text, kind):
    assert existing.extent(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("推进▲三期码头。", "name"),
        ("推进▲3期码头。", None),
        ("推进▲十期码头。", None),  # nine at the most
        ("推进▲九期码头。", "name"),
        ("举办▲三期培训班。", None),
        ("推进▲三元协同。", "name"),
        ("推进▲三十元协同。", None),
        ("建设▲千兆网络。", "name"),
        ("建设▲1000兆网络。", None),
        ("建设▲千兆。", None),
    ],
)
def test_stages_and_kinds(text, kind):
    assert existing.phase(sight_of(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("带动▲数万人就业。", "scope"),
        ("带动▲三万人就业。", None),
        ("实现▲两位数增长。", "scope"),
        ("产值单位为▲万元。", "scope"),
        ("产值（▲万元）", "scope"),
        ("产值（▲五万元）", None),
        ("产值▲万元。", None),
        ("指标（▲亿元、家、%）", "scope"),
        ("指标（▲亿元、家5）", None),
    ],
)
def test_numbers_that_nobody_could_miss(text, kind):
    assert existing.vague(sight_of(text)) == kind
