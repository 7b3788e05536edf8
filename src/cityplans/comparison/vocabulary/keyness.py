"""Keyness: which words a plan, a wave or a level uses more than the others, and how sure that is.

Log-odds ratio with an informative Dirichlet prior: Monroe, Colaresi & Quinn, “Fightin' Words”, Political
Analysis 16 (2008) 372–403. The prior is the whole corpus scaled to ALPHA0 words, which draws rare words
towards no difference. z beyond ±1.96 is more than chance would give one word; in a list of thousands some
words pass by chance, so beside z stands q, the false-discovery rate of the list down to that word (Benjamini
& Hochberg 1995). Waves and levels are set against each other within the most frequent kind of document: else
what a work report says would be the words of its year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.special import ndtr

from cityplans import tables
from cityplans.comparison import drawn
from cityplans.comparison.plans import issue_years, kinds, main_kind

ALPHA0 = 1000.0  # words the prior counts for; printed in the table
LEAST_COUNT = 3  # a word of the corpus seen less often says nothing
NOTABLE = 1.96
FULL_LIST_UP_TO = 60  # groups; beyond that only notable words are kept, or the table outgrows its use


def log_odds(
    counts: np.ndarray, rest: np.ndarray, background: np.ndarray, alpha0: float = ALPHA0
) -> tuple[np.ndarray, np.ndarray]:
    """δ and z = δ/σ of every word between two groups (counts per word, one array a group)."""
    prior = alpha0 * background / background.sum()
    a, b = counts + prior, rest + prior
    delta = np.log(a / (counts.sum() + alpha0 - a)) - np.log(b / (rest.sum() + alpha0 - b))
    return delta, delta / np.sqrt(1 / a + 1 / b)


def build(plans: pd.DataFrame, counts: tuple[Sequence[str], Sequence[str], csr_matrix]) -> pd.DataFrame:
    """Table keyness: every plan, wave (issue year) and level against the rest. Empty for a single group."""
    plan_ids, words, matrix = counts
    if len(plan_ids) < 2 or not len(words):
        return tables.frame("keyness", [])
    df = np.asarray((matrix > 0).sum(axis=0)).ravel()
    rows: list[dict] = []
    for grouping, groups in groupings(plans, plan_ids).items():
        sums = group_sums(groups, matrix)
        totals = sum(sums.values(), np.zeros(len(words)))  # of the plans that have a group
        used = np.flatnonzero(totals > 0)
        kept = np.flatnonzero(totals[used] >= LEAST_COUNT)
        full = len(sums) <= FULL_LIST_UP_TO
        for group in sorted(sums) if len(sums) > 1 and len(kept) else ():
            here, every = sums[group][used], totals[used]
            delta, z = log_odds(here, every - here, every)
            q = np.ones(len(z))
            q[kept] = drawn.false_discovery(2 * ndtr(-np.abs(z[kept])))
            inside = np.asarray((matrix[[g == group for g in groups]] > 0).sum(axis=0)).ravel()
            rows += [
                {
                    "grouping": grouping,
                    "group": group,
                    "term": words[word],
                    "count": int(here[i]),
                    "count_rest": int(every[i] - here[i]),
                    "plans_with_term": int(df[word]),
                    "plans_in_group": int(inside[word]),
                    "log_odds": delta[i],
                    "z": z[i],
                    "q_value": q[i],
                    "alpha0": ALPHA0,
                }
                for i, word in zip(kept.tolist(), used[kept].tolist())
                if abs(z[i]) >= NOTABLE or (full and (grouping != "plan" or here[i]))
            ]
    return tables.frame("keyness", rows)


def groupings(plans: pd.DataFrame, plan_ids: Sequence[str]) -> dict[str, list[str]]:
    """The group of every plan by plan, kind of document, wave and level; empty where unknown, and for waves
    and levels where the plan is not of the most frequent kind."""
    years, kinds_of = issue_years(plans), kinds(plans)
    levels = dict(zip(plans["plan_id"], plans["region_level"].fillna("")))
    main = main_kind({plan_id: kinds_of[plan_id] for plan_id in plan_ids})
    return {
        "plan": list(plan_ids),
        "kind": [kinds_of[plan_id] for plan_id in plan_ids],
        "wave": [years[p] if kinds_of[p] == main else "" for p in plan_ids],
        "level": [levels[p] if kinds_of[p] == main else "" for p in plan_ids],
    }


def group_sums(groups: Sequence[str], matrix: csr_matrix) -> Mapping[str, np.ndarray]:
    return {group: np.asarray(matrix[places].sum(axis=0)).ravel() for group, places in _places(groups)}


def _places(groups: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    for group in sorted(set(groups) - {""}):
        yield group, [i for i, g in enumerate(groups) if g == group]
