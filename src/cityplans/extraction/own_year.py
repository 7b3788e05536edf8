"""The year a document speaks from: of its date, else what its own words show.

Without it 今年 and 去年 say nothing, and a year that is over cannot be told from one that is aimed at. A
text without a date shows it by the goals it sets for one year (2024年预期目标, 2024年工作计划: that year),
by what it looks back on (2023年工作总结, 截至2023年底: the year after), or by calling a year the first, the
last, a decisive one.
"""

from __future__ import annotations

import re

from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NUMBER, five_year_end
from cityplans.records import Plan
from cityplans.worded import Said, Worded

UNKNOWN_MONTH, HALF_YEAR, LATE = 6, 7, 12
OF_WORK = re.compile(rf"(?:^|[\n。；])\W{{0,3}}({ARABIC_YEAR})年是[^。\n]{{0,60}}之年")
NAMED = re.compile(rf"({ARABIC_YEAR})年")
# not that of another body or of a text that is followed: 按照省2024年重点工作, 参照2019年要点
OF_YEAR = rf"(?<![照实彻据按][省市县区])(?<![\d到至—–\-~～照实彻据按])({ARABIC_YEAR})年度?"
AIMS = Worded(rf"{OF_YEAR}(?:[\u4e00-\u9fff“”]{{0,20}}?){{aims_of_year}}")
REVIEWED = Worded(rf"{OF_YEAR}(?:[\u4e00-\u9fff“”]{{0,20}}?){{reviewed}}(?!会议|精神)")
HALF = Worded(  # 2009年上半年工作总结: said in the course of that year
    rf"{OF_YEAR}\s?(?:上半年|前?[一二三]季度|前三季度|\d{{1,2}}月?[-—–~～至到]\d{{1,2}}月)"
    r"[\u4e00-\u9fff]{0,12}?(?:{reviewed}|{reported})"
)
THIS_IS = Worded(  # 2017年，…。今年主要预期目标: what a report of December calls this year
    rf"({ARABIC_YEAR})年[^。\n]{{0,80}}(?:之年|的一年)|{OF_YEAR}[\u4e00-\u9fff]{{0,8}}?{{aims_of_year}}"
)
MEETING = re.compile(rf"召开的?({ARABIC_YEAR})年[\u4e00-\u9fff]{{2,12}}工作会议")
WAS = re.compile(rf"{OF_YEAR}是[^。\n]{{0,80}}的一年。[^。，\n]{{0,4}}一年")  # 2022年是…的一年。一年来，…
STATED = Worded(rf"{{told_by_count}}(?:显示|表明)?，?({ARABIC_YEAR})年(?![底末]?前)")
UP_TO = re.compile(rf"截[至止]到?目?前?\s?({ARABIC_YEAR})年")
COMPARED = Worded(
    rf"(?:^|[\n。；：])[^。；：\n]{{0,12}}?{OF_YEAR}[，,]?(?P<said>[^。；\n]{{2,60}}?)(?:{{compares}}|{{done_told}})"
)
AIMED = Worded("{intends}|{later}|目标|[到至]")
COMPARES = Worded("{compares}")
OPENS = re.compile(rf"\W{{0,4}}({ARABIC_YEAR})年，")
OPENED = re.compile(rf"^\W{{0,4}}({ARABIC_YEAR})年，", re.M)
UNTIL = re.compile(rf"(?<![截止达])[到至]({ARABIC_YEAR})年(?![底末]?的\d)")  # not 减少至2015年末的471万人
# “十二五”期间，…取得了显著成绩, where the next plan is spoken of
PLAN_OVER = Worded(
    rf"(?:^|\n)\W{{0,4}}({FIVE_YEAR_NUMBER})五[”’]?(?:时期|期间|以来)，[^。\n]{{0,80}}(?:(?<!为)了(?!解)|{{told_of_done}})"
)
PLAN = re.compile(f"({FIVE_YEAR_NUMBER})五")
DRAFTED = re.compile(rf"[“‘]?({FIVE_YEAR_NUMBER})五[”’]?规划(?:纲要)?[（(]?草案")
TOGETHER = 2  # years whose goals a text sets side by side; of more it shows none
PERIOD = 5  # years of a five-year plan


def issued(plan: Plan, said: Said) -> tuple[int | None, int]:
    """Year and month in which a plan was issued; without a date the begin of its period or, from January on,
    the year that its text shows; None where it shows none. A report of December speaks of the next year."""
    text = plan.reference.text
    found = re.match(r"(\d{4})(?:-(\d{2}))?", plan.date or "")
    if found:
        year, month = int(found[1]), int(found[2] or UNKNOWN_MONTH)
        is_next = month >= LATE and any(int(m[1] or m[2]) == year + 1 for m in said[THIS_IS].finditer(text))
        return (year + 1, 1) if is_next else (year, month)
    return plan.period_start or shown(text, said), HALF_YEAR if said[HALF].search(text) else 1


def shown(text: str, said: Said) -> int | None:
    """The year that a text without a date shows it is of.

    >>> from cityplans.worded import said_of
    >>> from cityplans import codebook
    >>> words = said_of(codebook.load())
    >>> shown("2023年工作总结和2024年工作打算。到2027年，产值达到5亿元。", words)
    2024
    >>> shown("截至2019年底，全区有企业30家。到2025年，达到80家。", words)
    2020
    """
    if of_work := OF_WORK.search(text):
        return min([int(of_work[1]), *(int(year) for year in UNTIL.findall(text))])
    years = _years(said[AIMS], text)
    if years:
        return min(years) if len(years) <= TOGETHER else None
    if meetings := _years(MEETING, text):
        return max(meetings)
    if halves := _years(said[HALF], text):
        return max(halves)
    if drafted := DRAFTED.search(text):
        return five_year_end(drafted[1]) - PERIOD + 1
    over = {five_year_end(found[1]) for found in said[PLAN_OVER].finditer(text)}
    if over and any(five_year_end(number) > max(over) for number in PLAN.findall(text)):
        return max(over) + 1
    named = _years(NAMED, text)
    up_to = {year for year in _years(UP_TO, text) if year < max(named)}  # the last may be aimed at
    behind = up_to | _compared(text, said)
    for told in (said[REVIEWED], WAS, said[STATED]):
        behind |= _years(told, text)
    ahead = [year for year in _years(UNTIL, text) if not behind or year >= max(behind)]
    if behind:
        return min([max(behind) + 1, *ahead])
    aimed_at = _years(UNTIL, text) | _years(UP_TO, text)
    return named.pop() if len(named) == 1 and not named & aimed_at else None


def _years(pattern: re.Pattern[str], text: str) -> set[int]:
    return {int(found[1]) for found in pattern.finditer(text)}


def _compared(text: str, said: Said) -> set[int]:
    """2009年，总产值10亿元，比上年增长8%: a year that is told of beside the one before it, in its sentence or
    in its paragraph, where another opens with the year after it."""
    near, told = set[int](), set[int]()
    for line in text.split("\n"):
        if "目标" in line:
            continue
        near |= {int(one[1]) for one in said[COMPARED].finditer(line) if not said[AIMED].search(one["said"])}
        if (opens := OPENS.match(line)) and said[COMPARES].search(line):
            told.add(int(opens[1]))
    opened = _years(OPENED, text)
    return near | {year for year in told if year + 1 in opened}
