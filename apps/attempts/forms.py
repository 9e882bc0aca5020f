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
from question_bank.draw import draw_form
from question_bank.form import FormImpossible, Shortage
from question_bank.forms.frozen import PublishedForm, Revision
from question_bank.forms.shown import balanced_orders
from question_bank.model import Case, Item, Text
from question_bank.shuffle import natural

LETTERS = "abcde"
FORM_MODES: tuple[Mode, ...] = ("full", "half", "domain", "practice")  # as they are listed


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
    form: str | None = None  # a published form
    seen: bool = False  # whether this candidate has sat it

    def as_json(self) -> dict[str, Any]:
        """The offer as docs/api.md shows it."""
        return {**self.__dict__, "title": self.title.model_dump()}


@dataclass(frozen=True)
class DrawnForm:
    """Rows of `questions` and `item_versions` for a new attempt, and what is sat."""

    mode: Mode
    minutes: int
    questions: list[dict[str, Any]]
    versions: list[dict[str, Any]]
    seen_share: float


def offers(bank: Bank, blueprint: Blueprint) -> list[Offer]:
    """Every mode of the blueprint; a mode is available when a form of it can be drawn."""
    modes: list[tuple[Mode, str | None]] = [("full", None), ("half", None)]
    modes += [("domain", domain.id) for domain in blueprint.domains]
    return [_offer(bank, blueprint, mode, domain) for mode, domain in modes]


def form_offers(bank: Bank, blueprint: Blueprint) -> list[Offer]:
    """The published forms of the blueprint, mock exams first, in the order of their names."""
    forms = [
        form
        for form in bank.forms.values()
        if form.status == "published" and form.blueprint == blueprint.id
    ]
    return [
        Offer(
            mode=form.mode,
            domain=None,
            title=form.title,
            questions=len(form.entries),
            scored=form.scored,
            minutes=form.minutes,
            available=readable(bank, form) is not None,
            form=form.id,
        )
        for form in sorted(forms, key=lambda form: (FORM_MODES.index(form.mode), natural(form.id)))
    ]


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
    """Draw a form, or take the published one, as rows; FormImpossible says what is missing."""
    if asked.form is not None:
        return _published_rows(bank, blueprint, asked.form, seed=seed, seen=seen)
    mode = asked.mode or "full"
    form = draw_form(bank, blueprint, mode, domain=asked.domain, seed=seed, seen=seen)
    rows = _Rows(seen)
    for entry in form.entries:
        item = bank.items[entry.item]
        case = bank.cases[item.case] if item.case is not None else None
        rows.add(item, case, entry.options, scored=entry.scored)
    return rows.as_form(mode, blueprint.modes[mode].minutes)


def _published_rows(
    bank: Bank, blueprint: Blueprint, form_id: str, *, seed: int, seen: frozenset[str]
) -> DrawnForm:
    """The published form in the wording it froze, its options shuffled for this attempt."""
    form = bank.forms.get(form_id)
    if form is None or form.status != "published" or form.blueprint != blueprint.id:
        reason = Shortage("form", "no such form is offered; see GET /api/exams")
        raise FormImpossible(form_id, (reason,))
    held = readable(bank, form)
    if held is None:
        reason = Shortage("form", "a text it froze is lost or was changed; run `bank check`")
        raise FormImpossible(form_id, (reason,))
    rows = _Rows(seen)
    orders = balanced_orders([one.item for one in held], seed)
    for entry, one, options in zip(form.entries, held, orders, strict=True):
        rows.add(one.item, one.case, options, scored=entry.scored)
    return rows.as_form(form.mode, form.minutes)


def readable(bank: Bank, form: PublishedForm) -> tuple[Revision, ...] | None:
    """The frozen texts of a form in its order; None where one is lost or was changed."""
    try:
        held = tuple(bank.revision(entry.item, entry.revision) for entry in form.entries)
    except KeyError:
        return None
    pairs = zip(held, form.entries, strict=True)
    return held if all(one.digest == entry.digest for one, entry in pairs) else None


class _Rows:
    """The rows of a new attempt, question by question."""

    def __init__(self, seen: frozenset[str]) -> None:
        self._seen = seen
        self._questions: list[dict[str, Any]] = []
        self._versions: dict[str, dict[str, Any]] = {}

    def add(self, item: Item, case: Case | None, options: Sequence[str], *, scored: bool) -> None:
        """Append one question."""
        version = wording(item, case)
        self._versions[version["digest"]] = version
        self._questions.append(
            {
                "position": len(self._questions) + 1,
                "digest": version["digest"],
                "item_id": item.id,
                "scored": scored,
                "options": list(options),
                "seen_before": item.id in self._seen,
            }
        )

    def as_form(self, mode: Mode, minutes: int) -> DrawnForm:
        """All of them."""
        seen = sum(row["seen_before"] for row in self._questions)
        return DrawnForm(
            mode=mode,
            minutes=minutes,
            questions=self._questions,
            versions=list(self._versions.values()),
            seen_share=seen / len(self._questions),
        )


def wording(item: Item, case: Case | None) -> dict[str, Any]:
    """The row of `item_versions` for an item and the scenario it shares, if any."""
    payload = {
        "item": item.model_dump(mode="json"),
        "case": case.text.model_dump() if case is not None else None,
    }
    return {
        "digest": digest_of(payload),
        "item_id": item.id,
        "revision": item.revision,
        "payload": payload,
    }


def digest_of(payload: Mapping[str, Any]) -> str:
    """The digest under which a wording is kept."""
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
