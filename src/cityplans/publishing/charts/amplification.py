"""Targets against the like ones of the territory above: a strip for each indicator that not all ask for
alike, around a line for what the territory above asks for."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from cityplans.comparison.ambition.alike import GROUP
from cityplans.publishing.charts import grid, style
from cityplans.publishing.charts.lines import AXIS, names_of
from cityplans.publishing.charts.sheet import MARGIN, Chart, Sheet, room, sheet
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.charts.wrapping import POINT, text_width, wrap
from cityplans.publishing.telling import headlines, wording
from cityplans.publishing.telling.comparable import Row, group_label, held_against_above
from cityplans.publishing.telling.palette import BLUE, GREY, VERMILION
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
    "relation",
    "relation_reason",
    "pre_emption",
)  # columns of `amplification` that a chart's table repeats
COLOURS = {"higher": BLUE, "lower": VERMILION}
POINTS, RATIOS = "points", "log_ratio"  # kinds of difference, each with an axis of its own
NAMED = 3  # plans of one figure named beside a point, and of one word in a line
HEAD, LEAST, UNDER = 1.9, 2.5, 1.2  # lines of text: head of a block, a strip, words below its points
ASIDE = 1.5  # lines of text between blocks
SAME = 1e-9
CLEAR = {"facecolor": "white", "edgecolor": "none", "pad": 0.4}  # no line crosses a word
SMALL = 0.92  # of the base size: words beside points


class Strip(NamedTuple):
    """An indicator, its targets, and the kind of their differences; none where words alone tell them."""

    group: tuple
    kind: str
    rows: list[Row]


class Laid(NamedTuple):
    """Size of the sheet, width of the names in cm, and the ends of the axes."""

    size: str
    label: float
    spans: dict[str, tuple[float, float]]


class Word(NamedTuple):
    """What stands beside a point: its middle in cm from the left, and whether it stands below."""

    text: str
    x: float
    below: bool


def chart_amplification(view: View, size: str = "page") -> Chart | None:
    """Targets against those of the territory above; the first picture of several."""
    return next(iter(amplification_charts(view, size)), None)


def amplification_charts(view: View, size: str = "page") -> list[Chart]:
    """As `chart_amplification`, as many pictures as it takes; what all ask for alike is named in words."""
    rows = held_against_above(view)
    if not rows:
        return []
    strips, alike = _strips(rows)
    sheets = _on_sheets(view, size, strips, alike)
    title, made = headlines.against_above(view, [r for s in (*strips, *alike) for r in s.rows]), []
    for place, (shown, level) in enumerate(sheets, 1):
        name, which = grid.numbered(view, "amplification", place, len(sheets))
        own = [r for s in (*shown, *level) for r in s.rows]
        plans = {r[k] for r in own for k in ("plan_id", "parent_plan_id")}
        words = (title, _subtitle(view, own) + which, view.sources(plans))
        data = pd.DataFrame([{c: r[c] for c in SHOWN} | {"shown": _difference(view, r)} for r in own])
        draw = partial(_drawn, view, size, words, (shown, level, _spans(strips)))
        made.append(Chart(draw, data, name, *words))
    return made


def _strips(rows: Sequence[Row]) -> tuple[list[Strip], list[Strip]]:
    """Strips of the indicators that some do not ask for alike, points before ratios before words, and those
    that all ask for alike; the furthest year of each plan."""
    latest = {(tuple(r[k] for k in GROUP), r["plan_id"]): r for r in sorted(rows, key=lambda r: r["horizon"])}
    by_group: dict[tuple, list[Row]] = defaultdict(list)
    for (group, _), row in latest.items():
        by_group[group].append(row)
    order = sorted(by_group, key=lambda g: (-len(by_group[g]), tuple(map(str, g))))
    strips, alike = [], []
    for group in order:
        if all(r["relation"] == "equal" for r in by_group[group]):
            alike.append(Strip(group, "", by_group[group]))
            continue
        own = by_group[group]
        drawn = [r for r in own if _kind(r)] if any(map(_has_distance, own)) else []
        strips += [Strip(group, kind, part) for kind in (POINTS, RATIOS) if (part := _of(drawn, kind))]
        if told := [r for r in own if r not in drawn]:
            strips.append(Strip(group, "", told))
    return sorted(strips, key=lambda s: (POINTS, RATIOS, "").index(s.kind)), alike


def _kind(row: Row) -> str:
    return row["difference_kind"] if row["amplification"] is not None else ""


def _of(rows: Sequence[Row], kind: str) -> list[Row]:
    return [r for r in rows if _kind(r) == kind]


def _has_distance(row: Row) -> bool:
    """Whether a point would stand beside the line; a strip of none has nothing to see."""
    return abs(row["amplification"] or 0) > SAME


def _by_how_much(row: Row) -> float:
    """Points, or per cent of what the territory above asks for."""
    value = row["amplification"]
    return 100 * (math.exp(value) - 1) if row["difference_kind"] == RATIOS else value


def _spans(strips: Sequence[Strip]) -> dict[str, tuple[float, float]]:
    """Kind of difference → the ends of its axis, the same on all pictures, with the line of zero within."""
    found = {}
    for kind in (POINTS, RATIOS):
        values = [0.0, *(_by_how_much(r) for s in strips if s.kind == kind for r in s.rows)]
        low, high = min(values), max(values)
        found[kind] = (low - 0.06 * (high - low or 1), high + 0.06 * (high - low or 1))
    return found


def _difference(view: View, row: Row) -> str:
    """`+0.4点`, `+20%` of a level, `更低` where words have no amount (基本覆盖), `同数` of >35 and 35;
    * cannot be ordered, † before the plan above."""
    value = row["amplification"]
    if value is None:
        text, value = view.word("relation", row["relation"]), math.inf
    elif row["difference_kind"] == RATIOS:
        text = f"{(math.exp(value) - 1) * 100:+.0f}%"
    else:
        text = f"{value:+.3g}{view.pick('点', ' pt')}"
    if abs(value) <= SAME:
        text = view.pick("同数", "same figure") if row["relation_reason"] == "same_figure" else "="
    marks = ("*" if row["relation"] == "unordered" else "") + ("†" if row["pre_emption"] else "")
    return text.replace("-", "−") + marks


def _subtitle(view: View, rows: list[Row]) -> str:
    kinds = {r["relation"] for r in rows}
    years = sorted({r["horizon"] for r in rows})
    sub = [
        view.pick(
            "一点一份计划，竖线＝上级同年目标，越靠右要求越高；总量不在此列",
            "A point a plan; line: the target of the territory above for that year; further right asks for "
            "more; totals excluded",
        ),
        view.pick("目标年：", "target years: " if len(years) > 1 else "target year: ")
        + view.pick("、", ", ").join(map(str, years)),
    ]
    if any(view.is_draft(r["plan_id"]) for r in rows):
        sub.append(view.pick("空心＝征求意见稿", "hollow: draft"))
    if any(r["relation_reason"] == "same_figure" for r in rows):
        sub.append(view.pick("同数＝数字相同，界限不同", "same figure: with another bound"))
    if "unordered" in kinds:
        sub.append(view.pick("* 无法排序", "* cannot be ordered"))
    if any(r["pre_emption"] for r in rows):
        sub.append(view.pick("† 先于上级计划（抢跑）", "† older than the plan above (pre-emption)"))
    return view.pick("；", "; ").join(sub)


def _on_sheets(
    view: View, size: str, strips: list[Strip], alike: list[Strip]
) -> list[tuple[list[Strip], list[Strip]]]:
    """What each picture holds: strips, and at the end of the last those that all ask for alike."""
    font = SIZES[size].font * POINT
    label, spans = _label(view, size, strips), _spans(strips)
    made: list[list[Strip]] = [[]]
    used, kinds = 0.0, set[str]()
    for strip in strips:
        needed = _height(view, size, strip, label, spans)
        opened = 0.0 if strip.kind in kinds else (HEAD + ASIDE + AXIS * bool(strip.kind)) * font
        if made[-1] and used + needed + opened > room(size):
            made.append([])
            used, kinds = 0.0, set()
            opened = (HEAD + ASIDE + AXIS * bool(strip.kind)) * font
        made[-1].append(strip)
        used, kinds = used + needed + opened, kinds | {strip.kind}
    end = (HEAD + ASIDE + 1.3 * len(_alike_lines(view, size, alike))) * font if alike else 0.0
    if made[-1] and used + end > room(size):
        made.append([])
    return [(shown, alike if shown is made[-1] else []) for shown in made]


def _name(view: View, group: tuple) -> str:
    return group_label(view, group, with_unit=False)


def _label(view: View, size: str, strips: Sequence[Strip]) -> float:
    """Width in cm of the names, at most as much as lines have."""
    return names_of(size, [_name(view, s.group) for s in strips])[0] + 0.3 if strips else 0.0


def _plot_width(size: str, label: float) -> float:
    return SIZES[size].width - 2 * MARGIN - label - 0.1


def _height(view: View, size: str, strip: Strip, label: float, spans: dict) -> float:
    """Of a strip in cm: its name, and the words above and below its points."""
    shape = SIZES[size]
    lines = 1.15 * len(wrap(_name(view, strip.group), shape.font, label - 0.25)) + 0.5
    if strip.kind:
        words = _beside(view, size, strip, _plot_width(size, label), spans)
        lines = max(lines, LEAST + UNDER * any(w.below for w in words))
    else:
        lines = max(lines, 1.2 * len(_worded(view, size, strip, label)) + 0.5)
    return lines * shape.font * POINT


def _worded(view: View, size: str, strip: Strip, label: float) -> list[str]:
    """`宁波、温州：更低`, of targets that words alone tell from the one above, as lines."""
    by_word: dict[str, list[str]] = defaultdict(list)
    for row in strip.rows:
        word = _difference(view, row)
        word = view.word("relation", row["relation"]) if word == "=" else word
        by_word[word].append(row["plan_id"])
    said = [_named(view, plans) + view.pick("：", ": ") + word for word, plans in by_word.items()]
    return wrap(view.pick("；", "; ").join(said), SIZES[size].font, _plot_width(size, label))


def _named(view: View, plans: Sequence[str]) -> str:
    names = [view.name(p) for p in view.plans if p in plans]
    return wording.some(names, view.lang, NAMED, "份")


def _alike_lines(view: View, size: str, alike: Sequence[Strip]) -> list[str]:
    """The indicators that all ask for alike, each with how many do, as lines of text."""
    named = [_name(view, s.group) + f" ×{len(s.rows)}" * (len(s.rows) > 1) for s in alike]
    shape = SIZES[size]
    return wrap(view.pick("、", ", ").join(named), shape.font, shape.width - 2 * MARGIN)


def _beside(view: View, size: str, strip: Strip, width: float, spans: dict) -> list[Word]:
    """Names and differences beside the points, those of the ends first, where none overlaps another."""
    low, high = spans[strip.kind]
    points, by_value = SIZES[size].font * SMALL, defaultdict[float, list[Row]](list)
    for row in strip.rows:
        by_value[round(_by_how_much(row), 9)].append(row)
    ends = (min(by_value), max(by_value))
    taken: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
    made = []
    for value in sorted(by_value, key=lambda v: (v not in ends, -abs(v), v)):
        rows = by_value[value]
        said = [d for d in dict.fromkeys(_difference(view, r) for r in rows) if d != "="]
        text = " ".join([_named(view, [r["plan_id"] for r in rows]), "、".join(said)]).strip()
        half = text_width(text, points) / 2 + 0.06
        middle = min(max((value - low) / (high - low) * width, half), width - half)
        for below in (False, True):
            if all(middle + half <= a or middle - half >= b for a, b in taken[below]):
                taken[below].append((middle - half, middle + half))
                made.append(Word(text, middle, below))
                break
    return made


def _drawn(view: View, size: str, words: tuple[str, str, str], drawn: tuple):
    shown, alike, spans = drawn
    font, level = SIZES[size].font * POINT, _alike_lines(view, size, alike)
    laid = Laid(size, _label(view, size, shown), spans)
    blocks = [(kind, own) for kind in (POINTS, RATIOS, "") if (own := [s for s in shown if s.kind == kind])]
    body = sum(_height(view, size, strip, laid.label, spans) for strip in shown)
    body += sum(HEAD + AXIS * bool(kind) for kind, _ in blocks) * font
    body += ((HEAD + 1.3 * len(level)) * bool(alike) + ASIDE * (len(blocks) + bool(alike) - 1)) * font
    with sheet(size, body, words) as page:
        texts, y = page.axes(0, 0, page.width, page.height, bare=True), 0.0
        for kind, own in blocks:
            texts.text(0, y + 0.5 * HEAD * font, _head(view, kind), weight="bold", va="center")
            heights = _named_strips(view, texts, y + HEAD * font, own, laid)
            if kind:
                _points(view, page, y + HEAD * font, own, heights, laid)
            y += sum(heights) + (HEAD + AXIS * bool(kind) + ASIDE) * font
        if alike:
            texts.text(0, y + 0.5 * HEAD * font, _level_head(view, alike), weight="bold", va="center")
            texts.text(0, y + HEAD * font, "\n".join(level), va="top", color=GREY, linespacing=1.2)
    return page.figure


def _named_strips(view: View, texts, y: float, own: Sequence[Strip], laid: Laid) -> list[float]:
    """Names at the left, and what is told in words; the height of each strip."""
    heights = [_height(view, laid.size, strip, laid.label, laid.spans) for strip in own]
    for strip, height in zip(own, heights, strict=True):
        middle = y + height / 2
        name = wrap(_name(view, strip.group), SIZES[laid.size].font, laid.label - 0.25)
        texts.text(laid.label - 0.2, middle, "\n".join(name), ha="right", va="center", linespacing=1.1)
        if not strip.kind:
            said = "\n".join(_worded(view, laid.size, strip, laid.label))
            texts.text(laid.label, middle, said, color=GREY, va="center", linespacing=1.1)
        y += height
    return heights


def _head(view: View, kind: str) -> str:
    heads = {
        POINTS: ("比例和增速：与上级目标之差（百分点）", "Shares and rates: difference in percentage points"),
        RATIOS: (
            "其他比率：比上级目标高或低多少（%）",
            "Other ratios: above or below the target above, in %",
        ),
        "": ("以文字为目标，没有差数", "Worded targets, with no amount"),
    }
    return view.pick(*heads[kind])


def _level_head(view: View, alike: Sequence[Strip]) -> str:
    n = sum(len(s.rows) for s in alike)
    return view.pick(
        f"各地都与上级持平的指标（共{n}项目标；×＝计划数）",
        f"The same as above in every plan ({n} targets; ×: plans)",
    )


def _points(
    view: View, page: Sheet, y: float, own: Sequence[Strip], tall: Sequence[float], laid: Laid
) -> None:
    """Axes of one kind of difference, a strip below the other; counted in cm downwards."""
    kind, size, spans = own[0].kind, laid.size, laid.spans
    width = page.width - laid.label - 0.1
    plot = page.axes(laid.label, y, width, sum(tall))
    plot.set(xlim=spans[kind], ylim=(sum(tall), 0), yticks=[])
    plot.xaxis.set_major_locator(style.ticks(7 if page.shape.width > 10 else 3))
    plot.xaxis.set_major_formatter(lambda v, _: _signed(view, v) + "%" * (kind == RATIOS))
    plot.grid(axis="x")
    plot.axvline(0, color=GREY, linewidth=1)
    font, top = page.shape.font * POINT, 0.0
    low, high = spans[kind]
    for strip, height in zip(own, tall, strict=True):
        words = _beside(view, size, strip, width, spans)
        at = top + height / 2 + (0.5 - 0.5 * any(w.below for w in words)) * font
        for row in strip.rows:
            value = _by_how_much(row)
            colour = COLOURS.get(row["relation"], GREY)
            face = "white" if view.is_draft(row["plan_id"]) else colour
            plot.plot([value], [at], marker="o" if row["relation"] != "lower" else "s", markersize=5,
                      color=colour, markerfacecolor=face, linestyle="none", zorder=3)  # fmt: skip
        for word in words:
            x, side = low + word.x / width * (high - low), 1 if word.below else -1
            plot.text(x, at + 0.95 * side * font, word.text, ha="center", va="center",
                      size=page.shape.font * SMALL, zorder=4, bbox=CLEAR)  # fmt: skip
        top += height


def _signed(view: View, value: float) -> str:
    value = round(value, 10)
    return ("+" if value > 0 else "") + wording.number(value, view.lang).replace("-", "−")
