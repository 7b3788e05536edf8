"""Themes of clauses, plans and waves, every code traced to the terms that gave it.

A clause's score for a theme is the sum over the theme's terms of weight × (1 + ln count), with terms in
the clause's own heading and in the headings above it multiplied; the scores, divided by their sum, are the
weights. Dictionary coding with damped counts: a word repeated ten times is not ten arguments. A long clause
with a word or two of a theme says nothing itself: it is about what the nearest heading above it is about,
else its document, else nothing (`other`).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from cityplans import tables
from cityplans.comparison import drawn
from cityplans.comparison.coding.coded import Coded
from cityplans.comparison.coding.matching import terms_outside_offices
from cityplans.comparison.coding.theme_words import (
    OTHER,
    PLACES,
    TITLE,
    Dictionary,
    Evidence,
    clause_evidence,
    dictionary,
    parts,
    summed,
)
from cityplans.comparison.plans import kinds
from cityplans.comparison.plans import text as as_text
from cityplans.extraction.words.target_nouns import TargetNouns, target_nouns_of, themes_from_the_end

# Score for every character that the foremost theme of a clause has at least: by it 12 of 100 clauses on which
# two readers agreed came out as theirs that did not before, general text that names a theme in passing.
LEAST_SCORE, SHORT = 0.015, 60  # a clause of fewer characters counts as one of so many
LEAST_BESIDE_TITLE = 1.5  # one plain word of a clause does not outweigh what its document is about
NOT_COUNTED = ("title", "signature", "note", "glossary")

WEIGHT = ("clause_id", "theme", "weight")
EVIDENCE = ("clause_id", "theme", "term", "place", "count", "score")
ABOVE = ("section", "chapter", TITLE)  # places that lend their theme to a clause that says nothing itself
TALENT = "talent"
PEOPLE = ("人", "名", "人次")
OF_PEOPLE = (TALENT, "higher_education", "social_livelihood", OTHER)
ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
MEASURED_AGAINST = re.compile(r"占|相当于|较|与.*之比|比(?![重例率值])")


def coded_clauses(clauses: Sequence[Mapping], words: Dictionary) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """clause_evidence and clause_weights of all clauses of a plan at once, packed for their tables."""
    found = _found(clauses, words)
    lengths = np.array([len(as_text(clause.get("text"))) for clause in clauses], dtype=np.int64)
    least = np.maximum(least_score(lengths), LEAST_BESIDE_TITLE if words.title else 0)
    sums, told = _sums(found, words.theme[found.term], least, len(words.themes))
    lent = _lent(found, told, words)
    found = _with_title(found, [i for i, (_, place) in lent.items() if place == TITLE], words)
    own, theme, weight = _shares(sums, told, {i: theme for i, (theme, _) in lent.items()}, words)
    names, places = [clause["clause_id"] for clause in clauses], (*PLACES, TITLE)
    evidence = (
        tables.packed(found.clause, names),
        tables.packed(words.theme[found.term], words.themes),
        tables.packed(found.term, words.terms.terms),
        tables.packed(found.place, places),
        found.times,
        found.score,
    )
    weights = tables.packed(own, names), tables.packed(theme, words.themes), weight
    return (
        pa.RecordBatch.from_arrays([pa.array(column) for column in evidence], names=list(EVIDENCE)),
        pa.RecordBatch.from_arrays([pa.array(column) for column in weights], names=list(WEIGHT)),
    )


class Found(NamedTuple):
    """Columns of evidence; `clause`, `term` and `place` by number."""

    clause: np.ndarray
    term: np.ndarray
    place: np.ndarray
    times: np.ndarray
    score: np.ndarray


def _found(clauses: Sequence[Mapping], words: Dictionary) -> Found:
    """What clause_evidence finds in each clause, in its order."""
    found = [terms_outside_offices(part, words.terms) for clause in clauses for part in parts(clause)]
    sizes = [len(terms) for terms in found]
    terms = np.fromiter(map(words.number.__getitem__, chain.from_iterable(found)), np.int64, sum(sizes))
    part_and_term = np.repeat(np.arange(len(found)), sizes) * len(words.number) + terms
    once, count = np.unique(part_and_term[words.weight[terms] > 0], return_counts=True)
    part, term = np.divmod(once, len(words.number) or 1)
    clause, place = np.divmod(part, len(PLACES))
    damped = np.array([1 + math.log(max(n, 1)) for n in range(count.max(initial=0) + 1)])
    score = np.array(list(PLACES.values()))[place] * words.weight[term] * damped[count]
    return Found(clause, term, place, count, score)


class Sums(NamedTuple):
    """The score of each theme in each clause, sorted by both, and of all themes in each clause."""

    clause: np.ndarray
    theme: np.ndarray
    score: np.ndarray
    totals: np.ndarray


def _sums(found: Found, themes: np.ndarray, least: np.ndarray, n: int) -> tuple[Sums, np.ndarray]:
    """The sums, and which clauses are told: their foremost theme has the least score that it must have."""
    pairs, first, pair = np.unique(found.clause * n + themes, return_index=True, return_inverse=True)
    clause, theme = np.divmod(pairs, n)
    sums = np.bincount(pair, found.score, minlength=len(pairs))
    seen = np.argsort(first)  # added up in the order of the evidence, as clause_weights does
    totals = np.bincount(clause[seen], sums[seen], minlength=len(least))
    foremost = np.zeros(len(least))
    np.maximum.at(foremost, clause, sums)
    return Sums(clause, theme, sums, totals), foremost >= least


def _lent(found: Found, told: np.ndarray, words: Dictionary) -> dict[int, tuple[str, str]]:
    """The theme that what stands above lends to each clause that is not told, and the place it is from."""
    places = (*PLACES, TITLE)
    above: dict[int, list[Evidence]] = {int(i): list(words.title) for i in np.flatnonzero(~told)}
    for row in np.flatnonzero(~told[found.clause]).tolist():
        term, place = found.term[row], places[found.place[row]]
        said = words.themes[words.theme[term]], words.terms.terms[term], place, 1, float(found.score[row])
        above[int(found.clause[row])].append(said)
    return {i: lent(rows) for i, rows in above.items()}


def _with_title(found: Found, clauses: Sequence[int], words: Dictionary) -> Found:
    """The evidence and, for the clauses that are about what their document is about, what its title says."""
    if not clauses:
        return found
    rows = [
        (clause, words.number[term], len(PLACES), count, score)
        for clause in clauses
        for _, term, _, count, score in words.title
    ]
    columns = [np.concatenate(pair) for pair in zip(found, map(np.array, zip(*rows)))]
    order = np.argsort(columns[0], kind="stable")
    return Found(*(column[order] for column in columns))


def _shares(
    sums: Sums, told: np.ndarray, themes_lent: Mapping[int, str], words: Dictionary
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Columns clause, theme, weight: of clauses that are told the shares, of the others the theme lent."""
    held, empty = told[sums.clause], np.flatnonzero(~told)
    every = np.concatenate([sums.clause[held], empty])
    order = np.argsort(every, kind="stable")
    borrowed = np.array([words.themes.index(themes_lent[i]) for i in empty.tolist()], dtype=np.int64)
    theme = np.concatenate([sums.theme[held], borrowed])
    weight = np.concatenate([sums.score[held] / sums.totals[sums.clause[held]], np.ones(len(empty))])
    return every[order], theme[order], weight[order]


