"""Names of programmes, institutions and slogans, by patterns; who had them first, and how they spread.

Nothing here is a list of the names of particular files. A programme is a quoted or announced name that
closes with 行动, 计划, 工程 …; an institution closes with 实验室, 大学, 走廊 … and says something of its own
before it; a slogan is a set phrase of the lexicon, or any other short phrase the plan itself puts in
quotation marks. Word parts that open, close or merely qualify a name stand in name_parts.csv.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import pandas as pd

from cityplans import tables
from cityplans.comparison.coding import tokens
from cityplans.comparison.coding.coded import Found, Mention
from cityplans.comparison.coding.matching import TermIndex, find_terms, term_index, without_departments
from cityplans.comparison.plans import issue_years

QUOTED = re.compile(r"[“\"]([^”\"“\n]{2,16})[”\"]([一-龥]{0,12})")
MORE_QUOTED = re.compile(r"(?:[、和与及]?[“\"][^”\"“\n]{1,16}[”\"])*等?")  # “A”“B”和“C”等
LOOK_BACK = 14  # characters before a closing word in which its name may begin
LONGEST_STEM = 12
LEAST_CORE = 6  # characters of an ending that two names share by more than chance
# as the verbs that announce a name it begins with a plain character: so the engine passes over text faster
AND_ANOTHER = r"和(?<=[”\"]和)|及(?<=[”\"]及)"
NOT_CLOSED = "(?![生子])"  # 大学生 is no university
HAN = re.compile(r"[一-龥A-Z0-9·—()（）]+$")
LIST = "listed"  # the rule of what a list may hold
LONGEST_LIST = 40  # characters of a list before its closing word
LISTED = re.compile(r"((?:[一-龥A-Z0-9·—]{2,12}[、和与及])+)([一-龥A-Z0-9·—]{2,12})$")
HEADS = re.compile(r"[一-龥A-Z0-9·—]{1,20}?(?=[、和与及])")
JOINING = frozenset({"的", "等", "和", "与", "各类", "了", "及"})
NO_PART = re.compile(r"[\s“”\"‘’]")
PLAN_OF_ACTION = re.compile("行动计划$")
PHRASE = re.compile(r"(?![的和与及或])[\w+＋·—–－\-%/.]{2,10}(?<![的和与及或])")  # in quotation marks


class Parts(NamedTuple):
    """Word parts of names: closing words (longest first; also as patterns), and what is no part of a name."""

    programme: tuple[str, ...]
    institution: tuple[str, ...]
    announced: re.Pattern
    institution_end: re.Pattern
    boundary: frozenset[str]
    boundary_in_quotes: frozenset[str]
    generic: frozenset[str]
    common: frozenset[str]
    policies: tuple[str, ...]
    slogans: TermIndex
    cut: Callable[[str], list[str]]


def build(
    mentions: Mapping[str, Sequence[Mention]], plans: pd.DataFrame, codebook
) -> dict[str, pd.DataFrame]:
    """Tables names (plan × name, with the place of its first mention) and name_spread (one row a name), of
    the mentions in each plan."""
    found: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    outright = {m[0].name for held in mentions.values() for m in held if m[0].rule != LIST}
    for plan_id, held in mentions.items():
        for mention in held:
            if mention[0].name in outright:
                found[plan_id, mention[0].name].append(mention)
    dates = _dates(plans)
    holders: dict[str, list[str]] = defaultdict(list)
    for plan_id, name in found:
        holders[name].append(plan_id)
    holders = {name: _ordered(held, dates) for name, held in holders.items()}
    first = {name: _first(held, dates) for name, held in holders.items()}
    kinds = _kinds(found)
    cores = _cores(
        sorted(name for name, kind in kinds.items() if kind == "programme"),
        tokens.cutter(codebook, ("word",)),
    )
    rows = [
        _row(key, mentions, kinds[key[1]], cores.get(key[1]), first[key[1]])
        for key, mentions in sorted(found.items())
    ]
    return {
        "names": tables.frame("names", rows),
        "name_spread": tables.frame("name_spread", _spread(rows, plans, holders)),
    }


@lru_cache(maxsize=4)
def read_parts(codebook) -> Parts:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for row in codebook["name_parts"]:
        by_kind[row["kind"]].append(row["part"])
    longest = {kind: tuple(sorted(words, key=lambda w: (-len(w), w))) for kind, words in by_kind.items()}
    slogans = term_index(row["term"] for row in codebook["lexicon"] if row["kind"] == "slogan")
    closing = longest["programme_suffix"], longest["institution_suffix"]
    programme, institution = ("|".join(map(re.escape, words)) for words in closing)
    verbs = "|".join((*map(re.escape, by_kind["announcing"]), AND_ANOTHER))
    announced = re.compile(rf"(?:{verbs})([一-龥A-Z0-9]{{3,18}}?(?:{programme}))")
    institution_end = re.compile(f"(?:{institution}){NOT_CLOSED}")
    return Parts(
        closing[0],
        closing[1],
        announced,
        institution_end,
        frozenset(by_kind["name_boundary"]),
        frozenset(by_kind["name_boundary"]) - set(by_kind["quoted_name_inside"]),
        frozenset(by_kind["name_generic"]),
        frozenset(row["term"] for row in codebook["lexicon"] if row["kind"] == "word")
        - set(by_kind["name_place"]),
        longest.get("quoted_policy", ()),
        slogans,
        tokens.cutter(codebook, ("word",)),
    )


def find_names(text: str, parts: Parts) -> list[Found]:
    """Names of one paragraph in order, quoted ones first where they overlap with others."""
    text = without_departments(text)
    taken: list[Found] = []
    for rule in (_quoted, _announced, _institutions, _slogans):
        found = list(rule(text, parts))
        if found and taken:
            found = [f for f in found if not any(f.start < t.end and t.start < f.end for t in taken)]
        taken += found
    return sorted(taken, key=lambda f: f.start)


def _quoted(text: str, parts: Parts) -> Iterator[Found]:
    """“雄鹰行动”, “双倍增”行动计划, “瓯江实验室”, “揭榜挂帅”."""
    for match in QUOTED.finditer(text):
        inner, after = match.group(1).strip(), match.group(2)
        closing = next((s for s in parts.programme if inner.endswith(s) or after.startswith(s)), "")
        following = _programme_after(after, parts)
        listed = _listed_as(text, match.end(1) + 1, parts)
        if inner in parts.slogans.terms:
            kind, name, end = "slogan", inner, match.end(1) + 1
        elif _is_institution(inner, parts):
            kind, name, end = "institution", inner, match.end(1) + 1
        elif closing and inner.endswith(closing):
            kind, name, end = "programme", inner, match.end(1) + 1
        elif following:
            kind, name, end = "programme", inner + following, match.end(1) + 1 + len(following)
        elif listed is not None:
            kind, name, end = "programme", inner + listed, match.end(1) + 1
        elif not PHRASE.fullmatch(inner):
            continue
        else:
            kind = "programme" if re.fullmatch(r"\d{2,5}", inner) else "slogan"
            name, end = inner, match.end(1) + 1
        yield Found(canonical(name), kind, match.start(), end, "quoted")


def _programme_after(after: str, parts: Parts) -> str:
    """What follows a closing quotation mark up to a programme's closing word, or nothing."""
    for suffix in parts.programme:
        at = after.find(suffix)
        if at >= 0 and not (set(parts.cut(after[:at])) & (parts.boundary_in_quotes | JOINING)):
            return after[: at + len(suffix)]
    return ""


