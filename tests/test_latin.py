"""Divisions called by Latin letters."""

from __future__ import annotations

import pytest

from cityplans.reading.plans import regions
from cityplans.reading.plans.latin import called, stem_of
from extraction_rows import book

PLACES = regions.of(book())
HANGZHOU, JIAXING, INNER_MONGOLIA = "330100", "330400", "150000"


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("Jiaxing", {JIAXING}),
        ("JIAXING CITY", {JIAXING}),
        ("jiaxingshi", {JIAXING}),
        ("Jiaxing shi", {JIAXING}),
        ("Jia Xing", {JIAXING}),
        ("Jiaxing County", set()),
        ("Inner Mongolia", {INNER_MONGOLIA}),
        ("Inner Mongolia Autonomous Region", {INNER_MONGOLIA}),
        ("Hangzhou (Zhejiang Province)", {HANGZHOU}),
        ("Hangzhou, Zhejiang", {HANGZHOU}),
        ("Hangzhou, Jiangsu", set()),
        ("Chaoyang", {"211300"}),  # the city stands above the districts
        ("Chaoyang District", {"110105", "220104", "440513"}),
        ("Chaoyang County", {"211321"}),
        ("Chaoyang, Beijing", {"110105"}),
        ("chaoyang-beijing", {"110105"}),
        ("Jiaxian", {"410425", "610828"}),
        ("Jiaxian, Shaanxi", {"610828"}),
        ("Yuanzhou, Yichun", {"360902"}),
        ("Lüliang", {"141100"}),
        ("Ｊｉａｘｉｎｇ", {JIAXING}),
        ("嘉兴", set()),
        ("", set()),
        ("Atlantis", set()),
    ],
)
def test_divisions_by_their_latin_names(word, codes):
    found = called(word, PLACES)
    assert (set(found), len(found)) == (codes, len(codes))


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("Jiaxing City", "jiaxing"),
        ("Hui'an County, Fujian", "huian"),
        ("shi", "shi"),
        ("嘉兴", ""),
        (", Fujian", "fujian"),
    ],
)
def test_the_stem_of_a_name(word, stem):
    assert stem_of(word) == stem
