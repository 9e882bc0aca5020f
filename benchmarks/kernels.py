"""Forked kernels against stock ones, alternating in one run.

Run: `make bench` (about four minutes for this part). Prints a table and, with `--json FILE`, the
figures. All traffic stays on this machine; the run ends by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import nbformat
import psutil
from jupyter_client.manager import KernelManager
from rich.console import Console
from rich.progress import track
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.exam import Candidate, first_question, make_candidates, stock_voila
from benchmarks.exam import stock as stock_hello_world
from tests.live_server import LiveServer, Socket, running_live_server
from tests.server import running_server, write_bank

STOCK = "python3"
FORKED = "parcours-grading"
MODULES = "import pandas, sqlalchemy, ipywidgets"
CELL = f"{MODULES}; ipywidgets.IntSlider(3); frame = pandas.DataFrame({{'a': [1, 2, 3]}})"
PAGE = [
    MODULES,
    """
frame = pandas.DataFrame({"a": [1, 2, 3]})
slider, label = ipywidgets.IntSlider(3), ipywidgets.Label()
slider.observe(lambda change: setattr(label, "value", str(frame.a.sum() * change.new)), "value")
ipywidgets.VBox([slider, label])
""",
]
AT_ONCE = 20
KERNELS = 10
MANY = 200
MEMORY = 8 * 1024**3
MIB = 1024**2
out = Console()


def cycle(kernel: str, *, quick: bool = True) -> dict[str, float]:
    """Seconds of one kernel's life: started, ready, first cell done, ended.

    Without `quick` a forked kernel has the stock client, with its fixed waits.
    """
    manager = KernelManager(kernel_name=kernel, transport="ipc")
    began = time.perf_counter()
    manager.start_kernel()
    if not quick:
        manager.client_class = "jupyter_client.blocking.BlockingKernelClient"
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    ready = time.perf_counter()
    reply = client.execute_interactive(CELL, output_hook=lambda _: None)
    assert reply["content"]["status"] == "ok", reply
    done = time.perf_counter()
    client.stop_channels()
    manager.shutdown_kernel()
    ended = time.perf_counter()
    return {"ready": ready - began, "first_cell": done - began, "stop": ended - done}


def life(rounds: int) -> dict[str, Any]:
    """Medians of the lives of stock and forked kernels, and what the stock client waits."""
    cycle(FORKED)  # the template is there from now on, as on a server that runs
    found: dict[str, list[dict[str, float]]] = {"stock": [], "forked": [], "stock_client": []}
    for _ in track(range(rounds), description="single kernels"):
        found["stock"].append(cycle(STOCK))
        found["forked"].append(cycle(FORKED))
        found["stock_client"].append(cycle(FORKED, quick=False))
    return {
        name: {part: statistics.median(one[part] for one in lives) for part in lives[0]}
        for name, lives in found.items()
    }


def first_start() -> float:
    """Seconds until the first cell when no template is there yet, in a new process."""
    script = f"import benchmarks.kernels as b; print(b.cycle({FORKED!r})['first_cell'])"
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=Path(__file__).parent.parent,
            env={**os.environ, "XDG_RUNTIME_DIR": scratch},
            capture_output=True,
            check=True,
            text=True,
        )
    return float(done.stdout)


def write_notebook(folder: Path, kernel: str) -> Path:
    """The page: a slider and a sum that follows it."""
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in PAGE]
    spec = {"name": kernel, "display_name": kernel, "language": "python"}
    path = folder / f"page-{kernel}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec}), path)
    return path


@contextmanager
def our_server(folder: Path) -> Iterator[LiveServer]:
    """The app server with the page, and room for many visitors."""
    room = {"PARCOURS_LIVE_KERNELS": "400", "PARCOURS_LIVE_KERNELS_PER_USER": "400"}
    notebook = write_notebook(folder, FORKED)
    with running_live_server(folder, notebook, kernel=FORKED, **room) as server:
        yield server


def visits(url: str, count: int, cookies: dict[str, str] | None = None) -> float:
    """Seconds until the last of so many visitors, all at once, has the complete page."""
    cookie = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())

    def visit(_: int) -> None:  # with a client that costs next to nothing
        asked = urllib.request.Request(url, headers={"Cookie": cookie})
        with urllib.request.urlopen(asked, timeout=300) as page:
            assert b"application/vnd.jupyter.widget-view+json" in page.read()

    with ThreadPoolExecutor(count) as visitors:
        began = time.perf_counter()
        list(visitors.map(visit, range(count)))
        return time.perf_counter() - began


def pages(rounds: int) -> dict[str, Any]:
    """One page and twenty at once: stock Voilà, ours, and stock Voilà with forked kernels."""
    ways = {
        "stock": lambda folder: stock_page(folder, STOCK),
        "ours": our_page,
        "stock_forked": lambda folder: stock_page(folder, FORKED),
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in track(range(rounds), description="pages"):
        for name, way in ways.items():
            with tempfile.TemporaryDirectory() as scratch:
                found[name].append(way(Path(scratch)))
    return {
        name: {
            "one": statistics.median(one for one, _ in times),
            "all": statistics.median(every for _, every in times),
        }
        for name, times in found.items()
    }


def stock_page(folder: Path, kernel: str) -> tuple[float, float]:
    """Seconds for one page and for many at once in a stock Voilà."""
    with stock_voila(write_notebook(folder, kernel)) as url:
        return _measured(url, None)


def our_page(folder: Path) -> tuple[float, float]:
    """The same in the app server."""
    with our_server(folder) as server:
        return _measured(f"{server.url}{server.page}", server.cookies())


def _measured(url: str, cookies: dict[str, str] | None) -> tuple[float, float]:
    visits(url, 1, cookies)  # a server's first page pays for what all others share
    return visits(url, 1, cookies), visits(url, AT_ONCE, cookies)


def memory() -> dict[str, float]:
    """Unique bytes of a kernel that has run the first cell, the mean of several that live."""
    found = {}
    for name, kernel in (("stock", STOCK), ("forked", FORKED)):
        running = []
        for _ in track(range(KERNELS), description=f"memory, {name}"):
            manager = KernelManager(kernel_name=kernel, transport="ipc")
            manager.start_kernel()
            client = manager.client()
            client.start_channels()
            client.wait_for_ready(timeout=60)
            client.execute_interactive(CELL, output_hook=lambda _: None)
            running.append((manager, client))
        used = [psutil.Process(m.provisioner.pid).memory_full_info().uss for m, _ in running]
        found[name] = statistics.mean(used)
        for manager, client in running:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    return found


def crowd(count: int) -> dict[str, float]:
    """Memory of the server and all its kernels while so many pages are open."""
    with tempfile.TemporaryDirectory() as scratch, our_server(Path(scratch)) as server:
        cookies = server.cookies()
        sockets = []
        began = time.perf_counter()
        for _ in track(range(count), description="pages open at once"):
            page = httpx.get(f"{server.url}{server.page}", cookies=cookies, timeout=60)
            assert page.status_code == 200, page.status_code
            sockets.append(Socket(server, _kernel_of(page.text), cookies))
        took = time.perf_counter() - began
        assert server.process is not None
        main = psutil.Process(server.process.pid)
        family = [main, *main.children(recursive=True)]
        kernels = len(server.kernels())
        assert kernels == count, kernels
        total = sum(process.memory_full_info().pss for process in family)
        alive = sum(bool(s.answers(s.send("kernel_info_request", {}))) for s in sockets[::10])
        for socket in sockets:
            socket.__exit__()
    return {"pages": count, "seconds": took, "bytes": total, "asked": count // 10, "alive": alive}


def _kernel_of(page: str) -> str:
    marker = 'data-kernel="'
    at = page.index(marker) + len(marker)
    return page[at : page.index('"', at)]


def exam(rounds: int) -> dict[str, float]:
    """Seconds until the exam's first question, and a stock hello-world, can be clicked."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with running_server(folder / "data", "--links", bank=write_bank(folder / "bank")) as server:
            cookie = make_candidates(server, 1)[0]
            candidate = Candidate(server.port, cookie)
            asyncio.run(candidate.start())
            hello, ours = [], []
            for _ in track(range(rounds), description="first question"):
                hello += [visit["seconds"] for visit in stock_hello_world(folder, 1)]
                ours.append(first_question(server, cookie, candidate.attempt)["seconds"])
    return {"stock": statistics.median(hello), "ours": statistics.median(ours)}


