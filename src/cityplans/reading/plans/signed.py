"""Number and day under which a plan was issued, as its head, its notice and its signature say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from cityplans.chinese.doc_numbers import DOC_NO
from cityplans.reading.plans import titles
from cityplans.reading.plans.days import day_of, in_digits, iso_day, printed_day
from cityplans.reading.plans.head import DATED_LINE, Head
from cityplans.reading.plans.issuers import ORDER

ISSUED_ON = re.compile("(?:印发|发布|公布|通过|施行|下发)[）)]?$")
INITIALS = 2  # characters that at least stand for the issuer: what an ending leaves of 发改办法规 is too few
NUMBER = re.compile(DOC_NO)
BRACKET = re.compile(r"[〔﹝\[［(（【]")
ORDER_NO = re.compile(r"[（(]?\s*第?\s*[\d〔〕一二三四五六七八九十百]{1,10}\s*号\s*[）)]?")


def number_in(head: Head, endings: Sequence[str]) -> str:
    """`endings`: the words that titles end in."""
    for line, after in itertools.pairwise([*head.lines, *head.before.split("\n"), ""]):
        if (order := ORDER.match(line.strip())) and (
            said := ORDER_NO.fullmatch(order.group(2) or after.strip())
        ):
            return re.sub(r"\s", "", f"{order.group(1)}令{said.group()}")
    for line in (*head.lines, *head.before.split("\n")):
        if found := number_of_line(line, endings):
            return found
    return ""


def number_of_line(line: str, endings: Sequence[str]) -> str:
    """The number in a line, without the title that stands before it (…人才发展规划淮政办〔2022〕15号)."""
    found = NUMBER.search(line)
    if not found:
        return ""
    said = re.sub(r"\s", "", found.group())
    issuer = BRACKET.split(said, maxsplit=1)[0]
    ends = (issuer.rfind(word) + len(word) for word in endings if word in issuer)
    return said[max((end for end in ends if len(issuer) - end >= INITIALS), default=0) :]


def date_in(head: Head) -> str:
    """Day adopted, delivered or signed."""
    solemn = [line for line in head.lines if titles.ADOPTED.match(line) or titles.DELIVERED.search(line)]
    before = [line for line in head.before.split("\n") if titles.DATE_ONLY.match(line)]
    signed = _signed_on(head)
    days = itertools.chain(
        map(printed_day, (*solemn, *signed, *reversed(before))),
        map(day_of, (*reversed(signed), *reversed(before))),
    )
    return next(filter(None, days), "")


def month_in(head: Head) -> str:
    """First day of the month that a cover gives without a day (2021年11月, 二〇二一年十一月)."""
    months = (titles.MONTH.search(line) for line in map(in_digits, _signed_on(head)))
    return next((iso_day(int(found[1]), int(found[2]), 1) for found in months if found), "")


def _signed_on(head: Head) -> list[str]:
    """Lines of the head and the signature that are a date and no more."""
    lines = (*map(_dated_part, head.lines), *reversed(head.closing))
    return [line for line in lines if titles.DATE_ONLY.match(line)]


def _dated_part(line: str) -> str:
    """2021年10月18日 of （黔府办发〔2021〕26号  2021年10月18日印发）, of 填报单位：…委员会	2025年2月14日."""
    if len(line) > DATED_LINE:
        return line
    found = NUMBER.search(line)
    bare = line[: found.start()] + "  " + line[found.end() :] if found else line
    parts = [ISSUED_ON.sub("", part).strip("（）()>　 ") for part in re.split(r"[ 　]{2,}|[，,\t|｜·]", bare)]
    return next((part for part in parts if titles.DATE_ONLY.match(part)), line)
