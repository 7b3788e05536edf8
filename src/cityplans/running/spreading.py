"""The same function over many documents: in this process, on its cores, or on a Dask cluster.

Tasks go out in groups, so that what all of them need (the codebook) travels once a group. Results come back
in the order of the tasks, whoever finished first, so that the tables are the same bytes in every case.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cityplans.errors import UserError
from cityplans.running import forking

GROUP = 16  # documents that travel together
ALONE = 3 * GROUP  # up to so many, starting processes takes longer than the work
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")  # of one of several processes
CONNECT = 20  # seconds to wait for a scheduler
TRIES = 3  # how often the rest is given out anew where workers were lost
LOST = ("distributed", "concurrent")  # whose errors mean that machines are gone, not that a task failed


class EngineError(UserError):
    """The work cannot be spread as asked; the message says why and what to do."""


class Work(NamedTuple):
    """How documents are spread: `jobs` processes here (0: one a core), or a Dask cluster at `scheduler`.
    `beside` is what this process does while others that were forked from it work."""

    jobs: int = 0
    engine: str = "local"
    scheduler: str = ""
    say: Callable[[str], None] = lambda line: None
    beside: Callable[[], None] | None = None


ONE_PROCESS = Work(jobs=1)


def each(
    function: Callable, tasks: Sequence, shared: object, work: Work, what: str = "", holding: float = 1
) -> Iterator:
    """function(task, shared) for task in tasks, one by one as they are asked for; `function` must be
    importable, tasks and results travel. `holding`: documents of a task, on average. Raises EngineError where
    a cluster is lost on the way."""
    jobs = work.jobs or os.cpu_count() or 1
    is_little = len(tasks) * holding <= ALONE and not (work.beside and forking.possible())
    if work.engine == "local" and (jobs == 1 or is_little):
        yield from (function(task, shared) for task in tasks)
    elif tasks and work.engine == "dask":
        yield from _again_where_lost(function, tasks, shared, work, what, holding)
    elif tasks:
        spread = _forked if forking.possible() else _spread
        yield from spread(function, tasks, shared, work._replace(jobs=jobs), what, holding)


def _again_where_lost(
    function: Callable, tasks: Sequence, shared: object, work: Work, what: str, holding: float
) -> Iterator:
    """As `_spread`, on a cluster. A worker that dies takes with it what only it held, `shared` too, and the
    scheduler then cancels all that needs it: what is not done yet is given out anew."""
    done, lost = 0, None
    for _ in range(TRIES):
        try:
            with _backend(work, shared):
                for result in _spread(function, tasks[done:], shared, work, what, holding):
                    done += 1
                    yield result
            return
        except EngineError as error:
            lost = lost or error
            if not isinstance(error.__cause__, CancelledError):
                break  # no scheduler any more
    raise lost or EngineError(work.scheduler)


def _grouped(tasks: Sequence, holding: float) -> list[Sequence]:
    size = max(1, int(GROUP / holding))
    return [tasks[i : i + size] for i in range(0, len(tasks), size)]


def _forked(
    function: Callable, tasks: Sequence, shared: object, work: Work, what: str, holding: float
) -> Iterator:
    """As `_spread`, by processes that need not be sent anything."""
    groups, done = _grouped(tasks, holding), 0
    calls = [partial(_group, function, group, shared) for group in groups]
    with forking.forked(calls, min(work.jobs, len(calls))) as asked:
        waiting = deque(asked(number) for number in range(len(calls)))
        if work.beside:
            work.beside()
        while waiting:
            results = waiting.popleft().result()
            yield from results
            done += len(results)
            work.say(f"{what}: {round(done * holding)} of {round(len(tasks) * holding)}")


def _spread(
    function: Callable, tasks: Sequence, shared: object, work: Work, what: str, holding: float
) -> Iterator:
    from joblib import Parallel, delayed

    groups = _grouped(tasks, holding)
    jobs = work.jobs if work.engine == "local" else -1
    parallel = Parallel(n_jobs=jobs, return_as="generator", batch_size=1)
    done = 0
    for results in parallel(delayed(_group)(function, group, shared) for group in groups):
        yield from results
        done += len(results)
        work.say(f"{what}: {round(done * holding)} of {round(len(tasks) * holding)}")


def together(calls: Sequence[Callable], work: Work, documents: int) -> Iterator:
    """The results of calls that need nothing of each other, in their order: on the cores of this machine
    where there are `documents` enough to be worth it. The others begin at once; this process does its share
    when the results are asked for, so that one process less has to be started and given everything."""
    jobs = work.jobs or os.cpu_count() or 1
    by_fork = forking.possible()
    if jobs == 1 or len(calls) < 2 or (documents <= ALONE and not by_fork):
        return (call() for call in calls)
    stack = ExitStack()
    others = stack.enter_context((forking.forked if by_fork else _started)(calls, jobs - 1))
    waiting, done, lock = deque(enumerate(calls)), {}, threading.Lock()

    def hand_out(finished: object = None) -> None:
        with lock:
            if waiting:
                number, _ = waiting.popleft()
                done[number] = others(number)
                done[number].add_done_callback(hand_out)

    for _ in range(jobs - 1):
        hand_out()
    return _results(len(calls), waiting, done, lock, stack)


@contextmanager
def _started(calls: Sequence[Callable], jobs: int) -> Iterator[Callable[[int], Future]]:
    """As forking.forked, by processes that are started and given everything."""
    from joblib.externals.loky import ProcessPoolExecutor  # not the one that `_spread` uses again

    pool = ProcessPoolExecutor(max_workers=jobs, env=dict.fromkeys(THREADS, "1"))
    try:
        yield lambda number: pool.submit(calls[number])
    finally:
        pool.shutdown(wait=False)


def _results(
    count: int, waiting: deque, done: dict[int, Future], lock: threading.Lock, stack: ExitStack
) -> Iterator:
    """The results in order; while one is not there, this process does what nobody has begun."""
    with stack:
        try:
            for number in range(count):
                while number not in done or not done[number].done():
                    with lock:
                        if not waiting:
                            break
                        own, call = waiting.popleft()
                        done[own] = Future()
                    done[own].set_result(call())
                yield done.pop(number).result()
        finally:
            with lock:
                waiting.clear()


def _group(function: Callable, tasks: Sequence, shared: object) -> list:
    return [function(task, shared) for task in tasks]


@contextmanager
def _backend(work: Work, shared: object) -> Iterator[None]:
    client = _client(work.scheduler)
    import joblib

    try:
        with (
            client,
            joblib.parallel_config(backend="dask", scatter=[shared], wait_for_workers_timeout=CONNECT),
        ):
            yield
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in LOST and not isinstance(error, TimeoutError):
            raise
        raise EngineError(
            f"{work.scheduler}: the cluster was lost on the way ({type(error).__name__}); start it again "
            "(`dask scheduler`, `dask worker ADDRESS`) and run this again: what was done is kept",
            f"{work.scheduler}：与集群的连接中断（{type(error).__name__}）；请重新启动（`dask scheduler`、"
            "`dask worker ADDRESS`）后再运行一次：已完成的部分会保留",
        ) from error


def _client(address: str):
    """A client of the scheduler. Raises EngineError where none answers within CONNECT seconds: whatever else
    may listen there is asked in a thread of its own, for it may never say a word."""
    try:
        from distributed import Client
    except ImportError:
        raise EngineError(
            "--engine dask needs the extra `scale`: pip install 'cityplans[scale]'",
            "--engine dask 需要附加包 scale：pip install 'cityplans[scale]'",
        ) from None
    if not address:
        raise EngineError(
            "--engine dask needs --scheduler ADDRESS, such as tcp://192.168.1.5:8786",
            "--engine dask 需要 --scheduler 地址，例如 tcp://192.168.1.5:8786",
        )
    answers: list = []

    def ask() -> None:
        try:
            answers.append(Client(address, timeout=CONNECT, set_as_default=True))
        except Exception as error:  # said below
            answers.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(2 * CONNECT)
    answer = answers[0] if answers else TimeoutError(f"nothing said in {2 * CONNECT} s")
    if isinstance(answer, Exception):
        raise EngineError(
            f"{address}: no Dask scheduler answers there ({answer}); start one with "
            "`dask scheduler` and workers with `dask worker ADDRESS`",
            f"{address}：没有 Dask 调度器应答（{answer}）；请用 `dask scheduler` 启动，"
            "再用 `dask worker ADDRESS` 加工作机",
        )
    return answer


def check(work: Work, raw: Path, version: Callable[[], str]) -> None:
    """Every machine of a cluster must see the files and run the same code, else results would differ."""
    if work.engine != "dask":
        return
    with _client(work.scheduler) as client:
        seen, versions = client.run(_sees, str(raw.resolve())), client.run(version)
    if not seen:
        raise EngineError(
            f"{work.scheduler}: the cluster has no workers; start `dask worker ADDRESS`",
            f"{work.scheduler}：集群没有工作机；请启动 `dask worker ADDRESS`",
        )
    blind = sorted(worker for worker, sees in seen.items() if not sees)
    if blind:
        raise EngineError(
            f"{', '.join(blind)} cannot see {raw.resolve()}; use a folder all machines share",
            f"{', '.join(blind)} 看不到 {raw.resolve()}；请用各机共享的文件夹",
        )
    other = sorted(worker for worker, found in versions.items() if found != version())
    if other:
        raise EngineError(
            f"{', '.join(other)} runs other versions; install the same on all machines",
            f"{', '.join(other)} 的版本不同；请各机安装相同版本",
        )


def _sees(path: str) -> bool:
    return Path(path).exists()
