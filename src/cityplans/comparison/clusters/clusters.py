"""Clusters of plans by vocabulary, as tables: distances, tree, groups, their words, and what to believe.

Clusters describe wording, never performance. For ten plans or fewer the distances come first, the tree
second, the groups last. `findings` says whether there is any structure, against shuffled text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from cityplans import tables
from cityplans.comparison.clusters import grouping, large
from cityplans.comparison.clusters.grouping import Grouping
from cityplans.comparison.vocabulary import features, keyness
from cityplans.comparison.vocabulary.features import SentenceMatrix

ALL_PAIRS_UP_TO = 200  # plans; beyond, each plan's nearest only
NEAREST = 10
TREE_UP_TO = 60  # plans whose tree a person can look at
SAMPLES = 100  # resamples for stability


def build(sentences: SentenceMatrix, waves: Mapping[str, str], seed: int = 0) -> dict[str, pd.DataFrame]:
    """Tables document_distances, cluster_tree, clusters, cluster_terms, cluster_findings.

    `waves` is the issue year of each plan. `seed` fixes every draw. Labels (C1, C2 …) follow from the plans
    alone and may change places when one is added: who has moved is told by the plans beside it (changes).
    Any number of plans: too few give empty tables and a finding that says so.
    """
    sentences = features.with_words(sentences)
    n = len(sentences.plan_ids)
    if n > features.DENSE_LIMIT:
        return _of_many(sentences, seed)
    distances = grouping.regrouped(sentences, sentences.owner) if n > 1 else np.zeros((n, n))
    adjusted = adjusted_distances(distances, [waves.get(p, "") for p in sentences.plan_ids])
    if n < grouping.LEAST_PLANS:
        return _tables(distance_rows(sentences.plan_ids, distances, adjusted), findings=[too_few(n)])
    linked = grouping.tree(distances)
    cuts = grouping.groupings(distances, linked)
    chosen = grouping.best(cuts)
    samples = grouping.resampled(sentences, seed + 1, SAMPLES) if n < 30 else []
    shown = cuts if n < 30 else [chosen]
    groups = [
        row
        for found in shown
        for row in group_rows(sentences.plan_ids, distances, found, samples, seed, found is chosen)
    ]
    return _tables(
        distance_rows(sentences.plan_ids, distances, adjusted),
        tree_rows(sentences.plan_ids, linked, samples) if n <= TREE_UP_TO else [],
        groups,
        term_rows(sentences, groups),
        structure_rows(grouping.judged(sentences, seed)),
    )


def _of_many(sentences: SentenceMatrix, seed: int) -> dict[str, pd.DataFrame]:
    found = large.analysed(sentences, seed, NEAREST)
    terms, findings = term_rows(sentences, found.groups), structure_rows(grouping.judged(sentences, seed))
    return _tables(found.distances, (), found.groups, terms, findings)


def _tables(distances, tree=(), groups=(), terms=(), findings=()) -> dict[str, pd.DataFrame]:
    return {
        "document_distances": tables.frame("document_distances", distances),
        "cluster_tree": tables.frame("cluster_tree", tree),
        "clusters": tables.frame("clusters", groups),
        "cluster_terms": tables.frame("cluster_terms", terms),
        "cluster_findings": tables.frame("cluster_findings", findings),
    }


def adjusted_distances(distances: np.ndarray, waves: Sequence[str]) -> np.ndarray | None:
    """Distances after taking each wave's mean vocabulary out; None unless two waves have two plans each.

    Residuals of a regression on wave need no word matrix: centring the doubly centred Gram matrix
    within waves gives the same squared distances.
    """
    groups = [w for w in sorted(set(waves)) if waves.count(w) > 1]
    if "" in waves or len(groups) < 2:
        return None
    member = np.array([[w == g for g in sorted(set(waves))] for w in waves], dtype=float)
    within = np.eye(len(waves)) - member @ np.diag(1 / member.sum(axis=0)) @ member.T
    gram = within @ (-distances) @ within  # cosine distance is half the squared distance of unit vectors
    squared = np.add.outer(np.diag(gram), np.diag(gram)) - 2 * gram
    return np.clip(squared / 2, 0, None)


def distance_rows(plan_ids: Sequence[str], distances: np.ndarray, adjusted: np.ndarray | None) -> list[dict]:
    n = len(plan_ids)
    if n <= ALL_PAIRS_UP_TO:
        pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    else:
        near = np.argsort(distances + 2 * np.eye(n), axis=1, kind="stable")[:, :NEAREST]
        pairs = sorted({(min(i, int(j)), max(i, int(j))) for i in range(n) for j in near[i]})
    return [
        {
            "plan_id": plan_ids[i],
            "other_plan_id": plan_ids[j],
            "distance": distances[i, j],
            "wave_adjusted_distance": None if adjusted is None else adjusted[i, j],
        }
        for i, j in pairs
    ]


def tree_rows(plan_ids: Sequence[str], linked: np.ndarray, samples: Sequence[np.ndarray]) -> list[dict]:
    stability = grouping.node_stability(linked, samples) if samples else [None] * len(linked)
    return [
        {
            "node": f"N{i:03d}",
            "height": row[2],
            "n": len(members),
            "stability": stable,
            "members": " ".join(sorted(plan_ids[m] for m in members)),
        }
        for i, (row, members, stable) in enumerate(zip(linked, grouping.node_members(linked), stability), 1)
    ]


def group_rows(
    plan_ids: Sequence[str],
    distances: np.ndarray,
    found: Grouping,
    samples: Sequence[np.ndarray],
    seed: int,
    chosen: bool,
) -> list[dict]:
    """One row a plan for one number of groups, with the plan's silhouette and its group's stability."""
    everyone = np.arange(len(plan_ids))
    again = (
        [(grouping.cut(grouping.tree(d), found.k), everyone) for d in samples]
        if samples
        else grouping.subsampled(distances, found.k, seed + 2, SAMPLES // 4)
    )
    stability = grouping.group_stability(found.labels, again)
    widths = grouping.silhouettes(distances, found.labels)
    return [
        {
            "k": found.k,
            "plan_id": p,
            "cluster": f"C{label}",
            "silhouette": widths[i],
            "stability": stability[int(label)],
            "is_chosen": chosen,
        }
        for i, (p, label) in enumerate(zip(plan_ids, found.labels))
    ]


def term_rows(sentences: SentenceMatrix, groups: Sequence[Mapping]) -> list[dict]:
    """The words each chosen cluster uses notably more or less than the others (|z| ≥ 1.96)."""
    cluster = {row["plan_id"]: row["cluster"] for row in groups if row["is_chosen"]}
    counts = features.gathered(sentences.matrix, sentences.owner, len(sentences.plan_ids))
    total = np.asarray(counts.sum(axis=0)).ravel()
    df = np.bincount(counts.tocsr().indices, minlength=counts.shape[1])
    rows = []
    for label, here in keyness.group_sums([cluster.get(p, "") for p in sentences.plan_ids], counts).items():
        delta, z = keyness.log_odds(here, total - here, total)
        rows += [
            {
                "cluster": label,
                "term": sentences.words[i],
                "count": int(here[i]),
                "count_rest": int(total[i] - here[i]),
                "plans_with_term": int(df[i]),
                "log_odds": delta[i],
                "z": z[i],
            }
            for i in np.flatnonzero(np.abs(z) >= keyness.NOTABLE)
        ]
    return rows


def too_few(n: int) -> dict:
    return {
        "finding": "structure",
        "n": n,
        "verdict": "too_few",
        "note": f"{n} plans; groups are looked for from {grouping.LEAST_PLANS} on",
    }


def structure_rows(found: grouping.Judgement) -> list[dict]:
    """Silhouette and cophenetic correlation against shuffled text; the verdict rests on the silhouette."""
    value, null, n = found.best.silhouette, found.null, found.plans
    there = grouping.has_structure(value, null.silhouettes)
    rows = [
        (
            "structure",
            value,
            null.silhouettes,
            "structure" if there else "no_structure",
            f"best mean silhouette, {found.best.k} groups",
        ),
        ("cophenetic", found.cophenetic, null.cophenetics, "descriptive", "tree heights against distances"),
    ]
    return [
        {
            "finding": name,
            "value": observed,
            "null_median": float(np.median(values)),
            "null_high": float(np.quantile(values, 0.95)),
            "p_value": grouping.p_value(observed, values),
            "repetitions": len(values),
            "n": n,
            "verdict": verdict,
            "note": note,
        }
        for name, observed, values, verdict, note in rows
    ]
