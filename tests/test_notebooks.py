"""Notebooks: thin, stored without output, executed from the tables, rendered without network or scripts."""

from __future__ import annotations

import ast
import dataclasses
import html as entities
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import executed
from cityplans.publishing.notebooks import run, story
from cityplans.publishing.notebooks.story import ambition, group_sentences, themes
from cityplans.publishing.notebooks.story import groups as words
from cityplans.publishing.notebooks.story import plans as plan_story
from cityplans.publishing.notebooks.story import targets as target_story
from cityplans.publishing.report import report
from cityplans.publishing.telling import html

ROOT = Path(__file__).resolve().parents[1]
NAMES = [
    "01_plans_and_editions", "02_targets", "03_themes", "04_vocabulary_clusters", "05_ambition", "06_reports",
    "07_your_own_analysis",
]  # fmt: skip
NOTEBOOKS = [ROOT / f"notebooks/{name}.ipynb" for name in NAMES]
PARAMETERS = {"out", "reports", "codebook", "lang", "indicator"}


def cells(path: Path, kind: str = "code") -> list:
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == kind]


def plain(page: str) -> str:
    return entities.unescape(re.sub(r"<[^>]+>", " ", page))


# --------------------------------------------------------------------------------------------- as stored


def test_ipython_is_there_before_a_thread_runs_notebooks():
    """matplotlib, drawing meanwhile, would find it half loaded."""
    code = "import sys, cityplans.publishing.notebooks.run; sys.modules['IPython'].version_info"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_five_tell_the_tables_one_what_was_made_and_one_is_the_researchers():
    found = run.found(ROOT / "notebooks")
    assert [p.stem for p in found.first] == NAMES[:5] and [p.stem for p in found.last] == NAMES[5:6]
    assert NOTEBOOKS[6] in found.own, "what a copy of it does wrong would stop the report"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_stored_without_output_and_in_plain_form(path):
    for cell in cells(path):
        assert cell.outputs == [] and cell.execution_count is None, (
            f"{path.name} holds output; jupyter nbconvert --clear-output --inplace {path.name}"
        )
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert path.read_text(encoding="utf-8") == nbformat.writes(notebook) + "\n", (
        f"{path.name} is not as JupyterLab saves it; open and save it there"
    )
    assert set(notebook.metadata) <= {"kernelspec", "language_info", "cityplans"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_notebooks_define_nothing(path):
    for cell in cells(path):
        tree = ast.parse(cell.source)
        found = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.Lambda)]
        assert not found, f"{path.name}: move `{ast.unparse(found[0])[:60]}` to cityplans.publishing.story"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_first_code_cell_holds_the_parameters(path):
    first = cells(path)[0]
    assert first.metadata.tags == ["parameters"]
    names = {n.targets[0].id for n in ast.parse(first.source).body}
    assert names >= PARAMETERS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_prose_is_bilingual_and_states_no_result(path):
    """Findings are computed: text cells hold no figure that could go out of date."""
    for cell in cells(path, "markdown"):
        for line in cell.source.splitlines():
            if line.startswith("# ") or line.startswith("## "):
                assert re.search(r"[\u4e00-\u9fff].* · .*[A-Za-z]", line), line
            if line.startswith("|") and not set(line) <= set("|- "):
                zh, en = line.strip("|").split(" | ")
                assert re.search(r"[\u4e00-\u9fff]", zh) and re.search(r"[a-z]{3}", en), line
        assert not re.search(
            r"\d+(?:\.\d+)? ?%|\d{3,}", re.sub(r"95%|Monroe.{0,12}\d{4}", "", cell.source)
        ), cell.source


# ---------------------------------------------------------------------------------------------- as run


@pytest.fixture(scope="module")
def tables(five) -> Path:
    return five


@pytest.fixture(scope="module")
def told(tables, tmp_path_factory) -> story.Told:
    return story.opened(
        str(tables), str(tmp_path_factory.mktemp("reports")), str(ROOT / "data/codebook"), "en"
    )


@pytest.fixture(scope="module")
def pages(tables, tmp_path_factory) -> dict[str, str]:
    folders = {"out": tables, "reports": tmp_path_factory.mktemp("pages"), "codebook": ROOT / "data/codebook"}
    parameters = {name: str(folder) for name, folder in folders.items()} | {"lang": "zh", "export": False}
    return {path.stem: executed.page(path, parameters) for path in NOTEBOOKS}


@pytest.mark.slow
def test_all_run_and_need_no_network(pages, tables):
    for name, page in pages.items():
        assert not re.search(r"<script|<link|<iframe|javascript:", page, re.IGNORECASE), name
        assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page), name
        assert "default-src 'none'" in page
        assert str(tables) not in page, f"{name} shows a folder of this machine"
        assert "Traceback" not in page


