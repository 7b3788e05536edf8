"""What notebook 05 says of who aims higher follows the tables, and what they do not bear is not said."""

from __future__ import annotations

from pathlib import Path

import pytest

import ambition_rows as land
from ambition_rows import HUZHOU, JIAXING, JIAXING_23, NINGBO, WENZHOU, ZHEJIANG, target
from cityplans import codebook as codebooks
from cityplans.comparison.ambition import ambition
from cityplans.publishing.notebooks.story import Told
from cityplans.publishing.notebooks.story import ambition as story

PLANS = [ZHEJIANG, NINGBO, WENZHOU, JIAXING]


def told(plans, targets, lang: str = "en", book=None) -> Told:
    made = land.frames(plans, targets)
    book = book or land.codebook()
    frames = made | ambition.build(made["plans"], made["targets"], book)
    return Told(frames, book, lang, {}, Path(), Path())


def cover(plan, comparator):
    return target(
        plan, "hightech_va_share", 100, comparator=comparator, measure="coverage", clause_id=f"{plan}.1"
    )


def test_almost_full_is_below_full_and_both_cities_are_named():
    rows = [cover("zhejiang-2020", "eq"), cover("jiaxing-2020", "eq")]
    rows += [cover("ningbo-2020", "approx"), cover("wenzhou-2020", "approx")]
    shown = repr(story.finding(told(PLANS, rows)))
    assert "1 equal, 2 lower" in shown and "Below it: Ningbo" in shown and "Wenzhou" in shown
    assert "cannot be ordered" not in shown


def test_a_copied_list_counts_as_the_clauses_it_is():
    keys = ("rd_intensity", "hightech_va_share", "firm_rd_share")
    rows = [target(p["plan_id"], k, 3, clause_id=f"{p['plan_id']}.1") for p in PLANS[:2] for k in keys]
    shown = repr(story.finding(told(PLANS[:2], rows)))
    assert "3 targets of 1 clause" in shown and "出自1段文字" in shown


def test_who_is_alone_at_the_top_is_given_of_the_groups_a_region_is_in():
    rows = [target("jiaxing-2020", k, 5) for k in ("rd_intensity", "hightech_va_share")]
    rows += [target("ningbo-2020", k, 4) for k in ("rd_intensity", "hightech_va_share")]
    rows += [target("wenzhou-2020", "hightech_va_share", 6)]
    shown = repr(story.finding(told(PLANS, rows)))
    assert "Wenzhou 1 of 1, Jiaxing 1 of 2, Ningbo 0 of 2" in shown
    assert "嘉兴1次" not in shown and "Jiaxing 1," not in shown.replace("Jiaxing 1 of", "")


FIRST_ZH = "R&D经费占GDP比重、高新技术产业增加值占比、规上工业企业研发占营收比重、全社会劳动生产率"
FIRST_EN = "R&D intensity, High-tech share of value added, Firm R&D share of revenue, Labour productivity"


@pytest.mark.parametrize(
    ("n", "zh", "en"), [(5, "每万就业人员研发人员", "R&D staff per 10,000 employed"), (6, "另2项", "2 more")]
)
def test_what_is_below_is_named_by_weight_and_the_rest_counted(n, zh, en):
    """In the codebook's order, whose first are the main ones; where one is left there is room for its
    name."""
    keys = [row[0] for row in land.INDICATORS][:n]
    rows = [target("zhejiang-2020", k, 5) for k in keys] + [target("ningbo-2020", k, 4) for k in keys]
    shown = repr(story.finding(told(PLANS[:2], rows)))
    assert f"要求低于上级的：宁波（{FIRST_ZH}、{zh}）。" in shown
    assert f"Below it: Ningbo ({FIRST_EN}, {en})." in shown


def test_what_tells_of_the_place_is_no_ambition():
    """Forest cover has no direction: nobody is above or below with it, nor level, nor hard to order."""
    rows = [target(p["plan_id"], "forest_coverage", 60 + i) for i, p in enumerate(PLANS)]
    book = codebooks.load()
    shown = repr(story.finding(told(PLANS, rows, book=book)))
    assert "同级之间没有可比的组" in shown and "无法排序" not in shown and "与上级相比" not in shown
    rows += [target(p["plan_id"], "rd_intensity", 3 + i) for i, p in enumerate(PLANS)]
    shown = repr(story.finding(told(PLANS, rows, book=book)))
    assert "可比的有1组。要求单独最高的组数" in shown
    assert "与上级相比（3项" in shown and "3项，出自3段文字，总数除外）：更高3项。" in shown


