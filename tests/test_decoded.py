"""What a text of a file is: a table and nothing else, and how such a table is called."""

from __future__ import annotations

import pytest

from cityplans.reading.files.decoded import is_table, table_title

HEAD, ROW = "指标\t2025年\n", "企业\t5\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + ROW, True),
        ("序号\t重点任务\t牵头单位\t完成时限\n1\t建平台\t科技局\t2025年\n", True),
        (HEAD, False),
        ("甲\t乙\n丙\t丁\n", False),  # heads of nothing known
        ("指标 2025年\n企业 5\n", False),
        (HEAD + ROW * 6 + "注\n" * 3, True),  # seven of ten lines are rows
        (HEAD + ROW * 5 + "注\n" * 4, False),
        (HEAD + ROW + "注\n", False),
        ("题\n" * 5 + HEAD + ROW * 9, True),
        ("题\n" * 6 + HEAD + ROW * 9, False),  # heads stand among the first six lines
        ("加快发展。\n" + HEAD + ROW, False),
    ],
)
def test_nothing_but_a_table(text, expected):
    assert is_table(text) is expected


@pytest.mark.parametrize(
    ("text", "sheet", "name", "expected"),
    [
        ("某市发展规划\n主要指标\n单位：亿元\n" + HEAD, "", "a.txt", "某市发展规划主要指标"),
        ("附件1：\n（单位：亿元）\n某市发展规划\n" + HEAD, "", "a.txt", "某市发展规划"),
        ("主要指标\n" + HEAD, "某市发展规划", "某市行动方案.xlsx", "某市发展规划"),
        (HEAD, "", "plans/某市行动方案.csv#3", "某市行动方案"),
        ("主要指标\n" + HEAD, "某市", "某县.xlsx", "主要指标"),
        (HEAD, "指标", "某市2021—2025年.xlsx", "某市2021—2025年"),  # rather one with its years
        (HEAD, "指标", "某市.xlsx", "指标"),
        (HEAD, "data", "a.csv", ""),
    ],
)
def test_how_a_table_is_called(text, sheet, name, expected):
    assert table_title(text, sheet, name) == expected
