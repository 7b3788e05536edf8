"""Factors of a matrix, held to scikit-learn's NMF."""

import warnings

import numpy as np
import pytest
from scipy.sparse import csr_matrix, random_array
from sklearn.decomposition import NMF

from cityplans.comparison.vocabulary import factors


@pytest.mark.parametrize("shape", [(60, 200), (300, 90), (400, 700)])  # upright and lying, few and many
def test_factors_are_those_of_scikit_learn_to_the_last_bit(shape):
    weights = csr_matrix(random_array(shape, density=0.1, random_state=1))
    model = NMF(5, init="nndsvda", random_state=3, max_iter=factors.AT_MOST, tol=factors.TOLERANCE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = model.fit_transform(weights)
    rows, columns = factors.factors(weights, 5, 3)
    assert (rows == expected).all() and (columns == model.components_).all()


def test_what_has_no_word_has_no_factor():
    weights = csr_matrix(np.kron(np.eye(2), np.ones((6, 4))))
    rows, columns = factors.factors(weights, 2, 0)
    assert rows @ columns == pytest.approx(weights.toarray(), abs=1e-3)
