"""What the indicator codebook lacks, and what it has in vain: work for a person, by frequency."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cityplans import tables
from cityplans.codebook import Codebook
from cityplans.comparison.plans import text as as_text
from cityplans.extraction.words import indicators
from cityplans.extraction.words.indicators import Term, fits

if TYPE_CHECKING:
    import pandas as pd

NEAREST, LEAST_ALIKE = 3, 0.3


def unmatched(targets: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Table `unmatched_indicators`: phrases without a key, the same phrase of several plans in one row.

    `count` places, `plans_with_term` plans, one quote (the first by plan and place), the keys whose terms
    or names are most like it (Dice of character pairs), nearest first. Most frequent first when printed;
    the table itself is sorted by phrase.
    """
    known = indicators.indicators_of(codebook)
    names = names_of(codebook)
    groups: dict[tuple[str, str, str], list] = {}
    for row in targets.sort_values(["plan_id", "start", "target_id"]).itertuples():
        if not as_text(row.indicator_id):
            phrase = indicators.spelled(row.indicator_text, known)
            groups.setdefault((phrase, as_text(row.unit), row.measure), []).append(row)
    return tables.frame("unmatched_indicators", [
        {"indicator_text": phrase, "unit": unit, "measure": measure, "count": len(rows),
         "plans_with_term": len({r.plan_id for r in rows}), "quote": rows[0].quote,
         "nearest_ids": " ".join(nearest(phrase, names))}
        for (phrase, unit, measure), rows in groups.items()])  # fmt: skip


def silent(targets: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Table `silent_terms`: rows of indicator_terms.csv that fit no target of any plan.

    Not a fault in itself: plans to come may use them. A term that is silent over many plans is perhaps
    misspelt or shut out by its own exclude words.
    """
    known = indicators.indicators_of(codebook)
    seen: dict[str, set[tuple[str, str, str]]] = {}
    for row in targets.itertuples():
        for words in (row.indicator_text, row.quote):
            asked = (indicators.spelled(words, known), as_text(row.unit), row.measure)
            seen.setdefault(as_text(row.indicator_id), set()).add(asked)
    quiet = [t for t in known.terms if not any(fits(t, *asked) for asked in seen.get(t.indicator_id, ()))]
    return tables.frame("silent_terms", [_term(term) for term in quiet])


def nearest(phrase: str, names: Mapping[str, Iterable[str]], least: float = LEAST_ALIKE) -> list[str]:
    """Up to three keys with a name or term like the phrase, nearest first."""
    pairs = _pairs(phrase)
    scores = {key: max(_dice(pairs, _pairs(word)) for word in words) for key, words in names.items()}
    best = sorted(scores, key=lambda key: (-scores[key], key))[:NEAREST]
    return [key for key in best if scores[key] >= least]


def names_of(codebook: Codebook) -> dict[str, list[str]]:
    """The names and terms of each indicator, spelled as phrases are."""
    known = indicators.indicators_of(codebook)
    names = {r["indicator_id"]: [indicators.spelled(r["zh"], known)] for r in codebook["indicators"]}
    for row in codebook["indicator_terms"]:
        names[row["indicator_id"]].append(re.sub(r"[+^]", "", row["include"]))
    return names


def _term(term: Term) -> dict:
    include = "+".join("^" + w if w == term.opening else w for w in term.include)
    return {"indicator_id": term.indicator_id, "include": include,
            "exclude": "|".join(term.exclude), "term_units": "|".join(term.units),
            "term_measures": "|".join(term.measures)}  # fmt: skip


def _pairs(text: str) -> Counter:
    text = re.sub(r"\W", "", text)
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def _dice(a: Counter, b: Counter) -> float:
    both = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / both if both else 0.0
