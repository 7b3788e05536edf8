"""What the page knows of rows to look at: why each is in the queue, its verdict, and what may be mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cityplans.checking import review
from cityplans.extraction import correctable
from cityplans.publishing.telling.view import View

# fields a reader may mend in the page, in the order asked
MENDABLE = (
    "indicator_id", "value_low", "value_high", "unit", "comparator", "measure", "strength", "horizon",
    "scope",
)  # fmt: skip


def columns(view: View, targets: Sequence[Mapping]) -> dict[str, list[str]]:
    """Of each target why it is in the queue and which verdict was imported; empty for none."""
    queued = {q.row["target_id"]: q for q in review.queue(targets, _corrections(view))}
    found = [queued.get(row["target_id"]) for row in targets]
    return {"queue": [q.kind if q else "" for q in found], "verdict": [q.verdict if q else "" for q in found]}


def facts(view: View, targets: Sequence[Mapping]) -> dict:
    """Rows and rows looked at of both parts of the queue, and what the page offers for mending."""
    looked = review.looked(targets, _corrections(view))
    units = {row["unit"]: "" for row in view.codebook["units"] if row["unit"]}
    indicators = {r["indicator_id"]: f"{r['zh']} · {r['en']}" for r in view.codebook["indicators"]}
    return {
        **{kind: [looked[kind].rows, looked[kind].looked] for kind in review.KINDS},
        "judged": correctable.JUDGED,
        "mendable": MENDABLE,
        "lists": {"unit": list(units.items()), "indicator_id": list(indicators.items())},
    }


def words_of_doubts(both: Sequence[View]) -> dict[str, list[str]]:
    signs = [row["sign"] for row in both[0].codebook["confidence"]]
    return {sign: [told.word("doubts", sign) for told in both] for sign in signs}


def _corrections(view: View) -> Sequence[Mapping[str, str]]:
    return view.codebook["corrections"]
