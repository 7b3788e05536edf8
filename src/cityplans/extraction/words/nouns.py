"""The codebook's measure words as patterns: 率 or 规模 at an end is a measure, 人才 are people."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cityplans.codebook import Codebook
from cityplans.worded import Said, by_role, said_of

# what is measured rises (产能提升300万吨, 年限从10年提升0.7年); 农房提升2万户 is done
MEASURE = r"(?:(?<=[率量值额度能力限数积重])|(?<=\d[年岁个张所家]))"


class Nouns(NamedTuple):
    """Words of measure_words.csv by role; patterns look at the end of a phrase unless they say otherwise."""

    metric: re.Pattern  # 产值, 覆盖率: something that is measured
    share: re.Pattern
    area: re.Pattern  # places to be covered, not things that cover
    modifier: re.Pattern  # 城市, 省级: opens a phrase and divides its noun
    divides: re.Pattern  # 城镇, 初中: of whom or where, behind what is measured
    graded: re.Pattern  # nothing but a grade (省级以上)
    standing: re.Pattern  # anywhere: of a grade or rank that a thing holds (省级, 世界一流)
    state: re.Pattern  # what is measured is how things stand (保有量, 浓度), whatever was done before
    growth: re.Pattern  # the phrase says a change
    rate: re.Pattern  # anywhere: 增速
    people: re.Pattern
    persons: re.Pattern
    rising: re.Pattern  # 持续增长
    size: re.Pattern  # all of what stands between a count and its extent (年产值超)
    scale: re.Pattern
    lasting: re.Pattern  # anywhere: 年限
    carried_out: re.Pattern
    falls: re.Pattern
    described: re.Pattern  # 占地, 口径: of what size a thing is
    no_money: re.Pattern  # anywhere: 用户规模
    money: re.Pattern  # what is measured in yuan (产值, 投资)
    places_counted: str  # what makes a place one that is counted or ranked itself
    by_way: re.Pattern  # 围绕, 聚焦: how something is done opens the phrase, so it names no indicator
    builds_place: str  # verbs of building a place, in a heading
    turned_to: str  # 围绕, 融入: what is said before a place that a sentence does not hold for
    said: Said  # what rules write with words of measure_words.csv in it


@lru_cache(maxsize=4)
def nouns_of(codebook: Codebook) -> Nouns:
    """The nouns of measure_words.csv, compiled."""
    of = by_role(codebook)
    grade = rf"(?:{of['grade']})"
    return Nouns(
        re.compile(rf"(?:{of['metric']})$"),
        re.compile(rf"(?:{of['share']})$"),
        re.compile(rf"(?:{of['area']}|（[^（）]{{0,30}}）)$"),
        re.compile(rf"{of['grade']}|{of['part']}"),
        re.compile(rf"(?:{of['part']})$"),
        re.compile(rf"{grade}(?:及?以上)?|{of['league']}"),
        re.compile(rf"{grade}|{of['standing']}"),
        re.compile(rf"(?:{of['state']})$"),
        re.compile(rf"(?:年均|年)?(?:{of['growth']}|{MEASURE}提升|(?:{of['than']}).*)$"),
        re.compile(of["rate"]),
        re.compile(rf"(?:{of['people']})$"),
        re.compile(rf"(?:{of['persons']})(?:$|[^数率比量收])"),
        re.compile(rf"(?:{of['manner']})*(?:{of['rises']})$"),
        re.compile(
            rf"(?:[\u4e00-\u9fff]{{2,10}}、){{0,4}}[\u4e00-\u9fff]{{0,8}}(?:{of['size']})额?(?:达到?|超过?|过|在|突破|为)?"
        ),
        re.compile(rf"(?:{of['scale']})$"),
        re.compile(of["lasting"]),
        re.compile(rf"(?:{of['carried_out']})$"),
        re.compile(rf"(?:{of['falls']})(?:率|量|比例|幅度)?$"),
        re.compile(rf"(?<![提增延加拓抬])(?<!平均)(?:{of['described']})(?:[为达约]|达到)?$"),
        re.compile(of["counted_people"]),
        re.compile(rf"(?:{of['money']})(?:总?[额量]|规模)?(?:增量)?$"),
        of["counted_place"],
        re.compile(rf"(?:要|将|须|需)?(?:在(?!{of['held_there']})|{of['by_way']})"),
        of["builds_place"],
        of["turned_to"],
        said_of(codebook),
    )
