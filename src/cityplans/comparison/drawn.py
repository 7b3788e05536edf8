"""How sure a share or a difference is, by what was drawn: clauses or sentences, never the targets within one.

Targets of one sentence share their comparator, and words of one clause their theme: counted one by one they
look far surer than they are. So whole clauses are drawn again, with repeats (Davison & Hinkley, Bootstrap
Methods and their Application, 1997, ch. 2; clusters 3.8).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

DRAWS = 999
LEVEL = 0.95
SEED = 0


def share_intervals(parts: Sequence[Sequence[int]], whole: Sequence[int]) -> list[tuple[float, float]]:
    """95 % intervals of sum(part) / sum(whole) for each of the parts, all of them counts clause by clause;
    (0, 1) where there is no clause.

    Where every clause says the same, drawing again tells nothing: then Wilson's for as many clauses."""
    counts, sizes = np.asarray(parts, dtype=float), np.asarray(whole, dtype=float)
    if not sizes.sum():
        return [(0.0, 1.0)] * len(counts)
    times = _times(len(sizes))
    total = times @ sizes
    ratios = (times @ counts.T) / np.where(total > 0, total, 1)[:, None]
    lows, highs = np.quantile(ratios, ((1 - LEVEL) / 2, (1 + LEVEL) / 2), axis=0)
    shares = counts / np.where(sizes > 0, sizes, 1)
    alike = (np.ptp(shares[:, sizes > 0], axis=1) < 1e-12) | (len(sizes) < 2)
    return [
        wilson(round(float(own.max()) * len(sizes)), len(sizes)) if same else (float(low), float(high))
        for own, same, low, high in zip(shares, alike, lows, highs)
    ]


@lru_cache(maxsize=64)
def _times(n: int) -> np.ndarray:
    """How often each of n is drawn, DRAWS times n of n with repeats, as scipy.stats.bootstrap draws them:
    written out because it is asked for every plan and the checks of that function take longer than the work;
    a test holds it to it."""
    places = np.random.default_rng(SEED).integers(0, n, (DRAWS, n)) + n * np.arange(DRAWS)[:, None]
    return np.bincount(places.ravel(), minlength=DRAWS * n).reshape(DRAWS, n).astype(float)


def false_discovery(p: np.ndarray) -> np.ndarray:
    """q of each of several p-values after Benjamini & Hochberg (1995).

    Written out because a build would wait longer for scipy.stats to be loaded than for all its tables; a test
    holds it to scipy's."""
    order = np.argsort(p)
    q = p[order] * (len(p) / np.arange(1, len(p) + 1))
    q[::-1] = np.minimum.accumulate(q[::-1])
    return np.clip(q[np.argsort(order)], 0, 1)


def wilson(successes: int, n: int) -> tuple[float, float]:
    """95 % interval of a share after Wilson (1927); (0, 1) for n = 0."""
    if n == 0:
        return 0.0, 1.0
    from scipy.stats import binomtest

    found = binomtest(successes, n).proportion_ci(LEVEL, method="wilson")
    return float(found.low), float(found.high)


Columns = np.ndarray


def difference_interval(first: np.ndarray, second: np.ndarray) -> tuple[Columns, Columns]:
    """95 % interval of share(second) − share(first), column by column, clauses of both drawn again.

    Each is clause × column: what of the clause's mass belongs to the column."""
    random = np.random.default_rng(SEED)
    drawn = [_drawn(second, random) - _drawn(first, random) for _ in range(DRAWS)]
    low, high = np.quantile(drawn, ((1 - LEVEL) / 2, (1 + LEVEL) / 2), axis=0)
    return low, high


def _drawn(masses: np.ndarray, random: np.random.Generator) -> np.ndarray:
    times = random.multinomial(len(masses), np.full(len(masses), 1 / len(masses)))
    sums = times @ masses
    return sums / (sums.sum() or 1)


def p_of_difference(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """p of the two shares being one, column by column, clauses dealt anew between the two; never 0."""
    random, every = np.random.default_rng(SEED), np.concatenate([first, second])
    observed = np.abs(_shares(second) - _shares(first))
    at_least = np.zeros(len(observed))
    for _ in range(DRAWS):
        dealt = every[random.permutation(len(every))]
        at_least += np.abs(_shares(dealt[len(first) :]) - _shares(dealt[: len(first)])) >= observed - 1e-12
    return (1 + at_least) / (1 + DRAWS)


def _shares(masses: np.ndarray) -> np.ndarray:
    sums = masses.sum(axis=0)
    return sums / (sums.sum() or 1)
