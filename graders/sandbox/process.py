"""One sandbox: starts its template, has it run notebooks one after another, ends it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graders.sandbox.launch import VARIABLES, WORK, Unavailable, Way, command
from graders.sandbox.outcome import Level, Limits

RESULT = 64 * 1024  # bytes of a result that are read, and that a pipe holds
_STARTS_IN = 60  # seconds, on a busy machine
_GRACE = 20  # seconds that the template has to end a notebook whose time is over


class SandboxFailed(Exception):
    """The sandbox itself failed; says nothing about the cells."""


@dataclass(frozen=True)
class Ended:
    """How the process of a notebook ended, and what it wrote.

    `stopped`: "time" or "space" where a limit ended it. `signal`: the one that ended it, or 0.
    `given_up`: what it said of its confinement before any cell. `written`: the rest, which may be
    anything.
    """

    stopped: str | None
    signal: int
    given_up: Mapping[str, int]
    written: bytes


class Sandbox:
    """A running template. Not for several threads at a time."""

    def __init__(self, way: Way) -> None:
        """Start it; Unavailable where it cannot be started in this way."""
        self.way = way
        self._folder = _folder(way)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the sandbox
        self._process: subprocess.Popen[bytes] | None = None
        try:
            with theirs:
                self._process = subprocess.Popen(
                    command(way, theirs.fileno(), self._folder or WORK),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=self._errors,
                    pass_fds=[theirs.fileno()],
                    env=VARIABLES,
                    cwd="/",
                    umask=0o022,
                )
            self._control.settimeout(_STARTS_IN)
            if not self._control.recv(RESULT):
                raise Unavailable(self._why())
        except (Unavailable, OSError) as error:
            self.close()
            raise error if isinstance(error, Unavailable) else Unavailable(str(error)) from error

    def run(
        self,
        cells: Sequence[str],
        files: Mapping[str, bytes],
        names: Sequence[str],
        limits: Limits,
    ) -> Ended:
        """Run the cells of one notebook; SandboxFailed where that could not be done."""
        told = {
            "cells": list(cells),
            "names": list(names),
            "files": {name: len(content) for name, content in files.items()},
        }
        asked = {
            "cpu": limits.cpu,
            "seconds": limits.seconds,
            "memory": limits.memory,
            "space": limits.space,
        }
        with tempfile.TemporaryFile() as notebook:
            notebook.write(json.dumps(told).encode() + b"\n" + b"".join(files.values()))
            notebook.seek(0)
            reading, writing = os.pipe()
            try:
                os.set_blocking(reading, False)
                os.set_blocking(writing, False)
                self._send(json.dumps(asked).encode(), [notebook.fileno(), writing])
                os.close(writing)
                writing = -1
                answer = self._answer(limits.seconds + _GRACE)
                return _ended(answer, _read(reading))
            finally:
                os.close(reading)
                if writing >= 0:
                    os.close(writing)

    def close(self) -> None:
        """End it, and whatever still runs in it."""
        self._control.close()
        if self._process is not None:
            with contextlib.suppress(OSError):
                self._process.kill()
            self._process.wait()
        self._errors.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def abandon(self) -> None:
        """Let go of it in a fork of its owner, for whom it goes on."""
        self._control.close()
        self._errors.close()
        if self._process is not None:
            self._process.returncode = 0  # not a child of ours: nothing to wait for

    def _send(self, message: bytes, files: list[int]) -> None:
        try:
            socket.send_fds(self._control, [message], files)
        except OSError as error:
            raise SandboxFailed(f"the sandbox is gone: {self._why()}") from error

    def _answer(self, seconds: float) -> Mapping[str, Any]:
        self._control.settimeout(seconds)
        try:
            answer = self._control.recv(RESULT)
        except OSError as error:
            raise SandboxFailed(f"the sandbox does not answer: {error}") from error
        if not answer:
            raise SandboxFailed(f"the sandbox ended: {self._why()}")
        told: Mapping[str, Any] = json.loads(answer)
        return told

    def _why(self) -> str:
        """The last line that the template or the tool around it wrote."""
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
        self._errors.seek(0)
        lines = self._errors.read(RESULT).decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it ended without a word"


def _folder(way: Way) -> Path | None:
    """For cells' files, where the way has no file system of its own."""
    if way.level is Level.BUBBLEWRAP:
        return None
    folder = Path(tempfile.mkdtemp(prefix="parcours-sandbox-"))
    folder.chmod(0o711)  # the cells' own folder is in it, and theirs alone
    return folder


def _read(reading: int) -> bytes:
    """What is in the pipe, at most RESULT bytes; its other end is closed."""
    found = b""
    with contextlib.suppress(BlockingIOError):
        while len(found) < RESULT and (part := os.read(reading, RESULT - len(found))):
            found += part
    return found


def _ended(answer: Mapping[str, Any], written: bytes) -> Ended:
    first, _, rest = written.partition(b"\n")
    if not first.startswith(b'{"landlock"'):
        raise SandboxFailed(f"the cells were not run: {first.decode(errors='replace')}")
    return Ended(answer["stopped"], answer["signal"], json.loads(first), rest)
