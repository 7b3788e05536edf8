"""Fronts of texts that lost all their breaks: title, number, day, issuer and body come apart again."""

from __future__ import annotations

import pytest

from cityplans import codebook, documents
from cityplans.reading.cleaning.glued_fronts import foot, front, names_in
from cityplans.running.spreading import ONE_PROCESS

BODY = (
    "为贯彻落实上级关于推动特色产业发展的部署，加快建设现代产业体系，结合本地实际，制定本方案。一、总体要求坚持"
    "市场导向，突出企业主体地位，推动全产业链深度融合，全面提升综合效益。二、主要目标到2027年，全市规模以上企业"
    "达到120家，产业总产值达到80亿元，良种覆盖率达到95%。三、重点任务（一）壮大主体。培育龙头企业15家。（二）建设"
    "平台。建成研发平台6个。四、保障措施加强组织领导，落实工作责任，强化督促检查，确保任务落到实处、取得实效。"
)
ARTICLES = (
    "第一条为规范专项资金管理，推动产业发展，结合本市实际，制定本办法。第二条本办法适用于在本市注册的企业。第三条到"
    "2027年，全市规模以上企业达到120家，良种覆盖率达到95%。第四条对首次上规的企业给予10万元奖励。第五条本办法由市"
    "农业农村局负责解释，各有关部门按照职责分工抓好落实，确保公开公平公正。第六条本办法自印发之日起施行，有效期三年。"
)
PLAN, RULES = "汉川市茶叶产业行动方案", "汉川市茶叶产业扶持办法"


@pytest.mark.parametrize(
    "front, title, issuer, day, number",
    [
        (f"{PLAN}2024-05-16汉川市农业农村局", PLAN, "汉川市农业农村局", "2024-05-16", ""),
        (f"{PLAN}2024年5月16日", PLAN, "", "2024-05-16", ""),
        (f"汉川市人民政府2024年5月16日{PLAN}", PLAN, "汉川市人民政府", "2024-05-16", ""),
        (f"汉川市农业农村局 2024-05-16 {PLAN}", PLAN, "汉川市农业农村局", "2024-05-16", ""),
        (f"首页>信息公开>规划计划{PLAN}发布时间：2024-05-16浏览次数：87次", PLAN, "", "2024-05-16", ""),
        (f"网站首页 > 政务公开 > 政府文件 {PLAN}来源：市农业农村局字体：大 中 小", PLAN, "", "", ""),
        (
            f"索引号：0101-2024-7发布机构：汉川市人民政府成文日期：2024年5月16日发文字号：川政发〔2024〕9号{PLAN}",
            PLAN,
            "汉川市人民政府",
            "2024-05-16",
            "川政发〔2024〕9号",
        ),
        (
            f"汉川市人民政府关于印发《{PLAN}》的通知川政发〔2024〕9号各乡镇人民政府：现将《{PLAN}》印发给你们，请认真执行。"
            f"汉川市人民政府2024年5月16日{PLAN}",
            PLAN,
            "汉川市人民政府",
            "2024-05-16",
            "川政发〔2024〕9号",
        ),
        (f"【政策文件】{PLAN}【发布时间】2024-05-16【来源】市农业农村局", PLAN, "", "2024-05-16", ""),
        (f"川政发〔2024〕9号{PLAN}", PLAN, "", "", "川政发〔2024〕9号"),
    ],
)
def test_a_front_without_breaks(front, title, issuer, day, number, tmp_path):
    (tmp_path / "a.txt").write_text(front + BODY, "utf-8")
    (plan,) = documents.read(tmp_path, codebook.load(), ONE_PROCESS).plans
    assert (plan.title, plan.region) == (title, "汉川市")
    assert (plan.issuer, plan.date, plan.doc_no) == (issuer or plan.issuer, day, number)


def test_articles_below_issuer_and_day(tmp_path):
    (tmp_path / "a.txt").write_text(f"汉川市人民政府2024年5月16日{RULES}{ARTICLES}", "utf-8")
    (plan,) = documents.read(tmp_path, codebook.load(), ONE_PROCESS).plans
    assert (plan.title, plan.issuer, plan.date) == (RULES, "汉川市人民政府", "2024-05-16")


@pytest.mark.parametrize(
    "foot", ["打印关闭分享到：", "【打印】【关闭】", "上一篇：关于春耕的通知下一篇：没有了"]
)
def test_the_foot_of_a_page_takes_nothing_of_the_text_with_it(foot, tmp_path):
    (tmp_path / "a.txt").write_text(PLAN + BODY + foot, "utf-8")
    (plan,) = documents.read(tmp_path, codebook.load(), ONE_PROCESS).plans
    assert plan.text.rstrip().endswith("取得实效。")


