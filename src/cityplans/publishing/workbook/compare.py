"""Indicator × plan, a sheet a horizon: every number with its comparator and strength in the cell itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from cityplans.comparison.ambition.alike import GROUP, group_of
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.comparable import PER, direction_of, group_label
from cityplans.publishing.telling.view import View
from cityplans.publishing.workbook.targets import column_letter
from cityplans.publishing.workbook.xlsx import HEAD, Book, Col, Figure, Sheet

MOST_PLANS = 200  # columns a person can still scroll through
MISSING = ("other_year", "no_horizon", "not_alike", "several_values", "not_set")  # why there is no number


def sheets(view: View) -> list[Sheet]:
    """A sheet for every horizon for which two plans set one indicator, with all such indicators."""
    alike: dict[tuple, list[dict]] = defaultdict(list)
    for row in view.rows("comparisons"):
        if not row["superseded"]:
            alike[(row["horizon"], *group_of(row))].append(row)
    by_year: dict[int, list[dict]] = defaultdict(list)
    for (year, *_), rows in alike.items():
        if len({r["plan_id"] for r in rows}) > 1:  # a row of one plan compares nothing
            by_year[year] += rows
    return [*(_sheet(view, year, by_year[year]) for year in sorted(by_year)), *_per_head(view)]


def _per_head(view: View) -> list[Sheet]:
    """Totals by inhabitants and GDP, where the researcher's scale.csv gave the sizes of regions."""
    rows = [
        {
            **r,
            "indicator": group_label(view, group_of(r)),
            "plan": view.name(r["plan_id"]),
            "shown": view.value(r),
        }
        for r in view.rows("comparisons")
        if not r["superseded"] and any(r.get(key) is not None for key in PER)
    ]
    if not rows:
        return []
    columns = [
        Col("indicator", view.pick("指标", "Indicator"), width=44),
        Col("horizon", view.label("horizon"), "year"),
        Col("plan", view.pick("计划", "Plan"), width=16),
        Col("shown", view.pick("目标", "Target"), width=16),
        *(Col(key, view.label(key), "number", width=16) for key in PER),
        Col("scale_year", view.label("scale_year"), "year"),
    ]
    rows.sort(key=lambda r: (r["indicator"], r["horizon"], r["plan_id"]))
    note = view.pick(
        "总数除以 data/raw/scale.csv 的人口和GDP（不晚于目标年的最近一年）。",
        "Totals divided by the people and GDP of data/raw/scale.csv (the latest year up to the horizon).",
    )
    return [Sheet("per_head", view.pick("按规模", "By size"), "PerHead", columns, rows, note)]


def _sheet(view: View, year: int, rows: list[dict]) -> Sheet:
    cells: dict[tuple, dict[str, dict]] = defaultdict(dict)
    for row in rows:
        cells[group_of(row)][row["plan_id"]] = row
    plans = _plans(view, rows)
    columns = [
        Col("theme", view.label("theme")),
        Col("indicator", view.pick("指标", "Indicator"), width=44, wrap=True),
        Col("unit", view.label("unit")),
        *(Col(p, view.marked(p), "number") for p in plans),
        Col("n", view.pick("计划数", "Plans"), "integer"),
        Col("indicator_id", view.pick("指标编码", "Indicator key"), width=26),
    ]
    order = sorted(cells, key=lambda g: (-len(cells[g]), g))
    table = [_row(view, group, cells[group], plans, year) for group in order]
    note = view.pick(
        f"{year} 年目标。数字带原文的界限（≥ > ≤ ≈）和力度（力争、确保）；底色只按数字大小，总量不着色；"
        "°＝目标年只据规划期推定。",
        f"Targets for {year}. Numbers show their bound (≥ > ≤ ≈) and strength (aim, ensured); shading "
        "follows the bare figure within a row, totals are not shaded; °: year known only from the plan's "
        "own period.",
    )
    sheet = Sheet(
        f"compare{year}", view.pick(f"比较 {year}", f"Compare {year}"), f"Compare{year}", columns, table, note
    )
    sheet.after = _shaded(view, order, cells)
    return sheet


def _plans(view: View, rows: list[dict]) -> list[str]:
    used = {r["plan_id"] for r in rows}
    return [p for p in view.plans if p in used][:MOST_PLANS]


