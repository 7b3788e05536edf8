"""The plans on a line of time: words, table and bars."""

from __future__ import annotations

import pytest

from ambition_rows import plan, target
from cityplans.publishing.charts.timeline import timeline_charts
from cityplans.publishing.telling import timelines
from cityplans.publishing.telling.view import View
from test_charts import small

PLANS = [
    plan("a-2020", "宁波市", "2020-07-01", period_start=2021, period_end=2025),
    plan("b-2021", "嘉兴市", "2021-01-01", period_start=2021, period_end=2025, status="draft"),
    plan("c-2022", "温州市", None, period_start=2022, period_end=2027),
]


def charts(plans, rows=(), lang: str = "en"):
    return timeline_charts(View(*small(plans, [*rows]), lang))


def test_what_is_shown():
    later = [target("a-2020", "rd_intensity", 3, 2030)]
    (made,) = charts(PLANS, later)
    assert made.name == "timeline_en"
    assert made.subtitle == (
        "Bar: from issue to the end of the plan's last year, or else of the year of most targets (the latest "
        "of several); 1 plan with later targets; hollow = draft; square = year of issue only, drawn at its "
        "middle; n = 3"
    )
    assert made.data.set_index("plan_id")["horizon"].to_dict() == {
        "a-2020": 2025,
        "b-2021": 2025,
        "c-2022": 2027,
    }
    assert made.data.set_index("plan_id")["status"].to_dict()["b-2021"] == "draft"


def test_what_needs_no_word_gets_none():
    dated = [PLANS[0], PLANS[1] | {"status": "final"}]
    (made,) = charts(dated, lang="zh")
    assert made.subtitle == "条：从发布到计划期末的年底，没有期末的到目标最多的年份（并列取最晚）；n = 2"


def test_a_plan_without_an_end_is_counted_and_a_lone_one_not_drawn():
    bare = plan("d-2020", "湖州市", "2020-01-01")
    (made,) = charts([*PLANS[:2], bare])
    assert made.subtitle.endswith("n = 2; 1 more without year of issue or horizon")
    assert charts([PLANS[0], bare]) == []


def test_bars_reach_from_issue_to_the_end_of_the_last_year():
    (made,) = charts([PLANS[0], PLANS[1]])
    plot = made.figure.axes[0]
    bars = sorted(tuple(line.get_xdata()) for line in plot.lines if len(line.get_xdata()) == 2)
    assert [end for _, end in bars] == [2026, 2026]
    assert bars[0][0] == pytest.approx(2020.5, abs=0.02) and bars[1][0] == pytest.approx(2021, abs=0.01)
    starts = [line for line in plot.lines if len(line.get_xdata()) == 1 and line.get_marker() == "o"]
    faces = {round(line.get_xdata()[0]): line.get_markerfacecolor() for line in starts}
    assert faces[2021] == "white" and faces[2020] != "white"


def test_how_far_plans_look_is_told_of_those_whose_day_is_known():
    """An undated plan stands in the middle of its year: half a year more or less is no finding."""
    dated = timelines.Run("a", 2021.2, 2025, False)
    undated = timelines.Run("b", 2021.5, 2025, False, dated=False)
    assert timelines._ends([dated, undated]) == ("4.8", "4.8")
    assert timelines._lengths_zh([undated], True) == "" and timelines._lengths_en([undated]) == ""
