"""Values that several indicators share, and numbers that count amounts."""

from __future__ import annotations

import pytest

from cases import case_of
from cityplans.extraction.statements import lists
from extraction_rows import words


def shared(text: str, in_turn: bool | None = None) -> list[str]:
    case = case_of(text)
    turn = case.candidate.share is not None if in_turn is None else in_turn
    items = lists.shared(case.text, case.main, case.quantity, case.side_right, words(), turn)
    return [item.text for item in items]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("书屋达到▲30家。", ["书屋"]),
        ("书屋、剧场均达到▲30家。", ["书屋", "剧场"]),
        ("书屋、剧场达到▲30家。", ["书屋、剧场"]),
        ("新建幼儿园、小学分别为▲20所、12所。", ["新建幼儿园", "新建小学"]),
        ("生产总值、投资年均增速分别达到▲6%、8%。", ["生产总值年均增速", "投资年均增速"]),
        ("用电、用水总量分别下降▲5%。", ["用电总量下降", "用水总量下降"]),
        ("用电、用水总量比2015年分别下降▲5%。", ["用电总量下降", "用水总量下降"]),
        ("营业收入、产值年均增速达到▲5%。", ["营业收入年均增速", "产值年均增速"]),
        ("营业收入、覆盖率年均增速达到▲5%。", ["营业收入、覆盖率年均增速"]),  # a share has no pace
        ("研发经费支出和技术合同成交额均增长▲20%。", ["研发经费支出增长", "技术合同成交额增长"]),
        ("县、乡、村三级体系覆盖率达到▲90%。", ["县、乡、村三级体系覆盖率"]),
        ("对餐饮、住宿业增长的贡献率达到▲20%。", ["餐饮、住宿业增长的贡献率"]),
        ("城乡居民收入分别增长▲6%、8%。", ["城镇居民收入增长", "农村居民收入增长"]),
        ("建成▲30家书屋、剧场。", ["书屋、剧场"]),  # behind the value
        ("智能终端、智能体等应用普及率达到▲70%。", ["智能终端、智能体等应用普及率"]),
        ("毛入园率、巩固率达到▲90%。", ["毛入园率", "巩固率"]),
    ],
)
def test_the_indicators_of_one_value(text, items):
    assert shared(text) == items


@pytest.mark.parametrize(
    ("text", "low", "unit", "shown"),
    [
        ("实现“▲三个千亿”目标。", 1e11, "元", "三个千亿"),
        ("实现“▲三个园区”。", 3, "个", "三个"),
        ("建成▲三个千亿园区。", 3, "个", "三个"),  # no list of amounts
    ],
)
def test_amounts_that_are_counted(text, low, unit, shown):
    case = case_of(text)
    found = lists.counted_amount(case.text, case.quantity, case.quantity.unit)
    assert (found[0], found[2], found[3]) == (low, unit, shown)


@pytest.mark.parametrize(("length", "apart"), [(70, True), (71, False)])
def test_a_list_of_which_each_grows_is_seventy_characters_at_the_most(length, apart):
    """The list and what each does: …产值、增加值均增长."""
    head = "甲" * (length - len("产值、增加值均增长")) + "产值、增加值均增长"
    case = case_of("产值、增加值均增长▲20%。")
    main = case.main._replace(text=head)
    items = lists.shared(case.text, main, case.quantity, False, words())
    assert (len(items) == 2) is apart
