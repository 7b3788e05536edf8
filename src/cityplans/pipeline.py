"""The line, and the only module that knows its order: raw files → tables → charts, notebooks, workbook."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cityplans import cache, documents, locking, parquet, previous, spreading, staging, tables
from cityplans import codebook as codebooks
from cityplans.codebook import Codebook
from cityplans.comparison import ambition, given, language, themes
from cityplans.comparison.coded import Coded
from cityplans.extraction import corrections
from cityplans.publishing import record
from cityplans.reading.corpus import Corpus, table_beside
from cityplans.records import Edition, Plan, Problem
from cityplans.spreading import ONE_PROCESS, Work


class Built(NamedTuple):
    """Checked tables by name, texts by plan_id, problems, seconds per stage."""

    frames: dict[str, pd.DataFrame]
    texts: dict[str, str]
    problems: list[Problem]
    seconds: dict[str, float]


def build(
    raw: Path, out: Path, codebook_folder: Path | None = None, format: str = "csv", work: Work = ONE_PROCESS
) -> Built:
    """Raw files → every table of the contract below `out`.

    The tables replace those of the run before all together, or not at all; what was computed from the same
    file and codebook before is taken from `out`/.cache. Raises LockedError where another run writes to `out`,
    WriteError where the disk refuses, EngineError where the work cannot be spread as asked."""
    codebook = codebooks.load(codebook_folder)
    spreading.check(work, raw, cache.code_version)
    if format == "parquet":
        parquet.available()
    with locking.locked(out):
        staging.recover(out)
        kept = cache.opened(out)
        inputs = record.inputs(raw, codebook)
        built = built_from(raw, codebook, work, kept, previous.table(out, inputs, "clusters"))
        with staging.replacing(out, tables.is_table_file) as folder:
            _write(built, folder, format)
            tables.write_bytes(folder / record.INPUTS, inputs)
            previous.keep(out, inputs)
        cache.prune(kept)
    return built


def built_from(
    raw: Path,
    codebook: Codebook,
    work: Work = ONE_PROCESS,
    kept: cache.Cache | None = None,
    clusters_before: pd.DataFrame | None = None,
) -> Built:
    """All tables in memory; nothing is written but the cache, where one is given.

    `clusters_before` is the table `clusters` of the run before, whose labels are kept."""
    clock = Clock()
    corpus = documents.read(raw, codebook, work, kept)
    clock.lap("reading")
    extracted = documents.extract(corpus.plans, codebook, work, kept)
    clock.lap("extraction")
    problems = [*corpus.problems, *(p for _, found in extracted for p in found)]
    frames = _read_frames(corpus, [made for made, _ in extracted])
    frames["targets"], frames["numerals"], unfit = corrections.corrected(
        frames["targets"], frames["numerals"], corpus.plans, codebook
    )
    problems += unfit
    coded = documents.code(frames["plans"], frames["clauses"], codebook, work, kept)
    clock.lap("wording")
    frames["targets"] = themes.of_targets(frames["targets"], coded, codebook)
    frames |= language.codes(coded, frames["plans"], frames["clauses"], frames["targets"], codebook)
    clock.lap("themes")
    coded = [plan.without_codes() for plan in coded]  # they stand in the tables now
    frames |= _compared(frames, coded, codebook, raw, clock, clusters_before)
    frames["problems"] = tables.frame("problems", [_problem(p) for p in sorted(set(problems), key=str)])
    clock.lap("tables")
    return Built(frames, {plan.plan_id: plan.text for plan in corpus.plans}, problems, clock.laps)


class Clock:
    """Seconds between laps."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = self.laps.get(name, 0.0) + now - self._last
        self._last = now


