"""What a policy asks of others: each rule with a sentence where it decides and one where it must not."""

from __future__ import annotations

import pytest

from cityplans.extraction.ledger import terms
from sights import sight_of, without_both

RULES = {rule.__name__: rule for rule in terms.TERMS}
CASES = [
    ("_is_denied_too", "注册资本不得低于500万元，亩均税收▲不应低于15万元。", False),  # behind no term
    ("_is_denied_too", "申报企业的，注册资本不得低于500万元，亩均税收▲不应低于15万元。", True),
    ("_is_denied_too", "申报企业的，注册资本不得低于500万元，亩均税收▲低于15万元。", False),
    ("_and_one_more", "研发费用占比▲不低于5%且拥有专利3件以上的，优先推荐。", True),
    ("_and_one_more", "研发费用占比▲不低于5%且专利达到3000件。", False),
    ("_of_any_one", "基金对单个项目投资▲不超过2000万元。", True),
    ("_of_any_one", "到2025年，对单个项目投资▲不超过2000万元。", False),
    ("_is_tax", "落实国家▲15%所得税优惠。", True),
    ("_is_tax", "落实国家▲15%的目标。", False),
    ("_is_of_paid", "三年内累计奖励▲不超过500家。", True),
    ("_is_of_paid", "三年内累计引进▲不超过500家。", False),
    ("_of_next_class", "给予A类人才100万元补贴，B类▲50万元。", True),
    ("_of_next_class", "给予A类人才100万元补贴，引进B类项目▲50万元。", False),
    ("_of_next_class", "A类项目投资100万元，B类▲50万元。", False),
    ("is_quota", "每年支持总数▲不超过10家。", True),
    ("is_quota", "企业总数▲不超过10家。", False),
    ("_of_those_who", "亩均税收▲不低于15万元的项目，可申请补助。", True),
    ("_of_those_who", "亩均税收▲不低于15万元的项目，占比提高。", False),
    ("_of_those_who", "到2025年，亩均税收▲不低于15万元的项目，可申请补助。", False),
    ("_of_those_who", "投资▲5000万元以上，按投资额给予奖励。", True),
    ("_of_those_who", "投资▲5000万元，增加税收。", False),
    ("_of_those_who", "同时满足床位数▲50张的机构，可申请。", True),
    ("is_rate", "每千瓦时加价▲0.2元。", True),
    ("is_rate", "每千瓦时电价▲0.2元。", False),
    ("in_policy", "给予补助，单位须自筹▲30%。", True),
    ("in_policy", "单位须自筹▲30%。", False),
    ("_at_head", "申报单位年投入▲不少于收入的4%。", True),
    ("_at_head", "申报单位年投入▲4人。", False),
    ("_at_head", "全市年投入▲不少于收入的4%。", False),
    ("_beside_payment", "对企业给予50万元奖励，团队▲不超过8人。", True),
    ("_beside_payment", "对企业给予50万元奖励，团队▲8人。", False),
    ("_beside_payment", "企业增加50万元，团队▲不超过8人。", False),
    ("_beside_payment", "对企业给予50万元奖励，新增团队▲不少于8人。", False),
    ("_and_no_more", "最高给予50万元补助，且▲不超过100万元。", True),
    ("_and_no_more", "增加50万元，且▲不超过100万元。", False),
    ("_opens_terms", "出口达▲300万元、500万元以上的，分别奖励5万元。", True),
    ("_opens_terms", "出口达▲300万元，500万元以上的，分别奖励5万元。", False),
    ("_is_asked", "申请企业应同时满足：人员▲30人。", True),
    ("_is_asked", "申请企业应同时满足目标：人员▲30人。", False),
    ("_is_asked", "申请企业人员▲30人。", False),
    ("_is_asked", "到2025年，申请企业应同时满足：人员▲30人。", False),
    ("_of_applicants", "申报省级工程中心的，年投入▲不低于500万元。", True),
    ("_of_applicants", "申报省级工程中心的，年投入应达到▲500万元。", True),
    ("_of_applicants", "申报省级工程中心，年投入▲不低于500万元。", False),
    ("_of_applicants", "申报省级工程中心的，年投入▲500万元。", False),
    ("_of_applicants", "到2025年申报省级工程中心的，年投入▲不低于500万元。", False),
    ("_sanctioned", "对完成率▲低于60%的县，由省级部门约谈。", True),
    ("_sanctioned", "完成率▲低于60%的县，由省级部门支持。", False),
    ("_sanctioned", "煤耗▲高于300克的机组列入淘汰范围。", True),
    ("_sanctioned", "煤耗▲高于300克的机组列车投产。", False),
    ("_sanctioned", "绿地率▲低于38%的县要制定提升方案。", True),
    ("_sanctioned", "装配率▲不低于50%，方可通过审批。", True),
    ("_sanctioned", "到2025年装配率▲不低于50%，方可通过审批。", False),
    ("_by_standard", "按照每500名人口配备▲1名网格员的标准。", True),
    ("_by_standard", "按照每500名人口配备▲1名网格员。", False),
    ("_by_norm", "新建电站按装机容量▲10%配置储能。", True),
    ("_by_norm", "新建电站按计划▲10%配置储能。", False),
    ("_by_norm", "到2025年新建电站按装机容量▲10%配置储能。", False),
    ("more_for_some", "给予5000元补贴，到艰苦边远地区的提高到▲1万元。", True),
    ("more_for_some", "收入5000元，到艰苦边远地区的提高到▲1万元。", False),
]


