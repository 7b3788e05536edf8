"""What stands in a bracket behind a value qualifies it: 3.2%（目前为2.5%）, 1200家（其中规上企业500家）."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NAME, year_of
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements import subjects
from cityplans.extraction.statements.case import Case
from cityplans.extraction.statements.rows import Row
from cityplans.extraction.words import measures, phrases
from cityplans.worded import Worded

NUMBERED = re.compile(r"（(?![A-Za-z][A-Za-z\d.&+\-]*）)[^（）]*\d[^（）]*）")  # not 细颗粒物（PM2.5）
HELD = re.compile(r"(?<=..)（(?:含|包[括含])[^（）]*）")  # 企业（含建筑业、批发零售业）
DATED = re.compile(rf"({ARABIC_YEAR}|{FIVE_YEAR_NAME})[”’]?年?(?:度|底|末|时|期末)?")
LIKE_FOR_LIKE = re.compile("(?:同|可比)(?:口径)?")
LAST_YEAR = re.compile("去年|上年")
OF_OTHERS = re.compile("平均水平|全[国省]平均|同期平均")  # （全省2022年平均水平为70.6%）
PART_OF_PLACE = Worded("[\u4e00-\u9fff]{0,4}?(?:{place_unit}|{part_of_region}|[山平川牧林垦]区)")
OWN_GRADE = re.compile("(?:国家|省|市|区|县)级(?:及?以上)?")
PART = re.compile(r"^(?:其中|包括|包含|内含|含|其余|另有)[：:有，]?")
EXCLUDES = re.compile("(?:不(?:含|包[含括]|计|纳入)|剔除|扣除|除去?)")
SHARE_OF = re.compile("占(?:比|比例|比重)?(?:达到?|不低于|超过|为)?$")
MEASURED_FROM = re.compile("(?:比|较|相比)(?!全|国|省|周)")
AIMED = Worded("{hoped}|(?:达|{moved})[到至]|突破|到(?:19|20)")
REACHED = re.compile(
    r"(?:已|实际)?(?:分别)?(?:为|是|达到?|约|约为|实现|完成|只有|仅有?|共有?|有)?(?:约|近)?$"
)


class Remark(NamedTuple):
    """What a bracketed number is.

    `verdict`: class and rule where it is no target; `base`: where the value before it starts from. Else a
    row: of the `same` indicator, of the whole's share or growth (`of_whole`), or of a part (`scope`).
    """

    verdict: tuple[str, str] | None = None
    base: tuple[float, int | None] | None = None
    phrase: str = ""
    same: bool = False
    of_whole: bool = False
    scope: str = ""


class Bracketed(NamedTuple):
    """A number in a bracket: the row before the bracket, the words that lead to it, the date among them, and
    what is named (`noun`); `is_part` where the words say that it is one (其中)."""

    quantity: Quantity
    main: Row
    case: Case
    lead: str
    dated: re.Match | None
    noun: str
    is_part: bool

    @property
    def is_alike(self) -> bool:
        return self.quantity.unit_kind == self.main.quantity.unit_kind


def of(quantity: Quantity, main: Row, case: Case) -> Remark:
    """What a number in the bracket behind `main`'s value says of it: the first rule that knows."""
    number = _bracketed(quantity, main, case)
    return next(found for rule in RULES if (found := rule(number)))


def _bracketed(quantity: Quantity, main: Row, case: Case) -> Bracketed:
    lead = case.text[stretch_of(quantity, case)[0] : quantity.start]
    part, verbs = case.frame.part(quantity.start), case.words.verbs
    if quantity.start - len(lead) > part.start and PART.match(case.text[part.start :]):
        lead = "其中" + lead  # 其中部级5个、省级15个
    alike = quantity.unit_kind == main.quantity.unit_kind
    lead = lead + "级" if lead == "国家" else lead  # 40家（国家3家）
    if alike and quantity.low <= main.quantity.high and case.words.nouns.graded.fullmatch(lead):
        lead = "其中" + lead  # 6家（国家级2家）; not 600家（全省约6000家）, which is no part of them
    dated = DATED.search(lead)
    bare = REACHED.sub("", lead[dated.end() :] if dated else lead)
    stop, _, _ = phrases.strip_tail(bare, verbs)
    noun = PART.sub("", bare[phrases.strip_head(bare, 0, stop, verbs) : stop]).strip(phrases.EDGES + "（")
    return Bracketed(quantity, main, case, lead, dated, noun, bool(PART.match(lead)))


def _excluded(number: Bracketed) -> Remark | None:
    return Remark(("scope", "bracket")) if EXCLUDES.match(number.lead) else None


def _base(number: Bracketed) -> Remark | None:
    """3.2%（2020年为2.5%）: where the value before starts from."""
    if MEASURED_FROM.match(number.lead) or OF_OTHERS.search(number.lead):
        return None
    year = year_of(number.dated[1]) if number.dated else None
    now = number.case.words.cues.has("fact", "bracket", number.lead)
    if not (now or year and _before(year, number.lead, number.main, number.case)):
        return None
    issued = number.case.scene.context.issue_year
    if not year and issued and LAST_YEAR.search(number.lead):
        year = issued - 1  # （去年为156.5亿元）
    return Remark(("fact", "bracket_base"), (number.quantity.low, year) if number.is_alike else None)


