"""An edited workbook, or verdicts from the explorer → data/codebook/corrections.csv: valid edits are taken,
the others named."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cityplans import codebook as codebooks
from cityplans import edited as edited_files
from cityplans import naming, places, tables
from cityplans.checking import review
from cityplans.codebook import Codebook
from cityplans.errors import Both
from cityplans.extraction.added import phrase_of
from cityplans.extraction.correctable import BOUNDS, IS_TARGET, as_text, crossed, fault_of, not_alone, same
from cityplans.extraction.corrections import FILE, LINE_END, VERDICT
from cityplans.extraction.lexer import Lexer, lexer_of
from cityplans.extraction.quantities import find
from cityplans.publishing.workbook import verdicts
from cityplans.publishing.workbook.edits import Edited, EditError, Row, codes_of, read_edits
from cityplans.publishing.workbook.merged import COLUMNS, ID, merged, suggestions
from cityplans.publishing.workbook.merged import told as told_of
from cityplans.publishing.workbook.named import Words
from cityplans.publishing.workbook.targets import EDITABLE, head
from cityplans.running import locking

__all__ = ["EditError", "import_workbook"]

INDICATOR = "indicator_id"
MOVED = 6  # cells of a column that hold each other's values: fewer may be meant


class Imported(NamedTuple):
    """What is said of what was taken, refused and suggested; how many were refused."""

    said: list[Both]
    refused: int

    def told(self, lang: str) -> str:
        return "\n".join(line.told(lang) for line in self.said)


class Allowed(NamedTuple):
    """What an edit may name."""

    indicators: frozenset[str]
    units: frozenset[str]
    texts: Mapping[str, str]
    lexer: Lexer
    codebook: Codebook


def import_workbook(
    xlsx: Path | str, out: Path | str, codebook_folder: Path | str | None = None, today: str | None = None
) -> Imported:
    """Take the edits of a workbook, or the verdicts of a CSV, into corrections.csv.

    `out` holds the tables and texts of the last build (an added quote must stand in its plan's text).
    Importing the same file again changes nothing. Raises EditError where the file is no such workbook,
    LockedError where another import is at work.
    """
    folder = Path(codebook_folder or places.codebook())
    with locking.locked(folder, "give another folder with --codebook"):
        return _imported(Path(xlsx), Path(out), codebooks.load(folder), today or date.today().isoformat())


def _imported(path: Path, out: Path, codebook: Codebook, today: str) -> Imported:
    if not path.is_file():
        raise EditError(f"{path}: no such file", f"{path}：没有这个文件")
    frames, texts = tables.load(out)
    if path.suffix.casefold() == ".csv":
        edited, said = Edited(codes=codes_of(codebook)), verdicts.of_csv(path)
    else:
        edited = read_edits(path, frames["targets"], codebook)
        said = verdicts.of_book(edited.book)
        edited.refused += verdicts.unread(edited.book)
    units = {r["unit"] for r in codebook["units"]} | set(frames["targets"]["unit"].dropna())
    known = frozenset(r["indicator_id"] for r in codebook["indicators"])
    allowed = Allowed(known, frozenset(units - {""}), texts, lexer_of(codebook), codebook)
    made, refused = [], list(edited.refused)
    rows, moved = _in_place(edited.rows)
    refused += moved
    for row in rows:
        wanted, faults = _checked(row, allowed, edited)
        made += wanted
        refused += [fault.at(row.place) for fault in faults]
    before = [_full(r) for r in codebook["corrections"]]
    judged, wrong = _judged(said, frames, codebook, edited, allowed, made)
    made, refused = [*_withdrawn(judged, made, before), *made, *judged.rows], refused + wrong
    words = Words(codebook)
    after, taken = merged(before, made, today)
    refused = [words.told(said) for said in refused]
    if after != before:
        path = codebook.folder / FILE
        tables.write_bytes(path, edited_files.form_of(path).bytes_of(_csv(after)))
    edited.notes += _without_reason(made, after)
    edited.notes = [words.told(said) for said in edited.notes]
    counts = len(taken), len(refused), len(after)
    told = [
        (told_of(taken, words), "taken", "采用"),
        (refused, "refused", "拒绝"),
        (edited.notes, "note", "注意"),
    ]
    told.append((suggestions(after, words), "suggestion", "建议"))
    return Imported(_report(codebook.folder / FILE, counts, told), len(refused))


def _in_place(rows: Sequence[Row]) -> tuple[list[Row], list[Both]]:
    """The rows without the cells of a column that was sorted or moved without the others (`MOVED` cells or
    more that hold nothing but each other's values), and what is said of it."""
    kept, said = list(rows), []
    for field in EDITABLE:
        changed = [
            (i, as_text(row.exported.get(field)), row.values[field])
            for i, row in enumerate(kept)
            if row.exported is not None and field in row.values
            and not same(field, row.values[field], as_text(row.exported.get(field)))
        ]  # fmt: skip
        before, after = (Counter(change[k] for change in changed) for k in (1, 2))
        if len(changed) < MOVED or before != after:
            continue
        for i, _, _ in changed:
            kept[i] = kept[i]._replace(values={k: v for k, v in kept[i].values.items() if k != field})
        zh, en = (head(field, lang) for lang in ("zh", "en"))
        said.append(
            Both(
                f"column “{en}”: {len(changed)} cells hold each other's values, as if it had been sorted "
                "without the others; none is taken: undo that, sort whole rows, and import again",
                f"“{zh}”列：{len(changed)}格的值彼此对调，像是这一列被单独排序；全部未采用：请撤销，按整行排序，再导入",
            )
        )
    return kept, said


class Judged(NamedTuple):
    """What verdicts make: rows of corrections.csv, and for each verdict the row of the target it is on."""

    rows: list[dict[str, str]]
    targets: list[tuple[dict[str, str], Mapping]]


def _judged(
    said: Sequence[verdicts.Said], frames, codebook: Codebook, edited: Edited, allowed: Allowed, edits
) -> tuple[Judged, list[Both]]:
    """(what the verdicts make, what is wrong with the others). `edits` are those the same file makes."""
    targets = review.rows_of(frames["targets"])
    rows = {t["target_id"]: t for t in targets}
    rows |= {t: rows.get(t, {}) | dict(was) | {"target_id": t} for t, was in edited.exported.items()}
    kinds = {q.row["target_id"]: q.kind for q in review.queue(targets, codebook["corrections"])}
    mended = {_key(r) for r in [*map(_full, codebook["corrections"]), *edits] if r["field"] in EDITABLE}
    judged, refused = Judged([], []), []
    unclear = verdicts.unclear(said)
    for one, found in verdicts.corrections(said, rows, kinds):
        fault = verdicts.fault_of(one, rows, unclear)
        wanted, faults = ([], [fault]) if fault else ([], [])
        if not fault and one.values:
            wanted, faults = _checked(_mended(one, found[0], rows[one.target_id], edited), allowed, edited)
        if not faults and found[0]["new"] == review.MEND and not wanted and _key(found[0]) not in mended:
            faults = [verdicts.NOTHING_MENDED]
        refused += [fault.at(one.place) for fault in faults]
        if wanted or not faults:
            judged.rows.extend([*found, *wanted])
            judged.targets.append((found[0], rows[one.target_id]))
    return judged, refused


def _key(correction: Mapping[str, str]) -> tuple[str, ...]:
    """What tells the target of a correction apart."""
    return tuple(correction[k] for k in ID[:4])


def _withdrawn(
    judged: Judged, edits: Sequence[Mapping[str, str]], before: Sequence[Mapping[str, str]]
) -> list[dict[str, str]]:
    """Edits that take back what a new verdict no longer stands by. What the same file edits stays, and so
    does everything where a verdict is only said again: an edit may have come after it."""
    own = defaultdict(list)
    for row in before:
        own[_key(row)].append(row)
    made_here = {tuple(r[k] for k in ID) for r in [*edits, *judged.rows]}
    found = []
    for verdict, target in judged.targets:
        there = own[_key(verdict)]
        if any(all(r[k] == verdict[k] for k in ("field", "old", "new")) for r in there):
            continue
        found += [
            {**r, "old": r["new"], "new": r["old"]}
            for r in there
            if tuple(r[k] for k in ID) not in made_here and _gainsays(verdict["new"], r, target)
        ]
    return found


def _gainsays(verdict: str, correction: Mapping[str, str], target: Mapping) -> bool:
    """Whether a verdict is at odds with an earlier correction of the target: all but drop say that it is one,
    all but mend that the other fields are as they were read."""
    field, new = correction["field"], correction["new"]
    if field == IS_TARGET:
        return verdict != review.DROP and new.strip().lower() == "false"
    return verdict != review.MEND and field in EDITABLE and not same(field, new, as_text(target.get(field)))


def _mended(one: verdicts.Said, key: Mapping[str, str], row: Mapping, edited: Edited) -> Row:
    """A verdict that says what the fields should be, as a row of the sheet of targets would say it."""
    values = {k: edited.codes.get((k, v.casefold()), v) for k, v in one.values.items()}
    document = {k: key[k] for k in ("plan_id", "quote", "indicator_text", "nth")}
    return Row(
        one.place, **document, values=values, exported=row, is_target=True, reason=one.reason, by=one.by
    )


def _without_reason(made, after) -> list[Both]:
    """Which edits of this file have no reason, each target once."""
    ids = {tuple(r[k] for k in ID) for r in made if r["field"] != VERDICT}
    bare = [r for r in after if not r["reason"] and tuple(r[k] for k in ID) in ids]
    rows = dict.fromkeys(f"{r['plan_id']} “{r['quote'][:40]}”" for r in bare)
    asked = Both(
        "has no reason; write one in the column Reason and import again",
        "没有理由；请在“理由”列写明，再导入一次",
    )
    return [asked.at(Both(row, row)) for row in rows]


def _report(
    path: Path, counts: tuple[int, int, int], told: Iterable[tuple[Sequence[Both], str, str]]
) -> list[Both]:
    """All that is said of an import: what was taken, refused and suggested, each with its word before it."""
    lines = [
        Both(
            "{}: {} corrections taken, {} refused, {} in all".format(path, *counts),
            "{}：采用{}条，拒绝{}条，共有{}条".format(path, *counts),
        )
    ]
    for found, en, zh in told:
        lines += [line.at(Both(f"  {en}", f"  {zh}")) for line in found]
    if counts[0]:
        lines.append(Both("run `run.py report` to apply them", "运行 run.py report，更正才会生效"))
    return lines


def _full(row: Mapping[str, str]) -> dict[str, str]:
    """A correction with every column, and those a person added."""
    return dict.fromkeys(COLUMNS, "") | dict(row)


def _csv(rows: Sequence[Mapping[str, str]]) -> str:
    out = io.StringIO()
    own = dict.fromkeys(column for row in rows for column in row if column not in COLUMNS)
    writer = csv.DictWriter(out, (*COLUMNS, *own), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _checked(row: Row, allowed: Allowed, edited: Edited) -> tuple[list[dict[str, str]], list[Both]]:
    """(corrections of one row of the sheet, what is wrong with the others)."""
    row, unknown = _keyed(row, allowed)
    made, faults = _with_keys(row, allowed, edited)
    return ([] if unknown and row.exported is None else made), unknown + faults


def _keyed(row: Row, allowed: Allowed) -> tuple[Row, list[Both]]:
    """The row with the key of an indicator that is written by name (研发强度); where nothing bears it,
    without the cell, and what is said of it."""
    word = row.values.get(INDICATOR, "")
    if not word or word in allowed.indicators:
        return row, []
    others = {k: v for k, v in row.values.items() if k != INDICATOR}
    try:
        return row._replace(values={**others, INDICATOR: naming.indicator(word, allowed.codebook)}), []
    except naming.UnknownName as error:
        fault = Both(error.told("en"), error.told("zh")).at(Both(INDICATOR, INDICATOR))
        return row._replace(values=others), [fault]


def _with_keys(row: Row, allowed: Allowed, edited: Edited) -> tuple[list[dict[str, str]], list[Both]]:
    if row.exported is None:
        return _addition(row, allowed, edited)
    if row.is_target is False:
        return [_correction(row, IS_TARGET, "true", "false")], []
    given = {k: v for k, v in row.values.items() if k in EDITABLE}
    unchanged = {k for k, v in given.items() if same(k, v, as_text(row.exported.get(k)))}
    unchanged |= set(BOUNDS) - given.keys() if row.exported.keys() >= set(BOUNDS) else set()
    edits = {k: v for k, v in given.items() if k not in unchanged}
    faults = [fault for k, v in edits.items() if (fault := fault_of(k, v, allowed.indicators, allowed.units))]
    edits = {k: v for k, v in edits.items() if not fault_of(k, v, allowed.indicators, allowed.units)}
    whole = all(k in edits or k in unchanged for k in BOUNDS)
    edits, more = _bounds(row, edits, whole)
    return [_correction(row, k, as_text(row.exported.get(k)), v) for k, v in edits.items()], faults + more


def _correction(row: Row, field: str, old: str, new: str) -> dict[str, str]:
    return {
        "plan_id": row.plan_id,
        "quote": row.quote.replace("\n", LINE_END),
        "indicator_text": row.indicator_text,
        "nth": row.nth,
        "field": field,
        "old": old,
        "new": new,
        "reason": row.reason,
        "by": row.by,
    }


def _bounds(row: Row, edits: dict[str, str], whole: bool) -> tuple[dict[str, str], list[Both]]:
    """A point value moves as one; where one of two bounds cannot be read (not `whole`) the other is not taken
    either, nor is a lower one above the upper."""
    low, high = (row.exported.get(k) for k in BOUNDS)
    changed = [k for k in BOUNDS if k in edits]
    kept = {k: v for k, v in edits.items() if k not in BOUNDS}
    if not whole:
        return kept, [not_alone(k) for k in changed]
    if len(changed) == 1 and low == high and edits.get("comparator") != "range":
        other = "value_high" if changed[0] == "value_low" else "value_low"
        edits = {**edits, other: edits[changed[0]]}
    low, high = (edits.get(k, as_text(row.exported.get(k))) for k in BOUNDS)
    if low and high and float(low) > float(high):
        return kept, [crossed(low, high)]
    return edits, []


def _addition(row: Row, allowed: Allowed, edited: Edited) -> tuple[list[dict[str, str]], list[Both]]:
    """Corrections that add a target; all or nothing, for half a target is none."""
    row = _completed(row, allowed)
    given = {k: v for k, v in row.values.items() if v and k in (*EDITABLE, "value_text")}
    faults = [f for k, v in given.items() if (f := fault_of(k, v, allowed.indicators, allowed.units))]
    text = allowed.texts.get(row.plan_id)
    if text is None:
        faults.append(
            Both(
                f"plan_id: “{row.plan_id}” is no plan here; choose one from the list",
                f"plan_id：这里没有计划“{row.plan_id}”；请从列表中选",
            )
        )
    else:
        faults += _not_quoted(row, text, edited)
    if not given.get("value_low"):
        faults.append(
            Both(
                f"“{head('value_low', 'en')}” is missing; put the number, multiplied out",
                f"缺少“{head('value_low', 'zh')}”；请填换算后的数字",
            )
        )
    if not given.get("value_text") or given["value_text"] not in row.quote:
        faults.append(
            Both(
                f"“{head('value_text', 'en')}” is empty or does not stand in the quote: write there the "
                "figure with its unit, sign by sign as the quote has it",
                f"“{head('value_text', 'zh')}”列为空，或引文中没有所填的内容：请在该列写引文中的数字"
                "连同单位，逐字照抄",
            )
        )
    low, high = given.get("value_low"), given.get("value_high")
    if not faults and low and high and float(low) > float(high):
        faults.append(crossed(low, high))
    if faults:
        return [], faults
    made = [_correction(row, IS_TARGET, "false", "true")]
    return made + [_correction(row, k, "", v) for k, v in given.items()], []


def _not_quoted(row: Row, text: str, edited: Edited) -> list[Both]:
    """Why the quote of an added target cannot be taken."""
    if not row.quote or row.quote not in text:
        return [
            Both(
                "the quote does not stand in the plan's text; copy it from there, sign by sign",
                "计划正文中没有这段引文；请从正文逐字复制",
            )
        ]
    if (n := text.count(row.quote)) > 1:
        return [
            Both(
                f"the quote stands {n} times in the plan; make it longer",
                f"引文在计划中出现{n}次；请引长一些",
            )
        ]
    if row.quote in edited.quotes.get((row.plan_id, row.indicator_text), ()):
        return [Both("the target is there already; edit its row", "这一目标已在表中；请改它那一行")]
    return []


def _completed(row: Row, allowed: Allowed) -> Row:
    """Value as printed and indicator as printed, where left empty, read from the quote."""
    values = dict(row.values)
    if not values.get("value_text"):
        alike = [q for q in find(row.quote, allowed.lexer) if as_text(q.low) == values.get("value_low")]
        if len(alike) == 1:
            values["value_text"] = row.quote[alike[0].start : alike[0].end]
    phrase = row.indicator_text or phrase_of(row.quote, values.get("value_text") or row.quote)
    return row._replace(values=values, indicator_text=phrase)
