"""A run of figures without anything between them, parted into the cells of its row in the one way that fits.

50, 150 and 24.6 % agree with each other, 501, 50 and 24.6 % do not; a share is no more than 100 %; without a
rate or a difference beside them, figures of one row are taken to be of one order of size. A rate over years
that the table does not have must say its %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import comb
from typing import NamedTuple

from cityplans.reading.cleaning.fused_heads import Column
from cityplans.reading.mapped import Span

NUMBER = r"[≥≤＞＜><≧≦约]?(?:0|[1-9]\d*)(?:\.\d+)?[%％‰]?(?: ?(?:以[上下内]|左右))?"
SUM = r"[\[［〔]\d+(?:\.\d+)?[%％]?[\]］〕]"
CELL = re.compile(rf" *(?:{SUM}|{NUMBER}|—+|-)")
UNSAID = re.compile(r" *(?:—+|-)")
FIGURE = re.compile(r"\d+(?:\.\d+)?")
PER_CENT = re.compile("[%％‰]")
FINE = re.compile(r"\.\d{3}")  # more decimals than tables print
LONGEST_CELL = 12
MOST_WAYS = 20_000  # a longer run of more columns is not tried


class Near(NamedTuple):
    """How many times a figure may be the one before it, and how many times less."""

    rise: float
    fall: float


RISE = Near(100, 4)  # a goal and its base: what could be either is not told apart
YEARLY = Near(4, 4)  # one year and the year before
# by how much printed figures may miss what they should give, because rounded: points, and parts of a goal
EXACT, ROUNDED = (0.011, 0.005), (0.5, 0.03)

Way = tuple[str, ...]


def parted(text: str, span: Span, columns: Sequence[Column], is_share: bool) -> list[Span | None] | None:
    """The one way to part a run of figures; None where there is none, or more than one."""
    run = text[slice(*span)]
    if comb(len(run), len(columns) - 1) > MOST_WAYS:
        return None
    if any(_is_checked(column, columns) for column in columns):
        ways = list(_ways(run, columns, is_share))
        for slack in (EXACT, ROUNDED):
            if rated := [way for way in ways if _agrees(way, columns, slack)]:
                return _at(span[0], rated[0]) if len(rated) == 1 else None
    return _plain(run, span[0], columns, is_share)


def _plain(run: str, at: int, columns: Sequence[Column], is_share: bool) -> list[Span | None] | None:
    """Figures that no rate checks; rates are not said, or by a dash."""
    values = [column for column in columns if column.kind == "value"]
    near = RISE if len(values) == 2 else YEARLY
    ways = [
        way
        for way in _ways(run, columns, is_share, near)
        if all(
            c.kind == "value" or not _is_checked(c, columns) or UNSAID.fullmatch(w)
            for c, w in zip(columns, way)
        )
    ]
    if not ways and len(values) < len(columns):
        bare = [way for way in _ways(run, values, is_share, near) if not any(map(FINE.search, way))]
        if len(bare) != 1:
            return None
        cells = iter(_at(at, bare[0]))
        return [next(cells) if column.kind == "value" else None for column in columns]
    fit = [way for way in ways if not any(map(FINE.search, way))]
    return _at(at, fit[0]) if len(fit) == 1 else None


def _at(at: int, way: Sequence[str]) -> list[Span | None]:
    """Where the cells of a run stand that begins at `at`."""
    cells: list[Span | None] = []
    for cell in way:
        cells.append((at, at + len(cell)))
        at += len(cell)
    return cells


def _ways(
    run: str, columns: Sequence[Column], is_share: bool, near: Near | None = None, last: str = ""
) -> Iterator[Way]:
    """Every way to part a run into cells that its columns may hold, values `near` the one before them."""
    if not columns:
        if not run.strip():
            yield ()
        return
    column, rest = columns[0], columns[1:]
    for stop in range(1, min(len(run), LONGEST_CELL) + 1):
        cell = run[:stop]
        if not CELL.fullmatch(cell) or not _may_hold(column, cell, is_share, near):
            continue
        if column.kind == "value" and near and last and not _within(last, cell, near):
            continue
        for more in _ways(run[stop:], rest, is_share, near, cell if column.kind == "value" else last):
            yield (cell, *more)


def _may_hold(column: Column, cell: str, is_share: bool, near: Near | None) -> bool:
    if column.kind == "rate":
        return near is None or bool(UNSAID.fullmatch(cell) or PER_CENT.search(cell))
    if near and not is_share and PER_CENT.search(cell):
        return False
    return not is_share or (value(cell) or 0) <= 100


def _is_checked(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a table has the years that a rate is of."""
    years = {c.first for c in columns if c.kind == "value"}
    return column.kind == "rate" and {column.first, column.last} <= years and column.first < column.last


def value(cell: str) -> float | None:
    number = FIGURE.search(cell)
    return float(number[0]) if number else None


def _within(one: str, other: str, near: Near) -> bool:
    """Whether a figure may follow another; of 0 and what is not said nothing is known."""
    a, b = value(one), value(other)
    return not a or b is None or a / near.fall <= b <= a * near.rise


def _agrees(way: Way, columns: Sequence[Column], slack: tuple[float, float]) -> bool:
    """Whether every rate, or in brackets difference, is that of the figures of its years; one over other
    years must say its %."""
    of_year = {column.first: value(cell) for column, cell in zip(columns, way) if column.kind == "value"}
    rates = [(column, cell.strip()) for column, cell in zip(columns, way) if column.kind == "rate"]
    checked = [(c, cell) for c, cell in rates if _is_checked(c, columns)]
    others = [cell for c, cell in rates if not _is_checked(c, columns)]
    signed = all(PER_CENT.search(cell) or UNSAID.fullmatch(cell) for cell in others)
    return signed and all(
        _is_rate(cell, of_year[c.first], of_year[c.last], c.last - c.first, slack) for c, cell in checked
    )


def _is_rate(
    cell: str, base: float | None, goal: float | None, years: int, slack: tuple[float, float]
) -> bool:
    rate = value(cell)
    if not base or goal is None or rate is None:
        return False
    points, part = slack
    if cell[0] in "[［〔":
        return abs(goal - base - rate) <= points
    return cell[-1] in "%％" and abs(base * (1 + rate / 100) ** years - goal) <= part * goal