@pytest.mark.slow
def test_every_page_has_findings_and_the_charts_are_in_it(pages):
    for name in NAMES[:6]:
        assert pages[name].count('class="both finding"') >= 1, name
    for name in (*NAMES[2:5], NAMES[6]):
        assert "data:image/png;base64" in pages[name], name


@pytest.mark.slow
def test_rd_intensity_reads_as_the_plans_say(pages):
    """Figures read from the plans by hand: 3.2, 3.6, 3.0 左右 for 2025; ≥ 3.8 (draft) and > 3.65 for 2027."""
    page = plain(pages["05_ambition"])
    line = next(part for part in page.split("R&D经费占GDP比重（%）")[1:] if "2025" in part[:20])[:300]
    for figure in ("浙江 力争3.2", "宁波 力争3.6", "嘉兴 力争3.2", "温州 ≈ 3.0", "温州低于浙江"):
        assert figure in line, line
    assert "湖州 ≥ 3.8（征求意见稿）" in page and "嘉兴 > 3.65" in page


@pytest.mark.slow
def test_ledger_adds_up(pages, told):
    page = plain(pages["02_targets"])
    assert f"文中共有{len(told.frame('numerals'))}个数字" in page
    assert f"{len(told.frame('targets'))}项量化目标" in page


# ------------------------------------------------------------------------------------------ when it fails


def write(folder: Path, name: str, *sources: str, asked=None) -> Path:
    made = [nbformat.v4.new_code_cell('out = ""', metadata={"tags": ["parameters"]})]
    made += [nbformat.v4.new_code_cell(s) for s in sources]
    path = folder / f"{name}.ipynb"
    book = nbformat.v4.new_notebook(cells=made)
    if asked is not None:
        book.metadata[run.OURS] = {run.RUN: asked}
    nbformat.write(book, path)
    return path


@pytest.mark.slow
def test_a_failing_notebook_is_named_with_its_cell_and_the_others_run(tmp_path):
    good = write(tmp_path, "01_good", "print(out)")
    bad = write(tmp_path, "02_bad", "x = 1", "x / 0  # here", "x")
    odd = write(tmp_path, "03_odd", "from IPython.display import display", "display({'text/x': 1}, raw=True)")
    said = []
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/02_bad.html").write_text("of an older run")
    with pytest.raises(run.NotebookError) as caught:
        run.run_all([good, bad, odd], tmp_path / "pages", {"out": "given <b>"}, said.append)
    message = str(caught.value)
    assert "02_bad.ipynb: cell 3 (`x / 0  # here`)" in message and "ZeroDivisionError" in message
    assert "02_bad.ipynb：第3格（`x / 0  # here`）出错停止：ZeroDivisionError" in caught.value.told("zh")
    assert "Traceback" not in message and [m.split(":")[0] for m in message.splitlines()] == [
        "02_bad.ipynb", "03_odd.ipynb",
    ]  # fmt: skip
    assert "given &lt;b&gt;" in (tmp_path / "pages/01_good.html").read_text(encoding="utf-8")
    assert not (tmp_path / "pages/02_bad.html").exists()
    assert len(said) == 1 and "01_good" in said[0]
    psutil = pytest.importorskip("psutil", reason="without psutil no processes can be listed")
    left = [c for c in psutil.Process().children() if "ipykernel_launcher" in " ".join(c.cmdline())]
    assert left == [], "a kernel outlives its notebook"


def test_a_page_of_some_plans_says_which():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 02 目标 · Targets")])
    page = run.rendered(notebook, "02 目标", "zh", "regions=嘉兴市")
    assert "<title>02 目标 (regions=嘉兴市)</title>" in page
    assert "只含选出的计划：regions=嘉兴市" in page and "Of selected plans only: regions=嘉兴市" in page
    assert "选出的计划" not in run.rendered(notebook, "02 目标")


@pytest.mark.slow
def test_a_warning_on_a_page_names_no_file_of_this_machine(tmp_path):
    """Nor the number of a process, by which two pages of the same run would differ."""
    warns = write(tmp_path, "01_warns", "import warnings; warnings.warn('nothing is compared')")
    run.run_all([warns], tmp_path / "pages", {})
    page = (tmp_path / "pages/01_warns.html").read_text(encoding="utf-8")
    assert "UserWarning: nothing is compared" in page and "ipykernel" not in page


