"""Everything the comparison says about wording, in the order it depends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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


def codes(
    coded: Sequence[Coded], plans: pd.DataFrame, clauses: pd.DataFrame, targets: pd.DataFrame, codebook
) -> dict[str, pd.DataFrame]:
    """Tables of themes and instruments; `coded` are the same plans one by one (coding.read)."""
    made = themes.build(coded, clauses, targets)
    made["theme_changes"] = themes.changes(plans, made["plan_themes"])
    return made | instruments.build(coded, clauses, codebook)


def build(
    coded: Sequence[Coded],
    frames: Mapping[str, pd.DataFrame],
    codebook,
    seed: int = 0,
    previous: pd.DataFrame | None = None,
    lap: Callable[[str], None] = lambda stage: None,
) -> dict[str, pd.DataFrame]:
    """Tables of vocabulary, names, clusters, borrowing, topics and maps.

    `frames` holds plans, clauses, targets and themes of the same plans. `previous` is the clusters table of
    the run before (labels are kept); any number of plans will do. `lap` is told when a stage is done.
    """
    plans, clauses, targets = (frames[name] for name in ("plans", "clauses", "targets"))
    documents = {plan.plan_id: plan.words for plan in coded}
    sentences = features.sentence_matrix(documents)
    made = vocabulary.build(coded, sentences, plans, codebook)
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
    made |= topics.build(documents, frames["themes"], seed)
    made |= maps.build(documents, sentences, frames["themes"], seed)
    lap("topics")
    return made
