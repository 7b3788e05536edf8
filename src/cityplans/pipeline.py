"""The line, and the only module that knows its order: raw files → tables → charts, notebooks, workbook."""

from __future__ import annotations

import gc
import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cityplans import blocks, comparing, documents, parts, selection, tables
from cityplans import codebook as codebooks
from cityplans.blocks import Block
from cityplans.codebook import Codebook
from cityplans.comparing import Compared
from cityplans.comparison.coding import themes
from cityplans.errors import Both, UserError
from cityplans.extraction import corrections
from cityplans.parts import Part
from cityplans.reading.folder import received
from cityplans.records import Account, Problem
from cityplans.running import accepted, cache, code, locking, memory, parquet, record, spreading, staging
from cityplans.running.spreading import ONE_PROCESS, Work
from cityplans.tables_of_plans import problem_rows, write_texts

PREVIEWED = ("plans", "editions", "clauses", "targets", "themes")
RARELY = (100_000, 50, 1000)  # as gc.set_threshold has it
SELECTED = ".selected"  # below the tables, a folder for each selection


class Built(NamedTuple):
    """What a build tells of itself: rows by table, problems, seconds per stage."""

    rows: dict[str, int]
    problems: list[Problem]
    seconds: dict[str, float]


def build(
    raw: Path, out: Path, codebook_folder: Path | None = None, format: str = "csv", work: Work = ONE_PROCESS
) -> Built:
    """Raw files → every table of the contract below `out`.

    The tables replace those of the run before all together, or not at all; what was computed from the same
    file and codebook before is taken from `out`/.cache. Each table is written when it is made, so that not
    all of them are held at once. Raises ChangedError where a file changes meanwhile, LockedError where
    another run writes to `out`, WriteError where the disk refuses, EngineError where the work cannot be
    spread as asked."""
    codebook = codebooks.load(codebook_folder)
    check_apart(out, "--out", {"--raw": raw, "--codebook": codebook.folder})
    spreading.check(work, raw, code.version)
    with locking.locked(out), _rarely_collected():
        staging.recover(out)
        kept = cache.opened(out)
        inputs = record.inputs(received(raw), codebook)
        aside = Aside({}, [], Clock())
        with staging.replacing(out, tables.files_of(out)) as folder:
            found = made(raw, codebook, aside, work, kept)
            rows = parts.write(folder, parquet.written(folder, found) if format == "parquet" else found)
            write_texts(aside.texts, folder / "texts", out / "texts")
            _check_unchanged(received(raw), inputs)
            tables.write_bytes(folder / record.INPUTS, inputs)
            accepted.keep(out, inputs, folder)
        record.keep_raw(out, raw)
        cache.prune(kept)
    return Built(rows, aside.problems, aside.clock.laps)


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Millions of rows are made and hardly any refer to one another in a circle: to look for those again and
    again, as Python does by itself, would take a fifth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def check_apart(made: Path, option: str, given: Mapping[str, Path]) -> None:
    """Raise UserError where what is made would lie among what it is made from: the next run would read it."""
    target = made.resolve()
    for name, folder in given.items():
        source = folder.resolve()
        within = source == target or (source.is_dir() and source in target.parents)
        if within or source.parent == target and source.name in ("texts", "parquet"):
            raise UserError(
                f"{option} {made} and {name} {folder} must not lie in one another: "
                f"give {option} a folder of its own",
                f"{option} {made} 与 {name} {folder} 不能互相包含：请给 {option} 另一个文件夹",
            )


class ChangedError(UserError):
    """A source file was changed while it was being read; the message names it."""


def _check_unchanged(files: Mapping[str, Path], before: bytes) -> None:
    """Raise ChangedError where inputs.json would say of a table what it was not made from."""
    then, later = (
        {(file["file"], file["sha256"]) for file in said}
        for said in (json.loads(before)["inputs"], record.inputs_of(files))
    )
    if then == later:
        return
    names = ", ".join(sorted({name for name, _ in then ^ later}))
    raise ChangedError(
        f"{names}: changed while it was being read; run this again (the older tables stay)",
        f"{names}：读取时被改动；请再运行一次（原来的表没有变）",
    )


class Aside(NamedTuple):
    """What comes up besides tables: texts by plan_id, problems, the time."""

    texts: dict[str, str]
    problems: list[Problem]
    clock: Clock


def made(
    raw: Path, codebook: Codebook, aside: Aside, work: Work = ONE_PROCESS, kept: cache.Cache | None = None
) -> Iterator[tuple[str, Sequence[Part]]]:
    """Every table with its name, checked, as soon as it is made; nothing is written but the cache, if given.

    `aside` is filled meanwhile."""
    single, compared = _begun(raw, codebook, aside, work, kept)
    yield "plans", single.pop("plans")
    while single:  # written while other cores compare, and not held for longer
        yield single.popitem()
    for stage, found, seconds in compared:
        aside.clock.laps[stage] = seconds
        yield from found.items()
    yield "problems", parts.of("problems", tables.frame("problems", problem_rows(aside.problems, codebook)))


