"""Five hundred kernels leave nothing behind."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client.manager import AsyncKernelManager, KernelManager
from jupyter_client.provisioning.local_provisioner import LocalPortCache
from owners import count_files
from using import asynchronously, forked, pid_of, run, run_async
from waiting import until

pytestmark = pytest.mark.soak

CYCLES = 500
WARM = 40
NOISE = 3_000_000  # bytes


class State:
    """What must not grow: counts are compared exactly, memory with some noise."""

    def __init__(self, template: psutil.Process, folders: list[Path]) -> None:
        me = psutil.Process()
        self.counts = {
            "processes": len(me.children(recursive=True)) + len(template.children(recursive=True)),
            "files of the owner": count_files(me.pid),
            "files of the template": count_files(template.pid),
            "threads of the owner": me.num_threads() - _pool(),
            "threads of the template": template.num_threads(),
            "files in folders": sum(1 for folder in folders for _ in folder.rglob("*")),
            "listening": sum(
                one.status == psutil.CONN_LISTEN
                for process in (me, template)
                for one in process.net_connections("tcp")
            ),
            "ports kept": len(_ports()),
        }
        self.memory = {
            "owner": me.memory_full_info().uss,
            "template": template.memory_full_info().uss,
        }


def _pool() -> int:
    """Threads of the pool that asks templates: as many as were needed at once, at most four."""
    names = [thread.name for thread in threading.enumerate()]
    return sum(name.startswith("warm-kernels") for name in names)


def _ports() -> set[int]:
    return set(LocalPortCache.instance().currently_used_ports)


def cycle(number: int, name: str) -> int:
    """Start, use and end one kernel, each time in another way; its template."""
    transport = ("tcp", "ipc")[number % 2]
    manager = KernelManager(kernel_name=name, transport=transport)
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


def test_five_hundred_kernels_leave_no_process_descriptor_file_port_or_memory(
    private: Path, warm_spec: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Its own short folder, as sockets need short paths, and nobody else's files are in it.
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.chdir(folder)
    name = warm_spec("soak")
    templates_seen: set[int] = set()

    def some(numbers: range) -> None:
        async def at_once() -> None:
            for number in numbers:
                if number % 10 >= 7:
                    await cycle_async(number, name)

        templates_seen.update(cycle(number, name) for number in numbers if number % 10 < 7)
        asynchronously(at_once, 600)

    try:
        some(range(WARM))
        (pid,) = templates_seen
        template = psutil.Process(pid)
        folders = [folder, private]
        before = until(lambda: not template.children() and State(template, folders))
        some(range(WARM, WARM + CYCLES))
        assert templates_seen == {pid}
        after: Any = until(lambda: not template.children() and State(template, folders))
        assert after.counts == before.counts, threading.enumerate()
        grown = {who: after.memory[who] - before.memory[who] for who in before.memory}
        assert all(more < NOISE for more in grown.values()), grown
        assert template.num_threads() == 1
    finally:
        shutil.rmtree(folder)
