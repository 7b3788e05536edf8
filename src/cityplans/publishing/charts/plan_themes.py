"""Chart of themes by plan: what share of its text each takes."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

import pandas as pd

from cityplans.publishing.charts import grid, style
from cityplans.publishing.charts.grid import Cell
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.telling import headlines
from cityplans.publishing.telling.palette import PALE
from cityplans.publishing.telling.view import View
from cityplans.publishing.telling.waves import apart_of_title, title_note


def chart_plan_themes(view: View, size: str = "page") -> Chart | None:
    """What share of each plan's text each theme takes; the first picture where it takes several."""
    return next(iter(plan_themes_charts(view, size)), None)


def plan_themes_charts(view: View, size: str = "page") -> list[Chart]:
    """As `chart_plan_themes`, as many pictures as it takes to show every plan."""
    found = {
        (r["plan_id"], r["theme"]): r["share"] for r in view.rows("plan_themes") if r["share"] is not None
    }
    total: dict[str, float] = defaultdict(float)
    for (_, theme), share in found.items():
        total[theme] += share
    shown_themes = [t for t in total if t != "other" or max(found[k] for k in found if k[1] == t) >= 0.005]
    themes = sorted(shown_themes, key=lambda t: (t == "other", -total[t], t))
    plans = [p for p in view.plans if any(key[0] == p for key in found)]
    heads = [view.theme(t) for t in themes]
    cells = [[_share_cell(found.get((p, t), 0.0)) for t in themes] for p in plans]
    labels = [view.marked(p) + mark for p, mark in apart_of_title(view, plans).items()]
    levels = [view.level(p) for p in plans]
    made, parts = [], grid.sheets(size, levels, labels, heads, cells)
    for place, (here, laid) in enumerate(parts, 1):
        name, which = grid.numbered(view, "plan_themes", place, len(parts))
        said = view.pick("各主题占计划正文的比重（%）", "Share of each theme in the plan's text (%)")
        said += title_note(view, plans) + which
        words = (headlines.room(view, themes), said, view.sources(plans[here]))
        rows = [
            {"plan_id": p, "theme": t, "share": found.get((p, t), 0.0)} for p in plans[here] for t in themes
        ]
        draw = partial(grid.draw, size, words, laid.labels, heads, laid.cells, laid.bold)
        made.append(Chart(draw, pd.DataFrame(rows), name, *words))
    return made


def _share_cell(share: float) -> Cell:
    text = f"{100 * share:.0f}" if share >= 0.005 else ""
    return Cell(text, style.SEQUENTIAL(min(0.75, 2.2 * share)) if text else PALE)
