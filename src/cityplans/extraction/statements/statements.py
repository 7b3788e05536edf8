"""One clause → its numbers, each with a class, and a row for every indicator and value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cityplans.extraction import horizons
from cityplans.extraction.ledger import ledger
from cityplans.extraction.ledger.sight import Scene, Sight
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.sentences import Frame
from cityplans.extraction.statements import constructions, lists
from cityplans.extraction.statements.constructions import Candidate
from cityplans.extraction.words import measures, phrases
from cityplans.extraction.words.words import Words
from cityplans.records import Clause

LATIN_WORDS = re.compile("[A-Za-z] [A-Za-z]")
AT_LEAST = re.compile(r"(?:至少|最少|不少于)[\u4e00-\u9fff]{1,4}$")


class Row(NamedTuple):
    """A target before it is written: phrase and value, with what the rules found."""

    quantity: Quantity
    start: int
    end: int
    phrase: str
    lookup: str
    value_text: str
    low: float
    high: float
    unit: str
    comparator: str
    measure: str
    strength: str
    horizon: horizons.Horizon
    baseline: tuple[float | None, int | None]
    scope: str
    rule: str
    opening: str = ""  # the first act of its part, which may govern the values after it


def read_clause(clause: Clause, found: Sequence[Quantity], context: horizons.Context, words: Words):
    """((quantity, class, rule) for every number, rows) of one clause."""
    goals = context.goals
    scene = Scene(clause, found, context, goals, words)
    is_plan_text = clause.clause_kind not in ("glossary", "foreword", "note")
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
    if not pending:
        return sorted(classed), []
    rows: list[Row] = []
    cut = scene.frame
    first = 0  # of the sentence
    for candidate in constructions.candidates(cut, pending):
        sentence = cut.sentence(candidate.quantity.start)
        while first < len(rows) and rows[first].quantity.start < sentence.start:
            first += 1
        made, rule = _rows(candidate, cut, clause, goals, context, rows[first:], words)
        rows += made
        classed.append((candidate.quantity, "target" if made else rule[0], made[0].rule if made else rule[1]))
    return sorted(classed), rows


def _rows(candidate: Candidate, cut: Frame, clause: Clause, goals, context, earlier: list[Row], words: Words):
    """Rows of one value, or the class it falls back to when no indicator can be found."""
    quantity, text = candidate.quantity, cut.text
    left = phrases.left_phrase(text, *constructions.left_stretch(candidate, cut), words.verbs)
    if quantity.core_start > quantity.start and not left.reach:  # 超过80万人: the comparator is the verb
        left = left._replace(reach=text[quantity.start : quantity.core_start])
    side_right = constructions.stands_after(text, candidate, left, words.verbs)
    if quantity.kind == "rank":
        if constructions.rank_of_counted(candidate, cut, earlier):
            return [], ("scope", "rank_of_counted")
        left = constructions.rank_phrase(text, left, words)
    if side_right:
        main, rule = phrases.right_phrase(text, quantity.end, candidate.right, left), "value_then_indicator"
    else:
        main, rule = left, "indicator_then_value"
    subject = None
    main = constructions.share_of_first(main, quantity)
    if phrases.only_acts(main.text, words.verbs):  # 新建50家: of what stands before
        main = main._replace(text="", verb=main.text if main.text in words.verbs.role else main.verb)
    if not main.text or constructions.NEEDS_SUBJECT.match(main.text) and not side_right:
        subject = constructions.subject_before(candidate, cut, earlier, words, not main.text)
        rule = "subject_before"
    elif not side_right:
        subject = constructions.measured_before(main, quantity, cut, earlier, words)
        rule = "subject_before" if subject else rule
    if not main.text and subject is None:
        if (
            clause.heading
            and quantity.kind != "bare"
            and not re.match(r"[一-鿿]", text[quantity.end : quantity.end + 1])
        ):
            main, rule = main._replace(text=clause.heading), "heading_subject"
        else:
            return [], ("unexplained", "no_indicator")
    divided = bool(earlier) and "其中" in text[earlier[-1].quantity.end : quantity.start]
    if divided:  # 抽检1万批次，其中农产品超9000批次: part of what is done
        left = left._replace(reach="")
    reached = left._replace(reach="") if side_right else left  # 培养…，不少于20名…: 不少于 is no verb
    opening = measures.opening_act(cut, quantity, words.measures)
    governing = measures.governing_verb(
        candidate.left, cut, quantity, reached, opening, earlier, words.measures
    )
    items = lists.shared(text, main, quantity, side_right, words, candidate.share is not None)
    if candidate.share is not None:  # 分别达到85%和80%: the n-th value is the n-th member's
        items = items[candidate.share : candidate.share + 1] or items[-1:]
    return [
        _row(
            item,
            len(items),
            candidate,
            cut,
            clause,
            goals,
            context,
            main,
            left,
            subject,
            governing,
            side_right,
            rule if len(items) == 1 else "shared_value",
            words,
            opening,
        )
        for item in items
    ], None


def _row(
    item: lists.Item,
    count: int,
    candidate,
    cut: Frame,
    clause: Clause,
    goals,
    context,
    main,
    left,
    subject,
    governing,
    side_right: bool,
    rule: str,
    words: Words,
    opening: str,
) -> Row:
    quantity, text = candidate.quantity, cut.text
    phrase = item.text
    if subject is not None:
        phrase = constructions.completed(subject.text, phrase)
    unit = "位" if quantity.kind == "ordinal" else measures.per_head(phrase, quantity.unit)
    measure = measures.measure(quantity, phrase, left, governing, cut, candidate, words.measures)
    kept = measures.kept_verb(main, governing, measure, words.measures)
    full = kept + phrase if kept and not phrase.startswith(kept) else phrase
    comparator = _comparator_after(text, candidate, quantity, side_right, words.measures)
    apart = _bound_apart(text, candidate, quantity, words.measures)
    full = full.replace(apart[1], "占", 1) if apart else full
    start = min(item.start, quantity.start) if subject is None else min(subject.start, quantity.start)
    end = max(quantity.end, main.end if side_right else quantity.end, item.end)
    low, high, unit, value_text, end = lists.counted_amount(text, quantity, unit, end)
    if item.value is not None:
        low, high = item.value
    lookup = full if governing in full else governing + full
    return Row(
        quantity,
        start,
        end,
        _shown(full),
        lookup,
        value_text,
        low,
        high,
        unit,
        comparator,
        measure,
        measures.strength(cut, quantity, words.measures, text),
        horizons.horizon(cut, quantity.start, goals, context, candidate.share),
        measures.baseline(cut, quantity, text, words.lexer),
        measures.scope(clause, cut, quantity, full, words.measures),
        rule,
        opening,
    )


def _bound_apart(text: str, candidate: Candidate, quantity: Quantity, words: measures.Measures):
    """不低于 in “不低于供应总量的70%”: the share is of what stands between bound and number."""
    share = quantity.comparator == "eq" and quantity.unit == "%"
    return words.bound.search(text, candidate.left, quantity.start) if share else None


def _comparator_after(
    text: str, candidate: Candidate, quantity: Quantity, side_right: bool, words: measures.Measures
) -> str:
    """20万名高技能人才以上, 不低于供应总量的70%: the condition stands apart from the number."""
    after = text[quantity.end : candidate.right].rstrip("，。；、：")
    if quantity.comparator == "eq" and side_right:
        for word, code in (("以上", "ge"), ("左右", "approx"), ("以内", "le"), ("以下", "le")):
            if after.endswith(word):
                return code
    bound = _bound_apart(text, candidate, quantity, words)
    if bound:
        return words.comparators[bound[1]]
    if quantity.comparator == "eq" and AT_LEAST.search(text[candidate.left : quantity.start]):
        return "ge"
    if quantity.kind == "word" and re.search(
        "基本(?:实现)?[^，。]{0,30}$", text[max(0, quantity.start - 34) : quantity.start]
    ):
        return "approx"
    return quantity.comparator


def _shown(phrase: str) -> str:
    return phrase if LATIN_WORDS.search(phrase) else "".join(phrase.split())
