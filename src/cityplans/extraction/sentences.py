"""The frame of a clause: sentences, the parts between commas, and the stretches inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

SENTENCE = re.compile(r"[。！？\n]")
PART = re.compile(r"[，；：。！？\n]|,(?!\d)|;")
QUOTED = re.compile(r"“[^”\n]{0,80}”|《[^》\n]{0,120}》|「[^」\n]{0,80}」|‘[^’\n]{0,60}’|〔[^〕\n]{0,40}〕")
LONGEST = {SENTENCE: 2000, PART: 400}  # a stretch without punctuation is cut there, so that work stays linear
BRACKETED = re.compile(r"（[^（）\n]{0,200}）|\([^()\n]{0,200}\)")


class Span(NamedTuple):
    start: int
    end: int


class Frame(NamedTuple):
    """Spans index into the clause's text; sentences and parts are given by where each ends."""

    text: str
    sentence_ends: list[int]
    part_ends: list[int]
    quoted: list[Span]
    bracketed: list[Span]

    def sentence(self, position: int) -> Span:
        return _at(self.sentence_ends, position)

    def part(self, position: int) -> Span:
        return _at(self.part_ends, position)

    def quote_around(self, position: int) -> Span | None:
        return next((s for s in self.quoted if s.start <= position < s.end), None)

    def bracket_around(self, position: int) -> Span | None:
        return next((s for s in self.bracketed if s.start <= position < s.end), None)


def frame(text: str) -> Frame:
    """Cut a clause; punctuation inside quotation marks and brackets cuts nothing."""
    quoted = [Span(*m.span()) for m in QUOTED.finditer(text) if not _is_speech(m[0])]
    bracketed = [Span(*m.span()) for m in BRACKETED.finditer(text)]
    open_text = BRACKETED.sub(_filled, QUOTED.sub(_filled, text))
    return Frame(text, _cut(open_text, SENTENCE), _cut(open_text, PART), quoted, bracketed)


def _is_speech(quoted: str) -> bool:
    """Whether a quotation is a statement with numbers (“总量达到320万名，贡献率达到40%”), not a name."""
    return len(quoted) > 20 and quoted[0] == "“" and bool(re.search(r"，.*\d|\d.*，", quoted))


def _filled(match: re.Match) -> str:
    """As long as the match, without punctuation inside but for its end: “…。” ends a sentence."""
    if _is_speech(match[0]):
        return match[0]
    return "".join("x" if c in "。！？\n，；：,;" else c for c in match[0][:-2]) + match[0][-2:]


def _cut(text: str, at: re.Pattern) -> list[int]:
    ends, start, longest = [], 0, LONGEST[at]
    for end in (*(m.end() for m in at.finditer(text)), len(text)):
        ends += range(start + longest, end, longest)
        start = end
        if not ends or end > ends[-1]:
            ends.append(end)
    return ends or [0]


def _at(ends: list[int], position: int) -> Span:
    """The stretch that holds a position; the last one where it lies beyond."""
    index = min(bisect_right(ends, max(position, 0)), len(ends) - 1)
    return Span(ends[index - 1] if index else 0, ends[index])
