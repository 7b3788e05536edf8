"""The sheets of targets and of their evidence, linked both ways; a person may correct the targets."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from functools import partial

from cityplans import schema
from cityplans.columns.columns import used_as
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.view import View
from cityplans.publishing.telling.wording import pick
from cityplans.publishing.workbook import as_they_are
from cityplans.publishing.workbook.as_they_are import cut_note
from cityplans.publishing.workbook.xlsx import HEAD, Book, Col, Link, Rich, Sheet, digest, read_back, yes_no

# what a person may change in a row; the rest is read from the document
EDITABLE = used_as("editable")
CHOSEN = tuple(key for key in EDITABLE if schema.COLUMNS[key].values)  # codes, shown as words
FOR_ADDING = ("plan_id", "quote", "indicator_text", "value_text")  # also read from a row that was added
HEADS = {  # columns that only the workbook has: key -> (zh, en)
    "evidence": ("证据", "Evidence"),
    "plan": ("计划", "Plan"),
    "indicator": ("指标", "Indicator name"),
    "shown": ("目标值", "Reads as"),
    "is_target": ("是目标", "Is a target"),
    "reason": ("更正理由", "Reason"),
    "by": ("更正人", "By"),
}
AFTER = (
    "theme", "departments", "editions", "edition_note", "source_file", "page", "clause_id", "corrected",
    "correction_note", "target_id",
)  # fmt: skip
SHOWN = ("plan", "indicator", "shown", *(key for key in AFTER if key != "target_id"))  # not to be changed
SNAPSHOT = "as_exported"
OTHER = "#"  # before the name of a sheet in the snapshot
A_CELL = 3000  # digests that a cell holds
SPARE_ROWS = 500  # rows below the table that offer the lists too, for targets a person adds
SENTENCE_END = re.compile(r"[。！？\n]")


def head(key: str, lang: str) -> str:
    if key in HEADS:
        return pick(lang, *HEADS[key])
    return wording.label(key, lang)


def targets(view: View, places: Mapping[str, Link]) -> Sheet:
    """One row a target; the columns a person may edit stand together in their own colour."""
    lang = view.lang
    order = (
        "evidence",
        "plan",
        "indicator",
        "shown",
        "quote",
        "is_target",
        *EDITABLE,
        "reason",
        "by",
        "indicator_text",
        "value_text",
        "plan_id",
        *AFTER,
    )
    present = view.frames["targets"].columns
    columns = [_column(key, lang) for key in order if key in HEADS or key in present]
    rows = [_target(view, row, places) for row in in_order(view)]
    note = view.pick(
        "橙色列可改：改完存盘，运行 run.py corrections import 本文件。“是目标”填“否”即剔除；表末添行可补漏"
        "（填计划编号、原文、数值原文、下限、单位）。",
        "Edit the orange columns, save, run `run.py corrections import` on this file. No under “Is a target” "
        "takes a row out; how to add one: Notes.",
    )
    note = cut_note(len(view.rows("targets")), "targets.csv", lang) + note
    title, after = view.pick("目标", "Targets"), partial(_with_lists, view)
    sheet = Sheet("targets", title, "Targets", columns, rows, note, after)
    sheet.printed = sheet.column("reason")  # what follows is for programs and for who corrects
    return sheet


def in_order(view: View) -> list[dict]:
    """The targets of the sheets, in the order of the plans and of their text; as many as a workbook should
    hold."""
    place = {plan_id: n for n, plan_id in enumerate(view.plans)}
    rows = sorted(view.rows("targets"), key=lambda r: (place[r["plan_id"]], r["start"], r["target_id"]))
    return rows[: as_they_are.MOST_ROWS]


def _column(key: str, lang: str) -> Col:
    editable = key in EDITABLE or key in ("is_target", "reason", "by")
    kind = schema.COLUMNS[key].type if key in schema.COLUMNS else "text"
    mark = "✎ " if editable else ""
    width = {
        "quote": 44,
        "indicator_id": 22,
        "reason": 24,
        "by": 10,
        "indicator_text": 28,
        "target_id": 34,
    }.get(key, 0)
    return Col(key, mark + head(key, lang), kind, editable, width, key == "quote")


def _target(view: View, row: Mapping, places: Mapping[str, Link]) -> dict:
    return {
        **row,
        "evidence": places.get(row["target_id"]),
        "plan": view.name(row["plan_id"]),
        "indicator": view.indicator(row["indicator_id"], view.plans[row["plan_id"]]["region"])
        or row["indicator_text"],
        "shown": view.value(row, with_unit=True) if row["value_low"] is not None else row["value_text"],
        "is_target": True,
        **{key: view.word(key, row[key]) for key in CHOSEN},
        "theme": view.theme(row["theme"]),
    }


def places(sheets: list[Sheet], key: str, text: str) -> dict[str, Link]:
    """target_id → where its row stands."""
    found = {}
    for sheet in sheets:
        if sheet.key == key:
            for number, row in enumerate(sheet.rows):
                found[row["target_id"]] = Link(sheet.name, HEAD + 1 + number, text)
    return found


def evidence(view: View) -> Sheet:
    """The sentence of each target with quote and value marked, and where it stands in the file."""
    lang = view.lang
    section = {r["clause_id"]: r["section"] for r in view.rows("clauses")}
    columns = [
        Col("target", view.pick("目标", "Target")),
        Col("plan", head("plan", lang)),
        Col("indicator_text", head("indicator_text", lang), width=26, wrap=True),
        Col(
            "sentence",
            view.pick("原句（粗体为引文，下划线为数值）", "Sentence (quote bold, value underlined)"),
            width=80,
            wrap=True,
        ),
        Col("section", head("section", lang), width=36, wrap=True),
        Col("source_file", head("source_file", lang)),
        Col("page", head("page", lang), "integer"),
        Col("source_start", head("source_start", lang), "plain"),
        Col("source_end", head("source_end", lang), "plain"),
        Col("clause_id", head("clause_id", lang)),
        Col("target_id", head("target_id", lang), width=34),
    ]
    rows = [
        {
            **row,
            "plan": view.name(row["plan_id"]),
            "section": section.get(row["clause_id"]),
            "sentence": marked(view.texts.get(row["plan_id"], ""), row),
        }
        for row in in_order(view)
    ]
    note = view.pick(
        "每个目标的原句与出处；左列回到目标表。",
        "Each target's sentence and where it stands; the first column leads back.",
    )
    note = cut_note(len(view.rows("targets")), "targets.csv", lang) + note
    return Sheet("evidence", view.pick("证据", "Evidence"), "Evidence", columns, rows, note)


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around text[start:end]."""
    before = max(
        (m.end() for m in SENTENCE_END.finditer(text, max(0, start - 2000), start)),
        default=max(0, start - 2000),
    )
    after = SENTENCE_END.search(text, max(end - 1, 0))
    return before, after.end() if after else len(text)


