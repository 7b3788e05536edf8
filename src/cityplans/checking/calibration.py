"""How much each sign of a row weighs, learnt from rows read by hand, and whether the chances it gives hold.

A row is right when every field is (scoring.FIELDS). The model is a logistic regression over the signs of
extraction/confidence.py with an L2 penalty; its weights are all there is to it. It is tried on documents that
it was not fitted to, one left out at a time: in each band of `confidence`, how many rows were right (the
reliability table), the Brier score (G. W. Brier 1950, Monthly Weather Review 78, 1), and the expected
calibration error over ten bands (M. P. Naeini, G. F. Cooper & M. Hauskrecht 2015, AAAI).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cityplans.checking import scoring
from cityplans.codebook import Codebook
from cityplans.extraction import confidence
from cityplans.extraction.words.weights import ANY_ROW, Weights

NAMES = tuple(sign.__name__ for sign in confidence.SIGNS)
PENALTY = 0.5  # inverse strength (scikit-learn's C): few documents, so weights are drawn to 0
LEAST_ROWS = 8  # of all that bear a sign, for it to have a weight
WEIGHT_DIGITS = 2
BANDS = 10
SUREST = 0.8
OUTSIDE = "outside_rows.csv"  # rows of documents that may not be given away: signs and verdict only


def folders(gold: Path) -> list[Path]:
    """A folder of gold rows and those in it."""
    return [gold, *sorted(path for path in gold.iterdir() if path.is_dir())]


class Judged(NamedTuple):
    """One extracted row that a person has judged."""

    document: str
    signs: tuple[str, ...]
    right: bool


def judged(folders: Sequence[Path], codebook: Codebook) -> list[Judged]:
    """Every row extracted from the gold texts of some folders, and the rows of `outside_rows.csv` there."""
    made = []
    for folder in folders:
        for name in scoring.gold_names(folder):
            rows = scoring.judged_document(folder, name, codebook)
            made += [Judged(name, row["signs"], right) for row, right in rows]
        outside = folder / OUTSIDE
        if outside.exists():
            with outside.open(encoding="utf-8-sig", newline="") as file:
                made += [
                    Judged(row["document"], tuple(row["signs"].split(";")), row["right"] == "1")
                    for row in csv.DictReader(file)
                ]
    return made


def fitted(rows: Sequence[Judged]) -> Weights:
    """The weights that fit judged rows best; the same rows give the same weights, in whatever order."""
    from sklearn.linear_model import LogisticRegression

    rows = sorted(rows)
    matrix = np.array([[name in row.signs for name in NAMES] for row in rows], dtype=float)
    used = matrix.sum(axis=0) >= LEAST_ROWS
    model = LogisticRegression(C=PENALTY, solver="lbfgs", tol=1e-8, max_iter=2000)
    model.fit(matrix[:, used], [row.right for row in rows])
    found = dict(zip(np.array(NAMES)[used], model.coef_[0]))
    of_sign = {name: round(float(found.get(name, 0.0)), WEIGHT_DIGITS) for name in NAMES}
    return Weights(round(float(model.intercept_[0]), WEIGHT_DIGITS), of_sign)


def left_out(rows: Sequence[Judged]) -> list[tuple[Judged, float]]:
    """Each row with the chance that a model fitted to the other documents gives it."""
    made = []
    for document in sorted({row.document for row in rows}):
        weights = fitted([row for row in rows if row.document != document])
        made += [(row, chance(row, weights)) for row in rows if row.document == document]
    return made


def chance(row: Judged, weights: Weights) -> float:
    return float(confidence.judged(row.signs, weights)["confidence"])


class Band(NamedTuple):
    low: float
    rows: int
    said: float
    right: float


class Calibration(NamedTuple):
    """How well chances hold over `rows` rows: `surest` is the share right of the surest four fifths."""

    rows: int
    right: float
    said: float
    brier: float
    error: float
    surest: float
    bands: list[Band]


def calibration(chances: Sequence[float], verdicts: Sequence[bool]) -> Calibration:
    """Reliability of chances against verdicts."""
    said, right = np.asarray(chances, dtype=float), np.asarray(verdicts, dtype=float)
    places = np.minimum((said * BANDS).astype(int), BANDS - 1)
    bands = [
        Band(band / BANDS, int(inside.sum()), float(said[inside].mean()), float(right[inside].mean()))
        for band in range(BANDS)
        if (inside := places == band).any()
    ]
    error = sum(band.rows * abs(band.said - band.right) for band in bands) / len(said)
    order = np.argsort(-said, kind="stable")[: round(SUREST * len(said))]
    return Calibration(
        len(said), float(right.mean()), float(said.mean()), float(((said - right) ** 2).mean()), error,
        float(right[order].mean()), bands,
    )  # fmt: skip


def lines(found: Calibration) -> list[str]:
    """A readable account."""
    head = (
        f"rows {found.rows}  right {found.right:.3f}  said {found.said:.3f}  Brier {found.brier:.3f}  "
        f"calibration error {found.error:.3f}  right of the surest {SUREST:.0%} {found.surest:.3f}"
    )
    return [
        head,
        *(f"  {b.low:.1f}–  n {b.rows:>4}  said {b.said:.3f}  right {b.right:.3f}" for b in found.bands),
    ]


def as_csv(weights: Weights, rows: Sequence[Judged], codebook: Codebook) -> str:
    """The codebook file confidence.csv with new weights; the words of its rows stay."""
    words = {row["sign"]: row for row in codebook["confidence"]}
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("sign", "weight", "rows", "zh", "en"))
    borne = {name: sum(name in row.signs for row in rows) for name in NAMES} | {ANY_ROW: len(rows)}
    for name, weight in ((ANY_ROW, weights.start), *weights.of_sign.items()):
        said = words.get(name, {"zh": "", "en": ""})
        table.writerow((name, f"{weight:g}", borne[name], said["zh"], said["en"]))
    return out.getvalue()


def train(folders: Sequence[Path], codebook: Codebook) -> None:
    """Fit to every judged row, write confidence.csv, say how well the chances hold on documents left out."""
    rows = judged(folders, codebook)
    (codebook.folder / "confidence.csv").write_bytes(as_csv(fitted(rows), rows, codebook).encode())
    tried = left_out(rows)
    print("\n".join(lines(calibration([c for _, c in tried], [row.right for row, _ in tried]))))
