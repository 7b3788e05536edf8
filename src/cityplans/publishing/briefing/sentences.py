"""Findings of a briefing, each a sentence computed from one table, or None where the table says nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from cityplans.comparison.ambition.alike import Row, group_of
from cityplans.comparison.ambition.commitment import commitment_of
from cityplans.publishing.briefing.content import Material, Rich, join
from cityplans.publishing.telling import number_swaps, wording
from cityplans.publishing.telling.findings import formulas, percent
from cityplans.publishing.telling.paces import pace_words
from cityplans.publishing.telling.text import counted, within
from cityplans.publishing.telling.waves import heaviest_first, is_told, theme_changes

TOLD_FROM = 0.005  # of a text in older plans; less is a few set phrases
MOST_NAMED = 3  # examples a sentence gives; their number is always of all
KINDS_OF_PACE = ("stated", "actual", "baseline")  # a multiple alone has no figure to start from


def signed(value: float) -> str:
    """+0.4 or −0.4"""
    return f"{value:+.3g}".replace("-", "−")


def steps_of(material: Material, rows: Sequence[Row]) -> list[Row]:
    """Rows of `pace` worth telling, one a target: from what its own sentence says was, else from what a
    document or the researcher says was reached."""
    order = {kind: i for i, kind in enumerate(KINDS_OF_PACE)}
    shared = Counter(group_of(r) for r in material.rows("comparisons"))
    usable = [r for r in rows if r["pace"] is not None and r["pace_kind"] in order]
    usable.sort(
        key=lambda r: (
            -shared[group_of(r)],
            material.place_in_codebook(r),
            order[r["pace_kind"]],
            r["region"],
            r["year_to"],
        )
    )
    found: dict[str, Row] = {}
    for row in usable:
        found.setdefault(row["target_id"], row)
    return list(found.values())


def step_ends(material: Material, step: Row) -> tuple[Rich, Rich]:
    """Both ends of a step as printed; an end that is no target has its figure and the later one's source."""
    if step["earlier_target_id"]:
        before = material.cited(step["earlier_target_id"])
    else:
        before = (wording.number(step["value_from"], material.lang),)
    return before, material.cited(step["target_id"])


def pace(material: Material, rows: Sequence[Row], subject: str) -> Rich | None:
    """`R&D（%）由 3.2 力争（2025年）到 > 3.65（2027年），每年≥ +0.23个百分点`"""
    steps = steps_of(material, rows)
    if not steps:
        return None
    told = [_step(material, step, subject) for step in steps[:MOST_NAMED]]
    count = len(steps)
    more = count - len(told)
    rest = material.pick(f"；另有{more}项。", f"; {more} more.") if more else material.pick("。", ".")
    lead = material.pick(f"推进速度（{count}项可算）：", f"Pace ({count} can be computed): ")
    return (lead, *join(told, material.pick("；", "; ")), rest)


def _step(material: Material, step: Row, subject: str) -> Rich:
    name = material.region(step["region"]) if subject == "region" else material.labelled(step)
    before, after = step_ends(material, step)
    years = [material.pick(f"（{step[y]}年）", f" ({step[y]})") for y in ("year_from", "year_to")]
    words = pace_words(material, step)
    return (
        material.pick(f"{name}由 ", f"{name} from "),
        *before,
        material.pick(f"{years[0]}到 ", f"{years[0]} to "),
        *after,
        material.pick(f"{years[1]}，{words}", f"{years[1]}, {words}"),
    )


