"""The commands from files to reports: what they say, and what they stop at."""

from __future__ import annotations

import errno
import re
import shutil

import pytest

from cityplans import pipeline
from cityplans.__main__ import main
from cityplans.commands import line
from cityplans.errors import reason_of
from cityplans.running import staging
from conftest import ROOT

PLAN = ROOT / "tests" / "examples" / "desk_plan.txt"
CODEBOOK = str(ROOT / "data" / "codebook")


@pytest.fixture
def folders(tmp_path):
    """raw, with what is put there, out and reports, in which something stands already."""
    for name in ("raw", "out", "reports"):
        (tmp_path / name).mkdir()
    (tmp_path / "out" / "plans.csv").write_text("old")
    (tmp_path / "reports" / "index.html").write_text("old")
    return tmp_path


def run(command: str, folders, *more: str) -> int:
    named = ["--raw", "raw", "--out", "out"] + (["--reports", "reports"] if command == "run" else [])
    paths = [str(folders / part) if not part.startswith("--") else part for part in named]
    return main([command, *paths, "--codebook", CODEBOOK, *more])


@pytest.mark.parametrize("command", ["build", "run"])
@pytest.mark.parametrize("there", [(), ("catalog.csv",), (".hidden", "Thumbs.db")])
def test_a_folder_with_nothing_to_read_stops_before_anything_is_written(folders, command, there, capsys):
    for name in there:
        (folders / "raw" / name).write_text("file\n")
    before = {p: p.stat().st_mtime_ns for p in folders.rglob("*")}
    assert run(command, folders, "--lang", "zh") == 1
    said = capsys.readouterr()
    assert said.err.startswith("cityplans: raw：没有可读的文件：请把计划放进去") and "没有变" in said.err
    assert {p: p.stat().st_mtime_ns for p in folders.rglob("*")} == before


def test_a_folder_of_links_that_lead_out_says_which(folders, capsys):
    (folders / "plan.txt").write_text("x")
    (folders / "raw" / "a.txt").symlink_to(folders / "plan.txt")
    assert run("build", folders, "--lang", "zh") == 1
    assert "a.txt 是通向文件夹之外的链接" in capsys.readouterr().err


def test_a_build_tells_its_counts_and_problems_in_words(folders, capsys):
    shutil.copy(PLAN, folders / "raw")
    (folders / "raw" / "catalog.csv").write_text(
        "file,region\ndesk_plan.txt,没有这个地方\n", encoding="utf-8"
    )
    (folders / "raw" / "empty.txt").write_text("")
    assert run("build", folders, "--lang", "zh") == 0
    said = capsys.readouterr()
    assert "out：计划 1，版本 1，目标 " in said.out
    assert "\ncatalog.csv 中 desk_plan.txt 一行：" in f"\n{said.err}"
    assert "\nempty.txt：文件没有文字" in f"\n{said.err}"
    assert "bad_override" not in said.err and "empty:" not in said.err


@pytest.mark.parametrize(
    ("name", "message", "lang", "told"),
    [
        ("a.txt", "a.txt is empty: fetch it", "en", "a.txt is empty: fetch it"),
        ("a.txt", "a.txt：文件没有文字", "zh", "a.txt：文件没有文字"),
        ("a.txt", "“甲”看不出是哪个地区", "zh", "a.txt：“甲”看不出是哪个地区"),
        ("catalog.csv", "cannot be read", "en", "catalog.csv: cannot be read"),
    ],
)
def test_the_file_is_said_once(name, message, lang, told):
    assert line._with_file(name, message, lang) == told


@pytest.mark.parametrize(
    ("number", "zh"), [(errno.ENOENT, "没有这个文件或文件夹"), (errno.EISDIR, "是文件夹，不是文件")]
)
def test_what_the_system_refuses_is_said_in_chinese(number, zh):
    error = OSError(number, "whatever it says", "甲.txt")
    assert reason_of(error).zh == zh and staging.advised(error).zh == f"甲.txt：{zh}"
    assert reason_of(OSError("no number")).zh == "no number"


def test_words_of_a_selection_are_checked_before_the_build(folders, monkeypatch, capsys):
    """A misspelt region would else be told after minutes."""
    shutil.copy(PLAN, folders / "raw")
    monkeypatch.setattr(pipeline, "build", lambda *a: pytest.fail("built"))
    for wrong, said in (
        ("regins=嘉兴", "regions"), ("regions=加兴市", "没有这个地区"), ("years=zwanzig", "四位数字"),
        ("levels=prefectur", "prefecture"), ("嘉兴", "字段=值"),
    ):  # fmt: skip
        assert run("run", folders, "--lang", "zh", "--select", wrong) == 1
        assert said in capsys.readouterr().err, wrong


def test_problems_once_looked_at_do_not_fail_every_build(folders, capsys):
    """--strict-new is 1 for what came since `accept`; --strict stays 1 for any."""
    shutil.copy(PLAN, folders / "raw")
    (folders / "raw" / "a.txt").write_text("")
    (folders / "out" / "plans.csv").unlink()
    assert run("build", folders, "--strict-new") == 1
    assert "are new since" in capsys.readouterr().err
    assert main(["accept", "--out", str(folders / "out")]) == 0
    assert run("build", folders, "--strict-new") == 0
    assert run("build", folders, "--strict") == 1
    (folders / "raw" / "b.txt").write_text("")
    assert run("build", folders, "--strict-new") == 1
    said = capsys.readouterr().err
    assert re.search(r"\n1 of \d+ problems are new", said), said


@pytest.mark.parametrize("command", [("cite",), ("brief", "--region", "丽水市")])
def test_what_is_published_from_tables_older_than_their_files_is_said_to_be(command, folders, capsys):
    shutil.copy(PLAN, folders / "raw")
    (folders / "out" / "plans.csv").unlink()
    assert run("build", folders) == 0
    asked = [*command, "--out", str(folders / "out"), "--reports", str(folders / "reports"), "--lang", "zh"]
    capsys.readouterr()
    assert main(asked) == 0
    assert "旧" not in capsys.readouterr().err
    (folders / "raw" / "later.txt").write_text("新到的文件", encoding="utf-8")
    assert main(asked) == 0
    assert re.search(r"这些表比 \S*raw 旧（later.txt）", capsys.readouterr().err)
