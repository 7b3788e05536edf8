"""How fast a target asks for change, and how newer plans revise older ones.

Pace, from what is or was (an actual, a baseline) to a target: shares in points a year, `(T_h − B_b)/(h −
b)`; levels in per cent a year, `(T_h/B_b)^(1/(h−b)) − 1`; a multiple m over n years `m^(1/n) − 1`. Between
two targets there is no pace, for nobody knows that the first will be hit, but the difference of the two.
Growth rates have no pace: they are one, nor have ranks; so of the pairs that target_chains calls raised or
lowered those two kinds are not here. Nor has 倍增 without a base year, whose window nobody said.

What was reached is the state when a plan was made only where it is of those years, counted alike (measure,
basis, whole territory, time of the year), and where more or less is better: a ceiling above what is asks for
no change. What flows in a year (新增就业) starts anew every year, so from what flowed in another there is no
way to go.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from cityplans.comparison.ambition.alike import GROUP, Row, changed_definition, group_of, same_time
from cityplans.comparison.ambition.order import compare, figure

POINTS = ("share", "coverage")
WITHOUT_PACE = ("rank", "growth")
SINCE_START = ("increment", "cumulative")  # counted from the plan's start, so plans of other starts differ
# Years between what was reached and the plan that starts from it: figures of a year come out in the course of
# the next, so a plan of early 2021 may know 2019 and no later; 2018 is no longer the state it starts from.
OLDEST = 2
# how far the pace binds, from how the later value does
BOUNDS = {
    "ge": "at_least",
    "gt": "at_least",
    "le": "at_most",
    "approx": "about",
    "range": "about",
    "eq": "exact",
}
TURNED = {"at_least": "at_most", "at_most": "at_least"}  # more than 80 before: less is still to come


def rows(prepared: list[Row], reached: list[Row]) -> list[Row]:
    """Differences between horizons of a plan and between successive plans; paces from what the text, a
    document or the researcher's table says was reached, and of multiples.

    Uses every target with indicator, value and horizon, also those no other plan shares.
    """
    usable = [
        r
        for r in prepared
        if r["indicator_id"]
        and r["horizon"]
        and r["value_low"] is not None
        and r["value_high"] is not None
        and r["comparable"] not in WITHOUT_PACE
    ]
    every = sorted(_unambiguous(usable), key=lambda r: (r["horizon"], r["date"] or "", r["target_id"]))
    stated = _from_text(every)
    told = {(r["target_id"], r["year_from"]) for r in stated}
    return [
        *_between_horizons(every),
        *_between_plans(every),
        *stated,
        *_multiples(every),
        *(r for r in _from_reached(every, reached) if (r["target_id"], r["year_from"]) not in told),
    ]


def _unambiguous(usable: list[Row]) -> list[Row]:
    found = defaultdict(list)
    for row in usable:
        found[(*group_of(row), row["plan_id"], row["horizon"])].append(row)
    return [same[0] for same in found.values() if len({(r["value_low"], r["value_high"]) for r in same}) == 1]


def _chains(every: list[Row], *keys: str) -> list[list[Row]]:
    found = defaultdict(list)
    for row in every:
        if row["measure"] not in (*SINCE_START, "multiple"):
            found[(*group_of(row), *(row[k] for k in keys))].append(row)
    return list(found.values())


def _between_horizons(every: list[Row]) -> list[Row]:
    return [_difference("horizons", a, b) for chain in _chains(every, "plan_id") for a, b in pairwise(chain)]


def _between_plans(every: list[Row]) -> list[Row]:
    out = []
    for chain in _chains([row for row in every if row["region"]], "region"):
        plans = sorted({(r["date"], r["plan_id"]) for r in chain if r["date"]})
        for (_, older), (_, newer) in pairwise(plans):
            step = _shortest_step(
                [r for r in chain if r["plan_id"] == older], [r for r in chain if r["plan_id"] == newer]
            )
            if step:
                out.append(_difference("plans", *step))
    return out


def _shortest_step(older: list[Row], newer: list[Row]) -> tuple[Row, Row] | None:
    """The nearest pair of horizons, the older plan's first; None where the newer looks no further."""
    steps = [(a, b) for a in older for b in newer if a["horizon"] < b["horizon"]]
    return min(steps, key=lambda s: (s[1]["horizon"] - s[0]["horizon"], s[1]["horizon"]), default=None)


def _from_text(every: list[Row]) -> list[Row]:
    return [
        _pace("stated", r, {"year": r["baseline_year"], "comparator": "eq"}, r["baseline_value"])
        for r in every
        if r["baseline_value"] is not None
        and r["baseline_year"] is not None
        and r["baseline_year"] < r["horizon"]
        and r["measure"] not in (*SINCE_START, "multiple")
    ]


def _multiples(every: list[Row]) -> list[Row]:
    """倍增 from the year that the text counts it from (比2020年翻一番); from no other."""
    return [
        _pace("multiple", r, {"year": r["baseline_year"], "comparator": "eq"}, 1.0)
        for r in every
        if r["measure"] == "multiple" and r["unit"] == "倍" and r["baseline_year"]
        and r["baseline_year"] < r["horizon"]
    ]  # fmt: skip


