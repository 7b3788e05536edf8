"""Tables set twice as wide and half as long, put one half below the other: 指标 2025年 指标 2025年."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.mapped import Mapped, Row
from cityplans.reading.table_heads import names_indicators


def twin_tables(text: Mapped) -> Fixed:
    """Tables whose heads say the same twice, side by side."""
    if "\t" not in text.characters:
        return Fixed(text)
    rows = list(text.rows)
    parts, places, at, done = [], [], 0, 0
    while at < len(rows):
        width = _half(rows[at].text)
        end = at + 1
        while width and end < len(rows) and "\t" in rows[end].text:
            end += 1
        if width and end > at + 1:
            parts += [text[done : rows[at].start], *_below(text, rows[at:end], width)]
            places += text.at([rows[at].start])
            done = rows[end - 1].end
        at = end
    return Fixed(Mapped.join([*parts, text[done:]]), places) if parts else Fixed(text)


def _half(line: str) -> int:
    """How many heads a line says twice; 0 where it does not."""
    heads = ["".join(cell.split()) for cell in line.rstrip("\n").split("\t")]
    half = len(heads) // 2
    return half if half > 1 and heads[:half] == heads[half:] and names_indicators(heads[:half]) else 0


def _below(text: Mapped, rows: Sequence[Row], width: int) -> Iterator[Mapped]:
    """The left halves of the rows, then the right ones without their heads and empty ones."""
    right: list[Mapped] = []
    for row in rows:
        whole = text[row.start : row.end]
        whole = whole[: len(whole.text.rstrip("\n"))]
        tabs = [sign.start() for sign in re.finditer("\t", whole.text)]
        middle = tabs[width - 1] if len(tabs) >= width else len(whole)
        yield from (whole[:middle], _end(whole))
        if whole.text[middle:].strip() and row is not rows[0]:
            right += [whole[middle + 1 :], _end(whole)]
    yield from right


def _end(line: Mapped) -> Mapped:
    return Mapped("\n", line.origins[-1:])
