"""PDF → text in reading order, page by page, with page heads and feet marked.

PDFium gives the characters; where a file's fonts carry no map it knows (old Chinese newspapers), pdfminer,
which has the Adobe character collections, reads the copy PDFium has repaired. Pages and tables that are
pictures are read by the engine of `pictures`; never where the page's text is there.
"""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from cityplans.chinese.han import CJK
from cityplans.reading.files import pdf_page, pictures
from cityplans.reading.files.fields import DOCUMENT
from cityplans.reading.files.layout import TextLine, reading_lines
from cityplans.reading.files.limits import check, raising
from cityplans.reading.files.open_tables import open_tables
from cityplans.reading.files.pdf_forms import draws_too_much
from cityplans.reading.files.pdf_page import SCAN_CHARACTERS, Shown
from cityplans.reading.files.unreadable import Unreadable
from cityplans.reading.mapped import Span

if TYPE_CHECKING:
    from cityplans.reading.files.limits import Limits

PAGE_NUMBER = re.compile(
    r"[-—–·•\s]*(?:第\s*)?(?:\d(?:\s?\d){0,3}|[IVXivx]{1,6})(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–·•\s]*"
)
EDGE_LINES = 3  # lines at the top and bottom of a page that may be head or foot
# what browsers print over a page (2023/9/15 17:44 and the page's title) and under it (its address, 1/3)
PRINTED_OVER = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? ?(?:[上下]午)? ?\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?"
    r"(?:[ \t]+(?P<title>[^_|｜]*).*)?"
)
PRINTED_UNDER = re.compile(r"(?:https?|file|about):\S*(?: .*)?\d{1,4}/\d{1,4}")
JOURNAL = re.compile(r"公报|政报|日报|简报|汇编|[年第]\s*\d+\s*期")  # heads that are no plan's title


class PdfText(NamedTuple):
    """`kept`: spans without page heads and feet; `pages`: first offset of each; `recognised`: (start, end,
    confidence) of lines read from pictures; `scans`: pages (from 1) that are pictures and were not read."""

    text: str
    pages: list[int]
    kept: list[Span]
    recognised: list[tuple[int, int, float]]
    scans: list[int]


class Page(NamedTuple):
    """`is_scan`: a picture of text that could not be read."""

    lines: list[TextLine]
    is_scan: bool = False


def pdf_text(data: bytes, limits: Limits) -> PdfText:
    """All text of a PDF. Raises Unreadable (encrypted, unreadable, too_large, needs_ocr)."""
    if draws_too_much(data):
        raise Unreadable(
            "too_large",
            "draws more than can be held: it may be made to do harm; if it is not, print it to a new PDF",
        )
    document = _open(data)
    try:
        if len(document) > limits.pages:
            raise Unreadable(
                "too_large",
                f"has {len(document)} pages, more than the limit of {limits.pages}: {raising('pages')}",
            )
        pages: list[Page] = []
        for page in _pages(document):
            pages.append(page)
            check()
    except Unreadable:
        raise
    except Exception:  # PDFium and pdfminer raise many kinds on damaged files
        raise Unreadable("unreadable", "is a damaged PDF: fetch it again, or print it to a new PDF") from None
    finally:
        document.close()
    if not any(page.lines for page in pages):
        raise Unreadable(
            "needs_ocr",
            "is a scan (pictures of pages) in which no text could be read: scan it again at 200 dpi or more, "
            "or run text recognition (OCR) and add the result",
        )
    lines = rejoined([page.lines for page in pages])
    return _assembled(lines, [n for n, page in enumerate(pages, 1) if page.is_scan])


