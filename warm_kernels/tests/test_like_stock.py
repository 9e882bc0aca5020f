"""What runs in a forked kernel finds what it would find in one that was started from nothing."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import KernelManager
from using import discard, forked, missing, part, run, text

READY_SECONDS = 20.0


class Kernel:
    """A kernel and its client, used by several tests."""

    def __init__(self, name: str, **asked: Any) -> None:
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel(**asked)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(READY_SECONDS)

    def run(self, code: str, **more: Any) -> str:
        return run(self.client, code, **more)

    def ask(self, question: str, *details: Any, **more: Any) -> dict[str, Any]:
        """The answer to a question such as `complete`."""
        return dict(getattr(self.client, question)(*details, **more, reply=True, timeout=20))

    def end(self) -> None:
        part(self.client)
        discard(self.manager)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("work")


@pytest.fixture(scope="module")
def warm(warm_spec: Callable[..., str], folder: Path) -> Iterator[Kernel]:
    shared = Kernel(warm_spec("warm", ["ipywidgets"], history=True), cwd=str(folder))
    assert forked(shared.manager)
    yield shared
    shared.end()


@pytest.fixture(scope="module")
def stock(warm: Kernel, private: Path, folder: Path) -> Iterator[Kernel]:
    """The same kernelspec without the provisioner."""
    spec = json.loads((private / "kernels/warm/kernel.json").read_text())
    del spec["metadata"]["kernel_provisioner"]
    (private / "kernels/stock").mkdir()
    (private / "kernels/stock/kernel.json").write_text(json.dumps(spec))
    # Set by pytest; where it is seen, ipykernel leaves file descriptors alone.
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    shared = Kernel("stock", cwd=str(folder), env=env)
    assert not forked(shared.manager)
    yield shared
    shared.end()


PREPARE = """
import asyncio, atexit, builtins, faulthandler, gc, io, locale, logging, os, signal, socket, sys
import tempfile, threading, time, warnings, __main__
"""

SAME = [
    "__name__",
    "__main__.__name__",
    "__main__ is sys.modules['__main__']",
    "sys.modules['__main__'].__dict__ is globals()",
    "hasattr(__main__, '__file__')",
    "sorted(name for name in globals() if name.startswith('__'))",
    "sys.argv[0]",
    "[part for part in sys.argv[1:] if not part.endswith('.json')]",
    "sys.path",
    "sys.path[0]",
    "sys.flags",
    "sys._xoptions",
    "sys.executable",
    "(sys.prefix, sys.exec_prefix)",
    "os.getcwd()",
    "os.environ['JPY_PARENT_PID']",
    "os.environ.get('MPLBACKEND')",
    "os.environ.get('OMP_NUM_THREADS')",
    "os.environ.get('MALLOC_ARENA_MAX')",
    "os.environ['PATH']",
    "{k: os.environ.get(k) for k in ('TERM', 'CLICOLOR', 'FORCE_COLOR', 'PAGER', 'GIT_PAGER')}",
    "os.nice(0)",
    "sorted(os.sched_getaffinity(0))",
    "signal.getsignal(signal.SIGINT) is signal.default_int_handler",
    "[str(signal.getsignal(n)) for n in (1, 13, 15, 17)]",
    "[str(signal.getsignal(n)) for n in range(1, 32)]",
    "signal.pthread_sigmask(signal.SIG_BLOCK, [])",
    "signal.set_wakeup_fd(-1) >= -1",
    "int(open('/proc/self/status').read().split('SigIgn:')[1].split()[0], 16) % 2**31",
    "open('/proc/self/oom_score_adj').read()",
    "type(get_ipython()).__name__",
    "get_ipython().kernel.__class__.__module__",
    "sorted(get_ipython().user_ns_hidden)",
    "get_ipython().execution_count > 0",
    "get_ipython().profile",
    "sorted(get_ipython().extension_manager.loaded)",
    "sorted(get_ipython().magics_manager.magics['line'])",
    "sorted(get_ipython().magics_manager.magics['cell'])",
    "get_ipython().history_manager.enabled",
    "type(sys.stdout), type(sys.stderr), sys.stdin",
    "(sys.stdout.encoding, sys.stdout.isatty(), sys.stdout.fileno() > 2)",
    "(sys.displayhook.__class__, sys.excepthook.__name__)",
    "(sys.__stdout__.encoding, sys.__stdout__.errors, sys.__stdout__.line_buffering)",
    "(sys.__stdin__.fileno(), sys.__stdin__.encoding, os.read(0, 1))",
    "locale.setlocale(locale.LC_ALL)",
    "locale.getpreferredencoding()",
    "time.tzname",
    "tempfile.gettempdir()",
    # Thread-1 looks after the parent process, which the system does here.
    "sorted(set(thread.name for thread in threading.enumerate()) - {'Thread-1'})",
    "threading.current_thread() is threading.main_thread()",
    "threading.main_thread().native_id == os.getpid()",
    "type(asyncio.get_event_loop()).__name__",
    "asyncio.get_event_loop().is_running()",
    "type(asyncio.get_event_loop_policy()).__name__",
    "gc.isenabled(), gc.get_threshold()",
    "faulthandler.is_enabled()",
    "sys.getrecursionlimit(), sys.getswitchinterval()",
    "sys.gettrace(), sys.getprofile(), threading.gettrace()",
    "[f[:3] for f in warnings.filters]",
    "logging.getLogger().level, logging.getLogger().handlers",
    "logging.getLogger('traitlets').handlers",
    "builtins.input.__qualname__, builtins.open.__module__",
    "socket.getdefaulttimeout()",
    "__import__('mimetypes').inited in (True, False)",
    "__import__('decimal').getcontext()",
    "__import__('multiprocessing').get_start_method()",
    "__import__('multiprocessing').current_process().name",
    "__import__('matplotlib').get_backend()",
    "__import__('resource').getrlimit(__import__('resource').RLIMIT_NOFILE)",
    "__import__('IPython').get_ipython() is get_ipython()",
    "__import__('inspect').getsource(lambda: 7)",
]


@pytest.fixture(scope="module")
def seen(warm: Kernel, stock: Kernel) -> dict[str, tuple[str, str]]:
    """What each expression shows in the one and in the other."""
    code = f"{PREPARE}\n__shown = {{}}\nfor __e in {SAME!r}:\n" + (
        "    try: __shown[__e] = repr(eval(__e))\n"
        "    except Exception as __x: __shown[__e] = repr(__x)\n"
        "print(__import__('json').dumps(__shown))\n"
    )
    one, other = (json.loads(kernel.run(code)) for kernel in (warm, stock))
    return {expression: (one[expression], other[expression]) for expression in SAME}


@pytest.mark.parametrize("expression", SAME)
def test_expressions_are_as_in_a_stock_kernel(
    seen: dict[str, tuple[str, str]], expression: str
) -> None:
    in_warm, in_stock = seen[expression]
    assert in_warm == in_stock


CELLS = {
    "print": "print('a'); print('b')",
    "result": "6 * 7",
    "none": "None",
    "error": "1 / 0",
    "traceback": "def f(): raise KeyError('x')\ndef g(): f()\ng()",
    "syntax": "this is no Python",
    "system exit": "import sys; sys.exit(3)",
    "warning": "import warnings; warnings.warn('careful', UserWarning)",
    "deprecated": "import warnings; warnings.warn('old', DeprecationWarning)",
    "stderr": "import sys; print('e', file=sys.stderr)",
    "display": "from IPython.display import display, HTML; display(HTML('<b>x</b>'))",
    "update": "h = display('one', display_id='d'); h.update('two')",
    "clear": "from IPython.display import clear_output; print('x'); clear_output(); print('y')",
    "shell": "!echo from a shell",
    "shell output": "x = !printf 'a\\nb'\nlist(x)",
    "bash": "%%bash\necho from bash\nexit 0",
    "bash fails": "%%bash\nexit 4",
    "sh capture": "%%sh --out caught\necho caught",
    "script": "%%python3\nprint(sum(range(5)))",
    "capture": "%%capture got\nprint('hidden')",
    "writefile": "%%writefile /dev/null\nhello",
    "cd": "%cd -q ..\nimport os; print(len(os.getcwd()) > 0)\n%cd -q -",
    "env": "%env SOMETHING=else\n!echo $SOMETHING",
    "who": "%who_ls str",
    "prun": "%prun -q sum(range(3))",
    "matplotlib": "%matplotlib inline",
    "pinfo": "len?",
    "await": "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "descriptor": "import os, time\nos.write(1, b'to descriptor 1\\n'); time.sleep(0.3)",
    "descriptor 2": "import os, time\nos.write(2, b'to descriptor 2\\n'); time.sleep(0.3)",
    "child output": "import subprocess, time\nsubprocess.run(['echo', 'child']); time.sleep(0.3)",
    "last": "1; _",
    "future": "from concurrent.futures import ThreadPoolExecutor\n"
    "with ThreadPoolExecutor(2) as p: print(list(p.map(abs, [-1, -2])))",
    "fork": "import multiprocessing, math\n"
    "with multiprocessing.get_context('fork').Pool(2) as p: print(p.map(math.sqrt, [4, 9]))",
    "spawn": "import multiprocessing, math\n"
    "with multiprocessing.get_context('spawn').Pool(1) as p: print(p.map(math.sqrt, [4, 9]))",
    "forkserver": "import multiprocessing, math\n"
    "with multiprocessing.get_context('forkserver').Pool(1) as p: print(p.map(math.sqrt, [4]))",
    "os.fork": "import os\npid = os.fork()\nif pid == 0: os._exit(5)\n"
    "os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])",
    "processes": "from concurrent.futures import ProcessPoolExecutor\nimport math\n"
    "with ProcessPoolExecutor(1) as p: print(list(p.map(math.sqrt, [4])))",
    "python child": "import subprocess, sys\n"
    "print(subprocess.run([sys.executable, '-c', 'import sys; print(sys.argv)'],"
    " capture_output=True, text=True).stdout)",
    "signals of children": "import subprocess\nprint(subprocess.run("
    "['grep', 'SigBlk', '/proc/self/status'], capture_output=True, text=True).stdout)",
    "limits of children": "import subprocess\nprint(subprocess.run("
    "['bash', '-c', 'ulimit -a; umask; echo $-'], capture_output=True, text=True).stdout)",
    "files of children": "import subprocess\nprint(subprocess.run("
    "['ls', '/proc/self/fd'], capture_output=True, text=True).stdout)",
    "exit code": "import subprocess; subprocess.run(['false']).returncode",
    "pipe": "import subprocess\nprint(subprocess.run('yes | head -1', shell=True,"
    " capture_output=True))",
    "pickle": "import pickle\nclass Own: pass\npickle.loads(pickle.dumps(Own())).__class__",
    "dataclass": "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\nP(1)",
    "typing": "import typing\ndef f(x: int) -> 'str': ...\ntyping.get_type_hints(f)",
    "source": "import inspect\ndef f():\n    return 1\nprint(inspect.getsource(f))",
    "atexit": "import atexit; atexit.register(print) is print",
    "weakref": "import weakref, gc\nclass A: pass\na = A(); r = weakref.ref(a); del a\nr() is None",
    "asyncio.run": "import asyncio\nasync def f(): return 1\n"
    "try: asyncio.run(f())\nexcept RuntimeError as e: print(type(e))",
    "sqlite": "import sqlite3; sqlite3.connect(':memory:').execute('select 1').fetchone()",
    "socket": "import socket; a, b = socket.socketpair(); a.send(b'x'); b.recv(1)",
    "pandas": "import pandas; pandas.DataFrame({'a': [1, 2]}).sum()",
}

# Differ from run to run.
_VOLATILE = ("started", "execution_count", "transient")


def shown(kernel: Kernel, code: str) -> list[tuple[str, Any]]:
    """Kinds and contents of what a cell sends to its clients, in order."""
    messages: list[tuple[str, Any]] = []

    def take(message: dict[str, Any]) -> None:
        kind = message["msg_type"]
        content = {k: v for k, v in message["content"].items() if k not in _VOLATILE}
        if kind == "stream" and messages and messages[-1][0] == content["name"]:
            messages[-1] = (content["name"], messages[-1][1] + content["text"])
        elif kind == "stream":
            messages.append((content["name"], content["text"]))
        else:
            messages.append((kind, content))

    reply = kernel.client.execute_interactive(code, output_hook=take, timeout=30)["content"]
    messages.append((reply["status"], reply.get("payload")))
    return json.loads(re.sub(r"ipykernel_\d+|0x[0-9a-f]+|In\[\d+\]", "", json.dumps(messages)))


@pytest.mark.parametrize("name", CELLS)
def test_cells_show_what_they_show_in_a_stock_kernel(
    warm: Kernel, stock: Kernel, name: str
) -> None:
    assert shown(warm, CELLS[name]) == shown(stock, CELLS[name])


def test_it_says_of_itself_what_a_stock_kernel_says(warm: Kernel, stock: Kernel) -> None:
    told = [kernel.ask("kernel_info")["content"] for kernel in (warm, stock)]
    for content in told:
        content["banner"] = content["banner"].split("Tip:")[0]  # another one each time
    assert told[0] == told[1]
    assert told[0]["status"] == "ok"


@pytest.mark.parametrize(
    ("question", "details"),
    [
        ("complete", ("import o", 8)),
        ("complete", ("'x'.upp", 7)),
        ("inspect", ("len", 3)),
        ("comm_info", ()),
    ],
)
def test_it_answers_as_a_stock_kernel(
    warm: Kernel, stock: Kernel, question: str, details: tuple[Any, ...]
) -> None:
    one, other = (kernel.ask(question, *details)["content"] for kernel in (warm, stock))
    for content in (one, other):
        content.pop("metadata", None)  # kinds of what can be completed, if found out in time
    assert one == other
    assert one["status"] == "ok"


@pytest.mark.parametrize(("code", "told"), [("for x in y:", "incomplete"), ("1 + 1", "complete")])
def test_it_knows_whether_a_cell_is_complete(warm: Kernel, code: str, told: str) -> None:
    asked = warm.client.is_complete(code)
    reply = warm.client.get_shell_msg(timeout=20)
    assert reply["parent_header"]["msg_id"] == asked
    assert reply["content"]["status"] == told


def test_history_is_kept(warm: Kernel) -> None:
    warm.run("'to be remembered'", store_history=True)
    kept = warm.ask("history", hist_access_type="tail", n=1)["content"]["history"]
    assert kept[-1][-1] == "'to be remembered'"
    count = "get_ipython().history_manager.session_number > 0"
    assert warm.run(count) == "True"


@pytest.mark.parametrize("magic", ["%timeit -n1 -r1 pass", "%%timeit -n1 -r1\npass", "%time pass"])
def test_magics_that_measure(warm: Kernel, magic: str) -> None:
    assert "s" in warm.run(magic)


def test_input_is_asked_of_the_client(warm: Kernel) -> None:
    def answer(message: dict[str, Any]) -> None:
        warm.client.input(f"answer to {message['content']['prompt']}")

    code = "import getpass\nprint(input('one?'), getpass.getpass('two?'))"
    told = warm.run(code, allow_stdin=True, stdin_hook=answer)
    assert "answer to one? answer to two?" in told


def test_threads_write_into_their_cell(warm: Kernel) -> None:
    code = """
