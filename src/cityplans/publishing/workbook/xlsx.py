"""The xlsx file itself: sheets of one table each, with formats, widths, links and fixed timestamps."""

from __future__ import annotations

import datetime
import math
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NamedTuple

import xlsxwriter

from cityplans.extraction.correctable import as_text
from cityplans.publishing.telling.text import cell_text, columns_of, lines_of, looks_like_formula, sheet_name
from cityplans.publishing.telling.wording import pick

MOST_ROWS = 50_000  # a sheet holds 65,530 links, and a workbook should open on a laptop
HEAD = 3  # row (from 0) of the table's header: title, note and the way back stand above
NARROW, WIDE = 8, 60
PAGE, SCALE = 170, 70  # width of columns that a landscape page holds at this percentage: letters of 7 points
NAMES, NAMES_WIDE = 3, 80  # leading columns that further pages repeat, at most so many and so wide
NUMBER_FORMATS = {"number": "#,##0.####", "share": "0.0%", "integer": "#,##0", "year": "0", "plain": "0"}
RIGHT = {"align": "right", "indent": 1}
FONT = {"zh": "Microsoft YaHei", "en": "Arial"}
FIXED = datetime.datetime(2000, 1, 1)  # the file says nothing of when it was made; the cover says of what
HEADER, HEADER_EDITABLE, RULE, FAINT, INK, ACCENT = (
    "#D9E1E8",
    "#FCE8C8",
    "#BFC7CF",
    "#6B7680",
    "#1F2A33",
    "#9C2F0E",
)


class Link(NamedTuple):
    """A jump inside the workbook."""

    sheet: str
    row: int  # from 0
    text: str


class Rich(NamedTuple):
    """Text with stretches marked: (text, mark), mark one of "", "quote", "value"."""

    runs: tuple[tuple[str, str], ...]


class Figure(NamedTuple):
    """A number that is shown with its bounds: the number format carries comparator and strength."""

    value: float
    format: str


class Col(NamedTuple):
    """A column of a sheet: key in the rows, header, kind of cell, and whether a person may edit it."""

    key: str
    head: str
    kind: str = "text"
    editable: bool = False
    width: float = 0
    wrap: bool = False


@dataclass
class Sheet:
    """One table on one sheet."""

    key: str
    title: str
    table: str
    columns: Sequence[Col]
    rows: Sequence[Mapping]
    note: str = ""
    after: Callable | None = None  # (book, worksheet, sheet) once the table stands
    hidden: bool = False
    names: int = NAMES  # leading columns that name a row, on each page of a print
    printed: int = 0  # so many columns from the first are printed; all where it is 0
    name: str = field(default="")

    @property
    def last_row(self) -> int:
        return HEAD + max(len(self.rows), 1)

    def column(self, key: str) -> int:
        return next(i for i, c in enumerate(self.columns) if c.key == key)


