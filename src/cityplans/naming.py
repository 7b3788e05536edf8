"""What people write for a region or an indicator → its key; a word nothing answers to names the nearest.

Regions answer to name, short name, GB/T 2260 code and pinyin (嘉兴市, 嘉兴, 330400, jiaxing); indicators to
key, Chinese and English name, and to whatever the codebook's terms take for them (rd_intensity, 研发强度).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import TypeVar, cast

from rapidfuzz import fuzz, process

from cityplans.codebook import Codebook
from cityplans.codebook_checks import names_of
from cityplans.errors import UserError
from cityplans.extraction.words.indicators import Indicators, indicator_id, indicators_of

MEASURES = {"growth": "growth_rate", "rank": "rank"}  # of indicators that are no level
NAMED = 3  # nearest names said of a word nothing answers to
LISTED = 12  # names that are all said where none is near
WHAT_ZH = {
    "region": "地区", "region of these plans": "地区", "indicator": "指标", "plan": "计划", "target": "目标",
    "table": "表", "size": "尺寸", "field of a selection": "字段", "level": "层级", "plan type": "文件类型",
    "status": "状态", "format": "格式", "column": "列", "language": "语言", "argument": "参数",
}  # fmt: skip
LISTS = {"region": "regions.csv", "indicator": "indicators.csv"}  # where all of many names stand
LEAST = 45  # of 100 that a name must share with a word to be called near
Method = TypeVar("Method", bound=Callable)


class UnknownName(UserError, KeyError):
    """A region, indicator or code that nothing answers to; the message names the nearest."""


def region(word: str, codebook: Codebook, among: Iterable[str] = ()) -> str:
    """The full name of a region (嘉兴 → 嘉兴市). `among`: the names the nearest are looked for in.

    Where two regions share a word (朝阳), the one `among` those given. Raises UnknownName."""
    among = [*among]
    wanted = folded(word)
    found = [r["name"] for r in codebook["regions"] if wanted in _of_region(r)]
    best = [name for name in found if name in among]
    if len(found) == 1 or best:
        return (best or found)[0]
    if found:
        coded = _coded(found, codebook)
        raise UnknownName(
            f"{word}: several regions are called so; give the code: {coded}",
            f"{word}：不止一个地区叫这个名字；请写代码：{coded}",
        )
    here = [r for r in codebook["regions"] if not among or r["name"] in among]
    names = [f"{r['name']} ({r['ascii']})" if wanted.isascii() else r["name"] for r in here]
    raise unknown(word, "region", names)


def indicator(word: str, codebook: Codebook, among: Iterable[str] = ()) -> str:
    """The key of an indicator. `among`: keys the nearest are looked for in. Raises UnknownName."""
    wanted, bare = folded(word), letters(word)
    rows = codebook["indicators"]
    for row in rows:
        own = {*map(folded, names_of(row)), *map(letters, (row["indicator_id"], row["en"]))}
        if ({wanted, bare} - {""}) & own:
            return row["indicator_id"]
    terms = indicators_of(codebook)
    said = {r["indicator_id"] for r in rows if _is_said(word, r, terms)}
    if len(said) == 1:
        return said.pop()
    if said:
        keys = ", ".join(sorted(said))
        raise UnknownName(
            f"{word}: said of several indicators; give the key: {keys}",
            f"{word}：几个指标都可以这样说；请写编码：{keys}",
        )
    wanted_keys = {*among}
    here = [r for r in rows if not wanted_keys or r["indicator_id"] in wanted_keys]
    names = [
        f"{said} ({r['indicator_id']})"
        for r in here
        for said in ((r["en"],) if wanted.isascii() else (r["zh"], *r["also"].split("|")))
        if said
    ]
    raise unknown(word, "indicator", names)


def _is_said(word: str, row: Mapping[str, str], terms: Indicators) -> bool:
    """Whether the extraction would take the word for this indicator, counted in its own unit."""
    measure = MEASURES.get(row["comparable"], "level")
    return indicator_id(word, row["unit"], measure, terms) == row["indicator_id"]


def one_of(word: str, allowed: Iterable[str], what: str) -> str:
    """A code as it stands in the tables. Raises UnknownName."""
    allowed = [*allowed]
    if word in allowed:
        return word
    raise unknown(word, what, allowed)


def spelt(method: Method) -> Method:
    """A call that answers to an argument it does not know with the nearest it does."""
    known = [*inspect.signature(method).parameters][1:]

    @wraps(method)
    def checked(self, *given, **named):
        for word in named:
            one_of(word, known, "argument")
        return method(self, *given, **named)

    return cast(Method, checked)


def unknown(word: str, what: str, names: Iterable[str]) -> UnknownName:
    """The error that says so and names the nearest; where nothing is near, all of them if they are few."""
    names = [*dict.fromkeys(names)]
    near, what_zh = ", ".join(nearest(word, names)), WHAT_ZH.get(what, what)
    if near:
        return UnknownName(
            f"{word}: no such {what}; nearest: {near}", f"{word}：没有这个{what_zh}；相近的有 {near}"
        )
    here = ", ".join(names) if 0 < len(names) <= LISTED else ""
    en, zh = f"there are {here}" * bool(here), f"现有 {here}" * bool(here)
    if not here and what in LISTS:
        en, zh = f"{LISTS[what]} of the codebook lists them", f"编码表的 {LISTS[what]} 列出全部"
    return UnknownName(
        "; ".join(filter(None, (f"{word}: no such {what}", en))),
        "；".join(filter(None, (f"{word}：没有这个{what_zh}", zh))),
    )


def nearest(word: str, names: Iterable[str]) -> list[str]:
    """Up to three names most like the word, the likest first; none where nothing is like it."""
    found = process.extract(word, [*dict.fromkeys(names)], scorer=fuzz.WRatio, limit=NAMED)
    return [name for name, score, _ in found if score >= LEAST]


def folded(word: str) -> str:
    return "".join(str(word).split()).casefold()


def letters(word: str) -> str:
    """The letters and digits of Latin words (R&D intensity is rd_intensity); other words as they are."""
    return "".join(filter(str.isalnum, folded(word))) if str(word).isascii() else folded(word)


def _of_region(row: Mapping[str, str]) -> set[str]:
    return {folded(row[k]) for k in ("name", "short", "code", "ascii") if row[k]}


def _coded(names: Iterable[str], codebook: Codebook) -> str:
    wanted = {*names}
    return ", ".join(f"{r['code']} {r['name']}" for r in codebook["regions"] if r["name"] in wanted)
