"""One clause → its numbers, each with a class, and a row for every indicator and value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from cityplans.extraction import goal_years, horizons
from cityplans.extraction.accrual import ACCRUING, Accrual, accrual, within_a_year
from cityplans.extraction.ledger import ledger
from cityplans.extraction.ledger.sight import Scene, Sight
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements import (
    bounds,
    constructions,
    lists,
    members,
    remarks,
    starts,
    stretches,
    subjects,
)
from cityplans.extraction.statements.case import Case, Statement
from cityplans.extraction.statements.in_full import in_full, without_lead
from cityplans.extraction.statements.rows import Row, Terms, Value, row_of
from cityplans.extraction.statements.rules import no_indicator, stated
from cityplans.extraction.words import deeds, firmness, measures, scopes, units
from cityplans.extraction.words.words import Words
from cityplans.records import Clause
from cityplans.worded import Worded

HOW = "(?:要|将|{achieves_how})"
COVERED = Worded(
    rf"(?!{HOW}+实现)(?P<what>.{{2,40}}?){HOW}*实现(?P<area>(?:[^、，（）]|（[^（）]{{1,8}}）){{1,12}})"
)
COVERED_ALL = re.compile("全[国省市县区域]|[两三四五]级$")  # 全区中小学校, 省市县三级
CUMULATIVELY = re.compile("累计|总[计数]")
NO_PLAN_TEXT = ("glossary", "foreword", "note")
# before a number without a verb: each place, the whole; anything else is a deed of its own (擦亮30条街巷)
DEED = 2  # characters of a verb
WHERE_OF = re.compile(
    "[每各全其我年]|[^，。；]{0,20}(?:[市县区镇乡村省校园为对向]|街道|高校|企业)(?:各|分别|均)?$"
)


def read_clause(clause: Clause, found: Sequence[Quantity], context: goal_years.Context, words: Words):
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
    return stated_of(scene, classed, pending, words)


def stated_of(
    scene: Scene, classed: list[tuple[Quantity, str, str]], values: Sequence[Quantity], words: Words
) -> tuple[list[tuple[Quantity, str, str]], list[Row]]:
    """`classed` with the values of a clause, goals or what has been reached, and their rows."""
    if not values:
        return sorted(classed), []
    rows: list[Row] = []
    first = 0  # of the sentence
    own, qualifying, loose = _apart(values, scene)
    cut = (stretches.candidates(scene.frame, group, words.said) for group in (own, loose))
    candidates = list(chain.from_iterable(cut))
    for candidate in sorted(candidates, key=lambda c: c.quantity.start) if loose else candidates:
        sentence = scene.frame.sentence(candidate.quantity.start)
        while first < len(rows) and rows[first].quantity.start < sentence.start:
            first += 1
        case = Case(candidate, scene, rows[first:], words, rows[first - 1] if first else None)
        made, rule = stated(case)
        if isinstance(made, Statement):
            of_value = [row for row in _rows(case, made, rule) if row.phrase]
            if not of_value:  # a sign or the number of a note is no name
                classed.append((candidate.quantity, *no_indicator(case)))
                continue
            classed.append((candidate.quantity, "target", of_value[0].rule))
            if candidate.remark:
                told, of_value = _remarked(case, of_value, qualifying)
                classed = [c for c in classed if c[0] not in told] + [(q, *v) for q, v in told.items()]
            rows += of_value
        else:
            classed.append((candidate.quantity, *made))
    return sorted(classed), rows


def _apart(pending: Sequence[Quantity], scene: Scene):
    """Values of the sentence, those in a bracket behind one of them, which qualify it, those in others."""
    if "（" not in scene.clause.text or not scene.frame.brackets:
        return pending, set(), []
    ends = {q.end for q in pending}
    around = {q: bracket for q in pending if (bracket := scene.frame.bracket_around(q.start))}
    qualifying = {q for q, bracket in around.items() if bracket.start in ends}
    loose = [q for q in around if q not in qualifying]
    return [q for q in pending if q not in around], qualifying, loose


def _remarked(case: Case, rows: list[Row], pending: set[Quantity]):
    """(class and rule of the numbers in the bracket behind a value, rows with what the bracket adds)."""
    bracket, scene = case.candidate.remark, case.scene
    said: dict[Quantity, tuple[str, str]] = {}
    made = list(rows)
    for quantity in scene.quantities:
        if not bracket or not bracket.start < quantity.start < bracket.end or quantity.kind == "date":
            continue
        remark = remarks.of(quantity, rows[-1], case)
        if remark.base:
            made[: len(rows)] = [r._replace(terms=r.terms._replace(baseline=remark.base)) for r in rows]
        if remark.verdict:
            said[quantity] = remark.verdict
        elif quantity in pending:
            row = _of_remark(remark, quantity, rows[-1], case)
            made.append(row)
            said[quantity] = ("target", row.rule)
    return said, made


def _of_remark(remark: remarks.Remark, quantity: Quantity, main: Row, case: Case) -> Row:
    """The row of a value in a bracket: of the whole again (力争1300家), of a part (其中…), of its share."""
    candidate = stretches.Candidate(quantity, *remarks.stretch_of(quantity, case))
    inner = Case(candidate, case.scene, [main], case.words)
    whole = measures.base_of(main.phrase, case.words.said, quantity.unit == "百分点")
    subject = subjects.Subject(whole, main.start)
    phrase = inner.left._replace(text=remark.phrase)
    said = Statement(phrase, subject if remark.of_whole else None)
    row = _rows(inner, said, "in_bracket")[0]
    if remark.same:
        row = row._replace(phrase=main.phrase, lookup=main.lookup)
        row = row._replace(value=row.value._replace(measure=main.value.measure))
    if remark.scope:  # of a part: the key of the whole is not its own
        lookup = "" if remark.phrase == main.phrase else remark.phrase
        row = row._replace(terms=row.terms._replace(scope=remark.scope), lookup=lookup)
        if main.value.unit.partition("/")[0] == row.value.unit:  # 每千人6.8张（其中公立医院4.2张）
            row = row._replace(value=row.value._replace(unit=main.value.unit))
    return row._replace(start=min(main.start, row.start))


def _rows(case: Case, said: Statement, rule: str) -> list[Row]:
    """A row for each of the indicators that share the value."""
    candidate, quantity, words = case.candidate, case.quantity, case.words
    items = lists.shared(case.text, said.main, quantity, said.side_right, words, candidate.share is not None)
    if candidate.share is not None:  # 分别达到85%和80%: the n-th value is the n-th member's
        items = items[candidate.share : candidate.share + 1] or items[-1:]
    left = case.left._replace(reach="") if case.is_part else case.left
    reached = left._replace(reach="") if said.side_right else left  # 培养…，不少于20名…: 不少于 is no verb
    opening = deeds.opening_act(case.frame, quantity, words.measures)
    counted = said.side_right and quantity.unit_kind == "count"
    own = counted and _is_deed(reached.text, case.words)
    if own and len(reached.text) == DEED:
        items = [item._replace(text=reached.text + item.text) for item in items]
    governing = deeds.governing_verb(
        measures.Place(case.frame, quantity, candidate.left),
        reached,
        opening,
        () if own else case.earlier,
        words.measures,
    )
    made = [_row(case, said, item, governing, rule if len(items) == 1 else "shared_value") for item in items]
    if rule in ("better_value", "part_of_whole") and (said.scope or rule == "better_value"):
        made = [_like(row, case.earlier[-1], said.scope) for row in made]
    if rule == "of_another_group" and quantity.unit_kind == "count":
        made = [_like(row, case.earlier[-1], "") for row in made]  # 株洲市、岳阳市不少于8家
    if rule == "sentence_before" and case.above and case.above.value.measure == "growth_rate":
        made = [_like(row, case.above, "") for row in made]  # 年均增长6%。到2030年达到7%
    return [row._replace(opening=opening) for row in made]


def _is_deed(text: str, words: Words) -> bool:
    """Whether what stands before a number is a deed that verbs.csv does not know (擦亮30条街巷), not where or
    of what grade."""
    return len(text) > 1 and not (WHERE_OF.match(text) or words.nouns.graded.fullmatch(text))


def _like(row: Row, before: Row, part: str) -> Row:
    """增长6%、力争8%, 其中市区3.9%: of the measure of the value before; a part has no key of the whole."""
    return row._replace(
        value=row.value._replace(measure=before.value.measure),
        terms=row.terms._replace(accrual=before.terms.accrual),
        lookup="" if part else row.lookup,
    )


def _of_one_year(measure: str, horizon: goal_years.Horizon, case: Case, verb: str, unit: str) -> str:
    """The measure of what is done in the year of a work report: what is built comes on top of what there is;
    people served and money spent are the flow of that year."""
    if not within_a_year(horizon, case.scene.context):
        return measure
    if CUMULATIVELY.search(case.text, case.candidate.left, case.quantity.start):
        return measure
    if measure == "cumulative":
        spent = case.quantity.unit_kind in ("persons", "money") or unit == "元"  # 完成投资85亿
        return "annual_flow" if spent else "increment"
    builds = verb in case.words.verbs.adds and case.quantity.unit_kind not in ("money", "share")
    return "increment" if measure == "level" and builds else measure


STANDS = ("level", "rank")  # measures of how something stands, as it did before


def _of_every_year(measure: str, horizon: goal_years.Horizon, case: Case) -> goal_years.Horizon:
    """What is done every year goes on to the plan's last, not to a year that an earlier sentence named."""
    last, part = case.scene.context.plan, case.frame.part(case.quantity.start)
    every_year = case.words.said[measures.EACH_YEAR]
    yearly = measure == "annual_flow" or every_year.search(case.text, part.start, case.quantity.start)
    goes_on = yearly and horizon.source == "inherited" and last and last.year and horizon.year
    return last if goes_on and last.year > horizon.year else horizon


