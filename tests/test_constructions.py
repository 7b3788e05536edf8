"""Where the noun of a value stands, and what a list says once."""

from __future__ import annotations

import pytest

from cases import case_of
from cityplans.extraction.statements import constructions
from cityplans.extraction.words.phrases import Phrase
from extraction_rows import words


def phrase(text: str, verb: str = "") -> Phrase:
    return Phrase(text, 0, len(text))._replace(verb=verb)


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("建成▲10个省实验室。", True),
        ("省实验室达到▲10个。", False),
        ("选派骨干教师▲1200名到乡村学校任教。", False),
        ("年产电池▲20GWh的生产能力。", False),
        ("打通断头路▲20条新建桥梁。", False),
        ("全市▲183个新建项目。", True),
        ("在▲10%的社区推广。", True),
        ("覆盖率达到▲10%。", False),
        ("建成▲10个左右。", False),
        ("建成▲10个和谐社区。", True),
        ("建成▲10个和社区。", False),
        ("产值达到▲3000亿元台阶。", False),
        ("企业达到▲450家的目标。", False),
        ("实现▲倍增计划。", False),  # a word
        ("建成▲10个5G基站。", True),
        ("建成▲10个，基站。", False),
    ],
)
def test_whether_the_counted_noun_stands_behind(text, behind):
    case = case_of(text)
    left = case.stretch
    assert constructions.stands_after(case.text, case.candidate, left, words().verbs) is behind


@pytest.mark.parametrize(
    ("text", "bare"), [("技术、转化", "技术"), ("技术、产品", "技术、产品"), ("转化", "转化")]
)
def test_the_deed_of_the_next_value(text, bare):
    assert constructions.before_next_deed(phrase(text), words().verbs).text == bare


@pytest.mark.parametrize(
    ("text", "verb", "own"),
    [
        ("打造消费中心、新建绿道", "打造", "新建绿道"),
        ("打造消费中心、新建绿道", "", "打造消费中心、新建绿道"),
        ("打造消费中心、绿道", "打造", "打造消费中心、绿道"),
        ("改建、新建绿道", "改建", "改建、新建绿道"),  # two deeds of one noun
    ],
)
def test_the_last_deed_has_its_own_noun(text, verb, own):
    assert constructions.last_deed(phrase(text, verb), words().verbs).text == own


@pytest.mark.parametrize(
    ("text", "grade", "level"),
    [
        ("省级", True, False),
        ("新增省级", True, False),
        ("省级平台", False, False),
        ("等级", False, False),
        ("街道", False, True),
        ("街道办", False, False),
    ],
)
def test_grades_and_levels(text, grade, level):
    assert (constructions.is_grade(text, words()), constructions.is_level(text, words())) == (grade, level)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("建成▲3个国家级、5个省级创新平台。", "创新平台"),
        ("建成▲3个国家级，5个省级创新平台。", ""),
        ("建成▲3个平台、其中5个创新平台。", ""),
        ("建成▲3个国家级。", ""),
    ],
)
def test_a_noun_that_the_last_grade_says(text, noun):
    case = case_of(text)
    found = constructions.noun_ahead(case.candidate, case.frame, case.scene.quantities, words())
    assert found == noun


@pytest.mark.parametrize(
    ("text", "said", "whole"),
    [
        ("建成▲2个5000亿级、4个1000亿级产业集群。", "5000亿级", "5000亿级产业集群"),
        ("建成▲2个5000亿级产业集群。", "5000亿级", ""),
        ("建成▲2个5000亿级、4个1000亿级产业集群。", "产业集群", ""),
    ],
)
def test_sizes_that_are_listed(text, said, whole):
    case = case_of(text)
    assert constructions.of_listed_size(case.candidate, case.frame, said) == whole


@pytest.mark.parametrize(
    ("text", "unit", "share"),
    [
        ("高新技术产业投资增速快于全部、占固定资产投资比重", "%", "高新技术产业投资占固定资产投资比重"),
        (
            "高新技术产业投资增速快于全部、占固定资产投资比重",
            "亿元",
            "高新技术产业投资增速快于全部、占固定资产投资比重",
        ),
        ("高新技术产业投资", "%", "高新技术产业投资"),
    ],
)
def test_a_share_of_what_the_list_begins_with(text, unit, share):
    quantity = case_of("书屋达到▲30家。").quantity._replace(unit=unit)
    assert constructions.share_of_first(phrase(text), quantity).text == share
