"""Clauses → targets and the ledger of numerals, by named rules.

`extract(plan, edition, words)` reads one edition's text; every number becomes one ledger row, and each target
candidate one row per indicator that shares its value.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from cityplans.extraction import horizons, quantities, tenses
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements.statements import Row, read_clause
from cityplans.extraction.tabular import tabular, transposed, unread
from cityplans.extraction.words import indicators
from cityplans.extraction.words.words import Words, words_of
from cityplans.records import Clause, Edition, Plan

__all__ = ["Extraction", "Words", "extract", "words_of"]

NOT_READ = ("contents",)


class Extraction(NamedTuple):
    targets: list[dict]
    numerals: list[dict]


def extract(plan: Plan, edition: Edition, words: Words) -> Extraction:
    """Targets and numerals of one edition; offsets index the edition's text."""
    clauses = [c for c in edition.clauses if c.clause_kind not in NOT_READ]
    found = [quantities.find(c.text, words.lexer) for c in clauses]
    looks = tenses.tenses(plan.title, horizons.issued(plan)[0], clauses, words.cues)
    contexts = horizons.contexts(plan, clauses, found, looks)
    tables = tabular.lines_of(plan, clauses)
    years = transposed.years_of(plan, clauses, tables)
    headless = unread.unread_in(clauses, found, {*tables, *years})
    targets: list[dict] = []
    numerals: list[dict] = []
    seen: dict[str, int] = {}
    for clause, quantity_list, context in zip(clauses, found, contexts, strict=True):
        if not quantity_list:
            continue
        if line := tables.get(clause.clause_id):
            classed, rows = tabular.read_row(clause, line, quantity_list, context, words)
        elif year := years.get(clause.clause_id):
            classed, rows = transposed.read_row(clause, year, quantity_list, context, words)
        elif clause.clause_id in headless:
            classed, rows = unread.read_row(clause, quantity_list, context, words)
        else:
            classed, rows = read_clause(clause, quantity_list, context, words)
        ids: dict[int, list[str]] = {}
        for row in rows:
            made = _target(plan, edition, clause, row, words, seen)
            targets.append(made)
            ids.setdefault(row.quantity.start, []).append(made["target_id"])
        numerals += [_numeral(plan, clause, q, kind, rule, ids) for q, kind, rule in classed]
    return Extraction(targets, numerals)


def _target(
    plan: Plan, edition: Edition, clause: Clause, row: Row, words: Words, seen: dict[str, int]
) -> dict:
    start, end = clause.start + row.start, clause.start + row.end
    quote = edition.text[start:end]
    source_start, source_end = edition.source_span(start, end)
    sentence = edition.text.rfind("。", clause.start, start) + 1 or clause.start
    key = _key(row, edition.text[sentence:start], words)
    identity = "|".join((plan.plan_id, quote, row.phrase, row.value_text))
    seen[identity] = seen.get(identity, 0) + 1
    digest = hashlib.sha256(f"{identity}|{seen[identity]}".encode()).hexdigest()[:10]
    return {
        "target_id": f"{plan.plan_id}-{digest}",
        "plan_id": plan.plan_id,
        "clause_id": clause.clause_id,
        "region": plan.region,
        "quote": quote,
        "start": start,
        "end": end,
        "source_file": edition.source_file,
        "source_start": source_start,
        "source_end": source_end,
        "page": edition.page_of(start),
        "indicator_text": row.phrase,
        "indicator_id": key,
        "theme": words.indicators.theme.get(key, ""),
        "value_text": row.value_text,
        "value_low": row.low,
        "value_high": row.high,
        "unit": row.unit,
        "comparator": row.comparator,
        "measure": row.measure,
        "strength": row.strength,
        "horizon": row.horizon.year,
        "horizon_source": row.horizon.source,
        "baseline_value": row.baseline[0],
        "baseline_year": row.baseline[1],
        "scope": row.scope or indicators.scope_beside(key, row.lookup, words.indicators),
        "departments": clause.departments,
        "editions": edition.edition_id,
        "edition_note": "",
        "rule": row.rule,
    }


def _key(row: Row, before: str, words: Words) -> str:
    """The codebook key; a subject that the sentence named before (规上工业企业) may complete the phrase,
    but is not what is counted."""

    def key_of(phrase: str) -> str:
        return indicators.indicator_id(phrase, row.unit, row.measure, words.indicators)

    heads = (head for head in words.verbs.heads if head in before)
    completed = (key for head in heads if (key := key_of(head + row.lookup)) != key_of(head))
    return key_of(row.lookup) or next(filter(None, completed), "")


def _numeral(
    plan: Plan, clause: Clause, quantity: Quantity, kind: str, rule: str, ids: dict[int, list[str]]
) -> dict:
    return {
        "plan_id": plan.plan_id,
        "start": clause.start + quantity.core_start,
        "end": clause.start + quantity.core_end,
        "text": clause.text[quantity.core_start : quantity.core_end],
        "value": None if quantity.low != quantity.low else quantity.low,
        "unit": quantity.unit,
        "class": kind,
        "target_id": " ".join(ids.get(quantity.start, ())),
        "rule": rule,
    }
