"""Themes by weight, and which changes of them are told."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cityplans.publishing.telling import waves


def test_what_has_no_theme_comes_last_whatever_its_weight():
    assert waves.heaviest_first({"other": 0.9, "b": 0.1, "a": 0.1, "c": 0.3}) == ["c", "a", "b", "other"]


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"a": 0.3, "b": 0.2951}, ["a", "b"]),  # 0.0049 apart
        ({"a": 0.3, "b": 0.2949}, ["a"]),
        ({"a": 0.3, "other": 0.3}, ["a"]),
        ({"other": 0.3}, ["other"]),
        ({}, ["other"]),
    ],
)
def test_the_leading_theme_and_those_level_with_it(shares, expected):
    assert waves.leading(shares) == expected


@pytest.mark.parametrize(("q", "told"), [(0.05, True), (0.051, False), (None, False)])
def test_a_change_is_told_up_to_a_false_discovery_rate_of_five_in_a_hundred(q, told):
    assert waves.is_told({"q_value": q}) is told


def moved(theme: str, before: float, after: float, q: float = 0.01, plan: str = "b") -> dict:
    shares = {"earlier_share": before, "share": after, "difference": after - before}
    return {"plan_id": plan, "earlier_plan_id": "a", "theme": theme, "q_value": q} | shares


def view(rows, ratio, distance=1.0):
    near = {"plan_id": "a", "other_plan_id": "b", "distance_ratio": ratio, "distance": distance}
    tables = {"theme_changes": rows, "document_distances": [near]}
    return SimpleNamespace(rows=tables.__getitem__, name=str.upper, pick=lambda zh, en: en)


@pytest.mark.parametrize(
    ("ratio", "distance", "is_one_subject"),
    [(0.8, 1.0, True), (0.81, 1.0, False), (1.0, 0.5, True), (1.0, 0.51, False), (None, 0.1, False)],
)
def test_themes_change_between_plans_of_one_subject(ratio, distance, is_one_subject):
    rows = [moved("talent", 0.2, 0.4)]
    assert waves.theme_changes(view(rows, ratio, distance)) == (rows if is_one_subject else [])


def test_before_and_after_of_a_pair_with_what_can_be_told():
    rows = [moved("talent", 0.2, 0.4), moved("finance", 0.5, 0.3, q=0.2)]
    shift = waves.between_plans(view(rows, 0.5))
    assert shift.head == "A → B" and shift.plans == {"a", "b"} and shift.told == {"talent"}
    assert waves.change(shift, "talent") == pytest.approx(0.2)
    assert waves.change(shift, "finance") == pytest.approx(-0.2) and waves.change(shift, "none") == 0
    assert waves.between_plans(view(rows, 0.9)) is None
