"""Targets of several editions of one plan → one row each, every field from the edition that supplies it.

Each edition is read for itself; a target of another edition is laid on the reference by alignment. Where a
field differs, the reading of most editions stands (the reference breaks ties), and `edition_note` says who
reads what.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cityplans.columns.columns import COLUMNS, used_as
from cityplans.extraction import targets
from cityplans.extraction.tabular.unread import UNREAD
from cityplans.extraction.targets import Extraction, Words
from cityplans.reading.alignment import align
from cityplans.records import Edition, Plan, Problem

VOTED = used_as("voted")
LEAST_UNREAD, SHOWN = 2, 3  # figures: one alone is no table; of them that a message shows
SOURCES = ("none", "plan", "inherited", "explicit")  # from the weakest evidence to the strongest


def collated(plan: Plan, words: Words) -> tuple[Extraction, list[Problem]]:
    """What a plan says in numbers, indexed on the reference text, and what only another edition has."""
    main = targets.extract(plan, plan.reference, words)
    others = [e for e in plan.editions if not e.is_reference]
    unread = _unread(plan, main)
    if not others:
        return main, unread
    readings: dict[str, list[tuple[str, dict]]] = {
        row["target_id"]: [(plan.reference.edition_id, row)] for row in main.targets
    }
    problems = [*unread]
    places = _places(main)
    for edition in others:
        found = targets.extract(plan, edition, words)
        laid = align(plan.text, edition.text)
        there = _places(found)
        for row in found.targets:
            span = laid.span_to_reference(*there[row["target_id"]])
            own = _match(row, span, main, places, readings, edition) if span else None
            if own is None:
                problems.append(_only_there(plan, edition, row))
            else:
                readings[own].append((edition.edition_id, row))
    return Extraction(
        [_merged(row, readings[row["target_id"]]) for row in main.targets], main.numerals, main.actuals
    ), problems


def _places(extraction: Extraction) -> dict[str, tuple[int, int]]:
    """Where the value of each target stands."""
    return {key: (n["start"], n["end"]) for n in extraction.numerals for key in n["target_id"].split()}


def _match(
    row: dict, span: tuple[int, int], main: Extraction, places, readings, edition: Edition
) -> str | None:
    """The target of the reference whose value stands where this row's does, the likest of several."""
    here = [
        m
        for m in main.targets
        if places[m["target_id"]][0] < span[1]
        and span[0] < places[m["target_id"]][1]
        and all(e != edition.edition_id for e, _ in readings[m["target_id"]])
    ]
    if not here:
        return None
    return min(
        here,
        key=lambda m: (
            m["indicator_text"] != row["indicator_text"],
            m["indicator_id"] != row["indicator_id"],
            m["target_id"],
        ),
    )["target_id"]


def _merged(row: dict, readings: Sequence[tuple[str, dict]]) -> dict:
    if len(readings) == 1:
        return row
    made = dict(row)
    notes = []
    for field in VOTED:
        votes = Counter(reading[field] for _, reading in readings)
        if len(votes) > 1:
            made[field] = max(votes, key=lambda v: (votes[v], v == row[field]))
            if field not in ("value_low", "value_high"):  # value_text says it
                notes.append(_note(field, readings))
    best = max(readings, key=lambda r: (SOURCES.index(r[1]["horizon_source"]), r[1] is row))[1]
    if best["horizon"] != row["horizon"] or best["horizon_source"] != row["horizon_source"]:
        made["horizon"], made["horizon_source"] = best["horizon"], best["horizon_source"]
    if len({r["horizon"] for _, r in readings}) > 1:
        notes.append(_note("horizon", readings))
    made["editions"] = " ".join(sorted(edition for edition, _ in readings))
    made["edition_note"] = "；".join(notes)
    return made


def _note(field: str, readings: Sequence[tuple[str, dict]]) -> str:
    """单位/unit: 人年/万人 (a, b), 人/万人 (c)."""
    by_value: dict[str, list[str]] = {}
    for edition, row in readings:
        by_value.setdefault("—" if row[field] in (None, "") else str(row[field]), []).append(edition)
    said = ", ".join(
        f"{value} ({', '.join(sorted(who))})"
        for value, who in sorted(by_value.items(), key=lambda v: -len(v[1]))
    )
    label = f"{COLUMNS[field].zh}/{field}"
    return f"{re.sub('原文|编码|_text|_id', '', label)}: {said}"


def _unread(plan: Plan, made: Extraction) -> list[Problem]:
    """That figures of a table are read as nothing: whose they are, or of which year, could not be told."""
    left = [n for n in made.numerals if (n["class"], n["rule"]) == UNREAD]
    if len(left) < LEAST_UNREAD:
        return []
    edition, sample = plan.reference, ", ".join(n["text"] for n in left[:SHOWN])
    more = " …" * (len(left) > SHOWN)
    en = (
        f"{edition.source_file}: {len(left)} figures of tables in {plan.plan_id} ({sample}{more}) are no "
        "targets, since nothing says whose they are or of which year; see them in the ledger, mend "
        "the table in the file (a cell for every figure, heads above) or add them in corrections.csv"
    )
    zh = (
        f"{edition.source_file}：{plan.plan_id} 的表格中有 {len(left)} 个数字（{sample}{more}）"
        "看不出属于哪个指标或哪一年，未作目标：请看数字台账，"
        "把文件里的表格补全（每格一个、有表头），或写入 corrections.csv"
    )
    start, end = edition.origins[left[0]["start"]], edition.origins[left[-1]["end"] - 1] + 1
    return [Problem(edition.source_file, "extraction", "table_unread", en, start, end, zh)]


def _only_there(plan: Plan, edition: Edition, row: dict) -> Problem:
    return Problem(
        edition.source_file,
        "editions",
        "target_in_one_edition",
        f"{plan.plan_id}: “{row['quote']}” is a target in {edition.edition_id} only; compare the editions",
        row["source_start"],
        row["source_end"],
    )
