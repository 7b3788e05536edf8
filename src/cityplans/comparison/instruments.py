"""Policy instruments after Rothwell & Zegveld (Reindustrialization and Technology, 1985).

Supply, environment and demand, with the sub-tools Chinese policy studies use. The unit is the clause; a
clause has every instrument of which a term occurs in it. What stands under a heading of goals (发展目标,
指导思想) is a goal and no other instrument, whatever it names; paragraphs before the first heading only
introduce. The balance of a plan is the evenness of its codes, J = −Σ p ln p / ln K: 1 where all tools are
used alike, 0 where only one is.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from cityplans import tables
from cityplans.comparison.coded import Coded
from cityplans.comparison.matching import TermIndex, term_index, terms_in, without_departments

CODED = ("text", "box", "table")
CODE = ("plan_id", "clause_id", "instrument", "instrument_group", "evidence")
PER_PLAN_UP_TO = 60  # plans for which the theme × instrument matrix is given plan by plan
GOALS = "goal_planning"
DEADLINE = re.compile(r"(?:到|至)(?:19|20)\d\d年")  # what is to be reached by a year is a goal
UNNUMBERED = ("", "——")


class Tools(NamedTuple):
    """The codebook's instruments: terms indexed, term → instruments, headings of goals, the goals' group."""

    terms: TermIndex
    tools: dict[str, list[tuple[str, str]]]
    headings: tuple[str, ...]
    goals: str


def build(coded: Sequence[Coded], clauses: pd.DataFrame, codebook) -> dict[str, pd.DataFrame]:
    """Tables instruments, plan_instruments, instrument_balance, theme_instruments."""
    rows = [dict(zip(CODE, (plan.plan_id, *row))) for plan in coded for row in plan.instruments]
    sizes = clauses[clauses["clause_kind"].isin(CODED)]["plan_id"].value_counts().to_dict()
    return {
        "instruments": tables.frame("instruments", rows),
        "plan_instruments": tables.frame("plan_instruments", plan_rows(rows, sizes, codebook)),
        "instrument_balance": tables.frame("instrument_balance", balance_rows(rows, sizes, codebook)),
        "theme_instruments": tables.frame("theme_instruments", matrix_rows(rows, coded)),
    }


def tools_of(codebook) -> Tools:
    """The instruments' terms, indexed, with the instruments and groups each stands for."""
    tools: dict[str, list[tuple[str, str]]] = defaultdict(list)
    groups = {row["instrument"]: row["group"] for row in codebook["instruments"]}
    for row in codebook["instruments"]:
        for term in _listed(row["terms"]):
            tools[term].append((row["instrument"], row["group"]))
    headings = tuple(term for row in codebook["instruments"] for term in _listed(row.get("headings")))
    return Tools(term_index(tools), dict(tools), headings, groups.get(GOALS, ""))


def _listed(cell: str | None) -> list[str]:
    return [term.strip() for term in (cell or "").split("；") if term.strip()]


def codes(clauses: Sequence[Mapping], words: Tools) -> Iterator[tuple[str, str, str, str]]:
    """(clause, instrument, group, the terms that gave it) of the clauses of one plan, in their order."""
    for clause, heading in _with_goals(clauses, words.headings):
        found = _goals(heading, words) if heading else _tools(without_departments(clause["text"]), words)
        for (instrument, group), terms in sorted(found.items()):
            yield clause["clause_id"], instrument, group, "、".join(terms)


def _goals(heading: str, words: Tools) -> dict[tuple[str, str], list[str]]:
    return {(GOALS, words.goals): [heading]} if words.goals else {}


def _tools(text: str, words: Tools) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for term in sorted(set(terms_in(text, words.terms))):
        for tool in words.tools[term]:
            found[tool].append(term)
    deadlines = sorted(set(DEADLINE.findall(text)))
    if deadlines and words.goals:
        found[GOALS, words.goals] += deadlines
    return found


