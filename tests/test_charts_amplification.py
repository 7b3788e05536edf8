"""The strips of targets against those of the territory above: where points stand, what stands beside them."""

from __future__ import annotations

import pytest

from ambition_rows import JIAXING, NINGBO, WENZHOU, ZHEJIANG, target
from cityplans.publishing.charts.amplification import Strip, _beside, _spans, amplification_charts
from cityplans.publishing.telling.view import View
from test_charts import small

PLANS = [ZHEJIANG, NINGBO, WENZHOU, JIAXING]


def charts(*rows, lang="zh", size="page"):
    return amplification_charts(View(*small(PLANS, [*rows]), lang), size)


def of(indicator: str, *values, **more):
    """Targets of the province and of one city after another."""
    ids = [p["plan_id"] for p in PLANS]
    return [target(p, indicator, v, **more) for p, v in zip(ids, values, strict=False)]


def words(chart):
    return [t.get_text() for axes in chart.figure.axes for t in axes.texts]


def points(chart):
    return [
        sorted(round(float(line.get_xdata()[0]), 3) for line in axes.lines if len(line.get_xdata()) == 1)
        for axes in chart.figure.axes
        if axes.axison
    ]


def test_points_and_ratios_have_an_axis_each_and_what_is_alike_is_said_in_words():
    (made,) = charts(
        *of("rd_intensity", 3.2, 3.6, 3.0, 3.2),
        *of("labour_productivity", 250_000, 300_000, 170_000, 250_000, unit="元/人"),
        *of("hightech_va_share", 60, 60, 60),
    )
    assert points(made) == [[-0.2, 0, 0.4], [-32, 0, 20]]
    said = words(made)
    assert "比例和增速：与上级目标之差（百分点）" in said
    assert "其他比率：比上级目标高或低多少（%）" in said
    assert {"宁波 +0.4点", "温州 −0.2点", "宁波 +20%", "温州 −32%"} <= set(said)
    assert "各地都与上级持平的指标（共2项目标；×＝计划数）" in said and any("×2" in w for w in said)
    assert "目标年：2025" in made.subtitle and "同数" not in made.subtitle


def test_points_of_one_figure_share_their_words():
    (made,) = charts(*of("rd_intensity", 3.2, 3.6, 3.6, 3.0), lang="en")
    assert "Ningbo, Wenzhou +0.4 pt" in words(made) and "target year: 2025" in made.subtitle


def test_words_without_amount_stand_in_lines_and_no_empty_strip_is_drawn():
    worded = {"unit": "%", "measure": "coverage"}
    rows = of("firm_rd_activity_coverage", 100, 100, **worded)
    rows[0]["value_text"] = "全覆盖"
    rows[1] |= {"value_text": "基本覆盖", "comparator": "approx"}
    rows += [target("jiaxing-2020", "firm_rd_activity_coverage", 100, value_text="全覆盖", **worded)]
    (made,) = charts(*rows)
    assert points(made) == [] and "嘉兴：相同；宁波：更低" in words(made)


def test_beside_points_that_stand_close_the_ends_are_named_first():
    view = View(*small(PLANS, of("rd_intensity", 3.2, 3.21, 3.22, 3.6)))
    rows = [
        {"amplification": a, "difference_kind": "points", "relation": "higher", "relation_reason": "floors",
         "pre_emption": False, "plan_id": p["plan_id"]}
        for p, a in zip(PLANS[1:], (0.01, 0.02, 0.03))
    ]  # fmt: skip
    strip = Strip((), "points", [*rows, {**rows[0], "amplification": 5.0, "plan_id": "zhejiang-2020"}])
    named = _beside(view, "page", strip, 6.0, _spans([strip]))
    assert [w.text.split(" ")[0] for w in named] == ["浙江", "宁波", "嘉兴"]
    assert [w.below for w in named] == [False, False, True]


@pytest.mark.parametrize("size", ["column", "page", "slide"])
def test_strips_that_do_not_fit_go_on_another_picture(size):
    keys = ["rd_intensity", "hightech_va_share", "digital_core_share", "fiscal_sci_share", "firm_rd_share"]
    rows = [r for i in range(12) for key in keys for r in of(key, 3, 4, 5, scope=f"s{i}")]
    made = charts(*rows, size=size)
    assert len(made) > 1 and sum(len(m.data) for m in made) == 2 * 12 * len(keys)
    assert made[1].name == "amplification_2_zh" and made[0].subtitle.endswith(f"；第1张，共{len(made)}张")
    spans = {axes.get_xlim() for m in made for axes in m.figure.axes if axes.axison}
    assert len(spans) == 1
