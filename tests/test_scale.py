"""Many plans at once: what was put in is found, whoever does the work; pairs are not all compared."""

import os
import random
import signal
import subprocess
import sys
import time
from functools import partial

import numpy as np
import pytest
from benchmarks import bench, synthetic

from cityplans import blocks, codebook, documents, pipeline, tables
from cityplans.comparison.coding import coding
from cityplans.reading import editions
from cityplans.running import code, forking, spreading
from cityplans.running.spreading import ONE_PROCESS, Work
from cityplans.tables import frame
from slowly import slow
from strategies import altered

PLANS, CHARACTERS = 50, 600  # more than spreading.ALONE, so that processes are used


@pytest.fixture(scope="module")
def book():
    return codebook.load("data/codebook")


@pytest.fixture(scope="module")
def made(book, tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    return folder, synthetic.write(book, folder, PLANS, seed=3, characters=CHARACTERS)


@pytest.fixture(scope="module")
def alone(book, made):
    return worked(book, made[0], ONE_PROCESS)


def worked(book, raw, work):
    corpus = documents.read(raw, book, work)
    extracted = documents.extract(corpus.plans, book, work)
    return corpus, extracted, documents.code(*tabled(corpus), book, work)


def tabled(corpus):
    plans = [{"plan_id": p.plan_id, "region": p.region, "region_code": p.region_code} for p in corpus.plans]
    clauses = [c._asdict() | {"plan_id": p.plan_id} for p in corpus.plans for c in p.clauses]
    return frame("plans", plans), frame("clauses", clauses)


def facts(done) -> list:
    """Everything the tables are made of, in a form that can be compared."""
    corpus, extracted, coded = done
    words = [[np.asarray(part).tolist() for part in plan.words] for plan in coded]
    return [
        [documents._facts(plan) for plan in corpus.plans],
        extracted,
        [plan._replace(words=found) for plan, found in zip(coded, words)],
    ]


def rows_of(corpus, found) -> list[dict]:
    pairs = zip(corpus.plans, found)
    return [row | {"plan_id": plan.plan_id} for plan, made in pairs for row in made.targets.to_pylist()]


def editions_of(plans):
    return frame("editions", [_edition(p.plan_id, p.reference.source_file) for p in plans])


def _edition(plan_id: str, file: str) -> dict:
    return {"edition_id": plan_id, "plan_id": plan_id, "source_file": file}


def test_every_plan_and_target_put_in_is_found_and_nothing_else(made, alone):
    corpus, found, _ = alone
    rows = rows_of(corpus, found)
    lost = synthetic.missed(made[1], editions_of(corpus.plans), frame("targets", rows))
    assert lost == {"plans": [], "targets": [], "extra": []}
    assert len(rows) == sum(len(plan.targets) for plan in made[1])


def test_the_check_notices_what_is_missing_and_what_is_too_much(made, alone):
    corpus, found, _ = alone
    rows = rows_of(corpus, found)
    rows[0] = rows[0] | {"value_low": 1.5}
    lost = synthetic.missed(made[1], editions_of(corpus.plans[1:]), frame("targets", rows[:-1]))
    assert len(lost["plans"]) == 1 and lost["targets"]


def test_the_check_tells_counties_of_one_name_apart():
    """铁西区 of Shenyang and of Anshan: two plans of one title, each with a target of its own."""
    known = [synthetic.Known("tech_smes", n, n, "家", "gt", 2021, "") for n in (500, 900)]
    plans = [synthetic.Made(f"{c}.txt", "铁西区规划", c, 2016, "", (k,)) for c, k in zip("ab", known)]
    files = frame("editions", [_edition(f"p{c}", f"000/{c}.txt") for c in "ab"])
    rows = [k._asdict() | {"plan_id": f"p{c}", "target_id": c} for c, k in zip("ab", known)]
    for row in rows:
        row["value_low"], row["value_high"] = row.pop("low"), row.pop("high")
    targets = frame("targets", rows)
    assert synthetic.missed(plans, files, targets) == {"plans": [], "targets": [], "extra": []}


def test_plan_i_is_the_same_text_however_many_are_made(book, made):
    few = list(synthetic.plans(book, 2, seed=3, characters=CHARACTERS))
    assert few == made[1][:2]


def test_processes_give_what_one_process_gives(book, made, alone):
    assert facts(worked(book, made[0], Work(jobs=2))) == facts(alone)


def test_blocks_are_made_by_processes_as_by_one(book, alone, monkeypatch):
    monkeypatch.setattr(blocks, "AT_ONCE", 16)
    corpus = alone[0]
    several = blocks.made(corpus, book, Work(jobs=2), None)
    monkeypatch.setattr(blocks, "AT_ONCE", PLANS)
    one = blocks.made(corpus, book, ONE_PROCESS, None)
    assert [told(block) for block in several] == [told(block) for block in one]


def told(block) -> tuple[list[str], list[tuple]]:
    coded = [(plan.plan_id, plan.names, plan.masked) for plan in block.coded]
    return [part.digest for part in block.tables.values()], coded


def test_what_others_made_is_taken_to_its_end(monkeypatch):
    """A generator that is let go at its last result says that its tasks were cancelled."""
    ends = []

    def made(function, tasks, *_):
        yield from tasks
        ends.append(len(tasks))

    monkeypatch.setattr(spreading, "each", made)
    stage = documents.Stage("reading", bool)
    assert documents._remembered(zip(["", ""], [1, 2]), str, None, ONE_PROCESS, None, stage) == [1, 2]
    assert ends == [2]


@pytest.mark.parametrize("is_forked", [True, False])
def test_calls_are_shared_with_another_process_and_come_in_order(is_forked, monkeypatch):
    """And documents are spread as before afterwards."""
    monkeypatch.setattr(forking, "possible", lambda: is_forked)
    calls = [partial(slow, number) for number in range(6)]
    found = list(spreading.together(calls, Work(jobs=2), spreading.ALONE + 1))
    assert [number for number, _ in found] == [0, 1, 2, 3, 4, 5]
    assert len({process for _, process in found}) == 2 and found[0][1] != os.getpid()
    with pytest.raises(ZeroDivisionError):
        list(spreading.together([partial(slow, 1), partial(divmod, 1, 0)], Work(jobs=2), spreading.ALONE + 1))
    tasks = range(spreading.ALONE + 1)
    assert list(spreading.each(divmod, tasks, 7, Work(jobs=2))) == [divmod(task, 7) for task in tasks]


@pytest.mark.skipif(sys.gettrace() is not None, reason="every line is counted, which takes time")
def test_extraction_and_themes_have_no_slow_spot(book, alone):
    """Seconds of the processor; a tenth of the goal, so that a busy machine does not fail it."""
    corpus, *_ = alone
    began = time.process_time()
    documents.extract(corpus.plans, book, ONE_PROCESS)
    coding.read(*tabled(corpus), book)
    characters = sum(len(plan.text) for plan in corpus.plans)
    assert characters / (time.process_time() - began) > 50_000


def test_candidates_for_the_same_plan_do_not_grow_with_the_square():
    """Texts that share what everybody writes are no candidates; reposts of one text are."""
    drawn = random.Random(0)
    common = "".join(chr(0x4E00 + i) for i in range(600))
    own = ["".join(chr(0x5000 + drawn.randrange(9000)) for _ in range(400)) for _ in range(300)]
    texts = [common + text for text in own]
    sets = [editions.shingles(text) for text in [*texts, texts[0] + "补", texts[5][30:]]]
    pairs = editions._candidates([""] * len(sets), sets)
    assert {(0, 300), (5, 301)} <= set(pairs) and len(pairs) < 10


@pytest.mark.slow
def test_a_dask_cluster_gives_the_same_and_outlives_a_worker(book, made, alone):
    distributed = pytest.importorskip("distributed", reason="the extra `scale` is not installed")
    with (
        imported_once(distributed),
        distributed.LocalCluster(2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
    ):
        work = Work(engine="dask", scheduler=cluster.scheduler_address, say=killer(cluster))
        spreading.check(work, made[0], code.version)
        done = worked(book, made[0], work)
    assert work.say.killed
    assert facts(done) == facts(alone)


def imported_once(distributed):
    """Workers begin with everything imported, where the system can do it; else each imports it itself."""
    import dask

    method = "spawn" if os.name == "nt" else "forkserver"
    chosen = dask.config.set({"distributed.worker.multiprocessing-method": method})
    if method == "forkserver":
        distributed.utils.get_mp_context().set_forkserver_preload(["distributed", "cityplans.documents"])
    return chosen


def killer(cluster):
    """Kills one of the workers when the first results are there."""

    def say(line: str) -> None:
        if not say.killed:
            say.killed = True
            os.kill(next(iter(cluster.workers.values())).process.pid, signal.SIGKILL)

    say.killed = False
    return say


CITIES = ("阿坝藏族羌族自治州", "大连市", "福州市", "贵阳市", "杭州市", "昆明市", "洛阳市")
KINDS = (
    ("人才", "高校", "学科", "教师", "培训", "博士", "留学", "引才"),
    ("港口", "航运", "船舶", "海洋", "渔业", "码头", "物流", "口岸"),
)


def plan_of(place: int) -> str:
    """A plan of one of two kinds of words, in turn."""
    drawn, words = random.Random(place), KINDS[place % 2]
    title = f"{CITIES[place]}创新发展规划（{2018 + place}—{2023 + place}年）"
    lines = []
    for number in range(1, 41):
        one, two, three = drawn.sample(words, 3)
        lines.append(f"{number}.{one}工作。推进{one}和{two}建设，优化{three}。")
    return "\n\n".join([title, "一、主要任务", *lines])


def chosen(out) -> dict[str, str]:
    found = tables.read(out, "clusters").query("is_chosen")
    return dict(zip(found["plan_id"], found["cluster"]))


def test_tables_do_not_depend_on_the_run_before_in_their_folder(tmp_path):
    """The plan added comes first by its id, so that the groups change places."""
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    for place in range(1, 7):
        (raw / f"{place}.txt").write_text(plan_of(place), "utf-8")
    pipeline.build(raw, out, work=ONE_PROCESS)
    before = chosen(out)
    assert set(before.values()) == {"C1", "C2"}
    (raw / "0.txt").write_text(plan_of(0), "utf-8")
    pipeline.build(raw, out, work=ONE_PROCESS)
    pipeline.build(raw, tmp_path / "fresh", work=ONE_PROCESS)
    after = chosen(out)
    assert {plan: after[plan] for plan in before} != before, "else this test says nothing"
    for path in (tmp_path / "fresh").glob("[!.]*.*"):
        assert (out / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.heavy) for n in range(1, 6))])
