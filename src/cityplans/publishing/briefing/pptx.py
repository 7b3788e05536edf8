"""A briefing as slides (16:9): findings, charts, tables, sources; every slide names its own sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Cm

from cityplans.publishing.briefing import native_chart, office, pptx_text
from cityplans.publishing.briefing.content import Briefing, Mark, Plot, Rich, Table
from cityplans.publishing.briefing.office import broken, lines, words
from cityplans.publishing.charts.wrapping import POINT
from cityplans.publishing.telling.palette import GREY, INK, LINE
from cityplans.publishing.telling.text import INNER_QUOTES
from cityplans.publishing.telling.wording import pick

WIDTH, HEIGHT = 33.867, 19.05
LEFT, INNER = 1.5, 33.867 - 3.0
TITLE = (0.9, 1.9)  # top and height
BODY_TOP = 3.2
FINDINGS_ROOM = 11.0  # cm, the sources of the slide below
FOOTER_BOTTOM = 18.9
LEADING = 1.28
NOTE, HEAD = 0.7, 1.0  # cm of what is said below a table, and of the title of one that is not the first
SPARE = 0.3  # cm that a program may set a table taller
FEW_ROWS = 2  # do not stand on a slide of their own
READABLE = 12  # points at which several tables share a slide
LEAST = 11  # points at which a table shares its slide with findings
SMALL = 10  # points; nothing on a slide is smaller
MOST_NOTE_LINES = 5  # of the sources of a slide
HEAD_FILL = "E7ECF0"
TITLE_LAYOUT = 5  # title only


def render(made: Briefing) -> bytes:
    """The bytes of the pptx; the same briefing gives the same bytes."""
    deck = Presentation()
    _wide(deck)
    slides = _Slides(deck, made)
    before, after = slides.findings()
    for plot in before:
        slides.plot(plot)
    tables = slides.grouped(made.tables)
    slides.rest(tables[0] if tables else [])
    for group in tables:
        slides.tables(group)
    for plot in after:
        slides.plot(plot)
    slides.sources()
    office.describe(deck.core_properties, made)
    out = BytesIO()
    deck.save(out)
    return office.packed(out.getvalue())


def _wide(deck) -> None:
    """The template made 16:9: master and layouts as well, so that new slides fit; its fonts named."""
    factor = Cm(WIDTH) / deck.slide_width
    deck.slide_width, deck.slide_height = Cm(WIDTH), Cm(HEIGHT)
    tall = Cm(HEIGHT) / 6858000
    master = deck.slide_masters[0]
    for page in (master, *master.slide_layouts):
        for shape in page.placeholders:
            if shape._element.spPr.find(qn("a:xfrm")) is not None:
                shape.left, shape.width = int(shape.left * factor), int(shape.width * factor)
                shape.top, shape.height = int(shape.top * tall), int(shape.height * tall)
    theme = master.part.part_related_by(RT.THEME)
    theme._blob = office.with_fonts(theme.blob)


LEADING_FINDINGS = 3  # on the first slide
READ_AT, THIN = 14, 4.0  # points at which all may stand there; cm of findings that fill no slide
BESIDE = INNER / 2  # width of findings with a picture at their right


class _Slides:
    def __init__(self, deck, made: Briefing) -> None:
        self.deck, self.made = deck, made
        self.footer_top = FOOTER_BOTTOM - _notes_height(made.footer, INNER - 1.5)
        self.notes_bottom = self.footer_top - 0.2
        self.untold: list[Rich] = []  # findings that have no picture

    def _slide(self, title: str, marks: set[int]) -> tuple:
        """A slide with its title, its own sources and the footer; and the height left for the body."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[TITLE_LAYOUT])
        size = _fit([title], INNER, TITLE[1], (24, 22, 20, 18, 16, 14), True)
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = Cm(LEFT), Cm(TITLE[0]), Cm(INNER), Cm(TITLE[1])
        pptx_text.frame(shape.text_frame, MSO_ANCHOR.MIDDLE)
        pptx_text.write(shape.text_frame.paragraphs[0], (broken(title, size, INNER, True),), size, INK, True)
        shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        left = self._notes(slide, marks)
        top, tall = self.footer_top, FOOTER_BOTTOM - self.footer_top
        pptx_text.box(slide, (LEFT, top, INNER - 1.5, tall), [(self.made.footer,)], SMALL, GREY)
        number = str(len(self.deck.slides))
        pptx_text.box(slide, (LEFT + INNER - 1.5, top, 1.5, tall), [(number,)], SMALL, GREY, "right")
        return slide, left

    def _notes(self, slide, marks: set[int]) -> float:
        """The sources that the slide refers to, above the footer; the height left for the body."""
        if marks:
            text = _cited(self.made, sorted(marks))
            tall = _notes_height(text)
            pptx_text.box(slide, (LEFT, self.notes_bottom - tall, INNER, tall), [(text,)], SMALL, GREY)
        return self._room(marks)

    def _room(self, marks: set[int]) -> float:
        """The height left for the body of a slide with these sources."""
        notes = _notes_height(_cited(self.made, sorted(marks))) + 0.3 if marks else 0.0
        return self.notes_bottom - notes - BODY_TOP

    def findings(self) -> tuple[list[Plot], list[Plot]]:
        """Three findings, or all if short, and the first picture; others below the finding of a
        later picture. The pictures left, first and last."""
        made, rows = self.made, [[*row.plots] for row in self.made.plots] or [[]]
        first, last, leading = rows[0].pop(0) if rows[0] else None, rows[-1], LEADING_FINDINGS
        told, width = [words(f) for f in made.findings], (BESIDE if first else INNER) - 0.8
        fit = _height(told, READ_AT, width, 0.5) <= self._room(_marks(made.findings))
        if fit and not last and _height(told[leading:], 18, INNER - 0.8, 0.5) < THIN:
            leading = len(told)  # these few lines fill no slide
        self._told(made.title, made.findings[:leading], first)
        rest, wide = made.findings[leading:], BESIDE if last else INNER
        for part in _parts(rest, 14.0, FINDINGS_ROOM, width=wide) if rest else ():
            beside = last.pop(0) if last else None
            if beside:
                self._told(beside.title, part, beside)
            else:
                self.untold += part
        return [plot for row in rows[:-1] for plot in row], last

    def rest(self, tables: Sequence[Table]) -> None:
        """Findings without a picture: over the first table, where all of it can be read there too, else on
        slides of their own."""
        marks = _marks_of(tables) | _marks(self.untold)
        spare = self._room(marks) - _tables_height(tables, LEAST) if tables else 0.0
        if _height(list(map(words, self.untold)), READ_AT, INNER - 0.8, 0.5) <= spare:
            return  # `tables` tells them
        for part in _parts(self.untold, 14.0, FINDINGS_ROOM) if self.untold else ():
            self._told(pick(self.made.lang, "其他发现", "Further findings"), part, None)
        self.untold = []

    def _told(self, title: str, texts: Sequence[Rich], plot: Plot | None) -> None:
        """Findings, and a picture at their right."""
        slide, height = self._slide(title, _marks(texts))
        width = BESIDE if plot else INNER
        sizes = (20, 18, 17, 16, 15, 14, 13, 12)
        size = _fit([words(f) for f in texts], width - 0.8, height, sizes, gap=0.5)
        pptx_text.box(slide, (LEFT, BODY_TOP, width, height), texts, size, INK, "bullets")
        if plot:
            left = LEFT + width + 0.6
            self._drawn(
                slide, plot, (left, BODY_TOP, INNER - width - 0.6, height), title.startswith(plot.title)
            )

    def plot(self, plot: Plot) -> None:
        """A chart below its finding."""
        slide, height = self._slide(plot.title, set())
        self._drawn(slide, plot, (LEFT, BODY_TOP, INNER, height), True)

    def _drawn(self, slide, plot: Plot, box: tuple[float, float, float, float], titled: bool) -> None:
        """A chart in a box: its finding, unless that is the slide's title, what is drawn, and the picture."""
        left, top, width, height = box
        head = _head(plot, titled)
        tall = _height([words(h) for h in head], 12, width, 0, True) + 0.1
        told = pptx_text.box(slide, (left, top, width, tall), head, 12, GREY)
        for run in () if titled else told.text_frame.paragraphs[0].runs:
            run.font.bold, run.font.color.rgb = True, RGBColor.from_string(INK.lstrip("#").upper())
        pptx_text.key(told.text_frame.paragraphs[-1], native_chart.key(plot))
        native_chart.add(slide, plot, (Cm(left), Cm(top + tall), Cm(width), Cm(height - tall)), 12)

    def grouped(self, tables: Sequence[Table]) -> list[list[Table]]:
        """The tables of each slide: as many together as can be read there, a long one on several; one of a
        row or two, which fill none, with those before wherever they fit."""
        made: list[list[Table]] = []
        for table in tables:
            parts = self._sheets(table)
            if len(parts) > 1:
                numbered = (f"{table.title} ({n}/{len(parts)})" for n in range(1, len(parts) + 1))
                made += [[replace(part, title=title)] for part, title in zip(parts, numbered, strict=True)]
            elif made and self._fits([*made[-1], table], READABLE if len(table.rows) > FEW_ROWS else SMALL):
                made[-1].append(table)
            else:
                made.append([table])
        return made

    def _fits(self, tables: Sequence[Table], size: float, spare: float = 0.0) -> bool:
        return _tables_height(tables, size) <= self._room(_marks_of(tables)) - spare

    def _sheets(self, table: Table) -> list[Table]:
        """The table on as few slides as hold it, these about equally full; what is said below it stands
        below its end."""

        def fit(rows: list[tuple[Rich, ...]], spare: float) -> bool:
            return self._fits([replace(table, rows=tuple(rows))], SMALL, spare)

        *parts, last = (tuple(rows) for rows in office.split(table.rows, fit))
        return [replace(table, rows=rows, note="") for rows in parts] + [replace(table, rows=last)]

    def tables(self, tables: Sequence[Table]) -> None:
        """Native tables one below the other, the text as large as all rows fit."""
        told, self.untold = self.untold, []
        slide, height = self._slide(tables[0].title, _marks_of(tables) | _marks(told))
        over = _height(list(map(words, told)), READ_AT, INNER - 0.8, 0.5)
        size = next((s for s in (14, 13, 12, 11) if _tables_height(tables, s) <= height - over), SMALL)
        top = BODY_TOP + over
        if told:
            pptx_text.box(slide, (LEFT, BODY_TOP, INNER, over), told, READ_AT, INK, "bullets")
        for table in tables:
            if table is not tables[0]:
                told = pptx_text.box(slide, (LEFT, top + 0.25, INNER, HEAD - 0.25), [(table.title,)], 14, INK)
                told.text_frame.paragraphs[0].runs[0].font.bold = True
                top += HEAD
            _grid(slide, table, size, top)
            top += _table_height(table, size) + SPARE
            if table.note:
                last = BODY_TOP + height - NOTE + 0.1 if table is tables[-1] else top + 0.1
                pptx_text.box(slide, (LEFT, last, INNER, NOTE - 0.1), [(table.note,)], SMALL, GREY)
                top += NOTE

    def sources(self) -> None:
        """All sources by number, and how to read the figures."""
        listed = [(f"[{n}] {text}",) for n, text in enumerate(self.made.sources, start=1)]
        title = pick(self.made.lang, "来源与说明", "Sources and notes")
        for part in _parts([(n,) for n in self.made.notes] + listed, SMALL, self._room(set()), 0.3):
            slide, height = self._slide(title, set())
            size = _fit([words(t) for t in part], INNER, height, (14, 13, 12, 11, SMALL), gap=0.3)
            pptx_text.box(slide, (LEFT, BODY_TOP, INNER, height), part, size, INK)


