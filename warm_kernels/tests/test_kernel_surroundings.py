"""What a kernel is given, as by Popen: folder, environment, umask, limits, streams."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from using import asynchronously, forked, run


def test_the_working_folder_is_the_one_asked_for(
    kernel: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path)
    where = "import os; print(os.getcwd())"
    for asked, expected in (
        ({"cwd": str(tmp_path / "inner")}, tmp_path / "inner"),
        ({"cwd": tmp_path / "inner"}, tmp_path / "inner"),
        ({"cwd": "inner"}, tmp_path / "inner"),
        ({}, tmp_path),
    ):
        chosen, client = kernel(**asked)
        assert forked(chosen)
        assert run(client, where) == f"{expected}\n"
        (expected / "notes.txt").write_text("")
        assert chosen.resolve_path("notes.txt") == str(expected / "notes.txt")
        assert chosen.resolve_path("no such file") is None


@pytest.mark.parametrize("folder", ["missing", "file"])
def test_a_working_folder_that_cannot_be_entered_is_refused_as_by_popen(
    manager: Callable[..., Any], tmp_path: Path, folder: str
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=folder) as by_popen:
        subprocess.Popen(["true"], cwd=tmp_path / folder)
    chosen = manager()
    with pytest.raises(OSError, match=folder) as refused:
        chosen.start_kernel(cwd=str(tmp_path / folder))
    assert refused.type is by_popen.type
    assert not chosen.has_kernel


def test_a_kernel_in_a_folder_that_is_removed_afterwards(
    kernel: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "gone").mkdir()
    chosen, client = kernel(cwd=str(tmp_path / "gone"))
    (tmp_path / "gone").rmdir()
    assert run(client, "1 + 1") == "2"
    chosen.shutdown_kernel()


def test_each_kernel_has_its_own_environment(kernel: Callable[..., Any]) -> None:
    for course in ("one", "two"):
        _, client = kernel(env={**os.environ, "COURSE": course})
        code = "import os; print(os.environ['COURSE'], os.getenv('OTHER'))"
        assert run(client, code) == f"{course} None\n"
    _, client = kernel()
    assert run(client, "import os; 'COURSE' in os.environ") == "False"


def test_the_umask_is_that_of_the_owner(kernel: Callable[..., Any]) -> None:
    before = os.umask(0o027)
    try:
        _, client = kernel()
    finally:
        os.umask(before)
    assert run(client, "import os; mask = os.umask(0); print(oct(mask))") == "0o27\n"


def test_limits_of_the_kernelspec_are_set(
    kernel: Callable[..., Any], warm_spec: Callable[..., str]
) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    name = warm_spec("limited", limits={"nofile": 300, "RLIMIT_CORE": 0, "cpu": 3600})
    _, client = kernel(name)
    code = (
        "from resource import *\nprint(*map(getrlimit, (RLIMIT_NOFILE, RLIMIT_CORE, RLIMIT_CPU)))"
    )
    assert run(client, code) == "(300, 300) (0, 0) (3600, 3600)\n"
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[1] == hard


# Output of a kernel goes to its clients; this option also lets it through to the stream.
ALOUD = ("--IPKernelApp.quiet=False",)
SPEAK = "import sys\nprint('out'); sys.stdout.flush()\nprint('err', file=sys.stderr, flush=True)"


def end_of(chosen: Any, client: Any) -> None:
    client.execute("import os; os._exit(0)")
    chosen.provisioner.process.wait(10)


def test_output_goes_into_pipes(kernel: Callable[..., Any], warm_spec: Callable[..., str]) -> None:
    aloud = warm_spec("aloud", arguments=ALOUD)
    chosen, client = kernel(aloud, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process = chosen.provisioner.process
    assert run(client, SPEAK) == "out\nerr\n"
    end_of(chosen, client)
    assert b"out\n" in process.stdout.read()
    assert b"err\n" in process.stderr.read()
    asynchronously(chosen.provisioner.wait)
    assert process.stdout.closed
    assert process.stderr.closed


def test_errors_go_where_output_goes(
    kernel: Callable[..., Any], warm_spec: Callable[..., str]
) -> None:
    aloud = warm_spec("aloud", arguments=ALOUD)
    chosen, client = kernel(aloud, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    run(client, SPEAK)
    end_of(chosen, client)
    printed = chosen.provisioner.process.stdout.read()
    assert b"out\n" in printed
    assert b"err\n" in printed
    assert chosen.provisioner.process.stderr is None


def test_output_goes_into_files_or_nowhere(
    kernel: Callable[..., Any], warm_spec: Callable[..., str], tmp_path: Path
) -> None:
    aloud = warm_spec("aloud", arguments=ALOUD)
    with (tmp_path / "out").open("wb") as out, (tmp_path / "err").open("wb") as err:
        chosen, client = kernel(aloud, stdout=out, stderr=err.fileno())
        run(client, SPEAK)
        end_of(chosen, client)
    assert "out\n" in (tmp_path / "out").read_text()
    assert "err\n" in (tmp_path / "err").read_text()
    _, client = kernel(aloud, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    where = "import os, sys\nos.readlink(f'/proc/self/fd/{sys.%s._original_stdstream_copy}')"
    assert {run(client, where % stream) for stream in ("stdout", "stderr")} == {"'/dev/null'"}


def test_output_goes_where_the_owner_writes_by_default(
    kernel: Callable[..., Any],
    warm_spec: Callable[..., str],
    capfd: pytest.CaptureFixture[str],
) -> None:
    chosen, client = kernel(warm_spec("aloud", arguments=ALOUD))
    run(client, SPEAK)
    end_of(chosen, client)
    printed = capfd.readouterr()
    assert "out\n" in printed.out
    assert "err\n" in printed.err


def test_input_comes_from_a_pipe_or_is_empty(kernel: Callable[..., Any]) -> None:
    chosen, client = kernel(stdin=subprocess.PIPE)
    chosen.provisioner.process.stdin.write(b"a line\n")
    assert run(client, "import os; os.read(0, 100)") == r"b'a line\n'"
    _, client = kernel()
    assert run(client, "import os; os.read(0, 100)") == "b''"


def test_pipes_of_a_launch_that_fails_are_closed(
    manager: Callable[..., Any], kernel: Callable[..., Any], tmp_path: Path
) -> None:
    kernel()  # the template is there
    me = psutil.Process()
    fds = []
    for _ in range(4):
        with pytest.raises(FileNotFoundError):
            manager().start_kernel(cwd=str(tmp_path / "missing"), stdout=subprocess.PIPE)
        fds.append(me.num_fds())
    assert fds[-1] == fds[0]
