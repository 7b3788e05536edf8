"""What python-docx does not write: footnotes, references to them, native charts, table borders."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from cityplans.publishing.briefing.content import Plot

FOOTNOTE_STYLE, REFERENCE_STYLE = "FootnoteText", "FootnoteReference"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


class Footnotes:
    """Marks sources as real footnotes: the first mention carries the note, later ones refer to it. The marks
    are letters: 220 with a raised 1 would be read as a power."""

    def __init__(self, document: Document, sources: tuple[str, ...]) -> None:
        self.document, self.sources = document, sources
        self.placed: list[int] = []

    def refer(self, paragraph: Paragraph, number: int) -> None:
        """Set the number of a source at the end of a paragraph."""
        if number in self.placed:
            paragraph._p.append(_reference_again(number, letters(self.placed.index(number) + 1)))
            return
        self.placed.append(number)
        for element in _reference(number):
            paragraph._p.append(element)

    def write(self) -> None:
        """Add the part that holds the notes, in the order in which they were first referred to."""
        notes = "".join(_note(n, self.sources[n - 1]) for n in self.placed)
        xml = f"<w:footnotes {nsdecls('w')}>{_separators()}{notes}</w:footnotes>"
        package = self.document.part.package
        part = Part(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, _declared(xml), package)
        self.document.part.relate_to(part, RT.FOOTNOTES)
        settings = self.document.settings.element
        known = parse_xml(
            f"<w:footnotePr {nsdecls('w')}><w:numFmt w:val='lowerLetter'/>"
            "<w:footnote w:id='-1'/><w:footnote w:id='0'/></w:footnotePr>"
        )
        compat = settings.find(qn("w:compat"))
        if compat is not None:
            compat.addprevious(known)
        for section in self.document.sections:  # LibreOffice looks here
            own = parse_xml(f"<w:footnotePr {nsdecls('w')}><w:numFmt w:val='lowerLetter'/></w:footnotePr>")
            section._sectPr.find(qn("w:pgSz")).addprevious(own)


def letters(number: int) -> str:
    """The mark of the n-th note as Word writes it: a … z, aa, bb …"""
    return "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * ((number - 1) // 26 + 1)


def _declared(xml: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml).encode("utf-8")


def _separators() -> str:
    return "".join(
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>'
        f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for kind, n in (("separator", -1), ("continuationSeparator", 0))
    )


def _note(number: int, text: str) -> str:
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{FOOTNOTE_STYLE}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{REFERENCE_STYLE}"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
    )


def _reference(number: int) -> list:
    """A footnote mark between the ends of a bookmark, so that it can be referred to again."""
    name = f"source{number}"
    parts = (
        f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>',
        f'<w:r {nsdecls("w")}><w:rPr><w:rStyle w:val="{REFERENCE_STYLE}"/></w:rPr>'
        f'<w:footnoteReference w:id="{number}"/></w:r>',
        f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>',
    )
    return [parse_xml(part) for part in parts]


def _reference_again(number: int, mark: str):
    return parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr=" NOTEREF source{number} \\f \\h ">'
        f'<w:r><w:rPr><w:rStyle w:val="{REFERENCE_STYLE}"/></w:rPr><w:t>{mark}</w:t></w:r></w:fldSimple>'
    )


def add_chart(
    document: Document, paragraph: Paragraph, number: int, plot: Plot, parts: tuple[bytes, bytes], size: tuple
) -> None:
    """A native chart, with its workbook, in the line of a paragraph; `size` in EMU."""
    package = document.part.package
    xml, workbook = parts
    book = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), CT.SML_SHEET, workbook, package
    )
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CT.DML_CHART, xml, package)
    if chart.relate_to(book, RT.PACKAGE) != "rId1":
        raise AssertionError("the chart refers to its workbook as rId1")
    link = document.part.relate_to(chart, RT.CHART)
    width, height = size
    about = quoteattr(f"{plot.title} ({plot.note})")
    paragraph.add_run()._r.append(
        parse_xml(
            f"<w:drawing {nsdecls('w', 'wp', 'a', 'r')}>"
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{100 + number}" name="Chart {number}" descr={about}/><wp:cNvGraphicFramePr/>'
            f'<a:graphic><a:graphicData uri="{CHART}">'
            f'<c:chart xmlns:c="{CHART}" r:id="{link}"/>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
    )


def rule_table(table: Table, colour: str | None) -> None:
    """Horizontal hairlines only (none without a colour), narrow cell margins, fixed widths."""
    properties = table._tbl.tblPr
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>'
        if colour and side in ("top", "bottom", "insideH")
        else f'<w:{side} w:val="nil"/>'
        for side in sides
    )
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>")
    margins = parse_xml(
        f'<w:tblCellMar {nsdecls("w")}><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    layout = properties.find(qn("w:tblLayout"))
    for element in (borders, margins):
        properties.append(element)
    if layout is not None:  # the schema wants borders, layout, margins in this order
        properties.remove(layout)
        borders.addnext(layout)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
        properties.append(look)


def head_row(row, fill: str) -> None:
    """Shade a row and repeat it on the next page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        cell._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
        )


def keep_whole(row) -> None:
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """A field Word computes, such as PAGE."""
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )
