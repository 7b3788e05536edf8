"""What the looks of marks mean, drawn beside them: arrow, bar, faded, hollow, dashed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cityplans.comparison.ambition import order
from cityplans.publishing.charts.wrapping import POINT, text_width
from cityplans.publishing.telling.palette import GREY, INK
from cityplans.publishing.telling.view import View

Row = dict
LINE = 1.7  # lines of text that a line of signs takes
SWATCH, GAP = 2.0, 1.4  # width of a sign and the blank after its words, in characters


class Sign(NamedTuple):
    look: str  # arrow, bar, faded, hollow, dashed
    words: str


def is_nearly_whole(row: Row) -> bool:
    """Whether a share is to be nearly all (基本全覆盖), which is less than all."""
    is_part = row.get("comparable") in ("share", "coverage")
    return is_part and row["comparator"] == "approx" and row["value_high"] == order.WHOLE


def ends(row: Row) -> tuple[float, float]:
    """Between what a target is drawn: its figures; what is to be nearly whole in the band it is ordered by,
    for a mark at 100 would stand level with the whole."""
    if is_nearly_whole(row):
        return row["value_low"] * (1 - order.TOLERANCE), order.WHOLE
    return row["value_low"], row["value_high"]


def of(view: View, rows: Sequence[Row], has_above: bool) -> list[Sign]:
    """The signs that a picture of these targets needs; `has_above`: it draws the territory above."""
    bounds = {r["comparator"] for r in rows}
    band = f"{100 * (1 - order.TOLERANCE):g}–100%"
    nearly = f"基本＝{band}，低于全部", f"nearly all: {band}, below all"
    about = "approx" in bounds or any(r["strength"] == "aspirational" for r in rows)
    wanted = (
        (bool(bounds & {"ge", "gt", "le"}), "arrow", "以上或以下", "at least or at most"),
        ("range" in bounds, "bar", "区间", "range"),
        (any(map(is_nearly_whole, rows)), "bar", *nearly),
        (about, "faded", "左右或力争", "approximate or an aim"),
        (has_above, "dashed", "上级同年目标", "territory above, same year"),
        (any(r["status"] == "draft" for r in rows), "hollow", "征求意见稿", "draft"),
    )
    return [Sign(look, view.pick(zh, en)) for there, look, zh, en in wanted if there]


def inferred(view: View, rows: Iterable[Row]) -> str:
    """What ° after a figure means, where one has it."""
    if not any(view.year_mark(r) for r in rows):
        return ""
    return view.pick("°＝目标年只据规划期推定", "° = year known only from the plan's own period")


def height(signs: Sequence[Sign], width: float, font: float) -> float:
    """cm that the signs take within this width."""
    return len(_lines(signs, width, font)) * LINE * font * POINT


def draw(texts, signs: Sequence[Sign], corner: tuple[float, float], width: float, font: float) -> None:
    """The signs on axes that count in cm, from their upper left corner."""
    for i, line in enumerate(_lines(signs, width, font)):
        x, y = corner[0], corner[1] + (i + 0.5) * LINE * font * POINT
        for sign in line:
            _swatch(texts, sign.look, x, y, SWATCH * font * POINT)
            start = x + (SWATCH + 0.4) * font * POINT
            texts.text(start, y, sign.words, va="center", color=GREY, size=0.9 * font)
            x += _width(sign, font)


def _width(sign: Sign, font: float) -> float:
    return text_width(sign.words, 0.9 * font) + (SWATCH + 0.4 + GAP) * font * POINT


def _lines(signs: Sequence[Sign], width: float, font: float) -> list[list[Sign]]:
    lines = _filled(signs, width, font)
    while len(lines) > 1 and len(lines[-1]) == 1 < len(lines[-2]) - 1:  # none alone below many
        lines[-1].insert(0, lines[-2].pop())
    return lines


def _filled(signs: Sequence[Sign], width: float, font: float) -> list[list[Sign]]:
    lines: list[list[Sign]] = []
    used = width
    for sign in signs:
        if used + _width(sign, font) > width + GAP * font * POINT:
            lines.append([])
            used = 0.0
        lines[-1].append(sign)
        used += _width(sign, font)
    return lines


def _swatch(texts, look: str, x: float, y: float, wide: float) -> None:
    middle = x + wide / 2
    if look == "dashed":
        texts.plot([x, x + wide], [y, y], color=INK, linewidth=1, linestyle=(0, (4, 3)))
    elif look == "bar":
        texts.plot([x, x + wide], [y, y], color=INK, linewidth=3, solid_capstyle="butt")
    elif look == "arrow":
        ends = {"arrowstyle": "->", "color": INK, "shrinkA": 0, "shrinkB": 0, "linewidth": 1.1}
        texts.annotate("", (x + wide, y), xytext=(x + 0.25 * wide, y), arrowprops=ends)
        texts.plot([x + 0.25 * wide], [y], marker="o", markersize=4, color=INK)
    else:
        face = "white" if look == "hollow" else INK
        alpha = 0.55 if look == "faded" else 1
        mark = {"marker": "o", "markersize": 5, "color": INK, "markeredgewidth": 1.2, "linestyle": "none"}
        texts.plot([middle], [y], markerfacecolor=face, alpha=alpha, **mark)
