"""Some of the plans, and every table made of them alone."""

from __future__ import annotations

import json
import shutil
from argparse import Namespace
from pathlib import Path

import docx
import pandas as pd
import pytest

import cityplans
from cityplans import codebook, naming, pipeline, selection, tables
from cityplans.__main__ import main
from cityplans.commands.commands import tables_of
from cityplans.errors import UserError
from cityplans.publishing.charts import charts, written
from cityplans.publishing.notebooks import story
from cityplans.running import accepted, record
from cityplans.selection import Selection

DATA = Path(__file__).resolve().parents[1] / "data"
BOOK = codebook.load()
PLANS = pd.DataFrame(
    {
        "plan_id": ["a", "b", "c"],
        "region": ["嘉兴市", "浙江省", None],
        "region_level": ["prefecture", "province", None],
        "plan_type": ["decision", "plan", "measures"],
        "status": ["final", "draft", "final"],
        "date": ["2020-07-01", None, None],
        "period_start": pd.array([2019, 2023, None], dtype="Int64"),
    }
)


def ids(**words) -> list[str]:
    return [*selection.chosen(PLANS, selection.of_words(words, PLANS, BOOK))["plan_id"]]


def test_every_field_narrows_and_none_keeps_all():
    assert ids() == ["a", "b", "c"]
    assert ids(regions="嘉兴") == ["a"]
    assert ids(status="final") == ["a", "c"]
    assert ids(status="final", levels=["prefecture"]) == ["a"]
    assert ids(plans=["c", "a"]) == ["a", "c"]


def test_years_are_those_of_issue_or_of_the_begin_where_there_is_no_date():
    assert ids(years=2020) == ["a"]
    assert ids(years=[2023]) == ["b"]
    with pytest.raises(
        UserError, match=r"no plan fits: years=2019.*years are those of issue; there are plans of 2020"
    ):
        ids(years=2019)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"regions": ["嘉兴", "杭州"], "years": [2020, 2099]}, "regions=杭州市; years=2099"),
        ({"regions": ["嘉兴", "浙江"], "status": "final"}, "regions=浙江省"),  # there, but a draft
        ({"regions": ["嘉兴", "浙江"], "plans": ["a", "b"]}, None),
    ],
)
def test_what_found_no_plan_is_named(words, said):
    found = selection.missed(PLANS, selection.of_words(words, PLANS, BOOK))
    assert found == said or f"no plan fits {said};" in found.en and f"没有符合 {said} 的计划" in found.zh


def test_a_selection_as_one_writes_it_on_the_command_line():
    words = selection.parsed("regions=嘉兴, 浙江; years=2020")
    assert words == {"regions": ["嘉兴", "浙江"], "years": ["2020"]}
    assert str(selection.of_words(words, PLANS, BOOK)) == "regions=嘉兴市,浙江省; years=2020"


@pytest.mark.parametrize(
    "text, said", [("region=嘉兴", "regions"), ("嘉兴", "FIELD=VALUE"), ("years=MMXX", "four digits")]
)
def test_a_selection_that_cannot_be_read_says_how_to_write_it(text, said):
    with pytest.raises(UserError, match=said):
        selection.of_words(selection.parsed(text), PLANS, BOOK)


def test_a_wrong_code_names_the_nearest():
    with pytest.raises(naming.UnknownName, match="prefecture"):
        ids(levels="prefectures")


def test_tables_of_single_plans_hold_the_plans_chosen_only(tmp_path):
    rows = [{"plan_id": plan, "target_id": key} for plan, key in (("a", "1"), ("b", "2"), ("a", "3"))]
    targets = tables.frame("targets", rows)
    plans = tables.frame("plans", PLANS.astype(object).where(PLANS.notna(), None).to_dict("records"))
    tables.write(tmp_path, {"plans": plans, "targets": targets})
    made = {n: selection.single_table(tmp_path, n, Selection(plans=("a",))) for n in ("plans", "targets")}
    assert [*made["targets"]["target_id"]] == ["1", "3"]
    assert [*made["plans"]["plan_id"]] == ["a"]


