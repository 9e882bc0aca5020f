"""Forms: drawn from the bank, stored by position, shown without what must stay hidden."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from apps.attempts.records import Start
from apps.attempts.titles import title_of
from question_bank.bank import Bank
from question_bank.blueprint import Blueprint, Mode
from question_bank.draw import FormImpossible, draw_form
from question_bank.model import Item, Text

LETTERS = "abcde"


@dataclass(frozen=True)
class Offer:
    """An exam that may be sat; `available` is false when the bank cannot fill it."""

    mode: Mode
    domain: str | None
    title: Text
    questions: int
    scored: int
    minutes: int
    available: bool

    def as_json(self) -> dict[str, Any]:
        """The offer as docs/api.md shows it."""
        return {**self.__dict__, "title": self.title.model_dump()}


@dataclass(frozen=True)
class DrawnForm:
    """Rows of `questions` and `item_versions` for a new attempt."""

    questions: list[dict[str, Any]]
    versions: list[dict[str, Any]]
    seen_share: float


def offers(bank: Bank, blueprint: Blueprint) -> list[Offer]:
    """Every mode of the blueprint; a mode is available when a form of it can be drawn."""
    modes: list[tuple[Mode, str | None]] = [("full", None), ("half", None)]
    modes += [("domain", domain.id) for domain in blueprint.domains]
    return [_offer(bank, blueprint, mode, domain) for mode, domain in modes]


def _offer(bank: Bank, blueprint: Blueprint, mode: Mode, domain: str | None) -> Offer:
    total, scored = size_of(blueprint, mode)
    try:
        draw_form(bank, blueprint, mode, domain=domain, seed=0)
        available = True
    except FormImpossible:
        available = False
    return Offer(
        mode=mode,
        domain=domain,
        title=title_of(blueprint, mode, domain),
        questions=total,
        scored=scored,
        minutes=blueprint.modes[mode].minutes,
        available=available,
    )


def size_of(blueprint: Blueprint, mode: Mode) -> tuple[int, int]:
    """Questions of a form of that mode: all, and scored."""
    if mode == "domain":
        items = blueprint.modes["domain"].items or 0
        return items, items
    quotas = [domain.full if mode == "full" else domain.half for domain in blueprint.domains]
    return sum(quota.total for quota in quotas), sum(quota.scored for quota in quotas)


def draw_rows(
    bank: Bank, blueprint: Blueprint, asked: Start, *, seed: int, seen: frozenset[str]
) -> DrawnForm:
    """Draw a form and turn it into rows; FormImpossible says what is missing."""
    form = draw_form(bank, blueprint, asked.mode, domain=asked.domain, seed=seed, seen=seen)
    questions: list[dict[str, Any]] = []
    versions: dict[str, dict[str, Any]] = {}
    for position, entry in enumerate(form.entries, start=1):
        item = bank.items[entry.item]
        version = wording(bank, item)
        versions[version["digest"]] = version
        questions.append(
            {
                "position": position,
                "digest": version["digest"],
                "item_id": item.id,
                "scored": entry.scored,
                "options": list(entry.options),
                "seen_before": item.id in seen,
            }
        )
    return DrawnForm(questions, list(versions.values()), form.seen_share)


def wording(bank: Bank, item: Item) -> dict[str, Any]:
    """The row of `item_versions` for an item and the scenario it shares, if any."""
    case = bank.cases[item.case] if item.case is not None else None
    payload = {
        "item": item.model_dump(mode="json"),
        "case": case.text.model_dump() if case is not None else None,
    }
    return {
        "digest": _digest(payload),
        "item_id": item.id,
        "revision": item.revision,
        "payload": payload,
    }


def _digest(payload: Mapping[str, Any]) -> str:
    canonical = json.dumps(payload, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def public_questions(
    form: Sequence[Row[Any]], wordings: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The form as a browser may hold it before the end: wording by position, nothing else."""
    shown: list[dict[str, Any]] = []
    for row in form:
        payload = wordings[row.digest]
        texts = {choice["id"]: choice["text"] for choice in payload["item"]["choices"]}
        shown.append(
            {
                "n": row.position,
                "stem": payload["item"]["stem"],
                "case": payload["case"],
                "options": [
                    {"letter": letter, "text": texts[choice]}
                    for letter, choice in zip(LETTERS, row.options, strict=False)
                ],
            }
        )
    return shown


def item_of(payload: Mapping[str, Any]) -> Item:
    """The item of a stored wording."""
    return Item.model_validate_json(json.dumps(payload["item"]))
