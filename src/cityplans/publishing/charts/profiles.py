"""Charts of whole plans: how firmly they commit, by when, and to which themes."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from cityplans.comparison.ambition.alike import records
from cityplans.publishing.charts import grid, style
from cityplans.publishing.charts.grid import Cell
from cityplans.publishing.charts.heat import plan_order
from cityplans.publishing.charts.sheet import POINT, Chart, row_height, rows_that_fit, sheet, text_width
from cityplans.publishing.charts.style import BLUE, PALE, SIZES, VERMILION
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.findings import percent
from cityplans.publishing.telling.wording import Names, pick

Row = dict
FEW = 10  # shares of fewer targets say little


def chart_commitment(frames, codebook, lang: str = "zh", size: str = "page") -> Chart | None:
    """Hard and soft shares per plan, mixed ones counted out (left end) and in (right)."""
    rows = records(frames["commitment_profile"])
    if not rows:
        return None
    names = Names(frames["plans"], codebook, lang)
    order = sorted(rows, key=lambda r: (-r["hard_or_mixed_share"], r["plan_id"]))
    shown = order[: rows_that_fit(size, axis=2.0)]
    words = (
        commitment_title(order, names, lang),
        _commitment_subtitle(order, shown, lang),
        wording.sources(of_plans(frames, (r["plan_id"] for r in shown)), names, lang),
    )
    data = pd.DataFrame(shown)
    data.insert(1, "plan", [names.plan[r["plan_id"]] for r in shown])
    return Chart(_draw_commitment(size, words, shown, names, lang), data, f"commitment_{lang}", *words)


def of_plans(frames, plan_ids) -> pd.DataFrame:
    return frames["plans"][frames["plans"]["plan_id"].isin(set(plan_ids))]


def commitment_title(rows: list[Row], names: Names, lang: str) -> str:
    large = [r for r in rows if r["n"] >= FEW] or rows
    hard = max(large, key=lambda r: (r["hard_or_mixed_share"], r["plan_id"]))
    soft = max(large, key=lambda r: (r["soft_or_mixed_share"], r["plan_id"]))
    if len(rows) == 1:
        return pick(
            lang,
            f"{names.plan[hard['plan_id']]}的目标中{percent(hard['hard_or_mixed_share'])}为硬约束",
            f"{percent(hard['hard_or_mixed_share'])} of {names.plan[hard['plan_id']]}'s targets are hard",
        )
    if _overlapping(large, "hard") and _overlapping(large, "soft"):
        spans = [_span(large, kind) for kind in ("hard", "soft")]
        return pick(
            lang,
            f"硬约束目标占{spans[0]}，软约束占{spans[1]}；最高与次高的区间重叠，分不出最高者",
            f"Hard targets are {spans[0]}, soft ones {spans[1]}; highest and next overlap: no single highest",
        )
    if hard is soft:
        shares = [percent(hard[f"{kind}_or_mixed_share"]) for kind in ("hard", "soft")]
        return pick(
            lang,
            f"{names.plan[hard['plan_id']]}的硬约束（{shares[0]}）和软约束（{shares[1]}）比重都最高",
            f"{names.plan[hard['plan_id']]} has the largest shares of hard ({shares[0]}) and "
            f"of soft targets ({shares[1]})",
        )
    return pick(
        lang,
        f"{names.plan[hard['plan_id']]}的硬约束目标比重最高（{percent(hard['hard_or_mixed_share'])}），"
        f"{names.plan[soft['plan_id']]}的软约束最高（{percent(soft['soft_or_mixed_share'])}）",
        f"{names.plan[hard['plan_id']]} has the largest share of hard targets "
        f"({percent(hard['hard_or_mixed_share'])}), {names.plan[soft['plan_id']]} of soft ones "
        f"({percent(soft['soft_or_mixed_share'])})",
    )


def _overlapping(rows: list[Row], kind: str) -> bool:
    """Whether the largest share's interval reaches down to the second largest's."""
    ordered = sorted(rows, key=lambda r: -r[f"{kind}_or_mixed_share"])
    return len(ordered) > 1 and ordered[0][f"{kind}_low"] <= ordered[1][f"{kind}_or_mixed_high"]


def _span(rows: list[Row], kind: str) -> str:
    shares = [r[f"{kind}_or_mixed_share"] for r in rows]
    low, high = percent(min(shares)), percent(max(shares))
    return high if low == high else f"{low.rstrip('%')}–{high}"


def _commitment_subtitle(rows: list[Row], shown: list[Row], lang: str) -> str:
    text = pick(
        lang,
        "硬＝以上、超过或约束性；软＝左右、区间或力争；两者兼有者：粗线由不计到计入；细线为Wilson 95%区间",
        "Hard: at least, more than or binding; soft: about, a range or aspirational; those that are both "
        "count either way: thick line from without to with them, thin line Wilson 95% interval",
    )
    if any(r["n"] < FEW for r in rows):
        text += (
            pick(lang, f"；标题只比较n ≥ {FEW}的计划", f"; the title compares plans with n ≥ {FEW}")
            if any(r["n"] >= FEW for r in rows)
            else ""
        )
    if len(shown) < len(rows):
        rest = len(rows) - len(shown)
        text += pick(lang, f"；另有{rest}份见数据表", f"; {rest} more plans in the table commitment_profile")
    return text


def _draw_commitment(size, words, rows, names: Names, lang: str):
    shape = SIZES[size]
    head, axis = 1.7 * shape.font * POINT, 2.2 * shape.font * POINT
    pitch = row_height(size, len(rows), head + axis)
    labels = [f"{names.plan[r['plan_id']]} (n={r['n']})" for r in rows]
    label = max(text_width(x, shape.font) for x in labels) + 0.3
    with sheet(size, head + len(rows) * pitch + axis, words) as page:
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        width = (page.width - label - 0.6) / 2
        for i, text in enumerate(labels):
            texts.text(label - 0.2, head + (i + 0.5) * pitch, text, ha="right", va="center")
        for k, (kind, colour, marker) in enumerate((("hard", BLUE, "o"), ("soft", VERMILION, "s"))):
            plot = page.axes(label + k * (width + 0.5), head, width, len(rows) * pitch)
            _shares(plot, rows, kind, colour, marker)
            texts.text(
                label + k * (width + 0.5),
                head / 2,
                wording.code(kind, lang).capitalize(),
                weight="bold",
                color=colour,
                va="center",
            )
    return page.figure


def _shares(plot, rows: list[Row], kind: str, colour: str, marker: str) -> None:
    for i, row in enumerate(rows):
        low, high = row[f"{kind}_low"], row[f"{kind}_or_mixed_high"]
        plot.plot([100 * low, 100 * high], [i, i], color=colour, linewidth=0.7, alpha=0.7)
        ends = [100 * row[f"{kind}_share"], 100 * row[f"{kind}_or_mixed_share"]]
        plot.plot(ends, [i, i], color=colour, linewidth=3.2, solid_capstyle="butt")
        plot.plot(ends, [i, i], color=colour, marker=marker, markersize=4, linestyle="none")
    plot.set(xlim=(-3, 103), ylim=(len(rows) - 0.5, -0.5), yticks=[], xticks=[0, 25, 50, 75, 100])
    plot.set_xticklabels(["0", "", "50", "", "100%"])
    plot.grid(axis="x")


def chart_horizons(frames, codebook, lang: str = "zh", size: str = "page") -> Chart | None:
    """What share of each plan's targets falls on each horizon."""
    targets = frames["targets"]
    counts = Counter((r["plan_id"], r["horizon"]) for r in records(targets))
    if not counts:
        return None
    names = Names(frames["plans"], codebook, lang)
    years = Counter()
    for (_, year), n in counts.items():
        years[year] += n
    columns = sorted(y for y in years if y is not None) + ([None] if None in years else [])
    shown_years = columns[-_columns(size) :]
    main = max((y for y in years if y is not None), key=lambda y: (years[y], y), default=None)
    title = pick(
        lang,
        f"{len({p for p, _ in counts})}份计划的{len(targets)}项目标中，"
        f"{percent(years[main] / len(targets))}以{main}年为期",
        f"{percent(years[main] / len(targets))} of {len(targets)} targets in "
        f"{len({p for p, _ in counts})} plans are due by {main}",
    )
    subtitle = pick(
        lang,
        "各计划目标按目标年的比重（n＝目标数）",
        "Share of a plan's targets per horizon (n: number of targets)",
    )
    none = pick(lang, "无年份", "no year")
    return _profile(
        frames,
        codebook,
        counts,
        shown_years,
        [str(y) if y else none for y in shown_years],
        True,
        "horizons",
        (title, subtitle),
        names,
        lang,
        size,
    )