def rejoined(pages: list[list[TextLine]]) -> list[list[TextLine]]:
    """Rows of tables that a page broke, whole again on the page where they begin."""
    for before, after in itertools.pairwise(pages):
        last = next((i for i in range(len(before) - 1, -1, -1) if "\t" in before[i].text), None)
        first = next((i for i, line in enumerate(after) if "\t" in line.text), None)
        if last is None or first is None or len(before) - last > EDGE_LINES or first >= EDGE_LINES:
            continue
        start = last
        while start and "\t" in before[start - 1].text:
            start -= 1
        repeats = last > start and after[first].text == before[start].text
        rest = first + repeats
        if rest < len(after) and (whole := _whole(before[last].text, after[rest].text)):
            before[last] = before[last]._replace(text=whole)
            del after[rest]
    return pages


def _whole(row: str, rest: str) -> str:
    """A row and what stands of it on the next page; "" where that is a row of its own."""
    cells, more = row.split("\t"), rest.split("\t")
    figures = [any(c.isdigit() for c in cell) for cell in cells]
    numbered = next((i for i, cell in enumerate(cells[:2]) if cell.isdecimal()), -1)  # behind a group perhaps
    is_open = numbered >= 0 or any(map(_goes_on, cells, more))
    goes_on = len(cells) == len(more) and is_open and not any(more[: numbered + 1]) and any(more)
    if not goes_on or any(was and now[:1].isdigit() for was, now in zip(figures[1:], more[1:])):
        return ""
    is_named = any(now and cell and not was for cell, was, now in zip(cells, figures, more))
    return "\t".join(a + b for a, b in zip(cells, more)) if is_named else ""


def _goes_on(cell: str, rest: str) -> bool:
    """Whether a cell breaks off in a bracket or before one."""
    return bool(cell and rest) and (cell.count("（") > cell.count("）") or rest[0] in "（(")


def image_text(data: bytes, limits: Limits) -> PdfText:
    """All text of an image file. Raises Unreadable (unreadable, needs_ocr)."""
    pages = pictures.image_pages(data, limits)
    if not any(CJK.search(line.text) for lines in pages for line in lines):
        raise Unreadable(
            "needs_ocr", "is an image in which no text could be read: scan it again, or type what it says"
        )
    return _assembled(pages, [n for n, lines in enumerate(pages, 1) if not lines])


