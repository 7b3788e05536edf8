"""What notebooks 03 and 04 say about themes, vocabulary, borrowing and names follows the tables."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO, ZHEJIANG, target
from cityplans import codebook as codebooks
from cityplans import tables
from cityplans.publishing.notebooks.story import (
    AT_ONCE,
    Told,
    drawn,
    findings,
    groups,
    listed,
    passages,
    plans,
    themes,
    vocabulary,
)
from cityplans.publishing.notebooks.story import targets as target_story
from cityplans.publishing.telling.spread import expected_first
from cityplans.reading.cleaning.cleaning import fixes
from cityplans.reading.files import word


def told(plans, lang: str = "en", **rows) -> Told:
    """A small Told with these plans, and rows of the tables named."""
    book = land.codebook()
    frames = {"plans": land.frames(plans, [])["plans"]}
    frames |= {name: tables.frame(name, own) for name, own in rows.items()}
    return Told(frames, book, lang, {}, Path(), Path())


def evidence(pairs):
    """A clause each: the theme of its heading, and that of its text."""
    return [
        {
            "plan_id": "ningbo-2020",
            "clause_id": f"c{i}",
            "theme": theme,
            "term": "x",
            "place": place,
            "score": 1.0,
        }
        for i, pair in enumerate(pairs)
        for place, theme in zip(("heading", "text"), pair)
    ]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("talent", "talent"), ("finance_funding", "finance_funding")] * 15, "κ = 1.00"),
        (
            [("talent", "talent"), ("talent", "finance_funding"), ("finance_funding", "talent")] * 10,
            "κ = -0.50",
        ),
        ([("talent", "talent"), ("finance_funding", "finance_funding")] * 3, "Too few clauses"),
        ([("talent", "talent")] * 30, "Too few clauses"),
    ],
)
def test_headings_check_the_coding_of_the_text(pairs, expected):
    assert expected in repr(themes.heading_check(told([NINGBO], theme_evidence=evidence(pairs))))


def test_plans_without_an_estimate_are_counted():
    rows = [
        {"plan_id": "ningbo-2020", "total_estimate": None},
        {"plan_id": "jiaxing-2020", "total_estimate": 12.0},
        {"plan_id": "ALL", "total_estimate": None},
    ]
    assert target_story._without(rows) == (
        "另有1份计划没有估计，未计入合计：正文中没有两者都认出的数字，或两者重合不足一半。表格和专栏里的数字一概不计。",
        "Left out of the sums: 1 plan without an estimate, where the two have no number of running text in "
        "common, or less than half. Numbers in tables and boxes are in no count.",
    )
    assert target_story._without(rows[1:]) is None


def test_text_and_targets_are_weighed_alike():
    """Ningbo: 40 % of the text and none of its one target on finance; Jiaxing 20 % and 1 of 2; Zhejiang
    has no target. So (40 + 20) / 2 = 30 % of the text, (0 + 50) / 2 = 25 % of the targets."""
    shares = [("ningbo-2020", 0.4), ("jiaxing-2020", 0.2), ("zhejiang-2020", 1.0)]
    coded = [
        {"plan_id": p, "theme": t, "share": s}
        for p, part in shares
        for t, s in (("finance_funding", part), ("talent", 1 - part))
    ]
    aims = [("ningbo-2020", "talent"), ("jiaxing-2020", "talent"), ("jiaxing-2020", "finance_funding")]
    aims = [{"target_id": f"t{i}", "plan_id": p, "theme": t} for i, (p, t) in enumerate(aims)]
    found = themes.finding(told([ZHEJIANG, NINGBO, JIAXING], targets=aims, plan_themes=coded))
    zh, en = found.named["spoken"]
    assert zh == "说得多而少有数字的是“财政金融”：有目标的2份计划平均，占文字的30%，占目标的25%。"
    assert en == (
        "Much said and little counted: Finance, on average of 2 plans with targets 30% of the text and 25% "
        "of the targets."
    )


@pytest.mark.parametrize(("whole", "is_told"), [(0.5, True), (0.2, False)])
def test_that_the_whole_is_left_aside_is_told_where_it_would_be_the_one(whole, is_told):
    parts = {"overall_innovation": whole, "finance_funding": 0.3, "talent": 0.7 - whole}
    coded = [{"plan_id": "ningbo-2020", "theme": t, "share": s} for t, s in parts.items()]
    aims = [{"target_id": "t", "plan_id": "ningbo-2020", "theme": "talent"}]
    zh, en = themes.finding(told([NINGBO], targets=aims, plan_themes=coded)).named["spoken"]
    assert ("（“总体创新”不计）" in zh) == is_told == ("(Overall innovation apart)" in en)
    assert "“财政金融”" in zh and "占文字的30%，占目标的0%" in zh


def test_the_finding_says_how_sure_the_coding_is():
    shares = [{"plan_id": "ningbo-2020", "theme": "talent", "share": 1.0}]
    plain = {"targets": [], "plan_themes": shares}
    good = evidence([("talent", "talent"), ("finance_funding", "finance_funding")] * 15)
    bad = evidence([("talent", "finance_funding"), ("finance_funding", "talent")] * 15)
    spoken = repr(themes.finding(told([NINGBO], **plain, theme_evidence=good)))
    assert "agree well" in spoken and "no agreement with a person's coding" in spoken
    assert "relied on" not in spoken and "可以采信" not in spoken
    assert "no conclusions" in repr(themes.finding(told([NINGBO], **plain, theme_evidence=bad)))


@pytest.mark.parametrize(("lang", "said"), [("zh", "文件为空"), ("en", "file is empty")])
def test_problems_are_told_in_the_readers_language_the_worst_first(lang, said):
    about = {"stage": "reading", "problem": "empty", "message": "Nothing here.", "message_zh": "空无一字。"}
    rows = [about | {"source_file": f"{s}.txt", "severity": s} for s in ("note", "lost", "look")]
    shown = repr(plans.left_out(replace(told([NINGBO], lang, problems=rows), codebook=codebooks.load())))
    assert [shown.index(f"{s}.txt") for s in ("lost", "look", "note")] == sorted(
        shown.index(f"{s}.txt") for s in ("lost", "look", "note")
    )
    assert said in shown and {"zh": "空无一字。", "en": "Nothing here."}[lang] in shown
    assert {"zh": "Nothing here.", "en": "空无一字。"}[lang] not in shown


def test_every_step_of_cleaning_has_words():
    book = codebooks.load()
    worded = {r["code"] for r in book["codes"] if r["column"] == "fix"}
    assert {fix.name for fix in fixes(book)} <= worded
    readers = "".join(path.read_text("utf-8") for path in Path("src/cityplans/reading/files").glob("*.py"))
    left = re.findall(r'leave\("(\w+)"\)|left_out\b.*\{"(\w+)": \w+\}|\.left\["(\w+)"\] =', readers)
    assert {*word.LEFT_OUT.values(), *filter(None, sum(left, ()))} <= worded


@pytest.mark.parametrize(
    ("p_of_region", "zh"),
    [
        (0.9, "其中p值最小的是印发年份（单独解释34%，随机排列的中位数20%，按因素个数校正后p = 0.20"),
        (0.05, "扣除篇幅后的距离，地区单独解释79%"),
    ],
)
def test_what_is_least_like_chance_need_not_explain_most(p_of_region, zh):
    """A region for every plan or two explains much by its number alone."""
    shares = (("year", 0.34, 0.2, 0.2), ("region", 0.79, 0.78, p_of_region))
    rows = [
        {
            "factor": factor,
            "r_squared": found,
            "null_median": chance,
            "p_corrected": p,
            "least_p": 0.001,
            "n": 9,
        }
        for factor, found, chance, p in shares
    ]
    shown, _ = groups.finding(told([NINGBO], distance_explained=rows)).named["explained"]
    assert zh in shown and "解释最多" not in shown


def test_what_has_no_theme_is_not_the_largest_and_a_report_is_no_plan_where_one_stands_out():
    shares = {"ningbo-2020": (0.3, 0.6), "zhejiang-2020": (0.2, 0.7), "jiaxing-2020": (0.9, 0.1)}
    rows = [
        {"plan_id": plan, "theme": theme, "share": share}
        for plan, own in shares.items()
        for theme, share in zip(("talent", "other"), own, strict=True)
    ]
    of = ("other", "other", "finance_funding")
    targets = [{"plan_id": "ningbo-2020", "target_id": f"t{i}", "theme": t} for i, t in enumerate(of)]
    plans = [ZHEJIANG, NINGBO, {**JIAXING, "title": "政府工作报告", "plan_type": "work_report"}]
    one = told(plans, plan_themes=rows, targets=targets)
    shown = repr(themes.finding(one))
    assert (
        "2份规划与决定中（其余1份文件不计），篇幅最大的主题是“人才”（平均占25%），目标最多的是“财政金融”（3项中的33%）。"
        in shown
    )
    assert (
        "Most text in 2 plans and decisions (1 other not counted) is about Talent (on "
        "average 25% of a plan), most targets about Finance (33% of 3)." in shown
    )
    alike = repr(themes.finding(told([ZHEJIANG, NINGBO], plan_themes=rows[:4], targets=targets)))
    assert "not counted" not in alike and "文件不计" not in alike
    table = " ".join(repr(themes.by_theme(one)).split())
    assert "Talent 25% 0% Ningbo 30% Other 65% 67% Zhejiang 70%" in table
    unset = repr(themes.finding(told(plans, plan_themes=rows, targets=[])))
    assert "篇幅最大的主题是“人才”（平均占25%）。" in unset and "最多" not in unset
    bare = told(plans, plan_themes=[r for r in rows if r["theme"] == "other"], targets=[])
    assert "篇幅最大" not in repr(themes.finding(bare)) and "说得多" not in repr(themes.finding(bare))


def test_a_table_of_pandas_is_shown_in_words_and_a_plan_without_region_goes_by_its_title():
    nameless = land.plan("x-2020", "", "2020-01-01") | {"region": None, "title": "站点三年行动计划"}
    here = replace(told([nameless, NINGBO], "zh"), codebook=codebooks.load())
    frame = pd.DataFrame(
        {
            "plan_id": ["x-2020", "ningbo-2020"],
            "share": [0.25, None],
            "own": [1, 2],
            "strength": ["firm", None],
        }
    )
    shown = here.table(frame, most=1, own=("自己的", "my own"))
    assert "站点三年行动计划" in repr(shown) and "25%" in repr(shown) and "自己的" in repr(shown)
    assert "firm" not in repr(shown) and "另有1行未列出" in repr(shown)
    several = frame.groupby("own")["plan_id"].unique().reset_index()
    assert "站点三年行动计划" in repr(here.table(several)), "several plans in one cell, each by its name"
    crossed = pd.crosstab(frame["plan_id"], [2025, 2027])
    assert "2025" in repr(here.table(crossed)) and "宁波" in repr(here.table(crossed)), "its index too"
    assert "没有这样的行" in repr(here.table(frame[:0]))


def test_sentences_keep_their_mark_in_a_table_of_pandas():
    texts = {"ningbo-2020": "到2025年，人才<达到5万人。"}
    here = replace(told([NINGBO], "zh"), codebook=codebooks.load(), texts=texts)
    row = {"plan_id": "ningbo-2020", "start": 7, "end": 15, "doubts": "no_key;year_of_plan"}
    markup = here.table(here.with_sentences(pd.DataFrame([row]))).markup
    assert "<mark>人才&lt;达到5万人</mark>" in markup and "没有对应编码；" in markup, markup


@pytest.mark.parametrize(("last", "is_told"), [(0.9, True), (0.3, False)])
def test_a_theme_that_one_plan_alone_puts_first_is_told_to_be(last, is_told):
    plans = [ZHEJIANG, NINGBO, JIAXING]
    text = {"talent": (0.5, 0.5, 0.1), "social_livelihood": (0.3, 0.3, last)}
    rows = [
        {"plan_id": plan["plan_id"], "theme": theme, "share": part}
        for theme, parts in text.items()
        for plan, part in zip(plans, parts, strict=True)
    ]
    shown = repr(themes.finding(told(plans, plan_themes=rows, targets=[])))
    assert ("不计嘉兴" in shown and "most text is about Talent" in shown) == is_told, shown


def test_of_no_target_nothing_is_said_but_that_there_is_none():
    shown = repr(target_story.finding(told([NINGBO], targets=[])))
    assert "1份计划没有量化目标。" in shown and "1 plan states no quantified target." in shown
    assert "–" not in shown and "力争" not in shown
    rows = [{"plan_id": "ningbo-2020", "theme": "talent", "share": 1.0}]
    table = repr(themes.by_theme(told([NINGBO], plan_themes=rows, targets=[])))
    assert "–" in table and " 0%" not in table


def test_aims_are_counted_and_nothing_else_is():
    strengths = ("aspirational", "firm", "firm", "ensured")
    rows = [target("ningbo-2020", "rd_intensity", 3 + n, strength=s) for n, s in enumerate(strengths)]
    rows = [row | {"target_id": f"t{n}", "confidence": 0.9, "corrected": False} for n, row in enumerate(rows)]
    shown = repr(target_story.finding(told([NINGBO], targets=rows)))
    assert "25%（1项）写作“力争”“争取”一类。" in shown and "25% (1) are worded as aims" in shown


def test_waves_are_means_of_their_plans():
    shares = {"zhejiang-2020": 0.2, "ningbo-2020": 0.4, "jiaxing-2023": 0.9}
    plans = [ZHEJIANG, NINGBO, {**JIAXING, "plan_id": "jiaxing-2023", "date": "2023-03-30"}]
    rows = [{"plan_id": p, "theme": "talent", "share": s} for p, s in shares.items()]
    shown = repr(themes.waves(told(plans, plan_themes=rows)))
    assert "2020 (n=2)" in shown and "30%" in shown and "90%" in shown


def test_topics_without_a_theme_are_named():
    rows = [
        {"topic": "T01", "theme": "talent", "theme_share": 0.9, "agreement": 0.4},
        {"topic": "T02", "theme": "talent", "theme_share": 0.3, "agreement": 0.4},
    ]
    terms = [{"topic": "T02", "rank": 1, "term": "海洋"}]
    shown = repr(themes.topics_finding(told([NINGBO], topics=rows, topic_terms=terms)))
    assert "1 topic has no theme" in shown and "T02（海洋）" in shown and "T01" not in shown
    shown = repr(themes.topics_finding(told([NINGBO], topics=rows[:1], topic_terms=terms)))
    assert "none seems to be lacking" in shown


def test_borrowing_names_the_plan_most_was_taken_from():
    def row(source, share):
        return {"plan_id": "ningbo-2020", "source_plan_id": source, "share": share, "passages": 1}

    rows = [row("any", 0.3), row("zhejiang-2020", 0.28), row("jiaxing-2020", 0.05)]
    shown = repr(passages.finding(told([ZHEJIANG, NINGBO, JIAXING], borrowing=rows)))
    assert "30% of Ningbo" in shown and "most in Zhejiang (28%)" in shown and "several provinces" not in shown
    rows[0]["formula_share"] = 0.12
    shown = repr(passages.finding(told([ZHEJIANG, NINGBO, JIAXING], borrowing=rows)))
    assert "（28%），其中占全文12%的是多省通用的提法；" in shown
    assert "(28%), 12% of the text in words that several provinces use; " in shown


def test_a_plan_that_is_not_surely_older_is_not_named_as_the_source():
    def row(source, share, direction):
        return {"plan_id": "ningbo-2020", "source_plan_id": source, "share": share, "direction": direction}

    rows = [row("any", 0.1, None), row("zhejiang-2020", 0.1, "dated"), row("jiaxing-2020", 0.4, "unknown")]
    shown = repr(passages.finding(told([ZHEJIANG, NINGBO, JIAXING], borrowing=rows)))
    assert "most in Zhejiang (10%)" in shown and "40%" not in shown
    assert "unknown" in repr(passages.borrowed(told([ZHEJIANG, NINGBO, JIAXING], borrowing=rows)))


def test_how_many_names_a_plan_has_first_by_the_order_of_dates_alone():
    """Ningbo is the second of four: of the three others two are later. A name it shares with one of them is
    its own first with chance 2/3, one shared with two 1/3, one with all three never; what no date tells, and
    what it has not, count for nothing."""
    newest = {**JIAXING, "plan_id": "jiaxing-2023", "date": "2023-03-30"}
    plans = [ZHEJIANG, NINGBO, JIAXING, newest]

    def row(first, *members):
        return {"name": first, "plans": len(members), "members": " ".join(members), "first_plan_id": first}

    rows = [
        row("ningbo-2020", "ningbo-2020", "jiaxing-2020"),
        row("ningbo-2020", "ningbo-2020", "jiaxing-2020", "jiaxing-2023"),
        row("zhejiang-2020", *(p["plan_id"] for p in plans)),
        row("jiaxing-2020", "jiaxing-2020", "jiaxing-2023"),
        row(None, "ningbo-2020", "jiaxing-2020"),
    ]
    assert expected_first(told(plans), rows, "ningbo-2020") == pytest.approx(1)


def test_the_oldest_plan_is_not_said_to_have_names_first():
    def row(name, first, by_order):
        return {"name": name, "regions": 2, "plans": 2, "first_plan_id": first, "is_first_by_order": by_order}

    rows = [row("甲", "zhejiang-2020", True), row("乙", "ningbo-2020", False)]
    shown = repr(passages.finding(told([ZHEJIANG, NINGBO], name_spread=rows)))
    assert "Zhejiang has 1 of them" in shown and "by date alone" in shown
    assert "stand first in" not in shown and "最早见于" not in shown
    late = repr(passages.finding(told([ZHEJIANG, NINGBO], name_spread=rows[1:])))
    assert "by date alone" not in late and "Ningbo" not in late


def pair(one, other, distance, ratio, z):
    return {
        "plan_id": one,
        "other_plan_id": other,
        "distance": distance,
        "distance_ratio": ratio,
        "distance_z": z,
    }


def test_farthest_are_plans_of_one_kind():
    """That a work report is far from a plan is a matter of its kind."""
    report = {**NINGBO, "title": "政府工作报告", "plan_type": "work_report"}
    rows = [
        pair("zhejiang-2020", "ningbo-2020", 0.9, 1.4, 20.0),
        pair("zhejiang-2020", "jiaxing-2020", 0.27, 0.67, -6.8),
        pair("ningbo-2020", "jiaxing-2020", 0.1, 0.4, -30.0),
    ]
    shown = repr(groups.finding(told([ZHEJIANG, report, JIAXING], document_distances=rows)))
    assert (
        "documents of one kind (plans, decisions, opinions, action plans) are Zhejiang and Jiaxing (0.67"
        in shown
    )
    assert "同类文件中（规划、决定、意见和行动方案算一类）用词最近的是" in shown
    assert "1.40" not in shown and "0.40" not in shown


def test_the_nearest_of_many_pairs_has_to_be_nearer_than_one_of_two():
    """−2.5 is beyond chance for two of one pair, and not for the first of ten; −12.3 is told as −12."""
    near = [pair("zhejiang-2020", "ningbo-2020", 0.4, 0.8, -2.5)]
    cities = [land.plan(f"p{i}", f"甲{i}市", "2020-01-01") for i in range(9)]
    many = [*near, *(pair("zhejiang-2020", p["plan_id"], 0.5, 1.0, 0.0) for p in cities)]
    one, ten = (
        groups.finding(told([ZHEJIANG, NINGBO, *cities], document_distances=rows)).named["nearest"][1]
        for rows in (near, many)
    )
    assert "Ningbo (0.80, z = -2.5)" in one and ten.startswith("No two plans are nearer")
    far = [near[0] | {"distance_z": -12.3}, *many[1:]]
    assert (
        "z = -12)"
        in groups.finding(told([ZHEJIANG, NINGBO, *cities], document_distances=far)).named["nearest"][1]
    )


def test_nearest_are_those_near_for_their_length():
    rows = [
        pair("zhejiang-2020", "ningbo-2020", 0.26, 0.74, -5.0),  # two long texts
        pair("zhejiang-2020", "jiaxing-2020", 0.27, 0.67, -6.8),
        pair("ningbo-2020", "jiaxing-2020", 0.54, 1.06, 1.3),  # two short ones
    ]
    shown = repr(groups.finding(told([ZHEJIANG, NINGBO, JIAXING], document_distances=rows)))
    assert (
        "nearest in wording are Zhejiang and Jiaxing (0.67" in shown
        and "none is farther than chance" in shown
    )
    chance = [r | {"distance_ratio": 0.99, "distance_z": -0.5} for r in rows]
    shown = repr(groups.finding(told([ZHEJIANG, NINGBO, JIAXING], document_distances=chance)))
    assert "No two plans are nearer" in shown and "用词最近" not in shown
    raw = [{k: r[k] for k in ("plan_id", "other_plan_id", "distance")} for r in rows]
    shown = repr(groups.finding(told([ZHEJIANG, NINGBO, JIAXING], document_distances=raw)))
    assert "nothing is said" in shown


def test_what_is_left_of_two_plans_of_a_year_is_no_distance():
    """Of 2020 there are three plans, of 2023 two, which are each other's opposite."""
    plans = [land.plan(f"p{i}-{y}", f"{i}市", f"{y}-01-01") for i, y in enumerate((2020,) * 3 + (2023,) * 2)]
    ids = [p["plan_id"] for p in plans]
    rows = [
        pair(a, b, 0.5, 1.0, 0.0) | {"wave_adjusted_distance": 0.9 if b < "p3" else 0.0}
        for i, a in enumerate(ids)
        for b in ids[i + 1 :]
    ]
    shown = repr(groups.adjusted(told(plans, document_distances=rows)))
    table, note = shown[: shown.index("2023年不足")], shown[shown.index("2023年不足") :]
    assert table.count("0.9") == 3 and "2023" not in table and " 0 " not in table
    assert "left out" in note
    whole = groups.adjusted(told(plans[:3], document_distances=rows[:2]))
    assert "不足三份" not in repr(whole)


