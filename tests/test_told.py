"""Cells of a table that say their value in words."""

from __future__ import annotations

import pytest

from cityplans.extraction import quantities
from cityplans.extraction.goal_years import Context, Horizon
from cityplans.extraction.statements.rows import Terms
from cityplans.extraction.tabular import told
from cityplans.extraction.tabular.told import Beside
from cityplans.records import Clause
from extraction_rows import words

BELOW = Context(None, None, None, 2021, 6, None)


@pytest.mark.parametrize(
    ("cell", "tells"),
    [
        ("年均增长5%", True),
        ("63%→67%", True),
        ("5亿斤；油菜籽3万吨", True),
        ("5亿斤", False),
        ("≥5亿斤", False),
        ("5—8亿斤", False),
        ("稳步提升", False),  # no number
        ("翻1番", True),
    ],
)
def test_cells_that_say_more_than_a_value(cell, tells):
    assert told.tells(cell, quantities.find(cell, words().lexer), words()) is tells


def read(name: str, cell: str, unit: str = ""):
    text = f"{name}\t{cell}"
    clause = Clause("c", "", "", "", text, 0, len(text), "", "table")
    at = len(name) + 1
    inside = [q for q in quantities.find(text, words().lexer) if q.start >= at]
    classed, rows = told.read_cell(clause, (at, len(text)), (name, unit), inside, BELOW, words())
    assert [q for q, _, _ in classed] == inside
    return [kind for _, kind, _ in classed], [
        (r.phrase, r.value.low, r.value.unit, r.value.measure) for r in rows
    ]


@pytest.mark.parametrize(
    ("name", "cell", "unit", "rows"),
    [
        ("研发经费", "年均增长5%", "", [("研发经费年均增长", 5, "%", "growth_rate")]),
        ("研发经费年均增速", "年均增长5%", "", [("研发经费年均增长", 5, "%", "growth_rate")]),
        ("入园率", "由63%提高到67%", "", [("入园率", 67, "%", "level")]),
        ("书屋", "由30提高到50", "家", [("书屋", 50, "家", "level")]),
    ],
)
def test_a_cell_is_the_end_of_the_sentence_that_its_row_begins(name, cell, unit, rows):
    assert read(name, cell, unit)[1] == rows


def test_where_something_moves_from_is_no_target():
    assert read("入园率", "由63%提高到67%")[0] == ["fact", "target"]


@pytest.mark.parametrize(
    ("own", "beside", "base"),
    [
        ((None, None), (63, 2020), (63, 2020)),
        ((60, None), (63, 2020), (60, 2020)),
        ((60, 2019), (63, 2020), (60, 2019)),
    ],
)
def test_the_base_of_the_cell_before_that_of_the_column(own, beside, base):
    (row,) = told.read_cell(
        Clause("c", "", "", "", "书屋30家", 0, 5, "", "table"), (2, 5), ("书屋", ""),
        quantities.find("书屋30家", words().lexer), BELOW, words(),
    )[1]  # fmt: skip
    row = row._replace(terms=Terms("firm", Horizon(None, "none"), own))
    made = told.in_table(row, 9, Beside(Horizon(2025, "explicit"), beside, "binding"), "table")
    assert (made.terms.baseline, made.terms.horizon.year, made.terms.obligation) == (base, 2025, "binding")
    assert (made.start, made.end, made.rule) == (0, 9, "table")
    own_class = row._replace(terms=row.terms._replace(obligation="expected"))
    assert (
        told.in_table(
            own_class, 9, Beside(Horizon(2025, "explicit"), beside, "binding"), "table"
        ).terms.obligation
        == "expected"
    )
