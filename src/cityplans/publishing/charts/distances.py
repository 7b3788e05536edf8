"""The chart of distances in wording between plans, with their tree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

from cityplans.publishing.charts import style
from cityplans.publishing.charts.sheet import Chart, row_height, rows_that_fit, sheet
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.charts.wrapping import POINT, text_width
from cityplans.publishing.telling import distances, wording
from cityplans.publishing.telling.palette import BLUE, GREY, PALE
from cityplans.publishing.telling.view import View

Row = dict
MOST_PAIRS = 2  # that a title names
TREE = 0.26  # of the width, beside the matrix
STABLE_UP_TO = 30  # plans whose nodes have their figures
PRINTED_UP_TO = {"column": 6, "page": 16, "slide": 16}  # plans whose distances are printed in their cells


def _ordered(view: View, plan_ids: set[str]) -> list[str]:
    """Plans in the order of the tree's leaves, else in the usual one."""
    leaves = _leaves(_nodes(view))
    if set(leaves) >= plan_ids:
        return [p for p in leaves if p in plan_ids]
    return [p for p in view.plans if p in plan_ids]


def chart_distances(view: View, size: str = "page") -> Chart | None:
    """Plan × plan: distance in vocabulary, dark where near, beside the average-linkage tree of the same plans
    with the stability of its nodes; plans in the order of its leaves. The tree is left out where there is
    none or not all plans fit.

    As multiples of what length alone gives, where that is known of every pair; else the plain distance."""
    rows = view.rows("document_distances")
    if not rows:
        return None
    measure = "distance_ratio" if all(r["distance_ratio"] is not None for r in rows) else "distance"
    rows = [{**r, "shown": r[measure]} for r in rows]
    found = {(r["plan_id"], r["other_plan_id"]): r["shown"] for r in rows}
    found |= {(b, a): d for (a, b), d in found.items()}
    order = _ordered(view, {a for a, _ in found})
    shown = order[: rows_that_fit(size, axis=3.0)]
    nodes = [node for node in _nodes(view) if node[0] <= set(shown)] if shown == order else []
    words = (
        _distance_title(view, measure) + (_verdict(view) if nodes else ""),
        _distance_subtitle(view, (order, shown), measure, bool(nodes)),
        view.sources(shown),
    )
    pairs = [(a, b) for i, a in enumerate(shown) for b in shown[i + 1 :]]
    data = pd.DataFrame(
        [
            {"plan_id": a, "other_plan_id": b, measure: found.get((a, b)), **_joined(nodes, a, b)}
            for a, b in pairs
        ]
    )
    draw = partial(_draw_distances, view, size, words, Matrix(shown, found, nodes))
    return Chart(draw, data, f"distances_{view.lang}", *words)


Nodes = list[tuple[frozenset, Row]]


class Matrix(NamedTuple):
    """Plans in the order drawn, the distance of each pair, and the nodes of the tree beside them, if any."""

    plans: list[str]
    found: dict[tuple[str, str], float]
    nodes: Nodes


def _joined(nodes: Nodes, *pair: str) -> dict:
    """Height and stability of the smallest group that holds both plans."""
    row = next((row for members, row in nodes if members >= set(pair)), {})
    return {"joined_at": row.get("height"), "stability": row.get("stability")}


def _draw_distances(view: View, size: str, words, matrix: Matrix):
    """Rows are named, columns bear the numbers of the rows; the tree grows to the right."""
    shape, plans = SIZES[size], matrix.plans
    head = 1.8 * shape.font * POINT
    axis = 2.2 * shape.font * POINT if matrix.nodes else 0.1
    pitch = row_height(size, len(plans), head + axis)
    points = min(shape.font, 0.9 * pitch / POINT)
    names = [f"{view.marked(p)}  {i}" for i, p in enumerate(plans, 1)]
    label = max(text_width(name, points) for name in names) + 0.25
    with sheet(size, head + len(plans) * pitch + axis, words) as page:
        aside = TREE * page.width if matrix.nodes else 0.0
        wide = min((page.width - label - aside) / len(plans), 3.2 * pitch)
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        number = text_width(str(len(plans)), points) + 0.12
        every = next((step for step in (1, 2, 5) if number < step * wide), 10)
        for i, name in enumerate(names):
            texts.text(label - 0.15, head + (i + 0.5) * pitch, name, ha="right", va="center", size=points)
            if not i % every:
                x = label + (i + 0.5) * wide
                texts.text(x, head - 0.12, str(i + 1), ha="center", va="baseline", size=points)
        plot = page.axes(label, head, len(plans) * wide, len(plans) * pitch)
        _squares(plot, matrix, len(plans) <= PRINTED_UP_TO[size])
        if matrix.nodes:
            x = label + len(plans) * wide + 0.2
            extent = page.width - x - 0.3, len(plans) * pitch
            _tree(page.axes(x, head, *extent), matrix, shape.font, extent)
    return page.figure


