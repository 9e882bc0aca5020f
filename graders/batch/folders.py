"""Folders of submissions: moved into place whole, or not at all."""

from __future__ import annotations

import contextlib
import fcntl
import glob
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from graders.batch.records import Files, Place, Refused

STATE = ".parcours-grade"  # in the course: locks, and what forced runs have still to do


def clear(folder: Path) -> None:
    """Remove a folder, if it is there."""
    if folder.exists():
        shutil.rmtree(folder)


def sweep(patterns: Sequence[str]) -> None:
    """Remove the hidden folders that a killed run left behind."""
    for pattern in patterns:
        for folder in glob.glob(pattern):  # noqa: PTH207 - the pattern is a whole path
            shutil.rmtree(folder)


def put_in_place(place: Place) -> None:
    """The staged folder becomes the autograded one; at no moment is there half of one."""
    _put_aside(place)
    place.autograded.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    place.staged.rename(place.autograded)
    clear(place.aside)


def take_away(place: Place) -> None:
    """Remove the autograded folder, and what is staged."""
    _put_aside(place)
    clear(place.aside)
    clear(place.staged)


def _put_aside(place: Place) -> None:
    if place.autograded.exists():
        clear(place.aside)
        place.aside.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        place.autograded.rename(place.aside)


@contextlib.contextmanager
def locked(root: Path, assignment: str) -> Iterator[Path]:
    """The folder for the state of runs, while no other run grades this assignment."""
    state = root / STATE
    state.mkdir(exist_ok=True)
    descriptor = os.open(state / f"{assignment}.lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"somebody else is grading {assignment} in {root} just now") from None
        yield state
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def files_of(files: Files | None, folder: Path) -> Iterator[None]:
    """Files that came from elsewhere, in this folder for that long; nothing where none came."""
    if files is None:
        yield
        return
    clear(folder)
    unpack(files, folder)
    try:
        yield
    finally:
        clear(folder)


def pack(folder: Path) -> Files:
    """The plain files below a folder; links and special files stay behind."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mode & 0o7777, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def unpack(files: Files, folder: Path) -> None:
    """Write what `pack` read; a name that leads out of the folder is an error."""
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    for name, (mode, content) in files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"{name} leads out of {folder}")
        path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(mode)
