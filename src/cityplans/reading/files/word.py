"""Word files (.docx) → text: paragraphs with their automatic numbers, tables and text boxes in place, a row a
line, foot- and endnotes at the end; what is left out is counted where it stood.

python-docx leaves automatic numbers, tracked insertions and content controls out, so paragraphs are read from
the XML it holds. lxml is used by python-docx without network or entity expansion.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cityplans.chinese.han import CJK
from cityplans.reading.files.cell_text import closed_up, in_row
from cityplans.reading.files.marks import raised
from cityplans.reading.files.word_numbers import Numbers, W
from cityplans.reading.table_heads import is_unit

if TYPE_CHECKING:
    from cityplans.reading.files.limits import Limits

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PICTURES = (DRAWING + "blip", "{urn:schemas-microsoft-com:vml}imagedata")
EMBEDDED, RELATION = RELATIONS + "embed", RELATIONS + "id"
MAIN = "word/document.xml"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
WIDEST = 60  # columns a cell may cover
BREAKS = (W + "br", W + "cr")
WRAPPERS = (W + "ins", W + "moveTo", W + "smartTag", W + "customXml")
NOTES = ("footnote", "endnote")
# what stands inside a paragraph and is no part of its text -> under which name it is counted
LEFT_OUT = {
    W + "del": "deleted_text",
    W + "moveFrom": "deleted_text",
    W + "commentReference": "comments",
    W + "drawing": "pictures",
    W + "pict": "pictures",
    W + "object": "pictures",
}
# the signs of the font Symbol that say something about numbers; Word keeps them by their place in the font
SYMBOLS = {
    0x25: "%", 0x2B: "+", 0x2D: "-", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x7E: "~", 0xA3: "≤", 0xA5: "∞",
    0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD7: "·", 0x6D: "μ",
}  # fmt: skip
WIDEST_ROW = 400  # columns of a table; Word itself knows 63
UNREAD = frozenset((*LEFT_OUT, *(W + n for n in ("pPr", "rPr", "txbxContent", "instrText", "rt"))))
CONTENTS_STYLE = re.compile(r"toc \d|目录 ?\d", re.I)
SAID = re.compile(r"[\u3400-\u9fffA-Za-z]{2}")


class Word(NamedTuple):
    """`left_out`: name of what is no part of the text -> offsets where it stood; `recognised`: (start, end,
    confidence) of lines read from pictures."""

    text: str
    left_out: dict[str, list[int]]
    recognised: tuple[tuple[int, int, float], ...] = ()


def docx_text(data: bytes, limits: Limits) -> Word:
    """The text of a .docx. Raises Unreadable for other archives, damaged files and zip bombs."""
    from cityplans.reading.files.unreadable import Unreadable

    _checked(data, limits)
    try:
        import docx

        return _Reader(docx.Document(io.BytesIO(data))).read()
    except Exception:  # python-docx, lxml and zipfile raise many kinds on damaged files
        raise Unreadable(
            "unreadable", "is a damaged Word file: open it in Word, save it again and add that"
        ) from None


def _checked(data: bytes, limits: Limits) -> None:
    from cityplans.reading.files.unreadable import Unreadable

    names = archived(data, limits)
    if MAIN not in names:
        raise Unreadable("unsupported", _other_archive(names))


def archived(data: bytes, limits: Limits) -> set[str]:
    """What a zip archive holds. Raises Unreadable for a damaged one and a zip bomb."""
    from cityplans.reading.files.limits import raising
    from cityplans.reading.files.unreadable import Unreadable

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            size = sum(item.file_size for item in archive.infolist())
            body = max((i.file_size for i in archive.infolist() if i.filename == MAIN), default=0)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable(
            "unreadable", "is a damaged Word file or archive: fetch it again, or open and save it in Word"
        ) from None
    if size > limits.unpacked_bytes or 5 * body > limits.unpacked_bytes:  # its tree takes ten times the room
        raise Unreadable(
            "too_large",
            f"unpacks to {size:,} bytes, more than the limit of {limits.unpacked_bytes:,}: "
            f"it may be a zip bomb; if it is not, {raising('unpacked_bytes')}",
        )
    return names


def _other_archive(names: set[str]) -> str:
    if "OFD.xml" in names:
        return "is an OFD document: save it as PDF in an OFD reader and add that"
    if "xl/workbook.xml" in names:
        return "is an Excel file: save the sheet that holds the text as CSV (UTF-8) and add that"
    if "ppt/presentation.xml" in names:
        return "is a PowerPoint file: save it as PDF and add that"
    if "content.xml" in names:
        return "is an OpenDocument file that is neither a text nor a spreadsheet: save it as PDF and add that"
    return "is an archive without a Word document: open it in the program it was made with and save it as PDF"


class _Reader:
    """The lines of a document as they are found, and beside which line something was left out."""

    def __init__(self, document: Any):
        self.document = document
        self.numbers = Numbers(document)
        self.lines: list[str] = []
        self.left: dict[str, list[int]] = {}
        self.notes: list[tuple[str, str]] = []
        self.drawn: list[Any] = []  # pictures of the paragraph at hand
        self.recognised: dict[int, float] = {}  # line -> confidence
        self.contents = _contents_styles(document)

    def read(self) -> Word:
        self.blocks(self.document.element.body)
        heads = _heads(self.document)
        if heads:  # they belong to every page: counted in the middle of the text
            self.left["page_heads"] = [len(self.lines) // 2] * heads
        written = _notes(self.document) if self.notes else {}
        notes = [text for reference in self.notes if (text := written.get(reference))]
        lines = [*self.lines, *(["注释"] if notes else [])]
        lines += [f"［{n}］{text}" for n, text in enumerate(notes, 1)]
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        text = "".join(f"{line}\n" for line in lines)
        last = max(len(text) - 1, 0)
        left = {what: [min(starts[i], last) for i in at] for what, at in self.left.items()}
        seen = tuple((starts[i], starts[i + 1], sure) for i, sure in self.recognised.items())
        return Word(text, left, seen)

    def leave(self, what: str) -> None:
        self.left.setdefault(what, []).append(len(self.lines))

    def blocks(self, parent: Any) -> None:
        """Paragraphs and tables in order, also inside content controls; automatic contents are left out."""
        for child in parent:
            if child.tag == W + "p":
                self.paragraph(child)
            elif child.tag == W + "tbl":
                self.table(child)
            elif child.tag == W + "sdt":
                kind = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                content = child.find(W + "sdtContent")
                if kind is not None and kind.get(W + "val") == "Table of Contents":
                    self.leave("contents_list")
                elif content is not None:
                    self.blocks(content)
            elif child.tag in WRAPPERS:
                self.blocks(child)

    def paragraph(self, paragraph: Any) -> None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(W + "val") in self.contents:
            self.leave("contents_list")
            return
        self.drawn = []
        self.lines.append(self.numbers.of(paragraph) + self.text(paragraph))
        for node in self.drawn:
            self.picture(node)
        for box in _text_boxes(paragraph):
            self.blocks(box)

    def table(self, table: Any) -> None:
        """A row a line, cells parted by tabs; a row of one cell is a frame round paragraphs (专栏)."""
        units: dict[int, str] = {}
        for row in table.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl")) is not table:
                continue  # of a table inside a cell
            cells = [c for c in row.iter(W + "tc") if next(c.iterancestors(W + "tr")) is row]
            if len(cells) == 1:
                self.blocks(cells[0])
                continue
            said = in_row([self.cell(cell) for cell in cells[:WIDEST_ROW]])
            said = list(_with_units(cells, said, units))
            wide = ["\t" * (_columns_of(cell) - 1) for cell in cells]
            line = "\t".join(one + more for one, more in zip(said, wide))
            self.lines.append(line[: line.rfind("\t")] if line.count("\t") > 60 * WIDEST_ROW else line)
            for cell in cells:
                for inner in cell.iter(W + "tbl"):
                    if next(inner.iterancestors(W + "tbl")) is table:
                        self.table(inner)

    def cell(self, cell: Any) -> list[str]:
        """The lines of a cell; of a cell that goes on from the row above only the place."""
        table = next(cell.iterancestors(W + "tbl"))
        paragraphs = [p for p in cell.iter(W + "p") if not _is_fallback(p)]
        paragraphs = [p for p in paragraphs if next(p.iterancestors(W + "tbl")) is table]
        return [line for p in paragraphs for line in (self.numbers.of(p) + self.text(p)).split("\n")]

    def text(self, paragraph: Any) -> str:
        """Characters in reading order, insertions in, deletions, note marks and text boxes out."""
        parts: list[str] = []
        for node in _walk(paragraph):
            if node.tag == W + "t":
                parts.append(self.shown(node, "".join(parts[-4:])))
            elif node.tag == MATH_TEXT:
                parts.append(node.text or "")
            elif node.tag == W + "sym":
                parts.append(self.symbol(node))
            elif node.tag == W + "tab":
                parts.append(" ")
            elif node.tag in BREAKS:
                parts.append("\n")
            elif node.tag == W + "noBreakHyphen":
                parts.append("-")
            elif node.tag in (W + "footnoteReference", W + "endnoteReference"):
                self.notes.append((node.tag[len(W) : -len("Reference")], node.get(W + "id") or ""))
            elif node.tag in LEFT_OUT and next(node.iter(W + "txbxContent"), None) is None:
                if LEFT_OUT[node.tag] == "pictures":
                    self.drawn.append(node)
                self.leave(LEFT_OUT[node.tag])
        return "".join(parts)

    def shown(self, node: Any, before: str) -> str:
        """The text of a run as a reader sees it: hidden and struck out text and marks of notes go."""
        properties = node.getparent().find(W + "rPr")
        text = node.text or ""
        if properties is None or not text:
            return text
        if _is_on(properties, "vanish", "webHidden"):
            self.leave("hidden_text")
            return ""
        if _is_on(properties, "strike", "dstrike"):
            self.leave("deleted_text")
            return ""
        lifted = properties.find(W + "vertAlign")
        if lifted is not None and lifted.get(W + "val") == "superscript":
            return raised(before, text)
        return text

    def picture(self, node: Any) -> None:
        """The lines of a picture that shows a text or a table; of any other it is known that it was there."""
        from cityplans.reading.files import pictures

        embedded = [item.get(EMBEDDED) or item.get(RELATION) for item in node.iter(*PICTURES)]
        parts = [self.document.part.related_parts.get(place) for place in embedded if place]
        for part in parts if pictures.is_there() else ():
            lines = pictures.embedded_lines(getattr(part, "blob", b""))
            if sum(len(CJK.findall(line.text)) for line in lines) >= pictures.FEWEST:
                self.left["pictures"].pop()
                if not self.left["pictures"]:
                    del self.left["pictures"]
                for line in lines:
                    self.recognised[len(self.lines)] = line.confidence or 0.0
                    self.lines.append(line.text)
                return

    def symbol(self, node: Any) -> str:
        """A sign that Word keeps by its place in a font of signs."""
        place = node.get(W + "char") or ""
        font = (node.get(W + "font") or "").lower()
        code = int(place, 16) & 0xFF if re.fullmatch("[0-9A-Fa-f]{1,4}", place) else 0
        if font == "symbol" and code in SYMBOLS:
            return SYMBOLS[code]
        if not font.startswith(("symbol", "wingdings", "webdings")) and place and int(place, 16) < 0xE000:
            return chr(int(place, 16))
        self.leave("symbols")
        return ""


def _is_on(properties: Any, *names: str) -> bool:
    """Whether a run has one of these properties."""
    found = [properties.find(W + name) for name in names] if properties is not None else []
    return any(mark is not None and mark.get(W + "val") not in ("0", "false", "off") for mark in found)


def _walk(node: Any) -> Iterator[Any]:
    """The elements of a paragraph; what is no part of its text is named but not entered."""
    for child in node:
        if not isinstance(child.tag, str) or child.tag.endswith("}Fallback"):
            continue
        yield child
        if child.tag not in UNREAD:
            yield from _walk(child)


def _text_boxes(paragraph: Any) -> list[Any]:
    """Boxes drawn over the page; the copy for old Word versions is left out."""
    boxes = paragraph.iter(W + "txbxContent")
    return [box for box in boxes if not _is_fallback(box) and next(box.iterancestors(W + "p")) is paragraph]


def _is_fallback(node: Any) -> bool:
    return any(isinstance(a.tag, str) and a.tag.endswith("}Fallback") for a in node.iterancestors())


def _with_units(cells: Sequence[Any], said: Sequence[str], units: dict[int, str]) -> Iterator[str]:
    """The cells of a row; a unit that is merged over rows holds for each. `units`: those merged so far, by
    column."""
    column = 0
    for cell, text in zip(cells, said):
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merged is not None and merged.get(W + "val") != "restart"
        if not goes_on:
            units[column] = text if merged is not None and is_unit(text) else ""
        yield text or units.get(column, "") if goes_on else text
        column += _columns_of(cell)


def _columns_of(cell: Any) -> int:
    """How many columns a cell covers."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = (span.get(W + "val") or "") if span is not None else ""
    return min(int(value), WIDEST) if value.isdigit() and int(value) else 1


