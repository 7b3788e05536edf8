"""How far two ways of grouping the same things agree, chance taken out.

Adjusted Rand index (Hubert & Arabie, Journal of Classification 2, 1985) and adjusted mutual information
(Vinh, Epps & Bailey, Journal of Machine Learning Research 11, 2010). Written out because a build of a few
plans would wait longer for scikit-learn to be loaded than for all its tables; a test holds both to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import factorial, log, pi

import numpy as np

LEAST = float(np.finfo(float).eps)  # where all is as chance has it, so that the quotient of nothing is one
FEW = 7  # things of which the ways to order them are counted out


def rand(one: Sequence, other: Sequence) -> float:
    """1 where the groups are the same, 0 where they agree as chance would have it."""
    table = _counted(one, other)
    pairs = int((table.astype(object) ** 2).sum())
    rows, columns = (int((table.sum(axis=axis).astype(object) ** 2).sum()) for axis in (1, 0))
    together, apart = pairs - len(one), len(one) ** 2 - rows - columns + pairs  # of both
    only_other, only_one = columns - pairs, rows - pairs
    if not only_other and not only_one:
        return 1.0
    return (
        2.0 * (together * apart - only_one * only_other)
        / ((together + only_one) * (only_one + apart) + (together + only_other) * (only_other + apart))
    )  # fmt: skip


def mutual_information(one: Sequence, other: Sequence) -> float:
    """1 where the groups are the same, 0 where one tells of the other what chance would."""
    table = _counted(one, other)
    if 1 in table.shape or not table.size:
        return float(table.shape in ((0, 0), (1, 1)))
    n, rows, columns = table.sum(), table.sum(axis=1), table.sum(axis=0)
    i, j = np.nonzero(table)
    held = table[i, j]
    found = (held / n * (np.log(held) + np.log(n) - np.log(rows[i]) - np.log(columns[j]))).sum()
    chance = _by_chance(rows, columns, int(n))
    possible = (entropy(rows) + entropy(columns)) / 2
    return float(_not_zero(found - chance) / _not_zero(possible - chance))


def _not_zero(value: float) -> float:
    return min(value, -LEAST) if value < 0 else max(value, LEAST)


def _counted(one: Sequence, other: Sequence) -> np.ndarray:
    """How many things are in a group of the one and a group of the other."""
    rows, columns = (np.unique(np.asarray(labels), return_inverse=True)[1] for labels in (one, other))
    shape = (rows.max(initial=-1) + 1, columns.max(initial=-1) + 1)
    return np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1]).reshape(shape)


def entropy(sizes: Sequence[int] | np.ndarray) -> float:
    """How evenly things are spread over groups of these sizes, in nats; groups without any add nothing."""
    share = np.asarray(sizes) / np.sum(sizes)
    return float((-share * np.log(share, where=share > 0, out=np.zeros(len(share)))).sum())


def _by_chance(rows: np.ndarray, columns: np.ndarray, n: int) -> float:
    """The mutual information to be expected of groups of these sizes."""
    from scipy.special import gammaln

    total = 0.0
    for a in rows.tolist():
        for b in columns.tolist():
            held = np.arange(max(1, a + b - n), min(a, b) + 1)
            ways = gammaln(a + 1) + gammaln(b + 1) + gammaln(n - a + 1) + gammaln(n - b + 1)
            ways = ways - (gammaln(held + 1.0) + gammaln(n + 1))
            ways = ways - _log_factorial(a - held) - _log_factorial(b - held)
            ways = ways - _log_factorial(n - a - b + held)
            total += float((held / n * np.log(n * held / (a * b)) * np.exp(ways)).sum())
    return total


def _log_factorial(n: np.ndarray) -> np.ndarray:
    """ln n! by Stirling's series, as the C library has it: the sums above cancel, and what is left of them
    would differ in the tenth digit with another."""
    x = np.maximum(n, FEW) + 1.0
    z = 1 / x
    y = z * z
    rest = y * (1 / 1260 + y * (-1 / 1680 + y * (1 / 1188 - y * 691 / 360360)))
    rest = z * (1 / 12 + y * (-1 / 360 + rest))
    large = (x - 0.5) * (np.log(x) - 1) + (0.5 * log(2 * pi) - 0.5 + rest)
    small = np.array([log(factorial(k)) for k in range(FEW)])
    return np.where(n < FEW, small[np.minimum(n, FEW - 1)], large)
