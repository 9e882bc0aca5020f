from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from apps.cases.answers import LARGEST, Answers, Kept, TooLarge


def at(path: Path) -> Answers:
    return Answers(path, case="the-case", revision=3)


def test_what_is_kept_comes_back_as_the_file_has_it(tmp_path: Path) -> None:
    path = tmp_path / "the-case.answers.json"
    kept = at(path).keep({"one": "option", "two": {"a": "é"}}, lang="fr", reached=2)
    assert at(path).read() == kept
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data == {
        "schema": 1,
        "case": "the-case",
        "revision": 3,
        "lang": "fr",
        "saved_at": kept.saved_at,
        "reached": 2,
        "answers": {"one": "option", "two": {"a": "é"}},
    }
    assert kept.saved_at.endswith("Z")


def test_a_missing_file_holds_nothing_and_none_is_made(tmp_path: Path) -> None:
    assert at(tmp_path / "x.answers.json").read() == Kept()
    assert list(tmp_path.iterdir()) == []


def test_an_answer_taken_back_is_gone_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "x.answers.json"
    at(path).keep({"one": "a", "two": "b"}, lang="en", reached=1)
    at(path).keep({"one": None}, lang="en", reached=0)
    assert at(path).read().answers == {"two": "b"}
    assert at(path).read().reached == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"schema": 1, "case": "the-case"}',
        b'{"schema": 2, "case": "the-case", "answers": {}}',
        b'{"schema": 1, "case": "another", "answers": {}}',
        b'{"schema": 1, "case": "the-case", "answers": []}',
        b"[" * 100_000,
    ],
)
def test_a_broken_file_is_kept_aside_and_said_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.answers.json"
    path.write_bytes(content)
    answers = at(path)
    assert answers.read() == Kept()
    assert answers.set_aside is not None
    assert answers.set_aside.read_bytes() == content
    answers.keep({"one": "a"}, lang="en", reached=1)
    assert at(path).read().answers == {"one": "a"}


def test_a_broken_file_that_cannot_be_put_aside_stays_and_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.answers.json"
    path.write_bytes(b"{")

    def read_only(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "rename", read_only)
    assert at(path).read() == Kept()
    assert path.read_bytes() == b"{"


def test_what_others_wrote_into_the_file_besides_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.answers.json"
    data = {"schema": 1, "case": "the-case", "answers": {}, "lang": 7, "reached": "x", "more": []}
    path.write_text(json.dumps(data))
    assert at(path).read() == Kept()


def test_more_than_may_be_handed_in_is_refused_and_what_was_kept_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.answers.json"
    at(path).keep({"one": "a"}, lang="en", reached=1)
    before = path.read_bytes()
    with pytest.raises(TooLarge):
        at(path).keep({"one": "é" * (LARGEST // 2)}, lang="en", reached=1)
    assert path.read_bytes() == before


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.answers.json"
    at(path).keep({"one": "a"}, lang="en", reached=1)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            at(path).keep({"one": "b"}, lang="en", reached=1)
    assert path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {path.name, f".{path.name}.lock"}


def _write(path: Path, worker: int, times: int) -> None:
    for turn in range(times):
        at(path).keep({f"task-{worker}": turn, "shared": worker}, lang="en", reached=worker)


def test_two_kernels_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.answers.json"
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_write, args=(path, n, 30)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    kept = at(path).read()
    assert {f"task-{n}": kept.answers[f"task-{n}"] for n in range(4)} == {
        f"task-{n}": 29 for n in range(4)
    }
    assert kept.answers["shared"] in range(4)
    assert kept.reached == 3
