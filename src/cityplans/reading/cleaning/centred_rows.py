"""Puts back the rows of an indicator table whose cells were set over several lines and centred.

A program that takes the text out of a page gives such a row as lines: halves of a name above and below the
line that has its number, unit and value.

    全社会研发经费支出相当于
    6 % 预期性 4.5左右 -
    全市生产总值比例

The line with the number and the planning class (约束性, 预期性) is the anchor of its row. As many lines
belong to a row below its anchor as above it; where every anchor has its name, the lines between go on with
the row above. A line's words fall to the cells that the anchor lacks, in the order of the columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cityplans.chinese.han import IS_HAN
from cityplans.reading.cleaning.cell_words import CLASS, NATURE, NUMBER, STOP
from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.cleaning.flattened_tables import PAGE_MARK, VALUE
from cityplans.reading.mapped import Mapped, Row, Span
from cityplans.reading.table_heads import VALUES, names_indicators, role_of

WORD = re.compile(r"\S+")
SOME_NATURE = re.compile(rf"(?:{CLASS}|约束|预期)(?:指标)?[）)]?(?!\S)")
UNIT = re.compile(r"[%％‰/]|[^\d\s，。；]{0,3}[/%％‰]?|[^\d\s，。；/]{1,4}/[^\d\s，。；/]{0,4}")
SENTENCE = re.compile("[。；！？]|.{60}")
NOTE_MARK = re.compile(r"(?<=[\u4e00-\u9fff）)])\d$")  # 拥有量1: the number of a note below the table
ANCHORS = 3  # rows that a table has at least
HEAD_LINES = 8  # lines over which a header may be spread
BETWEEN = 6  # lines that may stand between two anchors


class Line(NamedTuple):
    """A line as the spans of its words; `nature`: which of them is the planning class, -1 where none is."""

    row: Row
    words: tuple[Span, ...]
    nature: int


class Cells(NamedTuple):
    """A row: spans of its words by column, in the order in which they are read."""

    number: list[Span]
    name: list[Span]
    unit: list[Span]
    nature: list[Span]
    values: list[list[Span]]


class Table(NamedTuple):
    """Lines `first` to `last` (exclusive), the heads and rows they hold, and what stands between these."""

    first: int
    last: int
    heads: list[list[Span]]
    rows: list[Cells]
    group: Span


def centred_rows(text: Mapped) -> Fixed:
    """Tables with the planning class in a column, rows of which lie over several lines."""
    if not SOME_NATURE.search(text.text):
        return Fixed(text)
    lines = [_line(text.text, row) for row in text.rows]
    parts, places, done = [], [], 0
    for table in _tables(text.text, lines):
        start, end = lines[table.first].row.start, lines[table.last - 1].row.end
        parts += [text[done:start], _set(text, table)]
        places += text.at([start])
        done = end
    return Fixed(Mapped.join([*parts, text[done:]]), places) if parts else Fixed(text)


def _line(text: str, row: Row) -> Line:
    words = tuple(m.span() for m in WORD.finditer(text, row.start, row.end))
    nature = next((i for i, (a, b) in enumerate(words) if NATURE.fullmatch(text[a:b])), -1)
    is_none = "\t" in row.text or PAGE_MARK.fullmatch(row.text)  # no line of a cell
    return Line(row, (), -1) if is_none else Line(row, words, nature)


def _tables(text: str, lines: Sequence[Line]) -> Iterator[Table]:
    """The tables of a text, in order."""
    at = 0
    while at < len(lines):
        anchors = _anchors(text, lines, at) if _is_anchor(text, lines[at]) else []
        if len(anchors) < ANCHORS or max(b - a for a, b in pairwise(anchors)) < 2:
            at = anchors[-1] + 1 if anchors else at + 1  # no row lies over lines
            continue
        table = _table(text, lines, anchors)
        if table is not None:
            yield table
        at = anchors[-1] + 1 if table is None else table.last


def _is_anchor(text: str, line: Line) -> bool:
    return line.nature > 0 and bool(NUMBER.fullmatch(text[slice(*line.words[0])]))


def _anchors(text: str, lines: Sequence[Line], first: int) -> list[int]:
    """The lines with number and planning class that count on from the first."""
    found, count = [first], _number(text, lines[first])
    for at in range(first + 1, len(lines)):
        if _is_anchor(text, lines[at]) and _number(text, lines[at]) == count + 1:
            found.append(at)
            count += 1
        elif at - found[-1] > BETWEEN or SENTENCE.search(lines[at].row.text):
            break
    return found


def _number(text: str, line: Line) -> int:
    return int(text[slice(*line.words[0])].rstrip(".、．"))


def _table(text: str, lines: Sequence[Line], anchors: list[int]) -> Table | None:
    """The table of these anchors; None where its heads are not found or no anchor has its value behind."""
    columns = Counter(len(lines[at].words) - lines[at].nature - 1 for at in anchors).most_common(1)[0][0]
    found = _heads(text, lines, anchors[0], columns) if columns else None
    if found is None or not _are_plain(text, lines, anchors, columns):
        return None
    first, heads, body = found
    has_unit = any(_role(text, head) == "unit" for head in heads)
    rows = [_anchor_cells(text, lines[at], columns, has_unit) for at in anchors]
    if any(not row.name for row in rows):
        taken, last = _centred(anchors, body)
        body = anchors[0]
    else:
        taken = [list(range(a + 1, b)) for a, b in pairwise(anchors)] + [[]]
        last = anchors[-1] + 1
    for row, anchor, at in zip(rows, anchors, taken, strict=True):
        _fill(text, row, [lines[i] for i in at if i < anchor], [lines[i] for i in at if i > anchor], has_unit)
    if not all(row.name for row in rows) or last > len(lines):
        return None
    return Table(first, last, heads, rows, (lines[body].row.start, lines[anchors[0]].row.start))


def _are_plain(text: str, lines: Sequence[Line], anchors: Sequence[int], columns: int) -> bool:
    """Whether no anchor has more values than there are columns, and no heads stand again between two: such
    rows are `flattened_tables`'."""
    surplus = (lines[at].words[lines[at].nature + 1 :][columns:] for at in anchors)
    between = (lines[at].row.text.split() for at in range(anchors[0], anchors[-1]) if lines[at].nature < 0)
    heads = any(names_indicators(words) for words in between)
    return not heads and not any(VALUE.fullmatch(text[a:b]) for spans in surplus for a, b in spans)


