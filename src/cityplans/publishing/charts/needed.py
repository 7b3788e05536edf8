"""What targets ask for a year, from what had been reached: points for shares, per cent for amounts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from cityplans.publishing.charts import style
from cityplans.publishing.charts.lines import Line, lined, parts, that_fit
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.telling import needed, values_shown, wording
from cityplans.publishing.telling.needed import UNITS, Need
from cityplans.publishing.telling.palette import BLUE, GREEN, GREY
from cityplans.publishing.telling.view import View


def needed_charts(view: View, size: str = "page") -> list[Chart]:
    """A picture of shares and one of amounts, more where not all fit; none of a lone target, which a sentence
    tells (needed.sentence)."""
    found = needed.needs(view)
    made = []
    for unit, kind in zip(UNITS, ("shares", "amounts"), strict=True):
        own = [need for need in found if need.pace["pace_unit"] == unit]
        chunks = parts(own, that_fit(size, [_name(view, need) for need in own])) if len(own) > 1 else []
        for part, shown in enumerate(chunks, 1):
            name = "_".join(["needed", kind, *([str(part)] if part > 1 else []), view.lang])
            made.append(_chart(view, size, name, (own, shown)))
    return made


def _name(view: View, need: Need) -> str:
    return f"{needed.name(view, need)}\n{needed.way(view, need)}"


def _chart(view: View, size: str, name: str, rows: tuple[list[Need], list[Need]]) -> Chart:
    own, shown = rows
    words = (needed.sentence(view, own), _subtitle(view, own, shown), view.sources(needed.plans(shown)))
    return Chart(partial(_drawn, view, size, words, shown), _data(view, shown), name, *words)


def _subtitle(view: View, own: list[Need], shown: list[Need]) -> str:
    points = own[0].pace["pace_unit"] == UNITS[0]
    unit = view.pick("每年百分点", "points a year") if points else view.pick("年均%", "% a year")
    notes = [
        view.pick(
            f"由已达到的数值（年份）到目标（年份）所需的变化，{unit}",
            f"Change needed from what had been reached (year) to the target (year), {unit}",
        ),
        f"n = {len(shown)}" + view.pick(f"（共{len(own)}）", f" of {len(own)}") * (len(shown) < len(own)),
        values_shown.converted(view, [need.target for need in shown]),
    ]
    return view.pick("；", "; ").join(filter(None, notes))


def _drawn(view: View, size: str, words: tuple[str, str, str], shown: Sequence[Need]):
    lines = [Line(_name(view, n), needed.pace(view, n), colour=GREEN if n.is_met else GREY) for n in shown]
    with lined(size, words, lines) as plot:
        for y, need in enumerate(shown):
            if not need.is_met:
                plot.barh([y], [need.pace["pace"]], height=0.45, color=BLUE)
        plot.axvline(0, color=GREY, linewidth=0.8)
        low, high = plot.get_xlim()
        plot.set_xlim(min(low, 0), max(high, 0) or 1)
        plot.xaxis.set_major_locator(style.ticks(5 if SIZES[size].width > 10 else 2))
        plot.xaxis.set_major_formatter(lambda v, _: wording.number(round(v, 10), view.lang))
    return plot.figure


def _data(view: View, shown: Sequence[Need]) -> pd.DataFrame:
    columns = ("region", "plan_id", "indicator_id", "unit", "year_from", "value_from", "year_to", "value_to")
    more = ("comparator_from", "earlier_plan_id", "pace", "pace_unit", "pace_bound", "pace_kind")
    return pd.DataFrame(
        [
            {c: need.pace[c] for c in (*columns, *more)}
            | {"value": view.value(need.target, with_unit=True), "met": need.is_met}
            for need in shown
        ]
    )
