"""What a chart is, the sheet it is drawn on, and how it is saved.

A sheet has the finding as title, the qualifiers below it, the drawing, and the sources at the foot. Texts are
measured with the font and wrapped, so that nothing is cut or overlaps; the drawing gets what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from cityplans import tables
from cityplans.errors import UserError
from cityplans.publishing.charts import style, vector
from cityplans.publishing.charts.style import CM, SIZES, Size
from cityplans.publishing.charts.wrapping import POINT, wrap
from cityplans.publishing.telling import palette
from cityplans.running import products as products_of
from cityplans.running.products import Products

MARGIN = 0.25  # cm
TITLE, FOOTER = 1.3, 0.8  # font sizes, of the base size
LEADING = 1.35
ENDINGS = (".svg", ".png", ".csv")  # of what a chart is saved as
OTHERS = (  # of what it is not
    ".pdf", ".eps", ".ps", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".emf", ".wmf", ".docx",
    ".pptx", ".xlsx", ".html",
)  # fmt: skip
PNG: dict = {"metadata": {"Software": None}, "pil_kwargs": {"compress_level": 3}}  # no larger, twice as fast


@dataclass(frozen=True, eq=False, repr=False)
class Chart:
    """A figure, drawn when first looked at, and the table of what it shows.

    一张图：第一次看时才画；`.table` 是图中数据，`.save("名称")` 存盘。"""

    draw: Callable[[], Figure] = field(repr=False)
    data: pd.DataFrame = field(repr=False)
    name: str
    title: str
    subtitle: str
    footer: str

    @cached_property
    def figure(self) -> Figure:
        """The figure as matplotlib has it.

        matplotlib 的图，可继续修改。"""
        return self.draw()

    @property
    def table(self) -> pd.DataFrame:
        """What the figure shows, a row a mark.

        图中数据，一个标记一行。"""
        return self.data

    def __repr__(self) -> str:
        return f'<Chart “{self.title}”: .figure, .table ({len(self.data)} rows), .save("{self.name}")>'

    def save(self, name: str | Path) -> list[Path]:
        """NAME.svg, NAME.png (300 dpi) and NAME.csv; the files written. `name` may hold a folder, and one of
        these endings, which is left off. Raises UserError for the ending of another format.

        存为 SVG、300 dpi PNG 和所示数据的 CSV；`name` 可带文件夹。"""
        path = Path(name)
        if path.suffix.lower() in OTHERS:
            raise UserError(
                f"{name}: a chart is saved as SVG, PNG and CSV: leave the ending off; for another format "
                f"matplotlib's own is there: chart.figure.savefig({path.name!r})",
                f"{name}：图存为 SVG、PNG 和 CSV，请不写扩展名；要别的格式，可用 matplotlib 的 "
                f"chart.figure.savefig({path.name!r})",
            )
        path = path.with_suffix("") if path.suffix.lower() in ENDINGS else path
        return save(self, path.parent, path.name)

    def _repr_mimebundle_(self, **_) -> tuple[dict, dict]:
        """As notebooks show it, with its title for those who do not see it."""
        return {"image/png": self._repr_png_()}, {"image/png": {"alt": self.title}}

    def _repr_png_(self) -> bytes:
        with mpl.rc_context(style.settings(SIZES["page"])):
            out = BytesIO()
            self.figure.savefig(out, format="png", dpi=150, **PNG)
        return out.getvalue()


def height(lines: int, points: float) -> float:
    return lines * points * LEADING * POINT


@dataclass(frozen=True)
class Sheet:
    """A figure and the area left for the drawing, in cm from the lower left of the figure."""

    figure: Figure
    shape: Size
    left: float
    bottom: float
    width: float
    height: float

    def axes(self, x: float, y: float, width: float, height: float, bare: bool = False) -> Axes:
        """Axes `x` cm from the area's left and `y` cm below its top; bare ones count in cm, y downwards."""
        total_w, total_h = (side / CM for side in self.figure.get_size_inches())
        made = self.figure.add_axes(
            (
                (self.left + x) / total_w,
                (self.bottom + self.height - y - height) / total_h,
                width / total_w,
                height / total_h,
            )
        )
        if bare:
            made.set(xlim=(0, width), ylim=(height, 0))
            made.axis("off")
        return made


