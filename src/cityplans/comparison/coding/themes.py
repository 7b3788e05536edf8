"""Themes of clauses, plans and waves, every code traced to the terms that gave it.

A clause's score for a theme is the sum over the theme's terms of weight × (1 + ln count), with terms in
the clause's own heading and in the heading above it multiplied; the scores, divided by their sum, are the
weights. Dictionary coding with damped counts: a word repeated ten times is not ten arguments. A long clause
with a word or two of a theme is about none (`other`).
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
from cityplans.codebook import Codebook
from cityplans.comparison import drawn
from cityplans.comparison.coding.coded import Coded
from cityplans.comparison.coding.matching import (
    TermIndex,
    body_of,
    count_terms,
    term_index,
    terms_in,
    without_departments,
)
from cityplans.comparison.plans import kinds
from cityplans.extraction.words.target_nouns import TargetNouns, target_nouns_of, themes_from_the_end

HEADING_FACTOR = 5.0  # a heading names what the paragraph is about
SECTION_FACTOR = 0.5  # the heading above names the family, not the paragraph
# Score for every character that the foremost theme of a clause has at least. Of 100 clauses on which two
# readers agreed, a third without a theme of innovation, 44 came out as theirs without it, 56 with it.
LEAST_SCORE, SHORT = 0.015, 60  # a clause of fewer characters counts as one of so many
NOT_COUNTED = ("title", "signature", "note", "glossary")

WEIGHT = ("clause_id", "theme", "weight")
EVIDENCE = ("clause_id", "theme", "term", "place", "count", "score")
Evidence = tuple[str, str, str, int, float]  # as EVIDENCE names them, without the clause
PLACES = {"text": 1.0, "heading": HEADING_FACTOR, "section": SECTION_FACTOR}
OTHER, TALENT = "other", "talent"
PEOPLE = ("人", "名", "人次")
OF_PEOPLE = (TALENT, "higher_education", "social_livelihood", OTHER)
ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
MEASURED_AGAINST = re.compile(r"占|相当于|较|与.*之比|比(?![重例率值])")


class Dictionary(NamedTuple):
    """The codebook's theme terms, indexed; `number`, `theme` and `weight` of each by its place in the index.

    `theme` gives places in `themes`, which are sorted.
    """

    terms: TermIndex
    number: dict[str, int]
    themes: tuple[str, ...]
    theme: np.ndarray
    weight: np.ndarray


def dictionary(codebook: Codebook) -> Dictionary:
    """The theme terms of the codebook with their themes and weights (1 where none is given)."""
    known = {row["term"]: (row["theme"], float(row["weight"] or 1)) for row in codebook["theme_terms"]}
    index = term_index(known)
    themes = tuple(sorted({OTHER, *(theme for theme, _ in known.values())}))
    return Dictionary(
        index,
        {term: i for i, term in enumerate(index.terms)},
        themes,
        np.array([themes.index(known[term][0]) for term in index.terms], dtype=np.int64),
        np.array([known[term][1] for term in index.terms], dtype=np.float64),
    )


def coded_clauses(clauses: Sequence[Mapping], words: Dictionary) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """clause_evidence and clause_weights of all clauses of a plan at once, packed for their tables."""
    found = [terms_in(part, words.terms) for clause in clauses for part in _parts(clause)]
    sizes = [len(terms) for terms in found]
    terms = np.fromiter(map(words.number.__getitem__, chain.from_iterable(found)), np.int64, sum(sizes))
    part_and_term = np.repeat(np.arange(len(found)), sizes) * len(words.number) + terms
    once, counts = np.unique(part_and_term, return_counts=True)
    part, term = np.divmod(once, len(words.number) or 1)
    clause, place = np.divmod(part, len(PLACES))
    damped = np.array([1 + math.log(max(n, 1)) for n in range(counts.max(initial=0) + 1)])
    score = np.array(list(PLACES.values()))[place] * words.weight[term] * damped[counts]
    names = [clause["clause_id"] for clause in clauses]
    evidence = (
        tables.packed(clause, names),
        tables.packed(words.theme[term], words.themes),
        tables.packed(term, words.terms.terms),
        tables.packed(place, tuple(PLACES)),
        counts,
        score,
    )
    lengths = np.array([len(_plain(clause.get("text"))) for clause in clauses], dtype=np.int64)
    own, theme, weight = _shares(clause, words.theme[term], score, lengths, words.themes)
    weights = tables.packed(own, names), tables.packed(theme, words.themes), weight
    return (
        pa.RecordBatch.from_arrays([pa.array(column) for column in evidence], names=list(EVIDENCE)),
        pa.RecordBatch.from_arrays([pa.array(column) for column in weights], names=list(WEIGHT)),
    )


def _shares(
    clause: np.ndarray, theme: np.ndarray, score: np.ndarray, lengths: np.ndarray, themes: Sequence[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Columns clause, theme, weight from the same of evidence; `other` for clauses of which the words say too
    little for their length."""
    pairs, first, pair = np.unique(clause * len(themes) + theme, return_index=True, return_inverse=True)
    own, theme = np.divmod(pairs, len(themes))
    sums = np.bincount(pair, score, minlength=len(pairs))
    seen = np.argsort(first)  # added up in the order of the evidence, as clause_weights does
    totals = np.bincount(own[seen], sums[seen], minlength=len(lengths))
    foremost = np.zeros(len(lengths))
    np.maximum.at(foremost, own, sums)
    told = foremost >= least_score(lengths)
    held, empty = told[own], np.flatnonzero(~told)
    every = np.concatenate([own[held], empty])
    order = np.argsort(every, kind="stable")
    theme = np.concatenate([theme[held], np.full(len(empty), themes.index(OTHER))])
    weight = np.concatenate([sums[held] / totals[own[held]], np.ones(len(empty))])
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
        if not isinstance(theme, str):
            theme = promised(text, unit, nouns) or promised(quote, unit, nouns)
        if not theme:
            evidence = clause_evidence({"text": text}, words)
            theme = main_theme(evidence) if evidence else of_clause[clause_id]
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


