"""Years of a clause that say by when: 到2025年, “十四五”末, 五年内, 今年."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from cityplans.chinese.digits import HAN_DIGIT
from cityplans.chinese.markers import number_of, unnumbered
from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NAME, THAN, year_of
from cityplans.extraction.frame import Span, remarks
from cityplans.extraction.looking_back import Behind, all_within, first_within
from cityplans.extraction.quantities import Quantity
from cityplans.worded import Said, Worded

NO_GOAL_BEFORE = re.compile(rf"(?:{THAN}|相比|自|从|由|以|与|同|对比|截至|截止|相对于)$")
ON_TOP = re.compile(r"[^，。；]{0,24}(?:基础|水平)上?")  # 在2020年600家的基础上
NO_GOAL_AFTER = Worded(r"\s{0,4}(?:{no_goal_after})")
SET_BEFORE = Worded(r"{sets_goal}的$")
REACHED = Worded(  # 提前实现了省委提出的“十一五”末财政收入20亿元的目标
    r"(?:(?:提前|超额)(?:[一二两三]年)?{fulfils}|(?:实现|完成)了)[^，。；]{0,20}$"
)
AHEAD_OF = Worded(r"(?<!确保)(?<!力争){ahead}(?:[一二两三]年)?(?:实现|完成)了?$")  # …“十一五”规划目标
GOAL_BEFORE = Worded(
    r"(?:到|至|→|->|—>|展望|面向|于|在|其中|截至|{hoped}|(?<![动展作年业])计划|拟|(?:期末|末期)的|{announces}了?|[，。；：、“（(;,:]|^|(?:^|[，。；：])(?:[我全本]|[^对将把比从由至于在为给与，。；：]{1,4})[省市县区州]|(?:^|[；;。])\s?\d{1,2}[.．、)）]\s?)[“「『]?$"
)
# 入学率2025年分别达到95%: the year stands behind what is measured
REACHES = Worded(  # 市级基地2024年18个、2025年26个
    r"\s{0,2}(?>{intends_goal}{0,4}){reaches}(?!过?了|程度|水平)"
    r"|\s?[约近]?\d"
)
COUNT = r"[一二两三四五六七八九十\d]{1,2}"
FROM_NOW = (
    rf"(?:今后|未来|接下来的?|下一步|再用|力争用|利用|花费?|用)(?:{COUNT}(?:到|至|[—–\-~～]+))?{COUNT}年"
    "(?!(?:左右)?的?时间?[^，。；]{0,3}[成设造]的)"  # 用三年时间建成的新院区
)
# 毕业2年内, 成立5年内的 say who is meant: by when opens its part or stands behind 在, 用, 力争
# 三年引进, 五年新增: how long opens its part and what is done follows
DONE = "{done}"
FOR_YEARS = rf"(?:(?<=[，。；：])|(?<=力争)|(?<=计划)|(?<=确保)|(?<=争取)|(?<![\s\S])){COUNT}年(?={DONE})"
WITHIN = (
    rf"(?:(?<=[，。；：、（在用于将再争取保后来起])|(?<![\s\S])){COUNT}年(?:内|之内|左右的?时间|时间)"
    "(?!的|[^，。；]{0,3}[成设造]的)"
    rf"|(?<=[\u4e00-\u9fff])(?<![业立册用过]){COUNT}年之?内(?={{reaches}})"  # 孵化器三年内达到20家
)
EARLY = Worded(r"(?:{ahead}|如期)[^，。；]{0,4}(?:实现|完成)")
BYGONE = re.compile(FIVE_YEAR_NAME)
RANGE = re.compile(r"((?:19|20)\d\d)年?[—–\-~～〜―至到]+((?:19|20)\d\d)年")
SUMMED = re.compile(rf"{COUNT}年")
FROM_START = re.compile(rf"({ARABIC_YEAR})年(?:起|开始)，?(?:[^，。；\d]{{0,8}}(?:力争|计划|将))?$")
AS_OF = re.compile(r"(?:截至|截止)[^，。；]{0,12}[月日号底]，$")
NEAR = 24  # characters before a year that AS_OF and FROM_START reach at most
UNTIL_NAMED = re.compile("[，、的]?(?:力争|争取|确保|努力)?[到至]?")  # between 三年努力 and the year
THIS_YEAR = re.compile("今年|本年度|本年|全年")
IT_IS, A_YEAR = (
    re.compile(f"{ARABIC_YEAR}年(?:是|为|作为)"),
    re.compile("[^。；]{0,24}?(?:之年|一年|第[一二三四五]年)"),
)
AHEAD = re.compile("今后|未来|接下来|下一步")  # what follows speaks of other years than those named before
VALUED = re.compile(r"\d|[达建引培实完][到成进育现]")  # something is said between two years
RELATIVE = Worded(
    rf"(?P<this>(?<!截至)(?<!截止)(?<![比较])今年(?!以来|上半年|前|一季度|1)|新的一年|本年度|本年(?!内)|(?<![\d年两几数])(?<!{HAN_DIGIT})年内|(?<!预计)(?:^|[，。；])全年|(?<=确保)全年|(?<=力争)全年|(?<=争取)全年|(?<=把)全年|(?<=目标[为是])全年|(?<=力争实现)全年|(?<=，实现)全年|(?<=确保完成)全年|(?:(?:^|[，。；])(?:今年)?|(?<=力争)|(?<=确保)|(?<=争取))年底(?:之?前|以前))|(?P<next>明年)|[到至]’?(?P<short>\d\d)年年?[底末]"
    rf"|(?P<years>{FROM_NOW}|(?:经过|历经|通过)(?:{COUNT}(?:到|至|[—–\-~～]+))?{COUNT}年的?(?:左右)?的?{{efforts}}"
    rf"|{WITHIN})"
    rf"|(?P<sum>(?<!\d)(?<!期间)(?<!时期)(?<!过去)(?<!近)(?<!前){COUNT}年(?:{{summed}}|共(?=[\u4e00-\u9fff]))|{FOR_YEARS})"
)
RELATIVE_SIGN = Worded(  # one of them stands in every match; looking for them first is ten times faster
    r"今年|新的一年|本年|年内|年底(?:之?前|以前)|全年|明年|今后|未来|接下来|年之内|年左右|年的|年{efforts}|年{summed}|年共"
    r"|用.{1,5}年|下一步|[到至]’?\d\d年年?[底末]"
    rf"|[一二两三四五六七八九十\d]年{DONE}"
)
ACHIEVED = Worded("[^。；]{0,40}(?:取得[^，。；]{0,6}{achieved}|成效(?:显著|明显)|先后)")
TITLE = re.compile(r"《[^》\n]{0,120}》")  # a year in a title is no goal
AIM_OF_YEAR = re.compile("度?[^，。；：:\\d]{0,16}目标(?:任务)?(?=[：:是为])")  # 2011年度工作主要目标是
END_AFTER = re.compile(
    rf"[”’」』]?(?:{AIM_OF_YEAR.pattern}|度?目标[值数]?(?=[：:是为]))|[”’」』]?(?:时期|期间|末|期末)|年?[底末]前?|前|年?之?内"
)


class Horizon(NamedTuple):
    """By when a target is to be reached: the year (None where no words say one), where it was said (codes of
    `horizon_source`), and the words themselves."""

    year: int | None
    source: str
    evidence: str = ""


class GoalYear(NamedTuple):
    """A year by which something is to be done, and where in the clause it is said, by which words."""

    position: int
    year: int
    text: str
    within: Span | None = None  # the bracket, or the part, whose number it is for (2030年达到4%)
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
    tense: str = ""  # past in a review section, future in a section of goals, told in news (tenses)
    goals: Sequence[GoalYear] = ()  # of the clause itself
    period_start: int | None = None


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
        if _is_over(text, quantity, year, context) or _is_of_draft(text, quantity, words):
            continue
        if _is_goal(text, quantity, year, context.issue_year, words) or joined:
            goal = (year, quantity.end)
            within = within or _part_of(text, quantity, year, found)
            said = text[max(0, quantity.start - 1) : quantity.end]
            found.append(GoalYear(quantity.start, year, said, within))
    made = sorted([*found, *_relative(text, context, found, words)])
    return [g._replace(aside=_is_aside(g, text, quantities, context)) for g in made]


def _is_over(text: str, quantity: Quantity, year: int, context: Context) -> bool:
    """2020年1—6月, 2020年上半年, in a text of July: months that are behind."""
    months = MONTHS_OF.match(text, quantity.end)
    if not months or year != context.issue_year:
        return False
    last = int(months["last"]) if months["last"] else 3 * QUARTERS[months["part"][-3:]]
    return last < context.issue_month


def _part_of(text: str, quantity: Quantity, year: int, found: Sequence[GoalYear]) -> Span | None:
    """2023—2025年，筹集6万套，其中2023年2万套，新增…: the earlier year is of its own part alone."""
    opens = max(text.rfind(mark, 0, quantity.start) for mark in "。；") + 1
    last = next((goal for goal in reversed(found) if goal.within is None), None)
    whole = last is not None and last.position >= opens and last.year > year
    since = max(text.rfind("其中", opens, quantity.start), opens)
    if not whole or not text.startswith("其中", since) or "，" in text[since : quantity.start]:
        return None  # 其中2024年达到60%、2025年达到75%
    ends = [at for mark in "，；。" if (at := text.find(mark, quantity.end)) > 0]
    return Span(quantity.start, min(ends, default=len(text)))


def _is_aside(goal: GoalYear, text: str, quantities: Sequence[Quantity], context: Context) -> bool:
    """Whether a year before the plan's last stands behind a value of its sentence, or right before a deed."""
    if not context.period_end or goal.year >= context.period_end:
        return False
    if BY_DEADLINE.match(text, goal.position):
        return True
    sentence = text.rfind("。", 0, goal.position)
    values = (q for q in quantities if q.kind not in ("date", "ordinal") and q.unit_kind != "time")
    return any(sentence < q.start < goal.position for q in values)


