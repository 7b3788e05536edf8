"""Tables in one run of characters: a row's figures are parted where that is possible in one way only,
whatever the order of the columns, and with or without numbers and classes."""

from __future__ import annotations

import re

import pytest

from cityplans.reading.cleaning.figure_runs import parted
from cityplans.reading.cleaning.fused_heads import Column, heads_in
from test_table_layouts import AFTER, BEFORE, found

# indicator, unit, 2020, 2023, 2025, growth 2020–2025, growth before
ROWS = [
    ("旅游总收入", "亿元", "50", "95", "150", "24.6%", "32.2%"),
    ("旅游床位数", "床", "16304", "20100", "25000", "8.9%", "15.1%"),
    ("接待国内游客人次", "万人次", "820", "1100", "1500", "12.8%", "22.4%"),
    ("文化产业增加值", "亿元", "18", "23", "30", "10.8%", "9.5%"),
]
NAME, UNIT, BASE, HALFWAY, GOAL, RATE, BEFORE_RATE = range(7)
NUMBER, CLASS, NAMED = -1, -2, -3
FORMS = {  # heads, columns, and which of them are goals for which year
    "rate": ("指标名称单位2020年2025年年均增速", (NAME, UNIT, BASE, GOAL, RATE), {GOAL: 2025, RATE: 2025}),
    "rate, number": (
        "序号指标单位2020年2025年年均增长",
        (NUMBER, NAME, UNIT, BASE, GOAL, RATE),
        {GOAL: 2025, RATE: 2025},
    ),
    "rate, number, class": (
        "序号指标单位2020年2025年年均增速属性",
        (NUMBER, NAME, UNIT, BASE, GOAL, RATE, CLASS),
        {GOAL: 2025, RATE: 2025},
    ),
    "two rates round the years": (
        "序号指标单位“十三五”年均增速2020年2025年“十四五”年均增速属性",
        (NUMBER, NAME, UNIT, BEFORE_RATE, BASE, GOAL, RATE, CLASS),
        {GOAL: 2025, RATE: 2025},
    ),
    "two rates behind the years": (
        "指标名称单位2020年2025年“十三五”年均增速“十四五”年均增速",
        (NAME, UNIT, BASE, GOAL, BEFORE_RATE, RATE),
        {GOAL: 2025, RATE: 2025},
    ),
    "three years": (
        "序号指标单位2020年2023年2025年",
        (NUMBER, NAME, UNIT, BASE, HALFWAY, GOAL),
        {HALFWAY: 2023, GOAL: 2025},
    ),
    "class before figures": (
        "序号指标属性单位2020年2025年",
        (NUMBER, NAME, CLASS, UNIT, BASE, GOAL),
        {GOAL: 2025},
    ),
    "units in brackets": ("指标2020年2025年年均增长", (NAMED, BASE, GOAL, RATE), {GOAL: 2025, RATE: 2025}),
    "goal alone": ("序号指标单位2025年目标值属性", (NUMBER, NAME, UNIT, GOAL, CLASS), {GOAL: 2025}),
}


@pytest.mark.parametrize("form", FORMS)
def test_one_run_of_characters_gives_the_rows_of_the_table(form, tmp_path):
    heads, columns, goals = FORMS[form]
    body = heads
    for n, row in enumerate(ROWS, 1):
        said = {NUMBER: str(n), CLASS: "预期性", NAMED: f"{row[NAME]}（{row[UNIT]}）"}
        body += "".join(said.get(column) or row[column] for column in columns)
    wanted = sorted(
        (row[NAME], re.search(r"[\d.]+", row[column])[0], year)
        for row in ROWS
        for column, year in goals.items()
    )
    assert found(BEFORE + body + AFTER, tmp_path) == wanted


def columns(heads: str) -> tuple[Column, ...]:
    (made,) = heads_in(heads)
    return made.figures


RATED, PLAIN = "指标单位2020年2025年年均增速", "指标单位2020年2025年"
TWICE = "指标单位2020年2025年“十三五”年均增速“十四五”年均增速"


@pytest.mark.parametrize(
    "heads, run, cells",
    [
        (RATED, "5015024.6%", "50 150 24.6%"),
        (RATED, "501508.9%", None),  # no rate agrees with it, nor is it two figures
        (TWICE, "5015032.2%24.6%", "50 150 32.2% 24.6%"),
        (TWICE, "5015032.224.6%", None),  # the other rate does not say where it begins
        (PLAIN, "50150", "50 150"),
        (PLAIN, "3105800", None),  # 310 and 5800, 3105 and 800
        ("指标单位2020年2023年2025年", "5095150", "50 95 150"),
    ],
)
def test_figures_are_parted_in_one_way_or_not_at_all(heads, run, cells):
    made = parted(run, (0, len(run)), columns(heads), False)
    assert (made and " ".join(run[slice(*cell)] for cell in made)) == cells


def test_a_lost_row_gives_no_target(tmp_path):
    body = "指标单位2020年2025年增加值亿元3105800交易额亿元210500利润亿元2905800税收亿元3550"
    assert [row[:2] for row in found(BEFORE + body + AFTER, tmp_path)] == [("交易额", "500"), ("税收", "50")]


def test_a_figure_that_may_be_of_a_name_costs_the_row(tmp_path):
    body = "指标单位2020年2025年学校所3040幼儿园人12岁以下托位个20003000公园座8995"
    names = [row[0] for row in found(BEFORE + body + AFTER, tmp_path)]
    assert "学校" in names and not any("岁" in name or name == "幼儿园" for name in names)
