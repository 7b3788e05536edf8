"""Where a document speaks about itself: its title, the lines above its body, its signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cityplans.chinese import years
from cityplans.chinese.digits import ZEROS
from cityplans.chinese.doc_numbers import DOC_NO
from cityplans.reading.plans import titles
from cityplans.reading.plans.days import day_of
from cityplans.reading.plans.front_lines import hands_on
from cityplans.records import Clause
from cityplans.worded import Said

DATED_LINE = 100  # characters of a line below a title that gives number, issuer and date
HEAD_LINES = 14
SIGNED_ON = re.compile(
    rf"[（(]?(?P<who>[^\d（）()，。]{{3,40}}?)\s*(?P<when>[12{ZEROS}一二][^，。（）()]{{3,12}}[月日])"
    r"(?:印发|发布|公布|通过|施行|下发)?[）)]?"
)
NUMBER_NOTE = re.compile(rf"\s*[（(【]\s*{DOC_NO}\s*[）)】]$")
KIND_BEFORE = re.compile(
    "^【(?:政策|文件|规划|计划|方案|通知|公告|全文|原文|发布|转发|政策文件|规范性文件|部门文件)】(?=[^】]{6})"
)  # 【政策】某市…方案
MINISTRY = re.compile(titles.MINISTRY)
OVER = "同?时?(?:即行)?(?:废止|失效|停止)"  # said behind the plan before
SPEECH = re.compile(r"我代表([\u4e00-\u9fff]{0,12}?(?:人民政府|国务院|政府))")


@dataclass(frozen=True)
class Head:
    """Where a document speaks about itself."""

    title: str
    printed: str  # with what a notice puts round it: …关于印发《…》的通知
    lines: tuple[str, ...]
    closing: tuple[str, ...]
    before: str


def head_of(clauses: Sequence[Clause], title: str, before: str, said: Said) -> Head:
    own = ("title", "signature", "note")
    signed = {i: cells for i, c in enumerate(clauses[:HEAD_LINES]) if (cells := _signed_cells(c, said))}
    is_body = (c.clause_kind not in own and i not in signed for i, c in enumerate(clauses))
    body = next((i for i, inside in enumerate(is_body) if inside), len(clauses))
    top = clauses[: max(body, HEAD_LINES)]
    lines = (  # what a page says in cells is read from its labels
        (c.text.strip(),) if c.clause_kind in own and "\t" not in c.text else signed.get(i, ())
        for i, c in enumerate(top)
    )
    front = [line for of_clause in lines for line in of_clause]
    last = [c for c in clauses if c.clause_kind != "glossary"][-6:]
    closing = [c.text.strip() for c in last if c.clause_kind == "signature"]
    if not any(titles.DATE_ONLY.match(line) for line in closing):  # a date may stand for a table's caption
        closing = _signed(clauses[body:], said) or closing
    own_lines, last_lines = (
        tuple(part for line in lines for part in parted(line, said)) for lines in (front, closing)
    )
    return Head(titles.unwrapped(title), title, own_lines, last_lines, before)


def _signed_cells(clause: Clause, said: Said) -> tuple[str, ...]:
    """Who signs and when: in cells of a row above a table (某镇人民政府 ⇥ 2025年2月20日), in a line that says
    both."""
    if clause.clause_kind != "table":
        return told if len(told := parted(clause.text.strip(), said)) > 1 else ()
    cells = tuple(cell.strip() for cell in clause.text.split("\t") if cell.strip())
    dated = (said[titles.ISSUER_ONLY].match(cell) or titles.DATE_ONLY.match(cell) for cell in cells)
    return cells if cells and all(dated) else ()


def parted(line: str, said: Said) -> tuple[str, ...]:
    """Who signs and when, of a line that says both: （某市人民政府办公室2023年4月12日印发）."""
    found = SIGNED_ON.fullmatch(line) if len(line) < DATED_LINE else None
    is_signed = found and (said[titles.ISSUER_ONLY].match(found["who"]) or MINISTRY.fullmatch(found["who"]))
    return (found["who"].strip(), found["when"]) if found and is_signed else (line,)


def _signed(clauses: Sequence[Clause], said: Said) -> list[str]:
    """A signature with its day that stands before annexes or behind a table: the last in the text."""
    for index in range(len(clauses) - 1, -1, -1):
        text = clauses[index].text.strip()
        if titles.DATE_ONLY.match(text) and day_of(text):
            first = index
            while first and said[titles.ISSUER_ONLY].match(clauses[first - 1].text):
                first -= 1
            return [c.text.strip() for c in clauses[first : index + 1]]
    return []


def bare_title(title: str) -> str:
    """Title without a page number that stuck to it, without the document's number behind it and with one
    blank at most."""
    bare = re.sub(r"^\d{1,3}\s*(?=[\u4e00-\u9fff])(?!年|个|条|项)", "", title.strip())
    bare = NUMBER_NOTE.sub("", KIND_BEFORE.sub("", bare))
    return re.sub(r"\s+", " ", bare).replace(" （", "（").strip()


def with_its_years(title: str, text: str, issued: int | None = None) -> str:
    """A title with the years in brackets that a text puts behind it: on a line of its own, in the title of a
    notice, or quoted in the sentence that hands it on. A period that was over when the plan was issued is
    that of the plan before.

    >>> with_its_years("某市人才计划", "现将《某市人才计划（2023—2025年）》印发给你们。")
    '某市人才计划（2023—2025年）'
    >>> with_its_years("某市人才计划", "总结《某市人才计划（2016—2020年）》的成效，制定本计划。")
    '某市人才计划'
    """
    if not title or years.of_title(title)[1]:
        return title
    own = rf"{re.escape(title)}\s*(?P<years>[（(][^（()）]{{6,20}}[）)])"
    forms = (rf"^[ 　]*《?{own}》?(?:的通知)?[ 　]*$", rf"(?:印发|转发)《?{own}》?的通知")
    quoted = re.compile(rf"《{own}》(?!{OVER})")
    found = [found["years"] for form in forms for found in re.finditer(form, text, re.M)]
    sentences = (one for one in re.split("[。\n]", text) if hands_on(f"{one}。"))
    found += [found["years"] for one in sentences for found in quoted.finditer(one)]
    ends = ((said, years.of_title(said)[1]) for said in found)
    return next((title + said for said, end in ends if end and not (issued and end < issued)), title)
