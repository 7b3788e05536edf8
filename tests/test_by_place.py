"""Tables that divide goals among places."""

from __future__ import annotations

import pytest

from cityplans.extraction import quantities
from cityplans.extraction.goal_years import Context
from cityplans.extraction.tabular import by_place
from extraction_rows import plan_of, under, words

HEADS = "县区\t书屋目标（家）\t读者目标（人）"
PLACES = ("东安县\t30\t500", "西安区\t60\t900")


def shares(*rows: str, caption: str = "", known=()):
    above = [under("", caption)] if caption else []
    plan = plan_of(*above, *(under("", row, kind="table") for row in rows), issued="2021-06")
    return plan, by_place.shares_of(plan, plan.clauses, known, words().said)


@pytest.mark.parametrize(
    ("rows", "caption", "is_one"),
    [
        ((HEADS, *PLACES), "", True),
        ((HEADS, PLACES[0]), "", False),  # one place
        (("县区\t书屋目标（家）", "东安县\t30", "西安区\t60"), "", False),  # one indicator
        (("县区\t书屋（家）\t读者（人）", *PLACES), "", False),  # nothing says that these are goals
        (("县区\t书屋（家）\t读者（人）", *PLACES), "2025年目标任务分解表", True),
        (("名称\t书屋目标（家）\t读者目标（人）", *PLACES), "", False),
        ((HEADS, *PLACES), "2020年任务完成情况表", False),  # how things stand
        ((HEADS, "东安县\t30\t500", "达到\t60\t900"), "", False),
    ],
)
def test_tables_of_goals_by_place(rows, caption, is_one):
    assert bool(shares(*rows, caption=caption)[1]) is is_one


@pytest.mark.parametrize(("length", "is_one"), [(60, True), (61, False)])
def test_a_caption_is_sixty_characters_at_the_most(length, is_one):
    caption = "甲" * (length - 6) + "目标任务分解"
    assert bool(shares("县区\t书屋（家）\t读者（人）", *PLACES, caption=caption)[1]) is is_one


def test_a_table_that_another_reading_knows_is_left_to_it():
    assert shares(HEADS, *PLACES, known=("c0",))[1] == {}


def test_each_row_is_of_its_place_and_the_sum_of_the_whole():
    _, found = shares(HEADS, *PLACES, "合计\t90\t1400")
    assert [(share.place, share.is_head) for share in found.values()] == [
        ("", True), ("东安县", False), ("西安区", False), ("", False),
    ]  # fmt: skip


def read(row: int, *rows: str, caption: str = ""):
    plan, found = shares(*rows, caption=caption)
    clause = plan.clauses[row]
    numbers = quantities.find(clause.text, words().lexer)
    context = Context(None, None, None, 2021, 6, None)
    return by_place.read_row(clause, found[clause.clause_id], numbers, context, words())


def test_a_target_for_each_cell():
    classed, made = read(1, HEADS, *PLACES)
    assert [kind for _, kind, _ in classed] == ["target", "target"]
    assert [(r.value.low, r.value.unit, r.terms.scope) for r in made] == [
        (30, "家", "东安县"), (500, "人", "东安县"),
    ]  # fmt: skip
    assert [r.phrase for r in made] == ["书屋目标", "读者目标"]


def test_heads_over_two_years():
    rows = ("县区\t书屋任务（家）\t\t读者任务（人）\t", "2022年\t2025年\t2022年\t2025年",
            "东安县\t30\t40\t500\t600", "西安区\t60\t70\t900\t990")  # fmt: skip
    _, made = read(2, *rows)
    assert [(r.value.low, r.terms.horizon.year) for r in made] == [
        (30, 2022),
        (40, 2025),
        (500, 2022),
        (600, 2025),
    ]


def test_numbers_of_heads_and_names_are_none():
    classed, made = read(0, "县区\t前100名书屋目标（家）\t读者目标（人）", *PLACES)
    assert ([kind for _, kind, _ in classed], made) == (["scope"], [])
