"""Vocabulary: what is masked, what stays whole, counts, keyness against hand-made corpora, new words."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from scipy.stats import false_discovery_control, norm
from sklearn.feature_extraction.text import TfidfTransformer

from cityplans import codebook, csv_text, tables
from cityplans.comparison import drawn
from cityplans.comparison.coding import coding, tokens
from cityplans.comparison.vocabulary import features, keyness, newwords, vocabulary


@pytest.fixture(scope="module")
def book():
    return codebook.load()


def corpus(texts, region="宁波市", code="330200"):
    plans = [
        {
            "plan_id": p,
            "region": region,
            "region_code": code,
            "region_level": "prefecture",
            "date": f"20{20 + i:02}-01-01",
            "plan_type": "plan",
        }
        for i, p in enumerate(texts)
    ]
    clauses = [
        {
            "clause_id": f"{p}.1",
            "plan_id": p,
            "text": t,
            "start": 0,
            "end": len(t),
            "clause_kind": "text",
            "section": "一、总体",
            "number": "1.",
        }
        for p, t in texts.items()
    ]
    return tables.frame("plans", plans), tables.frame("clauses", clauses)


def words(book, text, **where):
    plans, clauses = corpus({"a": text}, **where)
    found = coding.read(plans, clauses, book)[0].words
    return [found.vocabulary[place] for place in found.places]


def built(book, plans, clauses):
    coded = coding.read(plans, clauses, book)
    sentences = features.sentence_matrix({plan.plan_id: plan.words for plan in coded})
    return vocabulary.build({plan.plan_id: plan.masked for plan in coded}, sentences, plans, book)


@pytest.mark.parametrize("kept", ["R&D", "5G", "5G+", "互联网+", "揭榜挂帅", "揭榜挂帅制度"])
def test_symbols_and_lexicon_words_stay_whole(book, kept):
    found = words(book, f"支持“{kept}”发展。")
    assert (kept if kept != "揭榜挂帅制度" else "揭榜挂帅") in found


@pytest.mark.parametrize("masked", ["300亿元", "3—5家", "2025年", "12%以上", "前70名", "宁波", "慈溪市"])
def test_numbers_years_and_own_places_are_masked(book, masked):
    index = tokens.own_names("宁波市", "330200", book)
    left = tokens.mask(f"建设{masked}平台", index)
    assert len(left) == len(f"建设{masked}平台") and not set(left) & set("0123456789宁波慈溪")


def test_other_places_are_vocabulary(book):
    assert "上海" in words(book, "接轨上海，服务宁波。")


def test_formulas_and_departments_are_masked(book):
    found = words(book, "以习近平新时代中国特色社会主义思想为指导，办好大学。（责任单位：市科技局）")
    assert found == ["办好", "大学"]


def test_terms_count_every_word_and_tfidf_has_length_one(book):
    plans, clauses = corpus({"a": "人才人才实验室。", "b": "人才高校。"})
    out = built(book, plans, clauses)["terms"]
    assert out[(out.plan_id == "a") & (out.term == "人才")]["count"].tolist() == [2]
    assert (out.groupby("plan_id")["tfidf"].apply(lambda v: (v**2).sum()) - 1).abs().max() < 1e-9
    assert out.set_index(["plan_id", "term"]).loc[("a", "人才"), "plans_with_term"] == 2


def test_log_odds_against_numbers_worked_by_hand():
    """y = (30, 70) against (10, 90), prior of 10 words split (2, 8) as the corpus is."""
    delta, z = keyness.log_odds(np.array([30, 70]), np.array([10, 90]), np.array([40, 160]), alpha0=10)
    by_hand = np.log(32 / 78) - np.log(12 / 98)
    assert delta[0] == pytest.approx(by_hand)
    assert z[0] == pytest.approx(by_hand / np.sqrt(1 / 32 + 1 / 12))


def test_keyness_finds_the_planted_word_and_is_antisymmetric_for_two(book):
    plans, clauses = corpus({"a": "人才。实验室。" * 400, "b": "人才。高校。" * 400})
    out = built(book, plans, clauses)["keyness"]
    key = out[out.grouping == "plan"].set_index(["group", "term"])["z"]
    assert key[("a", "实验室")] > 1.96 > abs(key[("a", "人才")])
    assert key[("b", "实验室")] == pytest.approx(-key[("a", "实验室")])


def test_keyness_of_waves_is_within_the_main_kind_and_carries_its_false_discovery_rate(book):
    years = ((2020, "实验室"), (2023, "高校"))
    texts = {f"p{y}{i}": f"人才。{w}。" * 200 for y, w in years for i in range(2)}
    plans, clauses = corpus(texts | {"r": "人才。低保。" * 300})
    plans["date"] = ["2020-01-01", "2020-01-01", "2023-01-01", "2023-01-01", "2026-01-01"]
    plans["plan_type"] = ["plan"] * 4 + ["work_report"]
    out = built(book, plans, clauses)["keyness"]
    waves = out[out.grouping == "wave"]
    assert set(waves["group"]) == {"2020", "2023"} and "低保" not in set(waves["term"])
    assert set(out.loc[out.grouping == "kind", "group"]) == {"plan", "work_report"}
    row = waves.set_index(["group", "term"]).loc[("2020", "实验室")]
    assert row["plans_in_group"] == 2 and row["q_value"] < 0.01
    common = waves.set_index(["group", "term"]).loc[("2020", "人才")]
    assert common["q_value"] > 0.05


def test_one_plan_has_terms_and_no_keyness(book):
    plans, clauses = corpus({"a": "人才实验室。"})
    out = built(book, plans, clauses)
    assert len(out["terms"]) == 2 and out["keyness"].empty


def test_new_words_suggests_what_recurs_in_varied_company(book):
    company = ["人才", "企业", "高校", "金融", "农业", "海洋", "医疗", "能源"]
    texts = {"a": "".join(f"{c}栽树攻坚{c}。" for c in company), "b": "".join(f"推{c}。" for c in company)}
    plans, clauses = corpus(texts)
    found = built(book, plans, clauses)["new_words"]
    assert "栽树攻坚" in set(found["term"])
    assert not found[found.decision == "suggested"]["term"].isin([r["term"] for r in book["lexicon"]]).any()


def test_rejected_words_stay_rejected_and_are_not_tokenised(book):
    rejected = codebook.Codebook(
        book.folder,
        {**book.rows, "lexicon": (*book["lexicon"], {"term": "栽树攻坚", "kind": "rejected", "note": ""})},
        "",
    )
    texts = {"a": "".join(f"{c}栽树攻坚{c}。" for c in ["人才", "企业", "高校", "金融", "农业", "海洋"])}
    out = newwords.build(texts, rejected)
    assert out.set_index("term").loc["栽树攻坚", "decision"] == "rejected"


def test_concordance_shows_every_occurrence_at_its_offset():
    _, clauses = corpus({"a": "推行揭榜挂帅，再推揭榜挂帅。", "b": "无。"})
    out = vocabulary.concordance("揭榜挂帅", clauses)
    assert out["start"].tolist() == [2, 9] and out["left"].tolist()[0] == "推行"
    assert vocabulary.concordance("没有这个词", clauses).empty


def test_order_of_plans_changes_nothing(book):
    plans, clauses = corpus({"a": "人才实验室。", "b": "高校企业。", "c": "人才企业。"})
    one = built(book, plans, clauses)
    two = built(book, plans[::-1], clauses[::-1])
    assert all(csv_text.to_csv(one[k]) == csv_text.to_csv(two[k]) for k in one)


@pytest.mark.parametrize(("second", "expected"), [("人才高地", 1), ("人才高地区", 0)])
def test_a_new_word_has_eight_characters_at_most(second, expected):
    assert len([*newwords._grams(("科技创新", second))]) == expected


@pytest.mark.parametrize(("times", "is_candidate"), [(3, False), (4, True)])
def test_a_new_word_stands_four_times_at_least(times, is_candidate):
    _, left, _, _ = newwords._count([("p", ("智造", "港湾"))] * times)
    assert (("智造", "港湾") in left) == is_candidate


@pytest.mark.parametrize("idf", [True, False])
def test_weights_are_those_of_scikit_learn_to_the_last_bit(idf):
    counts = csr_matrix(np.random.default_rng(0).poisson(0.4, (30, 200)).astype(float))
    made = features.tfidf(counts, idf)
    known = TfidfTransformer(use_idf=idf, sublinear_tf=True).fit_transform(counts)
    assert (made.data == known.data).all() and (made.indices == known.indices).all()


def test_words_of_one_plan_alone_and_of_too_many_are_left_out():
    counts = csr_matrix([[1, 1, 0, 2], [0, 3, 1, 1], [0, 0, 1, 1]])
    assert features.shared(counts).toarray().tolist() == [[1, 0, 2], [3, 1, 1], [0, 1, 1]]
    assert features.shared(counts, 1, 0.5).toarray().tolist() == [[1], [0], [0]]


def test_false_discovery_rates_are_those_of_scipy_to_the_last_bit():
    for p in (np.random.default_rng(1).random(50) ** 3, np.array([0.01, 0.01, 0.5]), np.array([0.2])):
        assert (drawn.false_discovery(p) == false_discovery_control(p)).all()


def test_a_word_said_twice_in_a_sentence_is_drawn_once(book):
    """人才人才 in each of its sentences: its count varies twice as much as that of words drawn one by one."""
    plans, clauses = corpus({"a": "人才人才。实验室。" * 8, "b": "高校。金融。" * 8})
    out = built(book, plans, clauses)["keyness"]
    effects = {"人才": 2, "实验室": 1, "高校": 1, "金融": 1}
    rows = out[out.grouping == "plan"].set_index("term").loc[list(effects)]  # each is of one plan
    assert rows["design_effect"].tolist() == [*effects.values()]
    p = 2 * norm.sf(abs(rows["z"]) / rows["design_effect"] ** 0.5)
    assert rows["q_value"].tolist() == pytest.approx(false_discovery_control(p).tolist())
