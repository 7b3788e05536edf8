"""What the heads of an indicator table say of its columns: their role, year and unit, a goal or where things
stand.

A column whose year lies before the plan, or that is called 现状 or 基期, is where things stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NUMBER, five_year_end
from cityplans.reading.table_heads import BRACKET, VALUES, is_header, is_unit, role_of
from cityplans.records import Clause, Plan
from cityplans.worded import Said, Worded

BASE = Worded(r"{base_head}|(?<!目标)实现")
REACHED = Worded(r"{reached_head}")
GOAL = Worded(r"{goal_head}")
PERIOD = re.compile(rf"({FIVE_YEAR_NUMBER})五")
PAIR = re.compile(
    r"(?P<said>[^（( ]{0,24})[（(]? ?(?P<first>(?:19|20)\d\d年?) ?[/／] ?(?P<last>(?:19|20)\d\d年?) ?[）)]?"
)


MOST_LEVELS = 3  # rows of heads one over the other
SEEN = 12  # rows that tell what a column without a head holds


class Column(NamedTuple):
    """`is_goal` of a value column: a goal, or where things stand."""

    role: str
    head: str = ""
    year: int | None = None
    unit: str = ""
    is_goal: bool = False
    half: int = 0  # 1 or 2 of a column that holds two values (目标（2023年/2025年）: 1.3% / 1.6%)


def header(clauses: Sequence[Clause], index: int) -> tuple[int, tuple[Column, ...]]:
    """How many rows of heads begin at a clause, and the columns they name; none where it is no header."""
    if clauses[index].clause_kind != "table" or "\t" not in clauses[index].text:
        return 0, ()
    heads = [c.strip() for c in clauses[index].text.split("\t")]
    rows = 1
    while rows < MOST_LEVELS and index + rows < len(clauses):
        below = [c.strip() for c in clauses[index + rows].text.split("\t")]
        if len(below) < 2 or not _names_columns(below, heads):
            break
        heads, rows = _joined(heads, below), rows + 1
    halved = [half for head in heads for half in _halves(head)]
    below = [row.text.partition("\t")[0] for row in clauses[index + rows : index + rows + SEEN]]
    roles = _with_names([role_of(head) for head, _ in halved], "" if halved[0][0] else "".join(below))
    if not is_header(roles) or sum(map(bool, roles)) < 0.6 * len(roles):
        return 0, ()
    told = zip(_with_blank(_once(roles), halved, clauses[index + rows : index + rows + SEEN]), halved)
    return rows, tuple(_column(role, head)._replace(half=half) for role, (head, half) in told)


def _with_names(roles: list[str], corner: str) -> list[str]:
    """The column of names may be called 类别, where it is the only one before the values, all heads are known
    and two hold values; or nothing, where what stands below the `corner` bears units."""
    if corner and any(map(is_unit, BRACKET.findall(corner))):
        roles = ["category", *roles[1:]]
    values = [i for i, role in enumerate(roles) if role in VALUES]
    groups = [i for i, role in enumerate(roles) if role == "category" and values and i < values[0]]
    alone = len(groups) == 1 and "indicator" not in roles and len(values) > 1 and all(roles)
    return ["indicator" if alone and i == groups[0] else role for i, role in enumerate(roles)]


def _halves(head: str) -> list[tuple[str, int]]:
    """目标（2023年/2025年） as the heads of its two values."""
    pair = PAIR.fullmatch(head)
    return (
        [(pair["said"] + pair[year], n) for n, year in ((1, "first"), (2, "last"))] if pair else [(head, 0)]
    )


def _names_columns(below: list[str], heads: list[str]) -> bool:
    """Whether a second row only divides the heads above it (目标值 → 2023年, 2025年)."""
    pairs = [(head, c) for head, c in zip_longest(heads, below, fillvalue="") if c]
    free = all(role_of(head) in ("", *VALUES) for head, _ in pairs if head)
    years = all(_is_value_head(c) if head else role_of(c) or _is_value_head(c) for head, c in pairs)
    return any(_is_value_head(c) for _, c in pairs) and free and years


def _is_value_head(cell: str) -> bool:
    return role_of(cell) in VALUES and not re.fullmatch(r"[\d.]+", cell)


def _joined(heads: list[str], below: list[str]) -> list[str]:
    """Both rows of heads as one; a head over several columns belongs to each of them that holds values."""
    made, last = [], ""
    for head, under in zip_longest(heads, below, fillvalue=""):
        last = head or last
        own = role_of(under) in VALUES
        made.append(last + under if under and own else under or head)
    return made


def _once(roles: list[str]) -> list[str]:
    """Of two columns of indicators the last before the values is the indicator, the others group it."""
    values = next(i for i, role in enumerate(roles) if role in VALUES)
    names = [i for i, role in enumerate(roles[:values]) if role == "indicator"]
    names = names or [roles.index("indicator")]
    return ["category" if role == "indicator" and i != names[-1] else role for i, role in enumerate(roles)]


def _with_blank(roles: list[str], halved: Sequence[tuple[str, int]], rows: Sequence[Clause]) -> list[str]:
    """What stands under a blank head behind 指标: units, or names where 指标 lies over both columns."""
    at = next((i for i, role in enumerate(roles) if role == "indicator"), 0) + 1
    if at >= len(roles) or halved[at][0]:
        return roles
    cells = [row.text.split("\t")[at].strip() for row in rows if row.text.count("\t") >= at]
    said = [cell for cell in cells if cell]
    units = sum(map(is_unit, said))
    role = "unit" if said and units == len(said) else "part" if said and not units else ""
    return [*roles[:at], role, *roles[at + 1 :]]


def _column(role: str, head: str) -> Column:
    bracket = BRACKET.search(head)
    is_unit = bracket and role in VALUES and not re.search(r"\d{4}|累计|目标|值", bracket[1])
    unit = bracket[1] if bracket and is_unit else ""
    return Column(role, head, year_in(head), unit)


def year_in(head: str) -> int | None:
    """The year a head names, the last of several; the end of a five-year period."""
    years = re.findall(ARABIC_YEAR, head)
    if years:
        return int(years[-1])
    period = PERIOD.search(head)
    return five_year_end(period[1]) if period else None


def dated(columns: list[Column], plan: Plan, said: Said, caption: str = "") -> tuple[Column, ...]:
    """Which columns are goals; none of a table that says what became of the plan before."""
    years = [c.year for c in columns if c.role == "value" and c.year]
    issued = int(plan.date[:4]) if re.match(r"\d{4}", plan.date or "") else None
    start = max(filter(None, (plan.period_start, issued)), default=None)
    if _of_the_plan_before(columns, start, caption, said):
        return tuple(c._replace(is_goal=False) for c in columns)
    return tuple(
        c._replace(is_goal=_is_goal(c, years, start, said)) if c.role in VALUES else c for c in columns
    )


def _of_the_plan_before(columns: Sequence[Column], start: int | None, caption: str, said: Said) -> bool:
    """Whether goals stand beside what was reached for the same year (规划目标, 实现情况), or the caption
    names a period that was over when the plan began."""
    named = year_in(caption)
    ahead = any(c.year and start and c.year >= start for c in columns if c.role == "value")
    if ahead:
        return False
    if named and start and named < start and not any(c.year for c in columns):
        return True
    goals = [
        c
        for c in columns
        if c.role == "value" and said[GOAL].search(c.head) and not said[BASE].search(c.head)
    ]
    reached = [c for c in columns if said[REACHED].search(c.head)]
    return any(g.year == r.year for g in goals for r in reached)


def _is_goal(column: Column, years: list[int], start: int | None, said: Said) -> bool:
    if said[BASE].search(column.head) or column.year and start is not None and column.year < start:
        return False
    if said[GOAL].search(column.head):
        return True
    if column.year is None:
        return True
    if start is not None:
        return column.year >= start
    return column.role != "value" or len(years) < 2 or column.year > min(years)


def is_base(column: Column, said: Said) -> bool:
    """Whether a column is called a base (基期, 现状), not what was reached (完成) or aimed at."""
    return bool(said[BASE].search(column.head)) and not said[REACHED].search(column.head)


def dated_column(head: str, said: Said) -> Column | None:
    """A column, or a row, that a year or 现状, 目标 names; None where it names none."""
    year = year_in(head)
    is_one = year or said[BASE].fullmatch(head) or said[GOAL].fullmatch(head)
    return Column("value", head, year) if is_one and len(head) < 16 else None
