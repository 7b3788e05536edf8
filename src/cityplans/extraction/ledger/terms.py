"""Numbers that a policy sets for others: what it asks of them, and what it pays.

最高500万元补助; 占比不低于60%的，方可申报; 投资5000万元以上，给予奖励: the sentence around a number tells.
"""

from __future__ import annotations

import re

from cityplans.extraction.ledger.aims import promised
from cityplans.extraction.ledger.described import EXTENTS, described
from cityplans.extraction.ledger.designations import announced
from cityplans.extraction.ledger.existing import FUND, OTHERS
from cityplans.extraction.ledger.paid import in_policy, is_quota, is_rate, more_for_some
from cityplans.extraction.ledger.sight import Sight
from cityplans.worded import Worded

OF_AMOUNT = Worded(r"(?:按|按照)[^，。；]{2,40}{sums}的?$")
# what a policy asks of others or pays them, told by the sentence around a number
ON_CONDITION = Worded(r"[^。；]{0,120}?的，(?:按[^，。；]{2,20}|[^。；]{0,8}?)(?:{allows}|{gives}|应当|视为)")
LISTED = 12  # values of a list that are looked at
BAND_BEFORE, BAND_AFTER = (
    re.compile(r"\d[\d.]{0,12}[万亿]?元(?:[（(]?含?[）)]?以[上下]|及以[上下])[至到—－-]$"),
    re.compile(r"(?<=以[上下])[至到—－-]\d"),
)
BY_SHARE, IN_PROPORTION = re.compile("按照?$"), re.compile("的?比例")
DEFINED = re.compile(  # 投资在1亿元以上且强度不低于200万元的项目为重大项目
    r"[^。；]{0,30}?的[^，。；的]{2,20}?为[^，。；\d]{2,16}(?:[，。；]|$)"
)
GIVES = Worded(r"(?:^|[，。；：])(?:{towards}|凡)[^。；]{2,60}?(?:{gives}|{grants})[^。；]*，$")
RAISED = re.compile(
    r"标准(?:每人每[年月])?(?:由[^，。；]{1,12})?(?:分别)?(?:每人每[年月])?(?:提高|提升|增加)[到至]?$"
)
SANCTIONED = Worded(r"(?:以[上下内])?的[^，。；的]{0,10}?{sanctions}")  # 完成率低于80%的进行约谈
# 对比例低于60%、排在后3位的县，由省级部门约谈; 凡亩均税收低于20万元的项目不予供地
FOR_SHORT = re.compile(r"(?:^|[，。；：])(?:对|凡是?)[^，。；]{0,60}$")
FALLS_SHORT = Worded(r"[^，。；]{0,60}?的[^，。；]{0,16}?(?:，[^，。；]{0,24}?)?{sanctions}")
WHO_ARE = Worded(  # 煤耗高于300克的机组列入淘汰范围
    r"(?:、[^，。；]{0,40})?的[\u4e00-\u9fff]{2,12}?(?:列入|纳入|一律|限期|{sanctions})"
)
# 绿地率<38%的县（市、区）要制定提升方案: whom something is asked of
WHO_ACT = Worded(r"的{groups_meant}(?:（[^（）]{1,12}）)?[^，。；\d]{0,6}?{acts_on_it}")
ONE_BESIDE = re.compile(r"\d[^，。；]{0,12}、[^，。；\d]+$")
BEFORE_IT_MAY = re.compile("[^。；]{0,80}，方[可能准]")
VIOLATED = re.compile("[^。]{0,80}(?:违者|违反(?:者|的))")
ASKED_OF = Worded(
    r"{wants}[^，。；]{2,30}(?:应当?|须|需|必须)(?:同时)?{meets}[^。；]{0,80}$"
    r"|(?:[应必]?须(?:同时)?|应当?同时|需同时){meets}[^。；]{0,80}$"
)
BY_STANDARD = re.compile("^(?:按照?|依照)[^，。；]{0,60}$")
OF_STANDARD = re.compile("[^，。；]{0,40}?的(?:标准|比例|规格)")
BY_NORM = re.compile("按照?(?!计划|要求)[^，。；]{0,30}$")
TO_EQUIP = Worded("[^，。；]{0,20}?{levied}")
TO_THOSE = Worded(r"(?:^|[，。；：]){towards}[^。；]{2,120}$")
PAYS = Worded(r"[^。；]{0,40}?，?(?:分别|一次性|最高)?(?:{gives}|{grants})")
OWN_SHARE = Worded(
    r"{public_funds}资金(?:投入)?占[^，。；]{0,10}{whole_cost}额?的?(?:比[例重])?$|自筹[^，。；]{0,8}$"
    r"|自筹[^，。；]{0,16}之?比$|自有资金(?:占比|比例|投入)?$|由[^，。；]{1,20}{bears}$"
)
BY_RATE = re.compile(r"可?按照?(?:不低于|不高于|不超过)?[^，。；]{2,24}$")
PAID_BY = Worded(r"[^，。；]{0,6}{paid_by}")
PAID_OUT = Worded(r"用于[^，。；]*{paid_out}")
VOTED = Worded(r"[^，。；]{0,24}{votes}|[^，。；]{0,8}通过(?=[，。；]|后|方)")
# 亩均税收不低于15万元的项目，可申请补助; 层高不低于4.5米的厂房，按…给予补贴: whom a policy means
THOSE_WHO = Worded(
    r"[^。；]{0,120}?的[\u4e00-\u9fff]{2,12}，(?:{allows}|{treats})"
    r"|[^。；]{0,120}?的[\u4e00-\u9fff]{2,12}，[^。；]{0,8}?(?:{gives}|{grants}|应当)"
)
YEARLY = re.compile("(?:每年|年均|累计|全年)[^，。；\\d]{2,8}$")
NO_MORE_PAID = Worded("(?:累计|合计|最多|每年|总共)?(?:{gives}|{grants})(?:对象|名额|企业|项目)?$")
OTHERS_OPEN = re.compile("，(?:对|凡|给)")
AND_ASKED = Worded(r"(?:以[上下])?(?:且|并且|并|、)[^，。；]{2,40}的，(?:{allows}|{treats})")
TO_ANY_ONE = Worded("[对向](?:{for_each})[^，。；]{0,16}$")
TAX = Worded(r"的?(?:优惠)?(?:企业|个人|和|、){0,3}{taxes}")
NEXT_CLASS = re.compile(
    r"[\u4e00-\u9fff]{0,6}[，、][^，。；\d]{0,6}?(?:[A-Za-z甲乙丙丁一二三四五][类等级档]|[一二三四优]等?奖|(?:国家|省|市|区|县)级)[^，。；\d]{0,6}"
)
AND_NO_MORE = re.compile(
    r"^(?:且|并且|但|最高|最多|总额|两项|合计|累计|每[年月人户家]|每[人户]每[年月]|单[个户])(?:最高|累计|合计)?(?:不得?(?:超过|高于|低于)[^，。；]{0,8}的)?$"
)
DENIED = re.compile("不[得能应]")
ALL_MET = Worded(r"^[^，。；]{0,8}同时{meets}[^。；]*$")
GIVEN_OUT = Worded(
    r"(?:^|累计|全年|今年|力争|确保)(?:为[\u4e00-\u9fff]{2,10}?)?{gives_out}[^，。；\d]{0,20}$"
)
LEAST_IN_ALL = 1e7  # yuan: more than any one applicant gets by 发放
GRANTED = Worded(r"(?:{gives}|{grants})$")  # 工程研究中心给予500万
AT_MOST = re.compile(r"最高(?:给予|可|不超过)?$")
MOVED_TO = Worded(r"{moves_others}$")  # 推动60%以上的单位完成改造


