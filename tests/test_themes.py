"""Themes: weights sum to one, every code traces to terms, headings count more, nothing found is `other`."""

from collections import Counter

import pytest

from cityplans import codebook, schema, tables
from cityplans.comparison.coding import coding, matching, themes
from cityplans.extraction.words.indicators import indicator_id
from cityplans.extraction.words.target_nouns import target_nouns_of
from extraction_rows import examples, words


@pytest.fixture(scope="module")
def book():
    return codebook.load()


def clause(text, number="", heading="", section="", plan="p", kind="text", ident="p.1"):
    return {
        "clause_id": ident,
        "plan_id": plan,
        "section": section,
        "number": number,
        "heading": heading,
        "text": text,
        "start": 0,
        "end": len(text),
        "departments": "",
        "clause_kind": kind,
    }


def main_theme(evidence, length=0):
    return themes.heaviest(themes.clause_weights(evidence, length))


def coded(book, *clauses, targets=()):
    plans = tables.frame("plans", [{"plan_id": p} for p in sorted({c["plan_id"] for c in clauses})])
    frame = tables.frame("clauses", clauses)
    made = themes.build(coding.read(plans, frame, book))
    return made | {"plan_themes": themes.plan_shares(frame, made["themes"], tables.frame("targets", targets))}


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("引进顶尖人才20名，新增博士后工作站100家。", "talent"),
        ("推进知识产权质押融资增量扩面，支持企业科创板上市。", "finance_funding"),
        ("设立知识产权法庭，严厉打击侵权行为。", "intellectual_property"),
        ("建设重点实验室和大科学装置。", "platforms_labs"),
        ("5G基站建设与大数据中心布局。", "digital_infrastructure"),
        ("请认真贯彻落实。", "other"),
    ],
)
def test_a_sentence_has_its_theme(book, text, theme):
    words = themes.dictionary(book)
    assert main_theme(themes.clause_evidence(clause(text), words)) == theme


def test_weights_sum_to_one_and_trace_to_terms(book):
    out = coded(book, clause("知识产权质押融资，引进人才。", ident="a"), clause("此件公开发布", ident="b"))
    assert out["themes"].groupby("clause_id")["weight"].sum().round(9).eq(1).all()
    codes = set(zip(out["themes"]["clause_id"], out["themes"]["theme"])) - {("b", "other")}
    assert codes == set(zip(out["theme_evidence"]["clause_id"], out["theme_evidence"]["theme"]))


def test_all_clauses_of_a_plan_at_once_are_coded_as_each_by_itself(book):
    words = themes.dictionary(book)
    clauses = [
        clause(
            "一、培育科技企业。科技企业、重点实验室和科技企业，知识产权质押融资。",
            "一、",
            "培育科技企业",
            "人才 / 创新平台",
            ident="a",
        ),
        clause("此件公开发布", ident="b"),
        clause("", section="引进人才", ident="c"),
        clause("（责任单位：大学）引进人才，人才计划，风险投资。", ident="d"),
    ]
    found = {row["clause_id"]: themes.clause_evidence(row, words) for row in clauses}
    evidence, weights = themes.coded_clauses(clauses, words)
    assert [tuple(row.values()) for row in evidence.to_pylist()] == [
        (name, *row) for name, rows in found.items() for row in rows
    ]
    assert {place for rows in found.values() for _, _, place, _, _ in rows} == set(themes.PLACES)
    assert [tuple(row.values()) for row in weights.to_pylist()] == [
        (name, *row) for name, rows in found.items() for row in themes.clause_weights(rows).items()
    ]
    assert [len(batch) for batch in themes.coded_clauses([], words)] == [0, 0]


@pytest.mark.parametrize(("filler", "theme"), [(133, "talent"), (134, "other")])
def test_a_word_in_a_long_clause_is_about_nothing(book, filler, theme):
    """One mention of weight 2 is enough for 133 characters, not for more."""
    words = themes.dictionary(book)
    text = "技能培训" + "，" * (filler - 4)
    row = clause(text)
    assert main_theme(themes.clause_evidence(row, words), len(text)) == theme
    _, weights = themes.coded_clauses([row], words)
    assert weights.to_pylist()[0]["theme"] == theme


