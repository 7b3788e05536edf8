"""How far the figures of one indicator lie apart over all territories of a level."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from cityplans.comparison.ambition.order import figure
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.comparable import RATES, groups, rows_of, subject
from cityplans.publishing.telling.view import LEVELS, View

Row = dict
LEAST = 8  # regions; fewer are read one by one in the dots


class Strip(NamedTuple):
    """The targets of a level for a year, from low to high."""

    level: str
    year: int
    rows: list[Row]


def wide_groups(view: View) -> list[tuple]:
    """The rates for which LEAST regions of a level or more aim at one year."""
    return [g for g in groups(view) if any(len(s.rows) >= LEAST for s in strips(view, g))]


def strips(view: View, group: tuple) -> list[Strip]:
    """Level and year, from the nation down, those with one target too; a region's newest target counts."""
    found: dict[tuple, dict[str, Row]] = defaultdict(dict)
    for row in sorted(rows_of(view, group), key=lambda r: (view.years[r["plan_id"]], r["date"] or "")):
        if row["comparable"] in RATES and row["region_level"] in LEVELS:
            found[LEVELS.index(row["region_level"]), row["horizon"]][row["region"]] = row
    return [
        Strip(LEVELS[level], year, sorted(rows.values(), key=lambda r: (figure(r), r["region"])))
        for (level, year), rows in sorted(found.items())
    ]


def main_strip(found: Sequence[Strip]) -> Strip:
    """That of most regions; of several the latest."""
    return max(found, key=lambda s: (len(s.rows), s.year))


def _span(view: View, values: Sequence[float], unit: str | None) -> tuple[str, str, str]:
    """Lowest, highest and median; the unit once, per cent at each."""
    rounded = [float(f"{v:.4g}") for v in (values[0], values[-1], median(values))]
    low, high, mid = (wording.number(v, view.lang) + "%" * (unit == "%") for v in rounded)
    word = "" if unit == "%" else view.unit(unit)
    return low, f"{high}{' ' * (view.lang == 'en' and bool(word))}{word}", mid


def sentence(view: View, group: tuple, found: Sequence[Strip]) -> str:
    """`GDP增速：2026年9个省级地区所写数字为4.5%至6%，中位数5%`; of the level and year of most regions."""
    strip = main_strip(found)
    values, n = [figure(r) for r in strip.rows], len(strip.rows)
    low, high, mid = _span(view, values, group[2])
    level, of = view.word("region_level", strip.level), subject(view, group)
    if values[0] == values[-1]:
        return view.pick(
            f"{of}：{strip.year}年{n}个{level}地区所写数字都是{high}",
            f"{of}: for {strip.year} all {n} regions at {level} level write {high}",
        )
    return view.pick(
        f"{of}：{strip.year}年{n}个{level}地区所写数字为{low}至{high}，中位数{mid}",
        f"{of}: for {strip.year} the figures of {n} regions at {level} level run from {low} to {high}, "
        f"median {mid}",
    )


def ends(view: View, strip: Strip) -> str:
    """Who writes the lowest and the highest figure: `重庆 4 – 海南 6`."""
    if len(strip.rows) == 1:
        return f"{view.region(strip.rows[0]['region'])} {view.value(strip.rows[0])}"
    count = Counter(figure(r) for r in strip.rows)
    low, high = strip.rows[0], strip.rows[-1]
    if len(count) == 1:
        return view.pick(f"{len(strip.rows)}地 ", f"all {len(strip.rows)}: ") + wording.number(
            figure(low), view.lang
        )
    told = []
    for row in (low, high):
        n, value = count[figure(row)], wording.number(figure(row), view.lang)
        told.append(
            f"{view.region(row['region']) if n == 1 else view.pick(f'{n}地', f'{n} regions')} {value}"
        )
    return " – ".join(told)
