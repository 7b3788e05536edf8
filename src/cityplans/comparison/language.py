"""Everything the comparison says about wording, in the order it depends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd

from cityplans.comparison.borrowing import borrowing, swaps
from cityplans.comparison.clusters import clusters, maps, robustness
from cityplans.comparison.coding import instruments, names, themes, tokens
from cityplans.comparison.coding.coded import Coded
from cityplans.comparison.vocabulary import cowords, features, topics, vocabulary

Stage = Callable[[], dict[str, pd.DataFrame]]


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


def stages(
    coded: Sequence[Coded],
    frames: Mapping[str, pd.DataFrame],
    codebook,
    seed: int = 0,
    previous: pd.DataFrame | None = None,
) -> dict[str, Stage]:
    """What makes the tables of vocabulary, names, clusters, borrowing, topics and maps: calls that need
    nothing of each other, the longest first.

    `frames` holds plans, clauses, targets and themes of the same plans. `previous` is the clusters table of
    the run before (labels are kept); any number of plans will do.
    """
    plans, clauses, targets = (frames[name] for name in ("plans", "clauses", "targets"))
    documents = {plan.plan_id: plan.words for plan in coded}
    masked = {plan.plan_id: plan.masked for plan in coded}
    mentions = {plan.plan_id: plan.names for plan in coded}
    sentences = features.sentence_matrix(documents)
    main = themes.main_themes(frames["themes"])
    return {
        "borrowing": partial(_borrowing, plans, clauses, targets, codebook),
        "topics": partial(topics.build, documents, sentences, main, seed),
        "vocabulary": partial(_vocabulary, masked, mentions, sentences, plans, codebook),
        "clusters": partial(clusters.build, sentences, tokens.issue_years(plans), seed, previous),
        "maps": partial(maps.build, documents, sentences, main, seed),
        "robustness": partial(robustness.build, masked, sentences, plans, clauses, codebook, seed),
    }


def _vocabulary(masked, mentions, sentences, plans, codebook) -> dict[str, pd.DataFrame]:
    made = vocabulary.build(masked, sentences, plans, codebook)
    return made | names.build(mentions, plans, codebook) | cowords.build(sentences)


def _borrowing(plans, clauses, targets, codebook) -> dict[str, pd.DataFrame]:
    made = borrowing.build(plans, clauses, targets)
    judged = swaps.judged(made["number_swaps"], targets, codebook)
    return made | {"number_swaps": swaps.nearest(judged, targets, plans)}
