"""Cells of briefings: how a target stands to the one above, and to its peers."""

from __future__ import annotations

import math
from collections.abc import Mapping

from cityplans.publishing.briefing.sentences import signed
from cityplans.publishing.telling.comparable import share_of_above
from cityplans.publishing.telling.view import View


def against_above(view: View, row: Mapping | None) -> str:
    """`更高 +0.4个百分点`; a log ratio as per cent; of totals only their share. Positive asks for more."""
    if row is None:
        return "—"
    if row["difference_kind"] == "share_of_total":
        part = share_of_above(view, row)
        return view.pick(f"占{part}", f"{part} of total") if part else "—"
    word = view.word("relation", row["relation"])
    gap = row["amplification"]
    if not gap or row["relation"] == "equal":
        return word
    if row["difference_kind"] == "points":
        return f"{word} {signed(gap)}{view.pick('个百分点', ' points')}"
    return f"{word} {signed(100 * math.expm1(gap))}%"


def standing(view: View, rank: Mapping | None) -> str:
    """`2地更低、1地更高`: how many peers of one level ask for less, the same, more; or cannot be ordered."""
    if rank is None:
        return "—"
    words = (
        ("below", "地更低", " lower"),
        ("equal", "地相同", " equal"),
        ("above", "地更高", " higher"),
        ("unordered", "地难比", " unclear"),
    )
    told = [f"{rank[key]}{view.pick(zh, en)}" for key, zh, en in words if rank[key]]
    return view.pick("、", ", ").join(told) or "—"