class Book:
    """An open workbook: formats made once, sheets written through `write`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.buffer = BytesIO()
        self.book = xlsxwriter.Workbook(
            self.buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": False,
            },
        )
        self.book.set_properties({"created": FIXED, "author": "cityplans"})
        self.book.formats[0].set_font_name(FONT[lang])
        self.book.formats[0].set_font_size(10)
        self._formats: dict[tuple, Any] = {}
        self._taken: set[str] = set()
        self.digests: dict[str, list[str]] = {}  # of each row written, by sheet

    def format(self, **properties):
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": FONT[self.lang], "font_size": 10, "font_color": INK, "valign": "top"}
            self._formats[key] = self.book.add_format(base | properties)
        return self._formats[key]

    def add(self, sheet: Sheet) -> None:
        """Reserve the sheet's place and name, so that links to it can be written before it is."""
        sheet.name = sheet_name(sheet.name or sheet.title, self._taken)
        self.book.add_worksheet(sheet.name)

    def worksheet(self, name: str):
        return self.book.get_worksheet_by_name(name)

    def close(self) -> bytes:
        self.book.close()
        return self.buffer.getvalue()

    def put(self, sheet, row: int, column: int, value, kind: str = "text", **look) -> None:
        """One cell; text stays text whatever it begins with, missing stays empty."""
        if value is None or value == "" or value != value:
            if look:
                sheet.write_blank(row, column, None, self.format(**look))
        elif isinstance(value, Link):
            self._link(sheet, row, column, value, look)
        elif isinstance(value, Rich):
            self._rich(sheet, row, column, value, look)
        elif isinstance(value, Figure):
            sheet.write_number(
                row, column, value.value, self.format(num_format=value.format, **RIGHT, **look)
            )
        elif isinstance(value, bool):
            sheet.write_string(row, column, yes_no(value, self.lang), self.format(**look))
        elif isinstance(value, (int, float)) and math.isfinite(value):
            sheet.write_number(
                row,
                column,
                value,
                self.format(num_format=NUMBER_FORMATS.get(kind, "General"), **RIGHT, **look),
            )
        else:
            self.text(sheet, row, column, str(value), look)

    def text(self, sheet, row: int, column: int, text: str, look: Mapping) -> None:
        shown = cell_text(text, self.lang)
        if looks_like_formula(shown):
            look = {**look, "quote_prefix": True}
        if shown.startswith("<r>") and shown.endswith(
            "</r>"
        ):  # the writer would take it for markup of its own
            plain = self.format()
            sheet.write_rich_string(row, column, plain, shown[0], plain, shown[1:], self.format(**look))
            return
        sheet.write_string(row, column, shown, self.format(**look))

    def _link(self, sheet, row: int, column: int, link: Link, look: Mapping) -> None:
        place = "internal:'{}'!A{}".format(link.sheet.replace("'", "''"), link.row + 1)
        sheet.write_url(row, column, place, self.format(font_color="#1F4E8C", underline=1, **look), link.text)

    def _rich(self, sheet, row: int, column: int, rich: Rich, look: Mapping) -> None:
        marks = {
            "": self.format(),
            "quote": self.format(bold=True),
            "value": self.format(bold=True, underline=1, font_color=ACCENT),
        }
        runs = [(cell_text(t), m) for t, m in rich.runs if t]
        whole = "".join(t for t, _ in runs)
        if len(runs) < 2 or len(cell_text(whole)) != len(whole):
            self.text(
                sheet, row, column, whole, {**look, "bold": True} if len(runs) == 1 and runs[0][1] else look
            )
            return
        if looks_like_formula(whole):
            look = {**look, "quote_prefix": True}
        sheet.write_rich_string(
            row, column, *(x for t, m in runs for x in (marks[m], t)), self.format(**look)
        )

    def write(self, sheet: Sheet, back: Link | None = None) -> None:
        """Title, note, way back, table with header, widths and frozen header."""
        page = self.worksheet(sheet.name)
        page.hide_gridlines(2)
        page.set_row(0, 22)
        self.put(page, 0, 0, sheet.title, bold=True, font_size=14)
        self.put(page, 1, 0, sheet.note, font_color=FAINT)
        if back:
            self.put(page, 2, 0, back)
        rows = sheet.rows or [{sheet.columns[0].key: pick(self.lang, "（无）", "(none)")}]
        widths = [self._width(c, rows) for c in sheet.columns]
        for number, row in enumerate(rows):
            self._row(page, HEAD + 1 + number, sheet.columns, row, widths)
            cells = (read_back(row.get(column.key), self.lang) for column in sheet.columns)
            self.digests.setdefault(sheet.name, []).append(digest(cells))
        self._table(page, sheet, HEAD + len(rows))
        for index, width in enumerate(widths):
            page.set_column(index, index, width, self.format())
        page.set_row(
            HEAD, 15 * max(lines_of(c.head, w - 3) for c, w in zip(sheet.columns, widths, strict=True)) + 4
        )
        page.freeze_panes(HEAD + 1, 0)
        self._print(page, widths, sheet)
        if sheet.after:
            sheet.after(self, page, sheet)
        if sheet.hidden:
            page.hide()

    def _row(self, page, number: int, columns: Sequence[Col], row: Mapping, widths: Sequence[float]) -> None:
        height = 1
        for index, column in enumerate(columns):
            value = row.get(column.key)
            look = {"bottom": 4, "bottom_color": RULE}
            if column.kind == "number" and isinstance(value, str):
                look |= RIGHT
            if column.wrap:
                look["text_wrap"] = True
                height = max(height, min(lines_of(shown(value), widths[index]), 24))
            self.put(page, number, index, value, column.kind, **look)
        if height > 1:
            page.set_row(number, 15 * height)

    def _table(self, page, sheet: Sheet, last: int) -> None:
        heads = []
        for column in sheet.columns:
            look = RIGHT if column.kind in (*NUMBER_FORMATS, "number") else {}
            colour = HEADER_EDITABLE if column.editable else HEADER
            style = self.format(
                bold=True,
                bg_color=colour,
                text_wrap=True,
                valign="vcenter",
                bottom=1,
                border_color=RULE,
                **look,
            )
            heads.append({"header": column.head, "header_format": style})
        page.add_table(
            HEAD,
            0,
            last,
            len(sheet.columns) - 1,
            {"name": sheet.table, "columns": heads, "style": "Table Style Light 1", "banded_rows": False},
        )

    def _print(self, page, widths: Sequence[float], sheet: Sheet) -> None:
        on_a4(page, sheet.title)
        page.set_margins(left=0.4, right=0.4)
        page.repeat_rows(HEAD)
        if sheet.printed:
            widths = widths[: sheet.printed]
            page.print_area(0, 0, sheet.last_row, sheet.printed - 1)
        if sum(widths) <= PAGE:
            page.fit_to_pages(1, 0)
            return
        named = _naming(widths, sheet.names)
        page.set_print_scale(SCALE)
        page.repeat_columns(0, named - 1)
        page.set_v_pagebreaks(page_breaks(widths, named))
        page.print_across()  # the pages of the same rows follow one another

    def _width(self, column: Col, rows: Sequence[Mapping]) -> float:
        if column.width:
            return column.width
        head = max((columns_of(w) for w in column.head.split()), default=0) + 4
        measured = rows if column.kind in NUMBER_FORMATS else rows[:500]  # a number that does not fit is ####
        seen = max((columns_of(shown(r.get(column.key))) for r in measured), default=0) + 2
        return float(min(max(NARROW, min(head, 18), seen + (column.kind in NUMBER_FORMATS)), WIDE))


