"""Kernels that are started, used in many ways and ended, by an owner that shall not grow."""

from __future__ import annotations

import gc
import threading
from typing import Any

import psutil
from jupyter_client.manager import AsyncKernelManager, KernelManager
from jupyter_client.provisioning.local_provisioner import LocalPortCache
from using import asynchronously, forked, pid_of, run, run_async
from waiting import until


def some(first: int, end: int, name: str) -> list[int]:
    """Run cycles of both kinds; the templates that they had."""
    numbers = range(first, end)
    templates = {cycle(number, name) for number in numbers if number % 10 < 7}

    async def others() -> None:
        for number in numbers:
            if number % 10 >= 7:
                await cycle_async(number, name)

    asynchronously(others, 600)
    return sorted(templates)


def cycle(number: int, name: str) -> int:
    """Start, use and end one kernel, each time in another way; its template."""
    manager = KernelManager(kernel_name=name, transport=("tcp", "ipc")[number % 2])
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(30)
    assert forked(manager)
    template = psutil.Process(pid_of(manager)).ppid()
    match number % 5:
        case 0:
            assert run(client, "print(6 * 7)") == "42\n"
        case 1:
            client.execute("import time; print('begun', flush=True); time.sleep(100)")
            until(lambda: client.get_iopub_msg(timeout=5)["msg_type"] == "stream")
            manager.interrupt_kernel()
            assert client.get_shell_msg(timeout=10)["content"]["status"] == "error"
        case 2:
            manager.restart_kernel(now=True)
            client.wait_for_ready(30)
            assert run(client, "print(6 * 7)") == "42\n"
        case 3:
            run(client, "import subprocess; child = subprocess.Popen(['sleep', '1000'])")
        case 4:
            client.execute("import os; os._exit(7)")
            assert manager.provisioner.process.wait(10) == 7
    client.stop_channels()
    manager.shutdown_kernel(now=number % 3 == 0)
    return template


async def cycle_async(number: int, name: str) -> None:
    """The same with the asynchronous classes."""
    manager = AsyncKernelManager(kernel_name=name, transport=("tcp", "ipc")[number % 2])
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(30)
    assert await run_async(client, "print(6 * 7)") == "42\n"
    client.stop_channels()
    await manager.shutdown_kernel(now=number % 3 == 0)


def state() -> dict[str, Any]:
    """What of this process must not grow."""
    gc.collect()
    names = [thread.name for thread in threading.enumerate()]
    # The pool that asks templates has as many threads as were needed at once, at most four.
    pool = sum(name.startswith("warm-kernels") for name in names)
    return {
        "objects": len(gc.get_objects()),
        "ports kept": sorted(LocalPortCache.instance().currently_used_ports),
        "threads": psutil.Process().num_threads() - pool,
    }
