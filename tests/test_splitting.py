"""Which plans a file holds: bulletins put together from known parts, and what is no plan."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityplans import codebook
from cityplans.reading.plans import carriers, regions, second_hand, splitting, titles

PLACES = regions.of(codebook.load())
SENTENCE = "坚持创新驱动发展，完善工作机制，推动全市各项任务落地见效，努力建设高水平创新型城市。"
FOREWORD = [
    "卷首语",
    "本期刊发各地关于人才工作的若干文件，供读者参考。",
    "编者对各地的经验作了简要的梳理，认为值得借鉴。",
]
DIGEST = [
    "动态信息汇编",
    "（2020年8月）",
    "某大会在某地成功举办",
    "【2020-08-03】近日，某大会在某地举办。",
    "相关链接：https://example.org/1",
    "某地启动新平台建设",
    "【2020-08-05】近日，某地启动建设。",
    "相关链接：https://example.org/2",
]
IMPRINT = ["主 办：某研究院", "联系电话：（0571）88888888", "邮 箱：a@example.org", "邮政编码：310000"]


def plan(city, kind="决定", style="han", adopted=True):
    lines = [f"中共{city}委关于建设创新型城市的{kind}"]
    if adopted:
        lines.append(f"（2020年7月8日中国共产党{city}第十三届委员会第八次全体会议通过）")
    lines.append(f"为贯彻落实上级部署，作出如下{kind}。")
    for number, heading in enumerate(("总体要求", "主要任务", "保障措施"), 1):
        lines.append(
            {"han": f"{'一二三'[number - 1]}、", "chapter": f"第{'一二三'[number - 1]}章 "}[style] + heading
        )
        lines += [f"{number}.推进重点工作。" + SENTENCE * 4, SENTENCE * 2]
    return lines


CITIES = ["宁波市", "温州市", "嘉兴市", "杭州市", "长沙市", "西安市"]


@st.composite
def bulletins(draw):
    cities = draw(st.lists(st.sampled_from(CITIES), min_size=1, max_size=4, unique=True))
    plans = [
        plan(
            c,
            draw(st.sampled_from(["决定", "意见", "实施意见", "规划"])),
            draw(st.sampled_from(["han", "chapter"])),
            draw(st.booleans()),
        )
        for c in cities
    ]
    before = FOREWORD if draw(st.booleans()) else []
    contents = [f"◆ {p[0]}.....{n}" for n, p in enumerate(plans, 4)] if before and draw(st.booleans()) else []
    after = [*(DIGEST if draw(st.booleans()) else []), *(IMPRINT if draw(st.booleans()) else [])]
    return contents + before, plans, after


@settings(max_examples=30, deadline=None)
@given(bulletins())
def test_every_plan_of_a_bulletin_has_its_own_bounds(bulletin):
    before, plans, after = bulletin
    text = "".join(line + "\n" for line in [*before, *(line for p in plans for line in p), *after])
    parts = splitting.split(text, PLACES)
    assert "".join(text[p.start : p.end] for p in parts) == text
    found = [part for part in parts if part.is_plan]
    assert [text[p.start : p.end] for p in found] == ["".join(line + "\n" for line in p) for p in plans]
    assert [p.title for p in found] == [p[0] for p in plans]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([*plan("宁波市"), *DIGEST, *IMPRINT, *FOREWORD, "附件1", "目录"]),
            st.text(st.sampled_from("一、（）第章。关于的决定通知2020年\t 　"), max_size=20),
        ),
        max_size=40,
    )
)
def test_parts_tile_any_text(lines):
    text = "\n".join(lines)
    parts = splitting.split(text, PLACES)
    assert "".join(text[p.start : p.end] for p in parts) == text
    assert all(p.start < p.end for p in parts)


def split(lines):
    text = "\n".join(lines) + "\n"
    return text, splitting.split(text, PLACES)


def test_covering_notice_belongs_to_its_plan():
    body = plan("嘉兴市", adopted=False)
    body[0] = "嘉兴市科技创新行动方案（2023—2027年）"
    notice = [
        "嘉兴市人民政府关于印发",
        "嘉兴市科技创新行动方案（2023—2027年）的通知",
        "各县（市、区）人民政府：",
        "现将方案印发给你们。",
        "嘉兴市人民政府",
        "2023年3月30日",
    ]
    _, parts = split([*notice, *body])
    assert [(p.is_plan, p.start, p.title) for p in parts] == [(True, 0, body[0])]


def test_a_title_broken_over_two_lines():
    body = plan("嘉兴市")
    _, parts = split(["中共嘉兴市委", body[0].removeprefix("中共嘉兴市委"), *body[1:]])
    assert [p.title for p in parts] == [body[0]]


@pytest.mark.parametrize(
    ("lines", "is_title"),
    [
        (["嘉兴市", "关于加快", "推进", "科技创新的实施意见"], True),
        (["嘉兴市", "关于加快", "推进", "科技创新", "发展的实施意见"], False),
    ],
)
def test_a_title_stands_on_four_lines_at_most(lines, is_title):
    _, parts = split([*lines, *plan("嘉兴市")[1:]])
    assert ("".join(lines) in [p.title for p in parts]) == is_title


def test_an_annex_is_no_plan_of_its_own():
    _, parts = split(
        [
            *plan("嘉兴市"),
            "附件1",
            "嘉兴市年度重点工作计划",
            "一、工作",
            SENTENCE * 10,
            "二、任务",
            SENTENCE * 10,
        ]
    )
    assert [p.is_plan for p in parts] == [True]


def test_the_second_half_of_a_newspaper_print():
    body = plan("宁波市")
    _, parts = split(["【紧接第1版】成为主引擎。", *body[5:], body[0]])
    assert [(p.is_plan, p.continued, p.title) for p in parts] == [(True, True, body[0])]


@pytest.mark.parametrize(
    "lines",
    [
        [SENTENCE, SENTENCE],
        ["某地举办创新大赛", "近日，大赛在某地举行，来自各地的选手参加了比赛。"],
        ["一、选手名单", "张三", "二、奖项", "一等奖"],
        DIGEST,
        FOREWORD,
    ],
)
def test_a_text_without_a_plan_is_said_to_be_none(lines):
    text, parts = split(lines)
    assert [p.is_plan for p in parts] == [False]
    problems = splitting.problems_of(parts, text, "a.txt", lambda start, end: (start, end))
    assert [(p.problem, p.start, p.end) for p in problems] == [("not_a_plan", 0, len(text))]


@pytest.mark.parametrize(
    "lines, is_plan",
    [
        (["指导思想", *[SENTENCE] * 10, "主要目标", "到2025年，全市研发投入强度达到3%。"], True),
        (["一、支持产业升级政策", *[SENTENCE] * 10, "1.加快企业培育。2025年，力争新增规上企业80家。"], True),
        (
            [
                "指标\t单位\t2020年\t2025年",
                "森林覆盖率\t%\t45.3\t46.3",
                "指导思想",
                *[SENTENCE] * 10,
                "“十四五”时期",
            ],
            True,
        ),
        (["一、支持产业升级政策", *[SENTENCE] * 10, "1.完善工作机制。"], False),  # no goal
        ([*[SENTENCE] * 10, "到2025年，全市研发投入强度达到3%。"], False),  # no sections
        (["指导思想", SENTENCE, "主要目标", "到2025年，全市研发投入强度达到3%。"], False),  # too short
    ],
)
def test_a_text_without_title_is_a_plan_where_it_is_built_like_one(lines, is_plan):
    _, parts = split(lines)
    assert [(p.is_plan, p.title) for p in parts] == [(is_plan, "")]


def test_a_plan_under_its_own_notice_may_be_short():
    title = "关于推动经济高质量发展若干政策举措（2025年版）"
    notice = [
        f"嘉兴市人民政府关于印发{title}的通知",
        "各县（市、区）人民政府：",
        "现印发给你们，请认真贯彻执行。",
    ]
    _, parts = split([*notice, title, "一、强化科技创新", SENTENCE * 2, "二、扩大有效投资", SENTENCE * 2])
    assert [p.is_plan for p in parts] == [True]


def test_an_empty_text_has_no_parts():
    assert splitting.split("", PLACES) == []


@pytest.mark.parametrize("short, found", [(1, 1), (0, 2)])
def test_a_body_just_long_enough_is_a_plan(short, found):
    """Beside another title a plan has MIN_BODY characters, alone MIN_BODY_ALONE."""
    first = ["一、目标", "二、措施"]
    rest = splitting.MIN_BODY - sum(map(len, first)) - short
    _, parts = split([*plan("嘉兴市"), "温州市创新发展规划", first[0], "好" * rest, first[1]])
    assert sum(part.is_plan for part in parts) == found


@pytest.mark.parametrize("short, found", [(1, 0), (0, 1)])
def test_a_body_alone_may_be_shorter(short, found):
    first = ["一、目标", "二、措施"]
    rest = splitting.MIN_BODY_ALONE - sum(map(len, first)) - short
    _, parts = split(["温州市创新发展规划", first[0], "好" * rest, first[1]])
    assert sum(part.is_plan for part in parts) == found


PIECES = st.sampled_from(
    [
        "安徽省人民政府办公厅关于印发安徽省创新行动计划的通知",
        "安徽省创新行动计划",
        "安徽省人民政府关于印发安徽省创新行动计划和安徽省人才规划的通知",
        "安徽省人才规划",
        "皖政办〔2021〕8号",
        "各市人民政府：",
        "现印发给你们。",
        "安徽省人民政府",
        "2021年3月4日",
        "附件",
        "一、目标",
        "二、措施",
        "（一）平台",
        SENTENCE * 10,
        "",
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_parts_tile_the_text_and_none_is_empty(lines):
    text = "".join(line + "\n" for line in lines if line)
    parts = splitting.split(text, PLACES)
    assert "".join(text[p.start : p.end] for p in parts) == text
    assert all(p.start < p.end for p in parts)


@pytest.mark.parametrize("note", ["（2023—2025年）", "（试行）"])
def test_a_notice_may_name_its_plan_without_the_years(note):
    title = "黄山市茶产业提升行动计划"
    notice = [f"关于印发《{title}》的通知", "黄农〔2023〕4号", f"现将《{title}》印发给你们。", "2023年3月6日"]
    _, parts = split([*notice, title, note, "一、目标", SENTENCE * 8, "二、措施", SENTENCE * 8])
    assert [(p.is_plan, p.title, p.start) for p in parts] == [(True, title + note, 0)]


NOTICED = ["皖政办〔2021〕8号", "安徽省人民政府办公厅关于印发{}的通知", "各市人民政府："]


def test_a_notice_of_two_things_with_a_text_of_its_own_is_one_plan_and_what_follows_another():
    body = ["一、目标", SENTENCE * 10, "二、措施", SENTENCE * 10]
    number, notice, hearers = (line.format("支持创新若干政策和创新行动计划") for line in NOTICED)
    _, parts = split([number, notice, hearers, *body, "安徽省创新行动计划", *body])
    assert [(p.is_plan, p.title) for p in parts] == [(True, notice), (True, "安徽省创新行动计划")]


@pytest.mark.parametrize(
    "above",
    [
        NOTICED,
        ["黄山市人民政府关于发布{}的通知", "各区、县人民政府："],
        ["黄山市人民政府办公室关于印发《{}》的通知", "{}的通知"],  # a page's name of the page
        ["{}的通知"],
    ],
)
def test_a_notice_that_asks_for_several_things_is_of_the_plan_it_issues(above):
    title = "黄山市茶产业提升行动计划（2023—2025年）"
    asks = ["一、落实责任。" + SENTENCE * 6, "二、强化保障。" + SENTENCE * 6]
    lines = [line.format(title) for line in above]
    text, parts = split([*lines, *asks, title, "一、目标", SENTENCE * 8, "二、措施", SENTENCE * 8])
    assert [(p.is_plan, p.title) for p in parts if p.is_plan] == [(True, title)]
    assert all(ask in text[parts[-1].start :] for ask in asks)


@pytest.mark.parametrize("annex", ["附件", "附件1", "附件：", "附件2："])
def test_a_file_that_begins_with_annex(annex):
    _, parts = split([annex, *plan("杭州市", "规划", adopted=False)])
    assert [p.title for p in parts if p.is_plan] == ["中共杭州市委关于建设创新型城市的规划"]


@pytest.mark.parametrize(
    "title, is_one",
    [
        ("嘉兴市科技创新“十四五”规划正式发布", True),
        ("关于《长沙市人才发展规划（2021—2025年）》的政策解读", True),
        ("《西安市数字经济发展实施方案》图文解读", True),
        ("我市出台冰雪旅游高质量发展三年行动计划", True),
        ("国务院印发全民健身计划（2021—2025年）", True),
        ("一图读懂《三明市低空经济发展行动计划（2024—2026年）》", True),
        ("【政策问答】三明市低空经济发展行动计划（2024—2026年）", True),
        ("图解：三明市低空经济发展行动计划（2024—2026年）", True),
        ("关于《三明市低空经济发展行动计划》的起草说明", True),
        ("三明出台低空经济发展行动计划 到2026年规模达百亿元", True),
        ("三明市政策解读工作方案", False),
        ("杭州市人才发展规划（2021—2025年）", False),
        ("商洛市关于发布气候适应型城市建设实施方案的通知", False),
        ("三明市实施乡村振兴战略规划（2018—2022年）", False),
        ("黄石市工业技改项目发布与对接工作方案", False),
        ("关于印发《宁波市科技创新规划》的通知", False),
        ("温州市召开新闻发布会", False),
        ("专家学者座谈政策解读", False),
    ],
)
def test_news_and_interpretations_of_a_plan_are_told_from_it(title, is_one):
    assert second_hand.tells_of(title, PLACES) == (title if is_one else "")


@pytest.mark.parametrize(
    "said, is_plan",
    [
        (["力争新增规上企业8家、高企9家、平台3个，投资达到6亿元、产值突破9亿元，税收增长5%。"], True),  # 6
        (["力争新增规上企业8家、高企9家、平台3个，投资达到6亿元、产值突破9亿元。"], False),  # 5
        (
            ["占地8亩、房屋9栋、设备3套，道路6公里、灯具9盏，车位5个，树木7棵。"],
            False,
        ),  # figures without aims
        (["新增企业8家、高企9家、平台3个，投资达到6亿元、产值9亿元，比上年增长5%，同比多3家。"], False),
        (
            ["目标在2023年、2024年、2025年达到，第1条、第2款、第3章于3月5日起完成，2026年、2027年再提。"],
            False,
        ),  # dates
        (["记者据悉，园区新增企业8家、高企9家、平台3个，投资达到6亿元、产值9亿元、税收1亿元。"], False),
    ],
)
def test_a_text_is_a_plan_by_its_goals_alone(said, is_plan):
    assert [part.is_plan for part in split([*[SENTENCE] * 10, *said])[1]] == [is_plan]
    _, parts = split(["咸宁市国民经济和社会发展计划", *[SENTENCE] * 4, *said])
    assert [part.is_plan for part in parts] == [is_plan]  # under a title, without a number


@pytest.mark.parametrize(
    "said, title",
    [
        ("为加快数字产业发展，特制定重庆市数字经济创新发展行动计划。", "重庆市数字经济创新发展行动计划"),
        ("结合实际，制定《襄阳市人才发展规划（2021—2025年）》。", "襄阳市人才发展规划（2021—2025年）"),
        ("为加快数字产业发展，特制定本行动计划。", ""),
        ("市经信局牵头，制定若干配套政策。", ""),
    ],
)
def test_a_text_without_title_may_name_itself(said, title):
    _, parts = split([said, "指导思想", *[SENTENCE] * 10, "主要目标", "到2025年，全市研发投入强度达到3%。"])
    assert [(p.is_plan, p.title) for p in parts] == [(True, title)]


GOALS = [
    "一、总体要求",
    "坚持创新驱动发展，到2025年形成体系。" * 15,
    "二、主要任务",
    "到2025年新建平台10个。" * 20,
]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["白城市国民经济和社会发展第十四个五年规划", "和2035年远景目标纲要"],
            "白城市国民经济和社会发展第十四个五年规划和2035年远景目标纲要",
        ),
        (
            ["中国（广西）自由贸易试验区钦州港片区", "跨境物流提质行动方案（2022—2024年）"],
            "中国（广西）自由贸易试验区钦州港片区跨境物流提质行动方案（2022—2024年）",
        ),
        (
            ["忻州市人民政府办公室关于印发忻州市杂粮产业发展规划", "（2021—2025年）的通知"],
            "忻州市人民政府办公室关于印发忻州市杂粮产业发展规划（2021—2025年）的通知",
        ),
        (
            ["晋城市现代煤化工产业发展规划", "和国家有关部署衔接，规划期为2021—2025年。"],
            "晋城市现代煤化工产业发展规划",
        ),
    ],
)
def test_a_title_that_goes_on_in_the_next_line(lines, title):
    _, parts = split([*lines, *GOALS])
    assert [p.title for p in parts if p.is_plan] == [title]


def test_an_excerpt_bears_the_title_of_its_plan():
    _, parts = split(["《宿迁市“十四五”酿酒产业发展规划》摘要", *GOALS])
    (title,) = [p.title for p in parts if p.is_plan]
    assert titles.unwrapped(title) == "宿迁市“十四五”酿酒产业发展规划"


@pytest.mark.parametrize("note", ["（征求意见稿）", "（公开征求意见稿）", "【送审稿】", "（草案）"])
def test_a_draft_in_title_marks_bears_the_title_without_them(note):
    _, parts = split([f"《宿迁市酿酒产业行动方案（2024—2027年）》{note}", *GOALS])
    (title,) = [p.title for p in parts if p.is_plan]
    assert titles.unwrapped(title) == f"宿迁市酿酒产业行动方案（2024—2027年）{note}"


@pytest.mark.parametrize("joint", ["和", "及", "、"])
def test_a_notice_that_issues_two_things_heads_the_first_and_each_has_its_title(joint):
    first, second = "支持低空经济发展若干政策", "合肥市低空经济发展行动计划（2023—2025年）"
    notice = [
        f"合肥市人民政府关于印发{first}{joint}{second}的通知",
        "各县（市、区）人民政府：",
        f"《{first}》《{second}》已经市政府同意，现印发给你们，请认真贯彻执行。",
        "合肥市人民政府",
        "2023年12月4日",
    ]
    _, parts = split([*notice, first, *GOALS, second, *GOALS])
    assert [p.title for p in parts if p.is_plan] == [first, second]


@pytest.mark.parametrize(
    "first, second",
    [
        ("人才发展规划要点", "教育发展规划"),
        ("城市节水导则", "供水管网改造路线图"),
        ("养老服务清单", "托育服务指引"),
        ("劳动和社会保障发展规划", "残疾人事业发展纲要"),
    ],
)
def test_a_notice_may_issue_two_of_any_kind_of_document(first, second):
    notice = [f"合肥市人民政府关于印发合肥市{first}和合肥市{second}的通知", "合政发〔2006〕3号"]
    _, parts = split([*notice, first, *GOALS, second, *GOALS])
    assert [p.title for p in parts if p.is_plan] == [first, second]


NOTICE = [
    "{0}关于印发{0}柑橘产业发展规划（2022—2026年）的通知",
    "各县（区）人民政府，各管委会，各委办局，各有关企业，各直属机构，各高等院校和科研院所：",
    "《{0}柑橘产业发展规划（2022—2026年）》已经市政府第十二次常务会议同意，现印发给你们，请结合实际认真抓好落实。",
    "{0}人民政府",
    "2022年9月14日",
    "附件：",
    "1.{0}柑橘产业发展规划（2022—2026年）",
    "2.重点项目表.xlsx",
]


@pytest.mark.parametrize(
    "below, is_plan",
    [
        ([], False),
        (["一、建设果园", "加快建设现代柑橘果园，健全冷链物流体系，培育区域公用品牌，促进农民增收。"], True),
    ],
)
def test_a_notice_without_its_annex_is_no_plan(below, is_plan):
    _, parts = split([*(line.format("赣州市") for line in NOTICE), *below])
    assert any(part.is_plan for part in parts) == is_plan


@pytest.mark.parametrize(
    "below, none",
    [
        (["柑橘面积达到12万亩", "冷库容量达到30万吨", "龙头企业达到15家", "合作社达到80个"], False),
        (["附件：柑橘产业发展规划。一、发展目标。建设现代果园，健全冷链物流体系，培育品牌。"], False),
        (["附件：重点项目表", "（此件公开发布）", "（联系人：王某，电话：0797-8100000）"], True),
    ],
)
def test_short_lines_below_a_notice_count_where_they_are_no_part_of_it(below, none):
    lines = [*(line.format("赣州市") for line in NOTICE), *below]
    assert carriers.holds_none(lines[0], "\n".join(lines), PLACES) == none


@pytest.mark.parametrize(
    "said, is_plan",
    [
        ("二、强化底线约束，严格规划实施，维护规划的严肃性和权威性。", False),
        ("二、到2035年，全市耕地保有量不低于90万亩。", True),
    ],
)
def test_a_reply_is_a_plan_where_it_sets_a_goal(said, is_plan):
    title = "江西省人民政府关于赣州市国土空间总体规划（2021—2035年）的批复"
    approved = "一、原则同意《赣州市国土空间总体规划（2021—2035年）》。" + SENTENCE * 2
    _, parts = split([title, "赣州市人民政府：", "你市请示收悉。现批复如下：", approved, said])
    assert [part.is_plan for part in parts] == [is_plan]


@pytest.mark.parametrize("joint", ["和", "、"])
def test_a_notice_that_quotes_two_short_plans(joint):
    plans = ["赣州市脐橙产业提升计划（2023—2026年）", "赣州市油茶林改造工作方案"]
    named = joint.join(f"《{one}》" for one in plans)
    notice = [
        f"赣州市人民政府办公室关于印发{named}的通知",
        "各县（市、区）人民政府：",
        f"{named}已经市政府同意，现印发给你们。",
        "2023年7月3日",
    ]
    body = [
        "一、目标",
        "到2026年，产值突破80亿元，改造低产林12万亩。",
        "二、措施",
        "加强监测，严格准入，落实责任。",
    ]
    _, parts = split([*notice, plans[0], *body, plans[1], *body])
    assert [p.title for p in parts if p.is_plan] == plans


@pytest.mark.parametrize(
    "own_head, is_plan",
    [
        ("汕尾市人民政府办公室2022年4月15日", True),
        ("汕府办〔2022〕40号", True),
        ("为做好有关工作，制定本方案。", False),
    ],
)
def test_short_plans_in_one_file_each_under_its_own_head(own_head, is_plan):
    titles_ = [
        "广东省绿色石化产业发展三年行动（2022—2024年）",
        "汕尾市海洋风电产业发展三年行动（2022—2024年）",
    ]
    body = [
        "一、目标",
        "到2024年，产业产值达到800亿元，新增就业岗位2万个。",
        "二、任务",
        "优化布局，延链补链。",
    ]
    _, parts = split([titles_[0], own_head, *body, titles_[1], own_head, *body])
    assert [p.title for p in parts if p.is_plan] == (titles_ if is_plan else [])


@pytest.mark.parametrize(
    "title, goal, is_plan",
    [
        ("工作计划", "2024年主要目标为：力争产值增长8%、投资增长9%、税收增长6%。", True),
        ("工作计划", "2024年主要目标为：力争产值增长8%、投资增长9%。", False),  # two figures
        ("2024年度工作计划", "力争产值增长8%、投资增长9%、税收增长6%。", True),  # of the title's year
        ("工作计划", "力争产值增长8%、投资增长9%、税收增长6%。", False),  # of no year
        ("2024年度工作计划", "据悉产值增长8%、投资增长9%、税收增长6%。", False),  # news
    ],
)
def test_a_plan_of_a_year_on_one_line_under_its_title(title, goal, is_plan):
    _, parts = split([f"XX经济技术开发区管理委员会{title}", SENTENCE * 8 + goal])
    assert [part.is_plan for part in parts] == [is_plan]


@pytest.mark.parametrize(
    "last",
    [
        ["四、附则", "本办法自印发之日起施行，现予以公布，请遵照执行。"],
        ["以上措施，现印发给你们，请认真组织实施。", "赣州市人民政府", "2023年7月3日"],
    ],
)
@pytest.mark.parametrize("heads", [("一、", "二、"), ("", "")], ids=["numbered", "without numbers"])
def test_a_plan_may_hand_itself_on_in_its_last_sentence(heads, last):
    body = ["到2026年，油茶面积达到300万亩。", "加强监测，严格准入，落实责任，完善考核。"]
    lines = ["赣州市油茶产业发展若干措施", *map("".join, zip(heads, body)), *last]
    assert not carriers.holds_none(lines[0], "\n".join(lines), PLACES)


@pytest.mark.parametrize(
    "said, is_plan",
    [
        ("二、公共充电桩不少于1200个，换电站服务半径不超过5公里。", True),
        ("二、建成区绿地率提高到40%以上。", True),
        ("二、该县户籍人口62.4万人，已建成学校85所。", False),
        ("二、请于3个工作日内公布批准的规划，抓好组织实施和监督检查。", False),
    ],
)
def test_a_reply_sets_goals_without_a_year(said, is_plan):
    title = "云南省人民政府关于大理白族自治州充电设施规划的批复"
    _, parts = split([title, "大理州人民政府：", "你州请示收悉。现批复如下：", f"一、{SENTENCE * 3}", said])
    assert [part.is_plan for part in parts] == [is_plan]
