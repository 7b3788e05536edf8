"""What a year or months that are over govern, where nothing is aimed at."""

from __future__ import annotations

import re
from bisect import bisect_left

from cityplans.chinese.years import year_of
from cityplans.extraction.frame import Span
from cityplans.extraction.ledger.aims import aimed, governed
from cityplans.extraction.ledger.sight import Sight
from cityplans.extraction.looking_back import year_opened
from cityplans.worded import Worded

PAST_MONTHS = re.compile(
    r"(?<![提以])前[一二两三四五六七八九十\d]{1,2}个?月|(?<!\d)[1一][—–\-~至到](?:(?P<last>\d|1[01])|[二-十])月"
)
PAST_YEAR = re.compile(r"\s{0,3}(?:截[至止])?((?:19|20)\d\d)年[底末]?(?![底末度内])")
AS_OF = re.compile(r"\s{0,3}截[至止]")
# 上世纪六十年代，…建成二十余家; not 改造上世纪80年代建成的小区
OF_AN_AGE = Worded(r"[^，。；\d]{0,6}{past_ages}[^，。；的]{0,10}，")
SET_OUT_FROM = re.compile(r"[由从自]\d[^，。；]{0,16}$")
FROM_THERE = re.compile(r"[比较由从][“‘]?$")
TIMES = re.compile(r"[底末]?的[\d.一二两三四五六七八九十]+倍")  # 提高到2021年的3倍
ON_TOP = re.compile(r"[”’]?(?:年?[底末])?的?(?:基础|水平)上?|[^，。；]{1,14}的?(?:基础|水平)上")


def of_months_behind(sight: Sight, before: str) -> bool:
    """1—9月出口增长12%; not the steps of a work plan: 第一阶段（1—3月）…, 1—6月…。7—12月…."""
    scene = sight.scene
    months = PAST_MONTHS.search(before) if scene.context.tense != "future" else None
    if not months:
        return False
    last = months["last"]
    goes_on = last and re.search(rf"(?<!\d){int(last) + 1}月?[—–\-~至到]\d", sight.text)
    return not (scene.around.step.search(before) or goes_on or aimed(sight, sight.left_in_part))


def _is_apart(sight: Sight, bracket: Span) -> bool:
    """Whether a bracket's year is that of a number in it (（2020年为2.5%）), or of the value before it that
    something sets out from (由39210元（2015年）增至…)."""
    if SET_OUT_FROM.search(sight.text, max(0, bracket.start - 20), bracket.start):
        return True
    return any(q.kind != "date" and bracket.start < q.start < bracket.end for q in sight.scene.quantities)


def goes_on_from_past(sight: Sight, sentence: Span) -> bool:
    """2020年，主营业务收入1万亿元。转化率达到70%: the sentence before is of a year behind, and this one does
    and aims at nothing and sets no least or most."""
    issued, scene = sight.scene.context.issue_year, sight.scene
    if not sentence.start or not issued or governed(sight):
        return False
    before = scene.frame.sentence(sentence.start - 1)
    year = PAST_YEAR.match(sight.text, before.start, before.end)
    as_of = year and AS_OF.match(sight.text, before.start, before.end)
    if not year or int(year[1]) >= issued + bool(as_of):
        return False
    if aimed(sight, sight.text[before.start : sentence.end]):
        return False
    return sight.quantity.comparator in ("eq", "gt") and not scene.verbs.head.search(sight.left_in_part)


def of_whole_year_behind(sight: Sight) -> bool:
    """2020年，全年造林9万亩。…，全年新增绿地1202公顷: of the year that the sentence before opened with."""
    issued, scene = sight.scene.context.issue_year, sight.scene
    if not sight.left_in_part.startswith("全年") or not issued or governed(sight):
        return False
    opened = year_opened(sight.text, scene.frame.sentence(sight.quantity.start).start)
    return bool(opened) and int(opened[1]) < issued and not aimed(sight, sight.left_in_sentence)


def governed_by_past(sight: Sight, sentence: Span) -> bool:
    """A year before the issue year governs, but for one that something is measured from (比2020年)."""
    dates, issue = sight.scene.dates, sight.scene.context.issue_year
    if not sight.due and sight.said[OF_AN_AGE].match(sight.left_in_sentence):
        return True
    first = bisect_left(dates, (sentence.start,))
    around = sight.scene.frame.bracket_around
    for other in reversed(dates[first : bisect_left(dates, (sight.quantity.start,))]):
        remark = around(other.start)
        if remark and remark != around(sight.quantity.start) and _is_apart(sight, remark):
            continue
        from_there = FROM_THERE.search(sight.text, max(0, other.start - 3), other.start)
        measured_from = (
            from_there or ON_TOP.match(sight.text, other.end) or TIMES.match(sight.text, other.end)
        )
        year = None if measured_from else year_of(sight.text[other.start : other.end])
        if year:
            return bool(issue and year < issue)
    return False
