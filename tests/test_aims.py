"""Whether a number is aimed at: by words before it, by a goal year, by what stands above."""

from __future__ import annotations

import pytest

from cityplans.extraction import goal_years, quantities
from cityplans.extraction.ledger import aims
from cityplans.extraction.ledger.sight import Scene, Sight
from cityplans.records import Clause
from extraction_rows import words


def sight_of(text: str, issued: int | None = 2021, tense: str = "") -> Sight:
    """The last number of a clause that is no date."""
    found = quantities.find(text, words().lexer)
    context = goal_years.Context(None, None, None, issued, 1, None, tense)
    goals = goal_years.goal_years(text, found, context, words().said)
    scene = Scene(Clause("c", "", "", "", text, 0, len(text)), found, context, goals, words())
    return Sight(scene, max(n for n, quantity in enumerate(found) if quantity.kind != "date"))


def sentence(sight: Sight):
    return sight.scene.frame.sentence(sight.quantity.start)


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("力争产值达到50亿元", True),
        ("到2027年产值达到50亿元", True),
        ("做到“六个确保”，产值达到50亿元", False),  # a name
        ("产值达到50亿元", False),
        ("2027年产值达到50亿元", False),  # a year alone is none of the words
    ],
)
def test_words_that_aim(text, is_so):
    sight = sight_of(text)
    assert aims.aimed(sight, sight.left_in_sentence) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("推动规模首次突破50亿元", True),
        ("园区企业推动规模突破50亿元", True),  # four characters before it
        ("各园区企业推动规模突破50亿元", False),
        ("规模突破50亿元", False),
    ],
)
def test_what_is_to_be_done_opens_its_part(text, is_so):
    sight = sight_of(text)
    assert aims.undertaken(sight, sight.left_in_sentence) is is_so


@pytest.mark.parametrize("hope", ["力争", "争取", "努力", "力求", "要"])
def test_what_is_only_hoped_for(hope):
    sight = sight_of("产值50亿元")
    assert aims.wished(sight, f"全市{hope}") and not aims.wished(sight, "全市")


@pytest.mark.parametrize(
    ("text", "tense", "is_so"),
    [
        ("到2027年，产值达到50亿元", "", True),  # a year before it
        ("产值达到50亿元", "future", True),  # a section of goals
        ("产值达到50亿元", "", False),
        ("产值达到50亿元", "past", False),
        ("产值达到50亿元，到2027年翻番", "", False),  # the year stands behind both
    ],
)
def test_what_governs_a_number(text, tense, is_so):
    sight = sight_of(text, tense=tense)
    sight = Sight(sight.scene, next(n for n, q in enumerate(sight.scene.quantities) if q.kind == "amount"))
    assert aims.governed(sight) is is_so


def test_an_aim_or_a_goal_is_enough():
    assert aims.is_aimed(sight_of("产值达到50亿元", tense="future"), "")
    assert aims.is_aimed(sight_of("产值达到50亿元"), "力争")
    assert not aims.is_aimed(sight_of("产值达到50亿元"), "")


@pytest.mark.parametrize(("year", "is_so"), [(2020, False), (2021, False), (2022, True)])
def test_a_year_is_later_than_the_one_of_issue_not_at_it(year, is_so):
    goal = goal_years.GoalYear(0, year, f"{year}年")
    assert aims.is_later(goal, sight_of("产值50亿元", issued=2021)) is is_so
    assert not aims.is_later(goal, sight_of("产值50亿元", issued=None))


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("到2027年，提前完成投资50亿元", True),
        ("“十四五”规划目标提前实现，完成投资50亿元", False),  # of a plan's goals, not by when
        ("提前完成投资50亿元", False),
        ("力争提前完成投资50亿元", True),
    ],
)
def test_what_is_done_early_may_still_be_to_come(text, is_so):
    sight = sight_of(text)
    assert aims.is_to_come(sight, sentence(sight)) is is_so


@pytest.mark.parametrize(
    ("year", "said", "may"),
    [
        (2021, "2021年", True),  # of the year of issue: may be told at its end
        (2022, "2022年", False),
        (2020, "到2020年", False),  # by when
        (2020, "2020年底", False),
        (2021, "今年", False),
        (2022, "五年", True),  # 五年累计 of a review
    ],
)
def test_years_that_may_be_over(year, said, may):
    goal = goal_years.GoalYear(0, year, said)
    assert aims.may_be_over(goal, sight_of("产值50亿元", issued=2021)) is may


def test_a_year_for_which_something_is_to_do_is_not_over():
    goal = goal_years.GoalYear(0, 2021, "2021年")
    assert not aims.may_be_over(goal, sight_of("产值50亿元", issued=2021), to_do=True)
