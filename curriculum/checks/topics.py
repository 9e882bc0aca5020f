"""Whether everything that an exam asks is taught."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Catalog, Lesson
from curriculum.checks.rule import Placed, Setting
from question_bank.bank import Bank
from question_bank.checks.finding import Fault


def topics_taught(setting: Setting) -> Iterator[Placed]:
    """Every topic of the current blueprints is taught, and every topic taught exists."""
    known = topic_paths(setting.bank)
    taught = taught_topics(setting.catalog, setting.bank)
    untaught = [path for path in known if path not in taught]
    fix = "Name it in `teaches` of the lesson that does."
    if setting.missing and untaught:
        message = f"{len(untaught)} of {len(known)} topics are taught by no lesson yet"
        yield setting.root / "modules", Fault("", message, fix, "warning")
    elif not setting.missing:
        for path in untaught:
            yield setting.root / "modules", Fault(path, "is taught by no lesson", fix)
    for lesson in setting.catalog.lessons:
        for path in lesson.entry.teaches:
            if path not in known and not any(one.startswith(f"{path}/") for one in known):
                where = lesson.folder / "module.yaml"
                fix = "Write blueprint/domain/topic."
                yield where, Fault(f"lessons[{lesson.n - 1}].teaches", f"{path!r} is unknown", fix)
        yield from _objectives(lesson, setting, known)


def taught_topics(catalog: Catalog, bank: Bank) -> frozenset[str]:
    """The topics that some lesson teaches, by name or with their whole domain."""
    named = {path for lesson in catalog.lessons for path in lesson.entry.teaches}
    return frozenset(
        path for path in topic_paths(bank) if path in named or path.rpartition("/")[0] in named
    )


def topic_paths(bank: Bank) -> tuple[str, ...]:
    """`blueprint/domain/topic` of every topic that a current blueprint lists."""
    return tuple(
        f"{blueprint.id}/{domain.id}/{topic.id}"
        for blueprint in bank.blueprints.values()
        if blueprint.status == "current"
        for domain in blueprint.domains
        for topic in domain.topics
    )


def _objectives(lesson: Lesson, setting: Setting, known: tuple[str, ...]) -> Iterator[Placed]:
    """The topic of an objective is one of the current CCM outline."""
    outline = setting.bank.outline("ccm")
    for number, objective in enumerate(lesson.entry.objectives):
        if outline is None or objective.topic is None:
            continue
        if f"{outline.id}/{objective.topic}" not in known:
            place = f"lessons[{lesson.n - 1}].objectives[{number}].topic"
            message = f"{objective.topic!r} is no topic of {outline.id}"
            fix = "Write domain/topic as in the blueprint."
            yield lesson.folder / "module.yaml", Fault(place, message, fix)
