"""Tables of years, and rows of figures that no head explains."""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning import figure_tables
from cityplans.reading.mapped import Mapped


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("城区 12 3.5", True),
        ("城区 [12] ≥3.5%", True),
        ("城区 12", False),  # one figure
        ("研发 强度 人才 12 3", True),  # two of five words: 0.4
        ("研发 强度 人才 平台 12 3", False),  # two of six
        ("新增12 个 3 家", False),  # no two figures side by side
        ("建成 12 3，投用", False),  # a sentence
        ("城区\t12 3", False),  # cells that are parted already
        ("1 " * 59 + "12", True),  # 120 characters
        ("1 " * 60 + "1", False),
    ],
)
def test_a_row_of_figures(line, expected):
    assert figure_tables.is_row(line) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("城区 1 2\n乡镇 3 4\n园区 5 6\n", [(0, 20)]),
        ("城区 1 2\n乡镇 3 4\n", []),  # two rows
        ("1 2\n3 4\n5 6\n", []),  # not a word
        ("城区 1 2\n乡镇\n12\n34\n园区 5 6\n", [(0, 22)]),  # two lone figures weigh as one row
        ("城区 1 2\n乡镇\n12\n园区 5 6\n", []),
        ("城区 1 2\n乡镇 3 4\n已经建成。\n园区 5 6\n", []),  # a sentence parts two tables
        ("城区 1 2\n乡镇 3 4\n甲\n乙\n园区 5 6\n", [(0, 24)]),
        ("城区 1 2\n乡镇 3 4\n甲\n乙\n丙\n园区 5 6\n", []),  # three lines between
    ],
)
def test_rows_of_figures_without_heads_are_seen(text, expected):
    assert figure_tables.loose_rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年份 强度 人才\n2020 2.1 35\n2021 2.3 40\n", "年份\t强度\t人才\n2020\t2.1\t35\n2021\t2.3\t40\n"),
        ("年份 研发强度\n2020年 2.1\n", "年份 研发强度\n2020年 2.1\n"),  # one year is no table
        ("每年份额 2.1\n", "每年份额 2.1\n"),
    ],
)  # fmt: skip
def test_a_table_whose_rows_are_years(text, expected):
    assert figure_tables.yearly_tables(Mapped.of(text)).text.text == expected


def test_a_table_of_years_with_a_cell_too_few_stays_and_is_reported():
    text = "年份 研发强度 人才总量\n2020 2.1 35\n2021 2.3\n2022 2.5 45\n"
    fixed = figure_tables.yearly_tables(Mapped.of(text))
    assert fixed.text.text == text and fixed.lost[0][0] == 0


def test_a_value_that_could_be_a_year_is_a_value_where_the_next_row_begins_behind_it():
    text = "年份 研发强度 人才总量\n2020 2.1 2021\n2021 2.3 2022\n2022 2.5 2030\n"
    assert figure_tables.yearly_tables(Mapped.of(text)).text.text == text.replace(" ", "\t")
