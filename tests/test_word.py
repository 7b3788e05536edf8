"""Word files: what stands beside the text is kept apart or counted; old ones go through a converter."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from PIL import Image

from cityplans import codebook
from cityplans.reading import corpus
from cityplans.reading.files import old_word
from cityplans.reading.files.formats import read_file

ROOT = Path(__file__).resolve().parents[1]
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TARGET = "到2025年，全社会研发投入强度达到3.5%"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_WORD = OLE + "WordDocument".encode("utf-16-le") + bytes(900)


def element(xml: str):
    head, rest = (
        xml.split(" ", 1) if " " in xml.split(">")[0] else (xml.split(">")[0], ">" + xml.split(">", 1)[1])
    )
    return parse_xml(f"{head} {NAMES} {rest}")


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(folder: Path, data: bytes, name: str = "plan.docx"):
    path = folder / name
    path.write_bytes(data)
    return read_file(path, name)


def with_notes(document, kind: str, *texts: str) -> None:
    """Footnotes or endnotes, the first of Word's own kind (a ruled line)."""
    notes = "".join(
        f'<w:{kind} w:id="{i}"><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:{kind}>'
        for i, t in enumerate(texts, 1)
    )
    blob = f'<w:{kind}s {NAMES}><w:{kind} w:id="0" w:type="separator"><w:p/></w:{kind}>{notes}</w:{kind}s>'
    content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
    part = Part(PackURI(f"/word/{kind}s.xml"), content, blob.encode(), document.part.package)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind}s".upper()))


