"""Targets that the rules missed and a person added: what the person gave, the rest from plan and clause."""

from __future__ import annotations

import hashlib
import re

from cityplans import tables
from cityplans.extraction.correctable import (
    BOUNDS,
    FIELDS,
    IS_TARGET,
    Fault,
    Key,
    Known,
    fault_of,
    no_field,
    out_of_order,
    parsed,
)
from cityplans.records import Plan

DEFAULTS = {"comparator": "eq", "measure": "level", "strength": "firm", "horizon_source": "none"}
NEEDLESS = re.compile(r"[\s，。；：、的为是到达]+$|^[\s，。；：、]+")


def added(key: Key, group, text: str, known: Known) -> tuple[list[dict], list[Fault]]:
    """The target that the rules missed, in a list; or none, and why."""
    plan_id, quote, indicator_text, nth = key
    start = _place(text, quote, int(nth[:9]) if nth else 1)
    told = {r["field"]: r["new"] for r in group if r["field"] != IS_TARGET and r["new"]}
    if unknown := sorted(set(told) - set(FIELDS)):
        return [], [("correction_unknown_field", no_field(", ".join(unknown)))]
    wrong = [said for f, new in told.items() if (said := fault_of(f, new, known.themes, known.units))]
    given = {field: parsed(field, new)[0] for field, new in told.items()}
    wrong = wrong or list(filter(None, [out_of_order(dict.fromkeys(BOUNDS) | given)]))
    if wrong:
        return [], [("correction_invalid", said) for said in wrong]
    row = dict.fromkeys(tables.TABLES["targets"].columns) | DEFAULTS | given
    row |= {
        "plan_id": plan_id,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "rule": "correction",
    }
    row["value_high"] = row["value_low"] if row["value_high"] is None else row["value_high"]
    row["value_text"] = row["value_text"] or quote
    row["indicator_text"] = indicator_text or phrase_of(quote, row["value_text"])
    row["theme"] = known.themes.get(row["indicator_id"] or "")
    if row["horizon"] is not None and "horizon_source" not in given:
        row["horizon_source"] = "explicit" if str(row["horizon"]) in quote else "inherited"
    identity = "|".join((plan_id, quote, row["indicator_text"], row["value_text"]))
    digest = hashlib.sha256(f"{identity}|{nth or 1}".encode()).hexdigest()[:10]
    row |= {
        "target_id": f"{plan_id}-{digest}",
        **_from_plan(known.plans.get(plan_id), start, start + len(quote)),
    }
    first = next(r for r in group if r["field"] == IS_TARGET)
    who = "，".join(x for x in (first["reason"], first["by"], first["date"]) if x)
    return [row | {"corrected": True, "correction_note": "added" + (f"（{who}）" if who else "")}], []


def _from_plan(plan: Plan | None, start: int, end: int) -> dict:
    if plan is None:
        return {}
    edition = plan.reference
    clause = next((c for c in plan.clauses if c.start <= start < c.end), None)
    source_start, source_end = edition.source_span(start, end)
    return {
        "region": plan.region, "clause_id": clause.clause_id if clause else None,
        "source_file": edition.source_file,
        "source_start": source_start, "source_end": source_end, "page": edition.page_of(start),
        "departments": clause.departments if clause else None, "editions": edition.edition_id,
    }  # fmt: skip


def _place(text: str, quote: str, nth: int) -> int:
    start = text.find(quote)
    for _ in range(nth - 1):
        start = max(start, text.find(quote, start + 1))
    return start


def phrase_of(quote: str, value_text: str) -> str:
    """The quote's words without the value: what the document calls the indicator."""
    before, _, after = quote.partition(value_text) if value_text else (quote, "", "")
    return NEEDLESS.sub("", before) or NEEDLESS.sub("", after) or quote
