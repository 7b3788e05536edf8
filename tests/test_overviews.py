"""The sentences over pictures of many targets, each written by hand, and where they must not be said."""

from __future__ import annotations

import pandas as pd
import pytest

import ambition_rows as land
from ambition_rows import HUZHOU, JIAXING, JIAXING_23, NINGBO, ZHEJIANG, target
from charted_rows import six
from cityplans.comparison.ambition import ambition
from cityplans.publishing.charts import charts, multiples
from cityplans.publishing.telling import needed, ranges, revised, shared_rates, timelines
from cityplans.publishing.telling.comparable import groups
from cityplans.publishing.telling.view import View
from provinces_rows import provinces


def seen(plans, targets, lang: str = "zh", actuals=()) -> View:
    made = land.frames(plans, targets)
    known = pd.DataFrame(list(actuals)) if actuals else None
    book = land.codebook()
    compared = ambition.build(made["plans"], made["targets"], book, actuals=known)
    return View({**made, **compared}, book, lang)


def rd(plan: str, value: float, year: int = 2025, **more) -> dict:
    return target(plan, "rd_intensity", value, year, **more)


def share(plan: str, value: float, **more) -> dict:
    return target(plan, "hightech_va_share", value, **more)


def reached(value: float, year: int, region: str = "嘉兴市", **more) -> dict:
    return {
        "actual_id": f"a{year}", "plan_id": "zhejiang-2020", "region": region, "indicator_id": "rd_intensity",
        "value_text": f"{value:g}%", "value_low": value, "value_high": value, "unit": "%", "comparator": "eq",
        "measure": "level", "scope": None, "year": year,
    } | more  # fmt: skip


# --- timeline ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plans", "rows", "zh", "en"),
    [
        pytest.param(
            [ZHEJIANG, NINGBO, JIAXING_23],
            [rd("zhejiang-2020", 3), rd("ningbo-2020", 3)],
            "3份计划发布于2020至2023年，2份的期末或主要目标年是2025年，从发布到各自期末4.5至5.5年",
            "3 plans issued 2020–2023 look 4.5 to 5.5 years ahead; "
            "2 end in 2025 or have it as main target year",
            id="two of three share a horizon",
        ),
        pytest.param(
            [ZHEJIANG, NINGBO],
            [rd("zhejiang-2020", 3), rd("ningbo-2020", 3)],
            "2份计划均发布于2020年，期末或主要目标年都是2025年，从发布到该年年底5.4至5.5年",
            "2 plans issued in 2020 look 5.4 to 5.5 years ahead; "
            "all end in 2025 or have it as main target year",
            id="alike in all",
        ),
        pytest.param(
            [ZHEJIANG, JIAXING_23],
            [rd("zhejiang-2020", 3, 2020)],
            "2份计划发布于2020至2023年，期末或主要目标年在2020至2027年，从发布到各自期末0.5至4.5年",
            "2 plans issued 2020–2023 look 0.5 to 4.5 years ahead, "
            "to an end or main target year from 2020 to 2027",
            id="no horizon is shared, one ends in its year",
        ),
    ],
)
def test_timeline_says_when_plans_begin_and_end(plans, rows, zh, en):
    for lang, expected in (("zh", zh), ("en", en)):
        view = seen(plans, rows, lang)
        assert timelines.sentence(view, timelines.runs(view)) == expected


def test_a_plan_without_a_day_stands_where_it_is_drawn():
    """Of 2023 alone, at the middle of the year: after March, before September."""
    later = land.plan("wenzhou-2023", "温州市", "2023-09-01")
    plans = [HUZHOU, later, JIAXING_23]
    view = seen(plans, [rd(p["plan_id"], 3, 2027) for p in plans])
    issued = [run.issued for run in timelines.runs(view)]
    assert [*view.plans] == ["jiaxing-2023", "huzhou-2023", "wenzhou-2023"]
    assert issued == sorted(issued)


