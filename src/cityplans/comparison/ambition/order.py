"""Which of two targets asks for more, where that can be said at all: a partial order, the same everywhere.

What a target asks for is a least outcome, known more or less exactly. “≥ 3.6”, “> 3.6” and a plan's
“达到3.6” are floors: 3.6. “≈ 3.5” asks for something in a band around 3.5, “3—5” for something between, “≤
14” for something up to 14. One target asks for at least as much as another where the least it may mean is no
less than the most the other may mean, or where both are worded alike (two bands, two ranges, two ceilings)
and neither end of the first is below the second's. Two targets are equal where each asks for at least as
much as the other: 60, ≥ 60 and > 60, which differ in firmness, not in height. What neither rule decides
cannot be ordered: ≥ 3.6 and ≈ 3.5. The relation is reflexive, antisymmetric up to equality and transitive (a
test proves it); it is never made total by taking figures as points. For that there is the numeric reading
the literature uses (`reading`), which says of every figure what it is.

Shares and coverage end at 100 %: 基本全覆盖 (≈ 100) is a band below 100, and so below 全覆盖.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

# Half-width of 左右 as a share of the figure. The documents do not give one; 5 % keeps 3.0 左右 apart from
# 3.2 and lets 3.5 左右 reach 3.6. Every chart that orders an approximate figure names it.
TOLERANCE = 0.05
# Half-width of 左右 for growth rates, in points: they are set in steps of half a point.
GROWTH_TOLERANCE = 0.25
WHOLE = 100.0  # per cent, beyond which no share or coverage goes
AT_ONCE = 500  # targets set beside all others at a time
DIGITS = 9  # significant ones by which bounds are compared, so that rounding orders nothing

FLOORS = ("ge", "gt", "eq")
TURNED = {"ge": "le", "gt": "le", "le": "ge"}  # the axis is turned where less is better
UNDIRECTED = "undirected"  # neither more nor less is better (direction 0)
READINGS = {
    "eq": "stated",
    "ge": "lower_bound",
    "gt": "lower_bound",
    "le": "upper_bound",
    "approx": "about",
    "range": "midpoint",
}
OBSTACLES = {  # why two targets that meet cannot be ordered; the vaguest word decides
    UNDIRECTED: "no_direction",
    "approx": "approximate",
    "range": "ranges_meet",
    "le": "ceiling",
}
ALIKE = {"floor": "floors", "le": "ceilings"}  # why two targets worded alike can be


class Asked(NamedTuple):
    """Between what and what the asked-for outcome lies, more being better; `word` is the comparator on that
    axis."""

    low: float
    high: float
    word: str


class Order(NamedTuple):
    """`relation` of the first target to the second: higher, lower, equal, unordered; and why."""

    relation: str
    reason: str


def asked(low: float, high: float, comparator: str, direction: int = 1, comparable: str = "") -> Asked:
    """What a target asks for. `direction`: 1 more is better, −1 less is, 0 neither; `comparable` as in
    `comparisons` (share, coverage and growth decide how wide 左右 is and where it ends)."""
    word = "eq" if comparator == "range" and _exact(low) == _exact(high) else comparator
    if word == "approx":
        low, high = _band(low, high, comparable)
    if direction < 0:
        low, high, word = -high, -low, TURNED.get(word, word)
    low, high = _exact(low), _exact(high)
    if direction == 0:
        return Asked(low, high, UNDIRECTED)
    if word in FLOORS:
        return Asked(low, low, word)
    return Asked(-math.inf, high, word) if word == "le" else Asked(low, high, word)


def _band(low: float, high: float, comparable: str) -> tuple[float, float]:
    if comparable == "growth":
        return low - GROWTH_TOLERANCE, high + GROWTH_TOLERANCE
    least, most = low - abs(low) * TOLERANCE, high + abs(high) * TOLERANCE
    return (max(least, 0.0), min(most, WHOLE)) if _is_part(low, high, comparable) else (least, most)


def _is_part(low: float, high: float, comparable: str) -> bool:
    return comparable in ("share", "coverage") and low >= 0 and high <= WHOLE


def of(row: Mapping, direction: int | None = None, scale: float = 1.0) -> Asked:
    """What a row asks for, of its value_low, value_high, comparator, and comparable where it is known.

    `direction` is the row's own where none is given; `scale` turns a total into a value per head."""
    direction = row["direction"] if direction is None else direction
    low, high = row["value_low"] * scale, row["value_high"] * scale
    return asked(low, high, row["comparator"], direction, row.get("comparable") or "")


def order(first: Asked, second: Asked) -> Order:
    """How the first target stands to the second."""
    more, less = _asks_no_less(first, second), _asks_no_less(second, first)
    if more and less:
        return Order("equal", "same_target" if first.word == second.word else "same_figure")
    shapes = {_shape(first), _shape(second)}
    if more or less:
        is_apart = first.low >= second.high or second.low >= first.high
        worded = ALIKE.get(min(shapes)) if len(shapes) == 1 else None
        reason = worded or ("apart" if is_apart else "same_wording")
        return Order("higher" if more else "lower", reason)
    return Order("unordered", next(reason for word, reason in OBSTACLES.items() if word in shapes))


def standings(targets: Sequence[Asked], times: Sequence[int]) -> dict[str, np.ndarray]:
    """`order` of every target to all, itself among its equals: how many it is higher than, lower than, equal
    to, or not to be ordered beside; `times` says how many there are of each."""
    shapes = [_shape(target) for target in targets]
    number = {shape: n for n, shape in enumerate({UNDIRECTED: 0} | dict.fromkeys(shapes))}
    sides = np.array([(t.low, t.high, number[shape]) for t, shape in zip(targets, shapes)]).T
    weights, found = np.asarray(times), []
    for start in range(0, len(targets), AT_ONCE):
        here = sides[:, start : start + AT_ONCE]
        more = _all_no_less(here[:, :, None], sides[:, None, :])
        less = _all_no_less(sides[:, None, :], here[:, :, None])
        found.append([m @ weights for m in (more & ~less, less & ~more, more & less, ~(more | less))])
    return dict(zip(("higher", "lower", "equal", "unordered"), np.concatenate(found, axis=1)))


def _all_no_less(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """_asks_no_less of many pairs at once, each side as low, high and number of its shape (0: undirected)."""
    alike = first[2] == second[2]
    same = alike & (first[0] == second[0]) & (first[1] == second[1])
    no_end_below = (first[0] >= second[0]) & (first[1] >= second[1])
    is_open = (first[2] == 0) | (second[2] == 0)
    return np.where(is_open, same, (first[0] >= second[1]) | (alike & no_end_below))


def compare(first: Mapping, second: Mapping, direction: int | None = None) -> Order:
    """`order` of two rows (see `of`)."""
    return order(of(first, direction), of(second, direction))


def _asks_no_less(first: Asked, second: Asked) -> bool:
    if UNDIRECTED in (first.word, second.word):
        return first == second
    worded_alike = _shape(first) == _shape(second)
    no_end_below = first.low >= second.low and first.high >= second.high
    return first.low >= second.high or (worded_alike and no_end_below)


def _shape(target: Asked) -> str:
    return "floor" if target.word in FLOORS else target.word


def _exact(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def figure(row: Mapping) -> float:
    """The printed figure; the middle of a range."""
    return (row["value_low"] + row["value_high"]) / 2


def reading(row: Mapping) -> dict:
    """`figure` and `figure_kind`: the number by which studies of targets rank them (a stated figure, the
    bound of an open one, the middle of a range), and which of these it is."""
    return {"figure": figure(row), "figure_kind": READINGS[row["comparator"]]}
