"""Numbers that are dates, list numbers, part of a name, or say which things are meant: rules for the ledger.

Every rule is asked about thousands of numbers, so each puts the cheapest question first: the kind of the
quantity, the character beside it, and only then a pattern.
"""

from __future__ import annotations

import re

from cityplans.extraction.ledger.sight import Sight
from cityplans.extraction.quantities import Quantity
from cityplans.worded import Worded

YEAR = re.compile(r"(?:19|20)\d\d")
LABEL = re.compile(r"\s*+(?:（|\(|第|专栏|表|图|附件|附)?\s*+")  # what a list number may stand behind
BODIES = Worded(r"[一二三四五六七八九十]{0,6}[届次]?{sessions}")  # 十九届五中全会
PLACED = Worded(r"(?:{holds_rank}|{climbs}[至到])(?P<among>[\u4e00-\u9fff]{0,20})$")
NEAR = 6  # characters between the verb and a place that does not say it is one (保持全省第二)
COUNTED_AMOUNT = re.compile(r"[一二两三四五六七八九十\d]{1,4}+个[百千万亿]{1,4}+(?=”|目标)")
PROGRAMME_BEFORE = Worded(r"(?:{programme}|新政|版本)[”》]?$")
RATIO_BEFORE, RATIO_AFTER = re.compile(r"\d\s?[∶：:]$"), re.compile(r"\s?[∶：:]\d")
BOUND_AS_VERB = Worded(r"{passes}")
POLICIES = Worded(  # 落实人才新政22条和科创30条: policies called by how many clauses they have
    r"(?:{applies}|{carries_on}[^。；]{0,80}[、和与及])(?P<name>[\u4e00-\u9fff]{2,8})"
    r"(?<!举措)(?<!措施)(?<!政策)(?<!任务)(?<!业链)(?<!应链)(?<![线路街河道带廊列])$|(?P<new>新政)$"
)
LISTED_ORDINAL = re.compile(r"第\d{1,3}(?:[、,，和及]\d{1,3})*[、,，和及]$")
VERSION = re.compile(r"\d\.\d")
VERSIONED = Worded(r"{versioned}")
BOTH = re.compile(r"[\u4e00-\u9fff][、和与及][^，。；、“”]{2,16}?(?P<reach>实现|达到?|完成)?“?双$")
# 高企数量、税收“三个翻番”
ALL_OF = re.compile(r"、(?P<reach>[^，。；“”]{2,24})“[两三四五六]个$")
ACRONYM = re.compile(r"[\u4e00-\u9fff][A-Z]{3,5}$")
LETTER = re.compile("[A-Za-z]")
HOTLINE = re.compile(r"12[0-9]{3}|96\d{3,4}|400\d{7}")
CONTACT = Worded(r"(?:{contact}|http\S*)[：: ]?[（(]?[\d\-—、/]*$")
HELD = Worded(
    r"(?:{holds_place}|[^安宜聚定移群]居)"
    r"(?:{among}|城市|[\u4e00-\u9fff]{2}地区|的)*$"
)
BEHIND = re.compile(r"[\u4e00-\u9fff“”·+A-Za-z0-9（）、]{0,30}")
ROUND = re.compile(r"[上近]?[十百千万亿]+[^\d]*")  # 千名, 万亿元, 上亿元
WORD_ENDS = re.compile("[和及与并且以而其等或]|左右|上下|以[上下内]|目标|的目标")
DESCRIBES = re.compile(r"的|式|、全|，全方位")
VALUE_QUOTED = Worded(r"“[^“”]{4,}(?:{grown_to}|降至|不低于|不少于)(?:[\d.%万亿]+[^“”]{0,40})?$")
KEPT_AT = re.compile("保持(?:在)?(?:全[国省市]|[\u4e00-\u9fff]{2,6})$")
DEED_NAMED = re.compile("(?:专项)?(?:行动|工程)(?!率)")
OF_EACH = re.compile("[百千十]?[万千][人户名]")
RATIO = re.compile("口?[\u4e00-\u9fff]{1,14}(?:率|数|量)(?=[，。；、]|$)")  # 控制万人治安和刑事警情数
BOUNDED = re.compile("[超近逾过上达约破成至到]$")


