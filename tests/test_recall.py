"""Recall without gold: the second extractor by example, Chapman's estimator by hand and by simulation."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityplans import tables
from cityplans.checking import recall
from cityplans.extraction import targets
from extraction_rows import book, plan_of, under, words


def frames(*plans):
    """Tables clauses and numerals of plans made of paragraphs."""
    clauses, numerals = [], []
    for index, plan in enumerate(plans):
        own = {"plan_id": f"p{index}"}
        clauses += [c._asdict() | own | {"clause_id": f"p{index}-{c.clause_id}"} for c in plan.clauses]
        made = targets.extract(plan, plan.reference, words())
        numerals += [row | own for row in made.numerals]
    return tables.frame("clauses", clauses), tables.frame("numerals", numerals)


def captured(text):
    clauses, _ = frames(plan_of(text))
    return [(c.term, c.text) for c in recall.captures(clauses, book())]


@pytest.mark.parametrize("text, numbers", [
    ("到2025年，高新技术企业达到4000家。", ["4000"]),
    ("建成10个高水平省实验室。", ["10"]),
    ("R&D经费支出占GDP比重达到3.2%，高新技术企业1.5万家。", ["3.2", "1.5万"]),
    ("数字经济增加值、高新技术企业数实现倍增。", ["倍增"]),
    ("培育3—5家领军企业。", ["3—5"]),
    ("全市高新技术企业已达3000家。", []),
    ("对高新技术企业给予50万元奖励。", []),
    ("推进5G网络建设和G60科创走廊。", []),
    ("2025年12月31日前，完善平台体系。", []),
    ("引进世界500强企业。", []),
])  # fmt: skip
def test_second_extractor(text, numbers):
    assert [number for _, number in captured(text)] == numbers


def test_review_sections_are_not_read():
    clauses, _ = frames(plan_of(under("一、发展基础", "高新技术企业达到4000家。")))
    assert recall.captures(clauses, book()) == []


def test_by_hand():
    assert recall.chapman(90, 60, 54).total == pytest.approx(91 * 61 / 55 - 1, abs=0.01)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_bounds(first, second, both):
    both = min(first, second, both)
    made = recall.chapman(first, second, both)
    seen = first + second - both
    assert seen - 0.01 <= made.low <= made.total + 0.01 and made.total <= made.high + 0.01
    assert made == recall.chapman(second, first, both)


@given(st.integers(1, 300))
def test_that_both_see_the_same_tells_little_where_it_is_little(number):
    """Newcombe's rule of three: of n seen by both up to 3.7 in n may be seen by neither."""
    made = recall.chapman(number, number, number)
    assert (made.total, made.low) == (number, number)
    assert number / made.high == pytest.approx(0.025 ** (1 / number), abs=0.001)


def test_the_interval_holds_what_it_says():
    """Of 400 drawn worlds of 250 targets, about 95 % have the true number within the interval."""
    dice = random.Random(7)
    held = 0
    for _ in range(400):
        first = [dice.random() < 0.9 for _ in range(250)]
        second = [dice.random() < 0.7 for _ in range(250)]
        made = recall.chapman(sum(first), sum(second), sum(a and b for a, b in zip(first, second)))
        held += made.low <= 250 <= made.high
    assert 0.92 <= held / 400 <= 0.99


def test_table_has_a_row_a_plan_and_one_for_all():
    clauses, numerals = frames(
        plan_of("到2025年，高新技术企业达到4000家，省实验室达到10家。"), plan_of("森林火险降低。")
    )
    made = recall.estimate(clauses, numerals, book()).set_index("plan_id")
    assert list(made.index) == ["ALL", "p0", "p1"]
    assert made.loc["p0", ["found_first", "found_second", "found_both", "recall"]].tolist() == [2, 2, 2, 1.0]
    assert made.loc["p1", "found_first"] == 0
    assert made["recall"].isna()["p1"]


def test_what_only_the_second_finds_is_listed_with_its_class():
    clauses, numerals = frames(plan_of("高新技术企业达到4000家。", "支持研发费用占比高于5%的企业。"))
    made = recall.only_second(clauses, numerals, book())
    assert made[["text", "class"]].to_numpy().tolist() == [["5", "policy_parameter"]]


