"""One indicator over all territories: a strip of points for each level and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from statistics import median

import pandas as pd

from cityplans.comparison.ambition.order import figure
from cityplans.publishing.charts import dots_drawing, style
from cityplans.publishing.charts.dots_drawing import Dots
from cityplans.publishing.charts.lines import Line, lined, that_fit
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.telling import ranges
from cityplans.publishing.telling.comparable import direction_of, group_name
from cityplans.publishing.telling.palette import INK
from cityplans.publishing.telling.ranges import Strip
from cityplans.publishing.telling.view import View

MOST = 6  # indicators drawn unasked
STACK = 0.13  # of a line, between points of one figure


def strip_charts(view: View, size: str = "page") -> list[Chart]:
    """A picture an indicator that eight regions of a level or more set for one year."""
    return [_chart(view, size, group) for group in ranges.wide_groups(view)[:MOST]]


def _chart(view: View, size: str, group: tuple) -> Chart:
    found = ranges.strips(view, group)
    labels = [_label(view, strip) for strip in found]
    shown = sorted(found, key=lambda s: -len(s.rows))[: that_fit(size, labels)]
    shown = [strip for strip in found if strip in shown]
    rows = [r for strip in shown for r in strip.rows]
    words = (
        ranges.sentence(view, group, found),
        _subtitle(view, group, shown, len(found) - len(shown)),
        view.sources({r["plan_id"] for r in rows}),
    )
    columns = ("region", "region_level", "plan_id", "horizon", "value_low", "value_high", "unit", "status")
    data = pd.DataFrame([{c: r[c] for c in columns} | {"value": view.value(r)} for r in rows])
    draw = partial(_drawn, view, size, words, (group, shown))
    return Chart(draw, data, f"strip_{group_name(group)}_{view.lang}", *words)


def _label(view: View, strip: Strip) -> str:
    level = view.word("region_level", strip.level)
    return f"{level[:1].upper()}{level[1:]} {strip.year} (n={len(strip.rows)})"


def _subtitle(view: View, group: tuple, shown: Sequence[Strip], left: int) -> str:
    rows = [r for strip in shown for r in strip.rows]
    notes = [
        view.unit_line(group[2]) if group[1] != "rank" else "",
        view.pick(
            "一点一地，按所写数字（界限见数据表）；竖线＝中位数；右为最低与最高",
            "one point a region, at the figure as written (bounds in the data table); bar: median; "
            "at the right lowest and highest",
        ),
        view.pick("越靠右要求越高", "further right asks for more") if direction_of(view, group) < 0 else "",
        view.pick("空心＝征求意见稿", "hollow = draft") if any(r["status"] == "draft" for r in rows) else "",
        f"n = {len({r['region'] for r in rows})}",
        view.pick(f"另有{left}组未画", f"{left} more groups not drawn") if left else "",
    ]
    return view.pick("；", "; ").join(note for note in notes if note)


def _drawn(view: View, size: str, words: tuple[str, str, str], drawn: tuple[tuple, list[Strip]]):
    group, shown = drawn
    lines = [Line(_label(view, strip), ranges.ends(view, strip)) for strip in shown]
    looks = style.of_years({strip.year for strip in shown})
    with lined(size, words, lines, tall=1.8) as plot:
        rows = [{r["horizon"]: {**r, "comparator": "eq"}} for strip in shown for r in strip.rows]
        direction = direction_of(view, group) or 1
        most = 8 if SIZES[size].width > 10 else 3
        dots_drawing.scale(view, plot, Dots([rows], looks, group, direction), most)
        for y, strip in enumerate(shown):
            _points(plot, strip, y, looks[strip.year])
    return plot.figure


def _points(plot, strip: Strip, y: int, look: tuple[str, str]) -> None:
    """Points of one figure lie over one another around the line."""
    values = [figure(r) for r in strip.rows]
    count, seen = Counter(values), Counter()
    step = min(STACK, 0.7 / max(count.values()))
    for row, value in zip(strip.rows, values, strict=True):
        offset = (seen[value] - (count[value] - 1) / 2) * step
        seen[value] += 1
        face = "white" if row["status"] == "draft" else look[0]
        plot.plot([value], [y + offset], marker=look[1], markersize=4, color=look[0], alpha=0.7,
                  markerfacecolor=face, linestyle="none")  # fmt: skip
    if len(values) > 2:
        mid = median(values)
        plot.plot([mid, mid], [y - 0.4, y + 0.4], color=INK, linewidth=1.3, zorder=4)
