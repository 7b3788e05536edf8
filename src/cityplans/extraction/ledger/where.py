"""Counts of places that are there already: where something is done, for whom, to whom money goes.

支持55个产粮大县, 分布在176个县, 向12个山区县倾斜, 推进合肥、芜湖2个城市试点: not how many there shall be.
"""

from __future__ import annotations

import re

from cityplans.extraction.ledger.designations import is_han
from cityplans.extraction.ledger.sight import Sight
from cityplans.worded import Worded

FACING = re.compile("面向(?:[全我][市省县区州国])?$")
PUSHES = Worded(r"{pushes}$")
EACH_OF = Worded(r"[^，。；\d]{0,8}(?:{each_place}|高校)(?:（[^（）]*）)?各")
LIES_IN = Worded(r"(?:{lies_in}|{lies_in}[^，。；\d]{0,40}等|{lies_in}[^，。；]{0,60}的)$")
IN_PLACES = re.compile(r"(?:^|[^现存集])在(?:[^，。；\d]{2,24}的|全[省市国]的?)?$")
WITHIN_PLACES = re.compile(r"[\u4e00-\u9fff]{1,8}的[\u4e00-\u9fff]{0,6}范围内")
NEXT_LISTED = re.compile(r"(?<!\d)(?:\d{1,6}+个[^，。；\d]{2,16}[、和及]){1,6}$")
BESIDE = re.compile("[^，。；]{1,40}的同时(?:，|$)")
PLACES_NAMED = re.compile(
    "(?:[\u4e00-\u9fff]{2,8}(?:（[\u4e00-\u9fff]{1,8}）)?、){1,30}[\u4e00-\u9fff]{2,8}$"
)
TOWARDS = re.compile("[向往](?:\\d{1,6}[个家所][^，。；、\\d]{2,10}[、和及])*$")  # 向38个山区县、12个大县倾斜
LEANS = Worded("{leans}$")
WON = Worded("[\u4e00-\u9fff（）]{1,4}?(?:{honoured}|{entering})")
OF_TERRITORY = re.compile("(?:城市|[省市州区县旗镇乡])(?![级道会政域块村城书公绿展])")


def are_places(sight: Sight) -> bool:
    """支持55个产粮大县, 面向全省21个地市开展巡讲, 26个山区县各建成1个…: as many places."""
    around, left, right = sight.scene.around, sight.before(8), sight.right_in_part
    if TOWARDS.search(left) and sight.said[LEANS].search(right):
        return True
    if sight.said[EACH_OF].match(sight.after(18)) or FACING.search(left) and around.places.match(right):
        return True
    supported = around.supports.search(left) or _next_supported(sight)
    if supported and (around.places.match if is_plain(sight) else around.places.fullmatch)(right):
        return True
    pushed = sight.said[PUSHES].search(left) and (sight.han or not right.endswith("建设"))
    return bool((supported or pushed) and around.places_do.match(right))


def _next_supported(sight: Sight) -> bool:
    """支持3个省级农高区、15个产粮大县…: the next of those supported."""
    listed = NEXT_LISTED.search(sight.left_in_part)
    return bool(listed) and bool(sight.scene.around.supports.search(sight.left_in_part[: listed.start()]))


def says_where(sight: Sight) -> bool:
    """分布在176个县, 在46个城市的城区范围内, 在14个产粮大市，…: where; 在抓好15个镇的
    同时: beside what."""
    left, right = sight.left_in_part, sight.right_in_part
    if "同时" in right and BESIDE.match(right) and left.startswith("在"):
        return True
    place = sight.scene.around.places.match(right)
    if not place or sight.quantity.comparator not in ("eq", "approx"):
        return False
    if sight.said[LIES_IN].search(left):
        return True
    if IN_PLACES.search(left) and not sight.scene.verbs.head.search(left) and _counts_deeds(sight):
        return True
    inside = place.end() == len(right) and sight.text[sight.part.end - 1 :][:1] == "，"
    inside = inside or bool(WITHIN_PLACES.match(right))
    return inside and bool(IN_PLACES.search(left)) and not sight.scene.verbs.head.search(left)


def _counts_deeds(sight: Sight) -> bool:
    """在39个村改造线路16.7公里: the part counts what is done there."""
    later = (sight.scene.quantities[place] for place in sight.following())
    return any(q.kind == "amount" and q.start < sight.part.end and q.unit_kind != "share" for q in later)


def are_named_places(sight: Sight) -> bool:
    """推进合肥、芜湖、蚌埠3个城市试点: as many places as were named, whatever is done there."""
    named = PLACES_NAMED.search(sight.left_in_part)
    as_many = bool(named) and named[0].count("、") + 1 == sight.quantity.low
    if sight.said[WON].match(sight.right_in_part):
        return False  # 甲县、乙县2个县获批国家级示范区: how many did
    return as_many and bool(OF_TERRITORY.match(sight.after(4))) and not makes_more(sight, sight.left_in_part)


def makes_more(sight: Sight, before: str) -> bool:
    """Whether a deed before a count adds to what there is: 新建, 引进; 推动, 支持 make nothing."""
    verbs = sight.scene.verbs
    return any(
        verbs.role[act][1] == "increment" or verbs.role[act][1:] == ("cumulative", True) or act in verbs.adds
        for act in (found[0] for found in verbs.head.finditer(before))
    )


def is_plain(sight: Sight) -> bool:
    return sight.quantity.comparator == "eq" and is_han(sight.after(1)) and sight.after(1) != "等"
