"""What must survive: a killed server, a crowd, a restart with the same browser."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.server import Server, answer, running_server, start_attempt, write_bank

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    bank = write_bank(tmp_path / "bank")
    with running_server(
        tmp_path / "data", "--links", bank=bank, PARCOURS_SAVES_PER_SECOND="1000"
    ) as started:
        yield started


def held(client: httpx.Client, attempt: str) -> dict[int, str | None]:
    form = client.get(f"/api/attempts/{attempt}/form").json()
    return {one["n"]: one["choice"] for one in form["answers"]}


def test_every_acknowledged_answer_survives_a_killed_server(server: Server) -> None:
    client = server.client(server.add_user("ada"))
    attempt = start_attempt(client)
    acknowledged: dict[int, str | None] = {}
    tried: dict[int, str | None] = {}

    def give() -> None:
        rng = random.Random(3)
        for seq in range(1, 100_000):
            n, choice = rng.randint(1, 60), rng.choice("abcd")
            tried[n] = choice
            try:
                response = answer(client, attempt["id"], n, choice, seq)
            except httpx.TransportError:
                return
            assert response.status_code == 200, response.text
            acknowledged[n] = choice

    giving = threading.Thread(target=give)
    giving.start()
    time.sleep(1.5)
    server.kill()
    giving.join(30)
    assert len(acknowledged) > 30
    server.start()
    found = held(client, attempt["id"])  # the same cookie opens the same session
    for n, choice in acknowledged.items():
        assert found[n] in {choice, tried[n]}  # the last one may have been kept, not confirmed
    again = client.get(f"/api/attempts/{attempt['id']}").json()
    assert again["deadline"] == attempt["deadline"]


def test_the_same_save_five_times_out_of_order_and_in_parallel(server: Server) -> None:
    token = server.add_user("ada")
    attempt = start_attempt(server.client(token))["id"]
    sent = [(n, seq) for n in range(1, 11) for seq in range(1, 6)] * 5
    random.Random(1).shuffle(sent)

    def send(part: list[tuple[int, int]]) -> None:
        with server.client(token) as client:
            for n, seq in part:
                assert answer(client, attempt, n, "abcd"[(n + seq) % 4], seq).status_code == 200

    threads = [threading.Thread(target=send, args=(sent[i::4],)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with server.client(token) as client:
        assert held(client, attempt) == {n: "abcd"[(n + 5) % 4] for n in range(1, 11)}


def test_a_stopped_server_has_written_everything_and_leaves_no_kernel(server: Server) -> None:
    import psutil

    client = server.client(server.add_user("ada"))
    attempt = start_attempt(client)["id"]
    assert client.get("/exam").status_code == 200
    assert server.process is not None
    children = psutil.Process(server.process.pid).children(recursive=True)
    for n in range(1, 21):
        answer(client, attempt, n, "c", 1)
    server.stop()
    assert not psutil.wait_procs(children, timeout=5)[1]
    server.start()
    assert held(client, attempt) == dict.fromkeys(range(1, 21), "c")


def test_no_kernel_lives_on_after_a_page_is_complete(server: Server) -> None:
    import psutil

    client = server.client(server.add_user("ada"))
    for page in ("/exam", "/report"):
        assert client.get(page).status_code == 200
    assert server.process is not None
    for _ in range(50):
        processes = psutil.Process(server.process.pid).children(recursive=True)
        if not processes:
            break
        time.sleep(0.1)
    assert processes == []  # neither kernels nor the template that they were forked from
