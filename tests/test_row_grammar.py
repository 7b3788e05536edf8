"""Which rows may begin at a word of a table of which only the cells are left."""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning.cell_words import words_of
from cityplans.reading.cleaning.flattened_heads import Token
from cityplans.reading.cleaning.freedoms import Freedom
from cityplans.reading.cleaning.row_grammar import Count, Grammar, Shape

PLAIN = ("indicator", "value")
COUNTED = ("number", "indicator", "value")
WITH_UNIT = ("number", "indicator", "unit", "value")
GROUPED = ("category", "indicator", "value")
STRICT, ANY = Freedom(), Shape()


def steps(rows: str, roles, number=0, slack=0, free=STRICT, shape=ANY) -> list[tuple]:
    """(cells of the row, first word behind it, its number) for each row that may begin behind the heads; a
    break of lines before each word that opens one."""
    heads = {"number": "序号", "category": "类别", "indicator": "指标", "unit": "单位", "value": "2025年"}
    said = [{"nature": "属性", "note": "备注"}.get(r) or heads[r] for r in roles]
    text = " ".join(said) + "\n" + rows
    tokens, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        tokens.append(Token(at, at + len(word), word, at == 0 or text[at - 1] == "\n"))
        at += len(word)
    words = words_of(tokens)
    grammar = Grammar(words, len(roles), roles, free, len(words), shape)
    found = grammar.steps(len(roles), number, slack)
    return [
        ([text[slice(*c)] if c else None for c in s.cells], s.after[0] - len(roles), s.after[1])
        for s in found
    ]


@pytest.mark.parametrize(
    ("before", "slack", "restarts", "number", "expected"),
    [
        (1, 0, False, 2, True),
        (1, 0, False, 3, False),
        (1, 1, False, 3, True),
        (1, 2, False, 5, False),
        (1, 2, False, 1, False),
        (4, 0, True, 1, True),
        (4, 0, True, 2, False),
    ],
)
def test_a_count_goes_on(before, slack, restarts, number, expected):
    assert Count(before, slack, False, restarts).goes_on(number) is expected


@pytest.mark.parametrize(
    ("rows", "roles", "expected"),
    [
        ("1 项目 家 5 2 人才 名 6", WITH_UNIT, [(["1", "项目", "家", "5"], 4, 1)]),
        ("1 规上工业 项目数 5", COUNTED, [(["1", "规上工业 项目数", "5"], 3 + 1, 1)]),
        ("1 规上（工业 项目）数 5", COUNTED, [(["1", "规上（工业 项目）数", "5"], 4, 1)]),
        ("1 规上项目 （家） 5", COUNTED, [(["1", "规上项目 （家）", "5"], 4, 1)]),
        ("1 规上项目 （家） 5", WITH_UNIT, [(["1", "规上项目", "（家）", "5"], 4, 1)]),
        ("1 项目数（家） （规上） 5", COUNTED, [(["1", "项目数（家） （规上）", "5"], 4, 1)]),
        ("1 项目数（家） 规上 5", COUNTED, []),  # behind its unit a name is over
        ("2 项目 5", COUNTED, []),
        ("1 项目 2 人才 6", COUNTED, []),  # its value would be the next row's number
        ("1 项目 5 5 人才 6", COUNTED, []),  # a figure would be left
        ("1 项目 5 4 人才 6", COUNTED, [(["1", "项目", "5"], 3, 1)]),  # two numbers may be left out
        ("1 项目 5 2 人才 6", COUNTED, [(["1", "项目", "5"], 3, 1)]),
        (
            "项目 完成省下达任务 人才 6",
            PLAIN,
            [(["项目", "完成省下达任务"], 2, 0), (["项目 完成省下达任务 人才", "6"], 4, 0)],
        ),
        ("指标 2025年 项目 5", PLAIN, [([], 2, 0)]),  # the heads again
        (
            "创新驱动 项目 5",
            GROUPED,
            [([None, "创新驱动 项目", "5"], 3, 0), (["创新驱动", "项目", "5"], 3, 0)],
        ),
    ],
)
def test_rows_that_may_begin(rows, roles, expected):
    assert sorted(steps(rows, roles), key=str) == sorted(expected, key=str)


def test_numbers_may_be_left_out_by_so_many():
    assert steps("3 项目 5", COUNTED, number=1) == []
    assert steps("3 项目 5", COUNTED, number=1, slack=1) == [(["3", "项目", "5"], 3, 3)]


@pytest.mark.parametrize(
    ("rows", "roles", "free", "cells"),
    [
        ("1 项目 5", WITH_UNIT, Freedom(unit=True), ["1", "项目", None, "5"]),
        ("1 项目 锅 5", WITH_UNIT, Freedom(odd_unit=True), ["1", "项目", "锅", "5"]),
        ("1 项目 5", (*COUNTED, "nature"), Freedom(nature=True), ["1", "项目", "5", None]),
        ("1 项目 5", (*COUNTED, "note"), Freedom(note=True), ["1", "项目", "5", None]),
        (
            "1 项目 显著提升 预期性",
            (*COUNTED, "nature"),
            Freedom(worded=True),
            ["1", "项目", "显著提升", "预期性"],
        ),
        (
            f"1 项目 {'升' * 20} 预期性",
            (*COUNTED, "nature"),
            Freedom(worded=True),
            ["1", "项目", "升" * 20, "预期性"],
        ),
    ],
)
def test_what_a_freedom_allows_is_not_allowed_without_it(rows, roles, free, cells):
    assert cells in [found for found, *_ in steps(rows, roles, free=free)]
    assert cells not in [found for found, *_ in steps(rows, roles)]


def test_words_in_place_of_a_figure_have_twenty_characters_at_most():
    assert steps(f"1 项目 {'升' * 21} 预期性", (*COUNTED, "nature"), free=Freedom(worded=True)) == []


@pytest.mark.parametrize(("group", "is_group"), [("创新驱动发展情况", True), ("创新驱动发展的情况", False)])
def test_a_line_that_names_a_group_has_eight_characters_at_most(group, is_group):
    assert steps(f"{group} 1 项目 5", COUNTED) == ([([group], 1, 0)] if is_group else [])


def test_behind_a_group_numbers_go_on_or_begin_again():
    assert sorted(steps("创新驱动 1 项目 5", COUNTED, number=3)) == [
        (["创新驱动"], 1, 0),
        (["创新驱动"], 1, 3),
    ]


@pytest.mark.parametrize(
    ("rows", "full", "is_group"),
    [("创新驱动\n项目 5", 5, True), ("创新驱动\n项目 5", 4, False), ("创新驱动 项目 5", 5, False)],
)
def test_a_group_without_numbers_is_alone_on_a_line_that_is_not_full(rows, full, is_group):
    found = steps(rows, PLAIN, shape=Shape(full=full, has_lines=True))
    assert ((["创新驱动"], 1, 0) in found) is is_group
