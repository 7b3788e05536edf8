"""Number swaps: the same sentence in an older plan with another number, both side by side.

Pieces of sentences that hold a quantity are compared with numbers, blanks and punctuation taken out;
where two are (nearly) the same, their numbers are set beside each other. Amplification made visible.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from cityplans import tables
from cityplans.comparison.coding import tokens
from cityplans.comparison.coding.matching import without_departments

SAME_WORDS = 0.95  # similarity from which two pieces without an indicator key say the same
ALIKE = 82.0  # rapidfuzz ratio (0–100) of the masked pieces from which they are the same sentence
LEAST_LETTERS = 7  # of a masked piece
MOST_OTHERS = 3  # plans set beside a sentence that are neither of the territory above nor its region's own
PIECE = re.compile(r"[^，,。；;！？\n]+")
QUANTITY = re.compile(
    r"(?<![A-Za-z0-9.])(\d+(?:\.\d+)?)\s*([百千万亿]*)\s*(?=[%％家个名项人件所元条位件平分倍年])"
)
DIGIT = re.compile(r"\d")
YEAR = re.compile(r"(?:19|20)\d\d\s*年(?:底|末)?")
FILLERS = re.compile(r"[^\w#%&+]|_|[到约]|以上|左右|力争|确保|努力|全市|全省|全社会|我市|我省|主要")
SCALE = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}


COLUMNS = (
    "plan_id",
    "clause_id",
    "start",
    "end",
    "text",
    "numbers",
    "target_id",
    "source_plan_id",
    "source_clause_id",
    "source_text_start",
    "source_text_end",
    "source_quote",
    "source_numbers",
    "source_target_id",
    "source_relation",
    "similarity",
    "number_change",
)


class Piece(NamedTuple):
    clause_id: str
    start: int
    end: int
    text: str
    shown: str  # its numbers
    target_id: str | None
    masked: str
    numbers: tuple[float, ...]


class Facts(NamedTuple):
    """What has to be the same of two targets whose numbers are compared; of totals the region too."""

    indicator_id: str
    unit: str
    measure: str
    scope: str
    region: str


def build(
    plans: pd.DataFrame, clauses: pd.DataFrame, targets: pd.DataFrame, pairs: Sequence[tuple[str, str, str]]
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
            alike,
            change(piece.numbers, source.numbers),
        )
        for new, old, kind in pairs
        for piece, source, alike in _matched(pieces.get(new, []), pieces.get(old, []))
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
    if not DIGIT.search(piece):
        return (), ""
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
    for piece, at, alike in zip(new, best, scores.max(axis=1).tolist()):
        if alike >= ALIKE and len(piece.numbers) == len(old[at].numbers):
            yield piece, old[at], alike / 100


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


def judged(swaps: pd.DataFrame, targets: pd.DataFrame, codebook) -> pd.DataFrame:
    """number_swaps without pairs about different indicators; totals of two regions are not_comparable."""
    columns = (targets[name].fillna("").to_numpy(object) for name in Facts._fields)
    facts = dict(zip(targets["target_id"], map(Facts, *columns)))
    totals = {row["indicator_id"] for row in codebook["indicators"] if row["comparable"] == "total"}
    columns = ("target_id", "source_target_id", "similarity", "number_change")
    changes = np.array(
        [
            _comparable_change(facts.get(ours), facts.get(theirs), similarity, change, totals)
            for ours, theirs, similarity, change in zip(*(swaps[name].to_numpy(object) for name in columns))
        ],
        dtype=object,
    )
    return _kept(swaps.assign(number_change=pd.array(changes, dtype="str")), changes.astype(bool))


def _kept(swaps: pd.DataFrame, kept: np.ndarray) -> pd.DataFrame:
    return swaps[kept].reset_index(drop=True)


def nearest(swaps: pd.DataFrame, targets: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """number_swaps with every row against the territory above and the region's own earlier plans.

    Of the rest the `MOST_OTHERS` nearest of each sentence: those with a target of the same year first, then
    peers below the same territory, then the likest words, then the latest plan. A formula that all cities
    share would else pair each with each, which tells no more of who follows whom; who sets what is in
    `comparisons`.
    """
    years = tokens.issue_years(plans)
    issued = {p: _text(d) or years[p] for p, d in zip(plans["plan_id"], plans["date"])}
    horizons = targets.set_index("target_id")["horizon"]
    ours, theirs = (swaps[name].map(horizons) for name in ("target_id", "source_target_id"))
    others = swaps.assign(
        other_year=(ours != theirs).fillna(True),
        other_territory=swaps["source_relation"] != "peer",
        issued=swaps["source_plan_id"].map(issued),
    )[~swaps["source_relation"].isin(["parent", "own_earlier"])]
    others = others.sort_values(
        ["other_year", "other_territory", "similarity", "issued", "source_plan_id"],
        ascending=[True, True, False, False, True],
    )
    left_out = others.index[others.groupby(["plan_id", "start"]).cumcount() >= MOST_OTHERS]
    return _kept(swaps, ~swaps.index.isin(left_out))


def _comparable_change(
    ours: Facts | None, theirs: Facts | None, similarity: float, change: str, totals: Set[str]
) -> str | None:
    """The change as the table has it; None where the two say different things."""
    if not (ours and theirs and ours.indicator_id and theirs.indicator_id):
        return None if similarity < SAME_WORDS else "same" if change == "same" else "not_comparable"
    if ours[:4] != theirs[:4]:
        return None
    is_total = ours.indicator_id in totals and ours.measure != "multiple"
    of_one_region = ours.region and ours.region == theirs.region
    return "not_comparable" if is_total and change != "same" and not of_one_region else change


def _text(value) -> str:
    return value if isinstance(value, str) else ""
