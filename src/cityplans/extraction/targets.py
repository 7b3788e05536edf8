"""Clauses → targets and the ledger of numerals, by named rules.

`extract(plan, edition, words)` reads one edition's text; every number becomes one ledger row, and each target
candidate one row per indicator that shares its value.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from cityplans.codebook import Codebook
from cityplans.extraction import horizons, indicators, ledger, lists, measures, phrases, quantities
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.sentences import Frame, frame
from cityplans.records import Clause, Edition, Plan

NOT_READ = ("contents",)
ALONGSIDE = re.compile(r"^[（(]?(?:约束性|预期性)[）)]?")
NEEDS_SUBJECT = re.compile(
    r"(?:累计)?占|比|较|年均|增长|增速|增幅|同比|总投资|投资(?:额|总额)?$|(?:县|市|区|乡|镇|村|街道|社区|行政村|设区市)[（）、市区县乡镇街道]*$"
)
RANK_PLACE = re.compile(r"(?:在|居|列)?(?:全国|全省|全区|全市|国内|世界|全球|国际|长三角|西部|中部|东部|同类|副省级|地级市|排名|位次|的)+$")


class Words(NamedTuple):
    """Everything the extraction takes from the codebook, compiled."""

    lexer: quantities.Lexer
    verbs: phrases.Verbs
    cues: ledger.Cues
    goal_verb: re.Pattern
    indicators: indicators.Indicators
    measures: measures.Measures


class Candidate(NamedTuple):
    """A quantity that may be a target, with the stretch of the clause that belongs to it."""

    quantity: Quantity
    left: int
    right: int
    share: int | None = None


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


class Subject(NamedTuple):
    """What a value without words of its own is about, and where that stands."""

    text: str
    start: int


class Extraction(NamedTuple):
    targets: list[dict]
    numerals: list[dict]


def words_of(codebook: Codebook) -> Words:
    return Words(quantities.lexer(codebook), phrases.verbs_of(codebook), ledger.cues_of(codebook),
                 ledger.goal_verbs_of(codebook), indicators.indicators_of(codebook), measures.measures_of(codebook))


def extract(plan: Plan, edition: Edition, words: Words) -> Extraction:
    """Targets and numerals of one edition; offsets index the edition's text."""
    clauses = [c for c in edition.clauses if c.clause_kind not in NOT_READ]
    found = [quantities.find(c.text, words.lexer) for c in clauses]
    contexts = horizons.contexts(plan, clauses, found)
    issue_year = contexts[0].issue_year if contexts else None
    tenses = ledger.tenses(plan.title, issue_year, clauses, words.cues)
    contexts = [c._replace(tense=t) for c, t in zip(contexts, tenses, strict=True)]
    targets: list[dict] = []
    numerals: list[dict] = []
    seen: dict[str, int] = {}
    for clause, quantity_list, context in zip(clauses, found, contexts, strict=True):
        if not quantity_list:
            continue
        classed, rows = read_clause(clause, quantity_list, context, words)
        ids: dict[int, list[str]] = {}
        for row in rows:
            made = _target(plan, edition, clause, row, words, seen)
            targets.append(made)
            ids.setdefault(row.quantity.start, []).append(made["target_id"])
        numerals += [_numeral(plan, clause, q, kind, rule, ids) for q, kind, rule in classed]
    return Extraction(targets, numerals)


def read_clause(clause: Clause, found: Sequence[Quantity], context: horizons.Context, words: Words):
    """((quantity, class, rule) for every number, rows) of one clause."""
    cut = frame(clause.text)
    goals = horizons.goal_years(clause.text, found, context)
    classed: list[tuple[Quantity, str, str]] = []
    pending: list[Quantity] = []
    for quantity in found:
        sight = ledger.Sight(quantity, cut, clause, context, goals, found, words.cues, words.goal_verb)
        verdict = ("other", "not_plan_text") if clause.clause_kind in ("glossary", "foreword", "note") and quantity.kind != "date" else ledger.classify(sight)
        if verdict is None:
            pending.append(quantity)
        else:
            classed.append((quantity, *verdict))
    rows: list[Row] = []
    for candidate in _candidates(cut, pending, classed):
        made, rule = _rows(candidate, cut, clause, goals, context, rows, words)
        rows += made
        classed.append((candidate.quantity, "target" if made else rule[0], made[0].rule if made else rule[1]))
    return sorted(classed), rows


