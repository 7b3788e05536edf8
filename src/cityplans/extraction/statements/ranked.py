"""Places in an order: what is ranked, and among whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cityplans.extraction.frame import Frame
from cityplans.extraction.statements.stretches import Candidate
from cityplans.extraction.statements.subjects import Subject
from cityplans.extraction.words import measures, phrases
from cityplans.extraction.words.words import Words
from cityplans.worded import Worded

ENTERED = Worded(r"{entered}|保持在?(?=[全国省世])")
RANK_PLACE = Worded(r"(?:在|(?<!跃)居|列)?(?:{among}|排名|位次|的)+$")
NEXT_AMONG = Worded(  # 进入全国前25强、长江经济带前十; not 投资潜力进入全国20强
    rf"[、，](?:在|{ENTERED})?(?:(?!{ENTERED})[\u4e00-\u9fff]){{2,8}}$"
)
OWN_AMONG = re.compile("[^、，在]{2}(?:全[国省市区县球]|国内|省内|市内|世界)$")


def rank_beside(candidate: Candidate, text: str, earlier: Sequence, words: Words) -> Subject | None:
    """What the rank before is of, where this one only says among whom."""
    before = earlier[-1] if earlier else None
    between = text[before.quantity.end : candidate.quantity.start] if before else ""
    if not before or not measures.is_rank(before.quantity) or not words.said[NEXT_AMONG].fullmatch(between):
        return None
    own = words.nouns.metric.search(between) or OWN_AMONG.search(between)  # 教学质量前三, 科研实力全省前五
    return None if own else Subject(before.phrase, before.start)


def rank_phrase(text: str, left: phrases.Phrase, words: Words) -> phrases.Phrase:
    """What holds a place (综合实力 of 综合实力进入全国前十), without the verb and among whom."""
    stretch = text[left.start : left.end]
    entered = words.said[ENTERED].search(stretch, 2)
    stretch = stretch[: entered.start()] if entered else stretch
    while True:
        shorter = words.said[RANK_PLACE].sub("", stretch)
        stop, _, _ = phrases.strip_tail(shorter, words.verbs)
        if stop == len(stretch):
            break
        stretch = shorter[:stop]
    stretch = re.sub("(?:稳|持续|继续|始终)$", "", stretch)
    stretch = re.sub(r"^在[^，。；]{2,24}[当之]?中的?(?=..)", "", stretch)
    stretch = re.sub(
        r"^(?:进入|跻身|位居|位列|居(?![民住]))?(?:全国|全省|全市)?", "", stretch.strip(phrases.JOINERS)
    )
    tail = "" if words.nouns.metric.search(stretch) else "排名"
    return left._replace(text=stretch + tail, reach="进入")


def rank_of_counted(candidate: Candidate, cut: Frame, earlier: Sequence) -> bool:
    """进入全省前20位 in “4家省级高新园区…进入全省前20位” says which are counted."""
    part = cut.part(candidate.quantity.start)
    return any(
        row.rule in ("value_then_indicator",)
        and part.start <= row.quantity.start
        and row.end >= candidate.quantity.start - 1
        for row in earlier
    )