def test_what_is_taken_out_with_the_year_is_said_and_reports_are_no_plans():
    """The nearest pair after it is a report and a plan: of two kinds, and not listed."""
    report = {"title": "政府工作报告", "plan_type": "work_report"}
    plans = [land.plan(f"p{i}-2020", f"{i}市", "2020-01-01") for i in range(3)]
    plans[2] |= report
    rows = [
        pair("p0-2020", "p1-2020", 0.5, 1.0, 0.0) | {"wave_adjusted_distance": 0.75},
        pair("p0-2020", "p2-2020", 0.5, 1.0, 0.0) | {"wave_adjusted_distance": 0.25},
    ]
    shown = repr(groups.adjusted(told(plans, document_distances=rows)))
    assert "0.75" in shown and "0.25" not in shown
    assert "这些共有的用词也一并减去了" in shown and "只列同类文件之间的" in shown
    shown = repr(groups.adjusted(told(plans[:2], document_distances=rows[:1])))
    assert "也一并减去了" not in shown and "只列同类文件" not in shown, "of nothing, only why"


def grouped(**cluster):
    return [{"k": 2, "plan_id": p, "cluster": c, "is_chosen": True} for p, c in cluster.items()]


def test_groups_that_are_years_are_not_called_waves_nor_explained_by_them():
    plans = [land.plan(f"p{i}", f"甲{i}市", f"{2020 + 3 * (i > 2)}-01-01") for i in range(5)]
    rows = grouped(p0="C1", p1="C1", p2="C1", p3="C2", p4="C2")
    shown = repr(groups.finding(told(plans, clusters=rows)))
    assert "coincide with year of issue" in shown and "no cause" in shown
    assert "waves of policy" not in shown and "政策批次" not in shown


