"""Programs that run notebooks use a forked kernel because its kernelspec says so."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect
from using import asynchronously, gone, missing
from waiting import until, until_async

WHICH = "from ipykernel.kernelapp import IPKernelApp\ntype(IPKernelApp.instance()).__name__"
FORKED = "WarmKernelApp"


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs in other processes are not under pytest."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    programs = Path(sys.executable).parent  # nbgrader runs `alembic`
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


def needs(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        missing(module)


def notebook(name: str, *cells: str) -> nbformat.NotebookNode:
    made = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    made.metadata.kernelspec = {"name": name, "display_name": name, "language": "python"}
    return made


def outputs(made: nbformat.NotebookNode) -> list[str]:
    """Each cell's text output."""
    found = []
    for cell in made.cells:
        for output in cell.get("outputs", []):
            found.append(output.get("text") or output.get("data", {}).get("text/plain", ""))
    return found


def program(module: str, *arguments: str | Path, cwd: Path, seconds: float = 60) -> str:
    """Run a program of this environment; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        check=False,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=seconds,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_nbclient(warm_spec: Callable[..., str], tmp_path: Path) -> None:
    needs("nbclient")
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    name = warm_spec()
    made = notebook(name, WHICH, "import os\nprint(os.getcwd())", "x = 1", "x + 1")
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(made, resources=resources).execute()
    assert outputs(made) == [repr(FORKED), f"{tmp_path}\n", "2"]

    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        NotebookClient(notebook(name, "1 / 0")).execute()
    with pytest.raises(DeadKernelError):
        NotebookClient(notebook(name, "import os\nos._exit(1)")).execute()
    with pytest.raises(CellTimeoutError):
        NotebookClient(notebook(name, "import time\ntime.sleep(30)"), timeout=1).execute()
    slow = notebook(name, "import time\ntime.sleep(30)", "'on'")
    options = {"timeout": 1, "interrupt_on_timeout": True, "allow_errors": True}
    NotebookClient(slow, **options).execute()
    assert slow.cells[0].outputs[0].ename == "KeyboardInterrupt"
    assert outputs(slow)[-1] == "'on'"


def test_nbclient_runs_many_at_once(warm_spec: Callable[..., str]) -> None:
    needs("nbclient")
    from nbclient import NotebookClient

    made = [notebook(warm_spec(), WHICH, "import os\nos.getpid()") for _ in range(6)]

    async def run_all() -> None:
        await asyncio.gather(*(NotebookClient(one).async_execute() for one in made))

    asynchronously(run_all)
    shown = [outputs(one) for one in made]
    assert {which for which, _ in shown} == {repr(FORKED)}
    assert len({pid for _, pid in shown}) == 6
    assert all(gone(int(pid)) for _, pid in shown)


def test_nbconvert(warm_spec: Callable[..., str], tmp_path: Path) -> None:
    needs("nbconvert")
    nbformat.write(notebook(warm_spec(), WHICH), tmp_path / "book.ipynb")
    program("nbconvert", "--to=notebook", "--execute", "--inplace", "book.ipynb", cwd=tmp_path)
    assert outputs(nbformat.read(tmp_path / "book.ipynb", 4)) == [repr(FORKED)]


def test_nbval(warm_spec: Callable[..., str], tmp_path: Path) -> None:
    needs("nbval")
    made = notebook(warm_spec(), WHICH, "print('as stored')")
    made.cells[0].execution_count = 1
    made.cells[0].outputs = [
        nbformat.v4.new_output("execute_result", {"text/plain": repr(FORKED)}, execution_count=1)
    ]
    made.cells[1].execution_count = 2
    made.cells[1].outputs = [nbformat.v4.new_output("stream", text="as stored\n")]
    nbformat.write(made, tmp_path / "book.ipynb")
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    told = program("pytest", "--nbval", "-q", "-p", "no:cacheprovider", "book.ipynb", cwd=tmp_path)
    assert "2 passed" in told


SOLUTION = """def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION"""
RIGHT = """assert double(2) == 4
### BEGIN HIDDEN TESTS
assert double(5) == 10
### END HIDDEN TESTS"""
WRONG = "assert double(0) == 1"

