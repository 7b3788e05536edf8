"""Tables → one Excel workbook that people keep: cover, contents, linked sheets, native charts, notes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from cityplans import tables
from cityplans.publishing.telling.wording import pick
from cityplans.publishing.workbook import compare, native_charts, own, targets
from cityplans.publishing.workbook import front as workbook_front
from cityplans.publishing.workbook.as_they_are import Shown, as_it_is, sheets
from cityplans.publishing.workbook.book import Book, Link, Sheet

FRONT = {"cover": ("封面", "Cover"), "contents": ("目录", "Contents"), "charts": ("图表", "Charts")}


def write(
    frames: Mapping[str, pd.DataFrame],
    texts: Mapping[str, str],
    codebook,
    path: Path | str,
    lang: str = "zh",
    run: Mapping | None = None,
) -> Path:
    """The workbook of a run at `path`; the same tables, texts and run give the same bytes.

    `run` may hold run_id, date, version and cite (shown on the cover). Frames that are missing give no sheet.
    """
    shown = Shown(frames, texts, codebook, lang)
    book = Book(lang)
    front = {key: Sheet(key, pick(lang, *words), "", (), ()) for key, words in FRONT.items()}
    body = _body(shown)
    back = [workbook_front.codes(shown), workbook_front.notes(lang), targets.snapshot(shown)]
    for sheet in (front["cover"], front["contents"], front["charts"], *body):
        book.add(sheet)
    back.insert(0, workbook_front.dictionary(shown, body))
    for sheet in back:
        book.add(sheet)
    _link(shown, body)
    _write_all(book, shown, front, [*body, *back], dict(run or {}))
    path = Path(path)
    tables.write_bytes(path, book.close())
    return path


def _body(shown: Shown) -> list[Sheet]:
    """The sheets of tables in the order people read them."""
    first = [as_it_is(shown, name) for name in ("plans", "editions") if name in shown.frames]
    compared = compare.sheets(shown)
    amplified = [own.amplification(shown)] if "amplification" in shown.frames else []
    last = [as_it_is(shown, name) for name in ("problems", "changes") if name in shown.frames]
    return [
        *first,
        targets.targets(shown, {}),
        targets.evidence(shown),
        *compared,
        *amplified,
        *([own.themes(shown)] if "plan_themes" in shown.frames else []),
        *sheets(shown),
        own.unused(shown),
        own.corrections(shown),
        *last,
    ]


def _link(shown: Shown, body: list[Sheet]) -> None:
    """Targets lead to their evidence and back; both are known only once the sheets are named."""
    there = targets.places(body, "evidence", pick(shown.lang, "原句 →", "text →"))
    here = targets.places(body, "targets", pick(shown.lang, "← 目标", "← target"))
    for sheet in body:
        if sheet.key == "targets":
            sheet.rows = [{**row, "evidence": there.get(row["target_id"])} for row in sheet.rows]
        elif sheet.key == "evidence":
            sheet.rows = [{**row, "target": here.get(row["target_id"])} for row in sheet.rows]


def _write_all(
    book: Book, shown: Shown, front: Mapping[str, Sheet], sheets: list[Sheet], run: Mapping
) -> None:
    to_contents = Link(front["contents"].name, 0, pick(shown.lang, "← 目录", "← Contents"))
    links = {"contents": Link(front["contents"].name, 0, front["contents"].name)}
    links |= {s.key: Link(s.name, 0, s.name) for s in sheets}
    workbook_front.cover(book, shown, front["cover"].name, run, shown.of("changes"), links)
    note = pick(
        shown.lang, "可改样式的图表，各附所读的表格。", "Charts to restyle, each with the table it reads."
    )
    workbook_front.contents(book, shown, front["contents"].name, sheets, [(front["charts"].name, note)])
    native_charts.write(book, shown, front["charts"].name, to_contents)
    for sheet in sheets:
        book.write(sheet, None if sheet.hidden else to_contents)
