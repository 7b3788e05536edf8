"""Members of a list, each with what is said once for several: the measure at its end, the head before it."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import NamedTuple

import rjieba

from cityplans.chinese.years import ARABIC_YEAR
from cityplans.extraction.words.measures import STANDS
from cityplans.extraction.words.nouns import Nouns
from cityplans.extraction.words.phrases import JOINERS, Phrase
from cityplans.extraction.words.words import Words
from cityplans.worded import Said, Worded

COLLECTIVE = Worded(  # 等3项指标, 两项指标到2025年
    rf"等?(?:[一二两三四五六七八九十\d]{{1,4}}+[个项大])?{{collective}}?(?:[到至在]{ARABIC_YEAR}年[底末]?)?$"
)
OF_SUCH = Worded(  # 氨氮等主要污染物排放总量
    "(?P<own>[^等]{2,24})等(?:主要|重点|各类)?(?:(?P<noun>{such_kinds})|{such_things})(?P<measure>[\u4e00-\u9fff]{2,10})"
)
OWN_REMARK = re.compile("^（[^（）]{1,20}）")  # （VOCs）排放总量: of the last member alone
SUBSTANCE = "需氧量"  # ends as a measure does
SHORT_GRADE = Worded("{short_grade}")
BODY = Worded(r"{body_end}$")
PLACE = re.compile("[\u4e00-\u9fff]{1,4}?[村镇乡县区]")
TAIL_OPENS = Worded("{tail_opens}")
# 规上企业|加快实现|数字化改造: who, and what is to be had by all
BORNE = Worded(
    r"(?P<who>.{0,40}?)(?:要|将|{achieves_how}|在全[国省市县区](?:范围内?)?)*实现(?P<what>.{2,60})"
)


class Item(NamedTuple):
    """One of the indicators that share a value."""

    text: str
    start: int
    end: int


def with_measure(members: list[Item], words: Words) -> list[Item]:
    """城镇、农村居民人均可支配收入: what ends the last member is of all of them; 专利申请量、授权量: what
    begins the first is of a bare measure behind it."""
    if such := words.said[OF_SUCH].fullmatch(members[-1].text):
        if such["noun"]:
            own = [*(m.text for m in members[:-1]), such["own"]]
            return _of_such(members, own, such["noun"], such["measure"])
        members = [*members[:-1], members[-1]._replace(text=such["own"] + such["measure"])]
    bare, last = words.measures.bare, members[-1].text
    first = bare.search(members[0].text)
    if bare.fullmatch(last) and first and first.start():
        of = members[0].text[: first.start()]
        return [m._replace(text=of + m.text) if bare.fullmatch(m.text) else m for m in members]
    said = (bare, STANDS, words.nouns.state, words.nouns.share, words.nouns.metric)
    lacks = [m for m in members if m.text.endswith(SUBSTANCE) or not any(p.search(m.text) for p in said)]
    tails = {m: _shared_tail(m.text, last, words) for m in lacks}
    shared = min(tails.values(), key=len, default="")  # one for all: 家具、家用电器、新能源汽车|销售额
    opened = _opened_tail(last, words)
    if len(opened) > len(shared):
        shared = opened
        tails = {m: opened for m in members if m in tails and not m.text.endswith(opened)}
    return [m._replace(text=_joined(m.text, shared or tails[m])) if m in tails else m for m in members]


def _of_such(members: list[Item], own: list[str], noun: str, measure: str) -> list[Item]:
    """食品、医药等产业增加值: of the 食品产业 and the 医药产业."""
    whole = (text if text.endswith(("业", noun)) else text + noun for text in own)
    return [m._replace(text=text + measure) for m, text in zip(members, whole, strict=True)]


def _joined(member: str, tail: str) -> str:
    """电子信息产业 and 产业产值 as 电子信息产业产值."""
    tail = OWN_REMARK.sub("", tail)
    shared = next((n for n in range(min(len(member), len(tail)), 0, -1) if member.endswith(tail[:n])), 0)
    return member + tail[shared if shared > 1 else 0 :]


def _opened_tail(last: str, words: Words) -> str:
    """重点工程减排量 of 氨氮重点工程减排量, 新增学位 of 初中新增学位: from where what is shared begins."""
    ends = [*accumulate(map(len, rjieba.cut(last)))]
    opens = (at for at in ends if at > 1 and words.said[TAIL_OPENS].match(last, at))
    tail = last[next(opens, len(last)) :]
    measured = words.nouns.metric.search(tail) or words.measures.bare.search(tail)
    return tail if measured or words.verbs.head.match(tail) else ""


def _shared_tail(member: str, last: str, words: Words) -> str:
    """生活垃圾处理率 of 城市 and 县城生活垃圾处理率: members of a list are built alike, so what the last has
    more is of each; the measure alone where that would part it (孕产妇和婴儿死亡率)."""
    measure = words.measures.bare.search(last)
    measure = measure[0] if measure and measure.start() else ""
    part = words.nouns.modifier.match(last)
    if not part and words.nouns.area.search(member):
        part = PLACE.match(last)  # 乡镇, 建制村|通硬化路率
    tail = last[_word_end(member, last, part.end() if part else 0) :]
    own_noun = words.said[BODY].search(tail.removesuffix(measure))  # 村卫生室和社区卫生服务站标准化率
    measured = words.nouns.metric.search(tail) or words.nouns.state.search(tail)
    fits = len(tail) > 1 and tail.endswith(measure) and measured and not own_noun
    return tail if fits else measure


def _word_end(member: str, last: str, part: int) -> int:
    """Where in the last member of a list the words end that stand for those of another: behind what both end
    in (城市污水, 县城污水|处理率), else behind its modifier, else behind as much as the other has (人参,
    食用菌|全产业链产值)."""
    ends = [*accumulate(map(len, rjieba.cut(last)))]
    shared = ((last.find(member[n:]), len(member) - n) for n in range(len(member)) if member[n:] in last)
    near = min(ends, key=lambda end: (abs(end - len(member)), -end))
    return next((at + n for at, n in shared if n > 1 or at + n in ends), part or near)


def members_of(
    main: Phrase, text: str, words: Words, collective: bool, share: bool = False, in_turn: bool = False
) -> list[Item]:
    """Members of a list with 、 outside brackets and quotes; 和 joins the last where no 等 follows.

    Two members joined by 和 alone are a list where the value is said to be of each of them (均, 分别), and
    where it is a `share` and both are shares: one share cannot be of two.
    """
    stretch, nouns = text[main.start : main.end], words.nouns
    tail = words.said[COLLECTIVE].search(stretch)
    open_end = "等" in stretch[tail.start() :] if tail else False
    stop = tail.start() if tail and (open_end or collective) else len(stretch)
    pieces = _pieces(stretch[:stop], "、")
    if len(pieces) == 1 and "”“" in stretch:
        pieces = _pieces(stretch[:stop], "”“")
    if len(pieces) == 1:
        if share and (grown := _both_grown(stretch[:stop], main.start, nouns)):
            return grown
        joined = _pieces(stretch[:stop], "和")
        kinds = [kind for kind, asked in ((nouns.metric, collective), (nouns.share, share)) if asked]
        if in_turn or any(all(kind.search(stretch[a:b]) for a, b in joined) for kind in kinds):
            pieces = joined
        elif collective and len(joined) == 2 and (pair := _built_alike(*(stretch[a:b] for a, b in joined))):
            return [Item(member, main.start, main.end) for member in pair]
    elif not open_end:
        pieces[-1:] = _last(stretch, *pieces[-1])
    members = [_item(stretch, a, b, main.start) for a, b in pieces if stretch[a:b].strip(JOINERS)]
    return _with_tail(_with_bearer(members, words.said), nouns)


def _built_alike(first: str, second: str) -> tuple[str, str] | None:
    """规上工业企业研发机构, 研发活动: two of the same, with what opens the first before both."""
    at = first.rfind(second[:2])
    alike = at > 0 and len(first) - at == len(second) > 2 and first[at:] != second
    return (first, first[:at] + second) if alike else None


JOINED_AT_ENDS = re.compile(
    rf"^(?:(?!及[时早第格])[以{JOINERS}])+|[以{JOINERS}]+$"
)  # 及时率 begins with no 及


def _item(stretch: str, start: int, end: int, offset: int) -> Item:
    text = JOINED_AT_ENDS.sub("", stretch[start:end]).rstrip("“")
    return Item(text, offset + start, offset + end)


def _with_bearer(members: list[Item], said: Said) -> list[Item]:
    """农村学校加快实现营养餐、心理辅导全覆盖: who is said once is of all."""
    borne = said[BORNE].fullmatch(members[0].text) if members else None
    if not borne:
        return members
    whole = [borne["what"], *(m.text for m in members[1:])]
    return [m._replace(text=borne["who"] + text) for m, text in zip(members, whole, strict=True)]


def without_achieving(phrase: str, said: Said) -> str:
    """规上企业加快实现数字化改造 as 规上企业数字化改造."""
    borne = said[BORNE].fullmatch(phrase)
    return borne["who"] + borne["what"] if borne else phrase


def _both_grown(stretch: str, offset: int, nouns: Nouns) -> list[Item]:
    """规上工业增加值和固定资产投资增长16%: the growth is of both."""
    grown = nouns.growth.search(stretch)
    pieces = _pieces(stretch[: grown.start()], "和") if grown else []
    if len(pieces) != 2 or not all(nouns.metric.search(stretch[a:b]) for a, b in pieces):
        return []
    growth = stretch[grown.start() :]
    return [Item(stretch[a:b].strip(JOINERS) + growth, offset + a, offset + b) for a, b in pieces]


def _last(stretch: str, start: int, end: int) -> list[tuple[int, int]]:
    """The last piece of a list, parted at its 和 or 及."""
    joiner = "和" if "和" in stretch[start:end] else "及"
    if joiner == "及" and re.search("[普涉以惠波触顾企兼]及|及[时早第格]", stretch[start:end]):
        joiner = "、"  # 普及率, 及时率 join nothing
    return [(start + a, start + b) for a, b in _pieces(stretch[start:end], joiner)]


def _with_tail(members: list[Item], nouns: Nouns) -> list[Item]:
    """城市、农村自来水普及率: what follows the last modifier belongs to every modifier before it."""
    modifier, short = nouns.modifier, nouns.said[SHORT_GRADE]
    last = modifier.match(members[-1].text) if len(members) > 1 else None
    if last and last[0].endswith("级"):  # 国家、省、市级产业集群
        members = [m._replace(text=m.text + "级") if short.fullmatch(m.text) else m for m in members]
    if not last or not all(modifier.fullmatch(m.text) for m in members[:-1]):
        return members
    tail = members[-1].text[last.end() :]
    return [*(m._replace(text=m.text + tail) for m in members[:-1]), members[-1]]


def _pieces(stretch: str, separator: str) -> list[tuple[int, int]]:
    if separator not in stretch:
        return [(0, len(stretch))]
    spans, depth, start = [], 0, 0
    for index, character in enumerate(stretch):
        if separator == "”“":
            if stretch[index : index + 2] == separator:
                spans.append((start, index + 1))
                start = index + 1
            continue
        depth += (character in "（(“") - (character in "）)”")
        if character == separator and depth == 0:
            spans.append((start, index))
            start = index + 1
    return [*spans, (start, len(stretch))]


def with_head(members: list[Item], heads: tuple[str, ...]) -> list[Item]:
    """规上工业企业研发活动、研发机构、发明专利: the head of the first is the head of all."""
    first = members[0].text
    head = next((h for h in sorted(heads, key=len, reverse=True) if first.startswith(h) and first != h), "")
    head = head or _opening(first, members[1:])
    return [
        m if i == 0 or m.text.startswith(head[:2]) or head[-2:] in m.text else m._replace(text=head + m.text)
        for i, m in enumerate(members)
    ]


def _opening(first: str, others: list[Item]) -> str:
    """大中型工业企业 of 大中型工业企业研发机构 before 研发活动: what opens a list of members built alike."""
    pair = _built_alike(first, others[0].text) if others else None
    return pair[1].removesuffix(others[0].text) if pair else ""
