"""Themes of clauses, plans and waves, every code traced to the terms that gave it.

A clause's score for a theme is the sum over the theme's terms of weight × (1 + ln count), with terms in
the clause's own heading and in the heading above it multiplied; the scores, divided by their sum, are the
weights. Dictionary coding with damped counts: a word repeated ten times is not ten arguments.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from cityplans import tables
from cityplans.codebook import Codebook
from cityplans.comparison.coded import Coded
from cityplans.comparison.matching import TermIndex, body_of, count_terms, term_index, without_departments

HEADING_FACTOR = 5.0  # a heading names what the paragraph is about
SECTION_FACTOR = 0.5  # the heading above names the family, not the paragraph
NOT_COUNTED = ("title", "signature", "note", "glossary")

WEIGHT = ("plan_id", "clause_id", "theme", "weight")
EVIDENCE = ("theme", "term", "place", "count", "score")
Evidence = tuple[str, str, str, int, float]  # as EVIDENCE names them
Dictionary = tuple[TermIndex, dict[str, tuple[str, float]]]


def dictionary(codebook: Codebook) -> Dictionary:
    """The theme terms of the codebook, indexed; a term's own theme and weight beside it."""
    known = {row["term"]: (row["theme"], float(row["weight"] or 1)) for row in codebook["theme_terms"]}
    return term_index(known), known


def build(
    coded: Sequence[Coded], clauses: pd.DataFrame, targets: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Tables themes, theme_evidence and plan_themes from coded plans, clauses and targets."""
    weights = [(plan.plan_id, *row) for plan in coded for row in plan.themes]
    evidence = ((plan.plan_id, *row) for plan in coded for row in plan.evidence)
    return {
        "themes": tables.from_tuples("themes", WEIGHT, weights),
        "theme_evidence": tables.from_tuples("theme_evidence", ("plan_id", "clause_id", *EVIDENCE), evidence),
        "plan_themes": tables.frame("plan_themes", plan_shares(clauses, weights, targets)),
    }


def of_targets(targets: pd.DataFrame, coded: Sequence[Coded], codebook) -> pd.DataFrame:
    """Targets with their theme: of the indicator, else of the indicator's words, else of the clause."""
    words = dictionary(codebook)
    of_clause: dict[str, dict[str, float]] = defaultdict(dict)
    for plan in coded:
        for clause_id, theme, weight in plan.themes:
            of_clause[clause_id][theme] = weight
    filled = []
    for theme, text, clause_id in zip(targets["theme"], targets["indicator_text"], targets["clause_id"]):
        if not isinstance(theme, str):
            evidence = clause_evidence({"text": text}, words)
            theme = heaviest(clause_weights(evidence) if evidence else of_clause[clause_id])
        filled.append(theme)
    return targets.assign(theme=pd.Series(filled, dtype="str", index=targets.index))


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
    for theme, _, _, _, score in evidence:
        scores[theme] += score
    total = sum(scores.values())
    return {theme: score / total for theme, score in sorted(scores.items())} if total else {"other": 1.0}


def main_theme(evidence: Sequence[Evidence]) -> str:
    return heaviest(clause_weights(evidence))


def heaviest(weights: Mapping[str, float]) -> str:
    """The theme with the largest weight; of equal ones the first by name."""
    return min(weights, key=lambda theme: (-weights[theme], theme))


def plan_shares(clauses: pd.DataFrame, weights: Sequence[tuple], targets: pd.DataFrame) -> list[dict]:
    """Share of each theme in a plan's text (clauses weighted by length), with n clauses and targets."""
    counted = clauses[~clauses["clause_kind"].isin(NOT_COUNTED)]
    length = dict(zip(counted["clause_id"], counted["text"].fillna("").str.len()))
    mass: dict[str, Counter] = defaultdict(Counter)
    share_of: dict[str, Counter] = defaultdict(Counter)
    for plan_id, clause_id, theme, weight in weights:
        if clause_id in length:
            mass[plan_id][theme] += weight * length[clause_id]
            share_of[plan_id][theme] += weight
    sizes = counted["plan_id"].value_counts()
    aims: dict[str, Counter] = defaultdict(Counter)
    for plan_id, theme in zip(targets["plan_id"], targets["theme"]):
        if isinstance(theme, str):
            aims[plan_id][theme] += 1
    rows = []
    for plan_id in sorted(mass):
        total = sum(mass[plan_id].values())
        for theme in sorted({*mass[plan_id], *aims[plan_id]}):
            rows.append({"plan_id": plan_id, "theme": theme,
                         "share": mass[plan_id][theme] / total if total else 0.0,
                         "clause_equivalents": share_of[plan_id][theme], "clauses": int(sizes[plan_id]),
                         "targets": aims[plan_id][theme]})
    return rows


def changes(plans: pd.DataFrame, plan_themes: pd.DataFrame) -> pd.DataFrame:
    """How each theme's share moved from a region's plan to its next one (percentage points / 100)."""
    share = {(r.plan_id, r.theme): r.share for r in plan_themes.itertuples()}
    rows = []
    dated = plans.dropna(subset=["date"]).sort_values(["region", "date", "plan_id"])
    for region, group in dated.groupby("region"):
        for earlier, later in zip(group["plan_id"], group["plan_id"][1:]):
            for theme in sorted({t for p, t in share if p in (earlier, later)}):
                before, after = share.get((earlier, theme), 0.0), share.get((later, theme), 0.0)
                rows.append({"region": region, "plan_id": later, "earlier_plan_id": earlier, "theme": theme,
                             "share": after, "earlier_share": before, "difference": after - before})
    return tables.frame("theme_changes", rows)
