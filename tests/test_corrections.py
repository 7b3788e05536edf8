"""Edits of the workbook: taken, refused with place and reason, applied again by every later build."""

from __future__ import annotations

import csv
import re
import shutil
import time
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from openpyxl import load_workbook

from cityplans import codebook as codebooks
from cityplans import schema, tables
from cityplans.extraction import corrections as applying
from cityplans.extraction.correctable import Known, as_text
from cityplans.publishing.workbook import edits, imported, merged
from cityplans.publishing.workbook.named import Words
from cityplans.publishing.workbook.targets import SNAPSHOT, head
from cityplans.publishing.workbook.xlsx import HEAD
from cityplans.running import locking
from desks import PLAN, TODAY, Desk, Page
from workbook_rows import NEW, RAW


def by(targets: dict, quote: str) -> str:
    """The target with this quote."""
    (found,) = [t for t, row in targets.items() if row["quote"] == quote]
    return found


def other_than(value, values) -> str:
    return next(v for v in values if v != value)


def points(targets: dict, n: int) -> list[str]:
    """Targets with one value whose quote and indicator stand once."""
    rows = sorted(targets.values(), key=lambda r: r["start"])
    quotes = [r["quote"] for r in rows]
    alike = [r for r in rows if quotes.count(r["quote"]) == 1 and r["value_low"] == r["value_high"]]
    return [r["target_id"] for r in alike[:n]]


def twelve_edits(page: Page, targets: dict, text: str) -> dict[str, dict]:
    """One edit of every kind; target_id → the fields it should have afterwards."""
    ids = points(targets, 11)
    wanted = {
        ids[0]: {"value_low": 7.5, "value_high": 7.5},
        ids[1]: {"unit": other_than(targets[ids[1]]["unit"], ["家", "个"])},
        ids[2]: {"horizon": 2031},
        ids[3]: {"indicator_id": other_than(targets[ids[3]]["indicator_id"], ["rd_intensity", "top_talent"])},
        ids[4]: {"comparator": other_than(targets[ids[4]]["comparator"], ["gt", "le"])},
        ids[5]: {"measure": other_than(targets[ids[5]]["measure"], ["cumulative", "increment"])},
        ids[6]: {"strength": other_than(targets[ids[6]]["strength"], ["ensured", "aspirational"])},
        ids[7]: {"scope": "南太湖新区"},
        ids[8]: {"baseline_value": 12.5, "baseline_year": 2022},
        ids[9]: {"value_low": 3.0, "value_high": 5.0, "comparator": "range"},
    }
    for target_id, values in wanted.items():
        shown = dict(values)
        if target_id == ids[0]:
            del shown["value_high"]  # a person changes the one number they see
        page.edit(target_id, **shown, reason="核对原文", by="李")
    page.edit(ids[10], is_target="否", reason="不是目标")
    page.add(
        plan_id=targets[ids[0]]["plan_id"], quote="征求意见稿", value_text="征求", value_low=1, unit="个"
    )
    return wanted


class Edited(NamedTuple):
    """A desk after twelve edits and the build that applies them. To be copied."""

    desk: Desk
    before: dict
    wanted: dict[str, dict]
    after: dict


@pytest.fixture(scope="module")
def edited(begun, tmp_path_factory) -> Edited:
    first, before = begun
    desk = first.copied(tmp_path_factory.mktemp("edited"))
    page = Page(desk)
    wanted = twelve_edits(page, before, next(iter(desk.texts.values())))
    page.save()
    assert not [line for line in desk.take() if "refused:" in line]
    return Edited(desk, before, wanted, desk.build())


def test_twelve_edits_change_exactly_those_rows(edited):
    desk, before, wanted, after = edited
    gone = points(before, 11)[10]
    assert not desk.problems
    assert gone not in after
    assert len(set(after) - set(before)) == 1 and len(after) == len(before)
    for target_id, row in after.items():
        if target_id in wanted:
            assert row["corrected"] and "核对原文" in row["correction_note"]
            changed = {
                k for k in schema.TABLES["targets"].columns if not _equal(row[k], before[target_id][k])
            }
            assert changed - {"corrected", "correction_note", "theme"} == set(wanted[target_id])
            assert all(_equal(row[k], v) for k, v in wanted[target_id].items())
        elif target_id in before:
            assert all(_equal(row[k], before[target_id][k]) for k in schema.TABLES["targets"].columns)
    assert _numbers_of(desk, gone) == []


