"""What targets ask for a year, as bars: which are drawn, in which picture, with which words."""

from __future__ import annotations

import pytest

from ambition_rows import JIAXING, NINGBO, WENZHOU, ZHEJIANG, target
from cityplans.publishing.charts.needed import needed_charts
from test_overviews import rd, reached, seen

PLANS = [ZHEJIANG, NINGBO, JIAXING, WENZHOU]
RATES = [rd("jiaxing-2020", 3.5), rd("ningbo-2020", 3.1), rd("zhejiang-2020", 2.0)]
KNOWN = [reached(2.5, 2020), reached(2.6, 2020, "宁波市"), reached(2.4, 2020, "浙江省")]
WAS = {"baseline_value": 100.0, "baseline_year": 2020}
FIRMS = [target("jiaxing-2020", "hightech_firms", 200, 2025, "家", **WAS),
         target("ningbo-2020", "hightech_firms", 150, 2025, "家", **WAS)]  # fmt: skip


def test_shares_and_amounts_have_a_picture_each():
    made = needed_charts(seen(PLANS, RATES + FIRMS, "en", KNOWN))
    assert [chart.name for chart in made] == ["needed_shares_en", "needed_amounts_en"]
    shares, amounts = made
    assert shares.subtitle == (
        "Change needed from what had been reached (year) to the target (year), points a year; n = 3"
    )
    assert amounts.subtitle.endswith("to the target (year), % a year; n = 2")
    rows = shares.data[["region", "value_from", "value_to", "pace", "met"]].values.tolist()
    assert rows == [
        ["嘉兴市", 2.5, 3.5, pytest.approx(0.2), False],
        ["宁波市", 2.6, 3.1, pytest.approx(0.1), False],
        ["浙江省", 2.4, 2.0, pytest.approx(float("nan"), nan_ok=True), True],  # reached when it was set
    ]
    zh = needed_charts(seen(PLANS, RATES, "zh", KNOWN))[0]
    assert zh.subtitle == "由已达到的数值（年份）到目标（年份）所需的变化，每年百分点；n = 3"


def test_a_bar_for_each_but_what_is_reached():
    plot = needed_charts(seen(PLANS, RATES, "en", KNOWN))[0].figure.axes[0]
    bars = [(round(bar.get_y() + bar.get_height() / 2, 6), bar.get_width()) for bar in plot.patches]
    assert bars == [(0, pytest.approx(0.2)), (1, pytest.approx(0.1))]
    said = [t.get_text() for axes in plot.figure.axes for t in axes.texts]
    assert "reached" in said and "+0.2 points a year" in said
    low, high = plot.get_xlim()
    assert low <= 0 < 0.2 <= high


def test_the_axis_holds_nought_where_all_is_to_fall():
    falling = {"baseline_year": 2020, "unit": "吨标准煤/万元"}
    rows = [
        target("jiaxing-2020", "energy_intensity", 0.4, baseline_value=0.5, **falling),
        target("ningbo-2020", "energy_intensity", 0.3, baseline_value=0.5, **falling),
    ]
    low, high = needed_charts(seen(PLANS, rows, "en"))[0].figure.axes[0].get_xlim()
    assert low < 0 <= high


def test_one_is_told_in_a_sentence_and_not_drawn():
    assert needed_charts(seen(PLANS, RATES[:1], "en", KNOWN)) == []
