"""Counts of places that are there already, and those of places that are to be."""

from __future__ import annotations

import pytest

from cityplans.extraction.ledger import where
from sights import sight_of


@pytest.mark.parametrize(
    ("rule", "text", "stands"),
    [
        ("are_places", "支持▲14个边境县发展口岸经济。", True),
        ("are_places", "推动医疗资源向▲9个薄弱县下沉。", True),
        ("are_places", "推动医疗资源向9个海岛县、▲4个山区县下沉。", True),
        ("are_places", "创建▲9个卫生县城。", False),
        ("says_where", "服务站分布在▲30个乡镇。", True),
        ("says_where", "在全市建成▲30个乡镇养老中心。", False),
        ("are_named_places", "推进荆门、潜江▲2个市海绵城市建设。", True),
        ("are_named_places", "推进荆门、潜江▲3个市海绵城市建设。", False),  # not as many as are named
        ("are_named_places", "新建荆门、潜江▲2个市疾控中心。", False),  # 新建 makes more
        ("are_named_places", "荆门、潜江▲2个市入选国家海绵城市。", False),  # how many did
    ],
)
def test_what_stands(rule, text, stands):
    assert bool(getattr(where, rule)(sight_of(text))) == stands


@pytest.mark.parametrize(("text", "more"), [("新增停车场", True), ("引进院所", True), ("推动改革", False)])
def test_deeds_that_add_to_what_there_is(text, more):
    assert where.makes_more(sight_of(f"{text}▲3个。"), text) == more


@pytest.mark.parametrize(
    ("text", "plain"), [("▲3个县", True), ("▲3个以上县", False), ("▲3个。", False), ("▲3个等", False)]
)
def test_a_plain_count_before_its_noun(text, plain):
    assert where.is_plain(sight_of(text)) == plain
