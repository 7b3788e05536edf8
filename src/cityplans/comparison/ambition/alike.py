"""Which targets may be put side by side, and why the others may not.

Alike are targets of the same indicator, measure, unit, scope (grade), basis and window, of one kind of
document where the kind decides: a work report's goal for its year is no plan's goal. `rows` returns them
and, for every other target, the reason it was left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from cityplans.comparison.ambition import basis, conversion
from cityplans.comparison.plans import issue_years, kinds, records
from cityplans.worded import Worded, said_of

# what has to be the same
GROUP = ("indicator_id", "measure", "unit", "scope", "basis", "window_start", "document_kind")
DIFFERENT = {  # column → why two targets of one indicator are not put side by side; asked in this order
    "scope": "scope_differs",
    "document_kind": "kind_differs",
    "measure": "measure_differs",
    "unit": "unit_differs",
    "basis": "basis_differs",
    "window_start": "window_differs",
}
CHANGED = {  # and why a region's newer target is not set against its older one
    "measure": "measure_changed",
    "unit": "unit_changed",
    "basis": "basis_changed",
    "window_start": "counted_from_other_year",
}
OF_TARGET = (  # what is compared and told of a target; all its columns would take twice the memory
    "target_id", "plan_id", "region", "quote", "start", "indicator_text", "indicator_id", "value_text",
    "value_low", "value_high", "unit", "comparator", "measure", "strength", "horizon", "horizon_source",
    "window_start", "basis", "baseline_value", "baseline_year", "scope",
)  # fmt: skip
OF_PLAN = ("plan_type", "region_level", "parent_region", "date", "status", "period_start", "region")
GRADE = re.compile(r"(?:国家|省|市|县|区)级?(?:及|和)?以上|(?:国家|省|市|县|区)级")
NOT_BESIDE = ("no_indicator", "no_value", "no_horizon", "several_values", "repeated")  # stands beside none
SHARES = ("%", "‰")
MOMENT = re.compile(r"[年季月]末|[年月]底|(?<!\d)(?:1[0-2]|[1-9])月(?!均)|单月")
BRACKETS = re.compile("（[^（）]*）")
# at the end of a name: that it is counted, not what
COUNTED = re.compile("(?:(?:拥有|申请|授权|注册)?总?(?:数量?|量)|合计)$")
TWO = re.compile(r"[\u4e00-\u9fff]{2}")
OF_A_YEAR = Worded("^{yearly}|{yearly}$")  # how an indicator is called that is counted over a year
SPENT = "元"  # money is spent over a window, not added to what there is
PEOPLE = "people"
Row = dict
_group = itemgetter(*GROUP)


def indicators(codebook) -> dict[str, Row]:
    """The indicator codebook by key, `direction` as 1, −1, or 0 where neither more nor less is better.

    `is_yearly`: counted over a year (吞吐量), as its name says."""
    yearly = said_of(codebook)[OF_A_YEAR]
    return {
        r["indicator_id"]: {
            **r,
            "direction": int(r.get("direction", "").strip() or 1),
            "is_yearly": bool(yearly.search(BRACKETS.sub("", r["zh"]))),
        }
        for r in codebook["indicators"]
    }


def named(codebook) -> dict[str, Row]:
    """`indicators`, each with the `terms` of one phrase by which texts are known to name it."""
    terms = defaultdict(list)
    for row in codebook["indicator_terms"]:
        if "+" not in row["include"]:
            terms[row["indicator_id"]].append(row["include"].lstrip("^"))
    return {i: {**row, "terms": terms[i]} for i, row in indicators(codebook).items()}


def comparable(row: Mapping, codebook_row: Mapping | None) -> str:
    """How a value may be compared: share, growth, coverage, per_head, rank, multiple or total.

    What the row itself shows (a rate, a rank, a unit per head) comes before the codebook's entry.
    """
    measure, unit = row["measure"], row["unit"] or ""
    if measure in ("rank", "multiple"):
        return measure
    if measure == "growth_rate":
        return "growth"
    if measure == "coverage":
        return "coverage"
    kind = (codebook_row or {}).get("comparable")
    if unit in ("%", "百分点", "‰"):
        return kind if kind in ("growth", "coverage") else "share"
    if not unit and kind == "per_head":
        return kind  # a ratio without unit (PUE)
    return "per_head" if "/" in unit else "total"


class Units(NamedTuple):
    """What units count (`unit_kinds`), and how many of another one is."""

    kinds: Mapping[str, str]
    scales: conversion.Scales


def units(codebook) -> Units:
    return Units(unit_kinds(codebook), conversion.scales(codebook))


def unit_kinds(codebook) -> dict[str, str]:
    """Units that count the same: 人 and 名 people, 家 and 个 (kind `count` in units.csv) things.

    人年, 人次, 户 and other compounds count something else and stay as they are.
    """
    things = {r["unit"]: "things" for r in codebook["units"] if r["kind"] == "count" and len(r["unit"]) == 1}
    return {**things, **dict.fromkeys("人名位员", PEOPLE)}


def prepared(targets: pd.DataFrame, plans: pd.DataFrame, codebook) -> list[Row]:
    """Targets with plan facts, `comparable`, and what has to be the same (GROUP) as it is compared.

    全覆盖 is the level 100 %; 名 and 人, 家 and 个 are one unit where the same is counted (`unit_of`), 斤 and
    公顷 are converted into what the indicator is counted in, `value_text` being what the plan prints;
    累计新增 and 新增 are one measure, `said` keeps the plan's own. `issued` is the plan's date, or its year
    where it has none.
    """
    known, of_units = named(codebook), units(codebook)
    years, documents = issue_years(plans), kinds(plans)
    facts = {p["plan_id"]: {k: p.get(k) for k in OF_PLAN} for p in records(plans)}
    for plan_id, own in facts.items():
        own |= {"issued": own["date"] or years[plan_id], "document": documents[plan_id]}
    out = [
        _prepared(row | facts[row["plan_id"]], known.get(row["indicator_id"] or ""), of_units, codebook)
        for row in records(targets[[*OF_TARGET]])
    ]
    return sorted(out, key=lambda r: (r["plan_id"], r["start"], r["target_id"]))


def _prepared(row: Row, entry: Row | None, of_units: Units, codebook) -> Row:
    known = entry or {}
    row |= {"comparable": comparable(row, entry), "direction": known.get("direction", 1)}
    row["is_yearly"] = known.get("is_yearly", False)
    if row["measure"] == "rank":  # 全国前70名 and 全省前10名 are places in two leagues
        row |= {"direction": -1, "scope": row["scope"] or _league(row, codebook["leagues"])}
    row |= counted_in(row, entry, of_units)
    row["scope"] = row["scope"] or _grade(row["indicator_text"] or "", (entry or {}).get("zh") or "")
    row["document_kind"] = _document_kind(row)
    row["window_start"], row["basis"] = basis.window_start(row), basis.of(row)
    row["said"], row["measure"] = row["measure"], counted_as(row["measure"], row["unit"])
    row["group"] = group_of(row)
    return row


def counted_in(row: Mapping, entry: Mapping | None, of_units: Units) -> dict:
    """The unit, and where it is another than the printed one the figures, as they are compared."""
    own = (entry or {}).get("unit")
    converted = conversion.in_own_unit(row, own, of_units.scales)
    return converted or {"unit": unit_of(row, entry, of_units.kinds)}


def unit_of(row: Mapping, entry: Mapping | None, kinds_of_unit: Mapping[str, str]) -> str | None:
    """The unit as it is compared: the indicator's own, where the row's counts the same.

    人 and 名 are people, whatever they are called. With another word for things (12条, 11个) the row must
    name the thing the indicator counts, by the end of one of its names (…集群): a 产业链 is none. `entry` is
    of `named`."""
    unit, own = row["unit"], (entry or {}).get("unit")
    kind = kinds_of_unit.get(unit or "")
    if not entry or unit == own or kind is None or kind != kinds_of_unit.get(own or ""):
        return unit
    said = row.get("indicator_text")
    return own if kind == PEOPLE or not said or any(head in said for head in _heads(entry)) else unit


def _heads(entry: Mapping) -> set[str]:
    """What an indicator counts: the last two characters of each part of its name and of its other words
    (`named`), without 数, 拥有量, 合计 (智能工厂、数字化车间 → 工厂, 车间).

    What the name has before its end is no such word: 百亿级产业 (of 百亿级产业集群) may be a 产业链."""
    parts = [_counted_thing(part) for part in re.split("[、及和]", BRACKETS.sub("", entry["zh"]))]
    own = {noun[-2:] for noun in parts if noun}
    others = {_counted_thing(BRACKETS.sub("", term))[-2:] for term in entry.get("terms", ())}
    within = "、".join(part[:-1] for part in parts)
    return own | {head for head in others if TWO.fullmatch(head) and head not in within}


def _counted_thing(name: str) -> str:
    return COUNTED.sub("", name)


def counted_as(measure: str, unit: str | None) -> str:
    """The measure as it is compared: 全覆盖 is the level 100 %, 累计新增 what 新增 is."""
    if measure == "coverage" and unit == "%":
        return "level"
    return "increment" if measure == "cumulative" and unit != SPENT else measure


def _document_kind(row: Row) -> str:
    """`work_report` for what a work report wants of its own year, `plan` for what is wanted of a year
    ahead."""
    is_yearly = row["document"] == "work_report" and (row["horizon"] or 0) <= int(row["issued"][:4] or 0)
    return "work_report" if is_yearly else "plan"


def _grade(indicator_text: str, name: str) -> str | None:
    """The grade in the plan's own words (省级以上) that the codebook's name does not say."""
    found = GRADE.search(indicator_text)
    return found.group() if found and found.group() not in name else None


def _league(row: Row, leagues: Iterable[Mapping]) -> str | None:
    """Among whom a place is held; of several words the first of leagues.csv."""
    text = f"{row['indicator_text'] or ''}{row['quote'] or ''}"
    return next((known["league"] for known in leagues if known["term"] in text), None)


def same_time(one: Mapping, other: Mapping) -> bool:
    """Whether two shares are of one time of the year: what holds at its end or in a month is no year's mean
    (年末城镇调查失业率 beside 城镇调查失业率). Amounts at the end of a year are the stock of that year."""
    if one["unit"] not in SHARES:
        return True
    return len({bool(MOMENT.search(row.get("indicator_text") or "")) for row in (one, other)}) == 1


def group_of(row: Mapping) -> tuple:
    """What has to be the same, as a key that sorts: texts, and 0 for no year. Noted in prepared rows, for it
    is asked of each some fifteen times."""
    if found := row.get("group"):
        return found
    indicator, measure, unit, scope, basis_of, start, kind = _group(row)  # written out: asked very often
    return indicator or "", measure or "", unit or "", scope or "", basis_of or "", start or 0, kind or ""


def changed_definition(old: Mapping, new: Mapping) -> str | None:
    """Why two targets that one region set for an indicator in two plans cannot be set against each other.

    An average growth a year means the same over another window, unless both end in one year: from a later
    start another rate may lead to the same level. A total never does."""
    is_rate_of_other_years = new["basis"] == "average" and old["horizon"] != new["horizon"]
    for column, reason in CHANGED.items():
        if old[column] != new[column] and not (column == "window_start" and is_rate_of_other_years):
            return reason
    return None


def rows(candidates: Iterable[Row]) -> tuple[list[Row], dict[str, str]]:
    """Rows of `comparisons`, and target_id → reason for the targets left out."""
    reasons: dict[str, str] = {}
    usable = []
    for row in candidates:
        fault = _fault(row)
        if fault:
            reasons[row["target_id"]] = fault
        else:
            usable.append(row)
    single = _one_value_each(usable, reasons)
    plans_of = _plans_by(single, group_of)
    of_indicator: dict[str, list[Row]] = defaultdict(list)
    for row in single:
        of_indicator[row["indicator_id"]].append(row)
    kept = []
    for row in single:
        if len(plans_of[group_of(row)]) > 1:
            kept.append(row)
        else:
            reasons[row["target_id"]] = _lonely(row, of_indicator[row["indicator_id"]])
    return _with_peers(kept), reasons


def _fault(row: Row) -> str | None:
    if not row["indicator_id"]:
        return "no_indicator"
    if row["value_low"] is None or row["value_high"] is None:
        return "no_value"
    return None if row["horizon"] is not None else "no_horizon"


def _one_value_each(usable: list[Row], reasons: dict[str, str]) -> list[Row]:
    """One row per group, plan and horizon. Figures that conflict are left out."""
    found: dict[tuple, list[Row]] = defaultdict(list)
    for row in usable:
        found[(*group_of(row), row["plan_id"], row["horizon"])].append(row)
    out = []
    for same in found.values():
        if len({(r["value_low"], r["value_high"]) for r in same}) > 1:
            reasons.update({r["target_id"]: "several_values" for r in same})
            continue
        out.append({**same[0], "mentions": len(same)})
        reasons.update({r["target_id"]: "repeated" for r in same[1:]})
    return out


def _plans_by(data: Iterable[Row], key) -> dict[tuple, set[str]]:
    found: dict[tuple, set[str]] = defaultdict(set)
    for row in data:
        found[key(row)].add(row["plan_id"])
    return found


def _lonely(row: Row, of_indicator: Iterable[Row], without: str = "only_plan") -> str:
    """Why a target has no counterpart: the first thing in which the others of its indicator differ; `without`
    where there are no others."""
    others = [r for r in of_indicator if r["plan_id"] != row["plan_id"]]
    if not others:
        return without
    for column, reason in DIFFERENT.items():
        left = [r for r in others if r[column] == row[column]]
        if not left:
            return reason
        others = left
    return without


def _with_peers(kept: list[Row]) -> list[Row]:
    """Adds `superseded` (another plan of the region is in force for this year) and `peers` (other regions).

    In force is the newest final plan; a draft only where there is no final one."""
    in_force: dict[tuple, tuple] = {}
    regions = defaultdict(set)
    keys = [_with_year(row) for row in kept]
    for row, key in zip(kept, keys):
        standing = row["status"] != "draft", row["issued"], row["plan_id"]
        in_force[*key, row["region"]] = max(in_force.get((*key, row["region"]), standing), standing)
        regions[*key, row["region_level"]].add(row["region"])
    for row, key in zip(kept, keys):
        row["superseded"] = in_force[*key, row["region"]][2] != row["plan_id"]
        row["peers"] = len(regions[*key, row["region_level"]]) - 1
    return kept


def alone(
    compared: Iterable[Row], candidates: Iterable[Row], reasons: Mapping[str, str]
) -> list[tuple[Row, str]]:
    """Rows of `comparisons` beside which no other plan stands for the same year, each with the reason: that
    no other of the `candidates` is for that year, or what those that are differ in. `reasons` are those of
    targets left out."""
    rows_of = list(compared)
    plans_of = _plans_by(rows_of, _with_year)
    of_year: dict[tuple, list[Row]] = defaultdict(list)
    for row in candidates:
        if reasons.get(row["target_id"]) not in NOT_BESIDE:
            of_year[row["indicator_id"], row["horizon"]].append(row)
    return [
        (row, _lonely(row, of_year[row["indicator_id"], row["horizon"]], "horizon_differs"))
        for row in rows_of
        if len(plans_of[_with_year(row)]) == 1
    ]


def _with_year(row: Row) -> tuple:
    return *group_of(row), row["horizon"]