def _squares(plot, matrix: Matrix, printed: bool) -> None:
    """The distances as squares, dark where near, with the figures where there is room."""
    plans, found = matrix.plans, matrix.found
    low, high = min(found.values()), max(found.values())
    shades = np.full((len(plans), len(plans)), np.nan)
    for (i, a), (j, b) in product(enumerate(plans), repeat=2):
        if a != b and (a, b) in found:
            near = 1 - (found[a, b] - low) / (high - low) if high > low else 0.5
            shades[i, j] = 0.05 + 0.7 * near
            if printed:
                colour = style.text_on(style.SEQUENTIAL(shades[i, j]))
                plot.text(j + 0.5, i + 0.5, f"{found[a, b]:.2f}", ha="center", va="center", color=colour)
    looks = {"cmap": style.SEQUENTIAL.with_extremes(bad=PALE), "vmin": 0, "vmax": 1}
    plot.pcolormesh(np.ma.masked_invalid(shades), **looks, edgecolors="white", linewidth=0.6)
    plot.set(xlim=(0, len(plans)), ylim=(len(plans), 0))
    plot.axis("off")


Segment = tuple[tuple[float, float], tuple[float, float]]  # of x, of y


def _tree(plot, matrix: Matrix, font: float, size: tuple[float, float]) -> None:
    """The tree from its leaves, at the left, to its root; `size` of the axes in cm."""
    nodes, leaves = matrix.nodes, matrix.plans
    plot.set(xlim=(0, nodes[-1][1]["height"] * 1.12), ylim=(len(leaves) - 0.5, -0.5), yticks=[])
    plot.xaxis.set_major_locator(style.ticks(3))
    place, lines = _branches(matrix)
    for xs, ys in lines:
        plot.plot(xs, ys, color=BLUE)
    small = 0.8 * font
    wide = (text_width("0.00", small) + 0.1) * plot.get_xlim()[1] / size[0]
    tall = 1.1 * small * POINT * len(leaves) / size[1]
    for members, row in nodes:
        if row["stability"] is not None and len(members) < len(leaves) <= STABLE_UP_TO:
            told = f"{row['stability']:.2f}"
            if corner := _free_corner(place[members], (wide, tall), lines):
                x, y = corner[0] + wide / 2, corner[1] + tall / 2
                plot.text(x, y, told, ha="center", va="center", size=small, color=GREY)


def _branches(matrix: Matrix) -> tuple[dict[frozenset, tuple[float, float]], list[Segment]]:
    """Where each node stands, and the lines of the tree."""
    place = {frozenset([p]): (0.0, float(i)) for i, p in enumerate(matrix.plans)}
    parts, lines = _children(matrix.nodes), list[Segment]()
    for members, row in matrix.nodes:
        ends, height = [place[part] for part in parts[members]], row["height"]
        ys = [y for _, y in ends]
        lines += [((x, height), (y, y)) for x, y in ends]
        lines.append(((height, height), (min(ys), max(ys))))
        place[members] = (height, (min(ys) + max(ys)) / 2)
    return place, lines


def _free_corner(
    node: tuple[float, float], size: tuple[float, float], lines: Sequence[Segment]
) -> tuple[float, float] | None:
    """The upper left corner of a figure at the left of its node, or behind it above or below the line to the
    next, where no line crosses it."""
    (x, y), (wide, tall) = node, size
    edge = 0.06 * wide
    for corner in ((x - wide - edge, y - tall / 2), (x + edge, y - 1.05 * tall), (x + edge, y + 0.05 * tall)):
        right, low = corner[0] + wide, corner[1] + tall
        if not any(
            max(xs) > corner[0] and min(xs) < right and max(ys) > corner[1] and min(ys) < low
            for xs, ys in lines
        ):
            return corner
    return None


def _verdict(view: View) -> str:
    rows = view.rows("cluster_findings")
    verdict = next((r["verdict"] for r in rows if r["finding"] == "structure"), None)
    kinds = any(r["finding"] == "kind" and r["verdict"] == "kind_separates" for r in rows)
    return {
        "structure": view.pick(
            "；分组强于随机文本" + "，大体按文件种类" * kinds,
            "; groups are stronger than in shuffled text" + " and follow kinds of documents" * kinds,
        ),
        "no_structure": view.pick("；分组并不强于随机文本", "; groups are no stronger than in shuffled text"),
    }.get(verdict or "", "")


