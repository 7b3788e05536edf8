"""Clusters: planted groups are found, shuffled text is called shuffled, labels last from run to run."""

import numpy as np
import pandas as pd
import pytest
from scipy.cluster.hierarchy import fcluster
from sklearn.metrics import adjusted_rand_score, silhouette_score

from cityplans import csv_text, parts, tables
from cityplans.comparison.clusters import clusters, grouping, of_drawn, robustness
from cityplans.comparison.coding import tokens
from cityplans.comparison.plans import issue_years, kinds
from cityplans.comparison.vocabulary import features


def planted(n, groups, seed=0, sentences=40):
    """Sentences of words: two thirds from what all plans share, one third from the plan's group."""
    random = np.random.default_rng(seed)
    labels, documents = {}, {}
    for i in range(n):
        group = i % groups
        labels[f"p{i:04d}"] = group
        documents[f"p{i:04d}"] = tuple(
            tuple(
                f"共{w}" if shared else f"组{group}词{w}"
                for shared, w in zip(random.random(8) < 2 / 3, random.integers(0, 60, 8))
            )
            for _ in range(sentences)
        )
    return documents, labels


def mixed(documents, seed):
    """The same sentences, dealt at random to plans of the same sizes."""
    random = np.random.default_rng(seed)
    everything = [s for p in sorted(documents) for s in documents[p]]
    order = iter(random.permutation(len(everything)))
    return {p: tuple(everything[next(order)] for _ in documents[p]) for p in sorted(documents)}


def matrix(documents):
    """The sentence matrix of sentences of words, all of a plan in one clause."""
    return features.sentence_matrix(
        {
            plan: tokens.words_of((plan, sentence) for sentence in sentences)
            for plan, sentences in documents.items()
        }
    )


def verdict(out):
    return out["cluster_findings"].set_index("finding").loc["structure", "verdict"]


@pytest.mark.parametrize(("n", "groups"), [(6, 2), (6, 3), (12, 3), (60, 4)])
def test_planted_groups_are_recovered_and_claimed(n, groups):
    documents, labels = planted(n, groups, sentences=40 if n < 50 else 20)
    out = clusters.build(matrix(documents), {})
    chosen = out["clusters"][out["clusters"]["is_chosen"]]
    assert adjusted_rand_score([labels[p] for p in chosen["plan_id"]], chosen["cluster"]) >= 0.9
    assert verdict(out) == "structure"
    assert chosen["stability"].min() > 0.8


def test_more_plans_than_a_full_matrix_holds(monkeypatch):
    monkeypatch.setattr(features, "DENSE_LIMIT", 50)
    monkeypatch.setattr(grouping, "JUDGED", 40)
    documents, labels = planted(80, 4, sentences=20)
    out = clusters.build(matrix(documents), {})
    found = out["clusters"]
    assert adjusted_rand_score([labels[p] for p in found["plan_id"]], found["cluster"]) >= 0.9
    assert out["cluster_tree"].empty and len(out["document_distances"]) <= 80 * clusters.NEAREST


@pytest.mark.parametrize("n", [6, 12])
def test_shuffled_text_has_no_structure(n):
    """The null is the same for every shuffle of the same sentences, so it is drawn once for the hundred."""
    documents, _ = planted(n, 3)
    null = grouping.shuffled(matrix(documents), 0, 199)
    claimed = 0
    for seed in range(100):
        sentences = matrix(mixed(documents, seed))
        distances = grouping.regrouped(sentences, sentences.owner)
        distances = grouping.relative(distances, null.expected)
        found = grouping.best(grouping.groupings(distances, grouping.tree(distances)))
        claimed += grouping.has_structure(found.silhouette, null.silhouettes)
    assert claimed <= 5


def test_shuffled_text_says_so_in_the_table():
    documents, _ = planted(12, 3)
    assert verdict(clusters.build(matrix(mixed(documents, 7)), {})) == "no_structure"


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_too_few_plans_say_so(n):
    documents, _ = planted(n, 1)
    out = clusters.build(matrix(documents), {})
    assert verdict(out) == "too_few" and out["clusters"].empty
    assert len(out["document_distances"]) == n * (n - 1) // 2


def test_silhouettes_are_those_of_scikit_learn():
    random = np.random.default_rng(1)
    points = random.random((20, 3))
    distances = np.abs(points[:, None] - points[None]).sum(axis=2)
    labels = np.arange(20) % 4
    ours = grouping.silhouettes(distances, labels).mean()
    assert ours == pytest.approx(silhouette_score(distances, labels, metric="precomputed"))


@pytest.mark.parametrize("seed", range(5))
def test_cut_gives_the_groups_of_scipy(seed):
    points = np.random.default_rng(seed).random((12, 2))
    linked = grouping.tree(np.linalg.norm(points[:, None] - points, axis=2))
    for k in (1, 2, 5, 12):
        assert adjusted_rand_score(grouping.cut(linked, k), fcluster(linked, k, "maxclust")) == 1


