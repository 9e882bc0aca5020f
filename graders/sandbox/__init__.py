"""Runs the code cells of a student's notebook away from everything, and returns their numbers."""

from graders.sandbox.choice import TooWeak, run_cells, strongest
from graders.sandbox.outcome import Confinement, Failure, Kind, Level, Limits, Outcome
from graders.sandbox.process import SandboxFailed

__all__ = [
    "Confinement",
    "Failure",
    "Kind",
    "Level",
    "Limits",
    "Outcome",
    "SandboxFailed",
    "TooWeak",
    "run_cells",
    "strongest",
]
