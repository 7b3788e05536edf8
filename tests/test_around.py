"""Words around a number that say it is no goal: of each pattern what it finds and what it does not."""

from __future__ import annotations

import pytest

from cityplans.extraction.words.around import Around, around_of
from extraction_rows import book

AROUND = around_of(book())
CASES = [
    ("pays", "search", "给予补助", "给予支持", None),
    ("paid_for", "match", "，按投资额给予奖励", "，按投资额安排奖励", None),
    ("paid_for", "match", "，按投资额给予奖励", "，对企业给予奖励", None),
    ("lasts", "search", "平均办理时限控制在", "平均办理环节控制在", None),
    ("enters", "search", "企业进入全国", "企业来自全国", None),
    ("supports", "search", "大力帮扶", "大力建设", None),
    ("places", "match", "个产粮大县", "个产粮大户", "街道"),
    ("places_do", "match", "乡镇联动发展", "乡镇达到", None),
    ("by_means", "match", "个园区为载体", "个园区为目标", None),
    ("project", "match", "赖氨酸项目", "赖氨酸", None),
    ("project", "match", "赖氨酸项目", "全项目", None),
    ("projects", "match", "光伏、风电等重点项目", "光伏、风电重点", None),
    ("landmark", "match", "大关", "大门", None),
    ("abroad", "match", "全球市场", "全市市场", None),
    ("abroad", "match", "当前，全球市场", "全球领先", None),
    ("abroad", "match", "国外市场", "全球企业500强", None),
    ("reports", "search", "每季度至少调度", "每年度至少调度", None),
    ("looked_at", "fullmatch", "第三方评估", "第三方演出", None),
    ("for_each", "search", "单个企业", "全部企业", None),
    ("sets_aside", "search", "安排资金", "支付资金", None),
    ("step", "search", "第一阶段", "第一季度", None),
    ("fine", "fullmatch", "纳米", "千米", None),
]


@pytest.mark.parametrize(("name", "how", "found", "other", "too"), CASES)
def test_patterns(name, how, found, other, too):
    look = getattr(getattr(AROUND, name), how)
    assert look(found) and not look(other) and (too is None or look(too))


def test_every_pattern_has_an_example():
    assert {case[0] for case in CASES} == set(Around._fields)


@pytest.mark.parametrize(("between", "finds"), [(16, True), (17, False)])
def test_what_one_gets_stands_within_sixteen_characters(between, finds):
    assert bool(AROUND.for_each.search("单个" + "甲" * between)) is finds
