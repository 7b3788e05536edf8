"""What a number is when it is no target: date, ordinal, name, policy parameter, fact, scope.

`classify` asks the rules in order; the first that answers gives class and rule name. A rule is a small
function Sight → class or None. A number that no rule claims is a target candidate, or, without a unit,
"unexplained". Rules of dates and names are in designations.py; here is what tells a value from a goal.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from cityplans.chinese.years import year_of
from cityplans.extraction.ledger.designations import (
    COUNTED_AMOUNT,
    ROUND,
    announced,
    attribute,
    contact,
    criterion,
    date,
    denominator,
    enumeration,
    glued,
    is_han,
    programme,
    quoted,
    size_class,
    size_of_counted,
)
from cityplans.extraction.ledger.sight import Sight
from cityplans.extraction.sentences import Span

REACHED_SINCE = re.compile(  # 到2015年达到45%，2014年已提前完成
    r"[^。；]{0,24}?(?:已(?:提前|超额|如期|全面|全部)?|(?<!确保)(?<!力争)提前|实际)(?:\d+个月|[一二两三]年)?(?:完成|实现|达到)"
)
SINCE = re.compile("已|提前|实际")  # one of them stands in what REACHED_SINCE finds
ALREADY = re.compile(r"已经?(?:累计|全部|陆续|成功|初步|基本)?")
AIMS = re.compile(r"到(?:19|20)\d\d年|力争|争取|确保|将|计划")
FROM_THERE = re.compile(r"[比较由从][“‘]?$")
NOW = re.compile(r"[由从](?<!自.)(?:目前|当前|现在|现状)[^，。；\d]{0,20}$")
ON_WHICH = re.compile("(?:以上)?的(?:基础|水平)上")
WITH_WHICH = re.compile(r"[^，。；\d]{0,18}的?(?:基础|水平)上")
TIMES = re.compile(r"[底末]?的[\d.一二两三四五六七八九十]+倍")  # 提高到2021年的3倍
ON_TOP = re.compile(r"[”’]?(?:年?[底末])?的?(?:基础|水平)上?|[^，。；]{1,14}的?(?:基础|水平)上")
CHANGED_TO = re.compile(r"(?:提高|延长|增加|缩小|降低|减少|降|升)[至到]$")
SHORTENED_TO = re.compile(r"(?:缩短|压缩|压减|控制|平均|达|达到|不超过)[至到在]?$")
LASTS = re.compile(
    r"(?:时限|时间|时长|周期|用时|耗时|天数|日数|时数|寿命|MTBF)(?:控制|压缩|缩短|平均)?[在到至]?$"
)
FROM = re.compile(r"[由从][^，。；\d]{0,12}(?:(?:19|20)\d\d年[^，。；\d]{0,6})?$")
MOVES = re.compile(
    r"[至到→]|-+>|[^，。；]{0,10}?(?:提高|增加|提升|上升|增长|扩大|降低|下降|降|减少|缩短|压减|压缩|跃升|升|调整|发展|拓展)[至到为]"
)
OF_AMOUNT = re.compile(r"(?:按|按照)[^，。；]{2,40}(?:金额|额|费用?|投入|价款?|成本|收入|支出|总价|投资)的?$")
# what a policy asks of others or pays them, told by the sentence around a number
ON_CONDITION = re.compile(
    r"[^。；]{0,60}?的，(?:按[^，。；]{2,20}|[^。；]{0,8}?)(?:方可|可|才|不予|不得|给予|予以|应当|视为)"
)
TO_THOSE = re.compile(r"(?:^|[，。；：])对[^。；]{2,40}$")
PAYS = re.compile(r"[^。；]{0,40}?，?(?:分别|一次性|最高)?(?:给予|予以|奖励|补助|资助|补贴)")
FOR_EACH = re.compile(r"(?:单个|每位|每人|单项|单家|每名|单户|每户|单笔|每笔|单只|单次|同一)[^，。；]{0,16}$")
OWN_SHARE = re.compile(
    r"自筹[^，。；]{0,8}$|自有资金(?:占比|比例|投入)?$|由[^，。；]{1,20}(?:承担|分担|负担)$"
)
BY_RATE = re.compile(r"可?按照?(?:不低于|不高于|不超过)?[^，。；]{2,24}$")
PAID_BY = re.compile(r"[^，。；]{0,6}(?:确定|执行|发放|核定|计发|计算|缴纳)")
PAID_OUT = re.compile(r"用于[^，。；]*(?:薪酬|分配|奖励|补贴|绩效)")
VOTED = re.compile(r"[^，。；]{0,24}(?:同意|表决|赞成|出席)|[^，。；]{0,8}通过")
# 亩均税收不低于15万元的项目，可申请补助; 层高不低于4.5米的厂房，按…给予补贴: whom a policy means
THOSE_WHO = re.compile(
    r"[^。；]{0,40}?的[\u4e00-\u9fff]{2,12}，(?:可|方可|才|不予|不得|按(?!期|时|计划)|享受|优先|纳入|认定)"
    r"|[^。；]{0,40}?的[\u4e00-\u9fff]{2,12}，[^。；]{0,8}?(?:给予|予以|应当|补助|补贴|奖励)"
)
# 固定资产投资5000万元以上，按投资额给予奖励: what has to be reached to be paid; 对…给予 is said of others
PAID_FOR = re.compile(
    r"(?:(?!对|用于)[^。；]){0,80}?，(?:(?!对|用于)[^。；]){0,24}?给(?:予|企业)?[^，。；]{0,20}(?:奖[励补]|补[助贴]|资助|扶持)"
)
AND_NO_MORE = re.compile(
    r"^(?:且|并且|但|最高|最多|总额|两项|合计|累计)(?:最高|累计|合计)?(?:不得?(?:超过|高于|低于)[^，。；]{0,8}的)?$"
)
PAID_TO = re.compile(r"补[助贴]|奖[励补]|资助|贴息|拨付|报销|津贴|扶持")
PAID = re.compile(r"补[助贴]|奖[励补]|资助|贴息|拨付|报销|津贴")
MUST = re.compile(r"(?:须|必须|应|需|应当)(?:达到?|在|满|为)?$")
TO_SOMEONE = re.compile(r"^对[^，。；]{2,30}(?:再|另|可|一次性|每[年月人])(?:增加|补助|奖励|给予|发放)?$")
EACH_PAID = re.compile(r"按每[人名亩户项次家平㎡台套吨]$|按每[\u4e00-\u9fff]{1,6}$")
EACH_COURSE = re.compile(r"每[期次班][^，。；]{0,8}$")
OWN_FUNDS = re.compile("安排|设立|筹集|每年")
OWN_MONEY = re.compile(r"(?:须|应当?|需|必须)(?:自筹|自行承担|出资|配套|投入)[^，。；\d]{0,4}$")
AT_MOST = re.compile(r"最高(?:给予|可|不超过)?$")
OTHERS = ("money", "share", "time", "multiple", "points")  # kinds of what a policy promises to others
ENTERS = re.compile(
    r"(?:进入|跻身|迈入|挤进|冲进|闯进|入围|跃入|迈进|挺进|位列|位居|稳居|进位|保持|重返)[\u4e00-\u9fff]{0,8}$"
)
SIZE_CLASS = re.compile(r"超?\d{0,6}[十百千万亿]{1,6}元?级")
ADVANCES = re.compile(r"(?:推进|加快|推动|统筹|深化|抓好|加强)$")
BUILDING = re.compile(r"[^，。；、\d]{2,12}(?:建设|发展|联动|协同)")
SUPPORTS = re.compile(
    r"(?:服务|帮扶|对接|联系|支持|指导|帮助|督促|对口支援|带动|引导|鼓励|涉及|覆盖|联通|联动)$"
    r"|(?:帮扶|涉及|支持|指导|督促)(?:全|我)[市省县区州]$"
)
FACING = re.compile("面向(?:[全我][市省县区州国])?$")
PLACES = re.compile(
    r"[\u4e00-\u9fff]{0,10}(?:县|市|区|镇|乡|村|州|旗|街道|社区|省份|城市|地区|新城|开发区|园区)"
    r"(?:（[县市区旗、]+）)?(?:[和及、]\d[^，。；]*)?"
)
MOVED_TO = re.compile("(?:推动|带动|引导|促使|组织|使)$")  # 推动60%以上的单位完成改造
PUSHES = re.compile(r"(?:壮大|推动|促进|推进)$")
PLACES_DO = re.compile(
    r"[\u4e00-\u9fff、]{0,12}?(?:大?县|市|区|镇|乡|村|州|旗|街道|社区|城市|地区|开发区|园区)"
    r"(?:城区|中心城区)?(?:提升|改善|完善|发展(?![到至])|集约|结合|错位|协同|联动|稳定|做[大强优])"
)
BY_MEANS = re.compile(  # 以4个园区为载体
    r"[^，。；]{1,24}为(?:载体|指导|重点|依托|抓手|支撑|基础|主体|核心|龙头|引领|中心|突破口)"
)
SIZES = ("area", "money", "volume", "energy")
SCORED = ("share", "degree", "points", "")
WORDS = re.compile(
    r"(?:[^\d一二两三四五六七八九十]|十(?=[万亿])|[一二三四五六七八九十](?=[级流甲类等线次体站带馆]))+"
)
RUN = re.compile(r"[^，。；\d]{2,20}(?:高效|稳定|有序|规范|实体化|正常)?(?:运营|运行|运转)")
PROJECT = re.compile(
    r"[^，。；、\d的]{1,16}(?:项目|装置|生产线|产线|机组|电站|工程)|机组(?![\u4e00-\u9fff]{0,3}(?:建成|投[产运]|并网))"
)
PROJECTS = re.compile(r"[^，。；]{1,160}等(?:一批)?(?:重[大点])?(?:项目|工程|装置|生产线)")
LISTED = re.compile(r"(?:^|：)[^，。；、：]{2,16}(?:、[^，。；、：]{2,16}){2,}$")
BUILT = re.compile(
    "(?:^|[，；])(?:项目)?总?用地$|(?<![均每])(?:校舍|总)?(?:建筑|占地|用地|展览|使用|规划)面积$|总投资额?$|库容$|总装机(?:容量)?$"
)
EXTENTS = ("area", "length", "mass", "volume", "energy")
NETWORK = re.compile("[\u4e00-\u9fff]{0,4}(?:网|宽带|光纤|接入|以太|无源|城市|小区|校园)")
FEW = re.compile(r"[零〇一二两三四五六七八九十]+[^百千万亿]*")
PRESENT = re.compile(r"(?:依托|围绕|利用(?![一二两三四五\d]{1,2}年)|针对|现有|结合)")
FINE = ("纳米", "微米", "毫米", "英寸", "厘米")  # lengths of things, never of what is done
LANDMARK = re.compile("大关|关口|台阶|目标|规模|的?水平")
HELD_LAST_YEAR = re.compile(
    r"，[较比](?:上年|去年|上一年|年初)[^，。；\d]{0,6}(?:提升|上升|前移|提高|下降|后移|进)"
)
STANDS_AT = re.compile(r"(?:[位名]?列|位?居|排名?|排在)$")
FUND = re.compile("以?上?的[^，。；、]{0,16}基金")
CLOSED = re.compile(r"$|[，。；、：（(]")

Rule = Callable[[Sight], str | None]


def duration(sight: Sight) -> str | None:
    quantity = sight.quantity
    if quantity.unit_kind != "time" or quantity.unit in ("岁", "学时"):
        return None
    if CHANGED_TO.search(sight.before(4)) and sight.scene.nouns.lasting.search(sight.left_in_part):
        return None
    if quantity.start < quantity.core_start and LASTS.search(sight.left_in_part):
        return None  # 平均时限＜2天
    if SHORTENED_TO.search(sight.before(5)) and not sight.after(1).startswith(("内", "以", "前", "后")):
        return None
    return "date" if quantity.unit in ("年", "月", "学年", "周年") else "scope"


def condition(sight: Sight) -> str | None:
    """Amounts and thresholds of a policy towards others: 最高500万元补助, 高于5%的企业, 按25%加计扣除."""
    kind = sight.quantity.unit_kind
    if kind in OTHERS:
        part = sight.left_in_part + sight.core + sight.right_in_part
        if sight.has("policy_parameter", "part", part):
            return "policy_parameter"
    if kind == "share" and "按" in sight.left_in_part and OF_AMOUNT.search(sight.left_in_part):
        return "policy_parameter"  # 按投资额的5%
    asks = len(sight.left_in_part) >= 2 and sight.has("policy_parameter", "right", sight.after(6))
    asks = asks and not MOVED_TO.search(sight.left_in_part)
    if asks and not FUND.match(sight.after(22)):  # 设立总规模50亿元的人才发展基金
        return "policy_parameter"
    if kind == "money" or not sight.quantity.unit:
        return "policy_parameter" if AT_MOST.search(sight.before(5)) else None
    return None


def towards_others(sight: Sight) -> str | None:
    """占比不低于60%的，方可申报; 对进入前1‰的学科，给予…; 单个企业不得超过…; 三分之二以上成员同意."""
    kind, left, after = sight.quantity.unit_kind, sight.left_in_part, sight.after(60)
    if _beside_terms(sight):
        return "policy_parameter"
    asks = "的，" in after and ON_CONDITION.match(after)
    asks = asks or PAYS.match(after) and TO_THOSE.search(sight.left_in_sentence)
    bounded = sight.quantity.comparator in ("le", "ge")
    limits = sight.quantity.comparator == "le" and FOR_EACH.search(left)
    limits = limits or bounded and left.startswith("按") and kind not in OTHERS  # 按PUE≤1.15
    shares = kind in ("share", "multiple") and (
        OWN_SHARE.search(left)
        or BY_RATE.search(left)
        and PAID_BY.match(after)
        or PAID_OUT.match(after)
        and not sight.scene.goals
        or VOTED.match(after)
    )
    return "policy_parameter" if asks or limits or shares else None


def _beside_terms(sight: Sight) -> bool:
    """且不高于200万元, （硕士2000元）, 须达到100亩: terms beside the terms of a policy."""
    kind, left = sight.quantity.unit_kind, sight.left_in_part
    bounded = sight.quantity.comparator in ("le", "ge", "gt")
    sized = kind in ("money", "share") or kind in EXTENTS
    if bounded and sized and not sight.scene.goals and THOSE_WHO.match(sight.after(80)):
        return True
    if bounded and sized and not sight.scene.goals and _paid_for(sight):
        return not (OWN_FUNDS.search(left) or sight.has("target", "sentence", sight.left_in_sentence))
    if kind in EXTENTS and PAID.search(left):
        return True  # 补贴面积100至300平方米
    if "按每" in left and EACH_PAID.search(left) or kind == "money" and TO_SOMEONE.match(left):
        return True
    if sight.quantity.unit == "学时" and bounded and EACH_COURSE.search(left):
        return True
    if (MUST.search(left) or OWN_MONEY.search(left)) and PAID_TO.search(sight.left_in_sentence):
        return True
    if (bounded or kind == "share") and sight.has("policy_parameter", "head", sight.left_in_sentence):
        return True  # 申报单位研发经费不得少于营业收入的4%，专职研发人员不能少于15人
    if not (AND_NO_MORE.match(left) or _in_bracket_of(sight)):
        return False
    alike = (p for p in range(sight.place - 1, -1, -1) if sight.scene.quantities[p].unit_kind == kind)
    return _is_term(sight, next(alike, sight.place - 1))


def _paid_for(sight: Sight) -> bool:
    after = sight.after(110)
    return "给" in after and bool(PAID_FOR.match(after))


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


def past(sight: Sight) -> str | None:
    """What has been achieved: review sections, 已, 同比, a year before the issue year."""
    if sight.has("fact", "left", sight.left_in_part.rstrip()) or _already(sight):
        return "fact"
    start, scene = sight.quantity.start, sight.scene
    sentence = scene.frame.sentence(start)
    if SINCE.search(sight.after(34)) and REACHED_SINCE.match(sight.text, sight.quantity.end, sentence.end):
        return "fact"
    ranked = sight.quantity.kind in ("rank", "ordinal") and STANDS_AT.search(sight.left_in_part)
    if (
        ranked
        and HELD_LAST_YEAR.match(sight.text, sight.quantity.end)
        and not scene.goals
        and not AIMS.search(sight.left_in_part)
    ):
        return "fact"  # 列第42位，较上年提升6位
    looks_back = scene.context.tense == "past"  # 全年 of a review is the year behind
    inside = scene.goals[bisect_left(scene.goals, (sentence.start,)) : bisect_left(scene.goals, (start + 1,))]
    if any(g.governs(start) and not (looks_back and "全年" in g.text) for g in inside):
        return None
    before = sight.text[sentence.start : start].replace("以上", "")  # 5家以上年销售收入: no 上年
    # in a paragraph that looks back 确保…，完成115亿元 is a goal that is quoted; elsewhere an aim is said of
    # its own value (上半年完成60亿元，全年力争130亿元), not of the next (去年确保民生，新增就业10万人)
    if sight.has("target", "sentence", before if looks_back else sight.left_in_part):
        return None
    is_past = looks_back or sight.has("fact", "sentence", before) or _governed_by_past(sight, sentence)
    return "fact" if is_past else None


def _already(sight: Sight) -> bool:
    """我市已形成2个集群和5个园区: what is done, in all of the part."""
    left = sight.left_in_part
    done = next(ALREADY.finditer(left), None) if "已" in left else None
    return bool(done and sight.scene.verbs.head.match(left, done.end()) and not AIMS.search(left))


def _says_more(sight: Sight, bracket: Span) -> bool:
    """Whether a bracket holds a number besides its dates, so that its year is that number's."""
    return any(q.kind != "date" and bracket.start < q.start < bracket.end for q in sight.scene.quantities)


