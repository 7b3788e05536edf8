"""A text that knows, for every character, where it stood in the decoded file.

Every operation returns a new Mapped. What is put in for something takes the origin of what it stands for,
so origins stay in order of the file, but for the rows of a table whose cells were put back in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

Span = tuple[int, int]


class Row(NamedTuple):
    """A line: `start` to `end` with its line end, `text` without blanks at either end."""

    start: int
    end: int
    text: str


def codes_of(text: str) -> np.ndarray:
    """The code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def disjoint(spans: list[Span]) -> list[Span]:
    """Of spans in order that overlap the first; the one that is dropped hides no other."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def distinct(values: np.ndarray) -> np.ndarray:
    """The values in order, each once; np.unique takes ten times as long over whole numbers."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


@dataclass(frozen=True, eq=False)
class Mapped:
    """`text` and `origins` (int32), one origin per character: its offset in the decoded file."""

    text: str
    origins: np.ndarray

    @classmethod
    def of(cls, text: str, start: int = 0) -> Mapped:
        """A text standing in the file as it is, from offset `start` on."""
        return cls(text, np.arange(start, start + len(text), dtype=np.int32))

    @cached_property
    def codes(self) -> np.ndarray:
        """The code point of each character."""
        return codes_of(self.text)

    @cached_property
    def characters(self) -> frozenset[str]:
        """Which characters occur: a fix whose signs do not occur need not search."""
        return frozenset(map(chr, distinct(self.codes).tolist()))

    @cached_property
    def rows(self) -> list[Row]:
        """The lines that are not empty."""
        found, start = [], 0
        for line in self.text.split("\n"):
            end = start + len(line) + 1
            if bare := line.strip():
                found.append(Row(start, min(end, len(self.text)), bare))
            start = end
        return found

    def counts(self, kind: np.ndarray) -> list[int]:
        """In each of the rows, how many characters are of a kind (true at their code points)."""
        before = np.concatenate(([0], np.cumsum(kind[self.codes])))
        starts, ends = [row.start for row in self.rows], [row.end for row in self.rows]
        return (before[ends] - before[starts]).tolist()

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> Mapped:
        return Mapped(self.text[part], self.origins[part])

    @staticmethod
    def join(parts: Iterable[Mapped]) -> Mapped:
        """The parts one after the other."""
        parts = [p for p in parts if len(p)]
        if not parts:
            return Mapped.of("")
        return Mapped("".join(p.text for p in parts), np.concatenate([p.origins for p in parts]))

    def at(self, offsets: Iterable[int]) -> list[int]:
        """Where characters of this text stand in the file; an offset past the end counts as the last one."""
        last = len(self.origins) - 1
        places = np.fromiter(offsets, dtype=np.intp)
        return self.origins[np.minimum(places, last)].tolist() if last >= 0 else []

    def in_file(self, span: Span) -> Span:
        """Where a stretch of this text, not empty, stands in the file (end exclusive)."""
        part = self.origins[slice(*span)]
        return int(part.min()), int(part.max()) + 1

    def keep(self, spans: Iterable[Span]) -> Mapped:
        """Only the characters inside `spans` (in order, not overlapping)."""
        spans = [s for s in spans if s[0] < s[1]]
        if not spans:
            return Mapped.of("")
        return Mapped(
            "".join([self.text[a:b] for a, b in spans]), np.concatenate([self.origins[a:b] for a, b in spans])
        )

    def delete(self, pattern: re.Pattern[str]) -> tuple[Mapped, list[int]]:
        """Without what `pattern` matches; also where in the file something was taken out."""
        return self.delete_spans([m.span() for m in pattern.finditer(self.text)])

    def delete_spans(self, spans: Iterable[Span]) -> tuple[Mapped, list[int]]:
        """Without the characters inside `spans` (in order, not overlapping)."""
        spans = [s for s in spans if s[0] < s[1]]
        if not spans:
            return self, []
        mask = np.ones(len(self.text), dtype=bool)
        pieces, end = [], 0
        for a, b in spans:
            mask[a:b] = False
            pieces.append(self.text[end:a])
            end = b
        pieces.append(self.text[end:])
        return Mapped("".join(pieces), self.origins[mask]), self.at(a for a, _ in spans)

    def replace(self, edits: Iterable[tuple[int, int, str]]) -> tuple[Mapped, list[int]]:
        """Put `new` in place of text[a:b] for each (a, b, new), in order; a == b inserts.

        The i-th new character takes the origin of the i-th replaced one (of the last, where there are
        more; of the character before, where nothing is replaced). Edits that change nothing are not counted.
        """
        edits = [e for e in edits if self.text[e[0] : e[1]] != e[2]]
        if not edits:
            return self, []
        if all(len(new) <= b - a for a, b, new in edits):
            return self._shortened(edits)
        pieces, takes, end = [], [], 0
        for a, b, new in edits:
            pieces += [self.text[end:a], new]
            last = b - 1 if b > a else max(a - 1, 0)
            takes += [np.arange(end, a), np.minimum(np.arange(min(a, last), min(a, last) + len(new)), last)]
            end = b
        pieces.append(self.text[end:])
        takes.append(np.arange(end, len(self.text)))
        origins = self.origins if len(self.origins) else np.zeros(1, dtype=np.int32)
        index = np.concatenate(takes).astype(np.int64)
        return Mapped("".join(pieces), origins[index]), self.at(a for a, _, _ in edits)

    def _shortened(self, edits: list[tuple[int, int, str]]) -> tuple[Mapped, list[int]]:
        """`replace` for edits none of which grows: the common case, without an array for each."""
        mask = np.ones(len(self.text), dtype=bool)
        pieces, end = [], 0
        for a, b, new in edits:
            mask[a + len(new) : b] = False
            pieces += [self.text[end:a], new]
            end = b
        pieces.append(self.text[end:])
        return Mapped("".join(pieces), self.origins[mask]), self.at(a for a, _, _ in edits)

    def sub(
        self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]
    ) -> tuple[Mapped, list[int]]:
        """`re.sub` with origins; a string is put in as it is (no group references)."""
        put = new if callable(new) else lambda _: new
        return self.replace((m.start(), m.end(), put(m)) for m in pattern.finditer(self.text))

    def translate(self, table: Mapping[str, str]) -> tuple[Mapped, list[int]]:
        """Characters exchanged one for one."""
        present = self.characters & table.keys()
        if not present:
            return self, []
        pattern = re.compile("[" + "".join(map(re.escape, sorted(present))) + "]")
        changed = [m.start() for m in pattern.finditer(self.text)]
        text = self.text
        for old in present:
            text = text.replace(old, table[old])
        return Mapped(text, self.origins), self.at(changed)

    def with_text(self, text: str) -> Mapped:
        """The same places with other characters, one for one. Raises ValueError if the length differs."""
        if len(text) != len(self.text):
            raise ValueError("a character-for-character conversion changed the length")
        return Mapped(text, self.origins)
