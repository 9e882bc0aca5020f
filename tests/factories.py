"""Items, cases and banks for tests: a sound one, and changes that break one thing."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from question_bank.bank import Bank, Origin
from question_bank.blueprint import Blueprint
from question_bank.blueprints import load_blueprints
from question_bank.model import Case, Item
from question_bank.readings.reading import Reading, by_item
from question_bank.tracing.trace import Trace, latest_traces

BLUEPRINTS: dict[str, Blueprint] = load_blueprints()[0]
CCM: Blueprint = BLUEPRINTS["ccm-2025-08"]

_WHY_EN = "The stem already holds the assessment, so someone who can change treatment must know."
_WHY_FR = "L'énoncé contient déjà l'évaluation : une personne qui peut agir doit être informée."
_OTHER_EN = "This would be the next call once the prescriber knows about the symptoms."
_OTHER_FR = "Serait la démarche suivante, une fois le prescripteur informé des symptômes."

SOUND: dict[str, Any] = {
    "id": "transitions-missed-diuretic",
    "revision": 1,
    "status": "live",
    "review": "draft",
    "use": "mock",
    "domain": "care-management",
    "topic": "transitions-of-care",
    "level": "judge",
    "leadin": "first-next",
    "step": "transition",
    "jurisdiction": "us",
    "setting": ["telephone", "home"],
    "population": ["adult", "chronic-illness"],
    "difficulty": 0.68,
    "seconds": 55,
    "stem": {
        "en": "Three days after discharge for heart failure, a client says by phone that he never "
        "got his new diuretic. He has gained 4 lb (2 kg) and sleeps in an armchair. "
        "What should the case manager do **first**?",
        "fr": "(États-Unis) Trois jours après une hospitalisation pour insuffisance cardiaque, un "
        "client explique au téléphone qu'il n'a pas eu son nouveau diurétique. Il a pris 2\u00a0kg "
        "et dort dans un fauteuil. Que doit faire le gestionnaire de cas **en premier**\u202f?",
    },
    "choices": [
        {
            "id": "home-visit",
            "text": {
                "en": "Arrange a home visit for tomorrow morning to reassess him",
                "fr": "Organiser pour demain une visite et une réévaluation",
            },
            "why": {"en": _OTHER_EN, "fr": _OTHER_FR},
        },
        {
            "id": "call-prescriber",
            "text": {
                "en": "Call the prescriber's office now about symptoms and the drug",
                "fr": "Appeler le cabinet du prescripteur pour signaler ces faits",
            },
            "why": {"en": _WHY_EN, "fr": _WHY_FR.replace(" :", "\u00a0:")},
        },
        {
            "id": "authorization",
            "text": {
                "en": "Submit the missing authorization form to the drug plan",
                "fr": "Adresser le formulaire d'autorisation manquant au gestionnaire",
            },
            "why": {"en": _OTHER_EN, "fr": _OTHER_FR},
        },
        {
            "id": "teach-back",
            "text": {
                "en": "Review daily weights and low-salt meals with him by patient teach-back",
                "fr": "Reprendre avec lui la pesée quotidienne et les repas peu salés",
            },
            "why": {"en": _OTHER_EN, "fr": _OTHER_FR},
        },
    ],
    "correct": ["call-prescriber"],
    "sources": [
        {
            "title": "Heart failure discharge follow-up",
            "where": "section on early symptoms",
            "url": "https://www.ahrq.gov/heart-failure/",
        }
    ],
    "facts": [],
    "as_of": "2026-11",
    "module": "care-management/3",
    "enemies": [],
}


def make_item(item_id: str = "transitions-missed-diuretic", **changes: Any) -> Item:
    """A sound item, with the fields that are given in place of its own."""
    return Item.model_validate({**SOUND, "id": item_id, **changes})


def altered(item: Item, place: str, value: Any) -> Item:
    """The item with another value at one place, as `choices[1].text.en`."""
    data = item.model_dump(mode="json")
    steps: list[str | int] = [
        int(step[1:-1]) if step.startswith("[") else step
        for step in re.findall(r"\[\d+\]|[^.\[\]]+", place)
    ]
    target: Any = data
    for step in steps[:-1]:
        target = target[step]
    target[steps[-1]] = value
    return Item.model_validate(data)


def make_case(case_id: str = "return-from-hospital", **changes: Any) -> Case:
    """A sound scenario, with the fields that are given in place of its own."""
    text = {
        "en": "A woman of 70 comes home from hospital. Her daughter works at night.",
        "fr": "Une femme de 70 ans rentre de l'hôpital. Sa fille travaille la nuit.",
    }
    return Case.model_validate({"id": case_id, "text": text, **changes})


def make_items(
    count: int = 400, *, seed: int = 0, blueprint: Blueprint = CCM, **changes: Any
) -> tuple[Item, ...]:
    """Distinct items spread over domains and topics as the blueprint asks, keys at random."""
    chance = random.Random(seed)
    items = []
    for domain, number in zip(blueprint.domains, _shares(count, blueprint), strict=True):
        for index in range(number):
            topic = domain.topics[index % len(domain.topics)].id if domain.topics else "any"
            items.append(_numbered(domain.id, topic, index, chance, changes))
    return tuple(items)


def make_bank(
    items: Iterable[Item] | None = None,
    *,
    cases: Sequence[Case] = (),
    blueprints: Mapping[str, Blueprint] = BLUEPRINTS,
    exam: str = "ccm",
    readings: Iterable[Reading] = (),
    traces: Iterable[Trace] = (),
) -> Bank:
    """A bank of these items (400 by default) as if each stood in its file."""
    shelf = {item.id: item for item in (make_items() if items is None else items)}
    root = Path("bank") / exam
    return Bank(
        items=shelf,
        blueprints=blueprints,
        origins={
            item.id: Origin(root / item.domain / f"{item.id}.yaml", exam) for item in shelf.values()
        },
        cases={case.id: case for case in cases},
        case_origins={case.id: Origin(root / "cases" / f"{case.id}.yaml", exam) for case in cases},
        readings=by_item(readings),
        traces=latest_traces(traces),
    )


def _shares(count: int, blueprint: Blueprint) -> list[int]:
    """The count divided among the domains as a full form is, by largest remainder."""
    total = sum(domain.full.total for domain in blueprint.domains)
    exact = [count * domain.full.total / total for domain in blueprint.domains]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: shares[i] - exact[i])
    for index in by_remainder[: count - sum(shares)]:
        shares[index] += 1
    return shares


def _numbered(
    domain: str, topic: str, index: int, chance: random.Random, changes: Mapping[str, Any]
) -> Item:
    """One of many items: its own stem, its own order of options, its own difficulty."""
    choices = list(SOUND["choices"])
    chance.shuffle(choices)
    name = f"{domain}-{index:03d}"
    stem = {
        "en": f"File {domain} {index} of the practice set reaches the case manager after a "
        f"discharge. What should the case manager do **first**?",
        "fr": f"(États-Unis) Le dossier {domain} {index} de la série arrive après une sortie "
        f"d'hôpital. Que doit faire le gestionnaire de cas **en premier**\u202f?",
    }
    own = {
        "domain": domain,
        "topic": topic,
        "stem": stem,
        "choices": choices,
        "difficulty": round(min(0.9, max(0.4, chance.gauss(0.68, 0.1))), 2),
        "seconds": chance.randint(45, 68),
        "level": chance.choice(["recall", "apply", "apply", "judge"]),
    }
    return make_item(name, **{**own, **changes})