NBGRADER = """
from nbgrader.apps import NbGraderAPI
from nbgrader.auth import Authenticator
from traitlets.config import Config
config = Config()
config.CourseDirectory.root = "."
config.CourseDirectory.course_id = "course"
api = NbGraderAPI(config=config)
done = {do}
assert done["success"], done
with api.gradebook as gradebook:
    for submission in gradebook.assignment_submissions("ps"):
        print("SCORE", submission.student_id, submission.score, submission.max_score)
"""


@pytest.mark.slow
def test_nbgrader(warm_spec: Callable[..., str], tmp_path: Path) -> None:
    needs("nbgrader")
    made = notebook(
        warm_spec(),
        WHICH,
        "import os\nprint(os.environ.get('NBGRADER_EXECUTION'), os.path.basename(os.getcwd()))",
        SOLUTION,
        RIGHT,
        WRONG,
    )
    for number, cell in enumerate(made.cells[2:]):
        is_test = number > 0
        cell.metadata.nbgrader = {
            "grade": is_test,
            "solution": not is_test,
            "locked": is_test,
            "grade_id": f"cell{number}",
            "schema_version": 3,
            "task": False,
        }
        if is_test:
            cell.metadata.nbgrader["points"] = 3
    source = tmp_path / "source/ps"
    source.mkdir(parents=True)
    nbformat.write(made, source / "book.ipynb")
    (tmp_path / "generate.py").write_text(NBGRADER.format(do="api.generate_assignment('ps')"))
    (tmp_path / "grade.py").write_text(NBGRADER.format(do="api.autograde('ps', 'ada')"))
    program("generate", cwd=tmp_path)
    answered = nbformat.read(tmp_path / "release/ps/book.ipynb", 4)
    for cell in answered.cells:
        if "raise NotImplementedError" in cell.source:
            cell.source = "def double(x):\n    return x + x"
    handed_in = tmp_path / "submitted/ada/ps"
    handed_in.mkdir(parents=True)
    nbformat.write(answered, handed_in / "book.ipynb")
    told = program("grade", cwd=tmp_path)
    assert "SCORE ada 3.0 6.0" in told
    graded = nbformat.read(tmp_path / "autograded/ada/ps/book.ipynb", 4)
    assert outputs(graded)[:2] == [repr(FORKED), "autograde ps\n"]


@contextmanager
def serving(module: str, *arguments: str | Path, cwd: Path) -> Iterator[str]:
    """A server in a process of its own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = cwd / f"{module}.log"
    with log.open("wb") as file:
        server = subprocess.Popen(
            [sys.executable, "-m", module, f"--port={port}", *map(str, arguments)],
            cwd=cwd,
            stdout=file,
            stderr=file,
        )
    try:
        until(lambda: answers(port) or server.poll() is not None, 60)
        assert server.poll() is None, log.read_text()
        yield f"http://127.0.0.1:{port}"
    except BaseException:
        sys.stderr.write(log.read_text())
        raise
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.slow
def test_voila(warm_spec: Callable[..., str], tmp_path: Path) -> None:
    needs("voila")
    made = notebook(warm_spec("widgets", ["ipywidgets"]), WHICH, "print('a page', 6 * 7)")
    made.cells.insert(0, new_markdown_cell("# Title"))
    nbformat.write(made, tmp_path / "book.ipynb")

    async def look(url: str) -> None:
        client = AsyncHTTPClient(force_instance=True)
        for _ in range(2):
            page = (await client.fetch(url, request_timeout=60)).body.decode()
            assert "Title" in page
            assert "a page 42" in page
            assert FORKED in page
        client.close()

    with serving(
        "voila", "book.ipynb", "--no-browser", "--Voila.ip=127.0.0.1", cwd=tmp_path
    ) as url:
        asynchronously(lambda: look(url))


class Server:
    """A client of a Jupyter server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = AsyncHTTPClient(force_instance=True)

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        request = HTTPRequest(
            f"{self.url}/api/{path}",
            method,
            {"Authorization": "token secret"},
            body=None if body is None else json.dumps(body),
            allow_nonstandard_methods=True,
            request_timeout=60,
        )
        answer = await self.http.fetch(request)
        return json.loads(answer.body) if answer.body else None

    async def kernels(self) -> list[str]:
        return [kernel["id"] for kernel in await self.ask("GET", "kernels")]

    async def channels(self, kernel_id: str) -> Channels:
        url = self.url.replace("http", "ws", 1)
        request = HTTPRequest(
            f"{url}/api/kernels/{kernel_id}/channels", headers={"Authorization": "token secret"}
        )
        return Channels(await websocket_connect(request))


