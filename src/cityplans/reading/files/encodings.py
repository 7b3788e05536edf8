"""Bytes → text: which encoding a Chinese file is in, also for one short sentence.

The ladder: byte order mark, strict UTF-8, then UTF-16, GB18030 and Big5-HKSCS, of which the one wins whose
characters are the commonest. General detectors fail on a few dozen bytes of GB18030 or Big5.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from functools import cache

from cityplans.chinese.han import CJK
from cityplans.reading.files.cell_text import BREAK

# longest first: the mark of UTF-32 LE begins with that of UTF-16 LE
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
ENOUGH = 0.7  # share of common characters below which a legacy encoding is not believed
DAMAGE = 0.002  # share of undecodable characters that still counts as a damaged text
SAMPLE = 20_000  # bytes looked at to choose
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class NotText(ValueError):
    """The bytes are no text in an encoding we know."""


def decode(data: bytes) -> tuple[str, str]:
    """(text without byte order mark and without BREAK, which readers set, name of the encoding). Raises
    NotText.

    Bytes damaged in a few places come back with U+FFFD in their stead.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _tolerant(data[len(mark) :], encoding)
    try:
        text = data.decode("utf-8")
        if (text.isascii() and not CONTROL.search(text)) or CJK.search(text):
            return _checked(text), "utf-8"
    except UnicodeDecodeError:
        if damaged := _damaged_utf8(data):
            return _checked(damaged), "utf-8"
    encoding = _best(data)
    if encoding is None:
        raise NotText("no encoding gives readable text")
    return _tolerant(data, encoding)


def _best(data: bytes) -> str | None:
    sample = data[:SAMPLE]
    scores = [(_score(sample, name), -rank, name) for rank, name in enumerate(CANDIDATES)]
    with contextlib.suppress(UnicodeDecodeError):
        scores.append((_commonness(data[:SAMPLE].decode("utf-8")), 1, "utf-8"))
    score, _, name = max(scores)
    return name if score >= ENOUGH else None


def _score(sample: bytes, encoding: str) -> float:
    try:
        text = codecs.getincrementaldecoder(encoding)("replace").decode(sample, final=False)
    except UnicodeError:
        return 0.0
    return _commonness(text)


def _commonness(text: str) -> float:
    """Share of common characters; an undecodable or control character counts three against it, a Chinese one
    a little more than a Latin one (一一一 in UTF-16-BE is NNN in UTF-16-LE)."""
    if not text:
        return 0.0
    common = _common_characters()
    hits = sum(1 for c in text if c in common)
    faults = text.count("\ufffd") + len(CONTROL.findall(text))
    return (hits - 3 * faults + 0.001 * len(CJK.findall(text))) / len(text)


@cache
def _common_characters() -> frozenset[str]:
    """ASCII, CJK punctuation, the common halves of GB 2312 and of Big5."""
    simplified = bytes(b for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for b in (row, cell))
    signs = bytes(b for row in (0xA1, 0xA3) for cell in range(0xA1, 0xFF) for b in (row, cell))
    cells = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    traditional = bytes(b for row in range(0xA4, 0xC7) for cell in cells for b in (row, cell))
    text = (simplified + signs).decode("gb2312", "ignore") + traditional.decode("big5", "ignore")
    return frozenset(text) | frozenset(map(chr, range(32, 127))) | frozenset("\t\r\n\u3000\u200b\u00b7—–•")


def _damaged_utf8(data: bytes) -> str | None:
    """A UTF-8 text cut inside a character or with a few broken bytes; None if it is something else."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    sound = len(CJK.findall(text))
    return text if sound >= 10 * bad and bad <= max(2, DAMAGE * len(text)) and not _binary(text) else None


def _tolerant(data: bytes, encoding: str) -> tuple[str, str]:
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") > max(2, DAMAGE * len(text)) and len(text) > 4:
        raise NotText(f"{encoding} leaves too many characters undecoded")
    return _checked(text), encoding


def _checked(text: str) -> str:
    if _binary(text):
        raise NotText("too many control characters")
    return text.replace(BREAK, "")


def _binary(text: str) -> bool:
    return len(CONTROL.findall(text)) > max(2, len(text) // 100)
