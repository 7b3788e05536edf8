"""A process that has loaded what notebooks use, from which their kernels are forked: each is a process of its
own as before, and begins at once.

Python's own fork server: it has one thread, runs nothing, holds no tables, and ends with the process that
began it. Where there is no safe fork (Windows, macOS) nothing is begun, and kernels start as they always did.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.process import BaseProcess

from cityplans.running.forking import end_with

VARIABLES = {"PYTHONUTF8": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1", "CITYPLANS_RENDERING": "1"}
INLINE = "module://matplotlib_inline.backend_inline"  # what a kernel takes where no other is asked for
LOADED = (
    "ipykernel.debugger", "ipykernel.ipkernel", "ipykernel.kernelapp", "pandas.io.formats.style",
    "sklearn.metrics", "cityplans.book", "cityplans.exporting", "cityplans.selection",
    "cityplans.publishing.charts.charts", "cityplans.publishing.notebooks.widgets",
    "cityplans.publishing.report.exports", "cityplans.publishing.notebooks.story.ambition",
    "cityplans.publishing.notebooks.story.groups", "cityplans.publishing.notebooks.story.passages",
    "cityplans.publishing.notebooks.story.plans", "cityplans.publishing.notebooks.story.targets",
    "cityplans.publishing.notebooks.story.themes",
)  # fmt: skip
_begun = threading.Event()


def begin() -> None:
    """Start loading, beside whatever this process does next. Called by a command, whose main module may be
    imported again; not from within a library."""
    if sys.platform != "linux" or _begun.is_set():
        return
    from multiprocessing import forkserver

    try:
        backend = os.environ.get("MPLBACKEND") or INLINE  # read when matplotlib is loaded
        with _variables({**VARIABLES, "MPLBACKEND": backend}):
            forkserver.set_forkserver_preload([*LOADED])
            forkserver.ensure_running()
    except OSError:  # a machine that allows no sockets, or no processes
        return
    _begun.set()


@contextmanager
def _variables(own: Mapping[str, str]) -> Iterator[None]:
    """The environment with these variables, as a process started meanwhile gets it."""
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def is_begun() -> bool:
    return _begun.is_set()


def kernel(arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> BaseProcess:
    """A kernel with these arguments, forked; OSError or EOFError where there is no server any more."""
    context = multiprocessing.get_context("forkserver")
    made = context.Process(target=_serve, args=([*arguments], {**environment}, folder))
    made.start()
    return made


def _serve(arguments: list[str], environment: dict[str, str], folder: str) -> None:
    """A kernel, with all that a program of its own would have of its own."""
    import numpy as np
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()  # Ctrl-C is for the process that asked for it, which ends its kernels
    threading.Thread(target=end_with, args=(multiprocessing.parent_process(),), daemon=True).start()
    gc.freeze()  # what was loaded is not searched for garbage again and again, and so stays shared
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["ipykernel_launcher", *arguments]
    if not sys.flags.safe_path:
        del sys.path[0]  # of the command
    multiprocessing.set_start_method(multiprocessing.get_all_start_methods()[0], force=True)
    np.random.seed()
    IPKernelApp.launch_instance(arguments, parent_handle=os.getppid())
