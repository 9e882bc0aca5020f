"""The server's side of the process that has a gradebook.

nbgrader takes seconds to import, and memory: a server pays for that only once a grader comes,
never in its own process, and gets the memory back when the graders have gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

OPENING = 120.0  # seconds to import nbgrader and read the cases
ANSWERING = 60.0  # seconds for one question
PATIENCE = 5.0  # seconds for the process to end by itself


class GradingRefused(Exception):
    """The course cannot be opened, or the question is refused; `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail)
        self.code = code


class Gradebook:
    """The gradebook of the course in a folder: opened when first asked, asked one at a time."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._clock = clock
        self._asked_at = clock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="gradebook")
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection[Any, Any] | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can answer at once."""
        return self._line is not None

    async def ask(self, name: str, **asked: Any) -> dict[str, Any]:
        """The answer to a question of `apps.grading.room.Room`; GradingRefused."""
        return await asyncio.wrap_future(self._thread.submit(self._ask, name, asked))

    def close_idle(self, seconds: float) -> None:
        """End the process if nothing was asked for so long."""
        if self.is_open and self._clock() - self._asked_at > seconds:
            self._thread.submit(self._end)

    def close(self) -> None:
        """End the process for good; what it is writing is written."""
        self._thread.submit(self._end)
        self._thread.shutdown()

    def _ask(self, name: str, asked: dict[str, Any]) -> dict[str, Any]:
        self._asked_at = self._clock()
        line = self._open()
        try:
            line.send((name, asked))
        except OSError:  # it ended since: one new process, and nothing was asked twice
            self._end()
            line = self._open()
            line.send((name, asked))
        return self._answer(line, ANSWERING)

    def _open(self) -> Connection[Any, Any]:
        if self._line is not None:
            return self._line
        ours, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "apps.grading.worker",
                    str(theirs.fileno()),
                    str(self.folder),
                ],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # an interruption is the server's to handle
            )
        try:
            self._answer(ours, OPENING)
        except GradingRefused:
            ours.close()
            self._end()
            raise
        self._line = ours
        return ours

    def _answer(self, line: Connection[Any, Any], limit: float) -> dict[str, Any]:
        try:
            if not line.poll(limit):
                raise EOFError
            said: dict[str, Any] = line.recv()
        except (EOFError, OSError):  # too slow, or gone
            if self._process is not None:
                self._process.kill()
            self._end()
            raise GradingRefused("not_saved", "the gradebook does not answer") from None
        if "refused" in said:
            raise GradingRefused(said["refused"], said["detail"])
        answer: dict[str, Any] = said["answer"]
        return answer

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(PATIENCE)
            if self._process.returncode is None:
                self._process.kill()
                self._process.wait()
            self._process = None