def condition(sight: Sight) -> str | None:
    """Amounts and thresholds of a policy towards others: 最高500万元补助, 高于5%的企业, 按25%加计扣除."""
    kind = sight.quantity.unit_kind
    if kind == "money" and RAISED.search(sight.left_in_part):
        return None  # 补助标准由100元提高到120元
    if kind in OTHERS:
        part = sight.left_in_part + sight.core + sight.right_in_part
        if sight.has("policy_parameter", "part", part) and not _given_out(sight):
            return "policy_parameter"
    if kind == "share" and "按" in sight.left_in_part and sight.said[OF_AMOUNT].search(sight.left_in_part):
        return "policy_parameter"  # 按投资额的5%
    if kind == "share" and BY_SHARE.search(sight.before(4)) and IN_PROPORTION.match(sight.after(3)):
        return "policy_parameter"  # 按50%比例分配
    if kind == "money" and (
        BAND_BEFORE.search(sight.before(16)) or BAND_AFTER.match(sight.text, sight.quantity.end)
    ):
        return "policy_parameter"  # 1000万元及以上至5000万元
    asks = len(sight.left_in_part) >= 2 and sight.has("policy_parameter", "right", sight.after(6))
    asks = asks and not sight.said[MOVED_TO].search(sight.left_in_part)
    if asks and not FUND.match(sight.after(22)):  # 设立总规模50亿元的人才发展基金
        return "policy_parameter"
    if kind == "money" or not sight.quantity.unit:
        granted = not sight.quantity.unit and sight.said[GRANTED].search(sight.before(3))
        return "policy_parameter" if granted or AT_MOST.search(sight.before(5)) else None
    return None