def is_closed(text: str, quantity: Quantity) -> bool:
    """Whether no word follows a quantity."""
    return not is_han(text[quantity.end : quantity.end + 1])


def is_han(character: str) -> bool:
    """Whether a character is a common Chinese one; an empty string is none."""
    return "\u4e00" <= character <= "\u9fff"


def date(sight: Sight) -> str | None:
    """2025年, 2020年6月18日, “十四五”; a bare year that names something (科技创新2025) is a name."""
    quantity = sight.quantity
    if quantity.kind == "date":
        return "date"
    if quantity.kind == "bare" and YEAR.fullmatch(sight.core):
        before = sight.before(1)
        in_name = is_han(before) and before not in "到至在于"
        return "name" if in_name or sight.scene.frame.quote_around(quantity.start) else "date"
    return None


def enumeration(sight: Sight) -> str | None:
    """List numbers, 第…, session and document numbers."""
    quantity, text, number = sight.quantity, sight.text, sight.scene.clause.number
    before, after = sight.before(1), sight.after(1)
    is_bare = quantity.kind == "bare"
    is_set_off = not after or after in ".．、）)，：:" or after.isspace()
    if is_bare and is_set_off and LABEL.fullmatch(text, 0, quantity.start):
        return "ordinal"
    if is_bare and after == "、" and sight.scene.clause.clause_kind == "heading":
        return "ordinal"  # 一、…快速发展1、…: a count that runs on behind a heading
    if LISTED_ORDINAL.search(sight.before(8)):
        return "ordinal"  # 第3、12项
    if is_bare and before and before in "［[【" and after and after in "］]】":
        return "ordinal"  # note reference
    if number and quantity.core_start < len(number):
        return "ordinal"
    if quantity.kind == "ordinal":
        return None if _is_rank(sight) else "ordinal"
    if is_bare and after and after in "号期条款" or sight.has("ordinal", "right", sight.after(8)):
        return "ordinal"
    core = sight.core
    return "ordinal" if ("届" in core or "次" in core) and sight.said[BODIES].match(sight.after(6)) else None


def _is_rank(sight: Sight) -> bool:
    """位居全国第一, 保持全省第2位, 不低于第6名: a place that is held."""
    after = sight.after(1)
    if sight.quantity.start < sight.quantity.core_start:
        return sight.core.endswith(("位", "名"))
    placed = sight.said[PLACED].search(sight.before(24)) if not is_han(after) or after in "位名" else None
    return bool(placed) and (len(placed["among"]) <= NEAR or sight.core.endswith(("位", "名")))


def quoted(sight: Sight) -> str | None:
    """Numbers inside “…” and 《…》 are names, but for “三个千亿” after the list that it counts."""
    start = sight.quantity.start
    if sight.scene.frame.quote_around(start) is None or COUNTED_AMOUNT.match(sight.text, start):
        return None
    if sight.said[VALUE_QUOTED].search(sight.left_in_sentence):
        return None  # 实现“社会保障卡发放数量达到8亿张”
    reaches = BOTH.search(sight.left_in_part) or ALL_OF.search(sight.left_in_part)
    if reaches and reaches["reach"] and re.match("”(?![\u4e00-\u9fff])", sight.after(2)):
        return None  # 营业收入、税收收入实现“双翻番”
    return "name"


