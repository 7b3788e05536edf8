"""What a city asks for beyond the territory above: differences by hand, and against which plan above."""

from __future__ import annotations

import math

import pytest

from cityplans.comparison.ambition import amplification


def row(region: str, value: float, parent: str = "浙江省", **more) -> dict:
    return {
        "indicator_id": "rd_intensity",
        "measure": "level",
        "unit": "%",
        "scope": "",
        "basis": "",
        "window_start": None,
        "document_kind": "plan",
        "horizon": 2025,
        "plan_id": f"p-{region}",
        "region": region,
        "parent_region": parent,
        "comparable": "share",
        "status": "final",
        "issued": "2021-03-01",
        "date": "2021-03-01",
        "target_id": f"t-{region}",
        "indicator_text": f"研发强度（{region}）",
        "value_text": f"{value:g}%",
        "value_low": value,
        "value_high": value,
        "comparator": "eq",
        "direction": 1,
        "superseded": False,
    } | more


def against(city: dict, *above: dict) -> list[dict]:
    return amplification.rows([*above, city])


def province(value: float, **more) -> dict:
    return row("浙江省", value, "全国", **more)


def test_a_row_says_both_targets():
    (found,) = against(row("宁波市", 3.6, superseded=True), province(3.2))
    assert found == {
        "indicator_id": "rd_intensity",
        "measure": "level",
        "unit": "%",
        "scope": "",
        "basis": "",
        "window_start": None,
        "document_kind": "plan",
        "horizon": 2025,
        "plan_id": "p-宁波市",
        "region": "宁波市",
        "indicator_text": "研发强度（宁波市）",
        "parent_region": "浙江省",
        "parent_plan_id": "p-浙江省",
        "target_id": "t-宁波市",
        "parent_target_id": "t-浙江省",
        "value_text": "3.6%",
        "parent_value_text": "3.2%",
        "parent_indicator_text": "研发强度（浙江省）",
        "difference_kind": "points",
        "amplification": pytest.approx(0.4),
        "share_of_parent": None,
        "relation": "higher",
        "relation_reason": "floors",
        "pre_emption": False,
        "superseded": True,
    }


@pytest.mark.parametrize(
    ("ours", "theirs", "more", "kind", "by", "relation"),
    [
        (3.0, 3.2, {}, "points", -0.2, "lower"),
        (3.2, 3.2, {}, "points", 0, "equal"),
        (10, 12, {"direction": -1, "comparator": "le"}, "points", 2, "higher"),
        (15, 10, {"comparable": "growth"}, "points", 5, "higher"),
        (90, 80, {"comparable": "coverage"}, "points", 10, "higher"),
        (30, 25, {"comparable": "per_head"}, "log_ratio", math.log(1.2), "higher"),
        (0.3, 0.4, {"comparable": "per_head", "direction": -1}, "log_ratio", math.log(4 / 3), "higher"),
        (3, 2, {"comparable": "multiple"}, "log_ratio", math.log(1.5), "higher"),
        (0, 2, {"comparable": "per_head"}, "log_ratio", None, "lower"),
    ],
)
def test_differences(ours, theirs, more, kind, by, relation):
    (found,) = against(row("宁波市", ours, **more), province(theirs, **more))
    assert (found["difference_kind"], found["relation"]) == (kind, relation)
    assert found["amplification"] == (by if by is None else pytest.approx(by))


def test_figures_that_tell_otherwise_than_the_order_give_no_difference():
    """About 100 % is below 100 %, by nobody knows how much."""
    (found,) = against(
        row("宁波市", 100, comparator="approx", comparable="coverage"), province(100, comparable="coverage")
    )
    assert (found["relation"], found["amplification"]) == ("lower", None)


@pytest.mark.parametrize(("above", "share"), [(500, 0.16), (0, None)])
def test_totals_have_a_share_and_no_order(above, share):
    (found,) = against(row("宁波市", 80, comparable="total"), province(above, comparable="total"))
    assert (found["share_of_parent"], found["amplification"]) == (share, None)
    assert (found["relation"], found["relation_reason"]) == (None, "total")


@pytest.mark.parametrize(
    "more",
    [
        {"horizon": 2027},
        {"unit": "家"},
        {"parent_region": "江苏省"},
        {"comparable": "rank"},
        {"document_kind": "report"},
    ],
)
def test_what_has_no_like_target_above_is_left_out(more):
    assert against(row("宁波市", 3.6, **more), province(3.2)) == []


def dated(day: str, plan: str, **more) -> dict:
    return province(3.2, issued=day, date=day, plan_id=plan, **more)


@pytest.mark.parametrize(
    ("above", "plan"),
    [
        ([dated("2019-01-01", "old"), dated("2020-06-01", "newer"), dated("2022-01-01", "later")], "newer"),
        ([dated("2021-03-01", "same day"), dated("2022-01-01", "later")], "same day"),
        ([dated("2023-01-01", "latest"), dated("2022-01-01", "later")], "later"),
        ([dated("2020-06-01", "draft", status="draft"), dated("2022-01-01", "later")], "later"),
        ([dated("2020-06-01", "draft", status="draft")], "draft"),
    ],
)
def test_the_plan_above_that_was_in_force(above, plan):
    (found,) = against(row("宁波市", 3.6), *above)
    assert found["parent_plan_id"] == plan


@pytest.mark.parametrize(
    ("ours", "theirs", "first"),
    [("2021-01-01", "2021-03-01", True), ("2021-03-01", "2021-03-01", False), (None, "2021-03-01", None)],
)
def test_who_was_first(ours, theirs, first):
    (found,) = against(row("宁波市", 3.6, date=ours), province(3.2, date=theirs))
    assert found["pre_emption"] is first
