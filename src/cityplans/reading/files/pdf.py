"""PDF → text in reading order, page by page, with page heads and feet marked.

PDFium gives the characters; where a file's fonts carry no map it knows (old Chinese newspapers), pdfminer,
which has the Adobe character collections, reads the copy PDFium has repaired.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cityplans.reading.files.cell_text import closed_up
from cityplans.reading.files.layout import Box, TextLine, reading_lines
from cityplans.reading.files.limits import check, raising
from cityplans.reading.mapped import Span

if TYPE_CHECKING:
    from cityplans.reading.files.limits import Limits

PAGE_NUMBER = re.compile(
    r"[-—–·•\s]*(?:第\s*)?(?:\d(?:\s?\d){0,3}|[IVXivx]{1,6})(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–·•\s]*"
)
EDGE_LINES = 3  # lines at the top and bottom of a page that may be head or foot
SCAN_CHARACTERS = 12  # a page with fewer and a picture on it is a scan


class PdfText(NamedTuple):
    """`kept`: spans without page heads and feet; `pages`: first offset of each; `scans`: pages from 1."""

    text: str
    pages: list[int]
    kept: list[Span]
    scans: list[int]


def pdf_text(data: bytes, limits: Limits) -> PdfText:
    """All text of a PDF. Raises Unreadable (encrypted, unreadable, too_large, needs_ocr)."""
    from cityplans.reading.files.unreadable import Unreadable

    document = _open(data)
    try:
        if len(document) > limits.pages:
            raise Unreadable(
                "too_large",
                f"has {len(document)} pages, more than the limit of {limits.pages}: {raising('pages')}",
            )
        pages, scans = [], []
        for number, (lines, is_scan) in enumerate(_pages(document), 1):
            pages.append(lines)
            if is_scan:
                scans.append(number)
            check()
    except Unreadable:
        raise
    except Exception:  # PDFium and pdfminer raise many kinds on damaged files
        raise Unreadable("unreadable", "is a damaged PDF: fetch it again, or print it to a new PDF") from None
    finally:
        document.close()
    if not any(pages):
        raise Unreadable(
            "needs_ocr",
            "is a scan (pictures of pages, no text): run text recognition (OCR) and add the result",
        )
    return _assembled(pages, scans)


def _open(data: bytes) -> Any:
    import pypdfium2

    from cityplans.reading.files.unreadable import Unreadable

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable(
                "encrypted", "is protected by a password: save it without password and add that"
            ) from None
        raise Unreadable("unreadable", "is a damaged PDF: fetch it again, or print it to a new PDF") from None


def _pages(document: Any) -> Iterator[tuple[list[TextLine], bool]]:
    plumber = None
    unmapped = any(_unmapped(document[i]) for i in sorted({0, 1, len(document) // 2}) if i < len(document))
    for i in range(len(document)):
        page = document[i]
        ruled = _is_ruled(page)
        if (unmapped or ruled) and plumber is None:
            plumber = _plumber(document)
        tables = _tables(plumber, i) if ruled else []
        boxes = _plumber_boxes(plumber, i) if unmapped and plumber else _boxes(page)
        lines = _with_tables(boxes, tables)
        found = sum(len(line.text.replace(" ", "")) for line in lines)
        yield lines, found < SCAN_CHARACTERS and _has_picture(page)
        page.close()


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as raw

    return next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None


def _is_ruled(page: Any) -> bool:
    """Whether lines are drawn on a page: long in one direction, thin in the other (or frames of cells)."""
    import pypdfium2.raw as raw

    lines = frames = 0
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = path.get_bounds()
        width, height = right - left, top - bottom
        lines += max(width, height) >= 20 and min(width, height) <= 3
        frames += width >= 20 and height >= 8
        if width >= 100 and height >= 20 and raw.FPDFPath_CountSegments(path.raw) >= 8:
            return True  # a whole grid in one stroke
    return lines >= 4 or frames >= 4


def _boxes(page: Any) -> list[Box]:
    """Characters PDFium finds, without those it makes up (blanks, line ends)."""
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    _, height = page.get_size()
    boxes = []
    rect = raw.FS_RECTF()
    for i in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page.raw, i)
        if code < 32 or raw.FPDFText_IsGenerated(text_page.raw, i) == 1:
            continue
        if 0xD800 <= code <= 0xDFFF or not raw.FPDFText_GetLooseCharBox(text_page.raw, i, ctypes.byref(rect)):
            continue
        boxes.append(Box(chr(code), rect.left, rect.right, height - rect.top, height - rect.bottom))
    text_page.close()
    return boxes


def _unmapped(page: Any) -> bool:
    """Whether a fifth of a page's text has no characters in PDFium."""
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    empty = total = 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3):
        length = raw.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
        total += 1
        empty += length <= 2
    text_page.close()
    return total >= 5 and empty >= 0.2 * total


