"""What a chart is, the sheet it is drawn on, and how it is saved.

A sheet has the finding as title, the qualifiers below it, the drawing, and the sources at the foot. Texts are
measured with the font and wrapped, so that nothing is cut or overlaps; the drawing gets what is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags

from cityplans import tables
from cityplans.chinese.han import CJK
from cityplans.comparison.coding.tokens import plain_cutter as cutter
from cityplans.errors import UserError
from cityplans.publishing.charts import style, vector
from cityplans.publishing.charts.style import CM, SIZES, Size
from cityplans.publishing.telling import palette
from cityplans.running import products as products_of
from cityplans.running.products import Products

MARGIN = 0.25  # cm
POINT = 2.54 / 72  # cm
TITLE, FOOTER = 1.3, 0.8  # font sizes, of the base size
LEADING = 1.35
ORPHAN = 0.4  # of the width: a last line shorter than that
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


style.register()


CHINESE = r"\u3000-\u9fff\uff00-\uffef"
SET_APART = re.compile(f"[{CHINESE}]|[^{CHINESE}]+")  # a Chinese character stands the same in every text


@lru_cache(maxsize=50_000)
def _width_in_ems(text: str, bold: bool) -> float:
    return sum(_set_in_ems(piece, bold) for piece in SET_APART.findall(text))


@lru_cache(maxsize=50_000)
def _set_in_ems(piece: str, bold: bool) -> float:
    font = get_font(findfont(FontProperties(family=style.FAMILY, weight="bold" if bold else "normal")))
    font.set_size(100, 72)
    font.set_text(piece, 0.0, flags=LoadFlags.NO_HINTING)
    return font.get_width_height()[0] / 64 / 100


def text_width(text: str, points: float, bold: bool = False) -> float:
    """Width of a line in cm, of several lines that of the widest."""
    if "\n" in text:
        return max(text_width(line, points, bold) for line in text.split("\n"))
    return _width_in_ems(text, bold) * points * POINT * 1.01  # drawn text is hinted and a little wider


COUNTED, OVER = (
    re.compile(r"\d[\u3400-\u9fff]{0,3}$"),
    re.compile(r"[\u3400-\u9fff]{1,3}[/／]"),
)  # 220人 · 年/万人
# What stays together: a sign and its number, brackets and what they hold on to, closing punctuation
PIECES = re.compile(
    rf"[（“《(\[]*(?:[≥≤≈>] ?[^\s{CHINESE}]+|[^\s{CHINESE}]+|[{CHINESE}])[，。；：、）”》)\]]*|\s+"
)


ENDED = re.compile(
    rf"[{CHINESE}][，。；：、）”》)\]]+$"
)  # 年） of 185人年）, 晚） of 最晚）: a last character
ORDINAL = "前第"  # before its number
YEAR = re.compile(r"(?:19|20)\d\d(?![\d-])")


# A name and what sets it apart, in brackets to its end; what holds on to the name before it: its date, draft
NAMED = re.compile(r"([^（()]+?) ?([（(][^（()]+[）)])")
CLAUSE, COMMA = (
    ("；", ";"),
    ("，", ","),
)  # what a line best ends with; within the brackets of a label also these
HELD = re.compile(r"[（(](?:(?:推定|inferred )?\d{4}|稿|draft)")


def wrap(text: str, points: float, width: float, bold: bool = False) -> list[str]:
    """Lines no wider than `width` cm; breaks at blanks and between Chinese words, within a word only where
    it is wider than a line; before brackets that end the text where that takes no line more."""
    lines = []
    for paragraph in text.split("\n"):
        made = _wrapped(paragraph, points, width, bold)
        if len(made) > 1 and (named := NAMED.fullmatch(paragraph)) and not HELD.match(named[2]):
            parted = [line for part in named.groups() for line in _wrapped(part, points, width, bold)]
            made = parted if len(parted) <= len(made) else made
        lines += made
    return lines


def _wrapped(text: str, points: float, width: float, bold: bool) -> list[str]:
    pieces = [
        piece
        for word in words_of(text)
        for piece in ([word] if text_width(word, points, bold) <= width else _cut(word, points, width, bold))
    ]
    return _balanced(pieces, points, width, bold)


def _cut(word: str, points: float, width: float, bold: bool) -> list[str]:
    """A word too wide for a line in pieces, a Chinese one in parts of one length, none of them a single
    character: 核心 技术, not 核心技 术."""
    pieces = PIECES.findall(word)
    if not all(CJK.match(piece) for piece in pieces):
        return pieces
    for many in range(2, len(pieces) // 2 + 1):
        step = -(-len(pieces) // many)
        parts = ["".join(pieces[i : i + step]) for i in range(0, len(pieces), step)]
        if all(text_width(part, points, bold) <= width for part in parts):
            return parts
    return pieces


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """What a line may be broken between: words, with the sign before and the unit after a number, and what a
    stroke joins (人年/万人)."""
    ends, place = set(), 0
    for word in cutter()(text):
        place += len(word)
        ends.add(place)
    words: list[str] = []
    place = 0
    for piece in PIECES.findall(text):
        if words and not _breaks(words[-1], piece, place in ends):
            words[-1] += piece
            if len(words) > 1 and OVER.match(words[-1]) and COUNTED.search(words[-2]):
                words[-2:] = ["".join(words[-2:])]
        else:
            words.append(piece)
        place += len(piece)
    return tuple(_held(words))


def _held(words: list[str]) -> list[str]:
    """Words of which a date or a note of draft in brackets, or a year (嘉兴 2020), stays with the name before
    it."""
    made: list[str] = []
    for word in words:
        is_year = len(made) > 1 and made[-1].isspace() and "\n" not in made[-1] and YEAR.match(word)
        if made and (HELD.match(word.lstrip()) or is_year):
            before = made.pop()
            word = (made.pop() if before.isspace() and made else "") + before + word
        if made and CJK.match(word) and word[1:2] in ("（", "(") and COUNTED.search(made[-1]):
            word = made.pop() + word  # 220人 · 年（2025）
        made.append(word)
    return made


def _breaks(before: str, after: str, is_end: bool) -> bool:
    """Whether a line may end between two pieces."""
    if before[-1] in "/／" or after[0] in "/／":
        return False
    if CJK.match(after) and not CJK.match(before[-1]):
        return not before[-1].isalnum() and before[-1] != "%" or before[-1].isspace()
    if ENDED.match(after) and CJK.match(before[-1]) or before[-1] in ORDINAL and after[0].isdigit():
        return False
    return is_end or not (CJK.match(before[-1]) and CJK.match(after))


def _balanced(pieces: list[str], points: float, width: float, bold: bool) -> list[str]:
    """Lines as full as they can be; of two the first ends with a clause where both then fit; where the last
    would be an orphan, all of about one length."""
    lines = _filled(pieces, points, width, bold)
    marks = (*CLAUSE, *COMMA) if NAMED.fullmatch("".join(pieces)) else CLAUSE
    if len(lines) == 2 and (cut := _at_clause(pieces, marks, points, width, bold)):
        return cut
    if len(lines) < 2 or text_width(lines[-1], points, bold) > ORPHAN * width:
        return lines
    low, high = width / 2, width
    for _ in range(6):
        middle = (low + high) / 2
        if len(_filled(pieces, points, middle, bold)) > len(lines):
            low = middle
        else:
            high = middle
    return _filled(pieces, points, high, bold)


def _at_clause(
    pieces: list[str], marks: tuple[str, ...], points: float, width: float, bold: bool
) -> list[str]:
    """Two lines parted after one of these marks, the first of them no longer than the sheet; or none."""
    for i in range(len(pieces) - 1, 0, -1):
        if pieces[i - 1].rstrip().endswith(marks):
            both = ["".join(pieces[:i]).rstrip(), "".join(pieces[i:]).strip()]
            if all(0.25 * width < text_width(line, points, bold) <= width for line in both):
                return both
    return []


def _filled(pieces: list[str], points: float, width: float, bold: bool) -> list[str]:
    lines, line = [], ""
    for piece in pieces:
        if line and text_width((line + piece).rstrip(), points, bold) > width + 1e-6:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


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
