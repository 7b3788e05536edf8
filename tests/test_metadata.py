"""Metadata from heads of documents; what is not there stays empty."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityplans import codebook
from cityplans.chinese import years as periods
from cityplans.reading.plans import issuers, metadata, overrides, regions, structure, titles
from cityplans.reading.plans.head import with_its_years

ROOT = Path(__file__).resolve().parents[1]
PLACES = regions.of(codebook.load())
with (ROOT / "tests" / "examples" / "metadata.csv").open(encoding="utf-8") as file:
    HEADS = list(csv.DictReader(file))
BODY = [
    "为贯彻落实部署，提出如下意见。",
    "一、总体要求",
    "坚持创新驱动发展，学习杭州经验，与上海加强合作，2018年以来成效明显。" * 3,
    "二、主要任务",
    "到2030年建成示范区。" * 5,
]


def read(lines, title, before=""):
    text = "\n".join([*lines, *BODY]) + "\n"
    return metadata.read(text, structure.clauses(text, "c", PLACES), title, before, PLACES)


@pytest.mark.parametrize("row", HEADS, ids=lambda row: row["about"])
def test_head(row):
    found = read(row["lines"].split("|"), row["title"])
    period = (
        "-".join("" if year is None else str(year) for year in found.period).strip()
        if any(found.period)
        else ""
    )
    assert {
        "region": found.region.name if found.region else "",
        "issuer": found.issuer,
        "title": found.title,
        "doc_no": found.doc_no,
        "date": found.date,
        "period": period,
        "status": found.status,
    } == {key: row[key] for key in ("region", "issuer", "title", "doc_no", "date", "period", "status")}


@pytest.mark.parametrize(
    ("number", "years"),
    [
        (1, (1953, 1957)),
        (2, (1958, 1962)),
        (3, (1966, 1970)),
        (10, (2001, 2005)),
        (12, (2011, 2015)),
        (14, (2021, 2025)),
    ],
)
def test_five_year_plans(number, years):
    assert periods.five_years(number) == years


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("中共浙江省委关于创新的决定", "decision"),
        ("关于创新的实施意见", "opinion"),
        ("某市规划（2021—2025年）", "plan"),
        ("某省第十个五年计划纲要", "outline"),
        ("某市推进方案", "programme"),
        ("某市行动计划（试行）", "action-plan"),
        ("某市产业发展三年行动（2022—2024年）", "action-plan"),
        ("2026年某省政府工作报告", "work-report"),
        ("某市工作指引", "guideline"),
        ("2022年某市政府工作报告重点任务分工", "work-points"),
        ("某市管理办法", "measures"),
        ("关于印发《某市规划》的通知", "plan"),
        ("关于放假的通知", "notice"),
        ("某市创新", "document"),
        ("", "document"),
    ],
)
def test_kind_of_document(title, kind):
    assert titles.type_of(title, PLACES) == kind


def test_catalog_wins():
    found, fault = overrides.overridden(
        read(["关于创新的意见"], "关于创新的意见"),
        {"region": "湖州市", "title": "新标题", "date": "2023-05-01", "status": "draft"},
        PLACES,
    )
    assert (found.region.code, found.title, found.date, found.status, found.year, fault) == (
        "330500",
        "新标题",
        "2023-05-01",
        "draft",
        2023,
        [],
    )


@pytest.mark.parametrize("row", [{"region": "阿特兰蒂斯市"}, {"date": "2023年"}, {"status": "vorläufig"}])
def test_a_catalog_row_that_makes_no_sense_is_named(row):
    before = read(["关于创新的意见"], "关于创新的意见")
    found, faults = overrides.overridden(before, row, PLACES)
    assert found == before and len(faults) == 1
    assert all(next(iter(row.values())) in said for said in faults[0])  # in either language


@given(
    st.dates(
        min_value=__import__("datetime").date(1950, 1, 1), max_value=__import__("datetime").date(2099, 12, 31)
    )
)
def test_any_day_of_adoption(day):
    line = f"（{day.year}年{day.month}月{day.day}日中国共产党温州市第十二届委员会第十次全体会议通过）"
    assert read(["中共温州市委关于创新的意见", line], "中共温州市委关于创新的意见").date == day.isoformat()


@pytest.mark.parametrize(
    ("said", "date", "month_only"),
    [
        ({"date": "20230315"}, "2023-03-15", False),
        ({"date": "2017年2月"}, "2017-02-01", True),
        ({"date": "20231340"}, "", False),
    ],
)
def test_a_day_beside_the_text(said, date, month_only):
    title = "佛山市智能制造发展行动计划"
    text = "\n".join([title, *BODY]) + "\n"
    found = metadata.read(text, structure.clauses(text, "c", PLACES), title, "", PLACES, said)
    assert (found.date, found.month_only) == (date, month_only)


@pytest.mark.parametrize(
    "head, place, region",
    [
        ("铁西区", "上海市", ""),  # of Shenyang, of Anshan or of Siping, and certainly not of Shanghai
        ("朝阳区", "长春市", ""),  # not 朝阳市 of the same short name either
        ("鼓楼区", "徐州市委", "320302"),  # under its bodies
        ("鼓楼区", "徐州市鼓楼区民政局", "320302"),  # its own, with the city
        ("沈阳市铁西区", "上海市", "210106"),
        ("鹿城区", "上海市", "330302"),  # there is one only
    ],
)
def test_a_name_that_several_districts_bear_is_no_other_place_that_the_text_names(head, place, region):
    title = f"{head}科技创新发展规划（2021—2025年）"
    about = f"学习{place}经验，对接{place}，与{place}合作，全市上下推进，惠及全市。"
    text = "\n".join([title, f"{head}人民政府", "2021年3月1日", *BODY, about]) + "\n"
    found = metadata.read(text, structure.clauses(text, "c", PLACES), title, "", PLACES).region
    assert (found.code if found else "") == region


@pytest.mark.parametrize(
    "line, bodies",
    [
        ("中共某市委 某市人民政府", ["中共某市委", "某市人民政府"]),
        ("中共某市委某市人民政府", ["中共某市委", "某市人民政府"]),
        ("某市科技局、某市财政局", ["某市科技局", "某市财政局"]),
        ("某省教育厅官网", ["某省教育厅"]),
        ("某网", []),
    ],
)
def test_bodies_that_a_line_names(line, bodies):
    assert issuers.issuers_of(line, PLACES.said) == bodies


@pytest.mark.parametrize(
    "issuer, kind",
    [
        ("中共某市委", "party"),
        ("某市人民代表大会常务委员会", "congress"),
        ("某市人民政府办公室", "government"),
        ("某市科技局", "department"),
        ("某部等七部门", "joint"),
        ("", ""),
    ],
)
def test_what_kind_of_body_issued(issuer, kind):
    assert issuers.issuer_type(issuer, "", PLACES.said) == kind


@pytest.mark.parametrize(
    "said, period",
    [
        ("现将《涪陵区页岩气产业提质方案（2023—2025年）》印发给你们。", (2023, 2025)),
        ("涪陵区页岩气产业提质方案（2023—2025年）", (2023, 2025)),
        ("现将《涪陵区页岩气产业提质方案（试行）》印发给你们。", (None, None)),
        ("现将《涪陵区页岩气产业提质方案》（涪府发〔2023〕5号）印发给你们。", (None, None)),
        ("《涪陵区化工产业提质方案（2023—2025年）》同时施行。", (None, None)),
    ],
)
def test_a_title_takes_the_years_that_its_text_puts_behind_it(said, period):
    title = "涪陵区页岩气产业提质方案"
    found = read(["各街道办事处：", said, "重庆市涪陵区人民政府", "2023年6月8日"], title)
    assert (found.period, found.date) == (period, "2023-06-08")
    assert found.title == (title + "（2023—2025年）" if period[0] else title)


@pytest.mark.parametrize(
    ("title", "plan_type"),
    [
        ("某市会展业促进计划（2024—2026年）", "action_plan"),
        ("某市技能人才培养计划", "action_plan"),
        ("某市上云推进计划", "action_plan"),
        ("某市视觉产业跃升计划", "action_plan"),
        ("某市绿色铝产业五年行动（2022—2026年）", "action_plan"),
        ("某省工业设计产业专项行动（2025—2027年）", "action_plan"),
        ("某省质量提升行动", "other"),  # of no years: what is done, no plan of it
        ("某省“十四五”生态环境保护主要指标", "plan"),
        ("某省高等教育主要指标表（2021—2025年）", "plan"),
        ("某省高等教育主要指标", "other"),
        ("某市科技发展计划", "plan"),
        ("某省第十个五年计划", "plan"),
        ("某省发展纲要", "plan"),
    ],
)
def test_plan_type_by_the_end_of_a_title(title, plan_type):
    assert titles.plan_type_of(title, PLACES) == plan_type


def test_the_year_whose_tasks_a_text_without_title_says_were_published():
    told = [
        "通辽政府公布今年重点任务",
        "3月2日，通辽市政府公布2022年通辽市《政府工作报告》重点量化目标任务。",
    ]
    text = "\n".join([*told, *BODY]) + "\n"
    found = metadata.read(text, structure.clauses(text, "c", PLACES), "", "", PLACES)
    assert (found.region.name, found.period, found.year) == ("通辽市", (2022, 2022), 2022)


@pytest.mark.parametrize(
    "place, issuer", [("西安市雁塔区", "西安市雁塔区人民政府"), ("雁塔区", "雁塔区人民政府")]
)
def test_the_government_that_reports_is_called_as_the_text_calls_its_place(place, issuer):
    lines = ["政府工作报告", f"——2024年1月23日在{place}第十九届人民代表大会第四次会议上"]
    found = read(lines, "政府工作报告")
    assert (found.region.code, found.issuer) == ("610113", issuer)


@pytest.mark.parametrize(
    "said, issued, named",
    [
        ("玉树州养蜂业规划（2024—2028年）\n第一章", 2024, "（2024—2028年）"),
        ("玉树州养蜂业规划\n（2024—2028年）\n第一章", 2024, "（2024—2028年）"),
        ("关于印发玉树州养蜂业规划（2024—2028年）的通知", None, "（2024—2028年）"),
        ("《玉树州养蜂业规划（2024—2028年）》已经州政府同意，现印发给你们。", 2024, "（2024—2028年）"),
        ("《玉树州养蜂业规划（2019—2023年）》同时废止。现将《玉树州养蜂业规划》印发给你们。", 2024, ""),
        ("《玉树州养蜂业规划（2019—2024年）》废止，现将《玉树州养蜂业规划》印发给你们。", 2024, ""),
        ("本规划总结《玉树州养蜂业规划（2019—2023年）》的成效。", None, ""),
        ("青海省玉树州养蜂业规划（2019—2023年）", None, ""),
        ("玉树州养蜂业规划（2019—2023年）\n评估", 2024, ""),
    ],
)
def test_the_years_of_a_title_are_its_own_and_not_those_of_the_plan_before(said, issued, named):
    title = "玉树州养蜂业规划"
    assert with_its_years(title, said, issued) == title + named


@pytest.mark.parametrize(
    "below", [(), ("指标\t单位\t2022年\t2025年", "养蜂量\t万箱\t2\t5", "蜂场\t个\t30\t80")]
)
def test_a_signature_may_stand_above_a_table(below):
    lines = ["玉树州养蜂业规划", *BODY, *BODY, "玉树州农牧局", "2023年5月16日", *below]
    text = "\n".join(lines) + "\n"
    said = {"date": "2023-06-20"}
    found = metadata.read(text, structure.clauses(text, "c", PLACES), lines[0], "", PLACES, said)
    assert (found.date, found.issuer) == ("2023-05-16", "玉树州农牧局")


@pytest.mark.parametrize("body", ["消防救援支队", "抗旱指挥部", "供销合作社", "残疾人联合会", "中级人民法院"])
def test_bodies_of_other_kinds_sign_too(body):
    found = read(["玉树州养蜂业规划", f"玉树州{body}", "2023年5月16日"], "玉树州养蜂业规划")
    assert (found.issuer, found.date) == (f"玉树州{body}", "2023-05-16")
