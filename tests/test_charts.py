"""What charts show, as tables and titles; that nothing overlaps or is cut; same chart, same file."""

from __future__ import annotations

import re
import warnings
import xml.etree.ElementTree as ET
from base64 import b64decode
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise

import matplotlib as mpl
import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from matplotlib.text import Text

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO, ZHEJIANG, target
from charted_rows import DATA, processed, six, sixty, three_hundred, world
from cityplans import codebook, tables
from cityplans.comparison.ambition import ambition
from cityplans.publishing.charts import charts, distances, grid, heat, names, sheet, style, vector
from cityplans.publishing.charts.wrapping import text_width, wrap
from cityplans.publishing.telling import spread, timelines
from cityplans.publishing.telling.comparable import groups, held_against_above, of_one_level, rows_of
from cityplans.publishing.telling.view import View


def small(plans, targets):
    return world(land.frames(plans, targets), land.codebook())


# --- what is shown -----------------------------------------------------------------------------------------


def test_dots_show_each_region_once_a_horizon_with_its_bounds():
    made = charts.chart_dots(View(*six()), "rd_intensity")
    shown = made.data.set_index(["region", "horizon"])["value"].to_dict()
    assert shown == {
        ("浙江省", 2025): "力争3.2",
        ("宁波市", 2025): "力争3.6",
        ("嘉兴市", 2025): "力争3.2",
        ("温州市", 2025): "≈ 3.0",
        ("嘉兴市", 2027): "> 3.65",
        ("湖州市", 2027): "≥ 3.8",
    }
    assert made.data["region"].iloc[0] == "浙江省"  # the territory above first, then from high to low
    assert made.data["region"].iloc[1] == "宁波市"


def _marks_of(made) -> dict[float, list[float]]:
    """y → where marks of one point stand on the first axes of a drawing."""
    found: dict[float, list[float]] = {}
    for line in made.figure.axes[0].lines:
        if len(line.get_xdata()) == 1 and line.get_marker() not in ("None", "", "|"):
            found.setdefault(line.get_ydata()[0], []).append(line.get_xdata()[0])
    return found


def test_what_is_to_be_nearly_whole_does_not_stand_level_with_the_whole():
    """基本覆盖 is ordered below 全覆盖 and drawn below it, and the sign says so; 左右 of less stays."""
    rows = [
        target("zhejiang-2020", "hightech_va_share", 100),
        target("ningbo-2020", "hightech_va_share", 100, comparator="approx"),
        target("jiaxing-2020", "hightech_va_share", 90, comparator="approx"),
    ]
    made = charts.chart_dots(View(*small([ZHEJIANG, NINGBO, JIAXING], rows)), "hightech_va_share")
    order = [*dict.fromkeys(made.data["region"])]
    marks = {order[int(y)]: x for y, (x,) in _marks_of(made).items()}
    assert marks == {"浙江省": 100, "宁波市": 97.5, "嘉兴市": 90}
    words = [text.get_text() for axes in made.figure.axes for text in axes.texts]
    assert "基本＝95–100%，低于全部" in words
    plain = charts.chart_dots(View(*small([ZHEJIANG, JIAXING], rows[::2])), "hightech_va_share")
    assert not [t for axes in plain.figure.axes for t in axes.texts if "基本" in t.get_text()]


def test_the_oldest_plan_has_no_share_of_older_text_and_a_draft_is_marked():
    frames, book = six()
    shares = {"huzhou-2023": 0.05, "jiaxing-2020": 0.003, "zhejiang-2020": 0.0}
    rows = [
        {"plan_id": p, "source_plan_id": "any", "source_relation": "any", "share": share}
        for p, share in shares.items()
    ]
    made = charts.chart_borrowing(View({**frames, "borrowing": tables.frame("borrowing", rows)}, book))
    texts = [text.get_text() for axes in made.figure.axes for text in axes.texts]
    assert texts == ["湖州（稿）", "5%", "嘉兴 2020", "<1%", "浙江", "—"]
    assert {y for axes in made.figure.axes for line in axes.lines for y in line.get_ydata()} == {0, 1}


def test_title_states_the_finding_in_both_languages():
    assert charts.chart_dots(View(*six()), "rd_intensity").title == (
        "R&D经费占GDP比重：2025年市级地区中宁波最高（力争3.6%），温州低于浙江（力争3.2%）；"
        "2027年湖州（3.8%以上，征求意见稿）高于嘉兴（超过3.65%）"
    )
    assert charts.chart_dots(View(*six(), "en"), "rd_intensity").title == (
        "R&D intensity: for 2025 at prefecture level Ningbo aims highest (3.6%, aim), "
        "Wenzhou below Zhejiang (3.2%, aim); "
        "for 2027 Huzhou (at least 3.8%, draft) asks for more than Jiaxing (more than 3.65%)"
    )


def test_title_says_when_the_highest_cannot_be_told():
    frames = small(
        [NINGBO, JIAXING],
        [
            target("ningbo-2020", "rd_intensity", 3.6, comparator="ge"),
            target("jiaxing-2020", "rd_intensity", 3.5, comparator="approx"),
        ],
    )
    title = charts.chart_dots(View(*frames), "rd_intensity").title
    assert title == "R&D经费占GDP比重：2025年所写数字宁波（3.6%以上）最高，嘉兴（3.5%左右）未必更低"


@pytest.mark.parametrize("indicator, from_nought", [("graduates_new", True), ("rd_intensity", False)])
def test_axis_of_sums_begins_at_nought_and_that_of_rates_where_they_differ(indicator, from_nought):
    plot = next(a for a in charts.chart_dots(View(*six()), indicator).figure.axes if a.axison)
    assert (min(plot.get_xticks()) == 0) == from_nought


def test_totals_are_not_ranked_in_the_title():
    made = charts.chart_dots(View(*six()), "graduates_new")
    assert made.title == "新增就业大学生：2025年浙江总数（500万人）中嘉兴占10%、宁波占16%、温州占4%以上"
    assert "总量不可跨规模比较" in made.subtitle and "未画其他层级的1地" in made.subtitle
    assert "浙江省" not in set(made.data["region"])  # a province's total is no mark for its cities
    frames = small(
        [ZHEJIANG, NINGBO],
        [
            target("zhejiang-2020", "hightech_firms", 900, unit="家"),
            target("ningbo-2020", "hightech_firms", 90, unit="家"),
        ],
    )
    assert charts.chart_dots(View(*frames), "hightech_firms") is None
    assert charts.chart_shares(View(*frames)).data["shown"].tolist() == ["10%"]


def total(plan_id: str, value: float, **more) -> dict:
    return target(plan_id, "hightech_firms", value, unit="家", **more)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([total("ningbo-2020", 90), total("jiaxing-2020", 60)], "2025年2地设定总数目标，规模不同，不排高低"),
        (
            [total("zhejiang-2020", 900), total("ningbo-2020", 90), total("jiaxing-2020", 6)],
            "2025年浙江总数（900家）中嘉兴占0.67%、宁波占10%",
        ),
        (
            [
                total("zhejiang-2020", 900, horizon=2027),
                total("ningbo-2020", 90, horizon=2027),
                total("jiaxing-2020", 60),
            ],
            "2025年嘉兴 60家；2027年浙江总数（900家）中宁波占10%",  # a lone city's total against its province
        ),
    ],
)
def test_totals_are_told_as_parts_of_the_whole_and_never_ordered(rows, expected):
    made = charts.chart_dots(View(*small([ZHEJIANG, NINGBO, JIAXING], rows)), "hightech_firms")
    assert made.title.removeprefix("高新技术企业：") == expected
    english = charts.chart_dots(View(*small([ZHEJIANG, NINGBO, JIAXING], rows), "en"), "hightech_firms").title
    assert not re.search(r"highest|above|below|more than", english)


