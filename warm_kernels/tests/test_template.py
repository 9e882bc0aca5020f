"""What a template holds, whom it serves, and what it survives."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from owners import Owner, connect, count_files, files_of, gone, until_gone
from using import forked, pid_of, run
from waiting import until
from warm_kernels.place import Place
from warm_kernels.profile import Command, Profile

from warm_kernels import owner, place, wire

PRELOAD = ["decimal"]


@pytest.fixture(scope="module")
def profile(private: Path) -> Profile:
    command = Command.parse([sys.executable, "-m", "ipykernel_launcher"])
    return Profile.of(command, PRELOAD, os.environ, {})


@pytest.fixture(scope="module")
def template(profile: Profile) -> Iterator[owner.Template]:
    """A template that serves this process throughout."""
    made = owner.Template(profile)
    yield made
    made.close()


@pytest.fixture
def process(template: owner.Template) -> psutil.Process:
    return psutil.Process(template.status()["pid"])


class Raw:
    """A connection that says what it likes."""

    def __init__(self, key: str, folder: Path) -> None:
        self.connection, self.template = connect(key)
        self._folder = folder
        self._number = 0

    def ask(self, opened: Sequence[int] = (), **asked: Any) -> wire.Message:
        wire.send(self.connection, asked, opened)
        answer, received = wire.receive(self.connection)
        wire.close(received)
        assert answer.pop("n") is None
        return answer

    def launch(
        self, *, count: int = 6, order: bytes | None = None, files: Any = (), **changed: Any
    ) -> wire.Message:
        """Ask for a kernel; `order` or what is changed of it is what only the kernel reads."""
        self._number += 1
        file = str(self._folder / f"raw-{self._number}.json")
        asked = {
            "arguments": ["-f", file, "--HistoryManager.enabled=False"],
            "environment": dict(os.environ),
            "owner": os.getpid(),
            "umask": 0o022,
            "limits": {},
        }
        text = json.dumps(asked | changed).encode() if order is None else order
        with ExitStack() as opened:
            written = opened.enter_context(tempfile.TemporaryFile())
            written.write(text)
            written.seek(0)
            folder = os.open("/", os.O_PATH | os.O_DIRECTORY)
            opened.callback(os.close, folder)
            null = opened.enter_context(Path("/dev/null").open("r+b"))
            sent = [written.fileno(), folder, *[null.fileno()] * 20][:count]
            return self.ask(sent, do="launch", files=files or [file])

    def close(self) -> None:
        self.connection.close()

    def closed(self) -> bool:
        """Whether the template has given it up."""
        self.connection.settimeout(10)
        while True:
            try:
                wire.close(wire.receive(self.connection)[1])
            except wire.WireError as error:
                return "closed" in str(error) or "reset" in str(error)


@pytest.fixture
def raw(template: owner.Template, profile: Profile, tmp_path: Path) -> Iterator[Callable[[], Raw]]:
    """Makes raw connections; afterwards the template must be as it was."""
    process = psutil.Process(template.status()["pid"])
    before = count_files(process.pid)
    made: list[Raw] = []

    def make() -> Raw:
        made.append(Raw(profile.key, tmp_path))
        return made[-1]

    yield make
    for one in made:
        one.close()
    assert process.is_running(), "the template has ended"
    until(lambda: count_files(process.pid) == before)
    until(lambda: not process.children())
    assert template.status()["kernels"] == []
    assert len(template.status()["owners"]) == 1


def serves(raw: Callable[[], Raw]) -> bool:
    """Whether another owner gets a kernel, and its exit code."""
    other = raw()
    launched = other.launch()
    assert set(launched) == {"kernel", "pid"}, launched
    other.ask(do="signal", kernel=launched["kernel"], number=signal.SIGTERM)
    until_gone(launched["pid"])
    code = other.ask(do="exit", kernel=launched["kernel"])["code"]
    other.connection.close()
    return bool(code == -signal.SIGTERM)


def test_a_template_has_one_thread_and_no_loop_context_socket_or_file_of_its_modules(
    template: owner.Template, process: psutil.Process
) -> None:
    assert process.num_threads() == 1
    kinds = files_of(process)
    assert kinds.pop(str(template._place.log)) == 2
    listening = kinds.pop("socket AF_UNIX SOCK_SEQPACKET NONE False", 0)
    # It listens, speaks with this process, and wakes itself up; it watches all of that and us.
    assert listening == 2
    assert kinds.pop("socket AF_UNIX SOCK_STREAM NONE False") == 2
    assert kinds.pop("anon_inode") == 2
    assert set(kinds) == {"/dev/null"}
    assert process.cwd() == "/"
    assert os.getsid(process.pid) == process.pid


def test_a_kernel_has_the_open_files_of_a_stock_kernel(
    private: Path,
    warm_spec: Callable[..., str],
    kernel: Callable[..., tuple],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # a stock kernel looks at it
    warm_spec()
    stock = json.loads((private / "kernels" / "warm" / "kernel.json").read_text())
    del stock["metadata"]["kernel_provisioner"]
    (private / "kernels" / "stock").mkdir(exist_ok=True)
    (private / "kernels" / "stock" / "kernel.json").write_text(json.dumps(stock))
    leaked = os.open(private / "secret", os.O_CREAT | os.O_RDWR)
    os.set_inheritable(leaked, True)
    kinds = []
    try:
        for name in ("stock", "warm"):
            manager, client = kernel(name)
            assert forked(manager) == (name == "warm")
            run(client, "1")
            kinds.append(files_of(psutil.Process(pid_of(manager))))
            if forked(manager):
                parent = psutil.Process(pid_of(manager)).parent()
                assert parent is not None
                assert str(private / "secret") not in files_of(parent)
            manager.shutdown_kernel(now=True)
    finally:
        os.close(leaked)
    stock_kinds, warm_kinds = kinds
    more = warm_kinds - stock_kinds
    more.pop("/dev/null", None)
    assert not more
    assert str(private / "secret") not in warm_kinds


def test_six_processes_that_start_kernels_at_once_share_one_template(
    warm_spec: Callable[..., str],
) -> None:
    warm_spec("race", ["fractions"])
    with Owner() as first:
        pids = first.value("forks(6, lambda number: start(name='race'))")
        first.do("start(name='race')")
        template = first.template()
        status = until(
            lambda: (
                (found := first.value("templates.status()")[0])
                and len(found["kernels"]) == 7
                and found
            )
        )
        assert sorted(status["owners"]) == sorted([first.pid, *pids])
        assert first.value("len(list(templates._held))") == 1
    until_gone(*pids, template.pid)


@pytest.mark.parametrize(
    "changed",
    [
        {"preload": ["decimal", "fractions"]},
        {"command": ["-Xfrozen_modules=off"]},
        {"environment": {"LANG": "xx"}},
        {"environment": {"PYTHONHASHSEED": "1"}},
    ],
)
def test_another_preload_flag_or_environment_has_another_template(
    changed: dict[str, Any], profile: Profile
) -> None:
    flags = changed.get("command", [])
    command = Command.parse([sys.executable, *flags, "-m", "ipykernel_launcher"])
    environment = {**os.environ, **changed.get("environment", {})}
    other = Profile.of(command, changed.get("preload", PRELOAD), environment, {})
    assert other.key != profile.key


def test_what_only_one_kernel_needs_makes_no_other_template(profile: Profile) -> None:
    command = Command.parse([sys.executable, "-m", "ipykernel_launcher", "-f", "x", "--debug"])
    environment = {**os.environ, "JPY_SESSION_NAME": "a.ipynb", "NBGRADER_EXECUTION": "autograde"}
    assert Profile.of(command, PRELOAD, environment, {}).key == profile.key


def test_another_resource_limit_of_the_owner_has_another_template(profile: Profile) -> None:
    before = profile.key
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0 if soft else 1, hard))
    try:
        assert profile.key != before
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))


def test_a_signal_for_a_kernel_that_has_ended_or_never_was_hits_nothing(
    raw: Callable[[], Raw],
) -> None:
    mine, other = raw(), raw()
    launched = mine.launch()
    number = launched["kernel"]
    assert "KeyError" in other.ask(do="signal", kernel=number, number=9)["error"]
    assert not gone(launched["pid"])
    assert mine.ask(do="exit", kernel=number) == {"code": None}
    assert mine.ask(do="signal", kernel=number, number=9) == {}
    until_gone(launched["pid"])
    assert mine.ask(do="signal", kernel=number, number=9) == {}
    assert mine.ask(do="exit", kernel=number) == {"code": -9}
    assert "KeyError" in mine.ask(do="exit", kernel=number)["error"]
    assert "KeyError" in mine.ask(do="signal", kernel=number, number=9)["error"]
    assert "KeyError" in mine.ask(do="signal", kernel=12345, number=9)["error"]
    assert serves(raw)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_signal_right_after_the_fork_is_not_lost(
    number: signal.Signals, raw: Callable[[], Raw]
) -> None:
    mine = raw()
    for _ in range(20):
        launched = mine.launch()
        mine.ask(do="signal", kernel=launched["kernel"], number=number)
        until_gone(launched["pid"])
        assert mine.ask(do="exit", kernel=launched["kernel"])["code"] == -number


def test_a_kernel_whose_exit_code_was_taken_sends_no_more_signals(
    kernel: Callable[..., tuple], monkeypatch: pytest.MonkeyPatch
) -> None:
    manager, _ = kernel()
    process = manager.provisioner.process
    process.kill()
    assert process.wait(10) == -9
    asked: list[Any] = []
    monkeypatch.setattr(owner.Template, "_ask", lambda *message: asked.append(message))
    for act in (process.kill, process.terminate, lambda: process.send_signal(2), process.poll):
        act()
    assert asked == []
    assert process.returncode == -9


WRONG = {
    "nothing asked": {},
    "unknown": {"do": "dance"},
    "unknown of a kernel": {"do": "dance", "kernel": 1},
    "no kernel": {"do": "signal", "number": 9},
    "a list for a kernel": {"do": "signal", "kernel": [1], "number": 9},
    "a list for a request": {"do": ["launch"]},
    "an error that is long in JSON": {"do": "exit", "kernel": "é" * 30_000},
}


@pytest.mark.parametrize("asked", WRONG.values(), ids=WRONG)
def test_a_wrong_request_gets_an_error(asked: dict[str, Any], raw: Callable[[], Raw]) -> None:
    mine = raw()
    mine.connection.send(json.dumps(asked, ensure_ascii=False).encode())
    answer, _ = wire.receive(mine.connection)
    assert answer["error"]
    assert mine.ask(do="status")["pid"] == mine.template
    assert serves(raw)


@pytest.mark.parametrize("number", ["nine", None, 10**30, float("inf"), -1, 4711, [9]], ids=repr)
def test_a_wrong_signal_gets_an_error(number: Any, raw: Callable[[], Raw]) -> None:
    mine = raw()
    launched = mine.launch()
    assert mine.ask(do="signal", kernel=launched["kernel"], number=number)["error"]
    assert not gone(launched["pid"])
    assert mine.ask(do="signal", kernel=launched["kernel"], number=9) == {}
    until_gone(launched["pid"])


WRONG_LAUNCHES: dict[str, dict[str, Any]] = {
    "no files": {"count": 0},
    "too few files": {"count": 5},
    "too many files": {"count": 7},
    "more than are taken": {"count": 15},
    "a number for what to remove": {"files": 7},
}


@pytest.mark.parametrize("changed", WRONG_LAUNCHES.values(), ids=WRONG_LAUNCHES)
def test_a_wrong_launch_gets_an_error_and_no_kernel(
    changed: dict[str, Any], raw: Callable[[], Raw], process: psutil.Process
) -> None:
    mine = raw()
    assert mine.launch(**changed)["error"]
    assert process.children() == []
    assert mine.ask(do="status")["kernels"] == []


IMPOSSIBLE: dict[str, dict[str, Any]] = {
    "no order": {"order": b""},
    "garbage": {"order": b"\xff{"},
    "nested": {"order": b"[" * 100_000},
    "no object": {"order": b"[]"},
    "a name with =": {"environment": {"A=B": "1"}},
    "a value with a null": {"environment": {"A": "1\0"}},
    "half a character": {"environment": {"A": "\ud800"}},
    "a list for an environment": {"environment": ["PATH"]},
    "no arguments": {"arguments": None},
    "an umask of words": {"umask": "all"},
    "an umask too large": {"umask": 10**30},
    "an unknown limit": {"limits": {"patience": 1}},
    "a limit below zero": {"limits": {"nofile": -5}},
    "a limit of words": {"limits": {"nofile": "many"}},
}


@pytest.mark.parametrize("changed", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_a_kernel_that_cannot_take_what_it_is_given_ends_without_becoming_a_template(
    changed: dict[str, Any], raw: Callable[[], Raw], process: psutil.Process
) -> None:
    mine = raw()
    answer = mine.launch(**changed)
    if "error" not in answer:
        until_gone(answer["pid"])
        assert mine.ask(do="exit", kernel=answer["kernel"])["code"] == 1
    assert process.children() == []


GARBAGE = {
    "no text": b"\xff\xfe\x00garbage",
    "half of JSON": b'{"do": "stat',
    "no object": b"[1, 2]",
    "nested": b"[" * 100_000,
    "a number": b"9" * 10_000,
    "large": b"x" * 200_000,
    "large and right": json.dumps({"do": "status", "more": "x" * 200_000}).encode(),
    "as large as may be": json.dumps({"do": "x" * (wire.MAX_BYTES - 20)}).encode(),
    "empty": b"",
}


@pytest.mark.parametrize("packet", GARBAGE.values(), ids=GARBAGE)
def test_an_owner_that_sends_garbage_is_given_up_with_its_kernels_and_others_are_served(
    packet: bytes, raw: Callable[[], Raw]
) -> None:
    mine = raw()
    launched = mine.launch()
    mine.connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
    mine.connection.send(packet)
    if packet == GARBAGE["as large as may be"]:
        assert wire.receive(mine.connection)[0]["error"]
    else:
        assert mine.closed()
        until_gone(launched["pid"])
    assert serves(raw)


@pytest.mark.parametrize("count", [9, 100, 250])
def test_too_many_descriptors_are_closed(count: int, raw: Callable[[], Raw]) -> None:
    mine = raw()
    with Path("/dev/null").open("rb") as null:
        socket.send_fds(mine.connection, [b'{"do": "launch"}'], [null.fileno()] * count)
    assert "0 files came with it" in wire.receive(mine.connection)[0]["error"]
    assert serves(raw)


def test_descriptors_beside_another_request_or_no_message_are_closed(
    raw: Callable[[], Raw], process: psutil.Process
) -> None:
    mine = raw()
    before = count_files(process.pid)
    with Path("/dev/null").open("rb") as null:
        for _ in range(20):
            assert mine.ask([null.fileno()] * 8, do="status")["pid"]
            assert mine.ask([null.fileno()] * 8, do="dance")["error"]
        until(lambda: count_files(process.pid) == before)
        socket.send_fds(mine.connection, [b"{"], [null.fileno()] * 8)
    assert mine.closed()


def test_owners_that_say_nothing_or_vanish_do_not_matter(raw: Callable[[], Raw]) -> None:
    silent = [raw() for _ in range(150)]
    assert serves(raw)
    for one in silent[::2]:
        one.connection.close()
    assert serves(raw)


def test_an_owner_that_does_not_read_its_answers_holds_up_nobody(
    raw: Callable[[], Raw], template: owner.Template
) -> None:
    deaf = raw()
    launched = deaf.launch()
    deaf.connection.settimeout(1)
    longest = 0.0
    with suppress(BrokenPipeError, ConnectionResetError):
        while True:
            deaf.connection.send(b'{"do": "status"}')
            began = time.monotonic()
            assert template.status()["pid"] == deaf.template
            longest = max(longest, time.monotonic() - began)
    assert longest < 2
    until_gone(launched["pid"])
    assert serves(raw)


def test_an_owner_that_vanishes_while_its_kernel_is_forked_leaves_none(
    raw: Callable[[], Raw], process: psutil.Process
) -> None:
    for _ in range(10):
        mine = raw()
        threading.Timer(0.002, mine.connection.close).start()
        with suppress(wire.WireError, OSError, ValueError):
            mine.launch()
    until(lambda: process.children() == [])


@pytest.fixture
def cramped(private: Path, warm_spec: Callable[..., str]) -> Iterator[psutil.Process]:
    """A template that may open 64 files, held by another process."""
    warm_spec("cramped")
    with Owner(LC_TEST="cramped") as held:
        held.do("import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))")
        held.do("start(name='cramped')")
        yield held.template()


def key_of(process: psutil.Process) -> str:
    """The address of a template."""
    return Path(f"/proc/{process.pid}/fd/1").readlink().stem


def test_more_connections_than_files_are_refused_and_the_template_stays_idle(
    cramped: psutil.Process, tmp_path: Path
) -> None:
    crowd = []
    for _ in range(80):
        connection = Place(place.folder(), key_of(cramped)).connect(0.2)
        assert connection is not None
        crowd.append(connection)
    until(lambda: count_files(cramped.pid) >= 60)
    used = cramped.cpu_times()
    time.sleep(0.5)  # the span that is measured
    now = cramped.cpu_times()
    assert now.user + now.system - used.user - used.system < 0.2
    for connection in crowd:
        connection.close()
    until(lambda: count_files(cramped.pid) < 20)
    with closing(Raw(key_of(cramped), tmp_path)) as mine:
        assert "pid" in mine.launch()


def test_a_template_without_a_file_left_forks_nothing_that_it_does_not_hold(
    cramped: psutil.Process, tmp_path: Path
) -> None:
    with closing(Raw(key_of(cramped), tmp_path)) as other:
        with closing(Raw(key_of(cramped), tmp_path)) as mine:
            launched = 0
            while "pid" in (answer := mine.launch()):
                launched += 1
                assert launched < 70
            assert "error" in answer
            assert launched > 20
            kernels = sorted(other.ask(do="status")["kernels"])
            assert sorted(child.pid for child in cramped.children()) == kernels
            assert len(kernels) == launched + 1
        until(lambda: len(cramped.children()) == 1)


def test_a_template_ends_when_the_only_owner_lets_go_and_is_no_zombie(profile: Profile) -> None:
    apart = Profile(profile.python, profile.flags, ("statistics",), profile.environment)
    one = owner.Template(apart)
    pid = one.status()["pid"]
    one.close()
    until_gone(pid)


def test_an_answer_that_comes_too_late_is_not_taken_for_another(
    fresh_templates: None,
    kernel: Callable[..., tuple],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(owner, "ANSWER_SECONDS", 0.5)
    manager, client = kernel()
    template = psutil.Process(pid_of(manager)).parent()
    assert template is not None
    template.suspend()
    manager.provisioner.process.send_signal(signal.SIGCONT)  # not answered in time
    template.resume()
    assert run(client, "print('alive')") == "alive\n"
    client.execute("import os; os._exit(7)")
    assert manager.provisioner.process.wait(10) == 7
