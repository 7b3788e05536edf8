"""Agreement of two groupings, held to scikit-learn's."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from cityplans.comparison import agreement


@pytest.mark.parametrize("n", [2, 5, 60, 3000])
def test_both_measures_are_those_of_scikit_learn(n):
    random = np.random.default_rng(n)
    for groups in (1, 2, 9):
        one, other = random.integers(0, groups, n).tolist(), random.integers(0, 4, n).tolist()
        assert agreement.rand(one, other) == adjusted_rand_score(one, other)
        found = agreement.mutual_information(one, other)
        assert found == pytest.approx(adjusted_mutual_info_score(one, other), abs=1e-13)


def test_the_same_groups_under_other_names_agree_wholly():
    assert agreement.rand(["a", "a", "b"], [2, 2, 1]) == 1
    assert agreement.mutual_information(["a", "a", "b"], [2, 2, 1]) == pytest.approx(1, abs=1e-12)


def test_one_group_tells_nothing_of_several():
    assert agreement.mutual_information(["a", "a"], ["c", "d"]) == 0
    assert agreement.mutual_information(["a", "a"], ["c", "c"]) == 1


def test_ways_to_order_few_and_many_things_are_counted_alike():
    found = agreement._log_factorial(np.array([0, 1, 6, 7, 20]))
    assert found == pytest.approx(np.log([1, 1, 720, 5040, 2432902008176640000]), rel=1e-14, abs=1e-15)
