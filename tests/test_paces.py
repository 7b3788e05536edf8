"""Paces in words carry the bound of the figures they come from."""

import pytest

import ambition_rows as land
from cityplans.publishing.telling.paces import pace_words
from cityplans.publishing.telling.view import View

STEP = {"pace": 0.225, "pace_bound": "at_least", "pace_unit": "points_per_year"}


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        ({}, "每年≥ +0.23个百分点", "≥ +0.23 points a year"),
        ({"pace": -1.5, "pace_bound": "about"}, "每年≈ −1.5个百分点", "≈ −1.5 points a year"),
        ({"pace": 7.18, "pace_bound": "exact", "pace_unit": "percent_per_year"}, "年均+7.2%", "+7.2% a year"),
        ({"pace": 0.0, "pace_bound": "at_most"}, "每年≤ 0个百分点", "≤ 0 points a year"),
    ],
)
def test_a_pace_carries_sign_unit_and_bound(change, zh, en):
    book = land.codebook()
    assert pace_words(View({}, book), {**STEP, **change}) == zh
    assert pace_words(View({}, book, "en"), {**STEP, **change}) == en
