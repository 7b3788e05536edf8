"""docs/MEASURED.md says what the tables say, and each figure is near the one first measured."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from charted_rows import processed
from cityplans.reading.editions import shingles, similarity

ROOT = Path(__file__).resolve().parents[1]
PROVINCE, WAVE = "zhejiang-2020-decision", ("jiaxing-2020", "ningbo-2020", "wenzhou-2020")
NEAR = {"share": 0.02, "similarity": 0.09, "count": 1}  # how far the two may be apart


def finding(name: str, column: str) -> float:
    rows = processed()[0]["cluster_findings"].set_index("finding")
    return float(rows.loc[name, column])


def at_three_groups():
    rows = processed()[0]["cluster_multiverse"]
    return rows[rows["k"] == 3]


def from_province(plan: str) -> float:
    rows = processed()[0]["borrowing"]
    own = rows[rows["plan_id"].str.startswith(plan) & (rows["source_plan_id"] == PROVINCE)]
    return 100 * float(own["share"].iloc[0])


def likeness(which: int) -> list[float]:
    """Jaccard between the cities of 2020 (0), or containment of each with the province (1)."""
    sets = {p: shingles(text) for p, text in processed()[1].items()}
    cities = [p for p in sorted(sets) if p.startswith(WAVE)]
    pairs = combinations(cities, 2) if which == 0 else [(c, PROVINCE) for c in cities]
    return [similarity(sets[a], sets[b])[which] for a, b in pairs]


MEASURES = {
    "cophenetic correlation of the tree": (lambda: finding("cophenetic", "value"), "share"),
    "the same on sentence-shuffled text, median": (lambda: finding("cophenetic", "null_median"), "share"),
    "silhouette of the best grouping": (lambda: finding("structure", "value"), "share"),
    "preprocessing choices tried at three groups": (lambda: len(at_three_groups()), "count"),
    "different groupings among them": (lambda: at_three_groups()["partition"].nunique(), "count"),
    "of Jiaxing 2020": (lambda: from_province("jiaxing-2020"), "count"),
    "of Wenzhou 2020": (lambda: from_province("wenzhou-2020"), "count"),
    "of Ningbo 2020": (lambda: from_province("ningbo-2020"), "count"),
    "of the 2023 plans word for word in the provincial decision, least": (
        lambda: min(from_province("jiaxing-2023"), from_province("huzhou-2023")), "count"),
    "of the 2023 plans word for word in the provincial decision, most": (
        lambda: max(from_province("jiaxing-2023"), from_province("huzhou-2023")), "count"),
    "Jaccard of five-character shingles, cities of 2020, least": (lambda: min(likeness(0)), "share"),
    "Jaccard of five-character shingles, cities of 2020, most": (lambda: max(likeness(0)), "share"),
    "containment, city of 2020 in the provincial decision, least": (lambda: min(likeness(1)), "similarity"),
    "containment, city of 2020 in the provincial decision, most": (lambda: max(likeness(1)), "similarity"),
}  # fmt: skip


def stated() -> list[tuple[str, str, str, str]]:
    """(measure, first, here, why they differ) of the first table of the page."""
    page = (ROOT / "docs" / "MEASURED.md").read_text(encoding="utf-8").split("## ")[0]
    lines = [line for line in page.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [tuple(row[:4]) for row in rows[2:]]


def figures() -> list:
    """The 95 % marks stand twice under one name; the first is of the tree, the second of the grouping."""
    found, seen = [], 0
    for measure, first, here, why in stated():
        if measure == "the same on sentence-shuffled text, 95 %":
            name = ("cophenetic", "structure")[seen]
            seen += 1
            found.append((measure, first, here, why, lambda name=name: finding(name, "null_high"), "share"))
        else:
            key = next(k for k in MEASURES if measure.startswith(k))
            found.append((measure, first, here, why, *MEASURES[key]))
    return found


@pytest.mark.parametrize(("measure", "first", "here", "why", "measured", "kind"), figures())
def test_the_page_says_what_the_tables_say(measure, first, here, why, measured, kind):
    decimals = len(here.rstrip(" %").partition(".")[2])
    assert f"{measured():.{decimals}f}" == here.rstrip(" %")
    if not why.startswith("other method"):
        assert abs(float(here.rstrip(" %")) - float(first.rstrip(" %"))) <= NEAR[kind] + 1e-9


def test_every_figure_of_the_page_is_checked():
    assert len(stated()) == len(MEASURES) + 2


def test_the_page_says_how_the_cities_stand_against_the_province():
    rows = processed()[0]["amplification"]
    rows = rows[rows["relation"].notna() & ~rows["superseded"]]
    counted = rows["relation"].value_counts().to_dict()
    assert (len(rows), counted) == (39, {"higher": 5, "equal": 25, "lower": 9})
    below = rows[rows["relation"] == "lower"]["region"].value_counts().to_dict()
    assert below == {"温州市": 6, "宁波市": 3}
    doubled = rows[(rows["relation"] == "equal") & (rows["value_text"] == "倍增")]
    assert len(doubled) == 11 and doubled["region"].nunique() == 2
    page = (ROOT / "docs" / "MEASURED.md").read_text(encoding="utf-8")
    assert (
        "39 can be set against the province's (totals apart): 5 ask for more, 25 for the same, 9 for" in page
    )


def test_5g_of_three_areas_is_not_compared_and_says_why():
    rows = processed()[0]["not_compared"]
    rows = rows[(rows["indicator_id"] == "coverage_5g") & (rows["horizon"] == 2025)]
    assert set(rows["not_compared_reason"]) == {"scope_differs"} and len(rows) == 3
