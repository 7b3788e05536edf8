"""Native charts beside the small tables they read, on one visible sheet, for briefing writers to restyle."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from cityplans.comparison.ambition.alike import GROUP, group_of
from cityplans.publishing.telling import findings, headlines, waves
from cityplans.publishing.telling.comparable import direction_of, group_label, held_against_above, rows_of
from cityplans.publishing.telling.palette import BLUE, GREEN, LINE, ORANGE
from cityplans.publishing.telling.text import columns_of, counted, lines_of
from cityplans.publishing.telling.view import View
from cityplans.publishing.telling.wording import pick
from cityplans.publishing.workbook.compare import counted_in, figure, label, scale_of
from cityplans.publishing.workbook.targets import HEADS, column_letter
from cityplans.publishing.workbook.xlsx import FAINT, FONT, HEADER, INK, Book, Figure, Link, on_a4

COLOURS = (BLUE, GREEN, LINE, ORANGE)  # of the other charts; told apart by the colour-blind
HATCHED = {"pattern": "light_upward_diagonal", "fg_color": "#8A939B", "bg_color": "#FFFFFF"}
# against the territory above: blue for higher and orange for lower as in the other charts, equal neutral
AGAINST: dict[str, str | dict] = {"higher": BLUE, "equal": LINE, "lower": ORANGE, "unordered": HATCHED}
TOP_THEMES, MOST_PLANS, BLOCK = 8, 25, 26  # rows a chart and its table take at least
ROW_PIXELS = 20  # of a row of the sheet
FIRST, OTHER = 26, 12  # widths of columns


class Block(NamedTuple):
    """A small table and the chart that reads it."""

    name: str
    title: str
    note: str
    heads: list[str]
    rows: list[list]
    kind: str
    subtype: str
    x_axis: str
    y_axis: str
    format: str = "General"
    axis: str = ""  # number format of the axis where it is not that of the table
    labels: tuple[str, ...] = ()  # what stands at the bars: the number with its bounds
    fills: tuple[str | dict, ...] = COLOURS  # of the series, in order
    plans: tuple[str, ...] = ()  # whose figures they are


def write(book: Book, view: View, name: str, back: Link) -> None:
    """The sheet of charts; nothing is drawn for which there is no table."""
    page = book.worksheet(name)
    page.hide_gridlines(2)
    book.put(page, 0, 0, name, bold=True, font_size=14)
    book.put(
        page,
        1,
        0,
        view.pick("图表读取左侧的表格；改表即改图。", "Each chart reads the table on its left."),
        font_color=FAINT,
    )
    book.put(page, 2, 0, back)
    row, breaks = 4, []
    for block in blocks(view):
        breaks.append(row)
        row = _block(book, page, name, block, row, _sources(view, block))
    page.set_h_pagebreaks(breaks[1:])  # no chart is cut by the end of a page
    page.set_column(0, 0, FIRST, book.format())
    page.set_column(1, 5, OTHER, book.format())
    on_a4(page, name)
    page.fit_to_pages(1, 0)


def blocks(view: View) -> list[Block]:
    made = (_shared(view), _amplification(view), _commitment(view), _themes(view), _horizons(view))
    return [block for block in made if block and block.rows]


def _sources(view: View, block: Block) -> list[str]:
    """How many plans the figures are of, and which, in lines as wide as the table."""
    n = f"n = {view.pick(f'{len(block.plans)}份计划', counted(len(block.plans), 'plan'))}"
    made, room = [n], FIRST + OTHER * (len(block.heads) - 1 + bool(block.labels)) - 2
    for piece in re.split(r"(?<=[、：])|(?<=[,:] )", view.sources(block.plans)):
        if len(made) > 1 and columns_of(made[-1] + piece) <= room:
            made[-1] += piece
        else:
            made.append(piece)
    return made


def _block(book: Book, page, sheet: str, block: Block, top: int, sources: list[str]) -> int:
    book.put(page, top, 0, block.title, bold=True, font_size=12)
    heads = [
        {"header": h, "header_format": book.format(bold=True, bg_color=HEADER, text_wrap=True)}
        for h in block.heads
    ]
    page.set_row(top + 2, 15 * max(lines_of(head, 12) for head in block.heads[1:]))
    first, last = top + 3, top + 2 + len(block.rows)
    for number, row in enumerate(block.rows):
        for column, value in enumerate(row):
            if isinstance(value, float) and block.format != "General":
                value = Figure(value, block.format)
            book.put(page, first + number, column, value)
        if block.labels:
            book.put(page, first + number, len(block.heads), block.labels[number])
    if block.labels:
        heads.append({"header": pick(book.lang, *HEADS["shown"]), "header_format": heads[0]["header_format"]})
    page.add_table(
        top + 2,
        0,
        last,
        len(heads) - 1,
        {
            "name": f"Chart{block.name}",
            "columns": heads,
            "style": "Table Style Light 1",
            "autofilter": False,
            "banded_rows": False,
        },
    )
    book.put(page, top + 1, 0, block.note, font_color=FAINT)
    for at, line in enumerate(sources, last + 2):
        book.put(page, at, 0, line, font_color=FAINT)
    page.insert_chart(
        top + 2, len(heads) + 1, _chart(book, sheet, block, first, last), {"object_position": 3}
    )
    return top + max(BLOCK, len(block.rows) + 6 + len(sources), -(-_height(block) // ROW_PIXELS) + 5)


def _chart(book: Book, sheet: str, block: Block, first: int, last: int):
    chart = book.book.add_chart(
        {"type": block.kind, "subtype": block.subtype} if block.subtype else {"type": block.kind}
    )
    for number in range(1, len(block.heads)):
        fill = block.fills[(number - 1) % len(block.fills)]
        chart.add_series(
            {
                "name": [sheet, first - 1, number],
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, number, last, number],
                "gap": 60,
                **({"fill": {"color": fill}} if isinstance(fill, str) else {"pattern": fill}),
                "border": {"color": "#FFFFFF", "width": 0.5},
                "data_labels": _labels(book, sheet, block, first),
            }
        )
    font = {"name": FONT[book.lang], "size": 9, "color": INK}
    title = {**font, "size": 11, "bold": True}
    chart.set_title({"name": block.title, "name_font": title, "overlay": False})
    plain = {"name_font": font, "num_font": font}
    categories = {"name": block.x_axis, "major_gridlines": {"visible": False}, **plain}
    values = {
        "name": block.y_axis,
        **plain,
        "min": 0,
        "num_format": block.axis or block.format,
        "major_gridlines": {"visible": True, "line": {"color": "#DDE2E6", "width": 0.5}},
    }
    if block.kind == "bar":  # first row on top, values at the foot; the upright axis is y here
        chart.set_y_axis({**categories, "reverse": True})
        bare = {"major_tick_mark": "none", "minor_tick_mark": "none", "line": {"none": True}}  # at the head
        chart.set_x_axis({**values, **bare, "label_position": "high"})
    else:
        chart.set_x_axis(categories)
        chart.set_y_axis(values)
    chart.set_legend({"none": True} if len(block.heads) == 2 else {"position": "bottom", "font": font})
    chart.set_size({"width": 620, "height": _height(block)})
    return chart


def _height(block: Block) -> int:
    """Pixels of a chart: room for a bar a row."""
    return max(340, 26 * len(block.rows) + 150)


def _labels(book: Book, sheet: str, block: Block, first: int) -> dict:
    if len(block.heads) > 2:
        return {}
    column = column_letter(len(block.heads))
    custom = [{"value": f"='{sheet}'!${column}${first + n + 1}"} for n in range(len(block.labels))]
    return {"value": True, "font": {"size": 8, "name": FONT[book.lang]}} | (
        {"custom": custom} if custom else {}
    )


def _shared(view: View) -> Block | None:
    """The indicator most plans share at one horizon with differing aims; shares before totals."""
    found = defaultdict(list)
    for row in view.rows("comparisons"):
        if not row["superseded"] and row["value_low"] == row["value_high"]:
            found[(*group_of(row), row["horizon"])].append(row)
    if not found:
        return None
    best = min(
        found, key=lambda k: (_alike(found[k]), -len(found[k]), found[k][0]["comparable"] == "total", k)
    )
    rows = sorted(found[best], key=lambda r: (-r["value_low"], r["plan_id"]))[:MOST_PLANS]
    group, year = tuple(rows[0][k] for k in GROUP), best[-1]
    every = rows_of(view, group)
    here = [r for r in every if r["horizon"] == year]
    step, word = scale_of(rows, view.lang)
    told = findings.of_indicator(view, here, every, direction_of(view, group))
    return Block(
        "Shared",
        f"{group_label(view, best[:-1], with_unit=False)}{view.pick('：', ': ')}{told}",
        view.pick("同一指标、同一目标年，设定的计划最多。", "The indicator and year that most plans share."),
        [view.label("region"), view.label("value")],
        [[view.marked(r["plan_id"]), figure(view, r, step)] for r in rows],
        "bar",
        "",
        "",
        counted_in(word, view.unit(best[2]), view.lang) or view.label("value"),
        labels=tuple(label(view, r, step) for r in rows),
        plans=tuple(r["plan_id"] for r in here),
    )


def _alike(rows: list[dict]) -> bool:
    return len({r["value_low"] for r in rows}) == 1


def _amplification(view: View) -> Block | None:
    rows = held_against_above(view)
    if not rows:
        return None
    of_plan = defaultdict(Counter)
    for row in rows:
        of_plan[row["plan_id"]][row["relation"]] += 1
    kinds = tuple(AGAINST)
    return Block(
        "Amplification",
        headlines.against_above(view, rows),
        view.pick(
            "可比的比率、增速与人均指标；总量不计。",
            "Shares, growth rates and values per head; totals left out.",
        ),
        [view.pick("计划", "Plan"), *(view.word("relation", k) for k in kinds)],
        [[view.marked(p), *(of_plan[p][k] for k in kinds)] for p in view.plans if p in of_plan][:MOST_PLANS],
        "bar",
        "stacked",
        "",
        view.label("targets"),
        fills=tuple(AGAINST.values()),
        plans=tuple({r[k]: None for r in rows for k in ("plan_id", "parent_plan_id")}),
    )


def _commitment(view: View) -> Block | None:
    kinds = ("hard", "mixed", "plain", "soft")
    found = {r["plan_id"]: r for r in view.rows("commitment_profile")}
    rows = [found[p] for p in view.plans if p in found]
    if not rows:
        return None
    rest = len(rows) - MOST_PLANS
    more = (
        view.pick(f"另有{rest}份计划见“表述力度”表。", f" {rest} more plans: Commitment profile.")
        if rest > 0
        else ""
    )
    return Block(
        "Commitment",
        headlines.firmness(view, rows),
        view.pick(
            "下限或确保：以上、超过、确保；约数或力争：左右、区间、力争等；标题中两者兼有者两边都计。",
            "Floor or ensured: at least, more than, ensure; approximate or an aim: about, a range, strive "
            "for; in the title those that are both count in both.",
        )
        + more,
        [view.pick("计划", "Plan"), *(view.word("commitment", k) for k in kinds)],
        [[view.marked(r["plan_id"]), *(r[k] for k in kinds)] for r in rows[:MOST_PLANS]],
        "bar",
        "percent_stacked",
        "",
        view.pick("占全部目标", "Share of targets"),
        axis="0%",
        plans=tuple(r["plan_id"] for r in rows),
    )


def _themes(view: View) -> Block | None:
    total, plans = Counter(), waves.shares_of_main_kind(view)
    if not plans:
        return None
    for shares in plans.values():
        total.update(shares)
    top = waves.heaviest_first(total)[:TOP_THEMES]
    share = {t: total[t] / len(plans) for t in top}
    n, (of_zh, of_en) = len(plans), waves.of_main_kind(view, plans)[1]
    return Block(
        "Themes",
        headlines.room(view, total),
        view.pick(
            f"{of_zh}{n}份计划各主题所占篇幅的平均。",
            f"Mean share of text over {n} {of_en.removeprefix(' in ')}."
            if of_en
            else f"Mean share of text over {counted(n, 'plan')}.",
        ),
        [view.label("theme"), view.label("share")],
        [[view.theme(t), float(share[t])] for t in top],
        "bar",
        "",
        "",
        view.label("share"),
        "0.0%",
        "0%",
        plans=tuple(plans),
    )


def _horizons(view: View) -> Block | None:
    of_year = Counter(r["horizon"] for r in view.rows("targets") if r["horizon"])
    if not of_year:
        return None
    return Block(
        "Horizons",
        headlines.by_year(view, of_year),
        view.pick("无年份的目标不计。", "Targets without a year left out."),
        [view.label("horizon"), view.label("targets")],
        [[str(y), of_year[y]] for y in sorted(of_year)],
        "column",
        "",
        view.label("horizon"),
        view.label("targets"),
        plans=tuple({r["plan_id"]: None for r in view.rows("targets") if r["horizon"]}),
    )
