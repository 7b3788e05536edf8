"""Numbers that say how many or of what kind something is that stands.

三大高地, 支持55个产粮大县, 千兆光网, 数万人: how things are divided and called, not what shall be reached.
"""

from __future__ import annotations

import re

from cityplans.extraction.ledger.counted import attribute
from cityplans.extraction.ledger.described import EXTENTS, PARTS, is_mark_to_reach
from cityplans.extraction.ledger.designations import COUNTED_AMOUNT, ROUND, announced, is_han
from cityplans.extraction.ledger.sight import Sight
from cityplans.extraction.ledger.where import (
    FACING,
    are_named_places,
    are_places,
    is_plain,
    makes_more,
    says_where,
)
from cityplans.extraction.words.measures import AT_PACE
from cityplans.worded import Worded

OTHERS = ("money", "share", "time", "multiple", "points")  # kinds of what a policy promises to others
LISTING = ("、", "及", "和", "与")
COUNTS = ("count", "persons")
SIZE_CLASS = re.compile(r"超?\d{0,6}[十百千万亿]{1,6}元?级")
ADVANCES = Worded(r"{advances}$")
ADVANCES_ANY = Worded("{advances}|{pushes}|启动|加快")
DONE_TO_ALL = Worded("{done_to_all}$")
BUILDING = Worded(r"[^，。；、\d]{2,12}{built_up}")
WORDS = re.compile(
    r"(?:[^\d一二两三四五六七八九十]|\d[\d.]{0,6}[百千万亿]*(?:元|吨|人|平方米|(?<=[百千万亿])级)|十(?=[万亿])|[一二三四五六七八九十](?=[级流甲类等线次体站带馆星])|\d{1,2}(?=[A-Z])|(?:\d{1,4}|[一二三四五六七八九十百千]{1,4})(?=强))+"
)
RUN = Worded(r"[^，。；\d]{2,20}{smoothly}?{runs}")
LISTED = re.compile(r"(?:^|：)[^，。；、：]{2,16}(?:、[^，。；、：]{2,16}){2,}$")
NETWORK = Worded(r"[\u4e00-\u9fff]{0,4}{network}")
IN_RATIO = re.compile(r"(?:之?比|比[例值]|倍差|差距)[^，。；]{0,16}$")
ONES_OF_SIZE = Worded(  # 亿元以上工业项目, not 亿元以上产业投资
    r"以[上内下]的?[\u4e00-\u9fff]{0,8}?{of_size}(?![\u4e00-\u9fff]{0,4}(?:[值额量税]|规模|投资|收入|资金|利润))"
)
POWER = ("千瓦", "千瓦时")  # 建成200万千瓦光伏项目
GRADED = re.compile(r"[“]?(?:\dA|\dG|\d人制|国家级|省级)")  # 创建一个5A级景区
DECIMAL = re.compile("[零〇一二两三四五六七八九十]{1,3}点[零〇一二三四五六七八九]")
FEW = re.compile(r"[零〇一二两三四五六七八九十]+[^百千万亿]*")
SLOGAN = Worded(r"(?:[新大]的?|显著|明显|全面|重大)?{slogan}(?:(?=[和及与])|(?![\u4e00-\u9fff]))")
PRESENT = Worded(r"(?:{draws_on}|利用(?![一二两三四五\d]{1,2}年))")
OF_UNIT = re.compile("单位[为是：:]$")  # 产值单位为万元
UNITS_LISTED = re.compile(r"（(?:单位[：:]?)?[^（）\d、]{1,8}(?:、[^（）\d、]{1,8})+）")
TASKS = Worded("{tasks}")  # 114项重点任务, 36条政策举措
OF_AGE = Worded("{measures_age}")  # 平均年龄下降到45岁以下
AGES = ("岁", "周岁")
RANKED_ONES = Worded("的?{ranked_ones}")
KINDS, OF_KINDS = ("类", "大类", "方面"), re.compile("[、，]?(?:共|合计)?\\d{1,6}[个项件](?=[\u4e00-\u9fff])")
CLASSED = re.compile("[优劣]于$|水质|断面|水体")
COURSES = Worded("[^，。；]{0,6}{courses}")
UNDER_WAY = Worded("{under_way}的$")
BROUGHT_TO_END = Worded("{brought_to_end}")  # 续建的8座水库全部完工
GROUNDWORK = Worded("[^，。；]{2,20}{lays}[^，。；]{0,8}基础")
BY_MEANS = re.compile("(?:通过|依托|借助)[^，。；]{2,120}等$")
AIMED_AT = re.compile("的(?:发展)?(?:目标|任务)")  # 面积达到50平方公里的目标
EACH_AT_LEAST = re.compile("(?:每个?|各)[^，。；]{1,20}(?:至少|不少于|要|须|应)[^，。；、]{0,6}$")
AMONG_LISTED = re.compile("[与同][^，。；]{2,60}等$")  # 与集成电路、生物医药等10条产业链衔接
LINKED = Worded("{links}(?:发展)?$")
WITH_OTHERS = re.compile("[与同](?!期)")
HOUSED = Worded("{resettled}?{housing}")  # 五千户移民小区
ENTER = Worded(
    "[\u4e00-\u9fff（）]{1,16}?{entering}[^，。；]{0,6}(?:[强位名]|前[\\d一二三五十百]|第[\\d一二三])"
)
DECIDED = re.compile(
    "[\u4e00-\u9fff]{0,8}(?:方案|计划|规划|办法|意见|文件|细则|制度|政策)(?:业?已经?|经)[^，。；]{0,8}?(?:同意|通过|审[议定]|批准|印发)"
)
IN_STAGES = re.compile(
    "(?:园区?|项目|工程|基地|机场|码头|[电水]站|厂|新区|号线)[0-9一二三四五六七八九、和至—-]*$"
)
ACTS_WITH = Worded("{acts_with}$")
OF_MANY = Worded("{several}[^，。；]{0,30}$")
OR_OF_THEM = re.compile("(?:或[^，。；]{2,30})?的[\u4e00-\u9fff]{2}")  # 形成多个年业务量超过200亿件或…的品牌
FUND = re.compile("以?上?的[^，。；、]{0,16}基金")


