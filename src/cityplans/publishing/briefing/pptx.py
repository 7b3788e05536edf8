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
from pptx.util import Cm, Pt

from cityplans.publishing.briefing import native_chart, office
from cityplans.publishing.briefing.content import Briefing, Mark, Plots, Rich, Table
from cityplans.publishing.briefing.office import lines, words
from cityplans.publishing.charts.sheet import POINT
from cityplans.publishing.telling.palette import GREY, INK, LINE
from cityplans.publishing.telling.wording import pick

WIDTH, HEIGHT = 33.867, 19.05
LEFT, INNER = 1.5, 33.867 - 3.0
TITLE = (0.9, 1.9)  # top and height
BODY_TOP = 3.2
FINDINGS_ROOM = 11.0  # cm, the sources of the slide below
NOTES_BOTTOM, FOOTER_TOP = 17.75, 17.95
LEADING = 1.28
NOTE = 0.7  # cm of what is said below a table
SMALL = 9  # points; nothing on a slide is smaller
MOST_NOTE_LINES = 5  # of the sources of a slide
HEAD_FILL = "E7ECF0"
TITLE_LAYOUT = 5  # title only


def render(made: Briefing) -> bytes:
    """The bytes of the pptx; the same briefing gives the same bytes."""
    deck = Presentation()
    _wide(deck)
    slides = _Slides(deck, made)
    slides.findings()
    for row in made.plots[:1]:
        slides.plots(row)
    for table in made.tables:
        slides.table(table)
    for row in made.plots[1:]:
        slides.plots(row)
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


