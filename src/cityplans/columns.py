"""Every column once: type, labels, meaning, allowed codes.

Types: text, integer, number, boolean, date (ISO), year. `values` closes a column to a list of codes; an
unknown code stops the write. Labels are what workbook and charts show.
"""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """`uses` says what else is done with a field of a target, so that no list of them stands elsewhere.

    editable: a researcher may change it in the workbook; correctable: and in corrections.csv; voted: of
    several editions the reading of most stands; compared: two runs differ where it differs; scored: gold
    rows have it; shown: part of what a reader sees as the value.
    """

    type: str
    zh: str
    en: str
    about: str
    values: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()


REGION_LEVELS = ("national", "province", "prefecture", "county")
STATUSES = ("final", "draft")
PLAN_TYPES = ("decision", "opinion", "plan", "action_plan", "measures", "work_report", "other")
ISSUER_TYPES = ("party", "congress", "government", "department", "joint")
SEVERITIES = ("lost", "look", "note")
SCRIPTS = ("hans", "hant")
DIFFERENCE_KINDS = ("wording", "glyph")
CLAUSE_KINDS = ("title", "text", "heading", "box", "table", "glossary", "foreword", "signature", "note")
COMPARATORS = ("ge", "gt", "le", "approx", "range", "eq")
MEASURES = ("level", "increment", "cumulative", "annual_flow", "growth_rate", "rank", "multiple", "coverage")
STRENGTHS = ("ensured", "firm", "aspirational")
OBLIGATIONS = ("binding", "expected")
HORIZON_SOURCES = ("explicit", "inherited", "plan", "none")
NUMERAL_CLASSES = (
    "target", "date", "ordinal", "name", "policy_parameter", "fact", "scope", "other", "unexplained",
)  # fmt: skip
THEMES = (
    "talent", "platforms_labs", "firms_industry", "rd_core_technology", "finance_funding",
    "intellectual_property", "technology_transfer", "regional_cooperation", "parks_space",
    "digital_infrastructure", "higher_education", "social_livelihood", "institutional_reform",
    "overall_innovation", "other",
)  # fmt: skip
STAGES = (
    "reading", "cleaning", "splitting", "metadata", "editions", "extraction", "corrections", "comparing",
    "writing",
)  # fmt: skip
COMPARABLE = ("share", "growth", "coverage", "per_head", "total", "rank", "multiple")
RELATIONS = ("higher", "lower", "equal", "unordered")
RELATION_REASONS = (
    "same_target", "same_figure", "floors", "ceilings", "same_wording", "apart", "approximate",
    "ranges_meet", "ceiling", "open_above", "no_direction", "total", "measure_changed", "unit_changed",
    "basis_changed", "counted_from_other_year",
)  # fmt: skip
BASES = ("yearly", "average", "total")
DOCUMENT_KINDS = ("plan", "measures", "work_report", "other")
CHAIN_CHANGES = (
    "raised", "kept", "lowered", "met", "missed", "on_the_way", "dropped", "not_comparable",
)  # fmt: skip
CHAIN_REASONS = (
    "same_year", "other_year", "nearer_year", "in_its_year", "before_its_year", "after_its_year",
    "not_set_again", "no_base", "nominal",
    "several_values", "approximate", "ranges_meet", "ceiling", "open_above", "no_direction",
    "measure_changed", "unit_changed", "basis_changed", "counted_from_other_year",
)  # fmt: skip
NOT_COMPARED = (
    "no_indicator", "no_value", "no_horizon", "several_values", "repeated", "only_plan", "scope_differs",
    "measure_differs", "unit_differs", "basis_differs", "window_differs", "kind_differs", "horizon_differs",
    "total_without_scale",
)  # fmt: skip
CHANGES = (
    "plan_added", "plan_replaced", "plan_mended", "plan_dropped", "target_new", "target_changed",
    "target_gone", "new_highest", "new_lowest", "first_seen", "first_horizon", "own_revised", "own_dropped",
    "borrowed", "cluster_moved", "finding_changed",
)  # fmt: skip

EDITED = ("editable", "correctable", "voted", "compared")

