"""Cells of a row under their columns, once for each indicator that shares the row."""

from __future__ import annotations

import pytest

from cityplans.extraction.tabular.cells import cells_of, under, versions, whole_and_part_of
from cityplans.extraction.tabular.heads import Column

NAME, UNIT = Column("indicator"), Column("unit")
BASE, GOAL = Column("value", year=2020), Column("value", year=2025, is_goal=True)


def said(cells) -> list[str]:
    return [cell.text for cell in cells]


def test_a_cell_knows_where_it_stands():
    text = "研发强度\t %\t3.2"
    assert said(cells_of(text)) == ["研发强度", "%", "3.2"]
    assert [text[c.start : c.end].strip() for c in cells_of(text)] == ["研发强度", "%", "3.2"]


def test_a_row_without_its_grouping_cell_is_shifted():
    columns = (Column("category"), NAME, UNIT, GOAL)
    assert said(under(columns, "研发强度\t%\t3.2")) == ["", "研发强度", "%", "3.2"]
    assert said(under(columns, "创新\t研发强度\t%\t3.2")) == ["创新", "研发强度", "%", "3.2"]


def test_of_a_wide_head_the_second_column_names_the_row_where_it_says_anything():
    columns = (NAME, Column("part"), GOAL)
    assert said(under(columns, "空气质量\tPM2.5浓度\t30")) == ["PM2.5浓度", "PM2.5浓度", "30"]
    assert said(under(columns, "研发强度\t\t3.2")) == ["研发强度", "", "3.2"]
    assert whole_and_part_of(columns, "空气质量\tPM2.5浓度\t30") == ("空气质量", "PM2.5浓度")
    assert whole_and_part_of((NAME, GOAL), "研发强度\t3.2") == ("", "")


def test_a_cell_of_two_values_is_parted_and_one_of_one_is_the_lasts():
    columns = (NAME, GOAL._replace(half=1), GOAL._replace(half=2))
    assert said(under(columns, "研发强度\t2.8%/3.2%")) == ["研发强度", "2.8%", "3.2%"]
    assert said(under(columns, "研发强度\t3.2%")) == ["研发强度", "", "3.2%"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("成功率/结案率（%）\t60/90\t65/93", [["成功率（%）", "60", "65"], ["结案率（%）", "90", "93"]]),
        ("失业保险/工伤保险人数\t1/2\t3/4", [["失业保险人数", "1", "3"], ["工伤保险人数", "2", "4"]]),
        ("成功率/结案率\t60/90\t65", [["成功率/结案率", "60/90", "65"]]),  # the goal is one number
        ("研发/产值\t—\t3/4", [["研发", "—", "3"], ["产值", "—", "4"]]),
        ("研发强度\t2.8\t3.2", [["研发强度", "2.8", "3.2"]]),
    ],
)  # fmt: skip
def test_a_row_of_two_indicators(row, expected):
    assert [said(v.cells) for v in versions(cells_of(row), (NAME, BASE, GOAL))] == expected


def test_a_whole_and_its_part_in_one_cell():
    row = "就业人数\t4800\t5000（其中农民工1750）"
    whole, part = versions(cells_of(row), (NAME, BASE, GOAL))
    assert (said(whole.cells), whole.part) == (["就业人数", "4800", "5000"], "")
    assert (said(part.cells), part.part) == (["就业人数", "", "1750"], "农民工")
    assert row[part.cells[2].start : part.cells[2].end] == "1750"