def marked(text: str, row: Mapping) -> Rich | str:
    """The sentence in runs: before, quote (bold), value within it (underlined), after."""
    start, end = row["start"], row["end"]
    if not text or text[start:end] != row["quote"]:
        return row["quote"]
    first, last = sentence_span(text, start, end)
    value = row["value_text"] or ""
    at = row["quote"].rfind(value) if value else -1
    runs = [(text[first:start].lstrip(), "")]
    if at < 0:
        runs.append((row["quote"], "quote"))
    else:
        runs += [(row["quote"][:at], "quote"), (value, "value"), (row["quote"][at + len(value) :], "quote")]
    return Rich((*runs, (text[end:last].rstrip(), "")))


def snapshot(view: View) -> Sheet:
    """What the editable cells held when the file was written, so that edits are told from new rules."""
    rows = []
    for row in in_order(view):
        told = _target(view, row, {})
        kept = {k: row.get(k) for k in (*EDITABLE, *FOR_ADDING, "start")}
        kept["shown"] = {k: digest([read_back(told.get(k), view.lang)]) for k in SHOWN}
        rows.append({"target_id": row["target_id"], "values": json.dumps(kept, ensure_ascii=False)})
    columns = [Col("target_id", "target_id"), Col("values", "values", width=60)]
    note = view.pick(
        "导出时的原值，供识别更正；请勿删除。",
        "The values as exported, by which corrections are told; please keep.",
    )
    return Sheet(SNAPSHOT, SNAPSHOT, "AsExported", columns, rows, note, hidden=True, name=SNAPSHOT)


def digests(written: Mapping[str, list[str]], left_out: Collection[str]) -> list[dict]:
    """Rows of the snapshot for sheets that are not read back, so that a change in them can be told."""
    return [
        {"target_id": f"{OTHER}{name}", "values": " ".join(rows[at : at + A_CELL])}
        for name, rows in written.items()
        if name not in left_out
        for at in range(0, len(rows), A_CELL)
    ]


def _with_lists(view: View, book: Book, page, sheet: Sheet) -> None:
    """Lists of allowed codes, and formats that read in grey as well: struck, italic, bold."""
    last = _last_offered(sheet)
    for key, source in lists(view).items():
        if any(c.key == key for c in sheet.columns):
            column = sheet.column(key)
            stop = key not in ("unit",)
            page.data_validation(
                HEAD + 1,
                column,
                last,
                column,
                {
                    "validate": "list",
                    "source": source,
                    "ignore_blank": True,
                    "error_type": "stop" if stop else "warning",
                    "error_title": view.pick("不在代码表中", "Not in the list"),
                    "error_message": view.pick("请从列表中选择。", "Please choose from the list."),
                },
            )
    _marks(view, book, page, sheet)


def _last_offered(sheet: Sheet) -> int:
    return min(sheet.last_row + SPARE_ROWS, 1_048_575)


def lists(view: View) -> dict[str, object]:
    """Column → what may be chosen: words of codes in the cell, long lists by name from the sheet of codes."""
    yes_and_no = [yes_no(said, view.lang) for said in (True, False)]
    short = {key: [view.word(key, code) for code in schema.COLUMNS[key].values] for key in CHOSEN}
    long = {"indicator_id": "=codes_indicator_id", "unit": "=codes_unit", "plan_id": "=codes_plan_id"}
    return {**short, "is_target": yes_and_no, **long}


def _marks(view: View, book: Book, page, sheet: Sheet) -> None:
    last = _last_offered(sheet)
    width = len(sheet.columns) - 1

    def rule(key: str, test: str, **look) -> None:
        if any(c.key == key for c in sheet.columns):
            letter = column_letter(sheet.column(key))
            page.conditional_format(
                HEAD + 1,
                0,
                last,
                width,
                {
                    "type": "formula",
                    "criteria": f"=${letter}{HEAD + 2}={test}",
                    "format": book.book.add_format(look),
                },
            )

    rule("is_target", f'"{yes_no(False, book.lang)}"', font_strikeout=True, font_color="#8A949D")
    rule("corrected", f'"{yes_no(True, book.lang)}"', bold=True, left=5)
    rule("strength", f'"{view.word("strength", "aspirational")}"', italic=True)


def column_letter(index: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return xl_col_to_name(index)
