"""Runs that are killed, crowded or refused by the disk; the same bytes from the same input."""

import contextlib
import errno
import hashlib
import json
import multiprocessing
import os
import random
import shutil
import socket
import subprocess
import time
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cityplans import codebook, documents, parts, pipeline, tables
from cityplans.__main__ import main
from cityplans.extraction import collation
from cityplans.running import cache, code, locking, spreading, staging
from cityplans.running.spreading import ONE_PROCESS, Work
from strategies import PLAN

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"
CODEBOOK = ROOT / "data" / "codebook"
TEXTS = {  # short, for each is built a dozen times
    "huzhou.txt": PLAN.replace("宁波市", "湖州市"),
    "jiaxing.txt": PLAN.replace("宁波市", "嘉兴市").replace("2021—2025", "2023—2027").replace("3.6%", "3.9%"),
}
SMALL = (*TEXTS,)


def digests(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.relative_to(folder).parts[0].startswith(".")
    }


def build(raw: Path, out: Path, *more: str) -> int:
    return main(["build", "--raw", str(raw), "--out", str(out), "--codebook", str(CODEBOOK), *more])


def written(raw: Path, *names: str) -> Path:
    raw.mkdir()
    for name in names:
        (raw / name).write_text(TEXTS[name], "utf-8")
    return raw


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A raw folder of two files and the tables made of it."""
    folder = tmp_path_factory.mktemp("small")
    written(folder / "raw", *SMALL)
    assert build(folder / "raw", folder / "out") == 0
    return folder


@pytest.fixture(scope="module")
def book():
    return codebook.load(CODEBOOK)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kills with SIGKILL")
def test_a_build_killed_at_any_moment_leaves_the_older_tables_or_the_newer(small, tmp_path):
    """Half the kills at any time, half while the new tables are written and moved."""
    out, newer, drawn = tmp_path / "out", tmp_path / "raw", random.Random(2)
    written(newer, SMALL[0])
    processes = multiprocessing.get_context("forkserver")  # whose children have imported everything
    processes.set_forkserver_preload(["cityplans.__main__", "cityplans.pipeline"])
    began = time.monotonic()
    assert build(newer, out) == 0
    whole, allowed = time.monotonic() - began, [digests(out), digests(small / "out")]
    for raw, late in ((small / "raw", False), (newer, True), (small / "raw", True), (newer, False)):
        command = ["build", "--raw", raw, "--out", out, "--codebook", CODEBOOK]
        child = processes.Process(target=main, args=([*map(str, command)],))
        child.start()
        while late and child.is_alive() and not (out / staging.FOLDER / "plans.csv").exists():
            time.sleep(0.002)
        time.sleep(drawn.random() * (0.3 if late else whole))
        child.kill()
        child.join()
        staging.recover(out)
        assert digests(out) in allowed
        tables.load(out)


@pytest.mark.parametrize("number, said", [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only")])
def test_a_disk_that_refuses_gives_one_line_and_keeps_the_tables(small, monkeypatch, capsys, number, said):
    before = digests(small / "out")

    def refuse(path, data):
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(tables, "write_bytes", refuse)
    assert build(small / "raw", small / "out") == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("cityplans:")]
    assert len(lines) == 1 and said in lines[0]
    assert digests(small / "out") == before


@pytest.mark.skipif(not Path("/dev/full").exists() or os.geteuid() != 0, reason="mounts a small disk")
def test_a_disk_that_is_really_full(small, tmp_path, capsys):
    with mounted(tmp_path / "disk", "size=80k") as disk:
        assert build(small / "raw", disk / "out") == 1
        assert "disk is full" in capsys.readouterr().err
        assert not list((disk / "out").glob("*.csv"))
        arguments = ["--out", small / "out", "--reports", disk / "reports", "--region", "湖州市"]
        assert main(["brief", *map(str, arguments)]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert "disk is full" in line and "free some space" in line


@contextlib.contextmanager
def mounted(disk: Path, options: str):
    disk.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", disk], capture_output=True)
    if done.returncode:
        pytest.skip("no right to mount")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="mounts a disk")
def test_a_disk_that_is_really_read_only(small, tmp_path, capsys):
    with mounted(tmp_path / "disk", "size=20m") as disk:
        for name in ("out", "raw"):
            shutil.copytree(small / name, disk / name)
        before = digests(disk / "out")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        assert build(disk / "raw", tmp_path / "out") == 0, "files to read may be on such a disk"
        capsys.readouterr()
        for arguments in (
            ["build", "--raw", small / "raw", "--out", disk / "out"],
            ["report", "--out", small / "out", "--reports", disk / "reports"],
            ["report", "--out", small / "out", "--reports", disk],
            ["brief", "--region", "湖州市", "--out", small / "out", "--reports", disk / "reports"],
        ):
            assert main([*map(str, arguments), "--codebook", str(CODEBOOK)]) == 1
            (line,) = capsys.readouterr().err.splitlines()
            assert "read-only" in line and "give another one" in line
        assert digests(disk / "out") == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to(small, tmp_path, capsys):
    tmp_path.chmod(0o500)
    assert build(small / "raw", tmp_path / "out") == 1
    assert "may not be written" in capsys.readouterr().err


def test_a_file_where_the_folder_should_be(small, tmp_path, capsys):
    (tmp_path / "out").write_text("")
    assert build(small / "raw", tmp_path / "out") == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


# ---------------------------------------------------------------------------------------------- lock


def test_a_second_run_on_the_folder_is_told_to_wait(small, capsys):
    with locking.locked(small / "out"):
        assert build(small / "raw", small / "out") == 1
    said = capsys.readouterr().err
    assert f"process {os.getpid()}" in said and "wait" in said and "--out" in said
    assert build(small / "raw", small / "out") == 0


# ------------------------------------------------------------------------------------------ same bytes


def test_the_same_bytes_again_with_and_without_what_was_kept(small, tmp_path):
    before = digests(small / "out")
    assert build(small / "raw", small / "out") == 0
    assert digests(small / "out") == before
    assert build(small / "raw", tmp_path / "fresh", "--jobs", "2") == 0
    assert digests(tmp_path / "fresh") == before


def test_the_order_in_which_the_disk_lists_the_files_does_not_matter(small, book, monkeypatch):
    def reversed_walk(top, original=os.walk, **options):
        for folder, subfolders, names in original(top, **options):
            yield folder, subfolders, names[::-1]

    plans = documents.read(small / "raw", book, ONE_PROCESS).plans
    monkeypatch.setattr(os, "walk", reversed_walk)
    again = documents.read(small / "raw", book, ONE_PROCESS).plans
    assert [documents._facts(p) for p in again] == [documents._facts(p) for p in plans]


@pytest.mark.slow
def test_the_committed_tables_are_what_a_rebuild_gives(five):
    committed = ROOT / "data" / "processed"
    if not (committed / "datapackage.json").is_file():
        pytest.skip("data/processed holds no tables yet: run `python -m cityplans build` and commit them")
    made, kept = digests(five), digests(committed)
    kept.pop(".gitkeep", None)
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_texts_of_plans_that_are_gone_are_removed(small, tmp_path):
    raw, out = (shutil.copytree(small / name, tmp_path / name) for name in ("raw", "out"))
    (raw / SMALL[0]).unlink()
    assert build(raw, out) == 0
    assert [p.stem for p in (out / "texts").iterdir()] == ["jiaxing-2023-plan"]


def test_tables_of_two_runs_are_not_read_as_one(small, tmp_path):
    out = shutil.copytree(small / "out", tmp_path / "out")
    described = json.loads((out / "datapackage.json").read_text("utf-8"))["resources"]
    assert all(
        r["hash"] == f"sha256:{hashlib.sha256((out / r['path']).read_bytes()).hexdigest()}" for r in described
    )
    (out / "targets.csv").write_bytes((out / "targets.csv").read_bytes()[:-10])
    with pytest.raises(tables.SchemaError, match="changed after it was written"):
        tables.load(out)


# ------------------------------------------------------------------------------------ exit, usage, links


def test_strict_makes_a_problem_exit_1(tmp_path, capsys):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "empty.txt").write_bytes(b"")
    assert build(tmp_path / "raw", tmp_path / "out") == 0
    assert "empty.txt" in capsys.readouterr().err
    assert build(tmp_path / "raw", tmp_path / "out", "--strict") == 1


@pytest.mark.parametrize(
    "arguments", [["bild"], ["build", "--jobs", "many"], ["build", "--format", "xls"], []]
)
def test_wrong_usage_exits_2(arguments):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_a_raw_folder_that_is_not_there(tmp_path, capsys):
    assert build(tmp_path / "none", tmp_path / "out") == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_do_not_lead_outside_the_raw_folder(small, tmp_path, book):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "out.txt").symlink_to(small / "raw" / SMALL[0])
    (raw / "folder").symlink_to(small / "raw")
    (raw / "dead.txt").symlink_to(raw / "nothing")
    (raw / "loop").symlink_to(raw)
    assert documents.read(raw, book, ONE_PROCESS).plans == ()


# --------------------------------------------------------------------------------------------- cache


def test_what_was_kept_equals_what_is_computed(small, tmp_path, book):
    kept = cache.opened(tmp_path)
    fresh = documents.read(small / "raw", book, ONE_PROCESS, kept)
    targets = documents.extract(fresh.plans, book, ONE_PROCESS, kept)
    again = documents.read(small / "raw", book, ONE_PROCESS, kept)
    assert documents.extract(again.plans, book, ONE_PROCESS, kept) == targets
    assert [documents._facts(p) for p in again.plans] == [documents._facts(p) for p in fresh.plans]


def counted(monkeypatch) -> dict[str, int]:
    calls = {"_read": 0, "_extract": 0, "_code": 0}
    for name in calls:
        original = getattr(documents, name)

        def counting(*arguments, name=name, original=original):
            calls[name] += 1
            return original(*arguments)

        monkeypatch.setattr(documents, name, counting)
    return calls


def edited(book, name: str, **change):
    rows = tuple({**row, **change} if i == 0 else row for i, row in enumerate(book.rows[name]))
    return codebook.Codebook(book.folder, {**book.rows, name: rows}, "other")


def run(raw, book, kept):
    read = documents.read(raw, book, ONE_PROCESS, kept).plans
    extracted = documents.extract(read, book, ONE_PROCESS, kept)
    plans = tables.frame("plans", [{"plan_id": p.plan_id, "region_code": p.region_code} for p in read])
    clauses = tables.frame("clauses", [c._asdict() | {"plan_id": p.plan_id} for p in read for c in p.clauses])
    coded = documents.code(plans, clauses, book, ONE_PROCESS, kept)
    return extracted, [(*plan[:-1], *(np.asarray(part).tolist() for part in plan.words)) for plan in coded]


def test_a_change_recomputes_what_depends_on_it_and_nothing_else(small, tmp_path, book, monkeypatch):
    raw, kept = tmp_path / "raw", cache.opened(tmp_path / "kept")
    written(raw, *SMALL)
    calls = counted(monkeypatch)
    for change, *expected in (
        (lambda b: b, 2, 2, 2),  # the first run
        (lambda b: b, 0, 0, 0),
        (lambda b: edited(b, "theme_terms", weight="9"), 0, 0, 2),
        (lambda b: edited(b, "spellings", form="斤"), 0, 2, 0),
        (lambda b: edited(b, "units", unit="斤"), 2, 2, 0),  # fused cells of tables end in units
        (lambda b: edited(b, "regions", short="天下"), 2, 2, 2),  # actuals know whose figures they are
    ):
        calls.update(_read=0, _extract=0, _code=0)
        run(raw, change(book), kept)
        assert [calls["_read"], calls["_extract"], calls["_code"]] == expected
    (raw / SMALL[0]).write_bytes((raw / SMALL[0]).read_bytes() + "\n新增企业5家。\n".encode())
    calls.update(_read=0, _extract=0, _code=0)
    run(raw, book, kept)
    assert calls == {"_read": 1, "_extract": 1, "_code": 1}


WORDING = {"borrowing", "topics", "vocabulary", "clusters"}


def test_stages_that_compare_plans_are_made_anew_where_their_inputs_changed(small, tmp_path, book):
    """And what was kept is the same table, type by type."""
    kept = cache.opened(tmp_path)
    first = made_of(small / "raw", book, kept)[0]
    for change, expected in (
        (lambda b: b, set()),
        (lambda b: edited(b, "lexicon", note="因此"), WORDING),
        (lambda b: edited(b, "leagues", en="other"), {"borrowing", "ambition"}),
        (partial(without_target, targets=first["targets"]), {"borrowing", "ambition"}),
    ):
        made, anew = made_of(small / "raw", change(book), kept)
        assert anew == expected
        if not expected:
            for name, table in made.items():
                pd.testing.assert_frame_equal(table, first[name])


def made_of(raw, book, kept):
    """All tables, and the stages that were not kept."""
    aside = pipeline.Aside({}, [], pipeline.Clock())
    made = {name: parts.frame(held) for name, held in pipeline.made(raw, book, aside, ONE_PROCESS, kept)}
    return made, {name for name in {*WORDING, "ambition"} if aside.clock.laps[name]}


def without_target(book, targets):
    """The codebook with one target taken out by a person."""
    plan_id, quote, text = targets.loc[0, ["plan_id", "quote", "indicator_text"]]
    row = {"plan_id": plan_id, "quote": quote, "field": "is_target", "old": "true", "new": "false"}
    row |= {"reason": "", "by": "", "date": "", "indicator_text": text, "nth": ""}
    return codebook.Codebook(book.folder, {**book.rows, "corrections": (row,)}, "other")


def test_new_code_uses_nothing_old(small, tmp_path, book, monkeypatch):
    kept = cache.opened(tmp_path)
    run(small / "raw", book, kept)
    calls = counted(monkeypatch)
    monkeypatch.setattr(documents, "version_of", lambda module: "newer")
    run(small / "raw", book, kept)
    assert calls == {"_read": 2, "_extract": 2, "_code": 2}


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:],
        lambda data: b"cos\nsystem\n(S'true'\ntR.",
    ],
)
def test_damaged_entries_are_made_anew(small, tmp_path, book, damage):
    kept = cache.opened(tmp_path)
    targets = run(small / "raw", book, kept)
    entries = [p for p in kept.folder.rglob("*") if p.is_file()]
    for path in entries:
        path.write_bytes(damage(path.read_bytes()))
    assert run(small / "raw", book, kept) == targets


def test_an_entry_of_another_name_is_not_taken(tmp_path):
    kept = cache.opened(tmp_path)
    cache.put(kept, "a" * 64, ("right",))
    path = kept.folder / "bb" / ("b" * 64)
    path.parent.mkdir()
    path.write_bytes((kept.folder / "aa" / ("a" * 64)).read_bytes())
    assert cache.get(kept, "a" * 64) == ("right",) and cache.get(kept, "b" * 64) is None


# ------------------------------------------------------------------------------------------ spreading


def double(task: int, shared: int) -> int:
    return shared * task


def test_results_come_in_the_order_of_the_tasks():
    tasks = list(range(spreading.ALONE + 5))
    assert list(spreading.each(double, tasks, 2, Work(jobs=2))) == [2 * t for t in tasks]


@pytest.mark.parametrize("work", [Work(engine="dask"), Work(engine="dask", scheduler="tcp://127.0.0.1:9")])
def test_a_cluster_that_is_not_there_is_one_clear_line(work, monkeypatch):
    monkeypatch.setattr(spreading, "CONNECT", 0.5)
    with pytest.raises(spreading.EngineError, match=r"scale|--scheduler|no Dask scheduler"):
        spreading.check(work, RAW, code.version)


# ------------------------------------------------------------------------------- own files, changed files


def test_own_texts_among_the_tables_stay(small, tmp_path):
    """A folder of plans may have a `texts/` of its own, and be given as --out."""
    out = shutil.copytree(small / "out", tmp_path / "out")
    for name in ("texts/mine.txt", "parquet/mine.parquet", "mine.csv"):
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("mine")
    written(tmp_path / "raw", SMALL[0])
    before = {path.stem for path in (out / "texts").iterdir()}
    assert build(tmp_path / "raw", out) == 0
    after = {path.stem for path in (out / "texts").iterdir()}
    assert "mine" in after and after < before
    assert (out / "parquet" / "mine.parquet").exists() and (out / "mine.csv").exists()


def test_files_of_a_folder_are_those_its_tables_name(small, tmp_path):
    named = tables.files_of(small / "out")
    assert {
        "plans.csv",
        "targets.csv",
        *(f"texts/{p.name}" for p in (small / "out/texts").iterdir()),
    } <= named
    assert tables.files_of(tmp_path) == set()
    (tmp_path / "datapackage.json").write_text("[]")
    assert tables.files_of(tmp_path) == set()


def test_a_file_changed_while_it_was_read_is_named_and_not_kept(small, tmp_path, book, monkeypatch, capsys):
    raw, original = shutil.copytree(small / "raw", tmp_path / "raw"), documents._read
    older = (raw / SMALL[0]).read_bytes()
    newer = older + "\n新增企业5家。\n".encode()

    def changing(task, shared):
        if task[1] == SMALL[0]:
            task[0].write_bytes(newer)
        return original(task, shared)

    monkeypatch.setattr(documents, "_read", changing)
    assert build(raw, tmp_path / "out") == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert SMALL[0] in said and "changed while it was being read" in said and SMALL[1] not in said
    assert not list((tmp_path / "out").glob("*.csv"))
    monkeypatch.undo()
    (raw / SMALL[0]).write_bytes(older)
    assert build(raw, tmp_path / "out") == 0
    assert digests(tmp_path / "out") == digests(small / "out"), "nothing of the newer content was kept"


def test_a_build_during_a_report_is_told_to_wait(small, monkeypatch, capsys):
    """Else the notebooks would show other tables than the charts."""
    from cityplans.publishing.report import report as reporting

    tried = []
    monkeypatch.setattr(reporting, "report", lambda out, *rest: tried.append(build(small / "raw", out)))
    pipeline.report(small / "out", small / "reports")
    assert tried == [1] and "wait until it has ended" in capsys.readouterr().err
    with locking.locked(small / "out"), pytest.raises(locking.LockedError):
        pipeline.report(small / "out", small / "reports")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_that_lead_to_one_another_are_named(small, tmp_path, book):
    raw = shutil.copytree(small / "raw", tmp_path / "raw")
    (raw / "a").symlink_to(raw / "b")
    (raw / "b").symlink_to(raw / "a")
    read = documents.read(raw, book, ONE_PROCESS)
    assert len(read.plans) == 2
    assert {p.source_file for p in read.problems if p.problem == "link_outside"} == {"a", "b"}


# ------------------------------------------------------------------------- a plan that extraction fails on

LIMIT = "CITYPLANS_LIMITS"


def extracted(small, book, monkeypatch, collated):
    plans = documents.read(small / "raw", book, ONE_PROCESS).plans
    monkeypatch.setattr(collation, "collated", collated)
    return plans, documents.extract(plans, book, ONE_PROCESS)


def test_a_plan_that_takes_too_long_is_named_and_the_others_are_read(small, book, monkeypatch):
    original, slow = collation.collated, []

    def collated(plan, words):
        slow.append(plan.plan_id)
        while len(slow) == 1:
            pass
        return original(plan, words)

    monkeypatch.setenv(LIMIT, "seconds=1")
    plans, (first, second) = extracted(small, book, monkeypatch, collated)
    (problem,) = first.problems
    assert (problem.stage, problem.problem) == ("extraction", "too_large") and LIMIT in problem.message
    assert problem.source_file == plans[0].reference.source_file
    assert not first.targets.num_rows and second.targets.num_rows


def test_a_plan_the_program_fails_on_is_named_and_tried_again(small, book, monkeypatch, tmp_path):
    kept, tries = cache.opened(tmp_path), []

    def collated(plan, words):
        tries.append(plan.plan_id)
        raise ZeroDivisionError("secret")

    plans, (first, _) = extracted(small, book, monkeypatch, collated)
    assert first.problems[0].problem == "internal_error" and plans[0].plan_id in first.problems[0].message
    documents.extract(plans, book, ONE_PROCESS, kept)
    documents.extract(plans, book, ONE_PROCESS, kept)
    assert len(tries) == 6


def test_results_made_before_a_failure_are_kept(small, tmp_path, book, monkeypatch):
    """Of a run that is stopped in the middle the next one goes on from there."""
    kept, original, asked = cache.opened(tmp_path), documents._read, []

    def failing(task, shared):
        asked.append(task[1])
        if len(asked) == 2:
            raise KeyboardInterrupt
        return original(task, shared)

    monkeypatch.setattr(documents, "_read", failing)
    with pytest.raises(KeyboardInterrupt):
        documents.read(small / "raw", book, ONE_PROCESS, kept)
    documents.read(small / "raw", book, ONE_PROCESS, kept)
    assert asked == [*sorted(SMALL), sorted(SMALL)[1]]


def test_a_port_where_something_else_listens_is_one_clear_line(monkeypatch):
    pytest.importorskip("distributed", reason="the extra `scale` is not installed")
    monkeypatch.setattr(spreading, "CONNECT", 0.5)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        work = Work(engine="dask", scheduler=f"tcp://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(spreading.EngineError, match="no Dask scheduler answers there"):
            spreading.check(work, RAW, code.version)


def lost(task: int, shared: int) -> int:
    from distributed.scheduler import KilledWorker

    raise KilledWorker("task", None, 0)


def wrong(task: int, shared: int) -> int:
    raise ZeroDivisionError


@pytest.mark.slow
def test_a_cluster_that_is_lost_is_one_clear_line_and_a_fault_of_a_task_is_not(book):
    distributed = pytest.importorskip("distributed", reason="the extra `scale` is not installed")
    with distributed.LocalCluster(
        1, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        work = Work(engine="dask", scheduler=cluster.scheduler_address)
        assert list(spreading.each(double, [1, 2], 2, work)) == [2, 4]
        with pytest.raises(spreading.EngineError, match="the cluster was lost on the way"):
            list(spreading.each(lost, [1], 2, work))
        with pytest.raises(ZeroDivisionError):
            list(spreading.each(wrong, [1], 2, work))
