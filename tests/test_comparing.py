"""All tables of wording at once: any number of plans, the same bytes in any order, known to the schema."""

from functools import cache
from pathlib import Path

import pytest

from cityplans import codebook, comparing, csv_text, schema, tables
from cityplans.comparison.borrowing import shared_runs
from cityplans.comparison.coding import coding
from cityplans.comparison.vocabulary import topics

TEXTS = [
    "引进顶尖人才，建设重点实验室，实施“飞鹏行动”。",
    "设立引导基金，支持高新技术企业达到4000家。",
    "加强知识产权保护，推进成果转化。",
    "建设5G基站和数据中心，研发核心技术。",
    "办好高校，优化学科。",
]


def corpus(n):
    plans = [
        {
            "plan_id": f"p{i}",
            "region": "宁波市",
            "region_code": "330200",
            "date": f"{2020 + i}-01-01",
            "region_level": "prefecture",
        }
        for i in range(n)
    ]
    clauses = [
        {
            "clause_id": f"p{i}.{j}",
            "plan_id": f"p{i}",
            "text": TEXTS[(i + j) % 5],
            "start": 100 * j,
            "end": 100 * j + len(TEXTS[(i + j) % 5]),
            "clause_kind": "text",
        }
        for i in range(n)
        for j in range(3)
    ]
    return tables.frame("plans", plans), tables.frame("clauses", clauses), tables.frame("targets", [])


def built(plans, clauses, targets):
    book = codebook.load()
    coded = coding.read(plans, clauses, book)
    codes = comparing.codes(coded, plans, clauses, targets, book)
    frames = {"plans": plans, "clauses": clauses, "targets": targets} | codes
    stages = comparing.wording_stages(coded, frames, book)
    return codes | {name: table for stage in stages.values() for name, table in stage().items()}


@cache
def of_five():
    return built(*corpus(5))


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_any_number_of_plans(n):
    out = of_five() if n == 5 else built(*corpus(n))
    assert set(out) <= set(schema.TABLES)
    assert all(list(frame.columns) == list(schema.TABLES[name].columns) for name, frame in out.items())


def test_the_same_bytes_in_any_order():
    plans, clauses, targets = corpus(5)
    one = of_five()
    two = built(plans[::-1], clauses[::-1], targets)
    assert [name for name in one if csv_text.to_csv(one[name]) != csv_text.to_csv(two[name])] == []


def stages_of(n, book):
    plans, clauses, targets = corpus(n)
    coded = coding.read(plans, clauses, book)
    frames = {"plans": plans, "clauses": clauses, "targets": targets}
    frames |= comparing.codes(coded, plans, clauses, targets, book)
    return coded, {s.name: s for s in comparing.stages(coded, frames, book, Path("nowhere"))}


def test_topics_of_many_plans_are_those_of_plans_drawn_by_id_and_stay_when_another_comes(monkeypatch):
    """Three clauses a plan, seven at most: two plans are drawn, and some plans come without changing that."""
    monkeypatch.setattr(topics, "AT_MOST", 7)
    book = codebook.load()
    before, unchanged = stages_of(6, book), []
    for n in range(7, 10):
        after = stages_of(n, book)
        drawn = [set(comparing._asked_for_topics(coded)) for coded, _ in (before, after)]
        same = {name for name in after[1] if before[1][name].inputs == after[1][name].inputs}
        assert len(drawn[1]) == 2 and same == ({"topics"} if drawn[0] == drawn[1] else set())
        unchanged.append(drawn[0] == drawn[1])
        before = after
    assert {*unchanged} == {True, False}
    assert set(comparing._asked_for_topics(before[0])) <= {plan.plan_id for plan in before[0]}


def test_what_tables_leave_out_is_said(monkeypatch):
    coded, _ = stages_of(5, codebook.load())
    clauses = corpus(5)[1]
    assert comparing.bounds(coded, clauses) == []
    monkeypatch.setattr(topics, "AT_MOST", 7)
    monkeypatch.setattr(shared_runs, "INDEXED", int(clauses["text"].str.len().sum()) - 1)
    passages, of_topics = comparing.bounds(coded, clauses)
    assert "in 2 is looked up" in passages.message and passages.source_file == "shared_passages.csv"
    assert "2 plans out of 5" in of_topics.message and "5份计划中抽取2份" in of_topics.message_zh
