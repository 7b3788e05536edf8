"""The numbering that opens a paragraph: 一、 （一） 1. (1) ① 第三章 —— 专栏2 附件1 ［3］."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cityplans.chinese.digits import DIGITS, SMALL

CN = "[一二三四五六七八九十百零〇]{1,5}"

# what follows a decimal that counts sections (1.2 发展目标) and not things (1.2 亿元, 2.5 倍左右)
NO_UNIT = (
    r"(?=[\u4e00-\u9fff])(?![万亿千百倍个家项名件位元年月日号吨克亩次座所至的到里达余多版代级比与和及或届折秒户批]|"
    r"人(?![才力口工文社民])|分(?:[，。、钟]|$)|公[里斤顷]|[平立]方|升(?!级)|天(?![然津府])|条(?!件)|以[上下内来]|"
    r"左右|上下|小时|提高[到至]|降[至到低]|增[加长]?[到至]|下降|突破|超过)"
)
DECIMAL = rf"[1-9]\d?[.．]([1-9]\d?)[ 　]*{NO_UNIT}"
DECIMALS = rf"[1-9]\d?(?:[.．][1-9]\d?){{1,2}}[.．]([1-9]\d?)[ 　]*{NO_UNIT}"

STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第\s*({CN}|\d{{1,3}})\s*(篇|编|部分)[\s　、：:]*")),
    ("chapter", re.compile(rf"第\s*({CN}|\d{{1,3}})\s*(章)[\s　、：:]*")),
    ("section", re.compile(rf"第\s*({CN}|\d{{1,3}})\s*(节)[\s　、：:]*")),
    ("article", re.compile(rf"第\s*({CN}|\d{{1,3}})\s*(条)(?!款|例)[\s　、：:]*")),
    ("han", re.compile(rf"({CN})[、．]\s*")),
    ("han_bracket", re.compile(rf"[（(〔]\s*({CN})\s*[）)〕][、．.]?\s*")),
    ("decimals", re.compile(DECIMALS)),
    ("decimal", re.compile(DECIMAL)),
    # a digit after the dot is a decimal (2.5%), unless it is the name 5G or a year (1.2023—2027年)
    ("arabic", re.compile(r"(\d{1,3})\s*[.．](?:(?!\s*\d)|(?=[456]G|20\d\d(?:年|[—–\-~～至到])))\s*")),
    ("arabic_comma", re.compile(r"(\d{1,3})、\s*")),
    ("arabic_bracket", re.compile(r"[（(]\s*(\d{1,3})\s*[）)][、．.]?\s*")),
    ("arabic_half", re.compile(r"(\d{1,2})[）)]\s*")),
    ("circled", re.compile(r"([①-⑳])\s*")),
    ("note", re.compile(r"[［\[]\s*(\d{1,3})\s*[］\]]\s*")),
    ("annex", re.compile(r"附\s*(?:件|表|录)\s*(\d{0,2})\s*[：:]?\s*(?=$|[^\d的中及和、，所])")),
    ("box", re.compile(rf"专栏\s*(\d{{1,2}}|{CN})?\s*[：:]?\s*")),
    ("bullet", re.compile(r"(?:——|—|-\s?-+|－－|──|●|•|■|◆|◎|·)\s*()")),
)
# the characters that open a numbering of a style (one digit for all): most paragraphs open with none
FIRST = {
    **dict.fromkeys(("part", "chapter", "section", "article"), "第"),
    "han": "一二三四五六七八九十百零〇",
    "han_bracket": "（(〔",
    **dict.fromkeys(("decimals", "decimal", "arabic", "arabic_comma", "arabic_half"), "0"),
    "arabic_bracket": "（(",
    "circled": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "note": "［[",
    "annex": "附",
    "box": "专",
    "bullet": "—-－─●•■◆◎·",
}
OPENED_BY = {
    first: tuple((style, pattern) for style, pattern in STYLES if first in FIRST[style])
    for first in sorted({character for characters in FIRST.values() for character in characters})
}
# the numbering of a list inside a paragraph, at its head or behind punctuation: 一是, 其二, （3）, 2. and ②
ITEM = (
    r"(?:[一二三四五六七八九十]{1,2}(?:是|则)|其[一二三四五六]是?[，、]?|第[一二三四五六][，、]|"
    rf"[（(](?:{CN}|\d{{1,2}})[）)]|\d{{1,2}}(?:[.．](?!\d)|、(?!\d))|[①-⑳])"
)
ITEMS = re.compile(rf"(?<![^，：；。\n])(?:[（(]{CN}[）)])?{ITEM}")


class Marker(NamedTuple):
    """What numbers a paragraph: style, value (0: none), the characters as printed, where its text begins."""

    style: str
    value: int
    printed: str
    end: int


class Line(NamedTuple):
    """A paragraph of a cleaned text with its numbering; `end` is behind the line break."""

    start: int
    end: int
    text: str
    marker: Marker | None


def number_of(text: str) -> int:
    """二十三 → 23, 12 → 12, ③ → 3, empty → 0."""
    if not text:
        return 0
    if text.isdecimal():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    total, digit = 0, 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        else:
            total += (digit or 1) * SMALL[character]
            digit = 0
    return total + digit


def unnumbered(text: str) -> str:
    """A paragraph with signs in place of its numbering, so that what follows stands at a head.

    >>> unnumbered("（一）全年完成5家；二是引进6家"), unnumbered("2.5万人")
    ('。。。全年完成5家；，，引进6家', '2.5万人')
    """
    marker = marker_of(text)
    text = "。" * marker.end + text[marker.end :] if marker else text
    return ITEMS.sub(lambda item: "，" * len(item[0]), text)


@lru_cache(maxsize=10_000)  # splitting and structure ask about the same lines
def marker_of(line: str) -> Marker | None:
    """The numbering at the head of a line, or None. 2.5%, 2025年 and 一是 are none."""
    indent = len(line) - len(line.lstrip())
    first = line[indent : indent + 1]
    for style, pattern in OPENED_BY.get("0" if first.isdecimal() else first, ()):
        match = pattern.match(line, indent)
        if match and match.end() > indent:
            value = number_of(match.group(1) or "")
            return Marker(style, value, match.group().strip(), match.end())
    return None
