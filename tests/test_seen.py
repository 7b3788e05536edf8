"""What a reader sees of a page or Word file is read; note marks, hidden and struck out text are not."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from cityplans.reading.files.formats import read_file
from cityplans.reading.files.markup import read_page
from cityplans.reading.mapped import Mapped


def shown(page: str) -> str:
    return read_page(Mapped.of(page)).text.text.strip()


@pytest.mark.parametrize(
    "page, expected",
    [
        ("达到1200<sup>1</sup>家", "达到1200家"),
        ('达到1200<sup><a href="#n1">[1]</a></sup>家', "达到1200家"),
        ("达到1200<SUP class=x>①</SUP>家", "达到1200家"),
        ("强度<sup>*</sup>达到3.2%<sup>2,3</sup>", "强度达到3.2%"),
        ("面积20万m<sup>2</sup>，水30亿m<sup>3</sup>", "面积20万m²，水30亿m³"),
        ("引进10<sup>4</sup>人", "引进10000人"),
        ("达到210<sup>3</sup>家", "达到210家"),
        ("H<sup>+</sup>离子", "H+离子"),
        ("CO<sub>2</sub>排放", "CO2排放"),
        ('1200家<span style="display:none">（旧稿1500家）</span>', "1200家"),
        ("1200家<span style='color:red; DISPLAY : none'>1500</span>", "1200家"),
        ('1200家<b style="visibility:hidden">1500</b>', "1200家"),
        ('1200家<font style="font-size:0px">1500</font>', "1200家"),
        ("1200家<i hidden>1500</i>", "1200家"),
        ('1200家<span style="font-size:0.9em">1500</span>', "1200家1500"),
        ('1200家<span style="display:inline">1500</span>', "1200家1500"),
        ('1200家<span data-hidden="1">1500</span>', "1200家1500"),
        ('<div style="display:none"><div>旧</div>稿1500</div>1200家', "1200家"),
        ("<style>.old{display:none}</style>1200家<span class='x old'>1500</span>", "1200家"),
        ("<style>.old{color:red}</style>1200家<span class='old'>1500</span>", "1200家1500"),
        ("<style>@media print{.old{display:none}}</style>1200家<span class='old'>1500</span>", "1200家1500"),
        ("<del>1000</del><ins>1200</ins>家", "1200家"),
        ("<s>1000</s>1200家<strike>左右</strike>", "1200家"),
        ("<span>1200</span>家<strong>以上</strong>", "1200家以上"),
        ("<del>1000家", "1000家"),
        ('<span style="display:none">1000家', "1000家"),
    ],
)
def test_a_page_as_it_is_seen(page, expected):
    assert shown(f"<p>{page}</p>") == expected


@pytest.mark.parametrize(
    "cell, expected",
    [
        ("高新技<br>术企业", "高新技术企业"),
        ("1<br>200", "1200"),
        ("3.2<br>2.5", "3.2 2.5"),
        ("R&amp;D<br>GDP", "R&D GDP"),
        ("<p>2025年</p><p>目标</p>", "2025年目标"),
        ("<table><tr><td>1200</td></tr></table>", "1200"),
        ("<table><tbody><tr><td>甲</td></tr></tbody></table>", "甲"),
    ],
)
def test_cells_are_closed_up(cell, expected):
    page = f"<table><tr><td>指标</td><td>{cell}</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    assert [r for r in shown(page).split("\n") if r] == [f"指标\t{expected}", "乙\t2"]


def word(tmp_path, document) -> tuple[list[str], dict]:
    out = io.BytesIO()
    document.save(out)
    path = tmp_path / "a.docx"
    path.write_bytes(out.getvalue())
    (decoded,), _ = read_file(path, "a.docx")
    return decoded.mapped.text.split("\n"), decoded.left_out


def runs(*parts: tuple[str, str]):
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, style in parts:
        run = paragraph.add_run(text)
        if style == "superscript":
            run.font.superscript = True
        elif style:
            setattr(run.font, style, True)
    return document


@pytest.mark.parametrize(
    "parts, expected",
    [
        ([("达到1200", ""), ("1", "superscript"), ("家", "")], "达到1200家"),
        ([("强度", ""), ("[2]", "superscript"), ("达到3.2%", "")], "强度达到3.2%"),
        ([("引进10", ""), ("4", "superscript"), ("人", "")], "引进10000人"),
        ([("20万m", ""), ("2", "superscript")], "20万m²"),
        ([("1200家", ""), ("（旧稿1500家）", "hidden")], "1200家"),
        ([("1000", "strike"), ("1200家", "")], "1200家"),
        ([("1000", "double_strike"), ("1200家", "")], "1200家"),
        ([("1200", "bold"), ("家", "italic")], "1200家"),
    ],
)
def test_a_word_file_as_it_is_seen(tmp_path, parts, expected):
    text, left = word(tmp_path, runs(*parts))
    assert text[0] == expected
    assert ("hidden_text" in left) == any(style == "hidden" for _, style in parts)


@pytest.mark.parametrize(
    "font, char, expected",
    [
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F0A3", "≤"),
        ("Symbol", "00B1", "±"),
        ("Wingdings", "F0FE", ""),
        ("Times", "2264", "≤"),
    ],
)
def test_signs_that_word_keeps_by_their_place(tmp_path, font, char, expected):
    document = docx.Document()
    paragraph = document.add_paragraph("强度")
    sign = OxmlElement("w:sym")
    sign.set(qn("w:font"), font)
    sign.set(qn("w:char"), char)
    run = paragraph.add_run()
    run._r.append(sign)
    paragraph.add_run("3.2%")
    text, left = word(tmp_path, document)
    assert text[0] == f"强度{expected}3.2%" and ("symbols" in left) == (not expected)


def test_a_table_in_a_cell_of_a_word_table_follows_its_row(tmp_path):
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("任务", "指标", "培育企业", "")):
        cell.text = text
    inner = table.cell(1, 1).add_table(2, 2)
    for cell, text in zip(inner._cells, ("指标", "2025年", "高企", "1200")):
        cell.text = text
    text, _ = word(tmp_path, document)
    assert [line for line in text if line] == ["任务\t指标", "培育企业\t", "指标\t2025年", "高企\t1200"]


def test_a_row_of_any_width_costs_little(tmp_path):
    document = docx.Document()
    table = document.add_table(1, 2)
    table._cells[0].text = "甲"
    row = table.rows[0]._tr
    cell = row.findall(qn("w:tc"))[0]
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), "99999999")
    cell.get_or_add_tcPr().append(span)
    for _ in range(3000):
        row.append(__import__("copy").deepcopy(cell))
    text, _ = word(tmp_path, document)
    assert len(text[0]) < 30_000
