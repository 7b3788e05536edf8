"""The indicator phrase of a value: the words a researcher would use, from the document's own words.

Three constructions: the phrase stands before its value (高新技术企业达到4000家), after it
(建成10个高水平省实验室), or its subject stands in the part before
(…经费支出年均增长10%以上，占GDP比重达到3.8%以上).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cityplans.chinese import years
from cityplans.chinese.alternation import choice, longest_first
from cityplans.chinese.numerals import NUMBER
from cityplans.chinese.years import FIVE_YEAR_NAME, HAN_YEAR, THAN
from cityplans.codebook import Codebook
from cityplans.worded import Said, Worded, said_of

BY_UNIT = re.compile("(?:，)?以[^，。；]{1,8}为(?:统计)?单位$")  # 接种率以乡镇为单位达到95%
# before signs that end nouns as well as ranks (位列, 位居)
ENDS_NOUN = {
    "列": frozenset("班系专阵队序行并"),
    "居": frozenset("民定安宜旧故新迁邻散"),
    "可": frozenset("许认"),
}
JOINERS = "/、和及与以及并且而，,；：。:;的 　"
PLANS = "(?:还|也)?(?:(?:计划|拟|预计|有望)(?:再|到)?|将|要|力争|争取)"  # 湖南省计划到2025年…, 还计划再新建
AIMS = Worded(  # 主要指标还包括…, 奋斗目标的相对指标主要是…
    "(?:[^，。；\\d]{0,30}{goals_of}的)?{goals_include}*(?:目标|指标|任务)(?:还|主要|也|则)?"
    "(?:包括|有|含|是|为)(?=[\u4e00-\u9fffA-Z]{3})"
)
# 规划提出了到2020年…, 省厅下达我县…任务
SETS = Worded(
    "(?:[^，。；\\d]{0,12}{plan_document})?{lays_down}了?(?=到(?:19|20)\\d\\d年)"
    "|[^，。；\\d]{1,12}下达(?:给)?我[省市县区州旗](?:的)?"
)
# 主要预期目标（一）地区生产总值…, in a text whose line breaks are lost
HEAD_BEFORE = Worded("[^，。；\\d]{2,20}{goals_head}：?（[一二三四五六七八九十]{1,3}）")
TAKES = (
    "(?:国家|我国)?(?:力争|[将要])?把(?=[\u4e00-\u9fff]{4})|(?:这些|上述|该)?(?:资金|投资)(?:将|主要)?用于"
)
PLANNING = ("province", "prefecture")  # levels of places named without their kind (四川将完成)
BULLETS = "-–—·•●◆■□▪"
EDGES = "=＝、，,；：。:; 　”）)"
# of a year named or not: 6月底前, 3—5月, 3月31日前, 上半年; not 6月龄
OF_YEAR = r"(?:\d{1,2}月?[—–\-至到~～])?\d{1,2}月(?![龄均])(?:份|\d{1,2}[日号])?|[上下]半年|第?[一二三四]季度"
LONGEST_DATE = 32  # characters of years in turn (2025年底、2030年底和2035年的)
TIME = re.compile(
    r"(?:力争|争取|确保|努力|(?<![动展作年业])计划|拟)?(?:到|至|在|于|用)?“?"
    rf"(?:(?:19|20)\d\d(?:年度?|(?![\u4e00-\u9fff\d]))(?:[—–\-至到~～](?:19|20)?\d\d年?)?(?:(?<=年)(?:{OF_YEAR}))?|{HAN_YEAR}|{FIVE_YEAR_NAME}(?!分钟|[个项名家天日条千百万公])|[今明]年|本世纪中叶"
    rf"|\d{{1,9}}年|[一二两三四五六七八九十]{{1,9}}年(?!义务|制)|(?:{OF_YEAR})|年(?=内|底(?:之|以)?前))”?"
    r"(?:年?(?:底|末|初)(?:[之以]?前)?|[之以]?前(?!期)|时期|期间|内|之内|后|左右的?时间|左右|时间|的时间)?”?[，,]?"
)


HOW_MANY_YEARS = re.compile(r"(?<![\d〇零一二两三四五六七八九十])(?:\d{1,2}|[一二两三四五六七八九十]{1,2})$")
WE_SHALL = re.compile(r"(?:[我全本][省市县区国州盟])?(?:将|要|还要|也要)?")
PERIOD = re.compile(
    rf"(?<![比较与同从由])(?<![比较]“)“?{FIVE_YEAR_NAME}”?(?:时?期末|末|时?期间?)$"
)  # 数控化率“十四五”末
OF_WHOLE = re.compile(r"(?:达到?|占到?|超过)(全[市省国区县]的?)$")
DATED = re.compile(  # of one year, or of several in turn (占比2025年和2035年分别达到)
    rf"(?<!{THAN})(?:(?:19|20)\d\d年[底末]?[、和及与])*(?:19|20)\d\d年(?:底|末)?的?$"
)  # 增长至2025年的240亿立方米
AGAINST = Worded(rf"(?:{THAN}|相比于?)[^，。；]{{2,10}}年(?:底|末|水平)?$")  # 较2020年
AGAINST_VALUE = Worded(  # 较2020年的28.5%提高6.5个百分点
    rf"{years.AGAINST}{NUMBER}(?P<then>[^，。；\d的]{{0,14}})(?<![到至为达])$"
)
# …突破3000亿元，比2009年翻一番
AGAINST_FIRST = (
    rf"(?:分别|[均都各])?(?:{THAN}|相比于?)(?:(?:19|20)\d\d年|今年|“?{FIVE_YEAR_NAME}”?)"
    "(?:时?期间?)?(?:底|末)?"
)
AGAINST_YEAR = re.compile(
    rf"(?<!^)(?:{AGAINST_FIRST}|在(?:19|20)\d\d年[底末]?(?!的?(?:基础|水平)))"
)  # 用水量较2015年降低: the year is the baseline's
ON_TOP = Worded(r"在[^，。；]{2,20}(?:基础|水平)上(?P<then>[^，。；]*)$")  # 在2022年的基础上再增长
FROM = Worded(
    rf"[由从](?<!自.)(?:[^，。；、]{{0,16}}?|{{now}}[^，。；、\d]{{0,40}})(?:(?:19|20)\d\d年(?:底|末)?的?)?{NUMBER}(?:[^，。；、和\d]{{0,6}}[、和]{NUMBER}){{0,4}}[^，。；]{{0,6}}$"
)  # 由24%提高到, 由24%、30%提高到
# 年限从10年提高0.8年: from where, and not to where
RISES_FROM = Worded(rf"(?<!^)[由从]{NUMBER}[^，。；\d]{{0,4}}?(?={{moved}}$)")
ARROW = Worded(rf"(?<![\d十百千万亿]){NUMBER}[^，。；\d]{{0,4}}(?:→|-+>)$")  # 2.5%→3.5%
MEASURED_FROM = (  # each with signs of which one stands in what it finds: most phrases hold none
    (FROM, "由从"),
    (ARROW, "→>"),
    (AGAINST, "比较"),
    (AGAINST_VALUE, "比较"),
    (ON_TOP, "上"),
)
# 比重到2025年提高: by when, between what is measured and how it moves
YEAR_INSIDE = re.compile(
    r"(?<=[\u4e00-\u9fff][省市县区州])(?:19|20)\d\d年(?=[\u4e00-\u9fff]{3})|(?<=[\u4e00-\u9fff]{4})(?<![比较])(?:(?:今年|年内|年底前)(?=新增|净增|再|提|增|下降|降|减|$)|年[底末]$)|"
    rf"(?<=..)(?:[到至]|在)“?(?:(?:19|20)\d\d年|{HAN_YEAR}|{FIVE_YEAR_NAME}”?)(?:底|末|时|期末)?前?(?=(?:再|进一步)?[提增下降减上翻]|$)"
)
AND_ALSO = Worded("{reaches_and}(?:并|和|且)$")  # 达到并保持在
PLANNED = re.compile("(?<=[入值量数率额积度重里])计划$")  # 可支配收入计划达到, not 行动计划
ABILITY = re.compile("(?<=..)的(?:生产)?(?:能力|产能)$")
IN_QUOTES = re.compile("“[^”]{0,400}”")
NOUN_END = re.compile(
    r"[，。；：\n]|、$|、(?=每[个县乡镇村区市])|、(?=[\d百千万]|[一二两三四五六七八九十]+[个名家项])|[和及](?=一批|若干|一些)|等?[和及]$|以及$|等(?=[，。；]|$)|其中"
)
# 按2005年价格计算的人均生产总值
PRICES = r"按照?(?:(?:19|20)\d\d年|当年|不变|可比)[^，。；\d]{0,4}价格?(?:计算)?的?，?"
SHALL_END = re.compile("(?:(?<=[\u4e00-\u9fff]{2})(?:将|要|须|力争|计划))?$")  # 覆盖率将从7.8%提高到
FROM_YEAR = re.compile(r"[要将]?[由从](?:目前|现在)?\D{0,2}\d")  # …产能，要由2005年的10.8亿吨
EACH_END = re.compile("(?:(?<![人户亩地])均|分别|都|各)?$")  # 数据集总量均较2024年翻一番
PER = (*"人户亩地村校生师床车次",)  # 人均, 户均: for each, where 均 elsewhere says of all of a list
BUILDS, RAISES = Worded("{builds}$"), Worded("^(?![新引招]).*{raises}$")
SETTING = Worded("(?:{setting}|在(?!{held_there})|以|由|从|向|与)")


class Verbs(NamedTuple):
    """The verbs of verbs.csv, and what may stand around the phrase of an indicator, as patterns."""

    role: dict[str, tuple[str, str, bool]]  # term -> role, measure, kept in the phrase
    of_people: dict[str, str]  # term -> measure where people are counted
    opening: re.Pattern  # time, lead or strength words that may stand before a phrase, and joiners
    between: re.Pattern  # how sure, between what is measured and how it moves (增加值力争再增长)
    tail: re.Pattern
    longest_tail: int
    tail_ends: frozenset[str]  # their last characters, and a line's end behind them
    head: re.Pattern
    acting: re.Pattern  # a verb of acting or changing at the end
    changes: re.Pattern  # a verb of change or growth
    heads: tuple[str, ...]
    adds: frozenset[str]  # verbs of building, which in one year add to what there is
    raises: frozenset[str]  # verbs of building and of bringing up, which may give things a standing
    territory: re.Pattern  # 江西吉安市, 四川: a place by its name
    said: Said  # what rules write with words of measure_words.csv in it


class Phrase(NamedTuple):
    """`start`/`end` index into the clause; `verb` is the act that governs the phrase, `reach` the verb of
    reaching that stood between phrase and value."""

    text: str
    start: int
    end: int
    verb: str = ""
    reach: str = ""
    adverbs: tuple[str, ...] = ()


def _compiled(verbs, strength, moved, heads, places, said: Said) -> Verbs:
    role = dict.fromkeys(moved, ("reach", "", False))
    role |= {t: (r, m, k == "yes") for t, r, m, k, _, _ in verbs}
    nouns = {t: "|".join(map(_behind, n.split("|"))) for t, _, _, _, n, _ in verbs if n}
    by_length = sorted(role, key=len, reverse=True)
    reach = [t for t in by_length if role[t][0] in ("reach", "rank")]
    adverbs = [t for t in by_length if role[t][0] == "adverb"]
    lead = [t for t in by_length if role[t][0] == "lead" or role[t][0] == "reach" and len(t) > 1]
    leading = choice(lead, (f"(?!{nouns[t]})" if t in nouns else "" for t in lead))
    firmly = sorted((s for s, _ in strength), key=len, reverse=True)
    tail = [*reach, *adverbs, *firmly]
    between = choice(
        [*firmly, *(t for t in reach if len(t) > 1 and role[t][0] == "reach")]
    )  # 收入力争增长, 收入预期增长
    acting = choice(t for t in by_length if role[t][0] in ("act", "change"))
    moving = choice(t for t in by_length if role[t][0] in ("change", "growth"))
    act = [t for t in by_length if role[t][0] == "act"]
    manner = choice(t for t in by_length if role[t][0] == "manner")  # 重点培育, not 重点企业
    return Verbs(
        role,
        {t: p for t, _, _, _, _, p in verbs if p},
        re.compile(
            rf"(?:{PRICES}|将(?![军领来])(?=[\u4e00-\u9fff]{{3}})|在(?:19|20)\d\d年[底末]?的?(?:基础|水平)上|{TIME.pattern}|{AGAINST_FIRST}|{leading}|(?:{manner}|(?>{WE_SHALL.pattern})(?:再|计划|拟|共))(?=(?:{acting}))|(?:[\u4e00-\u9fff]{{1,6}}[省市县区]|{longest_first(places)}){PLANS}(?=(?:{TIME.pattern})?(?:{acting})|{TIME.pattern})|各[\u4e00-\u9fff（）]{{1,10}}?(?:要|须|应)(?:提前|按期|按时)?(?=(?:{acting}))|{PLANS}(?=(?:{acting}))|{said.spelled(AIMS)}|(?:{TAKES})|(?:{longest_first(places)})(?:预期|力争)(?=[\u4e00-\u9fff]{{4}})|(?>(?:我们|[我全本][省市县区国州盟])?[将要])(?=(?:{leading}|{acting}|{AGAINST_FIRST}))"
            rf"|(?>{WE_SHALL.pattern})(?:{choice(firmly)})|(?:围绕|(?>[我全本][省市县区国州盟]))(?={TIME.pattern})|明确(?=[\u4e00-\u9fff]{{4,30}}?[率值量模数重额度])|(?:之后|此后|随后|届时)(?=，|[保达增提稳]|$)|(?:首先|其次|再次|最后)[是要]?(?=[\u4e00-\u9fff]{{2}}|$)|{said.spelled(HEAD_BEFORE)}|{said.spelled(SETS)}|[{re.escape(JOINERS)}])+"
        ),
        re.compile(rf"(?<=..)(?:(?:{between})再?|再)(?=(?:{moving})$)"),
        re.compile(rf"(?:{choice(tail)})$"),
        max(map(len, tail), default=0),
        frozenset({"\n", *(term[-1] for term in tail)}),
        re.compile(choice(act, (rf"{_not_of_a_word(t)}(?!{nouns.get(t, '的')}|的)" for t in act))),
        re.compile(rf"(?:{acting})$"),
        re.compile(moving),
        heads,
        frozenset(filter(said[BUILDS].search, role)),
        frozenset(filter(said[RAISES].search, role)),
        re.compile(rf"(?:[\u4e00-\u9fff]{{1,8}}[省市县区州盟旗]|{longest_first(places)})(?:将|要)?"),
        said,
    )


def _behind(noun: str) -> str:
    """区$ of a codebook is 区 with nothing behind it."""
    return re.escape(noun.removesuffix("$")) + "$" * noun.endswith("$")


def _not_of_a_word(term: str) -> str:
    """新发展 is no verb in 创新发展, nor 新设 in 高新设备."""
    return f"(?<![创高更革最全]{re.escape(term)})" if term.startswith("新") else ""


def moved_to(codebook: Codebook) -> tuple[str, ...]:
    """提高到, 压降至: every verb of a value that moves, with where it moves to."""
    moved = (row["word"] for row in codebook["measure_words"] if row["role"] == "moved")
    return tuple(verb + to for verb in moved for to in "到至")


@lru_cache(maxsize=4)
def verbs_of(codebook: Codebook) -> Verbs:
    """The verbs of a codebook, compiled."""
    return _compiled(
        tuple(
            (r["term"], r["role"], r["measure"], r["keep"], r["not_before"], r["of_people"])
            for r in codebook["verbs"]
        ),
        tuple((r["term"], r["strength"]) for r in codebook["strength"] if r["strength"] or r["obligation"]),
        moved_to(codebook),
        codebook.words("indicator_heads"),
        tuple(n for r in codebook["regions"] if r["level"] in PLANNING for n in (r["name"], r["short"])),
        said_of(codebook),
    )


def left_phrase(text: str, start: int, end: int, verbs: Verbs) -> Phrase:
    """The phrase in text[start:end], the stretch before a value."""
    stretch = text[start:end]
    stop, reach, adverbs = strip_tail(stretch, verbs)
    begin = strip_head(stretch, 0, stop, verbs)
    if verbs.said[SETTING].match(stretch, begin, stop):
        acts = [m for m in verbs.head.finditer(stretch, begin, stop) if m.end() < stop]
        begin = acts[-1].start() if acts and acts[-1].start() > begin + 2 else begin
    verb, begin = _leading_act(stretch, begin, stop, verbs)
    body = stretch[begin:stop].lstrip(JOINERS + BULLETS).rstrip(EDGES[:-3])
    body = body if "”" in body else body.lstrip("“")
    body = body.rstrip("的") if reach else body  # 增长的预期目标为
    body = body.removesuffix("同步")
    body = YEAR_INSIDE.sub("", body) if "年" in body or "五" in body else body
    body = verbs.between.sub("", body)
    then = verbs.said[ON_TOP].search(stretch, stop) if "上" in stretch else None
    against = verbs.said[AGAINST_VALUE].search(stretch) if "比" in stretch or "较" in stretch else None
    then = then or against
    if against and against.start() == strip_head(stretch, 0, against.start(), verbs):
        # …，比2020年的12万辆增加3万辆: of what was named before
        begin = against.start("then")
        body, stop = _last_change(against, verbs), max(begin, stop)
    elif body and then and then.start() == stop:
        body += _last_change(then, verbs)
    return Phrase(body, start + begin, start + stop, verb, reach, adverbs)


def _last_change(found: re.Match, verbs: Verbs) -> str:
    return "".join(verbs.changes.findall(found["then"])[-1:])


def right_phrase(text: str, start: int, end: int, left: Phrase) -> Phrase:
    """The counted noun in text[start:end], the stretch after a value, governed by the verb before it."""
    stretch = text[start:end]
    begin = len(stretch) - len(stretch.lstrip("的 "))
    masked = IN_QUOTES.sub(lambda quoted: "x" * len(quoted[0]), stretch) if "“" in stretch else stretch
    cut = NOUN_END.search(masked)
    stop = cut.start() if cut else len(stretch)
    opened = stretch.rfind("（", begin, stop)
    if opened > begin and "）" not in stretch[opened:stop]:
        stop = opened  # 号源（其中…）
    if capacity := ABILITY.search(stretch, begin, stop):
        stop = capacity.start()  # 形成年产800台航空发动机的能力
    return Phrase(
        stretch[begin:stop].rstrip(JOINERS),
        start + begin,
        start + stop,
        left.verb or left.text[-4:],
        left.reach,
        left.adverbs,
    )


def strip_tail(stretch: str, verbs: Verbs) -> tuple[int, str, tuple[str, ...]]:
    """(where the phrase of an indicator ends in a stretch, the verb of reaching behind it, its adverbs)."""
    stop = len(stretch.rstrip(" 　"))
    reach, adverbs = "", []
    while stop:
        last = stretch[max(0, stop - 4) : stop]
        if "年" in last:
            dated = DATED.search(stretch, max(0, stop - LONGEST_DATE), stop)
            stop = dated.start() if dated else stop
        if "五" in last:
            period = PERIOD.search(stretch, max(0, stop - LONGEST_DATE), stop)
            stop = period.start() if period and period.start() > 1 else stop
        if "全" in last:
            share = OF_WHOLE.search(stretch, max(0, stop - 6), stop)
            stop = share.start(1) if share else stop
        if last.endswith("单位") and (by := BY_UNIT.search(stretch, 2, stop)):
            stop = by.start()
        if last.endswith(("并", "和", "且", "计划")):
            besides = verbs.said[AND_ALSO].search(stretch, 2, stop) or PLANNED.search(stretch, 0, stop)
            stop = besides.start() if besides else stop
        if stretch[stop - 1 : stop] not in verbs.tail_ends:
            break
        match = verbs.tail.search(stretch, max(0, stop - verbs.longest_tail - 1), stop)
        if not match:
            break
        word = match[0]
        if stretch[match.start() - 1 : match.start()] in ENDS_NOUN.get(word, ()):
            break  # 中欧班列500列, 民居32栋, 施工许可
        if word == "均" and stretch[match.start() - 1 : match.start()] in PER:
            break  # 经费人均达到30元
        if verbs.role.get(word, ("",))[0] in ("reach", "rank"):
            reach = reach or word
        else:
            adverbs.append(word)
        counted = HOW_MANY_YEARS.search(stretch, 0, match.start()) if word.startswith("年") else None
        stop = counted.start() if counted else match.start()  # 五年内达到1000家
    by_how_much = stop == len(stretch)  # 从10年提高0.8年, not 提高到
    for since, signs in MEASURED_FROM:
        if since is FROM and by_how_much and verbs.said[RISES_FROM].search(stretch):
            continue
        least = (
            0 if since is ARROW or FROM_YEAR.match(stretch) else 2
        )  # the indicator may stand before a colon: …床位数：42张→48张
        found = any(sign in stretch for sign in signs) and verbs.said[since].search(stretch, least, stop)
        if found:
            stop = found.start()
            stop -= len(EACH_END.search(stretch, 0, stop)[0])
            stop -= len(SHALL_END.search(stretch, 0, stop)[0])
    return stop, reach, tuple(adverbs)


def strip_head(stretch: str, begin: int, stop: int, verbs: Verbs) -> int:
    """Where the phrase of an indicator begins in a stretch, behind time, lead and strength."""
    match = verbs.opening.match(stretch, begin, stop) if begin < stop else None
    return match.end() if match else begin


def only_acts(text: str, verbs: Verbs) -> bool:
    """Whether a phrase says what is done and not to what (完成治理)."""
    return acts_in(text, verbs) > 0


def acts_in(text: str, verbs: Verbs) -> int:
    """Of how many verbs a phrase consists; 0 where it says more."""
    at = count = 0
    while match := verbs.head.match(text, at):
        at, count = match.end(), count + 1
    return count if at == len(text) else 0


def _of_next(stretch: str, act: re.Match, stop: int, verbs: Verbs) -> bool:
    """完成全年新增就业: what is completed is a deed that names itself."""
    behind = verbs.head.match(stretch, strip_head(stretch, act.end(), stop, verbs), stop)
    return act[0] in ("完成", "实现") and bool(behind) and verbs.role[behind[0]][1:] == ("increment", True)


def _leading_act(stretch: str, begin: int, stop: int, verbs: Verbs) -> tuple[str, int]:
    """The verb that opens the phrase; verbs that only say 'there is to be' are left out of the phrase."""
    verb = ""
    while begin < stop:
        match = verbs.head.match(stretch, begin, stop)
        if not match:
            return verb, begin
        _, _, kept = verbs.role[match[0]]
        if kept and not _of_next(stretch, match, stop, verbs):
            return match[0], begin
        verb = verb or match[0]
        done = match.end() + stretch.startswith("了", match.end())
        begin = strip_head(stretch, done, stop, verbs)
    return verb, begin