def _equal(a, b) -> bool:
    return a == b or (a != a and b != b) or (a is None and b is None) or (str(a), str(b)) == ("<NA>", "<NA>")


def _numbers_of(desk: Desk, target_id: str) -> list:
    ids = desk.frames["numerals"]["target_id"].fillna("")
    return [i for i in ids if target_id in i.split()]


def test_a_missed_target_is_added_with_place_clause_and_number(desk, before):
    spare = before[points(before, 1)[0]]
    page = Page(desk)
    page.edit(spare["target_id"], is_target="否")
    page.save()
    desk.take()
    assert spare["target_id"] not in desk.build()
    page = Page(desk)  # the same target put back by hand, with no more than a person would type
    page.add(plan_id=spare["plan_id"], quote=spare["quote"], value_low=spare["value_low"], unit=spare["unit"])
    page.save()
    lines = desk.take()
    assert not any("refused:" in line for line in lines)
    # taking it out and adding it are two corrections of one target; the later one stands
    after = desk.build()
    (made,) = [r for r in after.values() if r["quote"] == spare["quote"]]
    for key in (
        "start",
        "end",
        "clause_id",
        "source_file",
        "source_start",
        "source_end",
        "region",
        "value_text",
        "horizon",
        "horizon_source",
    ):
        assert made[key] == spare[key]


def test_an_added_row_has_place_clause_and_default_codes(desk, before):
    plan_id, text = next(iter(desk.texts.items()))
    quote = untouched(before, text)
    page = Page(desk)
    page.add(plan_id=plan_id, quote=quote, value_text=quote[-2:], value_low=42, unit="个", horizon=2030)
    page.save()
    desk.take()
    after = desk.build()
    (made,) = [r for t, r in after.items() if t not in before]
    assert text[made["start"] : made["end"]] == made["quote"] == quote
    assert (made["value_low"], made["value_high"], made["unit"], made["horizon"]) == (42, 42, "个", 2030)
    assert made["clause_id"] and made["corrected"] and made["rule"] == "correction"
    raw = (desk.raw / PLAN.name).read_text("utf-8-sig")
    assert raw[made["source_start"] : made["source_end"]].replace("\n", "") == quote


def test_an_added_row_has_the_year_of_its_plan_unless_a_person_empties_it(desk, before):
    """The plan names one year."""
    plan_id, text = next(iter(desk.texts.items()))
    quote = untouched(before, text)
    page = Page(desk)
    page.add(plan_id=plan_id, quote=quote, value_text=quote[-2:], value_low=42, unit="个")
    page.save()
    desk.take()
    (made,) = [r for t, r in desk.build().items() if t not in before]
    assert made["horizon"] == 2027 and made["horizon_source"] != "none"
    page = Page(desk)
    page.edit(made["target_id"], horizon=None)
    page.save()
    desk.take()
    after = desk.build()[made["target_id"]]
    assert pd.isna(after["horizon"]) and after["horizon_source"] == "none"


def untouched(targets: dict, text: str) -> str:
    """Words of the text that stand once and in no target."""
    for found in re.finditer(r"(?<=，)[\u4e00-\u9fff]{8,30}(?=，)", text):
        apart = all(r["end"] <= found.start() or found.end() <= r["start"] for r in targets.values())
        if apart and text.count(found.group()) == 1:
            return found.group()
    raise AssertionError("no such words")


def test_importing_again_and_after_a_rebuild_changes_nothing(edited, tmp_path):
    desk, first = edited.desk.copied(tmp_path), edited.after
    stored = (desk.codebook / "corrections.csv").read_bytes()
    again = imported.import_workbook(desk._xlsx, desk.out, desk.codebook, TODAY).said  # the edited one
    assert str(again[0]).split(": ")[1].startswith("0 corrections taken")
    assert any("0 corrections taken, 0 refused" in line for line in desk.take())
    assert (desk.codebook / "corrections.csv").read_bytes() == stored
    second = desk.build()
    assert {k: str(v) for k, v in first.items()} == {k: str(v) for k, v in second.items()}