def test_heading_outweighs_one_mention_in_the_text(book):
    words = themes.dictionary(book)
    row = clause("1.培育科技企业。建设重点实验室。", number="1.", heading="培育科技企业")
    assert main_theme(themes.clause_evidence(row, words)) == "firms_industry"
    assert main_theme(themes.clause_evidence(row, words, headings=False)) == "platforms_labs"


def test_departments_say_nothing_about_the_theme(book):
    words = themes.dictionary(book)
    found = themes.clause_evidence(clause("开展技能培训。（责任单位：市金融机构、大学、人行）"), words)
    assert {theme for theme, *_ in found} == {"talent"}


def test_longest_term_wins():
    index = matching.term_index(["知识产权", "知识产权质押融资", "融资"])
    found = list(matching.find_terms("知识产权质押融资和融资", index))
    assert found == [(0, "知识产权质押融资"), (9, "融资")]


def test_plan_shares_sum_to_one_and_count_targets(book):
    target = {"target_id": "t", "plan_id": "p", "clause_id": "a", "theme": "talent", "start": 0, "end": 1}
    out = coded(
        book,
        clause("引进人才。", ident="a"),
        clause("建设实验室，研发核心技术。", ident="b"),
        targets=[target],
    )
    shares = out["plan_themes"]
    assert shares["share"].sum() == pytest.approx(1)
    assert shares.set_index("theme").loc["talent", "targets"] == 1


def moved(*plans):
    """theme_changes of plans (plan_id, region, date, plan_type, themes of its clauses, all of one length)."""
    rows = [{"plan_id": p, "region": r, "date": d, "plan_type": t} for p, r, d, t, _ in plans]
    parts = [(p, f"{p}.{i}", theme) for p, *_, of_clauses in plans for i, theme in enumerate(of_clauses)]
    texts = [
        {"plan_id": p, "clause_id": c, "text": "十个字的一段文字啊啊", "clause_kind": "text"}
        for p, c, _ in parts
    ]
    weights = [{"plan_id": p, "clause_id": c, "theme": t, "weight": 1.0} for p, c, t in parts]
    frames = (tables.frame(n, r) for n, r in (("plans", rows), ("clauses", texts), ("themes", weights)))
    return themes.changes(*frames)


HALF = ("talent",) * 10 + ("firms_industry",) * 10


def test_changes_pair_a_region_with_its_next_plan_and_say_how_sure_they_are():
    out = moved(
        ("a", "x", "2020-01-01", "opinion", HALF), ("b", "x", "2023-01-01", "plan", ("talent",) * 20),
        ("c", "y", "2021-01-01", "plan", HALF),
    ).set_index("theme")  # fmt: skip
    assert out["difference"].to_dict() == {"talent": 0.5, "firms_industry": -0.5}
    row = out.loc["talent"]
    assert 0 < row["difference_low"] < 0.5 < row["difference_high"] and 0 < row["p_value"] <= 0.01
    assert row["q_value"] >= row["p_value"]


def test_a_change_of_a_few_clauses_is_not_told_from_none():
    out = moved(
        ("a", "x", "2020-01-01", "opinion", HALF[5:15]), ("b", "x", "2023-01-01", "opinion", HALF[4:14])
    ).set_index("theme")  # fmt: skip
    row = out.loc["talent"]
    assert row["difference"] == pytest.approx(0.1) and row["difference_low"] < 0 < row["difference_high"]
    assert row["p_value"] > 0.3


def test_a_work_report_is_no_next_plan():
    out = moved(
        ("a", "x", "2020-01-01", "decision", HALF),
        ("b", "x", "2026-01-01", "work_report", ("talent",)),
        ("c", "x", "2027-01-01", "plan", HALF),
    )  # fmt: skip
    assert set(zip(out["earlier_plan_id"], out["plan_id"])) == {("a", "c")}


