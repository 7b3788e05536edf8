"""A blind sample of clauses, and how far codings of it agree."""

from __future__ import annotations

import csv

import pytest

import ambition_rows as land
from cityplans import tables
from cityplans.checking import coded_by_hand as hand

THEMES = ["talent", "finance_funding", "other"]


def corpus(plans: dict[str, str], clauses: int = 5) -> dict:
    """Frames of plans (id → type), each with some clauses of 60 characters."""
    rows = [land.plan(p, f"{p}市", "2021-01-01", plan_type=kind) for p, kind in plans.items()]
    made = [
        {"clause_id": f"{p}-{n}", "plan_id": p, "text": f"{p}{n}" + "推进工作。" * 12, "clause_kind": "text"}
        for p in plans
        for n in range(clauses)
    ]
    made.append({"clause_id": "short", "plan_id": next(iter(plans)), "text": "短", "clause_kind": "text"})
    return {"plans": land.frames(rows, [])["plans"], "clauses": tables.frame("clauses", made)}


def test_kinds_and_plans_are_drawn_evenly_and_nothing_is_told():
    frames = corpus({"甲": "plan", "乙": "plan", "丙": "plan", "丁": "work_report"})
    rows = hand.draw(frames, 6)
    assert [row["kind"] for row in rows].count("work_report") == 3
    assert {row["clause_id"][0] for row in rows} == {"甲", "乙", "丙", "丁"}
    assert {row["theme"] for row in rows} == {""} and "short" not in {r["clause_id"] for r in rows}
    assert rows == hand.draw(frames, 6) != hand.draw(frames, 6, seed=1)


def test_a_sample_larger_than_the_corpus_is_all_of_it():
    assert len(hand.draw(corpus({"甲": "plan", "丁": "work_report"}, clauses=2), 99)) == 4


def test_alpha_is_the_textbooks():
    """Krippendorff 2004, p. 224 ff.: two observers, ten units, nominal: α = 0.095 for binary data."""
    one = dict(zip("abcdefghij", "0100000010"))
    other = dict(zip("abcdefghij", "1110010000"))
    found = hand.agreement(one, other)
    assert found.n == 10 and round(found.alpha, 3) == 0.095
    assert found.low <= found.alpha <= found.high


def test_the_same_codings_agree_wholly_and_too_few_say_nothing():
    assert hand.agreement({"a": "x", "b": "y"}, {"a": "x", "b": "y"}).alpha == 1
    assert hand.agreement({"a": "x"}, {"a": "x"}) is None
    assert hand.agreement({"a": "x", "b": "x"}, {"a": "x", "b": "x"}).alpha == 1


def coded(path, **themes) -> dict[str, str]:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("clause_id", "theme"), *themes.items()])
    return path


def test_what_was_not_coded_is_left_out_and_an_unknown_theme_is_named(tmp_path):
    assert hand.read(coded(tmp_path / "a.csv", x="talent", y=""), THEMES) == {"x": "talent"}
    with pytest.raises(hand.CodingError, match=r"b\.csv, line 3: “tallent” is no theme"):
        hand.read(coded(tmp_path / "b.csv", x="talent", y="tallent"), THEMES)
    (tmp_path / "c.csv").write_text("a,b\n1,2\n")
    with pytest.raises(hand.CodingError, match="lacks the column clause_id, theme"):
        hand.read(tmp_path / "c.csv", THEMES)


def test_a_file_with_codings_is_not_written_over(tmp_path):
    rows = hand.draw(corpus({"甲": "plan"}), 3)
    hand.write(rows, tmp_path / "s.csv")
    assert (tmp_path / "s.csv").read_bytes().startswith(b"\xef\xbb\xbfclause_id,kind,heading,text,theme")
    with pytest.raises(hand.CodingError, match="may hold codings"):
        hand.write(rows, tmp_path / "s.csv")


def test_lines_say_alpha_by_kind_and_what_is_taken_for_what():
    frames = corpus({"甲": "plan", "丁": "work_report"}, clauses=2)
    ids = ["甲-0", "甲-1", "丁-0", "丁-1"]
    read = dict(zip(ids, ["talent", "talent", "talent", "other"]))
    rows = [{"plan_id": i[0], "clause_id": i, "theme": t, "weight": 0.9} for i, t in read.items()]
    frames["themes"] = tables.frame("themes", [*rows, {**rows[0], "theme": "other", "weight": 0.1}])
    person = dict(zip(ids, ["talent", "finance_funding", "talent", "other"]))
    shown = hand.lines({"one": person, "two": person}, frames)
    assert shown[0].startswith("one – two") and "α 1.00" in shown[0]
    assert any(line.startswith("one – program") and "n    4" in line for line in shown)
    assert shown[-1] == "    1 finance_funding taken for talent"
