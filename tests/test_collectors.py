"""The head that whoever collected a text put above it."""

from __future__ import annotations

import pytest

from cityplans.reading.files.collectors import collector_head, head_of_plain

BOTH = {"标题": "某市规划", "日期": "2021-05-01"}


def cut(text: str, spans) -> str:
    return "".join(c for i, c in enumerate(text) if not any(a <= i < b for a, b in spans))


@pytest.mark.parametrize(
    ("text", "body", "fields"),
    [
        ("标题：某市规划\n日期：2021-05-01\n\n正文第一段。\n", "\n正文第一段。\n", BOTH),
        ("标题：某市规划\n\n正文第一段。\n", None, {}),  # one field is none
        ("发文机关：某市政府\n标题：某市规划\n正文。\n", None, {}),  # as a document's own head begins
        ("标题：某市规划\n日期：2021-05-01\n目标：到2025年，达到3%。\n", "目标：到2025年，达到3%。\n", BOTH),
    ],
)  # fmt: skip
def test_the_head_of_a_text_without_marks(text, body, fields):
    spans, said = head_of_plain(text)
    assert said == fields and cut(text, spans) == (text if body is None else body)


@pytest.mark.parametrize(("value", "in_head"), [("甲" * 40, True), ("甲" * 41, False), ("建成。", False)])
def test_what_an_unknown_label_says_is_short(value, in_head):
    text = f"标题：某市规划\n日期：2021-05-01\n备考：{value}\n正文。\n"
    assert ("备考" in head_of_plain(text)[1]) is in_head


def test_lines_between_hyphens():
    text = '---\ntitle: "某市规划"\ndate: 2021-05-01\n---\n正文。\n'
    spans, fields = collector_head(text)
    assert cut(text, spans) == "正文。\n" and fields == {"title": "某市规划", "date": "2021-05-01"}


def test_all_above_a_line_that_says_here_the_text_begins():
    text = "标题：某市规划\n日期：2021-05-01\n采集说明若干\n===== 正文 =====\n一、总体要求\n"
    spans, fields = head_of_plain(text)
    assert cut(text, spans) == "一、总体要求\n" and fields["标题"] == "某市规划"


def test_a_link_is_told_by_its_address_and_marks_go():
    text = "**标题**：某市规划\n**原文链接**：[网页](http://a.example/1)\n\n正文。\n"
    assert collector_head(text)[1] == {"标题": "某市规划", "原文链接": "http://a.example/1"}
