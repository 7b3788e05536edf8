"""Rows set over several lines: lines beside the one with number and class go into the cells it lacks."""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning.centred_rows import centred_rows
from cityplans.reading.mapped import Mapped

HEAD = "序号 指标 单位 属性 2020年 2025年\n"
FIRST, LAST = "1 企业数 家 预期性 3 5\n", "3 人才总量 万人 预期性 4 6\n"
SPREAD = "全社会研发经费支出相当于\n2 % 预期性 2.5 3.2\n全市生产总值比例\n"
TABBED = (
    "序号\t指标\t单位\t属性\t2020年\t2025年\n1\t企业数\t家\t预期性\t3\t5\n"
    "2\t全社会研发经费支出相当于全市生产总值比例\t%\t预期性\t2.5\t3.2\n3\t人才总量\t万人\t预期性\t4\t6\n"
)


def made(text: str) -> str:
    return centred_rows(Mapped.of(text)).text.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + FIRST + SPREAD + LAST, TABBED),
        (
            "健全机制。\n" + HEAD + FIRST + SPREAD + LAST + "强化保障。\n",
            "健全机制。\n" + TABBED + "强化保障。\n",
        ),
        (HEAD.replace("指标", "指 标") + FIRST + SPREAD + LAST, TABBED.replace("指标", "指标", 1)),
        (HEAD + FIRST.replace("数", "数1") + SPREAD + LAST, TABBED),  # the number of a note
        (
            HEAD.replace("单位 ", "")
            + "1 企业数 预期性 3 5\n研发经费支出相当于\n2 预期性 2.5 3.2\n生产总值比例\n"
            "3 人才总量 预期性 4 6\n",
            "序号\t指标\t属性\t2020年\t2025年\n1\t企业数\t预期性\t3\t5\n"
            "2\t研发经费支出相当于生产总值比例\t预期性\t2.5\t3.2\n3\t人才总量\t预期性\t4\t6\n",
        ),
        (  # every row has its name: what stands between goes on with the row above
            HEAD + FIRST + "2 研发经费占生产总值 % 预期性 2.5 3.2\n的比例\n" + LAST,
            TABBED.replace("全社会研发经费支出相当于全市生产总值比例", "研发经费占生产总值的比例"),
        ),
    ],
)
def test_rows_over_several_lines(text, expected):
    assert made(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        HEAD + FIRST + SPREAD,  # two rows
        HEAD + FIRST + "2 人才 名 预期性 4 6\n" + LAST,  # none lies over lines
        FIRST + SPREAD + LAST,  # no heads
        HEAD + FIRST + SPREAD + LAST.replace("3 ", "5 ", 1),  # the count does not go on
        HEAD + "健全机制。\n" + FIRST + SPREAD + LAST,  # text below the heads
        HEAD + FIRST + SPREAD.replace("3.2", "3.2 3.4") + LAST,  # a value more than columns
        HEAD + FIRST + HEAD + SPREAD + LAST,  # heads again
        (HEAD + FIRST + SPREAD + LAST).replace("预期性", "优先级"),
    ],
)
def test_other_tables_stay(text):
    assert made(text) == text


@pytest.mark.parametrize(("lines", "put_back"), [(6, True), (7, False)])
def test_six_lines_at_most_between_two_rows(lines, put_back):
    part = "".join(f"名{n}部\n" for n in range(lines))
    text = HEAD + FIRST + part + "2 % 预期性 2.5 3.2\n" + part + LAST
    assert ("\t" in made(text)) is put_back


@pytest.mark.parametrize(("blank", "put_back"), [(7, True), (8, False)])
def test_heads_stand_eight_lines_above_at_most(blank, put_back):
    heads = HEAD.replace("2020年 2025年", "2020年") + "其他\n" * (blank - 1) + "2025年\n"
    text = heads + FIRST + SPREAD + LAST
    assert ("\t" in made(text)) is put_back


def test_where_it_was_is_told():
    fixed = centred_rows(Mapped.of("甲。\n" + HEAD + FIRST + SPREAD + LAST))
    assert [*fixed.places] == [3]


def test_a_group_below_the_heads_keeps_its_line():
    text = HEAD + "经济发展\n" + FIRST + "2 研发经费占生产总值 % 预期性 2.5 3.2\n的比例\n" + LAST
    assert made(text).split("\n")[:3] == [*TABBED.split("\n")[:1], "经济发展", *TABBED.split("\n")[1:2]]
