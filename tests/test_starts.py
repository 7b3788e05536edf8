"""From where a target starts, and in which year, as its sentence says."""

from __future__ import annotations

import pytest

from extraction_rows import read


def start(text: str, issued: str = "2021-03") -> tuple[float | None, int | None]:
    (row,) = read(text, issued=issued).targets
    return row["baseline_value"], row["baseline_year"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年，研发投入强度由2.5%提高到3.2%。", (2.5, None)),
        ("到2025年，研发投入强度由2020年的2.5%提高到3.2%。", (2.5, 2020)),
        (
            "与2020年相比，到2025年，年产能由30万吨增至36万吨。",
            (300_000, 2020),
        ),  # the year opens the sentence
        ("研发投入强度（2020年为2.5%）到2025年提高到3.2%。", (2.5, 2020)),  # in the bracket before it
        ("到2025年，研发投入强度达到3.2%。", (None, None)),
        ("到2025年，高新技术企业比2020年增加300家。", (None, 2020)),
        ("到2025年，用水量比今年下降25%。", (None, 2021)),
        ("今年，用水量比上年下降5%。", (None, 2020)),
        (
            "到2025年，用水量比上年下降5%。",
            (None, None),
        ),  # 上年 of a later year is not the one before the issue
    ],
)
def test_what_a_value_moves_from(text, expected):
    assert start(text) == expected
