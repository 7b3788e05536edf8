"""Excel files (.xlsx, .xls, .et, XML of 2003) and Parquet files → their sheets as CSV."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cityplans.reading.files.unreadable import Unreadable
from cityplans.reading.table_heads import is_unit

if TYPE_CHECKING:
    from cityplans.reading.files.limits import Limits

XML_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
SS = f"{{{XML_2003}}}"
PERCENT = re.compile(r"0(\.0+)?%")
DEEPEST = 1000  # rows over which a unit may be merged
EMPTY_ROWS = 1000  # of which many sheets hold a million
UNNAMED = re.compile(r"(?:sheet|工作表|表|page)?\s*\d*", re.I)


class Sheet(NamedTuple):
    """A sheet as CSV; `name` is empty where it says nothing (Sheet1)."""

    name: str
    text: str


def workbook_sheets(data: bytes, limits: Limits) -> list[Sheet]:
    """The sheets a reader sees of an .xlsx file; hidden sheets, rows and columns are left out."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=len(data) > 5_000_000)
        seen = [s for s in book.worksheets if s.sheet_state == "visible"]
        return _sheets(((sheet.title, _rows(sheet)) for sheet in seen), limits)
    except Unreadable:
        raise
    except Exception:  # openpyxl, zipfile and the XML parser raise many kinds on damaged files
        raise _damaged("is a damaged Excel file") from None


def old_sheets(data: bytes, limits: Limits) -> list[Sheet]:
    """The sheets of an old .xls (or .et) file."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        seen = [s for s in book.sheets() if s.visibility == 0]
        return _sheets(((s.name, _old_rows(book, s)) for s in seen), limits)
    except Unreadable:
        raise
    except xlrd.XLRDError as error:
        if "ncrypted" in str(error):
            raise Unreadable(
                "encrypted", "is protected by a password: save it without password and add that"
            ) from None
        raise _damaged("is a damaged old Excel file") from None
    except Exception:  # xlrd raises many kinds on damaged files
        raise _damaged("is a damaged old Excel file") from None


def xml_sheets(text: str, limits: Limits) -> list[Sheet]:
    """The sheets of an Excel file saved as XML (2003)."""
    from lxml import etree

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
        root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode(), parser)
    except etree.XMLSyntaxError:
        raise _damaged("is a damaged Excel file (XML)") from None
    tables = [] if root is None else list(root.iter(SS + "Worksheet"))
    return _sheets(((t.get(SS + "Name") or "", _xml_rows(t)) for t in tables), limits)


def parquet_sheet(data: bytes, limits: Limits) -> list[Sheet]:
    """The one table of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        return _sheets([("", _batches(file))], limits)
    except (pa.ArrowException, OSError):
        raise Unreadable("unreadable", "is a damaged Parquet file: fetch or write it again") from None


def _batches(file) -> Iterator[Sequence[object]]:
    yield file.schema_arrow.names
    for batch in file.iter_batches(batch_size=256):
        yield from zip(*(column.to_pylist() for column in batch.columns))


def _damaged(what: str) -> Unreadable:
    return Unreadable("unreadable", f"{what}: open it in Excel or WPS, save it again and add that")


def _sheets(tables: Iterable[tuple[str, Iterable[Sequence[object]]]], limits: Limits) -> list[Sheet]:
    made = [Sheet(_name(title), _csv(rows, limits)) for title, rows in tables]
    return [sheet for sheet in made if sheet.text.strip()]


def _name(title: str) -> str:
    return "" if UNNAMED.fullmatch(title.strip()) else title.strip()


def _csv(rows: Iterable[Sequence[object]], limits: Limits) -> str:
    """Rows as CSV with all their cells; empty rows are left out, and what follows a thousand of them."""
    out, empty = io.StringIO(), 0
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        said = [shown(value) for value in row]
        if not any(said):
            empty += 1
            if empty > EMPTY_ROWS:
                break
            continue
        empty = 0
        writer.writerow(said)
        if out.tell() > 10 * limits.characters:
            raise Unreadable("too_large", "holds more text than can be read at once: split it")
    return out.getvalue()


def shown(value: object) -> str:
    """A value as a cell shows it: whole numbers without point, days as 2021-07-16.

    >>> [shown(v) for v in (1200.0, 2.5, None, "  家 ", 0.1 + 0.2)]
    ['1200', '2.5', '', '家', '0.3']
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return format(value, ".12g") if abs(value) < 1e12 else str(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value).strip().replace("\0", "")


def _rows(sheet) -> Iterator[list[object]]:
    is_lazy = not hasattr(sheet, "row_dimensions")
    hidden = set() if is_lazy else {k for k, d in sheet.column_dimensions.items() if d.hidden}
    units = {} if is_lazy else _merged_units(sheet)
    for number, row in enumerate(sheet.iter_rows(), 1):
        if not is_lazy and sheet.row_dimensions[number].hidden:
            continue
        seen = [c for c in row if getattr(c, "column_letter", "") not in hidden]
        yield [units.get((c.row, c.column), "") if c.value is None and units else _cell(c) for c in seen]


def _merged_units(sheet) -> dict[tuple[int, int], str]:
    """The units that are merged over rows, for each row but the first."""
    found: dict[tuple[int, int], str] = {}
    for area in sheet.merged_cells.ranges:
        unit = shown(sheet.cell(area.min_row, area.min_col).value)
        if area.min_col == area.max_col and area.max_row > area.min_row and is_unit(unit):
            below = range(area.min_row + 1, min(area.max_row, area.min_row + DEEPEST) + 1)
            found |= {(row, area.min_col): unit for row in below}
    return found


def _cell(cell) -> object:
    value = cell.value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return _percent(value, cell.number_format) if is_number else value


def _percent(value: float, format_: str) -> object:
    """0.032 in a cell of percents is what the reader sees as 3.2%."""
    return f"{shown(value * 100)}%" if PERCENT.search(format_ or "") else value


def _old_rows(book, sheet) -> Iterator[list[object]]:
    import xlrd

    for number in range(sheet.nrows):
        row: list[object] = []
        for cell in sheet.row(number):
            value = cell.value
            if cell.ctype == xlrd.XL_CELL_DATE:
                value = xlrd.xldate_as_datetime(value, book.datemode)
            elif cell.ctype == xlrd.XL_CELL_NUMBER and cell.xf_index is not None:
                key = book.xf_list[cell.xf_index].format_key
                value = _percent(value, book.format_map[key].format_str)
            row.append(value)
        yield row


def _xml_rows(table) -> Iterator[list[object]]:
    for row in table.iter(SS + "Row"):
        cells: list[object] = []
        for cell in row.iter(SS + "Cell"):
            place = cell.get(SS + "Index") or ""
            if place.isdigit() and len(cells) < int(place) - 1 < 1000:
                cells += [""] * (int(place) - 1 - len(cells))
            data = cell.find(SS + "Data")
            cells.append("".join(data.itertext()) if data is not None else "")
        yield cells
