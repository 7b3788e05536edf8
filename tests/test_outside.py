"""What comes from outside is read, and nothing it names is opened, fetched or run."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

import chromium
import executed
from cityplans import codebook, tables
from cityplans.__main__ import main
from cityplans.publishing.explorer import explorer
from cityplans.publishing.notebooks import run
from cityplans.publishing.report import pages
from cityplans.publishing.telling import html
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook import edits as workbook_edits
from cityplans.publishing.workbook.edits import EditError
from cityplans.reading import corpus
from cityplans.reading.files import old_word
from cityplans.reading.files.formats import read_file
from strategies import PLAN

ROOT = Path(__file__).resolve().parents[1]
CODEBOOK = ROOT / "data" / "codebook"
LINE = "到2025年，高新技术企业达到8000家。"
SECRET = "机密文件的内容"


@pytest.fixture
def asked():
    """A server on this machine and the paths it was asked for."""
    found: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self):
            found.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.append(f"http://127.0.0.1:{server.server_port}")
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def secret(tmp_path) -> Path:
    path = tmp_path / "elsewhere" / "secret.txt"
    path.parent.mkdir()
    path.write_text(SECRET, encoding="utf-8")
    return path


def read(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    texts, problems = read_file(path, name)
    return "".join(t.mapped.text for t in texts) + "".join(p.problem for p in problems)


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(LINE)
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(picture, "PNG")
    document.add_picture(picture)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(archive: bytes, edits: dict[str, tuple[str, str]]) -> bytes:
    """A packed file with a pattern replaced in some of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            if item.filename in edits:
                pattern, put = edits[item.filename]
                part, count = re.subn(pattern.encode(), put.encode().replace(b"\\", b"\\\\"), part)
                assert count, item.filename
            new.writestr(item.filename, part)
    return out.getvalue()


def linked_picture(address: str) -> bytes:
    """A Word file whose picture is at an address."""
    linked = changed(word(), {"word/document.xml": ("r:embed=", "r:link=")})
    target = ('Target="media/image1.png"', f'Target="{address}" TargetMode="External"')
    return changed(linked, {"word/_rels/document.xml.rels": target})


def with_entity(archive: bytes, part: str, at: str, entity: str) -> bytes:
    """A packed file one of whose parts declares an entity and uses it."""
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e {entity}> <!ENTITY % p {entity}> ]>'
    declared = changed(archive, {part: (r"\A(?:<\?xml.*?\?>)?", head)})
    return changed(declared, {part: (at, f"{at}&e;")})


# ------------------------------------------------------------------------------- nothing is fetched


def test_a_page_fetches_nothing(tmp_path, asked):
    at = asked[0]
    page = (
        f'<?xml version="1.0"?><?xml-stylesheet href="{at}/s.xsl"?><!DOCTYPE html SYSTEM "{at}/d.dtd">'
        f'<html><head><link rel="stylesheet" href="{at}/a.css">'
        f'<meta http-equiv="refresh" content="0;url={at}/m">'
        f'<base href="{at}"></head><body><img src="{at}/i.png"><iframe src="{at}/f"></iframe>'
        f'<script src="{at}/s.js"></script>{"<p>" + LINE + "</p>"}</body></html>'
    )
    assert LINE in read(tmp_path, "a.html", page.encode())
    assert len(asked) == 1


def test_a_word_file_fetches_nothing(tmp_path, asked, secret):
    at = asked[0]
    assert LINE in read(tmp_path, "a.docx", linked_picture(f"{at}/p.png"))
    for part, place in (
        ("word/document.xml", "</w:t>"),
        ("word/styles.xml", "<w:docDefaults>"),
        ("word/_rels/document.xml.rels", "<Relationship "),
        (r"[Content_Types].xml", "<Default "),
    ):
        for address in (f"{at}/e", secret.as_uri()):
            text = read(tmp_path, "e.docx", with_entity(word(), part, place, f'SYSTEM "{address}"'))
            assert SECRET not in text
    assert len(asked) == 1


