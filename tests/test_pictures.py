"""Scans, image files and tables set as pictures: read by the engine that the set-up installs."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from cityplans import codebook
from cityplans.publishing import fonts
from cityplans.reading import corpus
from cityplans.reading.files import pictures
from cityplans.reading.files.formats import read_file
from cityplans.reading.files.pictures import DASH, DOUBLED
from cityplans.reading.files.unreadable import Unreadable

ROOT = Path(__file__).resolve().parents[1]
FONT = next(Path(fonts.__path__[0]).glob("*-Regular.ttf"))
pdfmetrics.registerFont(TTFont("Sans", str(FONT)))
LINES = [
    "金华市科技创新“十四五”规划",
    "一、发展目标",
    "到2025年，高新技术企业达到1200家，",
    "研发投入强度达到3.2%。",
]
TABLE = [
    ["指标", "单位", "2020年", "2025年"],
    ["高新技术企业", "家", "600", "1200"],
    ["研发投入强度", "%", "2.5", "3.2"],
]
needs_engine = pytest.mark.skipif(not pictures.is_there(), reason="rapidocr is not installed")


def written(lines: list[str], dpi: int = 120, skew: float = 0.0, grey: bool = False) -> Image.Image:
    scale = dpi / 72
    image = Image.new("L", (round(360 * scale), round((24 * len(lines) + 40) * scale)), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), round(14 * scale))
    for i, line in enumerate(lines):
        draw.text((30 * scale, (16 + 24 * i) * scale), line, font=font, fill=0)
    image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return image.point(lambda v: 70 + 0.6 * v) if grey else image


def ruled(rows: list[list[str]], skew: float = 0.0, widths=(130, 50, 70, 70)) -> Image.Image:
    scale = 2
    xs = [20 + sum(widths[:i]) for i in range(len(widths) + 1)]
    image = Image.new("L", (360 * scale, (28 * len(rows) + 40) * scale), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), 13 * scale)
    ys = [20 + 28 * i for i in range(len(rows) + 1)]
    for y in ys:
        draw.line([(xs[0] * scale, y * scale), (xs[-1] * scale, y * scale)], fill=0, width=2)
    for x in xs:
        draw.line([(x * scale, ys[0] * scale), (x * scale, ys[-1] * scale)], fill=0, width=2)
    for y, row in zip(ys, rows):
        for x, cell in zip(xs, row):
            draw.text(((x + 5) * scale, (y + 6) * scale), cell, font=font, fill=0)
    return image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)


def saved(image: Image.Image, kind: str, **more) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


@pytest.fixture(scope="module", autouse=True)
def _remembered(tmp_path_factory):
    """What is read twice in these tests is read once."""
    pictures.keep(tmp_path_factory.mktemp("kept"))
    yield
    pictures.keep(None)


def bare(text: str) -> str:
    return "".join(text.split())


@needs_engine
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_an_image_file_is_read(tmp_path, kind):
    path = tmp_path / "a.bin"
    path.write_bytes(saved(written(LINES), kind))
    (decoded,), problems = read_file(path, "a.bin")
    assert bare(decoded.mapped.text) == bare("".join(LINES)) and not problems
    assert decoded.format == "image" and all(0.5 <= sure <= 1 for *_, sure in decoded.recognised)


@needs_engine
@pytest.mark.slow
@pytest.mark.parametrize("skew, grey", [(1.5, False), (-2.0, True)])
def test_a_page_askew_or_grey_is_read(skew, grey):
    found = pictures.picture_lines(written(LINES, skew=skew, grey=grey))
    assert bare("".join(line.text for line in found)) == bare("".join(LINES))


@needs_engine
@pytest.mark.slow
@pytest.mark.parametrize("skew", [0.0, 1.2])
def test_a_table_in_a_picture_keeps_its_rows(skew):
    found = pictures.picture_lines(ruled(TABLE, skew))
    assert [line.text for line in found] == ["\t".join(row) for row in TABLE]


@needs_engine
@pytest.mark.slow
def test_a_scan_becomes_the_plan_and_its_rows_know_it(tmp_path):
    """A page that has its text is not read as a picture, whatever stands on it."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=A4, invariant=1)
    sheet.setFont("Sans", 12)
    for i, line in enumerate([*LINES, *["大力建设科技创新平台，深化科技体制改革，加强开放合作。"] * 18]):
        sheet.drawString(72, 780 - 20 * i, line)
    sheet.drawImage(ImageReader(ruled(TABLE).convert("RGB")), 72, 120, width=360, height=124)
    sheet.showPage()
    sheet.drawImage(
        ImageReader(written(["二、保障措施", "引进人才500名，资金8亿元。"]).convert("RGB")),
        0,
        650,
        width=360,
        height=88,
    )
    sheet.save()
    (tmp_path / "a.pdf").write_bytes(out.getvalue())
    book = codebook.load(ROOT / "data" / "codebook")
    (plan,) = corpus.read_corpus(tmp_path, book).plans
    text, edition = plan.text, plan.reference
    assert "高新技术企业\t家\t600\t1200" in text and "引进人才500名，资金8亿元。" in text
    for said, is_picture in (("1200家", False), ("600\t1200", True), ("500名", True)):
        at = text.index(said)
        assert (edition.recognition(at, at + len(said)) is not None) is is_picture
        assert edition.page_of(at) == (2 if said == "500名" else 1)


