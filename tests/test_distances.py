"""Which pairs of plans are told near or far in wording."""

from __future__ import annotations

import pytest

from ambition_rows import JIAXING, NINGBO, plan
from cityplans.publishing.telling.distances import ends, of_one_kind
from test_story_words import told

REPORT = plan("ningbo-report", "宁波市", "2021-01-01", plan_type="work_report")


def pair(one: str, other: str, ratio: float = 1.0, z: float | None = 0.0) -> dict:
    return {"plan_id": one, "other_plan_id": other, "distance": 0.5, "distance_ratio": ratio, "distance_z": z}


def named(rows) -> list[tuple[str, str]]:
    return [(r["plan_id"], r["other_plan_id"]) for r in rows]


def test_a_report_is_not_set_beside_plans():
    rows = [pair("ningbo-2020", "jiaxing-2020"), pair("ningbo-2020", "ningbo-report")]
    found, are_several = of_one_kind(told([NINGBO, JIAXING, REPORT], document_distances=rows))
    assert named(found) == [("ningbo-2020", "jiaxing-2020")] and are_several
    assert of_one_kind(told([NINGBO, JIAXING], document_distances=rows[:1]))[1] is False


@pytest.mark.parametrize(
    ("z", "near", "far"), [(2.4, [("a", "b")], [("c", "d")]), (2.39, [], []), (None, [], [])]
)
def test_ends_lie_farther_from_chance_than_one_of_three_would(z, near, far):
    """Of three pairs one is beyond 2.394 deviations with chance 0.05."""
    found = ends([pair("c", "d", 1.2, z), pair("a", "b", 0.5, z and -z), pair("a", "c", 0.9)])
    assert (named(found.near), named(found.far)) == (near, far)


def test_pairs_that_are_printed_alike_are_told_together():
    rows = [
        pair("a", "d", 0.504, -3),
        pair("a", "c", 0.5, -3),
        pair("a", "b", 0.506, -3),
        pair("b", "c", 1.5, 1),
    ]
    assert named(ends(rows).near) == [("a", "c"), ("a", "d")]


def test_one_pair_is_both_ends():
    assert named(ends([pair("a", "b", 0.5, -3)]).near) == [("a", "b")]
