"""Columns of how targets compare: ranks, paces, chains, what is new since the run before."""

from __future__ import annotations

from cityplans.codes import (
    BASES,
    CHAIN_CHANGES,
    CHAIN_REASONS,
    CHANGES,
    COMPARABLE,
    COMPARATORS,
    DOCUMENT_KINDS,
    NOT_COMPARED,
    RELATION_REASONS,
    RELATIONS,
)
from cityplans.columns.column import Column

COLUMNS: dict[str, Column] = {
    # ambition
    "comparable": Column(
        "text", "可比方式", "Comparable as", "How values of this row may be compared", COMPARABLE
    ),
    "mentions": Column("integer", "出现次数", "Mentions", "How often the plan states this figure"),
    "superseded": Column(
        "boolean", "已被取代", "Superseded", "Another plan of the region is in force: newer, or final"
    ),
    "peers": Column("integer", "同级地区数", "Peers", "Other regions of the level with this horizon"),
    "per_10k_people": Column(
        "number", "每万人", "Per 10,000 people", "Total by the inhabitants of scale.csv"
    ),
    "per_100m_gdp": Column("number", "每亿元GDP", "Per 100 m yuan GDP", "Total by the GDP of scale.csv"),
    "scale_year": Column("year", "规模年份", "Scale year", "Year of the figures used from scale.csv"),
    "not_compared_reason": Column(
        "text", "未比较原因", "Why not compared", "What keeps it apart", NOT_COMPARED
    ),
    "parent_plan_id": Column("text", "上级计划", "Plan above", "Plan of the territory above"),
    "parent_target_id": Column("text", "上级目标", "Target above", "Target of the territory above"),
    "parent_value_text": Column("text", "上级数值", "Value above", "Value of the territory above, verbatim"),
    "difference_kind": Column(
        "text",
        "差异类型",
        "Difference as",
        "Points, log ratio, or share of the total above",
        ("points", "log_ratio", "share_of_total"),
    ),
    "parent_indicator_text": Column(
        "text", "上级指标原文", "Indicator above, as printed", "In the words of the plan above"
    ),
    "amplification": Column(
        "number",
        "加码",
        "Amplification",
        "By the figures; positive: asks for more. Empty where they tell other than the order",
    ),
    "share_of_parent": Column(
        "number", "占上级比重", "Share of the total above", "0–1; may exceed 1; of a range its middle"
    ),
    "relation": Column("text", "高低", "Relation", "Of this row's target to the other", RELATIONS),
    "relation_reason": Column("text", "判断依据", "Reason", "Why ordered, or why not", RELATION_REASONS),
    "pre_emption": Column("boolean", "先于上级", "Pre-emption", "The plan is older than the one above"),
    "pace_kind": Column(
        "text",
        "速度类型",
        "Pace between",
        "What the earlier value is",
        ("horizons", "plans", "stated", "multiple", "baseline", "actual"),
    ),
    "earlier_plan_id": Column(
        "text",
        "前一计划",
        "Earlier plan",
        "Plan of the region before this one; for what was reached, the one that says so",
    ),
    "earlier_target_id": Column(
        "text", "前一目标", "Earlier target", "Target of the earlier value; of an actual, the one it answers"
    ),
    "earlier_value_text": Column("text", "前一数值", "Earlier value", "Verbatim"),
    "year_from": Column("year", "起始年", "From year", "Year of the earlier value"),
    "value_from": Column("number", "起始值", "From value", "Earlier figure; 1 for a multiple"),
    "comparator_from": Column(
        "text", "起始值比较", "Earlier comparator", "How the earlier value bounds what was", COMPARATORS
    ),
    "year_to": Column("year", "终止年", "To year", "Horizon of the later value"),
    "value_to": Column("number", "终止值", "To value", "Later figure; the middle of a range"),
    "pace": Column(
        "number",
        "年均变化",
        "Pace",
        "Change a year from what was reached; none between targets, nor to less than was reached",
    ),
    "pace_unit": Column(
        "text", "速度单位", "Pace unit", "Points or per cent a year", ("points_per_year", "percent_per_year")
    ),
    "pace_bound": Column(
        "text",
        "速度界限",
        "Pace bound",
        "How far the figures bind the pace",
        ("exact", "at_least", "at_most", "about"),
    ),
    "figure_change": Column("number", "相差", "Difference", "Newer minus older figure, in the row's unit"),
    "change": Column("text", "变化", "Change", "Against the step it answers", CHAIN_CHANGES),
    "change_reason": Column(
        "text", "变化依据", "Change: how told", "Same or other year, in or after its year", CHAIN_REASONS
    ),
    "step": Column("text", "步骤", "Step", "What was aimed at, or what was reached", ("target", "actual")),
    "year": Column("year", "年份", "Year", "Horizon of a target, year of an actual"),
    "actual_id": Column("text", "实绩编号", "Actual id", "Key of what a document says was reached"),
    "basis": Column("text", "统计口径", "Basis", "A year's figure, an average, or a window's total", BASES),
    "window_start": Column("year", "起算年", "Window start", "Year from which an average or total runs"),
    "document_kind": Column(
        "text",
        "文件种类",
        "Kind of document",
        "A work report's goal for its year, or a plan's",
        DOCUMENT_KINDS,
    ),
    "figure": Column("number", "数字", "Figure", "By which studies rank targets; see figure_kind"),
    "figure_kind": Column(
        "text",
        "数字性质",
        "Figure is",
        "What the figure is: as stated, a bound, about, or the middle of a range",
        ("stated", "lower_bound", "upper_bound", "about", "midpoint"),
    ),
    "figure_rank": Column("integer", "数字名次", "Rank of figure", "1 asks for most; bounds taken as points"),
    "figure_quartile_low": Column("number", "下四分位", "Lower quartile", "Of the figures of all peers"),
    "figure_median": Column("number", "中位数", "Median", "Of the figures of all peers"),
    "figure_quartile_high": Column("number", "上四分位", "Upper quartile", "Of the figures of all peers"),
    "is_comparable": Column("boolean", "可比", "Comparable", "Whether the definition stayed the same"),
    "n": Column("integer", "样本数", "n", "How many are counted"),
    "below": Column("integer", "低于本地数", "Below", "Peers that ask for less"),
    "equal": Column("integer", "相同数", "Equal", "Peers that ask for the same"),
    "above": Column("integer", "高于本地数", "Above", "Peers that ask for more"),
    "unordered": Column(
        "integer", "无法排序数", "Not to be ordered", "Peers that cannot be ordered against it"
    ),
    "percentile": Column("number", "百分位", "Percentile", "Midrank percentile; unordered peers half below"),
    "percentile_low": Column("number", "百分位下限", "Percentile (low)", "All unordered peers above"),
    "percentile_high": Column("number", "百分位上限", "Percentile (high)", "All unordered peers below"),
    "robust_z": Column("number", "稳健z值", "Robust z", "(T − median)/(1.4826 MAD); from five figures on"),
    "other_plan_id": Column("text", "另一计划", "Other plan", "Plan of the second target"),
    "indicators": Column("integer", "指标数", "Indicators", "Shared indicators the plan sets"),
    "indicators_shared": Column("integer", "共有指标数", "Shared indicators", "Set by at least three plans"),
    "indicator_coverage": Column(
        "number", "指标覆盖率", "Indicator coverage", "indicators / indicators_shared"
    ),
    "composite": Column("number", "综合百分位", "Composite", "Mean percentile; empty below coverage 0.5"),
    "rank": Column("integer", "名次", "Rank", "By composite, 1 highest"),
    "rank_low": Column("integer", "最好名次", "Best rank", "Over all ways to leave one indicator out"),
    "rank_high": Column("integer", "最差名次", "Worst rank", "Over all ways to leave one indicator out"),
    "commitment": Column(
        "text",
        "措辞",
        "Wording",
        "hard: a floor or ensured; soft: about, a range or an aim; both; neither. Wording, not obligation",
        ("hard", "soft", "mixed", "plain"),
    ),
    "hard": Column("integer", "下限或确保", "Floor or ensured", "以上, 超过 or 确保, and not soft"),
    "soft": Column(
        "integer", "约数、区间或力争", "About, range or aim", "左右, a range or 力争, and not hard"
    ),
    "mixed": Column("integer", "兼有", "Both", "Both at once (力争达到…以上)"),
    "plain": Column("integer", "直述", "Plain", "Neither"),
    "hard_share": Column(
        "number", "下限或确保占比", "Floor or ensured (share)", "0–1, of the plan's targets"
    ),
    "hard_low": Column("number", "下限或确保占比下限", "Floor or ensured (low)", "95 %, by clauses"),
    "hard_high": Column("number", "下限或确保占比上限", "Floor or ensured (high)", "95 %, by clauses"),
    "hard_or_mixed_share": Column(
        "number",
        "下限或确保占比（含混合）",
        "Floor or ensured, mixed too (share)",
        "0–1, of the plan's targets",
    ),
    "hard_or_mixed_low": Column(
        "number", "下限或确保占比（含混合）下限", "Floor or ensured, mixed too (low)", "95 %, by clauses"
    ),
    "hard_or_mixed_high": Column(
        "number", "下限或确保占比（含混合）上限", "Floor or ensured, mixed too (high)", "95 %, by clauses"
    ),
    "soft_share": Column(
        "number", "约数、区间或力争占比", "About, range or aim (share)", "0–1, of the plan's targets"
    ),
    "soft_low": Column("number", "约数、区间或力争占比下限", "About, range or aim (low)", "95 %, by clauses"),
    "soft_high": Column(
        "number", "约数、区间或力争占比上限", "About, range or aim (high)", "95 %, by clauses"
    ),
    "soft_or_mixed_share": Column(
        "number",
        "约数、区间或力争占比（含混合）",
        "About, range or aim, mixed too (share)",
        "0–1, of the plan's targets",
    ),
    "soft_or_mixed_low": Column(
        "number",
        "约数、区间或力争占比（含混合）下限",
        "About, range or aim, mixed too (low)",
        "95 %, by clauses",
    ),
    "soft_or_mixed_high": Column(
        "number",
        "约数、区间或力争占比（含混合）上限",
        "About, range or aim, mixed too (high)",
        "95 %, by clauses",
    ),
    # changes
    "change_kind": Column("text", "变化类型", "Change", "What differs from the run before", CHANGES),
    "earlier_quote": Column("text", "前一原文", "Earlier quote", "Sentence of the earlier target"),
    "earlier_horizon": Column("year", "前一目标年", "Earlier horizon", "Year of the earlier target"),
}
