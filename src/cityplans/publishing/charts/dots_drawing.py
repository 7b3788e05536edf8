"""How a dot plot is drawn: one row a region, one mark a horizon, the territory above as a dashed line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cityplans.publishing.charts import signs, style
from cityplans.publishing.charts.sheet import MARGIN, Sheet, row_height, sheet
from cityplans.publishing.charts.signs import Sign
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.charts.wrapping import POINT, text_width
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.view import View

Row = dict


class Dots(NamedTuple):
    """Blocks of lines (horizon → target of a region), the years with their looks, the group, which way asks
    for more, what stands over each block, if anything, the signs to be explained, and the targets of all
    sheets, which share one axis."""

    blocks: list[list[dict[int, Row]]]
    horizons: dict[int, tuple[str, str]]
    group: tuple
    direction: int
    titles: tuple[str, ...] = ()
    signs: Sequence[Sign] = ()
    of: Sequence[Row] = ()


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
    placed, titles, count = _placed(dots)
    legend = signs.height(dots.signs, shape.width - 2 * MARGIN, shape.font)
    axis = 4.2 * shape.font * POINT + legend
    pitch = row_height(size, count, axis)
    with sheet(size, count * pitch + axis, words) as page:
        places = _places(view, page, dots, pitch)
        width = places.plot_end - places.label
        plot = page.axes(places.label, places.top, width, count * pitch)
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        scale(view, plot, dots)
        plot.set(ylim=(count - 0.5, -0.5), yticks=[])
        plot.grid(axis="x")
        for y, title in titles:
            texts.text(0, places.top + (y + 0.5) * pitch, title, va="center", weight="bold")
        below = {(r["parent_region"], year) for line in placed.values() for year, r in line.items()}
        heads = {region for region, _ in below}
        regions = {_region(line): line for line in placed.values()}
        for y, line in placed.items():
            is_head = _region(line) in heads and not titles
            own = {year: row for year, row in line.items() if (row["region"], year) in below}
            above = own if is_head else regions.get(next(iter(line.values()))["parent_region"])
            _reference(plot, above or {}, line, y, dots)
            _line(plot, line, dots, y)
            _texts(view, texts, line, places, y, is_head)
        _year_heads(texts, page, places)
        signs.draw(texts, dots.signs, (0.05, page.height - legend), page.width, shape.font)
    return page.figure


def _placed(dots: Dots) -> tuple[dict[int, dict[int, Row]], list[tuple[int, str]], int]:
    """Lines by their place from the top, titles with theirs, and how many places there are."""
    placed: dict[int, dict[int, Row]] = {}
    titles: list[tuple[int, str]] = []
    y = 0
    for block, title in zip(dots.blocks, dots.titles or [""] * len(dots.blocks), strict=True):
        if title:
            titles.append((y, title))
            y += 1
        for line in block:
            placed[y] = line
            y += 1
    return placed, titles, y


def _region(line: dict[int, Row]) -> str:
    return next(iter(line.values()))["region"]


def _places(view: View, page: Sheet, dots: Dots, pitch: float) -> Places:
    font = page.shape.font
    lines = [line for block in dots.blocks for line in block]
    regions = {view.region(r["region"]) for line in lines for r in line.values()}
    wide = max([text_width(t, font, True) for t in dots.titles], default=0) - 0.2
    years = {}
    for year in dots.horizons:
        values = [text_width(_figure(view, line[year]), font) for line in lines if year in line]
        years[year] = max([text_width(str(year), font, True) + 0.35, *values]) + 0.3
    label = max(wide, *(text_width(name, font, True) for name in regions)) + 0.2
    return Places(label, page.width - sum(years.values()), years, dots.horizons, 2 * font * POINT, pitch)


ARROW = 16  # points an open bound reaches out


def scale(view: View, plot, dots: Dots, most: int = 10) -> None:
    """Limits and ticks of the axis, at most so many, with room for what points beyond the outermost mark."""
    group = dots.group
    rows = dots.of or [r for block in dots.blocks for line in block for r in line.values()]
    drawn = [signs.ends(r) for r in rows]
    low, high = min(low for low, _ in drawn), max(high for _, high in drawn)
    if any(r.get("comparable") == "total" for r in rows):
        low = min(low, 0)  # a sum twice as large is to stand twice as far out
    spread = high - low or abs(high) * 0.2 or 1
    whole = group[2] and "/" not in group[2] and all(float(r["value_low"]).is_integer() for r in rows)
    counted = whole and group[1] in ("level", "increment", "cumulative", "rank") and group[2] != "%"
    if counted and spread < 4:  # room for whole numbers beside the marks
        low, high, spread = low - 1, high + 1, spread + 2
    wide = plot.get_position().width * plot.figure.get_size_inches()[0] * 72  # in points
    # an arrow at the outermost mark stays inside
    room = {end: 0.06 + _arrows(rows, end) * (ARROW + 4) / max(wide - 2 * ARROW, 1) for end in ("up", "down")}
    low, high = low - room["down"] * spread, high + room["up"] * spread
    plot.set_xlim((high, low) if dots.direction < 0 else (low, high))
    ticks = style.ticks(min(most, max(2, int(wide / 55))), bool(counted))
    plot.xaxis.set_major_locator(ticks)
    # no share lies above the whole, nothing counted below nought, no place before the first
    least = 1 if group[1] == "rank" else 0
    end = 100 if group[2] == "%" and max(r["value_high"] for r in rows) <= 100 else high
    if min(r["value_low"] for r in rows) >= least:
        low = max(low, least)
    plot.set_xticks([v for v in ticks.tick_values(low, high) if low <= v <= min(high, end)])
    plot.xaxis.set_major_formatter(lambda v, _: wording.number(round(v, 10), view.lang))


def _arrows(rows: Sequence[Row], end: str) -> bool:
    """Whether an open bound points to that end of the axis."""
    wanted = ("ge", "gt") if end == "up" else ("le",)
    return any(r["comparator"] in wanted for r in rows)


def _reference(plot, above: dict[int, Row], line: dict[int, Row], y: int, dots: Dots) -> None:
    """The figures of the territory above as dashes over the rows that have a target of the same year, and
    over no others."""
    for year, row in above.items():
        if year in line:
            middle = (row["value_low"] + row["value_high"]) / 2
            dash = {"linestyle": (0, (4, 3)), "linewidth": 1, "color": dots.horizons[year][0], "zorder": 1}
            plot.plot([middle, middle], [y - 0.5, y + 0.5], **dash)


def _line(plot, line: dict[int, Row], dots: Dots, y: float) -> None:
    several, marks = len(line) > 1, dots.horizons
    for year, row in sorted(line.items()):
        place = [*dots.horizons].index(year) - (len(dots.horizons) - 1) / 2
        mark(plot, row, y + (place * 0.22 if several else 0), *marks[year])


def mark(plot, row: Row, y: float, colour: str, marker: str) -> None:
    """A target: open arrow for an open bound, bar for a range, faded when approximate or aspirational."""
    low, high = signs.ends(row)
    middle = (low + high) / 2
    alpha = 0.55 if row["comparator"] == "approx" or row["strength"] == "aspirational" else 1
    look = {"color": colour, "alpha": alpha}
    if row["comparator"] == "range" or signs.is_nearly_whole(row):
        plot.plot([low, high], [y, y], linewidth=3, solid_capstyle="butt", zorder=2, **look)
    if row["comparator"] in ("ge", "gt", "le"):
        turned = plot.xaxis_inverted()
        reach = ARROW if (row["comparator"] != "le") != turned else -ARROW
        arrow = {"arrowstyle": "<-", "shrinkA": 0, "shrinkB": 2, "linewidth": 1.1, **look}
        to = {"xytext": (reach, 0), "textcoords": "offset points"}
        plot.annotate("", (middle, y), zorder=2, arrowprops=arrow, **to)
    plot.plot(
        [middle],
        [y],
        marker=marker,
        markersize=5,
        linestyle="none",
        zorder=3,
        markerfacecolor="white" if row["status"] == "draft" else colour,
        markeredgewidth=1.2,
        **look,
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
            texts.text(
                x,
                middle,
                _figure(view, line[year]),
                ha="right",
                va="center",
                color=style.readable(marks[year][0]),
            )


def _figure(view: View, row: Row) -> str:
    return view.value(row) + view.year_mark(row)


def _year_heads(texts, page: Sheet, places: Places) -> None:
    font, x, marks = page.shape.font, places.plot_end, places.marks
    for year, width in places.years.items():
        x += width
        y = font * POINT
        colour, marker = marks[year]
        ink = style.readable(colour)
        texts.text(x, y, str(year), ha="right", va="center", weight="bold", color=ink)
        left = x - text_width(str(year), font, True) - 0.16
        texts.plot([left], [y], marker=marker, markersize=4.5, color=colour, clip_on=False)
