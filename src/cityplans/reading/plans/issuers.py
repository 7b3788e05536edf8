"""Who adopted or issued a plan, and what kind of body it is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from cityplans.reading.plans import titles
from cityplans.reading.plans.head import SPEECH, Head
from cityplans.reading.plans.regions import Region, Regions
from cityplans.worded import Said, Worded

MINISTRY = re.compile(titles.MINISTRY)
ISSUER_HEAD = Worded(
    rf"^((?:{titles.ISSUER}|{titles.MINISTRY})(?:[\s、]+(?:{titles.ISSUER}|{titles.MINISTRY}))*"
    rf"(?:等[\d一二三四五六七八九十]*个?(?:部门|单位))?)\s*(?=关于|印发|转发|批转|发布|(?:19|20)\d\d年(?!\s*\d))"
)
ASSEMBLY = re.compile(
    r"日\s*(?:经|由|在)?\s*([\u4e00-\u9fff]{2,40}?(?:会议|全会|委员会|代表大会))(?:审议|讨论|"
    r"表决|通过|批准)"
)


# 近日，中共中央办公厅、国务院办公厅印发了《关于…的意见》: what a page says above the text itself
NEWS_LEAD = Worded(
    r"(?m)^(?:[^，。；《》\n]{0,16}，)?(?P<who>[^，。；《》\n]{4,60}?)(?:联合|正式|近日|日前)*{issues}了?(?:通知)?"
    r"《(?P<title>[^《》\n]{4,60})》"
)
LEAD = 400  # characters of a text in which a page tells of it


def issuers_in(head: Head, text: str, beside: str, regions: Regions) -> list[str]:
    """Who adopted or issued the plan, in the order printed: as the title says (also one that stands `beside`
    the text), as the adoption line says, as it is signed."""
    before, alone = head.before.split("\n"), regions.said[titles.ISSUER_ONLY]
    signed = [line.strip() for line in (*head.lines, *head.closing, *before)]
    together = (*_with_bodies_above(head.lines[:4], regions.said), *_with_bodies_above(before, regions.said))
    for line in (*together, *head.lines[:3], head.printed, "".join(head.lines[:2]), *before, beside):
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
    parts = [part.strip() for line in head.lines for part in re.split("[|｜\t]", line)]
    heads = [found[1] for line in before if (found := LETTERHEAD.fullmatch(re.sub(r"\s", "", line)))]
    for lines in (head.lines, head.closing, before, parts, heads):
        found_in = [line for line in lines if alone.match(line) or _all_known(line, regions.bodies)]
        if names := [name for line in found_in for name in issuers_of(line, regions.said)]:
            return list(dict.fromkeys(_in_full(name, signed) for name in names))
    news = regions.said[NEWS_LEAD].search(text[:LEAD])
    if news and head.title.startswith(news["title"]) and (names := issuers_of(news["who"], regions.said)):
        return names
    return ["国务院"] if (found := SPEECH.search(text[:600])) and found.group(1) == "国务院" else []


def _with_bodies_above(lines: Sequence[str], said: Said) -> Iterator[str]:
    """The head of a notice whose bodies fill more than a line, as one line."""
    for above, line in itertools.pairwise(lines):
        if len(issuers_of(above, said)) > 1 and said[ISSUER_HEAD].match(line.strip()):
            yield f"{above.strip()} {line.strip()}"


def _all_known(line: str, bodies: Sequence[str]) -> bool:
    """Whether a line holds nothing but bodies of the whole country: 科技部 民政部"""
    return bool(line.strip()) and all(part in bodies for part in re.split(r"[\s、]+", line.strip()))


def with_place(name: str, region: Region | None) -> str:
    """市人民政府 of a place that is known: 咸宁市人民政府."""
    kind = OWN_KIND.match(name)
    return region.name + name[kind.end() :] if region and kind and region.name.endswith(kind[0]) else name


def _in_full(name: str, signed: Sequence[str]) -> str:
    """省人民政府 and 某高新区管委会 as they are signed: 贵州省人民政府, 某高新技术产业开发区管理委员会."""
    longer = [line for line in signed if len(line) > len(name) and " " not in line]
    if not SHORT_NAME.match(name):
        placed = (line for line in longer if OF_TOWNSHIP.match(name) and line.endswith(name))
        short = (line for line in longer if name.endswith("委会") and _shortens(name, line))
        return next(itertools.chain(placed, short), name)
    forms = (name, re.sub("(?<!人民)政府", "人民政府", name))
    return next((line for line in longer if line.endswith(forms)), name)


def _shortens(name: str, full: str) -> bool:
    """Whether a name keeps the head and the end of a full one, and between them characters of it in order."""
    rest = iter(full)
    return full[:2] == name[:2] and full[-1] == name[-1] and all(sign in rest for sign in name)


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
LETTERHEAD = re.compile("(.{4,40})文件(?:[\u4e00-\u9fff]{1,10}[〔\\[].*)?")  # 大庆市人民政府文件
OF_TOWNSHIP = re.compile(r"[\u4e00-\u9fff]{1,6}(?:镇|乡|街道)")  # 昆山市张浦镇人民政府, as it is signed
MANY = re.compile(r"等[\d一二三四五六七八九十]*个?(?:部门|单位)$")
ORDER = re.compile(
    r"([\u4e00-\u9fff]{2,20}(?:人民政府|国务院|委员会|[厅局部]))令\s*([（(]?第?.{1,12}号[）)]?)?$"
)
OWN_KIND = re.compile(r"自治[区州县]|[省市县区州]")
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