def test_groups_that_are_kinds_of_documents_are_said_to_be():
    row = {"finding": "kind", "value": 0.9, "n": 4, "verdict": "kind_separates"}
    assert "the kind of document" in repr(groups.finding(told([NINGBO], cluster_findings=[row])))
    weak = row | {"verdict": "descriptive", "value": 0.1}
    assert "largely follow" not in repr(groups.finding(told([NINGBO], cluster_findings=[weak])))


def test_groups_of_one_kind_each_are_said_to_be_and_what_is_left_is_asked_within_a_kind():
    """Two reports are a group, and the plans are grouped by year: not “nothing exactly”."""
    plans = [land.plan(f"p{i}", f"甲{i}市", f"{2020 + 3 * (i > 1)}-01-01") for i in range(4)]
    plans += [
        land.plan(f"r{i}", f"甲{i}市", f"{2020 + 3 * i}-02-01", plan_type="work_report") for i in range(2)
    ]
    rows = grouped(p0="C1", p1="C1", p2="C2", p3="C2", r0="C3", r1="C3")
    within = {"finding": "kind_within", "value": 1.0, "null_median": 0.4, "verdict": "kind_separates"}
    weak = within | {"verdict": "descriptive"}
    named = groups.finding(told(plans, clusters=rows, cluster_findings=[within])).named
    assert named["kind"] == (
        "各组各是一种文件（同组的两份文件100%属同一种，随意分派为40%）：文件种类不同，用词本就不同，别的因素只在同类文件之内看。",
        "Each group is of one kind of document (100% of pairs within a group, by chance 40%): kinds "
        "are worded differently, so look for anything else within a kind only.",
    )
    assert named["meaning"][0].startswith("规划与决定中2个组与印发年份完全一致")
    assert named["meaning"][1].startswith("The 2 groups in plans and decisions coincide with year of issue (")
    most = groups.finding(told(plans, clusters=rows, cluster_findings=[within | {"value": 0.86}])).named[
        "kind"
    ]
    assert most[0].startswith("各组大体各是一种文件（同组的两份文件86%")
    assert most[1].startswith("Most groups are of one kind of document (86% of")
    named = groups.finding(told(plans, clusters=rows, cluster_findings=[weak])).named
    assert named["kind"] is None and "3 groups coincide with nothing exactly" in named["meaning"][1]
    alike = grouped(p0="C1", p1="C1", p2="C1", p3="C1", r0="C2", r1="C2")
    named = groups.finding(told(plans, clusters=alike, cluster_findings=[within])).named
    assert named["meaning"] is None  # the plans are one group
    same = {"finding": "kind", "value": 0.9, "verdict": "kind_separates"}
    named = groups.finding(told(plans, clusters=alike, cluster_findings=[same, within])).named
    assert "read nothing else into the groups" in named["kind"][1] and named["meaning"] is None
    named = groups.finding(told(plans, clusters=rows, cluster_findings=[same, within])).named
    assert (
        "nothing else" not in named["kind"][1] and "year of issue" in named["meaning"][1]
    )  # of three groups


