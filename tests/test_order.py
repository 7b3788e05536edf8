"""The order of targets: a partial order over every comparator, and what its thresholds do on either side."""

from __future__ import annotations

from collections import Counter
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityplans.comparison.ambition import order as orders
from cityplans.comparison.ambition.order import asked, order, reading, standings

OPPOSITE = {"higher": "lower", "lower": "higher"}
ORDERS = [  # first, second, relation of the first, reason; targets as (low, high, comparator)
    ((3.6, 3.6, "ge"), (3.5, 3.5, "approx"), "unordered", "approximate"),
    ((3.2, 3.2, "eq"), (3.0, 3.0, "approx"), "higher", "apart"),
    ((3.8, 3.8, "ge"), (3.65, 3.65, "gt"), "higher", "floors"),
    ((3.6, 3.6, "eq"), (3.2, 3.2, "eq"), "higher", "floors"),
    ((220, 220, "eq"), (190, 190, "ge"), "higher", "floors"),  # 达到220 is a floor
    ((220, 220, "ge"), (190, 190, "eq"), "higher", "floors"),
    ((3.6, 3.6, "ge"), (3.7, 3.7, "eq"), "lower", "floors"),
    ((60, 60, "gt"), (60, 60, "ge"), "equal", "same_figure"),
    ((60, 60, "gt"), (60, 60, "eq"), "equal", "same_figure"),
    ((3, 5, "range"), (6, 8, "range"), "lower", "apart"),
    ((3, 5, "range"), (4, 6, "range"), "lower", "same_wording"),
    ((3, 5, "range"), (5, 7, "range"), "lower", "apart"),
    ((3, 6, "range"), (4, 5, "range"), "unordered", "ranges_meet"),
    ((3, 5, "range"), (3, 5, "range"), "equal", "same_target"),
    ((4, 4, "range"), (4, 4, "eq"), "equal", "same_target"),
    ((5.5, 5.5, "approx"), (6, 6, "approx"), "lower", "same_wording"),
    ((14, 14, "le"), (20, 20, "le"), "lower", "ceilings"),
    ((14, 14, "le"), (20, 20, "ge"), "lower", "apart"),
    ((30, 30, "le"), (20, 20, "ge"), "unordered", "ceiling"),
    ((3.0, 3.0, "ge"), (3.5, 3.5, "approx"), "lower", "apart"),
    ((2.5, 2.5, "eq"), (3.0, 3.0, "approx"), "lower", "apart"),
    ((5, 5, "eq"), (6, 8, "range"), "lower", "apart"),
]


@pytest.mark.parametrize(("first", "second", "relation", "reason"), ORDERS)
def test_two_targets_are_ordered_only_where_their_bounds_allow(first, second, relation, reason):
    assert order(asked(*first), asked(*second)) == (relation, reason)
    assert order(asked(*second), asked(*first)) == (OPPOSITE.get(relation, relation), reason)


@pytest.mark.parametrize(("first", "relation"), [(1.00000001, "higher"), (1.000000001, "equal")])
def test_figures_that_agree_in_nine_digits_are_equal(first, relation):
    assert order(asked(first, first, "eq"), asked(1, 1, "eq")).relation == relation


WHOLE = [  # shares and coverage end at 100 %
    ((100, "approx"), (100, "eq"), "lower"),  # 基本全覆盖, 全覆盖
    ((80, "ge"), (100, "eq"), "lower"),
    ((97, "approx"), (100, "ge"), "lower"),
    ((100, "approx"), (94, "eq"), "higher"),
    ((100, "approx"), (96, "eq"), "unordered"),
    ((99, "approx"), (100, "approx"), "lower"),
    ((100, "ge"), (100, "eq"), "equal"),
]


@pytest.mark.parametrize("comparable", ["share", "coverage"])
@pytest.mark.parametrize(("first", "second", "relation"), WHOLE)
def test_nothing_is_above_the_whole(first, second, relation, comparable):
    sides = [asked(value, value, word, 1, comparable) for value, word in (first, second)]
    assert order(*sides).relation == relation


def test_what_is_no_share_may_pass_one_hundred():
    almost, full = (asked(100, 100, word, 1, "per_head") for word in ("approx", "eq"))
    assert order(almost, full).relation == "unordered"
    assert asked(120, 120, "approx", 1, "share").high > 120  # a share beyond the whole is no such share


