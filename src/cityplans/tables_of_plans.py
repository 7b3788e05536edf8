"""What was read and extracted → the tables of single plans, and their texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from cityplans import tables
from cityplans.codebook import Codebook
from cityplans.documents import TABLES, Extracted
from cityplans.records import Clause, Edition, Plan, Problem

OF_PLAN = (
    "plan_id", "region", "region_code", "region_level", "parent_region", "issuer", "title", "doc_no",
    "date", "period_start", "period_end", "status", "plan_type", "issuer_type", "co_issuers",
)  # fmt: skip
OF_EDITION = (
    "edition_id", "source_file", "source_start", "source_end", "script", "complete", "coverage",
    "is_reference",
)  # fmt: skip


def frames_of(
    plans: Sequence[Plan], extracted: Sequence[Extracted], differences: Sequence[dict]
) -> dict[str, pd.DataFrame]:
    """The tables of these plans by what was read of each; `differences` are the readings in which their
    editions differ."""
    found = {
        name: tables.from_batches(name, {p.plan_id: getattr(e, name) for p, e in zip(plans, extracted)})
        for name in TABLES
    }
    cleaning = [
        {"plan_id": p.plan_id, "edition_id": e.edition_id, "fix": fix, "count": count}
        for p in plans
        for e in p.editions
        for fix, count in e.cleaning
    ]
    clauses = [(p.plan_id, *c) for p in plans for c in p.clauses]
    return {
        "plans": tables.frame("plans", [_plan(plan) for plan in plans]),
        "editions": tables.frame("editions", [_edition(p, e) for p in plans for e in p.editions]),
        "edition_differences": _touching(differences, found["targets"]),
        "cleaning_log": tables.frame("cleaning_log", cleaning),
        "clauses": tables.from_tuples("clauses", ("plan_id", *Clause._fields), clauses),
    } | found


def _touching(differences: Sequence[dict], targets: pd.DataFrame) -> pd.DataFrame:
    """Differences with `touches_target` filled in: whether a target's quote overlaps the reading."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for plan_id, start, end in zip(targets["plan_id"], targets["start"], targets["end"]):
        spans.setdefault(plan_id, []).append((start, end))
    return tables.frame(
        "edition_differences",
        [
            row
            | {
                "touches_target": any(
                    s < max(row["end"], row["start"] + 1) and row["start"] < e
                    for s, e in spans.get(row["plan_id"], ())
                )
            }
            for row in differences
        ],
    )


def _plan(plan: Plan) -> dict:
    row = {name: getattr(plan, name) for name in OF_PLAN}
    return row | {
        "reference_edition_id": plan.reference.edition_id,
        "characters": len(plan.text),
        "editions": " ".join(sorted(e.edition_id for e in plan.editions)),
    }


def _edition(plan: Plan, edition: Edition) -> dict:
    return {name: getattr(edition, name) for name in OF_EDITION} | {"plan_id": plan.plan_id}


def problem_rows(problems: Iterable[Problem], codebook: Codebook) -> list[dict]:
    """Rows of `problems`, each once, with what the codebook says of its code."""
    known = {row["problem"]: row for row in codebook["problems"]}
    return [
        _problem_row(problem, known.get(problem.problem, {})) for problem in sorted(set(problems), key=str)
    ]


def _problem_row(problem: Problem, known: Mapping[str, str]) -> dict:
    said = known.get("zh", "")
    return {
        "source_file": problem.source_file,
        "stage": problem.stage,
        "problem": problem.problem,
        "severity": known.get("severity", "look"),
        "message": problem.message,
        "message_zh": problem.message_zh or (f"{problem.source_file}：{said}" if said else ""),
        "source_start": problem.start,
        "source_end": problem.end,
    }


def write_texts(texts: Mapping[str, str], folder: Path, before: Path | None = None) -> None:
    """A file a plan. One that stands in `before` as it is gets a second name, which costs a disk less."""
    folder.mkdir(exist_ok=True)
    for plan_id, text in texts.items():
        name, content = f"{plan_id}.txt", text.encode()
        if not (before and _has_second_name(folder / name, before / name, content)):
            (folder / name).write_bytes(content)


def _has_second_name(place: Path, file: Path, content: bytes) -> bool:
    try:
        if not file.is_file() or file.read_bytes() != content:
            return False
        place.hardlink_to(file)
    except OSError:  # a disk that knows no second names
        return False
    return True
