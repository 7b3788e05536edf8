"""Indicator tables that lie on their side: years down the first column, indicators across the top."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cityplans.extraction.goal_years import Context
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements.rows import Row
from cityplans.extraction.tabular import tabular
from cityplans.extraction.tabular.cells import Cell, cells_of
from cityplans.extraction.tabular.heads import Column, dated, dated_column
from cityplans.extraction.tabular.tabular import Line, Placed
from cityplans.extraction.words.words import Words
from cityplans.records import Clause, Plan
from cityplans.worded import Said, Worded

CORNER = Worded(r"(?:规划|目标|统计)?{year_head}")
LEAST = 2  # indicators and years, for a table to be one


class Year(NamedTuple):
    """One row: its place in time, and the heads of the columns; `head` is the row of heads itself."""

    column: Column
    heads: tuple[str, ...]
    caption: str = ""
    is_head: bool = False
    base: tuple[Column, tuple[str, ...]] | None = None  # the last year before the plan, and its cells


def years_of(plan: Plan, clauses: Sequence[Clause], known: dict[str, Line], said: Said) -> dict[str, Year]:
    """clause_id → the year of a row, for every table on its side that no other reading knows."""
    found: dict[str, Year] = {}
    for index, clause in enumerate(clauses):
        heads = _heads(clause, said) if clause.clause_id not in known else ()
        if not heads:
            continue
        rows = []
        for row in clauses[index + 1 :]:
            cells = row.text.split("\t")
            column = dated_column(cells[0].strip(), said)
            if row.clause_kind != "table" or len(cells) != len(heads) or column is None:
                break
            rows.append((row, column))
        if len(rows) < LEAST:
            continue
        above = clauses[index - 1 : index] if index and clauses[index - 1].clause_kind == "table" else []
        caption = "".join(c.text for c in above)
        columns = dated([column for _, column in rows], plan, said)
        held = [(c, tuple(row.text.split("\t"))) for (row, _), c in zip(rows, columns) if not c.is_goal]
        base = max(held, key=lambda h: h[0].year or 0, default=None)
        found |= {c.clause_id: Year(Column(""), heads, caption, True) for c in (*above, clause)}
        found |= {row.clause_id: Year(c, heads, caption, False, base) for (row, _), c in zip(rows, columns)}
    return found


def _heads(clause: Clause, said: Said) -> tuple[str, ...]:
    """The cells of a row of heads that begins with 年份; none where the row is no such thing."""
    if clause.clause_kind != "table":
        return ()
    cells = tuple(cell.strip() for cell in clause.text.split("\t"))
    names = [c for c in cells[1:] if re.search("[\u4e00-\u9fff]{2}", c) and dated_column(c, said) is None]
    is_heads = said[CORNER].fullmatch(cells[0]) and len(names) == len(cells) - 1
    return cells if is_heads and len(names) >= LEAST else ()


def read_row(
    clause: Clause, year: Year, found: Sequence[Quantity], context: Context, words: Words
) -> tuple[list[tuple[Quantity, str, str]], list[Row]]:
    """((quantity, class, rule) for every number, rows) of one year: a target for each of its cells."""
    classed: list[tuple[Quantity, str, str]] = []
    rows: list[Row] = []
    for quantity in found:
        at = _place(clause, quantity)
        row = row_at(clause, year, quantity, context, words) if year.column.is_goal else None
        if row and all(row.start != r.start for r in rows):
            rows.append(row)
        else:
            row = None
        before = clause.text[max(0, quantity.start - 3) : quantity.start]
        classed.append((quantity, *_class(quantity, year, at, bool(row), before)))
    return sorted(classed), rows


def _place(clause: Clause, quantity: Quantity) -> int:
    """Which cell of its row a number stands in; 0 is the year's own."""
    cells = cells_of(clause.text)
    return next((i for i, c in enumerate(cells) if c.start <= quantity.start < c.end), 0)


def row_at(clause: Clause, year: Year, quantity: Quantity, context: Context, words: Words) -> Row | None:
    """The row of the cell in which a number stands, whether a goal or where things stand."""
    at = _place(clause, quantity)
    cell = cells_of(clause.text)[at]
    row = tabular.target_of(clause, _upright(year, cell, at), quantity, context, words) if at else None
    return row and row._replace(start=cell.start, end=cell.start + len(cell.text))


def _class(quantity: Quantity, year: Year, at: int, is_target: bool, before: str) -> tuple[str, str]:
    if is_target:
        return "target", tabular.RULE
    if quantity.kind == "date" or not at and not year.is_head:
        return "date", "date"
    if year.is_head:
        numbered = re.search(r"[表栏]\s*$", before)
        return ("ordinal", "table_number") if numbered else ("scope", "table_unit")
    return ("other", "table_cell") if year.column.is_goal else ("fact", "table_base")


def _upright(year: Year, cell: Cell, at: int) -> Placed:
    """The cell as in a table that stands upright: indicator, base, then the year's value."""
    base, held = year.base or (Column(""), year.heads)
    line = Line((Column("indicator"), base, year.column), year.caption)
    return Placed(line, [Cell(0, 0, year.heads[at]), Cell(0, 0, held[at]), cell], 2)
