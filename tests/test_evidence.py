"""Tables that quote the plans: the words of targets, and sentences whose number changed."""

from __future__ import annotations

import pytest

import ambition_rows as land
from ambition_rows import NINGBO, ZHEJIANG, target
from charted_rows import world
from cityplans.publishing.briefing.content import Material, plain
from cityplans.publishing.briefing.evidence import evidence_table, swap_table


def material(lang: str, rows: list[dict], swaps: tuple[dict, ...] = ()) -> Material:
    made, book = world(land.frames([ZHEJIANG, NINGBO], rows), land.codebook())
    return Material(made | {"number_swaps": land.tables.frame("number_swaps", [*swaps])}, book, lang)


def cells(table) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in table.rows]


LONG = "研发强度达到" + "百" * 62  # 68 characters


@pytest.mark.parametrize(("more", "shown"), [("三分", LONG + "三分"), ("三分之", LONG + "三…")])
def test_the_words_of_targets(more, shown):
    rows = [
        target("zhejiang-2020", "rd_intensity", 3.2, quote="研发强度\n达到3.2%"),
        target("ningbo-2020", "rd_intensity", 3.6, quote=LONG + more),
    ]
    told = material("en", rows)
    made = evidence_table(told, told.rows("comparisons"))
    assert made.title == "2 targets in the words of 2 plans"
    assert made.heads == ("Region", "Year", "In the plan", "Read as")
    assert sorted(cells(made)) == [
        ["Ningbo", "2025", shown, "3.6"],
        ["Zhejiang", "2025", "研发强度 达到3.2%", "3.2"],
    ]
    assert made.note == ""


@pytest.mark.parametrize(("n", "note"), [(10, ""), (11, "另有1句见工作簿。")])
def test_ten_are_quoted(n, note):
    plans = ("zhejiang-2020", "ningbo-2020")
    rows = [target(p, "rd_intensity", 3, 2020 + y) for y in range(1, n + 1) for p in plans]
    told = material("zh", rows)
    made = evidence_table(told, [r for r in told.rows("comparisons") if r["region"] == "宁波市"])
    assert made.heads == ("地区", "目标年", "原文", "读作")
    assert (made.title, len(made.rows), made.note) == (f"{n}个目标在1份计划里的原话", 10, note)


def test_nothing_to_quote():
    assert evidence_table(material("en", []), []) is None


AIMS = [
    target("ningbo-2020", "rd_intensity", 3.6, 2025, target_id="n2025"),
    target("ningbo-2020", "rd_intensity", 3.6, 2027, target_id="n2027"),
    target("zhejiang-2020", "rd_intensity", 3.2, 2025, target_id="z2025"),
]


def swap(i: int, target_id: str, **more) -> dict:
    return land.number_swap(i, 3.6, "higher", target_id) | more


def test_one_sentence_with_another_number():
    made = swap_table(material("en", AIMS, (swap(0, "n2025"),)), lambda row: True)
    assert made.title == "Same sentence, other number: 1; of 1 comparable 1 higher"
    assert made.heads == ("Older plan (for)", "Its words", "Plan (for)", "Same sentence, other number")
    ((older, _, newer, _),) = cells(made)
    assert (older, newer, made.note) == ("Zhejiang (2025)", "Ningbo (2025)", "")


def test_of_another_year_nothing_compares():
    made = swap_table(material("zh", AIMS, (swap(0, "n2027"),)), lambda row: True)
    assert made.title == "换数字不换句子：1处，没有一处可比"
    assert made.heads == ("更早的计划（目标年）", "原句", "计划（目标年）", "句同数不同")


def test_what_is_left_out_is_counted():
    swaps = (swap(0, "n2025"), swap(1, "n2027", source_relation="peer"))
    made = swap_table(material("en", AIMS, swaps), lambda row: True, ("parent",))
    assert len(made.rows) == 1
    assert made.note == (
        "1 more sentence left out, whose numbers are no like ones (totals, other definitions) "
        "or cannot be paired."
    )


def test_only_what_is_wanted():
    assert swap_table(material("en", AIMS, (swap(0, "n2025"),)), lambda row: False) is None
