"""The indicator of a row in full: with the verb that makes it no stock, without what tells or intends."""

from __future__ import annotations

import re

from cityplans.extraction.statements import bounds, subjects
from cityplans.extraction.statements.case import Case, Statement
from cityplans.extraction.words import deeds, phrases
from cityplans.extraction.words.words import Words
from cityplans.worded import Worded

ACHIEVED = re.compile("^(?:基本|全面|如期)?(?:完成|实现|达到)(?=[\u4e00-\u9fffA-Z]{2})")
SPAN = r"[到至]?(?:19|20)\d\d年[底末]?|(?:今后|未来)[一二两三四五六七八九十\d]{1,2}年"
TOLD_BY = Worded(  # 该规划提出到2020年…, 明确未来两年…
    rf"^(?:(?:[该本这][\u4e00-\u9fff]{{0,6}})?{{plan_document}}{{lays_down}}(?:{SPAN})?"
    rf"|{{lays_down}}(?:{SPAN}))(?:[要将]?{{hoped}}?实现|[要将]{{hoped}}?)?(?=[\u4e00-\u9fffA-Z]{{3}})"
)
STRIVES = Worded("^[\u4e00-\u9fff]{2,5}(?:要|将){hoped}(?=[\u4e00-\u9fff]{2})")  # 宜昌要力争…
QUOTING = Worded("^.*(?:{lays_down}|实现)“(?=[^”]{2,}$)")  # 省里提出“全省冷库容量
OURS_PLANS = Worded(
    "(?<=^[全我本][省市县区国])(?:计划|拟|将|预计)(?=..)|(?<=^[\u4e00-\u9fff]{2}[省市县区])(?:计划|拟|将|预计)(?=..)|(?<=^[\u4e00-\u9fff]{3}[省市县区])(?:计划|拟|将|预计)(?=..)"
)
FOR_EXAMPLE = Worded("^.*(?:比如|例如)(?=..)")  # …均是约束性目标，比如…
WILL_INVEST = Worded("(?:还?将|(?<!年度)(?<!年)计划|拟)(?:至少)?(?=(?:总|累计|完成)?投资$)")  # 将至少投资
SHALL_CHANGE = Worded("(?<=[率值量数额重度])[要将](?=(?:{moves_by}|增长)$)")
HOPED = re.compile(  # 产业规模总量力争, 增加值将占生产总值
    "(?<=[\u4e00-\u9fff]{4})(?:力争(?:实现)?(?=[\u4e00-\u9fff]|$)|(?:争取|预期)$|将(?=年均|占|增长|提高|下降))"
)
ENABLES = Worded("^(?:希望)?能?(?:够)?使(?!用)(?=[\u4e00-\u9fff]{4})")
OF_WHOLE = re.compile("占(全[市省国区县])的?$")  # 高新技术企业占全市60%以上
AIM_IS = Worded("^[\u4e00-\u9fff]{0,20}{kinds_of_aim}目标(?:任务)?[是为](?=[\u4e00-\u9fff]{2})")
ANCHORED = Worded("^{anchors}(?:(?:19|20)\\d\\d年)?(?=[\u4e00-\u9fff]{2})")
INTENDED = Worded(
    "(?<=[\u4e00-\u9fff][\u4e00-\u9fff”]){intended}(?={intended_deed}(?!率))"
)  # 公路建设拟完成投资


def _with_verb(verb: str, phrase: str) -> str:
    """累计培育 and 培育“土专家” as 累计培育“土专家”."""
    return verb + phrase[subjects.shared(verb, phrase) :]


def _undone(phrase: str, words: Words) -> str:
    """实施亿元以上项目 → 亿元以上项目: the subject of what is done to it next (竣工120个)."""
    heads = (words.verbs.head, words.verbs.changes)
    while act := next((m for head in heads if (m := head.match(phrase)) and m.end() < len(phrase)), None):
        phrase = phrase[act.end() :]
    return phrase


def in_full(case: Case, said: Statement, phrase: str, kept: str) -> str:
    """The indicator with the verb without which it would name a stock (新增, 引进), and without a bound."""
    if case.quantity.measure == "coverage":
        phrase = ACHIEVED.sub("", phrase)  # 基本完成农机物联全覆盖
    of_deed = kept and case.words.verbs.role[kept][1] == "increment"
    if of_deed and said.subject is not None and not said.main.text:
        phrase = _undone(phrase, case.words)
    full = _with_verb(kept, phrase) if kept and kept not in phrase else phrase
    full = HOPED.sub("", case.words.said[INTENDED].sub("", bounds.without(full, case)))
    full = full.removesuffix("等") if case.quantity.unit_kind == "count" else full
    bare = "相当于" in full or case.quantity.kind == "word" or case.quantity.unit == "%"
    full = full.removesuffix("的") if bare else full.rstrip("【[")  # …总收入相当于全省GDP的
    of_whole = (
        OF_WHOLE.search(case.text, max(0, case.quantity.start - 6), case.quantity.start)
        if full.endswith("占")
        else None
    )
    return deeds.without_deed(full, case.words.nouns) + (of_whole[1] if of_whole else "")


def without_lead(phrase: str, words: Words) -> str:
    """地区生产总值增长 of 主要预期目标是地区生产总值增长 and 全省装机 of 锚定2030年全省装机."""
    for lead in (AIM_IS, ANCHORED):
        phrase = words.said[lead].sub("", phrase)
    for told in (TOLD_BY, STRIVES, ENABLES, FOR_EXAMPLE, QUOTING, WILL_INVEST, OURS_PLANS):
        phrase = words.said[told].sub("", phrase, count=1)
    phrase = words.said[phrases.RISES_FROM].sub("", phrase)
    return words.said[SHALL_CHANGE].sub("", phrases.AGAINST_YEAR.sub("", phrase))
