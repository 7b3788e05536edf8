"""The rows of the explorer page: columns of the targets table, packed, and what is needed to show them.

A column of texts that repeat is a list of its values and an index into it; the page decodes each once.
Offsets count characters as Python does; the page counts the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from cityplans.columns import used_as
from cityplans.comparison.ambition.alike import GROUP
from cityplans.publishing.charts import style
from cityplans.publishing.telling import comparable, wording
from cityplans.publishing.telling.codes import WORDS
from cityplans.publishing.telling.comparable import direction_of, group_label
from cityplans.publishing.telling.wording import Names
from cityplans.schema import COLUMNS, TABLES

LANGS = ("zh", "en")
PLAN_FACTS = ("plan_id", "region", "region_level", "parent_region", "title", "date", "status")
CLAUSE_FACTS = ("section", "number", "heading", "text")
CODED = ("region_level", "status", "comparator", "measure", "strength", "horizon_source")
VALUE = used_as("shown")
MOST_IN_A_FINDING = 200  # rows: every pair is compared
REPEATS = 0.7  # of a column's cells are distinct at most where it is packed


def payload(frames: Mapping[str, pd.DataFrame], texts: Mapping[str, str], codebook) -> dict:
    """All that the page holds, ready for JSON."""
    targets, plans = records(frames["targets"]), records(frames["plans"])
    clauses, clause_of = _clauses(frames["clauses"], targets, texts)
    places = {plan["plan_id"]: i for i, plan in enumerate(plans)}
    derived = {
        "plan": [places[row["plan_id"]] for row in targets],
        "clause": clause_of,
        **_spans(targets, clauses["start"], clause_of, frames["numerals"]),
        **{f"shown_{lang}": packed(_all_shown(targets, lang, codebook)) for lang in LANGS},
    }
    return {
        "count": len(targets),
        "columns": {name: packed([r[name] for r in targets]) for name in TABLES["targets"].columns},
        "derived": derived,
        "clauses": {name: packed(clauses[name]) for name in CLAUSE_FACTS},
        "plans": _plans(plans, frames["plans"], codebook),
        "regions": _regions(plans, frames["plans"], codebook),
        "groups": _groups(frames, targets, codebook),
        "labels": {name: [c.zh, c.en] for name, c in COLUMNS.items() if name in _labelled()},
        "codes": {name: {code: list(said) for code, said in WORDS[name].items()} for name in CODED}
        | {"theme": _entries(codebook, "themes", "theme", targets)}
        | {"indicator_id": _entries(codebook, "indicators", "indicator_id", targets)},
        "units": {
            u: [u, wording.unit(u, "en", codebook)] for u in sorted({r["unit"] or "" for r in targets})
        },
        "hues": list(style.HUES),
    }


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


def _all_shown(targets: Sequence[Mapping], lang: str, codebook) -> list[str]:
    known: dict[tuple, str] = {}  # few values make many targets
    said = []
    for row in targets:
        key = tuple(row[name] for name in VALUE)
        if key not in known:
            known[key] = shown(row, lang, codebook)
        said.append(known[key])
    return said


def shown(row: Mapping, lang: str, codebook) -> str:
    """The value with its bounds and unit, as in the charts; as printed where it has no number."""
    if row["value_low"] is None or row["value_high"] is None or row["comparator"] is None:
        return row["value_text"] or ""
    return wording.value(row, lang, codebook)


def _clauses(frame: pd.DataFrame, targets: Sequence[Mapping], texts: Mapping[str, str]):
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


def _plans(plans: Sequence[Mapping], frame: pd.DataFrame, codebook) -> list[dict]:
    names = {lang: Names(frame, codebook, lang) for lang in LANGS}
    return [
        {name: plan[name] for name in PLAN_FACTS}
        | {"names": [names[lang].plan[plan["plan_id"]] for lang in LANGS]}
        for plan in plans
    ]


def _regions(plans: Sequence[Mapping], frame: pd.DataFrame, codebook) -> dict[str, list[str]]:
    names = {lang: Names(frame, codebook, lang) for lang in LANGS}
    known = {plan[key] for plan in plans for key in ("region", "parent_region")} - {None}
    return {region: [names[lang].region(region) for lang in LANGS] for region in sorted(known)}


def _entries(codebook, table: str, key: str, targets: Sequence[Mapping]) -> dict[str, list[str]]:
    """Codebook entries in use as words."""
    used = {row[key] for row in targets}
    return {r[key]: [r["zh"] or r[key], r["en"] or r[key]] for r in codebook[table] if r[key] in used}


def _groups(frames: Mapping[str, pd.DataFrame], targets: Sequence[Mapping], codebook) -> list[dict]:
    """What can be compared, most plans first: group, what it says, and the rows of its current targets."""
    place = {row["target_id"]: i for i, row in enumerate(targets)}
    parents = {plan["plan_id"]: plan["parent_region"] for plan in records(frames["plans"])}
    members: dict[tuple, list[dict]] = defaultdict(list)
    for row in records(frames["comparisons"]):
        if not row["superseded"] and row["target_id"] in place:
            above = {"parent_region": parents[row["plan_id"]]}
            members[tuple(row[name] for name in GROUP)].append(row | above)
    order = sorted(members, key=lambda g: (-len({r["plan_id"] for r in members[g]}), *map(str, g)))
    return [
        {
            **dict(zip(GROUP, group, strict=True)),
            "comparable": members[group][0]["comparable"],
            "direction": direction_of(codebook, group),
            "names": [group_label(group, codebook, lang) for lang in LANGS],
            "findings": _findings(frames["plans"], members[group], group, codebook),
            "rows": sorted(place[row["target_id"]] for row in members[group]),
        }
        for group in order
    ]


def _findings(plans: pd.DataFrame, rows: list[dict], group: tuple, codebook) -> list[str] | None:
    """The title the static chart has, in both languages; none where there is no comparing."""
    every, rows = rows, comparable.of_one_level(rows)
    if len({row["region"] for row in rows}) < 2 or len(rows) > MOST_IN_A_FINDING:
        return None
    names = [Names(plans, codebook, lang) for lang in LANGS]
    return [comparable.title(rows, every, group, n, codebook) for n in names]
