"""Rows of a table that share their cells: several names, and as many values in every column.

义务教育标准班额比例（%） / 其中：小学 / 初中 / 34.52 / 77.34 / 80 / 85 / 预期性
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from cityplans.reading.cleaning.cell_words import ASIDE, PART, SENTENCE, Word
from cityplans.reading.cleaning.stacked_names import MOST, bare_from, names_in, parts_among
from cityplans.reading.cleaning.stacked_values import dealt
from cityplans.reading.files.cell_text import apart
from cityplans.reading.mapped import Mapped, Span
from cityplans.reading.table_heads import VALUES

PART_SIGN = "其中："
Cells = tuple[Span | None, ...]


class Shared(NamedTuple):
    """A row for each name, in the order of the columns; `parts`: which of them are parts of the first."""

    rows: list[list[Span | None]]
    parts: list[bool]
    name: int  # the column of names
    front: Cells = ()  # what stands before the names, on the first row


class Columns(NamedTuple):
    """Of the columns behind a name the cells found so far, one for each row, and the word behind them."""

    cells: list[list[Span | None]]
    after: int


def shared_at(
    words: Sequence[Word], at: int, limit: int, roles: Sequence[str], full: float
) -> Iterator[tuple[Shared, int]]:
    """The rows that share their cells from the name at a word on, and the word behind them; the cells before
    the name are empty."""
    end = at
    while end < min(limit, at + MOST) and _names(words[end], end == at):
        end += 1
    if end - at < 2:
        return
    names = [word.text for word in words[at:end]]
    first = roles.index("indicator")
    figures = sum(role in VALUES for role in roles)
    for count in range(2, min(end - at, (limit - end) // max(figures, 1)) + 1):
        said = names_in(names, count, full)
        for columns in _columns(words, end, limit, roles[first + 1 :], count) if said else ():
            rows = [list(cells) for cells in columns.cells]
            yield _shared(words, at, said or [], rows, first), columns.after


def _names(word: Word, is_first: bool) -> bool:
    if word.is_value or word.is_nature or word.stops or SENTENCE.search(word.text):
        return False
    return word.names or not is_first and bool(PART.fullmatch(word.text) or ASIDE.fullmatch(word.text))


def _shared(
    words: Sequence[Word], at: int, said: Sequence[Span], rows: list[list[Span | None]], before: int
) -> Shared:
    """The rows with their names; that of a whole without values has none of the cells."""
    names = ["".join(word.text for word in words[at + a : at + b]) for a, b in said]
    parts = list(parts_among(names, len(rows)))
    if len(names) > len(rows):
        rows = [[None] * len(rows[0]), *rows]
    made = []
    for (a, b), is_part, cells in zip(said, parts, rows):
        start = words[at + a].span[0]
        mark = bare_from(words[at + a].text) if is_part else 0
        start = words[at + a + 1].span[0] if is_part and PART.fullmatch(words[at + a].text) else start + mark
        made.append([*[None] * before, (start, words[at + b - 1].span[1]), *cells])
    return Shared(made, parts, before)


def _columns(
    words: Sequence[Word], at: int, limit: int, roles: Sequence[str], count: int
) -> Iterator[Columns]:
    """The cells of the columns behind the names, `count` in each that holds values."""
    if not roles:
        yield Columns([[] for _ in range(count)], at)
        return
    run = next((i for i, role in enumerate(roles) if role not in VALUES), len(roles))
    if run:
        end = at + run * count
        block = words[at:end]
        levels = [role == "value" for role in roles[:run]]
        if end > limit or not all(word.is_value for word in block):
            return
        places = dealt(block, count, levels)
        cells: list[list[Span | None]] = [[block[p].span for p in row] for row in places or ()]
        yield from _joined(cells, _columns(words, end, limit, roles[run:], count)) if places else ()
        return
    for size in (1, count, 0) if roles[0] == "note" else (count, 1, 0):  # 预期性 约束性 is not said once
        block = words[at : at + size]
        if at + size <= limit and all(_holds(word, roles[0]) for word in block):
            cells = [[block[n % size].span if size else None] for n in range(count)]
            found = [*_joined(cells, _columns(words, at + size, limit, roles[1:], count))]
            yield from found
            if found:
                return


def _joined(cells: list[list[Span | None]], others: Iterator[Columns]) -> Iterator[Columns]:
    for more in others:
        yield Columns([[*one, *rest] for one, rest in zip(cells, more.cells)], more.after)


def _holds(word: Word, role: str) -> bool:
    if role == "unit":
        return word.is_unit
    return word.is_nature if role == "nature" else role == "note" and word.names


def continued(
    words: Sequence[Word], at: int, row: tuple[list[Span | None], int], limit: int, roles: Sequence[str]
) -> tuple[Shared, int] | None:
    """A row from a word on that is a part (其中：城镇 52000 75000 预期性), and those behind it that say no
    more than their name and values (农村 24500 38000); None where none of these follows."""
    (cells, end), name = row, roles.index("indicator")
    named = cells[name]
    if named is None or len({*roles} & {"number", "unit", "nature"}) == 0:
        return None
    inside = [word for word in words[at:end] if named[0] <= word.span[0] < named[1]]
    rows, figures = [cells], [i for i, role in enumerate(roles) if role in VALUES]
    while any(word.is_part for word in inside) and end + len(figures) < limit and _names(words[end], True):
        values = words[end + 1 : end + 1 + len(figures)]
        if words[end].is_part or not all(word.is_value for word in values):
            break
        said: dict[int, Span | None] = {i: word.span for i, word in zip(figures, values)}
        said |= {i: cells[i] for i, role in enumerate(roles) if role in ("unit", "nature")}
        rows.append([words[end].span if i == name else said.get(i) for i in range(len(roles))])
        end += 1 + len(figures)
    return (Shared(rows, [False, *[True] * (len(rows) - 1)], name), end) if len(rows) > 1 else None


def laid_out(text: Mapped, shared: Shared) -> Mapped:
    """The rows one a line, their cells parted by tabs."""
    front = shared.front
    made: list[Mapped] = []
    for n, (row, is_part) in enumerate(zip(shared.rows, shared.parts)):
        made += [_sign("\n", made[-1])] if n else []
        for at, cell in enumerate(row):
            if n == 0 and at < len(front):
                cell = front[at]
            place = made[-1] if made else text[slice(*next(filter(None, (*front, *row))))]
            made += [_sign("\t", place)] if at else []
            if cell and at == shared.name and is_part:
                made.append(_sign(PART_SIGN, text[slice(*cell)]))
            made += _closed(text, cell) if cell else []
    return Mapped.join(made)


def _sign(sign: str, beside: Mapped) -> Mapped:
    return Mapped(sign, np.full(len(sign), beside.origins[-1], dtype=np.int32))


def _closed(text: Mapped, cell: Span) -> list[Mapped]:
    """A cell without the blanks and breaks in it, but for one between Latin words."""
    made: list[Mapped] = []
    at = cell[0]
    for end in range(cell[0], cell[1] + 1):
        if end == cell[1] or text.text[end].isspace():
            if end > at:
                if made and apart(made[-1].text[-1], text.text[at]):
                    made.append(_sign(" ", made[-1]))
                made.append(text[at:end])
            at = end + 1
    return made
