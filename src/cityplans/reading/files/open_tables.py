"""Tables of a page that have rules above and below their heads and rows, and none between their columns.

Columns are told by the room that every row leaves free, rows by the lines that hold a value; the lines of a
name set over several belong to the nearest of them. Only tables of indicators are put back.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from cityplans.chinese.markers import marker_of
from cityplans.reading.files.cell_text import closed_up
from cityplans.reading.files.layout import Box, TextLine, rows_of
from cityplans.reading.table_heads import VALUES, names_indicators, role_of

SHORTEST = 150.0  # points of a rule
NEAR = 3.0  # points within which rules begin and end alike
TALLEST_HEAD = 80.0  # points
ROOM = 0.8  # of a character's size between two columns
ROW = 0.45  # of a character's size: beyond that distance of middles a new line begins
HALF = 5.0  # points from the middle of a line to its edges
FIGURE = re.compile(r"[≥≤><约\[〔［（(]?[-+±]?\d|^[—\-–/]+$")

Area = tuple[float, float, float, float]  # x0, top, x1, bottom
Span = tuple[float, float]


class Rule(NamedTuple):
    x0: float
    x1: float
    y: float


class Piece(NamedTuple):
    """Characters of a line without a column's room between them."""

    text: str
    x0: float
    x1: float
    middle: float


def open_tables(rules: Sequence[Rule], boxes: Sequence[Box]) -> list[tuple[Area, list[TextLine]]]:
    """The tables between rules of one length, as (area, rows with cells parted by tabs)."""
    found: list[tuple[Area, list[TextLine]]] = []
    for group in _alike(rules):
        start = 0
        while start + 2 < len(group):
            end = len(group) - 1
            while end > start + 1 and not (rows := _table(group[start : end + 1], boxes)):
                end -= 1
            if end > start + 1:
                top, bottom = group[start], group[end]
                found.append(((top.x0 - NEAR, top.y - NEAR, top.x1 + NEAR, bottom.y + NEAR), rows))
                start = end + 1
            else:
                start += 1
    return found


def _alike(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that begin and end below one another, from the top."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.y):
        group = next((g for g in groups if _same(g[0], rule)), None)
        if group is None:
            groups.append([rule])
        elif rule.y - group[-1].y > NEAR:  # a double rule counts once
            group.append(rule)
    return [group for group in groups if len(group) >= 3]


def _same(one: Rule, other: Rule) -> bool:
    return abs(one.x0 - other.x0) <= NEAR and abs(one.x1 - other.x1) <= NEAR


def _table(rules: Sequence[Rule], boxes: Sequence[Box]) -> list[TextLine]:
    """The rows of a table whose head stands between the first two rules; none where it is no such table."""
    top, under, bottom = rules[0].y, rules[1].y, rules[-1].y
    inside = [
        b
        for b in boxes
        if top < b.middle < bottom and rules[0].x0 - 9 < b.x0 and b.x1 < rules[0].x1 + 9 and b.text.strip()
    ]
    if under - top > TALLEST_HEAD or len(inside) < 12:
        return []
    size = median(b.bottom - b.top for b in inside)
    lines = _lines(inside, size)
    head = [line for line in lines if line[0].middle < under]
    body = [line for line in lines if line[0].middle >= under]
    columns = _columns(body, size)
    if not head or len(body) < 2 or len(columns) < 2:
        return []
    heads = _head_rows(head, columns)
    if not names_indicators([closed_up(list(filter(None, cells))) for cells in zip(*heads)]):
        return []
    said = [TextLine("\t".join(cells), top, under) for cells in _as_cells(heads)]
    return [*said, *_body_rows(body, columns, [role_of(c) for c in heads[-1]], rules)]


def _lines(boxes: Sequence[Box], size: float) -> list[list[Piece]]:
    """The lines of an area from the top, each in pieces that stand apart."""
    return [list(_pieces(row, size)) for row in rows_of(boxes, ROW * size)]


def _pieces(row: Sequence[Box], size: float) -> Iterator[Piece]:
    first = 0
    for i, box in enumerate(row):
        if i + 1 == len(row) or row[i + 1].x0 - box.x1 > ROOM * size:
            part = row[first : i + 1]
            yield Piece(_said(part, size), part[0].x0, max(b.x1 for b in part), part[0].middle)
            first = i + 1


def _said(boxes: Sequence[Box], size: float) -> str:
    text = boxes[0].text
    for before, box in itertools.pairwise(boxes):
        text += (" " if box.x0 - before.x1 > 0.4 * size else "") + box.text
    return text


def _columns(lines: Sequence[Sequence[Piece]], size: float) -> list[Span]:
    """The stretches between the room that all lines leave free; a line of one wide piece is no row."""
    pieces = sorted((p.x0, p.x1) for line in lines if len(line) > 1 for p in line)
    columns: list[Span] = []
    for x0, x1 in pieces:
        if columns and x0 - columns[-1][1] <= ROOM * size:
            columns[-1] = columns[-1][0], max(columns[-1][1], x1)
        else:
            columns.append((x0, x1))
    return columns


def _column(piece: Piece, columns: Sequence[Span]) -> int:
    """The first column a piece stands over, else the nearest."""
    over = [i for i, (x0, x1) in enumerate(columns) if piece.x0 < x1 and piece.x1 > x0]
    middle = (piece.x0 + piece.x1) / 2
    return over[0] if over else min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))