def _candidates(cut: Frame, pending: Sequence[Quantity], classed) -> list[Candidate]:
    """Cut each part between its values, so that every value owns the words that belong to it."""
    made = []
    for index, quantity in enumerate(pending):
        part = cut.part(quantity.start)
        left = part.start
        before = pending[index - 1] if index else None
        if before and before.start >= part.start:
            left = before.end
        for other, kind, rule in classed:
            if rule == "baseline" and part.start <= other.start < quantity.start:
                left = max(left, part.start)
        right = part.end
        after = pending[index + 1] if index + 1 < len(pending) else None
        if after and after.start < part.end:
            right = after.start
        made.append(Candidate(quantity, left, right))
    return _in_turn(made, cut.text)


def _in_turn(candidates: list[Candidate], text: str) -> list[Candidate]:
    """A、B分别达到85%和80%: values joined by nothing but 和 or 、 share the list before the first of them."""
    made = list(candidates)
    for index in range(1, len(made)):
        before, this = made[index - 1], made[index]
        if this.left == before.quantity.end and re.fullmatch("[、和及与]", text[this.left:this.quantity.start]):
            if before.share is None and "分别" not in text[before.left:before.quantity.start]:
                continue
            first = before if before.share is None else before
            made[index - 1] = before._replace(share=before.share or 0)
            made[index] = this._replace(left=first.left, share=(before.share or 0) + 1)
    return made


def _rows(candidate: Candidate, cut: Frame, clause: Clause, goals, context, earlier: list[Row], words: Words):
    """Rows of one value, or the class it falls back to when no indicator can be found."""
    quantity, text = candidate.quantity, cut.text
    left = phrases.left_phrase(text, *_left_stretch(candidate, cut), words.verbs)
    if quantity.core_start > quantity.start and not left.reach:  # 超过80万人: the comparator is the verb
        left = left._replace(reach=text[quantity.start:quantity.core_start])
    side_right = _stands_after(text, candidate, left, words.verbs)
    if quantity.kind == "rank":
        if _rank_of_counted(candidate, cut, earlier):
            return [], ("scope", "rank_of_counted")
        left = _rank_phrase(text, left, words)
    if side_right:
        main, rule = phrases.right_phrase(text, quantity.end, candidate.right, left), "value_then_indicator"
    else:
        main, rule = left, "indicator_then_value"
    subject = None
    main = _share_of_first(main, quantity)
    if main.text and words.verbs.role.get(main.text, ("",))[0] == "act":  # 新建50家: of what stands before
        main = main._replace(text="", verb=main.text)
    if not main.text or NEEDS_SUBJECT.match(main.text) and not side_right:
        subject = _subject_before(quantity, cut, earlier, words)
        rule = "subject_before"
    if not main.text and subject is None:
        if clause.heading and quantity.kind != "bare" and not re.match(r"[一-鿿]", text[quantity.end:quantity.end + 1]):
            main, rule = main._replace(text=clause.heading), "heading_subject"
        else:
            return [], ("unexplained", "no_indicator")
    governing = measures.governing_verb(candidate.left, cut, quantity, left, earlier, words.measures)
    items = lists.shared(text, main, quantity, side_right, words.verbs.heads)
    if candidate.share is not None:  # 分别达到85%和80%: the n-th value is the n-th member's
        items = items[candidate.share:candidate.share + 1] or items[-1:]
    return [
        _row(item, len(items), candidate, cut, clause, goals, context, main, left, subject, governing, side_right,
             rule if len(items) == 1 else "shared_value", words, earlier)
        for item in items
    ], None


def _share_of_first(main: phrases.Phrase, quantity: Quantity) -> phrases.Phrase:
    """高新技术产业投资增速快于…、占…比重: the share is of what the list begins with."""
    head, joint, tail = main.text.partition("、占")
    if not joint or quantity.unit != "%":
        return main
    return main._replace(text=re.sub(r"(?:增速|增长|增幅).*$", "", head) + "占" + tail)


