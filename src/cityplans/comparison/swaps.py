"""Number swaps: the same sentence in an older plan with another number, both side by side.

Pieces of sentences that hold a quantity are compared with numbers, blanks and punctuation taken out;
where two are (nearly) the same, their numbers are set beside each other. Amplification made visible.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd
from rapidfuzz import fuzz, process

from cityplans import tables
from cityplans.comparison import tokens
from cityplans.comparison.matching import without_departments

SAME_WORDS = 0.95  # similarity from which two pieces without an indicator key say the same
ALIKE = 82.0  # rapidfuzz ratio (0–100) of the masked pieces from which they are the same sentence
LEAST_LETTERS = 7  # of a masked piece
MOST_OTHERS = 3  # plans set beside a sentence that are neither of the territory above nor its region's own
PIECE = re.compile(r"[^，,。；;！？\n]+")
QUANTITY = re.compile(
    r"(?<![A-Za-z0-9.])(\d+(?:\.\d+)?)\s*([百千万亿]*)\s*(?=[%％家个名项人件所元条位件平分倍年])"
)
YEAR = re.compile(r"(?:19|20)\d\d\s*年(?:底|末)?")
FILLERS = re.compile(r"[^\w#%&+]|_|[到约]|以上|左右|力争|确保|努力|全市|全省|全社会|我市|我省|主要")
SCALE = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}


class Piece(NamedTuple):
    clause_id: str
    start: int
    end: int
    text: str
    masked: str
    numbers: tuple[float, ...]


def build(
    plans: pd.DataFrame, clauses: pd.DataFrame, targets: pd.DataFrame, pairs: Sequence[tuple[str, str, str]]
) -> pd.DataFrame:
    """Table number_swaps over (newer plan, older plan, relation): same words, and both numbers."""
    wanted = {p for new, old, _ in pairs for p in (new, old)}
    counted = clauses[clauses["plan_id"].isin(sorted(wanted)) & ~clauses["clause_kind"].isin(tokens.LEFT_OUT)]
    pieces = {p: list(_pieces(group)) for p, group in counted.groupby("plan_id")}
    rows = [
        _row(new, old, kind, piece, source, alike, targets_at)
        for targets_at in [_targets_at(targets)]
        for new, old, kind in pairs
        for piece, source, alike in _matched(pieces.get(new, []), pieces.get(old, []))
    ]
    return tables.frame(
        "number_swaps", {(r["plan_id"], r["start"], r["source_plan_id"]): r for r in rows}.values()
    )


def _pieces(clauses: pd.DataFrame) -> Iterator[Piece]:
    """Pieces between commas and stops that hold a quantity, with their numbers taken out."""
    for row in clauses.itertuples():
        text = without_departments(row.text or "")
        for match in PIECE.finditer(text):
            piece = YEAR.sub(lambda m: " " * len(m.group()), match.group())
            numbers = tuple(float(n) * _scale(s) for n, s in QUANTITY.findall(piece))
            masked = FILLERS.sub("", QUANTITY.sub("#", piece))
            if numbers and len(masked) - masked.count("#") >= LEAST_LETTERS:
                yield Piece(
                    row.clause_id,
                    int(row.start) + match.start(),
                    int(row.start) + match.end(),
                    match.group(),
                    masked,
                    numbers,
                )


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
    for piece, row in zip(new, scores):
        best = int(row.argmax())
        if row[best] >= ALIKE and len(piece.numbers) == len(old[best].numbers):
            yield piece, old[best], float(row[best]) / 100


def _row(new: str, old: str, kind: str, piece: Piece, source: Piece, alike: float, targets_at) -> dict:
    return {
        "plan_id": new,
        "clause_id": piece.clause_id,
        "start": piece.start,
        "end": piece.end,
        "text": piece.text,
        "numbers": _shown(piece.numbers),
        "source_plan_id": old,
        "source_clause_id": source.clause_id,
        "source_text_start": source.start,
        "source_text_end": source.end,
        "source_quote": source.text,
        "source_numbers": _shown(source.numbers),
        "source_relation": kind,
        "similarity": alike,
        "number_change": change(piece.numbers, source.numbers),
        "target_id": targets_at(new, piece.start, piece.end),
        "source_target_id": targets_at(old, source.start, source.end),
    }


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
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for row in targets.sort_values("start").itertuples():
        spans.setdefault(row.plan_id, []).append((int(row.start), int(row.end), row.target_id))

    def found(plan_id: str, start: int, end: int) -> str | None:
        inside = (t for a, b, t in spans.get(plan_id, ()) if a < end and b > start)
        return next(inside, None)

    return found


def judged(swaps: pd.DataFrame, targets: pd.DataFrame, codebook) -> pd.DataFrame:
    """number_swaps without pairs about different indicators; totals of two regions are not_comparable."""
    by_id = {row["target_id"]: row for row in targets.to_dict("records")}
    kinds = {row["indicator_id"]: row["comparable"] for row in codebook["indicators"]}
    rows = []
    for row in swaps.to_dict("records"):
        ours, theirs = by_id.get(row["target_id"]), by_id.get(row["source_target_id"])
        change = _comparable_change(row, ours, theirs, kinds)
        if change:
            rows.append(row | {"number_change": change})
    return tables.frame("number_swaps", rows)


def nearest(swaps: pd.DataFrame, targets: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """number_swaps with every row against the territory above and the region's own earlier plans.

    Of the rest the `MOST_OTHERS` nearest of each sentence: those with a target of the same year first, then
    peers below the same territory, then the likest words, then the latest plan. A formula that all cities
    share would else pair each with each, which tells no more of who follows whom; who sets what is in
    `comparisons`.
    """
    horizons = dict(zip(targets["target_id"], targets["horizon"]))
    years = tokens.issue_years(plans)
    issued = {p: _text(d) or years[p] for p, d in zip(plans["plan_id"], plans["date"])}
    kept, others = [], defaultdict(list)
    for row in swaps.to_dict("records"):
        lineal = row["source_relation"] in ("parent", "own_earlier")
        (kept if lineal else others[row["plan_id"], row["start"]]).append(row)
    for rows in others.values():
        rows.sort(key=lambda r: r["source_plan_id"])
        rows.sort(key=lambda r: issued[r["source_plan_id"]], reverse=True)
        rows.sort(key=lambda r: _distance(r, horizons))
        kept += rows[:MOST_OTHERS]
    return tables.frame("number_swaps", kept)


def _distance(row: dict, horizons: dict) -> tuple[bool, bool, float]:
    """Another year last (indicators are the same: `judged`), then other territories, then other words."""
    years = [horizons.get(row[column]) for column in ("target_id", "source_target_id")]
    of_one_year = not any(pd.isna(y) for y in years) and years[0] == years[1]
    return not of_one_year, row["source_relation"] != "peer", -row["similarity"]


def _comparable_change(
    row: dict, ours: dict | None, theirs: dict | None, kinds: dict[str, str]
) -> str | None:
    keyed = (
        ours and theirs and isinstance(ours["indicator_id"], str) and isinstance(theirs["indicator_id"], str)
    )
    if not keyed and row["similarity"] < SAME_WORDS:
        return None
    if not keyed:
        return "same" if row["number_change"] == "same" else "not_comparable"
    if any(
        _text(ours[field]) != _text(theirs[field]) for field in ("indicator_id", "unit", "measure", "scope")
    ):
        return None
    total = kinds.get(ours["indicator_id"]) == "total" and ours["measure"] != "multiple"
    if total and ours["region"] != theirs["region"] and row["number_change"] != "same":
        return "not_comparable"
    return row["number_change"]


def _text(value) -> str:
    return value if isinstance(value, str) else ""
