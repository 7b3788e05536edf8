"""Rows of a table whose heads nothing says: what a bare cell holds is not known, a cell in words is read.

A bare cell is a figure with its unit and no more. Its number counts as unexplained, for a person to look at:
without the head above it nobody can say whether it is a goal, and for which year.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import pairwise

from cityplans.extraction.goal_years import Context
from cityplans.extraction.ledger.designations import ROUND
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements.rows import Row
from cityplans.extraction.statements.statements import read_clause
from cityplans.extraction.tabular.cells import Cell, cells_of
from cityplans.extraction.words.words import Words
from cityplans.records import Clause

Classed = list[tuple[Quantity, str, str]]

UNREAD = ("unexplained", "table_unread")
WORDED = re.compile(r"[\u4e00-\u9fffA-Za-z]")
UNKNOWN_UNIT = re.compile(r"[\u4e00-\u9fff/]{1,6}")  # behind a figure: one no codebook has (吨标煤)
YEAR = re.compile(r"(?:19|20)\d\d")
NUMBERED = re.compile(r"^[（(]?\d{1,3}[.、．）)]\s*")
NAME = re.compile(r"[^\d，。；：]{2,30}")
ROW_NUMBER = re.compile(r"\d{1,3}[.、．]?")


def unread_in(clauses: Sequence[Clause], found: Sequence[list[Quantity]], known: Collection[str]) -> set[str]:
    """clause_ids of rows that no reading knows, and of figures that stand one a line outside of any table."""
    ids = {c.clause_id for c in clauses if c.clause_kind == "table" and c.clause_id not in known}
    lone = [c.clause_kind == "text" and _is_figure(c, q) for c, q in zip(clauses, found, strict=True)]
    for (one, first), (other, second) in pairwise(zip(clauses, lone)):
        if first and second:
            ids |= {one.clause_id, other.clause_id}
    return ids


def _is_figure(clause: Clause, found: Sequence[Quantity]) -> bool:
    """Whether a paragraph is nothing but a figure, as the cells of a lost table are."""
    if len(found) != 1 or found[0].kind == "date" or "\t" in clause.text:
        return False
    if WORDED.search(clause.text, 0, found[0].start):
        return False
    (cell,) = cells_of(clause.text)
    return _is_bare(cell, found, clause.text)


def read_row(
    clause: Clause, found: Sequence[Quantity], context: Context, words: Words
) -> tuple[Classed, list[Row]]:
    """((quantity, class, rule) for every number, rows) of one clause, cell by cell."""
    classed: Classed = []
    rows: list[Row] = []
    starts = [q.start for q in found]
    cells = cells_of(clause.text)
    for place, cell in enumerate(cells):
        inside = found[bisect_left(starts, cell.start) : bisect_left(starts, cell.end)]
        told = {q: told for q in inside if (told := _apart(q, clause.text, cell))}
        rest = [q for q in inside if q not in told]
        classed += [(q, *verdict) for q, verdict in told.items()]
        if _is_bare(cell, rest, clause.text):
            classed += [(q, *_bare(q, clause.text, cell)) for q in rest]
        elif rest:
            beside = _name_of_row(cells[place - 1], words) if place else None
            more, made = _worded(clause, cell, beside, rest, context, words)
            classed += more
            rows += made
    return sorted(classed), rows


def _apart(quantity: Quantity, text: str, cell: Cell) -> tuple[str, str] | None:
    """表1, and units: 亿元 and 万人 alone in a cell, or in the bracket of a head, 总投资（亿元）."""
    before = text[cell.start : quantity.start]
    if re.search(r"[表栏]\s*$", before):
        return "ordinal", "table_number"
    stands_alone = text[quantity.start : quantity.end] == cell.text or re.search(r"[（(：:/、]\s*$", before)
    is_unit = stands_alone and ROUND.fullmatch(text, quantity.core_start, quantity.core_end)
    return ("scope", "table_unit") if is_unit else None


def _is_bare(cell: Cell, inside: Sequence[Quantity], text: str) -> bool:
    """Whether a cell has figures and nothing in words beside them."""
    rest, at = "", cell.start
    for quantity in inside:
        rest, at = rest + text[at : quantity.start], quantity.end
    behind = text[at : cell.end].strip()
    unit = len(inside) == 1 and inside[0].kind == "bare" and UNKNOWN_UNIT.fullmatch(behind)
    figures = bool(inside) and all(q.kind != "ordinal" for q in inside)
    return figures and not WORDED.search(rest) and bool(unit or not WORDED.search(behind))


def _bare(quantity: Quantity, text: str, cell: Cell) -> tuple[str, str]:
    """A year is a date, a whole number before other cells the number of the row; any other is not known."""
    if quantity.kind == "date" or YEAR.fullmatch(text, quantity.core_start, quantity.core_end):
        return "date", "date"
    opens = cell.start == 0 and cell.end < len(text) and ROW_NUMBER.fullmatch(cell.text)
    return ("ordinal", "enumeration") if opens else UNREAD


def _name_of_row(cell: Cell, words: Words) -> Cell | None:
    """13.签约居民建档率, the cell before one that says its value in words (较上年提高，力争达到80%)."""
    name = NUMBERED.sub("", cell.text).strip()
    named = NAME.fullmatch(name) and words.nouns.metric.search(name)
    return cell._replace(text=name) if named else None


def _worded(
    clause: Clause,
    cell: Cell,
    beside: Cell | None,
    inside: Sequence[Quantity],
    context: Context,
    words: Words,
) -> tuple[Classed, list[Row]]:
    """A cell read as a paragraph of its own, so that no phrase reaches into the cells beside it; what says no
    subject is of the name of its row, as a paragraph is of its heading."""
    text = clause.text[cell.start : cell.end]
    own = clause._replace(text=text, heading=beside.text if beside else "", number="")
    goals = [g._replace(position=g.position - cell.start) for g in context.goals if cell.start <= g.position]
    moved = [_moved(q, -cell.start) for q in inside]
    classed, rows = read_clause(own, moved, context._replace(goals=goals), words)
    at = cell.start
    rows = [r._replace(quantity=_moved(r.quantity, at), start=r.start + at, end=r.end + at) for r in rows]
    if beside:
        rows = [r._replace(start=beside.start) if r.rule == "heading_subject" else r for r in rows]
    return [(_moved(q, at), kind, rule) for q, kind, rule in classed], rows


def _moved(quantity: Quantity, by: int) -> Quantity:
    start, end, core_start, core_end = (p + by for p in quantity[:4])
    return quantity._replace(start=start, end=end, core_start=core_start, core_end=core_end)
