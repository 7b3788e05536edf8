"""What stands over a picture of all plans, the same in charts, workbook and briefings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cityplans.publishing.telling import wording
from cityplans.publishing.telling.findings import MOST_NAMED, percent
from cityplans.publishing.telling.text import counted, span, within
from cityplans.publishing.telling.view import View
from cityplans.publishing.telling.waves import (
    LEVEL,
    heaviest_first,
    leading,
    of_main_kind,
    shares_of_main_kind,
)

Row = dict
FEW = 10  # shares of fewer targets say little


NUMBER = (("is", "that"), ("are", "those"))  # of one, of several
AGAINST = {  # how targets stand to those above: where it stands first, and after another
    "higher": (
        ("高于上级", "{} more demanding than {} of the territory above"),
        ("高于上级", "more demanding"),
    ),
    "equal": (("与上级持平", "{} the same as {} of the territory above"), ("持平", "the same")),
    "lower": (
        ("低于上级", "{} less demanding than {} of the territory above"),
        ("低于上级", "less demanding"),
    ),
}


def against_above(view: View, rows: Sequence[Row]) -> str:
    """How many targets ask for more, as much and less than the territory above; what none does is left
    out."""
    kinds, n, told = Counter(r["relation"] for r in rows), len(rows), list[str]()
    cities = are_cities(view, rows)
    zh = f"{n}项{'城市目标' if cities else '对照上级的目标'}"
    en = counted(n, "city target") if cities else f"{counted(n, 'target')} also set one level up"
    for kind in (k for k in AGAINST if kinds[k]):
        words = view.pick(*AGAINST[kind][bool(told)]).format(*NUMBER[kinds[kind] > 1])
        told.append(view.pick(f"{kinds[kind]}项", f"{kinds[kind]} ") + words)
    if not told:
        return view.pick(f"{zh}与上级都无法排序", f"{en} cannot be ordered against the territory above")
    title = view.pick(f"{zh}中，", f"Of {en}, ") + view.pick("、", ", ").join(told)
    if kinds["unordered"]:
        title += view.pick(f"，{kinds['unordered']}项无法排序", f"; {kinds['unordered']} cannot be ordered")
    return title


def are_cities(view: View, rows: Iterable[Row]) -> bool:
    return all(view.plans[r["plan_id"]]["region_level"] == "prefecture" for r in rows)


def of_many_targets(rows: list[Row]) -> list[Row]:
    """Profiles of wording of FEW targets or more; all of them where none has so many."""
    return [r for r in rows if r["n"] >= FEW] or rows


def firmness(view: View, rows: list[Row]) -> str:
    """Which plan words most targets as a floor or ensured, and which as approximate or an aim, among plans of
    the most frequent kind of document; of each alone only where its interval lies above all others."""
    mine, (of_zh, of_en) = of_main_kind(view, [r["plan_id"] for r in rows])
    text = _firmness(view, [r for r in rows if r["plan_id"] in mine])
    return view.pick(of_zh + text, text + of_en)


def _firmness(view: View, rows: list[Row]) -> str:
    large = of_many_targets(rows)
    firm, loose = view.word("commitment", "hard"), view.word("commitment", "soft")
    if len(large) == 1:
        return _firmness_of_one(view, large[0], len(rows) - 1)
    if not any(r["hard_or_mixed_share"] or r["soft_or_mixed_share"] for r in large):
        return view.pick(
            f"没有目标写作{firm}，也没有写作{loose}的", f"No target is worded as {firm} or {loose}"
        )
    hard, soft = _highest(large, "hard"), _highest(large, "soft")
    if hard is soft is None:
        n, m = (span_of(large, kind, view.lang) for kind in ("hard", "soft"))
        return view.pick(
            f"写作{firm}的目标占{n}，{loose}占{m}；最高与次高的区间重叠，分不出最高者",
            f"Targets worded as {firm}: {n}, as {loose}: {m}; no single highest, as highest and next overlap",
        )
    one, other = (row and view.name(row["plan_id"]) for row in (hard, soft))
    n = percent(hard["hard_or_mixed_share"]) if hard else _no_highest(view, large, "hard")
    m = percent(soft["soft_or_mixed_share"]) if soft else _no_highest(view, large, "soft")
    if hard is soft:
        return view.pick(
            f"{one}写作{firm}（{n}）和{loose}（{m}）的目标比重都最高",
            f"{one} has the largest shares of targets worded as {firm} ({n}) and as {loose} ({m})",
        )
    if soft is None:
        return view.pick(
            f"写作{firm}的目标比重{one}最高（{n}）；{loose}的{m}",
            f"{one} words most targets as {firm} ({n}); as {loose} {m}",
        )
    if hard is None:
        return view.pick(
            f"写作{loose}的目标比重{other}最高（{m}）；{firm}的{n}",
            f"{other} words most targets as {loose} ({m}); as {firm} {n}",
        )
    return view.pick(
        f"写作{firm}的目标比重{one}最高（{n}），{loose}的{other}最高（{m}）",
        f"{one} words most targets as {firm} ({n}), {other} as {loose} ({m})",
    )


def _firmness_of_one(view: View, row: Row, others: int) -> str:
    """Of the one plan there is, or the one of enough targets beside others."""
    firm, loose = view.word("commitment", "hard"), view.word("commitment", "soft")
    one, n, m = view.name(row["plan_id"]), *(percent(row[f"{k}_or_mixed_share"]) for k in ("hard", "soft"))
    if not others:
        return view.pick(f"{one}的目标中{n}写作{firm}", f"{n} of {one}'s targets are worded as {firm}")
    return view.pick(
        f"{one}的目标中{n}写作{firm}，{m}写作{loose}；其余计划目标不足{FEW}项",
        f"{n} of {one}'s targets are worded as {firm}, {m} as {loose}; the others have fewer than {FEW}",
    )


def _highest(rows: list[Row], kind: str) -> Row | None:
    """The plan with the largest share of a kind of wording, if its interval lies above all others."""
    top = max(rows, key=lambda r: r[f"{kind}_or_mixed_share"])
    level = (r for r in rows if r is not top and r[f"{kind}_or_mixed_high"] >= top[f"{kind}_or_mixed_low"])
    return top if next(level, None) is None else None


def _no_highest(view: View, rows: list[Row], kind: str) -> str:
    if not any(r[f"{kind}_or_mixed_share"] for r in rows):
        return view.pick("没有", "none")
    found = span_of(rows, kind, view.lang)
    return view.pick(f"占{found}，区间重叠，分不出最高者", f"{found}, intervals overlap: no single highest")


def span_of(rows: list[Row], kind: str, lang: str) -> str:
    shares = [r[f"{kind}_or_mixed_share"] for r in rows]
    return span(percent(min(shares)), percent(max(shares)), lang)


def room(view: View, themes: Iterable[str]) -> str:
    """The theme that takes the most room in plans of the most frequent kind, or those that are level."""
    main = shares_of_main_kind(view)
    of_main = _means(view, themes)
    of_zh, of_en = of_main_kind(view, main)[1]
    top, *others = leading(of_main)
    if others:
        return _level_room(view, {t: of_main[t] for t in (top, *others)}, (of_zh, of_en))
    mean, word = percent(of_main.get(top, 0.0)), view.theme(top)
    each = [shares.get(top, 0.0) for shares in main.values()]
    between = span(percent(min(each)), percent(max(each)), view.lang) if len(each) > 1 else ""
    told = between and view.pick(f"（{between}）", f" ({between})")  # a mean of unlike plans says little
    return view.pick(
        f"{of_zh}篇幅最大的主题是“{word}”，平均占{mean}{told}",
        f"{word} takes the most room{of_en}: {mean} on average{told}",
    )


def themes(view: View, shown: Iterable[str], targets: Mapping[tuple[str, str], int]) -> str:
    """The theme of most text and the one of most targets (by plan and theme), both in plans of the most
    frequent kind."""
    text = room(view, shown) if view.rows("plan_themes") else ""
    main, (of_zh, of_en) = of_main_kind(view, {plan: None for plan, _ in targets})
    told = Counter[str]()
    for (plan, theme), n in targets.items():
        told[theme] += n * (plan in main)
    if not told.total():
        return text
    n, first = told.total(), heaviest_first(told)[0]
    top = [t for t in heaviest_first(told) if told[t] == told[first] and (t != "other" or t == first)]
    share, each = percent(told[first] / n), len(top) > 1
    if not text:
        names = view.pick("”和“", " and ").join(within(view.theme(t)) for t in top)
        return view.pick(
            f"{of_zh}目标最多的主题是“{names}”，{'各' * each}占{n}项的{share}",
            f"Largest group of targets{of_en}: {names}, {share} of {n}" + " each" * each,
        )
    if top == leading(_means(view, shown)):
        return text + view.pick(f"；目标也最多（{n}项的{share}）", f", and the most targets ({share} of {n})")
    names = view.pick("”和“", " and ").join(within(view.theme(t)) for t in top)
    return text + view.pick(
        f"；目标最多的是“{names}”（{'各' * each}占{n}项的{share}）",
        f"; most targets are for {names} ({share} of {n}{' each' * each})",
    )


def _means(view: View, themes: Iterable[str]) -> dict[str, float]:
    """Mean share of each theme in plans of the most frequent kind."""
    main = shares_of_main_kind(view)
    return {t: sum(own.get(t, 0.0) for own in main.values()) / max(len(main), 1) for t in themes}


def _level_room(view: View, level: Mapping[str, float], of_kind: tuple[str, str]) -> str:
    """`篇幅最大的主题是“人才”（12%）、“平台”（12%），相差不到0.5个百分点`."""
    each = [
        view.pick(f"“{view.theme(t)}”（{percent(share)}）", f"{view.theme(t)} ({percent(share)})")
        for t, share in level.items()
    ]
    said = wording.some(each, view.lang, MOST_NAMED, "个")
    return view.pick(
        f"{of_kind[0]}篇幅最大的主题是{said}，平均相差不到{100 * LEVEL:g}个百分点",
        f"{said} take the most room{of_kind[1]}, on average less than {100 * LEVEL:g} points apart",
    )


def by_year(view: View, targets: Counter[int]) -> str:
    """The year for which most targets are set."""
    n, most = targets.total(), max(targets.values())
    years = [year for year, count in sorted(targets.items()) if count == most]
    if len(years) > 1:
        return view.pick(
            f"{n}项有年份的目标中，以{'、'.join(map(str, years))}年为期的最多，各{most}项",
            f"Of {counted(n, 'dated target')} {most} each are for {view.listing([*map(str, years)])}",
        )
    return view.pick(
        f"{n}项有年份的目标中{most}项以{years[0]}年为期",
        f"Of {counted(n, 'dated target')} {most} {'is' if most == 1 else 'are'} for {years[0]}",
    )
