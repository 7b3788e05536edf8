"""Which freedoms are tried on a table: those that are about columns it has."""

from __future__ import annotations

import pytest

from cityplans.reading.cleaning.freedoms import FREEDOMS, Freedom, applies

BARE = ("indicator", "value")
UNIT = ("indicator", "unit", "value")
CLASSED = ("indicator", "value", "nature")
CLASS_FIRST = ("indicator", "nature", "value")


@pytest.mark.parametrize(
    ("free", "roles", "expected"),
    [
        (Freedom(), BARE, True),
        (Freedom(unit=True), BARE, False),
        (Freedom(unit=True), UNIT, True),
        (Freedom(odd_unit=True), BARE, False),
        (Freedom(odd_unit=True), UNIT, True),
        (Freedom(nature=True), UNIT, False),
        (Freedom(nature=True), CLASS_FIRST, True),
        (Freedom(nature=True, unit=True), CLASSED, False),
        (Freedom(note=True), BARE, False),
        (Freedom(note=True), (*BARE, "note"), True),
        (Freedom(worded=True), CLASSED, True),
        (Freedom(worded=True), CLASS_FIRST, False),  # words before the class would be the next group's
        (Freedom(worded=True), BARE, False),
    ],
)
def test_freedoms_of_columns(free, roles, expected):
    assert applies(free, roles) is expected


def test_the_least_free_reading_is_tried_first():
    assert FREEDOMS[0] == Freedom() and len({*FREEDOMS}) == len(FREEDOMS)
