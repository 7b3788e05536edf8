"""Native charts: bars that Word and PowerPoint edit, with their figures in an embedded workbook.

A label is the number format of its own bar (`"≥ "0.0`), so that it follows when someone edits the figure; a
label that is not the bare figure with words around it (1.5万, a range) is text.
"""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import NamedTuple, cast

import xlsxwriter
from lxml import etree
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.parts.chart import ChartPart
from pptx.util import Emu, Pt

from cityplans.publishing.briefing.content import Plot, Point
from cityplans.publishing.charts.style import of_years, text_on
from cityplans.publishing.telling.palette import BLUE, GREEN, INK, LINE, ORANGE, VERMILION
from cityplans.publishing.telling.text import columns_of

FIXED = datetime(2000, 1, 1)  # files say nothing of when they were made
REFERENCE, PLAIN_GREY = "#8C8C8C", "#BBBBBB"
SIDE_BY_SIDE = (BLUE, VERMILION, GREEN, ORANGE)
ENOUGH = 10  # bars that fill a chart
STACKED = (BLUE, GREEN, PLAIN_GREY, ORANGE)  # hard, both, neither, soft
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def add(slide, plot: Plot, box: tuple[int, int, int, int], points: float) -> Chart:
    """A native chart on a slide; `box` is left, top, width, height in EMU, `points` the size of its text."""
    kind = XL_CHART_TYPE.BAR_STACKED_100 if plot.stacked else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, *(Emu(int(side)) for side in box), _data(plot))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", f"{plot.title} ({plot.note})")
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(plot))
    chart.font.size = Pt(points)
    chart.font.color.rgb = _colour(INK)
    chart.has_title = False
    chart.has_legend = False  # programs turn its order about: `key` is said in words
    _axes(chart, plot, points * 12_700 / box[2])
    _bars(chart, plot, points)
    _no_frame(chart)
    return chart


class Key(NamedTuple):
    """A sign in the look of a series' bars, its name, and its colour."""

    sign: str
    name: str
    colour: str


def key(plot: Plot) -> list[Key]:
    """What the colours mean, in the order of the bars; nothing for a single series."""
    made = []
    for series, colour in zip(plot.series, _hues(plot), strict=True):
        points = [p for p in series.points if p.value is not None]
        hollow = bool(points) and all(p.hollow for p in points)
        made.append(Key("□" if hollow else "■", series.name, colour))
    return made if len(made) > 1 else []


def _hues(plot: Plot) -> list[str]:
    """The colour of each series; a year has the one that it has in every chart."""
    names = [series.name for series in plot.series]
    if not plot.stacked and all(re.fullmatch(r"\d{4}", name) for name in names):
        looks = of_years(map(int, names))
        return [looks[int(name)][0] for name in names]
    hues = list(STACKED if plot.stacked else SIDE_BY_SIDE)
    return [REFERENCE if series.is_reference else hues.pop(0) for series in plot.series]


def as_parts(plot: Plot, width: int, height: int, points: float) -> tuple[bytes, bytes]:
    """The chart's XML and its workbook, for a Word file; the XML refers to the workbook by its first link."""
    deck = Presentation()
    chart = add(deck.slides.add_slide(deck.slide_layouts[6]), plot, (0, 0, width, height), points)
    link = chart._chartSpace.find(qn("c:externalData"))
    link.set(qn("r:id"), "rId1")
    part = cast(ChartPart, chart.part)
    return part.blob, part.chart_workbook.xlsx_part.blob


def _data(plot: Plot) -> CategoryChartData:
    data = CategoryChartData()
    data.categories = list(plot.categories)
    for series in plot.series:
        data.add_series(series.name, [p.value for p in series.points])
    return data


def _workbook(plot: Plot) -> bytes:
    """What “Edit data” opens: categories below A1, a series a column; text is never a formula or a link."""
    out = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, plain)
    book.set_properties({"created": FIXED})
    sheet = book.add_worksheet("Sheet1")
    sheet.set_column(0, 0, 30)
    for row, name in enumerate(plot.categories, start=1):
        sheet.write_string(row, 0, name)
    for column, series in enumerate(plot.series, start=1):
        sheet.write_string(0, column, series.name)
        for row, point in enumerate(series.points, start=1):
            if point.value is not None:
                sheet.write_number(row, column, point.value)
    book.close()
    return out.getvalue()


