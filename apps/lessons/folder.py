"""Where the reader's folder keeps what is its own, and how a file is replaced."""

from __future__ import annotations

import os
import tempfile
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
