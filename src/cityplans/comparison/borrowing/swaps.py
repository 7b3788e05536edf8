"""Number swaps: the same sentence in an older plan with another number, both side by side.

Pieces of sentences that hold a quantity are compared with numbers, blanks and punctuation taken out;
where two are (nearly) the same, their numbers are set beside each other: against the territory above and the
region's own earlier plans only. Between cities of one year dates a few days apart decide nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from cityplans import tables
from cityplans.comparison.ambition import alike, order
from cityplans.comparison.ambition.alike import Row
from cityplans.comparison.coding import tokens
from cityplans.comparison.coding.matching import without_departments
from cityplans.comparison.plans import records

SAME_WORDS = 0.95  # similarity from which two pieces without an indicator key say the same
ALIKE = 82.0  # rapidfuzz ratio (0–100) of the masked pieces from which they are the same sentence
LEAST_LETTERS = 7  # of a masked piece
SAME_THING = ("indicator_id", "unit", "measure", "scope")  # or the two sentences are about different things
RELATION = {"higher": "higher", "lower": "lower", "equal": "same", "unordered": "not_comparable"}
PIECE = re.compile(r"(?<![^，,。；;！？\n])[^，,。；;！？\n\d]*\d[^，,。；;！？\n]*")  # that holds a digit
QUANTITY = re.compile(
    r"(?<![A-Za-z0-9.])(\d+(?:\.\d+)?)\s*([百千万亿]*)\s*(?=[%％家个名项人件所元条位件平分倍年])"
)
DIGIT = re.compile(r"\d")
YEAR = re.compile(r"(?:19|20)\d\d\s*年(?:底|末)?")
FILLERS = re.compile(r"[^\w#%&+]|_|[到约]|以上|左右|力争|确保|努力|全市|全省|全社会|我市|我省|主要")
SCALE = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}


COLUMNS = (
    "plan_id", "clause_id", "start", "end", "text", "numbers", "target_id", "source_plan_id",
    "source_clause_id", "source_text_start", "source_text_end", "source_quote", "source_numbers",
    "source_target_id", "source_relation", "similarity", "number_change",
)  # fmt: skip


class Piece(NamedTuple):
    clause_id: str
    start: int
    end: int
    text: str
    shown: str  # its numbers
    target_id: str | None
    masked: str
    numbers: tuple[float, ...]


def build(
    clauses: pd.DataFrame, targets: pd.DataFrame, pairs: Sequence[tuple[str, str, str]]
) -> pd.DataFrame:
    """Table number_swaps over (newer plan, older plan, relation): same words, and both numbers."""
    pieces = _pieces(clauses, {p for new, old, _ in pairs for p in (new, old)}, _targets_at(targets))
    rows = {
        (new, piece.start, old): (
            new,
            *piece[:6],
            old,
            *source[:6],
            kind,
            similarity,
            change(piece.numbers, source.numbers),
        )
        for new, old, kind in pairs
        for piece, source, similarity in _matched(pieces.get(new, []), pieces.get(old, []))
    }
    return tables.from_tuples("number_swaps", COLUMNS, [rows[key] for key in sorted(rows)])


def _pieces(clauses: pd.DataFrame, wanted: Set[str], target_at) -> dict[str, list[Piece]]:
    """Of each wanted plan the pieces between commas and stops that hold a quantity, numbers taken out."""
    is_counted = clauses["plan_id"].isin(wanted) & ~clauses["clause_kind"].isin(tokens.LEFT_OUT)
    found = defaultdict(list)
    names = ("plan_id", "clause_id", "start", "text")
    columns = (clauses.loc[is_counted, name].to_numpy(object) for name in names)
    for plan_id, clause_id, start, text in zip(*columns):
        if not isinstance(text, str) or not DIGIT.search(text):
            continue
        for match in PIECE.finditer(without_departments(text)):
            numbers, masked = _masked(match.group())
            if numbers and len(masked) - masked.count("#") >= LEAST_LETTERS:
                a, b = start + match.start(), start + match.end()
                target = target_at(plan_id, a, b)
                found[plan_id].append(
                    Piece(clause_id, a, b, match.group(), _shown(numbers), target, masked, numbers)
                )
    return found


def _masked(piece: str) -> tuple[tuple[float, ...], str]:
    """The numbers of a piece, and what it says without them; nothing where it has none."""
    piece = YEAR.sub(lambda m: " " * len(m.group()), piece)
    numbers = tuple(float(n) * _scale(s) for n, s in QUANTITY.findall(piece))
    return numbers, FILLERS.sub("", QUANTITY.sub("#", piece)) if numbers else ""


def _scale(surface: str) -> float:
    value = 1.0
    for character in surface:
        value *= SCALE[character]
    return value


def _matched(new: Sequence[Piece], old: Sequence[Piece]) -> Iterator[tuple[Piece, Piece, float]]:
    """Each newer piece with its most alike older one, where they have as many numbers and the same words."""
    if not new or not old:
        return
    scores = process.cdist(
        [p.masked for p in new], [p.masked for p in old], scorer=fuzz.ratio, score_cutoff=ALIKE, workers=1
    )
    best = scores.argmax(axis=1).tolist()
    for piece, at, score in zip(new, best, scores.max(axis=1).tolist()):
        if score >= ALIKE and len(piece.numbers) == len(old[at].numbers):
            yield piece, old[at], score / 100


def change(numbers: Sequence[float], before: Sequence[float]) -> str:
    """`same`, `higher`, `lower`, or `mixed` where several numbers move differently."""
    signs = {(a > b) - (a < b) for a, b in zip(numbers, before)} - {0}
    if not signs:
        return "same"
    return "mixed" if len(signs) > 1 else "higher" if 1 in signs else "lower"


def _shown(numbers: Sequence[float]) -> str:
    return "、".join(f"{n:g}" if abs(n) < 1e6 else f"{n:.0f}" for n in numbers)


def _targets_at(targets: pd.DataFrame):
    """A function giving the first target that stands within a span of a plan's text, or None."""
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    columns = (targets[name].to_numpy(object) for name in ("plan_id", "start", "end", "target_id"))
    for plan_id, *span in sorted(zip(*columns), key=lambda row: row[1]):
        spans[plan_id].append(tuple(span))

    def found(plan_id: str, start: int, end: int) -> str | None:
        inside = (t for a, b, t in spans.get(plan_id, ()) if a < end and b > start)
        return next(inside, None)

    return found


