"""The rows of the explorer page: columns of the targets table, packed, and what is needed to show them.

A column of texts that repeat is a list of its values and an index into it; the page decodes each once.
Offsets count characters as Python does; the page counts the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from cityplans.asking import LANGS
from cityplans.columns.columns import used_as
from cityplans.comparison.ambition.alike import GROUP
from cityplans.publishing.charts import style
from cityplans.publishing.explorer import queue
from cityplans.publishing.telling import comparable
from cityplans.publishing.telling.comparable import direction_of, group_label
from cityplans.publishing.telling.view import View
from cityplans.schema import COLUMNS, TABLES

PLAN_FACTS = ("plan_id", "region", "region_level", "parent_region", "title", "date", "status")
CLAUSE_FACTS = ("section", "number", "heading", "text")
CODED = ("region_level", "status", "comparator", "measure", "strength", "horizon_source")
VALUE = used_as("shown")
MOST_IN_A_FINDING = 200  # rows: every pair is compared
REPEATS = 0.7  # of a column's cells are distinct at most where it is packed


def payload(view: View) -> dict:
    """All that the page holds in both languages, ready for JSON."""
    both = [view.other(lang) for lang in LANGS]
    frames = view.frames
    plans = list(view.plans.values())
    targets = in_order(view, records(frames["targets"]))
    clauses, clause_of = _clauses(frames["clauses"], targets)
    places = {plan["plan_id"]: i for i, plan in enumerate(plans)}
    derived = {
        "plan": [places[row["plan_id"]] for row in targets],
        "clause": clause_of,
        **_spans(targets, clauses["start"], clause_of, frames["numerals"]),
        **{name: packed(column) for name, column in queue.columns(view, targets).items()},
        **{f"shown_{told.lang}": packed(_all_shown(told, targets)) for told in both},
    }
    return {
        "count": len(targets),
        "columns": {name: packed([r[name] for r in targets]) for name in TABLES["targets"].columns},
        "derived": derived,
        "clauses": {name: packed(clauses[name]) for name in CLAUSE_FACTS},
        "plans": [
            {n: p[n] for n in PLAN_FACTS}
            | {"year": view.years[p["plan_id"]], "names": [t.name(p["plan_id"]) for t in both]}
            for p in plans
        ],
        "regions": _regions(both, plans),
        "groups": _groups(both, targets),
        "labels": {name: [c.zh, c.en] for name, c in COLUMNS.items() if name in _labelled()},
        "codes": {c: {code: [t.word(c, code) for t in both] for code in COLUMNS[c].values} for c in CODED}
        | {c: {k: [t.word(c, k) for t in both] for k in _used(targets, c)} for c in ("theme",)}
        | {"indicator_id": {k: [t.indicator(k) for t in both] for k in _used(targets, "indicator_id")}}
        | {"doubts": queue.words_of_doubts(both)},
        "review": queue.facts(view, targets),
        "terms": _terms(view, targets),
        "units": {u: [u, view.other("en").unit(u)] for u in sorted({r["unit"] or "" for r in targets})},
    }


def in_order(view: View, targets: list[dict]) -> list[dict]:
    """Targets as they stand in their plans, the plans in their usual order."""
    place = {plan_id: i for i, plan_id in enumerate(view.plans)}
    return sorted(targets, key=lambda r: (place[r["plan_id"]], r["start"], r["target_id"]))


def records(data: pd.DataFrame) -> list[dict]:
    """Rows as dicts with None for missing, a column at a time: 50,000 targets are many cells."""
    columns = []
    for name in data:
        values, missing = data[name].tolist(), data[name].isna().tolist()
        columns.append([None if gone else value for value, gone in zip(values, missing, strict=True)])
    return [dict(zip(data.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _labelled() -> set[str]:
    return {*TABLES["targets"].columns, *PLAN_FACTS, *CLAUSE_FACTS}


def packed(values: Sequence) -> list | dict:
    """A column: numbers and distinct texts as they are, texts that repeat as values and index."""
    distinct = list(dict.fromkeys(values))
    if not any(isinstance(v, str) for v in distinct) or len(distinct) > REPEATS * len(values):
        return [_plain(v) for v in values]
    place = {value: i for i, value in enumerate(distinct)}
    return {"values": distinct, "index": [place[v] for v in values]}


def _plain(value):
    """Whole floats as integers: shorter, and what the CSV tables print."""
    return int(value) if isinstance(value, float) and abs(value) < 1e15 and value == int(value) else value


def _all_shown(view: View, targets: Sequence[Mapping]) -> list[str]:
    known: dict[tuple, str] = {}  # few values make many targets
    said = []
    for row in targets:
        key = tuple(row[name] for name in VALUE)
        if key not in known:
            known[key] = shown(view, row)
        said.append(known[key])
    return said


def shown(view: View, row: Mapping) -> str:
    """The value with its bounds and unit, as in the charts; as printed where it has no number."""
    if row["value_low"] is None or row["value_high"] is None or row["comparator"] is None:
        return row["value_text"] or ""
    return view.value(row, with_unit=True)


def _clauses(frame: pd.DataFrame, targets: Sequence[Mapping]):
    """Columns of the clauses that hold targets, and for each target the place of its own."""
    wanted = {row["clause_id"] for row in targets}
    rows = records(frame[frame["clause_id"].isin(wanted)])
    place = {row["clause_id"]: i for i, row in enumerate(rows)}
    columns = {name: [row[name] for row in rows] for name in (*CLAUSE_FACTS, "start")}
    # a target whose paragraph is not in the table is shown by its quote alone
    for row in targets:
        if row["clause_id"] not in place:
            place[row["clause_id"]] = len(columns["text"])
            for name in CLAUSE_FACTS:
                columns[name].append(None)
            columns["text"][-1] = row["quote"]
            columns["start"].append(row["start"])
    return columns, [place[row["clause_id"]] for row in targets]


def _spans(
    targets, starts: Sequence[int], clause_of: Sequence[int], numerals: pd.DataFrame
) -> dict[str, list]:
    """Where quote and value stand in the clause, as columns of offsets; -1 where the value is not found."""
    first: dict[str, int] = {}
    held = numerals[numerals["target_id"].notna()]
    for target_id, start in zip(held["target_id"].tolist(), held["start"].tolist(), strict=True):
        first[target_id] = min(start, first.get(target_id, start))
    columns: dict[str, list] = {name: [] for name in ("quote_from", "quote_to", "value_from", "value_to")}
    for row, clause in zip(targets, clause_of, strict=True):
        base = starts[clause]
        at = value_at(row, first.get(row["target_id"]))
        columns["quote_from"].append(row["start"] - base)
        columns["quote_to"].append(row["end"] - base)
        columns["value_from"].append(-1 if at is None else at - base)
        columns["value_to"].append(-1 if at is None else at - base + len(row["value_text"]))
    return columns


def value_at(row: Mapping, numeral: int | None) -> int | None:
    """Start of the value in the plan's text: where it covers the target's number, else its last place."""
    quote, value = row["quote"], row["value_text"] or ""
    found = -1 if not value else quote.find(value)
    last = None
    while found >= 0:
        last = row["start"] + found
        if numeral is not None and last <= numeral < last + len(value):
            break
        found = quote.find(value, found + 1)
    return last


def _regions(both: Sequence[View], plans: Sequence[Mapping]) -> dict[str, list[str]]:
    known = {plan[key] for plan in plans for key in ("region", "parent_region")} - {None}
    return {region: [told.region(region) for told in both] for region in sorted(known)}


def _terms(view: View, targets: Sequence[Mapping]) -> dict[str, str]:
    """Indicator → the words by which plans call it, for the search."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in view.codebook.rows.get("indicator_terms", ()):
        found[row["indicator_id"]] |= set(row["include"].replace("^", "").split("+"))
    return {key: " ".join(sorted(found[key])) for key in _used(targets, "indicator_id") if key in found}


