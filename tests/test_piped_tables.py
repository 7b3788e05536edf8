"""Tables typed with | or commas: rows with tabs, a line each; and lines with the same signs that are none."""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning.piped_tables import comma_rows, piped_cells, piped_rows
from cityplans.reading.mapped import Mapped


def made(fix, text: str) -> str:
    return fix(Mapped.of(text)).text.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| 指标 | 单位 |\n|---|:--|\n| 甲 | 家 |\n", "指标\t单位\n甲\t家\n"),
        ("指标 | 单位 | 值\n甲 | 家 | 3\n", "指标\t单位\t值\n甲\t家\t3\n"),
        ("| 指标 | 单位 |\n正文\n| 甲 | 家 |\n", "| 指标 | 单位 |\n正文\n| 甲 | 家 |\n"),  # single lines
        ("打印 | 关闭\n上一篇 | 下一篇\n", "打印 | 关闭\n上一篇 | 下一篇\n"),  # two bars make a row
    ],
)
def test_rows_with_bars(text, expected):
    assert made(piped_rows, text) == expected


HEADS = "指标,单位,2020年,2025年"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HEADS}\n企业,家,3,5\n", "指标\t单位\t2020年\t2025年\n企业\t家\t3\t5\n"),
        (
            f"{HEADS}\n\n经济发展\n企业,家,3,5\n",
            "指标\t单位\t2020年\t2025年\n\n经济发展\t\t\t\n企业\t家\t3\t5\n",
        ),
        (
            f"{HEADS}\n{'甲' * 16}\n企业,家,3,5\n",
            "指标\t单位\t2020年\t2025年\n" + "甲" * 16 + "\t\t\t\n企业\t家\t3\t5\n",
        ),
        (
            f"{HEADS}\n{'甲' * 17}\n企业,家,3,5\n",
            "指标\t单位\t2020年\t2025年\n" + "甲" * 17 + "\n企业,家,3,5\n",
        ),
        (f"{HEADS}\n下一步。\n企业,家,3,5\n", "指标\t单位\t2020年\t2025年\n下一步。\n企业,家,3,5\n"),
        ("企业,家,3,5\n", "企业,家,3,5\n"),  # without heads
    ],
)
def test_rows_with_commas(text, expected):
    assert made(comma_rows, text) == expected


def test_a_row_with_a_comma_more_is_lost():
    fixed = comma_rows(Mapped.of(f"{HEADS}\n企业,家,3,5,6\n人才,名,1,2\n"))
    assert fixed.text.text == "指标\t单位\t2020年\t2025年\n企业,家,3,5,6\n人才\t名\t1\t2\n"
    assert fixed.lost == [(18, 28)]  # the heads are 17 characters and a line end


def lines(*cells: str) -> str:
    return "".join(f"{cell} |\n" for cell in cells)


@pytest.mark.parametrize(("columns", "is_table"), [(12, True), (13, False)])
def test_a_table_of_cells_has_twelve_columns_at_most(columns, is_table):
    cells = ["指标", *(f"{2010 + n}年" for n in range(columns - 1)), "企业", *["5"] * (columns - 1)]
    heads, row = "\t".join(cells[:columns]), "\t".join(cells[columns:])
    assert made(piped_cells, lines(*cells)) == (f"{heads}\n{row}\n" if is_table else "\n".join(cells) + "\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (lines("指标", "单位", "2025年", "企业", "家", "5"), "指标\t单位\t2025年\n企业\t家\t5\n"),
        (
            lines("类别", "指标", "2025年", "经济", "企业", "5", "人才", "6", ""),
            "类别\t指标\t2025年\n经济\t企业\t5\n\t人才\t6\n",  # the cell of the group is lacking
        ),
        (lines("甲", "乙", "丙", "丁", "戊", "己"), "甲\n乙\n丙\n丁\n戊\n己\n"),  # heads of nothing
        (lines("甲", "乙", "丙", "丁", "戊"), lines("甲", "乙", "丙", "丁", "戊")),  # five are no table
        ("|指标\n|2025年\n|\n|企业\n|5\n|\n|人才\n|6\n", "指标\t2025年\n企业\t5\n人才\t6\n"),
        ("|指标\n|2025年\n|企业\n|5\n|人才\n|6\n", "指标\t2025年\n企业\t5\n人才\t6\n"),
        ("|指标\n|2025年\n|\n|企业\n|5\n", "|指标\n|2025年\n|\n|企业\n|5\n"),
    ],
)
def test_cells_with_bars(text, expected):
    assert made(piped_cells, text) == expected
