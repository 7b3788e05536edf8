"""What spread from whom: the names several territories use, by the oldest plan here that has them.

Few plans stand side by side, oldest first, with a mark where a plan has the name. More plans than fit are
counted by year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

import pandas as pd

from cityplans.publishing.charts import grid, standing, style
from cityplans.publishing.charts.grid import Cell
from cityplans.publishing.charts.sheet import Chart, row_height, sheet
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.charts.wrapping import POINT, text_width, wrap
from cityplans.publishing.telling import spread
from cityplans.publishing.telling.palette import BLUE, GREEN, GREY, INK, LINE, PALE, VERMILION
from cityplans.publishing.telling.view import View
from cityplans.schema import COLUMNS

Row = dict
KINDS = COLUMNS["name_kind"].values
SIDE_BY_SIDE = {"column": 7, "page": 14, "slide": 16}  # plans; more are counted by year
ROWS = {"column": 21, "page": 30, "slide": 18}  # names shown, kinds alike
MOST_SHEETS = 4  # names of two regions are many; the workbook has them all
LEAD = 30  # days by which a plan must be first to be named as that among many
YEAR_START, YEAR_END = "0000-01-01", "0000-12-28"  # what a date without day, or month, may be
NOTABLE = 0.2  # share of the names that makes their first plan worth a title
MARKS = {  # of a plan that has the name: colour, shape, filled
    "first": (INK, "o", True),
    "from_above": (BLUE, "o", False),
    "from_other": (VERMILION, "s", False),
    "own_earlier": (GREEN, "D", False),
    "from_below": (GREY, "^", False),
    "unknown": (GREY, "x", False),
}


def chart_spread(view: View, size: str = "page") -> Chart | None:
    """Names of several territories, the widest of each kind; the first picture of several."""
    return next(iter(spread_charts(view, size)), None)


def spread_charts(view: View, size: str = "page") -> list[Chart]:
    """Names of several territories: who has them first, and who later; the widest of each kind on the first
    picture, and no more than MOST_SHEETS of them."""
    rows = spread.several(view)
    if not rows:
        return []
    plans = _by_date(view, {p for r in rows for p in r["members"].split()})
    draw = _side_by_side if len(plans) <= SIDE_BY_SIDE[size] else _by_year
    return draw(view, size, rows, plans)


def _paged(rows: Sequence[Row], that_fit: Callable[[Sequence[Row]], list[Row]]) -> list[list[Row]]:
    """The rows on sheets, as far as these go."""
    rest, made = list(rows), []
    while rest and len(made) < MOST_SHEETS:
        made.append(that_fit(rest))
        taken = {r["name"] for r in made[-1]}
        rest = [r for r in rest if r["name"] not in taken]
    return made


def _named(view: View, rows: Sequence[Row], sheets: list[list[Row]], legend: str) -> list[tuple[str, str]]:
    """Name and subtitle of each sheet; how many names are on none."""
    rest = len(rows) - sum(map(len, sheets))
    left = view.pick(f"；另有{rest}个名称见工作簿", f"; {rest} more names in the workbook") if rest else ""
    named = (grid.numbered(view, "spread", place, len(sheets)) for place in range(1, len(sheets) + 1))
    return [(name, legend + which + left) for name, which in named]


def _by_date(view: View, plan_ids: set[str]) -> list[str]:
    dates = {plan_id: p["date"] or view.years[plan_id] for plan_id, p in view.plans.items()}
    return sorted(plan_ids, key=lambda p: (not dates[p], dates[p], p))


def _widest(rows: Sequence[Row], most: int) -> list[Row]:
    """The names of most territories, as many of each kind; where one has fewer, more of the others."""
    by_kind: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    for row in sorted(rows, key=lambda r: (-r["regions"], -r["plans"], -r["count"], r["name"])):
        by_kind[row["name_kind"]].append(row)
    taken = Counter()
    while sum(taken.values()) < most and any(taken[k] < len(own) for k, own in by_kind.items()):
        for kind, own in by_kind.items():
            taken[kind] += taken[kind] < len(own) and sum(taken.values()) < most
    return [row for kind, own in by_kind.items() for row in own[: taken[kind]]]


def _widest_first(view: View, rows: Sequence[Row]) -> str:
    """How many names spread, and the widest; of many plans none is said to have most first, for of names
    that all have the plan before others has most by the order of dates."""
    n = len(rows)
    return view.pick(f"{n}个名称见于多个地区，", f"{n} names stand in several regions; ") + _widest_of(
        view, rows
    )


def _widest_of(view: View, rows: Sequence[Row]) -> str:
    widest = min(rows, key=lambda r: (-r["regions"], -r["plans"], -r["count"], r["name"]))
    return view.pick(
        f"提到最多的是“{widest['name']}”（{widest['plans']}份计划）",
        f"the {view.word('name_kind', widest['name_kind'])} named most widely is {widest['name']} "
        f"({widest['plans']} plans)",
    )


def _title(view: View, rows: Sequence[Row]) -> str:
    text = _widest_of(view, rows)
    firsts = Counter(r["first_plan_id"] for r in rows if r["first_plan_id"])
    source, n = max(firsts.items(), key=lambda i: (i[1], i[0]), default=("", 0))
    if n < NOTABLE * len(rows) or list(firsts.values()).count(n) > 1:
        return _widest_first(view, rows)
    plan = view.name(source)
    if any(r["is_first_by_order"] for r in rows if r["first_plan_id"] == source):
        return view.pick(
            f"见于多个地区的{len(rows)}个名称中，{plan}有{n}个，它是手头最早的计划，必然“最早”；{text}",
            f"Of {len(rows)} names in several regions {plan}, the oldest plan here, has {n}, first by date "
            f"alone; {text}",
        )
    chance = f"{spread.expected_first(view, rows, source):.0f}"
    return view.pick(
        f"见于多个地区的{len(rows)}个名称中，按日期{n}个最早见于{plan}（只凭先后次序约{chance}个）；{text}",
        f"Of {len(rows)} names in several regions {n} stand by date first in {plan} (by order alone about "
        f"{chance}); {text}",
    )


def _further(view: View, rows: Sequence[Row], shown: Sequence[Row]) -> str:
    """What a later sheet has: what is left of each kind, so that no two sheets say the same."""
    regions = sorted({r["regions"] for r in shown})
    few = "–".join(map(str, dict.fromkeys((regions[0], regions[-1]))))
    return view.pick(
        f"{len(rows)}个名称中的另{len(shown)}个，各见于{few}个地区；",
        f"Another {len(shown)} of the {len(rows)} names, in {few} regions each; ",
    ) + _widest_of(view, shown)


def _legend(view: View, marks: Mapping[tuple[str, str], str]) -> str:
    """What the marks mean, with how many of each there are among all names of several territories."""
    n = Counter(marks.values())
    told = {
        "first": ("●手头计划中最早", "● oldest plan here"),
        "from_above": (
            f"蓝○上级在先（{n['from_above']}处）",
            f"blue ○ after its province or state ({n['from_above']})",
        ),
        "from_other": (
            f"橙□别的地区在先（{n['from_other']}处）",
            f"orange □ after another region ({n['from_other']})",
        ),
        "own_earlier": (
            f"绿◇本地较早计划在先（{n['own_earlier']}处）",
            f"green ◇ after its own older plan ({n['own_earlier']})",
        ),
        "from_below": (f"灰△下级在先（{n['from_below']}处）", f"grey △ after one below ({n['from_below']})"),
        "unknown": ("×日期不足以分先后", "× dates do not tell who was first"),
    }
    text = view.pick("；", "; ").join(view.pick(*told[kind]) for kind in MARKS if n[kind])
    return text + view.pick(
        "。同名不等于照抄，更早的出处可能不在手头",
        ". Names as printed. The same name is no proof of copying; its origin may lie outside these plans",
    )


def _legend_by_year(view: View) -> str:
    return view.pick(
        "每年有几份计划提到；颜色为占当年计划的比重；最早＝手头计划中比其余早一个月以上的，空＝没有或日期不足以分先后。"
        "同名不等于照抄",
        "Plans naming it by year; colour: share of that year's plans; first: the plan here a month or more "
        "before all others, empty where none is or dates do not tell. The same name is no proof of copying",
    )


def _side_by_side(view: View, size: str, rows: Sequence[Row], plans: Sequence[str]) -> list[Chart]:
    marks, sheets = standing.marks(view, rows), _paged(rows, lambda rest: _widest(rest, ROWS[size]))
    made = []
    named = _named(view, rows, sheets, _legend(view, marks))
    for shown, (name, subtitle) in zip(sheets, named, strict=True):
        title = _title(view, rows) if shown is sheets[0] else _further(view, rows, shown)
        words = (title, subtitle, view.sources(plans))
        data = pd.DataFrame(
            [
                {
                    "name": r["name"],
                    "name_kind": r["name_kind"],
                    "plan_id": p,
                    "standing": marks[r["name"], p],
                }
                for r in shown
                for p in plans
                if (r["name"], p) in marks
            ]
        )
        made.append(Chart(partial(_draw, view, size, words, shown, plans, marks), data, name, *words))
    return made


def _printed_date(view: View, plan_id: str) -> str:
    return (view.plans[plan_id]["date"] or view.years[plan_id])[:7]


def _place(view: View, plan_id: str) -> str:
    return view.region(view.plans[plan_id]["region"]) + view.draft_mark * view.is_draft(plan_id)


def _lines(view: View, shown: Sequence[Row]) -> list[Row | str]:
    """The rows with the head of each kind before its first."""
    lines: list[Row | str] = []
    for kind in KINDS:
        own = [r for r in shown if r["name_kind"] == kind]
        lines += [view.word("name_kind", kind).capitalize(), *own] if own else []
    return lines


def _draw(view: View, size, words, shown, plans, marks):
    heads = [(_place(view, p), _printed_date(view, p)) for p in plans]
    shape = SIZES[size]
    lines = _lines(view, shown)
    longest = max(text_width(r if isinstance(r, str) else r["name"], shape.font) for r in lines)
    label = min(longest + 0.4, shape.width * 0.45)
    step = min((shape.width - 0.5 - label) / len(plans), 2.6)
    widest = max(text_width(line, shape.font) for head in heads for line in head)
    upright = widest > step - 0.1
    head_height = (widest if upright else 2 * shape.font * 1.3 * POINT) + 0.2
    pitch = min(row_height(size, len(lines), head_height), shape.font * (3 if shape.fixed else 1.6) * POINT)
    with sheet(size, head_height + len(lines) * pitch + 0.1, words) as page:
        axes = page.axes(0, 0, page.width, page.height, bare=True)
        for j, head in enumerate(heads):
            axes.text(
                label + (j + 0.5) * step,
                head_height - 0.15,
                "\n".join(head),
                ha="center",
                va="bottom",
                linespacing=1.1,
                rotation=90 * upright,
                ma="left" if upright else "center",
            )
        for i, line in enumerate(lines):
            y = head_height + (i + 0.5) * pitch
            if isinstance(line, str):
                axes.text(0, y, line, weight="bold", va="center")
                continue
            name = line["name"]
            text = wrap(name, shape.font, label - 0.3)
            axes.text(label - 0.2, y, text[0] + ("…" if len(text) > 1 else ""), ha="right", va="center")
            own = [(j, marks[name, p]) for j, p in enumerate(plans) if (name, p) in marks]
            _row(axes, [(label + (j + 0.5) * step, mark) for j, mark in own], y)
    return page.figure


def _row(axes, places: Sequence[tuple[float, str]], y: float) -> None:
    axes.plot([places[0][0], places[-1][0]], [y, y], color=LINE, linewidth=1.4, zorder=1)
    for x, mark in places:
        colour, shape, filled = MARKS[mark]
        axes.plot(
            [x],
            [y],
            marker=shape,
            markersize=5.5,
            color=colour,
            markeredgewidth=1.4,
            zorder=2,
            markerfacecolor=colour if filled else "white",
            linestyle="none",
        )


class _Years(NamedTuple):
    """The year each plan is from, how many plans each year has, and the years that are columns."""

    issued: Mapping[str, str]
    plans: Counter
    shown: list[str]


def _years(view: View, size: str, plans: Sequence[str]) -> _Years:
    """The years of the plans; where they are more than fit, the oldest as one (`–2012`)."""
    years = sorted({view.years[p] for p in plans} - {""})
    last = years[-SIDE_BY_SIDE[size]] if len(years) > SIDE_BY_SIDE[size] else ""
    issued = {p: f"–{last}" if "" < year <= last else year for p, year in view.years.items()}
    shown = [f"–{last}" if year == last else year for year in years if year >= last]
    return _Years(issued, Counter(issued.values()), shown)


def _by_year(view: View, size: str, rows: Sequence[Row], plans: Sequence[str]) -> list[Chart]:
    """Grids name × year: the number of plans, coloured by their share of that year's plans."""
    years, rows = _years(view, size, plans), [_with_lead(view, row) for row in rows]
    heads = [view.pick("最早", "First"), *years.shown]

    def that_fit(rest: Sequence[Row]) -> list[Row]:
        for most in range(ROWS[size], 1, -1):
            shown = _widest(rest, most)
            labels, cells, _ = _grid(view, shown, years)
            if grid.rows_of_height(size, labels, heads, cells) == len(labels):
                return shown
        return _widest(rest, 1)

    sheets = _paged(rows, that_fit)
    made = []
    for shown, (name, subtitle) in zip(
        sheets, _named(view, rows, sheets, _legend_by_year(view)), strict=True
    ):
        title = _widest_first(view, rows) if shown is sheets[0] else _further(view, rows, shown)
        words = (title, subtitle, view.sources(plans))
        labels, cells, bold = _grid(view, shown, years)
        draw = partial(grid.draw, size, words, labels, heads, cells, bold)
        made.append(Chart(draw, _data_by_year(shown, years), name, *words))
    return made


