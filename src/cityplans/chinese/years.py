"""Years as plans write them: 2025年, 二〇二五年, “十四五”; and the period a title says a plan is for.

`ARABIC_YEAR`, `HAN_YEAR`, `FIVE_YEAR_NAME` are regular expressions for one year or five-year plan in a text,
`year_of` reads what they find.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cityplans.chinese.digits import HAN_DIGIT, ZEROS, read_off
from cityplans.chinese.markers import number_of

Period = tuple[int | None, int | None]

ARABIC_YEAR = r"(?:19|20)\d\d"
HAN_CENTURY = rf"[一二][{ZEROS}九]{HAN_DIGIT}{{2}}"
HAN_YEAR = rf"{HAN_CENTURY}年"
ANY_YEAR = rf"(?:\d{{4}}|{HAN_DIGIT}{{4}})"
MONTH_OR_DAY = r"[\d一二三四五六七八九十]{1,3}"
# 2022年1月12日, 二〇二二年一月十二日, with blanks between
DAY = rf"{ANY_YEAR}\s*年\s*{MONTH_OR_DAY}\s*月\s*{MONTH_OR_DAY}\s*日"
FIVE_YEAR_NUMBER = r"(?:[一二]?十[一二三四五六七八九]?|[六七八九])"
FIRST_YEARS = "[”’」]?(?:时期|期间)?前(?P<first>[一两二三四])年"  # “十四五”前三年
FIVE_YEAR_NAME = rf"{FIVE_YEAR_NUMBER}五"
# what a year is measured by; in 占比2023年达到85% and 生师比 the sign ends a noun
THAN = r"(?:(?<!占)(?<!生师)(?<!师生)(?<!抚养)(?<!投产)(?<!产出)比(?![重例率值])|较)"
# 较2020年的, 比“十三五”末, 与上年的…相比: before the value that a change is measured from; words by role
EARLIER = (
    rf"(?P<since>(?:{ARABIC_YEAR}年|{HAN_YEAR}|“?{FIVE_YEAR_NAME}”?|{{now}}|{{earlier_state}})[底末]?)"
    r"(?:的|水平的?)?"
)
AGAINST = rf"(?:{THAN}|相比于?|[与同](?=[^，。；]{{2,24}}相?比)){EARLIER}"

FIRST_FIVE_YEAR_PLAN = 1953  # the first two ran 1953–1962, the third from 1966
THIRD_FIVE_YEAR_PLAN = 1966
DASH = r"\s*年?\s*(?:—+|－+|-+|–|~|～|至|到)\s*"
YEAR = r"((?:19|20)\d{2})"
SHORT_SPAN = re.compile(r"((?:19|20)(?=\d\d年?\s*(?:[—–\-－~～〜]{1,2}|至|到)\d\d年))\d\d[^\d]{1,4}(\d\d)年")
DASHLESS = re.compile(rf"（{YEAR}{YEAR}年?）")  # the dash of a font that has none
SPAN = re.compile(rf"{YEAR}{DASH}{YEAR}\s*年?")
FROM_YEARS = re.compile(
    rf"{YEAR}年(?:起|开始)[^。]{{0,6}}?(\d{{1,2}}|[一二三四五六七八九十]{{1,2}})年(?:内|之内|"
    rf"时间)"
)
UNTIL = re.compile(rf"(?:到|至){YEAR}年|{YEAR}年(?:前|以前|之前)")
HAN_YEARS = re.compile(rf"{HAN_CENTURY}(?=年|[—\-至到])")
WORK_OF_YEAR = re.compile(
    rf"(?<![到至\d—\-]){YEAR}年度?(?![底末]?前|以前|之前|远景|愿景)[\u4e00-\u9fff“”]{{0,16}}?(?:工作要点|工作安排"
    "|工作计划|重点工作|工作任务|任务清单|(?<![一二两三四五]年)(?:行动|实施|推进|发展)计划|(?:行动|实施|工作|攻坚)方案)"
)
FIVE_YEAR = re.compile(
    r"第([一二三四五六七八九十]{1,3})个五年|"
    r"[“‘\"'「『]([一二]?十[一二三四五六七八九]?|[一二三四五六七八九])五[”’\"'」』](?![条项个大])|"
    r"(?<![第〇零○一二三四五六七八九十百\d])"  # without quotes: a number, unless what follows says what it is
    r"(?:(十[一二三四六七八九])五|(十五?|[六七八九])五(?=时期|期间|规划|计划|发展|科技))"
)
OWN_COUNT = re.compile(r"普法|法治|法制|法院|检察|司法")  # these count theirs from another year
JOINED = re.compile(r"[”’\"'」』]?(?:时期|期间)?(?:和|及|与|、|至|到|[—\-~～]+)(?:国家)?[“‘\"'「『]?")


def of_title(title: str) -> Period:
    """First and last year of the period a title names; a vision beyond it (2035年远景目标) is none."""
    title = HAN_YEARS.sub(lambda m: read_off(m.group()), title)
    if found := SPAN.search(title):
        return int(found.group(1)), int(found.group(2))
    if found := DASHLESS.search(title):
        return int(found[1]), int(found[2])
    if found := SHORT_SPAN.search(title):
        return int(found.group()[:4]), int(found.group(1) + found.group(2))
    if found := FROM_YEARS.search(title):
        first, years = int(found.group(1)), number_of(found.group(2))
        return first, first + years - 1
    return five_years_named(title) or (None, None)


def five_years_named(title: str) -> tuple[int, int] | None:
    """The five-year plan a title names: of several the last, unless they are joined (“十三五”和“十四五”)."""
    found = [] if OWN_COUNT.search(title) else list(FIVE_YEAR.finditer(title))
    if not found:
        return None
    first = last = found[-1]
    for earlier in reversed(found[:-1]):
        if not JOINED.fullmatch(title, earlier.end(), first.start()):
            break
        first = earlier
    return five_years(_number(first))[0], five_years(_number(last))[1]


def _number(found: re.Match[str]) -> int:
    return number_of(next(group for group in found.groups() if group))


def five_years(number: int) -> tuple[int, int]:
    """First and last year of the n-th five-year plan: 12 → 2011–2015."""
    first = FIRST_FIVE_YEAR_PLAN + 5 * (number - 1) if number < 3 else THIRD_FIVE_YEAR_PLAN + 5 * (number - 3)
    return first, first + 4


def five_year_end(name: str) -> int:
    """Last year of the plan called by its number.

    >>> five_year_end("十四"), five_year_end("九"), five_year_end("十")
    (2025, 2000, 2005)
    """
    return five_years(number_of(name))[1]


@lru_cache(maxsize=4096)
def year_of(text: str) -> int | None:
    """The (last) year that a date names; of a span whose end has two digits (2021—25年) that end.

    >>> year_of("2021—2025年"), year_of("2021-25年"), year_of("二〇三五年"), year_of("十四五")
    (2025, 2025, 2035, 2025)
    >>> year_of("十四五”前三年")
    2023
    """
    if short := SHORT_SPAN.search(text):
        return int(short[1] + short[2])
    if years := re.findall(ARABIC_YEAR, text):
        return int(years[-1])
    if han := re.search(HAN_YEAR, text):
        return int(read_off(han[0][:4]))
    period = re.fullmatch(rf"({FIVE_YEAR_NUMBER})五(?:{FIRST_YEARS})?", text)
    if not period:
        return None
    first, last = five_years(number_of(period[1]))
    return first + number_of(period["first"]) - 1 if period["first"] else last
