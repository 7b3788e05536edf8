"""Rows that share their cells: several names, as many values in a column, one class for all of them."""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning.cell_words import words_of
from cityplans.reading.cleaning.flattened_heads import Token
from cityplans.reading.cleaning.stacked_rows import Shared, continued, laid_out, shared_at
from cityplans.reading.mapped import Mapped

ROLES = ("indicator", "value", "value", "nature")
WIDE = 100  # no line of a name is full


def worded(text: str):
    tokens, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        tokens.append(Token(at, at + len(word), word))
        at += len(word)
    return words_of(tokens)


def shared(text: str, roles=ROLES) -> list[tuple[str, list[bool], int]]:
    words = worded(text)
    found = shared_at(words, 0, len(words), roles, WIDE)
    return [(laid_out(Mapped.of(text), rows).text, rows.parts, after) for rows, after in found]


@pytest.mark.parametrize(
    ("text", "roles", "expected", "parts", "after"),
    [
        (
            "班额比例（%） 其中：小学 初中 34.52 77.34 80 85 预期性",
            ROLES,
            "班额比例（%）\t\t\t\n其中：小学\t34.52\t80\t预期性\n其中：初中\t77.34\t85\t预期性",
            [False, True, True],
            8,
        ),
        (
            "森林覆盖率 湿地保护率 34 35 36 38 预期性 约束性",
            ROLES,
            "森林覆盖率\t34\t36\t预期性\n湿地保护率\t35\t38\t约束性",
            [False, False],
            8,
        ),
        (
            "森林覆盖率 湿地保护率 % 34 35 企业 9",
            ("indicator", "unit", "value"),
            "森林覆盖率\t%\t34\n湿地保护率\t%\t35",
            [False, False],
            5,
        ),
    ],
)
def test_names_share_the_cells_behind_them(text, roles, expected, parts, after):
    assert (expected, parts, after) in shared(text, roles)


@pytest.mark.parametrize(
    "text",
    [
        "森林覆盖率 34 36 预期性",
        "森林覆盖率 湿地保护率 34 35 36 预期性",
        "森林覆盖率 湿地保护率。 34 35 36 38 预期性",
    ],
)
def test_what_shares_nothing(text):
    assert shared(text) == []


def parted(text: str, roles=ROLES) -> tuple[str, int] | None:
    words = worded(text)
    first = [word.span for word in words[: len(roles)]]
    found = continued(words, 0, (first, len(roles)), len(words), roles)
    return (laid_out(Mapped.of(text), found[0]).text, found[1]) if found else None


def test_parts_that_say_no_more_than_name_and_values():
    text = "其中：城镇 52000 75000 预期性 农村 24500 38000 牧区 20000 30000"
    assert parted(text) == (
        "其中：城镇\t52000\t75000\t预期性\n其中：农村\t24500\t38000\t预期性\n其中：牧区\t20000\t30000\t预期性",
        10,
    )


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("城镇 52000 75000 预期性 农村 24500 38000", ROLES),  # no part
        ("其中：城镇 52000 75000 预期性 其中：农村 24500 38000", ROLES),
        ("其中：城镇 52000 75000 预期性 农村 24500", ROLES),
        (
            "其中：城镇 52000 75000 农村 24500 38000",
            ("indicator", "value", "value"),
        ),  # every row says as much
    ],
)
def test_no_part_goes_on(text, roles):
    assert parted(text, roles) is None


@pytest.mark.parametrize(
    ("text", "rows", "parts", "front", "expected"),
    [
        ("R&D GDP 5", [[(0, 7), (8, 9)]], [False], (), "R&D GDP\t5"),
        ("研发 \n投入 5", [[(0, 6), (7, 8)]], [False], (), "研发投入\t5"),
        ("创新 研发 5 专利 6", [[None, (3, 5), (6, 7)], [None, (8, 10), (11, 12)]], [False, True], ((0, 2),),
         "创新\t研发\t5\n\t其中：专利\t6"),
    ],
)  # fmt: skip
def test_rows_are_laid_out_with_what_stands_before_the_first(text, rows, parts, front, expected):
    shared = Shared(rows, parts, len(front), front)
    assert laid_out(Mapped.of(text), shared).text == expected