def _contents_styles(document: Any) -> frozenset[str]:
    """Styles of the entries of a contents list."""
    found = []
    for style in document.styles.element.findall(W + "style"):
        name = style.find(W + "name")
        if name is not None and CONTENTS_STYLE.fullmatch((name.get(W + "val") or "").strip()):
            found.append(style.get(W + "styleId"))
    return frozenset(found)


def _heads(document: Any) -> int:
    """Page heads and feet with words in them."""
    from docx.oxml import parse_xml

    parts = [r.target_part for r in document.part.rels.values() if not r.is_external]
    kinds = ("header+xml", "footer+xml")
    roots = [parse_xml(part.blob) for part in parts if part.content_type.endswith(kinds)]
    return sum(1 for root in roots if SAID.search("".join(t.text or "" for t in root.iter(W + "t"))))


def _notes(document: Any) -> dict[tuple[str, str], str]:
    """(footnote or endnote, its id) -> its text in one line."""
    from docx.oxml import parse_xml

    found = {}
    for relation in document.part.rels.values():
        kind = next((k for k in NOTES if relation.reltype.endswith(f"/{k}s")), None)
        if kind and not relation.is_external:
            for note in parse_xml(relation.target_part.blob).iter(W + kind):
                lines = ["".join(t.text or "" for t in p.iter(W + "t")) for p in note.iter(W + "p")]
                found[kind, note.get(W + "id") or ""] = closed_up(lines)
    return found
