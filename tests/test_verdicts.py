"""Decisions on rows of the queue: which lines of a file say something, and what is wrong with one."""

from __future__ import annotations

import pytest

from cityplans.publishing.workbook import verdicts

HEADS = "target_id,verdict,reason\n"
ROWS = {"t1": {}, "t2": {}}


def said(tmp_path, body: str) -> list[verdicts.Said]:
    path = tmp_path / "verdicts.csv"
    path.write_text(HEADS + body, encoding="utf-8")
    return verdicts.of_csv(path)


def test_a_line_without_verdict_and_reason_says_nothing(tmp_path):
    assert [(one.target_id, one.word) for one in said(tmp_path, "t1,keep,\nt2,,\n")] == [("t1", "keep")]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("t1,保留,", None),
        ("t1,DROP,看错了", None),
        ("t1,,看错了", "a reason (“看错了”) but no verdict: write keep, drop or mend beside it"),
        ("t1,maybe,", "“maybe” is none of keep, drop, mend (保留、剔除、更正)"),
        ("t9,keep,", "target id “t9” is not among the targets; if it was dropped and is to come back, delete "
         "its rows in corrections.csv"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_line(line, fault, tmp_path):
    (one,) = found = said(tmp_path, line + "\n")
    told = verdicts.fault_of(one, ROWS, verdicts.unclear(found))
    assert (told and told.en) == fault


def test_a_file_that_says_two_things_of_a_target(tmp_path):
    found = said(tmp_path, "t1,keep,\nt1,drop,\nt2,,why\nt2,keep,\n")
    assert verdicts.unclear(found) == {"t1"}
    assert "leave one" in verdicts.fault_of(found[0], ROWS, {"t1"}).en
