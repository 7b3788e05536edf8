"""Group plans by vocabulary, and say whether there are groups at all.

All sentences dealt at random to pseudo-plans of the same sizes keep the words and destroy the plans: a null.
Two short plans are far apart in it as in truth, so distances are taken relative to what it gives (1: as far
as length alone makes them). Average linkage on these; the number of groups by silhouette, whose best value
is asked of the same null whether it means anything. Stability is Hennig's γ (“Cluster-wise assessment of
cluster stability”, Computational Statistics & Data Analysis 52, 2007): resample, regroup, best Jaccard with
the old group.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cityplans.comparison.vocabulary.features import (
    SentenceMatrix,
    cosine_distances,
    gathered,
    of_drawn,
    shared,
    tfidf,
)

SEED = 0  # of every draw, so that the same plans give the same tables
LEAST_PLANS = 4  # below that there is nothing to group
JUDGED = 300  # plans that are asked whether there is structure; of more, as many drawn by their ids
ALPHA = 0.02  # a grouping is claimed only if at most this share of the null does as well


class Grouping(NamedTuple):
    """Labels (from 1, in order of first member) for one number of groups."""

    k: int
    labels: np.ndarray
    silhouette: float


class Null(NamedTuple):
    """Statistics of shuffled corpora: one value a repetition, and of every pair of plans the distance that
    its lengths alone give, with its standard deviation."""

    silhouettes: np.ndarray
    cophenetics: np.ndarray
    expected: np.ndarray
    spread: np.ndarray


class Judgement(NamedTuple):
    """The best grouping of some plans, the fit of their tree, and both for shuffled text; the distances."""

    best: Grouping
    cophenetic: float
    null: Null
    distances: np.ndarray

    @property
    def plans(self) -> int:
        return len(self.distances)

    @property
    def relative(self) -> np.ndarray:
        return relative(self.distances, self.null.expected)


def relative(distances: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Distances as multiples of what length alone gives."""
    return np.where(expected > 0, distances / np.where(expected > 0, expected, 1), distances)


