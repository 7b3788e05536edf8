"""Units in English: what is counted over what, one and several."""

import pytest

from cityplans.publishing.telling.unit_names import English

ROWS = [
    {"unit": "件", "en": "", "each": ""},
    {"unit": "元", "en": "yuan", "each": ""},
    {"unit": "年", "en": "years", "each": ""},
    {"unit": "英寸", "en": "inches", "each": ""},
    {"unit": "人", "en": "people", "each": "person"},
    {"unit": "微克/立方米", "en": "µg/m³", "each": ""},
]
UNITS = English(ROWS)


@pytest.mark.parametrize(
    ("unit", "several"),
    [
        ("元", "yuan"),
        ("件", ""),  # things counted have no word
        ("元/人", "yuan per person"),
        ("件/万人", "per 10,000 people"),
        ("件/10万人", "per 100,000 people"),
        ("元/百人", "yuan per 100 people"),
        ("元/千人", "yuan per 1,000 people"),
        ("元/百万人", "yuan per 1 million people"),
        ("元/亿人", "yuan per 100 million people"),
        ("元/百亿人", "yuan per 10 billion people"),
        ("元/2百万人", "yuan per 2,000,000 people"),
        ("微克/立方米", "µg/m³"),  # named as a whole
        ("新单位", "新单位"),
        ("元/新单位", "yuan per 新单位"),
    ],
)
def test_a_unit_and_what_it_is_over(unit, several):
    assert UNITS.plural(unit) == several


@pytest.mark.parametrize(
    ("unit", "one"), [("人", "person"), ("年", "year"), ("英寸", "inch"), ("元", "yuan")]
)
def test_one_of_it(unit, one):
    assert UNITS.singular(unit) == one
