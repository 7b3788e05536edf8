"""A target that a person adds: where it stands, what it is called, by when it is."""

from __future__ import annotations

import pytest

from cityplans.extraction import added
from cityplans.extraction.correctable import IS_TARGET, Known
from extraction_rows import plan_of, under, words

TEXT = "到2027年，全市建成书屋300家。书屋300家。"


def change(field: str, new: str, **more: str) -> dict:
    return {"field": field, "new": new, "reason": "", "by": "", "date": ""} | more


def made(*changes: dict, quote: str = "书屋300家", name: str = "", nth: str = "", known: Known | None = None):
    group = [change(IS_TARGET, "yes"), *changes]
    return added.added(("p", quote, name, nth), group, TEXT, known or Known({}, {}, set()))


def test_what_a_person_gave_and_what_follows_from_it():
    (row,), faults = made(change("value_low", "300"), change("value_text", "300家"), change("unit", "家"))
    assert faults == []
    assert (row["indicator_text"], row["value_low"], row["value_high"], row["unit"]) == (
        "书屋",
        300,
        300,
        "家",
    )
    assert (row["comparator"], row["measure"], row["strength"], row["horizon_source"]) == (
        "eq", "level", "firm", "none",
    )  # fmt: skip
    assert (row["corrected"], row["correction_note"], row["rule"]) == (True, "added", "correction")


@pytest.mark.parametrize(
    ("nth", "start"), [("", 11), ("1", 11), ("2", 18), ("3", 18)]
)  # there is no third: the last
def test_the_nth_place_of_a_quote(nth, start):
    (row,), _ = made(change("value_low", "300"), nth=nth)
    assert (row["start"], row["end"]) == (start, start + 6)


def test_two_places_have_two_names():
    one, two = (made(change("value_low", "300"), nth=nth)[0][0]["target_id"] for nth in ("1", "2"))
    assert one != two and one == made(change("value_low", "300"))[0][0]["target_id"]


@pytest.mark.parametrize(
    ("field", "new", "kind"),
    [
        ("no_such", "3", "correction_unknown_field"),
        ("value_low", "three", "correction_invalid"),
        ("comparator", "rather", "correction_invalid"),
    ],
)
def test_faults(field, new, kind):
    rows, faults = made(change(field, new))
    assert rows == [] and [fault[0] for fault in faults] == [kind]


@pytest.mark.parametrize(("high", "fails"), [("299", True), ("300", False)])
def test_bounds_in_order(high, fails):
    rows, _ = made(change("value_low", "300"), change("value_high", high))
    assert (rows == []) is fails


def test_who_added_it_and_why():
    group = [
        change(IS_TARGET, "yes", reason="missed", by="Li", date="2024-05-01"),
        change("value_low", "300"),
    ]
    (row,), _ = added.added(("p", "书屋300家", "", ""), group, TEXT, Known({}, {}, set()))
    assert row["correction_note"] == "added（missed，Li，2024-05-01）"


@pytest.mark.parametrize(
    ("quote", "value", "name"),
    [
        ("书屋达到300家", "300家", "书屋"),
        ("300家书屋。", "300家", "书屋"),
        ("300家", "300家", "300家"),  # nothing but the value
        ("书屋建成", "", "书屋建成"),
    ],
)
def test_what_the_document_calls_it(quote, value, name):
    assert added.phrase_of(quote, value) == name


@pytest.mark.parametrize(
    ("position", "year", "source"), [(15, 2027, "explicit"), (22, 2027, "inherited"), (500, None, "none")]
)
def test_the_year_of_a_place(position, year, source):
    found = added.horizon_at(plan_of(under("", TEXT)), position, words())
    assert (found.year, found.source) == (year, source)
