"""The IPython kernel application, with a word when clients may connect."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from ipykernel.kernelapp import IPKernelApp
from traitlets.config import Config
from traitlets.config.loader import DeferredConfigString

# Set, so that no thread polls for the parent: the system ends a kernel with its template.
NO_POLLING = 1
LAST_WORDS_SECONDS = 2.0


class WarmKernelApp(IPKernelApp):
    """The stock application with a sign of readiness and an orderly end."""

    bound: int | None = None  # a pipe that takes one byte when all sockets are bound

    def parse_command_line(self, argv: Sequence[str] | None = None) -> None:
        """Understand what Jupyter passes; the full parser takes a tenth of a kernel's start."""
        config = plain_arguments(argv or ())
        if config is None:
            super().parse_command_line(argv)
            return
        self.argv = list(argv or ())
        self.cli_config = config
        self.update_config(config)

    def write_connection_file(self, **kwargs: Any) -> None:
        """Called by `initialize` when all sockets are bound.

        A client that connects earlier is refused and tries again a tenth of a second later.
        """
        super().write_connection_file(**kwargs)
        if self.bound is not None:
            with suppress(BrokenPipeError):  # nobody waits for it any more
                os.write(self.bound, b"1")
            os.close(self.bound)
            self.bound = None

    def init_extensions(self) -> None:
        """Introduce ipywidgets to the kernel: it looks for one on import, when there was none."""
        super().init_extensions()
        widgets = sys.modules.get("ipywidgets")
        if widgets is not None:
            widgets.load_ipython_extension(self.shell)

    def start(self) -> None:
        """Run until told to end, then let the control thread say its last words.

        It flushes its output to a thread that ends with the interpreter. A kernel that is told
        to end right after its last cell would else hang until it is killed, seconds later.
        """
        super().start()
        if self.control_thread is not None and self.control_thread.is_alive():
            self.control_thread.stop()
            self.control_thread.join(LAST_WORDS_SECONDS)


def plain_arguments(argv: Sequence[str]) -> Config | None:
    """The settings in `-f FILE --Class.trait=value …`, or None when there is anything else."""
    config = Config()
    rest = list(argv)
    while rest:
        argument = rest.pop(0)
        setting = re.fullmatch(r"--([A-Z]\w*)\.(\w+)=([^\[({]*)", argument)
        if argument == "-f" and rest:
            config.IPKernelApp.connection_file = rest.pop(0)
        elif setting is not None and setting[2] not in config[setting[1]]:
            config[setting[1]][setting[2]] = DeferredConfigString(setting[3])
        else:
            return None
    return config
