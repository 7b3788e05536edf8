"""Scans, image files and tables set as pictures: read by the engine that the set-up installs."""

from __future__ import annotations

import io
from difflib import SequenceMatcher
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
pytestmark = pytest.mark.usefixtures("recognised")
needs_engine = pytest.mark.skipif(not pictures.is_there(), reason="rapidocr is not installed")


def written(lines: list[str], dpi: int = 120, skew: float = 0.0, grey: bool = False) -> Image.Image:
    scale = dpi / 72
    image = Image.new("L", (round(360 * scale), round((24 * len(lines) + 40) * scale)), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), round(14 * scale))
    for i, line in enumerate(lines):
        draw.text((30 * scale, (16 + 24 * i) * scale), line, font=font, fill=0)
    image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return image.point(lambda v: 70 + 0.6 * v) if grey else image


def ruled(rows: list[list[str]], skew=0.0, widths=(130, 50, 70, 70), grid=True, grey=False) -> Image.Image:
    """A table with a rule round every cell, or with the three of a book; a break in a cell begins a line."""
    xs = [20 + sum(widths[:i]) for i in range(len(widths) + 1)]
    deep = [16 * max(cell.count("\n") + 1 for cell in row) + 12 for row in rows]
    ys = [20 + sum(deep[:i]) for i in range(len(deep) + 1)]
    image = Image.new("L", (2 * xs[-1] + 40, 2 * ys[-1] + 40), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), 26)
    for y in ys if grid else (ys[0], ys[1], ys[-1]):
        draw.line([(xs[0] * 2, y * 2), (xs[-1] * 2, y * 2)], fill=0, width=2)
    for x in xs if grid else ():
        draw.line([(x * 2, ys[0] * 2), (x * 2, ys[-1] * 2)], fill=0, width=2)
    for y, height, row in zip(ys, deep, rows):
        for x, cell in zip(xs, row):
            parts = cell.split("\n")
            for i, part in enumerate(parts):
                at = (x + 5) * 2, 2 * y + height - 16 * len(parts) + 32 * i
                draw.text(at, part, font=font, fill=0)
    image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return image.point(lambda v: 70 + 0.6 * v) if grey else image


def saved(image: Image.Image, kind: str, **more) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def bare(text: str) -> str:
    return "".join(text.split())


@needs_engine
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_an_image_file_is_read(tmp_path, kind):
    path = tmp_path / "a.bin"
    path.write_bytes(saved(written(LINES[:2]), kind))
    (decoded,), problems = read_file(path, "a.bin")
    assert bare(decoded.mapped.text) == bare("".join(LINES[:2])) and not problems
    assert decoded.format == "image" and all(0.5 <= sure <= 1 for *_, sure in decoded.recognised)


PAGE = [
    *LINES,
    "技术合同成交额突破300亿元，新增上市企业15家以上。",
    "二、重点任务",
    "（一）强化企业创新主体地位，完善梯度培育体系，",
    "引导各类创新要素向企业集聚。",
    "（二）引育科技人才，新引进领军人才120名。",
]


@needs_engine
@pytest.mark.slow
def test_a_page_as_scanners_give_it():
    """Grey and askew."""
    found = bare("".join(line.text for line in pictures.picture_lines(written(PAGE, 130, 1.5, True))))
    found, expected = found.replace("(", "（").replace(")", "）").replace(",", "，"), bare("".join(PAGE))
    alike = sum(m.size for m in SequenceMatcher(None, found, expected, autojunk=False).get_matching_blocks())
    assert alike >= 0.99 * len(expected) and len(found) <= 1.01 * len(expected)


PICTURED = {  # rows, widths, how the picture is made
    "names over two lines, askew": (
        [
            ["序号", "指标", "2020年", "2025年", "属性"],
            ["1", "规模以上工业企业研发经费\n支出占营业收入比重（%）", "1.02", "1.45", "预期性"],
            ["2", "每万人口高价值发明专利\n拥有量（件）", "1.1", "2.2", "预期性"],
        ],
        (40, 190, 60, 60, 60),
        {"skew": 1.2},
    ),
    "rules of a book": (
        [
            ["序号", "指标名称", "单位", "2020年", "2025年"],
            ["1", "高新技术企业", "家", "600", "1200"],
            ["2", "研发人员全时当量", "人年", "3100", "5200"],
        ],
        (45, 150, 55, 65, 65),
        {"grid": False},
    ),
    "years across, grey and askew": (
        [
            ["指标", "2021年", "2022年", "2023年", "2024年", "2025年"],
            ["国家级人才（人）", "12", "15", "18", "22", "30"],
            ["技能人才（万人）", "4.1", "4.6", "5.0", "5.5", "6.2"],
        ],
        (140, 55, 55, 55, 55, 55),
        {"skew": -1.0, "grey": True},
    ),
}


@needs_engine
@pytest.mark.slow
@pytest.mark.parametrize("kind", PICTURED)
def test_a_table_in_a_picture_keeps_its_rows(kind):
    rows, widths, how = PICTURED[kind]
    found = [line.text for line in pictures.picture_lines(ruled(rows, widths=widths, **how))]
    found = [line.replace("(", "（").replace(")", "）") for line in found]
    assert found == ["\t".join(cell.replace("\n", "") for cell in row) for row in rows]


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
        first, last = edition.source_span(at, at + len(said))
        assert any(a < last and first < b for a, b, _ in edition.recognised) is is_picture
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