def _governed_by_past(sight: Sight, sentence: Span) -> bool:
    """A year before the issue year governs, but for one that something is measured from (比2020年)."""
    dates, issue = sight.scene.dates, sight.scene.context.issue_year
    first = bisect_left(dates, (sentence.start,))
    around = sight.scene.frame.bracket_around
    for other in reversed(dates[first : bisect_left(dates, (sight.quantity.start,))]):
        remark = around(other.start)
        if remark and remark != around(sight.quantity.start) and _says_more(sight, remark):
            continue  # （2020年为2.5%）
        from_there = FROM_THERE.search(sight.text, max(0, other.start - 3), other.start)
        measured_from = (
            from_there or ON_TOP.match(sight.text, other.end) or TIMES.match(sight.text, other.end)
        )
        year = None if measured_from else year_of(sight.text[other.start : other.end])
        if year:
            return bool(issue and year < issue)
    return False


def baseline(sight: Sight) -> str | None:
    """由A提高到B, 由目前的A: A is where it stands today."""
    left, before, after = sight.left_in_part, sight.before(26), sight.after(16)
    from_there = "由" in left or "从" in left or "由" in before or "从" in before
    if from_there and NOW.search(left):
        return "fact"
    if "在" in left and WITH_WHICH.match(sight.after(24)):
        return "fact"  # 在实现62项便民服务的基础上
    if after.startswith("→") or "上" in after and ON_WHICH.match(after) and sight.quantity.kind == "amount":
        return "fact"
    return "fact" if from_there and FROM.search(before) and MOVES.match(after) else None


