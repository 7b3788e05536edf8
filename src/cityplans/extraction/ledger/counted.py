"""Numbers that say which things are counted: how large each is, what each has, where, how far it reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from cityplans.extraction.ledger.designations import LETTER, ROUND, is_closed, is_han
from cityplans.extraction.ledger.sight import Sight
from cityplans.extraction.quantities import Quantity
from cityplans.worded import Worded

TO_PART_END = re.compile(r"[^，。；：、]*")
WITHIN = re.compile("之?内|左右|的?时间")
RANKED = Worded(r"{ranked_by}(?:在|列|位列)?$")
CHOSEN = re.compile("的(?!目标|水平|行列|位次)")
AMONG = re.compile(r"在(?:全[国省市球]|[我本][国省市]|同类|[\u4e00-\u9fff]{2,6}[省市区])$")
OF_ALL = re.compile(r"[\u4e00-\u9fff“”]{2,16}[当之]?中的?")
OF_SAME_NOUN = re.compile(r"[、和及或][^，。；、]{2,12}$")  # …20万元以上、经营性收入10万元以上的行政村
OPENS = Worded(r"{hoped}?(?:[到至]?(?:19|20)\d\d年[底末]?)?[^，。；\d]{0,8}")
OF_THOSE = re.compile(r"的?[\u4e00-\u9fff]{4,30}(?:达到?|在|为)?|达到?|超过?")
OWN_COUNT = re.compile(  # …以上的3到5个
    r"的(?:达到?)?[一二两三四五六七八九十百\d]{1,4}(?:[—\-–~～至到]{1,2}[一二两三四五六七八九十百\d]{1,4})?[个家项户所]"
)
AND_THAT = Worded(
    r"(?:以上)?且[^，。；]{1,40}?的[\u4e00-\u9fff]{2,16}(?:{grown_to}|不少于)?[约近]?[\d一二两三四五六七八九十]"
)
REACHES_SO_FAR = Worded("(?:服务)?(?:半径)?{reaches_so_far}")
# 年接待游客超百万人次、拥有3家以上等级民宿的集聚区达到10个
AND_OWNING = Worded(r"、(?:且|并)?{owns}(?:不少于|至少|超过?)?")
OWNING = Worded(r"{owns}(?:不少于|至少|超过?)?$")
OWNERS = re.compile(
    r"[^，。；、\d]{1,12}的[^，。；、\d]{2,14}?(?:数量)?(?:达到?|为|超过|突破|增[加至]|发展到)?"
)
OWNED = Worded(r"(?:以上)?[、且并，]?(?:{owns}|且|并)[^，。；、\d]{1,14}的[^，。；、\d]{2,12}")
OF_PLACES = Worded("{counts_places}|{place_unit}")
PLACES = Worded("[\u4e00-\u9fff（）]{0,4}{within_town}")
DONE_FOR = Worded(r"{done_for}[^，。；\d]{0,6}$")
NOUN_BETWEEN = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z（）/“”·]|\dG){2,24}(?:(?:19|20)\d\d年[\u4e00-\u9fff]{0,6})?"
)
JOINS = re.compile(r"[和及与并且而其等以或]|左右|以[上下内]")
JOINED_LATER = re.compile("[和及与并]|以及")
SPREAD = ("money", "area", "length", "persons")
OF_MONEY = re.compile("[一二三五十百千]{0,3}[十百千万]亿")
OVER = re.compile("[十百千]?[万亿](?:企业)?")
COUNTED_BEHIND = Worded(r"{sized}?[\u4e00-\u9fff]{0,4}(?:达到?|有|突破|超过)?\d{1,9}+[余多]?[家个户项]")
SUMS_UP = re.compile(r"、[^，。；、\d]{1,8}$")
SIZED = Worded(r"{sized}")
# 500人以上的行政村实现公交全通达, 1万名老人以上的街（镇）各建有一所: which places are meant
PLACED = Worded(
    r"(?:及?以上)?[^，。；\d]{0,24}?(?:以上)?的[^，。；、\d]{0,8}?"
    r"(?:{counts_places}|村|镇|乡|街道?|社区|学校|企业|单位)(?:（[^（）]{1,6}）)?(?!的|职工|员工|居民|群众|学生|干部|人)"
)
SPENT = re.compile("完成[^，。；、\\d]{0,6}投资额?$")


def size_class(sight: Sight) -> str | None:
    """万人技师学院2所, 千亿级产业3个: a round number that says of what size the counted things are."""
    quantity = sight.quantity
    if quantity.kind == "bare" and OF_MONEY.fullmatch(sight.core) and sight.said[SIZED].match(sight.after(3)):
        return "name"  # 8—10个百亿企业
    if quantity.unit == "项" and sight.after(1) == "目" and OVER.match(sight.core):
        return "name"  # 20个过亿项目
    if (
        quantity.comparator == "gt"
        and OVER.fullmatch(sight.core)
        and sight.said[COUNTED_BEHIND].match(sight.text, quantity.core_end)
    ):
        return "name"  # 年税收超亿企业15家
    if quantity.kind != "amount" or not is_han(sight.after(1)) or not sight.han:
        return None
    if quantity.unit == "里":
        return "name"  # 百里长廊
    if not ROUND.fullmatch(sight.core):
        return None
    end = TO_PART_END.match(sight.text, quantity.end, max(quantity.end, sight.part.end)).end()
    later = map(sight.scene.quantities.__getitem__, sight.following())
    return "name" if any(q.kind == "amount" for q in takewhile(lambda q: q.start < end, later)) else None


def size_of_counted(sight: Sight) -> str | None:
    """5家年销售收入超百亿元的企业: a sum or extent right behind a count says which things are counted."""
    quantity = sight.quantity
    if quantity.unit_kind in SPREAD and quantity.comparator in ("ge", "eq") and _sizes_places(sight):
        return "scope"
    bare = quantity.kind == "bare" and quantity.comparator == "gt" and OF_MONEY.fullmatch(sight.core)
    if sight.place and _is_least_of_counted(sight.scene.quantities, sight.place):
        noun = is_han(sight.after(1)) and not sight.scene.verbs.head.match(sight.text, quantity.end)
        if noun and sight.after(1) not in "和及与或" or _is_listed_by_size(sight):
            return "scope"  # 1所200张床位以上的养老机构, 50座110千伏以上变电站
    if not (quantity.unit_kind in SPREAD or bare) or not sight.place:  # 营业收入过千亿
        return None
    count = sight.scene.quantities[sight.place - 1]
    if count.unit_kind == "count" and OWN_COUNT.match(sight.text, quantity.end):
        return "scope"  # 集群达到2个、超500亿元的5个
    if count.end > quantity.start or count.unit_kind != "count":
        return None
    if SUMS_UP.search(sight.text, max(0, count.start - 12), count.start) and is_closed(sight.text, quantity):
        return None  # 柑橘、茶叶、蔬菜三个产业综合产值过百亿元
    if count.end == quantity.start and is_han(sight.after(1)):
        return "scope"  # 5个超1000亿元的产业集群, 12家超100亿元企业
    if SPENT.search(sight.text, count.end, quantity.start):
        return None  # 80个重点项目完成投资420亿元: what is spent on them
    sized = sight.scene.nouns.size.fullmatch(sight.text, count.end, quantity.start)
    return "scope" if sized and ("、" not in sized[0] or sight.after(1) == "的") else None


def _sizes_places(sight: Sight) -> bool:
    """500人以上的行政村实现公交全通达: how large the places are in which something shall be done."""
    placed = sight.said[PLACED].match(sight.text, sight.quantity.end)
    if not placed or sight.scene.verbs.head.search(sight.left_in_part):
        return False
    return "以上" in sight.text[sight.quantity.core_end : placed.end()]


def _is_least_of_counted(found: Sequence[Quantity], place: int) -> bool:
    """Whether a number says right behind a count how large each is at the least: 3家100亿元以上."""
    count, size = found[place - 1], found[place]
    return size.comparator in ("ge", "gt") and count.end == size.start and count.unit_kind == "count"


def _is_listed_by_size(sight: Sight) -> bool:
    """3家100亿元以上、15家10亿元以上的链主企业: as many of the next size follow."""
    found, after = sight.scene.quantities, sight.place + 2
    joined = after < len(found) and sight.text[sight.quantity.end : found[after - 1].start] in (
        "、",
        "和",
        "及",
    )
    return joined and _is_least_of_counted(found, after)


def criterion(sight: Sight) -> str | None:
    """八成的村集体收入达到50万元以上: what each of those of whom a share is promised shall have;
    排名前30%的进入答辩, 在全国169家高新区中: who is meant."""
    quantity, place = sight.quantity, sight.place
    by_order = quantity.kind == "rank" and CHOSEN.match(sight.after(8))
    if by_order and sight.said[RANKED].search(sight.left_in_part):
        return "scope"
    if "中" in sight.after(20) and AMONG.search(sight.left_in_part) and OF_ALL.match(sight.after(20)):
        return "scope"
    if (
        not place
        or quantity.unit_kind not in ("money", "area", "volume", "energy")
        or quantity.kind != "amount"
    ):
        return None
    share = sight.scene.quantities[place - 1]
    if share.unit_kind != "share" or share.start < sight.part.start:
        return None
    opens = sight.said[OPENS].fullmatch(sight.text, sight.part.start, share.start)
    return "scope" if opens and OF_THOSE.fullmatch(sight.text, share.end, quantity.start) else None


def places_of_counted(sight: Sight) -> bool:
    """解决25个乡镇38万居民饮水安全, 完成62个村71个水站: where, right before how many; not 建成3个乡镇…."""
    place = sight.place + 1
    if sight.quantity.unit_kind != "count" or place == len(sight.scene.quantities):
        return False
    counted = sight.scene.quantities[place]
    between = sight.text[sight.quantity.end : counted.start]
    if not between and sight.said[OF_PLACES].fullmatch(sight.quantity.unit):
        return True  # 其中山区五县55%
    alike = counted.unit_kind in ("count", "persons", "") and counted.kind != "date"
    done_for = sight.said[DONE_FOR].search(sight.left_in_part)
    return alike and bool(done_for and sight.said[PLACES].fullmatch(between))


def _owned_by_counted(sight: Sight) -> bool:
    """年接待游客超百万人次、拥有3家以上等级民宿的集聚区达到10个: what each of those has that are counted."""
    found, place = sight.scene.quantities, sight.place
    if sight.quantity.comparator == "eq" or place + 1 >= len(found):
        return False
    between = sight.text[sight.quantity.end : found[place + 1].start]
    if sight.said[AND_OWNING].fullmatch(between):
        return _owned_by_counted(Sight(sight.scene, place + 1))
    owning = sight.said[OWNING].search(sight.left_in_part) and found[place + 1].kind == "amount"
    return bool(owning and OWNERS.fullmatch(between)) and is_closed(sight.text, found[place + 1])


def _counts_those_of_size(size: Quantity, count: Quantity) -> bool:
    measured = size.unit_kind in (*SPREAD, "volume", "energy", "mass")
    other = measured or size.unit_kind == "count" and size.unit != count.unit
    return count.unit_kind == "count" and count.comparator == "eq" and other


def reach(sight: Sight) -> str | None:
    """公交站点500米覆盖率, 15分钟健身圈: how far something reaches, in the name of an indicator."""
    near = sight.quantity.unit_kind in ("length", "time") and sight.quantity.comparator == "eq"
    return "name" if near and sight.said[REACHES_SO_FAR].match(sight.after(10)) else None


def _counts(quantity: Quantity, text: str) -> bool:
    """Whether a number may count something: no date, no grade at school, no 5G."""
    in_name = quantity.kind == "bare" and LETTER.match(text, quantity.end)
    return quantity.kind != "date" and quantity.unit != "年级" and not in_name


def attribute(sight: Sight) -> str | None:
    """110千伏及以上变电站60座: a quantity whose noun is itself counted is part of the indicator's name."""
    quantity, text, found = sight.quantity, sight.text, sight.scene.quantities
    # ESI前1%学科3个, 进入前300名的高校达到3所
    is_share_of_all = quantity.kind == "rank" and (quantity.unit == "%" or sight.after(1) == "的")
    of_people = quantity.kind == "bare" and sight.han is False and "万" in sight.core  # 2万茶农年人均增收
    if quantity.kind != "amount" and not is_share_of_all and not of_people:
        return None
    if places_of_counted(sight) or _owned_by_counted(sight):
        return "scope"
    if quantity.unit_kind == "time" and WITHIN.match(text, quantity.end):
        return None
    place = next((p for p in sight.following() if _counts(found[p], text)), None)
    if place is not None and "（" in text[quantity.end : found[place].start]:  # what a bracket says is apart
        around = sight.scene.frame.bracket_around
        own = (p for p in sight.following() if around(found[p].start) == around(quantity.start))
        place = next((p for p in own if found[p].kind != "date"), None)
    if place is None:
        return None
    if quantity.comparator != "eq" and sight.said[AND_THAT].match(text, quantity.end, sight.part.end):
        return "scope"  # 亩均税收超过30万元且研发强度超过3%的企业达到20家
    after, between = found[place], text[quantity.end : found[place].start]
    if not between and quantity.comparator in ("ge", "gt") and _counts_those_of_size(quantity, after):
        return "scope"  # 其中10亿元以上30个
    follower = Sight(sight.scene, place)
    if size_of_counted(follower) or criterion(follower):
        return None
    if quantity.unit_kind in SPREAD and sight.said[OWNED].fullmatch(between) and is_closed(text, after):
        return "scope"  # 年产值超50亿元、拥有核心技术的链主企业3家
    if quantity.unit_kind and after.kind == "amount" and between.startswith(("、", "和", "及", "或")):
        own = OF_SAME_NOUN.match(between)
        return "scope" if own and text[after.end : after.end + 1] == "的" and attribute(follower) else None
    if not NOUN_BETWEEN.fullmatch(between):
        return None
    if JOINS.match(between) or sight.scene.goal_verb.search(between[:2]):
        return None
    if after.kind == "rank" or after.unit == "强" or JOINED_LATER.search(between):
        return None
    return None if is_han(text[after.end : after.end + 1]) else "scope"
