"""Processes forked from this one: they begin at once, and find in their memory what others have to be sent.

What was loaded, compiled and read is there in each without a copy, until one of them changes it. Only results
travel. On Linux, and where no other thread of this program runs: a lock that one holds would be held for ever
in a process in which it does not run.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager

Calls = Sequence[Callable[[], object]]
_held: dict[int, Calls] = {}  # what the processes of a pool may be asked for
_numbers = itertools.count()


def possible() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def forked(calls: Calls, jobs: int) -> Iterator[Callable[[int], Future]]:
    """A function that has the nth of the calls done by one of `jobs` processes, forked when the first is
    asked for. On leaving, what nobody has begun is not done any more."""
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), initializer=_begin)
    key = next(_numbers)
    _held[key] = calls
    try:
        yield lambda number: pool.submit(_called, key, number)
    finally:
        del _held[key]
        pool.shutdown(wait=True, cancel_futures=True)


def _called(key: int, number: int) -> object:
    return _held[key][number]()


def _begin() -> None:
    """A process of its own: it ends with the one it was forked from, leaves an interruption to that one, and
    what stood in memory before is not looked through for waste, which would copy it."""
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with, args=(multiprocessing.parent_process(),), daemon=True).start()


def end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
