"""What is new stays new until a person accepts it."""

from __future__ import annotations

import shutil

import pytest

from cityplans import __main__ as commands
from cityplans import tables
from cityplans.running import accepted
from cityplans.running.record import INPUTS

PLAN = {"region": "嘉兴市", "region_level": "prefecture", "title": "x", "status": "final"}


def stand(out, plans: str, inputs: str, text: str = "文") -> None:
    """A set of tables with one plan a letter, made from these inputs."""
    rows = [PLAN | {"plan_id": p} for p in plans]
    tables.write(out, {"plans": tables.frame("plans", rows)})
    (out / INPUTS).write_text(inputs)
    (out / "texts").mkdir(exist_ok=True)
    (out / "texts" / "a.txt").write_text(text, encoding="utf-8")


def test_a_first_build_has_nothing_to_compare_with(tmp_path):
    accepted.keep(tmp_path, b"1")
    assert accepted.load(tmp_path) == ({}, {}) and accepted.new_plans(tmp_path) == []


def test_the_set_before_the_first_change_is_kept_until_accepted(tmp_path):
    """Builds with a, a, ab, abc: b and c are both new; then accepted; then d alone."""
    stand(tmp_path, "a", "1", "旧")
    accepted.keep(tmp_path, b"1")  # the same inputs: no change yet
    assert not (tmp_path / accepted.FOLDER).exists()
    for plans, inputs in (("ab", "2"), ("abc", "3")):
        accepted.keep(tmp_path, inputs.encode())
        stand(tmp_path, plans, inputs, "新")
    assert accepted.new_plans(tmp_path) == ["b", "c"]
    assert accepted.load(tmp_path).texts == {"a": "旧"}
    accepted.accept(tmp_path)
    assert accepted.new_plans(tmp_path) == []
    accepted.keep(tmp_path, b"4")
    stand(tmp_path, "abcd", "4")
    assert accepted.new_plans(tmp_path) == ["d"]


def test_a_set_that_cannot_be_read_is_replaced_not_kept_for_ever(tmp_path):
    stand(tmp_path, "a", "1")
    accepted.accept(tmp_path)
    (tmp_path / accepted.FOLDER / "plans.csv").write_text("x")
    assert accepted.new_plans(tmp_path) == []
    accepted.keep(tmp_path, b"2")
    assert [*accepted.load(tmp_path).frames["plans"]["plan_id"]] == ["a"]


def test_whether_a_set_is_there_is_asked_without_reading_its_rows(tmp_path, monkeypatch):
    """A million rows read at every build, only to see that there are some, took a minute."""
    stand(tmp_path, "a", "1")
    accepted.accept(tmp_path)
    monkeypatch.setattr(tables, "read", lambda *_: pytest.fail("rows were read"))
    accepted.keep(tmp_path, b"2")


def test_the_command_names_what_was_new(tmp_path, capsys):
    stand(tmp_path, "a", "1")
    accepted.accept(tmp_path)
    stand(tmp_path, "ab", "2")
    assert commands.main(["accept", "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "b" in said and "run.py report" in said and accepted.new_plans(tmp_path) == []


@pytest.mark.parametrize("there", [True, False])
def test_without_tables_it_says_what_to_do(tmp_path, capsys, there):
    out = tmp_path / "none"
    if there:
        out.mkdir()
    assert commands.main(["accept", "--out", str(out)]) == 1
    assert "build" in capsys.readouterr().err
    shutil.rmtree(out, ignore_errors=True)


def test_a_file_that_another_replaces_is_not_copied_and_stays_as_it_was(tmp_path):
    """One of the same size may stay where it is: a second name would then be the same file to an editor."""
    stand(tmp_path, "a", "1")
    new = tmp_path / ".new"
    new.mkdir()
    (new / "plans.csv").write_bytes((tmp_path / "plans.csv").read_bytes() + b"more\n")
    (new / "datapackage.json").write_bytes((tmp_path / "datapackage.json").read_bytes())
    accepted.keep(tmp_path, b"2", new)
    kept = tmp_path / accepted.FOLDER
    assert (kept / "plans.csv").samefile(tmp_path / "plans.csv")
    assert not (kept / "datapackage.json").samefile(tmp_path / "datapackage.json")
    before = (kept / "plans.csv").read_bytes()
    (new / "plans.csv").replace(tmp_path / "plans.csv")
    assert (kept / "plans.csv").read_bytes() == before != (tmp_path / "plans.csv").read_bytes()
