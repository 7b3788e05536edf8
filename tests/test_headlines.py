"""What stands over a picture of all plans: expected words written by hand, from a few rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO, ZHEJIANG, target
from charted_rows import world
from cityplans import tables
from cityplans.publishing.telling import headlines
from cityplans.publishing.telling.view import View


def view(lang: str) -> View:
    rows = [target("ningbo-2020", "rd_intensity", 3.6), target("jiaxing-2020", "rd_intensity", 3.2)]
    return View(*world(land.frames([NINGBO, JIAXING, ZHEJIANG], rows), land.codebook()), lang)


@pytest.mark.parametrize(
    "years, zh, en",
    [
        ({2025: 3, 2030: 1}, "4项有年份的目标中3项以2025年为期", "Of 4 dated targets 3 are for 2025"),
        ({2025: 1}, "1项有年份的目标中1项以2025年为期", "Of 1 dated target 1 is for 2025"),
        (
            {2025: 2, 2027: 1, 2035: 2},
            "5项有年份的目标中，以2025、2035年为期的最多，各2项",
            "Of 5 dated targets 2 each are for 2025 and 2035",
        ),
    ],
)
def test_the_year_of_most_targets_and_every_one_of_a_tie(years, zh, en):
    assert [headlines.by_year(view(lang), Counter(years)) for lang in ("zh", "en")] == [zh, en]


@pytest.mark.parametrize(
    "shares, zh, en",
    [
        (
            {"talent": 0.124, "finance_funding": 0.1191},
            "篇幅最大的主题是“人才”（12%）、“财政金融”（12%），平均相差不到0.5个百分点",
            "Talent (12%), Finance (12%) take the most room, on average less than 0.5 points apart",
        ),
        (
            {"talent": 0.124, "finance_funding": 0.1189},
            "篇幅最大的主题是“人才”，平均占12%",
            "Talent takes the most room: 12% on average",
        ),
    ],
)
def test_themes_less_than_half_a_point_apart_are_level(shares, zh, en):
    rows = [{"plan_id": "ningbo-2020", "theme": t, "share": s} for t, s in shares.items()]
    frames = land.frames([NINGBO], []) | {"plan_themes": tables.frame("plan_themes", rows)}
    told = [headlines.room(View(frames, land.codebook(), lang), shares) for lang in ("zh", "en")]
    assert told == [zh, en]


@pytest.mark.parametrize(
    "plans, relations, zh, en",
    [
        (
            ["ningbo-2020", "jiaxing-2020"],
            ["higher", "lower"],
            "2项城市目标中，1项高于上级、1项低于上级",
            "Of 2 city targets, 1 is more demanding than that of the territory above, 1 less demanding",
        ),
        (
            ["ningbo-2020"],
            ["unordered"],
            "1项城市目标与上级都无法排序",
            "1 city target cannot be ordered against the territory above",
        ),
        (
            ["zhejiang-2020"],
            ["equal"],
            "1项对照上级的目标中，1项与上级持平",
            "Of 1 target also set one level up, 1 is the same as that of the territory above",
        ),
    ],
)
def test_targets_against_the_territory_above(plans, relations, zh, en):
    rows = [{"plan_id": p, "relation": r} for p, r in zip(plans, relations, strict=True)]
    assert [headlines.against_above(view(lang), rows) for lang in ("zh", "en")] == [zh, en]


def test_a_mean_share_is_told_with_the_least_and_the_most():
    """One plan about nothing else makes a theme the largest; the span says so."""
    plans = [ZHEJIANG, NINGBO, JIAXING]
    shares = {"zhejiang-2020": 0.9, "ningbo-2020": 0.0, "jiaxing-2020": 0.0}
    rows = [{"plan_id": p, "theme": "talent", "share": s} for p, s in shares.items()]
    frames = {**land.frames(plans, []), "plan_themes": tables.frame("plan_themes", rows)}
    seen = View(frames, land.codebook())
    assert headlines.room(seen, ["talent"]).endswith("平均占30%（0%–90%）")
    assert headlines.room(seen.other("en"), ["talent"]).endswith("30% on average (0–90%)")


def profile(plan_id: str, n: int, hard: float, soft: float, sure: float = 0.0) -> dict:
    """Shares whose intervals reach `sure` to both sides."""
    row = {"plan_id": plan_id, "n": n}
    for kind, share in (("hard", hard), ("soft", soft)):
        row |= {f"{kind}_share": share, f"{kind}_or_mixed_share": share}
        row |= {f"{kind}_or_mixed_low": max(share - sure, 0), f"{kind}_or_mixed_high": share + sure}
    return row


def test_a_share_of_wordings_counts_those_that_are_both_at_both_ends():
    rows = [{"hard_share": 0.1, "hard_or_mixed_share": s} for s in (0.163, 0.443)]
    assert headlines.span_of(rows, "hard", "en") == "16–44%"
    assert headlines.span_of(rows, "hard", "zh") == "16%–44%"


@pytest.mark.parametrize(
    "rows, zh",
    [
        (
            [profile("ningbo-2020", 53, 0.26, 0.02), profile("jiaxing-2020", 1, 1.0, 0.0)],
            "宁波的目标中26%写作下限或确保，2%写作约数或力争；其余计划目标不足10项",
        ),
        (
            [profile("ningbo-2020", 53, 0.0, 0.0), profile("jiaxing-2020", 20, 0.0, 0.0)],
            "没有目标写作下限或确保，也没有写作约数或力争的",
        ),
        (
            [profile("ningbo-2020", 53, 0.4, 0.1, 0.05), profile("jiaxing-2020", 20, 0.45, 0.7, 0.05)],
            "写作约数或力争的目标比重嘉兴最高（70%）；下限或确保的占40%–45%，区间重叠，分不出最高者",
        ),
        (
            [profile("ningbo-2020", 53, 0.4, 0.0), profile("jiaxing-2020", 20, 0.2, 0.0)],
            "写作下限或确保的目标比重宁波最高（40%）；约数或力争的没有",
        ),
        (
            [profile("ningbo-2020", 53, 0.4, 0.1), profile("jiaxing-2020", 20, 0.4, 0.1)],
            "写作下限或确保的目标占40%，约数或力争占10%；最高与次高的区间重叠，分不出最高者",
        ),
        (
            [profile("ningbo-2020", 53, 0.4, 0.1), profile("jiaxing-2020", 20, 0.2, 0.3)],
            "写作下限或确保的目标比重宁波最高（40%），约数或力争的嘉兴最高（30%）",
        ),
    ],
)
def test_a_plan_words_most_only_where_its_interval_lies_above_the_others(rows, zh):
    assert headlines.firmness(view("zh"), rows) == zh


def test_a_report_is_no_plan_that_words_most():
    rows = [profile("ningbo-2020", 53, 0.6, 0.0, 0.05), profile("jiaxing-2020", 50, 0.4, 0.0, 0.05)]
    rows.append(profile("zhejiang-2020", 60, 0.9, 0.0, 0.05))
    frames = view("zh").frames
    plans = frames["plans"].copy()
    plans.loc[plans["plan_id"] == "zhejiang-2020", ["plan_type", "title"]] = ["work_report", "政府工作报告"]
    mixed = replace(view("zh"), frames={**frames, "plans": plans})
    assert "浙江最高（90%）" in headlines.firmness(view("zh"), rows)
    said = headlines.firmness(mixed, rows)
    assert "宁波最高（60%）" in said and said.startswith("规划与决定中")


def test_a_third_plan_of_few_targets_may_reach_above_the_second():
    rows = [profile("ningbo-2020", 53, 0.6, 0.0, 0.05), profile("jiaxing-2020", 50, 0.4, 0.0, 0.05)]
    assert "宁波最高" in headlines.firmness(view("zh"), rows)
    wide = profile("zhejiang-2020", 12, 0.3, 0.0, 0.3)
    assert "宁波最高" not in headlines.firmness(view("zh"), [*rows, wide])
