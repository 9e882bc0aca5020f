"""What runs on a machine of a cluster: a copy of the course, and a process that grades in it.

A Dask worker runs tasks in threads; each thread has a grading process of its own, which lives
until `leave` or the Dask worker's end.
"""

from __future__ import annotations

import contextlib
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from graders.batch.folders import pack, unpack
from graders.batch.records import Files, Job, Record, Refused, Request, Snapshot
from graders.batch.workers import SETTING_UP, Gone, Worker


@dataclass(frozen=True)
class Bundle:
    """All that a grader needs of the course: configuration, modules beside it, and the source."""

    name: str  # of this run, no other run's
    request: Request
    snapshot: Snapshot
    files: Files
    limit: float


@dataclass
class _Post:
    """One thread's folder and process."""

    folder: tempfile.TemporaryDirectory[str]
    worker: Worker
    used: float = field(default_factory=time.monotonic)


LEFT = 3600.0  # seconds after which a run that left nothing behind but this is over

_posts: dict[tuple[str, int], _Post] = {}
_guard = threading.Lock()


def grade_there(bundle: Bundle, job: Job) -> Record:
    """The task: one submission, graded on this machine."""
    key = (bundle.name, threading.get_ident())
    with _guard:
        post = _posts.get(key)
    if post is None:
        _sweep()
        try:
            post = _settle(bundle)
        except Gone as gone:
            raise Refused(f"nbgrader could not be set up: {gone}") from None
        with _guard:
            _posts[key] = post
    post.used = time.monotonic()
    try:
        record: Record = post.worker.ask(job, bundle.limit)
    except Gone as gone:
        _end(key)
        return Record(job.student, "stopped", post.worker.seconds(), str(gone))
    return record


def leave(name: str) -> None:
    """End the processes of a run and remove its folders."""
    for key in [key for key in list(_posts) if key[0] == name]:
        _end(key)


def _sweep() -> None:
    """End what callers have left that were killed."""
    now = time.monotonic()
    for key in [key for key, post in list(_posts.items()) if now - post.used > LEFT]:
        _end(key)


def _settle(bundle: Bundle) -> _Post:
    folder = tempfile.TemporaryDirectory(prefix="parcours-grade-")
    root = Path(folder.name).resolve() / "course"
    unpack(bundle.files, root)
    worker = Worker()
    here = Request(
        course=str(root),
        assignment=bundle.request.assignment,
        kernel=bundle.request.kernel,
        private=True,
    )
    try:
        for message in (here, bundle.snapshot):
            worker.ask(message, SETTING_UP)
    except (Gone, Refused):
        worker.kill()
        raise
    return _Post(folder, worker)


def _end(key: tuple[str, int]) -> None:
    with _guard:
        post = _posts.pop(key, None)
    if post is not None:
        post.worker.kill()
        with contextlib.suppress(OSError):
            post.folder.cleanup()


def needed(root: Path, source: Path) -> Files:
    """The files of a course that graders elsewhere need; all else has to be installed there."""
    if not source.is_relative_to(root):
        raise Refused(f"{source} is not in the course: a cluster cannot be given it")
    found = {path.name: (0o644, path.read_bytes()) for path in root.glob("*.py") if path.is_file()}
    below = source.relative_to(root)
    return found | {str(below / name): one for name, one in pack(source).items()}
