"""What the clusters depend on: choices of preprocessing, and what year, level and length explain.

A multiverse runs every defensible combination of choices and counts how many different groupings come
out. The share of distance explained is the pseudo-R² of McArdle & Anderson (Ecology 82, 2001) on squared
distances, judged by permuting plans; with few plans only few different permutations exist, and the least
possible p is printed beside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import factorial, prod

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import adjusted_rand_score

from cityplans import tables
from cityplans.comparison import features, grouping, tokens

MULTIVERSE_UP_TO = 30  # plans; the character strings of more take minutes
CUTS = (2, 3)
LEAST = (1, 2, 3)  # plans a feature must be in
MOST = (1.0, 0.9)  # share of plans it may be in
LINKAGES = ("average", "complete", "single")
PERMUTATIONS = 999
UNITS = ("words", "characters")
CHOICES = ("units", "masked", "least_df", "most_df", "idf", "linkage")
DEFAULT = ("words", True, 2, 1.0, True, "average")


def build(plans: pd.DataFrame, clauses: pd.DataFrame, codebook, seed: int = 0) -> dict[str, pd.DataFrame]:
    """Tables cluster_multiverse and distance_explained; empty for too few plans, or too many."""
    documents = {p: s for p, s in tokens.documents(plans, clauses, codebook).items() if s}
    n = len(documents)
    if n < grouping.LEAST_PLANS or n > features.DENSE_LIMIT:
        rows: list[dict] = []
        explained: list[dict] = []
    else:
        explained = explained_rows(plans, documents, seed)
        kept = plans[plans["plan_id"].isin(list(documents))]
        rows = list(multiverse_rows(_universes(kept, clauses, codebook))) if n <= MULTIVERSE_UP_TO else []
    return {"cluster_multiverse": tables.frame("cluster_multiverse", rows),
            "distance_explained": tables.frame("distance_explained", explained)}


def _universes(plans: pd.DataFrame, clauses: pd.DataFrame, codebook) -> dict[tuple[str, bool], object]:
    """Plan × feature counts for words and character strings, masked and not."""
    masked = tokens.masked_texts(plans, clauses, codebook)
    raw = tokens.plan_texts(plans, clauses)
    cut = tokens.tokeniser(codebook)
    found = {}
    for mask, texts in ((True, masked), (False, raw)):
        inputs = [texts[p] for p in sorted(texts)]
        words = CountVectorizer(analyzer=cut)
        strings = CountVectorizer(analyzer=_strings)
        found["words", mask] = words.fit_transform(inputs)
        found["characters", mask] = strings.fit_transform(inputs)
    return found


def _strings(text: str) -> Iterator[str]:
    """Character strings of two to four within runs of Chinese characters."""
    for run in tokens.CJK_WORD.findall(text):
        for n in (2, 3, 4):
            yield from (run[i:i + n] for i in range(len(run) - n + 1))


def multiverse_rows(universes: Mapping[tuple[str, bool], object]) -> Iterator[dict]:
    """One row per combination of choices and number of groups, with its grouping and agreement."""
    found = {}
    for units, masked, least, most, idf in product(UNITS, (True, False), LEAST, MOST, (True, False)):
        counts = features.shared(universes[units, masked], least, most)
        if not counts.shape[1]:
            continue
        distances = features.cosine_distances(features.tfidf(counts, idf))
        for linkage in LINKAGES:
            linked = grouping.tree(distances, linkage)
            found[units, masked, least, most, idf, linkage] = [
                (k, grouping.cut(linked, k)) for k in CUTS if k < len(distances)]
    default = dict(found.get(DEFAULT, []))
    for choice, cuts in found.items():
        for k, labels in cuts:
            agreement = adjusted_rand_score(default[k], labels) if k in default else None
            yield {**dict(zip(CHOICES, choice)), "k": k, "partition": " ".join(map(str, labels)),
                   "agreement": agreement, "is_default": choice == DEFAULT}


def explained_rows(plans: pd.DataFrame, documents: Mapping, seed: int) -> list[dict]:
    """Share of squared distance that issue year, level, length and region explain, each alone."""
    sentences = features.sentence_matrix(documents)
    distances = grouping.regrouped(sentences, sentences.owner)
    known = plans.set_index("plan_id").loc[sentences.plan_ids]
    years = tokens.issue_years(plans)
    length = np.log1p(np.bincount(sentences.owner, np.diff(sentences.matrix.indptr)))
    factors = {
        "year": [years[p] for p in sentences.plan_ids],
        "level": known["region_level"].fillna("").tolist(),
        "region": known["region"].fillna("").tolist(),
        "length": length,
    }
    return [explained_row(name, values, distances, seed) for name, values in factors.items()]


def explained_row(name: str, values: Sequence, distances: np.ndarray, seed: int) -> dict:
    """Pseudo-R² of one factor (a category, or a number) over the plans for which it is known."""
    places = np.array([i for i, v in enumerate(values) if v != ""], dtype=int)
    values = [values[i] for i in places]
    numeric = name == "length"
    groups = len(set(values))
    if len(places) < grouping.LEAST_PLANS or groups < 2 or (groups == len(places) and not numeric):
        why = "the same for all plans" if groups < 2 else "different for every plan, or too few plans"
        return {"factor": name, "n": len(places), "groups": groups, "note": why}
    here = distances[np.ix_(places, places)]
    centred = np.eye(len(here)) - 1 / len(here)
    gram = centred @ (-(here**2) / 2) @ centred
    design = centred @ (np.array(values, dtype=float)[:, None] if numeric else _dummies(values))
    q, _ = np.linalg.qr(design[:, np.ptp(design, axis=0) > 1e-12][:, :None if numeric else groups - 1])
    total = np.trace(gram)
    share = float(np.trace(q.T @ gram @ q) / total) if total > 1e-12 else 0.0
    random = np.random.default_rng(seed)
    drawn = np.array([_share(q, gram, random.permutation(len(here)), total) for _ in range(PERMUTATIONS)])
    return {"factor": name, "r_squared": share, "p_value": grouping.p_value(share, drawn),
            "least_p": 1 / min(PERMUTATIONS + 1, _arrangements(values, numeric)),
            "repetitions": PERMUTATIONS, "n": len(places), "groups": groups,
            "null_median": float(np.median(drawn)), "note": "share of squared distance, this factor alone"}


def _dummies(values: Sequence[str]) -> np.ndarray:
    return np.array([[v == g for g in sorted(set(values))] for v in values], dtype=float)


def _share(q: np.ndarray, gram: np.ndarray, order: np.ndarray, total: float) -> float:
    return float(np.trace(q.T @ gram[np.ix_(order, order)] @ q) / total) if total > 1e-12 else 0.0


def _arrangements(values: Sequence, numeric: bool) -> int:
    """How many different ways there are to give these values to the plans."""
    if len(values) > 20:
        return PERMUTATIONS + 1
    sizes = Counter(values).values()
    alike = 1 if numeric else prod(factorial(c) for c in Counter(sizes).values())
    return max(1, factorial(len(values)) // prod(factorial(s) for s in sizes) // alike)
