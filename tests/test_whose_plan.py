"""Which plans a file holds and of which place they are: several under one notice, townships, new areas, texts
about a plan, files that say nothing but by their name."""

from __future__ import annotations

from pathlib import Path

import pytest

from cityplans.reading import corpus
from cityplans.reading.corpus import Corpus
from extraction_rows import book

MEASURES = """为加快低空经济发展，制定以下政策措施。
一、加大支持
（一）设立专项资金。每年安排专项资金2000万元，重点支持企业技术改造、人才引进和平台建设。
（二）保障用地。对符合条件的项目优先安排用地指标，探索弹性出让、先租后让等供地方式。
二、优化环境
（三）深化改革。推进一网通办，压缩审批时限，建立健全服务企业长效机制，营造良好的发展环境。
"""
PLAN = """为落实工作部署，制定本行动计划。
一、总体要求
坚持创新引领、企业主体、市场导向，推动产业向高端化智能化绿色化发展。
到2025年，培育龙头企业20家，产业规模达到1500亿元，建成省级以上平台30个。
二、重点任务
实施强基工程。加快补齐产业链短板，推进关键技术攻关，支持企业牵头组建创新联合体。
三、保障措施
加强组织领导，健全工作机制，强化督促落实，确保各项任务落到实处，重要情况及时报告。
"""
PASSAGE = "坚持统筹推进、分步实施，完善设施布局，支持各类主体参与，健全协同机制，持续提高服务质量。\n"


def read(folder: Path, **files: str) -> Corpus:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return corpus.read_corpus(folder, book())


def plans(found: Corpus) -> list[tuple[str, str]]:
    return sorted((plan.title, plan.region) for plan in found.plans)


def notice(first: str, second: str, said: str, mark: str = "附件{}\n") -> str:
    head = f"三明市人民政府关于印发{said}的通知\n明政〔2023〕8号\n各县（市、区）人民政府：\n"
    sentence = f"现将《{first}》《{second}》印发给你们，请认真贯彻执行。\n三明市人民政府\n2023年3月15日\n"
    parts = f"{mark.format(1)}{first}\n{MEASURES}{mark.format(2)}{second}\n{PLAN}"
    return head + sentence + parts


TWO = ("关于支持低空经济发展的若干政策", "低空经济发展三年行动计划（2023—2025年）")
OWN = ("三明市促进低空经济发展若干措施", "三明市低空经济发展行动计划（2023—2025年）")


@pytest.mark.parametrize("mark", ["附件{}\n", "附件{}：\n", ""])
@pytest.mark.parametrize("titles", [TWO, OWN], ids=["without place", "with place"])
def test_each_thing_that_a_notice_issues_is_a_plan_of_its_own(titles, mark, tmp_path):
    said = "支持低空经济发展若干政策和低空经济发展三年行动计划"
    found = read(tmp_path, a=notice(*titles, said, mark))
    assert plans(found) == sorted((title, "三明市") for title in titles)
    assert {plan.date for plan in found.plans} == {"2023-03-15"}
    assert {plan.doc_no for plan in found.plans} == {"明政〔2023〕8号"}
    measures, plan = (next(p for p in found.plans if p.title == title) for title in titles)
    assert "专项资金" in measures.text and "龙头企业" not in measures.text
    assert "龙头企业" in plan.text and "专项资金" not in plan.text


def test_an_annex_that_the_notice_does_not_issue_belongs_to_its_plan(tmp_path):
    title = "三明市低空经济发展行动计划（2023—2025年）"
    text = (
        f"三明市人民政府关于印发{title}的通知\n现将《{title}》印发给你们。\n三明市人民政府\n2023年3月15日\n"
    )
    found = read(tmp_path, a=f"{text}{title}\n{PLAN}附件\n三明市低空经济重点项目实施方案\n{MEASURES}")
    assert plans(found) == [(title, "三明市")] and "专项资金" in found.plans[0].text


def test_the_title_above_the_plan_counts_before_that_of_its_notice(tmp_path):
    head = "三明市人民政府关于印发三明市低空经济发展三年行动计划的通知\n"
    own = "三明市低空经济发展三年行动计划（2023—2025年）"
    found = read(tmp_path, a=f"{head}现将《{own}》印发给你们。\n三明市人民政府\n2023年3月15日\n{own}\n{PLAN}")
    assert plans(found) == [(own, "三明市")] and found.plans[0].period_end == 2025


