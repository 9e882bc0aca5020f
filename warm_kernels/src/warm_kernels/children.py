"""The kernels of a template, as their parent knows them."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(eq=False)
class Child:
    """A kernel: running, or ended and kept until its owner asks for the exit code.

    `question` is the number of the request that it was forked for; `files` are to be removed
    when its owner dies first.
    """

    pid: int
    pidfd: int
    question: int | None
    files: list[str]
    exit_code: int | None = None

    def signal(self, number: int) -> None:
        """Signal the process group of a running kernel."""
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:  # it has not called setsid yet
            os.kill(self.pid, number)

    def ended(self) -> bool:
        """Whether it has ended; its number stays taken."""
        if self.exit_code is not None:
            return True
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None

    def reap(self) -> None:
        """Take its exit code, after killing what is left of its process group."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        self.exit_code = os.waitstatus_to_exitcode(status)
        os.close(self.pidfd)

    def remove_files(self) -> None:
        """Remove what its owner can no longer remove: connection file and sockets."""
        for file in self.files:
            with suppress(OSError, ValueError):
                Path(file).unlink()
