"""How indicator and value stand to each other in a clause: before, after, in a list, in the part before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cityplans.chinese import years
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.sentences import Frame, Span
from cityplans.extraction.statements import lists
from cityplans.extraction.words import measures, phrases
from cityplans.extraction.words.words import Words
from cityplans.worded import Said, Worded

NEEDS_SUBJECT = Worded(
    r"(?:累计)?占|排名$|比|较(?![大小多好高低快])|每年(?:提高|提升|增[长加]|下降|降低|减少)|(?:在[^，。；]{2,20})?基础上"
    r"|年均(?=$|分别|增|复合|递|提|下|降|上升|减|压|占|达|[约近超])|(?:总数|总量|总计|总规模)$|{needs_subject}|投资(?:额|总额)?$"
    r"|{grade}(?:及?以上)?$|[1-5]A级(?:及?以上)?$|(?:占比|比重|比例)$|{place_unit}[（）、市区县乡镇街道]*$|[超过达逾][^，。；]*的$"
)
ENTERED = Worded(r"{entered}|保持在?(?=[全国省世])")
IN_ALL = re.compile("总[数量计]")
ADDED = re.compile("^(?:净增加?|新增)|(?:每年|年均)?(?:净增加?|新增|增加)$")
IN_TURN = re.compile("^(?:在[^，。；]{2,20})?基础上|分别")  # 在2010年的基础上分别减少
RANK_PLACE = Worded(r"(?:在|(?<!跃)居|列)?(?:{among}|排名|位次|的)+$")


LISTED_YEAR = re.compile(r"\s?\d{1,2}\.(?=(?:19|20)\d\d年)")  # 2.2019年…
OF_VALUE_BEFORE = re.compile("(?:以上|左右|以内|以下)[、，和及]*")
TOPIC = Worded(r"(?:^|[。；\n：）])[^，。；]{0,2}?([\u4e00-\u9fffA-Za-z]{1,10}?{topic})(?={of_topic})")
COUNTED = re.compile(
    r"[\u4e00-\u9fff“A-Za-z]|\d{1,2}[A-Z]|\d{1,3}(?:小时|分钟)(?=[\u4e00-\u9fff“])|\d{3}(?=高校|工程)"
    r"|\d{1,9}岁|\d[\d.]{0,6}[百千万亿]{1,3}元?(?:以上)?[级的]"
)
NO_NOUN = Worded(
    r"(?!和[美谐睦平煦]|及时)[和及与并且而其等以或]|左右|上下|以[上下内]|安排|来|的水平|水平"
    r"|(?:的?新?{threshold}|行列|俱乐部)(?![\u4e00-\u9fff])"  # 跨上3000亿元台阶
    r"|的?[\u4e00-\u9fff]{0,4}(?:目标|要求)(?![\u4e00-\u9fff])"  # 达450家的主要目标
)


HELD_BELOW = Worded(r"{held_below}[在到至]$")


JOINTS = frozenset("、和及与,，")  # between values in turn


class Candidate(NamedTuple):
    """A quantity that may be a target, with the stretch of the clause that belongs to it."""

    quantity: Quantity
    left: int
    right: int
    share: int | None = None  # its place among values in turn (分别达到85%和80%)
    until: int | None = None  # where the first of them begins
    remark: Span | None = None  # the bracket right behind it (目前为2.5%)

    @property
    def end(self) -> int:
        """Where the words behind the value begin."""
        return self.remark.end if self.remark else self.quantity.end


OWN_VALUE = re.compile(  # 完成投资60亿元，全年…130亿元
    r"(?:不少于|不低于|不超过|达到?|为|约|超)?\d[\d.,]*[百千万亿]*[^，。；\d]{0,3}$"
)
OF_SIZE = re.compile(r"[超过达逾][^，。；]{0,16}的")


MEMBERS = re.compile("、|(?<![共总饱])和(?![谐睦平煦])")


class Subject(NamedTuple):
    """What a value without words of its own is about, where that stands, and the fact it was said of."""

    text: str
    start: int
    fact: Quantity | None = None


def candidates(cut: Frame, pending: Sequence[Quantity], said: Said) -> list[Candidate]:
    """Cut each part between its values, so that every value owns the words that belong to it."""
    made = []
    for index, quantity in enumerate(pending):
        part = cut.part(quantity.start)
        left = part.start
        before = pending[index - 1] if index else None
        if before and before.start >= part.start:
            left = made[-1].end
        right = part.end
        after = pending[index + 1] if index + 1 < len(pending) else None
        if after and after.start < part.end:
            ranked = after.kind == "rank" or after.unit == "强"
            right = after.end if ranked and quantity.kind == "amount" else after.start
        made.append(Candidate(quantity, left, right, remark=cut.bracket_at(quantity.end)))
    return _in_turn(made, cut.text, said)


def _in_turn(candidates: list[Candidate], text: str, said: Said) -> list[Candidate]:
    """A、B分别达到85%和80%: values joined by nothing but 和 or 、 share the list before the first of them."""
    made = list(candidates)
    for index in range(1, len(made)):
        before, this = made[index - 1], made[index]
        if this.left == before.end and text[this.left : this.quantity.start] in JOINTS:
            if before.share is None and not _is_of_list(made, index, text):
                continue
            until = before.until or before.quantity.start
            made[index - 1] = before._replace(share=before.share or 0, until=until)
            first = made[index - 1 - (before.share or 0)].quantity
            bound = first.comparator if first.core_start > first.start else "eq"  # 分别突破150亿元、500亿元
            value = this.quantity
            if value.comparator == "eq":  # 分别超过90家和870家
                value = value._replace(comparator=bound)
            made[index] = Candidate(value, before.left, this.right, (before.share or 0) + 1, until)
            if value.comparator == "le" and said[HELD_BELOW].search(text, before.left, until):
                made[:index] = [_held(c, until) for c in made[:index]]
    return made


def _is_of_list(candidates: Sequence[Candidate], second: int, text: str) -> bool:
    """Whether values that follow each other are of the members of the list before them: 分别 says so, or
    there are as many of them (省级、国家级龙头企业50家、5家)."""
    first = candidates[second - 1]
    listed = text[first.left : first.quantity.start]
    if "分别" in listed:
        return True
    members = len(MEMBERS.findall(listed.strip("、和及与,，"))) + 1
    if members == 1 or re.search(r"\d", listed):
        return False
    n = 1
    for before, this in pairwise(candidates[second - 1 : second + members]):
        joined = this.left == before.end and text[this.left : this.quantity.start] in JOINTS
        if not joined or this.quantity.unit != first.quantity.unit:
            break
        n += 1
    return n == members


def _held(candidate: Candidate, until: int) -> Candidate:
    """分别控制在2.5‰、4.5‰和5.5‰以下: the bound of the last is of all that share its list."""
    quantity = candidate.quantity
    if candidate.until != until or quantity.comparator != "eq":
        return candidate
    return candidate._replace(quantity=quantity._replace(comparator="le"))


def left_stretch(candidate: Candidate, cut: Frame) -> tuple[int, int]:
    """Words before a value, after the joiner that separates it from the value before."""
    start = candidate.left
    text = cut.text
    stop = candidate.until or candidate.quantity.start
    while start < stop and text[start] in phrases.JOINERS + "”）)":
        start += 1
    if listed := LISTED_YEAR.match(text, start, stop):
        start = listed.end()
    if text.endswith("“双", start, stop):
        stop -= 2  # 流量占比和用户普及率实现“双80%”
    elif candidate.quantity.unit == "%" and text.endswith("双", start, stop):
        stop -= 1
    if start < stop and text[stop - 1] in "、和及" and not measures.is_rank(candidate.quantity):
        return stop, stop  # 120个项目竣工、80个项目投产: what stands between belongs to the value before
    other = OF_VALUE_BEFORE.match(text, start, stop) if start < stop else None
    return other.end() if other else start, stop


TERRITORY = re.compile("(?:计划|拟|预计|将|要)?(?:[全本我][市省县区州旗盟国]域?)?")
TOLD = re.compile(
    r"^(?:(?:国家|上级|省|市)下达(?:给)?我[省市县区州旗盟]的?|去年|上年|前三季度|前[一二三四五六七八九十\d]+个?月(?:完成)?|目前|针对(?:(?:19|20)\d\d年[底末]?)?)"
    r"|(?:首次|已经?|成功|历史性|实际|仅|只|(?<=[率值量度额])指标)$"
)
NOW = Worded("^(?:{now}|现有)(?=..)")
STAGE = Worded(
    r"(?:{stage}|阶段性?|[\u4e00-\u9fff]{0,4})目标(?:（[^（）]*）?)?：?"
    r"|{stage}(?:（[^（）]*）)?：?"
)
FROM_WHERE = Worded(
    rf"以此为{{base}}|在(?:此|这一|该)(?:基础|水平)上|{years.AGAINST}[^，。；]{{0,16}}相?比"
)  # and not what is measured
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


def is_grade(phrase: str, words: Words) -> bool:
    """省级, 新增省级: a grade, and not of what."""
    act = words.verbs.head.match(phrase)
    return "级" in phrase and bool(words.nouns.graded.fullmatch(phrase, act.end() if act else 0))


def noun_ahead(candidate: Candidate, cut: Frame, found: Sequence[Quantity], words: Words) -> str:
    """创新平台 for 3个国家级 in “3个国家级、5个省级创新平台”: said once, behind the last grade."""
    part = cut.part(candidate.quantity.start)
    listed = [q for q in found if candidate.quantity.end <= q.start < part.end]
    at = candidate.quantity.end
    for quantity in listed:
        if cut.text[quantity.start - 1] != "、" and not words.nouns.graded.search(
            cut.text, at, quantity.start
        ):
            return ""
        at = quantity.end
    noun = phrases.right_phrase(cut.text, at, part.end, phrases.Phrase("", at, at)).text if listed else ""
    grade = words.nouns.modifier.match(noun)
    return noun[grade.end() :] if grade else noun


SIZE = r"[\d.一二三四五六七八九十百千万亿]{1,12}+元?级"
SIZES_LISTED = re.compile(
    rf"(?:{SIZE}(?:、|和|及|以及)[\d一二三四五六七八九十]{{1,6}}+[\u4e00-\u9fff]){{1,9}}{SIZE}(?P<noun>[\u4e00-\u9fff]{{2,16}}?)(?=[和与及\W\d]|$)"
)


def of_listed_size(candidate: Candidate, cut: Frame, text: str) -> str:
    """5000亿级产业集群 for 2个5000亿级 in “2个5000亿级、4个1000亿级产业集群”; "" where it is no such list."""
    if not re.fullmatch(SIZE, text):
        return ""
    listed = SIZES_LISTED.match(cut.text, candidate.quantity.end)
    return text + listed["noun"] if listed else ""


def share_of_first(main: phrases.Phrase, quantity: Quantity) -> phrases.Phrase:
    """高新技术产业投资增速快于…、占…比重: the share is of what the list begins with."""
    head, joint, tail = main.text.partition("、占")
    if not joint or quantity.unit != "%":
        return main
    return main._replace(text=re.sub(r"(?:增速|增长|增幅).*$", "", head) + "占" + tail)


NEXT_AMONG = Worded(  # 进入全国前25强、长江经济带前十; not 投资潜力进入全国20强
    rf"[、，](?:在|{ENTERED})?(?:(?!{ENTERED})[\u4e00-\u9fff]){{2,8}}$"
)
OWN_AMONG = re.compile("[^、，在]{2}(?:全[国省市区县球]|国内|省内|市内|世界)$")


def rank_beside(candidate: Candidate, text: str, earlier: Sequence, words: Words) -> Subject | None:
    """What the rank before is of, where this one only says among whom."""
    before = earlier[-1] if earlier else None
    between = text[before.quantity.end : candidate.quantity.start] if before else ""
    if not before or not measures.is_rank(before.quantity) or not words.said[NEXT_AMONG].fullmatch(between):
        return None
    own = words.nouns.metric.search(between) or OWN_AMONG.search(between)  # 教学质量前三, 科研实力全省前五
    return None if own else Subject(before.phrase, before.start)


BETTER = Worded(r"[、，](?:并|且)?{hoped}(?:达到?|实现|完成|超过|突破|冲刺)?$")


def value_beside(candidate: Candidate, text: str, earlier: Sequence, said: Said) -> Subject | None:
    """增长6%、力争8%: another value of the indicator before, hoped for or ensured."""
    before = earlier[-1] if earlier else None
    between = text[before.quantity.end : candidate.quantity.start] if before else ""
    if not before or before.quantity.unit != candidate.quantity.unit or not said[BETTER].fullmatch(between):
        return None
    return Subject(before.phrase, before.start)


def rank_phrase(text: str, left: phrases.Phrase, words: Words) -> phrases.Phrase:
    stretch = text[left.start : left.end]
    entered = words.said[ENTERED].search(stretch, 2)
    stretch = stretch[: entered.start()] if entered else stretch
    while True:
        shorter = words.said[RANK_PLACE].sub("", stretch)
        stop, _, _ = phrases.strip_tail(shorter, words.verbs)
        if stop == len(stretch):
            break
        stretch = shorter[:stop]
    stretch = re.sub("(?:稳|持续|继续|始终)$", "", stretch)
    stretch = re.sub(r"^在[^，。；]{2,24}[当之]?中的?(?=..)", "", stretch)
    stretch = re.sub(
        r"^(?:进入|跻身|位居|位列|居(?![民住]))?(?:全国|全省|全市)?", "", stretch.strip(phrases.JOINERS)
    )
    tail = "" if words.nouns.metric.search(stretch) else "排名"
    return left._replace(text=stretch + tail, reach="进入")


def rank_of_counted(candidate: Candidate, cut: Frame, earlier: Sequence) -> bool:
    """进入全省前20位 in “4家省级高新园区…进入全省前20位” says which are counted."""
    part = cut.part(candidate.quantity.start)
    return any(
        row.rule in ("value_then_indicator",)
        and part.start <= row.quantity.start
        and row.end >= candidate.quantity.start - 1
        for row in earlier
    )


STARS, STARS_OF = re.compile("[1-5]A级(?:及?以上)?"), re.compile("^.*?[1-5]?A级(?:及?以上)?")


def completed(subject: str, phrase: str, words: Words) -> str:
    """Subject and phrase as one; 国家级 after 建设现代农业产业园 is 国家级现代农业产业园."""
    phrase = IN_TURN.sub("", phrase)
    if IN_ALL.fullmatch(phrase):  # 规上企业净增100家、总数1000家
        return ADDED.sub("", subject) + phrase
    if STARS.fullmatch(phrase):
        return phrase + STARS_OF.sub("", subject)  # 5A级 of A级旅游景区
    if words.nouns.graded.fullmatch(phrase):
        own = words.nouns.modifier.match(subject)  # 国家级企业技术中心3家、省级20家
        return phrase + subject[own.end() if own else 0 :]
    if OF_SIZE.fullmatch(phrase):  # 营业收入超1000亿元的集群2个、超500亿元的5个
        return phrase + subject.rpartition("的")[2]
    overlap = next(
        (n for n in range(min(len(subject), len(phrase)), 0, -1) if subject.endswith(phrase[:n])), 0
    )
    return subject + phrase[overlap:]


PART = Worded(
    r"(?:其中|包括|含)?[：:]?(?P<part>[\u4e00-\u9fff、]{0,10}(?:{place_end}|{place_unit}(?:（[市县区旗、]+）)?|类))"
)


# 治理率平原区: where, behind what is measured
PLACE_BEHIND = Worded(r"(?<=[率比重例])(?![全我本占居])[\u4e00-\u9fff]{1,5}(?:{place_end}|{place_unit})$")


def is_whole(row, words: Words) -> bool:
    """Whether a row measures something of which there are parts."""
    measures_it = words.nouns.metric.search(row.phrase) or words.nouns.state.search(row.phrase)
    return bool(measures_it or row.value.unit == "%") and row.value.measure not in ("rank", "growth_rate")


def split_part(phrase: str, words: Words) -> tuple[str, str] | None:
    """辍学率 and 初中 of 辍学率初中."""
    part = words.nouns.divides.search(phrase) or words.said[PLACE_BEHIND].search(phrase)
    name = phrase[: part.start()] if part else ""
    return (name, part[0]) if part and words.nouns.share.search(name) else None


GOES_TO = re.compile("(?:到|赴|前往|下沉|深入)[\u4e00-\u9fff]")
RANK_SAID = re.compile(r"(?:稳?位?居|位?列|排名?在?|保持|进入|跻身)[^，。；\d]{0,12}第\d")
POPULATION = re.compile("(?:常住|户籍)?总?人口$")  # 建成区常住人口达到45万人、面积达到50平方公里


def measured_before(main: phrases.Phrase, quantity: Quantity, cut: Frame, earlier, words: Words):
    """林下经济 in “林下经济面积达260万亩、产值达130亿元”: a bare measure is of the thing before."""
    bare, part = words.measures.bare, cut.part(quantity.start)
    if not bare.fullmatch(main.text):
        return None
    for row in reversed(earlier):
        between = cut.text[row.quantity.end : quantity.start]
        if re.search("[；。\n]", between) or not row.phrase:
            return None
        own = cut.part(row.quantity.start)
        if cut.text.startswith("其中", own.start) and own.start != part.start:
            continue
        base = measures.base_of(row.phrase, words.said)
        thing = POPULATION.sub("", bare.sub("", base))
        known = len(thing) > 1 and (thing != base or not words.nouns.metric.search(base))
        return Subject(thing, row.start) if known else None
    return None


def topic_before(main: phrases.Phrase, quantity: Quantity, cut: Frame, words: Words) -> Subject | None:
    """石化产业聚焦新材料…。产值突破1300亿元: a bare measure at a head is of the topic before."""
    sentence = cut.sentence(quantity.start)
    if not words.measures.bare.fullmatch(main.text) or main.start > sentence.start + 6:
        return None
    found = list(words.said[TOPIC].finditer(cut.text, 0, sentence.start))
    return Subject(found[-1][1], found[-1].start(1)) if found else None


def subject_before(
    candidate: Candidate, cut: Frame, earlier: Sequence, words: Words, whole: bool = False
) -> Subject | None:
    """What a value without a subject is about: the indicator before it, else the part before.

    `whole`: the value says nothing but itself (占GDP比重翻一番，达到2%).
    """
    quantity, turn = candidate.quantity, candidate.share
    sentence, part = cut.sentence(quantity.start), cut.part(quantity.start)
    own = None if cut.text[part.start - 1 : part.start] == "；" else _part_before(part, sentence, cut, words)
    of_share = quantity.unit == "百分点" or whole and quantity.unit == "%"
    if turn is not None and (
        of_list := _of_list_before(candidate, cut, earlier, own, (words.said, of_share))
    ):
        return of_list
    if whole and own and turn is not None:
        return one_of(own, turn, words)
    places = {row.terms.scope for row in earlier if row.quantity.start >= sentence.start}
    if measures.is_rank(quantity) and len(earlier) > 1 and len(places - {""}) == 1:
        return Subject(max(places), sentence.start)  # 高新区营收…，上市企业…，全国排名进入前20位
    for row in _of_kind(quantity, earlier):
        if own and "；" in cut.text[row.quantity.end : quantity.start]:
            return own
        base = measures.base_of(row.phrase, words.said, of_share)
        if row.quantity.start >= sentence.start and base:
            return Subject(base, row.start)
    return _part_before(part, sentence, cut, words)


def _of_kind(quantity: Quantity, earlier: Sequence) -> list:
    """Rows before, the nearest first; of a count those of money last (120个项目，投资180亿元，新开工60个)."""
    near = list(reversed(earlier))
    if quantity.unit_kind != "count":
        return near
    return sorted(near, key=lambda row: row.quantity.unit_kind in ("money", "area"))


def _of_list_before(
    candidate: Candidate, cut: Frame, earlier: Sequence, own: Subject | None, base: tuple[Said, bool]
) -> Subject | None:
    """2015年A、B分别达到90%、99%；2020年分别达到98%、99%, or A达到8亿元，B达到5亿元，年均分别增长10%和12%:
    the n-th is of the n-th of the list before."""
    rows = [row for row in earlier if row.quantity.start < candidate.until and row.phrase]
    if not rows or own and own.start > rows[-1].quantity.start:
        return None
    year, since = rows[-1].terms.horizon.year, cut.text.rfind("；", 0, rows[-1].quantity.start)
    listed = [row for row in rows if row.terms.horizon.year == year and row.quantity.start > since]
    if not candidate.share < len(listed) > 1:
        return None
    row = listed[candidate.share]
    return Subject(measures.base_of(row.phrase, *base), row.start)


def of_fact_before(
    candidate: Candidate, cut: Frame, found: Sequence[Quantity], words: Words
) -> Subject | None:
    """The indicator of the nearest number before in the sentence, though it is no target; of values in turn
    (2020年有…20家、…12家；2025年分别达到40家、30家) that of the number whose turn it is."""
    quantity = candidate.quantity
    start, end = cut.sentence(quantity.start).start, min(candidate.left, candidate.until or quantity.start)
    alike = [q for q in found if q.unit and q.unit == quantity.unit and start <= q.start and q.end <= end]
    turn = candidate.share or 0
    in_turn = candidate.share is not None and turn < len(alike) > 1
    for at in (turn,) if in_turn else reversed(range(len(alike))):
        fact, ended = alike[at], alike[at - 1].end if at else start
        if ended == fact.start:
            continue  # 5个5个: no words of its own
        opens = max(_named_from(cut, cut.part(fact.start).start, start), ended)
        phrase = phrases.left_phrase(cut.text, opens, fact.start, words.verbs)
        if len(phrase.text) > 1:
            told = words.said[NOW].sub("", TOLD.sub("", phrase.text)).rstrip("由从")
            told = measures.base_of(told, words.said, quantity.unit == "%")
            return Subject(told, phrase.start, fact)
    return None


def _named_from(cut: Frame, part: int, sentence: int) -> int:
    """Where the words of a number begin: 高新技术企业数：2020年1200家 is named before the colon."""
    return cut.part(part - 2).start if part - 1 > sentence and cut.text[part - 1] == "：" else part


def one_of(subject: Subject, turn: int, words: Words) -> Subject:
    """A和B…，分别超过90家和870家: the member whose turn it is."""
    listed = words.nouns.rising.sub("", subject.text)
    parts = [p for p in re.split("[、和及与]", listed) if p]
    return subject._replace(text=parts[turn]) if turn < len(parts) > 1 else subject


def _part_at(end: int, cut: Frame) -> Span:
    """The part that ends at a sign; before the bracket that opens there, what stands up to it."""
    bracket = cut.bracket_at(end)
    return Span(cut.part(end - 1).start, end + 1) if bracket and end else cut.part(end)


def _part_before(part: Span, sentence: Span, cut: Frame, words: Words) -> Subject | None:
    if part.start <= sentence.start:
        return None
    before = _part_at(part.start - 1, cut)
    if words.said[FROM_WHERE].fullmatch(cut.text, before.start, before.end - 1):
        return _part_before(before, sentence, cut, words)
    if words.said[STAGE].fullmatch(cut.text, before.start, before.end):
        return None  # 中期目标（到2030年）：突破1500亿元
    phrase = phrases.left_phrase(cut.text, before.start, before.end - 1, words.verbs)
    acts = [m for m in words.verbs.head.finditer(phrase.text) if m.end() < len(phrase.text)]
    if acts and not phrase.text.startswith("每"):  # 每万人口拥有执业医师数：28人→35人
        phrase = phrase._replace(text=phrase.text[acts[-1].end() :], start=phrase.start + acts[-1].end())
    if "等" in phrase.text[:-1]:
        cut_at = phrase.text.rindex("等", 0, -1) + 1
        phrase = phrase._replace(text=phrase.text[cut_at:], start=phrase.start + cut_at)
    held = RANK_SAID.search(phrase.text, 2) if "第" in phrase.text else None
    phrase = phrase._replace(text=phrase.text[: held.start()]) if held else phrase  # 创新能力居全省第9位
    phrase = phrase._replace(text=words.said[NOW].sub("", OWN_VALUE.sub("", phrase.text)))
    named = 2 <= len(phrase.text) <= 30 and not words.nouns.by_way.match(phrase.text)
    return Subject(phrase.text, phrase.start) if named else None
