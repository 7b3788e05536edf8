"""Indicator phrase → key of the indicator codebook; empty rather than wrong.

A row of indicator_terms.csv matches when all its `include` words (joined by +) are in the phrase, none of its
`exclude` words (joined by |) is, and unit and measure are among those listed (joined by |; none: any). An
`include` word with ^ before it must open the phrase, but for the territory (全市人才总量, not 社工人才总量).
Chinese noun phrases end in their head: the row whose words end last wins, then the one with most characters;
a tie between two keys is no match.

A key stands for the whole of its indicator. A phrase that narrows it to a part (part_words.txt: 人工智能领域
高新技术企业), counts it together with another thing (孵化器和众创空间) or goes on to another noun
(科技企业加速器) has no key. A printed grade that is not the key's own (column `grade` of indicators.csv)
leaves the key and is the target's scope; so is the area that a coverage holds for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from cityplans.codebook import Codebook
from cityplans.extraction.words.target_nouns import (
    TargetNouns,
    target_nouns_of,
    themes_from_the_end,
    without_weak,
)
from cityplans.worded import Said, Worded, said_of

TERRITORY = re.compile(r"(?:[\u4e00-\u9fff]{0,3}[市省区县国州])?(?:各类|各级)?")
INVISIBLE = re.compile(r"[\s“”‘’]")  # blanks and quotation marks do not tell two indicators apart
GRADE = re.compile(
    r"(?:(?:国家|省|市|区|县)级[、和与及])*(?:国家|省|市|区|县)级(?:以上)?"  # 国家级、省级 together
    r"|全[国省](?=重点)"
)
AREA = "area"  # as the grade of an indicator: it holds for places
REACHED = re.compile("实现|达到")
AREAS = Worded("{part_of_place}")
JOINED = re.compile(r"(?:、|和|与|及|以及|或|暨)$")
AND_OTHERS = re.compile(r"[\u4e00-\u9fff]{0,6}等[\u4e00-\u9fff]")
UNCOUNTED = re.compile("(?:、|和|与|及|以及)(?:一批|若干|一系列)")  # what follows has no number
ASIDE = re.compile(r"（[^（）]*）")
MULTIPLIERS, NUMERALS = "十百千万亿", tuple("一二三四五六七八九十两几数百千万0123456789")
CLAUSE_LENGTH = 12  # a longer clause before 的 describes and does not narrow


class Term(NamedTuple):
    """A row of indicator_terms.csv; `weight` tells which of two that fit counts."""

    indicator_id: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    units: tuple[str, ...]
    measures: tuple[str, ...]
    weight: int
    opening: str = ""  # of the include words the one that opens the phrase


Begun = dict[str, list[tuple[int, Term]]]  # the first two characters of a term -> its place and itself


class Indicators(NamedTuple):
    """The indicators of a codebook and how plans call them; `theme` by indicator_id."""

    terms: tuple[Term, ...]
    theme: dict[str, str]
    spellings: tuple[tuple[str, str], ...]  # of one thing, brought to one form before terms are looked up
    seen: dict[tuple[str, str, str], str]  # phrases met before
    begun: Begun
    parts: tuple[str, ...]  # words that narrow what follows them
    other_heads: tuple[str, ...]  # nouns that make another thing of what stands before them
    acts: tuple[str, ...]  # verbs, which 和 may join without joining two indicators
    grades: dict[str, tuple[str, ...]]  # those a key means by itself
    said: Said  # what rules write with words of measure_words.csv in it
    nouns: TargetNouns  # those that turn a phrase that goes on with them into another


@lru_cache(maxsize=4)
def indicators_of(codebook: Codebook) -> Indicators:
    """The indicators of a codebook, compiled."""
    known = codebook["indicators"]
    terms = sorted(map(_term, codebook["indicator_terms"]), key=lambda t: (-t.weight, t.indicator_id))
    return Indicators(
        terms=tuple(terms),
        theme={row["indicator_id"]: row["theme"] for row in known},
        spellings=tuple((row["written"], row["form"]) for row in codebook["spellings"]),
        seen={},
        begun=_begun(terms),
        parts=codebook.words("part_words"),
        other_heads=codebook.words("other_heads"),
        acts=tuple(row["term"] for row in codebook["verbs"]),
        grades={row["indicator_id"]: tuple(row["grade"].split("|")) for row in known if row["grade"]},
        said=said_of(codebook),
        nouns=without_weak(target_nouns_of(codebook)),
    )


def _term(row: Mapping[str, str]) -> Term:
    words = [word for word in row["include"].split("+") if word]
    plain = tuple(word.removeprefix("^") for word in words)
    exclude, units, measures = (
        tuple(filter(None, row[column].split("|"))) for column in ("exclude", "unit", "measure")
    )
    opening = next((word[1:] for word in words if word.startswith("^")), "")
    return Term(row["indicator_id"], plain, exclude, units, measures, sum(map(len, plain)), opening)


def spelled(phrase: str, indicators: Indicators) -> str:
    """The phrase in the spelling that terms use: spellings.csv from top to bottom."""
    phrase = INVISIBLE.sub("", phrase)
    for written, form in indicators.spellings:
        phrase = phrase.replace(written, form)
    return phrase


def indicator_id(phrase: str, unit: str, measure: str, indicators: Indicators) -> str:
    """Key of the codebook, or '' where none or more than one fits."""
    asked = (phrase, unit, measure)
    if asked not in indicators.seen:
        indicators.seen[asked] = _lookup(spelled(phrase, indicators), unit, measure, indicators)
    return indicators.seen[asked]


def _lookup(phrase: str, unit: str, measure: str, indicators: Indicators) -> str:
    whole, begun = UNCOUNTED.split(phrase)[0], indicators.begun
    phrase = headed(whole)
    fitting = _fitting(_near(phrase, begun), phrase, unit, measure)
    if phrase != whole:  # the members of a list may together be the indicator's own
        several = [t for t in _near(whole, begun) if len(t.include) > 1]
        listed = _fitting(several, whole, unit, measure)
        phrase, fitting = (whole, listed) if listed else (phrase, fitting)
    if not fitting:
        return ""
    last = max(place[:2] for place in fitting)
    best = [term for *place, term in fitting if tuple(place) == last]
    one = len({term.indicator_id for term in best}) == 1
    return best[0].indicator_id if one and _is_whole(best[0], phrase, indicators) else ""


def _near(phrase: str, begun: Begun) -> list[Term]:
    """The terms of which a phrase holds the first two characters, in their order."""
    heads = {phrase[i : i + width] for width in (1, 2) for i in range(len(phrase))}
    return [term for _, term in sorted(found for head in heads for found in begun.get(head, ()))]


def _fitting(terms: Iterable[Term], phrase: str, unit: str, measure: str) -> list[tuple[int, int, Term]]:
    """The terms that fit a phrase, each with where it ends there and its weight."""
    return [
        (_end(t, phrase), t.weight, t)
        for t in terms
        if t.include[0] in phrase and fits(t, phrase, unit, measure)
    ]


def _end(term: Term, phrase: str) -> int:
    return max(phrase.rfind(word) + len(word) for word in term.include)


def _is_whole(term: Term, phrase: str, indicators: Indicators) -> bool:
    """Whether the phrase names the indicator alone, and not a part of it or other things beside it."""
    before = ASIDE.sub("", phrase[: min(phrase.find(word) for word in term.include)])
    clause, _, near = before.rpartition("的")
    if len(clause) > CLAUSE_LENGTH:
        before = near
    if any(word in before for word in indicators.parts) and indicators.grades.get(term.indicator_id) != (
        AREA,
    ):
        return False
    joined = JOINED.search(before)
    first = before[: joined.start()] if joined else ""
    if first and not first.endswith(indicators.acts):
        return False
    after = phrase[_end(term, phrase) :]
    if len(term.include) == 1 and AND_OTHERS.match(after):
        return False
    if ASIDE.sub("", after).endswith(indicators.other_heads):
        return False
    own = indicators.theme[term.indicator_id]
    said = themes_from_the_end(after, indicators.nouns)
    return not said or said[0] == own


def scope_beside(key: str, phrase: str, indicators: Indicators) -> str:
    """What a phrase prints and its key does not mean by itself: a grade (市级以上) or, for coverage, an area
    (城区、重点镇乡); '' where there is none."""
    own = indicators.grades.get(key)
    if not own:
        return ""
    phrase = spelled(phrase, indicators)
    if own == (AREA,):
        named = REACHED.split(re.split(r"\d+G|信号|网络|覆盖", phrase)[0])[-1]
        return named if indicators.said[AREAS].search(named) else ""
    printed = GRADE.search(phrase)
    if printed:
        return "" if printed[0] in own else printed[0]
    return ""


def headed(phrase: str) -> str:
    """Of A、B、C等平台 the head 平台: a member of the list is not what is counted."""
    listed, mark, head = phrase.rpartition("等")
    return (
        head if mark and "、" in listed and len(head) >= 2 and not head.startswith(("级", "院")) else phrase
    )


def _begun(terms: Iterable[Term]) -> Begun:
    begun: Begun = {}
    for place, term in enumerate(terms):
        begun.setdefault(term.include[0][:2], []).append((place, term))
    return begun


def fits(term: Term, phrase: str, unit: str, measure: str) -> bool:
    """Whether a term stands for a phrase with this bare unit and measure."""
    return (
        (not term.units or unit in term.units)
        and (not term.measures or measure in term.measures)
        and all(_stands_in(phrase, word) for word in term.include)
        and (not term.opening or TERRITORY.match(phrase).end() == phrase.find(term.opening))
        and not any(word in phrase for word in term.exclude)
    )


def _stands_in(phrase: str, word: str) -> bool:
    """Whether a phrase holds a word, and not as the end of a larger amount (两千亿级 is no 千亿级)."""
    place = phrase.find(word)
    return place >= 0 and not (word[0] in MULTIPLIERS and phrase[place - 1 : place] in NUMERALS)
