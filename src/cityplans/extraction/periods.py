"""Which year a value that has been reached is of, and how we know.

Order of evidence: a past year in the same sentence before the value, or in brackets behind it (explicit); the
last one of an earlier sentence of the paragraph, of a paragraph above under the same heading, or of a heading
(inherited); for a work report, which opens with the year behind, the year before it was given (plan);
otherwise none. A year that something is measured from (比2020年) is of no value but a base.

And over how many years it is said: a window that opens a sentence (五年来, 这一年, “十四五”时期) holds until
the next one, through the paragraphs and headings of its chapter; a year or stretch inside a sentence (2025年,
近三年) for what follows it there. A chapter about both (2025年和“十四五”时期工作回顾) says nothing until a
paragraph does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cityplans.chinese.alternation import longest_first
from cityplans.chinese.markers import number_of
from cityplans.chinese.years import FIVE_YEAR_NUMBER, THAN, five_year_end, year_of
from cityplans.codebook import Codebook
from cityplans.extraction.frame import Frame, Span
from cityplans.extraction.goal_years import TITLE, Horizon
from cityplans.extraction.horizons import OPENING, home_of
from cityplans.extraction.own_year import issued
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.reviewing import is_report
from cityplans.records import Clause, Plan
from cityplans.worded import Said, Worded, said_of

MEASURED_FROM = re.compile(rf"(?:{THAN}|同|与|相比于?|相对于|[在按]可比口径)[“‘]?$")
ON_TOP = re.compile(r"[”’]?(?:年?[底末])?的?(?:基础|水平|同期|可比|不变价)")
SINCE = re.compile(r"[”’]?(?:年?[底末初]?)(?:以来|起|开始|至今)")
FROM = re.compile("[由从](?<!自.)[“‘]?$")
GOAL_OF = Worded("{sets_goal}的[“‘]?$")  # 提前实现了省委提出的“十一五”末…的目标
TIMES_OF = re.compile(r"年?[底末]?的[近约]?[\d.]+倍")  # 是2015年的1.72倍
OF_GOAL = re.compile("[”’]?(?:规划|计划)?(?:的[\u4e00-\u9fff]{0,8})?(?:目标|确定|提出)")
BRACKETED = re.compile(r"[（(](?:截至)?((?:19|20)\d\d)年?[底末]?(?:数据|数)?[）)]")
HEADING_YEAR = re.compile(
    r"((?:19|20)\d\d)年|[“‘]?(" + FIVE_YEAR_NUMBER + r")五[”’]?(?:时期|期间|规划|以来|发展)"
)
FIRST_QUARTER = 3
LAST_MONTH = {
    "一季度": 2,
    "上半年": 5,
    "前三季度": 8,
}  # until which a text speaks of those of the year before
PERIOD = 5  # years of a five-year plan
COUNT = r"(?<![第每续余多\d一二两三四五六七八九十])([一二两三四五六七八九十]{1,2}|\d{1,2})年"  # not 连续37年
STRETCH = Worded(  # 五年来, 过去的一年, 这是…的五年; near ones (近三年) are of their sentence alone
    rf"(?<!未来)(?<!今后)(?<!近)(?<!前)(?P<since>{COUNT}{{years_since}})"
    rf"|(?<!在){{years_past}}的?(?P<past>{COUNT}(?![级度均内]))|这是[^，。；！\n]{{0,40}}的(?P<these>{COUNT})"
)
INSIDE = Worded(  # three years' change: 三年增长58%, 近3年提升21个百分点, 五年累计新增
    rf"近{COUNT}|{COUNT}(?:来|间)?(?={{yearly_change}}|{{summed}}|翻|[新净]增|压减|减排)"
)
COUNTED_YEARS = re.compile(  # 三年, 10年, not 2025年: what STRETCH and INSIDE cannot do without
    r"年(?<=[一二两三四五六七八九十\d]年)(?<!\d{3}年)"
)
OF_PLAN = re.compile(rf"[“‘「]?({FIVE_YEAR_NUMBER})五[”’」]?(?:时期|期间|以来)")
SENTENCE_BEFORE = re.compile(r"(?:^|[。！；：\n]|各位(?:代表|委员)，)[“‘「—\s]*$")
NEAR = 24  # characters before a year in which the end of a sentence, marks and blanks are looked for
ONE_YEAR = re.compile(r"(?:19|20)\d\d年?$|[去上前今本]年|全年|上半年|一季度|前三季度")
COMMA_OR_IS = re.compile(
    "年?[度里]?[，是]"
)  # 2023年，… speaks for its paragraph, 2023年出口… for its sentence


class Times(NamedTuple):
    """Words of past_times.csv: what year each says, counted from the document's own."""

    pattern: re.Pattern
    year: dict[str, str]
    said: Said


