"""What a run changed, in words: one change a line, with old and new value and the sentences they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cityplans.comparison.ambition.alike import indicators
from cityplans.publishing.telling.view import View


@dataclass(frozen=True, eq=False)
class Changes:
    """Rows of the table `changes`, told in the view's language."""

    view: View
    rows: Sequence[Mapping]

    def of(self, kind: str, plan_id: str | None = None) -> list[Mapping]:
        return [r for r in self.rows if r["change_kind"] == kind and plan_id in (None, r["plan_id"])]

    def indicator(self, row: Mapping) -> str:
        return self.view.indicator(row["indicator_id"]) or row["indicator_text"] or ""

    def value(self, row: Mapping, earlier: bool = False) -> str:
        """`≥ 18% (2027)`; as printed where the target is of an earlier run."""
        before = "earlier_" if earlier else ""
        target = self.view.targets.get(row[f"{before}target_id"])
        text = row[f"{before}value_text"] or ""
        if target and target["value_low"] is not None:
            text = self.view.value(target, with_unit=True)
        year = row[f"{before}horizon"]
        return text + self.view.pick(f"（{year}年）", f" ({year})") if year else text


def line(changes: Changes, row: Mapping) -> str:
    """One change in words."""
    view, kind = changes.view, row["change_kind"]
    colon, place = view.pick("：", ": "), view.marked(row["plan_id"] or row["earlier_plan_id"])
    if kind.startswith("plan_") or kind == "cluster_moved":
        return f"{place}{colon}{row['note'] or ''}"
    if kind == "finding_changed":
        return row["note"] or ""
    if kind == "borrowed":
        return f"{place} ← {view.marked(row['earlier_plan_id'])}{colon}{row['note']}"
    if kind == "first_horizon":
        count = view.pick(f"{row['note']} 个目标", f"{row['note']} targets")
        return f"{place} {row['horizon']}{colon}{count}"
    return f"{place}{colon}{changes.indicator(row)} {_moved(changes, row)}"


def _moved(changes: Changes, row: Mapping) -> str:
    """Old → new, and the sentences they stand in."""
    old = changes.value(row, earlier=True) if row["earlier_value_text"] else ""
    new = changes.value(row) if row["value_text"] else ""
    values = " → ".join(v for v in (old, new) if v)
    if old and not new:
        values = f"{old} → —"
    quotes = " → ".join(f"“{q}”" for q in (row["earlier_quote"], row["quote"]) if q)
    note = f" [{row['note']}]" if row["change_kind"] == "target_changed" and row["note"] else ""
    return f"{values} {quotes}{note}".strip()


def leading(rows: Sequence[Mapping], changes: Changes) -> list[Mapping]:
    """Changes of height first, shares and rates before totals."""
    known = indicators(changes.view.codebook)

    def order(row: Mapping) -> tuple:
        kind = known.get(row["indicator_id"], {}).get("comparable", "")
        return kind in ("total", ""), row["note"] == "equal", row["indicator_id"] or ""

    return sorted(rows, key=order)
