"""What a template imports, and whether it may be forked afterwards."""

from __future__ import annotations

import importlib
import os
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path

from warm_kernels.child import open_files

# What each kernel would else import by itself; the debugger alone takes 0.4 s.
ALWAYS = (
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magics",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ctypes",
    "faulthandler",
    "ipykernel.codeutil",
    "ipykernel.debugger",
    "ipykernel.inprocess",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.pickleutil",
    "ipykernel.zmqshell",
    "ipykernel_launcher",
    "pdb",
    "psutil",
    "pygments.formatters.terminal256",
    "pygments.styles",
    "stack_data",
    "tornado.platform.asyncio",
    "warm_kernels.app",
)


class Unfit(Exception):
    """The process may not be forked; the message says why."""


def warm_up(modules: list[str]) -> None:
    """Import; raises Unfit with the module that failed."""
    for name in (*ALWAYS, *modules):
        try:
            importlib.import_module(name)
        except (Exception, SystemExit) as error:
            if name in ALWAYS and isinstance(error, ImportError):
                continue  # older or newer releases lay out their modules in other ways
            traceback.print_exc()
            raise Unfit(f"importing {name} failed: {type(error).__name__}: {error}") from error


def gather() -> None:
    """Put the file names of all modules side by side.

    Every kernel looks at them when it starts. What it looks at it counts as used, which copies
    the page of memory that it lies on: few pages instead of one for nearly every module.
    """
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if type(file) is str:
            module.__file__ = f"{file[:1]}{file[1:]}"  # an equal string in a new place


def check(allowed: set[int]) -> None:
    """Raise Unfit when a fork of this process would not be safe.

    A child has only the thread that forked: locks that others hold would stay locked. Event
    loops, zmq contexts and open files would be shared with the template and all its kernels.
    """
    if threading.active_count() > 1 or len(list(Path("/proc/self/task").iterdir())) > 1:
        names = [t.name for t in threading.enumerate() if t is not threading.main_thread()]
        found = ", ".join(names) or "of a compiled library"
        raise Unfit(f"a preloaded module started threads ({found})")
    for file in open_files() - allowed:
        with suppress(OSError):
            found = os.readlink(f"/proc/self/fd/{file}")  # noqa: PTH115 - may be no path
            if found != os.devnull:
                raise Unfit(f"a preloaded module left a file or socket open ({found})")
    from traitlets.config import Application
    from zmq import Context

    if getattr(Context, "_instance", None) is not None:
        raise Unfit("a preloaded module made a zmq context")
    if Application.initialized():
        raise Unfit("a preloaded module started a Jupyter application")
