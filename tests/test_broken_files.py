"""Broken files: each gives a problem that says what to do, none a traceback, and none stops the others."""

from __future__ import annotations

import io
import os
import random
import re
import signal
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from cityplans import codebook, documents
from cityplans import codebook as codebooks
from cityplans.reading import corpus
from cityplans.reading.cleaning import cleaning
from cityplans.reading.cleaning.cleaning import clean
from cityplans.reading.files import limits, pdf
from cityplans.reading.files.formats import LIMITS, read_file
from cityplans.running.cache import Cache
from cityplans.running.spreading import ONE_PROCESS

ROOT = Path(__file__).resolve().parents[1]
SENTENCE = "到2025年，全社会研发投入强度达到3.5%，新增高技能人才30万名。\n"
pytestmark = pytest.mark.usefixtures("recognised")


def word() -> bytes:
    document = docx.Document()
    for _ in range(50):
        document.add_paragraph(SENTENCE)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 500), "white").save(out, kind)
    return out.getvalue()


def scan() -> bytes:
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    sheet.drawImage(ImageReader(io.BytesIO(picture("PNG"))), 0, 0, 595, 842)
    sheet.save()
    return out.getvalue()


def typed() -> bytes:
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    sheet.drawString(72, 700, "plan")
    sheet.save()
    return out.getvalue()


def locked() -> bytes:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, encrypt=StandardEncryption("secret", "owner"))
    sheet.drawString(72, 700, "plan")
    sheet.save()
    return out.getvalue()


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(301):
            part.write(bytes(1_000_000))
    return out.getvalue()


