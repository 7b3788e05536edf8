"""Write what goes into briefings below `reports`: charts with their list, and the workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from cityplans.comparison import changes as compared
from cityplans.publishing.charts.written import titles_of, write_charts
from cityplans.publishing.explorer import explorer
from cityplans.publishing.report import changes
from cityplans.publishing.workbook import workbook

WORKBOOK = "cityplans.xlsx"
EXPLORER = "explorer.html"


def write(
    frames: Mapping[str, pd.DataFrame],
    texts: Mapping[str, str],
    codebook,
    reports: Path,
    lang: str = "zh",
    run: Mapping | None = None,
    before: Mapping[str, pd.DataFrame] | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> list[Path]:
    """charts/LANG (SVG, PNG, CSV, and index.csv), workbook and explorer page; the files written."""
    folder = reports / "charts" / lang
    titles = titles_of(folder)
    made = write_charts(frames, codebook, folder, lang)
    say(f"{sum(p.suffix == '.svg' for p in made)} charts")
    if before:
        found = compared.between(before, frames, titles, titles_of(folder), codebook)
        frames = {**frames, "changes": found}
        made += changes.write(frames, found, reports, lang, codebook)
        say("what the run changed")
    made.append(workbook.write(frames, texts, codebook, reports / WORKBOOK, lang, run))
    say("workbook")
    made.append(explorer.write(frames, texts, codebook, reports / EXPLORER, lang))
    say("explorer page")
    return made