class _Slides:
    def __init__(self, deck, made: Briefing) -> None:
        self.deck, self.made = deck, made

    def _slide(self, title: str, marks: set[int]) -> tuple:
        """A slide with its title, its own sources and the footer; and the height left for the body."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[TITLE_LAYOUT])
        size = _fit([title], INNER, TITLE[1], (24, 22, 20, 18, 16, 14), True)
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = Cm(LEFT), Cm(TITLE[0]), Cm(INNER), Cm(TITLE[1])
        _frame(shape.text_frame, MSO_ANCHOR.MIDDLE)
        _write(shape.text_frame.paragraphs[0], (title,), size, INK, True)
        shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        left = self._notes(slide, marks)
        _box(slide, (LEFT, FOOTER_TOP, INNER - 1.5, 0.8), [(self.made.footer,)], SMALL, GREY)
        number = str(len(self.deck.slides))
        _box(slide, (LEFT + INNER - 1.5, FOOTER_TOP, 1.5, 0.8), [(number,)], SMALL, GREY, "right")
        return slide, left

    def _notes(self, slide, marks: set[int]) -> float:
        """The sources that the slide refers to, above the footer; the height left for the body."""
        if marks:
            text = _cited(self.made, sorted(marks))
            tall = _notes_height(text)
            _box(slide, (LEFT, NOTES_BOTTOM - tall, INNER, tall), [(text,)], SMALL, GREY)
        return self._room(marks)

    def _room(self, marks: set[int]) -> float:
        """The height left for the body of a slide with these sources."""
        notes = _notes_height(_cited(self.made, sorted(marks))) + 0.3 if marks else 0.0
        return NOTES_BOTTOM - notes - BODY_TOP

    def findings(self) -> None:
        """Three findings below the title; the others on slides of their own."""
        most = len(self.made.findings)
        leading = LEADING_FINDINGS + (most == LEADING_FINDINGS + 1)  # no slide for a single one
        first, rest = self.made.findings[:leading], self.made.findings[leading:]
        self._bullets(self.made.title, first, (20, 18, 17, 16, 15, 14))
        title = pick(self.made.lang, "其他发现", "Further findings")
        for part in _parts(rest, 14.0, FINDINGS_ROOM) if rest else ():
            self._bullets(title, part, (18, 17, 16, 15, 14, 13))

    def _bullets(self, title: str, texts: Sequence[Rich], sizes: Sequence[float]) -> None:
        slide, height = self._slide(title, _marks(texts))
        size = _fit([words(f) for f in texts], INNER - 0.8, height, sizes, gap=0.5)
        _box(slide, (LEFT, BODY_TOP, INNER, height), texts, size, INK, "bullets")

    def plots(self, row: Plots) -> None:
        """Charts side by side below the finding of the first; each but the first below its own."""
        slide, height = self._slide(row.plots[0].title, set())
        each = INNER / len(row.plots)
        for number, plot in enumerate(row.plots):
            left, top = LEFT + number * each, BODY_TOP
            head = [(plot.title,), (plot.note,)] if number else [(plot.note,)]
            key = native_chart.key(plot)
            head += [("   ".join(f"{sign} {name}" for sign, name, _ in key),)] * bool(key)
            tall = sum(lines(words(h), 12, each - 0.4) for h in head) * 12 * LEADING * POINT + 0.1
            told = _box(slide, (left, top, each - 0.4, tall), head, 12, INK if number else GREY)
            _key(told.text_frame.paragraphs[-1], key)
            box = (Cm(left), Cm(top + tall), Cm(each - 0.4), Cm(height - tall))
            native_chart.add(slide, plot, box, 12)

    def table(self, table: Table) -> None:
        """A native table, on as many slides as hold its rows in the smallest text."""
        parts = self._sheets(table)
        for number, part in enumerate(parts, 1):
            of_all = f" ({number}/{len(parts)})" if len(parts) > 1 else ""
            self._table(replace(part, title=part.title + of_all))

    def _sheets(self, table: Table) -> list[Table]:
        """The table on as few slides as hold it, in even parts where these fit; what is said below it stands
        below its end."""
        parts: list[tuple] = []
        rows: tuple[tuple[Rich, ...], ...] = ()
        for row in table.rows:
            if rows and not self._holds(replace(table, rows=(*rows, row))):
                parts.append(rows)
                rows = ()
            rows = (*rows, row)
        parts.append(rows)
        each = -(-len(table.rows) // len(parts)) or 1
        even = [table.rows[i : i + each] for i in range(0, len(table.rows), each)]
        if all(self._holds(replace(table, rows=own)) for own in even):
            parts = even or parts
        return [replace(table, rows=own, note="") for own in parts[:-1]] + [replace(table, rows=parts[-1])]

    def _holds(self, table: Table) -> bool:
        room = self._room(_marks([c for row in table.rows for c in row])) - NOTE * bool(table.note)
        return _table_height(table, SMALL) <= room

    def _table(self, table: Table) -> None:
        """Its size of text is the largest at which all rows fit."""
        slide, height = self._slide(table.title, _marks([c for row in table.rows for c in row]))
        room = height - NOTE * bool(table.note)
        size = next((s for s in (14, 13, 12, 11, 10) if _table_height(table, s) <= room), SMALL)
        count = len(table.rows) + 1
        shape = slide.shapes.add_table(
            count, len(table.heads), Cm(LEFT), Cm(BODY_TOP), Cm(INNER), Cm(_table_height(table, size))
        )
        shape._element.nvGraphicFramePr.cNvPr.set("descr", table.title)
        made = shape.table
        _plain_look(made)
        for column, share in zip(made.columns, table.widths, strict=True):
            column.width = Cm(INNER * share)
        for number, row in enumerate([tuple((h,) for h in table.heads), *table.rows]):
            made.rows[number].height = Cm(_row_height(table, row, size))
            for cell, text in zip(made.rows[number].cells, row, strict=True):
                _cell(cell, text, size, number == 0)
        if table.note:
            _box(slide, (LEFT, BODY_TOP + height - 0.6, INNER, 0.6), [(table.note,)], 10, GREY)

    def sources(self) -> None:
        """All sources by number, and how to read the figures."""
        listed = [(f"[{n}] {text}",) for n, text in enumerate(self.made.sources, start=1)]
        title = pick(self.made.lang, "来源与说明", "Sources and notes")
        for part in _parts([(n,) for n in self.made.notes] + listed, 9.0, NOTES_BOTTOM - BODY_TOP, 0.3):
            slide, height = self._slide(title, set())
            size = _fit([words(t) for t in part], INNER, height, (14, 13, 12, 11, 10, SMALL), gap=0.3)
            _box(slide, (LEFT, BODY_TOP, INNER, height), part, size, INK)


def _notes_height(text: str) -> float:
    return lines(text, SMALL, INNER) * SMALL * LEADING * POINT + 0.1


def _cited(made: Briefing, numbers: Sequence[int]) -> str:
    """Sources of a slide as fully as they fit; then by plan and heading; then the numbers of each plan.

    All are on the last slides in full, so a short form loses nothing.
    """
    full = "   ".join(f"[{n}] {made.sources[n - 1]}" for n in numbers)
    by_plan: dict[str, list[tuple[int, str]]] = {}
    for n in numbers:
        plan, heading = made.places[n - 1]
        by_plan.setdefault(plan, []).append((n, heading))
    comma = pick(made.lang, "，", ", ")
    headed = [
        f"{plan}{comma}" + " ".join(f"[{n}] “{h}”" if h else f"[{n}]" for n, h in found)
        for plan, found in by_plan.items()
    ]
    named = [f"{plan} " + "".join(f"[{n}]" for n, _ in found) for plan, found in by_plan.items()]
    end = pick(made.lang, "（全文见末页）", " (in full on the last slide)")
    forms = (full, "   ".join(headed) + end, "   ".join(named) + end)
    return next((f for f in forms if lines(f, SMALL, INNER) <= MOST_NOTE_LINES), forms[-1])


def _parts(texts: Sequence[Rich], least: float, room: float, gap: float = 0.5) -> list[list[Rich]]:
    """Texts split over as few slides as hold them at `least` points."""
    parts: list[list[Rich]] = [[]]
    used = 0.0
    for text in texts:
        tall = _height([words(text)], least, INNER - 0.8, gap)
        if parts[-1] and used + tall > room:
            parts.append([])
            used = 0.0
        parts[-1].append(text)
        used += tall
    return parts


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


def _frame(frame, anchor=MSO_ANCHOR.TOP) -> None:
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _box(slide, box, texts, size: float, colour: str, kind: str = ""):
    """Text in a box; `kind` may be bullets or right."""
    shape = slide.shapes.add_textbox(*(Cm(v) for v in box))
    _frame(shape.text_frame)
    for number, text in enumerate(texts):
        paragraph = shape.text_frame.paragraphs[0] if number == 0 else shape.text_frame.add_paragraph()
        if kind == "bullets":
            _bullet(paragraph)
            paragraph.space_after = Pt(size * 0.5)
        if kind == "right":
            paragraph._p.get_or_add_pPr().set("algn", "r")
        _write(paragraph, text, size, colour)
    return shape


def _key(paragraph, key: Sequence[native_chart.Key]) -> None:
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
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(int(Cm(0.7))))
    properties.set("indent", str(-int(Cm(0.7))))
    bullet = properties.makeelement(qn("a:buChar"), {"char": "•"})
    properties.append(bullet)


def _write(paragraph, text: Rich, size: float, colour: str, bold: bool = False) -> None:
    """Runs of a paragraph; numbers of sources raised and in brackets, as slides have no footnotes."""
    for part in text:
        run = paragraph.add_run()
        run.text = f"[{part.number}]" if isinstance(part, Mark) else part
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
        if isinstance(part, Mark):
            run.font._element.set("baseline", "30000")


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
    _write(cell.text_frame.paragraphs[0], text, size, INK, is_head)
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


def _row_height(table: Table, row: Sequence[Rich], size: float) -> float:
    tallest = max(
        lines(words(cell) + "[]", size, INNER * share - 0.35)
        for cell, share in zip(row, table.widths, strict=True)
    )
    return tallest * size * LEADING * POINT + 0.2


def _table_height(table: Table, size: float) -> float:
    rows = [tuple((h,) for h in table.heads), *table.rows]
    return sum(_row_height(table, row, size) for row in rows)