COLUMNS: dict[str, Column] = {
    # plans and editions
    "plan_id": Column("text", "计划编号", "Plan id", "Stable readable key of a plan (a work, not a file)"),
    "region": Column("text", "地区", "Region", "Issuing territory; 全国 for national plans"),
    "region_code": Column("text", "行政区划代码", "Region code", "GB/T 2260, six digits; 000000 national"),
    "region_level": Column("text", "层级", "Level", "Administrative level of the region", REGION_LEVELS),
    "parent_region": Column("text", "上级地区", "Parent region", "Region one level above"),
    "issuer": Column("text", "发文机关", "Issuer", "Body that adopted or issued the plan"),
    "title": Column("text", "标题", "Title", "Title as printed, line breaks removed"),
    "doc_no": Column("text", "文号", "Document no.", "Document number as printed"),
    "date": Column("date", "日期", "Date", "Day adopted or issued"),
    "period_start": Column("year", "规划期起", "Period start", "First year of the plan's period"),
    "period_end": Column("year", "规划期止", "Period end", "Last year of the plan's period"),
    "plan_type": Column("text", "文种", "Plan type", "What kind of document it is", PLAN_TYPES),
    "issuer_type": Column("text", "发文机关类别", "Issuer type", "What kind of body issued it", ISSUER_TYPES),
    "co_issuers": Column("text", "联合发文机关", "Other issuers", "Who signed with the issuer, joined by 、"),
    "status": Column("text", "状态", "Status", "Final text or draft for consultation", STATUSES),
    "reference_edition_id": Column("text", "底本", "Reference edition", "Edition whose text is used"),
    "editions": Column("text", "版本", "Editions", "edition_ids, joined by a space"),
    "characters": Column("integer", "字数", "Characters", "Length of the cleaned text"),
    "edition_id": Column("text", "版本编号", "Edition id", "Key of a witness of a plan"),
    "source_file": Column("text", "来源文件", "Source file", "Path below the raw folder"),
    "source_start": Column("integer", "来源起", "Source start", "First character in the decoded file"),
    "source_end": Column("integer", "来源止", "Source end", "End (exclusive) in the decoded file"),
    "script": Column("text", "字体", "Script", "Simplified (hans) or traditional (hant)", SCRIPTS),
    "complete": Column("boolean", "完整", "Complete", "Whether the edition carries the whole plan"),
    "coverage": Column("number", "覆盖率", "Coverage", "Share (0–1) of the reference text carried"),
    "is_reference": Column("boolean", "是否底本", "Is reference", "Whether its text is the plan's text"),
    "section": Column("text", "章节", "Section", "Path of headings, joined by ' / '"),
    "reference_text": Column("text", "底本文字", "Reference reading", "Reading of the reference edition"),
    "variant_text": Column("text", "异文", "Variant reading", "Reading of the other editions"),
    "edition_ids": Column("text", "异文所在版本", "Editions with variant", "edition_ids, joined by a space"),
    "kind": Column(
        "text", "类别", "Kind", "wording: other words; glyph: layout or glyph only", DIFFERENCE_KINDS
    ),
    "touches_target": Column("boolean", "涉及目标", "Touches a target", "Whether a target's span overlaps"),
    "in_plans": Column("integer", "规划内字数", "In plans", "Characters that stand in a plan"),
    "in_other_parts": Column(
        "integer", "其他部分字数", "In other parts", "Characters in parts that are no plan"
    ),
    "removed": Column("integer", "清洗去除字数", "Removed", "Page numbers, furniture and the like"),
    "aside": Column(
        "integer", "正文以外字数", "Aside", "Of a web page: menus, feet, hidden or struck out text"
    ),
    # cleaning
    "fix": Column("text", "清洗步骤", "Fix", "Name of the cleaning step"),
    "count": Column("integer", "次数", "Count", "How many places"),
    # clauses
    "clause_id": Column("text", "条款编号", "Clause id", "Key of a paragraph"),
    "number": Column("text", "序号", "Number", "Numbering as printed"),
    "heading": Column("text", "小标题", "Heading", "Heading of the paragraph, also when run into it"),
    "text": Column("text", "文字", "Text", "The characters themselves"),
    "start": Column("integer", "起", "Start", "First character in texts/PLAN_ID.txt"),
    "end": Column("integer", "止", "End", "End (exclusive) in texts/PLAN_ID.txt"),
    "departments": Column("text", "责任单位", "Departments", "Responsible bodies, joined by 、"),
    "clause_kind": Column("text", "条款类别", "Clause kind", "Role of the paragraph", CLAUSE_KINDS),
    # targets
    "target_id": Column("text", "目标编号", "Target id", "Stable while quote and indicator stay"),
    "quote": Column("text", "原文", "Quote", "Shortest verbatim span with indicator and value"),
    "page": Column("integer", "页码", "Page", "Page of the file (PDF only)"),
    "indicator_text": Column("text", "指标原文", "Indicator as printed", "In the document's own words"),
    "indicator_id": Column(
        "text",
        "指标编码",
        "Indicator",
        "Key of the indicator codebook; empty if none",
        uses=(*EDITED, "scored"),
    ),
    "theme": Column("text", "主题", "Theme", "Theme code", THEMES),
    "value_low": Column(
        "number", "下限", "Value (low)", "Lower bound, multipliers applied", uses=(*EDITED, "shown")
    ),
    "value_high": Column(
        "number", "上限", "Value (high)", "Upper bound; equals the lower for a point", uses=(*EDITED, "shown")
    ),
    "value_text": Column(
        "text",
        "数值原文",
        "Value as printed",
        "Verbatim, with comparator and unit",
        uses=("correctable", "voted", "shown"),
    ),
    "unit": Column("text", "单位", "Unit", "Bare unit without multiplier", uses=(*EDITED, "scored", "shown")),
    "comparator": Column(
        "text",
        "比较",
        "Comparator",
        "How the value bounds the outcome",
        COMPARATORS,
        (*EDITED, "scored", "shown"),
    ),
    "measure": Column(
        "text", "度量", "Measure", "What kind of quantity it is", MEASURES, (*EDITED, "scored")
    ),
    "strength": Column(
        "text", "力度", "Strength", "How firmly it is promised", STRENGTHS, (*EDITED, "scored", "shown")
    ),
    "strength_word": Column("text", "力度用词", "Strength word", "The word printed (力争); empty for none"),
    "obligation": Column(
        "text",
        "约束属性",
        "Obligation",
        "Planning class where printed: 约束性 or 预期性",
        OBLIGATIONS,
        ("editable", "correctable", "voted", "compared"),
    ),
    "horizon": Column(
        "year", "目标年", "Horizon", "Year by which", uses=("editable", "correctable", "compared", "scored")
    ),
    "horizon_source": Column(
        "text",
        "目标年依据",
        "Horizon source",
        "Where the year was found",
        HORIZON_SOURCES,
        ("editable", "correctable"),
    ),
    "scope": Column(
        "text",
        "适用范围",
        "Scope",
        "Part of the territory or economy, where not the whole",
        uses=("editable", "correctable", "compared"),
    ),
    "baseline_value": Column(
        "number", "基期值", "Baseline value", "Where the text gives it", uses=("editable", "correctable")
    ),
    "baseline_year": Column(
        "year", "基期年", "Baseline year", "Where the text gives it", uses=("editable", "correctable")
    ),
    "edition_note": Column(
        "text", "版本说明", "Edition note", "Where editions differ and which supplied what"
    ),
    "rule": Column("text", "规则", "Rule", "Name of the rule that made the row"),
    "confidence": Column("number", "把握", "Confidence", "Estimated chance (0–1) that all fields are right"),
    "doubts": Column(
        "text", "存疑之处", "Doubts", "What lowers it, gravest first, joined by ; (see confidence.csv)"
    ),
    # actuals
    "year_source": Column("text", "年份依据", "Year source", "Where the year was found", HORIZON_SOURCES),
    # numerals
    "value": Column("number", "数值", "Value", "Number, multipliers applied"),
    "class": Column("text", "类别", "Class", "What the number is", NUMERAL_CLASSES),
    # themes
    "weight": Column("number", "权重", "Weight", "0–1, summing to 1 over a clause"),
    # problems
    "stage": Column("text", "阶段", "Stage", "Where it was found", STAGES),
    "problem": Column("text", "问题", "Problem", "Code of the problem"),
    "severity": Column("text", "轻重", "Severity", "lost: not in the tables; look; note", SEVERITIES),
    "message_zh": Column("text", "中文说明", "Message in Chinese", "The same in Chinese"),
    "message": Column("text", "说明", "Message", "What is wrong and what to do"),
    # recall without gold, and words the codebook lacks
    "found_first": Column(
        "integer",
        "甲法找到",
        "First",
        "Numbers of running text that the extraction calls targets (n1); in sums of plans with an estimate",
    ),
    "found_second": Column("integer", "乙法找到", "Second", "Numbers found from the indicator word (n2)"),
    "found_both": Column("integer", "两法都找到", "Both", "Numbers that both call targets (m)"),
    "total_estimate": Column("number", "估计总数", "Total (estimate)", "Chapman's estimate"),
    "total_low": Column("number", "总数下限", "Total (low)", "Log-normal 95 %"),
    "total_high": Column("number", "总数上限", "Total (high)", "Log-normal 95 %"),
    "recall": Column("number", "估计召回率", "Recall (estimate)", "found_first / total_estimate, 0–1"),
    "recall_low": Column("number", "召回率下限", "Recall (low)", "found_first / total_high"),
    "recall_high": Column("number", "召回率上限", "Recall (high)", "found_first / total_low"),
    "nearest_ids": Column("text", "相近编码", "Nearest keys", "Most similar codebook keys, nearest first"),
    "include": Column("text", "包含词", "Include", "Words that must all stand in the phrase, joined by +"),
    "exclude": Column("text", "排除词", "Exclude", "Words none of which may stand in it, joined by |"),
    "term_units": Column("text", "限定单位", "Units of a term", "Units it is bound to, joined by |"),
    "term_measures": Column("text", "限定度量", "Measures of a term", "Measures it is bound to, joined by |"),
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
    "share_of_parent": Column("number", "占上级比重", "Share of the total above", "0–1; may exceed 1"),
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
    # comparison: themes
    "term": Column("text", "词语", "Term", "Word or phrase as it stands in the text"),
    "place": Column(
        "text",
        "位置",
        "Place",
        "Where it stands: in the text, its heading, the heading above it, those above that, the title",
        ("text", "heading", "section", "chapter", "title"),
    ),
    "score": Column("number", "得分", "Score", "Weight of the term times place and damped count"),
    "share": Column("number", "占比", "Share", "Share (0–1) of the whole named in the table's description"),
    "clause_equivalents": Column("number", "折合条款数", "Clause equivalents", "Sum of the clauses' weights"),
    "clauses": Column("integer", "条款数", "Clauses", "Number of clauses counted"),
    "targets": Column("integer", "目标数", "Targets", "Number of targets"),
    "earlier_share": Column("number", "前一占比", "Earlier share", "Share (0–1) in the earlier plan"),
    "difference": Column("number", "差", "Difference", "Later share minus earlier share (1 = 100 points)"),
    # comparison: vocabulary
    "plans_with_term": Column("integer", "出现计划数", "Plans with term", "In how many plans it occurs"),
    "tfidf": Column("number", "TF-IDF", "TF-IDF", "(1+ln tf)(ln((1+N)/(1+df))+1), length 1 a plan"),
    "grouping": Column(
        "text",
        "分组方式",
        "Grouping",
        "What is set against the rest",
        ("plan", "kind", "wave", "level", "cluster"),
    ),
    "group": Column("text", "组", "Group", "Plan, issue year, level or cluster"),
    "count_rest": Column("integer", "其余次数", "Count elsewhere", "Occurrences in all other groups"),
    "log_odds": Column("number", "对数优势比", "Log odds", "Log-odds ratio with Dirichlet prior (natural)"),
    "z": Column("number", "z值", "z", "Log odds divided by its standard error"),
    "alpha0": Column("number", "先验规模", "Prior size", "Words the Dirichlet prior counts for"),
    "cohesion": Column("number", "内部凝合度", "Cohesion", "Least pointwise mutual information, bits"),
    "freedom": Column("number", "边界自由度", "Freedom", "Smaller entropy of the neighbours, bits"),
    "decision": Column(
        "text", "取舍", "Decision", "What lexicon.csv says of it", ("suggested", "accepted", "rejected")
    ),
    # comparison: clusters
    "distance": Column("number", "距离", "Distance", "1 − cosine of TF-IDF (words of two plans or more)"),
    "expected_distance": Column(
        "number", "篇幅决定的距离", "Expected distance", "Of shuffled text of the same sizes: length alone"
    ),
    "distance_ratio": Column(
        "number",
        "相对距离",
        "Relative distance",
        "Distance / expected; below 1 nearer than length alone makes it",
    ),
    "distance_z": Column(
        "number", "距离z值", "z of distance", "(distance − expected) / its standard deviation"
    ),
    "wave_adjusted_distance": Column(
        "number",
        "剔除年份后的距离",
        "Wave-adjusted distance",
        "Cosine distance of what each issue year's mean vocabulary leaves; of plans of two years",
    ),
    "node": Column("text", "节点", "Node", "Inner node of the tree, in order of joining"),
    "height": Column("number", "高度", "Height", "Relative distance at which the node joins (average)"),
    "members": Column("text", "成员", "Members", "plan_ids below the node, joined by a space"),
    "stability": Column("number", "稳定性", "Stability", "Hennig's γ (0–1) over resamples"),
    "k": Column("integer", "分组数", "k", "Number of groups of the cut"),
    "cluster": Column("text", "聚类", "Cluster", "Label; kept from run to run for the chosen cut"),
    "silhouette": Column("number", "轮廓系数", "Silhouette", "−1 to 1; 0 where a plan is alone"),
    "is_chosen": Column("boolean", "采用", "Chosen", "Whether this number of groups has the best silhouette"),
    "finding": Column("text", "发现", "Finding", "What is measured"),
    "null_median": Column(
        "number", "随机中位数", "Null median", "Median over shuffled text or permuted plans"
    ),
    "null_high": Column("number", "随机95%分位", "Null 95 %", "95 % quantile over shuffled text"),
    "p_value": Column("number", "p值", "p", "Share of shuffles or permutations at least as high"),
    "p_corrected": Column("number", "校正p值", "p, corrected", "p times the number of factors tried"),
    "q_value": Column("number", "q值", "q", "False-discovery rate (Benjamini–Hochberg) down to this row"),
    "difference_low": Column("number", "差的下限", "Difference (low)", "95 %, clauses drawn again"),
    "difference_high": Column("number", "差的上限", "Difference (high)", "95 %, clauses drawn again"),
    "plans_in_group": Column("integer", "本组计划数", "Plans in group", "Plans of the group with the term"),
    "repetitions": Column("integer", "重复次数", "Repetitions", "Shuffles or permutations drawn"),
    "verdict": Column(
        "text",
        "判断",
        "Verdict",
        "What may be said",
        ("structure", "no_structure", "too_few", "kind_separates", "descriptive"),
    ),
    "note": Column("text", "说明", "Note", "What the figure is, or why there is none"),
    # comparison: robustness
    "units": Column(
        "text", "计量单位", "Units", "Words, or character strings of 2–4", ("words", "characters")
    ),
    "masked": Column("boolean", "是否屏蔽", "Masked", "Numbers, own places, formulas and departments masked"),
    "least_df": Column("integer", "最少计划数", "Least plans", "Features of fewer plans left out"),
    "most_df": Column("number", "最多计划占比", "Most plans (share)", "Features of a larger share left out"),
    "idf": Column("boolean", "逆文档频率", "IDF", "Whether rare words weigh more"),
    "linkage": Column("text", "连接法", "Linkage", "How the tree joins", ("average", "complete", "single")),
    "partition": Column("text", "划分", "Partition", "Group of each plan, plans in order of plan_id"),
    "agreement": Column("number", "一致度", "Agreement", "Adjusted Rand index or κ, as the table says"),
    "is_default": Column("boolean", "默认", "Default", "The choices used in the other tables"),
    "factor": Column(
        "text", "因素", "Factor", "What plans are grouped by", ("year", "kind", "level", "region", "length")
    ),
    "r_squared": Column("number", "解释比例", "R²", "Share (0–1) of squared distance explained by it alone"),
    "least_p": Column("number", "最小可能p值", "Least possible p", "1 / number of different arrangements"),
    "groups": Column("integer", "组数", "Groups", "Different values of the factor"),
    # comparison: borrowing
    "source_plan_id": Column(
        "text", "来源计划", "Source plan", "Plan with the passage; any = one that is surely older"
    ),
    "source_clause_id": Column("text", "来源条款", "Source clause", "Clause of the older plan"),
    "source_text_start": Column("integer", "来源文本起", "Source from", "In texts/SOURCE_PLAN_ID.txt"),
    "source_text_end": Column("integer", "来源文本止", "Source to", "In texts/SOURCE_PLAN_ID.txt, exclusive"),
    "source_quote": Column("text", "来源原文", "Source quote", "The older plan's words"),
    "source_relation": Column(
        "text",
        "来源关系",
        "Source is",
        "What the older plan's territory is to this one",
        ("own_earlier", "parent", "child", "peer", "other", "any"),
    ),
    "direction": Column(
        "text",
        "先后依据",
        "Direction",
        "dated: 60 days apart, or the territory above or itself first; else shared, not borrowed",
        ("dated", "unknown"),
    ),
    "length": Column("integer", "长度", "Length", "Characters, blanks and punctuation aside"),
    "other_provinces": Column(
        "integer", "其他省份数", "Other provinces", "Fewest other provinces whose plans have its words too"
    ),
    "formula_share": Column(
        "number",
        "共用套语占比",
        "Formulas (share)",
        "0–1 of the text; part of share: three other provinces say it",
    ),
    "is_first_by_order": Column(
        "boolean",
        "仅因日期最早",
        "First by date alone",
        "Its first plan is the oldest here, so first of all it shares",
    ),
    "passages": Column("integer", "段落数", "Passages", "Shared runs of 12 characters or more"),
    "characters_shared": Column("integer", "相同字数", "Characters shared", "Covered by them, counted once"),
    "numbers": Column("text", "数字", "Numbers", "Quantities of the piece, multipliers applied"),
    "source_numbers": Column("text", "来源数字", "Source numbers", "Quantities of the older piece"),
    "similarity": Column("number", "相似度", "Similarity", "Of the pieces with numbers taken out (0–1)"),
    "number_change": Column(
        "text",
        "数字变化",
        "Change of number",
        "The newer number against the older",
        ("same", "higher", "lower", "mixed", "not_comparable"),
    ),
    "source_target_id": Column("text", "来源目标", "Source target", "Target of the older plan in the piece"),
    # comparison: names
    "name": Column("text", "名称", "Name", "As printed, without quotation marks and blanks"),
    "name_kind": Column(
        "text",
        "名称类别",
        "Kind of name",
        "Programme, institution or slogan",
        ("programme", "institution", "slogan"),
    ),
    "core": Column("text", "共同部分", "Core", "Ending it shares with another programme's name"),
    "first_plan_id": Column("text", "最早计划", "First plan", "Oldest plan here with it, if dates tell"),
    "plans": Column("integer", "计划数", "Plans", "Number of plans"),
    "regions": Column("integer", "地区数", "Regions", "Number of territories"),
    "first_year": Column("year", "最早年份", "First year", "Year of the oldest plan that names it"),
    "last_year": Column("year", "最晚年份", "Last year", "Year of the newest plan that names it"),
    # comparison: instruments, topics, co-words
    "instrument": Column("text", "政策工具", "Instrument", "Sub-tool of the codebook (instruments.csv)"),
    "instrument_group": Column(
        "text",
        "工具类型",
        "Instrument group",
        "Rothwell & Zegveld's three kinds",
        ("supply", "environment", "demand"),
    ),
    "evidence": Column("text", "依据词", "Evidence", "Terms that gave the code, joined by 、"),
    "codes": Column("integer", "编码数", "Codes", "Instruments coded, a clause counting once for each"),
    "share_of_codes": Column("number", "占编码比", "Share of codes", "0–1, of all codes of the plan"),
    "supply_share": Column("number", "供给型占比", "Supply (share)", "0–1, of all codes of the plan"),
    "environment_share": Column("number", "环境型占比", "Environment (share)", "0–1, of all codes"),
    "demand_share": Column("number", "需求型占比", "Demand (share)", "0–1, of all codes of the plan"),
    "balance_groups": Column("number", "三类均衡度", "Balance (groups)", "Evenness J over three groups, 0–1"),
    "balance_instruments": Column(
        "number", "工具均衡度", "Balance (tools)", "Evenness J over sub-tools, 0–1"
    ),
    "topic": Column("text", "话题", "Topic", "Topic found without the codebook"),
    "theme_share": Column(
        "number", "主题占比", "Theme (share)", "Of the topic's clauses with that main theme"
    ),
    "other_term": Column("text", "另一词语", "Other term", "The word it stands with"),
    "sentences": Column("integer", "句数", "Sentences", "Sentences with the first word"),
    "other_sentences": Column("integer", "另一词句数", "Other sentences", "Sentences with the second word"),
    "sentences_together": Column("integer", "共现句数", "Sentences together", "Sentences with both"),
    "ochiai": Column("number", "Ochiai系数", "Ochiai", "c_ij / √(c_i c_j), 0–1"),
    # corrections and changes
    "corrected": Column(
        "boolean", "已更正", "Corrected", "Whether a researcher's correction stands in the row"
    ),
    "correction_note": Column("text", "更正说明", "Correction", "What was corrected, why, by whom, when"),
    "change_kind": Column("text", "变化类型", "Change", "What differs from the run before", CHANGES),
    "earlier_quote": Column("text", "前一原文", "Earlier quote", "Sentence of the earlier target"),
    "earlier_horizon": Column("year", "前一目标年", "Earlier horizon", "Year of the earlier target"),
}


def used_as(use: str) -> tuple[str, ...]:
    """The fields of a target that are put to a use, in the order of the table."""
    return tuple(name for name, column in COLUMNS.items() if use in column.uses)
