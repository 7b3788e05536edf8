"""Reviews and goals told apart: by headings everywhere, by a paragraph's opening in work reports."""

from __future__ import annotations

import pytest

from cityplans.extraction.tenses import tenses
from cityplans.records import Clause
from extraction_rows import in_reading_order, words
from extraction_rows import read as extracted

REPORT, PLAN = "某市2026年政府工作报告", "某市科技创新规划（2021—2025年）"


def read(title: str, *paragraphs: tuple[str, str] | str, year: int | None = 2026) -> list[str]:
    """Tenses of paragraphs, each a text or (path of headings, text)."""
    clauses = [
        Clause(f"c{n}", *(("", "", "", p) if isinstance(p, str) else (p[0], "", "", p[1])), 0, 1)
        for n, p in enumerate(paragraphs)
    ]
    return tenses(title, year, clauses, words())


def test_a_work_report_opens_with_the_year_behind_and_turns_at_the_words_that_say_so():
    assert read(
        REPORT,
        "各位代表：现在我代表市人民政府作工作报告，请予审议。",
        "新增高新技术企业500家，研发投入强度达到3.1%。",
        "今年发展主要预期目标：地区生产总值增长5%左右。",
        "新增高新技术企业600家。",
    ) == ["past", "past", "future", "future"]


@pytest.mark.parametrize(
    "opening, expected",
    [
        ("2025年，全市生产总值增长5.6%。", "past"),
        ("2026年，全市生产总值增长5.6%。", "future"),
        ("“十四五”时期，高新技术企业翻了一番。", "past"),
        ("“十五五”时期，高新技术企业翻一番。", "future"),
        ("“十四五”时期的成就和“十五五”时期的任务。", "future"),  # names both: as before it
    ],
)
def test_a_paragraph_of_a_work_report_that_opens_with_its_time(opening, expected):
    assert read(REPORT, "今年要做好以下工作。", opening)[1] == expected


def test_without_a_year_of_issue_no_year_is_compared():
    assert read(REPORT, "2025年，全市生产总值增长5.6%。", "2030年建成。", year=None) == ["past", "past"]


def test_other_documents_go_by_their_headings():
    assert read(
        PLAN,
        ("一、发展基础", "高新技术企业达到500家。"),
        ("二、各区县", "过去一年新增高新技术企业50家。"),
        ("三、主要任务", "新增高新技术企业50家。"),
        ("三、主要任务 / （一）工作总结", "新增高新技术企业50家。"),
    ) == ["past", "", "future", "past"]


@pytest.mark.parametrize("before, tense", [(54, "future"), (55, "past")])
def test_the_first_sixty_characters_of_a_paragraph_say_what_it_is_about(before, tense):
    """The cue 主要预期目标 ends at the sixtieth character, or one behind it."""
    assert read(REPORT, "甲" * before + "主要预期目标：增长5%。") == [tense]


@pytest.mark.parametrize(
    "title",
    ["灵台县2006年国民经济和社会发展统计公报", "二季度经济运行情况", "某市国民经济和社会发展统计快报"],
)
def test_a_bulletin_tells_of_nothing_but_what_has_been(title):
    assert read(title, "全年增长8%。", "2027年建成。", "主要预期目标：增长6%。") == ["past"] * 3


@pytest.mark.parametrize(
    "front",
    [
        "市长在会上作了政府工作报告，代表们认真审议。",
        "县人大会议听取县长所作的政府工作报告。",
        "政府工作报告显示，发展迈上新台阶。",
        "区林业局半年工作总结如下：",
        "现将2023年工作总结报告如下。",
        "过去的五年，是我县加快发展的五年。",
    ],
)
def test_a_text_without_title_that_tells_of_a_report_looks_back_first(front):
    told = ("他说，2025年，生产总值增长6%。", "今年要做好以下工作：", "新建学校3所。")
    assert read("", front, *told) == ["past", "past", "future", "future"]


