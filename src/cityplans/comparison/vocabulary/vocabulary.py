"""Words of the plans: counts, TF-IDF, keyness, suggested new words, concordance."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from cityplans import tables
from cityplans.comparison.vocabulary import features, keyness, newwords
from cityplans.comparison.vocabulary.features import SentenceMatrix


def build(
    masked: Mapping[str, str], sentences: SentenceMatrix, plans: pd.DataFrame, codebook
) -> dict[str, pd.DataFrame]:
    """Tables terms, keyness and new_words, of the masked text of each plan and the words of the same."""
    counts = features.document_counts(sentences)
    return {
        "terms": terms_table(counts),
        "keyness": keyness.build(plans, counts, features.design_effects(sentences)),
        "new_words": newwords.build(masked, codebook),
    }


def terms_table(counts) -> pd.DataFrame:
    plan_ids, words, matrix = counts
    if not words:
        return tables.frame("terms", [])
    df = np.asarray((matrix > 0).sum(axis=0)).ravel()
    weights = features.tfidf(matrix)
    weights.sort_indices()
    matrix.sort_indices()
    return tables.from_columns(
        "terms",
        {
            "plan_id": np.repeat(np.array(plan_ids, dtype=object), np.diff(matrix.indptr)),
            "term": np.array(words, dtype=object)[matrix.indices],
            "count": matrix.data,
            "plans_with_term": df[matrix.indices],
            "tfidf": weights.data,
        },
    )


def concordance(term: str, clauses: pd.DataFrame, width: int = 25) -> pd.DataFrame:
    """Every occurrence of a term in context: plan_id, section, number, start, left, term, right.

    `start` indexes the plan's text; a term that occurs nowhere gives an empty table.
    """
    columns = ["plan_id", "clause_id", "section", "number", "start", "left", "term", "right"]
    if not term:
        return pd.DataFrame(columns=columns)
    holding = clauses[clauses["text"].fillna("").str.contains(term, regex=False)]
    rows = [
        (
            c.plan_id,
            c.clause_id,
            c.section,
            c.number,
            int(c.start) + m.start(),
            c.text[max(0, m.start() - width) : m.start()],
            term,
            c.text[m.end() : m.end() + width],
        )
        for c in holding.itertuples()
        for m in re.finditer(re.escape(term), c.text)
    ]
    return pd.DataFrame(rows, columns=columns).sort_values(["plan_id", "start"], ignore_index=True)