def test_a_pdf_fetches_nothing(tmp_path, asked, secret):
    at = asked[0]
    out = io.BytesIO()
    page = Canvas(out, pageCompression=0)
    for number in range(12):
        page.drawString(60, 700 - 20 * number, "Hightech firms: 8000 by 2025, more than before.")
    page.linkURL(f"{at}/u", (0, 0, 600, 800))
    page.save()
    opened = f"/Type /Catalog /OpenAction << /S /GoToR /F << /FS /URL /F ({at}/g) >> /D [0 /Fit] >>"
    for more in (
        opened,
        f"/Type /Catalog /OpenAction << /S /URI /URI ({at}/o) >>",
        f"/Type /Catalog /OpenAction << /S /Launch /F ({secret}) >>",
        f"/Type /Catalog /OpenAction << /S /JavaScript /JS (this.submitForm\\('{at}/j'\\)) >>",
    ):
        text = read(tmp_path, "a.pdf", out.getvalue().replace(b"/Type /Catalog", more.encode()))
        assert "8000" in text and SECRET not in text
    assert len(asked) == 1


@pytest.mark.slow
@pytest.mark.skipif(not old_word._office(), reason="without LibreOffice no .doc can be made or read")
def test_an_old_word_file_is_read_and_fetches_nothing(tmp_path, asked, secret):
    """Converted by LibreOffice, which follows a document's links where its profile does not forbid it."""
    document = docx.Document(io.BytesIO(linked_picture(f"{asked[0]}/p.png")))
    for cell, text in zip(document.add_table(2, 2)._cells, ("指标", "2025年", "研发强度", "3.5%")):
        cell.text = text
    document.add_paragraph("完。")
    document.save(tmp_path / "linked.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    made = ["--headless", "--convert-to", "doc:MS Word 97", "--outdir", tmp_path, tmp_path / "linked.docx"]
    subprocess.run([old_word._office(), profile, *made], check=True, capture_output=True, timeout=120)
    assert len(asked) > 1, "LibreOffice as it comes fetches the picture: the test would prove nothing"
    del asked[1:]
    text = read(tmp_path, "linked.doc", (tmp_path / "linked.doc").read_bytes())
    assert LINE in text and "指标\t2025年\n研发强度\t3.5%" in text
    field = rf'{{\field{{\*\fldinst INCLUDETEXT "{secret.as_uri()}"}}{{\fldrslt x}}}} {LINE}'
    signs = "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in field)
    assert SECRET not in read(tmp_path, "a.rtf", rf"{{\rtf1\ansi {signs}\par}}".encode())
    assert len(asked) == 1


def test_a_workbook_fetches_nothing(tmp_path, asked, secret):
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = "quote"
    book.save(tmp_path / "a.xlsx")
    for address in (f"{asked[0]}/e", secret.as_uri()):
        for part, place in (
            ("xl/workbook.xml", "<sheets>"),
            ("xl/worksheets/sheet1.xml", "<sheetData>"),
            ("xl/sharedStrings.xml", "<t>"),
        ):
            data = with_entity((tmp_path / "a.xlsx").read_bytes(), part, place, f'SYSTEM "{address}"')
            (tmp_path / "e.xlsx").write_bytes(data)
            with pytest.raises(EditError) as refused:
                workbook_edits.read_edits(
                    tmp_path / "e.xlsx", tables.frame("targets", []), codebook.load(CODEBOOK)
                )
            assert SECRET not in str(refused.value)
    assert len(asked) == 1


LAUGHS = (
    '"ha">'
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "&e;" * 10}">' for n in range(9))
    + '<!ENTITY last "&e8;"'
)


def test_entities_do_not_multiply(tmp_path):
    """A thousand million laughs in a Word file and a workbook."""
    bomb = with_entity(word(), "word/document.xml", "</w:t>", LAUGHS)
    bomb = changed(bomb, {"word/document.xml": ("&e;</w:p>|&e;</w:r>", "&last;</w:r>")})
    assert len(read(tmp_path, "a.docx", bomb)) < 1000


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("CITYPLANS_LIMITS", "unpacked_bytes=1000000")
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", bytes(1_000_001))
    with pytest.raises(EditError, match="unpacks to"):
        workbook_edits.read_edits(path, tables.frame("targets", []), codebook.load(CODEBOOK))


# ------------------------------------------------------------------------------- no path leads outside


