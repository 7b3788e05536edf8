"""The chooser of the notebook: what it offers, and that it shows the charts the reports show."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from charted_rows import processed
from cityplans import codebook as codebooks
from cityplans import tables
from cityplans.publishing.charts import charts
from cityplans.publishing.notebooks import widgets
from cityplans.publishing.notebooks.story import Told
from cityplans.publishing.telling.view import View

CODEBOOK = codebooks.load("data/codebook")
ROWS = (  # indicator, unit, plan, value, figure, horizon
    ("rd_intensity", "%", "zhejiang-2020", "3.2%", 3.2, 2025),
    ("rd_intensity", "%", "ningbo-2020", "3.6%", 3.6, 2025),
    ("rd_intensity", "%", "wenzhou-2020", "3.0%", 3.0, 2025),
    ("rd_intensity", "%", "ningbo-2020", "4.0%", 4.0, 2027),
    ("hightech_va_share", "%", "ningbo-2020", "60%", 60.0, 2030),
    ("hightech_va_share", "%", "wenzhou-2020", "65%", 65.0, 2030),
)
REGIONS = {"zhejiang-2020": "浙江省", "ningbo-2020": "宁波市", "wenzhou-2020": "温州市"}
ABOVE = {"浙江省": "全国", "宁波市": "浙江省", "温州市": "浙江省"}


def _row(place: int, indicator: str, unit: str, plan_id: str, printed: str, figure: float, year: int) -> dict:
    region = REGIONS.get(plan_id, "嘉兴市")
    return {
        "indicator_id": indicator,
        "measure": "level",
        "unit": unit,
        "horizon": year,
        "plan_id": plan_id,
        "region": region,
        "region_level": "province" if region == "浙江省" else "prefecture",
        "status": "final",
        "target_id": f"t{place}",
        "value_text": printed,
        "value_low": figure,
        "value_high": figure,
        "comparator": "eq",
        "strength": "firm",
        "comparable": "share",
        "superseded": False,
    }


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    rows = [_row(i, *row) for i, row in enumerate(ROWS)]
    plans = [
        {"plan_id": p, "region": r, "parent_region": ABOVE[r], "date": "2020-07-01", "status": "final"}
        for p, r in REGIONS.items()
    ]
    pace = {
        "indicator_id": "rd_intensity",
        "measure": "level",
        "unit": "%",
        "plan_id": "ningbo-2020",
        "region": "宁波市",
        "target_id": "t3",
        "pace_kind": "horizons",
        "earlier_plan_id": "ningbo-2020",
        "earlier_target_id": "t1",
        "year_from": 2025,
        "value_from": 3.6,
        "year_to": 2027,
        "value_to": 4.0,
        "pace": 0.2,
        "pace_unit": "points_per_year",
        "pace_bound": "exact",
    }
    targets = [{k: v for k, v in row.items() if k in tables.TABLES["targets"].columns} for row in rows]
    made = {"plans": plans, "targets": targets, "comparisons": rows, "pace": [pace]}
    return {name: tables.frame(name, found) for name, found in made.items()}


def _offered(control) -> list:
    return [value for _, value in control.options]


def test_it_starts_with_the_chart_of_the_report(frames):
    made = widgets.chooser(View(frames, CODEBOOK))
    same = charts.chart_dots(View(frames, CODEBOOK), "rd_intensity")
    assert made.chart.title == same.title
    assert made.chart.data.equals(same.data)
    assert bytes(made.picture.value).startswith(b"\x89PNG")
    assert made.message.value == ""


def test_what_is_offered_goes_with_the_indicator(frames):
    made = widgets.chooser(View(frames, CODEBOOK))
    assert [group[0] for group in _offered(made.indicator)] == ["rd_intensity", "hightech_va_share"]
    assert _offered(made.horizon) == ["", 2025, 2027]
    assert _offered(made.region) == ["", "浙江省"]  # 全国 has one region here
    made.horizon.value = 2025
    made.indicator.value = _offered(made.indicator)[1]
    assert _offered(made.horizon) == ["", 2030]
    assert made.horizon.value == ""  # 2025 is not on offer any more
    assert set(made.chart.data["region"]) == {"宁波市", "温州市"}


def test_year_and_territory_choose_the_rows(frames):
    made = widgets.chooser(View(frames, CODEBOOK))
    made.horizon.value = 2025
    assert set(made.chart.data["horizon"]) == {2025}
    made.region.value = "浙江省"
    assert set(made.chart.data["region"]) == {"浙江省", "宁波市", "温州市"}


def test_single_cities_are_chosen_with_the_territory_above_as_their_yardstick(frames):
    third = [_row(9, "rd_intensity", "%", "jiaxing-2020", "3.4%", 3.4, 2025)]
    plan = {"plan_id": "jiaxing-2020", "region": "嘉兴市", "parent_region": "浙江省", "status": "final"}
    more = {
        "comparisons": [*frames["comparisons"].to_dict("records"), *third],
        "plans": [*frames["plans"].to_dict("records"), plan],
    }
    grown = frames | {name: tables.frame(name, rows) for name, rows in more.items()}
    made = widgets.chooser(View(grown, CODEBOOK))
    assert _offered(made.cities) == ["嘉兴市", "宁波市", "浙江省", "温州市"] and not made.cities.value
    made.cities.value = ("宁波市", "温州市")
    assert set(made.chart.data["region"]) == {"宁波市", "温州市", "浙江省"}
    made.horizon.value = 2025
    assert made.cities.value == ("宁波市", "温州市") and set(made.chart.data["horizon"]) == {2025}
    made.indicator.value = _offered(made.indicator)[1]
    assert made.cities.value == ("宁波市", "温州市")  # on offer there too
    made.cities.value = ("宁波市",)
    assert made.chart is None and "没有可比的目标" in made.message.value


def test_nothing_to_compare_is_said_in_the_language_chosen(frames):
    made = widgets.chooser(View(frames, CODEBOOK))
    made.horizon.value = 2027  # one region only
    assert made.chart is None and made.picture.layout.display == "none"
    assert "没有可比的目标" in made.message.value
    made.language.value = "en"
    assert "nothing to compare" in made.message.value
    made.horizon.value = None
    assert made.message.value == "" and made.picture.layout.display is None


def test_the_language_changes_words_and_keeps_the_choice(frames):
    made = widgets.chooser(View(frames, CODEBOOK))
    made.indicator.value = _offered(made.indicator)[1]
    before = made.indicator.value
    made.language.value = "en"
    assert made.indicator.value == before
    assert made.indicator.description == "Indicator" and made.region.options[0][0] == "All regions"
    assert made.chart.title.isascii() or "2030" in made.chart.title
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in made.chart.title)


def test_tables_without_anything_shared(frames):
    empty = frames | {"comparisons": tables.frame("comparisons", [])}
    made = widgets.chooser(View(empty, CODEBOOK, "en"))
    assert made.chart is None and made.indicator.disabled
    assert "No indicator is shared" in made.message.value


def test_an_indicator_that_is_not_shared_gives_the_first_that_is(frames):
    assert widgets.chooser(View(frames, CODEBOOK), indicator="unknown").chart is not None


def test_a_notebook_shows_the_controls_and_a_page_says_where_they_are(frames, monkeypatch):
    told = Told(frames, CODEBOOK, "en", {}, Path("out"), Path("reports"))
    monkeypatch.delenv(widgets.RENDERING, raising=False)
    live = widgets.show(told)
    assert "application/vnd.jupyter.widget-view+json" in live._repr_mimebundle_()
    assert live.language.value == "en"
    monkeypatch.setenv(widgets.RENDERING, "1")
    assert "JupyterLab" in widgets.show(told)._repr_html_()


def test_totals_per_head_are_offered_where_sizes_are_known(frames):
    scaled = frames["comparisons"].copy()
    scaled["comparable"], scaled["unit"] = "total", "家"
    scaled["per_10k_people"] = scaled["value_low"]
    made = widgets.chooser(View(frames | {"comparisons": scaled}, CODEBOOK, "en"))
    assert _offered(made.kind) == ["dots", "per_10k_people"]
    made.kind.value = "per_10k_people"
    assert made.chart.title.startswith("R&D") and "per 10,000 people" in made.chart.subtitle
    assert _offered(widgets.chooser(View(frames, CODEBOOK)).kind) == ["dots"]


@pytest.mark.slow
@pytest.mark.parametrize("step", [12, pytest.param(1, marks=pytest.mark.heavy)])
def test_every_choice_of_the_projects_own_plans_gives_a_chart_or_says_why(step):
    frames, _ = processed()
    made = widgets.chooser(View(frames, CODEBOOK))
    drawn = 0
    for place, group in enumerate(_offered(made.indicator)[::step]):
        made.language.value = ("zh", "en")[place % 2]
        made.indicator.value = group
        assert (made.chart is None) == bool(made.message.value)
        drawn += made.chart is not None
        for year in _offered(made.horizon)[1:2]:
            made.horizon.value = year
            assert made.chart is None or set(made.chart.data["horizon"]) == {year}
        made.horizon.value = None
    assert drawn > 20 // step and len(_offered(made.indicator)) > 40


def test_every_box_shows_a_choice_at_first(frames):
    """A choice whose value is None would leave the box blank in the browser."""
    made = widgets.chooser(View(frames, CODEBOOK))
    assert None not in (made.indicator.index, made.region.index, made.horizon.index)
    assert None not in [value for _, value in (*made.region.options, *made.horizon.options)]


def test_the_chart_on_show_is_saved_under_what_was_chosen(frames, tmp_path):
    made = widgets.chooser(Told(frames, CODEBOOK, reports=tmp_path))
    made.horizon.value = 2025
    made.save.click()
    names = sorted(path.name for path in (tmp_path / widgets.OWN).iterdir())
    assert names == [f"{made.chart.name}_2025_dots_zh.{kind}" for kind in ("csv", "png", "svg")]
    assert "已保存" in made.message.value
