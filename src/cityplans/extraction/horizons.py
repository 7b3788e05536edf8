"""Which year a target is for, and how we know.

Order of evidence: a goal year in the same sentence before the value (explicit); the last goal year of an
earlier sentence of the paragraph, of a paragraph above under the same heading, or of a heading (inherited);
the plan's own period or goal year (plan); otherwise none. Never the nearest year for want of a better one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cityplans.chinese.markers import number_of, unnumbered
from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NUMBER, THAN, five_year_end, year_of
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.sentences import Frame, Span, remarks
from cityplans.records import Clause, Plan
from cityplans.worded import Said, Worded

NO_GOAL_BEFORE = re.compile(rf"(?:{THAN}|相比|自|从|由|以|与|同|对比|截至|截止|相对于)$")
ON_TOP = re.compile(r"[^，。；]{0,24}(?:基础|水平)上?")  # 在2020年600家的基础上
NO_GOAL_AFTER = Worded(r"\s{0,4}(?:{no_goal_after}|，?我[省市县国])")
SET_BEFORE = Worded(r"{sets_goal}的$")
REACHED = re.compile(  # 提前实现了省委提出的“十一五”末财政收入20亿元的目标
    r"(?:(?:提前|超额)(?:[一二两三]年)?(?:实现|完成|达到)|(?:实现|完成)了)[^，。；]{0,20}$"
)
AHEAD_OF = Worded(r"(?<!确保)(?<!力争){ahead}(?:[一二两三]年)?(?:实现|完成)了?$")  # …“十一五”规划目标
GOAL_BEFORE = re.compile(
    r"(?:到|至|→|->|—>|展望|面向|于|在|其中|截至|力争|争取|确保|努力|(?<![动展作年业])计划|拟|(?:期末|末期)的|(?:提出|明确|确定|实现|完成)了?|[，。；：、“（(;,:]|^|(?:^|[；;。])\s?\d{1,2}[.．、)）]\s?)[“「『]?$"
)
# 入学率2025年分别达到95%: the year stands behind what is measured
REACHES = Worded(  # 市级基地2024年18个、2025年26个
    r"\s{0,2}(?>{intends_goal}{0,4}){reaches}(?!过?了)"
    r"|\s?[约近]?\d"
)
COUNT = r"[一二两三四五六七八九十\d]{1,2}"
FROM_NOW = (
    rf"(?:今后|未来|接下来的?|下一步|再用|力争用|利用|花费?|用)(?:{COUNT}(?:到|至|[—–\-~～]+))?{COUNT}年"
)
# 毕业2年内, 成立5年内的 say who is meant: by when opens its part or stands behind 在, 用, 力争
# 三年引进, 五年新增: how long opens its part and what is done follows
DONE = "{done}"
FOR_YEARS = rf"(?:(?<=[，。；：])|(?<=力争)|(?<=计划)|(?<=确保)|(?<=争取)|(?<![\s\S])){COUNT}年(?={DONE})"
WITHIN = (
    rf"(?:(?<=[，。；：、（在用于将再争取保后来])|(?<![\s\S])){COUNT}年(?:内|之内|左右的?时间|时间)(?!的)"
)
EARLY = Worded(r"(?:{ahead}|如期)[^，。；]{0,4}(?:实现|完成)")
SUMMED = re.compile(rf"{COUNT}年")
FROM_START = re.compile(rf"({ARABIC_YEAR})年(?:起|开始)，?(?:力争|计划)?$")
AHEAD = re.compile("今后|未来|接下来|下一步")  # what follows speaks of other years than those named before
VALUED = re.compile(r"\d|[达建引培实完][到成进育现]")  # something is said between two years
RELATIVE = Worded(
    rf"(?P<this>今年(?!以来|上半年|前|一季度|1)|新的一年|本年度|本年(?!内)|(?<![\d〇○零一二三四五六七八九])年内|(?<!预计)(?:^|[，。；])全年|(?<=确保)全年|(?<=力争)全年|(?<=争取)全年|(?:^|[，。；])(?:今年)?年底(?:之?前|以前))|(?P<next>明年)|[到至]’?(?P<short>\d\d)年年?[底末]"
    rf"|(?P<years>{FROM_NOW}|(?:经过|历经|通过){COUNT}年的?(?:左右)?的?{{efforts}}"
    rf"|{WITHIN})"
    rf"|(?P<sum>(?<!\d)(?<!期间)(?<!时期)(?<!过去)(?<!近)(?<!前){COUNT}年(?:{{summed}}|共(?=[\u4e00-\u9fff]))|{FOR_YEARS})"
)
RELATIVE_SIGN = Worded(  # one of them stands in every match; looking for them first is ten times faster
    r"今年|新的一年|本年|年内|年底(?:之?前|以前)|全年|明年|今后|未来|接下来|年之内|年左右|年的|年{efforts}|年{summed}|年共"
    r"|用.{1,5}年|下一步|[到至]’?\d\d年年?[底末]"
    rf"|[一二两三四五六七八九十\d]年{DONE}"
)
REVIEW = re.compile("回顾|过去(?:的)?一年|[去上]年")  # 全年 after it is the year behind
OPENED = re.compile(rf"\W{{0,3}}(?:截至|到)?({ARABIC_YEAR})年[底末]?，")
FULFILLED = re.compile(r"完成(?:年度|全年|年初)?(?:任务|目标|计划)的\d")  # 完成年度任务的112%
TITLE = re.compile(r"《[^》\n]{0,120}》")  # a year in a title is no goal
OPENING = 40  # characters of a paragraph in which a year speaks for what follows
END_AFTER = re.compile(
    r"[”’」』]?度?目标(?=[：:是为])|[”’」』]?(?:时期|期间|末|期末)|年?[底末]前?|前|年?之?内"
)
BULLETS = "—-●◆·•"
_DAY = r"(?:底|末|上旬|中旬|下旬|\d{1,2}[日号]?)?"
DUE = re.compile(  # 2026年12月底前, 2025.06, 2023—2025年, 12月底前完成
    rf"(?:[到至在于]|力争)?(?:{ARABIC_YEAR}[年.]?(?:\d{{1,2}}月)?[—–\-~～至到]+)?"
    rf"(?:(?P<year>{ARABIC_YEAR})(?:年度?(?:第?[一二三四1-4]季度|上半年|下半年|底|末|(?:\d{{1,2}}月{_DAY}))?|[.\-/]\d{{1,2}}(?:[.\-/]\d{{1,2}})?)"
    rf"|\d{{1,2}}月{_DAY}|全年|年底|年内)(?:之?前|以前)?(?:完成|办结|落实|实现|建成)?"
)
YEAR_OF_WORK = re.compile(rf"(?:^|[\n。；])\W{{0,3}}({ARABIC_YEAR})年是[^。\n]{{0,60}}之年")
HEADING_YEAR = re.compile(r"((?:19|20)\d\d)年")
HEADING_PERIOD = re.compile(
    rf"[“‘]?({FIVE_YEAR_NUMBER})五[”’]?(?:时期|期间|规划|末)|[“‘]({FIVE_YEAR_NUMBER})五[”’](?:的?(?:主要|重点|发展|经济|奋斗|总体|预期))*(?:目标|指标|任务)"
)
CLOSING = re.compile(r"（[^（）]*）[。；]?\s*")
GOAL_HEADING = re.compile(r"目标|指标")


class Horizon(NamedTuple):
    year: int | None
    source: str
    evidence: str = ""


class GoalYear(NamedTuple):
    position: int
    year: int
    text: str
    within: Span | None = None  # the bracket whose number it is for (2030年达到4%)
    aside: bool = False  # 建房3000套，确保2023年底前交付1200套: on the way, and for its own sentence alone

    def governs(self, position: int) -> bool:
        return self.within is None or self.within.start < position < self.within.end

    @property
    def of_review(self) -> bool:
        """Whether in a review it is the time behind: 全年, 五年累计."""
        return "全年" in self.text or bool(SUMMED.match(self.text))


class Context(NamedTuple):
    """What a clause inherits: from its row of a table or the paragraphs above under its heading, from its
    headings, from the plan."""

    above: Horizon | None
    heading: Horizon | None
    plan: Horizon | None
    issue_year: int | None
    issue_month: int
    period_end: int | None
    tense: str = ""  # past in a review section, future in a section of goals (ledger.tenses)
    goals: Sequence[GoalYear] = ()  # of the clause itself
    period_start: int | None = None


def contexts(
    plan: Plan, clauses: Sequence[Clause], found: Sequence[list[Quantity]], tenses: Sequence[str], said: Said
) -> list[Context]:
    """One Context a clause, in order."""
    year, month = issued(plan)
    empty = Context(None, None, None, year, month, plan.period_end)
    goals = [goal_years(c.text, q, empty, said) for c, q in zip(clauses, found, strict=True)]
    fallback = _plan_year(plan, clauses, goals, year)
    made = []
    last: dict[str, Horizon] = {}
    headings: dict[str, Horizon | None] = {}
    leads: dict[str, Horizon] = {}
    for clause, goal, tense in zip(clauses, goals, tenses, strict=True):
        home = home_of(clause)
        if home not in headings:
            headings[home] = _heading_year(home, year)
        due = _due(clause, year) or _due_at_end(clause, goal)
        heading = _led(home, leads, year) or headings[home]
        inherited = (due or last.get(home), heading, fallback)
        made.append(Context(*inherited, year, month, plan.period_end, tense, goal, plan.period_start))
        this_year = bool(headings[home]) and headings[home].year == year  # 2026年工作安排: outlives an aside
        lasting = [g for g in goal if _lasts(g, clause, plan.period_end)]
        if lasting and (not this_year or lasting[-1].position < OPENING and lasting[-1].year == year):
            last[home] = Horizon(lasting[-1].year, "inherited", lasting[-1].text)
            if GOAL_HEADING.search(home) or _ends_in_colon(clause):
                leads[home] = _lead(lasting, plan.period_end)
    return made


def _lead(goals: Sequence[GoalYear], period_end: int | None) -> Horizon:
    """The year of what leads to a list of goals: the last, but no outlook beyond the plan beside it."""
    own = [goal for goal in goals if not period_end or goal.year <= period_end] or goals
    return Horizon(own[-1].year, "inherited", own[-1].text)


def _led(home: str, leads: Mapping[str, Horizon], issue_year: int | None) -> Horizon | None:
    """The year that the paragraph leading to the headings below gives (到2023年，主要目标是：（一）…); none
    where one of them has its own."""
    section, joint, own = home.rpartition(" / ")
    while joint and not _heading_year(own, issue_year):
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


def issued(plan: Plan) -> tuple[int | None, int]:
    """Year and month in which a plan was issued; without a date the begin of its period, or the year that its
    text calls the first, the last, a decisive one (2026年是“十五五”开局之年)."""
    found = re.match(r"(\d{4})(?:-(\d{2}))?", plan.date or "")
    if found:
        return int(found[1]), int(found[2] or 7)
    named = None if plan.period_start else YEAR_OF_WORK.search(plan.reference.text)
    return int(named[1]) if named else plan.period_start, 1


def _heading_year(home: str, issue_year: int | None) -> Horizon | None:
    """A year or five-year period in a heading; the innermost heading that has one."""
    if "年" not in home and "五" not in home:
        return None
    for heading in reversed(home.split(" / ")):
        years = HEADING_YEAR.findall(heading)
        if years:
            return Horizon(int(years[-1]), "inherited", heading)
        period = HEADING_PERIOD.search(heading)
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


def goal_years(text: str, quantities: Sequence[Quantity], context: Context, words: Said) -> list[GoalYear]:
    """Years of a clause that say by when: 到2025年, 2025年底, “十四五”末, 五年内, 今年."""
    found: list[GoalYear] = []
    text = unnumbered(text)
    dates = [q for q in quantities if q.kind == "date"]
    titles = [match.span() for match in TITLE.finditer(text)] if dates else []
    whole = text.strip(" 　（）()")
    own = _remarks(text, quantities) if dates and "（" in text else []
    goal: tuple[int, int] | tuple = ()  # the last one and where it ends: 到2025年和2030年
    for quantity in dates:
        said = text[quantity.start : quantity.end]
        title = bisect_left(titles, (quantity.start,)) - 1
        if title >= 0 and quantity.start < titles[title][1] or said == whole:
            continue  # in a title, or all of the line that says when the plan was issued
        within = next((b for b in own if b.start < quantity.start < b.end), None)
        year = year_of(said)
        named = said.endswith("五") and (_is_prepared(text, quantity, words) or _this_year(text, quantity))
        if not year or named:
            continue
        joined = bool(goal) and bool(re.fullmatch("[年底末]{0,2}[、和及与]", text[goal[1] : quantity.start]))
        if _is_goal(text, quantity, year, context.issue_year, words) or joined:
            goal = (year, quantity.end)
            said = text[max(0, quantity.start - 1) : quantity.end]
            found.append(GoalYear(quantity.start, year, said, within))
    made = sorted([*found, *_relative(text, context, found, words)])
    return [g._replace(aside=_is_aside(g, text, quantities, context)) for g in made]


def _is_aside(goal: GoalYear, text: str, quantities: Sequence[Quantity], context: Context) -> bool:
    """Whether a year before the plan's last stands behind a value of its sentence."""
    if not context.period_end or goal.year >= context.period_end:
        return False
    sentence = text.rfind("。", 0, goal.position)
    values = (q for q in quantities if q.kind not in ("date", "ordinal") and q.unit_kind != "time")
    return any(sentence < q.start < goal.position for q in values)


