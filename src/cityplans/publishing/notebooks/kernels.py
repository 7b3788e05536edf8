"""Kernels of the interpreter that runs this, whatever kernels the machine has installed; forked from a
process that has loaded what they need, where one was begun (`warm`)."""

from __future__ import annotations

import os
from multiprocessing.process import BaseProcess
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from cityplans.publishing.notebooks import warm


def kernel() -> AsyncKernelManager:
    """A manager whose kernel is not yet started."""
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    if warm.is_begun():
        manager.provisioner = Forked(kernel_spec=manager.kernel_spec, parent=manager)
    return manager


def environment() -> dict[str, str]:
    """The variables a kernel is given."""
    return {**os.environ, **warm.VARIABLES}


class Forked(LocalProvisioner):
    """Starts a kernel by forking; as usual where that fails."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any):
        try:
            forked = warm.kernel(cmd[cmd.index("-f") :], kwargs["env"], kwargs["cwd"])
        except (OSError, EOFError):
            return await super().launch_kernel(cmd, **kwargs)
        self.process = Handle(forked)  # type: ignore[assignment]
        self.pid = self.pgid = forked.pid  # type: ignore[assignment]  # a group it leads, or will in a moment
        return self.connection_info


class Handle:
    """A forked process with the manners of subprocess.Popen, which a provisioner expects."""

    stdin = stdout = stderr = None

    def __init__(self, forked: BaseProcess) -> None:
        self.forked, self.pid = forked, forked.pid

    def poll(self) -> int | None:
        return self.forked.exitcode

    def wait(self) -> int | None:
        self.forked.join()
        return self.forked.exitcode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.forked.kill()

    def terminate(self) -> None:
        self.forked.terminate()
