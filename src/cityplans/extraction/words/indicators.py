"""Indicator phrase → key of the indicator codebook; empty rather than wrong.

A row of indicator_terms.csv matches when all its `include` words (joined by +) are in the phrase, none of its
`exclude` words (joined by |) is, and unit and measure are among those listed (joined by |; none: any). An
`include` word with ^ before it must open the phrase, but for the territory (全市人才总量, not 社工人才总量).
Chinese noun phrases end in their head: the row whose words end last wins, then the one with most characters;
a tie between two keys is no match.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cityplans.codebook import Codebook

TERRITORY = re.compile(r"(?:[\u4e00-\u9fff]{0,3}[市省区县国州])?(?:各类|各级)?")
INVISIBLE = re.compile(r"[\s“”‘’]")  # blanks and quotation marks do not tell two indicators apart


class Term(NamedTuple):
    indicator_id: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    units: tuple[str, ...]
    measures: tuple[str, ...]
    weight: int
    opening: str = ""  # of the include words the one that opens the phrase


class Indicators(NamedTuple):
    terms: tuple[Term, ...]
    theme: dict[str, str]
    spellings: tuple[tuple[str, str], ...]  # of one thing, brought to one form before terms are looked up
    seen: dict[tuple[str, str, str], str]  # phrases met before
    of_kind: dict[tuple[str, str], tuple[Term, ...]]  # the terms that fit a unit and a measure


@lru_cache(maxsize=4)
def _compiled(terms, themes, spellings) -> Indicators:
    made = []
    for key, include, exclude, unit, measure in terms:
        words = tuple(w.removeprefix("^") for w in include.split("+") if w)
        made.append(
            Term(
                key,
                words,
                tuple(w for w in exclude.split("|") if w),
                tuple(u for u in unit.split("|") if u),
                tuple(m for m in measure.split("|") if m),
                sum(map(len, words)),
                next((w[1:] for w in include.split("+") if w.startswith("^")), ""),
            )
        )
    made.sort(key=lambda t: (-t.weight, t.indicator_id))
    return Indicators(tuple(made), dict(themes), spellings, {}, {})


def indicators_of(codebook: Codebook) -> Indicators:
    return _compiled(
        tuple(
            (r["indicator_id"], r["include"], r["exclude"], r["unit"], r["measure"])
            for r in codebook["indicator_terms"]
        ),
        tuple((r["indicator_id"], r["theme"]) for r in codebook["indicators"]),
        tuple((r["written"], r["form"]) for r in codebook["spellings"]),
    )


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
    phrase = headed(phrase)
    fitting = [
        (max(phrase.rfind(w) + len(w) for w in t.include), t.weight, t.indicator_id)
        for t in _of_kind(unit, measure, indicators)
        if t.include[0] in phrase and fits(t, phrase, unit, measure)
    ]
    if not fitting:
        return ""
    end, weight, _ = max(fitting)
    best = {key for e, w, key in fitting if (e, w) == (end, weight)}
    return best.pop() if len(best) == 1 else ""


def headed(phrase: str) -> str:
    """Of A、B、C等平台 the head 平台: a member of the list is not what is counted."""
    listed, mark, head = phrase.rpartition("等")
    return (
        head if mark and "、" in listed and len(head) >= 2 and not head.startswith(("级", "院")) else phrase
    )


def _of_kind(unit: str, measure: str, indicators: Indicators) -> tuple[Term, ...]:
    kind = (unit, measure)
    if kind not in indicators.of_kind:
        indicators.of_kind[kind] = tuple(
            t
            for t in indicators.terms
            if (not t.units or unit in t.units) and (not t.measures or measure in t.measures)
        )
    return indicators.of_kind[kind]


def fits(term: Term, phrase: str, unit: str, measure: str) -> bool:
    return (
        all(word in phrase for word in term.include)
        and (not term.opening or TERRITORY.match(phrase).end() == phrase.find(term.opening))
        and not any(word in phrase for word in term.exclude)
        and (not term.units or unit in term.units)
        and (not term.measures or measure in term.measures)
    )
