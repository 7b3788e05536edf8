"""What lint says of rows: each check on rows of a few columns, one sound and one at fault."""

from __future__ import annotations

import pytest

from cityplans import codebook_checks as checks


def told(faults) -> list[str]:
    return [fault.en for fault in faults]


def column(*cells: str, name: str = "word") -> dict:
    return {"file": tuple({name: cell} for cell in cells)}


@pytest.mark.parametrize(("cell", "sound"), [("人才", True), ("a+b", True), ("", False), ("+^", False)])
def test_an_empty_word(cell, sound):
    assert (checks.empty(column(cell), "file", "word") == []) is sound


@pytest.mark.parametrize(
    ("cell", "empty", "sound"),
    [("2", False, True), ("-0.5", False, True), ("2,5", False, False), ("", False, False), ("", True, True),
     ("9" * 12, False, True), ("9" * 13, False, False), (".5", False, False)],
)  # fmt: skip
def test_a_number(cell, empty, sound):
    assert (checks.no_number(column(cell), "file", "word", empty) == []) is sound


@pytest.mark.parametrize(("cell", "sound"), [("a(b)", True), ("a(b", False), ("*", False)])
def test_a_pattern(cell, sound):
    assert (checks.no_pattern(column(cell), "file", "word") == []) is sound


@pytest.mark.parametrize(
    ("cell", "sound"), [("work-report", True), ("Work", False), ("a--b", False), ("计划", False)]
)
def test_a_name_for_files(cell, sound):
    assert (checks.no_name(column(cell), "file", "word") == []) is sound


def test_an_unknown_code_is_told_with_the_nearest():
    assert told(checks.unknown(column("talemt"), "file", "word", {"talent", "finance"})) == [
        "word “talemt” is not known; nearest talent"
    ]
    assert told(checks.unknown(column("xyz"), "file", "word", {"b", "a"})) == [
        "word “xyz” is not known; use one of a, b"
    ]
    rows = column("talent") | {"themes": ({"theme": "talent"},)}
    assert checks.unknown(rows, "file", "word", "themes.theme") == []


@pytest.mark.parametrize(
    ("unit", "sound"), [("件", True), ("件/万人", True), ("亿元", True), ("桶", False), ("件/桶", False)]
)
def test_a_unit_that_a_number_can_have(unit, sound):
    rows = column(unit) | {"units": ({"unit": "件"}, {"unit": "人"}, {"unit": "亿元"})}
    assert (checks.no_unit(rows, "file", "word") == []) is sound


def test_what_stands_twice_and_what_no_row_has():
    assert told(checks.twice(column("a", "b", "a"), "file", "word")) == ["“a” stands twice; keep one row"]
    assert told(checks.each_said(column("a"), "file", "word", ("a", "b"))) == [
        "no row has the word “b”; restore one"
    ]


def test_a_name_of_two_indicators():
    rows = {
        "file": (
            {"indicator_id": "a", "zh": "甲", "en": "A", "also": "同名|别名"},
            {"indicator_id": "b", "zh": "乙", "en": "B", "also": "同名"},
        )
    }
    assert told(checks.two_indicators(rows, "file")) == [
        "“同名” names a and b; give one of them another name"
    ]


@pytest.mark.parametrize(
    ("above", "at_fault"),
    [({"33": "", "3302": "33"}, set()), ({"33": "33"}, {"33"}), ({"a": "b", "b": "a"}, {"a", "b"}),
     ({"a": "b", "b": "b"}, {"b"}), ({"a": "z"}, {"z"})],
)  # fmt: skip
def test_a_region_lies_in_another_that_is_there(above, at_fault):
    rows = {"file": tuple({"code": code, "parent_code": parent} for code, parent in above.items())}
    said = " ".join(told(checks.circles(rows, "file")))
    assert all(code in said for code in at_fault) and bool(said) is bool(at_fault)
    assert said.count("leads back to itself") == len(at_fault - {"z"})


def test_roles_without_words_and_words_without_roles():
    roles = ({"file": "words", "role": "grants"}, {"file": "words", "role": "floor"})
    rows = {"roles": roles, "words": ({"role": "grants"}, {"role": "odd"})}
    assert [line[:40] for line in told(checks.wordless(rows, "roles", "words"))] == [
        "no word of words.csv has the role “floor"
    ]
    assert told(checks.no_role(rows, "words", "roles")) == [
        "role “odd” is not known; use one of floor, grants"
    ]