def test_cut_of_a_tree_by_hand():
    distances = np.array([[0, 0.1, 0.8, 0.9], [0.1, 0, 0.8, 0.9], [0.8, 0.8, 0, 0.2], [0.9, 0.9, 0.2, 0]])
    assert grouping.cut(grouping.tree(distances), 2).tolist() == [1, 1, 2, 2]
    assert grouping.cut(grouping.tree(distances), 3).tolist() == [1, 1, 2, 3]


def test_wave_adjustment_takes_the_wave_out_and_leaves_the_rest():
    """Two waves of two kinds each: raw, the waves are apart; adjusted, the kinds are."""
    random = np.random.default_rng(3)
    documents, waves = {}, {}
    for wave in ("2020", "2023"):
        for kind in ("甲", "乙"):
            plan = f"{kind}-{wave}"
            waves[plan] = wave
            documents[plan] = tuple(
                tuple(
                    [f"年{wave}词{w}" for w in random.integers(0, 40, 6)]
                    + [f"类{kind}词{w}" for w in random.integers(0, 25, 3)]
                )
                for _ in range(80)
            )
    out = clusters.build(matrix(documents), waves)["document_distances"]
    pairs = out.set_index(["plan_id", "other_plan_id"])
    same_kind, same_wave = ("乙-2020", "乙-2023"), ("乙-2020", "甲-2020")
    assert pairs.loc[same_kind, "distance"] > pairs.loc[same_wave, "distance"]
    adjusted, other_kind = pairs["wave_adjusted_distance"], ("乙-2023", "甲-2020")
    assert adjusted[same_kind] < 0.5 and adjusted[other_kind] > 1.5  # one direction, and its opposite
    assert np.isnan(adjusted[same_wave])


def test_what_lies_near_its_waves_mean_is_near_no_other_for_that():
    """Waves a and b of three plans around a mean, one axis a word; of a1 little is left, and that points away
    from b1, which a2 points to."""
    left = {"a1": (-0.01, 0), "a2": (0.5, 0.1), "b1": (0.3, 0), "b2": (0, 0.3)}
    left |= {"a3": (-0.49, -0.1), "b3": (-0.3, -0.3)}
    names = sorted(left)
    vectors = np.array([(*left[n], float(n < "b"), float(n >= "b")) for n in names])
    distances = ((vectors[:, None] - vectors[None]) ** 2).sum(axis=2) / 2
    found = clusters.adjusted_distances(distances, [n[0] for n in names])
    of_b1 = dict(zip(names, found[names.index("b1")], strict=True))
    assert of_b1["a1"] == pytest.approx(2) and of_b1["a2"] == pytest.approx(1 - 0.5 / np.hypot(0.5, 0.1))
    assert np.isnan(of_b1["b2"])


def test_a_wave_of_one_plan_leaves_nothing_of_it():
    points = np.array([0.0, 1.0, 3.0, 5.0, 9.0])
    distances = (points[:, None] - points[None]) ** 2 / 2
    found = clusters.adjusted_distances(distances, ["a", "a", "b", "b", "c"])
    assert np.isnan(found[4]).all() and not np.isnan(found[0, 2])


def test_the_same_bytes_whatever_the_order():
    documents, _ = planted(12, 3)
    one = clusters.build(matrix(documents), {})
    two = clusters.build(matrix(dict(reversed(documents.items()))), {})
    assert all(csv_text.to_csv(one[k]) == csv_text.to_csv(two[k]) for k in one)


def of_lengths(*sizes):
    """Plans that draw their sentences from one and the same pool, so that only their lengths differ."""
    random = np.random.default_rng(4)
    return {
        f"p{i}": tuple(tuple(f"词{w}" for w in random.integers(0, 120, 8)) for _ in range(size))
        for i, size in enumerate(sizes)
    }


def test_short_plans_are_far_apart_and_not_farther_than_their_length_makes_them():
    out = clusters.build(matrix(of_lengths(150, 150, 12, 12)), {})["document_distances"]
    pairs = out.set_index(["plan_id", "other_plan_id"])
    long, short = pairs.loc[("p0", "p1")], pairs.loc[("p2", "p3")]
    assert short["distance"] > 3 * long["distance"]
    assert short["distance_ratio"] == pytest.approx(1, abs=0.1) and abs(short["distance_z"]) < 2.5
    assert long["distance_ratio"] == pytest.approx(1, abs=0.2)


def test_a_text_in_common_is_nearer_than_length_makes_it():
    documents = of_lengths(30, 30, 30, 30)
    documents["p1"] = documents["p0"][:20] + documents["p1"][:10]
    out = clusters.build(matrix(documents), {})["document_distances"]
    nearest = out.loc[out["distance_ratio"].idxmin()]
    assert (nearest["plan_id"], nearest["other_plan_id"]) == ("p0", "p1") and nearest["distance_z"] < -4


