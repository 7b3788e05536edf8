"""Charts of themes: how their weight shifted between waves and plans, and what instruments each uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd

from cityplans.comparison.coding.instruments import GOALS
from cityplans.publishing.charts import style
from cityplans.publishing.charts.sheet import Chart, row_height, sheet
from cityplans.publishing.charts.style import SIZES
from cityplans.publishing.charts.wrapping import POINT, text_width
from cityplans.publishing.telling.findings import percent
from cityplans.publishing.telling.palette import BLUE, GREEN, GREY, INK, LINE, ORANGE, VERMILION
from cityplans.publishing.telling.view import View
from cityplans.publishing.telling.waves import (
    Shares,
    Shift,
    between_plans,
    between_waves,
    change,
    of_main_kind,
)

TOOLS = {"supply": BLUE, "environment": GREEN, "demand": ORANGE}  # groups of instruments, in order
NOTABLE = 0.02  # a shift of less is not worth a title
LEAST_CODES = 10  # of a theme, in clauses; a share of fewer is not said


def chart_theme_shift(view: View, size: str = "page") -> Chart | None:
    """Share of each theme in the first and the last wave, and in regions' older and newer plans."""
    shifts = [s for s in (between_waves(view), between_plans(view)) if s]
    shifts = shifts[:1] if size == "column" else shifts
    if not shifts:
        return None
    lead = shifts[0]
    themes = sorted(
        {t for s in shifts for t in (*s.before, *s.after)} - {"other"}, key=lambda t: (-change(lead, t), t)
    )
    several = len(shifts) > 1
    words = (
        _shift_title(view, lead, themes),
        view.pick(
            "各主题占计划正文的比重（%，各计划平均）：空心＝较早，实心＝较晚；"
            f"按{'左图的' * several}变化排列；篇幅不等于重视",
            "Share of each theme in the plans' text (%, mean of plans); hollow: earlier, filled: later; "
            f"sorted by the change{' on the left' * several}; length is not priority",
        ),
        view.sources({p for s in shifts for p in s.plans}),
    )
    data = pd.DataFrame(
        [
            {
                "comparison": s.head,
                "theme": t,
                "before": s.before.get(t, 0.0),
                "after": s.after.get(t, 0.0),
                "change": change(s, t),
            }
            for s in shifts
            for t in themes
        ]
    )
    labels = [view.theme(t) for t in themes]
    return Chart(
        partial(_draw, size, words, shifts, themes, labels), data, f"theme_shift_{view.lang}", *words
    )


def _shift_title(view: View, shift: Shift, themes: Sequence[str]) -> str:
    """The themes that gained and lost most, of those whose change can be told from none."""
    head, up, down = shift.head, themes[0], themes[-1]
    if max(change(shift, up), -change(shift, down)) < NOTABLE:
        return view.pick(f"{head}：各主题的篇幅变化都不到2个百分点", f"{head}: no theme shifted by 2 points")
    told = [t for t in themes if shift.told is None or t in shift.told]
    moved = [t for t in told[:1] if change(shift, t) > 0], [t for t in told[-1:] if change(shift, t) < 0]
    if not any(moved):
        largest = max(themes, key=lambda t: abs(change(shift, t)))
        theme, span = view.theme(largest), _span(shift, largest)
        return view.pick(
            f"{head}：各主题篇幅的变化都不超出偶然波动（最大的是“{theme}”，{span}）",
            f"{head}: no theme's share changed by more than chance would (largest: {theme}, {span})",
        )
    words = (
        ("“{}”的篇幅增加最多（{}）", "{} gained most ({})"),
        ("“{}”的篇幅减少最多（{}）", "{} lost most ({})"),
    )
    parts = [
        view.pick(*way).format(view.theme(t), _span(shift, t))
        for way, found in zip(words, moved, strict=True)
        for t in found
    ]
    return head + view.pick("：", ": ") + view.pick("，", ", ").join(parts)


def _span(shift: Shift, theme: str) -> str:
    return " → ".join(percent(s.get(theme, 0.0)) for s in (shift.before, shift.after))


