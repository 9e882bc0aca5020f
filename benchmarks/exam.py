"""The exam page against a stock Voilà hello-world, and two hundred candidates at once.

Run: `make bench` (about four minutes). Prints a table and, with `--json FILE`, the figures.
All traffic stays on 127.0.0.1; the run ends by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.progress import track
from rich.table import Table
from tornado.web import create_signed_value

sys.path.insert(0, str(Path(__file__).parent.parent))

from apps.attempts.service import utc_now_ms
from apps.storage.database import Database
from apps.storage.people import add_person, link_of_token, new_link
from tests.postgres import free_port
from tests.server import XSRF, Server, running_server, write_bank

CHROMIUM = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-gpu"]}
CANDIDATES = 200
out = Console()


def percentile(values: list[float], share: float) -> float:
    """The value below which that share lies."""
    return statistics.quantiles(values, n=1000)[round(share * 1000) - 1]


def hello_world(folder: Path) -> Path:
    """The notebook that stock Voilà is measured with: one anywidget button that counts."""
    source = '''
import anywidget, traitlets
class Hello(anywidget.AnyWidget):
    _esm = """export default { render({ model, el }) {
      const b = document.createElement("button"); b.id = "hello";
      b.textContent = model.get("value"); el.appendChild(b); } };"""
    value = traitlets.Unicode("hello").tag(sync=True)
Hello()
'''
    cell = nbformat.v4.new_code_cell(source)
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": spec})
    path = folder / "hello.ipynb"
    nbformat.write(notebook, path)
    return path


def visit(open_page: Callable[[Page], None], cookies: list[dict[str, Any]]) -> dict[str, float]:
    """Seconds until usable, requests and bytes on the wire, in a browser that was never used."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        context = browser.new_context()
        context.add_cookies(cookies)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        seen = {"requests": 0.0, "bytes": 0.0}
        session.on("Network.requestWillBeSent", lambda _: _count(seen, "requests", 1))
        session.on(
            "Network.loadingFinished", lambda e: _count(seen, "bytes", e["encodedDataLength"])
        )
        began = time.perf_counter()
        open_page(page)
        seen["seconds"] = time.perf_counter() - began
        page.wait_for_timeout(300)
        browser.close()
    return seen


def _count(seen: dict[str, float], name: str, more: float) -> None:
    seen[name] += more


