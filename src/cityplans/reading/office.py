"""Word files → text: paragraphs with their automatic numbers, tables in place, one row a line.

python-docx leaves automatic numbers, tracked insertions and content controls out, so paragraphs are read from
the XML it holds. lxml is used by python-docx without network or entity expansion.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cityplans.reading.cells import closed_up

if TYPE_CHECKING:
    from cityplans.reading.formats import Limits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WIDEST = 60  # columns a cell may cover
HAN_DIGITS = "零一二三四五六七八九"
HAN_COUNTS = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographTraditional",
        "chineseLegalSimplified",
    }
)


def docx_text(data: bytes, limits: Limits) -> str:
    """The text of a .docx. Raises Unreadable for other archives, damaged files and zip bombs."""
    from cityplans.reading.formats import Unreadable

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            size = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable(
            "unreadable", "is a damaged Word file or archive: fetch it again, or open and save it in Word"
        ) from None
    if size > limits.unpacked_bytes:
        raise Unreadable(
            "too_large",
            f"unpacks to {size:,} bytes, more than the limit of {limits.unpacked_bytes:,}: "
            "it may be a zip bomb; if it is not, raise the limit",
        )
    if "word/document.xml" not in names:
        raise Unreadable("unsupported", _other_archive(names))
    try:
        import docx

        document = docx.Document(io.BytesIO(data))
        return "\n".join(_lines(document)) + "\n"
    except Exception:  # python-docx, lxml and zipfile raise many kinds on damaged files
        raise Unreadable(
            "unreadable", "is a damaged Word file: open it in Word, save it again and add that"
        ) from None


def _other_archive(names: set[str]) -> str:
    if "OFD.xml" in names:
        return "is an OFD document: save it as PDF in an OFD reader and add that"
    if "xl/workbook.xml" in names:
        return "is an Excel file: save the sheet that holds the text as CSV (UTF-8) and add that"
    if "ppt/presentation.xml" in names:
        return "is a PowerPoint file: save it as PDF and add that"
    if "content.xml" in names:
        return "is an OpenDocument file: save it as .docx and add that"
    return "is a zip archive without a Word document: unpack it and add the files in it"


def _lines(document: Any) -> Iterator[str]:
    numbers = _Numbers(document)
    yield from _block_lines(document.element.body, numbers)


def _block_lines(parent: Any, numbers: _Numbers) -> Iterator[str]:
    """Paragraphs and tables in order, also inside content controls; automatic contents are left out."""
    for child in parent:
        if child.tag == W + "p":
            yield numbers.of(child) + _paragraph_text(child)
            for box in _text_boxes(child):
                yield from _block_lines(box, numbers)
        elif child.tag == W + "tbl":
            yield from _table_lines(child, numbers)
        elif child.tag == W + "sdt":
            kind = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            content = child.find(W + "sdtContent")
            if content is not None and (kind is None or kind.get(W + "val") != "Table of Contents"):
                yield from _block_lines(content, numbers)
        elif child.tag in (W + "ins", W + "smartTag", W + "customXml"):
            yield from _block_lines(child, numbers)


def _table_lines(table: Any, numbers: _Numbers) -> Iterator[str]:
    """A row a line, cells parted by tabs; a row of one cell is a frame round paragraphs (专栏)."""
    for row in table.iter(W + "tr"):
        if next(row.iterancestors(W + "tbl")) is not table:
            continue  # of a table inside a cell
        cells = [c for c in row.iter(W + "tc") if next(c.iterancestors(W + "tr")) is row]
        if len(cells) == 1:
            yield from _block_lines(cells[0], numbers)
            continue
        yield "\t".join(_cell_text(cell, numbers) + "\t" * (_columns_of(cell) - 1) for cell in cells)


def _cell_text(cell: Any, numbers: _Numbers) -> str:
    """The paragraphs of a cell in one line; of a cell that goes on from the row above only the place."""
    return closed_up([numbers.of(p) + _paragraph_text(p) for p in cell.iter(W + "p")])


def _columns_of(cell: Any) -> int:
    """How many columns a cell covers."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = (span.get(W + "val") or "") if span is not None else ""
    return min(int(value), WIDEST) if value.isdigit() and int(value) else 1


def _paragraph_text(paragraph: Any) -> str:
    """Characters in reading order, insertions in, deletions and text boxes out."""
    parts: list[str] = []
    for node in _walk(paragraph):
        if node.tag == W + "t":
            parts.append(node.text or "")
        elif node.tag == W + "tab":
            parts.append(" ")
        elif node.tag in (W + "br", W + "cr"):
            parts.append("\n")
        elif node.tag == W + "noBreakHyphen":
            parts.append("-")
    return "".join(parts)


def _walk(node: Any) -> Iterator[Any]:
    for child in node:
        if child.tag in (
            W + "del",
            W + "moveFrom",
            W + "pPr",
            W + "rPr",
            W + "txbxContent",
            W + "instrText",
            W + "pict",
            W + "drawing",
        ) or not isinstance(child.tag, str):
            continue
        if child.tag.endswith("}AlternateContent"):
            continue
        yield child
        yield from _walk(child)


def _text_boxes(paragraph: Any) -> list[Any]:
    """Boxes drawn over the page; the copy for old Word versions is left out."""
    return [
        box
        for box in paragraph.iter(W + "txbxContent")
        if not any(a.tag.endswith("}Fallback") for a in box.iterancestors())
    ]


