"""Files as people keep them: letterheads, particulars in a row of a sheet, nested records, odd signs."""

from __future__ import annotations

import json

import openpyxl
import pytest

from cityplans import codebook, documents
from cityplans.extraction import targets
from cityplans.extraction.words.words import words_of
from cityplans.running.spreading import ONE_PROCESS

BODY = (
    "为推动产业发展，结合实际，制定本方案。\n一、总体要求\n坚持市场导向，突出企业主体地位，全面提升综合效益。\n"
    "二、主要目标\n到2027年，规模以上企业达到120家，产业总产值达到80亿元。\n三、保障措施\n"
    "加强组织领导，落实工作责任，强化督促检查，确保各项任务落到实处、取得实效，推动高质量发展。\n"
)


def read(folder, name, content):
    (folder / name).write_text(content, "utf-8")
    return documents.read(folder, codebook.load(), ONE_PROCESS).plans


@pytest.mark.parametrize(
    "head, issuer",
    [
        ("通 化 市 人 民 政 府 文 件\n通市政发〔2024〕3号\n通化市人参产业行动方案\n", "通化市人民政府"),
        (
            "通化市人参产业行动方案\n通市政发〔2024〕3号　|　通化市人民政府　|　2024年3月5日\n",
            "通化市人民政府",
        ),
        ("通化市人参产业行动方案\n通市政发〔2024〕3号\n（通化市人民政府　2024年3月5日）\n", "通化市人民政府"),
    ],
)
def test_who_issued_stands_in_the_letterhead_or_beside_the_number(head, issuer, tmp_path):
    (plan,) = read(tmp_path, "a.txt", head + BODY)
    assert (plan.issuer, plan.doc_no) == (issuer, "通市政发〔2024〕3号")


def test_a_township_is_signed_with_its_county(tmp_path):
    notice = (
        "柳河镇人民政府关于印发《柳河镇人参产业行动方案》的通知\n各村：\n"
        "现将《柳河镇人参产业行动方案》印发给你们，请认真贯彻执行。\n柳河县柳河镇人民政府\n2024年3月5日\n柳河镇人参产业行动方案\n"
    )
    (plan,) = read(tmp_path, "a.txt", notice + BODY)
    assert (plan.issuer, plan.region) == ("柳河县柳河镇人民政府", "柳河县")


@pytest.mark.parametrize(
    "title, number, region",
    [
        ("南京江北新区生物医药行动方案", "宁新区管发〔2024〕3号", "南京市"),
        (
            "南昌红谷滩文旅行动方案",
            "赣府厅发〔2024〕3号",
            "江西省",
        ),  # of the province, about a city of its own
    ],
)
def test_the_sign_in_a_number_may_be_that_of_another_place(title, number, region, tmp_path):
    (plan,) = read(tmp_path, "a.txt", f"{title}\n{number}\n{BODY}")
    assert plan.region == region


@pytest.mark.parametrize(
    "record",
    [
        {"channel": {"name": "规划信息"}, "article": {"title": "通化市人参产业行动方案", "text": BODY}},
        {
            "code": 0,
            "data": {
                "name": "政策库",
                "article": {
                    "head": {
                        "title": "通化市人参产业行动方案",
                        "pubTime": 1709596800000,
                        "signDate": "2024-03-05",
                    },
                    "body": {"format": "txt", "text": BODY},
                },
            },
        },
        {
            "meta": {"site": "市政府"},
            "doc": {"title": "通化市人参产业行动方案", "wenhao": "x", "content": BODY},
        },
    ],
)
def test_the_title_of_a_nested_record_is_its_own(record, tmp_path):
    (plan,) = read(tmp_path, "a.json", json.dumps(record, ensure_ascii=False))
    assert (plan.title, plan.region) == ("通化市人参产业行动方案", "通化市")
    assert plan.date in ("", "2024-03-05")
    assert plan.text.startswith("为推动产业发展") or plan.text.startswith("通化市人参")


