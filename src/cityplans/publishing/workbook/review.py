"""The sheet of rows to look at: sentence, what was read, why it is doubtful, and a cell for the verdict."""

from __future__ import annotations

from functools import partial

from cityplans.checking import review
from cityplans.publishing.telling import reviewed
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook.targets import head, marked
from cityplans.publishing.workbook.xlsx import HEAD, Book, Col, Sheet

HEADS = {
    "verdict": ("判断", "Verdict"),
    "kind": ("为何在此", "Why here"),
    "sentence": ("原句", "Sentence"),
    "read": ("读成", "Read as"),
    "check": ("先看", "Look first at"),
    "sure": ("把握", "Sure"),
    "why": ("存疑之处", "Doubts"),
}
VERDICTS = {"keep": ("保留", "keep"), "drop": ("剔除", "drop"), "mend": ("更正", "mend")}
KINDS = {"doubtful": ("存疑", "doubtful"), "sample": ("抽查", "sample")}
ORDER = ("verdict", "reason", "by", "plan", "sentence", "read", "check", "sure", "why", "kind", "target_id")
WIDTHS = {"sentence": 60, "read": 34, "why": 40, "reason": 24, "target_id": 34, "by": 10}


def sheet(view: View) -> Sheet:
    """A row for each doubtful target, the least sure first, then a sample of the others."""
    columns = [_column(view, key) for key in ORDER]
    queued = review.queue(review.rows_of(view.frames["targets"]), view.codebook["corrections"])
    note = view.pick(*reviewed.counted(view)) + view.pick(
        "在“判断”列选保留、剔除或更正（更正：再到“目标”表改那一行的"
        "橙色格），存盘后运行 run.py corrections import 本文件。“抽查”的行用来估计其余各行有多少是对的。",
        " Choose keep, drop or mend (then mend the row in Targets), save, run `run.py corrections import` "
        "on this file. Rows of the sample tell how many of the others are right.",
    )
    rows = [_row(view, q) for q in queued]
    title = view.pick("待核", "Review")
    after, named = partial(_with_list, view), ORDER.index("plan") + 1
    return Sheet("review", title, "Review", columns, rows, note, after, names=named)


def _column(view: View, key: str) -> Col:
    editable = key in ("verdict", "reason", "by")
    name = view.pick(*HEADS[key]) if key in HEADS else head(key, view.lang)
    wide = WIDTHS.get(key, 0)
    return Col(
        key, ("✎ " if editable else "") + name, "text", editable, wide, key in ("sentence", "read", "why")
    )


def _row(view: View, queued: review.Queued) -> dict:
    row = queued.row
    comma = view.pick("、", ", ")
    value = view.value(row, with_unit=True) if row["value_low"] is not None else row["value_text"]
    year = str(row["horizon"] or view.pick("无年份", "no year"))
    name = view.indicator(row["indicator_id"], view.plans[row["plan_id"]]["region"]) or row["indicator_text"]
    doubts = [view.word("doubts", sign) for sign in (row["doubts"] or "").split(";") if sign]
    return {
        "verdict": view.pick(*VERDICTS[queued.verdict]) if queued.verdict else None,
        "kind": view.pick(*KINDS[queued.kind]),
        "plan": view.name(row["plan_id"]),
        "sentence": marked(view.texts.get(row["plan_id"], ""), row),
        "read": f"{name}: {value} ({year})",
        "check": comma.join(view.label(field) for field in review.fields_to_check(row)),
        "sure": f"{100 * row['confidence']:.0f}%",
        "why": view.pick("；", "; ").join(doubts),
        "target_id": row["target_id"],
    }


def _with_list(view: View, book: Book, page, sheet: Sheet) -> None:
    words = [view.pick(*VERDICTS[verdict]) for verdict in review.VERDICTS]
    column = sheet.column("verdict")
    choice = {"validate": "list", "source": words, "ignore_blank": True}
    page.data_validation(HEAD + 1, column, sheet.last_row, column, choice)