def revised(material: Material, rows: Sequence[Row]) -> Rich | None:
    """What a newer plan changed for the same year, where the definition stayed the same. A draft changes
    nothing yet, nor is it in force to be changed."""
    kept = [
        r for r in rows
        if r["is_comparable"] and r["figure_change"]
        and not any(material.is_draft(r[k]) for k in ("plan_id", "earlier_plan_id"))
    ]  # fmt: skip
    if not kept:
        return None
    told = [
        (
            f"{material.labelled(r)} {r['horizon']}",
            material.pick("：", ": "),
            *material.cited(r["earlier_target_id"]),
            " → ",
            *material.cited(r["target_id"]),
        )
        for r in sorted(kept, key=_revision_order(material))[:MOST_NAMED]
    ]
    count, more = len(kept), len(kept) - len(told)
    rest = material.pick(f"；另有{more}项。", f"; {more} more.") if more else material.pick("。", ".")
    lead = material.pick(
        f"新计划改动了{count}项同年目标：",
        f"Newer plans changed {counted(count, 'target')} of the same year: ",
    )
    return (lead, *join(told, material.pick("；", "; ")), rest)


def _revision_order(material: Material):
    return lambda r: (*material.place_in_codebook(r), r["horizon"], r["region"])


def firmness(material: Material, plans: Sequence[str]) -> Rich | None:
    """`49项目标中写作下限或确保的14项（29%，95%区间18至42%），约数或力争的12项，其中3项两者兼有`"""
    found = {r["plan_id"]: r for r in material.rows("commitment_profile")}
    told = [_profile(material, found[p]) for p in plans if p in found and found[p]["n"]]
    if not told:
        return None
    lead = material.pick("表述力度：", "Wording: ")
    return (lead + material.pick("；", "; ").join(told) + material.pick("。", "."),)


def _profile(material: Material, row: Row) -> str:
    name, n = material.called(row["plan_id"]), row["n"]
    share, low, high = (percent(row[f"hard_or_mixed_{k}"]) for k in ("share", "low", "high"))
    hard, soft = (material.word("commitment", kind) for kind in ("hard", "soft"))
    firm, loose, both = row["hard"] + row["mixed"], row["soft"] + row["mixed"], row["mixed"]
    zh = f"{name}的{n}项目标中写作{hard}的{firm}项（{share}，95%区间{low}至{high}），{soft}的{loose}项"
    en = f"{name}: {firm} of {n} targets worded as {hard} ({share}, 95% interval {low} to {high}), "
    en += f"{loose} as {soft}"
    if both:
        zh, en = f"{zh}，其中{both}项两者兼有", f"{en}; {both} of them as both"
    return material.pick(zh, en)


def firmness_of(material: Material, rows: Sequence[Row]) -> Rich:
    """How many of these targets are worded as floors, as aims, as both, or plainly."""
    kinds = Counter(commitment_of(r["comparator"], r["strength"]) for r in rows)
    said = [(material.word("commitment", kind), kinds[kind]) for kind in ("hard", "soft", "mixed", "plain")]
    told = [material.pick(f"{word}的{m}项", f"{m} {word}") for word, m in said if m]
    n = len(rows)
    return (
        material.pick(
            f"表述力度：{n}项目标中，{'、'.join(told)}。",
            f"Wording: of {counted(n, 'target')}, {', '.join(told)}.",
        ),
    )


def themes(material: Material, plans: Sequence[str]) -> Rich | None:
    """The themes with most of the newest plan's text, and what changed since the plan before, as far as that
    can be told from none: of one kind of document and one subject."""
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for row in material.rows("plan_themes"):
        shares[row["plan_id"]][row["theme"]] = row["share"]
    with_themes = [p for p in plans if p in shares]
    if not with_themes:
        return None
    newest = with_themes[0]
    order = [t for t in heaviest_first(shares[newest]) if t != "other"]
    if not order:
        return None
    told = [
        material.pick(
            f"{_theme(material, theme)}（{percent(share)}）", f"{_theme(material, theme)} ({percent(share)})"
        )
        for theme, share in ((t, shares[newest][t]) for t in order[:MOST_NAMED])
    ]
    text = material.pick(
        f"篇幅：{material.called(newest)}着墨最多的是{'、'.join(told)}",
        f"Space: {material.name(newest)} writes most on {', '.join(map(within, told))}",
    )
    return (text + _change(material, newest) + material.pick("。", "."),)


