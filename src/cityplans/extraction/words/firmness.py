"""How firmly a target is promised: 力争, 确保; 约束性 and 预期性 where they are printed."""

from __future__ import annotations

import re
from typing import NamedTuple

from cityplans.extraction.frame import Frame, Span
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.words.measures import Measures
from cityplans.extraction.words.phrases import TIME, WE_SHALL, strip_head
from cityplans.worded import Worded

# 力争每年新增8家，到2025年重复利用率…: a sentence of its own; 努力整合园区，到2025年进入前十: the same one
ANOTHER_YEAR = Worded(
    r"，(?:([到至])(?:19|20)\d\d年|(?:19|20)\d\d年[底末])(?!{entered}|{grown_to}|进入|位[居列])"
)


REACHED = re.compile(r"(?:实现|达到?|突破)[^，。；\d]{0,12}\d")
PLANNED_BEHIND = re.compile("（(约束性|预期性)(?:指标)?）")  # 降低14%（约束性）


class Firmness(NamedTuple):
    """How the wording commits: code, word printed, and the planning class (binding, expected) if printed."""

    code: str = "firm"
    word: str = ""
    obligation: str = ""


def strength(cut: Frame, quantity: Quantity, words: Measures, text: str) -> Firmness:
    """力争 at the head of a part governs the list up to ； or 。; after a subject only its own part."""
    sentence, part = cut.sentence(quantity.start), cut.part(quantity.start)
    start = max(sentence.start, text.rfind("；", sentence.start, quantity.start) + 1)
    code, word, obligation = "firm", "", ""
    for match in words.cue.finditer(text, start, quantity.start):
        own = cut.part(match.start())
        said, governs, planned = words.governs[_striven(match, own, text)]
        alone = own.end == part.start and TIME.fullmatch(text, match.end(), own.end)  # 确保到2010年，…
        inside = match.start() >= part.start or bool(alone)
        bracket = cut.bracket_around(match.start())
        if bracket and bracket != cut.bracket_around(quantity.start):
            continue  # （力争60家）
        if match[0] == "努力" and text[match.start() - 1] in "年的":
            continue  # 通过三年努力: how long, not how sure
        head = text[own.start : match.start()]
        ours = WE_SHALL.fullmatch(head) or words.verbs.territory.fullmatch(head)
        head = "" if ours else head  # 我省将力争…, 云南省力争…: still the head
        at_head = strip_head(head, 0, len(head), words.verbs) >= len(head)
        another = None if inside else words.nouns.said[ANOTHER_YEAR].search(text, own.end - 1, quantity.start)
        if another and not text.startswith(another[1] or "，", match.end()):
            continue  # 力争每年新增8家，到2025年…; but 力争到2025年…，到2030年…
        if at_head and governs != "list" and said and not inside:
            code, word = "firm", ""  # 争取进入百强，确保…保持前三，新增…: the list ends where another begins
        if inside or governs == "list" and at_head:
            code, word = (said, match[0]) if said else (code, word)
            obligation = obligation or planned
    if planned := PLANNED_BEHIND.match(text, quantity.end):
        obligation = words.governs[planned[1]][2]
    return Firmness(code, word, obligation)


def _striven(cue: re.Match[str], own: Span, text: str) -> str:
    """争取国家支持 asks for something, 争取国家项目在本市实现产业化30项 strives to reach something."""
    reaches = cue[0].startswith("争取") and REACHED.search(text, cue.end(), own.end)
    return "争取" if reaches else cue[0]


def of_row(row: str, group: str, words: Measures) -> Firmness:
    """The same for a row of a table: 约束性 or 预期性 in a cell, else in the line above that groups it."""
    obligation = ""
    for text in (row, group):
        for term, (_, _, planned) in words.governs.items():
            stem = term.removesuffix("性")
            if (
                not obligation
                and planned
                and re.search(rf"{re.escape(term)}|(?:^|\t){re.escape(stem)}(?:\t|$)", text)
            ):
                obligation = planned
    cue = next((m for m in words.cue.finditer(row) if words.governs[m[0]][0]), None)
    return Firmness(words.governs[cue[0]][0], cue[0], obligation) if cue else Firmness("firm", "", obligation)
