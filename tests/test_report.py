"""What report makes: start page, run record, citation, charts kept in step with the tables."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pdfplumber
import pytest

import ambition_rows
import chromium
import executed
from cityplans import codebook as codebooks
from cityplans import tables
from cityplans.__main__ import main
from cityplans.publishing.briefing import briefing, office
from cityplans.publishing.charts import written
from cityplans.publishing.notebooks.story import exports
from cityplans.publishing.report import briefings, pages
from cityplans.publishing.telling import html
from cityplans.publishing.telling.view import View
from cityplans.reading.folder import received
from cityplans.running import code, record

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data/raw"
ONE = "jiaxing-2023-government-notice.txt"


@pytest.fixture(scope="module")
def codebook():
    return codebooks.load(ROOT / "data/codebook")


@pytest.fixture(scope="module")
def made(once) -> tuple[Path, Path]:
    """Tables and reports of a folder with a single file, in English, by the commands.

    Two notebooks of the six are run in kernels; all of them: test_one_plan_is_enough."""
    root = once("one", run_one)
    return root / "out", root / "reports"


def run_one(root: Path) -> None:
    for folder in ("raw", "notebooks"):
        (root / folder).mkdir()
    shutil.copy(RAW / ONE, root / "raw" / ONE)
    for name in ("01_plans_and_editions", "06_reports"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", root / "notebooks")
    with contextlib.chdir(root):
        command = ["run", "--raw", "raw", "--out", "out", "--reports", "reports", "--lang", "en"]
        assert main([*command, "--codebook", str(ROOT / "data/codebook")]) == 0


def links(page: Path) -> list[str]:
    found = re.findall(r'(?:href|src)="([^"]+)"', page.read_text(encoding="utf-8"))
    return [unquote(unescape(target)) for target in found if not target.startswith(("data:", "#"))]


@pytest.mark.slow
def test_one_file_gives_the_whole_report(made):
    _, reports = made
    assert len(list((reports / "notebooks").glob("*.html"))) == 2
    assert (reports / "cityplans.xlsx").stat().st_size > 5000
    assert (reports / "charts/en/index.csv").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_one_plan_is_enough(made, path):
    folders = {"out": made[0], "reports": made[1], "codebook": ROOT / "data/codebook"}
    parameters = {name: str(folder) for name, folder in folders.items()} | {"lang": "en", "export": False}
    page = executed.page(path, parameters)  # what a cell raises is raised
    assert ('class="both finding"' in page) == (path.stem != "07_your_own_analysis")


@pytest.mark.slow
def test_start_page_links_what_is_there_and_nothing_else(made):
    _, reports = made
    found = links(reports / "index.html")
    assert found and all((reports / target).is_file() for target in found)
    reached = set(found)
    assert {f"notebooks/{p.name}" for p in (reports / "notebooks").glob("*.html")} <= reached
    assert {"cityplans.xlsx", "run.json"} <= reached
    for chart in (reports / "charts").rglob("*.svg"):
        assert chart.relative_to(reports).as_posix() in reached


@pytest.mark.slow
def test_links_of_the_last_notebook_lead_somewhere(made):
    _, reports = made
    page = reports / "notebooks/06_reports.html"
    assert links(page) and all((page.parent / target).is_file() for target in links(page))


@pytest.mark.slow
def test_run_record(made, codebook):
    out, reports = made
    run = json.loads((reports / "run.json").read_text(encoding="utf-8"))
    assert [i["file"] for i in run["inputs"]] == [ONE]
    assert run["inputs"][0]["sha256"] == record.file_digest(RAW / ONE)
    assert run["codebook"] == codebook.digest
    assert run["counts"]["plans"] == 1 and run["counts"]["targets"] > 30
    assert any(name.startswith("build") for name in run["seconds"])
    text = (reports / "run.json").read_text(encoding="utf-8")
    assert str(out.parent) not in text and str(ROOT) not in text
    assert run["run_id"] in run["cite"]["zh"] and run["run_id"] in run["cite"]["en"]


@pytest.mark.slow
def test_cite_prints_the_line_of_the_record(made, capsys):
    _, reports = made
    run = json.loads((reports / "run.json").read_text(encoding="utf-8"))
    assert main(["cite", "--reports", str(reports), "--lang", "en"]) == 0
    line = capsys.readouterr().out.strip()
    assert line == run["cite"]["en"]
    assert re.fullmatch(r"Source: 1 plans? of Jiaxing, 2023; \d+ targets; cityplans \S+, run [0-9a-f]{12}\.",
                        line)  # fmt: skip


def test_run_id_hangs_on_inputs_codebook_and_code(tmp_path, codebook, monkeypatch):
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "a.txt").write_text("甲", encoding="utf-8")
    (raw / ".hidden").write_text("x", encoding="utf-8")

    def run_id() -> str:
        tables.write_bytes(out / record.INPUTS, record.inputs(received(raw), codebook))
        return record.identity(out, codebook)["run_id"]

    first = run_id()
    assert run_id() == first
    assert [i["file"] for i in record.inputs_of(received(raw))] == ["a.txt"]
    shutil.copytree(raw, tmp_path / "elsewhere")
    assert record.inputs_of(received(tmp_path / "elsewhere")) == record.inputs_of(received(raw))
    (raw / "a.txt").write_text("乙", encoding="utf-8")
    second = run_id()
    monkeypatch.setattr(code, "digest", lambda: "other")
    assert len({first, second, run_id()}) == 3


def test_charts_that_are_no_longer_made_are_removed_and_others_kept(tmp_path, monkeypatch):
    class Fake:
        def __init__(self, name):
            self.name, self.title, self.subtitle, self.footer = name, f"{name}, “x”", "", ""

    def save(chart, folder, **_):
        written = [Path(folder) / f"{chart.name}.{kind}" for kind in ("svg", "png", "csv")]
        for path in written:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x", encoding="utf-8")
        return written

    monkeypatch.setattr(written.charts, "save", save)
    monkeypatch.setattr(written.charts, "left_out", lambda *_: {})
    monkeypatch.setattr(written.charts, "main_charts", lambda *_: [Fake("b")])
    none = View({"plans": tables.frame("plans", [])}, None)
    monkeypatch.setattr(written.charts, "all_charts", lambda *_: [Fake("a"), Fake("b")])
    written.write_charts(none, tmp_path)
    (tmp_path / "mine.png").write_text("x", encoding="utf-8")
    monkeypatch.setattr(written.charts, "all_charts", lambda *_: [Fake("b")])
    written.write_charts(none, tmp_path)
    files = sorted(p.name for p in tmp_path.iterdir() if p.is_file())
    assert files == ["b.csv", "b.png", "b.svg", "index.csv", "mine.png", "sources.csv"]
    assert (tmp_path / "slide/b.png").is_file() and (tmp_path / "column/b.svg").is_file()
    assert written.read_index(tmp_path)[0]["title"] == "b, “x”"


def test_start_page_shows_titles_as_text(tmp_path):
    folder = tmp_path / "charts/zh"
    folder.mkdir(parents=True)
    (folder / "index.csv").write_text(
        'name,title\nx,"<script>alert(1)</script> ""y"""\n', encoding="utf-8-sig"
    )
    empty = {name: tables.frame(name, []) for name in ("plans", "targets", "problems")}
    page = pages.write_index(tmp_path, empty, {"zh": "甲", "en": "a"}, []).read_text(encoding="utf-8")
    assert "<script" not in page and "&lt;script&gt;" in page
    assert 'alt="&lt;script&gt;alert(1)&lt;/script&gt; &quot;y&quot;"' in page