def _compared(number: Bracketed) -> Remark | None:
    if number.is_part or MEASURED_FROM.match(number.lead) or measures.is_rank(number.quantity):
        return None
    if LIKE_FOR_LIKE.match(number.lead) and number.case.words.nouns.growth.search(number.noun):
        return Remark(phrase=number.noun, of_whole=True)  # （同口径增长6%左右）
    is_other = number.case.words.cues.has("other", "bracket", number.lead)
    return Remark(("other", "bracket_compared")) if is_other else None


def _change(number: Bracketed) -> Remark | None:
    """（比2020年增长15%）."""
    if not (measured_from := MEASURED_FROM.match(number.lead)):
        return None
    then = number.lead[(number.dated or measured_from).end() :]
    return Remark(phrase=REACHED.sub("", then), of_whole=True)


def _rank(number: Bracketed) -> Remark | None:
    quantity, case = number.quantity, number.case
    if not measures.is_rank(quantity):
        return None
    around = case.frame.bracket_around(quantity.start)
    if case.words.cues.has("fact", "bracket", case.text[around.start : quantity.start]):
        return Remark(("fact", "bracket_base"))  # （目前1.87%，居全市第6）
    return Remark(phrase="排名", of_whole=True)


def _share_of_part(number: Bracketed) -> Remark | None:
    """5.2万张（护理型占62%以上）."""
    found = SHARE_OF.search(number.lead) if number.quantity.unit == "%" != number.main.quantity.unit else None
    part = PART.sub("", number.lead[: found.start()]).strip(phrases.EDGES + "（") if found else ""
    return Remark(phrase=part + "占比") if len(part) > 1 else None


def _share(number: Bracketed) -> Remark | None:
    noun, nouns = number.noun, number.case.words.nouns
    if number.is_part or not noun or number.quantity.unit != "%" or not nouns.share.search(noun):
        return None
    needs = number.case.words.said[subjects.NEEDS_SUBJECT].match(noun)  # 占比, 年均增长率
    return Remark(phrase=noun, of_whole=bool(needs))


def _same(number: Bracketed) -> Remark | None:
    return None if number.noun or number.is_part else Remark(same=True, phrase=number.main.phrase)


def _of_place(number: Bracketed) -> Remark | None:
    """86所（城区41所、乡镇45所）: of the same, there."""
    is_place = number.is_alike and number.case.words.said[PART_OF_PLACE].fullmatch(number.noun)
    return Remark(phrase=number.main.phrase, same=True, scope=number.noun) if is_place else None


def _of_whole(number: Bracketed) -> Remark | None:
    needs = not number.is_part and number.case.words.said[subjects.NEEDS_SUBJECT].match(number.noun)
    return Remark(phrase=number.noun, of_whole=True) if needs or number.noun.startswith("累计") else None


def _other_kind(number: Bracketed) -> Remark | None:
    return None if number.is_part or number.is_alike else Remark(("scope", "bracket"))


def _part(number: Bracketed) -> Remark:
    noun, words = number.noun, number.case.words
    grown = words.nouns.growth.search(noun) if number.quantity.unit == "%" else None
    if grown:  # 收入增长18%（其中税收增长20%）
        return Remark(phrase=noun, scope=noun[: grown.start()])
    if words.nouns.graded.fullmatch(noun):
        whole = measures.base_of(number.main.phrase, words.said)
        return Remark(phrase=noun + subjects.OF_GRADE.sub("", OWN_GRADE.sub("", whole), count=1), scope=noun)
    own = bool(words.indicators and _known(noun, number.case))
    return Remark(phrase=noun if own or number.quantity.unit != "%" else number.main.phrase, scope=noun)


RULES: tuple[Callable[[Bracketed], Remark | None], ...] = (
    _excluded, _base, _compared, _change, _rank, _share_of_part, _share, _same, _of_place, _of_whole,
    _other_kind, _part,
)  # fmt: skip


def stretch_of(quantity: Quantity, case: Case) -> tuple[int, int]:
    """The words of a number in a bracket: from the comma or the number before it."""
    part = case.frame.part(quantity.start)
    around = case.frame.bracket_around(quantity.start)
    if around and case.text[part.start - 1] == "：" and part.start - 2 > around.start:
        part = part._replace(start=case.frame.part(part.start - 2).start)  # （2022年底：82万亩）
    ends = [
        q.end
        for q in case.scene.quantities
        if part.start <= q.start and q.end <= quantity.start and q.kind != "date"
    ]
    start = max([part.start, *ends])
    while start < quantity.start and case.text[start] in "、和及与，；":
        start += 1
    return start, part.end


def without(phrase: str) -> str:
    """高新技术企业 of 高新技术企业（含科技小巨人30家)."""
    bare = HELD.sub("", NUMBERED.sub("", phrase)) if "（" in phrase else phrase
    return PART.sub("", bare) or phrase


def _known(noun: str, case: Case) -> bool:
    return bool(noun) and any(t.include[0] in noun for t in case.words.indicators.terms)


def _before(year: int, lead: str, main: Row, case: Case) -> bool:
    """Whether a year lies behind: before the goal, and not after the plan was issued where a goal is set."""
    issued, goal = case.scene.context.issue_year, main.terms.horizon.year
    aimed = case.words.said[AIMED].search(lead) and (issued is None or year > issued)
    return not aimed and (goal is None or year < goal)
