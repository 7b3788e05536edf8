"""Tables between rules: columns told by the room left free, rows by the lines that hold a value."""

from __future__ import annotations

import pytest

from cityplans.reading.files.layout import Box
from cityplans.reading.files.open_tables import Rule, open_tables

SIZE = 10  # points of a character
RULES = [Rule(50, 450, 100), Rule(50, 450, 120), Rule(50, 450, 200)]
ROWS = [("指标", "单位", "2025年"), ("企业数", "家", "5"), ("人才数", "名", "6"), ("发明专利数", "件", "7")]
SAID = ["指标\t单位\t2025年", "企业数\t家\t5", "人才数\t名\t6", "发明专利数\t件\t7"]


def line(cells, top: float, starts=(60, 200, 300)) -> list[Box]:
    """The characters of cells that begin at so many points from the left."""
    return [
        Box(sign, at + SIZE * n, at + SIZE * (n + 1), top, top + SIZE)
        for cell, at in zip(cells, starts)
        for n, sign in enumerate(cell)
    ]


def boxes(rows=tuple(ROWS), tops=(105, 130, 150, 170)) -> list[Box]:
    return [box for row, top in zip(rows, tops) for box in line(row, top)]


def texts(rules, given) -> list[list[str]]:
    return [[row.text for row in rows] for _, rows in open_tables(rules, given)]


def test_rows_and_their_place():
    ((area, rows),) = open_tables(RULES, boxes())
    assert area == (47, 97, 453, 203)  # three points round the rules
    assert [row.text for row in rows] == SAID
    assert (rows[0].top, rows[0].bottom) == (100, 120)
    assert (rows[1].top, rows[1].bottom) == (130, 140)


@pytest.mark.parametrize(
    ("moved", "is_table"),
    [
        (Rule(53, 447, 200), True),  # three points less on either side are the same length
        (Rule(54, 450, 200), False),
        (Rule(50, 446, 200), False),
    ],
)
def test_rules_that_begin_and_end_alike(moved, is_table):
    assert texts([*RULES[:2], moved], boxes()) == ([SAID] if is_table else [])


def test_two_rules_are_no_table_and_a_double_one_counts_once():
    assert texts(RULES[:2], boxes()) == []
    assert texts([RULES[0], Rule(50, 450, 103), RULES[1]], boxes()) == []
    assert texts([RULES[0], Rule(50, 450, 103), *RULES[1:]], boxes()) == [SAID]


@pytest.mark.parametrize(("under", "is_table"), [(180, True), (181, False)])
def test_heads_are_eighty_points_high_at_most(under, is_table):
    rules = [Rule(50, 450, 100), Rule(50, 450, under), Rule(50, 450, 300)]
    assert bool(texts(rules, boxes(tops=(105, 210, 230, 250)))) is is_table


@pytest.mark.parametrize(
    "rows",
    [
        [("甲", "乙", "丙丁"), *ROWS[1:]],  # heads of nothing known
        [ROWS[0], ("企业数数数", "家家", "5")],  # one row below the heads
        [("指标", "", "2025年"), ("甲", "", "5"), ("乙", "", "6")],  # too little in it
    ],
)
def test_what_is_no_table_of_indicators(rows):
    assert texts(RULES, boxes(rows)) == []


def test_the_lines_of_a_name_belong_to_the_nearest_value():
    lines = [ROWS[0], ("全社会研发",), ("经费支出", "亿元", "5"), ("企业数", "家", "6"), ("（规上）",)]
    given = [box for row, top in zip(lines, (105, 130, 142, 165, 177)) for box in line(row, top)]
    assert texts(RULES, given) == [[SAID[0], "全社会研发经费支出\t亿元\t5", "企业数（规上）\t家\t6"]]


def test_a_rule_between_parts_them():
    lines = [ROWS[0], ("企业数", "家", "5"), ("全社会研发",), ("经费支出", "亿元", "6")]
    given = [box for row, top in zip(lines, (105, 130, 142, 160)) for box in line(row, top)]
    parted = [*RULES[:2], Rule(50, 450, 141), RULES[2]]
    assert texts(RULES, given) == [[SAID[0], "企业数全社会研发\t家\t5", "经费支出\t亿元\t6"]]
    assert texts(parted, given) == [[SAID[0], "企业数\t家\t5", "全社会研发经费支出\t亿元\t6"]]


def test_a_group_keeps_its_line():
    lines = [ROWS[0], ("二、创新产出",), *ROWS[1:3]]
    given = [box for row, top in zip(lines, (105, 130, 145, 160)) for box in line(row, top)]
    assert texts(RULES, given) == [[SAID[0], "二、创新产出\t\t", *SAID[1:3]]]


@pytest.mark.parametrize(("gap", "parted"), [(8.1, True), (7.9, False)])
def test_columns_lie_so_far_apart(gap, parted):
    """Four fifths of a character's size between the longest name and the unit."""
    at = 60 + 5 * SIZE + gap
    given = [box for row, top in zip(ROWS, (105, 130, 150, 170)) for box in line(row, top, (60, at, 300))]
    assert (texts(RULES, given) == [SAID]) is parted


@pytest.mark.parametrize(("lower", "top"), [(4.5, 134.5), (4.6, 130)])
def test_a_line_is_what_stands_less_than_half_a_character_lower(lower, top):
    """Of a row whose name stands lower the top is that of its line, or of two."""
    given = [
        box._replace(top=box.top + lower, bottom=box.bottom + lower)
        if box.top == 130 and box.x0 < 200
        else box
        for box in boxes()
    ]
    ((_, rows),) = open_tables(RULES, given)
    assert [row.text for row in rows] == SAID and rows[1].top == pytest.approx(top)
