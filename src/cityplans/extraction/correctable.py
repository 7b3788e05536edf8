"""The fields of a target that a person may correct, and what each may hold."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from cityplans.columns.columns import used_as
from cityplans.errors import Both
from cityplans.extraction.goal_years import Horizon
from cityplans.records import Plan
from cityplans.schema import COLUMNS

IS_TARGET = "is_target"  # the field by which a row is taken out (new = false) or added (new = true)
# plan_id, quote, indicator_text, which of several (from 1; empty: the only one)
Key = tuple[str, str, str, str]
Fault = tuple[str, Both]  # code of the problem, what is wrong and what to do
FIELDS = used_as("correctable")
BOUNDS = ("value_low", "value_high")
YEARS = range(1990, 2101)  # in which a horizon or baseline may lie


# what a verdict is on
JUDGED = ("indicator_id", "value_low", "value_high", "unit", "measure", "comparator", "horizon")


class Known(NamedTuple):
    """What a correction may name and an added target takes from elsewhere: its clause and place in the file
    from its plan. Where no themes or units are given any may be named."""

    plans: Mapping[str, Plan] = MappingProxyType({})  # by plan_id
    themes: Mapping[str, str] = MappingProxyType({})  # by indicator_id
    units: Collection[str] = ()
    horizon: Callable[[Plan, int], Horizon] | None = None  # the year that governs a place of a plan


def no_field(name: str) -> Both:
    """That a column cannot be corrected."""
    return Both(
        f"“{name}” cannot be corrected; use {', '.join(FIELDS)}",
        f"“{name}”不能更正；可用 {', '.join(FIELDS)}",
    )


def out_of_order(row: Mapping) -> Both | None:
    """What is wrong with the bounds of a value; nothing where they are in order."""
    low, high = (row[name] for name in BOUNDS)
    if low is None:
        return Both(
            "value_low is empty: put the number, or take the target out (is_target, false)",
            "value_low 为空：请填数字，或把这一项剔除（is_target 写 false）",
        )
    if high is not None and low > high:
        return crossed(as_text(low), as_text(high))
    return None


def crossed(low: str, high: str) -> Both:
    """That the bounds of a value are the wrong way round."""
    return Both(f"value_low {low} is above value_high {high}", f"value_low {low} 大于 value_high {high}")


def not_alone(bound: str) -> Both:
    return Both(
        f"{bound}: not taken either, for the other bound cannot be read",
        f"{bound}：另一个界限读不出，这一个也没有采用",
    )


def parsed(field: str, text: str) -> tuple[object, Both | None]:
    """(value of the field's type, what is wrong with it)."""
    column = COLUMNS[field]
    if text == "":
        needed = field in ("comparator", "measure", "strength", "horizon_source")
        codes = ", ".join(column.values)
        said = Both(f"{field} may not be empty; use {codes}", f"{field} 不能为空；可用 {codes}")
        return None, said if needed else None
    if column.values and text not in column.values:
        codes = ", ".join(column.values)
        return None, Both(f"{field}: “{text}” is not one of {codes}", f"{field}：没有“{text}”；可用 {codes}")
    if column.type not in ("number", "year", "integer"):
        return text, None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        return None, Both(f"{field}: “{text}” is no number", f"{field}：“{text}”不是数字")
    return value if column.type == "number" else int(value), None


def fault_of(field: str, text: str, indicators: Collection[str], units: Collection[str]) -> Both | None:
    """Why a value cannot be taken; None where it can. Where no indicators or units are given, any do."""
    _, fault = parsed(field, text)
    if fault:
        return fault
    if field == "indicator_id" and text and indicators and text not in indicators:
        return Both(
            f"indicator_id: “{text}” is no key of indicators.csv{_near(text, indicators, '; nearest: ')}; "
            "add it there first, or choose from the list",
            f"indicator_id：indicators.csv 中没有“{text}”{_near(text, indicators, '，相近的有 ')}；"
            "请先在那里补上，或从列表中选",
        )
    if field == "unit" and text and units and text not in units:
        return Both(
            f"unit: “{text}” is no unit of units.csv; add it there first or choose one from the list",
            f"unit：units.csv 中没有单位“{text}”；请先在那里补上，或从列表中选",
        )
    if field in ("horizon", "baseline_year") and text and int(float(text)) not in YEARS:
        return Both(
            f"{field}: {text} is no year between {YEARS[0]} and {YEARS[-1]}",
            f"{field}：{text} 不是 {YEARS[0]}–{YEARS[-1]} 之间的年份",
        )
    return None


def _near(word: str, known: Iterable[str], before: str) -> str:
    near = difflib.get_close_matches(word, known, 3)
    return before + ", ".join(near) if near else ""


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
