"""Charts of one indicator: where each region aims, and how its aim moves from horizon to horizon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from cityplans import naming
from cityplans.comparison.ambition.order import figure
from cityplans.errors import Both, UserError
from cityplans.publishing.charts import dots_drawing, grid, signs, style
from cityplans.publishing.charts.dots_drawing import Dots
from cityplans.publishing.charts.lines import parts
from cityplans.publishing.charts.sheet import Chart, rows_that_fit
from cityplans.publishing.telling import findings, values_shown, wording
from cityplans.publishing.telling.comparable import (
    Row,
    counted_over,
    direction_of,
    group_name,
    groups,
    of_one_level,
    per_scale,
    rows_of,
    title,
)
from cityplans.publishing.telling.text import counted, of_regions
from cityplans.publishing.telling.view import LEVELS, View

MOST_HORIZONS = 3
COLUMNS = (
    "region", "parent_region", "plan_id", "horizon", "value", "value_low", "value_high", "unit",
    "comparator", "strength", "status", "value_text",
)  # fmt: skip


class Look(NamedTuple):
    """How a chart is to look: its size, a title in place of the finding, colours from the first year on."""

    size: str = "page"
    title: str = ""
    colours: tuple[str, ...] = ()


class Chosen(NamedTuple):
    """Which targets are wanted: of these years and regions (all where none is named)."""

    years: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()

    def has(self, row: Row) -> bool:
        return (not self.years or row["horizon"] in self.years) and (
            not self.regions or row["region"] in self.regions
        )


def chart_dots(
    view: View,
    indicator: str | tuple,
    size: str = "page",
    horizon: int | None = None,
    region: str | None = None,
    per: str | None = None,
) -> Chart | None:
    """One row a region, one mark a horizon, the territory above as a dashed line; values at the right.

    `indicator` is a key (then measure and unit are those that most plans share) or a whole group. `horizon`
    shows one year only, `region` only what lies below that territory. `per` (a key of PER) draws totals by
    inhabitants or GDP, where the researcher's scale.csv gave them. None where there is nothing to compare.
    """
    group = _group(view, indicator)
    every = [
        r
        for r in (rows_of(view, group) if group else [])
        if horizon in (None, r["horizon"]) and region in (None, r["region"], r["parent_region"])
    ]
    return _alone(_scaled(view, group, every, size, per))


def dots_charts(view: View, group: tuple, size: str = "page", per: str | None = None) -> list[Chart]:
    """As `chart_dots`, as many pictures as it takes to show every region; the territory above is on each."""
    sheets = _scaled(view, group, rows_of(view, group), size, per)
    return sheets.charts(sheets.pages) if sheets else []


def chart_chosen(view: View, indicator: str | tuple, chosen: Chosen, look: Look) -> Chart | None:
    """As chart_dots, of chosen years and regions and with a look of one's own."""
    group = _group(view, indicator)
    every = [r for r in (rows_of(view, group) if group else []) if chosen.has(r)]
    return _alone(_sheets(view, group, every, look, tuple(map(str, chosen.years))))


def look_of(size: str, title: str | None, colors: Sequence[str] | str | None) -> Look:
    """A look by what a person writes for it. Raises UserError."""
    if isinstance(colors, Mapping):
        raise UserError(
            "colors: a list, one for each target year from the earliest on (['orange', '#0072B2']); "
            "regions have no colours of their own",
            "colors：请写成列表，每个目标年一种，从最早的一年起（['orange', '#0072B2']）；不能按地区定颜色",
        )
    hues = tuple(map(style.colour, [colors] if isinstance(colors, str) else colors or ()))
    return Look(naming.one_of(size, style.SIZES, "size"), title or "", hues)


def not_drawn(indicator: str, there: pd.DataFrame, why: Both | None = None) -> UserError:
    """The error where `chart_chosen` has nothing to draw; `there`: the targets that there are, `why`: what
    keeps them apart where there are none."""
    if why:
        return UserError(f"{indicator}: nothing to draw: {why.en}", f"{indicator}：画不出图：{why.zh}")
    here = ", ".join(sorted({*there["region"].dropna()}))
    years = ", ".join(map(str, sorted({*there["horizon"].dropna()})))
    return UserError(
        f"{indicator}: nothing to draw: a chart needs targets of two regions of one level; there are "
        f"targets of {here or 'no region'} for {years or 'no year'}",
        f"{indicator}：画不出图：至少要有两个同级地区的目标；现有地区 {here or '无'}，年份 {years or '无'}",
    )


def _group(view: View, indicator: str | tuple) -> tuple | None:
    return next((g for g in groups(view) if indicator in (g, g[0])), None)


def _scaled(view: View, group: tuple | None, every: list[Row], size: str, per: str | None) -> _Sheets | None:
    """The sheets of these targets, totals by a measure of size where one is asked for."""
    if per:
        every = per_scale(every, per)
        group = (*group[:2], every[0]["unit"], *group[3:]) if group and every else group
    return _sheets(view, group, every, Look(size), (per,) if per else ())


