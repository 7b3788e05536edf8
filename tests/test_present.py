"""How something stands today: each rule with a sentence where it decides and one where it must not."""

from __future__ import annotations

import pytest

from cityplans.extraction.ledger import present
from sights import sentence, sight_of, without_both

RULES = {rule.__name__: rule for rule in present.PRESENT}
CASES = [
    ("holds_now", "目前全市养老机构为▲120家。", True),
    ("holds_now", "目前全市人均面积▲2.1平方米。", True),
    ("holds_now", "全市企业目前达到▲300家。", True),
    ("holds_now", "目前的养老机构▲120家。", False),
    ("holds_now", "目前力争养老机构为▲120家。", False),
    ("of_land", "全市总面积▲960平方公里。", True),
    ("of_land", "全市总面积▲960平方公里以上。", False),  # sets a least
    ("of_land", "到2025年全市总面积▲960平方公里。", False),
    ("of_land", "全市绿地面积▲960平方公里。", False),
    ("of_land", "规划面积约▲8.5平方公里。", True),
    ("reached_since", "14条、▲23.6公里已全部销号。", True),
    ("reached_since", "▲23.6公里全部销号。", False),
    ("reached_since", "居全省▲第3位，已突破300家。", True),
    ("reached_since", "达到▲3家，已突破300家。", False),
    ("reached_since", "▲1.06亩，不足全国平均水平。", True),
    ("reached_since", "控制在▲1.06亩，不足全国平均水平。", False),  # is to be low
    ("reached_since", "▲10亿元种子基金已于3月完成备案。", True),
    ("rank_held", "列▲第42位，较上年提升6位。", True),
    ("rank_held", "列▲第42位，争取提升6位。", False),
    ("rank_held", "列▲42家，较上年提升6位。", False),
    ("rank_held", "到2025年列▲第42位，较上年提升6位。", False),
    ("rank_held", "力争列▲第42位，较上年提升6位。", False),
    ("of_done", "已出台的▲12项政策。", True),
    ("of_done", "出台的▲12项政策。", False),
    ("of_done", "近三年▲5.8%的平均增速。", True),
    ("of_done", "每三年▲5.8%的平均增速。", False),
    ("of_done", "已建、在建设施达▲16个。", True),
    ("of_done", "到2025年，已建、在建设施达▲16个。", False),
    ("then_past", "比2015年增长▲10%，2020年达到300家。", True),
    ("then_past", "比2015年增长▲10%，2021年达到300家。", False),  # of the year of issue
    ("then_past", "到2025年增长▲10%，2020年达到300家。", False),
    ("share_done", "投资41亿元，占年度计划的▲15.8%。", True),
    ("share_done", "投资41亿元，占全部投资的▲15.8%。", False),
    ("share_done", "投资41亿元，占年度计划的▲15家。", False),
    ("expected", "预计今年最大负荷▲3850万千瓦。", True),
    ("expected", "预计达到▲3850万千瓦。", False),
    ("expected", "预计今年力争达到▲3850万千瓦。", False),
    ("expected", "预计到2025年达到▲3850万千瓦。", False),
    ("expected", "上半年达5005亿元，预计今年突破▲9000亿元。", True),
    ("expected", "预测负荷▲3850万千瓦。", True),
    ("year_by_year", "连续四年位居全省▲第2位。", True),
    ("year_by_year", "连续四年努力争取▲第2位。", False),
    ("year_by_year", "力争连续四年位居全省▲第2位。", False),
    ("year_by_year", "兑现率▲不到七成。", True),
    ("year_by_year", "▲3项经验被国务院推广。", True),
    ("year_by_year", "▲3项经验被企业推广。", False),
    ("since_years", "三年来，城市面貌改善，完成投资▲365亿元。", True),
    ("since_years", "三年来，城市面貌改善，今年要完成投资▲365亿元。", False),
    ("since_years", "城市面貌改善，完成投资▲365亿元。", False),
    ("under_way", "▲10个项目正在建设中。", True),
    ("under_way", "▲10个项目建设中。", False),
    ("under_way", "正在建设▲3个园区。", True),
    ("under_way", "正在增长▲3%。", False),
    ("under_way", "力争正在建设▲3个园区。", False),
    ("under_way", "新增灌溉面积▲0.8万亩，改善了4万户。", True),
    ("under_way", "新增灌溉面积▲0.8万亩，改善4万户。", False),
    ("under_way", "幅员面积20平方公里，耕地▲3万亩。", True),
    ("took", "用了不到三年时间，建成园区▲3个。", True),
    ("took", "用不到三年时间，建成园区▲3个。", False),
    ("took", "用了不到三年时间，力争建成园区▲3个。", False),
    ("took", "用了不到三年时间，建成馆舍；建成园区▲3个。", False),
    ("stood", "到2025年达到2000家，而2020年为▲1200家。", True),
    ("stood", "到2025年达到2000家，而2021年为▲1200家。", False),
    ("stood", "达到2000家，而去年为▲1200家。", True),
    ("stood", "企业▲320家（2020年）。", True),
    ("stood", "企业▲320家（2022年）。", False),
    ("stood", "到2025年，企业▲320家（2020年）。", False),
    ("listed_as_had", "园区现有中试基地2座，配备反应釜▲120套。", True),
    ("listed_as_had", "园区新建中试基地2座，配备反应釜▲120套。", False),
    ("listed_as_had", "在现有线路145条的基础上，再新增▲22条。", False),
    ("listed_as_had", "园区现有中试基地▲2座。", False),  # the first part
    ("listed_as_had", "园区现有中试基地2座，力争配备反应釜▲120套。", False),
    ("of_all", "占比高达▲60%。", True),
    ("of_all", "占比提高达▲60%。", False),
    ("of_all", "我国达到▲60%。", True),
    ("of_all", "我国力争达到▲60%。", False),
    ("of_all", "我市达到▲60%。", False),
    ("before_goal", "2020年交易额为▲6.5亿元，到2025年突破30亿元。", True),
    ("before_goal", "2020年交易额为▲6.5亿元，到2021年突破30亿元。", False),  # no later than the issue
    ("before_goal", "到2023年交易额▲6.5亿元，到2025年突破30亿元。", False),
    ("before_goal", "现有企业▲65家，力争到2025年突破300家。", True),
    ("before_goal", "现有企业▲65家。", False),
]


@pytest.mark.parametrize(("rule", "text", "is_so"), CASES)
def test_each_rule(rule, text, is_so):
    sight = sight_of(text)
    assert bool(RULES[rule](sight, sentence(sight))) is is_so


def test_every_rule_has_an_example_and_a_counterexample():
    assert not without_both(CASES, RULES)
