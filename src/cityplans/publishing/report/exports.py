"""Write what goes into briefings below `reports`: charts with their list, and the workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
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

WORKBOOK = "cityplans.xlsx"
EXPLORER = "explorer.html"


def write(
    view: View,
    reports: Path,
    run: Mapping | None = None,
    before: Accepted | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> list[Path]:
    """charts/LANG (SVG, PNG, CSV, and index.csv), workbook and explorer page; the files written."""
    folder = reports / "charts" / view.lang
    made = write_charts(view, folder)
    say(f"{sum(p.suffix == '.svg' for p in made)} charts")
    if before and before.frames:
        told = changed(view, before)
        view = told.view
        made += changes.write(told, reports, (run or {}).get("cite", ""))
        say("what the run changed")
    made.append(workbook.write(view, reports / WORKBOOK, run))
    say("workbook")
    made += [explorer.write(view, reports / EXPLORER), interface.write(reports), html.write_font(reports)]
    say("explorer page")
    return made


def changed(view: View, before: Accepted) -> Changes:
    """What differs from the tables accepted last; its view has the table `changes`."""
    older = View(before.frames, view.codebook, view.lang, before.texts)
    then, now = (findings.sentences(Told(v.frames, v.codebook, v.lang, v.texts)) for v in (older, view))
    rows = compared.between(before.frames, view.frames, then, now, view.codebook)
    told = replace(view, frames={**view.frames, "changes": rows})
    return Changes(told, told.rows("changes"), older)