def _row(view: View, group: tuple, cells: Mapping[str, dict], plans: list[str], year: int) -> dict:
    step, word = scale_of(cells.values(), view.lang)
    theme = view.indicators.get(group[0], {}).get("theme", "")
    made = {
        "theme": view.theme(theme),
        "indicator": group_label(view, group, with_unit=False),
        "unit": counted_in(word, view.unit(group[GROUP.index("unit")]), view.lang),
        "n": len(cells),
        "indicator_id": group[0],
    }
    for plan in plans:
        made[plan] = figure(view, cells[plan], step) if plan in cells else _missing(view, group, plan, year)
    return made


def scale_of(rows, lang: str) -> tuple[float, str]:
    """Large totals in 亿 or 万 (billions, millions), one scale a row: that of its smallest figure."""
    return wording.step_of(min(abs(r["value_low"]) for r in rows), lang)


def counted_in(word: str, unit: str, lang: str) -> str:
    """亿元, `bn yuan`."""
    return word + unit if lang == "zh" else f"{word} {unit}".strip()


def label(view: View, row: Mapping, step: float) -> str:
    """What view.value prints, counted in `step`: ≥ 30 where the unit is 万元."""
    before, after = view.around(row)
    low, high = _digits(view, row, step)
    return before + (view.in_words(row) or (low if low == high else f"{low}–{high}")) + after


def _digits(view: View, row: Mapping, step: float) -> tuple[str, str]:
    low, high = (
        wording.digits(row[bound], row.get("value_text"), view.lang, step)
        for bound in ("value_low", "value_high")
    )
    return low, high


def figure(view: View, row: Mapping, step: float = 1.0) -> Figure | str:
    """What view.value prints, as a number whose format has comparator and strength (and ° where the year is
    inferred); a range is text."""
    low, high = _digits(view, row, step)
    before, after = view.around(row)
    after += view.year_mark(row)
    if words := view.in_words(row):
        return Figure(row["value_low"] / step, f'"{before}{words}{after}"')
    if row["value_low"] != row["value_high"]:
        return f"{before}{low}–{high}{after}"
    decimals = len(low.partition(".")[2]) if "e" not in low else 0
    shape = view.pick("0", "#,##0") + ("." + "0" * decimals if decimals else "")
    return Figure(row["value_low"] / step, f'"{before}"{shape}"{after}"')


def _missing(view: View, group: tuple, plan_id: str, year: int) -> str:
    """Why there is no number: not mentioned, for another year, without a year, or not alike."""
    rows = view.by_indicator.get((plan_id, group[0]), ())
    reason = "not_set"
    if any(r["horizon"] == year for r in rows):
        reason = (
            "several_values"
            if any((r["measure"], r["unit"] or "") == group[1:3] for r in rows)
            else "not_alike"
        )
    elif any(r["horizon"] for r in rows):
        reason = "other_year"
    elif rows:
        reason = "no_horizon"
    return view.word("missing", reason)


def _shaded(view: View, order: list[tuple], cells: Mapping):
    """Light to dark within each row of shares, growth rates and values per head; words stay faint."""

    def after(book: Book, page, sheet: Sheet) -> None:
        first, last = 3, len(sheet.columns) - 3
        faint = book.book.add_format({"font_color": "#8A949D", "italic": True})
        letter = column_letter(first)
        words = "{" + ",".join(f'"{view.word("missing", reason)}"' for reason in MISSING) + "}"
        page.conditional_format(
            HEAD + 1,
            first,
            sheet.last_row,
            last,
            {
                "type": "formula",
                "criteria": f"=ISNUMBER(MATCH({letter}{HEAD + 2},{words},0))",
                "format": faint,
            },
        )
        for number, group in enumerate(order):
            rows = cells[group].values()
            alike = all(r["comparable"] != "total" for r in rows)
            direction = direction_of(view, group)
            if direction and alike and len({r["value_low"] for r in rows}) > 1:
                up = direction > 0
                light, dark = "#FFFFFF", "#A9C4D9"
                page.conditional_format(
                    HEAD + 1 + number,
                    first,
                    HEAD + 1 + number,
                    last,
                    {
                        "type": "2_color_scale",
                        "min_color": light if up else dark,
                        "max_color": dark if up else light,
                    },
                )

    return after
