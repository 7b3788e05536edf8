"""Rows that are parts of the indicator of a row above: 其中：农村, and what stands below it."""

from __future__ import annotations

import re
from typing import NamedTuple

from cityplans.extraction.words.words import Words
from cityplans.reading.table_heads import is_unit
from cityplans.worded import Said, Worded

MEASURED = Worded(r"(?:{metric}|{share})$")
SHORT = 3  # characters of a part (城镇) that needs the name of its whole
ALIKE = 2  # characters in which parts of one make end (城镇居民, 农村居民)
NUMBERING = re.compile(r"^(?:\d{1,2}\s*[.、．](?!\d)|[（(]\d{1,2}[）)]|[①-⑳*＊])\s*")
PART_OF_ABOVE = re.compile(r"^(?:其中|#)\s*[：:]?\s*")
PART_INSIDE = re.compile(r"(?P<whole>.{2,60}?)其中[：:](?P<part>.+)")  # 入园率（%）其中：城市
SHORT_PART = re.compile("[\u4e00-\u9fff]+")
IN_BRACKET = re.compile(  # signs of a unit; not 企业（不含个体）
    r"^(?!不?包?[含括]|其中).*[%‰元人家个件项所亩吨度米里次位倍岁年张辆名万亿天升瓦]|^分$"
)
PLACES = "省市县区乡镇村"  # in a bracket rather whose figure it is
NOTE_MARK = re.compile(r"[*＊①-⑳]+$|\[\d\]$|注\d$")


# …数量（亿元）, …数量（万套（间））
UNIT_BEHIND = re.compile(r"[（(\[［]([^（()）]{1,12}|[^（()）]{1,4}[（(][^（()）]{1,2}[）)])[）)\]］]$")


class Whole(NamedTuple):
    """The indicator of the row that 其中 divides, or that is merged; `is_bare`: it has no values of its own;
    `part`: what of it the last row holds for."""

    name: str = ""
    unit: str = ""
    is_bare: bool = False
    part: str = ""


def name_and_unit(text: str, own: str) -> tuple[str, str]:
    """What a cell of names says, and the unit: the row's own, or that in a bracket behind the name."""
    text = NOTE_MARK.sub("", NUMBERING.sub("", text)).strip()
    bracket = UNIT_BEHIND.search(text)
    said = bracket[1] if bracket else ""
    if not bracket or not (IN_BRACKET.search(said) or is_unit(said) and said not in PLACES):
        return text, own
    unit, comma, more = bracket[1].partition("，")  # 进出口总额（亿元，5年累计）
    name = text[: bracket.start()].strip()
    return f"{name}（{more}）" if comma else name, own or unit


def whole_of(
    named: tuple[str, str],
    above: Whole,
    alone: Whole | None,
    numbered: bool,
    has_values: bool,
    counts: bool = False,
) -> Whole:
    """The whole that a row is, or is a part of. `alone`: the line right above where it only names; `counts`:
    whether the rows of its table are numbered, so that one without a number goes on with the one above."""
    name, unit = named
    if not name:
        return above
    if PART_OF_ABOVE.match(name):
        return (alone or above)._replace(part=PART_OF_ABOVE.sub("", name))
    if inside := PART_INSIDE.fullmatch(name):
        whole, own = name_and_unit(inside["whole"], unit)
        return Whole(whole, own, True, inside["part"])
    other = unit and above.unit and unit != above.unit  # 绿地（公顷） is no part of a rate
    if above.part and not (alone or numbered or other) and (counts or _goes_on(name, above)):
        return above._replace(part=name)
    return Whole(name, unit or above.unit if name == above.name else unit, not has_values)


def divided(whole: str, part: str, unit: str, said: Said) -> Whole | None:
    """The whole and the part that stand in two columns, where the first is what is measured and the second
    is not (居民人均可支配收入, 城镇居民); None where the first only groups (经济发展, 地区生产总值)."""
    name, unit = name_and_unit(whole, unit)
    if not part or not said[MEASURED].search(name) or said[MEASURED].search(name_and_unit(part, "")[0]):
        return None
    return Whole(name, unit, True, part)


def _goes_on(name: str, above: Whole) -> bool:
    """Whether a name without 其中 goes on with the parts above: 其中：城镇, 农村."""
    short = above.is_bare and max(len(name), len(above.part)) <= SHORT and SHORT_PART.fullmatch(name)
    return bool(short) or len(name) == len(above.part) and name[-ALIKE:] == above.part[-ALIKE:]


def whole_and_part(name: str, above: Whole, words: Words) -> tuple[str, str]:
    """The indicator of a row, and what of it the row holds for: a part needs the name of its whole where it
    is short, where that stands there for its parts only, or where both are shares (其中：本科学历比例)."""
    part = above.part
    if not name or not part:
        return name or above.name, ""
    if len(part) <= SHORT:
        return above.name + part, ""
    share = words.nouns.share
    alike = share.search(part) and share.search(above.name) and part[-SHORT:] == above.name[-SHORT:]
    return (above.name, part) if above.name and (above.is_bare or alike) else (part, "")
