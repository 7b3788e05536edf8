"""The act whose result is counted, and whether its verb belongs into the name of the indicator."""

from __future__ import annotations

import re

from cityplans.extraction.frame import Frame
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.words.measures import IN_PLACE, PER_ONE, WHOLE_TERRITORY, Measures, Place
from cityplans.extraction.words.nouns import Nouns
from cityplans.extraction.words.phrases import Phrase
from cityplans.worded import Said, Worded

DEEDS = ("完成", "实现", "要")
DEED_BEHIND = Worded(rf"{{intends}}*(?:{'|'.join(DEEDS)})$")
NEXT_ITEM = re.compile(r"[；。]\d{1,2}[.．、]")  # 1.新改扩建20所；2.改善60所: what is done to each
NO_DEED = ("累计", "竣工", "完工")
BEFORE_ACT = re.compile(
    rf"(?:{WHOLE_TERRITORY.pattern}|每年|年均|累计|共同?|[一二两三四五六七八九十]年|[再将要拟])+"
)
OF_EACH = Worded("[人户亩地]均|每(?!年)|{benefits}|[\u4e00-\u9fff]{0,12}(?:{kinds_of_inhabitants}|总)人口$")
FUNDS = re.compile("资金|[引内外]资")
HAVING = Worded("{having}")  # 取得适航证的企业3家: what is said of them
HELD_BY = Worded(r"[^，。；]{0,16}?{certificate}的")
EACH_TIME = re.compile("；每(?:年|季度?|个?月|周)")
LISTED_ON = re.compile("(?:左右|以上|以内|上下)?[、和]")  # 新增授权点10个左右、专业点35个


def opening_act(cut: Frame, quantity: Quantity, words: Measures) -> str:
    """The first act of the part before a value; of 开工改造 the deed itself."""
    said = words.nouns.said
    acts = words.act.finditer(cut.text, cut.part(quantity.start).start, quantity.start)
    own = [act for act in acts if act.end() == quantity.start or cut.text[act.end()] not in "、和及"]
    kept = {act.start() for act in own if words.verbs.role[act[0]][2]}
    own = [act for act in own if act.end() not in kept or act[0] in NO_DEED or act[0].startswith("新")]
    return next((act[0] for act in own if not _describes(act, cut.text, quantity.start, said)), "")


def _describes(act: re.Match, text: str, end: int, said: Said) -> bool:
    """取得适航证的整机企业: a verb that says of what kind the counted things are."""
    return bool(said[HAVING].fullmatch(act[0]) and said[HELD_BY].match(text, act.end(), end))


def governing_verb(place: Place, phrase: Phrase, opening: str, earlier, words: Measures) -> str:
    """The act whose result is counted; in a coordination the verb of the first member governs the rest.

    `opening` and those of the rows `earlier` in the sentence are looked up once a value, not once a pair.
    """
    cut, quantity, left = place.frame, place.quantity, place.left
    is_own = opening and cut.text[quantity.start - 1] not in "、和及"  # 120个项目竣工、80个项目投产
    acts = words.act.finditer(cut.text, left, quantity.start) if is_own else ()
    inside = [act[0] for act in acts if not _describes(act, cut.text, quantity.start, words.nouns.said)]
    if not inside and (change := _changed_with(place, earlier, words)):
        return change
    if not inside and words.changing.fullmatch(phrase.text):
        return phrase.text  # 新建20个基站，压减30家企业
    if inside:
        kept = [verb for verb in inside if words.verbs.role[verb][2]]
        if words.verbs.role[inside[0]][1] == "increment" and words.nouns.metric.search(phrase.text):
            return inside[0]  # 新增水土流失综合治理面积
        return kept[-1] if kept else inside[-1]
    said, behind = words.nouns.said, phrase.text.removeprefix(phrase.verb)
    if phrase.verb and not (said[HAVING].fullmatch(phrase.verb) and said[HELD_BY].match(behind)):
        return phrase.verb
    if phrase.reach:
        return ""
    if opening:
        return "" if FUNDS.search(phrase.text) and _counts_other(cut, quantity, earlier) else opening
    if said[OF_EACH].match(phrase.text) or words.changing.match(phrase.text):
        return ""  # 新增绿地50公顷，…，人均公园绿地15平方米
    return next((r.opening for r in reversed(earlier) if _opens_for(r, quantity, cut.text, words)), "")