def _remarks(text: str, quantities: Sequence[Quantity]) -> list[Span]:
    """Brackets that hold a number besides their dates."""
    numbers = [q.start for q in quantities if q.kind not in ("date", "ordinal")]
    return [span for span in remarks(text) if any(span.start < n < span.end for n in numbers)]


def _this_year(text: str, quantity: Quantity) -> bool:
    """今年是决胜“十四五”的关键之年: what follows is for this year, not for the plan that is named."""
    start = text.rfind("。", 0, quantity.start) + 1
    this = re.search("(?:今年|本年度|本年|全年)(?:是|为)?", text[start : quantity.start])
    return bool(this) and not re.match("[”’]?(?:末|期末|时期|期间)", text[quantity.end :])


PREPARED_BEFORE = Worded(r"{prepares}[好了]?[^，。；]{0,4}$")
PREPARED_AFTER = Worded(
    r"[”’》]?(?:国民经济[^，。；]{0,14})?(?:发展)?(?:规划|纲要|计划|蓝图)?(?:纲要)?"
    r"(?:的?(?:前期|基本思路|思路))?{prepared}"
)


def _is_prepared(text: str, quantity: Quantity, said: Said) -> bool:
    """Whether a five-year plan is only prepared: 谋划“十五五”, “十五五”规划编制."""
    before = text[max(0, quantity.start - 12) : quantity.start].rstrip("“‘《")
    return bool(said[PREPARED_BEFORE].search(before) or said[PREPARED_AFTER].match(text, quantity.end))