def _begun(
    raw: Path, codebook: Codebook, aside: Aside, work: Work, kept: cache.Cache | None
) -> tuple[dict[str, Sequence[Part]], Iterator[Compared]]:
    """The tables of single plans, and those that compare plans, begun."""
    accounts, held = _read(raw, codebook, aside, work, kept)
    memory.give_back()
    single = blocks.joined(held)
    digests = {name: parts.digest(single[name]) for name in comparing.READ}
    frames = {name: parts.frame(single[name]) for name in comparing.READ}
    frames["themes"] = blocks.main_themes(held)
    coded = [one for block in held for one in block.coded]
    across = _across(held, frames)
    aside.problems.extend(comparing.bounds(coded, frames["clauses"]))
    across["accounts"] = tables.frame("accounts", [account._asdict() for account in accounts])
    single |= {name: parts.of(name, data) for name, data in across.items()}
    stages = comparing.stages(coded, frames, codebook, raw, digests, blocks.facts(held))
    aside.clock.lap("plans")
    return single, comparing.compared(stages, work, len(frames["plans"]), kept)


def _across(held: Sequence[Block], frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    moved = {plan_id for _, *pair in themes.steps(frames["plans"]) for plan_id in pair}
    weights = blocks.rows_of(held, "themes", moved)
    return comparing.codes_across(frames["plans"], frames["clauses"], weights, blocks.crossed(held))


class Clock:
    """Seconds between laps."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = self.laps.get(name, 0.0) + now - self._last
        self._last = now


def _read(
    raw: Path, codebook: Codebook, aside: Aside, work: Work, kept: cache.Cache | None
) -> tuple[list[Account], list[Block]]:
    """The accounts of characters, and the tables of single plans; texts and problems go aside. All else that
    was read is let go."""
    corpus = documents.read(raw, codebook, work, kept)
    aside.clock.lap("reading")
    held = blocks.made(corpus, codebook, work._replace(beside=partial(comparing.load, codebook)), kept)
    aside.clock.lap("plans")
    aside.texts.update((plan.plan_id, plan.text) for plan in corpus.plans)
    aside.problems.extend(corpus.problems)
    aside.problems.extend(problem for block in held for problem in block.problems)
    aside.problems.extend(corrections.of_others(corpus.plans, codebook))
    return corpus.accounts, held


def preview(
    raw: Path, out: Path, codebook_folder: Path | None = None
) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """The tables below `out`, and those a build would make now of single plans (PREVIEWED, each plan by
    itself). Writes nothing but the cache, so that the build that follows is the quicker."""
    codebook = codebooks.load(codebook_folder)
    with locking.locked(out):
        before, _ = tables.load(out)
        kept = cache.opened(out)
        _, held = _read(raw, codebook, Aside({}, [], Clock()), ONE_PROCESS, kept)
    after = blocks.joined(held)
    return {name: before[name] for name in PREVIEWED}, {name: parts.frame(after[name]) for name in PREVIEWED}


def select(
    out: Path,
    raw: Path,
    words: Mapping[str, list[str]],
    codebook_folder: Path | None,
    say: Callable[[Both], None] = lambda said: None,
) -> Path:
    """A folder of tables made of some of the plans of `out` alone, which every command takes as its own.

    `words` as selection.parsed gives them; the folder lies below `out`, one a selection; its inputs.json
    names it. What found no plan is said. Raises UserError where no plan fits."""
    codebook = codebooks.load(codebook_folder)
    with locking.reading(out):
        names = tables.checked(out)
        plans = tables.read(out, "plans")
        wanted = selection.of_words(words, plans, codebook)
        if missed := selection.missed(plans, wanted):
            say(missed)
        single = {n: selection.single_table(out, n, wanted) for n in selection.OF_ONE_PLAN if n in names}
        of_files = {n: tables.read(out, n) for n in ("problems", "accounts") if n in names}
        texts = {plan: tables.text(out, plan) for plan in single["plans"]["plan_id"]}
    files = {*single["editions"]["source_file"]}
    made = single | {n: rows[rows["source_file"].isin(files)] for n, rows in of_files.items()}
    for compared in selection.compared_tables(single, codebook, raw):
        made |= compared
    folder = out / SELECTED / hashlib.sha256(str(wanted).encode()).hexdigest()[:12]
    inputs = json.loads((out / record.INPUTS).read_text("utf-8")) | {"selection": str(wanted)}
    with locking.locked(folder), staging.replacing(folder, tables.files_of(folder)) as place:
        tables.write(place, made)
        write_texts(texts, place / "texts")
        tables.write_bytes(place / record.INPUTS, record.as_json(inputs))
    return folder


def report(
    out: Path,
    reports: Path,
    lang: str = "zh",
    codebook_folder: Path | None = None,
    built: Mapping[str, float] | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> list[Both]:
    """Tables → charts, workbook, executed notebooks, start page and run record below `reports`.

    `built` are the seconds of a build that went before, for the record. Returns what went wrong in a
    researcher's own notebooks. Raises NotebookError where another stops; the rest is made all the same.
    Raises LockedError where a build writes to `out`; a build that starts meanwhile is told to wait.
    """
    from cityplans.publishing.report import report as reporting

    with locking.reading(out):  # notebooks open the tables again: they must stay those of one build
        return reporting.report(out, reports, lang, codebook_folder, built or {}, say)