def least_score(lengths):
    """Score that the foremost theme of a clause of so many characters has at least."""
    return LEAST_SCORE * np.maximum(lengths, SHORT)


def build(coded: Sequence[Coded]) -> dict[str, pd.DataFrame]:
    """Tables themes and theme_evidence of coded plans."""
    return {
        "themes": tables.from_batches("themes", {plan.plan_id: plan.themes for plan in coded}),
        "theme_evidence": tables.from_batches(
            "theme_evidence", {plan.plan_id: plan.evidence for plan in coded}
        ),
    }


def of_targets(targets: pd.DataFrame, weights: pd.DataFrame, codebook) -> pd.DataFrame:
    """Targets with their theme: of the indicator, else of what is promised (its noun, in the indicator or the
    quote), else of the indicator's words, else of the clause.

    `weights` is the table themes."""
    words, nouns = dictionary(codebook), target_nouns_of(codebook)
    open_ones = targets.loc[targets["theme"].isna(), "clause_id"]
    of_clause = main_themes(weights[weights["clause_id"].isin(open_ones.unique())])
    columns = (targets[name].tolist() for name in ("theme", "indicator_text", "quote", "unit", "clause_id"))
    filled = []
    for theme, text, quote, unit, clause_id in zip(*columns):
        text = text if isinstance(text, str) else ""  # a row may say no indicator
        if not isinstance(theme, str):
            theme = promised(text, unit, nouns) or promised(quote, unit, nouns)
        if not theme:
            said = summed([row for row in clause_evidence({"text": text}, words) if row[0] != OTHER])
            says_enough = max(said.values(), default=0) >= least_score(0)
            theme = heaviest(said) if says_enough else of_clause[clause_id]
        filled.append(theme)
    return targets.assign(theme=pd.Series(filled, dtype="str", index=targets.index))


