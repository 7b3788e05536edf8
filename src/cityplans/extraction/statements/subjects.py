"""What a value without words of its own is about: what stands before it, or the topic of its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cityplans.chinese import years
from cityplans.chinese.markers import marker_of
from cityplans.extraction.frame import Frame, Span
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements.stretches import Candidate
from cityplans.extraction.words import measures, phrases
from cityplans.extraction.words.units import LEAST_MONEY
from cityplans.extraction.words.words import Words
from cityplans.worded import Said, Worded

NEEDS_SUBJECT = Worded(
    r"(?:累计)?占|相当于(?:[全我本同]|GDP|地区)|排名$|比(?!如)|较(?![大小多好高低快])|每年{yearly_change}|(?:在[^，。；]{2,20})?基础上"
    r"|年均(?=$|分别|增|复合|递|提|下|降|上升|减(?!少[\u4e00-\u9fff]{3})|压|占|达|[约近超])|(?:总数|总量|总计|总规模)$|{needs_subject}|投资(?:额|总额)?$"
    r"|{grade}(?:及?以上)?$|[1-5]A级(?:及?以上)?$|(?:占比|比重|比例)$|{place_unit}[（）、市区县乡镇街道]*$|[\u4e00-\u9fff]{0,8}[超过达逾≥>][^，。；]*的$|(?<![\d.])\d[\d.]{0,8}+[百千万亿]{0,3}元?[^，。；\d]{0,4}以上的?$|接近[^，。；]{2,}的$|{rate}$"
)
IN_ALL = re.compile("总[数量计]")
ADDED = re.compile("^(?:净增加?|新增)|(?:每年|年均)?(?:净增加?|新增|增加)$")
IN_TURN = re.compile("^(?:在[^，。；]{2,20})?基础上|分别")  # 在2010年的基础上分别减少
TOPIC = Worded(  # 石化产业聚焦…, “十四五”时期生物医药产业实现突破, 在油料方面
    rf"(?:^|[。；\n：）])(?:“?{years.FIVE_YEAR_NAME}”?(?:时?期间?)，?|[^，。；]{{0,2}}?)"
    r"(?:([\u4e00-\u9fffA-Za-z]{1,10}?{topic})(?={of_topic})|在([\u4e00-\u9fff]{2,8})方面(?=，))"
)
MOVED = Worded("(?<=[\u4e00-\u9fff]{3})(?<!新)(?:{moves_by}|增加)$")
MOVED_POINTS = Worded("(?:同比|[比较](?:上年|去年))?{moves_by}$")
MOVES_SOMEHOW = Worded(  # 满意率较上年提高，力争达到60%: which way, by no number
    r"(?:{moves_how}|[比较](?:上一?年度?|去年|(?:19|20)\d\d年)){1,3}"
    "{moves_without}$|趋于(?:合理|平衡|稳定)$"
)
NOUN = re.compile("(?:(?![成是为要将])[\u4e00-\u9fffA-Za-z&“”（）]){2,16}")
IS_WHAT = re.compile("是[\u4e00-\u9fff]{1,10}(?:指标|标志|目标)$")  # 经济增速是综合性指标，…设定为6%
OWN_VALUE = re.compile(  # 完成投资60亿元，全年…130亿元
    r"(?:不少于|不低于|不超过|达到?|为|约|超)?\d[\d.,]*[百千万亿]*[^，。；\d]{0,4}$"
)
OF_SIZE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}[超过达逾≥>][^，。；]{0,16}|(?<![\d.])\d[\d.]{0,8}+[百千万亿]{0,3}元?[^，。；\d]{0,4}以上)的"
)
SOME_OF_SIZE = Worded("^(?:[\u4e00-\u9fff]{0,4}{several})?(?:[十百千万亿]+元?级)?(?=..)")
OF_LAST_YEAR = re.compile("^(?:去年|上年)(?=..)")
ON_BASE = re.compile(
    r"[约近]?(?<![\d.,])\d[\d.,]{0,12}+[百千万亿]{0,3}[^，。；\d]{0,6}的(?:基础|水平)上$"
)  # 生产总值860亿元的基础上
VALUED = re.compile(r"\d%")  # 年均20%左右的增速 names nothing


class Subject(NamedTuple):
    """What a value without words of its own is about, where that stands, and the fact it was said of."""

    text: str
    start: int
    fact: Quantity | None = None


TOLD = Worded(
    r"^(?:(?:国家|上级|省|市)下达(?:给)?我[省市县区州旗盟]的?|去年|上年|前三季度|前[一二三四五六七八九十\d]+个?月(?:完成)?|目前|(?:争取)?(?:到位?|了)|针对(?:(?:19|20)\d\d年[底末]?)?)"
    r"|(?:{done_already}|(?<=[率值量度额])指标)$"
)
NOW = Worded("^([全我本][省市区县州旗盟])?(?:{now}|现有|已(?:经|累计)*(?=[\u4e00-\u9fff]{4}))(?=..)")
# 2022年增加到: a later figure of what was told before
MOVED_ON = re.compile(rf"[，；](?:到|至)?{years.ARABIC_YEAR}年[底末]?[^，。；\d]{{0,6}}[至到达为]")
RANK_TOLD = re.compile(
    "(?:稳?位?居|位?列|排名?在?|保持在?|进入|跻身)(?:在|于)?(?:[全国省市区县球世界]{2}(?:百强[市区县镇]?)?)?$"
)
STAGE = Worded(
    r"(?:{stage}|阶段性?|[\u4e00-\u9fff]{0,4})目标(?:（[^（）]*）?)?：?"
    r"|{stage}(?:（[^（）]*）)?：?"
)
FROM_WHERE = Worded(
    rf"以此为{{base}}|在(?:此|这一|该)(?:基础|水平)上|{years.AGAINST}[^，。；]{{0,16}}相?比"
)  # and not what is measured
AS_WHAT = re.compile("作为|随着|由于")  # …文化产业，作为支柱产业，占比达到12%
BETTER = Worded(r"[、，](?:并|且)?{hoped}{betters}?$")


def deed_alone(main: phrases.Phrase, quantity: Quantity, earlier: Sequence, words: Words) -> str:
    """投资30亿元，培训5万人; 讲座50场，培训2万人次: a deed that says of what it is takes no money before it
    for its subject, and one done to persons nothing but persons."""
    kind, others = quantity.unit_kind, {row.quantity.unit_kind for row in earlier}
    counts = kind != "money" and (others == {"money"} or kind == "persons" and kind not in others)
    alone = earlier and counts and not main.text and words.said[NAMES_ITSELF].fullmatch(main.verb)
    return main.verb if alone else ""


def value_beside(candidate: Candidate, text: str, earlier: Sequence, said: Said) -> Subject | None:
    """增长6%、力争8%: another value of the indicator before, hoped for or ensured."""
    before = earlier[-1] if earlier else None
    between = text[before.quantity.end : candidate.quantity.start] if before else ""
    if not before or before.quantity.unit != candidate.quantity.unit or not said[BETTER].fullmatch(between):
        return None
    return Subject(before.phrase, before.start)


NAMES_ITSELF = Worded("{names_itself}")
OF_GRADE = re.compile("(?:国家|全国|省|市)(?=重点|工程|企业|技术|科技|实验|高新|产业|制造|创新)")
OR_ABOVE = re.compile("^(?:及|或)?以上")
STARS, STARS_OF = re.compile("[1-5]A级(?:及?以上)?"), re.compile("^.*?[1-5]?A级(?:及?以上)?")


def completed(subject: str, phrase: str, words: Words) -> str:
    """Subject and phrase as one; 国家级 after 建设现代农业产业园 is 国家级现代农业产业园."""
    phrase = IN_TURN.sub("", phrase)
    if IN_ALL.fullmatch(phrase):  # 规上企业净增100家、总数1000家
        return ADDED.sub("", subject).removesuffix(phrase) + phrase
    if STARS.fullmatch(phrase):
        return phrase + STARS_OF.sub("", subject)  # 5A级 of A级旅游景区
    if words.nouns.graded.fullmatch(phrase):
        # 国家级企业技术中心3家、省级20家; 国家重点实验室3家、省级30家
        own = words.nouns.modifier.match(subject) or OF_GRADE.match(subject)
        return phrase + OR_ABOVE.sub("", subject[own.end() if own else 0 :])
    if OF_SIZE.fullmatch(phrase):  # 营业收入超1000亿元的集群2个、超500亿元的5个
        return phrase + words.said[SOME_OF_SIZE].sub("", subject.rpartition("的")[2])
    return subject + phrase[shared(subject, phrase) :]


def shared(before: str, behind: str) -> int:
    """How many characters of what stands behind are said before already: 累计培育, 培育“土专家”; not one
    alone (开工, 工程), but where it is all there is."""
    most = min(len(before), len(behind))
    return next((n for n in range(most, 0, -1) if before.endswith(behind[:n]) and (n > 1 or most == 1)), 0)


PART = Worded(
    r"(?:其中|包括|含)?[：:]?(?P<part>[\u4e00-\u9fff、]{0,10}(?:{place_end}|{place_unit}(?:（[市县区旗、]+）)?|类))"
)
# 县城, 公立医院, 农村居民增长: of whom or where alone, and how it moves
GROUP = Worded(
    r"(?P<group>[\u4e00-\u9fff、（）]{0,40}(?:(?P<kind>{group})|{part}|{area}))[的均都]?(?P<moves>(?:年均)?(?:{yearly_change})?)"
)
OF_GROUP = Worded(  # 城市 | 污水处理率, 鹤壁市、安阳市 | 分担率
    r"(?:[\u4e00-\u9fff（）]{0,12}?(?:{group}|{part}|{area})(?![域场级化内间民属直辖管])、?){1,8}?(?<!、)的?(?P<measure>[^，。；、]{2,})"
)
KIND = Worded("^{group}的?(?=..)")
HOW_MANY = ("数量", "总数", "总量", "数")  # 文保单位数量…，示范区达30处: of those themselves
COUNT_GROUPS = ("家", "个", "所", "户", "人", "名", "位")  # what groups themselves are counted in
# 治理率平原区: where, behind what is measured
PLACE_BEHIND = Worded(
    r"(?<=[率比重例])(?<!高比例)(?![全我本占居])[\u4e00-\u9fff]{1,5}(?:{place_end}|{place_unit})$"
)


def of_another_group(main: phrases.Phrase, quantity: Quantity, before, words: Words) -> str:
    """县城污水处理率 for 县城 in “城市污水处理率达到98%，县城达到95%”; "" where the words before a value say
    more than whom it is of."""
    if quantity.unit != before.quantity.unit or quantity.kind == "word":
        return ""
    group = words.said[GROUP].fullmatch(main.text)
    of_places = group and not group["kind"] and (quantity.comparator != "eq" or "、" in group["group"])
    if not group or quantity.unit in COUNT_GROUPS and not of_places:
        return ""
    if (before.value.measure == "growth_rate") != bool(group["moves"]):
        return ""
    first = words.said[OF_GROUP].fullmatch(before.phrase)
    measure = first["measure"] if first else before.phrase
    if words.said[GROUP].fullmatch(before.phrase) or quantity.unit_kind == "count" and measure in HOW_MANY:
        return ""
    still = measure.removesuffix(group["moves"])
    measures_it = words.nouns.metric.search(still) or words.nouns.state.search(still) or of_places and first
    if not measure.endswith(group["moves"]) or quantity.unit_kind == "count" and not measures_it:
        return ""
    if group["kind"]:  # 学生 for 居民 in 城市居民参与率
        measure = words.said[KIND].sub("", measure)
    return group["group"] + measure[shared(group["group"], measure) :]


def is_whole(row, words: Words) -> bool:
    """Whether a row measures something of which there are parts."""
    measures_it = words.nouns.metric.search(row.phrase) or words.nouns.state.search(row.phrase)
    return bool(measures_it or row.value.unit == "%") and row.value.measure not in ("rank", "growth_rate")


def split_part(phrase: str, words: Words) -> tuple[str, str] | None:
    """辍学率 and 初中 of 辍学率初中."""
    part = words.nouns.divides.search(phrase) or words.said[PLACE_BEHIND].search(phrase)
    name = phrase[: part.start()] if part else ""
    return (name, part[0]) if part and words.nouns.share.search(name) else None


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
        thing = POPULATION.sub("", bare.sub("", base)).removesuffix("总")
        known = len(thing) > 1 and (thing != base or not words.nouns.metric.search(base))
        return Subject(thing, row.start) if known else None
    return None


def noun_before(cut: Frame, position: int, words: Words) -> str:
    """——高新技术企业。到2027年，达到300家: the sentence that opens the clause and is but a noun."""
    numbering = marker_of(cut.text)
    opens = cut.sentence(numbering.end if numbering else 0)
    said = cut.text[opens.start : opens.end - 1]
    if opens.end != cut.sentence(position).start or not NOUN.fullmatch(said):
        return ""
    return "" if words.verbs.head.search(said) or words.verbs.acting.search(said) else said


def topic_before(main: phrases.Phrase, quantity: Quantity, cut: Frame, words: Words) -> Subject | None:
    """石化产业聚焦新材料…。产值突破1300亿元: a bare measure at a head is of the topic before."""
    sentence = cut.sentence(quantity.start)
    opens = cut.part(quantity.start).start if main.text else sentence.start
    if not words.measures.bare.fullmatch(main.text) or main.start > opens + 6:
        return None
    found = list(words.said[TOPIC].finditer(cut.text, 0, cut.part(quantity.start).start))
    return Subject(found[-1][found[-1].lastindex], found[-1].start(found[-1].lastindex)) if found else None


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
    for row in _of_kind(quantity, _outside(earlier, candidate, cut), words.nouns.rate):
        if own and "；" in cut.text[row.quantity.end : quantity.start]:
            return own
        base = measures.base_of(row.phrase, words.said, of_share)
        moved = row.value.measure in ("increment", "growth_rate")
        if whole and moved and "，" in cut.text[row.quantity.end : quantity.start]:
            base = words.said[MOVED].sub("", base)  # 人均收入增加1万元，达到6万元
        if row.quantity.start >= sentence.start and base:
            return Subject(base, row.start)
    return _part_before(part, sentence, cut, words)


def _outside(earlier: Sequence, candidate: Candidate, cut: Frame) -> Sequence:
    """收入达到2600亿元（其中软件业450亿元），年均增长12%: behind a bracket, what stands before it goes on."""
    around = cut.bracket_around
    open_ = [r for r in earlier if around(r.quantity.start) in (None, around(candidate.quantity.start))]
    return open_ or earlier


def _of_kind(quantity: Quantity, earlier: Sequence, rate: re.Pattern) -> list:
    """Rows before, the nearest first, without those that say 增速 alone; of a count those of money last
    (120个项目，投资180亿元，新开工60个)."""
    near = [row for row in reversed(earlier) if not rate.fullmatch(row.phrase)]
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


# 改厕工程已开工9000座，年底前竣工8500座: what has been done so far is no part of the name
DONE_SO_FAR = re.compile(
    "(?<=[\u4e00-\u9fff]{2})(?:已经?|现已)(?:全部|全面|陆续|累计)?[\u4e00-\u9fff]{2}了?$"
)


def of_fact_before(
    candidate: Candidate, cut: Frame, found: Sequence[Quantity], words: Words, told: Span | None = None
) -> Subject | None:
    """The indicator of the nearest number before in the sentence, or in another that is told, though it is no
    target; of values in turn
    (2020年有…20家、…12家；2025年分别达到40家、30家) that of the number whose turn it is."""
    quantity = candidate.quantity
    start = (told or cut.sentence(quantity.start)).start
    end = told.end if told else min(candidate.left, candidate.until or quantity.start)
    alike = [q for q in found if start <= q.start and q.end <= end and _is_alike(q, quantity)]
    turn = candidate.share or 0
    in_turn = candidate.share is not None and turn < len(alike) > 1
    for at in (turn,) if in_turn else reversed(range(len(alike))):
        fact, ended = alike[at], alike[at - 1].end if at else start
        if ended == fact.start:
            continue  # 5个5个: no words of its own
        opens = max(_named_from(cut, cut.part(fact.start).start, start), ended)
        phrase = phrases.left_phrase(cut.text, opens, fact.start, words.verbs)
        if len(phrase.text) > 1:
            said, named = words.said, phrase.text
            named = RANK_TOLD.sub("", named) if measures.is_rank(fact) else named
            named = said[NOW].sub(r"\1", said[TOLD].sub("", DONE_SO_FAR.sub("", named))).rstrip("由从")
            named = measures.base_of(named, said, quantity.unit == "%")
            return Subject(named, phrase.start, fact if in_turn else _latest(alike[at:], cut))
    return None


def _is_alike(fact: Quantity, quantity: Quantity) -> bool:
    """Whether two numbers may be of one indicator: of a unit, places in an order, or money without 元."""
    if measures.is_rank(quantity):
        return measures.is_rank(fact) and fact.unit != "强"  # 位列百强县第48位
    of_money = not quantity.unit and min(quantity.low, fact.low) >= LEAST_MONEY
    return quantity.unit == fact.unit and (bool(quantity.unit) or of_money)


def _latest(told: Sequence[Quantity], cut: Frame) -> Quantity:
    """2019年研发人员有4300人，2022年增加到6100人，…: how it stood last of what is told of it."""
    last = told[0]
    for fact in told[1:]:
        if not MOVED_ON.fullmatch(cut.text, last.end, fact.start):
            break
        last = fact
    return last


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
    beside = words.said[FROM_WHERE].fullmatch(cut.text, before.start, before.end - 1)
    if beside or AS_WHAT.match(cut.text, before.start):
        return _part_before(before, sentence, cut, words)
    if words.said[STAGE].fullmatch(cut.text, before.start, before.end):
        return None  # 中期目标（到2030年）：突破1500亿元
    phrase = phrases.left_phrase(cut.text, before.start, before.end - 1, words.verbs)
    if not phrase.text:  # 性别比趋于合理，到2025年，降低到110以下: by when, and not of what
        comma = cut.text[before.start - 1 : before.start] == "，"
        further = _part_before(before, sentence, cut, words) if comma else None
        return further if further and words.nouns.metric.search(further.text) else None
    acts = [m for m in words.verbs.head.finditer(phrase.text) if m.end() < len(phrase.text)]
    if acts and not phrase.text.startswith("每"):  # 每万人口拥有执业医师数：28人→35人
        phrase = phrase._replace(text=phrase.text[acts[-1].end() :], start=phrase.start + acts[-1].end())
    if "等" in phrase.text[:-1]:
        cut_at = phrase.text.rindex("等", 0, -1) + 1
        phrase = phrase._replace(text=phrase.text[cut_at:], start=phrase.start + cut_at)
    held = RANK_SAID.search(phrase.text, 2) if "第" in phrase.text else None
    phrase = phrase._replace(text=phrase.text[: held.start()]) if held else phrase  # 创新能力居全省第9位
    bare = OWN_VALUE.sub("", IS_WHAT.sub("", phrase.text))
    if phrase.text.endswith("百分点"):
        bare = words.said[MOVED_POINTS].sub("", bare)  # 成活率同比提高2个百分点
    bare = OF_LAST_YEAR.sub("", ON_BASE.sub("", words.said[MOVES_SOMEHOW].sub("", bare)))
    phrase = phrase._replace(text=words.said[NOW].sub(r"\1", bare))
    named = 2 <= len(phrase.text) <= 30 and not words.nouns.by_way.match(phrase.text)
    named = named and not VALUED.search(phrase.text)
    return Subject(phrase.text, phrase.start) if named else None
