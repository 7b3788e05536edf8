"""Sentences of notebook 03, each whole, from tables small enough to count by hand."""

from __future__ import annotations

import pytest

from ambition_rows import JIAXING, JIAXING_23, NINGBO, plan, target
from cityplans.publishing.notebooks.story import theme_sentences as sentences
from cityplans.publishing.notebooks.story.theme_sentences import Largest
from test_story_words import change, told

PLANS = [NINGBO, JIAXING]
REPORT = plan("ningbo-report", "宁波市", "2021-01-01", plan_type="work_report")


def shares(**of_plans: dict) -> list[dict]:
    named = {"ningbo": "ningbo-2020", "jiaxing": "jiaxing-2020", "report": "ningbo-report"}
    return [
        {"plan_id": named[p], "theme": theme, "share": share}
        for p, of in of_plans.items()
        for theme, share in of.items()
    ]


def aims(plan_id: str, *themes: str) -> list[dict]:
    return [
        target(plan_id, None, 1, theme=theme, target_id=f"{plan_id}-{i}", start=i, end=i + 1, quote="1%")
        for i, theme in enumerate(themes)
    ]


TEXT = shares(ningbo={"talent": 0.6, "finance_funding": 0.4}, jiaxing={"talent": 0.4, "finance_funding": 0.6})
AIMS = aims("ningbo-2020", "talent", *["finance_funding"] * 3)
AIMS += aims("jiaxing-2020", "talent", *["finance_funding"] * 3)


def test_much_said_and_little_counted():
    """Talent: half of the text, a quarter of the targets."""
    assert sentences.spoken(told(PLANS, plan_themes=TEXT, targets=AIMS)) == (
        "说得多而少有数字的是“人才”：有目标的2份计划平均，占文字的50%，占目标的25%。",
        "Much said and little counted: Talent, on average of 2 plans with targets 50% of the text and 25% of "
        "the targets.",
    )
    one = told(PLANS, plan_themes=TEXT, targets=AIMS[:4])  # Jiaxing has no targets: 60 % of Ningbo's text
    assert sentences.spoken(one)[1] == (
        "Much said and little counted: Talent, on average of 1 plan with targets 60% of the text and 25% of "
        "the targets."
    )


def test_nothing_is_said_more_than_it_is_counted():
    even = shares(ningbo={"talent": 0.25, "finance_funding": 0.75})
    assert sentences.spoken(told(PLANS, plan_themes=even, targets=AIMS)) is None
    assert sentences.spoken(told(PLANS, plan_themes=[], targets=AIMS)) is None
    general = shares(ningbo={"overall_innovation": 0.9, "talent": 0.1})
    assert sentences.spoken(told(PLANS, plan_themes=general, targets=AIMS)) is None


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (
            Largest("talent", 0.5, "talent", 0.4, 20),
            "“人才”篇幅最大（平均占各计划文字的50%），目标也最多（20项中的40%）。",
            "Talent has most text (on average 50% of a plan) and most targets (40% of 20).",
        ),
        (
            Largest("talent", 0.5, "finance_funding", 0.4, 20),
            "篇幅最大的主题是“人才”（平均占50%），目标最多的是“财政金融”（20项中的40%）。",
            "Most text is about Talent (on average 50% of a plan), most targets about Finance (40% of 20).",
        ),
        (
            Largest("talent", 0.5, "", 0, 0),
            "篇幅最大的主题是“人才”（平均占50%）。",
            "Most text is about Talent (on average 50% of a plan).",
        ),
    ],
)
def test_the_largest_theme(found, zh, en):
    assert sentences.largest(told(PLANS), found) == (zh, en)


def test_no_largest_theme_where_nothing_has_one():
    assert sentences.largest(told(PLANS), Largest("other", 0.5, "talent", 0.4, 20)) is None
    assert sentences.largest(told(PLANS), Largest("talent", 0.5, "other", 0.4, 20)) is None


def test_of_what_kind_where_there_are_others():
    zh, en = sentences.largest(told([*PLANS, REPORT]), Largest("talent", 0.5, "", 0, 0))
    assert zh.startswith("2份") and "中（其余1份文件不计），篇幅最大的主题是“人才”" in zh
    assert en.startswith("Most text in 2 plans and decisions ")
    assert en.endswith(" (1 other not counted) is about Talent (on average 50% of a plan).")


def test_themes_as_long_and_as_frequent():
    view = told(PLANS)
    assert sentences.near(view, "talent", {"finance_funding": 0.3, "parks_space": 0.25}) == (
        "“财政金融”（30%）、“园区空间”（25%）的篇幅与“人才”相差不到0.5个百分点。",
        "The text about Finance (30%), Parks (25%) is within 0.5 points of that about Talent.",
    )
    assert sentences.near(view, "talent", {}) is None
    assert sentences.near(view, "other", {"talent": 0.3}) is None
    assert sentences.level(view, "talent", ["parks_space", "finance_funding"]) == (
        "目标一样多的还有“财政金融、园区空间”，与“人才”并列。",
        "As many targets as on Talent are on Finance, Parks.",
    )
    assert sentences.level(view, "talent", []) is None


