"""Reads what the process of a notebook wrote. By then it is a stranger's text, whatever it says."""

from __future__ import annotations

import json
import math
import signal
from collections.abc import Sequence
from typing import Any

from graders.sandbox.outcome import Failure, Kind
from graders.sandbox.process import RESULT, Ended

_LONGEST = 300  # characters of a message


def read(ended: Ended, cells: int, names: Sequence[str]) -> tuple[dict[str, float], Failure | None]:
    """The values of these names that are finite numbers, and what else there is to say."""
    lines = ended.written.split(b"\n")
    told = None if len(ended.written) >= RESULT // 2 else _parsed(lines[-2:-1])
    values = _values(told, names)
    if values is not None:
        return values, _failure(told, cells)
    return {}, Failure(_ending(ended), cell=_running(lines, cells))


def _parsed(last: Sequence[bytes]) -> dict[str, Any] | None:
    try:
        found = json.loads(last[0]) if last else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _values(told: dict[str, Any] | None, names: Sequence[str]) -> dict[str, float] | None:
    if told is None or not isinstance(found := told.get("values"), dict):
        return None
    values = {}
    for name in names:
        value = found.get(name)
        if isinstance(value, float) and math.isfinite(value):
            values[name] = value
    return values


def _failure(told: dict[str, Any] | None, cells: int) -> Failure | None:
    raw = (told or {}).get("failure")
    if raw is None:
        return None
    if not isinstance(raw, dict) or raw.get("kind") not in {"raised", "value", "memory"}:
        return Failure(Kind.UNREADABLE)
    detail = str(raw.get("detail", ""))[:_LONGEST]
    return Failure(
        Kind(raw["kind"]),
        "".join(sign if sign.isprintable() else " " for sign in detail),
        _between(raw.get("cell"), cells),
        _between(raw.get("line"), 100_000),
    )


def _ending(ended: Ended) -> Kind:
    if ended.stopped is not None:
        return Kind(ended.stopped)
    if ended.signal == signal.SIGKILL:  # by nobody but the kernel, where the machine has no more
        return Kind.MEMORY
    if ended.signal:
        return Kind.CRASHED
    return Kind.UNREADABLE if len(ended.written) >= RESULT // 2 else Kind.ENDED


def _running(lines: Sequence[bytes], cells: int) -> int | None:
    """The cell that was running, as far as one can believe it."""
    last = _parsed(lines[-2:-1])
    return None if last is None else _between(last.get("cell"), cells)


def _between(number: object, most: int) -> int | None:
    if isinstance(number, int) and 1 <= number <= most:
        return number
    return None
