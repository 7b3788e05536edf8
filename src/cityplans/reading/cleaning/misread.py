"""Characters that a reader of scans took for others of their shape, where only the others can stand."""

from __future__ import annotations

import re

from cityplans.reading.cleaning.characters import Fixed
from cityplans.reading.mapped import Mapped

MEASURED = (
    r"[年月日%％万亿家个项名位人件户亩吨元座公]|[\]〕］] ?[\dl]|[一—] ?\d"  # what stands behind a number
)
YEAR = r"(?:19|20)\d\d"
# the sign misread, where it stands so (a stretch in which it is nothing else), what stands there; what stands
# before it is asked behind its first character, so that the search can leap
SHAPES = (
    ("O", re.compile(rf"\d(?<![A-Za-z\d].)[\dO.]*O[\dO.]*(?={MEASURED})"), "0"),
    ("l", re.compile(r"l(?:(?<=月.)\d?(?=[日曰])|(?<=[〕］\]].)(?=\d{1,3}号))"), "1"),
    (
        "曰",
        re.compile(r"曰(?:(?<=\d.)|(?<=[近今昨节假].)(?![：:“])|(?<=[诞过]生.)|(?=喀则|照市|常工作))"),
        "日",
    ),
    (
        "0",
        re.compile(r"[一二](?<![\d一二三四五六七八九].)[0〇○零九][0〇○零一二三四五六七八九]{2}(?=年)"),
        "〇",
    ),
    ("己", re.compile(r"己(?<![自知舍律克利].)(?=经(?![济营费纬商]))"), "已"),
    ("一", re.compile(rf"一(?:(?<={YEAR}.)|(?<={YEAR}年.))(?={YEAR}年)"), "—"),
    ("一", re.compile(r"^一 ?\d{1,3} ?一$", re.M), "—"),  # a page number
)


def misread(text: Mapped) -> Fixed:
    """2O22年, 8月l5日, 曰喀则, 己经, 2022一2025年 and the page number 一1一 as they were printed."""
    new = list(text.text)
    places: list[int] = []
    for sign, shape, right in SHAPES:
        if sign not in text.characters:
            continue
        for found in shape.finditer(text.text):
            at = [i for i in range(*found.span()) if new[i] == sign]
            places += at
            for i in at:
                new[i] = right
    return Fixed(text.with_text("".join(new)), text.at(sorted(places))) if places else Fixed(text)