@pytest.mark.parametrize(
    "front",
    [
        "为落实政府工作报告部署，制定本措施。",
        "根据上级工作总结会议精神，提出如下意见。",
        "过去的做法应当改进。",
    ],
)
def test_a_text_that_only_names_a_report_is_none(front):
    assert read("", front, "新建学校3所。") == ["", ""]


@pytest.mark.parametrize(
    "heading, tense",
    [
        ("一、2007年国民经济和社会发展计划执行情况", "past"),
        ("一、上年度工作开展情况", "past"),
        ("一、工作亮点", "past"),
        ("二、2008年工作打算", "future"),
        ("三、下一步工作思路", "future"),
        ("四、组织实施", ""),
    ],
)
def test_headings_of_reports_of_work(heading, tense):
    assert read("某县科技局材料", (heading, "新增企业30家。")) == [tense]


@pytest.mark.parametrize(
    "paragraph",
    [
        "“十三五”期间，建成实验室20个，取得积极成效。加快推进平台建设，新建重点实验室30个。",
        "2020年，全市引进博士500名，圆满完成任务。深入实施人才工程，引进高层次人才1000名。",
        "2023年，我市圆满完成各项任务。要再接再厉，新增规上企业50家。",
        "2021年，全县超额完成造林任务。持续开展国土绿化行动，每年造林3万亩。",
        "五年来，科普事业蓬勃发展。推进科普场馆建设，新建科普基地20个。",
        "2018年中央一号文件印发了意见。各县区建成示范村50个。",
        "2019年国家发布规划，提出了集群建设任务。我市要建成集群5个。",
        "根据省政府报告，2020年全省先后部署三批工程。我市完成工程20个。",
        "2021年启动的8个项目取得进展。新建车间6个。",
        "2022年，取得明显成效。到2027年，达到20家。",
    ],
)
def test_a_paragraph_that_goes_on_to_tasks_is_no_review(paragraph):
    assert read(PLAN, paragraph, year=2024) != ["past"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "“十三五”期间，取得积极成效。全市6000名残疾人实现脱贫，新增就业1200名。",
        "2022年，全市先后开通航线8条。旅客吞吐量突破600万人次，同比增长12%。",
        "市委高度重视，“十三五”以来，圆满完成各项任务。建档率达到98%。",
        "2023年全县荣获先进单位。粮食产量达到30万吨。",
        "过去三年，新增学位9000个。",
    ],
)
def test_a_paragraph_of_a_plan_that_only_looks_back_is_one(paragraph):
    assert read(PLAN, paragraph, year=2024) == ["past"]


@pytest.mark.parametrize(
    "title",
    [
        "某市统计公报发布工作三年行动计划（2023—2025年）",
        "某市经济运行情况监测体系建设方案",
        "某市贯彻落实省政府工作报告实施方案",
        "某市年度执行情况督查方案",
        "关于开展行动计划执行情况评估和新一轮行动方案的通知",
    ],
)
def test_a_plan_about_a_report_is_none(title):
    assert read(title, "新建平台3个，培训人员500人次。") == [""]


@pytest.mark.parametrize(
    "title",
    [
        "某局2023年工作总结和2024年工作打算",
        "关于2023年国民经济和社会发展计划执行情况与2024年计划草案的报告",
        "关于某区2024年上半年预算执行情况的报告",
        "2018政府工作报告",
    ],
)
def test_titles_of_reports(title):
    assert read(title, "新建平台3个，培训人员500人次。") == ["past"]


def test_a_year_behind_changes_nothing_under_a_heading_of_what_is_ahead():
    tasks = "二、2026年工作安排"
    assert (
        read(
            REPORT,
            (tasks, "今年要做好以下工作。"),
            (tasks, "2025年，开工的项目建成投用。"),
            (tasks, "新建公园20个。"),
        )
        == ["future"] * 3
    )