def test_a_share_of_two_targets_is_no_end_of_the_wording():
    rows = [target("jiaxing-2020", "rd_intensity", i, 2020 + i) for i in range(1, 11)]
    rows += [target("ningbo-2020", "rd_intensity", i, 2020 + i, comparator="ge") for i in range(1, 11)]
    rows += [target("wenzhou-2020", "rd_intensity", i, 2020 + i, comparator="ge") for i in (1, 2)]
    shown = repr(story.finding(told(PLANS, rows)))
    assert "2份有10项目标以上的计划从嘉兴 0%" in shown and "over 2 plans of 10 targets or more" in shown
    assert "温州 1" not in shown


def test_a_stated_figure_is_set_against_a_floor():
    rows = [target("jiaxing-2020", "rd_personnel_density", 220, unit="人年/万人")]
    rows += [target("ningbo-2020", "rd_personnel_density", 190, unit="人年/万人", comparator="ge")]
    shown = repr(story.who_aims_higher(told(PLANS, rows)))
    assert "cannot be ordered" not in shown and "Jiaxing" in shown


def test_firmness_is_wording_and_its_ends_no_test():
    rows = [target("jiaxing-2020", "rd_intensity", i, 2020 + i, clause_id=f"j{i}") for i in range(1, 9)]
    rows += [
        target("ningbo-2020", "rd_intensity", i, 2020 + i, comparator="ge", clause_id=f"n{i}")
        for i in range(1, 9)
    ]
    shown = repr(story.finding(told(PLANS, rows)))
    assert "worded as a floor or ensured" in shown and "no test" in shown
    assert "do not overlap" not in shown and "不重叠" not in shown and "binding" not in shown


def test_between_two_targets_no_pace_is_said():
    rows = [target("jiaxing-2020", "rd_intensity", 3.2), target("jiaxing-2023", "rd_intensity", 3.65, 2027)]
    shown = repr(story.pace(told([JIAXING, JIAXING_23], rows)))
    assert "the targets differ by +0.45 points" in shown and "a year" not in shown
    rates = [
        target("jiaxing-2020", "fiscal_sci_growth", v, y, measure="growth_rate")
        for v, y in ((15, 2022), (18, 2025))
    ]
    assert "points" not in repr(story.pace(told([JIAXING], rates)))
    base = [target("jiaxing-2020", "rd_intensity", 3.2, baseline_value=2.7, baseline_year=2020)]
    assert "+0.1 points a year" in repr(story.pace(told([JIAXING], base)))


def test_grades_and_kinds_are_no_share_of_a_total():
    def firms(plan, value, text):
        return target(plan, "hightech_firms", value, unit="家", indicator_text=text)

    merged = [firms("zhejiang-2020", 200, "省级孵化器"), firms("ningbo-2020", 40, "市级以上孵化器")]
    assert "20%" not in repr(story.who_aims_higher(told(PLANS, merged)))
    alike = [firms("zhejiang-2020", 200, "省级孵化器"), firms("ningbo-2020", 40, "省级科技企业孵化器")]
    assert "20%" in repr(story.who_aims_higher(told(PLANS, alike)))


@pytest.mark.parametrize(("lang", "said"), [("zh", "宁波 不超过约9.3%"), ("en", "Ningbo at most about 9.3%")])
def test_a_part_of_the_total_above_keeps_its_bounds(lang, said):
    """At most 14 of about 150."""
    rows = [target("zhejiang-2020", "hightech_firms", 150, unit="家", comparator="approx")]
    rows += [target("ningbo-2020", "hightech_firms", 14, unit="家", comparator="le")]
    assert said in repr(story.who_aims_higher(told(PLANS, rows, lang)))
    other = rows[1] | {"indicator_text": "市级高新技术企业"}
    assert "9.3%" not in repr(story.who_aims_higher(told(PLANS, [rows[0], other], lang)))


