"""A briefing as a Word file of two A4 pages: findings and chart; table, charts and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Cm, Emu, Pt
from docx.text.paragraph import Paragraph

from cityplans.publishing.briefing import native_chart, office
from cityplans.publishing.briefing.content import Briefing, Mark, Plot, Plots, Rich, Table
from cityplans.publishing.briefing.docx_parts import (
    Footnotes,
    add_chart,
    add_field,
    head_row,
    keep_whole,
    rule_table,
)
from cityplans.publishing.briefing.docx_styles import BOTTOM, NOTE, PAGE, TOP, WIDTH, measure, set_up
from cityplans.publishing.briefing.office import lines, words
from cityplans.publishing.charts.sheet import POINT

HEAD_FILL, RULE = "E7ECF0", "C9CFD4"
SPARE = 1.0  # cm left free on a page: fonts and programs differ
TALLEST, LEAST = 9.5, 3.4  # cm of a chart
GAP = 0.3  # cm between blocks
CHART_POINTS = 8
SCALES = (1.0, 0.95, 0.9, 0.85, 0.8)


def render(made: Briefing) -> bytes:
    """The bytes of the docx; the same briefing gives the same bytes."""
    made, scale, heights = _fitted(made)
    document = Document()
    set_up(document, made.lang, scale)
    notes = Footnotes(document, made.sources)
    page = _Writer(document, notes, heights)
    _paragraph(document, "Title", (made.title,), notes)
    _paragraph(document, "Subtitle", (made.subtitle,), notes)
    for finding in made.findings:
        _paragraph(document, "List Bullet", finding, notes)
    for row in made.plots[:1]:
        page.plots(row.plots, 0)
    for number, table in enumerate(made.tables):
        page.table(table, new_page=number == 0 and bool(made.plots))
    for number, row in enumerate(made.plots[1:], start=1):
        page.plots(row.plots, number)
    for note in made.notes:
        _paragraph(document, "Caption", (note,), notes)
    _footer(document, made.footer)
    notes.write()
    office.describe(document.core_properties, made)
    out = BytesIO()
    document.save(out)
    return office.packed(out.getvalue())


class _Writer:
    """Writes blocks one after the other; heights of the chart rows are given."""

    def __init__(self, document: Doc, notes: Footnotes, heights: Sequence[float]) -> None:
        self.document, self.notes, self.heights = document, notes, heights
        self.charts = 0

    def plots(self, row: Sequence[Plot], number: int) -> None:
        """Charts side by side, each below its title and qualifiers."""
        width = WIDTH / len(row)
        frame = self.document.add_table(1, len(row))
        frame.autofit = False
        rule_table(frame, None)
        for column, cell, plot in zip(frame.columns, frame.rows[0].cells, row, strict=True):
            column.width = Cm(width)
            cell.width = Cm(width)
            first = cell.paragraphs[0]
            first.style = self.document.styles["Heading 2"]
            first.paragraph_format.space_before = Pt(GAP / POINT)
            first.paragraph_format.keep_with_next = True
            first.add_run(plot.title)
            second = cell.add_paragraph(plot.note, style="Caption")
            second.paragraph_format.keep_with_next = True
            self._chart(cell.add_paragraph(), plot, width - 0.25, self.heights[number])

    def _chart(self, paragraph: Paragraph, plot: Plot, width: float, height: float) -> None:
        self.charts += 1
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        paragraph.paragraph_format.space_after = Pt(0)
        size = (int(Cm(width)), int(Cm(height)))
        parts = native_chart.as_parts(plot, *size, CHART_POINTS)
        add_chart(self.document, paragraph, self.charts, plot, parts, size)

    def table(self, table: Table, new_page: bool) -> None:
        """Title, native table, note."""
        title = _paragraph(self.document, "Heading 1", (table.title,), self.notes)
        title.paragraph_format.page_break_before = new_page
        title.paragraph_format.keep_with_next = True
        title.paragraph_format.space_before = Pt(0 if new_page else GAP / POINT)
        made = self.document.add_table(1, len(table.heads))
        made.autofit = False
        rule_table(made, RULE)
        head_row(made.rows[0], HEAD_FILL)
        self._cells(made.rows[0], [(h,) for h in table.heads], table.widths, True)
        for column, share in zip(made.columns, table.widths, strict=True):
            column.width = Emu(int(Cm(WIDTH) * share))
        for row in table.rows:
            added = made.add_row()
            keep_whole(added)
            self._cells(added, row, table.widths, False)
        if table.note:
            _paragraph(self.document, "Caption", (table.note,), self.notes)

    def _cells(self, row, texts: Sequence[Rich], widths: Sequence[float], bold: bool) -> None:
        for cell, text, share in zip(row.cells, texts, widths, strict=True):
            cell.width = Emu(int(Cm(WIDTH) * share))
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
            _write(paragraph, text, self.notes, bold)


def _paragraph(document: Doc, style: str, text: Rich, notes: Footnotes) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    _write(paragraph, text, notes)
    return paragraph


def _write(paragraph: Paragraph, text: Rich, notes: Footnotes, bold: bool = False) -> None:
    for part in text:
        if isinstance(part, Mark):
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


# --- what fits on a page ------------------------------------------------------------------------------------


def _fitted(made: Briefing) -> tuple[Briefing, float, list[float]]:
    """The largest text at which both pages hold everything, and the heights of the chart rows.

    Tables after the first, the last ones first, and then the charts of page two give way to legible text:
    they are in the slides in any case.
    """
    for fewer in _lighter(made):
        for scale in SCALES[:3] if fewer.tables[1:] or fewer.plots[1:] else SCALES:
            heights = _heights(fewer, scale)
            if heights is not None:
                return fewer, scale, heights
    bare = replace(made, tables=made.tables[:1], plots=made.plots[:1])
    return bare, SCALES[-1], [LEAST / 2]


def _lighter(made: Briefing) -> Iterator[Briefing]:
    """The briefing with all tables, with ever fewer, and without the charts of page two."""
    for count in range(len(made.tables), 0, -1):
        yield replace(made, tables=made.tables[:count])
    yield replace(made, tables=made.tables[:1], plots=made.plots[:1])


def _heights(made: Briefing, scale: float) -> list[float] | None:
    """cm of each chart row, or None where they would be less than legible."""
    first, second = _room(made) - _first_page(made, scale), _room(made) - _second_page(made, scale)
    if not made.plots:  # all on one page
        return [] if first + second >= _room(made) else None
    rest = made.plots[1:]
    each = second / len(rest) if rest else second
    if first < (LEAST if made.plots else 0) or each < (LEAST if rest else 0):
        return None
    return [min(first, _wanted(r), TALLEST) for r in made.plots[:1]] + [
        min(each, _wanted(r), TALLEST) for r in rest
    ]


def _wanted(row: Plots) -> float:
    """Height at which bars and their labels stand comfortably."""
    bars = max(len(p.categories) * (1 if p.stacked else len(p.series)) for p in row.plots)
    return max(4.0, 1.9 + bars * (0.75 if any(p.stacked for p in row.plots) else 0.58))


def _room(made: Briefing) -> float:
    foot = lines(made.footer + " 1 / 2", 7, WIDTH) * 9 * POINT
    return PAGE[1] - TOP - max(BOTTOM, 0.8 + foot + 0.2) - SPARE


def _first_page(made: Briefing, scale: float) -> float:
    """cm of page one without the chart itself."""
    used = _text("Title", made.title, scale) + _text("Subtitle", made.subtitle, scale)
    used += sum(_text("List Bullet", words(f), scale, WIDTH - 0.6) for f in made.findings)
    used += _plot_heads(made.plots[:1], scale)
    return used + _notes(made, _marks(made.findings))


def _second_page(made: Briefing, scale: float) -> float:
    """cm of page two without the charts themselves."""
    used = sum(_table(table, scale) for table in made.tables)
    used += _plot_heads(made.plots[1:], scale) + sum(_text("Caption", n, scale) for n in made.notes)
    seen = _marks(made.findings)
    cells = [cell for table in made.tables for row in table.rows for cell in row]
    return used + _notes(made, _marks(cells) - seen)


def _text(style: str, text: str, scale: float, width: float = WIDTH) -> float:
    points, leading, after, bold, _ = measure(style, scale)
    return (lines(text, points, width, bold) * leading + after) * POINT


def _plot_heads(rows: Sequence[Plots], scale: float) -> float:
    after = 0.5 + GAP  # the empty paragraph below a table, and the space above
    return sum(
        after
        + max(
            _text("Heading 2", p.title, scale, WIDTH / len(row.plots) - 0.3)
            + _text("Caption", p.note, scale, WIDTH / len(row.plots) - 0.3)
            for p in row.plots
        )
        for row in rows
    )


def _table(table: Table, scale: float) -> float:
    points, leading, _, _, _ = measure("Normal", scale)
    used = _text("Heading 1", table.title, scale) + (
        _text("Caption", table.note, scale) if table.note else 0.0
    )
    for row in [tuple((h,) for h in table.heads), *table.rows]:
        tallest = max(
            lines(words(cell), points, WIDTH * share - 0.22)
            for cell, share in zip(row, table.widths, strict=True)
        )
        used += (tallest * leading + 3.5) * POINT
    return used + GAP


def _marks(texts: Sequence[Rich]) -> set[int]:
    return {part.number for text in texts for part in text if isinstance(part, Mark)}


def _notes(made: Briefing, numbers: set[int]) -> float:
    points, leading = NOTE
    printed = sum(lines(f"{n} {made.sources[n - 1]}", points, WIDTH) for n in numbers)
    return printed * leading * POINT + (0.5 if numbers else 0)