def test_notes_stand_at_the_end_and_leave_no_mark_in_the_text(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph(TARGET)
    paragraph._p.append(element('<w:r><w:footnoteReference w:id="1"/></w:r>'))
    paragraph.add_run("以上。")
    other = document.add_paragraph("推进单项冠军培育。")
    other._p.append(element('<w:r><w:endnoteReference w:id="1"/></w:r>'))
    with_notes(document, "footnote", "按2020年价格计算。", "没有出处的注。")
    with_notes(document, "endnote", "单项冠军：市场占有率全球前3位的企业。")
    (decoded,), problems = read(tmp_path, saved(document))
    assert not problems
    assert decoded.received.splitlines() == [
        f"{TARGET}以上。",
        "推进单项冠军培育。",
        "注释",
        "［1］按2020年价格计算。",
        "［2］单项冠军：市场占有率全球前3位的企业。",
    ]


def test_notes_below_the_signature_are_a_glossary_and_hide_no_date(tmp_path):
    source = (ROOT / "data/raw/huzhou-2023-consultation-draft.txt").read_text("utf-8").splitlines()
    body = [line for line in source if line.strip() and "敦和" not in line][8:]
    document = docx.Document()
    document.add_paragraph("湖州市人民政府关于建设科创城市的意见")
    for line in body:
        last = document.add_paragraph(line.strip())
    last._p.append(element('<w:r><w:footnoteReference w:id="1"/></w:r>'))
    for line in ("湖州市人民政府", "2023年5月20日"):
        document.add_paragraph(line)
    with_notes(document, "footnote", "新增企业100家是测算数。")
    (tmp_path / "plan.docx").write_bytes(saved(document))
    (plan,) = corpus.read_corpus(tmp_path, codebook.load(ROOT / "data/codebook")).plans
    assert (plan.date, plan.issuer) == ("2023-05-20", "湖州市人民政府")
    assert [c.clause_kind for c in plan.clauses][-4:] == ["signature", "signature", "glossary", "glossary"]


def test_what_is_left_out_is_counted_where_it_stood(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "某市人民政府文件"
    document.sections[0].footer.paragraphs[0].text = "- 1 -"
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、总体要求 1", style="toc 1")
    document.add_paragraph("一、总体要求")
    changed = document.add_paragraph(TARGET)
    changed._p.append(element("<w:del><w:r><w:delText>3.2%</w:delText></w:r></w:del>"))
    changed._p.append(element("<w:ins><w:r><w:t>左右。</w:t></w:r></w:ins>"))
    changed._p.append(element('<w:r><w:commentReference w:id="4"/></w:r>'))
    changed._p.append(element('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'))
    picture = io.BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PNG")
    document.add_picture(picture)
    (decoded,), problems = read(tmp_path, saved(document))
    text = decoded.received
    assert not problems and text.splitlines() == ["一、总体要求", f"{TARGET}左右。", ""]
    counted = {what: len(at) for what, at in decoded.left_out.items()}
    names = ("contents_list", "deleted_text", "comments", "symbols", "pictures", "page_heads")
    assert counted == dict.fromkeys(names, 1)
    assert decoded.left_out["deleted_text"] == [text.index(TARGET)]
    assert all(0 <= at < len(text) for places in decoded.left_out.values() for at in places)


def test_text_boxes_stand_where_they_are_anchored_and_once(tmp_path):
    document = docx.Document()
    anchor = document.add_paragraph("二、重点任务")
    box = "<w:txbxContent><w:p><w:r><w:t>专栏1 重大工程</w:t></w:r></w:p></w:txbxContent>"
    drawn = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    anchor._p.append(element(drawn))
    document.add_paragraph("三、保障措施")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "指标"
    table.cell(0, 1).paragraphs[0]._p.append(element(drawn))
    formula = document.add_paragraph("强度")
    formula._p.append(element("<m:oMath><m:r><m:t>≥3.5%</m:t></m:r></m:oMath>"))
    (decoded,), _ = read(tmp_path, saved(document))
    assert decoded.received.splitlines() == [
        "二、重点任务",
        "专栏1 重大工程",
        "三、保障措施",
        "指标\t专栏1 重大工程",
        "强度≥3.5%",
    ]
    assert not decoded.left_out


def test_no_entity_of_a_word_file_is_fetched_or_expanded(tmp_path):
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    outside = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">'
    laughs = '<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi")
    )
    data = saved(docx.Document())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            if item.filename == "word/document.xml":
                body = f"<w:p><w:r><w:t>{TARGET}&x;&i;</w:t></w:r></w:p></w:body>"
                head, rest = part.decode().split("?>", 1)
                part = f"{head}?>{outside}{laughs}]>{rest.replace('</w:body>', body)}".encode()
            new.writestr(item, part)
    decoded, problems = read(tmp_path, out.getvalue())
    text = "".join(d.received for d in decoded)
    assert "机密" not in text and "哈" not in text
    assert TARGET in text or [p.problem for p in problems] == ["unreadable"]


# --- old Word files --------------------------------------------------------------------------------------


def without_converters(monkeypatch, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(old_word, "PLACES", ())


RICH = (
    rb"{\rtf1\ansi\ansicpg936 \'b5\'bd2025\'c4\'ea\u65292?\'c6\'f3\'d2\'b5\'b4\'ef\'b5\'bd1200\'bc\'d2\par "
    rb"{\trowd \'d6\'b8\'b1\'ea\cell 2025\'c4\'ea\cell \row}}"
)


def test_rich_text_needs_no_converter(tmp_path, monkeypatch):
    without_converters(monkeypatch, tmp_path / "bin")
    (decoded,), _ = read(tmp_path, RICH, "plan.rtf")
    lines = [line.rstrip("\t") for line in decoded.mapped.text.splitlines() if line.strip()]
    assert lines == ["到2025年，企业达到1200家", "指标\t2025年"]


def test_without_a_converter_the_problem_says_what_to_install(tmp_path, monkeypatch):
    without_converters(monkeypatch, tmp_path / "bin")
    decoded, problems = read(tmp_path, OLD_WORD, "plan.doc")
    assert not decoded and [p.problem for p in problems] == ["needs_converter"]
    assert "LibreOffice" in problems[0].message and ".docx" in problems[0].message


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for antiword is a shell script")
@pytest.mark.parametrize("script, code", [("printf '到2025年。\\n'", None), ("exit 3", "unreadable")])
def test_antiword_is_used_where_it_alone_is_installed(tmp_path, monkeypatch, script, code):
    without_converters(monkeypatch, tmp_path / "bin")
    antiword = tmp_path / "bin" / "antiword"
    antiword.write_text(f"#!{shutil.which('sh', path=os.defpath)}\n{script}\n", encoding="utf-8")
    antiword.chmod(antiword.stat().st_mode | stat.S_IXUSR)
    decoded, problems = read(tmp_path, OLD_WORD, "plan.doc")
    assert [d.received for d in decoded] == ([] if code else ["到2025年。\n"])
    assert [p.problem for p in problems] == ([code] if code else [])


def test_a_conversion_that_takes_too_long_is_stopped(tmp_path):
    if os.name == "nt":
        pytest.skip("needs a shell")
    with pytest.raises(subprocess.SubprocessError):
        old_word._run(["sh", "-c", "sleep 60 & sleep 60"], 0.2)


@pytest.mark.parametrize("stream, word", [("PowerPoint Document", "PowerPoint"), ("x", "Office")])
def test_other_old_office_files_are_named(tmp_path, stream, word):
    decoded, problems = read(tmp_path, OLE + stream.encode("utf-16-le") + bytes(900), "plan.doc")
    assert not decoded and problems[0].problem == "unsupported" and word in problems[0].message


# --- OpenDocument files ----------------------------------------------------------------------------------

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
KINDS = {
    "text": ("odt", "<text:p>到2025年，建成数据湖泊3个。</text:p>{table}"),
    "spreadsheet": ("ods", "{table}"),
}


def open_document(kind: str, flat: bool) -> bytes:
    """A table of two rows, below a sentence in a text, as a zip archive or as one file."""
    rows = [["指标", "单位", "2020年", "2025年"], ["充电桩", "个", "120", "900"]]
    cells = [[f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row] for row in rows]
    made = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells)
    columns = "<table:table-column table:number-columns-repeated='4'/>"
    table = f"<table:table table:name='a'>{columns}{made}</table:table>"
    body = KINDS[kind][1].format(table=table)
    names = " ".join(f'xmlns:{n}="{OASIS}{n}:1.0"' for n in ("office", "text", "table", "manifest"))
    mime = f"application/vnd.oasis.opendocument.{kind}"
    root = "document" if flat else "document-content"
    said = f' office:mimetype="{mime}"' if flat else ""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:{root} {names} office:version="1.2"{said}>'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:{root}>"
    )
    if flat:
        return content.encode()
    out = io.BytesIO()
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
    part = '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", mime)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml", f"<manifest:manifest {names}>{entry}{part}</manifest:manifest>"
        )
    return out.getvalue()