def _centred(anchors: list[int], body: int) -> tuple[list[list[int]], int]:
    """For each row the lines beside its anchor: as many below as above."""
    taken, free = [], body
    for n, anchor in enumerate(anchors):
        above = list(range(free, anchor))
        most = anchors[n + 1] if n + 1 < len(anchors) else anchor + 1 + len(above)
        free = min(anchor + 1 + len(above), most)
        taken.append(above + list(range(anchor + 1, free)))
    return taken, free


def _heads(
    text: str, lines: Sequence[Line], anchor: int, columns: int
) -> tuple[int, list[list[Span]], int] | None:
    """First line of the header, its heads in the order of the columns, and the line where the rows begin."""
    words: dict[str, list[Span]] = {}
    values: list[tuple[int, Span]] = []
    first, body = anchor, 0
    above = range(max(0, anchor - HEAD_LINES), anchor)
    text_above = (at for at in above if SENTENCE.search(lines[at].row.text) or STOP.match(lines[at].row.text))
    for at in range(max(text_above, default=above.start - 1) + 1, anchor):
        for head in _joined(lines[at].words):
            role = _role(text, head)
            if role in VALUES:
                values.append((at, (head[0][0], head[-1][1])))
            elif role not in ("number", "indicator", "unit", "nature"):
                continue
            elif role not in words:
                words[role] = head
            first, body = min(first, at), max(body, at + 1)
    if not {"indicator", "nature"} <= words.keys() or len(values) < columns:
        return None
    number = words.get("number") or []
    heads = [number, words["indicator"], *([words["unit"]] if "unit" in words else []), words["nature"]]
    return first, heads + [[span] for _, span in values[-columns:]], body