def test_a_catalog_row_opens_no_file(tmp_path, secret):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "plan.txt").write_text(PLAN, encoding="utf-8")
    names = ("../elsewhere/secret.txt", str(secret), "plan.txt/../../elsewhere/secret.txt")
    rows = "".join(f"{name},宁波市,秘密规划\n" for name in names)
    (raw / "catalog.csv").write_text(f"file,region,title\n{rows}", encoding="utf-8")
    found = corpus.read_corpus(raw, codebook.load(CODEBOOK))
    assert [e.source_file for p in found.plans for e in p.editions] == ["plan.txt"]
    assert SECRET not in repr(found) and "秘密规划" not in repr(found)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_table_of_the_raw_folder_is_no_link_out_of_it(tmp_path, capsys):
    raw, outside = tmp_path / "raw", tmp_path / "outside.csv"
    raw.mkdir()
    (raw / "plan.txt").write_text(PLAN, encoding="utf-8")
    outside.write_text("file,title\nplan.txt,别处的标题\n", encoding="utf-8")
    for name in ("catalog.csv", "baselines.csv", "scale.csv", "other.txt"):
        (raw / name).symlink_to(outside)
    out = tmp_path / "out"
    assert main(["build", "--raw", str(raw), "--out", str(out), "--codebook", str(CODEBOOK)]) == 0
    assert capsys.readouterr().err.count("is a link that leads out of the folder") == 4
    assert "别处的标题" not in (out / "plans.csv").read_text("utf-8")
    assert [i["file"] for i in json.loads((out / "inputs.json").read_text("utf-8"))["inputs"]] == ["plan.txt"]


def test_a_correction_names_no_file(tmp_path, secret):
    """Its plan_id is looked up among the plans read, and nowhere else."""
    book, raw = shutil.copytree(CODEBOOK, tmp_path / "codebook"), tmp_path / "raw"
    raw.mkdir()
    (raw / "plan.txt").write_text(PLAN, encoding="utf-8")
    columns = "plan_id,quote,field,old,new,reason,by,date"
    plan_id = "../../elsewhere/secret"
    (book / "corrections.csv").write_text(f"{columns}\n{plan_id},{SECRET},is_target,,true,,,\n", "utf-8")
    out = tmp_path / "out"
    assert main(["build", "--raw", str(raw), "--out", str(out), "--codebook", str(book)]) == 0
    assert all(SECRET not in p.read_text("utf-8") for p in out.rglob("*.csv"))
    assert secret.read_text("utf-8") == SECRET


@pytest.mark.parametrize("ascii_name", ["../../outside", "/outside", "a/b", "", "..", "C:x"])
def test_a_region_of_the_codebook_names_no_folder(tmp_path, ascii_name):
    """It becomes part of plan ids and so of the names of texts."""
    book = shutil.copytree(CODEBOOK, tmp_path / "codebook")
    path = book / "regions.csv"
    text = path.read_text("utf-8-sig")
    assert text.count(",330000,ningbo,") == 1
    path.write_text(text.replace(",330000,ningbo,", f",330000,{ascii_name},"), encoding="utf-8")
    with pytest.raises(codebook.CodebookError, match=r"regions\.csv: ascii"):
        codebook.load(book)


# ------------------------------------------------------------------- text of a plan is shown, not run

EVIL = (  # no straight double quotes: they become Chinese ones
    "<script>document.title='harm'</script>",
    "<img src=x onerror=document.title='harm'>",
    "<svg onload=document.title='harm'>",
    "'><iframe srcdoc=<script>parent.document.title='harm'</script>>",
    "javascript:document.title='harm'",
    "[x](javascript:document.title='harm')",
    "$\\unicode{<img src=x onerror=document.title='harm'>}$",
)
TEXT = " ".join(EVIL)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if chromium.MISSING:
        pytest.skip(chromium.MISSING)
    window = chromium.Browser(tmp_path_factory.mktemp("downloads"))
    yield window
    window.close()


