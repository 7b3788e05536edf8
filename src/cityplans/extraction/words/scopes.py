"""The place a target holds for, where that is not the plan's own territory."""

from __future__ import annotations

import re

from cityplans.extraction.frame import Frame
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.words.measures import WHOLE_TERRITORY, Measures, is_rank
from cityplans.records import Clause
from cityplans.worded import Worded

EACH_PLACE = Worded(
    r"(?P<each>(?:每(?![年月季周日天])个?|各|每一个?)[\u4e00-\u9fff]{0,6}?{each_place}(?:（[市县区旗级、]{1,7}）)?)(?!级|市(?![场民]))"
)
EACH_SHALL = Worded(EACH_PLACE + "(?:要|须|应)")  # 各县（区）要提前完成…
OWN_PLACE = re.compile("[片园验范]区|[镇县]")  # 临港新片区生产总值
TO_VALUE = Worded(r"(?:至少|均|都|各)?{has_each}?")


def _opened(before: str, phrase: str, words: Measures) -> re.Match | None:
    """高新区研发投入强度达到8%，高新技术企业达到500家: of the place, until another or all of it is named."""
    found = words.opened_by.match(before)
    if not found or words.verbs.head.search(found["place"]) or OWN_PLACE.search(phrase):
        return None
    return None if WHOLE_TERRITORY.search(before, found.end()) else found


def scope(clause: Clause, cut: Frame, quantity: Quantity, phrase: str, words: Measures) -> str:
    """The place a target holds for: the one its phrase begins with (高新区研发投入强度), 在…湖区 before it in
    the sentence, or the one the article is about (加快打造西塞山科创走廊)."""
    if "每" in cut.text or "各" in cut.text:
        said = words.nouns.said
        each = said[EACH_PLACE].match(phrase) or said[EACH_SHALL].match(
            cut.text, cut.part(quantity.start).start, quantity.start
        )
        if each:
            return each["each"]
        for each in said[EACH_PLACE].finditer(cut.text, cut.part(quantity.start).start, quantity.start):
            if said[TO_VALUE].fullmatch(cut.text, each.end(), quantity.start):
                return each[0]
    own = None if is_rank(quantity) else words.of_place.match(phrase)
    if own:
        return own["place"]
    sentence = cut.sentence(quantity.start)
    before = cut.text[sentence.start : quantity.start]
    for within in words.inside.finditer(before) if "在" in before else ():
        own = within
    found = own or _opened(before, phrase, words)
    if not found and clause.heading and quantity.unit != "%":
        found = words.places.search(clause.heading)
    return found["place"] if found else ""
