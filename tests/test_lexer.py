"""What the pattern around a number finds: dates, units, marks of notes, ranges, places, denied bounds."""

from __future__ import annotations

import re

import pytest

from cityplans.extraction.lexer import lexer_of
from extraction_rows import book, words

LEXER = words().lexer


def first(text: str) -> re.Match:
    """The first number of a text."""
    starts = (place.start() for place in LEXER.trigger.finditer(text))
    return next(found for at in starts if (found := LEXER.pattern.match(text, at)))


def test_one_codebook_is_compiled_once():
    assert lexer_of(book()).pattern is LEXER.pattern


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("自2023年起", "2023年"),
        ("2023年底", "2023年底"),
        ("2023—2025年", "2023—2025年"),
        ("2014-2020莆田市规划", "2014-2020"),
        ("2023年9月3日", "2023年9月3日"),
        ("2023.9.3印发", "2023.9.3"),
        ("9月底完成", "9月底"),
        ("“十四五”时期", "十四五"),
        ("十四五个项目", None),
        ("到2027，建成", "2027"),
        ("编号2027，建成", None),
    ],
)
def test_dates(text, date):
    assert first(text)["date"] == date


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("建成64家", "64", "家"),
        ("建成64①家", "64", "家"),
        ("建成64[1]家", "64", "家"),
        ("建成1450²个", "1450", "个"),
        ("密度10²个", "10²", "个"),  # a power, no note
        ("强度300万元/亩", "300万", "元/亩"),
        ("拥有12人才", "12", None),  # 人 opens another word
        ("服务12人次", "12", "人次"),
        ("配备5吨", "5", "吨"),
    ],
)
def test_number_and_unit(text, number, unit):
    found = first(text)
    assert (found["number"], found["unit"]) == (number, unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3—5家", "3", "5", "家"),
        ("3至5家", "3", "5", "家"),
        ("3和5家", None, None, None),
        ("3和5家之间", "3", "5", "家"),
        ("3—2025年", None, None, None),  # a list number and a year
    ],
)
def test_ranges(text, low, high, unit):
    found = first(text)
    assert (found["low"], found["high"], found["range_unit"]) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("进入全国前10位", "10"),
        ("进入全国前十强", "十"),
        ("之前10位", None),
        ("前3个月", None),
        ("目前10家", None),
    ],
)
def test_places_at_the_front(text, rank):
    assert first(text)["rank_number"] == rank


@pytest.mark.parametrize(
    ("text", "whole"), [("第3位", "第3位"), ("第3位置", "第3"), ("第3名", "第3名"), ("第3名单", "第3")]
)
def test_an_ordinal_takes_its_place_but_no_other_word(text, whole):
    assert first(text)[0] == whole


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("10年多", "多"),
        ("5条多式联运线路", None),
        ("8个多月", "多"),
        ("30家以上", "以上"),
        ("30家余", "余"),
        ("30家余杭企业", None),
    ],
)
def test_a_word_behind_the_unit(text, after):
    assert first(text)["after"] == after


@pytest.mark.parametrize(
    ("before", "code"),
    [
        ("产值超过", "gt"),
        ("产值不得超过", "le"),
        ("产值严禁超过", "le"),
        ("产值低于", "le"),
        ("产值不得低于", "ge"),
        ("产值约", "approx"),
        ("公约", None),  # a noun
        ("产值不超过约", "le"),
    ],
)
def test_bounds_before_a_number(before, code):
    bound = LEXER.before.search(before)
    assert (LEXER.code_of(bound) if bound else None) == code


def test_only_the_last_characters_of_bounds_are_asked_for_one():
    ends = {row["term"][-1] for row in book()["comparators"] if row["position"] == "before"}
    assert ends < LEXER.before_ends and "约" in LEXER.before_ends and "值" not in LEXER.before_ends


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("新增5家", True),
        ("两个", True),
        ("翻番", True),
        ("上百家", True),
        ("上次会议", False),
        ("前列", False),
        ("提升", False),
    ],
)
def test_where_a_number_may_begin(text, starts):
    assert bool(LEXER.trigger.search(text)) is starts


@pytest.mark.parametrize(
    ("text", "found"), [("产值突破千亿，税收", "千亿"), ("产值超过四千亿", "四千亿"), ("突破千亿产业", None)]
)
def test_round_numbers_without_a_unit_behind_a_verb(text, found):
    numbers = [LEXER.pattern.match(text, place.start()) for place in LEXER.trigger.finditer(text)]
    assert next((n[0] for n in numbers if n), None) == found
