"""By when: every source of a year, relative expressions, and years that say nothing about the target."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityplans.chinese import years as periods
from cityplans.extraction import goal_years, horizons, quantities, targets
from cityplans.extraction.frame import frame
from cityplans.extraction.goal_years import Context, GoalYear, Horizon
from cityplans.reading import corpus
from extraction_rows import book, cleaned, examples, in_reading_order, parameters, plan_of, read, under, words

GOAL = "高新技术企业达到4000家。"


@pytest.mark.parametrize("row", parameters(examples("horizons.csv")))
def test_horizon(row):
    above = [under(row["section"], row["above"])] if row["above"] else []
    made = read(*above, under(row["section"], cleaned(row["text"])), issued=row["issued"],
                period_end=row["period_end"])  # fmt: skip
    found = in_reading_order(made)
    assert found, "no target"
    years = row["horizon"].split("|")
    years = years * len(found) if len(years) == 1 else years
    assert [(str(t["horizon"] or ""), t["horizon_source"]) for t in found] == [
        (year, row["horizon_source"]) for year in years
    ]


@pytest.mark.parametrize("name, end", [
    ("九", 2000), ("十", 2005), ("十一", 2010), ("十二", 2015), ("十三", 2020), ("十四", 2025),
    ("十五", 2030), ("十六", 2035), ("二十", 2055),
])  # fmt: skip
def test_five_year_plans(name, end):
    assert periods.five_year_end(name) == end


@pytest.mark.parametrize("title", ["宁波市科技创新“十四五”规划", "宁波市“十四五”规划和2035年远景目标纲要"])
def test_the_period_of_a_title_is_the_plans_horizon(title, tmp_path):
    """From the file to the row: the title names the period, and nothing in the text names a year."""
    prose = ["坚持创新驱动发展，把科技自立自强作为高质量发展的战略支撑，营造开放包容的创新生态。" * 3] * 4
    lines = [title, "一、总体要求", *prose, "二、主要任务", GOAL, "三、保障措施", *prose]
    (tmp_path / "a.txt").write_text("\n".join(lines) + "\n", "utf-8")
    (plan,) = corpus.read_corpus(tmp_path, book()).plans
    (target,) = targets.extract(plan, plan.reference, words()).targets
    assert (plan.period_start, plan.period_end) == (2021, 2025)
    assert (target["horizon"], target["horizon_source"]) == (2025, "plan")


OPENINGS = ("到{}年，", "{}年，", "到{}年底，", "力争到{}年，", "至{}年，")


@given(st.integers(2021, 2049), st.sampled_from(OPENINGS))
def test_the_year_of_the_sentence(year, opening):
    (target,) = read(opening.format(year) + GOAL, issued="2021-02").targets
    assert (target["horizon"], target["horizon_source"]) == (year, "explicit")


@given(st.integers(2022, 2049), st.integers(2022, 2049))
def test_a_year_after_the_value_or_in_the_next_paragraph_is_not_taken(year, other):
    """Never the nearest year for want of a better one."""
    texts = (GOAL, f"到{year}年，建成科技强省。", f"到{other}年，全面建成科技强省。")
    (target,) = read(*(under("一、目标", t) if i else under("二、任务", t) for i, t in enumerate(texts)),
                     issued="2021-02", period_end="2025").targets  # fmt: skip
    assert (target["horizon"], target["horizon_source"]) == (2025, "plan")


@given(st.integers(2015, 2020))
def test_a_year_before_the_plan_is_no_horizon(year):
    made = read(f"比{year}年，高新技术企业增加4000家。", issued="2021-02")
    assert all(t["horizon"] is None for t in made.targets)


def test_headings_do_not_reach_into_the_next_section():
    made = read(under("一、2025年目标", GOAL), under("二、保障措施", "孵化器达到30家。"), issued="2021-02")
    first, second = in_reading_order(made)
    assert (first["horizon"], first["horizon_source"]) == (2025, "inherited")
    assert second["horizon"] is None


def test_the_innermost_heading_governs():
    clause = under("“十四五”目标 / 2035年远景目标", GOAL)
    (target,) = read(clause, issued="2021-02").targets
    assert target["horizon"] == 2035


def test_paragraphs_inherit_from_those_above_under_the_same_heading():
    lead, bullet, other = "到2025年，要实现以下目标：", "——" + GOAL, "到2035年，建成科技强省。"
    made = read(under("目标", lead), under("目标", bullet), under("远景", other), issued="2021-02")
    (target,) = made.targets
    assert (target["horizon"], target["horizon_source"]) == (2025, "inherited")


@pytest.mark.parametrize(
    "text, year",
    [
        ("2026年是“十五五”开局之年。\n今年主要目标是：新增就业6万人。", 2026),
        ("　2016年是全面小康决胜阶段的开局之年。做好今年工作，新增就业6万人。", 2016),
    ],
)
def test_the_year_that_a_text_without_a_date_calls_its_own(text, year):
    (found,) = (t["horizon"] for t in read(*text.split("\n")).targets)
    assert found == year


GOALS = "二、主要目标"
TAIL = "三、保障措施\n强化统筹协调，健全多部门协同、市县联动的管理机制，确保各项任务落到实处。\n"


@pytest.mark.parametrize(
    "lead, item, year",
    [
        ("到2023年，实现以下目标：", "1.创新主体壮大。创新平台达到30家。", 2023),
        ("通过三年努力，到2023年，创新能力显著增强。", "（一）创新主体壮大。创新平台达到30家。", 2023),
        ("到2025年，建成创新型城市。展望2035年，跻身前列。", "（一）主体壮大。创新平台达到30家。", 2025),
        ("到2023年，实现以下目标：", "（一）2024年目标。创新平台达到30家。", 2024),
        ("创新能力显著增强。", "（一）主体壮大。创新平台达到30家。", 2025),
    ],
)
def test_what_leads_to_headings_dates_what_stands_below_them(lead, item, year, tmp_path):
    head = "宁波市科技创新规划（2021—2025年）\n（2021年6月18日宁波市人民政府印发）\n"
    head += "一、总体要求\n坚持创新驱动发展，营造开放包容的创新生态。\n"
    (tmp_path / "a.txt").write_text(head + f"{GOALS}\n{lead}\n{item}\n{TAIL}", encoding="utf-8")
    (plan,) = corpus.read_corpus(tmp_path, book()).plans
    (found,) = targets.extract(plan, plan.reference, words()).targets
    assert found["horizon"] == year


def test_a_bracket_at_the_end_of_a_paragraph_says_by_when():
    text = "创新平台达到30家。（市科技局牵头，2023年底前完成）"
    (found,) = read(text, issued="2021-06", period_end="2025").targets
    assert (found["horizon"], found["horizon_source"]) == (2023, "explicit")
    (found,) = read("创新平台达到30家（2020年为12家）。", issued="2021-06", period_end="2025").targets
    assert found["horizon"] == 2025


@pytest.mark.parametrize(
    "issued, period_end, year", [("2021-01", "", 2023), ("2021-02", "", 2024), ("2021-02", "2021", 2023)]
)
def test_years_from_now_count_the_year_of_issue_in_january_and_in_its_own_report(issued, period_end, year):
    found = read(f"三年内，{GOAL}", issued=issued, period_end=period_end).targets
    assert [t["horizon"] for t in found] == [year]


@pytest.mark.parametrize("short, year", [(21, 2021), (51, 2051), (52, None), (20, None)])
def test_a_year_of_two_digits_lies_within_thirty_years_of_issue(short, year):
    assert [t["horizon"] for t in read(f"到{short}年底，{GOAL}", issued="2021-05").targets] == [year]


def test_the_years_that_a_report_looks_ahead_to_hold_until_it_turns_to_its_own():
    paragraphs = (
        under("", "今后五年经济社会发展主要目标是：质量效益走在前列。"),
        under("（一）城乡融合", "新建学校8所。"),
        under("", "2022年重点工作："),
        under("（二）民生实事", "新建公园3个。"),
    )
    made = in_reading_order(read(*paragraphs, issued="2022-02", period_end="2022"))
    assert [t["horizon"] for t in made] == [2026, 2022]
    made = in_reading_order(read(*paragraphs[1:2], issued="2022-02", period_end="2022"))
    assert [t["horizon"] for t in made] == [2022]


@pytest.mark.parametrize(("before", "horizon"), [(39, (2023, "inherited")), (40, (2025, "plan"))])
def test_a_year_on_the_way_holds_for_what_follows_if_it_opens_its_paragraph(before, horizon):
    """Within forty characters; later it is of its own sentence, and the plan's last year holds."""
    lead = "甲" * (before - 1) + "到2023年，建成网络。"
    made = read(under("目标", lead), under("目标", GOAL), issued="2021-02", period_end="2025").targets
    assert [(t["horizon"], t["horizon_source"]) for t in made] == [horizon]


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("今年主要预期目标是：地区生产总值增长5%左右。", None),
        ("地区生产总值年均增长5%左右。", 2030),
        ("今年起，到2027年研发投入强度达到3%。", 2027),
    ],
)
def test_this_year_of_a_text_without_a_date_is_no_year_named_before(sentence, year):
    text = "到2030年，全面完成“十五五”规划目标。" + sentence
    (target,) = read(text, issued="").targets
    assert target["horizon"] == year


