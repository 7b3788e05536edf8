"""Headings without a number, and how far they reach."""

from __future__ import annotations

import pytest

from cityplans import codebook as codebooks
from cityplans.reading.plans.file_parts import lines_of
from cityplans.reading.plans.plain import plain_ends, plain_headings
from cityplans.worded import DOCUMENTS, said_of

SAID = said_of(codebooks.load(), DOCUMENTS)
LONG = "支持企业牵头组建创新联合体，承担重大科技项目，完善以市场为导向的成果转化机制，健全人才评价体系。"


def paragraph(length: int) -> str:
    return (LONG * 2)[: length - 1] + "。"


def headings(*texts: str) -> set[int]:
    return plain_headings(lines_of("\n".join(texts) + "\n"), SAID)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("强化企业创新主体地位", True),
        ("强化企业创新主体地位：", False),
        ("一、强化企业创新主体地位", False),  # numbered: told elsewhere
        ("强化企业创新主体地位和科技领军作用的", True),  # 18 characters
        ("强化企业创新主体地位和科技领军作用的若", False),
        ("培育企业100家", False),  # a quantity
        ("强化企业，激发活力", False),  # a comma without a stop
        ("一是强化企业", False),
        ("强", False),
    ],
)
def test_a_short_line_above_a_long_paragraph(line, expected):
    assert (0 in headings(line, LONG)) is expected


@pytest.mark.parametrize(("length", "expected"), [(44, False), (45, True)])
def test_the_paragraph_below_is_long(length, expected):
    assert (0 in headings("强化企业创新主体地位", paragraph(length))) is expected


@pytest.mark.parametrize(("length", "expected"), [(44, set()), (45, {1})])
def test_the_paragraph_above_is_long_too(length, expected):
    assert headings(paragraph(length), "强化企业创新主体地位", LONG) == expected


def test_a_sentence_on_its_own_line_is_a_heading_where_its_section_has_another():
    one, two = "大力提振消费。", "全力扩大投资。"
    assert headings(one, LONG) == set()
    assert headings(one, LONG, two, LONG) == {0, 2}
    assert headings("一、重点工作", one, LONG, "二、保障措施", two, LONG) == set()


def test_where_most_headings_stand_above_one_paragraph_a_second_is_the_sections():
    texts = ("提振市场消费", LONG, "扩大有效投资", LONG, "稳住外贸外资", LONG, "防范重大风险", LONG, LONG)
    assert plain_ends(lines_of("\n".join(texts)), {0, 2, 4, 6}, SAID) == {8}  # three of four
    assert plain_ends(lines_of("\n".join(texts[2:])), {0, 2, 4}, SAID) == set()  # two of three: under 0.7
    assert plain_ends(lines_of("\n".join(texts[:4])), {0, 2}, SAID) == set()  # two show nothing
