"""Goal cells that say their value in words: 年均增长5%, 63%→67.5%, 年均提高1个百分点以上，达到63%.

Such a cell is the end of a sentence that the name of its row begins, and is read as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cityplans.extraction import quantities
from cityplans.extraction.goal_years import Context, Horizon
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements.rows import Row
from cityplans.extraction.statements.statements import read_clause
from cityplans.extraction.words.words import Words
from cityplans.records import Clause

Classed = list[tuple[Quantity, str, str]]

SIGNS = re.compile(r"→|-+>|年均|每年|翻|[升降]至")  # beside the verbs of change
PARTED = re.compile("[；，、]")
GROWS = re.compile("(?:年均|每年)?增长")
RATE = re.compile("(?<=.{2})(?:年均)?增(?:速|幅|长率?)$")


def tells(cell: str, inside: Sequence[Quantity], words: Words) -> bool:
    """Whether a cell says more than a value and its unit: a change, several amounts (5亿斤；油菜籽3万吨)."""
    several = sum(q.kind == "amount" for q in inside) > 1 and PARTED.search(cell)
    return bool(inside) and bool(several or SIGNS.search(cell) or words.verbs.changes.search(cell))


def read_cell(
    clause: Clause,
    span: tuple[int, int],
    name: tuple[str, str],
    inside: Sequence[Quantity],
    context: Context,
    words: Words,
) -> tuple[Classed, list[Row]]:
    """((quantity, class, rule) of every number, rows) of the cell at `span`, of which `name` is the indicator
    and unit; `inside` are the numbers in it as the clause has them."""
    phrase, unit = name
    cell = clause.text[span[0] : span[1]].rstrip()
    phrase = RATE.sub("", phrase) if GROWS.match(cell) else phrase  # GDP年均增速 | 年均增长5%
    own = clause._replace(
        text=phrase + cell + (unit if cell[-1:].isdigit() else ""), heading="", number="", clause_kind="text"
    )
    shift = span[0] - len(phrase)
    found = [q for q in quantities.find(own.text, words.lexer) if q.start >= len(phrase)]
    classed, rows = read_clause(own, found, context._replace(goals=(), tense=""), words)
    printed = {q.core_start: q for q in inside}

    def placed(quantity: Quantity) -> Quantity:
        return printed.get(quantity.core_start + shift, quantity)

    kept = [r._replace(quantity=placed(r.quantity)) for r in rows if placed(r.quantity) in inside]
    told = {placed(q): (placed(q), kind, rule) for q, kind, rule in classed}
    return [told.get(q, (q, "other", "table_cell")) for q in inside], kept


class Beside(NamedTuple):
    """What a table says of a row: the year of the column, where things stand by the columns beside it, the
    class of planning its line prints."""

    horizon: Horizon
    base: tuple[float | None, int | None]
    obligation: str


def in_table(row: Row, end: int, beside: Beside, rule: str) -> Row:
    """The row as one of its table."""
    (value, year), base = row.terms.baseline, beside.base
    since = (value, year if year is not None else base[1]) if value is not None else base
    terms = row.terms._replace(
        horizon=beside.horizon, baseline=since, obligation=row.terms.obligation or beside.obligation
    )
    return row._replace(start=0, end=end, terms=terms, rule=rule)
