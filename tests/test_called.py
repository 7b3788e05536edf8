"""What figures of facts are called: honours, pairs, what is drawn along, and what is none of their own."""

from __future__ import annotations

import pytest

from cityplans.extraction import called, quantities
from cityplans.extraction.frame import frame
from cityplans.extraction.goal_years import Horizon
from cityplans.extraction.statements.rows import Row, Terms, Value
from extraction_rows import words


def row(text: str, shown: str, phrase: str, measure: str = "level") -> Row:
    """A row for the number that reads as `shown`."""
    number = next(q for q in quantities.find(text, words().lexer) if text[q.start : q.end] == shown)
    value = Value(shown, number.low, number.high, number.unit, "eq", measure)
    start = max(0, text.find(phrase[:1]))
    return Row(number, start, number.end, phrase, phrase, value, Terms("firm", Horizon(None, "none")), "")


def names(text: str, *given: tuple) -> list[tuple[str, str]]:
    """Phrase and lookup of each row that is left."""
    rows = [row(text, *one) for one in given]
    return [(r.phrase, r.lookup) for r in called.named(rows, frame(text), words())]


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("全市企业11家公司入选全国百强。", "企业", ("企业入选全国百强", "")),
        ("全市企业11家公司投产。", "企业", ("企业", "企业")),
        ("入选企业11家公司获评先进。", "入选企业", ("入选企业", "")),  # is called so already
    ],
)
def test_those_honoured_are_called_so(text, phrase, name):
    assert names(text, ("11家", phrase)) == [name]


def test_a_rank_is_not_named_by_an_honour():
    text = "产量第3位入选名录。"
    assert names(text, ("第3位", "产量", "rank")) == [("产量", "产量")]


def test_a_rate_of_tax_is_no_figure():
    assert names("享受15%企业所得税优惠。", ("15%", "优惠")) == []
    assert names("享受15%优惠。", ("15%", "优惠")) == [("优惠", "优惠")]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("国考10市浓度改善10%。", ["浓度"]),
        ("国考10市，浓度改善10%。", ["国考", "浓度"]),  # a part of its own
        ("国考10家浓度改善10%。", ["国考", "浓度"]),
    ],
)
def test_how_many_places_a_figure_is_of(text, left):
    counted = "10市" if "10市" in text else "10家"
    assert [n for n, _ in names(text, (counted, "国考"), ("10%", "浓度"))] == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("存贷款余额分别达38亿元、29亿元。", ["存款余额", "贷款余额"]),
        ("存贷款余额达38亿元、29亿元。", ["存贷款余额"] * 2),
    ],
)
def test_halves_of_a_pair(text, left):
    given = (("38亿元", "存贷款余额"), ("29亿元", "存贷款余额"))
    assert [n for n, _ in names(text, *given)] == left


def test_halves_that_stand_apart():
    text = "存、贷款余额分别达38亿元、29亿元。"
    given = (("38亿元", "存"), ("29亿元", "贷款余额"))
    assert [n for n, _ in names(text, *given)] == ["存款余额", "贷款余额"]


@pytest.mark.parametrize(
    ("text", "lookup"),
    [
        ("带动全市进出口415亿元。", ""),
        ("全市进出口415亿元。", "进出口"),
        ("带动消费，进出口415亿元。", "进出口"),
    ],
)
def test_what_is_drawn_along_is_not_the_territorys(text, lookup):
    assert names(text, ("415亿元", "进出口")) == [("进出口", lookup)]


def test_words_of_the_next_figure_belong_to_it():
    text = "获得金牌5枚、位列全国第3。"
    assert names(text, ("5枚", "金牌、位列全国")) == [("金牌", "金牌")]
    assert names("金牌、位列全国5枚。", ("5枚", "金牌、位列全国"))[0][0] == "金牌、位列全国"


def test_the_size_behind_a_cover_is_of_what_covers():
    text = "养护面积40万亩，实现山区全覆盖，规模全省第1位。"
    given = (("40万亩", "养护面积"), ("全覆盖", "山区", "coverage"), ("第1位", "山区规模", "rank"))
    assert [n for n, _ in names(text, *given)] == ["养护面积", "山区", "养护规模"]


@pytest.mark.parametrize(
    ("text", "measure", "last"),
    [
        ("养护面积40万亩。实现山区全覆盖，规模全省第1位。", "coverage", "山区规模"),  # another sentence
        ("养护面积40万亩，实现山区全覆盖，规模全省第1位。", "level", "山区规模"),
        ("养护面积40万亩，做到山区全覆盖，规模全省第1位。", "coverage", "山区规模"),
        ("养护面积40万亩，实现山区全覆盖，山区全省第1位。", "coverage", "山区"),
        ("养护面积40万亩，实现山区全覆盖，规模全省第1位。", "coverage", "规模"),
    ],
)
def test_a_size_that_is_of_something_else(text, measure, last):
    given = (("40万亩", "养护面积"), ("全覆盖", "山区", measure), ("第1位", last, "rank"))
    assert names(text, *given)[2][0] == last


def test_the_same_name_twice_is_a_pair_only_with_a_word_for_two():
    text = "企业分别达38家、29家。"
    assert [n for n, _ in names(text, ("38家", "企业"), ("29家", "企业"))] == ["企业"] * 2