def test_means_count_every_plan_alike_and_only_the_main_kind():
    rows = [*TEXT, *shares(report={"parks_space": 1.0})]
    assert sentences.mean_shares(told([*PLANS, REPORT], plan_themes=rows)) == {
        "talent": pytest.approx(0.5),
        "finance_funding": pytest.approx(0.5),
    }
    made = told([*PLANS, REPORT], targets=[*AIMS, *aims("ningbo-report", "parks_space")])
    assert sentences.target_shares(made) == {"talent": 0.25, "finance_funding": 0.75}


def test_from_wave_to_wave():
    years = {2020: {"talent": 0.2, "parks_space": 0.8}, 2023: {"talent": 0.5, "parks_space": 0.5}}
    plans = [plan(f"p{i}-{y}", "嘉兴市", f"{y}-01-0{i}") for y in years for i in range(1, 5)]
    rows = [
        {"plan_id": p["plan_id"], "theme": t, "share": s}
        for p in plans
        for t, s in years[int(p["date"][:4])].items()
    ]
    assert sentences.waves(told(plans, plan_themes=rows)) == (
        "批次之间，2020年4份 → 2023年4份：“人才”上升最多（20% → 50%），“园区空间”下降最多（80% → 50%）。",
        "From wave to wave, 2020 (n=4) → 2023 (n=4): Talent gained most (20% → 50%), Parks lost most (80% → "
        "50%).",
    )
    assert sentences.waves(told(plans[1:], plan_themes=rows[2:])) is None  # three plans are no wave


def changed(*rows: dict) -> dict:
    apart = [{"plan_id": "jiaxing-2023", "other_plan_id": "jiaxing-2020", "distance_ratio": 0.7}]
    return sentences.changes(told([JIAXING, JIAXING_23], document_distances=apart, theme_changes=[*rows]))


def test_a_theme_that_lost():
    assert changed(change("talent", -0.15, 0.01), change("parks_space", 0.1, 0.6)) == {
        "jiaxing-2023 jiaxing-2020 talent": (
            "嘉兴 2023与嘉兴 2020相比，“人才”下降（20% → 5%，95%区间−25至−5个百分点）。",
            "From Jiaxing 2020 to Jiaxing 2023 Talent lost (20% → 5%, 95% interval −25 to −5 points).",
        )
    }


@pytest.mark.parametrize(("difference", "is_told"), [(0.05, True), (0.049, False)])
def test_a_change_of_five_points_is_worth_a_sentence(difference, is_told):
    assert ("jiaxing-2023 jiaxing-2020 talent" in changed(change("talent", difference, 0.01))) is is_told


def test_changes_that_are_not_told_from_none():
    assert changed(change("talent", -0.15, 0.4), change("parks_space", 0.08, 0.6)) == {
        "jiaxing-2023 jiaxing-2020": (
            "嘉兴 2023与嘉兴 2020相比，各主题占比的变化都不超出偶然波动（最大的是“人才”20% → 5%，"
            "95%区间−25至−5个百分点）。",
            "From Jiaxing 2020 to Jiaxing 2023 no theme's share changed by more than chance would (largest: "
            "Talent, 20% → 5%, 95% interval −25 to −5 points).",
        )
    }


THEMES = ("talent", "parks_space", "finance_funding", "higher_education")


@pytest.mark.parametrize(("n", "more"), [(3, None), (4, 2)])
def test_of_four_changes_two_are_told_and_the_others_counted(n, more):
    found = changed(*(change(t, 0.1 + i / 100, 0.01) for i, t in enumerate(THEMES[:n])))
    if more is None:
        assert len(found) == 3 and all("gained" in en for _, en in found.values())
        return
    assert [*found] == [
        "jiaxing-2023 jiaxing-2020 higher_education",
        "jiaxing-2023 jiaxing-2020 finance_funding",
        "changes_more",
    ]
    assert found["changes_more"] == (
        "另有2处主题占比的变化能与零区分，见下表。",
        "2 more changes of a theme's share are told from none: see below.",
    )


def test_instruments_without_goals():
    kinds = {"supply": 5, "environment": 4, "demand": 1}
    book = told(PLANS).codebook["instruments"]
    first = {row["group"]: row["instrument"] for row in reversed(book)}
    rows = [{"plan_id": "ningbo-2020", "instrument": first[k], "clauses": n} for k, n in kinds.items()]
    rows += [{"plan_id": "ningbo-2020", "instrument": sentences.GOALS, "clauses": 7}]
    rows += [{"plan_id": "ningbo-report", "instrument": first["demand"], "clauses": 90}]
    zh, en = sentences.balance(told(PLANS, plan_instruments=rows))
    assert zh == (
        "政策工具（10个编码；另有目标规划7个，凡写“到20xx年”即计入，未算在内）：供给型50%，环境型40%，需求型10%；"
        "需求型的判定最不可靠（见 MEASURED.md）。"
    )
    assert en == (
        "Policy instruments (10 codes; 7 more of goal planning, which any “by 20xx” makes, left out): 50% "
        "act on supply, 40% on the environment, 10% on demand; demand is coded least reliably (see "
        "MEASURED.md)."
    )
    assert sentences.balance(told(PLANS, plan_instruments=[])) is None
