"""Many plans at once: what was put in is found, whoever does the work; pairs are not all compared."""

import random
import time

import pytest
from benchmarks import synthetic

from cityplans import cache, codebook, documents, spreading
from cityplans.comparison import coding
from cityplans.reading import editions
from cityplans.spreading import ONE_PROCESS, Work
from cityplans.tables import frame

PLANS, CHARACTERS = 60, 2500  # more than spreading.ALONE, so that processes are used


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
    return corpus, documents.extract(corpus.plans, book, work)


def facts(corpus) -> list:
    return [documents._facts(plan) for plan in corpus.plans]


def test_every_plan_and_target_put_in_is_found_and_nothing_else(made, alone):
    corpus, found = alone
    rows = [row for extraction, _ in found for row in extraction.targets]
    plans = frame("plans", [{"plan_id": p.plan_id, "title": p.title} for p in corpus.plans])
    lost = synthetic.missed(made[1], plans, frame("targets", rows))
    assert lost == {"plans": [], "targets": [], "extra": []}
    assert len(rows) == sum(len(plan.targets) for plan in made[1])


def test_the_check_notices_what_is_missing_and_what_is_too_much(made, alone):
    corpus, found = alone
    rows = [row for extraction, _ in found for row in extraction.targets]
    rows[0] = rows[0] | {"value_low": 1.5}
    plans = frame("plans", [{"plan_id": p.plan_id, "title": p.title} for p in corpus.plans[1:]])
    lost = synthetic.missed(made[1], plans, frame("targets", rows[:-1]))
    assert len(lost["plans"]) == 1 and lost["targets"]


def test_plan_i_is_the_same_text_however_many_are_made(book, made):
    few = list(synthetic.plans(book, 2, seed=3, characters=CHARACTERS))
    assert few == made[1][:2]


def test_processes_give_what_one_process_gives(book, made, alone):
    corpus, found = worked(book, made[0], Work(jobs=2))
    assert facts(corpus) == facts(alone[0]) and found == alone[1]


def test_extraction_and_themes_have_no_slow_spot(book, alone):
    """Seconds of the processor; a tenth of the goal, so that a busy machine does not fail it."""
    corpus, _ = alone
    began = time.process_time()
    documents.extract(corpus.plans, book, ONE_PROCESS)
    rows = [c._asdict() | {"plan_id": p.plan_id} for p in corpus.plans for c in p.clauses]
    coding.read(frame("plans", [{"plan_id": p.plan_id} for p in corpus.plans]), frame("clauses", rows), book)
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
    with distributed.LocalCluster(2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        work = Work(engine="dask", scheduler=cluster.scheduler_address, say=killer(cluster))
        spreading.check(work, made[0], cache.code_version)
        corpus, found = worked(book, made[0], work)
    assert work.say.killed
    assert facts(corpus) == facts(alone[0]) and found == alone[1]


def killer(cluster):
    """Kills one of the workers when the first results are there."""

    def say(line: str) -> None:
        if not say.killed:
            say.killed = True
            next(iter(cluster.workers.values())).process.process.kill()

    say.killed = False
    return say
