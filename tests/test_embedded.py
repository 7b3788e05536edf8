"""Pictures that a page carries in itself: read in place, and never taken for words."""

from __future__ import annotations

import base64
import io

import pytest

from cityplans.reading.files import embedded, pictures
from cityplans.reading.files.formats import read_file
from cityplans.reading.files.layout import TextLine
from cityplans.reading.files.mail import page_of
from cityplans.reading.mapped import Mapped
from test_pictures import TABLE, needs_engine, ruled

pytestmark = pytest.mark.usefixtures("recognised")
DATA = base64.b64encode(b"\x89PNG" + bytes(range(256)) * 200).decode()  # no picture, but long
TEXT = "到2026年，起降点达到500个，指标见下图："
LINES = [
    TextLine("单位：个", 0, 1, 0.9),
    TextLine("指标\t2026年", 1, 2, 0.8),
    TextLine("起降点\t500", 2, 3, 0.7),
]


def page(picture: str) -> str:
    return f"<html><body><p>{TEXT}</p><p>{picture}</p><p>三、重点任务</p></body></html>"


@pytest.fixture
def seen(monkeypatch):
    """An engine that sees LINES in every picture."""
    monkeypatch.setattr(pictures, "is_there", lambda: True)
    monkeypatch.setattr(pictures, "embedded_lines", lambda content: LINES)


def test_a_picture_is_what_it_says_where_it_stands(seen):
    source = page(f'<img alt="" src="data:image/png;base64,{DATA}" width="600">')
    read = embedded.with_pictures_read(Mapped.of(source))
    table = "<table><tr><td>指标</td><td>2026年</td></tr><tr><td>起降点</td><td>500</td></tr></table>"
    assert read.text.text == page(f"<p>单位：个</p>{table}")
    (start, end, sure), *more = read.recognised
    assert source[start:end].startswith("<img") and source[start:end].endswith('width="600">')
    assert (sure, more, read.unread) == (0.7, [], [])


@pytest.mark.parametrize(
    "picture",
    [
        f'<img src="data:image/png;base64,{DATA}">',  # in which nothing stands
        f"<img src='data:image/gif;charset=utf-8;base64,{DATA}' />",
        f'<div style="background:url(data:image/png;base64,{DATA})"></div>',
        f'<a href="data:application/pdf;base64,{DATA}">附件</a>',
        f'<img src="data:image/png;base64,{DATA[:70]}\n{DATA[70:]}">',  # broken as letters break it
        f"（data:image/png;base64,{DATA}）",  # in a text that shows it
    ],
)
def test_its_data_are_no_words(picture, monkeypatch, tmp_path):
    monkeypatch.setattr(pictures, "embedded_lines", lambda content: [])
    (tmp_path / "page.html").write_text(page(picture), encoding="utf-8")
    (text,), problems = read_file(tmp_path / "page.html", "page.html")
    assert TEXT in text.mapped.text and "三、重点任务" in text.mapped.text
    assert DATA[100:140] not in text.mapped.text and not problems
    assert len(text.left_out.get("pictures", ())) == picture.startswith("<img")  # what a reader would see


def test_a_picture_in_markdown_is_no_word(tmp_path):
    shown = f"# 某市规划\n\n{TEXT}\n\n![图](data:image/png;base64,{DATA})\n\n## 三、重点任务\n"
    (tmp_path / "plan.md").write_text(shown, encoding="utf-8")
    (text,), problems = read_file(tmp_path / "plan.md", "plan.md")
    assert TEXT in text.mapped.text and DATA[100:140] not in text.mapped.text and not problems


def test_an_icon_and_a_page_without_pictures_stay_silent(monkeypatch):
    monkeypatch.setattr(pictures, "embedded_lines", lambda content: pytest.fail("an icon was read"))
    small = embedded.with_pictures_read(Mapped.of(page(f'<img src="data:image/png;base64,{DATA[:400]}">')))
    assert (small.text.text, small.recognised, small.unread) == (page('<img src="">'), (), [])
    without = Mapped.of(page("<img src='1.png'>"))
    assert embedded.with_pictures_read(without).text is without


def test_pictures_saved_beside_a_page_are_in_it():
    shown = '<p>见<img src="cid:one@x">和<img src="http://a.cn/2.png">，不见<img src="3.png"></p>'
    parts = [
        ("text/html; charset=utf-8", "", shown.encode()),
        ("image/png", "Content-ID: <one@x>\r\n", b"1"),
        ("image/gif", "Content-Location: http://a.cn/2.png\r\n", b"2"),
        ("image/png", "", b"4"),
    ]
    body = b"".join(
        f"--==\r\nContent-Type: {kind}\r\n{named}Content-Transfer-Encoding: base64\r\n\r\n".encode()
        + base64.b64encode(content)
        + b"\r\n"
        for kind, named, content in parts
    )
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=="\r\n\r\n'
    found = page_of(head + body + b"--==--\r\n").decode()
    assert found == shown.replace("cid:one@x", "data:image/png;base64,MQ==").replace(
        "http://a.cn/2.png", "data:image/gif;base64,Mg=="
    )


@needs_engine
def test_a_table_in_a_page_is_a_table(tmp_path):
    held = io.BytesIO()
    ruled(TABLE).convert("RGB").save(held, "PNG")
    shown = f'<img src="data:image/png;base64,{base64.b64encode(held.getvalue()).decode()}">'
    (tmp_path / "page.html").write_text(page(shown), encoding="utf-8")
    (text,), _ = read_file(tmp_path / "page.html", "page.html")
    assert [line for line in text.mapped.text.split("\n") if "\t" in line] == [
        "\t".join(row) for row in TABLE
    ]
    ((start, end, sure),) = text.recognised
    assert text.received[start:end] == shown and 0.5 < sure <= 1
