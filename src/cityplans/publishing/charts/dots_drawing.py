"""How a dot plot is drawn: one row a region, one mark a horizon, the territory above as a dashed line."""

from __future__ import annotations

from typing import NamedTuple

from cityplans.publishing.charts import style
from cityplans.publishing.charts.sheet import POINT, Sheet, row_height, sheet, text_width
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.view import View

Row = dict


class Dots(NamedTuple):
    """Blocks of lines (horizon → target of a region), the years with their looks, the group, and which way
    asks for more."""

    blocks: list[list[dict[int, Row]]]
    horizons: dict[int, tuple[str, str]]
    group: tuple
    direction: int


class Places(NamedTuple):
    """Where a row's words stand, in cm: end of its name and of the plot, width of each year, top, height; and
    how each year looks."""

    label: float
    plot_end: float
    years: dict[int, float]
    marks: dict[int, tuple[str, str]]
    top: float
    pitch: float


def draw(view: View, size: str, words: tuple[str, str, str], dots: Dots):
    """One row a line, with its values at the right."""
    shape = SIZES[size]
    lines = [line for block in dots.blocks for line in block]
    axis = 4.2 * shape.font * POINT
    pitch = row_height(size, len(lines), axis)
    with sheet(size, len(lines) * pitch + axis, words) as page:
        places = _places(view, page, dots, pitch)
        width = places.plot_end - places.label
        plot = page.axes(places.label, places.top, width, len(lines) * pitch)
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        scale(view, plot, dots)
        plot.set(ylim=(len(lines) - 0.5, -0.5), yticks=[])
        plot.grid(axis="x")
        y = 0
        for block in dots.blocks:
            heads = {r["parent_region"] for line in block for r in line.values()}
            for line in block:
                is_head = next(iter(line.values()))["region"] in heads
                if is_head and len(block) > 1:
                    _reference(plot, block, dots, y)
                _line(plot, line, dots, y)
                _texts(view, texts, line, places, y, is_head)
                y += 1
        _year_heads(texts, page, places)
    return page.figure


def _places(view: View, page: Sheet, dots: Dots, pitch: float) -> Places:
    font = page.shape.font
    lines = [line for block in dots.blocks for line in block]
    regions = {view.region(r["region"]) for line in lines for r in line.values()}
    years = {}
    for year in dots.horizons:
        values = [text_width(view.value(line[year]), font) for line in lines if year in line]
        years[year] = max([text_width(str(year), font, True) + 0.35, *values]) + 0.3
    label = max(text_width(name, font, True) for name in regions) + 0.2
    return Places(label, page.width - sum(years.values()), years, dots.horizons, 2 * font * POINT, pitch)


ARROW = 16  # points an open bound reaches out


def scale(view: View, plot, dots: Dots, most: int = 10) -> None:
    """Limits and ticks of the axis, at most so many, with room for what points beyond the outermost mark."""
    group = dots.group
    rows = [r for block in dots.blocks for line in block for r in line.values()]
    low, high = min(r["value_low"] for r in rows), max(r["value_high"] for r in rows)
    spread = high - low or abs(high) * 0.2 or 1
    whole = group[2] and "/" not in group[2] and all(float(r["value_low"]).is_integer() for r in rows)
    counted = whole and group[1] in ("level", "increment", "cumulative", "rank") and group[2] != "%"
    if counted and spread < 4:  # room for whole numbers beside the marks
        low, high, spread = low - 1, high + 1, spread + 2
    wide = plot.get_position().width * plot.figure.get_size_inches()[0] * 72  # in points
    # an arrow at the outermost mark stays inside
    room = {end: 0.06 + _arrows(rows, end) * (ARROW + 4) / max(wide - 2 * ARROW, 1) for end in ("up", "down")}
    low, high = low - room["down"] * spread, high + room["up"] * spread
    plot.set_xlim((low, high) if dots.direction > 0 else (high, low))
    ticks = style.ticks(min(most, max(2, int(wide / 55))), bool(counted))
    plot.xaxis.set_major_locator(ticks)
    # no share lies above the whole, nothing counted below nought, no place before the first
    least = 1 if group[1] == "rank" else 0
    end = 100 if group[2] == "%" and max(r["value_high"] for r in rows) <= 100 else high
    if min(r["value_low"] for r in rows) >= least:
        low = max(low, least)
    plot.set_xticks([v for v in ticks.tick_values(low, high) if low <= v <= min(high, end)])
    plot.xaxis.set_major_formatter(lambda v, _: wording.number(round(v, 10), view.lang))


def _arrows(rows: list[Row], end: str) -> bool:
    """Whether an open bound points to that end of the axis."""
    wanted = ("ge", "gt") if end == "up" else ("le",)
    return any(r["comparator"] in wanted for r in rows)


def _reference(plot, block: list[dict[int, Row]], dots: Dots, top: int) -> None:
    """The figures above as dashes over the rows that have a target of the same year, and over no others."""
    marks = dots.horizons
    for year, row in block[0].items():
        middle = (row["value_low"] + row["value_high"]) / 2
        for y, line in enumerate(block, top):
            if year in line:
                dash = {"linestyle": (0, (4, 3)), "linewidth": 1, "color": marks[year][0], "zorder": 1}
                plot.plot([middle, middle], [y - 0.5, y + 0.5], **dash)


def _line(plot, line: dict[int, Row], dots: Dots, y: float) -> None:
    several, marks = len(line) > 1, dots.horizons
    for year, row in sorted(line.items()):
        place = [*dots.horizons].index(year) - (len(dots.horizons) - 1) / 2
        mark(plot, row, y + (place * 0.22 if several else 0), *marks[year])


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
        reach = ARROW if (row["comparator"] != "le") != turned else -ARROW
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


def _texts(view: View, texts, line: dict[int, Row], places: Places, y: int, is_head: bool) -> None:
    """The region before its line, the values after it; a territory above stands in bold."""
    middle = places.top + (y + 0.5) * places.pitch
    region = view.region(next(iter(line.values()))["region"])
    weight = "bold" if is_head else "normal"
    texts.text(places.label - 0.15, middle, region, ha="right", va="center", weight=weight)
    x, marks = places.plot_end, places.marks
    for year, width in places.years.items():
        x += width
        if year in line:
            texts.text(x, middle, view.value(line[year]), ha="right", va="center", color=marks[year][0])


def _year_heads(texts, page: Sheet, places: Places) -> None:
    font, x, marks = page.shape.font, places.plot_end, places.marks
    for year, width in places.years.items():
        x += width
        y = font * POINT
        colour, marker = marks[year]
        texts.text(x, y, str(year), ha="right", va="center", weight="bold", color=colour)
        left = x - text_width(str(year), font, True) - 0.16
        texts.plot([left], [y], marker=marker, markersize=4.5, color=colour, clip_on=False)
