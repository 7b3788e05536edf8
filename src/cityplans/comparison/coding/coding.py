"""What each plan's wording gives by itself: themes, instruments, names, words.

Nothing here looks at another plan, so the work can be spread over cores and kept for the next run; what
compares plans is made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from cityplans import tables
from cityplans.codebook import Codebook
from cityplans.comparison.coding import instruments, names, theme_words, themes, tokens
from cityplans.comparison.coding import tokens as coding_tokens
from cityplans.comparison.coding.coded import CLAUSE, Coded, Mention, Wording

START = CLAUSE.index("start")


class Lexicons(NamedTuple):
    """The codebook's words, compiled."""

    themes: theme_words.Dictionary
    instruments: instruments.Tools
    names: names.Parts
    tokenise: tokens.Tokenise


Mapped = Callable[[Sequence[Wording], Codebook], list[Coded]]


def one_by_one(tasks: Sequence[Wording], codebook: Codebook) -> list[Coded]:
    return [code(task, codebook) for task in tasks]


def read(
    plans: pd.DataFrame, clauses: pd.DataFrame, codebook: Codebook, mapped: Mapped = one_by_one
) -> list[Coded]:
    """Every plan coded, sorted by plan_id; `mapped` may spread the plans over cores."""
    return mapped(list(wordings(plans, clauses)), codebook)


def wordings(plans: pd.DataFrame, clauses: pd.DataFrame) -> Iterator[Wording]:
    """The plans with their clauses in the order of the text, sorted by plan_id."""
    by_plan: dict[str, list[tuple]] = {plan_id: [] for plan_id in plans["plan_id"]}
    columns = [clauses[name].fillna(0 if name == "start" else "").to_numpy(object) for name in CLAUSE]
    for plan_id, *clause in zip(clauses["plan_id"].to_numpy(object), *columns):
        if plan_id in by_plan:
            by_plan[plan_id].append(tuple(clause))
    known = plans[["plan_id", "title", "region", "region_code"]].fillna("").sort_values("plan_id")
    for plan_id, title, region, region_code in known.itertuples(index=False):
        own = sorted(by_plan[plan_id], key=lambda clause: (clause[START], clause[0]))
        yield Wording(plan_id, title, region, region_code, tuple(own))


def code(task: Wording, codebook: Codebook) -> Coded:
    """One plan: every dictionary looks at each of its clauses once, one dictionary after the other."""
    words = lexicons(codebook)
    clauses = [dict(zip(CLAUSE, values)) for values in task.clauses]
    of_themes = theme_words.in_document(words.themes, task.title, task.region, clauses)
    running = [clause for clause in clauses if clause["clause_kind"] not in tokens.LEFT_OUT]
    own = tokens.formulas(codebook), tokens.own_names(task.region, task.region_code, codebook)
    masked = [(clause["clause_id"], tokens.mask(clause["text"], *own)) for clause in running]
    return Coded(
        task.plan_id,
        *themes.coded_clauses(clauses, of_themes),
        tables.batch(instruments.CODE, instruments.codes(clauses, words.instruments)),
        [mention for clause in running for mention in mentions(clause, words.names)],
        "\n".join(text for _, text in masked),
        coding_tokens.words_of((name, words.tokenise(text)) for name, text in masked),
    )


def mentions(clause: Mapping, parts: names.Parts) -> list[Mention]:
    """The names in a clause, with where it stands."""
    place = clause["clause_id"], clause["section"], clause["start"]
    found = [*names.find_names(clause["text"], parts), *names.listed_names(clause["text"], parts)]
    return [(name, *place) for name in found]


def tables_of(
    coded: Sequence[Coded], clauses: pd.DataFrame, targets: pd.DataFrame, codebook: Codebook
) -> dict[str, pd.DataFrame]:
    """Tables of themes and instruments of single plans, and `targets` with their themes."""
    made = themes.build(coded)
    made["targets"] = themes.of_targets(targets, made["themes"], codebook)
    made["plan_themes"] = themes.plan_shares(clauses, made["themes"], made["targets"])
    return made | instruments.build(coded, clauses, codebook)


@lru_cache(maxsize=4)
def lexicons(codebook: Codebook) -> Lexicons:
    return Lexicons(
        theme_words.dictionary(codebook),
        instruments.tools_of(codebook),
        names.read_parts(codebook),
        tokens.tokeniser(codebook),
    )
