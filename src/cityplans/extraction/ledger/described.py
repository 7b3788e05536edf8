"""Numbers that describe: the size of a thing, what a body consists of, a limit, a weight, a definition."""

from __future__ import annotations

import re

from cityplans.extraction.ledger.aims import is_set_ahead
from cityplans.extraction.ledger.sight import WEIGHT, Sight
from cityplans.worded import Worded

EXTENTS = ("area", "length", "mass", "volume", "energy")
PARTS = 8  # numbers that may stand between a size and a part of it
SIZES = ("area", "money", "volume", "energy")
SCORED = ("share", "degree", "points", "")
BUILT = Worded(
    r"(?:^|[，；])(?:[首一二三四五]期|项目)?总?用地$"
    r"|(?<![均每])(?:校舍|总)?{floor}面积$|{built_size}$"
)
OF_INDICATORS = re.compile("指标(?:体系)?[”』]?[，,]?(?:共|共计|共有)?$")
THE_ONE = Worded(  # 该孵化大楼共22层，总建筑面积4.6万平方米，…: a sentence that describes a building
    r"(?:该|本)[\u4e00-\u9fff]{0,6}{building}[\u4e00-\u9fff]{0,6}?"
    r"(?:共(?:[\d一二三四五六七八九十]|$)|总?{floor}面积|占地|位于|地上)"
)
THIS_PROJECT = Worded(
    "这[个座条所][\u4e00-\u9fff]{2,10}(?:设有|拥有|占地)|(?:该|本)(?:{described_thing}|{built_thing})(?:由|系|为|是|总投资|计划总?投资|建成|达产|投产)"
)
OF_PHASE = re.compile("(?:^|[，；：])[首一二三四]期(?:项目|工程)?(?:建设)?[用占]地(?:面积)?(?:约|为)?$")
DISTANT = re.compile("相?距(?!离)")
GROWN_TO = Worded(r"{grown_to}$")
MARKED = Worded(r"{marks}")
EXCHANGED = re.compile(
    "\\d[万亿]{0,2}[\u4e00-\u9fff]{0,2}元(?:左右|以上)?[、，]?(?:约合|折合|合)(?:人民币)?$"
)
OCCASIONS = Worded("{occasions}")
AS_SIZE = re.compile("按照?$")
KEPT_SAFE = Worded(r"{keeps_safe}好?$")  # 保障好14亿人的粮食安全
COMPOSED = Worded(r"(?<!建成)(?<!形成)(?<!建设)(?<!打造)由[^，。；]{0,40}(?:组成|构成|任副?{head_of_body})")
THIS_TIME = Worded("{this_time}(?!规划|计划)|(?:沿线|全线)共?设")  # 本次集中开工的48个项目总投资267亿元
SIZE_TOLD = Worded(r"{size_named}(?:(?!达到)[^，。；\d]){0,6}\d")
GOES_WITH_SIZE = re.compile(
    "桥隧比|(?:沿线|全线)?共?设(?:置)?(?:车站|站点|站)?|设计[^，。；\\d]*|(?:项目|工程)?(?:概算)?总投资(?:额|约|为)*"
)
CLEARED = Worded(r"[\u4e00-\u9fff]{1,10}(?:全部|基本|全面){cleared}")  # 56人以上大班额全部消除
# 项目位于东片区，占地…: what a sentence describes, until an aim
FORMULA = re.compile(r"[=＝][^=＝]*[*＊]$")
DESCRIBES = Worded(
    r"(?:该|本)?{described_thing}(?:（[^（）]*）)?(?:拟|计划)?{lies_at}"
    r"|[^，。；\d]{0,16}{described_thing}(?:总|规划|共|拟|计划)?(?:[用占]地|{floor}面积)"
)
DESIGNED = Worded(  # 机场设计年吞吐能力500万人次; not 工业设计能力
    r"(?:^|{described_thing}|{built_thing}|^该[^，。；\d]{2,16}?)设计"
    r"(?:[^，。；\d]{0,8}{design_size}(?:为|达到?)?|[日年](?:处理|产|供|吞吐)[^，。；\d]{0,8})$"
)
DESCRIBED_KINDS = ("area", "length", "volume", "money", "energy", "data", "mass")
ONCE_BUILT_IT = Worded(  # 总投资80亿元，建成后年产值可达200亿元
    "^(?:[^，。；]{0,8}(?:项目|工程|园区))?(?:全部|全面)?{comes_on_stream}[^，。；]{0,4}后[^，。；]{0,12}(?:可|预计|能够?)"
)
CONCERNED = Worded(
    "^(?:共|主要|直接|其中|将)?{concerns}(?![^，。；]{0,10}率)"
)  # 改造小区12个，涉及住宅5005套
PART_OF_SIZE = Worded("^(?:其中)?{parts_of_area}(?:规划|建设|用地)?(?:面积|用地)?(?:约|为)?$")
ONCE_BUILT = Worded("[^，。；]{0,16}(?:项目|工程)[^，。；]{0,8}{comes_on_stream}[^，。；]{0,4}后，[^。；]*可")
MAY_YIELD = re.compile("[^，。；\\d]{0,10}可(?:达到?|实现|新增|带动|提供|容纳)[^，。；\\d]{0,10}")
OF_PROJECT = re.compile("(?:项目|工程|基地|园区|生产线)[^。；]{0,60}$")
IN_BRACKETS = re.compile(r"（[^（）]*）")
EVERY = Worded(r"每(?:年度?|半年|季度?|月)(?:至少|定期)?{holds}?$")
JUDGED = Worded("(?:以上|以下)?的?(?:为|是|评为|定为){judged}")
MARK_BEHIND = 6  # characters behind the part of a figure within which its mark is said
WEIGHS, SCORING = (
    re.compile("(?<!产值)占$"),
    re.compile(r"总分|\d分[^钟]|(?:评价|考核|测评)(?:指标|内容)[中，]"),
)
CASUALTIES = Worded("{casualties}$")
MARKS = re.compile(r"[得扣加计记]\d+(?:\.\d+)?分(?![公米钟享配布级])")
IS_SO = Worded("的[^，。；\\d]{1,10}{is_so}")
PLACE_TOLD = Worded("[^，。；]{2,8}{tells_of_place}")
PARTS_THEM = re.compile(r"(?:将|把)[^，。；\d]{0,12}$")
IS_PARTED = Worded(r"[^，。；\d]{1,16}{parts_into}了?")
ADVISED = re.compile("(?:宜|一般)(?:为|在|按|介于|控制在)?$|应介于$")


