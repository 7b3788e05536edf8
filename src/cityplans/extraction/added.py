"""Targets that the rules missed and a person added: what the person gave, the rest from plan and clause."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from cityplans import tables
from cityplans.extraction import horizons, quantities, tenses
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
from cityplans.extraction.frame import frame
from cityplans.extraction.goal_years import Horizon
from cityplans.extraction.own_year import issued
from cityplans.extraction.words.words import Words
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
    row |= _horizon(group, given, quote, known, plan_id, start + quote.find(row["value_text"]))
    identity = "|".join((plan_id, quote, row["indicator_text"], row["value_text"]))
    digest = hashlib.sha256(f"{identity}|{nth or 1}".encode()).hexdigest()[:10]
    row |= {
        "target_id": f"{plan_id}-{digest}",
        **_from_plan(known.plans.get(plan_id), start, start + len(quote)),
    }
    first = next(r for r in group if r["field"] == IS_TARGET)
    who = "，".join(x for x in (first["reason"], first["by"], first["date"]) if x)
    return [row | {"corrected": True, "correction_note": "added" + (f"（{who}）" if who else "")}], []


def _horizon(group, given: Mapping, quote: str, known: Known, plan_id: str, at: int) -> dict:
    """The year a person gave; where nothing was said of it, that which the extraction gives the place."""
    if given.get("horizon") is not None:
        source = "explicit" if str(given["horizon"]) in quote else "inherited"
        return {"horizon_source": given.get("horizon_source", source)}
    is_said = any(row["field"] == "horizon" for row in group)  # emptied
    plan = known.plans.get(plan_id)
    if is_said or plan is None or known.horizon is None:
        return {}
    found = known.horizon(plan, at)
    return {"horizon": found.year, "horizon_source": given.get("horizon_source", found.source)}


def horizon_at(plan: Plan, position: int, words: Words) -> Horizon:
    """The year that governs a value at this place of a plan's text."""
    clauses = plan.clauses
    index = next((i for i, c in enumerate(clauses) if c.start <= position < c.end), None)
    if index is None:
        return Horizon(None, "none")
    found = [quantities.find(clause.text, words.lexer) for clause in clauses]
    looks = tenses.tenses(plan.title, issued(plan, words.said)[0], clauses, words)
    context = horizons.contexts(plan, clauses, found, looks, words.said)[index]
    return horizons.horizon(frame(clauses[index].text), position - clauses[index].start, context)


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