FORKED = """
import sys
from pathlib import Path
from cityplans.publishing.notebooks import run, warm

if __name__ == "__main__":
    warm.LOADED = ()  # what is loaded before makes it quicker and nothing else
    run.run_all([Path("01_good.ipynb")], Path("usual"), {"out": "given"})
    warm.begin()
    try:
        run.run_all([Path("01_good.ipynb"), Path("02_dies.ipynb")], Path("forked"), {"out": "given"})
    except run.NotebookError as error:
        print(error)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux alone")
def test_a_forked_kernel_makes_the_same_page_and_its_death_is_told(tmp_path):
    """Folder, path, arguments, variables and pictures are those of a program of its own."""
    write(
        tmp_path,
        "01_good",
        "import multiprocessing, os, sys",
        "open(f'pid{os.getpid()}.txt', 'w').write(multiprocessing.current_process().name);",
        "print(out, os.getcwd(), sys.path, len(sys.argv), os.getpgid(0) == os.getpid())",
        "print({k: os.environ[k] for k in sorted(os.environ) if not k.startswith('JPY_')})",
        "print(multiprocessing.get_start_method())\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    )
    write(tmp_path, "02_dies", "import os\nos._exit(3)")
    (tmp_path / "script.py").write_text(FORKED, encoding="utf-8")
    command = [sys.executable, "script.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("02_dies.ipynb: its kernel died")
    names = sorted(path.read_text("utf-8") for path in tmp_path.glob("pid*.txt"))
    assert names[0].startswith("ForkServer") and names[1:] == ["MainProcess"]
    usual, forked = ((tmp_path / f / "01_good.html").read_text("utf-8") for f in ("usual", "forked"))
    assert usual == forked and "data:image/png" in usual


def test_a_notebook_is_given_the_parameters_its_tagged_cell_sets():
    tagged = nbformat.v4.new_code_cell('out = ""\nlang = "zh"', metadata={"tags": ["parameters"]})
    book = nbformat.v4.new_notebook(cells=[tagged, nbformat.v4.new_code_cell("1")])
    made = run.with_parameters(book, {"out": "a", "export": False})
    assert [c.source for c in made.cells] == [tagged.source, "out = 'a'", "1"]
    bare = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    assert len(run.with_parameters(bare, {"out": "a"}).cells) == 1
    twice = nbformat.v4.new_notebook(cells=[tagged, tagged])
    with pytest.raises(run.NotebookError, match="several cells tagged"):
        run.with_parameters(twice, {"out": "a"})


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("first", "first"), ("last", "last"), ("own", "own"), (None, None), ("sometimes", None), (3, None)],
)
def test_a_notebook_is_run_or_left_alone_as_its_metadata_says(tmp_path, asked, expected):
    write(tmp_path, "01_plans", "1", asked="first")
    mine = write(tmp_path, "07_my_analysis", "1", asked=asked)
    found = run.found(tmp_path)
    groups = {name: getattr(found, name) for name in run.Found._fields}
    assert {name for name, paths in groups.items() if mine in paths} == ({expected} if expected else set())


OWN = '{"nbformat": 4, "nbformat_minor": 5, "metadata": {"cityplans": {"run": "own"}}'


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("{", None), ('["a list"]', None), (OWN + "}", None), (OWN + ', "cells": ["a text"]}', None),
        (OWN.replace('{"run": "own"}', '"own"') + ', "cells": []}', None), (OWN + ', "cells": []}', "own"),
        (OWN + ', "cells": [{"cell_type": "code", "metadata": {"tags": 3}}]}', "own"),
    ],
)  # fmt: skip
def test_what_is_no_notebook_is_left_alone(tmp_path, text, asked):
    path = tmp_path / "07_half_saved.ipynb"
    path.write_text(text, encoding="utf-8")
    assert run.when(path) == asked and not run.has_known_code(path) and run.title(path) == path.stem


def test_tags_of_another_shape_are_no_tags():
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    book.cells[0].metadata["tags"] = 3
    assert len(run.with_parameters(book, {"out": "a"}).cells) == 1


def test_a_researchers_notebook_cannot_break_the_report(tmp_path, monkeypatch):
    """Whatever stands in the folder: one that fails, one that is no notebook, one that asks for nothing."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for path in NOTEBOOKS:
        (folder / path.name).write_bytes(path.read_bytes())
    write(folder, "07_my_analysis", "1 / 0", asked="own")
    write(folder, "08_draft", "1 / 0")
    (folder / "09_half_saved.ipynb").write_text("{", encoding="utf-8")
    (folder / "10_odd.ipynb").write_text(OWN + "}", encoding="utf-8")
    ran = []

    def fake(paths, *_):
        ran.extend(p.stem for p in paths)
        if any("my_analysis" in p.stem for p in paths):
            raise run.NotebookError("07_my_analysis.ipynb: cell 2 (`1 / 0`) stopped with ZeroDivisionError")

    monkeypatch.setattr(run.places, "notebooks", lambda: folder)
    monkeypatch.setattr(run, "run_all", fake)
    monkeypatch.setattr(report.exports, "write", lambda *_: [])
    folders = ROOT / "data/processed", tmp_path / "reports", "zh", ROOT / "data/codebook"
    said = report.report(*folders, {}, lambda line: None)
    assert sorted(ran) == sorted([*NAMES, "07_my_analysis"])
    assert [line.en.partition(".")[0] for line in said] == ["07_my_analysis"], "said to whoever asked, once"
    assert (tmp_path / "reports/index.html").is_file()


