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
from cityplans.running import previous, record

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
    cites = {code: citation.cite(run, frames, codebook, code) for code in ("zh", "en")}
    seconds = {f"build: {name}": value for name, value in built.items()}
    paths = notebooks.found()
    parameters = _parameters(out, reports, codebook.folder, lang)

    def tell(name: str, work: Callable[[], object]):
        began = time.perf_counter()
        result = work()
        seconds[name] = time.perf_counter() - began
        return result

    def export():
        details = citation.described(run, frames, codebook, lang, today)
        return exports.write(frames, texts, codebook, reports, lang, details, previous.frames(out), say)

    def run_notebooks(chosen, more=None):
        return _attempt(chosen, reports / "notebooks", parameters | (more or {}), say)

    with ThreadPoolExecutor(1) as side:
        running = side.submit(tell, "notebooks 01–05", lambda: run_notebooks(paths[:-1]))
        tell("charts and workbook", export)
        failed = running.result()
    record.write_run(reports, run | {"date": today}, frames, seconds, cites)
    pages.write_index(reports, frames, cites, paths)
    failed += tell("notebook 06", lambda: run_notebooks(paths[-1:], {"export": False}))
    record.write_run(reports, run | {"date": today}, frames, seconds, cites)
    pages.write_index(reports, frames, cites, paths)
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
