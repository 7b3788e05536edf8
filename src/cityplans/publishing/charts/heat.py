"""Charts that are tables: every indicator against every plan, and cities against the territory above."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

import pandas as pd

from cityplans.comparison.ambition.alike import GROUP, indicators, records
from cityplans.publishing.charts import grid, style
from cityplans.publishing.charts.dots import Row, groups
from cityplans.publishing.charts.grid import Cell
from cityplans.publishing.charts.sheet import Chart
from cityplans.publishing.charts.style import PALE
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.findings import part
from cityplans.publishing.telling.wording import Names, pick

SHOWN = (
    "indicator_id",
    "measure",
    "unit",
    "horizon",
    "plan_id",
    "parent_plan_id",
    "value_text",
    "parent_value_text",
    "difference_kind",
    "amplification",
    "share_of_parent",
    "relation",
    "relation_reason",
    "pre_emption",
)  # columns of `amplification` that a chart's table repeats


def group_label(group: tuple, codebook, lang: str, with_unit: bool = True) -> str:
    """The indicator with what sets it apart: unit, measure, scope."""
    known = indicators(codebook).get(group[0], {}).get("comparable")
    plain = group[1] in ("level", "multiple", "rank") or (group[1], known) == ("growth_rate", "growth")
    unit = wording.unit(group[2], lang, codebook) if with_unit else ""
    name = wording.indicator(group[0], codebook, lang)
    if lang == "en" and unit and unit.lower() in name.lower():  # patents per 10,000 people
        unit = ""
    notes = [unit, "" if plain else wording.code(group[1], lang), wording.scope(group[3], lang, codebook)]
    shown = pick(lang, "，", ", ").join(n for n in notes if n)
    return name + (pick(lang, f"（{shown}）", f" ({shown})") if shown else "")


def chart_heat(
    frames, codebook, lang: str = "zh", size: str = "page", region: str | None = None
) -> Chart | None:
    """Indicator × plan with printed values and “not set”; colour is the percentile among peers."""
    rows = [r for r in records(frames["comparisons"]) if not r["superseded"]]
    names = Names(frames["plans"], codebook, lang)
    kept = [p for p in _plan_order(frames) if region in (None, p["region"], p["parent_region"])]
    by_cell = _furthest(rows, {p["plan_id"] for p in kept})
    kept = [p for p in kept if any(c[1] == p["plan_id"] for c in by_cell)]
    if len(kept) < 2:
        return None
    usual = {p["plan_id"]: _usual_year(rows, p["plan_id"]) for p in kept}
    ranked = {
        (tuple(r[k] for k in GROUP), r["horizon"], r["plan_id"]): r["percentile"]
        for r in records(frames["ranks"])
    }
    order = [g for g in groups(frames) if any(c[0] == g for c in by_cell)]
    cells = {
        key: Cell(_heat_text(row, usual[key[1]], lang), _shade(ranked.get((key[0], row["horizon"], key[1]))))
        for key, row in by_cell.items()
    }
    other = Cell(pick(lang, "另口径", "other basis"), PALE, faint=True)
    named = {(r["indicator_id"], r["plan_id"]) for r in records(frames["targets"])}
    cells |= {
        (g, p["plan_id"]): other
        for g in order
        for p in kept
        if (g[0], p["plan_id"]) in named and (g, p["plan_id"]) not in cells
    }
    heads = {p["plan_id"]: _plan_head(p, usual[p["plan_id"]], names, lang) for p in kept}
    not_set = Cell(pick(lang, "未设", "not set"), PALE, faint=True)
    figure, words, seen = _laid_out(
        order,
        [p["plan_id"] for p in kept],
        cells,
        heads,
        codebook,
        lang,
        size,
        lambda g, p: _heat_words(g, p, by_cell, order, kept, frames, names, lang),
        not_set,
    )
    data = pd.DataFrame(
        [
            {
                "indicator_id": g[0],
                "measure": g[1],
                "unit": g[2],
                "scope": g[3],
                "plan_id": p,
                "horizon": by_cell[g, p]["horizon"] if (g, p) in by_cell else None,
                "value": cells[g, p].text if (g, p) in cells else pick(lang, "未设", "not set"),
                "percentile": ranked.get((g, by_cell[g, p]["horizon"], p)) if (g, p) in by_cell else None,
            }
            for g, p in seen
        ]
    )
    return Chart(figure, data, f"heat_{lang}", *words)


def _plan_order(frames) -> list[Row]:
    levels = {"national": 0, "province": 1, "prefecture": 2, "county": 3}
    return sorted(
        records(frames["plans"]),
        key=lambda p: (levels.get(p["region_level"], 9), p["date"] or "", p["plan_id"]),
    )


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


def _heat_text(row: Row, usual: int | None, lang: str) -> str:
    year = "" if row["horizon"] == usual else f" [{row['horizon']}]"
    return wording.value(row, lang) + year


def _shade(percentile: float | None):
    return "white" if percentile is None else style.SEQUENTIAL(percentile / 100 * 0.75)


def _plan_head(plan: Row, year: int | None, names: Names, lang: str) -> str:
    draft = pick(lang, "（稿）", " (draft)") if plan["status"] == "draft" else ""
    return f"{names.plan[plan['plan_id']]}{draft}" + (f" →{year}" if year else "")


def _laid_out(order, plans, cells, heads, codebook, lang, size, words_for, empty: Cell):
    """Indicators down and plans across, or the other way round where more cells can then be read.

    Returns figure, words, and the (group, plan) pairs shown.
    """
    labels = {g: group_label(g, codebook, lang) for g in order}
    names = {**labels, **heads}

    def cell(row, column, upright: bool) -> Cell:
        return cells.get((column, row) if upright else (row, column), empty)

    def fitted(down, across, upright: bool):
        texts = [[cell(r, c, upright).text for r in down] + [names[c]] * (not upright) for c in across]
        across = across[: grid.columns_that_fit(size, [names[r] for r in down], texts, whole=upright)]
        body = [[cell(r, c, upright) for c in across] for r in down]
        rows = grid.rows_of_height(size, [names[r] for r in down], [names[c] for c in across], body)
        return down[:rows], across, body[:rows]

    ways = [(*fitted(order, plans, False), False), (*fitted(plans, order, True), True)]
    # upright headers are harder to read: only where a good deal more can be shown
    down, across, body, upright = max(ways, key=lambda w: len(w[0]) * len(w[1]) / (1.3 if w[3] else 1))
    words = words_for(across, down) if upright else words_for(down, across)
    figure = grid.draw(size, words, [names[r] for r in down], [names[c] for c in across], body)
    return figure, words, [(c, r) if upright else (r, c) for r in down for c in across]


def _heat_words(shown_groups, shown_plans, by_cell, order, plans, frames, names, lang):
    shared = sum(1 for g in order if all((g, p["plan_id"]) in by_cell for p in plans))
    title = pick(
        lang,
        f"{len(plans)}份计划之间有{len(order)}项可比指标，其中{shared}项为所有计划所设",
        f"Of {len(order)} comparable indicators in {len(plans)} plans, {shared} "
        f"{'is' if shared == 1 else 'are'} set by all",
    )
    if not shared:
        most = Counter(g for g, _ in by_cell).most_common(1)[0][1]
        title = pick(
            lang,
            f"没有一项指标为全部{len(plans)}份计划所设：最多的一项有{most}份",
            f"No indicator is set by all {len(plans)} plans; the most frequent by {most}",
        )
    sub = [
        pick(
            lang,
            "颜色越深，同级同年目标的百分位越高；无色＝无同级可比",
            "Darker: higher percentile among peers of the level and year; white: no peers",
        ),
        pick(
            lang,
            "[年份]＝与列首不同的目标年；另口径＝同一指标，度量、单位或范围不同",
            "[year]: horizon other than the plan's usual one; other basis: other measure, unit or scope",
        ),
    ]
    hidden = []
    if len(shown_groups) < len(order):
        hidden.append(
            pick(
                lang,
                f"{len(order) - len(shown_groups)}项指标",
                _count(len(order) - len(shown_groups), "indicator"),
            )
        )
    if len(shown_plans) < len(plans):
        hidden.append(
            pick(
                lang, f"{len(plans) - len(shown_plans)}份计划", _count(len(plans) - len(shown_plans), "plan")
            )
        )
    if hidden:
        listed = pick(lang, "、", ", ").join(hidden)
        sub.append(pick(lang, f"另有{listed}见表 comparisons", f"{listed} more in the table comparisons"))
    table = frames["plans"][frames["plans"]["plan_id"].isin(shown_plans)]
    return title, pick(lang, "；", "; ").join(sub), wording.sources(table, names, lang)


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'s' * (n != 1)}"


def chart_amplification(frames, codebook, lang: str = "zh", size: str = "page") -> Chart | None:
    """Cities against the territory above: points for shares, per cent for per-head values."""
    rows = [
        r for r in records(frames["amplification"]) if r["amplification"] is not None and not r["superseded"]
    ]
    return _against_above(
        rows,
        frames,
        codebook,
        lang,
        size,
        "amplification",
        _amplification_text,
        _diverging,
        _amplification_words,
    )


def chart_shares(frames, codebook, lang: str = "zh", size: str = "page") -> Chart | None:
    """The share of each city in the total of the territory above, where both set one."""
    rows = [
        r
        for r in records(frames["amplification"])
        if r["share_of_parent"] is not None and not r["superseded"]
    ]
    return _against_above(
        rows,
        frames,
        codebook,
        lang,
        size,
        "shares",
        _share_text,
        lambda row, _: style.SEQUENTIAL(min(row["share_of_parent"], 1) * 0.75),
        _share_words,
    )


def _against_above(rows, frames, codebook, lang, size, name, text, colour, words) -> Chart | None:
    if not rows:
        return None
    names = Names(frames["plans"], codebook, lang)
    by_cell = {
        (tuple(r[k] for k in GROUP), r["plan_id"]): r for r in sorted(rows, key=lambda r: r["horizon"])
    }
    count = Counter(g for g, _ in by_cell)
    order = sorted(count, key=lambda g: (-count[g], tuple(map(str, g))))
    largest: dict[tuple, float] = defaultdict(float)
    for (group, _), row in by_cell.items():
        largest[group] = max(largest[group], abs(row["amplification"] or 0))
    plans = [p["plan_id"] for p in _plan_order(frames) if any(c[1] == p["plan_id"] for c in by_cell)]
    cells = {k: Cell(text(r, lang), colour(r, largest[k[0]])) for k, r in by_cell.items()}
    heads = {
        p: f"{names.plan[p]} →{max(r['horizon'] for k, r in by_cell.items() if k[1] == p)}" for p in plans
    }

    def words_for(shown_groups, shown_plans):
        title, subtitle = words(list(by_cell.values()), names, lang)
        rest = len(by_cell) - sum((g, p) in by_cell for g in shown_groups for p in shown_plans)
        if rest:
            subtitle += pick(
                lang,
                f"；另有{rest}格见表 amplification",
                f"; {_count(rest, 'more cell')} in the table amplification",
            )
        involved = {*shown_plans, *(r["parent_plan_id"] for r in by_cell.values())}
        return (
            title,
            subtitle,
            wording.sources(frames["plans"][frames["plans"]["plan_id"].isin(involved)], names, lang),
        )

    figure, made, seen = _laid_out(
        order, plans, cells, heads, codebook, lang, size, words_for, Cell("—", PALE, faint=True)
    )
    data = pd.DataFrame(
        [{**{c: by_cell[k][c] for c in SHOWN}, "shown": cells[k].text} for k in seen if k in by_cell]
    )
    return Chart(figure, data, f"{name}_{lang}", *made)


def _amplification_text(row: Row, lang: str) -> str:
    """`+0.4` points, `+20%` of a level; * cannot be ordered, † before the plan above."""
    value = row["amplification"]
    if row["difference_kind"] == "log_ratio":
        text = f"{(math.exp(value) - 1) * 100:+.0f}%"
    else:
        text = f"{value:+.3g}{pick(lang, '点', ' pt')}"
    if abs(value) < 1e-9:
        text = "="
    marks = ("*" if row["relation"] == "unordered" else "") + ("†" if row["pre_emption"] else "")
    return text.replace("-", "−") + marks


def _diverging(row: Row, largest: float):
    """Colour by the largest difference of the row; none where the targets cannot be ordered."""
    if row["relation"] == "unordered" or not largest:
        return "white"
    return style.DIVERGING(0.5 + 0.42 * row["amplification"] / largest)


def _amplification_words(rows: list[Row], names: Names, lang: str) -> tuple[str, str]:
    kinds = Counter(r["relation"] for r in rows)
    n = len(rows)
    title = pick(
        lang,
        f"{n}项城市目标中，{kinds['higher']}项高于上级、{kinds['equal']}项持平、{kinds['lower']}项低于上级",
        f"Of {n} city targets {kinds['higher']} ask for more than the territory above, {kinds['equal']} "
        f"the same, {kinds['lower']} less",
    )
    if kinds["unordered"]:
        title += pick(lang, f"，{kinds['unordered']}项无法排序", f"; {kinds['unordered']} cannot be ordered")
    sub = [
        pick(
            lang,
            "正值＝要求更高；点＝百分点，%＝人均类指标之比；总量不在此列；颜色在每项指标内比较",
            "Positive: asks for more; pt: percentage points, %: ratio of per-head values; totals excluded; "
            "colours compare within an indicator",
        )
    ]
    if kinds["unordered"]:
        sub.append(pick(lang, "* 无法排序", "* cannot be ordered"))
    if any(r["pre_emption"] for r in rows):
        sub.append(pick(lang, "† 先于上级计划（抢跑）", "† older than the plan above (pre-emption)"))
    return title, pick(lang, "；", "; ").join(sub)


def _share_text(row: Row, lang: str) -> str:
    return part(row["share_of_parent"])


def _share_words(rows: list[Row], names: Names, lang: str) -> tuple[str, str]:
    """From which to which share; a city is named where all are its own (no ranking of sizes)."""
    by_size = sorted(rows, key=lambda r: (r["share_of_parent"], r["plan_id"]))
    low, high = (_share_text(r, lang) for r in (by_size[0], by_size[-1]))
    cities, parents = ({r[k] for r in rows} for k in ("region", "parent_region"))
    who = names.region(*cities) if len(cities) == 1 else pick(lang, "城市", "city")
    above = names.region(*parents) if len(parents) == 1 else pick(lang, "上级", "the territory above")
    n = len(rows)
    if low == high:
        span = low if n == 1 else pick(lang, f"均为{low}", f"{low} each")
    else:
        span = pick(lang, f"{low}到{high}", f"{low} to {high}")
    title = pick(
        lang,
        f"{who}的{n}项总数目标占{above}同项目标的比重{'' if span.startswith('均') else '为'}{span}",
        f"{_count(n, f'{who} total')} as a share of the same target of {above}: {span}",
    )
    return title, pick(
        lang,
        "城市目标占上级同项总数目标的比重；规模不同，不排高低",
        "City target as a share of the same total of the territory above; not ranked across sizes",
    )
