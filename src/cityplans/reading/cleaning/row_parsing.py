"""The rows of a table of which only the cells are left, parted in the one way that words and figures allow.

A merged cell is said once: the group of several rows, their class of planning, their unit. All ways to part
the cells behind the heads into rows are counted; a row stands where every way has it. Ways with more cells
unsaid are tried only where those with fewer leave rows over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cityplans.chinese.han import IS_HAN
from cityplans.reading.cleaning.cell_words import (
    ASIDE,
    EMPTY,
    GROUP,
    LATIN,
    LOOK_AHEAD,
    NUMBER,
    ODD_UNIT,
    PART,
    SENTENCE,
    TASK,
    Word,
    extent,
    has_open,
    words_of,
)
from cityplans.reading.cleaning.flattened_heads import Token
from cityplans.reading.cleaning.freedoms import FREEDOMS, Freedom, applies
from cityplans.reading.cleaning.stacked_rows import Shared, continued, shared_at
from cityplans.reading.mapped import Span
from cityplans.reading.table_heads import VALUES, is_unit

PIECES, GROUP_PIECES = 6, 4  # words of a name, of a group
LONGEST_GROUP = 8  # characters of a line that names a group
UNIT_CLOSES = re.compile(r"[（(]([^（()）]{1,8})[）)]$")
HALF = 1.5  # by how much a line may be shorter than its column and still fill it
MISSING = 2  # row numbers that may be left out
MOST_ROWS = 999
LONGEST_VALUE = 20  # characters of words in place of a figure


Cells = list[Span | None]
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


class Parsed(NamedTuple):
    """Rows of cells, those that share theirs as one; words that no row has; heads that stand again; the word
    behind the table."""

    rows: list[Cells]
    lost: list[tuple[int, int]]
    repeated: list[Span]
    end: int
    shared: dict[Span, Shared]  # by where they stand


def parsed(words: Sequence[Word], heads: int, roles: Sequence[str]) -> Parsed:
    """The rows behind a header of so many words, as the least of the freedoms gives them that leaves none
    over."""
    roles = _named_once(roles)
    limit = _behind(words, extent(words, heads), roles)
    full = max((word.width for word in words[heads:limit] if word.names and not word.stops), default=0) - HALF
    best: Parsed | None = None
    for free in FREEDOMS:
        if not applies(free, roles):
            continue
        made = Table(words, heads, roles, free, limit, full).parse()
        if best is None or _rank(made) > _rank(best):
            best = made
        if not best.lost:
            break
    return best or Parsed([], [], [], heads, {})


def fits_whole(tokens: Sequence[Token], roles: Sequence[str], is_named: bool) -> Sequence[Span | None] | None:
    """The cells of a row that the words fill to the last, with the name of its indicator or without."""
    free = Freedom(unit=True, odd_unit=True, worded="nature" in roles)
    words = words_of(tokens)
    table = Table(words, 0, _named_once(roles), free, len(words), is_named=is_named)
    is_part = bool(words and words[0].is_part)
    ways = table.cells_from(0, 0, Count(0, MOST_ROWS, is_part))
    return next((cells for cells, after, _ in ways if after == len(words)), None)


def _behind(words: Sequence[Word], limit: int, roles: Sequence[str]) -> int:
    """The word behind the cells that stand to the right of the last figure."""
    told = max(i for i, role in enumerate(roles) if role in (*VALUES, "nature"))
    for word in words[limit : limit + len(roles) - 1 - told]:
        if word.stops or not (word.names or word.is_unit) or len(word.text) > LONGEST_VALUE:
            break
        limit += 1
    return limit


def _rank(made: Parsed) -> tuple[int, int]:
    return -sum(b - a for a, b in made.lost), len(made.rows)


class Table(NamedTuple):
    """The words behind a header, and the rows that may begin at each of them; `limit`: the word behind the
    last that may be of a row; `full`: how wide a word is that fills the column of names, 0 where no name is
    broken."""

    words: Sequence[Word]
    heads: int
    roles: Sequence[str]
    free: Freedom
    limit: int
    full: float = 0
    is_named: bool = True  # whether rows have the names of their indicators

    @property
    def is_grouped(self) -> bool:
        """Whether a group may stand right before a name."""
        name = self.roles.index("indicator")
        return name > 0 and self.roles[name - 1] in ("category", "group")

    def parse(self) -> Parsed:
        made = Parsed([], [], [], self.heads, {})
        at: Node | None = (self.heads, 0)
        end = self.heads
        while at is not None:
            reached = self._stretch(at, MISSING, made)
            end = reached[0]
            at = self._next(reached)
            if at is not None and at[0] > end:
                made.lost.append((end, at[0]))
        if end < self.limit:
            made.lost.append((end, self.limit))
        return made._replace(lost=_merged(made.lost), end=end)

    def _stretch(self, start: Node, slack: int, made: Parsed) -> Node:
        """Adds the rows from a place as far as they go; the furthest place reached."""
        steps, ways = self._forward(start, slack)
        furthest = max(node[0] for node in ways)
        ends = [node for node in ways if node[0] == furthest]
        on = _backward(steps, ends)
        total = sum(ways[node] for node in ends)
        certain = sorted(node for node in ways if ways[node] * on.get(node, 0) == total)
        for node, after in zip(certain, [*certain[1:], ends[0]]):
            between = [s for s in steps.get(node, ()) if on.get(s.after)]
            if len(between) == 1 and between[0].is_heads:
                made.repeated.append(self._span(node[0], after[0]))
            elif len(between) == 1:
                made.rows.append(list(between[0].cells))
                if shared := between[0].shared:
                    made.shared[self._span(node[0], after[0])] = shared
            elif between:
                made.lost.append((node[0], after[0]))
        return ends[0]

    def _span(self, first: int, behind: int) -> Span:
        return self.words[first].span[0], self.words[behind - 1].span[1]

    def _forward(self, start: Node, slack: int) -> tuple[dict[Node, list[Step]], dict[Node, int]]:
        """Every row that may begin at a place that is reached, and in how many ways it is."""
        steps: dict[Node, list[Step]] = {}
        ways: dict[Node, int] = defaultdict(int, {start: 1})
        waiting = {start[0]: {start}}
        while waiting:
            for node in waiting.pop(min(waiting)):
                found = list(self._steps(*node, slack if node == start else 0))
                if found:
                    steps[node] = found
                for step in found:
                    ways[step.after] += ways[node]
                    waiting.setdefault(step.after[0], set()).add(step.after)
        return steps, dict(ways)

    def _next(self, node: Node) -> Node | None:
        """Where rows begin again behind words that fit no row; words alone may be half of the next name."""
        at, number = node
        for i in range(at, min(self.limit, at + LOOK_AHEAD)):
            numbered = "number" in self.roles and NUMBER.fullmatch(self.words[i].text)
            behind = "nature" in self.roles and self.words[i - 1].is_nature
            half = i > at and all(word.names for word in self.words[at:i])
            if (numbered or behind) and not half and any(self._steps(i, number, MISSING)):
                return i, number
        return None

    def _steps(self, at: int, number: int, slack: int) -> Iterator[Step]:
        if at >= self.limit:
            return
        word = self.words[at]
        said = (w.text for w in self.words[at : at + self.heads])
        if word.text == self.words[0].text and [*said] == [w.text for w in self.words[: self.heads]]:
            yield Step((), (at + self.heads, number), True)
            return
        if self._names_group(word):
            yield Step((word.span,), (at + 1, number))
            yield Step((word.span,), (at + 1, 0))
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
                place: list[Span | None] = [self._span(at, end), *[None] * (len(self.roles) - 1)]
                yield Step(tuple(place), (end, number), shared=shared)

    def _shared(self, at: int, count: Count) -> Iterator[Step]:
        """Rows that share their cells; where a group stands before them, without it first."""
        name = self.roles.index("indicator")
        for front, behind, number in self.cells_from(0, at, count, name):
            for shared, after in shared_at(self.words, behind, self.limit, self.roles, self.full):
                if not self._swallows_next(after, number) and not self._leaves_figures(after, number):
                    place: list[Span | None] = [self._span(at, after), *[None] * (len(self.roles) - 1)]
                    said = shared._replace(front=front)
                    yield Step(tuple(place), (after, number), shared=said)

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

    def _names_group(self, word: Word) -> bool:
        if GROUP.fullmatch(word.text):
            return True
        if self.roles[0] != "number" or "note" in self.roles:
            return False
        return len(word.text) <= LONGEST_GROUP and word.names and not word.stops

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
        elif self._holds(word, role):
            yield 1

    def _may_be_unsaid(self, role: str, is_part: bool) -> bool:
        free = {"nature": self.free.nature, "unit": self.free.unit, "note": self.free.note}
        if role in ("nature", "unit", "number", "note"):
            return is_part or free.get(role, False)
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
        fills = self.is_grouped and 0 < self.full <= first.width and not before_number
        if first.stops or first.is_part or fills:
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
        return not self.is_grouped or self.words[at - 1].width >= self.full


def _number(text: str) -> int:
    return int(text.rstrip(".、．"))


def _named_once(roles: Sequence[str]) -> list[str]:
    """Of several columns of indicators the last names the row, the others group it."""
    last = max(i for i, role in enumerate(roles) if role == "indicator")
    return ["category" if role == "indicator" and i != last else role for i, role in enumerate(roles)]


def _backward(steps: dict[Node, list[Step]], ends: Sequence[Node]) -> dict[Node, int]:
    """In how many ways the furthest place is reached from each place."""
    on: dict[Node, int] = dict.fromkeys(ends, 1)
    for node in sorted(steps, reverse=True):
        count = sum(on.get(step.after, 0) for step in steps[node])
        if count:
            on[node] = on.get(node, 0) + count
    return on


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for a, b in sorted(spans):
        if made and a <= made[-1][1]:
            made[-1] = (made[-1][0], max(b, made[-1][1]))
        else:
            made.append((a, b))
    return made
