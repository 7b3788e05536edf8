"""How sure notebook 03 says its themes are: only what was read by hand, and never more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import ambition_rows as land
from ambition_rows import NINGBO
from cityplans import codebook as codebooks
from cityplans import tables
from cityplans.publishing.notebooks.story import Told, reliability, themes


def told(read=(), lang: str = "en", **rows) -> Told:
    """A Told whose codebook has these rows of theme_confusions: (kind, read, program, n)."""
    book = land.codebook()
    confusions = tuple(dict(zip(("kind", "read", "program", "n"), map(str, row))) for row in read)
    book = replace(book, rows=book.rows | {"theme_confusions": confusions})
    frames = {"plans": land.frames([NINGBO], [])["plans"]}
    frames |= {name: tables.frame(name, own) for name, own in rows.items()}
    return Told(frames, book, lang, {}, Path(), Path())


T, F = "talent", "finance_funding"
ALIKE = [("plan", T, T, 15), ("plan", F, F, 15)]


def test_what_was_read_by_hand_is_told_with_what_is_taken_for_what():
    """Half of 20 reports' clauses on finance are taken for talent: of these α is 0 or less."""
    zh, en = reliability.by_hand(told([*ALIKE, ("work_report", F, T, 15), ("work_report", T, F, 5)]))
    assert "on 50 clauses of other documents, read by hand without sight of the program, α = 0.2" in en
    assert "work report -0." in en and "too little for conclusions" in en
    assert "most often Finance taken for Talent (15), Talent taken for Finance (5)" in en
    assert "“财政金融”判成“人才”（15条）" in zh
    zh, en = reliability.by_hand(told(ALIKE))
    assert "α = 1.00" in en and "too little" not in en and "taken for" not in en
    assert "不足" not in zh and "判成" not in zh


@pytest.mark.parametrize("read", [[], [("plan", T, T, 10), ("plan", F, F, 9)]])
def test_of_nothing_read_and_of_fewer_than_twenty_clauses_nothing_is_told(read):
    assert reliability.by_hand(told(read)) is None


def test_the_project_says_how_its_themes_were_checked():
    _, en = reliability.by_hand(replace(told(), codebook=codebooks.load()))
    assert "How sure: on 170 clauses" in en and "α = 0.79" in en


def test_where_an_interval_reaches_below_the_mark_that_is_told_and_else_nothing_of_it():
    """Of 20 clauses 17 are alike: α = 1 − 0.15 / 0.51 = 0.71, in other draws far less; of 30 alike never."""
    near = [("work_report", T, T, 9), ("work_report", F, F, 8), ("work_report", F, T, 3)]
    zh, en = reliability.by_hand(told([*ALIKE, *near]))
    assert "; work report 0.71 (" in en and "): their intervals reach below 0.67, read with care" in en
    assert "；政府工作报告 0.71（" in zh and "），区间低到0.67以下，须谨慎" in zh
    assert "too little" not in en and "不宜" not in zh
    zh, en = reliability.by_hand(told(ALIKE))
    assert "care" not in en and "谨慎" not in zh


def evidence(pairs):
    row = {"plan_id": "ningbo-2020", "term": "x", "score": 1.0}
    return [
        row | {"clause_id": f"c{i}", "theme": theme, "place": place}
        for i, pair in enumerate(pairs)
        for place, theme in zip(("heading", "text"), pair)
    ]


def test_clauses_on_which_heading_and_text_differ_are_shown_one_of_each_sort():
    pairs = [(T, T)] * 20 + [(T, F)] * 3 + [(F, T)]
    clauses = [
        {"plan_id": "ningbo-2020", "clause_id": f"c{i}", "text": f"第{i}条"} for i in range(len(pairs))
    ]
    shown = repr(reliability.heading_check(told(theme_evidence=evidence(pairs), clauses=clauses)))
    assert "第20条" in shown and "第23条" in shown
    assert "第21条" not in shown and "第0条" not in shown
    alike = told(theme_evidence=evidence(pairs[:20]), clauses=clauses)
    assert "第" not in repr(reliability.failures(alike))


def test_what_is_not_to_be_concluded_stands_with_the_finding():
    shares = [{"plan_id": "ningbo-2020", "theme": T, "share": 1.0}]
    assert reliability.LIMITS[1] in repr(themes.finding(told(plan_themes=shares, targets=[])))
