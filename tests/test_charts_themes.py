"""How themes shifted and with what tools they work: titles and tables from shares counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

import ambition_rows as land
from ambition_rows import NINGBO
from cityplans.publishing.charts.themes import (
    _demand,
    _goals_apart,
    _most_used,
    _shift_title,
    _tools_title,
    chart_theme_shift,
)
from cityplans.publishing.telling.view import View
from cityplans.publishing.telling.waves import Shift
from test_story_words import told

ZH, EN = (View({}, land.codebook(), lang) for lang in ("zh", "en"))
TOOL = {row["group"]: row["instrument"] for row in reversed(land.codebook()["instruments"])}


def shift(before: dict, after: dict, told_of=None) -> Shift:
    return Shift("A → B", before, after, frozenset(), told_of)


@pytest.mark.parametrize(
    ("after", "told_of", "zh", "en"),
    [
        (
            {"talent": 0.4, "parks_space": 0.6},
            None,
            "A → B：“人才”的篇幅增加最多（20% → 40%），“园区空间”的篇幅减少最多（80% → 60%）",
            "A → B: Talent gained most (20% → 40%), Parks lost most (80% → 60%)",
        ),
        (
            {"talent": 0.4, "parks_space": 0.6},
            {"talent"},
            "A → B：“人才”的篇幅增加最多（20% → 40%）",
            "A → B: Talent gained most (20% → 40%)",
        ),
        (
            {"talent": 0.4, "parks_space": 0.7},
            set(),
            "A → B：各主题篇幅的变化都不超出偶然波动（最大的是“人才”，20% → 40%）",
            "A → B: no theme's share changed by more than chance would (largest: Talent, 20% → 40%)",
        ),
        (
            {"talent": 0.22, "parks_space": 0.78},
            None,
            "A → B：“人才”的篇幅增加最多（20% → 22%），“园区空间”的篇幅减少最多（80% → 78%）",
            "A → B: Talent gained most (20% → 22%), Parks lost most (80% → 78%)",
        ),
        (
            {"talent": 0.219, "parks_space": 0.781},
            None,
            "A → B：各主题的篇幅变化都不到2个百分点",
            "A → B: no theme shifted by 2 points",
        ),
    ],
)
def test_the_title_of_a_shift(after, told_of, zh, en):
    found = shift({"talent": 0.2, "parks_space": 0.8}, after, None if told_of is None else frozenset(told_of))
    themes = ["talent", "parks_space"]  # by the change
    assert (_shift_title(ZH, found, themes), _shift_title(EN, found, themes)) == (zh, en)


def test_themes_are_sorted_by_the_change():
    years = {
        2020: {"talent": 0.2, "parks_space": 0.5, "other": 0.3},
        2023: {"talent": 0.5, "parks_space": 0.5},
    }
    plans = [land.plan(f"p{i}-{y}", "嘉兴市", f"{y}-01-0{i}") for y in years for i in range(1, 5)]
    rows = [
        {"plan_id": p["plan_id"], "theme": t, "share": s}
        for p in plans
        for t, s in years[int(p["date"][:4])].items()
    ]
    made = chart_theme_shift(told(plans, "en", plan_themes=rows))
    assert made.data[["theme", "before", "after"]].values.tolist() == [
        ["talent", pytest.approx(0.2), pytest.approx(0.5)],
        ["parks_space", pytest.approx(0.5), pytest.approx(0.5)],
    ]
    assert made.title == "2020 (n=4) → 2023 (n=4): Talent gained most (20% → 50%)"
    assert chart_theme_shift(told([NINGBO], "en", plan_themes=rows[:1])) is None


def codes(**of) -> dict:
    return {("talent", TOOL.get(kind, "goal_planning")): n for kind, n in of.items()}


@pytest.mark.parametrize(("n", "there"), [(10, True), (9, False)])
def test_a_share_of_fewer_than_ten_codes_is_not_said(n, there):
    found = _goals_apart(codes(supply=n - 4, demand=4, goals=50))
    assert found == (
        {("talent", TOOL["supply"]): (n - 4) / n, ("talent", TOOL["demand"]): 4 / n} if there else {}
    )


def test_the_title_of_tools():
    tool = EN.word("instrument", TOOL["supply"])
    apart = {("talent", TOOL["supply"]): 0.6, ("talent", TOOL["demand"]): 0.4}
    assert _tools_title(EN, apart, {"talent": 0.1, "parks_space": 0.3}) == (
        f"Clauses on talent rely most on {tool.lower()} (60%, goals apart); "
        "demand tools are most used for parks (30%, goals counted)"
    )
    word = ZH.word("instrument", TOOL["supply"])
    assert _tools_title(ZH, apart, {"talent": 0.0}) == f"“人才”条款最常用{word}（60%，目标规划不计）"
    assert _tools_title(EN, {}, {}) == "No theme has 10 clauses with instruments, goals apart"
    assert _tools_title(ZH, {}, {}) == "没有一个主题有10条用政策工具的条款（目标规划不计）"


def test_demand_adds_up_the_tools_of_its_group():
    tools = {row["instrument"]: row["group"] for row in land.codebook()["instruments"]}
    demand = [tool for tool, group in tools.items() if group == "demand"]
    share = {("talent", demand[0]): 0.1, ("talent", demand[1]): 0.2, ("talent", TOOL["supply"]): 0.7}
    assert _demand(share, "talent", tools) == pytest.approx(0.3)


def test_the_tool_used_most_of_each_theme():
    rows = [
        ("talent", TOOL["supply"], 0.6),
        ("talent", TOOL["demand"], 0.4),
        ("parks_space", TOOL["demand"], None),
    ]
    data = pd.DataFrame(rows, columns=["theme", "instrument", "share_goals_apart"])
    assert _most_used(EN, data) == {"talent": f"{EN.word('instrument', TOOL['supply'])} 60%"}