def _used(targets: Sequence[Mapping], column: str) -> list[str]:
    return sorted({row[column] for row in targets} - {None})


def _groups(both: Sequence[View], targets: Sequence[Mapping]) -> list[dict]:
    """What can be compared, most plans first: group, what it says, and the rows of its current targets."""
    place = {row["target_id"]: i for i, row in enumerate(targets)}
    view = both[0]
    members: dict[tuple, list[dict]] = defaultdict(list)
    for row in view.rows("comparisons"):
        if not row["superseded"] and row["target_id"] in place:
            above = {"parent_region": view.plans[row["plan_id"]]["parent_region"]}
            members[tuple(row[name] for name in GROUP)].append(row | above)
    order = sorted(members, key=lambda g: (-len({r["plan_id"] for r in members[g]}), *map(str, g)))
    return [
        {
            **dict(zip(GROUP, group, strict=True)),
            "comparable": members[group][0]["comparable"],
            "direction": direction_of(view, group),
            "names": [group_label(told, group) for told in both],
            "findings": _findings(both, members[group], group),
            "rows": sorted(place[row["target_id"]] for row in members[group]),
            "looks": _looks({row["horizon"] for row in members[group]}),
        }
        for group in order
    ]


def _looks(years: set[int]) -> dict[int, list]:
    """Colour and shape (its place among MARKERS) of each year, as the static charts have them."""
    return {y: [hue, style.MARKERS.index(mark)] for y, (hue, mark) in style.of_years(years).items()}


def _findings(both: Sequence[View], rows: list[dict], group: tuple) -> list[str] | None:
    """The title the static chart has, in both languages; none where there is no comparing."""
    every, rows = rows, comparable.of_one_level(rows)
    if len({row["region"] for row in rows}) < 2 or len(rows) > MOST_IN_A_FINDING:
        return None
    return [comparable.title(told, rows, every, group) for told in both]
