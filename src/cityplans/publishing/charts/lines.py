"""Sheets with one line below another: a name at the left, a plot, and words at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

from matplotlib.axes import Axes

from cityplans.publishing.charts.sheet import room, row_height, sheet
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.charts.wrapping import POINT, text_width, wrap
from cityplans.publishing.telling.palette import INK

WIDEST = 0.46  # part of the width that names may take
AXIS = 2.2  # lines of text that an axis with its ticks takes
Item = TypeVar("Item")


class Line(NamedTuple):
    """What stands beside the plot: `name` at the left, `end` at the right; heads of groups are bold."""

    name: str
    end: str = ""
    bold: bool = False
    colour: str = INK


def parts(items: Sequence[Item], most: int) -> list[list[Item]]:
    """As few parts as hold all, none larger than `most`, of about one length."""
    count = -(-len(items) // most) or 1
    length = -(-len(items) // count) or 1
    return [list(items[i : i + length]) for i in range(0, len(items), length)]


def names_of(size: str, names: Sequence[str], bold: bool = False) -> tuple[float, list[list[str]]]:
    """Width in cm of a column of names, and each as lines."""
    shape = SIZES[size]
    each = [text_width(line, shape.font, bold) for name in names for line in name.split("\n")]
    width = min(max(each, default=1), shape.width * WIDEST)
    return width, [wrap(n, shape.font, width, bold) for n in names]


def that_fit(size: str, names: Sequence[str]) -> int:
    """How many lines with these names a picture holds."""
    deepest = max((len(lines) for lines in names_of(size, names)[1]), default=1)
    font = SIZES[size].font * POINT
    return max(1, int((room(size) - (AXIS + 0.5) * font) / (font * _least(deepest))))


def _least(deepest: int) -> float:
    return 1.15 * deepest + 0.55 * (deepest > 1)


@contextmanager
def lined(size: str, words: tuple[str, str, str], lines: Sequence[Line], tall: float = 1.0) -> Iterator[Axes]:
    """Axes with y = 0, 1 … for the lines from the top, names and ends printed beside them; lines are `tall`
    times as high as usual where there is room."""
    shape = SIZES[size]
    label, names = names_of(size, [line.name for line in lines], any(line.bold for line in lines))
    end = max(text_width(line.end, shape.font) for line in lines)
    axis = AXIS * shape.font * POINT
    deepest = max(map(len, names))
    usual = min(tall * row_height(size, len(lines), axis), (room(size) - axis) / len(lines))
    pitch = max(usual, shape.font * _least(deepest) * POINT)
    with sheet(size, len(lines) * pitch + axis, words) as page:
        left, right = label + 0.3, end + 0.2 * bool(end)
        plot = page.axes(left, 0, page.width - left - right - 0.1, len(lines) * pitch)
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        for i, (line, name) in enumerate(zip(lines, names, strict=True)):
            y, weight = (i + 0.5) * pitch, "bold" if line.bold else "normal"
            x, side = (0.0, "left") if line.bold else (label + 0.1, "right")
            texts.text(x, y, "\n".join(name), ha=side, va="center", weight=weight, linespacing=1.1)
            texts.text(page.width, y, line.end, ha="right", va="center", color=line.colour)
        plot.set(ylim=(len(lines) - 0.5, -0.5), yticks=[])
        plot.grid(axis="x")
        yield plot
