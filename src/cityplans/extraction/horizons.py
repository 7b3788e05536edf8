"""Which year a target is for, and how we know.

Order of evidence: a goal year in the same sentence before the value (explicit); the last goal year of an
earlier sentence of the paragraph, of a paragraph above under the same heading, or of a heading (inherited);
the plan's own period or goal year (plan); otherwise none. Never the nearest year for want of a better one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NUMBER, five_year_end
from cityplans.extraction.frame import Frame
from cityplans.extraction.goal_years import Context, GoalYear, Horizon, after_years, goal_years
from cityplans.extraction.own_year import issued
from cityplans.extraction.quantities import Quantity
from cityplans.records import Clause, Plan
from cityplans.worded import Said, Worded

OPENING = 40  # characters of a paragraph in which a year speaks for what follows
BULLETS = "—-●◆·•"
_DAY = r"(?:底|末|上旬|中旬|下旬|\d{1,2}[日号]?)?"
DUE = re.compile(  # 2026年12月底前, 2025.06, 2023—2025年, 12月底前完成
    rf"(?:[到至在于]|力争)?(?:{ARABIC_YEAR}[年.]?(?:\d{{1,2}}月)?[—–\-~～至到]+)?"
    rf"(?:(?P<year>{ARABIC_YEAR})(?:年度?(?:第?[一二三四1-4]季度|上半年|下半年|底|末|(?:\d{{1,2}}月{_DAY}))?|[.\-/]\d{{1,2}}(?:[.\-/]\d{{1,2}})?)"
    rf"|\d{{1,2}}月{_DAY}|全年|年底|年内)(?:之?前|以前)?(?:完成|办结|落实|实现|建成)?"
)
# a heading without a number, on a line of its own: 2026年重点工作
HEADING_LINE = Worded(rf"\W{{0,3}}({ARABIC_YEAR})年度?[\u4e00-\u9fff]{{0,10}}{{heads_year}}")
HEADING_YEAR = re.compile(r"((?:19|20)\d\d)年")
HEADING_PERIOD = Worded(
    rf"[“‘]?({FIVE_YEAR_NUMBER})五[”’]?(?:时期|期间|规划|末)|[“‘]({FIVE_YEAR_NUMBER})五[”’](?:的?{{goals_include}})*(?:目标|指标|任务)"
)
# what a report sets for some years, until it turns to the next one: 今后五年主要目标是…, 2022年重点工作
YEARS_AHEAD = re.compile(
    r"\W{0,4}(?:今后|未来)的?(?P<years>[三四五]年)[^。；，：]{0,24}(?:指导思想|总体(?:思路|要求)|目标|主要任务)(?:是|：|为)"
)
NEXT_YEAR = Worded(
    rf"\W{{0,6}}(?:[一二三四五六七八九十]、)?(?:扎实)?(?:做好)?(?:今年|{ARABIC_YEAR}年)的?[^。；，]{{0,14}}{{heads_year}}"
)
CLOSING = re.compile(r"（[^（）]*）[。；]?\s*")
GOAL_HEADING = re.compile(r"目标|指标")


def contexts(
    plan: Plan, clauses: Sequence[Clause], found: Sequence[list[Quantity]], tenses: Sequence[str], said: Said
) -> list[Context]:
    """One Context a clause, in order."""
    year, month = issued(plan, said)
    empty = Context(None, None, None, year, month, plan.period_end, period_start=plan.period_start)
    goals = [goal_years(c.text, q, empty, said) for c, q in zip(clauses, found, strict=True)]
    fallback = _plan_year(plan, clauses, goals, year)
    made = []
    last: dict[str, Horizon] = {}
    headings: dict[str, Horizon | None] = {}
    leads: dict[str, Horizon] = {}
    ahead: Horizon | None = None
    for clause, goal, tense in zip(clauses, goals, tenses, strict=True):
        home = home_of(clause)
        if home not in headings:
            headings[home] = _heading_year(home, year, said)
        due = _due(clause, year) or _due_at_end(clause, goal)
        heading = _led(home, leads, year, said) or headings[home]
        ahead = _years_ahead(clause, empty, ahead, said)
        inherited = (due or last.get(home), heading, ahead or fallback)
        made.append(Context(*inherited, year, month, plan.period_end, tense, goal, plan.period_start))
        this_year = bool(headings[home]) and headings[home].year == year  # 2026年工作安排: outlives an aside
        lasting = [g for g in goal if _lasts(g, clause, plan.period_end)]
        if lasting and (not this_year or lasting[-1].position < OPENING and lasting[-1].year == year):
            last[home] = Horizon(lasting[-1].year, "inherited", lasting[-1].text)
            if GOAL_HEADING.search(home) or _ends_in_colon(clause):
                leads[home] = _lead(lasting, plan.period_end)
        elif headed := said[HEADING_LINE].fullmatch(clause.text.strip()):
            last[home] = Horizon(int(headed[1]), "inherited", clause.text.strip())
    return made


def _years_ahead(clause: Clause, document: Context, before: Horizon | None, said: Said) -> Horizon | None:
    """The year until which a report for one year speaks of several (今后五年…); None from where it turns to
    its own year."""
    if not document.issue_year or document.period_end not in (None, document.issue_year):
        return None
    if told := YEARS_AHEAD.match(clause.text):
        return Horizon(after_years(told["years"], document), "inherited", told[0].strip())
    return None if said[NEXT_YEAR].match(clause.text) else before


def _lead(goals: Sequence[GoalYear], period_end: int | None) -> Horizon:
    """The year of what leads to a list of goals: the last, but no outlook beyond the plan beside it."""
    own = [goal for goal in goals if not period_end or goal.year <= period_end] or goals
    return Horizon(own[-1].year, "inherited", own[-1].text)


def _led(home: str, leads: Mapping[str, Horizon], issue_year: int | None, said: Said) -> Horizon | None:
    """The year that the paragraph leading to the headings below gives (到2023年，主要目标是：（一）…); none
    where one of them has its own."""
    section, joint, own = home.rpartition(" / ")
    while joint and not _heading_year(own, issue_year, said):
        if section in leads:
            return leads[section]
        section, joint, own = section.rpartition(" / ")
    return None


def _ends_in_colon(clause: Clause) -> bool:
    return clause.text.rstrip().endswith(("：", ":"))


def _lasts(goal: GoalYear, clause: Clause, period_end: int | None) -> bool:
    """Whether a year holds for the paragraphs below: not that of a bracket or of a row of a table, and one on
    the way to the plan's last only where it opens its paragraph or a list."""
    if goal.within or goal.aside or "\t" in clause.text:
        return False
    on_the_way = period_end and goal.year < period_end and goal.position >= OPENING
    return not on_the_way or _ends_in_colon(clause)