def test_totals_are_drawn_per_head_where_sizes_are_given():
    plans, rows = [ZHEJIANG, NINGBO, JIAXING], [total("ningbo-2020", 90), total("jiaxing-2020", 60)]
    rows += [total("zhejiang-2020", 600, comparator="ge")]
    made, book = land.frames(plans, rows), land.codebook()
    sizes = {"浙江省": (6e7, 6e12), "宁波市": (9e6, 1.5e12), "嘉兴市": (5e6, None)}
    scale = pd.DataFrame(
        [
            {"region": r, "year": 2020, "population": p, "gdp": g, "employment": None, "source": "made up"}
            for r, (p, g) in sizes.items()
        ]
    )
    made |= ambition.build(made["plans"], made["targets"], book, scale=scale)
    people = charts.chart_dots(View(made, book), "hightech_firms", per="per_10k_people")
    assert people.data.set_index("region")["value_low"].round(6).to_dict() == {
        "浙江省": 0.1, "嘉兴市": 0.12, "宁波市": 0.1,
    }  # fmt: skip
    assert people.title == (
        "高新技术企业：2025年市级地区中嘉兴（0.12家/万人）高于宁波（0.1家/万人），"
        "仅嘉兴高于浙江（0.1家/万人以上）"
    )
    assert "规模取2020年" in people.subtitle and "不可" not in people.subtitle
    gdp = charts.chart_dots(View(made, book, "en"), "hightech_firms", per="per_100m_gdp")
    assert set(gdp.data["region"]) == {"浙江省", "宁波市"} and "per 10 billion yuan GDP" in gdp.subtitle
    names = {m.name for m in charts.all_charts(View(made, book))}
    assert "dots_hightech_firms_per_10k_people_zh" in names
    assert charts.chart_dots(View(*six()), "graduates_new", per="per_10k_people") is None


def test_what_cannot_be_ordered_is_not_said_to_lie_above_or_below():
    rows = [
        target("zhejiang-2020", "rd_intensity", 3.0),
        target("ningbo-2020", "rd_intensity", 3.1, comparator="approx"),
        target("jiaxing-2020", "rd_intensity", 3.0, comparator="ge"),
    ]
    made = charts.chart_dots(View(*small([ZHEJIANG, NINGBO, JIAXING], rows)), "rd_intensity").title
    assert "无一明确低于浙江（3%）" in made and "所写数字宁波（3.1%左右）最高，嘉兴（3%以上）未必更低" in made
    made = charts.chart_dots(
        View(*small([ZHEJIANG, JIAXING], [rows[0], rows[2]]), "en"), "rd_intensity"
    ).title
    assert made == "R&D intensity: for 2025 Jiaxing sets the same figure as Zhejiang (at least 3% or 3%)"


def test_a_league_has_its_english_name():
    made = charts.chart_dots(View(*six(), "en"), "hightech_zone_rank")
    assert made is None or "nationwide" in made.subtitle
    rows = [
        target(
            p, "hightech_zone_rank", v, unit="位", measure="rank", comparator="le", indicator_text="全国排名"
        )
        for p, v in (("ningbo-2020", 10), ("jiaxing-2020", 40))
    ]
    made = charts.chart_dots(View(*small([NINGBO, JIAXING], rows), "en"), "hightech_zone_rank")
    assert (
        "nationwide" in made.subtitle and "Ningbo (top 10) asks for more than Jiaxing (top 40)" in made.title
    )


def test_one_horizon_or_one_region_can_be_asked_for():
    made = charts.chart_dots(View(*six()), "rd_intensity", horizon=2027)
    assert set(made.data["region"]) == {"嘉兴市", "湖州市"}
    assert charts.chart_dots(View(*six()), "rd_intensity", horizon=2030) is None
    assert charts.chart_dots(View(*six()), "no_such_indicator") is None


def test_heat_prints_bounds_and_says_what_is_not_set():
    shown = charts.chart_heat(View(*six(), "en")).data.set_index(["indicator_id", "unit", "plan_id"])["value"]
    assert shown["rd_intensity", "%", "huzhou-2023"] == "≥ 3.8"
    assert shown["rd_intensity", "%", "wenzhou-2020"] == "≈ 3.0"
    assert shown["rd_intensity", "%", "ningbo-2020"] == "3.6 (aim)"
    assert shown["firm_rd_share", "%", "huzhou-2023"] == "not set"
    assert shown["hightech_firms", "家", "huzhou-2023"] == "not alike"  # cumulative, not a level
    assert "highvalue_patent_density" not in shown.index.get_level_values(0)


def test_the_table_of_values_shades_none():
    """Of two or three peers a colour would say more than they do; only what is not there stands pale."""
    rows = [target(p, "rd_intensity", v) for p, v in (("ningbo-2020", 3.2), ("jiaxing-2020", 3.0))]
    rows.append(target("ningbo-2020", "rd_growth", 8, measure="growth_rate"))
    view = View(*small([NINGBO, JIAXING], rows))
    made = charts.chart_heat(view)
    assert "颜色" not in made.subtitle and "percentile" not in made.data
    assert "颜色" not in charts.chart_heat(View(*six())).subtitle
    assert made.title == "2份计划共有1项指标"


def test_what_all_say_in_words_is_read_in_the_table_of_values():
    """全覆盖 beside 基本覆盖 has an order, and no axis."""
    kind = {"measure": "coverage", "unit": "%"}
    plans = ("ningbo-2020", "jiaxing-2020", "wenzhou-2020")
    told = [("全覆盖", "eq"), ("基本覆盖", "approx"), ("基本覆盖", "approx")]
    rows = [
        target(p, "firm_patent_coverage", 100, value_text=text, comparator=bound, **kind)
        for p, (text, bound) in zip(plans, told, strict=True)
    ]
    wenzhou = land.plan("wenzhou-2020", "温州市", "2020-07-24")
    view = View(*small([NINGBO, JIAXING, wenzhou], rows))
    assert list(charts.left_out(view)) == ["worded"]
    in_figures = [*rows[:2], {**rows[2], "value_text": "95%", "value_low": 95, "value_high": 95}]
    assert charts.left_out(View(*small([NINGBO, JIAXING, wenzhou], in_figures))) == {}


def test_plans_that_no_table_has_are_counted():
    """Wenzhou shares nothing with the two others, of which the table is."""
    wenzhou = land.plan("wenzhou-2020", "温州市", "2020-07-24")
    rows = [target(p, "rd_intensity", 3.2) for p in ("ningbo-2020", "jiaxing-2020")]
    rows.append(total("wenzhou-2020", 300))
    for lang, said in (
        ("zh", "1份计划没有与其他计划共有的指标，未画"),
        ("en", "not drawn: 1 plan with no indicator in common with others"),
    ):
        (made,) = charts.heat_charts(View(*small([NINGBO, JIAXING, wenzhou], rows), lang))
        assert said in made.subtitle and set(made.data["plan_id"]) == {"ningbo-2020", "jiaxing-2020"}
    (made,) = charts.heat_charts(View(*small([NINGBO, JIAXING], rows[:2])))
    assert "未画" not in made.subtitle


def test_of_many_plans_what_is_shared_is_counted_within_a_level():
    view = View(*six())
    assert heat._left_out(view, 2, heat.LINK) == "2份计划与同级计划共有的指标不足4项，未画"
    assert heat._left_out(view.other("en"), 1, heat.LINK) == (
        "not drawn: 1 plan with fewer than 4 indicators in common with any other of the level"
    )
    assert heat._left_out(view, 0, heat.LINK) == ""


