"""Which words the plans use together: co-occurrence in a sentence, measured by Ochiai's coefficient.

c_ij / √(c_i c_j), the window being the sentence (to 。 or ；), over the words of at least LEAST_SENTENCES
sentences and two plans; pairs from CUT on. Ochiai is the cosine of the two words' sentences. Only documents
of the most frequent kind are counted: words that reports share, and plans do not, would be pairs of a kind.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from cityplans import tables
from cityplans.comparison.plans import kinds, main_kind
from cityplans.comparison.vocabulary import features
from cityplans.comparison.vocabulary.features import SentenceMatrix

LEAST_SENTENCES = 8
MOST_WORDS = 300  # the most frequent ones
LEAST_TOGETHER = 4
CUT = 0.2


def build(sentences: SentenceMatrix, plans: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Table cowords: pairs of words with the counts behind them."""
    return {"cowords": tables.frame("cowords", pair_rows(_of_main_kind(sentences, plans)))}


def _of_main_kind(sentences: SentenceMatrix, plans: pd.DataFrame) -> SentenceMatrix:
    kind_of = kinds(plans)
    main = main_kind({plan_id: kind_of[plan_id] for plan_id in sentences.plan_ids})
    return features.of_places(
        sentences, [i for i, plan_id in enumerate(sentences.plan_ids) if kind_of[plan_id] == main]
    )


def pair_rows(sentences: SentenceMatrix) -> list[dict]:
    if not sentences.words:
        return []
    present = sentences.matrix.copy()
    present.data[:] = 1
    counts = np.asarray(present.sum(axis=0)).ravel()
    held = features.gathered(sentences.matrix, sentences.owner, len(sentences.plan_ids))
    plans = np.bincount(held.indices, minlength=len(counts))
    least_plans = min(2, len(sentences.plan_ids))
    kept = [
        i
        for i in np.lexsort((np.arange(len(counts)), -counts))
        if counts[i] >= LEAST_SENTENCES and plans[i] >= least_plans
    ][:MOST_WORDS]
    kept = np.sort(np.array(kept, dtype=int))
    together = (present[:, kept].T @ present[:, kept]).toarray()
    own = counts[kept]
    ochiai = together / np.sqrt(np.outer(own, own)) if len(kept) else together
    pairs = np.argwhere(np.triu((ochiai >= CUT) & (together >= LEAST_TOGETHER), 1))
    return [
        {
            "term": sentences.words[kept[i]],
            "other_term": sentences.words[kept[j]],
            "sentences": int(own[i]),
            "other_sentences": int(own[j]),
            "sentences_together": int(together[i, j]),
            "ochiai": float(ochiai[i, j]),
        }
        for i, j in pairs
    ]
