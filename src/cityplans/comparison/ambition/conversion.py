"""Figures printed in 斤, 公顷 or 兆瓦 as figures in the unit that their indicator is counted in.

What the document prints stays in `value_text`; what is compared, ranked and drawn is in one unit. Fractions
of the printed decimals are reckoned with, so that nothing is rounded on the way, and back it is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

Scales = Mapping[str, tuple[str, Fraction]]  # unit → a unit of its kind, and how many of that it is
FIGURES = ("value_low", "value_high", "value", "baseline_value")


def scales(codebook) -> Scales:
    """unit_conversions.csv; a unit in which others are given is one of itself."""
    rows = codebook["unit_conversions"]
    return {row["base"]: (row["base"], Fraction(1)) for row in rows} | {
        row["unit"]: (row["base"], Fraction(row["times"])) for row in rows
    }


def factor(unit: str, into: str, known: Scales) -> Fraction | None:
    """How many of the second unit one of the first is (公斤/亩 → 吨/公顷); None where they count different
    things."""
    parts, others = unit.split("/"), into.split("/")
    if len(parts) != len(others):
        return None
    found = Fraction(1)
    for place, (part, other) in enumerate(zip(parts, others)):
        (base, times), (other_base, other_times) = (known.get(p, (p, Fraction(1))) for p in (part, other))
        if base != other_base:
            return None
        found *= (times / other_times) ** (-1 if place else 1)
    return found


def converted(value: float, times: Fraction) -> float:
    return float(Fraction(repr(float(value))) * times)


def in_own_unit(row: Mapping, own: str | None, known: Scales) -> dict:
    """The figures and the unit of a row as its indicator counts them; empty where they are as they are."""
    unit = row["unit"] or ""
    times = factor(unit, own, known) if own and unit and unit != own else None
    if times is None:
        return {}
    figures = {name: converted(row[name], times) for name in FIGURES if row.get(name) is not None}
    return figures | {"unit": own}
