"""What stands in a bracket behind a value qualifies it: 3.2%（目前为2.5%）, 1200家（其中规上企业500家）."""

from __future__ import annotations

import re
from typing import NamedTuple

from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NAME, year_of
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements import constructions
from cityplans.extraction.statements.case import Case
from cityplans.extraction.statements.rows import Row
from cityplans.extraction.words import phrases

NUMBERED = re.compile(r"（[^（）]*\d[^（）]*）")
DATED = re.compile(rf"({ARABIC_YEAR}|{FIVE_YEAR_NAME})[”’]?年?(?:度|底|末|时|期末)?")
PART = re.compile(r"^(?:其中|包括|包含|内含|含|其余|另有)[：:有，]?")
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
    part = case.frame.part(quantity.start)
    lead = case.text[part.start : quantity.start]
    dated = DATED.search(lead)
    year = year_of(dated[1]) if dated else None
    words = case.words
    now = bool(words.cues.has("fact", "bracket", lead))
    if now or year and _before(year, main, case):
        if quantity.unit_kind == main.quantity.unit_kind:
            return Remark(("fact", "bracket_base"), (quantity.low, year))
        return Remark(("fact", "bracket_base"))
    if not PART.match(lead) and words.cues.has("other", "bracket", lead):
        return Remark(("other", "bracket_compared"))
    bare = REACHED.sub("", lead[dated.end() :] if dated else lead)
    stop, _, _ = phrases.strip_tail(bare, words.verbs)
    noun = PART.sub("", bare[phrases.strip_head(bare, 0, stop, words.verbs) : stop])
    noun = noun.strip(phrases.EDGES + "（")
    if not noun and not PART.match(lead):
        return Remark(same=True, phrase=main.phrase)
    if not PART.match(lead) and constructions.NEEDS_SUBJECT.match(noun) or noun.startswith("累计"):
        return Remark(phrase=noun, of_whole=True)
    if not PART.match(lead) and quantity.unit_kind != main.quantity.unit_kind:
        return Remark(("scope", "bracket"))
    own = bool(case.words.indicators and _known(noun, quantity, case))
    return Remark(phrase=noun if own or quantity.unit != "%" else main.phrase, scope=noun)


def without(phrase: str) -> str:
    """高新技术企业 of 高新技术企业（含科技小巨人30家)."""
    return PART.sub("", NUMBERED.sub("", phrase)) or phrase


def _known(noun: str, quantity: Quantity, case: Case) -> bool:
    return bool(noun) and any(t.include[0] in noun for t in case.words.indicators.terms)


def _before(year: int, main: Row, case: Case) -> bool:
    """Whether a year lies behind: before the goal, and not after the plan was issued."""
    issued, goal = case.scene.context.issue_year, main.terms.horizon.year
    return (issued is None or year <= issued) and (goal is None or year < goal)
