"""One indicator of one region through its plans and years: what was aimed at, what was reached.

A target is set against the region's last target of an older plan for its year, else against the last of an
older plan or of an earlier year of its own plan, of the same kind, for a work report's goal for its year is
no plan's goal: raised, kept, lowered. Less by a nearer year than was wanted by a later one is not lowered. An
actual is set against the target it answers: the one for its year, else the next one to come, else the last
that has fallen due; what is counted over a year meets or misses the target of that very year only. A draft is
shown, but nothing is set against it. Ranks are like any other. Dropped is what was still due and not yet met
when the next plan of that kind, about the same things, left it out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from cityplans.comparison.ambition import basis
from cityplans.comparison.ambition.alike import (
    CHANGED,
    SHARES,
    Row,
    Units,
    changed_definition,
    counted_as,
    counted_in,
    named,
    same_time,
    units,
)
from cityplans.comparison.ambition.order import compare, figure, of

CHANGE = {"higher": "raised", "equal": "kept", "lower": "lowered", "unordered": "not_comparable"}
# Indicators that two plans of a region must both set before what the newer leaves out counts as dropped: with
# fewer the two are plans about different things.
SUCCEEDS_FROM = 3
# And what part of the older plan's indicators still due: a plan that takes up less than half of them is about
# a part of what the older was about, or about something else, and drops nothing.
SAME_SCOPE = 0.5
STATES = ("level", "rank")  # measures that stand at a date, whatever the window
MONEY = "元"  # doubled GDP and incomes are meant at constant prices, and what is told is of its own year's
BASE_YEARS = 1  # how far the year of a base may lie from the year a multiple is counted from


def reached(actuals: Iterable[Row], baselines: Iterable[Row], prepared: list[Row], codebook) -> list[Row]:
    """Actuals of documents and the researcher's baselines, with units and measures as targets have them."""
    known, of_units = named(codebook), units(codebook)
    league = {}
    for row in prepared:  # 全国 or 全省 is read where the target is; an actual of a single league is of that
        if row["measure"] == "rank":
            league.setdefault((row["region"], row["indicator_id"]), set()).add(row["scope"])
    found = [{**row, "source": "document"} for row in actuals]
    found += [
        {**row, "value_low": row["value"], "value_high": row["value"], "comparator": "eq", "source": "given"}
        for row in baselines
    ]
    return [
        _reached(row, known.get(row["indicator_id"]), of_units, league)
        for row in found
        if row["indicator_id"] and row["year"] and row.get("value_low") is not None
    ]


def _reached(row: Row, entry: Mapping | None, of_units: Units, league: Mapping) -> Row:
    measure = row.get("measure") or "level"
    row = row | counted_in(row, entry, of_units)
    scope, unit = row.get("scope"), row["unit"]
    if measure == "rank" and not scope:
        of_targets = league.get((row["region"], row["indicator_id"]), set())
        scope = next(iter(of_targets)) if len(of_targets) == 1 else None
    return row | {
        "measure": counted_as(measure, unit),
        "said": measure,
        "basis": basis.of({"document_kind": "plan", **row, "measure": measure}),
        "scope": scope,
        "value_text": row.get("value_text") or f"{row['value_low']:g}",
        "year": int(row["year"]),
        "comparator": row.get("comparator") or "eq",
    }