def _read_frames(corpus: Corpus, extracted: Sequence) -> dict[str, pd.DataFrame]:
    """The tables that reading and extraction fill."""
    plans = corpus.plans
    targets = [row for made in extracted for row in made.targets]
    frames = {
        "plans": tables.frame("plans", [_plan(plan) for plan in plans]),
        "editions": tables.frame("editions", [_edition(p, e) for p in plans for e in p.editions]),
        "cleaning_log": tables.frame(
            "cleaning_log",
            [
                {"plan_id": p.plan_id, "edition_id": e.edition_id, "fix": fix, "count": count}
                for p in plans
                for e in p.editions
                for fix, count in e.cleaning
            ],
        ),
        "clauses": tables.frame(
            "clauses", [c._asdict() | {"plan_id": p.plan_id} for p in plans for c in p.clauses]
        ),
        "targets": tables.frame("targets", targets),
        "numerals": tables.frame("numerals", [row for made in extracted for row in made.numerals]),
    }
    frames["edition_differences"] = _touching(corpus.differences, targets)
    return frames


def _touching(differences: Sequence[dict], targets: Sequence[dict]) -> pd.DataFrame:
    """Differences with `touches_target` filled in: whether a target's quote overlaps the reading."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in targets:
        spans.setdefault(row["plan_id"], []).append((row["start"], row["end"]))
    return tables.frame(
        "edition_differences",
        [
            row
            | {
                "touches_target": any(
                    s < max(row["end"], row["start"] + 1) and row["start"] < e
                    for s, e in spans.get(row["plan_id"], ())
                )
            }
            for row in differences
        ],
    )


def _plan(plan: Plan) -> dict:
    row = {
        name: getattr(plan, name)
        for name in (
            "plan_id",
            "region",
            "region_code",
            "region_level",
            "parent_region",
            "issuer",
            "title",
            "doc_no",
            "date",
            "period_start",
            "period_end",
            "status",
        )
    }
    return row | {
        "reference_edition_id": plan.reference.edition_id,
        "characters": len(plan.text),
        "editions": " ".join(sorted(e.edition_id for e in plan.editions)),
    }


def _edition(plan: Plan, edition: Edition) -> dict:
    return {
        name: getattr(edition, name)
        for name in (
            "edition_id",
            "source_file",
            "source_start",
            "source_end",
            "script",
            "complete",
            "coverage",
            "is_reference",
        )
    } | {"plan_id": plan.plan_id}


def _problem(problem: Problem) -> dict:
    return {
        "source_file": problem.source_file,
        "stage": problem.stage,
        "problem": problem.problem,
        "message": problem.message,
        "source_start": problem.start,
        "source_end": problem.end,
    }


def _compared(
    frames: Mapping[str, pd.DataFrame],
    coded: Sequence[Coded],
    codebook: Codebook,
    raw: Path,
    clock: Clock,
    clusters_before: pd.DataFrame | None,
) -> dict[str, pd.DataFrame]:
    """The tables that compare plans."""
    made = language.build(coded, frames, codebook, previous=clusters_before, lap=clock.lap)
    made |= ambition.build(
        frames["plans"],
        frames["targets"],
        codebook,
        *(
            given.load(path, columns) if (path := table_beside(raw, name)) else None
            for name, columns in (("baselines.csv", given.BASELINES), ("scale.csv", given.SCALE))
        ),
    )
    clock.lap("ambition")
    return made


def _write(built: Built, folder: Path, format: str) -> None:
    tables.write(folder, built.frames)
    if format == "parquet":
        parquet.write(folder / "parquet", built.frames)
    texts = folder / "texts"
    texts.mkdir(exist_ok=True)
    for plan_id, text in built.texts.items():
        (texts / f"{plan_id}.txt").write_bytes(text.encode())


def report(
    out: Path,
    reports: Path,
    lang: str = "zh",
    codebook_folder: Path | None = None,
    built: Mapping[str, float] | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Tables → charts, workbook, executed notebooks, start page and run record below `reports`.

    `built` are the seconds of a build that went before, for the record. Raises NotebookError where a notebook
    stops; the rest is made all the same.
    """
    from cityplans.publishing import reporting

    reporting.report(out, reports, lang, codebook_folder, built or {}, say)