def test_amplification_shows_points_and_ratios_but_no_totals():
    made = charts.chart_amplification(View(*six()))
    shown = made.data.set_index(["indicator_id", "plan_id"])["shown"]
    assert shown["rd_intensity", "ningbo-2020"] == "+0.4点"
    assert shown["rd_intensity", "wenzhou-2020"] == "−0.2点"
    assert shown["labour_productivity", "ningbo-2020"] == "+20%"
    assert "graduates_new" not in shown.index.get_level_values(0)
    assert made.title == "19项城市目标中，5项高于上级、11项持平、3项低于上级"
    assert charts.chart_shares(View(*six())).data.set_index("plan_id")["shown"]["ningbo-2020"] == "16%"


def test_a_figure_with_another_bound_is_no_plain_equal():
    """More than 3.2 beside 3.2 is the same figure, 3.2 beside 3.2 the same target."""
    rows = [
        target("zhejiang-2020", "rd_intensity", 3.2),
        target("ningbo-2020", "rd_intensity", 3.2, comparator="gt"),
        target("jiaxing-2020", "rd_intensity", 3.2),
    ]
    made = charts.chart_amplification(View(*small([ZHEJIANG, NINGBO, JIAXING], rows)))
    assert made.data.set_index("plan_id")["shown"].to_dict() == {"ningbo-2020": "同数", "jiaxing-2020": "="}
    assert "同数＝数字相同，界限不同" in made.subtitle


@pytest.mark.parametrize("source, mark", [("plan", "°"), ("explicit", "")])
def test_a_year_that_only_the_plans_period_gives_is_marked(source, mark):
    rows = [
        target("zhejiang-2020", "rd_intensity", 3.2),
        target("ningbo-2020", "rd_intensity", 3.6, horizon_source=source),
    ]
    made = charts.chart_dots(View(*small([ZHEJIANG, NINGBO], rows)), "rd_intensity")
    words = {t.get_text() for axes in made.figure.axes for t in axes.texts}
    assert "3.6" + mark in words and ("°" in made.footer) == bool(mark)


def test_what_marks_mean_is_drawn_where_they_occur():
    rows = [
        target("zhejiang-2020", "rd_intensity", 3.2, strength="aspirational"),
        target("ningbo-2020", "rd_intensity", 3.6, comparator="ge"),
        target("jiaxing-2020", "rd_intensity", 3.4),
    ]
    view = View(*small([ZHEJIANG, NINGBO, JIAXING], rows))
    shown = {t.get_text() for axes in charts.chart_dots(view, "rd_intensity").figure.axes for t in axes.texts}
    assert {"以上或以下", "左右或力争", "上级同年目标"} <= shown
    assert not {"区间", "征求意见稿"} & shown


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "；年均；自2021年；2个地区"), ("en", "; yearly average; from 2021; 2 regions")]
)
def test_an_average_says_over_what(lang, said):
    more = {"measure": "growth_rate", "basis": "average", "window_start": 2021, "quote": "年均增长"}
    rows = [target(p, "fiscal_sci_growth", v, **more) for p, v in (("ningbo-2020", 10), ("jiaxing-2020", 12))]
    made = charts.chart_dots(View(*small([NINGBO, JIAXING], rows), lang), "fiscal_sci_growth")
    assert said in made.subtitle


def test_a_chart_whose_marks_lie_on_one_spot_is_not_drawn_unasked():
    rows = [
        target(p, "rd_intensity", 3.2, comparator=c)
        for p, c in (("zhejiang-2020", "eq"), ("ningbo-2020", "ge"), ("jiaxing-2020", "gt"))
    ]
    view = View(*small([ZHEJIANG, NINGBO, JIAXING], rows))
    assert "dots_rd_intensity_zh" not in {made.name for made in charts.all_charts(view)}
    assert not [made for made in charts.main_charts(view, "slide") if made.name.startswith("dots")]


@pytest.mark.parametrize(
    ("values", "lang", "expected"),
    [
        ([("ningbo-2020", 90)], "zh", "宁波的1项总数目标占浙江同项目标的10%"),
        ([("ningbo-2020", 90), ("jiaxing-2020", 45)], "zh", "城市的2项总数目标占浙江同项目标的5%至10%"),
        ([("ningbo-2020", 90), ("jiaxing-2020", 90)], "zh", "城市的2项总数目标各占浙江同项目标的10%"),
        ([("ningbo-2020", 90)], "en", "1 Ningbo total as a share of the same target of Zhejiang: 10%"),
        ([("ningbo-2020", 90), ("jiaxing-2020", 45)], "en",
         "2 city totals as a share of the same target of Zhejiang: 5% to 10%"),
    ],
)  # fmt: skip
def test_shares_of_totals_name_no_largest_city(values, lang, expected):
    rows = [total("zhejiang-2020", 900), *(total(plan, value) for plan, value in values)]
    made = charts.chart_shares(View(*small([ZHEJIANG, NINGBO, JIAXING], rows), lang))
    assert made.title == expected


@pytest.mark.parametrize(
    ("own", "above", "shown", "said"),
    [
        ((90, "eq"), (900, "eq"), "10%", "10%"),
        ((90, "ge"), (900, "eq"), "≥ 10%", "10%以上"),
        ((90, "gt"), (900, "le"), "> 10%", "超过10%"),
        ((14, "le"), (150, "approx"), "≤ ≈ 9.3%", "不超过约9.3%"),
        ((90, "eq"), (900, "gt"), "< 10%", "不到10%"),
        (((90, 180), "range"), (900, "eq"), "10%–20%", "10%–20%"),
        (((90, 180), "range"), (900, "ge"), "≤ 20%", "不超过20%"),
        ((90, "ge"), (900, "ge"), "10%（只按所写数字）", "10%（只按所写数字）"),
        ((90, "approx"), (900, "eq"), "≈ 10%", "约10%"),
    ],
)
def test_a_part_keeps_what_the_bounds_of_both_leave(own, above, shown, said):
    """90 or more of 900 are a tenth or more; 90 or more of 900 or more may be any part. Signs in the cells,
    words in the title."""
    rows = [total("zhejiang-2020", above[0], comparator=above[1])]
    rows.append(total("ningbo-2020", own[0], comparator=own[1]))
    made = charts.chart_shares(View(*small([ZHEJIANG, NINGBO], rows)))
    assert made.data["shown"].tolist() == [shown]
    assert made.title == f"宁波的1项总数目标占浙江同项目标的{said}"


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "比重：最小的不超过5%，最大的30%"), ("en", "smallest at most 5%, largest 30%")]
)
def test_a_bound_is_no_end_of_a_span(lang, said):
    rows = [
        total("zhejiang-2020", 900),
        total("ningbo-2020", 270),
        total("jiaxing-2020", 45, comparator="le"),
    ]
    assert charts.chart_shares(View(*small([ZHEJIANG, NINGBO, JIAXING], rows), lang)).title.endswith(said)


def test_profiles_add_up_to_the_targets():
    frames, codebook = six()
    by_theme = charts.chart_themes(View(frames, codebook))
    assert by_theme.data["targets"].sum() == len(frames["targets"])
    assert by_theme.data.groupby("plan_id")["share_of_targets"].sum().round(9).eq(1).all()
    assert charts.chart_commitment(View(frames, codebook)).data["n"].sum() == len(frames["targets"])


@pytest.mark.parametrize(
    ("lang", "title"),
    [("zh", "目标最多的主题是“人才”，占3项的67%"), ("en", "Largest group of targets: talent, 67% of 3")],
)
def test_themes_of_targets_are_counted_where_plans_of_the_main_kind_set_none(lang, title):
    report = land.plan("r-2026", "宁波市", "2026-01-20", title="政府工作报告", plan_type="work_report")
    plan = land.plan("p-2025", "温州市", "2025-01-20", plan_type="plan")
    rows = [land.target("r-2026", None, 5, theme=theme) for theme in ("talent", "talent", "finance_funding")]
    view = View(land.frames([report, plan], rows), land.codebook(), lang)
    assert charts.chart_themes(view).title == title


