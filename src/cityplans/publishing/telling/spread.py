"""Names that went from plan to plan, without those that every plan has from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import comb

from cityplans.comparison.ambition.chains import is_surely_older
from cityplans.publishing.telling.view import Row, View

FIVE_YEARS = re.compile("[一二三四五六七八九十]{1,2}五")  # 十四五: a period, which nobody took over
# what stands of itself: universities, and bodies of state, party and science
STANDING = re.compile("(?:大学|学院|大会|人大|政协|委员会|常委会|国务院|政府|科学院|工程院)$")


def given(view: View) -> list[Row]:
    """Names (rows of name_spread) that somebody gave: programmes, slogans, institutions to be built."""
    return [r for r in view.rows("name_spread") if not _is_everywhere(r)]


def several(view: View) -> list[Row]:
    """Those of several territories."""
    return [r for r in given(view) if r["regions"] > 1]


def _is_everywhere(row: Row) -> bool:
    is_body = row["name_kind"] == "institution" and STANDING.search(row["name"])
    return bool(is_body or FIVE_YEARS.fullmatch(row["name"]))


def expected_first(view: View, rows: Sequence[Row], plan_id: str) -> float:
    """How many of its names a plan would have first if the other plans that hold each were any of those here:
    by the order of dates alone."""
    issued = {p: row["date"] or view.years[p] for p, row in view.plans.items()}
    dated = [p for p, day in issued.items() if day and p != plan_id]
    later = sum(is_surely_older(issued[plan_id], issued[p]) for p in dated)
    others = [row["plans"] - 1 for row in rows if plan_id in row["members"].split() and row["first_plan_id"]]
    return sum(comb(later, n) / comb(len(dated), n) for n in others if n <= len(dated))
