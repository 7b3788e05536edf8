"""Maps: classical scaling gives back distances of points in a plane, whatever the order of plans."""

import numpy as np
import pytest

from cityplans import tables
from cityplans.comparison import features, maps


def test_points_in_a_plane_keep_their_distances():
    random = np.random.default_rng(0)
    points = random.random((8, 2))
    distances = np.linalg.norm(points[:, None] - points[None], axis=2)
    found = maps.scaled(distances)
    assert np.linalg.norm(found[:, None] - found[None], axis=2) == pytest.approx(distances, abs=1e-6)


def test_no_plans_give_empty_maps():
    made = maps.build({}, features.sentence_matrix({}), tables.frame("themes", []))
    assert all(frame.empty for frame in made.values())