def _left_stretch(candidate: Candidate, cut: Frame) -> tuple[int, int]:
    """Words before a value, after the joiner that separates it from the value before."""
    start = candidate.left
    text = cut.text
    if candidate.share:
        first = text.index("分别", start)
        return start, re.compile(r"分别(?:达到?|为|增长|提高到|降到|下降|减少|增加)?").match(text, first).end()
    while start < candidate.quantity.start and text[start] in phrases.JOINERS + "”）)":
        start += 1
    other = re.match(r"(?:以上|左右|以内|以下)[、，和及]*", text[start:candidate.quantity.start])
    return start + (other.end() if other else 0), candidate.quantity.start


def _stands_after(text: str, candidate: Candidate, left: phrases.Phrase, verbs: phrases.Verbs) -> bool:
    """Whether the counted noun stands after the value (10个高水平省实验室)."""
    quantity = candidate.quantity
    after = text[quantity.end:candidate.right]
    if quantity.kind in ("word", "rank") or lists.AMOUNT_QUOTED.match(text, quantity.start) or not re.match(r"[\u4e00-\u9fff“A-Za-z]", after):
        return False
    if re.match(r"[和及与并且而其等以或]|左右|上下|以[上下内]|安排|来|的水平|水平", after):
        return False
    if verbs.acting.search(left.text):
        return True
    if left.reach and left.text and (quantity.unit not in ("个", "家", "项") or quantity.core_start > quantity.start):
        return False
    if quantity.unit == "%" and not after.startswith("的") and left.text and left.reach:
        return False
    return True


def _rank_phrase(text: str, left: phrases.Phrase, words: Words) -> phrases.Phrase:
    stretch = text[left.start:left.end]
    while True:
        shorter = RANK_PLACE.sub("", stretch)
        stop, _, _ = phrases._strip_tail(shorter, words.verbs)
        if stop == len(stretch):
            break
        stretch = shorter[:stop]
    return left._replace(text=(stretch.strip(phrases.JOINERS) or left.text) + "排名", reach="进入")


def _rank_of_counted(candidate: Candidate, cut: Frame, earlier: list[Row]) -> bool:
    """进入全省前20位 in “4家省级高新园区…进入全省前20位” says which are counted."""
    part = cut.part(candidate.quantity.start)
    return any(row.rule in ("value_then_indicator",) and part.start <= row.quantity.start and row.end >= candidate.quantity.start - 1
               for row in earlier)


def _subject_before(quantity: Quantity, cut: Frame, earlier: list[Row], words: Words) -> Subject | None:
    """The subject of a value that names none: the indicator before it in the sentence, else the part before it."""
    sentence = cut.sentence(quantity.start)
    for row in reversed(earlier):
        if row.quantity.start >= sentence.start and row.phrase:
            return Subject(measures.base_of(row.phrase), row.start)
    part = cut.part(quantity.start)
    if part.start <= sentence.start:
        return None
    before = cut.part(part.start - 1)
    phrase = phrases.left_phrase(cut.text, before.start, before.end - 1, words.verbs)
    acts = [m for m in words.verbs.head.finditer(phrase.text) if m.end() < len(phrase.text)]
    if acts:
        phrase = phrase._replace(text=phrase.text[acts[-1].end():], start=phrase.start + acts[-1].end())
    if "等" in phrase.text[:-1]:
        cut_at = phrase.text.rindex("等", 0, -1) + 1
        phrase = phrase._replace(text=phrase.text[cut_at:], start=phrase.start + cut_at)
    return Subject(phrase.text, phrase.start) if 2 <= len(phrase.text) <= 30 else None


