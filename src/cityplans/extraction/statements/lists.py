"""Values that several indicators share: A、B、C等实现倍增; 各200名; “三个千亿”; 分别达到10%、20%."""

from __future__ import annotations

import re

from cityplans.chinese import numerals
from cityplans.chinese.years import ARABIC_YEAR
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements.members import Item, members_of, with_head, with_measure
from cityplans.extraction.words.measures import STANDS
from cityplans.extraction.words.phrases import JOINERS, Phrase
from cityplans.extraction.words.words import Words
from cityplans.worded import Said, Worded

EFFECT_ON = re.compile(
    "[^，。；]{0,12}对[^，。；]{2,40}的[^，。；]{0,6}(?:贡献|影响|带动|拉动)"
)  # 对餐饮、住宿业的贡献率
PACE = Worded("(?:年均)?{rate}$")
AMOUNT_QUOTED = re.compile(r"([一二两三四五六七八九十\d]{1,4}+)个([百千万亿]{1,4}+)(?=”|目标)")
EXAMPLES_OF = re.compile(r"、[^、，]{1,16}等[\u4e00-\u9fff]{2,12}[率比重]$")
PAIR = Worded("{paired}")
BOTH_PEOPLES, PEOPLES = "城乡居民", ("城镇居民", "农村居民")
YEARS_IN_TURN = re.compile(rf"{ARABIC_YEAR}年?[底末]?[、和与及]{ARABIC_YEAR}年")
AGAINST_THEN = re.compile(rf"[比较]{ARABIC_YEAR}年?[底末]?$")  # 排放总量比2015年分别下降
EACH = frozenset(("分别", "各", "均", "都"))
LISTING = ("、", "和", "与", "”“")  # one of them stands in every list
LONGEST_LIST = 70
OF_LEVELS = re.compile(
    "[省市县区乡镇村]、[市县区乡镇村][\u4e00-\u9fff、]{0,3}[两二三四五]级"
)  # 县、乡、村三级体系
GROWTH = Worded(r"(?:年均|年平均)?{grows_by}$")
SHARE = Worded(r"(?:{share}|{grows_by})$")
EVENLY = Worded(
    r"(?:(?<![年人户亩月日平])(?P<all>均|都|各|双双)(?:要|将|实现)?)?"
    r"(?P<moves>(?:(?:比|较)(?:19|20)\d\d年[底末]?)?{grown})$"
)
RANKED = re.compile("^(?:进入|跻身|位居|位列|居|列)(?:全[国省市区县]|[\u4e00-\u9fff]{2,4})?$")
IN_TURN = re.compile("(?<=..)分别(?=[\u4e00-\u9fff]{2})")
SHARED_TAIL = Worded("{shared_tail}.*$")


def shared(
    text: str, main: Phrase, quantity: Quantity, side_right: bool, words: Words, in_turn: bool = False
) -> list[Item]:
    """The indicators of one value: usually one, or the members of the list before it.

    `in_turn`: the list has as many values as members (分别达到85%和80%).
    """
    found = _shared(text, main, quantity, side_right, words, in_turn)
    of_years = YEARS_IN_TURN.search(text, 0, quantity.start)
    halves = _halves(found[0].text, words) if in_turn and not of_years and len(found) == 1 else []
    if halves:
        return [found[0]._replace(text=IN_TURN.sub("", half)) for half in halves]
    if len(found) < 2:  # 排放总量分别下降10%、12%: of what is not said
        return [one._replace(text=IN_TURN.sub("", one.text)) for one in found]
    done = _with_deed(found, words)
    return _with_growth(done, words.said) if quantity.unit == "%" else done


def _halves(text: str, words: Words) -> list[str]:
    """城乡居民收入, 存贷款余额, 进出口总额 “分别达到”: each half of the pair by its own name."""
    if BOTH_PEOPLES in text:
        return [text.replace(BOTH_PEOPLES, people) for people in PEOPLES]
    pair = words.said[PAIR].search(text)
    return [text.replace(pair[0], half, 1) for half in pair[0]] if pair else []