def test_where_less_is_better_the_lower_ceiling_asks_for_more():
    assert order(asked(40, 40, "le", -1), asked(70, 70, "le", -1)).relation == "higher"
    assert order(asked(10, 10, "eq", -1), asked(40, 40, "le", -1)).relation == "higher"


def test_where_neither_is_better_only_the_same_is_equal():
    two, three = (asked(value, value, "eq", 0) for value in (2, 3))
    assert order(two, three) == ("unordered", "no_direction")
    assert order(two, asked(2, 2, "eq", 0)).relation == "equal"


@pytest.mark.parametrize(("beyond", "relation"), [(3.14, "unordered"), (3.16, "higher")])
def test_about_reaches_a_twentieth(beyond, relation):
    assert order(asked(beyond, beyond, "eq"), asked(3.0, 3.0, "approx")).relation == relation
    assert pytest.approx(0.05) == orders.TOLERANCE


@pytest.mark.parametrize(("beyond", "relation"), [(5.74, "unordered"), (5.76, "higher")])
def test_about_of_a_growth_rate_reaches_a_quarter_point(beyond, relation):
    sides = (asked(beyond, beyond, "eq", 1, "growth"), asked(5.5, 5.5, "approx", 1, "growth"))
    assert order(*sides).relation == relation


WORDS = ("ge", "gt", "le", "approx", "range", "eq")
DRAWN = st.tuples(
    st.sampled_from((0, 0.5, 3, 3.15, 94, 95, 96, 100, 120)) | st.floats(0, 150),
    st.sampled_from((0, 0.5, 3, 6)),
    st.sampled_from(WORDS),
)
SIDES = st.tuples(st.sampled_from((1, -1, 0)), st.sampled_from(("share", "growth", "coverage", "per_head")))


def as_asked(drawn, side):
    low, width, word = drawn
    return asked(low, low + (width if word == "range" else 0), word, *side)


def no_less(one, other):
    return order(one, other).relation in ("higher", "equal")


@given(DRAWN, SIDES)
def test_order_is_reflexive(drawn, side):
    assert order(as_asked(drawn, side), as_asked(drawn, side)) == ("equal", "same_target")


@given(DRAWN, DRAWN, SIDES)
@settings(max_examples=200)
def test_order_is_antisymmetric_up_to_equality(a, b, side):
    first, second = as_asked(a, side), as_asked(b, side)
    relation = order(first, second).relation
    assert order(second, first).relation == OPPOSITE.get(relation, relation)
    if no_less(first, second) and no_less(second, first):
        assert relation == "equal"


@given(DRAWN, DRAWN, DRAWN, SIDES)
@settings(max_examples=500)
def test_order_is_transitive_and_equality_a_congruence(a, b, c, side):
    first, second, third = (as_asked(x, side) for x in (a, b, c))
    if no_less(first, second) and no_less(second, third):
        assert no_less(first, third)
    if order(first, second).relation == "equal":
        assert order(first, third).relation == order(second, third).relation


@given(st.lists(st.tuples(DRAWN, SIDES, st.integers(1, 3)), min_size=1, max_size=8))
@settings(deadline=None)
def test_many_targets_are_set_beside_each_other_as_two_are(drawn):
    targets = [as_asked(one, side) for one, side, _ in drawn]
    times = [n for *_, n in drawn]
    with mock.patch.object(orders, "AT_ONCE", 3):
        found = standings(targets, times)
    for place, one in enumerate(targets):
        expected = Counter()
        for other, n in zip(targets, times):
            expected[order(one, other).relation] += n
        assert {name: counts[place] for name, counts in found.items() if counts[place]} == dict(expected)


def test_every_triple_of_a_small_world_keeps_the_order():
    world = [asked(v, v + w, word, 1, "share") for v in (60, 95, 96, 100) for w in (0, 4) for word in WORDS]
    for first in world:
        for second in world:
            for third in world if no_less(first, second) else ():
                assert not no_less(second, third) or no_less(first, third)


@pytest.mark.parametrize(
    ("low", "high", "word", "expected"),
    [
        (3.2, 3.2, "eq", (3.2, "stated")),
        (3.8, 3.8, "ge", (3.8, "lower_bound")),
        (60, 60, "gt", (60, "lower_bound")),
        (14, 14, "le", (14, "upper_bound")),
        (3, 3, "approx", (3, "about")),
        (5, 10, "range", (7.5, "midpoint")),
    ],
)
def test_the_numeric_reading_says_what_the_figure_is(low, high, word, expected):
    read = reading({"value_low": low, "value_high": high, "comparator": word})
    assert (read["figure"], read["figure_kind"]) == expected
