"""Clauses → targets, the ledger of numerals and what has been reached, by named rules.

`extract(plan, edition, words)` reads one edition's text; every number becomes one ledger row, and each target
candidate one row per indicator that shares its value.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

from cityplans.extraction import actuals, confidence, horizons, periods, quantities, tenses
from cityplans.extraction.divisions import divisions
from cityplans.extraction.ledger.sight import Scene
from cityplans.extraction.own_year import issued
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements.rows import Row
from cityplans.extraction.statements.statements import read_clause
from cityplans.extraction.tabular import by_place, tabular, transposed, unread
from cityplans.extraction.words import indicators, scopes
from cityplans.extraction.words.words import Words, words_of
from cityplans.reading.table_heads import spoken
from cityplans.records import Clause, Edition, Plan
from cityplans.worded import Worded

__all__ = ["Extraction", "Words", "extract", "words_of"]


DATED = ("explicit", "inherited")  # sources of a horizon that the text itself gives
COUNTED = re.compile(r"(?:数量?|总数)?(?:达到?|突破|超过?)?[约近]?\d[\d.]{0,6}[十百千万]?[家个户]")
ASSESSES = Worded(r"{assesses}")  # 2022年数字政府建设考评办法: the tasks of the year its title names
# 给予奖励; 每年遴选20家; 每年安排300名指标
PAYS, CHOOSES, QUOTA = Worded("{grants}|{gives}"), Worded("{chosen_for}"), Worded("指标|{quotas}")


class Extraction(NamedTuple):
    """Rows of the tables `targets`, `numerals` and `actuals` that one plan gives."""

    targets: list[dict]
    numerals: list[dict]
    actuals: list[dict]
    signs: Mapping[str, tuple[str, ...]] = MappingProxyType(
        {}
    )  # target_id -> what its confidence was judged by


class RowsOfTables(NamedTuple):
    """Clauses that are rows of tables, by clause_id: with heads above, with the years down the side, with
    places down the side, without heads."""

    upright: Mapping[str, tabular.Line]
    turned: Mapping[str, transposed.Year]
    shared: Mapping[str, by_place.Share]
    headless: Collection[str]


def extract(plan: Plan, edition: Edition, words: Words) -> Extraction:
    """Targets, numerals and what has been reached of one edition; offsets index the edition's text."""
    with spoken(words.heads):  # of tables
        return _extract(plan, edition, words)


def _extract(plan: Plan, edition: Edition, words: Words) -> Extraction:
    clauses, said = edition.clauses, words.said
    found = [quantities.find(c.text, words.lexer) for c in clauses]
    looks = tenses.tenses(plan.title, issued(plan, said)[0], clauses, words)
    contexts = horizons.contexts(plan, clauses, found, looks, said)
    pasts = periods.of_plan(plan, clauses, found, looks, words.times)
    upright = tabular.lines_of(plan, clauses, said)
    turned = transposed.years_of(plan, clauses, upright, said)
    shared = by_place.shares_of(plan, clauses, {*upright, *turned}, said)
    restored = {*upright, *turned, *shared}
    headless = unread.unread_in(clauses, found, restored)
    rows_of_tables = RowsOfTables(upright, turned, shared, headless)
    signs: dict[str, tuple[str, ...]] = {}
    made = Extraction([], [], [], signs)
    seen: dict[str, int] = {}
    for clause, quantity_list, context, past in zip(clauses, found, contexts, pasts, strict=True):
        if not quantity_list:
            continue
        scene = Scene(clause, quantity_list, context, context.goals, words)
        classed, rows, reached = _read(scene, plan, rows_of_tables, past)
        if edition.unrestored and clause.clause_id not in restored:
            classed, rows, reached = _beside_lost_tables(edition, clause, classed, rows, reached)
        ids: dict[int, list[str]] = {}
        for row in rows:
            target = _target(plan, edition, scene, row, seen)
            signs[target["target_id"]] = target.pop("signs")
            made.targets.append(target)
            ids.setdefault(row.quantity.start, []).append(target["target_id"])
        own = filter(None, (actuals.of_own(row, clause.text, plan, words) for row in reached))
        for row in own:
            actual = _actual(plan, edition, scene, row, seen)
            del actual["signs"]
            made.actuals.append(actual)
        made.numerals.extend(_numeral(plan, clause, q, kind, rule, ids) for q, kind, rule in classed)
    return made


