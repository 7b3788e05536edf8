"""How each plan that has a name stands to those that had it before: above it, elsewhere, below it."""

from __future__ import annotations

from collections.abc import Sequence

from cityplans.publishing.telling.view import View

Row = dict


def marks(view: View, rows: Sequence[Row]) -> dict[tuple[str, str], str]:
    """(name, plan) → how the plan stands to those that had the name before it."""
    places, found = _Places(view), {}
    for row in rows:
        first, members = row["first_plan_id"], row["members"].split()
        for plan in members:
            before = [first, *(p for p in members if p != first and places.is_before(p, plan))]
            found[row["name"], plan] = (
                "unknown" if first is None else "first" if plan == first else places.standing(plan, before)
            )
    return found


class _Places:
    """Where plans are from, and which came first as far as dates tell."""

    def __init__(self, view: View) -> None:
        self.region = {p: row["region"] for p, row in view.plans.items()}
        self.issued = {p: row["date"] or view.years[p] for p, row in view.plans.items()}
        self.parent = {row["region"]: row["parent_region"] for row in view.plans.values()}
        self.nation = {row["region"] for row in view.plans.values() if row["region_level"] == "national"}

    def is_before(self, one: str, other: str) -> bool:
        older, newer = self.issued[one], self.issued[other]
        return bool(older) and older < newer and not newer.startswith(older)  # 2020 is not before 2020-07

    def _above(self, region: str | None) -> set[str | None]:
        """Every territory that a region lies in: its province, the nation."""
        found = set(self.nation)
        while region in self.parent and self.parent[region] not in {None, region, *found}:
            region = self.parent[region]
            found.add(region)
        return found

    def _relation(self, later: str | None, earlier: str | None) -> str:
        if later is not None and later == earlier:
            return "own_earlier"
        if earlier in self._above(later):
            return "from_above"
        return "from_below" if later in self._above(earlier) else "from_other"

    def standing(self, plan: str, before: Sequence[str]) -> str:
        """As it stands to the first that had the name; where that is another region's, to a nearer one that
        had it before too."""
        first, *others = (self._relation(self.region[plan], self.region[p]) for p in before)
        nearer = ("from_above", "own_earlier", "from_below")
        return first if first != "from_other" else next((n for n in nearer if n in others), first)