@pytest.mark.parametrize(
    "heading",
    [
        "《三明市低空经济发展行动计划（2023—2025年）》政策解读",
        "一图读懂《三明市低空经济发展行动计划（2023—2025年）》",
        "【政策问答】三明市低空经济发展行动计划（2023—2025年）",
        "三明出台低空经济发展行动计划 到2025年产业规模达1500亿元",
    ],
)
def test_a_text_about_a_plan_is_read_and_told_from_it(heading, tmp_path):
    found = read(tmp_path, a=f"{heading}\n{PLAN}{PASSAGE * 8}")
    assert [plan.region for plan in found.plans] == ["三明市"]
    assert "about_a_plan" in [problem.problem for problem in found.problems]


@pytest.mark.parametrize(
    "title, signed, said, region",
    [
        ("安吉县天荒坪镇乡村振兴行动计划（2023—2025年）", "安吉县天荒坪镇人民政府", "", "安吉县"),
        (
            "天荒坪镇乡村振兴行动计划（2023—2025年）",
            "天荒坪镇人民政府",
            "根据安吉县委、县政府部署制定。",
            "安吉县",
        ),
        (
            "溪口镇产业发展规划（2023—2025年）",
            "溪口镇人民政府",
            "我镇位于惠安县中部，距泉州市区不远。",
            "惠安县",
        ),
        ("溪口镇产业发展规划（2023—2025年）", "溪口镇人民政府", "落实泉州市委、市政府工作要求。", "泉州市"),
        ("溪口镇产业发展规划（2023—2025年）", "溪口镇人民政府", "惠安县委与安溪县委共同推进。", ""),
        ("溪口镇产业发展规划（2023—2025年）", "溪口镇人民政府", "学习惠安县经验。", ""),
        ("乡村振兴战略规划（2023—2025年）", "", "惠安县委高度重视。", ""),
        ("雄安新区数字经济发展规划（2023—2025年）", "雄安新区管理委员会", "", "河北省"),
        ("陕西省西咸新区数字经济发展规划（2023—2025年）", "", "", "陕西省"),
        ("两江新区数字经济发展规划（2023—2025年）", "两江新区管理委员会", "", "重庆市"),
        ("红土岭工业基地发展规划（2023—2025年）", "云南红土岭工业基地管委会", "", "云南省"),
        ("红土岭工业基地发展规划（2023—2025年）", "云南红土岭集团公司", "", ""),
    ],
)
def test_townships_and_new_areas_lie_somewhere(title, signed, said, region, tmp_path):
    found = read(tmp_path, a=f"{title}\n{signed}\n{PLAN}{said}\n{PASSAGE * 4}")
    assert plans(found) == [(title, region)]


@pytest.mark.parametrize(
    "name, region",
    [
        ("wenzhou-digital-2023", "温州市"),
        ("luoyangshi_2023", "洛阳市"),
        ("温州市数字经济", "温州市"),
        ("suzhou-2023", ""),  # 苏州, 宿州
        ("wenzhou-luoyang", ""),
        ("guihua-final", ""),
    ],
)
def test_the_name_of_a_file_is_the_last_resort_and_said(name, region, tmp_path):
    found = read(tmp_path, **{name: f"数字经济发展规划（2023—2025年）\n{PLAN}{PASSAGE * 4}"})
    assert [plan.region for plan in found.plans] == [region]
    assert [p.problem for p in found.problems] == ["region_of_file_name" if region else "no_region"]


def test_a_place_in_the_text_counts_before_the_name_of_the_file(tmp_path):
    found = read(tmp_path, wenzhou=f"洛阳市数字经济发展规划（2023—2025年）\n{PLAN}{PASSAGE * 4}")
    assert [plan.region for plan in found.plans] == ["洛阳市"] and not found.problems


@pytest.mark.parametrize(
    "title, kind",
    [
        ("三明市“十四五”规划纲要要点", "plan"),
        ("三明市低空经济发展行动计划摘要", "action_plan"),
        ("三明市2024年工作要点", "other"),
    ],
)
def test_a_digest_is_of_the_kind_of_its_plan(title, kind, tmp_path):
    (plan,) = read(tmp_path, a=f"{title}\n{PLAN}{PASSAGE * 4}").plans
    assert plan.plan_type == kind


def test_a_page_number_stuck_to_the_next_page_is_no_quantity(tmp_path):
    pages = "".join(f"{PASSAGE.strip()[:-1] * 12}，努力把\n{n}本市建成中心。\n" for n in range(12, 17))
    enumerated = "\n".join(f"{n}项任务按期完成。" for n in range(3, 6))
    found = read(tmp_path, a=f"三明市数字经济发展规划（2023—2025年）\n{PLAN}{pages}{enumerated}\n")
    assert "努力把本市建成中心" in found.plans[0].text and "12本" not in found.plans[0].text
    assert "3项任务" in found.plans[0].text


