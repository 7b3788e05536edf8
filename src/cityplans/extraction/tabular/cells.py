"""The cells of a row of an indicator table under their columns, once for each indicator that shares it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cityplans.extraction.tabular.heads import Column
from cityplans.reading.table_heads import VALUES

FIGURE = re.compile(r"^\D{0,6}\d[\d.]*|^[—\-/]+$|覆盖|番|倍")
UNIT_BRACKET = re.compile(r"[（(][^（()）]{1,12}[）)]$")
NAME = re.compile("[\u4e00-\u9fff]{2}")
SLASH = re.compile("[/／]")
PAIR = re.compile(r"^[^/／\d]*\d[^/／]*[/／][^/／\d]*\d[^/／]*")
OF_WHICH = re.compile(
    r"^(?P<whole>[^（(\d]*\d[^（(]*)[（(]其中[：:]?"
    r"(?P<part>[^\d〔\[（(]{2,16})(?P<value>[〔\[]?[^（）()]+)[）)]"
)


class Cell(NamedTuple):
    """A cell of a row and where it stands in the clause."""

    start: int
    end: int
    text: str


class Version(NamedTuple):
    """The cells of a row as one of its indicators has them; `part`: what of the indicator they hold for."""

    cells: list[Cell]
    part: str = ""


def cells_of(text: str) -> list[Cell]:
    """The cells of a row as they stand."""
    cells, at = [], 0
    for part in text.split("\t"):
        cells.append(Cell(at, at + len(part), part.strip()))
        at += len(part) + 1
    return cells


def under(columns: Sequence[Column], text: str) -> list[Cell]:
    """The cells of a row, laid under their columns; a row without its first, grouping cell is shifted."""
    cells = cells_of(text)
    if any(column.half for column in columns):
        cells = list(_halved(cells, columns))
    missing = len(columns) - len(cells)
    if missing > 0 and columns[0].role == "category":
        shifted = [Cell(0, 0, "")] * missing + cells
        cells = max(cells, shifted, key=lambda laid: _fit(laid, columns))
    return _by_parts(cells, columns)


def _by_parts(cells: list[Cell], columns: Sequence[Column]) -> list[Cell]:
    """Where 指标 lies over two columns, the second names the row if it says anything."""
    part = next((i for i, column in enumerate(columns) if column.role == "part"), len(cells))
    if part < len(cells) and NAME.search(cells[part].text):
        return [*cells[: part - 1], cells[part], *cells[part:]]
    return cells


def whole_and_part_of(columns: Sequence[Column], text: str) -> tuple[str, str]:
    """What the two columns under a wide 指标 say in a row, the first empty where it is merged over rows."""
    at = next((i for i, column in enumerate(columns) if column.role == "part"), 0)
    cells = cells_of(text)
    return (cells[at - 1].text, cells[at].text) if 0 < at < len(cells) else ("", "")


def _halved(cells: Sequence[Cell], columns: Sequence[Column]) -> Iterator[Cell]:
    """Cells with those that hold two values parted; one that holds one is the last's."""
    raw = iter(cells)
    cell = Cell(0, 0, "")
    for column in columns:
        if column.half < 2:
            if (following := next(raw, None)) is None:
                return
            cell = following
        first, last = _halves(cell) if SLASH.search(cell.text) else (Cell(cell.start, cell.start, ""), cell)
        yield (cell, first, last)[column.half]
    yield from raw


def _fit(cells: Sequence[Cell], columns: Sequence[Column]) -> int:
    """How many cells are what their column holds: numbers under years, words under names and units."""
    return sum(
        bool(FIGURE.search(c.text)) == (column.role in VALUES or column.role == "number")
        for c, column in zip(cells, columns)
        if c.text and column.role in ("indicator", "unit", *VALUES)
    )


def versions(cells: list[Cell], columns: Sequence[Column]) -> list[Version]:
    """A row once for each indicator in it: 成功率/结案率 with 65/93, and the whole and its part in
    5000（其中农民工1750）."""
    name = next(
        (i for i, column in enumerate(columns) if column.role == "indicator" and i < len(cells)), None
    )
    values = [i for i, column in enumerate(columns) if column.role in VALUES and i < len(cells)]
    goals = [i for i in values if columns[i].is_goal]
    if name is None or not goals:
        return [Version(cells)]
    said = cells[name].text
    bare, unit = UNIT_BRACKET.sub("", said), "".join(UNIT_BRACKET.findall(said))
    halves = SLASH.split(bare)
    if len(halves) == 2 and all(PAIR.fullmatch(cells[i].text) for i in goals):
        pairs = {i: _halves(cells[i]) for i in values if PAIR.fullmatch(cells[i].text)}
        return [
            Version(_with(cells, name, half + unit, {i: pair[n] for i, pair in pairs.items()}))
            for n, half in enumerate(_completed(*halves))
        ]
    parts = {i: found for i in values if (found := OF_WHICH.fullmatch(cells[i].text))}
    if not any(i in parts for i in goals):
        return [Version(cells)]
    whole, inside = (
        {i: _piece(cells[i], m, group) for i, m in parts.items()} for group in ("whole", "value")
    )
    of_whole = {i: cells[i]._replace(text="") for i in values if i not in parts}
    return [
        Version(_with(cells, name, said, whole)),
        Version(_with(cells, name, said, of_whole | inside), next(iter(parts.values()))["part"]),
    ]


def _completed(first: str, second: str) -> tuple[str, str]:
    """失业保险, 工伤保险参保人数 → 失业保险参保人数: what the first leaves out, the second says."""
    at = second.find(first[-2:]) + 2 if len(first) > 1 else 1
    return (first + second[at:] if at > 1 else first), second


def _with(cells: list[Cell], name: int, said: str, values: Mapping[int, Cell]) -> list[Cell]:
    return [c._replace(text=said) if i == name else values.get(i, c) for i, c in enumerate(cells)]


def _halves(cell: Cell) -> tuple[Cell, Cell]:
    """What stands before the slash of a cell and what behind it."""
    first, last = SLASH.split(cell.text, maxsplit=1)
    middle = cell.start + len(first)
    return Cell(cell.start, middle, first.strip()), Cell(middle + 1, cell.end, last.strip())


def _piece(cell: Cell, found: re.Match, group: str) -> Cell:
    return Cell(cell.start + found.start(group), cell.start + found.end(group), found[group])
