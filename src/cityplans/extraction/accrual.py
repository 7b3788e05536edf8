"""Over what a figure accrues: a year, an average of years, or a window, and from which year on.

A state at a date (level, rank, coverage) accrues over nothing. What is added, doubled or grows runs from the
year after the one it is measured from, from the year that the sentence names, or from the plan's first.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cityplans.chinese.markers import number_of
from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NUMBER, five_years, of_title
from cityplans.extraction.goal_years import Context, Horizon
from cityplans.worded import Said, Worded

AVERAGE = Worded(
    r"年均(?!{yearly_means})|年平均|平均每年|每年平均|(?<![\d一二两三四五六七八九十去上今明当本前])年(?:递增|增长)|每年再?{yearly_change}[^，。；]{0,6}$"
)
OVER_YEARS = re.compile(
    r"累计|期间|时期|(?<!连续)[两三四五六]年(?!行动|计划|攻坚|工程)|比.{0,8}年|较.{0,8}年|[比较][“‘]?[一二]?十[一二三四五六七八九]?五[”’]?末|以来"
)
# A cut or a rise by so much is by the horizon, where no year is said; what “grows” so much does so a year.
CHANGE = Worded(r"{cut_or_raised}(?:率|幅度)?[^，。；增长]{0,4}$")
EACH_YEAR = re.compile("每年|逐年|年度|年年|同比|[当上]年")
EACH_MONTH = re.compile("每(?:个?[月周日天]|季)")  # 每月新增200家 is neither a year's nor the window's
THIS_YEAR = re.compile(r"今年|新的一年|全年|本年|年内|(?<!\d)年底(?:之?前|以前)")
BY_ITS_END = re.compile("[到至]|[底末]|五[”’]?$")
YEARS = Worded(r"(?<!\d)([三四五\d])年(?:{summed}|时间)")
PERIOD = re.compile(rf"[“‘「]?({FIVE_YEAR_NUMBER})五[”’」]?(?:时期|期间|规划期)")
SPAN = re.compile(rf"{ARABIC_YEAR}\s*年?\s*(?:[—–\-－~～〜]+|至|到)\s*(?:19|20)?\d\d年")
TOTAL = ("increment", "cumulative", "multiple")
ACCRUING = (*TOTAL, "annual_flow", "growth_rate")


class Accrual(NamedTuple):
    """`basis`: yearly, average, total, or '' for a state; `start`: the first year that counts."""

    basis: str = ""
    start: int | None = None


def accrual(
    measure: str, said: str, horizon: Horizon, base_year: int | None, context: Context, words: Said
) -> Accrual:
    """`said` is the sentence up to the value with the indicator; `base_year` what it is measured from."""
    part = re.split("[，；：]", said)[-1]
    if measure not in ACCRUING or EACH_MONTH.search(part):
        return Accrual()
    one_year = within_a_year(horizon, context)
    if "年" in said and words[AVERAGE].search(part):
        basis = "average"
    elif measure == "annual_flow" or one_year:
        basis = "yearly"
    elif measure == "growth_rate":
        changed = words[CHANGE].search(said) and not EACH_YEAR.search(said)
        over = base_year or OVER_YEARS.search(said) or changed
        basis = "total" if over else "yearly"
    else:
        basis = "total"
    since = horizon.year if one_year else _start(said, horizon, base_year, context, words)
    return Accrual(basis, since)


def over_years(measure: str, said: str, years: int, last: int | None, words: Said) -> Accrual:
    """Of what was said of several years that ended with `last`; a year of them says so (每年, 同比)."""
    if measure not in ACCRUING:
        return Accrual()
    part = re.split("[，；：]", said)[-1]
    if words[AVERAGE].search(part):
        basis = "average"
    else:
        basis = "yearly" if measure == "annual_flow" or EACH_YEAR.search(part) else "total"
    return Accrual(basis, last if basis == "yearly" else last - years + 1 if last else None)


def within_a_year(horizon: Horizon, context: Context) -> bool:
    """Whether a goal is for the year in which it is set: a work report's, or one for 今年."""
    if horizon.year is None or horizon.year != context.issue_year:
        return False
    said = horizon.evidence
    in_it = horizon.source == "explicit" and not BY_ITS_END.search(said)  # 2022年内改造180个
    return context.period_end == horizon.year or in_it or bool(THIS_YEAR.search(said))


def _start(said: str, horizon: Horizon, base_year: int | None, context: Context, words: Said) -> int | None:
    if base_year:
        return base_year + 1
    if span := SPAN.search(said):
        return of_title(span[0])[0] or int(span[0][:4])
    if period := PERIOD.search(said):
        return five_years(number_of(period[1]))[0]
    if horizon.year and (years := words[YEARS].search(said)):
        return horizon.year - number_of(years[1]) + 1
    within = context.period_start and horizon.year and context.period_start <= horizon.year
    return context.period_start if within else None