def _change(material: Material, newest: str) -> str:
    """What grew and shrank most since the plan before, of what is told from none; that nothing did beyond
    chance; or nothing."""
    rows = [r for r in theme_changes(material) if r["plan_id"] == newest and r["theme"] != "other"]
    if not rows:
        return ""
    plan = material.called(rows[0]["earlier_plan_id"])
    lead = material.pick(f"；与{plan}相比，", f"; against {plan}, ")
    told = sorted((r for r in rows if is_told(r)), key=lambda r: (-r["difference"], r["theme"]))
    ends = [r for r in told[:1] if r["difference"] > 0] + [r for r in told[-1:] if r["difference"] < 0]
    parts = [_moved(material, r, _is_furthest(r, rows)) for r in ends]
    none = material.pick(
        "各主题占比的变化都不超出偶然波动", "no theme's share changed by more than chance would"
    )
    return lead + (material.pick("，", " and ").join(parts) or none)


def _is_furthest(row: Row, rows: Sequence[Row]) -> bool:
    """Whether no other theme moved as far that way: one that may have done so by chance is no smaller."""
    sign = 1 if row["difference"] > 0 else -1
    return all(sign * (row["difference"] - r["difference"]) > 0 for r in rows if r is not row)


def _moved(material: Material, row: Row, is_most: bool) -> str:
    theme, points = _theme(material, row["theme"]), signed(round(100 * row["difference"]))
    zh, en = ("增加", "grew") if row["difference"] > 0 else ("减少", "shrank")
    zh, en = (f"{zh}最多", f"{en} most") if is_most else (f"确有{zh}", f"{en} beyond chance")
    return material.pick(f"{zh}的是{theme}（{points}个百分点）", f"{within(theme)} {en} ({points} points)")


def _theme(material: Material, theme: str) -> str:
    return material.theme(theme)


def borrowed(material: Material, plans: Sequence[str]) -> Rich | None:
    """What share of each plan's text stands in older plans here, and in which of them most."""
    rows = [r for r in material.rows("borrowing") if r["direction"] != "unknown"]
    told = []
    for plan in plans:
        every = next((r for r in rows if r["plan_id"] == plan and r["source_relation"] == "any"), None)
        single = [r for r in rows if r["plan_id"] == plan and r["source_relation"] != "any"]
        if every is None or not single or every["share"] < TOLD_FROM:
            continue
        most = max(single, key=lambda r: (r["share"], r["source_plan_id"]))
        name, source = material.called(plan), material.called(most["source_plan_id"])
        told.append(
            material.pick(
                f"{name}有{percent(every['share'])}的文字见于更早的计划，"
                f"与{source}相同的最多（{percent(most['share'])}）",
                f"{percent(every['share'])} of {name} stands in older plans, the largest part in {source} "
                f"({percent(most['share'])})",
            )
            + formulas(material, every)
        )
    if not told:
        return None
    return (
        material.pick("沿用：", "Borrowing: ")
        + material.pick("；", "; ").join(told)
        + material.pick("（相同12字以上）。", " (runs of 12 characters or more)."),
    )


def swapped(material: Material, plans: Sequence[str]) -> Rich | None:
    """How often a sentence of an older plan stands with another number, counted as in the notebook."""
    rows = [r for r in number_swaps.swapped(material) if r["plan_id"] in plans]
    if not rows:
        return None
    above = number_swaps.counted(number_swaps.distinct([r for r in rows if r["source_relation"] == "parent"]))
    told = number_swaps.sentence(material, rows)
    if above and above != number_swaps.counted(number_swaps.distinct(rows)):
        ways = number_swaps.ways(material, above, "句")
        told += material.pick(f"；与上级计划相比，{ways}", f"; against the territory above {ways}")
    return (told + material.pick("。", "."),)
