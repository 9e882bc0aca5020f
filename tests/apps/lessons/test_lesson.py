from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from apps.lessons import open_lesson
from apps.lessons.lesson import Passage, find_lesson
from apps.lessons.progress import Progress
from apps.lessons.widget import Activity

SPECS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "specs.json").read_text(encoding="utf-8")
)
VIEW = "application/vnd.jupyter.widget-view+json"


def public(lang: str, **changes: Any) -> dict[str, Any]:
    specs = {name: {**one, "html": f"<p>{name}</p>"} for name, one in SPECS[lang].items()}
    check = specs.pop("check")
    return {
        "schema": 1,
        "module": "french-law",
        "n": 1,
        "lang": lang,
        "head": {"html": "<p>objectives</p>"},
        "activities": specs,
        "check": check,
        "figures": {"week": {"html": "<figure>week</figure>"}},
        "claims": {"one": {"html": "<p>one</p>"}, "two": {"html": "<p>two</p>"}},
        "glossary": {"html": "<dl></dl>"},
        "sources": {"html": "<ol></ol>"},
        **changes,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The reader's folder, with one lesson in both languages."""
    data = tmp_path / "data"
    data.mkdir()
    for lang in ("en", "fr"):
        text = json.dumps(public(lang), ensure_ascii=False)
        (data / f"1-secrecy.{lang}.json").write_text(text, encoding="utf-8")
    return data


def shown(passage: object) -> str:
    assert isinstance(passage, Passage)
    return passage._repr_html_()


def widget(made: object) -> Activity:
    assert isinstance(made, Activity)
    return made


def test_a_part_is_shown_as_it_was_written(folder: Path) -> None:
    lesson = find_lesson(folder, "french-law", 1, "en")
    assert shown(lesson.head()) == "<p>objectives</p>"
    assert shown(lesson.figure("week")) == "<figure>week</figure>"
    assert shown(lesson.disagree("two", "one")) == "<p>two</p>\n<p>one</p>"
    assert shown(lesson.glossary()) == "<dl></dl>"
    assert shown(lesson.sources()) == "<ol></ol>"


@pytest.mark.parametrize("name", [*SPECS["en"]])
def test_an_activity_is_a_widget_with_its_text_as_fallback(folder: Path, name: str) -> None:
    lesson = find_lesson(folder, "french-law", 1, "fr")
    made = widget(lesson.check() if name == "check" else lesson.activity(name))
    data, _ = made._repr_mimebundle_()
    assert data[VIEW]["model_id"] == made.model_id
    assert data["text/html"] == f"<p>{name}</p>"
    assert data["text/plain"] == SPECS["fr"][name]["title"]
    assert made.lang == "fr"
    assert made.spec == SPECS["fr"][name]  # without the fallback, which would travel twice


def test_what_the_reader_does_in_one_language_is_there_in_the_other(folder: Path) -> None:
    french = widget(find_lesson(folder, "french-law", 1, "fr").activity("first-week"))
    french.set_state({"state": {"order": ["plan", "visit"]}, "done": True})
    assert french.trouble == ""
    english = widget(find_lesson(folder, "french-law", 1, "en").activity("first-week"))
    assert english.state == {"order": ["plan", "visit"]}
    assert english.done


def test_one_change_is_written_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = widget(find_lesson(folder, "french-law", 1, "fr").activity("first-week"))
    kept: list[object] = []
    monkeypatch.setattr(Progress, "keep", lambda *given, **named: kept.append((given, named)))
    made.set_state({"state": {"tries": 1}, "done": True})
    assert len(kept) == 1


def test_the_view_is_told_that_a_kernel_took_what_it_sent(folder: Path) -> None:
    made = widget(find_lesson(folder, "french-law", 1, "en").activity("first-week"))
    made.set_state({"state": {"tries": 1}, "done": False, "sent": 3})
    assert made.kept == 3


def test_the_head_counts_what_is_done(folder: Path) -> None:
    progress = Progress(folder / "1-secrecy.progress.json")
    progress.keep("check", {}, done=True)
    progress.keep("an-activity-of-old", {}, done=True)
    assert "1 of 9 activities done" in shown(find_lesson(folder, "french-law", 1, "en").head())
    progress.keep("first-week", {}, done=True)
    french = shown(find_lesson(folder, "french-law", 1, "fr").head())
    assert "2 activités terminées sur 9" in french


def test_answers_that_cannot_be_saved_are_not_lost_in_silence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = widget(find_lesson(folder, "french-law", 1, "fr").activity("first-week"))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(Progress, "keep", full)
        made.state = {"tries": 1}
    assert "n’ont pas pu être enregistrées (No space left on device)" in made.trouble
    made.state = {"tries": 2}
    assert made.trouble == ""


def test_broken_progress_is_said_and_named(folder: Path) -> None:
    (folder / "1-secrecy.progress.json").write_text("{")
    said = shown(find_lesson(folder, "french-law", 1, "en").head())
    assert "the lesson begins anew" in said
    assert "1-secrecy.progress.broken-" in said


@pytest.mark.parametrize(
    ("call", "known"),
    [("activity", "first-week"), ("figure", "week"), ("disagree", "one")],
)
def test_an_unknown_id_is_answered_with_the_known_ones(folder: Path, call: str, known: str) -> None:
    said = shown(getattr(find_lesson(folder, "french-law", 1, "en"), call)("<b>nothing"))
    assert f"lesson.{call}(&quot;&lt;b&gt;nothing&quot;)" in said
    assert f"<code>{known}</code>" in said


def test_a_lesson_without_questions_shows_no_check(folder: Path) -> None:
    path = folder / "1-secrecy.en.json"
    empty = {**SPECS["en"]["check"], "items": [], "html": ""}
    path.write_text(json.dumps(public("en", check=empty)), encoding="utf-8")
    assert shown(find_lesson(folder, "french-law", 1, "en").check()) == ""


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "This is the source"), ("fr", "Ceci est la source")]
)
def test_without_its_data_a_lesson_still_runs_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    lesson = open_lesson("french-law", 1, lang)
    for part in (
        lesson.head(),
        lesson.activity("a"),
        lesson.figure("b"),
        lesson.disagree("c", "d"),
        lesson.check(),
        lesson.glossary(),
        lesson.sources(),
    ):
        assert words in shown(part)
        assert "parcours curriculum build DIR" in shown(part)


def test_broken_data_is_named(folder: Path) -> None:
    (folder / "1-secrecy.fr.json").write_text("{")
    said = shown(find_lesson(folder, "french-law", 1, "fr").activity("x"))
    assert "1-secrecy.fr.json" in said
    assert "illisible" in said


def test_another_modules_data_is_not_this_lesson(folder: Path) -> None:
    assert "source of the lesson" in shown(find_lesson(folder, "definitions", 1, "en").head())


def test_a_language_that_is_not_there_is_english(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    assert widget(open_lesson("french-law", 1, "de").activity("first-week")).lang == "en"


def test_opening_a_lesson_imports_no_bank_and_no_widgets() -> None:
    code = (
        "import sys; import apps.lessons;"
        "print([m for m in sys.modules if m.partition('.')[0] in"
        " ('question_bank', 'curriculum', 'graders', 'pydantic', 'anywidget', 'ipywidgets')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