def _is_goal(text: str, quantity: Quantity, year: int, issue_year: int | None, said: Said) -> bool:
    before, after = text[max(0, quantity.start - 6) : quantity.start], text[quantity.end : quantity.end + 12]
    bare = before.rstrip("“‘《（(")
    if said[NO_GOAL_AFTER].match(after.lstrip("”’")) and not bare.endswith(("到", "至", "在")):
        return False
    if bare.endswith(("到", "至")) and not bare.endswith(("截至", "达到")):
        return issue_year is None or year >= issue_year
    if bare.endswith(("截至", "截止")) and issue_year is not None and year > issue_year:
        return True
    if said[AHEAD_OF].search(text[max(0, quantity.start - 14) : quantity.start].rstrip("“‘《（(")):
        return False
    was_set = said[SET_BEFORE].search(bare) and REACHED.search(text, 0, quantity.start)
    on_top = bare.endswith("在") and ON_TOP.match(text, quantity.end)
    if was_set or on_top or NO_GOAL_BEFORE.search(bare):
        return False
    ends = END_AFTER.match(after) or text[quantity.end - 1] in "底末"
    if not (GOAL_BEFORE.search(before) or ends or said[REACHES].match(after)):
        return False
    return issue_year is None or year >= issue_year


def _relative(text: str, context: Context, named: Sequence[GoalYear], said: Said) -> list[GoalYear]:
    """今年, 三年内, 五年累计, beside the years that are named."""
    if context.issue_year is None or not said[RELATIVE_SIGN].search(text):
        return []
    found = []
    for match in said[RELATIVE].finditer(text):
        if match["this"]:
            if "全年" in match[0] and _looks_back(text, match.start(), context.issue_year):
                continue
            year = _of_year_end(text, match, named) or context.issue_year
        elif match["next"]:
            year = context.issue_year + 1
        elif match["short"]:  # 到22年底
            year = context.issue_year // 100 * 100 + int(match["short"])
            year = year if context.issue_year <= year <= context.issue_year + 30 else None
        elif match["sum"] and _summed_before(text, match, named, found, said):
            continue  # “十四五”期间…，五年累计: the years that were named are those that are summed
        elif (
            match["years"]
            and not AHEAD.match(match[0])
            and _said_before(text, match.start(), named, context.issue_year)
        ):
            continue  # 到二〇三五年，用13年时间: how long it is until then
        else:
            said_for = match["years"] or match["sum"]
            since = FROM_START.search(text, 0, match.start())  # 从2021年起，用三年左右时间
            counted = context._replace(issue_year=int(since[1]), issue_month=1) if since else context
            year = _after_years(said_for, counted)
        if year:
            found.append(GoalYear(match.start(), year, match[0]))
    return found


