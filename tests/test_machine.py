"""Names, consoles and folders as machines have them: a clear line, never a traceback, nothing deleted."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from cityplans import codebook, pipeline
from cityplans.__main__ import main
from cityplans.errors import UserError
from cityplans.reading import corpus
from cityplans.reading.folder import files, received

ROOT = Path(__file__).resolve().parents[1]
PLAN = (ROOT / "data" / "raw" / "huzhou-2023-consultation-draft.txt").read_bytes()


@pytest.fixture(scope="module")
def words():
    return codebook.load(ROOT / "data" / "codebook")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep names as text")
@pytest.mark.parametrize(
    "raw, shown",
    [
        ("滚动计划.txt".encode("gbk"), "滚动计划.txt"),
        ("規劃.txt".encode("gb18030"), "規劃.txt"),
        (b"\xff\xfe.txt", "\\xff\\xfe.txt"),
    ],
)
def test_a_name_that_is_no_utf8(tmp_path, words, raw, shown):
    path = tmp_path / "raw"
    path.mkdir()
    Path(os.fsdecode(os.fsencode(path) + b"/" + raw)).write_bytes(PLAN)
    assert [name for _, name in files(path)] == [shown] == list(received(path))
    found = corpus.read_corpus(path, words)
    assert [e.source_file for plan in found.plans for e in plan.editions] == [shown]


@pytest.mark.parametrize("name", ["~$规划.docx", "Thumbs.db", "desktop.ini", "Desktop.ini", ".DS_Store"])
def test_files_of_the_system_are_passed_over(tmp_path, words, name):
    (tmp_path / "plan.txt").write_bytes(PLAN)
    (tmp_path / name).write_bytes(b"\0\1\2")
    found = corpus.read_corpus(tmp_path, words)
    assert len(found.plans) == 1 and not found.problems and list(received(tmp_path)) == ["plan.txt"]


def test_a_folder_without_files_says_so(tmp_path, words):
    (problem,) = corpus.read_corpus(tmp_path, words).problems
    assert problem.problem == "empty" and "--raw" in problem.message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_may_not_be_opened_says_so(tmp_path, words):
    (tmp_path / "plan.txt").write_bytes(PLAN)
    (tmp_path / "shut").mkdir()
    (tmp_path / "shut").chmod(0)
    try:
        (problem,) = corpus.read_corpus(tmp_path, words).problems
    finally:
        (tmp_path / "shut").chmod(0o755)
    assert problem.source_file == "shut" and "permissions" in problem.message


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "gbk"])
def test_a_console_that_lacks_the_characters(encoding, monkeypatch):
    shown = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", shown)
    assert main(["explain", "到2025年，研发投入强度达到3.5%📄𠮷。"]) == 0
    shown.flush()
    assert b"3.5" in shown.buffer.getvalue()


@pytest.mark.parametrize("out", [".", "out", "a/b"])
def test_tables_do_not_go_among_the_files_they_are_made_from(tmp_path, out):
    """Files of one's own that happen to be called texts/mine.txt stay."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "mine.txt").write_bytes(PLAN)
    with pytest.raises(UserError, match=r"--out .* --raw"):
        pipeline.build(tmp_path, tmp_path / out, ROOT / "data" / "codebook")
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")] == ["texts", "texts/mine.txt"]


def test_tables_do_not_go_into_the_codebook_or_over_the_files(tmp_path):
    book = ROOT / "data" / "codebook"
    with pytest.raises(UserError, match="--codebook"):
        pipeline.build(ROOT / "data" / "raw", book, book)
    (tmp_path / "texts").mkdir()
    with pytest.raises(UserError, match="--raw"):
        pipeline.build(tmp_path / "texts", tmp_path, book)


def test_reports_do_not_go_among_the_files(tmp_path, capsys):
    folders = ["--raw", tmp_path, "--out", tmp_path.parent / "o", "--reports", tmp_path / "reports"]
    assert main(["run", *map(str, folders)]) == 1
    assert "--reports" in capsys.readouterr().err
