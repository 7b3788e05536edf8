"""Charts of wording: distances between plans, their tree, themes, borrowed text."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from cityplans.comparison.ambition.alike import records
from cityplans.publishing.charts import grid, style
from cityplans.publishing.charts.grid import Cell
from cityplans.publishing.charts.profiles import of_plans
from cityplans.publishing.charts.sheet import POINT, Chart, row_height, rows_that_fit, sheet, text_width
from cityplans.publishing.charts.style import BLUE, GREY, INK, LINE, ORANGE, PALE, SIZES
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.findings import percent
from cityplans.publishing.telling.wording import Names, pick

Row = dict
PRINTED_UP_TO = {"column": 6, "page": 16, "slide": 16}  # plans whose distances are printed in their cells


def _ordered(frames, plan_ids: set[str]) -> list[str]:
    """Plans in the order of the tree's leaves, else by date."""
    leaves = _leaves(_nodes(frames))
    if set(leaves) >= plan_ids:
        return [p for p in leaves if p in plan_ids]
    plans = sorted(records(frames["plans"]), key=lambda p: (p["date"] or "", p["plan_id"]))
    return [p["plan_id"] for p in plans if p["plan_id"] in plan_ids]


def chart_distances(frames, codebook, lang: str = "zh", size: str = "page") -> Chart | None:
    """Plan × plan: distance in vocabulary, dark where near; plans in the order of the tree."""
    rows = records(frames["document_distances"]) if "document_distances" in frames else []
    if not rows:
        return None
    names = Names(frames["plans"], codebook, lang)
    found = {(r["plan_id"], r["other_plan_id"]): r["distance"] for r in rows}
    found |= {(b, a): d for (a, b), d in found.items()}
    order = _ordered(frames, {a for a, _ in found})
    shown = order[: rows_that_fit(size, axis=3.0)]
    low, high = min(found.values()), max(found.values())
    printed = len(shown) <= PRINTED_UP_TO[size]
    cells = [[_distance_cell(found.get((a, b)), a == b, low, high, printed) for b in shown] for a in shown]
    near = min(rows, key=lambda r: (r["distance"], r["plan_id"], r["other_plan_id"]))
    far = max(rows, key=lambda r: (r["distance"], r["plan_id"], r["other_plan_id"]))
    words = (
        _distance_title(near, far, names, lang),
        _distance_subtitle(order, shown, lang),
        wording.sources(of_plans(frames, shown), names, lang),
    )
    labels = [names.plan[p] for p in shown]
    data = pd.DataFrame(
        [
            {"plan_id": a, "other_plan_id": b, "distance": found.get((a, b))}
            for i, a in enumerate(shown)
            for b in shown[i + 1 :]
        ]
    )
    return Chart(grid.draw(size, words, labels, labels, cells), data, f"distances_{lang}", *words)


def _distance_cell(distance: float | None, same: bool, low: float, high: float, printed: bool) -> Cell:
    if same or distance is None:
        return Cell("", PALE)
    near = 1 - (distance - low) / (high - low) if high > low else 0.5
    return Cell(f"{distance:.2f}" if printed else "", style.SEQUENTIAL(0.05 + 0.7 * near))


def _distance_title(near: Row, far: Row, names: Names, lang: str) -> str:
    a, b = names.plan[near["plan_id"]], names.plan[near["other_plan_id"]]
    c, d = names.plan[far["plan_id"]], names.plan[far["other_plan_id"]]
    if near is far:
        return pick(
            lang,
            f"{a}与{b}的用词距离为{near['distance']:.2f}",
            f"{a} and {b} are {near['distance']:.2f} apart in wording",
        )
    return pick(
        lang,
        f"用词最近的是{a}与{b}（{near['distance']:.2f}），最远的是{c}与{d}（{far['distance']:.2f}）",
        f"Nearest in wording: {a} and {b} ({near['distance']:.2f}); farthest: {c} and {d} "
        f"({far['distance']:.2f})",
    )


def _distance_subtitle(order: list[str], shown: list[str], lang: str) -> str:
    text = pick(
        lang,
        "余弦距离（0相同，1无共同词），屏蔽数字、本地地名与套语后；颜色越深越近；反映用词，不反映成效",
        "Cosine distance (0 same, 1 no shared word) after masking numbers, own places and formulas; darker: "
        "nearer; wording, not performance",
    )
    if len(shown) < len(order):
        rest = len(order) - len(shown)
        text += pick(
            lang, f"；另有{rest}份见表 document_distances", f"; {rest} more in the table document_distances"
        )
    return text


def _nodes(frames) -> list[tuple[frozenset, Row]]:
    rows = records(frames["cluster_tree"]) if "cluster_tree" in frames else []
    return sorted(
        ((frozenset(r["members"].split()), r) for r in rows),
        key=lambda x: (len(x[0]), x[1]["height"], x[1]["node"]),
    )