def test_distances_and_their_tree_agree():
    shown = charts.chart_distances(View(*six())).data
    nearest = shown.loc[shown["distance"].idxmin()]
    assert nearest["joined_at"] == shown["joined_at"].min() == pytest.approx(nearest["distance"])
    assert len(shown) == 15 and shown["joined_at"].notna().all()


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("zh", "扣除篇幅，同类文件中用词最近的是浙江与宁波（0.70倍），没有超出偶然的远"),
        (
            "en",
            "Given their lengths, closest in wording among documents of one kind: Zhejiang and Ningbo (0.70)"
            "; none is farther than chance",
        ),
    ],
)
def test_near_and_far_are_documents_of_one_kind(lang, title):
    """A work report is farthest from one plan and nearest to another."""
    report = land.plan("huzhou-2026", "湖州市", "2026-01-20", title="政府工作报告", plan_type="work_report")
    plans = [*FOUR[:3], report]
    ratios = {
        ("zhejiang-2020", "ningbo-2020"): 0.7, ("zhejiang-2020", "jiaxing-2020"): 0.8,
        ("ningbo-2020", "jiaxing-2020"): 0.9, ("huzhou-2026", "zhejiang-2020"): 1.2,
        ("huzhou-2026", "ningbo-2020"): 1.3, ("huzhou-2026", "jiaxing-2020"): 0.5,
    }  # fmt: skip
    rows = [
        {"plan_id": a, "other_plan_id": b, "distance": 0.3, "distance_ratio": r, "distance_z": 20 * (r - 1)}
        for (a, b), r in ratios.items()
    ]
    frames = land.frames(plans, []) | {"document_distances": land.tables.frame("document_distances", rows)}
    assert charts.chart_distances(View(frames, land.codebook(), lang)).title == title
    apart = [FOUR[0], report]
    frames = land.frames(apart, []) | {
        "document_distances": land.tables.frame("document_distances", rows[3:4])
    }
    assert "没有两份同类文件" in charts.chart_distances(View(frames, land.codebook())).title


@pytest.mark.parametrize(
    ("ratios", "title"),
    [
        ((0.91, 1.0, 1.09), "没有两份计划的用词比打乱的文本更近或更远"),
        ((0.8, 1.0, 1.2), "扣除篇幅，用词最近的是浙江与宁波（0.80倍），最远的是宁波与嘉兴（1.20倍）"),
        ((0.8, 0.8, 1.0), "扣除篇幅，用词最近的是浙江与嘉兴、浙江与宁波（0.80倍），没有超出偶然的远"),
        ((0.95, 1.0, 1.2), "扣除篇幅，没有超出偶然的近，最远的是宁波与嘉兴（1.20倍）"),
    ],
)
def test_near_and_far_are_told_beyond_chance_and_every_pair_of_a_tie(ratios, title):
    pairs = (
        ("zhejiang-2020", "ningbo-2020"),
        ("zhejiang-2020", "jiaxing-2020"),
        ("ningbo-2020", "jiaxing-2020"),
    )
    rows = [
        {"plan_id": a, "other_plan_id": b, "distance": 0.3, "distance_ratio": r, "distance_z": 20 * (r - 1)}
        for (a, b), r in zip(pairs, ratios, strict=True)
    ]
    frames = land.frames(FOUR[:3], []) | {"document_distances": land.tables.frame("document_distances", rows)}
    assert charts.chart_distances(View(frames, land.codebook())).title == title


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ({"structure": "structure"}, "；分组强于随机文本"),
        ({"structure": "structure", "kind": "kind_separates"}, "；分组强于随机文本，大体按文件种类"),
        ({"structure": "structure", "kind_within": "kind_separates"}, "；分组强于随机文本"),
        ({"structure": "no_structure", "kind": "kind_separates"}, "；分组并不强于随机文本"),
        ({"structure": "too_few"}, ""),
    ],
)
def test_groups_that_follow_kinds_of_documents_are_told_to(verdicts, said):
    rows = [{"finding": name, "verdict": verdict} for name, verdict in verdicts.items()]
    frames = land.frames(FOUR[:2], []) | {"cluster_findings": land.tables.frame("cluster_findings", rows)}
    assert distances._verdict(View(frames, land.codebook())) == said


@pytest.mark.parametrize(
    ("formula", "title"),
    [
        (None, "宁波的文字有30%逐字见于更早的计划"),
        (0.12, "宁波的文字有30%逐字见于更早的计划，其中占全文12%的是多省通用的提法"),
    ],
)
def test_what_several_provinces_say_is_told_apart_from_borrowing(formula, title):
    row = {"plan_id": "ningbo-2020", "source_plan_id": "any", "source_relation": "any", "share": 0.3}
    rows = [row | {"formula_share": formula}]
    frames = land.frames(FOUR[:2], []) | {"borrowing": land.tables.frame("borrowing", rows)}
    assert charts.chart_borrowing(View(frames, land.codebook())).title == title


def named(plans, *spread):
    """Frames with these plans and, per name, kind, the plans that have it and the first of them."""
    made = land.frames(plans, [])
    rows = [
        {
            "name": name,
            "name_kind": kind,
            "count": len(held),
            "plans": len(held),
            "regions": len(held),
            "first_plan_id": first,
            "first_year": 2020,
            "last_year": 2023,
            "members": " ".join(held),
        }
        for name, kind, held, first in spread
    ]
    return {**made, "name_spread": land.tables.frame("name_spread", rows)}, land.codebook()


FOUR = [ZHEJIANG, NINGBO, JIAXING, {**JIAXING, "plan_id": "jiaxing-2023", "date": "2023-03-30"}]
SPREAD = (
    ("飞鹏行动", "programme", ["zhejiang-2020", "ningbo-2020", "jiaxing-2020"], "zhejiang-2020"),
    ("滇池拍", "slogan", ["ningbo-2020", "jiaxing-2020"], "ningbo-2020"),
    ("赤水实验室", "institution", ["jiaxing-2020", "jiaxing-2023", "zhejiang-2020"], "jiaxing-2020"),
    ("一区", "slogan", ["ningbo-2020", "jiaxing-2020"], None),
)


def test_spread_tells_who_had_a_name_first_and_how_the_others_stand_to_it():
    made = charts.chart_spread(View(*named(FOUR, *SPREAD)))
    shown = made.data.set_index(["name", "plan_id"])["standing"].to_dict()
    assert shown["飞鹏行动", "zhejiang-2020"] == "first"
    assert shown["飞鹏行动", "ningbo-2020"] == "from_above"
    assert shown["滇池拍", "jiaxing-2020"] == "from_other"
    assert shown["赤水实验室", "jiaxing-2023"] == "own_earlier"
    assert shown["赤水实验室", "zhejiang-2020"] == "from_below"
    assert {shown["一区", p] for p in ("ningbo-2020", "jiaxing-2020")} == {"unknown"}
    assert made.title == "4个名称见于多个地区，提到最多的是“赤水实验室”（3份计划）"  # no first is ahead
    made = charts.chart_spread(
        View(*named(FOUR, *SPREAD, ("白鹭", "slogan", ["zhejiang-2020", "ningbo-2020"], "zhejiang-2020")))
    )
    assert made.title.startswith("见于多个地区的5个名称中，按日期2个最早见于浙江（只凭先后次序约3个）；")
    assert charts.chart_spread(View(*named(FOUR))) is None


