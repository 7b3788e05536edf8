"""Which pairs of plans are told near or far in wording: those of one kind of document."""

from __future__ import annotations

from cityplans.comparison.plans import kinds
from cityplans.publishing.telling.view import View

Row = dict


def of_one_kind(view: View) -> tuple[list[Row], bool]:
    """Pairs of document_distances of one kind (a work report is far from any plan), and whether there are
    documents of several."""
    kind = kinds(view.frame("plans"))
    rows = view.rows("document_distances")
    return [r for r in rows if kind[r["plan_id"]] == kind[r["other_plan_id"]]], len(set(kind.values())) > 1
