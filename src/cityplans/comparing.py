"""Comparing plans: stages that need nothing of each other, side by side on the cores, kept for the next run.

What a stage made is kept under a name of everything it depends on: the tables it reads, the codebook files it
is given, the code. So a corrected target leaves vocabulary, clusters and topics alone, a new word of the
lexicon leaves ambition alone, and a new plan makes all of them anew.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cityplans import tables
from cityplans.codebook import Codebook
from cityplans.comparison import language
from cityplans.comparison.ambition import ambition, given
from cityplans.comparison.coding.coded import Coded
from cityplans.documents import WORDING
from cityplans.reading.corpus import table_beside
from cityplans.running import cache as kept
from cityplans.running import spreading
from cityplans.running.cache import Cache
from cityplans.running.spreading import Work

AMBITION = ("indicators", "leagues", "units")  # codebook files the stage may read
Frames = Mapping[str, pd.DataFrame]


class Stage(NamedTuple):
    """A name, what makes its tables, and digests of what they are made from."""

    name: str
    make: Callable[[], dict[str, pd.DataFrame]]
    inputs: tuple[str, ...]


class Compared(NamedTuple):
    """The tables of a stage and the seconds it took; none where they were kept."""

    stage: str
    frames: dict[str, pd.DataFrame]
    seconds: float


def compared(
    stages: Sequence[Stage], work: Work, plans: int, cache: Cache | None = None
) -> Iterator[Compared]:
    """Every stage's tables, in the order of the stages; the work begins with the call, not with the first
    result."""
    version = kept.code_version(("comparison",)) if cache else ""
    names = [kept.key(stage.name, version, *stage.inputs) if cache else "" for stage in stages]
    found = [kept.get(cache, name) if cache else None for name in names]
    missing = [partial(_timed, stage.make) for stage, frames in zip(stages, found) if frames is None]
    made = spreading.together(missing, work, plans)
    return _in_order([stage.name for stage in stages], names, found, made, cache)


def _in_order(
    stages: Sequence[str],
    names: Sequence[str],
    found: Sequence[dict[str, pd.DataFrame] | None],
    made: Iterator,
    cache: Cache | None,
) -> Iterator[Compared]:
    for stage, name, frames in zip(stages, names, found):
        seconds = 0.0
        if frames is None:
            frames, seconds = next(made)
            if cache:
                kept.put(cache, name, frames)
        yield Compared(stage, frames, seconds)


def _timed(make: Callable) -> tuple[dict[str, pd.DataFrame], float]:
    began = time.perf_counter()
    return make(), time.perf_counter() - began


def stages(
    coded: Sequence[Coded],
    frames: Frames,
    codebook: Codebook,
    raw: Path,
    clusters_before: pd.DataFrame | None = None,
) -> list[Stage]:
    """The stages over the tables plans, clauses, targets and themes, the longest first.

    `raw` may hold the researcher's baselines.csv and scale.csv; `clusters_before` is the table clusters of
    the run before, whose labels are kept."""
    words = kept.part(codebook, (*WORDING, "indicators"))
    aims = kept.part(codebook, AMBITION)
    baselines, scale = (
        given.load(path, columns) if (path := table_beside(raw, name)) else None
        for name, columns in (("baselines.csv", given.BASELINES), ("scale.csv", given.SCALE))
    )
    plans, clauses, targets, before = (
        _digest(data) for data in (frames["plans"], frames["clauses"], frames["targets"], clusters_before)
    )
    inputs = {"borrowing": (targets,), "clusters": (before,)}
    wording = [
        Stage(name, make, (words.digest, plans, clauses, *inputs.get(name, ())))
        for name, make in language.stages(coded, frames, words, previous=clusters_before).items()
    ]
    make = partial(ambition.build, frames["plans"], frames["targets"], aims, baselines, scale)
    own = Stage("ambition", make, (aims.digest, plans, targets, _digest(baselines), _digest(scale)))
    return [*wording, own]


def _digest(data: pd.DataFrame | None) -> str:
    return "" if data is None else hashlib.sha256(tables.to_csv(data)).hexdigest()