def test_what_every_plan_has_from_elsewhere_is_no_name_that_spread():
    """Periods, universities and standing bodies; a laboratory is built, and 大学城 is no university."""
    held = ["zhejiang-2020", "ningbo-2020"]
    others = [("十四五", "slogan"), ("人民代表大会", "institution"), ("飞鹏大学", "institution"),
              ("中国科学院", "institution"), ("飞鹏实验室", "institution"), ("一带一路", "slogan"),
              ("飞鹏大学城", "institution"), ("五大政府", "slogan")]  # fmt: skip
    view = View(*named(FOUR, *((name, kind, held, None) for name, kind in others)))
    assert {r["name"] for r in spread.several(view)} == {"飞鹏实验室", "一带一路", "飞鹏大学城", "五大政府"}


def test_rows_that_the_title_leaves_out_are_marked():
    """The title tells of plans; a work report beside them bears a sign that the subtitle explains."""
    report = {**JIAXING, "plan_id": "jiaxing-2024", "plan_type": "work_report"}
    plans = [ZHEJIANG, NINGBO, JIAXING, report]
    shares = {p["plan_id"]: {"talent": 0.6, "other": 0.4} for p in plans}
    made = charts.themes_charts(View(themed(plans, shares), land.codebook()))[0]
    words = [text.get_text() for axes in made.figure.axes for text in axes.texts]
    marked = [word for word in words if word.endswith(" *")]
    assert len(marked) == 1 and marked[0].startswith("嘉兴")
    assert "* 其他文种，不计入标题" in made.subtitle


def test_figures_of_a_tree_stand_where_no_line_crosses_them():
    lines = [((0.0, 1.0), (0.5, 0.5)), ((1.0, 1.0), (0.0, 1.0))]
    assert distances._free_corner((2.0, 3.0), (0.5, 0.4), lines) == pytest.approx((1.47, 2.8))
    x, y = distances._free_corner((1.2, 0.5), (0.5, 0.4), lines)
    assert x > 1.2 and y + 0.4 <= 0.5  # behind the node, above its line
    crowded = [*lines, ((1.2, 2.0), (0.3, 0.3)), ((1.2, 2.0), (0.7, 0.7))]
    assert distances._free_corner((1.2, 0.5), (0.5, 0.4), crowded) is None


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("zh", "见于多个地区的1个名称中，浙江有1个，它是手头最早的计划，必然“最早”；"),
        ("en", "Of 1 names in several regions Zhejiang, the oldest plan here, has 1, first by date alone; "),
    ],
)
def test_the_oldest_plan_is_not_said_to_lead_by_more_than_its_date(lang, title):
    frames, codes = named(FOUR, SPREAD[0])
    spread = frames["name_spread"].assign(is_first_by_order=True)
    made = charts.chart_spread(View({**frames, "name_spread": spread}, codes, lang))
    assert made.title.startswith(title)


def test_a_name_that_nation_or_province_had_before_is_not_another_regions():
    """Shanghai had it first, Ningbo after its province, Jiaxing after the nation."""
    nation = land.plan("national-2021", "全国", "2021-03-11", "national", None)
    shanghai = land.plan("shanghai-2019", "上海市", "2019-01-27", "province", "全国")
    late = {**JIAXING, "plan_id": "jiaxing-2023", "date": "2023-03-30"}
    wenzhou = land.plan("wenzhou-2022", "温州市", None, period_start=2022)
    plans = [nation, shanghai, ZHEJIANG, NINGBO, JIAXING, late, wenzhou]
    rows = [
        ("甲", "slogan", ["shanghai-2019", "zhejiang-2020", "ningbo-2020"], "shanghai-2019"),
        ("乙", "slogan", ["shanghai-2019", "national-2021", "jiaxing-2023", "wenzhou-2022"], "shanghai-2019"),
        ("丙", "slogan", ["shanghai-2019", "jiaxing-2020", "jiaxing-2023"], "shanghai-2019"),
        ("丁", "slogan", ["shanghai-2019", "jiaxing-2023", "ningbo-2020"], "shanghai-2019"),
    ]
    made = charts.chart_spread(View(*named(plans, *rows)))
    shown = made.data.set_index(["name", "plan_id"])["standing"].to_dict()
    assert shown["甲", "zhejiang-2020"] == "from_other" and shown["甲", "ningbo-2020"] == "from_above"
    assert shown["乙", "jiaxing-2023"] == shown["乙", "wenzhou-2022"] == "from_above"
    assert shown["丙", "jiaxing-2020"] == "from_other" and shown["丙", "jiaxing-2023"] == "own_earlier"
    assert shown["丁", "jiaxing-2023"] == "from_other"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("2026-01-25", "2026-01-26", False),  # reports of one session
        ("2026-01-01", "2026-01-31", True),
        ("2026-01-02", "2026-01-31", False),
        (None, "2021-02-15", True),  # of 2020, some day
        (None, "2021-01-15", False),
    ],
)
def test_among_many_plans_the_first_is_named_where_it_leads_by_a_month(first, second, told):
    one = land.plan("shanghai-2020", "上海市", first, "province", "全国", period_start=2020)
    other = land.plan("zhejiang-2026", "浙江省", second, "province", "全国")
    held = ["shanghai-2020", "zhejiang-2026"]
    view = View(*named([one, other], ("甲", "slogan", held, "shanghai-2020")))
    (row,) = view.rows("name_spread")
    assert names._with_lead(view, row)["first_plan_id"] == ("shanghai-2020" if told else None)


def test_spread_shows_the_widest_of_all_kinds_first_and_the_rest_on_a_second_picture():
    frames, codebook = six()
    made = charts.spread_charts(View(frames, codebook, "en"))
    first, second = (m.data.drop_duplicates("name")["name"] for m in made)
    kinds = made[0].data.drop_duplicates("name")["name_kind"].value_counts()
    assert kinds.max() - kinds.min() <= 1 and kinds.sum() == 30
    assert len(second) == 15 and not set(first) & set(second)
    assert made[1].name == "spread_2_en" and made[1].subtitle.endswith("; sheet 2 of 2")
    assert made[1].title.startswith("Another 15 of the 45 names, in ") and made[0].title != made[1].title


def test_names_beyond_the_last_picture_are_counted():
    held = ["zhejiang-2020", "ningbo-2020"]
    rows = [(f"名称{i:03d}", "slogan", held, None) for i in range(4 * 30 + 7)]
    made = charts.spread_charts(View(*named(FOUR, *rows)))
    assert [len(m.data) for m in made] == [60] * 4  # two plans a name
    assert all(m.subtitle.endswith("；另有7个名称见工作簿") for m in made)


def test_years_before_those_that_fit_stand_as_one():
    """Of 20 years a column of a paper shows seven: the thirteen oldest and the first of these as one."""
    plans = [land.plan(f"p-{2001 + i}", f"某{i}市", f"{2001 + i}-05-01") for i in range(20)]
    made = charts.chart_spread(
        View(*named(plans, ("甲", "slogan", [p["plan_id"] for p in plans], None))), "column"
    )
    assert made.data.set_index("year")["plans"].to_dict() == {"–2014": 14} | {
        str(y): 1 for y in range(2015, 2021)
    }


@pytest.mark.slow
def test_spread_over_many_plans_is_counted_by_year():
    frames, codebook = sixty()
    made = charts.chart_spread(View(frames, codebook, "en"), "slide")
    plans = frames["name_spread"].set_index("name")["plans"]
    counted = made.data.groupby("name")["plans"].sum()
    assert (counted == plans[counted.index]).all() and "colour: share of that year's plans" in made.subtitle


