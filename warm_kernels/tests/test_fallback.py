"""Where a fork cannot be had kernels start in the normal way, and the log says why, once."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import ipykernel_launcher
import psutil
import pytest
from owners import Owner, until_gone
from using import forked, run
from waiting import until
from warm_kernels.place import Place

from warm_kernels import owner, place, provisioner

PRELOADS = {
    "missing": ("import absent_for_sure", "absent_for_sure"),
    "failing": ("raise RuntimeError('no luck')", "RuntimeError: no luck"),
    "exiting": ("raise SystemExit(3)", "SystemExit: 3"),
    "threading": (
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(1000,), name='worker', daemon=True).start()",
        "started threads (worker)",
    ),
    "in_c": (
        "import _thread, time\n_thread.start_new_thread(time.sleep, (1000,))",
        "started threads",
    ),
    "connecting": ("import socket\nkept = socket.socket()", "left a file or socket open (socket:"),
    "opening": (
        "import pathlib\nkept = pathlib.Path(__file__).open()",
        "preload_opening.py)",
    ),
    "storing": (
        "import sqlite3\n"
        "kept = sqlite3.connect(__file__ + '.db')\n"
        "kept.execute('create table if not exists t (a)')",
        "preload_storing.py.db)",
    ),
    "messaging": ("import zmq\nkept = zmq.Context.instance()", "preloaded module"),
    "messaging_apart": ("import zmq\nkept = zmq.Context()", "preloaded module"),
    "looping": ("import asyncio\nkept = asyncio.new_event_loop()", "left a file or socket open"),
    "serving": (
        "from jupyter_core.application import JupyterApp\nkept = JupyterApp.instance()",
        "started a Jupyter application",
    ),
    "leaving": ("import os\nos._exit(5)", "ended early"),
    "killed": ("import os\nos.kill(os.getpid(), 9)", "ended early"),
    "terminated": ("import os\nos.kill(os.getpid(), 15)", "ended early"),
}


@pytest.fixture(scope="module")
def modules(private: Path) -> Iterator[Path]:
    """A folder with all of these modules."""
    folder = private / "modules"
    folder.mkdir()
    for name, (code, _) in PRELOADS.items():
        (folder / f"preload_{name}.py").write_text(code + "\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder))
        yield folder


@pytest.fixture
def said(unsaid: None, caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """The warnings about templates so far."""

    def found() -> list[str]:
        return [one.getMessage() for one in caplog.records if "warm template" in one.getMessage()]

    return found


@pytest.fixture
def normally(manager: Callable[..., object], said: Callable[[], list[str]]) -> Callable[..., None]:
    """Starts kernels twice, in the normal way, and looks for one warning that says why."""

    def start(name: str | None, why: str, **asked: object) -> None:
        for _ in range(2):
            one = manager(name)
            one.start_kernel(**asked)
            assert isinstance(one.provisioner.process, subprocess.Popen)
            assert one.is_alive()
            if not said.__dict__.setdefault("works", False):
                client = one.client()
                client.start_channels()
                client.wait_for_ready(60)
                assert run(client, "print(6 * 7)") == "42\n"
                client.stop_channels()
                said.__dict__["works"] = True
            one.shutdown_kernel(now=True)
        (warning,) = said()
        assert why in warning

    return start


@pytest.mark.parametrize("name", PRELOADS)
def test_a_preload_that_cannot_be_forked(
    name: str,
    modules: Path,
    warm_spec: Callable[..., str],
    normally: Callable[..., None],
) -> None:
    warm_spec(f"preload-{name}", [f"preload_{name}"])
    normally(f"preload-{name}", PRELOADS[name][1])
    assert not [
        child for child in psutil.Process().children() if child.status() == psutil.STATUS_ZOMBIE
    ]


@pytest.mark.parametrize("code", ["import time; time.sleep(1000)", "while True: pass"])
def test_a_preload_that_never_ends(
    code: str,
    modules: Path,
    warm_spec: Callable[..., str],
    normally: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (modules / "hanging.py").write_text(code + "\n")
    monkeypatch.setattr(owner, "READY_SECONDS", 1.0)
    monkeypatch.setenv("LC_TEST", code)
    warm_spec("hanging", ["hanging"])
    before = set(psutil.Process().children())
    normally("hanging", "not ready after 1 seconds")
    until(lambda: set(psutil.Process().children()) <= before)


def test_a_preload_that_never_ends_does_not_outlive_its_owner_for_ever(
    modules: Path, warm_spec: Callable[..., str]
) -> None:
    mark = modules / "began"
    (modules / "endless.py").write_text(
        f"import os, pathlib\npathlib.Path({str(mark)!r}).write_text(str(os.getpid()))\n"
        "while True: pass\n"
    )
    warm_spec("endless", ["endless"])
    with Owner() as waiting:
        waiting.do("from warm_kernels import owner; owner.READY_SECONDS = 2")
        waiting.tell("start(name='endless')")
        pid = int(until(lambda: mark.exists() and mark.read_text()))
    until_gone(pid)


def test_another_system(normally: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provisioner.sys, "platform", "darwin")
    normally(None, "only Linux can fork kernels")


def test_a_system_without_pidfd(
    normally: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "pidfd_open")
    normally(None, "only Linux can fork kernels")


def test_the_provisioner_can_be_imported_on_another_system() -> None:
    code = (
        "import sys, jupyter_client.asynchronous, jupyter_client.provisioning, psutil\n"
        "sys.platform = 'win32'\n"
        "for name in ('fcntl', 'resource', 'pwd', 'grp', 'termios'): sys.modules[name] = None\n"
        "import warm_kernels.provisioner\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"independent": True}, "asked for an independent kernel"),
        ({"preexec_fn": None}, "asked for preexec_fn"),
        ({"start_new_session": True, "umask": 0o077}, "asked for start_new_session, umask"),
    ],
)
def test_what_a_fork_cannot_do(
    asked: dict[str, object], why: str, normally: Callable[..., None]
) -> None:
    normally(None, why, **asked)


@pytest.mark.parametrize(
    "argv",
    [
        ["{python}", "-c", "from ipykernel.kernelapp import launch_new_instance as l; l()"],
        ["/usr/bin/env", "{python}", "-m", "ipykernel_launcher"],
        ["{python}", "-m", "ipykernel"],
        ["{python}", "-P", "{launcher}"],
    ],
)
def test_another_command(
    argv: list[str],
    private: Path,
    warm_spec: Callable[..., str],
    normally: Callable[..., None],
) -> None:
    name = warm_spec("command")
    file = private / "kernels" / name / "kernel.json"
    spec = json.loads(file.read_text())
    parts = {"{python}": sys.executable, "{launcher}": ipykernel_launcher.__file__}
    spec["argv"] = [parts.get(part, part) for part in argv] + ["-f", "{connection_file}"]
    file.write_text(json.dumps(spec))
    normally(name, "the kernelspec must run")


def test_a_python_that_is_not_there_fails_as_a_normal_start_does(
    private: Path, warm_spec: Callable[..., str], manager: Callable[..., object]
) -> None:
    name = warm_spec("absent")
    file = private / "kernels" / name / "kernel.json"
    spec = json.loads(file.read_text())
    spec["argv"][0] = "/absent/python3"
    file.write_text(json.dumps(spec))
    with pytest.raises(FileNotFoundError):
        manager(name).start_kernel()


def test_a_folder_that_cannot_be_made(
    fresh_templates: None, normally: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    nowhere = SimpleNamespace(gettempdir=lambda: "/proc/sys")  # not even root can write there
    monkeypatch.setattr(place, "tempfile", nowhere)
    normally(None, "/proc/sys/warm-kernels-")


def test_a_template_that_is_about_to_end_is_replaced_without_a_warning(
    fresh_templates: None,
    kernel: Callable[..., tuple],
    said: Callable[[], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listening = threading.Event()
    threads = []

    def connect(self: Place, timeout: float, stock=Place.connect) -> object:
        if not listening.is_set():  # the first time somebody listens who goes away
            listening.set()
            listener = self.listen()
            listener.setblocking(True)
            threads.append(threading.Thread(target=end, args=(listener,)))
            threads[0].start()
        return stock(self, timeout)

    def end(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        listener.close()
        connection.close()

    monkeypatch.setattr(Place, "connect", connect)
    manager, client = kernel()
    assert forked(manager)
    assert run(client, "print(1)") == "1\n"
    assert said() == []
    threads[0].join(10)
