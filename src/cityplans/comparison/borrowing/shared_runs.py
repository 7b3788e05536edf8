"""Runs of letters that plans share: where a newer plan says word for word what an older one says.

Every string of RUN letters is hashed; those that several plans hold are candidates, which are compared letter
by letter and joined and grown along their diagonal (the distance of the two places, which is the same for all
letters of one passage). All places are indices into one array of the letters of all plans, from old to new.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from cityplans.comparison.coding.matching import without_departments
from cityplans.comparison.coding.tokens import LEFT_OUT

RUN = 12  # letters of the shortest passage
# where more plans share a string, only the oldest, the territory above and the own older plan are sources
ALL_SOURCES_UP_TO = 8
# characters of which every string is indexed; of more, one string in so many, so that short passages may be
# missed
INDEXED = 6_000_000
BASE = np.uint64(1_000_003)
LETTER = re.compile(r"[^\W_]|[%&+]")
UNKNOWN = -1
BREAK = 10  # the line end that closes every paragraph: passages do not run over it
BLOCK = 1 << 16  # letters hashed at a time, so that they stay in the processor's cache
LOW = (1 << 32) - 1  # two indices are sorted as one number
COMPARED = 1 << 20  # letters compared at a time


class Letters(NamedTuple):
    """All plans without blanks and punctuation: code points, each letter's offset in its plan's text, and the
    index at which each plan begins, with one more for the end. The first code is a BREAK of no plan."""

    codes: np.ndarray
    offsets: np.ndarray
    begins: np.ndarray

    def plan_of(self, places: np.ndarray) -> np.ndarray:
        return np.searchsorted(self.begins, places, side="right") - 1

    def sizes(self) -> np.ndarray:
        """How many letters each plan has."""
        counts = [np.count_nonzero(self.codes[a:b] != BREAK) for a, b in pairwise(self.begins)]
        return np.array(counts, dtype=int)


class Passages(NamedTuple):
    """Shared passages, one array each: number of the newer and the older plan, places in Letters, letters."""

    borrower: np.ndarray
    source: np.ndarray
    start: np.ndarray
    source_start: np.ndarray
    length: np.ndarray


class _Strings(NamedTuple):
    """Strings of RUN letters that stand in several plans, plan by plan, each plan's in the order of `head`.

    `sources` are the places where each plan that holds a string has it first, string by string, from old to
    new: `holders` places from `head` on, `rank` of them in plans older than that of `place`. `is_source`:
    `place` is one of them.
    """

    place: np.ndarray
    head: np.ndarray
    rank: np.ndarray
    holders: np.ndarray
    is_source: np.ndarray
    sources: np.ndarray

    def of_many(self, of_plan: slice, such: np.ndarray) -> np.ndarray:
        """Indices of such strings of a plan as too many plans hold to set each beside each."""
        many = self.holders[of_plan] > ALL_SOURCES_UP_TO
        return of_plan.start + np.flatnonzero(many & such[of_plan])


def read(plan_ids: Sequence[str], clauses: pd.DataFrame) -> Letters:
    """The letters of the plans in this order, paragraph after paragraph."""
    numbers = {plan_id: i for i, plan_id in enumerate(plan_ids)}
    counted = clauses.loc[~clauses["clause_kind"].isin(LEFT_OUT), ["plan_id", "start", "text"]]
    plans, starts = counted["plan_id"].map(numbers).to_numpy(int), counted["start"].to_numpy(int)
    order = np.lexsort((starts, plans))
    texts, starts = counted["text"].fillna("").array.take(order), starts[order]
    edges = np.searchsorted(plans[order], np.arange(len(plan_ids) + 1))
    room = 1 + int(counted["text"].str.len().sum()) + len(texts)
    codes, offsets = np.empty(room, np.uint32), np.empty(room, np.int32)
    codes[0], offsets[0], begins = BREAK, 0, [1]
    is_letter = np.full(sys.maxunicode + 1, UNKNOWN, dtype=np.int8)
    for a, b in pairwise(edges):
        here, there = _letters(texts[a:b].to_numpy(object), starts[a:b], is_letter)
        begins.append(begins[-1] + len(here))
        codes[begins[-2] : begins[-1]], offsets[begins[-2] : begins[-1]] = here, there
    return Letters(codes[: begins[-1]], offsets[: begins[-1]], np.array(begins))


def _letters(
    texts: Sequence[str], starts: np.ndarray, is_letter: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Code points and offsets of the letters of paragraphs, each closed by a BREAK; `is_letter` is filled in
    for code points that no plan had before."""
    lines = "".join([without_departments(text) + "\n" for text in texts])
    codes = np.frombuffer(lines.encode("utf-32-le"), dtype=np.uint32)
    sizes = np.array([len(text) + 1 for text in texts], dtype=int)
    ends = np.cumsum(sizes)
    for code in set(codes[is_letter[codes] == UNKNOWN].tolist()):
        is_letter[code] = LETTER.match(chr(code)) is not None
    kept = is_letter[codes] == 1
    kept[ends - 1] = True
    offsets = np.arange(len(codes)) + np.repeat(starts - ends + sizes, sizes)
    return codes[kept], offsets[kept]


