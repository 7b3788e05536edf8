"""Which lines of a cell are names of their own."""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning.stacked_names import bare_from, names_in, parts_among

WIDE, ANY = 100, 0  # no line is full; every line is
THREE = [(0, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize(
    ("lines", "count", "full", "expected"),
    [
        (["班额比例", "其中：小学", "初中"], 2, WIDE, THREE),  # a whole without values and its two parts
        (["班额比例", "其中：小学", "初中"], 3, WIDE, THREE),
        (["森林覆盖率", "湿地保护率"], 2, WIDE, [(0, 1), (1, 2)]),
        (["班额比例", "其中：小学", "初中"], 2, ANY, THREE),  # as long as each other
        (["班额比例", "其中：普通小学", "初中"], 2, ANY, None),  # 普通小学初中 could be one name
        (["收入", "其中：城镇常住居民", "农村居民"], 2, ANY, THREE),  # they end alike
        (
            ["班额（小学", "初中）比例", "入学率"],
            2,
            WIDE,
            [(0, 2), (2, 3)],
        ),  # inside a bracket no name begins
        (["（1）小学", "（2）初中"], 2, ANY, [(0, 1), (1, 2)]),
        (["其中：小学", "初中"], 2, WIDE, None),  # a part of what?
    ],
)
def test_names_of_a_cell(lines, count, full, expected):
    assert names_in(lines, count, full) == expected


@pytest.mark.parametrize(
    ("names", "count", "expected"),
    [
        (["比例", "其中：小学", "初中"], 2, [False, True, True]),
        (["比例", "其中：小学"], 2, [False, True]),
        (["比例", "平台"], 2, [False, False]),
        (["比例"], 1, [False]),
    ],
)
def test_which_are_parts_of_the_first(names, count, expected):
    assert [*parts_among(names, count)] == expected


@pytest.mark.parametrize(
    ("name", "at"), [("其中：小学", 3), ("（1）小学", 3), ("其中：①小学", 4), ("小学", 0), ("其中：", 0)]
)
def test_where_a_name_begins_behind_its_mark(name, at):
    assert bare_from(name) == at
