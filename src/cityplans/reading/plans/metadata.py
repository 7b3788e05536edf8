"""What a plan says about itself: region, issuer, title, number, date, period, status.

Everything is read from the document's head, its covering notice, its signature and its headings; what does
not stand there stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cityplans.chinese import years as periods
from cityplans.chinese.markers import number_of
from cityplans.chinese.years import DASH, FROM_YEARS, UNTIL, WORK_OF_YEAR, YEAR, Period
from cityplans.reading.plans import titles
from cityplans.reading.plans.days import day_of, day_said
from cityplans.reading.plans.head import HEAD_LINES, SPEECH, Head, bare_title, head_of, with_its_years
from cityplans.reading.plans.issuers import issuers_in, issuers_of, with_place
from cityplans.reading.plans.regions import Region, Regions
from cityplans.reading.plans.signed import date_in, month_in, number_in, number_of_line
from cityplans.reading.plans.territory import Named, institution_of, territory_of
from cityplans.records import Clause, travels
from cityplans.worded import Said, Worded

TERM = re.compile(
    rf"(?:规划|计划|方案|实施)(?:的)?(?:期限|期|年限)(?:为|是|：|"
    rf":)[^。]{{0,10}}?{YEAR}{DASH}{YEAR}"
)
# 用3年时间（2020—2022年），吸引10万名大学生
IN_YEARS = re.compile(
    rf"[用在]\s*[一二两三四五六七八九十\d]{{1,2}}年(?:左右)?(?:的?时间)?[（(]{YEAR}年?{DASH}{YEAR}年?[）)]"
)
WORK_YEAR = Worded(rf"^{YEAR}年的?{{work_of_year}}")
# 公布2021年某市《政府工作报告》重点目标任务
TASKS_OF_YEAR = re.compile(
    rf"(?:公布|印发|发布|下达|分解)了?{YEAR}年[^。；\n]{{0,24}}?(?:目标任务|重点任务|重点工作|任务分工)"
)
TOLD_LINES = 3
FRONT = 3000  # characters in which a notice gives its plan in full
SPRING = re.compile(r"(\d{4})-0[1-6]")


@travels
@dataclass(frozen=True)
class Metadata:
    """Values as they go into the plans table; `year` also from a title or a period (for the plan id)."""

    region: Region | None = None
    issuer: str = ""
    title: str = ""
    doc_no: str = ""
    date: str = ""
    period: Period = (None, None)
    status: str = "final"
    year: int | None = None
    co_issuers: str = ""
    month_only: bool = False  # whether the date names no day, and counts from the first of its month
    is_of_file_name: bool = False  # whether nothing but the name of the file says the region


def read(
    text: str,
    clauses: Sequence[Clause],
    title: str,
    before: str,
    regions: Regions,
    said: Mapping[str, str] = {},
) -> Metadata:
    """Metadata of one plan. `title` as found in splitting, `before`: what precedes the plan in its file (a
    notice that covers it), `said`: what a record, a page or a collector's head says of the document
    (title, date, issuer, region, doc_no), used where the document itself says nothing."""
    head = head_of(clauses, bare_title(title or said.get("title", "")), before, regions.said)
    alone = (c.text.strip() for c in clauses[:HEAD_LINES] if titles.NUMBER_ONLY.match(c.text))
    numbers = (number_of_line(line, regions.endings) for line in (said.get("doc_no", ""), next(alone, "")))
    doc_no = number_in(head, regions.endings) or next(filter(None, numbers), "")
    date, month_only = _issued(head, said.get("date", ""))
    year = int(date[:4]) if date else None
    head = replace(head, title=with_its_years(head.title, before + "\n" + text[:FRONT], year))
    issuers = issuers_in(head, text, said.get("title", ""), regions)
    issuers = issuers or issuers_of(said.get("issuer", ""), regions.said)
    issuers = issuers or list(filter(None, [institution_of(head.title, regions)]))
    report = titles.type_of(head.title, regions) == "work-report" or bool(SPEECH.search(text[:600]))
    named_by = Named(head, issuers[0] if issuers else "", doc_no, said)
    region = territory_of(text, named_by, regions)
    if report and not issuers and region:
        issuers = ["国务院" if region.level == "national" else _government(region, text, regions)]
    period = _period(head, clauses, report, regions.said)
    issuers = [with_place(name, region) for name in issuers]
    return Metadata(
        region,
        issuers[0] if issuers else "",
        head.title,
        doc_no,
        date,
        period,
        _status(head, regions.said),
        year or period[0] or _title_year(head.title) or _year_said(said),
        "、".join(issuers[1:]),
        month_only,
    )


def _issued(head: Head, said: str) -> tuple[str, bool]:
    """The day of issue, and whether only its month is known: the document's own, else what is said of it."""
    day, beside = date_in(head), day_said(said)
    month = month_in(head) or day_of(said, month=True)
    month_only = not day and bool(month) and not (beside and beside[:7] == month[:7])
    return day or (month if month_only else beside), month_only


def _government(region: Region, text: str, regions: Regions) -> str:
    """The government of a territory, with the city above it where the text calls the place so."""
    chain = regions.parent(region) + region.name
    return f"{chain if chain in text else region.name}人民政府"


def _year_said(said: Mapping[str, str]) -> int | None:
    found = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", said.get("year", ""))
    return int(found.group()) if found else None


def _period(head: Head, clauses: Sequence[Clause], report: bool, said: Said) -> Period:
    named = periods.of_title(head.title)
    if named[1]:
        return named
    if report:
        years = [int(m.group(1)) for c in clauses if c.heading and (m := said[WORK_YEAR].match(c.heading))]
        spring = SPRING.match(date_in(head))  # delivered early in the year it speaks of
        year = years[-1] if years else _title_year(head.title) or (int(spring[1]) if spring else None)
        return year, year
    for index, clause in enumerate(clauses):
        found = TERM.search(clause.text) or IN_YEARS.search(clause.text)
        found = found or (index < HEAD_LINES and FROM_YEARS.search(clause.text))
        if found:
            first, second = found.groups()
            return int(first), int(second) if len(second) == 4 else int(first) + number_of(second) - 1
    if found := WORK_OF_YEAR.search(head.title) or (not head.title and _tasks_of_year(clauses)):
        return int(found.group(1)), int(found.group(1))
    if found := UNTIL.search(head.title):
        return None, int(found.group(1) or found.group(2))
    return None, None


def _tasks_of_year(clauses: Sequence[Clause]) -> re.Match[str] | None:
    """The year whose tasks a text without a title says were published."""
    return TASKS_OF_YEAR.search("\n".join(c.text for c in clauses[:TOLD_LINES]))


def _title_year(title: str) -> int | None:
    found = re.search(rf"{YEAR}\s*年|^{YEAR}(?=[\u4e00-\u9fff]{{0,12}}工作报告)", title)
    return int(found.group(1) or found.group(2)) if found else None


def _status(head: Head, said: Said) -> str:
    named = (head.title, *(line for line in head.lines if len(line) < 60))
    draft = said[titles.DRAFT]
    if any(draft.search(line) for line in named):
        return "draft"
    announced = head.title and head.title in head.before and draft.search(head.before)
    return "draft" if announced else "final"