def test_corrections_survive_a_new_plan_and_shifted_offsets(edited, tmp_path):
    desk, wanted, plain = edited.desk.copied(tmp_path), edited.wanted, edited.after
    shutil.copy(RAW / NEW, desk.raw)
    text = (desk.raw / PLAN.name).read_text("utf-8-sig")
    first = next(line for line in text.splitlines() if len(line) > 60)
    (desk.raw / PLAN.name).write_text(
        text.replace(first, f"为贯彻落实上级精神，现结合我市实际。\n{first}", 1), "utf-8"
    )
    after = desk.build()
    assert not desk.problems
    moved = {r["quote"]: r for r in after.values() if r["plan_id"] == plain[next(iter(wanted))]["plan_id"]}
    for target_id, values in wanted.items():
        row = moved[plain[target_id]["quote"]]
        assert row["start"] > plain[target_id]["start"]
        assert all(_equal(row[k], v) for k, v in values.items())


def test_a_correction_that_no_longer_fits_is_kept_and_named(desk, before):
    first, second = points(before, 2)
    page = Page(desk)
    page.edit(first, value_low=7.5)
    page.edit(second, value_low=8.5)
    page.save()
    desk.take()
    text = (desk.raw / PLAN.name).read_text("utf-8-sig")
    assert before[first]["quote"] in text
    (desk.raw / PLAN.name).write_text(text.replace(before[first]["quote"], "（删去）"), "utf-8")
    rows = desk.stored()
    for row in rows:
        if row["quote"] == before[second]["quote"]:
            row["old"] = "999"
    (desk.codebook / "corrections.csv").write_text(imported._csv(rows), "utf-8-sig")
    after = desk.build()
    assert {p.problem for p in desk.problems} == {"correction_quote_gone", "correction_old_value_changed"}
    assert all(p.stage == "corrections" for p in desk.problems)
    assert len(desk.stored()) == 4
    kept = next(r for r in after.values() if r["quote"] == before[second]["quote"])
    assert kept["value_low"] == before[second]["value_low"] and not kept["corrected"]


BAD = [
    ("indicator_id", "no_such_key", "no such indicator"),
    ("unit", "光年", "is no unit of units.csv"),
    ("comparator", "roughly", "is not one of"),
    ("strength", None, "may not be empty"),
    ("horizon", "二零二七", "is no number"),
    ("horizon", 27, "is no year between"),
    ("value_low", "很多", "is no number"),
    ("value_low", "=1+2", "holds a formula"),
    ("is_target", "也许", "neither yes nor no"),
    ("quote", "改过的原文", "comes from the document"),
]


def test_invalid_edits_are_refused_with_row_and_reason_and_the_others_are_taken(shared):
    desk, before = fresh(shared)
    good, *ids = points(before, len(BAD) + 1)
    page = Page(desk)
    page.edit(good, horizon=2033)
    rows = [page.edit(one, **{key: value}) for one, (key, value, _) in zip(ids, BAD, strict=True)]
    page.save()
    refused = [line for line in desk.take() if "refused:" in line]
    for row, (*_, reason) in zip(rows, BAD, strict=True):
        (line,) = [line for line in refused if f"row {row}:" in line]
        assert "目标" in line and reason in line
    assert len(refused) == len(BAD)
    assert [(r["field"], r["new"]) for r in desk.stored()] == [("horizon", "2033")]


def test_an_indicator_may_be_written_by_its_name_and_a_wrong_one_names_the_nearest(shared):
    desk, before = fresh(shared)
    *_, one, two = (t for t in points(before, 9) if before[t]["indicator_id"] != "rd_intensity")
    page = Page(desk)
    page.edit(one, indicator_id="研发强度")
    page.edit(two, indicator_id="数字经济增加直")
    page.save()
    said = imported.import_workbook(desk.xlsx, desk.out, desk.codebook, TODAY).told("zh")
    assert [(r["field"], r["new"]) for r in desk.stored()] == [("indicator_id", "rd_intensity")]
    (line,) = [line for line in said.splitlines() if "拒绝" in line and "第" in line]
    assert "指标编码：数字经济增加直：没有这个指标；相近的有" in line and "(digital_economy_va)" in line


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_messages_use_the_words_of_the_workbook(shared, lang):
    """A person who chose 至少 from a list is not told of ge."""
    desk, before = fresh(shared)
    one, two, three = points(before, 3)
    page = Page(desk)
    page.edit(one, comparator="perhaps")
    page.edit(two, comparator="超过")
    page.edit(three, value_low=9, value_high=2)
    page.save()
    text = imported.import_workbook(desk.xlsx, desk.out, desk.codebook, TODAY).told(lang)
    assert not re.search(r"\b(?:comparator|value_low|value_high|ge|gt|eq|approx)\b", text), text
    wanted = {
        "zh": ("比较：没有“perhaps”；可用 不低于、超过、", "比较：", "→ 超过", "下限 9 大于 上限 2"),
        "en": (
            "Comparator: “perhaps” is not one of at least, more than, ",
            "→ more than",
            "Value (low) 9 is",
        ),
    }
    assert all(words in text for words in wanted[lang]), text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_an_added_target_lacks_is_named_by_its_column(shared, lang):
    desk, before = fresh(shared)
    plan_id, text = next(iter(desk.texts.items()))
    page = Page(desk)
    page.add(plan_id=plan_id, quote=untouched(before, text), unit="个")
    page.save()
    said = imported.import_workbook(desk.xlsx, desk.out, desk.codebook, TODAY).told(lang)
    note = " ".join(
        str(cell.value) for row in page.sheet.iter_rows(max_row=HEAD) for cell in row if cell.value
    )
    for key in ("value_text", "value_low"):
        assert head(key, lang) in said
        assert head(key, "zh") in note  # the sheet says so before


