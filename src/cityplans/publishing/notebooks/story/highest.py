"""Who stands highest among peers and against the territory above, as notebook 05 says it in a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from cityplans.comparison.ambition.alike import GROUP
from cityplans.publishing.notebooks.story import Told
from cityplans.publishing.telling import findings
from cityplans.publishing.telling.comparable import direction_of, groups, held_against_above
from cityplans.publishing.telling.wording import pick, some

MOST_REGIONS, MOST_INDICATORS = 6, 4  # a sentence names; of the others their number


def shared(told: Told) -> list[tuple[tuple, int, list[dict]]]:
    """Groups of like targets that two plans have for one year: (group, year, rows), current ones only."""
    return [found for found in every_year(told) if len({row["plan_id"] for row in found[2]}) > 1]


def every_year(told: Told) -> list[tuple[tuple, int, list[dict]]]:
    """As `shared`, with the years for which only one of the plans that share the indicator has a target."""
    found = defaultdict(list)
    for row in told.rows("comparisons"):
        if not row["superseded"]:
            found[tuple(row[k] for k in GROUP), row["horizon"]].append(row)
    order = {group: i for i, group in enumerate(groups(told))}
    return [(*key, found[key]) for key in sorted(found, key=lambda k: (order[k[0]], k[1]))]


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
        + f"，其中{level}组并列" * bool(level)
        + f"，{unsure}组因“左右”等无法排序" * bool(unsure)
        + f"。要求单独最高的组数/所在组数：{zh}（一份清单抄到几地会重复计入）。"
        + f"另有{totals}组是总数，规模不同，不排高低。" * bool(totals),
        f"Who aims higher: {n} groups of peers can be compared (one indicator, one year)"
        + f", {level} level" * bool(level)
        + f", {unsure} not to be ordered" * bool(unsure)
        + f". Alone at the top, of the groups a region is in: {en} (a list "
        f"that several copy counts again each time)."
        + f" {totals} more are totals of regions of different size, not ranked."
        * bool(totals),
    )


def _each(told: Told, tops: Tops, lang: str) -> str:
    """Each region with the groups it tops, of those it is in."""
    alone, present = tops.alone, tops.present
    name = told.other(lang).region
    regions = sorted(present, key=lambda r: (-alone[r] / present[r], -present[r], r))
    each = [
        pick(lang, f"{name(r)}{alone[r]}/{present[r]}", f"{name(r)} {alone[r]} of {present[r]}")
        for r in regions
    ]
    return some(each, lang, MOST_REGIONS, "地")


def against_above(told: Told) -> tuple[str, str] | None:
    rows = held_against_above(told)
    if not rows:
        return None
    counted = Counter(r["relation"] for r in rows)
    clauses = {t["target_id"]: t["clause_id"] or t["target_id"] for t in told.rows("targets")}
    drawn = len({clauses.get(r["target_id"]) for r in rows})
    kinds = [kind for kind in ("higher", "equal", "lower", "unordered") if counted[kind]]
    zh = "、".join(f"{told.other('zh').word('relation', kind)}{counted[kind]}项" for kind in kinds)
    en = ", ".join(f"{counted[kind]} {told.other('en').word('relation', kind)}" for kind in kinds)
    below = [r for r in rows if r["relation"] == "lower"]
    lists = {lang: _below(told.other(lang), below) for lang in ("zh", "en")}
    return (
        f"与上级相比（{len(rows)}项，出自{drawn}段文字，总数除外）：{zh}。"
        + (f"要求低于上级的：{lists['zh']}。" if below else ""),
        f"Against the territory above ({len(rows)} targets of {drawn} clauses, totals apart): {en}."
        + (f" Below it: {lists['en']}." if below else ""),
    )


def _below(view: Told, rows: list[dict]) -> str:
    """`宁波（R&D经费占GDP比重、另3项）；另2地`: most such targets and main indicators first."""
    found = defaultdict(set)
    for row in rows:
        found[row["region"]].add(row["indicator_id"])
    told = []
    for region in sorted(found, key=lambda r: (-len(found[r]), r)):
        names = [view.indicator(i) for i in sorted(found[region], key=lambda i: (view.place_of(i), i))]
        listed_here = some(names, view.lang, MOST_INDICATORS, "项")
        told.append(view.region(region) + view.pick(f"（{listed_here}）", f" ({listed_here})"))
    return some(told, view.lang, MOST_REGIONS, "地", ("；", "; "))
