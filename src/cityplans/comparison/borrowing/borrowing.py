"""Passages plans share word for word, who had them first, and how much of a plan is borrowed.

Direction is by date, where dates tell: months apart, or the territory above or the region itself first.
Without that a passage is shared, not borrowed. It is evidence of a common text, not of copying from that
very plan: where several older plans have it, each is listed, and the share borrowed from anyone counts it
once. What several provinces say alike is a formula of the centre, told apart. How passages are found:
shared_runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from cityplans import tables
from cityplans.comparison.borrowing import shared_runs, swaps
from cityplans.comparison.borrowing.shared_runs import Letters, Passages
from cityplans.comparison.plans import issue_years, records

# Days between plans of two territories before the older is a source: work reports of one season are within
# six weeks and all follow one text that is not here.
DAYS_APART = 60
FORMULA_FROM = 3  # other provinces that have the words too: then they are the centre's, whoever says them
RELATIONS = ("own_earlier", "parent", "child", "peer", "other", "any")
OWN_EARLIER, PARENT, CHILD, PEER, OTHER, ANY = range(len(RELATIONS))
DIRECTIONS = ("unknown", "dated", None)  # without a date, with one, for `any`


class Reading(NamedTuple):
    """What the comparison asks of a plan; `order` is its date, or the year where it has none; `province` the
    first digits of its region's code."""

    plan_id: str
    order: str
    region: str
    parent: str
    province: str


class Relations:
    """What the older plan's territory is to the newer's, and whether the dates order the two plans; of many
    pairs at once, as numbers of RELATIONS and DIRECTIONS."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        known = dict.fromkeys(["", *(r.region for r in readings), *(r.parent for r in readings)])
        known = {name: number for number, name in enumerate(known)}  # 0 is none
        self._region = np.array([known[r.region] for r in readings], dtype=int)
        self._parent = np.array([known[r.parent] for r in readings], dtype=int)
        days = np.array([_days(r.order) for r in readings], dtype=float).reshape(-1, 2)
        self._first_day, self._last_day = days[:, 0], days[:, 1]

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
        """`dated` where the older plan is surely the older and far enough before, else `unknown`."""
        in_line = np.isin(self.kinds(new, old), (OWN_EARLIER, PARENT))
        return (self._first_day[new] - self._last_day[old] >= np.where(in_line, 1, DAYS_APART)).astype(int)


def _days(order: str) -> tuple[float, float]:
    """First and last day a plan may be of: one and the same, all those of a year, or any."""
    if not order:
        return -np.inf, np.inf
    first, last = (order, order) if len(order) > 4 else (f"{order}-01-01", f"{order}-12-31")
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()


def build(plans: pd.DataFrame, clauses: pd.DataFrame, targets: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Tables shared_passages, borrowing and number_swaps. One plan or none: empty."""
    readings, letters, found = compared(plans, clauses)
    beside = provinces_beside(readings, letters, found)
    every, held = np.arange(len(readings)), Clauses([r.plan_id for r in readings], clauses)
    return {
        "shared_passages": shared_passages(readings, letters, found, held, least(beside, found)),
        "borrowing": shares(readings, letters, found, beside, every),
        "number_swaps": swaps.build(clauses, targets, pairs_of(readings)),
    }


def compared(plans: pd.DataFrame, clauses: pd.DataFrame) -> tuple[list[Reading], Letters, Passages]:
    """Plans from old to new, their letters, and the passages they share."""
    readings = read_plans(plans)
    letters = shared_runs.read([r.plan_id for r in readings], clauses)
    return readings, letters, shared_runs.passages(letters, close(readings), shared_runs.step(clauses))


def read_plans(plans: pd.DataFrame) -> list[Reading]:
    """Plans from old to new."""
    years = issue_years(plans)
    found = [
        Reading(row["plan_id"], row["date"] or years[row["plan_id"]], row["region"] or "",
                row["parent_region"] or "", (row["region_code"] or "")[:2])
        for row in records(plans)
    ]  # fmt: skip
    return sorted(found, key=lambda r: (r.order, r.plan_id))


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
    """(newer plan, older plan, relation) compared line by line: with the territory above, and its own."""
    pairs = [(new, old) for new, older in enumerate(close(readings)) for old in older]
    new, old = np.array(pairs, dtype=int).reshape(-1, 2).T
    relations = Relations(readings)
    found = zip(pairs, relations.kinds(new, old).tolist(), relations.directions(new, old).tolist())
    return [
        (readings[new].plan_id, readings[old].plan_id, RELATIONS[kind])
        for (new, old), kind, is_dated in found
        if is_dated
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
    readings: Sequence[Reading], letters: Letters, found: Passages, held: Clauses, beside: np.ndarray
) -> pd.DataFrame:
    """Rows of shared_passages; `beside` is the number of other provinces beside each of the passages."""
    ids = [r.plan_id for r in readings]
    rank, last = _ranks(ids), found.length - 1
    start, source_start = letters.offsets[found.start], letters.offsets[found.source_start]
    end = letters.offsets[found.start + last] + 1
    order = np.lexsort((source_start, rank[found.source], end, start, rank[found.borrower]))
    start, source_start, end = start[order], source_start[order], end[order]
    new, old, length = found.borrower[order], found.source[order], found.length[order]
    source_end = letters.offsets[found.source_start + last][order] + 1
    relations = Relations(readings)
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
        "other_provinces": beside[order],
    }
    return tables.from_columns("shared_passages", columns)


