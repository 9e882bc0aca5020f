"""Sittings for tests: a form drawn as the blueprint asks, and answers to it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from graders.exam import Answer, Change, PastAttempt, Question, Report, Sitting, build_report
from question_bank.blueprint import Blueprint, Mode, Quota
from question_bank.model import Item, Text
from tests.factories import CCM, make_items

START = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
NOW = START + timedelta(hours=4)
TITLES = {
    "full": Text(en="Full mock exam", fr="Examen blanc complet"),
    "half": Text(en="Half mock exam", fr="Demi-examen blanc"),
    "domain": Text(en="One domain: reimbursement", fr="Un domaine\u00a0: financement"),
}
ITEMS: tuple[Item, ...] = make_items(400)


def make_sitting(mode: Mode = "full", **changes: Any) -> Sitting:
    """A submitted sitting of that mode at the normal pace of 60 seconds a question."""
    minutes = {"full": 180, "half": 90, "domain": 30}[mode]
    values: dict[str, Any] = {
        "attempt_id": "a-1",
        "mode": mode,
        "domain": "reimbursement" if mode == "domain" else None,
        "title": TITLES[mode],
        "blueprint": CCM,
        "language": "fr",
        "started_at": START,
        "finished_at": START + timedelta(minutes=minutes - 4),
        "limit_ms": minutes * 60_000,
        "factor": 1.0,
        "state": "submitted",
    }
    return Sitting(**{**values, **changes})


def make_questions(
    mode: Mode = "full",
    *,
    seed: int = 1,
    seen: int = 0,
    blueprint: Blueprint = CCM,
    items: Sequence[Item] = ITEMS,
) -> tuple[Question, ...]:
    """A form of that mode in random order; the first `seen` questions are marked as seen."""
    chance = random.Random(seed)
    picked: list[tuple[Item, bool]] = []
    for domain in blueprint.domains:
        quota = _quota(mode, domain.id, domain.full, domain.half)
        pool = [item for item in items if item.domain == domain.id][: quota.total]
        picked += [(item, index < quota.scored) for index, item in enumerate(pool)]
    chance.shuffle(picked)
    return tuple(
        Question(
            position=position,
            item=item,
            scored=scored,
            options=tuple(chance.sample([c.id for c in item.choices], len(item.choices))),
            seen_before=position <= seen,
        )
        for position, (item, scored) in enumerate(picked, start=1)
    )


def _quota(mode: Mode, domain: str, full: Quota, half: Quota) -> Quota:
    if mode == "full":
        return full
    if mode == "half":
        return half
    return Quota(scored=25, pretest=5) if domain == "reimbursement" else Quota(scored=0, pretest=0)


def wrong_choice(question: Question) -> str:
    """An option that is not the key."""
    return next(option for option in question.options if option not in question.item.correct)


def answer_to(question: Question, *, right: bool, **changes: Any) -> Answer:
    """A right or wrong answer in 55 seconds."""
    choice = question.item.key if right else wrong_choice(question)
    return Answer(
        **{"position": question.position, "choice": choice, "spent_ms": 55_000, **changes}
    )


def answer_all(
    questions: Sequence[Question], *, right: int, pretest_right: bool = False
) -> tuple[Answer, ...]:
    """Answers of which the first `right` scored ones are right."""
    answers, left = [], right
    for question in questions:
        hit = pretest_right if not question.scored else left > 0
        left -= question.scored and hit
        answers.append(answer_to(question, right=hit))
    return tuple(answers)


def random_answers(
    questions: Sequence[Question], *, share: float = 0.7, seed: int = 3, blank: float = 0.03
) -> tuple[Answer, ...]:
    """Lifelike answers: times, flags, notes, changes and blanks."""
    chance = random.Random(seed)
    answers = []
    for question in questions:
        if chance.random() < blank:
            answers.append(Answer(position=question.position, spent_ms=chance.randint(0, 9_000)))
            continue
        final = question.item.key if chance.random() < share else wrong_choice(question)
        spent = int(1000 * chance.lognormvariate(3.95, 0.4))
        changes: tuple[Change, ...] = (Change(at_ms=0, before=None, after=final),)
        if chance.random() < 0.1:
            other = chance.choice(question.options)
            changes = (
                Change(at_ms=10, before=None, after=other),
                Change(at_ms=20, before=other, after=final),
            )
        answers.append(
            Answer(
                position=question.position,
                choice=final,
                spent_ms=spent,
                flagged=chance.random() < 0.1,
                note="Relire la notice" if chance.random() < 0.02 else "",
                changes=changes,
            )
        )
    return tuple(answers)


def past(number: int, correct: int, *, mode: Mode = "full", scored: int = 150) -> PastAttempt:
    """An attempt that ended `number` weeks before the present one."""
    return PastAttempt(
        id=f"past-{number}",
        mode=mode,
        domain="reimbursement" if mode == "domain" else None,
        title=TITLES[mode],
        finished_at=START - timedelta(weeks=number),
        scored=scored,
        correct=correct,
    )


def make_report(mode: Mode = "full", *, right: int | None = None, **options: Any) -> Report:
    """A report of that mode: lifelike answers, or exactly `right` right ones."""
    sitting_changes = options.pop("sitting", {})
    questions = options.pop("questions", None) or make_questions(mode, seen=options.pop("seen", 0))
    answers = options.pop("answers", None)
    if answers is None:
        answers = random_answers(questions) if right is None else answer_all(questions, right=right)
    return build_report(
        make_sitting(mode, **sitting_changes), questions, answers, now=NOW, **options
    )
