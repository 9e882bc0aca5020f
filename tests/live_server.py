"""The app server with interactive pages, in a process of its own, and ways to look at it."""

from __future__ import annotations

import json
import struct
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Self, cast

import nbformat
import psutil
from websocket import WebSocket, create_connection

from apps.attempts.service import utc_now_ms
from apps.storage.database import Database
from apps.storage.people import Role, add_person, new_link
from tests.postgres import free_port
from tests.server import Server

NOTEBOOKS = Path(__file__).parent / "apps" / "live"
PROTOCOL = "v1.kernel.websocket.jupyter.org"


class LiveServer(Server):
    """A server with interactive pages; `page` is the address path of the first of them."""

    page: str = ""

    def add_user(self, name: str, *roles: str) -> str:
        """As of any server, without a process for it."""
        granted = frozenset(cast("tuple[Role, ...]", roles or ("candidate",)))
        database = Database(f"sqlite:///{self.data / 'parcours.db'}")
        try:
            now = utc_now_ms()
            person = database.write(
                lambda c: add_person(c, name=name, granted=granted, now=now)
            ).result()
            return database.write(lambda c: new_link(c, person.id, now)).result()
        finally:
            database.close()

    def cookies(self, token: str | None = None) -> dict[str, str]:
        """The cookies of a browser, signed in when given a token."""
        return dict(self.client(token).cookies)

    def browser_cookies(self, token: str | None = None) -> list[Any]:
        """The same as Playwright's `context.add_cookies` takes them."""
        cookies = self.cookies(token)
        return [{"name": name, "value": cookies[name], "url": self.url} for name in cookies]

    def kernels(self) -> list[psutil.Process]:
        """The kernels that live, oldest first; those that the server itself started."""
        assert self.process is not None
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [child for child in children if is_kernel(child)]

    def cpu_seconds(self) -> float:
        """Processor time that the server itself has used, its kernels left out."""
        assert self.process is not None
        used = psutil.Process(self.process.pid).cpu_times()
        return used.user + used.system


def is_kernel(process: psutil.Process) -> bool:
    """Whether that is a kernel, forked or started."""
    try:
        return process.name() == "warm-kernel" or "ipykernel_launcher" in process.cmdline()
    except psutil.Error:
        return False


@contextmanager
def running_live_server(
    folder: Path,
    *notebooks: Path,
    kernel: str = "parcours",
    arguments: tuple[str, ...] = (),
    **environment: str,
) -> Iterator[LiveServer]:
    """A server whose pages are those notebooks, each at `/<name of its file>`."""
    for notebook in notebooks:
        read = nbformat.read(notebook, as_version=4)
        read.metadata["kernelspec"] = {"name": kernel, "display_name": kernel, "language": "python"}
        place = folder / "pages" / notebook.stem / notebook.name
        place.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(read, place)
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    environment["LIVE_PAGES"] = str(folder / "pages")
    server = LiveServer(data, free_port(), arguments, environment, program="tests.live_app")
    server.page = f"/{notebooks[0].stem}"
    with server:
        yield server


class Socket:
    """What the script of a page does on its websocket, and what it must not manage to do."""

    def __init__(self, server: LiveServer, kernel: str, cookies: dict[str, str], **options: Any):
        self._session = uuid.uuid4().hex
        self._socket: WebSocket = create_connection(
            f"ws://127.0.0.1:{server.port}/api/kernels/{kernel}/channels?session_id={self._session}",
            cookie="; ".join(f"{name}={value}" for name, value in cookies.items()),
            timeout=10,
            **{"subprotocols": [PROTOCOL], **options},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
        self._socket.shutdown()

    def send(
        self,
        kind: str,
        content: dict[str, Any],
        channel: str = "shell",
        metadata: dict[str, Any] | None = None,
    ) -> str:
        """Send a message; its id."""
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "session": self._session,
            "username": "",
            "date": "2026-01-01T00:00:00Z",
            "version": "5.4",
        }
        parts = [channel.encode()]
        parts += [json.dumps(part).encode() for part in (header, {}, metadata or {}, content)]
        offsets = [8 * (len(parts) + 2)]
        for part in parts:
            offsets.append(offsets[-1] + len(part))
        head = struct.pack(f"<{len(offsets) + 1}Q", len(offsets), *offsets)
        self._socket.send_binary(head + b"".join(parts))
        return str(header["msg_id"])

    def answers(self, message: str) -> list[tuple[str, dict[str, Any]]]:
        """Type and content of all that comes in answer, until the kernel is idle again."""
        return [(kind, content) for about, kind, content in self.heard(message) if about == message]

    def heard(self, message: str) -> list[tuple[str, str, dict[str, Any]]]:
        """All that comes (in answer to what, type, content) until the message is dealt with."""
        found: list[tuple[str, str, dict[str, Any]]] = []
        while True:
            data = self._socket.recv()
            assert isinstance(data, bytes)
            (count,) = struct.unpack_from("<Q", data)
            offsets = struct.unpack_from(f"<{count}Q", data, 8)
            parts = [data[a:b] for a, b in pairwise(offsets)]
            header, parent, _, content = (json.loads(part) for part in parts[1:5])
            found.append((str(parent.get("msg_id")), header["msg_type"], content))
            if found[-1][0] == message and content.get("execution_state") == "idle":
                return found

    def close_code(self, seconds: float = 10) -> int:
        """Wait until the server closes; the code it gives."""
        self._socket.settimeout(seconds)
        while True:
            opcode, data = self._socket.recv_data()
            if opcode == 8:
                return int(struct.unpack("!H", data[:2])[0])
