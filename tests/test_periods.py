"""Which year something reached is of, and over how many years it is said."""

from __future__ import annotations

import pytest

from cityplans.extraction import periods, quantities
from cityplans.extraction.frame import frame
from cityplans.extraction.goal_years import Horizon
from cityplans.extraction.periods import Document, Past, Periods, Window
from extraction_rows import book, plan_of, under, words

TIMES = periods.times_of(book())
IN_2024 = Document(2024, 6)


def pasts(text: str, document: Document = IN_2024) -> list[tuple[int, str]]:
    found = quantities.find(text, words().lexer)
    made = periods.pasts(text, [q for q in found if q.kind == "date"], document, TIMES)
    return [(past.year, past.text) for past in made]


def windows(text: str, document: Document = IN_2024) -> list[tuple[int, int | None, bool]]:
    found = quantities.find(text, words().lexer)
    own = periods.pasts(text, [q for q in found if q.kind == "date"], document, TIMES)
    return [(w.years, w.end, w.opens) for w in periods.windows(text, own, document, TIMES)]


@pytest.mark.parametrize(("month", "year"), [(3, 2023), (4, 2024)])
def test_now_is_the_year_before_until_march(month, year):
    assert Document(2024, month).now == year


@pytest.mark.parametrize(
    ("word", "year"), [("-1", 2023), ("-2", 2022), ("0", 2024), ("last", 2023), ("now", 2024), ("", None)]
)
def test_the_year_that_a_word_says(word, year):
    assert IN_2024.said(word) == year
    assert Document(None, 6).said(word) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022年，书屋达到30家。", [(2022, "2022年")]),
        ("比2022年增加30家。", []),  # measured from
        ("与2022年相比增加30家。", []),
        ("在2022年的基础上增加30家。", []),
        ("2022年以来，新增30家。", []),
        ("是2022年的3倍。", []),
        ("完成“十三五”规划目标，书屋30家。", []),
        ("2025年，书屋达到30家。", []),  # still to come
        ("2024年，书屋达到30家。", [(2024, "2024年")]),
        ("《纲要（2022年）》印发。", []),
        ("去年，书屋达到30家。", [(2023, "去年")]),
        ("比去年增加30家。", []),
        ("在去年的基础上增加30家。", []),
        ("前年达到20家，去年达到30家。", [(2022, "前年"), (2023, "去年")]),
    ],
)
def test_past_years_of_a_clause(text, found):
    assert pasts(text) == found


def test_without_a_year_of_issue_no_word_says_one():
    assert pasts("去年达到30家，2030年达到40家。", Document(None, 6)) == [(2030, "2030年")]


@pytest.mark.parametrize(
    ("word", "month", "year"),
    [
        ("一季度", 2, 2023), ("一季度", 3, 2024), ("上半年", 5, 2023), ("上半年", 6, 2024),
        ("前三季度", 8, 2023), ("前三季度", 9, 2024),
    ],
)  # fmt: skip
def test_quarters_that_are_not_yet_over_are_of_the_year_before(word, month, year):
    assert pasts(f"{word}，出口增长5%。", Document(2024, month)) == [(year, word)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("五年来，新建书屋30家。", [(5, None, True)]),
        ("各位代表，五年来，新建书屋30家。", [(5, None, True)]),
        ("全市五年来新建书屋30家。", [(5, None, False)]),
        ("近五年来新建书屋30家。", [(5, None, False)]),  # of its sentence alone
        ("连续37年增长。", []),
        ("过去的五年，新建书屋30家。", [(5, None, True)]),
        ("这是奋发有为的五年，新建书屋30家。", [(5, None, True)]),
        ("三年增长58%。", [(3, None, False)]),
        ("近3年提升21个百分点。", [(3, None, False)]),
        ("第三年增长58%。", []),
        ("“十三五”时期，新建书屋30家。", [(5, 2020, True)]),
        ("“十四五”时期，新建书屋30家。", []),  # not over
        ("2023年，新建书屋30家。", [(1, 2023, True)]),
        ("2023年出口30家。", [(1, 2023, False)]),  # speaks for its sentence
        ("从2022年的5家起步。", []),  # of the next value alone
    ],
)
def test_windows_of_a_clause(text, found):
    assert windows(text) == found


def test_a_sentence_is_looked_for_twenty_four_characters_back():
    """Marks and blanks between the end of a sentence and the words that open the next."""
    before = "书屋。" + " " * 22 + "“十三五”时期，新建30家。"
    assert windows(before)[0][2] is True
    assert windows("书屋。" + " " * 24 + "“十三五”时期，新建30家。")[0][2] is False


