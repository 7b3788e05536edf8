"""What a cell of an indicator table says: ≥3.2, [15], 38左右, with the unit of its row."""

from __future__ import annotations

import re
from typing import NamedTuple

from cityplans.chinese.digits import MULTIPLIERS
from cityplans.extraction import quantities
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.words.words import Words
from cityplans.worded import Worded

SIGNS = {"≥": "ge", "≧": "ge", ">": "gt", "≤": "le", "≦": "le", "<": "le", "≈": "approx"}
CUMULATIVE = re.compile(r"^[［\[〔【](.*?)[］\]〕】]$")
GROUPED = re.compile(r"(?<=\d)(?<!\d{4})[ ，,’'](?=\d{3}(?!\d))")  # 2 100 and 1，200 are one number
MULTIPLIER = re.compile(r"^[十百千万亿]+(?=.)")
SAID_BEFORE = Worded(  # 五年累计1200, 新增150, 年均新增30
    r"(?:[一二两三四五六七八九十\d]{1,2}年)?(?:(?P<sum>{summed})|(?P<yearly>(?:每年|年均)新增)|(?P<gain>净?{added}))"
    r"(?=[约近≥≤>\d])"
)


class Value(NamedTuple):
    """What a cell says: as printed with its unit, bounds with 万 and 亿 multiplied out, bare unit, and codes
    of kind, comparator and measure."""

    text: str
    low: float
    high: float
    unit: str
    kind: str
    comparator: str
    measure: str
    is_cumulative: bool


OF_ONE = re.compile(r"^1\s*/(?=\s*[\d百千万])")  # 1/10万, as yearbooks head deaths: so many in 100,000


def read_value(cell: str, unit: str, words: Words) -> Value | None:
    """The value in a cell, with the unit of its row where it has none; None for —, words, ratios."""
    inner = cell.strip()
    wrapped = CUMULATIVE.match(inner)
    inner = wrapped[1] if wrapped else inner
    before = words.said[SAID_BEFORE].match(inner)
    inner = inner[before.end() :] if before else inner
    sign = next((SIGNS[c] for c in inner[:2] if c in SIGNS), "")
    bare = inner.lstrip("".join(SIGNS) + "= ")
    printed, bare = bare, GROUPED.sub("", bare)
    numbers = [q for q in quantities.find(bare, words.lexer) if q.kind != "date"]
    if len(numbers) != 1:
        return None
    found = numbers[0]
    text = inner
    if found.kind == "bare":
        unit = OF_ONE.sub("/", unit)
        whole = bare[: found.core_end] + unit + bare[found.core_end :]
        text = inner[: len(inner) - len(printed)] + (printed + unit if bare != printed else whole)
        again = [q for q in quantities.find(whole, words.lexer) if q.kind != "date"]
        if len(again) != 1 or unit and again[0].core_end != found.core_end + len(unit):
            found = _scaled(found, unit, words)
        else:
            found = again[0]
    if found.low != found.low:
        return None
    comparator = sign if sign and found.comparator in ("eq", "gt") else found.comparator
    kind = "rank" if found.kind == "ordinal" else found.kind
    bare_unit = found.unit or ("位" if kind == "rank" else "")
    text = before[0] + text if before else text
    summed = bool(wrapped or before and before["sum"])
    measure = found.measure or _measure(before)
    return Value(text, found.low, found.high, bare_unit, kind, comparator, measure, summed)


def _measure(before: re.Match | None) -> str:
    """What the words before a value in its cell make of it."""
    if not before or before["sum"]:
        return ""
    return "increment" if before["gain"] else "annual_flow"


def _scaled(found: Quantity, unit: str, words: Words) -> Quantity:
    """A number with a unit the codebook does not have: 万 and 亿 multiplied out, the rest as printed."""
    scale = 1.0
    multiplier = MULTIPLIER.match(unit)
    for sign in multiplier[0] if multiplier else "":
        scale *= MULTIPLIERS[sign]
    rest = MULTIPLIER.sub("", unit)
    known, kind = words.lexer.units.get(rest, (rest, ""))
    low, high = (float(f"{bound * scale:.12g}") for bound in (found.low, found.high))
    return found._replace(low=low, high=high, unit=known, unit_kind=kind)
