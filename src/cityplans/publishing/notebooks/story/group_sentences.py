"""Sentences of notebook 04: which plans are alike in wording, in what groups, and what these may mean."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cityplans.comparison.coding import tokens
from cityplans.comparison.plans import kinds
from cityplans.publishing.notebooks.story import Told, share
from cityplans.publishing.telling import distances, text
from cityplans.publishing.telling.waves import of_main_kind
from cityplans.publishing.telling.wording import pick, some

MOST_NAMED, MOST_PAIRS = 6, 3
SAME = 0.999  # adjusted Rand index from which two groupings are the same
FACTORS = ("year", "kind", "level", "region", "status")
ALPHA = 0.05
LIMITS = (
    "不能由此说：用词相近就是谁学谁，或做得一样；各组是地区的类型；与分组一致的因素就是原因。",
    "Not to be concluded: that like wording is learning from each other, or like results; that groups are "
    "types of regions; that what groups coincide with is their cause.",
)


def nearest(told: Told) -> tuple[str, str] | None:
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
    one, other = (told.other(lang).name(row[key]) for key in ("plan_id", "other_plan_id"))
    names = pick(lang, f"{one}与{other}", f"{one} and {other}")
    digits = 1 if abs(row["distance_z"]) < 10 else 0  # a hundred shuffles tell no more
    ratio, z = f"{row['distance_ratio']:.2f}", f"{row['distance_z']:.{digits}f}"
    return pick(lang, f"{names}（{ratio}倍，z = {z}）", f"{names} ({ratio}, z = {z})")


def structure(told: Told) -> tuple[str, str] | None:
    row = next((r for r in told.rows("cluster_findings") if r["finding"] == "structure"), None)
    if row is None:
        return None
    if row["verdict"] == "too_few":
        return (f"{row['n']}份计划太少，不分组。", f"Too few plans to look for groups ({row['n']}).")
    figures = f"{row['value']:.2f}", f"{row['null_high']:.2f}", row["repetitions"]
    if row["verdict"] == "structure":
        also_zh, also_en = _depends(told)
        return (
            "分组强于偶然：轮廓系数{}，打乱句子后的文本95%不超过{}（{}次）{}。".format(*figures, also_zh),
            f"Groups are stronger than chance: silhouette {figures[0]}, where 95% of {figures[2]} "
            f"shuffled corpora reach at most {figures[1]}{also_en}.",
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


def meaning(told: Told) -> tuple[str, str] | None:
    """Which of year, kind, level, region and status the groups coincide with, as measured; of plans of the
    most frequent kind where each group is of one, and nothing where the groups are the kinds."""
    groups, (of_zh, of_en), by_kind = chosen(told), ("", ""), _kinds_told(told)
    if "kind" in by_kind:
        return None
    if by_kind:
        of_one, (of_zh, of_en) = of_main_kind(told, groups)
        groups = {plan: groups[plan] for plan in of_one}
    known = {f: v for f, v in factors(told).items() if set(groups) <= {p for p, said in v.items() if said}}
    found = {f: agreement(groups, v) for f, v in known.items()}
    found = {f: a for f, a in found.items() if a is not None}
    n = len(set(groups.values()))
    if n < 2 or not found:
        return None
    best = max(found, key=lambda f: (found[f], f))
    rest = {
        lang: pick(lang, "，", ", ").join(
            f"{_factor(told, f, lang)} {a:.2f}" for f, a in sorted(found.items()) if f != best
        )
        for lang in ("zh", "en")
    }
    zh, en = (_factor(told, best, lang) for lang in ("zh", "en"))
    if found[best] < SAME:
        return (
            f"{of_zh}{n}个组与任何一项都不完全一致；最接近的是{zh}（调整兰德指数{found[best]:.2f}；{rest['zh']}）。",
            f"The {n} groups{of_en} coincide with nothing exactly; nearest is {en} (adjusted Rand "
            f"{found[best]:.2f}; {rest['en']}).",
        )
    together = sorted(f for f in found if f != best and found[f] >= SAME)
    also = {
        lang: "".join(pick(lang, "和", " and ") + _factor(told, f, lang) for f in together)
        for lang in ("zh", "en")
    }
    return (
        f"{of_zh}{n}个组与{zh}{also['zh']}完全一致（调整兰德指数1.00；{rest['zh']}）。一致不说明原因：发文机关、文种若与之同变，"
        "会得到同样的分组。",
        f"The {n} groups{of_en} coincide with {en}{also['en']} (adjusted Rand 1.00; {rest['en']}). That is "
        "no cause: issuer or kind of text, where they changed with it, would give the same groups.",
    )


def _kinds_told(told: Told) -> dict[str, Mapping]:
    """What may be said of groups and kinds of documents: rows of cluster_findings by what was measured. Where
    each group is of one kind and there are more groups than kinds, they are not the kinds themselves."""
    rows: dict[str, Mapping] = {
        r["finding"]: r for r in told.rows("cluster_findings") if r["verdict"] == "kind_separates"
    }
    groups, kind_of = chosen(told), kinds(told.frame("plans"))
    if "kind_within" in rows and len(set(groups.values())) > len({kind_of[plan] for plan in groups}):
        rows.pop("kind", None)
    return rows


def kind(told: Told) -> tuple[str, str] | None:
    """That the groups are kinds of documents, or that each is of one kind, where they are."""
    found = _kinds_told(told)
    if row := found.get("kind"):
        return (
            f"各组大体就是文件种类（调整兰德指数{row['value']:.2f}）：工作报告与计划用词本就不同，各组不宜再作别的解释。",
            f"The groups largely follow the kind of document (adjusted Rand {row['value']:.2f}): reports and "
            "plans are worded differently, so read nothing else into the groups.",
        )
    if row := found.get("kind_within"):
        here, chance = share(row["value"], 1), share(row["null_median"], 1)
        zh, en = ("", "Each group is") if row["value"] == 1 else ("大体", "Most groups are")
        return (
            f"各组{zh}各是一种文件（同组的两份文件{here}属同一种，随意分派为{chance}）：文件种类不同，用词本就不同，别的因素只在同类文件之内看。",
            f"{en} of one kind of document ({here} of pairs within a group, by chance "
            f"{chance}): kinds are worded differently, so look for anything else within a kind only.",
        )
    return None


def torn_apart(told: Told) -> tuple[str, str] | None:
    """Regions whose own plans stand in different groups, of plans of one kind: that a region's report and its
    plan do says nothing."""
    groups, by_region = chosen(told), defaultdict(set)
    kind_of = kinds(told.frame("plans"))
    for plan in told.rows("plans"):
        if plan["plan_id"] in groups and plan["region"]:
            by_region[plan["region"], kind_of[plan["plan_id"]]].add(plan["plan_id"])
    several = {key: p for key, p in by_region.items() if len(p) > 1}
    apart = {r for (r, _), plans in several.items() if len({groups[p] for p in plans}) > 1}
    if not apart:
        return None
    n, alike = len({region for region, _ in several}), len(set(kind_of.values())) > 1
    names = {
        lang: some([told.other(lang).region(r) for r in sorted(apart)], lang, MOST_NAMED, "地")
        for lang in ("zh", "en")
    }
    return (
        f"同一地区的多份计划{'（同类文件）' * alike}分在不同组："
        f"{names['zh']}（有多份计划的{n}个地区中的{len(apart)}个）。",
        f"Plans of one region{' and kind' * alike} fall into different groups: {names['en']} "
        f"({len(apart)} of {text.counted(n, 'region')} with several plans).",
    )


def explained(told: Told) -> tuple[str, str] | None:
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
    mixed = len(set(kinds(told.frame("plans")).values())) > 1 and best["factor"] != "kind"
    dealt_zh, dealt_en = ("同类文件内", " within kinds of documents") if mixed else ("", "")
    if best["p_corrected"] > ALPHA:
        return (
            f"没有一个因素对距离的解释明显超过偶然：其中p值最小的是{zh}（单独解释{figures[0]}，{dealt_zh}随机排列的中位数{figures[1]}，"
            f"按因素个数校正后{figures[2]}，n = {figures[3]}；可能的最小p值{least}）。",
            f"No factor explains the distances beyond chance: the smallest p is that of {en} "
            f"(alone {figures[0]}, median of permutations{dealt_en} {figures[1]}, corrected for the number "
            f"of factors {figures[2]}, n = {figures[3]}; least possible {least}).",
        )
    more_zh, more_en = _beyond_chance_too(told, rows, best)
    return (
        f"扣除篇幅后的距离，{zh}单独解释{figures[0]}（{dealt_zh}随机排列的中位数{figures[1]}，按因素个数校正后{figures[2]}，"
        f"n = {figures[3]}；可能的最小p值{least}）。{more_zh}",
        f"Of the distances relative to length {en} alone explains {figures[0]} (median of permutations"
        f"{dealt_en} {figures[1]}, corrected for the number of factors {figures[2]}, n = {figures[3]}; least "
        f"possible {least}).{more_en}",
    )


def _beyond_chance_too(told: Told, rows: Sequence[Mapping], best: Mapping) -> tuple[str, str]:
    """The other factors that explain more than chance: they go together, and none is told from the first."""
    others = [r for r in rows if r is not best and r["p_corrected"] is not None and r["p_corrected"] <= ALPHA]
    if not others:
        return "", ""
    zh, en = (
        pick(lang, "、", ", ").join(
            f"{_factor(told, r['factor'], lang)}{pick(lang, '', ' ')}{share(r['r_squared'], 1)}"
            for r in others
        )
        for lang in ("zh", "en")
    )
    return (
        f"同样超过偶然的还有{zh}：几个因素常常同变，分不出是哪一个。",
        f" Beyond chance too: {en}; such factors go together, and which of them it is cannot be told.",
    )


def _p(value: float) -> str:
    """`p = 0.03`, `p ≤ 0.0014`; never 0, and never below what it is."""
    if value >= 0.01:
        return f"p = {value:.2f}"
    return f"p ≤ {max(1, math.ceil(round(value * 1e4, 6))) / 1e4:g}"


def _depends(told: Told) -> tuple[str, str]:
    """How often other defensible choices give the chosen grouping; empty where they were not tried."""
    k = len(set(chosen(told).values()))
    here = [r for r in told.rows("cluster_multiverse") if r["k"] == k]
    usual = next((r["partition"] for r in here if r["is_default"]), None)
    if not here or usual is None:
        return "", ""
    same, different = sum(r["partition"] == usual for r in here), len({r["partition"] for r in here})
    of_all, n = share(same, len(here)), len(here)
    return (
        f"；{n}种处理方式中{of_all}得到同样的{k}组，共出现{different}种",
        f"; of {n} ways to prepare the text {of_all} give the same {k} groups; {different} groupings occur",
    )
