"""Passages plans share word for word, who had them first, and how much of a plan is borrowed.

Every string of RUN characters (blanks and punctuation aside) is hashed; equal hashes on one diagonal join
to passages, which are then compared character by character. Direction is by date: the older plan is the
source. A shared passage is evidence of a common text, not of copying from that very plan: where several
older plans have it, each is listed, and the share borrowed from anyone counts it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from cityplans import tables
from cityplans.comparison import swaps, tokens
from cityplans.comparison.matching import without_departments

RUN = 12  # characters of the shortest passage
# where more plans share a string, only the oldest, the territory above and the own older plan are sources
ALL_SOURCES_UP_TO = 8
INDEXED = 5_000_000  # strings indexed whole; beyond, one in so many, so that short passages may be missed
BASE = np.uint64(1_000_003)
LETTERS = re.compile(r"(?:[^\W_]|[%&+])+")


class Reading(NamedTuple):
    """A plan as compared: its letters without blanks and punctuation, and where each stands in the text."""

    plan_id: str
    letters: str
    offsets: np.ndarray
    order: str
    region: str
    parent: str


class Passage(NamedTuple):
    borrower: int
    source: int
    start: int
    source_start: int
    length: int


def build(plans: pd.DataFrame, clauses: pd.DataFrame, targets: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Tables shared_passages, borrowing and number_swaps. One plan or none: empty."""
    readings = read_plans(plans, clauses)
    found = passages(readings)
    place = swaps.clause_finder(clauses)
    return {
        "shared_passages": tables.frame("shared_passages", passage_rows(readings, found, place)),
        "borrowing": tables.frame("borrowing", share_rows(readings, found)),
        "number_swaps": swaps.build(plans, clauses, targets, pairs_of(readings)),
    }


def read_plans(plans: pd.DataFrame, clauses: pd.DataFrame) -> list[Reading]:
    """Plans from old to new (by date, or year where there is no date), normalised for comparison."""
    years = tokens.issue_years(plans)
    counted = clauses[~clauses["clause_kind"].isin(tokens.LEFT_OUT)]
    by_plan = {p: g.sort_values("start") for p, g in counted.groupby("plan_id")}
    found = []
    for row in plans.itertuples():
        letters, offsets = _letters(*_columns(by_plan.get(row.plan_id)))
        found.append(Reading(row.plan_id, letters, offsets,
                             row.date if isinstance(row.date, str) else years[row.plan_id],
                             _text(row.region), _text(row.parent_region)))
    return sorted(found, key=lambda r: (r.order, r.plan_id))


def _letters(texts: Sequence[str], starts: Sequence[int]) -> tuple[str, np.ndarray]:
    """Paragraphs without blanks and punctuation, each closed by a line end, and every letter's offset."""
    letters, offsets = [], []
    for text, start in zip(texts, starts):
        for match in LETTERS.finditer(without_departments(text)):
            letters.append(match.group())
            offsets.append(np.arange(start + match.start(), start + match.end()))
        letters.append("\n")  # passages do not run over paragraphs
        offsets.append(np.array([start + len(text)]))
    return "".join(letters), np.concatenate(offsets) if offsets else np.array([], dtype=np.int64)


def _columns(group: pd.DataFrame | None) -> tuple[list[str], list[int]]:
    return ([], []) if group is None else (group["text"].fillna("").tolist(), group["start"].tolist())


def _text(value) -> str:
    return value if isinstance(value, str) else ""


def pairs_of(readings: Sequence[Reading]) -> list[tuple[str, str, str]]:
    """(newer plan, older plan, relation) worth comparing line by line; all of them in small corpora."""
    small = len(readings) <= 60
    return [(new.plan_id, old.plan_id, kind)
            for i, new in enumerate(readings) for old in readings[:i]
            if (kind := relation(new, old)) in ("parent", "own_earlier") or small]


def relation(new: Reading, old: Reading) -> str:
    """What the older plan's territory is to the newer's."""
    if new.region and new.region == old.region:
        return "own_earlier"
    if new.parent and new.parent == old.region:
        return "parent"
    if old.parent and old.parent == new.region:
        return "child"
    return "peer" if new.parent == old.parent else "other"


def passages(readings: Sequence[Reading]) -> list[Passage]:
    """Longest shared runs of every newer plan with older ones, in order."""
    candidates = _run_starts(_candidates(readings, *_hashed(readings)))
    found: list[Passage] = []
    done: dict[tuple[int, int, int], int] = {}
    for new, old, diagonal, start in candidates:
        if start < done.get((new, old, diagonal), -1):
            continue
        passage = _grown(readings[new].letters, readings[old].letters, start, start - diagonal)
        if passage is not None:
            begin, source, length = passage
            done[new, old, diagonal] = begin + length
            found.append(Passage(new, old, begin, source, length))
    return found


def _run_starts(candidates: Iterable[tuple[int, int, int, int]]) -> list[list[int]]:
    """Of candidates that follow each other on one diagonal only the first, sorted."""
    flat = np.fromiter((value for row in candidates for value in row), dtype=np.int64).reshape(-1, 4)
    flat = flat[np.lexsort(flat.T[::-1])]
    follows = np.zeros(len(flat), dtype=bool)
    follows[1:] = (flat[1:, :3] == flat[:-1, :3]).all(axis=1) & (np.diff(flat[:, 3]) <= 1)
    return flat[~follows].tolist()


