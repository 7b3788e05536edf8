"""The tables of ambition in pieces that need not all be made anew, where a region alone decides what is said.

Chains, paces and revisions set the targets of a region beside its own and beside what was reached in it, and
how firmly a plan words its targets follows from the plan alone: a plan more changes the pieces of its region,
and leaves the rest. What is set beside other regions (comparisons, ranks) has another row for nearly every
target with a plan more, and is made as a whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from cityplans.comparison.ambition import ambition, commitment
from cityplans.comparison.ambition.alike import Row
from cityplans.comparison.plans import records
from cityplans.parts import Pieces, key_of

Facts = Mapping[str, tuple[str, str]]  # what stands for all that is said of each plan, and for its targets


def build(of: ambition.Given, facts: Facts) -> dict[str, pd.DataFrame | Pieces]:
    """As ambition.build. `facts` by plan_id."""
    read = ambition.read(of)
    of_regions = Regions(of.plans, read, of.codebook.digest, facts)
    firmness = {name: _firmness(name, make, of.targets, facts) for name, make in commitment.TABLES.items()}
    return {
        **ambition.across(read.prepared, of.scale),
        "target_chains": of_regions.chains(),
        "pace": of_regions.of_families("pace"),
        "revisions": of_regions.of_families("revisions"),
        **firmness,
    }


class Regions:
    """What the tables of regions are made from, region by region; plans without a region are as of one."""

    def __init__(self, plans: pd.DataFrame, read: ambition.Read, book: str, facts: Facts) -> None:
        self._region = dict(zip(plans["plan_id"], plans["region"].fillna("")))
        self._prepared, self._reached = _by_region(read.prepared), _by_region(read.reached)
        told: dict[str, list] = {region: [book] for region in sorted({*self._region.values()})}
        for plan_id, region in sorted(self._region.items()):
            told[region].append((plan_id, *facts[plan_id]))
        self._keys = {
            region: key_of(*said, self._reached.get(region, ())) for region, said in sorted(told.items())
        }

    def chains(self) -> Pieces:
        """A piece a region, in the order of their names."""
        names = [*self._keys]

        def make(asked: Sequence[int]) -> tuple[pd.DataFrame, list[int]]:
            made = self._made("target_chains", [names[number] for number in asked])
            return made, _edges(made["region"].fillna(""), {names[number]: number for number in asked})

        return Pieces("target_chains", [*self._keys.values()], make)

    def of_families(self, table: str) -> Pieces:
        """A piece for plans whose ids begin with the same: rows are sorted by the ids of targets, which begin
        with those of their plans."""
        families = _families(self._region)
        regions = [sorted({self._region[plan_id] for plan_id in family}) for family in families]

        def make(asked: Sequence[int]) -> tuple[pd.DataFrame, list[int]]:
            place = {plan_id: number for number in asked for plan_id in families[number]}
            made = self._made(table, {region for number in asked for region in regions[number]})
            made = made[made["plan_id"].isin(place)].reset_index(drop=True)
            return made, _edges(made["plan_id"], place)

        keys = [
            key_of(table, family, *(self._keys[region] for region in own))
            for family, own in zip(families, regions)
        ]
        return Pieces(table, keys, make)

    def _made(self, table: str, regions: Iterable[str]) -> pd.DataFrame:
        asked = sorted(regions)
        prepared, reached = (
            [row for region in asked for row in rows.get(region, ())]
            for rows in (self._prepared, self._reached)
        )
        return ambition.framed(table, ambition.OF_REGIONS[table](prepared, reached))


def _by_region(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["region"] or ""].append(row)
    return found


def _families(plan_ids: Iterable[str]) -> list[list[str]]:
    families: list[list[str]] = []
    for plan_id in sorted(plan_ids):
        if not (families and plan_id.startswith(families[-1][0])):
            families.append([])
        families[-1].append(plan_id)
    return families


def _firmness(
    name: str, make: Callable[[list[Row]], list[Row]], targets: pd.DataFrame, facts: Facts
) -> Pieces:
    """A piece a plan."""
    plans = sorted(facts)

    def made(asked: Sequence[int]) -> tuple[pd.DataFrame, list[int]]:
        place = {plans[number]: number for number in asked}
        own = targets.loc[targets["plan_id"].isin(place), [*commitment.ASKED]]
        found = ambition.framed(name, make(records(own)))
        return found, _edges(found["plan_id"], place)

    return Pieces(name, [key_of(name, plan_id, facts[plan_id][1]) for plan_id in plans], made)


def _edges(names: pd.Series, place: Mapping[str, int]) -> list[int]:
    """Where the rows of each place begin, with one more for the end."""
    own = names.map(place).to_numpy(int)
    if (np.diff(own) < 0).any():
        raise ValueError("rows of one piece stand among those of another")
    return [*np.searchsorted(own, sorted({*place.values()})).tolist(), len(own)]
