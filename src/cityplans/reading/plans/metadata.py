"""What a plan says about itself: region, issuer, title, number, date, period, status.

Everything is read from the document's head, its covering notice, its signature and its headings; what does
not stand there stays empty. Overrides from catalog.csv come last and win.
"""

from __future__ import annotations

import datetime
import difflib
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cityplans.chinese import years as periods
from cityplans.chinese.digits import read_off
from cityplans.chinese.markers import number_of
from cityplans.chinese.years import DASH, FROM_YEARS, UNTIL, WORK_OF_YEAR, YEAR, Period
from cityplans.reading.plans import regions as places
from cityplans.reading.plans import titles
from cityplans.reading.plans.regions import Region, Regions
from cityplans.records import Clause, travels
from cityplans.worded import Said, Worded

DATED_LINE = 100  # characters of a line below a title that gives number, issuer and date
ISSUED_ON = re.compile("(?:印发|发布|公布|通过|施行|下发)[）)]?$")
HEAD_LINES = 14
SIGNED_ON = re.compile(
    r"[（(]?(?P<who>[^\d（）()，。]{4,40}?)\s*(?P<when>[12〇零○OＯΟО一二][^，。（）()]{3,12}[月日])[）)]?"
)
NUMBER_NOTE = re.compile(rf"\s*[（(【]\s*{titles.DOC_NO.pattern}\s*[）)】]$")
TERM = re.compile(
    rf"(?:规划|计划|方案|实施)(?:的)?(?:期限|期|年限)(?:为|是|：|"
    rf":)[^。]{{0,10}}?{YEAR}{DASH}{YEAR}"
)
WORK_YEAR = Worded(rf"^{YEAR}年的?{{work_of_year}}")
SPEECH = re.compile(r"我代表([\u4e00-\u9fff]{0,12}?(?:人民政府|国务院|政府))")
MINISTRY = re.compile(titles.MINISTRY)
ISSUER_HEAD = Worded(
    rf"^((?:{titles.ISSUER}|{titles.MINISTRY})(?:[\s、]+(?:{titles.ISSUER}|{titles.MINISTRY}))*"
    rf"(?:等[\d一二三四五六七八九十]*个?(?:部门|单位))?)\s*(?=关于|印发|转发|批转|发布)"
)
ASSEMBLY = re.compile(
    r"日\s*(?:经|由|在)?\s*([\u4e00-\u9fff]{2,40}?(?:会议|全会|委员会|代表大会))(?:审议|讨论|"
    r"表决|通过|批准)"
)
HAN_DAY = re.compile(
    r"([〇零○OＯΟО一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
HAN_MONTH = re.compile(
    r"([〇零○OＯΟО一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?![一二三四五六七八九十])"
)
NUMERIC_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)")
DIGITS_ONLY = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)(?:\.0)?")
SERIAL = re.compile(r"([2-6]\d{4})(?:\.0)?")  # 1954 to 2091
MONTH_ONLY = re.compile(r"((?:19|20)\d{2})\s*(?:年|[-/.])\s*(\d{1,2})\s*月?")
SPRING = re.compile(r"(\d{4})-0[1-6]")
GIVEN = ("title", "region", "date", "status")  # columns of catalog.csv that replace what a file says
STATUSES = {
    **dict.fromkeys(
        (
            "final",
            "正式",
            "正式稿",
            "正式印发",
            "印发",
            "发布",
            "终稿",
            "正式文件",
            "有效",
            "现行有效",
            "已印发",
            "已发布",
        ),
        "final",
    ),
    **dict.fromkeys(
        ("draft", "草案", "草稿", "征求意见稿", "征求意见", "送审稿", "公示稿", "报批稿", "稿"), "draft"
    ),
}


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


