from __future__ import annotations

import inspect
import json
import os
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.cases import answers
from graders.cases.answers import LARGEST, MESSAGES, read_answers
from graders.cases.feedback import feedback
from graders.cases.feedback_html import task_html
from graders.cases.marking import mark, work
from graders.cases.reference import reference_answers
from graders.course import computed
from question_bank.model import LOCALES
from tests.curriculum.cases.sample_case import sample_case, sample_catalog

CASE = sample_case()
IDS = [task.id for task in CASE.tasks]


def file(answers: Any = None, **head: Any) -> bytes:
    data = {"schema": 1, "case": CASE.id, "revision": 1, "lang": "en", "answers": answers or {}}
    return json.dumps(data | head).encode()


def codes(content: bytes | Path) -> list[str]:
    sheet = read_answers(content, CASE)
    assert all(finding.said(lang) for finding in sheet.findings for lang in LOCALES)
    return [finding.code for finding in sheet.findings]


def test_a_sound_file_is_read_whole(tmp_path: Path) -> None:
    answers = reference_answers(CASE, "en")
    path = tmp_path / "x.answers.json"
    path.write_bytes(b"\xef\xbb\xbf" + file(answers, saved_at="2026-11-22T12:00:00Z", more=1))
    sheet = read_answers(path, CASE)
    assert (sheet.lang, sheet.revision, sheet.findings) == ("en", 1, ())
    assert sum(one.points for one in work(CASE, sheet.answers).scores.values()) == 14


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-json"),
        (b'{"schema": 1,', "not-json"),
        (b"\xff", "not-utf8"),
        (b"{" * 5, "not-json"),
        (b"[" * 500_000, "too-deep"),
        (b'{"a":' * 100_000, "too-deep"),
        (b" " * (LARGEST + 1), "too-large"),
        (b"null", "not-object"),
        (b"[1]", "not-object"),
        (file(schema=2), "other-schema"),
        (file(schema=True), "other-schema"),
        (file(schema=None), "other-schema"),
        (file(case="another"), "other-case"),
        (file(case=None), "other-case"),
        (file([1]), "no-answers"),
        (file("x"), "no-answers"),
    ],
)
def test_a_file_that_cannot_be_read_has_no_answers(content: bytes, code: str) -> None:
    assert codes(content)[-1] == code
    assert read_answers(content, CASE).answers == {}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (file(revision=2), "other-revision"),
        (file(revision=10**400), "other-revision"),
        (file(revision=True), "other-revision"),
        (file(lang="de"), "no-language"),
        (file(lang=["fr"]), "no-language"),
        (file({"nowhere": 1}), "unknown-task"),
        (file({"hours": float("nan")}), "odd-number"),
        (file({"hours": 1}).replace(b"1}", b"-Infinity}"), "odd-number"),
        (file({"hours": 7777}).replace(b"7777", b"9" * 50_000), "odd-number"),
        (file({"message": "a\ud800b\x00"}), "odd-text"),
        (file({"hours": 1}).replace(b'"hours"', b'"hours": 4, "hours"'), "repeated"),
        (file({"hours": [[[[[[[[[[4]]]]]]]]]]}), "odd-answer"),
    ],
)
def test_what_is_odd_is_said_and_the_rest_is_read(content: bytes, code: str) -> None:
    assert code in codes(content)
    work(CASE, read_answers(content, CASE).answers)


def test_a_missing_file_is_said_in_the_language_of_the_country_of_the_case() -> None:
    sheet = read_answers(Path("/nowhere/at/all"), CASE)
    assert [finding.code for finding in sheet.findings] == ["missing"]
    assert (sheet.answers, sheet.lang, sheet.revision) == ({}, "fr", None)
    american = CASE.model_copy(update={"jurisdiction": "us"})
    assert read_answers(b"", american).lang == "en"


def test_texts_are_clean_and_lines_end_as_they_should() -> None:
    sheet = read_answers(file({"message": "a\r\nb\rc\ud800\x00\td"}), CASE)
    assert sheet.answers == {"message": "a\nb\nc\td"}


def special(folder: Path) -> list[Path]:
    paths = [folder / name for name in ("link", "dangling", "pipe", "folder", "socket")]
    target = folder / "target"
    target.write_bytes(file(reference_answers(CASE, "en")))
    paths[0].symlink_to(target)
    paths[1].symlink_to(folder / "nowhere")
    os.mkfifo(paths[2])
    paths[3].mkdir()
    here = Path.cwd()
    os.chdir(folder)  # the path of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket")
    finally:
        os.chdir(here)
    return [*paths, Path("/dev/zero"), Path("/dev/tty")]


def test_only_a_plain_file_is_opened(tmp_path: Path) -> None:
    for path in special(tmp_path):
        assert codes(path) in (["not-a-file"], ["missing"], ["unopened"]), path
        assert read_answers(path, CASE).answers == {}
    assert codes(tmp_path / "link") == ["not-a-file"]
    assert codes(tmp_path / ("x" * 300)) == ["unopened"]
    assert codes(Path("with\0nul")) == ["unopened"]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["eats", "tea", "the-no", "hear", "need", "eating", "2026-12-01", "known"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=3) | st.sampled_from(["path", "need", "by-when", "dressing", "known"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(IDS), JSON))
def test_whatever_a_file_answers_it_earns_between_nothing_and_everything(answers: Any) -> None:
    sheet = read_answers(file(answers), CASE)
    worked = work(CASE, sheet.answers)
    assert all(0 <= one.points <= one.out_of for one in worked.scores.values())
    assert 0 <= mark(CASE, worked, {}).exact <= 20
    for lang in LOCALES:
        told = feedback(sample_catalog(), CASE, worked, lang, sheet.findings)
        assert all(task_html(task, lang, number=1) for task in told.tasks)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd(content: bytes) -> None:
    assert read_answers(content, CASE).answers == {}


def test_every_message_is_used_and_no_two_are_the_same() -> None:
    sources = "".join(inspect.getsource(module) for module in (answers, computed))
    assert [code for code in MESSAGES if f'("{code}"' not in sources] == []
    assert len(set(MESSAGES.values())) == len(MESSAGES)
