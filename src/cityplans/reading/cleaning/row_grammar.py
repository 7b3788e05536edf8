"""What a row of a table may be of which only the cells are left: which words may stand in which column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cityplans.chinese.han import IS_HAN
from cityplans.reading.cleaning.cell_words import (
    ASIDE,
    EMPTY,
    GROUP,
    LATIN,
    NUMBER,
    ODD_UNIT,
    PART,
    SENTENCE,
    TASK,
    Word,
    has_open,
)
from cityplans.reading.cleaning.freedoms import Freedom
from cityplans.reading.cleaning.stacked_rows import Shared, continued, shared_at
from cityplans.reading.mapped import Span
from cityplans.reading.table_heads import VALUES, is_unit

PIECES, GROUP_PIECES = 6, 4  # words of a name, of a group
DIGIT = re.compile(r"\d")
RATE = re.compile(r"[%％‰〔［\[【]|百分点|年均")
BOUND = re.compile("[<>＜＞≥≤≦≧]|以[上内]|左右|不[低高超]|达到|力争|突破|控制在")
UNIT_CLOSES = re.compile(r"[（(]([^（()）]{1,8})[）)]$")
LONGEST_GROUP = 8  # characters of a line that names a group
LONGEST_VALUE = 20  # characters of words in place of a figure
MISSING = 2  # row numbers that may be left out
MOST_ROWS = 999


Node = tuple[int, int]  # a word, and the number of the row before it


class Count(NamedTuple):
    """The number of the row before, how many may be left out, and whether the row is a part (其中) of it."""

    number: int
    slack: int
    is_part: bool
    may_restart: bool = False  # behind a group

    def goes_on(self, number: int) -> bool:
        return 0 < number - self.number <= 1 + self.slack or self.may_restart and number == 1


class Step(NamedTuple):
    """A row, several that share their cells, a line that names a group, or the heads said again, and what
    comes behind it."""

    cells: tuple[Span | None, ...]
    after: Node
    is_heads: bool = False
    shared: Shared | None = None


class Shape(NamedTuple):
    """How a table is set: `full`: how wide a word is that fills the column of names, 0 where no name is
    broken; `wraps`: whether names certainly go on in a next word, so that no such word is a group;
    `has_lines`: whether its words stand on lines."""

    full: float = 0
    wraps: bool = False
    has_lines: bool = False


class Grammar(NamedTuple):
    """The words behind a header, and the rows that may begin at each of them; `limit`: the word behind the
    last that may be of a row; `is_named`: whether rows have the names of their indicators."""

    words: Sequence[Word]
    heads: int
    roles: Sequence[str]
    free: Freedom
    limit: int
    shape: Shape = Shape()
    is_named: bool = True

    @property
    def is_grouped(self) -> bool:
        """Whether a group may stand right before a name."""
        name = self.roles.index("indicator")
        return name > 0 and self.roles[name - 1] in ("category", "group")

    def steps(self, at: int, number: int, slack: int) -> Iterator[Step]:
        if at >= self.limit:
            return
        word = self.words[at]
        said = (w.text for w in self.words[at : at + self.heads])
        if word.text == self.words[0].text and [*said] == [w.text for w in self.words[: self.heads]]:
            yield Step((), (at + self.heads, number), True)
            return
        if self._names_group(at):
            for count in {number, 0}:  # numbers go on or begin again
                yield Step((word.span,), (at + 1, count))
        for cells, after, count in self.cells_from(0, at, Count(number, slack, word.is_part)):
            if not self._swallows_next(after, count) and not self._leaves_figures(after, count):
                yield Step(cells, (after, count))
                yield from self._continued(at, cells, after, count)
        yield from self._shared(at, Count(number, slack, False))

    def _continued(self, at: int, cells: Sequence[Span | None], after: int, number: int) -> Iterator[Step]:
        """A row that is a part, with those that say no more than the name and the values of the next ones."""
        made = continued(self.words, at, (list(cells), after), self.limit, self.roles)
        for shared, end in [made] if made else []:
            if not self._swallows_next(end, number) and not self._leaves_figures(end, number):
                place: list[Span | None] = [self.span(at, end), *[None] * (len(self.roles) - 1)]
                yield Step(tuple(place), (end, number), shared=shared)

    def _shared(self, at: int, count: Count) -> Iterator[Step]:
        """Rows that share their cells; where a group stands before them, without it first."""
        name = self.roles.index("indicator")
        for front, behind, number in self.cells_from(0, at, count, name):
            for shared, after in shared_at(self.words, behind, self.limit, self.roles, self.shape.full):
                if not self._swallows_next(after, number) and not self._leaves_figures(after, number):
                    place: list[Span | None] = [self.span(at, after), *[None] * (len(self.roles) - 1)]
                    said = shared._replace(front=front)
                    yield Step(tuple(place), (after, number), shared=said)

    def span(self, first: int, behind: int) -> Span:
        return self.words[first].span[0], self.words[behind - 1].span[1]

    def _leaves_figures(self, after: int, number: int) -> bool:
        """Whether a figure follows a row that has all its own: it is of the row too, which must not stand
        without it. The number of the next row is none, nor is that of a page behind a class of planning."""
        word = self.words[after] if after < self.limit else None
        if word is None or not word.is_value or not NUMBER.fullmatch(word.text):
            return bool(word and word.is_value)
        if self.words[after - 1].is_nature:
            return False
        following = Count(number, MISSING, False, may_restart=True)
        return "number" not in self.roles or not following.goes_on(_number(word.text))

    def _swallows_next(self, after: int, number: int) -> bool:
        """Whether the last word of a row is the number of the next one: a cell is missing."""
        if self.words[after - 1].text != str(number + 1) or after >= self.limit:
            return False
        return "number" in self.roles and self.words[after].names

    def _names_group(self, at: int) -> bool:
        word = self.words[at]
        if GROUP.fullmatch(word.text):
            return True
        if "note" in self.roles or not word.names or word.stops or len(word.text) > LONGEST_GROUP:
            return False
        return self.roles[0] == "number" or self.roles[0] == "indicator" and self._stands_alone(at)

    def _stands_alone(self, at: int) -> bool:
        """Whether a word that does not fill its column is alone on its line, or no lines are known."""
        following = self.words[at + 1 : at + 2]
        ends = any(word.opens for word in following) or not self.shape.has_lines
        return ends and self.words[at].width < self.shape.full

    def cells_from(
        self, column: int, at: int, count: Count, until: int = MOST_ROWS
    ) -> Iterator[tuple[tuple[Span | None, ...], int, int]]:
        """The cells from a column on, up to another, the word behind them and the number of the row."""
        if column == min(until, len(self.roles)):
            yield (), at, count.number
            return
        for length in self._lengths(column, at, count):
            if at + length > self.limit:
                continue
            cell = (self.words[at].span[0], self.words[at + length - 1].span[1]) if length else None
            after = count
            if length and self.roles[column] == "number":
                after = count._replace(number=_number(self.words[at].text))
            elif length and self.roles[column] in ("category", "group"):
                after = count._replace(may_restart=True)
            for cells, end, number in self.cells_from(column + 1, at + length, after, until):
                yield (cell, *cells), end, number

    def _lengths(self, column: int, at: int, count: Count) -> Iterator[int]:
        """How many words may stand in a column from a word on."""
        role = self.roles[column]
        if self._may_be_unsaid(role, count.is_part):
            yield 0
        if at >= self.limit:
            return
        word = self.words[at]
        if role in ("category", "group"):
            yield from self._groups(column, at)
        elif role == "indicator":
            yield from self._names(at) if self.is_named else ()
        elif role == "number":
            if NUMBER.fullmatch(word.text) and count.goes_on(_number(word.text)):
                yield 1
        elif self._holds(word, role) and not (self.free.value and self._is_elsewhere(column, word)):
            yield 1

    def _is_elsewhere(self, column: int, word: Word) -> bool:
        """Whether signs tell that a figure is of another column: a rate bears %, where units have a column of
        their own; what is there today is not at least something."""
        role = self.roles[column]
        if role not in VALUES or EMPTY.fullmatch(word.text):
            return False
        if "unit" in self.roles and "growth" in self.roles:
            return (role == "growth") != bool(RATE.search(word.text))
        is_first = not any(other in VALUES for other in self.roles[:column])
        return is_first and bool(BOUND.search(word.text))

    def _may_be_unsaid(self, role: str, is_part: bool) -> bool:
        free = {"nature": self.free.nature, "unit": self.free.unit, "note": self.free.note}
        if role in ("nature", "unit", "number", "note"):
            return is_part or free.get(role, False)
        if role in VALUES:
            return self.free.value
        return role in ("category", "group") or role == "indicator" and not self.is_named

    def _holds(self, word: Word, role: str) -> bool:
        is_empty = bool(EMPTY.fullmatch(word.text))
        if role == "unit":
            odd = self.free.odd_unit and ODD_UNIT.fullmatch(word.text) and not word.is_nature
            return bool(word.is_unit or is_empty or odd)
        if role in VALUES:
            worded = self.free.worded and len(word.text) <= LONGEST_VALUE and word.names
            return word.is_value or worded or bool(TASK.fullmatch(word.text))
        return word.is_nature or is_empty if role == "nature" else True

    def _groups(self, column: int, at: int) -> Iterator[int]:
        """Words of a group: one that does not fill the column of names, several before a row's number."""
        first = self.words[at]
        if first.is_nature and column > self.roles.index("indicator"):
            yield 1  # 指标类型 says 预期性
        before_number = self.roles[column + 1 : column + 2] == ["number"]
        fills = self.is_grouped and self.shape.wraps and self.shape.full <= first.width and not before_number
        if first.stops or first.is_part or fills or DIGIT.search(first.text):
            return
        for length in range(1, (GROUP_PIECES if before_number else 1) + 1):
            if at + length > self.limit or not self.words[at + length - 1].names:
                return
            yield length

    def _names(self, at: int) -> Iterator[int]:
        """Words of a name: those before the last fill their column, where a group may stand before it."""
        whole, is_open = "", False
        for last in range(at, min(at + PIECES, self.limit)):
            if not (is_open or self._goes_on(at, last)) or last > at and self._is_over(last):
                return
            whole += self.words[last].text
            is_open = has_open(whole)
            if IS_HAN.search(whole) and not is_open and not PART.fullmatch(whole):
                yield last + 1 - at

    def _is_over(self, at: int) -> bool:
        """Whether a name is over before a word: its unit stands in a bracket there."""
        closed, word = UNIT_CLOSES.search(self.words[at - 1].text), self.words[at]
        return bool(closed and is_unit(closed[1]) and not (word.is_part or ASIDE.fullmatch(word.text)))

    def _is_unit(self, at: int) -> bool:
        return at < self.limit and self.words[at].is_unit

    def _goes_on(self, first: int, at: int) -> bool:
        """Whether a name that begins at a word may take in another."""
        word = self.words[at]
        if word.is_nature or word.stops or word.is_value or SENTENCE.search(word.text):
            return False
        if at == first:
            is_name = word.names or word.is_unit and self._is_unit(at + 1) and bool(IS_HAN.search(word.text))
            return is_name or not self.is_grouped and bool(LATIN.fullmatch(word.text))
        if ASIDE.fullmatch(word.text):
            return "unit" not in self.roles or not word.is_unit
        if word.is_unit and not self._is_unit(at + 1):
            return False
        is_parted = self.is_grouped or self.roles[0] == "indicator" and word.opens
        before = self.words[at - 1]
        return not is_parted or max(before.width, len(before.text)) >= self.shape.full


def _number(text: str) -> int:
    return int(text.rstrip(".、．"))
