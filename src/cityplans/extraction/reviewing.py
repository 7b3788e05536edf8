"""Whether a document looks back: a report looks back first, a bulletin of statistics throughout."""

from __future__ import annotations

from collections.abc import Sequence

from cityplans.records import Clause
from cityplans.worded import Said, Worded

# 某县2023年工作总结和2024年工作打算, …计划执行情况与…计划草案的报告; not …执行情况督查方案
REPORT = Worded(
    r"{tells_of_report}(?:的?报告)?(?:（[^（）]*）)?(?:$|[：:]|\s?(?:19|20)\d\d年?$"
    r"|[和及与暨、][^，。]{0,30}(?:计划|打算|安排|思路|要点|草案|建议)(?:的报告)?$)"
)
BULLETIN = Worded(r"{tells_all_past}(?:（[^（）]*）)?\s?(?:(?:19|20)\d\d年?)?$")
TOLD = Worded(  # 向大会作政府工作报告, 报告提到; not 做好工作，落实政府工作报告
    r"(?:(?<![工合操运])[作做]了?|审议|听取)《?[\u4e00-\u9fff]{0,10}?(?<!落实)(?<!贯彻)(?<!完成){tells_of_report}"
    r"|现将[^，。；\n]{0,20}{tells_of_report}|{tells_of_report}[^，。；\n]{0,4}(?:如下|指出|显示|提[出到](?![^。\n]{0,30}目标))"
    r"|(?:^|\n)过去的?(?:[一两三四五]|\d)年[，是]"
)
NEWS = Worded(r"{tells_news}|记者[^。，]{0,24}(?:获悉|了解到|采访)")
OF_PLAN = Worded("{document}(?:（[^（）]*）)?$")
PLAN_TOLD = Worded(
    r"《[^《》]{0,60}?(?:{plan_document}|措施)[^《》]{0,40}》"
    r"|{plan_document}(?:已经?|正式|近日|日前)*{comes_out}"
)
FRONT = 400  # characters in which a text without a title says what it is


def is_bulletin(title: str, said: Said) -> bool:
    """Whether a title is that of a bulletin of statistics, which sets no goals."""
    return bool(said[BULLETIN].search(title))


def names_report(line: str, said: Said) -> bool:
    """2023年工作总结 as a title or a line of its own."""
    return "。" not in line and bool(said[REPORT].search(line))


def is_news(title: str, clauses: Sequence[Clause], said: Said) -> bool:
    """Whether a text is news of what was done, and not of a plan, whose goals stand in it without more."""
    front = "\n".join(clause.text for clause in clauses[:4])[:FRONT]
    told = any(said[PLAN_TOLD].search(clause.text) for clause in clauses)
    return bool(said[NEWS].search(front)) and not (told or said[OF_PLAN].search(title))


def is_report(title: str, clauses: Sequence[Clause], said: Said) -> bool:
    """Whether a text looks back first, by its title or, where it has none, by its front."""
    opening = [] if title else [clause.text.strip() for clause in clauses[:3]]
    named = any(names_report(line, said) for line in (title, *opening))
    return named or bool(said[TOLD].search("\n".join(opening)[:FRONT]))
