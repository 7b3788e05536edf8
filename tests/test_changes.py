"""What a run changed: the right page for a plan that comes in, and nothing where nothing changed."""

from __future__ import annotations

import html
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from docx import Document

import ambition_rows as land
from ambition_rows import JIAXING, JIAXING_23, target
from cityplans import codebook, tables
from cityplans import codebook as codebooks
from cityplans.comparison import changes
from cityplans.comparison.ambition import ambition
from cityplans.publishing.briefing import arrival
from cityplans.publishing.briefing.content import Material, plain
from cityplans.publishing.report import changes as reading
from cityplans.publishing.telling import changes as telling
from cityplans.publishing.telling import revised as revised_charts
from cityplans.publishing.telling import text
from cityplans.publishing.telling.changes import (
    Changes,
    beside,
    findings,
    grouped,
    line,
    only_figures,
    taken_over,
)
from cityplans.publishing.telling.view import View
from workbook_rows import BULLETIN, NEW, RAW, built

CITY = "嘉兴市"


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Tables before and after a city's newer plan is dropped in beside the bulletin with its older one."""
    raw = tmp_path_factory.mktemp("raw")
    shutil.copy(RAW / BULLETIN, raw)
    old, _, _ = built(raw)
    shutil.copy(RAW / NEW, raw)
    new, _, _ = built(raw)
    return old, new


@pytest.fixture(scope="module")
def found(runs) -> pd.DataFrame:
    return changes.between(*runs, codebook=codebooks.load())


def kinds(rows: pd.DataFrame, kind: str) -> list[dict]:
    return rows[rows["change_kind"] == kind].to_dict("records")


def revised(found: pd.DataFrame, indicator: str) -> dict:
    (row,) = [r for r in kinds(found, "own_revised") if r["indicator_id"] == indicator]
    return row


def test_a_new_plan_is_told_against_its_own_city(found):
    (plan,) = kinds(found, "plan_added")
    assert plan["region"] == CITY
    assert 2027 in [r["horizon"] for r in kinds(found, "first_horizon")]
    intensity = revised(found, "rd_intensity")
    assert "3.2" in intensity["earlier_value_text"] and "3.65" in intensity["value_text"]
    assert (intensity["earlier_horizon"], intensity["horizon"], intensity["note"]) == (2025, 2027, "higher")
    fiscal = revised(found, "fiscal_sci_growth")
    assert "15" in fiscal["earlier_value_text"] and "18" in fiscal["value_text"]


def test_a_narrower_plan_drops_nothing(found):
    """The decision of 2020 is on everything, the programme of 2023 on science and technology."""
    assert not kinds(found, "own_dropped")


@pytest.mark.parametrize(
    ("kind", "year", "expected"),
    [
        ("plan", 2025, ["labour_productivity"]),
        ("action_plan", 2025, []),  # of another kind
        ("plan", 2022, []),  # fallen due before the newer plan
    ],
)
def test_what_is_no_longer_mentioned_was_still_due_in_a_plan_of_its_kind(kind, year, expected):
    keys = ("rd_intensity", "hightech_va_share", "firm_rd_share", "labour_productivity")
    before, after = JIAXING | {"plan_type": "plan"}, JIAXING_23 | {"plan_type": kind}
    older = [target("jiaxing-2020", key, 3, year) for key in keys]
    newer = [target("jiaxing-2023", key, 4, 2027) for key in keys[:3]]
    rows = changes.between(
        land.frames([before], older), land.frames([before, after], older + newer), codebook=land.codebook()
    )
    assert [r["indicator_id"] for r in kinds(rows, "own_dropped")] == expected


def test_a_plan_without_a_date_drops_by_the_year_its_targets_are_counted_from():
    keys = ("rd_intensity", "hightech_va_share", "firm_rd_share", "labour_productivity")
    plans = [JIAXING | {"plan_type": "plan"}, JIAXING_23 | {"plan_type": "plan", "date": None}]
    plans[1]["period_start"] = 2023
    older = [target("jiaxing-2020", key, 3, 2025) for key in keys]
    newer = [target("jiaxing-2023", key, 4, 2027) for key in keys[:3]]
    rows = changes.between(
        land.frames(plans[:1], older), land.frames(plans, older + newer), codebook=land.codebook()
    )
    assert [r["indicator_id"] for r in kinds(rows, "own_dropped")] == ["labour_productivity"]


def test_targets_of_the_other_plans_did_not_change(found):
    plan_id = kinds(found, "plan_added")[0]["plan_id"]
    assert not kinds(found, "target_changed") and not kinds(found, "target_gone")
    assert {r["plan_id"] for r in kinds(found, "target_new")} == {plan_id}


def test_the_same_tables_and_no_earlier_run_change_nothing(runs):
    _, new = runs
    assert changes.between(new, new, {"a": "x"}, {"a": "x"}).empty
    assert changes.between({}, new).empty


def edited(frames: dict, **values) -> dict:
    """With the first target that stands beside no other."""
    targets = frames["targets"].copy()
    place = targets.index[~targets["target_id"].isin(frames["comparisons"]["target_id"])][0]
    for key, value in values.items():
        targets.loc[place, key] = value
    return {**frames, "targets": targets}


