"""What is done file by file and plan by plan: spread over cores or machines, and kept for the next run.

Reading depends on the file's bytes, its name and catalog row and a few codebook files; extraction on the plan
and others. Each stage is given those codebook files only (codebook.FILES), and its results are kept under the
version of the modules it runs, so that a change of others cannot concern it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from cityplans.reading import corpus
from cityplans.reading.corpus import Corpus
from cityplans.reading.editions import Witness
from cityplans.reading.files import limits, pictures
from cityplans.records import Edition, Plan, Problem, travels
from cityplans.running import cache as kept
from cityplans.running import spreading
from cityplans.running.cache import Cache
from cityplans.running.code import version as version_of
from cityplans.running.spreading import Work

FAILURES = (
    "internal_error",
    "needs_converter",
    "needs_ocr",
    "too_large",
)  # of which nothing is kept: the next run tries again


def read(raw: Path, codebook: Codebook, work: Work, cache: Cache | None = None) -> Corpus:
    """Every file below `raw` read, its plans and editions told apart."""
    return corpus.read_corpus(raw, codebook.part("reading"), mapped=partial(_read_files, work, cache))


TABLES = ("targets", "numerals", "actuals")  # what of an extraction becomes rows


@travels
class Extracted(NamedTuple):
    """Rows of the tables of one plan that extraction fills, packed and without plan_id, and problems."""

    targets: pa.RecordBatch
    numerals: pa.RecordBatch
    actuals: pa.RecordBatch
    problems: list[Problem]


def extract(
    plans: Sequence[Plan],
    codebook: Codebook,
    work: Work,
    cache: Cache | None = None,
    known: Mapping[str, str] | None = None,
) -> list[Extracted]:
    """What every plan says in numbers, in order. A plan that fails is a problem, never an error. `known` are
    facts_of the plans by plan_id, where they were asked for before."""
    book = codebook.part("extraction")
    facts = [known[plan.plan_id] for plan in plans] if known else facts_of(plans) if cache else []
    keys = extraction_keys(facts, book) if cache else [""] * len(plans)
    return _remembered(zip(keys, plans), _extract, book, work, cache, _EXTRACTION)


def extraction_keys(facts: Iterable[str], book: Codebook) -> list[str]:
    """The names under which what plans say in numbers is kept; `book` is the part for extraction."""
    version = code_of("cityplans.extraction.collation")
    return [kept.key("plan", version, book.digest, fact) for fact in facts]


def facts_of(plans: Iterable[Plan]) -> list[str]:
    """One hash for everything of each plan."""
    return [kept.key(*_facts(plan)) for plan in plans]


def code(
    plans: pd.DataFrame,
    clauses: pd.DataFrame,
    codebook: Codebook,
    work: Work,
    cache: Cache | None = None,
    known: Mapping[str, str] | None = None,
) -> list[Coded]:
    """The wording of every plan by itself, sorted by plan_id. `known` are facts_of the plans by plan_id,
    where they were asked for before."""
    mapped = partial(_code_plans, work, cache, known)
    return coding.read(plans, clauses, codebook.part("wording"), mapped=mapped)


def _code_plans(
    work: Work, cache: Cache | None, known: Mapping[str, str] | None, tasks: Sequence[Wording], book: Codebook
) -> list[Coded]:
    facts = [known[task.plan_id] if known else kept.key(*task) if cache else "" for task in tasks]
    keys = wording_keys(facts, book) if cache else facts
    return _remembered(zip(keys, tasks), _code, book, work, cache, _WORDING)


def wording_keys(facts: Iterable[str], book: Codebook) -> list[str]:
    """The names under which the wording of plans is kept; `book` is the part for wording."""
    version = code_of("cityplans.comparison.coding.coding")
    return [kept.key("wording", version, book.digest, fact) for fact in facts]


def _read_files(work: Work, cache: Cache | None, tasks: Sequence[tuple], book: Codebook, places) -> list:
    version = code_of("cityplans.reading.corpus") if cache else ""

    def key(task: tuple) -> str:
        return _file_key(version, book, *task) if cache else ""

    keys = [key(task) for task in tasks]
    stage = _READING._replace(is_still=lambda i: key(tasks[i]) == keys[i])
    say = work.say if work.engine == "local" else None
    shared = (book, places, cache and cache.folder / kept.PICTURES, say)
    return _remembered(zip(keys, tasks), _read, shared, work, cache, stage)


def _file_key(version: str, book: Codebook, path: Path, name: str, rows) -> str:
    """Of everything the result depends on; empty where the file cannot be opened."""
    if not path.is_file():
        return ""  # a pipe would never end
    try:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return ""
    return kept.key("file", version, book.digest, name, _sorted(rows), content)


def _sorted(rows: Mapping[str, Mapping[str, str]]) -> list:
    return [[name, *(list(pair) for pair in sorted(row.items()))] for name, row in sorted(rows.items())]


def code_of(module: str) -> str:
    """Version of the code that a stage runs: a module with all it imports, and what this one adds."""
    return kept.key(version_of(module), Path(__file__).read_bytes())


def _read(task: tuple, shared: tuple):
    book, places, folder, say = shared
    pictures.keep(folder, say)
    path, name, override = task
    return corpus.read_one(path, name, override, book, places)


def _is_read(result) -> bool:
    """Of a file that held a plan; failures are not kept: the next run tries again."""
    match result:
        case (list(witnesses), list(problems), list()):
            return (
                bool(witnesses)
                and all(isinstance(witness, Witness) for witness in witnesses)
                and all(isinstance(p, Problem) and p.problem not in FAILURES for p in problems)
            )
    return False


def _is_extracted(result) -> bool:
    return (
        isinstance(result, Extracted)
        and all(isinstance(packed, pa.RecordBatch) for packed in result[:-1])
        and not any(problem.problem in FAILURES for problem in result.problems)
    )


def _extract(plan: Plan, book: Codebook) -> Extracted:
    """Within the time that reading has; whatever goes wrong becomes a problem of the plan's own file."""
    from cityplans.extraction import collation, targets  # where all is kept, nothing waits for its patterns

    seconds = limits.limits()[0].seconds
    try:
        with limits.within(seconds):
            found, problems = collation.collated(plan, targets.words_of(book))
            return _packed(found[:3], problems)
    except limits.TooSlow:
        said = f"takes longer than {seconds} seconds to extract: {limits.raising('seconds')}"
        return _nothing(plan, "too_large", said)
    except Exception as error:  # a fault of the program on one plan must not cost the others
        said = f"no targets: {type(error).__name__}: {str(error)[:120]}; report it with the file"
        return _nothing(plan, "internal_error", said)