def _columns(size: str) -> int:
    return {"column": 7, "page": 14, "slide": 16}[size]


def chart_themes(frames, codebook, lang: str = "zh", size: str = "page") -> Chart | None:
    """Number of targets by theme and plan."""
    counts = Counter((r["plan_id"], r["theme"]) for r in records(frames["targets"]) if r["theme"])
    if not counts:
        return None
    names = Names(frames["plans"], codebook, lang)
    total = Counter()
    for (_, theme), n in counts.items():
        total[theme] += n
    columns = sorted(total, key=lambda t: (-total[t], t))
    n, most = sum(total.values()), total[columns[0]]
    top = [wording.theme(t, codebook, lang) for t in columns if total[t] == most]
    each = percent(most / n)
    title = pick(
        lang,
        f"目标最多的主题是“{'”和“'.join(top)}”，{'各' if len(top) > 1 else ''}占{n}项的{each}",
        f"Largest group of targets: {' and '.join(t.lower() for t in top)}, {each} of {n}"
        + (" each" if len(top) > 1 else ""),
    )
    subtitle = pick(
        lang,
        "各计划各主题的目标数；颜色为占该计划目标的比重",
        "Number of targets by theme and plan; colour: share of the plan's targets",
    )
    return _profile(
        frames,
        codebook,
        counts,
        columns,
        [wording.theme(t, codebook, lang) for t in columns],
        False,
        "themes",
        (title, subtitle),
        names,
        lang,
        size,
    )


