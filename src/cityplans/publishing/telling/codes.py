"""Codes of the schema as words: column and code → Chinese and English."""

from __future__ import annotations

from cityplans.publishing.telling.wording import pick

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "region_level": {
        "national": ("国家", "national"),
        "province": ("省", "province"),
        "prefecture": ("市", "prefecture"),
        "county": ("县（市、区）", "county"),
    },
    "status": {"final": ("正式", "final"), "draft": ("征求意见稿", "draft")},
    "script": {"hans": ("简体", "simplified"), "hant": ("繁体", "traditional")},
    "kind": {"wording": ("文字不同", "wording"), "glyph": ("字形或标点不同", "glyph")},
    "comparator": {
        "ge": ("以上（≥）", "at least"),
        "gt": ("超过（>）", "more than"),
        "le": ("以内（≤）", "at most"),
        "approx": ("左右（≈）", "about"),
        "range": ("区间", "range"),
        "eq": ("等于", "exactly"),
    },
    "measure": {
        "level": ("达到的水平", "level reached"),
        "increment": ("新增", "newly added"),
        "cumulative": ("累计", "cumulative"),
        "annual_flow": ("每年", "a year"),
        "growth_rate": ("年均增速", "growth a year"),
        "rank": ("位次", "rank"),
        "multiple": ("倍增", "multiple"),
        "coverage": ("覆盖率", "coverage"),
    },
    "strength": {
        "binding": ("确保", "binding"),
        "firm": ("直述", "stated plainly"),
        "aspirational": ("力争", "aim"),
    },
    "horizon_source": {
        "explicit": ("同句写明", "same sentence"),
        "inherited": ("承上文", "from the text above"),
        "plan": ("仅据规划期", "only the plan's period"),
        "none": ("未写明", "not stated"),
    },
    "class": {
        "target": ("目标", "target"),
        "date": ("日期、时段", "date or duration"),
        "ordinal": ("序号、条目", "list or document number"),
        "name": ("名称中的数字", "part of a name"),
        "policy_parameter": ("政策条件、额度", "condition or amount of a policy"),
        "fact": ("已有成绩", "already achieved"),
        "scope": ("范围", "scope"),
        "other": ("其他", "other"),
        "unexplained": ("未能解释", "unexplained"),
    },
    "not_compared_reason": {
        "no_indicator": ("指标不在编码表中", "indicator not in the codebook"),
        "no_value": ("没有数值", "no value"),
        "no_horizon": ("没有目标年", "no horizon"),
        "several_values": ("同一指标同一年有几个数值", "several values for one year"),
        "repeated": ("同一数值重复出现", "the same figure again"),
        "only_plan": ("只有这一份计划设定", "set by this plan only"),
        "scope_differs": ("适用范围不同", "other scope"),
        "measure_differs": ("度量不同", "other measure"),
        "unit_differs": ("单位不同", "other unit"),
        "basis_differs": ("口径不同（年均、累计）", "other basis"),
        "window_differs": ("起算年不同", "counted from another year"),
        "kind_differs": ("文件种类不同", "other kind of document"),
        "horizon_differs": ("别的计划没有同一目标年", "no other plan for its year"),
        "total_without_scale": ("总数，缺少规模数据", "a total, and no figures of size"),
    },
    "relation": {
        "higher": ("更高", "higher"),
        "lower": ("更低", "lower"),
        "equal": ("相同", "equal"),
        "unordered": ("无法排序", "cannot be ordered"),
    },
    "grouping": {
        "plan": ("计划", "plan"),
        "wave": ("批次", "wave"),
        "level": ("层级", "level"),
        "cluster": ("聚类", "cluster"),
    },
    "factor": {
        "year": ("印发年份", "year of issue"),
        "level": ("层级", "level"),
        "region": ("地区", "region"),
        "length": ("篇幅", "length"),
        "status": ("状态", "status"),
    },
    "decision": {
        "suggested": ("待判断", "suggested"),
        "accepted": ("已接受", "accepted"),
        "rejected": ("已拒绝", "rejected"),
    },
}


def coded(column: str, code: str, lang: str) -> str:
    """The word for a code; the code itself where there is none."""
    found = WORDS.get(column, {}).get(code)
    return pick(lang, *found) if found else code
