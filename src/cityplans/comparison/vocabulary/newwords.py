"""Suggest words the lexicon lacks; a person accepts or rejects them in lexicon.csv, and that stays.

A candidate is two to four neighbouring pieces of the tokeniser, so that it never begins or ends inside a
word. Cohesion: the least pointwise mutual information over all ways to part it in two. Freedom: the
smaller entropy of the characters beside it. Both thresholds are quantiles of what the corpus offers, so
that they fit 6 plans as well as 2,000. A string that nearly always stands in a longer one is dropped.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
import pandas as pd
from scipy.special import entr

from cityplans import tables
from cityplans.comparison.coding import tokens

KNOWN = ("word", "slogan")  # kinds of the lexicon that are no candidates
PIECES = (2, 3, 4)
LONGEST = 8  # characters
LEAST_COUNT = 4
COHESION_QUANTILE = 0.4
FREEDOM_QUANTILE = 0.5
INSIDE_SHARE = 0.9  # dropped where a longer candidate has this share of its frequency
AT_MOST = 200  # suggestions a person can look through
CHARACTERS_USED = 150_000  # beyond that every k-th run of characters
RUN = re.compile(r"[一-龥]{2,}")
# 的, 和, 在 … join words, they do not stand in them
JOINING = re.compile(r"[的和与及或在对为以等将把被了并向从于各]")


def build(texts: Mapping[str, str], codebook) -> pd.DataFrame:
    """Table new_words: suggestions, with what was decided about earlier ones (lexicon kinds)."""
    runs = _runs(texts, codebook)
    counts, left, right, where = _count(runs)
    decided = {row["term"]: row["kind"] for row in codebook["lexicon"]}
    stop = frozenset(codebook.words("stopwords"))
    rows = []
    for pieces, cohesion, freedom in _candidates(counts, left, right, runs):
        term = "".join(pieces)
        decision = decided.get(term, "suggested")
        if decision in ("accepted", "rejected") or not (term in decided or {pieces[0], pieces[-1]} & stop):
            rows.append(
                {
                    "term": term,
                    "count": counts[pieces],
                    "plans_with_term": len(where[pieces]),
                    "cohesion": cohesion,
                    "freedom": freedom,
                    "decision": decision,
                }
            )
    best = sorted(
        rows, key=lambda r: (r["decision"] == "suggested", -r["plans_with_term"], -r["count"], r["term"])
    )
    return tables.frame("new_words", {r["term"]: r for r in reversed(best[:AT_MOST])}.values())


Pieces = tuple[str, ...]


def _runs(texts: Mapping[str, str], codebook) -> list[tuple[str, Pieces]]:
    """Runs of Chinese characters, parted at joining characters and tokenised, with their plan."""
    found = {plan_id: RUN.findall(texts[plan_id]) for plan_id in sorted(texts)}
    step = max(1, math.ceil(sum(sum(map(len, runs)) for runs in found.values()) / CHARACTERS_USED))
    runs = ((plan_id, run) for plan_id, runs in found.items() for run in runs)
    cut = tokens.cutter(codebook, KNOWN)
    return [
        (plan_id, tuple(cut(part)))
        for plan_id, run in islice(runs, 0, None, step)
        for part in JOINING.split(run)
        if len(part) >= 2
    ]


def _grams(run: Pieces) -> Iterator[tuple[int, Pieces]]:
    for n in PIECES:
        for i in range(len(run) - n + 1):
            if sum(map(len, run[i : i + n])) <= LONGEST:
                yield i, run[i : i + n]


def _count(runs: Sequence[tuple[str, Pieces]]):
    """Counts of all sequences of pieces, and neighbours and plans of the frequent ones."""
    counts: Counter[Pieces] = Counter()
    for _, run in runs:
        counts.update((piece,) for piece in run)
        counts.update(gram for _, gram in _grams(run))
    left: dict[Pieces, Counter] = defaultdict(Counter)
    right: dict[Pieces, Counter] = defaultdict(Counter)
    where: dict[Pieces, set[str]] = defaultdict(set)
    for plan_id, run in runs:
        for i, gram in _grams(run):
            if counts[gram] >= LEAST_COUNT:
                left[gram][run[i - 1] if i else "^"] += 1
                right[gram][run[i + len(gram)] if i + len(gram) < len(run) else "$"] += 1
                where[gram].add(plan_id)
    return counts, left, right, where


def _candidates(counts, left, right, runs) -> list[tuple[Pieces, float, float]]:
    total = sum(len(run) for _, run in runs)
    scored = [
        (gram, _cohesion(gram, counts, total), min(_entropy(left[gram]), _entropy(right[gram])))
        for gram in sorted(left)
    ]
    if not scored:
        return []
    cohesion_from = np.quantile([c for _, c, _ in scored], COHESION_QUANTILE, method="lower")
    freedom_from = np.quantile([f for _, _, f in scored], FREEDOM_QUANTILE, method="lower")
    inside = {
        part
        for gram in left
        if len(gram) > 2
        for part in (gram[1:], gram[:-1])
        if counts[gram] >= INSIDE_SHARE * counts[part]
    }
    return [
        (g, c, f)
        for g, c, f in scored
        if c >= cohesion_from and f >= freedom_from and f > 0 and g not in inside
    ]


def _cohesion(gram: Pieces, counts: Mapping[Pieces, int], total: int) -> float:
    return min(
        math.log2(counts[gram] * total / (counts[gram[:k]] * counts[gram[k:]])) for k in range(1, len(gram))
    )


def _entropy(neighbours: Counter) -> float:
    """Bits; the edge of a run counts as a new neighbour each time, being no fixed one."""
    edge = neighbours.get("^", 0) + neighbours.get("$", 0)
    counts = [c for key, c in neighbours.items() if key not in "^$"] + [1] * edge
    return float(entr(np.array(counts) / sum(counts)).sum() / math.log(2))