def _sheets(
    view: View, group: tuple | None, every: list[Row], look: Look, named: tuple[str, ...]
) -> _Sheets | None:
    rows = of_one_level(every)
    if group is None or len({r["region"] for r in rows}) < 2:
        return None
    kept, horizons, left_years = _horizons(rows)
    blocks = _blocks(view, kept, direction_of(view, group))
    room = rows_that_fit(look.size, axis=1.8) - 1 - sum(bool(block.title) for block in blocks)
    name = "_".join(("dots", group_name(group), *named))
    return _Sheets(view, group, every, look, name, horizons, left_years, _pages(blocks, room))


def _alone(sheets: _Sheets | None) -> Chart | None:
    """The first sheet as a picture of its own, which says how many regions have no room."""
    return sheets.charts(sheets.pages[:1])[0] if sheets else None


class _Sheets(NamedTuple):
    """What the pictures of an indicator have in common, and the blocks of each."""

    view: View
    group: tuple
    every: list[Row]
    look: Look
    name: str
    horizons: list[int]
    left_years: list[int]
    pages: list[list[Block]]

    def charts(self, pages: list[list[Block]]) -> list[Chart]:
        """These pages as pictures; what none of them shows stands in the table of the first."""
        view, rows = self.view, of_one_level(self.every)
        kept = [r for r in rows if r["horizon"] in self.horizons]
        drawn = [_rows_in(blocks) for blocks in pages]
        there, seen = {r["region"] for r in kept}, {r["region"] for some in drawn for r in some}
        others = len({r["region"] for r in self.every} - {r["region"] for r in rows})
        told = _subtitle(view, kept, self.group, (len(there - seen), others, self.left_years))
        titled = self.look.title or title(view, kept, self.every, self.group)
        rest = [r for r in rows if not any(r is one for some in drawn for one in some)]
        made = []
        for place, (blocks, shown) in enumerate(zip(pages, drawn, strict=True), 1):
            name, which = grid.numbered(view, self.name, place, len(pages))
            footer = view.sources(_plans_of(shown, self.every)) + _notes(view, shown)
            words = (titled, told + which, footer)
            dots = Dots(
                [block.lines for block in blocks],
                style.of_years(self.horizons, self.look.colours),
                self.group,
                direction_of(view, self.group),
                tuple(block.title for block in blocks),
                signs.of(view, shown, _has_above(shown)),
                kept,
            )
            draw = partial(dots_drawing.draw, view, self.look.size, words, dots)
            made.append(Chart(draw, _data(view, [*shown, *(rest if place == 1 else [])]), name, *words))
        return made


def _rows_in(blocks: Sequence[Block]) -> list[Row]:
    return [row for block in blocks for line in block.lines for row in line.values()]


def _data(view: View, rows: list[Row]) -> pd.DataFrame:
    made = [{**{c: r.get(c) for c in COLUMNS}, "value": view.value(r)} for r in rows]
    return pd.DataFrame(made, columns=list(COLUMNS))


def _plans_of(rows: list[Row], every: list[Row]) -> set[str]:
    """The plans drawn, and those of the territories above that the title may name."""
    heads = {r["parent_region"] for r in rows}
    years = {r["horizon"] for r in rows}
    named = [r for r in every if r["region"] in heads and r["horizon"] in years]
    return {r["plan_id"] for r in (*rows, *named)}


def _horizons(rows: list[Row]) -> tuple[list[Row], list[int], list[int]]:
    """The rows of the years that most regions share, those years, and the years left out."""
    count: dict[int, int] = defaultdict(int)
    for row in rows:
        count[row["horizon"]] += 1
    years = sorted(count, key=lambda h: (-count[h], -h))
    kept = sorted(years[:MOST_HORIZONS])
    return [r for r in rows if r["horizon"] in kept], kept, sorted(years[MOST_HORIZONS:])


class Block(NamedTuple):
    """Lines (horizon → target of a region) that stand together, and the level that is their title, if any."""

    title: str
    lines: list[dict[int, Row]]


def _blocks(view: View, rows: list[Row], direction: int) -> list[Block]:
    """A territory above first, then those below it from high to low; of several levels that are no such
    family a block each."""
    lines: dict[str, dict[int, Row]] = defaultdict(dict)
    for row in rows:
        lines[row["region"]][row["horizon"]] = row
    first = {region: next(iter(line.values())) for region, line in lines.items()}
    levels = {r["region_level"] for r in first.values()}
    heads = {r["parent_region"] for r in first.values()} & set(lines)
    if len(levels) == 1 or (len(heads) == 1 and _is_family(first, *heads)):
        ordered = sorted(
            lines, key=lambda region: (region not in heads, *_height(lines[region], rows, direction))
        )
        return [Block("", [lines[region] for region in ordered])]
    made = []
    for level in [level for level in LEVELS if level in levels]:
        own = [region for region, row in first.items() if row["region_level"] == level]
        here = [r for r in rows if r["region"] in own]
        own.sort(key=lambda g: (first[g]["parent_region"] or "", *_height(lines[g], here, direction)))
        made.append(Block(view.level(here[0]["plan_id"]), [lines[region] for region in own]))
    return made