def on_a4(page, name: str) -> None:
    """Landscape, with the sheet's name and the page's number at the foot."""
    page.set_landscape()
    page.set_paper(9)
    page.set_footer(f"&L{name.replace('&', '&&')}&R&P / &N")


def _naming(widths: Sequence[float], most: int) -> int:
    """How many leading columns further pages repeat."""
    return max(1, sum(sum(widths[: i + 1]) <= NAMES_WIDE for i in range(most)))


def page_breaks(widths: Sequence[float], named: int) -> list[int]:
    """Before which columns a page ends, as few pages as it takes; each later one repeats the first `named`.

    >>> page_breaks([30, 50, 80, 50, 80, 60], 1)
    [3, 5]
    """
    breaks, used = [], 0.0
    for index, width in enumerate(widths):
        if used + width > PAGE:
            breaks.append(index)
            used = sum(widths[:named])
        used += width
    return breaks


def read_back(value, lang: str) -> str:
    """What stands in a cell, as text: as `edits.text_of` gives it once the file is opened again."""
    if value is None or value != value:
        return ""
    if isinstance(value, Link):
        return value.text.strip()
    if isinstance(value, Rich):
        return cell_text("".join(cell_text(t) for t, _ in value.runs)).strip()
    if isinstance(value, Figure):
        return as_text(value.value)
    if isinstance(value, bool):
        return yes_no(value, lang)
    return as_text(value) if isinstance(value, (int, float)) else cell_text(str(value), lang).strip()


def digest(cells: Iterable[str]) -> str:
    """Of the text of some cells."""
    return f"{zlib.crc32(chr(31).join(cells).encode('utf-8', 'replace')):08x}"


def yes_no(value: bool, lang: str) -> str:
    return pick(lang, "是" if value else "否", "yes" if value else "no")


def shown(value) -> str:
    """About what a cell shows, for its width."""
    if value is None or value != value:
        return ""
    if isinstance(value, Link):
        return value.text
    if isinstance(value, Rich):
        return "".join(t for t, _ in value.runs)
    if isinstance(value, Figure):
        return f"{value.value:.6g}" + value.format.split(";")[0].replace('"', "")
    if isinstance(value, bool):
        return "是"
    if isinstance(value, float):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) else str(value)
