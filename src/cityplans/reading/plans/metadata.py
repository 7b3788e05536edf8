"""What a plan says about itself: region, issuer, title, number, date, period, status.

Everything is read from the document's head, its covering notice, its signature and its headings; what does
not stand there stays empty. Overrides from catalog.csv come last and win.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cityplans.chinese import years as periods
from cityplans.chinese.markers import number_of
from cityplans.chinese.years import DASH, FROM_YEARS, UNTIL, WORK_OF_YEAR, YEAR, Period
from cityplans.reading.plans import regions as places
from cityplans.reading.plans import titles
from cityplans.reading.plans.regions import Region, Regions
from cityplans.records import Clause, travels

HEAD_LINES = 14
TERM = re.compile(
    rf"(?:规划|计划|方案|实施)(?:的)?(?:期限|期|年限)(?:为|是|：|"
    rf":)[^。]{{0,10}}?{YEAR}{DASH}{YEAR}"
)
WORK_YEAR = re.compile(
    rf"^{YEAR}年(?:的)?(?:工作安排|重点工作|主要工作|工作总体|工作部署|主要任务|工作任务|"
    rf"重点任务|目标任务|政府工作|工作重点|经济社会发展|工作的)"
)
SPEECH = re.compile(r"我代表([\u4e00-\u9fff]{0,12}?(?:人民政府|国务院|政府))")
ISSUER_HEAD = re.compile(rf"^({titles.ISSUER.pattern})(?=关于|印发|转发|批转|发布)")
ASSEMBLY = re.compile(
    r"日\s*(?:经|由|在)?\s*([\u4e00-\u9fff]{2,40}?(?:会议|全会|委员会|代表大会))(?:审议|讨论|"
    r"表决|通过|批准)"
)
HAN = "一二三四五六七八九"
HAN_DAY = re.compile(rf"([〇零○{HAN}]{{4}})年([{HAN}十]{{1,3}})月([{HAN}十]{{1,3}})日")
PLAN_FIELDS = ("title", "date", "status")


@travels
@dataclass(frozen=True)
class Metadata:
    """Values as they go into the plans table; `year` also from a date without a day (for the plan id)."""

    region: Region | None = None
    issuer: str = ""
    title: str = ""
    doc_no: str = ""
    date: str = ""
    period: Period = (None, None)
    status: str = "final"
    year: int | None = None


@dataclass(frozen=True)
class Head:
    """Where a document speaks about itself."""

    title: str
    lines: tuple[str, ...]
    closing: tuple[str, ...]
    before: str


def read(text: str, clauses: Sequence[Clause], title: str, before: str, regions: Regions) -> Metadata:
    """Metadata of one plan. `title` as found in splitting, `before`: what precedes the plan in its file."""
    head = _head(clauses, _bare_title(title), before)
    doc_no = _doc_no(head)
    date, year = _date(head)
    report = titles.type_of(head.title) == "work-report" or bool(SPEECH.search(text[:600]))
    issuer = _issuer(head, text)
    region = _region(head, issuer, doc_no, text, regions)
    if report and not issuer and region:
        issuer = "国务院" if region.level == "national" else f"{region.name}人民政府"
    period = _period(head, clauses, report)
    return Metadata(
        region,
        issuer,
        head.title,
        doc_no,
        date,
        period,
        _status(head),
        year or period[0] or _title_year(head.title),
    )


def overridden(found: Metadata, row: Mapping[str, str], regions: Regions) -> tuple[Metadata, str]:
    """Values of a catalog row in place of what was found; and what is wrong with the row, if anything."""
    changes: dict = {field: row[field].strip() for field in PLAN_FIELDS if (row.get(field) or "").strip()}
    fault = ""
    if changes.get("status", "final") not in ("final", "draft"):
        fault = f"status “{changes.pop('status')}” is not known; write final or draft"
    if "date" in changes:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", changes["date"]):
            changes["year"] = int(changes["date"][:4])
        else:
            fault = f"date “{changes.pop('date')}” is no date; write YYYY-MM-DD"
    name = (row.get("region") or "").strip()
    if name:
        region = _named(name, regions)
        if region:
            changes["region"] = region
        else:
            fault = f"region “{name}” is not in regions.csv; give its full name or its six-digit code"
    return replace(found, **changes), fault


def _named(name: str, regions: Regions) -> Region | None:
    if name in regions.by_code:
        return regions.by_code[name]
    if name == "全国":
        return regions.by_code[places.NATIONAL]
    hit = places.leading(name, regions)
    return hit[0] if hit and hit[1] == len(name) else None


def _head(clauses: Sequence[Clause], title: str, before: str) -> Head:
    front = [c.text.strip() for c in clauses[:HEAD_LINES] if c.clause_kind in ("title", "signature", "note")]
    body = [c for c in clauses if c.clause_kind != "glossary"]
    closing = [c.text.strip() for c in body[-6:] if c.clause_kind == "signature"]
    return Head(title, tuple(front), tuple(closing), before[-400:])


def _bare_title(title: str) -> str:
    """Title without a page number that stuck to it and with one blank at most."""
    bare = re.sub(r"^\d{1,3}\s*(?=[\u4e00-\u9fff])(?!年|个|条|项)", "", title.strip())
    return re.sub(r"\s+", " ", bare).replace(" （", "（").strip()


def _region(head: Head, issuer: str, doc_no: str, text: str, regions: Regions) -> Region | None:
    speech = SPEECH.search(text[:600])
    delivered = [re.sub(r"^.*?日.{0,4}在", "", line) for line in head.lines if titles.DELIVERED.search(line)]
    adopted = [re.sub(r"^.*?日", "", line) for line in head.lines if titles.ADOPTED.match(line)]
    heads = [
        head.title,
        *head.lines[:2],
        issuer,
        *adopted,
        *delivered,
        speech.group(1) if speech else "",
        *head.lines,
        *head.closing,
    ]
    for line in heads:
        if line and (found := places.from_head(line, regions)):
            return found
    if any("全国人民代表大会" in line for line in delivered):
        return regions.by_code[places.NATIONAL]
    return (
        places.from_doc_no(doc_no, regions)
        or places.from_subject(text, regions)
        or places.from_short_head(head.title, regions)
    )


def _issuer(head: Head, text: str) -> str:
    for line in (*head.lines[:3], head.title):
        if found := ISSUER_HEAD.match(line):
            return found.group(1)
    joined = "".join(head.lines[:2])
    if found := ISSUER_HEAD.match(joined):
        return found.group(1)
    for line in head.lines:
        if titles.ADOPTED.match(line) and (found := ASSEMBLY.search(line)):
            return found.group(1)
    for line in (*head.lines, *head.closing):
        if titles.ISSUER_ONLY.match(line):
            return line.strip()
    return "国务院" if (found := SPEECH.search(text[:600])) and found.group(1) == "国务院" else ""


def _doc_no(head: Head) -> str:
    for line in (*head.lines, head.before):
        if found := titles.DOC_NO.search(line):
            return re.sub(r"\s", "", found.group())
    return ""


def _date(head: Head) -> tuple[str, int | None]:
    """Day adopted, delivered or signed, and its year; of a date without a day only the year."""
    solemn = [line for line in head.lines if titles.ADOPTED.match(line) or titles.DELIVERED.search(line)]
    signed = [line for line in (*head.lines, *reversed(head.closing)) if titles.DATE_ONLY.match(line)]
    for line in (*solemn, *signed):
        if day := _day(line):
            return day, int(day[:4])
    months = [found for line in signed if (found := titles.MONTH.search(line))]
    return "", int(months[0].group(1)) if months else None


def _day(line: str) -> str:
    if found := titles.DAY.search(line):
        year, month, day = (int(part) for part in found.groups())
    elif found := HAN_DAY.search(line):
        digits = found.group(1).translate(str.maketrans("〇零○一二三四五六七八九", "000123456789"))
        year, month, day = int(digits), number_of(found.group(2)), number_of(found.group(3))
    else:
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _period(head: Head, clauses: Sequence[Clause], report: bool) -> Period:
    named = periods.of_title(head.title)
    if named[1]:
        return named
    if report:
        years = [int(m.group(1)) for c in clauses if c.heading and (m := WORK_YEAR.match(c.heading))]
        return (years[-1], years[-1]) if years else (_title_year(head.title),) * 2
    for index, clause in enumerate(clauses):
        found = TERM.search(clause.text) or (index < HEAD_LINES and FROM_YEARS.search(clause.text))
        if found:
            first, second = found.groups()
            return int(first), int(second) if len(second) == 4 else int(first) + number_of(second) - 1
    if found := WORK_OF_YEAR.search(head.title):
        return int(found.group(1)), int(found.group(1))
    if found := UNTIL.search(head.title):
        return None, int(found.group(1))
    return None, None


def _title_year(title: str) -> int | None:
    found = re.search(rf"{YEAR}\s*年", title)
    return int(found.group(1)) if found else None


def _status(head: Head) -> str:
    named = (head.title, *(line for line in head.lines if len(line) < 60))
    if any(titles.DRAFT.search(line) for line in named):
        return "draft"
    announced = head.title and head.title in head.before and titles.DRAFT.search(head.before)
    return "draft" if announced else "final"