def clause_evidence(clause: Mapping, words: Dictionary, headings: bool = True) -> list[Evidence]:
    """Terms found in a clause with theme, place, count, score; `headings=False` reads the text only."""
    rows = []
    for (place, factor), part in zip(PLACES.items(), _parts(clause) if headings else _parts(clause)[:1]):
        for term, count in sorted(count_terms(part, words.terms).items()):
            number = words.number[term]
            score = factor * float(words.weight[number]) * (1 + math.log(count))
            rows.append((words.themes[words.theme[number]], term, place, count, score))
    return rows


def _parts(clause: Mapping) -> tuple[str, str, str]:
    """Where terms are looked for: the clause's text, its own heading, the heading above; as PLACES."""
    text, number, heading = (_plain(clause.get(key)) for key in ("text", "number", "heading"))
    section = _plain(clause.get("section")).rsplit(" / ", 1)[-1]
    return without_departments(body_of(text, number, heading)), heading, section


def _plain(value) -> str:
    return value if isinstance(value, str) else ""


def clause_weights(evidence: Sequence[Evidence], length: int = 0) -> dict[str, float]:
    """Shares of the themes in a clause of so many characters, summing to 1; `other` where they say little."""
    scores: dict[str, float] = defaultdict(float)
    for theme, _, _, _, score in evidence:
        scores[theme] += score
    total = sum(scores.values())
    if not scores or max(scores.values()) < least_score(length):
        return {OTHER: 1.0}
    return {theme: score / total for theme, score in sorted(scores.items())}


def main_theme(evidence: Sequence[Evidence], length: int = 0) -> str:
    return heaviest(clause_weights(evidence, length))


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
