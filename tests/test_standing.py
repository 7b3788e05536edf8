"""How a plan that has a name stands to those that had it before."""

from __future__ import annotations

import pytest

from ambition_rows import plan
from cityplans.publishing.charts.standing import marks
from test_story_words import told

PLANS = [
    plan("nation", "全国", "2019-01-01", "national", None),
    plan("zhejiang", "浙江省", "2020-01-01", "province", "全国"),
    plan("jiaxing", "嘉兴市", "2021-01-01"),
    plan("jiaxing-later", "嘉兴市", "2023-01-01"),
    plan("nanhu", "南湖区", "2022-01-01", "county", "嘉兴市"),
    plan("suzhou", "苏州市", "2020-06-01", parent="江苏省"),
    plan("undated", "宁波市", None),
]


def found(first: str | None, *members: str) -> dict[str, str]:
    rows = [{"name": "n", "first_plan_id": first, "members": " ".join(members)}]
    return {plan_id: mark for (_, plan_id), mark in marks(told(PLANS), rows).items()}


@pytest.mark.parametrize(
    ("first", "members", "expected"),
    [
        ("zhejiang", ("zhejiang", "jiaxing"), {"zhejiang": "first", "jiaxing": "from_above"}),
        ("nation", ("nation", "nanhu"), {"nation": "first", "nanhu": "from_above"}),  # over two levels
        ("jiaxing", ("jiaxing", "jiaxing-later"), {"jiaxing": "first", "jiaxing-later": "own_earlier"}),
        ("jiaxing", ("jiaxing", "nanhu"), {"jiaxing": "first", "nanhu": "from_above"}),
        ("nanhu", ("nanhu", "jiaxing-later"), {"nanhu": "first", "jiaxing-later": "from_below"}),
        ("suzhou", ("suzhou", "jiaxing"), {"suzhou": "first", "jiaxing": "from_other"}),
        (None, ("suzhou", "jiaxing"), {"suzhou": "unknown", "jiaxing": "unknown"}),
        # another region's was first, but its own plan had it before too
        (
            "suzhou",
            ("suzhou", "jiaxing", "jiaxing-later"),
            {"suzhou": "first", "jiaxing": "from_other", "jiaxing-later": "own_earlier"},
        ),
        # what came later, or has no date, was no nearer one
        (
            "suzhou",
            ("suzhou", "jiaxing", "nanhu"),
            {"suzhou": "first", "jiaxing": "from_other", "nanhu": "from_above"},
        ),
        (
            "suzhou",
            ("suzhou", "undated", "jiaxing"),
            {"suzhou": "first", "undated": "from_other", "jiaxing": "from_other"},
        ),
    ],
)
def test_how_plans_stand_to_the_first(first, members, expected):
    assert found(first, *members) == expected


def test_a_year_is_not_before_a_month_of_it():
    plans = [
        plan("a", "苏州市", "2020-01-01", parent="江苏省"),
        plan("b", "浙江省", "2020", "province", "全国"),
        plan("c", "嘉兴市", "2020-07-01"),
    ]
    rows = [{"name": "n", "first_plan_id": "a", "members": "a b c"}]
    assert marks(told(plans), rows)["n", "c"] == "from_other"
