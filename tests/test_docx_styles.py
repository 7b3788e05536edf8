"""The look of Word briefings: page, styles, fonts, language."""

from __future__ import annotations

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn

from cityplans.publishing.briefing.docx_parts import FOOTNOTE_STYLE, REFERENCE_STYLE
from cityplans.publishing.briefing.docx_styles import WIDTH, set_up


@pytest.fixture
def document():
    made = Document()
    set_up(made, "zh")
    return made


def test_the_page_is_a4(document):
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert round(section.left_margin.cm, 1) == round(section.right_margin.cm, 1) == 2.0
    assert WIDTH == 17.0  # what lies between the margins
    assert (round(section.top_margin.cm, 1), round(section.bottom_margin.cm, 1)) == (1.7, 1.8)


@pytest.mark.parametrize(
    ("name", "points", "leading", "after", "bold"),
    [("Title", 18, 25, 4, True), ("Body Text", 12, 19, 7, False), ("Footer", 8, 10, 0, False)],
)
def test_styles(document, name, points, leading, after, bold):
    style = document.styles[name]
    shape = style.paragraph_format
    assert (style.font.size.pt, style.font.bold, style.font.italic) == (points, bold, False)
    assert shape.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert (shape.line_spacing.pt, shape.space_before.pt, shape.space_after.pt) == (leading, 0, after)


def test_fonts_have_names_and_no_rule_stands_below_the_title(document):
    for name in ("Title", "Heading 1", "Normal"):
        fonts = document.styles[name].element.find(f".//{qn('w:rFonts')}")
        assert dict(fonts.attrib) == {
            qn("w:ascii"): "Arial",
            qn("w:hAnsi"): "Arial",
            qn("w:cs"): "Arial",
            qn("w:eastAsia"): "Microsoft YaHei",
        }
    assert document.styles["Title"].element.find(f".//{qn('w:pBdr')}") is None


def test_notes_have_styles_of_the_ids_they_are_asked_by(document):
    ids = {style.element.get(qn("w:styleId")): style for style in document.styles}
    assert ids[FOOTNOTE_STYLE].font.size.pt == 8.5
    assert ids[REFERENCE_STYLE].font.superscript


def test_languages(document):
    found = {
        (e.get(qn("w:val")), e.get(qn("w:eastAsia"))) for e in document.styles.element.iter(qn("w:lang"))
    }
    assert found == {("en-GB", "zh-CN")}
