"""Headings stuck to what stands before them: put on their own line where the count above them says so."""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning.glued import glued_headings
from cityplans.reading.mapped import Mapped

THIRD = "第三节加强保障\n健全机制。"


def headed(text: str) -> str:
    return glued_headings(Mapped.of(text)).text.text


@pytest.mark.parametrize(
    ("glued", "heading"),
    [
        (THIRD, "第四节增进团结\n"),
        (THIRD, " 第四节 增进团结\n"),
        ("第三节 甲\n第一章 乙\n健全机制！", "第四节增进团结\n"),  # the last of its kind above
        (THIRD, "第四节甲乙\n"),
        (THIRD, "第四节" + "甲" * 30 + "\n"),
        ("第三节甲乙\n" + "文" * 19_992 + "。", "第四节增进团结\n"),
    ],
)
def test_a_heading_that_goes_on_with_the_count(glued, heading):
    assert headed(glued + heading) == f"{glued}\n{heading}"


@pytest.mark.parametrize(
    "text",
    [
        THIRD + "第五节增进团结\n",
        THIRD + "第四章增进团结\n",
        THIRD + "第四节的任务已完成\n",
        THIRD + "第四节增进团结，加快发展\n",
        THIRD + "第四节甲\n",
        THIRD + "第四节" + "甲" * 31 + "\n",
        THIRD + "第四节增进团结",  # text may follow on the next page
        "第三节甲乙\n" + "文" * 20_010 + "。第四节增进团结\n",
        "健全机制。第四节增进团结\n",
    ],
)
def test_what_is_no_next_heading_stays(text):
    assert headed(text) == text


@pytest.mark.parametrize(
    ("contents", "foreword"),
    [
        ("目录第一章总则第九章规划实施", "前言"),
        ("第一章总则 第二章规划实施 ", "前 言"),
        ("目 录", "序言"),
        ("目录第一章总则" + "则" * 143, "前言"),  # 150 characters
    ],
)
def test_a_foreword_behind_a_contents_list(contents, foreword):
    assert headed(f"{contents}{foreword}\n") == f"{contents}\n{foreword}\n"


@pytest.mark.parametrize(
    "text",
    [
        "第一章总体要求前言\n",  # one chapter may be called so
        "目录第一章前言\n",
        "为编制规划撰写前言\n",
        "目录第一章总则。第二章实施前言\n",
        "目录第一章总则" + "则" * 144 + "前言\n",
    ],
)
def test_other_lines_that_end_in_a_foreword_stay(text):
    assert headed(text) == text
