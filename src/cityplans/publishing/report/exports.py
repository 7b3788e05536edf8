"""Write what goes into briefings below `reports`: charts with their list, and the workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from cityplans.comparison import changes as compared
from cityplans.publishing.charts.written import titles_of, write_charts
from cityplans.publishing.explorer import explorer
from cityplans.publishing.report import changes, interface
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook import workbook

WORKBOOK = "cityplans.xlsx"
EXPLORER = "explorer.html"


def write(
    view: View,
    reports: Path,
    run: Mapping | None = None,
    before: Mapping[str, pd.DataFrame] | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> list[Path]:
    """charts/LANG (SVG, PNG, CSV, and index.csv), workbook and explorer page; the files written."""
    folder = reports / "charts" / view.lang
    titles = titles_of(folder)
    made = write_charts(view, folder)
    say(f"{sum(p.suffix == '.svg' for p in made)} charts")
    if before:
        found = compared.between(before, view.frames, titles, titles_of(folder), view.codebook)
        view = replace(view, frames={**view.frames, "changes": found})
        made += changes.write(view, reports)
        say("what the run changed")
    made.append(workbook.write(view, reports / WORKBOOK, run))
    say("workbook")
    made += [explorer.write(view, reports / EXPLORER), interface.write(reports)]
    say("explorer page")
    return made
