"""Jupyter kernels forked from a warm process instead of started from nothing.

A *template* process imports what kernels need and then waits, with one thread and no event
loop. Each kernel is a fork of it. `WarmProvisioner` asks for the fork; every Jupyter program
uses it by choosing a kernelspec that names it, which `warm-kernels install` writes.
"""

import sys

__version__ = "0.1.0"


def release() -> None:
    """Let go of templates that this process holds without having a kernel.

    For programs that start kernels seldom: a template takes the memory of a kernel. The next
    kernel starts a template again.
    """
    owner = sys.modules.get(f"{__name__}.owner")  # else there is nothing to let go of
    if owner is not None:
        owner.templates.release()