def _axes(chart: Chart, plot: Plot, crowd: float) -> None:
    """First category on top; the figures stand at the bars, so their axis is left out."""
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = _colour(LINE)
    names.has_major_gridlines = False
    every = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')  # no name left out, however low the chart
    names._element.find(qn("c:noMultiLvlLbl")).addprevious(every)
    values.has_major_gridlines = False
    values.visible = False
    found = [p.value for s in plot.series for p in s.points if p.value is not None]
    if plot.stacked:
        values.minimum_scale, values.maximum_scale = 0, 1
    elif found and any(found):
        longest = max(columns_of(p.label) for s in plot.series for p in s.points)
        room = (max([*found, 0]) - min([*found, 0])) * (0.12 + crowd * longest)  # for the labels
        values.minimum_scale = float(f"{min(found) - room:.3g}") if min(found) < 0 else 0
        values.maximum_scale = float(f"{max(found) + room:.3g}") if max(found) > 0 else 0


def _bars(chart: Chart, plot: Plot, points: float) -> None:
    shape = chart.plots[0]
    few = 0 if plot.stacked else max(0, ENOUGH - bars_of(plot))  # few bars are no slabs
    in_groups = not plot.stacked and not is_one_by_one(plot)
    shape.gap_width = min(200, 130 + 20 * few) if in_groups else min(500, 60 + 60 * few)
    shape.overlap = -5 if in_groups else 100
    for drawn, series, colour in zip(shape.series, plot.series, _hues(plot), strict=True):
        drawn.invert_if_negative = False
        _fill(drawn.format, colour)
        for index, point in enumerate(series.points):
            _point(drawn.points[index], point, colour, plot.stacked, points)


def is_one_by_one(plot: Plot) -> bool:
    """Whether no category has bars of several series: each then stands at the middle of its name."""
    return all(
        sum(series.points[i].value is not None for series in plot.series) <= 1
        for i in range(len(plot.categories))
    )


def bars_of(plot: Plot) -> int:
    """Bars one below the other."""
    alone = plot.stacked or is_one_by_one(plot)
    return len(plot.categories) * (1 if alone else len(plot.series))


def _point(drawn, point: Point, colour: str, stacked: bool, points: float) -> None:
    if point.value is None:
        return
    if point.hollow or point.faint:
        _look(drawn.format, point, colour)
    if not (stacked and point.value == 0):
        ink = "#FFFFFF" if stacked and text_on(colour) == "white" else INK
        _label(drawn.data_label, point, stacked, points, ink)


def _look(shape, point: Point, colour: str) -> None:
    """Pale where a figure is approximate or an aim, hollow where it is a draft's, else full."""
    tone = _paler(colour) if point.faint else colour
    _fill(shape, "#FFFFFF" if point.hollow else tone)
    if point.hollow:
        shape.line.color.rgb = _colour(tone)
        shape.line.width = Pt(1.25)


def _label(label, point: Point, stacked: bool, points: float, colour: str) -> None:
    """The words at a bar: as its number format where the figure stands in them, else as text."""
    pattern = number_format(point)
    if pattern is None:
        label.text_frame.text = point.label
        label.text_frame.paragraphs[0].runs[0].font.size = Pt(points)
        label.text_frame.paragraphs[0].runs[0].font.color.rgb = _colour(colour)
    else:
        element = label._get_or_add_dLbl()
        numbers = etree.Element(qn("c:numFmt"), formatCode=pattern, sourceLinked="0")
        element.insert(1, numbers)  # after c:idx, where the schema wants it
        label.font.size, label.font.color.rgb = Pt(points), _colour(colour)
    label.position = XL_LABEL_POSITION.CENTER if stacked else XL_LABEL_POSITION.OUTSIDE_END


def number_format(point: Point) -> str | None:
    """`"力争≥ "0.0` for the figure 3.2 and the words 力争≥ 3.2; None where the words do not hold it."""
    found = NUMBER.search(point.label)
    if found is None or point.value is None or point.value < 0 or '"' in point.label:
        return None
    digits = found.group()
    decimals = len(digits.partition(".")[2])
    if f"{point.value:.{decimals}f}" != digits.replace(",", ""):
        return None
    before, after = point.label[: found.start()], point.label[found.end() :]
    code = ("#,##0" if "," in digits else "0") + ("." + "0" * decimals if decimals else "")
    return (f'"{before}"' if before else "") + code + (f'"{after}"' if after else "")


def _no_frame(chart: Chart) -> None:
    """No line around the chart; Word and PowerPoint draw one otherwise."""
    space = chart._chartSpace
    shape = parse_xml(f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
    space.find(qn("c:chart")).addnext(shape)


def _fill(shape, colour: str) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = _colour(colour)


def _paler(colour: str) -> str:
    """Half way to white."""
    return "#" + "".join(f"{(int(colour[i : i + 2], 16) + 255) // 2:02X}" for i in (1, 3, 5))


def _colour(text: str) -> RGBColor:
    return RGBColor.from_string(text.lstrip("#").upper())
