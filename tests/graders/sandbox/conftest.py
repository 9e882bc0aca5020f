"""Sandboxes of each kind that this machine offers, started once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from graders.sandbox import Level, Limits, Outcome, launch
from graders.sandbox.choice import Keeper
from graders.sandbox.launch import ways
from tests.conftest import missing

Run = Callable[..., Outcome]
QUICK = Limits(cpu=5, seconds=5)


def runner(keeper: Keeper) -> Run:
    def run(
        *cells: str,
        names: Sequence[str] = (),
        files: Mapping[str, bytes] | None = None,
        limits: Limits = QUICK,
    ) -> Outcome:
        return keeper.run(cells, files or {}, names, limits)

    return run


def bare(folder: Path, *without: str) -> Path:
    """A copy of the sandbox's inside that believes the kernel has no Landlock or no filters."""
    inside = folder / "bare" / "inside"
    shutil.copytree(launch.INSIDE, inside)
    for name, line in (
        ("landlock", "def version() -> int:\n    return 0\n\n\ndef _version() -> int:"),
        ("syscalls", "def library() -> None:\n    return None\n\n\ndef _library() -> None:"),
    ):
        if name in without:
            path = inside / f"{name}.py"
            start = line.partition("(")[0]
            text = path.read_text()
            old = next(one for one in text.splitlines() if one.startswith(f"{start}("))
            path.write_text(text.replace(old, line))
    return inside


@pytest.fixture(scope="session")
def keepers() -> Iterator[dict[Level, Keeper]]:
    """The strongest way of each level that works here."""
    found: dict[Level, Keeper] = {}
    for way in ways():
        if way.level in found or way.level is Level.WEAK:
            continue
        keeper = Keeper([way])
        if keeper.confinement().level is way.level:
            found[way.level] = keeper
    yield found
    for keeper in found.values():
        keeper.close()


@pytest.fixture(scope="session")
def run(keepers: dict[Level, Keeper]) -> Run:
    """Runs cells in the strongest sandbox of this machine."""
    if not keepers:
        missing("a sandbox (bubblewrap, or Linux with Landlock)")
    return runner(next(iter(keepers.values())))


@pytest.fixture(params=[Level.BUBBLEWRAP, Level.NAMESPACES, Level.LANDLOCK])
def each(request: pytest.FixtureRequest, keepers: dict[Level, Keeper]) -> Run:
    """Runs cells at each level in turn."""
    if not keepers:
        missing("a sandbox (bubblewrap, or Linux with Landlock)")
    if request.param not in keepers:
        pytest.skip(f"{request.param} is not offered by this machine")
    return runner(keepers[request.param])