def test_a_changed_value_and_a_reworded_target_are_changes_not_gone_and_new(runs):
    old, _ = runs
    (row,) = changes.between(old, edited(old, value_low=1.25)).to_dict("records")
    assert (row["change_kind"], "value_low" in row["note"]) == ("target_changed", True)
    reworded = changes.between(old, edited(old, target_id="other", quote="另一句"))
    (row,) = reworded.to_dict("records")
    assert row["change_kind"] == "target_changed" and row["quote"] == "另一句" and row["earlier_quote"]


def test_a_dropped_and_a_replaced_plan(runs):
    old, new = runs
    plan_id = new["plans"].loc[new["plans"]["region"] == CITY, "plan_id"].iloc[-1]
    back = changes.between(new, old)
    assert [r["plan_id"] for r in kinds(back, "plan_dropped")] == [plan_id]
    assert {r["earlier_plan_id"] for r in kinds(back, "target_gone")} == {plan_id}
    plans = old["plans"].copy()
    plans.loc[0, "status"] = "draft"
    (row,) = changes.between(old, {**old, "plans": plans}).to_dict("records")
    assert (row["change_kind"], row["note"]) == ("plan_mended", "status: final → draft")
    plans.loc[0, "characters"] += 1
    (row,) = kinds(changes.between(old, {**old, "plans": plans}), "plan_replaced")
    assert "status: final → draft" in row["note"] and "characters: " in row["note"]


def test_a_file_renamed_replaces_no_plan(runs):
    old, _ = runs
    editions, plans = old["editions"].copy(), old["plans"].copy()
    name, plan_id = editions.loc[0, ["source_file", "plan_id"]]
    here = editions["source_file"] == name
    editions.loc[here, "source_file"] = "other.txt"
    editions["edition_id"] = editions["edition_id"].mask(here, editions["plan_id"] + "-other")
    plans["editions"] = plans["editions"].mask(plans["plan_id"] == plan_id, f"{plan_id}-other")
    found = changes.between(old, {**old, "plans": plans, "editions": editions})
    assert {*found["change_kind"]} == {"plan_mended"}
    assert {*found["note"]} == {f"source_file: {name} → other.txt"}


def test_a_plan_put_in_another_region_is_mended_and_its_targets_stay(runs):
    """A region is part of the id of plan and targets: the file tells that it is the same plan."""
    old, _ = runs
    plan_id = old["plans"].loc[old["plans"]["region"] == CITY, "plan_id"].iloc[0]
    new = {n: f.copy() for n, f in old.items()}
    for frame in (f for f in new.values() if "plan_id" in f):
        frame["plan_id"] = frame["plan_id"].replace(plan_id, "huzhou-2020-decision")
    for frame in (f for f in new.values() if "target_id" in f):
        frame["target_id"] = frame["target_id"].str.replace(plan_id, "huzhou-2020-decision")
    here = new["plans"]["plan_id"] == "huzhou-2020-decision"
    new["plans"].loc[here, "region"] = "湖州市"
    found = changes.between(old, new)
    assert {*found["change_kind"]} == {"plan_mended"}
    (row,) = found.to_dict("records")
    assert row["note"] == f"region: 嘉兴市 → 湖州市; plan_id: {plan_id} → huzhou-2020-decision"


def extreme_rows(values: dict[str, tuple], indicator: str = "rd_intensity", unit: str = "%") -> dict:
    """Tables with one indicator at 2027, value and comparator by plan."""
    plan = {"region_level": "prefecture", "parent_region": "x", "date": "2023-01-01", "status": "final"}
    plans = [plan | {"plan_id": p, "region": p, "title": p} for p in values]
    target = {"indicator_id": indicator, "indicator_text": "R&D", "unit": unit, "measure": "level"}
    target |= {"strength": "firm", "horizon": 2027, "horizon_source": "explicit", "start": 0, "end": 1}
    made = [
        target
        | {"target_id": f"{p}-1", "plan_id": p, "region": p, "quote": p, "comparator": comparator}
        | {"value_text": str(v), "value_low": v, "value_high": v}
        for p, (v, comparator) in values.items()
    ]
    from cityplans.comparison.ambition import ambition

    frames = {"plans": tables.frame("plans", plans), "targets": tables.frame("targets", made)}
    return frames | ambition.build(frames["plans"], frames["targets"], codebooks.load())


@pytest.mark.parametrize(
    ("value", "comparator", "expected"),
    [
        (4.0, "ge", ["new_highest"]),
        (3.0, "eq", ["new_lowest"]),
        (3.5, "eq", []),
        (3.6, "approx", []),  # cannot be ordered against 3.5: no new extreme is claimed
    ],
)
def test_extremes_only_where_targets_can_be_ordered(value, comparator, expected):
    standing = {"a": (3.2, "eq"), "b": (3.5, "eq")}
    old, new = extreme_rows(standing), extreme_rows({**standing, "c": (value, comparator)})
    rows = changes.between(old, new, codebook=codebooks.load())
    assert [k for k in rows["change_kind"] if k.startswith("new_")] == expected


