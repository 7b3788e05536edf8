"""Every column once: type, labels, meaning, allowed codes. A table is a list of columns and a key.

Types: text, integer, number, boolean, date (ISO), year. `values` closes a column to a list of codes; an
unknown code stops the write. Labels are what workbook and charts show.
"""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    type: str
    zh: str
    en: str
    about: str
    values: tuple[str, ...] = ()


class Table(NamedTuple):
    zh: str
    en: str
    about: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


REGION_LEVELS = ("national", "province", "prefecture", "county")
STATUSES = ("final", "draft")
SCRIPTS = ("hans", "hant")
DIFFERENCE_KINDS = ("wording", "glyph")
CLAUSE_KINDS = ("title", "text", "heading", "box", "table", "glossary", "foreword", "signature", "note")
COMPARATORS = ("ge", "gt", "le", "approx", "range", "eq")
MEASURES = (
    "level", "increment", "cumulative", "annual_flow", "growth_rate", "rank", "multiple", "coverage",
)
STRENGTHS = ("binding", "firm", "aspirational")
HORIZON_SOURCES = ("explicit", "inherited", "plan", "none")
NUMERAL_CLASSES = (
    "target", "date", "ordinal", "name", "policy_parameter", "fact", "scope", "other", "unexplained",
)
THEMES = (
    "talent", "platforms_labs", "firms_industry", "rd_core_technology", "finance_funding",
    "intellectual_property", "technology_transfer", "regional_cooperation", "parks_space",
    "digital_infrastructure", "higher_education", "social_livelihood", "institutional_reform",
    "overall_innovation", "other",
)
STAGES = ("reading", "cleaning", "splitting", "metadata", "editions", "extraction", "corrections", "writing")

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
    "kind": Column("text", "类别", "Kind", "wording: other words; glyph: layout or glyph only", DIFFERENCE_KINDS),
    "touches_target": Column("boolean", "涉及目标", "Touches a target", "Whether a target's span overlaps"),
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
    "indicator_id": Column("text", "指标编码", "Indicator", "Key of the indicator codebook; empty if none"),
    "theme": Column("text", "主题", "Theme", "Theme code", THEMES),
    "value_text": Column("text", "数值原文", "Value as printed", "Verbatim, with comparator and unit"),
    "value_low": Column("number", "下限", "Value (low)", "Lower bound, multipliers applied"),
    "value_high": Column("number", "上限", "Value (high)", "Upper bound; equals the lower for a point"),
    "unit": Column("text", "单位", "Unit", "Bare unit without multiplier"),
    "comparator": Column("text", "比较", "Comparator", "How the value bounds the outcome", COMPARATORS),
    "measure": Column("text", "度量", "Measure", "What kind of quantity it is", MEASURES),
    "strength": Column("text", "力度", "Strength", "How firmly it is promised", STRENGTHS),
    "horizon": Column("year", "目标年", "Horizon", "Year by which"),
    "horizon_source": Column("text", "目标年依据", "Horizon source", "Where the year was found", HORIZON_SOURCES),
    "baseline_value": Column("number", "基期值", "Baseline value", "Where the text gives it"),
    "baseline_year": Column("year", "基期年", "Baseline year", "Where the text gives it"),
    "scope": Column("text", "适用范围", "Scope", "Part of the territory or economy, where not the whole"),
    "edition_note": Column("text", "版本说明", "Edition note", "Where editions differ and which supplied what"),
    "rule": Column("text", "规则", "Rule", "Name of the rule that made the row"),
    # numerals
    "value": Column("number", "数值", "Value", "Number, multipliers applied"),
    "class": Column("text", "类别", "Class", "What the number is", NUMERAL_CLASSES),
    # themes
    "weight": Column("number", "权重", "Weight", "0–1, summing to 1 over a clause"),
    # problems
    "stage": Column("text", "阶段", "Stage", "Where it was found", STAGES),
    "problem": Column("text", "问题", "Problem", "Code of the problem"),
    "message": Column("text", "说明", "Message", "What is wrong and what to do"),
}

TABLES: dict[str, Table] = {
    "plans": Table("计划", "Plans", "One row per plan", (
        "plan_id", "region", "region_code", "region_level", "parent_region", "issuer", "title", "doc_no",
        "date", "period_start", "period_end", "status", "reference_edition_id", "editions", "characters",
    ), ("plan_id",)),
    "editions": Table("版本", "Editions", "One row per witness of a plan", (
        "edition_id", "plan_id", "source_file", "source_start", "source_end", "script", "complete",
        "coverage", "is_reference",
    ), ("edition_id",)),
    "edition_differences": Table("版本异文", "Edition differences", "Readings that differ", (
        "plan_id", "section", "reference_text", "variant_text", "edition_ids", "kind", "touches_target",
        "start", "end",
    ), ("plan_id", "start", "end", "variant_text", "edition_ids")),
    "cleaning_log": Table("清洗记录", "Cleaning log", "What cleaning changed, per edition and fix", (
        "plan_id", "edition_id", "fix", "count",
    ), ("edition_id", "fix")),
    "clauses": Table("条款", "Clauses", "Paragraphs; they tile the plan's text", (
        "clause_id", "plan_id", "section", "number", "heading", "text", "start", "end", "departments",
        "clause_kind",
    ), ("clause_id",)),
    "targets": Table("目标", "Targets", "One row per indicator and value", (
        "target_id", "plan_id", "clause_id", "region", "quote", "start", "end", "source_file",
        "source_start", "source_end", "page", "indicator_text", "indicator_id", "theme", "value_text",
        "value_low", "value_high", "unit", "comparator", "measure", "strength", "horizon",
        "horizon_source", "baseline_value", "baseline_year", "scope", "departments", "editions",
        "edition_note", "rule",
    ), ("target_id",)),
    "numerals": Table("数字台账", "Numerals", "Every number of every plan once", (
        "plan_id", "start", "end", "text", "value", "unit", "class", "target_id", "rule",
    ), ("plan_id", "start", "end")),
    "themes": Table("主题", "Themes", "Themes of each clause", (
        "plan_id", "clause_id", "theme", "weight",
    ), ("clause_id", "theme")),
    "problems": Table("问题", "Problems", "What a person should look at", (
        "source_file", "stage", "problem", "message", "source_start", "source_end",
    ), ("source_file", "stage", "problem", "message", "source_start")),
}