def _plumber(document: Any) -> Any:
    import pdfplumber

    copy = io.BytesIO()
    document.save(copy)
    copy.seek(0)
    return pdfplumber.open(copy)


def _plumber_boxes(plumber: Any, index: int) -> list[Box]:
    return [
        Box(c["text"], c["x0"], c["x1"], c["top"], c["bottom"])
        for c in plumber.pages[index].chars
        if c["upright"]
    ]


def _tables(plumber: Any, index: int) -> list[tuple[tuple[float, float, float, float], list[str]]]:
    """Ruled tables as (box, rows with cells joined by a tab); a frame round text is no table."""
    tables = []
    for table in plumber.pages[index].find_tables():
        cells = [[closed_up((cell or "").splitlines()) for cell in row] for row in table.extract()]
        rows = ["\t".join(row) for row in cells if any(row)]
        if len(rows) >= 2 and max(len(row) for row in cells) >= 2:
            tables.append((table.bbox, rows))
    return tables


def _with_tables(
    boxes: Sequence[Box], tables: list[tuple[tuple[float, float, float, float], list[str]]]
) -> list[TextLine]:
    """Lines above a table, its rows, lines below it."""
    lines: list[TextLine] = []
    rest = list(boxes)
    for (x0, top, x1, bottom), rows in sorted(tables, key=lambda t: t[0][1]):
        above = [b for b in rest if b.middle < top]
        lines += reading_lines(above)
        lines += [TextLine(row, top, bottom) for row in rows]
        rest = [b for b in rest if b.middle >= top and not (x0 <= b.x0 <= x1 and b.middle <= bottom)]
    return lines + reading_lines(rest)


def _assembled(pages: list[list[TextLine]], scans: list[int]) -> PdfText:
    """The pages one after the other; a form feed and an empty line stand between them."""
    margins = _margins(pages)
    text, starts, kept = "", [], []
    parts: list[str] = []
    length = 0
    for number, lines in enumerate(pages):
        starts.append(length)
        for i, line in enumerate(lines):
            if (number, i) not in margins:
                kept.append((length, length + len(line.text) + 1))
            parts.append(line.text + "\n")
            length += len(line.text) + 1
        parts.append("\f\n")
        kept.append((length, length + 2))
        length += 2
    text = "".join(parts)
    return PdfText(text, starts, kept, scans)


def _margins(pages: list[list[TextLine]]) -> set[tuple[int, int]]:
    """(page, line) of heads and feet: page numbers, and lines that return at the edge of page after page."""
    edges = [
        (number, i)
        for number, lines in enumerate(pages)
        for i in range(len(lines))
        if i < EDGE_LINES or i >= len(lines) - EDGE_LINES
    ]
    shapes = Counter(_shape(pages[n][i].text) for n, i in edges)
    often = max(3, 0.3 * len(pages))
    found = set()
    for n, i in edges:
        outermost = i in (0, len(pages[n]) - 1)
        text = pages[n][i].text.strip()
        if (
            outermost
            and len(pages) > 1
            and PAGE_NUMBER.fullmatch(text)
            or shapes[_shape(text)] >= often
            and len(text) <= 60
            and not text.endswith("。")
        ):
            found.add((n, i))
    return found


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text))
