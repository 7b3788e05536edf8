"""How firmly a plan words its targets: operator × modality.

After Yu Yongze et al., 管理世界 2019(7), on growth targets of 230 cities (there 硬约束 and 软约束). Worded
as a floor (以上, 超过) or ensured (确保): code `hard`; about, a range or an aim (左右, 力争): `soft`. Both
can hold (力争达到 3.8% 以上): such a target is mixed, and shares are given with the mixed ones counted out
and in. This is wording: what binds (约束性) is another column, filled only where a plan prints it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

import numpy as np

from cityplans.comparison.ambition.alike import Row
from cityplans.comparison.drawn import share_intervals

ASKED = ("plan_id", "clause_id", "target_id", "comparator", "strength")  # of a target
KINDS = ("hard", "soft", "mixed", "plain")
HARD_COMPARATORS = ("ge", "gt")
SOFT_COMPARATORS = ("approx", "range")
ENSURED = ("ensured", "binding")  # the second in tables of older builds


def commitment_of(comparator: str, strength: str) -> str:
    """`hard`, `soft`, `mixed` (both) or `plain` (neither)."""
    hard = comparator in HARD_COMPARATORS or strength in ENSURED
    soft = comparator in SOFT_COMPARATORS or strength == "aspirational"
    return "mixed" if hard and soft else "hard" if hard else "soft" if soft else "plain"


def counts(targets: list[Row]) -> list[Row]:
    """Number of a plan's targets by comparator and strength."""
    found = Counter((r["plan_id"], r["comparator"], r["strength"]) for r in _worded(targets))
    return [
        {
            "plan_id": plan,
            "comparator": comparator,
            "strength": strength,
            "count": n,
            "commitment": commitment_of(comparator, strength),
        }
        for (plan, comparator, strength), n in sorted(found.items())
    ]


def _worded(targets: list[Row]) -> list[Row]:
    return [row for row in targets if row["comparator"] and row["strength"]]


def profiles(targets: list[Row]) -> list[Row]:
    """Per plan: hard, soft, mixed, plain, the clauses they stand in, and the shares of hard and soft with
    mixed out and in; intervals by clauses drawn again (targets of a clause are worded together)."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0] * len(KINDS)))
    for row in _worded(targets):
        clause = row["clause_id"] or row["target_id"]
        kind = commitment_of(row["comparator"], row["strength"])
        found[row["plan_id"]][clause][KINDS.index(kind)] += 1
    return [
        _profile(plan, np.array([counted for _, counted in sorted(clauses.items())]))
        for plan, clauses in sorted(found.items())
    ]


def _profile(plan: str, clauses: np.ndarray) -> Row:
    """`clauses` are counts, clause × KINDS."""
    n, kinds = int(clauses.sum()), dict(zip(KINDS, clauses.sum(axis=0).tolist()))
    row = {"plan_id": plan, "n": n, "clauses": len(clauses), **kinds}
    hard, soft, mixed, _ = clauses.T
    parts = {"hard": hard, "hard_or_mixed": hard + mixed, "soft": soft, "soft_or_mixed": soft + mixed}
    for (name, part), (low, high) in zip(
        parts.items(), share_intervals(list(parts.values()), clauses.sum(axis=1)), strict=True
    ):
        row |= {f"{name}_share": int(part.sum()) / n, f"{name}_low": low, f"{name}_high": high}
    return row


TABLES: Mapping[str, Callable[[list[Row]], list[Row]]] = {
    "commitment": counts,
    "commitment_profile": profiles,
}