def test_a_selection_is_a_folder_of_tables_that_every_command_takes(tmp_path):
    out = tmp_path / "tables"
    shutil.copytree(DATA / "processed", out)
    folder = pipeline.select(out, DATA / "raw", {"regions": ["嘉兴"]}, None)
    frames, texts = tables.load(folder)
    assert set(frames["targets"]["region"]) == {"嘉兴市"} and len(texts) == len(frames["plans"]) == 2
    assert set(frames["comparisons"]["region"]) == {"嘉兴市"}
    assert json.loads((folder / "inputs.json").read_text("utf-8"))["selection"] == "regions=嘉兴市"
    assert set(tables.names(folder)) == set(tables.names(out))
    assert folder == pipeline.select(out, DATA / "raw", {"regions": ["jiaxing"]}, None)
    # what a notebook, or a book of that folder, draws says that it is of some plans only
    jiaxing = next(p for p in frames["plans"]["plan_id"] if "2020" in p)
    assert story.opened(str(folder)).sources([jiaxing]).endswith("；选取：regions=嘉兴市")
    assert cityplans.open(folder, DATA / "raw")._selected() == "regions=嘉兴市"
    assert story.opened(str(out)).selection == "" == cityplans.open(out, DATA / "raw")._selected()


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        (Selection(years=(2020,)), "years-2020"),
        (Selection(("嘉兴市", "宁波市"), (2020,)), "regions-嘉兴市+宁波市_years-2020"),
        (Selection(regions=("浙江省*",), within=("33",)), "regions-浙江省-all"),
    ],
)
def test_what_is_made_of_a_selection_has_a_folder_named_after_it(wanted, name):
    assert selection.folder_name(str(wanted)) == name


def test_long_selections_have_short_names_of_their_own():
    one, other = ("plans=" + ",".join(f"p{i}" for i in range(n)) for n in (90, 91))
    made = [selection.folder_name(text) for text in (one, other)]
    assert made[0] != made[1] and all(len(name) < 80 for name in made)


def test_charts_and_briefings_of_a_selection_do_not_take_the_place_of_those_of_all_plans(
    tmp_path, monkeypatch
):
    """They lie in a folder of their own, and the foot of each says what was selected."""
    out, reports = tmp_path / "tables", tmp_path / "reports"
    shutil.copytree(DATA / "processed", out)
    monkeypatch.setattr(charts, "SERIES", charts.SERIES[:1])
    monkeypatch.setattr(charts, "WHOLE", ())
    monkeypatch.setattr(charts, "MOST_INDICATORS", 0)
    where = ["--out", str(out), "--reports", str(reports), "--select", "years=2020"]
    assert main(["charts", "--size", "slide", *where]) == 0
    folder = reports / "selected" / "years-2020"
    (row,) = written.read_index(folder / "charts" / "zh" / "slide")
    assert row["footer"].endswith("；选取：years=2020")
    assert main(["brief", "--indicator", "rd_intensity", *where, "--lang", "en"]) == 0
    said = docx.Document(folder / "briefings" / "rd_intensity_en.docx").sections[0].footer.paragraphs
    assert "selected: years=2020" in " ".join(p.text for p in said)
    assert [p.name for p in reports.iterdir()] == ["selected"]


def test_a_report_of_a_selection_leaves_that_of_all_plans_where_it_is(tmp_path, monkeypatch, capsys):
    """And names no page of a new plan: pages of plans that came in are of a report of all."""
    out, reports, made = tmp_path / "tables", tmp_path / "reports", []
    shutil.copytree(DATA / "processed", out)
    accepted.accept(out)
    plans = tables.read(out / accepted.FOLDER, "plans")
    tables.write(out / accepted.FOLDER, {"plans": plans[plans["plan_id"] != "ningbo-2020-decision"]})
    monkeypatch.setattr(pipeline, "report", lambda out, reports, *_: made.append(reports) or [])
    where = ["report", "--out", str(out), "--reports", str(reports)]
    assert main([*where, "--select", "years=2020"]) == 0
    assert "ningbo-2020-decision" not in capsys.readouterr().out
    assert main(where) == 0
    assert "ningbo-2020-decision" in capsys.readouterr().out
    assert made == [reports / "selected" / "years-2020", reports]


