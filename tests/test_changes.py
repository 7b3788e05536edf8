"""What a run changed: the right page for a plan that comes in, and nothing where nothing changed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from docx import Document

from cityplans import codebook, tables
from cityplans import codebook as codebooks
from cityplans.comparison import changes
from cityplans.publishing.report import changes as reading
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


def test_what_is_no_longer_mentioned_was_in_the_older_plan_only(runs, found):
    _, new = runs
    dropped = kinds(found, "own_dropped")
    targets = new["targets"]
    plan_id = kinds(found, "plan_added")[0]["plan_id"]
    set_now = set(targets.loc[targets["plan_id"] == plan_id, "indicator_id"].dropna())
    assert dropped and not {r["indicator_id"] for r in dropped} & set_now
    earlier = targets[targets["plan_id"] == dropped[0]["earlier_plan_id"]]
    expected = set(earlier["indicator_id"].dropna()) - set_now
    assert {r["indicator_id"] for r in dropped} == expected


def test_targets_of_the_other_plans_did_not_change(found):
    plan_id = kinds(found, "plan_added")[0]["plan_id"]
    assert not kinds(found, "target_changed") and not kinds(found, "target_gone")
    assert {r["plan_id"] for r in kinds(found, "target_new")} == {plan_id}


def test_the_same_tables_and_no_earlier_run_change_nothing(runs):
    _, new = runs
    assert changes.between(new, new, {"a": "x"}, {"a": "x"}).empty
    assert changes.between({}, new).empty


def edited(frames: dict, **values) -> dict:
    targets = frames["targets"].copy()
    for key, value in values.items():
        targets.loc[0, key] = value
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
    (row,) = kinds(changes.between(old, {**old, "plans": plans}), "plan_replaced")
    assert "status: final → draft" in row["note"]


def extreme_rows(values: dict[str, tuple]) -> dict:
    """Tables with one indicator at 2027, value and comparator by plan."""
    plan = {"region_level": "prefecture", "parent_region": "x", "date": "2023-01-01", "status": "final"}
    plans = [plan | {"plan_id": p, "region": p, "title": p} for p in values]
    target = {"indicator_id": "rd_intensity", "indicator_text": "R&D", "unit": "%", "measure": "level"}
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


def test_findings_and_clusters_that_changed():
    old = extreme_rows({"a": (3.2, "eq"), "b": (3.5, "eq"), "c": (3.6, "eq")})
    groups = [{"a": "C1", "b": "C1", "c": "C2"}, {"a": "C1", "b": "C2", "c": "C2"}]
    before, after = (
        {**old, "clusters": tables.frame("clusters", [
            {"k": 2, "plan_id": p, "cluster": c, "is_chosen": True} for p, c in g.items()])} for g in groups
    )  # fmt: skip
    rows = changes.between(before, after, {"dots": "甲最高", "heat": "x"}, {"dots": "乙最高", "heat": "x"})
    assert {r["plan_id"] for r in kinds(rows, "cluster_moved")} == {"a", "b", "c"}
    assert [r["note"] for r in kinds(rows, "finding_changed")] == ["dots: 甲最高 → 乙最高"]


def told(frames, rows, lang: str = "zh") -> View:
    return View({**frames, "changes": rows}, codebook.load(), lang)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["2027", "3.2%", "3.65%", "≥ 15%", "≥ 18%", "不再提及"]),
        ("en", ["first targets", "> 3.65%", "No longer"]),
    ],
)
def test_the_page_says_what_a_briefing_needs(runs, found, tmp_path, lang, said):
    written = reading.write(told(runs[1], found, lang), tmp_path, cite="来源：x")
    assert {p.name for p in written} == {"changes.csv", "changes.md", reading.PAGE}
    document = Document(tmp_path / reading.PAGE)
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    text = "\n".join([*(p.text for p in document.paragraphs), *cells])
    assert not [s for s in said if s not in text]
    again = (tmp_path / reading.PAGE).read_bytes()
    reading.write(told(runs[1], found, lang), tmp_path, cite="来源：x")
    assert (tmp_path / reading.PAGE).read_bytes() == again


def test_the_page_is_one_page(runs, found, tmp_path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    reading.write(told(runs[1], found), tmp_path, cite="来源：x")
    command = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path / 'profile'}",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / reading.PAGE], check=True, capture_output=True)
    from pypdfium2 import PdfDocument

    assert len(PdfDocument(tmp_path / Path(reading.PAGE).with_suffix(".pdf"))) == 1


def test_no_added_plan_no_page_and_an_old_one_goes(runs, tmp_path):
    (tmp_path / reading.PAGE).write_bytes(b"old")
    reading.write(told(runs[1], changes.between(runs[1], runs[1])), tmp_path)
    assert not (tmp_path / reading.PAGE).exists()
    assert "没有变化" in (tmp_path / "changes.md").read_text("utf-8")


def test_document_text_is_text_in_markdown(runs, tmp_path):
    _, new = runs
    rows = changes.between(new, edited(new, value_low=1.25, quote="<script>[x](http://y) *a*\n# b"))
    reading.write(told(new, rows), tmp_path)
    text = (tmp_path / "changes.md").read_text("utf-8")
    assert "\\<script\\>\\[x\\]" in text and "\n# b" not in text
