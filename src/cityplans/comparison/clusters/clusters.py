"""Clusters of plans by vocabulary, as tables: distances, tree, groups, their words, and what to believe.

Clusters describe wording, never performance. For ten plans or fewer the distances come first, the tree
second, the groups last. `findings` says whether there is any structure, against shuffled text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from cityplans import tables
from cityplans.comparison.clusters import grouping, large
from cityplans.comparison.clusters.grouping import Grouping, Judgement
from cityplans.comparison.vocabulary import features, keyness
from cityplans.comparison.vocabulary.features import SentenceMatrix

ALL_PAIRS_UP_TO = 200  # plans; beyond, each plan's nearest only
NOTHING_LEFT = 1e-6  # length of what a wave leaves of a plan, below which it is rounding
NEAREST = 10
TREE_UP_TO = 60  # plans whose tree a person can look at
SAMPLES = 100  # resamples for stability
KIND_FROM = 0.5  # from which groups are said to be kinds, or each of one: half way from chance to the same
DEALT = 999  # times that kinds are dealt anew


def build(
    sentences: SentenceMatrix,
    waves: Mapping[str, str],
    seed: int = grouping.SEED,
    kinds: Mapping[str, str] | None = None,
    judged: Judgement | None = None,
) -> dict[str, pd.DataFrame]:
    """Tables document_distances, cluster_tree, clusters, cluster_terms, cluster_findings.

    `waves` is the issue year of each plan, `kinds` its kind of document. `seed` fixes every draw. Labels
    (C1, C2 …) follow from the plans alone and may change places when one is added: who has moved is told by
    the plans beside it (changes). Any number of plans: too few give empty tables and a finding that says so.
    Of more than grouping.JUDGED plans distances are not set against their lengths. `judged` is what
    grouping.judged says of the same sentences and seed, where it is known.
    """
    sentences = features.with_words(sentences)
    n = len(sentences.plan_ids)
    if n >= grouping.LEAST_PLANS:
        judged = judged or grouping.judged(sentences, seed)
        made, findings = grouped(sentences, waves, seed, kinds, judged)
        findings = [*structure_rows(judged), *findings]
    else:
        distances = grouping.regrouped(sentences, sentences.owner) if n > 1 else np.zeros((n, n))
        made = _tables(distance_rows(sentences.plan_ids, Measured(distances)))
        findings = [too_few(n)]
    return made | {"cluster_findings": tables.frame("cluster_findings", findings)}


def grouped(
    sentences: SentenceMatrix,
    waves: Mapping[str, str],
    seed: int,
    kinds: Mapping[str, str] | None,
    judged: Judgement | None,
) -> tuple[dict[str, pd.DataFrame], list[dict]]:
    """The tables of `build` but for what is found, and of that the rows that the groups give; of plans that
    all have words, and enough of them. `judged` counts where it is of these very plans."""
    n = len(sentences.plan_ids)
    if n > features.DENSE_LIMIT:
        found = large.analysed(sentences, seed, NEAREST)
        made = _tables(found.distances, (), found.groups, term_rows(sentences, found.groups))
        return made, kind_rows(found.groups, kinds)
    measured = _measured(sentences, judged, waves)
    linked = grouping.tree(measured.relative)
    cuts = grouping.groupings(measured.relative, linked)
    chosen = grouping.best(cuts)
    drawn = grouping.resampled(sentences, seed + 1, SAMPLES) if n < 30 else []
    samples = [measured.against(sample) for sample in drawn]
    groups: list[dict] = []
    for cut in cuts if n < 30 else [chosen]:
        groups += group_rows(sentences.plan_ids, measured.relative, cut, samples, seed, cut is chosen)
    made = _tables(
        distance_rows(sentences.plan_ids, measured),
        tree_rows(sentences.plan_ids, linked, samples) if n <= TREE_UP_TO else [],
        groups,
        term_rows(sentences, groups),
    )
    return made, kind_rows(groups, kinds)


class Measured(NamedTuple):
    """Distances of all pairs; what length alone gives them, with standard deviations, where that was asked;
    and the distances without what each wave's wording has in common."""

    distances: np.ndarray
    expected: np.ndarray | None = None
    spread: np.ndarray | None = None
    adjusted: np.ndarray | None = None

    def against(self, distances: np.ndarray) -> np.ndarray:
        return distances if self.expected is None else grouping.relative(distances, self.expected)

    @property
    def relative(self) -> np.ndarray:
        return self.against(self.distances)


def _measured(
    sentences: SentenceMatrix, judged: grouping.Judgement | None, waves: Mapping[str, str]
) -> Measured:
    if judged and judged.plans == len(sentences.plan_ids):
        found = Measured(judged.distances, judged.null.expected, judged.null.spread)
    else:
        found = Measured(grouping.regrouped(sentences, sentences.owner))
    years = [waves.get(p, "") for p in sentences.plan_ids]
    return found._replace(adjusted=adjusted_distances(found.distances, years))


def _tables(distances, tree=(), groups=(), terms=()) -> dict[str, pd.DataFrame]:
    return {
        "document_distances": tables.frame("document_distances", distances),
        "cluster_tree": tables.frame("cluster_tree", tree),
        "clusters": tables.frame("clusters", groups),
        "cluster_terms": tables.frame("cluster_terms", terms),
    }


