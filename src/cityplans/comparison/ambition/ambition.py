"""From targets to who aims higher, by when, how firmly and against whom: the tables of ambition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from cityplans import tables
from cityplans.codebook import Codebook
from cityplans.comparison.ambition import alike, amplification, chains, commitment, given, order, pace, ranks
from cityplans.comparison.ambition.alike import Row
from cityplans.comparison.plans import records

OF_REGIONS: Mapping[str, Callable[[list[Row], list[Row]], list[Row]]] = {  # of a region's own alone
    "pace": pace.rows,
    "revisions": lambda prepared, reached: pace.revisions(prepared),
    "target_chains": chains.rows,
}


class Given(NamedTuple):
    """What the tables of ambition are made from; the last three may be missing (see `build`)."""

    plans: pd.DataFrame
    targets: pd.DataFrame
    codebook: Codebook
    baselines: pd.DataFrame | None = None
    scale: pd.DataFrame | None = None
    actuals: pd.DataFrame | None = None


class Read(NamedTuple):
    """Targets as they are compared (alike.prepared), and what was reached (chains.reached)."""

    prepared: list[Row]
    reached: list[Row]


def build(
    plans: pd.DataFrame,
    targets: pd.DataFrame,
    codebook,
    baselines: pd.DataFrame | None = None,
    scale: pd.DataFrame | None = None,
    actuals: pd.DataFrame | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables comparisons, not_compared, amplification, pace, revisions, target_chains, ranks, orderings,
    composites, commitment and commitment_profile, as the schema describes them.

    `baselines` and `scale` are the researcher's optional tables (see given.py), `actuals` what documents say
    has been reached.
    """
    found = read(Given(plans, targets, codebook, baselines, scale, actuals))
    worded = records(targets[[*commitment.ASKED]])
    return {
        **across(found.prepared, scale),
        **{name: framed(name, make(*found)) for name, make in OF_REGIONS.items()},
        **{name: framed(name, make(worded)) for name, make in commitment.TABLES.items()},
    }


def read(of: Given) -> Read:
    prepared = alike.prepared(of.targets, of.plans, of.codebook)
    return Read(prepared, chains.reached(_rows(of.actuals), _rows(of.baselines), prepared, of.codebook))


def across(prepared: list[Row], scale: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    """The tables that set the targets of all regions beside one another."""
    compared, reasons = alike.rows(prepared)
    scales = _rows(scale)
    for row in compared:
        row |= given.per_head(row, scales) | order.reading(row)
    made = {  # framed one by one: rows take ten times the memory
        "comparisons": framed("comparisons", compared),
        "not_compared": framed("not_compared", _not_compared(prepared, compared, reasons)),
        "amplification": framed("amplification", amplification.rows(compared)),
        "orderings": framed("orderings", ranks.orderings(compared)),
    }
    ranked = ranks.rows(compared)
    return made | {
        "ranks": framed("ranks", ranked),
        "composites": framed("composites", ranks.composites(ranked)),
    }


def _rows(data: pd.DataFrame | None) -> list[Row]:
    return [] if data is None else records(data)


def framed(name: str, rows: list[Row]) -> pd.DataFrame:
    columns = tables.TABLES[name].columns
    return tables.from_columns(name, {column: _column(column, rows) for column in columns})


def _column(name: str, rows: list[Row]) -> list:
    try:
        return list(map(itemgetter(name), rows))
    except KeyError:  # some rows lack it
        return [row.get(name) for row in rows]


def _not_compared(prepared: list[Row], compared: list[Row], reasons: dict[str, str]) -> list[Row]:
    """Every target outside `comparisons` with its reason, and those there that stand alone in their year or
    cannot be ranked."""
    about = {r["target_id"]: r for r in prepared}
    rows = [{**about[t], "not_compared_reason": reason} for t, reason in reasons.items()]
    lonely = alike.alone(compared, prepared, reasons)
    rows += [{**r, "not_compared_reason": reason} for r, reason in lonely]
    seen = {r["target_id"] for r, _ in lonely}
    rows += [
        {**r, "not_compared_reason": "total_without_scale"}
        for r in compared
        if r["comparable"] == "total" and r["per_10k_people"] is None and r["target_id"] not in seen
    ]
    return rows