def _nothing(plan: Plan, problem: str, said: str) -> Extracted:
    file = plan.reference.source_file
    return _packed(((), (), ()), [Problem(file, "extraction", problem, f"{plan.plan_id} in {file}: {said}")])


def _packed(rows_of: Sequence[Sequence[dict]], problems: list[Problem]) -> Extracted:
    targets, numerals, actuals = (tables.batch_of_dicts(name, rows) for name, rows in zip(TABLES, rows_of))
    return Extracted(targets, numerals, actuals, problems)


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


class Stage(NamedTuple):
    """What is done to every document: its name, whether a result is of the right shape and worth keeping, and
    whether document i is still what it was when its key was made."""

    name: str
    fits: Callable[[object], bool]
    is_still: Callable[[int], bool] = lambda i: True


_READING = Stage("reading", _is_read)
_EXTRACTION = Stage("extraction", _is_extracted)
_WORDING = Stage("wording", lambda result: isinstance(result, Coded))


def _remembered(
    asked: Iterable[tuple[str, object]],
    function: Callable,
    shared: object,
    work: Work,
    cache: Cache | None,
    stage: Stage,
) -> list:
    """The kept result of each task, asked by its name, or the result of doing it, which is then kept."""
    keys, tasks = zip(*pairs) if (pairs := list(asked)) else ((), ())
    found = [kept.get(cache, key, stage.fits) if cache and key else None for key in keys]
    missing = [i for i, result in enumerate(found) if result is None]
    made = spreading.each(function, [tasks[i] for i in missing], shared, work, stage.name)
    for i, result in zip(missing, made, strict=True):  # to its very end, or it counts as cut short
        found[i] = result
        if cache and keys[i] and stage.fits(result) and stage.is_still(i):
            kept.put(cache, keys[i], result)
    return found
