"""Indicator phrase → key of the indicator codebook; empty rather than wrong.

A row of indicator_terms.csv matches when all its `include` words (joined by +) are in the phrase, none of its
`exclude` words (joined by |) is, and unit and measure are among those listed (joined by |; none: any).
Chinese noun phrases end in their head: the row whose words end last wins, then the one with most characters;
a tie between two keys is no match.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cityplans.codebook import Codebook

SPELLINGS = (  # spellings of one thing, brought to one form before terms are looked up
    (re.compile(r"[Ｒr]＆?&?amp;?[DＤ]|R＆D"), "R&D"),
    (re.compile(r"研究与试验发展|研究与实验发展|研究与开发"), "R&D"),
    (re.compile(r"地区生产总值|国内生产总值|生产总值"), "GDP"),
    (re.compile(r"规模以上"), "规上"),
    (re.compile(r"每万(?:名)?人口?"), "每万人"),
    (re.compile(r"[\s“”‘’]"), ""),
)


class Term(NamedTuple):
    indicator_id: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    units: tuple[str, ...]
    measures: tuple[str, ...]
    weight: int


class Indicators(NamedTuple):
    terms: tuple[Term, ...]
    theme: dict[str, str]
    seen: dict[tuple[str, str, str], str]  # phrases met before


@lru_cache(maxsize=4)
def _compiled(terms, themes) -> Indicators:
    made = []
    for key, include, exclude, unit, measure in terms:
        words = tuple(w for w in include.split("+") if w)
        made.append(
            Term(
                key,
                words,
                tuple(w for w in exclude.split("|") if w),
                tuple(u for u in unit.split("|") if u),
                tuple(m for m in measure.split("|") if m),
                sum(map(len, words)),
            )
        )
    return Indicators(tuple(sorted(made, key=lambda t: (-t.weight, t.indicator_id))), dict(themes), {})


def indicators_of(codebook: Codebook) -> Indicators:
    return _compiled(
        tuple(
            (r["indicator_id"], r["include"], r["exclude"], r["unit"], r["measure"])
            for r in codebook["indicator_terms"]
        ),
        tuple((r["indicator_id"], r["theme"]) for r in codebook["indicators"]),
    )


def spelled(phrase: str) -> str:
    """The phrase in the spelling that terms use."""
    for pattern, replacement in SPELLINGS:
        phrase = pattern.sub(replacement, phrase)
    return phrase


def indicator_id(phrase: str, unit: str, measure: str, indicators: Indicators) -> str:
    """Key of the codebook, or '' where none or more than one fits."""
    asked = (phrase, unit, measure)
    if asked not in indicators.seen:
        indicators.seen[asked] = _lookup(spelled(phrase), unit, measure, indicators)
    return indicators.seen[asked]


def _lookup(phrase: str, unit: str, measure: str, indicators: Indicators) -> str:
    fitting = [
        (max(phrase.rfind(w) + len(w) for w in t.include), t.weight, t.indicator_id)
        for t in indicators.terms
        if fits(t, phrase, unit, measure)
    ]
    if not fitting:
        return ""
    end, weight, _ = max(fitting)
    best = {key for e, w, key in fitting if (e, w) == (end, weight)}
    return best.pop() if len(best) == 1 else ""


def fits(term: Term, phrase: str, unit: str, measure: str) -> bool:
    return (
        all(word in phrase for word in term.include)
        and not any(word in phrase for word in term.exclude)
        and (not term.units or unit in term.units)
        and (not term.measures or measure in term.measures)
    )
