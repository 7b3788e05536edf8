"""The tables of borrowing in pieces, one for each plan that borrows, which need not all be made anew.

What is said of a plan follows from the plan, from the passages found in it and from the plans these are
shared with: so much stands in the key of its piece. A plan more changes the pieces of those that have words
from it, and leaves the rest.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from cityplans.codebook import Codebook
from cityplans.comparison.borrowing import borrowing, swaps
from cityplans.comparison.borrowing.borrowing import Reading
from cityplans.comparison.borrowing.shared_runs import Letters, Passages
from cityplans.parts import Pieces, key_of


class Facts(NamedTuple):
    """What stands for all that the tables plans and clauses say of a plan, and for its targets."""

    text: str
    targets: str


def build(
    plans: pd.DataFrame,
    clauses: pd.DataFrame,
    targets: pd.DataFrame,
    codebook: Codebook,
    facts: Mapping[str, Facts],
) -> dict[str, Pieces]:
    """As borrowing.build, number_swaps judged. `facts` by plan_id."""
    readings, letters, found = borrowing.compared(plans, clauses)
    texts = [bytes.fromhex(facts[reading.plan_id].text) for reading in readings]
    made = ByPlan(readings, letters, found, borrowing.Clauses([r.plan_id for r in readings], clauses), texts)
    return {
        "shared_passages": made.shared_passages(),
        "borrowing": made.borrowing(),
        "number_swaps": number_swaps(plans, clauses, targets, codebook, facts),
    }


def number_swaps(
    plans: pd.DataFrame,
    clauses: pd.DataFrame,
    targets: pd.DataFrame,
    codebook: Codebook,
    facts: Mapping[str, Facts],
) -> Pieces:
    """A piece for each plan that is set beside older ones."""
    older = defaultdict(list)
    for pair in sorted(borrowing.pairs_of(borrowing.read_plans(plans))):
        older[pair[0]].append(pair)
    names = [*older]

    def make(asked: Sequence[int]) -> tuple[pd.DataFrame, list[int]]:
        pairs = [pair for number in asked for pair in older[names[number]]]
        made = swaps.judged(swaps.build(clauses, targets, pairs), targets, plans, codebook)
        counts = made["plan_id"].value_counts().reindex([names[number] for number in asked], fill_value=0)
        return made, np.cumsum([0, *counts]).tolist()

    told = (
        [codebook.digest, *facts[new], *((*facts[old], kind) for _, old, kind in pairs)]
        for new, pairs in older.items()
    )
    keys = [key_of(*one) for one in told]
    return Pieces("number_swaps", keys, make)


class ByPlan:
    """What the tables shared_passages and borrowing are made from, plan by plan. Plans are numbers, from old
    to new; their pieces come in the order of their ids."""

    def __init__(
        self,
        readings: Sequence[Reading],
        letters: Letters,
        found: Passages,
        clauses: borrowing.Clauses,
        facts: Sequence[bytes],
    ) -> None:
        self._readings, self._letters, self._found = readings, letters, found
        self._clauses, self._facts = clauses, facts
        self._beside = borrowing.provinces_beside(readings, letters, found)
        self._edges = np.searchsorted(found.borrower, np.arange(len(readings) + 1))
        self._plans = np.array(sorted(range(len(readings)), key=lambda i: readings[i].plan_id), dtype=int)

    def shared_passages(self) -> Pieces:
        least = borrowing.least(self._beside, self._found)
        told = self._told(least)

        def make(asked: Sequence[int]) -> tuple[pd.DataFrame, list[int]]:
            plans = self._plans[asked]
            rows, found = self._of(plans)
            made = borrowing.shared_passages(self._readings, self._letters, found, self._clauses, least[rows])
            return made, np.cumsum([0, *(self._edges[plans + 1] - self._edges[plans])]).tolist()

        return Pieces("shared_passages", [_key(told[plan]) for plan in self._plans], make)

    def borrowing(self) -> Pieces:
        formulas, begins = self._beside >= borrowing.FORMULA_FROM, self._letters.begins
        told = self._told()

        def make(asked: Sequence[int]) -> tuple[pd.DataFrame, list[int]]:
            plans = self._plans[asked]
            _, found = self._of(plans)
            made = borrowing.shares(self._readings, self._letters, found, self._beside, np.sort(plans))
            own = made["plan_id"].to_numpy(object)
            first = np.flatnonzero(own[1:] != own[:-1]) + 1  # each plan has a row at least, for all together
            return made, [0, *first.tolist(), len(made)]

        keys = [_key([*told[i], formulas[begins[i] : begins[i + 1]]]) for i in self._plans]
        return Pieces("borrowing", keys, make)

    def _of(self, plans: np.ndarray) -> tuple[np.ndarray, Passages]:
        """The passages of these plans, and where they stand among all."""
        spans = [np.arange(*self._edges[plan : plan + 2]) for plan in np.sort(plans)]
        rows = np.concatenate(spans)
        return rows, Passages(*(column[rows] for column in self._found))

    def _told(self, *beside: np.ndarray) -> list[list]:
        """What is told of the passages of each plan, wherever it and its sources stand among all plans;
        `beside` are further numbers of each passage."""
        found, begins = self._found, self._letters.begins
        sources = np.frombuffer(b"".join(self._facts), dtype="V32")
        columns = [
            found.start - begins[found.borrower],
            found.source_start - begins[found.source],
            found.length,
            *beside,
        ]
        return [
            [fact, sources[found.source[a:b]], *(column[a:b] for column in columns)]
            for fact, a, b in zip(self._facts, self._edges[:-1], self._edges[1:], strict=True)
        ]


def _key(told: Sequence[bytes | np.ndarray]) -> str:
    digest = hashlib.sha256()
    for one in told:
        held = one.tobytes() if isinstance(one, np.ndarray) else one
        digest.update(len(held).to_bytes(8, "big") + held)
    return digest.hexdigest()
