"""The indicator of a row without what only tells, hopes or intends, and with the verb it needs."""

from __future__ import annotations

import pytest

from cityplans.extraction.statements.in_full import without_lead
from extraction_rows import read, words


@pytest.mark.parametrize(
    ("phrase", "bare"),
    [
        ("主要预期目标是地区生产总值增长", "地区生产总值增长"),
        ("锚定2030年全省装机容量", "全省装机容量"),
        ("该规划提出到2030年高新技术企业", "高新技术企业"),
        ("方案明确要力争实现高新技术企业", "高新技术企业"),
        ("宜昌要力争粮食产量", "粮食产量"),
        ("省里提出“全省冷库容量", "全省冷库容量"),
        ("比如单位产值能耗", "单位产值能耗"),
        ("使全市森林面积", "全市森林面积"),
        ("使用面积", "使用面积"),  # a word of its own
        ("全市计划粮食产量", "全市粮食产量"),
        ("失业率要下降", "失业率下降"),
        ("主要下降", "主要下降"),
        ("将至少投资", "投资"),
        ("年度计划投资", "年度计划投资"),
    ],
)
def test_what_leads_to_an_indicator_is_no_part_of_it(phrase, bare):
    assert without_lead(phrase, words()) == bare


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("到2025年，累计培育“土专家”500名。", "累计培育“土专家”"),  # the verb once
        ("到2025年，产业规模总量力争达到50亿元。", "产业规模总量"),
        ("到2025年，公路建设拟完成投资50亿元。", "公路建设完成投资"),
        ("到2025年，工业增加值将占生产总值的12%。", "工业增加值占生产总值"),
    ],
)
def test_the_indicator_in_full(text, indicator):
    (row,) = read(text, issued="2021-03").targets
    assert row["indicator_text"] == indicator
