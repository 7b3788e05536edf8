"""What stands in a bracket behind a value qualifies it: 3.2%（目前为2.5%）, 1200家（其中规上企业500家）."""

from __future__ import annotations

import re
from typing import NamedTuple

from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NAME, year_of
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements import constructions
from cityplans.extraction.statements.case import Case
from cityplans.extraction.statements.rows import Row
from cityplans.extraction.words import measures, phrases

NUMBERED = re.compile(r"（[^（）]*\d[^（）]*）")
DATED = re.compile(rf"({ARABIC_YEAR}|{FIVE_YEAR_NAME})[”’]?年?(?:度|底|末|时|期末)?")
OWN_GRADE = re.compile("(?:国家|省|市|区|县)级(?:及?以上)?")
PART = re.compile(r"^(?:其中|包括|包含|内含|含|其余|另有)[：:有，]?")
EXCLUDES = re.compile("(?:不(?:含|包[含括]|计|纳入)|剔除|扣除|除去?)")
SHARE_OF = re.compile("占(?:比|比例|比重)?(?:达到?|不低于|超过|为)?$")
MEASURED_FROM = re.compile("(?:比|较|相比)(?!全|国|省|周)")
AIMED = re.compile("力争|争取|确保|(?:达|提高|提升|增长|增加|降|下降)[到至]|突破|到(?:19|20)")
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


def of(quantity: Quantity, main: Row, case: Case) -> Remark:
    """What a number in the bracket behind `main`'s value says of it."""
    start = stretch_of(quantity, case)[0]
    lead = case.text[start : quantity.start]
    if start > case.frame.part(quantity.start).start and PART.match(
        case.text[case.frame.part(quantity.start).start :]
    ):
        lead = "其中" + lead  # 其中部级5个、省级15个
    if case.words.nouns.graded.fullmatch(lead) and quantity.unit_kind == main.quantity.unit_kind:
        lead = "其中" + lead  # 6家（国家级2家）
    if EXCLUDES.match(lead):
        return Remark(("scope", "bracket"))
    dated = DATED.search(lead)
    year = year_of(dated[1]) if dated else None
    words = case.words
    measured_from = MEASURED_FROM.match(lead)
    now = bool(words.cues.has("fact", "bracket", lead))
    if not measured_from and (now or year and _before(year, lead, main, case)):
        if quantity.unit_kind == main.quantity.unit_kind:
            return Remark(("fact", "bracket_base"), (quantity.low, year))
        return Remark(("fact", "bracket_base"))
    if (
        not PART.match(lead)
        and not measured_from
        and not measures.is_rank(quantity)
        and words.cues.has("other", "bracket", lead)
    ):
        return Remark(("other", "bracket_compared"))
    if measured_from:
        then = lead[dated.end() :] if dated else lead[measured_from.end() :]
        return Remark(phrase=REACHED.sub("", then), of_whole=True)
    bare = REACHED.sub("", lead[dated.end() :] if dated else lead)
    stop, _, _ = phrases.strip_tail(bare, words.verbs)
    noun = PART.sub("", bare[phrases.strip_head(bare, 0, stop, words.verbs) : stop])
    noun = noun.strip(phrases.EDGES + "（")
    if measures.is_rank(quantity):
        return Remark(phrase="排名", of_whole=True)
    part_of = SHARE_OF.search(lead) if quantity.unit == "%" != main.quantity.unit else None
    if part_of and len(part := PART.sub("", lead[: part_of.start()]).strip(phrases.EDGES + "（")) > 1:
        return Remark(phrase=part + "占比")  # 5.2万张（护理型占62%以上）
    if not PART.match(lead) and noun and words.nouns.share.search(noun) and quantity.unit == "%":
        return Remark(phrase=noun, of_whole=noun.startswith("占"))
    if not noun and not PART.match(lead):
        return Remark(same=True, phrase=main.phrase)
    if not PART.match(lead) and constructions.NEEDS_SUBJECT.match(noun) or noun.startswith("累计"):
        return Remark(phrase=noun, of_whole=True)
    if not PART.match(lead) and quantity.unit_kind != main.quantity.unit_kind:
        return Remark(("scope", "bracket"))
    grown = case.words.nouns.growth.search(noun) if quantity.unit == "%" else None
    if grown:  # 收入增长18%（其中税收增长20%）
        return Remark(phrase=noun, scope=noun[: grown.start()])
    if words.nouns.graded.fullmatch(noun):
        return Remark(phrase=noun + OWN_GRADE.sub("", measures.base_of(main.phrase)), scope=noun)
    own = bool(case.words.indicators and _known(noun, case))
    return Remark(phrase=noun if own or quantity.unit != "%" else main.phrase, scope=noun)


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
    bare = NUMBERED.sub("", phrase) if "（" in phrase else phrase
    return PART.sub("", bare) or phrase


def _known(noun: str, case: Case) -> bool:
    return bool(noun) and any(t.include[0] in noun for t in case.words.indicators.terms)


def _before(year: int, lead: str, main: Row, case: Case) -> bool:
    """Whether a year lies behind: before the goal, and not after the plan was issued where a goal is set."""
    issued, goal = case.scene.context.issue_year, main.terms.horizon.year
    aimed = AIMED.search(lead) and (issued is None or year > issued)
    return not aimed and (goal is None or year < goal)