def extent(sight: Sight) -> str | None:
    """三大高地, 四个方面, 500强, 一个平台: numbers that say how something is divided or called."""
    quantity, kind = sight.quantity, sight.quantity.unit_kind
    if quantity.unit == "强" and ENTERS.search(sight.left_in_part) and not is_han(sight.after(1)):
        return None  # 进入全国百强
    if kind in ("form", "degree") or quantity.unit == "强":
        return "name" if kind == "degree" and sight.han and quantity.low >= 100 else "scope"
    is_plain = quantity.end == quantity.core_end
    if is_plain and quantity.low < 100 and sight.has("scope", "right", sight.after(5)):
        return "scope"
    if sight.has("scope", "left", sight.left_in_part) or sight.has("scope", "part", sight.left_in_part):
        return "scope"
    if is_plain and sight.after(1) == "级":
        return "name"  # 千亿元级: a size class without a count
    if _threshold(sight) or quantity.unit == "岁" and is_han(sight.after(1)):
        return "scope"
    if COUNTED_AMOUNT.match(sight.text, quantity.start):
        return None
    if quantity.kind in ("word", "rank") or kind in ("share", "points", "money", "multiple") or not sight.han:
        return None
    if FEW.fullmatch(sight.core) and SIZE_CLASS.match(sight.after(9)):
        return None  # 五个百亿级企业
    if FEW.fullmatch(sight.core) and not (
        quantity.low >= 2 and announced(sight) or _counts_what_stands_before(sight)
    ):
        return "scope"
    return None


