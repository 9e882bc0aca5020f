"""The vocabulary of the curriculum: modules, lessons, facts, sources, terms and claims."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from question_bank.model import Jurisdiction, Month, Prose, Record, Slug, Text

# A several sources agree, B one source, I inferred from A and B, C not confirmed, X contradictory.
Confidence = Literal["A", "B", "I", "C", "X"]
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]

UNCONFIRMED: frozenset[Confidence] = frozenset({"C", "X"})


def _is_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from error
    return pattern


def _is_topic_path(path: str) -> str:
    if re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+){1,2}", path) is None:
        raise ValueError("is no topic: write domain/topic, or blueprint/domain/topic")
    return path


Pattern = Annotated[str, AfterValidator(_is_pattern)]
TopicPath = Annotated[str, AfterValidator(_is_topic_path)]


class Work(Record):
    """One entry of the bibliography, titled in its own language."""

    id: Slug
    title: Prose
    author: Prose | None = None
    date: Prose | None = None
    where: Text | None = None
    url: Address | None = None
    kind: Literal[
        "law", "regulation", "official", "guideline", "standard", "book", "article", "document"
    ]
    checked: Month | None = None  # when its content was last compared with what we say of it


class Fact(Record):
    """Something that can go out of date; lessons show `value` and never write it by hand.

    `match` recognises the fact in prose where somebody wrote it by hand.
    """

    id: Slug
    title: Text
    value: Text
    confidence: Confidence
    sources: tuple[Slug, ...]
    as_of: Month
    note: Text | None = None
    match: tuple[Pattern, ...] = ()

    @property
    def is_confirmed(self) -> bool:
        """Whether it may be shown without « à vérifier »."""
        return self.confidence not in UNCONFIRMED


class Term(Record):
    """One entry of the glossary; `keep` names the language whose word both texts use."""

    id: Slug
    en: Prose
    fr: Prose
    definition: Text
    context: Jurisdiction
    keep: Literal["en", "fr"] | None = None


class Claim(Record):
    """What one of the documents read in the course says, and what holds instead.

    `ref` is its number in the list the course was planned from; `lines` are lines of the document.
    """

    id: Slug
    ref: Annotated[int, Field(ge=1)]
    document: Slug
    lines: Prose
    says: Text
    holds: Text
    check: Text
    sources: tuple[Slug, ...] = ()
    reason: Literal[
        "contradicted", "outdated", "unsafe", "unsupported", "mistranslated", "confirmed"
    ]


class Objective(Record):
    """What a reader can do afterwards; tagged with a DIU competence (1 to 5) or a CCM topic."""

    text: Text
    competence: Annotated[int, Field(ge=1, le=5)] | None = None
    topic: TopicPath | None = None  # domain/topic of the current CCM blueprint

    @model_validator(mode="after")
    def _is_tagged(self) -> Self:
        if self.competence is None and self.topic is None:
            raise ValueError("names neither a competence nor a topic")
        return self


class Entry(Record):
    """One lesson as its module announces it; its text is in the notebooks.

    `teaches` maps a topic (`blueprint/domain/topic`, or `blueprint/domain` where the whole
    domain is meant) to the sections that teach it.
    """

    n: Annotated[int, Field(ge=1, le=9)]
    slug: Slug
    title: Text
    objectives: Annotated[tuple[Objective, ...], Field(min_length=3, max_length=5)]
    teaches: dict[TopicPath, tuple[Slug, ...]]
    terms: tuple[Slug, ...]
    sources: tuple[Slug, ...]


class Module(Record):
    """A module: what it is about, what comes before, and its lessons in order."""

    id: Slug
    title: Text
    summary: Text
    jurisdiction: Annotated[tuple[Jurisdiction, ...], Field(min_length=1)]
    prerequisites: tuple[Slug, ...] = ()
    lessons: Annotated[tuple[Entry, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _lessons_are_numbered(self) -> Self:
        if [entry.n for entry in self.lessons] != list(range(1, len(self.lessons) + 1)):
            raise ValueError("lessons are not numbered 1, 2, 3 in their order")
        return self


class Stop(Record):
    """One step of a track: a whole module, or some of its lessons."""

    module: Slug
    lessons: tuple[int, ...] | None = None
    optional: bool = False


class Track(Record):
    """An order to read in, for one kind of student."""

    id: Slug
    title: Text
    summary: Text
    notice: Text | None = None  # shown wherever the track's title is
    stops: Annotated[tuple[Stop, ...], Field(min_length=1)]


class Syllabus(Record):
    """The tracks."""

    tracks: Annotated[tuple[Track, ...], Field(min_length=1)]

    def track(self, track_id: str) -> Track:
        """The track of that id; KeyError names the known ones."""
        for track in self.tracks:
            if track.id == track_id:
                return track
        known = ", ".join(track.id for track in self.tracks)
        raise KeyError(f"no track {track_id!r}; there are {known}")