def _of_year(row: Row, years: _Years) -> Counter:
    return Counter(years.issued[p] for p in row["members"].split())


def _data_by_year(shown: Sequence[Row], years: _Years) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {key: r[key] for key in ("name", "name_kind", "first_plan_id")}
            | {"year": year, "plans": _of_year(r, years)[year], "plans_of_year": years.plans[year]}
            for r in shown
            for year in years.shown
        ]
    )


def _grid(view: View, shown: Sequence[Row], years: _Years) -> tuple[list[str], list[list[Cell]], list[int]]:
    """Labels, cells, and which of the rows are heads."""
    lines = _lines(view, shown)
    labels = [line if isinstance(line, str) else line["name"] for line in lines]
    bold = [i for i, line in enumerate(lines) if isinstance(line, str)]
    return labels, [_cells(view, line, years) for line in lines], bold


def _with_lead(view: View, row: Row) -> Row:
    """The row, its first plan only where that is surely LEAD days before every other: plans of one month were
    written side by side, whichever came out first."""
    first = row["first_plan_id"]
    others = [p for p in row["members"].split() if p != first]
    is_ahead = first and all(_days(view, first, p) >= LEAD for p in others)
    return row if is_ahead else {**row, "first_plan_id": None}


def _days(view: View, one: str, other: str) -> int:
    """How many days the second plan is surely after the first; of a year or month its last day, or first.
    Undated plans are after all others, as in the order of names."""
    older, newer = (view.plans[p]["date"] or view.years[p] for p in (one, other))
    if not older or not newer:
        return LEAD if older else 0
    return (date.fromisoformat(newer + YEAR_START[len(newer) :]) - _last_day(older)).days


def _last_day(dated: str) -> date:
    return date.fromisoformat(dated + YEAR_END[len(dated) :])


def _cells(view: View, line: Row | str, years: _Years) -> list[Cell]:
    if isinstance(line, str):
        return [Cell("")] * (len(years.shown) + 1)
    n, first = _of_year(line, years), line["first_plan_id"]
    return [
        Cell(view.name(first) if first else ""),
        *(_count(n[year], years.plans[year]) for year in years.shown),
    ]


def _count(n: int, of: int) -> Cell:
    return Cell(str(n), style.SEQUENTIAL(0.05 + 0.7 * n / of)) if n else Cell("", PALE)
