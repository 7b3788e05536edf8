"""What researchers corrected, applied to the targets that the rules found.

A correction names plan and quote, never a place, so that it survives new plans and other cleaning. One that
no longer fits is kept and becomes a problem: nothing is changed silently, and nothing is dropped silently.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from cityplans import tables
from cityplans.codebook import Codebook
from cityplans.columns import used_as
from cityplans.records import Plan, Problem
from cityplans.schema import COLUMNS

FILE = "corrections.csv"
IS_TARGET = "is_target"  # the field by which a row is taken out (new = false) or added (new = true)
VERDICT = "verdict"  # the field under which a person says keep, drop or mend; it changes no target
FIELDS = used_as("correctable")
DEFAULTS = {"comparator": "eq", "measure": "level", "strength": "firm", "horizon_source": "none"}
LINE_END = "␤"  # stands for a line end inside a cell of corrections.csv
NEEDLESS = re.compile(r"[\s，。；：、的为是到达]+$|^[\s，。；：、]+")

BOUNDS = ("value_low", "value_high")
YEARS = range(1990, 2101)  # in which a horizon or baseline may lie

# plan_id, quote, indicator_text, which of several (from 1; empty: the only one)
Key = tuple[str, str, str, str]
Fault = tuple[str, str]  # code of the problem, what is wrong and what to do


class Known(NamedTuple):
    """What a correction may name and an added target takes from elsewhere."""

    plans: Mapping[str, Plan]
    themes: Mapping[str, str]  # by indicator_id
    units: Collection[str]


def apply(
    targets: pd.DataFrame,
    corrections: Sequence[Mapping[str, str]],
    texts: Mapping[str, str],
    plans: Sequence[Plan] = (),
    themes: Mapping[str, str] | None = None,
    units: Collection[str] = (),
) -> tuple[pd.DataFrame, list[Problem]]:
    """(corrected targets, what no longer fits).

    `corrections` are rows of corrections.csv, `texts` the cleaned text by plan_id, `themes` the theme by
    indicator_id; `themes` and `units` are those a correction may name (none given: any). Added targets need
    `plans` for their clause and place in the file. Rows that a correction touched, or that agree with one,
    have `corrected` true and say in `correction_note` what and why.
    """
    rows = targets.astype(object).where(targets.notna(), None).to_dict("records")
    by_quote = defaultdict(list)
    for row in sorted(rows, key=lambda r: r["start"]):
        row["corrected"], row["correction_note"] = bool(row.get("corrected")), row.get("correction_note")
        by_quote[row["plan_id"], row["quote"]].append(row)
    known = Known({p.plan_id: p for p in plans}, themes or {}, units)
    problems: list[Problem] = []
    gone: set[int] = set()
    groups = grouped([row for row in corrections if row["field"] != VERDICT])
    problems += _of_no_plan(groups, texts)
    for key, group in groups.items():
        if key[0] not in texts and not _stands(key[1], texts):
            continue  # said once for the whole plan
        group, faults = _usable(group)
        found, fault = _found(key, group, by_quote, texts)
        if fault:
            faults.append(fault)
        elif found is None and _is(group, "true"):
            made, wrong = _added(key, group, texts[key[0]], known)
            faults += wrong
            if not wrong:
                rows.append(made)
                by_quote[key[0], key[1]].append(made)
        elif found is not None:
            faults += _changed(found, group, known, gone)
        problems += [_problem(known, key, *fault) for fault in faults]
    kept = [row for row in rows if id(row) not in gone]
    return tables.frame("targets", kept), problems


def corrected(
    targets: pd.DataFrame, numerals: pd.DataFrame, plans: Sequence[Plan], codebook: Codebook
) -> tuple[pd.DataFrame, pd.DataFrame, list[Problem]]:
    """(targets, numerals, problems) after the codebook's corrections; what the line calls."""
    if not codebook["corrections"]:
        return targets.assign(corrected=targets["corrected"].fillna(False)), numerals, []
    themes = {row["indicator_id"]: row["theme"] for row in codebook["indicators"]}
    texts = {plan.plan_id: plan.text for plan in plans}
    units = {row["unit"] for row in codebook["units"]} | set(targets["unit"].dropna())
    made, problems = apply(targets, codebook["corrections"], texts, plans, themes, units)
    return made, ledger(numerals, targets, made), problems


def grouped(corrections: Sequence[Mapping[str, str]]) -> dict[Key, list[Mapping[str, str]]]:
    """The corrections of each target."""
    groups: dict[Key, list[Mapping[str, str]]] = defaultdict(list)
    for row in corrections:
        quote = row["quote"].replace(LINE_END, "\n")
        groups[row["plan_id"], quote, row.get("indicator_text", ""), row.get("nth", "")].append(row)
    return groups


def _is(group: Sequence[Mapping[str, str]], said: str) -> bool:
    """Whether the group adds its target (true) or takes it out (false); Excel writes TRUE and FALSE."""
    return any(row["field"] == IS_TARGET and row["new"].strip().lower() == said for row in group)


