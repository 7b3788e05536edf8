"""Chart of themes by plan: what share of its text each takes, and what share of its targets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from cityplans.publishing.charts import grid
from cityplans.publishing.charts.lines import AXIS
from cityplans.publishing.charts.sheet import MARGIN, Chart, room, row_height, sheet
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.charts.wrapping import POINT, text_width, wrap
from cityplans.publishing.telling import headlines
from cityplans.publishing.telling.palette import BLUE, INK, LINE
from cityplans.publishing.telling.view import View
from cityplans.publishing.telling.waves import apart_of_title, heaviest_first, of_main_kind, title_note

LEAST_SEEN = 0.005  # of a text; what is `other` in less is no row
LEAST_WIDTH, GAP = {"column": 1.5, "page": 1.7, "slide": 2.4}, 0.25  # cm of a panel, and between panels
PITCH = 1.2  # lines of text a row has where panels stand in several bands


class Panel(NamedTuple):
    """A plan, or the mean of several, with its shares of text and of targets by theme."""

    plan: str | None
    head: str
    text: dict[str, float]
    targets: dict[str, float]


class Layout(NamedTuple):
    """Measures of the bands of panels in cm, and how many panels stand side by side."""

    label: float
    width: float
    across: int
    head: float
    pitch: float
    band: float


def chart_themes(view: View, size: str = "page") -> Chart | None:
    """What share of each plan's text and of its targets each theme takes; the first picture of several."""
    return next(iter(themes_charts(view, size)), None)


def themes_charts(view: View, size: str = "page") -> list[Chart]:
    """As `chart_themes`, as many pictures as it takes to show every plan."""
    counts = Counter((r["plan_id"], r["theme"]) for r in view.rows("targets") if r["theme"])
    text = {
        (r["plan_id"], r["theme"]): r["share"] for r in view.rows("plan_themes") if r["share"] is not None
    }
    themes = _themes(text, counts)
    if not themes:
        return []
    plans = [p for p in view.plans if any(key[0] == p for key in (*text, *counts))]
    panels = [_panel(view, p, text, counts) for p in plans]
    whole = _mean(view, panels, counts)
    laid = _layout(view, size, themes, [*whole, *panels])
    every, held = [*whole, *panels], laid.across * max(1, int(room(size) / laid.band))
    shown = [every[i : i + held] for i in range(0, len(every), held)]
    most = max(share for panel in panels for part in (panel.text, panel.targets) for share in part.values())
    title, made = headlines.themes(view, themes, counts), []
    for place, here in enumerate(shown, 1):
        name, which = grid.numbered(view, "themes", place, len(shown))
        own = [panel.plan for panel in here if panel.plan]
        said = _subtitle(view, bool(text), bool(counts)) + title_note(view, plans) + which
        words = (title, said, view.sources(own))
        data = pd.DataFrame([row for panel in here for row in _rows(panel, themes, counts)])
        draw = partial(_drawn, view, size, words, (themes, here, laid, most))
        made.append(Chart(draw, data, name, *words))
    return made


def _themes(text: dict, counts: Counter) -> list[str]:
    """Those of text, the one of most first; then those of targets alone."""
    total: dict[str, float] = defaultdict(float)
    for (_, theme), share in text.items():
        total[theme] += share
    seen = [t for t in total if t != "other" or max(text[k] for k in text if k[1] == t) >= LEAST_SEEN]
    for (_, theme), n in counts.items():
        total[theme] += 1e-9 * n
        seen += [theme] * (theme not in seen)
    return heaviest_first({t: total[t] for t in seen})


def _panel(view: View, plan: str, text: dict, counts: Counter) -> Panel:
    own = {t: n for (p, t), n in counts.items() if p == plan}
    n = sum(own.values())
    head = view.marked(plan) + f"\n(n={n})" + apart_of_title(view, view.plans)[plan]
    return Panel(
        plan, head, {t: s for (p, t), s in text.items() if p == plan}, {t: k / n for t, k in own.items()}
    )