def test_a_run_again_gives_the_bytes_of_a_first_run_whatever_came_and_went(book, tmp_path, seed):
    drawn, raw = random.Random(seed), tmp_path / "raw"
    raw.mkdir()
    waiting = list(synthetic.plans(book, 7, seed=seed, characters=500))
    for plan in (waiting.pop() for _ in range(4)):
        (raw / plan.name).write_text(plan.text, "utf-8", newline="\n")
    for changes in (1, 3):  # one by one, and several at once
        pipeline.build(raw, tmp_path / "out", work=ONE_PROCESS)
        for _ in range(changes):
            altered(raw, drawn, waiting)
    pipeline.build(raw, tmp_path / "out", work=ONE_PROCESS)
    pipeline.build(raw, tmp_path / "fresh", work=ONE_PROCESS)
    made = sorted(
        p for p in (tmp_path / "fresh").rglob("*.*") if not p.relative_to(tmp_path).parts[1].startswith(".")
    )
    assert len(made) > 40
    for path in made:
        name = path.relative_to(tmp_path / "fresh")
        assert (tmp_path / "out" / name).read_bytes() == path.read_bytes(), name


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc")
def test_the_benchmark_counts_the_memory_of_all_processes_of_a_command():
    """Two processes of 60 MB each, of a group of their own."""
    code = "import os, sys; os.fork(); held = b'x' * 60_000_000; os.write(1, b'.'); sys.stdin.read()"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True, start_new_session=True) as done:
        assert done.stdout.read(2) == ".."
        held = bench.held_by(done.pid)
        done.stdin.close()
    assert 120_000_000 < held < 200_000_000