import sys, threading
threads = [threading.Thread(target=sys.stdout.write, args=(f"thread {n}\\n",)) for n in range(5)]
[thread.start() for thread in threads]; [thread.join() for thread in threads];
"""
    assert sorted(warm.run(code).split("\n")[:-1]) == [f"thread {n}" for n in range(5)]


def messages_until_idle(client: Any, asked: str) -> list[dict[str, Any]]:
    found = []
    while True:
        message = client.get_iopub_msg(timeout=20)
        if message["parent_header"].get("msg_id") == asked:
            found.append(message)
            if message["content"].get("execution_state") == "idle":
                return found


def test_widgets_speak_with_their_page(warm: Kernel) -> None:
    client = warm.client
    code = (
        "import ipywidgets\ns = ipywidgets.IntSlider(3)\ns.observe(lambda c: print(c.new), 'value')"
    )
    opened = [
        message["content"]
        for message in messages_until_idle(client, client.execute(code))
        if message["msg_type"] == "comm_open"
    ]
    slider = next(o for o in opened if o["data"]["state"]["_model_name"] == "IntSliderModel")
    update = {"method": "update", "state": {"value": 8}, "buffer_paths": []}
    sent = client.session.msg("comm_msg", {"comm_id": slider["comm_id"], "data": update})
    client.shell_channel.send(sent)
    heard = messages_until_idle(client, sent["header"]["msg_id"])
    assert "8\n" in [text(message) for message in heard]
    assert warm.run("s.value") == "8"
    told = [
        message["content"]["data"]["state"]
        for message in messages_until_idle(client, client.execute("s.value = 5"))
        if message["msg_type"] == "comm_msg"
    ]
    assert {"value": 5} in told


def test_figures_are_shown_inline(warm: Kernel) -> None:
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        missing("matplotlib")
    found: list[dict[str, Any]] = []
    warm.client.execute_interactive(
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        output_hook=found.append,
        timeout=60,
    )
    images = [m["content"]["data"] for m in found if m["msg_type"] == "display_data"]
    assert len(images) == 1
    assert images[0]["image/png"].startswith("iVBOR")


def control(client: Any, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """Ask on the control channel."""
    sent = client.session.msg(kind, content)
    client.control_channel.send(sent)
    while True:
        message = client.get_control_msg(timeout=20)
        if message["parent_header"].get("msg_id") == sent["header"]["msg_id"]:
            return dict(message["content"])


def test_a_subshell_answers_while_the_kernel_is_busy(warm: Kernel) -> None:
    client = warm.client
    told = warm.ask("kernel_info")["content"]
    if "kernel subshells" not in told.get("supported_features", []):
        missing("an ipykernel with subshells")
    made = control(client, "create_subshell_request", {})
    assert made["status"] == "ok"
    warm.run("import threading; held = threading.Event()")
    busy = client.execute("held.wait(20)")
    sent = client.session.msg("execute_request", {"code": "held.set()", "silent": False})
    sent["header"]["subshell_id"] = made["subshell_id"]
    client.shell_channel.send(sent)
    replies = {}
    while len(replies) < 2:
        message = client.get_shell_msg(timeout=20)
        replies[message["parent_header"]["msg_id"]] = message["content"]["status"]
    assert replies == {busy: "ok", sent["header"]["msg_id"]: "ok"}
    done = control(client, "delete_subshell_request", {"subshell_id": made["subshell_id"]})
    assert done["status"] == "ok"
    messages_until_idle(client, busy)


def test_random_numbers_differ_between_kernels(warm_spec: Callable[..., str]) -> None:
    name = warm_spec("numeric", ["numpy.random", "random", "uuid", "secrets", "tempfile"])
    code = """
