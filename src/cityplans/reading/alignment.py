"""Two witnesses of a text laid side by side, character by character.

Both are first folded (compatibility forms, width of punctuation, character variants; blanks and line breaks
left out), so that only a difference of words remains; folding keeps, for every character, where it stood.
Long texts are cut at passages that occur once in each; between them rapidfuzz finds the edits.
"""

from __future__ import annotations

import functools
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cityplans.reading.mapped import codes_of, distinct

ANCHOR = 16  # characters of a passage that fixes the alignment where it occurs once in both
SHORT = 400  # characters up to which a loop is quicker than arrays
MISSING = 150  # a gap this long at either end of a text is a missing part
QUOTES = str.maketrans("“”„‟＂「」『』‘’＇﹁﹂", '"""""""""\'\'\'""')
MARKS = str.maketrans(
    {
        "，": ",",
        "。": ".",
        "；": ";",
        "：": ":",
        "？": "?",
        "！": "!",
        "（": "(",
        "）": ")",
        "．": ".",
        "－": "-",
        "—": "-",
        "–": "-",
        "～": "~",
        "﹔": ";",
        "‧": "·",
        "•": "·",
    }
)


class Edit(NamedTuple):
    """reference[start:end] reads variant[variant_start:variant_end] in the other witness."""

    start: int
    end: int
    variant_start: int
    variant_end: int


@dataclass(frozen=True)
class Alignment:
    """Blocks (reference start, variant start, length) of characters that agree after folding."""

    blocks: Sequence[tuple[int, int, int]]
    reference_at: Sequence[int]
    variant_at: Sequence[int]

    def to_reference(self, offset: int) -> int | None:
        """Where a character of the variant stands in the reference; None if the reference has not got it."""
        return _across(offset, self.variant_at, self.reference_at, self.blocks, 1)

    def to_variant(self, offset: int) -> int | None:
        """Where a character of the reference stands in the variant; None if the variant has not got it."""
        return _across(offset, self.reference_at, self.variant_at, self.blocks, 0)

    def span_to_reference(self, start: int, end: int) -> tuple[int, int] | None:
        """The stretch of the reference that a stretch of the variant corresponds to: between the outermost
        characters both have. None where they share none."""
        hits = [p for i in range(start, end) if (p := self.to_reference(i)) is not None]
        return (hits[0], hits[-1] + 1) if hits else None


def _across(offset: int, here: Sequence[int], there: Sequence[int], blocks, side: int) -> int | None:
    """Blocks rise in both texts, so a binary search on either side finds the one that holds the character."""
    index = bisect_left(here, offset)
    if index == len(here) or here[index] != offset:
        return None
    at = bisect_right(blocks, index, key=lambda block: block[side]) - 1
    if at < 0 or index >= blocks[at][side] + blocks[at][2]:
        return None
    return there[blocks[at][1 - side] + index - blocks[at][side]]


@functools.lru_cache(maxsize=1)
def _converter():
    import opencc

    return opencc.OpenCC("t2s")


def fold(text: str) -> tuple[str, Sequence[int]]:
    """The text for comparison and, for each of its characters, the offset in `text`."""
    made, lengths = _formed(_simplified(text), FORMS)
    return made, np.repeat(np.arange(len(text)), lengths).tolist()


_folded = functools.lru_cache(maxsize=8)(fold)  # a witness is laid beside several others


def bare(text: str) -> str:
    """The letters, characters and digits of the folded text."""
    return _formed(_simplified(text), BARE)[0]


def _formed(text: str, forms: Mapping[int, str]) -> tuple[str, Sequence[int]]:
    """Each character in its form, and how many characters that is."""
    if len(text) < SHORT:
        made = [forms[ord(character)] for character in text]
        return "".join(made), [len(form) for form in made]
    codes = codes_of(text)
    present = distinct(codes)
    found = [forms[code] for code in present.tolist()]
    lengths = np.zeros(int(present.max(initial=0)) + 1, dtype=np.intp)
    lengths[present] = [len(form) for form in found]
    if lengths.max() > 1:  # ½, Ⅳ, …
        return "".join([forms[code] for code in codes.tolist()]), lengths[codes]
    table = np.zeros(len(lengths), dtype=np.uint32)
    table[present] = [ord(form) if form else 0 for form in found]
    kept = table[codes]
    return kept[kept > 0].tobytes().decode("utf-32-le"), lengths[codes]


def _simplified(text: str) -> str:
    simple = _converter().convert(text)
    return simple if len(simple) == len(text) else text


class _Forms(dict):
    """What becomes of each character (by code point) for comparison, worked out once."""

    def __missing__(self, code: int) -> str:
        same = chr(code).translate(QUOTES).translate(MARKS)
        kept = (f for f in unicodedata.normalize("NFKC", same) if not f.isspace())
        form = self[code] = "".join(f.lower() for f in kept if unicodedata.category(f)[0] != "C")
        return form


