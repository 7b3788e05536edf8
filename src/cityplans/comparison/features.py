"""From sentences of words to weighted vectors and cosine distances, sparse as long as it can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix

DENSE_LIMIT = 2000  # plans up to which a plan × plan matrix is held (32 MB)
Counts = tuple[list[str], list[str], csr_matrix]


class SentenceMatrix(NamedTuple):
    """Sentence × word counts; `owner[i]` is the place of sentence i's plan in `plan_ids`."""

    plan_ids: list[str]
    words: list[str]
    matrix: csr_matrix
    owner: np.ndarray


def sentence_matrix(documents: Mapping[str, Sequence[Sequence[str]]]) -> SentenceMatrix:
    """Counts of every sentence, plans and words sorted."""
    plan_ids = sorted(documents)
    vocabulary: dict[str, int] = {}
    columns: list[int] = []
    ends, owner = [0], []
    for i, plan_id in enumerate(plan_ids):
        for sentence in documents[plan_id]:
            columns.extend(vocabulary.setdefault(word, len(vocabulary)) for word in sentence)
            ends.append(len(columns))
            owner.append(i)
    words = sorted(vocabulary)
    place = np.empty(len(words), dtype=np.int64)
    place[[vocabulary[w] for w in words]] = np.arange(len(words))
    indices = place[np.array(columns, dtype=np.int64)] if columns else np.array([], dtype=np.int64)
    matrix = csr_matrix((np.ones(len(indices)), indices, np.array(ends)), shape=(len(owner), len(words)))
    matrix.sum_duplicates()
    return SentenceMatrix(plan_ids, words, matrix, np.array(owner, dtype=np.int64))


def gathered(matrix: csr_matrix, owner: np.ndarray, plans: int,
             picked: np.ndarray | None = None) -> csr_matrix:
    """Plan × word counts from sentence rows (`picked`: which rows, repeats allowed; owner beside them)."""
    rows = np.arange(matrix.shape[0]) if picked is None else picked
    dealt = coo_matrix((np.ones(len(rows)), (owner, rows)), shape=(plans, matrix.shape[0])).tocsr()
    return dealt @ matrix


def document_counts(documents: Mapping[str, Sequence[Sequence[str]]]) -> Counts:
    """Plan × word counts with the names of rows and columns, both sorted."""
    found = sentence_matrix(documents)
    return found.plan_ids, found.words, gathered(found.matrix, found.owner, len(found.plan_ids))


def tfidf(counts: csr_matrix, idf: bool = True) -> csr_matrix:
    """(1 + ln tf) · (ln((1 + N)/(1 + df)) + 1), rows of length 1; `idf=False` drops the second factor."""
    weights = counts.astype(float).tocsr(copy=True)
    weights.sum_duplicates()
    weights.data = 1 + np.log(weights.data)
    if idf:
        df = np.bincount(weights.indices, minlength=weights.shape[1])
        weights.data *= (np.log((1 + weights.shape[0]) / (1 + df)) + 1)[weights.indices]
    squares = np.asarray(weights.multiply(weights).sum(axis=1)).ravel()
    length = np.sqrt(np.where(squares > 0, squares, 1))
    weights.data /= np.repeat(length, np.diff(weights.indptr))
    return weights


def shared(counts: csr_matrix, least: int = 2, most: float = 1.0) -> csr_matrix:
    """Only the words of at least `least` plans and at most the share `most` of them.

    A word of one plan says nothing about which plans belong together; it only pushes that one away.
    """
    df = np.bincount(counts.tocsr().indices, minlength=counts.shape[1])
    return counts.tocsc()[:, (df >= least) & (df <= most * counts.shape[0])].tocsr()


def similarity(weights: csr_matrix) -> np.ndarray:
    """Cosines between the rows (of length 1), dense; only up to DENSE_LIMIT rows."""
    if weights.shape[0] > DENSE_LIMIT:
        raise ValueError(f"{weights.shape[0]} plans: a full matrix is held up to {DENSE_LIMIT} only")
    return np.asarray((weights @ weights.T).todense())


def cosine_distances(weights: csr_matrix) -> np.ndarray:
    """1 − cosine, symmetric, zero on the diagonal, within 0 and 1."""
    distances = np.clip(1 - similarity(weights), 0, 1)
    distances = (distances + distances.T) / 2
    np.fill_diagonal(distances, 0)
    return distances
