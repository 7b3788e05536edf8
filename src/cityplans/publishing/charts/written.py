"""Charts written below reports, with the list of what there is."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from cityplans import tables
from cityplans.publishing.charts import charts
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.telling.view import View

INDEX = "index.csv"
NO_CHART = "no_chart.csv"


LISTED = ("name", "title", "subtitle", "footer")


def write_charts(view: View, folder: Path) -> list[Path]:
    """Every chart the tables allow; those of the run before that are no longer made are removed."""
    drawn = charts.all_charts(view)
    made = [path for chart in drawn for path in charts.save(chart, folder)]
    for row in read_index(folder):
        for suffix in (".svg", ".png", ".csv"):
            stale = folder / (Path(row["name"]).name + suffix)
            if stale not in made:
                stale.unlink(missing_ok=True)
    tables.write_bytes(folder / INDEX, _index(drawn).encode("utf-8-sig"))
    return [*made, folder / INDEX, *_write_no_chart(view, folder / NO_CHART)]


def _write_no_chart(view: View, path: Path) -> list[Path]:
    """Shared indicators without a chart of their own, and why; no file where there are none."""
    path.unlink(missing_ok=True)
    found = charts.left_out(view)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("reason", "indicator"))
    for why, names in found.items():
        writer.writerows((view.word("no_chart", why), name) for name in names)
    if found:
        tables.write_bytes(path, out.getvalue().encode("utf-8-sig"))
    return [path] if found else []


def _index(drawn: list[Chart]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(LISTED)
    writer.writerows([getattr(chart, column) for column in LISTED] for chart in drawn)
    return out.getvalue()


def read_index(folder: Path) -> list[dict]:
    """name, title, subtitle and footer of the charts in a folder, in the order drawn."""
    return _read(folder / INDEX)


def read_no_chart(folder: Path) -> dict[str, list[str]]:
    """Reason → shared indicators that have no chart of their own for it."""
    found: dict[str, list[str]] = {}
    for row in _read(folder / NO_CHART):
        found.setdefault(row["reason"], []).append(row["indicator"])
    return found


def _read(path: Path) -> list[dict]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