class _BareForms(dict):
    def __missing__(self, code: int) -> str:
        form = self[code] = "".join(c for c in FORMS[code] if c.isalnum())
        return form


FORMS, BARE = _Forms(), _BareForms()


def align(reference_text: str, variant_text: str) -> Alignment:
    """Lay `variant_text` beside `reference_text`."""
    left, left_at = _folded(reference_text)
    right, right_at = _folded(variant_text)
    blocks: list[tuple[int, int, int]] = []
    for a, b, c, d in _without_missing_ends(_gaps(left, right)):
        for first, other, length in _equal(left[a:b], right[c:d]):
            blocks.append((a + first, c + other, length))
    return Alignment(_joined(blocks), left_at, right_at)


def edits(alignment: Alignment) -> list[Edit]:
    """Where the witnesses differ, as spans of the two texts (empty spans: insertion or omission)."""
    made = []
    ends = [*alignment.blocks, (len(alignment.reference_at), len(alignment.variant_at), 0)]
    left = right = 0
    for first, other, length in ends:
        if first > left or other > right:
            made.append(
                Edit(*_span(alignment.reference_at, left, first), *_span(alignment.variant_at, right, other))
            )
        left, right = first + length, other + length
    return made


def _span(places: Sequence[int], start: int, end: int) -> tuple[int, int]:
    if start < end:
        return places[start], places[end - 1] + 1
    at = places[start] if start < len(places) else (places[-1] + 1 if places else 0)
    return at, at


def _equal(left: str, right: str) -> list[tuple[int, int, int]]:
    from rapidfuzz.distance import Indel

    return [
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in Indel.opcodes(left, right)
        if op.tag == "equal"
    ]


def _joined(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    made: list[tuple[int, int, int]] = []
    for block in blocks:
        if made and made[-1][0] + made[-1][2] == block[0] and made[-1][1] + made[-1][2] == block[1]:
            made[-1] = (*made[-1][:2], made[-1][2] + block[2])
        else:
            made.append(block)
    return made


def _gaps(left: str, right: str) -> list[tuple[int, int, int, int]]:
    """Stretches to align apart, cut at anchors in rising order."""
    cuts = _rising(_anchors(left, right))
    gaps, a, c = [], 0, 0
    for b, d in cuts:
        if b >= a and d >= c:
            gaps.append((a, b, c, d))
            a, c = b, d
    return [*gaps, (a, len(left), c, len(right))]


def _without_missing_ends(gaps: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Where one text lacks the beginning (or end), what the other has there is laid against the nearest
    characters only; else single characters all over the missing part would pass for agreement."""
    made = list(gaps)
    for at, keep_last in ((0, True), (-1, False)):
        a, b, c, d = made[at]
        room = min(b - a, d - c) + ANCHOR
        if abs((b - a) - (d - c)) <= MISSING:
            continue
        made[at] = (
            (max(a, b - room), b, max(c, d - room), d)
            if keep_last
            else (a, min(b, a + room), c, min(d, c + room))
        )
    return made


def _anchors(left: str, right: str) -> list[tuple[int, int]]:
    """(place in left, place in right) of passages that occur once in each, one per ANCHOR characters."""
    (here, places), (there, others) = _once(left), _once(right)
    _, ours, theirs = np.intersect1d(here, there, assume_unique=True, return_indices=True)
    pairs = sorted(zip(places[ours].tolist(), others[theirs].tolist()))
    found, last = [], -ANCHOR
    for place, other in pairs:
        if place - last >= ANCHOR:
            found.append((place, other))
            last = place
    return found


def _once(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Hashes of the passages that occur once, in order, and where they stand."""
    hashes = hashed(text, ANCHOR)
    order = np.argsort(hashes)
    ordered = hashes[order]
    differs = np.ones(len(ordered) + 1, dtype=bool)  # from the one before
    np.not_equal(ordered[1:], ordered[:-1], out=differs[1:-1])
    alone = differs[1:] & differs[:-1]
    return ordered[alone], order[alone]


def hashed(text: str, length: int) -> np.ndarray:
    """A hash of every stretch of so many characters."""
    codes = codes_of(text).astype(np.uint64)
    width = max(len(codes) - length + 1, 0)
    total = np.zeros(width, dtype=np.uint64)
    for place in range(length if width else 0):
        total = total * np.uint64(0x9E3779B97F4A7C15) + codes[place : place + width] + np.uint64(1)
    total ^= total >> np.uint64(29)
    return total * np.uint64(0xBF58476D1CE4E5B9) ^ (total >> np.uint64(32))


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of anchors that stand in the same order in both texts."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[at], ends[at] = place, index
    chain, index = [], ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
