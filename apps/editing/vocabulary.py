"""The words that the fields of an item may hold, and what it may refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from apps.editing.in_french import both
from apps.editing.shelf import Held, Root
from question_bank import model
from question_bank.checks.waivers import RULE as WAIVERS
from question_bank.model import Text

WORDS: dict[str, tuple[str, ...]] = {
    "status": get_args(model.Status),
    "review": get_args(model.Review),
    "use": get_args(model.Use),
    "level": get_args(model.Level),
    "leadin": get_args(model.LeadIn),
    "step": get_args(model.Step),
    "jurisdiction": get_args(model.Jurisdiction),
    "setting": get_args(model.Setting),
    "population": get_args(model.Population),
}


def vocabulary(
    held: Held,
    roots: tuple[Root, ...],
    sections: Mapping[str, Text],
    facts: Mapping[str, Text],
) -> dict[str, Any]:
    """All that the form of an item offers: words, outlines, sections, facts, scenarios, roots."""
    from question_bank.checks.run import ALL_RULES

    bank = held.bank
    return {
        "words": WORDS,
        "exams": [
            {
                "id": outline.exam,
                "title": outline.title.model_dump(),
                "domains": [
                    {
                        "id": domain.id,
                        "title": domain.title.model_dump(),
                        "topics": [topic.model_dump() for topic in domain.topics],
                    }
                    for domain in outline.domains
                ],
            }
            for outline in bank.blueprints.values()
            if outline.status == "current"
        ],
        "modules": [{"id": name, "title": text.model_dump()} for name, text in sections.items()],
        "facts": [{"id": name, "title": text.model_dump()} for name, text in facts.items()],
        "items": sorted(bank.items),
        "cases": [
            {"id": name, "exam": bank.case_origins[name].exam} for name in sorted(bank.cases)
        ],
        "rules": sorted(
            rule.name for rule in ALL_RULES if rule.can_be_waived and rule.name != WAIVERS
        ),
        "roots": [
            {"name": root.name, "path": str(root.path), "writable": root.is_writable}
            for root in roots
        ],
        "faults": [
            {**fault.as_json(), "message": both(fault.message), "fix": both(fault.fix)}
            for fault in held.faults
        ],
    }