def largest_k(n: int) -> int:
    """Up to how many groups are tried: 5 for few plans, then n/3, at most 15."""
    return max(1, min(n - 1, 5 if n < 30 else min(15, n // 3)))


def repetitions(n: int) -> int:
    """How many shuffles the null has: fewer for large corpora, whose statistics vary less."""
    return 99 if n < 100 else 59


def tree(distances: np.ndarray, method: str = "average") -> np.ndarray:
    from scipy.cluster.hierarchy import linkage

    return linkage(_pairs(distances), method)


def _pairs(distances: np.ndarray) -> np.ndarray:
    """The distances of every two plans, row by row, as scipy wants them."""
    return distances[np.triu_indices(len(distances), 1)]


def cophenetic(distances: np.ndarray, linked: np.ndarray) -> float:
    """Correlation of tree heights with distances; 0 where all distances are equal."""
    from scipy.cluster.hierarchy import cophenet

    flat = _pairs(distances)
    if np.ptp(flat) < 1e-12:
        return 0.0
    return float(cophenet(linked, flat)[0])


def cut(linked: np.ndarray, k: int) -> np.ndarray:
    """k groups of the tree (its first n − k joins), numbered by their first member."""
    n = len(linked) + 1
    joined = linked[: n - k, :2].astype(int)
    above = np.arange(n + len(joined))  # the node that each is joined to, in the end the highest
    above[joined] = n + np.arange(len(joined))[:, None]
    while (above[above] != above).any():
        above = above[above]
    return renumbered(above[:n])


def renumbered(labels: Sequence[int] | np.ndarray) -> np.ndarray:
    """The groups numbered from 1 in the order of their first members."""
    _, first, own = np.unique(np.asarray(labels), return_index=True, return_inverse=True)
    return (np.argsort(np.argsort(first)) + 1)[own]


def groupings(distances: np.ndarray, linked: np.ndarray) -> list[Grouping]:
    """Every cut of the tree from 2 to `largest_k` groups, with its mean silhouette."""
    cuts = [(k, cut(linked, k)) for k in range(2, largest_k(len(distances)) + 1)]
    return [Grouping(k, labels, float(silhouettes(distances, labels).mean())) for k, labels in cuts]


def silhouettes(distances: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Silhouette of every plan (0 where it is alone): Rousseeuw 1987.

    Written out because the null asks for it thousands of times; a test holds it to scikit-learn's.
    """
    groups, own = np.unique(labels, return_inverse=True)
    member = np.eye(len(groups))[own]
    sizes = member.sum(axis=0)
    sums = distances @ member
    here = np.arange(len(labels))
    inside = sums[here, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes
    means[here, own] = np.inf
    outside = means.min(axis=1)
    widest = np.maximum(inside, outside)
    values = np.where(widest > 0, (outside - inside) / np.where(widest > 0, widest, 1), 0.0)
    return np.where(sizes[own] > 1, values, 0.0)


def best(found: Sequence[Grouping]) -> Grouping:
    """The cut with the highest silhouette; of equal ones the coarser."""
    return max(found, key=lambda g: (round(g.silhouette, 12), -g.k))


def judged(sentences: SentenceMatrix, seed: int) -> Judgement:
    """Is there structure? Asked of all plans, or of JUDGED that are drawn."""
    asked = of_drawn(sentences, JUDGED)
    distances = regrouped(asked, asked.owner)
    null = shuffled(asked, seed, repetitions(len(asked.plan_ids)))
    against = relative(distances, null.expected)
    linked = tree(against)
    return Judgement(best(groupings(against, linked)), cophenetic(against, linked), null, distances)


def shuffled(sentences: SentenceMatrix, seed: int, times: int) -> Null:
    """The null: distances, silhouette and cophenetic correlation when sentences are dealt to plans at
    random."""
    random = np.random.default_rng(seed)
    drawn = np.array([regrouped(sentences, random.permutation(sentences.owner)) for _ in range(times)])
    expected, spread = drawn.mean(axis=0), drawn.std(axis=0)
    found = []
    for distances in drawn:
        against = relative(distances, expected)
        linked = tree(against)
        found.append((best(groupings(against, linked)).silhouette, cophenetic(against, linked)))
    silhouettes, cophenetics = np.array(found).reshape(-1, 2).T
    return Null(silhouettes, cophenetics, expected, spread)


def regrouped(sentences: SentenceMatrix, owner: np.ndarray, picked: np.ndarray | None = None) -> np.ndarray:
    """Cosine distances when sentence rows (`picked`, or all) belong to the plans `owner` says."""
    counts = gathered(sentences.matrix, owner, len(sentences.plan_ids), picked)
    return cosine_distances(tfidf(shared(counts)))


def p_value(observed: float, null: np.ndarray) -> float:
    """Share of the null at least as high, the observed value counted in (never 0)."""
    return float((1 + np.sum(null >= observed - 1e-12)) / (len(null) + 1))


def has_structure(observed: float, null: np.ndarray) -> bool:
    return p_value(observed, null) <= max(ALPHA, 1 / (len(null) + 1))


def resampled(sentences: SentenceMatrix, seed: int, times: int) -> list[np.ndarray]:
    """Distances of corpora whose plans are refilled with their own sentences, drawn with repeats."""
    random = np.random.default_rng(seed)
    rows = [np.flatnonzero(sentences.owner == i) for i in range(len(sentences.plan_ids))]
    result = []
    for _ in range(times):
        picked = np.concatenate([random.choice(r, len(r)) if len(r) else r for r in rows])
        result.append(regrouped(sentences, sentences.owner[picked], picked))
    return result


def node_members(linked: np.ndarray) -> list[frozenset[int]]:
    """The plans below every inner node of a tree, in the order of linkage."""
    from scipy.cluster.hierarchy import to_tree

    _, nodes = to_tree(linked, rd=True)
    return [frozenset(node.pre_order()) for node in nodes if not node.is_leaf()]


def node_stability(linked: np.ndarray, samples: Sequence[np.ndarray]) -> list[float]:
    """γ of every inner node: mean over samples of its best Jaccard with a node of the sample's tree."""
    nodes = node_members(linked)
    sums = np.zeros(len(nodes))
    for distances in samples:
        others = node_members(tree(distances))
        sums += [max(len(a & b) / len(a | b) for b in others) for a in nodes]
    return list(sums / max(1, len(samples)))


def group_stability(labels: np.ndarray, samples: Sequence[tuple[np.ndarray, np.ndarray]]) -> dict[int, float]:
    """γ of every group: mean best Jaccard with the groups of each sample (labels, places of its plans)."""
    sums = {int(label): [] for label in np.unique(labels)}
    for other, places in samples:
        here = labels[places]
        for label, found in sums.items():
            a = here == label
            if a.any():
                groups = [other == o for o in np.unique(other)]
                found.append(max(np.sum(a & b) / np.sum(a | b) for b in groups))
    return {label: float(np.mean(found)) if found else float("nan") for label, found in sums.items()}


def subsampled(distances: np.ndarray, k: int, seed: int, times: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Groups of random four fifths of the plans (for corpora of thirty plans and more)."""
    random = np.random.default_rng(seed)
    n = len(distances)
    result = []
    for _ in range(times):
        places = np.sort(random.choice(n, max(k + 1, int(0.8 * n)), replace=False))
        result.append((cut(tree(distances[np.ix_(places, places)]), k), places))
    return result
