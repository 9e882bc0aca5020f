"""Each thing that a student's code might try, at each level that this machine offers."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest

from graders.sandbox import Kind, Limits
from graders.sandbox.outcome import MB
from tests.graders.sandbox.conftest import Run

ROOT = Path(__file__).parents[3]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course whose key everybody on this machine may read, were it not for the sandbox."""
    key = tmp_path / "source" / "case" / "key.json"
    key.parent.mkdir(parents=True)
    key.write_text('{"mean": 8}')
    for path in (tmp_path.parent, tmp_path, *key.parents[:2]):
        path.chmod(0o755)
    key.chmod(0o644)
    return key


def refused(run: Run, cell: str, *allowed: str, limits: Limits | None = None) -> str:
    """What is said of a cell that must not get through, after which notebooks run as before."""
    outcome = run(f"{cell}\nx = 1", names=["x"], limits=limits or Limits(cpu=5, seconds=5))
    assert outcome.values == {}
    assert outcome.error is not None
    assert any(name in outcome.error for name in allowed), outcome.error
    assert run("x = 2", names=["x"]).values == {"x": 2.0}
    return outcome.error


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "/proc/1/environ",
        "/proc/self/environ",
        "/proc/self/maps",
        str(ROOT / "graders" / "cases" / "scoring.py"),
        str(ROOT / "graders" / "sandbox" / "inside" / "template.py"),
        str(ROOT / "pyproject.toml"),
        "/sandbox/inside/template.py",
        "../files/../key",
        "/root/.bashrc",
    ],
)
def test_files_of_the_machine_and_of_the_project_cannot_be_read(each: Run, path: str) -> None:
    refused(each, f"print(open({path!r}).read())", "FileNotFoundError", "PermissionError")


def test_the_key_of_the_course_cannot_be_read(each: Run, course: Path) -> None:
    refused(each, f"open({str(course)!r})", "FileNotFoundError", "PermissionError")
    refused(
        each, f"import os\nos.listdir({str(course.parent)!r})", "FileNotFound", "PermissionError"
    )


def test_the_key_cannot_be_changed_or_taken_away(each: Run, course: Path) -> None:
    for what in (
        f"open({str(course)!r}, 'w')",
        f"import os; os.truncate({str(course)!r}, 0)",
        f"import os; os.chmod({str(course)!r}, 0)",
        f"import os; os.utime({str(course)!r}, (0, 0))",
        f"import os; os.unlink({str(course)!r})",
        f"import os; os.rename({str(course)!r}, 'mine')",
        f"import os; os.link({str(course)!r}, 'mine')",
        f"import os; os.symlink({str(course)!r}, 'mine'); open('mine')",
    ):
        refused(each, what, "FileNotFoundError", "PermissionError")
    assert course.read_text() == '{"mean": 8}'
    assert course.stat().st_mode & 0o777 == 0o644