def themed(plans, shares, ratio=0.7, q=0.01):
    """Frames with these plans, theme shares of each, the changes between a region's plans, and how far those
    stand apart by their words."""
    made = land.frames(plans, [])
    rows = [{"plan_id": p, "theme": t, "share": s} for p, own in shares.items() for t, s in own.items()]
    regions = {p["plan_id"]: p["region"] for p in plans}
    pairs = [(old, new) for old, new in pairwise(sorted(regions)) if regions[old] == regions[new]]
    moved = [
        {"region": regions[new], "plan_id": new, "earlier_plan_id": old, "theme": t, "share": shares[new][t],
         "earlier_share": shares[old][t], "difference": shares[new][t] - shares[old][t], "q_value": q}
        for old, new in pairs for t in shares[new]
    ]  # fmt: skip
    apart = [{"plan_id": new, "other_plan_id": old, "distance_ratio": ratio} for old, new in pairs]
    made["plan_themes"] = land.tables.frame("plan_themes", rows)
    made["document_distances"] = land.tables.frame("document_distances", apart)
    return {**made, "theme_changes": land.tables.frame("theme_changes", moved)}


def test_shift_of_themes_between_a_region_and_itself_is_of_plans_of_one_subject():
    shares = {
        "zhejiang-2020": {"talent": 0.5, "finance_funding": 0.5},
        "jiaxing-2020": {"talent": 0.4, "finance_funding": 0.6},
        "jiaxing-2023": {"talent": 0.9, "finance_funding": 0.1},
    }
    plans = [FOUR[0], *FOUR[2:]]
    made = charts.chart_theme_shift(View(themed(plans, shares), land.codebook(), "en"))
    shown = made.data.set_index(["comparison", "theme"])["change"]
    assert set(made.data["comparison"]) == {"Jiaxing 2020 → Jiaxing 2023"}  # waves of two and one are none
    assert shown["Jiaxing 2020 → Jiaxing 2023", "talent"] == pytest.approx(0.5)
    assert made.title.endswith(": Talent gained most (40% → 90%), Finance lost most (60% → 10%)")
    assert charts.chart_theme_shift(View(themed(plans, shares, ratio=0.95), land.codebook())) is None
    assert charts.chart_theme_shift(View(themed(FOUR[:3], shares), land.codebook())) is None


@pytest.mark.parametrize(("q", "is_said"), [(0.05, True), (0.06, False)])
def test_a_shift_that_chance_would_give_is_no_finding(q, is_said):
    shares = {
        "jiaxing-2020": {"talent": 0.4, "finance_funding": 0.6},
        "jiaxing-2023": {"talent": 0.9, "finance_funding": 0.1},
    }
    view = View(themed(FOUR[2:], shares, q=q), land.codebook())
    said = "“人才”的篇幅增加最多（40% → 90%），“财政金融”的篇幅减少最多（60% → 10%）"
    chance = "各主题篇幅的变化都不超出偶然波动（最大的是“人才”，40% → 90%）"
    title = charts.chart_theme_shift(view).title
    assert title == f"嘉兴 2020 → 嘉兴 2023：{said if is_said else chance}"


def test_shift_of_themes_between_waves():
    waves = {"2020": (0.5, 0.3, 0.4, 0.4), "2023": (0.9, 0.8, 0.9, 1.0)}
    plans = [
        land.plan(f"p{year}{i}", f"{'甲乙'[year > '2020']}{i}市", f"{year}-01-01")
        for year, own in waves.items()
        for i in range(len(own))
    ]
    shares = {
        f"p{year}{i}": {"talent": share, "finance_funding": 1 - share}
        for year, own in waves.items()
        for i, share in enumerate(own)
    }
    made = charts.chart_theme_shift(View(themed(plans, shares), land.codebook(), "en"))
    shown = made.data.set_index(["comparison", "theme"])["change"]
    assert shown["2020 (n=4) → 2023 (n=4)", "talent"] == pytest.approx(0.5)
    assert made.title.endswith(": Talent gained most (40% → 90%), Finance lost most (60% → 10%)")


def test_instruments_of_themes_add_up_and_the_title_is_their_maximum():
    frames, codebook = six()
    made = charts.chart_theme_instruments(View(frames, codebook, "en"))
    assert made.data.groupby("theme")["share"].sum().round(9).eq(1).all()
    own = made.data
    top = own.loc[own["share_goals_apart"].idxmax()]
    assert (
        f"policy {top['instrument'].replace('tool', 'tool ')} ({100 * top['share']:.0f}%, goals apart)"
        in made.title
    )


@pytest.mark.parametrize(
    ("clauses", "title"),
    [
        (
            {"talent": (20, 6, 4), "finance_funding": (0, 4, 5.5)},
            "“人才”条款最常用政策工具第1（60%，目标规划不计）；需求型工具以“人才”最多（13%，目标规划计入）",
        ),
        (
            {"talent": (20, 6, 4), "finance_funding": (0, 3, 7)},
            "“财政金融”条款最常用政策工具第12（70%，目标规划不计）；需求型工具以“财政金融”最多（70%，目标规划计入）",
        ),
        ({"talent": (20, 6, 3.9)}, "没有一个主题有10条用政策工具的条款（目标规划不计）"),
    ],
)
def test_shares_without_goals_are_of_ten_codes_without_them(clauses, title):
    """Of 人才 20 of 30 clauses are goals: 6 of the other 10 are 60 %, not 20 %."""
    goals = {"instrument": "goal_planning", "group": "environment", "zh": "目标规划", "en": "Goals"}
    book = land.codebook()
    book = replace(book, rows={**book.rows, "instruments": (*book["instruments"], goals)})
    rows = [
        {"plan_id": "all", "theme": theme, "instrument": tool, "clause_equivalents": n}
        for theme, own in clauses.items()
        for tool, n in zip(("goal_planning", "tool1", "tool12"), own, strict=True)
    ]
    frames = {**six()[0], "theme_instruments": tables.frame("theme_instruments", rows)}
    assert charts.chart_theme_instruments(View(frames, book)).title == title


@pytest.mark.parametrize(
    ("indicator", "measure", "band"),
    [("rd_intensity", "level", "±5%"), ("fiscal_sci_growth", "growth_rate", "±0.25个百分点")],
)
def test_the_legend_says_how_about_is_ordered(indicator, measure, band):
    rows = [
        target(p, indicator, v, comparator="approx", measure=measure)
        for p, v in (("ningbo-2020", 12), ("jiaxing-2020", 15))
    ]
    made = charts.chart_dots(View(*small([NINGBO, JIAXING], rows)), indicator)
    assert f"“左右”按{band}判断高低" in made.footer


def test_a_talk_shows_when_every_plan_runs():
    """Of sixty cities a slide holds some: there are as many slides as it takes."""
    frames, codebook = sixty()
    view = View(frames, codebook)
    made = [m for m in charts.main_charts(view, "slide") if m.name.startswith("timeline")]
    assert len(made) > 1
    assert {p for m in made for p in m.data["plan_id"]} == {r.plan_id for r in timelines.runs(view)}
    assert len({m.title for m in made}) == len(made)  # each says what it shows


def test_every_plan_is_on_one_of_the_pictures_of_how_plans_are_worded():
    frames, codebook = sixty()
    made = charts.commitment_charts(View(frames, codebook, "en"), "slide")
    assert len(made) > 1 and made[1].name == "commitment_2_en"
    shown = [plan for chart in made for plan in chart.data["plan_id"]]
    assert sorted(shown) == sorted(frames["commitment_profile"]["plan_id"])
    assert made[0].subtitle.endswith(f"; sheet 1 of {len(made)}") and made[0].title == made[1].title


def test_every_plan_is_on_one_of_the_pictures_of_borrowed_text():
    frames, codebook = sixty()
    view = View(frames, codebook, "zh")
    made = charts.borrowing_charts(view, "slide")
    shown = [plan for chart in made for plan in chart.data["plan_id"]]
    whole = [r["plan_id"] for r in view.rows("borrowing") if r["source_relation"] == "any"]
    assert len(made) > 1 and sorted(shown) == sorted(whole)
    assert made[0].data["any_share"].min() >= made[1].data["any_share"].max()  # most first, over all of them


