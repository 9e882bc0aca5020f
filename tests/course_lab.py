"""`parcours course lab` in processes of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit


@contextmanager
def course_labs(course: Path, data: Path, *students: str | None) -> Iterator[list[str]]:
    """JupyterLab for the course, for each student, and for the teacher where it says None.

    Yields the addresses that they say.
    """
    data.mkdir(exist_ok=True)
    with ExitStack() as running:
        started = [running.enter_context(_started(course, data, one)) for one in students]
        addresses = [_address(one) for one in started]
        for address in addresses:
            said = "\n".join(log.read_text() for log in data.glob("lab-*.log"))
            assert address.startswith("http://127.0.0.1:"), said
            host = urlsplit(address)
            socket.create_connection((str(host.hostname), host.port or 0), timeout=5).close()
        yield addresses


@contextmanager
def _started(course: Path, data: Path, student: str | None) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "apps.cli", "course", "lab", "--course", str(course)]
    if student is not None:
        command += ["--student", student]
    with (data / f"lab-{student or 'teacher'}.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            env={**os.environ, "PARCOURS_DATA": str(data)},
            stdout=subprocess.PIPE,
            stderr=log,
        )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _address(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().decode().strip()
