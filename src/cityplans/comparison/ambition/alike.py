"""Which targets may be put side by side, and why the others may not.

Alike are targets of the same indicator, measure, unit and scope. `rows` returns them and, for every other
target, the reason it was left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter

import pandas as pd

GROUP = ("indicator_id", "measure", "unit", "scope")  # what has to be the same
OF_PLAN = ("region_level", "parent_region", "date", "status", "period_start", "region")
Row = dict
_group = itemgetter(*GROUP)


def records(data: pd.DataFrame) -> list[Row]:
    """Rows as dicts with None for missing, whatever pandas calls it."""
    names = data.columns.tolist()
    return [dict(zip(names, row)) for row in zip(*(_cells(data[name]) for name in names))]


def _cells(column: pd.Series) -> list:
    is_missing = column.isna().to_numpy(bool)
    if column.dtype == "str":  # where none is missing, pandas hands them over in one go
        column = column.fillna("")
    cells = column.to_numpy(object, copy=True)
    cells[is_missing] = None
    return cells.tolist()


def indicators(codebook) -> dict[str, Row]:
    """The indicator codebook by key, `direction` as +1 or −1."""
    return {
        r["indicator_id"]: {**r, "direction": -1 if r.get("direction", "").strip() == "-1" else 1}
        for r in codebook["indicators"]
    }


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
    if unit in ("%", "百分点", "‰"):
        kind = (codebook_row or {}).get("comparable")
        return kind if kind in ("growth", "coverage") else "share"
    return "per_head" if "/" in unit else "total"


def unit_kinds(codebook) -> dict[str, str]:
    """Units that count the same: 人 and 名 people, 家 and 个 (kind `count` in units.csv) things.

    人年, 人次, 户 and other compounds count something else and stay as they are.
    """
    things = {r["unit"]: "things" for r in codebook["units"] if r["kind"] == "count" and len(r["unit"]) == 1}
    return {**things, **dict.fromkeys("人名位员", "people")}


def prepared(targets: pd.DataFrame, plans: pd.DataFrame, codebook) -> list[Row]:
    """Targets with plan facts, `comparable`, and the measure and unit under which they are compared.

    全覆盖 is the level 100 %; 名 and 人, 家 and 个 are one unit where the codebook gives them one kind.
    """
    known, kinds = indicators(codebook), unit_kinds(codebook)
    facts = {p["plan_id"]: p for p in records(plans)}
    out = []
    for row in records(targets):
        entry = known.get(row["indicator_id"] or "")
        row |= {"comparable": comparable(row, entry), "direction": (entry or {}).get("direction", 1)}
        if row["measure"] == "coverage" and row["unit"] == "%":
            row["measure"] = "level"
        if row["measure"] == "rank":  # 全国前70名 and 全省前10名 are places in two leagues
            row |= {"direction": -1, "scope": row["scope"] or _league(row, codebook["leagues"])}
        unit = row["unit"]
        if entry and unit in kinds and kinds[unit] == kinds.get(entry.get("unit")):
            row["unit"] = entry["unit"]
        plan = facts[row["plan_id"]]
        row |= {k: plan[k] for k in OF_PLAN}
        out.append(row)
    return sorted(out, key=lambda r: (r["plan_id"], r["start"], r["target_id"]))


def _league(row: Row, leagues: Iterable[Mapping]) -> str | None:
    """Among whom a place is held; of several words the first of leagues.csv."""
    text = f"{row['indicator_text'] or ''}{row['quote'] or ''}"
    return next((known["league"] for known in leagues if known["term"] in text), None)


def group_of(row: Mapping) -> tuple:
    indicator, measure, unit, scope = _group(row)
    return indicator or "", measure or "", unit or "", scope or ""


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


def _lonely(row: Row, of_indicator: list[Row]) -> str:
    """Why a target has no counterpart: the first thing in which the others of its indicator differ."""
    others = [r for r in of_indicator if r["plan_id"] != row["plan_id"]]
    if not others:
        return "only_plan"
    for column in ("scope", "measure", "unit"):
        left = [r for r in others if (r[column] or "") == (row[column] or "")]
        if not left:
            return f"{column}_differs"
        others = left
    return "only_plan"


def _with_peers(kept: list[Row]) -> list[Row]:
    """Adds `superseded` (a newer plan of the region sets the same horizon) and `peers` (other regions)."""
    latest: dict[tuple, tuple] = {}
    for row in kept:
        key = (*group_of(row), row["horizon"], row["region"])
        latest[key] = max(latest.get(key, ("", "")), (row["date"] or "", row["plan_id"]))
    regions = defaultdict(set)
    for row in kept:
        regions[(*group_of(row), row["horizon"], row["region_level"])].add(row["region"])
    for row in kept:
        key = (*group_of(row), row["horizon"])
        row["superseded"] = latest[(*key, row["region"])][1] != row["plan_id"]
        row["peers"] = len(regions[(*key, row["region_level"])]) - 1
    return kept
