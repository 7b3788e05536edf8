"""Tables that divide goals among places: counties down the first column, indicators across the top.

Each cell is a target of the place its row names; a row 合计 or 全市 is of the whole. Heads may stand
in two rows, the years below the indicators. Where neither caption nor heads say that the figures are goals,
the table is left to be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from cityplans.extraction.goal_years import Context
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements.rows import Row
from cityplans.extraction.tabular import tabular
from cityplans.extraction.tabular.cells import Cell, cells_of
from cityplans.extraction.tabular.heads import Column, dated, dated_column, year_in
from cityplans.extraction.tabular.tabular import Line, Placed
from cityplans.extraction.words.words import Words
from cityplans.reading.table_heads import BRACKET, role_of
from cityplans.records import Clause, Plan
from cityplans.worded import Said, Worded

CORNER = Worded(r"各?{place_head}(?:（[^（）]{1,8}）、?区?|名称|别)?")
PLACE = re.compile(r"[\u4e00-\u9fff]{1,12}(?:市|县|区|旗|镇|乡|街道|园|州|盟|岛)")
WHOLE = Worded(r"[\u4e00-\u9fff]{0,4}{whole_head}|全[市省县区州盟]")
GOALS = Worded(r"{goals_table}")
STANDING = Worded(r"{standing_table}")
LEAST = 2  # indicators and places, for a table to be one
CAPTION = 60  # characters of a line above a table


class Share(NamedTuple):
    """One row: the place it names, the indicators of its cells with their years and units; `is_head` of the
    heads and the caption."""

    place: str
    heads: tuple[tuple[str, Column], ...]
    caption: str = ""
    is_head: bool = False


def shares_of(plan: Plan, clauses: Sequence[Clause], known: Collection[str], said: Said) -> dict[str, Share]:
    """clause_id → the share of one place, for every table of goals by place that no other reading knows."""
    found: dict[str, Share] = {}
    for index, clause in enumerate(clauses):
        if clause.clause_id in known or not _is_corner(clause, said):
            continue
        caption = clauses[index - 1].text if index and len(clauses[index - 1].text) <= CAPTION else ""
        heads, first = _heads(clauses, index, said)
        rows = _rows(clauses[first:], len(heads) + 1, said)
        told = caption + clause.text
        if (
            len(rows) < LEAST
            or len(heads) < LEAST
            or said[STANDING].search(told)
            or not said[GOALS].search(told)
        ):
            continue
        columns = tuple((name, _column(name, year, caption, plan, said)) for name, year in heads)
        found |= {c.clause_id: Share("", columns, caption, True) for c in clauses[index:first]}
        found |= {row.clause_id: Share(_place(row, said), columns, caption) for row in rows}
    return found


def _is_corner(clause: Clause, said: Said) -> bool:
    return clause.clause_kind == "table" and bool(said[CORNER].fullmatch(clause.text.split("\t")[0].strip()))


def _heads(clauses: Sequence[Clause], index: int, said: Said) -> tuple[list[tuple[str, int | None]], int]:
    """Indicator and year of each column but the first, and where the rows begin."""
    names = [cell.strip() for cell in clauses[index].text.split("\t")][1:]
    below = clauses[index + 1] if index + 1 < len(clauses) else None
    if below is None or below.clause_kind != "table":
        return [], index
    cells = [cell.strip() for cell in below.text.split("\t")]
    years = [dated_column(cell, said) for cell in cells if cell]
    if years and all(years):
        return _over_years(names, [y.year for y in years if y]), index + 2
    named = all(re.search("[\u4e00-\u9fff]{2}", name) and not dated_column(name, said) for name in names)
    return [(name, None) for name in names] if named else [], index + 1


def _over_years(names: Sequence[str], years: Sequence[int | None]) -> list[tuple[str, int | None]]:
    """Heads over two or more years each: said once, or again over every year."""
    once = [name for i, name in enumerate(names) if name and (not i or name != names[i - 1])]
    each, rest = divmod(len(years), len(once)) if once else (0, 1)
    return [] if rest else [(once[i // each], year) for i, year in enumerate(years)]


def _rows(clauses: Sequence[Clause], width: int, said: Said) -> list[Clause]:
    rows = []
    for clause in clauses:
        cells = clause.text.split("\t")
        name = re.sub(r"\s", "", cells[0])
        is_place = PLACE.fullmatch(name) or said[WHOLE].fullmatch(name)
        if clause.clause_kind != "table" or len(cells) != width or not is_place:
            break
        rows.append(clause)
    return rows


def _place(row: Clause, said: Said) -> str:
    """The place a row names; "" for the whole."""
    name = re.sub(r"\s", "", row.text.split("\t")[0])
    return "" if said[WHOLE].fullmatch(name) else name


def _column(name: str, year: int | None, caption: str, plan: Plan, said: Said) -> Column:
    """The column of an indicator, a goal of its year, else of the year its head or the caption names."""
    bracket = BRACKET.search(name)
    (column,) = dated([Column("value", name, year or year_in(name))], plan, said)
    column = column._replace(year=column.year or year_in(caption), unit=bracket[1] if bracket else "")
    return column if role_of(name) != "growth" else column._replace(role="growth")


def read_row(
    clause: Clause, share: Share, found: Sequence[Quantity], context: Context, words: Words
) -> tuple[list[tuple[Quantity, str, str]], list[Row]]:
    """((quantity, class, rule) for every number, rows) of one place: a target for each of its cells."""
    classed: list[tuple[Quantity, str, str]] = []
    rows: list[Row] = []
    cells = cells_of(clause.text)
    used = {0}
    for quantity in found:
        at = next((i for i, c in enumerate(cells) if c.start <= quantity.start < c.end), 0)
        column = None if share.is_head or at in used else share.heads[at - 1][1]
        row = _target(clause, share, (cells[at], at), quantity, context, words) if column else None
        if row:
            rows.append(row)
            used.add(at)
        classed.append(
            (quantity, *(("target", tabular.RULE) if row else _class(quantity, share, at, column)))
        )
    return sorted(classed), rows


def _class(quantity: Quantity, share: Share, at: int, column: Column | None) -> tuple[str, str]:
    if quantity.kind == "date":
        return "date", "date"
    if share.is_head or not at:
        return "scope", "table_unit" if share.is_head else "table_name"
    return ("fact", "table_base") if column and not column.is_goal else ("other", "table_cell")


def _target(
    clause: Clause, share: Share, placed: tuple[Cell, int], quantity: Quantity, context: Context, words: Words
) -> Row | None:
    """The target of one cell, with its place as scope; None where it is no goal or holds no value."""
    cell, at = placed
    name, column = share.heads[at - 1]
    if not column.is_goal:
        return None
    line = Line((Column("indicator"), column), share.caption)
    of_name = Cell(0, 0, BRACKET.sub("", name) or name)
    row = tabular.target_of(clause, Placed(line, [of_name, cell], 1), quantity, context, words)
    if row is None:
        return None
    terms = row.terms._replace(scope=share.place)
    return row._replace(start=0, end=cell.start + len(cell.text), terms=terms)