def _with_goals(clauses: Sequence[Mapping], closing: tuple[str, ...]) -> Iterator[tuple[Mapping, str]]:
    """The clauses to be coded, each with the heading of goals it stands under, or none.

    Paragraphs without a number of their own belong to the numbered one before them. Those that come before
    the first heading of their plan are left out.
    """
    first = next((i for i, clause in enumerate(clauses) if _headed(clause)), 0)
    above = ""
    for clause in clauses[first:]:
        path = [*clause["section"].split(" / "), clause["heading"]]
        if clause["clause_kind"] == "heading" or clause["number"] not in UNNUMBERED:
            above = clause["heading"]
        if clause["clause_kind"] in CODED:
            yield clause, next((h for h in (*path, above) if closing and h.endswith(closing)), "")


def _headed(clause: Mapping) -> bool:
    return bool(clause["section"] or clause["heading"] or clause["number"])


def plan_rows(rows: Sequence[Mapping], sizes: Mapping[str, int], codebook) -> Iterator[dict]:
    """Every instrument of every plan, also those it does not use: clauses, share of clauses, of codes."""
    counts = Counter((row["plan_id"], row["instrument"]) for row in rows)
    codes = Counter(row["plan_id"] for row in rows)
    for plan_id in sorted(sizes):
        for tool in codebook["instruments"]:
            n = counts[plan_id, tool["instrument"]]
            yield {"plan_id": plan_id, "instrument": tool["instrument"], "instrument_group": tool["group"],
                   "clauses": n, "share": n / sizes[plan_id],
                   "share_of_codes": n / codes[plan_id] if codes[plan_id] else None}


def balance_rows(rows: Sequence[Mapping], sizes: Mapping[str, int], codebook) -> Iterator[dict]:
    """Evenness of each plan's codes over the three groups and over all sub-tools, with n."""
    groups = sorted({row["group"] for row in codebook["instruments"]})
    tools = [row["instrument"] for row in codebook["instruments"]]
    of_plan: dict[str, list[Mapping]] = defaultdict(list)
    for row in rows:
        of_plan[row["plan_id"]].append(row)
    for plan_id in sorted(sizes):
        own = of_plan[plan_id]
        by_group = Counter(row["instrument_group"] for row in own)
        by_tool = Counter(row["instrument"] for row in own)
        shares = {f"{group}_share": by_group[group] / len(own) if own else None for group in groups}
        yield {"plan_id": plan_id, "clauses": sizes[plan_id], "codes": len(own), **shares,
               "balance_groups": evenness([by_group[g] for g in groups]),
               "balance_instruments": evenness([by_tool[t] for t in tools])}


def evenness(counts: Sequence[int]) -> float | None:
    """Pielou's J over all categories, used or not; None without any code."""
    total = sum(counts)
    if not total or len(counts) < 2:
        return None
    return sum(-c / total * math.log(c / total) for c in counts if c) / math.log(len(counts))


def matrix_rows(rows: Sequence[Mapping], coded: Sequence[Coded]) -> Iterator[dict]:
    """Theme weights of the clauses that use an instrument, for all plans together and for each."""
    weights: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for plan in coded:
        for clause_id, theme, weight in plan.themes:
            weights[clause_id].append((theme, weight))
    sums: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    for row in rows:
        for theme, weight in weights[row["clause_id"]]:
            sums["all", theme, row["instrument"]] += weight
            if len(coded) <= PER_PLAN_UP_TO:
                sums[row["plan_id"], theme, row["instrument"]] += weight
    totals: defaultdict[tuple[str, str], float] = defaultdict(float)
    for (plan_id, theme, _), value in sums.items():
        totals[plan_id, theme] += value
    for (plan_id, theme, instrument), value in sorted(sums.items()):
        yield {"plan_id": plan_id, "theme": theme, "instrument": instrument, "clause_equivalents": value,
               "share": value / totals[plan_id, theme]}