def fresh(shared) -> tuple[Desk, dict]:
    """The shared desk with its workbook as exported and no corrections."""
    desk, before, pristine = shared
    shutil.copy(pristine, desk.xlsx)
    (desk.codebook / "corrections.csv").unlink(missing_ok=True)
    return desk, before


@pytest.fixture(scope="module")
def shared(begun, tmp_path_factory):
    desk, before = begun[0].copied(tmp_path_factory.mktemp("desk")), begun[1]
    pristine = desk.xlsx.with_name("pristine.xlsx")
    page = Page(desk)
    for name in set(page.book.sheetnames) - {"目标", SNAPSHOT}:  # the others have no part in this
        del page.book[name]
    page.book.save(pristine)
    return desk, before, pristine


def test_bounds_the_wrong_way_round_are_refused(shared):
    desk, before = fresh(shared)
    page = Page(desk)
    page.edit(points(before, 1)[0], value_low=9, value_high=2)
    page.save()
    lines = desk.take()
    assert any("Value (low) 9 is above Value (high) 2" in line for line in lines)
    assert not (desk.codebook / "corrections.csv").exists()


@pytest.mark.parametrize("typed", ["九", "=1+1"])
def test_of_two_bounds_of_which_one_cannot_be_read_neither_is_taken(shared, typed):
    """The other alone would be taken for both: 12 to 九 is not 12."""
    desk, before = fresh(shared)
    page = Page(desk)
    page.edit(points(before, 1)[0], value_low=12, value_high=typed, horizon=2029)
    page.save()
    lines = desk.take()
    assert any("Value (low): not taken either" in line for line in lines)
    with (desk.codebook / "corrections.csv").open(encoding="utf-8-sig") as file:
        assert [(r["field"], r["new"]) for r in csv.DictReader(file)] == [("horizon", "2029")]


TYPED = [("３．８", None, "3.8"), (0.038, "0.0%", "3.8"), ("1,200", None, "1200")]


def test_numbers_as_people_type_them(shared):
    desk, before = fresh(shared)
    page = Page(desk)
    ids = points(before, len(TYPED))
    for target_id, (typed, format, _) in zip(ids, TYPED, strict=True):
        row = page.edit(target_id, value_low=typed)
        if format:
            page.cell(row, "value_low").number_format = format
    page.save()
    desk.take()
    stored = {row["quote"]: row["new"] for row in desk.stored()}
    assert stored == {before[t]["quote"]: new for t, (*_, new) in zip(ids, TYPED, strict=True)}


def test_a_sorted_workbook_and_a_deleted_row_do_no_harm(shared):
    desk, _ = fresh(shared)
    page = Page(desk)
    rows = [[c.value for c in r] for r in page.sheet.iter_rows(min_row=HEAD + 2)]
    for number, values in enumerate(reversed(rows[1:]), HEAD + 2):
        for column, value in enumerate(values, 1):
            page.sheet.cell(number, column).value = value
    page.sheet.delete_rows(HEAD + 1 + len(rows))
    page.save()
    lines = desk.take()
    assert "0 corrections taken, 0 refused" in lines[0]
    assert any("1 exported targets stand in no row" in line for line in lines)