def test_plans_without_a_horizon_are_counted_and_not_drawn():
    made = charts.timeline_charts(
        seen([ZHEJIANG, NINGBO, HUZHOU], [rd("zhejiang-2020", 3), rd("ningbo-2020", 3)])
    )
    assert [m.name for m in made] == ["timeline_zh"] and "另有1份缺发布年或目标年" in made[0].subtitle
    assert set(made[0].data["plan_id"]) == {"zhejiang-2020", "ningbo-2020"}
    assert charts.timeline_charts(seen([ZHEJIANG], [rd("zhejiang-2020", 3)])) == []


def test_a_plan_of_later_targets_is_not_said_to_expire():
    rows = [
        rd("zhejiang-2020", 3),
        rd("ningbo-2020", 3),
        rd("ningbo-2020", 4, 2035),
        share("ningbo-2020", 60),
    ]
    (made,) = charts.timeline_charts(seen([ZHEJIANG, NINGBO], rows))
    assert "1份另有更晚的目标" in made.subtitle and "期满" not in made.title + made.subtitle
    (made,) = charts.timeline_charts(seen([ZHEJIANG, NINGBO], rows[:2]))
    assert "更晚" not in made.subtitle


def test_a_plan_due_before_it_was_issued_is_no_bar():
    assert [r.plan_id for r in timelines.runs(seen([NINGBO], [rd("ningbo-2020", 3, 2019)]))] == []


# --- revised -----------------------------------------------------------------------------------------------

RANKS = [
    target("jiaxing-2020", "hightech_zone_rank", 10, 2025, "位", "le", measure="rank", quote="全国"),
    target("jiaxing-2023", "hightech_zone_rank", 40, 2027, "位", "le", measure="rank", quote="全国"),
]
RAISED = [rd("jiaxing-2020", 3.2), rd("jiaxing-2023", 3.65, 2027)]


@pytest.mark.parametrize(
    ("rows", "zh", "en"),
    [
        pytest.param(
            [*RANKS, *RAISED],
            "2项目标在后来的计划中再次设定（各为其目标年）：1项提高、1项降低"
            "（嘉兴国家高新区排名，前10位 → 前40位）",
            "Of 2 targets that a later plan sets again (for its own year), 1 was raised, 1 lowered "
            "(Jiaxing, rank of the high-tech zone: top 10 → top 40)",
            id="the lowered one is named",
        ),
        pytest.param(
            RAISED,
            "嘉兴R&D经费占GDP比重：3.2% → 3.65%（提高）",
            "Jiaxing: R&D intensity: 3.2% → 3.65% (raised)",
            id="one alone",
        ),
        pytest.param(
            [*RAISED, share("jiaxing-2020", 60),
             share("jiaxing-2023", 60, horizon=2027)],
            "2项目标在后来的计划中再次设定（各为其目标年）：1项提高、1项维持",
            "Of 2 targets that a later plan sets again (for its own year), 1 was raised, 1 kept",
            id="nothing lowered, nothing named",
        ),
    ],
)  # fmt: skip
def test_what_a_later_plan_made_of_the_targets(rows, zh, en):
    for lang, expected in (("zh", zh), ("en", en)):
        view = seen([JIAXING, JIAXING_23], rows, lang)
        assert revised.sentence(view, revised.revised(view)) == expected


def test_a_rate_over_five_years_is_not_set_against_one_of_a_year():
    yearly = {"measure": "growth_rate", "basis": "yearly"}
    rows = [
        target("jiaxing-2020", "fiscal_sci_growth", 16, 2025, window_start=2021, **yearly),
        target("jiaxing-2023", "fiscal_sci_growth", 3, 2023, window_start=2023, **yearly),
    ]
    assert charts.revised_charts(seen([JIAXING, JIAXING_23], rows)) == []


