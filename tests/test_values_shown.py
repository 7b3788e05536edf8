"""The value that counts of each row, and whether a person corrected it."""

from __future__ import annotations

import pytest

import ambition_rows as land
from ambition_rows import NINGBO, target
from cityplans.publishing.telling.values_shown import added
from cityplans.publishing.telling.view import View

COLUMNS = ("target_id", "value_low", "value_high", "value_text", "unit", "comparator", "measure", "strength")


def shown(lang: str, *targets: dict, columns=COLUMNS) -> list[tuple]:
    made = land.frames([NINGBO], [*targets])
    rows = added(made["targets"][[*columns]], View(made, land.codebook(), lang))
    return [*zip(rows["corrected"], rows["value_shown"])]


def full(value: float, **more) -> dict:
    return target("ningbo-2020", "hightech_va_share", value, value_text="全覆盖", measure="coverage", **more)


@pytest.mark.parametrize(
    ("lang", "row", "expected"),
    [
        ("en", target("ningbo-2020", "rd_intensity", 3.6), (False, "3.6%")),
        ("en", target("ningbo-2020", "rd_intensity", 3.6, comparator="ge"), (False, "≥ 3.6%")),
        ("zh", target("ningbo-2020", "rd_intensity", 3.6, strength="aspirational"), (False, "力争3.6%")),
        ("en", target("ningbo-2020", "rd_intensity", 3.6, strength="aspirational"), (False, "3.6% (aim)")),
        ("zh", target("ningbo-2020", "rd_intensity", 0, value_text="倍增"), (False, "倍增")),
        (
            "zh",  # printed 100%, called so
            full(100),
            (False, "全覆盖"),
        ),
        (
            "zh",  # a person changed the figure: the printed words say nothing of it
            full(90, corrected=True, correction_note="value_low: 100 → 90"),
            (True, "90%"),
        ),
        ("zh", full(100, corrected=True, correction_note="horizon: 2025 → 2027"), (True, "全覆盖")),
    ],
)
def test_the_value_of_a_target(lang, row, expected):
    assert shown(lang, row | ({} if row["value_low"] else {"value_low": None, "value_high": None})) == [
        expected
    ]


def test_rows_without_strength_take_that_of_their_target():
    row = target("ningbo-2020", "rd_intensity", 3.6, strength="ensured")
    assert shown("en", row, columns=COLUMNS[:-1]) == [(False, "3.6% (ensured)")]