@pytest.mark.parametrize(
    ("number", "home"), [("（一）", "二、目标 / （一）书屋"), ("——", "二、目标"), ("", "二、目标")]
)
def test_a_numbered_heading_is_a_home_and_a_bullet_is_none(number, home):
    assert horizons.home_of(under("二、目标", "书屋30家。", "（一）书屋", number)) == home


ABOVE, HEADING, PLAN = (
    Horizon(year, source) for year, source in ((2024, "inherited"), (2023, "inherited"), (2030, "plan"))
)


@pytest.mark.parametrize(
    ("above", "heading", "plan", "year"),
    [
        (ABOVE, HEADING, PLAN, 2024),
        (None, HEADING, PLAN, 2023),
        (None, None, PLAN, 2030),
        (None, None, None, None),
    ],
)
def test_the_order_of_evidence(above, heading, plan, year):
    context = Context(above, heading, plan, 2021, 6, None)
    assert horizons.horizon(frame("书屋达到30家。"), 4, context).year == year


BELOW = Context(ABOVE, None, None, 2021, 6, None)  # a year stands above


def horizon(text: str, context: Context = BELOW, turn: int | None = None):
    """Year and source of the value behind ▲."""
    at, text = text.index("▲"), text.replace("▲", "")
    goals = goal_years.goal_years(text, quantities.find(text, words().lexer), context, words().said)
    found = horizons.horizon(frame(text), at, context._replace(goals=goals), turn)
    return found.year, found.source


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("到2025年，书屋达到▲30家。", (2025, "explicit")),
        ("书屋达到▲30家，到2025年翻番。", (2024, "inherited")),  # behind the value
        ("到2025年，开馆。书屋达到▲30家。", (2025, "inherited")),  # of the sentence before
        ("书屋（到2025年40家）达到▲30家。", (2024, "inherited")),  # of another's bracket
    ],
)
def test_a_year_before_the_value_in_its_clause(text, found):
    assert horizon(text) == found


