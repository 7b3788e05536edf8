"""Theme terms in a document: its title says what formulas and empty clauses are about; names say nothing."""

import pytest

from cityplans import codebook
from cityplans.comparison.coding import theme_words, themes
from extraction_rows import examples

TALENT_RULES = "某市引进人才入户管理办法"
REPORT = "某市人民政府工作报告"
INNOVATION = "关于建设高水平创新型城市的决定"
NO_WORDS = "申请人应在收到短信后三十日内前往窗口。"  # says nothing of any theme


@pytest.fixture(scope="module")
def words():
    return theme_words.dictionary(codebook.load())


def clause(text, heading="", section="", kind="text"):
    return {
        "clause_id": "p.1",
        "section": section,
        "number": "",
        "heading": heading,
        "text": text,
        "clause_kind": kind,
    }


def coded(words, row, title="", region="", others=()):
    """(heaviest theme, evidence rows) of a clause in the document of this title."""
    own = theme_words.in_document(words, title, region, [row, *others])
    evidence, weights = themes.coded_clauses([row], own)
    heaviest = max(weights.to_pylist(), key=lambda found: found["weight"])
    return heaviest["theme"], evidence.to_pylist()


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        (TALENT_RULES, "talent"),
        (REPORT, "other"),
        (INNOVATION, "overall_innovation"),
        ("", "overall_innovation"),
    ],
)
def test_goals_are_about_what_the_document_is_about(words, title, theme):
    assert coded(words, clause("发展目标如下。", heading="发展目标"), title)[0] == theme


@pytest.mark.parametrize(("title", "theme"), [(TALENT_RULES, "talent"), (INNOVATION, "institutional_reform")])
def test_organising_a_policy_is_about_the_policy(words, title, theme):
    assert coded(words, clause("加强组织领导，落实目标责任制考核。"), title)[0] == theme


@pytest.mark.parametrize(
    ("title", "theme"), [(TALENT_RULES, "talent"), (REPORT, "other"), (INNOVATION, "other")]
)
def test_a_clause_that_says_nothing_is_about_its_document(words, title, theme):
    found, evidence = coded(words, clause(NO_WORDS), title)
    assert found == theme
    assert {(row["theme"], row["place"]) for row in evidence} <= {(theme, "title")}
    assert bool(evidence) == (title != INNOVATION)


def test_the_nearest_heading_comes_before_the_title(words):
    row = clause(NO_WORDS * 20, section="知识产权 / 科技保险")
    assert coded(words, row, TALENT_RULES)[0] == "finance_funding"
    row = clause(NO_WORDS * 20, section="知识产权 / 其他事项")
    assert coded(words, row, TALENT_RULES)[0] == "intellectual_property"


def test_without_a_title_the_chief_headings_stand_for_it(words):
    headings = [
        clause(f"{i}、{text}", text, kind="heading") for i, text in enumerate(("人才引进", "人才服务"))
    ]
    assert coded(words, clause(NO_WORDS), others=headings)[0] == "talent"
    below = [{**row, "section": "总则"} for row in headings]
    assert coded(words, clause(NO_WORDS), others=below)[0] == "other"


def test_a_title_of_two_themes_lends_none(words):
    assert coded(words, clause(NO_WORDS), "关于人才和贸易物流的意见")[0] == "other"


def test_offices_speak_for_no_theme(words):
    row = clause("由财政部门、社会保障行政部门和知识产权局办理。")
    assert coded(words, row) == ("other", [])
    assert coded(words, clause("由社会保障兜底。"))[0] == "social_livelihood"


def test_the_name_of_the_own_region_is_no_cooperation(words):
    row = clause("上海是一座城市，上海的街道很长。")
    assert coded(words, row, region="浙江省")[0] == "regional_cooperation"
    assert coded(words, row, region="上海市")[0] == "other"


def test_general_words_of_government_are_no_theme_of_innovation(words):
    assert (
        coded(words, clause("地区生产总值增长百分之六，固定资产投资平稳，消费价格温和上涨。"))[0] == "other"
    )
    assert coded(words, clause("各位代表，让我们更加紧密地团结起来，为伟大复兴而奋斗。"))[0] == "other"


def test_a_word_of_the_subject_weighs_more(words):
    row = clause("科技保险面向人才推广，贷款面向博士推广。")
    plain = {found["term"]: found["score"] for found in coded(words, row)[1]}
    in_rules = {found["term"]: found["score"] for found in coded(words, row, TALENT_RULES)[1]}
    assert in_rules["人才"] == pytest.approx(plain["人才"] * theme_words.SUBJECT_FACTOR)
    assert in_rules["贷款"] == plain["贷款"]


OWN = examples("clause_themes.csv")
LEAST_RIGHT = 61  # of the 64; 57 at first sight


def test_clauses_of_ordinary_documents_have_their_theme(words):
    """Own sentences in the way of work reports, measures and plans of other fields, a title with each."""
    right = [
        coded(words, clause(row["text"], row["heading"], row["section"]), row["title"])[0] == row["theme"]
        for row in OWN
    ]
    assert len(OWN) == 64 and sum(right) >= LEAST_RIGHT


def test_one_plain_word_does_not_outweigh_the_title(words):
    row = clause("申报人应当遵守法律法规，年龄可适当放宽。")
    assert coded(words, row)[0] == "institutional_reform"
    assert coded(words, row, TALENT_RULES)[0] == "talent"


REPORT = "某市人民政府工作报告"
ELSEWHERE = [  # a word of one theme in what is of another
    ("落实小规模纳税人增值税减免，扩大留抵退税范围，稳定市场主体预期。", "finance_funding"),
    ("提振消费，扩大汽车等大宗消费，丰富文旅消费场景，改善居民消费环境。", "other"),
    ("建设安居房三万套，放宽城镇落户条件，异地就医直接结算覆盖全部县区。", "social_livelihood"),
    ("两家实验室挂牌运行，一批新型研发机构落户本市。", "platforms_labs"),
    ("口岸出入境人员突破百万人次，外贸结构继续优化。", "regional_cooperation"),
    ("营造公开透明的法治环境，完善仲裁与行政复议衔接机制。", "institutional_reform"),
]


@pytest.mark.parametrize(("text", "theme"), ELSEWHERE)
def test_a_word_that_is_used_elsewhere_too_does_not_give_its_theme(words, text, theme):
    assert coded(words, clause(text, "", "今年工作安排"), REPORT)[0] == theme


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("完善人才落户政策，建设人才安居房，便利外籍人才出入境。", "talent"),
        ("健全知识产权仲裁和快速确权机制。", "intellectual_property"),
    ],
)
def test_and_where_it_is_of_its_theme_it_does(words, text, theme):
    assert coded(words, clause(text))[0] == theme