class _Numbers:
    """Counts automatic paragraph numbers as Word does, from numbering.xml and the styles."""

    def __init__(self, document: Any):
        self.levels: dict[str, dict[int, Any]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.abstract: dict[str, str] = {}
        self.styles = {s.get(W + "styleId"): s for s in document.styles.element.findall(W + "style")}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.findall(W + "abstractNum"):
            self.levels[abstract.get(W + "abstractNumId")] = {
                int(level.get(W + "ilvl")): level for level in abstract.findall(W + "lvl")
            }
        for number in root.findall(W + "num"):
            target = number.find(W + "abstractNumId")
            if target is not None:
                self.abstract[number.get(W + "numId")] = target.get(W + "val")

    def of(self, paragraph: Any) -> str:
        """The printed number of a paragraph, "" if it has none or only a bullet."""
        found = self._reference(paragraph)
        if found is None:
            return ""
        abstract, depth = found
        levels, counts = self.levels[abstract], self.counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, _value(levels[depth], "start", 1) - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        pattern = _text_value(levels[depth], "lvlText")
        for level in range(depth + 1):
            if f"%{level + 1}" in pattern and level in levels:
                shown = counts.get(level, _value(levels[level], "start", 1))
                pattern = pattern.replace(
                    f"%{level + 1}", printed(shown, _text_value(levels[level], "numFmt"))
                )
        return pattern if _text_value(levels[depth], "numFmt") not in ("bullet", "none") else ""

    def _reference(self, paragraph: Any) -> tuple[str, int] | None:
        number, depth = self._properties(paragraph.find(W + "pPr"))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(W + "val") if style is not None else None
        for _ in range(20):
            if number is not None or name is None or name not in self.styles:
                break
            number, level = self._properties(self.styles[name].find(W + "pPr"))
            depth = level if depth is None else depth
            based = self.styles[name].find(W + "basedOn")
            name = based.get(W + "val") if based is not None else None
        abstract = self.abstract.get(number or "")
        if abstract is None or (depth or 0) not in self.levels.get(abstract, {}):
            return None
        return abstract, depth or 0

    def _properties(self, properties: Any) -> tuple[str | None, int | None]:
        number = properties.find(W + "numPr") if properties is not None else None
        if number is None:
            return None, None
        identity, depth = number.find(W + "numId"), number.find(W + "ilvl")
        return (
            identity.get(W + "val") if identity is not None else None,
            int(depth.get(W + "val")) if depth is not None else None,
        )


def _text_value(level: Any, name: str) -> str:
    node = level.find(W + name)
    return (node.get(W + "val") or "") if node is not None else ""


def _value(level: Any, name: str, default: int) -> int:
    text = _text_value(level, name)
    return int(text) if text.isdigit() else default


def printed(number: int, style: str) -> str:
    """A number as Word prints it in a numbering style."""
    if style in HAN_COUNTS:
        return _han(number)
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "upperLetter" else letter.lower()
    if style in ("upperRoman", "lowerRoman"):
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    if style == "decimalEnclosedCircleChinese" or style == "decimalEnclosedCircle":
        return chr(0x245F + number) if 0 < number <= 20 else str(number)
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _han(number: int) -> str:
    if number < 10:
        return HAN_DIGITS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return (HAN_DIGITS[tens] if tens > 1 else "") + "十" + (HAN_DIGITS[ones] if ones else "")
    hundreds, rest = divmod(number, 100)
    if hundreds > 9:
        return str(number)
    middle = "" if not rest else ("零" if rest < 10 else "一" if rest < 20 else "") + _han(rest)
    return HAN_DIGITS[hundreds] + "百" + middle


def _roman(number: int) -> str:
    signs = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    out = ""
    for value, sign in signs:
        out += sign * (number // value)
        number %= value
    return out


def doc_text(data: bytes, limits: Limits) -> str:
    """The text of an old .doc or .rtf, through LibreOffice or antiword. Raises Unreadable without them."""
    from cityplans.reading.formats import Unreadable

    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data:
        raise Unreadable(
            "encrypted", "is protected by a password: open it, remove the password, save and add that"
        )
    office, antiword = shutil.which("soffice") or shutil.which("libreoffice"), shutil.which("antiword")
    if not office and (not antiword or data[:5] == b"{\\rtf"):
        raise Unreadable(
            "needs_converter", "is an old Word file (.doc or .rtf): install LibreOffice, or save it as .docx"
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / ("in.rtf" if data[:5] == b"{\\rtf" else "in.doc")
        source.write_bytes(data)
        try:
            if not office:
                done = subprocess.run(
                    [str(antiword), "-w", "0", "-m", "UTF-8", str(source)],
                    capture_output=True,
                    timeout=limits.seconds,
                    check=True,
                )
                return done.stdout.decode("utf-8", "replace")
            subprocess.run(
                [
                    office,
                    f"-env:UserInstallation=file://{folder}/profile",
                    "--headless",
                    "--convert-to",
                    "docx",
                    "--outdir",
                    folder,
                    str(source),
                ],
                capture_output=True,
                timeout=limits.seconds,
                check=True,
            )
            return docx_text((Path(folder) / "in.docx").read_bytes(), limits)
        except (subprocess.SubprocessError, OSError):
            raise Unreadable(
                "unreadable",
                "is an old Word file that could not be converted: open it in Word and save it as .docx",
            ) from None