@pytest.mark.parametrize(("n", "is_told"), [(30, False), (31, True)])
def test_why_no_other_choices_are_tried_is_told(n, is_told):
    plans = [land.plan(f"p{i}", f"甲{i}市", "2020-01-01") for i in range(n)]
    assert ("Of more than 30 plans" in repr(groups.robustness(told(plans)))) is is_told


def explains(factor, r_squared, p, corrected, null=0.2):
    return {
        "factor": factor, "r_squared": r_squared, "null_median": null, "p_value": p, "p_corrected": corrected,
        "least_p": 0.001, "n": 18, "groups": 2,
    }  # fmt: skip


def test_of_factors_equally_unlikely_the_one_that_explains_most_is_named_and_p_is_never_zero():
    rows = [explains("length", 0.31, 0.001, 0.004), explains("year", 0.47, 0.001, 0.004)]
    shown = repr(groups.finding(told([NINGBO], distance_explained=rows)))
    assert "year of issue alone explains 47%" in shown and "p ≤ 0.004" in shown and "p = 0.00" not in shown
    chance = [explains("year", 0.37, 0.07, 0.27)]
    shown = repr(groups.finding(told([NINGBO], distance_explained=chance)))
    assert "No factor explains the distances beyond chance" in shown and "p = 0.27" in shown


