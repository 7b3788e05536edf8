"""Clusters of a corpus too large for a full matrix: nearest plans block by block, silhouettes of a sample."""

from __future__ import annotations

import pytest
from scipy.sparse import csr_matrix
from sklearn.metrics import adjusted_rand_score

from cityplans.comparison.clusters import large
from test_clusters import matrix, planted

PLANS = ["a", "b", "c"]
WEIGHTS = csr_matrix([[1, 0], [0.6, 0.8], [0, 1]])  # cosines: a·b 0.6, b·c 0.8, a·c 0


@pytest.mark.parametrize("block", [1, 2, 500])
@pytest.mark.parametrize("common", [0.1, 1.0])
@pytest.mark.parametrize(
    ("nearest", "expected"),
    [(1, [("a", "b", 0.4), ("b", "c", 0.2)]), (2, [("a", "b", 0.4), ("a", "c", 1.0), ("b", "c", 0.2)])],
)
def test_the_nearest_of_each_whatever_the_blocks(block, common, nearest, expected, monkeypatch):
    monkeypatch.setattr(large, "BLOCK", block)
    monkeypatch.setattr(large, "COMMON", common)
    rows = large.nearest_rows(PLANS, WEIGHTS, nearest)
    assert [(r["plan_id"], r["other_plan_id"], pytest.approx(r["distance"])) for r in rows] == expected


def test_groups_and_the_sample_that_is_scored(monkeypatch):
    monkeypatch.setattr(large, "SCORED", 4)  # of twelve plans the first, fourth, eighth and last
    documents, labels = planted(12, 2)
    made = large.analysed(matrix(documents), seed=0, nearest=3)
    plans = sorted(documents)
    assert [g["plan_id"] for g in made.groups] == plans
    assert {g["k"] for g in made.groups} == {2} and {g["cluster"] for g in made.groups} == {"C1", "C2"}
    assert adjusted_rand_score([labels[p] for p in plans], [g["cluster"] for g in made.groups]) == 1
    assert all(g["is_chosen"] and g["stability"] is None for g in made.groups)
    scored = [g["plan_id"] for g in made.groups if g["silhouette"] is not None]
    assert scored == [plans[0], plans[3], plans[7], plans[11]]
    assert all(-1 <= g["silhouette"] <= 1 for g in made.groups if g["silhouette"] is not None)
    assert 18 <= len(made.distances) <= 36  # three of each, a pair once
