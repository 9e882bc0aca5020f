"""Before the end, no byte that reaches a browser gives an answer away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from question_bank.load import load_bank
from tests.server import answer, running_server, start_attempt

pytestmark = pytest.mark.slow

# Field names that would carry what must stay hidden.
FORBIDDEN_FIELDS = {
    "correct",
    "key",
    "why",
    "rationale",
    "scored",
    "pretest",
    "item",
    "item_id",
    "digest",
    "difficulty",
    "domain_id",
    "topic",
    "sources",
    "seed",
    "seen_before",
    "level",
    "leadin",
}

STATES = {"open"}  # an attempt is, and the id of an option may be the same word


def fields(value: Any) -> set[str]:
    """Every field name in a piece of JSON, however deep."""
    if isinstance(value, dict):
        return set(value) | {name for inner in value.values() for name in fields(inner)}
    if isinstance(value, list):
        return {name for inner in value for name in fields(inner)}
    return set()


def values(value: Any) -> set[str]:
    """Every string in a piece of JSON, however deep; names of fields left out."""
    if isinstance(value, dict):
        return {text for inner in value.values() for text in values(inner)}
    if isinstance(value, list):
        return {text for inner in value for text in values(inner)}
    return {value} if isinstance(value, str) else set()


def test_nothing_before_the_end_gives_an_answer_away(tmp_path: Path) -> None:
    bank, _ = load_bank()
    hidden: list[str] = []
    asked = bank.select(use="mock")  # forms hold no other; practice items are public
    names = {choice.id for item in asked for choice in item.choices}
    names -= STATES
    names |= {name for item in asked for name in (item.domain, item.topic)}
    for item in bank:
        hidden.append(item.id)
        hidden += [text for choice in item.choices for text in (choice.why.en, choice.why.fr)]
    with running_server(tmp_path / "data", PARCOURS_SAVES_PER_SECOND="1000") as server:
        client = server.client()
        bodies: list[httpx.Response] = [client.get("/api/me"), client.get("/api/attempts")]
        attempt = start_attempt(client)["id"]
        base = f"/api/attempts/{attempt}"
        bodies += [client.get(path) for path in (base, f"{base}/form", "/", "/exam", "/report")]
        bodies += [client.get(path) for path in (f"{base}/report", f"{base}/report.pdf?lang=fr")]
        bodies += [client.get(f"{base}/report.csv?lang=en"), client.get("/api/history")]
        bodies += [answer(client, attempt, n, "abcd"[n % 4], n) for n in range(1, 181)]
        bodies += [answer(client, attempt, 999, "a", 1), client.get("/static/exam/exam.js")]
        assert client.get(f"{base}/report").status_code == 409
    for response in bodies:
        for text in hidden:
            assert text not in response.text, f"{response.url} holds {text!r}"
        if response.headers["content-type"].startswith("application/json"):
            content = json.loads(response.text)
            found = fields(content) & FORBIDDEN_FIELDS
            assert not found, f"{response.url} has the fields {found}"
            found = values(content) & names
            assert not found, f"{response.url} names {found}"
