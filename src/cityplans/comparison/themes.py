"""Themes of clauses, plans and waves, every code traced to the terms that gave it.

A clause's score for a theme is the sum over the theme's terms of weight × (1 + ln count), with terms in
the clause's own heading and in the heading above it multiplied; the scores, divided by their sum, are the
weights. Dictionary coding with damped counts: a word repeated ten times is not ten arguments.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from cityplans import tables
from cityplans.codebook import Codebook
from cityplans.comparison.coded import Coded
from cityplans.comparison.matching import TermIndex, body_of, count_terms, term_index, without_departments

HEADING_FACTOR = 5.0  # a heading names what the paragraph is about
SECTION_FACTOR = 0.5  # the heading above names the family, not the paragraph
NOT_COUNTED = ("title", "signature", "note", "glossary")

WEIGHT = ("clause_id", "theme", "weight")
EVIDENCE = ("clause_id", "theme", "term", "place", "count", "score")
Evidence = tuple[str, str, str, int, float]  # as EVIDENCE names them, without the clause
Dictionary = tuple[TermIndex, dict[str, tuple[str, float]]]


def dictionary(codebook: Codebook) -> Dictionary:
    """The theme terms of the codebook, indexed; a term's own theme and weight beside it."""
    known = {row["term"]: (row["theme"], float(row["weight"] or 1)) for row in codebook["theme_terms"]}
    return term_index(known), known


def build(coded: Sequence[Coded]) -> dict[str, pd.DataFrame]:
    """Tables themes and theme_evidence of coded plans."""
    return {
        "themes": tables.from_batches("themes", {plan.plan_id: plan.themes for plan in coded}),
        "theme_evidence": tables.from_batches(
            "theme_evidence", {plan.plan_id: plan.evidence for plan in coded}
        ),
    }


def of_targets(targets: pd.DataFrame, weights: pd.DataFrame, codebook) -> pd.DataFrame:
    """Targets with their theme: of the indicator, else of the indicator's words, else of the clause.

    `weights` is the table themes."""
    words = dictionary(codebook)
    open_ones = targets.loc[targets["theme"].isna(), "clause_id"]
    of_clause = main_themes(weights[weights["clause_id"].isin(open_ones.unique())])
    filled = []
    for theme, text, clause_id in zip(targets["theme"], targets["indicator_text"], targets["clause_id"]):
        if not isinstance(theme, str):
            evidence = clause_evidence({"text": text}, words)
            theme = main_theme(evidence) if evidence else of_clause[clause_id]
        filled.append(theme)
    return targets.assign(theme=pd.Series(filled, dtype="str", index=targets.index))


def main_themes(weights: pd.DataFrame) -> dict[str, str]:
    """The heaviest theme of every clause; of equal ones the first by name."""
    ordered = weights.sort_values(["clause_id", "weight", "theme"], ascending=[True, False, True])
    first = ordered.drop_duplicates("clause_id")
    return dict(zip(first["clause_id"], first["theme"]))


def clause_evidence(clause: Mapping, words: Dictionary, headings: bool = True) -> list[Evidence]:
    """Terms found in a clause with theme, place, count, score; `headings=False` reads the text only."""
    index, known = words
    text, number, heading = (_plain(clause.get(key)) for key in ("text", "number", "heading"))
    section = _plain(clause.get("section")).rsplit(" / ", 1)[-1]
    places = [("text", without_departments(body_of(text, number, heading)), 1.0)]
    if headings:
        places += [("heading", heading, HEADING_FACTOR), ("section", section, SECTION_FACTOR)]
    rows = []
    for place, part, factor in places:
        for term, count in sorted(count_terms(part, index).items()) if part else ():
            theme, weight = known[term]
            score = factor * weight * (1 + math.log(count))
            rows.append((theme, term, place, count, score))
    return rows


def _plain(value) -> str:
    return value if isinstance(value, str) else ""


def clause_weights(evidence: Sequence[Evidence]) -> dict[str, float]:
    """Shares of the themes in a clause, summing to 1; `other` where no term was found."""
    scores: dict[str, float] = defaultdict(float)
    for theme, *_, score in evidence:
        scores[theme] += score
    total = sum(scores.values())
    return {theme: score / total for theme, score in sorted(scores.items())} if total else {"other": 1.0}


def main_theme(evidence: Sequence[Evidence]) -> str:
    return heaviest(clause_weights(evidence))


def heaviest(weights: Mapping[str, float]) -> str:
    """The theme with the largest weight; of equal ones the first by name."""
    return min(weights, key=lambda theme: (-weights[theme], theme))


def plan_shares(clauses: pd.DataFrame, weights: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Table plan_themes: share of each theme in a plan's text, clauses weighted by length, n beside it."""
    counted = clauses[~clauses["clause_kind"].isin(NOT_COUNTED)]
    length = pd.Series(counted["text"].fillna("").str.len().to_numpy(), index=counted["clause_id"])
    held = weights.assign(mass=weights["weight"] * weights["clause_id"].map(length).astype(float))
    sums = held.dropna(subset="mass").groupby(["plan_id", "theme"])[["mass", "weight"]].sum()
    aims = targets.groupby(["plan_id", "theme"]).size()
    aims = aims[aims.index.get_level_values("plan_id").isin(sums.index.unique("plan_id"))]
    sums = sums.reindex(sums.index.union(aims.index), fill_value=0.0)
    plan_ids = sums.index.get_level_values("plan_id")
    totals = sums["mass"].groupby(level="plan_id").transform("sum").to_numpy()
    return tables.from_columns("plan_themes", {
        "plan_id": plan_ids,
        "theme": sums.index.get_level_values("theme"),
        "share": sums["mass"].to_numpy() / np.where(totals > 0, totals, 1),
        "clause_equivalents": sums["weight"].to_numpy(),
        "clauses": plan_ids.map(counted["plan_id"].value_counts()).to_numpy(),
        "targets": aims.reindex(sums.index, fill_value=0).to_numpy(),
    })


def changes(plans: pd.DataFrame, plan_themes: pd.DataFrame) -> pd.DataFrame:
    """How each theme's share moved from a region's plan to its next one (percentage points / 100)."""
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for plan_id, theme, share in zip(plan_themes["plan_id"], plan_themes["theme"], plan_themes["share"]):
        shares[plan_id][theme] = share
    rows = []
    dated = plans.dropna(subset=["date"]).sort_values(["region", "date", "plan_id"])
    for region, group in dated.groupby("region"):
        for earlier, later in zip(group["plan_id"], group["plan_id"][1:]):
            for theme in sorted({*shares[earlier], *shares[later]}):
                before, after = shares[earlier].get(theme, 0.0), shares[later].get(theme, 0.0)
                rows.append({"region": region, "plan_id": later, "earlier_plan_id": earlier, "theme": theme,
                             "share": after, "earlier_share": before, "difference": after - before})
    return tables.frame("theme_changes", rows)