def _remarks(text: str, quantities: Sequence[Quantity]) -> list[Span]:
    """Brackets that hold a number besides their dates."""
    numbers = [q.start for q in quantities if q.kind not in ("date", "ordinal")]
    return [span for span in remarks(text) if any(span.start < n < span.end for n in numbers)]


def _this_year(text: str, quantity: Quantity) -> bool:
    """今年是决胜“十四五”的关键之年, 2024年是实施“十四五”规划的关键一年: what follows is for this year, not
    for the plan that is named."""
    start = text.rfind("。", 0, quantity.start) + 1
    this = THIS_YEAR.search(text, start, quantity.start)
    named = IT_IS.search(text, start, quantity.start) and A_YEAR.match(text, quantity.end)
    return bool(this or named) and not re.match("[”’]?(?:末|期末|时期|期间)", text[quantity.end :])


PREPARED_BEFORE = Worded(r"{prepares}[好了]?[^，。；]{0,4}$")
OF_DRAFT = Worded(r"年?[底末]?前?的?[^，。；、：\d]{0,20}?{plan_document}(?![期中])")  # 编制2035年水网规划
DRAFTED = Worded(r"{prepares}[^，。；]{0,16}$")
BY_DEADLINE = re.compile(
    rf"{ARABIC_YEAR}年?(?:\d{{1,2}}月)?[底末]?(?:之?前|以前)(?!，)"
)  # 2022年底前完成148座
PREPARED_AFTER = Worded(
    r"[”’》]?(?:国民经济[^，。；]{0,14})?(?:发展)?(?:规划|纲要|计划|蓝图)?(?:纲要)?"
    r"(?:的?(?:前期|基本思路|思路))?{prepared}"
)


