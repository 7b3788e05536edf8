"""Charts of one indicator: which targets are shown, in what order, on which sheet, with which words."""

from __future__ import annotations

import pandas as pd
import pytest

from ambition_rows import HUZHOU, JIAXING, NINGBO, WENZHOU, ZHEJIANG, plan, target
from cityplans.errors import Both, UserError
from cityplans.publishing.charts import dots
from cityplans.publishing.charts.dots import Chosen, Look, chart_chosen, chart_dots, look_of, not_drawn
from cityplans.publishing.telling.view import View
from test_charts import small

PLANS = [ZHEJIANG, NINGBO, WENZHOU, JIAXING]
VALUES = {"zhejiang-2020": 3.2, "ningbo-2020": 3.6, "wenzhou-2020": 3.0, "jiaxing-2020": 3.4}


def view(*more: dict, lang: str = "en", plans=PLANS) -> View:
    rows = [target(p, "rd_intensity", v) for p, v in VALUES.items()]
    return View(*small([*plans], [*rows, *more]), lang)


def regions(chart) -> list[str]:
    return chart.data["region"].tolist()


def test_the_territory_above_first_then_from_high_to_low():
    assert regions(chart_dots(view(), "rd_intensity")) == ["浙江省", "宁波市", "嘉兴市", "温州市"]


def test_of_what_is_to_fall_the_lowest_comes_first():
    rows = [target(p, "energy_intensity", v, unit="吨标准煤/万元") for p, v in list(VALUES.items())[1:]]
    made = chart_dots(view(*rows), "energy_intensity")
    assert regions(made) == ["温州市", "嘉兴市", "宁波市"]
    assert "further right asks for more" in made.subtitle


def test_what_is_shown_of_chosen_years_and_regions():
    later = [target(p, "rd_intensity", 4, 2030) for p in ("ningbo-2020", "jiaxing-2020")]
    seen = view(*later)
    assert chart_dots(seen, "rd_intensity", horizon=2030).data["horizon"].tolist() == [2030, 2030]
    made = chart_chosen(seen, "rd_intensity", Chosen((2025,), ("宁波市", "温州市")), Look(title="Mine"))
    assert (made.title, regions(made)) == ("Mine", ["宁波市", "温州市"])
    assert chart_chosen(seen, "rd_intensity", Chosen((2025,), ("宁波市",)), Look()) is None
    assert chart_dots(seen, "patents") is None


def test_the_years_of_most_regions_are_drawn_and_the_others_named():
    more = [target(p, "rd_intensity", 4, y) for p in ("ningbo-2020", "jiaxing-2020") for y in (2027, 2030)]
    more += [target("ningbo-2020", "rd_intensity", 5, 2035)]
    made = chart_dots(view(*more), "rd_intensity")
    assert "target years: 2025, 2027, 2030" in made.subtitle
    assert made.subtitle.endswith("; targets for 2035 in the data table")


@pytest.mark.parametrize(("comparator", "note"), [("eq", ""), ("approx", "≈ taken as ±5% when ordering")])
def test_what_about_means_is_said_where_it_is_drawn(comparator, note):
    rows = [
        target(p, "labour_productivity", 30, unit="元/人", comparator=comparator) for p in list(VALUES)[1:]
    ]
    made = chart_dots(view(*rows), "labour_productivity")
    assert (note in made.footer) and ("≈" in made.footer) is bool(note)


def test_of_totals_it_is_said_that_they_do_not_compare():
    rows = [target(p, "hightech_firms", n, unit="家") for p, n in (("ningbo-2020", 90), ("jiaxing-2020", 60))]
    assert (
        "totals are not comparable across regions of different size"
        in chart_dots(view(*rows), "hightech_firms").subtitle
    )
    assert "not comparable" not in chart_dots(view(), "rd_intensity").subtitle


def test_many_regions_take_several_sheets_each_with_the_territory_above():
    plans = [plan(f"c{n:02}-2020", f"城{chr(0x4E00 + n)}市", "2020-07-01") for n in range(60)]
    rows = [target(p["plan_id"], "rd_intensity", n / 10) for n, p in enumerate(plans)]
    seen = view(*rows, plans=[*PLANS, *plans])
    made = dots.dots_charts(seen, next(g for g in dots.groups(seen) if g[0] == "rd_intensity"), "slide")
    assert len(made) > 1 and all(regions(chart)[0] == "浙江省" for chart in made)
    assert {r for chart in made for r in regions(chart)} >= {p["region"] for p in plans}
    first = chart_dots(seen, "rd_intensity", "slide")
    assert f"; {64 - len(made[0].data)} more in the data table" in first.subtitle
    assert len(first.data) == 64


def test_a_look_by_what_a_person_writes():
    assert look_of("slide", None, None) == Look("slide", "", ())
    assert look_of("page", "T", "#0072B2") == Look("page", "T", ("#0072B2",))
    with pytest.raises(UserError, match="size"):
        look_of("poster", None, None)
    with pytest.raises(UserError, match="regions have no colours of their own"):
        look_of("page", None, {"宁波市": "red"})


def test_why_nothing_is_drawn():
    there = pd.DataFrame({"region": ["宁波市", "宁波市", None], "horizon": [2025, 2027, None]}).astype(
        {"horizon": "Int64"}
    )
    error = not_drawn("rd_intensity", there)
    assert error.told("en") == (
        "rd_intensity: nothing to draw: a chart needs targets of two regions of one level; there are targets "
        "of 宁波市 for 2025, 2027"
    )
    assert (
        error.told("zh")
        == "rd_intensity：画不出图：至少要有两个同级地区的目标；现有地区 宁波市，年份 2025, 2027"
    )
    assert "targets of no region for no year" in not_drawn("x", there.iloc[2:]).told("en")
    assert not_drawn("x", there, Both("units differ", "单位不同")).told("zh") == "x：画不出图：单位不同"


def test_a_draft_is_marked_among_others():
    rows = [target("huzhou-2023", "rd_intensity", 3.8)]
    made = chart_dots(view(*rows, plans=[*PLANS, HUZHOU]), "rd_intensity")
    assert made.data.set_index("region")["status"]["湖州市"] == "draft"
