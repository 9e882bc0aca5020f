"""JupyterLab for the lessons: a process of its own beside the app server, for one person.

It listens on 127.0.0.1 with a random token, reads and changes none of the user's own Jupyter
settings, calls no other host, and ends with the server, however that ends.

`python -m apps.lessons.lab HOME ROOT PORT SERVER` is that process; `Lab` starts it, waits until
it answers, and starts it again when it dies.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, urlencode

from apps.lessons.folder import trust_of, write

HOST = "127.0.0.1"
EXTENSIONS = Path(__file__).parent / "labextension"
READY_SECONDS = 60
TRIES = 3  # starts in a row that never answered
SOCKET_PATH = 54  # a Unix socket's whole path must stay under 108 bytes

# Of the extensions in the environment, those that lessons need.
NEEDED_EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")

# What nobody needs in a lesson: it makes the page slower, or calls other hosts.
LEFT_OUT = (
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/console-extension",
    "@jupyterlab/debugger-extension",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/fileeditor-extension:language-server",
    "@jupyterlab/inspector-extension:consoles",
    "@jupyterlab/lsp-extension",
    "@jupyterlab/mermaid-extension",
    "@jupyterlab/notebook-extension:language-server",
    "@jupyterlab/pluginmanager-extension",
    "@jupyterlab/services-extension:kernel-status",
    "@jupyterlab/terminal-extension",
    "@jupyterlab/tooltip-extension:consoles",
    "@jupyterlab/vega5-extension",
)

# Defaults; what the reader sets in JupyterLab wins.
OVERRIDES: dict[str, dict[str, Any]] = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": True, "autosaveInterval": 60},
    "@jupyterlab/notebook-extension:tracker": {
        "autoStartDefaultKernel": True,
        "defaultCell": "markdown",
        "scrollPastEnd": False,
        "showEditorForReadOnlyMarkdown": False,
    },
}
LOCALES = {"fr": "fr_FR", "en": "default"}
LOCALE_FILE = "@jupyterlab/translation-extension/plugin.jupyterlab-settings"

# Names no other host, so that nothing in a notebook can make the browser call one either.
CONTENT_SECURITY_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "connect-src 'self' ws://{host}:{port} data: blob:; frame-ancestors 'self'; form-action 'self'"
)


class State(Enum):
    """How far JupyterLab is."""

    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"  # after several tries; its log says why
    MISSING = "missing"  # it is not installed


class Lab:
    """Starts JupyterLab, says where it is, and keeps it running until `stop`."""

    def __init__(self, home: Path, root: Path, *, server: str, port: int | None = None) -> None:
        self._home = home
        self._root = root
        self._server = server
        self._fixed = port
        self._token = secrets.token_urlsafe(32)
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = False
        self.port = port or 0
        self.state = State.STARTING

    @property
    def log(self) -> Path:
        """What JupyterLab writes."""
        return self._home / "lab.log"

    def address(self, path: str, cell: str = "") -> str:
        """Where a notebook opens by itself, at one of its cells; holds the token."""
        query = urlencode({"token": self._token})
        fragment = f"#cell={quote(cell)}" if cell else ""
        return f"http://{HOST}:{self.port}/doc/tree/{quote(path)}?{query}{fragment}"

    def speak(self, lang: str) -> None:
        """Set the language of the interface for the next page."""
        file = self._home / "user-settings" / LOCALE_FILE
        wanted = json.dumps({"locale": LOCALES[lang]}).encode()
        if not file.exists() or file.read_bytes() != wanted:
            file.parent.mkdir(parents=True, exist_ok=True)
            write(file, wanted)

    async def run(self) -> None:
        """Keep it running; returns when it was stopped, or cannot be started."""
        if importlib.util.find_spec("jupyterlab") is None:
            self.state = State.MISSING
            return
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        tries = 0
        while not self._stopping and tries < TRIES:
            self.state = State.STARTING
            process = self._launch(fresh_port=tries > 0)
            if await self._answers(process):
                self.state = State.READY
                tries = 0
                await asyncio.to_thread(process.wait)
            elif not self._stopping:
                tries += 1
                _end(process, seconds=1)
        if not self._stopping:
            self.state = State.FAILED

    def stop(self) -> None:
        """End it, and its kernels."""
        self._stopping = True
        if self._process is not None:
            _end(self._process, seconds=5)

    def _launch(self, *, fresh_port: bool) -> subprocess.Popen[bytes]:
        if self._fixed is None and (fresh_port or not self.port):
            self.port = free_port()
        places = [str(self._home), str(self._root), str(self.port), self._server]
        with _private_log(self.log) as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "apps.lessons.lab", *places],
                stdin=subprocess.PIPE,  # closed when this process ends, in whatever way
                stdout=log,
                stderr=log,
                env=self._environment(),
            )
        return self._process

    def _environment(self) -> dict[str, str]:
        """That of the server, with places of our own and without its database."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("JUPYTER", "PARCOURS_", "JPY_"))
        }
        paths = {name: os.environ[name] for name in ("JUPYTER_PATH",) if name in os.environ}
        return {
            **kept,
            **paths,
            "IPYTHONDIR": str(self._home / "ipython"),
            "JUPYTER_DATA_DIR": str(self._home / "data"),
            "JUPYTER_NO_CONFIG": "1",
            "JUPYTER_RUNTIME_DIR": str(self._home / "run"),
            "JUPYTER_TOKEN": self._token,
        }

    async def _answers(self, process: subprocess.Popen[bytes]) -> bool:
        """Whether it listens in time, and would answer this token."""
        from tornado.httpclient import AsyncHTTPClient

        client = AsyncHTTPClient()
        headers = {"Authorization": f"token {self._token}"}
        end = time.monotonic() + READY_SECONDS
        while process.poll() is None and time.monotonic() < end:
            with suppress(OSError):
                status = f"http://{HOST}:{self.port}/api/status"
                found = await client.fetch(status, headers=headers, raise_error=False)
                if found.code == 200:
                    return True
            await asyncio.sleep(0.1)
        return False