def test_an_average_rate_is_set_again_whatever_its_window():
    average = {"measure": "growth_rate", "basis": "average"}
    rows = [
        target("jiaxing-2020", "fiscal_sci_growth", 15, 2025, window_start=2020, **average),
        target("jiaxing-2023", "fiscal_sci_growth", 18, 2027, window_start=2023, **average),
    ]
    view = seen([JIAXING, JIAXING_23], rows)
    assert revised.sentence(view, revised.revised(view)) == "嘉兴财政科技投入年均增长：15% → 18%（提高）"


@pytest.mark.parametrize(
    ("kinds", "years", "told"),
    [
        (("plan", "plan"), (2025, 2027), 1),
        (("work_report", "work_report"), (2020, 2023), 0),  # each for its own year
        (("plan", "plan"), (2020, 2027), 0),
        (("plan", "work_report"), (2023, 2023), 0),  # a plan's goal, and a report's for its year
        (("plan", "work_report"), (2025, 2027), 1),  # a report's goal for a year ahead is a plan's
    ],
)
def test_a_goal_of_one_year_is_not_set_again_by_that_of_another(kinds, years, told):
    plans = [plan | {"plan_type": kind} for plan, kind in zip((JIAXING, JIAXING_23), kinds, strict=True)]
    rows = [rd("jiaxing-2020", 3.2, years[0]), rd("jiaxing-2023", 3.65, years[1])]
    assert len(revised.revised(seen(plans, rows))) == told


@pytest.mark.parametrize(
    ("horizon", "window", "told"), [(2023, None, 1), (2022, None, 0), (2025, 2023, 1), (2025, 2025, 0)]
)
def test_a_goal_for_the_time_after_is_the_next_one_and_not_set_again(horizon, window, told):
    """A plan of 2023 sets again what was still due then, and an average that runs beside the older one."""
    rate = {"measure": "growth_rate", "basis": "average"} if window else {"measure": "level"}
    rows = [
        target(p, "fiscal_sci_growth", v, year, window_start=start, **rate)
        for p, v, year, start in (
            ("jiaxing-2020", 15, horizon, window and 2020), ("jiaxing-2023", 18, 2030, window)
        )
    ]  # fmt: skip
    assert len(revised.revised(seen([JIAXING, JIAXING_23], rows))) == told


def test_what_was_reached_stands_beside_and_a_first_plan_has_no_picture():
    made = charts.revised_charts(seen([JIAXING, JIAXING_23], RAISED, actuals=[reached(3.4, 2022)]))
    assert made[0].data[["reached", "reached_year"]].values.tolist() == [["3.4%", 2022]]
    assert charts.revised_charts(seen([JIAXING, NINGBO], [rd("jiaxing-2020", 3), rd("ningbo-2020", 4)])) == []


# --- needed ------------------------------------------------------------------------------------------------


def need(rows, actuals, lang: str = "zh") -> str:
    view = seen([ZHEJIANG, NINGBO, JIAXING], rows, lang, actuals)
    return needed.sentence(view, needed.needs(view))


def test_the_fastest_is_told_where_two_still_ask_for_change():
    rows = [rd("jiaxing-2020", 3.5), rd("ningbo-2020", 3.1), rd("zhejiang-2020", 2.0)]
    known = [reached(2.5, 2020), reached(2.6, 2020, "宁波市"), reached(2.4, 2020, "浙江省")]
    assert need(rows, known) == (  # (3.5 − 2.5) / 5 against (3.1 − 2.6) / 5; Zhejiang had 2.4 of 2.0
        "3项比率目标有此前实绩可对照，其中1项提出时已达到；要求最快的是嘉兴R&D经费占GDP比重，每年+0.2个百分点"
    )
    assert need(rows, known, "en") == (
        "3 shares can be set against what had been reached, 1 met before it was set; "
        "fastest: Jiaxing: R&D intensity, +0.2 points a year"
    )


def test_none_is_fastest_where_one_or_none_is_left():
    one = need([rd("jiaxing-2020", 3.5)], [reached(2.5, 2020)])
    assert one == "1项比率目标有此前实绩可对照；嘉兴R&D经费占GDP比重，每年+0.2个百分点"
    assert (
        need([rd("jiaxing-2020", 2.5)], [reached(2.5, 2020)]) == "1项比率目标有此前实绩可对照，提出时已达到"
    )


