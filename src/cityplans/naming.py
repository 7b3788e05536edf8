"""What people write for a region or an indicator → its key; a word nothing answers to names the nearest.

Regions answer to name, short name, GB/T 2260 code, pinyin and English name, also with what they are (嘉兴市,
嘉兴, 330400, jiaxing, Jiaxing City); indicators to
key, Chinese and English name, and to whatever the codebook's terms take for them (rd_intensity, 研发强度).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from os import PathLike
from pathlib import Path
from typing import TypeVar, cast

import pandas as pd
from rapidfuzz import fuzz, process

from cityplans.codebook import Codebook
from cityplans.codebook_checks import names_of
from cityplans.errors import UserError
from cityplans.extraction.words.indicators import Indicators, indicator_id, indicators_of
from cityplans.reading.plans import latin
from cityplans.reading.plans import regions as places

MEASURES = {"growth": "growth_rate", "rank": "rank"}  # of indicators that are no level
NAMED = 3  # nearest names said of a word nothing answers to
LIKE_A_TABLE = 60  # of 100 that a name must share with a table or a call to be taken for it
LISTED = 12  # names that are all said where none is near
WHAT_ZH = {
    "region": "地区", "region of these plans": "地区", "indicator": "指标", "plan": "计划", "target": "目标",
    "table": "表", "size": "尺寸", "field of a selection": "字段", "level": "层级", "plan type": "文件类型",
    "status": "状态", "format": "格式", "column": "列", "language": "语言", "argument": "参数",
    "term": "词", "query": "查询",
}  # fmt: skip
EXAMPLES = {  # of what is called by name
    "region": '"嘉兴"', "indicator": '"研发强度"', "plan": '"嘉兴 2020"', "term": '"揭榜挂帅"',
    "target": "book.targets.iloc[0]", "query": '"SELECT count(*) FROM targets"',
}  # fmt: skip
SHOWN = 40  # characters of what was given that a message repeats
LISTS = {"region": "regions.csv", "indicator": "indicators.csv"}  # where all of many names stand
PLAN_OF_YEAR = re.compile(r"(.+?)\s*((?:19|20)\d\d)年?(?:\s+(.+))?")
DRAFT_MARK = re.compile(r"\s*(?:（稿）|\(draft\))$")  # as charts and pages print it behind a plan
LEAST = 45  # of 100 that a name must share with a word to be called near
Method = TypeVar("Method", bound=Callable)


class UnknownName(UserError, KeyError):
    """A region, indicator or code that nothing answers to; the message names the nearest."""


class NoSuchTable(UnknownName, AttributeError):
    """A name that is no table and no call of a book; the message names what it may have meant."""


class WrongCall(UserError, TypeError):
    """A call with too few or too many arguments, or with one of another kind than it takes."""


def named(given: object, what: str) -> str:
    """A name as it was given. Raises WrongCall for what is no word, UnknownName for an empty one."""
    if isinstance(given, str) and given.strip():
        return given
    example, what_zh = EXAMPLES[what], WHAT_ZH[what]
    if isinstance(given, str):
        raise UnknownName(
            f"“{given}”: no such {what}; write one, for example {example}",
            f"“{given}”：没有这个{what_zh}；请写一个，例如 {example}",
        )
    raise WrongCall(
        f"{shown(given)}: is no {what}; write one, for example {example}",
        f"{shown(given)}：不是{what_zh}；请写一个，例如 {example}",
    )


def folder(given: object) -> Path:
    """A folder by its path. Raises WrongCall for what is none."""
    if isinstance(given, str | PathLike):
        return Path(given)
    raise WrongCall(
        f"{shown(given)}: no folder; write its path as a text: data/processed",
        f"{shown(given)}：不是文件夹；请用文字写路径，如 data/processed",
    )


def key_of(given: object, column: str) -> object:
    """A key, or that of a row of a table that has it (`book.targets.iloc[0]`, a row of `itertuples`)."""
    if isinstance(given, pd.Series | Mapping):
        return given.get(column, given)
    return getattr(given, column, given)


def shown(given: object) -> str:
    """What was given, on one line, as far as a message repeats it."""
    text = " ".join((given if isinstance(given, str) else repr(given)).split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def region(word: str, codebook: Codebook, among: Iterable[str] = ()) -> str:
    """The full name of a region (嘉兴 → 嘉兴市). `among`: the names the nearest are looked for in.

    Where two regions share a word (朝阳), the one `among` those given. Raises UnknownName."""
    among = [*among]
    word = named(str(word) if isinstance(word, int) else word, "region")
    wanted = folded(word)
    found = [r["name"] for r in codebook["regions"] if wanted in _of_region(r)] or _spelt(word, codebook)
    best = [name for name in found if name in among]
    if len(found) == 1 or best:
        return (best or found)[0]
    if found:
        coded = _coded(found, codebook)
        raise UnknownName(
            f"{word}: several regions are called so; give the code: {coded}",
            f"{word}：不止一个地区叫这个名字；请写代码：{coded}",
        )
    if (simple := simplified(word)) != word:
        return region(simple, codebook, among)
    here = [r for r in codebook["regions"] if not among or r["name"] in among]
    names = [f"{r['name']} ({r['ascii']})" if wanted.isascii() else r["name"] for r in here]
    raise unknown(word, "region", names, latin.stem_of(word))


def _spelt(word: str, codebook: Codebook) -> list[str]:
    """The full names of the regions that a name in Latin letters may mean."""
    if not latin.stem_of(word):
        return []
    known = places.load(codebook["regions"], english=codebook["english_names"])
    return [known.by_code[code].name for code in latin.called(word, known)]


def region_of_plans(word: str, plans: pd.DataFrame, codebook: Codebook) -> str:
    """The full name of a region of which there is a plan. Raises UnknownName."""
    here = [*plans["region"].dropna().unique()]
    name = region(word, codebook, here)
    if name in here:
        return name
    there = ", ".join(here[:LISTED]) + " …" * (len(here) > LISTED)
    raise UnknownName(
        f"{name}: none of these plans is of this region; there are plans of {there}",
        f"{name}：这批计划中没有这个地区的计划；有计划的地区是 {there}",
    )


def plan(given: object, plans: pd.DataFrame, codebook: Codebook) -> str:
    """The id of a plan called by its id, by its region, by that and a year, by these and its kind (嘉兴 2020
    决定, as charts have it), or by a row of a table that has it. Raises UnknownName and WrongCall."""
    word, ids = named(key_of(given, "plan_id"), "plan").strip(), plans["plan_id"]
    if word in {*ids}:
        return word
    word = DRAFT_MARK.sub("", word)
    called, year = PLAN_OF_YEAR.fullmatch(word), ""
    if called:
        name, year = region_of_plans(called[1], plans, codebook), f"-{called[2]}-"
    else:
        name = _region_if_any(word, codebook)
    is_meant = (plans["region"] == name) & ids.str.contains(year, regex=False)
    if called and called[3]:
        kinds = [r["code"] for r in codebook["codes"] if called[3] in (r["code"], r["zh"], r["en"])]
        is_meant &= plans["plan_type"].isin(kinds)
    here = ids[is_meant]
    if len(here) > 1:
        listed = ", ".join(here)
        raise UnknownName(
            f"{word}: several plans are called so; give the id: {listed}",
            f"{word}：不止一份计划；请写编号：{listed}",
        )
    return str(here.iloc[0]) if len(here) else one_of(word, ids, "plan")


def _region_if_any(word: str, codebook: Codebook) -> str:
    """The region a word is the name of; nothing where it is none."""
    try:
        return region(word, codebook)
    except UnknownName:
        return ""


def indicator(word: str, codebook: Codebook, among: Iterable[str] = ()) -> str:
    """The key of an indicator. `among`: keys the nearest are looked for in. Raises UnknownName."""
    wanted, bare = folded(named(word, "indicator")), letters(word)
    rows = codebook["indicators"]
    for row in rows:
        own = {*map(folded, names_of(row)), *map(letters, (row["indicator_id"], row["en"]))}
        if ({wanted, bare} - {""}) & own:
            return row["indicator_id"]
    terms = indicators_of(codebook)
    found = _of_growth(word, [r for r in rows if _is_said(word, r, terms)], codebook)
    if len(found) == 1:
        return found[0]["indicator_id"]
    if found:
        en, zh = (", ".join(f"{r[lang]} ({r['indicator_id']})" for r in found) for lang in ("en", "zh"))
        raise UnknownName(
            f"{word}: said of several indicators; give the key: {en}",
            f"{word}：几个指标都可以这样说；请写编码：{zh}",
        )
    if (simple := simplified(word)) != word:
        return indicator(simple, codebook, among)
    here = {*among}
    first = sorted(rows, key=lambda row: row["indicator_id"] not in here)  # of names as near, those here
    raise unknown(word, "indicator", _names(first, wanted.isascii()))


def _of_growth(word: str, found: list[Mapping[str, str]], codebook: Codebook) -> list[Mapping[str, str]]:
    """Of indicators that a word is said of those that are growths, where it names one (GDP增速)."""
    says_so = any(r["word"] in word for r in codebook["measure_words"] if r["role"] == "growth")
    return [r for r in found if says_so and r["comparable"] == "growth"] or found


def _names(rows: Iterable[Mapping[str, str]], are_latin: bool) -> list[str]:
    """The names of indicators with their keys, in the letters that were asked in."""
    return [
        f"{name} ({r['indicator_id']})"
        for r in rows
        for name in ((r["en"],) if are_latin else (r["zh"], *r["also"].split("|")))
        if name
    ]


def _is_said(word: str, row: Mapping[str, str], terms: Indicators) -> bool:
    """Whether the extraction would take the word for this indicator, counted in its own unit."""
    measure = MEASURES.get(row["comparable"], "level")
    return indicator_id(word, row["unit"], measure, terms) == row["indicator_id"]


def one_of(word: str, allowed: Iterable[str], what: str) -> str:
    """A code as it stands in the tables. Raises UnknownName."""
    allowed = [*allowed]
    if isinstance(word, str) and word in allowed:
        return word
    raise unknown(shown(word), what, allowed)


def spelt(method: Method) -> Method:
    """A call that answers to an argument it does not know with the nearest it does, and to too few or too
    many with how it is called."""
    signature = inspect.signature(method)
    known = [*signature.parameters][1:]

    @wraps(method)
    def checked(self, *given, **options):
        for word in options:
            one_of(word, known, "argument")
        try:
            signature.bind(self, *given, **options)
        except TypeError as error:
            raise _wrong_call(method.__name__, known, error) from None
        return method(self, *given, **options)

    return cast(Method, checked)


def _wrong_call(name: str, known: list[str], error: TypeError) -> WrongCall:
    call = f"{name}({', '.join(known)})"
    return WrongCall(f"{error}: the call is {call}", f"参数给少了、给多了或重复了：应写成 {call}")


def unknown(word: str, what: str, names: Iterable[str], like: str = "") -> UnknownName:
    """The error that says so and names the nearest to the word, or to what it is `like`; where nothing is
    near, all of them if they are few."""
    names = [*dict.fromkeys(names)]
    near, what_zh = ", ".join(nearest(like or word, names)), WHAT_ZH.get(what, what)
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


def simplified(word: str) -> str:
    """The word in simplified characters, those of codebook and texts."""
    if word.isascii():
        return word
    import opencc

    return opencc.OpenCC("t2s").convert(word)


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


def no_table(name: str, public: Iterable[str], asked_for: Iterable[str]) -> NoSuchTable:
    """The error for a name there is no table of: tables and calls (`public`) that are spelt like it, else the
    tables most often asked for."""
    found = process.extract(name, public, scorer=fuzz.ratio, limit=NAMED, score_cutoff=LIKE_A_TABLE)
    near, listed = ", ".join(word for word, *_ in found), ", ".join(asked_for)
    return NoSuchTable(
        f"{name}: the book has no such table or call; "
        + (f"nearest: {near}" if near else f"there are {listed} …; book.names lists all tables"),
        f"{name}：没有这样的表或函数；"
        + (f"相近的有 {near}" if near else f"常用的有 {listed}；book.names 列出全部表"),
    )
