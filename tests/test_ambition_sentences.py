"""Sentences of notebook 05, each whole, from tables small enough to count by hand."""

from __future__ import annotations

import pytest

import test_story_words as words
from ambition_rows import JIAXING, NINGBO, WENZHOU, ZHEJIANG, plan, target
from cityplans.publishing.notebooks.story import ambition_sentences as sentences
from test_story_ambition import told

CITIES = [NINGBO, JIAXING]


def pair(indicator: str, ours: float, theirs: float, unit: str = "%", **more) -> list[dict]:
    return [
        target("ningbo-2020", indicator, ours, unit=unit, **more),
        target("jiaxing-2020", indicator, theirs, unit=unit),
    ]


def test_who_is_alone_at_the_top():
    rows = pair("rd_intensity", 3.6, 3.2)  # Ningbo
    rows += pair("hightech_va_share", 60, 60)  # level
    rows += pair("firm_rd_share", 2.5, 2.5, comparator="approx")  # ≈ 2.5 and 2.5 cannot be ordered
    rows += pair("graduates_new", 300, 200, "人")  # totals
    zh, en = sentences.highest(told(CITIES, rows))
    assert zh == (
        "谁更高：同级、同一指标、同一年可比的有3组，其中1组最高者并列，1组因“左右”等无法排序。"
        "要求单独最高的组数/所在组数：宁波1/3、嘉兴0/3（一份清单抄到几地会重复计入）。"
        "另有1组是总数，规模不同，不排高低。"
    )
    assert en == (
        "Who aims higher: 3 groups of peers can be compared (one indicator, one year), 1 level at the top, "
        "1 not to be ordered. Alone at the top, of the groups a region is in: Ningbo 1 of 3, Jiaxing 0 of 3 "
        "(a list that several copy counts again each time). Not ranked: 1 group of totals of regions of "
        "different size."
    )


def test_a_region_in_few_groups_is_named_behind_the_others():
    """Wenzhou tops the one group it is in, Ningbo two of its three."""
    rows = pair("rd_intensity", 3.6, 3.2) + pair("firm_rd_share", 2.5, 2.0)
    rows += [*pair("hightech_va_share", 60, 65), target("wenzhou-2020", "hightech_va_share", 70)]
    zh, en = sentences.highest(told([*CITIES, WENZHOU], rows))
    assert "所在组数：宁波2/3、嘉兴0/3、温州1/1（" in zh
    assert "is in: Ningbo 2 of 3, Jiaxing 0 of 3, Wenzhou 1 of 1 (" in en


def test_one_group():
    zh, en = sentences.highest(told(CITIES, pair("rd_intensity", 3.2, 3.6)))
    assert "可比的有1组。要求单独最高的组数/所在组数：嘉兴1/1、宁波0/1（" in zh
    assert en.startswith("Who aims higher: 1 group of peers can be compared (one indicator, one year). Alone")


@pytest.mark.parametrize(
    ("rows", "zh", "en"),
    [
        (pair("rd_intensity", 3.6, 3.2)[:1], "同级之间没有可比的组。", "No group of peers can be compared."),
        (
            pair("graduates_new", 300, 200, "人"),
            "同级之间没有可比的组（另有1组总数）。",
            "No group of peers can be compared (1 of totals).",
        ),
    ],
)
def test_nobody_to_compare(rows, zh, en):
    assert sentences.highest(told(CITIES, rows)) == (zh, en)


def test_against_the_territory_above():
    values = (("zhejiang", 3.2), ("ningbo", 3.6), ("wenzhou", 3.0), ("jiaxing", 3.2))
    rows = [target(f"{p}-2020", "rd_intensity", v, clause_id=f"{p}.1") for p, v in values]
    zh, en = sentences.against_above(told([ZHEJIANG, NINGBO, WENZHOU, JIAXING], rows))
    assert zh == (
        "与上级相比（3项，出自3段文字，总数除外）：更高1项、相同1项、更低1项。"
        "要求低于上级的：温州（R&D经费占GDP比重）。"
    )
    assert en == (
        "Against the territory above (3 targets of 3 clauses, totals apart): 1 higher, 1 equal, 1 lower. "
        "Below it: Wenzhou (R&D intensity)."
    )


def test_one_target_against_the_territory_above():
    rows = [target("zhejiang-2020", "rd_intensity", 3.2), target("ningbo-2020", "rd_intensity", 3.6)]
    assert sentences.against_above(told([ZHEJIANG, NINGBO], rows)) == (
        "与上级相比（1项，出自1段文字，总数除外）：更高1项。",
        "Against the territory above (1 target of 1 clause, totals apart): 1 higher.",
    )
    assert sentences.against_above(told([ZHEJIANG], rows[:1])) is None


