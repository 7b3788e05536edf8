"""Where the noun of a value stands: before it, behind it, or said once for the members of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cityplans.extraction.frame import Frame
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements import lists
from cityplans.extraction.statements.stretches import Candidate
from cityplans.extraction.words import phrases
from cityplans.extraction.words.words import Words
from cityplans.worded import Worded

COUNTED = re.compile(
    r"[\u4e00-\u9fff“A-Za-z]|\d{1,2}[A-Z]|\d{1,3}(?:小时|分钟)(?=[\u4e00-\u9fff“])|\d{3}(?=高校|工程)|\d{1,2}人制"
    r"|\d{1,9}岁|\d[\d.]{0,6}[百千万亿]{0,3}[\u4e00-\u9fff]{1,4}?及?以上(?=[\u4e00-\u9fff]|、)|\d[\d.]{0,6}[百千万亿]{0,3}(?:元|吨|亩|人|千瓦时?|兆瓦时?|立方米|公里|[MGkK]Wh?)?(?:以上)?级|\d[\d.]{0,6}[百千万亿]{1,3}元?(?:以上)?的"
)
NO_NOUN = Worded(
    r"(?!和[美谐睦平煦]|及时)[和及与并且而其等以或]|左右|上下|以[上下内]|安排|来|的水平|水平"
    r"|(?:的?新?{threshold}|行列|俱乐部)(?![\u4e00-\u9fff])"  # 跨上3000亿元台阶
    r"|的?[\u4e00-\u9fff]{0,4}(?:目标|要求)(?![\u4e00-\u9fff])"  # 达450家的主要目标
)
TERRITORY = re.compile("(?:计划|拟|预计|将|要)?(?:[全本我][市省县区州旗盟国]域?)?")
PREPOSITIONS = ("在", "为", "对", "向", "面向")
BROKEN_THROUGH = Worded(r"[^，。；、\d]{0,16}{broken_through}")
ABILITY = re.compile("的(?:年)?[\u4e00-\u9fff]{0,4}(?:能力|产能)(?![\u4e00-\u9fff])")


def breaks_through(text: str, candidate: Candidate, left: phrases.Phrase, verbs: phrases.Verbs) -> bool:
    """突破百项关键技术: the bound is a verb, and what is broken through stands behind the number."""
    alone = not left.text or verbs.role.get(left.text, ("",))[0] == "manner"  # 重点突破
    breaks = alone and text.startswith("突破", candidate.quantity.start)
    return bool(breaks and verbs.said[BROKEN_THROUGH].match(text, candidate.end, candidate.right))


def stands_after(text: str, candidate: Candidate, left: phrases.Phrase, verbs: phrases.Verbs) -> bool:
    """Whether the counted noun stands after the value (10个高水平省实验室)."""
    quantity = candidate.quantity
    after = text[candidate.end : candidate.right]
    if (
        quantity.kind in ("word", "rank")
        or lists.AMOUNT_QUOTED.match(text, quantity.start)
        or not COUNTED.match(after)
        or verbs.said[NO_NOUN].match(after)
    ):
        return False
    if (
        verbs.acting.search(left.text)
        or left.reach in PREPOSITIONS
        or breaks_through(text, candidate, left, verbs)
    ):
        return True  # 新建50家, 探索在10%的社区
    if left.text and TERRITORY.fullmatch(verbs.head.sub("", left.text)):
        return True  # 计划推进全区183个新建项目
    if left.text and GOES_TO.match(after) and not phrases.only_acts(left.text, verbs):
        return False  # 选派骨干教师1200名到乡村学校任教
    if left.text and ABILITY.match(after):  # 年产电池20GWh的生产能力
        return False
    if left.text and verbs.head.match(after):  # 打通断头路20条新改建…: the next deed
        return False
    if (
        left.reach
        and left.text
        and (quantity.unit not in ("个", "家", "项") or quantity.core_start > quantity.start)
    ):
        return False
    return not (quantity.unit == "%" and not after.startswith("的") and left.text and left.reach)


def before_next_deed(phrase: phrases.Phrase, verbs: phrases.Verbs) -> phrases.Phrase:
    """技术 of 技术、转化 in “突破百项技术、转化千项成果”: the deed of the next value."""
    said, joint, deed = phrase.text.rpartition("、")
    if not said or not phrases.only_acts(deed, verbs):
        return phrase
    return phrase._replace(text=said, end=phrase.end - len(joint + deed))


def last_deed(phrase: phrases.Phrase, verbs: phrases.Verbs) -> phrases.Phrase:
    """新建绿道 of “打造消费中心、新建绿道”: the deed before is of its own noun."""
    said, joint, last = phrase.text.rpartition("、")
    deed = verbs.head.match(last) if joint and phrase.verb else None
    if not deed or verbs.role[deed[0]][1] != "increment" or deed.end() == len(last):
        return phrase
    if len(said) < 2 or phrases.only_acts(said, verbs):
        return phrase
    return phrase._replace(text=last, start=phrase.end - len(last), verb=deed[0])


def is_grade(phrase: str, words: Words) -> bool:
    """省级, 新增省级: a grade, and not of what."""
    act = words.verbs.head.match(phrase)
    return "级" in phrase and bool(words.nouns.graded.fullmatch(phrase, act.end() if act else 0))


def is_level(phrase: str, words: Words) -> bool:
    """街道, 村: a level of territory, and not of what."""
    return bool(words.nouns.said[LEVEL].fullmatch(phrase))


def noun_ahead(candidate: Candidate, cut: Frame, found: Sequence[Quantity], words: Words) -> str:
    """创新平台 for 3个国家级 in “3个国家级、5个省级创新平台”: said once, behind the last grade."""
    part = cut.part(candidate.quantity.start)
    listed = [q for q in found if candidate.quantity.end <= q.start < part.end]
    at = candidate.quantity.end
    for quantity in listed:
        between = cut.text[at : quantity.start].rstrip("、和及与")
        if cut.text[quantity.start - 1] != "、" and not (
            words.nouns.graded.search(between) or is_level(between, words)
        ):
            return ""
        at = quantity.end
    noun = phrases.right_phrase(cut.text, at, part.end, phrases.Phrase("", at, at)).text if listed else ""
    grade = words.nouns.modifier.match(noun) or words.nouns.said[LEVEL].match(noun)
    return noun[grade.end() :] if grade else noun


def of_next_deed(candidate: Candidate, cut: Frame, found: Sequence[Quantity], verbs: phrases.Verbs) -> str:
    """农贸市场 for 新建5家 in “新建5家、改造12家农贸市场”: said once, behind the last deed."""
    at, unit = candidate.end, candidate.quantity.unit
    for quantity in found:
        between = cut.text[at : quantity.start]
        if quantity.start < at:
            continue
        deed = between[1:] if between[:1] in ("、", "，", "和", "并") else ""
        if quantity.unit != unit or deed not in verbs.role and not phrases.only_acts(deed, verbs):
            return ""
        at = quantity.end
        if COUNTED.match(cut.text, at):
            end = cut.part(quantity.start).end
            return phrases.right_phrase(cut.text, at, end, phrases.Phrase("", at, at)).text
    return ""


LEVEL = Worded("(?:{place_unit}|{used_by})")
SIZE = r"[\d.一二三四五六七八九十百千万亿]{1,12}+(?:元|亩|吨|人|千瓦)?级"
SIZES_LISTED = re.compile(
    rf"(?:{SIZE}(?:、|和|及|以及)[\d一二三四五六七八九十]{{1,6}}+[\u4e00-\u9fff]){{1,9}}{SIZE}(?P<noun>[\u4e00-\u9fff]{{2,16}}?)(?=[和与及\W\d]|$)"
)
OF_SIZE = r"[\d.一二三四五六七八九十百千万亿]{1,9}+"
OF_THEM = re.compile(rf"(?:其中)?(?P<size>{OF_SIZE}(?P<unit>元|亩|吨|千瓦|平方米|张|人)及?以上)")
SIZE_TOLD = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,8}}[超过](?:过)?{OF_SIZE}元?(?:以上)?|[\u4e00-\u9fff]{{0,8}}?{OF_SIZE}[\u4e00-\u9fff]{{0,4}}?以上)"
)
SIZES_TOLD = re.compile(
    rf"(?:{SIZE_TOLD.pattern}[、和及][\d一二两三四五六七八九十]{{1,4}}(?:[-—–~至]\d{{1,3}})?[家个户项座所处条台套]){{1,5}}"
    rf"{SIZE_TOLD.pattern}(?P<noun>的?(?!以)[\u4e00-\u9fff]{{2,16}}?)(?=[和与及\W\d]|$)"
)


def of_listed_size(candidate: Candidate, cut: Frame, text: str) -> str:
    """5000亿级产业集群 for 2个5000亿级 in “2个5000亿级、4个1000亿级产业集群”, 产值超百亿元的企业 where
    the next are counted by size too; "" where it is no such list."""
    if SIZE_TOLD.fullmatch(text):
        told = SIZES_TOLD.match(cut.text, candidate.quantity.end)
        return text + told["noun"] if told else ""
    if not re.fullmatch(SIZE, text):
        return ""
    listed = SIZES_LISTED.match(cut.text, candidate.quantity.end)
    return text + listed["noun"] if listed else ""


def of_next_size(subject: str, size: str) -> str:
    """引进5亿元以上项目 of “引进亿元以上项目60个，其中5亿元以上20个”: of another size; "" elsewhere."""
    told = OF_THEM.fullmatch(size)
    other = told and re.search(rf"{OF_SIZE}{told['unit']}(?:及?以上)?", subject)
    return subject[: other.start()] + told["size"] + subject[other.end() :] if other else ""


def share_of_first(main: phrases.Phrase, quantity: Quantity) -> phrases.Phrase:
    """高新技术产业投资增速快于…、占…比重: the share is of what the list begins with."""
    head, joint, tail = main.text.partition("、占")
    if not joint or quantity.unit != "%":
        return main
    return main._replace(text=re.sub(r"(?:增速|增长|增幅).*$", "", head) + "占" + tail)


GOES_TO = re.compile("(?:到|赴|前往|下沉|深入)[\u4e00-\u9fff]")
