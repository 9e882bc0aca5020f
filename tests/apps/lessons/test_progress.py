from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from apps.lessons.progress import Kept, Progress


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "1-secrecy.progress.json"
    Progress(path).keep("sort", {"answers": {"a": "bin"}}, done=False)
    assert Progress(path).activities() == {"sort": Kept({"answers": {"a": "bin"}}, None)}
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["schema"] == 1
    assert data["activities"]["sort"]["at"].endswith("Z")


def test_a_missing_file_is_no_progress_and_none_is_made(tmp_path: Path) -> None:
    progress = Progress(tmp_path / "none.progress.json")
    assert progress.activities() == {}
    assert list(tmp_path.iterdir()) == []


def test_starting_again_does_not_undo_what_was_done(tmp_path: Path) -> None:
    progress = Progress(tmp_path / "p.json")
    progress.keep("sort", {"shown": True}, done=True)
    first = progress.activities()["sort"].done
    progress.keep("sort", {}, done=False)
    assert first is not None
    assert progress.activities()["sort"] == Kept({}, first)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"schema": 1}',
        b'{"schema": 2, "activities": {}}',
        b'{"schema": 1, "activities": {"sort": 3}}',
        b"\xff\xfe",
    ],
)
def test_a_broken_file_is_kept_aside_and_the_lesson_begins_anew(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(content)
    progress = Progress(path)
    assert progress.activities() == {}
    assert progress.set_aside is not None
    assert progress.set_aside.read_bytes() == content
    assert not path.exists()
    progress.keep("sort", {}, done=True)
    assert list(Progress(path).activities()) == ["sort"]


def test_a_broken_file_that_cannot_be_put_aside_stays_and_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(b"{")

    def read_only(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "rename", read_only)
    assert Progress(path).activities() == {}
    assert path.read_bytes() == b"{"


def test_a_file_broken_between_two_changes_is_kept_aside_too(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    progress = Progress(path)
    progress.keep("one", {}, done=True)
    path.write_text("half a fi")
    progress.keep("two", {}, done=True)
    assert list(Progress(path).activities()) == ["two"]
    assert progress.set_aside is not None
    assert progress.set_aside.read_text() == "half a fi"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.json"
    progress = Progress(path)
    progress.keep("one", {}, done=True)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        progress.keep("two", {}, done=True)
    assert path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {"p.json", ".p.json.lock"}


def keep_many(path: Path, kernel: str) -> None:
    progress = Progress(path)
    for number in range(25):
        progress.keep(f"{kernel}-{number}", {"n": number}, done=number % 2 == 0)


def test_two_kernels_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    context = multiprocessing.get_context("spawn")
    kernels = [context.Process(target=keep_many, args=(path, name)) for name in ("fr", "en")]
    for kernel in kernels:
        kernel.start()
    for kernel in kernels:
        kernel.join(60)
        assert kernel.exitcode == 0
    kept = Progress(path).activities()
    assert len(kept) == 50
    assert kept["fr-4"].state == {"n": 4}