def test_the_years_of_most_targets():
    rows = [target("jiaxing-2020", "rd_intensity", 3, y) for y in (2025, 2025, 2027)]
    rows += [target("ningbo-2020", "rd_intensity", 3, y) for y in (2027, 2025, None)]
    rows += [target("wenzhou-2020", "rd_intensity", 3, None)]
    assert sentences.by_when(told([NINGBO, JIAXING, WENZHOU], rows)) == (
        "何时实现：目标最多的年份——2025年：嘉兴；2025、2027年：宁波。",
        "By when: the year with most targets: 2025: Jiaxing; 2025, 2027: Ningbo.",
    )
    assert sentences.by_when(told([WENZHOU], rows[-1:])) is None


@pytest.mark.parametrize("n", [8, 9])
def test_of_more_than_eight_plans_the_years_are_counted(n):
    plans = [plan(f"p{i}-2020", "嘉兴市", f"2020-01-0{i}") for i in range(1, n + 1)]
    rows = [target(p["plan_id"], "rd_intensity", 3, 2030 if i < 2 else 2025) for i, p in enumerate(plans)]
    zh, en = sentences.by_when(told(plans, rows))
    assert (zh == "何时实现：9份计划目标最多的年份——2025年7份、2030年2份。") is (n == 9)
    assert (en == "By when: the year with most targets of each of 9 plans: 2025 (7), 2030 (2).") is (n == 9)


def test_years_that_are_level_count_both_and_that_is_said():
    plans = [plan(f"p{i}-2020", "嘉兴市", f"2020-01-0{i}") for i in range(1, 10)]
    rows = [target(p["plan_id"], "rd_intensity", 3, 2025) for p in plans]
    zh, en = sentences.by_when(told(plans, [*rows, target("p1-2020", "rd_intensity", 3, 2030)]))
    assert zh == "何时实现：9份计划目标最多的年份——2025年9份、2030年1份（并列的都计入）。"
    assert en == (
        "By when: the year with most targets of each of 9 plans: 2025 (9), 2030 (1), all that are level."
    )
    assert "并列" not in sentences.by_when(told(plans, rows))[0]


def wording(plan_id: str, n: int, share: float) -> dict:
    return {"plan_id": plan_id, "n": n, "hard_or_mixed_share": share, "hard_or_mixed_low": share - 0.1,
            "hard_or_mixed_high": share + 0.1}  # fmt: skip


def test_how_firmly_the_ends_word():
    rows = [
        wording("ningbo-2020", 10, 0.2),
        wording("jiaxing-2020", 10, 0.6),
        wording("wenzhou-2020", 9, 0.9),
    ]
    zh, en = sentences.how_firmly(words.told([NINGBO, JIAXING, WENZHOU], commitment_profile=rows))
    assert zh == (
        "措辞：写成下限（“以上”“超过”）或“确保”的目标占比，2份有10项目标以上的计划从宁波 20%（10%–30%）到"
        "嘉兴 60%（50%–70%）；括号内为按段落重抽的95%区间。最高与最低是挑出来的，不作检验；"
        "这是措辞，不是约束性。"
    )
    assert en == (
        "Wording: the share of targets worded as a floor or ensured runs over 2 plans of 10 targets or more "
        "from Ningbo 20% (10%–30%) to Jiaxing 60% (50%–70%); in brackets 95%, clauses drawn again. "
        "The ends are picked, so this is no test; and it is wording, not obligation."
    )


def test_one_plan_has_no_ends():
    rows = [wording("ningbo-2020", 10, 0.2), wording("jiaxing-2020", 0, 0.6)]
    assert sentences.how_firmly(words.told(CITIES, commitment_profile=rows)) is None
    assert sentences.how_firmly(words.told(CITIES, commitment_profile=rows[1:])) is None


def test_how_sure_what_is_compared_is():
    """Of two targets of confidence ½ one is wrong, give or take 2·√(½·½·2) = 1.41."""
    rows = [row | {"confidence": 0.5} for row in pair("rd_intensity", 3.6, 3.2)]
    rows += [target("ningbo-2020", "labour_productivity", 3, None, "元/人", confidence=0.1)]  # not compared
    assert sentences.how_sure(told(CITIES, rows)) == (
        "把握：参与比较的2项目标中，大约1项（0–2项）可能有某个字段读错；引用前先对照原句（见02）。",
        "How sure: of 2 targets that are compared about 1 (0–2) are probably read wrong in some field; "
        "see the sentence before you cite one (02).",
    )
    assert sentences.how_sure(told(CITIES, pair("rd_intensity", 3.6, 3.2))) is None


def test_what_one_plan_sets_is_not_shared():
    rows = pair("rd_intensity", 3.6, 3.2)
    assert [(year, len(found)) for _, year, found in sentences.shared(told(CITIES, rows))] == [(2025, 2)]
    later = rows[0] | {"horizon": 2030, "target_id": "later"}
    made = told(CITIES, [*rows, later])
    assert [year for _, year, _ in sentences.shared(made)] == [2025]