def extent(sight: Sight) -> str | None:
    """三大高地, 四个方面, 500强, 一个平台: numbers that say how something is divided or called."""
    quantity, kind = sight.quantity, sight.quantity.unit_kind
    if (
        quantity.unit == "强"
        and sight.scene.around.enters.search(sight.left_in_part)
        and not is_han(sight.after(1))
    ):
        return None  # 进入全国百强
    if kind == "share" and sight.said[AT_PACE].match(sight.after(20)):
        return None  # 以5%的速度增长
    if kind == "ratio" and not IN_RATIO.search(sight.left_in_part):
        return "scope"  # 按2∶1配置
    if is_mark_to_reach(sight):
        return None
    if quantity.unit in KINDS and OF_KINDS.match(sight.text, quantity.end):
        return "scope"  # 30类、533个项目
    if quantity.unit == "类" and sight.han and _is_class(sight):
        return "name"  # 二类新药, 达到或优于三类
    if kind in ("form", "degree") or quantity.unit == "强":
        return "name" if kind == "degree" and sight.han and quantity.low >= 100 else "scope"
    is_plain = quantity.end == quantity.core_end
    if is_plain and _divides(sight):
        return "scope"
    if quantity.unit == "章" or quantity.unit in AGES and quantity.comparator != "eq" and _says_who(sight):
        return "scope"  # 共5章26条; 35周岁以下、…的青年博士
    if quantity.kind == "rank" and sight.said[RANKED_ONES].match(sight.after(4)):
        return "scope"  # 毕业于世界前200名高校
    told_of = sight.has("scope", "part", sight.left_in_part)
    if told_of and kind == "share" and sight.left_in_part.rstrip().endswith("率"):
        told_of = False  # 配建补建达标率: no norm of what is built
    if told_of or sight.has("scope", "left", sight.left_in_part):
        return "scope"
    if is_plain and sight.after(1) == "级":
        return "name"  # 千亿元级: a size class without a count
    if _threshold(sight) or quantity.unit == "岁" and is_han(sight.after(1)):
        return "scope"
    if COUNTED_AMOUNT.match(sight.text, quantity.start):
        return None
    if quantity.kind in ("word", "rank") or kind in ("share", "points", "money", "multiple") or not sight.han:
        return None
    few = FEW.fullmatch(sight.core) and not DECIMAL.match(sight.core)  # 提高零点三平方米
    return "scope" if few and not _is_promised(sight) else None


