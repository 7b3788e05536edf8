"""Non-negative matrix factorisation by coordinate descent, started from the singular vectors.

As scikit-learn's NMF gives it (solver `cd`, init `nndsvda`): coordinates in turn (Cichocki & Phan, “Fast
local algorithms for large scale nonnegative matrix and tensor factorizations”, IEICE Transactions E92-A,
2009), the start after Boutsidis & Gallopoulos (Pattern Recognition 41, 2008), singular vectors by random
projection (Halko, Martinsson & Tropp, SIAM Review 53, 2011). Written out because a build of a few plans would
wait longer for that library to be loaded than for all its tables; a test holds it to it.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

MORE = 10  # random vectors beside those asked for
LEAST = 1e-6  # of the start: what is smaller counts as zero
TOLERANCE, AT_MOST = 1e-4, 400  # of the descent


def factors(weights: csr_matrix, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Row × factor and factor × column, neither below zero, whose product is near the weights."""
    rows, columns = map(np.ascontiguousarray, _start(weights, count, seed))
    first = 0.0
    for _ in range(AT_MOST):
        change = _descended(weights, rows, columns) + _descended(weights.T, columns, rows)
        first = first or change
        if change <= TOLERANCE * first:
            break
    return rows, columns.T


def _descended(weights: csr_matrix, ours: np.ndarray, theirs: np.ndarray) -> float:
    """Better `ours` (changed in place) for given `theirs`, one factor after the other; how much was amiss."""
    squares, products = theirs.T @ theirs, weights @ theirs
    own, amiss = np.ascontiguousarray(ours.T), 0.0
    terms, slope = np.empty((len(own) + 1, len(ours))), np.empty(len(ours))
    for t, factor in enumerate(own):
        np.negative(products[:, t], out=terms[0])
        np.multiply(own, squares[t, :, None], out=terms[1:])
        np.add.reduce(terms, axis=0, out=slope)  # row by row: in the order in which the library adds
        amiss += np.abs(np.where(factor == 0, np.minimum(slope, 0), slope)).sum()
        if squares[t, t]:
            np.maximum(factor - slope / squares[t, t], 0, out=factor)
    ours[:] = own.T
    return float(amiss)


def _start(weights: csr_matrix, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Row × factor and column × factor: of every two singular vectors the larger of the positive and the
    negative parts, zeros filled with the mean."""
    left, sizes, right = singular(weights, count, seed)
    rows, columns = np.zeros((len(left), count)), np.zeros((right.shape[1], count))
    rows[:, 0], columns[:, 0] = np.sqrt(sizes[0]) * np.abs(left[:, 0]), np.sqrt(sizes[0]) * np.abs(right[0])
    for k in range(1, count):
        size, u, v = max((_positive(sign * left[:, k], sign * right[k]) for sign in (-1, 1)), key=_size)
        weight = np.sqrt(sizes[k] * size)
        rows[:, k], columns[:, k] = weight * u, weight * v
    for made in (rows, columns):
        made[made < LEAST] = 0
        made[made == 0] = weights.mean()
    return rows, columns


def _size(part: tuple[float, np.ndarray, np.ndarray]) -> float:
    return part[0]


def _positive(u: np.ndarray, v: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """The positive parts of two vectors at length 1, and the product of the lengths they had."""
    u, v = np.maximum(u, 0), np.maximum(v, 0)
    long, wide = np.sqrt(u @ u), np.sqrt(v @ v)
    return long * wide, u / (long or 1.0), v / (wide or 1.0)


def singular(weights: csr_matrix, count: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first singular vectors and values, by random projection, the signs so that the largest cell of each
    left vector is positive."""
    from scipy import linalg

    turned = weights.shape[0] < weights.shape[1]
    held = weights.T if turned else weights
    basis = np.random.RandomState(seed).normal(size=(held.shape[1], count + MORE))
    for _ in range(7 if count < 0.1 * min(held.shape) else 4):
        basis = linalg.lu(held @ basis, permute_l=True, check_finite=False)[0]
        basis = linalg.lu(held.T @ basis, permute_l=True, check_finite=False)[0]
    basis = linalg.qr(held @ basis, mode="economic", check_finite=False)[0]
    inner, sizes, right = linalg.svd(basis.T @ held, full_matrices=False)
    left = basis @ inner
    if turned:
        left, right = right.T, left.T
    signs = np.sign(left[np.abs(left).argmax(axis=0), np.arange(left.shape[1])])
    left, right = left * signs, right * signs[:, None]
    return left[:, :count], sizes[:count], right[:count]
