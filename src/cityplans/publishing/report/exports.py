"""Write what goes into briefings below `reports`: charts with their list, and the workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from cityplans import tables
from cityplans.comparison import changes as compared
from cityplans.publishing.charts import charts
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.explorer import explorer
from cityplans.publishing.report import changes
from cityplans.publishing.workbook import workbook

INDEX = "index.csv"
LISTED = ("name", "title", "subtitle", "footer")
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
    titles = _titles(folder)
    made = write_charts(frames, codebook, folder, lang)
    say(f"{sum(p.suffix == '.svg' for p in made)} charts")
    if before:
        found = compared.between(before, frames, titles, _titles(folder), codebook)
        frames = {**frames, "changes": found}
        made += changes.write(frames, found, reports, lang, codebook)
        say("what the run changed")
    made.append(workbook.write(frames, texts, codebook, reports / WORKBOOK, lang, run))
    say("workbook")
    made.append(explorer.write(frames, texts, codebook, reports / EXPLORER, lang))
    say("explorer page")
    return made


def _titles(folder: Path) -> dict[str, str]:
    return {row["name"]: row["title"] for row in read_index(folder)}


def write_charts(frames: Mapping[str, pd.DataFrame], codebook, folder: Path, lang: str) -> list[Path]:
    """Every chart the tables allow; those of the run before that are no longer made are removed."""
    drawn = charts.all_charts(frames, codebook, lang)
    made = [path for chart in drawn for path in charts.save(chart, folder)]
    for row in read_index(folder):
        for suffix in (".svg", ".png", ".csv"):
            stale = folder / (Path(row["name"]).name + suffix)
            if stale not in made:
                stale.unlink(missing_ok=True)
    tables.write_bytes(folder / INDEX, _index(drawn).encode("utf-8-sig"))
    return [*made, folder / INDEX]


def _index(drawn: list[Chart]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(LISTED)
    writer.writerows([getattr(chart, column) for column in LISTED] for chart in drawn)
    return out.getvalue()


def read_index(folder: Path) -> list[dict]:
    """name, title, subtitle and footer of the charts in a folder, in the order drawn."""
    path = folder / INDEX
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
