"""Charts of briefings as figures and words; briefing_chart.py makes them native."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cityplans.comparison.ambition.alike import Row
from cityplans.publishing.briefing.content import Material, Plot, Point, Series, clean
from cityplans.publishing.telling import headlines, values_shown
from cityplans.publishing.telling.findings import percent
from cityplans.publishing.telling.text import counted, within
from cityplans.publishing.telling.waves import heaviest_first, leading

TOP_THEMES, MOST_PLANS = 5, 7
KINDS = ("hard", "mixed", "plain", "soft")


def plot_point(material: Material, row: Mapping | None, where: str = "") -> Point:
    """A target as a bar: the figure, or the middle of a range, and its value with bounds at the end."""
    if row is None:
        return Point(None)
    label = material.value(row)
    return Point(
        (row["value_low"] + row["value_high"]) / 2,
        f"{label} {where}".strip(),
        row["comparator"] == "approx" or row["strength"] == "aspirational",
        material.plans[row["plan_id"]]["status"] == "draft",
    )


def qualifiers(material: Material, rows: Sequence[Row], first: str) -> str:
    """Unit and the marks that occur."""
    notes = [first]
    if any(r["comparator"] == "approx" or r["strength"] == "aspirational" for r in rows):
        notes.append(material.pick("浅色＝左右或力争", "pale = approximate or an aim"))
    if any(r["status"] == "draft" for r in rows):
        notes.append(material.pick("空心＝征求意见稿", "hollow = draft"))
    if any(r["comparator"] == "range" for r in rows):
        notes.append(material.pick("区间画中点", "ranges drawn at their middle"))
    notes.append(values_shown.converted(material, rows))
    return material.pick("；", "; ").join(n for n in notes if n)


def theme_plot(material: Material, plans: Sequence[str]) -> Plot | None:
    """Shares of a plan's text by theme, the newest plan's largest themes, with the plan before."""
    rows = [r for r in material.rows("plan_themes") if r["plan_id"] in plans]
    shares = {(r["plan_id"], r["theme"]): r["share"] for r in rows}
    plans = [p for p in plans if any(key[0] == p for key in shares)]
    if not plans:
        return None
    material.so_far.shown.update(plans)
    known = heaviest_first({t: shares.get((plans[0], t), 0.0) for _, t in shares if t != "other"})
    top = known[:TOP_THEMES]
    words = [clean(material.theme(t)) for t in top]
    series = tuple(
        Series(
            clean(material.name(p)),
            tuple(Point(round(100 * shares.get((p, t), 0), 6), percent(shares.get((p, t), 0))) for t in top),
            i > 0,
        )
        for i, p in enumerate(plans)
    )
    most = len(leading({t: shares.get((plans[0], t), 0.0) for t in top}))
    said, figures = words[:most], dict.fromkeys(p.label for p in series[0].points[:most])
    between = material.pick("、", ", ")
    return Plot(
        material.pick(
            f"{material.called(plans[0])}着墨最多：{between.join(said)}（{between.join(figures)}）",
            f"{material.name(plans[0])} writes most on {between.join(map(within, said))} "
            f"({between.join(figures)})",
        ),
        material.pick("占计划文字的比重，%", "Share of the plan's text, %"),
        tuple(words),
        series,
    )


def firmness_plot(material: Material, plans: Sequence[str]) -> Plot | None:
    """How targets are worded: shares of each plan's targets, the region's own plans first, then those of so
    many targets that shares say something."""
    rows = {r["plan_id"]: r for r in material.rows("commitment_profile") if r["n"]}
    if not rows:
        return None
    own = [p for p in plans if p in rows]
    enough = headlines.of_many_targets([r for p, r in rows.items() if p not in own])
    others = sorted((r["plan_id"] for r in enough), key=lambda p: (-rows[p]["hard_or_mixed_share"], p))
    above = material.plans[plans[0]]["parent_region"] if plans else None
    others.sort(key=lambda p: material.plans[p]["region"] != above)
    shown = [*own, *others][:MOST_PLANS]
    series = tuple(
        Series(
            material.word("commitment", kind),
            tuple(Point(round(100 * rows[p][kind] / rows[p]["n"], 6), str(rows[p][kind])) for p in shown),
        )
        for kind in KINDS
    )
    names = tuple(f"{clean(material.marked(p))} (n={rows[p]['n']})" for p in shown)
    rest = len(rows) - len(shown)
    note = material.pick(
        "占目标数的比重，%；数字为目标数；标题中两者兼有者两边都计",
        "Share of targets, %; labels count targets; in the title those that are both count in both",
    )
    if rest:
        more = counted(rest, "more plan")
        note += material.pick(f"；另有{rest}份计划见工作簿", f"; {more} in the workbook")
    every = [rows[p] for p in sorted(rows)]  # of all there are, so all are named
    title = headlines.firmness(material, every)
    material.so_far.shown.update(rows)
    return Plot(title, note, names, series, stacked=True)
