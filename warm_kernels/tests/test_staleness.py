"""A template whose packages have changed takes no more kernels; those it has go on."""

from __future__ import annotations

import os
import site
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from owners import gone, sockets, until_gone
from using import forked, pid_of, run
from warm_kernels.owner import templates
from warm_kernels.staleness import Staleness


@pytest.fixture
def packages(fresh_templates: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that packages are installed into, of this test only."""
    monkeypatch.setenv("PYTHONUSERBASE", str(tmp_path))
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    folder = tmp_path / "lib" / version / "site-packages"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def sources(fresh_templates: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of modules under development, of this test only."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path


def parent(manager: object) -> psutil.Process:
    found = psutil.Process(pid_of(manager)).parent()
    assert found is not None
    return found


CHANGES: dict[str, Callable[[Path], object]] = {
    "installed": lambda folder: (folder / "new").mkdir(),
    "upgraded": lambda folder: (folder / "old-1.dist-info").rename(folder / "old-2.dist-info"),
    "removed": lambda folder: (folder / "old-1.dist-info").rmdir(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_package_changes_new_kernels_come_from_a_new_template_and_old_ones_go_on(
    change: Callable[[Path], object],
    packages: Path,
    kernel: Callable[..., tuple],
    private: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (packages / "old-1.dist-info").mkdir()
    old, client = kernel()
    same, _ = kernel()
    template = parent(old)
    assert parent(same) == template
    change(packages)
    new, new_client = kernel()
    assert forked(new)
    assert parent(new) != template
    assert run(client, "print('old')") == "old\n"
    assert run(new_client, "print('new')") == "new\n"
    assert len(sockets(private)) == 1
    newer, _ = kernel()
    assert parent(newer) == parent(new)

    old.interrupt_kernel()
    old.shutdown_kernel(now=True)
    assert template.is_running()
    same.restart_kernel(now=True)  # and so it moves to the new one
    assert parent(same) == parent(new)
    until_gone(template.pid)
    assert caplog.records == []


def test_a_retired_template_without_kernels_ends_at_once(
    packages: Path, kernel: Callable[..., tuple]
) -> None:
    manager, _ = kernel()
    template = parent(manager)
    manager.shutdown_kernel()
    assert not gone(template.pid)
    (packages / "new").mkdir()
    kernel()
    until_gone(template.pid)


def test_a_change_in_a_module_under_development_is_seen_by_the_next_kernel(
    sources: Path, kernel: Callable[..., tuple], warm_spec: Callable[..., str]
) -> None:
    module = sources / "under_development.py"
    module.write_text("VALUE = 'one'\n")
    name = warm_spec("development", ["under_development"])
    show = "import sys; print('under_development' in sys.modules, end=' ')\n"
    show += "import under_development; print(under_development.VALUE)"
    for value in ("one", "another", "yet another"):
        module.write_text(f"VALUE = {value!r}\n")
        manager, client = kernel(name)
        assert forked(manager)
        assert run(client, show) == f"True {value}\n"
    assert len(templates.status()) == 1


def test_a_module_changed_while_it_is_imported_is_imported_again_for_the_next_kernel(
    sources: Path, kernel: Callable[..., tuple], warm_spec: Callable[..., str]
) -> None:
    (sources / "changing.py").write_text(
        "import pathlib\n"
        "mark = pathlib.Path(__file__).with_name('mark')\n"
        "first = not mark.exists()\n"
        "if first:\n"
        "    mark.touch()\n"
        "    text = pathlib.Path(__file__).read_text()\n"
        "    pathlib.Path(__file__).write_text(text + '# changed\\n')\n"
    )
    name = warm_spec("changing", ["changing"])
    kernel(name)
    _, client = kernel(name)
    assert run(client, "import changing; print(changing.first)") == "False\n"


def test_nothing_is_stale_that_has_not_changed(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "USER_SITE", str(packages))
    looked = Staleness()
    looked.loaded()
    assert not looked.stale()
    os.utime(packages, ns=(time.time_ns(), packages.stat().st_mtime_ns + 10**9))
    assert looked.stale()
