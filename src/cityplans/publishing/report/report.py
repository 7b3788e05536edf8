"""Tables → everything below `reports`: charts and workbook while the notebooks run, then the start page."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from cityplans import codebook as codebooks
from cityplans import tables
from cityplans.errors import Both
from cityplans.publishing.notebooks import run as notebooks
from cityplans.publishing.notebooks.story import exports as story
from cityplans.publishing.report import choice, exports, pages
from cityplans.publishing.telling import choosing, citation
from cityplans.publishing.telling.view import View
from cityplans.running import accepted, cache, locking, products, record
from cityplans.running.products import Products

Say = Callable[[str], None]


class Report:
    """What is being made: the view it tells, the notebooks and files of it, and how long each part took."""

    def __init__(self, reports: Path, view: View, run: Mapping, seen, built: Mapping[str, float], say: Say):
        self.reports, self.view, self.run, self.seen, self.say = reports, view, run, seen, say
        self.today = datetime.now(UTC).date().isoformat()
        self.cites = {code: citation.cite(view.other(code), run) for code in ("zh", "en")}
        self.seconds = {f"build: {name}": value for name, value in built.items()}
        self.notebooks, self.files = notebooks.found(), frozenset()

    def timed(self, name: str, work: Callable, *given):
        began = time.perf_counter()
        result = work(*given)
        self.seconds[name] = time.perf_counter() - began
        return result

    def export(self) -> None:
        described = citation.described(self.view, self.run, self.today)
        kept = products.opened(self.reports)
        self.files = frozenset(exports.write(self.view, self.reports, described, self.seen, self.say, kept))

    def write(self) -> None:
        """run.json and the start page, as far as things are made."""
        frames, paths = self.view.frames, sorted(path for kind in self.notebooks for path in kind)
        record.write_run(self.reports, {**self.run, "date": self.today}, frames, self.seconds, self.cites)
        made = pages.Made(self.today, self.run["run_id"], self.files, self.run.get("selection", ""))
        pages.write_index(self.reports, frames, self.cites, paths, made, self.view.lang)


def report(
    out: Path, reports: Path, lang: str, codebook_folder: Path | None, built: Mapping[str, float], say: Say
) -> list[Both]:
    """Charts, workbook, notebooks as pages, run.json and index.html; what is there as it would be is left.
    Of more plans than these can show index.html says what can be chosen, and nothing else is made.

    Returns what went wrong in a researcher's own notebooks. Another that stops is raised as NotebookError
    after all the rest has been made. Raises LockedError
    where another report is being written to the folder."""
    codebook = codebooks.load(codebook_folder)
    tables.checked(out)
    reports.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=reports):  # a folder that refuses is said before minutes of work
        pass
    run = record.identity(out, codebook)
    plans = tables.read(out, "plans")
    if len(plans) > choosing.MOST_PLANS:
        choice.write_index(reports, plans, codebook, run["run_id"], lang)
        return []
    frames, texts = tables.load(out)
    with locking.locked(reports / cache.FOLDER, "give another folder with --reports"):  # one run's notes
        view = View(frames, codebook, lang, texts, selection=run.get("selection", ""))
        told = Report(reports, view, run, accepted.load(out), built, say)
        pages.write_unfinished(reports, run["run_id"])
        return _write_all(told, _parameters(out, reports, codebook.folder, lang))


def _write_all(told: Report, parameters: Mapping[str, object]) -> list[Both]:
    paths, digest = told.notebooks, told.view.digest

    def attempt(chosen, *read: str, **more) -> list[Both]:
        """Run notebooks that read the tables, and what `read` has a hash of."""
        kept = products.opened(told.reports, digest, *read)
        return _attempt(chosen, told.reports / "notebooks", {**parameters, **more}, told.say, kept)

    with ThreadPoolExecutor(1) as side:
        running = side.submit(told.timed, "notebooks", attempt, paths.first)
        told.timed("charts and workbook", told.export)
        failed = running.result()
    told.write()
    own = told.timed("own notebooks", attempt, paths.own) if paths.own else []
    made = told.run["run_id"], story.listing(told.reports)
    failed += told.timed("notebooks of what was made", partial(attempt, paths.last, *made, export=False))
    told.write()
    if failed:
        raise notebooks.NotebookError(*map("\n".join, zip(*failed, *own, strict=True)))
    return own


def _attempt(paths, folder: Path, parameters: Mapping, say: Say, kept: Products) -> list[Both]:
    """Run notebooks; what went wrong, if anything."""
    try:
        notebooks.run_all(paths, folder, parameters, say, kept)
    except notebooks.NotebookError as error:
        return [Both(error.told("en"), error.told("zh"))]
    return []


def _parameters(out: Path, reports: Path, codebook: Path, lang: str) -> dict[str, str]:
    return {
        "out": str(out.resolve()),
        "reports": str(reports.resolve()),
        "codebook": str(codebook.resolve()),
        "lang": lang,
    }