def _is_promised(sight: Sight) -> bool:
    """建成三个…, 五个百亿级企业, 独角兽企业五家: a count in a word that is one."""
    if SIZE_CLASS.match(sight.after(9)) or _counts_what_stands_before(sight):
        return True
    if sight.said[ENTER].match(sight.right_in_part):
        return True
    graded = GRADED.match(sight.after(4))
    each = sight.quantity.low == 1 and EACH_AT_LEAST.search(sight.left_in_part)
    if sight.quantity.low < 2 and not (graded or each):
        return False  # 各区至少建成一个示范片区
    before = Sight(sight.scene, sight.place - 1) if sight.place else None
    listed = before is not None and sight.before(1) in LISTING and before.part.start == sight.part.start
    return announced(sight) or bool(graded and listed and _is_promised(before))  # 一个国家级…、一个省级…


def _is_class(sight: Sight) -> bool:
    """二类新药, 优于三类: which, and not how many (公共服务达到九类)."""
    return is_han(sight.after(1)) and sight.after(1) != "以" or bool(CLASSED.search(sight.left_in_part))


def _says_who(sight: Sight) -> bool:
    """Whether an age says who is meant; not 人均预期寿命达到80岁以上."""
    left = sight.left_in_part
    return not (sight.scene.nouns.metric.search(left) or sight.said[OF_AGE].search(sight.left_in_sentence))


def _divides(sight: Sight) -> bool:
    """四个方面, 3个转变, 114项重点任务: how something is divided or called, and not 3个转型案例."""
    if sight.quantity.unit_kind == "count" and sight.said[TASKS].match(sight.after(8)):
        return True
    if DECIDED.match(sight.after(20)):
        return True  # 《…》等5个专项行动方案已经省政府同意
    told = sight.has("scope", "right", sight.after(5)) or sight.said[SLOGAN].match(sight.after(9))
    return bool(told) and sight.quantity.low < 100


def _counts_what_stands_before(sight: Sight) -> bool:
    """培育独角兽企业五家: a count behind its noun, with a verb before it or a bound."""
    quantity = sight.quantity
    after = sight.after(1)
    if quantity.unit_kind not in COUNTS or is_han(after) and after not in LISTING:
        return False
    if quantity.start < quantity.core_start or quantity.comparator in ("ge", "gt", "approx"):
        return True
    left = sight.left_in_part
    if left.startswith("其中"):
        return True  # 四十余辆（其中进口三辆）
    acts = [*sight.scene.verbs.head.finditer(left)] or [*sight.scene.verbs.changes.finditer(left)]
    if not acts:
        return bool(sight.scene.goal_verb.search(left)) or _goes_on(sight) or _is_listed(sight)
    listed = (
        q.end
        for q in reversed(sight.scene.quantities[: sight.place])
        if sight.text[q.end : q.end + 1] in LISTING
    )
    ends = next(listed, -1) + 1
    return bool(WORDS.fullmatch(left, max(acts[-1].end(), ends - sight.part.start)))  # 医院五所、中心两个


def _is_listed(sight: Sight) -> bool:
    """小巨人企业达到五十余家、单项冠军企业八家: behind a count of the same list that is to be reached."""
    if not sight.place:
        return False
    before = Sight(sight.scene, sight.place - 1)
    quantity = before.quantity
    joined = sight.text[quantity.end : quantity.end + 1] in LISTING and quantity.start >= sight.part.start
    if not joined or quantity.unit_kind not in COUNTS:
        return False
    left = before.left_in_part
    return bool(sight.scene.goal_verb.search(left) or sight.scene.verbs.head.search(left))


def _goes_on(sight: Sight) -> bool:
    """建成医院五所，卫生院十所: a count after a comma goes on where the counts before it ended."""
    opens = sight.part.start
    for place in range(sight.place - 1, max(-1, sight.place - PARTS), -1):
        before = Sight(sight.scene, place)
        quantity = before.quantity
        if quantity.kind == "date" or not FEW.fullmatch(before.core):
            continue
        ended = sight.text[quantity.end : quantity.end + 1] in ("，", "、") and before.part.end <= opens
        if not ended or quantity.unit_kind not in COUNTS:
            return False
        left = before.left_in_part
        if sight.scene.verbs.head.search(left) or sight.scene.goal_verb.search(left):
            return True
        opens = before.part.start
    return False


