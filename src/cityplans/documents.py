"""What is done file by file and plan by plan: spread over cores or machines, and kept for the next run.

Reading depends on the file's bytes, its name and catalog row and a few codebook files; extraction on the plan
and others. Each stage is given those codebook files only, so that a change of another cannot concern it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from cityplans import tables
from cityplans.codebook import Codebook
from cityplans.comparison.coding import coding
from cityplans.comparison.coding.coded import Coded, Wording
from cityplans.extraction import collation
from cityplans.extraction.targets import words_of
from cityplans.reading import corpus
from cityplans.reading.corpus import Corpus
from cityplans.records import Edition, Plan, Problem
from cityplans.running import cache as kept
from cityplans.running import spreading
from cityplans.running.cache import Cache
from cityplans.running.spreading import Work

READING = ("furniture", "regions")  # codebook files the stages may read
EXTRACTION = (
    "class_cues",
    "comparators",
    "indicator_heads",
    "indicator_terms",
    "indicators",
    "numeral_words",
    "quantity_words",
    "spellings",
    "bare_measures",
    "scope_places",
    "part_words",
    "other_heads",
    "target_themes",
    "strength",
    "units",
    "verbs",
)

WORDING = ("instruments", "lexicon", "name_parts", "regions", "stopwords", "theme_terms")


def read(raw: Path, codebook: Codebook, work: Work, cache: Cache | None = None) -> Corpus:
    """Every file below `raw` read, its plans and editions told apart."""
    return corpus.read_corpus(raw, kept.part(codebook, READING), mapped=partial(_read_files, work, cache))


class Extracted(NamedTuple):
    """Rows of the tables targets and numerals of one plan, packed and without plan_id, and problems."""

    targets: pa.RecordBatch
    numerals: pa.RecordBatch
    problems: list[Problem]


def extract(
    plans: Sequence[Plan], codebook: Codebook, work: Work, cache: Cache | None = None
) -> list[Extracted]:
    """Targets and numerals of every plan, in order."""
    book = kept.part(codebook, EXTRACTION)
    version = kept.code_version() if cache else ""
    names = [kept.key("plan", version, book.digest, *_facts(plan)) if cache else "" for plan in plans]
    return _remembered(names, plans, _extract, book, work, cache, "extraction")


def code(
    plans: pd.DataFrame, clauses: pd.DataFrame, codebook: Codebook, work: Work, cache: Cache | None = None
) -> list[Coded]:
    """The wording of every plan by itself, sorted by plan_id."""
    return coding.read(plans, clauses, kept.part(codebook, WORDING), mapped=partial(_code_plans, work, cache))


def _code_plans(work: Work, cache: Cache | None, tasks: Sequence[Wording], book: Codebook) -> list[Coded]:
    version = kept.code_version(("comparison",)) if cache else ""
    names = [kept.key("wording", version, book.digest, *task) if cache else "" for task in tasks]
    return _remembered(names, tasks, _code, book, work, cache, "wording")


def _read_files(work: Work, cache: Cache | None, tasks: Sequence[tuple], book: Codebook, places) -> list:
    version = kept.code_version() if cache else ""
    names = [_file_name(version, book, *task) if cache else "" for task in tasks]
    return _remembered(names, tasks, _read, (book, places), work, cache, "reading", _is_read)


def _file_name(version: str, book: Codebook, path: Path, name: str, override) -> str:
    """Of everything the result depends on; empty where the file cannot be opened."""
    if not path.is_file():
        return ""  # a pipe would never end
    try:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return ""
    return kept.key("file", version, book.digest, name, sorted(override.items()), content)


def _read(task: tuple, shared: tuple):
    return corpus.read_one(*task, *shared)


def _is_read(result) -> bool:
    """Failures are not kept: the next run tries again."""
    witnesses, problems = result
    return bool(witnesses) and not any(problem.stage == "reading" for problem in problems)


def _extract(plan: Plan, book: Codebook) -> Extracted:
    found, problems = collation.collated(plan, words_of(book))
    return Extracted(
        tables.batch_of_dicts("targets", found.targets),
        tables.batch_of_dicts("numerals", found.numerals),
        problems,
    )


def _code(task: Wording, book: Codebook) -> Coded:
    return coding.code(task, book)


def _facts(plan: Plan) -> list:
    """Everything of a plan, in a form that hashes alike whether it was read or kept."""
    own = [getattr(plan, name) for name in plan.__dataclass_fields__ if name != "editions"]
    return [*own, *(fact for edition in plan.editions for fact in _edition_facts(edition))]


def _edition_facts(edition: Edition) -> list:
    arrays, long = ("origins", "pages"), ("text", "clauses")
    own = [getattr(edition, name) for name in edition.__dataclass_fields__ if name not in (*arrays, *long)]
    # a clause's text is a stretch of the edition's
    clauses = [
        (c.clause_id, c.section, c.number, c.heading, c.start, c.end, c.departments, c.clause_kind)
        for c in edition.clauses
    ]
    found = [np.asarray(getattr(edition, name), dtype=np.int32).tobytes() for name in arrays]
    return [*own, edition.text.encode("utf-8", "surrogatepass"), clauses, *found]


def _remembered(
    names: Sequence[str],
    tasks: Sequence,
    function: Callable,
    shared: object,
    work: Work,
    cache: Cache | None,
    what: str,
    is_worth: Callable = lambda result: True,
) -> list:
    """The kept result of each task, or the result of doing it, which is then kept."""
    found = [kept.get(cache, name) if cache and name else None for name in names]
    missing = [i for i, result in enumerate(found) if result is None]
    for i, result in zip(missing, spreading.each(function, [tasks[i] for i in missing], shared, work, what)):
        found[i] = result
        if cache and names[i] and is_worth(result):
            kept.put(cache, names[i], result)
    return found
