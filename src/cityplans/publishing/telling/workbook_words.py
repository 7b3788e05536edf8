"""Words for the codes of the tables, in Chinese and English, beyond those that charts print."""

from __future__ import annotations

from cityplans.publishing.telling import wording

CODES = {  # code -> (zh, en)
    # comparators, strength, source of the year
    "ge": ("不低于", "at least"), "gt": ("超过", "more than"), "le": ("不超过、前N", "at most, first N"),
    "approx": ("左右", "about"), "range": ("区间", "range"), "eq": ("等于", "equals"),
    "binding": ("约束性", "binding"), "firm": ("明确", "firm"), "aspirational": ("力争", "aspirational"),
    "explicit": ("同句写明", "in the sentence"), "inherited": ("由上文", "from what stands above"),
    "plan": ("由规划期", "from the plan's period"), "none": ("无", "none"),
    # classes of numbers
    "target": ("目标", "target"), "date": ("日期", "date"), "ordinal": ("序号", "ordinal"),
    "name": ("名称", "name"), "policy_parameter": ("政策参数", "policy parameter"), "fact": ("现状", "fact"),
    "scope": ("范围", "scope"), "other": ("其他", "other"), "unexplained": ("未识别", "unexplained"),
    # why targets are ordered or not
    "same_target": ("目标相同", "same target"), "same_figure": ("数字相同、界限不同", "same figure"),
    "floors": ("均为下限", "floors"), "ceilings": ("均为上限", "ceilings"), "apart": ("区间不交", "apart"),
    "approximate": ("含“左右”", "approximate"), "ranges_meet": ("区间相交", "ranges meet"),
    "ceiling": ("含上限", "ceiling"), "open_above": ("上不封顶", "open above"),
    "total": ("总量不可比", "total"),
    "measure_changed": ("度量已变", "measure changed"), "unit_changed": ("单位已变", "unit changed"),
    "counted_from_other_year": ("起算年不同", "counted from another year"),
    "basis_changed": ("口径已变", "basis changed"), "same_wording": ("措辞相同", "worded alike"),
    "no_direction": ("高低无优劣", "neither more nor less is better"),
    # chains of targets
    "raised": ("提高", "raised"), "kept": ("维持", "kept"), "lowered": ("降低", "lowered"),
    "met": ("已达到", "met"), "missed": ("未达到", "missed"), "on_the_way": ("尚未到期", "on the way"),
    "dropped": ("不再设定", "not set again"), "same_year": ("同一目标年", "same year"),
    "other_year": ("另一目标年", "other year"), "in_its_year": ("当年", "in its year"),
    "before_its_year": ("目标年之前", "before its year"), "after_its_year": ("目标年之后", "after its year"),
    "not_set_again": ("新计划未再设定", "not in the newer plan"), "no_base": ("缺基期", "no base"),
    "actual": ("实绩", "reached"), "lower_bound": ("下限", "lower bound"),
    "upper_bound": ("上限", "upper bound"),
    "midpoint": ("区间中点", "middle of a range"), "yearly": ("当年", "a year"),
    "average": ("年均", "average"),
    "work_report": ("工作报告", "work report"), "measures": ("政策措施", "measures"),
    # why targets are not compared
    "no_indicator": ("指标无编码", "indicator has no key"), "no_value": ("无数值", "no value"),
    "no_horizon": ("无年份", "no year"), "several_values": ("数值不一", "several values"),
    "repeated": ("重复", "repeated"), "only_plan": ("仅此一份计划", "only this plan"),
    "scope_differs": ("范围不同", "scope differs"), "measure_differs": ("度量不同", "measure differs"),
    "unit_differs": ("单位不同", "unit differs"),
    "basis_differs": ("口径不同", "basis differs"), "window_differs": ("起算年不同", "other window"),
    "kind_differs": ("文件种类不同", "other kind of document"),
    "horizon_differs": ("目标年不同", "other year"),
    "total_without_scale": ("总量缺规模", "total without scale"),
    # kinds of difference and pace
    "points": ("百分点", "points"), "log_ratio": ("对数比", "log ratio"),
    "share_of_total": ("占上级总量", "share of the total above"),
    "horizons": ("本计划两个目标年", "two horizons of the plan"), "plans": ("前后两份计划", "two plans"),
    "stated": ("原文基期", "stated baseline"), "baseline": ("基期表", "table of baselines"),
    "points_per_year": ("百分点/年", "points a year"), "percent_per_year": ("%/年", "per cent a year"),
    "exact": ("精确", "exact"), "at_least": ("至少", "at least"), "at_most": ("至多", "at most"),
    "about": ("约", "about"),
    # levels, editions, clusters, borrowing
    "national": ("国家", "national"), "province": ("省级", "province"), "prefecture": ("地市", "prefecture"),
    "county": ("区县", "county"), "hans": ("简体", "simplified"), "hant": ("繁体", "traditional"),
    "wording": ("文字", "wording"), "glyph": ("字形", "glyph"),
    "structure": ("有分组", "structure"), "no_structure": ("无分组", "no structure"),
    "too_few": ("计划过少", "too few plans"), "descriptive": ("仅描述", "descriptive"),
    "own_earlier": ("本地前一计划", "own earlier plan"), "parent": ("上级", "territory above"),
    "child": ("下级", "territory below"), "peer": ("同级", "peer"), "any": ("任一", "any of them"),
    "dated": ("有日期", "dated"), "unknown": ("不明", "unknown"), "same": ("相同", "same"),
    # what a run changed
    "plan_added": ("新增计划", "plans added"), "plan_replaced": ("计划文本更换", "plans replaced"),
    "plan_dropped": ("计划移除", "plans dropped"), "target_new": ("新目标", "targets new"),
    "target_changed": ("目标变动", "targets changed"), "target_gone": ("目标消失", "targets gone"),
    "new_highest": ("新的最高", "new highest"), "new_lowest": ("新的最低", "new lowest"),
    "first_seen": ("首次出现的指标", "indicators seen for the first time"),
    "first_horizon": ("本地首个该年目标", "first targets of the territory for a year"),
    "own_revised": ("调整本地前期目标", "own earlier targets revised"),
    "own_dropped": ("不再提及的指标", "no longer mentioned"), "borrowed": ("借用文字", "passages borrowed"),
    "cluster_moved": ("聚类变动", "clusters moved"), "finding_changed": ("图表结论变化", "findings changed"),
}  # fmt: skip


def code(name: str, lang: str) -> str:
    """The word for a code; charts' wording where it has one, the code itself where nobody has."""
    if name in wording.CODES:
        return wording.code(name, lang)
    return wording.pick(lang, *CODES.get(name, (name, name)))