def _read(scene: Scene, plan: Plan, tables: RowsOfTables, past):
    """(numbers with their class and rule, rows of targets, rows of what has been reached) of one clause."""
    clause, context, words, found = scene.clause, scene.context, scene.words, scene.quantities
    if line := tables.upright.get(clause.clause_id):
        classed, rows = tabular.read_row(clause, line, found, context, words)
        return classed, rows, actuals.in_table(clause, line, classed, context, words)
    if year := tables.turned.get(clause.clause_id):
        classed, rows = transposed.read_row(clause, year, found, context, words)
        return classed, rows, actuals.in_transposed(clause, year, classed, context, words)
    if share := tables.shared.get(clause.clause_id):
        return *by_place.read_row(clause, share, found, context, words), []
    if clause.clause_id in tables.headless:
        return *unread.read_row(clause, found, context, words), []
    classed, rows = read_clause(clause, found, context, words)
    reached = actuals.in_prose(scene, classed, rows, past)
    if plan.plan_type == "measures":
        assesses = words.said[ASSESSES].search(plan.title)
        classed, rows = _of_measures(scene, classed, rows, bool(assesses))
    return classed, rows, reached


def _beside_lost_tables(edition: Edition, clause: Clause, classed, rows: list[Row], reached: list[Row]):
    """What `_read` gives, without what stands in a table whose cells could not be told apart: a number there
    has no sure indicator, unit or year."""

    def is_lost(quantity: Quantity) -> bool:
        return edition.in_lost_table(clause.start + quantity.start)

    told = [(q, *(unread.UNREAD if is_lost(q) else verdict)) for q, *verdict in classed]
    kept, stands = ([row for row in some if not is_lost(row.quantity)] for some in (rows, reached))
    return told, kept, stands


def _of_measures(
    scene: Scene, classed: list[tuple[Quantity, str, str]], rows: list[Row], assesses: bool
) -> tuple[list[tuple[Quantity, str, str]], list[Row]]:
    """Measures towards others (办法, 措施) are made of amounts, terms and conditions: a number in them is a
    promise only where a year, in the sentence or in the goals above it, says by when, or where the government
    says what it does every year itself. Those that assess (考评办法) list what the government has set itself:
    there the year of the title is enough."""
    sources = (*DATED, "plan") if assesses else DATED
    terms = [q for q, kind, _ in classed if kind == "policy_parameter"]
    kept = [row for row in rows if row.terms.horizon.source in sources or _is_yearly_deed(row, scene, terms)]
    promised = {row.quantity for row in kept}
    return [
        (
            q,
            *(
                ("policy_parameter", "measures_without_year")
                if kind == "target" and q not in promised
                else (kind, rule)
            ),
        )
        for q, kind, rule in classed
    ], kept


def _is_yearly_deed(row: Row, scene: Scene, terms: Collection[Quantity]) -> bool:
    """每年举办冰雪赛事20项, where 每年评选20家 chooses those who are paid and 每年评价1次 says how often;
    what stands in one sentence with the terms of a payment is one of them."""
    text, said = scene.frame.text, scene.words.said
    sentence, part = (of(row.quantity.start) for of in (scene.frame.sentence, scene.frame.part))
    is_deed = row.value.measure == "annual_flow" and row.quantity.unit not in ("元", "%", "次", "")
    pays = said[PAYS].search(text, sentence.start, sentence.end)
    chooses = said[CHOOSES].search(text, part.start, row.quantity.start)
    chooses = chooses or said[QUOTA].match(text, row.quantity.end)
    beside = any(sentence.start <= q.start < sentence.end for q in terms)
    return is_deed and row.value.comparator != "le" and not (pays or chooses or beside)


