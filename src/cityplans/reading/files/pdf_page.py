"""One page of a PDF → its lines in reading order: text as it is seen, ruled tables, pictures of text.

Coordinates in points from the top left corner of the page as it is shown.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cityplans.reading.files.cell_text import closed_up, in_row
from cityplans.reading.files.layout import Box, TextLine, reading_lines
from cityplans.reading.files.marks import raised
from cityplans.reading.files.open_tables import SHORTEST, Area, Rule
from cityplans.reading.table_heads import is_unit

SCAN_CHARACTERS = 12  # a page with fewer and a picture on it is a scan
SMALL = 0.8  # of the size before: smaller and raised is a note mark or a power
RAISED = 0.15  # of a character's size
SAME_PLACE = 0.45  # of a character's width: bold print made by printing twice
PICTURE = (110.0, 30.0)  # points: smaller pictures are signs and stamps
UPRIGHTS = 3  # rules that end at one height
PART = re.compile(r"其中|[（(]\d{1,2}[）)]|[①-⑳]")
NEAR = 2.0  # points within which two edges are one


class Shown(NamedTuple):
    """A page of a PDF: how it is turned, and how large it is as shown."""

    page: Any
    rotation: int
    width: float
    height: float

    @classmethod
    def of(cls, page: Any) -> Shown:
        return cls(page, page.get_rotation() % 360, *page.get_size())

    def area(self, left: float, bottom: float, right: float, top: float) -> Area:
        """Page coordinates, which know nothing of how the page is turned, as they are shown."""
        if self.rotation == 90:
            return bottom, left, top, right
        if self.rotation == 180:
            return self.width - right, bottom, self.width - left, top
        if self.rotation == 270:
            return self.width - top, self.height - right, self.width - bottom, self.height - left
        return left, self.height - top, right, self.height - bottom

    def upright(self, area: Area, angle: int) -> Area:
        """An area of text that runs up (270) or down (90) the page, as if it ran across."""
        x0, top, x1, bottom = area
        if angle == 270:
            return self.height - bottom, x0, self.height - top, x1
        if angle == 90:
            return top, self.width - x1, bottom, self.width - x0
        if angle == 180:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        return area


class Read(NamedTuple):
    """Characters by the direction in which they run (0: across)."""

    by_angle: dict[int, list[Box]]

    @property
    def across(self) -> list[Box]:
        return self.by_angle.get(0, [])


def characters(shown: Shown) -> Read:
    """Characters PDFium finds, without those it makes up (blanks, line ends), doubled ones and note marks."""
    import pypdfium2.raw as raw

    text_page = shown.page.get_textpage()
    found: dict[int, list[Box]] = {}
    rect = raw.FS_RECTF()
    for i in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page.raw, i)
        if code < 32 or raw.FPDFText_IsGenerated(text_page.raw, i) == 1:
            continue
        if 0xD800 <= code <= 0xDFFF or not raw.FPDFText_GetLooseCharBox(text_page.raw, i, ctypes.byref(rect)):
            continue
        angle = round(math.degrees(raw.FPDFText_GetCharAngle(text_page.raw, i)) / 90) * 90
        angle = (angle + shown.rotation) % 360
        area = shown.upright(shown.area(rect.left, rect.bottom, rect.right, rect.top), angle)
        x0, top, x1, bottom = area
        found.setdefault(angle, []).append(Box(chr(code), x0, x1, top, bottom))
    text_page.close()
    return Read({angle: cleared(boxes) for angle, boxes in found.items()})


def loses_characters(shown: Shown) -> bool:
    """Whether PDFium leaves characters out: those that stand alone in a font which the file does not hold."""
    import pypdfium2.raw as raw

    text_page = shown.page.get_textpage()
    try:
        for item in shown.page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3):
            left, bottom, right, top = item.get_bounds()
            if min(right - left, top - bottom) > 0.01:
                continue
            font = raw.FPDFTextObj_GetFont(item.raw)
            is_foreign = font and not raw.FPDFFont_GetIsEmbedded(font)
            if is_foreign and raw.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0) <= 2:
                return True
    finally:
        text_page.close()
    return False


def plumbed(shown: Shown, page: Any) -> Read:
    """Characters pdfminer finds, which has the character collections that PDFium lacks."""
    found: dict[int, list[Box]] = {}
    for c in page.chars:
        a, b, *_ = c["matrix"]
        angle = round(-math.degrees(math.atan2(b, a)) / 90) * 90 % 360
        x0, top, x1, bottom = shown.upright((c["x0"], c["top"], c["x1"], c["bottom"]), angle)
        found.setdefault(angle, []).append(Box(c["text"], x0, x1, top, bottom))
    return Read({angle: cleared(boxes) for angle, boxes in found.items()})


def cleared(boxes: Sequence[Box]) -> list[Box]:
    """Characters each once, without note marks; powers (m², 10⁴) as they are written in a line."""
    kept: list[Box] = []
    base: Box | None = None
    for box in _each_once(boxes):
        if base is not None and _is_raised(box, base):
            kept = _with_power(kept, box, base)
            continue
        kept.append(box)
        if box.text.strip():
            base = box
    return kept


def _each_once(boxes: Sequence[Box]) -> Iterator[Box]:
    """Bold print is often made by printing a character twice, a fraction of a point apart."""
    seen: dict[tuple[str, int, int], list[Box]] = {}
    for box in boxes:
        size = max(box.bottom - box.top, 1.0)
        column, row = int(box.x0 // size), int(box.middle // size)
        beside = [
            b for c in (-1, 0, 1) for r in (-1, 0, 1) for b in seen.get((box.text, column + c, row + r), ())
        ]
        reach = SAME_PLACE * max(box.x1 - box.x0, 0.1)
        if box.text.strip() and any(
            abs(b.x0 - box.x0) < reach and abs(b.middle - box.middle) < 0.25 * size for b in beside
        ):
            continue
        seen.setdefault((box.text, column, row), []).append(box)
        yield box


def _is_raised(box: Box, base: Box) -> bool:
    """A small sign that stands higher than the character before it and close behind it."""
    size = base.bottom - base.top
    return (
        box.bottom - box.top < SMALL * size
        and box.bottom < base.bottom - RAISED * size
        and box.middle > base.top - 0.3 * size
        and -0.3 * size < box.x0 - base.x1 < 2 * size
        and (box.text.isdigit() or box.text in "*†‡①②③④⑤⑥⑦⑧⑨⑩[]〔〕()（）,，、-—")
    )


def _with_power(kept: list[Box], box: Box, base: Box) -> list[Box]:
    """A raised digit behind m is a square, behind 10 a power; anything else is a note mark and goes."""
    said = raised("".join(b.text for b in kept[-4:]), box.text)
    if said and said != box.text:
        return [*kept, box._replace(text=said, top=base.top, bottom=base.bottom)]
    return [*kept[:-1], kept[-1]._replace(x1=max(kept[-1].x1, box.x1))]  # its room is no blank


def areas(shown: Shown, kind: int) -> Iterator[tuple[Area, Any]]:
    """Where objects of a kind stand, those inside forms too, whose bounds are in the form's coordinates."""
    for item in shown.page.get_objects(filter=[kind], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        container = item.container
        while container is not None:
            matrix = container.get_matrix()
            points = [matrix.on_point(x, y) for x in (left, right) for y in (bottom, top)]
            left, right = min(x for x, _ in points), max(x for x, _ in points)
            bottom, top = min(y for _, y in points), max(y for _, y in points)
            container = container.container
        yield shown.area(left, bottom, right, top), item


def is_ruled(shown: Shown) -> bool:
    """Whether lines are drawn on a page: long in one direction, thin in the other (or frames of cells)."""
    import pypdfium2.raw as raw

    lines = frames = 0
    for (x0, top, x1, bottom), path in areas(shown, raw.FPDF_PAGEOBJ_PATH):
        width, height = x1 - x0, bottom - top
        lines += max(width, height) >= 20 and min(width, height) <= 3
        frames += width >= 20 and height >= 8
        if (
            max(width, height) >= 100
            and min(width, height) >= 20
            and raw.FPDFPath_CountSegments(path.raw) >= 8
        ):
            return True  # a whole grid in one stroke
    return lines >= 4 or frames >= 4


def rules(shown: Shown) -> list[Rule]:
    """The long lines that run across a page."""
    import pypdfium2.raw as raw

    found = areas(shown, raw.FPDF_PAGEOBJ_PATH)
    return [
        Rule(x0, x1, (y0 + y1) / 2) for (x0, y0, x1, y1), _ in found if x1 - x0 >= SHORTEST and y1 - y0 <= 3
    ]


def ruled_tables(
    shown: Shown, plumbed: Any, read: Read, is_continued: bool
) -> list[tuple[Area, list[TextLine]]]:
    """Ruled tables as (area, rows, cells parted by tabs); a frame round text is no table. One row alone
    is a table where it goes on from the page before."""
    found = []
    for table in plumbed.find_tables({"explicit_horizontal_lines": _open_ends(plumbed)}):
        angle = max(read.by_angle, key=lambda a: _held(shown, table.bbox, read, a), default=0)
        cells = [shown.upright(cell, angle) for cell in table.cells]
        rows = _rows(cells, read.by_angle.get(angle, []))
        is_first = not found and is_continued
        if (len(rows) >= 2 or is_first) and any("\t" in row.text for row in rows):
            found.append((table.bbox, rows))
    return found


def _open_ends(plumbed: Any) -> list[float]:
    """Heights at which several upright rules end and none runs across: a table that the page breaks."""
    across = [e["top"] for e in plumbed.edges if e["orientation"] == "h"]
    ends = sorted(e[side] for e in plumbed.edges if e["orientation"] == "v" for side in ("top", "bottom"))
    alike = [list(group) for _, group in itertools.groupby(ends, key=lambda y: round(y / NEAR))]
    open_ = [group[0] for group in alike if len(group) >= UPRIGHTS]
    return [y for y in open_ if not any(abs(y - other) <= NEAR for other in across)]


def _held(shown: Shown, area: Area, read: Read, angle: int) -> int:
    """How many of the characters that run in a direction stand in an area."""
    return len(inside(read.by_angle[angle], shown.upright(area, angle)))


def _rows(cells: Sequence[Area], boxes: Sequence[Box]) -> list[TextLine]:
    """The rows of a table; a cell over several columns or rows keeps the places of the others free."""
    cells = _without_frame(cells, boxes)
    xs, ys = _edges([c[0] for c in cells]), _edges([c[1] for c in cells])
    texts: dict[tuple[int, int], list[str]] = {}
    for cell in cells:
        place = _place(cell[1], ys), _place(cell[0], xs)
        said = [line.text for line in reading_lines(inside(boxes, cell))]
        below = range(place[0] + 1, len(ys)) if is_unit("".join(said)) else ()
        rows = [place[0], *(row for row in below if ys[row] < cell[3] - NEAR)]  # a unit merged over rows
        for row in rows:
            texts.setdefault((row, place[1]), []).extend(said)
    ends = [*ys[1:], max((c[3] for c in cells), default=0.0)]
    made = []
    for row, (top, bottom) in enumerate(zip(ys, ends)):
        lines = [texts.get((row, column), []) for column in range(len(xs))]
        parted = any(
            PART.match(text) for cell in lines for text in cell
        )  # else lines are those of narrow cells
        line = in_row(lines) if parted else [closed_up(cell) for cell in lines]
        if any(line):
            made.append(TextLine("\t".join(line), top, bottom))
    return made


def _without_frame(cells: Sequence[Area], boxes: Sequence[Box]) -> Sequence[Area]:
    """Cells without the empty room on both sides of them, where a frame stands round the page's text."""
    top, bottom = min(c[1] for c in cells), max(c[3] for c in cells)
    tall = [c for c in cells if c[1] - top < NEAR and bottom - c[3] < NEAR and not inside(boxes, c)]
    left, right = min(c[0] for c in cells), max(c[2] for c in cells)
    sides = [c for c in tall if c[0] - left < NEAR or right - c[2] < NEAR]
    return [c for c in cells if c not in sides] if len(sides) == 2 < len(cells) else cells


def _edges(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _place(value: float, edges: Sequence[float]) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def inside(boxes: Sequence[Box], area: Area) -> list[Box]:
    x0, top, x1, bottom = area
    return [b for b in boxes if x0 <= (b.x0 + b.x1) / 2 <= x1 and top <= b.middle <= bottom]


def pictures(shown: Shown, boxes: Sequence[Box]) -> list[Area]:
    """Where pictures stand that are large enough to hold text and have none over them."""
    import pypdfium2.raw as raw

    found = []
    for area, _ in areas(shown, raw.FPDF_PAGEOBJ_IMAGE):
        x0, top, x1, bottom = (
            max(area[0], 0),
            max(area[1], 0),
            min(area[2], shown.width),
            min(area[3], shown.height),
        )
        large = x1 - x0 >= PICTURE[0] and bottom - top >= PICTURE[1]
        if large and len(inside(boxes, (x0, top, x1, bottom))) < SCAN_CHARACTERS:
            found.append((x0, top, x1, bottom))
    return _apart(found)


def _apart(found: list[Area]) -> list[Area]:
    """Pictures that touch (a scan in strips) as one."""
    made: list[Area] = []
    for area in sorted(found, key=lambda a: (a[1], a[0])):
        last = made[-1] if made else None
        if last and area[1] <= last[3] + NEAR and area[0] < last[2] and area[2] > last[0]:
            made[-1] = min(last[0], area[0]), last[1], max(last[2], area[2]), max(last[3], area[3])
        else:
            made.append(area)
    return made


def drawn(shown: Shown, area: Area, dpi: int) -> Any:
    """A part of the page as a picture."""
    x0, top, x1, bottom = area
    crop = x0, shown.height - bottom, shown.width - x1, top  # left, bottom, right, top
    return shown.page.render(scale=dpi / 72, crop=crop, may_draw_forms=False).to_pil()


def in_order(boxes: Sequence[Box], blocks: Sequence[tuple[Area, list[TextLine]]]) -> list[TextLine]:
    """Lines above a block (a table, a picture), its lines, lines below it."""
    lines: list[TextLine] = []
    rest = list(boxes)
    for (x0, top, x1, bottom), rows in sorted(blocks, key=lambda block: block[0][1]):
        lines += reading_lines([b for b in rest if b.middle < top])
        lines += rows
        rest = [b for b in rest if b.middle >= top and not (x0 <= b.x0 <= x1 and b.middle <= bottom)]
    return lines + reading_lines(rest)