def test_factors_that_explain_more_than_chance_are_all_told():
    rows = [explains("year", 0.56, 0.2, 0.005), explains("level", 0.19, 0.1, 0.005)]
    shown = repr(groups.finding(told([NINGBO], distance_explained=rows)))
    assert "同样超过偶然的还有" in shown and "19%" in shown and "cannot be told" in shown
    alone = [rows[0], explains("level", 0.19, 0.1, 0.4)]
    assert "同样超过偶然" not in repr(groups.finding(told([NINGBO], distance_explained=alone)))


@pytest.mark.parametrize(
    ("p", "said"),
    [(0.01, "p = 0.01"), (0.004, "p ≤ 0.004"), (1 / 720, "p ≤ 0.0014"), (0.00001, "p ≤ 0.0001")],
)
def test_p_is_never_told_smaller_than_it_is(p, said):
    """Six plans can be put in 720 orders: 1/720 is 0.00139."""
    shown = repr(
        groups.finding(told([NINGBO], distance_explained=[explains("year", 0.4, 0.2, 0.3) | {"least_p": p}]))
    )
    assert f"least possible {said})" in shown


def change(theme, difference, q):
    return {
        "region": "嘉兴市", "plan_id": "jiaxing-2023", "earlier_plan_id": "jiaxing-2020", "theme": theme,
        "earlier_share": 0.2, "share": 0.2 + difference, "difference": difference,
        "difference_low": difference - 0.1, "difference_high": difference + 0.1, "p_value": q, "q_value": q,
    }  # fmt: skip