def _stands_beside(case: Case) -> bool:
    """建成基地3个，培育联盟10个: both say how many there shall be."""
    before = case.earlier[-1] if case.earlier else None
    return before is not None and before.opening == "建成" and before.value.measure == "level"


def _row(case: Case, said: Statement, item: members.Item, governing: str, rule: str) -> Row:
    quantity, words = case.quantity, case.words.measures
    left = case.left._replace(reach="") if case.is_part else case.left
    phrase = without_lead(remarks.without(item.text), case.words)
    if said.subject is not None:
        phrase = subjects.completed(said.subject.text, phrase, case.words)
    place = measures.Place(case.frame, quantity, case.candidate.left)
    measure = measures.measure(place, phrase, left, governing, words)
    horizon = horizons.horizon(case.frame, quantity.start, case.scene.context, case.candidate.share)
    horizon = _of_every_year(measure, horizon, case)
    unit = units.unit_of(quantity, phrase, words)
    measure = _of_one_year(measure, horizon, case, governing, unit)
    if measure == "increment" and governing in case.words.verbs.raises and _stands_beside(case):
        measure = "level"
    full = in_full(case, said, phrase, deeds.kept_verb(said.main, governing, measure, words))
    if full.endswith("增量") and measure == "level":
        measure = "increment"  # 社会融资规模增量
    if measure == "annual_flow" and constructions.ABILITY.match(case.text, case.candidate.end):
        measure = "level"  # 形成年处理垃圾10万吨的能力
    full, value = _valued(case, said, full, measure)
    terms = _terms(case, said, full, measure, horizon)
    covered = case.words.said[COVERED].fullmatch(full) if quantity.measure == "coverage" else None
    named = covered and constructions.is_level(covered["what"], case.words)  # 设区市实现高新区全覆盖
    if covered and not named and _is_area(covered["area"], case.words):  # 农家书屋实现行政村全覆盖
        full, terms = covered["what"], terms._replace(scope=terms.scope or covered["area"])
    elif quantity.measure == "coverage":
        full = members.without_achieving(full, case.words.said)
    first = item.start if said.subject is None else said.subject.start
    ends = (quantity.start + len(value.text), quantity.end, said.main.end if said.side_right else 0, item.end)
    lookup = full if governing in full else governing + full
    lookup = "" if full.endswith("增量") else lookup  # of no stock
    return row_of(quantity, (min(first, quantity.start), max(ends)), (full, lookup), value, terms, rule)