def test_revisions_are_those_of_the_chart():
    """For another year too: 3.2 % for 2025, then 3.65 % for 2027."""
    rows = [target("jiaxing-2020", "rd_intensity", 3.2), target("jiaxing-2023", "rd_intensity", 3.65, 2027)]
    shown = " ".join(repr(story.revisions(told([JIAXING, JIAXING_23], rows, "zh"))).split())
    assert "嘉兴 R&D经费占GDP比重 嘉兴 2020 3.2% 2025 嘉兴 2023 3.65% 2027 提高" in shown
    assert "没有这样的行" in repr(story.revisions(told([JIAXING, JIAXING_23], rows[:1], "zh")))


def test_a_draft_sets_nothing_aside():
    rows = [target("huzhou-2023", "rd_intensity", 9, 2025), target("huzhou-2020", "rd_intensity", 3.2)]
    final = land.plan("huzhou-2020", "湖州市", "2020-08-01")
    rows.append(target("ningbo-2020", "rd_intensity", 3.6))
    shown = repr(story.finding(told([NINGBO, final, HUZHOU], rows)))
    assert "Ningbo 1 of 1, Huzhou 0 of 1" in shown


@pytest.mark.parametrize(
    ("years", "zh"),
    [
        ((2025, 2025, 2027), "何时实现：目标最多的年份——2025年：宁波。"),
        ((2025, 2027), "何时实现：目标最多的年份——2025、2027年：宁波。"),  # neither has most
    ],
)
def test_years_level_in_targets_are_both_named(years, zh):
    rows = [target("ningbo-2020", "rd_intensity", 3 + n, year) for n, year in enumerate(years)]
    assert zh in repr(story.finding(told([NINGBO], rows)))


def test_years_of_many_plans_are_counted_and_not_named():
    plans = [land.plan(f"p{i}-2020", f"甲{i}市", "2020-01-01") for i in range(9)]
    rows = [target(p["plan_id"], "rd_intensity", 3, 2025 + (i > 6)) for i, p in enumerate(plans)]
    _, en = story.finding(told(plans, rows)).named["by_when"]
    assert en == "By when: the year with most targets of each of 9 plans: 2025 (7), 2026 (2)."
    _, en = story.finding(told(plans[:8], rows[:8])).named["by_when"]
    assert "甲0" in en and "(7)" not in en


def test_firmness_is_told_of_one_kind_of_document():
    report = {**NINGBO, "title": "政府工作报告", "plan_type": "work_report"}
    rows = [target("jiaxing-2020", "rd_intensity", i, 2020 + i, clause_id=f"j{i}") for i in range(1, 11)]
    rows += [target("wenzhou-2020", "rd_intensity", i, 2020 + i, clause_id=f"w{i}") for i in range(1, 10)]
    rows += [target("wenzhou-2020", "rd_intensity", 9, 2030, comparator="ge", clause_id="w10")]
    firm = [
        target("ningbo-2020", "rd_intensity", i, 2020 + i, comparator="ge", clause_id=f"n{i}")
        for i in range(1, 11)
    ]
    _, en = story.finding(told([JIAXING, WENZHOU, report], [*rows, *firm])).named["how_firmly"]
    assert "2 plans and decisions" in en and "Ningbo" not in en and "to Wenzhou 10%" in en
    _, en = story.finding(told([JIAXING, WENZHOU, NINGBO], [*rows, *firm])).named["how_firmly"]
    assert "to Ningbo 100%" in en and "of the kind" not in en


def test_how_sure_is_told_of_what_is_compared_and_only_where_it_is_known():
    """Two rows of 0.5 each are compared; the third, of 0.1, is not: 1 of 2, give or take 1.4."""
    rows = [target(p, "rd_intensity", 3, confidence=0.5) for p in ("jiaxing-2020", "ningbo-2020")]
    rows.append(target("jiaxing-2020", "hightech_firms", 9, confidence=0.1))
    _, en = story.finding(told(PLANS, rows)).named["how_sure"]
    assert en.startswith("How sure: of 2 targets that are compared about 1 (0–2) are probably read wrong")
    unknown = [target(p, "rd_intensity", 3) for p in ("jiaxing-2020", "ningbo-2020")]
    assert story.finding(told(PLANS, unknown)).named["how_sure"] is None


def test_of_plans_without_anything_shared_nothing_is_said_to_be_higher():
    found = story.finding(told(PLANS, [target("jiaxing-2020", "rd_intensity", 3)])).named
    assert found["highest"][1] == "No group of peers can be compared." and found["against_above"] is None