def promised(phrase: str, unit: str, nouns: TargetNouns) -> str:
    """The theme of what a phrase promises, '' where no noun of the codebook says so.

    What a share is taken of (占GDP比重) and what stands in brackets is not promised. Where people are counted
    only a noun for people, or for what is done for them, says more than that they are talent.
    """
    phrase = ASIDE.sub("", phrase)
    for part in dict.fromkeys((MEASURED_AGAINST.split(phrase)[0], phrase)):
        for theme in themes_from_the_end(part, nouns):
            if unit not in PEOPLE or theme in OF_PEOPLE:
                return theme
    return TALENT if unit in PEOPLE else ""


def main_themes(weights: pd.DataFrame) -> dict[str, str]:
    """The heaviest theme of every clause; of equal ones the first by name. `weights` is the table themes, or
    rows of it in their order."""
    first = heaviest_rows(weights)
    return dict(zip(first["clause_id"].tolist(), first["theme"].tolist()))


def heaviest_rows(weights: pd.DataFrame) -> pd.DataFrame:
    """The row of the heaviest theme of every clause; of equal ones the first by name."""
    heaviest = weights.groupby("clause_id", sort=False)["weight"].transform("max")
    return weights[weights["weight"] == heaviest].drop_duplicates("clause_id")


def clause_weights(evidence: Sequence[Evidence], length: int = 0) -> dict[str, float]:
    """Shares of the themes in a clause of so many characters, summing to 1; where they say little, the theme
    of what stands above it."""
    scores = summed(evidence)
    if not scores or max(scores.values()) < least_score(length):
        return {lent(evidence)[0]: 1.0}
    total = sum(scores.values())
    return {theme: score / total for theme, score in sorted(scores.items())}


def lent(evidence: Sequence[Evidence]) -> tuple[str, str]:
    """The foremost theme of the nearest place above a clause that has one, and the place; else `other`."""
    for place in ABOVE:
        scores = summed([row for row in evidence if row[2] == place])
        if scores:
            return heaviest(scores), place
    return OTHER, ""


def heaviest(weights: Mapping[str, float]) -> str:
    """The theme with the largest weight; of equal ones the first by name."""
    return min(weights, key=lambda theme: (-weights[theme], theme))


