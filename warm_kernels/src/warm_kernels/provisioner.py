"""The provisioner that Jupyter asks for kernels: a fork where possible, else a normal start."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Bool, Dict, Integer, List, Unicode

from warm_kernels import limits
from warm_kernels.clients import QUICKER
from warm_kernels.environment import for_kernel, of_owner
from warm_kernels.kernel import Kernel, NoTemplate, Request, readable
from warm_kernels.profile import Command, NotForkable, Profile

BIND_SECONDS = 20.0
ENDING_SECONDS = 0.5
TOLD_SECONDS = 10.0  # twice as long as managers wait before they kill

# What Popen would be told; a kernel that needs more than this is started normally.
_KNOWN = {"stdin", "stdout", "stderr", "cwd", "env", "kernel_id", "independent"}
_said: set[str] = set()

of_owner(os.environ)  # what is a secret now is one later, even if it is gone by then


class WarmProvisioner(LocalProvisioner):
    """Starts IPython kernels by forking a warm template process.

    Configured in the kernelspec (`metadata.kernel_provisioner.config`) or, as any traitlets
    class, in the program's configuration (`c.WarmProvisioner.…`).
    """

    preload = List(Unicode(), help="Modules that the template imports.").tag(config=True)
    environment = List(
        Unicode(),
        help="Names or patterns of more variables that kernels get from their owner.",
    ).tag(config=True)
    limits = Dict(
        value_trait=Integer(),
        key_trait=Unicode(),
        help="Resource limits of kernels, by the names of setrlimit: {'nofile': 1024}.",
    ).tag(config=True)
    quick_clients = Bool(
        True,
        help="Give managers with a stock client one that does not wait longer than needed.",
    ).tag(config=True)

    process: Any = None  # a Kernel, or a Popen after a normal start
    _told_to_end = -TOLD_SECONDS  # when, by the monotonic clock

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Prepare as for a local kernel, with the environment cut to what it may see."""
        kwargs = await super().pre_launch(**kwargs)
        spec = self.kernel_spec.env if self.kernel_spec is not None else {}
        kwargs["env"] = for_kernel(kwargs["env"], of_owner(os.environ), spec, self.environment)
        return kwargs

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel and wait until clients may connect; start it normally if that fails.

        Raises OSError for a working folder or a stream that cannot be opened, as Popen does,
        and ValueError for a resource limit that does not exist.
        """
        self._told_to_end = -TOLD_SECONDS
        limits.check(self.limits)
        try:
            profile, request = self._request(cmd, kwargs)
            kernel, bound = await _fork(profile, request)
        except (NotForkable, NoTemplate) as reason:
            self._say(reason)
            info = await super().launch_kernel(cmd, **kwargs)
            limits.impose(self.limits, self.process.pid)
            return info
        try:
            await readable(bound, BIND_SECONDS)
        except BaseException:  # cancelled
            _discard(kernel)
            raise
        finally:
            os.close(bound)
        self.process = kernel
        self.pid = self.pgid = kernel.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        if self.quick_clients:
            self._quicken()
        return self.connection_info

    async def poll(self) -> int | None:
        """The exit code, or None while the kernel runs.

        For some seconds a kernel that was told to end is waited for, half a second at most, so
        that who asks again and again need not pause.
        """
        told = time.monotonic() - self._told_to_end < TOLD_SECONDS
        if told and isinstance(self.process, Kernel):
            await self.process.ended(ENDING_SECONDS)
        code: int | None = await super().poll()
        return code

    async def wait(self) -> int | None:
        """Wait for the end and return the exit code."""
        kernel = self.process
        if not isinstance(kernel, Kernel):
            code = await super().wait()
            return None if code is None else int(code)
        while (code := kernel.poll()) is None:
            await kernel.ended()
        for stream in (kernel.stdin, kernel.stdout, kernel.stderr):
            if stream is not None:
                stream.close()
        self.process = None
        return code

    async def send_signal(self, signum: int) -> None:
        """Signal the kernel's process group; the template does it for a fork."""
        if not isinstance(self.process, Kernel):
            await super().send_signal(signum)
            return
        await _in_thread(self.process.send_signal, signum)
        if signum in (signal.SIGKILL, signal.SIGTERM):
            self._told_to_end = time.monotonic()

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and what it has started."""
        if self.process:
            await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """Ask the kernel to end."""
        if self.process:
            await self.send_signal(signal.SIGTERM)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """The kernel has been told to end by a message."""
        self._told_to_end = time.monotonic()

    def _request(self, cmd: list[str], kwargs: dict[str, Any]) -> tuple[Profile, Request]:
        if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
            raise NotForkable("only Linux can fork kernels")
        unknown = sorted(set(kwargs) - _KNOWN)
        if unknown or kwargs.get("independent"):
            raise NotForkable(f"asked for {', '.join(unknown) or 'an independent kernel'}")
        command = Command.parse(cmd)
        environment = kwargs["env"]
        request = Request(
            arguments=command.arguments,
            environment=environment,
            folder=kwargs.get("cwd"),
            streams=(kwargs.get("stdin"), kwargs.get("stdout"), kwargs.get("stderr")),
            limits=self.limits,
            files=self._files(),
        )
        spec = self.kernel_spec.env if self.kernel_spec is not None else {}
        return Profile.of(command, self.preload, environment, spec), request

    def _files(self) -> list[str]:
        """What the manager removes when it can: the connection file and the sockets."""
        manager = self.parent
        if manager is None or not manager.connection_file:
            return []
        files = [str(Path(manager.connection_file).absolute())]
        if manager.transport == "ipc":
            names = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")
            files += [f"{manager.ip}-{getattr(manager, name)}" for name in names]
        return files

    def _quicken(self) -> None:
        factory = getattr(self.parent, "client_factory", None)
        if factory in QUICKER:
            self.parent.client_class = QUICKER[factory]

    def _say(self, reason: Exception) -> None:
        """Say once why kernels are started in the slow way."""
        if str(reason) not in _said:
            _said.add(str(reason))
            self.log.warning("Kernels are started without a warm template: %s", reason)


async def _in_thread(work: Callable[[int], None], number: int) -> None:
    """Do what may have to wait for a template without blocking the event loop."""
    from warm_kernels.owner import templates  # Linux only

    await asyncio.get_running_loop().run_in_executor(templates.pool, work, number)


async def _fork(profile: Profile, request: Request) -> tuple[Kernel, int]:
    from warm_kernels.owner import templates  # Linux only

    launching = templates.pool.submit(templates.launch, profile, request)
    try:
        return await asyncio.wrap_future(launching)
    except asyncio.CancelledError:
        launching.add_done_callback(_came_too_late)
        raise


def _came_too_late(launching: Future[tuple[Kernel, int]]) -> None:
    if not launching.cancelled() and launching.exception() is None:
        kernel, bound = launching.result()
        os.close(bound)
        _discard(kernel)


def _discard(kernel: Kernel) -> None:
    """End a kernel that nobody has asked for any more."""
    kernel.kill()
    with suppress(subprocess.TimeoutExpired):
        kernel.wait(ENDING_SECONDS)
