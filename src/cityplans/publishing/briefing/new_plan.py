"""One page on a plan that came in: first years, own earlier aims, extremes, what is dropped or borrowed."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from cityplans.publishing.telling import wording
from cityplans.publishing.telling.changes import Told, leading, line
from cityplans.publishing.telling.wording import pick

MOST_ROWS, MOST_NAMED, MOST_POINTS = 10, 12, 4  # what a page holds
FIXED = datetime.datetime(2000, 1, 1)
EAST_ASIAN, LATIN = "Microsoft YaHei", "Arial"
INK, FAINT = RGBColor(0x1F, 0x2A, 0x33), RGBColor(0x6B, 0x76, 0x80)
ARROWS = {"higher": "↑", "lower": "↓", "equal": "=", "unordered": "?"}


def page(told: Told, plan_id: str, cite: str = "") -> bytes:
    """The docx of one plan; the same changes give the same bytes."""
    lang, plan = told.lang, told.plans[plan_id]
    document = _blank()
    name = told.plan(plan_id)
    _line(
        document, pick(lang, f"{name}：这份计划改变了什么", f"{name}: what this plan changes"), 16, bold=True
    )
    _line(document, _facts(told, plan), 9, colour=FAINT)
    _first_years(document, told, plan_id)
    _own_table(document, told, plan_id)
    _extremes(document, told, plan_id)
    _named(
        document, told, "own_dropped", plan_id, pick(lang, "前一计划有、这份不再提及", "No longer mentioned")
    )
    _named(
        document,
        told,
        "first_seen",
        plan_id,
        pick(lang, "首次出现的指标", "Indicators seen for the first time"),
    )
    _points(
        document,
        told,
        "borrowed",
        plan_id,
        pick(lang, "与较早计划相同的文字", "Words shared with older plans"),
    )
    _points(
        document, told, "finding_changed", None, pick(lang, "结论改变的图表", "Charts whose finding changed")
    )
    foot = pick(lang, "逐条与原句见 changes.csv。", "Every change with its sentence: changes.csv.")
    _line(document, f"{foot} {cite}".strip(), 8, colour=FAINT)
    return fixed(document)


def _blank():
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.6)
    style = document.styles["Normal"]
    style.font.name, style.font.size, style.font.color.rgb = LATIN, Pt(9.5), INK
    style.element.rPr.rFonts.set(qn("w:eastAsia"), EAST_ASIAN)
    style.paragraph_format.space_after = Pt(3)
    properties = document.core_properties
    properties.author, properties.title = "cityplans", ""
    properties.created = properties.modified = FIXED
    return document


def _line(document, text: str, size: float = 9.5, bold: bool = False, colour=None, before: float = 0):
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(_clean(text))
    run.bold, run.font.size = bold, Pt(size)
    if colour is not None:
        run.font.color.rgb = colour
    return paragraph


def _clean(text: str) -> str:
    return "".join(
        c if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff" else " " for c in text
    )


def _facts(told: Told, plan: Mapping) -> str:
    lang = told.lang
    targets = sum(t["plan_id"] == plan["plan_id"] for t in told.targets.values())
    status = wording.code(plan["status"], lang) if plan["status"] else ""
    counted = pick(lang, f"{targets} 个量化目标", f"{targets} quantified targets")
    return pick(lang, " · ", " · ").join(
        x for x in (plan["title"], plan["issuer"], plan["date"], status, counted) if x
    )


def _head(document, text: str) -> None:
    _line(document, text, 11, bold=True, before=6)


def _first_years(document, told: Told, plan_id: str) -> None:
    rows = told.of("first_horizon", plan_id)
    if rows:
        said = [
            pick(
                told.lang, f"{r['horizon']} 年（{r['note']} 个目标）", f"{r['horizon']} ({r['note']} targets)"
            )
            for r in rows
        ]
        start = pick(told.lang, "该地首次为以下年份设定目标：", "The territory's first targets for ")
        _line(document, start + pick(told.lang, "、", ", ").join(said) + pick(told.lang, "。", "."), before=4)


def _own_table(document, told: Told, plan_id: str) -> None:
    rows = leading(told.of("own_revised", plan_id), told)
    if not rows:
        return
    lang = told.lang
    _head(document, pick(lang, "与自己的前一计划相比", "Against its own earlier plan"))
    heads = (
        pick(lang, "指标", "Indicator"),
        told.plan(rows[0]["earlier_plan_id"]),
        told.plan(plan_id),
        wording.label("relation", lang),
    )
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    table.autofit = False
    _cells(table.rows[0], heads, bold=True)
    for row in rows[:MOST_ROWS]:
        relation = f"{ARROWS.get(row['note'], '')} {wording.code(row['note'], lang)}"
        _cells(table.add_row(), (told.indicator(row), told.value(row, True), told.value(row), relation))
    for column, width in zip(table.columns, (7.4, 3.7, 3.7, 2.2), strict=True):
        for cell in column.cells:
            cell.width = Cm(width)
    if len(rows) > MOST_ROWS:
        _line(document, _more(told, len(rows) - MOST_ROWS), 8.5, colour=FAINT)


def _cells(row, texts: Sequence[str], bold: bool = False) -> None:
    for index, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if index in (1, 2):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(_clean(text))
        run.bold, run.font.size = bold, Pt(9)


def _extremes(document, told: Told, plan_id: str) -> None:
    rows = [*told.of("new_highest", plan_id), *told.of("new_lowest", plan_id)]
    if not rows:
        return
    _head(document, pick(told.lang, "在各地中的位置", "Among the territories"))
    for row in rows[: 2 * MOST_POINTS]:
        kind = pick(
            told.lang,
            *{"new_highest": ("最高", "highest"), "new_lowest": ("最低", "lowest")}[row["change_kind"]],
        )
        other = f"{told.plan(row['earlier_plan_id'])} {told.value(row, True)}"
        instead = pick(told.lang, f"（次为{other}）", f" (next: {other})")
        _bullet(
            document, f"{told.indicator(row)}{pick(told.lang, '：', ': ')}{kind} {told.value(row)}{instead}"
        )


def _named(document, told: Told, kind: str, plan_id: str, head: str) -> None:
    rows = told.of(kind, plan_id)
    if not rows:
        return
    _head(document, pick(told.lang, f"{head}（{len(rows)} 项）", f"{head} ({len(rows)})"))
    earlier = kind == "own_dropped"
    said = [f"{told.indicator(r)} {told.value(r, earlier)}" for r in rows[:MOST_NAMED]]
    if len(rows) > MOST_NAMED:
        said.append(_more(told, len(rows) - MOST_NAMED))
    _line(document, pick(told.lang, "；", "; ").join(said), 9)


def _points(document, told: Told, kind: str, plan_id: str | None, head: str) -> None:
    rows = told.of(kind, plan_id)
    if rows:
        _head(document, head)
        for row in rows[:MOST_POINTS]:
            _bullet(document, line(told, row))


def _more(told: Told, n: int) -> str:
    return pick(told.lang, f"另有 {n} 项", f"{n} more")


def _bullet(document, text: str) -> None:
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(_clean(text))
    run.font.size = Pt(9)


def fixed(document) -> bytes:
    """The file with fixed times in its zip, so that the same page gives the same bytes."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()
