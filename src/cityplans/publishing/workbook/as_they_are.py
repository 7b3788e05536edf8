"""Which tables get a sheet as they are, with names beside keys and words for codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from cityplans.comparison.ambition.alike import records
from cityplans.publishing.telling import wording, workbook_words
from cityplans.publishing.telling.wording import Names, pick
from cityplans.publishing.workbook.book import MOST_ROWS, Col, Sheet
from cityplans.schema import COLUMNS, TABLES

# tables shown as they are, in the order of the workbook; those of words and paragraphs stay in their CSV
AS_THEY_ARE = (
    "pace", "revisions", "ranks", "composites", "commitment_profile", "commitment",
    "theme_changes", "plan_instruments", "instrument_balance", "theme_instruments",
    "cluster_findings", "clusters", "cluster_terms", "document_distances", "distance_explained",
    "topics", "topic_terms", "borrowing", "shared_passages", "number_swaps", "name_spread",
    "not_compared", "edition_differences",
)  # fmt: skip
CSV_ONLY = (
    "clauses", "numerals", "themes", "theme_evidence", "instruments", "terms", "keyness", "new_words",
    "orderings", "cluster_tree", "cluster_multiverse", "cleaning_log", "names", "clause_topics", "cowords",
)  # fmt: skip
SHARES = (
    "share",
    "coverage",
    "earlier_share",
    "indicator_coverage",
    "share_of_parent",
    "similarity",
    "r_squared",
)
LONG = (
    "text",
    "quote",
    "source_quote",
    "message",
    "note",
    "reference_text",
    "variant_text",
    "section",
    "members",
)
LEFT_OUT = ("source_text_start", "source_text_end")


class Shown:
    """What every sheet needs: the tables, texts, codebook and language, and names for keys."""

    def __init__(
        self, frames: Mapping[str, pd.DataFrame], texts: Mapping[str, str], codebook, lang: str
    ) -> None:
        self.frames, self.texts, self.codebook, self.lang = frames, texts, codebook, lang
        self.names = Names(frames["plans"], codebook, lang)
        self.indicator = {r["indicator_id"]: r[lang] or r["indicator_id"] for r in codebook["indicators"]}
        self.theme = {r["theme"]: r[lang] or r["theme"] for r in codebook["themes"]}
        self.rows = {name: records(data) for name, data in frames.items() if name not in CSV_ONLY}

        self.by_indicator: dict[tuple, list[dict]] = defaultdict(list)
        for row in self.of("targets"):
            self.by_indicator[row["plan_id"], row["indicator_id"]].append(row)

    def plan(self, plan_id) -> str:
        return self.names.plan.get(plan_id, plan_id or "")

    def of(self, name: str) -> list[dict]:
        return self.rows.get(name, [])


def sheets(shown: Shown) -> list[Sheet]:
    """A sheet for each table shown as it is, and for tables that nobody listed (a new one)."""
    placed = {
        "plans",
        "editions",
        "targets",
        "comparisons",
        "amplification",
        "problems",
        "changes",
        "plan_themes",
    }
    others = sorted(set(shown.frames) - set(AS_THEY_ARE) - set(CSV_ONLY) - placed)
    return [
        as_it_is(shown, name) for name in (*AS_THEY_ARE, *others) if name in shown.frames and name in TABLES
    ]


def as_it_is(shown: Shown, name: str) -> Sheet:
    """A table as the schema describes it, with names of plans and indicators beside their keys."""
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
            columns.append(Col(f"{key}:name", _name_head(key, shown.lang)))
        if key not in LEFT_OUT:
            columns.append(_column(key, shown.lang))
    every = shown.of(name)
    rows = [_named(shown, row) for row in every[:MOST_ROWS]]
    note = pick(
        shown.lang,
        f"{len(every)} 行；完整数据见 {name}.csv。",
        f"{len(every)} rows; also in {name}.csv. {table.about}.",
    )
    note = cut_note(len(every), f"{name}.csv", shown.lang) or note
    return Sheet(name, pick(shown.lang, table.zh, table.en), table_name(name), unique(columns), rows, note)


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
    kind = "share" if key in SHARES or key.endswith("_share") else COLUMNS[key].type
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


def _named(shown: Shown, row: Mapping) -> dict:
    out = dict(row)
    for key in row:
        if key.endswith("plan_id"):
            out[f"{key}:name"] = shown.plan(row[key])
    if row.get("indicator_id"):
        out["indicator_id:name"] = shown.indicator.get(row["indicator_id"], "")
    for key, value in row.items():
        if isinstance(value, str) and COLUMNS[key].values:
            out[key] = (
                shown.theme.get(value, value) if key == "theme" else workbook_words.code(value, shown.lang)
            )
    return out