def _draw(size, words, shifts: Sequence[Shift], themes: Sequence[str], labels: Sequence[str]):
    shape = SIZES[size]
    head, axis = 1.7 * shape.font * POINT, 2.2 * shape.font * POINT
    pitch = row_height(size, len(themes), head + axis)
    label = max(text_width(x, shape.font) for x in labels) + 0.3
    top = 105 * max(part.get(t, 0.0) for s in shifts for part in (s.before, s.after) for t in themes)
    with sheet(size, head + len(themes) * pitch + axis, words) as page:
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        for i, text in enumerate(labels):
            texts.text(label - 0.2, head + (i + 0.5) * pitch, text, ha="right", va="center")
        width = (page.width - label - 0.5 * len(shifts)) / len(shifts)
        for k, shift in enumerate(shifts):
            left = label + k * (width + 0.5)
            texts.text(left, head / 2, shift.head, weight="bold", va="center", color=INK)
            plot = page.axes(left, head, width, len(themes) * pitch)
            for i, theme in enumerate(themes):
                _dumbbell(plot, i, 100 * shift.before.get(theme, 0.0), 100 * shift.after.get(theme, 0.0))
            plot.set(xlim=(-0.03 * top, top), ylim=(len(themes) - 0.5, -0.5), yticks=[])
            plot.xaxis.set_major_formatter(lambda v, _: f"{v:.3g}%")
            plot.grid(axis="x")
    return page.figure


def _dumbbell(plot, y: int, before: float, after: float) -> None:
    colour = BLUE if after >= before else VERMILION
    plot.plot([before, after], [y, y], color=LINE, linewidth=2.2, solid_capstyle="butt", zorder=1)
    plot.plot([before], [y], marker="o", markersize=5, color=GREY, markerfacecolor="white", zorder=2)
    plot.plot([after], [y], marker="o" if after >= before else "s", markersize=5, color=colour, zorder=3)


def chart_theme_instruments(view: View, size: str = "page") -> Chart | None:
    """Theme × instrument: with what tools the clauses of each theme work, plans of the most frequent kind of
    document together."""
    rows = [r for r in view.rows("theme_instruments") if r["plan_id"] == "all" and r["theme"] != "other"]
    codes = {(r["theme"], r["instrument"]): r["clause_equivalents"] for r in rows}
    weight: Shares = defaultdict(float)
    for (theme, _), n in codes.items():
        weight[theme] += n
    if not weight:
        return None
    share = {(theme, tool): n / weight[theme] for (theme, tool), n in codes.items()}
    goals_apart = _goals_apart(codes)
    themes = sorted(weight, key=lambda t: (-weight[t], t))
    tools = {r["instrument"]: r["group"] for r in view.codebook["instruments"]}
    used = view.frames["instruments"]
    mine, (of_zh, of_en) = of_main_kind(view, used["plan_id"].unique())
    used, has_most = used[used["plan_id"].isin(mine)], size != "column"
    demand = {t: _demand(share, t, tools) for t in themes if weight[t] >= LEAST_CODES}
    n, title = used["clause_id"].nunique(), _tools_title(view, goals_apart, demand)
    words = (
        view.pick(of_zh + title, title + of_en),
        view.pick(
            f"各主题条款所用政策工具的比重（%，横行合计100；{n}条有工具，一条可有几种；罗斯韦尔与泽赫费尔德分类）"
            + f"；右侧为目标规划以外用得最多的一种（不计目标规划，不足{LEAST_CODES}条的不列）" * has_most,
            f"Instruments in the clauses of each theme (%, rows add up to 100; {n} clauses use instruments, "
            "some several; after Rothwell and Zegveld)"
            + f"; at the right the one used most, of the codes without goals, from {LEAST_CODES} on"
            * has_most,
        ),
        view.sources(used["plan_id"]),
    )
    data = pd.DataFrame(
        [
            {
                "theme": t,
                "instrument": tool,
                "group": tools[tool],
                "share": share.get((t, tool), 0.0),
                "share_goals_apart": goals_apart.get((t, tool)),
            }
            for t in themes
            for tool in tools
        ]
    )
    return Chart(
        partial(_draw_tools, view, size, words, data), data, f"theme_instruments_{view.lang}", *words
    )


