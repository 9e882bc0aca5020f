"""Kernel clients that are ready when the kernel is, not a fixed time later.

The stock clients wait, after the kernel has answered, until its output channel has been silent
for 0.2 s. These wait for the last message of their own question, after which it is silent.
"""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_async, run_sync

ANSWER_SECONDS = 1.0
OUTPUT_SECONDS = 0.2


async def _wait_for_ready(self: Any, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as the stock clients
    """Wait until the kernel answers and its output arrives.

    `timeout` is in seconds, None for ever. Raises RuntimeError when it is over or the kernel dies.
    """
    deadline = time.monotonic() + (float("inf") if timeout is None else timeout)
    while True:
        asked = self.kernel_info()
        if await _answered(self, asked) and await _idle(self, asked):
            return
        if isinstance(self.parent, KernelManager) and not await ensure_async(self.is_alive()):
            raise RuntimeError("Kernel died before replying to kernel_info")
        if time.monotonic() > deadline:
            raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")


async def _answered(self: Any, asked: str) -> bool:
    """Whether the answer to a question about the kernel comes within a second."""
    end = time.monotonic() + ANSWER_SECONDS
    while (left := end - time.monotonic()) > 0:
        try:
            message = await ensure_async(self.shell_channel.get_msg(timeout=left))
        except Empty:
            return False
        if message["msg_type"] == "kernel_info_reply":
            self._handle_kernel_info_reply(message)
            if message["parent_header"].get("msg_id") == asked:
                return True
    return False


async def _idle(self: Any, asked: str) -> bool:
    """Whether the output channel brings the last message of that question.

    The first messages may be lost while the channel connects; then the question is asked again.
    """
    while True:
        try:
            message = await ensure_async(self.iopub_channel.get_msg(timeout=OUTPUT_SECONDS))
        except Empty:
            return False
        if (
            message["parent_header"].get("msg_id") == asked
            and message["msg_type"] == "status"
            and message["content"]["execution_state"] == "idle"
        ):
            return True


class WarmBlockingClient(BlockingKernelClient):
    """A blocking client without fixed waits."""

    wait_for_ready = run_sync(_wait_for_ready)


class WarmAsyncClient(AsyncKernelClient):
    """An asynchronous client without fixed waits."""

    wait_for_ready = _wait_for_ready


# Only the stock classes are replaced; who chose another keeps it.
QUICKER: dict[type, str] = {
    BlockingKernelClient: f"{__name__}.WarmBlockingClient",
    AsyncKernelClient: f"{__name__}.WarmAsyncClient",
}