def _hashed(readings: Sequence[Reading]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hash, plan and position of every string of RUN letters, sorted by hash, then plan and position."""
    parts = []
    for i, reading in enumerate(readings):
        codes = np.frombuffer(reading.letters.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
        if len(codes) < RUN:
            continue
        size = len(codes) - RUN + 1
        value = np.zeros(size, dtype=np.uint64)
        broken = np.zeros(size, dtype=bool)
        for j in range(RUN):
            value = value * BASE + codes[j:j + size]
            broken |= codes[j:j + size] == 10
        places = np.flatnonzero(~broken)
        parts.append((value[places], np.full(len(places), i), places))
    if not parts:
        return np.array([], np.uint64), np.array([], int), np.array([], int)
    hashes, owner, position = (np.concatenate(column) for column in zip(*parts))
    step = -(-len(hashes) // INDEXED)
    if step > 1:
        kept = (hashes >> np.uint64(17)) % np.uint64(step) == 0
        hashes, owner, position = hashes[kept], owner[kept], position[kept]
    order = np.argsort(hashes, kind="stable")
    return hashes[order], owner[order], position[order]


def _candidates(readings: Sequence[Reading], hashes: np.ndarray, owner: np.ndarray,
                position: np.ndarray) -> Iterator[tuple[int, int, int, int]]:
    """(newer plan, older plan, diagonal, start) of every string that both hold."""
    edges = np.flatnonzero(np.diff(hashes)) + 1
    starts, ends = np.concatenate([[0], edges]), np.concatenate([edges, [len(hashes)]])
    several = np.flatnonzero(ends - starts > 1)
    owners, positions = owner.tolist(), position.tolist()
    close = _close(readings)
    for group in several:
        a, b = int(starts[group]), int(ends[group])
        if owners[a] == owners[b - 1]:
            continue
        first: dict[int, int] = {}
        for i in range(a, b):
            first.setdefault(owners[i], positions[i])
        for i in range(a, b):
            new, at = owners[i], positions[i]
            if len(first) <= ALL_SOURCES_UP_TO:
                sources = {old for old in first if old < new}
            else:
                sources = {old for old in close[new] if old in first} | ({owners[a]} - {new})
            for old in sources:
                yield new, old, at - first[old], at


def _close(readings: Sequence[Reading]) -> list[list[int]]:
    """Of every plan the older ones of the territory above and of its own."""
    by_region: dict[str, list[int]] = {}
    for i, reading in enumerate(readings):
        by_region.setdefault(reading.region, []).append(i)
    return [[old for region in {r.parent, r.region} - {""} for old in by_region.get(region, ()) if old < i]
            for i, r in enumerate(readings)]


def _grown(new: str, old: str, at: int, source: int) -> tuple[int, int, int] | None:
    """The match at these places grown to both sides; None for a collision of hashes."""
    if new[at:at + RUN] != old[source:source + RUN]:
        return None
    begin = at
    while begin and source - (at - begin) and new[begin - 1] == old[source - (at - begin) - 1] != "\n":
        begin -= 1
    end, last = at + RUN, source + RUN
    while end < len(new) and last < len(old) and new[end] == old[last] != "\n":
        end, last = end + 1, last + 1
    return begin, source - (at - begin), end - begin


def passage_rows(readings: Sequence[Reading], found: Sequence[Passage], place) -> Iterator[dict]:
    for passage in found:
        new, old = readings[passage.borrower], readings[passage.source]
        start, end = _span(new, passage.start, passage.length)
        source_start, source_end = _span(old, passage.source_start, passage.length)
        clause_id, text = place(new.plan_id, start)
        source_clause_id, _ = place(old.plan_id, source_start)
        first = place.start(clause_id)
        yield {"plan_id": new.plan_id, "clause_id": clause_id, "start": start, "end": end,
               "text": text[start - first:end - first], "length": passage.length,
               "source_plan_id": old.plan_id, "source_clause_id": source_clause_id,
               "source_text_start": source_start, "source_text_end": source_end,
               "source_relation": relation(new, old), "direction": direction(new, old)}


def direction(new: Reading, old: Reading) -> str:
    """`dated` where the dates order the two plans, else `unknown` (a draft that states its year only)."""
    shorter = min(len(new.order), len(old.order))
    return "dated" if shorter and new.order[:shorter] != old.order[:shorter] else "unknown"


def _span(reading: Reading, start: int, length: int) -> tuple[int, int]:
    return int(reading.offsets[start]), int(reading.offsets[start + length - 1]) + 1


def share_rows(readings: Sequence[Reading], found: Sequence[Passage]) -> Iterator[dict]:
    """How much of each plan stands in an older one, for every source and for all together (`any`)."""
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for p in found:
        for source in (p.source, -1):
            spans.setdefault((p.borrower, source), []).append((p.start, p.start + p.length))
    for i, new in enumerate(readings):
        letters = len(new.letters) - new.letters.count("\n")
        for source in [-1, *range(i)]:
            here = spans.get((i, source), [])
            if source >= 0 and not here:
                continue
            covered = _covered(here)
            yield {"plan_id": new.plan_id,
                   "source_plan_id": readings[source].plan_id if source >= 0 else "any",
                   "source_relation": relation(new, readings[source]) if source >= 0 else "any",
                   "passages": len(set(here)), "characters_shared": covered,
                   "share": covered / letters if letters else None,
                   "direction": direction(new, readings[source]) if source >= 0 else None}


def _covered(spans: Sequence[tuple[int, int]]) -> int:
    """Length of the union of spans."""
    total, reached = 0, -1
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