def plan_shares(clauses: pd.DataFrame, weights: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Table plan_themes: share of each theme in a plan's text, clauses weighted by length, n beside it."""
    counted = clauses[~clauses["clause_kind"].isin(NOT_COUNTED)]
    sums = _massed(counted, weights).groupby(["plan_id", "theme"])[["mass", "weight"]].sum()
    aims = targets.groupby(["plan_id", "theme"]).size()
    aims = aims[aims.index.get_level_values("plan_id").isin(sums.index.unique("plan_id"))]
    sums = sums.reindex(sums.index.union(aims.index), fill_value=0.0)
    plan_ids = sums.index.get_level_values("plan_id")
    totals = sums["mass"].groupby(level="plan_id").transform("sum").to_numpy()
    return tables.from_columns(
        "plan_themes",
        {
            "plan_id": plan_ids,
            "theme": sums.index.get_level_values("theme"),
            "share": sums["mass"].to_numpy() / np.where(totals > 0, totals, 1),
            "clause_equivalents": sums["weight"].to_numpy(),
            "clauses": plan_ids.map(counted["plan_id"].value_counts()).to_numpy(),
            "targets": aims.reindex(sums.index, fill_value=0).to_numpy(),
        },
    )


def _massed(counted: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """Rows of themes with `mass`, the characters of the clause that belong to the theme."""
    length = pd.Series(counted["text"].fillna("").str.len().to_numpy(), index=counted["clause_id"])
    held = weights.assign(mass=weights["weight"] * weights["clause_id"].map(length).astype(float))
    return held.dropna(subset="mass")


def changes(plans: pd.DataFrame, clauses: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """Table theme_changes: how each theme's share moved from a region's plan to its next of a later year and
    of the same kind of document (1 = 100 points), with a 95 % interval and p by clauses, and q over the
    themes of the pair. `clauses` and `weights` (the table themes) are needed of the plans of `steps`."""
    counted = clauses[~clauses["clause_kind"].isin(NOT_COUNTED)]
    held = _massed(counted, weights)
    of_plan = {plan_id: held.iloc[rows] for plan_id, rows in held.groupby("plan_id").indices.items()}
    empty = held.iloc[:0]
    rows = [
        {"region": region, "plan_id": later, "earlier_plan_id": earlier, **row}
        for region, earlier, later in steps(plans)
        for row in _moved(of_plan.get(earlier, empty), of_plan.get(later, empty))
    ]
    return tables.frame("theme_changes", rows)


def steps(plans: pd.DataFrame) -> list[tuple[str, str, str]]:
    """(region, earlier plan, later plan): each plan's next of a later year and of the same kind."""
    kinds_of = kinds(plans)
    dated = plans.dropna(subset=["date", "region"]).sort_values(["date", "plan_id"])
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    years = dict(zip(dated["plan_id"], dated["date"].str[:4]))
    for plan_id, region in zip(dated["plan_id"], dated["region"]):
        lines[region, kinds_of[plan_id]].append(plan_id)
    return [
        (region, earlier, later)
        for (region, _), line in sorted(lines.items())
        for earlier, later in pairwise(line)
        if years[earlier] < years[later]
    ]


def _moved(earlier: pd.DataFrame, later: pd.DataFrame) -> list[dict]:
    """One row a theme of either plan; nothing where one of them has no clause."""
    if earlier.empty or later.empty:
        return []
    themes = sorted({*earlier["theme"], *later["theme"]})
    before, after = (
        side.pivot_table("mass", "clause_id", "theme", "sum", fill_value=0.0)
        .reindex(columns=themes, fill_value=0.0)
        .to_numpy()
        for side in (earlier, later)
    )
    low, high = drawn.difference_interval(before, after)
    p = drawn.p_of_difference(before, after)
    q = drawn.false_discovery(p)
    shares = [side.sum(axis=0) / (side.sum() or 1) for side in (before, after)]
    return [
        {
            "theme": theme,
            "share": shares[1][i],
            "earlier_share": shares[0][i],
            "difference": shares[1][i] - shares[0][i],
            "difference_low": low[i],
            "difference_high": high[i],
            "p_value": p[i],
            "q_value": q[i],
        }
        for i, theme in enumerate(themes)
    ]
