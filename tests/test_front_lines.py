"""Kinds of the lines above a plan's body, and where the body begins."""

from __future__ import annotations

import pytest

from cityplans.reading.plans import regions
from cityplans.reading.plans.front_lines import front_kinds, hands_on, is_signature, kind_of_line
from extraction_rows import book

PLACES = regions.of(book())
NOTICE, HEARERS = "嘉兴市人民政府关于印发《嘉兴市人才规划》的通知", "各县（市、区）人民政府，市直各单位："
HANDED, ISSUER, DAY, TITLE = (
    "现将《嘉兴市人才规划》印发给你们。",
    "嘉兴市人民政府",
    "2021年5月6日",
    "嘉兴市人才规划",
)
BODY = "为贯彻落实上级部署，制定本规划。"


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        ([TITLE, ISSUER, DAY, BODY], ["title"] * 3),  # who and when, of no notice
        (
            [NOTICE, HEARERS, HANDED, ISSUER, DAY, TITLE, BODY],
            ["title", "note", "note", "signature", "signature", "title"],
        ),
        ([TITLE, "一、总体要求"], ["title"]),
        ([TITLE, "目 录", "总则"], ["title"]),
        ([TITLE, "单位：亿元"], ["title"]),
        ([TITLE, "甲\t乙", TITLE], ["title"]),
        (["名称\t某市规划\t发布日期\t2022-02-23", TITLE, BODY], ["note", "title"]),  # what its page says
        ([NOTICE, "要切实抓好落实，确保完成。", TITLE, BODY], ["title", "note", "title"]),
        ([TITLE, "要切实抓好落实，确保完成。", TITLE, BODY], ["title"]),  # no notice
        ([NOTICE, "要切实抓好落实，确保完成。", "一、总体要求", TITLE], ["title"]),
        ([NOTICE, *[BODY] * 14, TITLE], ["title", *["note"] * 14, "title"]),  # fourteen lines below
        ([NOTICE, *[BODY] * 15, TITLE], ["title"]),
        (["甲", "乙", "丙", NOTICE, BODY, TITLE], ["title"] * 4 + ["note", "title"]),
        (["甲", "乙", "丙", "丁", NOTICE, BODY, TITLE], ["title"] * 5),  # a notice is among the first four
        (["某某文件"] * 41, ["title"] * 40),
    ],
)
def test_lines_of_the_head(lines, kinds):
    assert front_kinds(lines, PLACES) == kinds


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (DAY, "signature"),
        ("（2021—2025年）", "title"),
        ("附件：嘉兴市人才规划", "note"),
        ("（此件公开发布）", "note"),
        (ISSUER, "signature"),
        ("●人才", None),
        ("指标\t2025年", None),
        ("加快发展。", None),
        ("文" * 120, "title"),
        ("文" * 121, None),
    ],
)
def test_kind_of_a_line_alone(line, kind):
    assert kind_of_line(line, PLACES) == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("现将《人才规划（2021—2025年）》（2021年版）印发给你们，请执行。", True),
        ("现予公布，自发布之日起施行。", True),
        ("现印发给你们，到2025年建成10家。", False),
        ("建成一批平台。", False),
        ("现印发。" + "文" * 296, True),
        ("现印发。" + "文" * 297, False),
    ],
)
def test_the_sentence_that_hands_a_plan_on(text, expected):
    assert hands_on(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [(ISSUER, True), (DAY, True), ("（此件公开发布）", True), (TITLE, False)]
)
def test_closing_lines(text, expected):
    assert is_signature(text, PLACES.said) is expected
