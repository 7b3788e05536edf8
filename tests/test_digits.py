"""Digits read one by one, plain, capital and as they are typed."""

from __future__ import annotations

import re

import pytest

from cityplans.chinese.digits import DIGITS, HAN_DIGIT, MULTIPLIERS, read_off


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("二〇三五年", "2035年"),
        ("二○二五", "2025"),
        ("二O二五", "2025"),
        ("贰零贰伍", "2025"),
        ("两千", "2千"),  # a multiplier is no digit
        ("十五", "十5"),
        ("参会", "参会"),  # 参 is a word, 參 the capital three
        ("參陸", "36"),
        ("", ""),
    ],
)
def test_read_off(text, read):
    assert read_off(text) == read


def test_plain_and_capital_digits_say_the_same():
    assert [DIGITS[c] for c in "零一二三四五六七八九"] == list(range(10))
    assert [DIGITS[c] for c in "零壹贰叁肆伍陆柒捌玖"] == list(range(10))


def test_multipliers():
    assert [MULTIPLIERS[c] for c in "十百千万亿"] == [10, 100, 1000, 10_000, 100_000_000]
    assert [MULTIPLIERS[c] for c in "拾佰仟"] == [10, 100, 1000]


@pytest.mark.parametrize(
    ("character", "is_one"), [("〇", True), ("O", True), ("九", True), ("两", False), ("十", False)]
)
def test_a_digit_of_a_year_that_is_read_off(character, is_one):
    assert bool(re.fullmatch(HAN_DIGIT, character)) is is_one
