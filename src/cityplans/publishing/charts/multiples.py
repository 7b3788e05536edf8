"""Small multiples: the rates that territories of a level share, a panel a rate, in one order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from cityplans.comparison.ambition.order import figure
from cityplans.publishing.charts import dots_drawing, signs, style
from cityplans.publishing.charts.lines import parts
from cityplans.publishing.charts.sheet import MARGIN, Chart, Sheet, room, sheet
from cityplans.publishing.charts.signs import Sign
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.charts.wrapping import POINT, text_width, wrap
from cityplans.publishing.telling import shared_rates, values_shown
from cityplans.publishing.telling.comparable import direction_of, group_label
from cityplans.publishing.telling.shared_rates import Rate
from cityplans.publishing.telling.view import View

MOST_RATES = 12
ACROSS = {"column": 2, "page": 4, "slide": 6}
AXIS, GAP = 2.4, 0.5  # lines of text below a panel; cm between panels
BARE = 1.6  # lines of text between the name of a panel and its drawing: the year of the line above
LEGEND = 1.6  # lines of text that the years take
PITCH, LEAST = 1.75, 1.15  # lines of text a row has, and has at least
LOOSE = 3.0  # lines that it has at most on a slide of one band


class Layout(NamedTuple):
    """Regions and rates of one picture, the colours of its years, and its measures in cm."""

    regions: list[str]
    rates: list[Rate]
    years: dict[int, tuple[str, str]]
    label: float
    pitch: float
    across: int
    legend: float
    head: float  # lines of text above a panel


def multiples_charts(view: View, size: str = "page") -> list[Chart]:
    """A picture a level, and more where its territories do not fit; none where fewer than two rates are
    shared."""
    made = []
    for level, rates in shared_rates.of_levels(view).items():
        regions = _order(view, rates[:MOST_RATES])
        chunks = parts(regions, _rows_that_fit(view, size, rates))
        for part, shown in enumerate(chunks, 1):
            made.append(_chart(view, size, (level, rates, part if len(chunks) > 1 else 0), shown))
    return made


def _order(view: View, rates: Sequence[Rate]) -> list[str]:
    """Territories by the one above, then from high to low in the rate most of them set."""
    places: dict[str, tuple] = {}
    for i, rate in enumerate(rates):
        for row in sorted(rate.rows, key=lambda r: r["horizon"]):
            key = (
                row["parent_region"] or "",
                i,
                -figure(row) * direction_of(view, rate.group),
                row["region"],
            )
            if row["region"] not in places or places[row["region"]][1] == i:
                places[row["region"]] = key
    return sorted(places, key=lambda region: places[region])


def _head(view: View, size: str, rates: Sequence[Rate]) -> float:
    """Lines of text above a panel: the longest name, and the year of the line of the territory above."""
    shape, across = SIZES[size], min(ACROSS[size], len(rates))
    names = {r["region"] for rate in rates for r in rate.rows}
    label = max(text_width(view.region(name), shape.font) for name in names) + 0.25
    width = (shape.width - 0.5 - label - GAP * (across - 1)) / across - 0.05
    lines = [len(wrap(group_label(view, rate.group), shape.font, width, True)) for rate in rates]
    return max(lines) * 1.25 + BARE


def _band(size: str, head: float) -> float:
    return (head + AXIS) * SIZES[size].font * POINT


def _rows_that_fit(view: View, size: str, rates: Sequence[Rate]) -> int:
    band = _band(size, _head(view, size, rates[:MOST_RATES]))
    return int((room(size) - _legend(view, size, rates) - band) / (SIZES[size].font * LEAST * POINT))


def _seen(rates: Sequence[Rate]) -> set[int]:
    """The years that are drawn: those of the regions; the territory above is drawn for no others."""
    return {r["horizon"] for rate in rates for r in rate.rows}


def _legend(view: View, size: str, rates: Sequence[Rate]) -> float:
    """Height in cm of the marks of the years, in as many lines as they take, and of the signs."""
    years = _seen(rates[:MOST_RATES])
    shape = SIZES[size]
    in_line = int((shape.width - 0.5) / _year_width(shape.font))
    of_years = LEGEND * -(-len(years) // in_line) * shape.font * POINT
    return of_years + signs.height(_signs(view, rates), shape.width - 2 * MARGIN, shape.font)


def _signs(view: View, rates: Sequence[Rate]) -> list[Sign]:
    rows = [r for rate in rates[:MOST_RATES] for r in (*rate.rows, *rate.above)]
    below = {(r["parent_region"], r["horizon"]) for r in rows}
    return signs.of(view, rows, any((r["region"], r["horizon"]) in below for r in rows))


def _year_width(font: float) -> float:
    return text_width("2025", font, True) + 0.7


def _fit(view: View, size: str, rates: Sequence[Rate], regions: list[str]) -> Layout:
    """As many bands of panels as the sheet holds."""
    shape = SIZES[size]
    across, line = ACROSS[size], shape.font * POINT
    legend = _legend(view, size, rates)
    free, head = room(size) - legend, _head(view, size, rates[:MOST_RATES])
    band = _band(size, head)
    pitch = max(LEAST * line, min(PITCH * line, (free - band) / len(regions)))
    bands = max(1, int(free / (band + len(regions) * pitch)))
    if shape.fixed and bands == 1:  # a slide with room below is filled
        pitch = max(pitch, min(LOOSE * line, (free - band) / len(regions)))
    kept = list(rates[: min(MOST_RATES, bands * across)])
    names = [*regions, *{r["region"] for rate in kept for r in rate.above}]
    label = max(text_width(view.region(name), shape.font) for name in names) + 0.25
    years = style.of_years(_seen(kept))
    return Layout(regions, kept, years, label, pitch, min(across, len(kept)), legend, head)


def _chart(view: View, size: str, about: tuple[str, list[Rate], int], regions: list[str]) -> Chart:
    level, rates, part = about
    layout = _fit(view, size, rates, regions)
    rows = [r for rate in layout.rates for r in rate.rows if r["region"] in regions]
    above = [r for rate in layout.rates for r in rate.above]
    words = (
        shared_rates.sentence(view, level, rates),
        _subtitle(view, layout, len(rates), [*rows, *above]),
        view.sources({r["plan_id"] for r in (*rows, *above)}),
    )
    name = "_".join(["multiples", level, *([str(part)] if part > 1 else []), view.lang])
    draw = partial(_draw, size, words, layout, view, _signs(view, rates))
    return Chart(draw, _data(view, rows, above), name, *words)


def _draw(size: str, words: tuple[str, str, str], layout: Layout, view: View, shown: list[Sign]):
    bands = -(-len(layout.rates) // layout.across)
    height = layout.legend + bands * (_band(size, layout.head) + len(layout.regions) * layout.pitch)
    with sheet(size, height, words) as page:
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        _years(texts, page, layout)
        top = layout.legend - signs.height(shown, page.width, page.shape.font)
        signs.draw(texts, shown, (0.05, top), page.width, page.shape.font)
        for i, rate in enumerate(layout.rates):
            _panel(view, page, texts, (layout, rate), divmod(i, layout.across))
    return page.figure


def _subtitle(view: View, layout: Layout, every: int, drawn: Sequence[dict]) -> str:
    notes = [
        view.pick(
            "每格一项指标，轴各不同；标题比较各项设定地区最多的目标年",
            "One panel per rate, each with its own axis; the title compares the year most regions aim at",
        )
    ]
    if any(direction_of(view, rate.group) < 0 for rate in layout.rates):
        notes.append(view.pick("越靠右要求越高", "further right asks for more"))
    notes.append(view.pick(f"{len(layout.regions)}个地区", f"{len(layout.regions)} regions"))
    if rest := every - len(layout.rates):
        notes.append(view.pick(f"另有{rest}项见工作簿", f"{rest} more in the workbook"))
    notes.append(values_shown.converted(view, drawn))
    return view.pick("；", "; ").join(filter(None, notes))


def _panel(view: View, page: Sheet, texts, shown: tuple[Layout, Rate], place: tuple[int, int]) -> None:
    """One rate: its name above, dots of the regions, the line of the territory above."""
    layout, rate = shown
    (band, column), line = place, page.shape.font * POINT
    width = (page.width - layout.label - GAP * (layout.across - 1)) / layout.across - 0.05
    body = len(layout.regions) * layout.pitch
    x = layout.label + column * (width + GAP)
    y = layout.legend + band * ((layout.head + AXIS) * line + body)
    name = wrap(group_label(view, rate.group), page.shape.font, width, True)
    texts.text(
        x, y + (layout.head - 1.4) * line, "\n".join(name), va="bottom", weight="bold", linespacing=1.05
    )
    plot = page.axes(x, y + layout.head * line, width, body)
    own = [r for r in rate.rows if r["region"] in layout.regions]
    dots = dots_drawing.Dots([[{r["horizon"]: r}] for r in (*own, *rate.above)], {}, rate.group, 1)
    direction = direction_of(view, rate.group)
    dots_drawing.scale(view, plot, dots._replace(direction=direction), most=3)
    plot.set(ylim=(len(layout.regions) - 0.5, -0.5), yticks=[])
    if len(values := {figure(r) for r in (*own, *rate.above)}) == 1:
        plot.set_xticks(list(values))
    plot.grid(axis="x")
    _above(plot, rate, layout)
    for row in own:
        offset = _offsets([r for r in own if r["region"] == row["region"]])
        at = layout.regions.index(row["region"]) + offset[row["horizon"]]
        dots_drawing.mark(plot, row, at, *layout.years[row["horizon"]])
    if column == 0:
        for i, region in enumerate(layout.regions):
            at = y + layout.head * line + (i + 0.5) * layout.pitch
            texts.text(layout.label - 0.15, at, view.region(region), ha="right", va="center")


def _years(texts, page: Sheet, layout: Layout) -> None:
    """The marks of the years, from the left, in lines."""
    font = page.shape.font
    step = _year_width(font)
    for i, (year, (colour, marker)) in enumerate(layout.years.items()):
        line, place = divmod(i, int(page.width / step))
        x, y = 0.1 + place * step, (line + 0.5) * LEGEND * font * POINT
        texts.plot([x], [y], marker=marker, markersize=5, color=colour, clip_on=False)
        texts.text(x + 0.18, y, str(year), va="center", weight="bold", color=style.readable(colour))


def _offsets(rows: list[dict]) -> dict[int, float]:
    """How far the marks of each year stand from the middle of a region's line; one alone stands in it."""
    years = sorted({r["horizon"] for r in rows})
    return {year: (i - (len(years) - 1) / 2) * 0.3 for i, year in enumerate(years)}


