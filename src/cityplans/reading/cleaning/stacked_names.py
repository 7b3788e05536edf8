"""The names of a cell that holds several (义务教育班额比例, 其中：小学, 初中), line by line.

A line that has a mark (其中, （1）, ①) or stands below one that does not fill its column begins a name; one
below a full line may go on with it. With as many values in each column as names, or as parts below a whole
without any, the lines are told apart in one way, or in none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from cityplans.reading.cleaning.cell_words import ASIDE, PART, has_open, width
from cityplans.reading.mapped import Span

NUMBERED = re.compile(r"[（(]\d{1,2}[）)]|[①-⑳]|\d[)）、．]|\d\.(?!\d)")
MARK = re.compile(rf"{PART.pattern}|{NUMBERED.pattern}")
SHORT = 6  # characters of parts that are as long as each other (城镇, 农村)
ALIKE = 2  # characters in which longer ones end (城镇居民, 农村居民)
MOST = 12  # lines of a cell
MOST_FREE = 5  # lines of a cell that may go on with the one above


def names_in(lines: Sequence[str], count: int, full: float) -> list[Span] | None:
    """The lines of each name, where `count` of them have values: a whole without values stands first where
    there is one more, right before the first 其中. `full`: how wide a line is that may go on in the next one.
    None where that can be read in more than one way."""
    fixed, free = _openings(lines, full)
    if len(free) > MOST_FREE:
        return None
    ways = [
        sorted([*fixed, *more])
        for names in (count, count + 1)
        if 0 <= names - len(fixed) <= len(free)
        for more in combinations(free, names - len(fixed))
    ]
    marked = [bool(PART.match(line)) for line in lines]
    ways = [way for way in ways if len(way) == count or marked[way[1]] or not any(marked)]
    if len(ways) > 1:
        ways = [way for way in ways if len(way) > count and _alike(lines[len(lines) - count :], way, lines)]
    if len(ways) != 1 or len(ways[0]) == count and PART.match(lines[0]):
        return None
    return list(pairwise([*ways[0], len(lines)]))


def _openings(lines: Sequence[str], full: float) -> tuple[list[int], list[int]]:
    """Lines that begin a name, and lines that may."""
    fixed, free, before = [0], [], lines[0]
    for at, line in enumerate(lines[1:], 1):
        goes_on = PART.fullmatch(before) or has_open(before) or ASIDE.fullmatch(line)
        if MARK.match(line) and not has_open(before) or not goes_on and width(lines[at - 1]) < full:
            fixed.append(at)
        elif not goes_on:
            free.append(at)
        before = line if at in (fixed[-1], *free[-1:]) else before + line
    return fixed, free


def _alike(parts: Sequence[str], way: Sequence[int], lines: Sequence[str]) -> bool:
    """Whether the last lines are names each for itself, of one make."""
    each = way[-len(parts) :] == list(range(len(lines) - len(parts), len(lines)))
    bare = [MARK.sub("", part) for part in parts]
    short = len({*map(len, bare)}) == 1 and len(bare[0]) <= SHORT
    return each and (short or len({part[-ALIKE:] for part in bare}) == 1)


def parts_among(names: Sequence[str], count: int) -> Iterator[bool]:
    """Which of the names are parts of the first."""
    divides = len(names) > count or len(names) > 1 and bool(PART.match(names[1]))
    yield False
    yield from (divides for _ in names[1:])


def bare_from(name: str) -> int:
    """Where a name begins behind its mark."""
    at = 0
    while mark := MARK.match(name, at):
        at = mark.end()
    return at if at < len(name) else 0