def test_order_of_clauses_does_not_matter():
    clauses, numerals = frames(plan_of("高新技术企业达到4000家。", "省实验室达到10家。"))
    assert recall.estimate(clauses[::-1], numerals[::-1], book()).equals(
        recall.estimate(clauses, numerals, book())
    )


def test_every_kind_of_document_has_its_own_estimate():
    plan = plan_of("到2025年，高新技术企业达到4000家。", "建成10个省级重点实验室。")
    clauses, numerals = frames(plan, plan, plan_of("到2025年，发明专利达到900件。"))
    kinds = {"p0": "decision", "p1": "decision", "p2": "work_report"}
    made = recall.estimate(clauses, numerals, book(), kinds).set_index(["plan_id", "plan_type"])
    found = made["found_first"].to_dict()
    assert (found["ALL", "decision"], found["ALL", "work_report"], found["p0", "decision"]) == (4, 1, 2)
    assert made.loc["ALL"]["found_first"].sum() == 5 + 5  # of both kinds, and of all
    few, many = (made.loc[("ALL", kind), "recall_low"] for kind in ("work_report", "decision"))
    assert 0 < few < many < 1  # that nothing was missed says less of one number than of four


def numbers(first: int, second: int, both: int) -> recall.Estimate:
    return recall.chapman(first, second, both)


def test_together_the_plans_estimates_are_summed():
    parts = [numbers(100, 90, 88), numbers(40, 20, 12), numbers(10, 10, 10)]
    made = recall.summed(parts)
    assert made.total == pytest.approx(sum(p.total for p in parts))
    assert made.low <= made.total <= made.high
    pooled = recall.chapman(150, 120, 110)
    assert made.total > pooled.high  # counts thrown together hide that the second plan speaks less plainly
    assert recall.summed(parts[:1]) == parts[0]


def test_the_interval_of_a_sum_holds_what_it_says():
    """Of 300 drawn worlds of four unlike plans, about 95 % have the true number within the interval."""
    dice, held = random.Random(11), 0
    plans = [(120, 0.95, 0.9), (60, 0.8, 0.6), (90, 0.9, 0.7), (40, 0.7, 0.8)]
    for _ in range(300):
        parts = []
        for size, one, two in plans:
            seen = [(dice.random() < one, dice.random() < two) for _ in range(size)]
            parts.append(
                numbers(sum(a for a, _ in seen), sum(b for _, b in seen), sum(a and b for a, b in seen))
            )
        made = recall.summed(parts)
        held += made.low <= 310 <= made.high
    assert 0.92 <= held / 300 <= 0.99


def test_numbers_in_tables_are_in_no_count():
    row = "绿色工厂\t家\t120\t260"
    plan = plan_of(
        "到2025年，高新技术企业达到4000家，省实验室达到10家。",
        under("", "指标\t单位\t2020年\t2025年", kind="table"),
        under("", row, kind="table"),
        issued="2021-05",
    )
    clauses, numerals = frames(plan)
    assert len(numerals[numerals["class"] == "target"]) == 3
    made = recall.estimate(clauses, numerals, book()).set_index("plan_id")
    assert made.loc["p0", ["found_first", "found_second", "found_both"]].tolist() == [2, 2, 2]


@pytest.mark.parametrize(("both", "told"), [(10, True), (9, False)])  # of 20: AGREED is a half
def test_two_who_see_different_things_give_no_estimate(both, told):
    assert recall._is_told(recall.Counter(first=20, second=12, both=both)) == told
    assert recall._is_told(recall.Counter(first=12, second=20, both=both)) == told


def test_a_plan_without_an_estimate_is_in_no_sum():
    seen = "到2025年，高新技术企业达到4000家，省实验室达到10家。"
    blind = "建成绿道300公里、口袋公园86个、步道120公里。", "支持研发费用占比高于5%的企业。"
    clauses, numerals = frames(plan_of(seen), plan_of(*blind))
    made = recall.estimate(clauses, numerals, book()).set_index("plan_id")
    assert made["recall"].isna().to_dict() == {"ALL": False, "p0": False, "p1": True}
    assert made.loc["ALL", "total_estimate"] == made.loc["p0", "total_estimate"]
    assert made.loc["ALL", "found_first"] == 2
