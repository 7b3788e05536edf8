"""Top-down amplification (层层加码): a city's target against that of the territory above it.

After Li, Liu, Weng & Zhou, “Target Setting in Tournaments”, Economic Journal 129 (2019) 2888–2915. Shares and
growth rates differ in points, per-head values and multiples in a log ratio; for totals there is no
amplification, only the city's share of the higher territory's total. Positive: the city asks for more.
"""

from __future__ import annotations

import math
from collections import defaultdict

from cityplans.comparison.ambition.alike import GROUP, Row, group_of
from cityplans.comparison.ambition.order import compare, figure

SIGNS = {"higher": 1, "equal": 0, "lower": -1}
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
    keys = [(*group_of(row), row["horizon"]) for row in compared]
    for row, key in zip(compared, keys):
        above[*key, row["region"]].append(row)
    out = []
    for row, key in zip(compared, keys):
        higher = above.get((*key, row["parent_region"] or ""))
        if higher and row["comparable"] in KINDS:
            out.append(_against(row, _in_force(row, higher)))
    return out


def _in_force(city: Row, higher: list[Row]) -> Row:
    """The newest final plan above that is not newer than the city's; failing that, the oldest of the newer
    ones; a draft only where nothing else sets the target."""
    final = [r for r in higher if r["status"] != "draft"] or higher
    by_date = sorted(final, key=lambda r: (r["issued"], r["plan_id"]))
    before = [r for r in by_date if r["issued"] <= city["issued"]]
    return before[-1] if before else by_date[0]


def _against(city: Row, parent: Row) -> Row:
    kind = KINDS[city["comparable"]]
    relation = compare(city, parent) if kind != "share_of_total" else None
    dated = bool(city["date"] and parent["date"])
    return {
        **{k: city[k] for k in (*GROUP, "horizon", "plan_id", "region", "indicator_text")},
        "parent_region": parent["region"],
        "parent_plan_id": parent["plan_id"],
        "target_id": city["target_id"],
        "parent_target_id": parent["target_id"],
        "value_text": city["value_text"],
        "parent_value_text": parent["value_text"],
        "parent_indicator_text": parent["indicator_text"],
        "difference_kind": kind,
        "amplification": _amplification(city, parent, kind, relation.relation) if relation else None,
        "share_of_parent": _share(city, parent) if kind == "share_of_total" else None,
        "relation": relation.relation if relation else None,
        "relation_reason": relation.reason if relation else "total",
        "pre_emption": city["date"] < parent["date"] if dated else None,
        "superseded": city["superseded"],
    }


def _amplification(city: Row, parent: Row, kind: str, relation: str) -> float | None:
    """By the figures, where they tell the same as the order: ≈ 100 is below 100 %, by nobody knows how
    much."""
    ours, theirs = figure(city), figure(parent)
    if kind == "points":
        by = city["direction"] * (ours - theirs)
    elif ours > 0 and theirs > 0:
        by = city["direction"] * math.log(ours / theirs)
    else:
        return None
    return by if SIGNS.get(relation) == (by > 0) - (by < 0) else None


def _share(city: Row, parent: Row) -> float | None:
    return figure(city) / figure(parent) if figure(parent) > 0 else None
