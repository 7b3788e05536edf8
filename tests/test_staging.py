"""A set of files takes the place of an older one whole or not at all, and takes nothing else along."""

import contextlib
import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cityplans.running import staging

ROOT = Path(__file__).resolve().parents[1]


def write_set(target: Path, mark: str, names=("a.csv", "texts/b.txt", "datapackage.json"), older=()) -> None:
    with staging.replacing(target, older) as folder:
        for name in names:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(mark * 50_000)


def marks(target: Path) -> set[str]:
    found = [p for p in target.rglob("*") if p.is_file() and not p.name.startswith(".")]
    return {path.read_text()[:1] for path in found if staging.FOLDER not in path.parts}


KILLED = """
from pathlib import Path
from cityplans.running import staging
target = Path({target!r})
while True:
    for mark in "xy":
        with staging.replacing(target) as folder:
            for name in [*(f"{{i}}.csv" for i in range(30)), "datapackage.json"]:
                (folder / name).write_text(mark * 50_000)
        print("done", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="kills with SIGKILL")
def test_a_run_killed_at_any_moment_leaves_one_whole_set(tmp_path):
    drawn = random.Random(1)
    code = KILLED.format(target=str(tmp_path))
    for _ in range(8):
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT)
        child.stdout.readline()
        time.sleep(drawn.random() * 0.03)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        staging.recover(tmp_path)
        assert len(marks(tmp_path)) == 1 and len(list(tmp_path.glob("*.csv"))) == 30
        assert not (tmp_path / staging.FOLDER).exists()


@pytest.mark.parametrize("at", range(6))
def test_a_move_cut_short_at_any_file_is_finished_by_the_next_run(tmp_path, monkeypatch, at):
    write_set(tmp_path, "x", ("a.csv", "b.csv", "c.csv", "gone.csv", "datapackage.json"))
    done = []

    class Killed(BaseException):
        pass

    def limited(self, other, original=Path.replace):
        if self.name != staging.LIST + ".part":
            if len(done) == at:
                raise Killed
            done.append(other)
        return original(self, other)

    monkeypatch.setattr(Path, "replace", limited)
    with contextlib.suppress(Killed):
        write_set(
            tmp_path, "y", ("a.csv", "b.csv", "c.csv", "d.csv", "datapackage.json"), ("gone.csv", "a.csv")
        )
    monkeypatch.undo()
    staging.recover(tmp_path)
    assert marks(tmp_path) == {"y"} and not (tmp_path / "gone.csv").exists()


def test_a_set_that_fails_leaves_the_old_one(tmp_path):
    write_set(tmp_path, "x")
    with pytest.raises(ZeroDivisionError), staging.replacing(tmp_path) as folder:
        (folder / "a.csv").write_text("half")
        raise ZeroDivisionError
    assert marks(tmp_path) == {"x"} and not (tmp_path / staging.FOLDER).exists()


def test_what_others_put_into_the_folder_stays(tmp_path):
    """Also where the tables stand: only what the older set names as its own goes."""
    own = ("notes.docx", "texts/mine.txt", "parquet/mine/x.parquet", "mine.csv")
    for name in own:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    write_set(tmp_path, "x")
    write_set(tmp_path, "y", ("a.csv",), older=("a.csv", "texts/b.txt", "datapackage.json"))
    assert [(tmp_path / name).read_text() for name in own] == ["mine"] * 4
    assert not (tmp_path / "texts/b.txt").exists() and (tmp_path / "a.csv").read_text()[0] == "y"


@pytest.mark.parametrize("name", ["../mine.txt", "texts/../../mine.txt", "{outside}", ".lock"])
@pytest.mark.parametrize("part", ["stale", "files"])
def test_a_list_left_in_the_folder_reaches_nothing_outside_it(tmp_path, name, part):
    """A folder of tables from elsewhere may hold one; the next command would follow it."""
    mine, out = tmp_path / "mine.txt", tmp_path / "out"
    mine.write_text("mine")
    (out / staging.FOLDER / "texts").mkdir(parents=True)
    (out / ".lock").write_text("mine")
    content = {"files": [], "stale": [], part: [name.format(outside=mine)]}
    (out / staging.FOLDER / staging.LIST).write_text(json.dumps(content))
    staging.recover(out)
    assert mine.read_text() == (out / ".lock").read_text() == "mine"
    assert not (out / staging.FOLDER).exists()


@pytest.mark.parametrize(
    "error, said",
    [
        (OSError(errno.ENOSPC, "x", "a.csv"), "a.csv: the disk is full"),
        (OSError(errno.EACCES, "x", "reports"), "reports: the folder may not be written to"),
        (
            OSError(errno.EACCES, "x", "out/.t.xlsx.abc", None, "out/t.xlsx"),
            "t.xlsx is open in another program",
        ),
        (
            OSError(errno.EPERM, "x", "out/.t.xlsx.abc", None, "out/t.xlsx"),
            "close it there, then run this again",
        ),
        (OSError(errno.ENOENT, "No such file", "a"), "No such file"),
    ],
)
def test_what_a_disk_refuses_is_said_with_what_to_do(error, said):
    assert said in staging.advised(error).en


def test_a_folder_that_is_not_there_yet_is_made_and_a_name_that_is_gone_does_not_matter(tmp_path):
    write_set(tmp_path / "new" / "out", "x", older=("a.csv", "never/there.csv"))
    assert marks(tmp_path / "new" / "out") == {"x"}


def test_files_are_told_apart_by_what_they_hold(tmp_path):
    """Not by length and time alone: two runs within one tick of the clock write the same length."""
    write_set(tmp_path, "x")
    with staging.replacing(tmp_path) as folder:
        (folder / "a.csv").write_text("y" * 50_000)
        seconds = (tmp_path / "a.csv").stat().st_mtime_ns
        os.utime(folder / "a.csv", ns=(seconds, seconds))
    assert (tmp_path / "a.csv").read_text()[0] == "y"


def test_names_of_any_script_are_moved_and_removed(tmp_path):
    write_set(tmp_path, "x", ("湖州.txt", "a.csv"))
    assert (tmp_path / "湖州.txt").exists()
    write_set(tmp_path, "y", ("a.csv",), older=("湖州.txt", "a.csv"))
    assert not (tmp_path / "湖州.txt").exists()


def test_what_no_advice_is_known_for_is_said_in_the_words_of_the_system(tmp_path):
    said = pytest.raises(staging.WriteError, match=r"could not be written \(Too many open files\)")
    with said, staging.replacing(tmp_path):
        raise OSError(errno.EMFILE, "Too many open files")
