"""What every comparison asks of plans: rows, the year of each, and what kind of document it is.

A work report's goal for its year is no plan's goal, and the words of a report are no plan's words: documents
are compared within a kind. Decisions, opinions, plans and action plans are one kind, all of them setting
aims some years ahead.
"""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd
import pyarrow as pa

from cityplans.codes import DOCUMENT_KINDS

OF_TYPE = {
    "decision": "plan",
    "opinion": "plan",
    "plan": "plan",
    "action_plan": "plan",
    "measures": "measures",
    "work_report": "work_report",
    "other": "other",
}


def records(data: pd.DataFrame) -> list[dict]:
    """Rows as dicts with None for missing, whatever pandas calls it."""
    names = data.columns.tolist()
    return [dict(zip(names, row)) for row in zip(*(_cells(data[name]) for name in names))]


def _cells(column: pd.Series) -> list:
    if column.dtype == "str":
        return pa.array(column.array).to_pylist()
    cells = column.to_numpy(object, copy=True)
    cells[column.isna().to_numpy(bool)] = None
    return cells.tolist()


def text(value) -> str:
    """A cell of words; empty where pandas has its own word for missing."""
    return value if isinstance(value, str) else ""


def issue_years(plans: pd.DataFrame) -> dict[str, str]:
    """The year of each plan: of its date, else its period's first, else the one in its id; or empty.

    Plan ids carry the year that reading inferred, also for drafts that state no date.
    """
    years = {}
    for plan_id, date, start in zip(plans["plan_id"], plans["date"], plans["period_start"]):
        named = re.search(r"(?:^|-)((?:19|20)\d\d)(?:-|$)", plan_id)
        dated = date[:4] if isinstance(date, str) else str(start) if pd.notna(start) else ""
        years[plan_id] = dated or (named.group(1) if named else "")
    return years


def kinds(plans: pd.DataFrame) -> dict[str, str]:
    """The kind (DOCUMENT_KINDS) of each plan, of its plan_type."""
    types = plans["plan_type"].map(text)
    return {plan_id: OF_TYPE.get(plan_type, "other") for plan_id, plan_type in zip(plans["plan_id"], types)}


def main_kind(kinds_of: dict[str, str]) -> str:
    """The most frequent kind; of equally frequent ones the first of DOCUMENT_KINDS."""
    counted = Counter(kinds_of.values())
    return max(DOCUMENT_KINDS, key=lambda kind: (counted[kind], -DOCUMENT_KINDS.index(kind)))