@pytest.mark.parametrize(
    ("values", "highest"),
    [
        ((3.2, 3.8, 3.5), 1),
        ((3.8, 3.5, 3.2), 0),
        ((3.2, 3.5, 3.8), 2),
        ((3.8, 3.2, 3.8), None),  # two alike
        ((3.8,), None),  # above nobody
        ((), None),
    ],
)
def test_the_highest_asks_for_more_than_each_of_the_others(values, highest):
    frames = extreme_rows({f"p{i}": (v, "eq") for i, v in enumerate(values)}) if values else {}
    both = changes.Both(frames, frames, codebooks.load()) if values else None
    rows = both.alike if both else []
    found = changes._extreme(both, rows, "higher")
    assert (found and rows.index(found)) == highest


def test_who_was_the_extreme_before_is_no_new_one_and_the_next_plan_is_named():
    """b raises its own 3.5: still the highest. c comes in above it: new, and next to it stands b."""
    standing = {"a": (3.2, "eq"), "b": (3.5, "eq")}
    old, raised, beaten = map(
        extreme_rows, (standing, {**standing, "b": (3.8, "eq")}, {**standing, "c": (3.8, "eq")})
    )
    codes = codebooks.load()
    rows = changes.between(old, raised, codebook=codes)
    assert not {"new_highest", "new_lowest"} & {*rows["change_kind"]}
    rows = changes.between(old, beaten, codebook=codes)
    made = told(beaten, rows)
    (row,) = made.of("new_highest")
    assert line(made, row) == "c：R&D经费占GDP比重 3.8%（2027年），次为b 3.5% “c”"
    english = told(beaten, rows, "en")
    assert line(english, row) == "c: R&D/GDP 3.8% (2027), next b 3.5% “c”"


def test_a_yearly_flow_is_told_as_one():
    frames = extreme_rows({"a": (500, "ge")}, "phd_new", "人")
    frames["targets"] = frames["targets"].assign(measure="annual_flow")
    rows = [{"change_kind": "target_new", **frames["targets"].to_dict("records")[0]}]
    rows = tables.frame("changes", [{k: v for k, v in r.items() if k in changes_columns()} for r in rows])
    for lang, said in (("zh", "每年≥ 500人（2027年）"), ("en", "≥ 500 people a year (2027)")):
        made = told(frames, rows, lang)
        assert made.value(made.rows[0]) == said


@pytest.mark.parametrize(
    ("window", "words", "zh", "en"),
    [
        (2027, "新增博士500人以上", "≥ 500人（2027年）", "≥ 500 people (2027)"),
        (2023, "新增博士500人以上", "每年≥ 500人（2027年）", "≥ 500 people a year (2027)"),
        (2027, "每年新增博士500人以上", "每年≥ 500人（2027年）", "≥ 500 people a year (2027)"),
    ],
)
def test_the_flow_of_one_year_is_that_years(window, words, zh, en):
    """城镇新增就业 of a work report is for its own year alone."""
    frames = extreme_rows({"a": (500, "ge")}, "phd_new", "人")
    own = frames["targets"].assign(measure="annual_flow", window_start=window, quote=words)
    frames["targets"] = own.astype({"window_start": "Int64"})
    row = {"change_kind": "target_new", **frames["targets"].to_dict("records")[0]}
    rows = tables.frame("changes", [{k: v for k, v in row.items() if k in changes_columns()}])
    assert [told(frames, rows, lang).value(told(frames, rows, lang).rows[0]) for lang in ("zh", "en")] == [
        zh,
        en,
    ]


def changes_columns() -> set[str]:
    return set(tables.frame("changes", []).columns)


TEXT = "甲" * 30 + "研发强度达到3%" + "乙" * 30


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT, f"…{'甲' * 24}研发强度达到3%{'乙' * 24}…"),
        (f"起。{TEXT[20:-20]}。完", f"{'甲' * 10}研发强度达到3%{'乙' * 10}"),
        (TEXT[20:-20], f"{'甲' * 10}研发强度达到3%{'乙' * 10}"),
    ],
)
def test_a_sentence_that_is_cut_says_so(text, said):
    start = text.index("研发强度")
    target = {"plan_id": "a", "start": start, "end": start + 8, "quote": "研发强度达到3%"}
    assert len("研发强度达到3%") == 8
    material = Material({}, codebook.load(), texts={"a": text})
    assert arrival._sentence(material, target) == said


def test_the_next_may_itself_be_new():
    standing = {"a": (3.2, "eq"), "b": (3.5, "eq")}
    more = extreme_rows({**standing, "c": (3.8, "eq"), "d": (3.7, "eq")})
    (row,) = kinds(changes.between(extreme_rows(standing), more, codebook=codebooks.load()), "new_highest")
    assert (row["plan_id"], row["earlier_plan_id"]) == ("c", "d")


