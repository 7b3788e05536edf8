"""From sentences of words to weighted vectors and cosine distances, sparse as long as it can be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix

from cityplans.comparison.coding.coded import Words

DENSE_LIMIT = 2000  # plans up to which a plan × plan matrix is held (32 MB)
WORDS_AT_ONCE = 4000  # words unpacked at a time (64 MB for so many plans)
CELLS_AT_ONCE = 4_000_000  # plans × words up to which counts are summed in one array
Counts = tuple[list[str], list[str], csr_matrix]


class SentenceMatrix(NamedTuple):
    """Sentence × word counts; `owner[i]` is the place of sentence i's plan in `plan_ids`."""

    plan_ids: list[str]
    words: list[str]
    matrix: csr_matrix
    owner: np.ndarray


def sentence_matrix(documents: Mapping[str, Words]) -> SentenceMatrix:
    """Counts of every sentence, plans and words sorted. A plan without words has no sentence."""
    plan_ids = sorted(documents)
    words = sorted({word for plan_id in plan_ids for word in documents[plan_id].vocabulary})
    place = {word: i for i, word in enumerate(words)}
    columns, lengths, owner = [], [], []
    for i, plan_id in enumerate(plan_ids):
        own = documents[plan_id]
        columns.append(np.array([place[word] for word in own.vocabulary], dtype=np.int32)[own.places])
        lengths.append(np.diff(own.ends, prepend=0))
        owner.append(np.full(len(own.ends), i))
    indices, ends = _joined(columns), np.concatenate([[0], np.cumsum(_joined(lengths))])
    matrix = csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(ends) - 1, len(words)))
    matrix.sum_duplicates()
    return SentenceMatrix(plan_ids, words, matrix, _joined(owner))


