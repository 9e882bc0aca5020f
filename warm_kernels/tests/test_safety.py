"""Only this user reaches a template, and a template only what this user put there."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from using import forked, run, stop_templates
from waiting import until
from warm_kernels.place import Place, Unsafe
from warm_kernels.profile import Command, Profile

from warm_kernels import owner, place, wire

NOBODY = 65534

root_only = pytest.mark.skipif(os.getuid() != 0, reason="only root can be another user")


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for templates that other users could reach, were it not for modes."""
    stop_templates()
    folder = Path(tempfile.mkdtemp(prefix="warm-safety-"))
    folder.chmod(0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    yield folder
    stop_templates()
    until(lambda: not list(folder.rglob("*.sock")))
    shutil.rmtree(folder)


@pytest.fixture
def template(runtime: Path) -> Iterator[owner.Template]:
    made = owner.Template(profile())
    yield made
    made.close()


def profile() -> Profile:
    command = Command.parse([sys.executable, "-m", "ipykernel_launcher"])
    return Profile.of(command, [], os.environ, {})


def address(folder: Path) -> Path:
    return folder / "warm-kernels" / f"{profile().key}.sock"


def as_nobody(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Run Python as another user; `argv` are the arguments, `AF` the kind of socket."""
    head = (
        "import os, socket, sys\n"
        f"os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        "argv = sys.argv[1:]; AF = (socket.AF_UNIX, socket.SOCK_SEQPACKET)\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", head + textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def output(process: subprocess.Popen[str]) -> str:
    return process.communicate(timeout=20)[0].strip()


def test_the_folder_and_all_in_it_are_for_this_user_only(
    template: owner.Template, runtime: Path
) -> None:
    folder = runtime / "warm-kernels"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    modes = {path.suffix: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes[".sock"] == 0o600
    assert modes[".log"] == 0o600
    assert not modes[".lock"] & 0o022


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_modes_do_not_depend_on_the_umask(umask: int, runtime: Path) -> None:
    before = os.umask(umask)
    try:
        made = owner.Template(profile())
    finally:
        os.umask(before)
    try:
        assert stat.S_IMODE(address(runtime).stat().st_mode) == 0o600
        assert stat.S_IMODE(address(runtime).parent.stat().st_mode) & 0o077 == 0
    finally:
        made.close()


CONNECT = """
    connection = socket.socket(*AF)
    try:
        connection.connect(argv[0])
        print("received", connection.recv(1000))
    except OSError as error:
        print(type(error).__name__)
"""


@root_only
def test_another_user_cannot_even_enter(template: owner.Template, runtime: Path) -> None:
    assert output(as_nobody(CONNECT, address(runtime))) == "PermissionError"


@root_only
def test_another_user_is_refused_where_modes_would_let_him_in(
    template: owner.Template, runtime: Path
) -> None:
    address(runtime).parent.chmod(0o755)
    address(runtime).chmod(0o666)
    assert output(as_nobody(CONNECT, address(runtime))) in ("received b''", "ConnectionResetError")
    assert template.status()["owners"] == [os.getpid()]
    address(runtime).parent.chmod(0o700)


@root_only
def test_a_listener_of_another_user_is_not_told_anything_and_replaced(runtime: Path) -> None:
    folder = place.folder()
    folder.chmod(0o777)
    impostor = as_nobody(
        """
        listener = socket.socket(*AF)
        listener.bind(argv[0]); listener.listen(); os.chmod(argv[0], 0o666)
        listener.settimeout(20)
        connection = listener.accept()[0]
        print("told", connection.recv(1000))
        """,
        address(runtime),
    )
    until(lambda: address(runtime).exists() and address(runtime).stat().st_mode & 0o002)
    folder.chmod(0o700)
    made = owner.Template(profile())
    try:
        assert output(impostor) == "told b''"
        assert address(runtime).stat().st_uid == os.getuid()
        assert made.status()["owners"] == [os.getpid()]
    finally:
        made.close()


UNSAFE = {
    "others may enter": lambda path: (path.mkdir(), path.chmod(0o755)),
    "the group may enter": lambda path: (path.mkdir(), path.chmod(0o710)),
    "a link": lambda path: ((path.parent / "real").mkdir(0o700), path.symlink_to("real")),
    "a file": lambda path: path.touch(0o700),
}


@pytest.mark.parametrize("make", UNSAFE.values(), ids=UNSAFE)
def test_a_folder_that_is_not_private_is_not_used(
    make: Callable[[Path], object], runtime: Path
) -> None:
    make(runtime / "warm-kernels")
    with pytest.raises(Unsafe, match=r"remove it, or run `chmod 700"):
        place.folder()


@root_only
def test_a_folder_of_another_user_is_not_used(runtime: Path) -> None:
    (runtime / "warm-kernels").mkdir(0o700)
    os.chown(runtime / "warm-kernels", NOBODY, NOBODY)
    with pytest.raises(Unsafe, match="only you can enter"):
        place.folder()


def test_with_an_unsafe_folder_kernels_start_normally_and_the_log_says_how_to_mend_it(
    runtime: Path,
    kernel: Callable[..., tuple],
    unsaid: None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (runtime / "warm-kernels").mkdir(0o755)
    (runtime / "warm-kernels").chmod(0o755)
    manager, client = kernel()
    assert not forked(manager)
    assert run(client, "print(1)") == "1\n"
    (said,) = [one.getMessage() for one in caplog.records if "warm template" in one.message]
    assert f"chmod 700 {runtime / 'warm-kernels'}" in said


def test_without_a_runtime_folder_templates_live_in_a_private_one_for_temporary_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert place.folder() == tmp_path / f"warm-kernels-{os.getuid()}"
    assert stat.S_IMODE(place.folder().stat().st_mode) == 0o700


def test_a_request_over_the_limit_is_not_sent(template: owner.Template) -> None:
    with pytest.raises(wire.TooLarge, match="over the limit of 131,072"):
        template._ask({"do": "x" * wire.MAX_BYTES})
    assert template.status()["owners"] == [os.getpid()]


def test_an_environment_may_be_as_large_as_the_system_allows(
    runtime: Path, kernel: Callable[..., tuple]
) -> None:
    large = {f"LARGE_{n}": "x" * 100_000 for n in range(8)}
    manager, client = kernel(env={**os.environ, **large})
    assert forked(manager)
    assert run(client, "import os; print(len(os.environ['LARGE_7']))") == "100000\n"


def test_a_long_path_of_the_folder_does_not_matter(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    deep = tmp_path / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True, mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    made = owner.Template(profile())
    try:
        assert len(str(address(deep))) > 200
        connection = Place(place.folder(), profile().key).connect(5)
        assert connection is not None
        assert wire.receive(connection)[0]["ready"]
        connection.close()
    finally:
        made.close()