def test_the_older_plan_is_of_the_same_kind_and_by_its_year_where_undated():
    """c follows the undated plan of 2020 of its region, not what the work report between them wants of its
    year; what a report wants of a year ahead is a plan's goal, here as in the chains."""
    frames = extreme_rows({"a-2020": (3.2, "eq"), "b": (9, "eq"), "c": (3.8, "eq")})
    about = {
        "a-2020": {"date": None, "plan_type": "plan"},
        "b": {"date": "2022-01-10", "plan_type": "work_report"},
        "c": {"date": "2023-01-01", "plan_type": "plan"},
    }
    plans = frames["plans"].assign(region="甲市").to_dict("records")
    new = {**frames, "plans": tables.frame("plans", [p | about[p["plan_id"]] for p in plans])}
    for year, expected in ((2022, ("c", "a-2020", "higher")), (2027, ("c", "b", "lower"))):
        of_report = frames["targets"]["horizon"].where(frames["targets"]["plan_id"] != "b", year)
        new["targets"] = frames["targets"].assign(region="甲市", horizon=of_report)
        old = {n: f[f["plan_id"] != "c"] if "plan_id" in f else f for n, f in new.items()}
        (row,) = kinds(changes.between(old, new, codebook=codebooks.load()), "own_revised")
        assert (row["plan_id"], row["earlier_plan_id"], row["note"]) == expected
    of_report = new["targets"]["plan_id"].map({"a-2020": 2025, "b": 2027, "c": 2027})
    new["targets"] = new["targets"].assign(horizon=of_report)  # what the report set is no first year
    old = {n: f[f["plan_id"] != "c"] if "plan_id" in f else f for n, f in new.items()}
    assert not kinds(changes.between(old, new, codebook=codebooks.load()), "first_horizon")


def added(older: list[dict], plans: list[dict], rows: list[dict]) -> pd.DataFrame:
    """Changes where the last of the plans comes in beside the older ones."""
    new = land.frames(plans, rows)
    kept = {p["plan_id"] for p in older}
    old = land.frames(older, [r for r in rows if r["plan_id"] in kept])
    return changes.between(old, new, codebook=land.codebook())


KEYS = ("rd_intensity", "hightech_va_share", "firm_rd_share", "labour_productivity")


def test_an_indicator_is_new_with_the_oldest_plan_that_has_it_and_with_no_other():
    """Jiaxing comes first by the alphabet, Ningbo by date; one without a date may be older and is behind."""
    undated = land.plan("anywhere", "某市", None)
    plans = [land.ZHEJIANG, JIAXING_23, land.NINGBO, undated]
    rows = [target(p["plan_id"], "rd_intensity", 3) for p in plans[1:]]
    rows += [target(land.ZHEJIANG["plan_id"], "hightech_va_share", 60)]
    found = added(plans[:1], plans, rows)
    assert [r["plan_id"] for r in kinds(found, "first_seen")] == [land.NINGBO["plan_id"]]
    assert not kinds(added([plans[0], land.NINGBO], plans, rows), "first_seen")


def test_a_plan_on_another_subject_stands_between_and_is_passed_over():
    """Innovation 2020, health 2022, innovation 2023: each aim is set against the plan that last set it, and
    what the newest leaves out is of the one it succeeds."""
    of_type = [p | {"plan_type": "plan"} for p in (JIAXING, JIAXING_23)]
    health = JIAXING | {"plan_id": "jiaxing-2022", "date": "2022-05-01", "plan_type": "plan"}
    rows = [target("jiaxing-2020", key, 3) for key in KEYS]
    rows += [target("jiaxing-2022", "rd_personnel_density", 9, unit="人年/万人")]
    rows += [target("jiaxing-2023", key, 4, 2027) for key in KEYS[:3]]
    found = added([of_type[0], health], [of_type[0], health, of_type[1]], rows)
    revised_of = {r["indicator_id"]: r["earlier_plan_id"] for r in kinds(found, "own_revised")}
    assert revised_of == dict.fromkeys(KEYS[:3], "jiaxing-2020")
    (dropped,) = kinds(found, "own_dropped")
    assert (dropped["indicator_id"], dropped["earlier_plan_id"]) == ("labour_productivity", "jiaxing-2020")
    shown = told(land.frames([of_type[0], health, of_type[1]], rows), found)
    (first, *_) = shown.of("own_revised")
    assert line(shown, first).startswith("嘉兴 2023（对照嘉兴 2020）：")


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ([(3.2, 2025)], [(3.1, 2025), (3.8, 2030)]),  # lowered for 2025; 2030 goes on from that
        ([(3.2, 2025), (3.6, 2030)], [(3.3, 2025), (3.5, 2030)]),  # each year against its own
        ([(3.2, 2025)], [(3.8, 2030)]),
        ([(3.9, 2030)], [(3.8, 2030)]),
        ([(3.2, 2025)], [(3.3, 2025), (3.4, 2025)]),  # two figures for one year
    ],
)
def test_changes_and_charts_count_what_was_set_again_alike(older, newer):
    plans = [p | {"plan_type": "plan"} for p in (JIAXING, JIAXING_23)]
    rows = [
        target(plan["plan_id"], "rd_intensity", value, year)
        for plan, figures in zip(plans, (older, newer), strict=True)
        for value, year in figures
    ]
    found = kinds(added(plans[:1], plans, rows), "own_revised")
    relation = {"lowered": "lower", "raised": "higher", "kept": "equal"}
    frames = land.frames(plans, rows)
    chains = ambition.build(frames["plans"], frames["targets"], land.codebook())
    drawn = revised_charts.revised(View(frames | chains, land.codebook(), "zh"))
    assert {(r["target_id"], r["earlier_target_id"], r["note"]) for r in found} == {
        (one.later["target_id"], one.earlier["target_id"], relation[one.change]) for one in drawn
    }
    assert len(found) == len(newer) - (newer[0][0] == 3.1) - 2 * (newer[-1][0] == 3.4)


