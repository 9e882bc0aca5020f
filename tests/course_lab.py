"""`parcours course lab` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def course_lab(course: Path, data: Path, *, student: str | None = None) -> Iterator[str]:
    """JupyterLab for the course, as its teacher or as a student; the address that it says."""
    command = [sys.executable, "-m", "apps.cli", "course", "lab", "--course", str(course)]
    if student is not None:
        command += ["--student", student]
    data.mkdir(exist_ok=True)
    log = data / f"lab-{student or 'teacher'}.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            env={**os.environ, "PARCOURS_DATA": str(data)},
            stdout=subprocess.PIPE,
            stderr=written,
        )
    assert process.stdout is not None
    try:
        address = process.stdout.readline().decode().strip()
        assert address.startswith("http://127.0.0.1:"), log.read_text()
        yield address
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()