@contextmanager
def sheet(size: str, body: float, words: tuple[str, str, str]) -> Iterator[Sheet]:
    """A sheet with title, subtitle and footer; the rest, up to `body` cm high, is for the caller."""
    shape = SIZES[size]
    with mpl.rc_context(style.settings(shape)):
        inner = shape.width - 2 * MARGIN
        title, subtitle, footer = words
        blocks = [
            (wrap(title, shape.font * TITLE, inner, True), shape.font * TITLE, "bold", palette.INK),
            (wrap(subtitle, shape.font, inner) if subtitle else [], shape.font, "normal", palette.GREY),
        ]
        foot = wrap(footer, shape.font * FOOTER, inner) if footer else []
        head_cm = sum(height(len(lines), points) for lines, points, _, _ in blocks) + 2 * MARGIN
        foot_cm = height(len(foot), shape.font * FOOTER) + 1.5 * MARGIN
        total = shape.height if shape.fixed else head_cm + body + foot_cm
        figure = Figure(figsize=(shape.width * CM, total * CM))
        FigureCanvasAgg(figure)
        y = total - MARGIN
        for lines, points, weight, colour in blocks:
            for line in lines:
                figure.text(
                    MARGIN / shape.width, y / total, line, size=points, weight=weight, color=colour, va="top"
                )
                y -= height(1, points)
        for i, line in enumerate(reversed(foot)):
            figure.text(
                MARGIN / shape.width,
                (MARGIN + height(i, shape.font * FOOTER)) / total,
                line,
                size=shape.font * FOOTER,
                color=palette.GREY,
                va="bottom",
            )
        free = total - head_cm - foot_cm
        yield Sheet(figure, shape, MARGIN, foot_cm + free - min(free, body), inner, min(free, body))


def room(size: str) -> float:
    """Height in cm that a drawing can have on the largest sheet, with long titles allowed for."""
    shape = SIZES[size]
    return shape.height - shape.font * (0.62 if shape.width < 10 else 0.42)


def rows_that_fit(size: str, axis: float) -> int:
    """How many lines of text a drawing can hold below one another."""
    return int((room(size) - axis) / (SIZES[size].font * 1.15 * POINT))


def row_height(size: str, rows: int, axis: float = 1.0) -> float:
    """Height of a row in cm: generous for few rows, most so on a slide, and tight for many."""
    wanted = 3.2 if SIZES[size].fixed else 2.1
    return min(SIZES[size].font * wanted * POINT, (room(size) - axis) / max(rows, 1))


def save(chart: Chart, folder: Path | str, name: str = "", products: Products | None = None) -> list[Path]:
    """NAME.svg, NAME.png (300 dpi) and NAME.csv; the same chart gives the same bytes.

    A drawing is known by its strokes and words, as matplotlib writes them, whatever it was drawn from. Where
    `products` has the same one, its files are left; picture and font, most of the work, are not made."""
    path = Path(folder) / (name or chart.name)
    described = " ".join(part for part in (chart.subtitle, chart.footer) if part)
    table = chart.data.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
    with mpl.rc_context(style.settings(SIZES["page"])):
        drawing = vector.drawn(chart.figure)

        def write() -> list[Path]:
            svg = vector.svg(drawing, chart.title, described)
            kinds = (("svg", svg), ("png", _picture(chart)), ("csv", table))
            return [_written(path, kind, data) for kind, data in kinds]

        place = f"{path.parent.name}/{path.name}"
        return products_of.made(products, place, write, drawing, chart.title, described, table)


def _picture(chart: Chart) -> bytes:
    out = BytesIO()
    chart.figure.savefig(out, format="png", dpi=300, **PNG)
    return out.getvalue()


def _written(path: Path, kind: str, data: bytes) -> Path:
    made = path.with_name(f"{path.name}.{kind}")
    tables.write_bytes(made, data)
    return made
