"""Two columns of text that a copy kept side by side, one below the other again.

    一、发展现状                      到2020年，增加值
        2011年，港口吞吐量         达到1800亿元，占全市
    达到3.4亿吨。                     比重达到11%以上。

A line of such a text holds a line of either column, parted by blanks; the right one begins at one place all
the way down. Read across, a sentence of one goes on in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple
from unicodedata import east_asian_width

from cityplans.chinese.han import IS_HAN
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.mapped import Mapped, Span
from cityplans.reading.table_heads import inside

TWO = re.compile(  # a line with a gap
    r"^[ \u3000]*+[^ \u3000\n][^\n]{8,}?(?<![ \u3000])[ \u3000]{2,}+[^ \u3000\n]", re.M
)
INNER_GAP = re.compile(r"[ \u3000](?<=[^ \u3000\n].)[ \u3000]++[^ \u3000\n]")  # what TWO cannot do without
GAP = re.compile(r" {3,}[ \u3000]*|[ \u3000]*\u3000[ \u3000]+")
BLANKS = " \u3000"
INDENT = 6  # cells by which a paragraph may be set in
FIRST = 20  # cell at which a right column begins at the earliest
ROWS = 6  # lines that hold both columns, at least
RAGGED = 4  # cells by which a line may fall short of its column's edge (two characters)
COUNTED = re.compile(
    r"[ \u3000]*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.．、）)]|[\u4e00-\u9fff]{2,6}[：:])"
)
HEADING = re.compile(r"(?:第[一二三四五六七八九十百]{1,3}[章节篇]|[（(]?[一二三四五六七八九十]{1,3}[、）)])")
ENDS = re.compile("[。；：！？]$")
LONG = 8  # Chinese characters of a line of a column on average: fewer are cells of a table
APART = 3  # empty lines that end two columns


class Piece(NamedTuple):
    """Part of a line between gaps: characters `start` to `end`, in cells from `left` to `right`."""

    start: int
    end: int
    left: int
    right: int


def text_columns(text: Mapped) -> Fixed:
    """Each stretch of two columns with the right one below the left one."""
    if any(sum(1 for _ in islice(gap.finditer(text.text), ROWS)) < ROWS for gap in (INNER_GAP, TWO)):
        return Fixed(text)
    lines = _lines(text.text)
    parts: list[Mapped] = []
    places: list[int] = []
    end = at = 0
    while at < len(lines):
        behind, column = _stretch(text.text, lines, at)
        if not column:
            at = behind
            continue
        first = lines[at][0][0].start if lines[at][0] else lines[at][1][0]
        first = text.text.rfind("\n", 0, first) + 1
        parts += [text[end:first], *_in_turn(text, lines[at:behind], column)]
        places += text.at([first])
        end, at = lines[behind - 1][1][1], behind
    return Fixed(Mapped.join([*parts, text[end:]]), places) if places else Fixed(text)


Line = tuple[list[Piece], Span]  # its pieces, and where it stands with its line end


def _lines(text: str) -> list[Line]:
    made, start = [], 0
    for line in text.split("\n"):
        end = min(start + len(line) + 1, len(text))
        made.append((_pieces(line, start), (start, end)))
        start = end
    return made


def _pieces(line: str, start: int) -> list[Piece]:
    """The parts of a line between gaps."""
    cells = [0]
    for character in line:
        cells.append(cells[-1] + (2 if east_asian_width(character) in "WF" else 1))
    spans, at = [], 0
    for gap in GAP.finditer(line):
        spans.append((at, gap.start()))
        at = gap.end()
    spans.append((at, len(line)))
    return [Piece(start + a, start + b, cells[a], cells[b]) for a, b in spans if line[a:b].strip(BLANKS)]


def _stretch(text: str, lines: Sequence[Line], at: int) -> tuple[int, int]:
    """(line behind, cell at which the right column begins) of what looks like two columns from a line on; the
    cell is 0 where they are none."""
    if len(lines[at][0]) != 2 or lines[at][0][1].left < FIRST:
        return at + 1, 0
    column = lines[at][0][1].left
    both: list[tuple[Piece, Piece]] = []
    last, empty = at, 0
    for number in range(at, len(lines)):
        pieces = lines[number][0]
        empty = 0 if pieces else empty + 1
        moved = min([column, *(p.left for p in pieces if p.left >= FIRST)])
        if empty >= APART or not _fits(pieces, moved) or column - moved > INDENT:
            break
        column = moved
        if len(pieces) == 2:
            both.append((pieces[0], pieces[1]))
            last = number
    if any(left.right >= column for left, _ in both) or not _is_text(text, both):
        return last + 1, 0
    return _behind(text, lines, last, column), column


def _behind(text: str, lines: Sequence[Line], last: int, column: int) -> int:
    """The line behind two columns: behind the last that holds both, or where a sentence of the left one ends
    that goes on below it, in lines no wider than the column."""
    said = lines[last][0][0]
    while not ENDS.search(text, said.start, said.end) and last + 1 < len(lines):
        below = lines[last + 1][0]
        if len(below) != 1 or below[0].left > INDENT or below[0].right >= column:
            break
        if HEADING.match(text, below[0].start):
            break  # the left column goes on in the right one
        said, last = below[0], last + 1
    return last + 1


def _fits(pieces: Sequence[Piece], column: int) -> bool:
    """Whether a line holds a line of either column, of one, or none."""
    if len(pieces) == 2:
        return pieces[0].left <= INDENT and pieces[0].right < column and pieces[1].left <= column + INDENT
    if len(pieces) == 1:
        (piece,) = pieces
        return piece.right < column or column <= piece.left <= column + INDENT
    return not pieces


def _is_text(text: str, both: Sequence[tuple[Piece, Piece]]) -> bool:
    """Whether two columns are of running text: many lines of either reach its edge, most go on in the next;
    cells of a table are as wide as what they say, and say it whole."""
    counted = sum(bool(COUNTED.match(text, left.start)) for left, _ in both)
    carries = re.compile(inside("carried_by"))
    carried = sum(bool(carries.search(text, right.start, right.end)) for _, right in both)
    is_list = 2 * max(counted, carried) > len(both)  # 4.改造老旧小区120个 and who does it
    return len(both) >= ROWS and not is_list and all(_runs_on(text, [row[n] for row in both]) for n in (0, 1))


def _runs_on(text: str, column: Sequence[Piece]) -> bool:
    edge = max(piece.right for piece in column) - RAGGED
    full = sum(piece.right >= edge for piece in column)
    ended = sum(bool(ENDS.search(text, piece.start, piece.end)) for piece in column)
    said = sum(len(IS_HAN.findall(text, piece.start, piece.end)) for piece in column)
    return 5 * full >= 2 * len(column) > 4 * ended and said >= LONG * len(column)


def _in_turn(text: Mapped, lines: Sequence[Line], column: int) -> Iterator[Mapped]:
    """The lines of the left column, then those of the right one, each with its indent."""
    right: list[Mapped] = []
    for pieces, (start, end) in lines:
        ended = end > start and text.text[end - 1] == "\n"
        line_end = text[end - 1 : end] if ended else Mapped("\n", text.origins[end - 1 : end])
        parted = next((piece for piece in pieces if piece.left >= column), None)
        opens = parted.start - (parted.left - column) if parted else end - ended
        opens = max(opens, pieces[0].end if parted and len(pieces) == 2 else start)
        left = text[start:opens]
        if left.text.strip(BLANKS) or not parted:
            yield from (left[: len(left.text.rstrip(BLANKS))], line_end)
        if parted:
            right += [text[opens : end - ended], line_end]
        elif not pieces:
            right.append(line_end)
    yield from right
