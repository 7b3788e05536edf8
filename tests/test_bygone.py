"""What a year or months that are over govern."""

from __future__ import annotations

import pytest

from cityplans.extraction.ledger import bygone
from sights import sentence, sight_of


@pytest.mark.parametrize(
    ("text", "tense", "is_so"),
    [
        ("1—9月出口增长▲12%。", "", True),
        ("前三个月出口增长▲12%。", "", True),
        ("以前三个月为期，出口增长▲12%。", "", False),
        ("1—9月出口增长▲12%。", "future", False),  # of a section of goals
        ("1—9月出口力争增长▲12%。", "", False),
        ("1—6月出口增长▲12%。7—12月出口增长8%。", "", False),  # steps of a work plan
        ("第一阶段1—6月完成▲12%。", "", False),
        ("1—12月出口增长▲12%。", "", False),  # no part of a year
        ("出口增长▲12%。", "", False),
    ],
)
def test_months_behind(text, tense, is_so):
    sight = sight_of(text, tense=tense)
    assert bygone.of_months_behind(sight, sight.left_in_sentence) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("2020年，营业收入1万亿元。转化率达到▲70%。", True),
        ("2021年，营业收入1万亿元。转化率达到▲70%。", False),  # of the year of issue
        ("截至2021年6月，营业收入1万亿元。转化率达到▲70%。", True),
        ("营业收入1万亿元。转化率达到▲70%。", False),
        ("2020年，营业收入1万亿元。到2025年，转化率达到▲70%。", False),
        ("2020年，营业收入1万亿元。力争转化率达到▲70%。", False),
        ("2020年，营业收入1万亿元。转化率达到▲70%以上。", False),  # sets a least
        ("2020年，营业收入1万亿元。新建平台▲70个。", False),  # does something
        ("2020年，转化率达到▲70%。", False),  # no sentence before
    ],
)
def test_what_goes_on_from_a_year_behind(text, is_so):
    sight = sight_of(text)
    assert bygone.goes_on_from_past(sight, sentence(sight)) is is_so
    assert not bygone.goes_on_from_past(sight_of(text, issued=None), sentence(sight))


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("2020年，全年造林9万亩。全年新增绿地▲1202公顷。", True),
        ("2021年，全年造林9万亩。全年新增绿地▲1202公顷。", False),
        ("2020年，造林9万亩。全年新增绿地▲1202公顷。", False),  # of the plan's own year
        ("2020年，全年造林9万亩。新增绿地▲1202公顷。", False),
        ("全年造林9万亩。全年新增绿地▲1202公顷。", False),
        ("2020年，全年造林9万亩。全年力争新增绿地▲1202公顷。", False),
    ],
)
def test_the_whole_year_that_opened_before(text, is_so):
    assert bygone.of_whole_year_behind(sight_of(text)) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("2020年书屋达到▲30家。", True),
        ("2021年书屋达到▲30家。", False),
        ("比2020年增加▲30家。", False),  # measured from
        ("在2020年的基础上增加▲30家。", False),
        ("提高到2020年的3倍即▲30家。", False),
        ("书屋（2020年为20家）达到▲30家。", False),  # the year of another's number
        ("书屋（2020年）达到▲30家。", True),
        ("由39210元（2020年）增至▲50000元。", False),
        ("上世纪六十年代，建成书屋▲30家。", True),
        ("改造上世纪八十年代建成的小区▲30个。", False),
        ("书屋达到▲30家，2020年20家。", False),
    ],
)
def test_a_year_before_the_issue_governs(text, is_so):
    sight = sight_of(text)
    assert bygone.governed_by_past(sight, sentence(sight)) is is_so