def test_a_list_below_a_paragraph_that_looks_back_does_too_until_it_aims():
    assert read(
        PLAN,
        "“十二五”期间，水利事业取得了显著成绩。",
        "——水利投入累计达664亿元。",
        "——农村自来水普及率提高到了70%。",
        "为此，制定了“十三五”主要目标。",
        "——水利投入达到1500亿元。",
    ) == ["past", "past", "past", "", ""]


@pytest.mark.parametrize(
    "text",
    [
        "2022年，我市启动了城市创建。为贯彻落实创建方案，新增绿地30公顷。",
        "2022年，我省出台了实施意见。进一步扩大就业，新增岗位5万个。",
        "五年来，全市新建学校50所。接下来，新建学校80所。",
        "2022年，我市出台了创建标准。按照标准，绿地率达到40%以上。",
    ],
)
def test_words_that_open_tasks_end_a_review(text):
    assert read(PLAN, text) == [""]


@pytest.mark.parametrize(
    "text",
    [
        "2022年，我市启动了城市创建。进一步扩大了就业，新增岗位5万个。",
        "五年来，全市建成了学校50所。按照规划完成了改造30所。",
    ],
)
def test_a_review_may_open_a_sentence_as_tasks_do(text):
    assert read(PLAN, text) == ["past"]


def test_a_title_that_stands_as_a_first_line_tells_of_a_report():
    assert read("", "2021年某县农业农村工作总结", "新增基地3500亩。", year=2021)[-1] == "past"


def test_a_summary_of_a_year_written_in_it_looks_back_on_it():
    assert read(
        "某局2025年工作总结和2026年工作打算",
        "2025年，新增基地3500亩。",
        "2026年，新增基地4000亩。",
        year=2025,
    ) == ["past", "future"]


NEWS = "本报讯 记者从市工信局获悉，全市技改大会日前召开。"


def test_news_that_speaks_of_no_plan_tells_unless_it_says_when():
    assert read("", NEWS, "实施技改项目320个。") == ["told", "told"]
    assert read("某市智能制造行动方案", NEWS, "实施技改项目320个。") == ["", ""]
    assert read("", "记者获悉，市政府印发《智能制造行动方案》。", "建设智能工厂60家。") == ["", ""]


@pytest.mark.parametrize(
    "paragraphs, aimed_at",
    [
        ((NEWS, "2021年，全市实施技改项目320个，完成投资86亿元；新增小巨人企业12家。"), []),
        ((NEWS, "五年累计改造企业800家。", "今年，将实施技改项目350个。"), ["350个"]),
        ((NEWS, "会议要求，实施技改项目350个。", "到2025年，规上企业达到900家。"), ["350个", "900家"]),
        (("记者获悉，市政府印发《智能制造行动方案》。", "建设智能工厂60家。"), ["60家"]),
    ],
)
def test_what_news_tells_has_been_done_unless_it_is_aimed_at(paragraphs, aimed_at):
    made = in_reading_order(extracted(*paragraphs, issued="2022-03"))
    assert [t["value_text"] for t in made] == aimed_at


@pytest.mark.parametrize(
    "text, aimed_at",
    [
        (
            "任务目标：改造小区60个。进展情况：改造63个，加装电梯40部。任务目标：新建公厕20座。",
            ["60个", "20座"],
        ),
        ("年度任务：新建学校3所。完成情况：新建学校4所。", ["3所"]),
        ("小额贷款新发放6.2亿元，完成年计划的140%。", []),
        ("完成营造林12万亩，为年度计划任务的108%；完成水利投资3.2亿元，占市级计划128%。", []),
        ("到2027年，水利投资达到30亿元，占全省的5%。", ["30亿元", "5%"]),
        ("确保新发放贷款6.2亿元，完成年计划的140%。", ["6.2亿元"]),
    ],
)
def test_labels_and_shares_of_a_plan_say_that_it_was_done(text, aimed_at):
    made = in_reading_order(extracted(text, issued="2022-10"))
    assert [t["value_text"] for t in made] == aimed_at
