"""Plans without their line breaks, as crawlers keep them, are the plans they were with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cityplans import codebook as codebooks
from cityplans.chinese.markers import marker_of
from cityplans.extraction import collation
from cityplans.extraction.targets import words_of
from cityplans.reading import corpus
from cityplans.reading.cleaning import lost_breaks
from cityplans.reading.mapped import Mapped

ROOT = Path(__file__).resolve().parents[1]
CODEBOOK = codebooks.load(ROOT / "data" / "codebook")
TEXTS = sorted((ROOT / "data" / "processed" / "texts").glob("*.txt"))
LONG = "完善工作机制，健全政策体系，推动各项任务落地见效，加快建设高水平创新型城市。" * 5


def read(folder: Path, text: str):
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    return corpus.read_corpus(folder, CODEBOOK)


def said(plan) -> set[tuple]:
    found, _ = collation.collated(plan, words_of(CODEBOOK))
    return {(t["indicator_text"], t["value_text"], t["horizon"], t["unit"]) for t in found.targets}


@pytest.mark.parametrize("between", ["", "\u3000\u3000"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_six_plans_come_back_without_their_breaks(path, between, tmp_path):
    text = path.read_text(encoding="utf-8")
    whole = read(tmp_path, text).plans[0]
    (plan,) = read(tmp_path, between.join(text.split("\n"))).plans
    assert (plan.region, plan.date, plan.plan_type) == (whole.region, whole.date, whole.plan_type)
    assert plan.title.replace(" ", "") == whole.title.replace(" ", "")
    clauses = {c.text.strip() for c in whole.clauses}
    assert len(clauses & {c.text.strip() for c in plan.clauses}) >= 0.75 * len(clauses)
    assert len(said(plan) & said(whole)) >= 0.95 * len(said(whole))


GOALS = "2024年，产业产值达到80亿元，培育骨干企业15家，建成示范园区6个，新增专利授权300件。"
REST = "坚持市场导向，突出龙头带动，强化要素保障，健全推进机制，压实工作责任，确保如期完成。" * 2


@pytest.mark.parametrize(
    "text, title",
    [
        (f"铜仁市锰产业发展行动计划为加快产业升级，制定本计划。到{GOALS}{REST}", "铜仁市锰产业发展行动计划"),
        (
            f"铜仁市2024年科技工作要点。以习近平新时代中国特色社会主义思想为指导。{GOALS[6:]}{REST}",
            "铜仁市2024年科技工作要点",
        ),
        (f"铜仁日报讯 记者近日从市科技局获悉，去年全市工作取得成效。去年{GOALS[6:]}{REST}", None),  # news
        (f"铜仁市锰产业发展行动计划为加快产业升级，制定本计划。{REST}", None),  # without goals
    ],
)
def test_a_plan_in_one_paragraph(text, title, tmp_path):
    assert [plan.title for plan in read(tmp_path, text).plans] == ([title] if title else [])


@pytest.mark.parametrize("label", ["浏览量：88", "点击数：1024次"])
def test_a_count_glued_to_the_first_numbering(label, tmp_path):
    front = f"铜仁市锰产业发展规划作者：市科技局发布时间：2021-12-30{label}"
    body = f"一、总体要求{REST}二、目标到{GOALS}三、任务{REST}"
    (plan,) = read(tmp_path, front + body).plans
    assert (plan.title, plan.date) == ("铜仁市锰产业发展规划", "2021-12-30")


NOTICES = [  # title of a notice, what it issues, region, doc_no, issuer, date, plan_type
    (
        "湖北省人民政府办公厅关于印发《湖北省量子科技产业发展行动方案（2024—2026年）》的通知",
        "湖北省量子科技产业发展行动方案（2024—2026年）",
        ("湖北省", "鄂政办发〔2024〕12号", "湖北省人民政府办公厅", "2024-05-06", "action_plan"),
    ),
    (
        "成都市科学技术局关于印发成都市概念验证中心管理办法的通知",
        "成都市概念验证中心管理办法",
        ("成都市", "成科字〔2022〕3号", "成都市科学技术局", "2022-01-09", "measures"),
    ),
    (
        "昆明市人民政府关于印发“绿美昆明”建设三年行动计划的通知",
        "“绿美昆明”建设三年行动计划",
        ("昆明市", "昆政发〔2023〕7号", "昆明市人民政府", "2023-11-30", "action_plan"),
    ),
    (
        "中共苏州市委 苏州市人民政府印发《关于支持青年发展的若干意见》的通知",
        "关于支持青年发展的若干意见",
        ("苏州市", "苏委发〔2021〕18号", "中共苏州市委", "2021-10-08", "opinion"),
    ),
]


@pytest.mark.parametrize("notice, title, facts", NOTICES, ids=[title for _, title, _ in NOTICES])
@pytest.mark.parametrize("between", ["", "\n"])
def test_a_notice_and_its_plan(notice, title, facts, between, tmp_path):
    region, number, issuer, date, kind = facts
    year, month, day = date.split("-")
    signer = notice.split("关于印发")[0].split("印发")[0].split(" ")[0]
    parts = [
        notice.replace(" ", "") if not between else notice,
        number,
        "各区县人民政府，市政府各部门，各有关单位：",
        f"现将《{title}》印发给你们，请认真贯彻执行。",
        signer,
        f"{year}年{int(month)}月{int(day)}日",
        "（此件公开发布）",
        title,
        "为贯彻落实党中央决策部署，结合实际，制定本文件。",
        "一、总体要求",
        f"以习近平新时代中国特色社会主义思想为指导。{LONG}",
        "二、主要目标",
        f"到2026年，建成重点实验室30家。{LONG}",
        "三、重点任务",
        f"（一）加强攻关。{LONG}",
        f"（二）培育企业。{LONG}",
    ]
    (plan,) = read(tmp_path, between.join(parts)).plans
    assert (plan.title, plan.region, plan.doc_no) == (title, region, number)
    assert (plan.date, plan.plan_type) == (date, kind)
    assert plan.issuer.startswith(issuer)
    assert [c.heading for c in plan.clauses if c.heading] == [
        "总体要求",
        "主要目标",
        "重点任务",
        "加强攻关",
        "培育企业",
    ]


@pytest.mark.parametrize("repeats, breaks", [(320, False), (335, True)])
def test_a_line_just_long_enough_has_lost_its_breaks(repeats, breaks, tmp_path):
    """Below UNBROKEN characters a line keeps what looks like items in it."""
    text = "支持以下方向：1.芯片。2.软件。" + "推进。" * repeats
    lines = ["南京市创新行动计划", "一、总体要求", text, "二、任务", LONG]
    assert (len(text) >= 1000) == breaks
    clauses = read(tmp_path, "\n".join(lines)).plans[0].clauses
    assert any(c.text.startswith("2.软件") for c in clauses) == breaks


UNBROKEN = {  # texts on one line -> title, date, headings or first words of paragraphs
    "chapters": (
        "邯郸市“十四五”科技创新规划第一章 发展基础与形势 第一节 发展基础“十三五”时期，全市创新能力明显提高。"
        f"第二节 面临形势新一轮科技革命加速演进。{LONG}第二章 指导思想和目标 第一节 指导思想坚持创新引领。"
        "第二节 主要目标到2025年，高新技术企业达到1800家。第三章 保障措施加强组织领导。",
        ("邯郸市“十四五”科技创新规划", ""),
        ["第一章", "第一节", "第二节", "第二章", "第一节", "第二节", "第三章"],
    ),
    "decimals": (
        "大连市科技创新规划（2021—2035年） 1 总体要求 1.1 指导思想 以改革创新为根本动力，完善体系。1.2 目标"
        f" 到2025年，研发投入强度达到3.1%，成交额突破1.5万亿元。{LONG}2 主要任务 2.1 建设平台 布局。2.2 主体"
        " 支持企业。2.2.1 企业梯度 完善机制。3 组织实施 3.1 加强领导 形成合力。",
        ("大连市科技创新规划（2021—2035年）", ""),
        ["1.1", "1.2", "2.1", "2.2", "2.2.1", "3.1"],
    ),
    "decimals without blanks": (
        "大连市突发事件应急创新方案1 总则1.1编制目的为提高应急能力，制定本方案。1.2编制依据依据有关法律。"
        f"{LONG}2 组织体系2.1领导机构市政府负责。2.2工作机构市应急局负责。",
        ("大连市突发事件应急创新方案", ""),
        ["1.1", "1.2", "2.1", "2.2"],
    ),
    "labels": (
        "咸阳市人民政府关于推进科技创新的实施意见（咸政发〔2022〕9号）各县市区人民政府，市政府各工作部门：为加快推进创新，"
        f"提出如下意见。【总体目标】到2025年，高新技术企业达到700家。【重点任务】1、培育创新主体。{LONG}2、建设创新平台。"
        "布局实验室。【保障措施】加强统筹协调。咸阳市人民政府2022年5月16日（此件公开发布）",
        ("咸阳市人民政府关于推进科技创新的实施意见", "2022-05-16"),
        ["【总体目标】", "【重点任务】", "1、培育", "2、建设", "【保障措施】", "2022年5月16日"],
    ),
    "report": (
        "政府工作报告——2022年1月12日在蚌埠市第九届人民代表大会第一次会议上 蚌埠市市长 王某各位代表：现在，我"
        f"代表蚌埠市人民政府，向大会报告工作。一、2021年工作回顾过去一年，经济社会发展取得新成绩。{LONG}二、2022年工作安排"
        "今年，地区生产总值增长7.5%左右。（一）加快升级。实施培育行动。（二）激发活力。优化环境。",
        ("政府工作报告", "2022-01-12"),
        ["各位代表", "一、", "二、", "（一）", "（二）"],
    ),
    "articles": (
        "贺州市促进科技成果转化若干规定第一条 为了促进科技成果转化，制定本规定。第二条 本规定适用于全市。"
        f"第三条 到2025年，技术合同成交额达到20亿元。{LONG}第四条 本规定自发布之日起施行。",
        ("贺州市促进科技成果转化若干规定", ""),
        ["第一条", "第二条", "第三条", "第四条"],
    ),
}


@pytest.mark.parametrize("kind", UNBROKEN)
def test_other_numberings_on_one_line(kind, tmp_path):
    text, facts, opening = UNBROKEN[kind]
    (plan,) = read(tmp_path, text).plans
    assert (plan.title, plan.date) == facts
    lines = [c.text.strip() for c in plan.clauses]
    counted = [sum(line.startswith(o) for line in lines) for o in opening]
    assert counted == [sum(other.startswith(o) for other in opening) for o in opening]


@pytest.mark.parametrize(
    "line",
    [
        "1.5 亿元以上。",
        "2.5 左右，较上年",
        "3.2个百分点",
        "1.5 提高到2.1",
        "12.3万家",
        "1.2、建设",
        "2.5平方公里",
        "1.0版本",
    ],
)
def test_a_decimal_of_things_is_no_numbering(line):
    assert marker_of(line) is None or not marker_of(line).style.startswith("decimal")


@pytest.mark.parametrize(
    "line, style, value",
    [
        ("1.2 发展目标", "decimal", 2),
        ("3.1编制目的", "decimal", 1),
        ("2.2.3 企业", "decimals", 3),
        ("2.1 平台建设", "decimal", 1),
        ("4.3人才引育行动", "decimal", 3),
    ],
)
def test_a_decimal_of_sections(line, style, value):
    assert marker_of(line)[:2] == (style, value)


REPORTS = [
    ("2019年工作回顾", "“十三五”时期主要目标任务和重大举措", "2020年重点工作", "2020年"),
    ("过去五年工作回顾", "今后五年的主要目标和重点任务", "今年工作安排", "今年"),
    ("2019年和“十三五”时期工作回顾", "“十四五”时期工作思路和重点任务", "2020年主要任务", "全年"),
]


@pytest.mark.parametrize("behind, ahead, year, lead", REPORTS, ids=[r[0] for r in REPORTS])
@pytest.mark.parametrize("between", ["", "\n"])
def test_a_work_report_looks_back_under_its_first_heading(behind, ahead, year, lead, between, tmp_path):
    parts = [
        "湖州市2020年政府工作报告",
        "各位代表：现在，我代表市人民政府向大会报告工作，请予审议。",
        f"一、{behind}",
        f"2019年，面对复杂形势，全市生产总值突破3000亿元，新增企业200家。{LONG}",
        f"二、{ahead}",
        f"高举旗帜，坚持新发展理念。{LONG}",
        f"三、{year}",
        f"{lead}全市生产总值增长7%，新增规上企业120家。{LONG}",
    ]
    (plan,) = read(tmp_path, between.join(parts)).plans
    assert [c.heading for c in plan.clauses if c.heading] == [behind, ahead, year]
    extraction, _ = collation.collated(plan, words_of(CODEBOOK))
    assert [(t["value_text"], t["horizon"]) for t in extraction.targets] == [("7%", 2020), ("120家", 2020)]


def test_the_date_under_a_title_is_no_part_of_it(tmp_path):
    head = "中共湖州市委关于加快数字经济发展的意见（2023年12月28日）为深入贯彻部署，提出如下意见。"
    text = f"{head}一、总体要求以习近平同志为核心的党中央为指导。{LONG}二、重点任务加快建设平台。{LONG}"
    (plan,) = read(tmp_path, text).plans
    assert (plan.title, plan.date) == ("中共湖州市委关于加快数字经济发展的意见", "2023-12-28")


def test_a_short_text_of_one_line_has_lost_its_breaks(tmp_path):
    title = "雅安市藏茶产业发展方案（2023—2025年）"
    text = (
        f"雅办发〔2023〕6号各县（区）人民政府，市级各部门：现将《{title}》印发给你们，请认真执行。"
        f"雅安市人民政府2023年4月6日{title}一、目标。到2025年，藏茶产量达到9万吨。二、措施。建设茶园5万亩。{LONG[:76]}"
    )
    (plan,) = read(tmp_path, text).plans
    assert (plan.title, plan.doc_no, plan.date) == (title, "雅办发〔2023〕6号", "2023-04-06")
    assert len({c.number for c in plan.clauses} & {"一、", "二、"}) == 2


@pytest.mark.parametrize(
    "last, who, day",
    [
        (
            "三、保障措施压实各方责任，形成工作合力。崇左市人民政府2022年6月8日",
            "崇左市人民政府",
            "2022-06-08",
        ),
        ("三、保障措施压实责任。崇左市发展和改革委员会2022年6月8日", "崇左市发展和改革委员会", "2022-06-08"),
        ("三、保障措施压实各方责任。本计划有效期至2022年6月8日", "", ""),
    ],
)
def test_who_signed_and_when_at_the_end_of_the_last_paragraph(last, who, day, tmp_path):
    first = f"崇左市边贸发展行动计划（2022—2024年）\n为加快发展，制定本计划。{REST}\n一、目标\n{REST}\n"
    (plan,) = read(tmp_path, f"{first}二、任务\n{LONG}\n{last.replace('施', '施' + REST)}").plans
    assert (plan.issuer, plan.date) == (who, day)


@pytest.mark.parametrize("above", ["", "现印发给你们，请认真贯彻执行。"])
@pytest.mark.parametrize("note", ["", "（此件公开发布）"])
def test_who_signed_and_when_glued_to_the_title_below(above, note, tmp_path):
    title = "崇左市边贸发展行动计划（2022—2024年）"
    lines = [f"关于印发{title}的通知", "崇政办发〔2022〕8号", "各县人民政府：", f"{title}已经同意。"]
    signed = f"{above}崇左市人民政府办公室2022年6月8日{note}{title}"
    text = "\n".join([*lines, signed, "一、目标", f"到{GOALS}", "二、任务", LONG])
    (plan,) = read(tmp_path, text).plans
    assert (plan.title, plan.date, plan.issuer) == (title, "2022-06-08", "崇左市人民政府办公室")


@pytest.mark.parametrize(
    "item, indicator",
    [
        ("（一）强化清洁运输 新能源重卡保有量达到2万辆，覆盖主要园区。", "新能源重卡保有量"),
        ("（一）坚持绿色发展 强化清洁运输 新能源重卡保有量达到2万辆。", "新能源重卡保有量"),
        ("（一）强化 清洁运输，新能源重卡保有量达到2万辆。", "新能源重卡保有量"),
    ],
)
def test_a_blank_left_of_the_break_behind_a_heading(item, indicator, tmp_path):
    title = "崇左市边贸发展行动计划（2022—2024年）"
    text = f"{title} 一、总体要求 {LONG} 二、主要任务 {item} （二）壮大主体 {LONG} 三、保障措施 {LONG}{LONG}"
    (plan,) = read(tmp_path, text).plans
    assert indicator in {name for name, *_ in said(plan)}


WORDS = lost_breaks.Words(("总体要求", "指导思想"), ("以习近平",), ("方案", "规划"))


def parted(text: str, title: str = "") -> str:
    return lost_breaks.lost_breaks(Mapped.of(text), title, WORDS).text.text


@pytest.mark.parametrize(("length", "is_parted"), [(1000, True), (999, False)])
def test_a_line_of_a_thousand_characters_has_lost_its_breaks(length, is_parted):
    line = "甲" * (length - 7) + "。——推动发展"
    assert parted(line + "\n乙\n") == (line.replace("——", "\n——") if is_parted else line) + "\n乙\n"


@pytest.mark.parametrize(("length", "cut"), [(250, "\n——推动发展"), (249, "——推动发展")])
def test_a_shorter_one_where_a_count_goes_on_inside(length, cut):
    first, last = "一、" + "甲" * 15 + "。", "——推动发展"
    second = "二、" + "乙" * (length - len(first) - len(last) - 3) + "。"
    assert parted(f"{first}{second}{last}\n丙\n") == f"{first}\n{second}{cut}\n丙\n"


@pytest.mark.parametrize(("length", "is_parted"), [(61, True), (60, False)])
def test_one_that_stands_alone(length, is_parted):
    first, second = "一、" + "甲" * 15 + "。", "二、" + "乙" * (length - 25) + "。"
    parts = (first, second, "——丙丁")
    assert parted("".join(parts)) == ("\n" if is_parted else "").join(parts)


@pytest.mark.parametrize(
    ("between", "below", "is_parted"),
    [(59, "二、任务", True), (60, "二、任务", False), (0, "三、任务", False)],
)
def test_a_first_section_inside_a_line_above_the_second(between, below, is_parted):
    before = "甲" * 58 + "。"
    rest = "\n" + "乙\n" * between + below + "\n"
    assert parted(f"{before}一、总体要求{rest}") == before + "\n" * is_parted + "一、总体要求" + rest


FILLED = "甲" * 1000 + "。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按照（一）执行。", "按照（一）执行。"),
        ("一、总体要求以习近平为指导，推进。", "\n一、总体要求\n以习近平为指导，推进。"),
        ("一、总体要求和任务，推进。", "\n一、总体要求和任务，推进。"),
        ("二、任务。四、保障。", "\n二、任务。四、保障。"),  # the count leaps
        ("贯彻执行。某省人民政府2023年12月5日", "贯彻执行。\n某省人民政府\n2023年12月5日"),
        ("贯彻执行。  下一步。", "贯彻执行。  \n下一步。"),
        ("附件：1.甲", "\n附件：\n1.甲"),
        ("专栏1 工程", "\n专栏1 工程"),
    ],
)
def test_where_breaks_stood(text, expected):
    ahead = "一、前情。" if text.startswith("二") else ""
    assert parted(FILLED + ahead + text) == FILLED + ("\n" + ahead if ahead else "") + expected


def test_rows_of_tables_stay():
    assert parted(FILLED + "一、总体要求\t二、任务") == FILLED + "一、总体要求\t二、任务"


def test_counts_go_on_by_one_or_open():
    counts = lost_breaks.Counts()
    assert counts.follows("han", 1) and not counts.follows("han", 2) and counts.follows("han", 2, leap=2)
    counts.take("han", 1)
    counts.take("han", 2)
    assert [counts.follows("han", n) for n in (1, 2, 3, 4)] == [True, False, True, False]
    assert not counts.follows("arabic", 3)
    counts.take("han", 1)  # a box counts for itself
    assert counts.follows("han", 2) and counts.follows("han", 3)
    counts.take("han", 5)  # none of the open ones leads to it: the outer one is taken up
    assert counts.follows("han", 6) and not counts.follows("han", 2)
