"""Figures in convertible units stand together; what is printed stays, and nothing is rounded on the way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO, ZHEJIANG, target
from cityplans import codebook as codebooks
from cityplans.comparison.ambition import ambition, conversion
from cityplans.extraction.words import indicators
from cityplans.publishing.briefing import plots
from cityplans.publishing.briefing.content import Material
from cityplans.publishing.charts import charts
from cityplans.publishing.telling import comparable, values_shown
from cityplans.publishing.telling.view import View
from extraction_rows import words

CODEBOOK = codebooks.load()
SCALES = conversion.scales(CODEBOOK)
UNITS = sorted(SCALES)


@pytest.mark.parametrize(
    ("unit", "into", "times"),
    [
        ("斤", "吨", Fraction(1, 2000)),
        ("吨", "公斤", 1000),
        ("担", "斤", 100),
        ("公顷", "亩", 15),
        ("平方公里", "公顷", 100),
        ("亩", "平方米", Fraction(10**4, 15)),
        ("吉瓦", "兆瓦", 1000),
        ("太瓦时", "度", 10**9),
        ("EFLOPS", "PFLOPS", 1000),
        ("里", "米", 500),
        ("公斤/亩", "吨/公顷", Fraction(15, 1000)),
        ("元/亩", "元/公顷", 15),
        ("千瓦", "千瓦时", None),  # what a plant can give, and what it gave
        ("吨", "吨标准煤", None),
        ("吨级", "吨", None),
        ("载重吨", "吨", None),
        ("美元", "元", None),
        ("人次", "人", None),
        ("公里", "车道公里", None),
        ("元", "元/亩", None),
        ("公里/小时", "公里", None),
    ],
)
def test_how_many_of_another_unit_one_is(unit, into, times):
    assert conversion.factor(unit, into, SCALES) == times


@given(
    st.sampled_from(UNITS),
    st.sampled_from(UNITS),
    st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False),
)
def test_conversion_is_exact_and_reversible(unit, into, printed):
    times = conversion.factor(unit, into, SCALES)
    back = conversion.factor(into, unit, SCALES)
    if times is None:
        assert back is None
        return
    assert times * back == 1
    value = float(printed)
    assert conversion.converted(conversion.converted(value, times), back) == pytest.approx(value, rel=1e-15)
    if times.denominator == 1 and value.is_integer():
        assert conversion.converted(value, times) == value * times.numerator


GRAIN = {"zh": "粮食产量", "en": "Grain output", "unit": "吨", "theme": "other", "direction": "1"}


def with_grain():
    book = land.codebook()
    entry = book["indicators"][0] | GRAIN | {"indicator_id": "grain", "comparable": "total"}
    return replace(book, rows={**book.rows, "indicators": (*book["indicators"], entry)}, digest="1")


def tables_of(*targets):
    frames = land.frames([ZHEJIANG, NINGBO, JIAXING], [*targets])
    return ambition.build(frames["plans"], frames["targets"], with_grain())


def test_jin_and_tonnes_stand_together_as_printed_and_are_ordered_as_amounts():
    """13亿斤 are 650 000 t: more than 60万吨, as much as 65万吨 and less than 70万吨."""
    made = tables_of(
        target("ningbo-2020", "grain", 13e8, unit="斤", value_text="13亿斤"),
        target("jiaxing-2020", "grain", 60e4, unit="吨", value_text="60万吨"),
    )
    rows = made["comparisons"].set_index("plan_id")
    assert set(rows["unit"]) == {"吨"} and list(rows["value_low"].sort_index()) == [600000.0, 650000.0]
    assert rows.loc["ningbo-2020", "value_text"] == "13亿斤"
    assert "unit_differs" not in set(made["not_compared"]["not_compared_reason"])


def test_units_of_other_things_stay_apart_and_are_told():
    made = tables_of(
        target("ningbo-2020", "grain", 13e8, unit="斤", value_text="13亿斤"),
        target("jiaxing-2020", "grain", 60e4, unit="亩", value_text="60万亩"),
    )
    assert made["comparisons"].empty
    assert set(made["not_compared"]["not_compared_reason"]) == {"unit_differs"}


def test_a_part_of_a_total_in_another_unit_is_told_of_amounts():
    """13亿斤 are 650 000 t of the province's 650万吨, 10 %; not 200 times it, as printed."""
    own = target("ningbo-2020", "grain", 13e8, unit="斤", value_text="13亿斤")
    above = target("zhejiang-2020", "grain", 65e5, unit="吨", value_text="650万吨")
    view = View(land.frames([ZHEJIANG, NINGBO], [own, above]), with_grain(), "en")
    (a, b) = view.targets
    row = {"target_id": a, "parent_target_id": b, "share_of_parent": 0.1}
    assert comparable.share_of_above(view, row) == "10%"
    assert view.as_counted(view.targets[a])["value_low"] == 65e4
    assert view.as_counted(view.targets[b]) == view.targets[b]


def test_pictures_say_whose_figures_are_converted_and_of_others_nothing():
    rows = [
        target("ningbo-2020", "grain", 13e8, unit="斤", value_text="13亿斤"),
        target("jiaxing-2020", "grain", 60e4, unit="吨", value_text="60万吨"),
    ]
    frames = land.frames([ZHEJIANG, NINGBO, JIAXING], rows) | tables_of(*rows)
    compared = View(frames, with_grain()).rows("comparisons")
    told = {lang: values_shown.converted(View(frames, with_grain(), lang), compared) for lang in ("zh", "en")}
    assert told == {"zh": "原文以斤计的已换算（宁波）", "en": "converted from 斤 as printed (Ningbo)"}
    others = [row for row in compared if row["region"] != "宁波市"]
    assert others and values_shown.converted(View(frames, with_grain()), others) == ""
    drawn = charts.chart_dots(View(frames, with_grain()), "grain")
    assert drawn.footer.endswith("原文以斤计的已换算（宁波）")
    material = Material(frames, with_grain())
    assert plots.qualifiers(material, compared, "").endswith("原文以斤计的已换算（宁波）")


@pytest.mark.parametrize(
    ("phrase", "unit", "key"),
    [
        ("新能源装机", "兆瓦", "renewable_capacity"),
        ("新型储能装机", "吉瓦", "energy_storage_capacity"),
        ("发电装机容量", "MW", "power_capacity"),
        ("粮食产量", "斤", "grain_output"),
        ("高标准农田", "公顷", "farmland_high_standard"),
        ("算力规模", "PFLOPS", "computing_power"),
        ("集装箱吞吐量", "标准箱", "container_throughput"),
        ("新能源装机", "千瓦时", ""),
    ],
)
def test_a_figure_in_a_convertible_unit_has_the_key_and_can_be_given_in_its_unit(phrase, unit, key):
    assert indicators.indicator_id(phrase, unit, "level", words().indicators) == key
    own = {r["indicator_id"]: r["unit"] for r in CODEBOOK["indicators"]}.get(key)
    assert not key or conversion.factor(unit, own, SCALES)
