"""What kind of quantity a target is: level, increment, yearly flow …; which verb governs it; its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cityplans.chinese.alternation import choice, longest_first
from cityplans.chinese.years import ARABIC_YEAR, FIVE_YEAR_NAME
from cityplans.codebook import Codebook
from cityplans.extraction.frame import Frame
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.words.nouns import Nouns, nouns_of
from cityplans.extraction.words.phrases import Phrase, Verbs, verbs_of
from cityplans.worded import Said, Worded

SERVED = Worded(r"..(?:({equips})|{serves})[\u4e00-\u9fff“”]{2,}$")
YEARLY = re.compile("^(?:每(?:年|个?月|季度?|周|日|天)|年均(?!增))")
HOW_LONG = re.compile("^(?:每年|年均(?!增)|累计)")
BASE, WITH_SHARE = (  # what is left out of an indicator to name what is measured, the share too or not
    Worded(
        r"^{deeds_before}|(?:(?<=排名)(?:上升|前移|提升)|(?:年均|每年|逐年)(?:增[长加速]|{moves_by})"
        rf"|(?<=[率重比例度量值数]){{moves_by}}|增长|增速{share}|达到?)$"
    )
    for share in ("|占.*", "")
)
AT_LEAST = Worded(r"(?:{held_at_least}|[\d百千万亿]元?)$")
SIZED = re.compile(r"亿元?级|亿元?(?:以上)?(?:的|[\u4e00-\u9fff])")  # 百亿级企业: of a size that firms reach
PER_ONE = re.compile(r"每(?![年月季周日天次])[个所家座]?[\u4e00-\u9fff]{1,8}")  # 每个县办好1所高中
ENTERING = Worded(r"..{entering}")  # 4家园区进入全省前20位: how many will be there
BEFORE_DEED = Worded(r"(?:分别|{intends})+$")  # 增加值要完成92亿元
FOR_YEARS = r"(?:力争|计划|确保)?[两三四五六七八九十\d]{1,2}年(?![均内前])"  # 三年转化成果100项
IN_ALL = re.compile(
    rf"累计|到(?:19|20)\d\d年|(?<=[，；]){FOR_YEARS.removesuffix('(?![均内前])')}(?![均前])"
)  # ends what is said of every year
YEARLY_LEAD = re.compile(r"(?<!比)每年[^。；]*?，")
EACH_YEAR = Worded(
    r"(?<=[\u4e00-\u9fff])(?<![十\d今明去上本每全五三两期近])年(?={yearly_deeds})"
    r"|(?<!每[人户生亩])每年|年均(?!增|递|提|下|增速|{yearly_means})|逐年"
)
CUMULATIVE = re.compile(
    r"累计(?!占)|[总合]计(?=[引培建设认推新减转完投服融]|\d)|(?<!\d)[两三四五六七八九十\d]年(?:总(?!规模|量|额|数|值)|累计|合计|共|(?=投[入资]))|总投资|累计投入|期间共"
)
ADDED = re.compile(r"(?:[新净]增加?|新改?建|改扩?建|新修)的?[^，。；、\d]{0,10}$")
TOTAL = re.compile("(?:数量|总量|总数)$")
MOVES_UP = Worded(r"{moves_up}$")
STANDS = re.compile("(?:(?<!增长)(?<!增)率|比[重例]|占比|强度|覆盖面)$")  # is a state, not a growth
COVERS = re.compile(
    "覆盖(?:率|面|比例|比重|范围)$"
)  # 家庭医生签约覆盖率95%: short of 全覆盖, the same measure
LAND_COVER = Worded("{land_cover}覆盖(?:率|面|比例)$")  # 森林覆盖率 is a share of the land
IN_PLACE = Worded("在{held_there}")  # 在孵企业, 在校生: how many there are
AT_PACE = Worded(  # 以年均8%的速度增长, 保持15%以上增速: what grows stands before, how it moves behind
    r"的?(?:年均)?(?:增长)?{pace_named}(?:(?:[快稳][速定步]|持续)?(?P<moves>递增|增长|上升|提升|增加|下降|递减)|(?=[，。；、]|$))"
)
OF_PLACES = ("位", "名", "个位次", "位次", "")
WHOLE_TERRITORY = re.compile("全[市省区县国州域]|[我本][市省区县州]|该")
DATED = re.compile(rf"{ARABIC_YEAR}|{FIVE_YEAR_NAME}|^{FOR_YEARS}")
LONGEST_METRIC = 3  # characters of a measure without what is measured (总面积)


OF_MATTER = ("area", "mass", "volume", "energy", "length")  # kinds of units in which matter is measured


class Measures(NamedTuple):
    """Words that say how much of what is meant: verbs, nouns, strength, places."""

    verbs: Verbs
    nouns: Nouns
    governs: dict[str, tuple[str, str, str]]  # cue -> strength, what it governs, planning class
    cue: re.Pattern
    act: re.Pattern
    places: re.Pattern
    inside: re.Pattern  # 在…湖区: where in the sentence the target is to be reached
    of_place: re.Pattern  # a phrase that begins with the place (高新区研发投入强度)
    opened_by: re.Pattern  # a sentence that begins with it: its later parts hold for the place too
    changing: re.Pattern  # verbs of change: the value is what is added or taken away
    bound: re.Pattern  # 不低于…总量的: a comparator before what the value is a share of
    apart_before: re.Pattern  # 不少于高端人才: a comparator, then the noun, then the number
    apart_after: re.Pattern  # 高端人才以上: a comparator behind the noun that the number counts
    comparators: dict[str, str]
    bare: re.Pattern  # a measure without the thing that is measured (产值, 覆盖率)
    each_before: re.Pattern  # 每千瓦时295克, 每人每月820元: of how much, at the end of the words before


def measures_of(codebook: Codebook) -> Measures:
    """The words of measures of a codebook, compiled."""
    verbs, nouns = verbs_of(codebook), nouns_of(codebook)
    governs = {r["term"]: (r["strength"], r["governs"], r["obligation"]) for r in codebook["strength"]}
    return Measures(
        verbs,
        nouns,
        governs,
        re.compile(longest_first(governs)),
        verbs.head,
        *_places(nouns, longest_first(codebook.words("scope_places"))),
        _changing(verbs),
        *_bounds(codebook["comparators"]),
        {row["term"]: row["comparator"] for row in codebook["comparators"]},
        re.compile(f"(?:{longest_first(codebook.words('bare_measures'))})$"),
        _each_before(codebook["units"]),
    )


def _places(nouns: Nouns, place: str) -> tuple[re.Pattern, re.Pattern, re.Pattern, re.Pattern]:
    """Patterns of `places`, `inside`, `of_place` and `opened_by`; `place`: what places end in."""
    return (
        re.compile(rf"(?:{nouns.builds_place})(?P<place>[\u4e00-\u9fffA-Z0-9“”]{{2,18}}?(?:{place}))"),
        re.compile(
            rf"(?:^|[，。；、：])在(?P<place>[\u4e00-\u9fffA-Z0-9“”]{{1,14}}?(?:{place}))(?![\u4e00-\u9fff]?[家个])"
        ),
        re.compile(
            rf"(?P<place>[\u4e00-\u9fff]{{0,12}}?(?:{place}))内?(?!{nouns.places_counted}|$)[\u4e00-\u9fff]{{2}}"
        ),
        re.compile(
            rf"(?:[一二三四五六七八九十]是)?(?:[到至]?{ARABIC_YEAR}年[底末]?，)?(?P<place>(?:(?!{nouns.turned_to}|[以将把在与和及])[\u4e00-\u9fff]){{0,8}}?(?:{place}))"
            rf"(?<!城区)内?(?!{nouns.places_counted}|[达增新总数排名列入进入])[\u4e00-\u9fffA-Z&]{{2}}"
        ),
    )


def _changing(verbs: Verbs) -> re.Pattern:
    terms = [term for term, (role, *_) in verbs.role.items() if role == "change"]
    terms.sort(key=len, reverse=True)
    return re.compile(choice(terms, ("(?!值)" if term == "增加" else "" for term in terms)))


def _bounds(comparators: Iterable[Mapping[str, str]]) -> tuple[re.Pattern, re.Pattern, re.Pattern]:
    """Patterns of `bound`, `apart_before` and `apart_after`."""
    side: dict[str, set[str]] = {"before": set(), "after": set(), "apart": set()}
    of_word: dict[str, str] = {}  # 签 for the 约 of 签约
    for row in comparators:
        side[row["position"]].add(row["term"])
        of_word[row["term"]] = row["not_after"]
    before = sorted(side["before"], key=len, reverse=True)
    guards = (
        f"(?<![{re.escape(of_word[term])}]{re.escape(term)})" if of_word[term] else "" for term in before
    )
    return (
        re.compile(rf"({choice(before, guards)})[^，。；、\d]{{2,20}}的$"),
        re.compile(rf"({longest_first(side['before'] & side['apart'])})(?:(?!的)[\u4e00-\u9fff]){{1,10}}$"),
        re.compile(rf"(?:{longest_first(side['after'] & side['apart'])})$"),
    )


def _each_before(units: Iterable[Mapping[str, str]]) -> re.Pattern:
    measured = longest_first(row["surface"] for row in units if row["kind"] in OF_MATTER)
    return re.compile(rf"每(?P<each>{measured}|[人户床生辆台])(?:每?[年月日天])?$")


def bound_behind(counted: str, words: Measures, said: Said) -> re.Match[str] | None:
    """The bound at the end of what a number counts (高新技术企业以上), where it is not of a grade, a degree
    or a size (硕士以上, 亿元以上)."""
    bound = words.apart_after.search(counted)
    return bound if bound and not said[AT_LEAST].search(counted, 0, bound.start()) else None


class Place(NamedTuple):
    """Where a value stands: its clause cut up, and where the stretch that belongs to it begins."""

    frame: Frame
    quantity: Quantity
    left: int


def is_rank(quantity: Quantity) -> bool:
    """前20位, 第3位, 首位, 百强: a place in an order."""
    return quantity.kind in ("rank", "ordinal") or quantity.measure == "rank" or quantity.unit == "强"


def measure(place: Place, phrase: str, left: Phrase, verb: str, words: Measures) -> str:
    """level, increment, cumulative, annual_flow, growth_rate, rank, multiple, coverage."""
    quantity = place.quantity
    if quantity.measure or is_rank(quantity):
        return quantity.measure or "rank"
    if quantity.unit_kind == "multiple":
        return "multiple"
    return (
        _of_share_or_change(place, phrase, left, words)
        or _of_words_before(place, phrase, left, verb, words)
        or _of_deed(place, phrase, left, verb, words)
    )


def _yearly(before: str, words: Measures) -> bool:
    """每年, 年均新增, and 年均增加 of an amount."""
    return bool(words.nouns.said[EACH_YEAR].search(before)) or "年均增加" in before


def _of_share_or_change(place: Place, phrase: str, left: Phrase, words: Measures) -> str:
    """What shares, points and growth are; "" of other amounts."""
    quantity, text = place.quantity, place.frame.text
    before = text[place.frame.part(quantity.start).start : quantity.start]
    tail = text[max(left.start, 0) : left.end] if left.text else ""
    signed = text[quantity.start] in "+＋" and not words.nouns.share.search(phrase)  # 营业收入+10%
    stands = phrase != left.text and STANDS.search(phrase)  # 城镇化率和财政收入增速分别达到70%和6%
    grows = signed or not stands and any(words.nouns.growth.search(said) for said in {tail, left.text})
    if quantity.unit_kind == "share" and "占" in phrase and not phrase.endswith(("增长", "增速")):
        return "level"
    if quantity.unit_kind == "share":
        paced = words.nouns.said[AT_PACE].match(text, quantity.end)
        if grows or paced or words.nouns.rate.search(phrase):
            return "growth_rate"
        return (
            "coverage"
            if COVERS.search(phrase) and not words.nouns.said[LAND_COVER].search(phrase)
            else "level"
        )
    grows = grows and not _yearly(before, words)
    return "increment" if quantity.unit_kind == "points" or grows else ""


def _of_words_before(place: Place, phrase: str, left: Phrase, verb: str, words: Measures) -> str:
    """What 总量, 前移, 净增, 累计 and 每年 before an amount make of it; "" where none of them stands."""
    quantity, cut = place.quantity, place.frame
    part = cut.part(quantity.start)
    before = cut.text[part.start : quantity.start]
    role = words.verbs.role.get(verb)
    adds = role and role[1] == "increment" and role[2] and verb in before  # 每个县新建孵化基地1个
    yearly = _yearly(before, words)
    stands = words.nouns.state.search(left.text) or words.nouns.said[IN_PLACE].match(phrase)
    if quantity.unit and stands and adds and ADDED.search(cut.text, part.start, left.start + stands.start()):
        return "increment"  # 新增装机容量450万千瓦
    if stands or TOTAL.search(left.text) and verb not in words.verbs.adds:
        return "level"
    if quantity.unit in OF_PLACES and words.nouns.said[MOVES_UP].search(before):
        return "increment"  # 排名前移10位
    if (words.nouns.said[ENTERING].search(phrase) or PER_ONE.search(before)) and not adds:
        return "level"
    if words.changing.match(cut.text, left.start) and left.text and not yearly:
        return "increment"
    if CUMULATIVE.search(before) and not yearly:
        return "cumulative"
    if yearly or "每年" in phrase:
        return "annual_flow"
    opens = max(cut.sentence(quantity.start).start, cut.text.rfind("；", 0, part.start) + 1)
    led = "每年" in cut.text and YEARLY_LEAD.search(cut.text, opens, part.start)
    led = led and not IN_ALL.search(cut.text, led.start(), part.start) and not DATED.search(before)
    acts = role and role[0] == "act" and verb not in words.verbs.adds and not verb.startswith("新")
    return "annual_flow" if led and acts else ""  # 每年遴选20个方案，培育100个应用


def _of_deed(place: Place, phrase: str, left: Phrase, verb: str, words: Measures) -> str:
    """What the verb that governs an amount makes of it."""
    quantity, text = place.quantity, place.frame.text
    role = words.verbs.role.get(verb)
    tail = text[max(left.start, 0) : left.end] if left.text else ""
    done = tail.removesuffix(verb) if role and role[1] == "cumulative" and tail.endswith(verb) else ""
    if words.nouns.metric.search(words.nouns.said[BEFORE_DEED].sub("", done)):
        return "level"  # 增加值完成92亿元: the amount of what is measured
    if verb in words.verbs.of_people and (quantity.unit in ("名", "人") or words.nouns.people.search(phrase)):
        return words.verbs.of_people[verb]
    served = None if role else words.nouns.said[SERVED].search(phrase)
    if served:  # 面向3万名技术人员开展培训, 为100家医院配备终端
        return "increment" if served[1] else "cumulative"
    if not role or left.reach and _is_of_name(left.text, verb, words):
        return "level"
    apart = left.reach and left.text and verb not in text[left.start : quantity.start]
    holds = verb in words.verbs.raises and _holds(quantity, phrase, words)
    return "level" if apart or holds else role[1]


def _is_of_name(phrase: str, verb: str, words: Measures) -> bool:
    """Whether a verb is part of the name of what is measured: 孵化总面积, 年培训能力, 成果转化引导基金规模;
    生态修复面积 is of what was done."""
    at = phrase.find(verb)
    rest = phrase[at + len(verb) :]
    if rest in ("能力", "容量") or at == 0 and rest.startswith("总"):
        return True
    inside = at > 1 and not WHOLE_TERRITORY.fullmatch(phrase[:at]) and len(rest) > LONGEST_METRIC
    return inside and bool(words.nouns.metric.search(phrase))


def _holds(quantity: Quantity, phrase: str, words: Measures) -> bool:
    """培育省级机构10家, 百亿级企业5家: how many will hold the grade or size, where 建设科技服务站30家 says
    how many will be added; the size of a fund is its size."""
    graded = words.nouns.standing.search(phrase) or SIZED.search(phrase)
    return bool(graded) or quantity.unit_kind == "money"


def base_of(phrase: str, said: Said, whole: bool = False) -> str:
    """全社会R&D经费支出年均增长 → 全社会R&D经费支出: what a following 占GDP比重 is the share of.

    `whole`: the value that follows is of the same share (占GDP比重翻一番，达到2%; 占比提高2个百分点), so it
    stays.
    """
    phrase = YEARLY.sub("", phrase)
    return said[WITH_SHARE if whole else BASE].sub("", phrase).lstrip("、")