def test_our_packages_cannot_be_imported(each: Run) -> None:
    for name in ("graders", "curriculum", "question_bank", "apps"):
        refused(each, f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nimport {name}", "Error")


def test_the_environment_of_the_grader_is_not_seen(each: Run) -> None:
    os.environ["PARCOURS_TEST_SECRET"] = "s3cret"
    try:
        cell = "import os\nx = float('s3cret' in str(os.environ))\ny = float(len(os.environ))"
        outcome = each(cell, names=["x", "y"])
    finally:
        del os.environ["PARCOURS_TEST_SECRET"]
    assert outcome.values["x"] == 0
    assert outcome.values["y"] < 12


def test_nothing_listens_for_cells(each: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        address = f"('127.0.0.1', {port})"
        refused(each, f"import socket; socket.create_connection({address})", "Error")
        refused(each, f"from urllib.request import *; urlopen('http://127.0.0.1:{port}')", "Error")
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_sockets_of_services_on_this_machine_are_out_of_reach(each: Run, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as hidden:
        server.bind(str(tmp_path / "s"))
        hidden.bind(f"\0{tmp_path.name}")
        server.listen()
        hidden.listen()
        for address in (str(tmp_path / "s"), f"\0{tmp_path.name}"):
            cell = f"import socket; socket.socket(socket.AF_UNIX).connect({address!r})"
            refused(each, cell, "PermissionError", "FileNotFoundError", "ConnectionRefused")


def test_other_processes_cannot_be_started(each: Run) -> None:
    refused(each, "import os\nwhile True: os.fork()", "PermissionError")
    refused(each, "import os\nos.system('true') and 1 / 0", "ZeroDivisionError")
    refused(each, "import subprocess; subprocess.run(['/bin/sh'])", "Error")
    refused(each, "import os; os.execv('/bin/sh', ['sh'])", "Error")
    refused(each, "import ctypes; 1 / (ctypes.CDLL(None).fork() + 1)", "ZeroDivisionError")
    pool = "from multiprocessing import Pool\nPool(2).map(abs, [1])"
    refused(each, pool, "Error")


def test_a_bomb_of_threads_goes_no_further_than_its_limit(each: Run) -> None:
    cell = (
        "import threading, time\nthreading.stack_size(65536)\n"
        "for _ in range(10000):\n"
        "    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    )
    refused(each, cell, "can't start new thread")


def test_the_parent_and_the_grader_cannot_be_signalled(each: Run) -> None:
    for target in ("os.getppid()", "1", "-1", str(os.getpid()), "0"):
        refused(each, f"import os; os.kill({target}, 9)", "PermissionError", "ProcessLookup")
    refused(each, "import os; os.pidfd_open(os.getppid())", "PermissionError")
    trick = (
        "import fcntl, os\nr, w = os.pipe()\nfcntl.fcntl(r, 8, os.getppid())\nfcntl.fcntl(r, 10, 9)"
    )
    refused(each, trick, "PermissionError")


def test_the_parent_cannot_be_traced_or_slowed(each: Run) -> None:
    libc = "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
    for call in (
        "libc.ptrace(16, os.getppid(), 0, 0)",
        "libc.process_vm_readv(os.getppid(), 0, 0, 0, 0, 0)",
        "libc.prlimit(os.getppid(), 7, b'0' * 16, None)",
        "libc.setpriority(0, os.getppid(), 19)",
        "libc.unshare(0x10000000)",
        "libc.mount(b'none', b'/', b'tmpfs', 0, None)",
        "libc.syscall(452, -100, b'/', 0, 0)",
    ):
        refused(each, f"{libc}1 / ({call} + 1)", "ZeroDivisionError")


@pytest.mark.parametrize("loop", ["while True: pass", "import time; time.sleep(3600)"])
def test_a_loop_without_end_is_stopped(each: Run, loop: str) -> None:
    start = time.monotonic()
    outcome = each("x = 1", loop, names=["x"], limits=Limits(cpu=1, seconds=0.5))
    assert time.monotonic() - start < 4
    assert outcome.failure is not None
    assert outcome.failure.kind is Kind.TIME
    assert outcome.error == "cell 2: took too long"
    assert each("x = 2", names=["x"]).values == {"x": 2.0}


def test_processor_time_is_limited_too(run: Run) -> None:
    ignore = "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\n"
    outcome = run(f"{ignore}while True: pass", limits=Limits(cpu=0.5, seconds=20))
    assert outcome.error == "cell 1: took too long"


def test_a_loop_while_values_are_read_is_stopped(run: Run) -> None:
    cell = "class Slow(float):\n    def __float__(self):\n        while True: pass\nx = Slow(1)"
    outcome = run(cell, names=["x"], limits=Limits(cpu=1, seconds=0.5))
    assert outcome.failure is not None
    assert outcome.failure.kind is Kind.TIME


def test_memory_is_limited(each: Run) -> None:
    outcome = each("x = 1", "y = bytearray(4 * 10**9)", names=["x"])
    assert outcome.values == {"x": 1.0}
    assert outcome.failure is not None
    assert outcome.failure.kind is Kind.MEMORY
    assert (outcome.failure.cell, outcome.failure.line) == (2, 1)
    refused(each, "a = []\nwhile True: a.append(' ' * 10**7)", "memory")
    refused(each, "import os\nos.memfd_create('m')", "PermissionError")


def test_deep_recursion_is_an_error_or_a_crash_of_its_own_process(run: Run) -> None:
    refused(run, "def f(): f()\nf()", "RecursionError")
    endless = "import sys\nsys.setrecursionlimit(10**9)\n"
    small = Limits(cpu=5, seconds=5, memory=300 * MB)
    refused(run, f"{endless}def f(): f()\nf()", "memory", "crash", "long", "Error", limits=small)
    refused(
        run,
        f"{endless}a = []\nfor _ in range(10**6): a = [a]\nrepr(a)",
        "memory",
        "crash",
        "Error",
    )


def test_a_crash_of_python_is_told(each: Run) -> None:
    assert refused(each, "import os; os.abort()", "crash") == "cell 1: made Python crash"
    refused(each, "import ctypes; ctypes.string_at(0)", "crash")


def test_a_flood_of_output_goes_nowhere(each: Run) -> None:
    cell = "import os\nfor _ in range(200):\n    print('x' * 10**6)\n    os.write(2, b'y' * 10**6)"
    outcome = each(f"{cell}\nx = 1", names=["x"])
    assert outcome.values == {"x": 1.0}


def test_files_without_end_are_refused(each: Run) -> None:
    small = Limits(cpu=5, seconds=5, space=MB)
    one = "with open('big', 'wb') as f:\n    while True: f.write(b'x' * 10**5)"
    refused(each, one, "File too large", limits=small)
    many = (
        "import itertools, time\nfor n in itertools.count():\n"
        "    with open(f'f{n}', 'wb') as f: f.write(b'x' * 10**5)\n    time.sleep(0.002)"
    )
    refused(each, many, "more to files", limits=small)


def test_nothing_is_left_for_the_next_notebook(each: Run) -> None:
    cell = "import os\nopen('left', 'w').write('for the next')\nx = 1"
    assert each(cell, names=["x"]).values == {"x": 1.0}
    outcome = each("import os\nx = len(os.listdir('.'))", names=["x"], files={"a.csv": b""})
    assert outcome.values == {"x": 1.0}
    for place in ("/tmp/left", "/dev/shm/left", "/var/tmp/left", "/submission/left", "../left"):
        refused(each, f"open({place!r}, 'w')", "FileNotFoundError", "PermissionError", "Read-only")


def test_the_inputs_and_outputs_may_be_closed(each: Run) -> None:
    assert refused(each, "import os; os.closerange(0, 100)", "before the values were read")
    outcome = each("import os\nfor fd in range(3): os.close(fd)\nx = 1", names=["x"])
    assert outcome.values == {"x": 1.0}


def test_ending_python_is_told(each: Run) -> None:
    said = refused(each, "import os; os._exit(0)", "ended")
    assert said == "cell 1: ended Python before the values were read"


def test_what_is_written_into_the_result_can_be_nothing_but_values(each: Run) -> None:
    for text in (
        b'{"values": {"x": NaN, "y": 2.0, "other": 1.0}}',
        b'{"values": {"x": 1e999, "y": 2.0}}',
        b'{"values": {"x": "1", "y": 2.0}}',
        b'{"values": {"x": [1.0], "y": 2.0}}',
    ):
        cell = f"import os\nos.write(3, {text!r} + b'\\n')\nos._exit(0)"
        assert each(cell, names=["x", "y"]).values == {"y": 2.0}
    for text in (b"[" * 20_000, b"\xff\xfe", b'{"values": 3}', b"null", b"1" * 10_000):
        cell = f"import os\nos.write(3, {text!r} + b'\\n')\nos._exit(0)"
        outcome = each(cell, names=["x"])
        assert outcome.values == {}
        assert outcome.error is not None


def test_a_forged_message_is_short_and_printable(run: Run) -> None:
    failure = b'{"kind": "raised", "detail": "\\u001b[2J' + b"x" * 1000 + b'", "cell": 99}'
    text = b'{"values": {}, "failure": ' + failure + b"}\n"
    outcome = run(f"import os\nos.write(3, {text!r})\nos._exit(0)")
    assert outcome.error is not None
    assert outcome.error.isprintable()
    assert len(outcome.error) <= 310
    assert "99" not in outcome.error


def test_a_flood_of_results_hangs_nobody(each: Run) -> None:
    start = time.monotonic()
    flood = "import os\nwhile True: os.write(3, b'x' * 65536)"
    outcome = each(flood, names=["x"], limits=Limits(cpu=2, seconds=2))
    assert outcome.values == {}
    assert outcome.error is not None
    assert time.monotonic() - start < 10
    blocking = f"import os\nos.set_blocking(3, True)\n{flood}"
    outcome = each(blocking, names=["x"], limits=Limits(cpu=1, seconds=0.5))
    assert outcome.failure is not None
    assert outcome.failure.kind is Kind.TIME


def test_taking_over_the_code_around_the_cells_gains_nothing(run: Run) -> None:
    cell = (
        "import json, os, sys\njson.dumps = lambda *_: 'nonsense'\n"
        "for name in list(sys.modules): sys.modules[name] = None\n"
        "import builtins\nbuiltins.isinstance = lambda *_: True\nx = 'eight'"
    )
    outcome = run(cell, names=["x"])
    assert outcome.values == {}
    assert outcome.error is not None


def test_frames_and_the_collector_hold_nothing_of_other_notebooks(each: Run) -> None:
    each("marker = 'mine-' + 'alone'\nx = 1", names=["x"], files={"a.csv": b"mine-alone"})
    cell = (
        "import gc\nwanted = 'mine-' + 'alone'\n"
        "found = [o for o in gc.get_objects() if isinstance(o, dict) "
        "and o is not globals() and wanted in [v for v in o.values() if isinstance(v, str)]]\n"
        "x = len(found)"
    )
    assert each(cell, names=["x"]).values == {"x": 0.0}
