"""Documents that look back, by their titles and fronts."""

import pytest

from cityplans.extraction import reviewing
from cityplans.records import Clause
from extraction_rows import words

SAID = words().said


def clauses(*texts: str) -> list[Clause]:
    return [Clause(f"c{n}", "", "", "", text, 0, len(text)) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("title", "is_so"),
    [
        ("某市2025年国民经济和社会发展统计公报", True),
        ("某市2025年国民经济和社会发展统计公报（征求意见稿）", True),
        ("某市统计公报编制办法", False),
    ],
)
def test_a_bulletin_ends_in_its_kind(title, is_so):
    assert reviewing.is_bulletin(title, SAID) is is_so


@pytest.mark.parametrize(
    ("line", "is_so"),
    [
        ("某区2023年工作总结", True),
        ("某区2023年工作总结和2024年工作打算", True),
        ("某区政府工作报告重点任务分工方案", False),
        ("现将2023年工作总结印发。", False),  # a sentence
    ],
)
def test_a_report_is_named_by_a_line_of_its_own(line, is_so):
    assert reviewing.names_report(line, SAID) is is_so


TOLD = "本报讯（记者 王某）全市建成站点300个。"


@pytest.mark.parametrize(
    ("title", "texts", "is_so"),
    [
        ("", [TOLD], True),
        ("", [TOLD, "《某市交通发展规划》提出，到2027年建成600个。"], False),  # of a plan
        ("", [TOLD, "该规划近日出台。"], False),
        ("", [TOLD, "该规划在编。"], True),
        ("某市交通发展三年行动计划", [TOLD], False),  # a document with news in it
        ("某市交通提速", [TOLD], True),
        ("", ["全市建成站点300个。"], False),
    ],
)
def test_news_are_told_of_what_was_done_and_not_of_a_plan(title, texts, is_so):
    assert reviewing.is_news(title, clauses(*texts), SAID) is is_so


@pytest.mark.parametrize(("before", "is_so"), [(393, True), (394, False)])
def test_how_far_the_front_of_a_text_without_a_title_reaches(before, is_so):
    """Within 400 characters: a line end and the six of 现将工作总结 stand behind what is before."""
    assert reviewing.is_report("", clauses("甲" * before, "现将工作总结汇报如下。"), SAID) is is_so


def test_a_title_that_is_none_says_nothing_where_the_front_does():
    assert reviewing.is_report("", clauses("2023年工作总结", "完成投资3亿元。"), SAID)
    assert not reviewing.is_report("某市规划", clauses("2023年工作总结"), SAID)
