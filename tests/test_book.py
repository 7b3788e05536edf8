"""The interface that researchers import, on the committed tables of the six plans."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

import cityplans as cp
from cityplans import errors, naming, outdated, tables
from cityplans.__main__ import main
from cityplans.answers import NothingCompared, NothingFound, NothingSelected
from cityplans.errors import Both, UserError

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture(scope="module")
def book():
    return cp.open(DATA / "processed", DATA / "raw")


def test_every_table_is_an_attribute(book):
    assert book.targets.equals(tables.read(DATA / "processed", "targets"))
    assert "not_compared" in book.names and "targets" in dir(book)
    with pytest.raises(AttributeError, match="targets"):
        _ = book.tragets


def test_opening_loads_no_drawing_and_no_learning():
    code = "import sys, cityplans; cityplans.open(); print({'matplotlib', 'sklearn'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=DATA.parent, capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr


def test_where_there_are_no_tables_the_message_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="build"):
        cp.open(tmp_path)


def test_a_selection_warns_of_what_found_no_plan(book):
    with pytest.warns(NothingSelected, match="no plan fits regions=杭州市") as told:
        assert {*book.select(regions=["嘉兴", "杭州"]).plans["region"]} == {"嘉兴市"}
    assert told[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book.select(regions=["嘉兴", "宁波"])


def test_from_a_folder_inside_the_project_its_tables_are_found(project, tmp_path, monkeypatch):
    """With the files and the codebook of the same project."""
    home = tmp_path / "home"
    shutil.copytree(project, home / "data", ignore=shutil.ignore_patterns("home"))
    shutil.copytree(DATA / "codebook", home / "data" / "codebook")
    (home / "notebooks" / "own").mkdir(parents=True)
    monkeypatch.chdir(home / "notebooks" / "own")
    made = cp.open()
    assert len(made.plans) and (made._out, made._raw) == (home / "data/processed", home / "data/raw")
    assert made._codebook.folder == home / "data" / "codebook"


def test_where_no_folder_above_has_tables_it_is_said_where_was_looked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError) as caught:
        cp.open("mine/processed")
    assert str(tmp_path / "mine/processed") in str(caught.value)


@pytest.fixture
def project(tmp_path):
    """Tables and the files they were made from, side by side."""
    for name in ("processed", "raw"):
        shutil.copytree(DATA / name, tmp_path / name)
    return tmp_path


def _grown(raw: Path) -> None:
    (raw / "catalog.csv").write_text("file\n", "utf-8")


def _same_size(raw: Path) -> None:
    path = raw / "catalog.csv"
    path.write_bytes(path.read_bytes().replace(b"file", b"FILE", 1))
    later = (raw.parent / "processed" / "inputs.json").stat().st_mtime + 5
    os.utime(path, (later, later))


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda raw: (raw / "new.txt").write_text("新", "utf-8"), "new.txt"),
        (lambda raw: (raw / "huzhou-2023-consultation-draft.txt").unlink(), "huzhou-2023"),
        (_grown, "catalog.csv"),
        (_same_size, "catalog.csv"),
    ],
)
def test_tables_older_than_their_files_are_said_to_be(project, change, name):
    change(project / "raw")
    with pytest.warns(outdated.OldTables, match=name):
        cp.open(project / "processed", project / "raw")


@pytest.mark.parametrize("raw", ["mine", "elsewhere/raw"])
def test_tables_are_held_against_the_files_they_were_made_of(project, raw):
    """Another folder that is called raw lies beside them."""
    (project / raw).mkdir(parents=True)
    (project / raw / "plan.txt").write_text("宁波市科技创新规划", "utf-8")
    assert main(["build", "--raw", str(project / raw), "--out", str(project / "tables")]) == 0
    assert outdated.said(project / "tables") is None
    (project / raw / "new.txt").write_text("新", "utf-8")
    told = outdated.said(project / "tables")
    assert (told is None) == ("/" in raw) and "new.txt" in (told or Both("new.txt", "")).en


@pytest.mark.parametrize("raw", ["raw", "elsewhere/raw", "none"])
def test_tables_of_these_files_or_of_a_folder_elsewhere_are_opened_in_silence(project, raw):
    (project / "elsewhere" / "raw").mkdir(parents=True)
    for path in (project / "raw").iterdir():
        os.utime(path)  # written later, and the same
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cp.open(project / "processed", project / raw)


def test_an_indicator_side_by_side(book):
    rows = book.compare("研发强度")
    of_2025 = rows[rows["horizon"] == 2025]
    assert dict(zip(of_2025["region"], of_2025["value_low"])) == {
        "嘉兴市": 3.2,
        "宁波市": 3.6,
        "浙江省": 3.2,
        "温州市": 3.0,
    }


def test_a_chart_takes_years_as_numbers_or_words(book):
    assert set(book.chart("R&D intensity", years="2025").table["horizon"]) == {2025}
    with pytest.raises(UserError, match="soon"):
        book.chart("rd_intensity", years="soon")


def test_a_selection_is_told_of_itself_only(book):
    cities = book.select(levels="prefecture", status="final")
    assert set(cities.plans["region"]) == {"嘉兴市", "宁波市", "温州市"}
    assert set(cities.comparisons["region"]) <= {"嘉兴市", "宁波市", "温州市"}
    assert not (cities.amplification["parent_region"] == "浙江省").any()  # the province is not among them
    assert set(cities.select(regions="宁波").targets["region"]) == {"宁波市"}
    assert "levels=prefecture" in repr(cities)


def test_selecting_nothing_is_the_book_itself(book):
    assert book.select() is book


def test_a_region_of_no_plan_is_an_error_that_names_the_nearest(book):
    assert book.region("jiaxing") == "嘉兴市"
    with pytest.raises(naming.UnknownName, match="嘉兴市"):
        book.region("嘉善县")


def test_a_region_without_a_plan_here_is_not_said_to_be_none(book):
    with pytest.raises(naming.UnknownName, match="杭州市: none of these plans is of this region; there are"):
        book.chain("杭州", "研发强度")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda book: book.compare(None), "None: is no indicator"),
        (lambda book: book.in_words("targets"), "table: targets is no table"),
        (lambda book: book.compare(["研发强度", "高新技术企业"]), "is no indicator; write one"),
        (lambda book: book.compare(), r"'indicator': the call is compare\(indicator, lang\)"),
        (lambda book: book.compare("研发强度", indicator="研发强度"), "multiple values"),
        (lambda book: book.chain("嘉兴"), r"the call is chain\(region, indicator, lang\)"),
        (lambda book: book.sentence(0), "0: is no target"),
        (lambda book: book.sentence(book.targets), "is no target"),
        (lambda book: book.text(None), "None: is no plan"),
        (lambda book: book.select(levels=3), "3: no such level"),
        (lambda book: book.chart("研发强度", size=3), "3: no such size"),
        (lambda book: book.chart("研发强度", regions=[None]), "None: is no region"),
        (lambda book: book.concordance(["人才"]), "is no term"),
        (lambda book: book.concordance("人才", width="x"), "x is no number of characters"),
        (lambda book: book.export(None), "None: no folder"),
        (lambda book: book[["targets"]], "no such table"),
        (lambda book: cp.open(3), "3: no folder"),
    ],
)
def test_a_call_with_what_it_does_not_take_says_what_it_takes(book, call, said):
    with pytest.raises(UserError, match=said) as raised:
        call(book)
    assert raised.value.told("zh") != raised.value.told("en")


def test_a_row_of_a_table_names_its_target_and_its_plan(book):
    row = book.targets.iloc[7]
    tuples = next(book.targets.iloc[7:8].itertuples())
    assert book.sentence(row) == book.sentence(dict(row)) == book.sentence(tuples)
    assert book.sentence(row) == book.sentence(row["target_id"])
    assert book.text(row) == book.text(row["plan_id"]) == book.text(book.plans.iloc[0])


def test_a_plan_goes_by_its_region_where_that_has_one(book):
    assert book.text("宁波") == book.text("ningbo-2020-decision")
    with pytest.raises(naming.UnknownName, match="jiaxing-2020-decision, jiaxing-2023-programme"):
        book.text("嘉兴")


def test_where_nothing_is_compared_a_warning_says_why(book):
    with pytest.warns(NothingCompared, match="no plan here sets a target for Growth of real GDP|GDP growth"):
        assert book.compare("gdp_growth").empty
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(book.compare("研发强度"))


def test_every_sentence_holds_its_target(book):
    rows = book.targets.sample(40, random_state=7)
    for row in rows.itertuples():
        found = book.sentence(row.target_id)
        assert row.quote.strip() in found or "\n" in row.quote
        assert found in book.text(row.plan_id)


def test_a_term_in_context(book):
    rows = book.concordance("揭榜挂帅", width=5)
    assert len(rows) > 2 and set(rows["term"]) == {"揭榜挂帅"}
    assert all(book.text(r.plan_id)[r.start :].startswith("揭榜挂帅") for r in rows.itertuples())
    with pytest.raises(UserError):
        book.concordance("")


@pytest.mark.parametrize(
    "asked",
    [{"levels": "市级"}, {"levels": "prefecture"}, {"status": "正式"}, {"plan_types": ["意见", "decision"]}],
)
def test_a_selection_takes_the_words_that_pages_print(book, asked):
    chosen = book.select(**asked).plans
    assert 0 < len(chosen) < 6


@pytest.mark.parametrize(
    "asked, said",
    [
        ({"lang": "fr"}, "no such language"),
        ({"colors": ["reddish"]}, "no such colour"),
        ({"size": "A4"}, "no such size"),
    ],
)
def test_a_chart_says_which_word_it_does_not_know(book, asked, said):
    with pytest.raises(UserError, match=said):
        book.chart("rd_intensity", **asked)


def test_one_format_may_stand_alone(book, tmp_path):
    made = book.export(tmp_path, formats="csv", names="plans")
    assert [path.name for path in made] == ["plans.csv"]
    with pytest.raises(UserError, match="status"):
        book.select(status="vorläufig")


def test_a_plan_answers_to_its_region_and_year(book):
    assert book.text("嘉兴 2020") == book.text("jiaxing-2020-decision") != book.text("嘉兴市2023年")
    assert book.text("huzhou 2023") == book.text("huzhou-2023-opinion")
    with pytest.raises(UserError, match="no such"):
        book.text("嘉兴 1999")


@pytest.mark.parametrize(
    ("label", "plan_id"),
    [
        ("嘉兴 2020", "jiaxing-2020-decision"),
        ("嘉兴 2020 决定", "jiaxing-2020-decision"),
        ("Jiaxing 2023 action plan", "jiaxing-2023-programme"),
        ("湖州（稿）", "huzhou-2023-opinion"),
        ("Huzhou (draft)", "huzhou-2023-opinion"),
    ],
)
def test_plans_are_selected_by_the_labels_that_charts_print(book, label, plan_id):
    assert (
        [*book.select(plans=label).plans["plan_id"]]
        == [plan_id]
        == [*book.select(plans=[plan_id]).plans["plan_id"]]
    )


def test_a_label_of_another_kind_of_document_is_no_plan(book):
    with pytest.raises(UserError, match="no such"):
        book.select(plans="嘉兴 2020 意见")


# ------------------------------------------------------------------------------- corrected values


@pytest.fixture
def corrected(tmp_path):
    """A book in which Ningbo's R&D intensity was corrected from 3.6 to 3.8, and the value of that target."""
    frames, _ = tables.load(DATA / "processed")
    for name in ("targets", "comparisons", "target_chains"):
        rows = frames[name]
        mine = (rows["region"] == "宁波市") & (rows["indicator_id"] == "rd_intensity")
        rows.loc[mine & (rows["value_low"] == 3.6), ["value_low", "value_high"]] = 3.8
        if name == "targets":
            rows.loc[mine, "corrected"] = True
            rows.loc[mine, "correction_note"] = "value_low: 3.6 → 3.8（误读）"
    tables.write(tmp_path, frames)
    return cp.open(tmp_path, DATA / "raw")


