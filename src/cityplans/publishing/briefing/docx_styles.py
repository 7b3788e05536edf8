"""The look of Word briefings: A4, named styles, exact line heights, body text of 12 points."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from cityplans.publishing.briefing.docx_parts import FOOTNOTE_STYLE, REFERENCE_STYLE
from cityplans.publishing.briefing.office import CHINESE, LATIN, with_fonts
from cityplans.publishing.telling.palette import GREY, INK

PAGE = (21.0, 29.7)
LEFT, TOP, BOTTOM, FOOTER = 2.0, 1.7, 1.8, 0.8  # margins in cm
WIDTH = PAGE[0] - 2 * LEFT
# style: (points, line height in points, space after in points, bold, colour)
STYLES = {
    "Title": (18, 25, 4, True, INK),
    "Subtitle": (10.5, 15, 10, False, GREY),
    "Body Text": (12, 19, 7, False, INK),
    "List Bullet": (12, 19, 4, False, INK),
    "Heading 1": (14, 19, 4, True, INK),
    "Heading 2": (11, 15, 1, True, INK),
    "Normal": (10.5, 14, 3, False, INK),
    "Caption": (9, 12, 1, False, GREY),
    "Footer": (8, 10, 0, False, GREY),
}
NOTE = (8.5, 11)  # footnotes


def set_up(document: Document, lang: str) -> None:
    """Page, styles and language of an empty document."""
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(side) for side in PAGE)
    section.left_margin = section.right_margin = Cm(LEFT)
    section.top_margin, section.bottom_margin = Cm(TOP), Cm(BOTTOM)
    section.header_distance = section.footer_distance = Cm(FOOTER)
    for name, look in STYLES.items():
        _style(document.styles[name], *look)
    document.styles["List Bullet"].paragraph_format.left_indent = Cm(0.5)
    document.styles["List Bullet"].paragraph_format.first_line_indent = Cm(-0.5)
    _note_styles(document)
    _language(document, lang)
    theme = document.part.part_related_by(RT.THEME)
    theme._blob = with_fonts(theme.blob)


def _style(style, points: float, leading: float, after: float, bold: bool, colour: str) -> None:
    font = style.font
    font.size, font.bold, font.italic = Pt(points), bold, False
    font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    _fonts(style)
    shape = style.paragraph_format
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing, shape.space_before, shape.space_after = Pt(leading), Pt(0), Pt(after)
    borders = style.element.find(f".//{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)


def _fonts(style) -> None:
    """Named fonts in place of theme references, for Latin and for Chinese."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        style.font.name = LATIN
        fonts = properties.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for attribute in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{attribute}"), LATIN)
    fonts.set(qn("w:eastAsia"), CHINESE)
    spacing = properties.find(qn("w:spacing"))
    if spacing is not None:
        properties.remove(spacing)


def _note_styles(document: Document) -> None:
    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.element.set(qn("w:styleId"), FOOTNOTE_STYLE)
    text.base_style = document.styles["Normal"]
    _style(text, *NOTE, 0, False, INK)
    mark = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.element.set(qn("w:styleId"), REFERENCE_STYLE)
    mark.font.superscript = True


def _language(document: Document, lang: str) -> None:
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), "en-GB")
        found.set(qn("w:eastAsia"), "zh-CN")
    if lang == "zh":
        settings = document.settings.element
        for found in settings.iter(qn("w:themeFontLang")):
            found.set(qn("w:eastAsia"), "zh-CN")
