"""The one context of everything shown: words of codes, names and order of plans, values and units."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import ambition_rows as land
from ambition_rows import JIAXING, NINGBO, ZHEJIANG
from charted_rows import processed
from cityplans import codebook, tables
from cityplans.codebook import CodebookError
from cityplans.publishing.telling.citation import cite
from cityplans.publishing.telling.view import CODED, View
from cityplans.publishing.workbook import front

BOOK = codebook.load("data/codebook")
ZH, EN = View({}, BOOK), View({}, BOOK, "en")


@pytest.mark.parametrize(
    ("column", "code", "zh", "en"),
    [  # written by hand: what a reader must be told, not what the file says
        ("comparator", "ge", "不低于", "at least"),
        ("comparator", "gt", "超过", "more than"),
        ("comparator", "le", "不超过", "at most"),
        ("comparator", "approx", "左右", "about"),
        ("strength", "aspirational", "力争", "aim"),
        ("strength", "ensured", "确保", "ensured"),
        ("factor", "level", "层级", "level"),  # of government, not the level of a value
        ("measure", "level", "达到的数值", "level reached"),
        ("grouping", "plan", "计划", "plan"),
        ("horizon_source", "plan", "仅据规划期", "only the plan's period"),
        ("number_change", "mixed", "有高有低", "some higher and some lower"),
        ("commitment", "mixed", "两者兼有", "both"),
        ("relation", "lower", "更低", "lower"),
        ("relation", "unordered", "无法排序", "cannot be ordered"),
        ("status", "draft", "征求意见稿", "draft"),
        ("class", "fact", "已有成绩", "already achieved"),
        ("region_level", "prefecture", "市级", "prefecture"),
        ("not_compared_reason", "only_plan", "只有这一份计划设定", "set by this plan only"),
        ("theme", "talent", "人才", "Talent"),
        ("instrument_group", "demand", "需求型", "demand"),
        ("pace_bound", "at_most", "至多", "at most"),
    ],
)
def test_words_of_codes_mean_what_the_codes_mean(column, code, zh, en):
    assert (ZH.word(column, code), EN.word(column, code)) == (zh, en)


def test_nothing_is_worded_as_the_legal_class_of_binding_targets():
    rows = [row for row in BOOK["codes"] if row["column"] != "obligation"]  # printed in the plan
    words = [row[lang] for row in rows for lang in ("zh", "en")]
    assert not [word for word in words if re.search("约束|binding", word)]


def test_an_unknown_code_stays_as_it_is():
    assert ZH.word("rule", "closing_word") == "closing_word" and ZH.word("relation", None) == ""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: rows[1:], "has no row; add its words"),
        (lambda rows: [*rows, {**rows[0], "code": "empire"}], "is no code; delete the row"),
        (lambda rows: [*rows, rows[0]], "stands twice; keep one row"),
        (lambda rows: [*rows, {**rows[0], "column": "no_column"}], "is no code; delete the row"),
        (lambda rows: [{**rows[0], "en": ""}, *rows[1:]], "en is empty in the row"),
    ],
)
def test_every_code_has_one_row_of_words_and_no_row_is_without_a_code(change, message):
    rows = tuple(change(list(BOOK["codes"])))
    changed = codebook.Codebook(BOOK.folder, {**BOOK.rows, "codes": rows}, "other")
    assert any(message in str(fault) for fault in codebook.lint(changed)), CodebookError


def test_every_code_of_the_projects_own_tables_has_a_word():
    frames, _ = processed()
    for name, frame in frames.items():
        for column in CODED & set(frame.columns):
            codes = set(frame[column].dropna())
            assert not [c for c in codes if ZH.word(column, c) == c], (name, column)


def test_plans_stand_in_one_order_and_are_named_by_their_year_of_issue():
    plans = [
        {**JIAXING, "plan_id": "jiaxing-2023-notice", "date": "2023-03-30"},
        NINGBO,
        {
            **JIAXING,
            "plan_id": "jiaxing-2021-plan",
            "date": None,
            "period_start": None,
        },  # the id has the year
        ZHEJIANG,
        {**JIAXING, "plan_id": "jiaxing-undated", "date": None, "period_start": None},
    ]
    view = View(land.frames(plans, []), land.codebook())
    assert list(view.plans) == [
        "zhejiang-2020", "ningbo-2020", "jiaxing-2021-plan", "jiaxing-2023-notice", "jiaxing-undated",
    ]  # fmt: skip
    names = [view.name(p) for p in view.plans]
    assert names == ["浙江", "宁波", "嘉兴 2021", "嘉兴 2023", "嘉兴"]
    assert view.other("en").name("jiaxing-2021-plan") == "Jiaxing 2021"
    assert view.name("any") == "任一较早计划" and view.name(None) == ""


def test_no_two_plans_have_one_name():
    """Two reports and two plans of one territory and year: the kind tells, then a number."""
    of = {"region": "全国", "date": "2016-03-05"}
    kinds = {"a": "work_report", "b": "plan", "c": "plan"}
    rows = [{"plan_id": i, "plan_type": kind, **of} for i, kind in kinds.items()]
    rows.append({"plan_id": "d", "region": "嘉兴市", "date": "2020-07-29", "plan_type": "opinion"})
    view = View({"plans": tables.frame("plans", rows)}, BOOK)
    assert [view.name(i) for i in "abcd"] == [
        "全国 2016 政府工作报告", "全国 2016 规划 1", "全国 2016 规划 2", "嘉兴",
    ]  # fmt: skip


def test_a_draft_is_marked_and_stands_in_the_sources():
    plans = [NINGBO, {**JIAXING, "status": "draft", "date": None, "period_start": 2021}]
    view = View(land.frames(plans, []), land.codebook())
    assert view.marked("jiaxing-2020") == "嘉兴（稿）" and view.marked("ningbo-2020") == "宁波"
    assert view.sources(["jiaxing-2020"]) == "来源：嘉兴（推定2021，征求意见稿）"
    assert view.other("en").sources(["jiaxing-2020"]) == "Source: Jiaxing (inferred 2021, draft)"


@pytest.mark.parametrize(
    "plans, expected", [(9, "来源：9份计划（2000–2008）：嘉兴 2000、"), (41, "来源：41份计划（2000–2040）")]
)
def test_sources_of_many_plans_are_named_while_they_can_be(plans, expected):
    rows = [{**JIAXING, "plan_id": f"p{i:02}", "date": f"{2000 + i}-01-01"} for i in range(plans)]
    view = View(land.frames(rows, []), land.codebook())
    told = view.sources([row["plan_id"] for row in rows])
    assert told.startswith(expected) and told.count("嘉兴") == (plans if plans <= 40 else 0)
    mixed = View(
        land.frames([*rows, NINGBO, {**NINGBO, "plan_id": "x", "region_level": "province"}], []),
        land.codebook(),
    )
    assert ("省级1份" in mixed.sources(mixed.plans)) == (plans > 40)


def test_a_table_that_is_not_there_is_empty():
    assert ZH.rows("targets") == [] and isinstance(ZH.frame("targets"), pd.DataFrame)


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        ((3.8, 3.8, "ge", "firm", "3.8%以上"), "≥ 3.8", "≥ 3.8"),
        ((3.0, 3.0, "approx", "firm", "3.0%左右"), "≈ 3.0", "≈ 3.0"),
        ((3.6, 3.6, "eq", "aspirational", "3.6%"), "力争3.6", "3.6 (aim)"),
        ((3, 5, "range", "firm", "3—5个"), "3–5", "3–5"),
        ((3e10, 3e10, "eq", "firm", "300亿元"), "300亿", "30 billion"),
        ((15000, 15000, "gt", "aspirational", "1.5万家"), "力争> 1.5万", "> 15,000 (aim)"),
        ((20, 20, "le", "ensured", "前20位"), "确保≤ 20", "≤ 20 (ensured)"),
    ],
)
def test_a_value_is_never_printed_without_its_bounds(row, zh, en):
    keys = ("value_low", "value_high", "comparator", "strength", "value_text")
    target_row = dict(zip(keys, row, strict=True))
    assert ZH.value(target_row) == zh and EN.value(target_row) == en


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        ((3.8, 3.8, "ge", "firm", "3.8%以上", "%", "level"), "3.8%以上", "at least 3.8%"),
        ((3.6, 3.6, "eq", "aspirational", "3.6%", "%", "level"), "力争3.6%", "3.6%, aim"),
        ((10, 10, "le", "aspirational", "前十", "位", "rank"), "力争前10位", "top 10, aim"),
        ((1.2, 1.2, "le", "firm", "1.2以下", None, "level"), "不超过1.2", "at most 1.2"),
        ((3, 5, "range", "firm", "3—5个", "个", "level"), "3–5个", "3–5"),
        ((190, 190, "ge", "firm", "190人年", "人年/万人", "level"),
         "190人年以上", "at least 190 person-years"),
        ((2, 2, "ge", "firm", None, "家/万人", "level"), "2家/万人以上", "at least 2 per 10,000 people"),
        ((100, 100, "eq", "ensured", "全覆盖", "%", "coverage"), "确保全覆盖", "full coverage, ensured"),
    ],
)  # fmt: skip
def test_a_sentence_says_bounds_in_words_and_leaves_out_what_the_unit_is_over(row, zh, en):
    keys = ("value_low", "value_high", "comparator", "strength", "value_text", "unit", "measure")
    target_row = dict(zip(keys, row, strict=True))
    assert ZH.said(target_row) == zh and EN.said(target_row) == en


def test_regions_have_their_english_names():
    from cityplans import codebook, places

    view = View(land.frames([], []), codebook.load(places.project() / "data" / "codebook"), "en")
    assert view.region("内蒙古自治区") == "Inner Mongolia" and view.region("西安市") == "Xi'an"
    assert view.region("呼和浩特市") == "Hohhot" and view.region("嘉兴市") == "Jiaxing"


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("朝阳市", "Chaoyang"),
        ("朝阳区", "Chaoyang District"),  # of Beijing or of Changchun: the name does not tell
        ("朝阳县", "Chaoyang (Chaoyang)"),
        ("和田县", "Hetian County (Hotan)"),
        ("伊宁市", "Yining City (Ili)"),
        ("重庆市", "Chongqing"),
        ("六安市", "Lu'an"),
        ("六盘水市", "Liupanshui"),
        ("台州市", "Taizhou (Zhejiang)"),
        ("厦门市", "Xiamen"),
        ("亳州市", "Bozhou"),
        ("长治市", "Changzhi"),
        ("长子县", "Zhangzi"),
        ("乐清市", "Yueqing"),
        ("乐亭县", "Laoting"),
        ("蔚县", "Yuxian (Zhangjiakou)"),
        ("漯河市", "Luohe"),
        ("成都市", "Chengdu"),
        ("昌都市", "Qamdo"),
        ("丰都县", "Fengdu"),
        ("什邡市", "Shifang"),
        ("珲春市", "Hunchun"),
        ("陕西省", "Shaanxi"),
        ("吕梁市", "Lüliang"),
        ("普洱市", "Pu'er"),
        ("公安县", "Gong'an"),
        ("裕安区", "Yu'an"),
        ("泰州市", "Taizhou"),
        ("碑林区", "Beilin (Xi'an)"),
        ("乌什县", "Wushi"),
    ],
)
def test_names_of_places_are_spelt_as_they_are_read(name, english):
    from cityplans import codebook, places

    view = View(land.frames([], []), codebook.load(places.project() / "data" / "codebook"), "en")
    assert view.region(name) == english


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("%", "%"),
        ("家", ""),
        ("件/万人", "per 10,000 people"),
        ("人年/万人", "person-years per 10,000 people"),
        ("元/人", "yuan per person"),
        ("元/平方公里", "yuan per km²"),
        ("吨标准煤/万元", "tonnes of coal equivalent per 10,000 yuan"),
        ("家/百万人", "per 1 million people"),
        ("个/百亿元GDP", "per 10 billion yuan GDP"),
        ("件/10万人", "per 100,000 people"),
        ("微克/立方米", "µg/m³"),
        ("某新单位", "某新单位"),  # unknown stays as printed
    ],
)
def test_units_in_english_come_from_the_codebook(unit, expected):
    assert EN.unit(unit) == expected and ZH.unit(unit) == unit


def test_every_unit_of_the_codebook_has_an_english_name_or_none_on_purpose():
    book = BOOK
    named = {r["unit"] for r in book["unit_names"]}
    chinese_ones = {
        r["unit"] for r in book["units"] if r["kind"] != "form" and re.search(r"[\u3400-\u9fff]", r["unit"])
    }
    assert not chinese_ones - named
    assert all(re.fullmatch(r"[^\u3400-\u9fff]*", r["en"] + r["each"]) for r in book["unit_names"])
    assert all(r["en"] and re.fullmatch(r"[\x20-\x7e]+", r["en"]) for r in book["leagues"])


def test_points_are_counted_in_chinese_and_named_as_a_unit():
    row = land.target("zhejiang-2020", "rd_intensity", 4, unit="百分点")
    assert (
        ZH.value(row, with_unit=True) == "4个百分点" == ZH.said(row)
        and ZH.unit_line("百分点") == "单位：百分点"
    )


@pytest.mark.parametrize(
    ("figure", "unit", "said"),
    [(1, "岁", "1 year"), (2, "岁", "2 years"), (1, "批次", "1 batch"), (1, "百分点", "1 percentage point")],
)
def test_one_of_a_unit_is_no_plural(figure, unit, said):
    row = land.target("ningbo-2020", "life_expectancy", figure, unit=unit) | {"value_text": None}
    assert EN.value(row, with_unit=True) == said


def test_the_product_of_the_nation_has_a_name_of_its_own():
    nation = land.plan("national-2016", "全国", "2016-03-05", "national", None)
    made = View(land.frames([nation, ZHEJIANG], []), BOOK)
    said = [made.indicator("gdp_growth", region) for region in ("全国", "浙江省", None)]
    assert said == ["国内生产总值增长", "地区生产总值增长", "地区生产总值增长"]


def test_a_source_names_the_nation_as_a_sentence_does():
    plans = [land.plan("national-2024", "全国", "2024-01-01", "national"), ZHEJIANG]
    view = View({"plans": tables.frame("plans", plans), "targets": tables.frame("targets", [])}, BOOK, "en")
    said = cite(view, {"version": "1", "run_id": "a"})
    assert said == "Source: 2 plans of the nation, Zhejiang, 2020–2024; 0 targets; cityplans 1, run a."


def test_days_of_issue_run_from_a_year_where_no_day_is_known():
    plans = [land.plan("tongchuan-2010", "铜川市", None), ZHEJIANG, JIAXING]
    frames = {"plans": tables.frame("plans", plans), "targets": tables.frame("targets", [])}
    assert View(frames, BOOK).days() == ["2010", JIAXING["date"]]
    (_, said), *_ = front._facts(View(frames, BOOK, "en"), {})
    assert said.startswith(f"0 quantified targets in 3 plans of 3 regions, 2010 – {JIAXING['date']}, each")
    assert View({"plans": tables.frame("plans", [])}, BOOK).days() == []
