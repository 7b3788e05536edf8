"""The rows of a table of which only the cells are left, parted in the one way that words and figures allow.

A merged cell is said once: the group of several rows, their class of planning, their unit. All ways to part
the cells behind the heads into rows are counted; a row stands where every way has it. Ways with more cells
unsaid are tried only where those with fewer leave rows over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from cityplans.chinese.han import IS_HAN
from cityplans.reading.cleaning.cell_words import LOOK_AHEAD, NUMBER, Word, extent, words_of
from cityplans.reading.cleaning.flattened_heads import Token
from cityplans.reading.cleaning.freedoms import FREEDOMS, Freedom, applies
from cityplans.reading.cleaning.row_grammar import (
    LONGEST_VALUE,
    MISSING,
    MOST_ROWS,
    Count,
    Grammar,
    Node,
    Shape,
    Step,
)
from cityplans.reading.cleaning.stacked_rows import Shared
from cityplans.reading.mapped import Span
from cityplans.reading.table_heads import VALUES

ENDING = 3  # characters of a word that is the end of a name: two such tell, or a shorter one
NARROW = 6.5  # characters of a column of names that groups do not fill
HALF = 1.5  # by how much a line may be shorter than its column and still fill it


Cells = list[Span | None]


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
    shape = _shape(words[heads:limit])
    best: Parsed | None = None
    for free in FREEDOMS:
        if not applies(free, roles):
            continue
        made = _parse(Grammar(words, heads, roles, free, limit, shape))
        if best is None or _rank(made) > _rank(best):
            best = made
        if not best.lost:
            break
    return best or Parsed([], [], [], heads, {})


def fits_whole(tokens: Sequence[Token], roles: Sequence[str], is_named: bool) -> Sequence[Span | None] | None:
    """The cells of a row that the words fill to the last, with the name of its indicator or without."""
    free = Freedom(unit=True, odd_unit=True, worded="nature" in roles)
    words = words_of(tokens)
    table = Grammar(words, 0, _named_once(roles), free, len(words), is_named=is_named)
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


def _shape(words: Sequence[Word]) -> Shape:
    full = max((word.width for word in words if word.names and not word.stops), default=0) - HALF
    return Shape(full, _wraps(words, full), any(word.opens for word in words))


def _wraps(words: Sequence[Word], full: float) -> bool:
    """Whether names certainly go on in a next word: behind a group stand two words or more, the first of them
    wide, or a wide word is followed by one that is no name by itself."""
    if full < NARROW:
        return False  # a group may be as wide
    ends = 0
    for before, word, after in zip(words, words[1:], words[2:]):
        if not (before.names and word.names):
            continue
        if after.names and before.width < full <= word.width:
            return True
        if before.width >= full and not after.names and word.width <= ENDING:
            ends += 1 + (word.width < ENDING)
    return ends > 1


def _rank(made: Parsed) -> tuple[int, int]:
    return -sum(b - a for a, b in made.lost), len(made.rows)


def _parse(grammar: Grammar) -> Parsed:
    made = Parsed([], [], [], grammar.heads, {})
    at: Node | None = (grammar.heads, 0)
    reached = (grammar.heads, 0)
    while at is not None:
        reached = _stretch(grammar, at, made)
        at = _next(grammar, reached)
        if at is not None and at[0] > reached[0]:
            made.lost.append((_surely_behind(grammar, reached[0], made), at[0]))
    if reached[0] < grammar.limit:
        made.lost.append((_surely_behind(grammar, reached[0], made), grammar.limit))
    return made._replace(lost=_merged(made.lost), end=reached[0])


def _surely_behind(grammar: Grammar, end: int, made: Parsed) -> int:
    """Where what is lost begins: with the last row, if words follow it that may be cells of its own."""
    word, after = grammar.words[end], grammar.words[end + 1 : end + 2]
    counts = "number" in grammar.roles and NUMBER.fullmatch(word.text) and any(map(_is_said, after))
    if counts or not made.rows or not (word.is_unit or word.is_nature or word.is_value):
        return end
    last = next(filter(None, made.rows.pop()))
    made.shared.pop(last, None)
    return next(i for i in range(end) if grammar.words[i].span[0] == last[0])


def _is_said(word: Word) -> bool:
    return bool(IS_HAN.search(word.text)) and not (word.is_value or word.is_nature)


def _stretch(grammar: Grammar, start: Node, made: Parsed) -> Node:
    """Adds the rows from a place as far as they go; the furthest place reached."""
    steps, ways = _forward(grammar, start)
    furthest = max(node[0] for node in ways)
    ends = [node for node in ways if node[0] == furthest]
    on = _backward(steps, ends)
    total = sum(ways[node] for node in ends)
    certain = sorted(node for node in ways if ways[node] * on.get(node, 0) == total)
    for node, after in zip(certain, [*certain[1:], ends[0]]):
        between = [s for s in steps.get(node, ()) if on.get(s.after)]
        if len(between) == 1 and between[0].is_heads:
            made.repeated.append(grammar.span(node[0], after[0]))
        elif len(between) == 1:
            made.rows.append(list(between[0].cells))
            if shared := between[0].shared:
                made.shared[grammar.span(node[0], after[0])] = shared
        elif between:
            made.lost.append((node[0], after[0]))
    return max(ends)


def _forward(grammar: Grammar, start: Node) -> tuple[dict[Node, list[Step]], dict[Node, int]]:
    """Every row that may begin at a place that is reached, and in how many ways it is."""
    steps: dict[Node, list[Step]] = {}
    ways: dict[Node, int] = defaultdict(int, {start: 1})
    waiting = {start[0]: {start}}
    while waiting:
        for node in waiting.pop(min(waiting)):
            found = list(grammar.steps(*node, MISSING if node == start else 0))
            if found:
                steps[node] = found
            for step in found:
                ways[step.after] += ways[node]
                waiting.setdefault(step.after[0], set()).add(step.after)
    return steps, dict(ways)


def _next(grammar: Grammar, node: Node) -> Node | None:
    """Where rows begin again behind words that fit no row; words alone may be half of the next name."""
    at, number = node
    numbered, classed = ("number" in grammar.roles, "nature" in grammar.roles)
    for i in range(at, min(grammar.limit, at + LOOK_AHEAD)):
        before, word = grammar.words[i - 1], grammar.words[i]
        begins = (
            numbered
            and NUMBER.fullmatch(word.text)
            or classed
            and before.is_nature
            or not (numbered or classed)
            and before.is_value
            and word.names
        )
        half = i > at and all(word.names for word in grammar.words[at:i])
        if begins and not half and any(grammar.steps(i, number, MISSING)):
            return i, number
    return None


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
