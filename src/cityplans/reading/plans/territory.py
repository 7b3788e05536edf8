"""Which territory a plan is of: by its head, its number, what stands beside it, what it is about.

A township has no code of its own: its plans are of the county, or the city, whose bodies they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cityplans.reading.plans import latin, titles
from cityplans.reading.plans import regions as places
from cityplans.reading.plans.head import SPEECH, Head
from cityplans.reading.plans.regions import Region, Regions
from cityplans.reading.plans.second_hand import plan_told_of
from cityplans.worded import Worded

# 天荒坪镇, 北山街道; no 乡村, 乡镇, 特色小镇
TOWNSHIP = re.compile(
    r"(?:关于[^\n]{0,4})?(?P<name>[\u4e00-\u9fff]{2,5}?(?P<kind>镇|乡|街道|苏木))(?<![乡城村小集]镇)(?![村镇化居企体愁])"
)
NO_TOWNSHIP = Worded("{no_township}")
OWN_BODIES = "党?委|党工委|人民政府|政府|办事处|人大|人民代表大会"  # of a township
BODIES = r"(?:县|市|区|旗)?(?:委|人民政府|政府|人大|政协)"  # behind the name of a division: it governs here
GOVERNS = re.compile("(?:委员会|管委会|管理局|政府|[厅局]|办公室)$")  # an issuer that belongs to its place
# 全国农村实用人才规划, but not 全国文明城市创建方案: what one place wants to be in the country
OF_COUNTRY = re.compile("全国(?!.{0,20}(?:城市|示范|中心|试[点验]|百强|先进|基地|样板|标杆|高地|前列|一流))")
# 宁波大学“十四五”人才规划; not 支持宁波大学建设一流大学实施方案
OF_INSTITUTION = Worded(
    r"(?!关于|[^“”]{0,12}(?:支持|推[进动]|促进|加快|加强|深化|共建))(?P<name>[\u4e00-\u9fff（）]{2,24}?{institution})"
    r"(?=[“‘\"（(]?(?:第?[一二]?十[一二三四五六]五|(?:19|20)\d\d)|关于|章程"
    r"|(?:事业|人才|师资|学科|科研|教育|改革|创新|发展|建设)[^，。]{0,16}(?:规划|计划|纲要|方案|意见)(?:（|$))"
)
PINYIN_END = re.compile(r"(?<=.{3})(?:shi|sheng|xian|qu)$")


class Named(NamedTuple):
    """What may name the territory: the head, the first issuer, the number, what a record or a page says."""

    head: Head
    issuer: str
    doc_no: str
    said: Mapping[str, str]


def territory_of(text: str, by: Named, regions: Regions) -> Region | None:
    """The division that a plan is of; None where nothing says which, and for an institution's own plan, whose
    goals are not those of the place it lies in."""
    if institution_of(by.head.title, regions):
        return None
    return (
        _of_head(text, by, regions)
        or _region_said(by.said, regions)
        or places.from_country(text, regions)
        or (regions.by_code[places.NATIONAL] if OF_COUNTRY.match(by.head.title) else None)
    )


def institution_of(title: str, regions: Regions) -> str:
    """The university, hospital or firm whose own plan a title names; "" where it names none."""
    found = regions.said[OF_INSTITUTION].match(title)
    return found["name"] if found else ""


def _of_head(text: str, by: Named, regions: Regions) -> Region | None:
    head, issuer = by.head, by.issuer
    speech = SPEECH.search(text[:600])
    delivered = [re.sub(r"^.*?日.{0,4}在", "", line) for line in head.lines if titles.DELIVERED.search(line)]
    delivered += [place[1] for line in head.lines if (place := titles.DELIVERED_AT.match(line))]
    adopted = [re.sub(r"^.*?日", "", line) for line in head.lines if titles.ADOPTED.match(line)]
    heads = [
        head.title,
        head.printed,
        plan_told_of(head.title, regions),
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
    short, numbered = places.from_short_head(head.title, regions), places.from_doc_no(by.doc_no, regions)
    if short and numbered and not _one_within_other(short, numbered, regions):
        numbered = None  # 南京江北新区…, 宁新区管规字: the sign of another place
    about = of_township(head, issuer, text, regions) or places.from_subject(text, regions)
    governing = issuer if GOVERNS.search(issuer) else ""
    return numbered or about or short or places.from_short_head(governing, regions)


def _one_within_other(one: Region, other: Region, regions: Regions) -> bool:
    return regions.within(one.code, other.code) or regions.within(other.code, one.code)


def of_township(head: Head, issuer: str, text: str, regions: Regions) -> Region | None:
    """The county whose bodies the plan of a township names, else the city; None where it names several, or
    the plan is of no township."""
    if not any(_is_township(line, text, regions) for line in (head.title, issuer)):
        return None
    named = [c for c in places.mentions(text, regions) if _governs(regions.by_code[c].name, text)]
    for level in ("county", "prefecture"):
        found = [regions.by_code[code] for code in named if regions.by_code[code].level == level]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _is_township(line: str, text: str, regions: Regions) -> bool:
    """Whether a title or an issuer begins with a township: a name that is no word (城乡, 智慧街道) and whose
    bodies are named, or a text that calls its place one (我镇)."""
    found = TOWNSHIP.match(line)
    if not found:
        return False
    name, kind = found["name"], found["kind"]
    if regions.said[NO_TOWNSHIP].search(name) and not re.search(rf"{re.escape(name)}(?:{OWN_BODIES})", text):
        return False  # 城乡, 智慧街道; but 清水乡人民政府
    own = re.compile(rf"{re.escape(name)}(?:{OWN_BODIES})|[我本全]{kind}(?![镇村域])")
    return bool(own.search(line) or own.search(text))


def _governs(name: str, text: str) -> bool:
    """Whether a text speaks of the bodies of a division, or says that it lies there."""
    return bool(re.search(rf"(?:{re.escape(name)}(?={BODIES}))|(?:位于|地处){re.escape(name)}", text))


def of_file_name(stem: str, regions: Regions) -> Region | None:
    """The province or city that a file is called by, in characters or in pinyin; the last resort. None where
    a spelling is that of two (suzhou)."""
    if found := places.from_head(stem, regions) or places.from_short_head(stem, regions):
        return found
    words = [word for word in re.split(r"[^a-z]+", stem.lower()) if word]
    spelt = [_spelt({word, PINYIN_END.sub("", word)}, regions) for word in words]
    found_in = {region.code: region for region in spelt if region}
    return next(iter(found_in.values())) if len(found_in) == 1 else None


def _spelt(words: Iterable[str], regions: Regions) -> Region | None:
    known = [region for region in regions.by_code.values() if region.level in ("province", "prefecture")]
    return places.highest((r.code for r in known if r.ascii.partition("-")[0] in words), regions)


def _region_said(said: Mapping[str, str], regions: Regions) -> Region | None:
    """Region by what stands beside the text; the body that put it on its site only in the last place."""
    if region := innermost(said.get("region", ""), regions):
        return region
    return next(
        (found for field in ("title", "issuer") if (found := places.from_head(said.get(field, ""), regions))),
        None,
    )


def named(name: str, regions: Regions) -> Region | None:
    """The division that a person calls by its code, its full name, its short name (广州, 浙江) or in Latin
    letters."""
    if name in regions.by_code:
        return regions.by_code[name]
    if name in ("全国", "国家", "中国"):
        return regions.by_code.get(places.NATIONAL)
    hit = places.leading(name, regions)
    if hit and hit[1] == len(name):
        return hit[0]
    if len(spelt := latin.called(name, regions)) == 1:
        return regions.by_code[spelt[0]]
    return places.highest(regions.by_short.get(name, ()), regions)


def innermost(names: str, regions: Regions) -> Region | None:
    """The smallest of the divisions named, each within the one before: 安徽 蚌埠, 江苏省 南京市 鼓楼区; of a
    chain without blanks too, and where a township stands behind (江苏省南京市溧水区石湫街道)."""
    found: Region | None = None
    for name in names.split():
        codes = (*regions.by_name.get(name, ()), *regions.by_short.get(name, ()))
        inside = [c for c in codes if found and c != found.code and regions.within(c, found.code)]
        found = (places.highest(inside, regions) if found else named(name, regions)) or found
    chain = places.leading("".join(names.split()), regions)
    return chain[0] if chain and (not found or regions.within(chain[0].code, found.code)) else found
