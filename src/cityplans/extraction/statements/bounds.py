"""Bounds that stand apart from their number: 20万名高技能人才以上, 不低于供应总量的70%."""

from __future__ import annotations

import re

from cityplans.extraction.statements.case import Case
from cityplans.extraction.words.measures import bound_behind
from cityplans.extraction.words.phrases import strip_tail
from cityplans.worded import Worded

WITHIN = Worded(r"{kept_within}[在到至]$")  # …在0.06千克/万元内
NEARLY = re.compile("(?:基本|大体)上?(?:达到?|实现|接近)$")  # 基本达到1200家
EACH_MANY = re.compile(r"每(?:\d+|[十百千万亿]+)[名人个户口]?[\u4e00-\u9fff]{0,6}$")
LAST_YEAR = re.compile("(?:上年|去年)(?:同期)?的$")
OURS = re.compile("^[我本][省市县区州]")
HAD = Worded(r"{has_each}")
BEHIND_BRACKET = re.compile(  # 24万吨（3亿瓶）以上
    "(?:（[^（）]{1,20}）|[^（）]{0,4}）)(?P<bound>以上|以下|以内|左右)"
)
SET_BY = Worded("{set_by}的$")
BASICALLY = re.compile("基本(?:实现)?[^，。]{0,30}$")


def comparator(case: Case, side_right: bool) -> str:
    """Code of the bound of a value: its own, else one behind its noun or before what it is a share of."""
    quantity, text, words = case.quantity, case.text, case.words.measures
    if quantity.unit == "强":
        return "le"
    if case.breaks_through:
        return "eq"
    if quantity.comparator == "eq" and side_right and not case.is_sized:
        bound = bound_behind(
            text[quantity.end : case.candidate.right].rstrip("，。；、："), words, case.words.said
        )
        if bound:
            return words.comparators[bound[0]]
    share = _of_share(case) or _set_limit(case)
    if share:
        return words.comparators[share[1]]
    if quantity.comparator == "eq" and (
        bound := _before_each(text[case.candidate.left : quantity.start], case)
    ):
        return bound
    if quantity.comparator == "eq":
        before = words.apart_before.search(text[case.candidate.left : quantity.start])
        if before:
            return words.comparators[before[1]]
    if quantity.comparator == "eq" and (behind := BEHIND_BRACKET.match(text, quantity.end)):
        return words.comparators[behind["bound"]]
    if quantity.comparator == "eq" and text.startswith("内", quantity.end):
        within = case.words.said[WITHIN].search(text, case.candidate.left, quantity.start)
        closed = (
            not text[quantity.end + 1 : quantity.end + 2].strip("，。；、") and quantity.unit_kind != "time"
        )
        return "le" if within or closed else "eq"  # 压减到7亿吨内
    if quantity.kind == "word" and BASICALLY.search(text, max(0, quantity.start - 34), quantity.start):
        return "approx"
    if quantity.comparator == "eq" and NEARLY.search(text, max(0, quantity.start - 6), quantity.start):
        return "approx"
    return quantity.comparator


def without(phrase: str, case: Case) -> str:
    """The phrase with 占 in the place of the bound: …不低于供应总量的70% is a share of it."""
    if limit := _set_limit(case):
        return phrase.partition(limit[1])[0] or phrase
    share = _of_share(case)
    return phrase.replace(share[1], "占", 1) if share else phrase


def without_each(phrase: str, case: Case) -> str:
    """低保标准提高到每人每月 → 低保标准: of how much a value is belongs to its unit."""
    each = _each_or_last_year(phrase, case)
    if not each:
        return _without_apart(_each_first(phrase, case), case)
    bound = case.words.lexer.before.search(phrase, 0, each.start())
    bare = phrase[: bound.start() if bound else each.start()]
    return bare[: strip_tail(bare, case.words.verbs)[0]] or phrase


def _each_or_last_year(text: str, case: Case) -> re.Match[str] | None:
    """每亩 of 不低于每亩300万元, 上年的 of 不少于上年的2600家."""
    return case.words.measures.each_before.search(text) or LAST_YEAR.search(text)


def _without_apart(phrase: str, case: Case) -> str:
    """每千名学生至少配备心理健康教师 → 每千名学生心理健康教师."""
    apart = case.words.measures.apart_before.search(phrase) if phrase.startswith("每") else None
    if not apart:
        return phrase
    noun = apart[0].removeprefix(apart[1])
    had = case.words.said[HAD].match(noun)
    return phrase[: apart.start()] + noun[had.end() if had else 0 :]


def _each_first(phrase: str, case: Case) -> str:
    """养老床位达到每千名老人 → 每千名老人养老床位."""
    many = EACH_MANY.search(phrase)
    what = phrase[: many.start()] if many else ""
    stop, reach, _ = strip_tail(what, case.words.verbs)
    return many[0] + OURS.sub("", what[:stop]) if many and reach and stop else phrase


def _before_each(stretch: str, case: Case) -> str:
    """投资强度不低于每亩300万元: the bound before what each is."""
    each = _each_or_last_year(stretch, case)
    bound = case.words.lexer.before.search(stretch[: each.start()]) if each else None
    return case.words.lexer.code_of(bound) if bound else ""


def _set_limit(case: Case) -> re.Match[str] | None:
    """不超过 of “不超过国家下达的4500万吨”: a bound before who sets it."""
    quantity = case.quantity
    if quantity.comparator != "eq" or quantity.unit == "%" or case.text[quantity.start - 1] != "的":
        return None
    bound = case.words.measures.bound.search(case.text, case.candidate.left, quantity.start)
    return bound if bound and case.words.said[SET_BY].search(bound[0]) else None


def _of_share(case: Case) -> re.Match[str] | None:
    """不低于 in “不低于供应总量的70%”: the share is of what stands between bound and number."""
    quantity = case.quantity
    if quantity.comparator != "eq" or quantity.unit != "%" or case.text[quantity.start - 1] != "的":
        return None
    return case.words.measures.bound.search(case.text, case.candidate.left, quantity.start)