@pytest.mark.parametrize(
    ("comparator", "way", "pace"),
    [
        ("eq", "2.5%（2020）→ 3.5%（2025）", "每年+0.2个百分点"),
        ("gt", "> 2.5%（2020）→ 3.5%（2025）", "每年≤ +0.2个百分点"),
        ("le", "≤ 2.5%（2020）→ 3.5%（2025）", "每年≥ +0.2个百分点"),
        ("approx", "≈ 2.5%（2020）→ 3.5%（2025）", "每年≈ +0.2个百分点"),
    ],
)
def test_what_had_been_reached_keeps_its_bound(comparator, way, pace):
    view = seen(
        [ZHEJIANG, JIAXING], [rd("jiaxing-2020", 3.5)], "zh", [reached(2.5, 2020, comparator=comparator)]
    )
    (found,) = needed.needs(view)
    assert (needed.way(view, found), needed.pace(view, found)) == (way, pace)
    assert needed.plans([found]) == {"jiaxing-2020", "zhejiang-2020"}  # where the base stands too


@pytest.mark.parametrize(
    ("comparator", "told"), [("ge", True), ("eq", True), ("approx", False), ("le", False)]
)
def test_enough_is_only_what_surely_was(comparator, told):
    known = [reached(3.6, 2020, comparator=comparator)]
    view = seen([ZHEJIANG, JIAXING], [rd("jiaxing-2020", 3.5)], "zh", known)
    assert [n.is_met for n in needed.needs(view)] == [True] * told


@pytest.mark.parametrize(("measure", "told"), [("level", [True]), ("annual_flow", [])])
def test_a_years_flow_is_not_met_by_an_earlier_years(measure, told):
    was = {"baseline_value": 300.0, "baseline_year": 2020}
    row = target("jiaxing-2020", "hightech_firms", 240, 2025, "家", measure=measure, **was)
    assert [n.is_met for n in needed.needs(seen([ZHEJIANG, JIAXING], [row]))] == told


def test_a_share_near_about_so_much_still_asks_for_change():
    rows = [rd("jiaxing-2020", 3.5, comparator="approx")]
    assert need(rows, [reached(3.4, 2020)]) == (  # 3.4 lies within 5 % of 3.5
        "1项比率目标有此前实绩可对照；嘉兴R&D经费占GDP比重，每年≈ +0.02个百分点"
    )


def test_the_fastest_is_not_told_where_its_pace_is_a_ceiling():
    rows = [rd("jiaxing-2020", 3.5), rd("ningbo-2020", 3.1)]
    known = [reached(2.5, 2020, comparator="gt"), reached(2.6, 2020, "宁波市")]
    assert need(rows, known) == "2项比率目标有此前实绩可对照；按所写数字每年须变动0.1–0.2个百分点"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"comparator": "approx"}, {}),  # ≈ 3.5 may ask for less than 3.1 …
        ({}, {"comparator": "approx"}),  # … and ≈ 3.1 for more than 3.5
        ({}, {"value": 3.6}),  # both by 1 point in five years
    ],
)
def test_none_is_fastest_where_a_figure_is_about_or_two_are_even(first, second):
    rows = [rd("jiaxing-2020", **{"value": 3.5} | first), rd("ningbo-2020", **{"value": 3.1} | second)]
    known = [reached(2.5, 2020), reached(2.6, 2020, "宁波市")]
    assert need(rows, known).startswith("2项比率目标有此前实绩可对照；按所写数字每年须变动")
    said = "2 shares can be set against what had been reached; by the figures 0."
    assert need(rows, known, "en").startswith(said)


