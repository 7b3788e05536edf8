"""Paces in words carry the bound of the figures they come from."""

import pytest

import ambition_rows as land
from cityplans.publishing.telling.paces import pace_words
from cityplans.publishing.telling.view import View

DIFFER = {"pace": None, "figure_change": 1200.0, "unit": "元/人"}
STEP = {"pace": 0.225, "pace_bound": "at_least", "pace_unit": "points_per_year"}


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        ({}, "每年≥ +0.22个百分点", "≥ +0.22 points a year"),  # not 0.23: that is not asked for
        ({"pace_bound": "at_most"}, "每年≤ +0.23个百分点", "≤ +0.23 points a year"),
        ({"pace": -0.225}, "每年≥ −0.23个百分点", "≥ −0.23 points a year"),
        ({"pace": -1.5, "pace_bound": "about"}, "每年≈ −1.5个百分点", "≈ −1.5 points a year"),
        ({"pace": 7.18, "pace_bound": "exact", "pace_unit": "percent_per_year"}, "年均+7.2%", "+7.2% a year"),
        ({"pace": 0.0, "pace_bound": "at_most"}, "每年≤ 0个百分点", "≤ 0 points a year"),
    ],
)
def test_a_pace_carries_sign_unit_and_bound(change, zh, en):
    book = land.codebook()
    assert pace_words(View({}, book), {**STEP, **change}) == zh
    assert pace_words(View({}, book, "en"), {**STEP, **change}) == en


def test_what_two_targets_differ_by_has_its_unit_in_the_readers_language():
    book = land.codebook()
    assert pace_words(View({}, book), DIFFER) == "两个目标相差+1200元/人"
    assert pace_words(View({}, book, "en"), DIFFER) == "the targets differ by +1,200 yuan per person"
    points = {**DIFFER, "figure_change": -0.45, "unit": "%"}
    assert pace_words(View({}, book, "en"), points) == "the targets differ by −0.45 points"
    counted = {**DIFFER, "figure_change": 30.0, "unit": "家"}
    assert pace_words(View({}, book, "en"), counted) == "the targets differ by +30"