@pytest.mark.parametrize("world", ["sixty", pytest.param("three_hundred", marks=pytest.mark.heavy)])
def test_every_region_is_on_one_of_the_pictures_of_an_indicator(world):
    """The province stands on each, and all share an axis: a place on the one is the same on the other."""
    view = View(*globals()[world](), "en")
    group = next(g for g in groups(view) if g[0] == "rd_intensity")
    made = charts.dots_charts(view, group, "slide")
    shown = [set(m.data["region"]) for m in made]
    rows = of_one_level(rows_of(view, group))
    assert len(made) > 1 and set().union(*shown) == {r["region"] for r in rows}
    assert set.intersection(*shown) <= {r["parent_region"] for r in rows}
    assert made[1].name == "dots_rd_intensity_2_en"
    assert made[0].subtitle.endswith(f"; sheet 1 of {len(made)}") and "data table" not in made[0].subtitle
    axes = [next(a for a in m.figure.axes if a.axison) for m in made]
    first = axes[0].get_xlim()  # but for the room of arrows, which goes by the length of the words beside
    assert all(a.get_xlim() == pytest.approx(first, rel=0.01) for a in axes)
    alone = charts.chart_dots(view, group, "slide")
    hidden = len(set().union(*shown)) - len(shown[0])
    assert f"{hidden} more in the data table" in alone.subtitle


@pytest.mark.parametrize("world", ["sixty", pytest.param("three_hundred", marks=pytest.mark.heavy)])
def test_every_target_held_against_the_one_above_is_on_one_picture(world):
    view = View(*globals()[world](), "zh")
    made = charts.amplification_charts(view, "slide")
    keys = ["indicator_id", "measure", "unit", "plan_id"]
    cells = [key for m in made for key in m.data[keys].fillna("").itertuples(index=False, name=None)]
    there = {tuple(r[k] or "" for k in keys) for r in held_against_above(view)}
    assert len(made) > 1 and len(cells) == len(set(cells)) and set(cells) == there
    assert made[1].name == "amplification_2_zh" and "工作簿" not in made[0].subtitle


def test_distances_of_more_plans_than_fit_say_which_are_drawn():
    """A tree cannot be cut; the title tells of all plans, so the picture must not seem to be of all."""
    made = charts.chart_distances(View(*sixty(), "en"), "slide")
    n = len({*made.data["plan_id"], *made.data["other_plan_id"]})
    assert f"; {n} of 61 plans, the first of an order that sets near ones side by side" in made.subtitle
    assert "the title is of all 61" in made.subtitle and "tree: average" not in made.subtitle


def test_plans_that_do_not_fit_have_a_second_picture():
    frames, codebook = sixty()
    made = charts.themes_charts(View(frames, codebook, "en"), "slide")
    shown = [plan for chart in made for plan in dict.fromkeys(chart.data["plan_id"])]
    assert len(made) > 1 and sorted(shown) == sorted({"all", *frames["targets"]["plan_id"]})
    assert [chart.name for chart in made[:2]] == ["themes_en", "themes_2_en"]
    assert made[0].subtitle.endswith(f"; sheet 1 of {len(made)}")


# --- every chart, both languages, few and many plans -------------------------------------------------------


@cache
def real():
    """The project's own tables and codebook."""
    return processed()[0], codebook.load(DATA / "codebook")


WORLDS = {"6": six, "60": sixty, "300": three_hundred, "real": real}
NARROW, LOW = ("6", "en", "column"), ("6", "zh", "slide")  # where texts have least room
HEAVY = [
    ("6", "zh", "page"),
    ("60", "zh", "slide"),
    ("60", "en", "page"),
    ("300", "zh", "page"),
    ("300", "en", "column"),
]
MARKED = [NARROW, LOW, *(pytest.param(case, marks=pytest.mark.heavy) for case in HEAVY)]