@needs_engine
@pytest.mark.slow
def test_a_picture_in_a_word_file_is_read_where_it_stands(tmp_path):
    document = docx.Document()
    document.add_paragraph("主要指标如下：")
    document.add_picture(io.BytesIO(saved(ruled(TABLE), "PNG")))
    document.add_paragraph("以上为预期性指标。")
    document.add_picture(io.BytesIO(saved(Image.new("L", (300, 300), 128), "PNG")))
    document.save(tmp_path / "a.docx")
    (decoded,), _ = read_file(tmp_path / "a.docx", "a.docx")
    lines = [line for line in decoded.mapped.text.split("\n") if line]
    assert lines == ["主要指标如下：", *("\t".join(row) for row in TABLE), "以上为预期性指标。"]
    assert len(decoded.recognised) == 3 and len(decoded.left_out["pictures"]) == 1


@needs_engine
def test_what_was_read_is_kept(tmp_path, monkeypatch):
    from cityplans.reading.files.pictures import Found, Letter

    image = Image.new("RGB", (40, 40), "white")
    pictures.keep(tmp_path)
    name = (
        __import__("hashlib")
        .sha256(f"{image.size} {pictures._version()}".encode() + image.tobytes())
        .hexdigest()
    )
    corners = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
    pictures._put(name, Found([Letter("达", 0.9, corners)], 0.0))
    monkeypatch.setattr(pictures, "_engine", lambda: pytest.fail("read again"))
    assert pictures._read(image).letters[0].text == "达"
    (tmp_path / f"{name}.json").write_text("[1]")
    assert pictures._taken(name) is None


@pytest.mark.parametrize(
    "text, expected",
    [
        ("5一10项", "5—10项"),
        ("6．.5%", "6.5%"),
        ("2021一2025年", "2021—2025年"),
        ("3%一4%", "3%—4%"),
        ("第一10条", "第一10条"),
        ("1. 5", "1. 5"),
    ],
)
def test_what_engines_mistake(text, expected):
    assert DASH.sub("—", DOUBLED.sub(".", text)) == expected


def test_without_the_engine_a_picture_is_named(tmp_path, monkeypatch):
    def missing():
        raise Unreadable("needs_ocr", "is a picture of text")

    monkeypatch.setattr(pictures, "_engine", missing)
    (tmp_path / "a.png").write_bytes(saved(written(LINES[1:2]), "PNG"))
    decoded, (problem,) = read_file(tmp_path / "a.png", "a.png")
    assert not decoded and problem.problem == "needs_ocr"
