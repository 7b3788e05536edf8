"""Tables → one Excel workbook that people keep: cover, contents, linked sheets, native charts, notes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cityplans import tables
from cityplans.publishing.telling.view import View
from cityplans.publishing.telling.wording import pick
from cityplans.publishing.workbook import compare, native_charts, own, targets
from cityplans.publishing.workbook import front as workbook_front
from cityplans.publishing.workbook.as_they_are import as_it_is, sheets
from cityplans.publishing.workbook.book import Book, Link, Sheet

FRONT = {"cover": ("封面", "Cover"), "contents": ("目录", "Contents"), "charts": ("图表", "Charts")}


def write(view: View, path: Path | str, run: Mapping | None = None) -> Path:
    """The workbook of a run at `path`; the same view and run give the same bytes.

    `run` may hold run_id, date, version and cite (shown on the cover). Frames that are missing give no sheet.
    """
    lang = view.lang
    book = Book(lang)
    front = {key: Sheet(key, pick(lang, *words), "", (), ()) for key, words in FRONT.items()}
    body = _body(view)
    back = [workbook_front.codes(view), workbook_front.notes(lang), targets.snapshot(view)]
    for sheet in (front["cover"], front["contents"], front["charts"], *body):
        book.add(sheet)
    back.insert(0, workbook_front.dictionary(view, body))
    for sheet in back:
        book.add(sheet)
    _link(view, body)
    _write_all(book, view, front, [*body, *back], dict(run or {}))
    path = Path(path)
    tables.write_bytes(path, book.close())
    return path


def _body(view: View) -> list[Sheet]:
    """The sheets of tables in the order people read them."""
    first = [as_it_is(view, name) for name in ("plans", "editions") if name in view.frames]
    compared = compare.sheets(view)
    amplified = [own.amplification(view)] if "amplification" in view.frames else []
    last = [as_it_is(view, name) for name in ("problems", "changes") if name in view.frames]
    return [
        *first,
        targets.targets(view, {}),
        targets.evidence(view),
        *compared,
        *amplified,
        *([own.themes(view)] if "plan_themes" in view.frames else []),
        *sheets(view),
        own.unused(view),
        own.corrections(view),
        *last,
    ]


def _link(view: View, body: list[Sheet]) -> None:
    """Targets lead to their evidence and back; both are known only once the sheets are named."""
    there = targets.places(body, "evidence", view.pick("原句 →", "text →"))
    here = targets.places(body, "targets", view.pick("← 目标", "← target"))
    for sheet in body:
        if sheet.key == "targets":
            sheet.rows = [{**row, "evidence": there.get(row["target_id"])} for row in sheet.rows]
        elif sheet.key == "evidence":
            sheet.rows = [{**row, "target": here.get(row["target_id"])} for row in sheet.rows]


def _write_all(book: Book, view: View, front: Mapping[str, Sheet], sheets: list[Sheet], run: Mapping) -> None:
    to_contents = Link(front["contents"].name, 0, view.pick("← 目录", "← Contents"))
    links = {"contents": Link(front["contents"].name, 0, front["contents"].name)}
    links |= {s.key: Link(s.name, 0, s.name) for s in sheets}
    workbook_front.cover(book, view, front["cover"].name, run, view.rows("changes"), links)
    note = view.pick("可改样式的图表，各附所读的表格。", "Charts to restyle, each with the table it reads.")
    workbook_front.contents(book, view, front["contents"].name, sheets, [(front["charts"].name, note)])
    native_charts.write(book, view, front["charts"].name, to_contents)
    for sheet in sheets:
        book.write(sheet, None if sheet.hidden else to_contents)
