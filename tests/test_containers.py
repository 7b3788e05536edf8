"""Texts and tables in JSON and CSV files, with their places in the file."""

from __future__ import annotations

import pytest

from cityplans.reading.files import containers
from cityplans.reading.files.containers import csv_fault, csv_table, csv_texts, json_fault, json_texts


def held(texts) -> list[tuple[str, dict, int | None]] | None:
    return None if texts is None else [(h.text.text, h.fields, h.record) for h in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"title": "某市规划", "content": "建成十家"}', [("建成十家", {"title": "某市规划"}, None)]),
        (
            '{"title": "某市规划", "content": "甲"}\n{"title": "某县规划", "content": "乙"}\n',
            [("甲", {"title": "某市规划"}, 1), ("乙", {"title": "某县规划"}, 2)],
        ),
        (
            '{"region": "某市", "docs": [{"title": "某市规划", "content": "甲"}]}',
            [("甲", {"title": "某市规划", "region": "某市"}, None)],  # what stands round it is of it too
        ),
        ('{"title": "某市规划", "sections": ["甲", "x", "乙"]}', [("甲\n乙", {"title": "某市规划"}, None)]),
        ('{"content": "甲\\n\\u4e59\\"丙", "year": 2025}', [('甲\n乙"丙', {"year": "2025"}, None)]),
        ('{"content": "甲\\ud800"}', [("甲\ufffd", {}, None)]),
        ('{"a": {"b": "甲乙"}, "c": ["丙"]}', [("丙", {"b": "甲乙"}, None)]),
        ('{"a": {"b": "某市"}}', [("某市", {}, None)]),  # for want of a text the longest string
        ('{"a": "plan"}', None),
        ('{"content": "甲"', None),
        ("某市规划", None),
    ],
)
def test_texts_of_json(text, expected):
    assert held(json_texts(text)) == expected


@pytest.mark.parametrize(("digits", "is_said"), [(20, True), (21, False)])
def test_a_number_of_twenty_digits_may_say_something(digits, is_said):
    number = "9" * digits
    ((_, fields, _),) = held(json_texts(f'{{"content": "甲", "code": {number}}}'))
    assert fields == ({"code": number} if is_said else {})


def test_a_text_knows_where_it_stands():
    (text,) = json_texts('{"content": "甲\\n乙"}')
    assert text.text.origins.tolist() == [13, 14, 16]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"a": 1}', None),
        ('{"a": 1}\n{"a": 2}', None),
        ('{"a": 1\n"b": 2}', 2),
        ('{"a": 1}\n\n{"a": }\n{"a": 3}', 3),
        ('{"a": }', 1),
    ],
)
def test_where_json_goes_wrong(text, line):
    assert json_fault(text) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [("a,b\n1,2\n", None), ('a,b\n"甲,乙\n丙,丁\n', 2), ("甲\n乙\n", None), ('a;b\n1;"2" x\n', 2)],
)
def test_where_csv_goes_wrong(text, line):
    assert csv_fault(text) == line


LONG = "文" * 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "标题,正文\n某市规划,甲\n某县规划,乙\n",
            [("甲", {"标题": "某市规划"}, 1), ("乙", {"标题": "某县规划"}, 2)],
        ),
        ('标题;正文\n某市规划;"甲""乙"";丙"\n', [('甲"乙";丙', {"标题": "某市规划"}, None)]),
        (f"甲,乙\n某市,{LONG}\n", [(LONG, {"甲": "某市"}, None)]),
        (f"甲,乙\n某市,{LONG[1:]}\n", None),
        (f"某表\n标题,正文\n某市规划,{LONG}\n", [(LONG, {"标题": "某市规划"}, None)]),
        ("某表\n标题,正文\n某市规划,甲\n", None),
        ("标题,标题\n某市规划,甲\n", None),  # heads differ
        ("标题,正文\n", None),
        ("指标,单位\n企业,家\n", None),
    ],
)
def test_texts_of_csv(text, expected):
    assert held(csv_texts(text)) == expected


TABLE = "指标,单位,2025年\n企业,家,5\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TABLE, "指标\t单位\t2025年\n企业\t家\t5\n"),
        (
            "某市主要指标,,\n" + TABLE + "注：甲,,\n",
            "某市主要指标\n指标\t单位\t2025年\n企业\t家\t5\n注：甲\n",
        ),
        ("指标;2025年\n企业;5\n", "指标\t2025年\n企业\t5\n"),
        (
            "序号,重点任务,牵头单位,完成时限\n1,建平台,科技局,2025年\n",
            "序号\t重点任务\t牵头单位\t完成时限\n1\t建平台\t科技局\t2025年\n",
        ),
        ("年份,企业（家）\n2023,5\n2025年,8\n", "年份\t企业（家）\n2023\t5\n2025年\t8\n"),
        ("年份,企业（家）\n2023,5\n", None),
        ("年份,企业（家）\n2023,5\n合计,8\n", None),
        ('指标,2025年\n"规上\n企业",5\n', "指标\t2025年\n规上企业\t5\n"),
        ('指标,2025年\n"R&D\nGDP",5\n', "指标\t2025年\nR&D GDP\t5\n"),
        ("指标,2025年\n", None),
        ("甲,乙\n丙,丁\n", None),
        (
            "指标,2025年\n企业,5\n人才,6\n注\n注\n",
            "指标\t2025年\n企业\t5\n人才\t6\n注\n注\n",
        ),  # three of five
        ("指标,2025年\n企业,5\n人才,6\n注\n注\n注\n", None),
        (
            "指标,2025年\n" + f"企业,{LONG}\n" * 3 + "人才,5\n" * 6,
            "指标\t2025年\n" + f"企业\t{LONG}\n" * 3 + "人才\t5\n" * 6,
        ),
        ("指标,2025年\n" + f"企业,{LONG}\n" * 3 + "人才,5\n" * 5, None),  # a third of it is texts
    ],
)
def test_tables_of_csv(text, expected):
    made = csv_table(text)
    assert (made and made.text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文" * 100 + ",,\n" + "章" * 100 + "\n", "文" * 100 + "\n" + "章" * 100 + "\n"),
        ("文" * 100 + "\n" + "章" * 99 + "\n", None),
        (("文" * 30 + "\n") * 9 + "甲,乙\n", ("文" * 30 + "\n") * 9 + "甲\t乙\n"),
        (("文" * 30 + "\n") * 8 + "甲,乙\n", None),
    ],
)
def test_sheets_of_paragraphs(text, expected):
    made = containers.paragraphs(text)
    assert (made and made.text) == expected
