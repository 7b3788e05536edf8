"""Office files with the same bytes for the same content, and text that fits its box."""

from __future__ import annotations

import html
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from cityplans.publishing.briefing.content import Briefing, Rich
from cityplans.publishing.briefing.native_chart import FIXED
from cityplans.publishing.charts.wrapping import text_width, wrap

SURE = 0.95  # of a line: what is shorter has room in every font
ORPHAN, SPARE = 0.2, 0.05  # of a line: what is left alone on the last, and how far fonts differ
STEP = 0.5  # cm by which pages and slides are filled less
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say
T = TypeVar("T")
LATIN, CHINESE = "Arial", "Microsoft YaHei"


def packed(data: bytes) -> bytes:
    """The same package without the time of writing, entries in a fixed order ([Content_Types].xml first)."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(set(old.namelist()), key=lambda n: (n != "[Content_Types].xml", n))
        for name in names:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()


def describe(properties, made: Briefing) -> None:
    """Core properties: what the file says of itself, nothing of when or by whom it was written."""
    properties.title, properties.subject = made.title[:255], made.subtitle[:255]
    properties.author = properties.last_modified_by = "cityplans"
    properties.comments = properties.keywords = properties.category = ""
    properties.language = "zh-CN" if made.lang == "zh" else "en-GB"
    properties.created = properties.modified = properties.last_printed = FIXED
    properties.revision = 1


def prints(path: Path, words: str) -> bool:
    """Whether a file is of Word or PowerPoint and holds these words in one piece."""
    try:
        with zipfile.ZipFile(path) as parts:
            names = (name for name in parts.namelist() if name.endswith(".xml"))
            return any(words.encode() in parts.read(name) for name in names)
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):  # broken, or of another kind
        return False


def title(path: Path) -> str:
    """What a file of Word or PowerPoint is called inside; "" where that cannot be read."""
    try:
        with zipfile.ZipFile(path) as parts:
            found = re.search(r"<dc:title>(.*?)</dc:title>", parts.read("docProps/core.xml").decode(), re.S)
    except (OSError, KeyError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return ""
    return html.unescape(found[1]).strip() if found else ""


def with_fonts(theme: bytes) -> bytes:
    """A theme's XML with fonts that Windows and macOS have, for Latin and for Chinese."""
    text = theme.decode("utf-8")
    for part in ("majorFont", "minorFont"):
        text = re.sub(
            rf"(<a:{part}>\s*)<a:latin [^>]*/>(\s*)<a:ea [^>]*/>",
            rf'\1<a:latin typeface="{LATIN}"/>\2<a:ea typeface="{CHINESE}"/>',
            text,
        )
        text = re.sub(
            rf'(<a:{part}>.*?<a:font script="Hans" typeface=")[^"]*', rf"\g<1>{CHINESE}", text, flags=re.S
        )
    return text.encode("utf-8")


def words(rich: Rich) -> str:
    """A sentence with its source numbers, for measuring."""
    return "".join(part if isinstance(part, str) else f"{part.number}" for part in rich)


def broken(text: str, points: float, width: float, bold: bool = False) -> str:
    """A heading, its lines broken between words and about of one length where the program, which fills them,
    would leave a last character or two alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        filled = text_width(text, points, bold) / width
        alone = filled > SURE and (filled + SPARE) % 1 < ORPHAN
        return "\n".join(wrap(text, points * 1.04, width, bold)) if alone else text


def lines(text: str, points: float, width: float, bold: bool = False) -> int:
    """Lines of a text in a box `width` cm wide, with a little to spare: other fonts run wider."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a character the measuring font lacks is about as wide as its box
        return len(wrap(text, points * 1.04, width, bold))


def split(items: Sequence[T], fit: Callable[[list[T], float], bool]) -> list[list[T]]:
    """The items in order on as few pages as hold them; each page leaves as many cm free as need no page more,
    so that the last is about as full as the others. `fit`: whether items have room where so many are left."""
    parts, spare = _filled(items, fit, 0.0), 0.0
    while 1 < len(parts) < len(items) and len(closer := _filled(items, fit, spare := spare + STEP)) == len(
        parts
    ):
        parts = closer
    return parts


def _filled(items: Sequence[T], fit: Callable[[list[T], float], bool], spare: float) -> list[list[T]]:
    parts: list[list[T]] = [[]]
    for item in items:
        if parts[-1] and not fit([*parts[-1], item], spare):
            parts.append([])
        parts[-1].append(item)
    return parts