def measure(rounds: int) -> dict[str, Any]:
    """All figures of one run."""
    return {
        "cpu_count": os.cpu_count(),
        "life": life(rounds * 4),
        "first_start": first_start(),
        "memory": memory(),
        "pages": pages(rounds),
        "crowd": crowd(MANY),
        "exam": exam(rounds * 3),
    }


def show(figures: dict[str, Any]) -> None:
    """The figures beside their targets."""
    table = Table("what", "stock", "forked", "ratio", "target")

    def row(what: str, stock: float, ours: float, target: str = "", unit: str = "s") -> None:
        digits = 3 if unit == "s" else 0
        table.add_row(
            what,
            f"{stock:,.{digits}f} {unit}",
            f"{ours:,.{digits}f} {unit}",
            f"{stock / ours:.1f}",
            target,
        )

    lives, shown = figures["life"], figures["pages"]
    stock, forked, waiting = lives["stock"], lives["forked"], lives["stock_client"]
    row("kernel ready", stock["ready"], forked["ready"])
    row("ready and first cell done", stock["first_cell"], forked["first_cell"], "at least 8")
    row("the same, stock client in both", stock["first_cell"], waiting["first_cell"])
    row("end", stock["stop"], forked["stop"])
    row("one page complete", shown["stock"]["one"], shown["ours"]["one"])
    row(f"{AT_ONCE} pages at once", shown["stock"]["all"], shown["ours"]["all"], "at least 15")
    row("  in stock Voilà", shown["stock"]["all"], shown["stock_forked"]["all"])
    row("exam: first question", figures["exam"]["stock"], figures["exam"]["ours"], "at least 5")
    used = figures["memory"]
    row("memory of a kernel", used["stock"] / MIB, used["forked"] / MIB, "at least 3", "MiB")
    out.print(table)
    crowded = figures["crowd"]
    out.print(
        f"first cell with a template that is yet to start: {figures['first_start']:.2f} s\n"
        f"what the stock client waits: {waiting['first_cell'] - forked['first_cell']:.3f} s\n"
        f"{crowded['pages']} interactive pages open: {crowded['bytes'] / MIB:,.0f} MiB "
        f"(target: at most {MEMORY / MIB:,.0f}), opened one after another in "
        f"{crowded['seconds']:.1f} s; {crowded['alive']} of {crowded['asked']} asked answered"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    figures = measure(asked.rounds)
    show(figures)
    if asked.json is not None:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
