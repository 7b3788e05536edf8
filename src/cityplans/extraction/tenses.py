"""Whether a paragraph looks back or ahead: reviews are facts, goals are targets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NUMBER, five_year_end
from cityplans.extraction.horizons import home_of
from cityplans.extraction.reviewing import is_bulletin, is_news, is_report, names_report
from cityplans.extraction.words.words import Words
from cityplans.records import Clause
from cityplans.worded import Worded

THIS_YEAR = re.compile("今年|新的一年|本届|未来|今后")
AHEAD = Worded("{looks_ahead}")
TASK = Worded(r"[\W\d一二三四五六七八九十]{0,8}{task_verb}")
REVIEW_HEAD = Worded(  # 2024年工作回顾：… in the line itself
    r"(?:[一二三四五六七八九十\d]{1,3}[、.．]|（[一二三四五六七八九十]）)?(?:\d{4}年)?[\u4e00-\u9fff]{0,8}{recalls}[：:。]"
    r"|回顾[^。；\d]{2,20}，"  # 回顾过去，成绩来之不易
    r"|(?![^，。；\d]{0,4}(?:针对|围绕|聚焦|解决|破解|对|就))[^，。；\d]{0,8}(?:存在|面临)(?:的|着)?[^，。；\d]{0,10}(?:问题|困难|不足|短板|差距)[^，。；\d]{0,4}[：:，是]"
)
REVIEWS = re.compile(  # 一年来，…, 过去的五年，…
    r"(?:过去|近|这)?(?:[一两三四五]|\d)年(?:来|以来)，|过去的?(?:[一两三四五]|\d)年，"
)
# a year or five-year plan as the time of a paragraph: not 2023年1—6月, not 2023年启动的12个项目
YEARS = (
    rf"(?:({ARABIC_YEAR})年(?!\d{{1,2}}[—\-~至月]|[上下]半年|前?[一二三四]个?季度|[^，。；]{{1,8}}的)"
    rf"|[“‘]?({FIVE_YEAR_NUMBER})五[”’]?(?:时期|期间|以来))(?!.{{0,40}}成就和)"
)
OPENS = Worded(rf"\W{{0,4}}{YEARS}")
TELLS = r"(?!根据|按照)[^。；，]{0,24}{told_that}[^。；\d，]{0,8}[，：]"
TOLD_OF = Worded(rf"(?:{TELLS})?\W{{0,4}}{YEARS}")  # 市长在报告中说，2016年，…
SINCE_PLAN = re.compile(
    rf"(?:[^。；\d]{{0,20}}，)?[“‘]?({FIVE_YEAR_NUMBER})五[”’]?(?:时期|期间|以来)(?!的?(?:规划|目标|基础))"
)
OWN = r"[全我本][市省县区州]|[\u4e00-\u9fff]{2,4}[市省县区州]"
IN_YEAR = Worded(rf"(?:{TELLS})?\W{{0,4}}({ARABIC_YEAR})年(?:，|{OWN})")
LATER_YEAR = re.compile(rf"({ARABIC_YEAR})年")
PROPOSES = Worded(r"报告[”」]?中?{proposes}[，：]")
DONE = Worded("{told_of_done}|(?<!为)了(?!解)")
AIMS = Worded("{hoped}|(?<!确定的)(?<!“)目标[是为：]|{intended_next}")
OPENS_TASK = Worded("{opens_task}")  # 为贯彻…, 进一步…
GOES_ON = Worded("{task_verb}|{undertakes_task}|[^，]{0,12}(?:要|每年|将|须)")
SUMMARY = re.compile(rf"({ARABIC_YEAR})年度?[^。\n]{{0,20}}总结")
OPENING = 60  # characters of a paragraph that say what it is about


def tenses(title: str, issue_year: int | None, clauses: Sequence[Clause], words: Words) -> list[str]:
    """past, future, told (in news) or '' a clause: by its headings; in a work report, which opens with the
    year behind, also by the openings of its paragraphs (过去一年…, 今年发展主要预期目标…); in a bulletin of
    statistics all is past. A text without a title of its own is a report where its front says that it is of
    one."""
    if is_bulletin(title, words.said):
        return ["past"] * len(clauses)
    report = is_report(title, clauses, words.said)
    unmarked = "told" if not report and is_news(title, clauses, words.said) else ""
    state = "past" if report else ""
    summed = SUMMARY.search(title or "".join(c.text for c in clauses[:1]))
    if report and issue_year and summed:
        issue_year = max(issue_year, int(summed[1]) + 1)  # 2021年工作总结 of December 2021: that year is over
    made: list[str] = []
    listed = False  # below a paragraph that looks back
    known: dict[str, list[str]] = {}
    for clause in clauses:
        home = home_of(clause)
        if home not in known:
            known[home] = [t for h in home.split(" / ") if h and (t := _tense(h, words, "heading"))]
        marked = known[home]
        if report:
            opening = f"{clause.heading} {clause.text[:OPENING]}" if clause.clause_kind != "title" else ""
            said = _tense(opening, words, "opening")
            if said == "future" and marked and marked[0] == "past" and not THIS_YEAR.search(opening):
                said = ""  # 主要目标质效齐升, in a review
            of_year = _tense_of_year(opening, issue_year, words.said[OPENS if title else TOLD_OF])
            if of_year == "past" and marked and marked[-1] == "future":
                of_year = ""  # 2023年开工的项目建成, under 今年工作
            if names_report(clause.text, words.said):
                of_year = ""  # the year of a title
            reviewed = bool(marked) and marked[-1] == "past"
            proposed = "future" if words.said[PROPOSES].search(opening) and not reviewed else ""
            inherited = marked[0] if marked and clause.clause_kind == "heading" else state
            state = said or of_year or proposed or inherited
            made.append(state)
        else:
            listed = listed and _is_item(clause, issue_year, words)
            listed = listed or _reviews(clause.text, issue_year, words)
            made.append("past" if listed else marked[-1] if marked else unmarked)
    return made


def _reviews(text: str, issue_year: int | None, words: Words) -> bool:
    """Whether a paragraph of a plan opens with what is behind (五年来, “十三五”期间, 2021年，), tells that
    something was done, and neither aims at anything nor goes on to tasks (加快…, 各区要…)."""
    more = text.partition("。")[2]
    of_time = SINCE_PLAN.match(text) or words.said[IN_YEAR].match(text)
    over = of_time and issue_year and _end_of(of_time[1]) < issue_year
    headed = words.said[REVIEW_HEAD].match(text)
    behind = headed or REVIEWS.match(text) or (over and words.said[DONE].search(text))
    if not behind or words.said[AHEAD].search(text) or _aims(text, issue_year, words):
        return False
    return bool(headed) or not any(_goes_on(one, words) for one in re.split("[。；]", more))


def _goes_on(sentence: str, words: Words) -> bool:
    """Whether a sentence behind a review is of tasks: 加快…, 各区要…; 进一步…, if nothing in it was done."""
    said = words.said
    opens = said[OPENS_TASK].match(sentence) and not said[DONE].search(sentence)
    return bool(opens or said[GOES_ON].match(sentence))


def _is_item(clause: Clause, issue_year: int | None, words: Words) -> bool:
    """——农村自来水普及率提高到了70%: one of a list that aims at nothing."""
    dashed = clause.text.lstrip().startswith(("—", "●", "•", "-"))
    return dashed and not (_aims(clause.text, issue_year, words) or words.said[AHEAD].search(clause.text))


def _end_of(time: str) -> int:
    """The year, or the last of the five-year plan called by its number."""
    return int(time) if time.isdecimal() else five_year_end(time)


def _aims(text: str, issue_year: int | None, words: Words) -> bool:
    later = issue_year and any(int(year) >= issue_year for year in LATER_YEAR.findall(text))
    return bool(later or words.said[AIMS].search(text))


def _tense_of_year(opening: str, issue_year: int | None, form: re.Pattern[str]) -> str:
    """What a paragraph that opens with a year or a five-year period speaks of."""
    match = form.match(opening)
    if not match or not issue_year:
        return ""
    end = _end_of(match[1] or match[2])
    return "past" if end < issue_year or match[2] and end == issue_year else "future"


def _tense(text: str, words: Words, where: str) -> str:
    """'' where neither or both kinds of cue stand; 优化发展环境 is a task, 发展环境 a review."""
    if where == "heading" and words.said[TASK].match(text):
        return "future" if words.cues.has("target", where, text) else ""
    cues = words.cues
    past, future = cues.has("fact", where, text), cues.has("target", where, text)
    return "" if past == future else "past" if past else "future"
