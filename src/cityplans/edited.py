"""Files that people edit: read in whichever encoding their program saved them, written back in the same."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import NamedTuple

WITH_MARK = "utf-8-sig"  # what Excel needs to see that a CSV is UTF-8
ENCODINGS = ("utf-8", "gb18030")  # gb18030 holds GBK, as Excel saves a plain CSV in China


class Form(NamedTuple):
    """How a file is written: its encoding and its line ends."""

    encoding: str = WITH_MARK
    line_end: str = "\n"

    def bytes_of(self, text: str) -> bytes:
        return text.replace("\n", self.line_end).encode(self.encoding)


def decoded(data: bytes) -> tuple[str, Form]:
    """Text with plain line ends, and the form it came in. Raises UnicodeDecodeError where it is neither
    UTF-8 nor GBK."""
    encoding = WITH_MARK if data.startswith(codecs.BOM_UTF8) else _encoding(data)
    text = data.decode(encoding)
    line_end = "\r\n" if "\r\n" in text else "\n"
    return text.replace("\r\n", "\n"), Form(encoding, line_end)


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode(ENCODINGS[0])
        return ENCODINGS[0]
    except UnicodeDecodeError:
        return ENCODINGS[1]


def form_of(path: Path) -> Form:
    """The form of a file, UTF-8 with a mark for one that is not there or empty."""
    data = path.read_bytes() if path.is_file() else b""
    return decoded(data)[1] if data else Form()