def test_of_two_plans_of_one_day_neither_sets_the_others_targets_again():
    twin = JIAXING | {"plan_id": "jiaxing-2020-b"}
    rows = [target("jiaxing-2020", "rd_intensity", 3), target("jiaxing-2020-b", "rd_intensity", 4)]
    assert not kinds(added([JIAXING], [JIAXING, twin], rows), "own_revised")
    frames = land.frames([JIAXING, twin], rows)
    made = ambition.build(frames["plans"], frames["targets"], land.codebook())
    assert made["target_chains"]["change"].isna().all() and made["revisions"].empty


def test_the_goal_of_one_year_is_not_set_again_by_that_of_another():
    reports = [p | {"plan_type": "work_report"} for p in (JIAXING, JIAXING_23)]
    for years, there in (((2020, 2023), []), ((2025, 2027), ["rd_intensity"])):
        rows = [target(p["plan_id"], "rd_intensity", 3, y) for p, y in zip(reports, years, strict=True)]
        found = added(reports[:1], reports, rows)
        assert [r["indicator_id"] for r in kinds(found, "own_revised")] == there


def test_passages_are_taken_over_only_where_dates_tell_from_whom():
    """Of two plans of one month neither is the source."""
    standing = {"a": (3.2, "eq"), "b": (3.5, "eq")}
    old, new = map(extreme_rows, (standing, {**standing, "c": (3.4, "eq")}))
    about = {"plan_id": "c", "passages": 2, "characters_shared": 90, "share": 0.1}
    sources = [("any", None), ("a", "dated"), ("b", "unknown")]
    rows = [about | {"source_plan_id": source, "direction": how} for source, how in sources]
    found = changes.between(old, {**new, "borrowing": tables.frame("borrowing", rows)})
    assert [r["earlier_plan_id"] for r in kinds(found, "borrowed")] == ["a"]


@pytest.mark.parametrize("share, told_of", [(0.005, 1), (0.0049, 0)])
def test_a_trifle_taken_over_is_not_told(share, told_of):
    standing = {"a": (3.2, "eq"), "b": (3.5, "eq")}
    old, new = map(extreme_rows, (standing, {**standing, "c": (3.4, "eq")}))
    row = {"plan_id": "c", "source_plan_id": "a", "direction": "dated", "passages": 1}
    borrowing = tables.frame("borrowing", [row | {"characters_shared": 20, "share": share}])
    assert len(kinds(changes.between(old, {**new, "borrowing": borrowing}), "borrowed")) == told_of


def test_sums_are_not_ranked():
    """Regions differ in size: the most firms are no highest aim."""
    standing = {"a": (300, "eq"), "b": (500, "eq")}
    old, new = (
        extreme_rows(rows, "hightech_firms", "家") for rows in (standing, {**standing, "c": (900, "eq")})
    )
    assert not {"new_highest", "new_lowest"} & {*changes.between(old, new)["change_kind"]}


def test_findings_and_clusters_that_changed():
    old = extreme_rows({"a": (3.2, "eq"), "b": (3.5, "eq"), "c": (3.6, "eq")})
    groups = [{"a": "C1", "b": "C1", "c": "C2"}, {"a": "C1", "b": "C2", "c": "C2"}]
    before, after = (clustered(old, g) for g in groups)
    rows = changes.between(before, after, {"dots": "甲最高", "heat": "x"}, {"dots": "乙最高", "heat": "x"})
    assert [r["note"] for r in kinds(rows, "cluster_moved")] == ["a, b | c → a | b, c"]
    assert [r["note"] for r in kinds(rows, "finding_changed")] == ["甲最高\n乙最高"]


def clustered(frames: dict, groups: dict[str, str]) -> dict:
    rows = [{"k": 2, "plan_id": p, "cluster": c, "is_chosen": True} for p, c in groups.items()]
    return {**frames, "clusters": tables.frame("clusters", rows)}


def test_groups_under_other_labels_are_the_same_groups():
    old = extreme_rows({"a": (3.2, "eq"), "b": (3.5, "eq")})
    before, after = clustered(old, {"a": "C1", "b": "C2"}), clustered(old, {"a": "C3", "b": "C1"})
    assert not kinds(changes.between(before, after), "cluster_moved")


