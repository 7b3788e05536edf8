"""Puts back the names of indicators that a page breaks over the lines above and below the rest of their row.

    全社会研发经费投入占
    1 % 2.35 3.2
    地区生产总值比重

A line that fits the heads but for the name is such a row; as many lines belong to it below as above. The row
becomes one line, which `flattened_tables` parts into cells. Where the lines do not come out even the text
stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from cityplans.chinese.han import IS_HAN
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.cleaning.flattened_heads import HEADS, Token, headers_of, roles_of
from cityplans.reading.cleaning.flattened_tables import TOKEN, VALUE, first_heads, tokens_of
from cityplans.reading.cleaning.row_parsing import fits_whole
from cityplans.reading.mapped import Mapped, Span
from cityplans.reading.table_heads import is_header, names_indicators

LINE = re.compile(r"[^\n]*\S[^\n]*")
HALF = re.compile(r"[^\t，。；：！？]{1,24}")
GROUP = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)].*")
UNIT_END = re.compile(r"[^\d\s]{0,6}[）)]")  # the end of a name that is broken in its unit
LONGEST_LINE = 120
NARROW = 7  # characters of a column of names at least; shorter lines name groups
LEAST = 3  # rows of a table, broken or not


class Line(NamedTuple):
    """A line of a table; `at`: where the name belongs if it is a row without one; `is_whole`: whether it may
    be a row with its name; neither: half of a name."""

    span: Span
    at: int | None = None
    is_whole: bool = False


class Moved(NamedTuple):
    """A row, and the halves of its name above and below it."""

    row: Line
    above: list[Line]
    below: list[Line]


def centred_names(text: Mapped) -> Fixed:
    """Tables with names that stand above and below their rows."""
    parts: list[Mapped] = []
    places: list[int] = []
    done = 0
    for head, _ in first_heads(text.text):
        if head < done:
            continue
        moved = next(filter(None, _tables(text.text, head)), [])
        for row in moved:
            parts += [text[done : (row.above[0]).span[0]], *_set(text, row)]
            done = row.below[-1].span[1]
        places += text.at([head]) if moved else []
    return Fixed(Mapped.join([*parts, text[done:]]), places) if parts else Fixed(text)


def _tables(text: str, start: int) -> Iterator[list[Moved]]:
    """The broken rows below each reading of the heads that begin at `start`."""
    tokens = tokens_of(text, start, HEADS)
    for header in headers_of(tokens):
        roles = roles_of(header)
        if len(header.columns) >= 3 and is_header(roles):
            lines = list(_lines(text, tokens[header.size - 1].end, roles))
            whole = sum(line.is_whole for line in lines)
            moved = _moved(text, lines)
            yield moved if whole + len(moved) >= LEAST else []


def _lines(text: str, start: int, roles: list[str]) -> Iterator[Line]:
    """The lines of a table, up to one that belongs to none; lines that group rows are passed over."""
    for found in LINE.finditer(text, start):
        span, line = found.span(), found[0].strip()
        if len(line) > LONGEST_LINE or names_indicators(line.split()):
            return
        words = [Token(*m.span(), m[0]) for m in TOKEN.finditer(text, *span)]
        bare = fits_whole(words, roles, is_named=False)
        whole = bool(fits_whole(words, roles, is_named=True))
        if bare and not (whole and "category" not in roles):
            behind = (cell[0] for cell in bare[roles.index("indicator") :] if cell)
            yield Line(span, next(behind, span[1]), whole)
        elif whole:
            yield Line(span, is_whole=True)
        elif not _is_half(line):
            return
        elif not GROUP.fullmatch(line):
            yield Line(span)


def _is_half(line: str) -> bool:
    says = IS_HAN.search(line) and not VALUE.fullmatch(line)
    return bool(HALF.fullmatch(line)) and bool(says or UNIT_END.fullmatch(line))


def _moved(text: str, lines: Sequence[Line]) -> list[Moved]:
    """The rows that lack their name, each with as many halves below as above; none where that does not come
    out even."""
    moved: list[Moved] = []
    above: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.at is None and not line.is_whole:
            above.append(line)
            continue
        if line.is_whole and above and max(len(text[slice(*half.span)].strip()) for half in above) < NARROW:
            return []  # what stands above are the names of groups
        if not above:
            if not line.is_whole:
                return []
            continue
        below = list(lines[at : at + len(above)])
        halves = [b for b in below if b.at is None and not b.is_whole]
        if line.at is None or len(halves) < len(above):
            return []
        moved.append(Moved(line, above, below))
        above, at = [], at + len(below)
    return moved


def _set(text: Mapped, row: Moved) -> Iterator[Mapped]:
    """The row on one line, its name in its place."""
    (start, end), at = row.row.span, row.row.at or 0
    yield text[start:at]
    for line in (*row.above, *row.below):
        words = text.text[slice(*line.span)]
        first = line.span[0] + len(words) - len(words.lstrip())
        yield text[first : first + len(words.strip())]
    if at < end:
        last = row.below[-1].span[1] - 1
        yield Mapped(" ", np.full(1, text.origins[last], dtype=np.int32))
        yield text[at:end]