def year_of(text: str, own: list[Past], above: Horizon | None = None) -> tuple[int | None, str]:
    number = next(q for q in quantities.find(text, words().lexer) if q.kind == "amount")
    found = periods.year(frame(text), number, Periods(own, above))
    return found.year, found.source


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022年书屋30家。", (2022, "explicit")),
        ("2022年开馆。书屋30家。", (2022, "inherited")),
        ("书屋30家（2021年），2022年。", (2021, "explicit")),
        ("馆舍（2022年底）建成，书屋30家。", (2020, "inherited")),  # said in a bracket of something else
    ],
)
def test_the_year_of_a_value(text, year):
    own = [Past(text.index("2022年"), 2022, "2022年")]
    assert year_of(text, own, Horizon(2020, "inherited", "")) == year


def test_a_year_behind_from_holds_until_the_value_moves():
    text = "从2022年的书屋30家起步。"
    assert year_of(text, [Past(1, 2022, "2022年", True)]) == (2022, "explicit")
    text = "从2022年起步增加到30家。"
    assert year_of(text, [Past(1, 2022, "2022年", True)]) == (None, "none")


def test_the_year_of_a_base_stands_with_it():
    text = "2023年书屋由2022年的30家增加到40家。"
    number = next(q for q in quantities.find(text, words().lexer) if q.kind == "amount")
    own = [Past(0, 2023, "2023年"), Past(8, 2022, "2022年", True)]
    assert periods.base_year(frame(text), number, Periods(own, None)).year == 2022
    assert periods.base_year(frame(text), number, Periods(own[:1], None)).year is None
    text = "2023年书屋40家（2022年为30家）。"
    number = quantities.find(text, words().lexer)[-1]
    own = [Past(0, 2023, "2023年"), Past(text.index("2022"), 2022, "2022年")]
    assert periods.base_year(frame(text), number, Periods(own, None)).year == 2022


@pytest.mark.parametrize(
    ("text", "given", "is_average", "years"),
    [
        ("五年来，开馆。书屋30家。", Window(0, 5, None, True), False, 5),
        ("近五年开馆。书屋30家。", Window(1, 5), False, 3),  # of its sentence alone: the one above
        ("近五年书屋30家。", Window(1, 5), False, 5),
        ("近五年开馆；书屋30家。", Window(1, 5), False, 3),
        ("2023年年均增长30家。", Window(0, 1, 2023), True, 3),
        ("2023年年均增长30家。", Window(0, 1, 2023), False, 1),
        ("馆舍（近5年）建成，书屋30家。", Window(4, 5), False, 3),
    ],
)
def test_the_window_of_a_value(text, given, is_average, years):
    number = [q for q in quantities.find(text, words().lexer) if q.kind == "amount"][-1]
    of_clause = Periods((), None, [given], Window(0, 3))
    assert periods.window(frame(text), number, of_clause, is_average).years == years


def of_plan(*clauses, title: str = "", looks: list[str] | None = None) -> list[Periods]:
    plan = plan_of(*clauses, issued="2024-06", title=title)
    found = [quantities.find(clause.text, words().lexer) for clause in plan.clauses]
    return periods.of_plan(plan, plan.clauses, found, looks or ["past"] * len(found), TIMES)


@pytest.mark.parametrize(("before", "year"), [(39, 2022), (40, None)])
def test_a_year_speaks_for_the_paragraphs_below_from_the_first_forty_characters(before, year):
    above = of_plan(under("一", "馆" * before + "2022年开馆。"), under("一", "书屋30家。"))[1].above
    assert (above and above.year) == year


def test_a_review_inherits_from_a_review_alone():
    clauses = under("一", "2022年开馆。"), under("一", "书屋30家。")
    assert of_plan(*clauses, looks=["past", ""])[1].above is None


def test_a_heading_gives_its_year_unless_it_is_to_come():
    one, two = of_plan(under("一、2022年工作回顾", "书屋30家。"), under("二、2025年展望", "书屋40家。"))
    assert one.above == Horizon(2022, "inherited", "一、2022年工作回顾") and two.above is None


def test_a_report_opens_with_the_year_behind():
    (told,) = of_plan(under("", "书屋30家。"), title="2024年政府工作报告")
    assert told.above == Horizon(2023, "plan", "2024年政府工作报告")
    assert of_plan(under("", "书屋30家。"), title="某市规划")[0].above is None


def test_a_window_that_opens_holds_through_its_chapter():
    made = of_plan(
        under("一、工作回顾", "五年来，书屋达到30家。"),
        under("一、工作回顾 / （一）书屋", "新增30家。"),
        under("二、主要任务", "新增30家。"),
    )
    assert [p.window_above and p.window_above.years for p in made] == [None, 5, None]


@pytest.mark.parametrize(
    ("heading", "years"),
    [("2023年工作回顾", 1), ("“十三五”发展回顾", 5), ("2023年和“十三五”时期工作回顾", 0)],
)
def test_a_chapter_about_two_windows_says_none(heading, years):
    assert of_plan(under(heading, "书屋30家。"))[0].window_above.years == years


@pytest.mark.parametrize(("home", "chapter"), [("一 / （一）", "一"), (" / （一）", "（一）"), ("", "")])
def test_a_chapter_is_the_outermost_heading(home, chapter):
    assert periods.chapter_of(home) == chapter