def _usable(group: Sequence[Mapping[str, str]]) -> tuple[list[Mapping[str, str]], list[Fault]]:
    """The corrections of one target that say one thing each, and what is wrong with the others."""
    usable: dict[str, Mapping[str, str]] = {}
    faults = []
    for row in group:
        field, new = row["field"], row["new"]
        if field == IS_TARGET and new.strip().lower() not in ("true", "false"):
            faults.append(("correction_invalid", f"{field}: “{new}” is neither true nor false"))
        elif field in usable and usable[field]["new"] != new:
            said = (
                f"{field} is “{usable[field]['new']}” in one row and “{new}” in another: keep one in {FILE}"
            )
            faults.append(("correction_twice", said))
        else:
            usable[field] = row
    return list(usable.values()), faults


def _found(key: Key, group, by_quote, texts: Mapping[str, str]) -> tuple[dict | None, Fault | None]:
    """(the target meant, or None where there is none and none is needed; what is wrong)."""
    plan_id, quote, indicator_text, nth = key
    if not group:
        return None, None
    if not quote:
        return None, ("correction_invalid", f"the quote is empty: write the sentence into {FILE}")
    if nth and not (nth.isascii() and nth.isdigit() and int(nth[:9]) > 0):
        return None, ("correction_invalid", f"nth: “{nth}” is no number from 1 on")
    if plan_id not in texts:
        elsewhere = ", ".join(sorted(p for p, text in texts.items() if quote in text))
        said = f"the sentence stands in {elsewhere}: put that plan_id into {FILE}"
        return None, ("correction_plan_gone", said) if elsewhere else None
    if quote not in texts[plan_id]:
        return None, (
            "correction_quote_gone",
            f"the text no longer holds it: renew it or delete it in {FILE}",
        )
    rows = by_quote.get((plan_id, quote), [])
    alike = [r for r in rows if not indicator_text or (r["indicator_text"] or "") == indicator_text]
    if nth:
        alike = alike[int(nth[:9]) - 1 : int(nth[:9])]
    if len(alike) > 1:
        said = f"{len(alike)} targets have this quote: say in {FILE} which, by indicator_text or nth"
        return None, ("correction_ambiguous", said)
    if alike:
        return alike[0], None
    if _is(group, "true") or _is(group, "false"):
        return None, None
    said = f"the sentence is there, but no target is read from it: add it, or delete it in {FILE}"
    return None, ("correction_target_gone", said)


def _of_no_plan(groups: Mapping[Key, Sequence], texts: Mapping[str, str]) -> list[Problem]:
    """One row for all corrections of a plan that is not among these: its id may be misspelt."""
    count = Counter(key[0] for key in groups if key[0] not in texts and not _stands(key[1], texts))
    said = "not applied; no plan here has this plan_id: leave them for later, or put the right one into"
    return [
        Problem(FILE, "corrections", "correction_plan_gone", f"{plan_id}: {n} corrections {said} {FILE}")
        for plan_id, n in sorted(count.items())
    ]


def _stands(quote: str, texts: Mapping[str, str]) -> bool:
    return any(quote in text for text in texts.values())


def _changed(row: dict, group, known: Known, gone: set[int]) -> list[Fault]:
    """Apply the corrections of one target in place; what does not fit."""
    if _is(group, "false"):
        gone.add(id(row))
        return []
    faults, made = [], dict(row)
    for correction in group:
        if correction["field"] == IS_TARGET:
            continue
        if fault := _misfit(row, correction, known):
            faults.append(fault)
        else:
            made[correction["field"]] = parsed(correction["field"], correction["new"])[0]
            _note(made, correction, known)
    if said := _out_of_order(made):
        others = [correction for correction in group if correction["field"] not in BOUNDS]
        return [("correction_invalid", said), *_changed(row, others, known, gone)]
    row.update(made)
    return faults


def _misfit(row: Mapping, correction: Mapping[str, str], known: Known) -> Fault | None:
    field, old, new = (correction[name] for name in ("field", "old", "new"))
    if field not in FIELDS:
        return "correction_unknown_field", f"“{field}” cannot be corrected; use {', '.join(FIELDS)}"
    if said := fault_of(field, new, known.themes, known.units):
        return "correction_invalid", said
    now = as_text(row[field])
    if not same(field, now, new) and not same(field, now, old):
        said = f"{field} was “{old}”, is now read as “{now}”: check it and renew it in {FILE}"
        return "correction_old_value_changed", said
    return None


def _out_of_order(row: Mapping) -> str:
    """What is wrong with the bounds of a value; empty where nothing is."""
    low, high = (row[name] for name in BOUNDS)
    if low is None:
        return "value_low is empty: put the number, or take the target out (is_target, false)"
    if high is not None and low > high:
        return f"value_low {as_text(low)} is above value_high {as_text(high)}"
    return ""