def _is_area(text: str, words: Words) -> bool:
    return bool(words.nouns.area.search(text) or COVERED_ALL.match(text))


def _valued(case: Case, said: Statement, full: str, measure: str) -> tuple[str, Value]:
    """The indicator without the unit it says (技能人才总量（万人）), and its value in that unit."""
    quantity, words = case.quantity, case.words.measures
    unit = units.unit_of(quantity, full, words)
    full = bounds.without_each(full, case)
    low, high, unit, shown = lists.counted_amount(case.text, quantity, unit)
    printed = None if unit or said.side_right else units.of_bracket(full, case.words.lexer.units)
    if printed:
        full, scale, unit = printed
        low, high = low * scale, high * scale
    return full, Value(shown, low, high, unit, bounds.comparator(case, said.side_right), measure)


def _terms(case: Case, said: Statement, full: str, measure: str, horizon: goal_years.Horizon) -> Terms:
    """How sure, by when, from where, of what part and over what time a value is meant."""
    quantity, text = case.quantity, case.text
    firm = firmness.strength(case.frame, quantity, case.words.measures, text)
    base = starts.start(case, horizon)
    if base == (None, None):
        base = starts.of_sentence(case, said, full, horizon, measure in STANDS)
    over = Accrual()
    if measure in ACCRUING:
        before = text[case.frame.sentence(quantity.start).start : quantity.start]
        over = accrual(measure, before + full, horizon, base[1], case.scene.context, case.words.said)
    return Terms(
        strength=firm.code,
        horizon=horizon,
        baseline=base,
        scope=said.scope or scopes.scope(case.clause, case.frame, quantity, full, case.words.measures),
        strength_word=firm.word,
        obligation=firm.obligation,
        accrual=over,
    )
