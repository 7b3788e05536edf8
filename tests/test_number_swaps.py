"""The same sentence with another number: which pairs compare, and how many ask for more."""

from collections import Counter

import pytest

import ambition_rows as land
from ambition_rows import NINGBO, ZHEJIANG, target
from cityplans.publishing.telling import number_swaps
from cityplans.publishing.telling.view import View


def test_swaps_compare_numbers_of_one_year_only():
    rows = [land.number_swap(i, 3.6, "higher", f"n{year}") for i, year in enumerate((2027, 2025))]
    aims = [
        target("ningbo-2020", "rd_intensity", 3.6, 2025) | {"target_id": "n2025"},
        target("ningbo-2020", "rd_intensity", 3.6, 2027) | {"target_id": "n2027"},
        target("zhejiang-2020", "rd_intensity", 3.2, 2025) | {"target_id": "z2025"},
    ]
    frames = land.frames([ZHEJIANG, NINGBO], aims) | {"number_swaps": land.tables.frame("number_swaps", rows)}
    found = number_swaps.swapped(View(frames, land.codebook()))
    assert [r["horizon"] for r in found] == [2025, 2027]  # the comparable one first
    said = number_swaps.sentence(View({}, land.codebook(), "en"), found)
    assert said.startswith("2 sentences differ from an older plan in their number only")
    assert said == (
        "2 sentences differ from an older plan in their number only; of 1 for the same year 1 higher"
    )
    compared = number_swaps.as_compared(View(frames, land.codebook()))
    assert [r["number_change"] for r in compared] == ["not_comparable", "higher"]
    year_only = [{**ZHEJIANG, "date": None, "period_start": 2020}, NINGBO]  # 2020 against 2020-07-08
    plans = {"plans": land.frames(year_only, aims)["plans"]}
    undated = number_swaps.swapped(View(frames | plans, land.codebook()))
    assert (
        number_swaps.sentence(View({}, land.codebook(), "zh"), undated)
        == "2句与更早的计划只差数字，没有一句可比"
    )


@pytest.mark.parametrize(
    ("moved", "zh", "en"),
    [
        ({"higher": 2, "lower": 1}, "2句更高，1句更低", "2 higher, 1 lower"),
        ({"lower": 3}, "3句更低", "3 lower"),
        ({"mixed": 1}, "1句有高有低", "1 mixed"),
        ({}, "", ""),
    ],
)
def test_a_way_in_which_no_number_moved_is_not_told(moved, zh, en):
    for lang, said in (("zh", zh), ("en", en)):
        view = View({}, land.codebook(), lang)
        assert number_swaps.ways(view, Counter(moved), view.pick("句", "")) == said
