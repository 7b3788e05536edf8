"""Whose figures are whose in cells that hold several: base 1, base 2, goal 1, goal 2, or base 1, goal 1 …"""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning.cell_words import Word
from cityplans.reading.cleaning.stacked_values import dealt

BY_COLUMN, BY_NAME = [[0, 2], [1, 3]], [[0, 1], [2, 3]]  # two names with base and goal


def words(*texts: str, opens: tuple[int, ...] = ()) -> list[Word]:
    kinds = (True, False, False, False, False, False)
    return [Word(t, (i, i + 1), *kinds, width=len(t), opens=i in opens) for i, t in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("34", "5000", "40", "5200"), BY_COLUMN),  # 34 → 40 and 5000 → 5200
        (("34", "40", "5000", "5200"), BY_NAME),
        (("10", "11", "200", "220"), BY_COLUMN),  # twenty times as much may be one indicator's
        (("10", "11", "201", "222"), BY_NAME),
        (("34%", "40%", "500人", "520人"), BY_NAME),  # two units are no one's
        (("50", "≥60", "70", "≥80"), BY_NAME),  # goals bear a sign, bases none
        (("50", "60", "≥70", "≥80"), BY_COLUMN),
    ],
)
def test_signs_units_and_sizes_tell(texts, expected):
    assert dealt(words(*texts), 2, (True, True)) == expected


def test_one_column_is_dealt_in_its_order():
    assert dealt(words("1", "2", "3"), 3, (True,)) == [[0], [1], [2]]


def test_lines_tell_where_names_and_columns_differ_in_number():
    by_name = [[0, 1], [2, 3], [4, 5]]
    lined = words("11", "12", "13", "14", "15", "16", opens=(2, 4))
    assert dealt(lined, 3, (True, True)) == by_name
    assert dealt(words("11", "12", "13", "14", "15", "16"), 3, (True, True)) == [[0, 3], [1, 4], [2, 5]]


def test_lines_of_two_in_a_square_that_nothing_else_tells_are_left():
    assert dealt(words("34", "35", "36", "37", opens=(2,)), 2, (True, True)) is None
