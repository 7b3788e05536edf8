"""What a number is when it is no target: date, ordinal, name, policy parameter, fact, scope.

`classify` asks the rules in order; the first that answers gives class and rule name. A rule is a small
function Sight → class or None. A number that no rule claims is a target candidate, or, without a unit,
"unexplained".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import takewhile

from cityplans.extraction.horizons import year_of
from cityplans.extraction.sight import Sight

FROM_THERE = re.compile(r"[比较由从][“‘]?$")
NOW = re.compile(r"(?<!自)[由从](?:目前|当前|现在|现状)[^，。；\d]{0,20}$")
ON_TOP = re.compile(r"[”’]?(?:年?[底末])?的?(?:基础|水平)上?")
COUNTED_AMOUNT = re.compile(r"[一二两三四五六七八九十\d]{1,4}+个[百千万亿]{1,4}+(?=”|目标)")
ROUND = re.compile(r"[十百千万亿]+[^\d]*")  # 千名, 万亿元
CARRIED_OUT = re.compile(r"(?:实施|开展|启动|推进|深化|组织|推广)$")
SIZE = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:面积|投资|产值|收入|营收|规模|资产|库容|里程|人口)额?(?:达到?|超过?|过|在|突破|为)?"
)
COMMON_COUNTS = "零〇一二两三四五六七八九十"


Rule = Callable[[Sight], str | None]


def date(sight: Sight) -> str | None:
    """2025年, 2020年6月18日, “十四五”; a bare year that names something (科技创新2025) is a name."""
    quantity = sight.quantity
    if quantity.kind == "date":
        return "date"
    if quantity.kind == "bare" and re.fullmatch(r"(?:19|20)\d\d", sight.core):
        return (
            "name"
            if sight.frame.quote_around(quantity.start)
            or re.search(r"[\u4e00-\u9fff]$", sight.before(1))
            and not re.search("[到至在于]$", sight.before(1))
            else "date"
        )
    return None


def enumeration(sight: Sight) -> str | None:
    """List numbers, 第…, session and document numbers."""
    quantity, text = sight.quantity, sight.text
    head = text[: quantity.start].strip()
    if (
        quantity.kind == "bare"
        and head in ("", "（", "(", "第", "专栏", "表", "图", "附件", "附")
        and re.match(r"[.．、）)\s，：:]|$", sight.after(1))
    ):
        return "ordinal"
    if re.search(r"[［\[【]$", sight.before(1)) and re.match(r"[］\]】]", sight.after(1)):
        return "ordinal"  # note reference
    if sight.clause.number and quantity.core_start < len(sight.clause.number):
        return "ordinal"
    if quantity.kind == "ordinal":
        return None if _is_rank(sight) else "ordinal"
    if (
        sight.cues.has("ordinal", "right", sight.after(8))
        or re.match("[号期条款]", sight.after(1))
        and quantity.kind == "bare"
    ):
        return "ordinal"
    if re.search(r"[届次]", sight.core) and re.match(
        r"[一二三四五六七八九十]*[届次]?(?:全会|全体|会议|中央|委员会|人民|党代|省委|市委)", sight.after(6)
    ):
        return "ordinal"
    return None


def _is_rank(sight: Sight) -> bool:
    """位居全国第一, 保持全省第2位: a place that is held."""
    return bool(
        re.search(r"(?:居|列|排名|保持|跃升|位次|稳居|进入|升至|跃居)[\u4e00-\u9fff]{0,6}$", sight.before(9))
        and not re.match(r"[\u4e00-\u9fff]", sight.after(1).replace("位", "").replace("名", ""))
    )


def quoted(sight: Sight) -> str | None:
    """Numbers inside “…” and 《…》 are names, but for “三个千亿” after the list that it counts."""
    span = sight.frame.quote_around(sight.quantity.start)
    if span is None:
        return None
    if COUNTED_AMOUNT.match(sight.text, sight.quantity.start):
        return None
    return "name"


def glued(sight: Sight) -> str | None:
    """5G, G60, 2.0版, 1+N, A+: a number that is part of a token."""
    before, after = sight.before(1), sight.after(2)
    if re.search(r"[A-Za-z+＋#]", before) or re.match(r"[+＋]", after):
        return "name"
    if sight.quantity.kind == "bare" and re.search(r"(?:计划|行动|工程|新政|版本)[”》]?$", sight.before(4)):
        return "name"  # “凤凰行动”计划2.0
    if sight.quantity.kind == "bare" and (
        re.search(r"\d\s*[∶：:]$", sight.before(3)) or re.match(r"\s*[∶：:]\d", sight.after(3))
    ):
        return "other"  # ratio
    if sight.quantity.kind == "bare" and (
        re.match(r"[A-Za-z]", after) or sight.cues.has("name", "right", sight.after(4))
    ):
        return "name"
    return None


def contact(sight: Sight) -> str | None:
    """Telephone numbers, post codes, addresses, page numbers."""
    if (
        re.search(
            r"(?:电话|传真|邮编|手机|热线|邮政编码|联系方式|路|QQ|http\S*)[：: ]?[（(]?[\d\-—、/]*$",
            sight.before(16),
        )
        and sight.quantity.kind == "bare"
    ):
        return "other"
    if sight.quantity.kind == "bare" and sight.cues.has("other", "right", sight.after(6)):
        return "other"
    if sight.quantity.kind == "bare" and len(re.sub(r"\D", "", sight.core)) >= 7:
        return "other"
    return None


def programme(sight: Sight) -> str | None:
    """千名…领军人才培育工程, 三年行动计划, 倍增行动: a number inside the name of a programme."""
    right = re.match(r"[\u4e00-\u9fff“”·+A-Za-z0-9（）、]{0,30}", sight.text[sight.quantity.end :])[0]
    if sight.quantity.kind == "word":
        return _attributive_word(sight, right)
    if not sight.han or sight.quantity.kind != "amount":
        return None
    if ROUND.fullmatch(sight.core) and re.match(r"[\u4e00-\u9fff]", right):
        named = sight.cues.has("name", "phrase", right[-2:]) or CARRIED_OUT.search(sight.left_in_part)
        return "name" if named or not _announced(sight) else None
    return (
        "name"
        if sight.cues.has("name", "phrase", right.split("、")[0][:18]) and not _announced(sight)
        else None
    )


def _attributive_word(sight: Sight, right: str) -> str | None:
    """全覆盖的网络, 倍增行动, “双倍增”: the word describes or names something."""
    if re.match(r"的|式|、全|，全方位", sight.after(4)):
        return "scope"
    named = re.match(r"[”]?[\u4e00-\u9fff]{0,4}(?:行动|计划|工程|专项|提质)", right)
    return "name" if named or re.search(r"[一二双三四五六七八九十]$", sight.before(1)) else None


def _announced(sight: Sight) -> bool:
    """Whether a verb of result stands directly before the number (建成三个…)."""
    left = sight.left_in_part.rstrip()
    return bool(sight.goal_verb.search(left)) and not left.endswith(("为", "是", "按", "共"))


def denominator(sight: Sight) -> str | None:
    """每万人, 每10万人口: what a value is counted per."""
    return "scope" if re.search(r"每$", sight.before(1)) and sight.quantity.kind != "date" else None


def size_class(sight: Sight) -> str | None:
    """万人技师学院2所, 千亿级产业3个: a round number that says of what size the counted things are."""
    quantity = sight.quantity
    if not sight.han or quantity.kind != "amount" or not ROUND.fullmatch(sight.core):
        return None
    end = quantity.end + re.match(r"[^，。；：、]*", sight.right_in_part).end()
    later = any(q.kind == "amount" for q in takewhile(lambda q: q.start < end, sight.following()))
    return "name" if later and re.match(r"[\u4e00-\u9fff]", sight.after(1)) else None


def size_of_counted(sight: Sight) -> str | None:
    """5家年销售收入超百亿元的企业: a sum or extent right behind a count says which things are counted."""
    quantity, text = sight.quantity, sight.text
    if quantity.unit_kind not in ("money", "area", "length", "persons"):
        return None
    count = sight.quantities[sight.place - 1] if sight.place else None
    if count is None or count.end > quantity.start or count.unit_kind != "count":
        return None
    return "scope" if SIZE.fullmatch(text, count.end, quantity.start) else None


def attribute(sight: Sight) -> str | None:
    """110千伏及以上变电站60座: a quantity whose noun is itself counted is part of the indicator's name."""
    quantity, text = sight.quantity, sight.text
    if quantity.kind != "amount" or quantity.unit_kind == "time" and re.match("之?内", text[quantity.end :]):
        return None
    after = next((q for q in sight.following() if q.kind != "date"), None)
    if after is None:
        return None
    between = text[quantity.end : after.start]
    if size_of_counted(sight._replace(quantity=after)):
        return None
    if quantity.unit_kind and re.fullmatch(r"[、和及或]", between[:1]) and after.kind == "amount":
        own = re.match(
            r"[、和及或][^，。；、]{2,12}$", between
        )  # 收入20万元以上、经营性收入10万元以上的行政村全覆盖
        follower = sight._replace(quantity=after)
        return "scope" if own and text[after.end : after.end + 1] == "的" and attribute(follower) else None
    if not re.fullmatch(
        r"[\u4e00-\u9fffA-Za-z（）/“”·]{2,24}(?:(?:19|20)\d\d年[\u4e00-\u9fff]{0,6})?", between
    ):
        return None
    if re.match(r"[和及与并且而其等以或]|左右|以[上下内]", between) or sight.goal_verb.search(between[:2]):
        return None
    if after.kind == "rank" or after.unit == "强" or _joined_later(between):
        return None
    if re.match(r"[\u4e00-\u9fff]", text[after.end :]):
        return None
    return "scope"


