"""What is said of others, or only foreseen, is no promise of the plan's own."""

from __future__ import annotations

import pytest

from cityplans.extraction.ledger import others
from sights import sight_of, without_both

RULES = {rule.__name__: rule for rule in others.OF_ANOTHER}
CASES = [
    ("_of_others", "全国平均为▲2.4%。", "", True),
    ("_of_others", "发达国家普遍在▲2.4%。", "", True),
    ("_of_others", "同期苏州达到▲300家。", "", True),
    ("_of_others", "不足杭州的▲30%。", "", True),
    ("_of_others", "相当于全省GDP的▲15%。", "", False),  # a share, as a target may be
    ("_of_others", "全省平均达到▲95%。", "", True),
    ("_of_others", "到2025年，全省平均达到▲95%。", "", False),  # a province's own aim
    ("_of_others", "全国平均新增▲95家。", "", False),  # is done
    ("_of_others", "全市平均为▲2.4%。", "", False),
    ("_abroad", "全球市场规模达到▲3万亿元。", "", True),
    ("_abroad", "全球市场占有率达到▲3%。", "", False),
    ("_abroad", "全市市场规模达到▲3万亿元。", "", False),
    ("_foreseen", "有机构预计，产值达到▲3万亿元。", "", True),
    ("_foreseen", "据有关部门测算，产值达到▲3万亿元。", "", True),
    ("_foreseen", "数据预计产值达到▲3万亿元。", "", False),
    ("_foreseen", "产值呈现快速增长趋势，达到▲3万亿元。", "", True),
    ("_foreseen", "产值呈现快速增长趋势，达到▲3万亿元。", "future", False),
    ("_foreseen", "产值呈现快速增长趋势，到2025年达到▲3万亿元。", "", False),
    ("_foreseen", "当前老年人口占比已达22.4%，预计到2030年将超过▲28%。", "", True),
    ("_foreseen", "老年人口占比22.4%，预计到2030年将超过▲28%。", "", False),
    ("_by_neighbours", "邻省提出规模突破▲1500亿元。", "", True),
    ("_by_neighbours", "邻省提出规模突破1500亿元，我省提出突破▲2000亿元。", "", False),
    ("_by_neighbours", "我省提出规模突破▲1500亿元。", "", False),
    ("_from_above", "省下达我市的优良天数指标为▲88.5%。", "", True),
    ("_from_above", "省下达的优良天数指标为▲88.5%。", "", False),
    ("_from_above", "国家要求下降▲18%，我市确定为20%。", "", True),
    ("_from_above", "国家要求下降▲18%。", "", False),
    ("_from_above", "下达我市▲18个。", "", True),
    ("_compared", "不足其▲十分之一。", "", True),
    ("_compared", "低于全省▲2.6平方米的平均水平。", "", True),
    ("_compared", "达到全省▲2.6平方米的平均水平。", "", False),
    ("_compared", "路网密度是全国平均水平的▲2.3倍。", "", True),
    ("_compared", "到2025年，路网密度是全国平均水平的▲2.3倍。", "", False),
    ("_compared", "对标先进地区▲500台的水平。", "", True),
    ("_compared", "对标先进地区，新增▲500台的水平。", "", False),
    ("_compared", "与省定▲90%的要求还有差距。", "", True),
    ("_compared", "按省定▲90%的要求还有差距。", "", False),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "tense", "is_so"), CASES)
def test_of_others(rule, text, tense, is_so):
    assert RULES[rule](sight_of(text, tense=tense)) is is_so


def test_every_rule_has_an_example_and_a_counterexample():
    assert not without_both(((rule, text, is_so) for rule, text, _, is_so in CASES), RULES)


def test_one_rule_is_enough():
    assert others.elsewhere(sight_of("邻省提出规模突破▲1500亿元。")) == "fact"
    assert others.elsewhere(sight_of("规模突破▲1500亿元。")) is None
