"""What each sign of a row weighs in how sure the row is: codebook/confidence.csv."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cityplans.codebook import Codebook

ANY_ROW = "any_row"  # the sign of every row: where the chance starts from


class Weights(NamedTuple):
    """Log odds that a row is right: where every row starts, and what each sign adds."""

    start: float
    of_sign: dict[str, float]


@lru_cache(maxsize=4)
def _compiled(rows: tuple[tuple[str, str], ...]) -> Weights:
    weights = {sign: float(weight) for sign, weight in rows}
    return Weights(weights.pop(ANY_ROW, 0.0), weights)


def weights_of(codebook: Codebook) -> Weights:
    """The weights of confidence.csv, as they were learnt from rows read by hand."""
    return _compiled(tuple((row["sign"], row["weight"]) for row in codebook["confidence"]))