def test_a_sentence_that_only_moved_is_no_change():
    rows = extreme_rows({"a": (3.2, "eq")})
    found = changes.between(rows, rows, {"t-0": "甲", "t-1": "乙"}, {"t-0": "乙", "t-1": "甲"})
    assert found.empty


def told(frames, rows, lang: str = "zh") -> Changes:
    view = View({**frames, "changes": rows}, codebook.load(), lang)
    return Changes(view, view.rows("changes"))


LOWERED = "国家高新区排名 努力≤ 10位（2025年） → ≤ 40位（2027年）"


def page_of(folder: Path, lang: str = "zh") -> Path:
    (path,) = (folder / reading.PAGES).glob(f"jiaxing-2023-*_{lang}.docx")
    return path


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["2027", "3.2%", "> 3.65%", "≥ 15%", "≥ 18%", "降低1项", LOWERED]),
        ("en", ["No older document of the territory here aims at", "> 3.65%", "lowered 1"]),
    ],
)  # fmt: skip
def test_the_page_says_what_a_briefing_needs(runs, found, tmp_path, lang, said):
    """Read in the two plans: 研发强度 3.2% → 超过3.65%, 国家高新区 前十 → 前40位, which is lower."""
    written = reading.write(told(runs[1], found, lang), tmp_path, cite="来源：x")
    page = page_of(tmp_path, lang)
    assert {p.name for p in written} == {
        "changes.csv", "changes.md", page.name, page.with_suffix(".html").name
    }  # fmt: skip
    document = Document(page)
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    text = "\n".join([*(p.text for p in document.paragraphs), *cells])
    web = html.unescape(re.sub(r"<[^>]+>", "", page.with_suffix(".html").read_text("utf-8")))
    assert [s for s in said if s not in text or s not in web] == []
    again = page.read_bytes()
    reading.write(told(runs[1], found, lang), tmp_path, cite="来源：x")
    assert page.read_bytes() == again


def test_each_new_plan_has_its_page_until_it_is_accepted(runs, tmp_path):
    """Against two plans of six a bulletin brings three more: three pages; against themselves none."""
    _, new = runs
    kept = [p for p in new["plans"]["plan_id"] if p.startswith("jiaxing")]
    old = {n: f[f["plan_id"].isin(kept)] if "plan_id" in f else f for n, f in new.items()}
    (tmp_path / reading.PAGES).mkdir()
    (tmp_path / reading.PAGES / "mine.docx").write_bytes(b"own")
    reading.write(told(new, changes.between(old, new, codebook=codebooks.load())), tmp_path)
    pages = {p.name.partition("-")[0] for p in (tmp_path / reading.PAGES).glob("*_zh.html")}
    assert pages == {"zhejiang", "ningbo", "wenzhou"}
    reading.write(told(new, changes.between(new, new)), tmp_path)
    assert [p.name for p in (tmp_path / reading.PAGES).iterdir()] == ["mine.docx"]
    assert "没有变化" in (tmp_path / "changes.md").read_text("utf-8")


REACHED = {
    "met": (
        ("rd_intensity", 2020, "met"),
        "，可与目标对照的（1个）：R&D经费占GDP比重 2.9%（2020年，已达到）。",
        "; those that answer a target (1): R&D/GDP 2.9% (2020, met).",
    ),
    "start": (
        ("rd_intensity", 2020, None),
        "，同一指标有以后年份目标的（1个）：R&D经费占GDP比重 2.9%（2020年）。",
        "; those of an indicator with a later target (1): R&D/GDP 2.9% (2020).",
    ),
    "late": (
        ("rd_intensity", 2027, None), "，没有可与目标对照的。", ", none of which answers a target."
    ),
    "unlike": (
        ("rd_intensity", 2027, "not_comparable"),
        "，没有可与目标对照的。", ", none of which answers a target.",
    ),
    "other": (("gdp_growth", 2020, None), "，没有可与目标对照的。", ", none of which answers a target."),
}  # fmt: skip


@pytest.mark.parametrize("case", REACHED)
def test_what_was_reached_answers_a_target_or_is_where_one_starts(case):
    """Of rd_intensity there is a target for 2025."""
    (indicator, year, change), zh, en = REACHED[case]
    frames = extreme_rows({"a": (3.2, "eq")})
    about = {"region": "a", "measure": "level", "unit": "%", "value_text": "2.9%", "plan_id": "a"}
    steps = [
        about | {"step": "target", "indicator_id": "rd_intensity", "year": 2025, "target_id": "a-1"},
        about
        | {"step": "actual", "indicator_id": indicator, "year": year, "change": change, "actual_id": "x"},
    ]
    frames |= {
        "actuals": tables.frame("actuals", [{"actual_id": "x", "plan_id": "a"}]),
        "target_chains": tables.frame("target_chains", steps),
    }
    said = [plain(arrival._reached(Material(frames, codebook.load(), lang), "a")) for lang in ("zh", "en")]
    assert said == [f"文中写明已达到的数有1个{zh}", f"The text states 1 figure as reached{en}"]


