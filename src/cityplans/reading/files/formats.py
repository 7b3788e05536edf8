"""A file as received → the texts in it, each with offsets into the decoded file.

Content decides, not the file's ending. What cannot be read comes back as a Problem that says what to do.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cityplans.reading.files.containers import Held, csv_texts, json_texts
from cityplans.reading.files.encodings import NotText, decode
from cityplans.reading.files.limits import LIMITS, Limits, raising
from cityplans.reading.files.markup import html_to_text, looks_like_html
from cityplans.reading.files.unreadable import Unreadable
from cityplans.reading.mapped import Mapped
from cityplans.records import Problem


@dataclass(frozen=True)
class Decoded:
    """One text of one file.

    `received` is the decoded file (txt, md, html, csv, json) or the extracted text (docx, pdf, doc);
    `mapped` the text to be cleaned, its origins pointing into `received`; `pages` each page's first offset
    in `received` (PDF); `fields` what else the record says that held the text (csv, json); `left_out` what
    the reader already took out (fix name -> offsets), `scanned_pages` the pages (from 1) that are pictures.
    """

    source_file: str
    received: str = field(repr=False)
    mapped: Mapped = field(repr=False)
    pages: Sequence[int] = ()
    format: str = "txt"
    encoding: str = "utf-8"
    fields: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, list[int]] = field(default_factory=dict, repr=False)
    scanned_pages: tuple[int, ...] = ()


# first bytes -> what the file is and what to do about it
FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (
        b"\x89PNG",
        "needs_ocr",
        "is an image (PNG): run text recognition (OCR) and add the result as .txt or .docx",
    ),
    (
        b"\xff\xd8\xff",
        "needs_ocr",
        "is an image (JPEG): run text recognition (OCR) and add the result as .txt or .docx",
    ),
    (
        b"GIF8",
        "needs_ocr",
        "is an image (GIF): run text recognition (OCR) and add the result as .txt or .docx",
    ),
    (
        b"II*\0",
        "needs_ocr",
        "is an image (TIFF): run text recognition (OCR) and add the result as .txt or .docx",
    ),
    (
        b"MM\0*",
        "needs_ocr",
        "is an image (TIFF): run text recognition (OCR) and add the result as .txt or .docx",
    ),
    (b"\x1f\x8b", "unsupported", "is a compressed archive (gzip): unpack it and add the files in it"),
    (b"7z\xbc\xaf", "unsupported", "is a compressed archive (7z): unpack it and add the files in it"),
    (b"Rar!", "unsupported", "is a compressed archive (rar): unpack it and add the files in it"),
)


def read_file(path: Path, name: str, limits: Limits = LIMITS) -> tuple[list[Decoded], list[Problem]]:
    """All texts of the file `path`, called `name` (path below the raw folder) in tables.

    Never raises: what cannot be read is a Problem of stage `reading`. Its codes: empty, not_text, needs_ocr,
    encrypted, unreadable, unsupported, too_large, needs_converter, link_outside, damaged_text.
    """
    try:
        data = _bytes(path, limits)
        texts = _read(data, path, name, limits)
        return texts, _damage(texts)
    except Unreadable as error:
        return [], [Problem(name, "reading", error.code, f"{name} {error}")]
    except RecursionError:
        message = f"{name} is nested too deeply: save it in another format and add that"
        return [], [Problem(name, "reading", "unreadable", message)]


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


def _read(data: bytes, path: Path, name: str, limits: Limits) -> list[Decoded]:
    for magic, code, message in FOREIGN:
        if data.startswith(magic):
            raise Unreadable(code, message)
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or (data[:2] == b"BM" and data[6:10] == b"\0\0\0\0"):
        raise Unreadable(
            "needs_ocr", "is an image: run text recognition (OCR) and add the result as .txt or .docx"
        )
    if b"%PDF-" in data[:1024]:
        return _packed("pdf", data, name, limits)
    if data[:4] == b"PK\x03\x04":
        return _packed("docx", data, name, limits)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" or data[:5] == b"{\\rtf":
        return _packed("doc", data, name, limits)
    return _texts(data, path, name, limits)


def _packed(kind: str, data: bytes, name: str, limits: Limits) -> list[Decoded]:
    """PDF and Word: the reader is loaded only when such a file is there."""
    if kind == "pdf":
        from cityplans.reading.files.pdf import pdf_text

        found = pdf_text(data, limits)
        mapped = Mapped.of(_sized(found.text, limits))
        heads = _left_out(found.kept)
        return [
            Decoded(
                name,
                found.text,
                mapped.keep(found.kept),
                found.pages,
                kind,
                "",
                {},
                {"page_heads": heads} if heads else {},
                tuple(found.scans),
            )
        ]
    from cityplans.reading.files.old_word import doc_text
    from cityplans.reading.files.word import docx_text

    found = docx_text(data, limits) if kind == "docx" else doc_text(data, limits)
    text = _sized(found.text, limits)
    if not text.strip():
        raise Unreadable(
            "empty", "holds no text: fetch it again, or, if it shows a picture of a text, run OCR"
        )
    return [Decoded(name, text, Mapped.of(text), (), kind, "", {}, found.left_out)]


def _left_out(kept: Sequence[tuple[int, int]]) -> list[int]:
    """Where something stands between the kept spans."""
    ends = [0, *(b for _, b in kept)]
    return [end for end, (start, _) in zip(ends, kept) if start > end]


def _texts(data: bytes, path: Path, name: str, limits: Limits) -> list[Decoded]:
    try:
        text, encoding = decode(data)
    except NotText as error:
        raise Unreadable(
            "not_text",
            f"is no text ({error}): open it in the program it was made with and "
            "save it as .docx, .pdf or UTF-8 .txt",
        ) from None
    _sized(text, limits)
    if not text.strip("\0\ufeff \t\r\n\u3000\u200b"):
        raise Unreadable("empty", "is empty: fetch it again or remove it")
    kind, held = _held(text, path)
    decoded = []
    for part in held:
        marked = looks_like_html(part.text.text)
        mapped = html_to_text(part.text) if marked else part.text
        if marked and kind in ("txt", "md"):
            kind = "html"
        decoded.append(Decoded(name, text, mapped, (), kind, encoding, part.fields))
    return decoded


def _held(text: str, path: Path) -> tuple[str, list[Held]]:
    """The texts in a decoded file, and what kind of file it is."""
    if found := json_texts(text):
        return "json", found
    if found := csv_texts(text):
        return "csv", found
    return "md" if path.suffix.lower() in (".md", ".markdown") else "txt", [Held(Mapped.of(text), {})]


def _sized(text: str, limits: Limits) -> str:
    if len(text) > limits.characters:
        raise Unreadable(
            "too_large",
            f"holds {len(text):,} characters, more than the limit of "
            f"{limits.characters:,}: {raising('characters')}",
        )
    return text


def _damage(texts: list[Decoded]) -> list[Problem]:
    """Characters that could not be decoded and pages that are pictures: reported, never guessed."""
    problems = []
    for text in texts[:1]:
        places = (
            [i for i, c in enumerate(text.received) if c == "\ufffd"] if "\ufffd" in text.received else []
        )
        if places:
            message = (
                f"{text.source_file} has {len(places)} characters that could not be decoded (\ufffd): "
                "fetch the file again or mend it against the original"
            )
            problems.append(
                Problem(text.source_file, "reading", "damaged_text", message, places[0], places[-1] + 1)
            )
        if text.scanned_pages:
            message = (
                f"{text.source_file}: page {', '.join(map(str, text.scanned_pages))} is a picture: run "
                "text recognition (OCR) on the file and add the result"
            )
            problems.append(Problem(text.source_file, "reading", "needs_ocr", message))
    return problems