def _listed_as(text: str, end: int, parts: Parts) -> str | None:
    """The word that closes a list of quoted names: “尖兵”“领雁”等计划; empty for 等政策, None elsewhere."""
    after = MORE_QUOTED.match(text, end).end()
    if after == end:
        return None
    closing = next((s for s in parts.programme if text.startswith(s, after)), None)
    return "" if closing is None and text.startswith(parts.policies, after) else closing


def _is_institution(name: str, parts: Parts) -> bool:
    """Whether a quoted name closes as institutions do, after something of its own."""
    if not name.endswith(parts.institution):
        return False
    closing = next(s for s in parts.institution if name.endswith(s))
    return _has_own(parts.cut(name[: -len(closing)]), parts)


def _has_own(words: Sequence[str], parts: Parts) -> bool:
    return sum(len(w) for w in words if w not in parts.generic and w not in parts.common) >= 2


def _announced(text: str, parts: Parts) -> Iterator[Found]:
    """实施新时代工匠培育工程: a verb that announces, a name, a closing word."""
    for match in parts.announced.finditer(text):
        suffix = next(s for s in parts.programme if match.group(1).endswith(s))
        words = parts.cut(match.group(1)[: -len(suffix)])
        while words and len(words[0]) > 1 and words[0] in parts.boundary:
            words.pop(0)
        stem = "".join(words)
        if len(stem) >= 3 and not JOINING & set(words) and not set(words) <= parts.generic | parts.boundary:
            start = match.end(1) - len(stem) - len(suffix)
            yield Found(canonical(stem + suffix), "programme", start, match.end(1), "announced")


def _institutions(text: str, parts: Parts) -> Iterator[Found]:
    """甬江实验室: a closing word with something of its own before it, not only 省级, 重点, 新型 …"""
    for match in parts.institution_end.finditer(text):
        before = HAN.search(text[max(0, match.start() - LOOK_BACK) : match.start()])
        stem = _stem(parts.cut(before.group()) if before else [], parts)
        if stem and len(stem) <= LONGEST_STEM:
            name = canonical(stem + match.group())
            yield Found(name, "institution", match.start() - len(stem), match.end(), "closing_word")


def listed_names(text: str, parts: Parts) -> Iterator[Found]:
    """What a closing word may close besides the last of a list: 甬江、G60、环山科创走廊 may hold G60科创走廊.

    Every way to read the list; `build` keeps what some plan calls so outright."""
    text = without_departments(text)
    for match in parts.institution_end.finditer(text):
        found = LISTED.search(text, max(0, match.start() - LONGEST_LIST), match.start())
        if not found:
            continue
        last = parts.cut(found[2])
        tails = ["".join(last[i:]) + match.group() for i in range(1, len(last) + 1)]
        for item in HEADS.finditer(found[1]):
            words = parts.cut(item.group())
            while words and any(w in parts.boundary or w.isdigit() for w in words):
                words.pop(0)
            heads = ["".join(words[i:]) for i in range(len(words)) if _has_own(words[i:], parts)]
            for head, tail in product(heads, tails):
                start = found.start(1) + item.end() - len(head)
                yield Found(canonical(head + tail), "institution", start, match.end(), LIST)