def test_what_a_text_says_twice_is_told_once():
    about = {"region": "a", "indicator_id": "rd_intensity", "measure": "level", "unit": "%", "plan_id": "a"}
    steps = [about | {"step": "target", "year": 2025, "value_text": "3.2%", "target_id": "a-1"}]
    for i, (value, year) in enumerate((("2.9%", 2020), ("2.9%", 2020), ("2.8%", 2019))):
        steps.append(about | {"step": "actual", "year": year, "value_text": value, "actual_id": f"x{i}"})
    frames = extreme_rows({"a": (3.2, "eq")})
    frames |= {
        "actuals": tables.frame("actuals", [{"actual_id": f"x{i}", "plan_id": "a"} for i in range(3)]),
        "target_chains": tables.frame("target_chains", steps),
    }
    said = plain(arrival._reached(Material(frames, codebook.load(), "zh"), "a"))
    assert said.startswith("文中写明已达到的数有3个，同一指标有以后年份目标的（2个）：")
    assert said.count("2.9%") == 1 and said.count("2.8%") == 1


def test_quotes_within_a_quote_are_inner_ones():
    assert text.quoted("“双高”企业达到100家") == "“‘双高’企业达到100家”"


def test_a_page_says_where_nothing_can_be_set_beside_its_targets():
    material = Material(extreme_rows({"a": (3.2, "eq")}), codebook.load(), "zh")
    assert plain(arrival._alone(material, "a", [])).startswith("没有可并列的目标")
    assert arrival._alone(material, "a", [object()]) is None
    assert plain(arrival._alone(material, "b", [])) == "没有读到量化目标。"


def test_what_was_reached_is_told_in_the_language_of_the_page():
    step = {"value_text": "149.4万人", "value_low": 1_494_000, "value_high": 1_494_000, "unit": "人",
            "comparator": "eq"}  # fmt: skip
    frames = extreme_rows({"a": (3.2, "eq")})
    said = [
        arrival._as_printed(Material(frames, codebook.load(), lang), step | {"target_id": None})
        for lang in ("zh", "en")
    ]
    assert said == ["149.4万人", "1.494 million people"]


def test_missing_particulars_are_named_with_the_column_to_fill(runs, found, tmp_path):
    _, new = runs
    plans = new["plans"].copy()
    here = plans["plan_id"].str.startswith("jiaxing-2023")
    plans.loc[here, ["title", "date"]] = None
    reading.write(told({**new, "plans": plans}, found), tmp_path)
    text = page_of(tmp_path).with_suffix(".html").read_text("utf-8")
    assert "没有读到：标题、" in text and "填写 title、date" in text


def test_old_and_new_values_are_those_of_their_own_run(runs, tmp_path):
    """人才贡献率 40 % corrected to 45 %: the old value is 40, and a person is named as the cause."""
    old, _ = runs
    targets = old["targets"]
    place = targets.index[targets["unit"].eq("%") & targets["comparator"].eq("eq")][0]
    first, after = targets.copy(), targets.copy()
    for frame, value in ((first, 40.0), (after, 45.0)):
        frame.loc[place, ["value_low", "value_high", "value_text"]] = [value, value, "40%"]
        frame.loc[place, "horizon"] = 2025
    after.loc[place, ["corrected", "correction_note"]] = [True, "value_low: 40 → 45（误读）"]
    first, after = ({**old, "targets": t} for t in (first, after))
    rows = changes.between(first, after)
    view = told(after, rows).view
    text = reading.markdown(Changes(view, view.rows("changes"), View(first, view.codebook, "zh")))
    assert "40%（2025年） → 力争45%（2025年）" in text and "人工更正：下限：40 → 45（误读）" in text


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (
            "value_high: 3 → 3.1（误读，李）；value_low: 3 → 3.1（误读，李）",
            "下限、上限：3 → 3.1（误读，李）",
        ),
        ("unit: 家 → 个；value_high: 3 → 4；value_low: 3 → 4", "单位：家 → 个；下限、上限：3 → 4"),
        ("value_high: 5 → 6；value_low: 3 → 4", "上限：5 → 6；下限：3 → 4"),
        ("value_high: 3 → 45；value_low: 3 → 4", "上限：3 → 45；下限：3 → 4"),
    ],
)
def test_a_point_that_was_corrected_is_told_once(note, said):
    view = View(extreme_rows({"a": (3.2, "eq")}), codebook.load(), "zh")
    assert telling._fields(view, note) == said


@pytest.mark.parametrize(
    ("by_hand", "said"),
    [
        ({"quote": "“R&D强度3.2%”", "indicator_text": "R&D"}, "人工更正：不是目标（误读，甲，2026-01-31）"),
        ({"quote": "“R&D强度3.2%”", "indicator_text": ""}, "人工更正：不是目标（误读，甲，2026-01-31）"),
        ({"quote": "“R&D强度3.2%”", "indicator_text": "R&D", "field": "unit", "new": "%"}, ""),
        ({"quote": "另一句", "indicator_text": "R&D"}, ""),
    ],
)
def test_a_row_that_a_person_took_out_says_why(by_hand, said):
    row = target("jiaxing-2020", "rd_intensity", 3.2) | {"quote": "“R&D强度3.2%”", "indicator_text": "R&D"}
    old, new = (land.frames([JIAXING], rows) for rows in ([row], []))
    correction = {"plan_id": "jiaxing-2020", "nth": "", "field": "is_target", "old": "true", "new": "FALSE"}
    correction |= {"reason": "误读", "by": "甲", "date": "2026-01-31"} | by_hand
    book = land.codebook()
    book = replace(book, rows=book.rows | {"corrections": (correction,)})
    view = View(new | {"changes": changes.between(old, new)}, book)
    made = Changes(view, view.rows("changes"), View(old, book))
    (gone,) = made.of("target_gone")
    assert made.cause(gone) == said and line(made, gone).endswith(f"[{said}]" if said else "”")


