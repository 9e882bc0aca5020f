"""The IPython kernel application, with a word when clients may connect."""

from __future__ import annotations

import os
from typing import Any

from ipykernel.kernelapp import IPKernelApp

# Set, so that no thread polls for the parent: the system ends a kernel with its template.
NO_POLLING = 1
LAST_WORDS_SECONDS = 2.0


class WarmKernelApp(IPKernelApp):
    """The stock application with a sign of readiness and an orderly end."""

    bound: int | None = None  # a pipe that takes one byte when all sockets are bound

    def write_connection_file(self, **kwargs: Any) -> None:
        """Called by `initialize` when all sockets are bound.

        A client that connects earlier is refused and tries again a tenth of a second later.
        """
        super().write_connection_file(**kwargs)
        if self.bound is not None:
            os.write(self.bound, b"1")
            os.close(self.bound)
            self.bound = None

    def start(self) -> None:
        """Run until told to end, then let the control thread say its last words.

        It flushes its output to a thread that ends with the interpreter. A kernel that is told
        to end right after its last cell would else hang until it is killed, seconds later.
        """
        super().start()
        if self.control_thread is not None and self.control_thread.is_alive():
            self.control_thread.stop()
            self.control_thread.join(LAST_WORDS_SECONDS)