def _head_rows(lines: Sequence[Sequence[Piece]], columns: Sequence[Span]) -> list[list[str]]:
    """The lines of the heads by column; a head over several columns stands in the first."""
    rows = [[""] * len(columns) for _ in lines]
    for row, line in zip(rows, lines):
        for piece in line:
            row[_column(piece, columns)] += piece.text
    return rows


def _as_cells(heads: list[list[str]]) -> list[list[str]]:
    """Lines of heads as rows: two where the second divides a head above it, else one."""
    for i in range(1, len(heads)):
        below = [role_of(c) in VALUES for c in heads[i] if c]
        is_wider = any(c and not above for c, above in zip(heads[i], map("".join, zip(*heads[:i]))))
        if below and all(below) and is_wider:
            upper = [closed_up(list(filter(None, cells))) for cells in zip(*heads[:i])]
            return [upper, [closed_up(list(filter(None, cells))) for cells in zip(*heads[i:])]]
    return [[closed_up(list(filter(None, cells))) for cells in zip(*heads)]]


def _body_rows(
    lines: Sequence[Sequence[Piece]], columns: Sequence[Span], roles: Sequence[str], rules: Sequence[Rule]
) -> Iterator[TextLine]:
    """The rows: every line with a value and what stands nearest to it, within the rules round it."""
    cells = [_by_column(line, columns) for line in lines]
    values = [i for i, role in enumerate(roles) if role in VALUES] or [len(columns) - 1]
    anchors = [i for i, row in enumerate(cells) if any(FIGURE.search(row.get(v, "")) for v in values)]
    heights = [line[0].middle for line in lines]
    held: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        groups = len(line) == 1 and marker_of(line[0].text) is not None  # 二、创新产出
        at = i if groups or i in anchors else _nearest(heights, i, anchors, rules)
        held.setdefault(at, []).append(i)
    for _, members in sorted(held.items()):
        row = [closed_up([cells[m][c] for m in members if c in cells[m]]) for c in range(len(columns))]
        yield TextLine("\t".join(row), heights[members[0]] - HALF, heights[members[-1]] + HALF)


def _nearest(heights: Sequence[float], i: int, anchors: Sequence[int], rules: Sequence[Rule]) -> int:
    """The nearest line with a value, no rule between; of two the upper; itself where there is none."""
    y = heights[i]

    def is_parted(a: int) -> bool:
        return any(min(y, heights[a]) < rule.y < max(y, heights[a]) for rule in rules)

    within = [a for a in anchors if not is_parted(a)]
    return min(within, key=lambda a: (round(abs(heights[a] - y), 1), a), default=i)


def _by_column(line: Sequence[Piece], columns: Sequence[Span]) -> dict[int, str]:
    found: dict[int, str] = {}
    for piece in line:
        at = _column(piece, columns)
        found[at] = found.get(at, "") + piece.text
    return found
