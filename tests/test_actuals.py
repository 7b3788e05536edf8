"""What has been reached: value, year and how it is known; what is said of others makes no row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cityplans.checking.scoring import SIMILAR, alike
from cityplans.extraction import actuals as of_facts
from cityplans.extraction import targets
from extraction_rows import examples, plan_of, read, under, words
from test_called import row as row_of

EXACT = ("value_text", "unit", "comparator", "measure", "year_source", "scope")


def sentences() -> list[dict]:
    """One row a sentence, with the actuals expected of it."""
    made: list[dict] = []
    for row in examples("actuals.csv"):
        if row["text"]:
            made.append(row | {"expected": []})
        if row["value_text"]:
            made[-1]["expected"].append(row)
    return made


def actuals(
    text: str, section: str = "", issued: str = "", title: str = "", kind: str = "text"
) -> list[dict]:
    """Read as a paragraph of a plan of Jiaxing, in the order of the text."""
    plan = plan_of(under(section, text), issued=issued, title=title)
    plan = replace(plan, region="嘉兴市", region_code="330400", region_level="prefecture")
    return sorted(targets.extract(plan, plan.reference, words()).actuals, key=lambda row: row["start"])


def of_sentence(row: dict) -> list[dict]:
    return actuals(row["text"], row["section"], row["issued"], row["title"])


@pytest.mark.parametrize("row", sentences(), ids=lambda row: row["text"])
def test_what_has_been_reached(row):
    found, faults = of_sentence(row), []
    assert {a["value_text"] for a in found} == {w["value_text"] for w in row["expected"]}
    assert len(found) == len(row["expected"])
    for wanted in row["expected"]:
        made = next(a for a in found if a["value_text"] == wanted["value_text"])
        faults += [f"{f}: {made[f]} ≠ {wanted[f]}" for f in EXACT if made[f] != wanted[f]]
        faults += [f"year: {made['year']}"] * (str(made["year"] or "") != wanted["year"])
        faults += [f"value: {made['value_low']}"] * (made["value_low"] != float(wanted["value_low"]))
        faults += [made["indicator_text"]] * (alike(wanted["indicator"], made["indicator_text"]) < SIMILAR)
    assert not faults


def test_an_actual_stands_where_it_says():
    text = "去年，技术合同成交额突破300亿元。"
    (made,) = actuals(text, issued="2024-02")
    assert text[made["start"] : made["end"]] == made["quote"] == "技术合同成交额突破300亿元"
    assert made["indicator_id"] == "tech_transaction_volume" and made["region"] == "嘉兴市"


def test_a_fact_is_never_a_target_too():
    plan = plan_of(
        "截至2022年底，全市拥有博士后工作站46家。到2025年，博士后工作站达到80家。", issued="2023-06"
    )
    made = targets.extract(plan, plan.reference, words())
    assert [a["value_text"] for a in made.actuals] == ["46家"]
    assert [t["value_text"] for t in made.targets] == ["80家"]


def test_the_column_of_a_table_that_says_where_things_stand():
    rows = (
        "指标\t单位\t2020年\t2025年\t属性",
        "森林覆盖率\t%\t61.2\t62\t约束性",
        "发明专利拥有量\t件\t9400\t15000\t预期性",
    )
    plan = plan_of(*(under("", row, kind="table") for row in rows), issued="2021-05")
    made = targets.extract(plan, plan.reference, words())
    assert [(a["indicator_text"], a["value_low"], a["unit"], a["year"]) for a in made.actuals] == [
        ("森林覆盖率", 61.2, "%", 2020),
        ("发明专利拥有量", 9400, "件", 2020),
    ]
    assert [t["horizon"] for t in made.targets] == [2025, 2025]


def test_a_table_on_its_side():
    rows = (
        "年份\t高新技术企业（家）\t研发人员（人）",
        "2020年\t310\t5200",
        "2025年\t600\t9000",
        "2030年\t800\t12000",
    )
    plan = plan_of(*(under("", row, kind="table") for row in rows), issued="2021-05")
    made = targets.extract(plan, plan.reference, words())
    assert [(a["value_low"], a["year"]) for a in made.actuals] == [(310, 2020), (5200, 2020)]


@pytest.mark.parametrize(
    "text, basis",
    [
        ("2023年，新增博士300名。", "yearly"),
        ("2023年，进出口总额增长8%。", "yearly"),
        ("五年来，新增上市公司25家。", "total"),
        ("这五年，进出口总额增长40%。", "total"),
        ("“十三五”时期，生产总值年均增长7.5%。", "average"),
        ("2023年，高新技术企业达到820家。", ""),
    ],
)
def test_a_years_figure_is_told_from_that_of_a_window(text, basis):
    (made,) = actuals(text, section="一、工作回顾", issued="2024-02")
    assert made["basis"] == basis


def of_paragraphs(*given: str, issued: str = "2026-02") -> list[dict]:
    """Paragraphs of a work report under a chapter that names two windows."""
    chapter = "2025年和“十四五”时期工作回顾"
    rows = [under("", f"一、{chapter}", chapter, "一、", "heading"), *(under(chapter, one) for one in given)]
    plan = plan_of(*rows, issued=issued, title="某市政府工作报告")
    plan = replace(plan, region="嘉兴市", region_code="330400", region_level="prefecture")
    return sorted(targets.extract(plan, plan.reference, words()).actuals, key=lambda row: row["start"])


def shown(made: list[dict]) -> list[tuple]:
    return [(a["value_text"], a["measure"], a["basis"], a["window_start"]) for a in made]


@pytest.mark.parametrize(
    ("text", "measure", "basis", "start"),
    [
        # what came about within the window is its total
        ("五年来，农村转移劳动力培训超过9万人次。", "cumulative", "total", 2021),
        ("过去五年，全市大学毕业生留市就业超过12万人。", "cumulative", "total", 2021),
        ("这五年，城镇新增就业人数超过31万人。", "increment", "total", 2021),
        ("“十四五”时期，建成口袋公园86个。", "cumulative", "total", 2021),
        ("近三年，外贸出口增长22%。", "growth_rate", "total", 2023),
        ("五年来，获批省级重点实验室14家。", "cumulative", "total", 2021),
        ("五年来，居民收入年均增长6.1%。", "growth_rate", "average", 2021),
        ("五年来，每年新增城镇就业4万人。", "annual_flow", "yearly", 2025),
        ("五年来，港口货物吞吐量同比增长5%。", "growth_rate", "yearly", 2025),
        # what stands is a state, whoever looks back
        ("五年来，公路通车里程达到4200公里。", "level", "", None),
        ("这五年，森林覆盖率达到42%。", "level", "", None),
        ("五年来，参加养老保险278万人。", "level", "", None),
        ("五年来，年接待游客超过3000万人次。", "level", "", None),
        # a year's
        ("这一年，地区生产总值增长4.6%。", "growth_rate", "yearly", 2025),
        ("一年来，城镇新增就业3.2万人。", "increment", "yearly", 2025),
        ("2025年，新增上市公司3家。", "increment", "yearly", 2025),
        # its own words, whatever the window
        ("这一年，地区生产总值五年增长31%。", "growth_rate", "total", 2021),
        ("这一年，攻坚三年行动扎实推进、刑事案件下降9%。", "growth_rate", "yearly", 2025),
        # not a window: how long something has lasted
        ("2025年，连续五年获评优秀、粮食产量增长2%。", "growth_rate", "yearly", 2025),
    ],
)
def test_the_window_of_a_figure(text, measure, basis, start):
    made = of_paragraphs(text)
    assert [(a["measure"], a["basis"] or "", a["window_start"]) for a in made] == [(measure, basis, start)]


def test_a_window_that_opens_a_paragraph_holds_until_the_next():
    made = of_paragraphs(
        "一年来，我们迎难而上。",
        "经济稳步回升。规上工业增加值增长7.1%。",
        "五年来，我们砥砺前行。",
        "新增国家级湿地公园2个。2025年进出口总额增长11%。新增绿道60公里。",
        "这一年，也是民生改善的一年。新增学位8000个。",
    )
    assert shown(made) == [
        ("7.1%", "growth_rate", "yearly", 2025),
        ("2个", "increment", "total", 2021),
        ("11%", "growth_rate", "yearly", 2025),  # its own sentence alone
        ("60公里", "increment", "total", 2021),
        ("8000个", "increment", "yearly", 2025),
    ]


def test_a_chapter_about_two_windows_says_none():
    (made,) = of_paragraphs("规上工业增加值增长7.1%。")
    assert (made["basis"], made["window_start"]) == ("", None)


def test_a_window_ends_with_its_chapter():
    rows = [under("过去五年的成就", "五年来，新增上市公司25家。"), under("2025年工作回顾", "新增学位900个。")]
    plan = plan_of(*rows, issued="2026-02", title="某市政府工作报告")
    made = targets.extract(plan, plan.reference, words()).actuals
    assert [(a["basis"], a["window_start"]) for a in made] == [("total", 2021), ("yearly", 2025)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("2025年，全市进出口总额增长9%。", ["trade_growth"]),
        ("2025年，中欧班列带动进出口增长9%。", [""]),  # not the territory's
        ("2025年，展会拉动社会消费品零售总额12亿元、增长3%。", ["", ""]),
        ("2025年，全市上市公司达到58家。", ["listed_firms"]),
        ("2025年，8家上市公司入选全国民企百强。", [""]),  # those on the list
    ],
)
def test_a_key_is_given_only_to_the_territorys_own_figure(text, keys):
    assert [a["indicator_id"] or "" for a in of_paragraphs(text)] == keys


def test_a_year_beside_an_average_or_before_a_semicolon_is_not_its_window():
    made = of_paragraphs(
        "五年来，我们砥砺前行。", "2025年开通航线75条，快递业务量年均增长21%。2025年出口增长4%；新增学校6所。"
    )
    assert shown(made)[1:] == [
        ("21%", "growth_rate", "average", 2021),
        ("4%", "growth_rate", "yearly", 2025),
        ("6所", "increment", "total", 2021),
    ]


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        (
            "全市“十三五”期间新增公园5个。新增步道40公里。",
            ["total", ""],
        ),  # whether it is still of those years
        ("“十三五”期间，新增公园5个。新增步道40公里。", ["total", "total"]),
        ("2020年新增公园5个。新增步道40公里。", ["yearly", "yearly"]),
        ("去年新增公园5个。新增步道40公里。", ["yearly", "yearly"]),
    ],
)
def test_a_window_inside_a_sentence_leaves_the_next_one_open(text, bases):
    assert [a["basis"] or "" for a in actuals(text, "一、发展基础", "2021-03")] == bases


@pytest.mark.parametrize("issued, year", [("2021-03", 2020), ("2021-04", 2021)])
def test_now_is_the_year_before_until_march(issued, year):
    made = read("目前，高新技术企业达到4000家。", issued=issued)
    assert [row["year"] for row in made.actuals] == [year]


def test_the_number_of_a_note_is_no_indicator():
    assert actuals("1 2020年为600家，数据来源：嘉兴市科技局。", issued="2021-07-15") == []


def own(text: str, phrase: str, level: str = "prefecture", measure: str = "level") -> bool:
    """Whether the last number of a text is a figure of a plan of Jiaxing."""
    shown = text.split("▲")[1].rstrip("。")
    row = row_of(text.replace("▲", ""), shown, phrase, measure)
    plan = replace(plan_of(text), region="嘉兴市", region_code="330400", region_level=level)
    return of_facts.of_own(row, text.replace("▲", ""), plan, words()) is not None


@pytest.mark.parametrize(
    ("text", "phrase", "level", "is_own"),
    [
        ("书屋达到▲30家", "书屋", "prefecture", True),
        ("分别达到▲30家", "分别", "prefecture", False),  # says nothing of its own
        ("净增长▲30家", "增长", "prefecture", False),
        ("书屋30家之一▲5%", "书屋之一", "prefecture", False),
        # of a larger territory
        ("全省书屋达到▲30家", "全省书屋", "prefecture", False),
        ("全国书屋达到▲30家", "全国书屋", "province", False),
        ("全省书屋达到▲30家", "全省书屋", "province", True),
        ("全国书屋达到▲30家", "全国书屋", "national", True),
        ("全省书屋达到▲30家", "全省书屋", "", True),  # nobody knows what the plan's territory is
        ("书屋平均水平达到▲30家", "书屋平均水平", "prefecture", False),
        # of others by name
        ("杭州市书屋达到▲30家", "杭州市书屋", "prefecture", False),
        ("海宁市书屋达到▲30家", "海宁市书屋", "prefecture", True),  # within Jiaxing
        ("广东达到▲30家", "广东", "prefecture", False),
        ("广东、江苏的书屋达到▲30家", "广东、江苏的书屋", "prefecture", False),
        # how far from others, or from what was asked
        ("高于全国平均水平▲5%", "幅度", "prefecture", False),
        ("优于国家考核目标▲5个百分点", "幅度", "prefecture", False),
        ("优于去年▲5个百分点", "幅度", "prefecture", True),
    ],
)
def test_figures_of_others_are_left_out(text, phrase, level, is_own):
    assert own(text, phrase, level) is is_own


def test_a_rank_among_a_larger_territory_is_ones_own():
    assert own("全省书屋达到▲第3位", "全省书屋", measure="rank")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("截至2022年底，产值跨越3个千亿元台阶。", []),
        ("2022年，实现两位数增长。", []),
        ("2022年，书屋由25家增加到30家。", ["30家", "25家"]),
        ("到2025年，书屋达到40家（目前28家）。", ["28家"]),
    ],
)
def test_steps_are_no_values_and_bases_are(text, values):
    assert sorted(a["value_text"] for a in actuals(text, "一、发展基础", "2023-06")) == sorted(values)
