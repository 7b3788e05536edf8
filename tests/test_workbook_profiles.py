"""A region at a glance: the rows of its part of the sheet."""

from __future__ import annotations

import pytest

from ambition_rows import JIAXING, JIAXING_23, NINGBO, WENZHOU, ZHEJIANG, plan
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook import profiles
from test_charts import small
from test_overviews import rd, seen


def rows(view: View, region: str) -> list[tuple]:
    columns = ("part", "what", "year", "value", "above", "relation", "peers", "plan")
    found = [row for row in profiles.sheet(view).rows if row["region"] == view.region(region)]
    return [tuple(row.get(c) for c in columns) for row in found]


AIMS = [rd("zhejiang-2020", 3.2), rd("ningbo-2020", 3.6, theme="talent"), rd("jiaxing-2020", 3.2)]


def test_a_region_with_one_above_and_one_beside_it():
    view = seen([ZHEJIANG, NINGBO, JIAXING], AIMS, "en")
    assert rows(view, "宁波市") == [
        ("Plan", NINGBO["title"], "2020-07-23", "1 quantified target", None, None, None, "Ningbo"),
        ("Themes of targets", "Talent", "2020-07-23", "1", None, None, None, "Ningbo"),
        ("Wording", "Targets worded as a floor or ensured", "2020-07-23", "0%", None, None, None, "Ningbo"),
        ("Comparable targets", "R&D intensity", "2025", "3.6%", "3.2%", "higher", "Jiaxing 3.2%", "Ningbo"),
    ]
    zh = rows(view.other("zh"), "宁波市")
    assert zh[0][3] == "1项量化目标" and zh[3][5:] == ("更高", "嘉兴 3.2%", "宁波")


@pytest.mark.parametrize(("n", "themes"), [(3, 3), (4, 3)])
def test_three_themes_the_most_frequent_first(n, themes):
    names = ["parks_space", "talent", "talent", "finance_funding", "other", "higher_education"][: n + 2]
    targets = [rd("ningbo-2020", 3 + i, theme=t) for i, t in enumerate(names)]
    found = [
        row for row in rows(seen([NINGBO, JIAXING], targets, "en"), "宁波市") if row[0] == "Themes of targets"
    ]
    assert (
        found[0][1:4:2] == ("Talent", "2") and len(found) == themes and "Other" not in [r[1] for r in found]
    )


@pytest.mark.parametrize(("n", "end"), [(6, "3%"), (7, "3% +1")])
def test_six_peers_are_named(n, end):
    others = [plan(f"c{i}-2020", f"东{c}市", "2020-07-01") for i, c in enumerate("甲乙丙丁戊己庚"[:n])]
    targets = [rd("ningbo-2020", 3.6), *(rd(p["plan_id"], 3) for p in others)]
    (row,) = [
        r for r in rows(seen([NINGBO, *others], targets, "en"), "宁波市") if r[0] == "Comparable targets"
    ]
    assert row[6].count("%") == 6 and row[6].endswith(end)


def test_what_nobody_else_sets_is_not_listed():
    view = seen([NINGBO, WENZHOU], [rd("ningbo-2020", 3.6), rd("wenzhou-2020", 3.0, 2030)], "en")
    assert "Comparable targets" not in [row[0] for row in rows(view, "宁波市")]


def test_targets_set_again():
    view = seen([JIAXING, JIAXING_23], [rd("jiaxing-2020", 3.2), rd("jiaxing-2023", 3.65, 2027)], "en")
    (row,) = [row for row in rows(view, "嘉兴市") if row[0] == "Targets set again"]
    assert row[1:6] == ("Jiaxing: R&D intensity", "2025 → 2027", "3.2% → 3.65%", None, "raised")


class Page:
    def set_h_pagebreaks(self, places) -> None:
        self.places = places


def test_each_region_but_the_first_begins_a_page():
    made = profiles.sheet(View(*small([ZHEJIANG, NINGBO], AIMS[:2]), "en"))
    page = Page()
    made.after(None, page, made)
    first = next(n for n, row in enumerate(made.rows) if row["region"] == made.rows[-1]["region"])
    assert page.places == [profiles.HEAD + 1 + first]