@dataclass(frozen=True)
class Head:
    """Where a document speaks about itself."""

    title: str
    printed: str  # with what a notice puts round it: …关于印发《…》的通知
    lines: tuple[str, ...]
    closing: tuple[str, ...]
    before: str


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
    head = _head(clauses, _bare_title(title or said.get("title", "")), before, regions.said)
    alone = (c.text.strip() for c in clauses[:HEAD_LINES] if titles.NUMBER_ONLY.match(c.text))
    doc_no = _doc_no(head) or _doc_no_of(said.get("doc_no", "")) or _doc_no_of(next(alone, ""))
    date, beside, month = _date(head), _day_said(said.get("date", "")), _month(head)
    month = month or day_of(said.get("date", ""), month=True)
    month_only = not date and bool(month) and not (beside and beside[:7] == month[:7])
    date = date or (month if month_only else beside)
    year = int(date[:4]) if date else None
    issuers = _issuers(head, text, said.get("title", ""), regions)
    issuers = issuers or issuers_of(said.get("issuer", ""), regions.said)
    report = titles.type_of(head.title, regions) == "work-report" or bool(SPEECH.search(text[:600]))
    region = (
        _region(head, issuers[0] if issuers else "", doc_no, text, regions)
        or _region_said(said, regions)
        or places.from_country(text, regions)
    )
    if report and not issuers and region:
        issuers = ["国务院" if region.level == "national" else f"{region.name}人民政府"]
    period = _period(head, clauses, report, regions.said)
    issuers = [_with_place(name, region) for name in issuers]
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


def overridden(
    found: Metadata, row: Mapping[str, str], regions: Regions
) -> tuple[Metadata, list[tuple[str, str]]]:
    """Values of a catalog row in place of what was found; and everything that is wrong with the row, in
    English and Chinese.

    A day as people and Excel write it (2021-07-16, 2021/7/16, 2021年7月16日); a month alone counts from its
    first day. A region by full or short name or by code; a status by its code or in Chinese.
    """
    given = {field: value.strip() for field, value in row.items() if field in GIVEN and (value or "").strip()}
    changes: dict = {"title": given["title"]} if "title" in given else {}
    faults = []
    if "status" in given:
        changes["status"] = STATUSES.get(given["status"].lower(), "")
        if not changes["status"]:
            faults.append(
                (
                    f"status “{given['status']}” is not known; write final or draft (正式 or 草案)",
                    f"status 列的“{given['status']}”不是状态；写 正式 或 草案（final、draft）",
                )
            )
            del changes["status"]
    if "date" in given:
        if day := day_of(given["date"], month=True):
            changes |= {"date": day, "year": int(day[:4]), "month_only": is_month(given["date"])}
        else:
            faults.append(
                (
                    f"date “{given['date']}” is no date; write YYYY-MM-DD",
                    f"date 列的“{given['date']}”不是日期；写成 2021-07-16 或 2021年7月16日",
                )
            )
    if "region" in given:
        if region := named(given["region"], regions):
            changes["region"] = region
        else:
            near = difflib.get_close_matches(given["region"], [*regions.by_name, *regions.by_short], 1)
            nearest = (f" (nearest: {near[0]})", f"，最接近的是“{near[0]}”") if near else ("", "")
            faults.append(
                (
                    f"region “{given['region']}” is not in regions.csv{nearest[0]}; "
                    "give its full name or its six-digit code",
                    f"region 列的“{given['region']}”不在 regions.csv 中{nearest[1]}；写全称或六位代码",
                )
            )
    if "title" in changes and found.period == (None, None):
        changes["period"] = periods.of_title(changes["title"])
    return replace(found, **changes), faults


def named(name: str, regions: Regions) -> Region | None:
    """The division that a person calls by its code, its full name or its short name (广州, 浙江)."""
    if name in regions.by_code:
        return regions.by_code[name]
    if name in ("全国", "国家", "中国"):
        return regions.by_code.get(places.NATIONAL)
    hit = places.leading(name, regions)
    if hit and hit[1] == len(name):
        return hit[0]
    return places.highest(regions.by_short.get(name, ()), regions)


def _innermost(names: str, regions: Regions) -> Region | None:
    """The smallest of the divisions named, each within the one before: 安徽 蚌埠, 江苏省 南京市 鼓楼区."""
    found: Region | None = None
    for name in names.split():
        codes = (*regions.by_name.get(name, ()), *regions.by_short.get(name, ()))
        inside = [c for c in codes if found and c != found.code and regions.within(c, found.code)]
        found = (places.highest(inside, regions) if found else named(name, regions)) or found
    return found