def judged(swaps: pd.DataFrame, targets: pd.DataFrame, plans: pd.DataFrame, codebook) -> pd.DataFrame:
    """number_swaps without pairs about different indicators, the change as targets are ordered everywhere
    (order.py); what is not alike, and totals of two regions, is not_comparable."""
    named = targets[targets["target_id"].isin({*swaps["target_id"], *swaps["source_target_id"]})]
    facts = {row["target_id"]: row for row in alike.prepared(named, plans, codebook)}
    changes = np.array([_judged(row, facts) for row in records(swaps)], dtype=object)
    kept = swaps.assign(number_change=pd.array(changes, dtype="str"))[changes.astype(bool)]
    return kept.reset_index(drop=True)


def _judged(swap: Mapping, facts: Mapping[str, Row]) -> str | None:
    """The change as the table has it; None where the two say different things."""
    change = swap["number_change"]
    ours, theirs = facts.get(swap["target_id"]), facts.get(swap["source_target_id"])
    if not (ours and theirs and ours["indicator_id"] and theirs["indicator_id"]):
        if swap["similarity"] < SAME_WORDS:
            return None
        return "same" if change == "same" else "not_comparable"
    if any(ours[k] != theirs[k] for k in SAME_THING):
        return None
    is_total = ours["comparable"] == "total" and ours["region"] != theirs["region"]
    if alike.changed_definition(theirs, ours) or (is_total and change != "same"):
        return "not_comparable"
    if is_total or "、" in str(swap["numbers"]) or None in (ours["value_low"], theirs["value_low"]):
        return change
    return RELATION[order.compare(ours, theirs).relation]
