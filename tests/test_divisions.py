"""What is said of a division of the plan's territory is of that part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cityplans.extraction import targets
from cityplans.extraction.divisions import divisions
from extraction_rows import plan_of, words


def plan(text: str = "", region: str = "湖北省", code: str = "420000", level: str = "province"):
    return replace(plan_of(text, issued="2024-01"), region=region, region_code=code, region_level=level)


@pytest.mark.parametrize(
    "phrase, part",
    [
        ("襄阳、宜昌经济总量", "襄阳、宜昌"),
        ("武汉市高新技术企业", "武汉市"),
        ("黄石和鄂州工业产值", "黄石和鄂州"),
        ("高新技术企业", ""),
        ("武汉大学在校生", ""),  # called after it
        ("武汉", ""),  # says nothing but the place
        ("长沙经济总量", ""),  # of another province
        ("江夏区税收", "江夏区"),
        ("江夏科技园产值", ""),  # short names of counties are often words of their own
    ],
)
def test_divisions_that_a_phrase_begins_with(phrase, part):
    assert divisions(phrase, plan(), words().regions, words().said) == part


def test_the_name_of_the_province_is_no_part_of_it():
    of = plan(region="吉林省", code="220000")  # 吉林市 lies in it
    assert divisions("吉林粮食产量", of, words().regions, words().said) == ""


def test_a_target_of_a_part_has_it_as_scope():
    of = plan("到2027年，宜昌地区生产总值突破7000亿元，全省地区生产总值突破8万亿元。")
    found = targets.extract(of, of.reference, words()).targets
    assert [(t["value_text"], t["scope"]) for t in found] == [("突破7000亿元", "宜昌"), ("突破8万亿元", "")]