def test_a_change_of_theme_is_told_only_where_it_is_told_from_none():
    shares = [{"plan_id": "jiaxing-2020", "theme": "talent", "share": 1.0}]
    late = {**JIAXING, "plan_id": "jiaxing-2023", "date": "2023-03-30"}
    apart = [{"plan_id": "jiaxing-2023", "other_plan_id": "jiaxing-2020", "distance_ratio": 0.7}]
    given = {"plan_themes": shares, "document_distances": apart, "targets": []}
    rows = [change("talent", -0.15, 0.4), change("platforms_labs", 0.08, 0.6)]
    shown = repr(themes.finding(told([JIAXING, late], theme_changes=rows, **given)))
    assert (
        "no theme's share changed by more than chance" in shown
        and "lost" not in shown
        and "下降" not in shown
    )
    rows = [change("talent", -0.15, 0.01), change("platforms_labs", 0.08, 0.6)]
    shown = repr(themes.finding(told([JIAXING, late], theme_changes=rows, **given)))
    assert "Talent lost (20% → 5%, 95% interval −25 to −5 points)" in shown and "gained" not in shown


def test_plans_of_two_subjects_are_not_set_against_each_other():
    """A region's plan for trade does not turn from its plan for industry; that for talent from the one
    before."""
    late = {**JIAXING, "plan_id": "jiaxing-2023", "date": "2023-03-30"}
    for ratio, distance, there in (
        (0.7, 0.6, True),
        (0.9, 0.6, False),
        (1.02, 0.46, True),
        (None, None, False),
        (None, 0.17, False),  # so few plans that nothing is set off for length: any two are near
    ):
        pair = {"plan_id": "jiaxing-2023", "other_plan_id": "jiaxing-2020"}
        apart = [{**pair, "distance_ratio": ratio, "distance": distance}]
        given = {"document_distances": apart, "theme_changes": [change("talent", -0.15, 0.4)]}
        shown = repr(themes.changes(told([JIAXING, late], **given)))
        assert ("20.0%" in shown) == there
        assert ("内容不相近的前后计划不作比较：嘉兴 2020 → 嘉兴 2023" in shown) != there


def test_a_sentence_more_renames_no_other():
    """A pair of plans that stands before all others leaves what is said of the rest under its name."""
    late = {**JIAXING, "plan_id": "jiaxing-2023", "date": "2023-03-30"}
    other = land.plan("huzhou-2023", "湖州市", "2023-08-01"), land.plan("huzhou-2020", "湖州市", "2020-08-01")
    shares = [{"plan_id": "jiaxing-2020", "theme": "talent", "share": 1.0}]
    pairs = ("jiaxing-2023", "jiaxing-2020"), ("huzhou-2023", "huzhou-2020")
    apart = [{"plan_id": a, "other_plan_id": b, "distance_ratio": 0.7} for a, b in pairs]
    tools = [{"plan_id": "jiaxing-2020", "instrument": "tool0", "clauses": 3}]
    given = {"plan_themes": shares, "document_distances": apart, "targets": [], "plan_instruments": tools}
    first = change("talent", -0.15, 0.01)
    second = {**first, "region": "湖州市", "plan_id": "huzhou-2023", "earlier_plan_id": "huzhou-2020"}
    plans = [JIAXING, late, *other]
    few, more = (
        findings.sentences(replace(told(plans, theme_changes=rows, **given), codebook=codebooks.load()))
        for rows in ([first], [first, second])
    )
    assert len(more) == len(few) + 1 and few.items() <= more.items()
    (added,) = more.keys() - few.keys()
    assert more[added] == (
        "From Huzhou 2020 to Huzhou 2023 Talent lost (20% → 5%, 95% interval −25 to −5 points)."
    )


@pytest.mark.parametrize("n", [3, 4])
def test_waves_are_compared_from_four_plans_each_on_and_within_a_kind(n):
    plans = [land.plan(f"p{y}{i}", f"甲{i}市", f"{y}-01-01") for y in (2020, 2023) for i in range(n)]
    reports = [land.plan(f"r{i}", f"乙{i}市", "2026-01-01", plan_type="work_report") for i in range(n)]
    shares = [
        {"plan_id": p["plan_id"], "theme": t, "share": s}
        for p in [*plans, *reports]
        for t, s in (("talent", 0.2), ("firms_industry", 0.8))
    ]
    shown = repr(themes.finding(told([*plans, *reports], plan_themes=shares, targets=[])))
    assert ("From wave to wave" in shown) == (n == 4)
    assert "2026" not in shown


REPORT = {**JIAXING, "title": "政府工作报告", "plan_type": "work_report"}


def test_instruments_of_reports_are_none_of_plans():
    shares = [{"plan_id": p, "theme": "talent", "share": 1.0} for p in ("ningbo-2020", "jiaxing-2020")]
    rows = [
        {"plan_id": p, "instrument": f"tool{i}", "instrument_group": g, "clauses": n}
        for p, i, g, n in (("ningbo-2020", 0, "supply", 3), ("jiaxing-2020", 2, "demand", 9))
    ]
    book = land.codebook()
    tools = tuple({**r, "group": g} for r, g in zip(book["instruments"], ("supply", "environment", "demand")))
    book = replace(book, rows=book.rows | {"instruments": tools})
    tool = [r["instrument"] for r in tools]
    rows = [r | {"instrument": tool[int(r["instrument"][-1])]} for r in rows]
    given = {"plan_themes": shares, "targets": [], "plan_instruments": rows}
    mixed = themes.finding(replace(told([ZHEJIANG, NINGBO, REPORT], **given), codebook=book)).named["balance"]
    assert "decisions (3 codes" in mixed[1] and "100% act on supply" in mixed[1]
    alike = themes.finding(replace(told([ZHEJIANG, NINGBO, JIAXING], **given), codebook=book)).named[
        "balance"
    ]
    assert (
        "instruments (12 codes" in alike[1]
        and "25% act on supply" in alike[1]
        and "75% on demand" in alike[1]
    )


