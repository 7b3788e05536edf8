"""Rows of a table that are parts of the indicator of a row above."""

from __future__ import annotations

import pytest

from cityplans.extraction.tabular import wholes
from cityplans.extraction.tabular.wholes import Whole
from extraction_rows import words


@pytest.mark.parametrize(
    ("text", "own", "found"),
    [
        ("1.入园率（%）", "", ("入园率", "%")),
        ("入园率（%）", "‰", ("入园率", "‰")),  # the row's own before the bracket's
        ("入园率[%]", "", ("入园率", "%")),
        ("企业（不含个体）", "", ("企业（不含个体）", "")),  # no unit
        ("企业（其中个体）", "", ("企业（其中个体）", "")),
        ("企业（个）", "", ("企业", "个")),
        ("满意度（分）", "", ("满意度", "分")),
        ("满意度（百分制）", "", ("满意度（百分制）", "")),
        ("进出口总额（亿元，5年累计）", "", ("进出口总额（5年累计）", "亿元")),
        ("入园率①", "", ("入园率", "")),
        ("1.5万亩", "", ("1.5万亩", "")),  # no numbering
        ("（1）入园率", "", ("入园率", "")),
        ("企业（一二三四五六七八九十家个）", "", ("企业", "一二三四五六七八九十家个")),  # twelve characters
        ("企业（一二三四五六七八九十家个家）", "", ("企业（一二三四五六七八九十家个家）", "")),
    ],
)
def test_name_and_unit_of_a_cell(text, own, found):
    assert wholes.name_and_unit(text, own) == found


ABOVE = Whole("入园率", "%", True)


@pytest.mark.parametrize(
    ("named", "above", "alone", "numbered", "found"),
    [
        (("", "%"), ABOVE, None, False, ABOVE),
        (("其中：城镇", "%"), ABOVE, None, False, ABOVE._replace(part="城镇")),
        (("#城镇", "%"), ABOVE, None, False, ABOVE._replace(part="城镇")),
        (("其中：城镇", "%"), ABOVE, Whole("学生", "人"), False, Whole("学生", "人", False, "城镇")),
        (("入园率（%）其中：城镇", ""), Whole(), None, False, Whole("入园率", "%", True, "城镇")),
        (("农村", "%"), ABOVE._replace(part="城镇"), None, False, ABOVE._replace(part="农村")),
        (("农村", "%"), ABOVE._replace(part="城镇"), None, True, Whole("农村", "%")),  # a row of its own
        (("农村", "%"), ABOVE, None, False, Whole("农村", "%")),
        (("农村", "%"), Whole("入园率", "%", False, "城镇"), None, False, Whole("农村", "%")),  # has values
        (("入园率", ""), ABOVE, None, False, Whole("入园率", "%")),  # goes on with the unit above
        (("书屋", ""), ABOVE, None, False, Whole("书屋", "")),
    ],
)
def test_the_whole_that_a_row_is_or_divides(named, above, alone, numbered, found):
    assert wholes.whole_of(named, above, alone, numbered, True) == found


def test_a_row_without_values_only_names():
    assert wholes.whole_of(("书屋", "家"), Whole(), None, False, False) == Whole("书屋", "家", True)


@pytest.mark.parametrize(
    ("part", "name", "goes_on"),
    [
        ("城镇", "农村区", True),  # three characters
        ("城镇", "农村地区", False),
        ("城镇居民", "农村居民", True),  # end alike
        ("城镇居民", "农村住户", False),
        ("城镇居民", "农村乡民", False),
        ("城镇居民", "大农村居民", False),  # of another length
    ],
)
def test_parts_that_go_on(part, name, goes_on):
    above = ABOVE._replace(part=part)
    assert (wholes.whole_of((name, ""), above, None, False, True).part == name) is goes_on


@pytest.mark.parametrize(
    ("whole", "part", "found"),
    [
        ("居民人均可支配收入（元）", "城镇居民", Whole("居民人均可支配收入", "元", True, "城镇居民")),
        ("经济发展", "地区生产总值", None),  # groups
        ("居民人均可支配收入", "城镇居民收入", None),
        ("居民人均可支配收入", "", None),
    ],
)
def test_whole_and_part_in_two_columns(whole, part, found):
    assert wholes.divided(whole, part, "", words().said) == found


@pytest.mark.parametrize(
    ("name", "above", "found"),
    [
        ("书屋", Whole("入园率"), ("书屋", "")),
        ("", Whole("入园率"), ("入园率", "")),
        ("城镇区", Whole("入园率", part="城镇区"), ("入园率城镇区", "")),  # three characters need the whole
        ("城镇居民", Whole("入园率", part="城镇居民"), ("城镇居民", "")),
        ("城镇居民", Whole("入园率", "", True, "城镇居民"), ("入园率", "城镇居民")),
        (
            "本科学历比例",
            Whole("教师学历比例", part="本科学历比例"),
            ("教师学历比例", "本科学历比例"),
        ),  # both are shares
        ("本科人数", Whole("教师学历比例", part="本科人数"), ("本科人数", "")),
    ],
)
def test_what_a_row_is_of(name, above, found):
    assert wholes.whole_and_part(name, above, words()) == found
