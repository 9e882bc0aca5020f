"""Long tests: power cuts under load, again and again, and a server that must not grow."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.server import Server, answer, running_server, start_attempt, write_bank

pytestmark = pytest.mark.soak


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    bank = write_bank(tmp_path / "bank")
    with running_server(
        tmp_path / "data", "--links", bank=bank, PARCOURS_SAVES_PER_SECOND="10000"
    ) as started:
        yield started


class Candidate(threading.Thread):
    """Answers without a pause; after a refused connection it sends the same answer again."""

    def __init__(self, server: Server, name: str, seed: int) -> None:
        super().__init__(daemon=True)
        self.token = server.add_user(name)
        self._server = server
        self._rng = random.Random(seed)
        self.attempt = str(start_attempt(server.client(self.token))["id"])
        self.given: dict[int, str] = {}
        self.stopping = threading.Event()

    def run(self) -> None:
        client = self._server.client(self.token)
        seq = 0
        while not self.stopping.is_set():
            seq += 1
            n, choice = self._rng.randint(1, 180), self._rng.choice("abcd")
            while True:
                try:
                    response = answer(client, self.attempt, n, choice, seq)
                except httpx.TransportError:
                    time.sleep(0.2)
                    continue
                assert response.status_code == 200, response.text
                break
            self.given[n] = choice


def held(server: Server, candidate: Candidate) -> dict[int, str]:
    form = server.client(candidate.token).get(f"/api/attempts/{candidate.attempt}/form").json()
    return {one["n"]: one["choice"] for one in form["answers"]}


def test_twenty_power_cuts_under_load_lose_nothing(server: Server) -> None:
    candidates = [Candidate(server, f"c{n}", n) for n in range(8)]
    for candidate in candidates:
        candidate.start()
    for _ in range(20):
        time.sleep(2)
        server.kill()
        server.start()
    for candidate in candidates:
        candidate.stopping.set()
    for candidate in candidates:
        candidate.join(30)
        assert held(server, candidate) == candidate.given


def test_ten_thousand_saves_and_a_thousand_pages_do_not_make_the_server_grow(
    server: Server,
) -> None:
    assert server.process is not None
    process = psutil.Process(server.process.pid)
    client = server.client(server.add_user("ada"))
    attempt = str(start_attempt(client)["id"])

    def work(rounds: int, first: int) -> None:
        for seq in range(first, first + rounds):
            assert answer(client, attempt, seq % 180 + 1, "abcd"[seq % 4], seq).status_code == 200
            if seq % 10 == 0:
                assert client.get("/exam").status_code == 200

    work(2_000, 1)
    memory, files = process.memory_info().rss, process.num_fds()
    work(8_000, 2_001)
    assert process.memory_info().rss < memory * 1.15
    assert process.num_fds() <= files + 5
    assert process.children(recursive=True) == []