def _joined_later(between: str) -> bool:
    """Whether a joiner parts the noun of one value from the next value."""
    return bool(re.search("[和及与并]|以及", between))


def duration(sight: Sight) -> str | None:
    quantity = sight.quantity
    if quantity.unit_kind != "time" or quantity.unit in ("岁", "学时"):
        return None
    lasting = re.search("年限|寿命|时间|时长|周期|时限", sight.left_in_part)
    if lasting and re.search(r"(?:提高|延长|增加|缩小|降低|减少|降|升)[至到]$", sight.before(4)):
        return None
    if re.search(r"(?:缩短|压缩|压减|控制|平均|达|达到|不超过)[至到在]?$", sight.before(5)) and not re.match(
        "[内以前后]", sight.after(1)
    ):
        return None
    return "date" if quantity.unit in ("年", "月", "学年", "周年") else "scope"


def condition(sight: Sight) -> str | None:
    """Amounts and thresholds of a policy towards others: 最高500万元补助, 高于5%的企业, 按25%加计扣除."""
    part = sight.left_in_part + sight.core + sight.right_in_part
    if sight.cues.has("policy_parameter", "part", part) and sight.quantity.unit_kind in (
        "money",
        "share",
        "time",
        "multiple",
        "points",
    ):
        return "policy_parameter"
    if sight.cues.has("policy_parameter", "right", sight.after(6)) and len(sight.left_in_part) >= 2:
        return "policy_parameter"
    if re.search(r"最高(?:给予|可|不超过)?$", sight.before(5)) and sight.quantity.unit_kind == "money":
        return "policy_parameter"
    return None