def test_taking_a_correction_back_leaves_none(desk, before):
    """Of a value that is a point both bounds are corrected, and told in one line."""
    target_id = points(before, 1)[0]
    was = as_text(before[target_id]["value_low"])
    for value, told in ((7.5, f"{was} → 7.5"), (float(was), f"7.5 → {was} (correction taken back)")):
        page = Page(desk)
        page.edit(target_id, value_low=value)
        page.save()
        counted, *lines = desk.take()
        assert "2 corrections taken" in counted
        (line,) = [line for line in lines if line.startswith("  taken: ")]
        assert line.endswith(f"” Value (low) and Value (high): {told}")
        desk.build()
    assert desk.stored() == []


def test_two_bounds_that_part_are_told_apart(shared):
    desk, before = fresh(shared)
    page = Page(desk)
    page.edit(points(before, 1)[0], value_low=3, value_high=5, comparator="range")
    page.save()
    told = [line.split("” ")[1] for line in desk.take() if line.startswith("  taken: ")]
    assert [line.split(":")[0] for line in told] == ["Value (low)", "Value (high)", "Comparator"]


def test_corrections_of_one_kind_are_suggested_for_the_codebook():
    rows = [
        dict.fromkeys(merged.COLUMNS, "")
        | {"plan_id": p, "quote": p, "indicator_text": "院士专家"}
        | {"field": "indicator_id", "new": "top_talent"}
        for p in "ab"
    ]
    (line,) = merged.suggestions(rows, Words(codebooks.load()))
    assert "2 corrections in 2 plans" in line.en and "2份计划中有2条更正" in line.zh
    assert all("院士专家" in said and "indicator_terms.csv" in said for said in line)
    assert merged.suggestions(rows[:1], Words(codebooks.load())) == []


def test_no_workbook_and_foreign_workbooks_are_refused_in_words(tmp_path, shared):
    from openpyxl import Workbook

    desk, _, _ = shared
    text = tmp_path / "a.xlsx"
    text.write_text("no workbook")
    foreign = tmp_path / "b.xlsx"
    Workbook().save(foreign)
    for path, said in (
        (tmp_path / "none.xlsx", "no such file"),
        (text, "not an Excel"),
        (foreign, "no sheet of"),
    ):
        with pytest.raises(imported.EditError, match=said):
            imported.import_workbook(path, desk.out, desk.codebook)


def test_corrections_of_a_plan_that_is_not_here_are_said_in_one_row():
    empty = built_empty()
    row = dict.fromkeys(merged.COLUMNS, "") | {"plan_id": "x", "quote": "甲", "field": "unit", "new": "个"}
    made, problems = applying.apply(empty, [row], {"y": "乙"})
    assert [p.problem for p in problems] == ["correction_plan_gone"] and len(made) == 0
    assert problems[0].message.startswith("x: 1 corrections not applied; no plan here has this plan_id")
    _, problems = applying.apply(empty, [row], {"y": "甲乙"})
    assert [p.problem for p in problems] == ["correction_plan_gone"]


def built_empty():
    from cityplans import tables

    return tables.frame("targets", [])


# ------------------------------------------------------------------- corrections.csv edited by hand

TEXT = "到2027年，规上企业达到500家，高新技术企业达到300家。另有平台80个。"
FIRST = {"plan_id": "p", "quote": "规上企业达到500家", "indicator_text": "规上企业", "value_text": "500家"}
FIRST |= {"target_id": "p-1", "start": 7, "end": 17, "value_low": 500, "value_high": 500, "unit": "家"}
SECOND = {"plan_id": "p", "quote": "高新技术企业达到300家", "indicator_text": "高新技术企业", "unit": "家"}
SECOND |= {"target_id": "p-2", "start": 18, "end": 30, "value_low": 300, "value_high": 300}
CODES = {
    "comparator": "eq",
    "measure": "level",
    "strength": "firm",
    "horizon": 2027,
    "horizon_source": "plan",
}
THEMES_OF, UNITS = {"r_and_d": "other"}, {"家", "个"}


def edit(field: str, new: str, old: str = "", **more) -> dict[str, str]:
    empty = dict.fromkeys(merged.COLUMNS, "")
    return empty | {"plan_id": "p", "quote": FIRST["quote"], "field": field, "new": new, "old": old} | more