@cache
def drawn(world: str, lang: str, size: str):
    """All charts of a world with every text in its place, drawn once for all that look at them."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing glyph is a warning
        made = charts.all_charts(View(*WORLDS[world](), lang), size)
        with mpl.rc_context(style.settings(style.SIZES[size])):
            for each in made:
                each.figure.draw_without_rendering()
    return made


def texts_of(figure) -> list[Text]:
    """Every visible text, those at the ticks of an axis too."""
    found = [*figure.texts, *(t for axes in figure.axes for t in axes.texts)]
    for axes in (a for a in figure.axes if a.axison):
        for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            ends = min(low, high), max(low, high)
            found += [t.label1 for t in axis.get_major_ticks() if ends[0] <= t.get_loc() <= ends[1]]
    return [t for t in found if t.get_text().strip()]


def text_boxes(figure):
    """(text, box) of every visible text, slanted ones apart: their boxes say nothing about them."""
    renderer = figure.canvas.get_renderer()
    texts = texts_of(figure)
    # of an annotation the words alone, not the line that ties them to their point
    return [(t.get_text(), Text.get_window_extent(t, renderer)) for t in texts if t.get_rotation() % 90 == 0]


@pytest.mark.slow
@pytest.mark.parametrize("case", MARKED, ids="-".join)
def test_no_text_is_cut_and_none_overlaps(case):
    for each in drawn(*case):
        _sound(each, case[2])


def _sound(each, size: str) -> None:
    """No text of the chart is cut, and no two lie over each other."""
    box = each.figure.bbox
    with mpl.rc_context(style.settings(style.SIZES[size])):
        boxes = text_boxes(each.figure)
    for text, found in boxes:
        assert found.x0 > -1 and found.x1 < box.x1 + 1, f"{each.name}: cut sideways: {text}"
        assert found.y0 > -1 and found.y1 < box.y1 + 1, f"{each.name}: cut above or below: {text}"
    for i, (text, found) in enumerate(boxes):
        for other, beside in boxes[i + 1 :]:
            across = min(found.x1, beside.x1) - max(found.x0, beside.x0)
            down = min(found.y1, beside.y1) - max(found.y0, beside.y0)
            assert across < 2 or down < 3, f"{each.name}: {text!r} over {other!r}"


def chinese(figure, allowed) -> list[str]:
    """Texts of a figure with Chinese characters that are no name of a place."""
    left = []
    for text in (t.get_text() for t in texts_of(figure)):
        for name in allowed:
            text = text.replace(name, "")
        left += [text] if re.search(r"[\u3400-\u9fff]", text) else []
    return left


@pytest.mark.slow
@pytest.mark.parametrize("name", ["6", "real"])
def test_english_charts_have_no_chinese_but_names_and_quotes(name):
    frames, book = WORLDS[name]()
    scopes = set(frames["targets"]["scope"].dropna()) - {r["league"] for r in book["leagues"]}
    for each in drawn(name, "en", "column"):
        if not each.name.startswith("spread"):  # names of the plans
            assert not chinese(each.figure, scopes), each.name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "size"),
    [
        ("en", "column"),
        pytest.param("zh", "column", marks=pytest.mark.heavy),
        pytest.param("en", "page", marks=pytest.mark.heavy),
        pytest.param("zh", "slide", marks=pytest.mark.heavy),
    ],
)
def test_charts_of_the_projects_own_tables_are_sound(lang, size):
    for each in drawn("real", lang, size):
        _sound(each, size)


def test_open_bounds_point_inside_the_plot():
    for lang, size in (("zh", "page"), ("en", "column")):
        made = charts.chart_dots(View(*six(), lang), "rd_intensity", size)
        with mpl.rc_context(style.settings(style.SIZES[size])):
            made.figure.canvas.draw()
        plot = next(a for a in made.figure.axes if a.axison)
        arrows = [t.arrow_patch.get_window_extent() for t in plot.texts if t.arrow_patch]
        assert len(arrows) == 2 and all(a.x1 <= plot.bbox.x1 + 0.5 for a in arrows)


def test_axes_have_whole_ticks_for_counts_and_end_at_the_whole():
    rows = [total("ningbo-2020", 5), total("jiaxing-2020", 5, comparator="ge")]
    rows += [target(p, "hightech_va_share", 100) for p in ("ningbo-2020", "jiaxing-2020")]
    frames = small([NINGBO, JIAXING], rows)
    for indicator, most in (("hightech_firms", 1e9), ("hightech_va_share", 100)):
        figure = charts.chart_dots(View(*frames), indicator).figure
        ticks = next(a for a in figure.axes if a.axison).get_xticks()
        assert len(ticks) > 1 and max(ticks) <= most and min(ticks) >= 0
        assert indicator != "hightech_firms" or all(t == int(t) for t in ticks)


def test_a_header_too_long_for_its_column_ends_in_an_ellipsis():
    heads = [f"指标{i}" + "很长的名称" * 12 for i in range(30)]
    headers, upright, _, _ = grid._wrapped_headers(heads, [0.5] * 30, 7)
    assert upright and all("".join(h) == head or h[-1].endswith("…") for h, head in zip(headers, heads))


@pytest.mark.slow
@pytest.mark.parametrize("case", MARKED[:1] + MARKED[-1:], ids="-".join)
def test_width_is_the_promised_one_and_names_are_unique(case):
    made = drawn(*case)
    width = style.SIZES[case[2]].width
    assert {round(float(m.figure.get_size_inches()[0]) * 2.54, 3) for m in made} == {width}
    assert len({m.name for m in made}) == len(made)
    assert all(m.title and m.footer for m in made)


def test_two_plans_are_enough():
    frames, codebook = small(
        [ZHEJIANG, NINGBO],
        [target("zhejiang-2020", "rd_intensity", 3.2), target("ningbo-2020", "rd_intensity", 3.6)],
    )
    assert {m.name for m in charts.all_charts(View(frames, codebook))} >= {
        "heat_zh",
        "amplification_zh",
        "dots_rd_intensity_zh",
        "distances_zh",
    }


def test_no_targets_give_no_charts_of_targets():
    made = land.frames([NINGBO], [])
    made |= ambition.build(made["plans"], made["targets"], land.codebook())
    assert charts.all_charts(View(made, land.codebook())) == []


# --- files -------------------------------------------------------------------------------------------------


def test_the_same_chart_is_the_same_file(tmp_path):
    for folder in ("a", "b"):
        sheet.save(charts.chart_dots(View(*six()), "rd_intensity"), tmp_path / folder)
    names = sorted(p.name for p in (tmp_path / "a").iterdir())
    assert names == [f"dots_rd_intensity_zh.{kind}" for kind in ("csv", "png", "svg")]
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert "力争3.6" in (tmp_path / "a" / "dots_rd_intensity_zh.csv").read_text(encoding="utf-8-sig")


def test_a_drawing_has_its_text_as_text_with_the_signs_it_needs():
    """Title, description and words can be read out of it; the font it brings has each of its characters."""
    made = charts.chart_dots(View(*six()), "rd_intensity")
    with mpl.rc_context(style.settings(style.SIZES["page"])):
        drawn = vector.svg(vector.drawn(made.figure), made.title, "a < b")
    root = ET.fromstring(drawn)
    of = "{http://www.w3.org/2000/svg}"
    assert (root.findtext(f"{of}title"), root.findtext(f"{of}desc")) == (made.title, "a < b")
    words = "".join(text for part in root.iter(f"{of}text") for text in part.itertext())
    assert "宁波" in words and "力争3.6" in words
    found = re.findall(r"base64,([^\"]+)", drawn.decode())
    faces = [TTFont(BytesIO(b64decode(face))).getBestCmap() for face in found]
    assert len(faces) == 2 and {ord(sign) for sign in words.replace("\n", "")} <= {*faces[0], *faces[1]}


def test_fonts_set_by_others_do_not_leak_in():
    import seaborn

    with mpl.rc_context():
        seaborn.set_theme()
        figure = charts.chart_dots(View(*six()), "rd_intensity").figure
    families = {t.get_fontname() for t in figure.texts}
    assert families == {style.FAMILY}


@pytest.mark.parametrize("width", [1.0, 2.5, 6.0])
def test_wrapped_lines_keep_to_the_width_and_lose_nothing(width):
    text = "高新技术产业增加值占规上工业比重（%），2027年湖州最高（≥ 3.8） R&D intensity"
    lines = wrap(text, 8, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line.startswith(("，", "）", "。")) or line.endswith("（") for line in lines)
    assert all(text_width(line, 8) <= width or len(line.split()) == 1 for line in lines if len(line) > 14)


def test_levels_that_are_no_family_stand_in_panels():
    shanghai = {**ZHEJIANG, "plan_id": "shanghai-2021", "region": "上海市", "date": "2021-01-27"}
    rows = [
        target(p, "rd_intensity", v)
        for p, v in (
            ("shanghai-2021", 4.5),
            ("zhejiang-2020", 3.2),
            ("ningbo-2020", 3.6),
            ("jiaxing-2020", 3.2),
        )
    ]
    made = charts.chart_dots(View(*small([shanghai, ZHEJIANG, NINGBO, JIAXING], rows)), "rd_intensity")
    words = [t.get_text() for axes in made.figure.axes for t in axes.texts]
    assert [w for w in words if w in ("省级", "市级")] == ["省级", "市级"]
    assert made.data["region"].tolist() == ["上海市", "浙江省", "宁波市", "嘉兴市"]
    assert "上级同年目标" in words
    family = charts.chart_dots(View(*small([ZHEJIANG, NINGBO, JIAXING], rows[1:])), "rd_intensity")
    assert not {"省级", "市级"} & {t.get_text() for axes in family.figure.axes for t in axes.texts}


def test_an_average_of_years_is_not_told_as_the_rate_of_the_last():
    rows = [
        target(p, "rd_growth", v, 2030, measure="growth_rate", window_start=2026, basis="average")
        for p, v in (("ningbo-2020", 10), ("jiaxing-2020", 8))
    ]
    view = View(*small([NINGBO, JIAXING], rows))
    (group,) = groups(view)
    assert group[4] == "average" and "（年均，自2026年）" in charts.chart_dots(view, group).title


def test_years_without_room_stand_in_the_data_table():
    rows = [
        target(p, "rd_intensity", 3 + y / 100, 2020 + y)
        for p in ("ningbo-2020", "jiaxing-2020")
        for y in range(4)
    ]
    made = charts.chart_dots(View(*small([NINGBO, JIAXING], rows)), "rd_intensity")
    assert "2020年目标见数据表" in made.subtitle and set(made.data["horizon"]) == {2020, 2021, 2022, 2023}


def test_a_picture_is_named_for_those_who_do_not_see_it():
    made = charts.chart_heat(View(*six()))
    data, about = made._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG") and about == {"image/png": {"alt": made.title}}


@pytest.mark.parametrize(("free", "whole"), [(6.0, True), (1.6, False)])
def test_a_short_cell_keeps_its_line_where_the_others_have_room(free, whole):
    long = ["2020：努力达到一百二十人年以上（2025）"] * 3
    widths = grid._widths([long, long, ["提高", "降低"]], 7, free)
    assert (text_width("提高", 7) + 2 * grid.PAD <= widths[2] + 1e-9) == whole
    assert sum(widths) <= free + 1e-9