@pytest.mark.skipif(not old_word._office(), reason="without LibreOffice no OpenDocument file is read")
@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_an_open_document_is_read_through_libreoffice(tmp_path, kind, flat):
    form = KINDS[kind][0]
    (decoded,), problems = read(tmp_path, open_document(kind, flat), f"plan.{'f' * flat}{form}")
    lines = [line for line in decoded.mapped.text.splitlines() if line.strip()]
    above = ["到2025年，建成数据湖泊3个。"] if kind == "text" else []
    assert lines == [*above, "指标\t单位\t2020年\t2025年", "充电桩\t个\t120\t900"]
    assert decoded.format == form and not problems


@pytest.mark.parametrize("kind, to", [("text", ".docx"), ("spreadsheet", ".xlsx")])
def test_without_libreoffice_an_open_document_is_named(tmp_path, monkeypatch, kind, to):
    without_converters(monkeypatch, tmp_path / "bin")
    decoded, problems = read(tmp_path, open_document(kind, False), "plan.bin")
    assert not decoded and [p.problem for p in problems] == ["needs_converter"]
    assert "LibreOffice" in problems[0].message and to in problems[0].message


def test_an_open_document_that_is_damaged_is_a_problem(tmp_path):
    decoded, problems = read(tmp_path, open_document("text", False)[:300], "plan.odt")
    assert not decoded and problems[0].problem in ("unreadable", "needs_converter")