def past(sight: Sight) -> str | None:
    """What has been achieved: review sections, 已, 同比, a year before the issue year."""
    if sight.cues.has("fact", "left", sight.left_in_part.rstrip()):
        return "fact"
    sentence = sight.frame.sentence(sight.quantity.start)
    looks_back = sight.context.tense == "past"  # 全年 of a review is the year behind
    goal = any(
        sentence.start <= g.position <= sight.quantity.start and not (looks_back and "全年" in g.text)
        for g in sight.goals
    )
    before = sight.left_in_sentence.replace("以上", "")  # 5家以上年销售收入: no 上年
    if not goal and sight.cues.has("fact", "sentence", before):
        return "fact"
    return (
        "fact" if not goal and (sight.context.tense == "past" or _governed_by_past(sight, sentence)) else None
    )


def _governed_by_past(sight: Sight, sentence) -> bool:
    """A year before the issue year governs, but for one that something is measured from (比2020年)."""
    year = None
    first = bisect_left(sight.quantities, sentence.start, key=lambda q: q.start)
    for other in sight.quantities[first : sight.place]:
        if other.kind == "date":
            from_there = FROM_THERE.search(sight.text, max(0, other.start - 3), other.start)
            if not from_there and not ON_TOP.match(sight.text, other.end):
                year = year_of(sight.text[other.start : other.end]) or year
    issue = sight.context.issue_year
    return bool(year and issue and year < issue)


