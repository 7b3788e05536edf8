"""What later plans of a territory made of its targets: raised, kept, lowered; and what had been reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cityplans.comparison.ambition.chains import STATES, revises
from cityplans.publishing.telling.text import within
from cityplans.publishing.telling.view import View

Row = dict
CHANGES = ("lowered", "raised", "kept")  # in the order of pictures
MOST_NAMED = 3


class Revised(NamedTuple):
    """A target, the one before it of an older plan, how it `change`d, and the last that was reached (a row of
    the chain), if known."""

    earlier: Row
    later: Row
    change: str
    reached: Row | None


def revised(view: View) -> list[Revised]:
    """Targets set again by another plan (chains.revises), lowered ones first."""
    chains = view.rows("target_chains")
    found = []
    for row in chains:
        earlier, later = (view.targets.get(row[k]) for k in ("earlier_target_id", "target_id"))
        if row["change"] not in CHANGES or not earlier or not later:
            continue
        if revises(earlier, later | {"measure": row["measure"]}, view.years):
            found.append(Revised(earlier, later, row["change"], _reached(row, chains)))
    places = {plan_id: i for i, plan_id in enumerate(view.plans)}
    return sorted(
        found, key=lambda r: (CHANGES.index(r.change), places[r.later["plan_id"]], r.later["start"])
    )


def _reached(row: Row, chains: list[Row]) -> Row | None:
    """The last actual of the same chain that stands at a date."""
    same = ("region", "indicator_id", "scope", "measure", "unit")
    own = [r for r in chains if r["step"] == "actual" and all(r[k] == row[k] for k in same)]
    return max(own, key=lambda r: r["year"], default=None) if row["measure"] in STATES else None


HEADS = {  # of a table of them
    "region": ("地区", "Region"),
    "indicator": ("指标", "Indicator"),
    "earlier_plan": ("较早计划", "Earlier plan"),
    "earlier": ("原目标", "Earlier target"),
    "earlier_year": ("原目标年", "For"),
    "plan": ("较新计划", "Later plan"),
    "value": ("新目标", "Later target"),
    "year": ("新目标年", "For (later)"),
    "change": ("变化", "Change"),
    "reached": ("已达到", "Reached"),
    "target_id": ("目标编号", "Target id"),
    "earlier_target_id": ("原目标编号", "Earlier target id"),
}


def told(view: View, one: Revised) -> dict:
    """One as a row of a table: both targets as printed, what became of it, what had been reached."""
    reached = view.said({**one.reached, "strength": None}) if one.reached else None
    region = view.plans[one.later["plan_id"]]["region"]
    return {
        "region": view.region(region),
        "indicator": view.indicator(one.later["indicator_id"], region),
        "earlier_plan": view.name(one.earlier["plan_id"]),
        "earlier": view.value(one.earlier, with_unit=True),
        "earlier_year": one.earlier["horizon"],
        "plan": view.name(one.later["plan_id"]),
        "value": view.value(one.later, with_unit=True),
        "year": one.later["horizon"],
        "change": view.word("change", one.change),
        "reached": reached,
        "target_id": one.later["target_id"],
        "earlier_target_id": one.earlier["target_id"],
    }


def subject(view: View, one: Revised) -> str:
    """`嘉兴R&D经费占GDP比重`, `Jiaxing: R&D/GDP`."""
    region = view.plans[one.later["plan_id"]]["region"]
    place, name = view.region(region), view.indicator(one.later["indicator_id"], region)
    return view.pick(f"{place}{name}", f"{place}: {name}")


def _within(view: View, one: Revised) -> str:
    """`Jiaxing, national high-tech zone rank`: a subject within a sentence."""
    place, _, name = subject(view, one).partition(": ")
    return f"{place}, {within(name)}" if name else place


def sentence(view: View, found: Sequence[Revised]) -> str:
    """How many targets later plans raised, lowered, kept, and which were lowered."""
    if len(found) == 1:
        return _alone(view, found[0])
    count, n = Counter(one.change for one in found), len(found)
    order = [c for c in ("raised", "kept", "lowered") if count[c]]
    zh = "、".join(f"{count[c]}项{view.word('change', c)}" for c in order)
    en = ", ".join(f"{count[c]} {c}" for c in order).replace(
        " ", " was " if count[order[0]] == 1 else " were ", 1
    )
    which = _named(view, [one for one in found if one.change == "lowered"])
    return view.pick(
        f"{n}项目标在后来的计划中再次设定（各为其目标年）：{zh}{which}",
        f"Of {n} targets that a later plan sets again (for its own year), {en}{which}",
    )


def _alone(view: View, one: Revised) -> str:
    before, after = (view.value(t, with_unit=True) for t in (one.earlier, one.later))
    what = f"{subject(view, one)}{view.pick('：', ': ')}{before} → {after}"
    return f"{what}{view.pick('（', ' (')}{view.word('change', one.change)}{view.pick('）', ')')}"


def _named(view: View, lowered: list[Revised]) -> str:
    """Names the lowered ones, with both values where there is one; nothing of none or of many."""
    if not lowered or len(lowered) > MOST_NAMED:
        return ""
    names = [_within(view, one) for one in lowered]
    if len(lowered) == 1:
        before, after = (view.said(t) for t in (lowered[0].earlier, lowered[0].later))
        names[0] += view.pick(f"，{before} → {after}", f": {before} → {after}")
    return view.pick(f"（{'、'.join(names)}）", f" ({'; '.join(names)})")