def test_amounts_of_unlike_units_are_not_ranked_by_pace():
    was = {"baseline_value": 100.0, "baseline_year": 2020}
    firms = target("jiaxing-2020", "hightech_firms", 200, 2025, "家", **was)
    output = target("ningbo-2020", "labour_productivity", 150, 2025, "元/人", **was)
    more = target("ningbo-2020", "hightech_firms", 150, 2025, "家", **was)
    assert need([firms, output], []) == "2项数量目标有此前实绩可对照；按所写数字年均须变动8.4%–15%"
    assert need([firms, more], []) == "2项数量目标有此前实绩可对照；要求最快的是嘉兴高新技术企业，年均+15%"


def test_without_figures_reached_there_is_no_picture():
    assert charts.needed_charts(View(*six())) == []


@pytest.mark.parametrize("regions", [["嘉兴市"], ["嘉兴市", "宁波市"]])
def test_one_bar_is_no_picture(regions):
    rows = [rd("jiaxing-2020", 3.5), rd("ningbo-2020", 3.1)]
    view = seen([ZHEJIANG, NINGBO, JIAXING], rows, "zh", [reached(2.5, 2020, region) for region in regions])
    assert [len(made.data) for made in charts.needed_charts(view)] == [2] * (len(regions) > 1)


# --- shared rates ------------------------------------------------------------------------------------------


def shared(rows, lang: str = "zh") -> str:
    view = seen([ZHEJIANG, NINGBO, JIAXING], rows, lang)
    return shared_rates.sentence(view, "prefecture", shared_rates.of_levels(view)["prefecture"])


def test_who_is_alone_highest_in_how_many_shared_rates():
    rows = [
        rd("ningbo-2020", 3.6),
        rd("jiaxing-2020", 3.2),
        share("ningbo-2020", 60),
        share("jiaxing-2020", 60),
    ]
    assert shared(rows) == "市级地区共有的2项比率中，宁波2项中1项要求单独最高，1项并列或难分高低"
    assert shared(rows, "en") == (
        "Of 2 rates shared at prefecture level Ningbo alone is most demanding in 1 of 2; "
        "1 tied or cannot be ordered"
    )


def test_a_region_is_counted_among_the_rates_it_sets():
    """Wenzhou tops the one it sets; that is no half of two."""
    rows = [rd("ningbo-2020", 3.6), rd("jiaxing-2020", 3.2), share("ningbo-2020", 60)]
    view = seen([NINGBO, JIAXING, land.WENZHOU], [*rows, share("wenzhou-2020", 65)])
    said = shared_rates.sentence(view, "prefecture", shared_rates.of_levels(view)["prefecture"])
    assert said == "市级地区共有的2项比率中，宁波2项中1项、温州1项中1项要求单独最高"


def test_a_place_is_no_rate():
    rank = {"unit": "位", "comparator": "le", "measure": "rank", "quote": "全国"}
    rows = [rd("ningbo-2020", 3.6), rd("jiaxing-2020", 3.2)]
    rows += [
        target(p, "hightech_zone_rank", n, **rank) for p, n in (("ningbo-2020", 10), ("jiaxing-2020", 40))
    ]
    assert shared(rows) == "市级地区共有的2项比率和位次中，宁波2项中2项要求单独最高"
    assert (
        shared(rows, "en")
        == "Of 2 rates and ranks shared at prefecture level Ningbo alone is most demanding in 2 of 2"
    )


def test_a_territory_above_that_is_not_drawn_is_no_source_and_widens_no_axis():
    """Zhejiang aims at 2020 and is drawn nowhere; with a target of 2025 it is."""
    rows = [
        rd("ningbo-2020", 3.6),
        rd("jiaxing-2020", 3.2),
        share("ningbo-2020", 60),
        share("jiaxing-2020", 61),
    ]
    for year, there in ((2020, False), (2025, True)):
        (made,) = charts.multiples_charts(
            seen([ZHEJIANG, NINGBO, JIAXING], [*rows, rd("zhejiang-2020", 9, year)])
        )
        assert ("浙江" in made.footer) == ("浙江省" in set(made.data["region"])) == there