def _counts_what_stands_before(sight: Sight) -> bool:
    """培育独角兽企业五家: a count behind its noun, with a verb before it or a bound."""
    quantity = sight.quantity
    if quantity.unit_kind not in ("count", "persons") or is_han(sight.after(1)):
        return False
    if quantity.start < quantity.core_start or quantity.comparator in ("ge", "gt", "approx"):
        return True
    left = sight.left_in_part
    acts = [*sight.scene.verbs.head.finditer(left)] or [*sight.scene.verbs.changes.finditer(left)]
    if not acts:
        return bool(sight.scene.goal_verb.search(left))
    listed = (
        q.end
        for q in reversed(sight.scene.quantities[: sight.place])
        if sight.text[q.end : q.end + 1] == "、"
    )
    ends = next(listed, -1) + 1
    return bool(WORDS.fullmatch(left, max(acts[-1].end(), ends - sight.part.start)))  # 医院五所、中心两个


def definition(sight: Sight) -> str | None:
    """所称青年是指40周岁以下: what a word means."""
    if not sight.scene.defines:
        return None
    return "scope" if sight.has("scope", "sentence", sight.left_in_sentence) else None


def described(sight: Sight) -> str | None:
    """占地15平方公里, 口径6米, 每家限报3项, 权重占20%: the size of a thing, a limit, a weight."""
    kind, left = sight.quantity.unit_kind, sight.left_in_part.rstrip()
    held = (
        kind == "volume" and sight.scene.goals and left.endswith("达到")
    )  # 到2027年，冷库容积达到90万立方米
    if kind in EXTENTS and sight.scene.nouns.described.search(left) and not held:
        return "scope"
    if kind in SIZES and BUILT.search(left.rstrip("约达为近")) and not _is_set(sight):
        return "scope"
    if left.startswith("其中") and sight.place and described(Sight(sight.scene, sight.place - 1)) == "scope":
        return "scope"  # 总建筑面积30万平方米，其中研发用房12万平方米
    if sight.has("policy_parameter", "left", left):
        return "policy_parameter"
    if kind not in SCORED or not sight.scene.scores:
        return None
    scored = sight.has("other", "sentence", sight.left_in_sentence + sight.core + sight.right_in_part)
    return "other" if scored else None


