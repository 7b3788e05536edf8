"""Which tables get a sheet as they are, with names beside keys and words for codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cityplans.publishing.telling import number_swaps, wording
from cityplans.publishing.telling.revised import HEADS, revised, told
from cityplans.publishing.telling.view import CODED, View
from cityplans.publishing.telling.wording import pick
from cityplans.publishing.workbook.xlsx import MOST_ROWS, Col, Sheet
from cityplans.schema import COLUMNS, TABLES, Table

# tables that get a sheet as they are; those of methods, words and paragraphs stay in their CSV, and the
# sheet of contents lists them
AS_THEY_ARE = (
    "plans", "editions", "revisions", "pace", "commitment_profile", "not_compared", "theme_changes",
    "borrowing", "number_swaps", "name_spread", "edition_differences", "problems", "changes",
)  # fmt: skip
SHARES = ("share", "coverage", "earlier_share", "indicator_coverage", "share_of_parent", "similarity")
SHARE = re.compile(r".*_share|(hard|soft)(_or_mixed)?_(low|high)|difference(_low|_high)?")
LONG = (
    "text", "quote", "source_quote", "message", "note", "reference_text", "variant_text", "section",
    "members", "title",
)  # fmt: skip
CODES_LAST = frozenset(
    key
    for key in COLUMNS
    if key.endswith(("plan_id", "target_id", "indicator_id", "clause_id", "edition_id"))
)  # for a reader names come first and keys after all else
PLANS_FIRST = (
    "plan_id:name", "title", "date", "status", "plan_type", "period_start", "period_end", "issuer", "doc_no",
)  # fmt: skip
LEFT_OUT = ("source_text_start", "source_text_end", "message_zh")  # the message stands in one language


def sheets(view: View) -> list[Sheet]:
    """A sheet for each listed table that there is; a table that nobody listed has none."""
    return [
        OWN[name](view) if name in OWN else as_it_is(view, name)
        for name in AS_THEY_ARE
        if name in view.frames
    ]


def _revisions(view: View) -> Sheet:
    """Targets a later plan of the territory set again, as the chart has them, lowered ones first."""
    columns = [Col(k, view.pick(*words), "year" if "year" in k else "text") for k, words in HEADS.items()]
    rows = [told(view, one) for one in revised(view)]
    note = view.pick(
        "同一地区较新的计划重设的目标，降低的在前；目标年不同者只比所写数字。",
        "Targets that a later plan of the territory set again, lowered ones first; figures as written, "
        "also for other years.",
    )
    table = TABLES["revisions"]
    return Sheet("revisions", view.pick(table.zh, table.en), table_name("revisions"), columns, rows, note)


def _number_swaps(view: View) -> Sheet:
    sheet = as_it_is(view, "number_swaps", number_swaps.as_compared(view))
    compared = view.pick(
        "“更高”“更低”只写目标年相同、先后分明、可比的两个数。",
        "Higher and lower stand only where both numbers are for one year, compare, and dates tell the older.",
    )
    return replace(sheet, note=f"{sheet.note}{view.pick('', ' ')}{compared}")


def _pace(view: View) -> Sheet:
    """A step once, whether its start is read from the words of the target, from elsewhere, or both; without
    the columns that none has."""
    steps = {}
    for row in view.rows("pace"):
        steps[row["target_id"], row["year_from"], row["value_from"], row["earlier_target_id"]] = row
    sheet = as_it_is(view, "pace", [*steps.values()])
    kept = [c for c in sheet.columns if any(row.get(c.key) not in (None, "") for row in sheet.rows)]
    return replace(sheet, columns=kept or sheet.columns)


def _plans(view: View) -> Sheet:
    """What a reader looks a plan up for on the first page in print: its title, date and status."""
    sheet = as_it_is(view, "plans")
    place = {key: n for n, key in enumerate(PLANS_FIRST)}
    order = sorted(sheet.columns, key=lambda column: place.get(column.key, len(place)))
    return replace(sheet, columns=order)


OWN = {
    "plans": _plans,
    "revisions": _revisions,
    "number_swaps": _number_swaps,
    "pace": _pace,
}  # sheets that tell more than their table


def as_it_is(view: View, name: str, rows_told: Sequence[Mapping] | None = None) -> Sheet:
    """A table as the schema describes it, with names of plans and indicators beside their keys; its rows as
    `rows_told`, where they are not told as they are."""
    table = TABLES[name]
    columns = []
    for key in table.columns:
        if key in (
            "plan_id",
            "indicator_id",
            "other_plan_id",
            "source_plan_id",
            "earlier_plan_id",
            "parent_plan_id",
        ):
            columns.append(Col(f"{key}:name", _name_head(key, view.lang)))
        if key not in LEFT_OUT:
            columns.append(_column(key, view.lang))
    every = _in_order(view, table, view.rows(name) if rows_told is None else rows_told)
    rows = [_named(view, row) for row in every[:MOST_ROWS]]
    columns.sort(key=lambda column: column.key in CODES_LAST)
    note = view.pick(
        f"{len(every)} 行；完整数据见 {name}.csv。", f"{len(every)} rows; also in {name}.csv. {table.about}."
    )
    note = cut_note(len(every), f"{name}.csv", view.lang) or note
    return Sheet(name, view.pick(table.zh, table.en), table_name(name), unique(columns), rows, note)


def _in_order(view: View, table: Table, rows: Sequence[Mapping]) -> Sequence[Mapping]:
    """Tables of plans in the order in which plans stand everywhere, others as they are."""
    if "plan_id" not in (table.columns[0], table.order[0]):
        return rows
    place = {plan_id: n for n, plan_id in enumerate(view.plans)}
    return sorted(rows, key=lambda row: place.get(row["plan_id"], len(place)))


def cut_note(n: int, file: str, lang: str) -> str:
    """What a sheet says that does not hold every row; nothing where it does."""
    if n <= MOST_ROWS:
        return ""
    return pick(
        lang,
        f"共 {n} 行，本表只列前 {MOST_ROWS} 行；全部见 {file}。",
        f"{n} rows, of which the first {MOST_ROWS} stand here; all of them are in {file}.",
    )


def table_name(name: str) -> str:
    """`plan_themes` → PlanThemes: the name under which formulas find the table, in every language."""
    return "".join(part.title() for part in name.split("_"))


def _name_head(key: str, lang: str) -> str:
    label = wording.label(key, lang)
    return (
        label.replace("编号", "").replace("编码", "") + "名称"
        if lang == "zh"
        else label.replace(" id", "") + " (name)"
    )


def _column(key: str, lang: str) -> Col:
    kind = "share" if key in SHARES or SHARE.fullmatch(key) else COLUMNS[key].type
    long = key in LONG
    return Col(key, wording.label(key, lang), kind, width=60 if long else 0, wrap=long)


def unique(columns: Iterable[Col]) -> list[Col]:
    """Headers of a table must differ; a repeated label gets its column name."""
    seen: set[str] = set()
    out = []
    for column in columns:
        head = column.head if column.head.casefold() not in seen else f"{column.head} ({column.key})"
        seen.add(head.casefold())
        out.append(column._replace(head=head))
    return out


def _named(view: View, row: Mapping) -> dict:
    out = dict(row)
    for key in row:
        if key.endswith("plan_id"):
            out[f"{key}:name"] = view.name(row[key])
    if row.get("indicator_id"):
        out["indicator_id:name"] = view.indicator(row["indicator_id"], row.get("region"))
    for key, value in row.items():
        if isinstance(value, str) and key in CODED:
            out[key] = view.word(key, value)
    return out | in_english(view, row) | _told(view, row)


def in_english(view: View, row: Mapping) -> dict:
    """Territories, units and scopes of a row by their English names; nothing in a Chinese workbook."""
    if view.lang == "zh":
        return {}
    named = {"region": view.region, "parent_region": view.region, "unit": view.unit, "scope": view.scope}
    return {key: say(row[key]) or None for key, say in named.items() if key in row}


def _told(view: View, row: Mapping) -> dict:
    """A problem in the reader's language; plans of a list by their names."""
    told = {}
    if row.get("message_zh") and view.lang == "zh":
        told["message"] = row["message_zh"]
    if "members" in row:
        told["members"] = view.pick("、", ", ").join(map(view.name, row["members"].split()))
    return told