def _mean(view: View, panels: Sequence[Panel], counts: Counter) -> list[Panel]:
    """Of the plans of the most frequent kind: the mean of their texts, and all their targets together."""
    of_main = set(of_main_kind(view, [panel.plan for panel in panels if panel.plan])[0])
    mine = [panel for panel in panels if panel.plan in of_main]
    if len(mine) < 2:
        return []
    text: dict[str, float] = defaultdict(float)
    own: Counter = Counter()
    for panel in mine:
        for theme, share in panel.text.items():
            text[theme] += share / len(mine)
    for (plan, theme), n in counts.items():
        own[theme] += n * (plan in of_main)
    n = own.total()
    head = view.pick(f"{len(mine)}份计划", f"{len(mine)} plans") + f"\n(n={n})"
    return [Panel(None, head, dict(text), {t: k / n for t, k in own.items() if n})]


def _subtitle(view: View, has_text: bool, has_targets: bool) -> str:
    told = []
    if has_text:
        told.append(view.pick("横条＝占正文的比重", "bar: share of the text"))
    if has_targets:
        told.append(view.pick("圆点＝占目标的比重（n＝目标数）", "dot: share of the targets (n)"))
    text = view.pick("，", "; ").join(told)
    return text[:1].upper() + text[1:]


def _rows(panel: Panel, themes: Sequence[str], counts: Counter) -> list[dict]:
    return [
        {
            "plan_id": panel.plan or "all",
            "theme": t,
            "share": panel.text.get(t, 0.0),
            "targets": counts[panel.plan, t] if panel.plan else None,
            "share_of_targets": panel.targets.get(t, 0.0) if panel.targets else None,
        }
        for t in themes
    ]


def _layout(view: View, size: str, themes: Sequence[str], panels: Sequence[Panel]) -> Layout:
    shape = SIZES[size]
    line, inner = shape.font * POINT, shape.width - 2 * MARGIN
    label = max(text_width(view.theme(t), shape.font) for t in themes) + 0.25
    across = max(1, int((inner - label + GAP) / (LEAST_WIDTH[size] + GAP)))
    across = -(-len(panels) // -(-len(panels) // across))  # of about one length in all bands
    width = min((inner - label - GAP * (across - 1)) / across, (inner - label) / 2)
    deepest = max(len(wrap(panel.head, shape.font, width, True)) for panel in panels)
    head, axis = (1.25 * deepest + 0.4) * line, (AXIS + 0.6) * line
    bands = -(-len(panels) // across)
    pitch = row_height(size, len(themes), head + axis)
    pitch = min(pitch, PITCH * line) if bands > 1 else pitch
    return Layout(label, width, across, head, pitch, head + len(themes) * pitch + axis)


def _drawn(view: View, size: str, words: tuple[str, str, str], drawn: tuple):
    themes, panels, laid, most = drawn
    font = SIZES[size].font
    bands = [panels[i : i + laid.across] for i in range(0, len(panels), laid.across)]
    with sheet(size, len(bands) * laid.band - 0.6 * font * POINT, words) as page:
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        for band, shown in enumerate(bands):
            top = band * laid.band + laid.head
            for i, theme in enumerate(themes):
                y = top + (i + 0.5) * laid.pitch
                texts.text(laid.label - 0.15, y, view.theme(theme), ha="right", va="center")
            for column, panel in enumerate(shown):
                x = laid.label + column * (laid.width + GAP)
                lines = wrap(panel.head, font, laid.width, True)
                texts.text(
                    x, top - 0.15, "\n".join(lines), va="bottom", weight="bold", color=INK, linespacing=1.1
                )
                plot = page.axes(x, top, laid.width, len(themes) * laid.pitch)
                _shares(plot, panel, themes, most)
    return page.figure


def _shares(plot, panel: Panel, themes: Sequence[str], most: float) -> None:
    places = range(len(themes))
    plot.barh(places, [100 * panel.text.get(t, 0.0) for t in themes], height=0.62, color=LINE)
    if panel.targets:
        values = [100 * panel.targets.get(t, 0.0) for t in themes]
        plot.plot(
            values, places, marker="o", markersize=4, color=BLUE, linestyle="none", clip_on=False, zorder=3
        )
    plot.set(xlim=(0, 104 * most), ylim=(len(themes) - 0.5, -0.5), yticks=[])
    step = next(s for s in (10, 20, 25, 50) if 100 * most < 3 * s or s == 50)
    plot.set_xticks(range(0, int(100 * most) + 1, step))
    plot.xaxis.set_major_formatter(lambda v, _: f"{v:.0f}%" if v else "0")
    plot.grid(axis="x")