@pytest.fixture(scope="module")
def harmful(tmp_path_factory):
    """Tables of a plan that holds markup in its title, its headings, its targets and its file's name."""
    folder = tmp_path_factory.mktemp("harmful")
    raw = folder / "raw"
    raw.mkdir()
    lines = [f"{n}.{text}。到2025年，{text}高新技术企业达到{n}000家。" for n, text in enumerate(EVIL, 1)]
    body = "\n\n".join(["宁波市科技创新发展规划（2021—2025年）", f"一、主要目标{TEXT}", *lines])
    (raw / "plan.txt").write_text(body, "utf-8")
    title = f"宁波市规划{TEXT}".replace('"', '""')
    (raw / "catalog.csv").write_text(f'file,title\nplan.txt,"{title}"\n', "utf-8")
    assert main(["build", "--raw", str(raw), "--out", str(folder / "out"), "--codebook", str(CODEBOOK)]) == 0
    return folder


def shown(browser, page: Path) -> str:
    """The text of a page as a reader sees it, once harm would have been done."""
    browser.call("POST", "/url", {"url": page.resolve().as_uri()})
    browser.until("return document.readyState === 'complete'")
    browser.run("window.dispatchEvent(new Event('load'))")
    assert browser.run("return document.title") != "harm"
    assert browser.requested() == []
    return browser.run("return document.body.textContent")


def harmless(browser) -> None:
    """Nothing of the text became an element, and no link of it runs."""
    count = "return document.querySelectorAll(arguments[0]).length"
    for made in ("[onerror]", "[onload]", "iframe", 'a[href^="javascript"]', 'img[src="x"]'):
        assert browser.run(count, made) == 0, made


def test_the_page_would_tell(browser, tmp_path):
    """Unescaped, the same text does harm: the tests below could fail."""
    for text in EVIL[:3]:
        page = tmp_path / "page.html"
        page.write_text(f"<!doctype html><title>x</title><p>{text}</p>", encoding="utf-8")
        browser.call("POST", "/url", {"url": page.as_uri()})
        assert browser.until("return document.title === 'harm'", 10), text


def test_the_plan_holds_the_markup(harmful):
    frames, texts = tables.load(harmful / "out")
    assert EVIL[0] in "".join(texts.values()) and EVIL[1] in "".join(texts.values())
    assert frames["targets"]["quote"].str.contains("<script>", regex=False).any() or (
        frames["clauses"]["text"].str.contains("<script>", regex=False).any()
    )


def test_the_explorer_shows_markup(browser, harmful):
    frames, texts = tables.load(harmful / "out")
    page = explorer.write(View(frames, codebook.load(CODEBOOK), texts=texts), harmful / "explorer.html")
    browser.open(page)
    browser.run("document.querySelector('.tabulator-row').click()")
    assert browser.run("return document.title") != "harm"
    harmless(browser)


def test_the_start_page_shows_markup(browser, harmful):
    frames, _ = tables.load(harmful / "out")
    charts = harmful / "reports/charts/zh"
    charts.mkdir(parents=True)
    quoted = TEXT.replace('"', '""')
    (charts / "index.csv").write_text(f'name,title\nx,"{quoted}"\n', encoding="utf-8-sig")
    page = pages.write_index(harmful / "reports", frames, {"zh": TEXT, "en": TEXT}, [])
    assert EVIL[0] in shown(browser, page)
    harmless(browser)


@pytest.mark.slow
def test_the_notebooks_show_markup(browser, harmful):
    """Executed and rendered; also without the policy that forbids scripts."""
    reports = harmful / "reports"
    folders = {"out": harmful / "out", "reports": reports, "codebook": CODEBOOK}
    parameters = {name: str(folder) for name, folder in folders.items()} | {"lang": "zh"}
    paths = run.found(ROOT / "notebooks").first[:2]
    said = ""
    for path in paths:
        made = reports / f"{path.stem}.html"
        tables.write_bytes(made, executed.page(path, parameters).encode())
        said += shown(browser, made)
        harmless(browser)
        bare = made.with_name("bare.html")
        bare.write_text(re.sub(r"<meta http-equiv[^>]*>", "", made.read_text("utf-8")), encoding="utf-8")
        said += shown(browser, bare)
        harmless(browser)
    assert "<script>" in said


def test_a_page_forbids_scripts_all_the_same(browser, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(html.page("x", EVIL[0] + EVIL[1]), encoding="utf-8")
    shown(browser, page)