def test_what_cannot_be_ordered_has_no_single_highest():
    rows = [
        rd("ningbo-2020", 3.6, comparator="ge"), rd("jiaxing-2020", 3.5, comparator="approx"),
        share("ningbo-2020", 60), share("jiaxing-2020", 60),
    ]  # fmt: skip
    assert shared(rows) == "市级地区共有的2项比率中，没有一项有单独的最高者"


def test_totals_are_no_shared_rates():
    rows = [target(p, "hightech_firms", v, unit="家") for p, v in (("ningbo-2020", 90), ("jiaxing-2020", 60))]
    assert (
        charts.multiples_charts(seen([NINGBO, JIAXING], [*rows, rd("ningbo-2020", 3), rd("jiaxing-2020", 3)]))
        == []
    )


# --- strips and tiles --------------------------------------------------------------------------------------


def growth(view: View) -> tuple:
    return next(g for g in groups(view) if g[0] == "gdp_growth")


def test_a_strip_tells_the_span_and_the_median():
    view = View(*provinces(9))  # 4.5 5 5.5 6 6.5 4.5 5 5.5 6
    group = growth(view)
    found = ranges.strips(view, group)
    assert ranges.sentence(view, group, found) == (
        "地区生产总值增长：2026年9个省级地区所写数字为4.5%至6.5%，中位数5.5%"
    )
    assert ranges.sentence(view.other("en"), group, found) == (
        "GDP growth: for 2026 the figures of 9 regions at province level run from 4.5% to 6.5%, median 5.5%"
    )
    assert ranges.ends(view, found[0]) == "2地 4.5 – 内蒙古 6.5"


def strip_of(basis: str, *values: float) -> str:
    group = ("gdp_growth", "growth_rate", "%", "", basis, 2026 if basis == "average" else None, "plan")
    rows = [{"value_low": v, "value_high": v} for v in values]
    view = View(*provinces(2))
    return ranges.sentence(view, group, [ranges.Strip("province", 2030, rows)])


def test_a_rate_over_years_is_no_rate_of_its_last():
    said = strip_of("average", 4.5, 5, 6)
    assert said == "地区生产总值增长（年均，自2026年）：2030年3个省级地区所写数字为4.5%至6%，中位数5%"
    assert strip_of("yearly", 4.5, 5, 6).startswith("地区生产总值增长：2030年")


def test_where_all_write_one_figure_there_is_no_span():
    said = strip_of("yearly", 5, 5)
    assert said == "地区生产总值增长：2030年2个省级地区所写数字都是5%"
    assert "至" not in said and "中位数" not in said


def test_seven_regions_are_no_strip_and_nine_provinces_no_map():
    assert charts.strip_charts(View(*provinces(7))) == [] and charts.tile_charts(View(*provinces(9))) == []
    assert charts.strip_charts(View(*provinces(8))) and charts.tile_charts(View(*provinces(10)))


def test_who_sets_what_counts_regions_and_shows_years():
    plans = [ZHEJIANG, NINGBO, JIAXING, HUZHOU]
    targets = [rd(p["plan_id"], 3.0) for p in plans[:3]] + [rd("huzhou-2023", 3.8, 2027)]
    targets += [share(p["plan_id"], 60) for p in plans[:2]]
    targets += [target(p["plan_id"], "labour_productivity", 25, unit="万元/人") for p in plans[1:3]]
    (made,) = charts.sets_charts(seen(plans, targets))
    assert made.title == "4地都设有“R&D经费占GDP比重”目标；图中3项，宁波设得最多（3项）"
    years = made.data.set_index(["region", "indicator_id"])["horizons"]
    assert years["湖州市", "rd_intensity"] == "2027" and years["湖州市", "hightech_va_share"] == ""
    assert charts.sets_charts(seen(plans[:2], targets[:2])) == []


