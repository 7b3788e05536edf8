"""Columns of how plans speak: themes, vocabulary, clusters, borrowing, names, instruments."""

from __future__ import annotations

from cityplans.columns.column import Column

COLUMNS: dict[str, Column] = {
    # themes
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
    # vocabulary
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
    # clusters
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
    "null_median": Column("number", "随机中位数", "Null median", "Median over shuffled text"),
    "null_high": Column("number", "随机95%分位", "Null 95 %", "95 % quantile over shuffled text"),
    "p_value": Column("number", "p值", "p", "Share of shuffles or permutations at least as high"),
    "p_corrected": Column("number", "校正p值", "p, corrected", "p times the number of factors tried"),
    "q_value": Column("number", "q值", "q", "False-discovery rate (Benjamini–Hochberg) down to this row"),
    "design_effect": Column(
        "number",
        "设计效应",
        "Design effect",
        "Variance of the count, sentences drawn, over that of single words",
    ),
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
    # robustness
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
    # borrowing
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
    # names
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
    # instruments, topics, co-words
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
}
