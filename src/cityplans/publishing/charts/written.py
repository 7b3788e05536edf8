"""Charts written below reports, with the list of what there is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cityplans import tables
from cityplans.publishing.charts import charts
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.telling.view import View
from cityplans.running.products import Products

INDEX = "index.csv"
NO_CHART = "no_chart.csv"
SOURCES = "sources.csv"
SIZES = ("slide", "column")  # folders beside the charts of the page's size
LISTED = ("name", "title", "subtitle", "footer")
SOURCE_COLUMNS = ("name", "title", "doc_no", "issuer", "date", "status", "plan_id")


def write_charts(view: View, folder: Path, products: Products | None = None) -> list[Path]:
    """Every chart the tables allow, the main ones for slides and columns as well, and the plans they name."""
    made = _written(charts.all_charts(view), folder, products)
    for size in SIZES:
        made += _written(charts.main_charts(view, size), folder / size, products)
    return [*made, *_write_no_chart(view, folder / NO_CHART), _write_sources(view, folder / SOURCES)]


def write_all(view: View, folder: Path, size: str) -> list[Path]:
    """Every chart in that size."""
    return _written(charts.all_charts(view, size), folder)


def _written(drawn: list[Chart], folder: Path, products: Products | None = None) -> list[Path]:
    """Writes these charts and their list; those of the list before that are no longer made are removed."""
    made = [path for chart in drawn for path in charts.save(chart, folder, products=products)]
    for row in read_index(folder):
        for suffix in (".svg", ".png", ".csv"):
            stale = folder / (Path(row["name"]).name + suffix)
            if stale not in made:
                stale.unlink(missing_ok=True)
    tables.write_bytes(folder / INDEX, _table(LISTED, map(vars, drawn)))
    return [*made, folder / INDEX]


def _write_sources(view: View, path: Path) -> Path:
    """The plans by the names that charts give them, with what it takes to cite them."""
    rows = [{"name": view.marked(plan_id), **row} for plan_id, row in view.plans.items()]
    tables.write_bytes(path, _table(SOURCE_COLUMNS, rows))
    return path


def _write_no_chart(view: View, path: Path) -> list[Path]:
    """Shared indicators without a chart of their own, and why; no file where there are none."""
    path.unlink(missing_ok=True)
    found = charts.left_out(view)
    rows = [
        {"reason": view.word("no_chart", why), "indicator": name}
        for why, names in found.items()
        for name in names
    ]
    if rows:
        tables.write_bytes(path, _table(("reason", "indicator"), rows))
    return [path] if rows else []


def _table(columns: Sequence[str], rows: Iterable[Mapping]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def read_index(folder: Path) -> list[dict]:
    """name, title, subtitle and footer of the charts in a folder, in the order drawn."""
    return _read(folder / INDEX)


def read_sources(folder: Path) -> list[dict]:
    """The plans behind the charts of a folder, as SOURCE_COLUMNS."""
    return _read(folder / SOURCES)


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
