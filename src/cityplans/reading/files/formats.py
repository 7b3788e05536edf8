"""A file as received → the texts in it, each with offsets into the decoded file.

Content decides, not the file's ending. What cannot be read comes back as a Problem that says what to do.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cityplans.reading.files.annex_sheets import with_annexes
from cityplans.reading.files.collectors import head_of_plain
from cityplans.reading.files.containers import (
    csv_fault,
    csv_table,
    csv_texts,
    json_fault,
    json_texts,
    paragraphs,
)
from cityplans.reading.files.decoded import RECORD, Decoded, is_table, table_title
from cityplans.reading.files.embedded import with_pictures_read
from cityplans.reading.files.encodings import NotText, decode
from cityplans.reading.files.fields import Held, said
from cityplans.reading.files.limits import LIMITS, Limits, check, raising
from cityplans.reading.files.markdown import looks_like_markdown, markdown_text
from cityplans.reading.files.markup import looks_like_html, read_page
from cityplans.reading.files.unreadable import Unreadable
from cityplans.reading.mapped import Mapped
from cityplans.records import Problem

ARCHIVES = ((b"\x1f\x8b", "gzip"), (b"7z\xbc\xaf", "7z"), (b"Rar!", "rar"))
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIL = re.compile(rb"\A(?:[A-Za-z-]{2,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){1,40}\r?\n")
# what an OpenDocument file says of itself: at its very beginning as an archive, in its first tag as one text
OPEN_TEXT = re.compile(rb"application/vnd\.oasis\.opendocument\.text(?!-)")
OPEN_SHEET = re.compile(rb"application/vnd\.oasis\.opendocument\.spreadsheet(?!-)")
FLAT = re.compile(rb"\s*<\?xml[^>]{0,200}>\s*<office:document\b")
XML_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
EXCEL = "an Excel sheet that holds no text: save the sheet with the text as CSV (UTF-8) and add that"


def read_file(path: Path, name: str, limits: Limits = LIMITS) -> tuple[list[Decoded], list[Problem]]:
    """All texts of a file and all problems, as `read` gives them one by one."""
    found = list(read(path, name, limits))
    return [f for f in found if isinstance(f, Decoded)], [f for f in found if isinstance(f, Problem)]


def read(path: Path, name: str, limits: Limits = LIMITS) -> Iterator[Decoded | Problem]:
    """The texts of the file `path`, called `name` (path below the raw folder) in tables, one after the other.

    A file of many texts calls each `name#2`, by its record, sheet or the file in an archive. Never raises:
    what cannot be read is a Problem of stage `reading`. Its codes: empty, not_text, needs_ocr, encrypted,
    unreadable, unsupported, too_large, needs_converter, link_outside, damaged_text.
    """
    try:
        data = _bytes(path, limits)
        for found in _texts(data, path, name, limits):
            yield found
            yield from _damage(found) if isinstance(found, Decoded) else ()
            check()
    except Unreadable as error:
        yield Problem(name, "reading", error.code, f"{name} {error}")
    except RecursionError:
        message = f"{name} is nested too deeply: save it in another format and add that"
        yield Problem(name, "reading", "unreadable", message)


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        if path.is_symlink() and not path.exists():
            raise Unreadable(
                "unreadable", "is a link that leads nowhere: put the file itself there or remove the link"
            )
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise Unreadable(
                "too_large",
                f"has {size:,} bytes, more than the limit of {limits.file_bytes:,}: {raising('file_bytes')}",
            )
        if not path.is_file():
            raise Unreadable("unreadable", "is no ordinary file: remove it from the folder")
        data = path.read_bytes()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise Unreadable(
            "unreadable", f"cannot be opened ({reason}): check the file and its permissions"
        ) from None
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("empty", "is empty: fetch it again or remove it")
    return data


def _texts(data: bytes, path: Path, name: str, limits: Limits) -> Iterator[Decoded | Problem]:
    """By the first bytes: the reader that knows such files, loaded only when one is there."""
    for magic, kind in ARCHIVES:
        if data.startswith(magic):
            raise Unreadable(
                "unsupported", f"is a compressed archive ({kind}): unpack it and add the files in it"
            )
    if _is_picture(data):
        yield _paged("image", data, name, limits)
    elif b"%PDF-" in data[:1024]:
        yield _paged("pdf", data, name, limits)
    elif data[:4] == b"PK\x03\x04" and b"xl/workbook.xml" in data:
        yield from _sheets("xlsx", data, name, limits)
    elif data[:4] == b"PAR1":
        yield from _sheets("parquet", data, name, limits)
    elif data[:8] == OLE and _names_stream(data, "Workbook", "Book"):
        yield from _sheets("xls", data, name, limits)
    elif _is_open(data, OPEN_TEXT):
        yield _word("odt", data, name, limits)
    elif _is_open(data, OPEN_SHEET):
        yield from _sheets("ods", data, name, limits)
    elif data[:4] == b"PK\x03\x04":
        yield from _zipped(data, name, limits)
    elif data[:8] == OLE or data[:5] == b"{\\rtf":
        yield _word("doc", data, name, limits)
    elif MAIL.match(data[:4000]) and re.search(rb"(?im)^content-type:", data[:20000]):
        from cityplans.reading.files.mail import page_of

        yield from _decoded(page_of(data), path, name, limits)
    else:
        yield from _decoded(data, path, name, limits)


def _zipped(data: bytes, name: str, limits: Limits) -> Iterator[Decoded | Problem]:
    """A Word document, or the texts of the files in an archive, each called `plans.zip#file`."""
    from cityplans.reading.files import archives

    if not archives.holds_files(data, limits):
        yield _word("docx", data, name, limits)
        return
    found = False
    for member, held in archives.members(data):
        found, called = True, f"{name}{RECORD}{member}"
        try:
            if isinstance(held, Unreadable):
                raise held
            if held[:4] == b"PK\x03\x04" and archives.holds_files(held, limits):
                raise Unreadable(
                    "unsupported", "is an archive in an archive: unpack it and add the files in it"
                )
            if not held.strip(b"\0 \t\r\n"):
                raise Unreadable("empty", "is empty: fetch it again or remove it")
            yield from _texts(held, Path(member), called, limits)
        except Unreadable as error:
            yield Problem(called, "reading", error.code, f"{called} {error}")
    if not found:
        raise Unreadable("empty", "is an archive without a file: fetch it again or remove it")


def _is_picture(data: bytes) -> bool:
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return data.startswith(PICTURES) or is_webp or (data[:2] == b"BM" and data[6:10] == b"\0\0\0\0")


def _is_open(data: bytes, kind: re.Pattern[bytes]) -> bool:
    head = data[:120] if data[:4] == b"PK\x03\x04" else data[:9000] if FLAT.match(data) else b""
    return bool(kind.search(head))


def _names_stream(data: bytes, *streams: str) -> bool:
    """Whether an OLE file names a stream, which it does in UTF-16 with a zero behind."""
    return any((stream + "\0").encode("utf-16-le") in data for stream in streams)


def _paged(kind: str, data: bytes, name: str, limits: Limits) -> Decoded:
    """The text of a PDF or of an image file."""
    from cityplans.reading.files.pdf import image_text, pdf_text

    found = pdf_text(data, limits) if kind == "pdf" else image_text(data, limits)
    mapped = Mapped.of(_sized(found.text, limits)).keep(found.kept)
    heads = _left_out(found.kept)
    table = is_table(mapped.text)
    return Decoded(
        name,
        found.text,
        mapped,
        pages=found.pages,
        format=kind,
        encoding="",
        fields={"title": table_title(mapped.text, "", name)} if table else {},
        left_out={"page_heads": heads} if heads else {},
        scanned_pages=tuple(found.scans),
        is_table=table,
        recognised=tuple(found.recognised),
    )


def _word(kind: str, data: bytes, name: str, limits: Limits) -> Decoded:
    from cityplans.reading.files.old_word import doc_text, open_text
    from cityplans.reading.files.word import docx_text

    found = {"docx": docx_text, "doc": doc_text, "odt": open_text}[kind](data, limits)
    text = _sized(found.text, limits)
    if not text.strip():
        raise Unreadable(
            "empty", "holds no text: fetch it again, or, if it shows a picture of a text, run OCR"
        )
    table = is_table(text)
    fields = {"title": table_title(text, "", name)} if table else {}
    return Decoded(
        name,
        text,
        Mapped.of(text),
        format=kind,
        encoding="",
        fields=fields,
        left_out=found.left_out,
        is_table=table,
        recognised=tuple(found.recognised),
    )


def _left_out(kept: Sequence[tuple[int, int]]) -> list[int]:
    """Where something stands between the kept spans."""
    ends = [0, *(b for _, b in kept)]
    return [end for end, (start, _) in zip(ends, kept) if start > end]


def _sheets(kind: str, data: bytes, name: str, limits: Limits) -> Iterator[Decoded]:
    """The texts and tables of the sheets of an Excel or Parquet file, each read as CSV."""
    from cityplans.reading.files import old_word, spreadsheets

    readers = {
        "xlsx": spreadsheets.workbook_sheets,
        "xls": spreadsheets.old_sheets,
        "parquet": spreadsheets.parquet_sheet,
        "ods": old_word.open_sheets,
    }
    sheets = readers[kind](data, limits)
    if not sheets:
        raise Unreadable("empty", "holds no text: fetch it again or remove it")
    yield from _of_sheets(sheets, kind, name, limits)


def _of_sheets(sheets: Sequence, kind: str, name: str, limits: Limits) -> Iterator[Decoded]:
    found = False
    for text in with_annexes(_each_sheet(sheets, kind, name, limits)):
        found = True
        yield text
    if not found:
        raise Unreadable("unsupported", f"is {EXCEL}")


def _each_sheet(sheets: Sequence, kind: str, name: str, limits: Limits) -> Iterator[Decoded]:
    for number, sheet in enumerate(sheets, 1):
        called = name if len(sheets) == 1 else f"{name}#{sheet.name or number}"
        title = {"sheet": sheet.name} if sheet.name else {}
        for source in _held(sheet.text):
            if source.kind == "txt":
                if (said := paragraphs(sheet.text)) is None:
                    continue  # neither texts nor indicators
                source = Source(Held(said, {}), "txt")
            yield _plain(source, sheet.text, called, Form(kind, "", limits), title)


class Form(NamedTuple):
    """How a file is kept: its format, its encoding, and what one may cost."""

    format: str
    encoding: str
    limits: Limits


class Source(NamedTuple):
    """A text in a decoded file, and what kind of container it stands in."""

    held: Held
    kind: str
    is_table: bool = False


def _decoded(data: bytes, path: Path, name: str, limits: Limits) -> Iterator[Decoded]:
    try:
        text, encoding = decode(data)
    except NotText as error:
        raise Unreadable(
            "not_text",
            f"is no text ({error}): open it in the program it was made with and "
            "save it as .docx, .pdf or UTF-8 .txt",
        ) from None
    if not text.strip("\0\ufeff \t\r\n\u3000\u200b"):
        raise Unreadable("empty", "is empty: fetch it again or remove it")
    if XML_SHEET in text[:4000]:
        from cityplans.reading.files.spreadsheets import xml_sheets

        yield from _of_sheets(xml_sheets(text, limits), "xls", name, limits)
        return
    is_named = path.suffix.lower() in (".md", ".markdown", ".mkd")
    for source in _held(text):
        kind = "md" if is_named and source.kind == "txt" else source.kind
        yield _plain(source, text, name, Form(kind, encoding, limits), {})


def _held(text: str) -> Iterator[Source]:
    """The texts in a decoded file, and what kind of file it is."""
    if table := csv_table(text):
        yield Source(Held(table, {}), "csv", True)
    elif held := json_texts(text):
        yield from (Source(h, "json") for h in held)
    elif held := csv_texts(text):
        yield from (Source(h, "csv") for h in held)
    else:
        yield Source(Held(Mapped.of(text), {}), "txt")


def _plain(source: Source, received: str, name: str, form: Form, fields: dict[str, str]) -> Decoded:
    """A text with the marks of HTML or Markdown taken out."""
    held, kind = source.held, form.format
    _sized(held.text.text, form.limits)
    name = name if held.record is None else f"{name}#{held.record}"
    fields, aside = fields | held.fields, 0
    mapped, recognised, unread = with_pictures_read(held.text)
    left_out = {"pictures": unread} if unread else {}
    if looks_like_html(mapped.text):
        mapped, more, hidden, aside = read_page(mapped)
        left_out |= {"hidden_text": hidden} if hidden else {}
        fields = more | fields
        kind = "html" if kind in ("txt", "md") else kind
    elif not source.is_table and (kind == "md" or looks_like_markdown(mapped.text)):
        mapped, more, head = markdown_text(mapped)
        fields, left_out = fields | more, left_out | ({"collector_head": head} if head else {})
        kind = "md" if kind == "txt" else kind
    elif kind == "txt" and (head := head_of_plain(mapped.text))[0]:
        mapped, cut = mapped.delete_spans(head[0])
        fields, left_out = fields | head[1], left_out | {"collector_head": cut}
    table = source.is_table or is_table(mapped.text)
    if table:
        fields = fields | {"title": table_title(mapped.text, said(fields).get("title", ""), name)}
    return Decoded(
        name,
        received,
        mapped,
        format=kind,
        encoding=form.encoding,
        fields=fields,
        left_out=left_out,
        is_table=table,
        recognised=recognised,
        aside=aside,
    )


def _sized(text: str, limits: Limits) -> str:
    if len(text) > limits.characters:
        raise Unreadable(
            "too_large",
            f"holds {len(text):,} characters, more than the limit of "
            f"{limits.characters:,}: {raising('characters')}",
        )
    return text


SHAPES = {  # what the name of a file says it is: how it is called, and at which line it is not
    ".json": ("JSON", json_fault),
    ".jsonl": ("JSON", json_fault),
    ".ndjson": ("JSON", json_fault),
    ".csv": ("CSV", csv_fault),
    ".tsv": ("CSV", csv_fault),
}


def _misshapen(text: Decoded) -> Iterable[Problem]:
    """A file that is called JSON or CSV and is not: read as plain text, in which its fields are lost."""
    kind, fault_in = SHAPES.get(Path(text.source_file).suffix.lower(), ("", None))
    if fault_in is None or text.format in ("json", "csv") or (line := fault_in(text.received)) is None:
        return
    name = text.source_file
    yield Problem(
        name,
        "reading",
        "damaged_text",
        f"{name} is no valid {kind} from line {line} on: read as plain text, without its fields; mend the "
        "line and save it again",
        message_zh=f"{name} 从第{line}行起不是有效的 {kind}，只能当作纯文本读，各字段未认出："
        "请改正这一行后重新保存",
    )


def _damage(text: Decoded) -> Iterable[Problem]:
    """Characters that could not be decoded and pages that are pictures: reported, never guessed."""
    places = (
        [int(text.mapped.origins[i]) for i, c in enumerate(text.mapped.text) if c == "\ufffd"]
        if ("\ufffd" in text.mapped.text)
        else []
    )
    if places:
        message = (
            f"{text.source_file} has {len(places)} characters that could not be decoded (\ufffd): "
            "fetch the file again or mend it against the original"
        )
        yield Problem(text.source_file, "reading", "damaged_text", message, places[0], places[-1] + 1)
    yield from _misshapen(text)
    if text.scanned_pages:
        message = (
            f"{text.source_file}: page {', '.join(map(str, text.scanned_pages))} is a picture in which no "
            "text could be read: look at it, and scan it again or type it if it holds targets"
        )
        yield Problem(text.source_file, "reading", "needs_ocr", message)
