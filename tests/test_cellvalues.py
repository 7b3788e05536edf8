"""What a cell of an indicator table says."""

from __future__ import annotations

import pytest

from cityplans.extraction.tabular.cellvalues import read_value
from extraction_rows import words


@pytest.mark.parametrize(
    ("cell", "unit", "low", "high", "bare", "comparator"),
    [
        ("≥3.2", "%", 3.2, 3.2, "%", "ge"),
        (">3.2", "%", 3.2, 3.2, "%", "gt"),
        ("＜5".replace("＜", "<"), "%", 5, 5, "%", "le"),
        ("38左右", "万人", 380_000, 380_000, "人", "approx"),
        ("3.5以上", "%", 3.5, 3.5, "%", "ge"),
        ("3-5", "%", 3, 5, "%", "range"),
        ("1，200", "家", 1200, 1200, "家", "eq"),
        ("2 100", "家", 2100, 2100, "家", "eq"),
        ("≤20", "1/10万", 20, 20, "/10万", "le"),  # so many in 100,000, not 201
        ("28.6", "1/10万", 28.6, 28.6, "/10万", "eq"),
        ("12%", "家", 12, 12, "%", "eq"),  # a unit of its own
        ("15", "万滑道", 150_000, 150_000, "滑道", "eq"),  # a unit that the codebook has not
    ],
)
def test_bounds_and_units(cell, unit, low, high, bare, comparator):
    value = read_value(cell, unit, words())
    assert (value.low, value.high, value.unit, value.comparator) == (low, high, bare, comparator)


@pytest.mark.parametrize("cell", ["—", "", "不断提高", "1.2 3.4", "2025年"])
def test_a_cell_without_one_number_says_none(cell):
    assert read_value(cell, "%", words()) is None


@pytest.mark.parametrize(
    ("cell", "measure", "is_cumulative"),
    [
        ("[15]", "", True),
        ("〔15〕", "", True),
        ("五年累计1200", "", True),
        ("新增150", "increment", False),
        ("净增150", "increment", False),
        ("年均新增30", "annual_flow", False),
        ("每年新增30", "annual_flow", False),
        ("150", "", False),
    ],
)
def test_what_stands_round_a_value_says_how_it_counts(cell, measure, is_cumulative):
    value = read_value(cell, "家", words())
    assert (value.measure, value.is_cumulative) == (measure, is_cumulative)
    assert value.unit == "家"