def _given_out(sight: Sight) -> bool:
    """到2022年，发放人才安居补贴1.2亿元: what a place means to spend in all, not what one applicant gets."""
    in_all = sight.quantity.unit_kind == "money" and sight.quantity.low >= LEAST_IN_ALL
    return bool(in_all and sight.due and sight.said[GIVEN_OUT].search(sight.left_in_part))


FOR_THOSE = Worded(
    r"^(?:对|凡是?)?{wants}[^，。；]{2,40}的(?:，|[^，。；\d达]{2,12}，)"
)  # 申报省级工程研究中心的，…不得低于500万元
ASKS = re.compile("须|应[当达为]|不[得应能][低少高超]|不[低少]于")
APPLIES = Worded("^(?:凡是?|拟)?{applies_for}[^，。；]{0,12}的[^，。；]{2,24}")  # 申请补助的民宿…不得少于
AMONG_MEMBERS = Worded("{board}[^，。；]{0,8}中")
FUNDS_USED = re.compile("(?:资金|经费)[^，。；]{0,24}(?:比例|占比)原则上$|(?:资金|经费)使用比例(?:原则上)?$")
QUORUM = Worded("[\u4e00-\u9fff]{2,12}{calls_for}[^，。；]{0,8}时")
# 新入园项目投资强度不得低于每亩350万元，容积率不应低于1.2
OF_ENTRANTS = Worded(
    r"(?:凡是?|对|所有)?{entrants}的?[\u4e00-\u9fff]{2,16}?(?:不[得应可能]?[低少高超]|须|应[当达])"
)
SPENT_ON = Worded(r"{funds_named}的?$")  # 其余40%用于能力建设
ASKED = Worded(r"(?:应当?|须|需|必须)(?:同时)?{meets}[^。；：]{0,16}：")


