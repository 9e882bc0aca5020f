"""The real app server in a process of its own, on a bank of synthetic items."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Self

import httpx
import yaml

from tests.factories import make_items
from tests.postgres import free_port

XSRF = "0123456789abcdef"


@dataclass
class Server:
    """A running server: its address, its data folder, and how to hurt it."""

    data: Path
    port: int
    arguments: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    program: str = "apps.cli"
    lab: bool = False
    process: subprocess.Popen[bytes] | None = None
    _log: IO[bytes] | None = None
    _clients: list[httpx.Client] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Address without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.forget_clients()

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._log = (self.data / "server.log").open("ab")
        command = [sys.executable, "-m", self.program, "run", "--port", str(self.port)]
        if self.program == "apps.cli" and not self.lab:
            command.append("--no-lab")
        self.process = subprocess.Popen(
            [*command, *self.arguments],
            env={**os.environ, **self.environment, "PARCOURS_DATA": str(self.data)},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        for _ in range(600):
            if self.process.poll() is not None:
                self._end(signal.SIGTERM)
                raise RuntimeError(f"the server ended at once:\n{self.log()}")
            try:
                httpx.get(f"{self.url}/login", timeout=2)
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"the server did not answer within a minute:\n{self.log()}")

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an administrator would."""
        self._end(signal.SIGTERM)

    def log(self) -> str:
        """What it has written."""
        return (self.data / "server.log").read_text(errors="replace")

    def command(self, *arguments: str) -> str:
        """Output of another `parcours` command on the same data."""
        done = subprocess.run(
            [sys.executable, "-m", "apps.cli", *arguments],
            env={
                **os.environ,
                **self.environment,
                "PARCOURS_DATA": str(self.data),
                "COLUMNS": "200",
            },
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout

    def add_user(self, name: str, *roles: str) -> str:
        """A new user; the token of their personal link."""
        options = [part for role in roles or ("candidate",) for part in ("--role", role)]
        printed = self.command("user", "add", name, *options)
        found = re.search(r"/login#(\S+)", printed)
        assert found is not None, printed
        return found[1]

    def client(self, token: str | None = None) -> httpx.Client:
        """An HTTP client as a browser would be, signed in when given a token."""
        cookies, headers = {"parcours_xsrf": XSRF}, {"X-XSRFToken": XSRF}
        if token is not None:
            response = httpx.post(
                f"{self.url}/api/login", json={"token": token}, cookies=cookies, headers=headers
            )
            response.raise_for_status()
            cookies |= dict(response.cookies)
        client = httpx.Client(base_url=self.url, cookies=cookies, headers=headers, timeout=30)
        self._clients.append(client)
        return client

    def forget_clients(self) -> None:
        """Close the connections of the clients made here."""
        for client in self._clients:
            client.close()
        self._clients.clear()

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(30)
            self.process = None
        if self._log is not None:
            self._log.close()
            self._log = None


@contextmanager
def running_server(
    data: Path, *arguments: str, bank: Path | None = None, lab: bool = False, **environment: str
) -> Iterator[Server]:
    """A server for the length of a block."""
    data.mkdir(parents=True, exist_ok=True)
    if bank is not None:
        environment["PARCOURS_BANK"] = str(bank)
    with Server(data, free_port(), arguments, environment, lab=lab) as server:
        yield server


def write_bank(root: Path, count: int = 400) -> Path:
    """A bank root of synthetic items, enough for every mode."""
    for item in make_items(count):
        folder = root / "ccm" / item.domain
        folder.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(item.model_dump(mode="json"), allow_unicode=True, sort_keys=False)
        (folder / f"{item.id}.yaml").write_text(text, encoding="utf-8")
    return root


def start_attempt(client: httpx.Client, **asked: Any) -> dict[str, Any]:
    """A new attempt, full mock unless asked otherwise."""
    for attempt in client.get("/api/attempts").json()["attempts"]:
        if attempt["state"] == "open":  # one exam at a time
            client.post(f"/api/attempts/{attempt['id']}/submit").raise_for_status()
    body = {"mode": "full", "language": "en", "factor": 1, "agreed": True, **asked}
    response = client.post("/api/attempts", json=body)
    assert response.status_code == 201, response.text
    attempt: dict[str, Any] = response.json()
    return attempt


def answer(
    client: httpx.Client, attempt: str, n: int, choice: str | None, seq: int
) -> httpx.Response:
    """Save one answer."""
    save = {"n": n, "seq": seq, "choice": choice, "flagged": False}
    return client.put(f"/api/attempts/{attempt}/answers", json={"client": "test", "saves": [save]})
