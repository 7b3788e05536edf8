"""The unit of a value said of a phrase: of each, of money, of what is counted."""

from __future__ import annotations

import pytest

from cityplans.extraction import quantities
from cityplans.extraction.words import units
from extraction_rows import words


def unit_of(phrase: str, value: str) -> str:
    (quantity,) = (q for q in quantities.find(value, words().lexer) if q.kind != "date")
    return units.unit_of(quantity, phrase, words().measures)


@pytest.mark.parametrize(
    ("phrase", "value", "unit"),
    [
        ("产值", "1.5万亿", "元"),
        ("增加值", "1亿", "元"),  # the least where money is measured
        ("增加值", "9999万", ""),
        ("产值", "100万", "元"),  # and where it is money for sure
        ("产值", "99万", ""),
        ("人均地区生产总值", "1万", "元/人"),
        ("人均地区生产总值", "9999", ""),
        ("游客", "3亿人次", "人次"),
        ("接待人次", "3亿", "人次"),
        ("每万人发明专利拥有量", "30件", "件/万人"),
        ("万人发明专利拥有量", "30件", "件/万人"),
        ("亩均税收", "30万元", "元/亩"),
        ("户均收入", "30万元", "元/户"),
        ("人均预期寿命", "80岁", "岁"),  # of each, but a length of time
        ("新增就业人数", "24万", "人"),
        ("亩均税收超过30万元的企业", "20家", "家"),  # what is counted, not its size
        ("基尼系数", "0.4", ""),
        ("综合实力", "第3位", "位"),
        ("进入前", "10%", "%"),
    ],
)
def test_the_unit_of_a_value(phrase, value, unit):
    assert unit_of(phrase, value) == unit


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("技能人才总量（万人）", ("技能人才总量", 10_000.0, "人")),
        ("技能人才总量（单位：万人）", ("技能人才总量", 10_000.0, "人")),
        ("企业数（家）", ("企业数", 1.0, "家")),
        ("企业数（含园区）", None),
        ("企业数", None),
    ],
)
def test_the_unit_in_a_bracket(phrase, found):
    assert units.of_bracket(phrase, words().lexer.units) == found
