"""Cells of a page's tables: a row a line, tabs between them, columns kept free by what is merged."""

from __future__ import annotations

import re

import pytest

from cityplans.reading.files.grids import in_cells, inside_cell, kept_breaks

BREAKS = ("br", "p", "tr", "table")


def laid_out(text: str) -> str:
    pieces, at = [], 0
    for tag in re.finditer(r"<(/?)(\w+)[^<>]*>", text):
        pieces.append((at, tag.start(), None))
        pieces.append((tag.start(), tag.end(), "\n" if tag[2] in ("br", "tr") and not tag[1] else ""))
        at = tag.end()
    pieces.append((at, len(text), None))
    return "".join(text[a:b] if sign is None else sign for a, b, sign in in_cells(text, pieces))


def table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (table("<td>甲</td><td>乙</td>", "<td>丙</td><td>丁</td>"), "\n甲\t乙\n丙\t丁"),
        (table("<th>甲</th><td>乙</td>"), "\n甲\t乙"),
        (table("<td rowspan=2>甲</td><td>乙</td>", "<td>丁</td>", "<td>戊</td>"), "\n甲\t乙\n\t丁\n戊"),
        (
            table('<td>甲</td><td rowspan="3">乙</td>', "<td>丙</td>", "<td>丁</td><td>己</td>"),
            "\n甲\t乙\n丙\n丁\t\t己",
        ),
        (table("<td colspan='2'>甲</td><td>乙</td>"), "\n甲\t\t乙"),
        (table("<td colspan=2 rowspan=2>甲</td><td>乙</td>", "<td>丙</td>"), "\n甲\t\t乙\n\t\t丙"),
        (table("<td colspan=60>甲</td><td>乙</td>"), "\n甲" + "\t" * 60 + "乙"),
        (table("<td colspan=61>甲</td><td>乙</td>"), "\n甲" + "\t" * 60 + "乙"),
        (table("<td>甲<br>乙</td><td>丙</td>"), "\n甲\v乙\t丙"),
        (table("<td>甲</td><td>乙<br>丙</td>"), "\n甲\t乙\v丙"),
        (table("<td>甲<br>乙</td>"), "\n甲\n乙"),  # alone in its row: the page's layout
        (table(f"<td>{'文' * 199}<br>乙</td><td>丙</td>"), "\n" + "文" * 199 + "\v乙\t丙"),
        (table(f"<td>{'文' * 200}<br>乙</td><td>丙</td>"), "\n" + "文" * 200 + "\n乙\t丙"),
        (table("<td>甲<br>乙"), "\n甲\n乙"),  # the page breaks off
        ("甲<br>乙", "甲\n乙"),
        (
            table("<td>" + table("<td>甲</td>") + "</td><td>乙</td>"),
            "\n甲\t乙",
        ),  # a table of one cell in a cell
        (table("<td>甲</td><td>" + table("<td>乙</td><td>丙</td>") + "</td>"), "\n甲\t\n乙\t丙"),
    ],
)
def test_rows_and_cells(html, expected):
    assert laid_out(html) == expected


SIGNS = ("\n", "\t", "\v")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("入园率\v其中：城市\t99\v98\n甲\v乙\t5", [(3, 4), (12, 13)]),  # the second row is one
        ("甲\t5\n入园率\v其中：城市\t99\v98", [(7, 8), (16, 17)]),
        ("甲\v乙\t5", []),
    ],
)
def test_breaks_stay_in_rows_that_are_several(text, places):
    found = [*kept_breaks(text, SIGNS, re.compile("\v"))]
    assert [(a, b) for a, b, _ in found] == places and {sign for *_, sign in found} <= {"\x1f"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("甲", "乙", ""),
        ("R&D", "GDP", " "),
        ("R&D", "投入", ""),
        ("1", "200", ""),
        ("123", "200", ""),
        ("1234", "200", " "),
        ("1.5", "200", " "),
        ("1", "20", " "),
        ("1", "2000", " "),
    ],
)
def test_what_a_break_in_a_cell_becomes(before, after, expected):
    text = f"{before}\n{after}"
    assert inside_cell(text, len(before), len(before) + 1) == expected
