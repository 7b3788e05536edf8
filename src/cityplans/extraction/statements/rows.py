"""A target before it is written; prose and tables build it in one place, `row_of`."""

from __future__ import annotations

import re
from typing import NamedTuple

from cityplans.extraction.accrual import Accrual
from cityplans.extraction.goal_years import Horizon
from cityplans.extraction.quantities import Quantity

LETTER = re.compile(r"[^\W\d_]")
LATIN_WORDS = re.compile("[A-Za-z] [A-Za-z]")


class Value(NamedTuple):
    """What a number says: bounds with 百千万亿 multiplied out, bare unit, comparator and measure codes."""

    text: str
    low: float
    high: float
    unit: str
    comparator: str
    measure: str


class Terms(NamedTuple):
    """On what terms the value is promised: how firmly, by when, from where, for what part."""

    strength: str
    horizon: Horizon
    baseline: tuple[float | None, int | None] = (None, None)
    scope: str = ""
    strength_word: str = ""  # as printed
    obligation: str = ""  # binding or expected, where printed
    accrual: Accrual = Accrual()


class Row(NamedTuple):
    """A target before it is written; `start`, `end` index the clause."""

    quantity: Quantity
    start: int
    end: int
    phrase: str  # the indicator as shown
    lookup: str  # as looked up in the codebook
    value: Value
    terms: Terms
    rule: str
    opening: str = ""  # the first act of its part, which may govern the values after it


def row_of(
    quantity: Quantity, span: tuple[int, int], names: tuple[str, str], value: Value, terms: Terms, rule: str
) -> Row:
    """The row of one indicator and value; `names`: the indicator as it shall read, and as it is looked up."""
    phrase, lookup = names
    shown = phrase if " " in phrase and LATIN_WORDS.search(phrase) else "".join(phrase.split())
    shown = shown if LETTER.search(shown) else ""  # the number of a note is no name: 1 2020年为600家
    return Row(
        quantity=quantity,
        start=span[0],
        end=span[1],
        phrase=shown,
        lookup=lookup,
        value=value,
        terms=terms,
        rule=rule,
    )
