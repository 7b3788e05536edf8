"""The codes that columns are closed to; an unknown one stops the write. Their words stand in codes.csv."""

from __future__ import annotations

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
    "not_set_again", "no_base", "nominal", "flow_of_other_year",
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