@pytest.mark.parametrize(("rule", "text", "is_so"), CASES)
def test_each_rule(rule, text, is_so):
    assert bool(RULES[rule](sight_of(text))) is is_so


def test_every_rule_has_an_example_and_a_counterexample():
    assert not without_both(CASES, RULES)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("最高给予▲500万元补助。", "policy_parameter"),
        ("投资▲500万元。", None),
        ("补助标准由100元提高到▲120元。", None),
        ("按投资额的▲5%。", "policy_parameter"),
        ("投资额的▲5%。", None),
        ("按▲50%比例分配。", "policy_parameter"),
        ("占▲50%比例。", None),
        ("投资1000万元以上至▲5000万元。", "policy_parameter"),
        ("投资▲1000万元及以上至5000万元。", "policy_parameter"),
        ("投资▲1000万元及以上。", None),
        ("研发投入占比▲高于5%的企业。", "policy_parameter"),
        ("推动▲60%以上的单位完成改造。", None),
        ("设立总规模▲50亿元的人才发展基金。", None),
        ("工程研究中心给予▲500万。", "policy_parameter"),
        ("工程研究中心增加▲500万。", None),
        ("最高▲300万元。", "policy_parameter"),
    ],
)
def test_amounts_and_thresholds(text, kind):
    assert terms.condition(sight_of(text)) == kind


@pytest.mark.parametrize(("amount", "kind"), [("999万", "policy_parameter"), ("1000万", None)])
def test_what_is_given_out_in_all_is_ten_million_at_least(amount, kind):
    assert terms.condition(sight_of(f"到2022年，发放人才补贴▲{amount}元。")) == kind
    assert terms.condition(sight_of(f"发放人才补贴▲{amount}元。")) == "policy_parameter"  # by no year


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("占比▲不低于60%的，方可申报。", "policy_parameter"),
        ("占比▲不低于60%。", None),
        ("完成率▲60%的进行约谈。", "policy_parameter"),
        ("完成率▲60%的进行建设。", None),
        ("排放▲不超过30毫克，违者处罚。", "policy_parameter"),
        ("排放▲不超过30毫克，处于前列。", None),
        ("对年产值▲3亿元企业一次性奖励50万元。", "policy_parameter"),
        ("对年产值▲3亿元企业一次性核查50次。", None),
        ("申请补助的民宿客房▲不少于30间。", "policy_parameter"),
        ("到2025年，申请补助的民宿客房▲不少于30间。", None),
        ("可按照投资额的▲30%确定。", "policy_parameter"),
        ("可按照投资额的▲30%增长。", None),
        ("净收益的▲70%用于奖励人员。", "policy_parameter"),
        ("建筑面积的▲70%用于停车。", None),
        ("营业收入▲30亿元的，视为达标。", "policy_parameter"),
        ("营业收入▲30亿元的，占比提高。", None),
        ("新建工程按照▲不低于7度设防。", "policy_parameter"),
        ("新建工程达到▲不低于7度设防。", None),
        ("凡投资▲500万元。", "policy_parameter"),
        ("平凡投资▲500万元。", None),
        ("▲三分之二以上成员出席会议时。", "policy_parameter"),
        ("对进入▲前1‰的学科，给予50万元。", "policy_parameter"),
        ("单个企业▲不超过50万元。", "policy_parameter"),
        ("全部企业▲不超过50万元。", None),
        ("单个项目用地不超过200亩、强度▲不低于500万元。", "policy_parameter"),
        ("全部项目用地不超过200亩、强度▲不低于500万元。", None),
        ("按照▲不低于7度设防。", "policy_parameter"),
        ("自有资金占比▲30%。", "policy_parameter"),
        ("投资▲1亿元以上且强度不低于200万元的项目为重大项目。", "policy_parameter"),
        ("力争投资▲1亿元以上且强度不低于200万元的项目为重大项目。", None),
    ],
)
def test_what_is_asked_of_others(text, kind):
    assert terms.towards_others(sight_of(text)) == kind


@pytest.mark.parametrize(("values", "kind"), [(13, "policy_parameter"), (14, None)])
def test_what_is_asked_of_the_last_of_a_list_is_asked_of_twelve_before_it(values, kind):
    listed = "、".join(f"{n}00万美元" for n in range(1, values + 1))
    sight = sight_of(f"出口达▲{listed}以上的，分别奖励5万元。")
    assert (terms.towards_others(sight) or terms.condition(sight)) == kind