def towards_others(sight: Sight) -> str | None:
    """占比不低于60%的，方可申报; 对进入前1‰的学科，给予…; 单个企业不得超过…; 三分之二以上成员同意."""
    kind, left, after = sight.quantity.unit_kind, sight.left_in_part, sight.after(140)
    said = sight.said
    if kind == "money" and RAISED.search(left):
        return None  # 补助标准每人每年提高30元
    if not sight.due and said[OF_ENTRANTS].match(
        sight.left_in_sentence + sight.text[sight.quantity.start : sight.quantity.core_start]
    ):
        return "policy_parameter"
    bounded = sight.quantity.comparator in ("ge", "le")
    if sight.left_in_sentence.startswith("凡") or sight.said[QUORUM].match(after):
        return "policy_parameter"
    if bounded and (sight.said[APPLIES].match(sight.left_in_sentence) and not sight.due):
        return "policy_parameter"
    if bounded and (sight.said[AMONG_MEMBERS].search(left) or FUNDS_USED.search(left)):
        return "policy_parameter"
    if any(is_term(sight) for is_term in TERMS):
        return "policy_parameter"
    asks = said[ON_CONDITION].match(after) if "的，" in after else None
    before = asks[0].partition("的，")[0] if asks else ""
    if sight.due and "，" in before or OTHERS_OPEN.search(before):
        asks = None  # 到2025年，达到3%，对符合条件的，给予奖励
    asks = asks or "的" in after and said[SANCTIONED].match(after)
    asks = asks or sight.quantity.comparator != "eq" and _defines(sight, after)
    asks = asks or said[PAYS].match(after) and sight.said[TO_THOSE].search(sight.left_in_sentence)
    limits = sight.quantity.comparator == "le" and sight.scene.around.for_each.search(left)
    by_rule = left.startswith("按") or BY_SHARE.search(left)
    beside = bounded and ONE_BESIDE.search(left)  # 单个项目用地不超过200亩、投资强度不低于500万元/亩
    limits = (
        limits
        or beside
        and sight.scene.quantities[sight.place - 1].comparator == "le"
        and sight.scene.around.for_each.search(left[: beside.start()])
    )
    limits = limits or bounded and by_rule and kind not in OTHERS  # 按PUE≤1.15, 按照不低于7度设防
    shares = kind in ("share", "multiple", "ratio") and (
        said[OWN_SHARE].search(left)
        or BY_RATE.search(left)
        and said[PAID_BY].match(after)
        or said[PAID_OUT].match(after)
        and not sight.due
        or said[VOTED].match(after)
        or after.startswith(("用于", "作为"))
        and sight.quantity.comparator == "eq"
        and sight.said[SPENT_ON].search(left)
        and not promised(sight)
    )
    return "policy_parameter" if asks or limits or shares else None


def _is_asked(sight: Sight) -> bool:
    """申请企业应同时满足：…, 申报园区须满足…等条件: what is asked of all who apply, and no list of goals."""
    if sight.due:
        return False
    left = sight.left_in_sentence
    asked = sight.said[ASKED].search(left) or sight.said[ASKED_OF].search(left)
    return bool(asked) and "目标" not in asked[0]


def _sanctioned(sight: Sight) -> bool:
    """对低于60%的县，由…约谈; 煤耗高于300克的机组列入淘汰范围; …，违者处罚."""
    after = sight.after(110)
    measured = sight.scene.nouns.metric.search(sight.left_in_part)
    short = FOR_SHORT.search(sight.left_in_sentence) and sight.said[FALLS_SHORT].match(after)
    if short and not _is_how_many(sight, bool(measured)):
        return True
    if sight.quantity.comparator == "eq" and sight.quantity.kind == "amount":
        return False
    if "方" in after and BEFORE_IT_MAY.match(after) and not sight.due:
        return True  # 装配率应不低于50%，…，方可通过审批
    who = measured and sight.said[WHO_ARE].match(after)
    who = who or sight.quantity.comparator in ("le", "lt") and sight.said[WHO_ACT].match(after)
    return bool(who or "违" in after and VIOLATED.match(after))


def _is_how_many(sight: Sight, measured: bool) -> bool:
    """对300个村…完成整改, 90%以上的行政村纳入…: how many to cover, and not how far they fall short."""
    quantity = sight.quantity
    if quantity.comparator in ("ge", "gt"):
        return not measured
    return (
        quantity.comparator == "eq" and quantity.unit_kind in ("count", "persons") and quantity.unit != "位"
    )


def _by_standard(sight: Sight) -> bool:
    """按照每500名常住人口配备1名网格员、每个社区不少于3名专职工作者的标准."""
    by = BY_STANDARD.search(sight.left_in_part) and not sight.due
    return bool(by) and bool(OF_STANDARD.match(sight.after(44)))


def _by_norm(sight: Sight) -> bool:
    """新建电站按不低于装机容量10%、时长2小时配置储能: what is asked of those who build."""
    by = sight.quantity.unit_kind != "ratio" and BY_NORM.search(sight.left_in_part) and not sight.due
    return bool(by) and bool(sight.said[TO_EQUIP].match(sight.after(30)))


