"""The rules of the curriculum: one module each; `LESSON_RULES`, `CASE_RULES`, `WHOLE_RULES`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from curriculum.catalog import Catalog
from curriculum.checks.activities import activities
from curriculum.checks.anatomy import anatomy, placeholders, sections, sizes
from curriculum.checks.canonical import canonical
from curriculum.checks.cases import (
    case_languages,
    case_options,
    case_parts,
    case_references,
    case_sizes,
)
from curriculum.checks.claims import claims_placed, claims_shown
from curriculum.checks.code import code
from curriculum.checks.facts import (
    by_hand,
    case_facts,
    facts_known,
    items_by_hand,
    shared_facts,
    stale,
)
from curriculum.checks.items import items_taught
from curriculum.checks.links import links_alive
from curriculum.checks.names import case_protected, independence, protected
from curriculum.checks.order import prerequisites, tracks
from curriculum.checks.pairs import same_cells
from curriculum.checks.references import references, shared_references
from curriculum.checks.rule import CaseRule, LessonRule, Setting, WholeRule
from curriculum.checks.topics import topics_taught
from question_bank.bank import Bank
from question_bank.checks.finding import Finding, finding, in_order

LESSON_RULES: tuple[LessonRule, ...] = (
    LessonRule("anatomy", anatomy),
    LessonRule("placeholder", placeholders),
    LessonRule("sections", sections),
    LessonRule("sizes", sizes),
    LessonRule("same-cells", same_cells),
    LessonRule("code", code),
    LessonRule("activities", activities),
    LessonRule("references", references),
    LessonRule("claims", claims_shown),
    LessonRule("links", links_alive),
    LessonRule("facts", facts_known),
    LessonRule("fact-by-hand", by_hand),
    LessonRule("protected-name", protected),
    LessonRule("independence", independence),
    LessonRule("canonical", canonical),
)
CASE_RULES: tuple[CaseRule, ...] = (
    CaseRule("case-parts", case_parts),
    CaseRule("case-sizes", case_sizes),
    CaseRule("case-options", case_options),
    CaseRule("case-languages", case_languages),
    CaseRule("references", case_references),
    CaseRule("facts", case_facts),
    CaseRule("protected-name", case_protected),
)
WHOLE_RULES: tuple[WholeRule, ...] = (
    WholeRule("prerequisites", prerequisites),
    WholeRule("tracks", tracks),
    WholeRule("topics", topics_taught),
    WholeRule("items", items_taught),
    WholeRule("facts", shared_facts),
    WholeRule("fact-by-hand", items_by_hand),
    WholeRule("stale-fact", stale),
    WholeRule("claims", claims_placed),
    WholeRule("references", shared_references),
)


def check_curriculum(root: Path, catalog: Catalog, bank: Bank, today: date) -> tuple[Finding, ...]:
    """What all rules say of the curriculum."""
    setting = Setting(root=root, catalog=catalog, bank=bank, today=today)
    findings: list[Finding] = []
    for lesson in catalog.lessons:
        for rule in LESSON_RULES:
            findings += [
                finding(rule.name, str(path), fault) for path, fault in rule.check(lesson, setting)
            ]
    for found in catalog.cases.values():
        for one in CASE_RULES:
            faults = one.check(found, setting)
            findings += [finding(one.name, str(found.path), fault) for fault in faults]
    for whole in WHOLE_RULES:
        findings += [finding(whole.name, str(path), fault) for path, fault in whole.check(setting)]
    return in_order(dict.fromkeys(findings))  # lessons of one module share its files