def definition(sight: Sight) -> str | None:
    """所称青年是指40周岁以下: what a word means."""
    if not sight.scene.defines:
        return None
    said = IN_BRACKETS.sub("", sight.left_in_sentence)  # …（EFLOPS是指每秒百亿亿次运算），占比达到35%
    return "scope" if sight.has("scope", "sentence", said) else None


def described(sight: Sight) -> str | None:
    """占地15平方公里, 口径6米, 每家限报3项, 权重占20%: the size of a thing, a limit, a weight."""
    if any(told(sight) for told in DESCRIBED):
        return "scope"
    if sight.has("policy_parameter", "left", sight.left_in_part.rstrip()):
        return "policy_parameter"
    return "other" if _is_mark(sight) or _is_exchanged(sight) else None


def _is_exchanged(sight: Sight) -> bool:
    """175亿美元、约合1243亿元: the same in another money."""
    left = sight.text[max(0, sight.quantity.start - 16) : sight.quantity.core_start]
    return sight.quantity.unit_kind == "money" and bool(EXCHANGED.search(left))


def _is_size(sight: Sight) -> bool:
    """占地15平方公里; not 到2027年，冷库容积达到90万立方米."""
    kind, left = sight.quantity.unit_kind, sight.left_in_part.rstrip()
    if kind not in EXTENTS or not sight.scene.nouns.described.search(left):
        return False
    can_grow = kind == "volume" or sight.quantity.unit == "公里"
    return not (can_grow and sight.due and sight.said[GROWN_TO].search(left))