def test_a_broken_or_missing_notebook_is_said(tmp_path):
    broken = tmp_path / "01_x.ipynb"
    broken.write_text("no json", encoding="utf-8")
    with pytest.raises(run.NotebookError, match="cannot be read as a notebook"):
        run.run_all([broken], tmp_path, {})
    with pytest.raises(run.NotebookError, match="holds no notebooks"):
        run.found(tmp_path)


def test_no_tables_gives_advice(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"run\.py build"):
        story.opened(str(tmp_path))


# ------------------------------------------------------------------------------------- text stays text


def test_text_of_documents_is_shown_and_never_run(told):
    evil = '<script>alert("x")</script>'
    shown = story.listed(told, [{"quote": evil, "n": 1}], ("quote", "n"))._repr_html_()
    assert "<script" not in shown and "&lt;script&gt;" in shown
    assert "<script" not in story.said((evil, evil))._repr_html_()
    marked = story.sentence(f"甲{evil}达到5家。", 2, 9)
    assert "<script" not in marked and "<mark>" in marked
    assert 'onerror="' not in html.link('"><img src=x onerror="1">', "x")


def test_rows_beyond_the_limit_are_said(told):
    shown = story.listed(told, [{"rule": str(i)} for i in range(12)], ("rule",), most=10)._repr_html_()
    assert "2 more rows not shown" in shown and ">9<" in shown and ">10<" not in shown


def test_sentence_marks_the_span_and_cuts_at_the_sentence():
    text = "前句。到2025年，研发投入占比达到3.2%；后句。"
    start = text.index("研发")
    marked = story.sentence(text, start, text.index("；"))
    assert marked == "到2025年，<mark>研发投入占比达到3.2%</mark>"


# ---------------------------------------------------------------------------- findings follow the tables


def test_what_groups_mean_is_found_not_typed():
    groups = {"a": "C1", "b": "C1", "c": "C2", "d": "C2"}
    assert group_sentences.agreement(groups, {"a": "2020", "b": "2020", "c": "2023", "d": "2023"}) == 1
    assert group_sentences.agreement(groups, {"a": "2020", "b": "2023", "c": "2020", "d": "2023"}) < 0.1
    assert group_sentences.agreement(groups, dict.fromkeys("abcd", "x")) is None
    assert group_sentences.agreement(groups, {k: k for k in "abcd"}) is None


@pytest.mark.slow
def test_finding_of_clusters_follows_the_levels_when_they_differ(told):
    """With groups dealt by level instead of year the sentence says level."""
    frames = dict(told.frames)
    clusters = frames["clusters"].copy()
    level = frames["plans"].set_index("plan_id")["region_level"]
    clusters["cluster"] = ["C1" if level[p] == "province" else "C2" for p in clusters["plan_id"]]
    frames["clusters"] = clusters
    text = repr(words.finding(dataclasses.replace(told, frames=frames)))
    assert "coincide with level" in text and "coincide with year of issue" not in text
    assert "coincide with year of issue" in repr(words.finding(told))


@pytest.mark.slow
def test_findings_stand_on_thin_tables(told):
    """Every story function has something to say when all tables but plans are empty, and with one plan."""
    bare = dataclasses.replace(told, frames={"plans": told.frame("plans").head(1)})
    for module in (plan_story, target_story, themes, words, ambition):
        for name in ("finding", "caveats"):
            assert repr(getattr(module, name)(bare)).strip(), (module.__name__, name)


def test_what_serves_on_a_screen_alone_is_not_printed():
    """The widgets and the beginnings of an analysis of one's own: their cells say so, and the style knows."""
    assert ".celltag_screen" in html.STYLE[html.STYLE.index("@media print") :].split("display: none")[0]
    for path in sorted((ROOT / "notebooks").glob("0[1-5]*.ipynb")):
        said = [cell for cell in run.opened(path).cells if "screen" in cell.metadata.get("tags", [])]
        heads = [cell.source.split("\n")[0] for cell in said if cell.cell_type == "markdown"]
        assert heads[-1:] == ["## 自己动手 · Go on from here"] and len(said) == 2 * len(heads)
        assert ("## 选着看 · Choose" in heads) == path.name.startswith("05")