def test_topics_of_documents_of_several_kinds_may_be_kinds():
    rows = [{"topic": "T01", "theme": "talent", "theme_share": 0.9, "agreement": 0.4}]
    terms = [{"topic": "T01", "rank": 1, "term": "代表"}]
    for here, is_told in (([ZHEJIANG, NINGBO], False), ([ZHEJIANG, NINGBO, REPORT], True)):
        shown = repr(themes.topics_finding(told(here, topics=rows, topic_terms=terms)))
        assert ("set phrases of one kind" in shown) == is_told


@pytest.mark.parametrize(("n", "named"), [(3, 3), (4, 2)])
def test_of_many_regions_whose_themes_did_not_change_the_first_are_named(n, named):
    plans, rows, apart = [], [], []
    for i in range(n):
        older, newer = f"p{i}-2020", f"p{i}-2023"
        plans += [land.plan(p, f"甲{i}市", f"{p[-4:]}-01-01") for p in (older, newer)]
        apart.append({"plan_id": newer, "other_plan_id": older, "distance_ratio": 0.7})
        rows.append(change("talent", -0.01, 0.9) | {"plan_id": newer, "earlier_plan_id": older})
    shares = [{"plan_id": "p0-2020", "theme": "talent", "share": 1.0}]
    given = {"plan_themes": shares, "document_distances": apart, "targets": [], "theme_changes": rows}
    shown = repr(themes.finding(told(plans, **given)))
    assert shown.count("no theme's share changed by more than chance would (") == named
    assert ("In 2 more pairs of plans no theme's share changed" in shown) == (named < n)


def test_a_report_and_a_plan_in_two_groups_tear_no_region_apart():
    newer = {**JIAXING, "plan_id": "jiaxing-2023", "date": "2023-03-30"}
    report = {**REPORT, "plan_id": "jiaxing-2026", "date": "2026-01-30"}
    rows = grouped(**{"jiaxing-2020": "C1", "jiaxing-2023": "C1", "jiaxing-2026": "C2", "ningbo-2020": "C1"})
    plans = [JIAXING, newer, report, NINGBO]
    assert groups.finding(told(plans, clusters=rows)).named["torn_apart"] is None
    rows[1]["cluster"] = "C2"
    _, en = groups.finding(told(plans, clusters=rows)).named["torn_apart"]
    assert en == (
        "Plans of one region and kind fall into different groups: Jiaxing (1 of 1 region with several plans)."
    )


def test_what_is_dealt_within_kinds_is_said_to_be():
    rows = [explains("year", 0.37, 0.001, 0.004)]
    for here, is_told in (([ZHEJIANG, NINGBO], False), ([ZHEJIANG, NINGBO, REPORT], True)):
        shown = repr(groups.finding(told(here, distance_explained=rows)))
        assert ("permutations within kinds of documents 20%" in shown) == is_told


def structure(verdict):
    return {
        "finding": "structure",
        "value": 0.2,
        "null_high": 0.1,
        "repetitions": 99,
        "n": 6,
        "verdict": verdict,
    }


@pytest.mark.parametrize(
    ("verdict", "said", "unsaid"),
    [
        ("structure", "stronger than chance", "No reliable groups"),
        ("no_structure", "No reliable groups", "stronger than chance"),
        ("too_few", "Too few plans", "stronger than chance"),
    ],
)
def test_groups_are_told_only_beyond_shuffled_text(verdict, said, unsaid):
    shown = repr(groups.finding(told([NINGBO], cluster_findings=[structure(verdict)])))
    assert said in shown and unsaid not in shown and "ways to prepare" not in shown


def test_how_far_other_choices_give_the_groups_is_told_with_them():
    rows = grouped(**{"zhejiang-2020": "C1", "ningbo-2020": "C2"})
    tried = [
        {"k": 2, "least_df": i, "partition": p, "is_default": not i}
        for i, p in enumerate(("1 2", "1 2", "1 1", "2 2"))
    ]
    shown = repr(
        groups.finding(
            told(
                [ZHEJIANG, NINGBO],
                clusters=rows,
                cluster_findings=[structure("structure")],
                cluster_multiverse=tried,
            )
        )
    )
    assert "of 4 ways to prepare the text 50% give the same 2 groups; 3 groupings occur" in shown


def test_no_sentence_with_another_number_is_told_where_there_is_none():
    assert passages.finding(told([ZHEJIANG, NINGBO])).named["swapping"] is None
    assert passages.finding(told([ZHEJIANG, NINGBO])).named["naming"] is None


def test_goals_that_any_year_makes_are_no_instrument_among_others():
    shares = [{"plan_id": "ningbo-2020", "theme": "talent", "share": 1.0}]
    rows = [
        {"plan_id": "ningbo-2020", "instrument": i, "instrument_group": "supply", "clauses": n}
        for i, n in (("tool0", 6), ("tool6", 3), ("tool12", 1), ("goal_planning", 10))
    ]
    shown = repr(themes.finding(told([NINGBO], plan_instruments=rows, plan_themes=shares, targets=[])))
    assert "60% act on supply, 30% on the environment, 10% on demand" in shown and "10 more of goal" in shown
    assert "为主" not in shown


def test_the_word_of_one_plan_is_not_that_of_its_wave():
    rows = [
        {"grouping": "wave", "group": "2023", "term": t, "z": 4.0, "plans_with_term": 2, "plans_in_group": n,
         "q_value": q}
        for t, n, q in (("枢纽", 1, 0.03), ("科技", 2, 0.03), ("资金", 2, 0.4))
    ]  # fmt: skip
    shown = repr(vocabulary.keyness(told([NINGBO], keyness=rows)))
    assert "枢纽" not in shown and "科技" in shown and "资金" in shown and "z > 1.96" not in shown
    assert "false-discovery rate" in shown and shown.strip().endswith("1")