def _row(item: lists.Item, count: int, candidate, cut: Frame, clause: Clause, goals, context, main, left, subject, governing,
         side_right: bool, rule: str, words: Words, earlier) -> Row:
    quantity, text = candidate.quantity, cut.text
    phrase = item.text
    if subject is not None:
        phrase = subject.text + phrase
    unit = measures.per_head(phrase, quantity.unit)
    measure = measures.measure(quantity, phrase, left, governing, cut, candidate, words.measures)
    kept = measures.kept_verb(main, governing, measure, words.measures)
    full = kept + phrase if kept and not phrase.startswith(kept) else phrase
    comparator = _comparator_after(text, candidate, quantity, side_right)
    start = min(item.start, quantity.start) if subject is None else min(subject.start, quantity.start)
    end = max(quantity.end, main.end if side_right else quantity.end, item.end)
    low, high, unit, value_text, end = lists.counted_amount(text, quantity, unit, end)
    if item.value is not None:
        low, high = item.value
    lookup = full if governing in full else governing + full
    return Row(quantity, start, end, _shown(full), lookup, value_text, low, high, unit, comparator, measure,
               measures.strength(cut, quantity, words.measures, text), horizons.horizon(cut, quantity.start, goals, context),
               measures.baseline(cut, quantity, text, words.lexer), measures.scope(clause, cut, quantity, words.measures), rule)


def _comparator_after(text: str, candidate: Candidate, quantity: Quantity, side_right: bool) -> str:
    """20万名高技能人才以上: the condition stands after the counted noun."""
    after = text[quantity.end:candidate.right].rstrip("，。；、：")
    if quantity.comparator == "eq" and side_right:
        for word, code in (("以上", "ge"), ("左右", "approx"), ("以内", "le"), ("以下", "le")):
            if after.endswith(word):
                return code
    if quantity.kind == "word" and re.search("基本(?:实现)?[^，。]{0,30}$", text[max(0, quantity.start - 34):quantity.start]):
        return "approx"
    return quantity.comparator


def _shown(phrase: str) -> str:
    return re.sub(r"\s+", "", phrase) if not re.search("[A-Za-z] [A-Za-z]", phrase) else phrase


def _target(plan: Plan, edition: Edition, clause: Clause, row: Row, words: Words, seen: dict[str, int]) -> dict:
    start, end = clause.start + row.start, clause.start + row.end
    quote = edition.text[start:end]
    source_start, source_end = edition.source_span(start, end)
    key = _key(row, edition.text[clause.start:start], words)
    identity = "|".join((plan.plan_id, quote, row.phrase, row.value_text))
    seen[identity] = seen.get(identity, 0) + 1
    digest = hashlib.sha256(f"{identity}|{seen[identity]}".encode()).hexdigest()[:10]
    return {
        "target_id": f"{plan.plan_id}-{digest}", "plan_id": plan.plan_id, "clause_id": clause.clause_id,
        "region": plan.region, "quote": quote, "start": start, "end": end, "source_file": edition.source_file,
        "source_start": source_start, "source_end": source_end, "page": edition.page_of(start),
        "indicator_text": row.phrase, "indicator_id": key, "theme": words.indicators.theme.get(key, ""),
        "value_text": row.value_text, "value_low": row.low, "value_high": row.high, "unit": row.unit,
        "comparator": row.comparator, "measure": row.measure, "strength": row.strength,
        "horizon": row.horizon.year, "horizon_source": row.horizon.source, "baseline_value": row.baseline[0],
        "baseline_year": row.baseline[1], "scope": row.scope, "departments": clause.departments,
        "editions": edition.edition_id, "edition_note": "", "rule": row.rule,
    }


def _key(row: Row, before: str, words: Words) -> str:
    """The codebook key of the phrase; a subject that the sentence named earlier (规上工业企业) may complete it."""
    key = indicators.indicator_id(row.lookup, row.unit, row.measure, words.indicators)
    sentence = before[before.rfind("。") + 1:]
    for head in words.verbs.heads:
        if not key and head in sentence:
            key = indicators.indicator_id(head + row.lookup, row.unit, row.measure, words.indicators)
    return key


def _numeral(plan: Plan, clause: Clause, quantity: Quantity, kind: str, rule: str, ids: dict[int, list[str]]) -> dict:
    return {
        "plan_id": plan.plan_id, "start": clause.start + quantity.core_start, "end": clause.start + quantity.core_end,
        "text": clause.text[quantity.core_start:quantity.core_end],
        "value": None if quantity.low != quantity.low else quantity.low, "unit": quantity.unit, "class": kind,
        "target_id": " ".join(ids.get(quantity.start, ())), "rule": rule,
    }
