"""A unit merged over rows holds for each of them, in every format; an empty cell of its own says none."""

from __future__ import annotations

import io
import itertools

import docx
import openpyxl
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from cityplans.publishing import fonts
from cityplans.reading.files.formats import read_file

FONT = next(__import__("pathlib").Path(fonts.__path__[0]).glob("*-Regular.ttf"))
pdfmetrics.registerFont(TTFont("Sans", str(FONT)))
ROWS = [
    ["指标", "单位", "2020年", "2025年"],
    ["渔港泊位", "个", "12", "20"],
    ["渔村民宿", "", "30", "45"],
    ["海洋景气指数", "", "100", "108"],
    ["海藻产量", "万吨", "3", "5"],
    ["贝类产量", "", "2", "4"],
    ["鱼糜产量", "", "1", "3"],
]
MERGED = ((1, 2), (4, 6))  # first and last row of each merged cell of the second column
UNITS = ["单位", "个", "个", "", "万吨", "万吨", "万吨"]


def as_docx() -> bytes:
    document = docx.Document()
    table = document.add_table(rows=len(ROWS), cols=4)
    for i, row in enumerate(ROWS):
        for j, cell in enumerate(row):
            table.cell(i, j).text = cell
    for first, last in MERGED:
        table.cell(first, 1).merge(table.cell(last, 1))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append([cell or None for cell in row])
    for first, last in MERGED:
        book.active.merge_cells(start_row=first + 1, end_row=last + 1, start_column=2, end_column=2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_html() -> bytes:
    spans = {first: last - first + 1 for first, last in MERGED}
    inside = {row for first, last in MERGED for row in range(first + 1, last + 1)}
    lines = []
    for i, row in enumerate(ROWS):
        cells = [f'<td rowspan="{spans.get(i, 1) if j == 1 else 1}">{c}</td>' for j, c in enumerate(row)]
        lines.append(f"<tr>{''.join(c for j, c in enumerate(cells) if not (j == 1 and i in inside))}</tr>")
    return f"<html><body><table>{''.join(lines)}</table></body></html>".encode()


def as_pdf() -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4, invariant=1)
    page.setFont("Sans", 10)
    xs, ys = [72, 200, 260, 330, 400], [700 - 20 * i for i in range(len(ROWS) + 1)]
    for x in xs:
        page.line(x, ys[0], x, ys[-1])
    within = {ys[row] for first, last in MERGED for row in range(first + 1, last + 1)}
    for y in ys:
        for left, right in itertools.pairwise(xs):
            if not (left == xs[1] and y in within):
                page.line(left, y, right, y)
    for i, row in enumerate(ROWS):
        for j, cell in enumerate(row):
            last = next((b for a, b in MERGED if a == i and j == 1), i)
            page.drawString(xs[j] + 4, (ys[i] + ys[last + 1]) / 2 - 4, cell)
    page.save()
    return out.getvalue()


@pytest.mark.parametrize("made", [as_docx, as_xlsx, as_html, as_pdf])
def test_a_unit_merged_over_rows_holds_for_each(made, tmp_path):
    path = tmp_path / "plan.bin"
    path.write_bytes(made())
    (decoded,), _ = read_file(path, path.name)
    rows = [line.split("\t") for line in decoded.mapped.text.splitlines() if "\t" in line]
    assert rows == [[name, unit, *values] for (name, _, *values), unit in zip(ROWS, UNITS)]
