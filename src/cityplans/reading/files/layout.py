"""Character boxes of a page → lines in reading order: columns one after the other, indents kept.

Coordinates in points from the top left corner of the page.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from statistics import median
from typing import NamedTuple

GUTTER = 0.8  # least width of a gutter, in character sizes
CROSSED = 0.2  # share of rows that may run across a gutter (titles, running heads)
LEAST_FULL, LEAST_TOLD = (
    0.4,
    0.6,
)  # of a column of prose: lines that are full, and those that are or end a paragraph
WIDE = 100.0  # points: room beside a row with nothing on one side
FOLIO = re.compile(r"[—–\-·\s]*(?:\d{1,4}|第\d{1,4}页)[—–\-·\s]*")  # the number of a page
ROW = 0.55  # of a character size: beyond that distance of centres a new line begins


class Box(NamedTuple):
    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


_x0 = attrgetter("x0")


class TextLine(NamedTuple):
    """A line of a page; `confidence` (0–1) of one that was read from a picture."""

    text: str
    top: float
    bottom: float
    confidence: float | None = None


def reading_lines(boxes: Sequence[Box]) -> list[TextLine]:
    """The lines of a page (or of a part of it) in reading order."""
    boxes = [b for b in boxes if b.text.strip()]
    if not boxes:
        return []
    size = median(max(b.bottom - b.top, b.x1 - b.x0) for b in boxes)
    rows = rows_of(boxes, ROW * size)
    gutter = _gutter(rows, size)
    if gutter is None:
        return _lines(rows, size)
    lines: list[TextLine] = []
    band: list[Box] = []
    for row in rows:
        is_folio = row in (rows[0], rows[-1]) and FOLIO.fullmatch("".join(b.text for b in row))
        if is_folio or _crosses(row, gutter):
            lines += _columns(band, gutter)
            band = []
            lines += _lines([row], size)
        else:
            band += row
    return lines + _columns(band, gutter)


def _columns(boxes: list[Box], gutter: float) -> list[TextLine]:
    left = [b for b in boxes if b.x0 < gutter]
    return reading_lines(left) + reading_lines([b for b in boxes if b.x0 >= gutter])


def rows_of(boxes: Sequence[Box], reach: float) -> list[list[Box]]:
    """Boxes whose middles lie within `reach` of the first, from the top; each row from the left."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda b: (b.middle, b.x0)):
        if rows and box.middle - rows[-1][0].middle <= reach:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda b: (b.x0, b.x1)) for row in rows]


def _crosses(row: list[Box], x: float) -> bool:
    """Whether a row runs over the gutter: a box on it, or no room left beside it."""
    at = _split_at(row, x)
    if at == 0:
        return False
    left = row[at - 1]
    if left.x1 > x + 1:
        return True
    return at < len(row) and row[at].x0 - left.x1 < 0.6 * (left.bottom - left.top)


def _split_at(row: list[Box], x: float) -> int:
    """How many boxes of a row begin left of x."""
    return bisect_left(row, x, key=_x0)


def _gutter(rows: list[list[Box]], size: float) -> float | None:
    """Where the page falls into two columns of running text; None for one column or a table."""
    x0, x1 = min(r[0].x0 for r in rows), max(b.x1 for r in rows for b in r)
    if len(rows) < 4 or x1 - x0 < 16 * size:
        return None
    steps = [x0 + (x1 - x0) * i / 200 for i in range(30, 171)]
    best = None
    for x in steps:
        crossed = [_crosses(row, x) or _room(row, x) < GUTTER * size for row in rows]
        free = [r for i, r in enumerate(rows) if not crossed[i] and _stands_beside(rows, i, x, size)]
        over = sum(c and r[0].x0 < x - size and r[-1].x1 > x + size for c, r in zip(crossed, rows))
        if len(free) < max(3, 0.35 * len(rows)) or over > CROSSED * len(rows):
            continue
        if _flush(free, x, size):
            rank = (len(free), min(_room(r, x) for r in free))
            best = max(best, (rank, x)) if best else (rank, x)
    return best[1] if best else None


def _stands_beside(rows: list[list[Box]], i: int, x: float, size: float) -> bool:
    """Whether text stands on both sides of x in a row, or in it and in a row close above or below it: the
    lines of two columns need not share their heights."""
    close = [rows[j] for j in (i - 1, i, i + 1) if 0 <= j < len(rows)]
    close = [row for row in close if abs(row[0].middle - rows[i][0].middle) < 1.2 * size]
    return any(row[0].x0 < x - size for row in close) and any(row[-1].x1 > x + size for row in close)


def _room(row: list[Box], x: float) -> float:
    """Free width round x in a row; much where one side is empty."""
    at = _split_at(row, x)
    if at == 0 or at == len(row):
        return row[0].x0 - x + WIDE if at == 0 else x - max(b.x1 for b in row) + WIDE
    return row[at].x0 - max(b.x1 for b in row[:at])


def _flush(rows: list[list[Box]], x: float, size: float) -> bool:
    """Whether the left part is set flush, as running text is and table cells are not."""
    split = [(row, _split_at(row, x)) for row in rows]
    left = [row[:at] for row, at in split if at]
    ends = [max(b.x1 for b in row) for row in left]
    starts = [row[at].x0 for row, at in split if at < len(row)]
    if not ends or not starts:
        return False
    edge, start = sorted(ends)[int(0.8 * len(ends))], sorted(starts)[int(0.3 * len(starts))]
    wide = median(edge - row[0].x0 for row in left) >= 8 * size
    full = [end >= edge - 2 * size for end in ends]
    told = [is_full or ended for is_full, ended in zip(full, _ended(left, size))]
    return (
        wide
        and sum(full) >= LEAST_FULL * len(full)
        and sum(told) >= LEAST_TOLD * len(told)
        and sum(abs(s - start) <= 2.5 * size for s in starts) >= 0.8 * len(starts)
    )


def _ended(column: Sequence[list[Box]], size: float) -> list[bool]:
    """Whether a paragraph ends with each line of a column: the next one is indented, or there is none."""
    margin = min(row[0].x0 for row in column)
    return [row[0].x0 > margin + 1.2 * size for row in column[1:]] + [True]


def _lines(rows: list[list[Box]], size: float) -> list[TextLine]:
    """Rows as text; a paragraph's indent becomes two blanks."""
    left = sorted(row[0].x0 for row in rows)[int(0.1 * len(rows))]
    lines = []
    for row in rows:
        indent = "  " if 1.2 * size < row[0].x0 - left < 4.5 * size and len(rows) > 2 else ""
        lines.append(
            TextLine(indent + _row_text(row, size), min(b.top for b in row), max(b.bottom for b in row))
        )
    return lines


def _row_text(row: list[Box], size: float) -> str:
    text = row[0].text
    for before, box in itertools.pairwise(row):
        gap = box.x0 - before.x1
        own = max(
            size, min(before.bottom - before.top, box.bottom - box.top)
        )  # a title is larger than a page
        if gap > 3 * own:
            text += "   "
        elif gap > (0.25 if before.text.isascii() and box.text.isascii() else 0.5) * own:
            text += " "
        text += box.text
    return text