@pytest.mark.parametrize(("turn", "year"), [(None, 2030), (0, 2025), (1, 2030)])
def test_years_in_turn(turn, year):
    assert horizon("到2025年、2030年，书屋分别达到▲30家、40家。", turn=turn) == (year, "explicit")


def test_years_that_are_not_joined_are_not_in_turn():
    assert horizon("到2025年开馆，到2030年，书屋达到▲30家、40家。", turn=0) == (2030, "explicit")


@pytest.mark.parametrize(("tense", "found"), [("", (2021, "explicit")), ("past", (2024, "inherited"))])
def test_the_whole_year_of_a_review_is_behind(tense, found):
    assert horizon("全年书屋达到▲30家。", Context(ABOVE, None, None, 2021, 6, None, tense)) == found


@pytest.mark.parametrize(("heading", "found"), [(2021, (2021, "inherited")), (2022, (2024, "inherited"))])
def test_under_a_heading_of_this_year_another_year_is_an_aside(heading, found):
    context = Context(None, Horizon(heading, "inherited"), None, 2021, 6, None)
    assert horizon("到2024年，开馆。书屋达到▲30家。", context) == found


def contexts(*clauses, issued: str = "2021-06", period_end: str = "", title: str = "", tense: str = ""):
    plan = plan_of(*clauses, issued=issued, period_end=period_end, title=title)
    found = [quantities.find(clause.text, words().lexer) for clause in plan.clauses]
    tenses = [tense] * len(found)
    return horizons.contexts(plan, plan.clauses, found, tenses, words().said)


