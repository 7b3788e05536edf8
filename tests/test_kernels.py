"""Kernels forked from a process that is warm: the manners of a process, and what is done where none forks."""

from __future__ import annotations

import asyncio
import signal

import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.provisioning import LocalProvisioner

from cityplans.publishing.notebooks import kernels, warm


class Process:
    """A forked process that notes what is done to it."""

    def __init__(self) -> None:
        self.pid, self.exitcode, self.done = 4711, None, []

    def join(self) -> None:
        self.done.append("join")
        self.exitcode = 3

    def kill(self) -> None:
        self.done.append("kill")

    def terminate(self) -> None:
        self.done.append("terminate")


def test_a_forked_process_is_asked_as_another():
    process = Process()
    handle = kernels.Handle(process)
    assert (handle.pid, handle.poll()) == (4711, None)
    assert (handle.wait(), handle.poll()) == (3, 3)
    handle.kill()
    handle.terminate()
    assert process.done == ["join", "kill", "terminate"]
    assert (handle.stdin, handle.stdout, handle.stderr) == (None, None, None)


def test_signals_reach_it(monkeypatch):
    sent = []
    monkeypatch.setattr(kernels.os, "kill", lambda *what: sent.append(what))
    kernels.Handle(Process()).send_signal(signal.SIGINT)
    assert sent == [(4711, signal.SIGINT)]


def forked() -> kernels.Forked:
    made = kernels.Forked(kernel_spec=KernelSpec(), parent=None)
    made.connection_info = {"ip": "127.0.0.1"}
    return made


COMMAND, HOW = ["python", "-m", "ipykernel_launcher", "-f", "c.json"], {"env": {"A": "1"}, "cwd": "/tmp"}


def test_a_kernel_is_forked(monkeypatch):
    asked = []
    monkeypatch.setattr(warm, "kernel", lambda *what: asked.append(what) or Process())
    made = forked()
    assert asyncio.run(made.launch_kernel(COMMAND, **HOW)) == {"ip": "127.0.0.1"}
    assert asked == [(["-f", "c.json"], {"A": "1"}, "/tmp")]
    assert (made.pid, made.pgid, made.process.pid) == (4711, 4711, 4711)


@pytest.mark.parametrize("fault", [OSError, EOFError])
def test_where_none_forks_it_is_started_as_usual(fault, monkeypatch):
    def fails(*what):
        raise fault

    async def usual(self, command, **how):
        return {"as": "usual", "command": command}

    monkeypatch.setattr(warm, "kernel", fails)
    monkeypatch.setattr(LocalProvisioner, "launch_kernel", usual)
    assert asyncio.run(forked().launch_kernel(COMMAND, **HOW)) == {"as": "usual", "command": COMMAND}


@pytest.mark.parametrize(("begun", "kind"), [(True, kernels.Forked), (False, type(None))])
def test_forking_is_asked_for_where_it_was_begun(begun, kind, monkeypatch):
    monkeypatch.setattr(warm, "is_begun", lambda: begun)
    assert type(kernels.kernel().provisioner) is kind


def test_a_kernel_has_the_variables_of_here_and_those_of_notebooks(monkeypatch):
    monkeypatch.setenv("CITYPLANS_TRIED", "1")
    given = kernels.environment()
    assert given["CITYPLANS_TRIED"] == "1" and given.items() >= warm.VARIABLES.items()