def _note(row: dict, correction: Mapping[str, str], known: Known) -> None:
    row["corrected"] = True
    old, new = (correction[k] or "—" for k in ("old", "new"))
    who = "，".join(x for x in (correction["reason"], correction["by"], correction["date"]) if x)
    said = f"{correction['field']}: {old} → {new}" + (f"（{who}）" if who else "")
    row["correction_note"] = "；".join(x for x in (row["correction_note"], said) if x)
    if correction["field"] == "indicator_id":
        row["theme"] = known.themes.get(correction["new"]) or None


def _added(key: Key, group, text: str, known: Known) -> tuple[dict, list[Fault]]:
    """A target the rules missed: what the researcher gave, the rest from plan and clause; or why there is
    none."""
    plan_id, quote, indicator_text, nth = key
    start = _place(text, quote, int(nth[:9]) if nth else 1)
    told = {r["field"]: r["new"] for r in group if r["field"] != IS_TARGET and r["new"]}
    if unknown := sorted(set(told) - set(FIELDS)):
        said = f"“{', '.join(unknown)}” cannot be corrected; use {', '.join(FIELDS)}"
        return {}, [("correction_unknown_field", said)]
    wrong = [said for f, new in told.items() if (said := fault_of(f, new, known.themes, known.units))]
    given = {field: parsed(field, new)[0] for field, new in told.items()}
    wrong = wrong or list(filter(None, [_out_of_order(dict.fromkeys(BOUNDS) | given)]))
    if wrong:
        return {}, [("correction_invalid", said) for said in wrong]
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
    return row | {"corrected": True, "correction_note": "added" + (f"（{who}）" if who else "")}, []


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


def parsed(field: str, text: str) -> tuple[object, str]:
    """(value of the field's type, what is wrong with it)."""
    column = COLUMNS[field]
    if text == "":
        needed = field in ("comparator", "measure", "strength", "horizon_source")
        return None, f"{field} may not be empty; use {', '.join(column.values)}" if needed else ""
    if column.values and text not in column.values:
        return None, f"{field}: “{text}” is not one of {', '.join(column.values)}"
    if column.type not in ("number", "year", "integer"):
        return text, ""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        return None, f"{field}: “{text}” is no number"
    return value if column.type == "number" else int(value), ""


def fault_of(field: str, text: str, indicators: Collection[str], units: Collection[str]) -> str:
    """Why a value cannot be taken; empty where it can. Where no indicators or units are given, any do."""
    _, fault = parsed(field, text)
    if fault:
        return fault
    if field == "indicator_id" and text and indicators and text not in indicators:
        return (
            f"indicator_id: “{text}” is no key of indicators.csv; add it there first, or choose from the list"
        )
    if field == "unit" and text and units and text not in units:
        return f"unit: “{text}” is no unit of units.csv; add it there first or choose one from the list"
    if field in ("horizon", "baseline_year") and text and int(float(text)) not in YEARS:
        return f"{field}: {text} is no year between {YEARS[0]} and {YEARS[-1]}"
    return ""


def as_text(value) -> str:
    """A value as it stands in the CSV tables and in corrections.csv."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(int(value)) if abs(value) < 1e15 and value == int(value) else f"{value:.10g}"
    return str(value)


def same(field: str, one: str, other: str) -> bool:
    """Whether two texts give the same value: 3.20 and 3.2."""
    (a, fault_a), (b, fault_b) = parsed(field, one), parsed(field, other)
    return one == other or (not fault_a and not fault_b and as_text(a) == as_text(b))


def _problem(known: Known, key: Key, code: str, said: str) -> Problem:
    plan = known.plans.get(key[0])
    file = plan.reference.source_file if plan else FILE
    return Problem(file, "corrections", code, f"{key[0]}: correction of “{key[1]}” not applied; {said}")


def ledger(numerals: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The ledger after corrections: numbers of rows taken out are `other`, of added ones `target`."""
    gone = set(before["target_id"]) - set(after["target_id"])
    added = after[~after["target_id"].isin(set(before["target_id"]))].to_dict("records")
    if not gone and not added:
        return numerals
    rows = numerals.astype(object).where(numerals.notna(), None).to_dict("records")
    for row in rows:
        ids = (row["target_id"] or "").split()
        kept = [i for i in ids if i not in gone]
        kept += [t["target_id"] for t in added if _holds(t, row)]
        if kept != ids:
            row |= {"target_id": " ".join(kept), "class": "target" if kept else "other", "rule": "correction"}
    return tables.frame("numerals", rows)


def _holds(target: Mapping, number: Mapping) -> bool:
    at = target["quote"].rfind(target["value_text"])
    start = target["start"] + max(at, 0)
    end = start + len(target["value_text"]) if at >= 0 else target["end"]
    return target["plan_id"] == number["plan_id"] and start < number["end"] and number["start"] < end