def step(clauses: pd.DataFrame) -> int:
    """One string in how many is indexed."""
    counted = clauses.loc[~clauses["clause_kind"].isin(LEFT_OUT), "text"]
    return max(1, -(-int(counted.str.len().sum()) // INDEXED))


def passages(letters: Letters, close: Sequence[Sequence[int]], one_in: int = 1) -> Passages:
    """Longest shared runs of every newer plan with older ones; `close` are the older plans that are compared
    with a plan also where many others hold the same string, `one_in` says how many strings are indexed."""
    strings, edges = _strings(letters, one_in)
    slices = [slice(a, b) for a, b in pairwise(edges)]
    found = [Passages(*(np.zeros(0, dtype=np.int64) for _ in Passages._fields))]
    for plan, mine in enumerate(slices):
        pairs = [_nth_sources(strings, mine)]
        pairs += [_sources_in(strings, mine, slices[old]) for old in close[plan]]
        start, source, length = _runs(letters.codes, *(np.concatenate(side) for side in zip(*pairs)))
        found.append(Passages(np.full(len(start), plan), letters.plan_of(source), start, source, length))
    return Passages(*(np.concatenate(column) for column in zip(*found)))


def _strings(letters: Letters, one_in: int) -> tuple[_Strings, np.ndarray]:
    """The strings, and the index at which those of each plan begin."""
    number, place = _repeated(*_hashed(letters.codes, one_in))
    owner = letters.plan_of(place).astype(np.int32)
    is_new = np.diff(number, prepend=-1) != 0
    is_source = is_new | (np.diff(owner, prepend=-1) != 0)
    source = np.cumsum(is_source, dtype=np.int32) - 1
    heads = source[is_new]
    holders = np.diff(heads, append=np.int32(is_source.sum()))
    kept = np.flatnonzero(holders[number] > 1)
    kept = kept[np.argsort(owner[kept], kind="stable")]
    head = heads[number[kept]]
    strings = _Strings(
        place[kept], head, source[kept] - head, holders[number[kept]], is_source[kept], place[is_source]
    )
    return strings, np.searchsorted(owner[kept], np.arange(len(letters.begins)))


def _hashed(codes: np.ndarray, one_in: int) -> tuple[np.ndarray, np.ndarray]:
    """Hash and place of every string of RUN letters of one paragraph, or of one in so many."""
    hashes, places = [np.zeros(0, np.uint64)], [np.zeros(0, np.int32)]
    for start in range(0, len(codes) - RUN + 1, BLOCK):
        here = codes[start : start + BLOCK + RUN - 1].astype(np.uint64)
        size = len(here) - RUN + 1
        value = np.zeros(size, dtype=np.uint64)
        for j in range(RUN):
            value = value * BASE + here[j : j + size]
        breaks = np.cumsum(np.concatenate([[0], here == BREAK]))
        kept = breaks[RUN:] == breaks[:-RUN]
        if one_in > 1:
            kept &= (value >> np.uint64(17)) % np.uint64(one_in) == 0
        hashes.append(value[kept])
        places.append((np.flatnonzero(kept) + start).astype(np.int32))
    return np.concatenate(hashes), np.concatenate(places)


def _repeated(hashes: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Number (from 0) and place of every string that stands in several places, by number and place."""
    found, count = [np.zeros(0, np.int64)], 0
    parts = (hashes >> np.uint64(61)).astype(np.uint8)  # sorted part by part, which takes less memory
    for part in np.unique(parts):
        here = np.flatnonzero(parts == part)
        here = here[np.argsort(hashes[here])]
        is_same = np.concatenate([[False], np.diff(hashes[here]) == 0, [False]])
        repeated = is_same[1:] | is_same[:-1]
        is_new = ~is_same[:-1][repeated]
        number = np.cumsum(is_new, dtype=np.int64) + (count - 1)
        count += np.count_nonzero(is_new)
        found.append(np.sort(number << 32 | places[here[repeated]]))
    numbered = np.concatenate(found)
    return (numbered >> 32).astype(np.int32), (numbered & LOW).astype(np.int32)


def _nth_sources(strings: _Strings, of_plan: slice) -> tuple[np.ndarray, np.ndarray]:
    """Places of a plan's strings and of the same in every older plan; where many hold it, in the oldest."""
    place, head, rank = strings.place[of_plan], strings.head[of_plan], strings.rank[of_plan]
    times = np.where(strings.holders[of_plan] > ALL_SOURCES_UP_TO, np.minimum(rank, 1), rank)
    nth = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    return np.repeat(place, times), strings.sources[np.repeat(head, times) + nth]


def _sources_in(strings: _Strings, of_plan: slice, of_older: slice) -> tuple[np.ndarray, np.ndarray]:
    """Places of a plan's strings that many hold and of the same in one older plan."""
    ours = strings.of_many(of_plan, strings.rank > 0)
    theirs = strings.of_many(of_older, strings.is_source)
    at = np.searchsorted(strings.head[theirs], strings.head[ours])
    shared = np.append(strings.head[theirs], -1)[at] == strings.head[ours]
    return strings.place[ours[shared]], strings.place[theirs[at[shared]]]


def _runs(
    codes: np.ndarray, ours: np.ndarray, theirs: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Start, older start and length of the longest runs that hold these pairs of equal strings."""
    along = np.arange(RUN)
    equal = (codes[ours[:, None] + along] == codes[theirs[:, None] + along]).all(axis=1)  # not hashes only
    ours, theirs = ours[equal].astype(np.int64), theirs[equal].astype(np.int64)
    pairs = np.sort((ours - theirs) << 32 | ours)
    diagonal, ours = pairs >> 32, pairs & LOW
    follows = (np.diff(diagonal, prepend=-1) == 0) & (np.diff(ours, prepend=-1) <= RUN)  # nothing between
    is_last = np.append(~follows[1:], True)[: len(ours)]
    first, last, diagonal = ours[~follows], ours[is_last], diagonal[~follows]
    start = first - _equal(codes, first - 1, first - 1 - diagonal, -1)
    end = last + _equal(codes, last, last - diagonal, 1)
    new = (np.diff(diagonal, prepend=-1) != 0) | (np.diff(start, prepend=-1) != 0)
    return start[new], (start - diagonal)[new], (end - start)[new]


def _equal(codes: np.ndarray, ours: np.ndarray, theirs: np.ndarray, step: int) -> np.ndarray:
    """How many letters are the same from these places on (`step` 1) or back (-1), up to the next BREAK."""
    length = np.zeros(len(ours), dtype=np.int64)
    unended, width = np.arange(len(ours)), RUN
    while len(unended):
        along = step * (length[unended, None] + np.arange(width))
        letter = codes.take(ours[unended, None] + along, mode="clip")  # a BREAK stands at both ends
        ends = (letter != codes.take(theirs[unended, None] + along, mode="clip")) | (letter == BREAK)
        is_ended = ends.any(axis=1)
        length[unended] += np.where(is_ended, ends.argmax(axis=1), width)
        unended = unended[~is_ended]
        width = max(RUN, min(2 * width, COMPARED // max(1, len(unended))))
    return length