def baseline(sight: Sight) -> str | None:
    """由A提高到B, 由目前的A: A is where it stands today."""
    if NOW.search(sight.left_in_part):
        return "fact"
    if re.search(
        r"[由从][^，。；\d]{0,12}(?:(?:19|20)\d\d年[^，。；\d]{0,6})?$", sight.before(26)
    ) and re.match(
        r"[^，。；]{0,10}?(?:提高|增加|提升|上升|增长|扩大|降低|下降|降|减少|缩短|压减|压缩|跃升|升|调整|发展|拓展)[至到为]",
        sight.after(16),
    ):
        return "fact"
    return None


def extent(sight: Sight) -> str | None:
    """三大高地, 四个方面, 500强, 一个平台: numbers that say how something is divided or called."""
    quantity = sight.quantity
    if quantity.unit_kind in ("form", "degree") or quantity.unit == "强":
        return "name" if quantity.unit_kind == "degree" and sight.han and quantity.low >= 100 else "scope"
    if (
        quantity.end == quantity.core_end
        and quantity.low < 100
        and sight.cues.has("scope", "right", sight.after(5))
    ):
        return "scope"
    if sight.cues.has("scope", "left", sight.left_in_part) or sight.cues.has(
        "scope", "part", sight.left_in_part
    ):
        return "scope"
    if re.match("级", sight.after(1)) and quantity.end == quantity.core_end:
        return "name"  # 千亿元级: a size class without a count
    if _threshold(sight):
        return "scope"
    if quantity.unit == "岁" and re.match(r"[\u4e00-\u9fff]", sight.after(1)):
        return "scope"
    if COUNTED_AMOUNT.match(sight.text, quantity.start):
        return None
    if (
        not sight.han
        or quantity.kind == "word"
        or quantity.kind == "rank"
        or quantity.unit_kind in ("share", "points", "money", "multiple")
    ):
        return None
    if re.fullmatch(rf"[{COMMON_COUNTS}]+[^百千万亿]*", sight.core) and not (
        _announced(sight) and quantity.low >= 2
    ):
        return "scope"
    return None


def _threshold(sight: Sight) -> bool:
    """流域面积200平方公里以上的河流, 依托200万亩耕地: says which are meant, not how many there shall be."""
    if not re.match(r"[\u4e00-\u9fff]", sight.after(1)) or re.match(
        r"[和及与并且而其等以或]", sight.after(1)
    ):
        return False
    if re.match("以?上?的[^，。；、]{0,16}基金", sight.after(22)):  # 设立总规模100亿元的产业基金: how much
        return False
    left = sight.left_in_part.rstrip()
    return bool(
        re.search(r"(?:面积|投资|产值|营收|收入|规模|人口|资本|资金|年龄|流域|库容|里程)$", left)
        or re.match(r"(?:依托|围绕|利用|针对|现有|结合)", left)
    )


def shapeless(sight: Sight) -> str | None:
    """A bare number is a value only after a verb of reaching (基尼系数控制在0.4以内)."""
    quantity = sight.quantity
    if not quantity.low <= quantity.high:  # no number, or a dash that joins no range
        return "unexplained"
    if quantity.kind != "bare" or re.search("[万亿]", sight.core):
        return None
    reached = sight.goal_verb.search(sight.text, max(0, quantity.start - 6), quantity.start)
    if (reached or quantity.core_start > quantity.start) and re.match(
        r"$|[，。；、：以左]", sight.text[quantity.core_end : quantity.core_end + 1]
    ):
        return None
    return "unexplained"


RULES: tuple[Rule, ...] = (
    date,
    enumeration,
    quoted,
    glued,
    contact,
    denominator,
    programme,
    size_class,
    size_of_counted,
    attribute,
    baseline,
    condition,
    duration,
    past,
    extent,
    shapeless,
)


def classify(sight: Sight) -> tuple[str, str] | None:
    """(class, rule name) for a number that is no target; None for a target candidate."""
    for rule in RULES:
        kind = rule(sight)
        if kind:
            return kind, rule.__name__
    return None
