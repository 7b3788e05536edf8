"""Tables → one Excel workbook that people keep: cover, contents, linked sheets, native charts, notes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cityplans import tables
from cityplans.publishing.telling.view import View
from cityplans.publishing.telling.wording import pick
from cityplans.publishing.workbook import (
    as_they_are,
    compare,
    contents,
    native_charts,
    own,
    profiles,
    review,
    targets,
)
from cityplans.publishing.workbook import front as workbook_front
from cityplans.publishing.workbook.xlsx import Book, Link, Sheet

FRONT = {"cover": ("封面", "Cover"), "contents": ("目录", "Contents"), "charts": ("图表", "Charts")}


def write(view: View, path: Path | str, run: Mapping | None = None) -> Path:
    """The workbook of a run at `path`; the same view and run give the same bytes.

    `run` may hold run_id, date, version and cite (shown on the cover). Frames that are missing give no sheet.
    """
    lang = view.lang
    book = Book(lang)
    front = {key: Sheet(key, pick(lang, *words), "", (), ()) for key, words in FRONT.items()}
    back = [workbook_front.notes(lang), front["charts"], workbook_front.codes(view)]
    body = _body(view)
    sheets = contents.ordered([*body, *back, workbook_front.dictionary(view, body)])
    for sheet in (front["cover"], front["contents"], *sheets, hidden := targets.snapshot(view)):
        book.add(sheet)
    _link(view, body)
    _write_all(book, view, front, [*sheets, hidden], dict(run or {}))
    path = Path(path)
    tables.write_bytes(path, book.close())
    return path


def _body(view: View) -> list[Sheet]:
    """The sheets of tables; contents.GROUPS has their order."""
    arranged = [
        profiles.sheet(view),
        targets.targets(view, {}),
        review.sheet(view),
        targets.evidence(view),
        *compare.sheets(view),
    ]
    if "amplification" in view.frames:
        arranged.append(own.amplification(view))
    if "plan_themes" in view.frames:
        arranged.append(own.themes(view))
    return [*arranged, *as_they_are.sheets(view), own.unused(view), own.corrections(view)]


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
    contents.write(book, view, front["contents"].name, sheets)
    native_charts.write(book, view, front["charts"].name, to_contents)
    for sheet in (s for s in sheets if s.key != "charts"):
        if sheet.hidden:
            read = {s.name for s in sheets if s.key in ("targets", "review")}
            sheet.rows = [*sheet.rows, *targets.digests(book.digests, read)]
        book.write(sheet, None if sheet.hidden else to_contents)