def _counts_other(cut: Frame, quantity: Quantity, earlier) -> bool:
    """引进项目100个、到位资金50亿元: money behind things that the act of the part counts."""
    row = earlier[-1] if earlier else None
    in_part = row is not None and row.quantity.start >= cut.part(quantity.start).start
    return in_part and quantity.unit_kind == "money" and row.quantity.unit_kind == "count"


def _opens_for(row, quantity: Quantity, text: str, words: Measures) -> bool:
    """Whether the act before an earlier value governs a later one too; not 完成 of 投资完成680亿元, nor the
    引进 of 引进内资60亿元 what is said of other money behind a comma (外贸出口3亿元)."""
    kept = row.opening and words.verbs.role[row.opening][2]
    between = text[row.quantity.end : quantity.start]
    if NEXT_ITEM.search(between) or EACH_TIME.search(between):
        return False  # 新建公园20个；每年组织活动12场
    if kept and quantity.unit_kind == "money" and "，" in between and "其中" not in between:
        return False
    inside = row.phrase.find(row.opening) if row.opening else 0
    if inside > 0 and not BEFORE_ACT.fullmatch(row.phrase[:inside]):
        return False  # 城镇新增就业: of what is counted, not what is done to the next
    of_value = text.endswith(row.opening, 0, row.quantity.start) and row.rule != "value_then_indicator"
    return bool(row.opening) and not of_value and _same_kind(row.quantity, quantity)


def _changed_with(place: Place, earlier, words: Measures) -> str:
    """净增工业企业50家、商贸企业80家: the verb of change that opens the list."""
    before = earlier[-1] if earlier else None
    listed = before and LISTED_ON.match(place.frame.text, place.left)
    if not listed or before.value.measure != "increment" or not _same_kind(before.quantity, place.quantity):
        return ""
    found = words.changing.match(place.frame.text, place.frame.part(place.quantity.start).start)
    found = found or words.changing.match(before.phrase)
    return found[0] if found and words.verbs.role[found[0]][1] == "increment" else ""


def _same_kind(one: Quantity, other: Quantity) -> bool:
    """People and things may be counted under one verb; money, areas and shares are not."""
    counted = ("persons", "count")
    return one.unit_kind == other.unit_kind or one.unit_kind in counted and other.unit_kind in counted


def without_deed(phrase: str, nouns: Nouns) -> str:
    """工业增加值要完成 → 工业增加值: what is measured needs no verb of doing behind it."""
    bare = nouns.said[DEED_BEHIND].sub("", phrase) if phrase.endswith(DEEDS) else phrase
    return bare if nouns.metric.search(bare) else phrase


def kept_verb(main: Phrase, verb: str, measure_code: str, words: Measures) -> str:
    """The verb that belongs into the indicator (新增, 引进): without it the phrase would name a stock."""
    role = words.verbs.role.get(verb)
    if not role or not role[2] or verb in main.text or words.nouns.growth.search(main.text):
        return ""
    if main.text.startswith(("为", "对", "向")):
        return ""  # 新增贷款…，为企业减税15亿元
    stands = (
        words.nouns.state.search(main.text) or PER_ONE.match(main.text) or words.nouns.share.search(main.text)
    )
    stands = stands or words.nouns.said[IN_PLACE].match(main.text)
    if measure_code == "level" and stands:
        return ""  # 新修农田…，耕地保有量…; 新建停车场…，自来水普及率…: how things stand
    return verb