def _joined(parts: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else np.array([], dtype=np.int64)


def drawn(documents: Mapping[str, Words], clauses: int) -> Mapping[str, Words]:
    """Plans with so many clauses at most, drawn by a hash of their ids, so that a plan more seldom changes
    the draw; all of them where they have no more."""
    sizes = {plan_id: len(set(words.clauses)) for plan_id, words in documents.items()}
    if sum(sizes.values()) <= clauses:
        return documents
    order = sorted(documents, key=_hashed)
    until = np.cumsum([sizes[plan_id] for plan_id in order])
    return {plan_id: documents[plan_id] for plan_id in order[: max(1, int(np.sum(until <= clauses)))]}


def of_drawn(sentences: SentenceMatrix, size: int) -> SentenceMatrix:
    """So many plans, drawn by a hash of their ids, with their sentences and no other words than theirs, so
    that a plan more seldom changes anything; all of them where there are no more."""
    if len(sentences.plan_ids) <= size:
        return sentences
    order = sorted(range(len(sentences.plan_ids)), key=lambda i: _hashed(sentences.plan_ids[i]))
    own = of_places(sentences, sorted(order[:size]))
    used = np.unique(own.matrix.indices)
    return own._replace(words=[own.words[i] for i in used], matrix=own.matrix[:, used])


def _hashed(plan_id: str) -> bytes:
    return hashlib.sha256(plan_id.encode()).digest()


def of_places(sentences: SentenceMatrix, places: Sequence[int] | np.ndarray) -> SentenceMatrix:
    """The plans at these places with their sentences; all words stay."""
    if len(places) == len(sentences.plan_ids):
        return sentences
    new = np.full(len(sentences.plan_ids), -1)
    new[places] = np.arange(len(places))
    rows = np.flatnonzero(new[sentences.owner] >= 0)
    return SentenceMatrix(
        [sentences.plan_ids[i] for i in places],
        sentences.words,
        sentences.matrix[rows],
        new[sentences.owner[rows]],
    )


def with_words(sentences: SentenceMatrix) -> SentenceMatrix:
    """Without the plans that have no words."""
    kept = np.unique(sentences.owner)
    return SentenceMatrix(
        [sentences.plan_ids[i] for i in kept],
        sentences.words,
        sentences.matrix,
        np.searchsorted(kept, sentences.owner),
    )


def gathered(
    matrix: csr_matrix, owner: np.ndarray, plans: int, picked: np.ndarray | None = None
) -> csr_matrix:
    """Plan × word counts from sentence rows (`picked`: which rows, repeats allowed; owner beside them)."""
    cells = plans * matrix.shape[1]
    if 0 < cells <= CELLS_AT_ONCE:  # a quarter of the time that the product takes
        held = matrix if picked is None else matrix[picked]
        place = np.repeat(owner, np.diff(held.indptr)) * matrix.shape[1] + held.indices
        return csr_matrix(np.bincount(place, held.data, cells).reshape(plans, -1))
    rows = np.arange(matrix.shape[0]) if picked is None else picked
    dealt = coo_matrix((np.ones(len(rows)), (owner, rows)), shape=(plans, matrix.shape[0])).tocsr()
    return dealt @ matrix


def document_counts(sentences: SentenceMatrix) -> Counts:
    """Plan × word counts with the names of rows and columns, both sorted."""
    return (
        sentences.plan_ids,
        sentences.words,
        gathered(sentences.matrix, sentences.owner, len(sentences.plan_ids)),
    )


def design_effects(sentences: SentenceMatrix) -> np.ndarray:
    """How much more the count of each word varies than if words were drawn one by one: sentences are, and
    some words stand in them several times. Σx²/Σx of its counts x in sentences; 1 where it stands once in
    each."""
    places, counts = sentences.matrix.indices, sentences.matrix.data
    sums, squares = (np.bincount(places, c, sentences.matrix.shape[1]) for c in (counts, counts**2))
    return np.where(sums > 0, squares / np.where(sums > 0, sums, 1), 1.0)


def clause_counts(documents: Mapping[str, Words], sentences: SentenceMatrix, least: int) -> Counts:
    """Clause × word counts of the clauses with at least `least` words, clauses and words sorted.

    `sentences` are those of the documents.
    """
    clauses = [clause for plan_id in sentences.plan_ids for clause in documents[plan_id].clauses]
    ids, clause_of = np.unique(np.array(clauses, dtype=object), return_inverse=True)
    sizes = np.bincount(clause_of, np.asarray(sentences.matrix.sum(axis=1)).ravel(), len(ids))
    kept = np.flatnonzero(sizes >= least)
    new = np.full(len(ids), -1)
    new[kept] = np.arange(len(kept))
    rows = np.flatnonzero(new[clause_of] >= 0)
    counts = gathered(sentences.matrix, new[clause_of[rows]], len(kept), rows)
    return ids[kept].tolist(), sentences.words, counts


def plans_of(clause_ids: Iterable[str], documents: Mapping[str, Words]) -> list[str]:
    """The plan each clause stands in."""
    plan = {clause: plan_id for plan_id, words in documents.items() for clause in words.clauses}
    return [plan[clause] for clause in clause_ids]


def tfidf(counts: csr_matrix, idf: bool = True) -> csr_matrix:
    """(1 + ln tf) · (ln((1 + N)/(1 + df)) + 1), rows of length 1; `idf=False` drops the second factor.

    Written out because the null asks for it hundreds of times; a test holds it to scikit-learn's.
    """
    held = counts.tocsr()
    plans, words = held.shape
    weights = np.log(held.data) + 1.0
    if idf:
        df = np.bincount(held.indices, minlength=words)
        weights *= (np.log((1.0 + plans) / (1.0 + df)) + 1.0)[held.indices]
    row = np.repeat(np.arange(plans), np.diff(held.indptr))
    length = np.sqrt(np.bincount(row, weights * weights, plans))
    return csr_matrix((weights / length[row], held.indices, held.indptr), shape=held.shape, copy=True)


def shared(counts: csr_matrix, least: int = 2, most: float = 1.0) -> csr_matrix:
    """Only the words of at least `least` plans and at most the share `most` of them.

    A word of one plan says nothing about which plans belong together; it only pushes that one away.
    """
    held = counts.tocsr().sorted_indices()
    df = np.bincount(held.indices, minlength=counts.shape[1])
    kept = (df >= least) & (df <= most * counts.shape[0])
    new, inside = np.cumsum(kept) - 1, kept[held.indices]
    ends = np.concatenate([[0], np.cumsum(inside)])[held.indptr]
    return csr_matrix(
        (held.data[inside], new[held.indices[inside]], ends), shape=(counts.shape[0], int(kept.sum()))
    )


def similarity(weights: csr_matrix) -> np.ndarray:
    """Cosines between the rows (of length 1), dense; only up to DENSE_LIMIT rows.

    Words are unpacked a block at a time: most pairs of plans share words, so that a product of sparse
    matrices takes longer.
    """
    n, words = weights.shape
    if n > DENSE_LIMIT:
        raise ValueError(f"{n} plans: a full matrix is held up to {DENSE_LIMIT} only")
    columns, total = weights.tocsc(), np.zeros((n, n))
    for start in range(0, words, WORDS_AT_ONCE):
        block = columns[:, start : start + WORDS_AT_ONCE].toarray()
        total += block @ block.T
    return total


def cosine_distances(weights: csr_matrix) -> np.ndarray:
    """1 − cosine, symmetric, zero on the diagonal, within 0 and 1."""
    distances = np.clip(1 - similarity(weights), 0, 1)
    distances = (distances + distances.T) / 2
    np.fill_diagonal(distances, 0)
    return distances
