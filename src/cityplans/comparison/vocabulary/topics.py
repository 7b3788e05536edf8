"""Topics found without the codebook (NMF over clauses), to show a theme the codebook lacks.

Non-negative matrix factorisation of clause × word TF-IDF, started from the SVD and without chance. Each
topic is set against the codebook's themes: a topic whose clauses have no theme in common is a candidate
for a new one. Agreement is adjusted mutual information of each clause's main topic and main theme.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from cityplans import tables
from cityplans.comparison.coding.coded import Words
from cityplans.comparison.vocabulary import features
from cityplans.comparison.vocabulary.features import SentenceMatrix

TOPICS = 14  # as many as the codebook has themes
LEAST_CLAUSES = 40  # fewer clauses give no topics
LEAST_WORDS = 8  # of a clause
SHOWN = 15  # words of a topic
AT_MOST = 20_000  # clauses; of more, those of plans drawn for it (features.drawn)


def build(
    documents: Mapping[str, Words], sentences: SentenceMatrix, main: Mapping[str, str], seed: int = 0
) -> dict[str, pd.DataFrame]:
    """Tables topics, topic_terms, clause_topics; empty for fewer than LEAST_CLAUSES clauses.

    `sentences` are those of the documents, `main` the heaviest theme of every clause."""
    ids, terms, counts = features.clause_counts(documents, sentences, LEAST_WORDS)
    kept = np.flatnonzero(np.bincount(counts.indices, minlength=counts.shape[1]) >= 3)
    if len(ids) < LEAST_CLAUSES or len(kept) < TOPICS:
        return {name: tables.frame(name, []) for name in ("topics", "topic_terms", "clause_topics")}
    weights = features.tfidf(counts[:, kept])
    shares, loadings = _factors(weights, seed)
    return {
        "topics": tables.frame("topics", _topic_rows(ids, shares, main)),
        "topic_terms": tables.frame("topic_terms", _term_rows(loadings, [terms[i] for i in kept])),
        "clause_topics": _clause_topics(ids, features.plans_of(ids, documents), shares, main),
    }


def _clause_topics(
    ids: Sequence[str], plan_ids: Sequence[str], shares: np.ndarray, main: Mapping[str, str]
) -> pd.DataFrame:
    weight = shares.max(axis=1)
    held = np.flatnonzero(weight > 0).tolist()
    return tables.from_columns(
        "clause_topics",
        {
            "clause_id": [ids[i] for i in held],
            "plan_id": [plan_ids[i] for i in held],
            "topic": [_name(k) for k in shares[held].argmax(axis=1).tolist()],
            "weight": weight[held],
            "theme": [main.get(ids[i]) for i in held],
        },
    )


def _factors(weights, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Clause × topic shares (rows sum to 1) and topic × word loadings."""
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    model = NMF(TOPICS, init="nndsvda", random_state=seed, max_iter=400, tol=1e-4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        found = model.fit_transform(weights)
    loadings = model.components_
    size = loadings.sum(axis=1)
    shares = found * size
    total = shares.sum(axis=1, keepdims=True)
    shares = np.round(shares / np.where(total > 0, total, 1), 6)
    return shares, loadings / np.where(size > 0, size, 1)[:, None]


def _topic_rows(ids: Sequence[str], shares: np.ndarray, main: Mapping[str, str]) -> list[dict]:
    from sklearn.metrics import adjusted_mutual_info_score

    topic = shares.argmax(axis=1)
    themes = [main.get(c, "other") for c in ids]
    agreement = float(adjusted_mutual_info_score(themes, topic))
    rows = []
    for k in range(shares.shape[1]):
        held = Counter(t for t, own in zip(themes, topic) if own == k)
        best = min(held, key=lambda t: (-held[t], t)) if held else None
        n = sum(held.values())
        rows.append(
            {
                "topic": _name(k),
                "clauses": n,
                "share": float(shares[:, k].mean()),
                "theme": best,
                "theme_share": held[best] / n if best else None,
                "agreement": agreement,
            }
        )
    return rows


def _term_rows(loadings: np.ndarray, terms: Sequence[str]) -> list[dict]:
    rows = []
    for k, loading in enumerate(loadings):
        best = sorted(range(len(terms)), key=lambda i: (-round(loading[i], 9), terms[i]))[:SHOWN]
        rows += [
            {"topic": _name(k), "rank": place, "term": terms[i], "weight": float(loading[i])}
            for place, i in enumerate(best, 1)
        ]
    return rows


def _name(k: int) -> str:
    return f"T{k + 1:02d}"
