"""Top-down amplification (层层加码): a city's target against that of the territory above it.

After Li, Liu, Weng & Zhou, “Target Setting in Tournaments”, Economic Journal 129 (2019) 2888–2915. Shares and
growth rates differ in points, per-head values and multiples in a log ratio; for totals there is no
amplification, only the city's share of the higher territory's total. Positive: the city asks for more.
"""

from __future__ import annotations

import math
from collections import defaultdict

from cityplans.comparison.ambition.alike import Row, group_of
from cityplans.comparison.ambition.intervals import interval, order

KINDS = {
    "share": "points",
    "growth": "points",
    "coverage": "points",
    "per_head": "log_ratio",
    "multiple": "log_ratio",
    "total": "share_of_total",
}


def rows(compared: list[Row]) -> list[Row]:
    """One row per city target with a like target, at the same horizon, of the territory above."""
    above = defaultdict(list)
    for row in compared:
        above[(*group_of(row), row["horizon"], row["region"])].append(row)
    out = []
    for row in compared:
        higher = above.get((*group_of(row), row["horizon"], row["parent_region"] or ""))
        if higher and row["comparable"] in KINDS:
            out.append(_against(row, _in_force(row, higher)))
    return out


def _in_force(city: Row, higher: list[Row]) -> Row:
    """The newest plan above that is not newer than the city's; failing that, the oldest of the newer ones."""
    by_date = sorted(higher, key=lambda r: (r["date"] or "", r["plan_id"]))
    before = [r for r in by_date if (r["date"] or "") <= (city["date"] or "")]
    return before[-1] if before else by_date[0]


def _against(city: Row, parent: Row) -> Row:
    kind = KINDS[city["comparable"]]
    relation = order(_interval(city), _interval(parent)) if kind != "share_of_total" else None
    dated = bool(city["date"] and parent["date"])
    return {
        **{k: city[k] for k in ("indicator_id", "measure", "unit", "scope", "horizon", "plan_id", "region")},
        "parent_region": parent["region"],
        "parent_plan_id": parent["plan_id"],
        "target_id": city["target_id"],
        "parent_target_id": parent["target_id"],
        "value_text": city["value_text"],
        "parent_value_text": parent["value_text"],
        "difference_kind": kind,
        "amplification": _amplification(city, parent, kind),
        "share_of_parent": _share(city, parent) if kind == "share_of_total" else None,
        "relation": relation.relation if relation else None,
        "relation_reason": relation.reason if relation else "total",
        "pre_emption": city["date"] < parent["date"] if dated else None,
        "superseded": city["superseded"],
    }


def _interval(row: Row):
    return interval(row["value_low"], row["value_high"], row["comparator"], row["direction"])


def figure(row: Row) -> float:
    """The printed figure; the middle of a range."""
    return (row["value_low"] + row["value_high"]) / 2


def _amplification(city: Row, parent: Row, kind: str) -> float | None:
    if kind == "points":
        return city["direction"] * (figure(city) - figure(parent))
    if kind == "log_ratio" and figure(city) > 0 and figure(parent) > 0:
        return city["direction"] * math.log(figure(city) / figure(parent))
    return None


def _share(city: Row, parent: Row) -> float | None:
    return figure(city) / figure(parent) if figure(parent) > 0 else None
