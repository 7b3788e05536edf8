"""What has been reached: value, year and how it is known; what is said of others makes no row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cityplans.checking.scoring import SIMILAR, alike
from cityplans.extraction import targets
from extraction_rows import examples, plan_of, under, words

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
