"""Pictures that a web page carries in itself (data:image/…;base64,…): read in place, so that a table set as
a picture is a table."""

from __future__ import annotations

import base64
import html
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from cityplans.chinese.han import CJK
from cityplans.reading.files.layout import TextLine
from cityplans.reading.mapped import Mapped, Span

URI = r"data:[\w.+/-]{1,60}(?:;[\w=-]{1,40}){0,3};base64,"
INLINE = re.compile(rf"{URI}[A-Za-z0-9+/=\s]*", re.I)
# backwards from its data an img has no other bracket: the tag is looked for where its data are
IMAGE = re.compile(r"<img\b[^<>]*\Z", re.I)
TAG_HEAD = 2000  # characters of a tag before the data of its picture
TAG_REST = re.compile(r"[^<>]{0,2000}>")
TAB, CELL = "\t", "</td><td>"
ICON = 4_000  # bytes of a picture that is too small to hold a text


class Read(NamedTuple):
    """A page without the data of its pictures, what they say in their place; where in the file that was read,
    with the least confidence of its lines; where pictures stand in which nothing could be read."""

    text: Mapped
    recognised: tuple[tuple[int, int, float], ...]
    unread: list[int]


def with_pictures_read(page: Mapped) -> Read:
    """The tags of pictures that show a text or a table as paragraphs and rows of HTML; all other data of the
    kind are taken out: to any reader they are one long word."""
    if ";base64," not in page.text:
        return Read(page, (), [])
    edits: list[tuple[int, int, str]] = []
    recognised, unread = [], []
    for data in INLINE.finditer(page.text):
        tag = _tag_of(page.text, data)
        lines = _lines(data) if tag else []
        if tag and lines:
            edits.append((*tag, _as_html(lines)))
            start, end = page.in_file(tag)
            recognised.append((start, end, min(line.confidence or 0.0 for line in lines)))
        else:
            edits.append((*data.span(), ""))
            if tag and len(data.group()) > ICON:
                unread += page.at([tag[0]])
    return Read(page.replace(edits)[0], tuple(recognised), unread)


def _tag_of(text: str, data: re.Match[str]) -> Span | None:
    """The img whose picture the data are."""
    opened = IMAGE.search(text, max(0, data.start() - TAG_HEAD), data.start())
    rest = TAG_REST.match(text, data.end()) if opened else None
    return (opened.start(), rest.end()) if opened and rest else None


def _lines(data: re.Match[str]) -> list[TextLine]:
    """What stands in a picture; nothing where it shows no text, or the engine is not there."""
    from cityplans.reading.files import pictures

    if len(data.group()) <= ICON or not pictures.is_there():
        return []
    try:
        content = base64.b64decode(data.group().partition("base64,")[2])
    except ValueError:
        return []
    lines = pictures.embedded_lines(content)
    return lines if sum(len(CJK.findall(line.text)) for line in lines) >= pictures.FEWEST else []


def _as_html(lines: list[TextLine]) -> str:
    """Lines as paragraphs, lines of cells as the rows of a table.

    >>> _as_html([TextLine("单位：家", 0, 1), TextLine("指标\\t2025年", 1, 2)])
    '<p>单位：家</p><table><tr><td>指标</td><td>2025年</td></tr></table>'
    """

    def block(is_row: bool, of: Iterator[TextLine]) -> str:
        told = [html.escape(line.text) for line in of]
        if not is_row:
            return "".join(f"<p>{line}</p>" for line in told)
        return f"<table>{''.join(f'<tr><td>{line.replace(TAB, CELL)}</td></tr>' for line in told)}</table>"

    return "".join(itertools.starmap(block, itertools.groupby(lines, lambda line: TAB in line.text)))
