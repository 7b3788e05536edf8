"""An edited workbook, or verdicts from the explorer → data/codebook/corrections.csv: valid edits are taken,
the others named."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cityplans import codebook as codebooks
from cityplans import places, tables
from cityplans.checking import review
from cityplans.codebook import Codebook
from cityplans.extraction.corrections import (
    FILE,
    IS_TARGET,
    LINE_END,
    VERDICT,
    as_text,
    fault_of,
    phrase_of,
    same,
)
from cityplans.extraction.quantities import Lexer, find, lexer
from cityplans.publishing.workbook import verdicts
from cityplans.publishing.workbook.edits import Edited, EditError, Row, read_edits
from cityplans.publishing.workbook.targets import EDITABLE
from cityplans.running import locking

COLUMNS = ("plan_id", "quote", "indicator_text", "nth", "field", "old", "new", "reason", "by", "date")
ID = COLUMNS[:5]  # what tells corrections apart
REPEATED = 2  # from so many corrections of one kind on, the codebook may be the better place
BETTER_PLACE = {
    "indicator_id": "indicator_terms.csv",
    "unit": "units.csv",
    "comparator": "comparators.csv",
    "strength": "strength.csv",
    "measure": "verbs.csv",
    IS_TARGET: "class_cues.csv",
}

__all__ = ["COLUMNS", "EditError", "import_workbook", "suggestions"]


class Imported(NamedTuple):
    """Lines that say what was taken, refused and suggested; how many were refused."""

    lines: list[str]
    refused: int


class Allowed(NamedTuple):
    """What an edit may name."""

    indicators: frozenset[str]
    units: frozenset[str]
    texts: Mapping[str, str]
    lexer: Lexer


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
    frames, texts = tables.load(out)
    if path.suffix.casefold() == ".csv":
        edited, said = Edited(), verdicts.of_csv(path)
    else:
        edited = read_edits(path, frames["targets"], codebook)
        said = verdicts.of_book(edited.book)
    units = {r["unit"] for r in codebook["units"]} | set(frames["targets"]["unit"].dropna())
    known = frozenset(r["indicator_id"] for r in codebook["indicators"])
    allowed = Allowed(known, frozenset(units - {""}), texts, lexer(codebook))
    made, refused = [], list(edited.refused)
    for row in edited.rows:
        wanted, faults = _checked(row, allowed, edited)
        made += wanted
        refused += [f"{row.place}: {fault}" for fault in faults]
    before = [_full(r) for r in codebook["corrections"]]
    judged, unknown = _judged(said, frames, codebook, edited)
    made, refused = made + judged, refused + unknown
    after, taken = merged(before, made, today)
    if after != before:
        tables.write_bytes(codebook.folder / FILE, _csv(after).encode("utf-8-sig"))
    edited.notes += _without_reason(made, after, taken)
    return Imported(_report(codebook.folder / FILE, taken, refused, edited, after), len(refused))


def _judged(said, frames, codebook: Codebook, edited: Edited) -> tuple[list[dict[str, str]], list[str]]:
    """(rows that keep verdicts, what is wrong with the others)."""
    targets = review.rows_of(frames["targets"])
    rows = {t["target_id"]: t for t in targets}
    rows |= {t: rows.get(t, {}) | dict(was) | {"target_id": t} for t, was in edited.exported.items()}
    kinds = {q.row["target_id"]: q.kind for q in review.queue(targets, codebook["corrections"])}
    made, refused = [], []
    for one, found in verdicts.corrections(said, rows, kinds):
        made += found
        if one.target_id not in rows:
            refused.append(f"{one.place}: target id “{one.target_id}” is not among the targets")
        elif not found:
            refused.append(f"{one.place}: “{one.word}” is none of keep, drop, mend (保留、剔除、更正)")
    return made, refused


def _without_reason(made, after, taken: Sequence[str]) -> list[str]:
    """That a reason is missing, where edits of this file have none."""
    ids = {tuple(r[k] for k in ID) for r in made if r["field"] != VERDICT}
    bare = [r for r in after if not r["reason"] and tuple(r[k] for k in ID) in ids]
    if not bare:
        return []
    return [f"{len(bare)} corrections have no reason; write one in the column Reason and import again"]


def _report(path: Path, taken: Sequence[str], refused: Sequence[str], edited: Edited, after) -> list[str]:
    lines = [f"{path}: {len(taken)} corrections taken, {len(refused)} refused, {len(after)} in all"]
    lines += [f"  taken: {line}" for line in taken]
    lines += [f"  refused: {line}" for line in refused]
    lines += [f"  note: {line}" for line in edited.notes]
    lines += [f"  suggestion: {line}" for line in suggestions(after)]
    if taken:
        lines.append("run `python -m cityplans build` to apply them")
    return lines


def _full(row: Mapping[str, str]) -> dict[str, str]:
    return {column: row.get(column, "") for column in COLUMNS}


def _csv(rows: Sequence[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _checked(row: Row, allowed: Allowed, edited: Edited) -> tuple[list[dict[str, str]], list[str]]:
    """(corrections of one row of the sheet, what is wrong with the others)."""
    if row.exported is None:
        return _addition(row, allowed, edited)
    if row.is_target is False:
        return [_correction(row, IS_TARGET, "true", "false")], []
    edits = {
        k: v for k, v in row.values.items() if k in EDITABLE and not same(k, v, as_text(row.exported.get(k)))
    }
    faults = [fault for k, v in edits.items() if (fault := fault_of(k, v, allowed.indicators, allowed.units))]
    edits = {k: v for k, v in edits.items() if not fault_of(k, v, allowed.indicators, allowed.units)}
    edits, more = _bounds(row, edits)
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


def _bounds(row: Row, edits: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """A point value moves as one; a lower bound above the upper is refused."""
    low, high = (row.exported.get(k) for k in ("value_low", "value_high"))
    changed = [k for k in ("value_low", "value_high") if k in edits]
    if len(changed) == 1 and low == high and edits.get("comparator") != "range":
        other = "value_high" if changed[0] == "value_low" else "value_low"
        edits = {**edits, other: edits[changed[0]]}
    low, high = (edits.get(k, as_text(row.exported.get(k))) for k in ("value_low", "value_high"))
    if low and high and float(low) > float(high):
        kept = {k: v for k, v in edits.items() if k not in ("value_low", "value_high")}
        return kept, [f"value_low {low} is above value_high {high}"]
    return edits, []


def _addition(row: Row, allowed: Allowed, edited: Edited) -> tuple[list[dict[str, str]], list[str]]:
    """Corrections that add a target; all or nothing, for half a target is none."""
    row = _completed(row, allowed)
    given = {k: v for k, v in row.values.items() if v and k in (*EDITABLE, "value_text")}
    faults = [f for k, v in given.items() if (f := fault_of(k, v, allowed.indicators, allowed.units))]
    text = allowed.texts.get(row.plan_id)
    if text is None:
        faults.append(f"plan_id: “{row.plan_id}” is no plan here; choose one from the list")
    elif not row.quote or row.quote not in text:
        faults.append("the quote does not stand in the plan's text; copy it from there, sign by sign")
    elif text.count(row.quote) > 1:
        faults.append(f"the quote stands {text.count(row.quote)} times in the plan; make it longer")
    elif row.quote in edited.quotes.get((row.plan_id, row.indicator_text), ()):
        faults.append("the target is there already; edit its row")
    if not given.get("value_low"):
        faults.append("the lower value is missing; put the number, multiplied out")
    if not given.get("value_text") or given["value_text"] not in row.quote:
        faults.append("value as printed is missing or does not stand in the quote")
    low, high = given.get("value_low"), given.get("value_high")
    if not faults and low and high and float(low) > float(high):
        faults.append(f"value_low {low} is above value_high {high}")
    if faults:
        return [], faults
    made = [_correction(row, IS_TARGET, "false", "true")]
    return made + [_correction(row, k, "", v) for k, v in given.items()], []


def _completed(row: Row, allowed: Allowed) -> Row:
    """Value as printed and indicator as printed, where left empty, read from the quote."""
    values = dict(row.values)
    if not values.get("value_text"):
        alike = [q for q in find(row.quote, allowed.lexer) if as_text(q.low) == values.get("value_low")]
        if len(alike) == 1:
            values["value_text"] = row.quote[alike[0].start : alike[0].end]
    phrase = row.indicator_text or phrase_of(row.quote, values.get("value_text") or row.quote)
    return row._replace(values=values, indicator_text=phrase)


def merged(
    before: Sequence[Mapping[str, str]], made: Sequence[Mapping[str, str]], today: str
) -> tuple[list[dict[str, str]], list[str]]:
    """(all corrections, what is new).

    An edit of a corrected value keeps the first old value, one that restores it takes the correction back,
    and the same edit again is nothing new.
    """
    rows = {tuple(r[k] for k in ID): dict(r) for r in before}
    taken = []
    for edit in made:
        key = tuple(edit[k] for k in ID)
        there = rows.get(key)
        said = f"{edit['plan_id']} “{edit['quote'][:40]}” {edit['field']}: "
        said += f"{edit['old'] or '—'} → {edit['new'] or '—'}"
        if edit["field"] == VERDICT and there and (there["old"], there["new"]) != (edit["old"], edit["new"]):
            rows[key] = {**edit, "reason": edit["reason"] or there["reason"], "date": today}
        elif there is None:
            rows[key] = {**edit, "date": today}
        elif there["old"] == edit["new"]:
            _taken_back(rows, key)
            said += " (correction taken back)"
        elif there["new"] == edit["new"] and edit["reason"] in ("", there["reason"]):
            continue
        else:
            reason = edit["reason"] or there["reason"]
            rows[key] = {
                **edit,
                "old": there["old"],
                "reason": reason,
                "by": edit["by"] or there["by"],
                "date": today,
            }
        taken.append(said)
    return [rows[key] for key in sorted(rows)], taken


def _taken_back(rows: dict[tuple, dict], key: tuple) -> None:
    """Remove a correction; with the addition of a target goes all that was said of it."""
    if key[4] == IS_TARGET and rows[key]["new"] == "true":
        for other in [k for k in rows if k[:4] == key[:4]]:
            del rows[other]
    else:
        del rows[key]


def suggestions(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Corrections that repeat: what a line of the codebook might settle for every plan."""
    counted: Counter = Counter()
    plans = defaultdict(set)
    for row in rows:
        if row["field"] in BETTER_PLACE and not (row["field"] == IS_TARGET and row["new"] == "true"):
            about = row["indicator_text"] if row["field"] in ("indicator_id", IS_TARGET) else ""
            kind = (row["field"], row["old"], row["new"], about)
            counted[kind] += 1
            plans[kind].add(row["plan_id"])
    out = []
    for (field, old, new, about), n in sorted(counted.items(), key=lambda x: (-x[1], x[0])):
        if n >= REPEATED:
            of = f" of “{about}”" if about else ""
            where = f"{n} corrections in {len(plans[field, old, new, about])} plans"
            out.append(
                f"{where} change {field}{of} from “{old or '—'}” to “{new}”; see {BETTER_PLACE[field]}"
            )
    return out
