"""Targets that a later plan set again, as a grid: cells, words, table."""

from __future__ import annotations

from ambition_rows import JIAXING, JIAXING_23, plan, target
from cityplans.publishing.charts.revised import SHADES, revised_charts
from test_overviews import rd, reached, seen, share

PLANS = [JIAXING, JIAXING_23]
ROWS = [
    rd("jiaxing-2020", 3.2),
    rd("jiaxing-2023", 3.65, 2027, comparator="gt"),
    share("jiaxing-2020", 65),
    share("jiaxing-2023", 60),
]


def texts(chart) -> list[str]:
    return [t.get_text() for axes in chart.figure.axes for t in axes.texts]


def test_lowered_ones_first_with_both_targets_and_years():
    (made,) = revised_charts(seen(PLANS, ROWS, "en"))
    assert made.name == "revised_en"
    assert made.subtitle == (
        "Two plans of one territory; in brackets the horizon; where it differs, figures are compared; n = 2"
    )
    shown = made.data.astype(object).where(made.data.notna(), None)
    assert shown[
        ["indicator_id", "earlier_value", "horizon", "value", "change", "reached"]
    ].values.tolist() == [
        ["hightech_va_share", "65%", 2025, "60%", "lowered", None],
        ["rd_intensity", "3.2%", 2027, "> 3.65%", "raised", None],
    ]
    assert set(made.data["earlier_plan_id"]) == {"jiaxing-2020"} and {"jiaxing-2023"} == set(
        made.data["plan_id"]
    )


def test_cells_give_year_of_issue_value_and_horizon():
    (made,) = revised_charts(seen(PLANS, ROWS, "en"))
    said = texts(made)
    for cell in ("2020: 3.2% (2025)", "2023: more than 3.65% (2027)", "raised", "lowered", "Earlier plan"):
        assert cell in said, cell
    assert "Reached" not in said
    said = texts(revised_charts(seen(PLANS, ROWS))[0])
    assert "2020：3.2%（2025）" in said and "2023：超过3.65%（2027）" in said


def test_what_was_reached_has_a_column_where_any_is_known():
    (made,) = revised_charts(seen(PLANS, ROWS, "en", [reached(3.4, 2022)]))
    said = texts(made)
    assert "Reached" in said and "3.4% (2022)" in said and "–" in said
    assert "; –: no figure reached in the documents; n = 2" in made.subtitle
    assert made.data["reached"].tolist()[1] == "3.4%"
    (known,) = revised_charts(seen(PLANS, ROWS[:2], "en", [reached(3.4, 2022)]))
    assert "no figure" not in known.subtitle


def test_of_ranks_it_is_said_that_less_is_more():
    place = {"unit": "位", "comparator": "le", "measure": "rank"}
    rows = [
        target("jiaxing-2020", "hightech_zone_rank", 30, **place),
        target("jiaxing-2023", "hightech_zone_rank", 20, **place),
    ]
    (made,) = revised_charts(seen(PLANS, rows, "zh"))
    assert "位次越小要求越高" in made.subtitle


def test_each_change_has_a_shade_of_its_own():
    assert len({*SHADES.values()}) == 3 and SHADES["kept"] == "white"


def test_many_are_spread_over_pictures_that_say_how_many_there_are():
    plans = [plan(f"p-{y}", "嘉兴市", f"{y}-01-01") for y in range(1990, 2021)]
    rows = [rd(p["plan_id"], 3 + i / 10, 2025) for i, p in enumerate(plans)]
    made = revised_charts(seen(plans, rows, "en"), "slide")
    assert len(made) > 1 and sum(len(chart.data) for chart in made) == 30
    assert made[1].name == "revised_2_en" and made[0].name == "revised_en"
    assert all(chart.subtitle.endswith(f"n = {len(chart.data)} of 30") for chart in made)
