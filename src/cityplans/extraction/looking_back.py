"""Whether 全年 is the year behind; and what stands before a place of a text, looked for once.

A paragraph may name a thousand years: what is asked of each may not go through all that stands before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from cityplans.chinese.years import ARABIC_YEAR
from cityplans.worded import Said, Worded

REVIEW = re.compile("回顾|过去(?:的)?一年|(?<![比较])[去上]年(?!同期)")  # 全年 after it is the year behind
AFTER_SENTENCE, END_OF_SENTENCE = re.compile("(?<![^。；：])"), re.compile("[。；]")
OPENED = re.compile(rf"\W{{0,3}}(?:截至|到)?({ARABIC_YEAR})年[底末]?，")
FULFILLED = Worded(  # 完成年度任务的112%, 圆满完成年度目标任务
    r"完成(?:年度|全年|年初)?(?:任务|目标|计划)的\d"
    r"|(?<!确保)(?<!力争){fulfils_well}完成{of_the_year}"
)
YEAR = re.compile(ARABIC_YEAR)


class Behind:
    """Where a text tells of the year behind."""

    def __init__(self, text: str, said: Said) -> None:
        self._text, self._fulfilled = text, _starts(said[FULFILLED], text)  # none of which runs over a sign
        self._sentences, self._ends = _starts(AFTER_SENTENCE, text), _starts(END_OF_SENTENCE, text)

    def holds(self, position: int, issue_year: int) -> bool:
        """Whether 全年 is the year behind: the clause looks back, or its sentence opens with that year."""
        text = self._text
        position += text[position] in "，。；"  # the sign before 全年 ends what is before it
        sentence = self._sentences[bisect_right(self._sentences, position) - 1]
        fulfilled = _next(self._fulfilled, sentence, len(text)) < _next(self._ends, position, len(text))
        if fulfilled or first_within(REVIEW, text, 0, position):
            return True
        opens = OPENED.match(text, sentence) or year_opened(text, sentence)
        return bool(opens) and int(opens[1]) < issue_year


def _starts(pattern: re.Pattern, text: str) -> list[int]:
    return [match.start() for match in pattern.finditer(text)]


def _next(places: Sequence[int], position: int, default: int) -> int:
    place = bisect_left(places, position)
    return places[place] if place < len(places) else default


def year_opened(text: str, sentence: int) -> re.Match | None:
    """2020年，全年造林9万亩。…，全年新增绿地1202公顷: the year that opened a sentence before, where none is
    named since."""
    years = all_within(YEAR, text, sentence)
    if not years or text.find("全年", years[-1].start(), sentence) < 0:
        return None
    return OPENED.match(text, max(text.rfind(mark, 0, years[-1].start()) for mark in "。；，") + 1)


def first_within(pattern: re.Pattern, text: str, start: int, end: int) -> re.Match | None:
    """The first match between two places; the search from one place is made once."""
    found = _first(pattern, text, start)
    return pattern.search(text, found.start(), end) if found and found.start() < end else None


@lru_cache(maxsize=16)
def _first(pattern: re.Pattern, text: str, start: int) -> re.Match | None:
    return pattern.search(text, start)


def all_within(pattern: re.Pattern, text: str, end: int) -> Sequence[re.Match]:
    """All matches up to a place over which none runs."""
    found = _every(pattern, text)
    return found[: bisect_right(found, end, key=re.Match.end)]


@lru_cache(maxsize=16)
def _every(pattern: re.Pattern, text: str) -> Sequence[re.Match]:
    return tuple(pattern.finditer(text))
