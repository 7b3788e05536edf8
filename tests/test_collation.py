"""Targets of several editions: one row each, every field from the edition that supplies it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from cityplans.extraction import collation, targets
from cityplans.reading import corpus
from cityplans.records import Clause, Edition, Plan
from extraction_rows import book, words


def edition(name, *paragraphs):
    clauses, position = [], 0
    for index, text in enumerate(paragraphs):
        clauses.append(Clause(f"{name}{index}", "", "", "", text, position, position + len(text)))
        position += len(text) + 1
    text = "\n".join(paragraphs)
    return Edition(name, f"{name}.txt", 0, len(text), text, range(len(text)), tuple(clauses),
                   is_reference=name == "a")  # fmt: skip


def collate(*editions):
    plan = Plan("p", "某市", "", "", "", "", "", "", "2020-07-15", None, None, "final", editions)
    return collation.collated(plan, words())


LEAD = "深入实施创新驱动发展战略，加快建设高水平创新型城市。"
GOAL = "到2025年，高新技术企业达到4000家，每万名就业人员中研发人员达到220人年。"


def test_one_edition_reads_as_it_is():
    made, problems = collate(edition("a", LEAD, GOAL))
    assert [t["editions"] for t in made.targets] == ["a", "a"] and problems == []


def test_the_same_target_of_two_editions_is_one_row_that_names_both():
    made, problems = collate(edition("a", LEAD, GOAL), edition("b", GOAL))
    assert [(t["editions"], t["edition_note"]) for t in made.targets] == [("a b", ""), ("a b", "")]
    assert problems == []


def test_what_most_editions_read_stands_and_the_note_says_who_reads_what():
    other = GOAL.replace("人年", "人")
    made, _ = collate(edition("a", LEAD, other), edition("b", LEAD, GOAL), edition("c", LEAD, GOAL))
    (row,) = [t for t in made.targets if "研发人员" in t["indicator_text"]]
    assert row["unit"] == "人年/万人"
    assert "人年/万人 (b, c)" in row["edition_note"] and "人/万人 (a)" in row["edition_note"]


def test_a_tie_is_decided_by_the_reference():
    made, _ = collate(edition("a", LEAD, GOAL), edition("b", LEAD, GOAL.replace("人年", "人")))
    (row,) = [t for t in made.targets if "研发人员" in t["indicator_text"]]
    assert row["unit"] == "人年/万人" and row["edition_note"]


def test_a_year_that_one_edition_lacks_comes_from_the_other():
    bare = GOAL.removeprefix("到2025年，")
    made, _ = collate(edition("a", LEAD, bare), edition("b", LEAD, GOAL))
    assert [(t["horizon"], t["horizon_source"]) for t in made.targets] == [(2025, "explicit")] * 2
    assert "horizon" in made.targets[0]["edition_note"]


def test_a_target_of_another_edition_only_is_a_problem_that_names_it():
    made, problems = collate(edition("a", LEAD), edition("b", LEAD, GOAL))
    assert made.targets == []
    assert [p.problem for p in problems] == ["target_in_one_edition"] * 2
    assert all("高新技术企业" in p.message or "研发人员" in p.message for p in problems)
    assert {p.source_file for p in problems} == {"b.txt"}


def test_a_target_of_the_reference_only_names_the_reference():
    made, problems = collate(edition("a", LEAD, GOAL), edition("b", LEAD))
    assert [t["editions"] for t in made.targets] == ["a", "a"] and problems == []


def test_numerals_are_those_of_the_reference():
    a = edition("a", LEAD, GOAL)
    made, _ = collate(a, edition("b", GOAL, "省实验室达到10家。"))
    plan = Plan("p", "某市", "", "", "", "", "", "", "2020-07-15", None, None, "final", (a,))
    assert made.numerals == targets.extract(plan, a, words()).numerals


@given(st.permutations("bcd"))
def test_order_of_editions_does_not_matter(order):
    readings = {"b": GOAL, "c": GOAL.replace("人年", "人"), "d": GOAL.removeprefix("到2025年，")}
    main = edition("a", LEAD, GOAL)
    rows = [
        collate(main, *(edition(n, LEAD, readings[n]) for n in names))[0].targets for names in (order, "bcd")
    ]
    assert rows[0] == rows[1]


@given(strategies.sentences())
def test_an_edition_laid_on_its_own_copy_changes_nothing(text):
    text = text.replace("\n", "")
    alone, _ = collate(edition("a", text))
    both, problems = collate(edition("a", text), edition("b", text))
    assert problems == []
    plain = [{k: v for k, v in t.items() if k != "editions"} for t in alone.targets]
    assert plain == [{k: v for k, v in t.items() if k != "editions"} for t in both.targets]
    assert all(t["editions"] == "a b" for t in both.targets)


RAW = Path(__file__).parents[1] / "data" / "raw"
NINGBO = ("ningbo-2020-newspaper-part2", "ningbo-2020-webpage-hant", "zhejiang-talent-bulletin-2020-08")


def read(folder):
    return [
        (plan, collation.collated(plan, words())[0].targets)
        for plan in corpus.read_corpus(folder, book()).plans
        if plan.plan_id == "ningbo-2020-decision"
    ]


@pytest.fixture(scope="module")
def together():
    ((_, found),) = read(RAW)
    return found


@pytest.mark.parametrize("name", NINGBO)
def test_a_file_alone_gives_the_targets_it_carries_among_the_others(name, together, tmp_path):
    shutil.copy(RAW / f"{name}.txt", tmp_path)
    ((plan, alone),) = read(tmp_path)
    carried = [t for t in together if f"{plan.plan_id}-{name}" in t["editions"].split()]
    assert [t["indicator_id"] for t in alone] == [t["indicator_id"] for t in carried]
    differing = {t["value_text"] for t in alone} - {t["value_text"] for t in carried}
    assert differing == ({"190人以上"} if name.startswith("zhejiang") else set())


def test_the_newspaper_alone_has_no_year_for_its_goals_rather_than_the_next_one(tmp_path):
    """It lacks the lead sentence with 到2025年; 2035 stands further down."""
    shutil.copy(RAW / f"{NINGBO[0]}.txt", tmp_path)
    ((plan, alone),) = read(tmp_path)
    assert "2035" in plan.text and 2035 not in {t["horizon"] for t in alone}
    goals = [t for t in alone if t["horizon"] is None]
    assert len(goals) >= 10 and {t["horizon_source"] for t in goals} == {"none"}


@pytest.mark.parametrize("figures, told", [(1, 0), (2, 1)])
def test_figures_of_a_table_nobody_can_read_are_told(figures, told):
    made, problems = collate(edition("a", "附件", *(f"{31 + n}公顷" for n in range(figures))))
    assert [n["rule"] for n in made.numerals] == ["table_unread" if told else "no_indicator"] * figures
    assert [p.problem for p in problems] == ["table_unread"] * told
    assert all(f" {figures} figures" in p.message and f" {figures} 个数字" in p.message_zh for p in problems)
    assert [(p.start, p.end) for p in problems] == [(3, 3 + 5 * figures - 1)] * told
