"""Everything the comparison says about wording, in the order it depends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

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
    """Tables of themes and instruments, and `targets` with their themes; `coded` are the same plans one by
    one (coding.read)."""
    made = themes.build(coded)
    made["targets"] = themes.of_targets(targets, made["themes"], codebook)
    made["plan_themes"] = themes.plan_shares(clauses, made["themes"], made["targets"])
    made["theme_changes"] = themes.changes(plans, made["plan_themes"])
    return made | instruments.build(coded, clauses, made["themes"], codebook)


def build(
    coded: Sequence[Coded],
    frames: Mapping[str, pd.DataFrame],
    codebook,
    seed: int = 0,
    previous: pd.DataFrame | None = None,
    lap: Callable[[str], None] = lambda stage: None,
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Tables of vocabulary, names, clusters, borrowing, topics and maps, each with its name when it is made.

    `frames` holds plans, clauses, targets and themes of the same plans. `previous` is the clusters table of
    the run before (labels are kept); any number of plans will do. `lap` is told when a stage is done.
    """
    plans, clauses, targets = (frames[name] for name in ("plans", "clauses", "targets"))
    documents = {plan.plan_id: plan.words for plan in coded}
    sentences = features.sentence_matrix(documents)
    yield from vocabulary.build(coded, sentences, plans, codebook).items()
    yield from names.build(coded, plans, codebook).items()
    yield from cowords.build(sentences).items()
    lap("vocabulary")
    yield from clusters.build(sentences, tokens.issue_years(plans), seed, previous).items()
    lap("clusters")
    yield from robustness.build(coded, sentences, plans, clauses, codebook, seed).items()
    lap("robustness")
    borrowed = borrowing.build(plans, clauses, targets)
    judged = swaps.judged(borrowed["number_swaps"], targets, codebook)
    borrowed["number_swaps"] = swaps.nearest(judged, targets, plans)
    yield from borrowed.items()
    lap("borrowing")
    yield from topics.build(documents, frames["themes"], seed).items()
    yield from maps.build(documents, sentences, frames["themes"], seed).items()
    lap("topics")
