"""Days and months as documents, pages and people write them, as ISO dates."""

from __future__ import annotations

import datetime
import re

from cityplans.chinese.digits import HAN_DIGIT, read_off
from cityplans.chinese.markers import number_of
from cityplans.reading.plans import titles

HAN_YEAR_AND_MONTH = rf"({HAN_DIGIT}{{4}})年([一二三四五六七八九十]{{1,3}})月"
HAN_DAY = re.compile(rf"{HAN_YEAR_AND_MONTH}([一二三四五六七八九十]{{1,3}})日")
HAN_MONTH = re.compile(rf"{HAN_YEAR_AND_MONTH}(?![一二三四五六七八九十])")
NUMERIC_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)")
DIGITS_ONLY = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)(?:\.0)?")
EPOCH = re.compile(r"(1\d{9})(?:\d{3})?(?:\.0)?")  # 2001 to 2033
SERIAL = re.compile(r"([2-6]\d{4})(?:\.0)?")  # 1954 to 2091
MONTH_ONLY = re.compile(r"((?:19|20)\d{2})\s*(?:年|[-/.])\s*(\d{1,2})\s*月?")


def day_said(text: str) -> str:
    """The day that a field beside a text gives; of eight digits too (20230315), and counted
    in seconds or thousandths since 1970, as programs do: then as in China.

    >>> day_said("20230315"), day_said("1620259200000")
    ('2023-03-15', '2021-05-06')
    """
    if since := EPOCH.fullmatch(text.strip()):
        moment = datetime.datetime.fromtimestamp(
            int(since[1]), datetime.timezone(datetime.timedelta(hours=8))
        )
        return moment.date().isoformat()
    digits = DIGITS_ONLY.fullmatch(text.strip())
    return iso_day(*map(int, digits.groups())) if digits else day_of(text)


def day_of(text: str, month: bool = False) -> str:
    """The first day that stands in a text, as ISO date; "" where none does. `month`: a month alone counts
    from its first day, and a number is a day as Excel counts them.

    >>> day_of("2021/7/16 10:30"), day_of("二〇二一年七月十六日"), day_of("2012年9月", month=True)
    ('2021-07-16', '2021-07-16', '2012-09-01')
    >>> day_of("44377", month=True)
    '2021-06-30'
    """
    if found := NUMERIC_DAY.search(text):
        return iso_day(*map(int, found.groups()))
    if day := printed_day(text):
        return day
    if month and (found := SERIAL.fullmatch(text.strip())):
        return (datetime.date(1899, 12, 30) + datetime.timedelta(int(found.group(1)))).isoformat()
    if month and (found := MONTH_ONLY.fullmatch(text.strip())):
        return iso_day(int(found.group(1)), int(found.group(2)), 1)
    return ""


def is_month(text: str) -> bool:
    """Whether a date as people write it names a month and no day.

    >>> is_month("2023-05"), is_month("2023年5月"), is_month("2023-05-17"), is_month("")
    (True, True, False, False)
    """
    return MONTH_ONLY.fullmatch(text.strip()) is not None


def iso_day(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def in_digits(line: str) -> str:
    """二〇二一年十一月 as 2021年11月."""
    return HAN_MONTH.sub(lambda found: f"{read_off(found[1])}年{number_of(found[2])}月", line)


def printed_day(line: str) -> str:
    if found := titles.DAY.search(line):
        return iso_day(*map(int, found.groups()))
    if found := HAN_DAY.search(line):
        return iso_day(int(read_off(found.group(1))), number_of(found.group(2)), number_of(found.group(3)))
    return ""