def _due_at_end(clause: Clause, goals: Sequence[GoalYear]) -> Horizon | None:
    """By when a paragraph says at its end, in brackets: …达到3000家。（市科技局牵头，2023年底前完成）."""
    opened = clause.text.rfind("（")
    closes = opened >= 0 and CLOSING.fullmatch(clause.text, opened)
    if not closes or not goals or goals[-1].position < opened:
        return None
    return Horizon(goals[-1].year, "explicit", goals[-1].text)


def _due(clause: Clause, issue_year: int | None) -> Horizon | None:
    """By when a row of a list of tasks is to be done: the last of its cells that is nothing but a time."""
    if clause.clause_kind != "table" or clause.text.count("\t") < 2:
        return None
    for cell in reversed(clause.text.split("\t")):
        said = DUE.fullmatch(re.sub(r"\s", "", cell))
        year = int(said["year"]) if said and said["year"] else issue_year
        if said and year and (issue_year is None or year >= issue_year):
            return Horizon(year, "explicit", cell.strip())
    return None


def home_of(clause: Clause) -> str:
    """Headings above a paragraph, its own numbered one included (not a bullet's: bullets share a lead)."""
    own = clause.heading if clause.number and clause.number[0] not in BULLETS else ""
    return f"{clause.section} / {own}" if own else clause.section


def _heading_year(home: str, issue_year: int | None, said: Said) -> Horizon | None:
    """A year or five-year period in a heading; the innermost heading that has one."""
    if "年" not in home and "五" not in home:
        return None
    for heading in reversed(home.split(" / ")):
        years = HEADING_YEAR.findall(heading)
        if years:
            return Horizon(int(years[-1]), "inherited", heading)
        period = said[HEADING_PERIOD].search(heading)
        if period:
            return Horizon(five_year_end(period[1] or period[2]), "inherited", heading)
        if issue_year and re.search("今年|本年度|全年", heading):
            return Horizon(issue_year, "inherited", heading)
    return None


def _plan_year(plan: Plan, clauses, goals, issue_year: int | None) -> Horizon | None:
    """The end of the plan's period, else the first goal year of its goal section, else its only goal year."""
    if plan.period_end and (issue_year is None or plan.period_end >= issue_year):
        return Horizon(plan.period_end, "plan", plan.title)
    for clause, goal in zip(clauses, goals, strict=True):
        for year in goal:
            if GOAL_HEADING.search(home_of(clause)) and (issue_year is None or year.year >= issue_year):
                return Horizon(year.year, "plan", year.text)
    named = HEADING_YEAR.findall(plan.title)
    if len(named) == 1 and (issue_year is None or int(named[0]) >= issue_year):
        return Horizon(int(named[0]), "plan", plan.title)  # 2022年…考评办法
    everywhere = {year.year: year for goal in goals for year in goal}
    if len(everywhere) == 1:
        (only,) = everywhere.values()
        return Horizon(only.year, "plan", only.text)
    return None


def _in_turn(goals: Sequence[GoalYear], text: str) -> list[GoalYear]:
    """The last years joined by nothing but 、 or 和 (到2025年、2030年); the last alone where there is one."""
    run = [goals[-1]]
    for goal in reversed(goals[:-1]):
        if not re.fullmatch(r"(?:19|20)\d\d年?[底末]?[、和及与]", text[goal.position : run[0].position]):
            break
        run.insert(0, goal)
    return run


OWN_YEAR = re.compile("今年|本年度|明年")


def horizon(frame: Frame, position: int, context: Context, turn: int | None = None) -> Horizon:
    """The year that governs the value at `position` of a clause; of years in turn the one at `turn`."""
    reviewed = context.tense == "past"  # 全年 is then the year behind
    goals = [g for g in context.goals if g.governs(position) and not (reviewed and g.of_review)]
    sentence = frame.sentence(position)
    before = goals[: bisect_left(goals, (position + 1,))]
    inside = before[bisect_left(before, (sentence.start,)) :]
    if inside and turn is not None:
        inside = _in_turn(inside, frame.text)[: turn + 1]
    if inside:
        return Horizon(inside[-1].year, "explicit", inside[-1].text)
    if context.issue_year is None and OWN_YEAR.search(frame.text, sentence.start, position):
        return Horizon(None, "none")  # 今年 of nobody knows which year is no year that was named before
    before = [g for g in before if not g.aside]
    this_year = context.heading and context.heading.year == context.issue_year
    if before and not (this_year and before[-1].year != context.issue_year):  # 用3—5年时间: an aside
        return Horizon(before[-1].year, "inherited", before[-1].text)
    return context.above or context.heading or context.plan or Horizon(None, "none")