def applied(*rows: dict):
    """(targets by id, codes of the problems) after corrections of the two targets."""
    before = tables.frame("targets", [FIRST | CODES, SECOND | CODES])
    made, problems = applying.apply(before, rows, {"p": TEXT}, Known(themes=THEMES_OF, units=UNITS))
    return {r["target_id"]: r for r in made.to_dict("records")}, [p.problem for p in problems]


@pytest.mark.parametrize("said", ["false", "FALSE", "False", " false "])
def test_excel_writes_false_in_capitals(said):
    made, problems = applied(edit("is_target", said))
    assert set(made) == {"p-2"} and not problems


@pytest.mark.parametrize("said", ["true", "TRUE", "True"])
def test_excel_writes_true_in_capitals(said):
    place = {"quote": "另有平台80个", "indicator_text": "平台"}
    made, problems = applied(edit("is_target", said, **place), edit("value_low", "80", **place))
    assert len(made) == 3 and not problems


ADDED = {"quote": "另有平台80个"}
WRONG = {
    "neither true nor false": [edit("is_target", "maybe")],
    "is_target empty": [edit("is_target", "")],
    "nth a power": [edit("is_target", "false", nth="²")],
    "nth zero": [edit("is_target", "false", nth="0")],
    "nth negative": [edit("is_target", "false", nth="-1")],
    "nth in words": [edit("is_target", "false", nth="一")],
    "no quote": [edit("is_target", "true", quote="")],
    "unit unknown": [edit("unit", "光年", "家")],
    "indicator unknown": [edit("indicator_id", "no_such_key")],
    "horizon beyond 64 bits": [edit("horizon", "1e30", "2027")],
    "horizon beyond all years": [edit("horizon", "1e18", "2027")],
    "horizon just too early": [edit("horizon", "1989", "2027")],
    "horizon just too late": [edit("horizon", "2101", "2027")],
    "value infinite": [edit("value_low", "1e309", "500")],
    "low above high": [edit("value_low", "501", "500")],
    "low cleared": [edit("value_low", "", "500")],
    "added without value": [edit("is_target", "true", **ADDED)],
    "added with a word for a value": [edit("is_target", "true", **ADDED), edit("value_low", "多", **ADDED)],
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_hand_writes_wrong_is_named_and_the_rest_stays(name):
    before, _ = applied()
    made, problems = applied(*WRONG[name], edit("scope", "南太湖", quote=SECOND["quote"]))
    assert problems == ["correction_invalid"]
    assert made["p-2"]["scope"] == "南太湖"
    assert set(made) == {"p-1", "p-2"} and all(_equal(made["p-1"][k], v) for k, v in before["p-1"].items())


@pytest.mark.parametrize(
    "rows, problem",
    [
        ([edit("is_target", "false"), edit("is_target", "true")], "correction_twice"),
        ([edit("unit", "个", "家"), edit("unit", "光年", "家")], "correction_twice"),
        ([edit("unit", "个", "家", nth="2")], "correction_target_gone"),
        ([edit("unit", "个", "家", nth="9" * 5000)], "correction_target_gone"),
        ([edit("quote", "x", "y")], "correction_unknown_field"),
    ],
)
def test_what_does_not_fit_is_named(rows, problem):
    assert applied(*rows)[1] == [problem]


READ = "|500|500|家|level|eq|2027"  # the first target as it is read


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ([edit("verdict", "keep", f"doubtful: {READ}")], []),
        (
            [edit("verdict", "keep", f"doubtful: {READ.replace('500', '400')}")],
            ["correction_old_value_changed"],
        ),
        ([edit("verdict", "keep", f"sample: {READ}", quote="到2030年")], ["correction_quote_gone"]),
        ([edit("verdict", "keep", f"sample: {READ}", quote="另有平台80个")], ["correction_target_gone"]),
        ([edit("verdict", "keep", f"sample: {READ}", plan_id="q", quote="另一句")], ["correction_plan_gone"]),
        ([edit("verdict", "mend", "doubtful: |1|1|家|level|eq|")], []),  # its edits say so
        (
            [edit("verdict", "keep", "doubtful: |1|1|家|level|eq|"), edit("scope", "南太湖")],
            [],
        ),  # mended since
    ],
)
def test_a_row_that_was_kept_and_is_no_longer_so_is_named(rows, problems):
    made, found = applied(*rows)
    assert found == problems and set(made) == {"p-1", "p-2"}


