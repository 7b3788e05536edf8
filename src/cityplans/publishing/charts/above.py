"""What part of the total of the territory above the totals of those below are."""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd

from cityplans.comparison.ambition.alike import GROUP
from cityplans.publishing.charts import grid, style
from cityplans.publishing.charts.grid import Cell
from cityplans.publishing.charts.heat import Matrix, on_sheets
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.telling import headlines
from cityplans.publishing.telling.comparable import Row, share_of_above
from cityplans.publishing.telling.palette import PALE
from cityplans.publishing.telling.text import counted
from cityplans.publishing.telling.view import View

SHOWN = (
    "indicator_id",
    "measure",
    "unit",
    "horizon",
    "plan_id",
    "parent_plan_id",
    "value_text",
    "parent_value_text",
    "share_of_parent",
)  # columns of `amplification` that a chart's table repeats


def chart_shares(view: View, size: str = "page") -> Chart | None:
    """The share of each city in the total of the territory above; the first picture of several."""
    return next(iter(shares_charts(view, size)), None)


def shares_charts(view: View, size: str = "page") -> list[Chart]:
    """The share of each city in the total of the territory above, where both set one; as many pictures as it
    takes to show every plan."""
    rows = [r for r in view.rows("amplification") if not r["superseded"] and share_of_above(view, r)]
    if not rows:
        return []
    by_cell = {
        (tuple(r[k] for k in GROUP), r["plan_id"]): r for r in sorted(rows, key=lambda r: r["horizon"])
    }
    count = Counter(g for g, _ in by_cell)
    order = sorted(count, key=lambda g: (-count[g], tuple(map(str, g))))
    plans = [p for p in view.plans if any(c[1] == p for c in by_cell)]
    cells = {k: Cell(_share_text(view, r), _shade(r)) for k, r in by_cell.items()}
    heads = {
        p: f"{view.name(p)}\n→{max(r['horizon'] for k, r in by_cell.items() if k[1] == p)}" for p in plans
    }
    title, subtitle = _words(view, list(by_cell.values()))
    sheets = on_sheets(view, Matrix(order, plans, cells, heads, Cell("—", PALE, faint=True)), size)
    made = []
    for place, laid in enumerate(sheets, 1):
        name, which = grid.numbered(view, "shares", place, len(sheets))
        shown = {k: by_cell[k] for k in laid.keys if k in by_cell}
        involved = {*laid.plans, *(r["parent_plan_id"] for r in shown.values())}
        words = (title, subtitle + which, view.sources(involved))
        data = pd.DataFrame([{**{c: r[c] for c in SHOWN}, "shown": cells[k].text} for k, r in shown.items()])
        made.append(Chart(laid.drawing(words), data, name, *words))
    return made


def _share_text(view: View, row: Row, in_signs: bool = True) -> str:
    return share_of_above(view, row, in_signs)


def _shade(row: Row):
    return style.SEQUENTIAL(min(row["share_of_parent"], 1) * 0.75)


PLAIN = re.compile(r"[\d.]+%")


def _words(view: View, rows: list[Row]) -> tuple[str, str]:
    """From which to which share; a city is named where all are its own (no ranking of sizes)."""
    by_size = sorted(rows, key=lambda r: (r["share_of_parent"], r["plan_id"]))
    low, high = (_share_text(view, r, in_signs=False) for r in (by_size[0], by_size[-1]))
    cities, parents = ({r[k] for r in rows} for k in ("region", "parent_region"))
    several = view.pick("城市", "city") if headlines.are_cities(view, rows) else view.pick("各地", "regional")
    who = view.region(*cities) if len(cities) == 1 else several
    above = view.region(*parents) if len(parents) == 1 else view.pick("上级", "the territory above")
    n = len(rows)
    each_zh, each_en = ("各", " each") if low == high and n > 1 else ("", "")
    span = low if low == high else view.pick(f"{low}至{high}", f"{low} to {high}")
    if low != high and not all(PLAIN.fullmatch(part) for part in (low, high)):  # bounds make no span
        span = view.pick(f"比重：最小的{low}，最大的{high}", f"smallest {low}, largest {high}")
    title = view.pick(
        f"{who}的{n}项总数目标{each_zh}占{above}同项目标的{span}",
        f"{counted(n, f'{who} total')} as a share of the same target of {above}: {span}{each_en}",
    )
    return title, view.pick(
        "占上级同项总数目标的比重；规模不同，不排高低；≥ ≤ ≈＝原文只给了界限或约数",
        "Share of the same total of the territory above; not ranked across sizes; ≥ ≤ ≈: a bound or an "
        "approximate figure",
    )
