"""Everything the extraction takes from the codebook, compiled once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cityplans.codebook import Codebook
from cityplans.extraction import periods
from cityplans.extraction.lexer import Lexer, lexer_of
from cityplans.extraction.words import around, cues, indicators, measures, nouns, phrases, weights
from cityplans.reading.plans import regions
from cityplans.reading.plans.regions import Regions
from cityplans.reading.table_heads import Heads, heads_of
from cityplans.worded import Said, said_of


class Words(NamedTuple):
    """Everything the extraction takes from the codebook, compiled."""

    lexer: Lexer
    verbs: phrases.Verbs
    cues: cues.Cues
    goal_verb: re.Pattern
    indicators: indicators.Indicators
    measures: measures.Measures
    nouns: nouns.Nouns
    around: around.Around
    times: periods.Times
    regions: Regions
    weights: weights.Weights
    said: Said  # what rules write with words of measure_words.csv in it
    heads: Heads  # of tables


@lru_cache(maxsize=4)
def words_of(codebook: Codebook) -> Words:
    """All words of a codebook for the extraction, compiled once."""
    return Words(
        lexer_of(codebook),
        phrases.verbs_of(codebook),
        cues.cues_of(codebook),
        cues.goal_verbs_of(codebook),
        indicators.indicators_of(codebook),
        measures.measures_of(codebook),
        nouns.nouns_of(codebook),
        around.around_of(codebook),
        periods.times_of(codebook),
        regions.load(codebook["regions"]),
        weights.weights_of(codebook),
        said_of(codebook),
        heads_of(codebook),
    )