def _day_said(text: str) -> str:
    """The day that a field beside a text gives; of eight digits too (20230315)."""
    digits = DIGITS_ONLY.fullmatch(text.strip())
    return _iso(*map(int, digits.groups())) if digits else day_of(text)


def day_of(text: str, month: bool = False) -> str:
    """The first day that stands in a text, as ISO date; "" where none does. `month`: a month alone counts
    from its first day, and a number is a day as Excel counts them.

    >>> day_of("2021/7/16 10:30"), day_of("二〇二一年七月十六日"), day_of("2012年9月", month=True)
    ('2021-07-16', '2021-07-16', '2012-09-01')
    >>> day_of("44377", month=True)
    '2021-06-30'
    """
    if found := NUMERIC_DAY.search(text):
        return _iso(*map(int, found.groups()))
    if day := _day(text):
        return day
    if month and (found := SERIAL.fullmatch(text.strip())):
        return (datetime.date(1899, 12, 30) + datetime.timedelta(int(found.group(1)))).isoformat()
    if month and (found := MONTH_ONLY.fullmatch(text.strip())):
        return _iso(int(found.group(1)), int(found.group(2)), 1)
    return ""


def is_month(text: str) -> bool:
    """Whether a date as people write it names a month and no day.

    >>> is_month("2023-05"), is_month("2023年5月"), is_month("2023-05-17"), is_month("")
    (True, True, False, False)
    """
    return MONTH_ONLY.fullmatch(text.strip()) is not None


