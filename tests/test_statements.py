"""A clause becomes numbers with classes and rows: in brackets, in turn, covered, of one year."""

from __future__ import annotations

import pytest

from cityplans.extraction import goal_years, quantities
from cityplans.extraction.goal_years import Context, Horizon
from cityplans.extraction.statements import statements
from cityplans.records import Clause
from extraction_rows import words


def read(text: str, kind: str = "text", **inherited) -> tuple[list, list]:
    found = quantities.find(text, words().lexer)
    context = Context(None, None, None, 2021, 6, None)._replace(**inherited)
    context = context._replace(goals=goal_years.goal_years(text, found, context, words().said))
    clause = Clause("c", "", "", "", text, 0, len(text), "", kind)
    return statements.read_clause(clause, found, context, words())


def rows(text: str, **inherited) -> list[tuple]:
    return [
        (r.phrase, r.value.low, r.value.unit, r.value.measure, r.terms.horizon.year)
        for r in read(text, **inherited)[1]
    ]


def test_every_number_has_a_class_in_the_order_of_the_text():
    classed, made = read("到2025年，建成书屋30家，园区占地5亩。")
    assert [kind for _, kind, _ in classed] == ["date", "target", "scope"]
    assert [row.quantity for row in made] == [q for q, kind, _ in classed if kind == "target"]


@pytest.mark.parametrize(
    ("kind", "classes"), [("text", ["target"]), ("glossary", ["other"]), ("note", ["other"])]
)
def test_what_is_no_plan_text_states_nothing(kind, classes):
    assert [found for _, found, _ in read("书屋达到30家。", kind)[0]] == classes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("到2025年，书屋达到30家。", [("书屋", 30, "家", "level", 2025)]),
        (
            "到2025年，书屋、剧场分别达到30家和5家。",
            [("书屋", 30, "家", "level", 2025), ("剧场", 5, "家", "level", 2025)],
        ),
        (
            "到2025年，书屋、剧场均达到30家。",
            [("书屋", 30, "家", "level", 2025), ("剧场", 30, "家", "level", 2025)],
        ),
        (
            "到2025年，企业达到60家（其中规上企业20家）。",
            [("企业", 60, "家", "level", 2025), ("规上企业", 20, "家", "level", 2025)],
        ),
        ("到2025年，农家书屋实现行政村全覆盖。", [("农家书屋", 100, "%", "coverage", 2025)]),
        ("到2025年，形成年处理垃圾10万吨的能力。", [("年处理垃圾", 100_000, "吨", "level", 2025)]),
        ("到2025年，技能人才总量（万人）达到30。", [("技能人才总量", 300_000, "人", "level", 2025)]),
    ],
)
def test_rows_of_a_clause(text, found):
    assert rows(text) == found


@pytest.mark.parametrize(
    ("year", "measure"),
    [("2025年", "level"), ("今年", "increment")],  # what is built in one year comes on top
)
def test_what_is_built_in_one_year_is_added(year, measure):
    (row,) = rows(f"{year}，建成书屋30家。", period_end=None)
    assert row[3] == measure


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("今年，累计培训30人。", "cumulative"),
        ("今年，培训30人。", "annual_flow"),
        ("2025年，培训30人。", "cumulative"),
    ],
)
def test_people_of_one_year_are_its_flow(text, measure):
    assert rows(text)[0][3] == measure


@pytest.mark.parametrize(("plan", "year"), [(2025, 2025), (2022, 2023)])
def test_what_is_done_every_year_goes_on_to_the_plans_last(plan, year):
    (row,) = rows(
        "每年培训30人。", above=Horizon(2023, "inherited"), plan=Horizon(plan, "plan"), period_end=2025
    )
    assert row[4] == year


def test_a_grade_on_its_own_takes_the_bound_of_its_list():
    (one, other) = read("到2025年，书屋、剧场分别超过30家和5家。")[1]
    assert (one.value.comparator, other.value.comparator) == ("gt", "gt")


def test_a_place_is_its_scope():
    (row,) = read("到2025年，农家书屋实现行政村全覆盖。")[1]
    assert row.terms.scope == "行政村"
