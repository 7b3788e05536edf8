"""A briefing as a Word file on A4: three findings in prose and a chart; then the rest."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph

from cityplans.chinese.han import CJK
from cityplans.publishing.briefing import docx_pages, native_chart, office
from cityplans.publishing.briefing.content import Briefing, Mark, Plot, Plots, Rich, Table
from cityplans.publishing.briefing.docx_pages import Block
from cityplans.publishing.briefing.docx_parts import (
    Footnotes,
    add_chart,
    add_field,
    head_row,
    keep_whole,
    rule_table,
)
from cityplans.publishing.briefing.docx_styles import STYLES, WIDTH, set_up
from cityplans.publishing.charts.wrapping import POINT
from cityplans.publishing.telling.wording import pick

HEAD_FILL, RULE = "E7ECF0", "C9CFD4"
LEADING_FINDINGS = 3  # told in prose before the first chart
GAP = 0.3  # cm between blocks
CHART_POINTS = 8
JOINED = "\u2060"  # no line ends here: a mark stands with the Chinese word that it is of


def render(made: Briefing) -> bytes:
    """The bytes of the docx; the same briefing gives the same bytes."""
    document = Document()
    set_up(document, made.lang)
    notes = Footnotes(document, made.sources)
    layout = docx_pages.laid_out(made, LEADING_FINDINGS)
    page = _Writer(document, notes, made.lang, layout.scale)
    _paragraph(document, "Title", (office.broken(made.title, STYLES["Title"][0], WIDTH, True),), notes)
    dated = pick(made.lang, f"所用计划截至{made.date}", f"Plans up to {made.date}") if made.date else ""
    _paragraph(document, "Subtitle", ("　".join(part for part in (made.subtitle, dated) if part),), notes)
    for finding in made.findings[:LEADING_FINDINGS]:
        _paragraph(document, "Body Text", finding, notes)
    for block in layout.blocks:
        page.block(block)
    _footer(document, made.footer)
    notes.write()
    office.describe(document.core_properties, made)
    out = BytesIO()
    document.save(out)
    return office.packed(out.getvalue())


def _heading(document: Doc, text: str, notes: Footnotes) -> Paragraph:
    made = _paragraph(
        document, "Heading 1", (office.broken(text, STYLES["Heading 1"][0], WIDTH, True),), notes
    )
    made.paragraph_format.keep_with_next = True
    made.paragraph_format.space_before = Pt(GAP / POINT)
    return made


class _Writer:
    """Writes blocks one after the other."""

    def __init__(self, document: Doc, notes: Footnotes, lang: str, scale: float) -> None:
        self.document, self.notes, self.lang, self.scale = document, notes, lang, scale
        self.charts = 0

    def block(self, block: Block) -> None:
        """Charts, a table, a note of the whole, or the findings that are left."""
        if isinstance(block, Plots):
            self.plots(block)
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, str):
            _paragraph(self.document, "Caption", (block,), self.notes)
        else:
            _heading(self.document, pick(self.lang, "其他发现", "Further findings"), self.notes)
            for finding in block:
                _paragraph(self.document, "List Bullet", finding, self.notes)

    def plots(self, row: Plots) -> None:
        """Charts side by side, each below its title and qualifiers."""
        width = WIDTH / len(row.plots)
        # two tables without a paragraph between them are one, whose head is repeated over the charts
        between = self.document.add_paragraph(style="Caption")
        between.paragraph_format.space_before = between.paragraph_format.space_after = Pt(0)
        between.paragraph_format.keep_with_next = True
        frame = self.document.add_table(1, len(row.plots))
        frame.autofit = False
        keep_whole(frame.rows[0])  # and not with what follows it, or half a page stays empty
        rule_table(frame, None)
        for column, cell, plot in zip(frame.columns, frame.rows[0].cells, row.plots, strict=True):
            column.width = Cm(width)
            cell.width = Cm(width)
            first = cell.paragraphs[0]
            first.style = self.document.styles["Heading 2"]
            first.paragraph_format.space_before = Pt(GAP / POINT)
            first.paragraph_format.keep_with_next = False  # the row is whole anyway
            first.add_run(office.broken(plot.title, STYLES["Heading 2"][0], width - 0.25, True))
            cell.add_paragraph(plot.note, style="Caption")
            _key(cell, plot)
            self._chart(cell.add_paragraph(), plot, width - 0.25, docx_pages.chart_height(row, self.scale))

    def _chart(self, paragraph: Paragraph, plot: Plot, width: float, height: float) -> None:
        self.charts += 1
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        paragraph.paragraph_format.space_after = Pt(0)
        size = (int(Cm(width)), int(Cm(height)))
        parts = native_chart.as_parts(plot, *size, CHART_POINTS)
        add_chart(self.document, paragraph, self.charts, plot, parts, size)

    def table(self, table: Table) -> None:
        """Title, native table, note."""
        _heading(self.document, table.title, self.notes)
        made = self.document.add_table(1, len(table.heads))
        made.autofit = False
        rule_table(made, RULE)
        head_row(made.rows[0], HEAD_FILL)
        self._cells(made.rows[0], [(h,) for h in table.heads], table.widths, True)
        for column, share in zip(made.columns, table.widths, strict=True):
            column.width = Emu(int(Cm(WIDTH) * share))
        together = docx_pages.is_whole(table)
        for number, row in enumerate(table.rows, 1):
            added = made.add_row()
            keep_whole(added)
            self._cells(added, row, table.widths, False)
            for cell in added.cells if together and number < len(table.rows) else ():
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        if table.note:
            _paragraph(self.document, "Caption", (table.note,), self.notes)

    def _cells(self, row, texts: Sequence[Rich], widths: Sequence[float], bold: bool) -> None:
        for cell, text, share in zip(row.cells, texts, widths, strict=True):
            cell.width = Emu(int(Cm(WIDTH) * share))
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
            _write(paragraph, text, self.notes, bold)


def _key(cell, plot: Plot) -> None:
    """What the colours of the bars mean."""
    shown = native_chart.key(plot)
    paragraph = cell.add_paragraph(style="Caption") if shown else None
    for sign, name, colour in shown:
        paragraph.add_run(sign).font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
        paragraph.add_run(f" {name}   ")


def _paragraph(document: Doc, style: str, text: Rich, notes: Footnotes) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    _write(paragraph, text, notes)
    return paragraph


def _write(paragraph: Paragraph, text: Rich, notes: Footnotes, bold: bool = False) -> None:
    for before, part in zip(("", *text), text):
        if isinstance(part, Mark):
            if isinstance(before, str) and CJK.match(before[-1:]):
                paragraph.add_run(JOINED)
            notes.refer(paragraph, part.number)
        else:
            paragraph.add_run(part).bold = bold or None


def _footer(document: Doc, text: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Footer"]
    paragraph.add_run(text + "  ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    add_field(paragraph, "NUMPAGES")
