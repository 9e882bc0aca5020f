"""Kernels end with their owner, whatever way it ends, and a template with its last owner."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from owners import Owner, gone, runtime_files, sockets, until_gone
from using import forked, pid_of, run
from waiting import until

ENDS = {
    "SIGTERM": "os.kill(os.getpid(), 15)",
    "SIGKILL": "os.kill(os.getpid(), 9)",
    "SIGHUP": "os.kill(os.getpid(), 1)",
    "SIGSEGV": "os.kill(os.getpid(), 11)",
    "sys.exit": "sys.exit(3)",
    "unhandled exception": "raise RuntimeError('unhandled')",
    "os._exit": "os._exit(4)",
    "end of the program": "sys.stdin = None; os.dup2(os.open('/dev/null', os.O_RDONLY), 0)",
}

# What kernels do when their owner ends; each says by a file that it has begun.
BUSY = {
    "in C": "open({0!r}, 'w').close(); sum(range(10**12))",
    "in sleep": "open({0!r}, 'w').close(); import time; time.sleep(1000)",
    "ignoring signals": (
        "import signal, time\n"
        "for n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\n"
        "open({0!r}, 'w').close()\n"
        "while True:\n"
        "    try: time.sleep(1000)\n"
        "    except BaseException: pass"
    ),
    "with subprocesses": (
        "import subprocess\n"
        "children = [subprocess.Popen(['sleep', '1000']) for _ in range(2)]\n"
        "children.append(subprocess.Popen(['sh', '-c', 'trap \"\" HUP INT TERM; sleep 1000']))\n"
        "open({0!r}, 'w').close(); children[0].wait()"
    ),
}


@pytest.fixture
def owner(warm_spec: Callable[..., str]) -> Iterator[Callable[..., Owner]]:
    """Starts owners; what is left of them is killed after the test."""
    warm_spec()
    owners: list[Owner] = []

    def start(**environment: str) -> Owner:
        owners.append(Owner(**environment))
        return owners[-1]

    yield start
    for one in owners:
        one.close()


@pytest.fixture(scope="module")
def keeper(private: Path, warm_spec: Callable[..., str]) -> Iterator[Owner]:
    """An owner that keeps a template and a kernel of its own throughout."""
    warm_spec()
    with Owner() as kept:
        kept.do("start()")
        yield kept


KEPT = {".sock", ".log", ".lock"}


def subprocesses(pids: list[int]) -> list[int]:
    return [child.pid for pid in pids for child in psutil.Process(pid).children(recursive=True)]


@pytest.mark.parametrize("end", ENDS)
def test_busy_kernels_and_their_files_are_gone_after_their_owner(
    end: str, keeper: Owner, owner: Callable[..., Owner], private: Path, tmp_path: Path
) -> None:
    before = runtime_files(private)
    ended = owner().ready()
    transport = "ipc" if list(ENDS).index(end) % 2 else "tcp"
    pids = ended.value(f"start({len(BUSY)}, kw={{'transport': {transport!r}}})")
    for index, code in enumerate(BUSY.values()):
        ended.do(f"begin({index}, {code.format(str(tmp_path / str(index)))!r})")
    until(lambda: all((tmp_path / str(index)).exists() for index in range(len(BUSY))))
    pids += subprocesses(pids)
    assert len(pids) >= len(BUSY) + 3
    assert len(runtime_files(private) - before) >= len(BUSY) * (6 if transport == "ipc" else 1)

    ended.tell(ENDS[end])
    ended.process.stdin.close()
    ended.process.wait(20)

    until_gone(*pids)
    until(lambda: runtime_files(private) == before)
    assert "alive" in keeper.value("run(0, 'print(\"alive\")')")
    assert [status["owners"] for status in keeper.value("templates.status()")] == [[keeper.pid]]
    assert len(keeper.template().children()) == 1


def test_no_kernel_outlives_an_owner_killed_while_it_starts_kernels(
    keeper: Owner, owner: Callable[..., Owner]
) -> None:
    killed = owner().ready()
    kernels = keeper.template().children
    for step in range(18):
        (pid,) = killed.value("forks(1, lambda number: start(3))")
        time.sleep(0.02 * step)  # the moment is what is varied
        killed.do(f"os.kill({pid}, 9); os.waitpid({pid}, 0)")
        until(lambda: len(kernels()) == 1)
    assert "alive" in keeper.value("run(0, 'print(\"alive\")')")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("libc", [True, False], ids=["fork in C", "os.fork"])
def test_kernels_do_not_outlive_an_owner_whose_fork_does(
    number: int, libc: bool, keeper: Owner, owner: Callable[..., Owner], tmp_path: Path
) -> None:
    parent = owner().ready()
    pids = parent.value("start(2)")
    # A fork in C runs none of Python's hooks: it keeps the connection to the template open.
    fork = "import ctypes; fork = ctypes.CDLL(None).fork" if libc else "fork = os.fork"
    child = parent.do(f"import signal\n{fork}\nanswer = fork()\nif not answer: signal.pause()")
    try:
        os.kill(parent.pid, number)
        parent.process.wait(10)
        until_gone(*pids)
        assert psutil.Process(child).is_running()
    finally:
        os.kill(child, signal.SIGKILL)
    until_gone(child)


def test_a_multiprocessing_child_leaves_the_owners_kernels_alone_and_may_have_its_own(
    keeper: Owner, owner: Callable[..., Owner]
) -> None:
    parent = owner().ready()
    (pid,) = parent.value("start()")
    code = parent.do(
        "import multiprocessing\n"
        "def work():\n"
        "    start()\n"
        "    sys.exit(7 if 'own' in run(-1, 'print(\"own\")') else 8)\n"
        "child = multiprocessing.get_context('fork').Process(target=work)\n"
        "child.start(); child.join()\n"
        "answer = child.exitcode"
    )
    assert code == 7
    assert not gone(pid)
    assert "alive" in parent.value("run(0, 'print(\"alive\")')")
    until(lambda: len(keeper.template().children()) == 2)


def test_of_two_owners_the_first_dies_and_the_others_kernels_go_on_until_it_ends(
    owner: Callable[..., Owner], private: Path
) -> None:
    variables = {"LC_TEST": "two owners"}
    first, second = owner(**variables).ready(), owner(**variables).ready()
    (one,), (other,) = first.value("start()"), second.value("start()")
    template = second.template()
    assert first.template() == template
    first.kill()
    until_gone(one)
    assert "alive" in second.value("run(0, 'print(\"alive\")')")
    assert template.is_running()
    second.tell("sys.exit()")
    assert second.process.wait(10) == 0
    until_gone(other, template.pid)


def test_nothing_but_log_and_lock_is_left_when_all_owners_are_gone(
    owner: Callable[..., Owner], private: Path
) -> None:
    last = owner(LC_TEST="the last").ready()
    before = sockets(private)
    last.do("start(kw={'transport': 'ipc'})")
    template = last.template()
    assert len(sockets(private) - before) == 1
    last.kill()
    until_gone(template.pid)
    assert sockets(private) == before
    assert {path.suffix for path in (private / "runtime").rglob("*.*")} <= KEPT


@pytest.fixture
def apart(fresh_templates: None, warm_spec: Callable[..., str], private: Path) -> str:
    """A kernelspec with a template of this process only."""
    (private / "jupyter-runtime").mkdir(exist_ok=True)
    return warm_spec("apart", env={"LC_TEST": "apart"})


def test_a_killed_template_takes_its_kernels_and_the_next_start_has_another(
    apart: str, kernel: Callable[..., tuple]
) -> None:
    manager, _ = kernel(apart)
    other, _ = kernel(apart, traits={"transport": "ipc"})
    template = psutil.Process(pid_of(manager)).parent()
    assert template is not None
    template.kill()
    until_gone(pid_of(manager), pid_of(other))
    assert not manager.is_alive()
    for one in (manager, other):
        code = one.provisioner.process.poll()
        assert code == -signal.SIGKILL
        one.cleanup_resources()

    third, client = kernel(apart)
    assert forked(third)
    assert run(client, "print('alive')") == "alive\n"
    assert psutil.Process(pid_of(third)).ppid() != template.pid
    until_gone(template.pid)


def test_a_terminated_template_ends_its_kernels_and_removes_their_files(
    apart: str, kernel: Callable[..., tuple], private: Path
) -> None:
    before, places = runtime_files(private), sockets(private)
    folder = private / "jupyter-runtime"
    manager, _ = kernel(apart, traits={"connection_file": str(folder / "one.json")})
    other, _ = kernel(
        apart, traits={"connection_file": str(folder / "two.json"), "transport": "ipc"}
    )
    template = psutil.Process(pid_of(manager)).parent()
    assert template is not None
    assert len(runtime_files(private) - before) == 7
    template.terminate()
    until_gone(pid_of(manager), pid_of(other))
    until(lambda: runtime_files(private) == before)
    assert manager.provisioner.process.poll() == -signal.SIGKILL
    until(lambda: sockets(private) == places)
    again, client = kernel(apart)
    assert forked(again)
    assert run(client, "print('alive')") == "alive\n"
    until_gone(template.pid)


def test_a_stopped_kernel_ends_with_its_owner(keeper: Owner, owner: Callable[..., Owner]) -> None:
    ended = owner().ready()
    (pid,) = ended.value("start()")
    os.kill(pid, signal.SIGSTOP)
    ended.kill()
    until_gone(pid)
    assert "alive" in keeper.value("run(0, 'print(\"alive\")')")
