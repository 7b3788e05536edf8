"""What a run changed, in words: one change a line, with old and new value and the sentences they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from cityplans.comparison.ambition.alike import indicators, records
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.wording import Names, pick


class Told:
    """What the sentences need: names of plans and indicators, and targets with their bounds."""

    def __init__(
        self, frames: Mapping[str, pd.DataFrame], changes: pd.DataFrame, codebook, lang: str
    ) -> None:
        self.lang, self.codebook = lang, codebook
        self.names = Names(frames["plans"], codebook, lang)
        self.plans = {p["plan_id"]: p for p in records(frames["plans"])}
        self.targets = {r["target_id"]: r for r in records(frames["targets"])}
        self.comparable = {k: r["comparable"] for k, r in indicators(codebook).items()}
        self.rows = records(changes)

    def of(self, kind: str, plan_id: str | None = None) -> list[dict]:
        return [r for r in self.rows if r["change_kind"] == kind and plan_id in (None, r["plan_id"])]

    def plan(self, plan_id: str | None) -> str:
        name = self.names.plan.get(plan_id, plan_id or "")
        draft = self.plans.get(plan_id, {}).get("status") == "draft"
        return name + (pick(self.lang, "（稿）", " (draft)") if draft else "")

    def indicator(self, row: Mapping) -> str:
        if row["indicator_id"]:
            return wording.indicator(row["indicator_id"], self.codebook, self.lang)
        return row["indicator_text"] or ""

    def value(self, row: Mapping, earlier: bool = False) -> str:
        """`≥ 18% (2027)`; as printed where the target is of an earlier run."""
        before = "earlier_" if earlier else ""
        target = self.targets.get(row[f"{before}target_id"])
        text = row[f"{before}value_text"] or ""
        if target and target["value_low"] is not None:
            text = wording.value(target, self.lang, self.codebook)
        year = row[f"{before}horizon"]
        return f"{text} ({year})" if year else text


def line(told: Told, row: Mapping) -> str:
    """One change in words."""
    kind, colon = row["change_kind"], pick(told.lang, "：", ": ")
    place = (
        told.plan(row["plan_id"] or row["earlier_plan_id"])
        if row["plan_id"] or row["earlier_plan_id"]
        else ""
    )
    if kind.startswith("plan_") or kind == "cluster_moved":
        return f"{place}{colon}{row['note'] or ''}"
    if kind == "finding_changed":
        return row["note"] or ""
    if kind == "borrowed":
        return f"{place} ← {told.plan(row['earlier_plan_id'])}{colon}{row['note']}"
    if kind == "first_horizon":
        count = pick(told.lang, f"{row['note']} 个目标", f"{row['note']} targets")
        return f"{place} {row['horizon']}{colon}{count}"
    return f"{place}{colon}{told.indicator(row)} {_moved(told, row)}"


def _moved(told: Told, row: Mapping) -> str:
    """Old → new, and the sentences they stand in."""
    old = told.value(row, earlier=True) if row["earlier_value_text"] else ""
    new = told.value(row) if row["value_text"] else ""
    values = " → ".join(v for v in (old, new) if v)
    if old and not new:
        values = f"{old} → —"
    quotes = " → ".join(f"“{q}”" for q in (row["earlier_quote"], row["quote"]) if q)
    note = f" [{row['note']}]" if row["change_kind"] == "target_changed" and row["note"] else ""
    return f"{values} {quotes}{note}".strip()


def leading(rows: Sequence[Mapping], told: Told) -> list[Mapping]:
    """Changes of height first, shares and rates before totals."""
    totals = {"total", ""}
    return sorted(rows, key=lambda r: (
        told.comparable.get(r["indicator_id"], "") in totals, r["note"] == "equal", r["indicator_id"] or "",
    ))  # fmt: skip