def _children(nodes: list[tuple[frozenset, Row]]) -> dict[frozenset, list[frozenset]]:
    """Each node's two parts, the smaller first: nodes below it, or single plans."""
    found: dict[frozenset, list[frozenset]] = {}
    open_parts: dict[str, frozenset] = {}
    for members, _ in nodes:  # from small to large, so every part is known when its node comes
        parts = {open_parts.get(p, frozenset([p])) for p in members}
        found[members] = sorted(parts, key=lambda s: (len(s), min(s)))
        open_parts |= dict.fromkeys(members, members)
    return found


def _leaves(nodes: list[tuple[frozenset, Row]]) -> list[str]:
    if not nodes:
        return []
    parts = _children(nodes)
    pending, leaves = [nodes[-1][0]], []
    while pending:
        part = pending.pop()
        if part in parts and len(part) > 1:
            pending += reversed(parts[part])
        else:
            leaves.append(min(part))
    return leaves


def chart_tree(frames, codebook, lang: str = "zh", size: str = "page") -> Chart | None:
    """The average-linkage tree with each node's stability. None where there is none or it does not fit."""
    nodes = _nodes(frames)
    leaves = _leaves(nodes)
    if len(leaves) < 3 or len(leaves) > rows_that_fit(size, axis=1.4):
        return None
    names = Names(frames["plans"], codebook, lang)
    first = min(nodes, key=lambda n: (n[1]["height"], n[1]["node"]))
    pair = sorted(first[0])
    a, b = names.plan[pair[0]], names.plan[pair[-1]]
    words = (
        pick(lang, f"用词最先聚合的是{a}与{b}", f"{a} and {b} join first by wording")
        + _verdict(frames, lang),
        pick(
            lang,
            "平均连接法；横轴为合并时的余弦距离；数字为稳定度（0–1，句子重抽样）；反映用词，不反映成效",
            "Average linkage; axis: cosine distance at joining; figures: stability (0–1, sentences "
            "resampled); wording, not performance",
        ),
        wording.sources(of_plans(frames, leaves), names, lang),
    )
    data = pd.DataFrame([r for _, r in nodes])[["node", "height", "n", "stability", "members"]]
    return Chart(_draw_tree(size, words, nodes, leaves, names), data, f"tree_{lang}", *words)


def _verdict(frames, lang: str) -> str:
    rows = records(frames["cluster_findings"]) if "cluster_findings" in frames else []
    verdict = next((r["verdict"] for r in rows if r["finding"] == "structure"), None)
    return {
        "structure": pick(lang, "；分组强于随机文本", "; groups are stronger than in shuffled text"),
        "no_structure": pick(
            lang, "；分组并不强于随机文本", "; groups are no stronger than in shuffled text"
        ),
    }.get(verdict or "", "")


def _draw_tree(size, words, nodes, leaves: list[str], names: Names):
    shape = SIZES[size]
    axis = 2.2 * shape.font * POINT
    pitch = row_height(size, len(leaves), axis)
    label = max(text_width(names.plan[p], shape.font) for p in leaves) + 0.3
    with sheet(size, len(leaves) * pitch + axis, words) as page:
        plot = page.axes(label, 0, page.width - label - 0.3, len(leaves) * pitch)
        place = {frozenset([p]): (0.0, float(i)) for i, p in enumerate(leaves)}
        parts = _children(nodes)
        for members, row in nodes:
            ends = [place[part] for part in parts[members]]
            for x, y in ends:
                plot.plot([x, row["height"]], [y, y], color=BLUE)
            ys = [y for _, y in ends]
            plot.plot([row["height"]] * 2, [min(ys), max(ys)], color=BLUE)
            place[members] = (row["height"], (min(ys) + max(ys)) / 2)
            if row["stability"] is not None and len(members) < len(leaves):
                plot.annotate(
                    f"{row['stability']:.2f}",
                    place[members],
                    xytext=(2, 1.5),
                    textcoords="offset points",
                    size=shape.font * 0.85,
                    color=GREY,
                )
        plot.set(xlim=(0, nodes[-1][1]["height"] * 1.06), ylim=(len(leaves) - 0.5, -0.5), yticks=[])
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        for i, plan in enumerate(leaves):
            texts.text(label - 0.15, (i + 0.5) * pitch, names.plan[plan], ha="right", va="center")
    return page.figure