@lru_cache(maxsize=4)
def times_of(codebook: Codebook) -> Times:
    """The words of past_times.csv that say when something was reached."""
    year = {row["term"]: row["year"] for row in codebook["past_times"]}
    return Times(re.compile(longest_first(year)), year, said_of(codebook))


class Past(NamedTuple):
    """A year that a text says something was reached in; one after 由 or 从 is of the next value alone."""

    position: int
    year: int
    text: str
    for_next_alone: bool = False


class Window(NamedTuple):
    """Over how many years what follows is said, and the last of them where it is printed; 0 where a chapter
    speaks of several windows. One that `opens` holds on beyond its sentence."""

    position: int
    years: int
    end: int | None = None
    opens: bool = False


class Document(NamedTuple):
    """When a document was issued."""

    year: int | None
    month: int

    @property
    def last_full_year(self) -> int | None:
        return self.year - 1 if self.year else None

    @property
    def now(self) -> int | None:
        """The year that 目前 speaks of: in January figures are those of the year before."""
        return self.last_full_year if self.month <= FIRST_QUARTER else self.year

    def said(self, word: str) -> int | None:
        """The year a word of past_times.csv says: -1 去年, last 五年来, now 目前."""
        if self.year is None or not word:
            return None
        return {"last": self.last_full_year, "now": self.now}.get(word) or self.year + int(word)


def pasts(text: str, dates: Sequence[Quantity], document: Document, times: Times) -> list[Past]:
    """The past years of a clause in order."""
    titles = [match.span() for match in TITLE.finditer(text)] if dates else []
    named = (_named(text, date, document, times.said) for date in dates if not _in_any(date.start, titles))
    return sorted(past for past in (*named, *_relative(text, document, times)) if past)


def _in_any(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _named(text: str, date: Quantity, document: Document, words: Said) -> Past | None:
    said = text[date.start : date.end]
    year = year_of(said)
    before, after = text[max(0, date.start - 6) : date.start], text[date.end : date.end + 14]
    is_base = MEASURED_FROM.search(before) or ON_TOP.match(after) or SINCE.match(after)
    is_base = is_base or TIMES_OF.match(after)
    is_base = is_base or words[GOAL_OF].search(before) or OF_GOAL.match(after)
    if not year or is_base or document.year and year > document.year:
        return None
    return Past(date.start, year, said, bool(FROM.search(before)))


def _relative(text: str, document: Document, times: Times) -> Iterator[Past]:
    for match in times.pattern.finditer(text) if document.year else ():
        before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 8]
        year = document.said(times.year[match[0]])
        if year and document.month <= LAST_MONTH.get(match[0], 0):
            year -= 1  # 前三季度, in a text of January
        if year and not MEASURED_FROM.search(before) and not ON_TOP.match(after):
            yield Past(match.start(), year, match[0], bool(FROM.search(before)))


def windows(text: str, own: Sequence[Past], document: Document, times: Times) -> list[Window]:
    """The windows that a clause names, in order."""
    named: list[Window] = []
    if COUNTED_YEARS.search(text):
        named += [_stretch(text, match) for match in times.said[STRETCH].finditer(text)]
        named += [Window(m.start(), number_of(m[1] or m[2])) for m in times.said[INSIDE].finditer(text)]
    if "五" in text:
        named += [_of_plan(text, match) for match in OF_PLAN.finditer(text)]
    named += [_one_year(text, past) for past in own if _is_one_year(past)]
    return sorted(w for w in named if w.end is None or document.year is None or w.end <= document.year)


def _stretch(text: str, match: re.Match) -> Window:
    count = next(match[group] for group in ("since", "past", "these") if match[group])
    return Window(match.start(), number_of(count[: count.index("年")]), None, _opens(text, match.start()))


def _of_plan(text: str, match: re.Match) -> Window:
    return Window(match.start(), PERIOD, five_year_end(match[1]), _opens(text, match.start()))


def _opens(text: str, position: int) -> bool:
    return bool(SENTENCE_BEFORE.search(text, max(0, position - NEAR), position))


def _is_one_year(past: Past) -> bool:
    return not past.for_next_alone and bool(ONE_YEAR.match(past.text))


def _one_year(text: str, past: Past) -> Window:
    opens = _opens(text, past.position) and COMMA_OR_IS.match(text, past.position + len(past.text))
    return Window(past.position, 1, past.year, bool(opens))


class Periods(NamedTuple):
    """Past years of a clause, those of its own text in order and the one it inherits; likewise windows."""

    own: Sequence[Past]
    above: Horizon | None
    windows: Sequence[Window] = ()
    window_above: Window | None = None