def _of_year_end(text: str, match: re.Match, named: Sequence[GoalYear]) -> int | None:
    """2025年，年底前建成…: the year that stands before 年底前 in its sentence."""
    if "年底" not in match[0]:
        return None
    sentence = max(text.rfind(mark, 0, match.start()) for mark in "。；")
    before = [goal.year for goal in named if sentence < goal.position < match.start()]
    return before[-1] if before else None


def _looks_back(text: str, position: int, issue_year: int) -> bool:
    """Whether 全年 is the year behind: the clause looks back, or its sentence opens with that year."""
    if REVIEW.search(text, 0, position) or FULFILLED.search(text):
        return True
    sentence = max(text.rfind(mark, 0, position) for mark in "。；") + 1
    opens = OPENED.match(text, sentence)
    return bool(opens) and int(opens[1]) < issue_year


def _said_before(text: str, position: int, named: Sequence[GoalYear], issue_year: int) -> bool:
    """Whether a goal year stands before a place in its sentence, and nothing has been said of it yet."""
    sentence = max(text.rfind(mark, 0, position) for mark in "。；")
    last = next((goal for goal in reversed(named) if sentence < goal.position < position), None)
    ahead = last is not None and (last.year > issue_year or last.text[:1] in "到至")
    return ahead and not VALUED.search(text, last.position + len(last.text), position)


