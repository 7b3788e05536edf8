"""How much of each plan stands word for word in older ones, as a chart."""

from __future__ import annotations

import pytest

from ambition_rows import JIAXING, NINGBO, ZHEJIANG
from cityplans.publishing.charts.borrowing import borrowing_charts, chart_borrowing, oldest
from test_story_words import told


def row(plan_id: str, relation: str, share: float) -> dict:
    source = f"{relation} {share}"
    return {"plan_id": plan_id, "source_plan_id": source, "source_relation": relation, "share": share}


ROWS = [
    row("zhejiang-2020", "any", 0.0),
    row("ningbo-2020", "any", 0.2),
    row("ningbo-2020", "parent", 0.1),
    row("jiaxing-2020", "any", 0.4),
    row("jiaxing-2020", "parent", 0.3),
    row("jiaxing-2020", "parent", 0.05),
]
PLANS = [ZHEJIANG, NINGBO, JIAXING]


def test_every_plan_the_most_first_with_the_most_of_the_territory_above():
    made = chart_borrowing(told(PLANS, "en", borrowing=ROWS))
    shown = made.data.astype(object).where(made.data.notna(), None)
    assert shown.values.tolist() == [
        ["jiaxing-2020", 0.4, 0.3],
        ["ningbo-2020", 0.2, 0.1],
        ["zhejiang-2020", 0.0, None],
    ]
    assert made.title.startswith("40% of Jiaxing's text stands word for word in an older plan")
    assert made.subtitle == (
        "Share of the text in shared runs of 12 characters or more; circle: any older plan, square: plan of "
        "the territory above; —: oldest here, nothing to compare"
    )
    zh = chart_borrowing(told(PLANS, "zh", borrowing=ROWS))
    assert zh.title.startswith("嘉兴的文字有40%逐字见于更早的计划")


@pytest.mark.parametrize("rows", [[], [row("ningbo-2020", "any", 0.0)]])
def test_nothing_borrowed_no_chart(rows):
    assert borrowing_charts(told(PLANS, "en", borrowing=rows)) == []


def test_the_oldest_has_a_dash_and_no_mark():
    view = told(PLANS, "en", borrowing=ROWS)
    assert oldest(view) == "zhejiang-2020"
    texts, plot = chart_borrowing(view).figure.axes[:2]
    said = {t.get_text() for axes in (texts, plot) for t in axes.texts}
    assert {"40%", "20%", "—"} <= said and "0%" not in said
    points = sorted(
        (line.get_xdata()[0], line.get_ydata()[0]) for line in plot.lines if len(line.get_xdata()) == 1
    )
    assert points == [pytest.approx(p) for p in [(10, 1), (20, 1), (30, 0), (40, 0)]]


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (("2020-06-18", "2020-07-23"), "zhejiang-2020"),
        (("2020-06-18", "2020-06-18"), None),
        ((None, "2020-07-23"), None),
    ],
)
def test_the_oldest_of_two(dates, first):
    plans = [p | {"date": day} for p, day in zip((ZHEJIANG, NINGBO), dates)]
    assert oldest(told(plans)) == first  # of the undated one the year is known, 2020


def test_a_lone_plan_is_not_the_oldest():
    assert oldest(told([ZHEJIANG])) is None
