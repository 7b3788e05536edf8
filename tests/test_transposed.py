"""Tables that lie on their side: years down, indicators across."""

from __future__ import annotations

import pytest

from cityplans.extraction import quantities
from cityplans.extraction.goal_years import Context
from cityplans.extraction.tabular import transposed
from extraction_rows import plan_of, under, words

HEADS = "年份\t书屋（家）\t读者（人）"


def years(*rows: str, known=()):
    plan = plan_of(*(under("", row, kind="table") for row in rows), issued="2021-06")
    return plan, transposed.years_of(plan, plan.clauses, dict.fromkeys(known), words().said)


@pytest.mark.parametrize(
    ("rows", "ids"),
    [
        ((HEADS, "2020年\t30\t500", "2025年\t60\t900"), ["c0", "c1", "c2"]),
        ((HEADS, "2025年\t60\t900"), []),  # one year is no table
        (("年份\t书屋（家）", "2020年\t30", "2025年\t60"), []),  # nor one indicator
        (("地区\t书屋（家）\t读者（人）", "2020年\t30\t500", "2025年\t60\t900"), []),
        ((HEADS, "2020年\t30\t500", "2025年\t60"), []),  # a cell too few
        ((HEADS, "2020年\t30\t500", "城区\t60\t900"), []),
    ],
)
def test_rows_that_are_years(rows, ids):
    assert list(years(*rows)[1]) == ids


def test_a_table_that_another_reading_knows_is_left_to_it():
    assert years(HEADS, "2020年\t30\t500", "2025年\t60\t900", known=("c0",))[1] == {}


def read(row: int, *rows: str):
    plan, found = years(*rows)
    clause = plan.clauses[row]
    numbers = quantities.find(clause.text, words().lexer)
    context = Context(None, None, None, 2021, 6, None)
    return transposed.read_row(clause, found[clause.clause_id], numbers, context, words())


def test_a_goal_of_each_cell_with_the_year_before_the_plan_as_its_base():
    classed, made = read(2, HEADS, "2020年\t30\t500", "2025年\t60\t900")
    assert [kind for _, kind, _ in classed] == ["date", "target", "target"]
    assert [(r.phrase, r.value.low, r.value.unit, r.terms.horizon.year, r.terms.baseline) for r in made] == [
        ("书屋", 60, "家", 2025, (30, 2020)),
        ("读者", 900, "人", 2025, (500, 2020)),
    ]


def test_a_year_that_is_over_holds_no_goal():
    classed, made = read(1, HEADS, "2020年\t30\t500", "2025年\t60\t900")
    assert ([(kind, rule) for _, kind, rule in classed], made) == (
        [("date", "date"), ("fact", "table_base"), ("fact", "table_base")],
        [],
    )


def test_numbers_of_heads_are_units_or_of_the_table():
    classed, _ = read(1, "表1\t\t", HEADS, "2020年\t30\t500", "2025年\t60\t900")
    assert [rule for _, _, rule in classed] == []
    classed, _ = read(0, "表1\t\t", HEADS, "2020年\t30\t500", "2025年\t60\t900")
    assert [(kind, rule) for _, kind, rule in classed] == [("ordinal", "table_number")]
