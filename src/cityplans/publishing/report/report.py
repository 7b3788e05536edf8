"""Tables → everything below `reports`: charts and workbook while the notebooks run, then the start page."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from cityplans import codebook as codebooks
from cityplans import tables
from cityplans.publishing.notebooks import run as notebooks
from cityplans.publishing.report import exports, pages
from cityplans.publishing.telling import citation
from cityplans.publishing.telling.view import View
from cityplans.running import accepted, record

Say = Callable[[str], None]


def report(
    out: Path, reports: Path, lang: str, codebook_folder: Path | None, built: Mapping[str, float], say: Say
) -> None:
    """Charts, workbook, notebooks as pages, run.json and index.html.

    A notebook that stops is raised as NotebookError after all the rest has been made.
    """
    codebook = codebooks.load(codebook_folder)
    frames, texts = tables.load(out)
    reports.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=reports):  # a folder that refuses is said before minutes of work
        pass
    run = record.identity(out, codebook)
    today = datetime.now(UTC).date().isoformat()
    view = View(frames, codebook, lang, texts)
    cites = {code: citation.cite(view.other(code), run) for code in ("zh", "en")}
    seconds = {f"build: {name}": value for name, value in built.items()}
    paths, files = notebooks.found(), []
    parameters = _parameters(out, reports, codebook.folder, lang)

    def tell(name: str, work: Callable[[], object]):
        began = time.perf_counter()
        result = work()
        seconds[name] = time.perf_counter() - began
        return result

    def export():
        files.extend(
            exports.write(view, reports, citation.described(view, run, today), accepted.load(out), say)
        )

    def index():
        made = pages.Made(today, run["run_id"], frozenset(files))
        pages.write_index(reports, frames, cites, sorted([*paths.first, *paths.own, *paths.last]), made, lang)

    def run_notebooks(chosen, more=None):
        return _attempt(chosen, reports / "notebooks", parameters | (more or {}), say)

    with ThreadPoolExecutor(1) as side:
        running = side.submit(tell, "notebooks", lambda: run_notebooks(paths.first))
        tell("charts and workbook", export)
        failed = running.result()
    record.write_run(reports, run | {"date": today}, frames, seconds, cites)
    index()
    for line in tell("own notebooks", lambda: run_notebooks(paths.own)) if paths.own else ():
        say(line)  # said, not raised: a researcher's own page is no part of the report
    failed += tell("notebooks of what was made", lambda: run_notebooks(paths.last, {"export": False}))
    record.write_run(reports, run | {"date": today}, frames, seconds, cites)
    index()
    if failed:
        raise notebooks.NotebookError("\n".join(failed))


def _attempt(paths, folder: Path, parameters: Mapping, say: Say) -> list[str]:
    """Run notebooks; what went wrong, if anything."""
    try:
        notebooks.run_all(paths, folder, parameters, say)
    except notebooks.NotebookError as error:
        return [str(error)]
    return []


def _parameters(out: Path, reports: Path, codebook: Path, lang: str) -> dict[str, str]:
    return {
        "out": str(out.resolve()),
        "reports": str(reports.resolve()),
        "codebook": str(codebook.resolve()),
        "lang": lang,
    }
