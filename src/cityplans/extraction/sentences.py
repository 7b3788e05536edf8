"""The frame of a clause: sentences, the parts between commas, and the stretches inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

SENTENCE = re.compile(r"[。！？\n]")
PART = re.compile(r"[，；：。！？\n]|,(?!\d)|;")
QUOTED = re.compile(r"“[^”\n]{0,80}”|《[^》\n]{0,120}》|「[^」\n]{0,80}」|‘[^’\n]{0,60}’|〔[^〕\n]{0,40}〕")
BRACKETED = re.compile(r"（[^（）\n]{0,200}）|\([^()\n]{0,200}\)")


class Span(NamedTuple):
    start: int
    end: int


class Frame(NamedTuple):
    """Spans index into the clause's text."""

    text: str
    sentences: list[Span]
    parts: list[Span]
    quoted: list[Span]
    bracketed: list[Span]

    def sentence(self, position: int) -> Span:
        return _at(self.sentences, position)

    def part(self, position: int) -> Span:
        return _at(self.parts, position)

    def quote_around(self, position: int) -> Span | None:
        return next((s for s in self.quoted if s.start <= position < s.end), None)

    def bracket_around(self, position: int) -> Span | None:
        return next((s for s in self.bracketed if s.start <= position < s.end), None)


def frame(text: str) -> Frame:
    """Cut a clause; punctuation inside quotation marks and brackets cuts nothing."""
    quoted = [Span(*m.span()) for m in QUOTED.finditer(text)]
    bracketed = [Span(*m.span()) for m in BRACKETED.finditer(text)]
    closed = [*quoted, *bracketed]
    return Frame(text, _cut(text, SENTENCE, closed), _cut(text, PART, closed), quoted, bracketed)


def _cut(text: str, at: re.Pattern, closed: list[Span]) -> list[Span]:
    spans = []
    start = 0
    for match in at.finditer(text):
        if any(s.start < match.start() < s.end - 1 for s in closed):
            continue
        spans.append(Span(start, match.end()))
        start = match.end()
    if start < len(text) or not spans:
        spans.append(Span(start, len(text)))
    return spans


def _at(spans: list[Span], position: int) -> Span:
    index = bisect_right(spans, position, key=lambda s: s.start) - 1
    return spans[max(index, 0)]
