"""Tables drawn as figures: cells with printed values and colours, as many as can be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.patches import Rectangle

from cityplans.publishing.charts import style
from cityplans.publishing.charts.sheet import Sheet, room, sheet
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.charts.wrapping import POINT, text_width, words_of, wrap
from cityplans.publishing.telling.palette import INK
from cityplans.publishing.telling.view import View

CELL_FONT = 0.92  # of the base size
PAD = 0.08  # cm on each side of a cell's text
LABELS_UP_TO = 0.36  # of the width
HEADER_PARTS = (1, 0.88, 0.78)  # sizes tried for heads, of the cells
BELOW = 0.1  # cm under the last row


class Cell(NamedTuple):
    text: str
    colour: object = "white"
    faint: bool = False


class Plan(NamedTuple):
    """Measures of a grid in cm, and its wrapped texts."""

    label_width: float
    widths: list[float]
    labels: list[list[str]]
    headers: list[list[str]]
    upright: bool
    header_height: float
    header_points: float
    row_heights: list[float]
    texts: list[list[list[str]]]


def measure(size: str, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]]) -> Plan:
    shape = SIZES[size]
    points, inner = shape.font * CELL_FONT, shape.width - 0.5
    longest = max((text_width(r, points) for r in rows), default=1) + 2 * PAD
    label_width = min(longest, inner * LABELS_UP_TO)
    labels = [wrap(r, points, label_width - 2 * PAD) for r in rows]
    widths = _widths(
        [[row[j].text for row in cells] for j in range(len(columns))], points, inner - label_width
    )
    headers, upright, header_height, header_points = _wrapped_headers(columns, widths, points)
    texts = [[wrap(c.text, points, w - 2 * PAD) for c, w in zip(row, widths)] for row in cells]
    needed = [max([len(labels[i]), *(len(t) for t in row)]) for i, row in enumerate(texts)]
    line = points * 1.28 * POINT
    spare = room(size) - header_height - BELOW - 1e-6 - sum(needed) * line
    loose = min(1.2 if SIZES[size].fixed else 0.55, max(0.02, spare / max(len(needed), 1) / line))
    return Plan(
        label_width,
        widths,
        labels,
        headers,
        upright,
        header_height,
        header_points,
        [(n + loose) * line for n in needed],
        texts,
    )


SHORT = 4  # characters of a text that is set in one line where that leaves the others room


def _widths(columns: Sequence[Sequence[str]], points: float, free: float) -> list[float]:
    """Equal widths where every text fits into them, else as much as each column's texts ask for."""
    most = max(4.0, free / 2)  # two columns fill the sheet, one does not
    equal = min(free / max(len(columns), 1), most)
    wanted = [max((text_width(t, points) for t in texts), default=0) + 2 * PAD for texts in columns]
    least = [_widest_word(texts, points) + 2 * PAD for texts in columns]
    whole = [
        max([low, *(text_width(t, points) + 2 * PAD for t in texts if len(t) <= SHORT)])
        for low, texts in zip(least, columns, strict=True)
    ]
    least = whole if sum(whole) <= free else least
    if max(wanted, default=0) <= equal or sum(least) > free:
        return [equal] * len(columns)
    given = min(1.0, (free - sum(least)) / (sum(wanted) - sum(least) or 1))
    made = [low + given * (high - low) for low, high in zip(least, wanted, strict=True)]
    rest = (free - sum(made)) / len(made)
    return [min(width + rest, max(most, width)) for width in made]


def _widest_word(texts: Sequence[str], points: float) -> float:
    words = {word for t in texts for word in wrap(t, points, 0.01)}
    return max((text_width(word, points) for word in words), default=0.5)


def _wrapped_headers(
    columns: Sequence[str], widths: Sequence[float], points: float
) -> tuple[list[list[str]], bool, float, float]:
    """Headers as lines, whether they stand upright, their height in cm and their size: smaller where that
    keeps words whole."""
    line = points * 1.25 * POINT
    tried = [_level_headers(columns, widths, points * part) for part in HEADER_PARTS]
    _, headers, size = min(tried, key=lambda made: made[0])
    fits = all(text_width(x, size) <= w - 2 * PAD + 0.02 for h, w in zip(headers, widths) for x in h)
    if fits and all(len(h) <= 4 for h in headers):
        tall = max((len(h) for h in headers), default=0) * size * 1.3 * POINT + 0.15
        return headers, False, tall, size
    lines = [max(1, int(w / line)) for w in widths]
    for long in (3.4, 4.2, 5.0, 6.0):  # longer lines where short ones would cut a header
        headers = [wrap(c, points, long) for c in columns]
        if all(len(h) <= n for h, n in zip(headers, lines, strict=True)):
            break
    headers = [
        h if len(h) <= n else [*h[: n - 1], f"{h[n - 1]}…"] for h, n in zip(headers, lines, strict=True)
    ]
    tall = max((text_width(x, points) for h in headers for x in h), default=0) + 0.2
    return headers, True, tall, min(points, min(widths, default=1) / POINT / 1.2)


def _level_headers(
    columns: Sequence[str], widths: Sequence[float], points: float
) -> tuple[int, list[list[str]], float]:
    """How many words are cut and characters left alone, the lines, and the size."""
    headers = [wrap(c, points, w - 2 * PAD) for c, w in zip(columns, widths, strict=True)]
    cut = sum(
        text_width(word.strip(), points) > w - 2 * PAD
        for c, w in zip(columns, widths, strict=True)
        for word in words_of(c)
    )
    alone = sum(len(lines) > 1 and any(len(x) < 2 for x in lines) for lines in headers)
    return cut + alone, headers, points


