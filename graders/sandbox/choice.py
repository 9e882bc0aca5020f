"""The strongest sandbox of this machine, kept running for the next notebook."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from collections.abc import Mapping, Sequence

from graders.sandbox.launch import Unavailable, Way, ways
from graders.sandbox.outcome import Confinement, Failure, Kind, Level, Limits, Outcome
from graders.sandbox.process import Ended, Sandbox, SandboxFailed
from graders.sandbox.result import read
from graders.sandbox.selfcheck import check

SETTING = "PARCOURS_SANDBOX"
"""The weakest level that may be used, `landlock` where it is not set; `weak` allows any."""

_MOST_NAMES = 200


class TooWeak(Exception):
    """Cells would be kept apart less well than they must be; the message says how and why."""


def run_cells(
    cells: Sequence[str],
    files: Mapping[str, bytes],
    names: Sequence[str],
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Outcome:
    """The values that the cells of one notebook give to `names`, run in order in the sandbox.

    `files` are put into the folder where the cells run. Cells stop at the first error, and what is
    set by then counts. TooWeak, SandboxFailed where they were not run at all; ValueError for a
    name of a file with a folder in it. One notebook at a time in each process.
    """
    for name in files:
        if name in {"", ".", ".."} or "/" in name or "\0" in name:
            raise ValueError(f"not the name of a file: {name!r}")
    if len(names) > _MOST_NAMES:
        raise ValueError(f"more than {_MOST_NAMES} names")
    if sum(map(len, files.values())) > limits.space:
        how = strongest()
        return _outcome({}, Failure(Kind.SPACE), how)
    return _KEEPER.run(cells, files, names, limits)


def strongest() -> Confinement:
    """How this machine keeps cells apart, tried and not guessed, and why not better."""
    return _KEEPER.confinement()


def least() -> Level:
    """The weakest level that may be used. TooWeak where the setting names none."""
    told = os.environ.get(SETTING, Level.LANDLOCK.value)
    try:
        return Level(told)
    except ValueError:
        levels = ", ".join(level.value for level in Level if level is not Level.NONE)
        raise TooWeak(f"{SETTING} is {told!r}, and may be one of: {levels}") from None


class Keeper:
    """Chooses among ways once, and keeps a sandbox of the chosen one running."""

    def __init__(self, among: Sequence[Way] | None = None) -> None:
        """`among`: the ways to try, strongest first; all by default."""
        self._among = among
        self._lock = threading.Lock()
        self._sandbox: Sandbox | None = None
        self._way: Way | None = None
        self._how: Confinement | None = None

    def confinement(self) -> Confinement:
        """The confinement chosen."""
        with self._lock:
            return self._how or self._choose()

    def run(
        self,
        cells: Sequence[str],
        files: Mapping[str, bytes],
        names: Sequence[str],
        limits: Limits,
    ) -> Outcome:
        """As `run_cells`."""
        with self._lock:
            how = self._how or self._choose()
            if how.level is Level.NONE:
                raise TooWeak(how.sentence)
            if how.level.rank > least().rank:
                raise TooWeak(f"{how.sentence} Set {SETTING}={how.level} to allow it.")
            try:
                ended = self._try(cells, files, names, limits)
            except SandboxFailed:  # it may have been ended since the last notebook
                ended = self._try(cells, files, names, limits)
            if not how.filtered:
                self._close()  # nothing would keep this notebook's processes from the next
            return _outcome(*read(ended, len(cells), names), how)

    def close(self) -> None:
        """End the sandbox; the next notebook starts another."""
        with self._lock:
            self._close()

    def forget(self) -> None:
        """In a fork of the grader: the sandbox is the parent's."""
        self._lock = threading.Lock()
        if self._sandbox is not None:
            self._sandbox.abandon()
            self._sandbox = None

    def _choose(self) -> Confinement:
        if sys.platform != "linux":
            self._how = Confinement(Level.NONE, not_stronger=("all of them (it takes Linux)",))
            return self._how
        # One reason for both users is told once, of the second.
        reasons: dict[tuple[Level, str], Way] = {}
        for way in ways() if self._among is None else self._among:
            try:
                sandbox = Sandbox(way)
            except Unavailable as reason:
                reasons[way.level, str(reason)] = way
                continue
            try:
                given_up = check(sandbox)
            except Unavailable as reason:
                sandbox.close()
                reasons[way.level, str(reason)] = way
                continue
            self._sandbox, self._way = sandbox, way
            self._how = Confinement(
                way.level,
                own_user=way.own_user,
                landlock=given_up["landlock"],
                filtered=bool(given_up["filter"]),
                not_stronger=_told(reasons),
            )
            return self._how
        self._how = Confinement(Level.NONE, not_stronger=_told(reasons))
        return self._how

    def _try(
        self,
        cells: Sequence[str],
        files: Mapping[str, bytes],
        names: Sequence[str],
        limits: Limits,
    ) -> Ended:
        try:
            return self._ready().run(cells, files, names, limits)
        except SandboxFailed:
            self._close()
            raise

    def _ready(self) -> Sandbox:
        if self._sandbox is None:
            assert self._way is not None  # noqa: S101 - chosen
            try:
                self._sandbox = Sandbox(self._way)
            except Unavailable as reason:
                raise SandboxFailed(str(reason)) from reason
        return self._sandbox

    def _close(self) -> None:
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None


def _told(reasons: Mapping[tuple[Level, str], Way]) -> tuple[str, ...]:
    return tuple(
        f"{level}{' with a user of their own' if way.own_user else ''} ({reason})"
        for (level, reason), way in reasons.items()
    )


def _outcome(values: Mapping[str, float], failure: Failure | None, how: Confinement) -> Outcome:
    return Outcome(values, None if failure is None else str(failure), how, failure)


_KEEPER = Keeper()
atexit.register(_KEEPER.close)
os.register_at_fork(after_in_child=_KEEPER.forget)
