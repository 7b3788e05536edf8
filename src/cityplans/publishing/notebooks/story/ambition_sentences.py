"""Sentences of notebook 05: who aims higher, against whom, by when, how firmly, and how sure that is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from cityplans.comparison.ambition.alike import GROUP
from cityplans.publishing.notebooks.story import Told, share
from cityplans.publishing.notebooks.story.targets import expected_faults
from cityplans.publishing.telling import findings, headlines
from cityplans.publishing.telling.comparable import direction_of, groups, held_against_above
from cityplans.publishing.telling.text import counted
from cityplans.publishing.telling.waves import of_main_kind
from cityplans.publishing.telling.wording import pick, some

MOST_REGIONS, MOST_INDICATORS = 6, 4  # a sentence names; of the others their number
FEW_GROUPS = 3  # of fewer groups a region tops all or none by chance: it is named behind the others
MOST_PLANS = 8  # that are named by the year of most of their targets; of more they are counted
MOST_YEARS = 6
LIMITS = (
    "不能由此说：目标高就更努力或更做得到；在多数组里领先就总体领先；低于上级就是没有尽责。",
    "Not to be concluded: that a higher target is more effort or more likely to be met; that to lead most "
    "groups is to lead as a whole; that to ask for less than the territory above is a failing.",
)


def how_sure(told: Told) -> tuple[str, str] | None:
    """How many of the targets that are compared are probably read wrong in some field."""
    compared = {r["target_id"] for r in told.rows("comparisons") if not r["superseded"]}
    found = expected_faults([t for t in told.rows("targets") if t["target_id"] in compared])
    if found is None:
        return None
    n, wrong, low, high = len(compared), *found
    return (
        f"把握：参与比较的{n}项目标中，大约{wrong}项（{low}–{high}项）可能有某个字段读错；引用前先对照原句（见02）。",
        f"How sure: of {counted(n, 'target')} that are compared about {wrong} ({low}–{high}) are probably "
        "read wrong in some field; see the sentence before you cite one (02).",
    )


def shared(told: Told) -> list[tuple[tuple, int, list[dict]]]:
    """Groups of like targets that two plans have for one year: (group, year, rows), current ones only."""
    found = defaultdict(list)
    for row in told.rows("comparisons"):
        if not row["superseded"]:
            found[tuple(row[k] for k in GROUP), row["horizon"]].append(row)
    order = {group: i for i, group in enumerate(groups(told))}
    by_group = sorted(found, key=lambda k: (order[k[0]], k[1]))
    return [(*key, found[key]) for key in by_group if len({row["plan_id"] for row in found[key]}) > 1]


def peers_of(rows: list[dict]) -> list[list[dict]]:
    """Rows of one level each, where two regions or more have one."""
    levels = defaultdict(list)
    for row in rows:
        levels[row["region_level"]].append(row)
    return [found for _, found in sorted(levels.items(), key=lambda i: str(i[0])) if len(found) > 1]


class Tops(NamedTuple):
    """Groups of peers by who is highest: `alone`, of those a region is `present` in; `level`; `unsure` where
    they cannot be ordered; `totals`, which are of regions of different size."""

    alone: Counter
    present: Counter
    level: int
    unsure: int
    totals: int


def _tops(told: Told) -> Tops:
    alone: Counter = Counter()
    present: Counter = Counter()
    level = unsure = totals = 0
    for group, _, rows in shared(told):
        for peers in peers_of(rows) if direction_of(told, group) else ():
            if peers[0]["comparable"] == "total":
                totals += 1
                continue
            present.update({row["region"] for row in peers})
            top, sure = findings.highest(peers, direction_of(told, group))
            unsure += not sure
            level += sure and len(top) > 1
            if sure and len(top) == 1:
                alone[top[0]["region"]] += 1
    return Tops(alone, present, level, unsure, totals)


def highest(told: Told) -> tuple[str, str]:
    """How often each region stands alone at the top, and how often nobody can be said to."""
    tops = _tops(told)
    level, unsure, totals = tops.level, tops.unsure, tops.totals
    n = tops.alone.total() + level + unsure
    if not n:
        return (
            "同级之间没有可比的组" + f"（另有{totals}组总数）" * bool(totals) + "。",
            "No group of peers can be compared" + f" ({totals} of totals)" * bool(totals) + ".",
        )
    zh, en = (_each(told, tops, lang) for lang in ("zh", "en"))
    return (
        f"谁更高：同级、同一指标、同一年可比的有{n}组"
        + f"，其中{level}组最高者并列" * bool(level)
        + f"，{unsure}组因“左右”等无法排序" * bool(unsure)
        + f"。要求单独最高的组数/所在组数：{zh}（一份清单抄到几地会重复计入）。"
        + f"另有{totals}组是总数，规模不同，不排高低。" * bool(totals),
        f"Who aims higher: {counted(n, 'group')} of peers can be compared (one indicator, one year)"
        + f", {level} level at the top" * bool(level)
        + f", {unsure} not to be ordered" * bool(unsure)
        + f". Alone at the top, of the groups a region is in: {en} (a list "
        f"that several copy counts again each time)."
        + f" Not ranked: {counted(totals, 'group')} of totals of regions of different size."
        * bool(totals),
    )


def _each(told: Told, tops: Tops, lang: str) -> str:
    """Each region with the groups it tops, of those it is in; regions that are in few come last."""
    alone, present = tops.alone, tops.present
    name = told.other(lang).region
    regions = sorted(
        present, key=lambda r: (present[r] < FEW_GROUPS, -alone[r] / present[r], -present[r], r or "")
    )
    each = [
        pick(lang, f"{name(r)}{alone[r]}/{present[r]}", f"{name(r)} {alone[r]} of {present[r]}")
        for r in regions
    ]
    return some(each, lang, MOST_REGIONS, "地")


def against_above(told: Told) -> tuple[str, str] | None:
    rows = held_against_above(told)
    if not rows:
        return None
    kinds = Counter(r["relation"] for r in rows)
    clauses = {t["target_id"]: t["clause_id"] or t["target_id"] for t in told.rows("targets")}
    drawn = len({clauses.get(r["target_id"]) for r in rows})
    there = [kind for kind in ("higher", "equal", "lower", "unordered") if kinds[kind]]
    zh = "、".join(f"{told.other('zh').word('relation', kind)}{kinds[kind]}项" for kind in there)
    en = ", ".join(f"{kinds[kind]} {told.other('en').word('relation', kind)}" for kind in there)
    below = [r for r in rows if r["relation"] == "lower"]
    lists = {lang: _below(told.other(lang), below) for lang in ("zh", "en")}
    return (
        f"与上级相比（{len(rows)}项，出自{drawn}段文字，总数除外）：{zh}。"
        + (f"要求低于上级的：{lists['zh']}。" if below else ""),
        f"Against the territory above ({counted(len(rows), 'target')} of {counted(drawn, 'clause')}, totals "
        f"apart): {en}." + (f" Below it: {lists['en']}." if below else ""),
    )


def _below(view: Told, rows: list[dict]) -> str:
    """`宁波（R&D经费占GDP比重、另3项）；另2地`: most such targets and main indicators first."""
    found = defaultdict(set)
    for row in rows:
        found[row["region"]].add(row["indicator_id"])
    told = []
    for region in sorted(found, key=lambda r: (-len(found[r]), r or "")):
        names = [view.indicator(i) for i in sorted(found[region], key=lambda i: (view.place_of(i), i))]
        listed_here = some(names, view.lang, MOST_INDICATORS, "项")
        told.append(view.region(region) + view.pick(f"（{listed_here}）", f" ({listed_here})"))
    return some(told, view.lang, MOST_REGIONS, "地", ("；", "; "))


def by_when(told: Told) -> tuple[str, str] | None:
    years = defaultdict(Counter)
    for target in told.rows("targets"):
        years[target["plan_id"]][target["horizon"]] += 1
    main = defaultdict(list)
    for plan_id, of_plan in years.items():
        known = {y: n for y, n in of_plan.items() if y}
        if known:  # of several years level each is named
            main[tuple(y for y in sorted(known) if known[y] == max(known.values()))].append(plan_id)
    if not main:
        return None
    if sum(map(len, main.values())) > MOST_PLANS:
        return _years_of_many(main)
    each = {
        lang: pick(lang, "；", "; ").join(
            pick(lang, "、", ", ").join(map(str, y)) + pick(lang, "年：", ": ") + told.named(sorted(p), lang)
            for y, p in sorted(main.items())
        )
        for lang in ("zh", "en")
    }
    return (
        f"何时实现：目标最多的年份——{each['zh']}。",
        f"By when: the year with most targets: {each['en']}.",
    )


def _years_of_many(main: Mapping[tuple, list[str]]) -> tuple[str, str]:
    """For which year most plans have most of their targets."""
    years = Counter(year for of_plan, plans in main.items() for year in of_plan for _ in plans)
    ranked = sorted(years, key=lambda year: (-years[year], year))
    zh = some([f"{year}年{years[year]}份" for year in ranked], "zh", MOST_YEARS, "个年份")
    en = some([f"{year} ({years[year]})" for year in ranked], "en", MOST_YEARS, "个年份")
    n = sum(map(len, main.values()))
    level = years.total() > n
    return (
        f"何时实现：{n}份计划目标最多的年份——{zh}{'（并列的都计入）' * level}。",
        f"By when: the year with most targets of each of {n} plans: {en}{', all that are level' * level}.",
    )


def how_firmly(told: Told) -> tuple[str, str] | None:
    every = [r for r in told.rows("commitment_profile") if r["n"]]
    of_one_kind, (of_zh, of_en) = of_main_kind(told, [r["plan_id"] for r in every])
    every = [r for r in every if r["plan_id"] in of_one_kind]
    if not every:
        return None
    rows = headlines.of_many_targets(every)
    top = max(rows, key=lambda r: (r["hard_or_mixed_share"], r["hard_or_mixed_low"], r["n"]))
    low = min(rows, key=lambda r: (r["hard_or_mixed_share"], r["hard_or_mixed_high"], -r["n"]))
    few, called = headlines.FEW, of_en.removeprefix(" in ") or "plans"
    plans = f"{of_zh}{len(rows)}份计划", f"{len(rows)} {called}"
    if len(rows) < len(every):
        plans = (
            f"{of_zh}{len(rows)}份有{few}项目标以上的计划",
            f"{len(rows)} {called} of {few} targets or more",
        )
    zh, en = (_firm_words(told, top, low, pick(lang, *plans), lang) for lang in ("zh", "en"))
    return (zh, en) if top is not low else None


def _firm_words(told: Told, top: dict, low: dict, plans: str, lang: str) -> str:
    one, other = (
        f"{told.other(lang).name(r['plan_id'])} {share(r['hard_or_mixed_share'], 1)}"
        f"{pick(lang, '（', ' (')}{share(r['hard_or_mixed_low'], 1)}–{share(r['hard_or_mixed_high'], 1)}"
        f"{pick(lang, '）', ')')}"
        for r in (top, low)
    )
    if lang == "zh":
        return (
            f"措辞：写成下限（“以上”“超过”）或“确保”的目标占比，{plans}从{other}到{one}；括号内为按段落重抽的95%区间。"
            "最高与最低是挑出来的，不作检验；这是措辞，不是约束性。"
        )
    return (
        f"Wording: the share of targets worded as a floor or ensured runs over {plans} from {other} to "
        f"{one}; in brackets 95%, clauses drawn again. The ends are picked, so this is no test; and it is "
        "wording, not obligation."
    )
