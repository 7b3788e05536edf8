"""Charts of whole plans: the order of plans, shares with their intervals, counts by theme."""

from __future__ import annotations

import pytest

from ambition_rows import JIAXING, NINGBO, WENZHOU, ZHEJIANG
from cityplans.publishing.charts.profiles import commitment_charts
from test_story_words import told

PLANS = [NINGBO, JIAXING, WENZHOU, ZHEJIANG]


def wording(plan_id: str, hard: float, n: int = 10) -> dict:
    made = {"plan_id": plan_id, "n": n}
    for kind, share in (("hard", hard), ("soft", 1 - hard)):
        names = ("share", "low", "high")
        made |= {f"{kind}_or_mixed_{k}": share + d for k, d in zip(names, (0, -0.1, 0.1))}
    return made


PROFILES = [
    wording("ningbo-2020", 0.2),
    wording("jiaxing-2020", 0.6),
    wording("wenzhou-2020", 0.9, 9),
    wording("zhejiang-2020", 0.4),
]


def chart(rows=PROFILES, lang: str = "en"):
    (made,) = commitment_charts(told(PLANS, lang, commitment_profile=rows))
    return made


def test_higher_levels_first_then_by_the_share_of_floors():
    assert chart().data["plan_id"].tolist() == [
        "zhejiang-2020",
        "wenzhou-2020",
        "jiaxing-2020",
        "ningbo-2020",
    ]
    assert chart().data["plan"].tolist() == ["Zhejiang", "Wenzhou", "Jiaxing", "Ningbo"]


@pytest.mark.parametrize(
    ("counts", "en", "zh"),
    [
        ((10, 9), "; the title compares plans with n ≥ 10", "；标题只比较n ≥ 10的计划"),
        ((10, 10), "", ""),
        ((9, 9), "", ""),
    ],
)
def test_what_the_title_leaves_out_is_said(counts, en, zh):
    rows = [wording(p, 0.5, n) for p, n in zip(("ningbo-2020", "jiaxing-2020"), counts)]
    assert chart(rows).subtitle.endswith("line: 95% interval (clauses drawn anew)" + en)
    assert chart(rows, "zh").subtitle.endswith("线为95%区间（按段落重抽）" + zh)


def test_shares_stand_in_two_panels_with_their_intervals():
    _, hard, soft = chart().figure.axes
    points = [
        {at.get_ydata()[0]: at.get_xdata()[0] for at in plot.lines if len(at.get_xdata()) == 1}
        for plot in (hard, soft)
    ]
    # a head for the province, one for the cities
    assert points[0] == {
        1: pytest.approx(40),
        3: pytest.approx(90),
        4: pytest.approx(60),
        5: pytest.approx(20),
    }
    assert points[1] == {
        1: pytest.approx(60),
        3: pytest.approx(10),
        4: pytest.approx(40),
        5: pytest.approx(80),
    }
    spans = {at.get_ydata()[0]: [*at.get_xdata()] for at in hard.lines if len(at.get_xdata()) == 2}
    assert spans[1] == pytest.approx([30, 50])


def test_nothing_worded_no_chart():
    assert commitment_charts(told(PLANS, "en", commitment_profile=[])) == []
