"""Numbers: a table of every way to write one, random numbers rendered and read back, and what is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from cityplans.chinese import numerals
from extraction_rows import examples, parameters


@pytest.mark.parametrize("row", parameters(examples("numerals.csv")))
def test_number(row):
    value = numerals.value(row["text"])
    assert value is not None
    assert (value.low, value.high) == pytest.approx((float(row["low"]), float(row["high"])), rel=1e-12)
    assert (value.hint, value.percent) == (row["hint"], row["percent"] == "yes")


@pytest.mark.parametrize("row", parameters(examples("numerals.csv")))
def test_number_is_found_whole(row):
    sentence = f"达到{row['text']}，"
    found = [m[0] for m in re.finditer(numerals.NUMBER, sentence)]
    assert found == [row["text"]]


@pytest.mark.parametrize("row", parameters(examples("no_numerals.csv")))
def test_no_number(row):
    assert numerals.value(row["text"]) is None


@given(strategies.numbers())
def test_what_is_written_is_read(number):
    text, low, high, hint = number
    value = numerals.value(text)
    assert value is not None, text
    assert (value.low, value.high) == pytest.approx((low, high), rel=1e-9)
    assert value.hint == hint


@given(strategies.numbers())
def test_whole_number_is_one_match(number):
    assert re.fullmatch(numerals.NUMBER, number[0])


@given(st.text("零〇一二两三四五六七八九十百千万亿点分之几多余数上近0123456789.,/", max_size=12))
def test_any_string_of_numeral_characters_is_read_or_refused(text):
    for match in re.finditer(numerals.NUMBER, text):
        value = numerals.value(match[0])
        assert value is None or 0 <= value.low <= value.high


@given(st.integers(1, 10**12 - 2))
def test_order_of_numbers_is_kept(number):
    below = numerals.value(strategies.han(number))
    above = numerals.value(strategies.han(number + 1))
    assert below.low < above.low


@pytest.mark.parametrize("times", [1, 2, 3, 39, 400])
def test_no_run_of_multipliers_ends_as_infinity(times):
    """No table can hold it: one such file stopped the build of all others."""
    for scale in ("亿", "万亿", "百万"):
        value = numerals.value("1" + scale * times)
        assert value is None or value.high < numerals.BEYOND


@pytest.mark.parametrize("digit", ["1", "一"])
def test_eighteen_digits_are_a_number_and_nineteen_an_identifier(digit):
    assert numerals.value(digit * 18) is not None and numerals.value(digit * 19) is None


@pytest.mark.parametrize("text", ["上", "近", "几", "数", "1/0", "零分之一", "五分之五", "5/5", "三千五千"])
def test_what_only_begins_like_a_number_or_a_share_is_none(text):
    assert numerals.value(text) is None


@pytest.mark.parametrize(
    "text, found", [("5千瓦", "5"), ("5千家", "5千"), ("5亿", "5亿"), ("3百分点", "3百"), ("3百家", "3百")]
)
def test_a_unit_that_begins_like_a_multiplier_keeps_its_first_sign(text, found):
    """And only such a unit: 亿 alone is no unit, and 百分点 is not among these."""
    assert re.match(numerals.grammar(("千瓦", "亿")).number, text)[0] == found
