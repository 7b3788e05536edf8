"""What the heads of a table say: a row more of the codebook makes a column known; faulty rows are named."""

from __future__ import annotations

import doctest
import shutil
from pathlib import Path

import pytest

from cityplans import codebook as codebooks
from cityplans.extraction.tabular.heads import header
from cityplans.reading import table_heads
from cityplans.reading.table_heads import heads_of, is_header, names_indicators, names_tasks, role_of, spoken
from cityplans.records import Clause

BOOK = codebooks.load()


def with_head(role: str, head: str) -> codebooks.Codebook:
    rows = (*BOOK["table_heads"], {"role": role, "head": head, "note": ""})
    return codebooks.Codebook(BOOK.folder, {**BOOK.rows, "table_heads": rows}, f"with {head}")


def test_the_examples_of_the_module_hold():
    assert doctest.testmod(table_heads).failed == 0


@pytest.mark.parametrize(
    "head, role",
    [
        ("2030年/年均", "value"),  # a year and its mean
        ("年均增长（%）", "growth"),
        ("五年累计", "cumulative"),
        ("年均累计", "growth"),
        ("2025年增速", "growth"),  # what is said beside a year counts before it
        ("“十五五”", "value"),
        ("指标/工程", "indicator"),
        ("责任单位（牵头）", "note"),
        ("NO.", "number"),
        ("目标：值", ""),  # a colon: part of a sentence
        ("主要发展预期规划评价监测核心考核具体重点目标指标", "indicator"),  # 24 characters
        ("主要发展预期规划评价监测核心考核具体重点目标指标项", ""),  # 25
    ],
)
def test_a_head_says_what_its_column_holds(head, role):
    assert role_of(head) == role


def test_a_row_more_makes_a_head_known():
    """考核内容 names what is measured and 力争值 its value, once the codebook says so."""
    clauses = [Clause("c1", "", "", "", "考核内容\t2025年", 0, 10, clause_kind="table")]
    assert header(clauses, 0) == (0, ())
    with spoken(heads_of(with_head("indicator", "考核内容"))):
        rows, columns = header(clauses, 0)
    assert rows == 1 and [column.role for column in columns] == ["indicator", "value"]
    assert role_of("考核内容") == ""  # outside the block nothing has changed


@pytest.mark.parametrize(
    "heads, said",
    [
        (["指标", "2025年", "甲", "乙"], True),  # two of four
        (["指标", "2025年", "甲", "乙", "丙"], False),  # two of five
        (["指标", "单位"], False),  # no value
    ],
)
def test_half_of_the_heads_must_be_known(heads, said):
    assert names_indicators(heads) == said and is_header(["indicator", "value"])


@pytest.mark.parametrize(
    "heads, said",
    [
        (["重点任务", "牵头领导", "甲", "乙"], True),
        (["重点任务", "牵头领导", "甲", "乙", "丙"], False),
        (["重点任务", "序号"], False),  # nobody answers for it
        (["Task", "Owner", "ID"], True),
        (["重点任务", "责任单位", "发文日期"], False),  # a collection of texts
    ],
)
def test_a_list_of_tasks_says_who_or_when(heads, said):
    assert names_tasks(heads) == said


@pytest.mark.parametrize(
    "old, new, fault",
    [
        ("\nunit,", "\nunits,", "role “units” is not known; nearest unit"),
        ("\nunit,", "\nnote,", "no row has the role “unit”"),
        ("\nunit,(?:", "\nunit,((?:", "no regular expression"),
        ("\nnote,出处,", "\nnote,说明,", "“note 说明” stands twice"),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, old: str, new: str, fault: str):
    folder = shutil.copytree(BOOK.folder, tmp_path / "codebook")
    path = folder / "table_heads.csv"
    text = path.read_text("utf-8-sig")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(codebooks.CodebookError) as refused:
        codebooks.load(folder)
    assert "table_heads.csv" in str(refused.value) and fault in str(refused.value)


def table(*rows: str) -> list[Clause]:
    return [Clause(f"c{i}", "", "", "", row, 0, 1, clause_kind="table") for i, row in enumerate(rows)]


@pytest.mark.parametrize(
    "rows, levels, columns",
    [
        (
            ("\t\t\t2020年\t2025年\t", "类别\t指标\t单位\t实际\t目标\t属性"),
            2,
            "category: indicator: unit: value:2020年实际 value:2025年目标 nature:",
        ),
        (
            ("指标\t单位\t指标值\t\t\t属性", "\t\t现状\t目标\t\t", "\t\t2020年\t2023年\t2025年\t"),
            3,
            "indicator: unit: value:指标值现状2020年 value:指标值目标2023年 value:指标值目标2025年 nature:",
        ),
        (
            ("指标\t\t2020年\t2025年", "产值\t亿元\t1\t2", "企业\t家\t3\t4"),
            1,
            "indicator: unit: value:2020年 value:2025年",
        ),
        (
            ("指标\t\t2020年\t2025年", "投入\t经费\t1\t2", "企业\t\t3\t4"),
            1,
            "indicator: part: value:2020年 value:2025年",
        ),
        (
            ("指标\t\t2020年\t2025年", "投入\t经费\t1\t2", "企业\t家\t3\t4"),
            1,
            "indicator: : value:2020年 value:2025年",
        ),
    ],
    ids=["blank over names", "three levels", "units", "parts", "neither"],
)
def test_what_stands_under_a_blank_head(rows, levels, columns):
    made, found = header(table(*rows), 0)
    assert made == levels
    assert " ".join(f"{c.role}:{c.head if c.role == 'value' else ''}" for c in found) == columns


@pytest.mark.parametrize(
    ("heads", "indicators", "tasks"),
    [
        (["序号", "目标任务", "计量单位", "2020年基数", "2025年目标", "牵头单位"], True, True),
        (["序号", "年度工作目标", "单位", "2025年"], True, False),
        (["任务", "单位", "2022年", "2023年", "责任单位"], True, True),
        (["序号", "目标任务", "责任单位", "完成时限"], False, True),  # nothing is measured
    ],
)
def test_tasks_beside_columns_of_values_are_what_is_measured(heads, indicators, tasks):
    with spoken(heads_of(BOOK)):
        assert (names_indicators(heads), names_tasks(heads)) == (indicators, tasks)
