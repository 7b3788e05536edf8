"""Tables: which columns each has, and its key. Columns are described in columns/, their codes in codes.py.

A table is added here (labels, what a row is, key, columns); what writes, reads and shows tables follows.
"""

from __future__ import annotations

from typing import NamedTuple

from cityplans.codes import *  # noqa: F403 — codes are part of the schema
from cityplans.columns.columns import COLUMNS as COLUMNS


class Table(NamedTuple):
    """Labels in both languages, what a row is, the columns in order, the columns that tell rows apart, and
    those by which rows are sorted."""

    zh: str
    en: str
    about: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]


def _table(zh: str, en: str, about: str, key: str, columns: str, order: str = "") -> Table:
    return Table(zh, en, about, tuple(columns.split()), tuple(key.split()), tuple((order or key).split()))


# labels and what a row is; the key; the columns; the order of rows, where it is not that of the key
# fmt: off
TABLES: dict[str, Table] = {
    "plans": _table(
        "计划", "Plans", "One row per plan",
        "plan_id",
        """plan_id region region_code region_level parent_region issuer title doc_no date period_start
        period_end plan_type issuer_type co_issuers status reference_edition_id editions characters""",
    ),
    "editions": _table(
        "版本", "Editions", "One row per witness of a plan",
        "edition_id",
        "edition_id plan_id source_file source_start source_end script complete coverage is_reference",
    ),
    "edition_differences": _table(
        "版本异文", "Edition differences", "Readings that differ",
        "plan_id start end variant_text edition_ids",
        "plan_id section reference_text variant_text edition_ids kind touches_target start end",
    ),
    "accounts": _table(
        "字数核对", "Character accounts", "Where the characters of each text went, blanks aside",
        "source_file",
        "source_file characters in_plans in_other_parts removed aside",
    ),
    "cleaning_log": _table(
        "清洗记录", "Cleaning log", "What cleaning changed, per edition and fix",
        "edition_id fix",
        "plan_id edition_id fix count",
    ),
    "clauses": _table(
        "条款", "Clauses", "Paragraphs; they tile the plan's text",
        "clause_id",
        "clause_id plan_id section number heading text start end departments clause_kind",
    ),
    "targets": _table(
        "目标", "Targets", "One row per indicator and value",
        "target_id",
        """target_id plan_id clause_id region quote start end source_file source_start source_end page
        indicator_text indicator_id theme value_text value_low value_high unit comparator measure
        strength strength_word obligation horizon horizon_source window_start basis baseline_value
        baseline_year scope departments editions edition_note rule confidence doubts
        corrected correction_note""",
        order="plan_id start target_id",
    ),
    "actuals": _table(
        "实绩", "Actuals", "What a document says has been reached or stands today",
        "actual_id",
        """actual_id plan_id region indicator_id indicator_text value_text value_low value_high unit
        comparator measure basis window_start scope year year_source quote start end source_file source_start
        source_end rule confidence doubts""",
        order="plan_id start actual_id",
    ),
    "numerals": _table(
        "数字台账", "Numerals", "Every number of every plan once",
        "plan_id start end",
        "plan_id start end text value unit class target_id rule",
    ),
    "themes": _table(
        "主题", "Themes", "Themes of each clause",
        "clause_id theme",
        "plan_id clause_id theme weight",
    ),
    "problems": _table(
        "问题", "Problems", "What a person should look at",
        "source_file stage problem message source_start",
        "source_file stage problem severity message message_zh source_start source_end",
    ),
    "comparisons": _table(
        "可比目标", "Comparisons", "Targets that other plans share: indicator × plan × horizon",
        "indicator_id measure unit scope basis window_start document_kind horizon plan_id",
        """indicator_id measure unit scope basis window_start document_kind horizon plan_id region
        region_level date status target_id mentions indicator_text value_text value_low value_high comparator
        strength horizon_source figure figure_kind comparable superseded peers per_10k_people per_100m_gdp
        scale_year""",
    ),
    "not_compared": _table(
        "未比较目标", "Not compared", "Targets left out of comparison or rank, and why",
        "target_id",
        """target_id plan_id indicator_id indicator_text value_text measure unit scope basis window_start
        document_kind horizon not_compared_reason""",
    ),
    "amplification": _table(
        "层层加码", "Amplification", "Targets against those of the territory above",
        "target_id",
        """indicator_id measure unit scope basis window_start document_kind horizon plan_id region target_id
        indicator_text value_text parent_region parent_plan_id parent_target_id parent_indicator_text
        parent_value_text difference_kind amplification share_of_parent relation relation_reason
        pre_emption superseded""",
    ),
    "pace": _table(
        "推进速度", "Pace", "Differences between targets; change a year asked for from what was reached",
        "target_id pace_kind year_from",
        """indicator_id measure unit scope basis window_start document_kind plan_id region target_id pace_kind
        earlier_plan_id earlier_target_id year_from value_from comparator_from year_to value_to figure_change
        pace pace_unit pace_bound""",
    ),
    "revisions": _table(
        "目标调整", "Revisions", "Newer against older plan of a region, same indicator and horizon",
        "target_id earlier_target_id",
        """indicator_id measure unit scope basis window_start document_kind horizon region plan_id target_id
        value_text earlier_plan_id earlier_target_id earlier_value_text figure_change relation relation_reason
        is_comparable""",
    ),
    "target_chains": _table(
        "目标链", "Target chains", "An indicator of a region through plans and years, and what was reached",
        "region indicator_id scope year step plan_id target_id actual_id",
        """region indicator_id measure unit scope step year value_text value_low value_high comparator
        plan_id target_id actual_id earlier_target_id change change_reason""",
    ),
    "ranks": _table(
        "位次", "Ranks", "Standing among peers of one level, horizon and indicator",
        "indicator_id measure unit scope basis window_start document_kind region_level horizon plan_id",
        """indicator_id measure unit scope basis window_start document_kind region_level horizon plan_id
        region n below equal above unordered percentile percentile_low percentile_high robust_z figure
        figure_kind figure_rank figure_quartile_low figure_median figure_quartile_high""",
    ),
    "orderings": _table(
        "两两比较", "Orderings", "Pairs of peers (groups up to 100): who asks for more",
        """indicator_id measure unit scope basis window_start document_kind region_level horizon plan_id
        other_plan_id""",
        """indicator_id measure unit scope basis window_start document_kind region_level horizon plan_id
        other_plan_id relation relation_reason""",
    ),
    "composites": _table(
        "综合位次", "Composites", "Mean percentile over shared indicators",
        "region_level horizon plan_id",
        """region_level horizon plan_id region indicators indicators_shared indicator_coverage
        composite rank rank_low rank_high n""",
    ),
    "commitment": _table(
        "约束力度", "Commitment", "Targets by comparator and strength",
        "plan_id comparator strength",
        "plan_id comparator strength commitment count",
    ),
    "commitment_profile": _table(
        "表述力度", "Commitment profile", "How firmly a plan words its targets",
        "plan_id",
        """plan_id n clauses hard soft mixed plain hard_share hard_low hard_high hard_or_mixed_share
        hard_or_mixed_low hard_or_mixed_high soft_share soft_low soft_high soft_or_mixed_share
        soft_or_mixed_low soft_or_mixed_high""",
    ),
    "theme_evidence": _table(
        "主题依据", "Theme evidence", "The terms that gave each clause its themes",
        "clause_id theme term place",
        "plan_id clause_id theme term place count score",
    ),
    "plan_themes": _table(
        "计划主题", "Themes of plans", "Share of each theme in a plan's text by length",
        "plan_id theme",
        "plan_id theme share clause_equivalents clauses targets",
    ),
    "theme_changes": _table(
        "主题变化", "Theme changes", "Themes of a region's plan against its one before",
        "plan_id theme",
        """region plan_id earlier_plan_id theme share earlier_share difference difference_low difference_high
        p_value q_value""",
    ),
    "terms": _table(
        "词语", "Terms", "Words of each plan after masking",
        "plan_id term",
        "plan_id term count plans_with_term tfidf",
    ),
    "keyness": _table(
        "关键性", "Keyness", "Words a plan, wave or level uses more than the rest",
        "grouping group term",
        "grouping group term count count_rest plans_with_term plans_in_group log_odds z q_value"
        " design_effect alpha0",
    ),
    "new_words": _table(
        "新词建议", "New words", "Strings that behave like words and stand in no lexicon",
        "term",
        "term count plans_with_term cohesion freedom decision",
    ),
    "document_distances": _table(
        "词汇距离", "Distances", "How far plans are apart in vocabulary",
        "plan_id other_plan_id",
        "plan_id other_plan_id distance expected_distance distance_ratio distance_z wave_adjusted_distance",
    ),
    "cluster_tree": _table(
        "聚类树", "Cluster tree", "Nodes of the average-linkage tree (up to 60 plans)",
        "node",
        "node height n stability members",
    ),
    "clusters": _table(
        "聚类", "Clusters", "Groups of plans by vocabulary; read cluster_findings first",
        "k plan_id",
        "k plan_id cluster silhouette stability is_chosen",
    ),
    "cluster_terms": _table(
        "聚类特征词", "Cluster terms", "Words a cluster uses notably more or less",
        "cluster term",
        "cluster term count count_rest plans_with_term log_odds z",
    ),
    "cluster_findings": _table(
        "聚类检验", "Cluster findings", "Whether there are groups at all",
        "finding",
        "finding value null_median null_high p_value repetitions n verdict note",
    ),
    "cluster_multiverse": _table(
        "聚类稳健性", "Multiverse", "Groups under other choices of preprocessing",
        "units masked least_df most_df idf linkage k",
        "units masked least_df most_df idf linkage k partition agreement is_default",
    ),
    "distance_explained": _table(
        "距离解释", "Distance explained", "What explains distance in vocabulary",
        "factor",
        "factor r_squared null_median p_value p_corrected least_p repetitions n groups note",
    ),
    "shared_passages": _table(
        "相同段落", "Shared passages", "Runs of 12 characters also in an older plan",
        "plan_id start end source_plan_id source_text_start",
        """plan_id clause_id start end text length source_plan_id source_clause_id source_text_start
        source_text_end source_relation direction other_provinces""",
    ),
    "borrowing": _table(
        "借用比例", "Borrowing", "Share of a plan's characters that others have too, older ones where dated",
        "plan_id source_plan_id",
        "plan_id source_plan_id source_relation passages characters_shared share formula_share direction",
    ),
    "number_swaps": _table(
        "数字替换", "Number swaps", "The same words in an older plan, and both numbers",
        "plan_id start source_plan_id",
        """plan_id clause_id start end text numbers number_change source_plan_id source_clause_id
        source_text_start source_text_end source_quote source_numbers source_relation similarity
        target_id source_target_id""",
    ),
    "names": _table(
        "名称", "Names", "Programmes, institutions and slogans each plan names",
        "plan_id name",
        "plan_id name name_kind count clause_id section start end core first_plan_id rule",
    ),
    "name_spread": _table(
        "名称传播", "Spread of names", "Where a name stands first, and how far it spreads",
        "name",
        """name name_kind core count plans regions first_plan_id is_first_by_order first_year last_year
        members""",
    ),
    "instruments": _table(
        "政策工具", "Instruments", "Policy instruments of each clause",
        "clause_id instrument",
        "plan_id clause_id instrument instrument_group evidence",
    ),
    "plan_instruments": _table(
        "计划政策工具", "Instruments of plans", "Clauses using each instrument",
        "plan_id instrument",
        "plan_id instrument instrument_group clauses share share_of_codes",
    ),
    "instrument_balance": _table(
        "工具均衡", "Instrument balance", "How evenly a plan uses instruments",
        "plan_id",
        """plan_id clauses codes supply_share environment_share demand_share balance_groups
        balance_instruments""",
    ),
    "theme_instruments": _table(
        "主题与工具", "Themes × instruments", "By plan, and all of the most frequent kind of document (all)",
        "plan_id theme instrument",
        "plan_id theme instrument clause_equivalents share",
    ),
    "topics": _table(
        "话题", "Topics", "Topics found without the codebook, against its themes",
        "topic",
        "topic clauses share theme theme_share agreement",
    ),
    "topic_terms": _table(
        "话题词", "Topic terms", "Words of each topic",
        "topic rank",
        "topic rank term weight",
    ),
    "clause_topics": _table(
        "条款话题", "Topics of clauses", "Main topic of each clause",
        "clause_id",
        "clause_id plan_id topic weight theme",
    ),
    "cowords": _table(
        "共词", "Co-words", "Words that stand together in sentences of the most frequent kind of document",
        "term other_term",
        "term other_term sentences other_sentences sentences_together ochiai",
    ),
    "recall": _table(
        "召回率估计", "Recall", "Targets there are by capture and recapture; ALL for all plans",
        "plan_id plan_type",
        """plan_id plan_type found_first found_second found_both total_estimate total_low total_high recall
        recall_low recall_high""",
    ),
    "unmatched_indicators": _table(
        "未编码指标", "Unmatched indicators", "Phrases that have no codebook key",
        "indicator_text unit measure",
        "indicator_text unit measure count plans_with_term quote nearest_ids",
    ),
    "silent_terms": _table(
        "未用到的词", "Silent terms", "Indicator terms that match no target of any plan",
        "indicator_id include exclude term_units term_measures",
        "indicator_id include exclude term_units term_measures",
    ),
    "changes": _table(
        "变化", "Changes", "What differs from the run before",
        "change_kind plan_id indicator_id horizon target_id earlier_plan_id earlier_target_id note",
        """change_kind region plan_id indicator_id indicator_text horizon value_text quote target_id
        earlier_plan_id earlier_horizon earlier_value_text earlier_quote earlier_target_id note""",
    ),
}
# fmt: on