def _joined(words: Sequence[Span]) -> list[list[Span]]:
    """Words of a line; 指 标 and 序 号 are one head."""
    found: list[list[Span]] = []
    for span in words:
        if found and found[-1][-1][1] - found[-1][-1][0] == 1 and span[1] - span[0] == 1:
            found[-1].append(span)
        else:
            found.append([span])
    return found


def _role(text: str, head: Sequence[Span]) -> str:
    return role_of("".join(text[a:b] for a, b in head))


def _anchor_cells(text: str, line: Line, columns: int, has_unit: bool) -> Cells:
    """The cells that stand on the anchor itself."""
    left, values = list(line.words[1 : line.nature]), list(line.words[line.nature + 1 :])
    unit = [left.pop()] if left and has_unit and _is_unit(text, left[-1], len(left) > 1) else []
    shown: list[list[Span]] = [[span] for span in values[:columns]]
    if shown:
        shown[-1] += values[columns:]
    shown += [[] for _ in range(columns - len(shown))]
    return Cells([line.words[0]], left, unit, [line.words[line.nature]], shown)


def _is_unit(text: str, span: Span, is_last_of_more: bool) -> bool:
    """A last word of two before the class is the unit; one that stands alone only where it looks like one."""
    return is_last_of_more or bool(UNIT.fullmatch(text[slice(*span)]))


def _fill(text: str, row: Cells, above: list[Line], below: list[Line], has_unit: bool) -> None:
    """Words of the lines beside an anchor, put into the cells that it lacks."""
    lacks_unit = has_unit and not row.unit
    lacks_name = not row.name
    before: dict[str, list[Span]] = {"name": [], "unit": [], "value": []}
    after: dict[str, list[Span]] = {"name": [], "unit": [], "value": []}
    for line, to in [(one, before) for one in above] + [(one, after) for one in below]:
        for n, span in enumerate(line.words):
            column = ("name", "unit", "value")[min(n, 2)]
            if n == 0 and lacks_unit and not lacks_name and len(line.words) == 1:
                column = "unit" if UNIT.fullmatch(text[slice(*span)]) else "name"
            elif n == 1 and not lacks_unit:
                column = "value"
            to[column].append(span)
    row.name[:] = before["name"] + row.name + after["name"]
    row.unit[:] = before["unit"] + row.unit + after["unit"]
    lacking = next((v for v in row.values if not v), row.values[0])
    lacking[:] = before["value"] + lacking + after["value"]


def _set(text: Mapped, table: Table) -> Mapped:
    """The table with a line for each row and tabs between the cells; what was moved keeps its place in the
    file, so that origins are not in order within a row."""
    has_unit = len(table.heads) - len(table.rows[0].values) == 4
    made = [_row(text, table.heads), text[slice(*table.group)]]
    for row in table.rows:
        cells = [row.number, row.name, *([row.unit] if has_unit else []), row.nature, *row.values]
        made.append(_row(text, cells))
    return Mapped.join(made)


def _row(text: Mapped, cells: Sequence[Sequence[Span]]) -> Mapped:
    marks = text.text
    parts = [text[0:0]]
    start = next(int(text.origins[cell[0][0]]) for cell in cells if cell)
    for n, cell in enumerate(cells):
        last = int(parts[-1].origins[-1]) if len(parts[-1]) else start
        if n:
            parts.append(Mapped("\t", np.full(1, last, dtype=np.int32)))
        for a, b in cell:
            mark = NOTE_MARK.search(marks, a, b) if n == 1 and IS_HAN.search(marks, a, b) else None
            parts.append(text[a : mark.start() if mark else b])
    return Mapped.join([*parts, Mapped("\n", parts[-1].origins[-1:])])
