"""Rows and cells of HTML tables: a row a line, cells parted by tabs, merged cells keeping their columns free.

A page's layout may be a table too: only short cells that stand beside others are cells of a table; all else
is text, whose blocks are lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cityplans.reading.files.cell_text import BREAK, shares_cells
from cityplans.reading.table_heads import is_unit

Piece = tuple[int, int, str | None]  # start, end, and what a tag becomes; None for text

EDGE = re.compile(r"<(/?)(td|th|tr|table)\b([^<>]{0,2000})>", re.I)
SPAN = re.compile(r"""(col|row)span\s*=\s*\\?["']?\s*(\d{1,4})""", re.I)
TAG = re.compile(r"<[^<>]{0,2000}>")
SOFT = "\v"  # a break inside a cell
# a table of one cell, in a cell of another: what stands round its content
ALONE = re.compile(
    r"(?<=>)\s*(<table\b[^<>]{0,500}>\s*(?:<tbody[^<>]{0,200}>\s*)?<tr[^<>]{0,500}>\s*<t[dh]\b[^<>]{0,500}>)"
    r"((?:(?!</?t[adrh]).){0,400}?)(</t[dh]>\s*</tr>\s*(?:</tbody>\s*)?</table>)\s*(?=</t[dh]>)",
    re.I | re.S,
)
LONGEST_CELL = 200  # characters without tags
WIDEST, DEEPEST = 60, 1000  # columns and rows a cell may cover


def in_cells(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of a page, its table cells on one line each row: breaks inside a cell become SOFT."""
    if not re.search("<t[dh]\\b", text, re.I):
        yield from pieces
        return
    signs, quiet = _cells(text)
    inside = iter([*quiet, (len(text) + 1, len(text) + 1)])
    start, end = next(inside)
    for piece in pieces:
        while piece[0] >= end and end <= len(text):
            start, end = next(inside)
        if piece[2] is None:
            yield piece
        elif piece[0] in signs:
            yield piece[0], piece[1], signs[piece[0]]
        else:
            yield piece[0], piece[1], SOFT if start <= piece[0] < end and piece[2] == "\n" else piece[2]


class _Table:
    """Where the next cell stands (`column`), columns `written` so far, columns covered from above."""

    def __init__(self) -> None:
        self.column = self.written = 0
        self.covered: dict[int, int] = {}  # column -> rows still to be covered
        self.units: dict[int, str] = {}  # those merged over rows, by column

    def end_row(self) -> None:
        _count_down(self.covered, [c for c in self.covered if c >= self.column])
        self.column = self.written = 0

    def open_cell(self, attributes: str, said: str) -> str:
        """What stands before a cell that says this: tabs, and units that hold for this row too."""
        before = ""
        while self.column in self.covered:
            if unit := self.units.get(self.column):
                before += "\t" * (self.column - self.written) + unit
                self.written = self.column
            _count_down(self.covered, [self.column])
            self.column += 1
        before += "\t" * (self.column - self.written)
        self.written = self.column
        spans = {kind.lower(): int(number) for kind, number in SPAN.findall(attributes)}
        self.units[self.column] = said if spans.get("row", 1) > 1 and is_unit(said) else ""
        wide = max(1, min(spans.get("col", 1), WIDEST))
        if spans.get("row", 1) > 1:
            columns = range(self.column, self.column + wide)
            self.covered |= {c: min(spans["row"], DEEPEST) - 1 for c in columns}
        self.column += wide
        return before


def _cells(text: str) -> tuple[dict[int, str], list[tuple[int, int]]]:
    """What the tags of cells become (by their place), and the insides of short cells."""
    signs: dict[int, str] = {}
    quiet: list[tuple[int, int]] = []
    tables: list[_Table] = []
    alone = [span for m in ALONE.finditer(text) for span in (m.span(1), m.span(3))]
    signs |= {edge.start(): "" for a, b in alone for edge in TAG.finditer(text, a, b)}
    edges = [edge for edge in EDGE.finditer(text) if edge.start() not in signs]
    for i, edge in enumerate(edges):
        closing, name = edge[1] == "/", edge[2].lower()
        if name == "table" and not closing:
            tables.append(_Table())
        elif not tables:
            continue
        elif name == "table":
            tables.pop()
        elif name == "tr":
            if closing:
                tables[-1].end_row()
        elif not closing:
            is_cell = _is_cell(text, edges, i)
            inner = text[edge.end() : edges[i + 1].start()] if is_cell else ""
            signs[edge.start()] = tables[-1].open_cell(edge[3], TAG.sub("", inner).strip())
            if is_cell:
                quiet.append((edge.end(), edges[i + 1].start()))
    return signs, quiet


def _count_down(covered: dict[int, int], columns: Iterable[int]) -> None:
    for c in list(columns):
        covered[c] -= 1
        if covered[c] <= 0:
            del covered[c]


def _is_cell(text: str, edges: list[re.Match[str]], i: int) -> bool:
    """A short cell without a table in it, beside another one in its row."""
    if i + 1 == len(edges):
        return False  # the page breaks off in it
    after = edges[i + 1]
    if after[1] != "/" or after[2].lower() not in ("td", "th"):
        return False
    inner = text[edges[i].end() : after.start()]
    if len(inner) > 20 * LONGEST_CELL or len(TAG.sub("", inner).strip()) > LONGEST_CELL:
        return False
    beside_left = i > 0 and edges[i - 1][1] == "/" and edges[i - 1][2].lower() in ("td", "th")
    beside_right = i + 2 < len(edges) and edges[i + 2][1] == "" and edges[i + 2][2].lower() in ("td", "th")
    return beside_left or beside_right


def kept_breaks(
    text: str, signs: tuple[str, str, str], breaks: re.Pattern[str]
) -> Iterator[tuple[int, int, str]]:
    """The breaks in cells of the rows that are several in one."""
    line, cell, soft = signs
    at = 0
    for row in text.split(line):
        if soft in row and shares_cells([one.split(soft) for one in row.split(cell)]):
            yield from ((at + m.start(), at + m.end(), BREAK) for m in breaks.finditer(row))
        at += len(row) + len(line)


def inside_cell(text: str, start: int, end: int) -> str:
    """What a break inside a cell becomes: words and numbers stay apart, Chinese and 1⏎200 close up."""
    before, after = text[max(0, start - 8) : start], text[end : end + 8]
    if not (before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()):
        return ""
    is_split = re.search(r"(?<![\d.,])\d{1,3}$", before) and re.match(r"\d{3}(?![\d.])", after)
    return "" if is_split else " "