def test_new_words_count_what_was_decided():
    rows = [
        {"term": t, "count": 5, "plans_with_term": 2, "decision": d}
        for t, d in (("甲乙", "suggested"), ("丙丁", "accepted"), ("戊己", "rejected"))
    ]
    shown = repr(vocabulary.new_words(told([NINGBO], new_words=rows)))
    assert "1 await a person's judgement, 2 are decided" in shown and "丙丁" not in shown


def test_keyness_of_plans_and_levels_is_told_by_name():
    rows = [
        {
            "grouping": g,
            "group": k,
            "term": "港口",
            "z": 3.0,
            "plans_with_term": 2,
            "plans_in_group": 2,
            "q_value": 0.5,
        }
        for g, k in (("plan", "ningbo-2020"), ("level", "province"), ("wave", "2020"))
    ]
    one = told([ZHEJIANG, NINGBO], keyness=rows)
    assert "Ningbo" in repr(vocabulary.keyness(one, "plan"))
    assert "province" in repr(vocabulary.keyness(one, "level")) and "2020" in repr(vocabulary.keyness(one))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_stands_on_empty_tables(lang):
    bare = told([NINGBO], lang)
    for tell in (
        themes.finding, themes.waves, themes.heading_check, themes.topics_finding, themes.caveats,
        groups.finding, groups.caveats, passages.finding, passages.borrowed, passages.swaps,
        vocabulary.keyness, vocabulary.cowords, vocabulary.new_words,
    ):  # fmt: skip
        assert repr(tell(bare)).strip(), tell.__name__


def test_several_charts_are_shown_one_below_the_other():
    told = Told(land.frames([NINGBO], []), land.codebook())
    charts = [Picture("甲 <高>"), Picture("乙")]
    shown = drawn(told, lambda view: charts).markup
    assert shown.count("<img ") == 2 and 'alt="甲 &lt;高&gt;"' in shown
    assert drawn(told, lambda view: charts[0]) is charts[0]
    assert "不足以绘制此图" in repr(drawn(told, lambda view: []))


class Picture:
    def __init__(self, title: str) -> None:
        self.title = title

    def _repr_png_(self) -> bytes:
        return b"png"


def test_rows_beyond_the_first_are_folded_away():
    told = Told(land.frames([NINGBO], []), land.codebook())
    rows = [{"n": i} for i in range(AT_ONCE + 5)]
    open_part, folded = listed(told, rows, ("n",)).markup.split("<details")
    assert open_part.count("<tr>") == AT_ONCE + 1 and folded.count("<tr>") == 5 + 1
    assert "还有5行" in folded and "<details" not in listed(told, rows[:AT_ONCE], ("n",)).markup


@pytest.mark.parametrize(
    "apart, said", [(10, "agree well"), (12, "agree fairly"), (16, "agree fairly"), (18, "no conclusions")]
)  # of 100 clauses on two themes: κ = 0.80, 0.76, 0.68, 0.64
def test_agreement_is_named_by_krippendorffs_marks(apart, said):
    same = [("talent", "talent"), ("finance_funding", "finance_funding")] * (50 - apart // 2)
    other = [("talent", "finance_funding"), ("finance_funding", "talent")] * (apart // 2)
    shares = [{"plan_id": "ningbo-2020", "theme": "talent", "share": 1.0}]
    one = told([NINGBO], targets=[], plan_themes=shares, theme_evidence=evidence(same + other))
    assert said in repr(themes.finding(one))


@pytest.mark.parametrize("clauses, known", [(20, True), (19, False)])
def test_fewer_than_twenty_clauses_show_no_agreement(clauses, known):
    pairs = ([("talent", "talent"), ("finance_funding", "finance_funding")] * 10)[:clauses]
    shown = repr(themes.heading_check(told([NINGBO], theme_evidence=evidence(pairs))))
    assert ("κ = 1.00" in shown) == known and ("Too few clauses" in shown) != known


@pytest.mark.parametrize("difference, is_told", [(0.05, True), (0.049, False)])
def test_a_change_of_less_than_five_points_is_no_sentence(difference, is_told):
    late = {**JIAXING, "plan_id": "jiaxing-2023", "date": "2023-03-30"}
    shares = [{"plan_id": "jiaxing-2020", "theme": "talent", "share": 1.0}]
    apart = [{"plan_id": "jiaxing-2023", "other_plan_id": "jiaxing-2020", "distance_ratio": 0.7}]
    given = {"plan_themes": shares, "document_distances": apart, "targets": []}
    given["theme_changes"] = [change("talent", difference, 0.01)]
    assert ("gained" in repr(themes.finding(told([JIAXING, late], **given)))) == is_told


def test_pairs_of_words_say_of_which_kind_of_document_they_are():
    report = NINGBO | {"plan_id": "hubei-2025", "plan_type": "work_report", "title": "政府工作报告"}
    mixed = vocabulary.cowords(told([NINGBO, JIAXING, report])).markup
    assert "Words in plans and decisions" in mixed
    assert "of the kind" not in vocabulary.cowords(told([NINGBO, JIAXING])).markup


def test_bodies_of_state_and_periods_are_among_no_names_counted():
    """Of four names two were given by somebody, and one of those stands in two regions."""
    rows = [
        {"name": name, "name_kind": kind, "count": 2, "plans": n, "regions": n, "is_first_by_order": False,
         "members": "zhejiang-2020 ningbo-2020"}
        for name, kind, n in (
            ("栽树工程", "programme", 1), ("最多跑一次", "slogan", 2), ("十四五", "slogan", 2),
            ("浙江大学", "institution", 2),
        )
    ]  # fmt: skip
    zh, en = (
        repr(passages.finding(told([ZHEJIANG, NINGBO], lang, name_spread=rows))) for lang in ("zh", "en")
    )
    assert "2个名称（机关、院校和“十四五”等时期不计）中1个见于不止一个地区" in zh
    assert "Of 2 names (bodies of state, schools and five-year periods apart) 1 stand" in en