def glued(sight: Sight) -> str | None:
    """5G, G60, 2.0版, 1+N, A+: a number that is part of a token."""
    quantity = sight.quantity
    before, after = sight.before(1), sight.after(2)
    touches = quantity.core_start == quantity.start and quantity.kind != "word"
    is_measured = quantity.unit_kind in ("money", "share", "points", "mass")
    acronym = touches and quantity.unit_kind == "count" and ACRONYM.search(sight.before(8))
    if acronym and sight.scene.verbs.head.search(sight.left_in_part):
        return None  # 新增工业APP800个
    if before and before in "+＋#" or touches and LETTER.match(before) and not is_measured:
        return "name"
    closed = not is_han(after[:1]) or after[:1] in "和与及"
    policy = sight.said[POLICIES].search(sight.left_in_part) if quantity.unit == "条" and closed else None
    if policy and not sight.scene.verbs.head.search(policy["name"] or ""):
        return "name"  # 落实…和科创30条
    if after[:1] and after[:1] in "+＋":
        return "name"
    if VERSION.match(sight.core) and sight.said[VERSIONED].match(sight.core[3:] + sight.after(4)):
        return "name"  # 2.0行动, 4.0平台
    if quantity.kind != "bare":
        return None
    if sight.said[PROGRAMME_BEFORE].search(sight.before(4)):
        return "name"  # “凤凰行动”计划2.0
    if RATIO_BEFORE.search(sight.before(3)) or RATIO_AFTER.match(sight.after(3)):
        return "other"
    return "name" if LETTER.match(after) or sight.has("name", "right", sight.after(4)) else None


def contact(sight: Sight) -> str | None:
    """Telephone numbers, post codes, addresses, page numbers."""
    if sight.quantity.kind != "bare":
        return None
    is_one = (
        HOTLINE.fullmatch(sight.core)
        or sight.said[CONTACT].search(sight.before(16))
        or sight.has("other", "right", sight.after(6))
        or len(re.sub(r"\D", "", sight.core)) >= 7
    )
    return "other" if is_one else None


def denominator(sight: Sight) -> str | None:
    """每万人, 每10万人口, 万人发案数: what a value is counted per."""
    each = sight.before(1) == "每" and sight.quantity.kind != "date"
    bare = OF_EACH.fullmatch(sight.core) and not sight.before(1).isdigit()
    ratio = bare and RATIO.match(sight.text, sight.quantity.end) and not BOUNDED.search(sight.left_in_part)
    return "scope" if each or ratio else None


def programme(sight: Sight) -> str | None:
    """千名…领军人才培育工程, 三年行动计划, 倍增行动: a number inside the name of a programme."""
    quantity = sight.quantity
    if quantity.kind == "word":
        return _attributive_word(sight)
    if quantity.unit_kind == "share":
        return "name" if DEED_NAMED.match(sight.after(4)) else None  # 单产增一成行动
    if quantity.kind != "amount" or not sight.han:
        return None
    right = BEHIND.match(sight.text, quantity.end)[0]
    if is_han(right[:1]) and ROUND.fullmatch(sight.core):
        named = sight.has("name", "phrase", right[-2:]) or sight.scene.nouns.carried_out.search(
            sight.left_in_part
        )
        of_those = right.startswith("的") and not sight.left_in_part.strip()  # 上亿元的大单品不断涌现
        return "name" if named or of_those or not announced(sight) else None
    is_name = sight.has("name", "phrase", right.split("、")[0][:18]) and not announced(sight)
    return "name" if is_name else None


def _attributive_word(sight: Sight) -> str | None:
    """全覆盖的网络, 倍增效应, “双倍增”: the word describes or names something."""
    quantity = sight.quantity
    if quantity.measure == "rank":
        held = sight.said[HELD].search(sight.left_in_part) or KEPT_AT.search(sight.left_in_part)
        held = held and not is_han(sight.after(1))
        return None if held else "scope"  # 摆在首位
    if DESCRIBES.match(sight.after(4)):
        return "scope"
    if is_han(sight.after(1)) and not WORD_ENDS.match(sight.after(3)):
        return "scope"
    before = sight.before(1)
    both = BOTH.search(sight.left_in_part) or ALL_OF.search(sight.left_in_part)
    if both and is_closed(sight.text, sight.quantity):
        return None  # 营业收入、税收收入双翻番
    counted = before and before in "一二双三四五六七八九十"
    return "name" if counted else None


def announced(sight: Sight) -> bool:
    """Whether a verb of result stands directly before the number (建成三个…)."""
    if sight.said[BOUND_AS_VERB].match(sight.text, sight.quantity.start, sight.quantity.core_start):
        return True
    left = sight.left_in_part.rstrip()
    return not left.endswith(("为", "是", "按", "共")) and bool(sight.scene.goal_verb.search(left))
