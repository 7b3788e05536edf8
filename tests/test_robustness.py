"""What explains distance, and how many groupings other choices give."""

import numpy as np
import pytest

from cityplans import codebook, tables
from cityplans.comparison.clusters import robustness
from cityplans.comparison.coding import coding
from cityplans.comparison.vocabulary import features


@pytest.fixture(scope="module")
def book():
    return codebook.load()


def corpus(n, kinds, region="宁波市"):
    """Plans whose words follow their year: each kind of plan has its own half of a word list."""
    words = ["人才", "企业", "高校", "金融", "农业", "海洋", "医疗", "能源", "专利", "港口", "芯片", "旅游"]
    random = np.random.default_rng(0)
    plans, clauses = [], []
    for i in range(n):
        kind = i % kinds
        own = words[kind::kinds]
        pools = (own if random.random() < 0.8 else words for _ in range(40))
        text = "。".join("、".join(random.choice(pool, 4)) for pool in pools)
        plans.append(
            {
                "plan_id": f"p{i:02}",
                "region": f"地{i}",
                "region_level": "prefecture",
                "date": f"{2020 + kind}-01-01",
            }
        )
        clauses.append(
            {"clause_id": f"p{i:02}.1", "plan_id": f"p{i:02}", "text": text, "clause_kind": "text"}
        )
    return tables.frame("plans", plans), tables.frame("clauses", clauses)


def built(book, plans, clauses):
    coded = coding.read(plans, clauses, book)
    sentences = features.sentence_matrix({plan.plan_id: plan.words for plan in coded})
    return robustness.build({plan.plan_id: plan.masked for plan in coded}, sentences, plans, clauses, book)


def test_year_explains_what_was_planted_and_level_is_said_to_be_constant(book):
    out = built(book, *corpus(10, 2))["distance_explained"].set_index("factor")
    assert out.loc["year", "r_squared"] > 0.5 and out.loc["year", "p_value"] < 0.05
    assert np.isnan(out.loc["level", "r_squared"]) and out.loc["level", "note"]
    assert out.loc["region", "note"].startswith("different for every plan")


def test_r_squared_against_sums_of_squares_by_hand():
    """Points 0, 2, 10, 12 in two groups: total 104, within 4, so 100/104."""
    points = np.array([0.0, 2, 10, 12])
    distances = np.abs(points[:, None] - points[None])
    row = robustness.explained_row("year", ["a", "a", "b", "b"], distances, 0)
    assert row["r_squared"] == pytest.approx(100 / 104)
    assert row["least_p"] == pytest.approx(1 / 3)


def test_what_kinds_of_documents_explain_is_not_told_of_years():
    """Five reports at 0, five plans at 9, reports of one year but for one, plans of another but for one: of
    all ways to deal the years few fit so well, of those that leave them in their kind every one does. And
    where each kind has a year of its own nothing is left to deal."""
    kinds = ["report"] * 5 + ["plan"] * 5
    points = np.array([0.0] * 5 + [9.0] * 5)
    distances = np.abs(points[:, None] - points[None])
    years = ["2020", "2023", "2023", "2023", "2023", "2020", "2020", "2020", "2020", "2023"]
    free = robustness.explained_row("year", years, distances, 0)
    within = robustness.explained_row("year", years, distances, 0, kinds)
    assert free["r_squared"] == within["r_squared"] == pytest.approx(0.36)
    assert within["null_median"] == pytest.approx(0.36) and within["p_value"] == 1
    assert free["null_median"] < 0.1 and within["least_p"] == pytest.approx(1 / 25)  # 5 × 5 ways
    bound = ["2023"] * 5 + ["2020"] * 5
    assert robustness.explained_row("year", bound, distances, 0, kinds)["note"] == (
        "the same for all plans of a kind"
    )


def test_length_is_a_number_not_a_category():
    points = np.array([1.0, 2, 3, 4, 5])
    row = robustness.explained_row("length", points, np.abs(points[:, None] - points[None]), 0)
    assert row["r_squared"] == pytest.approx(1)


def test_multiverse_has_every_combination_and_a_default_that_agrees_with_itself(book):
    out = built(book, *corpus(8, 2))["cluster_multiverse"]
    assert out[out["is_default"]]["agreement"].eq(1).all() and out["is_default"].sum() == len(robustness.CUTS)
    two = out[(out["k"] == 2) & (out["units"] == "words")]
    assert (two["partition"] == "1 2 1 2 1 2 1 2").mean() > 0.9


def test_the_number_of_groups_that_is_chosen_is_among_those_tried(book):
    """Four kinds of text: four groups, and what other choices make of four."""
    out = built(book, *corpus(12, 4))["cluster_multiverse"]
    assert set(out["k"]) == {2, 3, 4}
    four = out[(out["k"] == 4) & out["is_default"]]
    assert four["partition"].tolist() == ["1 2 3 4 1 2 3 4 1 2 3 4"]


@pytest.mark.parametrize("n", [1, 3])
def test_too_few_plans_give_empty_tables(book, n):
    assert all(frame.empty for frame in built(book, *corpus(n, 1)).values())


def test_all_orders_of_few_plans_are_tried_and_random_ones_of_more():
    points = np.array([0.0, 2, 10, 12])
    row = robustness.explained_row("year", ["a", "a", "b", "b"], np.abs(points[:, None] - points[None]), 0)
    assert (row["repetitions"], row["p_value"]) == (24, pytest.approx(1 / 3))  # 8 of 24 keep the two groups
    for n, repetitions in ((robustness.EXACT_UP_TO, 40320), (robustness.EXACT_UP_TO + 1, 999)):
        line = np.arange(n, dtype=float)
        halves = ["a" if i < n // 2 else "b" for i in range(n)]
        row = robustness.explained_row("year", halves, np.abs(line[:, None] - line[None]), 0)
        assert row["repetitions"] == repetitions and row["p_value"] > 0


def test_the_best_of_several_factors_is_corrected_for(book):
    out = built(book, *corpus(10, 2))["distance_explained"].set_index("factor")
    tried = out["p_value"].notna().sum()
    assert out.loc["year", "p_corrected"] == pytest.approx(min(1, tried * out.loc["year", "p_value"]))
    assert tried > 1
