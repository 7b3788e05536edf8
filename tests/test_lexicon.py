"""Every word of the codebook works: units are read as themselves, comparators touching a number and apart."""

from __future__ import annotations

import pytest

from cityplans.extraction import quantities
from extraction_rows import book, read, words


@pytest.mark.parametrize("row", book()["units"], ids=lambda r: r["surface"])
def test_a_unit_is_read_as_itself(row):
    text = f"达到37{row['surface']}"
    (found,) = quantities.find(text, words().lexer)
    assert (text[found.core_start : found.core_end], found.low) == (text[2:], 37)
    assert found.unit == row["unit"]


@pytest.mark.parametrize("number, value", [("3", 3), ("3.5", 3.5), ("1200", 1200)])
@pytest.mark.parametrize("per", ["吨", "千克", "件", "台", "万元", "人", "亩", "百万人"])
def test_a_unit_may_be_per_any_other(per, number, value):
    (found,) = quantities.find(f"能耗{number}吨标准煤/{per}", words().lexer)
    assert (found.low, found.unit) == (value, f"吨标准煤/{per}")


COMPARATORS = [r for r in book()["comparators"] if r["position"] != "apart"]
CODES = {r["term"]: r["comparator"] for r in COMPARATORS}
SIDES = {r["term"]: r["position"] for r in COMPARATORS}


@pytest.mark.parametrize("row", COMPARATORS, ids=lambda r: r["term"])
def test_a_comparator_touches_its_number(row):
    term = row["term"]
    text = f"{term}200" if row["position"] == "before" else f"200{term}"
    unit = {"before": "家", "after": ""}[row["position"]]
    (target,) = read(f"到2025年，科技型企业数达到{text}{unit}。", issued="2021-03").targets
    assert (target["value_low"], target["comparator"]) == (200, row["comparator"])


@pytest.mark.parametrize(
    "row", [r for r in book()["comparators"] if r["position"] == "apart"], ids=lambda r: r["term"]
)
def test_a_comparator_that_stands_apart_bounds_its_number(row):
    term = row["term"]
    text = f"引进{term}工程师20名" if SIDES[term] == "before" else f"引进20名工程师{term}"
    (target,) = read(f"到2025年，{text}。", issued="2021-03").targets
    assert (target["value_low"], target["comparator"]) == (20, row["comparator"])


@pytest.mark.parametrize("term", [term for term, side in SIDES.items() if side == "before"])
def test_a_comparator_before_what_a_share_is_of(term):
    (target,) = read(f"到2025年，公租房{term}供应总量的70%。", issued="2021-03").targets
    assert (target["value_low"], target["comparator"]) == (70, CODES[term])