def provinces_beside(readings: Sequence[Reading], letters: Letters, found: Passages) -> np.ndarray:
    """For every letter, how many other provinces have a plan with the passage it stands in."""
    known = {code: number for number, code in enumerate(sorted({"", *(r.province for r in readings)}))}
    province = np.array([known[r.province] for r in readings], dtype=int)
    start = np.append(found.start, found.source_start)
    end = start + np.tile(found.length, 2)
    own, other = (
        province[np.append(found.borrower, found.source)],
        province[np.append(found.source, found.borrower)],
    )
    here = np.flatnonzero((other != known[""]) & (own != other))
    here = here[np.argsort(other[here] << 40 | start[here])]  # equal ones may stand in any order
    shift = other[here].astype(np.int64) * (len(letters.codes) + 1)  # no province reaches into the next
    reached = np.maximum.accumulate(end[here] + shift)
    is_new = start[here] + shift > np.append(-1, reached)[:-1]  # or the letters were another plan's already
    begins, ends = start[here][is_new], (reached - shift)[np.append(is_new, True)[1:]]
    change = np.zeros(len(letters.codes) + 1, dtype=np.int32)  # from letter to letter
    one = change.dtype.type(1)  # of another type it would be added in twenty times the time
    np.add.at(change, begins, one)
    np.subtract.at(change, ends, one)
    return np.cumsum(change, dtype=np.int32)[:-1]


def least(values: np.ndarray, found: Passages) -> np.ndarray:
    """The least of the values over each passage."""
    if not len(found.start):
        return np.zeros(0, dtype=int)
    edges = np.stack([found.start, found.start + found.length], axis=1).ravel()
    return np.minimum.reduceat(np.append(values, 0), edges)[::2].astype(int)


def _ranks(texts: Sequence[str]) -> np.ndarray:
    """The place of each among all sorted."""
    return np.argsort(np.array(sorted(range(len(texts)), key=lambda i: texts[i]), dtype=int))


def _coded(codes: Sequence[str | None], numbers: np.ndarray) -> ExtensionArray:
    return pd.array(list(codes), dtype="str").take(numbers)


def shares(
    readings: Sequence[Reading], letters: Letters, found: Passages, beside: np.ndarray, plans: np.ndarray
) -> pd.DataFrame:
    """Rows of borrowing for these plans, in which all of `found` stand: how much of each plan stands in an
    older one, for every source and, where dates tell which is older, for all together (`any`, numbered as if
    it were one plan more). `beside` as provinces_beside gives it."""
    n, relations = len(readings), Relations(readings)
    is_older = relations.directions(found.borrower, found.source) == 1
    pairs = np.append(found.borrower * (n + 1) + found.source, found.borrower[is_older] * (n + 1) + n)
    start = np.append(found.start, found.start[is_older])
    end = start + np.append(found.length, found.length[is_older])
    groups = np.sort(np.append(pairs, plans * (n + 1) + n))
    groups = groups[np.diff(groups, prepend=-1) > 0]
    spans = np.searchsorted(groups, pairs), start, end
    passages, covered = _covered(*spans, len(groups))
    is_formula = beside >= FORMULA_FROM
    formulas = _covered(*spans, len(groups), np.append(0, np.cumsum(is_formula)))[1]
    ids = [*(r.plan_id for r in readings), "any"]
    rank, (new, old) = _ranks(ids), np.divmod(groups, n + 1)
    order = np.lexsort((rank[old], rank[new]))
    new, old, passages, covered, formulas = (v[order] for v in (new, old, passages, covered, formulas))
    plan, is_any = np.minimum(old, n - 1), old == n
    size = np.maximum(letters.sizes()[new], 1)
    columns = {
        "plan_id": _coded(ids, new),
        "source_plan_id": _coded(ids, old),
        "passages": passages,
        "source_relation": _coded(RELATIONS, np.where(is_any, ANY, relations.kinds(new, plan))),
        "characters_shared": covered,
        "share": np.where(letters.sizes()[new] > 0, covered / size, np.nan),
        "formula_share": np.where(letters.sizes()[new] > 0, formulas / size, np.nan),
        "direction": _coded(DIRECTIONS, np.where(is_any, 2, relations.directions(new, plan))),
    }
    return tables.from_columns("borrowing", columns)


def _covered(
    group: np.ndarray, start: np.ndarray, end: np.ndarray, groups: int, until: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Of every group of spans the number of different ones and the letters of their union; `until` counts the
    letters asked for before each place (all of them where it is not given)."""
    order = np.lexsort((end, start, group))
    group, start, end = group[order], start[order], end[order]
    is_first = np.diff(group, prepend=-1) != 0
    is_other = is_first | (np.diff(start, prepend=-1) != 0) | (np.diff(end, prepend=-1) != 0)
    shift = group * (end.max(initial=0) + 1)  # no group reaches into the next
    reached = np.maximum.accumulate(shift + end) - shift
    before = np.where(is_first, 0, np.append(0, reached)[:-1])
    begin = np.minimum(np.maximum(start, before), end)
    length = end - begin if until is None else until[end] - until[begin]
    return np.bincount(group, is_other, groups).astype(int), np.bincount(group, length, groups).astype(int)
