"""Columns of what documents say: plans, editions, clauses, targets, numbers, problems."""

from __future__ import annotations

from cityplans.codes import (
    CLAUSE_KINDS,
    COMPARATORS,
    DIFFERENCE_KINDS,
    HORIZON_SOURCES,
    ISSUER_TYPES,
    MEASURES,
    NUMERAL_CLASSES,
    OBLIGATIONS,
    PLAN_TYPES,
    REGION_LEVELS,
    SCRIPTS,
    SEVERITIES,
    STAGES,
    STATUSES,
    STRENGTHS,
    THEMES,
)
from cityplans.columns.column import Column

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
    # corrections
    "corrected": Column(
        "boolean", "已更正", "Corrected", "Whether a researcher's correction stands in the row"
    ),
    "correction_note": Column("text", "更正说明", "Correction", "What was corrected, why, by whom, when"),
}
