"""Charts of one indicator: where each region aims, and how its aim moves from horizon to horizon."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import pandas as pd

from cityplans.comparison.alike import GROUP, indicators, records
from cityplans.publishing import findings, style, wording
from cityplans.publishing.chart import POINT, Chart, Sheet, row_height, rows_that_fit, sheet, text_width
from cityplans.publishing.style import HUES, MARKERS, SIZES
from cityplans.publishing.wording import Names, pick

Row = dict
MOST_HORIZONS = 3
COLUMNS = (
    "region",
    "parent_region",
    "plan_id",
    "horizon",
    "value",
    "value_low",
    "value_high",
    "unit",
    "comparator",
    "strength",
    "status",
    "value_text",
)


def groups(frames: Mapping[str, pd.DataFrame]) -> list[tuple]:
    """(indicator_id, measure, unit, scope) of the comparisons, those of most plans first."""
    plans = defaultdict(set)
    for row in records(frames["comparisons"]):
        plans[tuple(row[k] for k in GROUP)].add(row["plan_id"])
    return sorted(plans, key=lambda g: (-len(plans[g]), tuple(str(k) for k in g)))


def rows_of(frames: Mapping[str, pd.DataFrame], group: tuple) -> list[Row]:
    """The current targets of a group, with the territory above each."""
    parents = dict(zip(frames["plans"]["plan_id"], frames["plans"]["parent_region"], strict=True))
    return [
        {**r, "parent_region": parents[r["plan_id"]]}
        for r in records(frames["comparisons"])
        if tuple(r[k] for k in GROUP) == group and not r["superseded"]
    ]


def of_one_level(rows: list[Row]) -> list[Row]:
    """Of totals the rows of the most frequent level: a city's total says nothing beside its province's."""
    levels = Counter(r["region_level"] for r in rows if r["comparable"] == "total")
    if not levels:
        return rows
    level = max(levels, key=lambda k: (levels[k], k or ""))
    return [r for r in rows if r["region_level"] == level]


def chart_dots(
    frames,
    codebook,
    indicator_id: str,
    lang: str = "zh",
    size: str = "page",
    horizon: int | None = None,
    region: str | None = None,
    group: tuple | None = None,
) -> Chart | None:
    """One row a region, one mark a horizon, the territory above as a dashed line; values at the right.

    `horizon` shows one year only, `region` only what lies below that territory. Without `group` the measure
    and unit that most plans share. None where there is nothing to compare.
    """
    group = group or next((g for g in groups(frames) if g[0] == indicator_id), None)
    rows = [
        r
        for r in (rows_of(frames, group) if group else [])
        if horizon in (None, r["horizon"]) and region in (None, r["region"], r["parent_region"])
    ]
    rows = of_one_level(rows)
    if len({r["region"] for r in rows}) < 2:
        return None
    names = Names(frames["plans"], codebook, lang)
    direction = direction_of(codebook, group)
    rows, horizons, left_years = _horizons(rows)
    blocks = _blocks(rows, direction)
    capacity = rows_that_fit(size, axis=1.8) - 1
    shown, hidden = _cut(blocks, capacity)
    words = (
        _title(rows, group, direction, names, codebook, lang),
        _subtitle(rows, group, hidden, left_years, lang),
        wording.sources(plans_of(frames, rows), names, lang) + _legend_note(rows, lang),
    )
    figure = _draw_dots(size, words, shown, horizons, names, group, lang, direction)
    data = pd.DataFrame(
        [
            {**{c: r.get(c) for c in COLUMNS}, "value": wording.value(r, lang)}
            for block in shown
            for line in block
            for r in line.values()
        ],
        columns=list(COLUMNS),
    )
    return Chart(figure, data, f"dots_{group_name(group)}_{lang}", *words)


def group_name(group: tuple) -> str:
    parts = [group[0], group[1] if group[1] != "level" else "", "multiple" if group[2] == "倍" else ""]
    scope = f"scope{sum(map(ord, group[3])) % 10000}" if group[3] else ""
    return "_".join(dict.fromkeys(p for p in [*parts, scope] if p))


def direction_of(codebook, group: tuple) -> int:
    if group[1] == "rank":
        return -1
    return indicators(codebook).get(group[0], {}).get("direction", 1)


def _horizons(rows: list[Row]) -> tuple[list[Row], list[int], list[int]]:
    """The rows of the years that most regions share, those years, and the years left out."""
    count: dict[int, int] = defaultdict(int)
    for row in rows:
        count[row["horizon"]] += 1
    years = sorted(count, key=lambda h: (-count[h], -h))
    kept = sorted(years[:MOST_HORIZONS])
    return [r for r in rows if r["horizon"] in kept], kept, sorted(years[MOST_HORIZONS:])


def _blocks(rows: list[Row], direction: int) -> list[list[dict[int, Row]]]:
    """Lines (horizon → target of a region), the territory above first, then from high to low."""
    lines: dict[str, dict[int, Row]] = defaultdict(dict)
    for row in rows:
        lines[row["region"]][row["horizon"]] = row
    year = findings.main_horizon([r for r in rows if r["parent_region"] in lines] or rows)
    found: dict[str, list] = defaultdict(list)
    for region, line in lines.items():
        row = next(iter(line.values()))
        is_head = any(r["parent_region"] == region for r in rows)
        found[region if is_head else row["parent_region"] or ""].append((not is_head, line))

    def height(line: dict[int, Row]) -> tuple:
        row = line.get(year) or line[max(line)]
        figure = (row["value_low"] + row["value_high"]) / 2
        return year not in line, -figure * direction, row["region"]

    return [[line for _, line in sorted(found[k], key=lambda x: (x[0], height(x[1])))] for k in sorted(found)]


def _cut(blocks, capacity: int):
    """As many lines as fit, every territory above kept; and how many are left out."""
    kept, hidden = [], 0
    for block in blocks:
        free = capacity - sum(len(b) for b in kept)
        kept.append(block[: max(free, 0)])
        hidden += len(block) - len(kept[-1])
    return [b for b in kept if b], hidden


def _title(rows, group, direction, names, codebook, lang) -> str:
    heads = {r["parent_region"] for r in rows} & {r["region"] for r in rows}
    cities = [r for r in rows if r["region"] not in heads] or rows
    parts = []
    years = sorted({r["horizon"] for r in cities}, key=lambda h: -sum(r["horizon"] == h for r in cities))
    for year in sorted(years[:2]):
        here = [r for r in cities if r["horizon"] == year]
        parts.append(_sentence(here, rows, year, direction, names, lang))
    subject = wording.indicator(group[0], codebook, lang)
    return f"{subject}{pick(lang, '：', ': ')}{pick(lang, '；', '; ').join(p for p in parts if p)}"


def _sentence(here: list[Row], rows: list[Row], year: int, direction: int, names: Names, lang: str) -> str:
    before = pick(lang, f"{year}年", f"for {year} ")
    parent = [r for r in rows if r["horizon"] == year and r["region"] in {h["parent_region"] for h in here}]
    if here[0]["comparable"] == "total" and len(here) > 1:
        text = pick(
            lang,
            f"{len(here)}地设定总数目标，规模不同，不排高低",
            f"{len(here)} regions set totals, which are not ranked across sizes",
        )
        return before + text
    if len(here) < 2:
        text = f"{names.region(here[0]['region'])} {wording.value(here[0], lang)}"
    else:
        text = findings.who_is_highest(here, direction, names, lang)
    if len(parent) == 1:
        text += pick(lang, "，", ", ") + findings.against_parent(here, parent[0], direction, names, lang)
    return before + text


def _subtitle(rows, group, hidden: int, left_years: list[int], lang: str) -> str:
    unit = wording.unit(group[2], lang)
    parts = [
        pick(lang, f"{wording.label('horizon', lang)}：", "Horizon: ")
        + pick(lang, "、", ", ").join(str(y) for y in sorted({r["horizon"] for r in rows}))
    ]
    if unit:
        parts.insert(0, pick(lang, f"单位：{unit}", f"Unit: {unit}"))
    if group[1] != "level":
        parts.append(wording.code(group[1], lang))
    if group[3]:
        parts.append(group[3])
    parts.append(f"n = {len({r['region'] for r in rows})}")
    if any(r["comparable"] == "total" for r in rows):
        parts.append(
            pick(lang, "总量不可跨规模比较", "totals are not comparable across regions of different size")
        )
    if hidden:
        parts.append(pick(lang, f"另有{hidden}地未画出，见数据表", f"{hidden} more in the data table"))
    if left_years:
        years = pick(lang, "、", ", ").join(map(str, left_years))
        parts.append(pick(lang, f"{years}年目标见数据表", f"targets for {years} in the data table"))
    return pick(lang, "；", "; ").join(parts)


def _legend_note(rows: list[Row], lang: str) -> str:
    notes = []
    if any(r["comparator"] in ("ge", "gt", "le") for r in rows):
        notes.append(pick(lang, "箭头＝以上或以下", "arrow = at least or at most"))
    if any(r["comparator"] == "range" for r in rows):
        notes.append(pick(lang, "横条＝区间", "bar = range"))
    if any(r["comparator"] == "approx" or r["strength"] == "aspirational" for r in rows):
        notes.append(pick(lang, "浅色＝左右或力争", "faded = approximate or aspirational"))
    if any(r["status"] == "draft" for r in rows):
        notes.append(pick(lang, "空心＝征求意见稿", "hollow = draft"))
    if any(r["comparator"] == "approx" for r in rows):
        notes.append(pick(lang, "“左右”按±5%判断高低", "≈ taken as ±5% when ordering"))
    text = pick(lang, "；", "; ").join(notes)
    return pick(lang, "。", ". ") + text[0].upper() + text[1:] if notes else ""


def plans_of(frames, rows: list[Row]) -> pd.DataFrame:
    plans = frames["plans"]
    return plans[plans["plan_id"].isin({r["plan_id"] for r in rows})]


def _draw_dots(size, words, blocks, horizons, names, group, lang, direction):
    shape = SIZES[size]
    lines = [line for block in blocks for line in block]
    axis = 4.2 * shape.font * POINT
    pitch = row_height(size, len(lines), axis)
    label = (
        max(text_width(names.region(r["region"]), shape.font, True) for x in lines for r in x.values()) + 0.2
    )
    printed = {
        h: max(
            [
                text_width(str(h), shape.font, True) + 0.35,
                *(text_width(wording.value(x[h], lang), shape.font) for x in lines if h in x),
            ]
        )
        + 0.3
        for h in horizons
    }
    with sheet(size, len(lines) * pitch + axis, words) as page:
        plot_width = page.width - label - sum(printed.values())
        plot = page.axes(label, 2 * shape.font * POINT, plot_width, len(lines) * pitch)
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        _scale(plot, lines, direction, lang)
        plot.set_ylim(len(lines) - 0.5, -0.5)
        plot.set_yticks([])
        plot.grid(axis="x")
        y = 0
        for block in blocks:
            heads = {r["parent_region"] for line in block for r in line.values()}
            for line in block:
                is_head = next(iter(line.values()))["region"] in heads
                if is_head and len(block) > 1:
                    _reference(plot, line, horizons, y, y + len(block))
                _line(plot, line, horizons, y, is_head)
                _texts(
                    texts, page, line, horizons, y, pitch, label, plot_width, printed, names, lang, is_head
                )
                y += 1
        _year_heads(texts, page, horizons, label + plot_width, printed)
    return page.figure


def _scale(plot, lines, direction: int, lang: str) -> None:
    low = min(r["value_low"] for x in lines for r in x.values())
    high = max(r["value_high"] for x in lines for r in x.values())
    pad = (high - low) * 0.12 or abs(high) * 0.1 or 1
    plot.set_xlim((low - pad, high + pad) if direction > 0 else (high + pad, low - pad))
    plot.xaxis.set_major_locator(style.mpl.ticker.MaxNLocator(nbins=max(2, int(plot.bbox.width / 45))))
    plot.xaxis.set_major_formatter(lambda v, _: wording.number(round(v, 10), lang))


def _reference(plot, head: dict[int, Row], horizons: list[int], top: int, bottom: int) -> None:
    for horizon, row in head.items():
        middle = (row["value_low"] + row["value_high"]) / 2
        plot.plot(
            [middle, middle],
            [top, bottom - 0.6],
            linestyle=(0, (4, 3)),
            linewidth=1,
            color=HUES[horizons.index(horizon)],
            zorder=1,
        )


def _line(plot, line: dict[int, Row], horizons: list[int], y: float, is_head: bool) -> None:
    several = len(line) > 1
    for horizon, row in sorted(line.items()):
        i = horizons.index(horizon)
        offset = (i - (len(horizons) - 1) / 2) * 0.22 if several else 0
        mark(plot, row, y + offset, HUES[i], MARKERS[i])


def mark(plot, row: Row, y: float, colour: str, marker: str) -> None:
    """A target: open arrow for an open bound, bar for a range, faded when approximate or aspirational."""
    middle = (row["value_low"] + row["value_high"]) / 2
    alpha = 0.45 if row["comparator"] == "approx" or row["strength"] == "aspirational" else 1
    if row["comparator"] == "range":
        plot.plot(
            [row["value_low"], row["value_high"]],
            [y, y],
            color=colour,
            alpha=alpha,
            linewidth=3,
            solid_capstyle="butt",
            zorder=2,
        )
    if row["comparator"] in ("ge", "gt", "le"):
        turned = plot.xaxis_inverted()
        reach = 16 if (row["comparator"] != "le") != turned else -16
        plot.annotate(
            "",
            (middle, y),
            xytext=(reach, 0),
            textcoords="offset points",
            zorder=2,
            arrowprops={
                "arrowstyle": "<-",
                "color": colour,
                "alpha": alpha,
                "shrinkA": 0,
                "shrinkB": 2,
                "linewidth": 1.1,
            },
        )
    plot.plot(
        [middle],
        [y],
        marker=marker,
        markersize=5,
        color=colour,
        alpha=alpha,
        linestyle="none",
        zorder=3,
        markerfacecolor="white" if row["status"] == "draft" else colour,
        markeredgewidth=1.2,
    )


def _texts(
    texts, page: Sheet, line, horizons, y, pitch, label, plot_width, printed, names, lang, is_head
) -> None:
    font = page.shape.font
    middle = 2 * font * POINT + (y + 0.5) * pitch
    region = names.region(next(iter(line.values()))["region"])
    texts.text(label - 0.15, middle, region, ha="right", va="center", weight="bold" if is_head else "normal")
    x = label + plot_width
    for i, horizon in enumerate(horizons):
        x += printed[horizon]
        if horizon in line:
            texts.text(x, middle, wording.value(line[horizon], lang), ha="right", va="center", color=HUES[i])


def _year_heads(texts, page: Sheet, horizons, x: float, printed) -> None:
    for i, horizon in enumerate(horizons):
        x += printed[horizon]
        texts.text(
            x, page.shape.font * POINT, str(horizon), ha="right", va="center", weight="bold", color=HUES[i]
        )
        texts.plot(
            [x - text_width(str(horizon), page.shape.font, True) - 0.16],
            [page.shape.font * POINT],
            marker=MARKERS[i],
            markersize=4.5,
            color=HUES[i],
            clip_on=False,
        )