def test_a_corrected_value_is_shown_and_marked(corrected):
    for rows in (corrected.compare("研发强度"), corrected.chain("宁波", "研发强度")):
        mine = rows[(rows["value_low"] == 3.8) & (rows["region"] == "宁波市")]
        assert len(mine) and mine["corrected"].all() and not mine["value_text"].str.contains("3.8").any()
        assert mine["value_shown"].str.contains("3.8%").all()
        assert mine["value_shown"].str.startswith("力争").all()
    others = corrected.compare("rd_intensity").query("region != '宁波市'")
    assert not others["corrected"].any() and "≥ 3.8%" in {*others["value_shown"]}


def test_values_are_shown_in_the_language_asked_for(book):
    assert any("aim" in text for text in book.compare("rd_intensity", lang="en")["value_shown"])
    with pytest.raises(UserError, match="language"):
        book.compare("rd_intensity", lang="fr")


# --------------------------------------------------------------------------------- tables by name


def test_every_table_is_reached_by_name_too(book):
    assert book["targets"] is book.targets
    assert "core" in book["names"].columns and "names" in book and "nonsense" not in book
    assert dir(book).count("names") == 1 and [*book] == book.names
    for ask in (lambda: book["tragets"], lambda: book.tragets):
        with pytest.raises(UserError, match="targets"):
            ask()


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("tabel", "targets, plans"),
        ("chains", "chain, target_chains"),
        ("compar", "compare"),
        ("target", "targets"),
    ],
)
def test_a_word_that_is_no_table_names_what_people_mean(book, word, near):
    with pytest.raises(AttributeError, match=near):
        getattr(book, word)


