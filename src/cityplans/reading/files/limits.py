"""What one file may cost, and the clock that stops a file which takes too long.

A person raises or lowers them with the environment variable CITYPLANS_LIMITS, such as
`CITYPLANS_LIMITS=pages=5000,seconds=1200`; on a Dask cluster it is set where the workers run.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

VARIABLE = "CITYPLANS_LIMITS"


class Limits(NamedTuple):
    """Beyond one of these a file becomes a `too_large` problem. `characters` are those of the text read,
    `unpacked_bytes` those of a Word file's parts, `seconds` those of reading, cleaning and splitting it."""

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 300_000_000
    characters: int = 30_000_000
    pages: int = 3_000
    seconds: int = 600


LIMITS = Limits()
_clock = threading.local()


class TooSlow(BaseException):
    """A file's time is over. No Exception: what goes on after a damaged part must not go on after this."""


def limits() -> tuple[Limits, str]:
    """The limits in force, and what is wrong with CITYPLANS_LIMITS ("" if nothing; then it is not used)."""
    chosen: dict[str, int] = {}
    for item in filter(None, os.environ.get(VARIABLE, "").replace(" ", "").split(",")):
        key, _, value = item.partition("=")
        if key not in Limits._fields or not (value.isascii() and value.isdigit() and int(value[:18])):
            known = ", ".join(f"{name}={number}" for name, number in LIMITS._asdict().items())
            return LIMITS, f"“{item}” is no limit; write, for example, {VARIABLE}={known}"
        chosen[key] = int(value[:18])
    return LIMITS._replace(**chosen), ""


def raising(key: str) -> str:
    """What to do about a file beyond a limit."""
    return f"split it, or raise the limit ({VARIABLE}={key}=…)"


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise TooSlow in the block once it has taken so long: by a timer in the main thread of Unix systems,
    elsewhere at the next `check`."""
    before = getattr(_clock, "end", None)
    _clock.end = time.monotonic() + seconds
    timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if timed:
        handler = signal.signal(signal.SIGALRM, _ring)
        remaining, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        _clock.end = before
        if timed:
            signal.setitimer(signal.ITIMER_REAL, remaining)
            signal.signal(signal.SIGALRM, handler)


@contextmanager
def stopped_clock() -> Iterator[None]:
    """The time of the block does not count: a picture takes seconds a page, however many pages there are."""
    began, end = time.monotonic(), getattr(_clock, "end", None)
    timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    remaining = signal.setitimer(signal.ITIMER_REAL, 0)[0] if timed else 0
    try:
        yield
    finally:
        if end is not None:
            _clock.end = end + time.monotonic() - began
        if remaining:
            signal.setitimer(signal.ITIMER_REAL, remaining)


def check() -> None:
    """Raise TooSlow if the time of the block `within` is over."""
    end = getattr(_clock, "end", None)
    if end is not None and time.monotonic() > end:
        raise TooSlow


def _ring(*_: object) -> None:
    raise TooSlow