@pytest.mark.parametrize(
    ("of_kind", "verdict_of"), [((0, 0, 1, 1), "kind_separates"), ((0, 1, 0, 1), "descriptive")]
)
def test_groups_that_are_nothing_but_kinds_of_documents_are_said_to_be(of_kind, verdict_of):
    documents, labels = planted(8, 2)
    kinds = {p: ("plan", "work_report")[of_kind[labels[p] * 2 + i % 4 // 2]] for i, p in enumerate(documents)}
    found = clusters.build(matrix(documents), {}, kinds=kinds)["cluster_findings"].set_index("finding")
    assert found.loc["kind", "verdict"] == verdict_of


def test_groups_that_agree_with_kinds_by_less_than_half_are_described_only():
    """adjusted Rand index 0.32"""
    groups = [{"plan_id": f"p{i}", "cluster": label, "is_chosen": True} for i, label in enumerate("000111")]
    kinds = {f"p{i}": kind for i, kind in enumerate("aaaabb")}
    found = clusters.kind_rows(groups, kinds)[0]
    assert round(found["value"], 2) == 0.32 and found["verdict"] == "descriptive"


@pytest.mark.parametrize(
    ("of_kind", "share", "verdict_of"), [("aaaabbbbcccc", 1.0, "kind_separates"), ("abcabcabcabc", 1 / 6, "")]
)
def test_each_group_may_be_of_one_kind_though_a_kind_fills_several(of_kind, share, verdict_of):
    """Twelve plans in six groups of two, or three kinds dealt over four groups of three."""
    size = 2 if verdict_of else 4
    rows = [{"plan_id": f"p{i}", "cluster": f"C{i // size}", "is_chosen": True} for i in range(12)]
    kinds = {f"p{i}": kind for i, kind in enumerate(of_kind)}
    within = next(r for r in clusters.kind_rows(rows, kinds) if r["finding"] == "kind_within")
    assert within["value"] == pytest.approx(share)
    assert within["verdict"] == (verdict_of or "descriptive")


def test_where_every_plan_is_a_group_nothing_is_said_of_pairs():
    rows = [{"plan_id": f"p{i}", "cluster": f"C{i}", "is_chosen": True} for i in range(4)]
    kinds = {"p0": "plan", "p1": "plan", "p2": "work_report", "p3": "work_report"}
    assert [r["finding"] for r in clusters.kind_rows(rows, kinds)] == ["kind"]


def test_of_one_kind_nothing_is_said_of_kinds():
    documents, _ = planted(8, 2)
    found = clusters.build(matrix(documents), {}, kinds=dict.fromkeys(documents, "plan"))["cluster_findings"]
    assert "kind" not in set(found["finding"])


# --- of more plans than are asked whether there is structure ---------------------------------------------


@pytest.mark.parametrize("dense", [50, 200])
def test_pieces_of_drawn_plans_are_the_tables_and_a_plan_not_drawn_leaves_them(monkeypatch, dense):
    """Plans come that bring words of their own, before and behind the others' in the order of words."""
    monkeypatch.setattr(features, "DENSE_LIMIT", dense)
    monkeypatch.setattr(grouping, "JUDGED", 40)
    documents, _ = planted(70, 4, sentences=12)
    last_drawn = sorted(map(features._hashed, documents))[39]
    others = [name for name in (f"q{n:04d}" for n in range(40)) if features._hashed(name) > last_drawn][:4]
    more = documents | {
        name: [["阿" * n, "龥" * n, *sentence] for sentence in documents["p0003"]]
        for n, name in enumerate(others, 2)
    }
    kept, left = {}, []
    for held in (documents, more):
        sentences, plans = matrix(held), tables.frame("plans", [dated(name) for name in held])
        made = of_drawn.build(sentences, plans)
        whole = clusters.build(sentences, issue_years(plans), kinds=kinds(plans))
        whole |= robustness.build({}, sentences, plans, tables.frame("clauses", []), None)
        assert {*made} == {*whole}
        for name, found in made.items():
            if isinstance(found, parts.Pieces):
                left.append(sum(key in kept for key in found.keys))
                of_table = parts.pieced(found, kept)
                kept |= zip(found.keys, of_table, strict=True)
                found = parts.frame(of_table)
            pd.testing.assert_frame_equal(found, whole[name], check_dtype=False)
    assert left == ([0, 2] if dense == 50 else [0, 0, 2, 1])


def dated(name: str) -> dict:
    place = int(name[1:])
    kind = ("plan", "work_report")[place % 2]
    return {
        "plan_id": name,
        "date": f"{2016 + place % 5}-01-01",
        "region": f"{place % 9}市",
        "plan_type": kind,
    }
