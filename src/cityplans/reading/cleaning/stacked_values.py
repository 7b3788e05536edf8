"""The figures of cells that hold several values, given to the names beside them.

Copies keep such cells one after the other: base 1, base 2, goal 1, goal 2. Where lines show it, or signs and
sizes of the figures, they stand base 1, goal 1, base 2, goal 2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log

from cityplans.reading.cleaning.cell_words import EMPTY, FIGURE, Word

BOUND = re.compile(r"[<>＜＞≥≤≦≧]|以[上下内]|左右|约|超|不[低高]于")
BRACKET = re.compile(r"[〔［\[【]")
NUMBER = re.compile(r"\d[\d.,]*")
CLEAR = 1.5  # by how much one way may spread its values more than the other and be as likely
FAR = 20  # how many times a value is at most another of its indicator


def dealt(words: Sequence[Word], count: int, levels: Sequence[bool]) -> list[list[int]] | None:
    """Places of the values of each of `count` names, by column; None where they can be dealt in two ways.
    `levels`: which columns hold values, not rates."""
    columns = len(levels)
    by_column = [[c * count + n for c in range(columns)] for n in range(count)]
    by_name = [[n * columns + c for c in range(columns)] for n in range(count)]
    if columns == 1:
        return by_column
    odd, other = (_odd(words, ways, levels) for ways in (by_column, by_name))
    opened = [at for at in range(1, len(words)) if words[at].opens]
    lined = [n for n in {count, columns} if opened == list(range(n, len(words), n))]
    if lined and count == columns and odd == other:
        return None
    if lined == [columns] and count != columns:
        return by_name if other <= odd else None
    if other >= odd:
        return by_column
    spread, across = (_spread(words, ways, levels) for ways in (by_name, by_column))
    return by_name if spread <= CLEAR * across else None


def _spread(words: Sequence[Word], names: Sequence[Sequence[int]], levels: Sequence[bool]) -> float:
    """How far the values of each name lie apart, as the logarithm of their ratios."""
    values = ([_number(words[at].text) for at, level in zip(name, levels) if level] for name in names)
    figures = [[n for n in one if n] for one in values]
    return sum(log(max(one) / min(one)) for one in figures if one)


def _odd(words: Sequence[Word], names: Sequence[Sequence[int]], levels: Sequence[bool]) -> int:
    """How much speaks against a way to deal values: marks in a column that only some have, units and sizes
    in which those of one name differ."""
    columns = [*zip(*names)]
    mixed = sum(
        len({_marks(words[at].text) for at in column if not _is_empty(words[at])}) > 1 for column in columns
    )
    unlike = 0
    for name in names:
        values = [words[at].text for at, level in zip(name, levels) if level and not _is_empty(words[at])]
        figures = [n for n in map(_number, values) if n]
        unlike += len({_unit(value) for value in values if _unit(value)}) > 1
        unlike += bool(figures) and max(figures) > FAR * min(figures)
    return mixed + 2 * unlike


def _is_empty(word: Word) -> bool:
    return bool(EMPTY.fullmatch(word.text))


def _marks(value: str) -> tuple[bool, bool]:
    return bool(BOUND.search(value)), bool(BRACKET.match(value))


def _unit(value: str) -> str:
    figure = FIGURE.fullmatch(value)
    return (figure["unit"] or "") if figure else ""


def _number(value: str) -> float | None:
    found = NUMBER.search(value)
    digits = found[0].replace(",", "").rstrip(".") if found else ""
    return float(digits) if digits.count(".") <= 1 and digits else None