def _is_casualty(sight: Sight) -> bool:
    """一次死亡30人以上的重大事故: how grave it is."""
    persons = sight.quantity.unit == "人" and sight.quantity.comparator == "ge"
    return persons and sight.after(1) == "的" and bool(sight.said[CASUALTIES].search(sight.left_in_part))


def _once_built(sight: Sight) -> bool:
    """项目达产后，年产值可达5亿元: what a project will yield."""
    said = sight.said
    told = said[ONCE_BUILT].match(sight.left_in_sentence) or said[ONCE_BUILT_IT].match(sight.left_in_part)
    can = MAY_YIELD.fullmatch(sight.left_in_part.rstrip()) and OF_PROJECT.search(sight.left_in_sentence)
    return not sight.due and bool(told or can)


def _is_concerned(sight: Sight) -> bool:
    """改造小区12个，涉及住宅5005套、居民1.2万人: how much there is of what is worked on."""
    return bool(sight.said[CONCERNED].match(sight.left_in_part))


def _is_part_of_size(sight: Sight) -> bool:
    """规划面积12.6平方公里，起步区3平方公里."""
    sized = sight.quantity.unit_kind in ("area", "length") and not sight.due
    return sized and bool(sight.said[PART_OF_SIZE].match(sight.left_in_part))


def _is_of_the_one(sight: Sight) -> bool:
    left, said = sight.left_in_sentence, sight.said
    return not sight.due and bool(said[THE_ONE].match(left) or said[THIS_PROJECT].match(left))


def _counts_indicators(sight: Sight) -> bool:
    """“…主要指标”，共22项."""
    return sight.quantity.unit == "项" and bool(OF_INDICATORS.search(sight.before(9)))


def _is_of_phase(sight: Sight) -> bool:
    """二期用地300亩, 相距12公里."""
    kind, left = sight.quantity.unit_kind, sight.left_in_part.rstrip()
    return bool(kind in SIZES and OF_PHASE.search(left) or kind == "length" and DISTANT.match(left))


def _is_designed(sight: Sight) -> bool:
    """保障好14亿人的粮食安全, 机场设计年吞吐能力500万人次."""
    left = sight.left_in_part.rstrip()
    safe = (
        sight.quantity.unit_kind == "persons"
        and sight.after(1) == "的"
        and sight.said[KEPT_SAFE].search(left)
    )
    return bool(safe or sight.said[DESIGNED].search(left))


def _states(sight: Sight) -> bool:
    """三分之二的耕地为坡耕地; 我市地处东南沿海，…大小岛屿437个."""
    states = sight.said[IS_SO].match(sight.after(20)) or sight.said[PLACE_TOLD].match(sight.left_in_sentence)
    return bool(states) and not (is_set_ahead(sight) or sight.scene.inherits)


def _is_norm(sight: Sight) -> bool:
    """间距宜为50～80米, 株行距3米×4米, 建档率=建档人数/签约人数×100%."""
    times = sight.before(1) == "×" or FORMULA.search(sight.left_in_part)
    if sight.quantity.unit_kind == "share" and times:
        return True
    norm = ADVISED.search(sight.left_in_part.rstrip()) or "×" in (sight.before(1), sight.after(1))
    return bool(norm) and not is_set_ahead(sight)


def _is_counted_as(sight: Sight) -> bool:
    """面积按100.9平方公里计."""
    return bool(AS_SIZE.search(sight.before(4))) and sight.after(1) == "计"


def _is_built_size(sight: Sight) -> bool:
    """总建筑面积30万平方米，其中研发用房12万平方米."""
    left = sight.left_in_part.rstrip()
    built = sight.quantity.unit_kind in SIZES and sight.said[BUILT].search(left.rstrip("约达为近"))
    return bool(built and not _is_set(sight)) or left.startswith("其中") and _is_part_of_described(sight)


