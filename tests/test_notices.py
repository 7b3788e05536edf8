"""The notice above a plan: what it names, and where it begins."""

from __future__ import annotations

import pytest

from cityplans.reading.plans import notices, regions
from cityplans.reading.plans.file_parts import Block, lines_of
from extraction_rows import book

PLACES = regions.of(book())
PLAN, SCHEME = "嘉兴市人才规划", "嘉兴市科技方案"
NOTICE = f"嘉兴市人民政府关于印发《{PLAN}》的通知"
HEARERS, HANDED = "各县（市、区）人民政府：", f"现将《{PLAN}》印发给你们。"


@pytest.mark.parametrize(
    ("notice", "title", "expected"),
    [
        (HANDED, PLAN, True),
        ("现将《嘉兴市人才规划（征求意见稿）》印发", "嘉兴市 人才规划（草案）", True),
        ("请按关于加强创新的意见执行", "中共嘉兴市委关于加强创新的意见", True),
        (HANDED, SCHEME, False),
    ],
)
def test_a_notice_names_a_title(notice, title, expected):
    assert notices.names(notice, title) is expected


def test_the_key_of_a_title():
    assert notices.key_of("嘉兴市关于人才发展的《规划》（2021—2025年）") == "嘉兴市人才发展规划"
    assert notices.key_of("嘉兴市人才发展规划2025年") == "嘉兴市人才发展规划"
    assert notices.key_of("2025年工作要点") == "2025年工作要点"


@pytest.mark.parametrize(
    ("title", "issued", "expected"),
    [
        (PLAN, [PLAN], True),
        ("人才规划", [PLAN], True),  # without the territory
        ("市人才规划", [PLAN], False),
        ("数字湾区建设方案", ["高质量数字湾区建设方案"], True),  # eight characters
        ("数字湾区建设案", ["高质量数字湾区建设案"], False),
        ("高质量数字湾区建设方案", ["数字湾区建设方案"], True),
        (SCHEME, [PLAN], False),
        (PLAN, [], False),
    ],
)
def test_a_title_is_one_of_those_issued(title, issued, expected):
    assert notices.is_named(title, issued) is expected


def block(first: int, title: str) -> Block:
    return Block(first, first + 1, title)


def test_what_a_notice_issues():
    two = "关于印发嘉兴市人才规划和科技计划的通知"
    found = notices.issued_by(lines_of(two + "\n"), block(0, two), PLACES.endings)
    assert found == ["嘉兴市人才规划和科技计划", "嘉兴市人才规划", "科技计划"]
    said = lines_of(f"{NOTICE}\n现将《{SCHEME}》下发。\n")
    assert {"嘉兴市人才规划", "嘉兴市科技方案"} == {
        *notices.issued_by(said, block(0, NOTICE), PLACES.endings)
    }
    assert notices.issued_by(said, block(0, PLAN), PLACES.endings) == []


def test_titles_that_a_notice_names_once_each():
    lines = lines_of("\n".join([NOTICE, HANDED, PLAN, SCHEME, PLAN]))
    blocks = [block(0, NOTICE), block(2, PLAN), block(3, SCHEME), block(4, PLAN)]
    assert notices.named_by_notice(lines, blocks, PLACES.endings) == {2}
    assert notices.named_by_notice(lines, blocks[1:], PLACES.endings) == set()


@pytest.mark.parametrize(
    ("above", "first"),
    [
        ([NOTICE, HEARERS, HANDED, "嘉兴市人民政府"], 0),
        (["别的内容。", NOTICE, HEARERS, HANDED], 1),
        (["一、别的", NOTICE, HANDED], 1),  # a notice has no numbering
        ([NOTICE, "一、请认真执行", "嘉兴市人民政府"], 3),
        (["别的内容。"], 1),
        (["别的内容。", "嘉政发〔2022〕15号"], 1),  # the number of the plan alone
        ([HANDED.replace(PLAN, SCHEME)], 1),  # it issues something else
        ([NOTICE, "文" * (2500 - len(NOTICE))], 0),
        ([NOTICE, "文" * (2501 - len(NOTICE))], 2),
        ([NOTICE, *["文"] * 59], 0),  # sixty lines
        ([NOTICE, *["文"] * 60], 61),
    ],
)
def test_where_a_notice_begins(above, first):
    lines = lines_of("\n".join([*above, PLAN, "正文。"]))
    assert notices.notice_above(lines, 0, block(len(above), PLAN), PLACES) == first


def test_a_notice_does_not_begin_above_the_floor():
    lines = lines_of("\n".join([NOTICE, HANDED, PLAN]))
    assert notices.notice_above(lines, 1, block(2, PLAN), PLACES) == 1
    assert notices.notice_above(lines, 2, block(2, PLAN), PLACES) == 2