def _is_family(first: dict[str, Row], head: str) -> bool:
    """Whether all other territories lie right below this one."""
    return all(row["parent_region"] == head for region, row in first.items() if region != head)


def _height(line: dict[int, Row], rows: list[Row], direction: int) -> tuple:
    """A place from high to low by the year most of these rows aim at; lines without it come last."""
    year = findings.main_horizon(findings.peers_of(rows))
    row = line.get(year) or line[max(line)]
    return year not in line, -figure(row) * (direction or 1), row["region"]


def _pages(blocks: list[Block], room: int) -> list[list[Block]]:
    """The blocks on as few sheets as hold all their lines; the territory above is the first line of each."""
    lines = [(block.title, line) for block in blocks for line in block.lines]
    if len(lines) <= room:
        return [blocks]
    head = lines[:1] if len(blocks) == 1 and _is_head(lines[0][1], blocks[0].lines[1:]) else []
    made = []
    for part in parts(lines[len(head) :], max(1, room - len(head))):
        own: dict[str, list[dict[int, Row]]] = defaultdict(list)
        for titled, line in (*head, *part):
            own[titled].append(line)
        made.append([Block(titled, here) for titled, here in own.items()])
    return made


def _is_head(line: dict[int, Row], others: list[dict[int, Row]]) -> bool:
    """Whether a line is of the territory above the others."""
    regions = {row["region"] for row in line.values()}
    return any(row["parent_region"] in regions for other in others for row in other.values())


def _subtitle(view: View, rows: list[Row], group: tuple, left: tuple[int, int, list[int]]) -> str:
    hidden, other_levels, years = left
    there = {r["region"] for r in rows}
    parts = [
        view.unit_line(group[2]) if group[1] != "rank" else "",
        _years(view, sorted({r["horizon"] for r in rows})),
        view.word("measure", group[1]) if group[1] != "level" else "",
        view.scope(group[3]),
        *counted_over(view, group),
        view.pick(*of_regions(len(there), bool(there & view.nations))),
    ]
    if any(r["comparable"] == "total" for r in rows):
        parts.append(
            view.pick("总量不可跨规模比较", "totals are not comparable across regions of different size")
        )
    if direction_of(view, group) < 0:
        parts.append(view.pick("越靠右要求越高", "further right asks for more"))
    if not direction_of(view, group):
        parts.append(view.pick("数值大小不表示要求高低", "a higher figure does not ask for more"))
    scaled = sorted({r["scale_year"] for r in rows if r.get("scale_year") and r["comparable"] != "total"})
    if scaled:
        span = "–".join(dict.fromkeys((str(scaled[0]), str(scaled[-1]))))
        parts.append(view.pick(f"规模取{span}年（scale.csv）", f"by the size of {span} (scale.csv)"))
    if other_levels:
        parts.append(
            view.pick(
                f"未画其他层级的{other_levels}地",
                f"{counted(other_levels, 'region')} of another level not drawn",
            )
        )
    if hidden:
        parts.append(view.pick(f"另有{hidden}地未画出，见数据表", f"{hidden} more in the data table"))
    if years:
        listed = view.pick("、", ", ").join(map(str, years))
        parts.append(view.pick(f"{listed}年目标见数据表", f"targets for {listed} in the data table"))
    return view.pick("；", "; ").join(p for p in parts if p)


def _years(view: View, years: list[int]) -> str:
    """`目标年：2025、2027`, `target years: 2025, 2027`."""
    head = view.pick(f"{view.label('horizon')}：", f"target year{'s' * (len(years) > 1)}: ")
    return head + view.pick("、", ", ").join(map(str, years))


def _has_above(rows: list[Row]) -> bool:
    """Whether a territory above and one below it aim at one year."""
    below = {(r["parent_region"], r["horizon"]) for r in rows}
    return bool(below & {(r["region"], r["horizon"]) for r in rows})


def _notes(view: View, rows: list[Row]) -> str:
    """What is to be known beside the signs drawn."""
    notes = [signs.inferred(view, rows), values_shown.converted(view, rows)]
    about = [r["comparable"] for r in rows if r["comparator"] == "approx" and not view.in_words(r)]
    if about:
        band = wording.band(view.lang, about)
        notes.append(view.pick(f"“左右”按{band}判断高低", f"≈ taken as {band} when ordering"))
    text = view.pick("；", "; ").join(note for note in notes if note)
    return view.pick("。", ". ") + text[:1].upper() + text[1:] if text else ""