def _is_mark(sight: Sight) -> bool:
    """达到320家得10分; 达到320家的，得10分; 达到90%为优秀; 权重占20%."""
    marked = MARKS.search(sight.text, sight.part.start, sight.part.end + MARK_BEHIND)
    if marked or sight.said[JUDGED].match(sight.after(8)):
        return True
    if sight.quantity.unit == "%" and WEIGHS.search(sight.left_in_part) and SCORING.search(sight.text):
        return True  # 考核总分100分，其中产业发展占40%
    if sight.quantity.unit_kind not in SCORED or not sight.scene.scores or is_mark_to_reach(sight):
        return False
    said = WEIGHT.sub("", sight.left_in_sentence) + sight.core + sight.right_in_part
    return sight.has("other", "sentence", said)


def _is_told_of(sight: Sight) -> bool:
    """本次集中开工的48个项目总投资267亿元; 全长86公里，设站17座，总投资198亿元; 56人以上大班额全部消除."""
    sized = sight.quantity.unit_kind == "persons" and sight.quantity.comparator in ("ge", "gt", "le")
    if sized and sight.said[CLEARED].match(sight.after(18)):
        return True
    if not sight.due and sight.said[THIS_TIME].match(sight.left_in_sentence):
        return True
    since = sight.left_in_sentence.rpartition("；")[2]
    return bool(sight.said[SIZE_TOLD].search(since) and GOES_WITH_SIZE.fullmatch(sight.left_in_part))


def is_mark_to_reach(sight: Sight) -> bool:
    """满意度达到85分以上: a mark that the place itself is to get."""
    left, said = sight.left_in_part, sight.said
    return sight.quantity.unit == "分" and bool(said[MARKED].search(left) and said[GROWN_TO].search(left))


def _is_of_a_body(sight: Sight) -> bool:
    """评审组由7至9名专家组成，其中女性不少于三分之一; 项目位于…，设3条生产线: what a thing consists of, until
    something is said to be done."""
    start = sight.quantity.start
    sentence = sight.scene.frame.sentence(start)
    composed = sight.said[COMPOSED].search(sight.text, sentence.start, sentence.end)
    if composed:
        inside = composed.start() <= start < composed.end()
        return inside or start > composed.end() and sight.left_in_part.startswith("其中")
    kind = sight.quantity.unit_kind
    if kind not in DESCRIBED_KINDS:
        return False
    return not is_set_ahead(sight) and bool(sight.said[DESCRIBES].match(sight.left_in_sentence))


def _is_routine(sight: Sight) -> bool:
    """每周调度1次, 每年开展1次第三方评估: how often work is looked at."""
    if not sight.said[OCCASIONS].fullmatch(sight.quantity.unit):
        return False
    left = sight.left_in_part.rstrip()
    reported = sight.scene.around.reports.search(left)
    looked_at = sight.said[EVERY].search(left) and sight.scene.around.looked_at.match(sight.right_in_part)
    return bool(reported or looked_at)


def _is_part_of_described(sight: Sight) -> bool:
    """Whether the last value of its kind that is no part itself is a size; asked of the few before it."""
    first = sight.scene.frame.sentence(sight.quantity.start).start
    for place in range(sight.place - 1, max(-1, sight.place - 1 - PARTS), -1):
        before = Sight(sight.scene, place)
        if before.quantity.start < first:
            return False
        if before.quantity.unit_kind == sight.quantity.unit_kind and not before.left_in_part.startswith(
            "其中"
        ):
            return described(before) == "scope"
    return False


def _is_set(sight: Sight) -> bool:
    """Whether the sentence sets out to do something: a goal year, a bound or a verb stands before."""
    bounded = sight.quantity.comparator not in ("eq", "approx")
    return bool(sight.due or bounded or sight.scene.verbs.head.search(sight.left_in_sentence))


def _is_parted(sight: Sight) -> bool:
    """将2800多个县分成了三种类型: how many there are to part."""
    parted = sight.said[IS_PARTED].match(sight.text, sight.quantity.end)
    return bool(parted and PARTS_THEM.search(sight.left_in_part))


DESCRIBED = (
    _is_parted,
    _is_size,
    _once_built,
    _is_concerned,
    _is_part_of_size,
    _is_casualty,
    _is_of_the_one,
    _is_told_of,
    _counts_indicators,
    _is_of_phase,
    _is_designed,
    _is_of_a_body,
    _states,
    _is_norm,
    _is_routine,
    _is_counted_as,
    _is_built_size,
)