@contextmanager
def stock_voila(notebook: Path) -> Iterator[str]:
    """A stock Voilà that serves that notebook; its address."""
    port = free_port()
    command = [sys.executable, "-m", "voila", str(notebook), "--no-browser"]
    server = subprocess.Popen(
        [*command, f"--port={port}"],
        cwd=notebook.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_port(port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(30)


def stock(folder: Path, visits: int) -> list[dict[str, float]]:
    """Visits to the hello-world of a stock Voilà."""
    with stock_voila(hello_world(folder)) as url:

        def open_hello(page: Page) -> None:
            page.goto(url, wait_until="commit")
            page.wait_for_selector("#hello", timeout=60_000)

        return [visit(open_hello, []) for _ in range(visits)]


def wait_for_port(port: int) -> None:
    """Wait half a minute at most until something listens there."""
    import socket

    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def make_candidates(server: Server, count: int) -> list[str]:
    """Session cookies of that many new users, made from the server's own data folder."""
    database = Database(f"sqlite:///{server.data / 'parcours.db'}")
    secret = (server.data / "cookie_secret").read_bytes()
    cookies: list[str] = []

    def enrol(c: Any, name: str) -> str:
        now = utc_now_ms()
        person = add_person(c, name=name, granted=frozenset({"candidate"}), now=now)
        link = link_of_token(c, new_link(c, person.id, now), now)
        assert link is not None
        return link

    for n in range(count):
        link = database.write(lambda c, n=n: enrol(c, f"candidate {n}")).result()
        cookies.append(create_signed_value(secret, "parcours_session", link).decode())
    database.close()
    return cookies


class Candidate:
    """One keep-alive connection that speaks just enough HTTP to be timed fairly."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port = port
        self._head = (
            f"Host: 127.0.0.1:{port}\r\nX-XSRFToken: {XSRF}\r\n"
            f"Cookie: parcours_xsrf={XSRF}; parcours_session={cookie}\r\n"
        )
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.attempt = ""
        self.answers: dict[int, str] = {}

    async def ask(self, method: str, path: str, body: Any = None) -> tuple[int, bytes]:
        """Status and body."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        content = b"" if body is None else json.dumps(body).encode()
        head = f"{method} {path} HTTP/1.1\r\n{self._head}Content-Length: {len(content)}\r\n\r\n"
        writer.write(head.encode() + content)
        status = int((await reader.readline()).split()[1])
        length = 0
        while (line := await reader.readline()) != b"\r\n":
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return status, await reader.readexactly(length)

    async def start(self) -> None:
        """Begin a full mock exam."""
        asked = {"mode": "full", "language": "en", "factor": 1, "agreed": True}
        status, body = await self.ask("POST", "/api/attempts", asked)
        assert status == 201, body
        self.attempt = json.loads(body)["id"]

    async def open_form(self) -> float:
        """Seconds to fetch all that the page needs before its first question."""
        began = time.perf_counter()
        for path in (f"/exam?attempt={self.attempt}", f"/api/attempts/{self.attempt}/form"):
            status, _ = await self.ask("GET", path)
            assert status == 200, path
        return time.perf_counter() - began

    async def save(self, n: int, choice: str, seq: int) -> float:
        """Seconds until one answer is acknowledged."""
        save = {"n": n, "seq": seq, "choice": choice, "flagged": False, "cursor": n}
        began = time.perf_counter()
        status, body = await self.ask(
            "PUT", f"/api/attempts/{self.attempt}/answers", {"client": "bench", "saves": [save]}
        )
        assert status == 200, body
        self.answers[n] = choice
        return time.perf_counter() - began

    async def lost(self) -> int:
        """Answers acknowledged but not held."""
        _, body = await self.ask("GET", f"/api/attempts/{self.attempt}/form")
        held = {answer["n"]: answer["choice"] for answer in json.loads(body)["answers"]}
        return sum(held.get(n) != choice for n, choice in self.answers.items())


async def crowd(server: Server, cookies: list[str], seconds: int) -> dict[str, float]:
    """Two hundred candidates: open the form, then save one answer a second each."""
    candidates = [Candidate(server.port, cookie) for cookie in cookies]
    for candidate in track(candidates, description="starting attempts"):
        await candidate.start()
    began = time.perf_counter()
    opened = await asyncio.gather(*(candidate.open_form() for candidate in candidates))
    all_open = time.perf_counter() - began
    rng = random.Random(1)
    times: list[float] = []

    async def sit(candidate: Candidate) -> None:
        await asyncio.sleep(rng.random())
        start = time.perf_counter()
        for second in range(seconds):
            await asyncio.sleep(max(0.0, start + second - time.perf_counter()))
            n = second % 180 + 1
            times.append(await candidate.save(n, rng.choice("abcd"), second * 1000 + 1))

    await asyncio.gather(*(sit(candidate) for candidate in candidates))
    lost = [await candidate.lost() for candidate in candidates]
    return {
        "forms_opened": len(opened),
        "forms_all_open_s": all_open,
        "saves": len(times),
        "saved_p50_ms": percentile(times, 0.5) * 1000,
        "saved_p95_ms": percentile(times, 0.95) * 1000,
        "saved_p99_ms": percentile(times, 0.99) * 1000,
        "lost": sum(lost),
    }


def click_to_saved(server: Server, cookie: str, attempt: str) -> dict[str, float]:
    """From a click on an option to its acknowledgement, and to the next question."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        context = browser.new_context()
        context.add_cookies(_browser_cookies(server, cookie))
        page = context.new_page()
        page.goto(f"{server.url}/exam?attempt={attempt}")
        page.wait_for_selector("fieldset input[type=radio]")
        saved: list[float] = []
        turned: list[float] = []
        for _ in range(60):
            with page.expect_response(lambda r: r.url.endswith("/answers")):
                began = time.perf_counter()
                page.locator("fieldset input[type=radio]").nth(random.randrange(4)).check()
            saved.append(time.perf_counter() - began)
            turned.append(page.evaluate(TURN))
        browser.close()
    return {
        "click_to_saved_p50_ms": percentile(saved, 0.5) * 1000,
        "click_to_saved_p95_ms": percentile(saved, 0.95) * 1000,
        "navigation_p50_ms": percentile(turned, 0.5),
        "navigation_p95_ms": percentile(turned, 0.95),
    }


# Milliseconds that the script and the layout take to show the next question.
TURN = """() => {
  const before = document.querySelector("fieldset").textContent;
  const began = performance.now();
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "n", bubbles: true }));
  document.querySelector("fieldset").getBoundingClientRect();
  const took = performance.now() - began;
  if (document.querySelector("fieldset").textContent === before) throw new Error("not turned");
  return took;
}"""


def _browser_cookies(server: Server, cookie: str) -> list[dict[str, Any]]:
    return [{"name": "parcours_session", "value": cookie, "url": server.url}]


def first_question(server: Server, cookie: str, attempt: str) -> dict[str, float]:
    """A first visit to a running exam, until its first option can be chosen."""

    def open_exam(page: Page) -> None:
        page.goto(f"{server.url}/exam?attempt={attempt}", wait_until="commit")
        page.wait_for_selector("fieldset input[type=radio]", timeout=60_000)

    return visit(open_exam, _browser_cookies(server, cookie))


def measure(visits: int, seconds: int) -> dict[str, Any]:
    """All figures of one run; stock and ours in alternating order."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with running_server(folder / "data", "--links", bank=write_bank(folder / "bank")) as server:
            cookies = make_candidates(server, CANDIDATES + 1)
            own = Candidate(server.port, cookies[-1])
            asyncio.run(own.start())
            hello: list[dict[str, float]] = []
            exam: list[dict[str, float]] = []
            for _ in range(visits):
                hello += stock(folder, 1)
                exam.append(first_question(server, cookies[-1], own.attempt))
            clicks = click_to_saved(server, cookies[-1], own.attempt)
            load = asyncio.run(crowd(server, cookies[:-1], seconds))
    return {
        "cpu_count": os.cpu_count(),
        "stock": {name: statistics.median(v[name] for v in hello) for name in hello[0]},
        "exam": {name: statistics.median(v[name] for v in exam) for name in exam[0]},
        **clicks,
        **load,
    }