@pytest.mark.slow
@pytest.mark.skipif(not chromium.BROWSER, reason="needs chromium on the PATH")
def test_rows_that_are_folded_away_are_printed(tmp_path):
    inner = html.table(["a"], [["FOLDED"]])
    code = html.Markup("<details><summary>code</summary>CODE</details>")
    page, out = tmp_path / "a.html", tmp_path / "a.pdf"
    page.write_text(html.page("a", html.folded("more", inner) + code), encoding="utf-8")
    switches = (*chromium.SWITCHES, "--no-pdf-header-footer", f"--print-to-pdf={out}")
    subprocess.run([chromium.BROWSER, *switches, page.as_uri()], check=True, capture_output=True, timeout=60)
    with pdfplumber.open(out) as paper:
        printed = paper.pages[0].extract_text()
    assert "FOLDED" in printed and "CODE" not in printed


def test_only_what_asks_for_a_person_is_counted_as_such(tmp_path):
    """A file that is lost and one to look at; a note asks for nothing."""
    rows = [
        {"source_file": f"{s}.txt", "stage": "reading", "problem": "empty", "severity": s, "message": s}
        for s in ("lost", "look", "note")
    ]
    frames = {name: tables.frame(name, []) for name in ("plans", "targets")}
    frames["problems"] = tables.frame("problems", rows)
    page = pages.write_index(tmp_path, frames, {"zh": "甲", "en": "a"}, []).read_text(encoding="utf-8")
    assert "；2个问题需要人看（见01）。" in page and "; 2 problems for a person to look at" in page