def test_findings_come_first_and_targets_in_the_order_of_the_plan(runs, found):
    view = told(runs[1], found).view
    rows = [
        *view.rows("changes"),
        dict.fromkeys(found.columns) | {"change_kind": "finding_changed", "note": "甲\n乙"},
    ]
    made = Changes(view, rows)
    text = reading.markdown(made)
    assert text.index("## 结论变化") < text.index("## 新增计划") < text.index("## 新目标")
    starts = [view.targets[r["target_id"]]["start"] for r in made.of("target_new")]
    assert starts == sorted(starts)


def test_findings_that_differ_in_figures_only_are_counted():
    notes = ("共12个，占3%\n共15个，占4.5%", "甲最高\n乙最高")
    found = tables.frame("changes", [{"change_kind": "finding_changed", "note": note} for note in notes])
    view = View({"changes": found, "plans": tables.frame("plans", [])}, codebook.load(), "zh")
    rows = view.rows("changes")
    assert findings(Changes(view, rows)) == ([("甲最高", "乙最高")], 1)


def test_findings_of_other_figures_are_more_only_where_others_are_told():
    view = View({"plans": tables.frame("plans", [])}, codebook.load(), "en")
    assert only_figures(view, 2, 1) == "1 more finding changed in its figures only."
    assert only_figures(view, 0, 3) == "3 findings changed in their figures only."
    assert only_figures(view, 2, 0) == ""
    zh = view.other("zh")
    assert only_figures(zh, 2, 1) == "另有1条结论只是数字不同。"
    assert only_figures(zh, 0, 3) == "3条结论只是数字不同。" and only_figures(zh, 0, 0) == ""
    assert taken_over(view, {"note": "1, 24, 0.6%"}) == "1 passage, 24 characters, 0.6% of the text"


def test_document_text_is_text_in_markdown(runs, tmp_path):
    _, new = runs
    rows = changes.between(new, edited(new, value_low=1.25, quote="<script>[x](http://y) *a*\n# b"))
    reading.write(told(new, rows), tmp_path)
    text = (tmp_path / "changes.md").read_text("utf-8")
    assert "\\<script>\\[x](http://y) \\*a\\*" in text and "\n# b" not in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("> 6000亿元 → ≥ 7000亿元 [人工更正：下限]", "\\> 6000亿元 → ≥ 7000亿元 [人工更正：下限]"),
        (
            "浙江：> 6000亿元 [人工更正：下限：1 → 2（误读）]",
            "浙江：> 6000亿元 [人工更正：下限：1 → 2（误读）]",
        ),
        ("[甲][1] [乙](x) [丙]", "\\[甲][1] \\[乙](x) [丙]"),
        ("# 一 #二 a_b _c_ a|b", "\\# 一 #二 a_b \\_c\\_ a|b"),
        ("1 < 2 <b> &lt; R&D", "1 < 2 \\<b> \\&lt; R&D"),
        (r"a\*b \d", r"a\\\*b \d"),
    ],
)
def test_only_signs_that_would_do_something_get_a_backslash(text, written):
    assert reading._escaped(text) == written


def test_in_english_who_and_why_stand_in_english_brackets(runs):
    old, _ = runs
    note = "value_low: 1 → 1.25（误读，甲（市）；再看）；unit: 家 → 个（同上）"
    after = edited(old, value_low=1.25, corrected=True, correction_note=note)
    view = told(after, changes.between(old, after), "en").view
    text = reading.markdown(Changes(view, view.rows("changes"), View(old, view.codebook, "en")))
    assert "1 → 1.25 (误读, 甲（市）；再看); Unit: 家 → 个 (同上)" in text


@pytest.mark.parametrize(
    ("note", "zh"),
    [
        ("a, b | c → a, c | b", "按用词分组，a与c在一组（其他组的变动见 changes.md）。"),
        ("a, b → a | b", "按用词分组，a自成一组（其他组的变动见 changes.md）。"),
        ("b, c → b | c", ""),
    ],
)
def test_a_page_says_of_groups_what_its_plan_is_grouped_with(note, zh):
    view = told(extreme_rows(dict.fromkeys("abc", (3.0, "eq"))), tables.frame("changes", [])).view
    assert beside(view, note, "a") == zh
    assert grouped(view, "a, b → a | b") == "按用词分的组，现在：(1) a；(2) b。先前：(1) a、b。"