def test_a_region_of_more_plans_than_others_sets_more_and_its_plans_are_told():
    plans = [ZHEJIANG, NINGBO, JIAXING, JIAXING_23]
    targets = [rd(p["plan_id"], 3.0) for p in plans[:3]] + [share(p["plan_id"], 60) for p in plans[1:3]]
    targets += [
        target(p, "labour_productivity", 25, unit="万元/人") for p in ("jiaxing-2023", "zhejiang-2020")
    ]
    (made,) = charts.sets_charts(seen(plans, targets))
    assert made.title.endswith("图中3项，嘉兴（2份计划）设得最多（3项）")
    (made,) = charts.sets_charts(seen(plans, targets, "en"))
    assert made.title.endswith("Jiaxing (2 plans) sets most of the 3 shown: 3")


def test_where_every_region_sets_all_none_sets_most():
    plans = [ZHEJIANG, NINGBO, JIAXING]
    targets = [row for p in plans for row in (rd(p["plan_id"], 3.0), share(p["plan_id"], 60))]
    targets += [target(p["plan_id"], "labour_productivity", 25, unit="万元/人") for p in plans]
    (made,) = charts.sets_charts(seen(plans, targets))
    assert made.title == "3地都设有“高新技术产业增加值占比”等3项目标；各地都设有图中3项中的3项"
    (made,) = charts.sets_charts(seen(plans, targets, "en"))
    assert (
        made.title == "All 3 regions set a target for high-tech share of value added and 2 more; "
        "each sets 3 of the 3 shown"
    )


def test_what_only_a_draft_sets_is_pale_and_the_place_marked():
    plans = [ZHEJIANG, NINGBO, HUZHOU]
    of_all = [rd(p["plan_id"], 3.0) for p in plans] + [share(p["plan_id"], 60) for p in plans]
    targets = of_all + [target(p["plan_id"], "labour_productivity", 25, unit="万元/人") for p in plans]
    (made,) = charts.sets_charts(seen(plans, targets))
    drawn = [text.get_text() for axes in made.figure.axes for text in axes.texts]
    assert "湖州（稿）" in drawn and "宁波" in drawn and "；浅色＝只见于征求意见稿" in made.subtitle
    faces = [patch.get_facecolor() for axes in made.figure.axes for patch in axes.patches]
    assert len(set(faces[-3:])) == 1 and faces[-1] not in faces[:-3]  # the draft's row is the last
    (final,) = charts.sets_charts(seen([ZHEJIANG, NINGBO, JIAXING], [{**t, "plan_id": p["plan_id"]} for p in
                                       (ZHEJIANG, NINGBO, JIAXING) for t in targets[2::3]]))  # fmt: skip
    assert "浅色" not in final.subtitle and "不含全国" not in final.subtitle


def test_places_without_a_row_are_counted_and_the_nation_is_no_region():
    """Wenzhou sets none of the three indicators that several set; the nation has a line, and is no region."""
    nation = land.plan("national-2021", "全国", "2021-03-11", "national", None)
    wenzhou = land.plan("wenzhou-2020", "温州市", "2020-07-24")
    plans = [nation, ZHEJIANG, NINGBO, JIAXING, wenzhou]
    targets = [rd(p["plan_id"], 3.0) for p in plans[:4]] + [share(p["plan_id"], 60) for p in plans[:3]]
    targets += [target(p["plan_id"], "labour_productivity", 25, unit="万元/人") for p in plans[2:4]]
    targets += [target("wenzhou-2020", "hightech_firms", 300, unit="家")]
    (made,) = charts.sets_charts(seen(plans, targets))
    assert set(made.data["region"]) == {"全国", "浙江省", "宁波市", "嘉兴市"}
    assert made.title == "4地中3地设有“R&D经费占GDP比重”目标；图中3项，宁波设得最多（3项）"
    assert "；标题中的地数不含全国" in made.subtitle
    assert made.subtitle.endswith("；另有1个地区的目标不涉及这些指标，未画") and "温州" in made.footer
    (english,) = charts.sets_charts(seen(plans, targets, "en"))
    assert english.subtitle.endswith("; not drawn: 1 region with targets for other indicators only")
    own = [
        target(t["plan_id"], "pct_applications", 9) if t["plan_id"] == "national-2021" else t for t in targets
    ]
    (made,) = charts.sets_charts(seen(plans, own, "en"))
    assert "of 4 regions" in made.title and "; the title does not count the nation; " in made.subtitle
    assert "; not drawn: 2 regions (the nation among them) with" in made.subtitle


