"""How the aim of each region moves from horizon to horizon, and from plan to plan."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cityplans.comparison.ambition.alike import GROUP, records
from cityplans.publishing.charts import style
from cityplans.publishing.charts.sheet import (
    POINT,
    Chart,
    Sheet,
    row_height,
    rows_that_fit,
    sheet,
    text_width,
    wrap,
)
from cityplans.publishing.charts.style import HUES, INK, LINE, MARKERS, SIZES
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.comparable import Row, direction_of, group_name, plans_of
from cityplans.publishing.telling.paces import pace_words
from cityplans.publishing.telling.wording import Names, pick


def chart_slope(
    frames, codebook, indicator_id: str, lang: str = "zh", size: str = "page", group: tuple | None = None
) -> Chart | None:
    """How the aim of each region moves between horizons and between its plans, with the change a year.

    From the table `pace` (kinds horizons and plans). None where no region has two horizons.
    """
    steps = [
        r
        for r in records(frames["pace"])
        if r["indicator_id"] == indicator_id
        and r["pace_kind"] in ("horizons", "plans")
        and group in (None, tuple(r[k] for k in GROUP))
    ]
    group = group or (tuple(steps[0][k] for k in GROUP) if steps else None)
    steps = [s for s in steps if tuple(s[k] for k in GROUP) == group]
    if not any(s["pace"] is not None for s in steps):
        return None
    names = Names(frames["plans"], codebook, lang)
    targets = {r["target_id"]: r for r in records(frames["targets"])}
    sign = direction_of(codebook, group)
    steps = [s for s in steps if s["pace"] is not None]
    steps.sort(key=lambda s: (-sign * s["pace"], s["region"], s["year_from"]))
    drawn = _draw_slope if len(steps) <= MOST_LINES else _draw_rows
    shown = steps[: rows_that_fit(size, axis=1.2, least=1.5)]
    words = (
        _slope_title(steps, group, names, codebook, lang),
        _slope_subtitle(steps, shown, group, lang, codebook),
        wording.sources(
            plans_of(frames, [*steps, *({"plan_id": s["earlier_plan_id"]} for s in steps)]), names, lang
        ),
    )
    figure = drawn(size, words, shown, targets, names, lang)
    columns = [
        "region",
        "pace_kind",
        "plan_id",
        "earlier_plan_id",
        "year_from",
        "value_from",
        "year_to",
        "value_to",
        "pace",
        "pace_unit",
        "pace_bound",
    ]
    return Chart(figure, pd.DataFrame(shown)[columns], f"slope_{group_name(group)}_{lang}", *words)


MOST_LINES = 12  # more lines than these cannot be told apart and get a row each


def _slope_title(steps, group, names, codebook, lang) -> str:
    subject = wording.indicator(group[0], codebook, lang)
    best = steps[0]
    where = f"{names.region(best['region'])}{pick(lang, '', ' ')}{best['year_from']}→{best['year_to']}"
    if len(steps) == 1:
        return f"{subject}{pick(lang, '：', ': ')}{where}{pick(lang, '，', ', ')}{pace_words(best, lang)}"
    # paces carry bounds (≥, ≈) of their own and are only put in order by the figures
    fastest = pick(lang, "按数字计变化最快的是", "fastest by the figures is ")
    return (
        f"{subject}{pick(lang, '：', ': ')}{fastest}{where}{pick(lang, '，', ', ')}{pace_words(best, lang)}"
    )


def _slope_subtitle(steps, shown, group, lang, codebook) -> str:
    parts = [
        wording.unit_line(group[2], lang, codebook),
        pick(
            lang,
            "实线＝同一计划内，虚线＝前后两个计划之间",
            "solid: within one plan; dashed: between two plans",
        ),
        pick(lang, "竖线＝起点，圆点＝终点", "bar: from; dot: to") if len(steps) > MOST_LINES else "",
        f"n = {len(steps)}",
    ]
    if len(steps) > len(shown):
        rest = len(steps) - len(shown)
        parts.append(pick(lang, f"另有{rest}条未画出，见表 pace", f"{rest} more in the table pace"))
    return pick(lang, "；", "; ").join(p for p in parts if p)


def _draw_slope(size, words, steps, targets, names, lang):
    shape = SIZES[size]
    labels = [_slope_label(s, targets, names, lang) for s in steps]
    widest = SIZES[size].width * 0.5
    wrapped = [wrap(text, shape.font, widest) for text in labels]
    label_width = max(text_width(t, shape.font) for w in wrapped for t in w) + 0.5
    line = shape.font * 1.35 * POINT
    needed = sum(len(w) for w in wrapped) * line + 0.3 * len(wrapped) * line
    with sheet(size, max(needed + 1.0, 5.5 if not shape.fixed else 9), words) as page:
        plot = page.axes(1.0, 0.1, page.width - label_width - 1.1, page.height - 0.9)
        _scale_slope(plot, steps, lang)
        for i, step in enumerate(steps):
            plot.plot(
                [step["year_from"], step["year_to"]],
                [step["value_from"], step["value_to"]],
                marker=MARKERS[i % 6],
                markersize=4.5,
                color=HUES[i % 6],
                clip_on=False,
                linestyle="-" if step["pace_kind"] == "horizons" else (0, (4, 2)),
            )
        _slope_labels(plot, page, steps, wrapped, line)
    return page.figure


def _draw_rows(size, words, steps, targets, names, lang):
    """A row a step, the fastest first: from the small mark to the large one, and what it is at the right."""
    shape = SIZES[size]
    labels = [names.region(s["region"]) for s in steps]
    texts = [_step_text(s, targets, lang) for s in steps]
    left = max(text_width(t, shape.font) for t in labels) + 0.3
    right = max(text_width(t, shape.font) for t in texts) + 0.3
    axis = 2.2 * shape.font * POINT
    pitch = row_height(size, len(steps), axis)
    with sheet(size, len(steps) * pitch + axis, words) as page:
        plot = page.axes(left, 0, page.width - left - right, len(steps) * pitch)
        around = page.axes(0, 0, page.width, page.height, bare=True)
        for i, (step, label, text) in enumerate(zip(steps, labels, texts, strict=True)):
            within = step["pace_kind"] == "horizons"
            ends, style_ = [step["value_from"], step["value_to"]], "-" if within else (0, (4, 2))
            plot.plot(ends, [i, i], color=HUES[0], linestyle=style_, linewidth=1)
            plot.plot(ends[:1], [i], color=HUES[0], marker="|", markersize=5, linestyle="none")
            plot.plot(ends[1:], [i], color=HUES[0], marker="o", markersize=4, linestyle="none")
            around.text(left - 0.15, (i + 0.5) * pitch, label, ha="right", va="center")
            around.text(page.width, (i + 0.5) * pitch, text, ha="right", va="center")
        plot.set_ylim(len(steps) - 0.5, -0.5)
        plot.set_yticks([])
        plot.grid(axis="x")
        plot.xaxis.set_major_locator(style.ticks(max(2, int((page.width - left - right) / 1.8))))
        plot.xaxis.set_major_formatter(lambda v, _: wording.number(round(v, 10), lang))
    return page.figure


def _step_text(step: Row, targets: Mapping[str, Row], lang: str) -> str:
    """`3.2 力争 → > 3.65，每年≥ +0.225个百分点 [2025–2027]`"""
    before, after = (wording.value(targets[step[t]], lang) for t in ("earlier_target_id", "target_id"))
    years = f"{step['year_from']}–{step['year_to']}"
    return f"{before} → {after}{pick(lang, '，', ', ')}{pace_words(step, lang)} [{years}]"


def _scale_slope(plot, steps, lang) -> None:
    years = [y for s in steps for y in (s["year_from"], s["year_to"])]
    plot.set_xlim(min(years) - 0.2, max(years) + 0.1)
    plot.set_xticks(sorted(set(years)))
    values = [v for s in steps for v in (s["value_from"], s["value_to"])]
    pad = (max(values) - min(values)) * 0.08 or abs(values[0]) * 0.1 or 1
    plot.set_ylim(min(values) - pad, max(values) + pad)
    plot.yaxis.set_major_locator(style.ticks(6, all(float(v).is_integer() for v in values)))
    plot.yaxis.set_major_formatter(lambda v, _: wording.number(round(v, 10), lang))
    plot.grid(axis="y")


def _slope_label(step: Row, targets: Mapping[str, Row], names: Names, lang: str) -> str:
    """`嘉兴 3.2 力争 → > 3.65，每年≥ +0.225个百分点`"""
    ends = [wording.value(targets[t], lang) for t in (step["earlier_target_id"], step["target_id"])]
    comma = pick(lang, "，", ", ")
    return f"{names.region(step['region'])} {ends[0]} → {ends[1]}{comma}{pace_words(step, lang)}"


def _slope_labels(plot, page: Sheet, steps, wrapped, line: float) -> None:
    """Labels at the right, pushed apart in the order of their ends, each tied to its end by a thin line."""
    box = plot.get_position()
    total = page.figure.get_size_inches()[1] / style.CM
    low, high = plot.get_ylim()
    ends = [(box.y0 + (s["value_to"] - low) / (high - low) * box.height) * total for s in steps]
    order = sorted(range(len(steps)), key=lambda i: (-ends[i], i))
    heights = [len(w) * line + 0.3 * line for w in wrapped]
    top = page.bottom + page.height
    places: dict[int, float] = {}
    for i in order:  # from the top down, none above the one before
        places[i] = min(ends[i], top - heights[i] / 2)
        top = places[i] - heights[i] / 2
    lowest = page.bottom
    for i in reversed(order):  # and back up, where the last ones fell out of the sheet
        places[i] = max(places[i], lowest + heights[i] / 2)
        lowest = places[i] + heights[i] / 2
    width = page.figure.get_size_inches()[0] / style.CM
    for i in order:
        plot.annotate(
            "\n".join(wrapped[i]),
            (steps[i]["year_to"], steps[i]["value_to"]),
            xycoords="data",
            xytext=(box.x1 + 0.35 / width, places[i] / total),
            textcoords="figure fraction",
            va="center",
            color=INK,
            linespacing=1.1,
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": LINE,
                "linewidth": 0.6,
                "shrinkA": 1,
                "shrinkB": 4,
                "relpos": (0, 0.5),
            },
        )
