"""Jupyter kernels forked from a warm process instead of started from nothing.

A *template* process imports what kernels need and then waits, with one thread and no event
loop. Each kernel is a fork of it. `WarmProvisioner` asks for the fork; every Jupyter program
uses it by choosing a kernelspec that names it, which `warm-kernels install` writes.
"""

__version__ = "0.1.0"
