"""Waiting for what other processes do, without fixed pauses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

STEP = 0.01


def until(condition: Callable[[], Any], seconds: float = 20.0) -> Any:
    """The condition's value as soon as it is true; fails after so many seconds."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {_name(condition)}")
        time.sleep(STEP)
    return value


async def until_async(condition: Callable[[], Any], seconds: float = 20.0) -> Any:
    """The same in an event loop; the condition may be a coroutine function."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if asyncio.iscoroutine(value):
            value = await value
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {_name(condition)}")
        await asyncio.sleep(STEP)


def _name(condition: Callable[[], Any]) -> str:
    code = getattr(condition, "__code__", None)
    return f"line {code.co_firstlineno} of {code.co_filename}" if code else repr(condition)