def _with_deed(members: list[Item], words: Words) -> list[Item]:
    """新建幼儿园、小学分别为20所、12所: what is done to the first is done to all."""
    deed = words.verbs.head.search(members[0].text)
    if not deed or deed.start() > 2 or deed.end() == len(members[0].text):
        return members
    _, measure, kept = words.verbs.role[deed[0]]
    if not kept or measure != "increment":
        return members
    return [m if words.verbs.head.search(m.text) else m._replace(text=deed[0] + m.text) for m in members]


def _with_growth(members: list[Item], said: Said) -> list[Item]:
    """生产总值、投资年均增速分别达到6%、8%: one percentage a member, so all of them grow."""
    grows = said[GROWTH].search(members[-1].text)
    if not grows:
        return members
    return [m if said[SHARE].search(m.text) else m._replace(text=m.text + grows[0]) for m in members]


def _shared(
    text: str, main: Phrase, quantity: Quantity, side_right: bool, words: Words, in_turn: bool
) -> list[Item]:
    one = [Item(main.text, main.start, main.end)]
    if side_right or not main.text:
        return one
    heads = words.verbs.heads
    if even := _evenly(main, words):
        return even
    if grown := _grown_evenly(main, quantity, words):
        return grown
    apart = _respectively(main, text, words, in_turn)
    if apart:
        return apart
    if not _is_list(main, text, quantity, words, in_turn):
        return one
    count = AMOUNT_QUOTED.match(text, quantity.start)
    each = in_turn or bool(EACH & set(main.adverbs)) or text.startswith("双", quantity.start - 1)
    collective = quantity.kind == "word" or count or each
    members = members_of(main, text, words, bool(collective), quantity.unit == "%", in_turn)
    ends_in_rate = quantity.unit == "%" and members[-1:] and members[-1].text.endswith("率")
    if members and (ends_in_rate or in_turn):
        members = with_measure(members, words)
    if len(members) < 2:
        return _two_in_one(main, words, each) or one
    if count:
        number = numerals.value(count[1])
        return members[-int(number.low) :] if number else one
    if quantity.measure == "coverage" and all(words.nouns.area.search(m.text) for m in members[:-1]):
        return one
    if len({m.text[-2:] for m in members}) == 1 and members[0].text.endswith(
        ("增长", "增速", "提高", "下降")
    ):
        return members
    if quantity.unit == "%" and (grown := _grown_alike(members, words)):
        return grown
    if collective or quantity.unit == "%" and all(words.nouns.metric.search(m.text) for m in members):
        return with_head(members, heads)
    return one


def _is_list(main: Phrase, text: str, quantity: Quantity, words: Words, in_turn: bool) -> bool:
    """Whether a phrase may be a list; not 县、乡、村三级体系, nor 智能终端、智能体等应用普及率."""
    listed = any(sign in text[main.start : main.end] or sign in main.text for sign in LISTING)
    if not listed or OF_LEVELS.search(main.text) or EFFECT_ON.match(text, *_said_with(main, text)):
        return False
    rate = EXAMPLES_OF.search(main.text) if quantity.unit == "%" and not in_turn else None
    return not rate or bool(words.nouns.metric.search(re.split("、", main.text)[0]))


def _said_with(main: Phrase, text: str) -> tuple[int, int]:
    """Where a phrase stands, with a 对 before it."""
    return main.start - text.startswith("对", main.start - 1), main.end


OF_SHARE = re.compile("(?:比重|占比|比例|率)$")  # which grows by points, and has no pace


def _grown_alike(members: list[Item], words: Words) -> list[Item]:
    """营业收入、利润总额年均增速: the growth is of each, where each is measured."""
    pace = words.said[PACE]
    rate = pace.search(members[-1].text)
    if not rate or any(pace.search(member.text) for member in members[:-1]):
        return []
    own = [*(member.text for member in members[:-1]), members[-1].text[: rate.start()]]
    if not all(words.nouns.metric.search(text) and not OF_SHARE.search(text) for text in own):
        return []
    return [m._replace(text=text + rate[0]) for m, text in zip(members, own, strict=True)]