@pytest.mark.parametrize(("in_text", "theme"), [(4, "talent"), (6, "firms_industry")])
def test_a_heading_weighs_as_much_as_five_words_of_the_text(book, in_text, theme):
    """人才 in the heading against so many different words of firms in the text."""
    theme_of_text = "firms_industry"
    weigh_one = [
        r["term"] for r in book["theme_terms"] if r["theme"] == theme_of_text and r["weight"] in ("", "1")
    ]
    text = "，".join(weigh_one[:in_text])
    found = coded(book, clause(text, heading="人才", number="一、"))["themes"]
    assert found.loc[found["weight"].idxmax(), "theme"] == theme


def test_no_clauses_give_empty_tables(book):
    assert all(frame.empty for frame in coded(book).values())


def test_two_characters_at_least_and_known_codes(book):
    assert all(len(row["term"]) >= 2 and float(row["weight"]) > 0 for row in book["theme_terms"])
    assert {row["theme"] for row in book["themes"]} >= {row["theme"] for row in book["theme_terms"]}


PROMISED = list(enumerate(examples("target_themes.csv")))


@pytest.fixture(scope="module")
def promised(book) -> list[str]:
    """The themes of all examples, each in a clause of its own, coded at once."""
    known, targets, clauses = words().indicators, [], []
    for i, row in PROMISED:
        keys = (indicator_id(row["indicator"], row["unit"], measure, known) for measure in schema.MEASURES)
        clauses.append(clause(row["clause"] or "为深入贯彻落实，制定本方案。", ident=f"p.{i:04d}"))
        target = {"target_id": f"p-{i:04d}", "clause_id": f"p.{i:04d}", "quote": row["indicator"]}
        target |= {"indicator_text": row["indicator"], "unit": row["unit"]}
        targets.append(target | {"theme": known.theme.get(next(filter(None, keys), ""))})
    weights = coded(book, *clauses)["themes"]
    return themes.of_targets(tables.frame("targets", targets), weights, book)["theme"].tolist()


@pytest.mark.parametrize(("place", "row"), PROMISED, ids=[row["indicator"] for _, row in PROMISED])
def test_a_target_has_the_theme_of_what_is_promised(promised, place, row):
    assert promised[place] == row["theme"]


def test_every_theme_has_a_dozen_examples():
    counted = Counter(row["theme"] for row in examples("target_themes.csv"))
    assert set(counted) == set(schema.THEMES)
    assert min(counted.values()) >= 12


def test_a_share_has_the_theme_of_its_numerator(book):
    nouns = target_nouns_of(book)
    assert themes.promised("技能人才占企业职工比重", "%", nouns) == "talent"
    assert themes.promised("数据中心用电占全社会用电比重", "%", nouns) == "digital_infrastructure"


def test_people_are_talent_unless_a_noun_says_who_they_are(book):
    nouns = target_nouns_of(book)
    assert themes.promised("新引进海归", "名", nouns) == "talent"
    assert themes.promised("救助流浪老人", "名", nouns) == "social_livelihood"
    assert themes.promised("在园区工作的律师", "人", nouns) == "talent"


def test_a_weak_noun_counts_only_alone(book):
    nouns = target_nouns_of(book)
    assert themes.promised("重大项目", "个", nouns) == "other"
    assert themes.promised("孵化器建设项目", "个", nouns) == "parks_space"


def test_a_target_without_an_indicator_has_the_theme_of_its_quote(book):
    row = {
        "target_id": "p-1",
        "clause_id": "p.1",
        "quote": "引进博士50名",
        "indicator_text": "",
        "unit": "名",
    }
    weights = coded(book, clause("为深入贯彻落实，制定本方案。", ident="p.1"))["themes"]
    (theme,) = themes.of_targets(tables.frame("targets", [row]), weights, book)["theme"]
    assert theme == "talent"
