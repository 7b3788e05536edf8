"""Where a target stands among its peers: territories of the same level, same horizon, like with like.

The order is partial (see order); beside it stands the numeric reading, a rank and quartiles of the figures
whatever their bounds, with what each figure is. A midrank percentile is `(#below + 0.5 #equal)/n`, the
target itself counted among the equal and a peer that cannot be ordered as half below; `percentile_low` and
`percentile_high` put all of those above and below. Robust z is `(T − median)/(1.4826 MAD)`. Totals are
ranked only per head.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

import numpy as np

from cityplans.comparison.ambition.alike import GROUP, Row, group_of
from cityplans.comparison.ambition.order import Asked, figure, of, order, reading, standings

Z_FROM = 5  # fewer figures carry no spread
COMPOSITE_FROM = 3  # plans that must share an indicator for it to enter the composite
COVERAGE_FROM = 0.5
PAIRS_UP_TO = 100  # larger groups have their counts in `ranks`, not every pair


def groups(compared: list[Row]) -> list[list[Row]]:
    """Peers: current, of one level, and at least two; totals only where they can be given per head."""
    found = defaultdict(list)
    for row in compared:
        sized = row["comparable"] != "total" or row["per_10k_people"] is not None
        if row["superseded"] or not sized or row["direction"] == 0:
            continue
        found[(*group_of(row), row["region_level"] or "", row["horizon"])].append(row)
    return [found[key] for key in sorted(found) if len(found[key]) > 1]


def span(row: Row) -> Asked:
    """The outcomes of a target; of a total, per 10,000 inhabitants."""
    return of(row, scale=_scale(row))


def _scale(row: Row) -> float:
    return row["per_10k_people"] / figure(row) if row["comparable"] == "total" and figure(row) else 1.0


def rows(compared: list[Row]) -> list[Row]:
    """Per target: peers below, equal, above and not to be ordered; percentile with bounds; robust z."""
    out = []
    for peers in groups(compared):
        spans = [span(row) for row in peers]
        figures = [figure(row) * _scale(row) for row in peers]
        scores = robust_z([value * row["direction"] for value, row in zip(figures, peers)])
        places = _places([-value * row["direction"] for value, row in zip(figures, peers)])
        low, middle, high = np.quantile(figures, (0.25, 0.5, 0.75))
        tally = _tally(spans)
        for row, spread, z, value, place in zip(peers, spans, scores, figures, places, strict=True):
            out.append(
                {
                    **_head(row),
                    "plan_id": row["plan_id"],
                    "region": row["region"],
                    **tally[spread],
                    "robust_z": z,
                    **reading(row),
                    "figure": value,
                    "figure_rank": int(place),
                    "figure_quartile_low": low,
                    "figure_median": middle,
                    "figure_quartile_high": high,
                }
            )
    return out


def _head(row: Row) -> Row:
    return {**{k: row[k] for k in GROUP}, "region_level": row["region_level"], "horizon": row["horizon"]}


def _tally(spans: list[Asked]) -> dict[Asked, Row]:
    """Standing of each distinct span; equal spans share one, so that large groups stay cheap."""
    distinct = Counter(spans)
    n = len(spans)
    out = {}
    counts = standings(list(distinct), list(distinct.values()))
    columns = (counts[name].tolist() for name in ("higher", "equal", "lower", "unordered"))
    for mine, below, equal, above, unordered in zip(distinct, *columns):
        out[mine] = {
            "n": n,
            "below": below,
            "equal": equal - 1,
            "above": above,
            "unordered": unordered,
            "percentile": 100 * (below + 0.5 * (equal + unordered)) / n,
            "percentile_low": 100 * (below + 0.5 * equal) / n,
            "percentile_high": 100 * (below + unordered + 0.5 * equal) / n,
        }
    return out


def robust_z(values: list[float]) -> list[float | None]:
    """None for fewer than five values or where more than half are the same (MAD 0)."""
    if len(values) < Z_FROM:
        return [None] * len(values)
    from scipy.stats import median_abs_deviation

    middle, spread = np.median(values), median_abs_deviation(values, scale="normal")
    return [float((v - middle) / spread) if spread > 0 else None for v in values]


def orderings(compared: list[Row]) -> list[Row]:
    """Every pair of peers: higher, lower, equal or unordered, with the reason."""
    out = []
    for peers in groups(compared):
        if len(peers) > PAIRS_UP_TO:
            continue
        ordered = sorted(peers, key=lambda r: r["plan_id"])
        spans = [(_head(row) | {"plan_id": row["plan_id"]}, span(row)) for row in ordered]
        for (head, first), (other, second) in combinations(spans, 2):
            relation, reason = order(first, second)
            out.append(
                {**head, "other_plan_id": other["plan_id"], "relation": relation, "relation_reason": reason}
            )
    return out


def composites(ranked: list[Row]) -> list[Row]:
    """Mean percentile of a plan over the indicators that at least three plans share, per horizon and level.

    Carries coverage k/K and the range of ranks when one indicator is left out; no mean below coverage 0.5.
    """
    found = defaultdict(list)
    for row in ranked:
        if row["n"] >= COMPOSITE_FROM:
            found[(row["region_level"] or "", row["horizon"])].append(row)
    return [row for key in sorted(found) for row in _composite(found[key])]


def _composite(ranked: list[Row]) -> list[Row]:
    shared = sorted({group_of(r) for r in ranked})
    by_plan: dict[str, dict[tuple, float]] = defaultdict(dict)
    regions = {r["plan_id"]: r["region"] for r in ranked}
    for row in ranked:
        by_plan[row["plan_id"]][group_of(row)] = row["percentile"]
    covered = {p: v for p, v in by_plan.items() if len(v) / len(shared) >= COVERAGE_FROM}
    means = {p: sum(v.values()) / len(v) for p, v in covered.items()}
    rank_sets = [_positions(means), *(_positions(_without(covered, left)) for left in shared)]
    out = []
    for plan in sorted(by_plan):
        seen = [ranks[plan] for ranks in rank_sets if plan in ranks]
        out.append(
            {
                "region_level": ranked[0]["region_level"],
                "horizon": ranked[0]["horizon"],
                "plan_id": plan,
                "region": regions[plan],
                "indicators": len(by_plan[plan]),
                "indicators_shared": len(shared),
                "indicator_coverage": len(by_plan[plan]) / len(shared),
                "composite": means.get(plan),
                "rank": rank_sets[0].get(plan),
                "rank_low": min(seen, default=None),
                "rank_high": max(seen, default=None),
                "n": len(means),
            }
        )
    return out


def _without(covered: dict[str, dict[tuple, float]], left: tuple) -> dict[str, float]:
    rest = {p: [x for k, x in v.items() if k != left] for p, v in covered.items()}
    return {p: sum(v) / len(v) for p, v in rest.items() if v}


def _positions(means: dict[str, float]) -> dict[str, int]:
    """Rank from 1 (highest); equal means share the better rank."""
    places = _places([-round(mean, 9) for mean in means.values()])
    return {plan: int(place) for plan, place in zip(means, places)}


def _places(values: list[float]) -> np.ndarray:
    """The rank of each from 1 (lowest); equal ones share the better."""
    return np.searchsorted(np.sort(values), values) + 1
