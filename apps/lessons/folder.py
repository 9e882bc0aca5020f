"""Where the reader's folder keeps what is its own, and how a file is replaced."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path


def home_of(root: Path) -> Path:
    """Where the workspace keeps what is its own."""
    return root / ".parcours"


def trust_of(root: Path) -> Path:
    """Where it is noted which notebooks were made here, so that JupyterLab shows their outputs."""
    return home_of(root) / "trust"


def write(path: Path, content: bytes) -> None:
    """Replace a file at once, readable by its owner only."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as stream:
        try:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            Path(stream.name).replace(path)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise


def lock_of(path: Path) -> Path:
    """The file whose lock goes with that file."""
    return path.with_name(f".{path.name}.lock")


@contextmanager
def locked(lock: Path) -> Iterator[None]:
    """While this lasts, nobody else who asks for that lock has it."""
    with lock.open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def set_aside(path: Path) -> Path:
    """Give a broken file another name, so that nothing in it is lost; its new path."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    aside = path.with_name(f"{path.stem}.broken-{stamp}{path.suffix}")
    path.rename(aside)
    return aside


def now() -> str:
    """The moment as files hold it: ISO 8601, UTC, whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
