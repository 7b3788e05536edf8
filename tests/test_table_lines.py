"""Which lines belong to a table."""

from __future__ import annotations

import pytest

from cityplans import codebook as codebooks
from cityplans.reading.plans.file_parts import lines_of
from cityplans.reading.plans.table_lines import in_table
from cityplans.reading.table_heads import heads_of, spoken

HEADS = heads_of(codebooks.load())


def tabled(text: str) -> list[bool]:
    lines, kinds = lines_of(text), []
    with spoken(HEADS):
        for at in range(len(lines)):
            kinds.append("table" if in_table(lines, at, kinds) else "text")
    return [kind == "table" for kind in kinds]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("研发强度\t%\t3.2", True),
        ("研发强度\t3.2", True),  # one tab
        ("一、\t总体要求", False),  # a tab behind the number of a heading
        ("城区 12 3.5", True),
        ("表1 主要指标", True),
        ("主要预期目标表", True),
        ("表1 主要指标如下，请各单位认真落实。", False),
        (("研发" * 40) + "\t增长。", False),  # a tab in a sentence
    ],
)
def test_a_line_by_itself(line, expected):
    assert tabled(line + "\n") == [expected]


def test_title_and_unit_above_a_row_notes_and_groups_beside_it():
    text = "主要指标一览\n指标\t2025年\t2030年\n创新驱动\n研发强度\t3\t4\n注：按常住人口计。\n各部门落实。\n"
    assert tabled(text) == [True, True, True, True, True, False]
    assert tabled("单位：亿元\n总产值\t3\t4\n") == [True, True]
    assert tabled("要求如下：\n总产值\t3\t4\n") == [False, True]


@pytest.mark.parametrize(("length", "expected"), [(40, True), (41, False)])
def test_a_group_is_no_longer_than_40_characters(length, expected):
    text = f"指标\t2025年\n{'创' * length}\n研发强度\t3\n"
    assert tabled(text)[1] is expected
