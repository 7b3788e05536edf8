"""Charts of a region's briefing: its percentages beside those of the territory above and the highest peer."""

from __future__ import annotations

from collections.abc import Sequence

from cityplans.comparison.ambition.alike import group_of
from cityplans.publishing.briefing.content import Material, Plot, Series
from cityplans.publishing.briefing.plots import plot_point, qualifiers
from cityplans.publishing.briefing.region_lines import MOST_ELSEWHERE, Line, all_alike, highest_peer
from cityplans.publishing.telling.comparable import has_direction

MOST_BARS = 6
SMALL = 10  # percentages up to here and above it are drawn in charts of their own


def value_plots(material: Material, region: str, lines: Sequence[Line]) -> tuple[Plot, ...]:
    """Percentages of the region beside the territory above and the highest peer; growth rates, small and
    large shares apart, those that the plan has in words (全覆盖) left to the table."""
    asked = [x for x in lines if has_direction(material, x.row)]
    beside = [x for x in asked if x.above or highest_peer(material, x)]
    usable = [x for x in beside if x.row["unit"] == "%" and not all_alike(x) and not material.in_words(x.row)]
    growth = [x for x in usable if x.row["comparable"] == "growth"]
    shares = [x for x in usable if x not in growth]
    small = [x for x in shares if _largest(material, x) <= SMALL]
    large = [x for x in shares if x not in small]
    parts = [part[:MOST_BARS] for part in (small, large, growth) if part]
    several = [part for part in parts if len(part) > 1]  # a single one is told by the table
    return tuple(_value_plot(material, region, part) for part in (several or parts[1:] and parts))


def _largest(material: Material, line: Line) -> float:
    above = [material.targets[line.above["parent_target_id"]]] if line.above else []
    return max(r["value_high"] for r in (line.row, *line.peers, *above))


def _value_plot(material: Material, region: str, lines: Sequence[Line]) -> Plot:
    tops = [highest_peer(material, x) for x in lines]
    parents = [x.above and material.targets[x.above["parent_target_id"]] for x in lines]
    above = next((x.above["parent_region"] for x in lines if x.above), None)
    series = [Series(material.region(region), tuple(plot_point(material, x.row) for x in lines))]
    if any(tops):
        name = material.pick(*MOST_ELSEWHERE)
        points = tuple(plot_point(material, r, material.place(r) if r else "") for r in tops)
        series.append(Series(name, points))
    if above:
        points = tuple(plot_point(material, r) for r in parents)
        series.append(Series(material.region(above), points, True))
    shown = [x.row for x in lines] + [r for r in (*tops, *parents) if r]
    rows = [{**r, "status": material.plans[r["plan_id"]]["status"]} for r in shown]
    names = [f"{material.labelled(x.row, False)} {x.row['horizon']}" for x in lines]
    alone = sum(bool(x.rank) and x.rank["below"] == x.rank["n"] - 1 for x in lines)
    material.so_far.shown.update(r["plan_id"] for r in shown)
    note = qualifiers(material, rows, material.pick("单位：%", "Unit: %"))
    return Plot(_plot_title(material, region, lines, alone), note, tuple(names), tuple(series))


def _plot_title(material: Material, region: str, lines: Sequence[Line], alone: int) -> str:
    """`嘉兴的R&D经费占GDP比重等2项指标：4个目标中3个同级要求最高`."""
    name, first = material.region(region), material.labelled(lines[0].row, False)
    more, n = len({group_of(x.row) for x in lines}) - 1, len(lines)
    if not alone:
        zh, en = "没有一个目标单独居首", "leads in none"
    elif n == 1:
        zh, en = "同级要求最高", "leads"
    else:
        zh, en = f"{n}个目标中{alone}个同级要求最高", f"leads in {alone} of {n} targets"
    return material.pick(
        f"{name}的{first}" + (f"等{more + 1}项指标" if more else "") + f"：{zh}",
        first + (f" and {more} more" if more else "") + f": {name} {en}",
    )
