"""Which of two targets asks for more, where that can be said at all.

A target is a set of outcomes: “≥ 3.6” every outcome from 3.6 up, “3—5” those between, “3.6” the point,
“≈ 3.5” a band around it. Two targets are ordered where their sets do not meet, or where both are of one kind
and one figure implies the other (≥ 3.8 implies > 3.65). 60, ≥ 60 and > 60 are equal: they differ in firmness,
not in height. All others cannot be ordered: ≥ 3.6 and ≈ 3.5 is one such pair. The order is therefore partial;
it is never made total by taking the figures as points.
"""

from __future__ import annotations

import math
from typing import NamedTuple

# Half-width of 左右 as a share of the figure. The documents do not give one; 5 % keeps 3.0 左右 apart from
# 3.2 and lets 3.5 左右 reach 3.6. Every chart that orders an approximate figure names it.
TOLERANCE = 0.05
CLOSE = 1e-9
FLOORS, CEILINGS, FIGURES = {"ge", "gt"}, {"le"}, {"ge", "gt", "eq"}


class Interval(NamedTuple):
    """Outcomes from low to high, more being better; `kind` is the comparator on that axis."""

    low: float
    high: float
    kind: str


class Order(NamedTuple):
    """`relation` of the first target to the second: higher, lower, equal, unordered; and why."""

    relation: str
    reason: str


def interval(low: float, high: float, comparator: str, direction: int = 1) -> Interval:
    """The outcomes a target allows; with direction −1 the axis is turned, so that more is always better."""
    if direction < 0:
        low, high = -high, -low
        comparator = {"ge": "le", "gt": "le", "le": "ge"}.get(comparator, comparator)
    if comparator == "approx":
        return Interval(low - abs(low) * TOLERANCE, high + abs(high) * TOLERANCE, "approx")
    if comparator in ("ge", "gt"):
        return Interval(low, math.inf, comparator)
    if comparator == "le":
        return Interval(-math.inf, high, "le")
    return Interval(low, high, "range" if high - low > CLOSE else "eq")


def order(first: Interval, second: Interval) -> Order:
    """How the first target stands to the second."""
    kinds = {first.kind, second.kind}
    if len(kinds) == 1 and _same(first.low, second.low) and _same(first.high, second.high):
        return Order("equal", "same_target")
    if kinds <= FIGURES and _same(first.low, second.low):
        return Order("equal", "same_figure")
    if kinds <= FLOORS:
        return Order("higher" if first.low > second.low else "lower", "floors")
    if kinds == CEILINGS:
        return Order("higher" if first.high > second.high else "lower", "ceilings")
    if first.low > second.high and not _same(first.low, second.high):
        return Order("higher", "apart")
    if second.low > first.high and not _same(second.low, first.high):
        return Order("lower", "apart")
    return Order("unordered", _obstacle(kinds))


def _obstacle(kinds: set[str]) -> str:
    """Why two targets that meet cannot be ordered; the vaguest word decides."""
    for kind, reason in (
        ("approx", "approximate"),
        ("range", "ranges_meet"),
        ("le", "ceiling"),
        ("ge", "open_above"),
        ("gt", "open_above"),
    ):
        if kind in kinds:
            return reason
    return "open_above"


def _same(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=CLOSE, abs_tol=CLOSE)
