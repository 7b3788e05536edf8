"""Which territory a document belongs to: GB/T 2260 divisions, found where a document names its issuer.

A place that is merely mentioned never makes the region: only the head of a title, an issuer, an adoption
line, a document number, or — last — the one place that a text calling itself “全市”, “我省” is about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from cityplans.codebook import Codebook
from cityplans.records import travels
from cityplans.worded import DOCUMENTS, Said, said_of

NATIONAL = "000000"
NATION = re.compile(r"中华人民共和国|中共中央|国务院|全国人民代表大会|全国人大|国家发展")
LEAD = re.compile(
    r"[\s《（(—\-]*(?:关于(?:印发|发布|实施)?\s*《)?(?:\d{4}\s*年(?:\d+月\d+日)?)?\s*在?(?:中国共产党|中共(?!中央))?\s*"
    # 第八师石河子市
    r"(?:(?:(?:新疆生产建设)?兵团)?第?[一二三四五六七八九十]{1,3}师(?=[\u4e00-\u9fff]{2,4}市))?"
)
# 中国（辽宁）自由贸易试验区营口片区: of the province in brackets, of the city that the area is called after
FREE_TRADE = re.compile(r"中国（([\u4e00-\u9fff]{2,3})）自由贸易试验区(?:([\u4e00-\u9fff]{2,6}?)片区)?")
# how a government speaks of its own territory -> endings of the names it can mean, smallest first: a city
# also says 全省 of the province above it, a province hardly says 全市
OWN_PLACE = (
    (re.compile(r"我县|全县|我旗|全旗"), ("县", "旗")),
    (re.compile(r"我区|全区"), ("区",)),
    (re.compile(r"我州|全州|我盟|全盟"), ("州", "盟")),
    (re.compile(r"我市|全市|本市"), ("市",)),
    (re.compile(r"我省|全省|本省"), ("省",)),
    (re.compile(r"自治区"), ("自治区",)),
)
# a zone that is called after the division it belongs to
ZONE = re.compile("综合(?:配套改革)?(?:实验|试验)区|(?:国家级?)?(?:高新技术产业|经济技术)开发区")
CITY_ZONE = re.compile("(?:国家级?)?(?:高新|经开)区")  # behind the short name of a county much else is meant
ONLY_SPOKEN_OF = ("71", "81", "82")  # Taiwan, Hong Kong, Macao: often spoken of, no issuers of such plans
WHOLE_COUNTRY = re.compile(r"全国|我国|各地区|各省")  # how a national plan speaks of its territory
NATION_MENTIONS = 5
OWN_MENTIONS = 2
SUBJECT_MENTIONS = 3  # a place named less often is not what a text is about
SUBJECT_LEAD = 2.0  # how many times more often than the next place of its level


@travels
class Region(NamedTuple):
    code: str
    name: str
    short: str
    level: str
    parent_code: str
    ascii: str
    abbr: str


@dataclass(frozen=True)
class Regions:
    """The division table with its look-ups, and how documents are titled and divided; built by `load`."""

    by_code: Mapping[str, Region]
    by_name: Mapping[str, tuple[str, ...]]
    by_short: Mapping[str, tuple[str, ...]]
    by_abbr: Mapping[str, str]
    starts: Mapping[str, tuple[str, ...]]
    types: tuple[tuple[str, str, str], ...] = ()  # how titles end, kind in plan ids, plan_type
    bodies: tuple[str, ...] = ()  # what issues for the whole country
    sections: frozenset[str] = frozenset()  # what numbered headings say
    areas: Mapping[str, str] = field(default_factory=dict)  # 雄安新区 -> the division it is counted with
    english: Mapping[str, str] = field(default_factory=dict)  # 内蒙古自治区 -> Inner Mongolia
    said: Said = field(default_factory=lambda: Said({}))  # what rules write with words of document_words.csv

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """The words that titles end in."""
        return tuple(word for word, _, _ in self.types)

    @cached_property
    def by_spelling(self) -> Mapping[str, str]:
        """Code by pinyin, as plan ids have it, and by the letters of the English name."""
        spelt = {region.ascii: code for code, region in self.by_code.items()}
        named = {name: code for name, codes in self.by_name.items() for code in codes}
        return spelt | {
            "".join(filter(str.isalnum, said.casefold())): named[name]
            for name, said in self.english.items()
            if name in named
        }

    @cached_property
    def by_stem(self) -> Mapping[str, Sequence[str]]:
        """Codes by spelling without the division above (chaoyang-beijing: chaoyang)."""
        found = defaultdict(list)
        for spelling, code in self.by_spelling.items():
            if code != NATIONAL:
                found[spelling.partition("-")[0]].append(code)
        return found

    def parent(self, region: Region) -> str:
        return self.by_code[region.parent_code].name if region.parent_code else ""

    def within(self, code: str, ancestor: str) -> bool:
        """Whether `code` lies inside `ancestor` (or is it)."""
        while code and code != ancestor:
            code = self.by_code[code].parent_code
        return code == ancestor

    def names_at(self, text: str, start: int) -> Iterator[str]:
        """Full and short names that begin at text[start], longest first."""
        for name in self.starts.get(text[start : start + 2], ()):
            if text.startswith(name, start):
                yield name


def load(
    rows: Iterable[Mapping[str, str]],
    types: Iterable[Mapping[str, str]] = (),
    bodies: Iterable[str] = (),
    sections: Iterable[str] = (),
    english: Iterable[Mapping[str, str]] = (),
) -> Regions:
    """The look-ups over the rows of codebook/regions.csv, document_types.csv, national_bodies.txt,
    section_heads.txt and english_names.csv."""
    by_code = {}
    by_name, by_short = defaultdict(list), defaultdict(list)
    for row in rows:
        region = Region(*(row.get(field) or "" for field in Region._fields))
        by_code[region.code] = region
        if region.code != NATIONAL:
            by_name[region.name].append(region.code)
            by_short[region.short].append(region.code)
    starts = defaultdict(set)
    for name in (*by_name, *by_short):
        starts[name[:2]].add(name)
    longest_first = {k: tuple(sorted(v, key=lambda n: (-len(n), n))) for k, v in starts.items()}
    abbreviations = {r.abbr: r.code for r in by_code.values() if r.abbr}
    return Regions(
        by_code,
        {k: tuple(v) for k, v in by_name.items()},
        {k: tuple(v) for k, v in by_short.items()},
        abbreviations,
        longest_first,
        tuple((row["ending"], row["kind"], row["plan_type"]) for row in types),
        tuple(bodies),
        frozenset(sections),
        english={row["name"]: row["english"] for row in english},
    )


@lru_cache(maxsize=4)
def of(codebook: Codebook) -> Regions:
    """The look-ups over a codebook, made once for each that is at hand."""
    lists = codebook.words("national_bodies"), codebook.words("section_heads")
    places = load(codebook["regions"], codebook["document_types"], *lists, codebook["english_names"])
    areas = {row["area"]: row["region_code"] for row in codebook["new_areas"]}
    return replace(places, areas=areas, said=said_of(codebook, DOCUMENTS))


def leading(text: str, regions: Regions, start: int = 0) -> tuple[Region, int] | None:
    """The division whose full name (or chain of names: 浙江省宁波市) stands at text[start]; with its end.

    A name borne by several divisions (朝阳区) counts only when the chain says which.
    """
    found: Region | None = None
    position = start
    while True:
        step = _full_name(text, position, found, regions)
        if step is None:
            return (found, position) if found else None
        found, position = step


def _full_name(text: str, start: int, above: Region | None, regions: Regions) -> tuple[Region, int] | None:
    for name in regions.names_at(text, start):
        codes = regions.by_name.get(name, ())
        if not codes:
            codes = _of_zone(text, start + len(name), regions.by_short.get(name, ()), regions)
        if above:
            codes = tuple(c for c in codes if c != above.code and regions.within(c, above.code))
        if len(codes) == 1:
            return regions.by_code[codes[0]], start + len(name)
        if len(codes) > 1 and (top := highest(codes, regions)):
            return top, start + len(name)
    return None


def _of_zone(text: str, end: int, codes: Sequence[str], regions: Regions) -> tuple[str, ...]:
    """The divisions of a short name that goes on as that of a zone or a government: 合肥高新区, 合肥政府."""
    if ZONE.match(text, end):
        return tuple(codes)
    if CITY_ZONE.match(text, end) or text.startswith("政府", end):
        return tuple(code for code in codes if regions.by_code[code].level != "county")
    return ()


def highest(codes: Iterable[str], regions: Regions) -> Region | None:
    """The one division of the highest level among them; None where it is not one."""
    order = ("province", "prefecture", "county")
    ranked = sorted((order.index(regions.by_code[c].level), c) for c in codes)
    if not ranked or len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None
    return regions.by_code[ranked[0][1]]


def from_head(text: str, regions: Regions) -> Region | None:
    """Region named at the head of a title, issuer or adoption line (中共宁波市委…, 2026年广东省…)."""
    start = LEAD.match(text).end()
    if zone := FREE_TRADE.match(text, start):
        return _of_free_trade(zone, regions)
    if NATION.match(text, start) or text.startswith(regions.bodies, start):
        return regions.by_code.get(NATIONAL)
    if hit := leading(text, regions, start):
        return hit[0]
    area = next((code for name, code in regions.areas.items() if text.startswith(name, start)), "")
    return regions.by_code.get(area)


def _of_free_trade(zone: re.Match[str], regions: Regions) -> Region | None:
    province = highest(regions.by_short.get(zone[1], ()), regions)
    inside = [
        c for c in regions.by_short.get(zone[2] or "", ()) if province and regions.within(c, province.code)
    ]
    return highest(inside, regions) or province


def is_shared(text: str, regions: Regions) -> bool:
    """Whether the name at the head of a title or issuer is the full name of several divisions, of which none
    is above the others."""
    name = next(regions.names_at(text, LEAD.match(text).end()), "")
    codes = regions.by_name.get(name, ())
    return len(codes) > 1 and highest(codes, regions) is None


def of_shared(text: str, whole: str, regions: Regions) -> Region | None:
    """Which 鼓楼区 is meant: the one under whose city's bodies the text stands (徐州市委), or whose own it
    names with the city (徐州市鼓楼区人民政府), where it names those of one only; None where it does not say,
    for another place it is certainly not."""
    name = next(regions.names_at(text, LEAD.match(text).end()), "")
    body = rf"(?:委|政府|人民政府|人大|{name}(?:区?委|人民政府|人大|[\u4e00-\u9fff]{{2,10}}[局厅]))"
    own = [
        code
        for code in regions.by_name.get(name, ())
        if (above := regions.by_code[code].parent_code)
        and re.search(regions.by_code[above].name + body, whole)
    ]
    return regions.by_code[own[0]] if len(own) == 1 else None


def from_short_head(text: str, regions: Regions) -> Region | None:
    """Province or prefecture whose short name heads a title (上海…规划); weaker than a full name."""
    start = LEAD.match(text).end()
    for name in regions.names_at(text, start):
        codes = [c for c in regions.by_short.get(name, ()) if regions.by_code[c].level != "county"]
        if codes:
            return highest(codes, regions)
    return None


def from_doc_no(doc_no: str, regions: Regions) -> Region | None:
    """Province by the abbreviation that opens a document number: 浙委发〔2020〕1号."""
    if re.match(r"国(?:发|办|函)|中(?:发|办)", doc_no):
        return regions.by_code.get(NATIONAL)
    code = regions.by_abbr.get(doc_no[:1])
    return regions.by_code[code] if code else None


def mentions(text: str, regions: Regions) -> Counter[str]:
    """How often each division is named, by full or short name; a name of several divisions counts for each.

    A county counts only where its full name occurs at all: 资源, 合作, 大新 are common words.
    """
    full: Counter[str] = Counter()
    short: Counter[str] = Counter()
    position = 0
    while position < len(text) - 1:
        name = next(regions.names_at(text, position), None)
        if name is None:
            position += 1
            continue
        codes = regions.by_name.get(name)
        (full if codes else short).update(codes or regions.by_short[name])
        position += len(name)
    return full + Counter({c: n for c, n in short.items() if full[c] or regions.by_code[c].level != "county"})


def from_subject(text: str, regions: Regions) -> Region | None:
    """The one place a text is about: named far more often than any other of its kind, and the text
    speaks of that kind as its own (全市, 我省). None where two places compete."""
    counts = mentions(text, regions)
    for own, endings in OWN_PLACE:
        if len(own.findall(text)) < OWN_MENTIONS:
            continue
        ranked = sorted(
            (
                (n, c)
                for c, n in counts.items()
                if regions.by_code[c].name.endswith(endings) and not c.startswith(ONLY_SPOKEN_OF)
            ),
            key=lambda pair: (-pair[0], pair[1]),
        )
        if not ranked or ranked[0][0] < SUBJECT_MENTIONS:
            continue
        if len(ranked) == 1 or ranked[0][0] >= SUBJECT_LEAD * ranked[1][0]:
            return regions.by_code[ranked[0][1]]
    return None


def from_country(text: str, regions: Regions) -> Region | None:
    """The country, where a text speaks of it again and again, of no part of it as its own and of no place
    more often than in passing."""
    if len(WHOLE_COUNTRY.findall(text)) < NATION_MENTIONS or any(
        own.search(text) for own, _ in OWN_PLACE[:-1]
    ):
        return None
    most = max(mentions(text, regions).values(), default=0)
    return regions.by_code.get(NATIONAL) if most < SUBJECT_MENTIONS else None