def configuration(home: Path, root: Path, port: int) -> dict[str, dict[str, Any]]:
    """What JupyterLab is told, by class."""
    run = home / "run"
    policy = CONTENT_SECURITY_POLICY.format(host=HOST, port=port)
    return {
        "ServerApp": {
            "ip": HOST,
            "port": port,
            "port_retries": 0,
            "root_dir": str(root),
            "open_browser": False,
            "allow_remote_access": False,
            "allow_root": True,  # whoever runs the server as root has chosen so already
            "terminals_enabled": False,
            "quit_button": False,
            "log_level": "WARN",
            "tornado_settings": {
                "headers": {"Content-Security-Policy": policy},
                "ws_ping_timeout": 30_000,  # the default is more than the interval allows
            },
        },
        "LabApp": {
            "app_settings_dir": str(home / "settings"),
            "user_settings_dir": str(home / "user-settings"),
            "workspaces_dir": str(home / "workspaces"),
            "labextensions_path": [str(home / "labextensions")],
            "extra_labextensions_path": [str(EXTENSIONS)],
            "extension_manager": "readonly",
            "news_url": None,
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        },
        "KernelSpecManager": {"allowed_kernelspecs": {"parcours"}, "ensure_native_kernel": False},
        "MultiKernelManager": {"default_kernel_name": "parcours"},
        "MappingKernelManager": {
            "cull_idle_timeout": 900,  # a kernel whose page was closed
            "cull_interval": 60,
            "cull_connected": False,
        },
        "KernelManager": {"transport": "ipc" if len(str(run)) <= SOCKET_PATH else "tcp"},
        "NotebookNotary": {"data_dir": str(trust_of(root))},
    }


def main(home: Path, root: Path, port: int, server: str) -> None:
    """Be JupyterLab until told to stop, or until whoever started us is gone."""
    from traitlets.config import Config

    os.umask(0o077)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prepare(home, root)
    lab = import_lab()
    lab.load_other_extensions = False
    app = lab.initialize_server(config=Config(configuration(home, root, port)))
    page = app.web_app.settings["page_config_data"]
    page |= {"parcoursServer": server, "buildAvailable": False, "buildCheck": False}
    os.environ.pop("JUPYTER_TOKEN", None)  # kernels do not see it
    app.start()


def import_lab() -> Any:
    """The class of JupyterLab's application."""
    from jupyterlab import commands

    # It would ask Yarn, where there is a node, for a registry that only installations need.
    commands._yarn_config = lambda _: {"yarn config": {}, "npm config": {}}
    from jupyterlab.labapp import LabApp

    return LabApp


def prepare(home: Path, root: Path) -> None:
    """Make the folders of the lessons, and furnish JupyterLab for them."""
    for folder in (root, trust_of(root)):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    furnish(home, NEEDED_EXTENSIONS, LEFT_OUT)


def furnish(home: Path, needed: Iterable[str], left_out: Iterable[str]) -> None:
    """Write the settings that are defaults, and say which extensions are loaded."""
    from jupyter_core.paths import jupyter_path

    for folder in (home / "run", home / "settings", home / "labextensions"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    page = {"disabledExtensions": dict.fromkeys(left_out, True)}
    write(home / "settings" / "page_config.json", json.dumps(page).encode())
    write(home / "settings" / "overrides.json", json.dumps(OVERRIDES).encode())
    for name in needed:
        link = home / "labextensions" / name
        link.parent.mkdir(exist_ok=True)
        link.unlink(missing_ok=True)
        found = (Path(path, name) for path in jupyter_path("labextensions"))
        source = next((path for path in found if path.exists()), None)
        if source is not None:
            link.symlink_to(source)


def _end_with_parent() -> None:
    """Wait for the end of the pipe that the server holds; then stop, gently if possible."""
    import signal

    while os.read(0, 1):  # nothing is ever written
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5)
    os._exit(1)


def _end(process: subprocess.Popen[bytes], *, seconds: float) -> None:
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin is not None:
        process.stdin.close()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _private_log(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
