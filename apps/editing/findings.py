"""What the linter says of a draft as it is typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from apps.editing.in_french import both
from apps.editing.records import Draft
from question_bank.bank import Bank, Origin
from question_bank.checks.finding import LEVELS, Finding
from question_bank.checks.language.words import FUNCTION_WORDS, words
from question_bank.checks.rule import Setting
from question_bank.checks.run import check_item
from question_bank.checks.sets.scenarios import scenarios
from question_bank.model import Case, Item
from question_bank.shape import shaped

NAMED_BY = 3  # words of the stem in a suggested id
SCENARIO = "scenario."  # before the place of a finding on the scenario


@dataclass(frozen=True)
class Judged:
    """A draft as far as it has a form, and what is wrong with it."""

    item: Item | None
    case: Case | None
    findings: tuple[dict[str, Any], ...]

    @property
    def has_errors(self) -> bool:
        """Whether something must be mended before candidates see it."""
        return any(one["level"] == "error" and not one["waived"] for one in self.findings)


def judged(bank: Bank, draft: Draft, today: date) -> Judged:
    """The draft with every finding, worst first."""
    path = Path(f"{draft.item.get('id') or 'new'}.yaml")
    item, misfits = shaped(Item, draft.item, path)
    case, case_misfits = (None, ()) if draft.case is None else shaped(Case, draft.case, path)
    found = [(one, "") for one in misfits] + [(one, SCENARIO) for one in case_misfits]
    if item is not None:
        around = _with(bank, draft, item, case)
        found += [(one, "") for one in check_item(item, Setting(around, today))]
        found += [(one, "") for one in _taken(bank, draft, item)]
        found += [(one, SCENARIO) for one in _of_scenario(around, case, today)]
    waived = {waiver.rule for waiver in item.waivers} if item is not None else set()
    said = [
        {
            "rule": one.rule,
            "level": one.level,
            "place": before + one.place,
            "message": both(one.message),
            "fix": both(one.fix),
            "waived": one.rule in waived and not before,
        }
        for one, before in found
    ]
    said.sort(key=lambda one: (one["waived"], LEVELS.index(one["level"]), one["place"]))
    return Judged(item, case, tuple(said))


def word_counts(bank: Bank) -> Counter[str]:
    """In how many English stems each word stands."""
    return Counter(word for item in bank for word in set(words(item.stem.en, "en")))


def suggested_id(bank: Bank, draft: Draft, common: Counter[str]) -> str | None:
    """An id that is free, from the topic and the words of the English stem that few others have."""
    stem, topic = draft.item.get("stem"), draft.item.get("topic")
    text = stem.get("en") if isinstance(stem, dict) else None
    if not isinstance(text, str) or not isinstance(topic, str):
        return None
    telling = [
        word
        for word in dict.fromkeys(words(text, "en"))
        if word.isascii() and word.isalpha() and len(word) > 2 and word not in FUNCTION_WORDS["en"]
    ]
    rarest = sorted(telling, key=lambda word: common[word])[:NAMED_BY]
    named = [word for word in telling if word in rarest]
    if not named:
        return None
    base = "-".join([topic.split("-")[0], *named])[:70].strip("-").lower()
    taken, number, found = bank.items, 2, base
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def _with(bank: Bank, draft: Draft, item: Item, case: Case | None) -> Bank:
    """The bank as if the draft were saved."""
    origin = Origin(Path(draft.exam) / item.domain / f"{item.id}.yaml", draft.exam)
    cases, case_origins = dict(bank.cases), dict(bank.case_origins)
    if case is not None:
        cases[case.id] = case
        case_origins[case.id] = Origin(Path(f"{case.id}.yaml"), draft.exam)
    return Bank(
        items={**bank.items, item.id: item},
        blueprints=bank.blueprints,
        origins={**bank.origins, item.id: origin},
        cases=cases,
        case_origins=case_origins,
    )


def _taken(bank: Bank, draft: Draft, item: Item) -> Iterator[Finding]:
    if draft.is_new and item.id in bank.items:
        message = f"the id {item.id!r} is taken"
        yield Finding("unique-id", "error", "", "id", message, "Choose another; ids are for ever.")


def _of_scenario(around: Bank, case: Case | None, today: date) -> Iterator[Finding]:
    if case is None:
        return
    alone = Bank(
        items={item.id: item for item in around.select(case=case.id)},
        blueprints=around.blueprints,
        origins=around.origins,
        cases={case.id: case},
        case_origins={case.id: around.case_origins[case.id]},
    )
    for path, fault in scenarios(Setting(alone, today)):
        yield Finding("scenarios", fault.level, path, fault.place, fault.message, fault.fix)
