"""Everything the comparison says about wording, in one call for the pipeline, in the order it depends."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from cityplans.comparison import (
    borrowing,
    clusters,
    cowords,
    instruments,
    maps,
    names,
    robustness,
    swaps,
    themes,
    topics,
    vocabulary,
)


def build(
    plans: pd.DataFrame,
    clauses: pd.DataFrame,
    targets: pd.DataFrame,
    codebook,
    seed: int = 0,
    previous: pd.DataFrame | None = None,
    lap: Callable[[str], None] = lambda stage: None,
) -> dict[str, pd.DataFrame]:
    """All tables of themes, instruments, vocabulary, clusters, borrowing, names, topics and maps.

    `previous` is the clusters table of the run before (labels are kept); any number of plans will do. `lap`
    is told when a stage is done.
    """
    made = themes.build(clauses, targets, codebook)
    coded = made["themes"]
    made["theme_changes"] = themes.changes(plans, made["plan_themes"])
    made |= instruments.build(clauses, coded, codebook)
    lap("themes")
    made |= vocabulary.build(plans, clauses, codebook)
    made |= names.build(plans, clauses, codebook)
    made |= cowords.build(plans, clauses, codebook)
    lap("vocabulary")
    made |= clusters.build(plans, clauses, codebook, seed, previous)
    lap("clusters")
    made |= robustness.build(plans, clauses, codebook, seed)
    lap("robustness")
    made |= borrowing.build(plans, clauses, targets)
    made["number_swaps"] = swaps.judged(made["number_swaps"], targets, codebook)
    lap("borrowing")
    made |= topics.build(plans, clauses, coded, codebook, seed)
    made |= maps.build(plans, clauses, coded, codebook, seed)
    lap("topics")
    return made
