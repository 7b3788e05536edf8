"""Clusters where a plan × plan matrix would not fit: sparse TF-IDF, truncated SVD, k-means.

Nothing dense of plans × words or plans × plans is made.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cityplans.comparison.clusters import grouping
from cityplans.comparison.clusters.grouping import Grouping
from cityplans.comparison.vocabulary import features
from cityplans.comparison.vocabulary.features import SentenceMatrix

DIMENSIONS = 50
SCORED = 1000  # plans of the sample silhouettes are taken on
BLOCK = 500  # plans compared with all others at a time
COMMON = 0.1  # share of plans from which a word is multiplied as a full column, which is quicker for those


class Large(NamedTuple):
    """Rows of document_distances and clusters for a corpus too large for a full matrix."""

    distances: list[dict]
    groups: list[dict]


def analysed(sentences: SentenceMatrix, seed: int, nearest: int) -> Large:
    """Groups by k-means, and the nearest plans of each."""
    n = len(sentences.plan_ids)
    weights = features.tfidf(features.shared(features.gathered(sentences.matrix, sentences.owner, n)))
    chosen, widths = _chosen(weights, seed)
    groups = [
        {
            "k": chosen.k,
            "plan_id": p,
            "cluster": f"C{label}",
            "silhouette": widths.get(i),
            "stability": None,
            "is_chosen": True,
        }
        for i, (p, label) in enumerate(zip(sentences.plan_ids, chosen.labels))
    ]
    return Large(nearest_rows(sentences.plan_ids, weights, nearest), groups)


def _chosen(weights, seed: int) -> tuple[Grouping, dict[int, float]]:
    """k-means on the SVD with the best silhouette, and silhouettes of the scored sample."""
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize
    from threadpoolctl import threadpool_limits

    size = max(2, min(DIMENSIONS, weights.shape[1] - 1))
    points = normalize(TruncatedSVD(size, random_state=seed).fit_transform(weights))
    scored = np.unique(np.linspace(0, len(points) - 1, SCORED).astype(int))
    distances = np.clip(1 - points[scored] @ points[scored].T, 0, 2)
    best, widths = None, {}
    for k in range(2, grouping.largest_k(len(points)) + 1):
        with threadpool_limits(1):  # of so few numbers, and sums of several threads differ in the last digit
            found = KMeans(k, n_init=4, random_state=seed).fit_predict(points)
        labels = grouping.renumbered(found)
        values = grouping.silhouettes(distances, labels[scored])
        if best is None or values.mean() > best.silhouette + 1e-12:
            best, widths = Grouping(k, labels, float(values.mean())), dict(zip(scored.tolist(), values))
    return best, widths


def nearest_rows(plan_ids: list[str], weights, nearest: int) -> list[dict]:
    """The nearest plans of every plan, compared block by block."""
    is_common = np.bincount(weights.indices, minlength=weights.shape[1]) > COMMON * len(plan_ids)
    common, rare = weights[:, is_common].toarray(), weights[:, ~is_common]
    pairs: dict[tuple[int, int], float] = {}
    for start in range(0, len(plan_ids), BLOCK):
        here = slice(start, start + BLOCK)
        block = common[here] @ common.T + (rare[here] @ rare.T).toarray()
        block[np.arange(len(block)), np.arange(start, start + len(block))] = -1
        near = np.argsort(-block, axis=1, kind="stable")[:, :nearest]
        for i, row in enumerate(near, start):
            for j in row:
                pairs[min(i, int(j)), max(i, int(j))] = 1 - float(block[i - start, j])
    return [
        {"plan_id": plan_ids[i], "other_plan_id": plan_ids[j], "distance": d}
        for (i, j), d in sorted(pairs.items())
    ]
