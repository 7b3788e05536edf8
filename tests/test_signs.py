"""Signs beside marks: which a picture needs, and between what a target is drawn."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

import ambition_rows as land
from cityplans.publishing.charts import signs
from cityplans.publishing.charts.signs import Sign
from cityplans.publishing.telling.palette import INK
from cityplans.publishing.telling.view import View

BOOK = land.codebook()


def row(comparator: str = "eq", low: float = 3, **more) -> dict:
    known = {"strength": "firm", "status": "final", "comparable": "share", "horizon_source": "explicit"}
    return known | {"comparator": comparator, "value_low": low, "value_high": low} | more


@pytest.mark.parametrize(
    ("rows", "above", "looks"),
    [
        ([row()], False, []),
        ([row("ge")], False, ["arrow"]),
        ([row("gt"), row("le")], False, ["arrow"]),
        ([row("range")], False, ["bar"]),
        ([row("approx")], False, ["faded"]),
        ([row(strength="aspirational")], False, ["faded"]),
        ([row(strength="ensured")], False, []),
        ([row("approx", 100)], False, ["bar", "faded"]),  # nearly all
        ([row("approx", 100, comparable="growth")], False, ["faded"]),
        ([row(status="draft")], True, ["dashed", "hollow"]),
        ([row("ge"), row("range", status="draft")], True, ["arrow", "bar", "dashed", "hollow"]),
    ],
)
def test_signs_that_a_picture_needs(rows, above, looks):
    assert [sign.look for sign in signs.of(View({}, BOOK), rows, above)] == looks


def test_their_words():
    every = [row("ge"), row("range"), row("approx", 100), row(status="draft")]
    zh, en = ([s.words for s in signs.of(View({}, BOOK, lang), every, True)] for lang in ("zh", "en"))
    assert zh == ["以上或以下", "区间", "基本＝95–100%，低于全部", "左右或力争", "上级同年目标", "征求意见稿"]
    assert en == [
        "at least or at most",
        "range",
        "nearly all: 95–100%, below all",
        "approximate or an aim",
        "territory above, same year",
        "draft",
    ]


@pytest.mark.parametrize(
    ("found", "ends"),
    [
        (row("approx", 100), (95, 100)),
        (row("approx", 99), (99, 99)),
        (row("eq", 100), (100, 100)),
        (row("range", 3) | {"value_high": 5}, (3, 5)),
    ],
)
def test_between_what_a_target_is_drawn(found, ends):
    assert signs.ends(found) == pytest.approx(ends)


def test_a_year_that_is_known_from_the_plan_only_is_explained():
    rows = [row(), row(horizon_source="plan")]
    assert signs.inferred(View({}, BOOK, "en"), rows) == "° = year known only from the plan's own period"
    assert signs.inferred(View({}, BOOK, "zh"), rows) == "°＝目标年只据规划期推定"
    assert signs.inferred(View({}, BOOK, "en"), rows[:1]) == ""


def test_signs_that_have_no_room_begin_a_new_line():
    one = [Sign("arrow", "at least")]
    assert signs.height([], 10, 8) == 0
    assert signs.height(one, 10, 8) == signs.height(one * 2, 10, 8)
    assert signs.height(one * 2, 2, 8) == pytest.approx(2 * signs.height(one, 10, 8))


@pytest.mark.parametrize(
    ("look", "arrows", "face", "alpha"),
    [
        ("arrow", 1, None, None),
        ("faded", 0, INK, 0.55),
        ("hollow", 0, "white", 1),
        ("bar", 0, None, None),
        ("dashed", 0, None, None),
    ],
)
def test_a_sign_looks_as_the_marks_it_explains(look, arrows, face, alpha):
    texts = Figure().add_subplot()
    signs.draw(texts, [Sign(look, "words")], (0, 0), 10, 8)
    (mark,) = texts.lines
    assert len([t for t in texts.texts if t.get_text() == ""]) == arrows
    assert "words" in [t.get_text() for t in texts.texts]
    if face:
        assert (mark.get_markerfacecolor(), mark.get_alpha()) == (face, alpha)
    assert mark.is_dashed() is (look == "dashed")
    assert (mark.get_linewidth() == 3) is (look == "bar")
