"""Write what goes into briefings below `reports`: charts with their list, and the workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from cityplans.comparison import changes as compared
from cityplans.publishing.charts.written import write_charts
from cityplans.publishing.explorer import explorer
from cityplans.publishing.notebooks.story import Told, findings
from cityplans.publishing.report import changes, interface
from cityplans.publishing.telling import html
from cityplans.publishing.telling.changes import Changes
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook import workbook
from cityplans.running.accepted import Accepted
from cityplans.running.products import Products, made

WORKBOOK = "cityplans.xlsx"
EXPLORER = "explorer.html"


def write(
    view: View,
    reports: Path,
    run: Mapping | None = None,
    before: Accepted | None = None,
    say: Callable[[str], None] = lambda line: None,
    products: Products | None = None,
) -> list[Path]:
    """charts/LANG (SVG, PNG, CSV, and index.csv), what the run changed, workbook and explorer page; their
    files. Those of `products` that are as they would be made are left; the workbook bears date and number of
    its run, and so hangs on them."""
    charts, keep = f"charts/{view.lang}", partial(made, products)
    files = keep(charts, lambda: write_charts(view, reports / charts, products), view.digest)
    say(f"{sum(p.suffix == '.svg' for p in files)} charts")
    has_older = before and before.frames
    older = View(before.frames, view.codebook, view.lang, before.texts) if has_older else None
    told_of = view.digest, older and older.digest, sorted((run or {}).items())
    files += keep(WORKBOOK, lambda: _changes_and_workbook(view, older, reports, run or {}), *told_of)
    say("workbook")
    files += keep(EXPLORER, lambda: [explorer.write(view, reports / EXPLORER)], view.digest)
    files += keep(interface.PAGE, lambda: [interface.write(reports, view.lang)], view.lang)
    say("explorer page")
    return [*files, html.write_font(reports)]


def _changes_and_workbook(view: View, older: View | None, reports: Path, run: Mapping) -> list[Path]:
    """Both tell of the tables accepted last, if any."""
    files = []
    if older:
        told = changed(view, older)
        view = told.view
        files = changes.write(told, reports, run.get("cite", ""))
    return [*files, workbook.write(view, reports / WORKBOOK, run)]


def changed(view: View, older: View) -> Changes:
    """What differs from the tables accepted last; its view has the table `changes`."""
    then, now = (findings.sentences(Told(v.frames, v.codebook, v.lang, v.texts)) for v in (older, view))
    rows = compared.between(older.frames, view.frames, then, now, view.codebook)
    told = replace(view, frames={**view.frames, "changes": rows})
    return Changes(told, told.rows("changes"), older)
