"""Passages plans share word for word, who had them first, and how much of a plan is borrowed.

Direction is by date: the older plan is the source. A shared passage is evidence of a common text, not of
copying from that very plan: where several older plans have it, each is listed, and the share borrowed from
anyone counts it once. How passages are found: shared_runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from cityplans import tables
from cityplans.comparison.borrowing import shared_runs, swaps
from cityplans.comparison.borrowing.shared_runs import Letters, Passages
from cityplans.comparison.coding import tokens

SMALL = 60  # plans up to which every pair is compared line by line
RELATIONS = ("own_earlier", "parent", "child", "peer", "other", "any")
OWN_EARLIER, PARENT, CHILD, PEER, OTHER, ANY = range(len(RELATIONS))
DIRECTIONS = ("unknown", "dated", None)  # without a date, with one, for `any`


class Reading(NamedTuple):
    """What the comparison asks of a plan; `order` is its date, or the year where it has none."""

    plan_id: str
    order: str
    region: str
    parent: str


class Relations:
    """What the older plan's territory is to the newer's, and whether the dates order the two plans; of many
    pairs at once, as numbers of RELATIONS and DIRECTIONS."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        known = dict.fromkeys(["", *(r.region for r in readings), *(r.parent for r in readings)])
        known = {name: number for number, name in enumerate(known)}  # 0 is none
        self._region = np.array([known[r.region] for r in readings], dtype=int)
        self._parent = np.array([known[r.parent] for r in readings], dtype=int)
        width = max((len(r.order) for r in readings), default=0)
        dates = "".join([r.order.ljust(width, "\0") for r in readings])
        self._dates = np.array([ord(digit) for digit in dates]).reshape(len(readings), width)

    def kinds(self, new: np.ndarray, old: np.ndarray) -> np.ndarray:
        region, parent = self._region, self._parent
        return np.select(
            [
                (region[new] > 0) & (region[new] == region[old]),
                (parent[new] > 0) & (parent[new] == region[old]),
                (parent[old] > 0) & (parent[old] == region[new]),
                parent[new] == parent[old],
            ],
            [OWN_EARLIER, PARENT, CHILD, PEER],
            OTHER,
        )

    def directions(self, new: np.ndarray, old: np.ndarray) -> np.ndarray:
        """`dated` where the dates differ as far as both go, else `unknown` (a draft may have but a year)."""
        ours, theirs = self._dates[new], self._dates[old]
        return ((ours != theirs) & (ours > 0) & (theirs > 0)).any(axis=1).astype(int)