def test_glyph_codes_are_told_of_once(tmp_path):
    codes = "(cid:12)(cid:345)(cid:67) (cid:88)(cid:9)(cid:77)\n"
    title = "三明市数字经济发展规划（2023—2025年）\n"
    found = read(tmp_path, a=f"{title}{PLAN}{codes * 12}{PASSAGE * 4}")
    assert [p.problem for p in found.problems] == ["undecodable_text"]
    found = read(tmp_path, a=f"{title}{PLAN}{PASSAGE * 4}支持(cid:12)平台。\n")
    (problem,) = found.problems
    assert problem.problem == "transcription_noise" and "1 glyph code " in problem.message


def test_in_a_long_series_a_page_number_may_stand_before_a_counter(tmp_path):
    behind = dict.fromkeys(range(12, 22), "本市建成中心") | {15: "区创新转型", 18: "个县联动"}
    full = PASSAGE.strip()[:-1] * 12
    pages = "".join(
        f"{full}，努力把\n{n}{said}。\n" if n % 5 else f"{full}。\n{n}{said}。\n"
        for n, said in behind.items()
    )
    (plan,) = read(tmp_path, a=f"三明市数字经济发展规划（2023—2025年）\n{PLAN}{pages}").plans
    assert "18个县" not in plan.text and "个县联动" in plan.text and "21本市" not in plan.text


@pytest.mark.parametrize("counted", ["个国家级园区", "家上市公司", "座污水处理厂", "级以上医院"])
def test_a_number_that_counts_is_no_page_number(counted, tmp_path):
    pages = "".join(f"{PASSAGE.strip()[:-1] * 12}，努力新建\n{n}{counted}并投入使用。\n" for n in range(2, 9))
    found = read(tmp_path, a=f"宁夏回族自治区数字经济发展规划（2023—2025年）\n{PLAN}{pages}")
    assert all(f"{n}{counted}" in found.plans[0].text for n in range(2, 9))


@pytest.mark.parametrize("last, gap, is_page", [(14, 12, False), (16, 3, False), (16, 12, True)])
def test_few_or_near_numbers_are_no_page_numbers(last, gap, is_page, tmp_path):
    pages = "".join(f"{PASSAGE.strip()[:-1] * gap}，努力把\n{n}全县建成中心。\n" for n in range(12, last + 1))
    found = read(tmp_path, a=f"惠安县数字经济发展规划（2023—2025年）\n{PLAN}{pages}")
    assert ("12全县" not in found.plans[0].text) == is_page


def test_bare_page_numbers_vouch_for_one_that_is_stuck(tmp_path):
    ends = ("\n21\n建设", "\n22全县建设", "\n23\n建设")
    pages = "".join(f"{PASSAGE.strip()[:-1] * 12}，努力{end}中心。\n" for end in ends)
    found = read(tmp_path, a=f"惠安县数字经济发展规划（2023—2025年）\n{PLAN}{pages}")
    assert "22全县" not in found.plans[0].text


@pytest.mark.parametrize(
    "title",
    [
        "城乡融合发展行动计划（2023—2025年）",
        "智慧街道建设实施方案（2023—2025年）",
        "支持农民工返乡创业若干措施",
        "关于推进街道养老服务的实施意见",
        "统筹城乡供水一体化规划（2023—2025年）",
        "桃源水乡文旅融合规划（2023—2025年）",
    ],
)
def test_a_word_that_ends_like_a_township_is_none(title, tmp_path):
    found = read(tmp_path, a=f"{title}\n{PLAN}借鉴昆明市政府做法，指导街道完善机制。\n{PASSAGE * 4}")
    assert [plan.region for plan in found.plans] == [""]
    assert [p.problem for p in found.problems] == ["no_region"]


def test_a_township_is_told_by_its_bodies_in_the_text(tmp_path):
    text = (
        f"马街街道社区治理实施方案（2023—2025年）\n{PLAN}马街街道办事处按昆明市政府部署落实。\n{PASSAGE * 4}"
    )
    assert [plan.region for plan in read(tmp_path, a=text).plans] == ["昆明市"]


@pytest.mark.parametrize("name", ["清水乡", "龙山乡", "平安镇", "幸福镇"])
def test_a_township_may_be_called_by_a_word_where_its_bodies_sign(name, tmp_path):
    body = f"{name}人民政府负责落实，岳西县人民政府给予支持。全{name[-1:]}要抓好落实。\n"
    (plan,) = read(tmp_path, a=f"{name}茶叶产业发展规划（2023—2025年）\n{PLAN}{body}{PASSAGE * 4}").plans
    assert plan.region == "岳西县"