def test_pages_of_new_plans_go_by_region_and_title(tmp_path):
    plan = {"plan_id": "ningbo-2020-decision", "region": "宁波市", "title": "关于人才的<决定>"}
    nameless = {"plan_id": "x-2021", "region": None, "title": None}
    frames = {name: tables.frame(name, []) for name in ("targets", "problems")} | {
        "plans": tables.frame("plans", [plan, nameless])
    }
    (tmp_path / "new_plans").mkdir()
    for name in ("ningbo-2020-decision_zh.html", "ningbo-2020-decision_zh.docx", "x-2021_zh.html"):
        (tmp_path / "new_plans" / name).touch()
    page = pages.write_index(tmp_path, frames, {"zh": "甲", "en": "a"}, []).read_text(encoding="utf-8")
    assert page.count("宁波市 关于人才的&lt;决定&gt;") == 1 and "<li>x-2021<br>" in page
    assert page.count('href="new_plans/ningbo-2020-decision_zh.') == 2


def test_what_another_run_made_is_never_shown_as_current(tmp_path):
    """A report in English after one in Chinese: Chinese charts and briefings are told apart."""
    for lang in ("zh", "en"):
        folder = tmp_path / "charts" / lang
        folder.mkdir(parents=True)
        (folder / "index.csv").write_text(f"name,title\ndots_a_{lang},Finding {lang}\n", encoding="utf-8-sig")
    for name in ("cityplans.xlsx", "run.json", "briefings/jiaxing_zh.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    empty = {name: tables.frame(name, []) for name in ("plans", "targets", "problems")}
    files = frozenset({tmp_path / "cityplans.xlsx", tmp_path / "charts/en/index.csv"})
    made = pages.Made("2026-11-29", "abc123", files, "regions=嘉兴市")
    page = pages.write_index(tmp_path, empty, {"zh": "甲", "en": "a"}, [], made).read_text(encoding="utf-8")
    current, left = page.split("Not made by this run")
    assert (
        "运行abc123，2026-11-29" in current
        and "Run abc123, 2026-11-29" in current
        and "只用了一部分计划：regions=嘉兴市" in current
    )
    assert "Finding en" in current and "Single indicators (1)" in current
    assert "cityplans.xlsx" in current and "run.json" in current
    assert "Finding zh" not in page and "charts/zh/index.csv" in left and "briefings/jiaxing_zh.docx" in left


def test_a_briefing_that_bears_the_id_of_the_run_is_current(tmp_path):
    empty = {name: tables.frame(name, []) for name in ("plans", "targets", "problems")}
    (tmp_path / "briefings").mkdir()
    rows = [ambition_rows.target(p, "rd_intensity", 3.2) for p in ("ningbo-2020", "jiaxing-2020")]
    frames = ambition_rows.frames([ambition_rows.NINGBO, ambition_rows.JIAXING], rows)
    view = View(frames, ambition_rows.codebook())
    briefing.write(view, tmp_path / "briefings", region="嘉兴市", run_id="abc123")
    briefing.write(view, tmp_path / "briefings", region="宁波市", run_id="def456")
    made = pages.Made("2026-11-29", "abc123", frozenset())
    page = pages.write_index(tmp_path, empty, {"zh": "甲", "en": "a"}, [], made).read_text(encoding="utf-8")
    current, left = page.split("Not made by this run")
    for kind in ("docx", "pptx"):
        assert f"jiaxing_zh.{kind}" in current and f"jiaxing_zh.{kind}" not in left
        assert f"ningbo_zh.{kind}" in left


def test_a_notebook_is_shown_with_its_finding_and_its_chart(tmp_path):
    folder = tmp_path / "charts" / "zh"
    folder.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    charts = "name,title\ndots_a_zh,A\ntimeline_zh,Runs <long>\n"
    (folder / "index.csv").write_text(charts, encoding="utf-8-sig")
    paths = sorted((ROOT / "notebooks").glob("0[16]_*.ipynb"))
    for path in paths:
        (tmp_path / "notebooks" / f"{path.stem}.html").write_text("<p>x</p>", encoding="utf-8")
    empty = {name: tables.frame(name, []) for name in ("plans", "targets", "problems")}
    page = pages.write_index(tmp_path, empty, {"zh": "甲", "en": "a"}, paths).read_text("utf-8")
    first = page.split("Take away")[0]
    assert first.count('class="lead"') == 1 and 'src="charts/zh/timeline_zh.svg"' in first
    assert 'alt="Runs &lt;long&gt;"' in first
    made = pages.Made("2026-11-29", "abc123", frozenset())  # the charts are of another run
    page = pages.write_index(tmp_path, empty, {"zh": "甲", "en": "a"}, paths, made).read_text("utf-8")
    assert 'class="lead"' not in page


def test_a_briefing_made_after_the_report_is_linked_at_once(tmp_path):
    empty = {name: tables.frame(name, []) for name in ("plans", "targets", "problems")}
    rows = [ambition_rows.target(p, "rd_intensity", 3.2) for p in ("ningbo-2020", "jiaxing-2020")]
    frames = ambition_rows.frames([ambition_rows.NINGBO, ambition_rows.JIAXING], rows)
    view = View(frames, ambition_rows.codebook())
    folder = tmp_path / briefings.FOLDER
    briefings.renew(tmp_path)  # no start page yet: nothing to do
    assert not (tmp_path / "index.html").exists()
    briefing.write(view, folder, region="嘉兴市", run_id="older0")
    (tmp_path / "run.json").write_text('{"run_id": "abc123"}', encoding="utf-8")
    made = pages.Made("2026-11-29", "abc123", frozenset())
    index = pages.write_index(tmp_path, empty, {"zh": "甲", "en": "a"}, [], made)
    assert "briefings/jiaxing_zh.docx" in index.read_text("utf-8").split("Not made by this run")[1]
    briefing.write(view, folder, region="嘉兴市", run_id="abc123")
    briefing.write(view, folder, region="宁波市", run_id="later9")  # of tables that the page does not show
    briefings.renew(tmp_path)
    page = index.read_text("utf-8")
    said = office.title(folder / "jiaxing_zh.docx")  # by which the link is known
    assert f'<a href="briefings/jiaxing_zh.docx">{said}</a>' in page and said.startswith("嘉兴")
    assert page.count("briefings/jiaxing_zh.docx") == 1 and "briefings/jiaxing_zh.pptx" in page
    assert "Not made by this run" not in page and "ningbo_zh" not in page


def test_what_is_made_of_some_plans_only_is_not_counted_with_the_rest(tmp_path):
    for name in ("cityplans.xlsx", "charts/zh/a.svg", "selected/years-2020/cityplans.xlsx", ".cache/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in exports.files(tmp_path)]
    assert found == ["charts/zh/a.svg", "cityplans.xlsx"]


def test_a_page_in_both_languages_shows_the_one_of_the_report_and_switches_without_a_script():
    head = "<table><thead><tr><th>中文</th><th>English</th></tr></thead>"
    table = head + "<tbody><tr><td>甲</td><td>a</td></tr></tbody></table>"
    page = html.page("题", "<h1 id='x'>02 目标 · Targets<a>¶</a></h1>" + table, lang="en", has_both=True)
    assert '<html lang="en">' in page and "<script" not in page
    assert 'id="en" checked' in page and 'id="zh" checked' not in page
    heading = '02 <span lang="zh">目标</span><span class="and"> · </span><span lang="en">Targets</span><a>'
    assert heading in page and '<td lang="zh">甲</td><td lang="en">a</td>' in page
    assert html.parted("SVG · <b>") == "SVG · &lt;b&gt;"  # no Chinese: not two languages
    assert "<main>" not in html.page("题", "<h1>目标 · Targets</h1>")  # of one language: as it is


def test_pages_fetch_nothing():
    page = html.page("标题", "<p>x</p>")
    assert "default-src 'none'" in page and "http-equiv" in page
    assert not re.search(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", page)


def test_the_pictures_that_go_on_with_a_chart_and_the_briefings_of_the_language_are_linked(tmp_path):
    folder = tmp_path / "charts" / "zh"
    (folder / "slide").mkdir(parents=True)
    (folder / "index.csv").write_text("name,title\ntimeline_zh,Runs\n", encoding="utf-8-sig")
    slides = "name,title\ntimeline_zh,Runs\ntimeline_2_zh,Runs\n"
    (folder / "slide" / "index.csv").write_text(slides, encoding="utf-8-sig")
    (tmp_path / "briefings").mkdir()
    for name in ("ningbo_zh.docx", "ningbo_en.docx"):
        (tmp_path / "briefings" / name).write_text("x")
    empty = {name: tables.frame(name, []) for name in ("plans", "targets", "problems")}
    page = pages.write_index(tmp_path, empty, {"zh": "甲", "en": "a"}, [], lang="zh").read_text("utf-8")
    assert "slide/timeline_zh.png" in page and "slide/timeline_2_zh.png" in page
    assert '<li lang="zh"><a href="briefings/ningbo_zh.docx"' in page
    assert '<li lang="en"><a href="briefings/ningbo_en.docx"' in page  # for the switch of languages
