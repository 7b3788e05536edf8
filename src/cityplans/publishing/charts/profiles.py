"""Chart of whole plans: how firmly they commit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from cityplans.publishing.charts import grid
from cityplans.publishing.charts.lines import parts
from cityplans.publishing.charts.sheet import Chart, row_height, rows_that_fit, sheet
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.charts.wrapping import POINT, text_width
from cityplans.publishing.telling import headlines
from cityplans.publishing.telling.findings import percent
from cityplans.publishing.telling.headlines import FEW
from cityplans.publishing.telling.palette import BLUE, VERMILION
from cityplans.publishing.telling.view import LEVELS, View
from cityplans.publishing.telling.waves import apart_of_title, title_note

Row = dict


def chart_commitment(view: View, size: str = "page") -> Chart | None:
    """Hard and soft shares per plan, targets that are both count in both; the first picture of several."""
    return next(iter(commitment_charts(view, size)), None)


def commitment_charts(view: View, size: str = "page") -> list[Chart]:
    """As `chart_commitment`, as many pictures as it takes to show every plan."""
    order = sorted(
        view.rows("commitment_profile"),
        key=lambda r: (_level(view, r), -r["hard_or_mixed_share"], r["plan_id"]),
    )
    chunks = parts(order, max(1, rows_that_fit(size, axis=2.0) - len(LEVELS))) if order else []
    made = []
    for place, shown in enumerate(chunks, 1):
        name, which = grid.numbered(view, "commitment", place, len(chunks))
        words = (
            headlines.firmness(view, order),
            _commitment_subtitle(view, order) + which,
            view.sources(r["plan_id"] for r in shown),
        )
        data = pd.DataFrame(shown)
        data.insert(1, "plan", [view.name(r["plan_id"]) for r in shown])
        made.append(Chart(partial(_draw_commitment, view, size, words, shown), data, name, *words))
    return made


def _level(view: View, row: Row) -> int:
    level = view.plans[row["plan_id"]]["region_level"]
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _commitment_subtitle(view: View, rows: list[Row]) -> str:
    text = view.pick(
        "下限或确保＝以上、超过、确保；约数或力争＝左右、区间、力争等；两者兼有者两边都计；"
        "线为95%区间（按段落重抽）",
        "Floor or ensured: at least, more than, ensure; approximate or an aim: about, range, strive for; "
        "those that are both count in both; line: 95% interval (clauses drawn anew)",
    )
    if any(r["n"] < FEW for r in rows):
        text += (
            view.pick(f"；标题只比较n ≥ {FEW}的计划", f"; the title compares plans with n ≥ {FEW}")
            if any(r["n"] >= FEW for r in rows)
            else ""
        )
    return text + title_note(view, [r["plan_id"] for r in rows])


def _draw_commitment(view: View, size, words, rows):
    shape = SIZES[size]
    head, axis = 1.7 * shape.font * POINT, 2.2 * shape.font * POINT
    apart = apart_of_title(view, [r["plan_id"] for r in view.rows("commitment_profile")])
    names = [f"{view.marked(r['plan_id'])} (n={r['n']}){apart[r['plan_id']]}" for r in rows]
    laid = grid.under_heads([view.level(r["plan_id"]) for r in rows], names, [[]] * len(rows))
    pitch = row_height(size, len(laid.labels), head + axis)
    label = max(text_width(x, shape.font, bold=bool(laid.bold)) for x in laid.labels) + 0.3
    with sheet(size, head + len(laid.labels) * pitch + axis, words) as page:
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        end = text_width("100%", shape.font) + 0.15  # the figures beside each panel
        width = (page.width - label - 0.6) / 2 - end
        for i, text in enumerate(laid.labels):
            weight, x, side = ("bold", 0.0, "left") if i in laid.bold else ("normal", label - 0.2, "right")
            texts.text(x, head + (i + 0.5) * pitch, text, ha=side, va="center", weight=weight)
        for k, (kind, colour, marker) in enumerate((("hard", BLUE, "o"), ("soft", VERMILION, "s"))):
            x = label + k * (width + end + 0.5)
            plot = page.axes(x, head, width, len(laid.labels) * pitch)
            _shares(plot, dict(zip(laid.places, rows, strict=True)), kind, colour, marker)
            plot.set(ylim=(len(laid.labels) - 0.5, -0.5))
            texts.text(x, head / 2, _head(view, kind), weight="bold", color=colour, va="center")
            for i, row in zip(laid.places, rows, strict=True):
                y, said = head + (i + 0.5) * pitch, percent(row[f"{kind}_or_mixed_share"])
                texts.text(x + width + end, y, said, ha="right", va="center")
    return page.figure


def _head(view: View, kind: str) -> str:
    word = view.word("commitment", kind)
    return word[:1].upper() + word[1:]


def _shares(plot, rows: Mapping[int, Row], kind: str, colour: str, marker: str) -> None:
    for i, row in rows.items():
        low, share, high = (100 * row[f"{kind}_or_mixed_{which}"] for which in ("low", "share", "high"))
        plot.plot([low, high], [i, i], color=colour, linewidth=0.9, alpha=0.7)
        plot.plot([share], [i], color=colour, marker=marker, markersize=4, linestyle="none")
    plot.set(xlim=(-3, 103), yticks=[], xticks=[0, 25, 50, 75, 100])
    plot.set_xticklabels(["0", "", "50", "", "100%"])
    plot.grid(axis="x")