def _is_denied_too(sight: Sight) -> bool:
    """入驻企业注册资本不得低于500万元，亩均税收不应低于15万元: one more bound on those others."""
    denied = DENIED.match(sight.text, sight.quantity.start, sight.quantity.core_start)
    if not denied or sight.due:
        return False
    since = sight.scene.frame.sentence(sight.quantity.start).start
    before = (p for p in range(sight.place) if sight.scene.quantities[p].start >= since)
    return any(_is_term(sight, place) for place in before)


def _of_applicants(sight: Sight) -> bool:
    """申报省级工程研究中心的，年研发投入不得低于500万元: what is asked of those who want something."""
    asked = ASKS.search(sight.left_in_sentence)
    bounded = sight.quantity.comparator in ("le", "ge", "gt") or asked
    return bool(bounded) and not sight.due and bool(sight.said[FOR_THOSE].match(sight.left_in_sentence))


def _opens_terms(sight: Sight) -> bool:
    """300万元、500万元、1000万元以上的，分别奖励…: what is asked of the last of a list is asked of all."""
    last = sight
    for place in sight.following():
        behind = Sight(sight.scene, place)
        joined = sight.text[last.quantity.end : behind.quantity.start] == "、"
        if (
            not joined
            or behind.quantity.unit_kind != sight.quantity.unit_kind
            or place > sight.place + LISTED
        ):
            break
        last = behind
    return last is not sight and condition(last) == "policy_parameter"


def _defines(sight: Sight, after: str) -> bool:
    """Whether what has the size is only called something: no goal, no aim in the sentence."""
    return (
        not promised(sight)
        and bool(DEFINED.match(after))
        and not sight.scene.verbs.head.search(sight.left_in_sentence)
    )


def _is_bounded(sight: Sight) -> bool:
    return sight.quantity.comparator in ("le", "ge", "gt")


def _is_sized(sight: Sight) -> bool:
    return sight.quantity.unit_kind in ("money", "share", *EXTENTS)


def _of_those_who(sight: Sight) -> bool:
    """亩均税收不低于15万元的项目，可申请补助; 投资5000万元以上，按投资额给予奖励."""
    if sight.due:
        return False
    bounded, sized = _is_bounded(sight), _is_sized(sight)
    meant = bounded or sight.said[TO_THOSE].search(sight.left_in_sentence) or _beside_term(sight)
    if sight.said[ALL_MET].match(sight.left_in_sentence) and sight.said[THOSE_WHO].match(sight.after(160)):
        return True  # 同时满足床位数≥50张、…的机构，可申请
    own = announced(sight) or YEARLY.match(sight.left_in_part)  # 年均开发2万个以上的…岗位，优先安排…
    asked = sized or bounded and sight.after(1) == "的" and not own
    if meant and asked and sight.said[THOSE_WHO].match(sight.after(160)):
        return True
    own = sight.scene.around.sets_aside.search(sight.left_in_part)
    return (
        bounded
        and sized
        and _paid_for(sight)
        and not (own or sight.has("target", "sentence", sight.left_in_sentence))
    )


def _beside_term(sight: Sight) -> bool:
    """面积≥3000㎡、节能率达到20%的公共建筑，按…给予奖补: one more that is asked of the same."""
    before = sight.scene.quantities[sight.place - 1] if sight.place else None
    if (
        before is None
        or before.start < sight.part.start
        or "、" not in sight.text[before.end : sight.quantity.start]
    ):
        return False
    return before.comparator in ("le", "ge", "gt") and bool(
        sight.said[THOSE_WHO].match(sight.text, before.end, before.end + 160)
    )


def _and_one_more(sight: Sight) -> bool:
    """研发费用占比不低于5%且拥有发明专利3件以上的，优先推荐: two that are asked of those meant."""
    return _is_bounded(sight) and bool(sight.said[AND_ASKED].match(sight.after(80)))


