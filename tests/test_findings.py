"""Sentences from small tables, each expected sentence written by hand: another figure, another sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO, ZHEJIANG, target
from charted_rows import world
from cityplans.comparison.ambition.order import figure
from cityplans.publishing.telling import findings, trades, wording
from cityplans.publishing.telling.comparable import direction_of, groups, of_one_level, rows_of, title
from cityplans.publishing.telling.shares_of_totals import at_least, at_most, part, part_of
from cityplans.publishing.telling.view import LEVELS, View

WENZHOU = {**JIAXING, "plan_id": "wenzhou-2020", "region": "温州市", "region_code": "330300"}
SHANGHAI = {
    **ZHEJIANG, "plan_id": "shanghai-2021", "region": "上海市", "region_code": "310000", "date": "2021-01-27",
}  # fmt: skip


def told(plans, rows, lang: str = "zh") -> str:
    """The title of the first group of these targets."""
    view = View(*world(land.frames(plans, rows), land.codebook()), lang)
    group = groups(view)[0]
    every = rows_of(view, group)
    return title(view, of_one_level(every), every, group)


def rd(plan: str, value, year: int = 2025, comparator: str = "eq", strength: str = "firm") -> dict:
    return target(plan, "rd_intensity", value, year, comparator=comparator, strength=strength)


WENZHOU_3, FLOOR = rd("wenzhou-2020", 3.0), rd("ningbo-2020", 3.6, comparator="ge")
CITIES = [ZHEJIANG, NINGBO, JIAXING, WENZHOU]


@pytest.mark.parametrize(
    ("plans", "rows", "zh", "en"),
    [
        pytest.param(
            CITIES,
            [rd("ningbo-2020", 3.6, strength="aspirational"), rd("jiaxing-2020", 3.2), WENZHOU_3],
            "R&D经费占GDP比重：2025年宁波最高（力争3.6%）",
            "R&D intensity: for 2025 Ningbo aims highest (3.6%, aim)",
            id="one is highest",
        ),
        pytest.param(
            CITIES,
            [rd("ningbo-2020", 3.6), rd("jiaxing-2020", 3.6), rd("wenzhou-2020", 3.0)],
            "R&D经费占GDP比重：2025年嘉兴和宁波并列最高（3.6%）",
            "R&D intensity: for 2025 Jiaxing and Ningbo are level at the top (3.6%)",
            id="two are level",
        ),
        pytest.param(
            CITIES,
            [rd("ningbo-2020", 3.6), rd("jiaxing-2020", 3.2)],
            "R&D经费占GDP比重：2025年宁波（3.6%）高于嘉兴（3.2%）",
            "R&D intensity: for 2025 Ningbo (3.6%) asks for more than Jiaxing (3.2%)",
            id="two regions",
        ),
        pytest.param(
            CITIES,
            [rd("zhejiang-2020", 3.2), rd("ningbo-2020", 3.6), rd("jiaxing-2020", 3.2), WENZHOU_3],
            "R&D经费占GDP比重：2025年市级地区中宁波最高（3.6%），温州低于浙江（3.2%）",
            "R&D intensity: for 2025 at prefecture level Ningbo aims highest (3.6%), "
            "Wenzhou below Zhejiang (3.2%)",
            id="one below the territory above",
        ),
        pytest.param(
            CITIES,
            [FLOOR, rd("jiaxing-2020", 3.5, comparator="approx"), WENZHOU_3],
            "R&D经费占GDP比重：2025年所写数字宁波（3.6%以上）最高，嘉兴（3.5%左右）未必更低",
            "R&D intensity: for 2025 Ningbo (at least 3.6%) writes the highest figure; "
            "Jiaxing (about 3.5%) may not be lower",
            id="a floor above an approximate figure",
        ),
        pytest.param(
            [SHANGHAI, NINGBO, JIAXING],
            [rd("shanghai-2021", 4.5), rd("ningbo-2020", 3.6), rd("jiaxing-2020", 3.2)],
            "R&D经费占GDP比重：2025年市级地区中宁波（3.6%）高于嘉兴（3.2%）",
            "R&D intensity: for 2025 at prefecture level Ningbo (3.6%) asks for more than Jiaxing (3.2%)",
            id="levels mixed: the peers are named",
        ),
        pytest.param(
            CITIES,
            [rd("ningbo-2020", 3.4, 2025), rd("jiaxing-2020", 3.2, 2025), rd("ningbo-2020", 4.0, 2027),
             rd("jiaxing-2020", 4.1, 2027)],
            "R&D经费占GDP比重：2025年宁波（3.4%）高于嘉兴（3.2%）；2027年嘉兴（4.1%）高于宁波（4%）",
            "R&D intensity: for 2025 Ningbo (3.4%) asks for more than Jiaxing (3.2%); "
            "for 2027 Jiaxing (4.1%) asks for more than Ningbo (4%)",
            id="two years",
        ),
    ],
)  # fmt: skip
def test_titles_of_rates(plans, rows, zh, en):
    assert told(plans, rows) == zh
    assert told(plans, rows, "en") == en


def test_a_draft_told_alone_says_so_in_brackets():
    """`36%以上，征求意见稿` after the last year of a title read as if more were to come."""
    view = View(land.frames([NINGBO], [rd("ningbo-2020", 3.6, 2027, "ge")]), land.codebook())
    row = {**view.rows("targets")[0], "status": "draft"}
    said = [findings._stated(seen, row) for seen in (view, view.other("en"))]
    assert said == ["3.6%以上（征求意见稿）", "at least 3.6% (draft)"]


def test_a_region_is_highest_of_its_level_where_the_one_above_is_as_high_and_firmer():
    rows = [
        target("zhejiang-2020", "hightech_va_share", 100),
        target("ningbo-2020", "hightech_va_share", 100, strength="aspirational"),
        target("jiaxing-2020", "hightech_va_share", 90),
        target("wenzhou-2020", "hightech_va_share", 80),
    ]
    assert "2025年市级地区中宁波最高（力争100%），嘉兴和温州低于浙江（100%）" in told(CITIES, rows)


def test_a_province_is_a_peer_of_provinces_though_a_city_of_it_is_there_too():
    jiangsu = land.plan("jiangsu-2020", "江苏省", "2020-03-01", "province", "全国")
    rows = [rd("zhejiang-2020", 3.3), rd("jiangsu-2020", 3.1), rd("ningbo-2020", 3.5, 2020)]
    view = View(*world(land.frames([ZHEJIANG, jiangsu, NINGBO], rows), land.codebook()), "zh")
    here = rows_of(view, groups(view)[0])
    assert findings.of_year(view, here, here, 2025, 1) == "浙江（3.3%）高于江苏省（3.1%）"


def test_a_territory_is_above_its_cities_where_no_level_is_known():
    plans = [{**p, "region_level": None} for p in (ZHEJIANG, NINGBO, JIAXING)]
    rows = [rd(p["plan_id"], value) for p, value in zip(plans, (3.3, 3.6, 3.2), strict=True)]
    view = View(*world(land.frames(plans, rows), land.codebook()), "zh")
    here = rows_of(view, groups(view)[0])
    assert {r["region"] for r in findings.peers_of(here)} == {"宁波市", "嘉兴市"}


@pytest.mark.parametrize(("lang", "said"), [("zh", "浙江 3.3%"), ("en", "Zhejiang 3.3%")])
def test_a_year_that_the_territory_above_has_alone_is_told_of_it(lang, said):
    rows = [rd("zhejiang-2020", 3.3, 2025), rd("ningbo-2020", 3.5, 2020)]
    view = View(*world(land.frames([ZHEJIANG, NINGBO], rows), land.codebook()), lang)
    here = rows_of(view, groups(view)[0])
    assert findings.of_year(view, here, here, 2025, 1) == said


def firms(plan: str, value: float, words: str = "高新技术企业", **more) -> dict:
    return target(plan, "hightech_firms", value, 2025, "家", indicator_text=words, **more)


def test_totals_are_shares_of_the_total_above_where_they_count_the_same():
    rows = [firms("zhejiang-2020", 400), firms("ningbo-2020", 100), firms("jiaxing-2020", 30)]
    assert told(CITIES, rows) == "高新技术企业：2025年浙江总数（400家）中嘉兴占7.5%、宁波占25%"
    rows[1] = firms("ningbo-2020", 100, "城区高新技术企业", comparator="ge")
    assert told(CITIES, rows) == (
        "高新技术企业：2025年口径不同，不作比较：浙江“高新技术企业”400家、嘉兴“高新技术企业”30家、"
        "宁波“城区高新技术企业”100家以上"
    )
    assert told(CITIES, rows, "en") == (
        "High-tech firms: for 2025 scopes differ, not compared: Zhejiang 400, Jiaxing 30, Ningbo at least 100"
    )


@pytest.mark.parametrize(
    ("title", "words", "zh"),
    [
        (
            "浙江省软件和信息技术服务业发展规划",
            "高新技术企业",
            "2025年口径不同，不作比较：浙江“高新技术企业（软件和信息技术服务业）”400家、嘉兴“高新技术企业”30家、"
            "宁波“高新技术企业”100家",
        ),
        (
            "浙江省软件产业发展规划",
            "软件企业",
            "2025年浙江总数（400家）中嘉兴占7.5%、宁波占25%",
        ),  # it says so
        ("浙江省中小企业发展规划", "高新技术企业", "2025年浙江总数（400家）中嘉兴占7.5%、宁波占25%"),
    ],
)
def test_a_total_of_a_plan_for_one_industry_is_no_whole(title, words, zh):
    rows = [
        firms(p, n, words) for p, n in (("zhejiang-2020", 400), ("ningbo-2020", 100), ("jiaxing-2020", 30))
    ]
    plans = [{**ZHEJIANG, "title": title}, NINGBO, JIAXING]
    assert told(plans, rows) == f"高新技术企业：{zh}"


@pytest.mark.parametrize(
    ("title", "trade"),
    [
        ("“十四五”软件和信息技术服务业发展规划", "软件和信息技术服务业"),
        ("上海市推动数据要素产业创新发展行动方案", "数据要素产业"),
        ("关于加快科技服务业高质量发展的若干意见", "科技服务业"),
        ("工业和信息化部关于推动未来产业创新发展的意见", "未来产业"),  # not who issues it
        ("某工业园区数字经济行动计划", ""),
        ("高校毕业生就业创业扶持政策清单", ""),
        ("某市现代产业体系规划", ""),
        ("某省科技创新规划", ""),
        (None, ""),
    ],
)
def test_the_industry_of_a_plan_is_that_of_its_title(title, trade):
    assert trades.of_title(title) == trade


def test_what_is_weighed_is_its_own_product_whatever_the_plan():
    view = View(land.frames([{**ZHEJIANG, "title": "浙江省农业规划"}], []), land.codebook())
    row = {"plan_id": "zhejiang-2020", "indicator_id": None, "indicator_text": "产量"}
    assert view.trade({**row, "unit": "吨"}) == "" and view.trade({**row, "unit": "家"}) == "农业"


def test_a_smaller_figure_asks_for_more_where_the_indicator_says_so():
    rows = [energy("ningbo-2020", 0.3), energy("jiaxing-2020", 0.4)]
    assert told(CITIES, rows) == "单位GDP能耗：2025年宁波（0.3吨标准煤）要求高于嘉兴（0.4吨标准煤）"


def energy(plan: str, value: float, comparator: str = "eq") -> dict:
    return target(plan, "energy_intensity", value, 2025, "吨标准煤/万元", comparator)


@pytest.mark.parametrize(
    ("figures", "zh", "en"),
    [
        pytest.param(
            {"ningbo": (0.3, "eq"), "jiaxing": (0.4, "eq"), "wenzhou": (0.5, "eq")},
            "宁波要求最高（0.3吨标准煤）",
            "Ningbo asks for the most (0.3 tonnes of coal equivalent)",
            id="one asks for most",
        ),
        pytest.param(
            {"ningbo": (0.3, "eq"), "jiaxing": (0.3, "eq"), "wenzhou": (0.5, "eq")},
            "嘉兴和宁波并列要求最高（0.3吨标准煤）",
            "Jiaxing and Ningbo ask equally for the most (0.3 tonnes of coal equivalent)",
            id="two are level",
        ),
        pytest.param(
            {"ningbo": (0.3, "le"), "jiaxing": (0.31, "approx")},
            "所写数字宁波（不超过0.3吨标准煤）最低，嘉兴（0.31吨标准煤左右）未必更高",
            "Ningbo (at most 0.3 tonnes of coal equivalent) writes the lowest figure; "
            "Jiaxing (about 0.31 tonnes of coal equivalent) may not be higher",
            id="bounds leave it open",
        ),
        pytest.param(
            {"zhejiang": (0.35, "eq"), "ningbo": (0.3, "eq"), "jiaxing": (0.4, "eq"), "wenzhou": (0.5, "eq")},
            "市级地区中宁波要求最高（0.3吨标准煤），嘉兴和温州要求低于浙江（0.35吨标准煤）",
            "at prefecture level Ningbo asks for the most (0.3 tonnes of coal equivalent), "
            "Jiaxing and Wenzhou less demanding than Zhejiang (0.35 tonnes of coal equivalent)",
            id="against the territory above",
        ),
        pytest.param(
            {"zhejiang": (0.4, "eq"), "ningbo": (0.2, "eq"), "jiaxing": (0.3, "eq"), "wenzhou": (0.4, "eq")},
            "市级地区中宁波要求最高（0.2吨标准煤），嘉兴和宁波要求高于浙江（0.4吨标准煤），无一要求低于",
            "at prefecture level Ningbo asks for the most (0.2 tonnes of coal equivalent), "
            "Jiaxing and Ningbo more demanding than Zhejiang (0.4 tonnes of coal equivalent), "
            "none less demanding",
            id="none below the territory above",
        ),
    ],
)
def test_the_lowest_figure_is_not_said_to_be_the_highest(figures, zh, en):
    rows = [energy(f"{place}-2020", *figure) for place, figure in figures.items()]
    lead = "单位GDP能耗：2025年", "Energy per GDP: for 2025 "
    assert told(CITIES, rows) == lead[0] + zh
    assert told(CITIES, rows, "en") == lead[1] + en


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0943, "9.4%"), (0.25, "25%"), (0.0003, "0.03%"), (1, "100%")]
)
def test_shares_are_rounded_to_what_they_can_bear(share, expected):
    assert part(share) == expected


@given(st.floats(1e-6, 5))
def test_a_bound_is_rounded_away_from_what_it_bounds(share):
    low, high = (Decimal(say(share).removesuffix("%")) for say in (at_least, at_most))
    exact = Decimal(f"{100 * share:.12g}")
    assert low <= exact <= high
    assert high - low <= (1 if share >= 0.1 else exact / 10)  # two digits


@pytest.mark.parametrize(
    ("own", "above", "said"),
    [
        ((1, "eq"), (700, "ge"), "不超过0.15%"),  # 0.1429 %
        ((1, "eq"), (700, "gt"), "不到0.15%"),
        ((2, "ge"), (700, "eq"), "0.28%以上"),  # 0.2857 %
        ((1, "eq"), (700, "eq"), "0.14%"),
        ((1, "eq"), (700, "approx"), "约0.14%"),
    ],
)
def test_a_part_is_no_less_open_than_its_bounds(own, above, said):
    rows = [{"value_low": v, "value_high": v, "comparator": c} for v, c in (own, above)]
    assert part_of(View({}, land.codebook()), *rows) == said


def test_nothing_drawn_of_a_year_exceeds_what_a_title_calls_highest():
    """Over a made-up land of many regions of all levels: the figure named is the largest of its peers."""
    made, regions = land.many()
    view = View(*world(made, land.codebook(regions)))
    named = 0
    for group in groups(view):
        every = rows_of(view, group)
        rows, direction = of_one_level(every), direction_of(view, group)
        for year in {r["horizon"] for r in rows}:
            peers = [r for r in findings.peers_of(rows) if r["horizon"] == year]
            if len(peers) < 3 or rows[0]["comparable"] == "total":
                continue
            text = findings.of_year(view, rows, every, year, direction)
            if "最高（" not in text:
                continue
            level = next((x for x in LEVELS if view.word("region_level", x) + "地区中" in text), None)
            here = [r for r in peers if level in (None, r["region_level"])]
            most = max(direction * figure(r) for r in here)
            top = [r for r in here if direction * figure(r) == most]
            assert any(view.region(r["region"]) in text.split("最高（")[0] for r in top), (group, year, text)
            assert any(view.said(r) in text for r in top), (group, year, text)
            assert level or len({r["region_level"] for r in peers}) == 1
            named += 1
    assert named > 5


@pytest.mark.parametrize(
    ("values", "zh", "en"),
    [
        (
            (3, 5),
            "所写为嘉兴（5%）、宁波（3%）；数值高低不等于要求高低",
            "written: Jiaxing (5%), Ningbo (3%); a higher figure does not ask for more",
        ),
        ((3, 3), "宁波和嘉兴数值相同（3%）", "Ningbo and Jiaxing set the same figure (3%)"),
    ],
)
def test_figures_that_tell_of_the_place_have_no_highest(values, zh, en):
    """Forest cover has no direction."""
    rows = [
        {**rd(p["plan_id"], v), "region": p["region"], "status": "final", "comparable": "share"}
        for p, v in zip((NINGBO, JIAXING), values, strict=True)
    ]
    made, codes = world(land.frames([NINGBO, JIAXING], []), land.codebook())
    said = [findings.who_is_highest(View(made, codes, lang), rows, 0) for lang in ("zh", "en")]
    assert said == [zh, en]


@pytest.mark.parametrize(("comparator", "said"), [("ge", "（60%以上）"), ("eq", "或")])
def test_firmness_alone_is_no_second_figure(comparator, said):
    """确保60%以上 and 60%以上 are level at one figure; ≥ 60% and 60% are two ways to write it."""
    rows = [
        target("ningbo-2020", "hightech_va_share", 60, comparator="ge", strength="ensured"),
        target("jiaxing-2020", "hightech_va_share", 60, comparator=comparator),
    ]
    view = View(*world(land.frames([NINGBO, JIAXING], rows), land.codebook()))
    (group,) = groups(view)
    told = findings.who_is_highest(view, rows_of(view, group), 1)
    assert "数值相同" in told and said in told


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0%"), (0.0049, "<1%"), (0.005, "<1%"), (0.006, "1%"), (0.994, "99%"), (0.995, ">99%"), (1, "100%")],
)
def test_little_is_not_nothing_and_nearly_all_not_all(share, text):
    assert findings.percent(share) == text


@pytest.mark.parametrize(
    ("kinds", "zh", "en"),
    [
        (("share", "total"), "±5%", "±5%"),
        (("growth",), "±0.25个百分点", "±0.25 points"),
        (("share", "growth"), "±5%，增速±0.25个百分点", "±5%, growth rates ±0.25 points"),
    ],
)
def test_what_about_means_is_said_as_it_is_ordered(kinds, zh, en):
    """Growth of 3% 左右 may be one of 3.2%, a share of 3% 左右 may not."""
    assert [wording.band(lang, kinds) for lang in ("zh", "en")] == [zh, en]


HUZHOU = {**JIAXING, "plan_id": "huzhou-2020", "region": "湖州市", "region_code": "330500"}
FOUR = [NINGBO, JIAXING, WENZHOU, HUZHOU]


def _beside_the_province(indicator: str, province: float, *values: float):
    plans = [ZHEJIANG, *FOUR[: len(values)]]
    rows = [
        target(plan["plan_id"], indicator, value, 2025)
        for plan, value in zip(plans, (province, *values), strict=True)
    ]
    view = View(*world(land.frames(plans, rows), land.codebook()), "zh")
    every = rows_of(view, groups(view)[0])
    (above,) = (row for row in every if row["region"] == "浙江省")
    return view, [row for row in every if row is not above], above


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((3.0, 3.0, 3.0), "宁波、嘉兴和温州低于浙江（3.2%）"),
        ((3.0, 3.0, 3.0, 3.0), "4地中4地低于浙江（3.2%）"),
        ((3.3, 3.3, 3.3), "宁波、嘉兴和温州高于浙江（3.2%），无一低于"),
        ((3.3, 3.3, 3.3, 3.3), "4地高于浙江（3.2%），无一低于"),
    ],
)
def test_up_to_three_regions_are_named_and_more_are_counted(values, sentence):
    view, rows, above = _beside_the_province("rd_intensity", 3.2, *values)
    said = findings.against_parent(view, rows, above, 1)
    names = {"宁波", "嘉兴", "温州", "湖州"}
    assert sum(name in said for name in names) == sum(name in sentence for name in names)
    assert said.startswith(sentence[:3]) or len(values) == 3, said


@pytest.mark.parametrize(("values", "named"), [((10, 20, 30), 3), ((10, 20, 30, 40), 0)])
def test_shares_of_a_total_are_listed_for_three_and_bounded_for_four(values, named):
    view, rows, above = _beside_the_province("hightech_firms", 200, *values)
    said = findings.totals(view, rows, above)
    assert sum(name in said for name in ("宁波", "嘉兴", "温州", "湖州")) == named, said
