"""What the curriculum holds, in numbers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from curriculum.catalog import CaseFile, Catalog, Lesson
from curriculum.checks.topics import taught_topics, topic_paths
from curriculum.public import lesson_items
from question_bank.bank import Bank
from question_bank.model import LOCALES, Locale


@dataclass(frozen=True)
class LessonCount:
    """One lesson in one language."""

    lesson: str
    lang: Locale
    words: int
    minutes: int  # of study: words, activities and questions
    sections: int
    sections_with_activity: int
    activities: int
    kinds: int
    figures: int
    questions: int


@dataclass(frozen=True)
class CaseCount:
    """One case; points a machine gives, the rest is read by a person."""

    case: str
    module: str
    status: str
    minutes: int
    tasks: tuple[str, ...]  # kinds, in order
    worked: float
    read: float


@dataclass(frozen=True)
class Statistics:
    """The whole curriculum."""

    modules: int
    lessons: tuple[LessonCount, ...]  # one for each language
    cases: tuple[CaseCount, ...]
    topics: int
    topics_taught: int
    facts: int
    facts_unconfirmed: int
    sources: int
    terms: int
    claims: int
    claims_shown: int

    def as_json(self) -> dict[str, Any]:
        """The numbers for other programs; shares are 0 to 1."""
        data = asdict(self)
        data["lessons"] = len({one.lesson for one in self.lessons})
        data["notebooks"] = len(self.lessons)
        data["words"] = sum(one.words for one in self.lessons)
        data["topics_covered"] = _share(self.topics_taught, self.topics)
        data["sections_with_an_activity"] = _share(
            sum(one.sections_with_activity for one in self.lessons),
            sum(one.sections for one in self.lessons),
        )
        data["cases"] = len(self.cases)
        data["cases_live"] = sum(one.status == "live" for one in self.cases)
        data["by_case"] = [asdict(one) for one in self.cases]
        data["by_lesson"] = [asdict(one) for one in self.lessons]
        return data


def curriculum_statistics(catalog: Catalog, bank: Bank) -> Statistics:
    """Count everything."""
    shown = {
        str(one)
        for lesson in catalog.lessons
        for notebook in lesson.notebooks.values()
        for call in notebook.calls("disagree")
        for one in call.arguments
    }
    shown |= {
        claim
        for lesson in catalog.lessons
        for activity in lesson.sheet.activities
        for claim in getattr(activity, "claims", ())
    }
    return Statistics(
        modules=len(catalog.modules),
        lessons=tuple(
            _count(lesson, bank, lang)
            for lesson in catalog.lessons
            for lang in LOCALES
            if lang in lesson.notebooks
        ),
        cases=tuple(_count_case(found) for found in catalog.cases.values()),
        topics=len(topic_paths(bank)),
        topics_taught=len(taught_topics(catalog, bank)),
        facts=len(catalog.facts),
        facts_unconfirmed=sum(not fact.is_confirmed for fact in catalog.facts.values()),
        sources=len(catalog.works),
        terms=len(catalog.terms),
        claims=len(catalog.claims),
        claims_shown=len(shown & set(catalog.claims)),
    )


def _count(lesson: Lesson, bank: Bank, lang: Locale) -> LessonCount:
    questions = len(lesson_items(bank, lesson))
    sections = lesson.sections(lang)
    return LessonCount(
        lesson=lesson.id,
        lang=lang,
        words=lesson.notebooks[lang].words,
        minutes=lesson.minutes(lang, questions),
        sections=len(sections),
        sections_with_activity=sum(bool(section.activities) for section in sections),
        activities=len(lesson.sheet.activities),
        kinds=len({one.kind for one in lesson.sheet.activities}),
        figures=len(lesson.sheet.figures),
        questions=questions,
    )


def _count_case(found: CaseFile) -> CaseCount:
    tasks = found.case.tasks
    return CaseCount(
        case=found.id,
        module=found.module.id,
        status=found.case.status,
        minutes=found.case.minutes,
        tasks=tuple(task.kind for task in tasks),
        worked=sum(task.worked for task in tasks),
        read=sum(task.read for task in tasks),
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
