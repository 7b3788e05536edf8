"""The briefing of one region: how its targets stand to the territory above, its peers, its earlier plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from cityplans.comparison.ambition.alike import Row
from cityplans.comparison.plans import kinds
from cityplans.publishing.briefing import below as briefing_below
from cityplans.publishing.briefing import facts, sentences
from cityplans.publishing.briefing.content import Material, Plots, Rich, Table, join
from cityplans.publishing.briefing.evidence import swap_table
from cityplans.publishing.briefing.plots import firmness_plot, theme_plot
from cityplans.publishing.briefing.region_lines import (
    Line,
    among_peers,
    held_above,
    lines_of,
    plans_of,
    with_the_one_before,
)
from cityplans.publishing.briefing.region_plots import value_plots
from cityplans.publishing.briefing.region_tables import MOST_ROWS, own_table, target_table
from cityplans.publishing.telling.region_names import in_sentence
from cityplans.publishing.telling.text import counted

SIDE_BY_SIDE = 2


def content(material: Material, region: str) -> tuple[str, list[Rich], list[Plots], list[Table]]:
    """Title, findings, charts and tables, citing sources in the order in which they are read."""
    plans = plans_of(material, region)
    latest = with_the_one_before(material, plans)
    lines, below = lines_of(material, region), briefing_below.answers(material, region)
    own = {name: [r for r in material.rows(name) if r["region"] == region] for name in ("pace", "revisions")}
    made = [
        _overview(material, region, plans),
        against(material, lines),
        briefing_below.sentence(material, below),
        _among(material, lines),
        sentences.pace(material, own["pace"], "indicator"),
        sentences.revised(material, own["revisions"]),
        sentences.firmness(material, latest),
        sentences.themes(material, plans),
        sentences.borrowed(material, latest),
        sentences.swapped(material, plans),
    ]
    values = value_plots(material, region, lines[:MOST_ROWS])
    profile = [theme_plot(material, latest), firmness_plot(material, plans)]
    name = material.region(region)
    made_findings = [s for s in made if s]
    head = material.pick(f"{name}：比重和增速目标", f"{name}: shares and growth rates")
    plots = [Plots(head, values[i : i + SIDE_BY_SIDE]) for i in range(0, len(values), SIDE_BY_SIDE)]
    both = material.pick("主题与表述力度", "Themes and wording")
    plots.append(Plots(both, tuple(p for p in profile if p)))
    made_tables = [target_table(material, region, lines)] if lines else []
    made_tables += [briefing_below.table(material, region, below)] if below else []
    made_tables = made_tables or [own_table(material, plans)]
    tables = [
        facts.table(material, plans),
        *made_tables,
        swap_table(material, lambda r: r["plan_id"] in plans, ("parent", "own_earlier")),
    ]
    title = _title(material, region, lines, below)
    return title, made_findings, [p for p in plots if p.plots], [t for t in tables if t]


def _title(material: Material, region: str, lines: Sequence[Line], below: Sequence[Row]) -> str:
    name = material.region(region)
    counted = Counter(x.above["relation"] for x in held_above(material, lines))
    n = sum(counted.values())
    if not n and below:
        return briefing_below.title(material, region, below)
    if not n:
        zh, en = IN_BRIEF[_subject(material, region)]
        return material.pick(f"{name}：{zh}目标简报", f"{name}: {en}targets in brief")
    above = material.region(next(x.above["parent_region"] for x in lines if x.above))
    higher, lower = counted["higher"], counted["lower"]
    if counted["equal"] == n:
        one = material.pick(
            f"仅1项可比，与{above}相同", f"one target is comparable with {_of(above)}, and equal"
        )
        many = f"{n}项同口径目标都与{above}相同", f"all {n} comparable targets are equal to {_of(above, 's')}"
        return f"{name}{material.pick('：', ': ')}{one if n == 1 else material.pick(*many)}"
    if not higher and not lower:
        return material.pick(
            f"{name}：{n}项同口径目标无一明显高于或低于{above}",
            f"{name}: of {n} comparable targets none is clearly above or below {above}",
        )
    zh = [f"{m}项{word}{above}" for m, word in ((higher, "高于"), (lower, "低于")) if m]
    en = [f"{m} {word} {above}'s" for m, word in ((higher, "above"), (lower, "below")) if m]
    return material.pick(
        f"{name}：{n}项同口径目标中{'，'.join(zh)}", f"{name}: of {n} comparable targets {' and '.join(en)}"
    )


def _of(above: str, plural: str = "") -> str:
    """`Zhejiang's`, `the national one`."""
    return f"the national one{plural}" if above == "National" else f"{above}'s"


IN_BRIEF = {  # what a region's targets are called
    "work_report": ("政府", "government "),
    "innovation": ("科技创新", "innovation "),
    "": ("", ""),
}
NOT_INNOVATION = {None, "other", "social_livelihood"}  # themes
INNOVATION = ("科技", "科创", "创新", "人才")  # in the title of a plan that is for it


def _subject(material: Material, region: str) -> str:
    """What a region's plans are about: the year of a government where they are work reports, innovation where
    their titles say so and most of their targets are; else nothing that could be said in a word."""
    of_plan = kinds(material.frame("plans"))
    own = {p for p, row in material.plans.items() if row["region"] == region}
    if {of_plan[p] for p in own} == {"work_report"}:
        return "work_report"
    titles = [material.plans[p]["title"] or "" for p in own]
    themes = [t["theme"] for t in material.rows("targets") if t["plan_id"] in own]
    named = all(any(word in title for word in INNOVATION) for title in titles)
    most = 2 * sum(t not in NOT_INNOVATION for t in themes) > len(themes)
    return "innovation" if named and most else ""


def _overview(material: Material, region: str, plans: Sequence[str]) -> Rich:
    targets = sum(t["plan_id"] in plans for t in material.rows("targets"))
    compared = {r["target_id"] for r in material.rows("comparisons") if r["plan_id"] in plans}
    dates = Counter(_dated(material, plan) for plan in plans)  # in the order of plans, each day once
    told = [date + material.pick(f"（{m}份）", f" ({m})") * (m > 1) for date, m in [*dates.items()][:4]]
    listed = material.pick("、", ", ").join(told) + (material.pick("等", " …") if len(dates) > 4 else "")
    n, name = len(plans), material.region(region)
    if not targets:
        return (
            material.pick(
                f"{name}有{n}份计划（{listed}），没有读出量化目标。",
                f"{name} has {counted(n, 'plan')} ({listed}); no quantified target was read.",
            ),
        )
    return (
        material.pick(
            f"{name}有{n}份计划（{listed}），共{targets}项量化目标，"
            + (
                f"其中{len(compared)}项另有计划设同口径目标（不论年份）。"
                if compared
                else "均无他地同口径目标可比。"
            ),
            f"{name} has {counted(n, 'plan')} ({listed}) with {counted(targets, 'quantified target')}; "
            + (
                f"for {len(compared)} another plan sets a comparable one, for whatever year."
                if compared
                else "no other plan sets a comparable one."
            ),
        ),
    )


def _dated(material: Material, plan_id: str) -> str:
    plan = material.plans[plan_id]
    draft = material.pick("，征求意见稿", ", draft") if plan["status"] == "draft" else ""
    return (material.issued(plan_id) or material.pick("无日期", "undated")) + draft


def against(material: Material, lines: Sequence[Line]) -> Rich | None:
    """How many targets ask for more than those above, for less; the widest of both named."""
    ordered = held_above(material, lines)
    if not ordered:
        return None
    counted = Counter(x.above["relation"] for x in ordered)
    above = in_sentence(material, ordered[0].above["parent_region"])
    told = [
        f"{counted[r]}{material.pick('项', ' ')}{material.word('relation', r)}"
        for r in ("higher", "equal", "lower", "unordered")
        if counted[r]
    ]
    n = len(ordered)
    if n == counted["equal"] == 1:
        told = [material.pick(f"仅1项可比，与{above}相同", "one is comparable, and equal")]
    early = sum(bool(x.above["pre_emption"]) for x in ordered)
    if early:
        told.append(material.pick(f"{early}项早于上级计划", f"{early} older than the plan above"))
    of_many = f"可对照的{n}项目标（总数除外）中，", f"of {n} targets with a like one there (totals apart), "
    lead = material.pick(f"对照{above}：", f"Against {above}: ") + material.pick(*of_many) * (n > 1)
    lead += material.pick("、", ", ").join(told)
    named = [x for kind in ("higher", "lower") for x in _widest(ordered, kind)]
    if not named:
        return (lead + material.pick("。", "."),)
    cases = [
        (
            material.labelled(x.row, False) + material.pick("", " "),
            *material.cited_in_words(x.row["target_id"]),
            material.pick(f"（{above}", f" ({above} "),
            *material.cited_in_words(x.above["parent_target_id"]),
            material.pick("）", ")"),
        )
        for x in named
    ]
    colon, stop = material.pick("：", ": "), material.pick("。", ".")
    return (lead + colon, *join(cases, material.pick("；", "; ")), stop)


def _widest(ordered: Sequence[Line], relation: str) -> list[Line]:
    """Those of one relation; points and ratios in turn, the widest of each first."""
    kept = [x for x in ordered if x.above["relation"] == relation]
    kept.sort(key=lambda x: (-abs(x.above["amplification"] or 0), x.row["target_id"]))
    by_kind: dict[str, list[Line]] = defaultdict(list)
    for line in kept:
        by_kind[line.above["difference_kind"]].append(line)
    return [x for kind in sorted(by_kind) for x in by_kind[kind][:1]][: sentences.MOST_NAMED]


def _among(material: Material, lines: Sequence[Line]) -> Rich | None:
    """For how many indicators and years the region is highest or lowest of its level."""
    ranked = among_peers(material, lines)
    if not ranked:
        return None
    first = [x for x in ranked if x.rank["below"] == x.rank["n"] - 1]
    last = [x for x in ranked if x.rank["above"] == x.rank["n"] - 1]
    n = len(ranked)
    return (
        material.pick(
            f"与同级地区相比：{n}项可比的目标中，{_counted(first, '要求单独最高')}",
            f"Among its peers: of {counted(n, 'comparable target')} {len(first) or 'none'} "
            f"{'asks' if len(first) == 1 else 'ask'} for more than any other",
        ),
        *_cases(material, first),
        material.pick(
            f"；{_counted(last, '要求单独最低')}", f"; {len(last) or 'none'} for less than any other"
        ),
        *_cases(material, last),
        material.pick("。", "."),
    )


def _counted(lines: Sequence[Line], what: str) -> str:
    return f"{len(lines)}项{what}" if lines else f"没有一项{what}"


def _cases(material: Material, lines: Sequence[Line]) -> Rich:
    if not lines:
        return ()
    told = [
        (
            material.labelled(x.row, False)
            + material.pick(f"（{x.row['horizon']}年", f" ({x.row['horizon']}: "),
            *material.cited_in_words(x.row["target_id"]),
            material.pick(f"，共{x.rank['n']}地", f", of {x.rank['n']} regions") + _with_drafts(material, x),
            material.pick("）", ")"),
        )
        for x in lines[: sentences.MOST_NAMED]
    ]
    some = len(lines) > sentences.MOST_NAMED
    opened = material.pick("，如" if some else "，即", ", such as " if some else ": ")
    return (opened, *join(told, material.pick("、", ", ")), material.pick("等", "") * some)


def _with_drafts(material: Material, line: Line) -> str:
    """That some of those it is held against are drafts, which may change."""
    drafts = any(material.is_draft(r["plan_id"]) for r in line.peers)
    return material.pick("，含征求意见稿", ", a draft among them") if drafts else ""
