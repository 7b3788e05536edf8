"""Blanks that say nothing go; those of tables and headings stay."""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning import spacing
from cityplans.reading.mapped import Mapped


def fixed(fix: str, text: str) -> str:
    return getattr(spacing, fix)(Mapped.of(text)).text.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 0 2 5 年建成", "2025 年建成"),  # a year
        ("第1 2 条规定", "第12 条规定"),
        ("得分 1 2 3 共12项，13项，14项", "得分 1 2 3 共12项，13项，14项"),  # may be a table
        ("1 2 家，3 4 家，5 6 家", "12 家，34 家，56 家"),  # three runs, and no number that is solid
        ("1 2 家，3 4 家，56家", "1 2 家，3 4 家，56家"),  # two
        ("研 发 经 费 1 2 亿元，占12%", "研 发 经 费 12 亿元，占12%"),  # a line that spaces its letters too
        ("占6 .5 %", "占6.5 %"),
    ],
)
def test_digits_set_apart(text, expected):
    assert fixed("spaced_digits", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("经 费 比 重\n", "经费比重\n"),
        ("目    录\n", "目录\n"),
        ("附    则：\n", "附则：\n"),
        ("浙江 宁波 温州\n", "浙江 宁波 温州\n"),  # words
        ("甲 乙 丙\n", "甲乙丙\n"),
        ("人 才 总量\n", "人 才 总量\n"),  # two letters alone
    ],
)
def test_letters_set_apart(text, expected):
    assert fixed("letter_spacing", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到 2025 年", "到2025年"),
        ("R&D 经费", "R&D经费"),
        ("1. 总体要求", "1.总体要求"),
        ("1.2 编制背景", "1.2 编制背景"),  # a bare number of a heading
        ("12 家企业建成", "12家企业建成"),  # 家: what is counted
        ("3 -5家", "3-5家"),
        ("3- 5家", "3-5家"),
        ("Open Science", "Open Science"),
    ],
)
def test_blanks_by_figures(text, expected):
    assert fixed("blanks_by_figures", text) == expected
