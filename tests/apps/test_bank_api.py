"""The bank over HTTP: who may, what is refused, and that a save reaches the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.factories import SOUND, altered, make_item, make_items
from tests.server import Server, running_server, write_bank

pytestmark = pytest.mark.slow
ROUTES = ("/api/bank", "/api/bank/items", "/api/bank/statistics", "/authoring", "/bank")
POSTS = ("/api/bank/check", "/api/bank/similar", "/api/bank/preview")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank(tmp_path_factory.mktemp("own") / "bank", 40)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("bank-api") / "data"
    with running_server(data, "--links", bank=root, PARCOURS_SAVES_PER_SECOND="1000") as running:
        yield running


@pytest.fixture(scope="module")
def ann(server: Server) -> httpx.Client:
    return server.client(server.add_user("Ann", "author"))


@pytest.fixture(scope="module")
def own(ann: httpx.Client, root: Path) -> int:
    paths = [one["path"] for one in ann.get("/api/bank").json()["roots"]]
    return paths.index(str(root))


def draft(item: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"exam": "ccm", "item": item or SOUND, "case": None, "is_new": True, **more}


def test_only_authors_may(server: Server, ann: httpx.Client) -> None:
    others = [
        server.client(server.add_user("Cyd")),
        server.client(server.add_user("Dov", "grader", "admin")),
    ]
    stranger = server.client()
    for route in ROUTES:
        assert [one.get(route).status_code for one in others] == [403, 403], route
        assert stranger.get(route).status_code in {401, 302}, route
        assert ann.get(route).status_code == 200, route
    for route in POSTS:
        assert [one.post(route, json=draft()).status_code for one in others] == [403, 403], route
    put = f"/api/bank/items/{SOUND['id']}"
    assert [one.put(put, json={}).status_code for one in others] == [403, 403]


def test_what_changes_something_shows_the_token(server: Server, ann: httpx.Client) -> None:
    bare = httpx.Client(base_url=server.url, cookies=dict(ann.cookies))
    with bare:
        assert bare.post("/api/bank/check", json=draft()).status_code == 403
        put = bare.put(f"/api/bank/items/{SOUND['id']}", json=draft(root=0))
        assert (put.status_code, put.json()["error"]["code"]) == (403, "forbidden")


def test_a_question_goes_from_nothing_to_its_file_and_back(
    ann: httpx.Client, own: int, root: Path
) -> None:
    item = make_item("brand-new", status="draft").model_dump(mode="json", exclude_none=True)
    found = ann.post("/api/bank/check", json=draft(item)).json()
    assert {one["level"] for one in found["findings"]} <= {"error", "warning", "info"}
    assert ann.post("/api/bank/similar", json=draft(item)).json()["similar"][0]["score"] > 0
    shown = ann.post("/api/bank/preview", json=draft(item, seed=3)).json()
    assert len(shown["question"]["options"]) == 4
    address = "/api/bank/items/brand-new"
    saved = ann.put(address, json=draft(item, root=own))
    assert saved.status_code == 201, saved.text
    assert (root / "ccm" / "care-management" / "brand-new.yaml").is_file()
    opened = ann.get(address).json()
    assert opened["digest"] == saved.json()["digest"]
    again = draft(opened["item"] | {"difficulty": 0.5}, root=own, digest=opened["digest"])
    assert ann.put(address, json=again | {"is_new": False}).status_code == 200
    other = draft(opened["item"] | {"difficulty": 0.6}, root=own, digest=opened["digest"])
    conflict = ann.put(address, json=other | {"is_new": False})
    assert (conflict.status_code, conflict.json()["error"]["code"]) == (409, "changed")
    assert ann.get("/api/bank/items", params={"text": "brand new"}).json()["total"] == 1


def test_a_live_question_with_an_error_is_refused_with_its_reason(
    ann: httpx.Client, own: int
) -> None:
    item = altered(make_item("faulty-one"), "choices[0].text.en", "All of the above")
    body = draft(item.model_dump(mode="json", exclude_none=True), root=own)
    answer = ann.put("/api/bank/items/faulty-one", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "faulty")
    said = answer.json()["error"]["message"]
    assert said["en"].endswith("(choices[0].text.en: takes in or rejects the other options)")
    assert said["fr"].endswith("(choices[0].text.en\u00a0: englobe ou rejette les autres options)")


@pytest.mark.parametrize(
    "address",
    [
        "/api/bank/items/..%2f..%2fsecret",
        "/api/bank/items/%2e%2e",
        "/api/bank/items/UPPER",
        "/api/bank/items/no-such-item",
        "/api/bank/scenarios/..%2fpyproject",
        "/api/bank/scenarios/no-such-case",
    ],
)
def test_an_address_leads_to_items_and_scenarios_only(ann: httpx.Client, address: str) -> None:
    assert ann.get(address).status_code == 404


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"root": 99}, 400),
        ({"root": -1}, 400),
        ({"exam": "../ccm"}, 400),
        ({"exam": "none"}, 400),
        ({"digest": "short"}, 400),
        ({"more": 1}, 400),
        ({"item": {"id": "../x"}}, 400),
        ({"item": {**SOUND, "id": "another"}}, 400),
        ({"item": {**SOUND, "domain": "../../tmp"}}, 400),
        ({"case": {"id": "../x", "text": {}}}, 400),
    ],
)
def test_bad_input_is_refused_and_told(
    ann: httpx.Client, own: int, root: Path, changes: dict[str, Any], status: int
) -> None:
    before = sorted(root.rglob("*"))
    body = draft({**SOUND, "status": "draft"}, root=own) | changes
    answer = ann.put(f"/api/bank/items/{SOUND['id']}", json=body)
    assert answer.status_code == status, answer.text
    assert len(answer.json()["error"]["message"]["fr"]) > 20
    assert sorted(root.rglob("*")) == before


def test_other_bad_questions(ann: httpx.Client) -> None:
    assert ann.get("/api/bank/items?start=x").status_code == 400
    assert ann.post("/api/bank/preview", json=draft(seed=-1)).status_code == 400
    assert ann.post("/api/bank/check", content=b"{").status_code == 400
    assert ann.delete(f"/api/bank/items/{SOUND['id']}").status_code == 405


def test_the_bank_page_is_told_what_the_command_says(server: Server, ann: httpx.Client) -> None:
    exams = {one["exam"]: one for one in ann.get("/api/bank/statistics").json()["exams"]}
    assert exams["ccm"]["titles"]["care-management/acuity"]["fr"]
    assert exams["ccm"]["live"] >= len(make_items(40))
    assert '"holdings"' in server.command("bank", "stats", "--json")