def build(plans: pd.DataFrame, clauses: pd.DataFrame, targets: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Tables shared_passages, borrowing and number_swaps. One plan or none: empty."""
    readings = read_plans(plans)
    letters = shared_runs.read([r.plan_id for r in readings], clauses)
    found = shared_runs.passages(letters, close(readings))
    return {
        "shared_passages": shared_passages(readings, letters, found, clauses),
        "borrowing": shares(readings, letters, found),
        "number_swaps": swaps.build(plans, clauses, targets, pairs_of(readings)),
    }


def read_plans(plans: pd.DataFrame) -> list[Reading]:
    """Plans from old to new."""
    years = tokens.issue_years(plans)
    found = [
        Reading(plan_id, _text(date) or years[plan_id], _text(region), _text(parent))
        for plan_id, date, region, parent in zip(
            plans["plan_id"], plans["date"], plans["region"], plans["parent_region"]
        )
    ]
    return sorted(found, key=lambda r: (r.order, r.plan_id))


def _text(value) -> str:
    return value if isinstance(value, str) else ""


def close(readings: Sequence[Reading]) -> list[list[int]]:
    """Of every plan the older ones of the territory above and of its own, as numbers."""
    by_region: dict[str, list[int]] = {}
    found = []
    for i, reading in enumerate(readings):
        regions = {reading.parent, reading.region} - {""}
        found.append(sorted(old for region in regions for old in by_region.get(region, ())))
        by_region.setdefault(reading.region, []).append(i)
    return found


def pairs_of(readings: Sequence[Reading]) -> list[tuple[str, str, str]]:
    """(newer plan, older plan, relation) worth comparing line by line; all of them in small corpora."""
    olds = [range(i) for i in range(len(readings))] if len(readings) <= SMALL else close(readings)
    pairs = [(new, old) for new, older in enumerate(olds) for old in older]
    new, old = np.array(pairs, dtype=int).reshape(-1, 2).T
    kinds = Relations(readings).kinds(new, old).tolist()
    return [
        (readings[new].plan_id, readings[old].plan_id, RELATIONS[kind])
        for (new, old), kind in zip(pairs, kinds)
    ]


class Clauses:
    """The clauses plan by plan (plans as numbers), to find those that hold given offsets of the texts."""

    def __init__(self, plan_ids: Sequence[str], clauses: pd.DataFrame) -> None:
        numbers = {plan_id: i for i, plan_id in enumerate(plan_ids)}
        plans = clauses["plan_id"].map(numbers).to_numpy(int)
        starts = clauses["start"].to_numpy(int)
        order = np.lexsort((starts, plans))
        self._starts, self._keys = starts[order], plans[order] << 32 | starts[order]
        self._texts = clauses["text"].array.take(order)
        self.ids = clauses["clause_id"].array.take(order)

    def at(self, plans: np.ndarray, offsets: np.ndarray) -> np.ndarray:
        """The place among `ids` of the clause at each plan's offset."""
        return np.searchsorted(self._keys, plans << 32 | offsets, side="right") - 1

    def texts(self, places: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> ExtensionArray:
        """The spans' wording; equal spans, which follow each other, are cut out once."""
        is_new = np.ones(len(places), dtype=bool)
        is_new[1:] = (np.diff(places) != 0) | (np.diff(starts) != 0) | (np.diff(ends) != 0)
        texts, first = self._texts.to_numpy(object), self._starts[places]
        spans = (column[is_new].tolist() for column in (places, starts - first, ends - first))
        cut = [texts[place][start:end] for place, start, end in zip(*spans)]
        return pd.array(cut, dtype="str").take(np.cumsum(is_new) - 1)


def shared_passages(
    readings: Sequence[Reading], letters: Letters, found: Passages, clauses: pd.DataFrame
) -> pd.DataFrame:
    """Table shared_passages."""
    ids = [r.plan_id for r in readings]
    rank, last = _ranks(ids), found.length - 1
    start, source_start = letters.offsets[found.start], letters.offsets[found.source_start]
    end = letters.offsets[found.start + last] + 1
    order = np.lexsort((source_start, rank[found.source], end, start, rank[found.borrower]))
    start, source_start, end = start[order], source_start[order], end[order]
    new, old, length = found.borrower[order], found.source[order], found.length[order]
    source_end = letters.offsets[found.source_start + last][order] + 1
    held, relations = Clauses(ids, clauses), Relations(readings)
    clause = held.at(new, start)
    columns = {
        "plan_id": _coded(ids, new),
        "clause_id": held.ids.take(clause),
        "start": start,
        "end": end,
        "text": held.texts(clause, start, end),
        "length": length,
        "source_plan_id": _coded(ids, old),
        "source_clause_id": held.ids.take(held.at(old, source_start)),
        "source_text_start": source_start,
        "source_text_end": source_end,
        "source_relation": _coded(RELATIONS, relations.kinds(new, old)),
        "direction": _coded(DIRECTIONS, relations.directions(new, old)),
    }
    return tables.from_columns("shared_passages", columns)


def _ranks(texts: Sequence[str]) -> np.ndarray:
    """The place of each among all sorted."""
    return np.argsort(np.array(sorted(range(len(texts)), key=lambda i: texts[i]), dtype=int))


def _coded(codes: Sequence[str | None], numbers: np.ndarray) -> ExtensionArray:
    return pd.array(list(codes), dtype="str").take(numbers)


def shares(readings: Sequence[Reading], letters: Letters, found: Passages) -> pd.DataFrame:
    """Table borrowing: how much of each plan stands in an older one, for every source and for all together
    (`any`, numbered as if it were one plan more)."""
    n, end = len(readings), found.start + found.length
    pairs = np.append(found.borrower * (n + 1) + found.source, found.borrower * (n + 1) + n)
    groups = np.sort(np.append(pairs, np.arange(n) * (n + 1) + n))
    groups = groups[np.diff(groups, prepend=-1) > 0]
    passages, covered = _covered(
        np.searchsorted(groups, pairs), np.tile(found.start, 2), np.tile(end, 2), len(groups)
    )
    ids = [*(r.plan_id for r in readings), "any"]
    rank, (new, old) = _ranks(ids), np.divmod(groups, n + 1)
    order = np.lexsort((rank[old], rank[new]))
    new, old, passages, covered = new[order], old[order], passages[order], covered[order]
    relations, plan, is_any = Relations(readings), np.minimum(old, n - 1), old == n
    size = letters.sizes()[new]
    columns = {
        "plan_id": _coded(ids, new),
        "source_plan_id": _coded(ids, old),
        "passages": passages,
        "source_relation": _coded(RELATIONS, np.where(is_any, ANY, relations.kinds(new, plan))),
        "characters_shared": covered,
        "share": np.where(size > 0, covered / np.maximum(size, 1), np.nan),
        "direction": _coded(DIRECTIONS, np.where(is_any, 2, relations.directions(new, plan))),
    }
    return tables.from_columns("borrowing", columns)


def _covered(
    group: np.ndarray, start: np.ndarray, end: np.ndarray, groups: int
) -> tuple[np.ndarray, np.ndarray]:
    """Of every group of spans the number of different ones and the length of their union."""
    order = np.lexsort((end, start, group))
    group, start, end = group[order], start[order], end[order]
    is_first = np.diff(group, prepend=-1) != 0
    is_other = is_first | (np.diff(start, prepend=-1) != 0) | (np.diff(end, prepend=-1) != 0)
    shift = group * (end.max(initial=0) + 1)  # no group reaches into the next
    reached = np.maximum.accumulate(shift + end) - shift
    before = np.where(is_first, 0, np.append(0, reached)[:-1])
    length = np.maximum(0, end - np.maximum(start, before))
    return np.bincount(group, is_other, groups).astype(int), np.bincount(group, length, groups).astype(int)