def _stem(words: Sequence[str], parts: Parts) -> str:
    """The words of a name before its closing word: back to a boundary; empty if all of them only qualify."""
    stem: list[str] = []
    for word in reversed(words):
        if word in parts.boundary or word.isdigit():
            break
        stem.insert(0, word)
    qualifier = ""
    while stem and (stem[0] in parts.generic or stem[0] in ")）—"):
        qualifier = stem.pop(0)
    if stem and stem[0] in "(（":  # 世界（温州）华商…, but not （重点）企业…
        stem = [qualifier, *stem] if stem[1:2] and stem[1] not in parts.generic else []
    return "".join(stem) if _has_own(stem, parts) else ""


def _slogans(text: str, parts: Parts) -> Iterator[Found]:
    for start, term in find_terms(text, parts.slogans):
        yield Found(term, "slogan", start, start + len(term), "lexicon")


def canonical(name: str) -> str:
    """One spelling: no blanks or quotation marks; 行动计划 is 行动."""
    return NO_PART.sub("", PLAN_OF_ACTION.sub("行动", name))


def _dates(plans: pd.DataFrame) -> dict[str, str]:
    """Each plan's date, else its year, else nothing."""
    years = issue_years(plans)
    return {p: d if isinstance(d, str) else years[p] for p, d in zip(plans["plan_id"], plans["date"])}


def _ordered(plan_ids: Sequence[str], dates: Mapping[str, str]) -> list[str]:
    """From old to new; those without any date last."""
    return sorted(plan_ids, key=lambda p: (not dates[p], dates[p], p))


def _first(ordered: Sequence[str], dates: Mapping[str, str]) -> str | None:
    """The oldest plan; None where its date does not tell it from the next (2023 and 2023-03-30)."""
    if len(ordered) == 1:
        return ordered[0]
    one, two = (dates[p] for p in ordered[:2])
    return ordered[0] if one and not two.startswith(one) else None


def _kinds(found: Mapping) -> dict[str, str]:
    """One kind a name: the one it is used as most; of equal ones the first by name."""
    votes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (_, name), mentions in found.items():
        for item, *_ in mentions:
            votes[name][item.kind] += 1
    return {name: min(kinds, key=lambda k: (-kinds[k], k)) for name, kinds in votes.items()}


def _cores(names: Sequence[str], cut: Callable[[str], list[str]]) -> dict[str, str]:
    """The longest ending, at the edge of a word, that a programme's name shares with another's."""
    endings: dict[str, set[str]] = defaultdict(set)
    of_name: dict[str, list[str]] = {}
    for name in names:
        words = cut(name)
        of_name[name] = ["".join(words[i:]) for i in range(len(words))]
        for ending in of_name[name]:
            endings[ending].add(name)
    shared = {
        name: [e for e in own if len(e) >= LEAST_CORE and len(endings[e]) > 1 and e != name]
        for name, own in of_name.items()
    }
    return {name: found[0] for name, found in shared.items() if found}


def _row(
    key: tuple[str, str], mentions: Sequence[Mention], kind: str, core: str | None, first_plan: str | None
) -> dict:
    item, clause_id, section, start = mentions[0]
    return {
        "plan_id": key[0],
        "name": key[1],
        "name_kind": kind,
        "count": len(mentions),
        "clause_id": clause_id,
        "section": section,
        "start": start + item.start,
        "end": start + item.end,
        "core": core,
        "first_plan_id": first_plan,
        "rule": item.rule,
    }


def _spread(rows: Sequence[Mapping], plans: pd.DataFrame, holders: Mapping) -> Iterator[dict]:
    """One row a name: its first plan, and over how many plans, territories and years it spreads."""
    region = dict(zip(plans["plan_id"], plans["region"]))
    dates = _dates(plans)
    oldest = _first(_ordered(list(dates), dates), dates) if dates else None
    years = issue_years(plans)
    by_name: dict[str, list[Mapping]] = defaultdict(list)
    for row in rows:
        by_name[row["name"]].append(row)
    for name, group in sorted(by_name.items()):
        where = holders[name]
        dated = sorted({years[p] for p in where} - {""})
        yield {
            "name": name,
            "name_kind": group[0]["name_kind"],
            "core": group[0]["core"],
            "count": sum(row["count"] for row in group),
            "plans": len(where),
            "regions": len({region[p] for p in where if isinstance(region[p], str)}),
            "first_plan_id": group[0]["first_plan_id"],
            "is_first_by_order": group[0]["first_plan_id"] == oldest if oldest else None,
            "first_year": int(dated[0]) if dated else None,
            "last_year": int(dated[-1]) if dated else None,
            "members": " ".join(where),
        }
