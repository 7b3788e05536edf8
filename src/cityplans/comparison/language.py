"""Everything the comparison says about wording, in one call for the pipeline, in the order it depends."""

from __future__ import annotations

import pandas as pd

from cityplans.comparison import (
    borrowing,
    clusters,
    cowords,
    instruments,
    maps,
    names,
    robustness,
    themes,
    topics,
    vocabulary,
)


def build(plans: pd.DataFrame, clauses: pd.DataFrame, targets: pd.DataFrame, codebook, seed: int = 0,
          previous: pd.DataFrame | None = None) -> dict[str, pd.DataFrame]:
    """All tables of themes, instruments, vocabulary, clusters, borrowing, names, topics and maps.

    `previous` is the clusters table of the run before (labels are kept); any number of plans will do.
    """
    found = themes.build(clauses, targets, codebook)
    coded = found["themes"]
    return {
        **found,
        "theme_changes": themes.changes(plans, found["plan_themes"]),
        **instruments.build(clauses, coded, codebook),
        **vocabulary.build(plans, clauses, codebook),
        **clusters.build(plans, clauses, codebook, seed, previous),
        **robustness.build(plans, clauses, codebook, seed),
        **borrowing.build(plans, clauses, targets),
        **names.build(plans, clauses, codebook),
        **cowords.build(plans, clauses, codebook),
        **topics.build(plans, clauses, coded, codebook, seed),
        **maps.build(plans, clauses, coded, codebook, seed),
    }
