"""One run writes to a folder, or several read it."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from cityplans.running import locking

ROOT = Path(__file__).resolve().parents[1]


def test_those_who_read_keep_a_writer_out_and_not_one_another(tmp_path):
    with locking.reading(tmp_path):
        if os.name != "nt":
            with locking.reading(tmp_path):
                pass
        with pytest.raises(locking.LockedError, match="wait"), locking.locked(tmp_path):
            pass
    refused = pytest.raises(locking.LockedError, match="writing here")
    with locking.locked(tmp_path), refused, locking.reading(tmp_path):
        pass
    with locking.reading(tmp_path):
        pass


def test_a_folder_that_is_not_there_is_read_without_a_lock(tmp_path):
    with locking.reading(tmp_path / "none"):
        assert not (tmp_path / "none").exists()


def test_two_runs_at_once_take_turns_or_one_is_refused(tmp_path):
    held, refused = [], []

    def work():
        try:
            with locking.locked(tmp_path):
                held.append(1)
                assert len(held) == 1
                time.sleep(0.01)
                held.pop()
        except locking.LockedError:
            refused.append(1)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not held


@pytest.mark.skipif(os.name == "nt", reason="kills with SIGKILL")
def test_a_lock_left_by_a_killed_run_holds_nobody_up(tmp_path):
    code = (
        "from cityplans.running import locking; from pathlib import Path; import time\n"
        f"with locking.locked(Path({str(tmp_path)!r})): print('held', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT)
    child.stdout.readline()
    with pytest.raises(locking.LockedError), locking.locked(tmp_path):
        pass
    child.kill()
    child.wait()
    child.stdout.close()
    with locking.locked(tmp_path):
        pass
