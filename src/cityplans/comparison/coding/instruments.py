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
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import entr

from cityplans import tables
from cityplans.comparison.coding.coded import Coded
from cityplans.comparison.coding.matching import TermIndex, term_index, terms_in, without_departments
from cityplans.comparison.plans import kinds, main_kind

CODED = ("text", "box", "table")
CODE = ("clause_id", "instrument", "instrument_group", "evidence")
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
    """Tables instruments, plan_instruments, instrument_balance."""
    codes_of = tables.from_batches("instruments", {plan.plan_id: plan.instruments for plan in coded})
    sizes = clauses[clauses["clause_kind"].isin(CODED)]["plan_id"].value_counts().to_dict()
    counts = codes_of.groupby(["plan_id", "instrument"]).size().to_dict()
    return {
        "instruments": codes_of,
        "plan_instruments": tables.frame("plan_instruments", plan_rows(counts, sizes, codebook)),
        "instrument_balance": tables.frame("instrument_balance", balance_rows(counts, sizes, codebook)),
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


Counts = Mapping[tuple[str, str], int]  # clauses of a plan with an instrument


def plan_rows(counts: Counts, sizes: Mapping[str, int], codebook) -> Iterator[dict]:
    """Every instrument of every plan, also those it does not use: clauses, share of clauses, of codes."""
    for plan_id in sorted(sizes):
        own = {
            tool["instrument"]: counts.get((plan_id, tool["instrument"]), 0)
            for tool in codebook["instruments"]
        }
        codes = sum(own.values())
        for tool in codebook["instruments"]:
            n = own[tool["instrument"]]
            yield {
                "plan_id": plan_id,
                "instrument": tool["instrument"],
                "instrument_group": tool["group"],
                "clauses": n,
                "share": n / sizes[plan_id],
                "share_of_codes": n / codes if codes else None,
            }


def balance_rows(counts: Counts, sizes: Mapping[str, int], codebook) -> Iterator[dict]:
    """Evenness of each plan's codes over the three groups and over all sub-tools, with n."""
    group_of = {row["instrument"]: row["group"] for row in codebook["instruments"]}
    groups = sorted(set(group_of.values()))
    for plan_id in sorted(sizes):
        by_tool = {tool: counts.get((plan_id, tool), 0) for tool in group_of}
        by_group = {group: sum(by_tool[t] for t in by_tool if group_of[t] == group) for group in groups}
        codes = sum(by_tool.values())
        shares = {f"{group}_share": n / codes if codes else None for group, n in by_group.items()}
        yield {
            "plan_id": plan_id,
            "clauses": sizes[plan_id],
            "codes": codes,
            **shares,
            "balance_groups": evenness(list(by_group.values())),
            "balance_instruments": evenness(list(by_tool.values())),
        }


def evenness(counts: Sequence[int]) -> float | None:
    """Pielou's J over all categories, used or not; None without any code."""
    total = sum(counts)
    if not total or len(counts) < 2:
        return None
    return float(entr(np.array(counts) / total).sum() / math.log(len(counts)))


def crossed(codes_of: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """plan_id, theme, instrument and the summed theme weights of the plan's clauses that use it.

    `codes_of` is the table instruments, `weights` the table themes."""
    pairs = codes_of[["plan_id", "clause_id", "instrument"]].merge(
        weights[["clause_id", "theme", "weight"]], on="clause_id"
    )
    return pairs.groupby(["plan_id", "theme", "instrument"])["weight"].sum().reset_index()


def matrix(pairs: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Table theme_instruments of what `crossed` gives: for all plans of the most frequent kind of document
    together and, up to PER_PLAN_UP_TO plans, for each."""
    kind_of = kinds(plans)
    main = main_kind(kind_of)
    counted = [plan_id for plan_id, kind in kind_of.items() if kind == main]
    every = pairs[pairs["plan_id"].isin(counted)].assign(plan_id="all")
    both = pd.concat([every, pairs]) if len(plans) <= PER_PLAN_UP_TO else every
    sums = both.groupby(["plan_id", "theme", "instrument"])["weight"].sum()
    totals = sums.groupby(level=["plan_id", "theme"]).transform("sum")
    return tables.from_columns(
        "theme_instruments",
        {
            **{name: sums.index.get_level_values(name) for name in sums.index.names},
            "clause_equivalents": sums.to_numpy(),
            "share": (sums / totals).to_numpy(),
        },
    )