def chart_plan_themes(frames, codebook, lang: str = "zh", size: str = "page") -> Chart | None:
    """What share of each plan's text each theme takes."""
    rows = records(frames["plan_themes"]) if "plan_themes" in frames else []
    rows = [r for r in rows if r["share"] is not None]
    if not rows:
        return None
    names = Names(frames["plans"], codebook, lang)
    found = {(r["plan_id"], r["theme"]): r["share"] for r in rows}
    total: dict[str, float] = defaultdict(float)
    for (_, theme), share in found.items():
        total[theme] += share
    themes = sorted(total, key=lambda t: (t == "other", -total[t], t))
    plans = _ordered(
        {**frames, "cluster_tree": frames["plans"].iloc[:0].assign(members="")}, {p for p, _ in found}
    )
    heads = [wording.theme(t, codebook, lang) for t in themes]
    cells = [[_share_cell(found.get((p, t), 0.0)) for t in themes] for p in plans]
    labels = [names.plan[p] for p in plans]
    shown = plans[: grid.rows_of_height(size, labels, heads, cells)]
    top = max((t for t in themes if t != "other"), key=lambda t: (total[t], t), default="other")
    mean = percent(total[top] / len(plans))
    word = wording.theme(top, codebook, lang)
    words = (
        pick(
            lang,
            f"篇幅最大的主题是“{word}”，平均占{mean}",
            f"{word} takes the most room: {mean} of a plan on average",
        ),
        pick(lang, "各主题占计划正文的比重（%）", "Share of each theme in the plan's text (%)")
        + _more(len(plans) - len(shown), "plan_themes", lang),
        wording.sources(of_plans(frames, shown), names, lang),
    )
    data = pd.DataFrame(
        [{"plan_id": p, "theme": t, "share": found.get((p, t), 0.0)} for p in shown for t in themes]
    )
    figure = grid.draw(size, words, labels[: len(shown)], heads, cells[: len(shown)])
    return Chart(figure, data, f"plan_themes_{lang}", *words)


def _share_cell(share: float) -> Cell:
    text = f"{100 * share:.0f}" if share >= 0.005 else ""
    return Cell(text, style.SEQUENTIAL(min(0.75, 2.2 * share)) if text else PALE)


def _more(rest: int, table: str, lang: str) -> str:
    return pick(lang, f"；另有{rest}份见表 {table}", f"; {rest} more in the table {table}") if rest else ""


def chart_borrowing(frames, codebook, lang: str = "zh", size: str = "page") -> Chart | None:
    """Per plan the share of its text that stands word for word in an older plan, and in that of the territory
    above."""
    rows = records(frames["borrowing"]) if "borrowing" in frames else []
    anyone = {r["plan_id"]: r["share"] for r in rows if r["source_relation"] == "any"}
    parent: dict[str, float] = defaultdict(float)
    for row in rows:
        if row["source_relation"] == "parent":
            parent[row["plan_id"]] = max(parent[row["plan_id"]], row["share"])
    order = sorted(anyone, key=lambda p: (-anyone[p], p))
    if not order or not max(anyone.values()):
        return None
    names = Names(frames["plans"], codebook, lang)
    shown = order[: rows_that_fit(size, axis=2.0)]
    top = names.plan[order[0]]
    words = (
        pick(
            lang,
            f"{top}的文字有{percent(anyone[order[0]])}逐字见于更早的计划",
            f"{percent(anyone[order[0]])} of {top}'s text stands word for word in an older plan",
        ),
        pick(
            lang,
            "连续12字以上相同的文字占正文比重；圆点＝任一更早计划，方块＝上级计划",
            "Share of the text in shared runs of 12 characters or more; circle: any older plan, square: "
            "plan of the territory above",
        )
        + _more(len(order) - len(shown), "borrowing", lang),
        wording.sources(of_plans(frames, shown), names, lang),
    )
    data = pd.DataFrame(
        [{"plan_id": p, "any_share": anyone[p], "parent_share": parent.get(p)} for p in shown]
    )
    return Chart(
        _draw_borrowing(size, words, shown, anyone, dict(parent), names), data, f"borrowing_{lang}", *words
    )


def _draw_borrowing(size, words, shown, anyone, parent, names: Names):
    shape = SIZES[size]
    axis = 2.2 * shape.font * POINT
    pitch = row_height(size, len(shown), axis)
    label = max(text_width(names.plan[p], shape.font) for p in shown) + 0.3
    right = text_width("100%", shape.font) + 0.3
    with sheet(size, len(shown) * pitch + axis, words) as page:
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        plot = page.axes(label, 0, page.width - label - right, len(shown) * pitch)
        for i, plan in enumerate(shown):
            plot.plot([0, 100 * anyone[plan]], [i, i], color=LINE, linewidth=2.5, solid_capstyle="butt")
            plot.plot([100 * anyone[plan]], [i], marker="o", markersize=5, color=BLUE)
            if plan in parent:
                plot.plot([100 * parent[plan]], [i], marker="s", markersize=4, color=ORANGE)
            y = (i + 0.5) * pitch
            texts.text(label - 0.15, y, names.plan[plan], ha="right", va="center")
            texts.text(page.width - 0.05, y, percent(anyone[plan]), ha="right", va="center", color=INK)
        plot.set(xlim=(0, 105 * max(anyone.values())), ylim=(len(shown) - 0.5, -0.5), yticks=[])
        plot.xaxis.set_major_formatter(lambda v, _: f"{v:.3g}%")
        plot.grid(axis="x")
    return page.figure
