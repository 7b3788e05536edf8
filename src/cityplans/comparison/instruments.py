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

import pandas as pd

from cityplans import tables
from cityplans.comparison.matching import count_terms, term_index, without_departments

CODED = ("text", "box", "table")
PER_PLAN_UP_TO = 60  # plans for which the theme × instrument matrix is given plan by plan
GOALS = "goal_planning"
DEADLINE = re.compile(r"(?:到|至)(?:19|20)\d\d年")  # what is to be reached by a year is a goal
UNNUMBERED = ("", "——")


def build(clauses: pd.DataFrame, themes: pd.DataFrame, codebook) -> dict[str, pd.DataFrame]:
    """Tables instruments, plan_instruments, instrument_balance, theme_instruments.

    `themes` is the table themes.build made of the same clauses.
    """
    counted = clauses[clauses["clause_kind"].isin(CODED)]
    rows = list(code_rows(clauses, codebook))
    sizes = counted["plan_id"].value_counts().to_dict()
    return {
        "instruments": tables.frame("instruments", rows),
        "plan_instruments": tables.frame("plan_instruments", plan_rows(rows, sizes, codebook)),
        "instrument_balance": tables.frame("instrument_balance", balance_rows(rows, sizes, codebook)),
        "theme_instruments": tables.frame("theme_instruments", matrix_rows(rows, themes, len(sizes))),
    }


def code_rows(clauses: pd.DataFrame, codebook) -> Iterator[dict]:
    """One row per clause and instrument with the terms that gave it."""
    tools: dict[str, list[tuple[str, str]]] = defaultdict(list)
    groups = {row["instrument"]: row["group"] for row in codebook["instruments"]}
    for row in codebook["instruments"]:
        for term in _listed(row["terms"]):
            tools[term].append((row["instrument"], row["group"]))
    index = term_index(tools)
    for clause, goals in _with_goals(clauses, codebook):
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        text = without_departments(_text(clause["text"]))
        for term in sorted(count_terms(text, index)) if not goals else ():
            for tool in tools[term]:
                found[tool].append(term)
        deadlines = [] if goals else sorted(set(DEADLINE.findall(text)))
        if (goals or deadlines) and GOALS in groups:
            found[GOALS, groups[GOALS]] += [goals] if goals else deadlines
        for (instrument, group), terms in sorted(found.items()):
            yield {"plan_id": clause["plan_id"], "clause_id": clause["clause_id"], "instrument": instrument,
                   "instrument_group": group, "evidence": "、".join(terms)}


def _with_goals(clauses: pd.DataFrame, codebook) -> Iterator[tuple[dict, str]]:
    """The clauses to be coded, each with the heading of goals it stands under, or none.

    Paragraphs without a number of their own belong to the numbered one before them. Those that come before
    the first heading of their plan are left out.
    """
    closing = tuple(term for row in codebook["instruments"] for term in _listed(row.get("headings")))
    for _, plan in clauses.sort_values(["plan_id", "start"]).groupby("plan_id"):
        rows = plan.to_dict("records")
        first = next((i for i, row in enumerate(rows) if _headed(row)), 0)
        above = ""
        for row in rows[first:]:
            path = [*_text(row["section"]).split(" / "), _text(row["heading"])]
            if row["clause_kind"] == "heading" or _text(row["number"]) not in UNNUMBERED:
                above = path[-1]
            if row["clause_kind"] in CODED:
                yield row, next((h for h in (*path, above) if closing and h.endswith(closing)), "")


def _headed(row: Mapping) -> bool:
    return bool(_text(row["section"]) or _text(row["heading"]) or _text(row["number"]))


def _listed(cell: str | None) -> list[str]:
    return [term.strip() for term in (cell or "").split("；") if term.strip()]


def _text(value) -> str:
    return value if isinstance(value, str) else ""


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
    for plan_id in sorted(sizes):
        own = [row for row in rows if row["plan_id"] == plan_id]
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


def matrix_rows(rows: Sequence[Mapping], themes: pd.DataFrame, plans: int) -> Iterator[dict]:
    """Theme weights of the clauses that use an instrument, for all plans together and for each."""
    weights: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for clause_id, theme, weight in zip(themes["clause_id"], themes["theme"], themes["weight"]):
        weights[clause_id].append((theme, weight))
    sums: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    for row in rows:
        for theme, weight in weights[row["clause_id"]]:
            sums["all", theme, row["instrument"]] += weight
            if plans <= PER_PLAN_UP_TO:
                sums[row["plan_id"], theme, row["instrument"]] += weight
    totals: defaultdict[tuple[str, str], float] = defaultdict(float)
    for (plan_id, theme, _), value in sums.items():
        totals[plan_id, theme] += value
    for (plan_id, theme, instrument), value in sorted(sums.items()):
        yield {"plan_id": plan_id, "theme": theme, "instrument": instrument, "clause_equivalents": value,
               "share": value / totals[plan_id, theme]}
