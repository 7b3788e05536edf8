"""Text of slides: boxes, bullets, numbers of sources, keys in the colours of bars."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from cityplans.publishing.briefing import native_chart
from cityplans.publishing.briefing.content import Mark, Rich
from cityplans.publishing.telling.palette import GREY


def frame(frame, anchor=MSO_ANCHOR.TOP) -> None:
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def box(slide, box, texts, size: float, colour: str, kind: str = ""):
    """Text in a box; `kind` may be bullets or right."""
    shape = slide.shapes.add_textbox(*(Cm(v) for v in box))
    frame(shape.text_frame)
    for number, text in enumerate(texts):
        paragraph = shape.text_frame.paragraphs[0] if number == 0 else shape.text_frame.add_paragraph()
        if kind == "bullets":
            _bullet(paragraph)
            paragraph.space_after = Pt(size * 0.5)
        if kind == "right":
            paragraph._p.get_or_add_pPr().set("algn", "r")
        write(paragraph, text, size, colour)
    return shape


def key(paragraph, key: Sequence[native_chart.Key]) -> None:
    """The signs of a line of words in the colours of the bars."""
    run = paragraph.runs[0]
    for sign, name, colour in key:
        for text, hue in ((sign, colour), (f" {name}   ", GREY)):
            added = paragraph.add_run()
            added.text, added.font.size = text, run.font.size
            added.font.color.rgb = RGBColor.from_string(hue.lstrip("#").upper())
    if key:
        paragraph._p.remove(run._r)


def _bullet(paragraph) -> None:
    (properties := paragraph._p.get_or_add_pPr()).set("marL", str(int(Cm(0.7))))
    properties.set("indent", str(-int(Cm(0.7))))
    bullet = properties.makeelement(qn("a:buChar"), {"char": "•"})
    properties.append(bullet)


def write(paragraph, text: Rich, size: float, colour: str, bold: bool = False) -> None:
    """Runs of a paragraph; numbers of sources raised and in brackets, as slides have no footnotes."""
    for part in text:
        *lines_before, last = [f"[{part.number}]"] if isinstance(part, Mark) else part.split("\n")
        for line in lines_before:
            write(paragraph, (line,), size, colour, bold)
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = last
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
        if isinstance(part, Mark):
            run.font._element.set("baseline", "30000")
