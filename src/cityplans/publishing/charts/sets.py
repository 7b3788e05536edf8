"""Who sets what: which regions have a target for which shared indicator, whatever its figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from cityplans.publishing.charts import grid, style
from cityplans.publishing.charts.grid import Cell
from cityplans.publishing.charts.lines import parts
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.telling.palette import PALE
from cityplans.publishing.telling.text import counted, of_regions, within
from cityplans.publishing.telling.view import LEVELS, View

LEAST_REGIONS, LEAST_INDICATORS = 3, 3
MOST_INDICATORS = {"column": 8, "page": 20, "slide": 20}
Years = dict[tuple[str, str], set[int]]  # (region, indicator) → years aimed at


def sets_charts(view: View, size: str = "page") -> list[Chart]:
    """Regions down and the indicators of most regions across; more pictures where not all regions fit. None
    where fewer than three regions share three indicators."""
    years = _years(view)
    indicators = _shared(years, MOST_INDICATORS[size])
    regions = [r for r in _regions(view) if any((r, i) in years for i in indicators)]
    if len(regions) < LEAST_REGIONS or len(indicators) < LEAST_INDICATORS:
        return []
    heads = [view.indicator(i) for i in indicators]
    found = Found(years, _final(view), indicators, regions)
    whole = _laid(view, found, regions)
    fit = grid.rows_of_height(size, whole.labels, heads, whole.cells)
    chunks = parts(regions, max(1, fit - len(whole.bold)))
    return [_chart(view, size, found, (part, own)) for part, own in enumerate(chunks, 1)]


class Found(NamedTuple):
    """What is set, and of that what a plan in force sets; the indicators across and the regions down."""

    years: Years
    final: frozenset[tuple[str, str]]
    indicators: list[str]
    regions: list[str]


def _laid(view: View, found: Found, shown: Sequence[str]) -> grid.Rows:
    cells = [
        [_cell(found.years.get((r, i)), (r, i) not in found.final) for i in found.indicators] for r in shown
    ]
    return grid.under_heads([_level(view, r) for r in shown], [_name(view, r) for r in shown], cells)


def _chart(view: View, size: str, found: Found, place: tuple[int, Sequence[str]]) -> Chart:
    years, indicators = found.years, found.indicators
    part, shown = place
    laid = _laid(view, found, shown)
    words = (
        _title(view, years, indicators),
        _subtitle(view, found),
        view.sources({row["plan_id"] for row in view.rows("targets")}),
    )
    heads = [view.indicator(i) for i in indicators]
    draw = partial(grid.draw, size, words, laid.labels, heads, laid.cells, laid.bold)
    data = pd.DataFrame(
        [
            {"region": r, "indicator_id": i, "horizons": ";".join(map(str, sorted(years.get((r, i), ()))))}
            for r in shown
            for i in indicators
        ]
    )
    name = "_".join(["sets", *([str(part)] if part > 1 else []), view.lang])
    return Chart(draw, data, name, *words)


def _subtitle(view: View, found: Found) -> str:
    n, nation, there = len(found.indicators), _nation(view), _with_targets(view)
    rest = there - set(found.regions)
    zh = f"设有目标的地区最多的{n}项指标；格内为目标年，空格＝没有这一指标的目标；只看有无，不比高低"
    en = (
        f"The {n} indicators set by most regions; in the cells the years aimed at, empty: no target; "
        "presence only, no ranking"
    )
    drawn = {(r, i) for r in found.regions for i in found.indicators if (r, i) in found.years}
    if drawn - found.final:
        zh += "；浅色＝只见于征求意见稿"
        en += "; pale: in a draft only"
    if nation & there:
        zh += "；标题中的地数不含全国"
        en += "; the title does not count the nation"
    if rest:  # regions without a row
        few_zh, few_en = of_regions(len(rest), bool(nation & rest))
        zh += f"；另有{few_zh}的目标不涉及这些指标，未画"
        en += f"; not drawn: {few_en} with targets for other indicators only"
    return view.pick(zh, en)


def _with_targets(view: View) -> set[str]:
    """Regions whose plans have a target, for whatever indicator."""
    return {view.plans[row["plan_id"]]["region"] for row in view.rows("targets")} - {None}


def _nation(view: View) -> set[str]:
    return {p["region"] for p in view.plans.values() if p["region_level"] == "national"}


def _final(view: View) -> frozenset[tuple[str, str]]:
    """(region, indicator) of targets that stand in more than a draft."""
    rows = [r for r in view.rows("targets") if not view.is_draft(r["plan_id"])]
    return frozenset((view.plans[r["plan_id"]]["region"], r["indicator_id"]) for r in rows)


def _name(view: View, region: str) -> str:
    """The region, marked where all its targets stand in drafts."""
    own = {r["plan_id"] for r in view.rows("targets") if view.plans[r["plan_id"]]["region"] == region}
    return view.region(region) + view.draft_mark * all(map(view.is_draft, own))


def _years(view: View) -> Years:
    found: Years = defaultdict(set)
    for row in view.rows("targets"):
        region = view.plans[row["plan_id"]]["region"]
        if row["indicator_id"] and region:
            found[region, row["indicator_id"]] |= {row["horizon"]} if row["horizon"] else set()
    return found


def _shared(years: Years, most: int) -> list[str]:
    """The indicators that two regions or more set, those of most regions first."""
    regions: dict[str, set[str]] = defaultdict(set)
    for region, indicator in years:
        regions[indicator].add(region)
    shared = [i for i in regions if len(regions[i]) > 1]
    return sorted(shared, key=lambda i: (-len(regions[i]), i))[:most]


def _regions(view: View) -> list[str]:
    return list(dict.fromkeys(row["region"] for row in view.plans.values() if row["region"]))


def _level(view: View, region: str) -> str:
    plan = next(p for p, row in view.plans.items() if row["region"] == region)
    return view.level(plan) if view.plans[plan]["region_level"] in LEVELS else ""


def _cell(years: set[int] | None, is_draft: bool) -> Cell:
    if years is None:
        return Cell("", PALE)
    each = [str(year) for year in sorted(years)]
    text = f"{each[0]}\n–{each[-1]}" if len(each) > 2 else "\n".join(each)
    return Cell(text or "●", style.SEQUENTIAL(0.14 if is_draft else 0.3))


def _with_plans(view: View, region: str, regions: list[str]) -> str:
    """A region, with the number of its plans where others have fewer or more: two plans set more than one."""
    plans = Counter(p["region"] for p in view.plans.values() if p["plan_id"] in _setting(view))
    if len({plans[r] for r in regions}) < 2:
        return view.region(region)
    n = plans[region]
    return view.region(region) + view.pick(f"（{n}份计划）", f" ({counted(n, 'plan')})")


def _setting(view: View) -> set[str]:
    return {r["plan_id"] for r in view.rows("targets")}


def _title(view: View, years: Years, indicators: list[str]) -> str:
    """Of the regions with targets how many set the most frequent indicators, and which sets most of those
    drawn; the nation is no region."""
    found = _with_targets(view) - _nation(view)
    regions = [r for r in _regions(view) if r in found]
    count = {r: sum((r, i) in years for i in indicators) for r in regions}
    spread = {i: sum((r, i) in years for r in regions) for i in indicators}
    top = [i for i in indicators if spread[i] == max(spread.values())]
    level = [r for r in regions if count[r] == max(count.values())]
    most = view.listing([_with_plans(view, r, regions) for r in level])
    n, of, first = count[level[0]], len(indicators), view.indicator(top[0])
    some, those = len(regions), len(top) - 1
    who_zh, who_en = f"{some}地中{spread[top[0]]}地", f"{spread[top[0]]} of {some} regions"
    if spread[top[0]] == some:
        who_zh, who_en = f"{some}地都", f"All {some} regions" if some > 2 else f"{some} regions"
    zh = f"{who_zh}设有“{first}”" + f"等{those + 1}项" * bool(those) + "目标；"
    en = f"{who_en} set a target for {within(first)}" + f" and {those} more" * bool(those)
    if len(level) == len(regions):
        return view.pick(f"{zh}各地都设有图中{of}项中的{n}项", f"{en}; each sets {n} of the {of} shown")
    return view.pick(
        f"{zh}图中{of}项，{most}设得最多（{n}项）",
        f"{en}; {most} {'each set' if len(level) > 1 else 'sets'} most of the {of} shown: {n}",
    )
