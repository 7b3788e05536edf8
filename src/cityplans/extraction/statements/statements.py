"""One clause → its numbers, each with a class, and a row for every indicator and value."""

from __future__ import annotations

from collections.abc import Sequence

from cityplans.extraction import horizons
from cityplans.extraction.ledger import ledger
from cityplans.extraction.ledger.sight import Scene, Sight
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements import bounds, constructions, lists
from cityplans.extraction.statements.case import Case, Statement
from cityplans.extraction.statements.rows import Row, Terms, Value, row_of
from cityplans.extraction.statements.rules import stated
from cityplans.extraction.words import measures
from cityplans.extraction.words.words import Words
from cityplans.records import Clause

NO_PLAN_TEXT = ("glossary", "foreword", "note")


def read_clause(clause: Clause, found: Sequence[Quantity], context: horizons.Context, words: Words):
    """((quantity, class, rule) for every number, rows) of one clause."""
    scene = Scene(clause, found, context, context.goals, words)
    is_plan_text = clause.clause_kind not in NO_PLAN_TEXT
    classed: list[tuple[Quantity, str, str]] = []
    pending: list[Quantity] = []
    for place, quantity in enumerate(found):
        verdict = (
            ledger.classify(Sight(scene, place))
            if is_plan_text or quantity.kind == "date"
            else ("other", "not_plan_text")
        )
        if verdict is None:
            pending.append(quantity)
        else:
            classed.append((quantity, *verdict))
    said, rows = stated_of(scene, pending, words)
    return sorted(classed + said), rows


def stated_of(
    scene: Scene, values: Sequence[Quantity], words: Words
) -> tuple[list[tuple[Quantity, str, str]], list[Row]]:
    """((value, class, rule) for each, rows) of the values of a clause, goals or what has been reached."""
    classed: list[tuple[Quantity, str, str]] = []
    rows: list[Row] = []
    first = 0  # of the sentence
    for candidate in constructions.candidates(scene.frame, values) if values else ():
        sentence = scene.frame.sentence(candidate.quantity.start)
        while first < len(rows) and rows[first].quantity.start < sentence.start:
            first += 1
        case = Case(candidate, scene, rows[first:], words)
        made, rule = stated(case)
        if isinstance(made, Statement):
            of_value = _rows(case, made, rule)
            rows += of_value
            classed.append((candidate.quantity, "target", of_value[0].rule))
        else:
            classed.append((candidate.quantity, *made))
    return classed, rows


def _rows(case: Case, said: Statement, rule: str) -> list[Row]:
    """A row for each of the indicators that share the value."""
    candidate, quantity, words = case.candidate, case.quantity, case.words
    items = lists.shared(case.text, said.main, quantity, said.side_right, words, candidate.share is not None)
    if candidate.share is not None:  # 分别达到85%和80%: the n-th value is the n-th member's
        items = items[candidate.share : candidate.share + 1] or items[-1:]
    left = case.left._replace(reach="") if case.is_part else case.left
    reached = left._replace(reach="") if said.side_right else left  # 培养…，不少于20名…: 不少于 is no verb
    opening = measures.opening_act(case.frame, quantity, words.measures)
    governing = measures.governing_verb(
        measures.Place(case.frame, quantity, candidate.left), reached, opening, case.earlier, words.measures
    )
    rule = rule if len(items) == 1 else "shared_value"
    return [_row(case, said, item, governing, rule)._replace(opening=opening) for item in items]


def _row(case: Case, said: Statement, item: lists.Item, governing: str, rule: str) -> Row:
    quantity, text, words = case.quantity, case.text, case.words.measures
    left = case.left._replace(reach="") if case.is_part else case.left
    phrase = (
        item.text
        if said.subject is None
        else constructions.completed(said.subject.text, item.text, case.words)
    )
    measure = measures.measure(
        measures.Place(case.frame, quantity, case.candidate.left), phrase, left, governing, words
    )
    kept = measures.kept_verb(said.main, governing, measure, words)
    full = kept + phrase if kept and not phrase.startswith(kept) else phrase
    full = bounds.without(full, case)
    low, high, unit, shown = lists.counted_amount(
        text, quantity, measures.unit_of(quantity, phrase, words.nouns)
    )
    if item.value is not None:
        low, high = item.value
    value = Value(shown, low, high, unit, bounds.comparator(case, said.side_right), measure)
    terms = Terms(
        measures.strength(case.frame, quantity, words, text),
        horizons.horizon(case.frame, quantity.start, case.scene.context, case.candidate.share),
        measures.baseline(case.frame, quantity, text),
        measures.scope(case.clause, case.frame, quantity, full, words),
    )
    first = item.start if said.subject is None else said.subject.start
    end = max(quantity.start + len(shown), quantity.end, said.main.end if said.side_right else 0, item.end)
    lookup = full if governing in full else governing + full
    return row_of(quantity, (min(first, quantity.start), end), (full, lookup), value, terms, rule)
