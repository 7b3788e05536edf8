"""Maps: classical scaling gives back distances of points in a plane, whatever the order of plans."""

import numpy as np
import pytest

from cityplans.comparison.clusters import maps
from cityplans.comparison.coding import tokens
from cityplans.comparison.vocabulary import features


def test_points_in_a_plane_keep_their_distances():
    random = np.random.default_rng(0)
    points = random.random((8, 2))
    distances = np.linalg.norm(points[:, None] - points[None], axis=2)
    found = maps.scaled(distances)
    assert np.linalg.norm(found[:, None] - found[None], axis=2) == pytest.approx(distances, abs=1e-6)


def test_no_plans_give_empty_maps():
    made = maps.build({}, features.sentence_matrix({}), {})
    assert all(frame.empty for frame in made.values())


def test_clauses_of_one_subject_lie_together():
    """Two planted subjects: nearly every clause has one of its own as nearest neighbour on the map."""
    random = np.random.default_rng(1)
    pools = ([f"港{i}" for i in range(12)], [f"林{i}" for i in range(12)])
    words = {f"p.{i}": [str(w) for w in random.choice(pools[i % 2], 10)] for i in range(60)}
    documents = {"p": tokens.words_of(list(words.items()))}
    made = maps.build(documents, features.sentence_matrix(documents), {})
    points = made["clause_map"]
    places = points[["x", "y"]].to_numpy()
    apart = np.linalg.norm(places[:, None] - places[None], axis=2) + 9 * np.eye(len(places))
    subject = points["clause_id"].str.split(".").str[1].astype(int).to_numpy() % 2
    assert (subject == subject[apart.argmin(axis=1)]).mean() > 0.95
