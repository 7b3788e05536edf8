"""Sheets as a reader sees them: hidden ones left out, percents as printed, empty rows gone."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from cityplans.reading.files import spreadsheets
from cityplans.reading.files.limits import Limits
from cityplans.reading.files.unreadable import Unreadable

LIMITS = Limits()


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheets(book, limits: Limits = LIMITS) -> list[tuple[str, str]]:
    return [tuple(s) for s in spreadsheets.workbook_sheets(saved(book), limits)]


@pytest.fixture
def book():
    return openpyxl.Workbook()


def test_values_as_they_are_shown(book):
    book.active.append(["占比", 0.032, 1200.0, 2.5, datetime.datetime(2021, 7, 16), True])
    book.active["B1"].number_format = "0.0%"
    book.active["C1"].number_format = '0"%"'  # a sign that is printed, no per cent
    assert sheets(book) == [("", "占比,3.2%,1200,2.5,2021-07-16,True\n")]


def test_what_is_hidden_is_left_out(book):
    book.active.title = "主要指标"
    for row in (["甲", "乙", "丙"], ["丁", "戊", "己"], ["庚", "辛", "壬"]):
        book.active.append(row)
    book.active.column_dimensions["B"].hidden = True
    book.active.row_dimensions[2].hidden = True
    other = book.create_sheet("别的")
    other.append(["甲"])
    other.sheet_state = "hidden"
    book.create_sheet("空的")
    assert sheets(book) == [("主要指标", "甲,丙\n庚,壬\n")]


@pytest.mark.parametrize(
    ("name", "shown"), [("Sheet1", ""), ("工作表 2", ""), ("表", ""), ("表一", "表一"), ("Page3", "")]
)
def test_names_that_say_nothing(book, name, shown):
    book.active.title = name
    book.active.append(["甲"])
    assert sheets(book) == [(shown, "甲\n")]


@pytest.mark.parametrize(("empty", "text"), [(1000, "甲\n乙\n"), (1001, "甲\n")])
def test_what_follows_a_thousand_empty_rows_is_left_out(book, empty, text):
    book.active.cell(1, 1, "甲")
    book.active.cell(empty + 2, 1, "乙")
    assert sheets(book) == [("", text)]


def test_too_much_text(book):
    book.active.append(["文" * 100])
    assert sheets(book, LIMITS._replace(characters=11)) == [("", "文" * 100 + "\n")]
    with pytest.raises(Unreadable, match="split it") as raised:
        sheets(book, LIMITS._replace(characters=10))
    assert raised.value.code == "too_large"


XML = """<?xml version="1.0" encoding="gb2312"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="指标"><Table>
<Row><Cell><Data>企业</Data></Cell><Cell ss:Index="4"><Data><b>5</b>家</Data></Cell><Cell/></Row>
</Table></Worksheet></Workbook>"""


def test_a_file_of_2003():
    assert spreadsheets.xml_sheets(XML, LIMITS) == [("指标", "企业,,,5家,\n")]


def test_a_parquet_file():
    out = io.BytesIO()
    parquet.write_table(pa.table({"指标": ["企业", None], "2025年": [5.0, 2.5]}), out)
    assert spreadsheets.parquet_sheet(out.getvalue(), LIMITS) == [("", "指标,2025年\n企业,5\n,2.5\n")]


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (
            spreadsheets.workbook_sheets,
            "is a damaged Excel file: open it in Excel or WPS, save it again and add that",
        ),
        (
            spreadsheets.old_sheets,
            "is a damaged old Excel file: open it in Excel or WPS, save it again and add that",
        ),
        (spreadsheets.parquet_sheet, "is a damaged Parquet file: fetch or write it again"),
    ],
)
def test_damaged_files(read, said):
    with pytest.raises(Unreadable) as raised:
        read(b"PK\x03\x04 broken", LIMITS)
    assert (str(raised.value), raised.value.code) == (said, "unreadable")
