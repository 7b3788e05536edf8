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
                target = next(iter(target_at(plan_id, a, b)), None)
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
    """A function giving the targets that stand within a span of a plan's text, in their order."""
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    columns = (targets[name].to_numpy(object) for name in ("plan_id", "start", "end", "target_id"))
    for plan_id, *span in sorted(zip(*columns), key=lambda row: row[1]):
        spans[plan_id].append(tuple(span))

    def found(plan_id: str, start: int, end: int) -> list[str]:
        return [t for a, b, t in spans.get(plan_id, ()) if a < end and b > start]

    return found


def judged(swaps: pd.DataFrame, targets: pd.DataFrame, plans: pd.DataFrame, codebook) -> pd.DataFrame:
    """number_swaps without pairs about different indicators, the change as targets are ordered everywhere
    (order.py); what is not alike, and totals of two regions, is not_comparable."""
    target_at = _targets_at(targets)
    sides = [
        (target_at(r["plan_id"], r["start"], r["end"]),
         target_at(r["source_plan_id"], r["source_text_start"], r["source_text_end"]))
        for r in records(swaps)
    ]  # fmt: skip
    named = targets[targets["target_id"].isin({t for pair in sides for side in pair for t in side})]
    facts = {row["target_id"]: row for row in alike.prepared(named, plans, codebook)}
    changes = np.array(
        [
            _judged(row, *([facts[t] for t in side] for side in pair))
            for row, pair in zip(records(swaps), sides, strict=True)
        ],
        dtype=object,
    )
    kept = swaps.assign(number_change=pd.array(changes, dtype="str"))[changes.astype(bool)]
    return kept.reset_index(drop=True)


def _judged(swap: Mapping, ours: Sequence[Row], theirs: Sequence[Row]) -> str | None:
    """The change as the table has it, of every target in the sentence; None where the two say different
    things."""
    is_same = swap["number_change"] == "same"
    pairs = list(zip(ours, theirs))
    if bool(ours) != bool(theirs):  # a goal says another thing than what was reached
        return None
    if not pairs or not all(row["indicator_id"] for row in pairs[0]):
        if swap["similarity"] < SAME_WORDS:
            return None
        return "same" if is_same else "not_comparable"
    if not _is_same_thing(*pairs[0]):
        return None
    found = {_relation(*pair, is_same) for pair in pairs}
    is_whole = len(ours) == len(theirs) and all(_covers(side, swap["numbers"]) for side in (ours, theirs))
    if "not_comparable" in found or not (is_same or is_whole):
        return "not_comparable"
    moved = found - {"same"}
    return "mixed" if len(moved) > 1 else next(iter(moved), "same")


def _is_same_thing(ours: Row, theirs: Row) -> bool:
    return all(ours[k] == theirs[k] for k in SAME_THING)


def _covers(rows: Sequence[Row], numbers: str) -> bool:
    """Whether every number of the sentence is that of a target (a range has two); one of several that is none
    may have moved the other way."""
    n = len(str(numbers).split("、"))
    return n == 1 or n == sum(1 + (row["value_low"] != row["value_high"]) for row in rows)


def _relation(ours: Row, theirs: Row, is_same: bool) -> str:
    is_total = ours["comparable"] == "total" and ours["region"] != theirs["region"]
    is_unlike = alike.changed_definition(theirs, ours) or ours["document_kind"] != theirs["document_kind"]
    if is_unlike or not _is_same_thing(ours, theirs):
        return "not_comparable"
    if is_total or None in (ours["value_low"], theirs["value_low"]):
        return "same" if is_same else "not_comparable"
    return RELATION[order.compare(ours, theirs).relation]