def _of_any_one(sight: Sight) -> bool:
    """基金对单个项目投资不超过基金规模的20%: how much of it one may get."""
    if sight.due or sight.quantity.unit_kind not in ("share", "money"):
        return False
    most = sight.quantity.comparator == "le" or "不超过" in sight.left_in_part
    return most and bool(sight.said[TO_ANY_ONE].search(sight.left_in_part))


def _is_tax(sight: Sight) -> bool:
    """落实国家15%所得税优惠: a rate of a policy."""
    return sight.quantity.unit_kind == "share" and bool(sight.said[TAX].match(sight.after(12)))


def _is_of_paid(sight: Sight) -> bool:
    """三年内累计奖励不超过500家: how many are paid at most."""
    most = sight.quantity.comparator == "le" and sight.quantity.unit_kind in ("count", "persons")
    return most and bool(sight.said[NO_MORE_PAID].search(sight.left_in_part))


def _at_head(sight: Sight) -> bool:
    """申报单位研发经费不得少于营业收入的4%，专职研发人员不能少于15人."""
    asked = _is_bounded(sight) or sight.quantity.unit_kind in ("share", "multiple")
    return asked and sight.has("policy_parameter", "head", sight.left_in_sentence)


def _and_no_more(sight: Sight) -> bool:
    """且不高于200万元, （硕士2000元）: as the number of its kind before."""
    kind = sight.quantity.unit_kind
    if not (AND_NO_MORE.match(sight.left_in_part) or _in_bracket_of(sight)):
        return False
    alike = (p for p in range(sight.place - 1, -1, -1) if sight.scene.quantities[p].unit_kind == kind)
    return _is_term(sight, next(alike, sight.place - 1))


def _beside_payment(sight: Sight) -> bool:
    """对…的企业给予50万元奖励，团队核心成员不超过8人: a bound beside what is paid, and no deed."""
    said, left = sight.left_in_sentence, sight.left_in_part
    limited = sight.quantity.comparator in ("le", "ge") and not sight.due
    if not limited or sight.quantity.unit_kind not in ("persons", "count"):
        return False
    paid = sight.said[GIVES].search(said, 0, len(said) - len(left))
    return bool(paid) and not (sight.scene.verbs.head.search(left) or sight.has("target", "sentence", left))


def _of_next_class(sight: Sight) -> bool:
    """给予100万元补贴，B类50万元，C类30万元: what the next of those get, nothing else being said of it."""
    before = sight.scene.quantities[sight.place - 1] if sight.place else None
    if before is None or sight.quantity.unit_kind != "money" or before.unit_kind != "money":
        return False
    between = NEXT_CLASS.fullmatch(sight.text, before.end, sight.quantity.start)
    named = between and not sight.scene.verbs.head.search(sight.left_in_part)
    return bool(named) and _is_term(sight, sight.place - 1)


def _paid_for(sight: Sight) -> bool:
    after = sight.after(110)
    return "给" in after and bool(sight.scene.around.paid_for.match(after))


def _in_bracket_of(sight: Sight) -> bool:
    """Whether the number stands in a bracket right behind another, of the same kind."""
    bracket = sight.scene.frame.bracket_around(sight.quantity.start)
    before = sight.scene.quantities[: sight.place]
    return bool(bracket) and any(
        q.end == bracket.start and q.unit_kind == sight.quantity.unit_kind for q in before
    )


def _is_term(sight: Sight, place: int) -> bool:
    """Whether the number before is a term of a policy."""
    if place < 0:
        return False
    other = Sight(sight.scene, place)
    return any(rule(other) == "policy_parameter" for rule in (condition, towards_others, described))


TERMS = (
    _is_denied_too,
    is_quota,
    _of_those_who,
    is_rate,
    in_policy,
    _at_head,
    _beside_payment,
    _and_one_more,
    _of_any_one,
    _is_tax,
    _is_of_paid,
    _of_next_class,
    _and_no_more,
    _opens_terms,
    _is_asked,
    _of_applicants,
    _sanctioned,
    _by_standard,
    _by_norm,
    more_for_some,
)