def _grid(slide, table: Table, size: float, top: float) -> None:
    """The cells of a table."""
    count, tall = len(table.rows) + 1, _table_height(table, size)
    shape = slide.shapes.add_table(count, len(table.heads), Cm(LEFT), Cm(top), Cm(INNER), Cm(tall))
    shape._element.nvGraphicFramePr.cNvPr.set("descr", table.title)
    made = shape.table
    _plain_look(made)
    for column, share in zip(made.columns, table.widths, strict=True):
        column.width = Cm(INNER * share)
    for number, row in enumerate([tuple((h,) for h in table.heads), *table.rows]):
        made.rows[number].height = Cm(_row_height(table, row, size))
        for cell, text in zip(made.rows[number].cells, row, strict=True):
            _cell(cell, text, size, number == 0)


def _head(plot: Plot, alone: bool) -> list[Rich]:
    """What stands over a chart: its finding, where the slide's title is another; qualifiers; colours."""
    key = "   ".join(f"{sign} {name}" for sign, name, _ in native_chart.key(plot))
    return [(part,) for part in ("" if alone else plot.title, plot.note, key) if part]


def _notes_height(text: str, width: float = INNER) -> float:
    return lines(text, SMALL, width) * SMALL * LEADING * POINT + 0.1


def _cited(made: Briefing, numbers: Sequence[int]) -> str:
    """Sources of a slide as fully as they fit; then by plan and heading; then the numbers of each plan.

    All are on the last slides in full, so a short form loses nothing.
    """
    full = "   ".join(f"[{n}] {made.sources[n - 1]}" for n in numbers)
    by_plan: dict[str, list[tuple[int, str]]] = {}
    for n in numbers:
        plan, heading = made.places[n - 1]
        by_plan.setdefault(plan, []).append((n, heading.translate(INNER_QUOTES)))
    comma = pick(made.lang, "，", ", ")
    headed = [
        f"{plan}{comma}" + " ".join(f"[{n}] “{h}”" if h else f"[{n}]" for n, h in found)
        for plan, found in by_plan.items()
    ]
    named = [f"{plan} " + "".join(f"[{n}]" for n, _ in found) for plan, found in by_plan.items()]
    end = pick(made.lang, "（全文见末页）", " (in full on the last slide)")
    forms = (full, "   ".join(headed) + end, "   ".join(named) + end)
    return next((f for f in forms if lines(f, SMALL, INNER) <= MOST_NOTE_LINES), forms[-1])


