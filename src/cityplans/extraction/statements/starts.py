"""From where a target starts: how its indicator stood, and in which year (比上年, 在去年1.9亿元的基础上)."""

from __future__ import annotations

import re

from cityplans.extraction import goal_years
from cityplans.extraction.accrual import within_a_year
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements.case import Case, Statement
from cityplans.extraction.words import baselines
from cityplans.extraction.words.measures import is_rank

OVER_LAST_YEAR = re.compile("[比较](?:上年|去年|上一年)")
AGAINST_OPENS = re.compile(
    r"(?:与|同|和|较|比)((?:19|20)\d\d)年[底末]?相?比，"
)  # 与2020年相比，…由30万吨增至36万吨
OVER_THIS_YEAR = re.compile("[比较]今年")
ON_LAST_YEAR = re.compile(r"[在以](?:去年|上年)[^。；]{0,20}(?:基础上|水平上|为基数|为基础)")
FROM_LAST_YEAR = re.compile("[于过](?:上年|去年)的$")


def start(case: Case, horizon: goal_years.Horizon) -> tuple[float | None, int | None]:
    """(value, year) a target starts from; 比上年 is the year before the one it is for."""
    turn, said = case.candidate.share, case.words.said
    if turn is not None and (moved := baselines.in_turn(case.frame, case.quantity, turn, said)):
        return moved
    base = baselines.baseline(case.frame, case.quantity, case.text, said)
    if base[0] is not None and base[1] is None:
        opened = AGAINST_OPENS.search(
            case.text, case.frame.sentence(case.quantity.start).start, case.quantity.start
        )
        base = (base[0], int(opened[1])) if opened else base
    before = case.text[case.frame.part(case.quantity.start).start : case.quantity.start]
    issued = case.scene.context.issue_year
    if (
        base[0] is not None
        and base[1] is None
        and issued
        and ON_LAST_YEAR.search(case.text, 0, case.quantity.start)
    ):
        return base[0], issued - 1  # 在去年1.9亿元的基础上
    if issued and case.quantity.unit_kind != "multiple" and FROM_LAST_YEAR.search(before):
        return case.quantity.low, issued - 1  # 不少于上年的2600家
    if base[1] is None and issued and OVER_THIS_YEAR.search(before):
        return base[0], issued  # 比今年下降25%
    if base[1] is None and OVER_LAST_YEAR.search(before) and within_a_year(horizon, case.scene.context):
        return base[0], horizon.year - 1
    return base if base != (None, None) else _base_beside(case, horizon)


def _base_beside(case: Case, horizon: goal_years.Horizon) -> tuple[float | None, int | None]:
    """占比（2022年为30.8%）提高到34%: what the bracket behind the indicator says of it."""
    frame, quantity = case.frame, case.quantity
    brackets = [
        bracket
        for bracket in frame.brackets
        if frame.part(quantity.start).start <= bracket.start and bracket.end <= quantity.start
    ]
    inside = [
        q
        for q in case.scene.quantities
        if brackets and brackets[-1].start < q.start < brackets[-1].end and q.unit == quantity.unit
    ]
    said = case.text[brackets[-1].start : inside[0].start] if len(inside) == 1 else ""
    return baselines.stated(said, inside[0], horizon, case.words.said) if said else (None, None)


def of_sentence(
    case: Case, said: Statement, full: str, horizon: goal_years.Horizon, is_level: bool
) -> tuple[float | None, int | None]:
    """What the sentence says elsewhere of how the indicator stood: behind the value, or before it."""
    frame, quantity, words = case.frame, case.quantity, case.words
    told = [q for q in case.scene.quantities if q.kind != "date"]
    opens = frame.sentence(quantity.start).start
    on_this = words.said[baselines.ON_THIS].search(case.text, opens, quantity.start)
    if on_this and said.subject:
        last = next((q for q in reversed(told) if opens <= q.start and q.end <= on_this.start()), None)
        return baselines.of_fact(frame, last, horizon, words.said)
    if not is_level:
        return None, None
    after = next((q for q in told if q.start > quantity.end), None)
    base = baselines.behind(frame, quantity, after, horizon, words.said)
    return (
        base
        if base != (None, None)
        else baselines.of_fact(frame, _fact(case, said, full), horizon, words.said)
    )


def _fact(case: Case, said: Statement, full: str) -> Quantity | None:
    """How the indicator stood, where the sentence says so first: of the subject, or by the same name."""
    if said.subject and not said.main.text and said.subject.fact:
        return said.subject.fact
    before = case.fact_before
    is_goal = before and any(row.quantity == before.fact for row in case.earlier)
    same = before and before.text == (full.removesuffix("排名") if is_rank(case.quantity) else full)
    return before.fact if before and same and not is_goal else None
