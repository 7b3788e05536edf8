"""Native charts beside the small tables they read, on one visible sheet, for briefing writers to restyle."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from cityplans.comparison.ambition.alike import group_of
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.comparable import group_label
from cityplans.publishing.telling.wording import pick
from cityplans.publishing.workbook.as_they_are import Shown
from cityplans.publishing.workbook.book import FAINT, FONT, HEADER, INK, Book, Figure, Link
from cityplans.publishing.workbook.compare import figure
from cityplans.publishing.workbook.targets import HEADS, column_letter

COLOURS = ("#1B4965", "#C8553D", "#7A9E7E", "#B0B7BF")  # dark, warm, mid, light: told apart in grey as well
HATCHED = {"pattern": "light_upward_diagonal", "fg_color": "#8A939B", "bg_color": "#FFFFFF"}
# against the territory above: blue for higher and orange for lower as in the other charts, equal neutral
AGAINST: dict[str, str | dict] = {
    "higher": "#1B4965",
    "equal": "#C9CED3",
    "lower": "#D9822B",
    "unordered": HATCHED,
}
TOP_THEMES, MOST_PLANS, BLOCK = 8, 25, 26  # rows a chart and its table take at least


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


def write(book: Book, shown: Shown, name: str, back: Link) -> None:
    """The sheet of charts; nothing is drawn for which there is no table."""
    page = book.worksheet(name)
    page.hide_gridlines(2)
    book.put(page, 0, 0, name, bold=True, font_size=14)
    book.put(
        page,
        1,
        0,
        pick(shown.lang, "图表读取左侧的表格；改表即改图。", "Each chart reads the table on its left."),
        font_color=FAINT,
    )
    book.put(page, 2, 0, back)
    row = 4
    for block in blocks(shown):
        row = _block(book, page, name, block, row)
    page.set_column(0, 0, 26, book.format())
    page.set_column(1, 5, 12, book.format())
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def blocks(shown: Shown) -> list[Block]:
    made = (_shared(shown), _amplification(shown), _commitment(shown), _themes(shown), _horizons(shown))
    return [block for block in made if block and block.rows]


def _block(book: Book, page, sheet: str, block: Block, top: int) -> int:
    book.put(page, top, 0, block.title, bold=True, font_size=12)
    book.put(page, top + 1, 0, block.note, font_color=FAINT)
    heads = [
        {"header": h, "header_format": book.format(bold=True, bg_color=HEADER, text_wrap=True)}
        for h in block.heads
    ]
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
    page.insert_chart(
        top + 2, len(heads) + 1, _chart(book, sheet, block, first, last), {"object_position": 3}
    )
    return top + max(BLOCK, len(block.rows) + 6)


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
        chart.set_x_axis({**values, "label_position": "high"})
    else:
        chart.set_x_axis(categories)
        chart.set_y_axis(values)
    chart.set_legend({"none": True} if len(block.heads) == 2 else {"position": "bottom", "font": font})
    chart.set_size({"width": 620, "height": max(340, 26 * (last - first + 1) + 150)})
    return chart


def _labels(book: Book, sheet: str, block: Block, first: int) -> dict:
    if len(block.heads) > 2:
        return {}
    column = column_letter(len(block.heads))
    custom = [{"value": f"='{sheet}'!${column}${first + n + 1}"} for n in range(len(block.labels))]
    return {"value": True, "font": {"size": 8, "name": FONT[book.lang]}} | (
        {"custom": custom} if custom else {}
    )


def _shared(shown: Shown) -> Block | None:
    """The indicator most plans share at one horizon with differing aims; shares before totals."""
    found = defaultdict(list)
    for row in shown.of("comparisons"):
        if not row["superseded"] and row["value_low"] == row["value_high"]:
            found[(*group_of(row), row["horizon"])].append(row)
    if not found:
        return None
    best = min(
        found, key=lambda k: (_alike(found[k]), -len(found[k]), found[k][0]["comparable"] == "total", k)
    )
    rows = sorted(found[best], key=lambda r: (-r["value_low"], r["plan_id"]))[:MOST_PLANS]
    label = group_label(best[:-1], shown.codebook, shown.lang)
    return Block(
        "Shared",
        f"{label}, {best[-1]}" if shown.lang == "en" else f"{label}：{best[-1]} 年目标",
        pick(
            shown.lang,
            "同一指标、同一目标年，设定的计划最多。",
            "The indicator and year that most plans share.",
        ),
        [wording.label("region", shown.lang), wording.label("value", shown.lang)],
        [[_draft(shown, r), figure(r, shown.lang)] for r in rows],
        "bar",
        "",
        "",
        wording.unit(best[2], shown.lang, shown.codebook) or wording.label("value", shown.lang),
        labels=tuple(wording.value(r, shown.lang) for r in rows),
    )


def _alike(rows: list[dict]) -> bool:
    return len({r["value_low"] for r in rows}) == 1


def _draft(shown: Shown, row) -> str:
    return shown.plan(row["plan_id"]) + (
        pick(shown.lang, "（稿）", " (draft)") if row["status"] == "draft" else ""
    )


def _amplification(shown: Shown) -> Block | None:
    counted = defaultdict(Counter)
    for row in shown.of("amplification"):
        if row["relation"] and not row["superseded"]:
            counted[row["plan_id"]][row["relation"]] += 1
    kinds = tuple(AGAINST)
    return Block(
        "Amplification",
        pick(shown.lang, "与上级目标相比", "Targets against those of the territory above"),
        pick(
            shown.lang,
            "可比的比率、增速与人均指标；总量不计。",
            "Shares, growth rates and values per head; totals left out.",
        ),
        [wording.label("plan_id", shown.lang), *(wording.code(k, shown.lang) for k in kinds)],
        [[shown.plan(p), *(counted[p][k] for k in kinds)] for p in sorted(counted)][:MOST_PLANS],
        "bar",
        "stacked",
        "",
        wording.label("targets", shown.lang),
        fills=tuple(AGAINST.values()),
    )


def _commitment(shown: Shown) -> Block | None:
    kinds = ("hard", "mixed", "plain", "soft")
    rows = shown.of("commitment_profile")[:MOST_PLANS]
    return Block(
        "Commitment",
        pick(shown.lang, "目标的约束力度", "How firmly targets are set"),
        pick(
            shown.lang,
            "硬：以上、超过或确保；软：左右、区间或力争。",
            "Hard: at least, over, binding; soft: about, a range, aim.",
        ),
        [wording.label("plan_id", shown.lang), *(wording.code(k, shown.lang) for k in kinds)],
        [[shown.plan(r["plan_id"]), *(r[k] for k in kinds)] for r in rows],
        "bar",
        "percent_stacked",
        "",
        pick(shown.lang, "占全部目标", "Share of targets"),
        axis="0%",
    )


def _themes(shown: Shown) -> Block | None:
    total, plans = Counter(), set()
    for row in shown.of("plan_themes"):
        total[row["theme"]] += row["share"]
        plans.add(row["plan_id"])
    top = [t for t, _ in sorted(total.items(), key=lambda x: (-x[1], x[0]))[:TOP_THEMES]]
    share = {t: total[t] / len(plans) for t in top} if plans else {}
    return Block(
        "Themes",
        pick(shown.lang, "各主题平均占比", "Mean share of themes"),
        pick(
            shown.lang, f"{len(plans)} 份计划篇幅占比的平均。", f"Mean share of text over {len(plans)} plans."
        ),
        [wording.label("theme", shown.lang), wording.label("share", shown.lang)],
        [[shown.theme.get(t, t), float(share[t])] for t in top],
        "bar",
        "",
        "",
        wording.label("share", shown.lang),
        "0.0%",
    )


def _horizons(shown: Shown) -> Block | None:
    counted = Counter(r["horizon"] for r in shown.of("targets") if r["horizon"])
    return Block(
        "Horizons",
        pick(shown.lang, "目标年份分布", "Targets by horizon"),
        pick(shown.lang, "无年份的目标不计。", "Targets without a year left out."),
        [wording.label("horizon", shown.lang), wording.label("targets", shown.lang)],
        [[str(y), counted[y]] for y in sorted(counted)],
        "column",
        "",
        wording.label("horizon", shown.lang),
        wording.label("targets", shown.lang),
    )