def _distance_title(view: View, measure: str) -> str:
    """The pairs nearest and farthest, of documents of one kind."""
    pairs, mixed = distances.of_one_kind(view)
    if not pairs:
        return view.pick(
            "计划之间的用词距离：没有两份同类文件", "Distances in wording: no two documents are of one kind"
        )
    if len(pairs) == 1:
        a, b = (view.name(pairs[0][end]) for end in ("plan_id", "other_plan_id"))
        apart = f"{pairs[0][measure]:.2f}"
        return view.pick(f"{a}与{b}的用词距离为{apart}", f"{a} and {b} are {apart} apart in wording")
    if measure == "distance":  # short texts are far apart in any case
        return view.pick("计划之间的用词距离，未扣除篇幅", "Distances in wording, lengths not set off")
    near, far = (_level(view, found) for found in distances.ends(pairs))
    if not near and not far:
        return view.pick(
            "没有两份计划的用词比打乱的文本更近或更远",
            "No two plans are nearer or farther in wording than shuffled text",
        )
    among = view.pick("同类文件中", " among documents of one kind") * mixed
    nearest = view.pick(f"用词最近的是{near}", f"closest in wording{among}: {near}") if near else ""
    farthest = view.pick(f"最远的是{far}", f"farthest: {far}") if far else ""
    nearest = nearest or view.pick("没有超出偶然的近", f"none{among} is closer in wording than chance")
    farthest = farthest or view.pick("没有超出偶然的远", "none is farther than chance")
    return view.pick(f"扣除篇幅，{among}{nearest}，{farthest}", f"Given their lengths, {nearest}; {farthest}")


def _level(view: View, pairs: Sequence[Row]) -> str:
    """`嘉兴与浙江（0.66倍）`; pairs that are level, with how many they are where not all are named."""
    if not pairs:
        return ""
    named = [
        view.pick("{}与{}", "{} and {}").format(view.name(r["plan_id"]), view.name(r["other_plan_id"]))
        for r in pairs
    ]
    ratio = f"{pairs[0]['distance_ratio']:.2f}"
    told = wording.some(named, view.lang, MOST_PAIRS, "对")
    return told + view.pick(f"（{ratio}倍）", f" ({ratio})")


def _distance_subtitle(view: View, plans: tuple[list[str], list[str]], measure: str, has_tree: bool) -> str:
    order, shown = plans
    text = view.pick(
        "余弦距离（0相同，1无共同词）" if measure == "distance" else
        "余弦距离是同篇幅打乱文本的几倍（1倍＝只由篇幅决定）",
        "Cosine distance (0 same, 1 no shared word)" if measure == "distance" else
        "Cosine distance as a multiple of that of shuffled text of the same lengths (1: length alone)",
    ) + view.pick(
        "，屏蔽数字、本地地名与套语后；颜色越深越近；",
        ", numbers, own places and formulas masked; darker: nearer; ",
    )  # fmt: skip
    if has_tree:
        text += view.pick("右边的树：平均连接法，越早相连越近", "tree: average linkage, near ones join first")
        if len(shown) <= STABLE_UP_TO:
            text += view.pick(
                "，数字为稳定度（0–1，句子重抽样；写不下的见数据表）",
                ", figures: stability (0–1, sentences resampled; where there is no room see the table)",
            )
        text += view.pick("；", "; ")
    text += view.pick("反映用词，不反映成效", "wording, not performance")
    if len(shown) < len(order):
        n, every = len(shown), len(order)
        by = ("用词远近", "an order that sets near ones side by side")
        if not set(_leaves(_nodes(view))) >= set(order):
            by = ("地区层级", "the usual order by level")
        text += view.pick(
            f"；{every}份计划画出{n}份，即按{by[0]}排列的前{n}份，不是代表，树也未画；标题就全部{every}份而言，"
            "全部距离见工作簿",
            f"; {n} of {every} plans, the first of {by[1]}, no sample and "
            f"without the tree; the title is of all {every}, whose distances are in the workbook",
        )
    return text


def _nodes(view: View) -> Nodes:
    rows = view.rows("cluster_tree")
    return sorted(
        ((frozenset(r["members"].split()), r) for r in rows),
        key=lambda x: (len(x[0]), x[1]["height"], x[1]["node"]),
    )


def _children(nodes: Nodes) -> dict[frozenset, list[frozenset]]:
    """Each node's two parts, the smaller first: nodes below it, or single plans."""
    found: dict[frozenset, list[frozenset]] = {}
    open_parts: dict[str, frozenset] = {}
    for members, _ in nodes:  # from small to large, so every part is known when its node comes
        parts = {open_parts.get(p, frozenset([p])) for p in members}
        found[members] = sorted(parts, key=lambda s: (len(s), min(s)))
        open_parts |= dict.fromkeys(members, members)
    return found


def _leaves(nodes: Nodes) -> list[str]:
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
