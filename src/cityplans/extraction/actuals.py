"""What a document says has been reached or stands today: numbers that the ledger calls facts → rows.

The statements that make targets read them too; only the year is told otherwise (periods.py). What is said of
others (全国平均, 高于全省) is no row: it is left out, never filed under the plan's own territory.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cityplans.extraction import accrual, called, periods
from cityplans.extraction.accrual import Accrual
from cityplans.extraction.divisions import BELONGS
from cityplans.extraction.goal_years import Context, Horizon
from cityplans.extraction.ledger import ledger
from cityplans.extraction.ledger.sight import Scene, Sight
from cityplans.extraction.periods import Periods
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements.rows import Row, Value
from cityplans.extraction.statements.statements import stated_of
from cityplans.extraction.tabular import tabular, transposed
from cityplans.extraction.tabular.tabular import Line, Placed
from cityplans.extraction.tabular.transposed import Year
from cityplans.extraction.words.words import Words
from cityplans.records import Clause, Plan
from cityplans.worded import Worded

Classed = Sequence[tuple[Quantity, str, str]]

BASES = ("baseline", "bracket_base")  # rules of the ledger
BASE = "stated_base"  # rule of a row: the value that a goal sets out from
OVER_OTHERS = Worded(r"{over_others}[^，。；]{0,4}{others}[^，。；\d]*$")
OVER_GOAL = Worded(  # 优于国家考核目标3个百分点: how far from what was asked, no change
    r"(?:[优好高快多]于|低于|超出?|超过)[^，。；\d]{0,8}{asked}(?:值|数)?[约近]?$"
)
ABOVE = {  # how a document names what is larger than its own territory
    "national": Worded("{world}"),
    "province": Worded("{world}|{nation}"),
    "prefecture": Worded("{world}|{nation}|{whole_province}"),
    "county": Worded("{world}|{nation}|全省|我省|{whole_prefecture}"),
}
NO_INDICATOR = Worded(  # what is left where the words before a number say nothing of their own
    r"^(?>(?:分别|均|各|近?[\d两三四五]年|{adverbs_of_fact}|约|占"
    r"|[提增降升减][高长加低少升]|至|由|从|位)*)$"
    r"|^是|^相当于|^增量$|[由从]$|之一$|(?:台阶|大关|关口)$|\d[个家项部件户人名座]$"
)
STEPS = re.compile(  # 跨越3个千亿台阶, 两位数增长: no value
    r"[十百千万亿]{1,6}元?级?(?:台阶|大关|关口)|数(?:增长|$)"
)
UNKNOWN = periods.Window(0, 0)
OF_A_YEAR = re.compile(r"(?:19|20)\d\d|[去上前今本]年|全年|[一上]年|季度")
PEOPLE = ("人", "名", "位", "人次")
SHARES = ("%", "百分点", "‰", "位")
BASE_YEAR = re.compile(r"[比较]((?:19|20)\d\d)年?[底末]?")
ADDED = re.compile("[新净]增")
A_YEAR = re.compile("年(?!均)|每|日均?|月均?|单日")  # 年接待游客8亿人次
CAME_ABOUT = Worded("{comes_about}(?:人员|人数|数量|总数|数)?$")  # 高校毕业生留省就业66万人
BEGAN = Worded(r"[^，。；、\d]{0,3}{comes_about}")  # 节约财政资金69亿元, 申报并获批版号137个
AVERAGE = re.compile(r"平均(?:水平|值|数)?$|(?:全国|全省)平均")


def in_prose(scene: Scene, classed: Classed, goals: Sequence[Row], past: Periods) -> list[Row]:
    """Rows of the facts of a clause of prose, and of the values that its goals set out from."""
    facts = [(q, rule) for q, kind, rule in classed if kind == "fact"]
    if not facts:
        return []
    places = {quantity.start: place for place, quantity in enumerate(scene.quantities)}
    values = [q for q, rule in facts if rule == "past" and ledger.states_value(Sight(scene, places[q.start]))]
    rows = stated_of(scene, [], values, scene.words)[1] if values else []
    froms = _bases(scene, [q for q, rule in facts if rule in BASES], [*goals, *rows])
    reached = [row for row in rows if not STEPS.match(scene.clause.text, row.quantity.end)]
    own = called.named(reached, scene.frame, scene.words)
    dated = [_dated(row, periods.year(scene.frame, row.quantity, past)) for row in own]
    made = [_accrued(row, scene, past) for row in dated]
    return made + [_dated(row, periods.base_year(scene.frame, row.quantity, past)) for row in froms]


def _dated(row: Row, year: Horizon) -> Row:
    return row._replace(terms=row.terms._replace(horizon=year, baseline=(None, None)))


def _accrued(row: Row, scene: Scene, past: Periods) -> Row:
    """Whether it is a year's figure or that of several: by its window (五年来, 这一年) and its own words
    (累计, 较2020年); unknown where a chapter is about several windows and no word says."""
    year, start = row.terms.horizon, scene.frame.part(row.quantity.start).start
    said, words = scene.clause.text[start : row.quantity.start], scene.words.said
    is_average = bool(words[accrual.AVERAGE].search(said))
    window = periods.window(scene.frame, row.quantity, past, is_average)
    if window is None and year.source == "inherited" and not OF_A_YEAR.search(year.evidence):
        window = UNKNOWN  # “十三五”期间 in an earlier sentence
    row = _happened(row, said, scene.words, window.years if window else 0)
    if window and window.years > 1:
        accrued = accrual.over_years(row.value.measure, said, window.years, year.year, words)
        return row._replace(terms=row.terms._replace(accrual=accrued))
    base = BASE_YEAR.search(said)
    own = bool(base or accrual.OVER_YEARS.search(said + row.phrase))
    of_one_year = scene.context._replace(issue_year=year.year, period_end=year.year)
    context = scene.context if own else of_one_year
    since = int(base[1]) if base else None
    accrued = accrual.accrual(row.value.measure, said, year, since, context, words)
    if window and not window.years and not own and accrued.basis != "average":
        accrued = Accrual()
    return row._replace(terms=row.terms._replace(accrual=accrued))


def _happened(row: Row, said: str, words: Words, years: int) -> Row:
    """What came about within a window is its total, not how many there are: people trained, things built and
    added. In a single year people are that year's flow, as in a goal for the year; what else is said to be
    built or won then stays as it is said."""
    if row.value.measure != "level" or row.value.unit in SHARES:
        return row
    if row.phrase.startswith("累计"):
        return _measured(row, "cumulative")
    if not years:
        return row
    came_about = words.said[CAME_ABOUT].search(row.phrase) or words.said[BEGAN].match(said)
    if years == 1:
        is_flow = came_about and row.value.unit in PEOPLE
        return _measured(row, "annual_flow") if is_flow else row
    if ADDED.search(row.phrase):
        return _measured(row, "increment")
    happens = row.value.unit.endswith("次") and not A_YEAR.match(said)
    return _measured(row, "cumulative") if happens or came_about or row.opening in words.verbs.adds else row


def _measured(row: Row, measure: str) -> Row:
    return row._replace(value=row.value._replace(measure=measure))


def _bases(scene: Scene, values: Sequence[Quantity], rows: Sequence[Row]) -> list[Row]:
    """Rows of the values that others set out from (由2.5%提高到3.2%, 3.2%（目前为2.5%）)."""
    made = []
    for quantity in values:
        bracket, end = scene.frame.bracket_around(quantity.start), scene.frame.part(quantity.start).end
        goals = [
            row.quantity
            for row in rows
            if (row.quantity.end == bracket.start if bracket else quantity.end <= row.quantity.start < end)
        ]
        made += [_base(row, quantity, scene.clause.text) for row in rows if row.quantity in goals[:1]]
    return made


def _base(row: Row, quantity: Quantity, text: str) -> Row:
    unit = quantity.unit if "/" not in row.value.unit and quantity.unit else row.value.unit
    value = Value(
        text[quantity.start : quantity.end],
        quantity.low,
        quantity.high,
        unit,
        quantity.comparator,
        row.value.measure,
    )
    start, end = min(row.start, quantity.start), max(quantity.end, row.end)
    return row._replace(quantity=quantity, start=start, end=end, value=value, rule=BASE)


def in_table(clause: Clause, line: Line, classed: Classed, context: Context, words: Words) -> list[Row]:
    """Rows of the columns of a table that say where things stand."""
    cells = tabular.cells_in(clause, line)
    made = []
    for quantity in (q for q, kind, rule in classed if (kind, rule) == ("fact", "table_base")):
        at = next(i for i, cell in enumerate(cells) if cell.start <= quantity.start < cell.end)
        row = tabular.target_of(clause, Placed(line, cells, at), quantity, context, words)
        if row and not any(r.quantity.start >= cells[at].start for r in made):
            made.append(_dated(row, _of_column(line.columns[at].year, line.columns[at].head)))
    return made


def in_transposed(clause: Clause, year: Year, classed: Classed, context: Context, words: Words) -> list[Row]:
    """Rows of a past year of a table that lies on its side."""
    made = []
    for quantity in (q for q, kind, rule in classed if (kind, rule) == ("fact", "table_base")):
        row = transposed.row_at(clause, year, quantity, context, words)
        if row and all(row.start != r.start for r in made):
            made.append(_dated(row, _of_column(year.column.year, year.column.head)))
    return made


def _of_column(year: int | None, head: str) -> Horizon:
    return Horizon(year, "explicit", head) if year else Horizon(None, "none")


def of_own(row: Row, text: str, plan: Plan, words: Words) -> Row | None:
    """The row; None where it has no indicator, or speaks of another territory."""
    if words.said[NO_INDICATOR].search(row.phrase):
        return None
    if row.value.unit in ("百分点", "%", "位", "个百分点") and words.said[OVER_OTHERS].search(
        text[: row.quantity.start]
    ):
        return None
    if words.said[OVER_GOAL].search(text, 0, row.quantity.start):
        return None
    phrase, is_rank = row.phrase, row.value.measure == "rank"
    above = ABOVE.get(plan.region_level)
    if above and not is_rank and (words.said[above].match(phrase) or AVERAGE.search(phrase)):
        return None
    named = words.regions.names_at(phrase, 0)
    name = next(iter(named), "")
    if not name or words.said[BELONGS].match(phrase, len(name)):
        return row
    codes = (*words.regions.by_name.get(name, ()), *words.regions.by_short.get(name, ()))
    if any(words.regions.within(code, plan.region_code) for code in codes):
        return row
    return None if name in words.regions.by_name or _is_subject(phrase, name) else row


def _is_subject(phrase: str, short: str) -> bool:
    """Whether a short name stands for a territory (广东达到…, 江苏的企业) and not in a word of its own."""
    return phrase == short or phrase[len(short)] in "、的和"
