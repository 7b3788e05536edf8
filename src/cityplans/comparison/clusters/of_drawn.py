"""The tables of clusters in pieces where structure is asked of drawn plans: a plan more that is not drawn
leaves what was found of them, shuffled texts and all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial

import pandas as pd

from cityplans import tables
from cityplans.comparison.clusters import clusters, grouping, robustness
from cityplans.comparison.clusters.grouping import Judgement
from cityplans.comparison.plans import issue_years, kinds
from cityplans.comparison.vocabulary import features
from cityplans.comparison.vocabulary.features import SentenceMatrix
from cityplans.parts import Pieces, key_of

FOUND = ("cophenetic", "structure")  # in cluster_findings of the drawn plans


def build(sentences: SentenceMatrix, plans: pd.DataFrame) -> dict[str, pd.DataFrame | Pieces]:
    """As clusters.build and robustness.build together, of more plans with words than grouping.JUDGED."""
    sentences = features.with_words(sentences)
    made, of_groups = clusters.grouped(sentences, issue_years(plans), grouping.SEED, kinds(plans), None)
    drawn = Drawn(features.of_drawn(sentences, grouping.JUDGED))
    told = {name: (drawn.digest, partial(drawn.found, name)) for name in FOUND}
    told |= {row["finding"]: (repr(row), partial(dict, row)) for row in of_groups}
    asked = len(sentences.plan_ids) <= features.DENSE_LIMIT
    explained = drawn.explained(plans) if asked else tables.frame("distance_explained", [])
    return {
        **made,
        "cluster_findings": _findings(told),
        "cluster_multiverse": tables.frame("cluster_multiverse", []),
        "distance_explained": explained,
    }


class Drawn:
    """What is asked of the drawn plans, when it is."""

    def __init__(self, asked: SentenceMatrix) -> None:
        self._asked = asked
        held = (asked.owner, asked.matrix.indptr, asked.matrix.indices, asked.matrix.data)
        self.digest = key_of(asked.plan_ids, asked.words, *(array.tobytes() for array in held))

    @cached_property
    def _judged(self) -> Judgement:
        return grouping.judged(self._asked, grouping.SEED)

    def found(self, name: str) -> dict:
        return next(row for row in clusters.structure_rows(self._judged) if row["finding"] == name)

    def explained(self, plans: pd.DataFrame) -> Pieces:
        own = plans[plans["plan_id"].isin(self._asked.plan_ids)]

        def make(asked: Sequence[int]) -> tuple[pd.DataFrame, list[int]]:
            rows = robustness.explained_rows(own, self._asked, self._judged.relative, grouping.SEED)
            return (made := tables.frame("distance_explained", rows)), [0, len(made)]

        return Pieces("distance_explained", [key_of("explained", self.digest, tables.digest(own))], make)


def _findings(told: Mapping[str, tuple]) -> Pieces:
    names = sorted(told)

    def make(asked: Sequence[int]) -> tuple[pd.DataFrame, list[int]]:
        rows = [told[names[number]][1]() for number in asked]
        return tables.frame("cluster_findings", rows), [*range(len(rows) + 1)]

    return Pieces("cluster_findings", [key_of(name, told[name][0]) for name in names], make)
