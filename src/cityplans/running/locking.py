"""One run at a time writes to a folder of tables, and none while others read it for long.

The lock is the operating system's own on the file `.lock`: it ends with the process that holds it, however
that ends, so that a lock left behind by a killed run holds nobody up. What the file says is for the message
only.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cityplans.errors import UserError

NAME = ".lock"


class LockedError(UserError):
    """Another run is writing to the folder; the message says which and what to do."""


@contextmanager
def locked(folder: Path, advice: str = "give another folder with --out") -> Iterator[None]:
    """Hold the folder while files are made in it. Raises LockedError at once where another run holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    with path.open("a+b") as file:
        if not _take(file, shared=False):
            raise LockedError(
                f"{folder}: {_holder(path)} is at work here; wait until it has ended, or {advice}",
                f"{folder}：另一次运行正在使用此文件夹；请等它结束，或另给一个文件夹",
            )
        try:
            file.truncate(0)
            file.write(_self())
            file.flush()
            yield
        finally:
            file.truncate(0)
            _release(file)


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Hold the folder so that others may read it too and nobody writes to it. Raises LockedError where
    another run writes to it. Nothing is held where no lock can be made: nobody can write there either."""
    path = folder / NAME
    try:
        file = path.open("a+b")
    except OSError:
        yield
        return
    with file:
        if not _take(file, shared=True):
            raise LockedError(
                f"{folder}: {_holder(path)} is writing here; wait until it has ended",
                f"{folder}：另一次运行正在写入；请等它结束",
            )
        try:
            yield
        finally:
            _release(file)


def _self() -> bytes:
    return f"process {os.getpid()} on {socket.gethostname()}, since {time.strftime('%H:%M')}".encode()


def _holder(path: Path) -> str:
    try:
        said = path.read_text("utf-8", errors="replace")[:100].strip()
    except OSError:  # Windows lets nobody read what is locked
        said = ""
    return f"another run ({said})" if said else "another run"


if os.name == "nt":  # pragma: no cover
    import msvcrt

    FAR = 1 << 30  # a byte nobody writes, so that the text before it stays readable

    def _take(file, shared: bool) -> bool:  # Windows knows no shared lock
        file.seek(FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

    def _release(file) -> None:
        file.seek(FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    _open: set = set()  # locked files; a forked process lets go of them, or it would hold the lock too

    def _let_go() -> None:
        for file in _open:
            file.close()
        _open.clear()

    os.register_at_fork(after_in_child=_let_go)

    def _take(file, shared: bool) -> bool:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        _open.add(file)
        return True

    def _release(file) -> None:
        _open.discard(file)
        fcntl.flock(file, fcntl.LOCK_UN)
