"""The life of the sandbox's own processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from graders.sandbox import Level, SandboxFailed
from graders.sandbox.choice import Keeper
from graders.sandbox.launch import Way
from graders.sandbox.process import Sandbox
from tests.conftest import missing
from tests.graders.sandbox.conftest import QUICK


@pytest.fixture
def keeper(keepers: dict[Level, Keeper]) -> Keeper:
    if not keepers:
        missing("a sandbox")
    return next(iter(keepers.values()))


def running(keeper: Keeper) -> Sandbox:
    keeper.run([], {}, [], QUICK)
    assert keeper._sandbox is not None
    return keeper._sandbox


def works(keeper: Keeper) -> bool:
    return keeper.run(["x = 1"], {}, ["x"], QUICK).values == {"x": 1.0}


def test_a_sandbox_that_was_ended_is_started_again(keeper: Keeper) -> None:
    process = running(keeper)._process
    assert process is not None
    process.kill()
    process.wait()
    assert works(keeper)


def test_one_that_fails_twice_is_no_fault_of_the_student(
    monkeypatch: pytest.MonkeyPatch, keeper: Keeper
) -> None:
    def broken(*_: object) -> None:
        raise SandboxFailed("gone")

    monkeypatch.setattr(Sandbox, "run", broken)
    with pytest.raises(SandboxFailed, match="gone"):
        works(keeper)


def test_it_may_be_started_by_a_thread_that_ends(keeper: Keeper) -> None:
    keeper.close()
    thread = threading.Thread(target=works, args=(keeper,))
    thread.start()
    thread.join()
    assert works(keeper)


def test_several_threads_wait_for_each_other(keeper: Keeper) -> None:
    found: list[float] = []

    def one(number: int) -> None:
        outcome = keeper.run([f"x = {number}"], {}, ["x"], QUICK)
        found.append(outcome.values["x"])

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [float(number) for number in range(8)]


def test_a_fork_of_the_grader_has_a_sandbox_of_its_own(keeper: Keeper, tmp_path: Path) -> None:
    before = running(keeper)
    script = tmp_path / "said"
    child = os.fork()
    if child == 0:
        try:
            keeper.forget()
            ok = works(keeper) and keeper._sandbox is not before
            script.write_text(str(ok))
            keeper.close()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert script.read_text() == "True"
    assert works(keeper)
    assert keeper._sandbox is before


def test_nothing_outlives_the_grader(tmp_path: Path) -> None:
    told = tmp_path / "running"
    code = (
        "import threading, time\nfrom pathlib import Path\n"
        "from graders.sandbox import run_cells, strongest\n"
        "strongest()\n"
        f"threading.Timer(0.5, Path({str(told)!r}).touch).start()\n"
        "run_cells(['import time\\nwhile True: time.sleep(1)'], {}, [])\n"
    )
    grader = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while not told.exists() and grader.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    inside = psutil.Process(grader.pid).children(recursive=True)
    assert inside
    grader.send_signal(signal.SIGKILL)
    grader.wait()
    _, alive = psutil.wait_procs(inside, timeout=5)
    assert not alive


def test_the_folder_of_a_sandbox_goes_with_it(tmp_path: Path, keepers: dict[Level, Keeper]) -> None:
    if Level.LANDLOCK not in keepers:
        pytest.skip("landlock is not offered by this machine")
    sandbox = Sandbox(Way(Level.LANDLOCK, own_user=False))
    folder = sandbox._folder
    assert folder is not None
    assert folder.is_dir()
    sandbox.close()
    assert not folder.exists()