def test_what_is_read_otherwise_than_when_it_was_kept_is_said():
    before = tables.frame("targets", [FIRST | CODES])
    kept = edit("verdict", "keep", f"doubtful: {READ.replace('2027', '2025')}")
    _, (problem,) = applying.apply(before, [kept], {"p": TEXT})
    assert "kept when horizon was “2025”, is now read as “2027”: judge it anew" in problem.message
    assert "horizon 原为“2025”，现在读作“2027”：请重新判断" in problem.message_zh


@pytest.mark.parametrize("horizon", ["1990", "2100", "2035.0"])
def test_years_at_the_bounds_are_taken(horizon):
    made, problems = applied(edit("horizon", horizon, "2027"))
    assert made["p-1"]["horizon"] == int(float(horizon)) and not problems


def test_bounds_that_meet_are_taken():
    made, problems = applied(edit("value_low", "499", "500"), edit("value_high", "499", "500"))
    assert (made["p-1"]["value_low"], made["p-1"]["value_high"]) == (499, 499) and not problems


def test_an_import_is_refused_while_another_is_at_work(shared):
    desk, _ = fresh(shared)
    with locking.locked(desk.codebook), pytest.raises(locking.LockedError, match="--codebook"):
        desk.take()


def changed(shared, tmp_path, change) -> Path:
    """A copy of the exported workbook after `change(sheet of targets)`."""
    desk, _ = fresh(shared)
    book = load_workbook(desk.xlsx)
    change(next(sheet for sheet in book.worksheets if edits._header(sheet)))
    book.save(tmp_path / "edited.xlsx")
    return tmp_path / "edited.xlsx"


def test_a_stray_cell_at_the_end_of_the_sheet_costs_nothing(shared, tmp_path):
    def stray(sheet):
        sheet.cell(1_048_576, 16_384, " ")

    path, (desk, *_) = changed(shared, tmp_path, stray), shared
    began = time.process_time()
    lines = [*map(str, imported.import_workbook(path, desk.out, desk.codebook).said)]
    assert "0 corrections taken, 0 refused" in lines[0]
    assert time.process_time() - began < 20


@pytest.mark.parametrize("key", ["quote", "target_id"])
def test_a_column_that_is_missing_is_named(shared, tmp_path, key):
    def rename(sheet):
        top, columns = edits._header(sheet)
        sheet.cell(top, columns[key] + 1, "别的")

    path, (desk, *_) = changed(shared, tmp_path, rename), shared
    with pytest.raises(imported.EditError, match=f"lacks the column {head(key, 'zh')} / {head(key, 'en')}"):
        imported.import_workbook(path, desk.out, desk.codebook)


def test_a_workbook_with_a_password_is_refused_in_words(shared, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600)
    with pytest.raises(imported.EditError, match="has a password or is an old"):
        imported.import_workbook(tmp_path / "a.xlsx", shared[0].out, shared[0].codebook)


def _values(page: Page) -> tuple[range, list]:
    rows = range(HEAD + 2, page.sheet.max_row + 1)
    return rows, [page.cell(row, "value_low").value for row in rows]


@pytest.mark.parametrize(
    ("moved", "taken"), [(imported.MOVED, 0), (imported.MOVED - 1, 2 * (imported.MOVED - 1))]
)
def test_a_column_sorted_without_the_others_is_refused_whole(moved, taken, begun, tmp_path):
    """A few cells may be meant to change places."""
    desk = begun[0].copied(tmp_path)
    page = Page(desk)
    rows, values = _values(page)
    points = [r for r, v in zip(rows, values, strict=True) if page.cell(r, "value_high").value == v]
    chosen = list({page.cell(r, "value_low").value: r for r in points}.values())[:moved]
    turned = [page.cell(r, "value_low").value for r in chosen]
    for row, value in zip(chosen, [*turned[1:], turned[0]], strict=True):
        page.cell(row, "value_low").value = value
    page.save()
    said = desk.take()
    assert len(desk.stored()) == taken
    assert any(line.startswith("  refused") and "sorted" in line for line in said) == (taken == 0), said


def test_merged_cells_empty_nothing(begun, tmp_path):
    desk = begun[0].copied(tmp_path)
    page = Page(desk)
    rows, _ = _values(page)
    column = page.cell(rows[0], "unit").column_letter
    page.sheet.merge_cells(f"{column}{rows[0]}:{column}{rows[3]}")
    page.save()
    said = [line for line in desk.take() if line.startswith("  refused")]
    assert desk.stored() == [] and len(said) == 3 and all("merged" in line for line in said), said
