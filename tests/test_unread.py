"""Rows of a table whose heads nothing says."""

from __future__ import annotations

import pytest

from cityplans.extraction import quantities
from cityplans.extraction.goal_years import Context
from cityplans.extraction.tabular import unread
from cityplans.records import Clause
from extraction_rows import words


def clause(text: str, kind: str = "table", key: str = "c") -> Clause:
    return Clause(key, "", "", "", text, 0, len(text), "", kind)


def found(text: str):
    return quantities.find(text, words().lexer)


@pytest.mark.parametrize(
    ("rows", "ids"),
    [
        ([("书屋\t30", "table"), ("书屋30家", "text")], {"c0"}),
        ([("30", "text"), ("40", "text")], {"c0", "c1"}),  # cells one a line
        ([("30吨标煤", "text"), ("40", "text")], {"c0", "c1"}),  # a unit nobody knows
        ([("30", "text"), ("书屋", "text"), ("40", "text")], set()),
        ([("2025年", "text"), ("2026年", "text")], set()),
        ([("书屋30", "text"), ("40", "text")], set()),
    ],
)
def test_rows_that_no_reading_knows(rows, ids):
    clauses = [clause(text, kind, f"c{n}") for n, (text, kind) in enumerate(rows)]
    assert unread.unread_in(clauses, [found(c.text) for c in clauses], ()) == ids
    assert not unread.unread_in(clauses[:1], [found(clauses[0].text)], ("c0",))


def read(text: str):
    return unread.read_row(clause(text), found(text), Context(None, None, None, 2021, 6, None), words())


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("书屋\t30家", ["table_unread"]),
        ("书屋\t2025", ["date"]),
        ("1\t书屋\t30家", ["enumeration", "table_unread"]),
        ("1234\t书屋", ["table_unread"]),  # no number of a row
        ("表1\t书屋", ["table_number"]),
        ("书屋\t万人", ["table_unit"]),
        ("总投资（亿元）\t书屋", ["table_unit"]),
        ("书屋\t3万人", ["table_unread"]),
        ("书屋\t30吨标煤", ["table_unread"]),
        ("书屋\t30标煤", ["table_unread"]),  # a unit nobody knows
        ("1", ["table_unread"]),  # no other cell
    ],
)
def test_numbers_of_bare_cells(text, classes):
    classed, rows = read(text)
    assert ([rule for _, _, rule in classed], rows) == (classes, [])


@pytest.mark.parametrize(
    ("text", "phrase", "span"),
    [
        ("1\t书屋达到30家", "书屋", (2, 9)),
        ("13.居民建档率\t较上年提高，力争达到80%", "居民建档率", (0, 22)),  # of the name of its row
    ],
)
def test_a_cell_in_words_is_read(text, phrase, span):
    (row,) = read(text)[1]
    assert (row.phrase, (row.start, row.end)) == (phrase, span)
    assert text[row.quantity.start : row.quantity.end] in ("30家", "80%")


def test_a_name_that_measures_nothing_is_none_of_the_next_cell():
    assert [row.phrase for row in read("书屋\t较上年提高，力争达到80%")[1]] != ["书屋"]
