"""The act whose result is counted, and whether its verb belongs into the name."""

from __future__ import annotations

import pytest

from cases import case_of
from cityplans.extraction.words import deeds, measures
from cityplans.extraction.words.phrases import Phrase
from extraction_rows import words


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("新建书屋▲30家。", "新建"),
        ("书屋▲30家。", ""),
        ("新建书屋30家，剧场▲5座。", ""),  # of another part
        ("开工改造书屋▲30家。", "改造"),  # the deed itself
        ("取得适航证的整机企业▲3家。", ""),  # says of what kind
        ("取得证书▲3张。", "取得"),
    ],
)
def test_the_first_act_of_a_part(text, act):
    case = case_of(text)
    assert deeds.opening_act(case.frame, case.quantity, words().measures) == act


def governing(text: str) -> str:
    case = case_of(text)
    opening = deeds.opening_act(case.frame, case.quantity, words().measures)
    place = measures.Place(case.frame, case.quantity, case.candidate.left)
    return deeds.governing_verb(place, case.left, opening, case.earlier, words().measures)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("新建书屋▲30家。", "新建"),
        ("新建书屋30家、剧场▲5座。", "新建"),  # of the list
        ("新建书屋30家，产值▲5亿元。", ""),  # money is none of it
        ("新建书屋30家；每年组织活动▲12场。", ""),
        ("书屋达到▲30家。", ""),
        ("净增企业50家、商户▲80家。", "净增"),
        ("新增水土流失治理面积▲30公顷。", "新增"),
        ("引进项目100个、资金▲50亿元。", ""),  # of the things it counts
        ("引进项目100个、博士▲50人。", "引进"),
        ("新增绿地50公顷，人均绿地▲15平方米。", ""),
        ("取得适航证的企业▲3家。", ""),
    ],
)
def test_the_act_that_governs_a_value(text, verb):
    assert governing(text) == verb


@pytest.mark.parametrize(
    ("phrase", "bare"),
    [("增加值要完成", "增加值"), ("增加值完成", "增加值"), ("书屋完成", "书屋完成"), ("增加值", "增加值")],
)
def test_what_is_measured_needs_no_verb_behind_it(phrase, bare):
    assert deeds.without_deed(phrase, words().nouns) == bare


@pytest.mark.parametrize(
    ("phrase", "verb", "measure", "kept"),
    [
        ("书屋", "新增", "increment", "新增"),
        ("书屋", "建成", "level", ""),  # says only that there is to be
        ("新增书屋", "新增", "increment", ""),  # says it already
        ("书屋增速", "新增", "increment", ""),
        ("为企业减税", "新增", "increment", ""),
        ("耕地保有量", "新增", "level", ""),  # how things stand
        ("耕地保有量", "新增", "increment", "新增"),
        ("自来水普及率", "新增", "level", ""),
        ("书屋", "", "level", ""),
    ],
)
def test_the_verb_that_belongs_into_the_name(phrase, verb, measure, kept):
    assert deeds.kept_verb(Phrase(phrase, 0, len(phrase)), verb, measure, words().measures) == kept
