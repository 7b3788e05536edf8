"""One run at a time in a folder of tables.

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
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder while tables are made in it. Raises LockedError at once where another run does."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    with path.open("a+b") as file:
        if not _take(file):
            raise LockedError(
                f"{folder}: {_holder(path)} is writing here; wait until it has ended, or give "
                "another folder with --out"
            )
        try:
            file.truncate(0)
            file.write(
                f"process {os.getpid()} on {socket.gethostname()}, since {time.strftime('%H:%M')}".encode()
            )
            file.flush()
            yield
        finally:
            file.truncate(0)
            _release(file)


def _holder(path: Path) -> str:
    try:
        said = path.read_text("utf-8", errors="replace")[:100].strip()
    except OSError:  # Windows lets nobody read what is locked
        said = ""
    return f"another run ({said})" if said else "another run"


if os.name == "nt":  # pragma: no cover
    import msvcrt

    FAR = 1 << 30  # a byte nobody writes, so that the text before it stays readable

    def _take(file) -> bool:
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

    def _take(file) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(file) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
