"""Who sets what: from how many regions and indicators on, and what a cell says."""

from __future__ import annotations

import pytest

from ambition_rows import HUZHOU, JIAXING, NINGBO, ZHEJIANG
from cityplans.publishing.charts.sets import _cell, sets_charts
from test_overviews import rd, seen, share
from test_overviews import target as aim

PLANS = [ZHEJIANG, NINGBO, JIAXING]


def rows(plans, indicators: int) -> list[dict]:
    made = [rd(p["plan_id"], 3.0) for p in plans]
    made += [share(p["plan_id"], 60) for p in plans]
    made += [aim(p["plan_id"], "labour_productivity", 25, unit="万元/人") for p in plans]
    return made[: indicators * len(plans)]


@pytest.mark.parametrize(("plans", "indicators", "n"), [(PLANS, 3, 1), (PLANS[:2], 3, 0), (PLANS, 2, 0)])
def test_three_regions_share_three_indicators(plans, indicators, n):
    assert len(sets_charts(seen(plans, rows(plans, indicators)))) == n


def test_title_and_subtitle():
    more = [*rows(PLANS, 3)[:-1], rd("huzhou-2023", 3.8, 2027), rd("ningbo-2020", 4, 2027)]
    (made,) = sets_charts(seen([*PLANS, HUZHOU], more, "en"))
    assert (
        made.title
        == "All 4 regions set a target for R&D intensity; Zhejiang and Ningbo each set most of the 3 shown: 3"
    )
    assert made.subtitle == (
        "The 3 indicators set by most regions; in the cells the years aimed at, empty: no target; presence "
        "only, no ranking; pale: in a draft only"
    )
    years = made.data.set_index(["region", "indicator_id"])["horizons"]
    assert years["宁波市", "rd_intensity"] == "2025;2027" and years["嘉兴市", "labour_productivity"] == ""


@pytest.mark.parametrize(
    ("years", "text"),
    [
        ({2025}, "2025"),
        ({2027, 2025}, "2025\n2027"),
        ({2025, 2030, 2027}, "2025\n–2030"),
        (set(), "●"),  # a target without a year
        (None, ""),
    ],
)
def test_what_a_cell_says(years, text):
    assert _cell(years, False).text == text


def test_what_only_a_draft_sets_is_paler():
    assert sum(_cell({2025}, True).colour[:3]) > sum(_cell({2025}, False).colour[:3])
