"""How sure a row is: the chance that all its fields are right, and what makes it doubtful.

A row bears signs: things the rules know of it (the codebook has no key, the year is only the plan's, a
bracket stands beside the value). Each sign has a weight in codebook/confidence.csv, learnt from rows read by
hand (checking/calibration.py); the chance is the logistic function of their sum and of the weight of
`any_row`. The signs that lower it noticeably are the row's doubts, the gravest first.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from cityplans.extraction.frame import Span
from cityplans.extraction.ledger.sight import Scene
from cityplans.extraction.statements.rows import Row
from cityplans.extraction.words import phrases
from cityplans.extraction.words.weights import Weights

DOUBTFUL = -0.25  # weight from which a sign is a doubt worth naming
DIGITS = 3
LONG, SHORT = 18, 3  # characters of an indicator
LONG_QUOTE = 40
REACH = 6
CROWD = 4  # values in one sentence
ODD = re.compile(r"^[的至由为是等及与比超从以在]|[的至由从为是等及与在]$|\d|[，；：]|之一|其中")
BEHIND = re.compile("已|目前|截至|现有|去年|上年|累计|以来|年来|了")


class Seen(NamedTuple):
    """A row where it stands: the scene of its clause, the codebook's key, the document's plan_type."""

    row: Row
    scene: Scene
    key: str
    plan_type: str
    is_reached: bool = False  # what stands today, not a goal

    @property
    def text(self) -> str:
        return self.scene.clause.text

    @property
    def sentence(self) -> Span:
        return self.scene.frame.sentence(self.row.quantity.start)

    @property
    def is_prose(self) -> bool:
        return self.scene.clause.clause_kind != "table"


def no_key(seen: Seen) -> bool:
    return not seen.key


def year_inherited(seen: Seen) -> bool:
    return seen.row.terms.horizon.source == "inherited"


def year_of_plan(seen: Seen) -> bool:
    return seen.row.terms.horizon.source == "plan"


def no_year(seen: Seen) -> bool:
    return seen.row.terms.horizon.year is None


def bracket_beside(seen: Seen) -> bool:
    row = seen.row
    return "（" in seen.text[row.start : row.end + 1] and seen.is_prose


def crowded_sentence(seen: Seen) -> bool:
    starts, sentence = seen.scene.value_starts, seen.sentence
    return seen.is_prose and bisect_left(starts, sentence.end) - bisect_left(starts, sentence.start) >= CROWD


def long_quote(seen: Seen) -> bool:
    return seen.is_prose and seen.row.end - seen.row.start >= LONG_QUOTE


def long_indicator(seen: Seen) -> bool:
    return len(seen.row.phrase) >= LONG


def short_indicator(seen: Seen) -> bool:
    return len(seen.row.phrase) <= SHORT


def odd_indicator(seen: Seen) -> bool:
    return bool(ODD.search(seen.row.phrase))


def deed_in_indicator(seen: Seen) -> bool:
    act = seen.scene.words.verbs.head.search(seen.row.phrase)
    return bool(act and act.start())


def subject_from_before(seen: Seen) -> bool:
    return seen.row.rule in ("subject_before", "heading_subject")


def shared_value(seen: Seen) -> bool:
    return seen.row.rule == "shared_value"


def noun_behind(seen: Seen) -> bool:
    return seen.row.rule == "value_then_indicator"


def in_bracket(seen: Seen) -> bool:
    return seen.row.rule == "in_bracket"


def of_table(seen: Seen) -> bool:
    return not seen.is_prose


def rare_unit(seen: Seen) -> bool:
    return seen.row.value.unit not in COMMON_UNITS


def value_in_words(seen: Seen) -> bool:
    quantity = seen.row.quantity
    return not seen.text[quantity.core_start : quantity.core_start + 1].isdecimal()


def of_money(seen: Seen) -> bool:
    return seen.row.value.unit.startswith(("元", "美元"))


def total(seen: Seen) -> bool:
    return seen.row.value.measure == "cumulative"


def gain(seen: Seen) -> bool:
    return seen.row.value.measure == "increment"


def state_built(seen: Seen) -> bool:
    """A state by its measure, a deed by its verb (打造15条): which of the two is meant is seldom sure."""
    return seen.row.value.measure == "level" and bool(seen.row.opening) and seen.row.value.unit != "%"


def rate(seen: Seen) -> bool:
    return seen.row.value.measure == "growth_rate"


def place_in_order(seen: Seen) -> bool:
    return seen.row.value.measure == "rank"


def no_verb_before(seen: Seen) -> bool:
    """No verb of doing opens the part of the sentence, and none of reaching stands right before the value."""
    row, verbs = seen.row, seen.scene.words.verbs
    if not seen.is_prose or row.opening:
        return False
    number = row.quantity
    before = seen.text[max(0, number.start - REACH) : number.core_start]
    return not phrases.strip_tail(before, verbs)[1]


def past_beside(seen: Seen) -> bool:
    return not seen.is_reached and bool(
        BEHIND.search(seen.text, seen.sentence.start, seen.row.quantity.start)
    )


def of_report(seen: Seen) -> bool:
    return seen.plan_type == "work_report"


def of_measures(seen: Seen) -> bool:
    return seen.plan_type == "measures"


def of_no_plan(seen: Seen) -> bool:
    return seen.plan_type == "other"


COMMON_UNITS = ("%", "家", "个", "名", "人", "元", "项", "件", "位", "百分点", "倍", "亩", "公里", "所", "")
SIGNS: tuple[Callable[[Seen], bool], ...] = (
    no_key, year_inherited, year_of_plan, no_year, bracket_beside, crowded_sentence, long_quote,
    long_indicator, short_indicator, odd_indicator, deed_in_indicator, subject_from_before, shared_value,
    noun_behind, in_bracket, of_table, rare_unit, value_in_words, of_money, total, gain, state_built, rate,
    place_in_order, no_verb_before, past_beside, of_report, of_measures, of_no_plan,
)  # fmt: skip


def signs(seen: Seen) -> tuple[str, ...]:
    """Names of the signs that a row bears."""
    return tuple([sign.__name__ for sign in SIGNS if sign(seen)])


def judged(borne: tuple[str, ...], weights: Weights) -> dict[str, float | str]:
    """`confidence` and `doubts` of a row that bears these signs."""
    of_row = {sign: weights.of_sign.get(sign, 0.0) for sign in borne}
    doubts = sorted((sign for sign, weight in of_row.items() if weight <= DOUBTFUL), key=of_row.__getitem__)
    chance = 1 / (1 + math.exp(-weights.start - sum(of_row.values())))
    return {"confidence": round(chance, DIGITS), "doubts": ";".join(doubts)}