def test_a_mark_that_is_alone_stands_in_the_middle_of_its_line():
    assert multiples._offsets([{"horizon": 2025}]) == {2025: 0.0}
    both = multiples._offsets([{"horizon": 2027}, {"horizon": 2025}])
    assert both == {2025: pytest.approx(-0.15), 2027: pytest.approx(0.15)}
    rows = [rd("ningbo-2020", 3.6), rd("jiaxing-2020", 3.2), rd("jiaxing-2023", 3.65, 2027)]
    rows += [share("ningbo-2020", 60), share("jiaxing-2020", 61)]
    view = seen([ZHEJIANG, NINGBO, JIAXING, JIAXING_23], rows)
    (made,) = charts.multiples_charts(view)
    marks = [
        [round(float(y), 2) for line in axes.lines for y in line.get_ydata() if len(line.get_ydata()) == 1]
        for axes in made.figure.axes
    ]
    assert [-0.15, 0.15, 1.0] in map(sorted, marks)  # Jiaxing's two, Ningbo's one
    assert [0.0, 1.0] in map(sorted, marks)


def test_what_has_no_chart_says_why():
    plans = [ZHEJIANG, NINGBO, JIAXING]
    targets = [rd(p["plan_id"], 3.0) for p in plans]  # all the same
    targets += [share(p["plan_id"], 60 + i) for i, p in enumerate(plans[1:])]  # two of three regions
    found = charts.left_out(seen(plans, targets))
    assert {why: len(names) for why, names in found.items()} == {"same": 1, "few": 1}


@pytest.mark.parametrize(("comparator", "refused"), [("eq", ["same"]), ("ge", ["same"]), ("approx", [])])
def test_full_and_nearly_full_coverage_are_not_the_same(comparator, refused):
    rows = [share(p["plan_id"], 100) for p in (ZHEJIANG, NINGBO, JIAXING)]
    rows[1]["comparator"] = comparator
    assert [*charts.left_out(seen([ZHEJIANG, NINGBO, JIAXING], rows))] == refused


def test_every_province_has_a_tile_of_its_own_and_its_value():
    from cityplans.publishing.charts.tiles import PLACES

    assert len(PLACES) == len(set(PLACES.values())) == 31
    made = {m.name: m for m in charts.tile_charts(View(*provinces()))}["tiles_rd_intensity_zh"]
    words = [t.get_text() for axes in made.figure.axes for t in axes.texts]
    assert set(PLACES) <= set(words) and "≥ 4.5" in words
    assert made.title == "R&D经费占GDP比重：2030年新疆最高（4.5%以上）"


def test_many_plans_fill_several_pictures_and_lose_none():
    rows = [land.plan(f"p{i:03d}-2021", f"某{i}市", f"2021-{1 + i % 12:02d}-01") for i in range(300)]
    frames = land.frames(rows, [rd(r["plan_id"], 3) for r in rows])
    made = charts.timeline_charts(View(frames, land.codebook()))
    assert len({plan for m in made for plan in m.data["plan_id"]}) == sum(len(m.data) for m in made) == 300
    # 25 plans of every month, the earliest first; each picture is titled by its own
    years = ("4.8至5.0", "4.7至4.8", "4.4至4.7", "4.3至4.4", "4.1至4.3")
    assert [(len(m.data), m.title) for m in made] == [
        (60, f"60份计划均发布于2021年，期末或主要目标年都是2025年，从发布到该年年底{told}年")
        for told in years
    ]
    assert [m.name for m in made[:2]] == ["timeline_zh", "timeline_2_zh"]
