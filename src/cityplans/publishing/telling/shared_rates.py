"""Rates that several territories of one level set: who is alone highest in how many of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from cityplans.publishing.telling.comparable import RATES, direction_of, groups, rows_of
from cityplans.publishing.telling.findings import highest, main_horizon
from cityplans.publishing.telling.view import LEVELS, View

Row = dict
LEAST = 2  # rates below which a picture of them says less than that of each


class Rate(NamedTuple):
    """One rate: its group, the targets of a level's regions, and those of the territories above them for the
    same years."""

    group: tuple
    rows: list[Row]
    above: list[Row]


def of_levels(view: View) -> dict[str, list[Rate]]:
    """Level → the rates for which two of its regions aim in one year, those of most regions first."""
    found: dict[str, list[Rate]] = {level: [] for level in LEVELS[1:]}
    for group in groups(view):
        every = [r for r in rows_of(view, group) if r["comparable"] in RATES and r["region"]]
        for level, rates in found.items():
            rows = [r for r in every if r["region_level"] == level]
            by_year: dict[int, set] = defaultdict(set)
            for row in rows:
                by_year[row["horizon"]].add(row["region"])
            if direction_of(view, group) and max(map(len, by_year.values()), default=0) > 1:
                below = {(r["parent_region"], r["horizon"]) for r in rows}
                above = [r for r in every if (r["region"], r["horizon"]) in below]
                rates.append(Rate(group, rows, above))
    for rates in found.values():
        rates.sort(key=lambda rate: -len({r["region"] for r in rate.rows}))  # groups are in order within
    return {level: rates for level, rates in found.items() if len(rates) >= LEAST}


def _of_main_year(rate: Rate) -> list[Row]:
    year = main_horizon(rate.rows)
    return [r for r in rate.rows if r["horizon"] == year]


def alone_highest(view: View, rate: Rate) -> str | None:
    """The region known to ask for most for the rate's main year; None where no single one is."""
    here = _of_main_year(rate)
    top, sure = highest(here, direction_of(view, rate.group))
    return top[0]["region"] if sure and len({r["region"] for r in top}) == 1 else None


def sentence(view: View, level: str, rates: Sequence[Rate]) -> str:
    """`市级地区共有的8项比率中，宁波8项中3项、嘉兴6项中2项要求单独最高，3项并列或难分高低`: of those
    it sets."""
    tops = Counter(alone_highest(view, rate) for rate in rates)
    sets = Counter(region for rate in rates for region in {r["region"] for r in _of_main_year(rate)})
    open_ones, n, word = tops.pop(None, 0), len(rates), view.word("region_level", level)
    ranked = sorted(tops, key=lambda region: (-tops[region], region))
    ranks = any(rate.group[1] == "rank" for rate in rates)  # a place is no rate
    zh = f"{word}地区共有的{n}项{'比率和位次' if ranks else '比率'}中"
    en = f"Of {n} {'rates and ranks' if ranks else 'rates'} shared at {word} level"
    if not ranked:
        return view.pick(f"{zh}，没有一项有单独的最高者", f"{en} none has a single highest")
    named = ranked[:3]
    zh += "，" + "、".join(f"{view.region(r)}{sets[r]}项中{tops[r]}项" for r in named) + "要求单独最高"
    en += " " + ", ".join(
        f"{view.region(r)} {'alone is most demanding' if not i else ''} in {tops[r]} of {sets[r]}".replace(
            "  ", " "
        )
        for i, r in enumerate(named)
    )
    rest = sum(tops[r] for r in ranked[3:])
    zh += f"，其他地区{rest}项" * bool(rest) + f"，{open_ones}项并列或难分高低" * bool(open_ones)
    en += f", other regions in {rest}" * bool(rest)
    en += f"; {open_ones} tied or cannot be ordered" * bool(open_ones)
    return view.pick(zh, en)
