"""Start, signals and ends: as of a kernel that Popen starts."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client.ioloop import AsyncIOLoopKernelManager, IOLoopKernelManager
from jupyter_client.manager import AsyncKernelManager, KernelManager
from jupyter_client.multikernelmanager import AsyncMultiKernelManager, MultiKernelManager
from jupyter_core.utils import ensure_async, ensure_event_loop
from traitlets.config import Config
from using import asynchronously, forked, gone, part, pid_of, run, run_async
from waiting import until, until_async
from warm_kernels.kernel import readable
from warm_kernels.owner import templates

from warm_kernels import provisioner

PROMPT_SECONDS = 1.0

kinds = pytest.mark.parametrize("kind", [KernelManager, AsyncKernelManager])
transports = pytest.mark.parametrize("transport", ["tcp", "ipc"])

SLEEPING = "import time\nprint('here', flush=True)\ntime.sleep(30)"
BUSY = "print('here', flush=True)\nwhile True: pass"
WITH_CHILD = """
import subprocess
child = subprocess.Popen(["sleep", "30"])
print("here", flush=True)
child.wait()
"""
STUBBORN = """
import signal
for number in (signal.SIGINT, signal.SIGTERM): signal.signal(number, {handling})
print("here", flush=True)
while True: pass
"""


@kinds
@transports
def test_a_kernel_starts_runs_restarts_and_ends(
    manager: Callable[..., Any], kind: type, transport: str
) -> None:
    async def live() -> None:
        chosen = manager(kind=kind, transport=transport)
        assert not await ensure_async(chosen.is_alive())
        await ensure_async(chosen.start_kernel())
        assert forked(chosen)
        assert await ensure_async(chosen.is_alive())
        first, connection_file = pid_of(chosen), chosen.connection_file
        connection = read(connection_file)
        sockets = [f"{chosen.ip}-{port}" for port in chosen.ports]
        assert [exists(socket) for socket in sockets] == [transport == "ipc"] * 5

        client = chosen.client()
        client.start_channels()
        await ensure_async(client.wait_for_ready(30))
        assert await cell(client, "x = 6; print('out'); x * 7") == "out\n42"

        for now in (True, False):
            await ensure_async(chosen.restart_kernel(now=now))
            assert pid_of(chosen) != first
            assert not psutil.pid_exists(first)
            assert read(connection_file) == connection
            await ensure_async(client.wait_for_ready(30))
            assert await cell(client, "'x' in globals()") == "False"
            await cell(client, "x = 1")
            first = pid_of(chosen)

        await ensure_async(chosen.shutdown_kernel())
        assert not psutil.pid_exists(first)
        assert not await ensure_async(chosen.is_alive())
        assert not chosen.has_kernel
        assert read(connection_file) is None
        assert not any(exists(socket) for socket in sockets)
        part(client)

    asynchronously(live)


def read(file: str) -> str | None:
    return Path(file).read_text() if exists(file) else None


def exists(file: str) -> bool:
    return Path(file).exists()


async def cell(client: Any, code: str) -> str:
    """Run with either kind of client."""
    if asyncio.iscoroutinefunction(client.execute_interactive):
        return await run_async(client, code)
    return run(client, code)


@pytest.mark.parametrize("kind", [MultiKernelManager, AsyncMultiKernelManager])
def test_a_manager_of_many_kernels(warm_spec: Callable[..., str], kind: type) -> None:
    async def live() -> None:
        many = kind()
        name = warm_spec()
        ids = [await ensure_async(many.start_kernel(kernel_name=name)) for _ in range(3)]
        assert sorted(many.list_kernel_ids()) == sorted(ids)
        kernels = [many.get_kernel(one) for one in ids]
        assert all(forked(one) for one in kernels)
        pids = [pid_of(one) for one in kernels]
        assert len({psutil.Process(pid).ppid() for pid in pids}) == 1
        client = kernels[1].client()
        client.start_channels()
        await ensure_async(client.wait_for_ready(30))
        await ensure_async(many.interrupt_kernel(ids[1]))
        await ensure_async(many.restart_kernel(ids[1], now=True))
        await ensure_async(client.wait_for_ready(30))
        assert await cell(client, "import os; os.getpid()") == str(pid_of(kernels[1]))
        part(client)
        await ensure_async(many.shutdown_kernel(ids[0], now=True))
        assert await ensure_async(many.is_alive(ids[2]))
        assert not psutil.pid_exists(pids[0])
        await ensure_async(many.shutdown_all())
        assert many.list_kernel_ids() == []
        assert not any(psutil.pid_exists(pid) for pid in [*pids, pid_of(kernels[1])])

    asynchronously(live)


def test_a_manager_of_pending_kernels(warm_spec: Callable[..., str]) -> None:
    async def live() -> None:
        many = AsyncMultiKernelManager(use_pending_kernels=True)
        ids = [await many.start_kernel(kernel_name=warm_spec()) for _ in range(2)]
        kernels = [many.get_kernel(one) for one in ids]
        await many.shutdown_kernel(ids[0], now=True)  # while it starts
        await kernels[1].ready
        assert forked(kernels[1])
        assert await many.is_alive(ids[1])
        await many.shutdown_all(now=True)
        assert many.list_kernel_ids() == []
        await until_async(lambda: all(gone(pid_of(one)) for one in kernels))

    asynchronously(live)


def test_kernels_of_several_threads(manager: Callable[..., Any]) -> None:
    def live(chosen: Any) -> str:
        chosen.start_kernel()
        client = chosen.client()
        client.start_channels()
        client.wait_for_ready(30)
        told = run(client, "import os; os.getpid()")
        chosen.restart_kernel(now=True)
        client.wait_for_ready(30)
        part(client)
        chosen.shutdown_kernel()
        ensure_event_loop().close()  # of this thread, made by the manager
        return told

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(live, [manager() for _ in range(6)]))) == 6


@pytest.mark.parametrize("when", ["forking", "binding"])
def test_a_start_that_is_cancelled_leaves_no_kernel(
    manager: Callable[..., Any],
    kernel: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    when: str,
) -> None:
    kernel()  # the template is there
    there, goes_on = threading.Event(), threading.Event()

    def launch_slowly(*asked: Any) -> Any:
        launched = templates_launch(*asked)
        there.set()
        goes_on.wait(20)
        return launched

    async def never_readable(file: int, seconds: float) -> None:
        await readable(file, seconds)
        there.set()
        await asyncio.Event().wait()

    templates_launch = templates.launch
    if when == "forking":
        monkeypatch.setattr(templates, "launch", launch_slowly)
    else:
        monkeypatch.setattr(provisioner, "readable", never_readable)

    async def live() -> None:
        chosen = manager(kind=AsyncKernelManager)
        before = len(running_kernels()), open_files_of(os.getpid())
        task = asyncio.create_task(chosen.start_kernel())
        await until_async(there.is_set)
        assert len(running_kernels()) == before[0] + 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        goes_on.set()
        await until_async(lambda: len(running_kernels()) == before[0])
        await until_async(lambda: open_files_of(os.getpid()) <= before[1])
        assert not chosen.has_kernel

    asynchronously(live)


def test_a_kernel_that_is_slow_to_begin_is_not_given_up(
    kernel: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provisioner, "BIND_SECONDS", 0.0)
    chosen, client = kernel()
    assert forked(chosen)
    assert run(client, "1 + 1") == "2"


def running_kernels() -> list[int]:
    return [pid for told in templates.status() for pid in told["kernels"]]


def open_files_of(pid: int) -> set[str]:
    """Open pipes and processes; other files come and go with the event loop."""
    found = []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            found.append(str(entry.readlink()))
    return {link for link in found if link.startswith("pipe:")}


def test_a_kernel_that_ends_at_once_has_ended(kernel: Callable[..., Any], manager: Any) -> None:
    chosen = manager()
    chosen.start_kernel(extra_arguments=["--help"], stdout=subprocess.DEVNULL)
    assert forked(chosen)
    until(lambda: not chosen.is_alive())
    assert chosen.provisioner.process.wait() == 0


def begin(client: Any, code: str) -> str:
    """Send a cell that prints when it is at work, and wait until it does."""
    asked = client.execute(code, stop_on_error=False)
    while True:
        message = client.get_iopub_msg(timeout=20)
        if message["msg_type"] == "stream":
            assert message["content"]["text"].startswith("here")
            return str(asked)


def reply_to(client: Any, asked: str) -> dict[str, Any]:
    while True:
        message = client.get_shell_msg(timeout=20)
        if message["parent_header"].get("msg_id") == asked:
            return dict(message["content"])


@pytest.mark.parametrize("code", [SLEEPING, BUSY, WITH_CHILD], ids=["sleep", "loop", "child"])
def test_an_interrupt_stops_the_cell_and_the_kernel_goes_on(
    kernel: Callable[..., Any], code: str
) -> None:
    chosen, client = kernel()
    asked = begin(client, code)
    chosen.interrupt_kernel()
    content = reply_to(client, asked)
    assert (content["status"], content["ename"]) == ("error", "KeyboardInterrupt")
    if code is WITH_CHILD:
        assert run(client, "child.wait(5) is None") == "False"  # not 30 s later
    assert run(client, "1 + 1") == "2"


def test_an_interrupt_of_an_idle_kernel_is_nothing(kernel: Callable[..., Any]) -> None:
    chosen, client = kernel()
    for _ in range(3):
        chosen.interrupt_kernel()
    assert run(client, "1 + 1") == "2"
    assert chosen.is_alive()


def test_a_signal_of_ones_own_reaches_the_kernel(kernel: Callable[..., Any]) -> None:
    chosen, client = kernel()
    run(
        client, "import signal; got = []; signal.signal(signal.SIGUSR1, lambda n, f: got.append(n))"
    )
    chosen.signal_kernel(signal.SIGUSR1)
    assert run(client, "got") == f"[{int(signal.SIGUSR1)}]"


def test_a_restart_with_new_ports(kernel: Callable[..., Any]) -> None:
    chosen, client = kernel(
        traits={"cache_ports": False}
    )  # cached ones are kept, as of all kernels
    before = chosen.get_connection_info()
    part(client)
    chosen.restart_kernel(now=True, newports=True)
    after = chosen.get_connection_info()
    assert {after[port] for port in after if port.endswith("_port")}.isdisjoint(
        before[port] for port in before if port.endswith("_port")
    )
    fresh = chosen.client()
    fresh.start_channels()
    fresh.wait_for_ready(30)
    assert run(fresh, "1 + 1") == "2"
    part(fresh)


def test_a_restart_keeps_what_was_asked_for_and_takes_what_is_new(
    kernel: Callable[..., Any], tmp_path: Path
) -> None:
    chosen, client = kernel(cwd=str(tmp_path), env={**os.environ, "COURSE": "one"})
    chosen.update_env(env={"COURSE": "two"})
    chosen.restart_kernel(now=True)
    client.wait_for_ready(30)
    assert run(client, "import os; print(os.getcwd(), os.environ['COURSE'])") == f"{tmp_path} two\n"


@pytest.mark.parametrize("kind", [IOLoopKernelManager, AsyncIOLoopKernelManager])
def test_a_kernel_that_dies_is_started_again(manager: Callable[..., Any], kind: type) -> None:
    async def live() -> None:
        config = Config()
        config.KernelRestarter.time_to_dead = 0.05
        chosen = manager(kind=kind, config=config)
        await ensure_async(chosen.start_kernel())
        first = pid_of(chosen)
        restarts: list[int] = []
        chosen.add_restart_callback(lambda: restarts.append(1), "restart")
        os.kill(first, signal.SIGKILL)
        await until_async(lambda: restarts and chosen.has_kernel and pid_of(chosen) != first)
        client = chosen.client()
        client.start_channels()
        await ensure_async(client.wait_for_ready(30))
        assert await cell(client, "import os; os.getpid()") == str(pid_of(chosen))
        part(client)
        await ensure_async(chosen.shutdown_kernel(now=True))

    asynchronously(live)


@kinds
@pytest.mark.parametrize("now", [True, False], ids=["now", "graceful"])
def test_a_shutdown_is_prompt_right_after_the_last_cell(
    manager: Callable[..., Any], kind: type, now: bool
) -> None:
    async def live() -> None:
        chosen = manager(kind=kind)
        await ensure_async(chosen.start_kernel())
        client = chosen.client()
        client.start_channels()
        await ensure_async(client.wait_for_ready(30))
        await cell(client, "print('last words')")
        spied = spy(chosen)
        began = time.monotonic()
        await ensure_async(chosen.shutdown_kernel(now=now))
        assert time.monotonic() - began < PROMPT_SECONDS
        assert spied == ([signal.SIGINT, signal.SIGKILL] if now else [signal.SIGINT])
        part(client)

    asynchronously(live)


def spy(chosen: Any) -> list[int]:
    """Signals that a manager sends to its kernel from now on."""
    sent: list[int] = []
    send = chosen.provisioner.send_signal

    async def spied(number: int) -> None:
        sent.append(number)
        await send(number)

    chosen.provisioner.send_signal = spied
    return sent


@pytest.mark.parametrize(
    ("handling", "expected"),
    [
        ("lambda *_: None", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL]),
        ("signal.SIG_DFL if number == signal.SIGTERM else signal.SIG_IGN", [2, 15]),
    ],
    ids=["deaf", "terminable"],
)
def test_a_kernel_deaf_to_its_shutdown_is_terminated_then_killed(
    kernel: Callable[..., Any], handling: str, expected: list[int]
) -> None:
    chosen, client = kernel(traits={"shutdown_wait_time": 1.0})
    begin(client, STUBBORN.format(handling=handling))
    pid, spied = pid_of(chosen), spy(chosen)
    chosen.shutdown_kernel()
    assert spied == expected
    assert not psutil.pid_exists(pid)
    assert not chosen.has_kernel


def test_a_shutdown_of_what_has_ended_is_nothing(kernel: Callable[..., Any]) -> None:
    chosen, client = kernel()
    client.execute("import os; os._exit(3)")
    until(lambda: not chosen.is_alive())
    chosen.shutdown_kernel()
    assert not chosen.has_kernel
    chosen.shutdown_kernel(now=True)


ENDS = [
    ("import os; os._exit(7)", 7),
    ("import os; os.kill(os.getpid(), 9)", -signal.SIGKILL),
    ("import os; os.kill(os.getpid(), 15)", -signal.SIGTERM),
    ("import ctypes; ctypes.string_at(0)", -signal.SIGSEGV),
    ("import os; os.abort()", -signal.SIGABRT),
    ("exit", 0),
    ("quit()", 0),
]


@pytest.mark.parametrize(("code", "expected"), ENDS, ids=[code[-18:] for code, _ in ENDS])
def test_the_exit_code_tells_how_a_kernel_ended(
    kernel: Callable[..., Any], warm_spec: Callable[..., str], code: str, expected: int
) -> None:
    chosen, client = kernel(warm_spec("coreless", limits={"core": 0}), stderr=subprocess.DEVNULL)
    client.execute(code)

    async def end() -> None:
        process = chosen.provisioner.process
        assert await until_async(process.ended)
        assert [await chosen.provisioner.poll() for _ in range(3)] == [expected] * 3
        assert process.wait() == process.wait(1) == expected
        assert await chosen.provisioner.wait() == expected
        assert not chosen.provisioner.has_process
        assert process.poll() == expected

    asynchronously(end)
    assert not psutil.pid_exists(pid_of(chosen))
    assert not chosen.is_alive()


def test_several_may_wait_and_none_of_them_is_busy(kernel: Callable[..., Any]) -> None:
    chosen, _ = kernel()

    async def wait() -> None:
        me = psutil.Process()
        waiters = [asyncio.create_task(chosen.provisioner.wait()) for _ in range(3)]
        await asyncio.sleep(0)
        used, switches = time.process_time(), me.num_ctx_switches().voluntary
        await asyncio.sleep(1.0)
        assert not any(waiter.done() for waiter in waiters)
        assert time.process_time() - used < 0.05
        assert me.num_ctx_switches().voluntary - switches < 12  # the client's threads have some
        await chosen.provisioner.kill()
        began = time.monotonic()
        assert await asyncio.gather(*waiters) == [-signal.SIGKILL] * 3
        assert time.monotonic() - began < PROMPT_SECONDS

    asynchronously(wait)


def test_who_stops_waiting_leaves_nothing_behind(kernel: Callable[..., Any]) -> None:
    chosen, client = kernel()
    me = psutil.Process()

    async def wait() -> None:
        provisioner = chosen.provisioner
        before = me.num_fds()
        for _ in range(5):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(provisioner.wait(), 0.01)
        task = asyncio.create_task(provisioner.wait())
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        with pytest.raises(subprocess.TimeoutExpired):
            provisioner.process.wait(0.01)
        assert me.num_fds() == before
        assert await provisioner.poll() is None

    asynchronously(wait)
    assert run(client, "1 + 1") == "2"


def test_a_kernel_leads_its_own_session_and_group(kernel: Callable[..., Any]) -> None:
    chosen, client = kernel()
    pid = pid_of(chosen)
    assert chosen.provisioner.pgid == pid
    told = run(client, "import os; print(os.getpid(), os.getpgrp(), os.getsid(0))")
    assert told == f"{pid} {pid} {pid}\n"


@pytest.mark.parametrize("how", ["graceful", "now", "exit", "killed"])
def test_what_a_kernel_has_started_ends_with_it(kernel: Callable[..., Any], how: str) -> None:
    chosen, client = kernel(traits={"shutdown_wait_time": 1.0})
    child = int(run(client, "import os, subprocess; subprocess.Popen(['sleep', '600']).pid"))
    if how == "exit":
        client.execute("os._exit(0)")
    elif how == "killed":
        os.kill(pid_of(chosen), signal.SIGKILL)
    else:
        chosen.shutdown_kernel(now=how == "now")
    until(lambda: gone(child))