def show(figures: dict[str, Any]) -> None:
    """The figures beside their targets."""
    table = Table("what", "stock hello-world", "exam", "ratio", "target")
    hello, exam = figures["stock"], figures["exam"]
    for name, unit, target in (
        ("seconds", "s", "no later"),
        ("requests", "", "at most 10"),
        ("bytes", "", "at most 400,000"),
    ):
        ratio = hello[name] / exam[name]
        table.add_row(
            f"first question: {name}",
            f"{hello[name]:,.2f} {unit}",
            f"{exam[name]:,.2f} {unit}",
            f"{ratio:.1f}",
            target,
        )
    for name, target in (
        ("click_to_saved_p50_ms", ""),
        ("click_to_saved_p95_ms", ""),
        ("navigation_p95_ms", "under 16"),
        ("forms_all_open_s", f"{CANDIDATES} within 60"),
        ("saves", f"{CANDIDATES} a second"),
        ("saved_p50_ms", ""),
        ("saved_p95_ms", "under 30"),
        ("saved_p99_ms", ""),
        ("lost", "0"),
    ):
        table.add_row(name, "", f"{figures[name]:,.1f}", "", target)
    out.print(table)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=5, help="first visits to each page")
    parser.add_argument("--seconds", type=int, default=60, help="length of the load")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    figures = measure(asked.visits, asked.seconds)
    show(figures)
    if asked.json is not None:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