def _is_prepared(text: str, quantity: Quantity, said: Said) -> bool:
    """Whether a five-year plan is only prepared: 谋划“十五五”, “十五五”规划编制."""
    before = text[max(0, quantity.start - 12) : quantity.start].rstrip("“‘《")
    return bool(said[PREPARED_BEFORE].search(before) or said[PREPARED_AFTER].match(text, quantity.end))


def _is_of_draft(text: str, quantity: Quantity, said: Said) -> bool:
    """制定2030年前碳达峰实施方案, 编制面向2035年的水网规划: how far a document reaches that is drafted."""
    if not said[OF_DRAFT].match(text, quantity.end):
        return False
    return bool(said[DRAFTED].search(text, max(0, quantity.start - 24), quantity.start))


def _is_goal(text: str, quantity: Quantity, year: int, issue_year: int | None, said: Said) -> bool:
    joined = IN_TURN.match(text, quantity.end)  # 占比2025年和2035年分别达到
    behind = joined.end() if joined else quantity.end
    before, after = text[max(0, quantity.start - 6) : quantity.start], text[behind : behind + 30]
    bare = before.rstrip("“‘《（(")
    if bare.endswith("以") and AS_GOAL.match(text, quantity.end):
        return issue_year is None or year >= issue_year  # 以2030年电动化率达到50%为目标
    behind_year = after.lstrip("”’")
    is_other = said[NO_GOAL_AFTER].match(behind_year) and not AIM_OF_YEAR.match(behind_year)
    if is_other and not bare.endswith(("到", "至", "在")):
        return False
    if said[OURS].match(after) and not (issue_year and year > issue_year):
        return False  # 2024年，我市实现…: behind, where it is not to come
    if bare.endswith(("到", "至")) and not bare.endswith(("截至", "达到")):
        return issue_year is None or year >= issue_year
    if bare.endswith(("截至", "截止")) and issue_year is not None and year > issue_year:
        return True
    if said[AHEAD_OF].search(text[max(0, quantity.start - 14) : quantity.start].rstrip("“‘《（(")):
        return False
    if bare.endswith(("从", "自")) and RANGE.match(text, quantity.start):
        return issue_year is None or year >= issue_year  # 从2025年到2027年底
    was_set = said[SET_BEFORE].search(bare) and said[REACHED].search(text, 0, quantity.start)
    on_top = bare.endswith("在") and ON_TOP.match(text, quantity.end)
    if was_set or on_top or NO_GOAL_BEFORE.search(bare):
        return False
    ends = END_AFTER.match(after) or text[quantity.end - 1] in "底末"
    if not (said[GOAL_BEFORE].search(before) or ends or said[REACHES].match(after)):
        return False
    return issue_year is None or year >= issue_year


