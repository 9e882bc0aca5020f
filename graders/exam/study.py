"""What to study next: the topics of missed questions, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from graders.exam.marking import Marked, scored
from graders.exam.sections import Lesson, Study, StudyTopic
from graders.exam.wording import count, say
from question_bank.blueprint import Blueprint, Domain
from question_bank.model import Text


def report_study(
    blueprint: Blueprint, marked: tuple[Marked, ...], lessons: Mapping[str, Text]
) -> Study:
    """Topics with missed scored questions: most missed first, then the heavier domain."""
    asked: dict[tuple[str, str], list[Marked]] = defaultdict(list)
    for one in scored(marked):
        asked[one.domain.id, one.question.item.topic].append(one)
    topics = [
        _topic(blueprint, group, lessons)
        for group in asked.values()
        if any(not one.is_right for one in group)
    ]
    weights = {domain.id: domain.weight for domain in blueprint.domains}
    topics.sort(
        key=lambda topic: (
            -topic.missed,
            -topic.missed / topic.asked,
            -weights[topic.domain],
            topic.domain,
            topic.topic,
        )
    )
    return Study(topics=tuple(topics), sentence=_summary(topics))


def topic_title(blueprint: Blueprint, domain: Domain, topic: str) -> Text:
    """The title of a topic, looked up in its domain, then in the whole blueprint.

    An outline that lists no topics (a legacy one) shows the id spelled out.
    """
    for candidate in (domain, *blueprint.domains):
        for known in candidate.topics:
            if known.id == topic:
                return known.title
    spelled = topic.replace("-", " ").capitalize()
    return Text(en=spelled, fr=spelled)


def lesson_of(one: Marked, lessons: Mapping[str, Text]) -> Lesson | None:
    """The lesson section that teaches the item, when the item names one.

    `lessons` holds the titles of the lessons `module/n` and of their sections `module/n#section`;
    a section that is gone leads to its lesson.
    """
    module = one.question.item.module
    if module is None:
        return None
    found = module if module in lessons else module.partition("#")[0]
    return Lesson(module=found, title=lessons.get(found))


def _topic(blueprint: Blueprint, group: list[Marked], titles: Mapping[str, Text]) -> StudyTopic:
    domain, topic = group[0].domain, group[0].question.item.topic
    missed = [one for one in group if not one.is_right]
    found = [lesson_of(one, titles) for one in missed]
    lessons = {lesson.module: lesson for lesson in found if lesson is not None}
    return StudyTopic(
        domain=domain.id,
        domain_title=domain.title,
        topic=topic,
        title=topic_title(blueprint, domain, topic),
        asked=len(group),
        missed=len(missed),
        positions=tuple(one.position for one in missed),
        lessons=tuple(lessons.values()),
    )


def _summary(topics: list[StudyTopic]) -> Text:
    if not topics:
        return say("No scored question was missed.")
    return count(
        "{n} topic has missed questions. One or two questions per topic are a reason to read "
        "again, not a measure of what you know.",
        "{n} topics have missed questions, most missed first. One or two questions per topic "
        "are a reason to read again, not a measure of what you know.",
        len(topics),
    )