def test_a_row_above_a_list_of_tasks_says_whose_it_is_and_of_when(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["湾沟镇2025年重点任务分解表"],
        ["临江市湾沟镇人民政府", "", "", "2025年2月20日"],
        ["序号", "工作任务", "具体目标", "责任单位", "完成时限"],
        [
            1,
            "粮食安全",
            "完成早稻播种面积1.1万亩，全年粮食播种面积不低于3.8万亩，坚决遏制耕地抛荒。",
            "农业中心",
            "2025年10月",
        ],
        [
            2,
            "特色产业",
            "人参种植面积达到1.6万亩，新建冷库2座，培育家庭农场，申报绿色食品认证。",
            "农业中心",
            "2025年11月",
        ],
        [
            3,
            "和美乡村",
            "改建农村户用卫生厕所160座，推进生活垃圾分类，整治空心房，开展评比。",
            "建设办",
            "2025年12月",
        ],
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    (plan,) = documents.read(tmp_path, codebook.load(), ONE_PROCESS).plans
    assert (plan.region, plan.issuer, plan.date) == ("临江市", "临江市湾沟镇人民政府", "2025-02-20")


@pytest.mark.parametrize(
    "title, kind",
    [
        ("通化市国民经济和社会发展第十四个五年规划主要指标表", "plan"),
        ("通化市人参产业行动方案核心指标", "action_plan"),
        ("通化市2025年重点任务分解表", "action_plan"),
    ],
)
def test_a_table_of_a_plans_indicators_is_of_its_kind(title, kind, tmp_path):
    (plan,) = read(tmp_path, "a.txt", f"{title}\n{BODY}")
    assert plan.plan_type == kind


def test_products_down_the_side_are_indicators(tmp_path):
    table = "产品\t单位\t2022年\t2027年\n鲜参\t万吨\t3.1\t4.5\n红参\t吨\t900\t1600\n参茶\t万盒\t12\t40\n"
    (plan,) = read(tmp_path, "a.txt", f"通化市人参产业规划（2023—2027年）\n{BODY}\n{table}")
    made = targets.extract(plan, plan.reference, words_of(codebook.load())).targets
    rows = {(r["indicator_text"], r["value_low"], r["unit"], r["horizon"]) for r in made}
    assert {("鲜参", 45000, "吨", 2027), ("红参", 1600, "吨", 2027)} <= rows


@pytest.mark.parametrize(
    "head, issuer, others",
    [
        (
            "通化市科学技术局 通化市财政局\n通化市教育局关于印发《通化市人参产业行动方案》的通知\n",
            "通化市科学技术局",
            "通化市财政局、通化市教育局",
        ),
        (
            "通化市财政局\n通化市教育局关于印发《通化市人参产业行动方案》的通知\n",
            "通化市教育局",
            "",
        ),  # a page's head
    ],
)
def test_bodies_that_fill_more_than_a_line(head, issuer, others, tmp_path):
    (plan,) = read(
        tmp_path, "a.txt", f"{head}各县：\n现印发给你们，请认真贯彻执行。\n通化市人参产业行动方案\n{BODY}"
    )
    assert (plan.issuer, plan.co_issuers) == (issuer, others)


def test_ministries_that_sign_on_one_line(tmp_path):
    notice = "关于印发《“十四五”国家人参产业规划》的通知\n各省厅：\n现印发给你们，请认真贯彻落实。\n"
    notice += "科技部 民政部\n2022年4月2日\n"
    (plan,) = read(tmp_path, "a.txt", f"{notice}“十四五”国家人参产业规划\n{BODY}")
    assert (plan.issuer, plan.co_issuers, plan.issuer_type) == ("科技部", "民政部", "joint")


def test_the_years_in_the_name_of_a_file_count_where_its_sheet_gives_none(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "通化人参目标"
    for row in (["年份", "参业产值（亿元）"], [2021, 20], [2025, 45]):
        book.active.append(row)
    book.save(tmp_path / "通化市“十四五”人参目标.xlsx")
    (plan,) = documents.read(tmp_path, codebook.load(), ONE_PROCESS).plans
    assert (plan.title, plan.period_start, plan.period_end) == ("通化市“十四五”人参目标", 2021, 2025)


def test_a_table_of_no_place_is_called_by_its_file(tmp_path):
    (tmp_path / "t1.csv").write_text("指标,单位,2025年\n孵化器,家,12\n众创空间,家,30\n", "utf-8")
    (problem,) = documents.read(tmp_path, codebook.load(), ONE_PROCESS).problems
    assert problem.problem == "no_region" and "“t1.csv”" in problem.message


SPOKEN = (
    "各位代表：现在，我代表嘉善县人民政府向大会作政府工作报告，请予审议。一、2023年工作回顾2023年，全县新增高新技术企业70家。"
    "二、2024年主要目标和任务今年，全县地区生产总值增长6%，研发投入强度达到3.6%。三、加强政府自身建设坚持依法行政。"
)


def test_a_report_without_a_title_is_one_by_its_opening(tmp_path):
    (plan,) = read(tmp_path, "a.txt", SPOKEN + "推动各项任务落到实处、取得实效，实现高质量发展。" * 3)
    assert (plan.title, plan.plan_type, plan.region) == ("", "work_report", "嘉善县")
    assert (plan.period_start, plan.period_end) == (2024, 2024)


def test_a_page_speaks_no_report(tmp_path):
    assert read(tmp_path, "a.txt", SPOKEN[:60]) == ()  # too short to be one
    (plan,) = read(tmp_path, "b.txt", "通化市人参产业行动方案\n" + BODY)
    assert plan.plan_type == "action_plan"
