"""The provinces as tiles where they lie, for an indicator and year that ten or more of them set."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd
from matplotlib.patches import Rectangle

from cityplans.comparison.ambition.order import figure
from cityplans.publishing.charts import style
from cityplans.publishing.charts.sheet import Chart, room, sheet
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.charts.wrapping import POINT, text_width
from cityplans.publishing.telling.comparable import direction_of, group_label, group_name, groups, title
from cityplans.publishing.telling.palette import GREY, INK, LINE
from cityplans.publishing.telling.ranges import Strip, main_strip, strips
from cityplans.publishing.telling.view import View

LEAST = 10  # provinces
MOST = 6  # indicators drawn unasked
PLACES = {  # short name → column, row
    "黑龙江": (7, 0), "内蒙古": (4, 1), "辽宁": (6, 1), "吉林": (7, 1), "新疆": (0, 2), "甘肃": (2, 2),
    "宁夏": (3, 2), "河北": (4, 2), "北京": (5, 2), "天津": (6, 2), "青海": (1, 3), "陕西": (3, 3),
    "山西": (4, 3), "河南": (5, 3), "山东": (6, 3), "西藏": (0, 4), "四川": (2, 4), "重庆": (3, 4),
    "湖北": (4, 4), "安徽": (5, 4), "江苏": (6, 4), "上海": (7, 4), "云南": (2, 5), "贵州": (3, 5),
    "湖南": (4, 5), "江西": (5, 5), "浙江": (6, 5), "广西": (3, 6), "广东": (4, 6), "福建": (5, 6),
    "海南": (4, 7),
}  # fmt: skip
ELSEWHERE = {"台湾": (6, 6), "香港": (5, 7), "澳门": (3, 7)}  # drawn where they have the target
ACROSS, DOWN = 8, 8


def tile_charts(view: View, size: str = "page") -> list[Chart]:
    """A picture an indicator, of the year most provinces aim at."""
    made = []
    for group in groups(view):
        found = [s for s in strips(view, group) if s.level == "province" and len(s.rows) >= LEAST]
        if found and len(made) < MOST:
            made.append(_chart(view, size, group, main_strip(found)))
    return made


def _chart(view: View, size: str, group: tuple, strip: Strip) -> Chart:
    direction = direction_of(view, group)
    short = {r["name"]: r["short"] for r in view.codebook["regions"]}
    rows = {short.get(r["region"], r["region"]): r for r in strip.rows}
    words = (
        title(view, strip.rows, strip.rows, group),
        _subtitle(view, group, strip, direction),
        view.sources({r["plan_id"] for r in strip.rows}),
    )
    columns = ("region", "plan_id", "horizon", "value_low", "value_high", "unit", "comparator", "status")
    data = pd.DataFrame([{c: r[c] for c in columns} | {"value": view.value(r)} for r in strip.rows])
    draw = partial(_drawn, view, size, words, (rows, direction))
    return Chart(draw, data, f"tiles_{group_name(group)}_{view.lang}", *words)


def _subtitle(view: View, group: tuple, strip: Strip, direction: int) -> str:
    drafts = any(r["status"] == "draft" for r in strip.rows)
    n = len(strip.rows)
    notes = [
        group_label(view, group),
        view.pick(f"{strip.year}年", str(strip.year)),
        view.pick("颜色越深要求越高", "darker asks for more") if direction else "",
        view.pick("空白＝手头计划未提", "blank: not set in the plans here") if n < len(PLACES) else "",
        view.pick("虚框＝征求意见稿", "dashed: draft") if drafts else "",
        f"n = {n}",
    ]
    return view.pick("；", "; ").join(note for note in notes if note)


def _drawn(view: View, size: str, words: tuple[str, str, str], drawn: tuple[Mapping[str, dict], int]):
    rows, direction = drawn
    shape = SIZES[size]
    side = min((shape.width - 0.5) / ACROSS, room(size) / DOWN, 2.1)
    height = min(side, 3.4 * shape.font * POINT)
    values = [figure(r) for r in rows.values()]
    places = PLACES | {name: place for name, place in ELSEWHERE.items() if name in rows}
    full = {r["short"]: r["name"] for r in view.codebook["regions"] if r["level"] == "province"}
    with sheet(size, DOWN * height, words) as page:
        axes = page.axes(0, 0, page.width, page.height, bare=True)
        left = (page.width - ACROSS * side) / 2
        for name, (column, row) in places.items():
            target = rows.get(name)
            colour = _colour(target, values, direction)
            corner = (left + column * side, row * height)
            draft = target is not None and target["status"] == "draft"
            tile = Rectangle(corner, side - 0.06, height - 0.06, facecolor=colour, linewidth=0.6)
            tile.set(edgecolor=INK if draft else LINE, linestyle="--" if draft else "-")
            axes.add_patch(tile)
            lines = [view.region(full.get(name, name)), view.value(target) if target else ""]
            _words(axes, lines, (corner, side, height), (colour, shape.font))
    return page.figure


def _words(axes, lines: list[str], place: tuple[tuple[float, float], float, float], look: tuple) -> None:
    """Name and value in a tile, as large as they fit."""
    (x, y), side, height = place
    colour, font = look
    ink = style.text_on(colour) if lines[1] else GREY
    at = (0.32, 0.7) if lines[1] else (0.5, 0.5)
    for line, part in zip(lines, at, strict=True):
        size = min(font, font * (side - 0.16) / max(text_width(line, font), 0.01))
        axes.text(
            x + (side - 0.06) / 2, y + height * part, line, ha="center", va="center", color=ink, size=size
        )


def _colour(target: dict | None, values: list[float], direction: int):
    if target is None:
        return "white"
    low, high = min(values), max(values)
    if not direction or low == high:
        return style.SEQUENTIAL(0.2)
    part = (figure(target) - low) / (high - low)
    return style.SEQUENTIAL(0.1 + 0.6 * (part if direction > 0 else 1 - part))