def _open(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable(
                "encrypted", "is protected by a password: save it without password and add that"
            ) from None
        raise Unreadable("unreadable", "is a damaged PDF: fetch it again, or print it to a new PDF") from None


def _pages(document: Any) -> Iterator[Page]:
    plumber = None
    unmapped = any(_unmapped(document[i]) for i in sorted({0, 1, len(document) // 2}) if i < len(document))
    ends_in_table = False
    for i in range(len(document)):
        shown = Shown.of(document[i])
        ruled = pdf_page.is_ruled(shown)
        is_lossy = unmapped or pdf_page.loses_characters(shown)
        if (is_lossy or ruled) and plumber is None:
            plumber = _plumber(document)
        read = pdf_page.plumbed(shown, plumber.pages[i]) if is_lossy else pdf_page.characters(shown)
        blocks = pdf_page.ruled_tables(shown, plumber.pages[i], read, ends_in_table) if ruled else []
        unruled = open_tables(pdf_page.rules(shown), read.across)
        blocks += [one for one in unruled if not any(_overlap(one[0], area) for area, _ in blocks)]
        page = _page(shown, read, blocks, f"{i + 1}/{len(document)}")
        ends_in_table = bool(blocks) and blocks[-1][0][3] > 0.7 * shown.height
        yield page
        shown.page.close()


def _overlap(one: pdf_page.Area, other: pdf_page.Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _page(shown: Shown, read: pdf_page.Read, blocks: list, number: str) -> Page:
    """A page with its tables and pictures in place; text set sideways follows, unless it is a table's."""
    found = sum(len(b.text.strip()) for boxes in read.by_angle.values() for b in boxes)
    areas = pdf_page.pictures(shown, [b for boxes in read.by_angle.values() for b in boxes])
    is_scan = found < SCAN_CHARACTERS and bool(areas)
    if areas and not pictures.is_there():
        return Page(pdf_page.in_order(read.across, blocks), is_scan)
    if is_scan:
        areas = [(0.0, 0.0, shown.width, shown.height)]
        pictures.told(f"page {number}: a picture, being read")
    seen = [(area, _picture_lines(shown, area)) for area in areas]
    seen = [(area, lines) for area, lines in seen if lines]
    lines = pdf_page.in_order([] if is_scan and seen else read.across, [*blocks, *seen])
    for angle, boxes in read.by_angle.items():
        if angle:
            taken = {id(b) for area, _ in blocks for b in pdf_page.inside(boxes, shown.upright(area, angle))}
            lines += reading_lines([b for b in boxes if id(b) not in taken])
    return Page(lines, is_scan and not seen)


def _picture_lines(shown: Shown, area: pdf_page.Area) -> list[TextLine]:
    """The lines of a picture, where it holds more than a few Chinese characters, placed on the page."""
    image = pdf_page.drawn(shown, area, pictures.DPI)
    lines = pictures.picture_lines(image, area[2] - area[0])
    if sum(len(CJK.findall(line.text)) for line in lines) < pictures.FEWEST:
        return []
    return [line._replace(top=line.top + area[1], bottom=line.bottom + area[1]) for line in lines]


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
    import logging

    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    copy = io.BytesIO()
    document.save(copy)
    copy.seek(0)
    return pdfplumber.open(copy)


def _assembled(pages: list[list[TextLine]], scans: list[int]) -> PdfText:
    """The pages one after the other; a form feed and an empty line stand between them."""
    margins = _margins(pages)
    starts, kept, recognised = [], [], []
    parts: list[str] = []
    length = 0
    for number, lines in enumerate(pages):
        starts.append(length)
        for i, line in enumerate(lines):
            end = length + len(line.text) + 1
            if (number, i) not in margins:
                kept.append((length, end))
            if line.confidence is not None:
                recognised.append((length, end, line.confidence))
            parts.append(line.text + "\n")
            length = end
        parts.append("\f\n")
        kept.append((length, length + 2))
        length += 2
    return PdfText("".join(parts), starts, kept, recognised, scans)


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
        text = pages[n][i].text.strip()
        is_outermost = i in (0, len(pages[n]) - 1)
        is_printed = (PRINTED_OVER if i == 0 else PRINTED_UNDER).fullmatch(text)
        returns = shapes[_shape(text)] >= often or is_outermost and _heads_both(pages, text)
        returns = returns and len(text) <= 60 and not text.endswith("。")
        is_numbered = len(pages) > 1 and PAGE_NUMBER.fullmatch(text)
        if is_outermost and (is_numbered or is_printed) or returns and "\t" not in text:  # no row of a table
            found.add((n, i))
    return found - _titles(pages, found)


def _heads_both(pages: list[list[TextLine]], text: str) -> bool:
    """Whether a title stands over both of two pages: too few to see that a line returns."""
    tops = {_shape(lines[0].text) for lines in pages if lines}
    return len(pages) == 2 and all(pages) and tops == {_shape(text)} and bool(DOCUMENT.search(text))


def _titles(pages: list[list[TextLine]], margins: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The first page's last place of every head that is a plan's title: running heads repeat it."""
    places: dict[str, tuple[int, int]] = {}
    for n, i in sorted(margins):
        printed = PRINTED_OVER.fullmatch(pages[n][i].text.strip())
        text = _shape((printed["title"] or "") if printed else pages[n][i].text)
        is_title = DOCUMENT.search(text) and not JOURNAL.search(text) and len(text) >= 6
        if is_title and places.get(text, (n, i))[0] == n:
            places[text] = n, i
    first = pages[0] if pages else []
    body = _shape("".join(line.text for i, line in enumerate(first) if (0, i) not in margins))
    return {place for text, place in places.items() if text not in body}


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text))
