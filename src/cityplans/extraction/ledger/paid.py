"""What a policy pays, and to how many: rates by the head or year, standards, quotas, what some get more."""

from __future__ import annotations

import re

from cityplans.extraction.ledger.described import EXTENTS
from cityplans.extraction.ledger.sight import Sight
from cityplans.worded import Worded

QUOTA = Worded(  # 每年支持总数不超过10家, 授奖总数不超过申报总数的五分之二
    r"{chosen_for}(?:项目|单位|企业|人员|对象)?的?{quotas}(?:原则上|一般)?(?:不(?:得|能|应)?超过[^，。；\d]{0,8})?$"
)
# 每生每年平均2000元, 每千瓦时加价0.2元
EACH_A_YEAR = re.compile("每[人生户名](?:每|一)?(?:学?年|月|学期)(?:平均|补助|资助|最高)?$")
CHARGED = Worded(r"{charges}$")
TO_SOMEONE = Worded(r"^对[^，。；]{2,30}(?:再|另|可|一次性|每[年月人])(?:增加|发放|{gives}|{grants})?$")
# 对来连工作的院士，提供150平方米住房和科研启动经费100万元
PROVIDED = re.compile(
    r"(?:^|[.．、）])对[^，。；]{2,30}，(?:可|一次性|每人)?(?:提供|发放|安排|配套)[^，。；]*$"
)
EACH_PAID = re.compile("按每(?![年月季周天日])(?:㎡|[\u4e00-\u9fff]{1,6})$")  # not 按每年8%的速度递增
# 每承担1项配套50万元
EACH_ONE = Worded(r"^每(?!年|月|个?季度)[^，。；]{2,20}(?:配套|{gives}|{grants})[^，。；\d]{0,4}$")
A_MONTH_EACH = re.compile(r"的为?每[人户名]每[月年]$")  # 60至79周岁的为每人每月100元
EACH_COURSE = re.compile(r"每[期次班][^，。；]{0,8}$")
STANDARD = re.compile("标准(?:介于|为|按)?(?:每[^，。；\\d]{1,8})?$")
MORE_FOR = Worded("[^，。；]{2,24}的(?:可)?再?{eased}[到至]?$")
OWN_MONEY = Worded(r"{must}{pays_itself}[^，。；\d]{0,4}$")
MUST = Worded(r"{must}(?:达到?|在|满|为)?$")


def is_quota(sight: Sight) -> bool:
    """每年支持总数不超过10家, 年度资助名额不超过30名: how many a policy is for at the most."""
    quota = None if sight.due else sight.said[QUOTA].search(sight.left_in_part)
    return bool(quota) and (sight.quantity.comparator in ("le", "lt") or "过" in quota[0])


def is_rate(sight: Sight) -> bool:
    """补贴面积100至300平方米, 按每人5000元, 对…再增加300元, 每班不少于20学时, 贷款额度上浮20%."""
    kind, left = sight.quantity.unit_kind, sight.left_in_part
    if kind in EXTENTS and sight.scene.around.pays.search(left) or "按每" in left and EACH_PAID.search(left):
        return True
    if kind == "money" and (
        sight.said[TO_SOMEONE].match(left) or A_MONTH_EACH.search(left) or sight.said[EACH_ONE].match(left)
    ):
        return True
    if kind == "money" and sight.scene.around.for_each.search(left):
        return bool(sight.scene.around.pays.search(sight.left_in_sentence)) and not sight.due
    if kind in ("money", "area") and not sight.due and PROVIDED.search(sight.left_in_sentence):
        return True
    each = EACH_A_YEAR.fullmatch(left) and not sight.due
    if kind == "money" and (each or sight.said[CHARGED].search(sight.before(4))):
        return True
    if (
        sight.quantity.unit == "学时"
        and sight.quantity.comparator in ("le", "ge", "gt")
        and EACH_COURSE.search(left)
    ):
        return True
    return kind == "share" and left.endswith(("上浮", "下浮", "上浮比例", "下浮比例"))


def in_policy(sight: Sight) -> bool:
    """补助…，标准介于每人20元和35元之间; 须自筹30%, where the sentence pays."""
    left = sight.left_in_part
    standard = sight.quantity.unit_kind == "money" and STANDARD.search(left) and not sight.due
    due = sight.said[MUST].search(left) or sight.said[OWN_MONEY].search(left)
    return bool(standard or due) and bool(sight.scene.around.pays.search(sight.left_in_sentence))


def more_for_some(sight: Sight) -> bool:
    """给予5000元补贴，到艰苦边远地区的提高到1万元."""
    if sight.quantity.unit_kind not in ("money", "share"):
        return False
    more = sight.said[MORE_FOR].fullmatch(sight.left_in_part)
    return bool(more) and bool(sight.scene.around.pays.search(sight.left_in_sentence))