import random, secrets, tempfile, uuid, os
import numpy, numpy.random
a = [random.random(), random.SystemRandom().random(), random.Random().random()]
b = [numpy.random.rand(), numpy.random.default_rng().random(), numpy.random.randint(2**62)]
c = [uuid.uuid4().int, secrets.token_hex(), next(tempfile._get_candidate_names()), os.urandom(8)]
for number in [*a, *b, *c]: print(number)
"""
    kernels = [Kernel(name) for _ in range(5)]
    try:
        drawn = [kernel.run(code).split("\n")[:-1] for kernel in kernels]
    finally:
        for kernel in kernels:
            kernel.end()
    assert [len(set(kind)) for kind in zip(*drawn, strict=True)] == [5] * 10


class Debugger:
    """Speaks as JupyterLab does."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.seq = 0

    def __call__(self, command: str, **arguments: Any) -> dict[str, Any]:
        self.seq += 1
        content = {
            "type": "request",
            "seq": self.seq,
            "command": command,
            "arguments": arguments,
        }
        reply = control(self.client, "debug_request", content)
        assert reply.get("success", True), reply
        return dict(reply.get("body") or {})

    def event(self, name: str) -> dict[str, Any]:
        while True:
            message = self.client.get_iopub_msg(timeout=20)
            if message["msg_type"] == "debug_event" and message["content"]["event"] == name:
                return dict(message["content"].get("body") or {})


