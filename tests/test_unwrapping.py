"""Which line breaks are the page's and which the writer's; words that end titles come from the codebook."""

from __future__ import annotations

import pytest

from cityplans import codebook as codebooks
from cityplans.reading.cleaning import unwrapping
from cityplans.reading.cleaning.typesetting import Habits, Line
from cityplans.reading.mapped import Mapped
from cityplans.worded import DOCUMENTS, said_of

BOOK = codebooks.load()
NO_HABITS = Habits(False, False, 0)
TITLED = unwrapping.title_end(("规划", "办法"), said_of(BOOK, DOCUMENTS))


def unwrapped(text: str) -> str:
    return unwrapping.unwrap(Mapped.of(text), TITLED).text.text


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("某市人才发展规划", True),
        ("某市人才发展规划（2021—2025年）", True),
        ("关于举办大会的公告", True),  # no plan: a word of document_words.csv
        ("规划的主要目标", False),
        ("某市人才培养计划", False),  # no ending of the few given here
    ],
)
def test_how_a_title_ends(line, ends):
    assert bool(TITLED.search(line)) is ends


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "研发投入占比达到\n，提高创新能力。\n",
            "研发投入占比达到，提高创新能力。\n",
        ),  # a comma opens no line
        ("研发投入强度达到3.\n2%。\n", "研发投入强度达到3.2%。\n"),
        ("加快落实各项政策\n的目标任务。\n", "加快落实各项政策的目标任务。\n"),
        ("编制《某市科技创新\n发展规划》。\n", "编制《某市科技创新发展规划》。\n"),
        ("认真落实关于\n加强人才工作的部署。\n", "认真落实关于加强人才工作的部署。\n"),
        ("新增就业人数增长\n12万人。\n", "新增就业人数增长12万人。\n"),
        ("到20\n25年建成平台。\n", "到2025年建成平台。\n"),
        ("3.《某市发展规划》\n（2021年印发）\n", "3.《某市发展规划》（2021年印发）\n"),
        ("到2030年，海水淡化规模\n达到8万吨/日。\n", "到2030年，海水淡化规模达到8万吨/日。\n"),
        ("城镇登记失业率\n控制在4.5%以内。\n", "城镇登记失业率控制在4.5%以内。\n"),
        ("公交分担率\n不低于30%。\n", "公交分担率不低于30%。\n"),
    ],
)
def test_a_break_of_the_page_is_undone(text, expected):
    assert unwrapped(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一、总体要求\n二、主要目标\n",
        "指标\t2025年\n研发强度\t3%\n",  # rows of a table
        "某市人民政府\n2023年5月6日\n",
        "嘉定工业区1\n14.00\n",  # cells of a table, one a line
        "统计公报2006\n2006年是关键的一年。\n",
        "第一段说完了。\n第二段另起。\n",
        "一、主要目标\n达到8万吨/日。\n",
        "任务全面完成。\n达到8万吨/日。\n",
        "海水淡化规模\n达到国内先进水平。\n",
    ],
)
def test_a_break_of_the_writer_stays(text):
    assert unwrapped(text) == text


def broken_off(unit: str, column: int = 0) -> bool:
    line = Line(0, len(unit), unit, 2 * len(unit), False, False, False, False)
    case = unwrapping.Break(unit, line, line, unit[-24:], column, False, NO_HABITS, [], 0, TITLED)
    return unwrapping.broken_off(case)


@pytest.mark.parametrize(("behind", "expected"), [("规划", False), ("规划（试行）", False), ("的进展", True)])
def test_a_line_that_ends_as_titles_do_is_not_broken_off(behind, expected):
    line = f"为深入实施创新驱动发展战略，加快建设科技强市和人才高地，特制定本市{behind}"
    assert broken_off(line) is expected


@pytest.mark.parametrize(
    ("length", "column", "expected"), [(24, 0, False), (25, 0, True), (11, 24, False), (12, 24, True)]
)
def test_a_short_line_is_no_paragraph_broken_off(length, column, expected):
    """25 characters, 12 where the line is full."""
    assert broken_off("深入实施，加快建设科技强市和人才高地推动全域协同创新"[:length], column) is expected
