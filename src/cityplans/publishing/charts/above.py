"""Cities against the territory above: by how much they ask for more, and what part of its total."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from cityplans.comparison.ambition.alike import GROUP
from cityplans.publishing.charts import grid, style
from cityplans.publishing.charts.grid import Cell
from cityplans.publishing.charts.heat import Matrix, on_sheets
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.telling import headlines
from cityplans.publishing.telling.comparable import Row, held_against_above, share_of_above
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
    "difference_kind",
    "amplification",
    "share_of_parent",
    "relation",
    "relation_reason",
    "pre_emption",
)  # columns of `amplification` that a chart's table repeats


# how far from white a cell is whose order is known and whose amount is not
WORDED = {"higher": 0.2, "equal": 0.0, "lower": -0.2}


def chart_amplification(view: View, size: str = "page") -> Chart | None:
    """Cities against the territory above; the first picture of several."""
    return next(iter(amplification_charts(view, size)), None)


def amplification_charts(view: View, size: str = "page") -> list[Chart]:
    """Cities against the territory above: points for shares, per cent for per-head values; as many pictures
    as it takes to show every plan."""
    kind = Kind("amplification", _amplification_text, _diverging, _amplification_words)
    return _against_above(view, held_against_above(view), size, kind)


def chart_shares(view: View, size: str = "page") -> Chart | None:
    """The share of each city in the total of the territory above; the first picture of several."""
    return next(iter(shares_charts(view, size)), None)


def shares_charts(view: View, size: str = "page") -> list[Chart]:
    """The share of each city in the total of the territory above, where both set one."""
    rows = [r for r in view.rows("amplification") if not r["superseded"] and share_of_above(view, r)]
    return _against_above(view, rows, size, Kind("shares", _share_text, _shade, _share_words))


class Kind(NamedTuple):
    """What is said of a city's target: the text and colour of its cell, title and subtitle of the whole."""

    name: str
    text: Callable[[View, Row], str]
    colour: Callable[[Row, float], object]
    words: Callable[[View, list[Row]], tuple[str, str]]


def _against_above(view: View, rows: list[Row], size: str, kind: Kind) -> list[Chart]:
    if not rows:
        return []
    by_cell = {
        (tuple(r[k] for k in GROUP), r["plan_id"]): r for r in sorted(rows, key=lambda r: r["horizon"])
    }
    count = Counter(g for g, _ in by_cell)
    order = sorted(count, key=lambda g: (-count[g], tuple(map(str, g))))
    largest: dict[tuple, float] = defaultdict(float)
    for (group, _), row in by_cell.items():
        largest[group] = max(largest[group], abs(row["amplification"] or 0))
    plans = [p for p in view.plans if any(c[1] == p for c in by_cell)]
    cells = {k: Cell(kind.text(view, r), kind.colour(r, largest[k[0]])) for k, r in by_cell.items()}
    heads = {
        p: f"{view.name(p)}\n→{max(r['horizon'] for k, r in by_cell.items() if k[1] == p)}" for p in plans
    }

    title, subtitle = kind.words(view, list(by_cell.values()))
    sheets = on_sheets(view, Matrix(order, plans, cells, heads, Cell("—", PALE, faint=True)), size)
    made = []
    for place, laid in enumerate(sheets, 1):
        name, which = grid.numbered(view, kind.name, place, len(sheets))
        shown = {k: by_cell[k] for k in laid.keys if k in by_cell}
        involved = {*laid.plans, *(r["parent_plan_id"] for r in shown.values())}
        words = (title, subtitle + which, view.sources(involved))
        data = pd.DataFrame([{**{c: r[c] for c in SHOWN}, "shown": cells[k].text} for k, r in shown.items()])
        made.append(Chart(laid.drawing(words), data, name, *words))
    return made


def _amplification_text(view: View, row: Row) -> str:
    """`+0.4` points, `+20%` of a level, `更低` where words have no amount (基本覆盖), `同数` of >35 and 35;
    * cannot be ordered, † before the plan above."""
    value = row["amplification"]
    if value is None:
        text, value = view.word("relation", row["relation"]), math.inf
    elif row["difference_kind"] == "log_ratio":
        text = f"{(math.exp(value) - 1) * 100:+.0f}%"
    else:
        text = f"{value:+.3g}{view.pick('点', ' pt')}"
    if abs(value) < 1e-9:
        text = view.pick("同数", "same figure") if row["relation_reason"] == "same_figure" else "="
    marks = ("*" if row["relation"] == "unordered" else "") + ("†" if row["pre_emption"] else "")
    return text.replace("-", "−") + marks


def _diverging(row: Row, largest: float):
    """Colour by the largest difference of the row; none where the targets cannot be ordered."""
    if row["relation"] == "unordered" or row["amplification"] is not None and not largest:
        return "white"
    if row["amplification"] is None:
        return style.DIVERGING(0.5 + WORDED[row["relation"]])
    return style.DIVERGING(0.5 + 0.42 * row["amplification"] / largest)


def _amplification_words(view: View, rows: list[Row]) -> tuple[str, str]:
    kinds = Counter(r["relation"] for r in rows)
    title = headlines.against_above(view, rows)
    sub = [
        view.pick(
            "正值＝要求更高；点＝百分点，%＝人均类指标之比；总量不在此列；颜色在每项指标内比较；"
            "—＝没有可对照的目标",
            "Positive: asks for more; pt: percentage points, %: ratio of per-head values; totals excluded; "
            "colours compare within an indicator; —: nothing to compare",
        )
    ]
    if any(r["relation_reason"] == "same_figure" for r in rows):
        sub.append(view.pick("同数＝数字相同，界限不同", "same figure: with another bound"))
    if kinds["unordered"]:
        sub.append(view.pick("* 无法排序", "* cannot be ordered"))
    if any(r["pre_emption"] for r in rows):
        sub.append(view.pick("† 先于上级计划（抢跑）", "† older than the plan above (pre-emption)"))
    return title, view.pick("；", "; ").join(sub)


def _share_text(view: View, row: Row, in_signs: bool = True) -> str:
    return share_of_above(view, row, in_signs)


def _shade(row: Row, _: float):
    return style.SEQUENTIAL(min(row["share_of_parent"], 1) * 0.75)


PLAIN = re.compile(r"[\d.]+%")


def _share_words(view: View, rows: list[Row]) -> tuple[str, str]:
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
