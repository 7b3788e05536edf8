"""What a number is when it is no target: date, ordinal, name, policy parameter, fact, scope.

`classify` asks the rules in order; the first that answers gives class and rule name. A rule is a small
function Sight → class or None. A number that no rule claims is a target candidate, or, without a unit,
"unexplained". The rules are in designations (dates, names), terms (of policies), described (sizes),
standing (sets that are there), reached (what has been done) and others (what is said of others); here are
two more and the order of all.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cityplans.extraction.ledger.counted import attribute, criterion, reach, size_class, size_of_counted
from cityplans.extraction.ledger.described import definition, described
from cityplans.extraction.ledger.designations import (
    contact,
    date,
    denominator,
    enumeration,
    glued,
    programme,
    quoted,
)
from cityplans.extraction.ledger.existing import extent, phase, standing_set, vague
from cityplans.extraction.ledger.others import elsewhere
from cityplans.extraction.ledger.reached import baseline, past
from cityplans.extraction.ledger.sight import Sight
from cityplans.extraction.ledger.terms import condition, towards_others
from cityplans.worded import Worded

CHANGED_TO = Worded(r"{changed_to}[至到]$")
MOVED_BY = Worded("{moved_by}")
SENT_OUT = Worded("{sent_out}")
SHORTENED_TO = Worded(r"{shortened}[至到在]?$")
COUNTED_TIME = Worded(r"{counted_time}(?:达到?|为|保持在|稳定在|提高到)?$")
IN_TURN = re.compile(r"分别(?:为|达到?|降[到至]|提高到|控制在)[\d.]*(?:[、和及与][\d.]+)*[、和及与]?$")
TURN_ENDS = re.compile("$|[，。；、：（(和及与]")
CLOSED = re.compile(r"$|[，。；、：（(]")

Rule = Callable[[Sight], str | None]


def duration(sight: Sight) -> str | None:
    quantity = sight.quantity
    if quantity.unit_kind != "time" or quantity.unit in ("岁", "学时"):
        return None
    said = sight.said
    moved = said[CHANGED_TO].search(sight.before(4)) or said[MOVED_BY].search(sight.before(2))
    if moved and sight.scene.nouns.lasting.search(sight.left_in_part):
        return None  # 平均受教育年限提高0.5年
    if quantity.start < quantity.core_start and sight.scene.around.lasts.search(sight.left_in_part):
        return None  # 平均时限＜2天
    if sight.said[COUNTED_TIME].search(sight.left_in_part):
        return None  # 优良天数320天以上
    if _in_a_list(sight):
        return None
    early = sight.due and sight.text.endswith("提前", 0, quantity.core_start)
    if early and sight.said[SENT_OUT].match(sight.after(4)):
        return None  # 预警信息提前30分钟以上发出
    bounded = ("以", "前", "后", "内") if quantity.unit in ("年", "月") else ("以", "前", "后")
    if sight.said[SHORTENED_TO].search(sight.before(5)) and not sight.after(1).startswith(bounded):
        return None  # 审批时间压缩到40天内
    return "date" if quantity.unit in ("年", "月", "学年", "周年") else "scope"


def _in_a_list(sight: Sight) -> bool:
    """…毛入学率和人均受教育年限分别达到92%和13.5年: years that stand among other values."""
    quantity = sight.quantity
    exact = quantity.low % 1 != 0 or quantity.comparator != "eq"
    listed = quantity.unit == "年" and exact and sight.before(1) in ("和", "、", "及")
    return bool(listed and sight.scene.nouns.lasting.search(sight.left_in_sentence))


def shapeless(sight: Sight) -> str | None:
    """A bare number is a value only after a verb of reaching (基尼系数控制在0.4以内)."""
    quantity = sight.quantity
    if not quantity.low <= quantity.high:  # no number, or a dash that joins no range
        return "unexplained"
    if quantity.kind != "bare" or "万" in sight.core or "亿" in sight.core:
        return None
    start = quantity.start
    reached = sight.scene.goal_verb.search(sight.text, max(0, start - 6), start)
    bounded = quantity.core_start > start
    if IN_TURN.search(sight.left_in_part) and TURN_ENDS.match(sight.after(1)):
        return None  # 生师比分别达到12.5和16.8
    if sight.before(1) in ("=", "＝") and sight.scene.nouns.metric.search(sight.left_in_part[:-1]):
        reached = CLOSED.match(sight.after(1))  # 劣Ⅴ类水体比例＝0
    is_closed = CLOSED.match(sight.after(1)) or bounded and sight.after(1) in ("及", "和", "与")
    return None if is_closed and (reached or bounded) else "unexplained"


RULES: tuple[Rule, ...] = (
    date,
    enumeration,
    quoted,
    glued,
    contact,
    denominator,
    programme,
    size_class,
    size_of_counted,
    reach,
    attribute,
    baseline,
    condition,
    towards_others,
    vague,
    phase,
    standing_set,
    criterion,
    described,
    definition,
    duration,
    elsewhere,
    past,
    extent,
    shapeless,
)


def classify(sight: Sight) -> tuple[str, str] | None:
    """(class, rule name) for a number that is no target; None for a target candidate."""
    for rule in RULES:
        kind = rule(sight)
        if kind:
            return kind, rule.__name__
    return None


def states_value(sight: Sight) -> bool:
    """Whether a number that is a fact says how much (达到500家), not how something is divided or called."""
    return not (extent(sight) or shapeless(sight))
