"""Two-dimensional maps of plans and clauses by vocabulary, for browsing only.

Plans: classical scaling of their distances. Clauses: their TF-IDF on a few axes of a truncated SVD, without
the first (it holds what all clauses share), each clause at length one, and these points on two principal
axes. Both are fixed up to sign, and the sign is fixed too. Neighbours on a map are a hint; the
distances are in document_distances.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.linalg import eigh

from cityplans import tables
from cityplans.comparison.clusters import grouping
from cityplans.comparison.coding.coded import Words
from cityplans.comparison.vocabulary import features
from cityplans.comparison.vocabulary.features import SentenceMatrix

LEAST_WORDS = 8  # of a clause
AXES = 10  # between a clause's words and its place on the map


def build(
    documents: Mapping[str, Words], sentences: SentenceMatrix, main: Mapping[str, str], seed: int = 0
) -> dict[str, pd.DataFrame]:
    """Tables plan_map and clause_map (x, y without unit); empty for fewer than three plans or clauses.

    `sentences` are those of the documents, `main` the heaviest theme of every clause."""
    return {
        "plan_map": tables.frame("plan_map", _plan_rows(features.with_words(sentences))),
        "clause_map": _clause_map(documents, sentences, main, seed),
    }


def _plan_rows(sentences: SentenceMatrix) -> list[dict]:
    if not 3 <= len(sentences.plan_ids) <= features.DENSE_LIMIT:
        return []
    points = scaled(grouping.regrouped(sentences, sentences.owner))
    return [{"plan_id": p, "x": x, "y": y} for p, (x, y) in zip(sentences.plan_ids, points)]


def scaled(distances: np.ndarray) -> np.ndarray:
    """Classical scaling (Torgerson) to two axes."""
    n = len(distances)
    centred = np.eye(n) - 1 / n
    values, vectors = eigh(centred @ (-(distances**2) / 2) @ centred, subset_by_index=(n - 2, n - 1))
    return _signed(vectors[:, ::-1] * np.sqrt(np.clip(values[::-1], 0, None)))


def _signed(points: np.ndarray) -> np.ndarray:
    """Axes turned so that the point farthest out on each is positive; tiny differences rounded away."""
    farthest = np.abs(points.round(9)).argmax(axis=0)
    signs = np.sign(points[farthest, range(points.shape[1])])
    return (points * np.where(signs == 0, 1, signs)).round(9)


def _clause_map(
    documents: Mapping[str, Words], sentences: SentenceMatrix, main: Mapping[str, str], seed: int
) -> pd.DataFrame:
    ids, _, counts = features.clause_counts(documents, sentences, LEAST_WORDS)
    counts = features.shared(counts)
    if len(ids) < 4 or counts.shape[1] < 4:
        return tables.frame("clause_map", [])
    x, y = _signed(_flattened(features.tfidf(counts), seed)).T
    plan_ids, themes = features.plans_of(ids, documents), [main.get(clause) for clause in ids]
    columns = {"clause_id": ids, "plan_id": plan_ids, "theme": themes, "x": x, "y": y}
    return tables.from_columns("clause_map", columns)


def _flattened(weights, seed: int) -> np.ndarray:
    from sklearn.decomposition import PCA, TruncatedSVD

    axes = min(AXES + 1, *(side - 1 for side in weights.shape))
    points = TruncatedSVD(axes, random_state=seed).fit_transform(weights)[:, 1:]
    length = np.linalg.norm(points, axis=1, keepdims=True)
    return PCA(2, svd_solver="full").fit_transform(points / np.where(length > 0, length, 1))
