"""Two app servers on one PostgreSQL: either serves any candidate."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.server import answer, running_server, start_attempt, write_bank

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


def test_the_newest_answer_stands_whichever_server_takes_it(
    tmp_path: Path, new_postgres_url: Callable[[], str]
) -> None:
    bank = write_bank(tmp_path / "bank")
    shared = {"PARCOURS_DATABASE_URL": new_postgres_url(), "PARCOURS_SAVES_PER_SECOND": "1000"}
    with running_server(tmp_path / "one", "--links", bank=bank, **shared) as one:
        (tmp_path / "two").mkdir()
        shutil.copy(one.data / "cookie_secret", tmp_path / "two" / "cookie_secret")
        with running_server(tmp_path / "two", "--links", bank=bank, **shared) as two:
            token = one.add_user("ada")
            clients = [one.client(token), two.client(token)]
            attempt = str(start_attempt(clients[0])["id"])
            sent = [(n, seq) for n in range(1, 21) for seq in range(1, 7)]
            random.Random(2).shuffle(sent)
            for turn, (n, seq) in enumerate(sent):
                response = answer(clients[turn % 2], attempt, n, "abcd"[(n + seq) % 4], seq)
                assert response.status_code == 200
            one.kill()
            form = clients[1].get(f"/api/attempts/{attempt}/form").json()
            held = {held["n"]: held["choice"] for held in form["answers"]}
            assert held == {n: "abcd"[(n + 6) % 4] for n in range(1, 21)}
            closed = clients[1].post(f"/api/attempts/{attempt}/submit").json()
            assert closed["state"] == "submitted"
