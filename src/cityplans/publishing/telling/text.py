"""Words made fit for where they are shown: text of documents for a cell (never a formula or a link, within
Excel's limits, wide enough), counted nouns."""

from __future__ import annotations

import re
import unicodedata

CELL_LIMIT = 32_767  # characters a cell holds, as Excel counts them (UTF-16 units)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
FORMULA_START = ("=", "+", "-", "@")
INNER_QUOTES = str.maketrans("“”", "‘’")
CUT = {"zh": "……（全文见 texts 文件夹）", "en": "… (whole text in the folder texts)"}


def cell_text(text: str, lang: str = "zh") -> str:
    """Text a cell can hold: control characters as pictures (␁), cut at Excel's limit with a note."""
    text = NOT_XML.sub(_picture, text.replace("\r\n", "\n").replace("\r", "\n"))
    if utf16_length(text) <= CELL_LIMIT:
        return text
    room = CELL_LIMIT - utf16_length(CUT[lang])
    kept = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    return kept + CUT[lang]


def of_regions(n: int, has_nation: bool) -> tuple[str, str]:
    """`7个地区（含全国）`, `7 regions (the nation among them)`: whether the nation counts is said."""
    zh, en = ("（含全国）", " (the nation among them)") if has_nation else ("", "")
    return f"{n}个地区{zh}", counted(n, "region") + en


def counted(n: int, noun: str) -> str:
    """`1 plan`, `2 plans`."""
    return f"{n} {noun}{'s' * (n != 1)}"


def _picture(match: re.Match) -> str:
    code = ord(match.group())
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def utf16_length(text: str) -> int:
    return len(text) + sum(1 for c in text if ord(c) > 0xFFFF)


def looks_like_formula(text: str) -> bool:
    """Text that Excel would turn into a formula when someone edits the cell."""
    return text.lstrip().startswith(FORMULA_START)


def columns_of(text: str) -> int:
    """Width in columns of the longest line; a Chinese character takes two."""
    return max((line_columns(line) for line in text.split("\n")), default=0)


def line_columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)


def lines_of(text: str, width: float) -> int:
    """Lines the text takes in a cell of so many columns."""
    return sum(max(1, -(-line_columns(line) // max(int(width) - 1, 1))) for line in text.split("\n"))


def sheet_name(name: str, taken: set[str]) -> str:
    """A name Excel allows (31 characters, none of []:*?/\\), different from those taken whatever the case."""
    base = re.sub(r"[\[\]:*?/\\]", "-", NOT_XML.sub("", name)).strip("' ")[:31] or "Sheet"
    made, count = base, 1
    while made.casefold() in taken:
        count += 1
        made = f"{base[: 30 - len(str(count))]} {count}"
    taken.add(made.casefold())
    return made


def within(name: str) -> str:
    """A name as it stands within an English sentence: High-tech firms is high-tech firms, R&D/GDP and 5G
    coverage and PCT applications are as they were."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def span(low: str, high: str, lang: str) -> str:
    """`16–44%`; in Chinese each end bears its sign (GB/T 15835): `16%–44%`."""
    if low == high:
        return high
    return f"{low}–{high}" if lang == "zh" else f"{low.removesuffix('%')}–{high}"


def quoted(words: str) -> str:
    """Words of a document in quotation marks; those it has itself become inner ones."""
    return f"“{words.translate(INNER_QUOTES)}”"
