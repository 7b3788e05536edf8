"""Processes forked from this one: what they find, and when they end."""

import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from cityplans.running import forking, locking, spreading
from cityplans.running.spreading import Work

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
ASLEEP = """
import time
from cityplans.running import forking
def slow():
    print(__import__("os").getpid(), flush=True)
    time.sleep(60)
with forking.forked([slow], 1) as asked:
    asked(0).result()
"""


def test_calls_need_not_travel_and_their_results_come_by_number():
    held = threading.Lock()  # nothing that could be sent
    calls = [lambda: (held.locked(), os.getpid()), partial(max, 3, 4)]
    with forking.forked(calls, 1) as asked:
        assert asked(1).result() == 4
        locked, process = asked(0).result()
    assert not locked and process != os.getpid()


def test_what_this_process_has_to_do_beside_is_done_while_another_works(monkeypatch):
    """Also where the work is too little to be spread for its own sake; nothing, where there is no work."""
    monkeypatch.setattr(forking, "possible", lambda: True)  # whatever threads the tests have
    began = []
    work = Work(jobs=2, beside=lambda: began.append(os.getpid()))
    assert list(spreading.each(divmod, [7], 2, work)) == [(3, 1)] and began == [os.getpid()]
    assert list(spreading.each(lambda task, _: os.getpid(), [1], 2, work)) != [os.getpid()]
    assert list(spreading.each(divmod, [], 2, work)) == [] and len(began) == 2
    assert list(spreading.each(divmod, [7], 2, work._replace(jobs=1))) == [(3, 1)] and len(began) == 2


def test_nothing_is_forked_beside_another_thread():
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()
    assert not forking.possible()
    ended.set()
    other.join()


def test_a_forked_process_does_not_hold_the_lock(tmp_path):
    with locking.locked(tmp_path), forking.forked([lambda: len(locking._open)], 1) as asked:
        assert len(locking._open) == 1 and asked(0).result() == 0


def test_processes_end_with_the_one_they_were_forked_from():
    with subprocess.Popen([sys.executable, "-c", ASLEEP], stdout=subprocess.PIPE, text=True) as parent:
        child = Path("/proc") / parent.stdout.readline().strip()
        assert child.is_dir()
        parent.send_signal(signal.SIGKILL)
        until = time.monotonic() + 20
        while child.is_dir() and time.monotonic() < until:
            time.sleep(0.05)
    assert not child.is_dir()
