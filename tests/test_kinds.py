"""Kinds of sentences that were once read wrongly: every field of every row, and what is no target."""

from __future__ import annotations

import pytest

from extraction_rows import examples, in_reading_order, read

FIELDS = (
    "value_text", "value_low", "value_high", "unit", "comparator", "measure", "strength", "obligation",
    "horizon", "baseline_value", "baseline_year", "scope", "basis", "window_start",
)  # fmt: skip


def sentences():
    """One case a sentence, with the rows that it must give; none where it holds no target."""
    made = []
    for row in examples("kinds.csv"):
        if row["text"]:
            made.append((row["kind"], row["text"], row["issued"], []))
        if row["value_text"]:
            made[-1][3].append((row["indicator"], *(row[field] for field in FIELDS)))
    return [pytest.param(*case[1:], id=f"{case[0]}: {case[1]}") for case in made]


def as_written(value) -> str:
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize("text, issued, wanted", sentences())
def test_every_field_of_a_sentence(text, issued, wanted):
    found = in_reading_order(read(text, issued=issued))
    assert [(t["indicator_text"], *(as_written(t[field]) for field in FIELDS)) for t in found] == wanted
