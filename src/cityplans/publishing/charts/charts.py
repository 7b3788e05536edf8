"""Which charts a set of tables gives, and writing them: one function a chart, table in, figure out."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from cityplans.publishing.charts.above import chart_amplification, chart_shares
from cityplans.publishing.charts.distances import (
    chart_borrowing,
    chart_distances,
    chart_plan_themes,
    chart_tree,
)
from cityplans.publishing.charts.dots import chart_dots
from cityplans.publishing.charts.heat import chart_heat, heat_charts
from cityplans.publishing.charts.multiples import multiples_charts
from cityplans.publishing.charts.names import chart_spread
from cityplans.publishing.charts.needed import needed_charts
from cityplans.publishing.charts.profiles import chart_commitment, chart_horizons, chart_themes
from cityplans.publishing.charts.revised import revised_charts
from cityplans.publishing.charts.sheet import Chart, save
from cityplans.publishing.charts.strip import strip_charts
from cityplans.publishing.charts.themes import chart_theme_instruments, chart_theme_shift
from cityplans.publishing.charts.tiles import tile_charts
from cityplans.publishing.charts.timeline import timeline_charts
from cityplans.publishing.telling.comparable import PER, groups, of_one_level, per_scale, rows_of
from cityplans.publishing.telling.view import View

WHOLE = (
    chart_amplification,
    chart_shares,
    chart_commitment,
    chart_horizons,
    chart_themes,
    chart_plan_themes,
    chart_theme_shift,
    chart_theme_instruments,
    chart_borrowing,
    chart_spread,
    chart_distances,
    chart_tree,
)
SERIES = (  # as many pictures as it takes
    timeline_charts,
    revised_charts,
    needed_charts,
    multiples_charts,
    strip_charts,
    tile_charts,
    heat_charts,
)
MOST_INDICATORS = 40  # charts of single indicators drawn unasked, those of most plans first

__all__ = [
    "Chart",
    "all_charts",
    "chart_amplification",
    "chart_commitment",
    "chart_dots",
    "chart_heat",
    "chart_horizons",
    "chart_shares",
    "chart_spread",
    "chart_theme_instruments",
    "chart_theme_shift",
    "chart_themes",
    "multiples_charts",
    "needed_charts",
    "revised_charts",
    "save",
    "strip_charts",
    "tile_charts",
    "timeline_charts",
    "write_all",
]


def all_charts(view: View, size: str = "page") -> list[Chart]:
    """Every chart the tables allow: of whole plans, then of each shared indicator."""
    made = [chart for draw in SERIES for chart in draw(view, size)]
    made += [draw(view, size) for draw in WHOLE]
    for group in groups(view)[:MOST_INDICATORS]:
        if _says_something(of_one_level(rows_of(view, group))):
            made.append(chart_dots(view, group, size))
        made += [
            chart_dots(view, group, size, per=per)
            for per in PER
            if _says_something(per_scale(rows_of(view, group), per))
        ]
    return [chart for chart in made if chart is not None]


def _says_something(rows: list[dict]) -> bool:
    """A year for which two regions aim, and not all rows with one and the same figure."""
    by_year: dict[int, set] = defaultdict(set)
    for row in rows:
        by_year[row["horizon"]].add(row["region"])
    return (
        max(map(len, by_year.values()), default=0) > 1
        and len({(r["value_low"], r["value_high"], r["comparator"]) for r in rows}) > 1
    )


def write_all(view: View, folder: Path | str, size: str = "page") -> list[Path]:
    """Writes every chart as SVG, PNG and CSV below `folder`; the files written."""
    return [path for chart in all_charts(view, size) for path in save(chart, folder)]
