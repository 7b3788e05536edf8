"""How firmly a plan commits itself (硬约束 / 软约束): operator × modality.

After Yu Yongze et al., 管理世界 2019(7), on growth targets of 230 cities. Hard: 以上, 超过 or binding; soft:
左右, a range or 力争. Both can hold (力争达到 3.8% 以上): such a target is mixed, and shares are given with
the mixed ones counted out and in.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from cityplans.comparison.ambition.alike import Row

HARD_COMPARATORS = ("ge", "gt")
SOFT_COMPARATORS = ("approx", "range")
Z95 = 1.959963984540054


def commitment_of(comparator: str, strength: str) -> str:
    """`hard`, `soft`, `mixed` (both) or `plain` (neither)."""
    hard = comparator in HARD_COMPARATORS or strength == "binding"
    soft = comparator in SOFT_COMPARATORS or strength == "aspirational"
    return "mixed" if hard and soft else "hard" if hard else "soft" if soft else "plain"


def wilson(successes: int, n: int) -> tuple[float, float]:
    """95 % interval of a share after Wilson (1927); (0, 1) for n = 0."""
    if n == 0:
        return 0.0, 1.0
    p, z2 = successes / n, Z95**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    # at the ends the formula gives 0 and 1 only up to rounding
    return (0.0 if successes == 0 else centre - half), (1.0 if successes == n else centre + half)


def counts(targets: list[Row]) -> list[Row]:
    """Number of a plan's targets by comparator and strength."""
    found = Counter(
        (r["plan_id"], r["comparator"], r["strength"]) for r in targets if r["comparator"] and r["strength"]
    )
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


def profiles(counted: list[Row]) -> list[Row]:
    """Per plan: hard, soft, mixed, plain, and the shares of hard and soft with mixed out and in."""
    found: dict[str, Counter] = defaultdict(Counter)
    for row in counted:
        found[row["plan_id"]][row["commitment"]] += row["count"]
    out = []
    for plan, kinds in sorted(found.items()):
        n, mixed = kinds.total(), kinds["mixed"]
        row = {"plan_id": plan, "n": n, **{k: kinds[k] for k in ("hard", "soft", "mixed", "plain")}}
        for kind in ("hard", "soft"):
            for name, successes in ((kind, kinds[kind]), (f"{kind}_or_mixed", kinds[kind] + mixed)):
                low, high = wilson(successes, n)
                row |= {f"{name}_share": successes / n, f"{name}_low": low, f"{name}_high": high}
        out.append(row)
    return out
