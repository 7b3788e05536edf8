"""Cue words as patterns: where each is looked for, and what may not stand behind it."""

from __future__ import annotations

import pytest

from cityplans.extraction.words.cues import cues_of, goal_verbs_of
from extraction_rows import book

ROWS = [
    ("fact", "已建", "left", ""),
    ("scope", "以内", "right", ""),
    ("policy_parameter", "企业", "head", ""),
    ("other", "年", "sentence", "度|报"),
    ("other", "年度", "sentence", ""),
]
CUES = cues_of(
    {"class_cues": [dict(zip(("class", "term", "where", "not_before"), row, strict=True)) for row in ROWS]}
)


@pytest.mark.parametrize(
    ("kind", "where", "text", "found"),
    [
        ("fact", "left", "全市已建", True),
        ("fact", "left", "全市已建书屋", False),  # not right before
        ("fact", "left", "已建5家书屋、", True),  # what a list goes on from
        ("fact", "left", "已建书屋5家、", False),
        ("scope", "right", "以内的", True),
        ("scope", "right", "在以内", False),
        ("policy_parameter", "head", "企业应", True),
        ("policy_parameter", "head", "凡企业应", True),
        ("policy_parameter", "head", "全企业应", False),
        ("other", "sentence", "今年底", True),
        ("other", "sentence", "今年报", False),  # of another word
        ("other", "sentence", "今年度", True),  # the longer word
        ("fact", "sentence", "全市已建", False),  # no such cue
    ],
)
def test_where_a_cue_stands(kind, where, text, found):
    assert CUES.has(kind, where, text) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [("书屋达到", True), ("建成", True), ("提高到", True), ("达到书屋", False), ("书屋", False)],
)
def test_verbs_right_before_a_number(text, found):
    assert bool(goal_verbs_of(book()).search(text)) is found