MEANT = Worded("^{meant_for}[^，。；\\d]{1,24}$")
AT_WHAT_PACE = Worded(r"[^，。；\d]{2,20}?{pace_of}(?=[，。；、]|$)")
QUICKENS = Worded("{quickens}[^，。；]{0,6}$")


def standing_set(sight: Sight) -> str | None:
    """支持55个产粮大县, 推进四个合作区建设: what exists, not how many there shall be."""
    counts = sight.quantity.unit_kind == "count" and is_han(sight.after(1))
    stands = _measures_standing(sight) or counts and any(rule(sight) for rule in COUNTS_STANDING)
    return "scope" if stands else None


def _measures_standing(sight: Sight) -> bool:
    """60万吨赖氨酸等项目, 面向全省两百多万高校师生, 以支撑新增千亿斤粮食产能为重点, 五千户移民小区."""
    kind, around, right = sight.quantity.unit_kind, sight.scene.around, sight.right_in_part
    of_project = around.project.match(right) or is_plain(sight) and around.projects.match(right)
    if kind in EXTENTS and of_project and not (sight.quantity.unit in POWER and announced(sight)):
        return True
    if not kind and is_han(sight.after(1)) and FACING.search(sight.before(8)):
        return True
    if "以" in sight.left_in_part and around.by_means.match(right):
        return True
    return sight.quantity.unit == "户" and bool(sight.said[HOUSED].match(sight.after(8)))


def _is_meant_for(sight: Sight) -> bool:
    """针对首年关税为零的2034种商品，开展…: whom a deed is meant for, not what is done."""
    left, scene = sight.left_in_part, sight.scene
    if sight.due or not sight.said[MEANT].match(left):
        return False
    return not (scene.verbs.head.search(left) or scene.goal_verb.search(left))


def _is_moved_on(sight: Sight) -> bool:
    """加快4个园区建设步伐, 加快在建的4条生产线, 推进三大平台建设: what is there goes on."""
    left, right, said = sight.before(8), sight.right_in_part, sight.said
    if said[AT_WHAT_PACE].match(right) and said[QUICKENS].search(sight.left_in_part):
        return True
    if said[UNDER_WAY].search(left) and not said[BROUGHT_TO_END].search(right):
        return True
    few = sight.han and FEW.fullmatch(sight.core) and said[ADVANCES].search(left)
    return bool(said[RUN].fullmatch(right) or few and said[BUILDING].fullmatch(right))


def _is_set_beside(sight: Sight) -> bool:
    """为建成千座公园打下基础, 与…等10条产业链衔接, 通过构建…等4张网，打造…: by which or for which."""
    left, right, said = sight.left_in_part, sight.right_in_part, sight.said
    if "为" in left and said[GROUNDWORK].match(right):
        return True
    linked = AMONG_LISTED.search(left) and said[LINKED].search(right)
    return bool(linked or BY_MEANS.match(left) or said[ACTS_WITH].search(sight.before(8)))


def _counts_the_listed(sight: Sight) -> bool:
    """新能源、新材料、生物医药3个产业: as many as were named."""
    listed = LISTED.search(sight.left_in_part)
    return bool(listed) and listed[0].count("、") + 1 == sight.quantity.low


def _counts_the_named(sight: Sight) -> bool:
    """老年人、残疾人等6类群体: how many were named; 引进中科院等10家院所 says how many are to come."""
    before = sight.left_in_sentence
    summed = before.rstrip().endswith("等")
    if not (summed or _counts_the_listed(sight)) or sight.has("target", "sentence", before):
        return False  # 力争华能等6处机组投产
    if sight.said[DONE_TO_ALL].search(sight.right_in_part) and acts_on(sight, before):
        return False  # 启动北二环、南二环等5条道路路灯改造
    if WITH_OTHERS.match(sight.left_in_part) and not sight.said[LINKED].search(sight.right_in_part):
        return False  # 与央企等50家企业开展合作
    if not summed:  # 新能源、新材料、生物医药3个产业
        return not sight.scene.verbs.head.search(before) and not sight.scene.goal_verb.search(before)
    return not makes_more(sight, before)


COUNTS_STANDING = (
    _is_meant_for,
    says_where,
    _is_moved_on,
    _is_set_beside,
    are_places,
    are_named_places,
    _counts_the_named,
)


