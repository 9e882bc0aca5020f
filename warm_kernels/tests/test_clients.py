"""Clients are ready when the kernel is, and behave as the stock ones in all else."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty
from typing import Any

import pytest
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel, ZMQSocketChannel
from jupyter_client.ioloop import AsyncIOLoopKernelManager
from jupyter_client.manager import AsyncKernelManager, KernelManager
from jupyter_client.threaded import ThreadedKernelClient
from jupyter_core.utils import ensure_async
from traitlets.config import Config
from using import asynchronously, forked, part, pid_of, run, run_async
from warm_kernels.clients import WarmAsyncClient, WarmBlockingClient

kinds = pytest.mark.parametrize("kind", [KernelManager, AsyncKernelManager])
SLOW_TO_ANSWER = ("--IPKernelApp.exec_lines=import time; time.sleep(1.1)",)
DIES_EARLY = ("--IPKernelApp.exec_lines=import os; os._exit(4)",)


class OwnClient(BlockingKernelClient):
    """Somebody's own."""


@pytest.fixture
def silences(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Waits for a message that nobody sent, from now on."""
    counted: list[str] = []

    def count(channel: type) -> None:
        get = channel.get_msg

        async def counting(self: Any, timeout: float | None = None) -> Any:  # noqa: ASYNC109
            try:
                return await ensure_async(get(self, timeout))
            except Empty:
                counted.append(type(self).__name__)
                raise

        def blocking(self: Any, timeout: float | None = None) -> Any:
            try:
                return get(self, timeout)
            except Empty:
                counted.append(type(self).__name__)
                raise

        is_async = channel is AsyncZMQSocketChannel
        monkeypatch.setattr(channel, "get_msg", counting if is_async else blocking)

    count(AsyncZMQSocketChannel)
    count(ZMQSocketChannel)
    return counted


@kinds
@pytest.mark.parametrize("transport", ["tcp", "ipc"])
def test_a_client_is_ready_without_a_fixed_wait_and_with_nothing_left_over(
    manager: Callable[..., Any], silences: list[str], kind: type, transport: str
) -> None:
    async def live() -> None:
        chosen = manager(kind=kind, transport=transport)
        await ensure_async(chosen.start_kernel())
        waits, left = [], []
        for _ in range(4):
            client = chosen.client()
            client.start_channels()
            silences.clear()
            await ensure_async(client.wait_for_ready(30))
            waits.append(len(silences))
            left += await leftovers(client)
            part(client)
        # The first messages may be lost while a channel connects; a stock client always waits.
        assert sorted(waits)[:3] == [0, 0, 0]
        assert left == []

    asynchronously(live)


async def leftovers(client: Any) -> list[str]:
    found = []
    for channel in (client.iopub_channel, client.shell_channel):
        try:
            while True:
                message = await ensure_async(channel.get_msg(timeout=0.05))
                found.append(message["msg_type"])
        except Empty:
            pass
    return found


def test_a_kernel_that_is_slow_to_answer_is_waited_for(
    manager: Callable[..., Any], warm_spec: Callable[..., str]
) -> None:
    async def live() -> None:
        chosen = manager(warm_spec("slow", arguments=SLOW_TO_ANSWER), kind=KernelManager)
        await ensure_async(chosen.start_kernel())
        client = chosen.client()
        client.start_channels()
        await ensure_async(client.wait_for_ready(30))
        assert await leftovers(client) == []
        part(client)

    asynchronously(live)


def test_a_kernel_that_dies_early_is_told(
    manager: Callable[..., Any], warm_spec: Callable[..., str]
) -> None:
    async def live() -> None:
        chosen = manager(warm_spec("dying", arguments=DIES_EARLY), kind=KernelManager)
        await ensure_async(chosen.start_kernel(stderr=subprocess.DEVNULL))
        client = chosen.client()
        client.start_channels()
        with pytest.raises(RuntimeError, match="Kernel died"):
            await ensure_async(client.wait_for_ready(30))
        part(client)
        assert await chosen.provisioner.poll() == 4

    asynchronously(live)


def test_a_kernel_that_does_not_answer_in_time_is_told(manager: Callable[..., Any]) -> None:
    async def live() -> None:
        chosen = manager(kind=AsyncKernelManager)
        await ensure_async(chosen.start_kernel())
        os.kill(pid_of(chosen), signal.SIGSTOP)
        client = chosen.client()
        client.start_channels()
        began = time.monotonic()
        with pytest.raises(RuntimeError, match=r"Kernel didn't respond in 0\.3 seconds"):
            await ensure_async(client.wait_for_ready(0.3))
        assert time.monotonic() - began < 5
        part(client)
        os.kill(pid_of(chosen), signal.SIGCONT)

    asynchronously(live)


@contextmanager
def client_of(chosen: Any) -> Iterator[Any]:
    chosen.start_kernel()
    assert forked(chosen)
    client = chosen.client()
    client.start_channels()
    try:
        yield client
    finally:
        part(client)


def test_stock_clients_are_replaced_by_quicker_ones_of_their_kind(
    manager: Callable[..., Any],
) -> None:
    async def live() -> None:
        for kind, quick in (
            (KernelManager, WarmBlockingClient),
            (AsyncKernelManager, WarmAsyncClient),
            (AsyncIOLoopKernelManager, WarmAsyncClient),
        ):
            chosen = manager(kind=kind)
            await ensure_async(chosen.start_kernel())
            assert type(chosen.client()) is quick

    asynchronously(live)


@pytest.mark.parametrize(
    "chosen_class", [f"{__name__}.OwnClient", "jupyter_client.threaded.ThreadedKernelClient"]
)
def test_a_client_of_ones_own_choice_is_kept(
    manager: Callable[..., Any], chosen_class: str
) -> None:
    chosen = manager(client_class=chosen_class)
    chosen.start_kernel()
    assert type(chosen.client()) in (OwnClient, ThreadedKernelClient)
    chosen.restart_kernel(now=True)
    assert type(chosen.client()) in (OwnClient, ThreadedKernelClient)


@pytest.mark.parametrize("where", ["kernelspec", "program"])
def test_stock_clients_can_be_kept(
    manager: Callable[..., Any], warm_spec: Callable[..., str], where: str
) -> None:
    config = Config()
    if where == "program":
        name = warm_spec()
        config.WarmProvisioner.quick_clients = False
    else:
        name = warm_spec("unhurried", quick_clients=False)
    with client_of(manager(name, config=config)) as client:
        assert type(client) is BlockingKernelClient
        client.wait_for_ready(30)
        assert run(client, "1 + 1") == "2"


@pytest.mark.parametrize("kind", [BlockingKernelClient, WarmBlockingClient])
def test_a_client_that_no_manager_has_made(kernel: Callable[..., Any], kind: type) -> None:
    chosen, _ = kernel()
    client = kind(connection_file=chosen.connection_file)
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(30)
    assert run(client, "1 + 1") == "2"
    part(client)


def test_an_asynchronous_client_that_no_manager_has_made(kernel: Callable[..., Any]) -> None:
    chosen, _ = kernel()

    async def live() -> None:
        client = AsyncKernelClient(connection_file=chosen.connection_file)
        client.load_connection_file()
        client.start_channels()
        await client.wait_for_ready(30)
        assert await run_async(client, "1 + 1") == "2"
        part(client)

    asynchronously(live)


def test_several_clients_of_one_kernel(kernel: Callable[..., Any]) -> None:
    chosen, first = kernel()
    others = [WarmBlockingClient(connection_file=chosen.connection_file) for _ in range(3)]
    for client in others:
        client.load_connection_file()
        client.start_channels()
        client.wait_for_ready(30)
    run(first, "shared = 1")
    assert [run(client, "shared") for client in others] == ["1"] * 3
    for client in others:
        part(client)


def test_the_heart_beats(kernel: Callable[..., Any]) -> None:
    _, client = kernel()
    assert client.hb_channel.is_beating()
    assert client.is_alive()


def test_a_client_may_end_the_kernel(kernel: Callable[..., Any]) -> None:
    chosen, client = kernel()
    client.shutdown()
    assert chosen.provisioner.process.wait(10) == 0
    assert not chosen.is_alive()
