"""From targets to who aims higher, by when, how firmly and against whom: the tables of ambition."""

from __future__ import annotations

import pandas as pd

from cityplans import tables
from cityplans.comparison.ambition import alike, amplification, commitment, given, pace, ranks
from cityplans.comparison.ambition.alike import Row


def build(
    plans: pd.DataFrame,
    targets: pd.DataFrame,
    codebook,
    baselines: pd.DataFrame | None = None,
    scale: pd.DataFrame | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables comparisons, not_compared, amplification, pace, revisions, ranks, orderings, composites,
    commitment and commitment_profile, as the schema describes them.

    `baselines` and `scale` are the researcher's optional tables (see given.py).
    """
    prepared = alike.prepared(targets, plans, codebook)
    compared, reasons = alike.rows(prepared)
    scales = alike.records(scale) if scale is not None else []
    for row in compared:
        row |= given.per_head(row, scales)
    ranked = ranks.rows(compared)
    counted = commitment.counts(alike.records(targets[["plan_id", "comparator", "strength"]]))
    made = {
        "comparisons": compared,
        "not_compared": _not_compared(prepared, compared, reasons),
        "amplification": amplification.rows(compared),
        "pace": pace.rows(compared, prepared, alike.records(baselines) if baselines is not None else []),
        "revisions": pace.revisions(prepared),
        "ranks": ranked,
        "orderings": ranks.orderings(compared),
        "composites": ranks.composites(ranked),
        "commitment": counted,
        "commitment_profile": commitment.profiles(counted),
    }
    return {name: _frame(name, rows) for name, rows in made.items()}


def _frame(name: str, rows: list[Row]) -> pd.DataFrame:
    columns = tables.TABLES[name].columns
    return tables.from_columns(name, {column: [row.get(column) for row in rows] for column in columns})


def _not_compared(prepared: list[Row], compared: list[Row], reasons: dict[str, str]) -> list[Row]:
    """Every target outside `comparisons` with its reason, and totals there that cannot be ranked."""
    about = {r["target_id"]: r for r in prepared}
    rows = [{**about[t], "not_compared_reason": reason} for t, reason in reasons.items()]
    rows += [
        {**r, "not_compared_reason": "total_without_scale"}
        for r in compared
        if r["comparable"] == "total" and r["per_10k_people"] is None
    ]
    return rows