def _above(plot, rate: Rate, layout: Layout) -> None:
    """A dashed line over the regions below that have a target of its year; its year stands at its end."""
    written: list[float] = []
    for row in sorted(rate.above, key=lambda r: (r["horizon"], r["region"])):
        below = [
            layout.regions.index(r["region"])
            for r in rate.rows
            if r["region"] in layout.regions
            and (r["parent_region"], r["horizon"]) == (row["region"], row["horizon"])
        ]
        if not below:
            continue
        value, colour = figure(row), layout.years[row["horizon"]][0]
        ends = [min(below) - 0.5, max(below) + 0.5]
        plot.plot([value, value], ends, color=colour, linestyle=(0, (4, 3)), linewidth=1, zorder=1)
        low, high = sorted(plot.get_xlim())
        if min(below) == 0 and all(abs(value - other) > 0.3 * (high - low) for other in written):
            look = {"ha": "center", "va": "bottom", "color": colour, "size": "small"}
            plot.text(value, -0.55, str(row["horizon"]), **look)
            written.append(value)


def _data(view: View, rows: list[dict], above: list[dict]) -> pd.DataFrame:
    columns = (
        "region",
        "parent_region",
        "plan_id",
        "indicator_id",
        "horizon",
        "unit",
        "value_low",
        "value_high",
    )
    return pd.DataFrame([{c: r[c] for c in columns} | {"value": view.value(r)} for r in (*rows, *above)])
