"""Notebook 05: who aims higher, by when, how firmly, for every indicator that two plans share."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from cityplans.comparison.ambition.alike import GROUP
from cityplans.comparison.ambition.commitment import commitment_of
from cityplans.publishing.briefing import indicator
from cityplans.publishing.briefing.content import Material, plain
from cityplans.publishing.notebooks.story import Shown, Told, listed, noted, said, share
from cityplans.publishing.telling import findings, headlines, revised, text, uncompared, wording
from cityplans.publishing.telling.comparable import (
    PER,
    direction_of,
    group_label,
    groups,
    held_against_above,
    part_of_total,
)
from cityplans.publishing.telling.paces import pace_words
from cityplans.publishing.telling.wording import pick, some

MOST = 200
MOST_REGIONS, MOST_INDICATORS = 6, 4  # a sentence names; of the others their number


def finding(told: Told) -> Shown:
    return said(
        highest=_highest(told),
        against_above=_against_above(told),
        by_when=_by_when(told),
        how_firmly=_how_firmly(told),
    )


def one(told: Told, indicator_id: str) -> Shown:
    """What the briefing of an indicator finds: who aims higher, by when, how firmly, how fast."""
    if indicator_id not in {r["indicator_id"] for r in told.rows("comparisons")}:
        why = uncompared.why(told, indicator_id)
        return noted((f"{why.zh}。", f"{why.en[:1].upper()}{why.en[1:]}."))
    spoken = []
    for lang in ("zh", "en"):
        _, found, _, _ = indicator.content(Material(told.frames, told.codebook, lang), indicator_id)
        spoken.append([plain(sentence) for sentence in found])
    return said(*zip(*spoken, strict=True))


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


def _peers(rows: list[dict]) -> list[list[dict]]:
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
        for peers in _peers(rows) if direction_of(told, group) else ():
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


def _highest(told: Told) -> tuple[str, str]:
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
    regions = sorted(present, key=lambda r: (-alone[r] / present[r], -present[r], r or ""))
    each = [
        pick(lang, f"{name(r)}{alone[r]}/{present[r]}", f"{name(r)} {alone[r]} of {present[r]}")
        for r in regions
    ]
    return some(each, lang, MOST_REGIONS, "地")


def _against_above(told: Told) -> tuple[str, str] | None:
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
    for region in sorted(found, key=lambda r: (-len(found[r]), r or "")):
        names = [view.indicator(i) for i in sorted(found[region], key=lambda i: (view.place_of(i), i))]
        listed_here = some(names, view.lang, MOST_INDICATORS, "项")
        told.append(view.region(region) + view.pick(f"（{listed_here}）", f" ({listed_here})"))
    return some(told, view.lang, MOST_REGIONS, "地", ("；", "; "))


def _by_when(told: Told) -> tuple[str, str] | None:
    years = defaultdict(Counter)
    for target in told.rows("targets"):
        years[target["plan_id"]][target["horizon"]] += 1
    main = defaultdict(list)
    for plan_id, counted in years.items():
        known = {y: n for y, n in counted.items() if y}
        if known:  # of several years level each is named
            main[tuple(y for y in sorted(known) if known[y] == max(known.values()))].append(plan_id)
    if not main:
        return None
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


def _how_firmly(told: Told) -> tuple[str, str] | None:
    every = [r for r in told.rows("commitment_profile") if r["n"]]
    if not every:
        return None
    rows = headlines.of_many_targets(every)
    top = max(rows, key=lambda r: (r["hard_or_mixed_share"], r["hard_or_mixed_low"], r["n"]))
    low = min(rows, key=lambda r: (r["hard_or_mixed_share"], r["hard_or_mixed_high"], -r["n"]))
    plans = f"{len(rows)}份计划", f"{len(rows)} plans"
    if len(rows) < len(every):
        few = headlines.FEW
        plans = f"{len(rows)}份有{few}项目标以上的计划", f"{len(rows)} plans of {few} targets or more"
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


def who_aims_higher(told: Told) -> Shown:
    """One row per year of an indicator that two plans share: all figures, and what may be said of them."""
    rows = [_row(told, group, year, found) for group, year, found in every_year(told)]
    return listed(
        told,
        rows,
        ("indicator", "horizon", "figures", "among_peers", "against_above", "firmness"),
        MOST,
        {
            "indicator": ("指标", "Indicator"),
            "figures": ("各地数值与力度", "Figures, with how firmly"),
            "among_peers": ("同级之间", "Among peers"),
            "against_above": ("与上级相比", "Against the territory above"),
            "firmness": ("力度", "How firmly"),
        },
    )


def _row(told: Told, group: tuple, year: int, rows: list[dict]) -> dict:
    direction = direction_of(told, group)
    order = sorted(
        sorted(rows, key=lambda r: r["region"] or ""), key=lambda r: -(r["value_low"] or 0) * direction
    )
    order = sorted(order, key=lambda r: r["region_level"] != "province")
    figures = [f"{_whose(told, r)} {told.value(r)}" + _draft(told, r) for r in order]
    return {
        "indicator": group_label(told, group),
        "horizon": year,
        "figures": told.pick("；", "; ").join(figures),
        "among_peers": _among(told, rows, direction),
        "against_above": _above(told, rows, direction),
        "firmness": _firmness(told, rows),
    }


def _firmness(told: Told, rows: list[dict]) -> str:
    """`下限或确保 1、约数或力争 3`: how many of the targets are worded so."""
    counted = Counter(commitment_of(r["comparator"], r["strength"]) for r in rows)
    kinds = [k for k in ("hard", "soft", "mixed", "plain") if counted[k]]
    return told.pick("、", ", ").join(f"{told.word('commitment', k)} {counted[k]}" for k in kinds)


def _whose(told: Told, row: dict) -> str:
    """The region of a row, or the plan where it is of none."""
    return told.region(row["region"]) if row["region"] else told.name(row["plan_id"])


def _draft(told: Told, row: dict) -> str:
    return told.pick("（征求意见稿）", " (draft)") if row["status"] == "draft" else ""


def _among(told: Told, rows: list[dict], direction: int) -> str:
    if rows[0]["comparable"] == "total":
        return told.pick("总数，不排高低", "totals, not ranked") if _peers(rows) else "–"
    said = [findings.who_is_highest(told, peers, direction) for peers in _peers(rows)]
    return told.pick("；", "; ").join(said) or "–"


def _above(told: Told, rows: list[dict], direction: int) -> str:
    """Regions against the one above them; totals as shares of its total."""
    parents = {p["plan_id"]: p["parent_region"] for p in told.rows("plans")}
    said = []
    for parent in rows:
        below = [r for r in rows if parent["region"] and parents.get(r["plan_id"]) == parent["region"]]
        if below and parent["comparable"] == "total":
            parts = [(told.region(r["region"]), part_of_total(told, r, parent)) for r in below]
            said += [f"{place} {part}" for place, part in parts if part]
        elif below and direction:
            said.append(findings.against_parent(told, below, parent, direction))
    total = said and rows[0]["comparable"] == "total"
    what = told.pick("占上级总数 ", "of the total above: ") if total else ""
    return what + told.pick("；", "; ").join(said) if said else "–"


def left_out(told: Told) -> Shown:
    """Targets that were not compared, by reason."""
    counted = Counter(r["not_compared_reason"] for r in told.rows("not_compared"))
    total = len(told.rows("targets"))
    rows = [
        {"not_compared_reason": reason, "n": n, "part": share(n, total)}
        for reason, n in counted.most_common()
    ]
    return listed(
        told, rows, ("not_compared_reason", "n", "part"), heads={"part": ("占全部目标", "Of all targets")}
    )


def revisions(told: Told) -> Shown:
    """What newer plans of a region made of its earlier targets, as the chart has them."""
    rows = [revised.told(told, one) for one in revised.revised(told)]
    columns = [c for c in revised.HEADS if not c.endswith("_id")]
    return listed(told, rows, columns, MOST, revised.HEADS)


def pace(told: Told) -> Shown:
    """What two targets of a region differ by, and how fast it is to move from what was reached."""
    rows = [
        r
        for r in told.rows("pace")
        if r["pace_kind"] in ("plans", "horizons", "stated", "baseline", "actual")
    ]
    targets = {r["target_id"]: r for r in told.rows("targets")}

    def end(row: dict, key: str, value: str) -> str:
        target = targets.get(row[key])
        return told.value(target) if target else wording.number(row[value], told.lang)

    shown = [
        r
        | {
            "years": f"{r['year_from']} → {r['year_to']}",
            "values": f"{end(r, 'earlier_target_id', 'value_from')} → {end(r, 'target_id', 'value_to')}",
            "pace": pace_words(told, r),
        }
        for r in rows
    ]
    return listed(
        told,
        shown,
        ("region", "indicator_id", "years", "values", "pace"),
        60,
        {
            "indicator_id": ("指标", "Indicator"),
            "years": ("年份", "Years"),
            "values": ("数值", "Values"),
            "pace": ("变化", "Change"),
        },
    )


def per_head(told: Told) -> Shown:
    """Totals by inhabitants and GDP where the researcher's scale.csv gives them; else why there are none."""
    rows = [
        {**r, "indicator": group_label(told, tuple(r[k] for k in GROUP)), "shown": told.value(r)}
        for r in told.rows("comparisons")
        if not r["superseded"] and any(r[key] is not None for key in PER)
    ]
    if not rows:
        return noted(
            (
                "没有 data/raw/scale.csv：总数不能按人口或GDP折算，不可跨地区比较。",
                "No data/raw/scale.csv: totals cannot be given per head, nor compared across regions.",
            )
        )
    columns = ("indicator", "horizon", "region", "shown", *PER, "scale_year")
    heads = {"indicator": ("指标", "Indicator"), "shown": ("目标", "Target")}
    return listed(told, sorted(rows, key=lambda r: (r["indicator"], r["horizon"])), columns, MOST, heads)


