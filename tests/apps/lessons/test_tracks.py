from __future__ import annotations

import time
from pathlib import Path

import httpx
import pytest

from apps.lessons.progress import Progress
from apps.lessons.tracks import Tracks
from curriculum.load import load_catalog
from question_bank.load import load_bank
from tests.server import running_server

CATALOG, _ = load_catalog()
BANK, _ = load_bank()


@pytest.fixture
def lesson_data(tmp_path: Path) -> Path:
    folder = tmp_path / "french-law" / "data"
    folder.mkdir(parents=True)
    return folder


def french_law(tracks: list[dict]) -> dict:
    [found] = [one for one in tracks[0]["lessons"] if one["lesson"] == "french-law/1"]
    return found


def test_tracks_list_their_lessons_in_order_with_the_optional_ones_last():
    diu, ccm = Tracks(CATALOG, BANK).as_json(None)
    assert [diu["id"], ccm["id"]] == ["diu", "ccm"]
    assert [one["lesson"] for one in diu["lessons"]][:3] == [
        "definitions/1",
        "profession/1",
        "france-maia-dac/1",
    ]
    assert ccm["lessons"][0]["lesson"] == "certification/1"
    assert diu["notice"] is None
    assert "not affiliated" in ccm["notice"]["en"]
    for track in (diu, ccm):
        optional = [one["optional"] for one in track["lessons"]]
        assert optional == sorted(optional)
        assert all(min(one["minutes"].values()) >= 60 for one in track["lessons"])


def test_nobody_counts_where_several_people_read():
    tracks = Tracks(CATALOG, BANK).as_json(None)
    assert {one["done"] for track in tracks for one in track["lessons"]} == {None}


def test_what_is_done_is_counted_and_what_is_gone_is_not(tmp_path: Path, lesson_data: Path):
    lesson = CATALOG.lesson("french-law/1")
    first, second = (one.id for one in lesson.sheet.activities[:2])
    progress = Progress(lesson_data / f"{lesson.stem}.progress.json")
    progress.keep(first, {}, done=True)
    progress.keep("check", {}, done=True)
    progress.keep(second, {"begun": True}, done=False)
    progress.keep("an-activity-of-old", {}, done=True)
    tracks = Tracks(CATALOG, BANK).as_json(tmp_path)
    assert french_law(tracks)["done"] == 2
    assert french_law(tracks)["things"] == len(lesson.sheet.activities) + 1
    others = [one for one in tracks[0]["lessons"] if one["lesson"] != "french-law/1"]
    assert {one["done"] for one in others} == {0}


def test_titles_are_set_as_their_language_sets_them():
    told = [
        one["title"] for track in Tracks(CATALOG, BANK).as_json(None) for one in track["lessons"]
    ]
    assert not [title for title in told if "'" in title["fr"] + title["en"]]
    assert not [title["fr"] for title in told if " ?" in title["fr"] or " :" in title["fr"]]


def test_a_broken_progress_file_counts_nothing_and_is_kept(tmp_path: Path, lesson_data: Path):
    lesson = CATALOG.lesson("french-law/1")
    (lesson_data / f"{lesson.stem}.progress.json").write_text("{")
    assert french_law(Tracks(CATALOG, BANK).as_json(tmp_path))["done"] == 0
    assert [path.read_text() for path in lesson_data.glob("*.broken-*")] == ["{"]


@pytest.mark.slow
def test_the_server_tells_the_tracks_once_it_has_read_the_lessons(tmp_path: Path):
    with running_server(tmp_path / "data") as server:
        client: httpx.Client = server.client()
        told = client.get("/api/tracks").json()
        end = time.monotonic() + 30
        while not told["ready"] and time.monotonic() < end:
            time.sleep(0.2)
            told = client.get("/api/tracks").json()
    tracks = told["tracks"]
    assert [track["id"] for track in tracks] == ["diu", "ccm"]
    assert french_law(tracks)["done"] == 0  # one user: counted, nothing yet