def columns_that_fit(size: str, rows: Sequence[str], columns: Sequence[Sequence[str]], whole: bool) -> int:
    """How many columns, from the first, leave room for their widest word; with `whole`, for every text."""
    shape = SIZES[size]
    points, free = shape.font * CELL_FONT, shape.width - 0.5
    free -= min(max((text_width(r, points) for r in rows), default=1) + 2 * PAD, free * LABELS_UP_TO)
    for count, texts in enumerate(columns):
        widest = _widest_word(texts, points)
        if whole:
            widest = max([widest, *(text_width(t, points) for t in texts)])
        free -= widest + 2 * PAD
        if free < -1e-9:
            return max(count, 1)
    return max(len(columns), 1)


def rows_of_height(
    size: str, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]]
) -> int:
    """How many of the rows, from the first, a sheet holds."""
    plan = measure(size, rows, columns, cells)
    free = room(size) - plan.header_height - BELOW
    used, fit = 0.0, 0
    for height in plan.row_heights:
        used += height
        if used > free:
            break
        fit += 1
    return max(fit, 1)


class Rows(NamedTuple):
    """Rows of a grid with heads between them: labels, cells, places of the heads, and of the rows proper."""

    labels: list[str]
    cells: list[Sequence[Cell]]
    bold: list[int]
    places: list[int]

    def first(self, count: int) -> Rows:
        """As many of the rows as fit into `count`, none of them a head over nothing."""
        places = [place for place in self.places if place < max(count, self.places[0] + 1)]
        end = places[-1] + 1
        bold = [place for place in self.bold if place < end]
        return Rows(self.labels[:end], self.cells[:end], bold, places)


def under_heads(heads: Sequence[str], labels: Sequence[str], cells: Sequence[Sequence[Cell]]) -> Rows:
    """Rows under the head of each run of equal ones; no heads where all are of one."""
    made = Rows([], [], [], [])
    for i, head in enumerate(heads):
        if len(set(heads)) > 1 and head != (heads[i - 1] if i else None):
            made.bold.append(len(made.labels))
            made.labels.append(head)
            made.cells.append([Cell("")] * len(cells[i]))
        made.places.append(len(made.labels))
        made.labels.append(labels[i])
        made.cells.append(cells[i])
    return made


def sheets(
    size: str, heads: Sequence[str], labels: Sequence[str], columns: Sequence[str], cells: Sequence
) -> list[tuple[slice, Rows]]:
    """Rows under heads on as many sheets as it takes: which of the rows each holds, and how they stand."""
    made: list[tuple[slice, Rows]] = []
    start = 0
    while start < len(labels):
        whole = under_heads(heads[start:], labels[start:], cells[start:])
        laid = whole.first(rows_of_height(size, whole.labels, columns, whole.cells))
        made.append((slice(start, start + len(laid.places)), laid))
        start += len(laid.places)
    return made


def numbered(view: View, name: str, place: int, of: int) -> tuple[str, str]:
    """Name of a chart that takes several sheets, and what its subtitle says of that; the first keeps the
    plain name."""
    own = f"{name}_{view.lang}" if place == 1 else f"{name}_{place}_{view.lang}"
    return own, view.pick(f"；第{place}张，共{of}张", f"; sheet {place} of {of}") if of > 1 else ""


def draw(
    size: str,
    words: tuple[str, str, str],
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    bold: Sequence[int] = (),
):
    """The figure of a grid. `bold`: rows whose labels stand out."""
    plan = measure(size, rows, columns, cells)
    body = plan.header_height + sum(plan.row_heights) + BELOW
    with sheet(size, body, words) as page:
        axes = page.axes(0, 0, page.width, page.height, bare=True)
        axes.set_ylim(page.height, 0)
        _headers(axes, plan)
        lefts = [plan.label_width + sum(plan.widths[:j]) for j in range(len(columns))]
        y = plan.header_height
        for i, height in enumerate(plan.row_heights):
            axes.text(
                plan.label_width - PAD,
                y + height / 2,
                "\n".join(plan.labels[i]),
                ha="right",
                va="center",
                size=page.shape.font * CELL_FONT,
                weight="bold" if i in bold else "normal",
                linespacing=1.1,
            )
            for j, cell in enumerate(cells[i]):
                _cell(axes, (lefts[j], y, plan.widths[j], height), cell, plan.texts[i][j], page)
            y += height
    return page.figure


def _headers(axes, plan: Plan) -> None:
    for j, lines in enumerate(plan.headers):
        axes.text(
            plan.label_width + sum(plan.widths[:j]) + plan.widths[j] / 2,
            plan.header_height - (0.08 if plan.upright else 0.08 + 0.25 * plan.header_points * POINT),
            "\n".join(lines),
            ha="center",
            va="bottom" if plan.upright else "baseline",
            rotation=90 if plan.upright else 0,
            linespacing=1.1,
            size=plan.header_points,
        )


def _cell(axes, box: tuple[float, float, float, float], cell: Cell, lines: list[str], page: Sheet) -> None:
    x, y, width, height = box
    axes.add_patch(Rectangle((x, y), width, height, facecolor=cell.colour, edgecolor="white", linewidth=0.8))
    axes.text(
        x + width / 2,
        y + height / 2,
        "\n".join(lines),
        ha="center",
        va="center",
        linespacing=1.1,
        size=page.shape.font * CELL_FONT,
        color="#8A8A8A" if cell.faint else style.text_on(cell.colour) or INK,
    )
