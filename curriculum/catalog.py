"""The curriculum in memory: what it holds and how to find it. `load.py` reads it from disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from curriculum.cases.model import Case
from curriculum.model import Claim, Entry, Fact, Module, Stop, Syllabus, Term, Track, Work
from curriculum.notebook import Notebook, Section
from curriculum.sheet import Sheet
from curriculum.typography import typeset_text
from question_bank.model import Locale, Text

WORDS_A_MINUTE = 180  # of study reading
MINUTES_A_QUESTION = 1.5  # of the knowledge check


@dataclass(frozen=True)
class Lesson:
    """A lesson: what its module says of it, its activities, its text in each language."""

    module: Module
    entry: Entry
    folder: Path
    sheet: Sheet
    notebooks: Mapping[Locale, Notebook]

    @property
    def id(self) -> str:
        """`module/n`, as items name it."""
        return f"{self.module.id}/{self.entry.n}"

    @property
    def n(self) -> int:
        """Its number in the module."""
        return self.entry.n

    @property
    def slug(self) -> str:
        """Its short name."""
        return self.entry.slug

    @property
    def stem(self) -> str:
        """What its files are named after."""
        return f"{self.n}-{self.slug}"

    @property
    def title(self) -> Text:
        """Its title in both languages."""
        return self.entry.title

    def notebook(self, lang: Locale) -> Path:
        """The file of its notebook, whether it exists or not."""
        return self.folder / "lessons" / f"{self.stem}.{lang}.ipynb"

    @property
    def data(self) -> Path:
        """The file of its activities and figures."""
        return self.folder / "data" / f"{self.stem}.yaml"

    def sections(self, lang: Locale) -> tuple[Section, ...]:
        """Its sections in one language; none where the notebook is missing."""
        notebook = self.notebooks.get(lang)
        return () if notebook is None else notebook.sections

    def section(self, section_id: str, lang: Locale) -> Section | None:
        """The section of that id, if there is one."""
        return next((one for one in self.sections(lang) if one.id == section_id), None)

    def minutes(self, lang: Locale, questions: int) -> int:
        """Minutes of study: the words, the activities and the questions of the check."""
        notebook = self.notebooks.get(lang)
        words = 0 if notebook is None else notebook.words
        activities = sum(activity.time for activity in self.sheet.activities)
        return round(words / WORDS_A_MINUTE + activities + MINUTES_A_QUESTION * questions)


@dataclass(frozen=True)
class CaseFile:
    """A case, the module it belongs to, and its file."""

    module: Module
    case: Case
    path: Path

    @property
    def id(self) -> str:
        """The case's own id; no other case of the curriculum has it."""
        return self.case.id

    @property
    def data(self) -> Path:
        """The folder of the tables that its computations read."""
        return self.path.parent.parent / "data"


@dataclass(frozen=True)
class Catalog:
    """Everything that is taught. Nothing in it changes."""

    modules: Mapping[str, Module] = field(default_factory=dict)
    by_id: Mapping[str, Lesson] = field(default_factory=dict)
    cases: Mapping[str, CaseFile] = field(default_factory=dict)
    syllabus: Syllabus | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    works: Mapping[str, Work] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """Every lesson, module by module."""
        return tuple(self.by_id.values())

    def lesson(self, lesson_id: str) -> Lesson:
        """The lesson `module/n`; KeyError names what was asked for."""
        try:
            return self.by_id[lesson_id]
        except KeyError:
            raise KeyError(f"no lesson {lesson_id!r} in the curriculum") from None

    def of_stop(self, stop: Stop) -> Iterator[Lesson]:
        """The lessons of one step of a track; those not yet written are left out."""
        for lesson in self.lessons:
            if lesson.module.id == stop.module and (
                stop.lessons is None or lesson.n in stop.lessons
            ):
                yield lesson

    def of_track(self, track: Track) -> tuple[tuple[Stop, Lesson], ...]:
        """The lessons of a track in its order, each with the step it belongs to."""
        return tuple((stop, lesson) for stop in track.stops for lesson in self.of_stop(stop))

    @cached_property
    def titles(self) -> Mapping[str, Text]:
        """Titles of lessons and sections: `module/n` and `module/n#section`."""
        found: dict[str, Text] = {}
        for lesson in self.lessons:
            found[lesson.id] = typeset_text(lesson.title)
            english = {section.id: section.title for section in lesson.sections("en")}
            for section in lesson.sections("fr"):
                if section.id in english:
                    text = Text(fr=section.title, en=english[section.id])
                    found[f"{lesson.id}#{section.id}"] = text
        return found
