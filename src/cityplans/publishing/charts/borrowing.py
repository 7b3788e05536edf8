"""How much of each plan stands word for word in older ones, as a chart."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

import pandas as pd

from cityplans.publishing.charts import grid
from cityplans.publishing.charts.lines import parts
from cityplans.publishing.charts.sheet import Chart, row_height, rows_that_fit, sheet
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.charts.wrapping import POINT, text_width
from cityplans.publishing.telling.findings import formulas, percent
from cityplans.publishing.telling.palette import BLUE, INK, LINE, ORANGE
from cityplans.publishing.telling.view import Row, View


def is_any(row: Row) -> bool:
    """Whether a row of borrowing is of all older plans together."""
    return row["source_relation"] == "any"


def chart_borrowing(view: View, size: str = "page") -> Chart | None:
    """Per plan the share of its text that stands word for word in an older plan, and in that of the territory
    above; the first picture of several."""
    return next(iter(borrowing_charts(view, size)), None)


def borrowing_charts(view: View, size: str = "page") -> list[Chart]:
    """As `chart_borrowing`, as many pictures as it takes to show every plan."""
    rows = view.rows("borrowing")
    anyone = {r["plan_id"]: r["share"] for r in rows if is_any(r)}
    parent: dict[str, float] = defaultdict(float)
    for row in rows:
        if row["source_relation"] == "parent":
            parent[row["plan_id"]] = max(parent[row["plan_id"]], row["share"])
    order = sorted(anyone, key=lambda p: (-anyone[p], p))
    if not order or not max(anyone.values()):
        return []
    top = next(r for r in rows if r["plan_id"] == order[0] and is_any(r))
    chunks = parts(order, rows_that_fit(size, axis=2.0))
    made = []
    for place, shown in enumerate(chunks, 1):
        name, which = grid.numbered(view, "borrowing", place, len(chunks))
        title, subtitle = _borrowing_words(view, top)
        words = (title, subtitle + which, view.sources(shown))
        data = pd.DataFrame(
            [{"plan_id": p, "any_share": anyone[p], "parent_share": parent.get(p)} for p in shown]
        )
        made.append(
            Chart(
                partial(_draw_borrowing, view, size, words, shown, anyone, dict(parent)), data, name, *words
            )
        )
    return made


def _borrowing_words(view: View, top: Row) -> tuple[str, str]:
    """Title and subtitle; `top` is the row of the plan that shares most."""
    name, share = view.name(top["plan_id"]), percent(top["share"])
    title = view.pick(
        f"{name}的文字有{share}逐字见于更早的计划",
        f"{share} of {name}'s text stands word for word in an older plan",
    )
    return title + formulas(view, top), view.pick(
        "连续12字以上相同的文字占正文比重；圆点＝任一更早计划，方块＝上级计划；—＝手头最早，无从比较",
        "Share of the text in shared runs of 12 characters or more; circle: any older plan, square: "
        "plan of the territory above; —: oldest here, nothing to compare",
    )


def oldest(view: View) -> str | None:
    """The plan in hand that is older than all others: it may borrow from what is not here."""
    dated = sorted((row["date"] or view.years[p] or "9999", p) for p, row in view.plans.items())
    alone = len(dated) > 1 and not dated[1][0].startswith(dated[0][0])  # 2020 is not before 2020-07
    return dated[0][1] if alone else None


def _draw_borrowing(view: View, size, words, shown, anyone, parent):
    shape = SIZES[size]
    axis = 2.2 * shape.font * POINT
    pitch = row_height(size, len(shown), axis)
    label = max(text_width(view.marked(p), shape.font) for p in shown) + 0.3
    right = text_width("100%", shape.font) + 0.3
    first = oldest(view)
    with sheet(size, len(shown) * pitch + axis, words) as page:
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        plot = page.axes(label, 0, page.width - label - right, len(shown) * pitch)
        for i, plan in enumerate(shown):
            if plan != first:  # with nothing to compare there is no share, not one of 0
                _borrowed(plot, i, anyone[plan], parent.get(plan))
            y = (i + 0.5) * pitch
            told = "—" if plan == first else percent(anyone[plan])
            texts.text(label - 0.15, y, view.marked(plan), ha="right", va="center")
            texts.text(page.width - 0.05, y, told, ha="right", va="center", color=INK)
        plot.set(xlim=(0, 105 * max(anyone.values())), ylim=(len(shown) - 0.5, -0.5), yticks=[])
        plot.xaxis.set_major_formatter(lambda v, _: f"{v:.3g}%")
        plot.grid(axis="x")
    return page.figure


def _borrowed(plot, y: int, anyone: float, parent: float | None) -> None:
    """The share in any older plan as a bar with its mark, that in the plan of the territory above."""
    plot.plot([0, 100 * anyone], [y, y], color=LINE, linewidth=2.5, solid_capstyle="butt")
    plot.plot([100 * anyone], [y], marker="o", markersize=5.5, color=BLUE, clip_on=False)
    if parent is not None:
        plot.plot([100 * parent], [y], marker="s", markersize=3, color=ORANGE, clip_on=False)
