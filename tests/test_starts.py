"""From where a target starts, and in which year, as its sentence says."""

from __future__ import annotations

import pytest

from cases import case_of
from cityplans.extraction.goal_years import Horizon
from cityplans.extraction.statements import starts
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


@pytest.mark.parametrize(
    ("text", "year", "base"),
    [
        ("研发经费由25亿元提高到▲32亿元。", 2025, (2_500_000_000, None)),
        ("与2020年相比，研发经费由25亿元提高到▲32亿元。", 2025, (2_500_000_000, 2020)),
        ("在去年25亿元的基础上，研发经费达到▲32亿元。", 2025, (2_500_000_000, 2020)),
        ("游客不少于上年的▲2600家。", 2025, (2600, 2020)),
        ("用水量比今年下降▲25%。", 2025, (None, 2021)),
        ("用水量比上年下降▲25%。", 2021, (None, 2020)),
        ("用水量比上年下降▲25%。", 2025, (None, None)),  # nobody knows of which year
        ("研发经费达到▲32亿元。", 2025, (None, None)),
    ],
)
def test_where_a_value_starts(text, year, base):
    case = case_of(text)
    case.scene.context = case.scene.context._replace(period_end=2025)
    assert starts.start(case, Horizon(year, "explicit")) == base


def test_values_in_turn_start_in_turn():
    text = "投资、占比分别由2020年的42亿元、28%提高到70亿元、▲40%。"
    assert starts.start(case_of(text), Horizon(2025, "explicit")) == (28, 2020)
