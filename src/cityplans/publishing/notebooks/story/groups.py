"""Notebook 04: how plans group by vocabulary, and what the groups mean."""

from __future__ import annotations

from collections import Counter, defaultdict

from cityplans.comparison.clusters.robustness import MULTIVERSE_UP_TO
from cityplans.publishing.notebooks.story import Shown, Told, listed, noted, passages, said, share
from cityplans.publishing.notebooks.story import group_sentences as sentences
from cityplans.publishing.telling import distances

MOST = 10
FEW_OF_A_YEAR = 2  # plans: taking their mean out leaves each the other's opposite


def finding(told: Told) -> Shown:
    return said(
        nearest=sentences.nearest(told),
        structure=sentences.structure(told),
        kind=sentences.kind(told),
        meaning=sentences.meaning(told),
        torn_apart=sentences.torn_apart(told),
        explained=sentences.explained(told),
        borrowing=passages.borrowing(told),
        limits=sentences.LIMITS,
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


def group_words(told: Told) -> Shown:
    """The words each group uses more, the farthest first: how many there are says nothing, as of thousands of
    words some are beyond any mark by chance."""
    found = defaultdict(list)
    for row in sorted(told.rows("cluster_terms"), key=lambda r: (-r["z"], r["term"])):
        if row["z"] > 0:
            found[row["cluster"]].append(f"{row['term']} {row['count']}:{row['count_rest']}")
    rows = [{"cluster": c, "terms": "、".join(words[:18])} for c, words in sorted(found.items())]
    heads = {"terms": ("z 最大的词（本组:其余 次数）", "Largest z (here : elsewhere)")}
    return listed(told, rows, ("cluster", "terms"), heads=heads)


def adjusted(told: Told) -> Shown:
    """Pairs of plans of one kind and two years by distance once each year's common wording is taken out, and
    with it what else its plans share; of years with plans enough that something of each is left."""
    years = sentences.factors(told)["year"]
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
        if rows
        else None,
        one_kind if mixed and rows else None,
        left_out if len(rows) < len(every) else None,
    )
    return Shown(table.markup + warning.markup)


def robustness(told: Told) -> Shown:
    """How many different groupings come out of all defensible choices, for each number of groups."""
    rows = told.rows("cluster_multiverse")
    if not rows and len(told.rows("plans")) > MULTIVERSE_UP_TO:
        return noted(
            (
                f"多于{MULTIVERSE_UP_TO}份计划时不逐一试各种做法；各组的稳定性见上表。",
                f"Of more than {MULTIVERSE_UP_TO} plans the choices are not tried; how stable groups are is "
                "in the table above.",
            )
        )
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
