"""Terms, sources and facts that are named by id."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Lesson
from curriculum.checks.rule import Placed, Setting
from question_bank.checks.finding import Fault


def references(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """Terms, sources and taught sections of a lesson exist."""
    path, place = lesson.folder / "module.yaml", f"lessons[{lesson.n - 1}]"
    for kind, ids, known, name in (
        ("terms", lesson.entry.terms, setting.catalog.terms, "glossary.yaml"),
        ("sources", lesson.entry.sources, setting.catalog.works, "sources.yaml"),
    ):
        for one in ids:
            if one not in known:
                fault = Fault(f"{place}.{kind}", f"{one!r} is not in {name}", "Add it there.")
                yield path, fault
    for topic, taught in lesson.entry.teaches.items():
        for one in taught:
            if lesson.section(one, "en") is None:
                there = ", ".join(section.id for section in lesson.sections("en"))
                message = f"{one!r} is no section of the lesson"
                yield path, Fault(f"{place}.teaches.{topic}", message, f"There are: {there}.")


def shared_references(setting: Setting) -> Iterator[Placed]:
    """Facts and claims name sources that exist."""
    catalog = setting.catalog
    for name, entries in (("facts.yaml", catalog.facts), ("claims.yaml", catalog.claims)):
        for one in entries.values():
            for source in one.sources:
                if source not in catalog.works:
                    message = f"{source!r} is not in sources.yaml"
                    yield setting.root / name, Fault(one.id, message, "Add it there.")
    for claim in catalog.claims.values():
        if claim.document not in catalog.works:
            message = f"{claim.document!r} is not in sources.yaml"
            yield setting.root / "claims.yaml", Fault(claim.id, message, "Add it there.")
