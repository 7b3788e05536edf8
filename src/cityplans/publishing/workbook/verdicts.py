"""What a person decided on rows of the queue: read from the workbook's Review sheet or the explorer's CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from cityplans.checking import review
from cityplans.errors import Both
from cityplans.extraction.correctable import IS_TARGET
from cityplans.extraction.corrections import FILE, LINE_END, VERDICT
from cityplans.publishing.telling.wording import pick
from cityplans.publishing.workbook.edits import EditError, heads_of, place_of, text_of, used_rows
from cityplans.publishing.workbook.review import HEADS, VERDICTS
from cityplans.publishing.workbook.targets import EDITABLE, head
from cityplans.reading.files.encodings import decode

OWN = ("verdict", "target_id", "reason", "by")
NEEDED = OWN[:2]
HEADED = {key: HEADS.get(key) or (head(key, "zh"), head(key, "en")) for key in (*OWN, *HEADS, *EDITABLE)}
NAMES = {key: {key, *(words.casefold() for words in HEADED[key])} for key in (*OWN, *EDITABLE)}
SHEET = {key: {words.casefold() for words in HEADED[key]} for key in (*OWN, *HEADS)}
EMPTIED = ("–", "-", "—")  # a mended value that is to be empty; an empty cell leaves it as it is
WORDS = {word.casefold(): verdict for verdict, words in VERDICTS.items() for word in (verdict, *words)}
NOTHING_MENDED = Both(
    "mend, but nothing is mended: change the orange cells of its row in Targets, or give the new values "
    "in the columns of the CSV",
    "判为更正，但没有写明改什么：请在“目标”表改那一行的橙色格，或在 CSV 的各列写上新值",
)


class Said(NamedTuple):
    """One verdict and where it stands."""

    place: Both
    target_id: str
    word: str
    reason: str
    by: str
    values: Mapping[str, str] = MappingProxyType({})  # what is mended, by field


def of_book(book) -> list[Said]:
    """The verdicts of every sheet that has a column for them; a row left empty says nothing."""
    found = []
    for sheet in book.worksheets:
        named = {key: NAMES[key] for key in OWN}
        where = next(((n, h) for n, h in heads_of(sheet, named) if {"verdict", "target_id"} <= set(h)), None)
        if where is None:
            continue
        top, columns = where
        for number in used_rows(sheet, top):
            cells = {k: text_of(sheet.cell(number, c + 1).value) for k, c in columns.items()}
            found.append(_said(place_of(sheet.title, number), cells))
    return [said for said in found if said.word or said.reason]


def unread(book) -> list[Both]:
    """The sheets of verdicts that lost a column without which none can be read."""
    return [fault for sheet in book.worksheets if (fault := _lacking(sheet))]


def _lacking(sheet) -> Both | None:
    heads = max((set(heads) for _, heads in heads_of(sheet, SHEET)), key=len, default=set())
    missing = [key for key in NEEDED if key not in heads]
    if not missing or len(heads & {*HEADS}) <= len(HEADS) / 2:  # another sheet has one or two of these heads
        return None
    said = ", ".join(" / ".join(HEADED[key]) for key in missing)
    return Both(
        f"sheet {sheet.title} lacks the column {said}, so no verdict of it was read; put its header back",
        f"工作表“{sheet.title}”缺少列 {said}，其中的判断没有读到；请把表头恢复",
    )


def of_csv(path: Path) -> list[Said]:
    """The verdicts of a CSV with the columns target_id and verdict, as the explorer writes it."""
    text = decode(path.read_bytes())[0]
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    names = {n: k for n in rows.fieldnames or () for k, said in NAMES.items() if n.strip().casefold() in said}
    if not {"verdict", "target_id"} <= set(names.values()):
        raise EditError(
            f"{path}: needs the columns target_id and verdict; save it from the explorer",
            f"{path}：缺少 target_id 和 verdict 两列；请用网页浏览器里的“导出判断”保存",
        )
    made = ({k: (row[n] or "").strip() for n, k in names.items()} for row in rows)
    found = [_said(place_of(path.name, number), cells) for number, cells in enumerate(made, 2)]
    return [said for said in found if said.word or said.reason]


def _said(place: Both, cells: Mapping[str, str]) -> Said:
    values = {key: "" if cells[key] in EMPTIED else cells[key] for key in EDITABLE if cells.get(key)}
    target_id, word, reason, by = (cells.get(key, "") for key in ("target_id", "verdict", "reason", "by"))
    return Said(place, target_id, word, reason, by, values)


def verdict_of(one: Said) -> str | None:
    """keep, drop or mend; None for another word."""
    return WORDS.get(one.word.casefold())


def unclear(said: Iterable[Said]) -> set[str]:
    """The targets on which one file says different things."""
    words: dict[str, set] = {}
    for one in said:
        if one.word:
            words.setdefault(one.target_id, set()).add(verdict_of(one))
    return {target_id for target_id, all_ in words.items() if len(all_) > 1}


def fault_of(one: Said, rows: Mapping[str, Mapping], unclear: set[str]) -> Both | None:
    """Why a verdict cannot be taken. `rows` are targets by id."""
    name, verdict = one.target_id, verdict_of(one)
    if name not in rows:
        return Both(
            f"target id “{name}” is not among the targets; if it was dropped and is to come back, delete its "
            f"rows in {FILE}",
            f"目标中没有编号“{name}”；如果是已剔除而要恢复的，请在 {FILE} 删去它的行",
        )
    if not one.word:
        return Both(
            f"a reason (“{one.reason}”) but no verdict: write keep, drop or mend beside it",
            f"写了理由（“{one.reason}”），没有写判断：请写保留、剔除或更正",
        )
    if verdict is None:
        return Both(
            f"“{one.word}” is none of keep, drop, mend (保留、剔除、更正)",
            f"“{one.word}”不是保留、剔除或更正（keep, drop, mend）",
        )
    if name in unclear:
        return Both(
            f"this file says different things of target “{name}”: leave one",
            f"对“{name}”有不同的判断：只留一个",
        )
    if one.values and verdict != review.MEND:
        zh, en = (pick(lang, "、", ", ").join(head(k, lang) for k in one.values) for lang in ("zh", "en"))
        return Both(
            f"“{one.word}”, but there are new values ({en}): write mend, or leave these cells empty",
            f"判为“{one.word}”，却又写了{zh}的新值：请改为更正，或把这些格留空",
        )
    return None


def corrections(
    said: Iterable[Said], rows: Mapping[str, Mapping], kinds: Mapping[str, str]
) -> Iterator[tuple[Said, list[dict[str, str]]]]:
    """Each verdict and the rows of corrections.csv it makes: none where the verdict or the target is not
    known. `rows` are targets by id, `kinds` why they are in the queue."""
    keys = review.keyed(rows.values())
    for one in said:
        verdict = verdict_of(one)
        row = rows.get(one.target_id)
        if verdict is None or row is None:
            yield one, []
            continue
        plan_id, quote, indicator_text, nth = keys[one.target_id]
        about = {"plan_id": plan_id, "quote": quote.replace("\n", LINE_END), "indicator_text": indicator_text}
        about |= {"nth": nth, "reason": one.reason, "by": one.by}
        old = review.judged(kinds.get(one.target_id, review.DOUBTFUL), row)
        made = [about | {"field": VERDICT, "old": old, "new": verdict}]
        if verdict == review.DROP:
            made.append(about | {"field": IS_TARGET, "old": "true", "new": "false"})
        yield one, made
