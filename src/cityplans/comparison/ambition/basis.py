"""What a figure that accrues over time is counted over: a year, an average, or a window, and from when.

As the target says; read from measure and words where a person's correction gave it a measure that accrues, or
a chain compares it as one.
"""

from __future__ import annotations

from collections.abc import Mapping

AVERAGE = ("年均", "年平均", "平均每年")
YEARLY = ("每年", "逐年", "当年", "全年")
OVER_YEARS = ("累计", "五年", "三年", "期间", "比20", "较20")
ACCRUES = {"increment": "total", "cumulative": "total", "multiple": "total", "annual_flow": "yearly"}


def of(row: Mapping) -> str | None:
    """`yearly`, `average`, `total`, or None for a state at a date."""
    if row.get("basis"):
        return row["basis"]
    if row["measure"] not in (*ACCRUES, "growth_rate"):
        return None
    said = "".join(row.get(k) or "" for k in ("value_text", "indicator_text", "quote"))
    for words, basis in ((AVERAGE, "average"), (YEARLY, "yearly")):
        if any(word in said for word in words):
            return basis
    if row["measure"] == "growth_rate":
        return "total" if any(word in said for word in OVER_YEARS) else "yearly"
    return "yearly" if row["document_kind"] == "work_report" else ACCRUES[row["measure"]]


def window_start(row: Mapping) -> int | None:
    """The year from which an average or a total runs: the printed one, else the plan's first, else its
    own."""
    if of(row) not in ("average", "total"):
        return None
    known = row.get("window_start") or row.get("baseline_year") or row["period_start"]
    return int(known or row["issued"][:4] or 0) or None