def of_plan(
    plan: Plan, clauses: Sequence[Clause], found: Sequence[list[Quantity]], looks: Sequence[str], times: Times
) -> list[Periods]:
    """Past years, one a clause; `looks` are their tenses: a review inherits from a review alone."""
    document = Document(*issued(plan, times.said))
    opens_with_review = document.last_full_year if is_report(plan.title, clauses, times.said) else None
    last: dict[tuple[str, str], Horizon] = {}
    chapter, window = "", None
    made = []
    for clause, quantities, tense in zip(clauses, found, looks, strict=True):
        home = home_of(clause)
        own = pasts(clause.text, [q for q in quantities if q.kind == "date"], document, times)
        above = last.get((home, tense)) or _of_heading(home, document)
        if above is None and tense == "past" and opens_with_review:
            above = Horizon(opens_with_review, "plan", plan.title)
        if chapter != (chapter := chapter_of(home)):
            window = _of_chapter(chapter, document, times)
        stretches = windows(clause.text, own, document, times)
        made.append(Periods(own, above, stretches, window))
        window = next((w for w in reversed(stretches) if w.opens), window)
        lead = [past for past in own if past.position < OPENING and not past.for_next_alone]
        if lead and clause.clause_kind != "title":
            last[home, tense] = Horizon(lead[-1].year, "inherited", lead[-1].text)
    return made


def chapter_of(home: str) -> str:
    return next((heading for heading in home.split(" / ") if heading), "")


def _of_chapter(heading: str, document: Document, times: Times) -> Window | None:
    """The window a chapter is about by its heading; one of 0 years where it is about several."""
    years = [Window(m.start(), 1 if m[1] else PERIOD) for m in HEADING_YEAR.finditer(heading)]
    named = years or windows(heading, pasts(heading, [], document, times), document, times)
    return named[0] if len(named) == 1 else Window(0, 0) if named else None


@lru_cache(maxsize=1024)
def _of_heading(home: str, document: Document) -> Horizon | None:
    """The past year of the innermost heading that names one (2025年工作回顾, “十三五”发展回顾)."""
    if "年" not in home and "五" not in home:
        return None
    for heading in reversed(home.split(" / ")):
        for match in HEADING_YEAR.finditer(heading):
            year = int(match[1]) if match[1] else five_year_end(match[2])
            if document.year is None or year <= document.year:
                return Horizon(year, "inherited", heading)
    return None


def year(frame: Frame, quantity: Quantity, past_years: Periods) -> Horizon:
    """The past year of a value of a clause."""
    own, above = past_years.own, past_years.above
    bracketed = BRACKETED.match(frame.text, quantity.end)
    if bracketed:
        return Horizon(int(bracketed[1]), "explicit", bracketed[0])
    before = own[: bisect_left(own, (quantity.start + 1,))]
    start, around = frame.sentence(quantity.start).start, frame.bracket_around
    for past in reversed(before):
        remark = around(past.position)
        if remark and remark != around(quantity.start):
            continue  # （2020年为2.5%）
        if not past.for_next_alone:
            return Horizon(past.year, "explicit" if past.position >= start else "inherited", past.text)
        if past.position >= start and not _moves(frame.text, past.position, quantity.start):
            return Horizon(past.year, "explicit", past.text)
    return above or Horizon(None, "none")


def window(frame: Frame, quantity: Quantity, past_years: Periods, is_average: bool = False) -> Window | None:
    """The window of a value of a clause: the last that its sentence names before it, up to a semicolon, else
    the last that opened. An average is of no single year that the sentence names beside it."""
    around, start = frame.bracket_around, frame.sentence(quantity.start).start
    start = max(start, frame.text.rfind("；", 0, quantity.start))
    before = [w for w in past_years.windows if w.position <= quantity.start]
    for named in reversed(before):
        remark = around(named.position)
        is_aside = remark and remark != around(quantity.start)
        is_of_it = named.opens or named.position >= start and not (is_average and named.years == 1)
        if is_of_it and not is_aside:
            return named
    return past_years.window_above


def base_year(frame: Frame, quantity: Quantity, past_years: Periods) -> Horizon:
    """The past year of a value that another sets out from: only one that stands with it (由2020年的2.5%)."""
    remark = frame.bracket_around(quantity.start)
    stand_with = [past for past in past_years.own if past.for_next_alone or _inside(past, remark)]
    return year(frame, quantity, Periods(stand_with, None))


def _inside(past: Past, bracket: Span | None) -> bool:
    return bracket is not None and bracket.start < past.position < bracket.end


def _moves(text: str, start: int, end: int) -> bool:
    """Whether a verb leads on from the value that 由 or 从 opened (从2020年的5家增加到…)."""
    return bool(re.search("[提增扩上下降减缩升调发拓][^，。；\\d]{0,3}[至到为]", text[start:end]))
