"""What the clusters depend on: choices of preprocessing, and what year, level and length explain.

A multiverse runs every defensible combination of choices and counts how many different groupings come
out. The share of distance explained is the pseudo-R² of McArdle & Anderson (Ecology 82, 2001) on squared
distances, judged by permuting plans within their kind of document: where work reports are of other years than
plans, years would else explain what kinds do. All permutations of few plans, where only few different ones
exist (the least possible p is printed beside), random ones of more. Of several factors one looks best by
chance: p is given as well times their number. Distances are relative to what length alone gives (see
grouping). Of more than grouping.JUDGED plans as many are asked, drawn by their ids (n says how many).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import permutations, product
from math import factorial, prod

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from cityplans import tables
from cityplans.comparison.clusters import grouping
from cityplans.comparison.clusters.grouping import Judgement
from cityplans.comparison.coding import tokens
from cityplans.comparison.plans import issue_years, kinds
from cityplans.comparison.vocabulary import features
from cityplans.comparison.vocabulary.features import SentenceMatrix

MULTIVERSE_UP_TO = 30  # plans; the character strings of more take minutes
CUTS = (2, 3)  # numbers of groups that are tried beside the one chosen
LEAST = (1, 2, 3)  # plans a feature must be in
MOST = (1.0, 0.9)  # share of plans it may be in
LINKAGES = ("average", "complete", "single")
PERMUTATIONS = 999
EXACT_UP_TO = 8  # plans of which all permutations are tried (40,320)
UNITS = ("words", "characters")
CHOICES = ("units", "masked", "least_df", "most_df", "idf", "linkage")
DEFAULT = ("words", True, 2, 1.0, True, "average")


def build(
    masked: Mapping[str, str],
    sentences: SentenceMatrix,
    plans: pd.DataFrame,
    clauses: pd.DataFrame,
    codebook,
    judged: Judgement | None = None,
) -> dict[str, pd.DataFrame]:
    """Tables cluster_multiverse and distance_explained; empty for too few plans, or too many. `masked` is the
    running text of each plan without what is no vocabulary, `judged` what grouping.judged says of the same
    sentences, where it is known."""
    sentences = features.with_words(sentences)
    n = len(sentences.plan_ids)
    rows: list[dict] = []
    explained: list[dict] = []
    if grouping.LEAST_PLANS <= n <= features.DENSE_LIMIT:
        judged = judged or grouping.judged(sentences, grouping.SEED)
        asked = features.of_drawn(sentences, grouping.JUDGED)
        explained = explained_rows(plans, asked, judged.relative, grouping.SEED)
    if judged and n <= MULTIVERSE_UP_TO:
        texts = [masked[p] for p in sentences.plan_ids]
        universes = _universes(texts, plan_texts(sentences.plan_ids, clauses), codebook)
        cuts = sorted({*CUTS, judged.best.k})
        rows = list(multiverse_rows(universes, judged.null.expected, cuts))
    return {
        "cluster_multiverse": tables.frame("cluster_multiverse", rows),
        "distance_explained": tables.frame("distance_explained", explained),
    }


def plan_texts(plan_ids: Sequence[str], clauses: pd.DataFrame) -> list[str]:
    """The running text of every plan: its clauses without title, signature and notes."""
    counted = clauses[~clauses["clause_kind"].isin(tokens.LEFT_OUT)].sort_values(["start", "clause_id"])
    parts: dict[str, list[str]] = {plan_id: [] for plan_id in plan_ids}
    for plan_id, text in zip(counted["plan_id"], counted["text"].fillna("")):
        if plan_id in parts:
            parts[plan_id].append(text)
    return ["\n".join(found) for found in parts.values()]


def _universes(masked: Sequence[str], raw: Sequence[str], codebook) -> dict[tuple[str, bool], csr_matrix]:
    """Plan × feature counts for words and character strings, masked and not."""
    tokenise = tokens.tokeniser(codebook)
    found = {}
    for is_masked, texts in ((True, masked), (False, raw)):
        words = [[word for word in tokenise(text) if word != tokens.END] for text in texts]
        found["words", is_masked] = _counts(words)
        found["characters", is_masked] = _counts([_strings(text) for text in texts])
    return found


def _counts(features_of: Sequence[Sequence[str] | np.ndarray]) -> csr_matrix:
    """Plan × feature counts; features are told apart, not named."""
    held = [np.unique(np.array(found), return_counts=True) for found in features_of]
    everything = np.unique(np.concatenate([found for found, _ in held]))
    columns = np.concatenate([np.searchsorted(everything, found) for found, _ in held])
    ends = np.cumsum([0, *(len(found) for found, _ in held)])
    counts = np.concatenate([count for _, count in held])
    return csr_matrix((counts, columns, ends), shape=(len(held), len(everything)))


def _strings(text: str) -> np.ndarray:
    """Character strings of two to four within runs of Chinese characters, each as one number.

    A character of the range takes 16 bits, so that four fit a number and no two strings give the same.
    """
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    codes = np.where((codes >= ord("一")) & (codes <= ord("龥")), codes, 0)
    strings, found = codes, []
    for n in (2, 3, 4):
        strings = np.where(
            (strings[:-1] > 0) & (codes[n - 1 :] > 0), (strings[:-1] << 16) | codes[n - 1 :], 0
        )
        found.append(strings[strings > 0])
    return np.concatenate(found)


def multiverse_rows(
    universes: Mapping[tuple[str, bool], csr_matrix], expected: np.ndarray, wanted: Sequence[int]
) -> Iterator[dict]:
    """One row per combination of choices and number of groups `wanted`, with its grouping and agreement.
    `expected` is what length alone gives, of the default choices: it hardly depends on them but for a
    factor."""
    from sklearn.metrics import adjusted_rand_score

    found = {}
    for units, masked, least, most, idf in product(UNITS, (True, False), LEAST, MOST, (True, False)):
        counts = features.shared(universes[units, masked], least, most)
        if not counts.shape[1]:
            continue
        distances = grouping.relative(features.cosine_distances(features.tfidf(counts, idf)), expected)
        for linkage in LINKAGES:
            linked = grouping.tree(distances, linkage)
            found[units, masked, least, most, idf, linkage] = [
                (k, grouping.cut(linked, k)) for k in wanted if k < len(distances)
            ]
    default = {k: tuple(labels.tolist()) for k, labels in found.get(DEFAULT, [])}
    agreed = cache(adjusted_rand_score)  # many choices give the same grouping
    for choice, cuts in found.items():
        for k, labels in cuts:
            agreement = float(agreed(default[k], tuple(labels.tolist()))) if k in default else None
            yield {
                **dict(zip(CHOICES, choice)),
                "k": k,
                "partition": " ".join(map(str, labels)),
                "agreement": agreement,
                "is_default": choice == DEFAULT,
            }


def explained_rows(
    plans: pd.DataFrame, sentences: SentenceMatrix, distances: np.ndarray, seed: int
) -> list[dict]:
    """Share of squared distance that issue year, kind, level, region and length explain, each alone."""
    known = plans.set_index("plan_id").loc[sentences.plan_ids]
    years, kinds_of = issue_years(plans), kinds(plans)
    factors = {
        "year": [years[p] for p in sentences.plan_ids],
        "kind": [kinds_of[p] for p in sentences.plan_ids],
        "level": known["region_level"].fillna("").tolist(),
        "region": known["region"].fillna("").tolist(),
        "length": np.log1p(np.bincount(sentences.owner, np.diff(sentences.matrix.indptr))),
    }
    rows = [
        explained_row(name, values, distances, seed, factors["kind"] if name != "kind" else None)
        for name, values in factors.items()
    ]
    tried = sum("p_value" in row for row in rows)
    return [
        row | {"p_corrected": min(1.0, row["p_value"] * tried) if "p_value" in row else None} for row in rows
    ]


def explained_row(
    name: str, values: Sequence, distances: np.ndarray, seed: int, within: Sequence[str] | None = None
) -> dict:
    """Pseudo-R² of one factor (a category, or a number) over the plans for which it is known; plans are
    permuted `within` theirs of these groups."""
    places = np.array([i for i, v in enumerate(values) if v != ""], dtype=int)
    values = [values[i] for i in places]
    blocks = [within[i] if within else "" for i in places]
    numeric = name == "length"
    groups, ways = len(set(values)), _arrangements(values, blocks, numeric)
    if why := _unasked(len(places), groups, ways, numeric):
        return {"factor": name, "n": len(places), "groups": groups, "note": why}
    here = distances[np.ix_(places, places)]
    centred = np.eye(len(here)) - 1 / len(here)
    gram = centred @ (-(here**2) / 2) @ centred
    design = centred @ (np.array(values, dtype=float)[:, None] if numeric else _dummies(values))
    q, _ = np.linalg.qr(design[:, np.ptp(design, axis=0) > 1e-12][:, : None if numeric else groups - 1])
    share = _share(q, gram)
    drawn = np.array([_share(q[np.argsort(order)], gram) for order in _orders(blocks, seed)])
    return {
        "factor": name,
        "r_squared": share,
        "p_value": _p_of(share, drawn, len(here)),
        "least_p": 1 / min(PERMUTATIONS + 1, ways),
        "repetitions": len(drawn),
        "n": len(places),
        "groups": groups,
        "null_median": float(np.median(drawn)),
        "note": "share of squared distance, this factor alone"
        + "; plans permuted within kinds" * (len(set(blocks)) > 1),
    }


def _unasked(n: int, groups: int, ways: int, numeric: bool) -> str:
    """Why a factor cannot be asked; empty where it can."""
    if groups < 2:
        return "the same for all plans"
    if n < grouping.LEAST_PLANS or (groups == n and not numeric):
        return "different for every plan, or too few plans"
    return "" if ways > 1 else "the same for all plans of a kind"


def _orders(blocks: Sequence[str], seed: int) -> Iterator[np.ndarray]:
    """Orders of plans that leave each in its block: all of few plans, the observed one among them; random
    ones of more."""
    names = np.array(blocks)
    if len(names) <= EXACT_UP_TO:
        return (o for o in map(np.array, permutations(range(len(names)))) if (names[o] == names).all())
    random = np.random.default_rng(seed)
    places = [np.flatnonzero(names == name) for name in sorted(set(blocks))]
    return (_dealt(places, random) for _ in range(PERMUTATIONS))


def _dealt(places: Sequence[np.ndarray], random: np.random.Generator) -> np.ndarray:
    order = np.empty(sum(map(len, places)), dtype=int)
    for own in places:
        order[own] = own[random.permutation(len(own))]
    return order


def _p_of(share: float, drawn: np.ndarray, n: int) -> float:
    return float(np.mean(drawn >= share - 1e-12)) if n <= EXACT_UP_TO else grouping.p_value(share, drawn)


def _dummies(values: Sequence[str]) -> np.ndarray:
    return np.array([[v == g for g in sorted(set(values))] for v in values], dtype=float)


def _share(q: np.ndarray, gram: np.ndarray) -> float:
    """tr(H G) / tr(G), of H = q qᵀ, which need not be made."""
    total = np.trace(gram)
    return float(np.vdot(q, gram @ q) / total) if total > 1e-12 else 0.0


def _arrangements(values: Sequence, blocks: Sequence[str], numeric: bool) -> int:
    """How many different ways there are to give these values to the plans of each block; values that are
    dealt alike may change names."""
    held = {value: Counter(b for v, b in zip(values, blocks) if v == value) for value in values}
    alike = Counter(tuple(sorted(sizes.items())) for sizes in held.values())
    ways = prod(map(factorial, Counter(blocks).values()))
    ways //= prod(factorial(n) for sizes in held.values() for n in sizes.values())
    return max(1, ways // (1 if numeric else prod(map(factorial, alike.values()))))