def _is_set(sight: Sight) -> bool:
    """Whether the sentence sets out to do something: a goal year, a bound or a verb stands before."""
    bounded = sight.quantity.comparator not in ("eq", "approx")
    return bool(sight.scene.goals or bounded or sight.scene.verbs.head.search(sight.left_in_sentence))


def standing_set(sight: Sight) -> str | None:
    """支持55个产粮大县, 推进四个合作区建设: what exists, not how many there shall be."""
    kind = sight.quantity.unit_kind
    plain = sight.quantity.comparator == "eq" and is_han(sight.after(1)) and sight.after(1) != "等"
    of_project = PROJECT.match(sight.right_in_part) or plain and PROJECTS.match(sight.right_in_part)
    if kind in EXTENTS and of_project:
        return "scope"  # 60万吨赖氨酸等项目
    if kind != "count" or not is_han(sight.after(1)):
        return None
    left, right = sight.before(8), sight.right_in_part
    if "以" in sight.left_in_part and BY_MEANS.match(right):
        return "scope"
    few = sight.han and FEW.fullmatch(sight.core) and ADVANCES.search(left)
    if RUN.fullmatch(right) or few and BUILDING.fullmatch(right) or _counts_the_named(sight):
        return "scope"
    if FACING.search(left) and PLACES.match(right):
        return "scope"  # 面向全省21个地市开展巡讲
    supported = SUPPORTS.search(left)
    if supported and PLACES.fullmatch(right) or (supported or PUSHES.search(left)) and PLACES_DO.match(right):
        return "scope"
    return None


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
    verbs = sight.scene.verbs
    acts = [act[0] for act in verbs.head.finditer(before)]
    if not summed:
        return not acts and not sight.scene.goal_verb.search(before)  # 新能源、新材料、生物医药3个产业
    return not any(
        verbs.role[act][1] == "increment" or verbs.role[act][1:] == ("cumulative", True) or act in verbs.adds
        for act in acts
    )  # 推动, 支持 make nothing