def test_the_line_to_cite_and_a_concordance_are_of_a_selection_too(tmp_path, capsys):
    out = tmp_path / "tables"
    shutil.copytree(DATA / "processed", out)
    where = ["--out", str(out), "--select", "regions=嘉兴; years=2020", "--lang", "en"]
    assert main(["cite", *where, "--reports", str(tmp_path)]) == 0
    assert "selected: regions=嘉兴市; years=2020" in capsys.readouterr().out
    where[3] = "regions=嘉兴,杭州; years=2020"
    assert main(["concordance", "揭榜挂帅", *where]) == 0
    told = capsys.readouterr()
    assert "in 1 plan\n" in told.out and "no plan fits regions=杭州市" in told.err


def test_a_selection_has_the_sizes_of_regions_that_lie_beside_its_files(tmp_path, monkeypatch):
    """Also in no folder data/raw: commands without --raw know what the tables were made of."""
    raw, out = tmp_path / "files", tmp_path / "tables"
    shutil.copytree(DATA / "processed", out)
    raw.mkdir()
    head = "region,year,population,gdp,employment,source\n"
    (raw / "scale.csv").write_text(head + "嘉兴,2020,5400000,5.5e11,,年鉴\n", encoding="utf-8")
    record.keep_raw(out, raw)
    monkeypatch.chdir(tmp_path)
    asked = Namespace(out=out, select="regions=嘉兴,宁波", codebook=DATA / "codebook", told="en")
    frames, _ = tables.load(tables_of(asked))
    assert {*frames["comparisons"]["scale_year"].dropna()} == {2020}


def test_tables_older_than_the_codebook_are_published_with_a_word_of_warning(tmp_path, capsys):
    out, words = tmp_path / "tables", tmp_path / "codebook"
    shutil.copytree(DATA / "processed", out)
    shutil.copytree(DATA / "codebook", words)
    made = json.loads((out / "inputs.json").read_text("utf-8"))
    made["codebook"] = codebook.load(words).digest
    (out / "inputs.json").write_text(json.dumps(made), encoding="utf-8")
    where = ["--out", str(out), "--reports", str(tmp_path / "reports"), "--codebook", str(words)]
    command = ["brief", "--indicator", "rd_intensity", *where, "--lang", "zh"]
    assert main(command) == 0 and capsys.readouterr().err == ""
    with (words / "corrections.csv").open("a", encoding="utf-8") as file:
        file.write("p,原句,horizon,2025,2026,,,\n")
    assert main(command) == 0 and "run.py build" in capsys.readouterr().err
    assert main(["cite", *where]) == 0 and "run.py build" in capsys.readouterr().err


@pytest.mark.parametrize(
    "asked, found",
    [
        ("浙江*", ["嘉兴市", "浙江省", "海盐县"]),
        ("嘉兴＊", ["嘉兴市", "海盐县"]),
        ("海盐*", ["海盐县"]),
        ("全国*", ["嘉兴市", "浙江省", "海盐县", "南京市"]),
        ("浙江", ["浙江省"]),
    ],
)
def test_a_star_behind_a_region_takes_in_all_that_lies_in_it(asked, found):
    rows = [
        {"plan_id": str(n), "region": name, "region_code": code}
        for n, (name, code) in enumerate(
            [("嘉兴市", "330400"), ("浙江省", "330000"), ("海盐县", "330424"), ("南京市", "320100")]
        )
    ]
    plans = tables.frame("plans", rows)
    wanted = selection.of_words({"regions": asked}, plans, BOOK)
    assert [*selection.chosen(plans, wanted)["region"]] == found
    assert selection.missed(plans, wanted) is None


def test_a_territory_without_a_plan_is_told():
    plans = tables.frame("plans", [{"plan_id": "a", "region": "嘉兴市", "region_code": "330400"}])
    wanted = selection.of_words({"regions": ["江苏*", "浙江*"]}, plans, BOOK)
    assert str(wanted) == "regions=江苏省*,浙江省*"
    assert (
        "江苏省*" in selection.missed(plans, wanted).en and "浙江" not in selection.missed(plans, wanted).en
    )
