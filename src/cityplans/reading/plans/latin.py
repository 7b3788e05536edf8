"""Divisions by names in Latin letters, as people and our own pages write them: Jiaxing, JIAXING CITY,
jiaxingshi, Hangzhou (Zhejiang Province), Inner Mongolia."""

from __future__ import annotations

import re
import unicodedata

from cityplans.reading.plans.regions import Regions, highest

ENGLISH: dict[str, str | tuple[str, ...]] = {  # what divisions are called → how their names end
    "province": "省", "autonomous region": "自治区", "special administrative region": "区", "sar": "区",
    "municipality": "市", "prefecture-level city": "市", "county-level city": "市", "city": "市",
    "autonomous prefecture": "州", "prefecture": ("州", "地区"), "league": "盟", "autonomous county": "县",
    "county": "县", "district": "区", "banner": "旗",
}  # fmt: skip
PINYIN = {"sheng": "省", "shi": "市", "xian": "县", "qu": "区"}
ENDINGS: dict[str, str | tuple[str, ...]] = {**ENGLISH, **PINYIN}
ENDING = re.compile(rf"(?:\s+({'|'.join(ENGLISH)})|(?<=...)\s*({'|'.join(PINYIN)}))$")
BETWEEN = re.compile(r"[(),]|-(?!level)")  # between a division and those it lies in


def called(word: str, regions: Regions) -> tuple[str, ...]:
    """The codes of the divisions that may be meant: several where only a division more would tell."""
    own, above = _parted(word)
    stem, ends = _bare(own)
    if code := regions.by_spelling.get("-".join(map(_letters, (own, *above)))):
        return (code,)
    found = [c for c in regions.by_stem.get(stem, ()) if regions.by_code[c].name.endswith(ends)]
    found = found or [*regions.by_stem.get(_letters(own), ())]  # Jiaxian is 佳县, whose name is not Jia
    if above:
        stems = regions.by_stem.get(_bare(above[0])[0], ()) if len(above) == 1 else ()
        outer = (*called(", ".join(above), regions), *stems)  # 袁州 is in 宜春, which is not the first Yichun
        found = [c for c in found if any(c != o and regions.within(c, o) for o in outer)]
    # of divisions spelt alike the highest bears the bare spelling, and goes by it
    top = highest([c for c in found if regions.by_spelling.get(stem) == c] or found, regions)
    return (top.code,) if top else tuple(found)


def stem_of(word: str) -> str:
    """The letters of a division's own name, by which the nearest are looked for; empty for no Latin name."""
    return _bare(_parted(word)[0])[0]


def _parted(word: str) -> tuple[str, list[str]]:
    """The name and those of the divisions it lies in; all empty where it is not in Latin letters."""
    plain = unicodedata.normalize("NFKC", word).casefold().replace("’", "'").replace("ü", "v")
    parts = [part.strip() for part in BETWEEN.split(plain)] if plain.isascii() else []
    own, *above = [part for part in parts if part] or [""]
    return own, above


def _bare(own: str) -> tuple[str, str | tuple[str, ...]]:
    """(letters of a name without what it is, how the Chinese name then ends)."""
    ending = ENDING.search(own)
    if ending is None:
        return _letters(own), ""
    return _letters(own[: ending.start()]), ENDINGS[ending[1] or ending[2]]


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name))