# ---------------------------------------------------------------------------------------- in words


@pytest.fixture
def chinese(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "zh")
    yield
    errors.speak("en")


def test_what_is_wrong_is_told_in_the_language_of_the_system(chinese, tmp_path):
    book = cp.open(DATA / "processed", DATA / "raw")
    for ask, said in (
        (lambda: book.compare("研发强渡"), "没有这个指标；相近的有"),
        (lambda: book.tabel, "没有这样的表或函数"),
        (lambda: book.select(region="嘉兴"), "相近的有 regions"),
        (lambda: cp.open(tmp_path), "里面没有表"),
    ):
        with pytest.raises(Exception) as caught:
            ask()
        assert said in str(caught.value)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda book: book.select(region="嘉兴"), "region: no such argument; nearest: regions"),
        (lambda book: book.chart("rd_intensity", color="red"), "nearest: colors"),
        (lambda book: book.compare("xx"), "indicators.csv of the codebook lists them"),
        (lambda book: book.chart("rd_intensity", colors={"嘉兴": "red"}), "one for each target year"),
        (lambda book: cp.open("/nope"), r"cityplans.open\("),
        (lambda book: cp.open(DATA / "processed", codebook="/nope"), "codebook="),
    ],
)
def test_slips_are_answered_in_words_of_the_interface(book, ask, said):
    with pytest.raises(UserError, match=said) as caught:
        ask(book)
    assert "--" not in str(caught.value)