MONTHS_OF = re.compile(r"1[—–\-~至到]+(?P<last>\d{1,2})月|(?P<part>上半年|前?[一二三]季度)")
QUARTERS = {"上半年": 2, "一季度": 1, "二季度": 2, "三季度": 3}
OURS = Worded("，?我[省市县国](?![^。；]{0,20}(?:{hoped}|目标|计划|有望|预[计期]|[将要拟]))")
IN_TURN = re.compile(r"(?:[底末]?[、和及与](?:19|20)\d\d年)+")
AS_GOAL = re.compile("[^。；]{0,80}为(?:主要|总体)?目标")


def _relative(text: str, context: Context, named: Sequence[GoalYear], said: Said) -> list[GoalYear]:
    """今年, 三年内, 五年累计, beside the years that are named."""
    if context.issue_year is None or not said[RELATIVE_SIGN].search(text):
        return []
    found = []
    behind = Behind(text, said) if "全年" in text else None
    for match in said[RELATIVE].finditer(text):
        if match["this"]:
            if behind and "全年" in match[0] and behind.holds(match.start(), context.issue_year):
                continue
            if "全年" in match[0] and _named_later(text, match.start(), named, context.issue_year):
                continue
            if AS_OF.search(text, max(0, match.start() - NEAR), match.start()):
                continue  # 截至今年6月25日，今年…已开工10万套
            year = _of_year_end(text, match, named) or context.issue_year
        elif match["next"]:
            year = context.issue_year + 1
        elif match["short"]:  # 到22年底
            year = context.issue_year // 100 * 100 + int(match["short"])
            year = year if context.issue_year <= year <= context.issue_year + 30 else None
        elif match["sum"] and _summed_before(text, match, named, found, said, context.issue_year):
            continue  # “十四五”期间…，五年累计: the years that were named are those that are summed
        elif (
            match["years"]
            and not AHEAD.match(match[0])
            and (
                _said_before(text, match.start(), named, context.issue_year)
                or _said_next(text, match.end(), named, context.issue_year)
            )
        ):
            continue  # 到二〇三五年，用13年时间; 通过三年努力，到2020年: how long it is until then
        elif said[ACHIEVED].match(text, match.end()):
            continue  # 经过五年努力，…取得显著成效
        else:
            said_for = match["years"] or match["sum"]
            since = FROM_START.search(
                text, max(0, match.start() - NEAR), match.start()
            )  # 从2021年起，用三年左右时间
            counted = context._replace(issue_year=int(since[1]), issue_month=1) if since else context
            year = _end_of_span(text, match, context) or after_years(said_for, counted)
        if year:
            found.append(GoalYear(match.start(), year, match[0]))
    return found


def _named_later(text: str, position: int, named: Sequence[GoalYear], issue_year: int) -> bool:
    """到2025年，…，全年服务过万人次: whether a later year governs the sentence."""
    sentence = max(text.rfind(mark, 0, position) for mark in "。；")
    return any(sentence < goal.position < position and goal.year > issue_year for goal in named)