def phase(sight: Sight) -> str | None:
    """二期, 三期工程, 千兆光网, 三元协同: a number that names a stage or a kind."""
    quantity, kind = sight.quantity, sight.quantity.unit_kind
    if quantity.unit == "期" and (sight.han and quantity.low < 10) and not announced(sight):
        return "name"
    if kind == "money" and quantity.low < 10 and sight.han and FEW.fullmatch(sight.core):
        return "name"
    if kind == "data" and ROUND.fullmatch(sight.core) and NETWORK.match(sight.right_in_part):
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
    return "scope" if alone or sight.after(1).isdecimal() else None


def _threshold(sight: Sight) -> bool:
    """流域面积200平方公里以上的河流, 依托200万亩耕地: says which are meant, not how many there shall be."""
    after = sight.after(1)
    if not is_han(after) or after in "和及与并且而其等以或" or LANDMARK.match(sight.after(3)):
        return False
    if FUND.match(sight.after(22)):  # 设立总规模100亿元的产业基金: how much
        return False
    left = sight.left_in_part.rstrip()
    kind, bounded = sight.quantity.unit_kind, sight.quantity.comparator in ("ge", "gt", "le")
    if bounded and sight.quantity.unit in FINE:
        return True  # 40纳米以下工艺芯片
    if kind == "money" and bounded and after != "的" and sight.scene.nouns.money.search(left):
        return True  # 引进年销售额5000万元以上大品种
    if after == "的" and bounded and kind not in OTHERS and sight.scene.nouns.metric.search(left):
        return True  # 机架数不低于1000架的数据中心
    present = PRESENT.match(left) and not sight.scene.verbs.acting.search(left)  # 依托…布局建设100个
    return bool(sight.scene.nouns.scale.search(left) or present)


def shapeless(sight: Sight) -> str | None:
    """A bare number is a value only after a verb of reaching (基尼系数控制在0.4以内)."""
    quantity = sight.quantity
    if not quantity.low <= quantity.high:  # no number, or a dash that joins no range
        return "unexplained"
    if quantity.kind != "bare" or "万" in sight.core or "亿" in sight.core:
        return None
    start = quantity.start
    reached = sight.scene.goal_verb.search(sight.text, max(0, start - 6), start)
    is_closed = CLOSED.match(sight.after(1))
    return None if is_closed and (reached or quantity.core_start > start) else "unexplained"


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
    towards_others,
    vague,
    phase,
    standing_set,
    criterion,
    described,
    definition,
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


def states_value(sight: Sight) -> bool:
    """Whether a number that is a fact says how much (达到500家), not how something is divided or called."""
    return not (extent(sight) or shapeless(sight))