def acts_on(sight: Sight, before: str) -> bool:
    """Whether a deed stands before what is listed: 启动, 加快."""
    return bool(sight.scene.verbs.head.search(before) or sight.said[ADVANCES_ANY].search(before))


def phase(sight: Sight) -> str | None:
    """二期, 三期工程, 千兆光网, 三元协同: a number that names a stage or a kind."""
    quantity, kind = sight.quantity, sight.quantity.unit_kind
    if quantity.unit == "期" and quantity.low < 10 and IN_STAGES.search(sight.before(4)):
        return "name"  # 建成产业园3期
    if quantity.unit == "期" and (sight.han and quantity.low < 10):
        held = announced(sight) and sight.said[COURSES].match(sight.after(10))
        return None if held else "name"  # 举办三期培训班; but 推进三期码头
    if kind == "money" and quantity.low < 10 and sight.han and FEW.fullmatch(sight.core):
        return "name"
    if kind == "data" and ROUND.fullmatch(sight.core) and sight.said[NETWORK].match(sight.right_in_part):
        return "name"
    return None


def vague(sight: Sight) -> str | None:
    """数万人, 若干百亿; （万亿元） alone: no number that could be missed or met."""
    quantity = sight.quantity
    if quantity.kind != "amount" or not sight.han:
        return None
    core = sight.core
    if core[0] in "数几" or quantity.unit == "位" and sight.after(1) == "数":
        return "scope"  # 数万人, 两位数增长
    if quantity.start != quantity.core_start or not ROUND.fullmatch(core):
        return None
    alone = sight.before(1) in ("（", "(", "：", "/") and sight.after(1) in ("）", ")", "/")
    bracket = sight.scene.frame.bracket_around(quantity.start)
    alone = alone or bool(OF_UNIT.search(sight.before(4)))
    alone = alone or bool(bracket and UNITS_LISTED.fullmatch(sight.text, *bracket))  # （亿元、家、%）
    return "scope" if alone or sight.after(1).isdecimal() else None


def _is_measure_of_next(sight: Sight) -> bool:
    """100亿元或10亿美元以上大项目: the same size in other words."""
    place = sight.place + 1
    if place == len(sight.scene.quantities):
        return False
    other = Sight(sight.scene, place)
    quantity, beside = sight.quantity, other.quantity
    alike = beside.start == quantity.end + 1 and beside.unit_kind == quantity.unit_kind
    return alike and bool(attribute(other) or extent(other))


def _threshold(sight: Sight) -> bool:
    """流域面积200平方公里以上的河流, 依托200万亩耕地: says which are meant, not how many there shall be."""
    after = sight.after(1)
    if after == "或" and _is_measure_of_next(sight):
        return True
    if sight.said[OF_MANY].search(sight.left_in_part) and OR_OF_THEM.match(sight.after(40)):
        return True
    if (
        not is_han(after)
        or after in "和及与并且而其等以或内"
        or sight.scene.around.landmark.match(sight.after(3))
        or AIMED_AT.match(sight.after(4))
    ):
        return False
    if FUND.match(sight.after(22)):  # 设立总规模100亿元的产业基金: how much
        return False
    left = sight.left_in_part.rstrip()
    kind, bounded = sight.quantity.unit_kind, sight.quantity.comparator in ("ge", "gt", "le")
    if bounded and sight.scene.around.fine.fullmatch(sight.quantity.unit):
        return True  # 40纳米以下工艺芯片
    if kind == "money" and bounded:
        of_those = sight.said[ONES_OF_SIZE].match(sight.text, sight.quantity.end - 2)  # 亿元以上工业项目
        if of_those or ROUND.fullmatch(sight.core):
            return bool(of_those)
    if kind == "money" and bounded and after != "的" and sight.scene.nouns.money.search(left):
        return True  # 引进年销售额5000万元以上大品种
    measured = kind == "data" or kind not in OTHERS and sight.scene.nouns.metric.search(left)
    if after == "的" and bounded and measured:
        return True  # 机架数不低于1000架的数据中心
    # 依托…布局建设100个
    present = sight.said[PRESENT].match(left) and not sight.scene.verbs.acting.search(left)
    return bool(sight.scene.nouns.scale.search(left) or present)