class Channels:
    """A kernel's channels on a web socket."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.number = 0

    async def send(self, code: str) -> str:
        self.number += 1
        msg_id = f"m{self.number}"
        header = {
            "msg_id": msg_id,
            "msg_type": "execute_request",
            "username": "",
            "session": "s",
            "version": "5.3",
            "date": "",
        }
        message = {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": {"code": code, "silent": False, "stop_on_error": False},
            "channel": "shell",
            "buffers": [],
        }
        await self.connection.write_message(json.dumps(message))
        return msg_id

    async def until(self, asked: str, kind: str) -> dict[str, Any]:
        while True:
            message = json.loads(await self.connection.read_message())
            if message["parent_header"].get("msg_id") == asked and message["msg_type"] == kind:
                return dict(message["content"])

    async def close(self) -> None:
        self.connection.close()
        while await self.connection.read_message() is not None:
            pass

    async def run(self, code: str) -> str:
        content = await self.until(await self.send(code), "execute_result")
        return str(content["data"]["text/plain"])


@pytest.mark.slow
def test_jupyter_server(warm_spec: Callable[..., str], tmp_path: Path) -> None:
    needs("jupyter_server")
    name = warm_spec()
    (tmp_path / "work").mkdir()

    async def use(url: str) -> None:
        server = Server(url)
        made = await server.ask("POST", "kernels", {"name": name, "path": "work"})
        kernel = made["id"]
        channels = await server.channels(kernel)
        assert await channels.run(WHICH) == repr(FORKED)
        folder = await channels.run("import os; os.getcwd()")
        assert folder == repr(str(tmp_path / "work"))
        pid = int(await channels.run("os.getpid()"))

        asked = await channels.send("print('here', flush=True)\nimport time; time.sleep(30)")
        await channels.until(asked, "stream")
        await server.ask("POST", f"kernels/{kernel}/interrupt", {})
        assert (await channels.until(asked, "error"))["ename"] == "KeyboardInterrupt"

        await server.ask("POST", f"kernels/{kernel}/restart", {})
        await until_async(lambda: gone(pid))
        pid = int(await channels.run("import os; os.getpid()"))
        asked = await channels.send("os.kill(os.getpid(), 9)")
        await until_async(lambda: gone(pid))  # the server starts it again
        again = await until_async(lambda: answer(channels, "import os; os.getpid()"))
        assert int(again) != pid
        assert await server.kernels() == [kernel]
        await channels.close()
        await server.ask("DELETE", f"kernels/{kernel}")
        await until_async(lambda: gone(int(again)))
        assert await server.kernels() == []

        idle = await server.ask("POST", "kernels", {"name": name})
        channels = await server.channels(idle["id"])
        pid = int(await channels.run("import os; os.getpid()"))
        await channels.close()
        await until_async(lambda: gone(pid))
        await until_async(lambda: none_left(server))
        server.http.close()

    async def none_left(server: Server) -> bool:
        return await server.kernels() == []

    async def answer(channels: Channels, code: str) -> str | None:
        try:
            return await asyncio.wait_for(channels.run(code), 1)
        except TimeoutError:
            return None

    with serving(
        "jupyter_server",
        "--ServerApp.ip=127.0.0.1",
        "--no-browser",
        "--allow-root",
        "--IdentityProvider.token=secret",
        f"--ServerApp.root_dir={tmp_path}",
        "--MappingKernelManager.cull_idle_timeout=3",
        "--MappingKernelManager.cull_interval=1",
        "--KernelRestarter.time_to_dead=0.2",
        cwd=tmp_path,
    ) as url:
        asynchronously(lambda: use(url))