def _profile(
    frames, codebook, counts, columns, heads, as_share: bool, name: str, words, names: Names, lang, size
):
    """A grid plan × column of counts or shares; colour is the share of the plan's targets."""
    totals: Counter = Counter()
    for (plan, _), n in counts.items():
        totals[plan] += n
    plans = [p for p in plan_order(frames) if p["plan_id"] in totals]
    rows = [f"{names.plan[p['plan_id']]} (n={totals[p['plan_id']]})" for p in plans]
    cells = [
        [_count(counts[p["plan_id"], c], totals[p["plan_id"]], as_share) for c in columns] for p in plans
    ]
    shown = plans[: grid.rows_of_height(size, rows, heads, cells)]
    rows, cells = rows[: len(shown)], cells[: len(shown)]
    title, subtitle = words
    if len(shown) < len(plans):
        rest = len(plans) - len(shown)
        subtitle += pick(lang, f"；另有{rest}份计划见表 targets", f"; {rest} more plans in the table targets")
    texts = (title, subtitle, wording.sources(of_plans(frames, (r["plan_id"] for r in shown)), names, lang))
    data = pd.DataFrame(
        [
            {
                "plan_id": p["plan_id"],
                "column": heads[j],
                "count": counts[p["plan_id"], c],
                "share": counts[p["plan_id"], c] / totals[p["plan_id"]],
            }
            for p in shown
            for j, c in enumerate(columns)
        ]
    )
    return Chart(grid.draw(size, texts, rows, heads, cells), data, f"{name}_{lang}", *texts)


def _count(n: int, total: int, as_share: bool) -> Cell:
    if not n:
        return Cell("0", PALE, faint=True)
    return Cell(percent(n / total) if as_share else str(n), style.SEQUENTIAL(0.1 + 0.65 * n / total))
