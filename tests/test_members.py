"""Members of a list: where one ends, and what is said once for several."""

from __future__ import annotations

import pytest

from cityplans.extraction.statements import members
from cityplans.extraction.statements.members import Item
from cityplans.extraction.words.phrases import Phrase
from extraction_rows import words


def parted(text: str, collective: bool = False, **how: bool) -> list[str]:
    found = members.members_of(Phrase(text, 0, len(text)), text, words(), collective, **how)
    return [item.text for item in found]


def completed(*texts: str) -> list[str]:
    return [item.text for item in members.with_measure([Item(t, 0, 1) for t in texts], words())]


@pytest.mark.parametrize(
    ("text", "how", "found"),
    [
        ("幼儿园、小学、初中", {}, ["幼儿园", "小学", "初中"]),
        ("幼儿园、小学和初中", {}, ["幼儿园", "小学", "初中"]),
        ("幼儿园、小学及初中", {}, ["幼儿园", "小学", "初中"]),
        ("自来水、燃气普及率", {}, ["自来水", "燃气普及率"]),  # 普及 joins nothing
        ("孵化器（含园区、楼宇）、众创空间", {}, ["孵化器（含园区、楼宇）", "众创空间"]),
        ("产业增加值、研发投入等两项指标", {"collective": True}, ["产业增加值", "研发投入"]),
        ("绿化率和入园率", {}, ["绿化率和入园率"]),  # two by 和: one, but where it is of each
        ("绿化率和入园率", {"share": True}, ["绿化率", "入园率"]),
        ("绿化率和入园率", {"in_turn": True}, ["绿化率", "入园率"]),
        ("规上企业研发机构和研发活动", {"collective": True}, ["规上企业研发机构", "规上企业研发活动"]),
    ],
)
def test_where_a_member_ends(text, how, found):
    assert parted(text, **{"collective": False} | how) == found


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("城镇", "农村居民人均可支配收入"), ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        (("专利申请量", "授权量"), ["专利申请量", "专利授权量"]),
        (("食品", "医药等产业增加值"), ["食品产业增加值", "医药产业增加值"]),
        (("化学需氧量", "氨氮排放量"), ["化学需氧量排放量", "氨氮排放量"]),  # a substance lacks its measure
        (("产值", "利润"), ["产值", "利润"]),  # both are measured
    ],
)
def test_what_ends_the_last_is_of_all_that_lack_it(texts, found):
    assert completed(*texts) == found


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("新增孵化器", "众创空间"), ["新增孵化器", "新增众创空间"]),
        (("新增孵化器", "新增众创空间"), ["新增孵化器", "新增众创空间"]),
        (("孵化器", "众创空间"), ["孵化器", "众创空间"]),
    ],
)
def test_what_opens_the_first_is_of_all(texts, found):
    made = members.with_head([Item(t, 0, 1) for t in texts], ("新增",))
    assert [item.text for item in made] == found


def test_who_is_said_before_what_all_have():
    said = words().said
    assert members.without_achieving("规上企业加快实现数字化改造", said) == "规上企业数字化改造"
    assert members.without_achieving("规上企业数字化改造", said) == "规上企业数字化改造"
