"""Everything charts and briefings are given, of invented plans: tables with comparisons, and the codebook."""

from functools import cache
from pathlib import Path

import ambition_rows as land
from cityplans import tables
from cityplans.comparison.ambition import ambition

DATA = Path(__file__).parents[1] / "data"


@cache
def processed():
    """(tables, texts) of the project itself. To read only."""
    return tables.load(DATA / "processed")


def world(made: dict, codebook):
    """(tables, codebook) of made plans and targets."""
    tables = {**made, **ambition.build(made["plans"], made["targets"], codebook)}
    return {**tables, **land.worded(made)}, codebook


@cache
def six():
    return world(land.six(), land.codebook())


@cache
def sixty():
    made, regions = land.many()
    return world(made, land.codebook(regions))


@cache
def three_hundred():
    made, regions = land.many(300)
    return world(made, land.codebook(regions))
