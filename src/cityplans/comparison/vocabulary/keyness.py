"""Keyness: which words a plan, a wave or a level uses more than the others, and how sure that is.

Log-odds ratio with an informative Dirichlet prior: Monroe, Colaresi & Quinn, “Fightin' Words”, Political
Analysis 16 (2008) 372–403. The prior is the whole corpus scaled to ALPHA0 words, which draws rare words
towards no difference. z beyond ±1.96 is more than chance would give one word; in a list of thousands some
words pass by chance, so the list is a description, not a test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from cityplans import tables
from cityplans.comparison.plans import issue_years

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
    totals = np.asarray(matrix.sum(axis=0)).ravel()
    df = np.asarray((matrix > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(totals >= LEAST_COUNT)
    rows: list[dict] = []
    for grouping, groups in groupings(plans, plan_ids).items():
        sums = group_sums(groups, matrix)
        full = len(sums) <= FULL_LIST_UP_TO
        for group in sorted(sums) if len(sums) > 1 else ():
            delta, z = log_odds(sums[group], totals - sums[group], totals)
            wanted = kept if full else kept[np.abs(z[kept]) >= NOTABLE]
            rows += [
                {
                    "grouping": grouping,
                    "group": group,
                    "term": words[i],
                    "count": int(sums[group][i]),
                    "count_rest": int(totals[i] - sums[group][i]),
                    "plans_with_term": int(df[i]),
                    "log_odds": delta[i],
                    "z": z[i],
                    "alpha0": ALPHA0,
                }
                for i in wanted.tolist()
                if grouping != "plan" or sums[group][i] or abs(z[i]) >= NOTABLE
            ]
    return tables.frame("keyness", rows)


def groupings(plans: pd.DataFrame, plan_ids: Sequence[str]) -> dict[str, list[str]]:
    """The group of every plan by plan, by wave and by level; empty where unknown."""
    years = issue_years(plans)
    levels = dict(zip(plans["plan_id"], plans["region_level"].fillna("")))
    return {
        "plan": list(plan_ids),
        "wave": [years[plan_id] for plan_id in plan_ids],
        "level": [levels[plan_id] for plan_id in plan_ids],
    }


def group_sums(groups: Sequence[str], matrix: csr_matrix) -> Mapping[str, np.ndarray]:
    return {group: np.asarray(matrix[places].sum(axis=0)).ravel() for group, places in _places(groups)}


def _places(groups: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    for group in sorted(set(groups) - {""}):
        yield group, [i for i, g in enumerate(groups) if g == group]