def _parts(
    texts: Sequence[Rich], least: float, room: float, gap: float = 0.5, width: float = INNER
) -> list[list[Rich]]:
    """Texts split over as few slides as hold them at `least` points, these about equally full."""

    def fit(own: list[Rich], spare: float) -> bool:
        return _height([words(text) for text in own], least, width - 0.8, gap) <= room - spare

    return office.split(texts, fit)


def _height(texts: Sequence[str], size: float, width: float, gap: float, bold: bool = False) -> float:
    """cm that paragraphs take, with `gap` lines between them."""
    return sum((lines(t, size, width, bold) + gap) * size * LEADING * POINT for t in texts)


def _fit(
    texts: Sequence[str],
    width: float,
    height: float,
    sizes: Sequence[float],
    bold: bool = False,
    gap: float = 0.0,
) -> float:
    """The largest of the sizes at which the texts fit, else the smallest."""
    return next((s for s in sizes if _height(texts, s, width, gap, bold) <= height), sizes[-1])


def _marks(texts: Sequence[Rich]) -> set[int]:
    return {part.number for text in texts for part in text if isinstance(part, Mark)}


def _plain_look(table) -> None:
    """No banding and no style colours: header shaded, the rest white."""
    table.horz_banding = False
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # “No Style, No Grid”