def _from_reached(every: list[Row], reached: list[Row]) -> list[Row]:
    """From an actual or a baseline: the last known when the plan was made, of the same counted alike."""
    known = defaultdict(list)
    for row in reached:
        if not row["scope"]:
            known[_counted(row)].append(row)
    out = []
    for row in every:
        if row["scope"] or row["measure"] != "level" or row["basis"]:
            continue
        made = int(row["issued"][:4] or row["horizon"])
        before = [
            b for b in known[_counted(row)]
            if made - OLDEST <= b["year"] <= min(row["horizon"] - 1, made) and same_time(b, row)
        ]  # fmt: skip
        last = max(before, key=lambda b: (b["year"], b["source"] == "given"), default=None)
        if last and _asks_for_change(row, figure(last)) and _bound(row, last):
            kind = "baseline" if last["source"] == "given" else "actual"
            out.append(_pace(kind, row, last, figure(last)) | {"earlier_plan_id": last.get("plan_id")})
    return out


def _counted(row: Row) -> tuple:
    return row["region"], row["indicator_id"], row["unit"], row["measure"], row["basis"]


def _asks_for_change(row: Row, before: float) -> bool:
    """Not a ceiling that what was reached does not touch, nor what is wanted neither higher nor lower."""
    return row["direction"] > 0 or row["direction"] < 0 and figure(row) < before


def _bound(row: Row, before: Row) -> str | None:
    """How far both figures bind the pace: one that leaves nothing open; that of the other; about, if either
    is; None where they pull apart (from more than 80 to at least 95)."""
    after, since = BOUNDS[row["comparator"]], BOUNDS[before["comparator"]]
    bounds = {after, TURNED.get(since, since)} - {"exact"}
    if "about" in bounds:
        return "about"
    return next(iter(bounds), "exact") if len(bounds) < 2 else None


def _pace(kind: str, row: Row, before: Row, value: float) -> Row:
    """What a target asks for a year, from a value that was (`before`: its year and comparator); no pace to
    one that it is already beyond (稳定在20万吨, with 23.3 reached)."""
    years, after = row["horizon"] - before["year"], figure(row)
    points = row["comparable"] in POINTS
    if row["measure"] != "multiple" and row["direction"] * (after - value) < 0:
        pace = None
    elif points:
        pace = (after - value) / years
    else:
        pace = ((after / value) ** (1 / years) - 1) * 100 if value > 0 and after > 0 else None
    return _step(kind, row, before["year"], value) | {
        "comparator_from": before["comparator"],
        "pace": pace,
        "pace_unit": "points_per_year" if points else "percent_per_year",
        "pace_bound": _bound(row, before),
    }


def _difference(kind: str, before: Row, row: Row) -> Row:
    """What the second of two targets asks for beyond the first, in the unit of both."""
    bound = BOUNDS[row["comparator"]] if before["comparator"] == "eq" else "about"
    return _step(kind, row, before["horizon"], figure(before)) | {
        "earlier_plan_id": before["plan_id"],
        "earlier_target_id": before["target_id"],
        "figure_change": figure(row) - figure(before),
        "pace_bound": bound,
    }


def _step(kind: str, row: Row, year: int, value: float) -> Row:
    return {
        **{k: row[k] for k in (*GROUP, "plan_id", "region", "target_id")},
        "pace_kind": kind,
        "year_from": year,
        "value_from": value,
        "year_to": row["horizon"],
        "value_to": figure(row),
    }


def revisions(prepared: list[Row]) -> list[Row]:
    """Newer against older plan of a region for one indicator and horizon, and one kind of document; changed
    definitions are flagged."""
    found = defaultdict(list)
    usable = [
        r
        for r in prepared
        if r["indicator_id"]
        and r["horizon"]
        and r["date"]
        and r["region"]
        and r["value_low"] is not None
        and r["value_high"] is not None
    ]
    for row in _unambiguous(usable):
        about = row["indicator_id"], row["scope"] or "", row["horizon"], row["region"]
        found[*about, row["document_kind"]].append(row)
    out = []
    for same in found.values():
        dates = sorted({(r["date"], r["plan_id"]) for r in same})
        for (old_day, old_plan), (new_day, new_plan) in pairwise(dates):
            if old_day == new_day:
                continue  # neither is the older
            out += _revised(
                [r for r in same if r["plan_id"] == old_plan], [r for r in same if r["plan_id"] == new_plan]
            )
    return out


def _revised(older: list[Row], newer: list[Row]) -> list[Row]:
    """Pairs of equal measure and unit; where there is none, the first of each side with what differs."""
    pairs = [(a, b) for a in older for b in newer if (a["measure"], a["unit"]) == (b["measure"], b["unit"])]
    return [_revision(a, b) for a, b in pairs or [(older[0], newer[0])]]


def _revision(old: Row, new: Row) -> Row:
    fault = changed_definition(old, new)
    relation = None if fault else compare(new, old)
    return {
        **{k: new[k] for k in (*GROUP, "horizon", "region", "plan_id", "target_id")},
        "earlier_plan_id": old["plan_id"],
        "earlier_target_id": old["target_id"],
        "value_text": new["value_text"],
        "earlier_value_text": old["value_text"],
        "figure_change": None if fault else figure(new) - figure(old),
        "unit": None if fault else new["unit"],
        "relation": relation.relation if relation else None,
        "relation_reason": fault or (relation.reason if relation else None),
        "is_comparable": not fault,
    }