def caveats(told: Told) -> Shown:
    drafts = [p["plan_id"] for p in told.rows("plans") if p["status"] == "draft"]
    cities = len({r["region"] for r in told.rows("comparisons")})
    return noted(
        (
            "只比同类：文件种类、指标、度量、单位、适用范围、口径（每年、年均或累计）、起算年和目标年都相同。"
            "“以上”是下限，“左右”没有界，二者之间常常排不出先后。",
            "Only like is compared with like: kind of document, indicator, measure, unit, scope, basis "
            "(yearly, average or total), first year counted, and year aimed at. “At least” is a floor, "
            "“about” has no bound; often they cannot be ordered.",
        ),
        (
            "目标高不等于做得到，也可能只是起点高：没有基期数据时看不出要走多远。可填 "
            "data/raw/baselines.csv 和 scale.csv。",
            "A high target may be out of reach, or start from a high level: without baselines the distance "
            "is unknown. data/raw/baselines.csv and scale.csv can supply them.",
        ),
        (
            f"只有{cities}个地区：百分位和名次只描述这些地区。",
            f"Only {text.counted(cities, 'region')}: percentiles and ranks describe these.",
        )
        if cities
        else None,
        (
            f"{told.named(drafts, 'zh')}是征求意见稿，正式文本可能改数。",
            f"{told.named(drafts, 'en')}: drafts; the final text may change figures.",
        )
        if drafts
        else None,
    )
