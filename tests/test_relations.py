"""Cells of briefings: how a target stands to the one above, and to its peers."""

from __future__ import annotations

import math

import pytest

import ambition_rows as land
from ambition_rows import NINGBO, ZHEJIANG, target
from charted_rows import world
from cityplans.publishing.briefing.relations import against_above, standing
from cityplans.publishing.telling.view import View

BOOK = land.codebook()


def row(kind: str, relation: str | None, by: float | None, **more) -> dict:
    return {
        "difference_kind": kind,
        "relation": relation,
        "amplification": by,
        "share_of_parent": None,
    } | more


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (None, "—", "—"),
        (row("points", "higher", 0.4), "更高 +0.4个百分点", "higher +0.4 points"),
        (row("points", "lower", -0.25), "更低 −0.25个百分点", "lower −0.25 points"),
        (row("points", "equal", 0.0), "相同", "equal"),
        (row("points", "unordered", None), "无法排序", "cannot be ordered"),
        (row("log_ratio", "higher", math.log(1.2)), "更高 +20%", "higher +20%"),
        (row("log_ratio", "lower", math.log(0.5)), "更低 −50%", "lower −50%"),
        (row("share_of_total", None, None), "—", "—"),
    ],
)
def test_against_the_one_above(found, zh, en):
    assert against_above(View({}, BOOK, "zh"), found) == zh
    assert against_above(View({}, BOOK, "en"), found) == en


def test_of_totals_the_share():
    values = {"zhejiang-2020": 500, "ningbo-2020": 80}
    rows = [target(p, "graduates_new", value, unit="人") for p, value in values.items()]
    made, book = world(land.frames([ZHEJIANG, NINGBO], rows), BOOK)
    for lang, said in (("zh", "占16%"), ("en", "16% of total")):
        view = View(made, book, lang)
        assert against_above(view, view.rows("amplification")[0]) == said


def rank(below: int, equal: int, above: int, unordered: int) -> dict:
    return {"below": below, "equal": equal, "above": above, "unordered": unordered}


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (None, "—", "—"),
        (rank(2, 0, 1, 0), "2地更低、1地更高", "2 lower, 1 higher"),
        (rank(0, 3, 0, 1), "3地相同、1地难比", "3 equal, 1 unclear"),
        (rank(0, 0, 0, 0), "—", "—"),
    ],
)
def test_among_peers(found, zh, en):
    assert (standing(View({}, BOOK, "zh"), found), standing(View({}, BOOK, "en"), found)) == (zh, en)