def adjusted_distances(distances: np.ndarray, waves: Sequence[str]) -> np.ndarray | None:
    """Cosine distances after taking each wave's mean vocabulary out; None unless two waves have two plans
    each.

    Residuals of a regression on wave need no word matrix: centring the doubly centred Gram matrix within
    waves gives their products. Their lengths are taken out too, or plans near their wave's mean would be near
    everything. Residuals of one wave add up to nothing, so each is far from the others: NaN, as where nothing
    is left.
    """
    groups = [w for w in sorted(set(waves)) if waves.count(w) > 1]
    if "" in waves or len(groups) < 2:
        return None
    member = np.array([[w == g for g in sorted(set(waves))] for w in waves], dtype=float)
    within = np.eye(len(waves)) - member @ np.diag(1 / member.sum(axis=0)) @ member.T
    gram = within @ (-distances) @ within  # cosine distance is half the squared distance of unit vectors
    length = np.sqrt(np.clip(np.diag(gram), 0, None))
    left = length > NOTHING_LEFT
    other = np.not_equal.outer(waves, waves) & left & left[:, None]
    return np.where(other, 1 - gram / np.where(other, np.outer(length, length), 1), np.nan)


def distance_rows(plan_ids: Sequence[str], measured: Measured) -> list[dict]:
    n, relative = len(plan_ids), measured.relative
    if n <= ALL_PAIRS_UP_TO:
        pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    else:
        near = np.argsort(relative + np.diag([np.inf] * n), axis=1, kind="stable")[:, :NEAREST]
        pairs = sorted({(min(i, int(j)), max(i, int(j))) for i in range(n) for j in near[i]})
    return [
        {
            "plan_id": plan_ids[i],
            "other_plan_id": plan_ids[j],
            "distance": measured.distances[i, j],
            **_expected(measured, i, j),
            "wave_adjusted_distance": None if measured.adjusted is None else _known(measured.adjusted[i, j]),
        }
        for i, j in pairs
    ]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def _expected(measured: Measured, i: int, j: int) -> dict:
    if measured.expected is None or measured.spread is None:
        return {}
    over, spread = measured.distances[i, j] - measured.expected[i, j], measured.spread[i, j]
    return {
        "expected_distance": measured.expected[i, j],
        "distance_ratio": measured.relative[i, j],
        "distance_z": over / spread if spread > 0 else None,
    }


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


def kind_rows(groups: Sequence[Mapping], kinds: Mapping[str, str] | None) -> list[dict]:
    """How far the chosen groups are nothing but the kinds of documents, and how far each is of one kind where
    a kind fills several; nothing where all are of one."""
    chosen = {row["plan_id"]: row["cluster"] for row in groups if row["is_chosen"]}
    kinds_of = [(kinds or {}).get(plan_id, "") for plan_id in chosen]
    if len(set(kinds_of)) < 2:
        return []
    from sklearn.metrics import adjusted_rand_score

    value = float(adjusted_rand_score(kinds_of, list(chosen.values())))
    found = {
        "finding": "kind",
        "value": value,
        "n": len(chosen),
        "verdict": "kind_separates" if value >= KIND_FROM else "descriptive",
        "note": "adjusted Rand index of the groups and the kinds of documents",
    }
    return [found, *_within_rows(list(chosen.values()), kinds_of)]


def _within_rows(groups: Sequence[str], kinds: Sequence[str]) -> list[dict]:
    """Of two plans of a group how often both are of one kind, against kinds dealt anew to the plans; nothing
    where every plan is a group."""
    own, kind = (np.unique(labels, return_inverse=True)[1] for labels in (groups, kinds))
    if own.max() + 1 == len(own):
        return []
    random = np.random.default_rng(grouping.SEED)
    value = _of_one_kind(own, kind)
    null = np.array([_of_one_kind(own, random.permutation(kind)) for _ in range(DEALT)])
    middle, p = float(np.median(null)), grouping.p_value(value, null)
    is_told = value - middle >= KIND_FROM * (1 - middle) and p <= grouping.ALPHA
    return [
        {
            "finding": "kind_within",
            "value": value,
            "null_median": middle,
            "null_high": float(np.quantile(null, 0.95)),
            "p_value": p,
            "repetitions": DEALT,
            "n": len(own),
            "verdict": "kind_separates" if is_told else "descriptive",
            "note": "share of pairs of plans of a group that are of one kind; kinds dealt anew",
        }
    ]


def _of_one_kind(groups: np.ndarray, kinds: np.ndarray) -> float:
    held = np.zeros((groups.max() + 1, kinds.max() + 1))
    np.add.at(held, (groups, kinds), 1)
    sizes = held.sum(axis=1)
    return float((held * (held - 1)).sum() / (sizes * (sizes - 1)).sum())


def term_rows(sentences: SentenceMatrix, groups: Sequence[Mapping]) -> list[dict]:
    """The words each chosen cluster uses notably more or less than the others (|z| ≥ 1.96); of a cluster of
    several plans none that one of them alone uses."""
    cluster = {row["plan_id"]: row["cluster"] for row in groups if row["is_chosen"]}
    counts = features.gathered(sentences.matrix, sentences.owner, len(sentences.plan_ids))
    total = np.asarray(counts.sum(axis=0)).ravel()
    df = np.bincount(counts.tocsr().indices, minlength=counts.shape[1])
    rows = []
    for label, here in keyness.group_sums([cluster.get(p, "") for p in sentences.plan_ids], counts).items():
        delta, z = keyness.log_odds(here, total - here, total)
        inside = [i for i, plan_id in enumerate(sentences.plan_ids) if cluster.get(plan_id) == label]
        within = np.bincount(counts.tocsr()[inside].indices, minlength=counts.shape[1])
        shared = (z < 0) | (within >= min(2, len(inside)))
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
            for i in np.flatnonzero((np.abs(z) >= keyness.NOTABLE) & shared)
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