def _summed_before(
    text: str, years: re.Match, named: Sequence[GoalYear], relative: Sequence[GoalYear], said: Said
) -> bool:
    """Whether a goal year, or as many years, stands before in what semicolons part of the sentence."""
    sentence = max(text.rfind(mark, 0, years.start()) for mark in "。；")
    if said[EARLY].search(text, sentence + 1, years.start()):
        return True  # …目标提前一年实现，五年共投入18.6亿元: what has been done
    count = SUMMED.match(years["sum"])[0]
    alike = [*named, *(goal for goal in relative if count in goal.text)]
    if any(sentence < goal.position < years.start() for goal in alike):
        return True
    opened = text.rfind("。", 0, years.start())  # “十四五”期间，…；五年累计
    period = (goal for goal in named if opened < goal.position < years.start() and "五" in goal.text)
    return count[0] in "五5" and any(period)


def _after_years(text: str, context: Context) -> int | None:
    """今后五年, and as many years as the plan has, end with its period; else years count from the issue year
    (January counts in)."""
    digits = re.findall(r"\d+|十?[一二两三四五六七八九]|十", text)
    if not digits:
        return None
    count = number_of(digits[-1])
    if context.period_end and context.period_end > context.issue_year:
        of_plan = context.period_start and context.period_end - context.period_start + 1 == count
        if count == 5 or of_plan:
            return context.period_end
    return context.issue_year + count - (1 if context.issue_month <= 3 else 0)


def _in_turn(goals: Sequence[GoalYear], text: str) -> list[GoalYear]:
    """The last years joined by nothing but 、 or 和 (到2025年、2030年); the last alone where there is one."""
    run = [goals[-1]]
    for goal in reversed(goals[:-1]):
        if not re.fullmatch(r"(?:19|20)\d\d年?[底末]?[、和及与]", text[goal.position : run[0].position]):
            break
        run.insert(0, goal)
    return run


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
    before = [g for g in before if not g.aside]
    this_year = context.heading and context.heading.year == context.issue_year
    if before and not (this_year and before[-1].year != context.issue_year):  # 用3—5年时间: an aside
        return Horizon(before[-1].year, "inherited", before[-1].text)
    return context.above or context.heading or context.plan or Horizon(None, "none")
