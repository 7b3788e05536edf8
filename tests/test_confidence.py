"""How sure a row is: its signs, its doubts, and whether the chances hold on documents left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from cityplans import codebook
from cityplans.checking import calibration
from cityplans.extraction import confidence
from cityplans.extraction.words.weights import ANY_ROW, Weights, weights_of
from extraction_rows import read

GOLD = Path(__file__).parent / "gold"
BOOK = codebook.load()


@pytest.fixture(scope="module")
def rows() -> list[calibration.Judged]:
    return calibration.judged(calibration.folders(GOLD), BOOK)


def test_retraining_gives_the_committed_file(rows):
    """After a change of rules: `python run.py score --train`, and read which weights moved."""
    held = (BOOK.folder / "confidence.csv").read_text("utf-8")
    assert calibration.as_csv(calibration.fitted(rows), rows, BOOK) == held


def test_the_order_of_rows_changes_no_weight(rows):
    assert calibration.fitted(rows[::-1]) == calibration.fitted(rows)


@pytest.fixture(scope="module")
def tried(rows) -> tuple[list[float], list[bool]]:
    """The chance of every row by a model of the other documents, and whether the row is right."""
    found = calibration.left_out(rows)
    return [chance for _, chance in found], [row.right for row, _ in found]


def test_chances_hold_on_documents_left_out(rows, tried):
    found = calibration.calibration(*tried)
    assert found.rows == len(rows) > 400
    assert found.error <= 0.07
    assert found.surest > found.right  # the surest are right more often than all


def test_chances_say_more_than_the_rate_alone(tried):
    """Brier score on documents left out against that of one chance for every row."""
    found = calibration.calibration(*tried)
    assert found.brier < found.right * (1 - found.right)


def test_calibration_by_hand():
    found = calibration.calibration([0.95, 0.95, 0.95, 0.95, 0.25], [True, True, True, False, False])
    assert [(b.rows, round(b.said, 2), b.right) for b in found.bands] == [(1, 0.25, 0.0), (4, 0.95, 0.75)]
    assert found.error == pytest.approx((1 * 0.25 + 4 * 0.2) / 5)
    assert found.brier == pytest.approx((3 * 0.05**2 + 0.95**2 + 0.25**2) / 5)
    assert (found.right, found.surest) == (0.6, 0.75)


def test_every_sign_has_a_weight_and_its_words():
    listed = {row["sign"]: row for row in BOOK["confidence"]}
    assert list(listed) == [ANY_ROW, *calibration.NAMES]
    assert all(row["zh"] and row["en"] for row in listed.values())


def test_the_gravest_doubt_stands_first_and_light_signs_are_no_doubts():
    weights = Weights(2.0, {"no_year": -0.5, "no_key": -1.5, "total": 0.4, "rate": -0.1})
    made = confidence.judged(("no_year", "no_key", "total", "rate"), weights)
    assert made == {"confidence": 0.574, "doubts": "no_key;no_year"}  # 1/(1+e^-0.3)
    assert confidence.judged((), weights) == {"confidence": 0.881, "doubts": ""}
    close = Weights(2.0, {"no_year": -0.25, "no_key": -0.24})
    assert confidence.judged(("no_year", "no_key"), close)["doubts"] == "no_year"


@pytest.mark.parametrize(
    "text, sign, bears",
    [
        ("到2025年，高新技术企业达到4000家。", "no_key", False),
        ("到2025年，水上运动码头达到40座。", "no_key", True),
        ("到2025年，高新技术企业达到4000家。", "no_year", False),
        ("高新技术企业达到4000家。", "no_year", True),
        ("到2025年，高新技术企业达到4000家（含外资企业）。", "bracket_beside", True),
        ("到2025年，高新技术企业达到4000家。", "bracket_beside", False),
        ("到2025年，研发经费支出年均增长10%，占GDP比重达到3%。", "subject_from_before", True),
        ("到2025年，建成10家省级重点实验室。", "noun_behind", True),
        ("到2025年，高新技术企业达到4000家。", "noun_behind", False),
        ("到2025年，高新技术企业达到四千家。", "value_in_words", True),
        ("到2025年，孵化器、加速器和众创空间均达到20家。", "shared_value", True),
        ("到2025年，新增博士300名。", "gain", True),
    ],
)
def test_signs(text, sign, bears):
    made = read(text)
    assert any(sign in made.signs[row["target_id"]] for row in made.targets) == bears


def test_rows_carry_what_their_signs_give():
    made = read("到2025年，水上运动码头达到40座。")
    (row,), weights = made.targets, weights_of(BOOK)
    judged = confidence.judged(made.signs[row["target_id"]], weights)
    assert {k: row[k] for k in ("confidence", "doubts")} == judged
    assert 0 < row["confidence"] < 1
