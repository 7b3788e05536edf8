"""What targets still ask for, from what had been reached when the plan was made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cityplans.comparison.ambition.alike import GROUP
from cityplans.comparison.ambition.chains import met_before
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.comparable import direction_of
from cityplans.publishing.telling.paces import is_fastest, number, pace_words
from cityplans.publishing.telling.text import counted, span
from cityplans.publishing.telling.view import View

Row = dict
FROM_REACHED = ("actual", "baseline", "stated")  # kinds of pace that start at what was, not at a target
UNITS = ("points_per_year", "percent_per_year")


class Need(NamedTuple):
    """A target, its row of `pace`, and whether what had been reached is already enough."""

    target: Row
    pace: Row
    is_met: bool


def needs(view: View) -> list[Need]:
    """Targets with a figure that was reached before: shares first, then amounts, the fastest first."""
    found = []
    for row in view.rows("pace"):
        target = view.targets.get(row["target_id"])
        if row["pace_kind"] in FROM_REACHED and row["pace_unit"] and target:
            direction = direction_of(view, tuple(row[k] for k in GROUP))
            target = view.as_counted(target)
            yearly = view.indicators.get(row["indicator_id"], {}).get("is_yearly", False)
            alike = {**target, "measure": row["measure"], "direction": direction, "is_yearly": yearly}
            is_met = met_before(alike, row["value_from"], row["comparator_from"])
            if is_met or row["pace"] is not None and (row["value_to"] - row["value_from"]) * direction > 0:
                found.append(Need(target, row, is_met))
    unlike = {(name(view, need), way(view, need)): need for need in sorted(found, key=_place, reverse=True)}
    return sorted(unlike.values(), key=_place)


def _place(need: Need) -> tuple:
    row = need.pace
    return UNITS.index(row["pace_unit"]), need.is_met, -abs(row["pace"] or 0), row["target_id"]


def name(view: View, need: Need) -> str:
    region = need.pace["region"]
    place, indicator = view.region(region), view.indicator(need.pace["indicator_id"], region)
    return view.pick(f"{place}{indicator}", f"{place}: {indicator}")


def way(view: View, need: Need) -> str:
    """`> 80%（2020）→ ≈ 95%（2025）`: what had been reached, and the target, each with its bound."""
    unit = view.unit(need.pace["unit"])
    space = "" if view.lang == "zh" or unit in ("", "%") else " "
    sign = wording.SIGNS[need.pace["comparator_from"]]
    before = sign + wording.number(need.pace["value_from"], view.lang) + space + unit
    after = view.said(need.target)
    first, last = need.pace["year_from"], need.pace["year_to"]
    return view.pick(f"{before}（{first}）→ {after}（{last}）", f"{before} ({first}) → {after} ({last})")


def pace(view: View, need: Need) -> str:
    """What is needed a year; that nothing is needed any more."""
    return view.pick("已达到", "reached") if need.is_met else pace_words(view, need.pace)


def plans(found: Sequence[Need]) -> set[str]:
    """Where the figures stand: the plans of the targets, and those that say what had been reached."""
    known = {need.pace["earlier_plan_id"] for need in found} - {None}
    return {need.target["plan_id"] for need in found} | known


def sentence(view: View, found: Sequence[Need]) -> str:
    """How many of these shares, or amounts, had been reached when they were set, and which of the others asks
    for most a year, where that can be told; `found` is of one unit of pace."""
    n, met, still = (
        len(found),
        sum(need.is_met for need in found),
        [need for need in found if not need.is_met],
    )
    share = found[0].pace["pace_unit"] == UNITS[0]
    zh = f"{n}项{'比率' if share else '数量'}目标有此前实绩可对照"
    en = f"{counted(n, 'share' if share else 'amount')} can be set against what had been reached"
    if not still:
        return view.pick(f"{zh}，提出时{'均' * (n > 1)}已达到", f"{en}: met before {_they(n)} set")
    if met:
        zh, en = f"{zh}，其中{met}项提出时已达到", f"{en}, {met} met before {_they(met)} set"
    if len(still) == 1:
        return view.pick(zh, en) + view.pick("；", "; ") + _told(view, still[0])
    if not is_fastest([need.pace for need in still]):
        return view.pick(zh, en) + view.pick("；", "; ") + _between(view, still)
    return view.pick(f"{zh}；要求最快的是", f"{en}; fastest: ") + _told(view, still[0])


def _between(view: View, still: Sequence[Need]) -> str:
    """From the least to the most by the figures, where bounds or unlike units leave none the fastest."""
    by_size = sorted((need.pace for need in still), key=lambda pace: abs(pace["pace"]))
    low, high = (number(pace).lstrip("+-") for pace in (by_size[0], by_size[-1]))
    if still[0].pace["pace_unit"] == UNITS[0]:
        figures = span(low, high, view.lang)
        return view.pick(f"按所写数字每年须变动{figures}个百分点", f"by the figures {figures} points a year")
    figures = span(f"{low}%", f"{high}%", view.lang)
    return view.pick(f"按所写数字年均须变动{figures}", f"by the figures {figures} a year")


def _they(n: int) -> str:
    return "they were" if n > 1 else "it was"


def _told(view: View, need: Need) -> str:
    return f"{name(view, need)}{view.pick('，', ', ')}{pace(view, need)}"