def _target(plan: Plan, edition: Edition, scene: Scene, row: Row, seen: dict[str, int]) -> dict:
    said, clause, words = _said(plan, edition, scene, row, False), scene.clause, scene.words
    return said | {
        "target_id": _identity(plan, said, "", seen),
        "clause_id": clause.clause_id,
        "page": edition.page_of(said["start"]),
        "theme": words.indicators.theme.get(said["indicator_id"], ""),
        "strength": row.terms.strength,
        "strength_word": row.terms.strength_word,
        "obligation": row.terms.obligation,
        "horizon": row.terms.horizon.year,
        "horizon_source": row.terms.horizon.source,
        "window_start": row.terms.accrual.start,
        "basis": row.terms.accrual.basis,
        "baseline_value": row.terms.baseline[0],
        "baseline_year": row.terms.baseline[1],
        "departments": clause.departments,
        "editions": edition.edition_id,
        "edition_note": "",
    }


def _actual(plan: Plan, edition: Edition, scene: Scene, row: Row, seen: dict[str, int]) -> dict:
    said = _said(plan, edition, scene, row, True)
    return said | {
        "actual_id": _identity(plan, said, "is-", seen),
        "basis": row.terms.accrual.basis,
        "window_start": row.terms.accrual.start,
        "year": row.terms.horizon.year,
        "year_source": row.terms.horizon.source,
    }


def _said(plan: Plan, edition: Edition, scene: Scene, row: Row, is_reached: bool) -> dict:
    """What is said of an indicator, goal or reached, where it stands, and how sure it is."""
    clause, words = scene.clause, scene.words
    start, end = clause.start + row.start, clause.start + row.end
    source_start, source_end = edition.source_span(start, end)
    sentence = edition.text.rfind("。", clause.start, start) + 1 or clause.start
    key = _key(row, edition.text[sentence:start], words)
    borne = confidence.signs(confidence.Seen(row, scene, key, plan.plan_type, is_reached))
    return confidence.judged(borne, words.weights) | {
        "signs": borne,
        "plan_id": plan.plan_id,
        "region": plan.region,
        "quote": edition.text[start:end],
        "start": start,
        "end": end,
        "source_file": edition.source_file,
        "source_start": source_start,
        "source_end": source_end,
        "indicator_text": row.phrase,
        "indicator_id": key,
        "value_text": row.value.text,
        "value_low": row.value.low,
        "value_high": row.value.high,
        "unit": row.value.unit,
        "comparator": row.value.comparator,
        "measure": row.value.measure,
        "scope": row.terms.scope
        or indicators.scope_beside(key, row.lookup, words.indicators)
        or divisions(row.phrase, plan, words.regions, words.said),
        "rule": row.rule,
    }


def _identity(plan: Plan, said: dict, kind: str, seen: dict[str, int]) -> str:
    """The same as long as quote and indicator stay; alike ones are counted in the order of the text."""
    identity = kind + "|".join((plan.plan_id, said["quote"], said["indicator_text"], said["value_text"]))
    seen[identity] = seen.get(identity, 0) + 1
    digest = hashlib.sha256(f"{identity}|{seen[identity]}".encode()).hexdigest()[:10]
    return f"{plan.plan_id}-{kind}{digest}"


def _key(row: Row, before: str, words: Words) -> str:
    """The codebook key; a subject that the sentence named before (规上工业企业) may complete the phrase,
    but is not what is counted."""
    if not row.lookup or words.said[scopes.EACH_PLACE].match(row.lookup):
        return ""

    def key_of(phrase: str) -> str:
        return indicators.indicator_id(phrase, row.value.unit, row.value.measure, words.indicators)

    heads = (head for head in words.verbs.heads if head in before and not _is_counted(head, before))
    completed = (key for head in heads if (key := key_of(head + row.lookup)) != key_of(head))
    return key_of(row.lookup) or next(filter(None, completed), "")


def _is_counted(head: str, text: str) -> bool:
    """新增规上企业1000家，工业增加值增长6.5%: what is counted itself is the subject of nothing behind it."""
    return bool(COUNTED.match(text, text.rindex(head) + len(head)))


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
