"""Rows of a table with cells that hold several names and several values, made a row for each name.

    义务教育标准班额比例（%）⏎其中：小学⏎初中 | 34.52⏎77.34 | 80⏎85 | 预期性

The n-th value of every column is that of the n-th name. Where a column has fewer or more, nobody can say
whose they are: the row is left as words in one cell, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

import numpy as np

from cityplans.reading.cleaning.cell_words import EMPTY, NATURE, PART, has_open
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.cleaning.stacked_names import MOST, bare_from, names_in, parts_among
from cityplans.reading.cleaning.stacked_rows import Shared, laid_out
from cityplans.reading.files.cell_text import BREAK, FIGURE, apart, shares_cells
from cityplans.reading.mapped import Mapped, Span
from cityplans.reading.table_heads import is_unit, names_indicators

SIGN = re.compile(BREAK)
ROW = re.compile(rf"^[^\n]*{BREAK}[^\n]*$", re.M)
TABBED = re.compile(r"^[^\n\t]*\t[^\n]*\t[^\n]*$", re.M)
LINE = re.compile(r"[^\n]*\n?")
JOINT = re.compile(r'\r?\n|(?<![^\t\n])"|"(?![^\t\r\n])')
LONGEST = 200  # characters of a row


class Cell(NamedTuple):
    """The lines of a cell as spans, and what they say."""

    lines: list[Span]
    said: list[str]

    @property
    def holds_values(self) -> bool:
        return len(self.said) > 1 and all(map(FIGURE.fullmatch, self.said))


def stacked_cells(text: Mapped) -> Fixed:
    """Rows that share their cells, told apart; lost are those whose values do not come out even."""
    if "\t" not in text.characters:
        return Fixed(text.delete(SIGN)[0])
    text, places = text.replace(list(_rejoined(text.text)))
    parts: list[Mapped] = []
    lost: list[Span] = []
    done = 0
    for row in ROW.finditer(text.text) if BREAK in text.text else ():
        cells = [Cell(*_lines(text.text, *span)) for span in _spans(text.text, "\t", *row.span())]
        done, before = row.end(), done
        if len(cells) < 2 or not any(cell.lines for cell in cells):  # no row: the sign was the file's own
            parts += [text[before : row.start()], text[slice(*row.span())].delete(SIGN)[0]]
            continue
        shared = _told_apart(cells)
        parts += [text[before : row.start()], laid_out(text, shared) if shared else _as_words(text, cells)]
        lost += [] if shared else [text.in_file(row.span())]
        places += text.at([row.start()])
    return Fixed(Mapped.join([*parts, text[done:]]) if parts else text, places, lost)


def _spans(text: str, sign: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for part in text[start:end].split(sign):
        yield at, at + len(part)
        at += len(part) + len(sign)


def _lines(text: str, start: int, end: int) -> tuple[list[Span], list[str]]:
    """The lines of a cell that are not empty, without blanks at their ends."""
    found = [(a, b, text[a:b]) for a, b in _spans(text, BREAK, start, end) if text[a:b].strip()]
    spans = [(a + len(s) - len(s.lstrip()), b - len(s) + len(s.rstrip())) for a, b, s in found]
    return spans, [s.strip() for _, _, s in found]


def _told_apart(cells: Sequence[Cell]) -> Shared | None:
    """A row for each name; None where a column has not as many values as there are names."""
    counts = {len(cell.said) for cell in cells if cell.holds_values}
    name = next((i for i, cell in enumerate(cells) if len(cell.said) > 1 and not cell.holds_values), None)
    if name is None or len(counts) != 1 or len(cells[name].said) > MOST:
        return None
    (count,) = counts
    names = names_in(cells[name].said, count, inf)
    behind = [_dealt(cell, count) for cell in cells[name + 1 :]]
    if names is None or any(cell.holds_values for cell in cells[:name]) or None in behind:
        return None
    columns = [column for column in behind if column is not None]
    rows: list[list[Span | None]] = [[column[n] for column in columns] for n in range(count)]
    if len(names) > count:
        rows.insert(0, [None] * len(columns))
    front = tuple((c.lines[0][0], c.lines[-1][1]) if c.lines else None for c in cells[:name])
    parts = list(parts_among(["".join(cells[name].said[a:b]) for a, b in names], count))
    named = [_name(cells[name], span, part) for span, part in zip(names, parts)]
    before: list[Span | None] = [None] * name
    made = [[*before, own, *row] for own, row in zip(named, rows)]
    return Shared(made, parts, name, front)


def _name(cell: Cell, lines: Span, is_part: bool) -> Span:
    """Where a name stands, that of a part behind its mark."""
    (first, last), said = lines, cell.said[lines[0]]
    if is_part and PART.fullmatch(said) and last > first + 1:
        return cell.lines[first + 1][0], cell.lines[last - 1][1]
    return cell.lines[first][0] + (bare_from(said) if is_part else 0), cell.lines[last - 1][1]


def _dealt(cell: Cell, count: int) -> list[Span | None] | None:
    """What a cell behind the names says for each; None where it has a figure for some only."""
    if cell.holds_values:
        return [*cell.lines]
    if any(FIGURE.fullmatch(said) and not EMPTY.fullmatch(said) for said in cell.said):
        return None
    whole = "".join(cell.said)
    if len(cell.said) == count > 1 and not (NATURE.fullmatch(whole) or is_unit(whole)):
        return [*cell.lines]
    return [(cell.lines[0][0], cell.lines[-1][1]) if cell.lines else None] * count


def _as_words(text: Mapped, cells: Sequence[Cell]) -> Mapped:
    """All that a row says, in the cell of its name."""
    name = next((i for i, cell in enumerate(cells) if len(cell.said) > 1 and not cell.holds_values), 0)
    lines = [span for cell in cells for span in cell.lines]
    first = text[lines[0][0] : lines[0][0] + 1]
    made = [Mapped("\t" * max(name, 1), np.repeat(first.origins, max(name, 1)))]
    for n, (a, b) in enumerate(lines):
        made += [Mapped(" ", made[-1].origins[-1:])] if n else []
        made.append(text[a:b])
    return Mapped.join(made)


def _rejoined(text: str) -> Iterator[tuple[int, int, str]]:
    """Rows of a table with tabs that the breaks in their cells have parted, each on one line again, where
    that gives it as many cells as there are heads."""
    done = 0
    for head in TABBED.finditer(text):
        heads = head[0].split("\t")
        if head.start() < done or not names_indicators(heads):
            continue
        rows, done = _broken_rows(text, head.end() + 1, len(heads) - 1)
        for start, end in rows:
            yield from _joints(text, start, end, len(heads) - 1)


def _joints(text: str, start: int, end: int, tabs: int) -> Iterator[tuple[int, int, str]]:
    """The breaks and quotation marks in the cells of a row; a line that is a row for itself stays one, and
    the line above it may name a group, unless it opens a bracket or quotation."""
    row = text[start:end]
    is_shared = shares_cells([cell.strip('"').split("\n") for cell in row.split("\t")])
    first, *others = row.split("\n")
    is_open = first.count('"') % 2 == 1 or has_open(first)
    if (
        not others
        or not (is_shared or is_open)
        and any(line.count("\t") == tabs for line in (first, *others))
    ):
        return
    for sign in JOINT.finditer(row):
        before, after = row[sign.start() - 1 : sign.start()], row[sign.end() : sign.end() + 1]
        is_break = sign[0].endswith("\n")
        closed = " " if is_break and apart(before, after) else ""
        yield start + sign.start(), start + sign.end(), BREAK if is_shared and is_break else closed


def _broken_rows(text: str, start: int, tabs: int) -> tuple[list[Span], int]:
    """The rows below heads with so many tabs, as they are put together of lines; figures behind the last tab
    are of the last cell, names of the next row."""
    rows: list[Span] = []
    first, count, end = start, 0, start
    for line in LINE.finditer(text, start):
        own = line[0].count("\t")
        if not line[0].strip() or count + own > tabs and count < tabs or line.end() - first > LONGEST:
            break
        goes_on = count == tabs and not own and FIGURE.fullmatch(line[0].strip().strip('"'))
        if count == tabs and not goes_on:
            rows.append((first, end))
            first, count = line.start(), 0
        count += own
        end = line.start() + len(line[0].rstrip("\n"))
    if count == tabs:
        rows.append((first, end))
    return rows, end
