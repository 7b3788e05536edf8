"""What part one total is of another, as far as the bounds of both say."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from math import inf

from cityplans.publishing.telling.text import span
from cityplans.publishing.telling.view import View

SIGNS = {"ge": "≥ {}", "gt": "> {}", "le": "≤ {}", "lt": "< {}", "about": "≈ {}"}
WORDS = {
    "zh": {"ge": "{}以上", "gt": "超过{}", "le": "不超过{}", "lt": "不到{}", "about": "约{}"},
    "en": {"ge": "at least {}", "gt": "more than {}", "le": "at most {}", "lt": "less than {}",
           "about": "about {}"},
}  # fmt: skip


def part(share: float, way: str = ROUND_HALF_EVEN) -> str:
    """A share in per cent: 9.4%, 25%, 0.03%."""
    percent = Decimal(f"{100 * share:.12g}")
    step = Decimal(1) if share >= 0.1 else Decimal(1).scaleb(percent.adjusted() - 1)
    return f"{percent.quantize(step, way).normalize():f}%"


def at_least(share: float) -> str:
    """A lower bound, never above what it is."""
    return part(share, ROUND_FLOOR)


def at_most(share: float) -> str:
    """An upper bound, never below what it is."""
    return part(share, ROUND_CEILING)


def part_of(view: View, own: Mapping, above: Mapping, in_signs: bool = False) -> str:
    """`25%`, `25%以上`, `10–20%`, `不超过约9.3%`: what the bounds of both leave of the part; where they leave
    everything open (a floor of a floor) that it is of the figures alone. A bound is rounded away from what it
    bounds, one that is approximate (约) to the nearest. `in_signs`: `≥ 25%`, for cells."""
    say, of_what = SIGNS if in_signs else WORDS[view.lang], (own["comparator"], above["comparator"])
    (least, most), (low, high) = _bounds(own), _bounds(above)
    first, last = least / high, most / low if low else inf
    is_about = "approx" in of_what
    about = say["about"] if is_about else "{}"
    low_of, high_of = (part, part) if is_about else (at_least, at_most)
    if first == last:
        return about.format(part(first))
    if first and last < inf:
        return about.format(span(low_of(first), high_of(last), view.lang))
    if first:
        return say["gt" if of_what[0] == "gt" else "ge"].format(about.format(low_of(first)))
    if last < inf:
        return say["lt" if of_what[1] == "gt" else "le"].format(about.format(high_of(last)))
    figures = part((own["value_low"] + own["value_high"]) / (above["value_low"] + above["value_high"]))
    return view.pick(f"{figures}（只按所写数字）", f"{figures} (of the figures as written)")


def _bounds(row: Mapping) -> tuple[float, float]:
    """Between what and what the outcome lies."""
    if row["comparator"] in ("ge", "gt"):
        return row["value_low"], inf
    return (0.0 if row["comparator"] == "le" else row["value_low"]), row["value_high"]