def rows(prepared: list[Row], actuals: list[Row]) -> list[Row]:
    """Table target_chains, by region, indicator and scope, in the order of years."""
    chains: dict[tuple, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for row in prepared:
        if row["indicator_id"] and row["horizon"] and row["value_low"] is not None and row["region"]:
            chains[_key(row)][0].append(row)
    for row in actuals:
        if _key(row) in chains:
            chains[_key(row)][1].append(row)
    out = [made for _, found in sorted(chains.items()) for made in _chain(*found)]
    met = {row["earlier_target_id"] for row in out if row["change"] == "met"}
    return sorted([*out, *_dropped(prepared, met)], key=_place)


def _key(row: Row) -> tuple[str, str, str]:
    return row["region"], row["indicator_id"], row["scope"] or ""


def _place(row: Row) -> tuple:
    return (*_key(row), row["year"], row["step"] != "target", row["plan_id"] or "", row["target_id"] or "",
            row["actual_id"] or "")  # fmt: skip


def _chain(targets: list[Row], actuals: list[Row]) -> list[Row]:
    targets = sorted(targets, key=lambda r: (r["issued"], r["plan_id"], r["horizon"], r["target_id"]))
    steps = [_target(row, targets[:place], targets) for place, row in enumerate(targets)]
    return [*steps, *(_actual(row, targets, actuals) for row in actuals)]


def _step(row: Row, step: str, year: int, found: tuple[str | None, str | None], against: Row | None) -> Row:
    """A row of the chain: what was `found` (change and reason) on setting it `against` a target."""
    columns = ("region", "indicator_id", "measure", "unit", "scope", "value_text", "value_low", "value_high",
               "comparator", "plan_id", "target_id", "actual_id")  # fmt: skip
    made = {column: row.get(column) for column in columns}
    if row["said"] == "cumulative":  # a sum of years is compared as what is new, and called what it is
        made["measure"] = row["said"]
    return made | {
        "step": step,
        "year": year,
        "earlier_target_id": against["target_id"] if against else None,
        "change": found[0],
        "change_reason": found[1],
    }


def _target(row: Row, before: list[Row], every: list[Row]) -> Row:
    """A target against the last one before it that is in force and alike."""
    if is_contradicted(row, every):
        return _step(row, "target", row["horizon"], ("not_comparable", "several_values"), None)
    earlier = _in_force(row, before)
    last = last_alike(row, earlier)
    if not earlier:
        return _step(row, "target", row["horizon"], (None, None), None)
    if last is None:
        why = changed_definition(earlier[-1], row)
        return _step(row, "target", row["horizon"], ("not_comparable", why), earlier[-1])
    relation, why = against(row, last)
    reason = "same_year" if last["horizon"] == row["horizon"] else "other_year"
    reason = why if relation == "unordered" else reason
    return _step(row, "target", row["horizon"], (CHANGE[relation], reason), last)


def against(row: Row, last: Row) -> tuple[str, str]:
    """How a target stands to the one it is set against, and why: what is less by a nearer year (more, where
    it is to fall) may be on the way to as much."""
    relation, why = compare(row, last)
    if relation == "lower" and row["horizon"] < last["horizon"]:
        return "unordered", "nearer_year"
    return relation, why


def is_contradicted(row: Row, every: Iterable[Row]) -> bool:
    """Whether its plan sets another figure for the same."""
    return any(_set_together(r, row) and figure(r) != figure(row) for r in every)


def _in_force(row: Row, before: Iterable[Row]) -> list[Row]:
    """Of targets before it those of its plan for other years, and those of plans that are surely older."""
    return [
        r for r in before
        if r["status"] != "draft" and r["document_kind"] == row["document_kind"] and not _set_together(r, row)
        and (r["plan_id"] == row["plan_id"] or is_surely_older(r["issued"], row["issued"]))
    ]  # fmt: skip


def is_surely_older(one: str, other: str) -> bool:
    """Whether one date, or year, is before the other: 2020 is not before 2020-07, nor a day before itself."""
    return bool(one) and one < other and not other.startswith(one)


def last_alike(row: Row, before: Iterable[Row]) -> Row | None:
    """The last target before this one, of its kind, that it can be set against: the last for its own year,
    else the last of all."""
    alike = [r for r in _in_force(row, before) if not changed_definition(r, row)]
    return max(
        alike,
        key=lambda r: (r["horizon"] == row["horizon"], r["issued"], r["plan_id"], r["horizon"]),
        default=None,
    )


def revises(earlier: Row, later: Row, made: Mapping[str, str]) -> bool:
    """Whether a target of a later plan sets one of an earlier plan again: not the goal of another time
    (sets_again; `made`: plan_id → year), nor what counts over a window of another length (16% in five years,
    3% in one; an average a year means the same over any)."""
    if earlier["plan_id"] == later["plan_id"]:
        return False
    is_alike = later["measure"] in STATES or _window(earlier) == _window(later)
    return is_alike and sets_again(earlier, later, made)


def _window(target: Row) -> tuple:
    """What a figure is counted over."""
    start = target.get("window_start") if target.get("basis") != "average" else None
    return target.get("basis"), target["horizon"] - start if start else None


def _set_together(one: Row, other: Row) -> bool:
    """Whether one plan sets both for one year."""
    same = ("plan_id", "horizon", *CHANGED)
    return all(one[k] == other[k] for k in same)


def _actual(row: Row, targets: list[Row], actuals: list[Row]) -> Row:
    """An actual against the target it answers."""
    target = _answered(row["year"], [t for t in targets if _judges(t, row)])
    if target is None:
        return _step(row, "actual", row["year"], (None, None), None)
    if target["measure"] == "multiple" and MONEY in (row["unit"] or ""):
        return _step(row, "actual", row["year"], ("not_comparable", "nominal"), target)
    value = _value_for(target, row, actuals)
    if value is None:
        return _step(row, "actual", row["year"], ("not_comparable", "no_base"), target)
    return _step(row, "actual", row["year"], _judged(target, value, row), target)


def _judges(target: Row, actual: Row) -> bool:
    """Whether an actual can answer a target: a state of one unit, or against its multiple; a year's rate or
    increment only of that very year, a total only of that very window."""
    if target["measure"] == "multiple":
        return actual["measure"] == "level" and actual["unit"] != "倍"
    if (target["measure"], target["unit"]) != (actual["measure"], actual["unit"]):
        return False
    if not same_time(target, actual):
        return False
    if target["measure"] in ("level", "rank"):
        return not actual["basis"]
    is_alike = target["basis"] == actual["basis"] and actual["year"] == target["horizon"]
    same_window = target["window_start"] and target["window_start"] == actual.get("window_start")
    return is_alike and (target["basis"] == "yearly" or target["basis"] == "total" and bool(same_window))


def _answered(year: int, targets: list[Row]) -> Row | None:
    """The target for a year as it stood last, else the next one to come, else the last that fell due."""
    in_force = [t for t in targets if t["status"] != "draft" and t["issued"][:4] <= str(year)]
    return max(
        in_force,
        key=lambda t: (t["horizon"] == year, t["horizon"] > year, -abs(t["horizon"] - year), t["issued"]),
        default=None,
    )


def _value_for(target: Row, actual: Row, actuals: list[Row]) -> float | None:
    """The actual as the target counts: itself, or how many times the base a multiple is counted from."""
    if target["measure"] != "multiple":
        return figure(actual)
    start = target["baseline_year"]
    bases = [
        r for r in actuals
        if start and abs(r["year"] - start) <= BASE_YEARS and r["year"] < actual["year"]
        and r["unit"] == actual["unit"] and r["measure"] == "level" and figure(r) > 0
    ]  # fmt: skip
    base = min(bases, key=lambda r: (abs(r["year"] - start), -r["year"]), default=None)
    return figure(actual) / figure(base) if base else None


def _judged(target: Row, value: float, actual: Row) -> tuple[str, str]:
    due = "in_its_year" if actual["year"] == target["horizon"] else "after_its_year"
    if target["direction"] == 0:
        return "not_comparable", "no_direction"
    if actual["year"] > target["horizon"] and _is_amount_of_year(target):
        return "not_comparable", "flow_of_other_year"
    if actual["year"] < target["horizon"]:
        is_met = met_before(target, value, actual["comparator"])
        return "met" if is_met else "on_the_way", "before_its_year"
    asked = of(target)
    worth = -value if target["direction"] < 0 else value
    if worth <= asked.high if asked.word == "le" else worth >= asked.low:
        return "met", due
    return ("not_comparable", "open_above") if actual["comparator"] in ("ge", "gt") else ("missed", due)


def _is_amount_of_year(target: Mapping) -> bool:
    """Whether a figure that reads as a state is a year's amount (吞吐量达到500万标箱), and no share."""
    is_state = target["measure"] in ("level", "multiple") and target["unit"] not in SHARES
    return is_state and target["is_yearly"]


def met_before(target: Mapping, value: float, comparator: str) -> bool:
    """Whether what was reached in an earlier year (`value`, surely that much) is already what a target asks
    for: the printed figure, not the lower end of 左右, of a stock or share that is to rise; or a place.

    What is to fall, and any ceiling, is kept in its own year, and what flows is of its own year."""
    if target["measure"] == "rank":
        return comparator in ("eq", "le") and value <= target["value_high"]
    rises = target["direction"] > 0 and target["comparator"] != "le"
    is_state = target["measure"] in ("level", "coverage", "multiple") and not _is_amount_of_year(target)
    return rises and is_state and comparator in ("eq", "ge", "gt") and value >= target["value_low"]


def _dropped(prepared: list[Row], met: Collection[str]) -> list[Row]:
    """What a region's newer plan of the same type no longer sets, of what was not yet met."""
    plans: dict[tuple, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in prepared:
        known = row["indicator_id"] and row["horizon"] and row["issued"] and row["region"]
        if known and row["status"] != "draft":
            of_type = row["region"], row["document"], row["plan_type"] or ""
            plans[of_type][f"{row['issued']} {row['plan_id']}"].append(row)
    return [
        _not_set_again(last, newer[0])
        for of_region in plans.values()
        for (_, older), (_, newer) in pairwise(sorted(of_region.items()))
        for last in left_out(older, newer, newer[0]["issued"][:4])
        if last["target_id"] not in met
    ]


def sets_again(earlier: Row, later: Row, made: Mapping[str, str]) -> bool:
    """Whether a later plan sets the same goal again and not the next one: not the goal of one year by that of
    another, nor what was no longer due when the later plan was made or its window began. `made`: plan_id →
    year."""
    in_its_year = (str(row["horizon"]) <= made[row["plan_id"]] for row in (earlier, later))
    if earlier["horizon"] != later["horizon"] and any(in_its_year):
        return False
    start = later.get("window_start")
    return start < earlier["horizon"] if start else int(made[later["plan_id"]] or 0) <= earlier["horizon"]


def left_out(older: list[Row], newer: list[Row], year: str) -> list[Row]:
    """The last target of each indicator still due that a newer plan (of `year`), about the same things, does
    not set; nothing where the newer takes up too little of the older for that."""
    due = _due(older, year)
    again = {row["indicator_id"] for row in newer}
    return [due[i] for i in sorted(due.keys() - again)] if succeeds(older, newer, year) else []


def succeeds(older: list[Row], newer: list[Row], year: str) -> bool:
    """Whether a newer plan (of `year`) takes up enough of an older one to be about the same things."""
    due = _due(older, year)
    again = due.keys() & {row["indicator_id"] for row in newer}
    return len(again) >= max(SUCCEEDS_FROM, SAME_SCOPE * len(due))


def _due(older: list[Row], year: str) -> dict[str, Row]:
    """The last target of each indicator that has not fallen due before that year."""
    of_older: dict[str, list[Row]] = defaultdict(list)
    for row in older:
        if row["indicator_id"] and row["horizon"]:
            of_older[row["indicator_id"]].append(row)
    return {i: last for i, rows in of_older.items() if str((last := _last(rows))["horizon"]) >= year}


def _last(rows: list[Row]) -> Row:
    return max(rows, key=lambda r: (r["horizon"], r["target_id"]))


def _not_set_again(last: Row, later: Row) -> Row:
    empty = dict.fromkeys(("value_text", "value_low", "value_high", "comparator", "target_id"))
    made = last | empty | {"plan_id": later["plan_id"]}
    return _step(made, "target", last["horizon"], ("dropped", "not_set_again"), last)
