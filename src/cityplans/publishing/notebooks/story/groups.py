"""Notebook 04: how plans group by vocabulary, and what the groups mean."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping

from cityplans.comparison.coding import tokens
from cityplans.comparison.plans import kinds
from cityplans.publishing.notebooks.story import Shown, Told, listed, noted, said, share
from cityplans.publishing.telling import distances
from cityplans.publishing.telling.wording import pick, some

MOST, MOST_NAMED, MOST_PAIRS = 25, 6, 3
FEW_OF_A_YEAR = 2  # plans: taking their mean out leaves each the other's opposite
SAME = 0.999  # adjusted Rand index from which two groupings are the same
FACTORS = ("year", "kind", "level", "region", "status")
ALPHA = 0.05


def finding(told: Told) -> Shown:
    return said(
        nearest=_nearest(told),
        structure=_structure(told),
        kind=_kind(told),
        meaning=_meaning(told),
        torn_apart=_torn_apart(told),
        depends=_depends(told),
        explained=_explained(told),
    )


def _nearest(told: Told) -> tuple[str, str] | None:
    """The pairs nearest and farthest for their lengths, of plans of one kind: short texts are far from each
    other in any case, and a work report from any plan."""
    if not told.rows("document_distances"):
        return ("计划不足两份，无从比较用词。", "With fewer than two plans there is nothing to compare.")
    pairs, mixed = distances.of_one_kind(told)
    rows = [r for r in pairs if r["distance_z"] is not None]
    if not rows:
        return (
            "计划太多或太少，未扣除篇幅的影响，不说谁与谁最近。",
            "Lengths are not set off here, so nothing is said of who is nearest to whom.",
        )
    near, far = distances.ends(rows)
    if not near:
        return (
            "没有哪两份计划的用词比同样篇幅的打乱文本更近。",
            "No two plans are nearer in wording than shuffled text of the same lengths.",
        )
    (near_zh, far_zh), (near_en, far_en) = (
        [
            some([_pair(told, row, lang) for row in pairs], lang, MOST_PAIRS, "对", ("、", "; "))
            for pairs in (near, far)
        ]
        for lang in ("zh", "en")
    )
    return (
        f"与同样篇幅的打乱文本相比（1倍＝只由篇幅决定），"
        f"{'同类文件中（规划、决定、意见和行动方案算一类）' if mixed else ''}用词最近的是{near_zh}"
        + (f"，最远的是{far_zh}。" if far else "；没有超出偶然的远。"),
        f"Against shuffled text of the same lengths (1: length alone), nearest in wording"
        f"{' among documents of one kind (plans, decisions, opinions, action plans)' if mixed else ''} "
        f"are {near_en}" + (f", farthest {far_en}." if far else "; none is farther than chance."),
    )


def _pair(told: Told, row: Mapping, lang: str) -> str:
    names = told.named((row["plan_id"], row["other_plan_id"]), lang)
    ratio, z = f"{row['distance_ratio']:.2f}", f"{row['distance_z']:.1f}"
    return pick(lang, f"{names}（{ratio}倍，z = {z}）", f"{names} ({ratio}, z = {z})")


def _structure(told: Told) -> tuple[str, str] | None:
    row = next((r for r in told.rows("cluster_findings") if r["finding"] == "structure"), None)
    if row is None:
        return None
    if row["verdict"] == "too_few":
        return (f"{row['n']}份计划太少，不分组。", f"Too few plans to look for groups ({row['n']}).")
    figures = f"{row['value']:.2f}", f"{row['null_high']:.2f}", row["repetitions"]
    if row["verdict"] == "structure":
        return (
            "分组强于偶然：轮廓系数{}，打乱句子后的文本95%不超过{}（{}次）。".format(*figures),
            f"Groups are stronger than chance: silhouette {figures[0]}, where 95% of {figures[2]} "
            f"shuffled corpora reach at most {figures[1]}.",
        )
    return (
        "没有可靠的分组：轮廓系数{}，打乱句子后的文本也可达{}（95%，{}次）。下面的树只作描述。".format(
            *figures
        ),
        "No reliable groups: silhouette {}; shuffled text reaches {} (95% of {}). The tree below only "
        "describes.".format(*figures),
    )


def chosen(told: Told) -> dict[str, str]:
    """plan_id → group, of the number of groups that was chosen."""
    return {r["plan_id"]: r["cluster"] for r in told.rows("clusters") if r["is_chosen"]}


def factors(told: Told) -> dict[str, dict[str, str]]:
    """What the groups may stand for: factor → plan_id → value, for plans where it is known."""
    plans = told.rows("plans")
    years = tokens.issue_years(told.frame("plans"))
    columns = {
        "year": years,
        "kind": kinds(told.frame("plans")),
        "level": {p["plan_id"]: p["region_level"] for p in plans},
        "region": {p["plan_id"]: p["region"] for p in plans},
        "status": {p["plan_id"]: p["status"] for p in plans},
    }
    return {name: {p: v for p, v in columns[name].items() if v} for name in FACTORS}


def _factor(told: Told, factor: str, lang: str) -> str:
    return pick(lang, "状态", "status") if factor == "status" else told.other(lang).word("factor", factor)


def agreement(groups: Mapping[str, str], values: Mapping[str, str]) -> float | None:
    """Adjusted Rand index of groups and a factor; None where it is the same for all, or never twice."""
    plans = sorted(set(groups) & set(values))
    kinds = {values[p] for p in plans}
    if len(kinds) < 2 or len(kinds) == len(plans) or len(plans) < 3:
        return None
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score([values[p] for p in plans], [groups[p] for p in plans]))


def _meaning(told: Told) -> tuple[str, str] | None:
    """Which of year, kind, level, region and status the groups coincide with, as measured."""
    groups = chosen(told)
    found = {f: agreement(groups, v) for f, v in factors(told).items()}
    found = {f: a for f, a in found.items() if a is not None}
    if not groups or not found:
        return None
    best = max(found, key=lambda f: (found[f], f))
    rest = {
        lang: pick(lang, "，", ", ").join(
            f"{_factor(told, f, lang)} {a:.2f}" for f, a in sorted(found.items()) if f != best
        )
        for lang in ("zh", "en")
    }
    zh, en = (_factor(told, best, lang) for lang in ("zh", "en"))
    n = len(set(groups.values()))
    if found[best] < SAME:
        return (
            f"{n}个组与任何一项都不完全一致；最接近的是{zh}（调整兰德指数{found[best]:.2f}；{rest['zh']}）。",
            f"The {n} groups coincide with nothing exactly; nearest is {en} (adjusted Rand "
            f"{found[best]:.2f}; {rest['en']}).",
        )
    together = sorted(f for f in found if f != best and found[f] >= SAME)
    also = {
        lang: "".join(pick(lang, "和", " and ") + _factor(told, f, lang) for f in together)
        for lang in ("zh", "en")
    }
    return (
        f"{n}个组与{zh}{also['zh']}完全一致（调整兰德指数1.00；{rest['zh']}）。一致不说明原因：发文机关、文种若与之同变，"
        "会得到同样的分组。",
        f"The {n} groups coincide with {en}{also['en']} (adjusted Rand 1.00; {rest['en']}). That is no "
        "cause: issuer or kind of text, where they changed with it, would give the same groups.",
    )


def _kind(told: Told) -> tuple[str, str] | None:
    """That the groups are kinds of documents, where they are."""
    row = next((r for r in told.rows("cluster_findings") if r["verdict"] == "kind_separates"), None)
    if row is None:
        return None
    return (
        f"分开的是文件种类（调整兰德指数{row['value']:.2f}）：工作报告与计划用词本就不同，各组不宜再作别的解释。",
        f"What separates the groups is the kind of document (adjusted Rand {row['value']:.2f}): reports and "
        "plans are worded differently, so read nothing else into the groups.",
    )


def _torn_apart(told: Told) -> tuple[str, str] | None:
    """Regions whose own plans stand in different groups."""
    groups, by_region = chosen(told), defaultdict(set)
    for plan in told.rows("plans"):
        if plan["plan_id"] in groups and plan["region"]:
            by_region[plan["region"]].add(plan["plan_id"])
    several = {r: p for r, p in by_region.items() if len(p) > 1}
    apart = sorted(r for r, plans in several.items() if len({groups[p] for p in plans}) > 1)
    if not apart:
        return None
    names = {
        lang: some([told.other(lang).region(r) for r in apart], lang, MOST_NAMED, "地")
        for lang in ("zh", "en")
    }
    return (
        "同一地区的前后计划分在不同组："
        f"{names['zh']}（有多份计划的{len(several)}个地区中的{len(apart)}个）。",
        f"Plans of one region fall into different groups: {names['en']} ({len(apart)} of {len(several)} "
        "regions with several plans).",
    )


def _explained(told: Told) -> tuple[str, str] | None:
    """The factor that explains most beyond permutations among the least likely; p corrected for choosing
    it."""
    rows = [r for r in told.rows("distance_explained") if r["r_squared"] is not None]
    if not rows:
        return None
    best = min(rows, key=lambda r: (r["p_corrected"], r["null_median"] - r["r_squared"], r["factor"]))
    zh, en = (_factor(told, best["factor"], lang) for lang in ("zh", "en"))
    figures = (
        f"{share(best['r_squared'], 1)}",
        share(best["null_median"], 1),
        _p(best["p_corrected"]),
        best["n"],
    )
    least = _p(best["least_p"])
    if best["p_corrected"] > ALPHA:
        return (
            f"没有一个因素对距离的解释明显超过偶然：最不像偶然的是{zh}（单独解释{figures[0]}，随机排列的中位数{figures[1]}，"
            f"按因素个数校正后{figures[2]}，n = {figures[3]}；可能的最小p值{least}）。",
            f"No factor explains the distances beyond chance: least like chance is {en} "
            f"(alone {figures[0]}, median of permutations {figures[1]}, corrected for the number of factors "
            f"{figures[2]}, n = {figures[3]}; least possible {least}).",
        )
    return (
        f"扣除篇幅后的距离，{zh}单独解释{figures[0]}（随机排列的中位数{figures[1]}，按因素个数校正后{figures[2]}，"
        f"n = {figures[3]}；可能的最小p值{least}）。",
        f"Of the distances relative to length {en} alone explains {figures[0]} (median of permutations "
        f"{figures[1]}, corrected for the number of factors {figures[2]}, n = {figures[3]}; least "
        f"possible {least}).",
    )


def _p(value: float) -> str:
    """`p = 0.03`, `p ≤ 0.0014`; never 0, and never below what it is."""
    if value >= 0.01:
        return f"p = {value:.2f}"
    return f"p ≤ {max(1, math.ceil(round(value * 1e4, 6))) / 1e4:g}"


def _depends(told: Told) -> tuple[str, str] | None:
    """How often other defensible choices give the chosen grouping."""
    k = len(set(chosen(told).values()))
    here = [r for r in told.rows("cluster_multiverse") if r["k"] == k]
    usual = next((r["partition"] for r in here if r["is_default"]), None)
    if not here or usual is None:
        return None
    same, different = sum(r["partition"] == usual for r in here), len({r["partition"] for r in here})
    return (
        f"各种处理方式（{len(here)}种组合）分成{k}组，{share(same, len(here))}得到同样的划分，"
        f"共出现{different}种。",
        f"Of {len(here)} ways to prepare the text {share(same, len(here))} give this grouping into {k}; "
        f"{different} different ones occur.",
    )


def explained(told: Told) -> Shown:
    """What year, level, region and length explain of the distances, each alone, against permutations."""
    rows = [
        r | {k: share(r[k], 1) if r[k] is not None else "–" for k in ("r_squared", "null_median")}
        for r in sorted(told.rows("distance_explained"), key=lambda r: (r["p_value"] or 9, r["factor"]))
    ]
    return listed(
        told,
        rows,
        ("factor", "groups", "r_squared", "null_median", "p_value", "p_corrected", "least_p", "n"),
        heads={"null_median": ("随机排列的中位数", "Median of permutations")},
    )


def groups_table(told: Told) -> Shown:
    """The chosen groups with year, level and silhouette of each plan."""
    known = factors(told)
    rows = [
        r | {f: known[f].get(r["plan_id"], "") for f in ("year", "level", "region")}
        for r in told.rows("clusters")
        if r["is_chosen"]
    ]
    rows = [r | {"level": told.word("region_level", r["level"])} for r in rows]
    rows.sort(key=lambda r: (r["cluster"], r["year"], r["plan_id"]))
    return listed(
        told,
        rows,
        ("cluster", "plan_id", "region", "year", "level", "silhouette", "stability"),
        80,
        {"plan_id": ("计划", "Plan"), "year": ("年份", "Year"), "level": ("层级", "Level")},
    )


def group_words(told: Told) -> Shown:
    """The words that set each group apart, those it uses more."""
    found = defaultdict(list)
    for row in sorted(told.rows("cluster_terms"), key=lambda r: (-r["z"], r["term"])):
        if row["z"] > 0:
            found[row["cluster"]].append(f"{row['term']} {row['count']}:{row['count_rest']}")
    rows = [
        {"cluster": c, "terms": "、".join(words[:18]), "n": len(words)} for c, words in sorted(found.items())
    ]
    return listed(
        told,
        rows,
        ("cluster", "terms", "n"),
        heads={
            "terms": ("用得更多的词（本组:其余 次数）", "Words used more (here : elsewhere)"),
            "n": ("词数", "Words"),
        },
    )


def adjusted(told: Told) -> Shown:
    """Pairs of plans of one kind and two years by distance once each year's common wording is taken out, and
    with it what else its plans share; of years with plans enough that something of each is left."""
    years = factors(told)["year"]
    sizes = Counter(years.values())
    small = sorted(year for year, n in sizes.items() if n <= FEW_OF_A_YEAR)
    pairs, mixed = distances.of_one_kind(told)
    every = [r for r in pairs if r["wave_adjusted_distance"] is not None]
    rows = [r for r in every if not {years.get(r["plan_id"]), years.get(r["other_plan_id"])} & {*small}]
    rows.sort(key=lambda r: (r["wave_adjusted_distance"], r["plan_id"], r["other_plan_id"]))
    columns = ("plan_id", "other_plan_id", "wave_adjusted_distance", "distance")
    table = listed(told, rows, columns, MOST, {"other_plan_id": ("另一计划", "Other plan")})
    left_out = (
        f"{'、'.join(small)}年不足三份计划，不列：两份计划减去共同部分后恰好相反，剔除后的距离没有意义。",
        f"Fewer than three plans in {', '.join(small)}, which are left out: what is left of two plans is "
        "each other's opposite, so their adjusted distances mean nothing.",
    )
    one_kind = ("只列同类文件之间的。", "Only pairs of one kind of document are listed.")
    warning = noted(
        (
            "只列不同年份之间的：同一年各计划减去共有的用词后，余下的必然彼此相远。1即余下的用词没有共同之处。"
            "减去的是同一年各计划共有的全部用词：它们若是同一类文件、同一省的或同一题材，这些共有的用词也一并减去了。"
            "剔除后变近，不说明谁学谁，也不说明差别来自年份。",
            "Only pairs of two years are listed: what is left of plans of one year is apart in any case. "
            "At 1 what is left has nothing in common. "
            "Taken out is all wording that the plans of a year share: where these are of one kind, province "
            "or subject, that goes too. To be nearer afterwards tells neither who learned from whom nor that "
            "the year makes the difference.",
        )
        if every
        else None,
        one_kind if mixed and every else None,
        left_out if len(rows) < len(every) else None,
    )
    return Shown(table.markup + warning.markup)


def robustness(told: Told) -> Shown:
    """How many different groupings come out of all defensible choices, for each number of groups."""
    rows = told.rows("cluster_multiverse")
    table = []
    for k in sorted({r["k"] for r in rows}):
        here = [r for r in rows if r["k"] == k]
        counted = Counter(r["partition"] for r in here)
        usual = next((r["partition"] for r in here if r["is_default"]), None)
        table.append(
            {
                "k": k,
                "choices": len(here),
                "different": len(counted),
                "same": share(counted.get(usual, 0), len(here)) if usual else "–",
            }
        )
    return listed(
        told,
        table,
        ("k", "choices", "different", "same"),
        heads={
            "choices": ("处理方式组合数", "Choices tried"),
            "different": ("得到的不同划分", "Different groupings"),
            "same": ("与本页划分相同", "Same as here"),
        },
    )


def caveats(told: Told) -> Shown:
    suggested = sum(1 for r in told.rows("new_words") if r["decision"] == "suggested")
    return noted(
        (
            "分组说的是用词相近，不是绩效相近，也不是谁学谁。",
            "Groups mean like wording, not like performance, and not who learned from whom.",
        ),
        (
            f"{len(told.rows('plans'))}份计划很少：先看距离和各组用词，再看树，最后看组。",
            f"{len(told.rows('plans'))} plans are few: read distances and words first, the tree second, "
            "the groups last.",
        )
        if len(told.rows("plans")) <= 10
        else None,
        (
            "数字、年份、本地地名、责任单位与套语在比较之前已遮去。",
            "Numbers, years, own place names, responsible bodies and formulas are masked before comparing.",
        ),
        (
            f"有{suggested}个像词的字串待人判断（new_words.csv；在 data/codebook/lexicon.csv 中取舍）。",
            f"{suggested} strings that behave like words await a person's judgement (new_words.csv; decide "
            "in data/codebook/lexicon.csv).",
        ),
    )
