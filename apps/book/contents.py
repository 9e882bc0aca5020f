"""What the book holds: its lessons, the tracks that order them, and what comes before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from curriculum.catalog import Catalog, Lesson
from curriculum.model import Module, Track
from question_bank.model import LOCALES


@dataclass(frozen=True)
class Chapter:
    """Lessons of one module that follow each other in a track."""

    module: Module
    lessons: tuple[Lesson, ...]
    optional: bool


@dataclass(frozen=True)
class Neighbours:
    """What comes before and after a lesson in one track."""

    track: Track
    before: Lesson | None
    after: Lesson | None


@dataclass(frozen=True)
class Contents:
    """The lessons that both languages have, in the order of each track."""

    catalog: Catalog

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """Every lesson that is written in both languages."""
        return tuple(one for one in self.catalog.lessons if set(LOCALES) <= set(one.notebooks))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The tracks; none where there is no syllabus."""
        syllabus = self.catalog.syllabus
        return () if syllabus is None else syllabus.tracks

    @cached_property
    def chapters(self) -> Mapping[str, tuple[Chapter, ...]]:
        """The chapters of each track; a lesson that comes twice keeps its first place."""
        return {track.id: tuple(self._chapters(track)) for track in self.tracks}

    @cached_property
    def apart(self) -> tuple[Lesson, ...]:
        """Lessons of no track."""
        placed = {lesson.id for track in self.tracks for lesson in self.of_track(track)}
        return tuple(lesson for lesson in self.lessons if lesson.id not in placed)

    def of_track(self, track: Track) -> tuple[Lesson, ...]:
        """The lessons of a track in its order."""
        return tuple(one for chapter in self.chapters[track.id] for one in chapter.lessons)

    def neighbours(self, lesson: Lesson) -> tuple[Neighbours, ...]:
        """Before and after, in each track that holds the lesson."""
        found = []
        for track in self.tracks:
            line = [None, *self.of_track(track), None]
            ids = [one and one.id for one in line]
            if lesson.id in ids:
                place = ids.index(lesson.id)
                found.append(Neighbours(track, line[place - 1], line[place + 1]))
        return tuple(found)

    def _chapters(self, track: Track) -> Iterator[Chapter]:
        seen: set[str] = set()
        present = {lesson.id for lesson in self.lessons}
        for stop in track.stops:
            lessons = tuple(
                lesson
                for lesson in self.catalog.of_stop(stop)
                if lesson.id in present and lesson.id not in seen
            )
            seen.update(lesson.id for lesson in lessons)
            if lessons:
                yield Chapter(lessons[0].module, lessons, stop.optional)


def page_of(lesson: Lesson) -> str:
    """Where a lesson is in the book, without language and ending."""
    return f"{lesson.module.id}/{lesson.stem}"
