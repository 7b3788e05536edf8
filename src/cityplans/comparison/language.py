"""Everything the comparison says about wording, in one call for the pipeline, in the order it depends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from cityplans.comparison import (
    borrowing,
    clusters,
    cowords,
    features,
    instruments,
    maps,
    names,
    robustness,
    swaps,
    themes,
    tokens,
    topics,
    vocabulary,
)
from cityplans.comparison.coded import Coded


def build(
    coded: Sequence[Coded],
    plans: pd.DataFrame,
    clauses: pd.DataFrame,
    targets: pd.DataFrame,
    codebook,
    seed: int = 0,
    previous: pd.DataFrame | None = None,
    lap: Callable[[str], None] = lambda stage: None,
) -> dict[str, pd.DataFrame]:
    """All tables of themes, instruments, vocabulary, clusters, borrowing, names, topics and maps.

    `coded` are the same plans one by one (coding.read). `previous` is the clusters table of the run before
    (labels are kept); any number of plans will do. `lap` is told when a stage is done.
    """
    made = themes.build(coded, clauses, targets)
    made["theme_changes"] = themes.changes(plans, made["plan_themes"])
    made |= instruments.build(coded, clauses, codebook)
    lap("themes")
    documents = {plan.plan_id: plan.words for plan in coded}
    sentences = features.sentence_matrix(documents)
    made |= vocabulary.build(coded, sentences, plans, codebook)
    made |= names.build(coded, plans, codebook)
    made |= cowords.build(sentences)
    lap("vocabulary")
    made |= clusters.build(sentences, tokens.issue_years(plans), seed, previous)
    lap("clusters")
    made |= robustness.build(coded, sentences, plans, clauses, codebook, seed)
    lap("robustness")
    made |= borrowing.build(plans, clauses, targets)
    judged = swaps.judged(made["number_swaps"], targets, codebook)
    made["number_swaps"] = swaps.nearest(judged, targets, plans)
    lap("borrowing")
    made |= topics.build(documents, made["themes"], seed)
    made |= maps.build(documents, sentences, made["themes"], seed)
    lap("topics")
    return made
