"""A row before it is written: what its indicator reads as."""

from __future__ import annotations

import pytest

from cases import case_of
from cityplans.extraction.goal_years import Horizon
from cityplans.extraction.statements.rows import Terms, Value, row_of


@pytest.mark.parametrize(
    ("phrase", "shown"),
    [
        ("高 新 企业", "高新企业"),
        ("AI model 数量", "AI model 数量"),  # words of another script keep their blanks
        ("5G 基站", "5G基站"),
        ("1", ""),  # the number of a note
        ("（）", ""),
        ("A", "A"),
    ],
)
def test_the_indicator_as_shown(phrase, shown):
    value = Value("30家", 30, 30, "家", "eq", "level")
    row = row_of(
        case_of("书屋达到▲30家。").quantity,
        (0, 7),
        (phrase, phrase),
        value,
        Terms("firm", Horizon(None, "none")),
        "r",
    )
    assert (row.phrase, row.lookup, row.start, row.end, row.rule, row.opening) == (
        shown,
        phrase,
        0,
        7,
        "r",
        "",
    )
