"""Maps of plans and of clauses by vocabulary: places to look, not distances to measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from cityplans.comparison.ambition.alike import records
from cityplans.comparison.coding import tokens
from cityplans.publishing.charts.profiles import of_plans
from cityplans.publishing.charts.sheet import POINT, Chart, sheet, text_width
from cityplans.publishing.charts.style import GREY, HUES, INK, LINE, MARKERS, SIZES
from cityplans.publishing.telling import wording
from cityplans.publishing.telling.findings import percent
from cityplans.publishing.telling.wording import Names, pick

HEIGHT = {"column": 7.5, "page": 11.5, "slide": 10.0}  # cm of the drawing
LEAST = 3  # points
DRAWN = 4000  # clauses; beyond, every so-many-th
HUES_FOR = len(HUES)  # years or themes with a colour of their own

Box = tuple[float, float, float, float]


def chart_plan_map(frames, codebook, lang: str = "zh", size: str = "page") -> Chart | None:
    """Plans on two axes, coloured by year of issue, with as many names as there is room for."""
    rows = records(frames["plan_map"]) if "plan_map" in frames else []
    if len(rows) < LEAST:
        return None
    names = Names(frames["plans"], codebook, lang)
    years = tokens.issue_years(frames["plans"])
    kinds = [years[r["plan_id"]] or pick(lang, "无年份", "no year") for r in rows]
    points = np.array([[r["x"], r["y"]] for r in rows])
    labels = [names.plan[r["plan_id"]] for r in rows]
    legend = {kind: kind for kind in _main_kinds(kinds, newest=True)}
    title = _plan_title(points, kinds, labels, lang)
    fit = _fit(frames, rows)
    words = (title, "", wording.sources(of_plans(frames, [r["plan_id"] for r in rows]), names, lang))
    _, shown = _drawn(size, words, points, kinds, legend, labels, lang)
    words = (title, _plan_subtitle(fit, len(rows) - shown, lang), words[2])
    figure, _ = _drawn(size, words, points, kinds, legend, labels, lang)
    data = pd.DataFrame(
        [{"plan_id": r["plan_id"], "year": k, "x": r["x"], "y": r["y"]} for r, k in zip(rows, kinds)]
    )
    return Chart(figure, data, f"plan_map_{lang}", *words)


def _plan_title(points: np.ndarray, kinds: Sequence[str], labels: Sequence[str], lang: str) -> str:
    near = _nearest(points)
    n, chance = len(near), _by_chance(kinds)
    alike = sum(kinds[i] == kinds[j] for i, j in enumerate(near))
    if len(set(kinds)) < 2 or not _more_than_chance(alike / n, chance, n):
        a = min(range(n), key=lambda i: (float(np.hypot(*(points[i] - points[near[i]]))), i))
        one, other = labels[a], labels[near[a]]
        return pick(lang, f"地图上挨得最近的是{one}与{other}", f"Nearest on the map: {one} and {other}")
    return pick(
        lang,
        f"{n}份计划中有{alike}份在地图上与同年的计划挨得最近（偶然约{percent(chance)}）",
        f"{alike} of {n} plans have a plan of the same year as nearest on the map (by chance about "
        f"{percent(chance)})",
    )


def _more_than_chance(share: float, chance: float, n: int) -> bool:
    """By more than two standard errors of the share that chance gives."""
    return share > chance + 2 * (chance * (1 - chance) / n) ** 0.5


def _plan_subtitle(fit: float | None, unnamed: int, lang: str) -> str:
    text = pick(
        lang,
        "用词距离摊到两轴（多维标度），只供浏览；颜色与形状＝年份",
        "Distances in wording laid out on two axes (classical scaling), for browsing only; colour and "
        "shape: year",
    )
    if fit is not None:
        text += pick(
            lang,
            f"；图上距离与用词距离的相关系数{fit:.2f}",
            f"; correlation of distances on the map with those in wording {fit:.2f}",
        )
    if unnamed:
        text += pick(
            lang,
            f"；{unnamed}份没有位置写名，见表 plan_map",
            f"; {unnamed} unnamed for want of room, see the table plan_map",
        )
    return text


def _fit(frames, rows: Sequence[Mapping]) -> float | None:
    """Correlation of the distances on the map with those of the table; None where one of them is flat."""
    place = {r["plan_id"]: (r["x"], r["y"]) for r in rows}
    pairs = [
        (r["distance"], float(np.hypot(*np.subtract(place[r["plan_id"]], place[r["other_plan_id"]]))))
        for r in (records(frames["document_distances"]) if "document_distances" in frames else [])
        if r["plan_id"] in place and r["other_plan_id"] in place
    ]
    if len(pairs) < LEAST or min(map(np.ptp, zip(*pairs))) == 0:
        return None
    known, drawn = zip(*pairs)
    return float(np.corrcoef(known, drawn)[0, 1])


def chart_clause_map(frames, codebook, lang: str = "zh", size: str = "page") -> Chart | None:
    """Clauses on two axes, the largest themes coloured and named where their clauses lie."""
    rows = records(frames["clause_map"]) if "clause_map" in frames else []
    rows = [r for r in rows if r["theme"]][:: -(-len(rows) // DRAWN) or 1]
    if len(rows) < LEAST:
        return None
    names = Names(frames["plans"], codebook, lang)
    points = np.array([[r["x"], r["y"]] for r in rows])
    kinds = [r["theme"] for r in rows]
    legend = {t: wording.theme(t, codebook, lang) for t in _main_kinds(kinds)}
    plans = {r["plan_id"] for r in rows}
    words = (
        _clause_title(points, kinds, legend, lang),
        _clause_subtitle(len(rows), len(frames["clause_map"]), lang),
        wording.sources(of_plans(frames, plans), names, lang),
    )
    figure, _ = _drawn(size, words, points, kinds, legend, None, lang)
    data = pd.DataFrame([{c: r[c] for c in ("clause_id", "plan_id", "theme", "x", "y")} for r in rows])
    return Chart(figure, data, f"clause_map_{lang}", *words)


def _clause_title(points: np.ndarray, kinds: Sequence[str], legend: Mapping[str, str], lang: str) -> str:
    near = _nearest(points)
    own, chance = np.array([kinds[i] == kinds[j] for i, j in enumerate(near)]), _by_chance(kinds)
    alike, usual = percent(own.mean()), percent(chance)
    if not _more_than_chance(own.mean(), chance, len(own)):
        return pick(
            lang,
            f"各主题的条款在地图上没有聚在一起：最近的条款同主题的占{alike}，偶然也有{usual}",
            f"Clauses of a theme do not lie together: {alike} have one of their theme nearest, by chance "
            f"{usual}",
        )
    held = {t: own[[k == t for k in kinds]].mean() for t in legend}
    best, least = max(held, key=lambda t: (held[t], t)), min(held, key=lambda t: (held[t], t))
    return pick(
        lang,
        f"{alike}的条款在地图上与同主题的条款挨得最近（偶然约{usual}）；"
        f"最成片的是“{legend[best]}”，最分散的是“{legend[least]}”",
        f"{alike} of the clauses have one of their own theme nearest on the map (by chance about {usual}); "
        f"{legend[best]} lies most together, {legend[least]} least",
    )


def _clause_subtitle(shown: int, of: int, lang: str) -> str:
    part = pick(lang, f"{of}条中的{shown}条", f"{shown} of {of}") if shown < of else str(of)
    return pick(
        lang,
        f"每点一条条款（n＝{part}），位置按用词，颜色与形状按词表主题（最大的{HUES_FOR}个，其余灰色）；"
        "只供浏览，两轴无单位",
        f"A point a clause (n = {part}), placed by wording; colour and shape: theme of the codebook (the "
        f"{HUES_FOR} largest, others grey); for browsing only, axes without unit",
    )


def _main_kinds(kinds: Sequence[str], newest: bool = False) -> list[str]:
    """Those with a colour of their own: the most frequent, or the newest years."""
    counted = Counter(kinds)
    if newest:
        return sorted(counted, reverse=True)[:HUES_FOR][::-1]
    return sorted(counted, key=lambda k: (k == "other", -counted[k], k))[:HUES_FOR]


def _nearest(points: np.ndarray) -> list[int]:
    from sklearn.neighbors import NearestNeighbors

    found = NearestNeighbors(n_neighbors=2).fit(points).kneighbors(points, return_distance=False)
    return [int(a if a != i else b) for i, (a, b) in enumerate(found)]


def _by_chance(kinds: Sequence[str]) -> float:
    """How often a point and another drawn at random are of one kind."""
    n = len(kinds)
    return sum(c * (c - 1) for c in Counter(kinds).values()) / (n * (n - 1))


def _drawn(size, words, points, kinds, legend: dict[str, str], labels: Sequence[str] | None, lang: str):
    """The figure, and how many labels found room."""
    shape = SIZES[size]
    style = {kind: (HUES[i], MARKERS[i]) for i, kind in enumerate(legend)}
    with sheet(size, HEIGHT[size], words) as page:
        head = _legend(page, legend, style, any(k not in legend for k in kinds), lang)
        plot = page.axes(0, head, page.width, page.height - head)
        plot.set(xticks=[], yticks=[])
        plot.spines["bottom"].set_visible(False)
        low, high = points.min(axis=0), points.max(axis=0)
        pad = np.where(high > low, 0.06 * (high - low), 1.0)
        plot.set(xlim=(low[0] - pad[0], high[0] + pad[0]), ylim=(low[1] - pad[1], high[1] + pad[1]))
        small = len(points) > 60
        for kind in [None, *reversed(legend)]:  # grey below, the largest on top
            own = points[[(k if k in legend else None) == kind for k in kinds]]
            colour, marker = style.get(kind, (LINE, "o"))
            plot.plot(
                *own.T,
                linestyle="none",
                marker=marker,
                markersize=3.2 if small else 6.5,
                color=colour,
                alpha=0.75 if small else 1,
            )
        shown = _named(plot, points, labels, shape.font, page, head) if labels else 0
    return page.figure, shown


def _legend(page, legend, style, others: bool, lang: str) -> float:
    """Kinds with their marks in lines above the drawing; the height they take in cm."""
    points = page.shape.font
    axes = page.axes(0, 0, page.width, page.height, bare=True)
    line, x, y = points * 1.6 * POINT, 0.15, points * 0.8 * POINT
    entries = [(text, *style[kind]) for kind, text in legend.items()]
    entries += [(pick(lang, "其他", "other"), LINE, "o")] if others else []
    for text, colour, marker in entries:
        width = text_width(text, points) + 0.9
        if x > 0.15 and x + width > page.width:
            x, y = 0.15, y + line
        axes.plot([x], [y], marker=marker, markersize=5, color=colour, linestyle="none")
        axes.text(x + 0.25, y, text, va="center", color=INK)
        x += width
    return y + line


def _named(plot, points, labels, font: float, page, head: float) -> int:
    """Labels beside their points where they cover no other label or point; how many found room."""
    width, height = page.width, page.height - head
    (left, right), (below, above) = plot.get_xlim(), plot.get_ylim()
    places = (points - (left, below)) / (right - left, above - below) * (width, height)
    taken: list[Box] = [(x - 0.12, y - 0.12, x + 0.12, y + 0.12) for x, y in places]
    tall, count = font * 1.25 * POINT, 0
    for i, (x, y) in enumerate(places):
        wide = text_width(labels[i], font)
        for dx, dy in _around(wide, tall):
            box = (x + dx, y + dy, x + dx + wide, y + dy + tall)
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(_cross(box, other) for other in taken):
                taken.append(box)
                plot.annotate(
                    labels[i],
                    points[i],
                    xytext=(dx / POINT, (dy + tall / 2) / POINT),
                    va="center",
                    textcoords="offset points",
                    color=GREY if len(points) > 12 else INK,
                )
                count += 1
                break
    return count


def _around(wide: float, tall: float) -> list[tuple[float, float]]:
    """Where a label of this size may begin, in cm from its point: right, left, above, below, corners."""
    sides = [(0.2, -tall / 2), (-0.2 - wide, -tall / 2), (-wide / 2, 0.18), (-wide / 2, -0.18 - tall)]
    return sides + [(x, y) for x in (0.12, -0.12 - wide) for y in (0.08, -0.08 - tall)]


def _cross(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