def _of_year_end(text: str, match: re.Match, named: Sequence[GoalYear]) -> int | None:
    """2025年，年底前建成…: the year that stands before 年底前 in its sentence."""
    if "年底" not in match[0]:
        return None
    sentence = text.rfind("。", 0, match.start())
    before = [goal.year for goal in named if sentence < goal.position < match.start()]
    return before[-1] if before else None


def _said_before(text: str, position: int, named: Sequence[GoalYear], issue_year: int) -> bool:
    """Whether a goal year stands before a place in its sentence, and nothing has been said of it yet."""
    sentence = max(text.rfind(mark, 0, position) for mark in "。；")
    last = next((goal for goal in reversed(named) if sentence < goal.position < position), None)
    ahead = last is not None and (last.year > issue_year or last.text[:1] in "到至")
    return ahead and not first_within(VALUED, text, last.position + len(last.text), position)


def _said_next(text: str, position: int, named: Sequence[GoalYear], issue_year: int) -> bool:
    """Whether a goal year follows a place at once."""
    after = next((goal for goal in named if goal.position >= position), None)
    return (
        after is not None
        and after.year > issue_year
        and bool(UNTIL_NAMED.fullmatch(text, position, after.position))
    )


def _summed_before(
    text: str,
    years: re.Match,
    named: Sequence[GoalYear],
    relative: Sequence[GoalYear],
    said: Said,
    issued: int,
) -> bool:
    """Whether a goal year, or as many years, stands before in what semicolons part of the sentence."""
    sentence = max(text.rfind(mark, 0, years.start()) for mark in "。；")
    if said[EARLY].search(text, sentence + 1, years.start()):
        return True  # …目标提前一年实现，五年共投入18.6亿元: what has been done
    count = SUMMED.match(years["sum"])[0]
    here = [goal for goal in _between(relative, sentence, years.start()) if count in goal.text]
    if here or _between(named, sentence, years.start()):
        return True
    opened = text.rfind("。", 0, years.start())  # “十四五”期间，…；五年累计
    past = first_within(
        BYGONE, text, opened + 1, years.start()
    )  # “十一五”时期，…；五年累计, in a report of 2011
    if past and issued and year_of(past[0]) is not None and year_of(past[0]) < issued:
        return True
    before = [goal for goal in named if goal.position < years.start()]
    if any(_lasts(goal, text, number_of(count[:-1])) for goal in before):
        return True  # 2018—2022年，…；五年累计
    before = [goal for goal in before if goal.position > opened]
    return count[0] in "五5" and any("五" in goal.text for goal in before)


def _between(goals: Sequence[GoalYear], start: int, end: int) -> Sequence[GoalYear]:
    """Those of some goal years in their order that stand between two places."""
    of_place = attrgetter("position")
    return goals[bisect_right(goals, start, key=of_place) : bisect_left(goals, end, key=of_place)]


def _lasts(goal: GoalYear, text: str, years: int | None) -> bool:
    """Whether a goal year ends a span of so many years (2018—2022年)."""
    span = RANGE.search(text, max(0, goal.position - 1), goal.position + 12)
    return bool(span and years) and int(span[2]) - int(span[1]) + 1 == years


def _count_of(text: str) -> int | None:
    """The number of 今后三到五年: the last."""
    digits = re.findall(r"\d+|十?[一二两三四五六七八九]|十", text)
    return number_of(digits[-1]) if digits else None


def _end_of_span(text: str, years: re.Match, context: Context) -> int | None:
    """《…行动计划（2023—2025年）》提出，力争3年新增…: the end of a span of as many years named before, or
    in a bracket behind."""
    count = _count_of(years[0])
    behind = text[years.end() : years.end() + 1] == "（" and RANGE.match(text, years.end() + 1)
    told = [*all_within(RANGE, text, years.start()), *([behind] if behind else ())]
    spans = ((int(span[1]), int(span[2])) for span in reversed(told))
    fits = (end for start, end in spans if end - start + 1 == count and start <= context.issue_year <= end)
    return next(fits, None)


def after_years(text: str, context: Context) -> int | None:
    """今后五年, and as many years as the plan has, end with its period; else years count from the issue year,
    which a work report and what is issued in January count in."""
    count = _count_of(text)
    if count is None:
        return None
    if context.period_end and context.period_end > context.issue_year:
        of_plan = context.period_start and context.period_end - context.period_start + 1 == count
        if count == 5 or of_plan:
            return context.period_end
    counts_in = context.issue_month == 1 or context.period_end == context.issue_year
    return context.issue_year + count - counts_in
