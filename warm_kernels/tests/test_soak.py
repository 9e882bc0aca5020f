"""Five hundred kernels leave nothing behind."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from owners import Owner, count_files
from waiting import until

pytestmark = pytest.mark.soak

CYCLES = 500
WARM = 40
NOISE = 2_000_000  # bytes; 4 KB for each kernel would be more
FEW = 200  # objects


def counts(owner: Owner, template: psutil.Process, folders: list[Path]) -> dict[str, Any]:
    """What must be the same before and after."""
    process = psutil.Process(owner.pid)
    return {
        "processes": len(process.children(recursive=True)) + len(template.children(recursive=True)),
        "files of the owner": count_files(owner.pid),
        "files of the template": count_files(template.pid),
        "threads of the template": template.num_threads(),
        "files in folders": sorted(str(path) for folder in folders for path in folder.rglob("*")),
        "listening": [
            one
            for each in (process, template)
            for one in each.net_connections("tcp")
            if one.status == psutil.CONN_LISTEN
        ],
    }


def memory(owner: Owner, template: psutil.Process) -> tuple[int, int]:
    """Of owner and template, without what they share with others."""
    processes = (psutil.Process(owner.pid), template)
    return tuple(process.memory_full_info().uss for process in processes)


def test_five_hundred_kernels_leave_no_process_descriptor_file_port_or_memory(
    private: Path, warm_spec: Callable[..., str]
) -> None:
    name = warm_spec("soak")
    # Sockets need short paths, and nobody else has files there.
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    folders = [folder, private]
    try:
        with Owner(TMPDIR=str(folder)) as owner:
            owner.do(f"os.chdir({str(folder)!r}); import cycles")
            (pid,) = owner.value(f"cycles.some(0, {WARM}, {name!r})")
            template = psutil.Process(pid)
            until(lambda: not template.children())
            before = counts(owner, template, folders)
            held, used = owner.value("cycles.state()"), memory(owner, template)

            assert owner.value(f"cycles.some({WARM}, {WARM + CYCLES}, {name!r})") == [pid]

            until(lambda: not template.children())
            assert counts(owner, template, folders) == before
            now = owner.value("cycles.state()")
            assert now.pop("objects") - held.pop("objects") < FEW
            assert now == held
            grown = [
                after - first for after, first in zip(memory(owner, template), used, strict=True)
            ]
            assert max(grown) < NOISE, grown
    finally:
        shutil.rmtree(folder)
