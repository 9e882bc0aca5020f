"""Whether everything that an exam asks is taught."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.checks.rule import Placed, Setting
from question_bank.bank import Bank
from question_bank.checks.finding import Fault


def topics_taught(setting: Setting) -> Iterator[Placed]:
    """Every topic of the current blueprints is taught, and every topic taught exists."""
    known = topic_paths(setting.bank)
    taught = {topic for lesson in setting.catalog.lessons for topic in lesson.entry.teaches}
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


def topic_paths(bank: Bank) -> tuple[str, ...]:
    """`blueprint/domain/topic` of every topic that a current blueprint lists."""
    return tuple(
        f"{blueprint.id}/{domain.id}/{topic.id}"
        for blueprint in bank.blueprints.values()
        if blueprint.status == "current"
        for domain in blueprint.domains
        for topic in domain.topics
    )
