"""A chart that is a table: every indicator against every plan, with the values as they are printed.

No shades: of the two or three peers that most cells have, a colour would say more than they do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from cityplans.comparison.ambition.alike import GROUP
from cityplans.publishing.charts import grid, signs
from cityplans.publishing.charts.grid import Cell
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.telling import values_shown
from cityplans.publishing.telling.comparable import Row, group_label, groups
from cityplans.publishing.telling.palette import PALE
from cityplans.publishing.telling.text import counted
from cityplans.publishing.telling.view import LEVELS, View

LINK = 4  # indicators that two plans share to stand side by side
SIDE_BY_SIDE = 10  # plans one chart of all levels shows


def chart_heat(view: View, size: str = "page", region: str | None = None) -> Chart | None:
    """Indicator × plan with printed values and “not set”."""
    plans = [p for p, row in view.plans.items() if region in (None, row["region"], row["parent_region"])]
    made = _heat(view, size, plans)
    return made[0] if made else None


def heat_charts(view: View, size: str = "page") -> list[Chart]:
    """As `chart_heat`; of many plans one chart a level, and as many more as it takes to show every plan."""
    whole = _heat(view, size, list(view.plans))
    if whole is None or (len(view.plans) <= SIDE_BY_SIDE and not whole[1]):
        return [whole[0]] if whole else []
    made: list[Chart] = []
    by_level = {levels: _linked(view, plans) for levels, plans in _by_level(view).items()}
    for levels, sets in by_level.items():
        part, alone = 0, sum(len(linked) == 1 for linked in sets)
        for linked in sets:
            while len(linked) > 1 and (found := _heat(view, size, linked, levels, part, alone)):
                made.append(found[0])
                linked, part = found[1], part + 1
    return made


def _linked(view: View, plans: list[str]) -> list[list[str]]:
    """Sets of plans that share LINK indicators (counted alike) with another of the set, the largest first."""
    own: dict[str, set[tuple]] = {p: set() for p in plans}
    for row in view.rows("comparisons"):
        if row["plan_id"] in own and not row["superseded"]:
            own[row["plan_id"]].add(tuple(row[k] for k in GROUP))
    found: list[set[str]] = []
    for plan in plans:
        near = [s for s in found if any(len(own[plan] & own[other]) >= LINK for other in s)]
        found = [s for s in found if s not in near] + [{plan}.union(*near)]
    ordered = sorted(found, key=lambda s: (-len(s), min(s)))
    return [[p for p in plans if p in one] for one in ordered]


def _by_level(view: View) -> dict[tuple[str, ...], list[str]]:
    """Levels → their plans; a level of one plan goes with the next one."""
    found: dict[tuple[str, ...], list[str]] = {}
    levels: tuple[str, ...] = ()
    waiting: list[str] = []
    for level in LEVELS:
        own = [p for p, row in view.plans.items() if row["region_level"] == level]
        levels, waiting = (*levels, level) if own else levels, [*waiting, *own]
        if len(waiting) > 1:
            found[levels] = waiting
            levels, waiting = (), []
    if waiting and found:
        last = next(reversed(found))
        found = {**{k: v for k, v in found.items() if k != last}, (*last, *levels): [*found[last], *waiting]}
    return found


def _heat(
    view: View, size: str, plans: list[str], levels: tuple[str, ...] = (), part: int = 0, alone: int = 0
) -> tuple[Chart, list[str]] | None:
    """The chart of these plans, and those of them for which there was no room; `alone`: how many plans of
    the level stand on no chart, for want of what they share."""
    rows = [r for r in view.rows("comparisons") if not r["superseded"]]
    by_cell = _furthest(rows, set(plans))
    kept = [p for p in plans if any(c[1] == p for c in by_cell)]
    if len(kept) < 2:
        return None
    usual = {p: _usual_year(rows, p) for p in kept}
    count = Counter(g for g, _ in by_cell)
    least = min(2, max(count.values(), default=1))  # a row of one figure compares nothing
    order = [g for g in groups(view) if count[g] >= least]
    cells = {key: Cell(_heat_text(view, row, usual[key[1]]), "white") for key, row in by_cell.items()}
    other = Cell(view.word("missing", "not_alike"), PALE, faint=True)
    cells |= {
        (g, p): other for g in order for p in kept if (p, g[0]) in view.by_indicator and (g, p) not in cells
    }
    heads = {p: view.marked(p) + (f"\n→{usual[p]}" if usual[p] else "") for p in kept}
    not_set = Cell(view.word("missing", "not_set"), PALE, faint=True)
    matrix = Matrix(order, kept, cells, heads, not_set)
    left_out = _left_out(view, alone + len(plans) - len(kept), LINK if levels else 1)

    laid = laid_out(view, matrix, size)
    words = _words(view, matrix, by_cell, laid.groups, laid.plans, left_out)
    keys = laid.keys
    data = pd.DataFrame([_cell_row(key, by_cell.get(key), cells.get(key, not_set)) for key in keys])
    name = "_".join(["heat", *levels, *([str(part + 1)] if part else []), view.lang])
    return Chart(laid.drawing(words), data, name, *words), [p for p in kept if p not in laid.plans]


def _cell_row(key: tuple, row: Row | None, cell: Cell) -> dict:
    group, plan = key
    shown = {"plan_id": plan, "horizon": row["horizon"] if row else None, "value": cell.text}
    return dict(zip(GROUP, group, strict=True)) | shown


def _furthest(rows: list[Row], plans: set[str]) -> dict[tuple, Row]:
    """(group, plan) → its target of the furthest horizon."""
    found: dict[tuple, Row] = {}
    for row in sorted(rows, key=lambda r: r["horizon"]):
        if row["plan_id"] in plans:
            found[tuple(row[k] for k in GROUP), row["plan_id"]] = row
    return found


def _usual_year(rows: list[Row], plan_id: str) -> int | None:
    years = Counter(r["horizon"] for r in rows if r["plan_id"] == plan_id)
    return max(years, key=lambda y: (years[y], y), default=None)


def _heat_text(view: View, row: Row, usual: int | None) -> str:
    year = "" if row["horizon"] == usual else f" [{row['horizon']}]"
    return view.value(row) + view.year_mark(row) + year


class Matrix(NamedTuple):
    """Cells by (group, plan); what heads the columns; and what stands where there is no cell."""

    groups: list[tuple]
    plans: list[str]
    cells: Mapping[tuple, Cell]
    heads: Mapping[str, str]
    empty: Cell


class Laid(NamedTuple):
    """What a sheet holds of a matrix: rows, columns, names and cells; `upright` where plans are rows."""

    size: str
    down: list
    across: list
    names: Mapping
    body: list[list[Cell]]
    upright: bool

    @property
    def groups(self) -> list[tuple]:
        return self.across if self.upright else self.down

    @property
    def plans(self) -> list[str]:
        return self.down if self.upright else self.across

    @property
    def keys(self) -> list[tuple]:
        """The (group, plan) pairs shown, row by row."""
        return [(c, r) if self.upright else (r, c) for r in self.down for c in self.across]

    def drawing(self, words: tuple[str, str, str]) -> Callable[[], Figure]:
        down, across = ([self.names[x] for x in side] for side in (self.down, self.across))
        return partial(grid.draw, self.size, words, down, across, self.body)


def laid_out(view: View, matrix: Matrix, size: str) -> Laid:
    """Indicators down and plans across, or the other way round where more cells can then be read."""
    regions = {view.plans[p]["region"] for p in matrix.plans}
    region = regions.pop() if len(regions) == 1 else None
    names: dict = {g: group_label(view, g, region=region) for g in matrix.groups} | dict(matrix.heads)

    def cell(row, column, upright: bool) -> Cell:
        return matrix.cells.get((column, row) if upright else (row, column), matrix.empty)

    def fitted(down, across, upright: bool):
        texts = [[cell(r, c, upright).text for r in down] + [names[c]] * (not upright) for c in across]
        across = across[: grid.columns_that_fit(size, [names[r] for r in down], texts, whole=upright)]
        body = [[cell(r, c, upright) for c in across] for r in down]
        rows = grid.rows_of_height(size, [names[r] for r in down], [names[c] for c in across], body)
        return down[:rows], across, body[:rows]

    ways = [
        (*fitted(matrix.groups, matrix.plans, False), False),
        (*fitted(matrix.plans, matrix.groups, True), True),
    ]
    # upright headers are harder to read: only where a good deal more can be shown
    down, across, body, upright = max(ways, key=lambda w: len(w[0]) * len(w[1]) / (1.3 if w[3] else 1))
    return Laid(size, down, across, names, body, upright)


def on_sheets(view: View, matrix: Matrix, size: str) -> list[Laid]:
    """As many sheets as it takes to show every cell once."""
    open_parts, made = [matrix], []
    while open_parts:
        part = open_parts.pop(0)
        laid = laid_out(view, part, size)
        made.append(laid)
        below = [g for g in part.groups if g not in laid.groups]
        beside = [p for p in part.plans if p not in laid.plans]
        rests = (_within(part, below, laid.plans), _within(part, part.groups, beside))
        open_parts += [rest for rest in rests if rest.groups]
    return made


def _within(matrix: Matrix, groups: list[tuple], plans: list[str]) -> Matrix:
    """The part of a matrix with these rows and columns, without those that would be empty."""
    there = {(g, p) for g in groups for p in plans if (g, p) in matrix.cells}
    return matrix._replace(
        groups=[g for g in groups if any(g == own for own, _ in there)],
        plans=[p for p in plans if any(p == own for _, own in there)],
    )


def _left_out(view: View, n: int, least: int) -> str:
    """How many plans are not drawn, sharing fewer than `least` indicators with any other (of their level)."""
    if not n:
        return ""
    plans = counted(n, "plan")
    if least == 1:
        return view.pick(
            f"{n}份计划没有与其他计划共有的指标，未画",
            f"not drawn: {plans} with no indicator in common with others",
        )
    return view.pick(
        f"{n}份计划与同级计划共有的指标不足{least}项，未画",
        f"not drawn: {plans} with fewer than {least} indicators in common with any other of the level",
    )


def _words(
    view: View, matrix: Matrix, by_cell: Mapping, shown_groups, shown_plans, alone: str
) -> tuple[str, str, str]:
    """Title, what the signs of the cells mean and what is left out, sources."""
    shown = {(g, p) for g in shown_groups for p in shown_plans}
    unlike = view.word("missing", "not_alike")
    signs_of_cells = view.pick(
        f"[年份]＝与列首不同的目标年；{unlike}＝同一指标，度量、单位或范围不同",
        f"[year]: horizon other than the plan's usual one; {unlike}: other measure, unit or scope",
    )
    hidden = _hidden(view, len(matrix.groups) - len(shown_groups), len(matrix.plans) - len(shown_plans))
    drawn = [by_cell[key] for key in sorted(shown & by_cell.keys())]
    notes = signs.inferred(view, drawn), values_shown.converted(view, drawn)
    sub = (signs_of_cells, hidden, alone, *notes)
    told = view.pick("；", "; ").join(filter(None, sub))
    return _title(view, matrix, by_cell), told, view.sources(shown_plans)


def _title(view: View, matrix: Matrix, by_cell: Mapping) -> str:
    """How many of the indicators all plans set; where none, how many set the most frequent."""
    order, plans = matrix.groups, matrix.plans
    shared = sum(1 for g in order if all((g, p) in by_cell for p in plans))
    if not shared:
        most = Counter(g for g, _ in by_cell).most_common(1)[0][1]
        return view.pick(
            f"没有一项指标为全部{len(plans)}份计划所设：最多的一项有{most}份",
            f"No indicator is set by all {len(plans)} plans; the most frequent by {most}",
        )
    if shared == len(order):
        return view.pick(
            f"{len(plans)}份计划都设有{len(order)}项指标" if len(plans) > 2 else f"2份计划共有{shared}项指标",
            f"{counted(len(plans), 'plan')} share {counted(shared, 'indicator')}",
        )
    return view.pick(
        f"{len(plans)}份计划之间有{len(order)}项共有指标，其中{shared}项为所有计划所设",
        f"Of {len(order)} indicators shared among {len(plans)} plans, {shared} "
        f"{'is' if shared == 1 else 'are'} set by all",
    )


def _hidden(view: View, rows: int, columns: int) -> str:
    """What had no room in the chart."""
    hidden = [view.pick(f"{rows}项指标", counted(rows, "indicator"))] if rows else []
    hidden += [view.pick(f"{columns}份计划", counted(columns, "plan"))] if columns else []
    listed = view.pick("、", ", ").join(hidden)
    return view.pick(f"另有{listed}见工作簿", f"{listed} more in the workbook") if hidden else ""
