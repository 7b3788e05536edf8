"""Borrowing: passages found whole, the older plan is the source, numbers set side by side."""

from difflib import SequenceMatcher

import numpy as np
import pytest

from cityplans import tables
from cityplans.comparison import borrowing, swaps

SHARED = "建立健全财政科技投入稳定增长机制，更好发挥引导撬动作用"


def corpus(*rows):
    """Rows of (plan_id, region, parent, date, text); a text of several lines has a clause a line."""
    plans, clauses = [], []
    for plan_id, region, parent, date, text in rows:
        plans.append({"plan_id": plan_id, "region": region, "parent_region": parent, "date": date})
        start = 0
        for i, line in enumerate(text.split("\n")):
            clauses.append({"clause_id": f"{plan_id}.{i}", "plan_id": plan_id, "text": line, "start": start,
                            "end": start + len(line), "clause_kind": "text"})
            start += len(line) + 1
    return tables.frame("plans", plans), tables.frame("clauses", clauses), tables.frame("targets", [])


def test_a_shared_passage_is_found_whole_and_points_to_the_older_plan():
    city, province = f"我们{SHARED}，另有他事。", f"首先，{SHARED}。其余不同"
    out = borrowing.build(*corpus(("city", "甲市", "乙省", "2021-05-01", city),
                                  ("province", "乙省", "", "2020-05-01", province)))
    row = out["shared_passages"].iloc[0]
    assert (row.plan_id, row.source_plan_id, row.source_relation, row.direction) == (
        "city", "province", "parent", "dated")
    assert city[row.start:row.end] == SHARED == row.text
    assert province[row.source_text_start:row.source_text_end] == SHARED
    assert row.length == len(SHARED) - 1  # the comma does not count


def test_twelve_characters_are_enough_and_eleven_are_not():
    twelve = "一二三四五六七八九十甲乙"
    for text, expected in ((twelve, 1), (twelve[:11], 0)):
        plans = corpus(("a", "甲市", "", "2020-01-01", f"天{text}地"),
                       ("b", "乙市", "", "2021-01-01", f"玄{text}黄"))
        assert len(borrowing.build(*plans)["shared_passages"]) == expected


def test_blanks_and_width_of_commas_do_not_hide_a_passage():
    out = borrowing.build(*corpus(
        ("a", "甲市", "", "2020-01-01", "推进重大科研基础设施、重点实验室建设，优先保障用地"),
        ("b", "乙市", "", "2021-01-01", "推进重大科研 基础设施、重点实验室建设,优先保障用地")))
    assert out["shared_passages"]["length"].tolist() == [23]


def test_a_passage_does_not_run_over_paragraphs():
    out = borrowing.build(*corpus(("a", "甲市", "", "2020-01-01", "引进人才建设\n高校发展企业创新"),
                                  ("b", "乙市", "", "2021-01-01", "引进人才建设\n高校发展企业创新")))
    assert out["shared_passages"].empty


def test_the_share_counts_a_passage_once_however_many_have_it():
    text = SHARED + "。" + "其后全是自己的话" * 3
    out = borrowing.build(*corpus(("a", "甲省", "", "2020-01-01", SHARED),
                                  ("b", "乙市", "甲省", "2020-02-01", SHARED),
                                  ("c", "丙市", "甲省", "2020-03-01", text)))["borrowing"]
    shares = out.set_index(["plan_id", "source_plan_id"])["share"]
    letters = len(SHARED) - 1
    assert shares["c", "any"] == shares["c", "a"] == pytest.approx(letters / (letters + 24))
    assert shares["a", "any"] == 0 and shares["b", "any"] == 1


def test_a_draft_without_a_day_in_the_same_year_has_no_direction():
    out = borrowing.build(*corpus(("x-2023-draft", "甲市", "", None, SHARED),
                                  ("b", "乙市", "", "2023-03-30", SHARED)))["shared_passages"]
    assert out["direction"].tolist() == ["unknown"]


def test_longest_passage_agrees_with_difflib():
    random = np.random.default_rng(5)
    for _ in range(20):
        letters = [chr(0x4E00 + c) for c in random.integers(0, 900, 300)]
        one, two = "".join(letters[:200]), "".join(letters[100:])
        match = SequenceMatcher(None, one, two, autojunk=False).find_longest_match()
        out = borrowing.build(*corpus(("a", "甲市", "", "2020-01-01", one),
                                      ("b", "乙市", "", "2021-01-01", two)))["shared_passages"]
        assert out["length"].max() == match.size


@pytest.mark.parametrize(("new", "old", "expected"), [
    ("R&D经费支出占GDP比重力争达到3.6%", "全社会R&D经费支出占GDP比重力争达3.2%", "higher"),
    ("到2025年，高新技术企业达到4000家", "到2022年，高新技术企业达到4000家", "same"),
    ("新增高技能人才1.5万名以上", "新增高技能人才20000名", "lower"),
])
def test_number_swaps(new, old, expected):
    out = borrowing.build(*corpus(("c", "甲市", "乙省", "2021-01-01", new),
                                  ("p", "乙省", "", "2020-01-01", old)))
    assert out["number_swaps"]["number_change"].tolist() == [expected]


def test_other_words_are_no_swap():
    rows = corpus(("c", "甲市", "乙省", "2021-01-01", "建设重点实验室达到100家"),
                  ("p", "乙省", "", "2020-01-01", "引进高端创新人才团队200家"))
    assert borrowing.build(*rows)["number_swaps"].empty


def test_change_of_several_numbers():
    assert swaps.change((1, 2), (2, 1)) == "mixed" and swaps.change((2, 2), (1, 2)) == "higher"


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_to_compare_with(n):
    rows = corpus(*[("a", "甲市", "", "2020-01-01", SHARED)] * n)
    out = borrowing.build(*rows)
    assert out["shared_passages"].empty and out["number_swaps"].empty and len(out["borrowing"]) == n