def test_the_debugger_stops_looks_and_goes_on(warm: Kernel) -> None:
    client, debug = warm.client, Debugger(warm.client)
    assert not debug("debugInfo")["isStarted"]
    debug(
        "initialize",
        clientID="test",
        clientName="test",
        adapterID="",
        linesStartAt1=True,
        columnsStartAt1=True,
        pathFormat="path",
        supportsVariableType=True,
    )
    debug("attach")
    code = "def double(x):\n    y = 2 * x\n    return y\ndoubled = double(21)\n"
    path = debug("dumpCell", code=code)["sourcePath"]
    breakpoints = debug(
        "setBreakpoints",
        breakpoints=[{"line": 3}],
        source={"path": path},
        sourceModified=False,
    )["breakpoints"]
    assert breakpoints[0]["verified"]
    debug("configurationDone")
    assert debug("debugInfo")["isStarted"]

    asked = client.execute(code)
    stopped = debug.event("stopped")
    assert stopped["reason"] == "breakpoint"
    frames = debug("stackTrace", threadId=stopped["threadId"])["stackFrames"]
    assert (frames[0]["name"], frames[0]["line"]) == ("double", 3)
    scopes = debug("scopes", frameId=frames[0]["id"])["scopes"]
    variables = debug("variables", variablesReference=scopes[0]["variablesReference"])["variables"]
    assert {v["name"]: v["value"] for v in variables} | {"x": "21", "y": "42"} == {
        v["name"]: v["value"] for v in variables
    }
    debug("next", threadId=stopped["threadId"])
    stopped = debug.event("stopped")
    debug("continue", threadId=stopped["threadId"])
    messages_until_idle(client, asked)
    assert warm.run("doubled") == "42"

    debug("disconnect", restart=False, terminateDebuggee=True)
    assert not debug("debugInfo")["isStarted"]
    assert warm.run("double(2)") == "4"