def _iso(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _year_said(said: Mapping[str, str]) -> int | None:
    found = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", said.get("year", ""))
    return int(found.group()) if found else None


def _region_said(said: Mapping[str, str], regions: Regions) -> Region | None:
    """Region by what stands beside the text; the body that put it on its site only in the last place."""
    if region := _innermost(said.get("region", ""), regions):
        return region
    return next(
        (found for field in ("title", "issuer") if (found := places.from_head(said.get(field, ""), regions))),
        None,
    )


def _head(clauses: Sequence[Clause], title: str, before: str, said: Said) -> Head:
    own = ("title", "signature", "note")
    body = next((i for i, c in enumerate(clauses) if c.clause_kind not in own), len(clauses))
    front = [c.text.strip() for c in clauses[: max(body, HEAD_LINES)] if c.clause_kind in own]
    last = [c for c in clauses if c.clause_kind != "glossary"][-6:]
    closing = [c.text.strip() for c in last if c.clause_kind == "signature"]
    closing = closing or _signed(clauses[body:], said)
    own_lines, last_lines = (
        tuple(part for line in lines for part in _parted(line, said)) for lines in (front, closing)
    )
    return Head(titles.unwrapped(title), title, own_lines, last_lines, before)


def _parted(line: str, said: Said) -> tuple[str, ...]:
    """Who signs and when, of a line that says both: （某市人民政府办公室2023年4月12日）."""
    found = SIGNED_ON.fullmatch(line) if len(line) < DATED_LINE else None
    is_signed = found and said[titles.ISSUER_ONLY].match(found["who"])
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


def _bare_title(title: str) -> str:
    """Title without a page number that stuck to it, without the document's number behind it and with one
    blank at most."""
    bare = re.sub(r"^\d{1,3}\s*(?=[\u4e00-\u9fff])(?!年|个|条|项)", "", title.strip())
    bare = NUMBER_NOTE.sub("", bare)
    return re.sub(r"\s+", " ", bare).replace(" （", "（").strip()


def _region(head: Head, issuer: str, doc_no: str, text: str, regions: Regions) -> Region | None:
    speech = SPEECH.search(text[:600])
    delivered = [re.sub(r"^.*?日.{0,4}在", "", line) for line in head.lines if titles.DELIVERED.search(line)]
    delivered += [place[1] for line in head.lines if (place := titles.DELIVERED_AT.match(line))]
    adopted = [re.sub(r"^.*?日", "", line) for line in head.lines if titles.ADOPTED.match(line)]
    heads = [
        head.title,
        head.printed,
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
    if shared := next((line for line in (head.title, issuer) if places.is_shared(line, regions)), ""):
        return places.of_shared(shared, text, regions)
    return (
        places.from_doc_no(doc_no, regions)
        or places.from_subject(text, regions)
        or places.from_short_head(head.title, regions)
    )


def _issuers(head: Head, text: str, beside: str, regions: Regions) -> list[str]:
    """Who adopted or issued the plan, in the order printed: as the title says (also one that stands `beside`
    the text), as the adoption line says, as it is signed."""
    before, alone = head.before.split("\n"), regions.said[titles.ISSUER_ONLY]
    signed = [line.strip() for line in (*head.lines, *head.closing, *before)]
    for line in (*head.lines[:3], head.printed, "".join(head.lines[:2]), *before, beside):
        if found := regions.said[ISSUER_HEAD].match(line.strip()):
            issuers = [_in_full(name, signed) for name in issuers_of(found.group(1), regions.said)]
            more = MANY.search(found.group(1))
            return [*issuers, more.group()] if more and len(issuers) == 1 else issuers
    for line in head.lines:
        if titles.ADOPTED.match(line) and (found := ASSEMBLY.search(line)):
            return [found.group(1)]
    for line in (*head.lines[:3], *before):
        if order := ORDER.match(line.strip()):
            return [order.group(1)]
    for lines in (head.lines, head.closing, before):
        found_in = [line for line in lines if alone.match(line) or line in regions.bodies]
        if names := [name for line in found_in for name in issuers_of(line, regions.said)]:
            return list(dict.fromkeys(_in_full(name, signed) for name in names))
    return ["国务院"] if (found := SPEECH.search(text[:600])) and found.group(1) == "国务院" else []


def _with_place(name: str, region: Region | None) -> str:
    """市人民政府 of a place that is known: 咸宁市人民政府."""
    is_short = region and SHORT_NAME.match(name) and region.name.endswith(name[0])
    return region.name + name[1:] if region and is_short else name


def _in_full(name: str, signed: Sequence[str]) -> str:
    """省人民政府 as it is signed: 贵州省人民政府."""
    if not SHORT_NAME.match(name):
        return name
    forms = (name, re.sub("(?<!人民)政府", "人民政府", name))
    return next(
        (line for line in signed if len(line) > len(name) and line.endswith(forms) and " " not in line), name
    )


def issuers_of(text: str, said: Said) -> list[str]:
    """The bodies that a line names, one after the other; none where it is no line of bodies."""
    bare = TOGETHER.sub(" ", SITE.sub("", MANY.sub("", text.strip())))
    parts = [part for part in re.split(r"[\s、，,;；]+", bare) if part]
    if parts and all(said[titles.ISSUER_ONLY].match(part) or MINISTRY.match(part) for part in parts):
        return parts
    return []


# 中共某市委某市人民政府 without a blank between; a body's own site, which is no body
TOGETHER = re.compile(r"(?<=委)(?=[\u4e00-\u9fff]{2,12}人民政府(?:$|[\s、]))")
SITE = re.compile(r"(?<=[厅局委部会院])(?:官方|门户)?(?:官网|网站|网)$")
MANY = re.compile(r"等[\d一二三四五六七八九十]*个?(?:部门|单位)$")
ORDER = re.compile(
    r"([\u4e00-\u9fff]{2,20}(?:人民政府|国务院|委员会|[厅局部]))令\s*([（(]?第?.{1,12}号[）)]?)?$"
)
ORDER_NO = re.compile(r"[（(]?\s*第?\s*[\d〔〕一二三四五六七八九十百]{1,10}\s*号\s*[）)]?")
SHORT_NAME = re.compile(r"[省市县区州]|自治[区州县]")
PARTY = Worded(r"{party}|[省市区县州盟旗]委(?:办公厅|办公室)?$")
CONGRESS = Worded(r"{congress}")
GOVERNMENT = Worded(r"{government}(?:办公厅|办公室)?$")


def issuer_type(issuer: str, others: str, said: Said) -> str:
    """party, congress, government, department; joint where several bodies issued; "" where none is known."""
    if not issuer:
        return ""
    if others or MANY.search(issuer) or said[PARTY].search(issuer) and "政府" in issuer:
        return "joint"
    if said[CONGRESS].search(issuer):
        return "congress"
    if said[PARTY].search(issuer):
        return "party"
    return "government" if said[GOVERNMENT].search(issuer) else "department"


def _doc_no(head: Head) -> str:
    for line, after in itertools.pairwise([*head.lines, *head.before.split("\n"), ""]):
        if (order := ORDER.match(line.strip())) and (
            said := ORDER_NO.fullmatch(order.group(2) or after.strip())
        ):
            return re.sub(r"\s", "", f"{order.group(1)}令{said.group()}")
    for line in (*head.lines, *head.before.split("\n")):
        if found := _doc_no_of(line):
            return found
    return ""


def _doc_no_of(line: str) -> str:
    found = titles.DOC_NO.search(line)
    return re.sub(r"\s", "", found.group()) if found else ""


def _date(head: Head) -> str:
    """Day adopted, delivered or signed."""
    solemn = [line for line in head.lines if titles.ADOPTED.match(line) or titles.DELIVERED.search(line)]
    before = [line for line in head.before.split("\n") if titles.DATE_ONLY.match(line)]
    signed = _signed_on(head)
    days = itertools.chain(
        map(_day, (*solemn, *signed, *reversed(before))), map(day_of, (*reversed(signed), *reversed(before)))
    )
    return next(filter(None, days), "")


def _month(head: Head) -> str:
    """First day of the month that a cover gives without a day (2021年11月, 二〇二一年十一月)."""
    months = (titles.MONTH.search(line) for line in map(_in_digits, _signed_on(head)))
    return next((_iso(int(found[1]), int(found[2]), 1) for found in months if found), "")


def _signed_on(head: Head) -> list[str]:
    """Lines of the head and the signature that are a date and no more."""
    lines = (*map(_dated_part, head.lines), *reversed(head.closing))
    return [line for line in lines if titles.DATE_ONLY.match(line)]


def _in_digits(line: str) -> str:
    """二〇二一年十一月 as 2021年11月."""
    return HAN_MONTH.sub(lambda found: f"{read_off(found[1])}年{number_of(found[2])}月", line)


def _dated_part(line: str) -> str:
    """2021年10月18日 of （黔府办发〔2021〕26号  2021年10月18日印发）, of 填报单位：…委员会	2025年2月14日."""
    if len(line) > DATED_LINE:
        return line
    found = titles.DOC_NO.search(line)
    bare = line[: found.start()] + "  " + line[found.end() :] if found else line
    parts = [ISSUED_ON.sub("", part).strip("（）()>　 ") for part in re.split(r"[ 　]{2,}|[，,\t]", bare)]
    return next((part for part in parts if titles.DATE_ONLY.match(part)), line)


def _day(line: str) -> str:
    if found := titles.DAY.search(line):
        return _iso(*map(int, found.groups()))
    if found := HAN_DAY.search(line):
        return _iso(int(read_off(found.group(1))), number_of(found.group(2)), number_of(found.group(3)))
    return ""


def _period(head: Head, clauses: Sequence[Clause], report: bool, said: Said) -> Period:
    named = periods.of_title(head.title)
    if named[1]:
        return named
    if report:
        years = [int(m.group(1)) for c in clauses if c.heading and (m := said[WORK_YEAR].match(c.heading))]
        spring = SPRING.match(_date(head))  # delivered early in the year it speaks of
        year = years[-1] if years else _title_year(head.title) or (int(spring[1]) if spring else None)
        return year, year
    for index, clause in enumerate(clauses):
        found = TERM.search(clause.text) or (index < HEAD_LINES and FROM_YEARS.search(clause.text))
        if found:
            first, second = found.groups()
            return int(first), int(second) if len(second) == 4 else int(first) + number_of(second) - 1
    if found := WORK_OF_YEAR.search(head.title):
        return int(found.group(1)), int(found.group(1))
    if found := UNTIL.search(head.title):
        return None, int(found.group(1) or found.group(2))
    return None, None


def _title_year(title: str) -> int | None:
    found = re.search(rf"{YEAR}\s*年", title)
    return int(found.group(1)) if found else None


def _status(head: Head, said: Said) -> str:
    named = (head.title, *(line for line in head.lines if len(line) < 60))
    draft = said[titles.DRAFT]
    if any(draft.search(line) for line in named):
        return "draft"
    announced = head.title and head.title in head.before and draft.search(head.before)
    return "draft" if announced else "final"