def test_a_chart_says_what_it_is_takes_one_colour_and_saves_under_the_name_given(book, tmp_path):
    made = book.chart("rd_intensity", years=2025, colors="red")
    assert repr(made).startswith("<Chart “") and ".save(" in repr(made)
    assert [p.name for p in made.save(tmp_path / "my_rd.png")] == ["my_rd.svg", "my_rd.png", "my_rd.csv"]
    assert made.save(tmp_path / "rd v1.2")[0].name == "rd v1.2.svg"
    with pytest.raises(UserError, match="SVG, PNG and CSV"):
        made.save(tmp_path / "图.PDF")
    assert not [*tmp_path.glob("图*")]


@pytest.mark.parametrize("word, near", [("tar", "nearest: targets"), ("tarx", "there are targets")])
def test_a_table_is_near_from_sixty_of_a_hundred_on(book, word, near):
    """Of the letters of tar and targets 60 % are shared in order, of tarx 55 %."""
    with pytest.raises(AttributeError, match=near):
        book[word]


def test_an_answer_of_nothing_says_so(book):
    with pytest.warns(NothingFound, match="no plan here has a target or a figure of 嘉兴 for 人均GDP"):
        assert book.chain("嘉兴", "人均GDP").empty
    with pytest.warns(NothingFound, match="xyzzy: stands in none of these plans"):
        assert book.concordance("xyzzy").empty
    with pytest.warns(NothingSelected, match="no target to draw for 宁波市, 2030; the chart"):
        drawn = book.chart("rd_intensity", regions="嘉兴、湖州、宁波", years=[2027, 2030])
    assert {*drawn.table["region"]} == {"嘉兴市", "湖州市"}
    with pytest.warns(NothingSelected, match="no target to draw for #009E73; the chart"):
        book.chart("rd_intensity", regions="嘉兴、湖州", years=2027, colors=["orange", "#009E73"])
    with pytest.raises(naming.UnknownName, match="target: no such table; nearest: targets"):
        book.sql("SELECT * FROM target")


def test_traditional_characters_are_understood(book):
    assert book.indicator("研發強度") == "rd_intensity" and book.region("寧波") == "宁波市"
    assert len(book.concordance("揭榜掛帥")) == len(book.concordance("揭榜挂帅")) > 0


def test_what_selects_nothing_is_no_selection_of_all(book):
    with pytest.raises(UserError, match="regions: holds nothing to select by"):
        book.select(regions=[])
    with pytest.raises(UserError, match="four digits, several with commas"):
        book.select(years="2020-2023")


def test_plans_are_selected_by_rows_and_words_in_one_text(book):
    first = book.plans.iloc[0]
    assert [*book.select(plans=first).plans["plan_id"]] == [first["plan_id"]]
    assert len(book.select(plans=book.plans.head(2)).plans) == 2
    assert {*book.select(status="草案").plans["status"]} == {"draft"}, "as catalog.csv has it"
    assert {*book.select(regions="嘉兴、宁波", years=2020.0).plans["region"]} == {"嘉兴市", "宁波市"}


def test_the_nearest_of_all_indicators_is_named_not_of_those_here(book):
    with pytest.raises(naming.UnknownName, match="GDP per head"):
        book.indicator("gdp_per_capita")