@pytest.mark.parametrize(
    ("row", "due"),
    [
        ("1\t新建书屋30家\t2023年底前", 2023),
        ("1\t新建书屋30家\t12月底前完成", 2021),  # of the year of issue
        ("1\t新建书屋30家\t2021.09", 2021),
        ("1\t新建书屋30家\t2022—2024年", 2024),
        ("1\t新建书屋30家\t2020年底", None),  # is over
        ("1\t新建书屋30家\t2023年新建", None),  # says more than by when
        ("新建书屋30家\t2023年底前", None),  # two cells make no list of tasks
    ],
)
def test_by_when_a_row_of_tasks_is_due(row, due):
    (context,) = contexts(under("", row, kind="table"))
    assert (context.above and context.above.year) == due
    assert contexts(under("", row))[0].above is None  # no table


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("一、2023年重点工作", 2023),
        ("一、2022—2023年目标", 2023),
        ("一、“十四五”时期目标", 2025),
        ("一、“十四五”主要目标", 2025),
        ("一、今年工作", 2021),
        ("一、全年安排", 2021),
        ("一、主要目标", None),
        ("一、2025年目标 / （一）书屋", 2025),
        ("一、2025年目标 / （一）2023年书屋", 2023),  # the innermost
    ],
)
def test_years_of_headings(heading, year):
    (context,) = contexts(under(heading, "书屋达到30家。"))
    assert (context.heading and context.heading.year) == year


@pytest.mark.parametrize(
    ("line", "year"),
    [("2023年重点工作", 2023), ("2023年重点工作抓好落实到位", None), ("关于2023年重点工作", None)],
)
def test_a_line_that_is_a_heading_without_a_number(line, year):
    below = contexts(under("一", line), under("一", "书屋达到30家。"))[1].above
    assert (below and below.year) == year


@pytest.mark.parametrize(
    ("title", "period_end", "clauses", "year"),
    [
        ("某市规划", "2025", ["书屋达到30家。"], 2025),
        ("某市规划", "2020", ["书屋达到30家。"], None),  # ended before it was issued
        ("某市2023年要点", "", ["书屋达到30家。"], 2023),
        ("某市2020年要点", "", ["书屋达到30家。"], None),
        ("某市2023年和2025年要点", "", ["书屋达到30家。"], None),  # two years
        ("某市规划", "", ["到2024年开馆。", "书屋达到30家。"], 2024),  # its only goal year
        ("某市规划", "", ["到2024年开馆，到2026年闭馆。", "书屋达到30家。"], None),
    ],
)
def test_the_year_of_the_whole_plan(title, period_end, clauses, year):
    made = contexts(*(under("一、任务", c) for c in clauses), period_end=period_end, title=title)
    assert (made[-1].plan and made[-1].plan.year) == year


def test_the_first_year_of_the_goals_is_the_plans():
    clauses = (under("一、任务", "到2024年开馆。"), under("二、目标", "到2026年建成，到2028年扩建。"))
    assert contexts(*clauses)[0].plan.year == 2026


def test_rows_of_a_table_and_brackets_give_no_year_to_what_stands_below():
    for lead in ("到2024年\t开馆", "书屋（到2024年40家）开馆。"):
        assert contexts(under("一", lead), under("一", "书屋达到30家。"))[1].above is None


def test_an_aside_governs_its_own_bracket_alone():
    goal = GoalYear(4, 2024, "2024年", within=goal_years.Span(3, 9))
    assert [goal.governs(at) for at in (3, 4, 8, 9)] == [False, True, True, False]