NOISE = random.Random(7).randbytes(5000)
BROKEN = {
    "empty.txt": (lambda: b"", "empty"),
    "blank.txt": (lambda: " \r\n\t\n　".encode(), "empty"),
    "mark.txt": (lambda: b"\xef\xbb\xbf", "empty"),
    "nul.txt": (lambda: bytes(10_000), "empty"),
    "noise.txt": (lambda: b"\x01" + NOISE, "not_text"),
    "noise.docx": (lambda: b"PK\x03\x04" + NOISE, "unreadable"),
    "noise.pdf": (lambda: b"%PDF-1.7\n" + NOISE, "unreadable"),
    "cut.docx": (lambda: word()[:4000], "unreadable"),
    "cut.pdf": (lambda: scan()[:300], "unreadable"),
    "image.png": (lambda: picture("PNG"), "needs_ocr"),
    "image.txt": (lambda: picture("JPEG"), "needs_ocr"),
    "image.tif": (lambda: picture("TIFF"), "needs_ocr"),
    "image.bmp": (lambda: picture("BMP"), "needs_ocr"),
    "image.webp": (lambda: picture("WEBP"), "needs_ocr"),
    "scan.pdf": (scan, "needs_ocr"),
    "locked.pdf": (locked, "encrypted"),
    "bomb.docx": (bomb, "too_large"),
    "sheet.xlsx": (lambda: archive(xl__workbook=b"", **{"xl/workbook.xml": b"<x/>"}), "unreadable"),
    "plan.ofd": (lambda: archive(**{"OFD.xml": b"<x/>"}), "unsupported"),
    "xml.docx": (lambda: archive(**{"word/document.xml": b"<x"}), "unreadable"),
    "plan.gz": (lambda: b"\x1f\x8b\x08" + NOISE, "unsupported"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_one_problem(tmp_path, name):
    make, code = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(make())
    decoded, problems = read_file(path, f"sub/{name}")
    assert decoded == []
    assert [(p.source_file, p.stage, p.problem) for p in problems] == [(f"sub/{name}", "reading", code)]
    assert problems[0].message.startswith(f"sub/{name} ") and ":" in problems[0].message, (
        "what is wrong: what to do"
    )


@pytest.mark.parametrize(
    "name, data",
    [
        ("plan.pdf", SENTENCE.encode()),
        ("plan.docx", SENTENCE.encode("gb18030")),
        ("plan.png", SENTENCE.encode("utf-16")),
        ("plan.txt", word()),
        ("plan.doc", word()),
        ("plan.pdf", f"<html><body><p>{SENTENCE}</p></body></html>".encode()),
    ],
)
def test_wrong_ending_is_read_by_content(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    (decoded,), problems = read_file(path, name)
    assert not problems and SENTENCE.strip() in decoded.mapped.text


def test_nul_bytes_in_a_text_are_cleaned_away(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes((SENTENCE * 50).encode().replace("年".encode(), "年\0".encode(), 3))
    (decoded,), _ = read_file(path, "a.txt")
    assert clean(decoded, codebooks.load()).mapped.text.startswith(SENTENCE)


@pytest.mark.parametrize(
    "name, data",
    [
        ("digits.txt", "到" + "9" * 400_000 + "年。"),
        ("digits.json", '{"n": ' + "9" * 400_000 + ', "t": "' + SENTENCE.strip() * 20 + '"}'),
    ],
)
def test_four_hundred_thousand_digits(tmp_path, name, data):
    path = tmp_path / name
    path.write_text(data, encoding="utf-8")
    (decoded,), problems = read_file(path, name)
    assert not problems
    assert clean(decoded, codebooks.load()).mapped.text


def test_deeply_nested_json_is_no_traceback(tmp_path):
    path = tmp_path / "deep.json"
    path.write_text("[" * 100_000 + "]" * 100_000)
    decoded, problems = read_file(path, "deep.json")
    assert len(decoded) + len(problems) == 1


def test_link_that_leads_nowhere(tmp_path):
    path = tmp_path / "link.txt"
    path.symlink_to(tmp_path / "gone.txt")
    decoded, problems = read_file(path, "link.txt")
    assert not decoded and problems[0].problem == "unreadable" and "link" in problems[0].message


def test_folder_and_missing_file(tmp_path):
    for path in (tmp_path, tmp_path / "gone.txt"):
        decoded, problems = read_file(path, "x")
        assert not decoded and problems[0].problem == "unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    words = codebook.load(ROOT / "data" / "codebook")
    found = documents.read(tmp_path, words, ONE_PROCESS, Cache(tmp_path / ".kept", set()))
    assert [(p.source_file, p.problem) for p in found.problems] == [("pipe.txt", "unreadable")]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_file_without_permission(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE)
    path.chmod(0)
    assert read_file(path, "a.txt")[1][0].problem == "unreadable"


def test_limits_are_said(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE * 100, encoding="utf-8")
    assert read_file(path, "a.txt", LIMITS._replace(file_bytes=100))[1][0].problem == "too_large"
    assert read_file(path, "a.txt", LIMITS._replace(characters=100))[1][0].problem == "too_large"
    (tmp_path / "a.docx").write_bytes(word())
    assert (
        read_file(tmp_path / "a.docx", "a.docx", LIMITS._replace(unpacked_bytes=9))[1][0].problem
        == "too_large"
    )
    (tmp_path / "a.pdf").write_bytes(scan())
    (row,) = read_file(tmp_path / "a.pdf", "a.pdf", LIMITS._replace(pages=0))[1]
    assert row.problem == "too_large" and "CITYPLANS_LIMITS=pages=" in row.message


def test_limits_are_set_by_a_variable(monkeypatch):
    monkeypatch.setenv(limits.VARIABLE, "pages=5000, seconds=7")
    assert limits.limits() == (LIMITS._replace(pages=5000, seconds=7), "")


@pytest.mark.parametrize(
    "setting", ["page=5", "pages=", "pages=0", "pages=-1", "pages=³", "seconds=1e3", "7"]
)
def test_a_limit_that_is_none_is_said_and_not_used(monkeypatch, tmp_path, setting):
    monkeypatch.setenv(limits.VARIABLE, setting)
    found = corpus.read_corpus(tmp_path, codebook.load(ROOT / "data" / "codebook"))
    assert [(p.source_file, p.problem) for p in found.problems] == [
        ("CITYPLANS_LIMITS", "bad_limits"), (tmp_path.name, "empty"),
    ]  # fmt: skip
    assert setting in found.problems[0].message and "pages=3000" in found.problems[0].message
    assert limits.limits()[0] == LIMITS


def dawdle(*_):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        time.sleep(0.02)
        limits.check()


@pytest.mark.skipif(sys.gettrace() is not None, reason="the alarm may ring while coverage holds a lock")
@pytest.mark.parametrize("name", ["plan.txt", "plan.html", "plan.docx", "plan.pdf", "plan.json"])
def test_a_file_that_takes_too_long_is_a_problem_whatever_its_format(monkeypatch, tmp_path, name):
    data = {
        "plan.txt": (SENTENCE * 50).encode(),
        "plan.html": f"<html><body><p>{SENTENCE * 50}</p></body></html>".encode(),
        "plan.docx": word(),
        "plan.pdf": typed(),
        "plan.json": ('{"text": "' + SENTENCE.strip() * 50 + '"}').encode(),
    }[name]
    (tmp_path / name).write_bytes(data)
    monkeypatch.setenv(limits.VARIABLE, "seconds=1")
    monkeypatch.setattr(pdf, "_assembled", dawdle)
    monkeypatch.setattr(cleaning, "fixes", dawdle)
    found = corpus.read_corpus(tmp_path, codebook.load(ROOT / "data" / "codebook"))
    assert [(p.source_file, p.problem) for p in found.problems] == [(name, "too_large")]
    assert "1 seconds" in found.problems[0].message and limits.VARIABLE in found.problems[0].message


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no timer that could ring")
def test_a_search_that_does_not_end_is_interrupted():
    with pytest.raises(limits.TooSlow), limits.within(0.2):
        re.match("(a+)+b", "a" * 60)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_clock_also_runs_where_no_timer_can_ring():
    def work():
        with limits.within(0):
            time.sleep(0.01)
            limits.check()

    with ThreadPoolExecutor(1) as pool, pytest.raises(limits.TooSlow):
        pool.submit(work).result()
    limits.check()


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "span", "ul><li", "b"])
def test_html_nested_ten_thousand_times(tmp_path, tag):
    path = tmp_path / "deep.html"
    path.write_text(f"<html><body>{f'<{tag}>' * 10_000}<p>{SENTENCE}</p></body></html>", encoding="utf-8")
    began = time.process_time()
    (decoded,), problems = read_file(path, "deep.html")
    assert not problems and SENTENCE.strip() in decoded.mapped.text
    assert time.process_time() - began < 20


def test_no_entity_is_fetched_or_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]><html><body><p>{SENTENCE}&x;</p></body></html>'
    path = tmp_path / "a.html"
    path.write_text(xml, encoding="utf-8")
    (decoded,), _ = read_file(path, "a.html")
    assert "机密" not in decoded.mapped.text


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        [
            b"",
            b"%PDF-1.4\n",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"<html><table><tr><td>",
            b"<html><p>",
            b'{"a": "',
            b'a,b\n"',
            b"\xff\xfe",
            "到2025年".encode("gb18030"),
        ]
    ),
    st.binary(max_size=600),
)
def test_any_bytes_give_texts_or_one_problem(tmp_path_factory, head, tail):
    path: Path = tmp_path_factory.getbasetemp() / "fuzz.bin"
    path.write_bytes(head + tail)
    decoded, problems = read_file(path, "fuzz.bin")
    assert decoded or problems
    for text in decoded:
        clean(text, codebooks.load())
