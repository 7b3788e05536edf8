"""Extraction of one thing over and over: ten times the text, ten times the work, to 100,000 signs."""

from __future__ import annotations

import time

import pytest

from cityplans.extraction import collation
from extraction_rows import plan_of, words
from test_patterns import UNITS

WORST = 40  # times as long for ten times the text; a hundred if a step is quadratic
OF_A_DATED_TEXT = (
    "，全年",
    "。全年增长",
    "，五年内",
    "；五年累计",
    "，2027年全年",
    "2023年，全年",
)  # years counted from its own
NOTICED = 0.02  # seconds of the processor below which nothing matters


def seconds(unit: str, length: int) -> float:
    """Of the processor, for a plan of one sentence with a unit repeated to a length."""
    plan = plan_of("到2027年，" + (unit * (length // len(unit) + 1))[:length] + "。", issued="2025-01-10")
    began = time.process_time()
    collation.collated(plan, words())
    return time.process_time() - began


def check(unit: str, few: int, many: int) -> None:
    seconds("甲", 10)  # what is compiled once is not counted
    for _ in range(3):  # a busy machine may slow one run down, not three
        long = seconds(unit, many)
        if long < NOTICED or long < WORST * (short := min(seconds(unit, few) for _ in range(2))):
            return
    pytest.fail(f"ten times as much {unit!r} takes {long / short:.0f} times as long")


@pytest.mark.parametrize("unit", [*filter(None, UNITS), *OF_A_DATED_TEXT], ids=ascii)
def test_one_thing_over_and_over_is_extracted_in_linear_time(unit):
    check(unit, 250, 2_500)


@pytest.mark.heavy
@pytest.mark.parametrize("unit", [*filter(None, UNITS), *OF_A_DATED_TEXT], ids=ascii)
def test_a_hundred_thousand_signs_are_extracted_in_linear_time(unit):
    check(unit, 10_000, 100_000)
