"""Which charts a set of tables gives: one function a chart, table in, figure out."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from cityplans.comparison.ambition import order
from cityplans.publishing.charts.above import chart_shares, shares_charts
from cityplans.publishing.charts.amplification import amplification_charts, chart_amplification
from cityplans.publishing.charts.borrowing import borrowing_charts, chart_borrowing
from cityplans.publishing.charts.distances import chart_distances
from cityplans.publishing.charts.dots import chart_dots, dots_charts
from cityplans.publishing.charts.heat import chart_heat, heat_charts
from cityplans.publishing.charts.multiples import multiples_charts
from cityplans.publishing.charts.names import chart_spread, spread_charts
from cityplans.publishing.charts.needed import needed_charts
from cityplans.publishing.charts.plan_themes import chart_themes, themes_charts
from cityplans.publishing.charts.profiles import chart_commitment, commitment_charts
from cityplans.publishing.charts.revised import revised_charts
from cityplans.publishing.charts.sets import sets_charts
from cityplans.publishing.charts.sheet import Chart, save
from cityplans.publishing.charts.strip import strip_charts
from cityplans.publishing.charts.themes import chart_theme_instruments, chart_theme_shift
from cityplans.publishing.charts.tiles import tile_charts
from cityplans.publishing.charts.timeline import timeline_charts
from cityplans.publishing.telling import findings
from cityplans.publishing.telling.comparable import (
    PER,
    direction_of,
    group_label,
    groups,
    of_one_level,
    per_scale,
    rows_of,
)
from cityplans.publishing.telling.view import View

WHOLE = (chart_theme_shift, chart_theme_instruments, chart_distances)
SERIES = (  # as many pictures as it takes
    timeline_charts,
    revised_charts,
    needed_charts,
    multiples_charts,
    strip_charts,
    tile_charts,
    sets_charts,
    heat_charts,
    themes_charts,
    commitment_charts,
    borrowing_charts,
    amplification_charts,
    shares_charts,
    spread_charts,
)
LEADING = (revised_charts, multiples_charts)
MOST_LEADING = 4  # charts of single indicators that `report` draws in every size; `charts` draws all
LEAST_REGIONS = 3  # that aim at one year; two are read in a table
MOST_INDICATORS = 40  # charts of single indicators drawn unasked, those of most plans first

__all__ = [
    "Chart", "all_charts", "amplification_charts", "borrowing_charts", "chart_amplification",
    "chart_borrowing", "chart_commitment", "chart_distances", "chart_dots", "chart_heat", "chart_shares",
    "chart_spread", "chart_theme_instruments", "chart_theme_shift", "chart_themes", "commitment_charts",
    "dots_charts", "heat_charts", "left_out", "main_charts", "multiples_charts", "needed_charts",
    "revised_charts", "save",
    "sets_charts", "shares_charts", "spread_charts", "strip_charts", "themes_charts", "tile_charts",
    "timeline_charts",
]  # fmt: skip


def all_charts(view: View, size: str = "page") -> list[Chart]:
    """Every chart the tables allow: of whole plans, then of each shared indicator."""
    made = [chart for draw in SERIES for chart in draw(view, size)]
    made += [draw(view, size) for draw in WHOLE]
    for group in groups(view)[:MOST_INDICATORS]:
        if not _why_not(view, group):
            made += dots_charts(view, group, size)
        for per in PER:
            if not _says_little(view, group, per_scale(rows_of(view, group), per)):
                made += dots_charts(view, group, size, per)
    return [chart for chart in made if chart is not None]


def main_charts(view: View, size: str) -> list[Chart]:
    """The charts that go into talks and papers: every plan, their revisions, and single indicators of most
    plans."""
    made = timeline_charts(view, size) + [chart for draw in LEADING for chart in draw(view, size)[:1]]
    drawn = (
        chart_dots(view, group, size) for group in groups(view)[:MOST_INDICATORS] if not _why_not(view, group)
    )
    return made + list(islice(filter(None, drawn), MOST_LEADING))


def left_out(view: View) -> dict[str, list[str]]:
    """Reason, a code of `no_chart` → names of the shared indicators that have no chart of their own."""
    found: dict[str, list[str]] = defaultdict(list)
    for place, group in enumerate(groups(view)):
        if why := _why_not(view, group) or ("no_room" if place >= MOST_INDICATORS else ""):
            found[why].append(group_label(view, group, with_unit=False))
    return found


def _why_not(view: View, group: tuple) -> str:
    """Why an indicator's picture would show nothing; empty where it has something to say."""
    every = rows_of(view, group)
    rows = of_one_level(every)
    if why := _says_little(view, group, rows):
        return why
    year = findings.main_horizon(findings.peers_of(rows))
    peers = [r for r in findings.peers_of(rows) if r["horizon"] == year]
    if all(map(view.in_words, peers)):
        return "worded"
    above = findings.parent_of(peers, every)
    if above is not None and not findings.like_in_scope(view, [*peers, above]):
        return "unlike"
    return "totals" if rows[0]["comparable"] == "total" and above is None else ""


def _says_little(view: View, group: tuple, rows: list[dict]) -> str:
    """`few` regions aim at one year, or all for the `same`; empty for neither."""
    by_year: dict[int, set] = defaultdict(set)
    for row in rows:
        by_year[row["horizon"]].add(row["region"])
    there = len({p["region"] for p in view.plans.values()})
    if max(map(len, by_year.values()), default=0) < min(LEAST_REGIONS, there):
        return "few"
    # by the order, not by the figures: 全覆盖 and 基本覆盖 are both written as 100
    direction = direction_of(view, group)
    relations = {order.compare(row, rows[0], direction).relation for row in rows}
    return "same" if relations == {"equal"} else ""
