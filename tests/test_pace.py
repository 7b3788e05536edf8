"""How much a year a target asks for, and from what: formulas and thresholds by hand."""

from __future__ import annotations

import pytest

import ambition_rows as land
from ambition_rows import plan, target
from cityplans.comparison.ambition import ambition
from cityplans.comparison.ambition.pace import revisions
from test_amplification import row


def paces(targets: list[dict]) -> list[dict]:
    made = land.frames([plan("a", "宁波市", "2021-03-01")], targets)
    return ambition.build(made["plans"], made["targets"], land.codebook())["pace"].to_dict("records")


def stated(indicator: str, before: float, after: float, unit: str, **more) -> dict:
    return target("a", indicator, after, unit=unit, baseline_value=before, baseline_year=2020, **more)


def test_a_share_in_points_and_a_level_in_per_cent_a_year():
    (share,) = paces([stated("rd_intensity", 2.5, 3.5, "%")])
    assert (share["pace"], share["pace_unit"]) == (pytest.approx(0.2), "points_per_year")  # (3.5 − 2.5) / 5
    (level,) = paces([stated("high_tech_firms", 100, 3200, "家")])
    assert (level["pace"], level["pace_unit"]) == (pytest.approx(100), "percent_per_year")  # 32 = 2^5


@pytest.mark.parametrize(
    ("comparator", "bound"),
    [("eq", "exact"), ("ge", "at_least"), ("gt", "at_least"), ("le", "at_most"), ("approx", "about")],
)
def test_how_far_a_pace_binds(comparator, bound):
    (row,) = paces([stated("rd_intensity", 2.5, 3.5, "%", comparator=comparator)])
    assert row["pace_bound"] == bound


@pytest.mark.parametrize(("after", "has_pace"), [(2.6, True), (2.5, True), (2.4, False)])
def test_no_pace_to_what_is_already_passed(after, has_pace):
    (row,) = paces([stated("rd_intensity", 2.5, after, "%")])
    assert (row["pace"] == row["pace"]) is has_pace
    assert row["value_from"] == 2.5 and row["value_to"] == after


@pytest.mark.parametrize(("year", "n"), [(2024, 1), (2025, 0)])
def test_what_is_told_of_the_year_of_the_target_is_no_start(year, n):
    row = target("a", "rd_intensity", 3.5, baseline_value=2.5, baseline_year=year)
    assert len(paces([row])) == n


def test_a_multiple_is_spread_over_its_years_where_they_are_said():
    doubled = target("a", "high_tech_firms", 2.0, unit="倍", measure="multiple", baseline_year=2020)
    (row,) = paces([doubled])
    assert row["pace_kind"] == "multiple" and row["pace"] == pytest.approx(14.87, abs=0.005)  # 2^(1/5)
    assert paces([doubled | {"baseline_year": None}]) == []


def test_between_two_horizons_there_is_a_difference_and_no_pace():
    (row,) = paces([target("a", "rd_intensity", 3.0, 2025), target("a", "rd_intensity", 4.5, 2030)])
    assert (row["pace_kind"], row["figure_change"], row["year_from"], row["year_to"]) == (
        "horizons",
        1.5,
        2025,
        2030,
    )
    assert row["pace"] != row["pace"]


def set_again(*targets: dict) -> list[dict]:
    made = [one | {"region": one.get("region", "宁波市")} for one in targets]
    return revisions([row(one.pop("region"), one.pop("value"), **one) for one in made])


OLD = {"value": 3.2, "plan_id": "old", "target_id": "o", "date": "2020-01-01"}
NEW = {"value": 3.6, "plan_id": "new", "target_id": "n", "date": "2023-01-01"}


def test_a_newer_plan_against_the_older_one():
    (found,) = set_again(NEW, OLD)
    assert (found["plan_id"], found["earlier_plan_id"], found["is_comparable"]) == ("new", "old", True)
    assert (found["target_id"], found["earlier_target_id"]) == ("n", "o")
    assert (found["figure_change"], found["unit"], found["relation"]) == (pytest.approx(0.4), "%", "higher")
    assert (found["value_text"], found["earlier_value_text"]) == ("3.6%", "3.2%")


@pytest.mark.parametrize(
    "more",
    [
        {"horizon": 2027},
        {"date": "2020-01-01"},  # of one day neither is the older
        {"date": None},
        {"region": "嘉兴市"},
        {"scope": "城区"},
        {"document_kind": "work_report"},
        {"indicator_id": None},
        {"value_low": None},
    ],
)
def test_what_is_not_set_again(more):
    assert set_again(OLD, NEW | more) == []


def test_another_measure_is_told_and_not_compared():
    (found,) = set_again(OLD, NEW | {"measure": "growth_rate", "comparable": "growth"})
    assert (found["is_comparable"], found["relation_reason"]) == (False, "measure_changed")
    assert (found["figure_change"], found["unit"], found["relation"]) == (None, None, None)


def test_of_several_measures_those_alike_are_paired():
    rate = {"measure": "growth_rate", "comparable": "growth"}
    found = set_again(OLD, OLD | rate | {"target_id": "or"}, NEW | rate | {"target_id": "nr"}, NEW)
    assert sorted((r["target_id"], r["earlier_target_id"]) for r in found) == [("n", "o"), ("nr", "or")]


def test_two_figures_of_one_plan_are_no_revision():
    assert set_again(OLD, OLD | {"value": 3.3, "target_id": "o2"}, NEW) == []