def _cell(cell, text: Rich, size: float, is_head: bool) -> None:
    cell.margin_left = cell.margin_right = Cm(0.15)
    cell.margin_top = cell.margin_bottom = Cm(0.08)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.text_frame.word_wrap = True
    pptx_text.write(cell.text_frame.paragraphs[0], text, size, INK, is_head)
    if is_head:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(HEAD_FILL)
    else:
        cell.fill.background()
    _underline(cell)


def _underline(cell) -> None:
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": "6350"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": LINE.lstrip("#")}))
    line.append(fill)
    properties.insert(0, line)  # lines before the fill, as the schema has it


def _marks_of(tables: Sequence[Table]) -> set[int]:
    return _marks([cell for table in tables for row in table.rows for cell in row])


def _row_height(table: Table, row: Sequence[Rich], size: float) -> float:
    tallest = max(
        lines(words(cell) + "[]", size, INNER * share - 0.35)
        for cell, share in zip(row, table.widths, strict=True)
    )
    return tallest * size * LEADING * POINT + 0.2


def _table_height(table: Table, size: float) -> float:
    rows = [tuple((h,) for h in table.heads), *table.rows]
    return sum(_row_height(table, row, size) for row in rows)


def _tables_height(tables: Sequence[Table], size: float) -> float:
    """Of tables one below the other, with their notes and all titles but the first."""
    notes = NOTE * sum(bool(table.note) for table in tables)
    between = (HEAD + SPARE) * (len(tables) - 1)
    return sum(_table_height(table, size) for table in tables) + notes + between