def _evenly(main: Phrase, words: Words) -> list[Item]:
    """研发经费支出和技术合同成交额均增长20%: the growth is each member's."""
    found = words.said[EVENLY].search(main.text[:LONGEST_LIST])
    listed = main.text[: found.start()] if found else ""
    members = re.split("、|以及|[和与及]", listed)
    if not found or len(members) < 2:
        return []
    if found["all"] is None and not ("、" in listed and words.nouns.metric.search(members[-1])):
        return []
    if not all(words.nouns.metric.search(m) or len(m) > 3 and found["all"] for m in members):
        return []
    whole = with_measure([Item(member, main.start, main.end) for member in members], words)
    return [item._replace(text=item.text + found["moves"]) for item in whole]


def _respectively(main: Phrase, text: str, words: Words, in_turn: bool) -> list[Item]:
    """氨氮、氮氧化物排放分别减少10%: the verb after 分别 is every member's."""
    stretch = text[main.start : main.end]
    head, word, tail = stretch.partition("分别")
    if not word or not head.strip(JOINERS):
        return []
    yearly = "年均" if head.endswith("年均") else ""
    head, tail = AGAINST_THEN.sub("", head.removesuffix(yearly)), yearly + tail
    found = main._replace(text=main.text[: len(head)], end=main.start + len(head))
    members = members_of(found, text, words, True, in_turn=in_turn)
    if len(members) < 2:
        return []
    members = with_measure(members, words)
    members = with_head(members, words.verbs.heads) if in_turn else members
    tail = "" if tail in ("完成", "实现", "达到", "为") else RANKED.sub("排名", tail)
    return [m._replace(text=m.text + tail) for m in members]


def _grown_evenly(main: Phrase, quantity: Quantity, words: Words) -> list[Item]:
    """水利和交通投资均增长8%: two that share their noun, each with its growth."""
    grown = words.nouns.growth.search(main.text) if quantity.unit == "%" and "均" in main.text else None
    head = main.text[: grown.start()] if grown else ""
    if not head.endswith("均"):
        return []
    both = _two_in_one(main._replace(text=head.removesuffix("均")), words, each=True)
    return [one._replace(text=one.text + grown[0]) for one in both]


def _two_in_one(main: Phrase, words: Words, each: bool) -> list[Item]:
    """财政科技和人才经费投入…分别增长15%以上: two indicators that share head and tail."""
    longest = 20 if each else 28
    match = re.match(rf"(.{{2,12}}?)[和与].{{2,{longest}}}$", main.text)
    if not match or "分别" not in main.text and not each:
        return []
    left, right = match[1], main.text[match.end(1) + 1 :]
    tail = words.said[SHARED_TAIL].search(right)
    whole = words.nouns.metric.search(left) or STANDS.search(left)
    shared_tail = right[tail.start() :] if tail and not whole else ""
    clean = [re.sub("分别|各", "", t) for t in (left + shared_tail, right)]
    made = [Item(t, main.start, main.end) for t in clean]
    measured = (words.nouns.metric, words.nouns.money, words.nouns.state)
    lacks = words.nouns.metric.search(right) and not any(kind.search(left) for kind in measured)
    return with_measure(made, words) if lacks else made  # 城镇职工和城乡居民医保参保率


def counted_amount(text: str, quantity: Quantity, unit: str) -> tuple[float, float, str, str]:
    """low, high, unit and value as printed; “三个千亿” is 1e11 元 for each of three."""
    match = AMOUNT_QUOTED.match(text, quantity.start)
    amount = numerals.value(match[2]) if match else None
    if match and amount:
        return amount.low, amount.high, "元", text[quantity.start : match.end(2)]
    return quantity.low, quantity.high, unit, text[quantity.start : quantity.end]