def _draw_tools(view: View, size: str, words: tuple[str, str, str], data: pd.DataFrame):
    """A bar a theme, parted by group of instruments; the words of the groups stand above in their colours."""
    shape, themes = SIZES[size], [*dict.fromkeys(data["theme"])]
    parts = 100 * data.pivot_table(index="theme", columns="group", values="share", aggfunc="sum")
    head = 1.9 * shape.font * POINT
    pitch = row_height(size, len(themes), head)
    label = max(text_width(view.theme(t), shape.font) for t in themes) + 0.3
    most = _most_used(view, data) if size != "column" else {}
    right = max((text_width(x, shape.font) for x in most.values()), default=0.0) + 0.3
    with sheet(size, head + len(themes) * pitch, words) as page:
        texts = page.axes(0, 0, page.width, page.height, bare=True)
        plot = page.axes(label, head, page.width - label - right, len(themes) * pitch, bare=True)
        least = 110 * text_width("00", shape.font) / (page.width - label - right)  # room for a figure, in %
        for i, theme in enumerate(themes):
            y = head + (i + 0.5) * pitch
            texts.text(label - 0.2, y, view.theme(theme), ha="right", va="center")
            texts.text(page.width - right + 0.3, y, most.get(theme, ""), va="center", color=GREY)
            _bar(plot, i, [(colour, parts.loc[theme].get(g, 0.0)) for g, colour in TOOLS.items()], least)
        plot.set(xlim=(0, 100), ylim=(len(themes) - 0.5, -0.5))
        heads = {view.word("instrument_group", group): colour for group, colour in TOOLS.items()}
        wide = {word: text_width(word, shape.font, bold=True) + 0.4 for word in heads}
        x = min(label, page.width - sum(wide.values()))
        for word, colour in heads.items():
            texts.text(x, head / 2, word, weight="bold", va="center", color=style.readable(colour))
            x += wide[word]
    return page.figure


def _bar(plot, y: int, parts: Sequence[tuple[str, float]], least: float) -> None:
    """Stretches one after the other, each with its figure where it has room."""
    left = 0.0
    for colour, value in parts:
        plot.barh(y, value, left=left, height=0.74, color=colour, edgecolor="white", linewidth=0.6)
        if value >= least:
            ink = style.text_on(colour)
            plot.text(left + value / 2, y, f"{value:.0f}", ha="center", va="center", color=ink)
        left += value


def _most_used(view: View, data: pd.DataFrame) -> dict[str, str]:
    """Theme → `人才培养与引进 30%`."""
    top = data.dropna(subset="share_goals_apart").sort_values(["share_goals_apart", "instrument"])
    return {
        r.theme: f"{view.word('instrument', r.instrument)} {percent(r.share_goals_apart)}"
        for r in top.groupby("theme").tail(1).itertuples()
    }


def _goals_apart(codes: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """(theme, tool) → its share of the theme's codes without goals, which stand everywhere; of LEAST_CODES
    on."""
    own = {pair: n for pair, n in codes.items() if pair[1] != GOALS}
    total: Shares = defaultdict(float)
    for (theme, _), n in own.items():
        total[theme] += n
    return {pair: n / total[pair[0]] for pair, n in own.items() if total[pair[0]] >= LEAST_CODES}


def _demand(share: Mapping[tuple[str, str], float], theme: str, tools: Mapping[str, str]) -> float:
    return sum(share.get((theme, tool), 0.0) for tool, group in tools.items() if group == "demand")


def _tools_title(
    view: View, goals_apart: Mapping[tuple[str, str], float], demand: Mapping[str, float]
) -> str:
    """The theme that leans most on one tool, and where demand counts most."""
    if not goals_apart:
        return view.pick(
            f"没有一个主题有{LEAST_CODES}条用政策工具的条款（目标规划不计）",
            f"No theme has {LEAST_CODES} clauses with instruments, goals apart",
        )
    theme, tool = max(goals_apart, key=lambda pair: (goals_apart[pair], pair))
    part, about, word = percent(goals_apart[theme, tool]), view.theme(theme), view.word("instrument", tool)
    zh = f"“{about}”条款最常用{word}（{part}，目标规划不计）"
    en = f"Clauses on {about.lower()} rely most on {word.lower()} ({part}, goals apart)"
    most = max(demand, key=lambda t: (demand[t], t))
    if not demand[most]:
        return view.pick(zh, en)
    leads, name = percent(demand[most]), view.theme(most)
    return view.pick(
        f"{zh}；需求型工具以“{name}”最多（{leads}，目标规划计入）",
        f"{en}; demand tools are most used for {name.lower()} ({leads}, goals counted)",
    )