def test_words_of_a_page_inside_a_sentence_part_nothing(tmp_path):
    body = BODY.replace("四、", "推广“来源：可追溯”标识，建设分享到户的平台。四、")
    (tmp_path / "a.txt").write_text(PLAN + body, "utf-8")
    (plan,) = documents.read(tmp_path, codebook.load(), ONE_PROCESS).plans
    assert "推广“来源：可追溯”标识，建设分享到户的平台。" in plan.text


@pytest.mark.parametrize(
    "first",
    [
        "汉川市人民政府2024年5月1日起施行本方案，各地要抓好落实。",
        "汉川市人民政府2024年5月1日第20次常务会议审议通过的方案，由各地抓好落实。",
        "来源：本方案数据来自统计部门，标题：见附件说明。",
    ],
)
def test_a_sentence_that_looks_like_a_front_stays_whole(first, tmp_path):
    (tmp_path / "a.txt").write_text(f"{PLAN}\n{first}{BODY}", "utf-8")
    (plan,) = documents.read(tmp_path, codebook.load(), ONE_PROCESS).plans
    assert first in plan.text


@pytest.mark.parametrize(
    ("text", "title", "names"),
    [
        ("", "某市 人才发展规划", ("某市人才发展规划",)),
        ("现将《某市人才发展规划》印发", "", ("某市人才发展规划",)),
        ("", "关于印发《某市人才规划》的通知", ("关于印发《某市人才规划》的通知", "某市人才规划")),
        ("", "某市规划", ()),  # five characters name nothing
        ("文" * 2990 + "《某市人才规划》", "", ("某市人才规划",)),
        ("文" * 3000 + "《某市人才规划》", "", ()),
    ],
)
def test_the_names_a_text_may_bear(text, title, names):
    assert names_in(text, title) == names


@pytest.mark.parametrize(
    "said",
    [
        "某市人才规划|2024年5月16日|某市农业农村局|为加快发展",
        "某市人才规划|川政发〔2024〕9号|为加快发展",
        "发改办法规〔2024〕9号|某市人才规划|为加快发展",  # 办法 is no title there
        "首页>信息公开>规划计划|某市人才规划|发布时间：2024-05-16|来源：市科技局|为加快发展",
        "某市人民政府|2024年5月16日|某市人才规划|为加快发展",
        "某市人民政府关于印发某市人才规划的通知|各县人民政府：|现将规划印发",
        "某市人才规划|（2024年5月16日市政府常务会议通过）|为加快发展",
        "某市人才规划要加快编制",  # no title: what follows is no beginning
        "2024年5月16日起施行",
    ],
)
def test_breaks_of_a_front(said):
    line = said.replace("|", "")
    cuts = sorted({at for at in front(line, (), ("规划", "办法"), ("为加快",)) if 0 < at < len(line)})
    assert "|".join(line[a:b] for a, b in zip([0, *cuts], [*cuts, len(line)])) == said


@pytest.mark.parametrize(
    ("line", "cuts"),
    [
        ("全面落实。打印 关闭", [5]),
        ("全面落实。【打印】【关闭】", [5]),
        ("全面落实。打印", [5]),
        ("全面落实。打印文件三份", []),
        ("全面落实，打印", []),
        ("全面落实。打印 关闭" + "文" * 595, [5]),
        ("全面落实。打印 关闭" + "文" * 596, []),  # not among the last six hundred characters
    ],
)
def test_buttons_at_the_foot(line, cuts):
    assert [*foot(line)] == cuts


@pytest.mark.parametrize(
    ("path", "title"),
    [
        (
            "当前位置：首页 > 信息公开 > 政府工作报告 2024年汉川市人民政府工作报告",
            "2024年汉川市人民政府工作报告",
        ),
        ("首页 > 政府工作报告 汉川市政府工作报告", "汉川市政府工作报告"),
    ],
)
def test_the_front_of_a_report_without_breaks(path, title, tmp_path):
    held = "2024年1月29日在汉川市第六届人民代表大会第四次会议上"
    said = "发布时间：2024-02-19 来源：汉川市人民政府办公室 字体：【大 中 小】"
    opening = "各位代表：现在，我代表市人民政府，向大会报告工作。"
    sections = f"一、2023年工作回顾 {BODY}二、2024年重点工作 新增企业20家。{BODY}"
    report = f"{path}——{held} 汉川市人民政府市长 {said}{opening}{sections}"
    (tmp_path / "a.txt").write_text(report, "utf-8")
    (plan,) = documents.read(tmp_path, codebook.load(), ONE_PROCESS).plans
    assert (plan.title, plan.region, plan.date) == (title, "汉川市", "2024-01-29")
    assert plan.plan_type == "work_report" and f"——{held}" in plan.text.split("\n")
