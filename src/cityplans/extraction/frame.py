"""The frame of a clause: sentences, the parts between commas, and the stretches inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from cityplans.chinese.markers import ITEMS, marker_of

ENDS = "。！？\n"  # of a sentence, and so of a part
PART = re.compile(r"[，；：。！？\n;,](?!(?<=,)\d)")  # a set of characters first: twice as fast as a choice
QUOTED = re.compile(r"“[^”\n]{0,80}”|《[^》\n]{0,120}》|「[^」\n]{0,80}」|‘[^’\n]{0,60}’|〔[^〕\n]{0,40}〕")
LONGEST_SENTENCE, LONGEST_PART = 2000, 400  # without punctuation it is cut there, so that work stays linear
FILLED = str.maketrans(dict.fromkeys("。！？\n，；：,;", "x"))
REMARK = re.compile(r"（[^（）\n]{1,401}）")
NUMERAL = re.compile(r"[\d一二两三四五六七八九十百千万亿半]")
REACH = 200  # characters of a remark before its numeral, and behind it
# 分别达到850，1100家: commas between values in turn, behind which nothing else is said
IN_TURN = re.compile(
    r"分别[^，。；\d]{0,14}\d[\d.]{0,9}[^，。；\d]{0,6}(?:[，,]\d[\d.]{0,9}[^，,。；、\d]{0,6}(?=[，。；]|$))+"
)
JOINED = str.maketrans("，,", "、、")
SPOKEN = re.compile(r"“到(?:19|20)\d\d年")
DIGIT = re.compile(r"\d")
BRACKETED = re.compile(r"（[^（）\n]{0,200}）|\([^()\n]{0,200}\)")


class Span(NamedTuple):
    """Characters from `start` up to, and without, `end`."""

    start: int
    end: int


class Frame(NamedTuple):
    """Spans index into the clause's text; sentences and parts are given by where each ends."""

    text: str
    sentence_ends: list[int]
    part_ends: list[int]
    quoted: list[Span]
    brackets: list[Span]  # with a digit or a numeral in them; each is a part of its own for what stands in it
    sentences: dict[int, Span]  # and parts, of positions asked before: every rule asks about the same numbers
    parts: dict[int, Span]

    def sentence(self, position: int) -> Span:
        if position not in self.sentences:
            self.sentences[position] = _at(self.sentence_ends, position)
        return self.sentences[position]

    def part(self, position: int) -> Span:
        if position not in self.parts:
            bracket = self.bracket_around(position) if self.brackets else None
            part = _inside(self.text, bracket, position) if bracket else _at(self.part_ends, position)
            self.parts[position] = part
        return self.parts[position]

    def bracket_around(self, position: int) -> Span | None:
        if not self.brackets:
            return None
        at = bisect_right(self.brackets, position, key=lambda s: s.start)
        return self.brackets[at - 1] if at and position < self.brackets[at - 1].end else None

    def bracket_at(self, position: int) -> Span | None:
        """The bracket that opens right at a position."""
        bracket = self.bracket_around(position)
        return bracket if bracket and bracket.start == position else None

    def quote_around(self, position: int) -> Span | None:
        if not self.quoted:
            return None
        at = bisect_right(self.quoted, position, key=lambda s: s.start)
        return self.quoted[at - 1] if at and position < self.quoted[at - 1].end else None


def frame(text: str) -> Frame:
    """Cut a clause; punctuation inside quotation marks and brackets cuts nothing.

    The numbering that opens it (（一）, 1., ——) is a sentence of its own: what follows it stands at the head.
    """
    quotes = list(QUOTED.finditer(text))
    quoted = [Span(*m.span()) for m in quotes if not _is_speech(m[0])]
    open_text = QUOTED.sub(_filled, text) if quotes else text
    if "分别" in text:
        open_text = IN_TURN.sub(lambda values: values[0].translate(JOINED), open_text)
    open_text = BRACKETED.sub(_filled, open_text) if "（" in text or "(" in text else open_text
    numbering = marker_of(text)
    opening = [numbering.end] if numbering else []
    parts = [m.end() for m in PART.finditer(open_text, *opening)]
    sentences = opening + [end for end in parts if open_text[end - 1] in ENDS]
    parts = sorted({*opening, *parts, *(m.end() for m in ITEMS.finditer(text))})
    length = len(text)
    return Frame(
        text,
        _cut(sentences, length, LONGEST_SENTENCE),
        _cut(parts, length, LONGEST_PART),
        quoted,
        remarks(text),
        {},
        {},
    )


def remarks(text: str) -> list[Span]:
    """Brackets with a digit or a numeral in them."""
    if "（" not in text:
        return []
    return [Span(*m.span()) for m in REMARK.finditer(text) if _is_numbered(text, *m.span())]


def _is_numbered(text: str, start: int, end: int) -> bool:
    first, last = max(start + 1, end - REACH - 2), min(end - 1, start + REACH + 2)
    return bool(NUMERAL.search(text, first, last))


def _inside(text: str, bracket: Span, position: int) -> Span:
    """The stretch between commas that holds a position inside a bracket."""
    inner = Span(bracket.start + 1, bracket.end - 1)
    start = max(text.rfind(mark, inner.start, position) + 1 for mark in "，；。：")
    ends = [end for mark in "，；。：" if (end := text.find(mark, position, inner.end)) >= 0]
    return Span(max(inner.start, start), min([inner.end, *(end + 1 for end in ends)]))


def _is_speech(quoted: str) -> bool:
    """Whether a quotation is a statement with numbers (“总量达到320万名，贡献率达到40%”), not a name."""
    states = "，" in quoted and DIGIT.search(quoted) or SPOKEN.match(quoted) and DIGIT.search(quoted, 8)
    return len(quoted) > 20 and quoted[0] == "“" and bool(states)


def _filled(match: re.Match) -> str:
    """As long as the match, without punctuation inside but for its end: “…。” ends a sentence."""
    if _is_speech(match[0]):
        return match[0]
    return match[0][:-2].translate(FILLED) + match[0][-2:]


def _cut(ends: list[int], length: int, longest: int) -> list[int]:
    if not ends or ends[-1] < length:
        ends.append(length)
    if length <= longest:
        return ends
    stretches = pairwise([0, *ends])
    return [cut for start, end in stretches for cut in (*range(start + longest, end, longest), end)]


def _at(ends: list[int], position: int) -> Span:
    """The stretch that holds a position; the last one where it lies beyond."""
    index = bisect_right(ends, position)
    if index == len(ends):
        index -= 1
    return Span(ends[index - 1] if index else 0, ends[index])
