"""The tracks as the home page shows them: lessons in order, and how far the reader has come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from apps.lessons.progress import Progress
from curriculum.public import lesson_items
from curriculum.typography import typeset_text

if TYPE_CHECKING:
    from curriculum.catalog import Catalog, Lesson
    from question_bank.bank import Bank


class Tracks:
    """What there is to read; made once, since neither catalog nor bank changes."""

    def __init__(self, catalog: Catalog, bank: Bank) -> None:
        questions = {lesson.id: len(lesson_items(bank, lesson)) for lesson in catalog.lessons}
        self._lessons = [(one, _things(one, questions[one.id])) for one in catalog.lessons]
        self._tracks: list[dict[str, Any]] = [
            {
                "id": track.id,
                "title": track.title.model_dump(),
                "summary": track.summary.model_dump(),
                "notice": None if track.notice is None else track.notice.model_dump(),
                "lessons": [
                    _entry(lesson, questions[lesson.id]) | {"optional": stop.optional}
                    for stop, lesson in catalog.of_track(track)
                ],
            }
            for track in (catalog.syllabus.tracks if catalog.syllabus is not None else ())
        ]

    def as_json(self, workspace: Path | None) -> list[dict[str, Any]]:
        """The tracks, with progress where the reader's folder is known; reads small files."""
        done = {} if workspace is None else self._done(workspace)
        return [
            track
            | {"lessons": [one | {"done": done.get(one["lesson"])} for one in track["lessons"]]}
            for track in self._tracks
        ]

    def _done(self, workspace: Path) -> dict[str, int]:
        """How many things of each lesson are done; a file that cannot be read counts none."""
        return {
            lesson.id: _count(workspace / lesson.module.id / "data", lesson, things)
            for lesson, things in self._lessons
        }


def _things(lesson: Lesson, questions: int) -> frozenset[str]:
    """What one can do in a lesson: its activities, and the check where it has questions."""
    return frozenset(
        {one.id for one in lesson.sheet.activities} | ({"check"} if questions else set())
    )


def _count(folder: Path, lesson: Lesson, things: frozenset[str]) -> int:
    kept = Progress(folder / f"{lesson.stem}.progress.json").activities()
    return sum(name in things and one.done is not None for name, one in kept.items())


def _entry(lesson: Lesson, questions: int) -> dict[str, Any]:
    return {
        "lesson": lesson.id,
        "title": typeset_text(lesson.title).model_dump(),
        "module": typeset_text(lesson.module.title).model_dump(),
        "summary": typeset_text(lesson.module.summary).model_dump(),
        "parts": len(lesson.module.lessons),
        "minutes": {lang: lesson.minutes(lang, questions) for lang in lesson.notebooks},
        "things": len(_things(lesson, questions)),
    }
