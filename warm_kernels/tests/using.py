"""What tests do with kernels."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psutil
import pytest
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from warm_kernels.kernel import Kernel
from warm_kernels.owner import templates


def missing(what: str) -> None:
    """Skip, or fail where nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"{what} is missing")


def stop_templates() -> None:
    """End all kernels and templates of this process, and wait until they are gone."""
    with suppress(Exception):
        pids = [status["pid"] for status in templates.status()]
        processes = [psutil.Process(pid) for pid in pids]
        templates.close()
        psutil.wait_procs(processes, timeout=10)
    templates.close()
    templates.pool.shutdown()
    templates.forget()


def discard(manager: KernelManager) -> None:
    """Kill its kernel if it runs, and close and remove all that it holds."""
    manager.stop_restarter()
    process = manager.provisioner and manager.provisioner.process
    if process:
        if process.poll() is None:
            process.kill()
            process.wait(10)
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()
        manager.provisioner.process = None
    asyncio.run(manager._async_cleanup_resources())


def part(client: Any) -> None:
    """Close a client with all that it holds, now and not when it is collected."""
    client.stop_channels()
    client.context.destroy(linger=0)


def forked(manager: KernelManager) -> bool:
    """Whether its kernel is a fork of a template."""
    return isinstance(manager.provisioner.process, Kernel)


def pid_of(manager: KernelManager) -> int:
    """Process id of its kernel."""
    return manager.provisioner.pid


def gone(pid: int) -> bool:
    """Whether a process has ended, whether or not anybody has taken note."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def run(client: BlockingKernelClient, code: str, seconds: float = 30.0, **more: Any) -> str:
    """Run a cell; its printed output and results in order. Fails when the cell fails."""
    out: list[str] = []
    reply = client.execute_interactive(
        code, output_hook=lambda message: out.append(text(message)), timeout=seconds, **more
    )
    content = reply["content"]
    assert content["status"] == "ok", "\n".join(content.get("traceback", [str(content)]))
    return "".join(out)


async def run_async(client: AsyncKernelClient, code: str, seconds: float = 30.0) -> str:
    """The same with an asynchronous client."""
    out: list[str] = []
    reply = await client.execute_interactive(
        code, output_hook=lambda message: out.append(text(message)), timeout=seconds
    )
    assert reply["content"]["status"] == "ok", reply["content"]
    return "".join(out)


def text(message: dict[str, Any]) -> str:
    """What a message of the output channel shows in a terminal."""
    content = message["content"]
    match message["msg_type"]:
        case "stream":
            return str(content["text"])
        case "execute_result" | "display_data":
            return str(content["data"].get("text/plain", ""))
        case "error":
            return f"{content['ename']}: {content['evalue']}"
    return ""


def asynchronously(test: Callable[[], Any], seconds: float = 60.0) -> None:
    """Run a coroutine function in an event loop of its own."""

    async def limited() -> None:
        async with asyncio.timeout(seconds):
            await test()

    asyncio.run(limited())
