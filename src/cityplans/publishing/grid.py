"""Tables drawn as figures: cells with printed values and colours, as many as can be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.patches import Rectangle

from cityplans.publishing import style
from cityplans.publishing.chart import POINT, Sheet, room, sheet, text_width, wrap
from cityplans.publishing.style import INK, SIZES

CELL_FONT = 0.92  # of the base size
PAD = 0.08  # cm on each side of a cell's text
LABELS_UP_TO = 0.36  # of the width
BELOW = 0.1  # cm under the last row


class Cell(NamedTuple):
    text: str
    colour: object = "white"
    faint: bool = False


class Plan(NamedTuple):
    """Measures of a grid in cm, and its wrapped texts."""

    label_width: float
    cell_width: float
    labels: list[list[str]]
    headers: list[list[str]]
    upright: bool
    header_height: float
    row_heights: list[float]
    texts: list[list[list[str]]]


def measure(
    size: str,
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    labels_up_to: float = LABELS_UP_TO,
) -> Plan:
    shape = SIZES[size]
    points, inner = shape.font * CELL_FONT, shape.width - 0.5
    longest = max((text_width(r, points) for r in rows), default=1) + 2 * PAD
    label_width = min(longest, inner * labels_up_to)
    cell_width = min((inner - label_width) / max(len(columns), 1), 4.0)
    room_for_text = cell_width - 2 * PAD
    labels = [wrap(r, points, label_width - 2 * PAD) for r in rows]
    headers = [wrap(c, points, room_for_text) for c in columns]
    upright = any(text_width(line, points) > room_for_text + 0.02 for h in headers for line in h) or any(
        len(h) > 4 for h in headers
    )
    if upright:
        headers = [wrap(c, points, 3.4)[: max(1, int(cell_width / (points * 1.25 * POINT)))] for c in columns]
        header_height = max((text_width(line, points) for h in headers for line in h), default=0) + 0.2
    else:
        header_height = max((len(h) for h in headers), default=0) * points * 1.3 * POINT + 0.15
    texts = [[wrap(c.text, points, room_for_text) for c in row] for row in cells]
    needed = [max([len(labels[i]), *(len(t) for t in row)]) for i, row in enumerate(texts)]
    line = points * 1.28 * POINT
    spare = room(size) - header_height - BELOW - 1e-6 - sum(needed) * line
    loose = min(0.55, max(0.02, spare / max(len(needed), 1) / line))
    return Plan(
        label_width,
        cell_width,
        labels,
        headers,
        upright,
        header_height,
        [(n + loose) * line for n in needed],
        texts,
    )


def columns_that_fit(size: str, rows: Sequence[str], texts: Sequence[str], whole: bool = False) -> int:
    """How many columns leave room for the cells' widest word; with `whole`, for nine in ten texts."""
    shape = SIZES[size]
    points, inner = shape.font * CELL_FONT, shape.width - 0.5
    label = min(max((text_width(r, points) for r in rows), default=1) + 2 * PAD, inner * LABELS_UP_TO)
    words = {word for t in texts for word in wrap(t, points, 0.01)}
    widest = max((text_width(word, points) for word in words), default=0.5)
    if whole:
        widths = sorted(text_width(t, points) for t in texts)
        widest = max(widest, widths[int(0.9 * (len(widths) - 1))])
    return max(1, int((inner - label) / (widest + 2 * PAD)))


def rows_of_height(
    size: str,
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    labels_up_to: float = LABELS_UP_TO,
) -> int:
    """How many of the rows, from the first, a sheet holds."""
    plan = measure(size, rows, columns, cells, labels_up_to)
    free = room(size) - plan.header_height - BELOW
    used, fit = 0.0, 0
    for height in plan.row_heights:
        used += height
        if used > free:
            break
        fit += 1
    return max(fit, 1)


def draw(
    size: str,
    words: tuple[str, str, str],
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    bold: Sequence[int] = (),
    labels_up_to: float = LABELS_UP_TO,
):
    """The figure of a grid. `bold`: rows whose labels stand out."""
    plan = measure(size, rows, columns, cells, labels_up_to)
    body = plan.header_height + sum(plan.row_heights) + BELOW
    with sheet(size, body, words) as page:
        axes = page.axes(0, 0, page.width, page.height, bare=True)
        axes.set_ylim(page.height, 0)
        _headers(axes, plan, page)
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
                _cell(
                    axes,
                    plan.label_width + j * plan.cell_width,
                    y,
                    plan.cell_width,
                    height,
                    cell,
                    plan.texts[i][j],
                    page,
                )
            y += height
    return page.figure


def _headers(axes, plan: Plan, page: Sheet) -> None:
    for j, lines in enumerate(plan.headers):
        axes.text(
            plan.label_width + (j + 0.5) * plan.cell_width,
            plan.header_height - 0.08,
            "\n".join(lines),
            ha="center",
            va="bottom",
            rotation=90 if plan.upright else 0,
            linespacing=1.1,
            size=page.shape.font * CELL_FONT,
        )


def _cell(
    axes, x: float, y: float, width: float, height: float, cell: Cell, lines: list[str], page: Sheet
) -> None:
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
