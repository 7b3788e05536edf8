"""The plans on a line of time: a bar from issue to horizon, by level."""

from __future__ import annotations

from functools import partial

import pandas as pd

from cityplans.publishing.charts import style
from cityplans.publishing.charts.lines import Line, lined, parts, that_fit
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.telling import timelines
from cityplans.publishing.telling.palette import BLUE, INK
from cityplans.publishing.telling.text import counted
from cityplans.publishing.telling.timelines import Run
from cityplans.publishing.telling.view import LEVELS, View


def timeline_charts(view: View, size: str = "page") -> list[Chart]:
    """Every plan that has a year of issue and a horizon, on as many pictures as it takes; none for a lone
    plan."""
    found = timelines.runs(view)
    if len(found) < 2:
        return []
    most = that_fit(size, [view.marked(run.plan_id) for run in found]) - len(LEVELS)
    pictures = parts(found, most)
    return [
        _chart(view, size, shown, found, i if len(pictures) > 1 else 0) for i, shown in enumerate(pictures, 1)
    ]


def _chart(view: View, size: str, shown: list[Run], found: list[Run], part: int) -> Chart:
    words = (
        timelines.sentence(view, shown if len(shown) > 1 else found),
        _subtitle(view, shown, found, part),
        view.sources(run.plan_id for run in shown),
    )
    name = "_".join(["timeline", *([str(part)] if part > 1 else []), view.lang])
    return Chart(partial(_drawn, view, size, words, shown, found), _data(view, shown), name, *words)


def _subtitle(view: View, shown: list[Run], found: list[Run], part: int) -> str:
    notes = [
        view.pick(
            "条：从发布到计划期末的年底，没有期末的到目标最多的年份（并列取最晚）",
            "Bar: from issue to the end of the plan's last year, or else of the year of most targets (the "
            "latest of several)",
        )
    ]
    if beyond := sum(run.beyond for run in shown):
        notes.append(view.pick(f"{beyond}份另有更晚的目标", f"{counted(beyond, 'plan')} with later targets"))
    if any(view.is_draft(run.plan_id) for run in shown):
        notes.append(view.pick("空心＝征求意见稿", "hollow = draft"))
    if any(not view.plans[run.plan_id]["date"] for run in shown):
        notes.append(
            view.pick("方点＝只知发布年份，画在年中", "square = year of issue only, drawn at its middle")
        )
    notes.append(f"n = {len(shown)}" + view.pick(f"（共{len(found)}）", f" of {len(found)}") * bool(part))
    if missing := len(view.plans) - len(found):
        notes.append(
            view.pick(f"另有{missing}份缺发布年或目标年", f"{missing} more without year of issue or horizon")
        )
    return view.pick("；", "; ").join(notes)


def _drawn(view: View, size: str, words: tuple[str, str, str], shown: list[Run], found: list[Run]):
    lines: list[tuple[Line, Run | None]] = []
    levels = [view.level(run.plan_id) for run in shown]
    for run, level, before in zip(shown, levels, [None, *levels], strict=False):
        if level != before and len(set(levels)) > 1:
            lines.append((Line(level or view.pick("层级不明", "Level unknown"), bold=True), None))
        lines.append((Line(view.marked(run.plan_id), str(run.until)), run))
    first, last = min(int(r.issued) for r in found), max(r.until for r in found)
    with lined(size, words, [line for line, _ in lines]) as plot:
        plot.set_xlim(first - 0.3, last + 1.3)
        plot.xaxis.set_major_locator(style.ticks(9 if SIZES[size].width > 10 else 4, whole=True))
        plot.xaxis.set_major_formatter(lambda year, _: f"{year:.0f}")
        for y, (_, run) in enumerate(lines):
            if run:
                _bar(view, plot, run, y)
    return plot.figure


def _bar(view: View, plot, run: Run, y: int) -> None:
    draft = view.is_draft(run.plan_id)
    ends = [run.issued, run.until + 1]
    plot.plot(ends, [y, y], color=BLUE, alpha=0.3 if draft else 0.55, linewidth=3, solid_capstyle="butt")
    plot.plot([ends[1]], [y], marker="|", markersize=7, markeredgewidth=1.4, color=INK)
    dated = view.plans[run.plan_id]["date"]
    look = {"marker": "o" if dated else "s", "markersize": 4.8, "markeredgewidth": 1.2, "color": BLUE}
    plot.plot([ends[0]], [y], markerfacecolor="white" if draft else BLUE, clip_on=False, **look)


def _data(view: View, shown: list[Run]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "plan_id": run.plan_id,
                "plan": view.marked(run.plan_id),
                "region_level": view.plans[run.plan_id]["region_level"],
                "date": view.issued(run.plan_id),
                "horizon": run.until,
                "status": view.plans[run.plan_id]["status"],
            }
            for run in shown
        ]
    )
